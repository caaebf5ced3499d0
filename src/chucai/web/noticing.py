"""What a public notice is made of, for whoever draws it up, prints it or reads it.

Names stand here as they are kept, in one language or both: `publish.notice` gives each reader their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from chucai.charter.calendar import Window
from chucai.charter.stages import Stage
from chucai.gates.acts import PublishNotice
from chucai.gates.confer import grade_of
from chucai.gates.dossier import Opening
from chucai.gates.model import Nomination
from chucai.gates.standing import paper_id
from chucai.publish.notice import NoticeData, NoticeEntry, Office, notice_text
from chucai.web.committed import committed
from chucai.web.desk import Desk
from chucai.web.records import drafts

TEXTS = ("name", "statement", "attributes", "members")  # of a dossier, what a notice may need
CONTACT = ("name", "phone", "address", "hours")
KIND = "notice"


def notice_data(
    desk: Desk, stage: Stage, unit: str | None, entries: Iterable[NoticeEntry], window: Window, issued: date
) -> NoticeData:
    return NoticeData(
        charter=desk.charter,
        stage=stage.id,
        host=unit_called(desk, desk.charter.host),
        unit=unit_called(desk, unit) if unit else None,
        entries=tuple(entries),
        window=window,
        office=Office(**contact(desk, stage, unit)) if unit else Office(),
        issued=issued,
    )


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


def contact(desk: Desk, stage: Stage, unit: str) -> Mapping[str, str]:
    """What the unit wrote of its office: where objections go on paper. Once the notice is out it stays so."""
    return drafts.found(desk.round_id, drafts.of_unit(unit), KIND, paper_id(stage.id, unit)).data


def keep_contact(desk: Desk, stage: Stage, unit: str, typed: Mapping[str, str]) -> None:
    key, owner = paper_id(stage.id, unit), drafts.of_unit(unit)
    version = drafts.found(desk.round_id, owner, KIND, key).version
    drafts.save(desk.round_id, owner, KIND, key, typed, version, desk.at, desk.request.user.pk)


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
