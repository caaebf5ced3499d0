"""Looking things up by id or by name: a name that fits two things fits neither, and a near miss is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache

from chucai.intake.people import normal_name
from chucai.intake.shape import Wrong

_SUGGESTIONS = 40  # near misses worked out for one column; each looks through every name
_SEARCHED = 2_000


def labelled(key: str, name: str) -> str:
    """Name and id together, as drop-downs show it where the name alone would not do."""
    return f"{name} ({key})"


def lookup(what: str, names: Mapping[str, str]) -> Callable[[str], str]:
    """A function from an id, a name or both to the id; Wrong("unknown-<what>"[-near]) or Wrong("ambiguous-<what>")."""
    index = cache(lambda: _by_name(names))  # made when the first name comes; most tables give ids
    told: list[str] = []

    def find(text: str) -> str:
        if text in names:
            return text
        keys = list(dict.fromkeys(index().get(normal_name(text), [])))
        if len(keys) == 1:
            return keys[0]
        if keys:
            raise Wrong(f"ambiguous-{what}", found=text[:40], ids=", ".join(keys[:10]))
        near = _near(text, names) if len(told) < _SUGGESTIONS else None
        told.append(text[:40])
        if near is None:
            raise Wrong(f"unknown-{what}", found=text[:40])
        raise Wrong(f"unknown-{what}-near", found=text[:40], near=labelled(near, names[near]))

    return find


def _by_name(names: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, name in names.items():
        found.setdefault(normal_name(name), []).append(key)
        found.setdefault(normal_name(labelled(key, name)), []).append(key)
    return found


def _near(text: str, names: Mapping[str, str]) -> str | None:
    pool = dict(list(names.items())[:_SEARCHED])
    ids = get_close_matches(text[:80], pool, n=1, cutoff=0.75)
    if ids:
        return ids[0]
    words = {normal_name(name): key for key, name in pool.items()}
    near = get_close_matches(normal_name(text[:80]), words, n=1, cutoff=0.6)
    return words[near[0]] if near else None
