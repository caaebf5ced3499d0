"""The frame around a page: where the reader is, and where else they may go."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, is_valid_path, reverse
from django.utils.translation import get_language, gettext

from chucai.gates.viewing import awards_announced
from chucai.publish import figures
from chucai.web import clock
from chucai.web.access import ATTRIBUTE, EVERYBODY, Access
from chucai.web.desk import FOUND, Desk

Link = tuple[str, str, bool]  # label, address, whether the page is there or below it


def nav(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: `nav`, the links of the round, and `frame`, what stands above them.

    Pages for everybody are the same for everybody, so that anyone may keep them: neither session nor account is
    looked at, and no `Vary: Cookie` is said.
    """
    desk: Desk | None = getattr(request, FOUND, None)
    cacheable = _for_everybody(request)
    links = _of_round(request, desk, cacheable) if desk else _of_house(request, cacheable)
    frame = {
        "cacheable": cacheable,
        "rehearsed": _rehearsed(desk),
        "sign_in": _address("accounts:sign-in"),
        "account": "" if cacheable else _name(request),
        "me": "/me/",
    }
    if desk:
        frame |= {"programme": desk.said(desk.charter.name), "edition": desk.charter.edition, "home": _home(desk)}
    return {"nav": links, "frame": frame}


def _rehearsed(desk: Desk | None) -> str:
    """The day that a clock set by hand shows, where nothing counts; empty where everything does."""
    if not clock.rehearsed() and not settings.PERSONAS:
        return ""
    today = desk.today if desk else clock.now().astimezone(ZoneInfo(settings.SITE_ZONE)).date()
    return figures.day_and_weekday(today, get_language() or "zh-hans")


def _for_everybody(request: HttpRequest) -> bool:
    """Whether the page is the same for everybody; so is the one that says there is no such page."""
    match = request.resolver_match
    access: Access | None = getattr(match.func, ATTRIBUTE, None) if match else None
    return access is None or access.roles == (EVERYBODY,)


def _name(request: HttpRequest) -> str:
    return str(request.user.get_full_name()) if request.user.is_authenticated else ""


def _home(desk: Desk) -> str:
    return f"/rounds/{desk.round_id}/"


def _of_house(request: HttpRequest, cacheable: bool) -> list[Link]:
    links = [(gettext("Rounds"), "/", False), (gettext("Verify"), "/verify/", False)]
    if not cacheable and request.user.is_authenticated:
        links.insert(0, (gettext("My work"), "/me/", False))
    return _placed(request, links)


def _of_round(request: HttpRequest, desk: Desk, cacheable: bool) -> list[Link]:
    home = _home(desk)
    links = [] if cacheable else _by_roles(desk, home)
    rolled = awards_announced(desk.charter, desk.round)
    links += [
        (gettext("Roll of honour") if rolled else gettext("This round"), home, False),
        (gettext("How we select"), f"{home}how", False),
        (gettext("Notices"), f"{home}notices/", False),
        (gettext("Verify"), "/verify/", False),
    ]
    return _placed(request, links)


def _by_roles(desk: Desk, home: str) -> list[Link]:
    """The places of work of whoever is signed in, those that exist."""
    audiences = (
        (("coordinator",), gettext("My tasks"), f"{home}nominate/"),
        (() if desk.viewer.roles else ("nominator",), gettext("My nominations"), f"{home}nominate/"),
        (("assessor",), gettext("My queue"), f"{home}judge/"),
        (("secretary",), gettext("Office"), f"{home}office/"),
        (() if desk.holds("secretary") else ("authority", "auditor"), gettext("Office"), f"{home}office/decision/"),
    )
    return [
        (label, href, False) for roles, label, href in audiences if any(map(desk.holds, roles)) and is_valid_path(href)
    ]


def _placed(request: HttpRequest, links: list[Link]) -> list[Link]:
    """The link that leads here, or else to the nearest page above, is the current one."""
    above = [href for _, href, _ in links if request.path.startswith(href) and (href != "/" or request.path == "/")]
    here = max(above, key=len, default="")
    return [(label, href, href == here) for label, href, _ in links if is_valid_path(href)]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
