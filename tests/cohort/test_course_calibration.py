"""What the packaged parameters were calibrated to, as docs/simulation.md says."""

from __future__ import annotations

import numpy as np
import pytest
from course_parameter_table import PAGE, page

from haipdose.protocol.loader import load_protocol
from haipdose_sim.cohort.course_columns import Outcome
from haipdose_sim.cohort.course_parameters import course_parameters
from haipdose_sim.cohort.course_runs import rule_set, run_courses, with_regimen

RULES = rule_set("pump-it", load_protocol("pump-it"))


def outcomes(regimen: str | None, patients: int, *, with_pump: bool) -> np.ndarray:
    numbers = with_regimen(course_parameters().numbers(), regimen)
    return run_courses([RULES], numbers, seed=8, patients=patients, with_pump=with_pump).courses[0].outcomes


def test_biliary_sclerosis_under_pump_it() -> None:
    """Ito 2012: a stent in 2 % of unresectable patients."""
    assert 0.014 < outcomes(None, 4000, with_pump=True)[:, Outcome.BILIARY_SCLEROSIS].mean() < 0.027


@pytest.mark.parametrize(
    ("regimen", "neutropenia", "diarrhoea", "neuropathy"),
    [("mfolfox6", (0.25, 0.47), (0.08, 0.14), (0.12, 0.19)), ("folfiri", (0.25, 0.47), (0.09, 0.14), (0, 0))],
)
def test_systemic_toxicity_without_a_pump(
    regimen: str, neutropenia: tuple[float, float], diarrhoea: tuple[float, float], neuropathy: tuple[float, float]
) -> None:
    """The sizes recalled from the pivotal trials, see folfox-recalled in the data file."""
    found = outcomes(regimen, 2000, with_pump=False)
    for column, (lowest, highest) in (
        (Outcome.NEUTROPHIL_GRADE, neutropenia),
        (Outcome.DIARRHOEA_GRADE, diarrhoea),
        (Outcome.NEUROPATHY_GRADE, neuropathy),
    ):
        assert lowest <= (found[:, column] >= 3).mean() <= highest, column
    assert 0.01 <= (found[:, Outcome.FEBRILE_NEUTROPENIAS] > 0).mean() <= 0.07


def test_the_page_of_parameters_is_the_data_file() -> None:
    """After a change of the file: python tests/support/course_parameter_table.py."""
    assert PAGE.read_text(encoding="utf-8") == page()
