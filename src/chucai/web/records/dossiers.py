"""What dossiers say: the texts behind the commitments of a nomination, and how long they are."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.db import models as orm
from django.db.models.functions import Length

from chucai.gates.dossier import Opening
from chucai.gates.model import Nomination
from chucai.web.records import models
from chucai.web.records.state import Rows
from chucai.web.records.streams import chunks

Texts = dict[str, Any]


class Octets(orm.Func):
    """Length of a text in bytes of UTF-8."""

    function = "OCTET_LENGTH"
    output_field = orm.IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **more)


def texts(state: Rows, nominations: Iterable[Nomination], fields: Collection[str] | None = None) -> dict[str, Texts]:
    """Of each nomination what its dossier says now, by field (all, or these); what was erased is not there."""
    wanted = {id_: one for one in nominations if (id_ := state.place(f"nomination/{one.id}").id) is not None}
    found: dict[str, Texts] = {one.id: {} for one in wanted.values()}
    for some in chunks(sorted(wanted)):
        rows = models.Opening.objects.filter(stream_id__in=some)
        rows = rows if fields is None else rows.filter(field__in=fields)
        for id_, field, salt, value in rows.values_list("stream_id", "field", "salt", "value"):
            opening = Opening(field, bytes(salt), json.loads(value))
            if wanted[id_].commitments.get(field) == opening.commitment:
                found[wanted[id_].id][field] = opening.value
    return found


def lengths(state: Rows, nominations: Collection[str]) -> dict[str, tuple[int, int]]:
    """Characters and bytes of the statement of each nomination as it is now."""
    wanted = {id_: name for name in nominations if (id_ := state.place(f"nomination/{name}").id) is not None}
    found: dict[str, tuple[int, int]] = {}
    for some in chunks(sorted(wanted)):
        rows = models.Opening.objects.filter(stream_id__in=some, field="statement").order_by("version")
        sized = rows.values_list("stream_id", Length("value"), Octets("value"))
        found |= {wanted[id_]: (characters, octets) for id_, characters, octets in sized}
    return found
