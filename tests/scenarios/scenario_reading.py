"""How a golden scenario is read: every scalar stays text, paths are plain, worked lines are recomputed exactly."""

from __future__ import annotations

import ast
import datetime as dt
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
KEYS = {
    "title",
    "why",
    "source",
    "verification",
    "checked_by",
    "command",
    "request",
    "previous",
    "worked",
    "expect",
    "expect_error",
    "exit_code",
}
NEEDED = {"title", "why", "source", "verification", "checked_by", "command", "request", "worked"}


@dataclass(frozen=True)
class Scenario:
    path: Path
    document: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.path.relative_to(HERE).with_suffix(""))


@cache
def all_scenarios() -> tuple[Scenario, ...]:
    """All of them; nobody changes a document, ``as_json`` makes a copy."""
    return tuple(Scenario(path, read(path)) for path in sorted(HERE.rglob("*.yaml")))


class _TextLoader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """BaseLoader keeps scalars as text; on top of it a key that stands twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise ValueError(f"{node.start_mark}: keys twice: {sorted(twice)}")
        return super().construct_mapping(node, deep=deep)


def read(path: Path) -> dict[str, Any]:
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=_TextLoader)
    unknown = set(document) - KEYS
    missing = NEEDED - set(document)
    if unknown or missing or not ({"expect", "expect_error"} & set(document)):
        raise ValueError(f"{path.name}: unknown {sorted(unknown)}, missing {sorted(missing)}, or nothing expected")
    return document


def as_json(value: Any) -> Any:
    """Text scalars as a JSON document; null, true and false are the only words that change."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return {"null": None, "true": True, "false": False}.get(value, value)


_PART = re.compile(r"([^.\[\]]+)|\[([^\]]+)\]")


def lookup(answer: Any, path: str) -> Any:
    """``visits[id=pump-2-refill].window.latest``, ``components[0].name`` or ``by_test[test=alp].percent``."""
    here = answer
    for match in _PART.finditer(path):
        key, selector = match.groups()
        if key is not None:
            if not isinstance(here, dict) or key not in here:
                raise KeyError(f"no '{key}' on the way to {path}; there is {list(here)[:30]}")
            here = here[key]
        elif "=" in selector:
            name, wanted = selector.split("=", 1)
            found = [item for item in here if text_of(item.get(name)) == wanted]
            if len(found) != 1:
                raise KeyError(f"{len(found)} items with {selector} on the way to {path}")
            here = found[0]
        else:
            here = here[int(selector)]
    return here


def text_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def check(answer: Any, path: str, wanted: Any) -> None:
    """One expectation: an exact text, or one of contains / count / absent / starts / sequence."""
    if isinstance(wanted, dict):
        ((kind, operand),) = wanted.items()
        if kind == "absent":
            try:
                found = lookup(answer, path)
            except KeyError:
                return
            raise AssertionError(f"{path} should be absent and is {found!r}")
        found = lookup(answer, path)
        if kind == "contains":
            haystack = found if isinstance(found, str) else str([text_of(item) for item in found])
            for needle in operand if isinstance(operand, list) else [operand]:
                assert needle in haystack, f"{path}: {needle!r} not in {haystack!r}"
        elif kind == "count":
            assert len(found) == int(operand), f"{path}: {len(found)} items, not {operand}"
        elif kind == "starts":
            assert text_of(found).startswith(operand), f"{path}: {found!r} does not start with {operand!r}"
        elif kind == "sequence":
            assert [text_of(item) for item in found] == operand, f"{path}: {found!r}"
        else:
            raise AssertionError(f"unknown expectation {kind}")
        return
    assert text_of(lookup(answer, path)) == wanted, f"{path} is {lookup(answer, path)!r}, expected {wanted!r}"


_EXPRESSION = re.compile(r"[0-9.()+\-*/ ]+\Z")
_DATE_SUM = re.compile(r"(\d{4}-\d{2}-\d{2}) ([+-]) (\d+) d\Z")
_RESULT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(\.\.\.)?(?: .*)?\Z")
_DATE_RESULT = re.compile(r"(\d{4}-\d{2}-\d{2})")


def recompute(line: str) -> bool:
    """Recompute ``label = expression = result unit``; False when the line is prose without arithmetic.

    ``193.846... mg`` means: cut off at that digit. A date line reads ``2026-01-05 + 14 d = 2026-01-19``.
    """
    parts = [part.strip() for part in line.replace("×", "*").replace("÷", "/").split(" = ")]
    for left, right in pairwise(parts):
        date_sum = _DATE_SUM.match(left)
        if date_sum:
            start, sign, days = date_sum.groups()
            shift = dt.timedelta(days=int(days) * (1 if sign == "+" else -1))
            wanted = _DATE_RESULT.match(right)
            assert wanted is not None, line
            assert (dt.date.fromisoformat(start) + shift).isoformat() == wanted.group(1), line
            return True
        if _EXPRESSION.match(left) and any(sign in left.strip() for sign in "+-*/"):
            wanted = _RESULT.match(right)
            assert wanted is not None, f"no plain number after the expression in: {line}"
            digits, cut = wanted.groups()
            value = _evaluate(ast.parse(left.strip(), mode="eval").body)
            if cut:
                step = Fraction(1, 10 ** len(digits.partition(".")[2]))
                assert 0 <= abs(value) - abs(Fraction(digits)) < step, f"{line}: {float(value)}"
            else:
                assert value == Fraction(digits), f"{line}: {float(value)}"
            return True
    return False


def _evaluate(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float()):
            return Fraction(ast.unparse(node))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _evaluate(left), _evaluate(right)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
    raise ValueError(f"not plain arithmetic: {ast.unparse(node)}")
