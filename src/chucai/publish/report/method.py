"""How we selected: what the charter says, and when each stage was run."""

from __future__ import annotations

from collections.abc import Iterator

from chucai.charter.judging import Judging
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.publish.bilingual import own_part
from chucai.publish.figures import day, listed
from chucai.publish.html import facts, section
from chucai.publish.markup import Content, Markup, element, join
from chucai.publish.report.data import JudgingFacts, ReportData
from chucai.publish.table import Cell, Table, Whole, table_html
from chucai.publish.words import say


def method(data: ReportData, language: str) -> Markup:
    """The section as a whole."""
    return section(
        "method",
        say(language, "report-method"),
        facts(_programme(data, language)),
        table_html(_stages(data, language)),
        table_html(_criteria(data.charter, language)) if data.charter.criteria else None,
        [_judged(each, data.charter, language) for each in data.judging],
    )


def stage_words(charter: Charter, stage_id: str, language: str) -> str:
    """The name of a stage, or else that of its gate."""
    stage = charter.stage(stage_id)
    return stage.name.said(language) if stage.name else say(language, f"gate-{stage.gate}")


def _programme(data: ReportData, language: str) -> Iterator[tuple[str, Content]]:
    charter = data.charter
    yield say(language, "report-host"), own_part(data.roll.host, language)
    yield say(language, "report-basis"), "; ".join(basis.said(language) for basis in charter.basis)
    yield say(language, "report-approval"), charter.approval or ""
    yield say(language, "report-places"), listed(list(_places(charter, language)), language)
    yield say(language, "report-digest"), element("code", data.roll.charter)


def _places(charter: Charter, language: str) -> Iterator[str]:
    for category in charter.categories.values():
        unit = say(language, f"unit-{category.kind}")
        if category.places:
            yield say(language, "report-place", category=category.name.said(language), n=category.places, unit=unit)


def _stages(data: ReportData, language: str) -> Table:
    tiers = {tier.id: tier.name.said(language) for tier in data.charter.tiers}
    rows: list[tuple[Cell, ...]] = []
    for stage in data.charter.stages:
        window = data.windows.get(stage.id)
        gate = say(language, f"gate-{stage.gate}")
        dates = (Whole(day(window.first, language)), Whole(day(window.last, language))) if window else (None, None)
        rows.append(
            (stage_words(data.charter, stage.id, language), gate, tiers[stage.tier], *dates, _length(stage, language))
        )
    headers = tuple(say(language, f"column-{key}") for key in ("stage", "gate", "tier", "first", "last", "length"))
    return Table("stages", say(language, "report-stages"), headers, tuple(rows))


def _length(stage: Stage, language: str) -> str | None:
    if stage.working_days:
        return Whole(say(language, "working-days", n=stage.working_days))
    return Whole(say(language, "days", n=stage.days)) if stage.days else None


def _criteria(charter: Charter, language: str) -> Table:
    whole = sum(criterion.weight for criterion in charter.criteria.values())
    rows = tuple(
        (each.name.said(language), f"{each.weight} / {whole}", f"{each.scale[0]}–{each.scale[1]}")
        for each in charter.criteria.values()
    )
    headers = tuple(say(language, f"column-{key}") for key in ("criterion", "weight", "scale"))
    return Table("criteria", say(language, "report-criteria"), headers, rows)


def _judged(each: JudgingFacts, charter: Charter, language: str) -> Markup:
    judging = charter.judging_of(charter.stage(each.stage))
    counts = {
        name: getattr(each, name) for name in ("assessors", "nominations", "sheets", "amended", "abstained", "unranked")
    }
    recused = {name: getattr(each, name) for name in ("declarations", "recusals", "lifted")}
    return join(
        (
            element("h3", stage_words(charter, each.stage, language)),
            element("p", say(language, "judged-sheets", **counts)),
            element("p", say(language, "judged-design", readings=judging.readings, load=judging.load))
            if judging
            else None,
            element("p", say(language, "judged-recused", **recused)),
            element("p", say(language, f"merit-by-{each.method}"), " ", _blind(judging, language)),
            element("p", say(language, "judged-engine", engine=each.engine), class_="fine"),
        )
    )


def _blind(judging: Judging | None, language: str) -> str:
    return say(language, "judged-blind") if judging and judging.blind else ""
