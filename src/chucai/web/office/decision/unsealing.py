"""Who objected: sealed, until the authority opens it with a reason. Shown on this page alone, and to them alone."""

from __future__ import annotations

import json

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chucai.errors import Refused
from chucai.gates.acts import UnsealIdentity
from chucai.gates.visibility import About
from chucai.web.access import seated, to_second_factor
from chucai.web.desk import Desk
from chucai.web.office.decision.frame import framed, fresh
from chucai.web.office.decision.objecting import DocketLine, objection_of
from chucai.web.records import models
from chucai.web.refusals import said

AUTHORITY = "authority"


class UnsealForm(forms.Form):
    """Why, and that it is meant."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for unsealing"),
        help_text=gettext_lazy("It stands in the ledger for good, where others read it: name nobody."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirm = forms.BooleanField(label=gettext_lazy("I want to know who objected. This cannot be taken back."))


@seated(AUTHORITY, second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def unseal(request: HttpRequest, desk: Desk, notice: str, objection: str) -> HttpResponse:
    """The seal with what opening it means; once it is open, the name behind it."""
    line = objection_of(desk, notice, objection)
    if line is None or not line.named:
        raise Http404
    if not fresh(request):
        return to_second_factor(request)
    form = UnsealForm(request.POST or None)
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        act = UnsealIdentity(notice=notice, objection=objection, reason=form.cleaned_data["reason"].strip())
        try:
            desk.perform(AUTHORITY, act)
        except Refused as refused:
            faults = [(said(refused, desk.language, desk.charter), "")]
        else:
            messages.success(request, _("Unsealed. The ledger says when and why."))
            return redirect("decision:unseal", desk.round_id, notice, objection)
    is_open = _may_know(desk, line)
    told = framed(
        desk, line=line, form=form, faults=faults, is_open=is_open, identity=_identity(desk, line) if is_open else ""
    )
    response = render(request, "decision/unseal.html", told, status=422 if request.method == "POST" else 200)
    response["Cache-Control"] = "no-store"
    return response


def _may_know(desk: Desk, line: DocketLine) -> bool:
    notice = desk.state.notice(line.notice)
    about = About(nomination=desk.state.nomination(line.about), notice=notice, objection=line.objection)
    return desk.may_see("objector", about)


def _identity(desk: Desk, line: DocketLine) -> str:
    """What the objector signed with; empty where it was erased. Ask `_may_know` first."""
    events = models.Event.objects.filter(
        round_id=desk.round_id, stream__key=f"notice/{line.notice}", kind="objection-made"
    )
    for stream, version, data in events.values_list("stream_id", "version", "data"):
        if json.loads(bytes(data))["data"]["objection"] == line.objection:
            rows = models.Opening.objects.filter(stream_id=stream, version=version, field="identity")
            value = rows.values_list("value", flat=True).first()
            return str(json.loads(value)) if value else ""
    return ""
