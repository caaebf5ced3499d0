"""The program as a whole: quick to start, quiet when its reader leaves, and a sentence for whatever goes wrong."""

from __future__ import annotations

import errno
import subprocess
import sys

import click
import pytest

from chucai.cli import main, talk
from chucai.errors import Refused

# What takes long to import, or may not be installed at all.
HEAVY = ("pydantic", "django", "numpy", "scipy", "ortools", "cryptography", "tomllib", "xlsxwriter", "chucai.gates")


def test_help_names_every_command_and_every_exit_code(run):
    told = run("--help")
    assert told.exit_code == 0
    assert all(f"\n  {name} " in told.stdout for name in main.COMMANDS)
    assert all(f"  {code} " in told.stdout for code in range(6))


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_has_help_of_its_own(run, name):
    told = run(name, "--help")
    assert told.exit_code == 0
    assert f"Usage: chucai {name}" in told.stdout


def walk(command: click.Command, *path: str):
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from walk(command.get_command(context, name), *path, name)


@pytest.mark.parametrize(
    ("path", "command"), list(walk(main.chucai)), ids=lambda each: "-".join(each) if isinstance(each, tuple) else ""
)
def test_everything_that_can_be_called_says_what_it_does(path, command):
    assert command.help
    for parameter in command.params:
        speaks_for_itself = isinstance(parameter, click.Argument) or isinstance(parameter.type, click.Choice)
        assert speaks_for_itself or parameter.help, parameter.name


def test_help_imports_nothing_heavy(program):
    code = f"""
import sys
from chucai.cli import main
try:
    main()
finally:
    print(sorted(name for name in sys.modules if name.startswith({HEAVY!r})), file=sys.stderr)
"""
    told = program("--help", code=code)
    assert told.returncode == 0
    assert told.stderr.strip() == "[]"


def test_an_unknown_command_is_wrong_usage(run):
    assert run("honour").exit_code == talk.USAGE


def test_a_reader_who_leaves_is_no_error_to_talk_about():
    """`chucai charter show district | head -1`"""
    program = [sys.executable, "-c", "from chucai.cli import main; main()", "charter", "show", "district"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as shown:
        shown.stdout.close()
        assert shown.stderr.read() == b""


def going_wrong(monkeypatch, problem: BaseException) -> int:
    """The exit code when a command ends like this."""

    def broken(**_: object) -> None:
        raise problem

    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.setattr(main, "chucai", broken)
    with pytest.raises(SystemExit) as ended:
        main.run()
    return ended.value.code


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (Refused("charter-faulty", number=2, line=3), talk.REFUSED, "2"),
        (Refused("conflict", round="r", tries=8), talk.CONFLICT, "Please try again"),
        (Refused("database-unreachable", reason="gone"), talk.FAILED, "gone"),
        (ModuleNotFoundError(name="django.db"), talk.FAILED, "chucai[web]"),
        (ModuleNotFoundError(name="ortools"), talk.FAILED, "chucai[engine]"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), talk.FAILED, "/x: Permission denied"),
        (OSError(errno.ENOSPC, "No space left on device"), talk.FAILED, "No space left"),
    ],
)
def test_what_goes_wrong_outside_is_told_in_a_sentence(monkeypatch, capsys, problem, code, words):
    assert going_wrong(monkeypatch, problem) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err


def test_a_mistake_of_ours_is_not_hidden(monkeypatch):
    with pytest.raises(ModuleNotFoundError):
        going_wrong(monkeypatch, ModuleNotFoundError(name="chucai.nowhere"))
    with pytest.raises(ZeroDivisionError):
        going_wrong(monkeypatch, ZeroDivisionError())


def test_a_terminal_without_our_signs_still_gets_its_answer(program, bundles):
    told = program("verify", bundles["public"], "--no-engine", PYTHONIOENCODING="latin-1")
    assert told.returncode == 0
    assert "? The seal holds" in told.stdout


def test_json_for_a_terminal_without_our_signs_is_still_exact(program):
    import json

    told = program("charter", "list", "--json", PYTHONIOENCODING="latin-1")
    assert "兰溪" in json.loads(told.stdout)["examples"][0]["name"]["zh"]
