"""What answers name as their rules can be found in the protocol: otherwise nobody could confirm it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from scenario_reading import all_scenarios, as_json
from typer.testing import CliRunner

from haipdose.cli.main import app
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.rule_values import rule_values, sourced_values
from haipdose.pump.loader import load_profile


def rules_named(value: Any) -> Iterator[tuple[str, str]]:
    """Rule and evidence of every step."""
    if isinstance(value, dict):
        if value.get("rule") and "evidence" in value:
            yield value["rule"], value["evidence"]
        for entry in value.values():
            yield from rules_named(entry)
    if isinstance(value, list):
        for entry in value:
            yield from rules_named(entry)


@cache
def evidence_of(path: str, protocol: str) -> str | None:
    if path.startswith("profile:"):
        _, name, field = path.split(":")
        return next((sourced.evidence for at, sourced in sourced_values(load_profile(name)) if at == field), None)
    value = rule_values(load_protocol(protocol)).get(path)
    return None if value is None else value.evidence


def test_every_rule_that_a_step_names_exists_and_keeps_its_evidence() -> None:
    named = 0
    wrong = set()
    for scenario in all_scenarios():
        document = scenario.document
        if document["command"] == "grade" or "expect_error" in document:
            continue
        request = as_json(document["request"])
        result = CliRunner().invoke(app, [document["command"], "-", "--json"], input=json.dumps(request))
        protocol = request["protocol"]
        for path, evidence in rules_named(json.loads(result.stdout)):
            named += 1
            if evidence_of(path, protocol) != evidence:
                wrong.add((document["command"], protocol, path, evidence, evidence_of(path, protocol)))
    assert wrong == set()
    assert named > 500
