"""From a signed list to what readers see: notices, votes, conferral, and the table of who sees what from when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from chucai.charter.calendar import notice_window
from chucai.charter.stages import Stage
from chucai.gates.acts import Act, Confer, PublishNotice
from chucai.gates.confer import grade_of
from chucai.gates.dossier import Opening
from chucai.gates.model import Nomination
from chucai.gates.standing import RESERVE, STANDING, asked_in_vote, in_play, is_voted_on, paper_id, standing, unit_at
from chucai.gates.visibility import GRANTS
from chucai.gates.words import word
from chucai.publish.notice import NoticeData
from chucai.web.desk import Desk
from chucai.web.noticing import TEXTS, entry, notice_data, published
from chucai.web.office.decision.desk import foresee
from chucai.web.office.decision.whose import Whose
from chucai.web.records import dossiers

# What a release is about, and whom it concerns: the rest of the table of visibility is the office's own.
THINGS = ("case", "standing", "public-field", "sheet", "merit", "shortlist", "notice", "award")
READERS = ("public", "coordinator", "nominator", "nominee", "reader", "panel", "officer", "authority")


def concerned(desk: Desk, stage: Stage) -> tuple[list[Nomination], list[Nomination]]:
    """Who is in the running at a stage of the top tier, and who is next in line, by number."""
    foresee(desk)
    here = [
        one
        for one in in_play(desk.charter, desk.state, stage.id)
        if unit_at(desk.charter, desk.state, stage, one) is None
    ]
    reserves = [one for one in here if standing(desk.charter, desk.state, one).status == RESERVE]
    return [one for one in here if one not in reserves], reserves


@dataclass(frozen=True, slots=True)
class Drawn:
    """A notice before it is published: the act, and its text in both languages, which the ledger holds the seal of."""

    act: PublishNotice
    openings: tuple[Opening, ...]
    data: NoticeData


def draw_up(desk: Desk, stage: Stage) -> Drawn:
    """The notice of the whole round at a stage, were it published today. Raises what `publish.notice` refuses.

    Whoever still judges blind draws up none: it is names and deeds, and what is published is published whole.
    """
    if Whose(desk).is_blind:
        raise PermissionDenied
    rules = desk.charter.notices[stage.notice or ""]
    listed, reserves = concerned(desk, stage)
    shown = [*listed, *(reserves if rules.reserves else ())]
    texts = dossiers.texts(desk.state, shown, TEXTS)
    entries = [entry(desk, stage, one, texts[one.id], reserve=one in reserves) for one in shown]
    data = notice_data(desk, stage, None, entries, notice_window(rules, desk.state.calendar, desk.today), desk.today)
    act, text = published(data, None, listed, reserves)
    return Drawn(act, (text,), data)


def candidates(desk: Desk, stage: Stage) -> list[Nomination]:
    """Whom the vote of a stage is about and no count has settled yet."""
    ballot = desk.state.ballot(paper_id(stage.id, None))
    listed, reserves = concerned(desk, stage)
    return [
        one
        for one in (*listed, *reserves)
        if is_voted_on(desk.charter, desk.state, stage, one) and not (ballot and ballot.settled(one.id))
    ]


def awards(desk: Desk, stage: Stage, document: str) -> Iterator[tuple[Act, tuple[Opening, ...]]]:
    """A Confer act for everybody in the running whom the vote, where there is one, has passed."""
    ballot = desk.state.ballot(paper_id(stage.id, None)) if stage.vote else None
    for one in concerned(desk, stage)[0]:
        if asked_in_vote(stage, one) and not (ballot and one.id in ballot.passed):
            continue
        honour = honour_of(desk, one)
        if honour and standing(desk.charter, desk.state, one).status == STANDING:
            yield Confer(nomination=one.id, honour=honour, document=document), ()


def honour_of(desk: Desk, one: Nomination) -> str | None:
    """The honour of its category, of the grade that falls to it where there are grades."""
    grade = grade_of(desk.charter, desk.state, one) if any(h.grade for h in desk.charter.honours.values()) else None
    for name, honour in desk.charter.honours.items():
        if one.category in honour.for_ and honour.grade in (None, grade):
            return name
    return None


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing and, for each reader, from when they see it; empty: never."""

    thing: str
    from_when: tuple[str, ...]


def matrix(language: str) -> tuple[tuple[str, ...], tuple[Seen, ...]]:
    """Readers in words, and for each thing from when each of them sees it: read off the one table of visibility."""
    rows = []
    for thing in THINGS:
        cells = []
        for reader in READERS:
            moments = [grant.moment for grant in GRANTS if (grant.thing, grant.relation) == (thing, reader)]
            cells.append(" / ".join(word("moment", moment, language) for moment in moments))
        rows.append(Seen(word("thing", thing, language), tuple(cells)))
    return tuple(word("relation", reader, language) for reader in READERS), tuple(rows)


def names(desk: Desk, nominations: list[str]) -> dict[str, str]:
    """Name and number of these nominations; the number alone where the reader may not know the name."""
    whose, ones = Whose(desk), [desk.state.nomination(name) for name in nominations]
    found = dossiers.texts(desk.state, [one for one in ones if whose.knows(one, "name")], ("name",))
    named = {key: f"{texts['name']} ({key})" for key, texts in found.items() if texts.get("name")}
    return {name: named.get(name, name) for name in nominations}
