"""Views after a list is signed: release, notice, objections, vote, conferral. Each is a dated act of its own."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.acts import AnswerObjection
from chucai.gates.people import secretaries
from chucai.gates.standing import paper_id
from chucai.gates.visibility import About
from chucai.gates.words import word
from chucai.publish.notice import notice_text
from chucai.web.access import seated, to_second_factor
from chucai.web.committed import committed
from chucai.web.desk import Desk
from chucai.web.noticing import NUMBER, keep_contact
from chucai.web.office.decision import announce
from chucai.web.office.decision.beside import beside
from chucai.web.office.decision.counting import counted
from chucai.web.office.decision.dated import dated
from chucai.web.office.decision.forms import AnswerForm, DocumentForm, NoticeForm, SignForm, VoteForm
from chucai.web.office.decision.frame import framed, fresh
from chucai.web.office.decision.objecting import docket, letters, objection_of
from chucai.web.office.trying import tried
from chucai.web.refusals import said

Faults = list[tuple[str, str]]
ASKED_OF_STAGES = ("notice", "ballot", "comparison")  # streams that publishing a notice looks into


def _refused(desk: Desk, refused: Refused) -> Faults:
    return [(said(refused, desk.language, desk.charter), "")]


def _answered(request: HttpRequest, template: str, told: dict[str, Any]) -> HttpResponse:
    return render(request, f"decision/{template}.html", told, status=422 if request.method == "POST" else 200)


def _at(desk: Desk, where: Stage, **more: Any) -> dict[str, Any]:
    """What a page about one stage is told."""
    return framed(desk, stage=where, stage_name=desk.called(where), **more)


def _stage(desk: Desk, name: str, gate: str | None = None) -> Stage:
    for stage in desk.charter.stages:
        if stage.id == name and gate in (None, stage.gate):
            return stage
    raise Http404


@seated("secretary", "authority", "auditor", second_factor=True)
@require_safe
def way(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The decisions of a round in order, each with what there is to do."""
    return render(request, "decision/way.html", framed(desk, steps=[_step(desk, each) for each in desk.charter.stages]))


def _step(desk: Desk, stage: Stage) -> dict[str, Any]:
    over, now = stage.id in desk.round.closed, desk.round.is_open(stage.id)
    state = (_("closed"), "green") if over else (_("open"), "blue") if now else (_("to come"), "grey")
    return {
        "name": desk.called(stage),
        "gate": word("gate", stage.gate, desk.language),
        "kind": stage.gate,
        "id": stage.id,
        "window": desk.planned[stage.id],
        "state": state,
        "is_top": stage.tier == desk.charter.tiers[-1].id,
        "votes": stage.vote is not None,
        "notifies": bool(stage.notice),
        "is_open": stage.id in desk.round.windows,
        "sees": stage.gate == "compare" and desk.may_see("merit", About(stage=stage.id)),
    }


@seated("secretary", "authority", "auditor", second_factor=True)
@require_safe
def release(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What has been decided, what of it anybody outside sees, and from when: before it is published."""
    readers, rows = announce.matrix(desk.language)
    told = framed(
        desk,
        readers=readers,
        rows=rows,
        steps=[_step(desk, stage) for stage in desk.charter.stages if stage.gate in ("consult", "confer")],
        sealed=desk.charter.visibility == "sealed",
        acts=[(each, desk.called(desk.charter.stage(each.stage))) for each in dated(desk)],
    )
    return render(request, "decision/release.html", told)


@seated("secretary", second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, desk: Desk, stage: str) -> HttpResponse:
    """The notice of a stage as it would be published today; published by the button, and then as it stands.

    What is said of the office is kept as a draft, also when it is not yet enough to publish.
    """
    where = _stage(desk, stage, "consult")
    if where.notice is None:
        raise Http404
    told = _at(desk, where)
    desk.state.foresee({f"{kind}/{each.id}" for each in desk.charter.stages for kind in ASKED_OF_STAGES})
    published = desk.state.notice(paper_id(where.id, None))
    if published is not None:
        return render(request, "decision/notice.html", told | {"published": published})
    sent = request.POST if request.method == "POST" else None
    form = NoticeForm(sent)
    faults: Faults = []
    try:
        if form.is_valid():
            keep_contact(desk, where, None, form.cleaned_data)
        drawn = announce.draw_up(desk, where)
        form.initial = {**asdict(drawn.data.office), NUMBER: drawn.data.number}
        told |= {"form": form, "drawn": drawn, "text": notice_text(drawn.data, desk.language)}
        told |= {"others": len(secretaries(desk.state)) > 1}
        takes = drawn.data.rules.objections is not None
        if form.is_valid() and "publish" not in request.POST:
            return redirect("decision:notice", desk.round_id, where.id)
        if form.is_valid() and form.to_publish(takes=takes):
            desk.perform("secretary", drawn.act, drawn.openings)
            messages.success(request, _("Published."))
            return redirect("decision:notice", desk.round_id, where.id)
        told["barred"], told["letters"] = tried(desk, [drawn.act])
    except Refused as refused:
        faults = _refused(desk, refused)
    return _answered(request, "notice", told | {"faults": faults})


@seated("secretary", "authority", "auditor", second_factor=True)
@require_safe
def objections(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every objection with its clock, the open ones first. Who objected is not told here."""
    return render(request, "decision/objections.html", framed(desk, lines=docket(desk)))


@seated("secretary", second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, desk: Desk, notice: str, objection: str) -> HttpResponse:
    """The grounds of an objection, and our reasoned reply."""
    line = objection_of(desk, notice, objection)
    if line is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    faults: Faults = []
    if request.method == "POST" and form.is_valid():
        reply = committed("answer", form.cleaned_data["answer"].strip())
        act = AnswerObjection(
            notice=notice, objection=objection, outcome=form.cleaned_data["outcome"], answer=reply.commitment
        )
        try:
            desk.perform("secretary", act, (reply,))
        except Refused as refused:
            faults = _refused(desk, refused)
        else:
            messages.success(request, _("Answered. The objector reads it on the page of the case."))
            return redirect("decision:objections", desk.round_id)
    return _answered(request, "answer", framed(desk, line=line, letters=letters(desk, line), form=form, faults=faults))


@seated("secretary", second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, desk: Desk, stage: str) -> HttpResponse:
    """Enter the count of a vote that was taken on paper, from its minutes; its result is looked at, then recorded."""
    where = _stage(desk, stage)
    if where.vote is None:
        raise Http404
    asked = [one.id for one in announce.candidates(desk, where)]
    form = VoteForm(announce.names(desk, asked), request.POST or None)
    faults: Faults = []
    if "change" in request.POST:
        return render(request, "decision/vote.html", _of_vote(desk, where, form))
    if request.method == "POST" and form.is_valid():
        minutes = committed("minutes", form.cleaned_data["minutes"].strip())
        act = form.act(where.id, minutes)
        try:
            if request.POST.get("confirm") != "yes":
                count = counted(desk, where.vote, act, form.candidates)
                told = _at(desk, where, form=form, act=act, count=count, typed=form.typed())
                return render(request, "decision/vote_check.html", told)
            desk.perform("secretary", act, (minutes,))
        except Refused as refused:
            faults = _refused(desk, refused)
        else:
            messages.success(request, _("The vote is recorded."))
            return redirect("decision:way", desk.round_id)
    return _answered(request, "vote", _of_vote(desk, where, form) | {"faults": faults})


def _of_vote(desk: Desk, where: Stage, form: VoteForm) -> dict[str, Any]:
    """What the form of a vote is told."""
    assert where.vote is not None
    asked_of = desk.charter.electorates.get(where.vote.asked)
    return _at(
        desk,
        where,
        form=form,
        electorate=desk.said(asked_of.name) if asked_of else where.vote.asked,
        ballot=desk.state.ballot(paper_id(where.id, None)),
    )


@seated("authority", second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def confer(request: HttpRequest, desk: Desk, stage: str) -> HttpResponse:
    """Confer the awards on everybody in the running: the decision. What is public follows when the stage is closed."""
    where = _stage(desk, stage, "confer")
    if not fresh(request):
        return to_second_factor(request)
    form, read = DocumentForm(request.POST or None), SignForm(request.POST or None)
    waiting = list(announce.awards(desk, where, "-"))
    faults: Faults = []
    if request.method == "POST" and form.is_valid() and read.is_valid():
        try:
            done = desk.perform_many("authority", list(announce.awards(desk, where, form.cleaned_data["document"])))
        except Refused as refused:
            faults = _refused(desk, refused)
        else:
            number = len(done)
            words = ngettext("%(number)s award conferred.", "%(number)s awards conferred.", number)
            messages.success(request, words % {"number": number})
            return redirect("decision:release", desk.round_id)
    names = [act.nomination for act, _openings in waiting]  # type: ignore[attr-defined]
    lists, changes = _by_category(desk, names), beside(desk, names)
    told = _at(desk, where, form=form, read=read, faults=faults, number=len(waiting), lists=lists, beside=changes)
    return _answered(request, "confer", told)


def _by_category(desk: Desk, names: list[str]) -> list[dict[str, Any]]:
    known = announce.names(desk, names)
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(desk.state.nomination(name).category, []).append(known[name])
    return [{"category": desk.said(desk.charter.categories[key].name), "names": each} for key, each in found.items()]
