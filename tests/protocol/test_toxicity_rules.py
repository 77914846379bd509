"""The shape of the dose modification: what a protocol may not say, and that every packaged one can be applied."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.laboratory_catalogue.loader import laboratory_catalogue
from haipdose.protocol.loader import list_protocols, load_protocol
from haipdose.protocol.toxicity_rules import ToxicityRules

GIVE = {"from_ratio": "0", "below_ratio": "3", "action": "give", "percent": "100"}


def changed(path: str, value: object) -> dict[str, Any]:
    document = load_protocol("pump-it").toxicity.model_dump(mode="json")
    place: Any = document
    *above, last = path.split("|")
    for name in above:
        place = place[name]
    place[last] = value
    return document


@pytest.mark.parametrize("name", [summary.id for summary in list_protocols()])
def test_every_packaged_protocol_has_three_tables_in_known_units_and_rules_for_events(name: str) -> None:
    rules = load_protocol(name).toxicity
    assert set(rules.required_tests.value) <= set(rules.tables)
    assert all(table.unit in laboratory_catalogue().tests[test].units for test, table in rules.tables.items())
    assert rules.event_names == tuple(rules.events)
    assert rules.events["biliary-sclerosis"].value.action == "discontinue"


LOW = "tables|ast|low|value|"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (LOW + "bands", [], "at least 1 item"),
        (LOW + "bands", [GIVE], "the last one is open"),
        (LOW + "bands", [{**GIVE, "below_ratio": None}], "no ratio holds"),
        (LOW + "bands", [{**GIVE, "action": "hold"}], "a band that holds has none"),
        (LOW + "bands", [{**GIVE, "percent": None}], "a band that gives has a percent"),
        (LOW + "bands", [GIVE, {"from_ratio": "2.9", "action": "hold"}], "bands do not meet at 2.9"),
        (
            LOW + "bands",
            [{**GIVE, "percent": "50"}, {"from_ratio": "3", "action": "give", "percent": "80"}],
            "the percent rises as the ratio rises",
        ),
        (
            LOW + "bands",
            [
                {"from_ratio": "0", "below_ratio": "3", "action": "hold"},
                {**GIVE, "from_ratio": "3", "below_ratio": None},
            ],
            "the percent rises as the ratio rises",
        ),
        (LOW + "restart_below_ratio", "5.1", "a held dose restarts below 5.1, although 5 holds"),
        (LOW + "restart_percent", "101", "less than or equal to Decimal"),
        (LOW + "restart_percent", "0", "greater than zero"),
        ("tables|ast|unit", "mg/dL", "ast is not measured in mg/dL; use U/L or ukat/L"),
        ("tables|bilirubin-total|unit", "mmol/L", "bilirubin-total is not measured in mmol/L"),
        ("required_tests|value", ["ast", "alt"], "no table for alt"),
        ("required_tests|value", [], "at least 1 item"),
        ("bilirubin_normal_mg_per_dl|value", "3", "is not below the one that holds"),
        ("current_valid_days|value", 0, "greater than or equal to 1"),
        ("percent_of|value", "whatever", "'last' or 'planned'"),
        ("events|seroma|value|action", "ignore", "'hold', 'discontinue' or 'warn'"),
    ],
)
def test_what_is_refused(path: str, value: object, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        ToxicityRules.model_validate(changed(path, value))


def test_a_restart_may_begin_where_the_hold_begins_and_a_table_may_be_in_another_unit() -> None:
    rules = ToxicityRules.model_validate(changed(LOW + "restart_below_ratio", "5"))
    assert rules.tables["ast"].low.value.restart_below_ratio == 5
    assert ToxicityRules.model_validate(changed("tables|ast|unit", "ukat/L")).tables["ast"].unit == "ukat/L"
