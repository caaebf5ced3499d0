"""Which rule moved a row across the cut: in words beside the row where they fit, else by a number with a key below."""

from __future__ import annotations

from collections.abc import Sequence

from chucai.publish.charts.ranking import MeritData, MeritRow, brought_in, left_out, rule_words
from chucai.publish.markup import Markup, join
from chucai.publish.measure import width
from chucai.publish.picture import Sheet
from chucai.publish.svg import paragraph

SIZE = 11.0
_ROOM_WORDS, _ROOM_NUMBERS = 236.0, 128.0


class Notes:
    """The notes of the rows shown in one drawing; `room` is what they take beside the rows on wide paper."""

    def __init__(self, data: MeritData, shown: Sequence[MeritRow], sheet: Sheet) -> None:
        self._sheet = sheet
        out = {row.nomination for row in left_out(data)}
        moved = out | {row.nomination for row in brought_in(data)}
        self._keys = {
            row.nomination: "merit-left-out" if row.nomination in out else "merit-brought-in" for row in shown
        }
        self._rules = {
            row.nomination: rule_words(data, row, sheet.language) for row in shown if row.nomination in moved
        }
        self._order = list(dict.fromkeys(rule for rules in self._rules.values() for rule in rules))
        most = sheet.width - 36 if sheet.narrow else _ROOM_WORDS
        self._numbered = any(
            width(self._said(name, "; ".join(rules)), SIZE) > most for name, rules in self._rules.items()
        )
        self.room = _ROOM_NUMBERS if self._numbered else _ROOM_WORDS

    def of(self, row: MeritRow) -> str:
        """What moved the row across the cut; empty when its rank decided."""
        rules = self._rules.get(row.nomination)
        if rules is None:
            return ""
        signs = "".join(map(self._sign, sorted(rules, key=self._order.index))) if self._numbered else "; ".join(rules)
        return self._said(row.nomination, signs)

    def _said(self, nomination: str, rules: str) -> str:
        return self._sheet.say(self._keys[nomination], rules=rules).strip(" :：")

    def _sign(self, rule: str) -> str:
        number = self._order.index(rule)
        return chr(0x2460 + number) if number < 20 else f"({number + 1})"

    def key(self, y: float) -> tuple[Markup, float]:
        """The numbered rules in words, and the height they take."""
        if not self._numbered:
            return Markup(), 0.0
        drawn, used = [], 0.0
        for rule in self._order:
            part, high = paragraph(0, y + used + SIZE, f"{self._sign(rule)} {rule}", self._sheet.width, size=SIZE)
            drawn.append(part)
            used += high + 3
        return join(drawn), used
