"""The members of a team: added one by one or pasted, and taken out again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from chucai.errors import Refused
from chucai.intake.people import pseudonym
from chucai.web.desk import Desk
from chucai.web.home import round_secret
from chucai.web.nominate import paper as papers
from chucai.web.nominate import reading, words
from chucai.web.nominate.paper import Paper, mark
from chucai.web.nominate.views.desks import moved_on, own_paper, show, to, writing
from chucai.web.nominate.views.parts import alike_members, carried, frame


@writing
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, desk: Desk, found: Paper) -> HttpResponse:
    """The members of a team: added one by one or pasted, taken out again."""
    if "members" not in papers.sections(desk.charter, found.category):
        raise Http404
    problem = ""
    if request.method == "POST":
        lines = _members(desk, found, request)
        finished = "finish" in request.POST
        try:
            found = papers.keep(desk, found, "members", lines, request.POST.get("seen"), done=finished)
        except Refused:
            found, problem = own_paper(desk, found.keeper, found.key), moved_on()
        else:
            if not finished:
                return to(desk, "members", found.keeper, found.key)
            if not reading.read(desk, found).faults["members"]:
                return to(desk, "draft", found.keeper, found.key)
    read = reading.read(desk, found, carried(desk, found))
    faults = read.faults["members"] if "members" in found.done else []
    return show(
        request,
        desk,
        "members",
        **frame(desk, found),
        title=words.TITLES["members"],
        members=[
            {**line, "likes": likes}
            for line, likes in zip(found.lines("members"), alike_members(desk, found), strict=True)
        ],
        rule=desk.charter.categories[found.category].members,
        seen=mark(found.part("members")),
        faults=faults,
        problem=problem,
    )


def _members(desk: Desk, found: Paper, request: HttpRequest) -> list[dict[str, str]]:
    """The list after one press of a button: somebody out, or those who were typed added."""
    lines = found.lines("members")
    out = request.POST.get("remove")
    if out is not None:
        return [line for n, line in enumerate(lines) if str(n) != out]
    secret = round_secret(desk.round_id)
    name, identity = request.POST.get("name", "").strip()[:200], request.POST.get("identity", "").strip()[:40]
    if name:
        lines.append({"name": name, **({"key": pseudonym(secret, name, found.unit, identity)} if identity else {})})
    pasted = (line.strip() for line in request.POST.get("many", "").splitlines())
    return lines + [{"name": line[:200]} for line in pasted if line]
