"""Where somebody sits: the round of a page, who looks at it and acts in it, and what day it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import get_language

from chucai.charter.calendar import Window
from chucai.charter.model import Charter
from chucai.charter.plan import plan
from chucai.charter.stages import Stage
from chucai.charter.values import Text
from chucai.errors import Refused
from chucai.gates.acts import Act, Actor, Slip
from chucai.gates.dossier import Opening
from chucai.gates.model import Round, Tree
from chucai.gates.viewing import viewer
from chucai.gates.visibility import About, Viewer, sees
from chucai.web import clock
from chucai.web.acts import Receipt, Signed, perform, perform_many
from chucai.web.records import models, people
from chucai.web.records.mark import mark
from chucai.web.records.state import Rows

Handed = tuple[Act, Sequence[Opening]]
NOMINATOR = "nominator"
FOUND = "desk"


class Desk:
    """A round as the person at this request meets it. Raises Refused("round-not-open") when there is none.

    `seated`: the page is for people with a seat; what they are recused from is read with all the rest.
    """

    def __init__(self, request: HttpRequest, round_id: str, *, seated: bool = False) -> None:
        self.request = request
        self.round_id = round_id
        self.at: datetime = clock.now()
        self.state = Rows(round_id)
        recusals = {f"assessor/{self.actor_id}"} if seated and self.actor_id else set()
        self.state.foresee({"round", "tree", "roster", *recusals})  # what nearly every page reads, in one go
        self.round: Round = self.state.round
        self.charter: Charter = self.state.charter()
        setattr(request, FOUND, self)  # the frame around the page says where one is

    @cached_property
    def today(self) -> date:
        """The day, in the programme's own time zone."""
        return self.on(self.at)

    def on(self, at: datetime) -> date:
        """The day of a moment, in the programme's own time zone."""
        return at.astimezone(ZoneInfo(self.charter.timezone)).date()

    @cached_property
    def windows(self) -> dict[str, Window]:
        """The days of every stage that was opened, as they were: one closed before its last day ended that day."""
        closed = {stage: self.on(at) for stage, at in self.round.closed.items()}
        return {
            stage: replace(window, last=max(window.first, min(window.last, closed.get(stage, window.last))))
            for stage, window in self.round.windows.items()
        }

    @cached_property
    def planned(self) -> dict[str, Window | None]:
        """The days of every stage: as they were or are, and of those to come as they would follow."""
        rest = plan(self.charter, self.state.calendar, self.round.opened, self.windows, self.today)
        return {each.stage.id: each.window for each in rest}

    @property
    def language(self) -> str:
        return get_language() or "zh-hans"

    def said(self, text: Text | None) -> str:
        """A text of the charter in the reader's language."""
        return text.said(self.language) if text else ""

    def called(self, stage: Stage) -> str:
        """What a stage is called: by the charter, or else its id."""
        return self.said(stage.name) or stage.id

    @cached_property
    def actor_id(self) -> str | None:
        """The pseudonym the account has in this round; None for whoever has no seat."""
        account = self.request.user
        if not account.is_authenticated:
            return None
        seats = models.Seat.objects.filter(round_id=self.round_id, account_id=account.pk)
        return seats.values_list("actor", flat=True).first()

    def sit_down(self) -> None:
        """Who nominates where anybody may has a seat from their first draft on."""
        self.actor_id = people.nominator(self.round_id, self.request.user.pk or 0)
        self.viewer = viewer(self.state, self.actor_id)

    @cached_property
    def mark(self) -> str:
        """Under which what follows from the round's events may be remembered: as it was when first asked for here."""
        return mark(self.round_id)

    @cached_property
    def viewer(self) -> Viewer:
        return viewer(self.state, self.actor_id)

    @property
    def tree(self) -> Tree:
        return self.state.tree

    def holds(self, role: str) -> bool:
        """Whether the person has a role: by the roster, or as a nominator where anybody may nominate."""
        return self.viewer.is_(role) or (role == NOMINATOR and self.may_nominate)

    @cached_property
    def may_nominate(self) -> bool:
        """Whether the charter lets anybody put names forward, and the person has said who they are."""
        return self.charter.nominating.by == "anyone" and self.request.user.is_authenticated

    def scopes(self, role: str) -> list[str]:
        """Units, bodies or electorates for which the person holds a role, sorted."""
        return sorted(scope for held, scope in self.viewer.roles if held == role and scope is not None)

    def may_see(self, thing: str, about: About) -> bool:
        return sees(self.charter, self.state, self.viewer, thing, about, self.today)

    def acting(self, role: str) -> Actor:
        """The person in one of their roles. Raises Refused("not-in-role") for a role they do not hold."""
        if self.actor_id is None or not self.holds(role):
            raise Refused("not-in-role", role=role, who=[self.actor_id or ""])
        return Actor(id=self.actor_id, role=role)

    def perform(self, role: str, act: Act, openings: Sequence[Opening] = (), slip: Slip | None = None) -> Receipt:
        """One act of this person, through the door."""
        return perform(self.round_id, self.acting(role), act, self.at, openings, slip)

    def perform_many(self, role: str, acts: Sequence[Handed]) -> list[Receipt]:
        """Several acts in one transaction: all or none."""
        by = self.acting(role)
        return perform_many(self.round_id, [Signed(by, act, self.at, openings) for act, openings in acts])
