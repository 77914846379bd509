"""Every text that a page can show of itself is there in Dutch, and no translation is of a text that is gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import haipdose_api.web as web
from haipdose.protocol.loader import load_protocol
from haipdose_api.permissions import Role
from haipdose_api.web.charts.laboratory import LIVER_TESTS
from haipdose_api.web.charts.timeline import STATUS_WORDS, STREAMS
from haipdose_api.web.messages import MESSAGES
from haipdose_api.web.pages import assessments, board, fills, patients, records, stock
from haipdose_api.web.pages.administration import WEEKDAYS
from haipdose_api.web.words import Words, catalogue

FOLDER = Path(str(web.__file__)).parent
TEXT = r'"((?:[^"\\]|\\.)*)"'
CALLS = re.compile(rf"\b_\(\s*{TEXT}")
PLURALS = re.compile(rf"\bn_\(\s*{TEXT}\s*,\s*{TEXT}")
STATES = ("approved", "withdrawal", "approval", "hold", "discontinue", "undetermined", "critical", "warning", "info",
          "recalled", "uncertain", "local", "published", "derived", "cancelled", "not-placed", "planned", "done",
          "held",
          "missed", "ordered", "verified", "discrepant", "double-checked", "released", "given", "returned", "order",
          "verify", "double-check", "resolve", "release", "give", "return", "cancel")  # fmt: skip


def of_templates() -> Iterator[str]:
    for path in (FOLDER / "templates").glob("*.html"):
        text = path.read_text(encoding="utf-8").replace("\\'", "'")
        yield from CALLS.findall(text)
        yield from (part for found in PLURALS.findall(text) for part in found)
        yield from re.findall(r"\b_\('([^']+)'\)", text)


def of_code() -> Iterator[str]:
    """Texts given to ``words.text`` and ``form.faults``, and the tables of labels."""
    for path in [*(FOLDER / "pages").glob("*.py"), *(FOLDER / "charts").glob("*.py"), *FOLDER.glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "text":
                named = node.args[0] if node.args else None
                is_words = isinstance(node.func.value, ast.Name) and node.func.value.id == "words"
                if is_words and isinstance(named, ast.Constant) and isinstance(named.value, str):
                    yield named.value
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    told = isinstance(key, ast.Constant) and key.value in {"message", "detail"}
                    if told and isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield value.value
    yield from MESSAGES.values()
    yield from (label for _, label in board.FILTERS)
    yield from (label for _, label in (*fills.STATES, *fills.CONTENTS))
    yield from (label for _, label in (*patients.SEXES, *patients.DPYD))
    for kind in records.KINDS:
        yield kind.label
        for entry in kind.entries:
            yield entry.label
            yield from (label for code, label in entry.choices if code != label)
    yield from (label for _, label in (*LIVER_TESTS, *STREAMS) if label not in {"AST", "ALT", "ALP"})
    yield from STATUS_WORDS.values()
    yield from WEEKDAYS
    asked = load_protocol("pump-it").assessments
    assert asked is not None
    yield from (*assessments.texts(), *(kind.title for kind in asked.kinds.values()))
    yield from (*stock.SUBSTANCES, *stock.UNITS, *stock.CONTAINERS, *(label for _, label in stock.LOT_STATES))
    yield from (*(label for _, label in stock.MOVEMENTS), *stock.MOVEMENT_NAMES.values(), *stock.ATTENTION.values())
    yield from (*fills.LOT_REFUSALS.values(), *fills.DISCREPANT_FIELDS.values(), *fills.DISCREPANT_UNITS.values())
    yield from (role.value for role in Role)
    yield from STATES


def test_every_text_has_its_dutch() -> None:
    missing = sorted({text for text in (*of_templates(), *of_code()) if text and text not in catalogue("nl")})
    assert missing == []


def test_no_catalogue_holds_a_text_twice_or_half() -> None:
    seen: dict[str, str] = {}
    for path in sorted((FOLDER / "locale" / "nl").glob("*.po")):
        with path.open("rb") as opened:
            for message in read_po(opened, locale="nl"):
                if message.id:
                    assert message.id not in seen, f"{message.id!r} is in {seen[str(message.id)]} and {path.name}"
                    seen[str(message.id)] = path.name
                    assert message.string, f"{path.name}: {message.id!r} has no Dutch"
                    assert set(re.findall(r"\{\w+\}", message.id)) == set(re.findall(r"\{\w+\}", message.string))


@pytest.mark.parametrize(
    ("value", "unit", "places", "dutch", "english"),
    [
        ("1.3", "mL/day", None, "1,3 mL/dag", "1.3 mL/day"),
        ("240", "mg", None, "240 mg", "240 mg"),
        ("0.50", "mg", None, "0,5 mg", "0.5 mg"),
        ("10.000", "", None, "10", "10"),
        ("1.30645161290322580", "mL", None, "≈ 1,3065 mL", "≈ 1.3065 mL"),
        ("13.249", "mL", 1, "13,2 mL", "13.2 mL"),
        (None, "mL", None, "–", "–"),
    ],
)
def test_numbers_have_units_and_no_zeros_at_the_end(
    value: str | None, unit: str, places: int | None, dutch: str, english: str
) -> None:
    assert Words("nl").number(value, unit, places) == dutch
    assert Words("en").number(value, unit, places) == english
