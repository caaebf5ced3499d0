"""The report as a page, and its pictures with the files that lie beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chucai.publish.bilingual import own_part
from chucai.publish.charts import chance, composition, firm, gates, leave_one_out, merit, prices, severity
from chucai.publish.charts.ranking import MeritData, cut, toss_ups
from chucai.publish.figures import points
from chucai.publish.html import Page, page, section, tongue
from chucai.publish.markup import Markup, element
from chucai.publish.picture import Picture, figure
from chucai.publish.proof import how_to_verify
from chucai.publish.report.choice import others
from chucai.publish.report.data import ReportData
from chucai.publish.report.method import method
from chucai.publish.report.record import names_of, near_misses, notices, people_decided, reserves, vetting, votes
from chucai.publish.words import say

STYLESHEET = "report.css"


def pictures(data: ReportData, language: str) -> tuple[Picture, ...]:
    """All pictures of the report, in its order; only those on the roll are named in them."""
    names = names_of(data, language)
    named = [replace(each, names=names) for each in data.merit]
    found = [gates.picture(data.gates, language)]
    found += [merit.picture(each, language) for each in named]
    found += [chance.picture(each, language) for each in data.chances]
    found += [severity.picture(each, language) for each in data.severity]
    found += [leave_one_out.picture(each, language) for each in data.hanging]
    if data.composition.lines:
        found.append(composition.picture(data.composition, language))
    found += [prices.picture(each, language) for each in data.prices]
    found += [firm.picture(each, language) for each in data.firm]
    return tuple(found)


def csv_file(picture: Picture, language: str) -> str:
    """Where the data of a picture lies, beside the page."""
    return f"data/{picture.name}.{language}.csv"


def report_html(
    data: ReportData, language: str, *, versions: Mapping[str, str], links: Sequence[tuple[str, str]] = ()
) -> str:
    """The whole page. `versions`: file of this page by language; `links`: (words, file) of what lies beside it."""
    charter = data.charter
    title = say(language, "report-page-title", programme=charter.name.said(language), edition=str(charter.edition))
    drawn = {picture.name: picture for picture in pictures(data, language)}
    return page(
        Page(language, title, STYLESHEET, versions),
        _head(data, language),
        _brief(data, drawn, language),
        method(data, language),
        _pictured("gates", "report-gates", drawn, language),
        section("merit", say(language, "report-merit"), [_merit(each, drawn, language) for each in data.merit]),
        _pictured("chance", "report-chance", drawn, language) if data.chances else None,
        _pictured("severity", "report-severity", drawn, language) if data.severity else None,
        _pictured("leave", "report-leave", drawn, language) if data.hanging else None,
        _pictured("composition", "report-composition", drawn, language) if data.composition.lines else None,
        near_misses(data, language),
        _pictured("price", "report-price", drawn, language) if data.prices else None,
        others(data, language),
        _pictured("firm", "report-firm", drawn, language) if data.firm else None,
        people_decided(data, language),
        vetting(data, language),
        notices(data, language),
        votes(data, language),
        reserves(data, language),
        _proof(data, links, language),
    )


def _head(data: ReportData, language: str) -> Markup:
    charter = data.charter
    host = own_part(data.roll.host, language)
    return element(
        "header",
        element("p", host, class_="host", lang=tongue(host, language)) if host else None,
        element("p", charter.name.said(language), " ", charter.edition, class_="programme"),
        element("h1", say(language, "report-title")),
        element("p", say(language, "report-rehearsal"), class_="rehearsal") if data.rehearsal else None,
        class_="masthead",
    )


def _brief(data: ReportData, drawn: Mapping[str, Picture], language: str) -> Markup:
    """The findings first: one line for each picture."""
    lines = [element("li", element("a", picture.title, href=f"#{name}")) for name, picture in drawn.items()]
    return section(
        "brief", say(language, "report-brief"), element("ol", lines), element("p", say(language, "report-names"))
    )


def _pictured(prefix: str, heading: str, drawn: Mapping[str, Picture], language: str) -> Markup:
    mine = [picture for name, picture in drawn.items() if name.startswith(prefix)]
    figures = [figure(picture, language, csv_file(picture, language)) for picture in mine]
    return section(f"{prefix}-section", say(language, heading), figures)


def _merit(each: MeritData, drawn: Mapping[str, Picture], language: str) -> Markup:
    picture = drawn[each.name]
    return element("div", figure(picture, language, csv_file(picture, language)), _band(each, language))


def _band(each: MeritData, language: str) -> Markup | None:
    """The toss-up band in words: what a reader must know who sees only the list."""
    near, at = toss_ups(each), cut(each)
    if not near or at is None:
        return None
    chosen = sum(row.standing == "chosen" for row in near)
    ranks = {"first": near[0].rank, "last": near[-1].rank}
    facts = {"near": len(near), "chosen": chosen, "rest": len(near) - chosen, "cut": points(at), **ranks}
    return element("p", say(language, "report-band", **facts), class_="band")


def _proof(data: ReportData, links: Sequence[tuple[str, str]], language: str) -> Markup:
    beside = element("ul", [element("li", element("a", words, href=file)) for words, file in links], class_="beside")
    proven = [element("li", say(language, f"proves-{n}")) for n in ("place", "gates", "count", "merit", "roll")]
    limits = [element("li", say(language, f"proves-not-{n}")) for n in ("truth", "names", "key")]
    return section(
        "proof",
        say(language, "report-proof"),
        element("p", say(language, "proves-intro")),
        element("ul", proven),
        element("p", say(language, "proves-not-intro")),
        element("ul", limits),
        element("h3", say(language, "proof-title")) if data.proof else None,
        how_to_verify(data.proof, language) if data.proof else None,
        beside if links else None,
    )
