"""Every word of the pages is there in Chinese, and the compiled catalogue is the one that was written.

English is the language of the templates. After editing the catalogue: pybabel compile -d src/chucai/web/locale -D django
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
CATALOGUE = WEB / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
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


def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def said() -> Iterator[tuple[Path, Said]]:
    """Every text that templates and Python mark for translation."""
    sources = {path: path.read_text("utf-8") for path in WEB.rglob("*.py")}
    sources |= {path: templatize(path.read_text("utf-8")) for path in WEB.rglob("templates/**/*.html")}
    for path, source in sources.items():
        for _, text, _, context in extract("python", BytesIO(source.encode()), KEYWORDS):
            yield path, (context, text if isinstance(text, str) else text[0])


def key(message: Message) -> Said:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def test_no_text_lacks_its_chinese():
    there = {key(message) for message in catalogue() if message.id and message.string and not message.fuzzy}
    assert [f"{path.name}: {text}" for path, text in said() if text not in there] == []


def test_no_chinese_is_left_over():
    assert {key(message) for message in catalogue() if message.id} - {text for _, text in said()} == set()


def test_placeholders_are_the_same():
    """Both languages fill in the same facts."""
    broken = [(message.id, list(message.check())) for message in catalogue() if message.id and list(message.check())]
    assert broken == []


def test_the_compiled_catalogue_is_the_written_one():
    fresh = BytesIO()
    write_mo(fresh, catalogue())
    fresh.seek(0)
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
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
