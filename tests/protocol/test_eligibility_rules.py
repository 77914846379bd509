"""The criteria as data: in the registry's words and order, and what a protocol may not say about them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from haipdose.evidence import Evidence
from haipdose.protocol.compare import compare_protocols
from haipdose.protocol.eligibility_rules import EligibilityRules, MarkersCriterion
from haipdose.protocol.loader import load_labels, load_protocol, load_protocol_file
from haipdose.protocol.rule_values import rule_values

REGISTRY = Path(__file__).parents[1] / "data" / "pump_it_registry_criteria.txt"
LABORATORY = "Laboratory requirements"


def rules() -> EligibilityRules:
    found = load_protocol("pump-it").eligibility
    assert found is not None
    return found


def bullets() -> list[tuple[str, str]]:
    """Kind and text of every bullet of the registry; the head of the laboratory list stands with its bullets."""
    found: list[tuple[str, str]] = []
    kind = ""
    for line in REGISTRY.read_text(encoding="utf-8").splitlines():
        if line in {"Inclusion criteria", "Exclusion criteria"}:
            kind = line.split()[0].lower()
        elif mark := re.match(r"\s*•\s*(.+)", line):
            found.append((kind, mark[1].strip()))
    return found


def test_every_criterion_of_the_registry_is_there_in_its_words_and_order() -> None:
    printed = [(kind, text) for kind, text in bullets() if not text.startswith(LABORATORY)]
    assert len(printed) == 37
    held = [(criterion.kind, criterion.wording.value) for criterion in rules().criteria.values()]
    assert held == printed
    head = next(text for _, text in bullets() if text.startswith(LABORATORY))
    assert rules().laboratory_within_days.wording == head


def test_the_items_count_the_registrys_bullets() -> None:
    items = list(dict.fromkeys(criterion.item for criterion in rules().criteria.values()))
    assert items == [f"inclusion {n}" for n in range(1, 15)] + [f"exclusion {n}" for n in range(1, 16)]


def test_every_number_is_in_the_wording_beside_it() -> None:
    """By hand: which words of the registry each number was read from."""
    read_from = {
        "eligibility.laboratory_within_days": ("15", "within 15 days"),
        "eligibility.criteria.age.at_least_years": ("18", "≥ 18 years"),
        "eligibility.criteria.unresectable.ct_within_days": ("28", "≤ 4 weeks"),
        "eligibility.criteria.extrahepatic.largest_mm": ("10", "≤ 10 mm"),
        "eligibility.criteria.catheter.gastroduodenal_branches_at_least": ("1", "at least one branch"),
        "eligibility.criteria.performance.ecog_at_most": ("1", "0 or 1"),
        "eligibility.criteria.haemoglobin.limit": ("5.5", "Hb ≥ 5.5 mmol/L"),
        "eligibility.criteria.neutrophils.limit": ("1.5", "≥1.5 x 109/L"),
        "eligibility.criteria.platelets.limit": ("100", "≥100 x 109/L"),
        "eligibility.criteria.bilirubin.limit": ("1.5", "≤ 1.5 times"),
        "eligibility.criteria.ast.limit": ("5", "≤ 5 x ULN"),
        "eligibility.criteria.alt.limit": ("5", "≤ 5 x ULN"),
        "eligibility.criteria.alp.limit": ("5", "≤ 5 x ULN"),
        "eligibility.criteria.renal.creatinine_at_most_times_upper_limit": ("1.5", "≤ 1.5 x upper limit"),
        "eligibility.criteria.renal.egfr_at_least": ("45", "≥ 45 ml/min"),
        "eligibility.criteria.coagulation.below_times_upper_limit": ("1.5", "< 1.5 x ULN"),
        "eligibility.criteria.corticosteroids.from_mg_per_day": ("10", "≥ 10 mg/day methylprednisolone"),
        "eligibility.criteria.prior-malignancy.disease_free_years": ("3", "within 3 years"),
    }
    values = rule_values(load_protocol("pump-it"))
    numbers = {path for path, one in values.items() if path.startswith("eligibility.") and one.value[0].isdigit()}
    assert {path for path in numbers if ".equivalents." not in path} == set(read_from)
    for path, (value, words) in read_from.items():
        criterion = path.split(".")[2] if ".criteria." in path else None
        wording = rules().criteria[criterion].wording.value if criterion else rules().laboratory_within_days.wording
        assert wording is not None
        assert (values[path].value, words in wording) == (value, True), path


def test_only_what_the_registry_leaves_open_waits_for_the_site() -> None:
    waiting = {
        path
        for path, value in rule_values(load_protocol("pump-it")).items()
        if path.startswith("eligibility.") and value.needs_site
    }
    assert waiting == {
        "eligibility.criteria.dpd.met_by",
        "eligibility.criteria.corticosteroids.equivalents.betamethasone",
    }
    assert rules().criteria["unresectable"].wording.evidence is Evidence.PUBLISHED


def test_only_the_trial_has_criteria() -> None:
    having = {name for name in ("msk-adjuvant", "msk-unresectable", "pump-adjuvant") if load_protocol(name).eligibility}
    assert having == set()


def test_markers_and_statements_are_found_by_name() -> None:
    assert set(rules().markers) == {"ras", "braf-v600e", "mmr", "dpd"}
    assert rules().markers["ras"].results == ("wild-type", "mutant")
    assert rules().markers["dpd"].results == ("partial", "complete", "normal")
    assert isinstance(rules().criteria["mmr"], MarkersCriterion)
    judged = rules().statements["unresectable"].judged_by
    assert judged is not None
    assert judged.value == ("national-liver-panel",)


def changed(path: str, value: object) -> dict[str, Any]:
    document = rules().model_dump(mode="json")
    place: Any = document
    *above, last = path.split("|")
    for name in above:
        place = place[name]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return document


ASKED = {"asks": "Something"}


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("criteria|histology|statements", {}, "needs a statement"),
        ("criteria|coagulation|statements", {}, "no statement coumarin"),
        ("criteria|catheter|statements|coeliac-stenosis", None, "no statement coeliac-stenosis"),
        ("criteria|wound|statements|coumarin", ASKED, "coumarin is asked in two criteria"),
        ("criteria|mmr|tests", ["dpd"], "dpd is asked in two criteria"),
        ("criteria|unresectable|statements|unresectable|judgement", False, "belongs to a judgement"),
        ("criteria|unresectable|statements|unresectable|judged_by|value", ["somebody"], "Input should be"),
        ("criteria|haemoglobin|unit", None, "one of them"),
        ("criteria|ast|unit", "U/L", "one of them"),
        ("criteria|haemoglobin|unit", "U/L", "haemoglobin is not measured in U/L"),
        ("criteria|haemoglobin|limit|value", "0", "greater than zero"),
        ("criteria|age|rule", "years", "does not match any of the expected tags"),
        ("criteria|corticosteroids|equivalents|methylprednisolone", None, "have no methylprednisolone"),
        ("criteria|prior-malignancy|exceptions|skin", None, "the exceptions are"),
        ("criteria|ras-braf|met_by|value", ["present"], "Input should be"),
        ("criteria", {}, "at least 1 item"),
        ("laboratory_within_days|value", 0, "greater than or equal to 1"),
    ],
)
def test_what_is_refused(path: str, value: object, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        EligibilityRules.model_validate(changed(path, value))


def test_a_changed_limit_is_told_in_words_and_has_another_digest(tmp_path: Path) -> None:
    data = Path(str(load_protocol_file.__globals__["__file__"])).parent / "data"
    part = "eligibility-pump-it-2026-11.toml"
    (tmp_path / "parts").mkdir()
    text = (data / "parts" / part).read_text(encoding="utf-8")
    assert text.count("limit = { value = 5.5,") == 1
    (tmp_path / "parts" / part).write_text(text.replace("limit = { value = 5.5,", "limit = { value = 6,"))
    (tmp_path / "pump-it.toml").write_bytes((data / "pump-it.toml").read_bytes())
    own = load_protocol_file(tmp_path / "pump-it.toml")
    difference = compare_protocols(load_protocol("pump-it"), own, load_labels())
    assert [change.sentence for change in difference.changes] == [
        "The laboratory limit of the criterion haemoglobin is 6 instead of 5.5."
    ]
    assert own.digest != load_protocol("pump-it").digest
