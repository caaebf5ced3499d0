"""What is asked of an assignment, checked and put in an order of its own, with the lots that decide the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chucai.errors import Refused

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]

LARGEST_AFFINITY = 2**40
NEVER = np.uint64(2**64 - 1)  # the lot of a pair that may not be


@dataclass(frozen=True)
class Request:
    """Nominees and assessors by id; pairs as codes, nominee * number of assessors + assessor, sorted.

    `closed` are pairs that cannot be added: barred, or fixed already. `affinity` goes by code. `previous` are pairs of
    an earlier assignment that are possible still.
    """

    nominees: tuple[str, ...]
    assessors: tuple[str, ...]
    caps: Ints
    readings: int
    closed: Ints
    barred: Ints
    fixed: Ints
    affinity: Mapping[int, int]
    previous: Ints
    blocks: Ints
    nominee_words: Words
    assessor_words: Words

    @property
    def pairs(self) -> int:
        return len(self.nominees) * len(self.assessors)

    @property
    def fixed_of_nominee(self) -> Ints:
        return np.bincount(self.fixed // len(self.assessors), minlength=len(self.nominees)).astype(np.int64)

    @property
    def fixed_of_assessor(self) -> Ints:
        return np.bincount(self.fixed % len(self.assessors), minlength=len(self.assessors)).astype(np.int64)

    @property
    def need(self) -> Ints:
        """[N] readings still to be given out."""
        return np.maximum(self.readings - self.fixed_of_nominee, 0)

    @property
    def room(self) -> Ints:
        """[M] readings each assessor may still take on."""
        room: Ints = np.minimum(self.caps - self.fixed_of_assessor, len(self.nominees))
        return room

    def lots(self, start: int, stop: int, draw: int) -> Words:
        """[stop - start, M] the lots of the pairs of these nominees in this draw; NEVER for closed ones.

        A lot depends on the two ids and the seed alone: a nominee more or less leaves all others' lots alone.
        """
        with np.errstate(over="ignore"):
            mixed = self.nominee_words[start:stop, None] ^ (self.assessor_words[None, :] + np.uint64(draw))
            lots = _scattered(mixed)
        width = len(self.assessors)
        first, last = np.searchsorted(self.closed, [start * width, stop * width])
        here = self.closed[first:last] - start * width
        lots[here // width, here % width] = NEVER
        return lots


def _scattered(words: Words) -> Words:
    """The finaliser of splitmix64 (Steele, Lea, Flood 2014): every bit of the input sways every bit of the output."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (words ^ (words >> np.uint64(31))) >> np.uint64(1)  # below NEVER


def request(
    nominees: Iterable[str],
    assessors: Mapping[str, int],
    readings: int,
    barred: Collection[tuple[str, str]],
    affinity: Mapping[tuple[str, str], int],
    fixed: Collection[tuple[str, str]],
    blocks: Mapping[str, str],
    seed: str,
    previous: Collection[tuple[str, str]] = (),
) -> Request:
    """Check the input. Raises `Refused` naming the id at fault."""
    names, judges = _sorted_once(nominees, "nominee"), tuple(sorted(assessors))
    codes = _Codes(names, judges)
    _check_numbers(assessors, readings)
    for pair, value in affinity.items():
        if not _whole(value) or abs(value) > LARGEST_AFFINITY:
            raise Refused("assignment-affinity-wrong", nominee=pair[0], assessor=pair[1], affinity=str(value))
    barred_codes = codes.of(pair for pair in set(barred) if codes.known(pair))  # others may be barred beforehand
    fixed_codes = codes.of(set(fixed))
    made = Request(
        nominees=names,
        assessors=judges,
        caps=np.array([assessors[judge] for judge in judges], dtype=np.int64),
        readings=readings,
        closed=np.union1d(barred_codes, fixed_codes),
        barred=barred_codes,
        fixed=fixed_codes,
        affinity={codes.one(pair): value for pair, value in affinity.items() if value and codes.known(pair)},
        previous=np.setdiff1d(codes.of(pair for pair in set(previous) if codes.known(pair)), barred_codes),
        blocks=_block_numbers(judges, blocks),
        nominee_words=_words(seed, "nominee", names),
        assessor_words=_words(seed, "assessor", judges),
    )
    _check_fixed(made)
    return made


def _whole(value: object) -> bool:
    return isinstance(value, int)


def _sorted_once(ids: Iterable[str], role: str) -> tuple[str, ...]:
    ordered = sorted(ids)
    for one, after in pairwise(ordered):
        if one == after:
            raise Refused("assignment-name-twice", role=role, id=one)
    return tuple(ordered)


def _check_numbers(assessors: Mapping[str, int], readings: int) -> None:
    if readings < 1:
        raise Refused("assignment-readings-wrong", readings=readings)
    for judge, cap in sorted(assessors.items()):
        if cap < 0:
            raise Refused("assignment-load-wrong", assessor=judge, load=cap)


class _Codes:
    """Pairs of ids as numbers."""

    def __init__(self, nominees: tuple[str, ...], assessors: tuple[str, ...]) -> None:
        self._nominees = {name: at for at, name in enumerate(nominees)}
        self._assessors = {name: at for at, name in enumerate(assessors)}

    def known(self, pair: tuple[str, str]) -> bool:
        return pair[0] in self._nominees and pair[1] in self._assessors

    def one(self, pair: tuple[str, str]) -> int:
        if not self.known(pair):
            raise Refused("assignment-pair-unknown", nominee=pair[0], assessor=pair[1])
        return self._nominees[pair[0]] * len(self._assessors) + self._assessors[pair[1]]

    def of(self, pairs: Iterable[tuple[str, str]]) -> Ints:
        return np.array(sorted(self.one(pair) for pair in pairs), dtype=np.int64)


def _block_numbers(judges: tuple[str, ...], blocks: Mapping[str, str]) -> Ints:
    numbers = {name: at for at, name in enumerate(sorted({blocks.get(judge, "") for judge in judges}))}
    return np.array([numbers[blocks.get(judge, "")] for judge in judges], dtype=np.int64)


def _words(seed: str, role: str, ids: tuple[str, ...]) -> Words:
    digests = (hashlib.sha256(f"{seed}\0{role}\0{name}".encode()).digest()[:8] for name in ids)
    return np.array([int.from_bytes(digest, "big") for digest in digests], dtype=np.uint64)


def _check_fixed(made: Request) -> None:
    width = len(made.assessors)
    for code in np.intersect1d(made.barred, made.fixed).tolist():
        raise Refused(
            "assignment-fixed-pair-barred", nominee=made.nominees[code // width], assessor=made.assessors[code % width]
        )
    for at in np.flatnonzero(made.fixed_of_nominee > made.readings).tolist():
        count = int(made.fixed_of_nominee[at])
        raise Refused("assignment-fixed-too-many", nominee=made.nominees[at], fixed=count, readings=made.readings)
    for at in np.flatnonzero(made.room < 0).tolist():
        count, cap = int(made.fixed_of_assessor[at]), int(made.caps[at])
        raise Refused("assignment-fixed-over-load", assessor=made.assessors[at], fixed=count, load=cap)
