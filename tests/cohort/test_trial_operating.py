"""Operating characteristics: error rate under no effect, power against Schoenfeld, any way of cutting the work up."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from scipy import stats
from typer.testing import CliRunner

import haipdose.protocol
from haipdose.analysis.cox import hazard_ratio
from haipdose.analysis.log_rank import log_rank
from haipdose.analysis.times import Times
from haipdose.cli.main import app
from haipdose.errors import InputError, RuleDataError
from haipdose.protocol.loader import load_protocol
from haipdose_sim.cohort.course_columns import Outcome
from haipdose_sim.cohort.course_outcome import simulate_courses
from haipdose_sim.cohort.course_parameters import course_parameters
from haipdose_sim.cohort.course_tables import course_tables
from haipdose_sim.cohort.proportions import proportion
from haipdose_sim.cohort.trial.answer import TrialAnswer, trial_answer
from haipdose_sim.cohort.trial.exposure import Stated, course_bank, stated_exposure
from haipdose_sim.cohort.trial.operating import (
    Point,
    TrialSetup,
    one_trial,
    schoenfeld_power,
    simulate_trials,
    trial_setup,
    true_hazard_ratio,
)
from haipdose_sim.cohort.trial.parameters import TrialParameters, trial_parameters
from haipdose_sim.cohort.trial.scenario import Effects, effects_named
from haipdose_sim.cohort.trial.trial_kernel import MILLION, ROW, allocate

PACKAGED = trial_parameters()
DOSES = Stated(0.74, 0.97)
AT = {name: place for place, name in enumerate(ROW)}


def designed(**values: Any) -> TrialParameters:
    """The packaged parameters with another design."""
    changed = {
        name: getattr(PACKAGED.design, name).model_copy(update={"value": value}) for name, value in values.items()
    }
    return PACKAGED.model_copy(update={"design": PACKAGED.design.model_copy(update=changed)})


def made(parameters: TrialParameters, effects: Effects, ratio: float, seed: int = 11) -> TrialSetup:
    return trial_setup(parameters, DOSES, seed=seed, effects=effects, hazard_ratio=ratio)


def run(setup: TrialSetup, trials: int, **how: Any) -> Point:
    (point,) = simulate_trials([(1.0, setup)], trials=trials, **how)
    return point


def within(count: int, trials: int, share: float) -> bool:
    """Whether a count is what chance allows, one time in ten thousand not."""
    return stats.binomtest(count, trials, share).pvalue > 1e-4


@pytest.mark.parametrize("looks", [(Decimal(1),), (Decimal("0.4"), Decimal("0.7"), Decimal(1))])
def test_the_error_rate_under_no_effect_is_alpha(looks: tuple[Decimal, ...]) -> None:
    trials = 2500
    rows = run(made(designed(looks=looks), Effects.NONE, 1.0), trials).rows
    decisions = rows[:, AT["decision"]]
    assert within(int((decisions != 0).sum()), trials, 0.05)
    assert within(int((decisions == 1).sum()), trials, 0.025)
    z = rows[rows[:, AT["look"]] == len(looks), AT["z"]] / MILLION
    if len(looks) == 1:
        assert stats.kstest(z, "norm").pvalue > 1e-4


def test_a_calendar_that_ends_the_trial_early_keeps_the_error_rate() -> None:
    short = designed(further_days=120, looks=(Decimal("0.5"), Decimal(1)))
    trials = 2500
    rows = run(made(short, Effects.NONE, 1.0, seed=12), trials).rows
    assert (rows[:, AT["deaths"]] < 210).all()
    assert (rows[:, AT["day"]] <= 1461 + 120).all()
    assert within(int((rows[:, AT["decision"]] != 0).sum()), trials, 0.05)


@pytest.mark.parametrize(("ratio", "events"), [(0.7, 180), (0.6, 120), (0.8, 200)])
def test_power_is_schoenfelds_under_proportional_hazards(ratio: float, events: int) -> None:
    design = designed(looks=(Decimal(1),), events=events, further_days=4000, follow_up_days=6000)
    trials = 3000
    point = run(made(design, Effects.PROPORTIONAL, ratio), trials)
    assert (point.rows[:, AT["deaths"]] >= events).all()
    won = (point.rows[:, AT["decision"]] == 1).mean()
    assert won == pytest.approx(schoenfeld_power(ratio, events, 0.05), abs=0.03)
    assert point.true_hazard_ratio == pytest.approx(ratio, abs=4 * ratio * point.true_error)
    ratios = point.rows[:, AT["log_hazard_ratio"]] / MILLION
    assert math.exp(ratios.mean()) == pytest.approx(ratio, rel=0.02)
    errors = point.rows[:, AT["standard_error"]] / MILLION
    held = (np.abs(ratios - math.log(ratio)) < 1.96 * errors).sum()
    assert within(int(held), trials, 0.95)
    assert errors.mean() == pytest.approx(ratios.std(), rel=0.05)


def test_looks_stop_good_trials_sooner() -> None:
    one = run(made(designed(looks=(Decimal(1),)), Effects.PROPORTIONAL, 0.6), 1500).rows
    two = run(made(designed(looks=(Decimal("0.5"), Decimal(1))), Effects.PROPORTIONAL, 0.6), 1500).rows
    stopped = two[:, AT["look"]] == 1
    assert 0.2 < stopped.mean() < 0.9
    assert (two[stopped, AT["deaths"]] >= 105).all()
    assert two[:, AT["day"]].mean() < one[:, AT["day"]].mean()
    assert (np.abs(two[stopped, AT["z"]]) >= two[stopped, AT["boundary"]]).all()
    assert np.array_equal(two[~stopped, AT["z"]], one[~stopped, AT["z"]])


@pytest.mark.parametrize(("threads", "chunk"), [(1, 8), (2, 8), (2, 7), (3, 64)])
def test_the_same_answer_however_the_work_is_cut(threads: int, chunk: int) -> None:
    setup = made(PACKAGED, Effects.DOSE, 0.7)
    first = run(setup, 130)
    again = run(setup, 130, threads=threads, chunk=chunk)
    assert np.array_equal(first.rows, again.rows)
    assert np.array_equal(first.curves, again.curves)
    assert first.true_hazard_ratio == again.true_hazard_ratio


def test_the_same_answer_on_a_dask_cluster() -> None:
    from distributed import LocalCluster

    setup = made(PACKAGED, Effects.DOSE, 0.7)
    with LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, protocol="tcp://", dashboard_address=":0"
    ) as cluster:
        there = run(setup, 60, scheduler=cluster.scheduler_address)
    here = run(setup, 60)
    assert np.array_equal(there.rows, here.rows)
    assert np.array_equal(there.curves, here.curves)


def test_a_trial_does_not_depend_on_how_many_there_are_and_seeds_differ() -> None:
    setup = made(PACKAGED, Effects.DOSE, 0.7)
    many = run(setup, 2060).rows  # more than one block
    assert np.array_equal(run(setup, 30).rows, many[:30])
    assert len(np.unique(many[:, AT["z"]])) > 2000
    assert not np.array_equal(run(made(PACKAGED, Effects.DOSE, 0.7, seed=12), 30).rows, many[:30])


def test_one_trial_analysed_by_the_analysis_room() -> None:
    """The row of a trial against the log-rank and Cox of the report, from the same lives."""
    setup = made(designed(looks=(Decimal(1),)), Effects.DOSE, 0.7)
    rows = run(setup, 12).rows
    for trial in range(12):
        life, arm_b, entry, left = one_trial(setup, trial)
        day = rows[trial, AT["day"]]
        last = np.minimum(np.minimum(left, setup.follow_up), day - entry)
        times, died = np.minimum(life[:, 0], last), life[:, 0] <= last
        there = entry <= day
        arms = [
            Times(tuple(times[there & pick].astype(float)), tuple(died[there & pick].astype(int)))
            for pick in (~arm_b, arm_b)
        ]
        assert [each.count() for each in arms] == [rows[trial, AT["deaths_a"]], rows[trial, AT["deaths_b"]]]
        test = log_rank(*arms)
        assert (rows[trial, AT["z"]] / MILLION) ** 2 == pytest.approx(test.chi_square, abs=1e-4)
        fitted = hazard_ratio(*arms)
        assert math.exp(rows[trial, AT["log_hazard_ratio"]] / MILLION) == pytest.approx(fitted.ratio, rel=1e-4)
        assert (rows[trial, AT["z"]] > 0) == ((fitted.ratio or 1) < 1)
        assert rows[trial, AT["converted_b"]] == (arm_b & there & (life[:, 3] >= 0) & (life[:, 3] <= last)).sum()
        deaths = np.sort((entry + life[:, 0])[life[:, 0] <= np.minimum(left, setup.follow_up)])
        assert day == min(deaths[209] if len(deaths) > 209 else 10**9, setup.calendar_limit)


def test_blocks_of_four_are_balanced_and_every_order_is_as_likely() -> None:
    orders: dict[tuple[bool, ...], int] = {}
    arm_b = np.zeros(4000, dtype=bool)
    for trial in range(6):
        allocate(3, trial, arm_b)
        for block in arm_b.reshape(-1, 4):
            assert block.sum() == 2
            orders[tuple(block)] = orders.get(tuple(block), 0) + 1
    assert len(orders) == 6
    assert stats.chisquare(list(orders.values())).pvalue > 1e-4


def test_the_true_ratio_of_no_effect_is_one_and_of_a_dose_effect_depends_on_the_dose() -> None:
    assert true_hazard_ratio(made(PACKAGED, Effects.NONE, 0.5)) == (1.0, 0.0)
    little = trial_setup(PACKAGED, Stated(0.1, 0.8), seed=1, effects=Effects.DOSE, hazard_ratio=0.8)
    much = trial_setup(PACKAGED, Stated(1.0, 0.8), seed=1, effects=Effects.DOSE, hazard_ratio=0.8)
    assert true_hazard_ratio(much)[0] < true_hazard_ratio(little)[0] - 0.1


def _answer(trials: int = 200) -> TrialAnswer:
    setup = made(PACKAGED, Effects.DOSE, 0.7)
    return trial_answer(PACKAGED, [(setup, run(setup, trials))])


def test_the_answer_counts_the_rows() -> None:
    setup = made(PACKAGED, Effects.DOSE, 0.7)
    point = run(setup, 200)
    answer = trial_answer(PACKAGED, [(setup, point)]).points[0]
    decision = point.rows[:, AT["decision"]]
    assert answer.for_b == proportion(int((decision == 1).sum()), 200)
    assert sum(look.stopped.count for look in answer.looks) == 200
    assert sum(look.for_b.count for look in answer.looks) == answer.for_b.count
    assert answer.deaths.mean == point.rows[:, AT["deaths"]].mean()
    assert answer.estimate is not None
    assert answer.estimate.trials == 200
    arm_a, arm_b = answer.arms
    assert arm_a.participants.mean + arm_b.participants.mean == point.rows[:, AT["randomised"]].mean()
    assert arm_b.responded.probability > arm_a.responded.probability
    assert (arm_a.floxuridine_percent.mean, arm_b.floxuridine_percent.mean) == (0, pytest.approx(74))
    assert arm_b.systemic_percent.low_5 == pytest.approx(97)
    assert arm_b.biliary_sclerosis.count == 0


def test_values_to_confirm_and_the_caution_travel_along() -> None:
    answer = _answer(10)
    assert any("pump.hazard_ratio = 0.7 (local)" in value for value in answer.to_confirm)
    assert not any(value.startswith("design.participants") for value in answer.to_confirm)
    assert "no dose rests on it" in answer.caution


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("value = 306", "value = 4"), "participants"),
        (("[0.6, 1]", "[0.6, 0.9]"), "looks"),
        (("[0.6, 1]", "[0.6, 0.6, 1]"), "looks"),
        (("value = 210", "value = 400"), "deaths"),
        (('source = "pilot-2019"', 'source = "hearsay"'), "hearsay"),
        (("alpha =", "alfa ="), "alfa"),
        (("[survival]", "[survival"), "cannot be used"),
    ],
)
def test_parameters_that_cannot_be_are_refused(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    from importlib.resources import files

    text = (files("haipdose_sim.cohort") / "data" / "trial-2026-11.toml").read_text("utf-8")
    assert change[0] in text
    path = tmp_path / "own.toml"
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(RuleDataError, match=words):
        trial_parameters(path)
    with pytest.raises(RuleDataError):
        trial_parameters(tmp_path / "none.toml")


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(InputError):
        effects_named("magic")
    with pytest.raises(InputError):
        stated_exposure(PACKAGED, -1, None)
    with pytest.raises(InputError):
        stated_exposure(PACKAGED, None, 151)
    for ratio in (0.0, -1.0, math.nan, math.inf):
        with pytest.raises(InputError):
            made(PACKAGED, Effects.DOSE, ratio)
    with pytest.raises(InputError):
        made(designed(events=2, looks=(Decimal("0.9"), Decimal(1))), Effects.DOSE, 0.7)
    with pytest.raises(InputError):
        run(made(PACKAGED, Effects.DOSE, 0.7), 0)


def _invoke(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["simulate", "trial", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_command_writes_the_same_bytes_again(tmp_path: Path) -> None:
    words = ("--trials", "40", "--floxuridine-percent", "74", "--seed", "5", "--json")
    code, first, _ = _invoke(*words, "--threads", "1", "--out", str(tmp_path / "a"))
    assert code == 0
    assert _invoke(*words, "--threads", "2", "--out", str(tmp_path / "b"))[1] == first
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert {"trial.json", "trials.parquet", "power.svg", "stopping.png", "survival-1.svg"} <= set(names)
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    table = pq.read_table(tmp_path / "a" / "trials.parquet").to_pydict()
    answer = json.loads(first)
    assert len(table["trial"]) == 40
    assert table["decision"].count(1) == answer["points"][0]["for_b"]["count"]
    curves = pq.read_table(tmp_path / "a" / "survival.parquet").to_pydict()
    assert all(0 <= share <= 1 for share in curves["share"])
    assert len(curves["share"]) == 2 * 2 * 61


def test_the_command_speaks_to_people_and_refuses_nonsense() -> None:
    code, text, _ = _invoke("--trials", "20", "--quiet", "--floxuridine-percent", "75")
    assert code == 0
    assert "75 % of the planned floxuridine" in text
    assert "Schoenfeld" in text
    assert "no dose rests on it" in text
    for words in (("--effects", "magic"), ("--trials", "0"), ("--hazard-ratio", "-1"), ("--design", "/none.toml")):
        code, _, error = _invoke(*words)
        assert code == 2, words
        assert error


def test_a_bank_is_its_courses_and_patients_draw_from_it_alone() -> None:
    tables, numbers = course_tables(load_protocol("pump-it")), course_parameters().numbers()
    bank = course_bank("pump-it", tables, numbers, seed=3, courses=300)
    again = course_bank("pump-it", tables, numbers, seed=3, courses=300, threads=2)
    assert np.array_equal(bank.arm_b, again.arm_b)
    outcomes, _ = simulate_courses(3, 0, 300, 1, tables, numbers)
    share = outcomes[:, Outcome.FLOXURIDINE_EQUIVALENTS] / outcomes[:, Outcome.FLOXURIDINE_CYCLES_PLANNED]
    assert bank.arm_b[:, 0].tolist() == share.tolist()
    assert (bank.arm_a[:, 0] == 0).all()
    arm_b = np.arange(5000) % 2 == 0
    rows = bank.rows(1, 7, arm_b)
    assert np.array_equal(bank.rows(1, 107, arm_b[100:]), rows[100:])
    drawn = {row.tobytes() for row in rows[arm_b]}
    assert drawn <= {row.tobytes() for row in bank.arm_b}
    assert {row.tobytes() for row in rows[~arm_b]} <= {row.tobytes() for row in bank.arm_a}
    assert rows[arm_b, 0].mean() == pytest.approx(bank.arm_b[:, 0].mean(), abs=0.02)
    assert "courses under pump-it" in bank.words
    setup = trial_setup(PACKAGED, bank, seed=1, effects=Effects.DOSE)
    assert np.array_equal(run(setup, 20).rows, run(setup, 20, threads=2, chunk=3).rows)


def test_the_reference_doses_are_the_means_of_courses_under_pump_it() -> None:
    bank = course_bank(
        "pump-it", course_tables(load_protocol("pump-it")), course_parameters().numbers(), seed=9, courses=1500
    )
    assert bank.arm_b[:, 0].mean() == pytest.approx(0.74, abs=0.025)
    assert bank.arm_a[:, 1].mean() == pytest.approx(0.93, abs=0.01)


def test_rules_are_compared_on_the_same_trials() -> None:
    """Half the doses lose trials that full doses win; the pair counts them one by one."""
    much, little = Stated(1.0, 0.97), Stated(0.2, 0.97)
    setups = [
        (0.7, trial_setup(PACKAGED, doses, seed=4, effects=Effects.DOSE, hazard_ratio=0.7)) for doses in (much, little)
    ]
    points = list(simulate_trials(setups, trials=600))
    answer = trial_answer(PACKAGED, [(setup, point) for (_, setup), point in zip(setups, points, strict=True)])
    (pair,) = answer.pairs
    won = [point.rows[:, AT["decision"]] == 1 for point in points]
    assert pair.only_first.count == (won[0] & ~won[1]).sum() > 20
    assert pair.only_second.count == (won[1] & ~won[0]).sum()
    assert pair.difference_percent == pytest.approx(100 * (won[1].mean() - won[0].mean()))
    assert pair.lowest_percent < pair.difference_percent < pair.highest_percent < 0
    assert (pair.first, pair.second) == (much.words, little.words)
    assert _answer(10).pairs == ()


@pytest.fixture
def careful(tmp_path: Path) -> Path:
    """PUMP-IT that gives half the dose where it gives all of it."""
    data = Path(haipdose.protocol.__file__).parent / "data"
    (tmp_path / "parts").mkdir()
    name = "floxuridine-modification-2026-11"
    part = (data / "parts" / f"{name}.toml").read_text(encoding="utf-8")
    halved = part.replace("percent = 100 }", "percent = 50 }").replace("percent = 80 }", "percent = 50 }")
    assert halved != part
    (tmp_path / "parts" / "our-modification.toml").write_text(halved, encoding="utf-8")
    text = (data / "pump-it.toml").read_text(encoding="utf-8")
    text = text.replace(f'"{name}"', '"our-modification"').replace('id = "pump-it"', 'id = "careful"')
    path = tmp_path / "careful.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sites_own_rules_are_compared_with_the_packaged_ones(careful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haipdose_sim.cohort.trial.exposure.BANK", 256)
    words = ("--trials", "20", "--protocol", "pump-it", "--protocol-file", str(careful), "--quiet")
    code, text, _ = _invoke(*words, "--json")
    assert code == 0
    answer = json.loads(text)
    assert [point["doses"].split(":")[0] for point in answer["points"]] == [
        "courses under pump-it", "courses under careful (careful.toml)",
    ]  # fmt: skip
    usual, low = (float(point["doses"].split("average ")[1].split(" %")[0]) for point in answer["points"])
    assert low < usual - 20
    assert len(answer["pairs"]) == 1
    assert any(value.startswith("course.") for value in answer["to_confirm"])
    assert "Same patients" in _invoke(*words)[1]
    assert _invoke("--protocol", "pump-it", "--systemic-percent", "90")[0] == 2
    assert _invoke("--protocol", "nobody's")[0] == 2
