"""What a public notice is made of, for whoever draws it up, prints it or reads it.

Names stand here as they are kept, in one language or both: `publish.notice` gives each reader their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from chucai.charter.calendar import Window
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.acts import PublishNotice
from chucai.gates.confer import grade_of
from chucai.gates.dossier import Opening
from chucai.gates.model import Nomination
from chucai.gates.standing import paper_id
from chucai.publish.notice import NoticeData, NoticeEntry, Office, notice_text
from chucai.web.committed import committed
from chucai.web.desk import Desk
from chucai.web.records import drafts, models

TEXTS = ("name", "statement", "attributes", "members")  # of a dossier, what a notice may need
CONTACT = ("name", "phone", "mail", "address", "postcode", "hours")
NUMBER = "number"  # of the document, where it has one
LONGEST = 200  # letters of each
KIND = "notice"


def notice_data(
    desk: Desk, stage: Stage, unit: str | None, entries: Iterable[NoticeEntry], window: Window, issued: date
) -> NoticeData:
    typed = contact(desk, stage, unit)
    return NoticeData(
        charter=desk.charter,
        stage=stage.id,
        number=typed[NUMBER],
        host=unit_called(desk, desk.charter.host),
        unit=unit_called(desk, unit) if unit else None,
        entries=tuple(sorted(entries, key=lambda each: listing_order(desk.charter, each))),
        window=window,
        office=Office(**{name: typed[name] for name in CONTACT}),
        issued=issued,
    )


def listing_order(charter: Charter, listed: NoticeEntry) -> tuple[Any, ...]:
    """Where somebody stands on a list: by what it shows, and not by a number, which may be all that judges are told."""
    shown = listed.fields
    categories = list(charter.categories)
    category = categories.index(str(shown["category"])) if shown.get("category") in categories else len(categories)
    told = tuple(str(shown.get(name, "")) for name in ("unit", "name", "theme", "deeds"))
    return (listed.reserve, category, *told)


def published(
    data: NoticeData, unit: str | None, listed: Iterable[Nomination], reserves: Iterable[Nomination]
) -> tuple[PublishNotice, Opening]:
    """The act, and the text in both languages that the ledger holds the seal of. Raises what `notice_text` refuses."""
    text = committed("text", {tongue: notice_text(data, tongue) for tongue in ("zh", "en")})
    act = PublishNotice(
        notice=paper_id(data.stage, unit),
        stage=data.stage,
        unit=unit,
        listed=tuple(one.id for one in listed),
        reserves=tuple(one.id for one in reserves) if data.rules.reserves else (),
        text=text.commitment,
    )
    return act, text


def unit_called(desk: Desk, unit: str) -> str:
    known = desk.tree.units.get(unit)
    return known.name if known else unit


def contact(desk: Desk, stage: Stage, unit: str | None) -> dict[str, str]:
    """What a unit, or for the whole round the office, wrote of where objections go, and the number of the document.

    Once the notice is out it stays so: it is what the sealed text says.
    """
    typed = drafts.found(desk.round_id, _owner(unit), KIND, paper_id(stage.id, unit)).data
    return {name: str(typed.get(name, "")) for name in (*CONTACT, NUMBER)}


def keep_contact(desk: Desk, stage: Stage, unit: str | None, typed: Mapping[str, str]) -> None:
    """Each on one line: a line break would begin a paragraph of the notice."""
    key, owner = paper_id(stage.id, unit), _owner(unit)
    kept = {name: " ".join(typed.get(name, "").split())[:LONGEST] for name in (*CONTACT, NUMBER)}
    version = drafts.found(desk.round_id, owner, KIND, key).version
    drafts.save(desk.round_id, owner, KIND, key, kept, version, desk.at, desk.request.user.pk)


def last_published(rounds: Collection[str]) -> dict[str, dict[str, str]]:
    """Of each round, what stands in its last published notice of the whole round. Before it is out it is nobody's."""
    notice = Concat(Value("notice/"), OuterRef("key"))
    out = models.Stream.objects.filter(round_id=OuterRef("round_id"), key=notice, version__gt=0)
    rows = models.Draft.objects.filter(Exists(out), round_id__in=list(rounds), owner=drafts.OFFICE, kind=KIND)
    return dict(rows.order_by("updated", "id").values_list("round_id", "data"))


def _owner(unit: str | None) -> str:
    return drafts.of_unit(unit) if unit else drafts.OFFICE


def entry(
    desk: Desk,
    stage: Stage,
    one: Nomination,
    texts: Mapping[str, Any],
    *,
    reserve: bool,
    allowed: Collection[str] | None = None,
) -> NoticeEntry:
    """The fields of a nomination that the notice shows; of those only what is `allowed`, where somebody reads it."""
    shows = desk.charter.notices[stage.notice or ""].shows
    attributes, members = texts.get("attributes"), texts.get("members")
    known = {
        **(attributes if isinstance(attributes, Mapping) else {}),
        "name": texts.get("name"),
        "unit": unit_called(desk, one.unit),
        "category": one.category,
        "theme": one.theme,
        "grade": grade_of(desk.charter, desk.state, one) if "grade" in shows else None,
        "members": tuple(map(str, members)) if isinstance(members, Iterable) else None,
        "deeds": texts.get("statement"),
    }
    told = {name: known[name] for name in shows if known.get(name) not in (None, "", ())}
    return NoticeEntry({name: told[name] for name in told if allowed is None or name in allowed}, reserve)
