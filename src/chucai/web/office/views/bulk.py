"""Several nominations at once: which, what would come of it, and then all of it or nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from chucai.errors import Refused
from chucai.web.desk import Desk
from chucai.web.office.bulk import KINDS, SHOWN, Preview, Wish, Work, previewed
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE, done, office, page, words
from chucai.web.office.naming import Names
from chucai.web.office.views.nominations import Listed

MOST = 12_000  # nominations at once


@office
@require_POST
def bulk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The preview; with `confirmed` the acts, if what would come of them is still what was shown."""
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        raise Http404
    work = KINDS[kind]
    names = _chosen(request, desk)
    wish = Wish(request.POST.get("clause", "").strip()[:200], request.POST.get("reason", "").strip()[:2000])
    faults = _faults(request, work, names, wish)
    preview = previewed(desk, work, names, wish) if names else Preview()
    if request.POST.get("confirmed") and not faults:
        if request.POST.get("shown") == _mark(preview):
            return _performed(request, desk, preview)
        faults.append((gettext("Something has changed meanwhile. Look at the preview again."), ""))
    return _shown(request, desk, kind, names, wish, preview, faults)


def _chosen(request: HttpRequest, desk: Desk) -> list[str]:
    """Those ticked, or all that pass the filters; never one that this person may not see."""
    listed = Listed(desk, QueryDict(request.POST.get("query", "")))
    rows = listed.rows
    if not request.POST.get("all"):
        rows = rows.filter(nomination__in=request.POST.getlist("chosen")[:MOST])
    return sorted(rows.values_list("nomination", flat=True)[:MOST])


def _faults(request: HttpRequest, work: Work, names: list[str], wish: Wish) -> list[tuple[str, str]]:
    if not names:
        return [(gettext("Tick at least one nomination in the list, or choose all that pass the filters."), "")]
    if work.clause and not wish.clause and request.POST.get("confirmed"):
        return [(gettext("Quote the clause it is done under."), "clause")]
    return []


def _mark(preview: Preview) -> str:
    moves = sorted(f"{before}>{after}:{number}" for (before, after), number in preview.moves.items())
    return ",".join([str(len(preview.handed)), *moves])


def _performed(request: HttpRequest, desk: Desk, preview: Preview) -> HttpResponse:
    listing = reverse("office:nominations", args=[desk.round_id])
    query = request.POST.get("query", "")
    try:
        desk.perform_many(SECRETARY, preview.handed)
    except Refused as refused:
        done(request, gettext("Nothing was done: %(why)s") % {"why": words(desk, refused)})
        return redirect(f"{listing}?{query}")
    text = ngettext("Done for %(number)d nomination.", "Done for %(number)d nominations.", preview.number)
    done(request, text % {"number": preview.number})
    return redirect(f"{listing}?{query}")


def _shown(
    request: HttpRequest,
    desk: Desk,
    kind: str,
    names: list[str],
    wish: Wish,
    preview: Preview,
    faults: list[tuple[str, str]],
) -> HttpResponse:
    shown = Names(desk)
    context = {
        "kind": kind,
        "work": KINDS[kind],
        "number": len(names),
        "chosen": [] if request.POST.get("all") else names,
        "all": request.POST.get("all", ""),
        "query": request.POST.get("query", ""),
        "wish": wish,
        "preview": preview,
        "letters": preview.letters,
        "mark": _mark(preview),
        "moves": [
            (shown.standing(before), shown.standing(after), number)
            for (before, after), number in sorted(preview.moves.items())
        ],
        "refused": [(why, some[:SHOWN], len(some)) for why, some in preview.refused.items()],
        "named": preview.nominations[:SHOWN],
        "more": max(0, preview.number - SHOWN),
        "faults": faults,
    }
    return page(request, desk, "bulk.html", context, status=UNPROCESSABLE if faults else 200)
