"""The house keeps its own rules: size, names, refusals with words, locks that name no registry.

What ruff, mypy and import-linter can hold is held there (pyproject.toml, .importlinter); here is the rest.
"""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

import pytest

import chucai

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "chucai"
NO_DRAWERS = {"utils", "util", "common", "helpers", "helper", "manager", "service", "services", "base", "misc"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def place(path: Path, node: ast.AST | None = None) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                yield path, node


def expect_none(found: Iterable[object]) -> None:
    """Fail with one line for each thing that should not be there."""
    lines = [str(thing) for thing in found]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, docstring counted, decorators not."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


# --- size


def test_no_module_is_over_400_lines_and_nearly_all_are_under_300():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    expect_none(place(path) for path, count in lines.items() if count > 400)
    long = [place(path) for path, count in lines.items() if count > 300]
    assert len(long) <= 0.05 * len(lines), f"more than one in twenty: {long}"


def test_no_function_is_over_60_lines_and_nine_in_ten_are_within_30():
    lengths = [(length(node), place(path, node), node.name) for path, node in functions()]
    expect_none(found for found in lengths if found[0] > 60)
    long = sorted(found for found in lengths if found[0] > 30)
    assert len(long) <= 0.1 * len(lengths), f"more than one in ten: {long}"


# --- names


def test_no_drawer_for_odds_and_ends():
    expect_none(place(path) for path in SOURCE.rglob("*") if path.stem in NO_DRAWERS)


def imported_from_other_rooms() -> set[tuple[str, str]]:
    """(module, name) of what one room takes from another: that is what is public."""
    taken = set()
    for path, tree in TREES.items():
        room = path.relative_to(SOURCE).parts[0]
        for node in ast.walk(tree):
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if module.startswith("chucai.") and module.split(".")[1] != room:
                taken |= {(module, alias.name) for alias in node.names}
    return taken


def test_every_module_says_what_it_is():
    expect_none(place(path) for path, tree in TREES.items() if path.stat().st_size and not ast.get_docstring(tree))


def test_what_one_room_takes_from_another_is_documented():
    public = imported_from_other_rooms()
    assert public
    bare = []
    for path, tree in TREES.items():
        module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        for node in tree.body:
            if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and (module, node.name) in public:
                bare += [] if ast.get_docstring(node) else [f"{place(path, node)} {node.name}"]
    expect_none(bare)


# --- the one way the core says no


def refusal_codes() -> dict[str, str]:
    """Every literal code given to Refused anywhere in the source, with a place that raises it."""
    codes = {}
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Refused":
                for code in literals(node.args[0]) if node.args else ():
                    codes.setdefault(code, place(path, node))
    return codes


def literals(expression: ast.expr) -> list[str]:
    """The texts an expression can be: one literal, or either of two (``"a" if x else "b"``)."""
    if isinstance(expression, ast.IfExp):
        return literals(expression.body) + literals(expression.orelse)
    is_text = isinstance(expression, ast.Constant) and isinstance(expression.value, str)
    return [expression.value] if is_text else []


def words() -> dict[str, dict[str, str]]:
    """The refusals' words of every room together."""
    found: dict[str, dict[str, str]] = {}
    for path in MODULES:
        if path.stem == "words":
            name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
            found |= getattr(importlib.import_module(name), "REFUSALS", {})
    return found


def test_every_refusal_has_words_in_both_languages():
    said = words()
    codes = refusal_codes()
    assert codes, "no refusal found in the source: has the way the core says no changed?"
    expect_none(f"{where} {code}" for code, where in codes.items() if {"zh", "en"} - set(said.get(code, {})))


def test_refusal_codes_are_kebab_case():
    expect_none(code for code in [*refusal_codes(), *words()] if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code))


def test_both_languages_fill_in_the_same_facts():
    def facts(text: str) -> set[str]:
        return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(text) if name}

    expect_none(code for code, both in words().items() if facts(both["zh"]) != facts(both["en"]))


# --- dependencies


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_a_lock_holds_exact_versions_with_hashes_and_names_no_registry(lock: Path):
    text = lock.read_text(encoding="utf-8")
    assert ":" + "//" not in text
    without_hashes = re.sub(r"^ +--hash=sha256:[0-9a-f]{64}( \\)?$", "", text, flags=re.MULTILINE)
    assert not re.search(r"^\s*-", without_hashes, flags=re.MULTILINE), "an option in a lock"
    entries = re.split(r"\n(?! )", text.strip())
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==\S+( ; .+?)? \\\n +--hash=", entry), entry[:60]


def test_the_development_lock_holds_what_the_web_lock_holds():
    """So that one environment serves both, and tests run on what users run."""
    web, dev = ((ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("web.txt", "dev.txt"))

    def pins(text: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+)", text, flags=re.MULTILINE))

    assert pins(web) - pins(dev) == set()


def test_every_dependency_that_is_asked_for_is_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["optional-dependencies"], project["dependency-groups"]]
    asked = [project["project"]["dependencies"], *(names for group in groups for names in group.values())]
    names = {re.split(r"[\[<>=; ]", line)[0] for lines in asked for line in lines}
    text = (ROOT / "docs" / "adr" / "0002-dependencies.md").read_text(encoding="utf-8")
    expect_none(name for name in names if f"`{name}`" not in text)


def test_the_version_is_said_once_in_two_places():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == chucai.__version__


# --- the repository speaks of the project alone


def test_start_scripts_can_be_executed():
    expect_none(name for name in ("run", ".ci/run") if not (ROOT / name).stat().st_mode & 0o100)
