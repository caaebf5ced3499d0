"""Are these the same person? Candidates with the reason, for people to look at; nothing is ever merged here."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from chucai.errors import Refused

_DOTS = re.compile("[·・•‧∙⋅･ᐧ᛫●]")
_HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_HAN_DOT = re.compile(rf"(?<={_HAN})[.](?={_HAN})")
_SECRET_BYTES = 16
_KEPT = 20  # hex digits of a pseudonym: 80 bits

Reason = Literal["same-identity", "same-name-same-unit", "same-name-related-unit"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a table: `key` is whatever the caller knows them by."""

    key: str
    name: str
    unit: str
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entries that may be one person, and why."""

    first: str
    second: str
    reason: Reason


def normal_name(name: str) -> str:
    """A name as it is compared: NFKC (full width becomes half width), lower case, single spaces, none between Chinese
    characters, and every middle dot the same.
    """
    text = _DOTS.sub("·", unicodedata.normalize("NFKC", name).casefold())
    text = _HAN_DOT.sub("·", " ".join(text.split()))
    return _BETWEEN_HAN.sub("", re.sub(r"\s*·\s*", "·", text))


def normal_identity(identity: str) -> str:
    """An identity number as it is compared: NFKC, upper case, no spaces or hyphens."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", identity)).upper()


def loose_name(name: str) -> str:
    """A name for finding candidates: besides `normal_name`, no accents, no points, Latin parts in any order."""
    text = unicodedata.normalize("NFD", normal_name(name))
    text = "".join(mark for mark in text if not unicodedata.combining(mark))
    return " ".join(sorted(re.split(r"[\s,.·']+", text))).strip()


def pseudonym(secret: bytes, name: str, unit: str, identity: str | None = None) -> str:
    """The same key for the same human being within a round: HMAC-SHA256 over the identity number, or name and unit.

    `secret` belongs to the round; whoever lacks it cannot test a guess. Refused("secret-too-short") under 16 bytes.
    """
    if identity:
        return keyed(secret, "p", "person-by-identity", normal_identity(identity))
    return keyed(secret, "p", "person-by-name", normal_name(name), unit)


def keyed(secret: bytes, prefix: str, *parts: str) -> str:
    """`prefix`, a hyphen and 20 hex digits of the HMAC-SHA256 over the parts, each with its length in front."""
    if len(secret) < _SECRET_BYTES:
        raise Refused("secret-too-short", wanted=_SECRET_BYTES, found=len(secret))
    message = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts))
    return f"{prefix}-{hmac.digest(secret, b'chucai/intake/1' + message, 'sha256').hex()[:_KEPT]}"


def same_person(people: Iterable[Person], parents: Mapping[str, str | None]) -> tuple[Candidate, ...]:
    """Pairs that may be one person, each with its strongest reason, in the order of the entries.

    Same identity number; or the same name in one unit, or in units of which one lies under the other (`parents`:
    unit -> unit above). Two different identity numbers are two people, whatever their names.
    """
    listed = list(people)
    pairs: dict[tuple[int, int], Reason] = {}
    for group in _groups((n, normal_identity(person.identity)) for n, person in enumerate(listed) if person.identity):
        pairs.update(dict.fromkeys(combinations(group, 2), "same-identity"))
    for group in _groups((n, loose_name(person.name)) for n, person in enumerate(listed)):
        for first, second in combinations(group, 2):
            reason = _same_name(listed[first], listed[second], parents)
            if reason:
                pairs.setdefault((first, second), reason)
    return tuple(Candidate(listed[a].key, listed[b].key, reason) for (a, b), reason in sorted(pairs.items()))


def _groups(named: Iterable[tuple[int, str]]) -> Iterator[list[int]]:
    groups: dict[str, list[int]] = {}
    for number, name in named:
        if name:
            groups.setdefault(name, []).append(number)
    return (group for group in groups.values() if len(group) > 1)


def _same_name(first: Person, second: Person, parents: Mapping[str, str | None]) -> Reason | None:
    if first.identity and second.identity:
        return None  # equal ones are told apart from here, and by the stronger reason
    if first.unit == second.unit:
        return "same-name-same-unit"
    if second.unit in _above(first.unit, parents) or first.unit in _above(second.unit, parents):
        return "same-name-related-unit"
    return None


def _above(unit: str, parents: Mapping[str, str | None]) -> set[str]:
    seen: set[str] = set()
    at = parents.get(unit)
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return seen
