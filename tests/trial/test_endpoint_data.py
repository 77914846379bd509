"""The endpoint data: complete, sourced, and open to the trial's own values."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from trials import fact, participant, scan

from haipdose.errors import InputError, RuleDataError
from haipdose.evidence import Evidence
from haipdose.trial.endpoint_data import endpoint_rules, endpoint_rules_with
from haipdose.trial.endpoint_rules import EndpointRules, needing_site
from haipdose.trial.endpoints import outcomes

RULES = endpoint_rules()

# Typed again from the registry.
REGISTRY = {
    "os": "Defined as the time between randomization and the event of death.",
    "pfs": "Defined as the time between randomization and the first event defined as recurrence or death, "
    "whichever comes first.",
    "hepatic_pfs": "Defined as the time between randomization and the event of progression confined to the liver.",
    "conversion": "Defined as conversion surgery with intention of complete local treatment of all CRLM",
    "complete_local_treatment": "R0/1 resection or ablation of all visible CRLM",
    "objective_response": "Defined as complete or partial response according to RECIST 1.1",
    "disease_control": "Defined as a complete or partial and stable disease",
    "pathological_response": "Defined as a major and complete pathological response of resected lesions according to "
    "the Mandard score.",
}


@pytest.mark.parametrize(("endpoint", "wording"), REGISTRY.items())
def test_the_registrys_wording_stands_beside_each_endpoint(endpoint: str, wording: str) -> None:
    definition = RULES.definitions[endpoint]
    assert (definition.wording, definition.source, definition.evidence) == (wording, "registry", Evidence.PUBLISHED)


def test_what_the_registry_does_not_give_is_the_trials_to_confirm() -> None:
    paths = needing_site(RULES)
    assert {"follow_up.assessment_intervals", "follow_up.new_therapy", "pathology.major_up_to"} <= set(paths)
    assert "follow_up.horizon_years" not in paths


def test_a_trials_own_values_replace_the_packaged_ones(tmp_path: Path) -> None:
    path = tmp_path / "trial.toml"
    path.write_text(
        'id = "pump-it-sap-1"\n'
        "[sources.sap]\n"
        'citation = "Statistical analysis plan 1.0"\n'
        "[follow_up]\n"
        'missed_assessments = { value = 0, source = "sap", evidence = "local" }\n'
        "[ipcq]\n"
        'paid_hour_price = { value = "40.5", source = "sap", evidence = "local" }\n'
        'unpaid_hour_price = { value = 16, source = "sap", evidence = "local" }\n'
    )
    rules = endpoint_rules_with(path)
    assert rules.follow_up.missed_assessments.value == 0
    assert rules.follow_up.horizon_years == RULES.follow_up.horizon_years
    found = outcomes(participant(scan(0, 60), fact("death", 900)), date(2028, 1, 1), rules)
    assert (found.pfs.event, found.rules) == (1, "pump-it-sap-1")
    assert endpoint_rules().follow_up.missed_assessments.value == 2


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("[", "endpoints.rules-toml", "not TOML"),
        ("\xff", "endpoints.rules-toml", "not TOML"),
        ("[definitions.os]\ntitle = 'x'", "endpoints.rules-fixed", "definitions"),
        ("[reasons]\ndeath = 'x'", "endpoints.rules-fixed", "reasons"),
        ("[follow_up]\nhorizon_years = { value = 0, source = 'site', evidence = 'local' }", "endpoints.rules-invalid",
         "horizon_years"),
        ("[follow_up]\nhorizon_years = { value = 5, source = 'nowhere', evidence = 'local' }",
         "endpoints.rules-invalid", "no source is given for nowhere"),
        ("[follow_up]\nassessment_intervals = { value = [{from_day=9, days=5}], source='site', evidence='local' }",
         "endpoints.rules-invalid", "begin on day 0"),
        ("[follow_up]\nnonsense = 1", "endpoints.rules-invalid", "nonsense"),
        ("[qlq_c30.scales]\nFI = { title = 'x', items = [27], range = 3, kind = 'symptom' }",
         "endpoints.rules-invalid", "exactly one scale"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used(tmp_path: Path, text: str, code: str, words: str) -> None:
    path = tmp_path / "trial.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(RuleDataError) as caught:
        endpoint_rules_with(path)
    assert caught.value.code == code
    assert words in " ".join((str(caught.value), *caught.value.faults))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        endpoint_rules_with(tmp_path / "none.toml")


def test_the_rules_survive_their_own_json() -> None:
    assert EndpointRules.model_validate_json(RULES.model_dump_json()) == RULES
