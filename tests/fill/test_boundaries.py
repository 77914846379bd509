"""Every limit of a fill just under, at and just over it; every refusal with its code, field and remedy."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from fills import GENERIC, PLAIN, answered, codes, refused, with_rules

from haipdose.errors import InputError, InputErrors, Refused
from haipdose.fill.answer import answer_fill
from haipdose.fill.requests import FillRequest
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.pump.loader import load_profile
from haipdose.pump.profile import FloxuridineStatus, PumpProfile

FIFTY = {"sex": "female", "height_cm": "160", "weight_kg": "50"}
SLOW = GENERIC | {"reservoir_ml": "30", "flow_ml_per_day": "1"}


def profile_with(status: str, **fluids: Any) -> PumpProfile:
    plain = load_profile("intera-3000")
    sourced = plain.floxuridine_status.model_copy(update={"value": FloxuridineStatus(status)})
    changed = {name: None if value is None else value for name, value in fluids.items()}
    return plain.model_copy(update={"floxuridine_status": sourced, "fluids": plain.fluids.model_copy(update=changed)})


@pytest.mark.parametrize(("rate", "code"), [("0.299", None), ("0.3", None), ("0.3001", "fill.dose-rate-above-ceiling")])
def test_dose_rate_ceiling(rate: str, code: str | None) -> None:
    case: dict[str, Any] = {"dose_rate_mg_per_kg_per_day": rate, "patient": FIFTY, "pump": SLOW}
    if code is None:
        assert answered(**case).daily_dose_mg == Decimal(rate) * 50
        return
    error = refused(**case)
    assert isinstance(error, Refused)
    assert (error.code, error.field) == (code, "dose_rate_mg_per_kg_per_day")
    assert (error.found, error.allowed) == (rate, "at most 0.3")


def test_the_misprinted_dose_rate_of_a_review_is_refused() -> None:
    """A published review prints 12 to 15 mg/kg/day where 0.12 to 0.15 is meant."""
    assert refused(dose_rate_mg_per_kg_per_day="12").code == "fill.dose-rate-above-ceiling"


@pytest.mark.parametrize(
    ("ordered", "warned"),
    [("74", True), ("75", False), ("76", False), ("359", False), ("360", False), ("361", True)],
)
def test_studied_concentrations_include_their_ends(ordered: str, warned: bool) -> None:
    """2.5 mg/mL is 75 mg in 30 mL, 12 mg/mL is 360 mg; flow 1 mL/day and 50 kg make the rate ordered / 1500."""
    rate = with_rules({"rounding.step_mg": Decimal(1), "dose_rate_mg_per_kg_per_day": Decimal("0.01")})
    weight = {"sex": "female", "height_cm": "160", "weight_kg": f"{Decimal(ordered) / Decimal('1.5'):.10f}"}
    answer = answered(
        protocol=rate, patient=weight, pump=SLOW, weight_rule="actual", dose_rate_mg_per_kg_per_day="0.05"
    )
    assert answer.floxuridine_mg == Decimal(ordered)
    assert ("fill.concentration-not-studied" in codes(answer)) is warned


@pytest.mark.parametrize(
    ("maximum", "allowed"), [(Decimal("12.0001"), True), (Decimal(12), True), (Decimal("11.9999"), False)]
)
def test_maximum_concentration(maximum: Decimal, allowed: bool) -> None:
    """0.24 mg/kg/day, 50 kg, 1 mL/day: exactly 12 mg/mL."""
    protocol = with_rules(
        {"concentration.maximum_mg_per_ml": maximum, "concentration.studied_maximum_mg_per_ml": Decimal(10)}
    )
    case: dict[str, Any] = {
        "protocol": protocol,
        "patient": FIFTY,
        "pump": SLOW,
        "dose_rate_mg_per_kg_per_day": "0.24",
    }
    if allowed:
        assert answered(**case).concentration_mg_per_ml == 12
        return
    error = refused(**case)
    assert (error.code, error.found) == ("fill.concentration-above-maximum", "12 mg/mL")


@pytest.mark.parametrize(
    ("days", "outcome"),
    [
        ("20.05", "plain"),  # dry after 20.0669 days at the fast limit
        ("20.07", "critical"),
        ("23.07", "critical"),  # dry after 23.0769 days
        ("23.08", "refused"),
    ],
)
def test_run_dry(days: str, outcome: str) -> None:
    if outcome == "refused":
        error = refused(infusion_days=days)
        assert (error.code, error.field, error.found) == ("fill.runs-dry-before-emptying", "infusion_days", days)
        assert error.allowed == "at most 23.08"
        return
    answer = answered(infusion_days=days)
    levels = {notice.code: notice.level for notice in answer.warnings}
    assert levels.get("fill.may-run-dry") == ("critical" if outcome == "critical" else None)
    assert not answer.release.releasable


def test_dry_exactly_at_the_emptying_is_not_before_it() -> None:
    answer = answered(pump=SLOW | {"reservoir_ml": "20", "residual_ml": "0"}, infusion_days="20")
    assert (answer.expected_return_ml, answer.delivered_ml) == (0, 20)
    assert "fill.may-run-dry" in codes(answer)


@pytest.mark.parametrize(("weight", "vials"), [("83.3", 1), ("84", 2)])
def test_vials_at_the_edge_of_one(weight: str, vials: int) -> None:
    """0.2 mg/kg/day, 30 mL, 1 mL/day: 6 mg a kg; 83.3 kg is 500 mg rounded, one vial; 84 kg is 505 mg, two."""
    patient = {"sex": "male", "height_cm": "190", "weight_kg": weight}
    case: dict[str, Any] = {"patient": patient, "pump": SLOW, "dose_rate_mg_per_kg_per_day": "0.2"}
    assert answered(**case).components[0].vials == vials
    if vials == 2:
        error = refused(**case, protocol=with_rules({"maximum_vials": 1}))
        assert (error.code, error.found, error.allowed) == ("fill.too-many-vials", "2", "at most 1")


@pytest.mark.parametrize(
    ("weight", "ordered"),
    [("32.48", 95), ("32.5", 100), ("32.52", 100), ("34.12", 100), ("34.1666", 100), ("34.2", 105)],
)
def test_rounding_around_ties(weight: str, ordered: int) -> None:
    """0.1 mg/kg/day, 30 mL, 1 mL/day: 3 mg a kg; 32.5 kg is 97.5 mg, a tie that goes to 100."""
    answer = answered(patient={"weight_kg": weight}, pump=SLOW, dose_rate_mg_per_kg_per_day="0.1")
    assert answer.floxuridine_mg == ordered


@pytest.mark.parametrize(("limit", "warned"), [("2.5641", False), ("2.5640", True)])
def test_rounding_deviation(limit: str, warned: bool) -> None:
    """97.5 mg to 100 mg is 2.5641025… % more."""
    protocol = with_rules({"rounding.warning_percent": Decimal(limit) + Decimal("0.00003") * (not warned)})
    answer = answered(protocol=protocol, patient={"weight_kg": "32.5"}, pump=SLOW, dose_rate_mg_per_kg_per_day="0.1")
    assert ("fill.rounding-deviation" in codes(answer)) is warned


def test_a_dose_that_rounds_to_nothing() -> None:
    error = refused(dose_percent="1", rounding_mg="50")
    assert (error.code, error.field, error.found) == ("fill.rounds-to-nothing", "rounding_mg", "50")


def test_a_coarse_rounding_step_fails_the_simulation() -> None:
    error = refused(rounding_mg="150")
    assert (error.code, error.allowed) == ("fill.forward-check-failed", "5 %")
    assert "rounding_mg" in (error.remedy or "")


@pytest.mark.parametrize(("previous", "warned"), [("77", False), ("63.63", True), ("63.64", False), ("77.78", True)])
def test_weight_change(previous: str, warned: bool) -> None:
    """70 kg now: 10 % more than 63.6363… kg and 10 % less than 77.7777… kg."""
    assert ("fill.weight-changed" in codes(answered(previous_weight_kg=previous))) is warned


def test_a_change_of_exactly_ten_percent_is_not_above_it() -> None:
    assert "fill.weight-changed" not in codes(answered(patient={"weight_kg": "77"}, previous_weight_kg="70"))
    assert "fill.weight-changed" in codes(answered(patient={"weight_kg": "77.01"}, previous_weight_kg="70"))


@pytest.mark.parametrize(
    ("weight_at", "day", "code"),
    [
        ("2026-01-05", {"planned_date": "2026-02-02"}, None),  # 28 days
        ("2026-01-04", {"planned_date": "2026-02-02"}, "fill.weight-old"),
        ("2026-01-04", {"as_of": "2026-02-02"}, "fill.weight-old"),
        ("2026-01-04", {"as_of": "2026-03-02", "planned_date": "2026-01-05"}, None),
        (None, {"as_of": "2026-02-02"}, "fill.weight-undated"),
        ("2026-01-04", {}, None),
        (None, {}, None),
    ],
)
def test_age_of_the_weight(weight_at: str | None, day: dict[str, str], code: str | None) -> None:
    found = codes(answered(patient={"weight_at": weight_at}, **day)) & {"fill.weight-old", "fill.weight-undated"}
    assert found == ({code} if code else set())


def test_a_weight_of_the_future() -> None:
    error = refused(patient={"weight_at": "2026-02-03"}, planned_date="2026-02-02")
    assert (error.code, error.field) == ("fill.weight-after-fill", "patient.weight_at")
    assert isinstance(error, InputError)


@pytest.mark.parametrize(
    ("status", "code"),
    [("approved", None), ("off-label", "fill.pump-off-label"), ("unknown", "fill.pump-label-unknown")],
)
def test_pump_status(status: str, code: str | None) -> None:
    found = codes(answered(profile=profile_with(status))) & {"fill.pump-off-label", "fill.pump-label-unknown"}
    assert found == ({code} if code else set())


def test_a_pump_that_is_not_for_floxuridine() -> None:
    profile = profile_with("not-for-floxuridine")
    error = refused(profile=profile)
    assert isinstance(error, Refused)
    assert (error.code, error.field) == ("fill.pump-not-for-floxuridine", "pump.profile")
    assert answered(profile=profile, contents="heparin-saline").components


@pytest.mark.parametrize(("days", "code"), [("42", None), ("42.1", "fill.beyond-shown-stability")])
def test_shown_stability(days: str, code: str | None) -> None:
    answer = answered(
        pump=SLOW | {"reservoir_ml": "20", "flow_ml_per_day": "0.4"},
        infusion_days=days,
    )
    assert ("fill.beyond-shown-stability" in codes(answer)) is (code is not None)


@pytest.mark.parametrize(
    ("changes", "codes_", "fields"),
    [
        ({"patient": None}, ["fill.patient-missing"], ["patient"]),
        ({"dose_percent": None}, ["fill.dose-percent-missing"], ["dose_percent"]),
        (
            {"patient": None, "dose_percent": None},
            ["fill.patient-missing", "fill.dose-percent-missing"],
            ["patient", "dose_percent"],
        ),
    ],
)
def test_missing_is_never_assumed(changes: dict[str, Any], codes_: list[str], fields: list[str]) -> None:
    with pytest.raises(InputErrors) as caught:
        answered(**changes)
    assert [error.code for error in caught.value.errors] == codes_
    assert [error.field for error in caught.value.errors] == fields


@pytest.mark.parametrize(
    "changes",
    [
        {"dose_percent": "0"},
        {"dose_percent": "100.01"},
        {"dose_percent": "-50"},
        {"dose_percent": 50.0},
        {"infusion_days": "0"},
        {"infusion_days": "367"},
        {"contents": "saline"},
        {"weight_rule": "ideal"},
        {"rounding_mg": "0"},
        {"unknown": "1"},
        {"additives": {"leucovorin_mg": "1"}},
        {"additives": "all"},
        {"additives": {"heparin_units": "-1"}},
        {"products": {"saline": "x"}},
        {"diluent": "tap water"},
        {"cycle": 0},
    ],
)
def test_what_cannot_be_read_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        answered(**changes)


def test_one_hundred_percent_belongs_to_the_range() -> None:
    assert answered(dose_percent="100").floxuridine_mg == 195
    assert answered(dose_percent="0.6", rounding_mg="0.01").floxuridine_mg == Decimal("1.16")


def test_a_protocol_without_pump_and_another_protocol() -> None:
    plain = load_protocol("msk-unresectable")
    for part in ("fill", "flow"):
        error = refused(protocol=plain.model_copy(update={part: None}))
        assert (error.code, error.field) == ("fill.protocol-without-pump", "protocol")
    with pytest.raises(InputError) as caught:
        answer_fill(
            FillRequest.model_validate(PLAIN | {"protocol": "pump-it"}),
            plain,
            load_profile("intera-3000"),
            Approvals(entries=()),
        )
    assert caught.value.code == "fill.other-protocol"
