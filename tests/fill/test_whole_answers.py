"""Whole answers of the golden fill scenarios, pinned letter by letter.

What matters in them is checked by hand arithmetic in ``tests/scenarios``; these files keep the rest from changing
unseen: every step of the derivation with its terms, unit, source and evidence, every warning and refusal. Whoever
changes one on purpose writes them anew (``python tests/fill/test_whole_answers.py``) and reads the difference.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SCENARIOS = HERE.parent / "scenarios"
KEPT = HERE / "whole_answers"
sys.path.insert(0, str(SCENARIOS))

from scenario_reading import as_json, read  # noqa: E402 - the reader stands with the scenarios

from haipdose.errors import HaipdoseError, InputErrors  # noqa: E402
from haipdose.exact_json import validate  # noqa: E402
from haipdose.fill.answer import answer_fill  # noqa: E402
from haipdose.fill.requests import FillRequest  # noqa: E402
from haipdose.protocol.approval import Approvals  # noqa: E402
from haipdose.protocol.loader import load_protocol  # noqa: E402
from haipdose.pump.loader import load_profile  # noqa: E402


def requests() -> dict[str, Any]:
    found = {}
    for path in sorted(SCENARIOS.rglob("*.yaml")):
        document = read(path)
        if document["command"] == "fill":
            found[path.stem] = as_json(document["request"])
    return found


REQUESTS = requests()


def answer(document: Any) -> Any:
    try:
        request = validate(FillRequest, document)
        found = answer_fill(request, load_protocol(request.protocol), load_profile(request.pump.profile), Approvals())
    except HaipdoseError as error:
        parts = error.errors if isinstance(error, InputErrors) else (error,)
        return [part.as_dict() for part in parts]
    return json.loads(found.model_dump_json())


@pytest.mark.parametrize("name", REQUESTS)
def test_the_whole_answer(name: str) -> None:
    kept = json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8"))
    assert answer(REQUESTS[name]) == kept


def test_no_answer_is_kept_for_nothing() -> None:
    assert {path.stem for path in KEPT.glob("*.json")} == set(REQUESTS)


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for name, document in REQUESTS.items():
        text = json.dumps(answer(document), ensure_ascii=False, indent=1)
        (KEPT / f"{name}.json").write_text(text + "\n", encoding="utf-8")
