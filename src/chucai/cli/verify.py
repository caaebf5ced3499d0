"""`chucai verify`: prove or disprove a bundle, and say in words what was proved and what could not be."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from chucai.cli import talk


@click.command()
@click.argument("bundle", type=talk.file())
@click.option("--key", help="The verifier key you know from elsewhere: the signatures must be by this one.")
@click.option("--engine/--no-engine", default=None, help="Do ranking and choice again too (numpy and OR-Tools needed).")
@click.option("--json", "as_json", is_flag=True, help="The verdict as JSON on stdout.")
def command(bundle: Path, key: str | None, engine: bool | None, as_json: bool) -> None:
    """Prove or disprove BUNDLE: every event in place, every gate obeyed, the roll equal to the events.

    Needs neither database nor network. Where the engine is installed, the ranking and the shortlist are computed again
    from the assessments. Exit code 0 when everything checked holds, 4 when something does not.
    """
    verdict = judged(bundle, key, engine)
    if as_json:
        talk.data(as_data(verdict))
    else:
        tell(verdict)
    sys.exit(0 if verdict.holds else talk.UNPROVED)


def judged(bundle: Path, key: str | None = None, engine: bool | None = None) -> Any:
    """The verdict on a bundle file. `engine` None: use it if it is installed."""
    from chucai.publish.verdict import judge

    gc.disable()  # nothing here is garbage before the end, and looking for it takes a third of the time
    recount = _recount() if (_installed() if engine is None else engine) else None
    progress = talk.Progress()
    with talk.refusals_end_it():
        content = bundle.read_bytes()
        number = content.count(b'\n{"event":')
        verdict = judge(content, key, recount, lambda done: progress("verifying", done, max(number, done)))
    progress.end()
    gc.enable()
    return verdict


def _installed() -> bool:
    return all(find_spec(name) is not None for name in ("numpy", "scipy", "ortools"))


def _recount() -> Callable[..., Any]:
    """The engine as a watcher of the replay. It is imported only when there is something to recount."""
    from chucai.publish.verdict import Finding, Proved

    def recount(charter: Any, state: Any, event: Any) -> Any:
        if event.kind not in ("ranking-adopted", "shortlist-adopted"):
            return
        from chucai.engine.reproduce import recount as again

        for found in again(charter, state, event):
            yield (Proved if found.holds else Finding)(found.code, facts=found.facts)

    return recount


def as_data(verdict: Any) -> dict[str, Any]:
    return {
        "holds": verdict.holds,
        "round": verdict.round,
        "depth": verdict.depth,
        "key": verdict.key,
        "events": verdict.events,
        "proved": [{"code": each.code, **each.facts} for each in verdict.proved],
        "unchecked": list(verdict.unchecked),
        "findings": [
            {"code": each.code, "line": each.line, "event": each.receipt, "facts": dict(each.facts)}
            for each in verdict.findings
        ],
    }


def tell(verdict: Any, err: bool = False) -> None:
    """The verdict as a reader wants it: on stdout, or among the talk."""
    from chucai.cli.verdicts import said, where

    out = partial(click.echo, err=err)
    depth = talk.words(f"depth-{verdict.depth}")
    out(talk.words("verify-what", round=verdict.round or "-", depth=depth, events=verdict.events))
    for each in verdict.proved:
        out(f"  ✓ {said(each.code, each.facts)}")
    for code in verdict.unchecked:
        out(f"  – {said('unchecked-' + code, {})}")
    for finding in verdict.findings:
        out(f"  ✗ {where(finding)}{said(finding.code, finding.facts)}")
    if verdict.key and "key-expected" in verdict.unchecked:
        out(talk.words("verify-key", key=verdict.key))
    if verdict.holds:
        out(talk.words("verify-holds"))
    else:
        out(talk.words("verify-fails", number=len(verdict.findings)))
