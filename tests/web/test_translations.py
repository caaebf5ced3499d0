"""Every word of the pages is there in Chinese, and the compiled catalogues are those that were written.

English is the language of the templates. Each app has a catalogue of its own beside its templates; what belongs to no
app is in web/locale. After editing one: pybabel compile -d src/chucai/web/APP/locale -D django
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[2] / "src" / "chucai" / "web"
CATALOGUES = sorted(WEB.rglob("locale/zh_Hans/LC_MESSAGES/django.po"))
each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

Said = tuple[str | None, str]  # context, text


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def room(path: Path) -> Path:
    """Where the texts of a catalogue are: its app, or of web whatever has no catalogue of its own."""
    return path.parents[3]


def said(path: Path) -> Iterator[tuple[Path, Said]]:
    """Every text that templates and Python of a catalogue's room mark for translation."""
    others = [room(other) for other in CATALOGUES if other != path and room(other).is_relative_to(room(path))]
    files = [
        *room(path).rglob("*.py"),
        *room(path).rglob("templates/**/*.html"),
        *room(path).rglob("templates/**/*.txt"),
    ]
    for source in files:
        if any(source.is_relative_to(other) for other in others):
            continue
        text = source.read_text("utf-8")
        read = text if source.suffix == ".py" else templatize(text)
        for _, found, _, context in extract("python", BytesIO(read.encode()), KEYWORDS):
            yield source, (context, found if isinstance(found, str) else found[0])


def key(message: Message) -> Said:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


@each_catalogue
def test_no_text_lacks_its_chinese(path: Path):
    there = {key(message) for message in catalogue(path) if message.id and message.string and not message.fuzzy}
    assert [f"{source.name}: {text}" for source, text in said(path) if text not in there] == []


@each_catalogue
def test_no_chinese_is_left_over(path: Path):
    assert {key(message) for message in catalogue(path) if message.id} - {text for _, text in said(path)} == set()


@each_catalogue
def test_placeholders_are_the_same(path: Path):
    """Both languages fill in the same facts."""
    broken = [
        (message.id, list(message.check())) for message in catalogue(path) if message.id and list(message.check())
    ]
    assert broken == []


def test_one_text_has_one_translation():
    """Django takes the first it finds: two apps that say the same must say it alike."""
    heard: dict[Said, tuple[object, Path]] = {}
    for path in CATALOGUES:
        for message in catalogue(path):
            if message.id:
                string, first = heard.setdefault(key(message), (message.string, path))
                assert string == message.string, f"{key(message)}: {room(first).name} and {room(path).name}"


@each_catalogue
def test_the_compiled_catalogue_is_the_written_one(path: Path):
    fresh = BytesIO()
    write_mo(fresh, catalogue(path))
    fresh.seek(0)
    with path.with_suffix(".mo").open("rb") as file:
        assert texts(file) == texts(fresh), "compile it again (see above)"


def texts(file: BinaryIO | BytesIO) -> dict[object, str]:
    found = dict(GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    del found[""]  # the header, with the time of compiling
    return found


@pytest.mark.parametrize("path", sorted(WEB.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_templates_hold_no_bare_chinese(path: Path):
    """Chinese in a template would not change with the language; the name of the language itself is the exception."""
    text = path.read_text("utf-8").replace("简体中文", "")
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in text)
