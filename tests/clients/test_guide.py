"""The integrator's guide and the API's examples are what a server really answers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import guide
import pytest
from jsonschema import Draft202012Validator
from receive_events import is_genuine

from haipdose_api.examples import ANSWERS, REQUESTS

CHANGED_WHEN_SENT = {
    "token": {"client_assertion", "scope"},  # signed at that moment; with every scope
    "record_approval": {"digest", "confirm"},  # of the protocol of this version
    "create_subscription": {"url"},  # where somebody listens
}
FHIR = "application/fhir+json"
"""Bodies of this kind have their examples in the standard."""
NEEDS_A_PUMP = {"read_programmer", "program_pump", "resolve_programmer"}
"""Sent to an emulated pump by the tests of the API."""
VERIFY = Path(__file__).parents[2] / "clients" / "python" / "examples" / "verify_event.sh"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> guide.Told:
    return guide.tell(tmp_path_factory.mktemp("guide"))


def test_the_guide_shows_what_the_server_answers(told: guide.Told) -> None:
    assert told.guide == guide.GUIDE.read_text(encoding="utf-8"), "Run `make guide client`."
    assert "{{" not in told.guide


def test_the_example_answers_are_what_the_server_answers(told: guide.Told) -> None:
    assert told.answers == guide.ANSWERS.read_text(encoding="utf-8"), "Run `make guide client`."


def operations(told: guide.Told) -> dict[str, dict[str, Any]]:
    return {
        operation["operationId"]: operation
        for path in told.story.document["paths"].values()
        for operation in path.values()
    }


def test_every_body_has_an_example(told: guide.Told) -> None:
    bodies = {name: operation.get("requestBody", {}).get("content", {}) for name, operation in operations(told).items()}
    with_body = {name for name, content in bodies.items() if set(content) - {FHIR}}
    assert sorted(with_body - set(REQUESTS)) == [], "Add them to haipdose_api/examples/requests.json."
    assert sorted(set(REQUESTS) - with_body) == []
    for name in with_body:
        for content in operations(told)[name]["requestBody"]["content"].values():
            assert content["examples"]["example"]["value"] == REQUESTS[name]["value"]


@pytest.mark.parametrize("operation", sorted(REQUESTS))
def test_every_example_is_as_the_document_says(told: guide.Told, operation: str) -> None:
    for content in operations(told)[operation]["requestBody"]["content"].values():
        assert faults(told, content["schema"], REQUESTS[operation]["value"]) == []


@pytest.mark.parametrize("operation", sorted(set(REQUESTS) - NEEDS_A_PUMP))
def test_every_example_was_sent_and_taken(told: guide.Told, operation: str) -> None:
    changed = CHANGED_WHEN_SENT.get(operation, set())
    example = REQUESTS[operation]["value"]
    sent = [
        told.story.shown(exchange.body)
        for exchange in told.story.told
        if exchange.operation == operation and exchange.status < 300
    ]
    assert any(_without(body, changed) == _without(example, changed) for body in sent)


def _without(body: Any, names: set[str]) -> Any:
    return {name: part for name, part in body.items() if name not in names} if isinstance(body, dict) else body


def faults(told: guide.Told, schema: dict[str, Any], value: Any) -> list[str]:
    whole = {**schema, "components": told.story.document["components"]}
    return [fault.message for fault in Draft202012Validator(whole).iter_errors(value)]


@pytest.mark.parametrize("operation", sorted(ANSWERS))
def test_every_example_answer_is_as_the_document_says(told: guide.Told, operation: str) -> None:
    found = operations(told)[operation]["responses"][str(ANSWERS[operation]["status"])]["content"]["application/json"]
    assert faults(told, found["schema"], ANSWERS[operation]["value"]) == []
    assert found["example"] == ANSWERS[operation]["value"]


def test_most_answers_are_shown(told: guide.Told) -> None:
    answering = {name for name, operation in operations(told).items() if _answers_json(operation)}
    assert set(ANSWERS) <= answering
    assert len(ANSWERS) > 0.9 * len(answering), f"Add to the story: {', '.join(sorted(answering - set(ANSWERS)))}"


def _answers_json(operation: dict[str, Any]) -> bool:
    good = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    return any("application/json" in answer.get("content", {}) for answer in good)


def test_the_event_of_the_guide_is_genuine_in_python_and_in_the_shell(told: guide.Told) -> None:
    headers, body = told.raw_event
    moment = float(headers["webhook-timestamp"])
    assert is_genuine(told.secret, headers, body, moment)
    assert not is_genuine(told.secret, headers, body + b" ", moment)
    assert not is_genuine(told.secret, headers, body, moment + 3600)
    assert json.loads(body)["topic"] == "plan.changed"
    for sent, expected in ((body, 0), (body + b"\n", 1)):
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        done = subprocess.run(
            ["sh", VERIFY, told.secret, *(headers[name] for name in names)], input=sent, check=False, timeout=30
        )
        assert done.returncode == expected
