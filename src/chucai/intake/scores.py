"""The table of scores: one sheet a row with a column for each criterion, or one mark a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chucai.charter.judging import Criterion
from chucai.charter.model import Charter
from chucai.charter.values import Text
from chucai.intake.shape import Choice, Column, Known, Row, TableKind, Values, Wrong

Criteria = Mapping[str, Criterion]


@dataclass(frozen=True, slots=True)
class ScoreRow(Row):
    """One sheet. Marks are whole numbers of the criterion's step, as acts take them."""

    assessor: str
    nomination: str
    marks: Mapping[str, int]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class _MarkRow(Row):
    assessor: str
    nomination: str
    criterion: str
    mark: int


def scores(charter: Charter, stage: str | None = None) -> TableKind:
    """The criteria are those of the stage's way of judging; without a stage those of the only one, or all."""
    criteria = criteria_of(charter, stage)
    plan = [(name, _key(name), criterion) for name, criterion in criteria.items()]
    return TableKind(
        name="scores",
        title=Text(zh="评分", en="Scores"),
        columns=(*_who(), *_marks(criteria), _comment()),
        build=lambda values, row: _sheet(plan, values, row),
        unique=(("assessor", "nomination"),),
        other=_long(criteria),
    )


def criteria_of(charter: Charter, stage: str | None) -> Criteria:
    ways = list(charter.judging.values())
    judging = charter.judging_of(charter.stage(stage)) if stage else ways[0] if len(ways) == 1 else None
    return charter.criteria if judging is None else charter.criteria_of(judging)


def in_steps(value: int | Decimal, criterion: Criterion) -> int:
    """The mark as a whole number of steps; Wrong when it is off the scale or between two marks."""
    low, high = criterion.scale
    if value < low:
        raise Wrong("below", found=str(value), low=str(low))
    if value > high:
        raise Wrong("above", found=str(value), high=str(high))
    if value % criterion.step:
        raise Wrong("off-step", found=str(value), step=str(criterion.step))
    return int(value / criterion.step)


def _who() -> Iterator[Column]:
    yield Column(
        key="assessor", words=Text(zh="评委", en="Assessor"), type="assessor", required=True, also=("judge", "评委编号")
    )
    yield Column(
        key="nomination",
        words=Text(zh="推荐对象", en="Nomination"),
        type="nomination",
        required=True,
        also=("nominee", "推荐编号"),
    )


def _marks(criteria: Criteria) -> Iterator[Column]:
    for key, criterion in criteria.items():
        low, high = criterion.scale
        yield Column(
            key=_key(key),
            words=criterion.name,
            type="number",
            required=True,
            low=low,
            high=high,
            step=criterion.step,
            help=_scale(criterion),
        )


def _key(criterion: str) -> str:
    return f"criterion.{criterion}" if criterion in ("assessor", "nomination", "comment") else criterion


def _scale(criterion: Criterion) -> Text:
    low, high = criterion.scale
    ask = criterion.ask
    return Text(
        zh=f"{ask.zh + '。' if ask else ''}{low} 至 {high} 分，每档 {criterion.step} 分",
        en=f"{ask.en + '. ' if ask else ''}{low} to {high} in steps of {criterion.step}",
    )


def _comment() -> Column:
    return Column(key="comment", words=Text(zh="评语", en="Comment"), max_length=5_000)


def _sheet(plan: Sequence[tuple[str, str, Criterion]], values: Values, row: int) -> ScoreRow:
    marks = {}
    for name, key, criterion in plan:
        value = values[key]
        assert isinstance(value, int | Decimal)
        marks[name] = value if criterion.step == 1 and isinstance(value, int) else in_steps(value, criterion)
    comment = str(values.get("comment") or "")
    return ScoreRow(row, str(values["assessor"]), str(values["nomination"]), marks, comment)


# --- one mark a row ----------------------------------------------------------------------------------------------


def _long(criteria: Criteria) -> TableKind:
    choices = tuple(Choice(key, criterion.name) for key, criterion in criteria.items())
    return TableKind(
        name="scores",
        title=Text(zh="评分", en="Scores"),
        columns=(
            *_who(),
            Column(
                key="criterion",
                words=Text(zh="评分项目", en="Criterion"),
                type="choice",
                required=len(criteria) > 1,
                choices=choices,
            ),
            Column(key="score", words=Text(zh="得分", en="Score"), type="number", required=True, also=("分数", "mark")),
        ),
        build=lambda values, row: _mark(criteria, values, row),
        check=lambda values, faulty, known: () if faulty else _off_scale(criteria, values),
        settle=lambda rows, known: _gather(criteria, rows, known),
        unique=(("assessor", "nomination", "criterion"),),
    )


def _criterion(criteria: Criteria, values: Values) -> str:
    return str(values.get("criterion") or next(iter(criteria)))


def _off_scale(criteria: Criteria, values: Values) -> Iterator[Wrong]:
    score = values["score"]
    assert isinstance(score, int | Decimal)
    try:
        in_steps(score, criteria[_criterion(criteria, values)])
    except Wrong as wrong:
        yield Wrong(wrong.code, "score", **wrong.facts)


def _mark(criteria: Criteria, values: Values, row: int) -> _MarkRow:
    name = _criterion(criteria, values)
    score = values["score"]
    assert isinstance(score, int | Decimal)
    return _MarkRow(row, str(values["assessor"]), str(values["nomination"]), name, in_steps(score, criteria[name]))


def _gather(
    criteria: Criteria, rows: Sequence[_MarkRow], known: Known
) -> tuple[Sequence[ScoreRow], Sequence[tuple[int, Wrong]]]:
    """Marks of one assessor on one nomination become one sheet; each must have every criterion."""
    sheets: dict[tuple[str, str], ScoreRow] = {}
    marks: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        who = row.assessor, row.nomination
        if who not in marks:
            marks[who] = {}
            sheets[who] = ScoreRow(row.row, row.assessor, row.nomination, marks[who])
        marks[who][row.criterion] = row.mark
    wrong = []
    for who, sheet in sheets.items():
        missing = [key for key in criteria if key not in marks[who]]
        if missing:
            wrong.append((sheet.row, _incomplete(criteria, sheet, missing)))
    return list(sheets.values()), wrong


def _incomplete(criteria: Criteria, sheet: ScoreRow, missing: Sequence[str]) -> Wrong:
    names = [criteria[key].name for key in missing]
    return Wrong(
        "criteria-missing",
        "criterion",
        assessor=sheet.assessor,
        nomination=sheet.nomination,
        zh="、".join(name.zh for name in names),
        en=", ".join(name.en for name in names),
    )
