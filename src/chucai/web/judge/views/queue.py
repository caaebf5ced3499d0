"""My queue, and the way back to where one was."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from chucai.gates.words import word
from chucai.web.judge import queue as cases
from chucai.web.judge.bench import Bench, case_title, judging
from chucai.web.judge.queue import Queue
from chucai.web.judge.reading import heads

ON_A_PAGE = 50
SHOWN = {  # what a tab lists
    "open": cases.OPEN,
    "sealed": (cases.SEALED, cases.ABSTAINED),
}
ASIDE = "aside"
COLOURS = {cases.BEGUN: "amber", cases.MARKED: "blue", cases.SEALED: "green", cases.SKIPPED: "amber"}


def state_words() -> dict[str, str]:
    return {
        cases.NEW: gettext("not started"),
        cases.BEGUN: gettext("in progress"),
        cases.MARKED: gettext("marked, not sealed"),
        cases.SKIPPED: gettext("skipped"),
        cases.SEALED: gettext("sealed"),
        cases.ABSTAINED: gettext("abstained"),
    }


def _queue(request: HttpRequest, bench: Bench) -> HttpResponse:
    own = cases.listed(bench)
    if own.undeclared and bench.is_open:
        return redirect(bench.url("interests"))
    wanted = request.GET.get("show", "open")
    tab = wanted if wanted in {*SHOWN, ASIDE} else "open"
    context: dict[str, Any] = {"bench": bench, "queue": own, "tab": tab, "tabs": _tabs(own), "next": own.after(None)}
    if tab == ASIDE:
        language = get_language() or ""
        context["aside"] = [(case_title(name), word("interest", why, language)) for name, why in own.aside.items()]
    else:
        page = Paginator(own.of(*SHOWN[tab]), ON_A_PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "rows": _rows(bench, list(page.object_list))}
    return render(request, "judge/queue.html", context)


def _tabs(own: Queue) -> list[tuple[str, str, int]]:
    return [
        ("open", gettext("To do"), len(own.of(*cases.OPEN))),
        ("sealed", gettext("Handed in"), len(own.of(cases.SEALED, cases.ABSTAINED))),
        (ASIDE, gettext("Recused"), len(own.aside)),
    ]


def _rows(bench: Bench, shown: list[cases.Case]) -> list[dict[str, Any]]:
    words = state_words()
    bench.desk.state.foresee({f"nomination/{case.id}" for case in shown})
    told = heads(bench, [case.nomination for case in shown])
    return [
        {
            "number": case.number,
            "href": bench.url("case", case.id),
            "title": head.title,
            "what": " · ".join(filter(None, (head.category, head.theme, head.unit))),
            "state": words[case.status],
            "colour": COLOURS.get(case.status, "grey"),
        }
        for case, head in zip(shown, told, strict=True)
    ]


def _resume(request: HttpRequest, bench: Bench) -> HttpResponse:
    """The next case to do (after the one named by `?after=`), or the check when all are marked."""
    own = cases.queue(bench)
    case = own.after(request.GET.get("after"))
    if case is None:
        return redirect(bench.url("check" if own.of(cases.MARKED) else "queue"))
    return redirect(bench.url("case", case.id))


queue = judging(require_safe(_queue))
resume = judging(require_safe(_resume))
