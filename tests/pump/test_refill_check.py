"""Checks at a refill: just under, at and over the profile's thresholds, and profiles without one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haipdose.pump.loader import load_profile
from haipdose.pump.refill_check import check_drained_volume, check_injected_volume

D = Decimal


@pytest.mark.parametrize(
    ("profile", "measured", "within"),
    [
        ("synchromed-ii-20", "19.0001", True),
        ("synchromed-ii-20", "19", True),  # exactly 1 mL is not more than 1 mL
        ("synchromed-ii-20", "18.9999", False),
        ("synchromed-ii-20", "21.01", False),
        ("synchromed-ii-40", "18.1", True),
        ("synchromed-ii-40", "17.9", False),
    ],
)
def test_injected_against_measured_volume(profile: str, measured: str, within: bool) -> None:
    check = check_injected_volume(load_profile(profile), injected_ml=D(20), measured_ml=D(measured))
    assert check.within is within
    assert [(notice.level, notice.code) for notice in check.notices] == (
        [] if within else [("critical", "refill.volume-discrepancy")]
    )
    assert check.derivation[0].rule == f"profile:{profile}:refill_checks.volume_discrepancy_ml"


def test_a_profile_without_a_threshold_says_so() -> None:
    check = check_injected_volume(load_profile("intera-3000"), injected_ml=D(30), measured_ml=D(25))
    assert (check.within, check.difference_ml) == (None, 5)
    assert [notice.code for notice in check.notices] == ["refill.no-threshold"]
    assert check.derivation[0].value == "5"


@pytest.mark.parametrize(
    ("drained", "within"), [("8", True), ("7.9999", False), ("12", True), ("12.0001", False), ("10", True)]
)
def test_drained_against_predicted_volume(drained: str, within: bool) -> None:
    check = check_drained_volume(load_profile("synchromed-ii-20"), predicted_ml=D(10), drained_ml=D(drained))
    assert check is not None
    assert check.within is within
    assert [notice.code for notice in check.notices] == ([] if within else ["refill.drained-unexpected"])


def test_a_small_prediction_is_checked_too() -> None:
    assert check_drained_volume(load_profile("synchromed-ii-20"), predicted_ml=D("0.5"), drained_ml=D(1)) is not None


def test_nothing_to_check() -> None:
    assert check_drained_volume(load_profile("intera-3000"), predicted_ml=D(10), drained_ml=D(1)) is None
    assert check_drained_volume(load_profile("synchromed-ii-20"), predicted_ml=D(0), drained_ml=D(1)) is None
