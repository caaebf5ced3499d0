"""`chucai verify`: prove or disprove a bundle, and say in words what was proved and what could not be."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import talk
from chucai.cli.named import CharterName, Named

if TYPE_CHECKING:
    from chucai.publish.verdict import Verdict

ENGINE = ("numpy", "scipy", "ortools")
TOLD = 20  # findings told on the screen; --json has them all


def _key(context: click.Context, _: click.Parameter, value: str | None) -> str | None:
    """A key that is none would find every bundle wrong."""
    if value is not None:
        from chucai.errors import Refused
        from chucai.ledger.checkpoint import check_verifier_key

        try:
            check_verifier_key(value)
        except Refused as refused:
            raise click.BadParameter(talk.refusal(refused), ctx=context) from None
    return value


@click.command()
@click.argument("bundle", type=talk.file())
@click.option("--key", callback=_key, help="The verifier key you know from elsewhere: the signatures must be by it.")
@click.option(
    "--charter",
    type=CharterName(),
    help="The charter you know from elsewhere (a file, or an example): the round must have run under it.",
)
@click.option("--engine/--no-engine", default=None, help="Do ranking and choice again too (numpy and OR-Tools needed).")
@talk.as_json
@talk.lang
def command(bundle: Path, key: str | None, charter: Named | None, engine: bool | None, as_json: bool) -> None:
    """Prove or disprove BUNDLE: every event in place, every gate obeyed, the roll equal to the events.

    Needs neither database nor network. Where the engine is installed, the ranking and the shortlist are computed again
    from the assessments. Exit code 0 when everything checked holds, 4 when something does not.

    \b
    chucai verify round.public.chucai
    chucai verify round.public.chucai --key "$(cat published-key.txt)" --charter charter.toml
    """
    if engine and not _installed():
        talk.fail("part-missing", part="engine")
    verdict = judged(bundle, key, engine, charter)
    if as_json:
        talk.data(as_data(verdict))
    else:
        tell(verdict)
    sys.exit(talk.DONE if verdict.holds else talk.UNPROVED)


def judged(bundle: Path, key: str | None = None, engine: bool | None = None, charter: Named | None = None) -> Verdict:
    """The verdict on a bundle file. `engine` None: use it if it is installed."""
    gc.disable()  # nothing here is garbage before the end, and looking for it takes a third of the time
    from chucai.charter.digest import digest
    from chucai.charter.load import read
    from chucai.publish.verdict import judge

    recount = _recount if (_installed() if engine is None else engine) else None
    content = talk.read(bundle)
    progress = talk.Progress()
    number = content.count(b'\n{"event":')
    try:
        with talk.refusals_end_it():
            expected = digest(read(charter.text()).wanted()) if charter else None
            return judge(content, key, recount, lambda done: progress("verifying", done, max(number, done)), expected)
    finally:
        gc.freeze()  # and nobody need look for it when the program ends
        gc.enable()
        progress.end()


def _installed() -> bool:
    return all(find_spec(name) is not None for name in ENGINE)


def _recount(charter: Any, state: Any, event: Any) -> Iterator[Any]:
    """The engine as a watcher of the replay. It is imported only when there is something to recount.

    Where it stumbles over numbers nobody would hand in honestly, that is a finding.
    """
    if event.kind not in ("ranking-adopted", "shortlist-adopted"):
        return
    from chucai.engine.reproduce import recount
    from chucai.publish.verdict import Finding, Proved

    try:
        for found in recount(charter, state, event):
            yield (Proved if found.holds else Finding)(found.code, facts=found.facts)
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
        yield Finding("recount-refused", facts={"refusal": type(error).__name__})


def as_data(verdict: Verdict) -> dict[str, Any]:
    return {
        "holds": verdict.holds,
        "round": verdict.round,
        "depth": verdict.depth,
        "key": verdict.key,
        "charter": verdict.digest,
        "events": verdict.events,
        "until": verdict.until,
        "closed": verdict.closed,
        "proved": [{"code": each.code, "facts": dict(each.facts)} for each in verdict.proved],
        "unchecked": list(verdict.unchecked),
        "findings": [
            {"code": each.code, "line": each.line, "event": each.receipt, "facts": dict(each.facts)}
            for each in verdict.findings
        ],
    }


def tell(verdict: Verdict, err: bool = False) -> None:
    """The verdict as a reader wants it: on stdout, or among the talk."""
    from chucai.cli.verdicts import said, where

    out = partial(click.echo, err=err)
    _about(verdict, out)
    for each in verdict.proved:
        out(f"  {talk.coloured('✓', 'green')} {said(each.code, each.facts)}")
    for finding in verdict.findings[:TOLD]:
        out(f"  {talk.coloured('✗', 'red')} {where(finding)}{said(finding.code, finding.facts)}")
    if len(verdict.findings) > TOLD:
        out(talk.words("verify-more", number=len(verdict.findings) - TOLD))
    for code in verdict.unchecked:
        out(f"  {talk.coloured('–', 'yellow')} {said('unchecked-' + code, {})}")
    if verdict.key and "key-expected" in verdict.unchecked:
        out(talk.words("verify-key", key=verdict.key))
    out(talk.words("verify-holds" if verdict.holds else "verify-fails", number=len(verdict.findings)))


def _about(verdict: Verdict, out: Callable[[str], None]) -> None:
    """What was looked at: the round, its charter, and how far it has come."""
    if verdict.round is None:
        return
    depth = talk.words(f"depth-{verdict.depth}")
    out(talk.words("verify-what", round=verdict.round, depth=depth, events=verdict.events))
    if verdict.charter is not None:
        name = verdict.charter.name.said(talk.language())
        out(talk.words("verify-under", name=name, edition=verdict.charter.edition, digest=verdict.digest))
        out(talk.words("verify-closed" if verdict.closed else "verify-running", until=verdict.until))
