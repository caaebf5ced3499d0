"""Roles as people read them: in what order, and for what."""

from __future__ import annotations

from chucai.publish.bilingual import own_part
from chucai.web.records.state import Rows

ORDER = ("secretary", "coordinator", "assessor", "officer", "elector", "chair", "authority", "auditor")


def rank(role: str) -> int:
    """The place of a role where several are listed."""
    return ORDER.index(role) if role in ORDER else len(ORDER)


def scope_name(state: Rows, role: str, scope: str | None, language: str) -> str:
    if scope is None:
        return ""
    if role == "coordinator" and scope in state.tree.units:
        return own_part(state.tree.units[scope].name, language)
    charter = state.charter()
    if role == "officer" and scope in charter.bodies:
        return charter.bodies[scope].name.said(language)
    return scope
