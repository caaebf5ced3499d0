"""Words of the public pages that depend on what is shown."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.model import Round


def stage_name(charter: Charter, round_: Round, language: str) -> str:
    """The stage a round is in, as its charter calls it; empty before the first."""
    return "" if round_.stage is None else called(charter.stage(round_.stage), language)


def called(stage: Stage, language: str) -> str:
    """A stage by its name, or by its gate where the charter gives it none."""
    return stage.name.said(language) if stage.name else gate(stage)


def gate(stage: Stage) -> str:
    return {
        "recommend": _("Recommendation"),
        "compare": _("Comparison"),
        "vet": _("Vetting"),
        "consult": _("Consultation"),
        "confer": _("Conferral"),
    }[stage.gate]


def lost(how: str | None) -> str:
    """What became of an award that is held no more."""
    return {None: "", "forfeited": _("forfeited"), "annulled": _("annulled")}[how]
