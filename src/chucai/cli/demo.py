"""`chucai demo`: a whole invented round, from charter to verified roll, on the embedded database."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import monotonic

import click

from chucai.cli import talk
from chucai.cli.serve import is_free
from chucai.cli.workplace import fresh, home_in
from chucai.web.start import ready

ROUND = "lanxi-2026"


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="The folder to write to; an earlier demo there is replaced.",
)
@click.option(
    "--seed", default="lanxi", show_default=True, help="Another seed draws another district, panel and outcome."
)
@click.option(
    "--serve",
    "serves",
    is_flag=True,
    help="Instead: four rounds in mid-flight in a browser, where you enter as anybody with one press.",
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="With --serve: the port.")
@talk.lang
def command(out: Path, seed: str, serves: bool, port: int) -> None:
    """Play a whole invented round: a district of three tiers honours 83 officials and 37 teams.

    Every act goes through the door into an SQLite database in the folder. Roll, report and bundles are written there,
    and the bundles are verified.

    With --serve three such districts are left in the midst of their rounds, and shown in a browser until Ctrl+C: be a
    coordinator, a judge, the office, the authority or the public. For this machine alone, and nothing there counts.
    """
    if serves:
        _serve(out, seed, port)
        return
    fresh(out)
    home_in(out)
    began = monotonic()
    with talk.refusals_end_it():
        ready()
        _play(seed)
        written = _tell(out, began)
    _show(out, written)
    sys.exit(_verify(written))


def _serve(out: Path, seed: str, port: int) -> None:
    """The rounds are played, the clock is set to where they have come, and the pages are served to this machine."""
    with talk.refusals_end_it():
        is_free("127.0.0.1", port)
        fresh(out)
        home_in(out)
        os.environ["CHUCAI_PERSONAS"] = "1"
        os.environ.pop("CHUCAI_HOSTS", None)
        ready()
        from chucai.cli.rehearsal.live import LIVE, play_all
        from chucai.web.accounts.personas import address, invite
        from chucai.web.records.people import install
        from chucai.web.serve import serve

        talk.say("live-begins", rounds=len(LIVE))
        progress = talk.Progress()
        now = play_all(seed, progress, invite)
        install(address(LIVE[0].id, "office-1"))  # may open rounds of its own, too
        progress.end()
        os.environ["CHUCAI_CLOCK"] = now.isoformat()
        talk.say("live-serving", port=port, now=f"{now:%Y-%m-%d %H:%M}")
        serve("127.0.0.1", port, quiet=True)
    talk.say("served")


def _play(seed: str) -> None:
    from chucai.charter.calendar import shipped
    from chucai.charter.examples import example_text
    from chucai.charter.load import read
    from chucai.cli.rehearsal.district import PEOPLE, TEAMS, District
    from chucai.cli.rehearsal.play import Play
    from chucai.cli.rehearsal.records import RecordsDoor
    from chucai.cli.rehearsal.run import run as run_round
    from chucai.web.home import ledger_key
    from chucai.web.records.sealing import seal

    text = example_text("district")
    charter = read(text).wanted()
    calendar = shipped(charter.calendar)
    script = District(charter, seed)
    talk.say("demo-begins", people=PEOPLE, teams=TEAMS, units=len(script.units()))
    progress = talk.Progress()
    play = Play(
        charter,
        calendar,
        RecordsDoor(ROUND, text, calendar),
        script,
        seed=f"demo-{seed}",
        verifier_key=ledger_key().verifier_key(),
        tell=progress,
        sealed=lambda: seal(ROUND),
    )
    run_round(play)
    progress.end()


def _tell(out: Path, began: float) -> dict[str, Path]:
    from chucai.cli.telling.outcome import tell, write

    told = tell(ROUND, rehearsal=True)
    held = [entry.category for entry in told.roll.held]
    written = write(told, out)
    talk.say(
        "demo-played",
        events=len(told.events),
        people=held.count("person"),
        teams=held.count("team"),
        seconds=monotonic() - began,
    )
    return written


def _show(out: Path, written: dict[str, Path]) -> None:
    talk.say("wrote", folder=out)
    for what, path in written.items():
        click.echo(f"  {path.relative_to(out)}  {talk.words(what)}", err=True)


def _verify(written: dict[str, Path]) -> int:
    """Both bundles, told in words; what to open comes last, where it is seen."""
    from chucai.cli.verify import judged, tell

    holds = True
    for what in ("public-file", "auditor-file"):
        verdict = judged(written[what])
        tell(verdict)
        holds = holds and verdict.holds
    bundle = written["public-file"]
    talk.say("then-serve", home=bundle.parent / "home", bundle=bundle)
    talk.say("open-this", path=_page(written))
    return 0 if holds else talk.UNPROVED


def _page(written: dict[str, Path]) -> Path:
    return written["roll-file"].with_name(f"roll.{talk.language()}.html").resolve()
