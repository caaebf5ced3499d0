"""Roles as people read them: in what order, and for what."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chucai.publish.bilingual import own_part
from chucai.web.records.founding import Founded
from chucai.web.records.state import Rows

ORDER = ("secretary", "coordinator", "assessor", "officer", "elector", "chair", "authority", "auditor")

NAMES = {
    "secretary": gettext_lazy("Secretary"),
    "coordinator": gettext_lazy("Unit coordinator"),
    "assessor": gettext_lazy("Judge"),
    "officer": gettext_lazy("Officer of a body"),
    "elector": gettext_lazy("Elector"),
    "chair": gettext_lazy("Chair"),
    "authority": gettext_lazy("Conferring authority"),
    "auditor": gettext_lazy("Auditor"),
    "nominator": gettext_lazy("Nominator"),
}


def name(role: str) -> str:
    """What screens call a role, in the reader's language."""
    return str(NAMES.get(role, role))


def titled(role: str, scope: str, number: int = 0) -> str:
    """Somebody by role, and by what for or which of several."""
    said = name(role)
    if scope:
        return _("%(role)s: %(scope)s") % {"role": said, "scope": scope}
    return f"{said} {number}" if number else said


def rank(role: str) -> int:
    """The place of a role where several are listed."""
    return ORDER.index(role) if role in ORDER else len(ORDER)


def scope_name(state: Founded | Rows, role: str, scope: str | None, language: str) -> str:
    if scope is None:
        return ""
    if role == "coordinator" and scope in state.tree.units:
        return own_part(state.tree.units[scope].name, language)
    charter = state.charter()
    if role == "officer" and scope in charter.bodies:
        return charter.bodies[scope].name.said(language)
    electorate, at, unit = scope.partition("@")
    if role in {"elector", "chair"} and electorate in charter.electorates:
        own = charter.electorates[electorate].name.said(language)
        return f"{own} · {own_part(state.tree.units[unit].name, language)}" if at and unit in state.tree.units else own
    return scope
