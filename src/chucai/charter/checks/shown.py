"""What notices show, and what a sealed programme keeps closed."""

from __future__ import annotations

from collections.abc import Iterator

from chucai.charter.faults import Fault, fault, unknown
from chucai.charter.known import NOTICE_FIELDS
from chucai.charter.model import Charter


def check(charter: Charter) -> Iterator[Fault]:
    for name, notice in charter.notices.items():
        for n, field in enumerate(notice.shows):
            yield from _field(charter, f"notices.{name}.shows[{n}]", field)
        if not notice.shows:
            yield fault("notice-shows-nothing", f"notices.{name}.shows", notice=name)
    yield from _sealed(charter)


def _field(charter: Charter, path: str, field: str) -> Iterator[Fault]:
    attribute = charter.attributes.get(field)
    if attribute is not None:
        if attribute.see != "public":
            yield fault("notice-shows-private", path, attribute=field, see=attribute.see)
    elif field not in NOTICE_FIELDS:
        known = (*NOTICE_FIELDS, *(name for name, each in charter.attributes.items() if each.see == "public"))
        yield unknown("field-unknown", path, field, known)


def _sealed(charter: Charter) -> Iterator[Fault]:
    """Open programmes give notice; sealed ones name nobody before the award (P10)."""
    if charter.visibility == "open":
        if charter.release_after_years is not None:
            yield fault("release-when-open", "release_after_years")
        return
    if charter.release_after_years is None:
        yield fault("sealed-without-release", "visibility")
    for n, stage in enumerate(charter.stages):
        if stage.notice is not None:
            yield fault("notice-when-sealed", f"stage[{n}].notice", stage=stage.id)
