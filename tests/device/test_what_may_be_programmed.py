"""Nothing goes into a pump that was not calculated, decided and released: whatever a document claims."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from haipdose.cli.device_course import request_of
from haipdose.device.course_program import from_fill
from haipdose.errors import Refused
from haipdose.fill.answer import answer_fill
from haipdose.fill.requests import FillRequest
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.pump.loader import load_profile
from haipdose.pump.profile import PumpProfile

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FICTITIOUS = load_profile("reference-programmable-20")
REAL = FICTITIOUS.model_copy(update={"fictitious": False})
REQUEST = {
    "patient": {"sex": "male", "height_cm": "180", "weight_kg": "97"},
    "pump": {
        "profile": "reference-programmable-20",
        "serial_number": "123456",
        "flow_ml_per_day": "1.2",
        "reservoir_ml": "20",
        "residual_ml": "1",
        "catheter_ml": "0.2",
    },
    "protocol": "pump-it",
    "contents": "floxuridine",
    "dose_percent": "100",
    "infusion_days": "14",
}
BY_HAND = {
    "serial_number": "123456",
    "drug": "floxuridine",
    "concentration_mg_per_ml": "8",
    "flow_ml_per_day": "1.2",
    "reservoir_ml": "20",
    "filled_at": "2026-03-02T09:00:00Z",
}


def answer(**changed: Any) -> dict[str, Any]:
    request = FillRequest.model_validate(REQUEST | changed)
    found = answer_fill(request, load_protocol("pump-it"), FICTITIOUS, Approvals())
    document: dict[str, Any] = json.loads(found.model_dump_json())
    return document


@pytest.fixture
def none_approved(tmp_path: Path) -> Path:
    return tmp_path / "approvals.jsonl"


def test_by_hand_only_a_fictitious_pump_is_programmed(none_approved: Path) -> None:
    assert request_of(BY_HAND, none_approved, None, NOW, FICTITIOUS).flow_ml_per_day == Decimal("1.2")
    with pytest.raises(Refused, match="by hand") as refused:
        request_of(BY_HAND, none_approved, None, NOW, REAL)
    assert refused.value.code == "device.program-by-hand"


def test_an_answer_is_calculated_again(none_approved: Path) -> None:
    document = answer()
    found = request_of(document, none_approved, None, NOW, FICTITIOUS)
    assert found.prescribed_mg_per_day == Decimal(document["daily_dose_mg"])


@pytest.mark.parametrize(
    ("name", "value"), [("concentration_mg_per_ml", "16"), ("reservoir_ml", "10"), ("floxuridine_mg", "400")]
)
def test_an_answer_that_was_edited_is_refused(none_approved: Path, name: str, value: str) -> None:
    with pytest.raises(Refused) as refused:
        request_of(answer() | {name: value}, none_approved, None, NOW, FICTITIOUS)
    assert (refused.value.code, refused.value.found) == ("device.fill-differs", name)


def test_a_release_that_the_document_claims_is_not_believed(
    none_approved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = answer()
    document["release"] = {"releasable": True, "reasons": [], "unverified": []}
    monkeypatch.setattr("haipdose.cli.device_course.load_pump_profile", lambda name, path: REAL)
    with pytest.raises(Refused) as refused:
        request_of(document, none_approved, None, NOW, REAL)
    assert refused.value.code == "device.fill-not-releasable"


def test_glycerol_for_weeks_is_not_programmed_at_a_rate_that_empties_the_pump_in_days(none_approved: Path) -> None:
    document = answer(contents="glycerol", dose_percent=None, infusion_days="60", patient=None)
    with pytest.raises(Refused) as refused:
        request_of(document, none_approved, None, NOW, FICTITIOUS)
    assert refused.value.code == "device.runs-dry"


def test_what_is_not_released_is_refused_for_a_real_pump() -> None:
    def programmed(profile: PumpProfile) -> Any:
        found = answer_fill(FillRequest.model_validate(REQUEST), load_protocol("pump-it"), FICTITIOUS, Approvals())
        return from_fill(found, profile, NOW)

    assert programmed(FICTITIOUS).drug == "floxuridine"
    with pytest.raises(Refused, match="may not be released"):
        programmed(REAL)
