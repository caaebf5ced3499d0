"""Every code has words in both languages, and its facts fill them."""

import ast
from pathlib import Path
from string import Formatter

import pytest

import chucai.ledger
from chucai.ledger import order, verify
from chucai.ledger.canonical import parse
from chucai.ledger.verify import check_bytes
from chucai.ledger.words import FAULTS, PROOFS, REFUSALS

CATALOGUES = {"refusals": REFUSALS, "faults": FAULTS, "proofs": PROOFS}
SOURCES = sorted(Path(chucai.ledger.__file__).parent.glob("*.py"))


def calls(*names):
    """Calls in the room's source whose first argument is a literal code."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", None))
                if name in names and isinstance(node.args[0].value, str):
                    yield node


def placeholders(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


REFUSED = {call.args[0].value: {keyword.arg for keyword in call.keywords} for call in calls("Refused")}
FOUND = {call.args[0].value for call in calls("Fault", "fault")}
SLIPS = {*order._PLACE_CODES.values(), *order._STREAM_CODES.values()}


@pytest.mark.parametrize("name", CATALOGUES)
def test_both_languages_say_the_same_facts(name):
    for code, words in CATALOGUES[name].items():
        assert set(words) == {"zh", "en"}, code
        assert placeholders(words["zh"]) == placeholders(words["en"]), code
        assert any("\u4e00" <= each <= "\u9fff" for each in words["zh"]), code


def test_every_refusal_has_words_that_its_facts_fill():
    assert set(REFUSED) == set(REFUSALS)
    for code, facts in REFUSED.items():
        assert placeholders(REFUSALS[code]["en"]) <= facts, code


def test_every_fault_has_words_and_no_words_are_left_over():
    met_while_checking = {code for code in FAULTS if code in REFUSALS}
    assert FOUND | SLIPS | met_while_checking == set(FAULTS)


def test_every_proof_has_words(bundle, key):
    report = check_bytes(bundle, key.verifier_key())
    assert set(report.proved) == set(PROOFS)
    assert set(verify._CHECKS) < set(PROOFS)


def damaged(bundle):
    """Bundles with all kinds of damage: lines dropped, doubled, swapped, fields changed."""
    lines = bundle.split(b"\n")
    for n in range(len(lines) - 1):
        yield lines[:n] + lines[n + 1 :]
        yield [*lines[:n], lines[n], *lines[n:]]
        yield lines[:n] + lines[n : n + 2][::-1] + lines[n + 2 :]
        for key in parse(lines[n]):
            yield [*lines[:n], lines[n].replace(key.encode(), b"note", 1), *lines[n + 1 :]]
    for old, new in ((b'"rank":1', b'"rank":2'), (b'"role"', b'"rolf"'), (b"2026-05", b"2025-05"), (b":1,", b":3,")):
        yield bundle.replace(old, new).split(b"\n")
    yield lines[:-1]


def test_the_facts_of_real_faults_fill_their_words(bundle, other_key):
    met = set()
    for lines in damaged(bundle):
        for fault in check_bytes(b"\n".join(lines), other_key.verifier_key()).faults:
            met.add(fault.code)
            for language in ("zh", "en"):
                FAULTS[fault.code][language].format(**fault.facts)
    assert len(met) > 20
