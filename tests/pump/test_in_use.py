"""The individual pump against its profile: what must be given, what contradicts, what looks like a typing error."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.errors import InputErrors
from haipdose.evidence import Evidence
from haipdose.pump.in_use import PumpInUse, ResolvedPump, resolve_pump
from haipdose.pump.loader import load_profile
from haipdose.pump.profile import PumpProfile

D = Decimal


def pump(**changes: Any) -> PumpInUse:
    raw = {"profile": "small-pump", "serial_number": "A-123", "flow_ml_per_day": "1.3", "reservoir_ml": "30"}
    return PumpInUse.model_validate({key: value for key, value in (raw | changes).items() if value is not None})


def changed(document: dict[str, Any], table: str, **values: Any) -> PumpProfile:
    return PumpProfile.model_validate(document | {table: document[table] | values})


def sourced(value: Any, evidence: str = "published") -> dict[str, Any]:
    return {"value": value, "source": "paper", "evidence": evidence}


def refused(given: PumpInUse, profile: PumpProfile, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputErrors) as caught:
        resolve_pump(given, profile, **more)
    for error in caught.value.errors:
        assert error.remedy
    return [(error.code, str(error.field)) for error in caught.value.errors]


def notices(resolved: ResolvedPump) -> list[str]:
    return [notice.code for notice in resolved.notices]


def test_a_plain_pump(profile: PumpProfile) -> None:
    resolved = resolve_pump(pump(), profile)
    assert (resolved.flow_ml_per_day, resolved.reservoir_ml, resolved.residual_ml) == (D("1.3"), 30, 0)
    assert resolved.profile_digest == profile.digest
    assert (resolved.catheter_ml, resolved.residual_limit_ml) == (None, 0)
    assert notices(resolved) == ["pump.residual-unknown"]
    assert [step.rule for step in resolved.steps] == [None, None]


def test_an_alias_names_the_same_profile(profile: PumpProfile) -> None:
    assert resolve_pump(pump(profile="tiny-pump"), profile).profile_id == "small-pump"
    assert refused(pump(profile="other-pump"), profile) == [("pump.other-profile", "pump.profile")]


# --- reservoir ----------------------------------------------------------------------------------------------------


def test_a_reservoir_from_the_profile_carries_its_evidence(profile: PumpProfile) -> None:
    resolved = resolve_pump(pump(reservoir_ml=None), profile)
    assert resolved.reservoir_ml == 30
    step = next(step for step in resolved.steps if step.label == "Reservoir")
    assert (step.rule, step.evidence) == ("profile:small-pump:reservoir.capacity_ml", Evidence.RECALLED)


def test_a_reservoir_of_40_ml_contradicts_a_30_ml_pump(profile: PumpProfile) -> None:
    assert refused(pump(reservoir_ml="40"), profile) == [("pump.reservoir-contradicts-profile", "pump.reservoir_ml")]
    assert resolve_pump(pump(reservoir_ml="30.0"), profile).reservoir_ml == 30


def test_a_size_outside_a_sure_list_is_refused_and_outside_an_unsure_one_is_a_warning(document: dict) -> None:
    document["reservoir"] = {"capacities_ml": sourced([20, 35])}
    sure = PumpProfile.model_validate(document)
    assert resolve_pump(pump(reservoir_ml="35"), sure).reservoir_ml == 35
    assert refused(pump(reservoir_ml="60"), sure) == [("pump.reservoir-contradicts-profile", "pump.reservoir_ml")]
    document["reservoir"] = {"capacities_ml": sourced([20, 35], "uncertain")}
    unsure = PumpProfile.model_validate(document)
    assert "pump.reservoir-unlisted" in notices(resolve_pump(pump(reservoir_ml="60"), unsure))
    assert "pump.reservoir-unlisted" not in notices(resolve_pump(pump(reservoir_ml="20"), unsure))


def test_a_reservoir_that_the_profile_lacks_must_be_given(document: dict) -> None:
    document["reservoir"] = {}
    bare = PumpProfile.model_validate(document)
    assert refused(pump(reservoir_ml=None), bare) == [("pump.value-missing", "pump.reservoir_ml")]
    assert resolve_pump(pump(reservoir_ml="47"), bare).reservoir_ml == 47


# --- flow ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flow", ["0.13", "13", "0.4999", "3.0001"])
def test_a_slipped_decimal_point_is_refused(flow: str, profile: PumpProfile) -> None:
    assert refused(pump(flow_ml_per_day=flow), profile) == [("pump.flow-implausible", "pump.flow_ml_per_day")]


@pytest.mark.parametrize(
    ("flow", "warned"),
    [("0.5", True), ("1.0999", True), ("1.1", False), ("1.4", False), ("1.4001", True), ("3.0", True)],
)
def test_an_unusual_flow_is_a_warning(flow: str, warned: bool, profile: PumpProfile) -> None:
    assert ("pump.flow-unusual" in notices(resolve_pump(pump(flow_ml_per_day=flow), profile))) is warned


@pytest.mark.parametrize("flow", ["0", "-1.3", "1,3", "about 1", ""])
def test_a_flow_that_is_no_flow_is_refused(flow: str) -> None:
    with pytest.raises(ValidationError):
        pump(flow_ml_per_day=flow)


def test_a_flow_is_never_assumed() -> None:
    with pytest.raises(ValidationError):
        pump(flow_ml_per_day=None)


def test_what_a_programmable_pump_cannot_deliver_is_refused(document: dict) -> None:
    profile = changed(document, "flow", deliverable_ml_per_day=sourced({"minimum": "0.6"}))
    assert refused(pump(flow_ml_per_day="0.55"), profile) == [("pump.flow-not-deliverable", "pump.flow_ml_per_day")]
    assert resolve_pump(pump(flow_ml_per_day="0.6"), profile).flow_ml_per_day == D("0.6")


def test_a_profile_without_a_usual_flow_does_not_warn(document: dict) -> None:
    del document["flow"]["usual_ml_per_day"]
    assert notices(resolve_pump(pump(flow_ml_per_day="2.9"), PumpProfile.model_validate(document))) == [
        "pump.residual-unknown"
    ]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"minimum": "2"}, "at least 2"),
        ({"maximum": "1"}, "at most 1"),
        ({"minimum": "2", "maximum": "2.5"}, "at least 2 and at most 2.5"),
    ],
)
def test_a_message_names_the_limits(limits: dict, words: str, document: dict) -> None:
    profile = changed(document, "flow", usual_ml_per_day=sourced(limits))
    messages = " ".join(notice.message for notice in resolve_pump(pump(), profile).notices)
    assert words in messages


# --- residual -----------------------------------------------------------------------------------------------------


def test_a_residual_that_is_given(profile: PumpProfile) -> None:
    resolved = resolve_pump(pump(residual_ml="1.2"), profile, needs=["residual_ml"])
    assert (resolved.residual_ml, resolved.residual_limit_ml, resolved.residual_basis) == (D("1.2"), D("1.2"), "given")
    assert notices(resolved) == []


def test_a_residual_from_the_profile(document: dict) -> None:
    profile = changed(document, "reservoir", residual_ml=sourced("1"))
    resolved = resolve_pump(pump(), profile, needs=["residual_ml"])
    assert (resolved.residual_ml, resolved.residual_limit_ml, resolved.residual_basis) == (1, 1, "profile")
    assert resolved.steps[-1].rule == "profile:small-pump:reservoir.residual_ml"
    assert refused(pump(residual_ml="2"), profile) == [("pump.residual-contradicts-profile", "pump.residual_ml")]
    assert resolve_pump(pump(residual_ml="1.0"), profile).residual_basis == "given"


def test_a_residual_known_only_by_its_largest_value(document: dict) -> None:
    profile = changed(document, "reservoir", residual_maximum_ml=sourced("1.4"))
    resolved = resolve_pump(pump(), profile)
    assert (resolved.residual_ml, resolved.residual_limit_ml) == (0, D("1.4"))
    assert resolved.residual_basis == "profile-maximum"
    assert notices(resolved) == ["pump.residual-maximum"]
    assert refused(pump(), profile, needs=["residual_ml"]) == [("pump.value-missing", "pump.residual_ml")]
    assert refused(pump(residual_ml="1.41"), profile) == [("pump.residual-contradicts-profile", "pump.residual_ml")]
    assert resolve_pump(pump(residual_ml="1.4"), profile).residual_ml == D("1.4")


def test_a_residual_must_leave_room_for_a_fill(profile: PumpProfile) -> None:
    assert refused(pump(residual_ml="30"), profile) == [("pump.residual-contradicts-profile", "pump.residual_ml")]
    assert resolve_pump(pump(residual_ml="29.9"), profile).residual_ml == D("29.9")


def test_an_unknown_residual_that_is_needed_must_be_given(profile: PumpProfile) -> None:
    assert refused(pump(), profile, needs=["residual_ml"]) == [("pump.value-missing", "pump.residual_ml")]


# --- catheter -----------------------------------------------------------------------------------------------------


def test_a_catheter_volume_given_or_from_its_length(document: dict) -> None:
    profile = PumpProfile.model_validate(document | {"catheter": {"ml_per_cm": sourced("0.00283", "derived")}})
    assert resolve_pump(pump(catheter_ml="0.2"), profile).catheter_ml == D("0.2")
    resolved = resolve_pump(pump(catheter_length_cm="60"), profile, needs=["catheter_ml"])
    assert resolved.catheter_ml == D("0.1698")  # 60 × 0.00283
    assert resolved.steps[-2].rule == "profile:small-pump:catheter.ml_per_cm"
    assert resolve_pump(pump(), profile).catheter_ml is None


def test_a_catheter_volume_that_is_needed_must_be_given(profile: PumpProfile) -> None:
    assert refused(pump(catheter_length_cm="60"), profile, needs=["catheter_ml"]) == [
        ("pump.value-missing", "pump.catheter_ml")
    ]


# --- all at once, and real profiles -------------------------------------------------------------------------------


def test_every_fault_is_reported_at_once(document: dict) -> None:
    document["reservoir"] = {}
    bare = PumpProfile.model_validate(document)
    given = pump(profile="x", flow_ml_per_day="0.13", reservoir_ml=None, residual_ml="1")
    assert [code for code, _ in refused(given, bare, needs=["catheter_ml"])] == [
        "pump.other-profile",
        "pump.flow-implausible",
        "pump.value-missing",
        "pump.value-missing",
    ]


def test_a_bench_pump_is_never_a_patients() -> None:
    bench = load_profile("new-era-ne1000-bench")
    assert refused(pump(profile=bench.id), bench) == [("pump.bench-pump", "pump.profile")]


def test_a_fictitious_pump_is_never_for_a_patient() -> None:
    profile = load_profile("reference-programmable-20")
    resolved = resolve_pump(pump(profile=profile.id, reservoir_ml="20"), profile)
    assert [(notice.level, notice.code) for notice in resolved.notices] == [("critical", "pump.fictitious")]
    assert resolved.residual_ml == 1


def test_a_programmable_pump_with_a_largest_residual() -> None:
    profile = load_profile("synchromed-ii-20")
    resolved = resolve_pump(pump(profile="synchromed-ii-20", reservoir_ml="20", flow_ml_per_day="0.13"), profile)
    assert notices(resolved) == ["pump.flow-unusual", "pump.residual-maximum"]
    assert resolved.residual_limit_ml == D("1.4")
    assert refused(pump(profile=profile.id, reservoir_ml="20", flow_ml_per_day="0.047"), profile) == [
        ("pump.flow-implausible", "pump.flow_ml_per_day")
    ]


@pytest.mark.parametrize("serial", ["", "a\nb", "x" * 41, "<script>"])
def test_a_serial_number_is_plain(serial: str) -> None:
    with pytest.raises(ValidationError):
        pump(serial_number=serial)
