"""The table of nominations: what every nomination says, and what this charter asks of its nominees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chucai.charter.known import asked_in
from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute, Category
from chucai.charter.predicate import ALWAYS, Facts, compares, holds
from chucai.charter.predicate import Value as Fact
from chucai.charter.values import Text
from chucai.intake.people import normal_identity, normal_name
from chucai.intake.shape import Choice, Column, Known, Row, TableKind, Values, Wrong

_FIXED = ("id", "category", "name", "unit", "theme", "statement", "identity", "members", "support", "remark")
_MEASURES = {"year": "年", "month": "月", "day": "天", "hour": "小时", "time": "次", "page": "页", "point": "分"}
_MEMBER = re.compile(r"(.+?)\s*[(（]\s*([A-Za-z0-9 -]{4,40})\s*[)）]")
_BARE_IDENTITY = re.compile(r"[0-9]{8,40}[A-Za-z]?|[A-Za-z]{1,3}[0-9]{6,40}")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team: a name, an identity number, or both, written ``name (number)``."""

    name: str
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class NominationRow(Row):
    """`identity` and the identities of members stay in rows: nothing makes an event of them."""

    id: str | None
    category: str
    name: str
    unit: str
    theme: str | None
    statement: str
    identity: str | None
    members: tuple[Member, ...]
    support: int
    attributes: Mapping[str, Fact]


def nominations(charter: Charter) -> TableKind:
    """The fixed columns and one for each attribute, headed by its question, its noun or its id."""
    keys = attribute_keys(charter)
    return TableKind(
        name="nominations",
        title=Text(zh="推荐对象", en="Nominations"),
        columns=(*_fixed(charter), *_attributes(charter, keys)),
        build=lambda values, row: _build(keys, values, row),
        check=lambda values, faulty, known: _check(charter, keys, values, faulty, known),
        settle=lambda rows, known: (rows, list(_one_person_twice(charter, rows))),
        unique=(("id",), ("category", "unit", "name", "identity", "theme", "id")),
    )


def attribute_keys(charter: Charter) -> dict[str, str]:
    """Attribute -> key of its column; one that is called like a fixed column is ``attribute.<id>``."""
    return {name: f"attribute.{name}" if name in _FIXED else name for name in charter.attributes}


# --- columns -----------------------------------------------------------------------------------------------------


def _fixed(charter: Charter) -> Iterator[Column]:
    categories = tuple(Choice(key, category.name) for key, category in charter.categories.items())
    themes = tuple(Choice(key, name) for key, name in charter.themes.items())
    yield Column(
        key="id",
        words=Text(zh="推荐编号", en="Nomination ID"),
        type="key",
        help=Text(zh="可留空，由系统编号", en="May be blank: one is made"),
    )
    yield Column(key="category", words=Text(zh="类别", en="Category"), type="choice", required=True, choices=categories)
    yield Column(
        key="name",
        words=Text(zh="姓名或名称", en="Name"),
        required=True,
        max_length=200,
        also=("姓名", "名称", "Name or title"),
    )
    yield Column(
        key="unit",
        words=Text(zh="所在单位", en="Unit"),
        type="unit",
        required=True,
        also=("推荐单位", "单位"),
        help=Text(zh="单位编号或名称", en="ID or name of the unit"),
    )
    if themes:
        yield Column(key="theme", words=Text(zh="主题", en="Theme"), type="choice", choices=themes)
    yield from _written(charter)


def _written(charter: Charter) -> Iterator[Column]:
    limit = charter.nominating.statement_max
    yield Column(
        key="statement",
        words=Text(zh="主要事迹", en="Statement"),
        max_length=limit,
        also=("事迹材料", "main deeds"),
        help=Text(zh=f"不超过 {limit} 字", en=f"At most {limit} characters") if limit else None,
    )
    yield Column(
        key="identity",
        words=Text(zh="身份证件号码", en="Identity number"),
        type="identity",
        also=("身份证号", "证件号码"),
        help=Text(
            zh="只用于判断是否同一人，不公开、不入账本；单元格格式须为文本",
            en="Used to tell people apart, never published nor put in the ledger; format the cell as text",
        ),
    )
    if any(category.kind != "person" for category in charter.categories.values()):
        yield Column(
            key="members",
            words=Text(zh="成员", en="Members"),
            type="names",
            help=Text(zh="姓名或“姓名(证件号码)”，用分号隔开", en="Names, or “name (number)”, separated by semicolons"),
        )
    if charter.nominating.support:
        most = charter.nominating.support.max
        words = Text(zh="推荐信份数", en="Letters of support")
        yield Column(key="support", words=words, type="number", required=True, low=0, high=most, step=1)


def _attributes(charter: Charter, keys: Mapping[str, str]) -> Iterator[Column]:
    heads = {name: _head(name, attribute) for name, attribute in charter.attributes.items()}
    used = Counter(words for head in heads.values() for words in (head.zh, head.en))
    for name, attribute in charter.attributes.items():
        head = heads[name]
        if used[head.zh] > 1 or used[head.en] > 1:
            head = Text(zh=f"{head.zh}（{name}）", en=f"{head.en} ({name})")
        yield Column(
            key=keys[name],
            words=head,
            type=attribute.kind,
            choices=_choices(attribute),
            low=attribute.min,
            high=attribute.max,
            max_length=attribute.max_length,
            also=(name, *((attribute.name.zh, attribute.name.en) if attribute.name else ())),
            help=_help(charter, attribute),
        )


def _choices(attribute: Attribute) -> tuple[Choice, ...]:
    return tuple(Choice(value, attribute.names.get(value, Text(zh=value, en=value))) for value in attribute.of)


def _head(name: str, attribute: Attribute) -> Text:
    return attribute.ask or attribute.name or Text(zh=name, en=name)


def _help(charter: Charter, attribute: Attribute) -> Text | None:
    zh, en = [], []
    if attribute.only:
        category = charter.categories[attribute.only].name
        zh.append(f"仅“{category.zh}”填写")
        en.append(f"{category.en} only")
    if attribute.optional or attribute.when != ALWAYS:
        zh.append("没有的留空")
        en.append("blank where it does not apply")
    if attribute.unit:
        zh.append(f"单位：{_MEASURES.get(attribute.unit, attribute.unit)}")
        en.append(f"in {attribute.unit}s" if attribute.unit in _MEASURES else f"in {attribute.unit}")
    return Text(zh="；".join(zh), en="; ".join(en)) if zh else None


# --- one row -----------------------------------------------------------------------------------------------------


def _check(
    charter: Charter, keys: Mapping[str, str], values: Values, faulty: Collection[str], known: Known
) -> Iterator[Wrong]:
    if "category" in faulty:
        return
    category = str(values["category"])
    if "members" not in faulty:
        yield from _check_members(charter.categories[category], values)
    facts: Facts = {
        **{name: _fact(values.get(key)) for name, key in keys.items()},
        "category": category,
        "unit": _fact(values.get("unit")),
        "theme": _fact(values.get("theme")),
    }
    for name, attribute in charter.attributes.items():
        if keys[name] not in faulty and not _undecided(attribute, keys, faulty):
            wrong = _asked(charter, attribute, facts, name, category, known)
            if wrong:
                yield Wrong(wrong, keys[name], **_because(charter, attribute))


def _undecided(attribute: Attribute, keys: Mapping[str, str], faulty: Collection[str]) -> bool:
    """Whether it hangs on a cell that is wrong itself; one fault at a time."""
    return any(keys.get(part.attribute, part.attribute) in faulty for part in compares(attribute.when))


def _asked(charter: Charter, attribute: Attribute, facts: Facts, name: str, category: str, known: Known) -> str | None:
    """The code of what is wrong with an attribute being there, or not, or None."""
    given = facts.get(name) is not None
    if not asked_in(attribute, category):
        return "not-asked-here" if given else None
    if not holds(attribute.when, facts, known.moments):
        return "not-asked" if given else None
    return None if given or attribute.optional else "missing"


def _because(charter: Charter, attribute: Attribute) -> dict[str, str]:
    if attribute.only is None:
        return {}
    name = charter.categories[attribute.only].name
    return {"zh": name.zh, "en": name.en}


def _check_members(category: Category, values: Values) -> Iterator[Wrong]:
    written = values.get("members")
    members = [member_of(text) for text in written] if isinstance(written, tuple) else []
    if category.kind == "person":
        if members:
            yield Wrong("members-of-a-person", "members")
        return
    twice = [name for name, times in Counter(normal_name(_label(member)) for member in members).items() if times > 1]
    if twice:
        yield Wrong("member-twice", "members", names="、".join(twice[:5]) if not _is_identity(twice) else "…")
    bounds = category.members
    if bounds is None or (not members and category.kind != "team"):
        return
    if len(members) < bounds.min:
        yield Wrong("too-few-members", "members", found=len(members), low=bounds.min)
    if bounds.max is not None and len(members) > bounds.max:
        yield Wrong("too-many-members", "members", found=len(members), high=bounds.max)


def _is_identity(names: Collection[str]) -> bool:
    return any(_BARE_IDENTITY.fullmatch(name) for name in names)


def _label(member: Member) -> str:
    return member.identity or member.name


def member_of(text: str) -> Member:
    """``name``, ``name (identity number)`` or an identity number alone."""
    both = _MEMBER.fullmatch(text)
    if both:
        return Member(both[1], normal_identity(both[2]))
    if _BARE_IDENTITY.fullmatch(normal_identity(text)):
        return Member("", normal_identity(text))
    return Member(text)


def _fact(value: object) -> Fact | None:
    return None if value is None or isinstance(value, tuple) else value  # type: ignore[return-value]  # cells gave it


def _build(keys: Mapping[str, str], values: Values, row: int) -> NominationRow:
    facts = {name: _fact(values.get(key)) for name, key in keys.items()}
    members = values.get("members")
    support = values.get("support")
    return NominationRow(
        row=row,
        id=_text(values, "id"),
        category=str(values["category"]),
        name=str(values["name"]),
        unit=str(values["unit"]),
        theme=_text(values, "theme"),
        statement=_text(values, "statement") or "",
        identity=_text(values, "identity"),
        members=tuple(member_of(text) for text in members) if isinstance(members, tuple) else (),
        support=support if isinstance(support, int) else 0,
        attributes={name: fact for name, fact in facts.items() if fact is not None},
    )


def _one_person_twice(charter: Charter, rows: Sequence[NominationRow]) -> Iterator[tuple[int, Wrong]]:
    """One identity number stands for one nomination of a person in a category."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.identity is None or charter.categories[row.category].kind != "person":
            continue
        first = seen.setdefault((row.category, row.identity), row.row)
        if first != row.row:
            yield row.row, Wrong("identity-twice", "identity", other=first)


def _text(values: Values, key: str) -> str | None:
    found = values.get(key)
    return None if found is None else str(found)
