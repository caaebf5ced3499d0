"""The parts of the reference pages that are written from the code. `test_gates_page` holds the pages to them."""

from __future__ import annotations

from collections.abc import Iterable

from chucai.gates import words
from chucai.gates.standing import ENDS, HELD, RESERVE, RETURNED, STANDING
from chucai.gates.table import FOLLOWING, TABLE, Move, Transition
from chucai.gates.visibility import AS_NOMINEE, AS_RECUSED, GRANTS, ROLL_FIELDS, THINGS


def rows(headers: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    heads = list(headers)
    written = [heads, ["---"] * len(heads), *(list(line) for line in lines)]
    return "\n".join("| " + " | ".join(line) + " |" for line in written)


def acts() -> str:
    headers = ("act", "event", "who", "at the gates", "on a nomination that is", "and makes of it")
    return rows(headers, map(_act, TABLE))


def _act(line: Transition) -> tuple[str, ...]:
    gates = ", ".join(line.gates) or ("also when the round is over" if line.after_close else "")
    window = " (in the window)" if line.in_window else ""
    kind = f"`{line.act.kind}`<br>{words.word('act', line.act.kind, 'zh')}"
    roles = ", ".join(words.word("role", role, "en") for role in line.roles)
    return kind, f"`{line.event}`", roles, gates + window, ", ".join(map(_standing, line.standing)), _moves(line.moves)


def _standing(key: str) -> str:
    return words.word("standing", key, "en")


def _moves(moves: Iterable[Move]) -> str:
    """Grouped by what it becomes: "withdrawn (from in the running, in reserve)"."""
    into: dict[str, list[str]] = {}
    for before, after in moves:
        into.setdefault(after, []).append("nothing" if before is None else _standing(before))
    return "<br>".join(f"{_standing(after)}, from {', '.join(before)}" for after, before in into.items())


def following() -> str:
    return rows(
        ("event", "and makes of whoever steps in"), ((f"`{event}`", _moves(m)) for event, m in FOLLOWING.items())
    )


def standings() -> str:
    keys = (STANDING, RESERVE, RETURNED, HELD, *ENDS)
    return rows(
        ("standing", "", "中文"), ((f"`{key}`", _standing(key), words.word("standing", key, "zh")) for key in keys)
    )


def visibility() -> str:
    """One line for each thing and who may see it, when."""
    lines = []
    for thing in THINGS:
        moments: dict[str, list[str]] = {}
        for grant in GRANTS:
            if grant.thing == thing:
                moments.setdefault(grant.moment, []).append(words.word("relation", grant.relation, "en"))
        seen = "<br>".join(f"{words.word('moment', when, 'en')}: {', '.join(who)}" for when, who in moments.items())
        lines.append((f"`{thing}`", f"{words.word('thing', thing, 'en')}<br>{words.word('thing', thing, 'zh')}", seen))
    return rows(("thing", "", "who sees it"), lines)


def less() -> str:
    def named(relations: Iterable[str]) -> str:
        return ", ".join(words.word("relation", relation, "en") for relation in relations)

    lines = (
        ("who", "and is then only"),
        ("whoever is recused from a nomination, or barred from it", named(AS_RECUSED)),
        ("whoever is nominated in it", named(AS_NOMINEE)),
    )
    return rows(lines[0], lines[1:]) + f"\n\nOf the honoured the roll shows: {', '.join(ROLL_FIELDS)}."


def refusals() -> str:
    def plain(text: str) -> str:
        return text.replace("[", "⟦").replace("]", "⟧").replace("|", "／")

    lines = ((f"`{code}`", plain(both["en"]) + "<br>" + plain(both["zh"])) for code, both in words.REFUSALS.items())
    return rows(("code", "words"), lines)


PARTS = {
    "gates.md": {"acts": acts, "following": following, "standings": standings},
    "visibility.md": {"visibility": visibility, "less": less},
    "refusals.md": {"refusals": refusals},
}
