"""Value types of the charter file: bilingual text, exact shares, identifiers."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, Strict, StringConstraints
from pydantic_core import PydanticCustomError


class Part(BaseModel):
    """A part of the charter: frozen, strict, and refusing keys it does not know."""

    # Built when first used: most parts are only ever used inside another, and a command should start at once.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=True, defer_build=True)


class Text(Part):
    """The same words in simplified Chinese and in English; both are always given."""

    zh: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
    en: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

    def said(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


def _share(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    try:
        # An exponent could stand for a number that fills the memory.
        if isinstance(value, bool) or not isinstance(value, str | int) or "e" in str(value).lower():
            raise ValueError
        if isinstance(value, str) and value.endswith("%"):
            return Fraction(value[:-1].strip()) / 100
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise PydanticCustomError("share", "a share is written as a fraction or per cent in quotes") from None


# An exact share or ratio, written "1/2", "55 %" or as a whole number; never a float.
Share = Annotated[Fraction, BeforeValidator(_share), PlainSerializer(str, return_type=str)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", max_length=60)]

Item = TypeVar("Item")
# TOML knows lists only; inside they are tuples.
Seq = Annotated[tuple[Item, ...], Strict(False)]
