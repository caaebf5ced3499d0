"""From what is written about a nominee to what enters the ledger: commitments, memberships, referrals, and no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute
from chucai.charter.predicate import Facts, Moments, Value
from chucai.errors import Refused
from chucai.gates.composition import sets_of
from chucai.gates.recommend import screen
from chucai.ledger.commitment import commit

Salt = Callable[[str], bytes]  # field -> 32 bytes, never used twice


@dataclass(frozen=True, slots=True)
class Opening:
    """The text and salt behind one commitment of one event."""

    field: str
    salt: bytes
    value: Any

    @property
    def commitment(self) -> str:
        return commit(self.salt, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable fact or figure of the statement. `figure` is a decimal as text; None: a fact without a number."""

    says: str
    figure: str | None = None
    unit: str = ""  # of the figure: views, households
    bound: Literal["exact", "at-least", "at-most"] = "exact"
    as_of: str = ""  # a date, month or year in ISO form
    evidence: tuple[str, ...] = ()  # digests of documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document of the dossier, by the hex SHA-256 of its content."""

    digest: str
    name: str
    media: str
    size: int  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A nomination as written. `attributes` are typed values by the charter; `person` and `members` are pseudonyms."""

    category: str
    unit: str
    name: str
    statement: str = ""
    theme: str | None = None
    attributes: Mapping[str, Value] = field(default_factory=dict)
    person: str | None = None
    members: tuple[str, ...] = ()
    member_names: tuple[str, ...] = ()
    support: int = 0
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The fields a Submit or Revise act takes, and the openings to keep in erasable rows."""

    fields: Mapping[str, Any]
    openings: tuple[Opening, ...]


def write(charter: Charter, draft: Draft, moments: Moments, salt: Salt) -> Written:
    """Commit to a draft and say which sets it belongs to. Refused("not-eligible") names the rules that stop it."""
    facts = facts_of(draft.category, draft.unit, draft.theme, draft.attributes)
    stops, referred = screen(charter, facts, moments)
    if stops:
        clauses = {rule.id: rule.clause for rule in charter.eligibility}
        raise Refused("not-eligible", rules=list(stops), clauses=[clauses.get(rule, "") for rule in stops])
    texts: dict[str, Any] = {
        "name": draft.name,
        "statement": draft.statement,
        "attributes": plain(draft.attributes),
        "members": list(draft.member_names),
        "claims": [asdict(claim) | {"evidence": list(claim.evidence)} for claim in draft.claims],
        "evidence": [asdict(document) for document in draft.evidence],
    }
    openings = tuple(Opening(name, salt(name), value) for name, value in texts.items() if value or name == "name")
    fields = {
        "commitments": {opening.field: opening.commitment for opening in openings},
        "sets": sets_of(charter, facts, moments),
        "referred": referred,
        "person": draft.person,
        "members": draft.members,
        "support": draft.support,
        "length": len(draft.statement),
        "theme": draft.theme,
    }
    return Written(fields, openings)


def facts_of(category: str, unit: str, theme: str | None, attributes: Mapping[str, Value]) -> Facts:
    """What predicates may speak of: the attributes, and the category, unit and theme of the nomination."""
    return {**attributes, "category": category, "unit": unit, "theme": theme}


def plain(attributes: Mapping[str, Value]) -> dict[str, Any]:
    """Attributes as JSON: dates in ISO form, decimals as text."""
    return {name: value if isinstance(value, str | bool | int) else str(value) for name, value in attributes.items()}


def typed(charter: Charter, values: Mapping[str, Any]) -> dict[str, Value]:
    """The reverse of `plain`. Refused("attribute-unreadable") when a value is not of its attribute's kind."""
    return {name: _typed(name, charter.attributes.get(name), value) for name, value in values.items()}


def _typed(name: str, attribute: Attribute | None, value: Any) -> Value:
    try:
        if attribute is not None and attribute.kind == "date":
            return date.fromisoformat(value)
        if attribute is not None and attribute.kind == "number" and isinstance(value, str):
            return Decimal(value)
    except (TypeError, ValueError, ArithmeticError):
        attribute = None
    if attribute is None or not isinstance(value, str | bool | int):
        raise Refused("attribute-unreadable", attribute=name)
    return value
