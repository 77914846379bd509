"""What people read has no abbreviation that was mistaken before: ISMP's list of error-prone abbreviations and doses.

Full drug names, units in full, no zero at the end, a zero before the mark. A quotation stays as its source has it, and
is named below; ids, codes and units of the laboratory (U/L, UCUM) are no doses.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]

_UNITS = "(mg|mL|g|kg|%|units|days|dagen|d|h|cm)"
DANGEROUS: Final = {
    "an abbreviated drug": r"\b(5-?FU|FUDR|FdUrd|MTX|CPT-?11|L-?OHP|AZT|CPZ|HCTZ?|MSO4|MgSO4|PTU|APAP|LV"
    r"|Bev|Oxali|Iri|Hep)\b",
    "a unit that is misread": r"\b(IU|IE|MIU|cc|qd|QD|qod|QOD|q\.d\.|q\.o\.d\.|BIW|TIW|HS|SC|SQ|SubQ)\b(?!/)"
    r"|[µμ]g\b|\d ?[Uu]\b(?!/)",
    "a zero at the end of a quantity": rf"(?<![\d.])\d+(\.0+|,0{{1,2}})(?= ?{_UNITS}\b)",
    "no zero before the mark": rf"(?<![\w.,'’\[\"(:-])[.,]\d+(?= ?{_UNITS}\b)",
}

QUOTED: Final = {
    "wording": "what a registry or standard says, beside the rule made from it",
    "citation": "the title of a source",
    "sources": "the same",
}
"""Keys of rule files whose texts are a source's own."""

QUOTATIONS: Final = (
    "the choices that a public calculator offers; individual factory values of about 1.0 to 1.5 are recalled",
    "de keuzes die een openbare rekenhulp biedt; individuele fabriekswaarden van ongeveer 1,0 tot 1,5 zijn uit het geheugen",  # noqa: E501
)
"""Single texts that repeat a source letter by letter."""

CODES: Final = {
    "src/haipdose/laboratory_catalogue/data/": "the spellings that are read, not written",
    "src/haipdose/interop/data/": "codes of other systems",
    "sim/haipdose_sim/cohort/data/": "grounds of the simulation's numbers, for who runs it",
}
"""Files of rules that nobody reads as text."""


def of_source(path: Path) -> Iterator[str]:
    """The strings of a source, without docstrings; an f-string with ``x`` for its values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            skipped |= {id(part) for part in ast.walk(node.format_spec)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in skipped:
            skipped |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value


def of_table(table: object) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for key, value in table.items():
            if key not in QUOTED:
                yield from of_table(value)
    elif isinstance(table, list):
        for value in table:
            yield from of_table(value)


def read() -> Iterator[tuple[str, str]]:
    """Every text with its file: sources, rules, templates, Dutch, documentation."""
    for root in ("src", "api", "sim", "device_profiles", "docs"):
        for path in sorted((ROOT / root).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if any(name.startswith(code) for code in CODES):
                continue
            if path.suffix == ".py":
                yield from ((name, text) for text in of_source(path))
            elif path.suffix == ".toml":
                yield from ((name, text) for text in of_table(tomllib.loads(path.read_text(encoding="utf-8"))))
            elif path.suffix in {".html", ".md"}:
                yield name, path.read_text(encoding="utf-8")
            elif path.suffix == ".po":
                with path.open("rb") as opened:
                    for message in read_po(opened):
                        yield from ((name, str(text)) for text in (message.id, message.string))
    yield "README.md", (ROOT / "README.md").read_text(encoding="utf-8")


TEXTS: Final = [(name, text) for name, text in read() if text not in QUOTATIONS]


def found_in(texts: list[tuple[str, str]], pattern: str) -> list[str]:
    reader = re.compile(pattern)
    return [
        f"{name}: …{text[max(0, hit.start() - 30) : hit.end() + 30]!r}"
        for name, text in texts
        for hit in reader.finditer(text)
    ]


@pytest.mark.parametrize("what", DANGEROUS)
def test_what_people_read_is_not_misread(what: str) -> None:
    assert found_in(TEXTS, DANGEROUS[what]) == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an abbreviated drug", "the 5-FU bolus"),
        ("an abbreviated drug", "5FU 400 mg"),
        ("an abbreviated drug", "FUDR 200 mg"),
        ("a unit that is misread", "heparin 10000 U"),
        ("a unit that is misread", "heparin 10000U"),
        ("a unit that is misread", "25.000 IE heparine"),
        ("a unit that is misread", "5 µg"),
        ("a unit that is misread", "30 cc"),
        ("a zero at the end of a quantity", "195.0 mg"),
        ("a zero at the end of a quantity", "1,0 mL"),
        ("no zero before the mark", "give .5 mL"),
        ("no zero before the mark", "geef ,5 mL"),
    ],
)
def test_the_reader_sees_them(what: str, text: str) -> None:
    assert found_in([("made up", text)], DANGEROUS[what])


@pytest.mark.parametrize(
    "text", ["ALT 40 U/L", "0.5 mL", "195 mg", "10 mg", "heparin 10000 units", "100 umol/L", "mFOLFOX6"]
)
def test_what_is_safe_is_left(text: str) -> None:
    assert [what for what, pattern in DANGEROUS.items() if found_in([("made up", text)], pattern)] == []
