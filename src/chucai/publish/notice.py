"""A public notice: what may be shown, for how long, and how to object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chucai.charter.calendar import Window
from chucai.charter.model import Charter
from chucai.charter.stages import Notice, Stage
from chucai.errors import Refused
from chucai.publish.bilingual import own_part
from chucai.publish.figures import day, day_and_weekday, listed
from chucai.publish.html import Page, page, tongue
from chucai.publish.leaks import lint_notice
from chucai.publish.markup import Markup, element
from chucai.publish.table import Cell, Table, table_html
from chucai.publish.words import say

STYLESHEET = "notice.css"
_LONG = ("deeds",)  # told beneath the list, not in it

Value = str | bool | int | Decimal | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """One name on the list: values by field, as the dossier has them (ids of choices, not their words).

    A text that is written in Chinese and then in English gives each reader their own part.
    """

    fields: Mapping[str, Value]
    reserve: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """Where an objection goes. Without a name: to where the charter says, or else to whoever issues the notice."""

    name: str = ""
    phone: str = ""
    mail: str = ""
    address: str = ""
    postcode: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeData:
    """`stage` is the id of the consult stage; `host` and `unit` are public names; `number` that of the document."""

    charter: Charter
    stage: str
    host: str
    entries: tuple[NoticeEntry, ...]
    window: Window
    office: Office
    issued: date
    unit: str | None = None
    number: str = ""

    @property
    def rules(self) -> Notice:
        return self.charter.notices[self.charter.stage(self.stage).notice or ""]

    def issuer(self, language: str) -> str:
        return own_part(self.unit or self.host, language)


def check_notice(data: NoticeData) -> None:
    """Whether everything on the list may be shown.

    Raises Refused("notice-empty"), Refused("notice-field-not-shown", field, notice) for what the charter does not list,
    Refused("notice-field-not-public", field) for an attribute that is not public, and Refused("notice-leaks", leaks)
    for numbers and addresses inside a text.
    """
    if not data.entries:
        raise Refused("notice-empty", stage=data.stage)
    for entry in data.entries:
        for name in entry.fields:
            if name not in data.rules.shows:
                raise Refused("notice-field-not-shown", field=name, notice=data.charter.stage(data.stage).notice)
            attribute = data.charter.attributes.get(name)
            if attribute is not None and attribute.see != "public":
                raise Refused("notice-field-not-public", field=name)
    leaks = [
        f"{n}: {name}: {leak.kind} {leak.shown}"
        for n, entry in enumerate(data.entries, 1)
        for name, value in entry.fields.items()
        for leak in lint_notice(str(value))
    ]
    if leaks:
        raise Refused("notice-leaks", leaks=leaks)


def notice_title(charter: Charter, stage: str, language: str) -> str:
    """关于…拟…对象的公示; people are proposed for recommendation as long as somebody above still compares."""
    return say(
        language,
        f"notice-title{_forward(charter, stage)}",
        programme=charter.name.said(language),
        edition=str(charter.edition),
    )


def _forward(charter: Charter, stage: str) -> str:
    later = {each.gate for each in charter.stages[charter.position(stage) + 1 :]}
    return "-forward" if later & {"recommend", "compare"} else ""


def notice_text(data: NoticeData, language: str) -> str:
    """The notice as plain text, for a board, a newspaper or a commitment. Raises what `check_notice` raises."""
    check_notice(data)
    table = _list(data, language)
    title = [notice_title(data.charter, data.stage, language), *([data.number] if data.number else [])]
    lines = [*title, "", *_opening(data, language), "", table.caption]
    for row in table.rows:
        shown = ("" if cell is None else str(cell) for cell in row[1:])
        lines.append(
            say(language, "notice-line", n=str(row[0]), fields=say(language, "notice-join").join(filter(None, shown)))
        )
    deeds = [f"{name}{text}" for name, text in _deeds(data, language)]
    tail = [f"{name}{text}" for name, text in _contacts(data, language)]
    signed = [data.issuer(language), day(data.issued, language)]
    parts = [*lines, *([""] if deeds else []), *deeds, "", *_closing(data, language), *tail, "", *signed]
    return "\n".join(parts) + "\n"


def notice_html(data: NoticeData, language: str, *, versions: Mapping[str, str]) -> str:
    """The notice as a page. Raises what `check_notice` raises."""
    title = notice_title(data.charter, data.stage, language)
    return page(Page(language, title, STYLESHEET, versions), notice_article(data, language))


def notice_article(data: NoticeData, language: str) -> Markup:
    """The notice as part of a page, its title as the first heading. Raises what `check_notice` raises."""
    check_notice(data)
    contacts = [element("div", element("dt", name), element("dd", text)) for name, text in _contacts(data, language)]
    return element(
        "article",
        element("p", data.number, class_="number") if data.number else None,
        element("h1", notice_title(data.charter, data.stage, language)),
        [element("p", text) for text in _opening(data, language)],
        table_html(_list(data, language)),
        _deeds_html(data, language),
        [element("p", text) for text in _closing(data, language)],
        element("dl", contacts, class_="contacts"),
        element("p", data.issuer(language), element("br"), day(data.issued, language), class_="signed", lang=None),
    )


def _opening(data: NoticeData, language: str) -> Iterator[str]:
    """Basis, what went before, who is proposed, and the period."""
    charter, words = data.charter, data.rules
    basis = listed([each.said(language) for each in charter.basis], language)
    before = listed(
        [_stage_words(stage, language) for stage in charter.stages[: charter.position(data.stage)]], language
    )
    counts = listed(list(_counts(data, language)), language)
    proposed = say(language, f"notice-proposed{_forward(data.charter, data.stage)}")
    facts = {"basis": basis, "before": before, "issuer": data.issuer(language), "proposed": proposed, "counts": counts}
    yield say(language, "notice-opening" if basis and before else "notice-opening-plain", **facts)
    length = "notice-working-days" if words.working_days else "notice-days"
    counted = say(language, "notice-first-counts" if words.count_first_day else "notice-first-not-counted")
    period = {
        "first": day_and_weekday(data.window.first, language),
        "last": day_and_weekday(data.window.last, language),
    }
    yield say(language, length, n=words.working_days or words.days or 0, counted=counted, **period)
    if data.window.provisional:
        yield say(language, "notice-provisional")


def _stage_words(stage: Stage, language: str) -> str:
    return stage.name.said(language) if stage.name else say(language, f"gate-{stage.gate}")


def _counts(data: NoticeData, language: str) -> Iterator[str]:
    """How many of each category, and how many in reserve; names alone where the notice does not show categories."""
    shown = [entry for entry in data.entries if not entry.reserve]
    for key, category in data.charter.categories.items():
        number = sum(entry.fields.get("category") == key for entry in shown)
        if number:
            unit = say(language, f"unit-{category.kind}")
            yield say(language, "report-place", category=category.name.said(language), n=number, unit=unit)
    uncounted = sum("category" not in entry.fields for entry in shown)
    if uncounted:
        yield say(language, "notice-count-names", n=uncounted)
    if len(shown) < len(data.entries):
        yield say(language, "notice-count-reserves", n=len(data.entries) - len(shown))


def _columns(data: NoticeData) -> list[str]:
    """The fields that somebody on the list has, in the charter's order."""
    return [name for name in data.rules.shows if any(name in entry.fields for entry in data.entries)]


def _list(data: NoticeData, language: str) -> Table:
    short = [name for name in _columns(data) if name not in _LONG]
    heads = [say(language, "notice-number"), *(_field_words(data.charter, name, language) for name in short)]
    marked = any(entry.reserve for entry in data.entries)
    rows: list[tuple[Cell, ...]] = []
    for n, entry in enumerate(data.entries, 1):
        cells = [_value_words(data.charter, name, entry.fields.get(name), language) for name in short]
        note = [say(language, "notice-reserve") if entry.reserve else None] if marked else []
        rows.append((n, *cells, *note))
    headers = (*heads, *([say(language, "notice-remark")] if marked else []))
    return Table("notice", say(language, "notice-list"), headers, tuple(rows))


def _field_words(charter: Charter, name: str, language: str) -> str:
    attribute = charter.attributes.get(name)
    if attribute is None:
        return say(language, f"notice-field-{name}")
    return attribute.name.said(language) if attribute.name else name


def _value_words(charter: Charter, name: str, value: Value | None, language: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return say(language, "yes" if value else "no")
    named = {"theme": charter.themes, "category": {key: each.name for key, each in charter.categories.items()}}
    if name == "grade":
        named["grade"] = {grade.id: grade.name for each in charter.categories.values() for grade in each.grades}
    attribute = charter.attributes.get(name)
    words = attribute.names if attribute else named.get(name, {})
    if isinstance(value, tuple):
        return listed([own_part(each, language) for each in value], language)
    text = str(value)
    return words[text].said(language) if text in words else own_part(text, language)


def _deeds(data: NoticeData, language: str) -> Iterator[tuple[str, str]]:
    for n, entry in enumerate(data.entries, 1):
        if entry.fields.get("deeds"):
            name = own_part(str(entry.fields.get("name", n)), language)
            yield say(language, "notice-deeds-of", n=n, name=name), own_part(str(entry.fields["deeds"]), language)


def _deeds_html(data: NoticeData, language: str) -> Markup | None:
    told = [
        element(
            "li", element("b", name, lang=tongue(name, language)), element("span", text, lang=tongue(text, language))
        )
        for name, text in _deeds(data, language)
    ]
    heading = element("h2", say(language, "notice-field-deeds"))
    return element("section", heading, element("ul", told), class_="deeds") if told else None


def _closing(data: NoticeData, language: str) -> Iterator[str]:
    """How to object, and what a notice is not."""
    rules = data.rules.objections
    if rules is not None:
        yield say(language, "notice-object")
        yield say(language, f"notice-{'real-name' if rules.real_name else 'anonymous'}-{rules.anonymous}")
        yield say(language, f"notice-post-{rules.post_counts_by}")
        if rules.answer_working_days:
            yield say(language, "notice-answer", n=rules.answer_working_days)
        yield say(language, "notice-scope")
    yield say(language, "notice-no-proof")


def _contacts(data: NoticeData, language: str) -> Iterator[tuple[str, str]]:
    rules = data.rules.objections
    channel = rules.channel.said(language) if rules and rules.channel else ""
    yield say(language, "notice-office-name"), own_part(data.office.name, language) or channel or data.issuer(language)
    for name in ("phone", "mail", "address", "postcode", "hours"):
        if value := str(getattr(data.office, name)):
            yield say(language, f"notice-office-{name}"), own_part(value, language)
