"""Words of the public pages that depend on what is shown."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chucai.charter.stages import Stage
from chucai.web.records.showing import RoundShown


def stage_name(shown: RoundShown, language: str) -> str:
    """The stage a round is in, as its charter calls it; empty before the first."""
    if shown.round.stage is None:
        return ""
    stage = shown.charter.stage(shown.round.stage)
    return stage.name.said(language) if stage.name else _gate(stage)


def _gate(stage: Stage) -> str:
    return {
        "recommend": _("Recommendation"),
        "compare": _("Comparison"),
        "vet": _("Vetting"),
        "consult": _("Consultation"),
        "confer": _("Conferral"),
    }[stage.gate]


def standing(lost: str | None) -> str:
    """What became of an award that is held no more."""
    return {None: "", "forfeited": _("forfeited"), "annulled": _("annulled")}[lost]
