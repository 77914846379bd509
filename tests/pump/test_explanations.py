"""What the pump room says, whole: every step, notice and error with all its parts, written out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError, InputErrors
from haipdose.protocol.flow_rules import FlowRules
from haipdose.pump import reservoir
from haipdose.pump.calibration import FlowInterval, calibrate, check_intervals, pooled_flow_ml_per_day
from haipdose.pump.decision import decide_flow
from haipdose.pump.flow_alerts import rule_steps
from haipdose.pump.in_use import PumpInUse, resolve_pump
from haipdose.pump.loader import load_profile, load_profile_file
from haipdose.pump.profile import PumpProfile
from haipdose.pump.refill_check import check_drained_volume, check_injected_volume

D = Decimal
START = datetime(2026, 6, 1, 10, tzinfo=UTC)
NAIVE = datetime(2026, 6, 1, 10)  # noqa: DTZ001


def told(step: Step) -> dict[str, Any]:
    """A step without what stands at its default."""
    return step.model_dump(mode="json", exclude_defaults=True)


def noticed(notice: Notice) -> dict[str, Any]:
    return notice.model_dump(mode="json", exclude_defaults=True)


def parts(call: Callable[[], object]) -> list[dict[str, str]]:
    """The errors of a call, without the sentence for people but with whether there is one."""
    with pytest.raises(InputError) as caught:
        call()
    errors = caught.value.errors if isinstance(caught.value, InputErrors) else (caught.value,)
    documents = [error.as_dict() for error in errors]
    for document in documents:
        assert len(document.pop("message")) > 15
        assert document.pop("family") == "input"
        if "remedy" in document:
            assert len(document.pop("remedy")) > 15
            document["has"] = "remedy"
    return documents


def interval(returned: str = "8", days: float = 14, **changes: Any) -> FlowInterval:
    raw = {
        "filled_at": START,
        "emptied_at": START + timedelta(days=days),
        "filled_ml": "30",
        "returned_ml": returned,
        "contents": "floxuridine",
    }
    return FlowInterval.model_validate(raw | changes)


# --- the flow -----------------------------------------------------------------------------------------------------


def test_the_steps_of_a_reading(rules: FlowRules) -> None:
    reading = calibrate(interval(), label_flow_ml_per_day=D("1.3"), residual_ml=D("0.5"), rules=rules)
    assert [told(step) for step in reading.derivation] == [
        {
            "label": "Elapsed time",
            "formula": "hours from fill to emptying ÷ 24",
            "terms": [
                {"name": "filled", "value": "2026-06-01T10:00:00+00:00"},
                {"name": "emptied", "value": "2026-06-15T10:00:00+00:00"},
                {"name": "hours", "value": "336", "unit": "h"},
            ],
            "value": "14",
            "unit": "d",
        },
        {
            "label": "Delivered volume",
            "formula": "filled − residual − returned",
            "terms": [
                {"name": "filled", "value": "30", "unit": "mL"},
                {"name": "residual", "value": "0.5", "unit": "mL"},
                {"name": "returned", "value": "8", "unit": "mL"},
            ],
            "value": "21.5",
            "unit": "mL",
        },
        {
            "label": "Measured flow",
            "formula": "delivered ÷ days",
            "terms": [
                {"name": "delivered", "value": "21.5", "unit": "mL"},
                {"name": "days", "value": "14", "unit": "d"},
            ],
            "value": "1.5357",
            "unit": "mL/day",
            "approximate": True,
        },
        {
            "label": "Deviation from the label",
            "formula": "(measured − label) ÷ label × 100",
            "terms": [
                {"name": "measured", "value": "1.5357", "unit": "mL/day"},
                {"name": "label", "value": "1.3", "unit": "mL/day"},
            ],
            "value": "18.1319",
            "unit": "%",
            "approximate": True,
        },
    ]


def test_the_steps_of_an_injected_volume_and_of_an_empty_pump(rules: FlowRules) -> None:
    injected = interval("0", 20, filled_basis="injected")
    steps = calibrate(injected, label_flow_ml_per_day=D("1.2"), residual_ml=D("0.5"), rules=rules).derivation
    assert told(steps[1])["terms"][0] == {"name": "injected", "value": "30", "unit": "mL"}
    assert told(steps[2])["note"] == "a lower bound: the pump came back empty"
    assert [told(step).get("approximate") for step in steps] == [None] * 4  # 1.5 mL/day and 25 %: nothing was cut off


def test_the_rules_of_every_decision(rules: FlowRules) -> None:
    noted = rules.model_copy(
        update={
            name: getattr(rules, name).model_copy(update={"note": f"about {name}"})
            for name in (
                "tolerance_percent",
                "readings_before_change",
                "shortest_interval_days",
                "calibrating_contents",
            )
        }
    )
    assert [told(step) for step in rule_steps(noted)] == [
        {
            "label": "Flow tolerance",
            "value": "15",
            "unit": "%",
            "rule": "flow.tolerance_percent",
            "source": "paper",
            "evidence": "published",
            "note": "about tolerance_percent",
        },
        {
            "label": "Readings in a row before the fill flow changes",
            "value": "2",
            "rule": "flow.readings_before_change",
            "source": "paper",
            "evidence": "uncertain",
            "note": "about readings_before_change",
        },
        {
            "label": "Shortest interval that measures the flow",
            "value": "7",
            "unit": "d",
            "rule": "flow.shortest_interval_days",
            "source": "paper",
            "evidence": "local",
            "note": "about shortest_interval_days",
        },
        {
            "label": "Contents that measure the flow",
            "value": "floxuridine, heparin-saline",
            "rule": "flow.calibrating_contents",
            "source": "paper",
            "evidence": "uncertain",
            "note": "about calibrating_contents",
        },
    ]


def two(first: str, second: str) -> list[FlowInterval]:
    later = START + timedelta(days=14)
    return [interval(first), interval(second, filled_at=later, emptied_at=later + timedelta(days=14))]


def test_the_steps_of_a_change(rules: FlowRules) -> None:
    noted = rules.model_copy(
        update={"fill_flow_step_ml_per_day": rules.fill_flow_step_ml_per_day.model_copy(update={"note": "no source"})}
    )
    decision = decide_flow(two("8", "9"), label_flow_ml_per_day=D("1.3"), residual_ml=D(0), rules=noted)
    assert [told(step) for step in decision.derivation[-3:]] == [
        {
            "label": "Flow over 2 readings",
            "formula": "all delivered ÷ all days",
            "terms": [
                {"name": "reading 1", "value": "1.5714", "unit": "mL/day"},
                {"name": "reading 2", "value": "1.5", "unit": "mL/day"},
            ],
            "value": "1.5357",
            "unit": "mL/day",
            "approximate": True,
        },
        {
            "label": "New fill flow",
            "formula": "rounded to 0.01 mL/day, half-up",
            "value": "1.54",
            "unit": "mL/day",
            "rule": "flow.fill_flow_step_ml_per_day",
            "source": "paper",
            "evidence": "local",
            "note": "no source",
        },
        {
            "label": "Rounding of the fill flow",
            "value": "half-up",
            "rule": "flow.fill_flow_rounding",
            "source": "paper",
            "evidence": "local",
        },
    ]
    assert decision.changes[0].at == START + timedelta(days=28)
    exact = decide_flow(two("7.6", "7.6"), label_flow_ml_per_day=D("1.3"), residual_ml=D(0), rules=rules)
    assert not exact.derivation[-3].approximate  # 44.8 ÷ 28 = 1.6


@pytest.mark.parametrize(
    ("returned", "more", "expected"),
    [
        (
            ["30"],
            {},
            {
                "level": "critical",
                "code": "flow.nothing-delivered",
                "message": "Nothing was delivered up to 2026-06-15T10:00:00+00:00.",
                "action": "Do not fill with drug before the pump and its catheter have been examined.",
            },
        ),
        (
            ["0"],
            {},
            {
                "level": "critical",
                "code": "flow.pump-was-dry",
                "message": "The pump came back empty: its flow was at least 2.1429 mL/day and it may have stood dry.",
                "action": "Check that the catheter is open. Refill and verify the flow sooner than 14 days; "
                "the fill flow stays 1.3 mL/day.",
            },
        ),
        (
            ["8"],
            {},
            {
                "level": "critical",
                "code": "flow.outside-fill-flow",
                "message": "The measured flow of 1.5714 mL/day is 20.88 % above the fill flow of 1.3 mL/day "
                "(limit 15 %).",
                "action": "Refill and verify the flow sooner than 14 days. Reading 1 of 2 that change the fill flow.",
                "rule": "flow.tolerance_percent",
                "source": "paper",
            },
        ),
        (
            ["8", "9"],
            {},
            {
                "level": "warning",
                "code": "flow.fill-flow-changes",
                "message": "The fill flow changes to 1.54 mL/day; the last reading was 1.5 mL/day, "
                "15.38 % from the label.",
                "action": "Make the next fill for 1.54 mL/day. Refill and verify the flow sooner than 14 days. "
                "Consider replacing the pump if the flow cannot be managed.",
                "rule": "flow.readings_before_change",
                "source": "paper",
            },
        ),
        (
            ["8"],
            {"fill_flow_ml_per_day": D("1.55")},
            {
                "level": "warning",
                "code": "flow.outside-label-adjusted",
                "message": "The measured flow of 1.5714 mL/day is 20.88 % from the label; "
                "fills are made for 1.55 mL/day, which fits.",
                "action": "Keep verifying at each refill. Consider replacing the pump if the flow cannot be managed.",
                "rule": "flow.tolerance_percent",
                "source": "paper",
            },
        ),
        (
            ["29.99", "29.99"],
            {},
            {
                "level": "critical",
                "code": "flow.not-plausible",
                "message": "The measured flow of 0.0007 mL/day is not one that this pump can have.",
                "action": "Do not fill with drug: check the volumes and times, then the pump and its catheter.",
            },
        ),
    ],
)
def test_the_alert_of_each_decision(
    returned: list[str], more: dict[str, Any], expected: dict[str, Any], rules: FlowRules
) -> None:
    intervals = [interval(returned[0])] if len(returned) == 1 else two(*returned)
    decision = decide_flow(intervals, label_flow_ml_per_day=D("1.3"), residual_ml=D(0), rules=rules, **more)
    assert noticed(decision.alerts[0]) == expected


@pytest.mark.parametrize(
    ("one", "code", "reason"),
    [
        (interval("25", contents="glycerol"), "contents-do-not-calibrate", "its contents do not measure the drug flow"),
        (interval("25", 2), "interval-too-short", "it is too short"),
    ],
)
def test_an_interval_that_does_not_count_says_why(one: FlowInterval, code: str, reason: str, rules: FlowRules) -> None:
    decision = decide_flow([one], label_flow_ml_per_day=D("1.3"), residual_ml=D(0), rules=rules)
    assert [noticed(alert) for alert in decision.alerts] == [
        {
            "level": "info",
            "code": f"flow.not-counted-{code}",
            "message": f"The interval emptied at {one.emptied_at.isoformat()} does not count: {reason}.",
        }
    ]


# --- refill checks ------------------------------------------------------------------------------------------------


def test_the_whole_check_of_an_injected_volume() -> None:
    path = "profile:synchromed-ii-20:refill_checks.volume_discrepancy_ml"
    check = check_injected_volume(load_profile("synchromed-ii-20"), injected_ml=D(20), measured_ml=D("18.8"))
    assert check.kind == "injected-volume"
    assert check.difference_ml == D("1.2")
    assert noticed(check.notices[0]) == {
        "level": "critical",
        "code": "refill.volume-discrepancy",
        "message": "Injected and measured volume differ by 1.2 mL (limit 1 mL).",
        "action": "Suspect a fill into the pocket: examine the pocket and watch the patient before anyone leaves.",
        "rule": path,
        "source": "maino-2017",
    }
    assert told(check.derivation[0]) == {
        "label": "Refill volume",
        "formula": "|injected − measured|",
        "terms": [
            {"name": "injected", "value": "20", "unit": "mL"},
            {"name": "measured", "value": "18.8", "unit": "mL"},
        ],
        "value": "1.2",
        "unit": "mL",
        "rule": path,
        "source": "maino-2017",
        "evidence": "published",
        "note": "injected against measured volume after a refill; more is potentially consequential (pocket fill)",
    }


def test_the_whole_check_without_a_threshold() -> None:
    check = check_injected_volume(load_profile("intera-3000"), injected_ml=D(30), measured_ml=D("28.8"))
    assert (check.kind, check.difference_ml) == ("injected-volume", D("1.2"))
    assert noticed(check.notices[0]) == {
        "level": "warning",
        "code": "refill.no-threshold",
        "message": "The profile intera-3000 has no limit for the difference between injected and measured volume.",
        "action": "Judge it by the pump's instructions.",
    }
    assert told(check.derivation[0]) == {
        "label": "Refill volume",
        "formula": "|injected − measured|",
        "terms": [
            {"name": "injected", "value": "30", "unit": "mL"},
            {"name": "measured", "value": "28.8", "unit": "mL"},
        ],
        "value": "1.2",
        "unit": "mL",
    }


def test_the_whole_check_of_a_drained_volume() -> None:
    path = "profile:synchromed-ii-40:refill_checks.drained_within_percent"
    check = check_drained_volume(load_profile("synchromed-ii-40"), predicted_ml=D(7), drained_ml=D(5))
    assert check is not None
    assert (check.kind, check.difference_ml, check.within) == ("drained-volume", 2, False)
    assert noticed(check.notices[0]) == {
        "level": "warning",
        "code": "refill.drained-unexpected",
        "message": "5 mL were drained, 28.57 % from the predicted 7 mL (limit 20 %).",
        "action": "Check the volume and the times; then have the pump examined.",
        "rule": path,
        "source": "programmable-pump-chapter",
    }
    assert told(check.derivation[0]) == {
        "label": "Drained against predicted volume",
        "formula": "|drained − predicted| ÷ predicted × 100",
        "terms": [
            {"name": "drained", "value": "5", "unit": "mL"},
            {"name": "predicted", "value": "7", "unit": "mL"},
        ],
        "value": "28.5714",
        "unit": "%",
        "approximate": True,
        "rule": path,
        "source": "programmable-pump-chapter",
        "evidence": "uncertain",
        "note": "a text book on the generation before; whether it holds for this pump was not found",
    }
    whole = check_drained_volume(load_profile("synchromed-ii-40"), predicted_ml=D(10), drained_ml=D(9))
    assert whole is not None
    assert not whole.derivation[0].approximate


# --- the pump in use ----------------------------------------------------------------------------------------------


def pump(**changes: Any) -> PumpInUse:
    raw = {"profile": "small-pump", "serial_number": "A-123", "flow_ml_per_day": "1.3", "reservoir_ml": "30"}
    return PumpInUse.model_validate({key: value for key, value in (raw | changes).items() if value is not None})


def sourced(value: Any, evidence: str = "published") -> dict[str, Any]:
    return {"value": value, "source": "paper", "evidence": evidence}


def test_the_steps_of_a_pump_that_gives_everything(profile: PumpProfile) -> None:
    given = {"source": "the individual pump"}
    resolved = resolve_pump(pump(residual_ml="1", catheter_ml="0.2"), profile)
    assert [told(step) for step in resolved.steps] == [
        {"label": "Flow of the individual pump", "value": "1.3", "unit": "mL/day", **given},
        {"label": "Reservoir", "value": "30", "unit": "mL", **given},
        {"label": "Residual volume", "value": "1", "unit": "mL", **given},
        {"label": "Catheter volume", "value": "0.2", "unit": "mL", **given},
    ]
    assert (resolved.serial_number, resolved.programmable) == ("A-123", False)


def test_the_steps_of_a_pump_whose_profile_gives_everything(document: dict[str, Any]) -> None:
    document["reservoir"]["capacity_ml"]["note"] = "check the card"
    document["reservoir"]["residual_ml"] = sourced("1")
    document["catheter"] = {"ml_per_cm": sourced("0.00283", "derived")}
    resolved = resolve_pump(pump(reservoir_ml=None, catheter_length_cm="60"), PumpProfile.model_validate(document))
    assert [told(step) for step in resolved.steps[1:]] == [
        {
            "label": "Reservoir",
            "value": "30",
            "unit": "mL",
            "rule": "profile:small-pump:reservoir.capacity_ml",
            "source": "paper",
            "evidence": "recalled",
            "note": "check the card",
        },
        {
            "label": "Residual volume",
            "value": "1",
            "unit": "mL",
            "rule": "profile:small-pump:reservoir.residual_ml",
            "source": "paper",
            "evidence": "published",
        },
        {
            "label": "Catheter volume per length",
            "value": "0.00283",
            "unit": "mL/cm",
            "rule": "profile:small-pump:catheter.ml_per_cm",
            "source": "paper",
        },
        {
            "label": "Catheter volume",
            "formula": "60 cm × 0.00283 mL/cm",
            "value": "0.1698",
            "unit": "mL",
            "source": "derived",
        },
    ]


def test_the_notices_of_a_residual(document: dict[str, Any]) -> None:
    unknown = resolve_pump(pump(), PumpProfile.model_validate(document))
    assert [noticed(notice) for notice in unknown.notices] == [
        {
            "level": "warning",
            "code": "pump.residual-unknown",
            "message": "The residual volume is not known: return volumes and run-dry times are computed to 0 mL.",
            "action": "Plan the refill well before the run-dry time; give residual_ml if the instructions state it.",
        }
    ]
    document["reservoir"]["residual_maximum_ml"] = sourced("1.4")
    limited = resolve_pump(pump(), PumpProfile.model_validate(document))
    assert [noticed(notice) for notice in limited.notices] == [
        {
            "level": "info",
            "code": "pump.residual-maximum",
            "message": "The residual volume is only known to be at most 1.4 mL: run-dry times use that, return volumes "
            "use 0 mL.",
            "action": "Expect up to 1.4 mL less to come back.",
            "source": "paper",
        }
    ]
    assert told(limited.steps[-1]) == {
        "label": "Largest residual volume",
        "value": "1.4",
        "unit": "mL",
        "rule": "profile:small-pump:reservoir.residual_maximum_ml",
        "source": "paper",
        "evidence": "published",
        "note": "for run-dry times; return volumes are computed without a residual",
    }


def test_the_notices_of_a_flow_and_a_size(document: dict[str, Any]) -> None:
    document["reservoir"] = {"capacities_ml": sourced([20, 35], "uncertain"), "residual_ml": sourced("1")}
    resolved = resolve_pump(pump(flow_ml_per_day="1.5"), PumpProfile.model_validate(document))
    assert [noticed(notice) for notice in resolved.notices] == [
        {
            "level": "warning",
            "code": "pump.flow-unusual",
            "message": "The flow of 1.5 mL/day is not usual for this pump (at least 1.1 and at most 1.4 mL/day).",
            "action": "Compare it with the pump's card and the last calibration.",
            "source": "paper",
        },
        {
            "level": "warning",
            "code": "pump.reservoir-unlisted",
            "message": "A reservoir of 30 mL is not among the sizes known for this pump (20, 35 mL), and that list is "
            "not certain.",
            "action": "Compare it with the pump's card.",
            "source": "paper",
        },
    ]


def test_the_notice_of_a_fictitious_pump(document: dict[str, Any]) -> None:
    resolved = resolve_pump(pump(residual_ml="1"), PumpProfile.model_validate(document | {"fictitious": True}))
    assert [noticed(notice) for notice in resolved.notices] == [
        {
            "level": "critical",
            "code": "pump.fictitious",
            "message": "The profile small-pump is fictitious: no such pump exists.",
            "action": "Never fill a patient's pump by this result.",
        }
    ]


# --- errors, every part -------------------------------------------------------------------------------------------


def test_the_errors_of_a_pump(document: dict[str, Any], profile: PumpProfile) -> None:
    assert parts(lambda: resolve_pump(pump(profile="x", flow_ml_per_day="0.13", reservoir_ml="40"), profile)) == [
        {
            "code": "pump.other-profile",
            "field": "pump.profile",
            "found": "x",
            "allowed": "small-pump, tiny-pump",
            "has": "remedy",
        },
        {
            "code": "pump.flow-implausible",
            "field": "pump.flow_ml_per_day",
            "found": "0.13",
            "allowed": "at least 0.5 and at most 3 mL/day",
            "has": "remedy",
        },
        {
            "code": "pump.reservoir-contradicts-profile",
            "field": "pump.reservoir_ml",
            "found": "40",
            "allowed": "30 mL",
            "has": "remedy",
        },
    ]
    document["flow"]["deliverable_ml_per_day"] = sourced({"maximum": "1.2"})
    document["reservoir"]["residual_maximum_ml"] = sourced("1.4")
    limited = PumpProfile.model_validate(document)
    assert parts(lambda: resolve_pump(pump(residual_ml="2"), limited, needs=["catheter_ml"])) == [
        {
            "code": "pump.flow-not-deliverable",
            "field": "pump.flow_ml_per_day",
            "found": "1.3",
            "allowed": "at most 1.2 mL/day",
            "has": "remedy",
        },
        {
            "code": "pump.residual-contradicts-profile",
            "field": "pump.residual_ml",
            "found": "2",
            "allowed": "at most 1.4 mL",
            "has": "remedy",
        },
        {"code": "pump.value-missing", "field": "pump.catheter_ml", "has": "remedy"},
    ]
    bench = load_profile("new-era-ne1000-bench")
    assert parts(lambda: resolve_pump(pump(profile=bench.id), bench)) == [
        {
            "code": "pump.bench-pump",
            "field": "pump.profile",
            "found": "new-era-ne1000-bench",
            "allowed": "an implantable pump",
            "has": "remedy",
        }
    ]


def test_the_residual_that_would_have_been_allowed(document: dict[str, Any]) -> None:
    document["reservoir"]["residual_ml"] = sourced("1")
    known = PumpProfile.model_validate(document)
    assert parts(lambda: resolve_pump(pump(residual_ml="2"), known))[0]["allowed"] == "1 mL"
    del document["reservoir"]["residual_ml"]
    free = PumpProfile.model_validate(document)
    assert parts(lambda: resolve_pump(pump(residual_ml="30"), free))[0]["allowed"] == "less than the reservoir of 30 mL"


def test_the_errors_of_intervals() -> None:
    first = interval("31", 0)
    second = interval("8", filled_at=START - timedelta(days=1), emptied_at=START + timedelta(days=20), filled_ml="40")
    limits = {"residual_ml": D(1), "reservoir_ml": D(30), "as_of": START + timedelta(days=19)}
    assert parts(lambda: check_intervals([first, second], **limits)) == [
        {
            "code": "flow.time-order",
            "field": "intervals.0.emptied_at",
            "found": "2026-06-01T10:00:00+00:00",
            "allowed": "after 2026-06-01T10:00:00+00:00",
            "has": "remedy",
        },
        {
            "code": "flow.return-exceeds-fill",
            "field": "intervals.0.returned_ml",
            "found": "31",
            "allowed": "at most 29 mL",
            "has": "remedy",
        },
        {
            "code": "flow.in-the-future",
            "field": "intervals.1.emptied_at",
            "found": "2026-06-21T10:00:00+00:00",
            "allowed": "not after 2026-06-20T10:00:00+00:00",
            "has": "remedy",
        },
        {
            "code": "flow.fill-exceeds-reservoir",
            "field": "intervals.1.filled_ml",
            "found": "40",
            "allowed": "at most 30 mL",
            "has": "remedy",
        },
        {
            "code": "flow.intervals-overlap",
            "field": "intervals.1.filled_at",
            "found": "2026-05-31T10:00:00+00:00",
            "allowed": "not before 2026-06-01T10:00:00+00:00",
            "has": "remedy",
        },
    ]
    below = {"residual_ml": D("1.4"), "reservoir_ml": D(30)}
    assert parts(lambda: check_intervals([interval("0", filled_ml="1")], **below))[0]["allowed"] == "at most 0 mL"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            lambda: reservoir.elapsed_days(NAIVE, START),
            {
                "code": "pump.time-without-offset",
                "field": "start",
                "found": "2026-06-01T10:00:00",
                "has": "remedy",
            },
        ),
        (
            lambda: reservoir.elapsed_days(START, START - timedelta(hours=1)),
            {
                "code": "pump.time-order",
                "field": "end",
                "found": "2026-06-01T09:00:00+00:00",
                "allowed": "after 2026-06-01T10:00:00+00:00",
            },
        ),
        (
            lambda: reservoir.moment_after(NAIVE, D(1)),
            {"code": "pump.time-without-offset", "field": "filled_at", "found": "2026-06-01T10:00:00"},
        ),
        (lambda: reservoir.usable_ml(D(-1), D(0)), {"code": "pump.negative-volume", "field": "filled_ml"}),
        (
            lambda: reservoir.usable_ml(D(1), D(2)),
            {
                "code": "pump.residual-exceeds-fill",
                "field": "residual_ml",
                "found": "2",
                "allowed": "at most 1 mL",
            },
        ),
        (
            lambda: reservoir.delivered_ml(D(1), D(0), D(1), D(0)),
            {"code": "pump.flow-not-positive", "field": "flow_ml_per_day", "found": "0"},
        ),
        (
            lambda: reservoir.delivered_ml(D(1), D(1), D(-1), D(0)),
            {"code": "pump.negative-time", "field": "days"},
        ),
        (
            lambda: reservoir.run_dry(D(1), D(1), D(0), D(-1)),
            {"code": "pump.negative-tolerance", "field": "flow_tolerance_percent"},
        ),
        (
            lambda: reservoir.level_series(D(30), D(1), D(0), D(14), D(0)),
            {"code": "pump.level-series", "field": "step_days", "found": "step 0, until 14 days"},
        ),
        (
            lambda: reservoir.late_emptying(
                D(30), D(1), D(0), concentration_mg_per_ml=D(-1), planned_days=D(14), actual_days=D(15)
            ),
            {"code": "pump.late-emptying-input", "field": "planned_days", "found": "14 days, -1 mg/mL"},
        ),
        (
            lambda: reservoir.late_emptying(
                D(2), D(1), D(2), concentration_mg_per_ml=D(1), planned_days=D(14), actual_days=D(15)
            ),
            {"code": "pump.nothing-deliverable", "field": "filled_ml", "found": "2"},
        ),
        (lambda: pooled_flow_ml_per_day([]), {"code": "flow.no-readings", "field": "intervals"}),
    ],
)
def test_the_errors_of_physics(call: Callable[[], object], expected: dict[str, str]) -> None:
    assert parts(call) == [expected]


def test_the_errors_of_reading_a_profile(tmp_path: Any) -> None:
    assert parts(lambda: load_profile_file(tmp_path / "none.toml")) == [
        {"code": "profile.unreadable", "field": "profile", "has": "remedy"}
    ]
    (unknown,) = parts(lambda: load_profile("n" * 70))
    assert (unknown["code"], unknown["field"], unknown["found"]) == ("profile.unknown", "pump.profile", "n" * 60)
    assert unknown["allowed"].startswith("archimedes, generic-constant-flow, ")
