"""Response in its window, conversion, complete local treatment, pathology, complications and adverse events."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from trials import RANDOMISED, fact, participant, scan

from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.endpoints import Outcomes, outcomes
from haipdose.trial.recist import Response

LATE = RANDOMISED + timedelta(days=1500)
BASE = scan(0, 100)
STARTED = fact("protocol-treatment", 14, event="started")


def judged(*facts: dict[str, Any], cut_off: date = LATE, **rest: Any) -> Outcomes:
    found = outcomes(participant(*facts, **rest), cut_off)
    ids = {each["id"] for each in facts} | {each.get("id") for each in rest.get("course", {}).get("facts", ())}
    for answer in (
        found.conversion, found.complete_local_treatment, found.pathological_response, found.adverse_events,
        found.objective_response, found.disease_control, *found.complications,
    ):  # fmt: skip
        assert answer.reason in endpoint_rules().reasons
        assert set(answer.traced_to) <= ids
    return found


# ---- response ---------------------------------------------------------------------------------------------------


def test_objective_response_and_disease_control() -> None:
    found = judged(BASE, STARTED, scan(80, 60), scan(140, 90))
    assert (found.best_response.response, found.objective_response.value) == (Response.PR, True)
    assert found.objective_response.on == RANDOMISED + timedelta(days=80)
    assert found.objective_response.traced_to == ("ct0", "ct80")
    stable = judged(BASE, STARTED, scan(80, 90))
    assert (stable.objective_response.value, stable.objective_response.on) == (False, None)
    assert stable.disease_control.value is True
    progressed = judged(BASE, STARTED, scan(80, 130))
    assert (progressed.objective_response.value, progressed.disease_control.value) == (False, False)
    assert judged(scan(0, non_target="present"), scan(80, non_target="present")).disease_control.value is True


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ([scan(80, 60)], "response.no-baseline"),
        ([BASE], "response.no-assessment"),
        ([BASE, scan(80, "not-evaluable")], "response.not-evaluable"),
        ([BASE, scan(20, 90)], "response.not-evaluable"),
    ],
)
def test_what_cannot_be_evaluated_is_no_non_response(facts: list[dict[str, Any]], reason: str) -> None:
    found = judged(*facts)
    assert (found.objective_response.value, found.disease_control.value) == (None, None)
    assert found.objective_response.reason == reason


# Six months from day 14 (15 January 2025) end on 15 July, day 195; with the grace on day 223.
@pytest.mark.parametrize(
    ("facts", "best"),
    [
        ([STARTED, scan(223, 60)], Response.PR),
        ([STARTED, scan(224, 60)], None),
        ([scan(209, 60)], Response.PR),  # nobody said when treatment began: from randomisation
        ([scan(210, 60)], None),
        ([STARTED, fact("protocol-treatment", 60, event="ended"), scan(88, 60)], Response.PR),
        ([STARTED, fact("protocol-treatment", 60, event="ended"), scan(89, 60)], None),
        ([STARTED, fact("surgery", 80, kind="liver-resection"), scan(80, 60)], Response.PR),
        ([STARTED, fact("surgery", 80, kind="liver-resection"), scan(81, 0)], None),
        ([STARTED, fact("local-treatment-complete", 80, how="both"), scan(81)], None),
        ([STARTED, fact("surgery", 20, kind="primary-resection"), scan(81, 60)], Response.PR),
        ([STARTED, fact("new-therapy", 80, what="FOLFIRI"), scan(81, 60)], None),
    ],
)
def test_the_window_of_response(facts: list[dict[str, Any]], best: Response | None) -> None:
    assert judged(BASE, *facts).best_response.response is best


# ---- surgery ----------------------------------------------------------------------------------------------------


def surgery(number: int, kind: str = "liver-resection", **rest: Any) -> dict[str, Any]:
    return fact("surgery", number, kind=kind, **rest)


@pytest.mark.parametrize(
    ("facts", "value", "reason"),
    [
        ([], False, "surgery.none"),
        ([surgery(10, "pump-implantation")], False, "surgery.none"),
        ([surgery(150, complete_intent=True)], True, "surgery.done"),
        ([surgery(150, "exploration", complete_intent=True)], True, "surgery.done"),
        ([surgery(150, complete_intent=False)], False, "surgery.none"),
        ([surgery(150)], None, "surgery.intent-unknown"),
        ([surgery(150), surgery(200, complete_intent=True)], True, "surgery.done"),
    ],
)
def test_conversion(facts: list[dict[str, Any]], value: bool | None, reason: str) -> None:
    found = judged(BASE, *facts).conversion
    assert (found.value, found.reason) == (value, reason)
    assert (found.on is not None) is (value is True)


@pytest.mark.parametrize(
    ("facts", "value", "reason"),
    [
        ([], False, "surgery.none"),
        ([surgery(150, all_treated=True, r_status="R0")], True, "surgery.done"),
        ([surgery(150, all_treated=True, r_status="R1")], True, "surgery.done"),
        ([surgery(150, all_treated=True, r_status="R2")], False, "surgery.incomplete"),
        ([surgery(150, all_treated=False, r_status="R0")], False, "surgery.incomplete"),
        ([surgery(150, all_treated=False)], False, "surgery.incomplete"),
        ([surgery(150, r_status="R2")], False, "surgery.incomplete"),
        ([surgery(150, all_treated=True)], None, "surgery.result-unknown"),
        ([surgery(150, r_status="R0")], None, "surgery.result-unknown"),
        ([surgery(150, "ablation", all_treated=True)], True, "surgery.done"),
        ([surgery(150, "ablation")], None, "surgery.result-unknown"),
        ([surgery(150, all_treated=False), fact("local-treatment-complete", 200, how="both")], True,
         "local-treatment.stated"),
        ([surgery(150, "primary-resection", all_treated=True, r_status="R0")], False, "surgery.none"),
    ],
)  # fmt: skip
def test_complete_local_treatment(facts: list[dict[str, Any]], value: bool | None, reason: str) -> None:
    found = judged(BASE, *facts).complete_local_treatment
    assert (found.value, found.reason) == (value, reason)


def lesions(*grades: int) -> list[dict[str, Any]]:
    return [{"lesion": f"L{index}", "mandard": grade} for index, grade in enumerate(grades)]


@pytest.mark.parametrize(
    ("reports", "value", "worst", "reason"),
    [
        ([{"mandard": 1}], True, 1, "pathology.graded"),
        ([{"mandard": 2}], True, 2, "pathology.graded"),
        ([{"mandard": 3}], False, 3, "pathology.graded"),
        ([{"lesions": lesions(1, 2)}], True, 2, "pathology.graded"),
        ([{"lesions": lesions(1, 4), "mandard": 2}], False, 4, "pathology.graded"),
        ([{"mandard": 1}, {"mandard": 5}], False, 5, "pathology.graded"),
        ([{}], None, None, "pathology.missing"),
        ([{"mandard": 1, "surgery": "surgery10"}], None, None, "pathology.missing"),  # of the primary
        ([{"mandard": 1, "surgery": None}], None, None, "pathology.missing"),
        ([], None, None, "pathology.missing"),
    ],
)
def test_pathological_response(
    reports: list[dict[str, Any]], value: bool | None, worst: int | None, reason: str
) -> None:
    facts = [
        {**fact("pathology", 160 + number, **{"surgery": "surgery150", **report})}
        for number, report in enumerate(reports)
    ]
    found = judged(BASE, surgery(10, "primary-resection"), surgery(150), *facts).pathological_response
    assert (found.value, found.mandard, found.reason) == (value, worst, reason)
    assert found.complete is (None if worst is None else worst == 1)


def test_nothing_resected_has_no_pathology() -> None:
    assert judged(BASE, surgery(150, "ablation")).pathological_response.reason == "pathology.none"


def after(number: int, grade: str, surgery_id: str = "surgery10") -> dict[str, Any]:
    return {**fact("complication", number, surgery=surgery_id, grade=grade), "id": f"c{number}{grade}"}


PUMP = surgery(10, "pump-implantation-and-primary-resection")


@pytest.mark.parametrize(
    ("facts", "at_30", "at_90"),
    [
        ([], (None, "complication.no-surgery"), (None, "complication.no-surgery")),
        ([surgery(10, "pump-removal")], (None, "complication.no-surgery"), (None, "complication.no-surgery")),
        ([PUMP], (None, "complication.too-short"), (None, "complication.too-short")),
        ([PUMP, fact("last-contact", 39)], (None, "complication.too-short"), (None, "complication.too-short")),
        ([PUMP, fact("last-contact", 40)], (False, "complication.none"), (None, "complication.too-short")),
        ([PUMP, fact("last-contact", 100)], (False, "complication.none"), (False, "complication.none")),
        ([PUMP, fact("death", 30)], (False, "complication.none"), (False, "complication.none")),
        ([PUMP, after(40, "IIIa")], (True, "complication.found"), (True, "complication.found")),
        ([PUMP, after(41, "IIIa")], (False, "complication.none"), (True, "complication.found")),
        ([PUMP, after(100, "V")], (False, "complication.none"), (True, "complication.found")),
        ([PUMP, after(20, "II"), after(101, "IVb")], (False, "complication.none"), (False, "complication.none")),
        ([PUMP, after(10, "I"), after(10, "IIIb")], (True, "complication.found"), (True, "complication.found")),
        (
            [PUMP, surgery(150), after(20, "II"), fact("last-contact", 160)],
            (None, "complication.too-short"),
            (None, "complication.too-short"),
        ),
    ],
)
def test_complications(facts: list[dict[str, Any]], at_30: tuple[Any, str], at_90: tuple[Any, str]) -> None:
    found = judged(BASE, *facts)
    assert [(each.value, each.reason) for each in found.complications] == [at_30, at_90]
    assert [each.endpoint for each in found.complications] == ["complications_30", "complications_90"]


def test_each_surgery_has_its_own_worst_complication() -> None:
    found = judged(
        BASE, PUMP, surgery(150), after(20, "II"), after(155, "IVa", "surgery150"), fact("last-contact", 400)
    )
    assert [(row.surgery, row.days, row.worst, row.severe) for row in found.surgeries] == [
        ("surgery10", 30, "II", False),
        ("surgery10", 90, "II", False),
        ("surgery150", 30, "IVa", True),
        ("surgery150", 90, "IVa", True),
    ]
    assert found.complications[0].traced_to == ("surgery150", "c155IVa")


# ---- adverse events ---------------------------------------------------------------------------------------------


def event(number: int, grade: int, related: bool | None = True) -> dict[str, Any]:
    return {**fact("adverse-event", number, term="Diarrhea", grade=grade, related=related), "id": f"ae{number}{grade}"}


ENDED = fact("protocol-treatment", 100, event="ended")


@pytest.mark.parametrize(
    ("facts", "value", "reason"),
    [
        ([event(30, 3)], None, "adverse-event.no-treatment"),
        ([STARTED], False, "adverse-event.none"),
        ([STARTED, event(30, 2)], False, "adverse-event.none"),
        ([STARTED, event(30, 3)], True, "adverse-event.found"),
        ([STARTED, event(13, 3)], False, "adverse-event.none"),
        ([STARTED, event(30, 4, False)], False, "adverse-event.none"),
        ([STARTED, event(30, 4, None)], None, "adverse-event.relation-unknown"),
        ([STARTED, event(30, 4, None), event(40, 3)], True, "adverse-event.found"),
        ([STARTED, ENDED, event(130, 3)], True, "adverse-event.found"),
        ([STARTED, ENDED, event(131, 3)], False, "adverse-event.none"),
        ([STARTED, fact("withdrawal", 100, scope="treatment"), event(131, 3)], False, "adverse-event.none"),
        (
            [STARTED, ENDED, fact("protocol-treatment", 120, event="started"), event(131, 3)],
            True,
            "adverse-event.found",
        ),
    ],
)
def test_adverse_events(facts: list[dict[str, Any]], value: bool | None, reason: str) -> None:
    found = judged(BASE, *facts).adverse_events
    assert (found.value, found.reason) == (value, reason)


def test_the_first_of_several_decides_the_day() -> None:
    twice = [STARTED, fact("protocol-treatment", 60, event="started"), event(30, 3)]
    assert judged(BASE, *twice).adverse_events.value is True
    severe = judged(BASE, PUMP, surgery(150), after(20, "IIIa"), after(155, "IVa", "surgery150"))
    assert severe.complications[0].on == RANDOMISED + timedelta(days=10)
    graded = [fact("pathology", number, surgery="surgery150", mandard=1) for number in (160, 170)]
    found = judged(BASE, surgery(150), *graded).pathological_response
    assert found.on == RANDOMISED + timedelta(days=170)  # the last report completes the grade


def test_an_unevaluable_response_is_traced_to_the_first_scan() -> None:
    found = judged(BASE, scan(60, "not-evaluable"), scan(70, "not-evaluable"))
    assert found.best_response.traced_to == ("ct0", "ct60")
