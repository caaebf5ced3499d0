"""Acts by name, and read back from data."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from pydantic import ValidationError

from chucai.errors import Refused
from chucai.gates.acts import compare, confer, consult, recommend, rounds, vet  # noqa: F401 - they define the acts
from chucai.gates.acts.kinds import Act


def _all(parent: type[Act]) -> list[type[Act]]:
    return [cls for child in parent.__subclasses__() for cls in (child, *_all(child))]


ACTS: dict[str, type[Act]] = {cls.kind: cls for cls in _all(Act) if "kind" in cls.__dict__}


def act_from(kind: str, data: dict[str, Any]) -> Act:
    """The act of this kind with these fields (extra keys ignored); Refused("malformed-act") with every fault."""
    cls = ACTS.get(kind)
    if cls is None:
        raise Refused("unknown-act", act=kind)
    try:
        return _validate(cls, data)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise Refused("malformed-act", act=kind, faults=faults) from None


def _validate(cls: type[Act], data: dict[str, Any]) -> Act:
    fields = {name: data[name] for name in cls.model_fields if name in data}
    for name in _days(cls):
        if isinstance(fields.get(name), str):
            fields[name] = date.fromisoformat(fields[name])
    return cls.model_validate(fields)


@cache
def _days(cls: type[Act]) -> tuple[str, ...]:
    """The fields that are days, which JSON has as text."""
    return tuple(name for name, field in cls.model_fields.items() if "date" in str(field.annotation))
