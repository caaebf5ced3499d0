"""Working days from dated holiday tables.

A table is data for one year: which weekdays are off and which weekend days are on duty (domain-rules P3). A day in
a year without a table is taken by the ordinary week and makes every window it touches provisional.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from chucai.charter.digest import digest_of
from chucai.charter.values import Id, Part, Seq, Text

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEK: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ONE_DAY = timedelta(days=1)


class Year(Part):
    """One year's table; `source` says where it was read, `published` when the source was issued."""

    off: Seq[date] = ()
    work: Seq[date] = ()
    source: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """From the first day to the last, both included; `provisional` when a day lies in a year without a table."""

    first: date
    last: date
    provisional: bool

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


class Calendar(Part):
    """The working days of one place. `every_year`: a year needs no table, only the week counts."""

    calendar: Literal[1]
    id: Id
    name: Text
    weekend: Annotated[Seq[Weekday], Field(max_length=6)]
    every_year: bool = False
    years: dict[int, Year] = {}

    @field_validator("years", mode="before")
    @classmethod
    def _years_are_numbers(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {
                int(key) if isinstance(key, str) and key.isdecimal() else key: table for key, table in value.items()
            }
        return value

    @field_validator("years")
    @classmethod
    def _days_lie_in_their_year(cls, value: dict[int, Year], info: ValidationInfo) -> dict[int, Year]:
        for year, table in value.items():
            for day in (*table.off, *table.work):
                if day.year != year:
                    raise PydanticCustomError("day-of-another-year", "", {"day": day.isoformat(), "year": year})
            both = set(table.off) & set(table.work)
            if both:
                raise PydanticCustomError("day-off-and-on-duty", "", {"day": min(both).isoformat()})
        return value

    @cached_property
    def _differs(self) -> dict[date, bool]:
        """The days whose answer is not the one the week gives."""
        tables = self.years.values()
        off = {day: False for table in tables for day in table.off}
        return off | {day: True for table in tables for day in table.work}

    @cached_property
    def _weekend(self) -> frozenset[int]:
        return frozenset(WEEK.index(day) for day in self.weekend)

    def published(self, year: int) -> bool:
        """Whether this year's working days are known."""
        return self.every_year or year in self.years

    def working(self, day: date) -> bool:
        """Whether people are on duty that day; by the week alone where the year has no table."""
        known = self._differs.get(day)
        return day.weekday() not in self._weekend if known is None else known

    def add_working_days(self, start: date, number: int, count_first_day: bool = True) -> date:
        """The last day of a window of `number` working days from `start`.

        When the first day counts, `start` is day one if it is a working day; otherwise counting begins the day after.
        """
        if number < 1:
            raise ValueError("a window has at least one working day")
        day = start if count_first_day else start + ONE_DAY
        left = number - self.working(day)
        while left:
            day += ONE_DAY
            left -= self.working(day)
        return day

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is a working day, else the first one after it."""
        return self.add_working_days(day, 1)

    def count(self, first: date, last: date) -> int:
        """How many working days lie between two days, both included."""
        return sum(self.working(first + timedelta(days=n)) for n in range((last - first).days + 1))

    def span(self, first: date, last: date) -> Window:
        """The window between two days, with its standing."""
        known = all(self.published(year) for year in range(first.year, last.year + 1))
        return Window(first, last, provisional=not known)

    def window(
        self, first: date, *, working_days: int | None = None, days: int | None = None, count_first_day: bool = True
    ) -> Window:
        """The window of so many working days, or else so many plain days, from `first`.

        A window of plain days never depends on a holiday table.
        """
        if working_days is not None:
            return self.span(first, self.add_working_days(first, working_days, count_first_day))
        if days is None:
            raise ValueError("a window has a number of days")
        return Window(first, first + timedelta(days=days - count_first_day), provisional=False)

    def to_json(self) -> dict[str, Any]:
        """The table as JSON values, as it is written into a bundle."""
        years = {str(year): table.model_dump(mode="json") for year, table in sorted(self.years.items())}
        return self.model_dump(mode="json", exclude={"years"}) | {"years": years}

    @classmethod
    def from_json(cls, text: str) -> Calendar:
        """The table as a bundle has it; ValueError when it is not one."""
        return cls.model_validate_json(text, strict=False)

    def digest(self) -> str:
        """SHA-256 (hex) of the canonical JSON of the table."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return digest_of(self.to_json())
