"""The simulated data set: whole, the same again, and read by the project as the simulator knows it to be true."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from haipdose.analysis.analyse import analyse
from haipdose.analysis.ledger import Figure, Figures
from haipdose.analysis.report import Report, Section, Table
from haipdose.analysis.trace_check import trace_faults
from haipdose.analysis.trial_data import Trial, trial_data
from haipdose.cli.main import app
from haipdose.cli.simulate_data_set import fill_rules
from haipdose.course.fold import fold
from haipdose.errors import InputError, RuleDataError
from haipdose.library import PackagedLibrary
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.facts import Imaging
from haipdose.trial.participant import Participant
from haipdose.trial.randomisation_seal import faults_of
from haipdose.trial.recist import assess
from haipdose_sim.cohort.data_set.allocation import Allocation
from haipdose_sim.cohort.data_set.compare import compare, comparison_text
from haipdose_sim.cohort.data_set.make import Asked, Made, last_day, make_data_set
from haipdose_sim.cohort.data_set.rates import NAMES, data_set_rates
from haipdose_sim.cohort.data_set.scan_truth import Sight, best_of, first_progression, readings
from haipdose_sim.cohort.trial.parameters import trial_parameters
from haipdose_sim.cohort.trial.scenario import Effects

PARAMETERS, RATES = trial_parameters(), data_set_rates()
START = date(2025, 3, 1)
UNTIL = last_day(PARAMETERS, START)
Everybody = tuple[tuple[Made, ...], Allocation]


def make(count: int, seed: int = 7, until: date = UNTIL, effects: Effects = Effects.DOSE) -> Everybody:
    asked = Asked(count, seed, START, until, effects, 0.6)
    return make_data_set(asked, PARAMETERS, RATES, fill_rules())


@pytest.fixture(scope="module")
def everybody() -> Everybody:
    return make(40)


@pytest.fixture(scope="module")
def trial(everybody: Everybody) -> Trial:
    people = [Participant.model_validate(each.document) for each in everybody[0]]
    return trial_data(people, UNTIL, endpoint_rules())


def test_every_kind_of_fact_occurs_and_every_participant_holds_together(everybody: Everybody, trial: Trial) -> None:
    """Working out the outcomes refuses facts that contradict each other: there are none."""
    made, _ = everybody
    assert len(trial.subjects) == 40
    kinds = Counter(fact["type"] for each in made for fact in each.document.get("facts", []))
    assert set(kinds) >= {
        "imaging", "liver-panel", "surgery", "pathology", "complication", "adverse-event", "questionnaire", "death",
        "last-contact", "new-therapy", "protocol-treatment",
    }  # fmt: skip
    course = Counter(fact["type"] for each in made for fact in each.document.get("course", {}).get("facts", []))
    assert set(course) >= {
        "registered", "weight-measured", "laboratory", "pump-implanted", "perfusion-scan", "pump-emptied", "fill-given",
        "systemic-given", "toxicity-reviewed", "clinical-event", "floxuridine-held", "long-break-started",
    }  # fmt: skip
    assert {each.arm.value for each in trial.subjects} == {"A", "B"}
    assert not [notice for each in trial.subjects for notice in each.outcomes.notices]


def test_outcomes_are_the_simulators_truth(everybody: Everybody, trial: Trial) -> None:
    truths = [each.truth for each in everybody[0] if each.truth is not None]
    found = compare(truths, trial, 0.7, 0.01)
    assert found.disagreements == ()
    assert found.best_responses_agree == found.deaths_agree == found.conversions_agree == 40
    assert found.progressions_agree == found.progressions_compared > 25
    assert len({truth.best_response for truth in truths}) >= 3
    assert "40 of 40" in comparison_text(found)


def test_a_wrong_truth_is_found(everybody: Everybody, trial: Trial) -> None:
    truths = [each.truth for each in everybody[0] if each.truth is not None]
    place = next(i for i, truth in enumerate(truths) if truth.seen_death)
    truths[place] = truths[place].model_copy(update={"death_day": truths[place].death_day + 1})
    truths[0] = truths[0].model_copy(update={"best_response": "CR"})
    found = compare(truths, trial, 0.7, 0.01)
    assert len(found.disagreements) == 2
    assert "DISAGREES" in comparison_text(found)


def test_the_same_seed_gives_the_same_documents_and_another_does_not() -> None:
    first, again = make(8), make(8)
    assert [each.document for each in again[0]] == [each.document for each in first[0]]
    assert [each.truth for each in again[0]] == [each.truth for each in first[0]]
    assert again[1] == first[1]
    other, _ = make(6, seed=8)
    assert other[0].document != first[0][0].document


def test_arms_are_those_of_the_projects_own_sealed_list(everybody: Everybody) -> None:
    made, allocation = everybody
    assert faults_of(allocation.sealed, allocation.record, allocation.secret) == ()
    opened = {line.participant: line for line in allocation.record}
    for each in made:
        if each.truth is not None:
            line = opened[each.document["participant"]]
            assert line.arm.value == each.document["arm"]
            assert line.factors == {"ras": each.document["strata"]["ras"], "site": each.document["site"]}
            assert line.at.date().isoformat() == each.document["randomised_on"]
            assert date.fromisoformat(each.document["randomised_on"]).weekday() < 5


def test_courses_fold_without_a_contradiction(trial: Trial) -> None:
    """The planner's own reading of each course, pump and doses, finds nothing that cannot be."""
    given = 0
    for subject in trial.subjects:
        course = subject.participant.course
        assert course is not None
        state = fold(course.facts, as_of=course.as_of, reservoir_ml=Decimal(30))
        assert state.conflicts == (), subject.id
        assert (course.pump is None) == (course.arm == "A")
        given += sum(fill.contents.value == "floxuridine" for fill in state.fills)
    assert given > 60


def test_the_panel_says_resectable_before_every_conversion_surgery_and_only_then(everybody: Everybody) -> None:
    seen = 0
    for each in everybody[0]:
        facts = each.document.get("facts", [])
        operated = [fact["on"] for fact in facts if fact["id"] == "conversion"]
        said = [fact["on"] for fact in facts if fact["type"] == "liver-panel" and fact["verdict"] == "resectable"]
        assert all(any(day < surgery for day in said) for surgery in operated), each.document["participant"]
        seen += len(operated)
    assert seen > 5


@pytest.mark.parametrize("effects", [Effects.NONE, Effects.PROPORTIONAL])
def test_other_scenarios_hold_together_too(effects: Effects) -> None:
    made, _ = make(10, effects=effects)
    trial = trial_data([Participant.model_validate(each.document) for each in made], UNTIL, endpoint_rules())
    assert compare([each.truth for each in made if each.truth is not None], trial, 1.0, 0.0).disagreements == ()
    for subject in trial.subjects:
        course = subject.participant.course
        assert course is not None
        assert fold(course.facts, as_of=course.as_of, reservoir_ml=Decimal(30)).conflicts == ()


def test_floxuridine_is_dosed_by_the_projects_own_fill(trial: Trial) -> None:
    """Full doses by hand: 0.12 mg/kg/day, weight rule aside only for the slim, rounded to 5 mg."""
    seen = 0
    for subject in trial.subjects:
        course = subject.participant.course
        if course is None or course.pump is None:
            continue
        for fact in course.facts:
            if fact.type == "fill-given" and fact.dose_percent == 100 and course.patient.weight_kg < 65:
                exact = Decimal("0.12") * course.patient.weight_kg * 30 / course.pump.flow_ml_per_day
                assert abs(fact.floxuridine_mg - exact) <= Decimal("2.5")
                seen += 1
    assert seen


def test_nothing_lies_after_the_end_or_before_registration(everybody: Everybody) -> None:
    for each in everybody[0]:
        for fact in each.document.get("facts", []):
            assert fact["on"] <= UNTIL.isoformat()
        for fact in each.document.get("course", {}).get("facts", []):
            assert each.document["registered_on"] <= fact["at"][:10] <= UNTIL.isoformat()


def test_an_early_end_leaves_everybody_followed_until_then() -> None:
    made, _ = make(12, until=date(2029, 6, 1))
    people = [Participant.model_validate(each.document) for each in made]
    found = trial_data(people, date(2029, 6, 1), endpoint_rules())
    truths = [each.truth for each in made if each.truth is not None]
    assert compare(truths, found, 0.7, 0.01).disagreements == ()
    assert any(not truth.seen_death for truth in truths)
    with pytest.raises(InputError, match="last participant"):
        make(12, until=date(2028, 1, 1))
    with pytest.raises(InputError):
        make(0)


# ---- the simulator's own RECIST against the engine's: two readings of the guideline --------------------------------

_LENGTH = st.one_of(st.none(), st.integers(5, 90), st.just(0))
_NODE = st.one_of(st.none(), st.integers(3, 40))
_SCAN = st.tuples(
    _LENGTH,
    _LENGTH,
    _NODE,
    st.sampled_from(["absent", "present", "progressed", "unknown"]),
    st.sampled_from([None, (), (), (), ("X", False), ("X", True)]),
    st.integers(20, 90),
)


def _imaging(day: int, lengths: dict[str, int | None], rest: str, new: dict[str, bool] | None) -> Imaging:
    said = {"unknown": "not-evaluable"}.get(rest, rest)
    targets = [
        {"id": name, "organ": "liver-hilum" if name == "N" else "liver", "node": name == "N",
         "diameter_mm": "not-evaluable" if length is None else length}
        for name, length in lengths.items()
    ]  # fmt: skip
    document: dict[str, Any] = {
        "type": "imaging", "id": f"s{day + 9}", "on": date.fromordinal(START.toordinal() + day), "modality": "ct",
        "targets": targets, "non_target": said,
    }  # fmt: skip
    if new is not None:
        document["new_lesions"] = [{"id": name, "organ": "lung", "certain": sure} for name, sure in new.items()]
    return Imaging.model_validate(document)


@settings(max_examples=150, deadline=None)
@given(st.integers(10, 80), st.integers(10, 80), st.integers(15, 40), st.booleans(), st.lists(_SCAN, max_size=6))
def test_two_readings_of_the_guideline_agree(
    first: int, second: int, node: int, rest: bool, scans: list[tuple[Any, ...]]
) -> None:
    base_rest = "present" if rest else "none"
    day, told = -9, [(-9, {"L1": first, "L2": second, "N": node}, base_rest, {})]
    for one, two, three, status, new, later in scans:
        day = max(day, 0) + later
        said = None if new is None else dict([new]) if new else {}
        told.append((day, {"L1": one, "L2": two, "N": three}, status if rest else "none", said))
    certain = {name for _, _, _, new in told for name, sure in (new or {}).items() if sure}
    sights = [
        Sight(day, lengths, frozenset({"N"}), status, None if new is None else {name: name in certain for name in new})
        for day, lengths, status, new in told
    ]
    course = assess([_imaging(*each) for each in told], START, endpoint_rules().recist)
    assert [point.overall.value for point in course.points] == readings(sights)


def _sight(day: int, mm: int | None, new: dict[str, bool] | None = None, rest: str = "none") -> Sight:
    return Sight(day, {"L": mm}, frozenset(), rest, {} if new is None else new)


def test_the_simulators_reading_by_hand() -> None:
    """Edges of the guideline in whole millimetres, worked by hand."""
    assert readings([_sight(0, 100), _sight(60, 71), _sight(120, 70), _sight(180, 84)]) == ["SD", "PR", "PD"]
    assert readings([_sight(0, 20), _sight(60, 14), _sight(120, 18)]) == ["PR", "SD"]  # 4 mm are too little
    assert readings([_sight(0, 20), _sight(60, 14), _sight(120, 19)]) == ["PR", "PD"]
    assert readings([_sight(0, 50), _sight(60, 0), _sight(120, 3)]) == ["CR", "PD"]  # back after a complete response
    assert readings([_sight(0, 50), _sight(60, None), _sight(120, 50, {"X": False})]) == ["NE", "SD"]
    good = [_sight(0, 50), _sight(61, 30), _sight(122, 60)]
    assert best_of(good, 200) == "PR"
    assert best_of(good, 60) is None
    assert best_of([_sight(0, 50), _sight(40, 50)], 200) == "NE"  # stable disease did not last
    assert first_progression(good) == 122
    cleared = Sight(180, {}, frozenset(), "unknown", {"R": True}, cleared=True)
    assert readings([_sight(0, 50), _sight(61, 30), cleared]) == ["PR", "PD"]


# ---- the check that every number is traced -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def analysed(trial: Trial) -> tuple[Report, Figures]:
    return analyse(trial, PackagedLibrary().protocol)


def test_every_number_of_the_report_is_traced(analysed: tuple[Report, Figures], trial: Trial) -> None:
    report, figures = analysed
    assert len(figures.figures) > 700
    assert trace_faults(report, figures, trial.everybody, trial.rules.reasons.values()) == ()


def test_a_number_without_facts_is_found(analysed: tuple[Report, Figures], trial: Trial) -> None:
    report, figures = analysed
    words = tuple(trial.rules.reasons.values())
    without = [
        each.model_copy(update={"facts": tuple(one for one in each.facts if one.type != "death")})
        for each in trial.everybody
    ]
    assert any("flow.died" in fault for fault in trace_faults(report, figures, without, words))
    fewer = trial.everybody[1:]
    assert any(trial.everybody[0].participant in fault for fault in trace_faults(report, figures, fewer, words))
    loose = Section("More", (Table("Extra", ("what", "value"), (("guess", "42"),)),))
    longer = Report(report.title, report.subtitle, report.footer, (*report.sections, loose))
    assert any("'42'" in fault for fault in trace_faults(longer, figures, trial.everybody, words))
    shorter = Report(report.title, report.subtitle, report.footer, report.sections[1:])
    assert any("nowhere in the report" in fault for fault in trace_faults(shorter, figures, trial.everybody, words))
    name = next(name for name, figure in figures.figures.items() if figure.value == "40")
    forged = {**figures.figures, name: figures.figures[name].model_copy(update={"shown": "41"})}
    changed = figures.model_copy(update={"figures": forged})
    assert any("does not know" in fault for fault in trace_faults(report, changed, trial.everybody, words))
    bare = Figure(id=name, label="n", shown="40", value="40", rests_on=())
    changed = figures.model_copy(update={"figures": {**figures.figures, name: bare}})
    assert any("rests on no fact" in fault for fault in trace_faults(report, changed, trial.everybody, words))


# ---- the command ---------------------------------------------------------------------------------------------------


def _invoke(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["simulate", "data-set", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_command_writes_a_data_set_that_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "participants.jsonl"
    words = ("--participants", "6", "--seed", "3", "--quiet")
    code, text, _ = _invoke(*words, "--out", str(path))
    assert code == 0
    assert "Nobody in this data set exists" in text
    again = tmp_path / "again.jsonl"
    assert _invoke(*words, "--out", str(again), "--json")[0] == 0
    assert path.read_bytes() == again.read_bytes()
    assert path.with_suffix(".truth.json").read_bytes() == again.with_suffix(".truth.json").read_bytes()
    truth = json.loads(path.with_suffix(".truth.json").read_text())
    assert len(truth["truths"]) == 6
    assert any("data-set." in value for value in truth["to_confirm"])
    read = CliRunner().invoke(app, ["endpoints", str(path), "--cut-off", UNTIL.isoformat(), "--json"])
    assert read.exit_code == 0, read.output


def test_everything_runs_in_one_command(tmp_path: Path) -> None:
    out = tmp_path / "everything"
    code, text, progress = _invoke("--participants", "12", "--seed", "7", "--analyse", "--out", str(out))
    assert code == 0, text
    assert "every one is traced" in text
    assert "best response as the lesions were drawn: 12 of 12" in text
    for step in ("endpoints", "assessments", "overall survival", "PDF", "tracing", "ADSL"):
        assert step in progress
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert names >= {
        "participants.jsonl", "truth.json", "outcomes.jsonl", "assessments.csv", "assessments-report.json",
        "check.json", "report/report.html", "report/report.pdf", "report/figures.json", "report/os-curve.svg",
        "adam/adtte.xpt", "adam/define.json", "randomisation/sealed-list.json", "randomisation/record.jsonl",
    }  # fmt: skip
    check = json.loads((out / "check.json").read_text())
    assert check["untraced"] == []
    assert check["comparison"]["disagreements"] == []
    sealed, record = (str(out / "randomisation" / name) for name in ("sealed-list.json", "record.jsonl"))
    verified = CliRunner().invoke(app, ["trial", "randomise", "verify", "--list", sealed, "--record", record])
    assert verified.exit_code == 0, verified.output


@pytest.mark.parametrize(
    "words",
    [
        ("--participants", "0"),
        ("--participants", "5001"),
        ("--seed", "-1"),
        ("--start", "yesterday"),
        ("--until", "2025-04-01"),
        ("--effects", "magic"),
        ("--hazard-ratio", "-1"),
        ("--hazard-ratio", "nan"),
        ("--design", "/none.toml"),
    ],
)
def test_what_cannot_be_made_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    code, _, error = _invoke("--out", str(tmp_path / "p.jsonl"), *words)
    assert code == 2
    assert error
    assert not (tmp_path / "p.jsonl").exists()


def test_rates_that_cannot_be_are_refused(tmp_path: Path) -> None:
    from importlib.resources import files

    text = (files("haipdose_sim.cohort") / "data" / "data-set-2026-11.toml").read_text("utf-8")
    path = tmp_path / "own.toml"
    for old, new, words in (
        ("female =", "femal =", "femal"),
        ("value = 42", "value = 142", "100"),
        ('"drug", evidence', '"nobody", evidence', "source"),
    ):
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(RuleDataError, match=words):
            data_set_rates(path)
    assert len(RATES.to_confirm()) == len(NAMES)


def test_as_of_is_the_last_moment_of_the_data_set(trial: Trial) -> None:
    course = trial.subjects[0].participant.course
    assert course is not None
    assert course.as_of == datetime(UNTIL.year, UNTIL.month, UNTIL.day, 23, 59, tzinfo=UTC)
