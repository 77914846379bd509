"""The error tree is what its module's head draws, and every error says what to do."""

from __future__ import annotations

import re

import pytest

import haipdose.errors as module
from haipdose.errors import HaipdoseError, InputError, InputErrors, Refused, RuleDataError, raise_all


def test_the_drawing_names_every_class_and_its_parent() -> None:
    drawn: dict[str, str] = {}
    stack: list[tuple[int, str]] = []
    for line in (module.__doc__ or "").splitlines():
        match = re.match(r"^    ([│ ├└─]*)([A-Z]\w+)\b", line)
        if not match:
            continue
        depth = len(match.group(1)) // 4
        while stack and stack[-1][0] >= depth:
            stack.pop()
        if stack:
            drawn[match.group(2)] = stack[-1][1]
        stack.append((depth, match.group(2)))
    real = {
        name: kind.__bases__[0].__name__
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, HaipdoseError) and kind is not HaipdoseError
    }
    assert drawn == real


def test_an_error_is_a_document_and_a_sentence() -> None:
    error = InputError("is far too high.", code="pump.flow", field="pump.flow", found="13", remedy="Check the card.")
    assert error.as_dict() == {
        "family": "input",
        "code": "pump.flow",
        "message": "is far too high.",
        "field": "pump.flow",
        "found": "13",
        "remedy": "Check the card.",
    }
    assert str(error) == "pump.flow: is far too high. Check the card."
    assert str(Refused("No.", code="x")) == "No."


def test_several_faults_are_one_error() -> None:
    first = InputError("is missing.", code="input.missing", field="a")
    second = InputError("is odd.", code="input.odd", field="b")
    both = InputErrors([first, second])
    assert both.errors == (first, second)
    assert both.field is None
    assert both.code == "input.missing"
    assert "a: is missing.; b: is odd." in str(both)
    assert InputErrors([second]).field == "b"


def test_rule_data_errors_list_their_faults() -> None:
    error = RuleDataError("is wrong.", code="protocol.invalid", faults=["one", "two"], field="x.toml")
    assert error.faults == ("one", "two")
    assert error.field == "x.toml"


def test_one_error_keeps_its_parts_and_several_come_together() -> None:
    one = InputError("bad", code="a.b", field="x", found="1", allowed="2")
    other = InputError("worse", code="c.d")
    raise_all([])
    with pytest.raises(InputError) as alone:
        raise_all([one])
    assert alone.value is one
    with pytest.raises(InputErrors) as both:
        raise_all(iter([one, other]))
    assert both.value.errors == (one, other)
