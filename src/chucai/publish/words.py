"""What is printed, in simplified Chinese and English: WORDS for labels and sentences, REFUSALS for what is refused.

`say("en", "places", n=83)` fills the words for a key. A whole number given as a fact knows plurals: ``{n:place|places}``
is "1 place" or "83 places", ``{n:>is|are}`` the word without the number, ``{n}`` the number alone.
"""

from __future__ import annotations

from chucai.publish.figures import grouped, language_of
from chucai.publish.wording import charts, choice, notice, refusals, report, roll, surety

Words = dict[str, dict[str, str]]

WORDS: Words = {**charts.WORDS, **surety.WORDS, **roll.WORDS, **report.WORDS, **choice.WORDS, **notice.WORDS}
REFUSALS: Words = refusals.WORDS


class Number(int):
    """A whole number that formats itself with the right form of its noun."""

    def __format__(self, spec: str) -> str:
        if "|" not in spec:
            return grouped(self) if not spec else super().__format__(spec)
        one, many = spec.removeprefix(">").split("|")
        noun = one if self == 1 else many
        return noun if spec.startswith(">") else f"{grouped(self)} {noun}"


def say(language: str, key: str, /, **facts: object) -> str:
    """The words for `key`, filled with `facts`. KeyError for a key nobody wrote, or a fact that is missing."""
    filled = {
        name: Number(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in facts.items()
    }
    return WORDS[key][language_of(language)].format_map(filled)
