"""Reports of contact: what judges have told the office of attempts to influence them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chucai.web import contacts
from chucai.web.desk import Desk
from chucai.web.office.doors import office, page
from chucai.web.office.naming import Names, called


@office
@require_safe
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    found, names = contacts.reports(desk), Names(desk)
    known = called(desk, {one.who for one in found})
    lines = [(names.moment(one.at) if one.at else "", known.get(one.who, one.who), one) for one in found]
    return page(request, desk, "contacts.html", {"lines": lines})
