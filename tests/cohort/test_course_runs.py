"""Runs of courses: the same bytes on threads and on a cluster; cycles and answer counted again from the visits."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from dask_cluster import scheduler, worker

from haipdose.errors import InputError
from haipdose.protocol.loader import load_protocol
from haipdose_sim.cohort.course_answer import course_answer
from haipdose_sim.cohort.course_columns import TRACE_ROWS, Outcome
from haipdose_sim.cohort.course_files import course_tables_as_files
from haipdose_sim.cohort.course_outcome import ARM_WITH_PUMP, simulate_courses
from haipdose_sim.cohort.course_parameters import course_parameters
from haipdose_sim.cohort.course_records import SystemicCycle
from haipdose_sim.cohort.course_runs import CourseRun, RuleSet, rule_set, run_courses

PARAMETERS = course_parameters()
NUMBERS = PARAMETERS.numbers()
RULES = [rule_set(name, load_protocol(name)) for name in ("pump-it", "msk-adjuvant")]
SEED, PATIENTS = 4, 600


def run(**how: object) -> CourseRun:
    return run_courses(RULES, NUMBERS, seed=SEED, patients=PATIENTS, **how)  # type: ignore[arg-type]


def arrays(found: CourseRun) -> list[bytes]:
    return [
        part.tobytes() for each in found.courses for part in (each.outcomes, each.pump_cycles, each.systemic_cycles)
    ]


@pytest.fixture(scope="module")
def whole() -> CourseRun:
    return run()


@pytest.mark.parametrize("how", [{"threads": 2, "chunk": 37}, {"threads": 1, "chunk": 1000}, {"threads": 3}])
def test_the_same_bytes_however_it_is_cut(whole: CourseRun, how: dict[str, int]) -> None:
    assert arrays(run(**how)) == arrays(whole)


def test_the_same_bytes_on_a_cluster(whole: CourseRun, tmp_path: Path) -> None:
    done: list[int] = []
    with scheduler() as (_, address), worker(address, tmp_path):
        found = run(scheduler=address, chunk=30, progress=lambda count, _: done.append(count))
    assert len(done) == PATIENTS / 30
    assert arrays(found) == arrays(whole)


def test_cycles_are_what_the_visits_say(whole: CourseRun) -> None:
    """Each cycle read from the visits in plain Python."""
    names = ["day", "late", "what", "cycle", "ast", "alt", "alp", "bilirubin", "neutrophils", "platelets"]
    names += ["action", "percent", "systemic", "number"]
    _, traces = simulate_courses(SEED, 0, 120, ARM_WITH_PUMP, RULES[0].tables, NUMBERS)
    pump, systemic = whole.courses[0].pump_cycles, whole.courses[0].systemic_cycles
    for patient, trace in enumerate(traces):
        visits = [dict(zip(names, row, strict=False)) for row in trace if not np.isnan(row[0])]
        started = 0
        fills: dict[int, list[dict[str, float]]] = {}
        for visit in visits:
            if not np.isnan(visit["action"]):
                fills.setdefault(started, []).append(visit)
            started = int(visit["cycle"])
        for number in range(6):
            cell, there = pump[patient, number], fills.get(number, [])
            if not there:
                assert np.isnan(cell).all()
                continue
            given = [visit for visit in there if visit["action"] in (0, 1)]
            assert cell[0] == there[0]["day"] - there[0]["late"]
            assert cell[1] == sum(visit["action"] in (2, 4) for visit in there)
            assert cell[2:4] == pytest.approx(
                [given[0]["day"], given[0]["percent"]] if given else [np.nan, np.nan], nan_ok=True
            )
            assert cell[4] == any(visit["action"] == 3 for visit in there)
            assert cell[5:9] == pytest.approx([there[-1][each] for each in ("ast", "alt", "alp", "bilirubin")])
        due = [visit for visit in visits if not np.isnan(visit["systemic"])]
        assert max(visit["number"] for visit in due) <= systemic.shape[1]
        for number in range(1, systemic.shape[1] + 1):
            cell, there = systemic[patient, number - 1], [visit for visit in due if visit["number"] == number]
            assert np.isnan(cell[0]) == (not there)
            if there:
                assert cell[1] == sum(visit["systemic"] in (3, 4) for visit in there)
                assert cell[3] == there[-1]["systemic"]
                assert np.isnan(cell[2]) == (there[-1]["systemic"] > 1)
                assert cell[8] == pytest.approx(there[-1]["neutrophils"])


def test_the_answer_is_what_the_tables_say(whole: CourseRun) -> None:
    """Counted again from the Parquet files."""
    answer = course_answer(whole, PARAMETERS)
    files = course_tables_as_files(whole)
    patients, cycles, systemic = (pq.read_table(io.BytesIO(content)) for content in files.values())
    assert list(files) == ["patients.parquet", "pump-cycles.parquet", "systemic-cycles.parquet"]
    for table in (patients, cycles, systemic):
        assert all(field.metadata[b"description"] for field in table.schema)
    assert b"worst of neutrophils" in patients.schema.field("haematological_grade").metadata[b"description"]
    people, rows = patients.to_pylist(), cycles.to_pylist()
    assert len(people) == 2 * PATIENTS
    assert len(rows) == 2 * 6 * PATIENTS
    for rule in answer.rules:
        mine = [row for row in people if row["rules"] == rule.label]
        shares = {share.name: share.of.count for share in rule.shares}
        assert shares["biliary_sclerosis"] == sum(row["biliary_sclerosis"] for row in mine)
        assert shares["liver_grade_3"] == sum(
            max(row[f"{test}_grade"] for test in ("ast", "alt", "alp", "bilirubin")) >= 3 for row in mine
        )
        assert shares["ended_by_rule"] == sum(row["floxuridine_discontinued_reason"] == 1 for row in mine)
        assert shares["floxuridine_ended_early"] == sum(
            shares[f"ended_{why}"] for why in ("by_rule", "pump_lost", "held_too_long", "time_ran_out")
        )
        assert shares["floxuridine_all_cycles"] + shares["floxuridine_ended_early"] >= PATIENTS
        held: set[int] = set()
        for cycle in rule.cycles:
            at = [row for row in rows if row["rules"] == rule.label and row["cycle"] == cycle.cycle]
            came = [row for row in at if row["due_day"] is not None]
            assert cycle.due == len(came)
            held |= {row["patient"] for row in came if row["holds"] > 0}
            assert cycle.hold_free.count == PATIENTS - len(held)
            levels = Counter(round(row["percent"], 1) for row in came if row["percent"] is not None)
            assert {level.percent: level.of.count for level in cycle.levels} == dict(levels)
            assert sum(levels.values()) + sum(each.count for each in cycle.not_given.values()) == PATIENTS


def test_other_numbers_of_cycles_and_the_arm_without_a_pump() -> None:
    protocol = load_protocol("pump-it")
    for cycles in (1, 3, 10):
        rules = rule_set("pump-it", protocol, cycles)
        (found,) = run_courses([rules], NUMBERS, seed=1, patients=300).courses
        assert found.pump_cycles.shape == (300, cycles, 10)
        assert found.systemic_cycles.shape[1] >= 2 * cycles
        given = (~np.isnan(found.systemic_cycles[:, :, SystemicCycle.GIVEN_DAY])).sum(axis=1)
        np.testing.assert_array_equal(given, found.outcomes[:, Outcome.SYSTEMIC_CYCLES_GIVEN])
        assert (found.outcomes[:, Outcome.FLOXURIDINE_CYCLES_PLANNED] == cycles).all()
        assert (found.outcomes[:, Outcome.FLOXURIDINE_CYCLES_STARTED] == cycles).mean() > 0.6
    for name in ("msk-adjuvant", "pump-adjuvant", "msk-unresectable", "pump-it"):
        (found,) = run_courses([rule_set(name, load_protocol(name), 10)], NUMBERS, seed=1, patients=200).courses
        assert found.outcomes[:, Outcome.VISITS].max() < TRACE_ROWS
        given = (~np.isnan(found.systemic_cycles[:, :, SystemicCycle.GIVEN_DAY])).sum(axis=1)
        np.testing.assert_array_equal(given, found.outcomes[:, Outcome.SYSTEMIC_CYCLES_GIVEN])
    alone = run_courses([RULES[0]], NUMBERS, seed=1, patients=200, with_pump=False)
    answer = course_answer(alone, PARAMETERS)
    (rule,) = answer.rules
    assert rule.arm == "A"
    assert rule.cycles == ()
    assert not any(each.name.startswith("floxuridine") for each in (*rule.amounts, *rule.shares))
    assert not any(value.startswith("toxicity") for value in rule.to_confirm)


def test_too_many_rules() -> None:
    with pytest.raises(InputError, match="7 sets of rules") as error:
        run_courses([RULES[0]] * 7, NUMBERS, seed=1, patients=1)
    assert error.value.code == "simulate.rules"


def test_more_visits_than_a_trace_has_rows() -> None:
    protocol = load_protocol("msk-adjuvant")
    crowded = rule_set("crowded", protocol, 10)
    schedule = crowded.tables.schedule._replace(systemic_days=np.arange(0, 35, 2), interval_days=2)
    tables = crowded.tables._replace(schedule=schedule)
    with pytest.raises(InputError, match="crowded: a course has more than 80 visits") as error:
        run_courses([RuleSet("crowded", protocol, tables)], NUMBERS, seed=1, patients=20)
    assert error.value.code == "simulate.visits"
