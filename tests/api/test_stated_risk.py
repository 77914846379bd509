"""The stated risk of a plan: simulated beside the hard limits, on plan, board and worksheet; no doses in it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import pytest
from api_support import ApiUnderTest
from fills import answered
from records_support import a_course, demo_course

from haipdose.documents.about import RiskOnPaper, ShareOnPaper
from haipdose.documents.stated_risk import risk_lines
from haipdose.documents.words import DocumentWords
from haipdose.documents.worksheet import Printed, worksheet
from haipdose.library import PackagedLibrary
from haipdose.schedule.requests import PlanAnswer
from haipdose_api import board_risk, projection
from haipdose_api.permissions import Role
from haipdose_api.stated_risk import stated_on_paper
from haipdose_api.web.words import Words
from haipdose_sim.cohort.reservoir_parameters import reservoir_parameters
from haipdose_sim.cohort.risk import request_of_plan, risk_of
from haipdose_sim.cohort.risk_on_paper import DRAWS, SEED


@pytest.fixture
def ward(api: ApiUnderTest) -> tuple[ApiUnderTest, str, str, dict[str, str]]:
    api.site.clock.now = datetime(2026, 5, 6, 7, tzinfo=UTC)  # type: ignore[attr-defined]
    clinic, course = demo_course(api.records)
    return api, clinic, course, api.callers.person("nurse", **{clinic: Role.NURSE})


Ward = tuple[ApiUnderTest, str, str, dict[str, str]]


def test_the_risk_of_a_plan_is_that_of_the_simulation_of_its_intervals(ward: Ward) -> None:
    api, clinic, course, nurse = ward
    path = f"/v1/clinics/{clinic}/courses/{course}/plan"
    answer = api.client.get(f"{path}/risk", headers=nurse)
    assert answer.status_code == 200, answer.text
    stated = answer.json()
    plan = PlanAnswer.model_validate_json(api.client.get(path, headers=nurse).text)
    library = PackagedLibrary()
    parameters = reservoir_parameters().with_profile(library.profile("intera-3000"))
    asked = request_of_plan(plan)
    again = risk_of(asked, parameters, seed=SEED, draws=DRAWS)
    assert [one["visit_id"] for one in stated["intervals"]] == [one.visit for one in asked.intervals]
    for shown, found in zip(stated["intervals"], again.intervals, strict=True):
        assert shown["dry_before_visit"]["percent"] == pytest.approx(100 * found.dry_before_visit.probability)
        assert shown["returned_ml"]["lowest"] == pytest.approx(found.returned_ml.lowest_95)
        assert shown["delivered_percent"]["highest"] == pytest.approx(found.delivered_percent.highest_95)
    assert stated["to_confirm"]
    assert "no dose and no date rests on it" in stated["caution"]


def test_who_checks_blind_learns_no_amount_of_drug_from_it(ward: Ward) -> None:
    api, clinic, course, nurse = ward
    text = api.client.get(f"/v1/clinics/{clinic}/courses/{course}/plan/risk", headers=nurse).text
    assert "mg" not in text.replace("fever", "")
    assert "concentration" not in text


def test_the_board_states_it_beside_the_limit_and_never_waits_for_it(ward: Ward) -> None:
    api, clinic, course, nurse = ward
    path = f"/v1/clinics/{clinic}/board"
    projection.catch_up(api.site)
    row = api.client.get(path, headers=nurse).json()["rows"][0]
    assert row["dry_risk_percent"] is None
    assert row["run_dry_fast"] is not None
    assert board_risk.state_risks(api.site) == 1
    assert board_risk.state_risks(api.site) == 0
    row = api.client.get(path, headers=nurse).json()["rows"][0]
    assert 0 <= row["dry_risk_percent"] < row["dry_risk_highest_percent"] < 100
    stated = api.client.get(f"/v1/clinics/{clinic}/courses/{course}/plan/risk", headers=nurse).json()["intervals"][0]
    assert row["dry_risk_percent"] == stated["dry_before_visit"]["percent"]
    projection.project(api.site, clinic, course)
    assert api.client.get(path, headers=nurse).json()["rows"][0]["dry_risk_percent"] is None


def test_a_course_that_has_nothing_in_the_pump_is_looked_at_once(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    projection.catch_up(api.site)
    assert board_risk.state_risks(api.site) == 1
    assert board_risk.state_risks(api.site) == 0
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    answer = api.client.get(f"/v1/clinics/{clinic}/courses/{course}/plan/risk", headers=nurse)
    assert (answer.status_code, answer.json()["code"]) == (422, "simulate.nothing-planned")
    assert api.client.get(f"/v1/clinics/{clinic}/board", headers=nurse).json()["rows"][0]["dry_risk_percent"] is None


def test_without_the_simulation_everything_else_works(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    api, clinic, course, nurse = ward
    projection.catch_up(api.site)
    monkeypatch.setitem(sys.modules, "haipdose_sim.cohort.risk", None)
    assert board_risk.state_risks(api.site) == 0
    answer = api.client.get(f"/v1/clinics/{clinic}/courses/{course}/plan/risk", headers=nurse)
    assert (answer.status_code, answer.json()["code"]) == (404, "simulate.not-installed")
    assert stated_on_paper(answered(), PackagedLibrary()) is None


def test_the_worksheet_states_it_below_the_hard_limits() -> None:
    fill = answered()
    risk = stated_on_paper(fill, PackagedLibrary())
    assert risk is not None
    low, high = risk.returned_ml
    assert fill.expected_return_ml is not None
    assert low < float(fill.expected_return_ml) < high
    labels = [label for label, _ in worksheet(fill, printed=Printed(risk=risk)).results]
    assert labels.index("Simulated risk") > labels.index("Runs dry after")
    assert "Simulated risk" not in [label for label, _ in worksheet(fill).results]


@pytest.mark.parametrize(
    ("share", "english", "dutch"),
    [
        (ShareOnPaper(0.0, 0.00038, 0), "below 0.038 %", "minder dan 0,038 %"),
        (ShareOnPaper(0.0123, 0.015, 123), "counted: 1.2 %", "meegeteld: 1,2 %"),
        (ShareOnPaper(0.5, 0.51, 5000), "counted: 50 %", "meegeteld: 50 %"),
        (ShareOnPaper(1.0, 1.0, 10000), "counted: 100 %", "meegeteld: 100 %"),
    ],
)
def test_a_share_is_never_said_more_exactly_than_the_draws_allow(share: ShareOnPaper, english: str, dutch: str) -> None:
    risk = RiskOnPaper(share, (-0.4, 13.06), (88.4, 111.6), 10000)
    [(_, text)] = risk_lines(risk, DocumentWords("en"))
    assert english in text
    assert "return 0 to 13.1 mL and deliver 88 to 112 % of the plan" in text
    [(_, text)] = risk_lines(risk, DocumentWords("nl"))
    assert dutch in text
    assert "13,1 mL" in text


def test_a_share_on_a_page() -> None:
    assert Words("en").share(0, 0.0384) == "below 0.038 %"
    assert Words("nl").share(0, 0.0384) == "minder dan 0,038 %"
    assert Words("nl").share(1.234, 1.5) == "1,2 %"
    assert Words("en").share(50.0, 51.0) == "50 %"
    assert json.dumps(Words("en").share(100.0, 100.0)) == '"100 %"'
