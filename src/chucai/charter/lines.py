"""Where in a TOML file each value stands: a walk over text that a TOML reader has already accepted.

`lines_of('a = 1\\n[[stage]]\\nid = "x"')` is ``{"a": 1, "stage": 2, "stage[0]": 2, "stage[0].id": 3}``. The readers we
have tell the place of a syntax fault only; here every fault of meaning gets its line too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\s#][^,\]}\n#]*")
_SPACE = re.compile(r"[ \t]+")
_FILLER = re.compile(r"(?:\s+|#[^\n]*)+")


def lines_of(text: str) -> dict[str, int]:
    """Line (from 1) of every table, key and list item, by its path."""
    return _Walk(text.replace("\r\n", "\n")).lines()


class Lines(Mapping[str, int]):
    """What `lines_of` a text gives, found when it is first asked for: a file without faults needs none of it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _found(self) -> dict[str, int]:
        return lines_of(self._text)

    def __getitem__(self, path: str) -> int:
        return self._found[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def line_at(lines: Mapping[str, int], path: str) -> int:
    """The line of a path, or of the nearest thing around it that is in the file; 1 when nothing is."""
    while path:
        if path in lines:
            return lines[path]
        path = parent(path)
    return 1


def parent(path: str) -> str:
    """The path one step up: ``stage[3].vote`` -> ``stage[3]`` -> ``stage`` -> empty."""
    if path.endswith("]"):
        return path[: path.rindex("[")]
    return path.rpartition(".")[0]


def joined(path: str, key: str | int) -> str:
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[str, int] = {}
        self.lists: dict[str, int] = {}  # last index of every [[list]]

    def lines(self) -> dict[str, int]:
        table = ""
        while self._skip(_FILLER) < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.found

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return self.at

    def _note(self, path: str) -> None:
        self.found.setdefault(path, self.text.count("\n", 0, self.at) + 1)

    def _header(self) -> str:
        many = self.text.startswith("[[", self.at)
        start = self.at
        self.at += 2 if many else 1
        keys = self._keys()
        self.at, end = start, self.at + (2 if many else 1)
        path = self._resolve(keys[:-1])
        path = joined(path, keys[-1])
        self._note(path)
        if many:
            self.lists[path] = self.lists.get(path, -1) + 1
            path = joined(path, self.lists[path])
            self._note(path)
        self.at = end
        return path

    def _resolve(self, keys: list[str]) -> str:
        """The path of a header's outer tables: ``stage.vote`` inside ``[[stage]]`` is that of the last stage."""
        path = ""
        for key in keys:
            path = joined(path, key)
            if path in self.lists:
                path = joined(path, self.lists[path])
        return path

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            keys.append(self._key())
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def _key(self) -> str:
        if self.text[self.at] in "\"'":
            return self._string()
        start = self.at
        return self.text[start : self._skip(_BARE)]

    def _pair(self, table: str) -> None:
        path, start = table, self.at
        for key in self._keys():
            path = joined(path, key)
            after, self.at = self.at, start
            self._note(path)
            self.at = after
        self.at += 1  # the sign "="
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: str) -> None:
        sign = self.text[self.at]
        if sign == "[":
            self._list(path)
        elif sign == "{":
            self._inline(path)
        elif sign in "\"'":
            self._string()
        else:
            self._skip(_SCALAR)

    def _list(self, path: str) -> None:
        self.at += 1
        index = 0
        while self.text[self._skip(_FILLER)] != "]":
            self._note(joined(path, index))
            self._value(joined(path, index))
            self._comma()
            index += 1
        self.at += 1

    def _inline(self, path: str) -> None:
        self.at += 1
        while self.text[self._skip(_FILLER)] != "}":
            self._pair(path)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        self._skip(_FILLER)
        if self.text[self.at] == ",":
            self.at += 1

    def _string(self) -> str:
        quote = self.text[self.at]
        fence = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        start = self.at = self.at + len(fence)
        while not self.text.startswith(fence, self.at):
            self.at += 2 if self.text[self.at] == "\\" and quote == '"' else 1
        end = self.at
        while self.text.startswith(quote, self.at) and len(fence) == 3:
            self.at += 1  # up to two quotes may touch the closing fence
        self.at = self.at if len(fence) == 3 else end + 1
        return self.text[start:end]
