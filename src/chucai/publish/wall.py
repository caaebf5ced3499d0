"""The roll as a page: a wall of names by theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chucai.charter.model import Charter
from chucai.publish.bilingual import other_part, own_part
from chucai.publish.figures import day, language_of, listed
from chucai.publish.html import Page, page, section, tongue
from chucai.publish.markup import Markup, element, join
from chucai.publish.proof import Proof, how_to_verify
from chucai.publish.roll import Roll, RollEntry
from chucai.publish.roll_table import grade_words
from chucai.publish.words import say

STYLESHEET = "roll.css"
_OTHER = {"zh": "en", "en": "zh-Hans"}


def roll_html(
    roll: Roll,
    charter: Charter,
    language: str,
    *,
    versions: Mapping[str, str],
    proof: Proof | None = None,
    links: Sequence[tuple[str, str]] = (),
    rehearsal: bool = False,
) -> str:
    """The whole page. `versions`: file of this page by language; `links`: (words, file) of what lies beside it.

    `rehearsal`: the round is invented, and the page says so.
    """
    groups = _groups(roll, charter, language)
    title = say(language, "roll-page-title", programme=charter.name.said(language), edition=str(charter.edition))
    return page(
        Page(language, title, STYLESHEET, versions),
        _head(roll, charter, language, rehearsal),
        _contents(groups, language) if len(groups) > 1 else None,
        [_group(n, name, entries, roll, charter, language) for n, (name, entries) in enumerate(groups)],
        _lost(roll, charter, language),
        _foot(proof, links, language),
    )


def _groups(roll: Roll, charter: Charter, language: str) -> list[tuple[str, list[RollEntry]]]:
    """Awards by theme in the charter's order; those without one come last, or all together where there are none."""
    found: dict[str, list[RollEntry]] = {theme: [] for theme in charter.themes}
    for entry in roll.held:
        found.setdefault(entry.theme if entry.theme in charter.themes else "", []).append(entry)
    names = {theme: words.said(language) for theme, words in charter.themes.items()}
    other = say(language, "roll-other" if charter.themes else "roll-all")
    return [(names.get(theme, other), entries) for theme, entries in found.items() if entries]


def _head(roll: Roll, charter: Charter, language: str, rehearsal: bool) -> Markup:
    host = own_part(roll.host, language)
    counts = [_count(charter, category, roll.held, language) for category in charter.categories]
    documents = list(dict.fromkeys(entry.document for entry in roll.held))
    days = sorted({entry.conferred_on for entry in roll.held})
    conferred = listed([day(on, language) for on in days], language) if days else ""
    return element(
        "header",
        element("p", host, class_="host", lang=tongue(host, language)) if host else None,
        element(
            "p",
            charter.name.said(language),
            element("span", f" {charter.edition}", class_="edition"),
            class_="programme",
        ),
        element("h1", say(language, "roll-title")),
        element("p", counts, class_="counts"),
        element("p", listed(documents, language), " · " if conferred else "", conferred, class_="document")
        if days
        else None,
        element("p", say(language, "report-rehearsal"), class_="rehearsal") if rehearsal else None,
        class_="masthead",
    )


def _count(charter: Charter, category: str, held: Iterable[RollEntry], language: str) -> Markup | None:
    number = sum(entry.category == category for entry in held)
    words = charter.categories[category].name.said(language)
    return element("span", element("b", number), " ", words) if number else None


def _contents(groups: Sequence[tuple[str, list[RollEntry]]], language: str) -> Markup:
    links = [
        element("li", element("a", name, " ", element("span", len(entries), class_="n"), href=f"#theme-{n}"))
        for n, (name, entries) in enumerate(groups)
    ]
    return element("nav", element("ul", links), class_="contents", aria_label=say(language, "roll-contents"))


def _group(n: int, name: str, entries: list[RollEntry], roll: Roll, charter: Charter, language: str) -> Markup:
    honours = dict.fromkeys((entry.category, entry.honour) for entry in entries)
    walls = [
        _wall(charter.honours[honour].name.said(language), mine, roll, charter, language)
        for category, honour in honours
        if (mine := [entry for entry in entries if (entry.category, entry.honour) == (category, honour)])
    ]
    chop = element("span", name[:1], class_="chop", aria_hidden="true")
    return element(
        "section",
        element("h2", chop, name, id=f"theme-{n}-heading"),
        walls,
        id=f"theme-{n}",
        class_="theme",
        aria_labelledby=f"theme-{n}-heading",
    )


def _wall(honour: str, entries: Sequence[RollEntry], roll: Roll, charter: Charter, language: str) -> Markup:
    kind = charter.categories[entries[0].category].kind
    heading = element("h3", honour, " ", element("span", len(entries), class_="n"))
    names = [_honouree(entry, roll, charter, language) for entry in entries]
    return join((heading, element("ul", names, class_=f"wall {kind}")))


def _honouree(entry: RollEntry, roll: Roll, charter: Charter, language: str) -> Markup:
    grade = grade_words(entry, charter, language)
    place = own_part(roll.unit(entry), language)
    unit = element("span", place, lang=tongue(place, language))
    citation = own_part(entry.citation or "", language)
    return element(
        "li",
        _name(entry.name, language),
        element("p", unit, element("span", grade, class_="grade") if grade else None, class_="unit"),
        element("p", citation, class_="citation", lang=tongue(citation, language)) if citation else None,
        id=entry.nomination,
    )


def _name(name: str | None, language: str) -> Markup:
    """A name in the page's language; where it is written in two, the other stands beneath it."""
    if name is None:
        return element("p", say(language, "roll-erased"), class_="name")
    own, other = own_part(name, language), other_part(name, language)
    beneath = element("p", other, class_="other", lang=_OTHER[language_of(language)]) if other else None
    return join((element("p", written_name(own), class_="name", lang=tongue(own, language)), beneath))


def written_name(name: str) -> Markup:
    """A name; one of two Chinese characters is set as wide as one of three, without touching its text."""
    if len(name) == 2 and all("\u3400" <= sign <= "\u9fff" or sign > "\U0001ffff" for sign in name):
        return element("span", element("span", name[0], class_="apart"), name[1])
    return element("span", name)


def _lost(roll: Roll, charter: Charter, language: str) -> Markup | None:
    """What is no longer held, said plainly; without names where the charter keeps revocation unpublished."""
    gone = [entry for entry in roll.entries if entry.lost]
    if not gone:
        return None
    named = charter.revocation is None or charter.revocation.published
    lines = [
        element(
            "li",
            own_part(entry.name, language) if named and entry.name else entry.nomination,
            ": ",
            say(language, f"roll-{entry.lost}"),
        )
        for entry in gone
    ]
    return section(
        "lost", say(language, "roll-lost"), element("p", say(language, "roll-lost-why")), element("ul", lines)
    )


def _foot(proof: Proof | None, links: Sequence[tuple[str, str]], language: str) -> Markup:
    beside = element("ul", [element("li", element("a", words, href=file)) for words, file in links], class_="beside")
    return element(
        "footer",
        element("p", say(language, "roll-order")),
        section("verify", say(language, "proof-title"), how_to_verify(proof, language)) if proof else None,
        beside if links else None,
    )
