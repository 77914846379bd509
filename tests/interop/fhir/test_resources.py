"""Everything that is sent, against the official schema, another library's models and FHIR's invariants."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from fhir_support import ABOUT, NOW, ZONE, check, demo, everything

from haipdose.course.facts import FillGiven
from haipdose.course.treatment_facts import DrugGiven, SystemicGiven
from haipdose.errors import Conflict, Denied, InputError, NotFound, StorageError, TooMany, Unauthenticated
from haipdose.interop.fhir import given, plan
from haipdose.interop.fhir.capability import capability_statement
from haipdose.interop.fhir.outcome import outcome
from haipdose.interop.fhir.parts import drug_codes, medication, quantity, safe_id
from haipdose.interop.fhir.writing import pruned, to_json
from haipdose.schedule.model import Status, Stream
from haipdose.schedule.requests import PlanVisit, Window

KINDS = (
    "Patient", "Device", "DeviceUseStatement", "CarePlan", "Appointment", "MedicationRequest",
    "MedicationAdministration", "Observation",
)  # fmt: skip


def test_every_kind_is_valid_and_the_course_has_each() -> None:
    sent = [check(resource) for resource in everything()]
    kinds = Counter(one["resourceType"] for one in sent)
    assert set(kinds) == set(KINDS)
    assert kinds["Observation"] > 40
    assert len({(one["resourceType"], one["id"]) for one in sent}) == len(sent)


def test_bundles_capability_and_outcome_are_valid() -> None:
    check(given.bundle("collection", everything(), base="https://here.example/fhir"))
    found = check(
        given.bundle(
            "searchset", everything()[:2], base="https://h.example", links=[("self", "https://h.example")], total=2
        )
    )
    assert [entry["search"]["mode"] for entry in found["entry"]] == ["match", "match"]
    empty = check(given.bundle("searchset", [], base="https://here.example", total=0))
    assert "entry" not in empty  # FHIR knows no empty list
    statement = check(capability_statement("https://here.example", NOW, KINDS))
    written = {
        entry["type"] for entry in statement["rest"][0]["resource"] if {"code": "create"} in entry["interaction"]
    }
    assert written == {"Observation"}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (InputError("No.", code="fhir.unit", field="Observation.valueQuantity", found="lb", allowed="kg"), "invalid"),
        (NotFound("No.", code="x.y"), "not-found"),
        (Conflict("No.", code="x.y"), "conflict"),
        (Denied("No.", code="x.y"), "forbidden"),
        (Unauthenticated("No.", code="x.y"), "login"),
        (TooMany("No.", code="x.y", retry_after_seconds=3), "throttled"),
        (StorageError("No.", code="x.y", remedy="Try again."), "transient"),
    ],
)
def test_outcomes_of_errors(error: InputError, kind: str) -> None:
    issue = check(outcome([error]))["issue"][0]
    assert issue["code"] == kind
    assert issue["details"]["coding"][0]["code"] == error.code


def test_an_outcome_without_errors_says_so() -> None:
    assert check(outcome([]))["issue"][0]["severity"] == "information"


def appointments() -> list[dict[str, object]]:
    return [check(one) for one in everything() if one["resourceType"] == "Appointment"]


def test_invariants_of_appointments() -> None:
    """app-1: type or actor; app-2: start and end or neither; app-3: unless proposed, cancelled, waitlist."""
    seen = set()
    for one in appointments():
        seen.add(one["status"])
        assert one["participant"][0]["actor"]["reference"] == f"Patient/{ABOUT.patient}"  # type: ignore[index]
        assert ("start" in one) == ("end" in one)
        assert one["status"] in {"proposed", "cancelled", "waitlist"} or "start" in one
        if "start" in one:
            assert datetime.fromisoformat(str(one["start"])) <= datetime.fromisoformat(str(one["end"]))
    assert {"proposed", "fulfilled"} <= seen


def visit(status: Status, day: date | None, at: datetime | None = None) -> PlanVisit:
    window = Window(earliest=date(2026, 3, 2), target=date(2026, 3, 3), latest=date(2026, 3, 4))
    return PlanVisit(
        id="pump-1-refill", stream=Stream.PUMP, kind="floxuridine-fill", cycle=1, status=status, date=day, at=at,
        window=window, items=(), moved_because=("Easter Monday",), together_with=(), follows=None, rule=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "told", "has_times", "periods"),
    [
        (Status.PLANNED, "proposed", False, 2),
        (Status.HELD, "waitlist", False, 1),
        (Status.NOT_PLACED, "waitlist", False, 1),
        (Status.CANCELLED, "cancelled", False, 0),
        (Status.MISSED, "noshow", True, 0),
        (Status.DONE, "fulfilled", True, 0),
    ],
)
def test_what_becomes_of_each_state(status: Status, told: str, has_times: bool, periods: int) -> None:
    one = check(plan.appointment(ABOUT, visit(status, date(2026, 3, 3)), ZONE))
    assert one["status"] == told
    assert ("start" in one) == has_times
    assert len(one.get("requestedPeriod", [])) == periods
    assert one["comment"] == "Easter Monday"


def test_a_visit_that_was_done_has_its_moment_and_a_missed_one_its_last_day() -> None:
    moment = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    done = check(plan.appointment(ABOUT, visit(Status.DONE, date(2026, 3, 3), moment), ZONE))
    assert (done["start"], done["end"]) == ("2026-03-03T09:30:00+00:00", "2026-03-03T09:30:00+00:00")
    missed = check(plan.appointment(ABOUT, visit(Status.MISSED, None), ZONE))
    assert (missed["start"], missed["end"]) == ("2026-03-04T00:00:00+01:00", "2026-03-05T00:00:00+01:00")
    without = visit(Status.MISSED, None).model_copy(update={"window": None})
    with pytest.raises(ValueError, match="without a day"):
        plan.appointment(ABOUT, without, ZONE)


def test_a_dose_that_is_not_decided_is_a_proposal() -> None:
    told = [check(one) for one in everything() if one["resourceType"] == "MedicationRequest"]
    assert {(one["intent"], one["status"]) for one in told} >= {("plan", "active")}
    floxuridine = next(one for one in told if one["medicationCodeableConcept"]["text"] == "floxuridine")
    dose = floxuridine["dosageInstruction"][0]["doseAndRate"][0]
    assert dose["doseQuantity"] == {"value": 175, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}
    assert dose["rateQuantity"]["code"] == "mg/d"
    assert floxuridine["medicationCodeableConcept"]["coding"][0]["code"] == "L01BC09"


def test_administrations_have_a_dose_as_mad_1_asks() -> None:
    for one in everything():
        if one["resourceType"] == "MedicationAdministration":
            assert check(one)["dosage"]["dose"]["value"] > 0


def test_a_fill_of_an_order_names_it_and_the_last_one_is_in_progress() -> None:
    fact = FillGiven(
        type="fill-given", at=NOW, contents="heparin-saline", volume_ml=Decimal(30), note=f"order ord-{'1' * 26}"
    )
    (told,) = given.administrations(ABOUT, [("f", fact)], has_pump=False)
    sent = check(told)
    assert sent["status"] == "in-progress"
    assert sent["request"] == {"reference": f"MedicationRequest/ord-{'1' * 26}"}
    assert "device" not in sent


def test_systemic_drugs_with_a_dose_are_told() -> None:
    drugs = (
        DrugGiven(drug="oxaliplatin", dose_mg=Decimal(170)),
        DrugGiven(drug="fluorouracil", dose_mg=Decimal("4800.5")),
    )
    fact = SystemicGiven(type="systemic-given", at=NOW, regimen="folfox", drugs=drugs)
    told = [check(one) for one in given.administrations(ABOUT, [("s", fact)], has_pump=True)]
    assert [one["dosage"]["dose"]["value"] for one in told] == [170, 4800.5]


def test_without_an_implantation_there_is_no_use_of_the_pump() -> None:
    assert given.device_use(ABOUT, ()) is None


def test_no_name_leaves_the_house() -> None:
    text = b"".join(to_json(one) for one in everything())
    assert b'"family"' not in text
    assert b'"birthDate"' not in text


def test_decimals_are_exact_and_nothing_is_empty() -> None:
    assert to_json({"value": Decimal("0.1000000000000000000000001")}) == b'{"value":0.1000000000000000000000001}'
    assert pruned({"a": None, "b": [], "c": {}, "d": "", "e": [None, {"f": None}], "g": 0, "h": False}) == {
        "g": 0,
        "h": False,
    }
    with pytest.raises(TypeError, match="float"):
        to_json({"value": 0.1})


def test_ids_fit_fhir_and_stay_the_same() -> None:
    long = "crs-" + "0" * 26 + "." + "lab-" * 12
    assert safe_id("crs-1.pump-1-refill") == "crs-1.pump-1-refill"
    assert len(safe_id(long)) <= 64
    assert safe_id(long) == safe_id(long) != safe_id(long + "x")
    assert safe_id("a:b").replace("-", "").isalnum()


def test_drug_codes_have_sources_and_unknown_drugs_have_words() -> None:
    assert drug_codes()["floxuridine"].evidence == "published"
    assert pruned(medication("a new drug")) == {"text": "a new drug"}
    assert quantity(Decimal("1.3"), "mL/day")["code"] == "mL/d"
    assert demo().pump is not None
