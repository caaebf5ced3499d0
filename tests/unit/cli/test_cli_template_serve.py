"""`chucai template` and `chucai serve`, as far as they need no round."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from chucai.cli import talk
from chucai.cli.template import KINDS
from chucai.intake.kinds import KINDS as TABLES


def test_every_kind_of_table_has_a_template():
    assert set(KINDS) == set(TABLES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_for_an_example(run, tmp_path, kind):
    file = tmp_path / "table.xlsx"
    told = run("template", "district", kind, "--out", file)
    assert (told.exit_code, told.stdout) == (talk.DONE, "")
    assert file.read_bytes().startswith(b"PK")
    assert told.stderr == f"Written: {file}\n"
    assert not file.with_name("table.xlsx.part").exists()


def test_the_language_of_a_template(run, tmp_path):
    sizes = set()
    for language in ("zh", "en"):
        run("template", "teaching", "nominations", "--lang", language, "--out", tmp_path / f"{language}.xlsx")
        sizes.add((tmp_path / f"{language}.xlsx").read_bytes())
    assert len(sizes) == 2


def test_a_template_goes_to_stdout_when_asked(run):
    told = run("template", "hackathon", "units", "--out", "-")
    assert told.exit_code == talk.DONE
    assert told.stdout_bytes.startswith(b"PK")
    assert told.stderr == ""


def test_what_cannot_be_made_is_said(run, tmp_path):
    assert run("template", "district", "prizes").exit_code == talk.USAGE
    told = run("template", "district", "scores", "--stage", "compair")
    assert told.exit_code == talk.USAGE
    assert "compare" in told.stderr
    told = run("template", "district", "units", "--out", tmp_path / "nowhere" / "x.xlsx")
    assert told.exit_code == talk.FAILED
    assert "cannot be written: No such file or directory" in told.stderr


def test_a_port_that_is_taken_is_said(run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        told = run("serve", "--port", other.getsockname()[1])
    assert told.exit_code == talk.FAILED
    assert "take another port with --port" in told.stderr


def test_the_address_is_told_before_the_server_starts(run, monkeypatch):
    served = []
    monkeypatch.setattr("chucai.web.serve.serve", lambda *where, **how: served.append((where, how)))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = run("serve", "--port", port)
    assert told.exit_code == talk.DONE
    (((host, told_port, workers), how),) = served
    assert (host, told_port, workers) == ("127.0.0.1", port, 1)
    assert (how["quiet"], how["jobs"]) == (True, True)
    how["when_empty"]()
    assert f"Open http://127.0.0.1:{port}/ in a browser" in told.stderr
    assert told.stdout == ""


def test_files_are_written_whole_or_not_at_all(tmp_path: Path, monkeypatch):
    file = tmp_path / "kept.xlsx"
    file.write_bytes(b"before")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(SystemExit):
        talk.write(file, b"after")
    assert file.read_bytes() == b"before"
