"""Whose a nomination is, as far as the reader may know it: every name and unit of the decision room comes from here."""

from __future__ import annotations

from functools import cached_property

from chucai.charter.known import NOTICE_FIELDS
from chucai.gates.model import Nomination
from chucai.gates.viewing import About, Look, concerned
from chucai.gates.visibility import fields
from chucai.publish.bilingual import own_part
from chucai.web.desk import Desk


class Whose:
    """What somebody who runs the round may know of its nominations, as `gates.visibility.fields` has it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def knows(self, one: Nomination, field: str) -> bool:
        """Whether they may know its name, or its unit."""
        return field in (self._fields(one) if self.is_apart(one) else self._others)

    @property
    def is_blind(self) -> bool:
        """Whether they still judge without knowing names, or units."""
        return not self._others >= {"name", "unit"}

    def is_apart(self, one: Nomination) -> bool:
        """Whether it is their own case, or one they are recused from."""
        desk = self.desk
        return concerned(Look(desk.charter, desk.state, desk.viewer, About(nomination=one), desk.today))

    def unit(self, one: Nomination) -> str:
        """The unit's own name; nothing for whoever may not know it."""
        if not self.knows(one, "unit"):
            return ""
        known = self.desk.tree.units.get(one.unit)
        return own_part(known.name, self.desk.language) if known else one.unit

    @cached_property
    def _others(self) -> frozenset[str]:
        """Of all other nominations whoever runs the round sees the same fields, and all of them unless they judge too;
        so that is asked once, of a nomination that is nobody's.
        """
        if not self.desk.viewer.is_("assessor"):
            return frozenset(NOTICE_FIELDS)
        papers = {f"{kind}/{stage.id}" for stage in self.desk.charter.stages for kind in ("notice", "ballot")}
        self.desk.state.foresee(papers)
        return self._fields(Nomination(id="", category="", unit="", nominator=""))

    def _fields(self, one: Nomination) -> frozenset[str]:
        desk = self.desk
        return fields(desk.charter, desk.state, desk.viewer, one, desk.today)
