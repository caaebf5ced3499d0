"""`chucai round publish`: what a round of this installation leaves behind, written where people can get it."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from chucai.cli import installation, talk

if TYPE_CHECKING:
    from chucai.publish.verdict import Verdict


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to; it is made, or must be empty.",
)
@click.option(
    "--depth",
    type=click.Choice(["public", "auditor"]),
    default="public",
    show_default=True,
    help="public: roll, report and the bundle for everybody; auditor: the bundle with the texts behind commitments, "
    "for those who may read them.",
)
@click.option("--rehearsal", is_flag=True, help="Say on every page that the round is invented.")
@click.option("--replace", is_flag=True, help="Write over what was published into the folder before.")
@installation.at
@talk.as_json
@talk.lang
def publish(
    round_id: str, out: Path, depth: str, rehearsal: bool, replace: bool, at: datetime | None, as_json: bool
) -> None:
    """Write roll, report and bundle of ROUND, as it stands in this installation, into a folder, and verify them.

    What is not sealed yet is sealed first. Nothing is put into the folder unless the bundle holds. For everybody there
    is something once the awards are announced; of a sealed programme, once its papers open. The auditor's bundle may
    be written at any time.

    \b
    Exit code 0: published. 3: not to be published yet. 4: it does not hold.
    chucai round publish lanxi-2026 --out published
    chucai round publish lanxi-2026 --out for-the-auditor --depth auditor
    """
    if out.exists() and any(out.iterdir()) and not replace:
        talk.fail("folder-not-empty", folder=out)
    state = installation.opened(round_id)
    with talk.refusals_end_it():
        if depth == "public":
            from chucai.publish.release import check_public

            charter = state.charter()
            on = installation.moment(at).astimezone(ZoneInfo(charter.timezone)).date()
            check_public(charter, state.round, on)
        written, verdict = _published(round_id, out, depth, rehearsal)
    _told(written, verdict, out, as_json)
    sys.exit(talk.DONE if verdict.holds else talk.UNPROVED)


def _published(round_id: str, out: Path, depth: str, rehearsal: bool) -> tuple[dict[str, Path], Verdict]:
    """Written beside its place, verified there, and moved when it holds: nothing half done goes out."""
    from chucai.cli.verify import judged

    draft = out.with_name(f"{out.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        files = _written(round_id, draft, depth, rehearsal)
        verdict = judged(files[f"{depth}-file"])
        if not verdict.holds:
            return {}, verdict
        _moved(draft, out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return {what: out / path.relative_to(draft) for what, path in files.items()}, verdict


def _written(round_id: str, folder: Path, depth: str, rehearsal: bool) -> dict[str, Path]:
    from chucai.cli.telling import outcome

    progress = talk.Progress()
    told = partial(progress, "events")
    try:
        if depth == "auditor":
            return outcome.write_auditor(outcome.replayed(round_id, progress=told), folder)
        return outcome.write_public(outcome.tell(round_id, rehearsal, told), folder)
    finally:
        progress.end()


def _moved(draft: Path, out: Path) -> None:
    """Every file to its place; files of the same name that were published before are replaced."""
    for path in sorted(each for each in draft.rglob("*") if each.is_file()):
        place = out / path.relative_to(draft)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)


def _told(written: dict[str, Path], verdict: Verdict, out: Path, as_json: bool) -> None:
    from chucai.cli.verify import as_data, tell

    if written:
        talk.say("wrote", folder=out)
    for what, path in written.items():
        click.echo(f"  {path.relative_to(out)}  {talk.words(what)}", err=True)
    tell(verdict, err=True)
    if as_json:
        files: dict[str, Any] = {what: str(path) for what, path in written.items()}
        talk.data({"files": files, "verdict": as_data(verdict)})
