"""The assessments section: what is due when by hand, one definition with the planner, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.evidence import NEEDS_SITE
from haipdose.protocol.assessment_rules import AssessmentRules, timing_of
from haipdose.protocol.loader import load_labels, load_protocol
from haipdose.protocol.rule_values import rule_values, sourced_values
from haipdose.protocol.schema import ProtocolContent
from haipdose.trial.endpoint_data import endpoint_rules

PROTOCOL = load_protocol("pump-it")
assert PROTOCOL.assessments is not None
RULES: AssessmentRules = PROTOCOL.assessments
LOCAL = {"source": "site", "evidence": "local"}


def days(*values: int) -> dict[str, Any]:
    return {"value": list(values), **LOCAL}


def window(earliest: int, latest: int) -> dict[str, Any]:
    return {"value": {"earliest_days": earliest, "latest_days": latest, "closed_day": "later"}, **LOCAL}


PLAIN: dict[str, Any] = {
    "title": "A visit",
    "purpose": "To see",
    "done_by": ["last-contact"],
    "anchor": "randomisation",
    "arms": {"value": ["A"], **LOCAL},
    "at_days": days(10, 20),
    "window": window(-4, 4),
    "outside": {"value": {"early_days": 0, "late_days": 0}, **LOCAL},
}


def with_kind(**changes: Any) -> ProtocolContent:
    """The protocol with one assessment alone; a change to None takes the field away."""
    kind = {name: value for name, value in {**PLAIN, **changes}.items() if value is not None}
    horizon = {"value": 12, **LOCAL}
    document = PROTOCOL.model_dump(mode="json", exclude={"digest", "assessments"}, exclude_none=True, by_alias=True)
    return ProtocolContent.model_validate(
        {**document, "assessments": {"horizon_months": horizon, "kinds": {"x": kind}}}
    )


def names(content: ProtocolContent, kind: str = "x") -> list[str]:
    assert content.assessments is not None
    return [moment.name for moment in timing_of(kind, content.assessments, content).moments]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["d10", "d20"]),
        ({"at_days": days(20, 10, 10)}, ["d10", "d20"]),
        ({"at_days": days(-14)}, ["d14-before"]),
        ({"at_days": None, "at_months": days(0, 3)}, ["d0", "m3"]),
        ({"at_days": None, "every_days": {"value": 100, **LOCAL}}, ["d100", "d200", "d300"]),
        ({"at_days": None, "every_months": {"value": 5, **LOCAL}}, ["m5", "m10"]),
        ({"at_days": None, "every_months": {"value": 12, **LOCAL}}, ["m12"]),
        (
            {"at_days": None, "every_days": {"value": 50, **LOCAL}, "until_days": {"value": 100, **LOCAL}},
            ["d50", "d100"],
        ),
        ({"at_days": None, "every_days": {"value": 50, **LOCAL}, "until_days": {"value": 99, **LOCAL}}, ["d50"]),
        ({"at_days": None, "at_days_of": "schedule.perfusion_scan.target_days"}, ["d3"]),
        ({"at_days": None, "at_days_of": "schedule.monitoring.liver_panel_days"}, ["d91", "d182"]),
    ],
)
def test_when_it_is_due(changes: dict[str, Any], expected: list[str]) -> None:
    found = names(with_kind(**changes))
    assert found[: len(expected)] == expected
    assert len(found) == len(expected)


def test_the_horizon_in_days_is_never_too_short() -> None:
    """Twelve months have at most 366 days; what lies after the horizon by the calendar is left out by the engine."""
    assert names(with_kind(at_days=None, every_days={"value": 366, **LOCAL})) == ["d366"]


def test_moments_of_the_planner_are_taken_from_its_rules_and_nowhere_else() -> None:
    """A protocol that changes the planner's interval changes the assessment with it."""
    document = PROTOCOL.model_dump(mode="json", exclude={"digest"}, exclude_none=True, by_alias=True)
    document["schedule"]["monitoring"]["imaging_interval_days"]["value"] = 63
    document["schedule"]["windows"]["imaging"]["value"]["latest_days"] = 9
    changed = ProtocolContent.model_validate(document)
    assert names(PROTOCOL, "response-imaging") == ["d56", "d112", "d168"]
    assert names(changed, "response-imaging") == ["d63", "d126"]
    assert changed.assessments is not None
    timing = timing_of("response-imaging", changed.assessments, changed)
    assert (timing.window.earliest_days, timing.window.latest_days) == (-7, 9)
    used = [rule.path for rule in timing.rules]
    assert used[:3] == [
        "schedule.monitoring.imaging_interval_days",
        "schedule.monitoring.induction_days",
        "schedule.windows.imaging",
    ]
    assert set(used) <= set(rule_values(changed)), "the site can confirm each of them by its path"


def test_laboratory_before_treatment_has_the_window_of_the_planner() -> None:
    found = timing_of("laboratory", RULES, PROTOCOL).window
    assert (found.earliest_days, found.latest_days) == (-PROTOCOL.schedule.laboratory.longest_days.value, 0)


def test_the_windows_before_registration_are_those_of_the_eligibility_criteria() -> None:
    """CT at most 4 weeks, laboratory at most 15 days before registration (registry)."""
    windows = {name: timing_of(name, RULES, PROTOCOL).window for name in ("baseline-imaging", "baseline-laboratory")}
    assert {name: (each.earliest_days, each.latest_days) for name, each in windows.items()} == {
        "baseline-imaging": (-28, 0),
        "baseline-laboratory": (-15, 0),
    }


def test_what_the_endpoints_take_from_the_registry_too_is_the_same() -> None:
    """The endpoint data are a file of their own; where both read one sentence of the registry they must agree."""
    endpoints = endpoint_rules()
    complications = RULES.kinds["complications"]
    assert complications.at_days is not None
    assert complications.at_days.value == endpoints.surgery.complication_days.value
    assert complications.surgeries is not None
    assert complications.surgeries.value == endpoints.surgery.counted.value
    assert RULES.horizon_months.value == 12 * endpoints.follow_up.horizon_years.value
    follow_up = RULES.kinds["follow-up-imaging"].at_days
    assert follow_up is not None
    gaps = [later - earlier for earlier, later in zip((0, *follow_up.value), follow_up.value, strict=False)]
    first, later = (interval.days for interval in endpoints.follow_up.assessment_intervals.value)
    assert gaps == [first] * 8 + [later] * 6


def test_what_the_registry_does_not_give_waits_for_the_site() -> None:
    values = rule_values(PROTOCOL)
    for name in ("qlq-c30", "eq-5d-3l", "ipcq"):
        assert values[f"assessments.kinds.{name}.at_months"].evidence in NEEDS_SITE
    published = {path for path, value in values.items() if path.startswith("assessments") and not value.needs_site}
    assert {
        "assessments.horizon_months",
        "assessments.kinds.complications.at_days",
    } <= published
    for path, sourced in sourced_values(PROTOCOL):
        if path.startswith("assessments") and sourced.evidence == "published":
            assert sourced.wording, f"{path}: the registry's wording belongs beside it"


def test_every_rule_of_an_assessment_has_words() -> None:
    assert [path for path in rule_values(PROTOCOL) if load_labels().words(path) is None] == []
    for changes in (
        {"at_days": None, "every_days": {"value": 100, **LOCAL}, "until_days": {"value": 100, **LOCAL}},
        {"at_days": None, "every_months": {"value": 5, **LOCAL}},
    ):
        paths = rule_values(with_kind(**changes))
        assert [path for path in paths if load_labels().words(path) is None] == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at_months": days(3)}, "when it is due: give exactly one of .*; given: at_days, at_months"),
        ({"at_days": None}, "when it is due: .*given: none"),
        ({"window": None}, "its window: .*given: none"),
        ({"window_of": "schedule.windows.imaging"}, "its window: .*given: window, window_of"),
        ({"until_days": {"value": 100, **LOCAL}}, "until_days: give at most one, and only with every_days"),
        (
            {
                "at_days": None,
                "every_days": {"value": 50, **LOCAL},
                "until_days": {"value": 100, **LOCAL},
                "until_days_of": "schedule.monitoring.induction_days",
            },
            "until_days and until_days_of: give at most one",
        ),
        ({"anchor": "surgery"}, "that anchor needs them"),
        ({"surgeries": {"value": ["ablation"], **LOCAL}}, "surgeries belong to the anchor surgery"),
        ({"surgeries": {"value": ["haircut"], **LOCAL}, "anchor": "surgery"}, "Input should be 'pump-implantation'"),
        ({"arms": {"value": ["A", "C"], **LOCAL}}, "assessments.kinds.x.arms: C belongs to no arm"),
        ({"at_days": None, "at_days_of": "schedule.nothing.here"}, "at_days_of: schedule.nothing.here is no number"),
        ({"at_days": None, "at_days_of": "registry.x"}, "at_days_of: registry.x is no number"),
        ({"at_days": None, "at_days_of": "schedule.windows.imaging"}, "schedule.windows.imaging is no number"),
        ({"at_days": None, "at_days_of": "schedule.perfusion_scan.required"}, "is no number"),
        ({"at_days": None, "every_days_of": "schedule.windows.imaging.value"}, "is no number"),
        ({"window": None, "days_before_of": "schedule.monitoring.liver_panel_days"}, "liver_panel_days is no number"),
        ({"window": None, "window_of": "schedule.windows.tea"}, "window_of: schedule.windows.tea is no window"),
        ({"window": None, "window_of": "schedule.perfusion_scan.target_days"}, "target_days is no window"),
        ({"at_days": days(10, 18)}, "the windows of d10 and d18 share a day"),
        ({"at_days": None, "every_days": {"value": 8, **LOCAL}}, "the windows of d8 and d16 share a day"),
        ({"at_days": None, "at_months": days(1, 2), "window": window(-14, 14)}, "the windows of m1 and m2 share a day"),
    ],
)
def test_a_contradiction_is_named(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        with_kind(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"at_days": days(10, 19)},
        {"at_days": None, "every_days": {"value": 9, **LOCAL}},
        {"at_days": None, "at_months": days(1, 2), "window": window(-14, 13)},
        {"anchor": "surgery", "surgeries": {"value": ["ablation"], **LOCAL}},
    ],
)
def test_the_last_value_that_fits_is_taken(changes: dict[str, Any]) -> None:
    with_kind(**changes)
