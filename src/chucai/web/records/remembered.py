"""What was worked out last, remembered by each process under keys that change whenever it would come out otherwise."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")


class Remembered(Generic[T]):
    """So many at most; those not asked for longest go first. What is found belongs to everybody: nobody changes it."""

    _all: WeakSet[Remembered[object]] = WeakSet()

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()
        Remembered._all.add(self)  # type: ignore[arg-type]

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What stands under the key, made now if nothing does."""
        found = self.found(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def found(self, key: Hashable) -> T | None:
        """What stands under the key, if anything does."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def keep(self, key: Hashable, made: T) -> None:
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()

    @staticmethod
    def forget_all() -> None:
        """For tests, whose rounds are alike to the last byte."""
        for each in list(Remembered._all):
            each.forget()
