"""A house with what no crawl of a busy round meets: sealed programmes, a round without a nomination, answered cases.

Run inside the house (`house.tell(PROGRAM)`), it prints sessions and addresses as JSON. All of it is invented.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta

from tests.web.small_round import BEGAN

PROGRAM = "from tests.e2e.stated_house import make; make()"
OPEN, EMPTY, SEALED, OPENED = "school-2026", "empty-2026", "sealed-2026", "sealed-2025"
NOTICE = f"/rounds/{OPEN}/notices/show/object"
NOW = BEGAN + timedelta(days=4)
OBJECTION = {"grounds": "The lesson was taught by somebody else.", "name": "Ou Beiming", "contact": "Lane 7"}


def make() -> None:
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    cases = _cases()
    _rounds()
    print(json.dumps({**cases, **_sessions(settings.SESSION_COOKIE_NAME)}))


def _cases() -> dict[str, str]:
    """Addresses of three objections: one dismissed, one upheld, one still open."""
    from django.test import Client

    from tests.web.public_round import PublicSchool

    school = PublicSchool(OPEN).noticed()
    found = {}
    for name, about in (("dismissed", "an"), ("upheld", "bo"), ("waiting", "an")):
        client = Client()
        ticket = re.search(r'name="ticket" value="([^"]+)"', client.get(NOTICE).content.decode())
        assert ticket
        answer = client.post(NOTICE, {**OBJECTION, "about": school.choice(about), "ticket": ticket[1]})
        assert answer.status_code == 302, answer.content.decode()
        notice = school.state().notice("show")
        assert notice is not None
        made = max(notice.objections.items(), key=lambda item: (item[1].at, item[0] not in found.values()))
        found[name] = answer["Location"]
        if name != "waiting":
            (key,) = (key for key, one in notice.objections.items() if one.about == about and one.outcome is None)
            school.at = max(school.at, made[1].at)
            school.later(seconds=5).answer(key, name, "已核查校务登记。\n\nThe register shows who taught it.")
    return found


def _rounds() -> None:
    from chucai.gates.acts import Appoint
    from tests.web.public_round import PublicSchool
    from tests.web.small_round import SECRETARY, School

    PublicSchool(SEALED).begin(sealed=True, years=3).put_forward({"an": "安宁 An Ning"})
    PublicSchool(OPENED).noticed(sealed=True, years=3).announced()
    empty = School(EMPTY).open(nominating=True, assigned=True)
    empty.do(SECRETARY, Appoint(role="coordinator", who=("co",), scope="school"))


def _sessions(cookie: str) -> dict[str, str]:
    from tests.web import personas

    who = {
        "office": personas.seat(EMPTY, "office", "office@example.org"),
        "coordinator": personas.seat(EMPTY, "co", "co@example.org"),
        "judge": personas.seat(EMPTY, "judge-0", "judge@example.org"),
        "newcomer": personas.account("newcomer@example.org"),
        "house": personas.account("house@example.org", installs=True),
    }
    return {name: personas.signed_in(account).cookies[cookie].value for name, account in who.items()}
