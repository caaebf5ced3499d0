"""The models looked at from outside: which model reads a table, which keys it has, what a list holds."""

from __future__ import annotations

from collections.abc import Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel


def keys_of(model: type[BaseModel] | None) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()] if model else []


def model_at(keys: Sequence[str | int], model: type[BaseModel]) -> type[BaseModel] | None:
    """The model that reads the table under these keys."""
    current: Any = model
    for key in keys:
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {info.alias or name: info.annotation for name, info in current.model_fields.items()}
            current = unwrapped(fields.get(str(key)))
        else:
            current = unwrapped(item_of(current))
    current = unwrapped(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def item_of(annotation: Any) -> Any:
    """What a list or a table of names holds."""
    arguments = [part for part in get_args(annotation) if part is not Ellipsis]
    return arguments[-1] if arguments else None


def unwrapped(annotation: Any) -> Any:
    """The annotation without Annotated and without None."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        return unwrapped(parts[0]) if len(parts) == 1 else annotation
    return annotation


def field_of(model: type[BaseModel], key: str) -> str | None:
    """The field a key of the file is read into."""
    return next((name for name, info in model.model_fields.items() if (info.alias or name) == key), None)
