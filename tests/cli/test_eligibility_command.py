"""``haipdose eligibility``: exit codes, the text for people, and the worked example that comes with it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from haipdose.cli.main import app
from haipdose.shapes import json_schema


def run(*arguments: str, document: Any = None) -> Any:
    text = document if isinstance(document, str) else json.dumps(document)
    return CliRunner().invoke(app, ["eligibility", *arguments], input=text)


def example() -> dict[str, Any]:
    shown = run("--example")
    assert shown.exit_code == 0
    found: dict[str, Any] = json.loads(shown.stdout)
    return found


def test_the_example_is_eligible_and_has_the_published_shapes() -> None:
    import jsonschema

    jsonschema.validate(example(), json_schema("eligibility-request"))
    done = run("-", "--json", document=example())
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json_schema("eligibility-answer"))
    assert answer["outcome"] == "eligible"
    assert len(answer["criteria"]) == 37


def test_not_eligible_and_cannot_tell_end_with_1() -> None:
    against = example() | {"ecog": 2}
    done = run("-", document=against)
    assert done.exit_code == 1
    assert done.stdout.startswith("NOT ELIGIBLE (registration on 2026-03-16)\nAgainst: performance\n")
    unknown = example()
    del unknown["markers"]["dpd"], unknown["statements"]["unresectable"]["by"]
    done = run("-", document=unknown)
    assert done.exit_code == 1
    assert done.stdout.startswith("CANNOT TELL: not eligible until what is missing is known")
    assert "Undecided: unresectable, dpd" in done.stdout
    assert "missing: The role of who judged this. [statements.unresectable.by]" in done.stdout
    assert "missing: The result of dpd. [markers.dpd]" in done.stdout
    assert "NOT RELEASABLE" in done.stdout


def test_the_text_has_every_criterion_with_its_wording() -> None:
    shown = run("-", document=example()).stdout
    assert shown.startswith("ELIGIBLE: every criterion is decided in favour")
    assert '+ inclusion 1, age: met\n    "Age ≥ 18 years."\n    64 years old on 2026-03-16' in shown
    assert '+ exclusion 6, dpd: not met\n    "DPD-deficiency."\n    dpd: normal (2026-03-03).' in shown
    assert shown.count("\n+ ") == 38  # 37 criteria and the line that says what the signs mean
    assert "ligated" in shown
    assert shown.rstrip().endswith("Decision support, not a certified medical device.")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"protocol": "msk-adjuvant"}, "eligibility.no-criteria"),
        ({"protocol": "pumpit"}, "protocol.unknown"),
        ({"registration_on": "2026-03-09"}, "eligibility.after-registration"),
        ({"name": "Jansen"}, "input.extra-forbidden"),
        ({"ecog": "good"}, "input.int-parsing"),
        (
            {"laboratory": [{"test": "inr", "value": "1.1", "unit": "g/L", "drawn_on": "2026-03-10"}]},
            "input.value-error",
        ),
    ],
)
def test_bad_input_ends_with_2(change: dict[str, Any], code: str) -> None:
    done = run("-", "--json", document=example() | change)
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"]["code"] == code


def test_nothing_to_read_is_bad_input() -> None:
    done = run()
    assert done.exit_code == 2
    assert "eligibility.no-request" in done.stderr
    assert run("-", document="").exit_code == 2
    assert run("nowhere.json").exit_code == 2
