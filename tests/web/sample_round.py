"""A small round in mid-flight with somebody in every role, and a sample for every named part of an address.

Whoever adds a page whose address has a new `<part>` adds a sample of it to SAMPLES, or tests/web/test_access.py says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import URLPattern, URLResolver, get_resolver

from chucai.charter.calendar import shipped
from chucai.gates.acts import Appoint, OpenRound, OpenStage, SetUnits, Undertake, Unit
from chucai.web import clock
from chucai.web.home import ledger_key
from chucai.web.records import links
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.records.models import Seat
from tests.web.personas import account, seat
from tests.web.small_round import SECRETARY, School, actor, charter_text

BODY = """
[bodies.discipline]
name = { zh = "纪检部门", en = "Discipline office" }
working_days = 10
silence = "block"
"""
# role -> (actor, scope): who holds it in the sample round
ROLES = {
    "coordinator": ("desk-school", "school"),
    "assessor": ("judge-0", None),
    "officer": ("officer-1", "discipline"),
    "elector": ("voter-1", "meeting"),
    "secretary": ("office", None),
    "authority": ("head", None),
    "auditor": ("auditor-1", None),
}


def open_round() -> School:
    """Three nominations of one unit; the school still nominates."""
    school = School()
    key = ledger_key().verifier_key()
    charter = attach_charter(school.round_id, charter_text(nominating=True) + BODY)
    calendar = attach_calendar(school.round_id, shipped("plain"))
    school.do(SECRETARY, OpenRound(charter=charter, calendar=calendar, seed="seed", key=key))
    school.do(SECRETARY, SetUnits(units=(Unit(id="school", tier="school", name="Qingshi School"),)))
    for role, (who, scope) in ROLES.items():
        if role != "secretary":
            school.do(SECRETARY, Appoint(role=role, who=(who,), scope=scope))
    school.do(SECRETARY, OpenStage(stage="nominate"))
    school.do(actor("assessor", "judge-0"), Undertake(assessor="judge-0"))
    school.submit("an", "bo", "cen")
    for who, _ in ROLES.values():
        seat(school, who)
    return school


def samples(school: School) -> dict[str, object]:
    """What stands for each named part of an address. An address that leads to nothing is fine: it must say 404."""
    stranger = account()
    return {
        "round_id": school.round_id,
        "nomination": "an",
        "nomination_id": "an",
        "unit": "school",
        "unit_id": "school",
        "stage": "judge",
        "stage_id": "judge",
        "category": "person",
        "notice": "judge",
        "objection": "o-1",
        "token": links.mint(stranger.pk, "", timedelta(hours=1), clock.now()),
        "seat": Seat.objects.values_list("pk", flat=True)[0],
        "pk": 1,
        "provider_id": "single",
        "assessor": "judge-0",
        "judge": "judge-0",
        "body": "discipline",
        "ballot": "confer",
        "criterion": "care",
        "draft": "d-1",
        "key": "d-1",
        "item": "1",
        "section": "statement",
        "digest": "0" * 64,
        "number": 1,
        "kind": "history",
        "name": "sample",
        "size": 1,
        "role": "assessor",
        "whom": "units",
        "what": "drop",
        "actor": "judge-0",
        "honour": "prize",
    }


def patterns() -> list[tuple[str, str, URLPattern]]:
    """(name with its app, address as written, pattern) of every page, in the order in which they are looked for.

    An address that has a second name is listed once: it is the first that answers.
    """
    found: dict[str, tuple[str, str, URLPattern]] = {}
    for each in _patterns(get_resolver()):
        found.setdefault(each[1], each)
    return list(found.values())


def _patterns(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for each in resolver.url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each, address, f"{space}:{each.namespace}".strip(":") if each.namespace else space)
        else:
            yield f"{space}:{each.name}" if space else str(each.name), f"/{address}", each
