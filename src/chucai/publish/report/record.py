"""What happened around the comparison: rules that moved names, reserves, opinions, notices, objections, votes."""

from __future__ import annotations

from collections.abc import Sequence

from chucai.charter.values import Text
from chucai.publish.bilingual import own_part
from chucai.publish.charts.ranking import MeritData, brought_in, left_out, rule_words
from chucai.publish.figures import day, points
from chucai.publish.html import section
from chucai.publish.markup import Content, Markup, element, join
from chucai.publish.report.choice import change_words
from chucai.publish.report.data import ANSWERS, OUTCOMES, BallotLine, NoticeLine, ReportData
from chucai.publish.report.method import stage_words
from chucai.publish.table import Cell, Points, Table, Whole, table_html
from chucai.publish.words import say

EACH = 12  # a stage with more notices or ballots than this is told in sums


def names_of(data: ReportData, language: str) -> dict[str, str]:
    """Names of those on the roll, by nomination, as a page in this language writes them."""
    return {nomination: own_part(name, language) for nomination, name in data.roll.names.items()}


def near_misses(data: ReportData, language: str) -> Markup:
    """Who crossed the cut because of a rule, in both directions."""
    parts: list[Content] = []
    for merit in data.merit:
        moved = [*left_out(merit), *brought_in(merit)]
        parts.append(table_html(_moved(data, merit, language)) if moved else None)
    said = say(language, "near-none" if not any(parts) else "near-why")
    return section("near-misses", say(language, "near-title"), element("p", said), parts)


def _moved(data: ReportData, merit: MeritData, language: str) -> Table:
    keys = ("rank", "nomination", "merit", "crossing", "rules", "change")
    names, rows = names_of(data, language), list[tuple[Cell, ...]]()
    turns = {turn.nomination: turn for turn in data.turns}
    for direction, found in (("left-out", left_out(merit)), ("brought-in", brought_in(merit))):
        for row in found:
            crossing = say(language, f"near-{direction}")
            rules = "; ".join(rule_words(merit, row, language)) or say(language, "near-no-rule")
            change = change_words(turns.get(row.nomination), language)
            rows.append((row.rank, _who(row.nomination, names), Points(row.merit), crossing, rules, change))
    caption = say(language, "near-table", category=merit.said(language))
    return Table(f"near-{merit.name}", caption, tuple(say(language, f"column-{key}") for key in keys), tuple(rows))


def _place(stage: str, unit: str | None, language: str) -> str:
    return f"{stage} · {own_part(unit, language)}" if unit else stage


def _who(nomination: str, names: dict[str, str]) -> str:
    return f"{nomination} {names[nomination]}" if nomination in names else nomination


def reserves(data: ReportData, language: str) -> Markup:
    """Places that fell vacant after the comparison, and who took them."""
    heading = say(language, "fills-title")
    if not data.fills:
        return section("reserves", heading, element("p", say(language, "fills-none")))
    categories = {name: category.name.said(language) for name, category in data.charter.categories.items()}
    names = names_of(data, language)
    rows = tuple(
        (
            _who(fill.out, names),
            categories[fill.category],
            say(language, f"end-{fill.why}"),
            _who(fill.into, names) if fill.into else say(language, "fills-lost"),
        )
        for fill in data.fills
    )
    headers = tuple(say(language, f"column-{key}") for key in ("left", "category", "why", "taken-by"))
    return section("reserves", heading, table_html(Table("fills", say(language, "fills-table"), headers, rows)))


def people_decided(data: ReportData, language: str) -> Markup:
    """What the solver proposed, and where people departed from it."""
    parts = []
    for each in data.selection:
        gap = each.bound - each.objective
        facts = {"sum": points(each.objective), "stage": stage_words(data.charter, each.stage, language)}
        key = "selection-proven" if gap <= 0 else "selection-gap"
        parts.append(element("p", say(language, key, gap=points(max(gap, 0), 3), **facts)))
    if not data.moves:
        return section("people", say(language, "people-title"), parts, element("p", say(language, "moves-none")))
    rows = tuple((move.out, move.into, move.reason) for move in data.moves)
    headers = tuple(say(language, f"column-{key}") for key in ("move-out", "move-into", "reason"))
    return section(
        "people",
        say(language, "people-title"),
        parts,
        table_html(Table("moves", say(language, "moves-table"), headers, rows)),
    )


def vetting(data: ReportData, language: str) -> Markup | None:
    """The bodies asked, by counts alone: findings stay in restricted rows."""
    if not data.opinions:
        return None
    headers = (
        say(language, "column-body"),
        say(language, "column-asked"),
        *(say(language, f"answer-{a}") for a in ANSWERS),
    )
    rows: list[tuple[Cell, ...]] = []
    for line in data.opinions:
        answers = [line.answers.get(answer, 0) for answer in ANSWERS]
        rows.append((_body(data, line.body, language), line.asked, *answers, line.stopped))
    table = Table("opinions", say(language, "vetting-table"), (*headers, say(language, "column-stopped")), tuple(rows))
    return section(
        "vetting", say(language, "vetting-title"), element("p", say(language, "vetting-why")), table_html(table)
    )


def _body(data: ReportData, body: str, language: str) -> str:
    known: Text | None = data.charter.bodies[body].name if body in data.charter.bodies else None
    return known.said(language) if known else body


def notices(data: ReportData, language: str) -> Markup | None:
    """Notices and what came in, by counts alone: who objected stays sealed."""
    if not data.notices:
        return None
    keys = ("stage", "notices", "first", "last", "listed", "objections")
    headers = (*(say(language, f"column-{key}") for key in keys), *(say(language, f"outcome-{o}") for o in OUTCOMES))
    rows: list[tuple[Cell, ...]] = []
    for stage in dict.fromkeys(line.stage for line in data.notices):
        mine = [line for line in data.notices if line.stage == stage]
        name = stage_words(data.charter, stage, language)
        if len(mine) <= EACH:
            rows += [_notice_row(_place(name, line.unit, language), [line], language) for line in mine]
        else:
            rows.append(_notice_row(name, mine, language))
    table = Table("notices", say(language, "notices-table"), headers, tuple(rows))
    return section(
        "notices", say(language, "notices-title"), element("p", say(language, "notices-why")), table_html(table)
    )


def _notice_row(name: str, lines: Sequence[NoticeLine], language: str) -> tuple[Cell, ...]:
    counts = [sum(line.objections.get(outcome, 0) for line in lines) for outcome in OUTCOMES]
    first, last = min(line.window.first for line in lines), max(line.window.last for line in lines)
    listed = sum(line.listed for line in lines)
    return name, len(lines), Whole(day(first, language)), Whole(day(last, language)), listed, sum(counts), *counts


def votes(data: ReportData, language: str) -> Markup | None:
    """Every vote with its quorum; stages where each unit voted are told in sums."""
    if not data.ballots:
        return None
    keys = ("vote", "ballots", "entitled", "present", "cast", "quorate", "candidates", "passed-vote", "least")
    rows: list[tuple[Cell, ...]] = []
    for stage in dict.fromkeys(line.stage for line in data.ballots):
        mine = [line for line in data.ballots if line.stage == stage]
        name = stage_words(data.charter, stage, language)
        if len(mine) <= EACH:
            rows += [_ballot_row(_place(name, line.unit, language), [line]) for line in mine]
        else:
            rows.append(_ballot_row(name, mine))
    table = Table(
        "votes", say(language, "votes-table"), tuple(say(language, f"column-{key}") for key in keys), tuple(rows)
    )
    return section(
        "votes", say(language, "votes-title"), join((element("p", say(language, "votes-why")), table_html(table)))
    )


def _ballot_row(name: str, lines: Sequence[BallotLine]) -> tuple[Cell, ...]:
    sums = [sum(getattr(line, key) for line in lines) for key in ("entitled", "present", "cast")]
    quorate = sum(line.quorate for line in lines)
    least = min((line.least for line in lines if line.least is not None), default=None)
    ends = (sum(line.candidates for line in lines), sum(line.passed for line in lines))
    return (name, len(lines), *sums, quorate, *ends, least if len(lines) == 1 else None)
