"""Where a page sends its reader to check it."""

from __future__ import annotations

from dataclasses import dataclass

from chucai.publish.markup import Markup, element, join
from chucai.publish.words import say


@dataclass(frozen=True, slots=True)
class Proof:
    """`bundle` is the file beside the page, `key` the verifier key to compare, `root` that of `events` events."""

    bundle: str
    key: str
    events: int
    root: str


def how_to_verify(proof: Proof, language: str) -> Markup:
    """The command, and what to compare by eye."""
    return join(
        (
            element("p", say(language, "proof-how")),
            element("pre", element("code", f"chucai verify {proof.bundle}"), tabindex=0),
            element("p", say(language, "proof-key")),
            element("pre", element("code", proof.key), tabindex=0),
            element("p", say(language, "proof-root", events=proof.events)),
            element("pre", element("code", proof.root), tabindex=0),
        )
    )
