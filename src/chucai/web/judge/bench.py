"""The bench: an assessor's place at the comparison of a round, and which cases are theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import pgettext

from chucai.charter.calendar import Window
from chucai.charter.judging import Judging
from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.model import Assessor, Comparison, Nomination
from chucai.gates.standing import paper_id, unit_at
from chucai.gates.visibility import About, fields, sees
from chucai.web.access import ATTRIBUTE, seated
from chucai.web.desk import Desk
from chucai.web.judge.marks import Criteria
from chucai.web.records.sheets import papers


class UndeclaredError(Exception):
    """The assessor has not said yet whether they have an interest in a case."""


@dataclass(frozen=True)
class Bench:
    """A desk with the comparison that goes on (or the last that did) and the assessor who sits there."""

    desk: Desk
    stage: Stage
    judging: Judging
    who: str

    @staticmethod
    def at(desk: Desk) -> Bench | None:
        """None as long as no comparison has been opened."""
        opened = [stage for stage in desk.charter.stages if stage.id in desk.round.windows and stage.gate == "compare"]
        judged = [(stage, way) for stage in opened if (way := desk.charter.judging_of(stage)) is not None]
        if not judged or desk.actor_id is None:
            return None
        return Bench(desk, *judged[-1], desk.actor_id)

    def foresee(self, *nominations: str) -> None:
        """Load what a page reads, in one go."""
        self.desk.state.foresee({"tree", *self._own_streams()} | {f"nomination/{name}" for name in nominations})

    @cached_property
    def assessor(self) -> Assessor:
        return self.desk.state.assessor(self.who)

    @cached_property
    def comparison(self) -> Comparison:
        return self.desk.state.comparison(self.stage.id)

    @cached_property
    def criteria(self) -> Criteria:
        return self.desk.charter.criteria_of(self.judging)

    @property
    def window(self) -> Window:
        return self.desk.round.windows[self.stage.id]

    @property
    def is_open(self) -> bool:
        """Whether sheets are still taken: the stage is open, its window not over, and no list adopted."""
        in_time = self.desk.today <= self.window.last
        return self.desk.round.is_open(self.stage.id) and in_time and self.comparison.chosen is None

    @property
    def may_amend(self) -> bool:
        return self.is_open and self.comparison.sheets is None

    @property
    def is_blind(self) -> bool:
        """Whether the charter hides anything from assessors."""
        return any(way.blind for way in self.desk.charter.judging.values())

    def assigned(self) -> list[str]:
        """The cases given to this assessor, in an order of their own that follows neither names nor units."""
        given = self.judging.assigned
        names = _given(self.comparison, self.who) if given else tuple(self.desk.state.nominations())
        return list(_shuffled(self.desk.round_id, self.who, names))

    def may_read(self, nomination: Nomination) -> bool:
        """Whether it is this assessor's to judge: given to them, nothing stands between, and it has not ended."""
        about = About(nomination=nomination, stage=self.stage.id)
        return is_running(nomination) and sees(
            self.desk.charter, self.desk.state, self.desk.viewer, "case", about, self.desk.today
        )

    def readable(self, names: Sequence[str]) -> list[Nomination]:
        """Those of these cases that may be read, in the same order. The gates are asked again about what has changed:
        an answer hangs on the day, on the streams that say who is who, and on the nomination itself.
        """
        state = self.desk.state
        known = _answers((self.desk.round_id, self.who, self.desk.today, self.ruling))
        found = []
        for name in names:
            nomination, head = state.nomination(name), state.place(f"nomination/{name}").head
            if head not in known:
                known[head] = self.may_read(nomination)
            if known[head]:
                found.append(nomination)
        return found

    @cached_property
    def ruling(self) -> tuple[bytes, ...]:
        """Where the streams stand that say who is who, and what was given to whom."""
        state = self.desk.state
        return tuple(state.place(key).head for key in ("round", "roster", "tree", *self._own_streams()))

    def _own_streams(self) -> tuple[str, str]:
        return f"assessor/{self.who}", f"comparison/{self.stage.id}"

    def case(self, name: str) -> Nomination:
        """The nomination of a page. Http404 alike for what is not there, not theirs, or barred to them."""
        self.foresee(name)
        try:
            nomination = self.desk.state.nomination(name)
        except Refused:
            raise Http404 from None
        if self.judging.assigned and self.who not in self.comparison.assigned.get(name, ()):
            raise Http404
        if not self.may_read(nomination):
            raise Http404
        return nomination

    def declared_case(self, name: str) -> Nomination:
        """The nomination of a page that shows what is in it, or takes marks. Raises UndeclaredError."""
        nomination = self.case(name)
        self.ask_first(nomination, papers(self.desk.round_id, self.who, self.stage.id, name).declared)
        return nomination

    def ask_first(self, nomination: Nomination, declared: Collection[str]) -> None:
        """Raises UndeclaredError for a case still to be marked that is not among those `declared`."""
        done = {*nomination.sheets.get(self.stage.id, ()), *nomination.abstained.get(self.stage.id, ())}
        if self.is_open and self.who not in done and nomination.id not in declared:
            raise UndeclaredError

    def seen(self, nominations: Sequence[Nomination]) -> list[frozenset[str]]:
        """Of each case the fields of its dossier that the assessor may see; asked again about what has changed."""
        desk, state = self.desk, self.desk.state
        state.foresee({key for one in nominations for key in self._papers(one)})
        found = []
        for one in nominations:
            papers = tuple(state.place(key).head for key in self._papers(one))
            known = _answers((desk.round_id, self.who, desk.today, self.ruling, papers))
            head = state.place(f"nomination/{one.id}").head
            if head not in known:
                known[head] = fields(desk.charter, state, desk.viewer, one, desk.today)
            found.append(known[head])
        return found

    def _papers(self, nomination: Nomination) -> list[str]:
        """Notices and ballots that speak of a case: what is seen of it may depend on them."""
        charter, state = self.desk.charter, self.desk.state
        stages = [stage for stage in charter.stages if stage.notice or stage.vote]
        papers = [paper_id(stage.id, unit_at(charter, state, stage, nomination)) for stage in stages]
        return [f"{kind}/{paper}" for paper in papers for kind in ("notice", "ballot")]

    @property
    def buffer(self) -> str:
        """Names the place on a device where changes wait to be sent: of this assessor in this round alone."""
        return blake2b(f"{self.desk.round_id}\0{self.who}".encode(), key=_secret(), digest_size=8).hexdigest()

    def url(self, page: str, nomination: str = "") -> str:
        """The address of a page, or of one about a case."""
        pattern = _pattern(page, bool(nomination))
        return pattern.replace(ROUND_MARK, self.desk.round_id).replace(CASE_MARK, nomination)


ROUND_MARK, CASE_MARK = "ROUND~", "CASE~"  # keys hold no tilde


@cache
def _pattern(page: str, has_case: bool) -> str:
    """An address to fill in: pages hold hundreds, and resolving each would take longer than all the rest."""
    named = {"nomination": CASE_MARK} if has_case else {}
    return reverse(f"judge:{page}", kwargs={"round_id": ROUND_MARK, **named})


def is_running(nomination: Nomination) -> bool:
    """Not ended by its own events, nor back with its unit."""
    ended = nomination.ended or nomination.declined or nomination.returned_at
    return not ended and "stop" not in nomination.referred.values()


def _secret() -> bytes:
    return str(settings.SECRET_KEY).encode()[:64]


@lru_cache(maxsize=256)
def _shuffled(round_id: str, who: str, names: tuple[str, ...]) -> tuple[str, ...]:
    secret = _secret()

    def place(name: str) -> bytes:
        return blake2b(f"{round_id}\0{who}\0{name}".encode(), key=secret, digest_size=16).digest()

    return tuple(sorted(names, key=place))


@lru_cache(maxsize=1024)
def _answers(key: Hashable) -> dict[bytes, Any]:
    """What the gates said under the streams named by the key: hash over a nomination's events -> answer."""
    return {}


class _Given:
    """Who was given what, worked out once for each state of a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison  # kept, so that its id is not another's
        self.names: dict[str, list[str]] = {}
        for name, readers in comparison.assigned.items():
            for reader in readers:
                self.names.setdefault(reader, []).append(name)


_last: dict[int, _Given] = {}


def _given(comparison: Comparison, who: str) -> tuple[str, ...]:
    found = _last.get(id(comparison))
    if found is None:
        if len(_last) > 8:
            _last.clear()
        found = _last[id(comparison)] = _Given(comparison)
    return tuple(found.names.get(who, ()))


View = Callable[..., HttpResponse]


def judging(view: View, *, unsigned: bool = False) -> View:
    """A page of the bench: the view is given request, bench, and what else the address names.

    Whoever has not signed the undertaking is led there first, except by the page that is it (`unsigned`); and to the
    declaration of interests, whoever owes it for the case.
    """

    @wraps(view)
    def seated_view(request: HttpRequest, desk: Desk, **named: Any) -> HttpResponse:
        bench = Bench.at(desk)
        if bench is None:
            response = render(request, "judge/waiting.html", {"desk": desk})
        else:
            bench.foresee(*filter(None, [named.get("nomination")]))
            if bench.assessor.undertaken or unsigned:
                try:
                    response = view(request, bench, **named)
                except UndeclaredError:
                    response = redirect(bench.url("interests"))
            else:
                response = redirect(bench.url("undertaking"))
        add_never_cache_headers(response)
        return response

    guarded = seated("assessor")(seated_view)
    assert hasattr(guarded, ATTRIBUTE)
    return guarded


def case_title(nomination: str) -> str:
    """What a case is called where its name is hidden."""
    return pgettext("to be judged", "Case %(number)s") % {"number": nomination}
