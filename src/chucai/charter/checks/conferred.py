"""Honours, what follows from them, and how they are lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from chucai.charter.faults import Fault, fault, twice, unknown
from chucai.charter.honours import Honour
from chucai.charter.model import Charter
from chucai.charter.nominee import RosterRole


def check(charter: Charter) -> Iterator[Fault]:
    for name, honour in charter.honours.items():
        yield from _honour(charter, f"honours.{name}", honour)
    yield from _covered(charter)
    yield from _revocation(charter)


def _honour(charter: Charter, path: str, honour: Honour) -> Iterator[Fault]:
    known = tuple(charter.categories)
    for n, category in enumerate(honour.for_):
        if category not in known:
            yield unknown("category-unknown", f"{path}.for[{n}]", category, known)
    grades = tuple(grade.id for each in honour.for_ if each in known for grade in charter.categories[each].grades)
    if honour.grade is not None and honour.grade not in grades:
        yield unknown("grade-unknown", f"{path}.grade", honour.grade, grades)
    yield from twice(f"{path}.follow_through", (promise.id for promise in honour.follow_through))


def _covered(charter: Charter) -> Iterator[Fault]:
    """Whoever is chosen has something to be conferred."""
    for name, category in charter.categories.items():
        given = {honour.grade for honour in charter.honours.values() if name in honour.for_}
        if not given:
            yield fault("category-without-honour", f"categories.{name}", category=name)
        elif None not in given:
            for n, grade in enumerate(category.grades):
                if grade.id not in given:
                    yield fault("grade-without-honour", f"categories.{name}.grades[{n}]", grade=grade.id, category=name)


def _revocation(charter: Charter) -> Iterator[Fault]:
    if charter.revocation is None:
        return
    yield from twice("revocation.grounds", (ground.id for ground in charter.revocation.grounds))
    if not charter.revocation.grounds:
        yield fault("revocation-without-grounds", "revocation.grounds")
    known = (*get_args(RosterRole), *charter.electorates)
    for key in ("asks", "decides"):
        role = getattr(charter.revocation, key)
        if role is not None and role not in known:
            yield unknown("role-unknown", f"revocation.{key}", role, known)
