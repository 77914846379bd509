"""One made-up trial, analysed once for all tests of the report."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from trial_generator import made_up_trial

from haipdose.analysis.analyse import analyse
from haipdose.analysis.ledger import Figures
from haipdose.analysis.report import Report
from haipdose.analysis.trial_data import Trial, trial_data
from haipdose.library import PackagedLibrary
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.participant import Participant

CUT_OFF = date(2028, 1, 1)


@pytest.fixture(scope="session")
def trial() -> Trial:
    everybody = [Participant.model_validate(each) for each in made_up_trial(24)]
    return trial_data(everybody, CUT_OFF, endpoint_rules())


@pytest.fixture(scope="session")
def analysed(trial: Trial) -> tuple[Report, Figures]:
    return analyse(trial, PackagedLibrary().protocol)


@pytest.fixture(scope="session")
def data_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trial") / "participants.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in made_up_trial(24)))
    return path
