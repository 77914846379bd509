"""Facts that contradict themselves are errors, all at once; what is merely odd is a warning."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from trials import RANDOMISED, fact, node, participant, scan

from haipdose.errors import InputError, InputErrors
from haipdose.trial.endpoints import outcomes
from haipdose.trial.facts import TargetLesion
from haipdose.trial.participant import Participant

LATE = RANDOMISED + timedelta(days=1500)
BASE = scan(0, 60)


def faults(*facts: dict[str, Any]) -> list[tuple[str, str | None]]:
    try:
        outcomes(participant(*facts), LATE)
    except InputErrors as error:
        return [(each.code, each.field) for each in error.errors]
    except InputError as error:
        return [(error.code, error.field)]
    return []


def test_death_before_randomisation() -> None:
    assert faults(fact("death", -1)) == [("facts.death-before-randomisation", "P1.facts.death-1")]


def in_organ(name: str, organ: str, length: Any = 30) -> dict[str, Any]:
    return {"id": name, "organ": organ, "diameter_mm": length}


SURGERY = fact("surgery", 10, kind="pump-implantation")
DEAD = fact("death", 100)


@pytest.mark.parametrize(
    ("facts", "code", "about"),
    [
        ([DEAD, fact("death", 120)], "facts.death-twice", "death120"),
        ([DEAD, fact("last-contact", 101)], "facts.after-death", "last-contact101"),
        ([DEAD, scan(101, 60)], "facts.after-death", "ct101"),
        ([fact("complication", 20, surgery="nowhere", grade="I")], "facts.surgery-unknown", "complication20"),
        ([SURGERY, fact("complication", 9, surgery="surgery10", grade="I")], "facts.before-surgery", "complication9"),
        ([fact("pathology", 20, surgery="nowhere")], "facts.surgery-unknown", "pathology20"),
        ([scan(50, 60, id="a"), scan(50, 60, id="b")], "imaging.lesion-twice-a-day", "b"),
        ([scan(50, 60, in_organ("L2", "liver"))], "imaging.unknown-target", "ct50"),
        ([scan(50, in_organ("L1", "lung"))], "imaging.target-changed", "ct50"),
        ([scan(50, {**in_organ("L1", "liver"), "node": True})], "imaging.target-changed", "ct50"),
        ([scan(50, 60, new_lesions=[{"id": "L9", "organ": "liver"}]), scan(60, id="x", new_lesions=[
            {"id": "L1", "organ": "liver"}])], "imaging.new-is-target", "x"),
    ],
)  # fmt: skip
def test_facts_that_cannot_be(facts: list[dict[str, Any]], code: str, about: str) -> None:
    assert faults(BASE, *facts) == [(code, f"P1.facts.{about}")]


@pytest.mark.parametrize(
    ("baseline", "code"),
    [
        (scan(0, 10), None),
        (scan(0, "9.9"), "imaging.target-not-measurable"),
        (scan(0, "too-small"), "imaging.target-not-measurable"),
        (scan(0, "not-evaluable"), "imaging.target-not-measurable"),
        (scan(0, node("N1", 15)), None),
        (scan(0, node("N1", "14.9")), "imaging.target-not-measurable"),
        (scan(0, 15, slice_mm=8), "imaging.target-not-measurable"),
        (scan(0, 16, slice_mm=8), None),
        (scan(0, 10, slice_mm=5), None),
        (scan(0, 19, modality="chest-x-ray"), "imaging.target-not-measurable"),
        (scan(0, 20, modality="chest-x-ray"), None),
        (scan(0, 30, 30), None),
        (scan(0, 30, 30, 30), "imaging.too-many-targets-in-an-organ"),
        (scan(0, node("N1", 20), node("N2", 20), {**node("N3", 20), "organ": "nodes-aortic"}),
         "imaging.too-many-targets-in-an-organ"),
        (scan(0, *(in_organ(f"T{n}", f"organ-{n}") for n in range(5))), None),
        (scan(0, *(in_organ(f"T{n}", f"organ-{n}") for n in range(6))), "imaging.too-many-targets"),
        (scan(0, 30, new_lesions=[{"id": "N1", "organ": "liver"}]), "imaging.new-at-baseline"),
    ],
)  # fmt: skip
def test_what_can_be_a_target(baseline: dict[str, Any], code: str | None) -> None:
    assert [found for found, _ in faults(baseline)] == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("instrument", "answers", "field"),
    [
        ("qlq-c30", {"1": 5}, "answers.1"),
        ("eq-5d-3l", {"pain": 4}, "answers.pain"),
        ("ipcq", {"work_done": 11}, "answers.work_done"),
    ],
)
def test_answers_that_cannot_be(instrument: str, answers: dict[str, Any], field: str) -> None:
    wrong = fact("questionnaire", 30, instrument=instrument, answers=answers)
    assert faults(BASE, wrong) == [("questionnaire.answer", f"P1.facts.questionnaire30.{field}")]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert len(faults(scan(0, 5), DEAD, fact("last-contact", 200), scan(50, 60, in_organ("L2", "liver")))) == 3


def test_reports_may_follow_death() -> None:
    facts = [
        SURGERY, DEAD, fact("pathology", 110, surgery="surgery10", mandard=2),
        fact("liver-panel", 105, verdict="resectable"), fact("last-contact", 120, alive=False),
        fact("lost-to-follow-up", 130),
    ]  # fmt: skip
    assert faults(BASE, *facts) == []


def notices(*facts: dict[str, Any]) -> list[str]:
    return [notice.code for notice in outcomes(participant(*facts), LATE).notices]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ([BASE], []),
        ([], ["imaging.no-baseline"]),
        ([scan(-28, 60)], []),
        ([scan(-29, 60)], ["imaging.old-baseline"]),
        ([scan(-60, 60), BASE], []),
        ([scan(-10, 60, non_target="present"), BASE, scan(80, 60)], []),
        ([scan(0, 60, non_target=None)], ["imaging.non-target-unstated"]),
        ([scan(0)], ["imaging.no-disease"]),
        ([scan(0, non_target="present")], []),
        ([BASE, scan(80, 60, non_target="present")], ["imaging.non-target-appeared"]),
        ([scan(0, 60, non_target="present"), scan(80, 60, non_target="present")], []),
        ([BASE, SURGERY, fact("death", 40)], ["surgery.death-ungraded"]),
        ([BASE, SURGERY, fact("death", 41)], []),
        ([BASE, SURGERY, fact("death", 40), fact("complication", 30, surgery="surgery10", grade="V")], []),
        ([BASE, SURGERY], []),
        ([BASE, fact("pathology", 30, mandard=1)], ["pathology.surgery-unstated"]),
        ([BASE, fact("progression", 0, site="both", how="clinical")], ["progression.before-randomisation"]),
        ([BASE, fact("progression", 1, site="both", how="clinical")], []),
        ([BASE, fact("new-therapy", -1, what="FOLFOX")], ["new-therapy.before-randomisation"]),
        ([BASE, fact("new-therapy", 0, what="FOLFOX")], []),
    ],
)
def test_what_should_be_looked_at(facts: list[dict[str, Any]], codes: list[str]) -> None:
    assert notices(*facts) == codes


# ---- shapes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"arm": "A"}, "belong together"),
        ({"randomised_on": "2025-01-01"}, "belong together"),
        ({"arm": "A", "registered_on": "2025-01-02", "randomised_on": "2025-01-01"}, "before the registration"),
        ({"facts": [fact("death", 1), fact("death", 1)]}, "the same id: death1"),
        ({"facts": [scan(0, in_organ("L1", "liver"), in_organ("L1", "liver"))]}, "named twice on one scan: L1"),
        ({"facts": [fact("adverse-event", 5, term="Fever", grade=1, until="2025-01-01")]}, "cannot end before it"),
        ({"facts": [scan(0, in_organ("L1", "liver", "gone"))]}, "diameter_mm"),
        ({"facts": [scan(0, in_organ("L1", "liver", -1))]}, "must not be negative"),
    ],
)
def test_shapes_that_cannot_be(document: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Participant.model_validate({"participant": "P1", "site": "AVL", **document})


def test_a_participant_survives_its_own_json() -> None:
    one = participant(BASE, scan(50, "too-small"), fact("adverse-event", 5, term="Fever", grade=1, until="2025-02-01"))
    assert Participant.model_validate_json(one.model_dump_json()) == one
    assert TargetLesion.model_validate(in_organ("L1", "liver", "20.5")).diameter_mm == 20.5
    assert [each.id for each in participant(scan(50, 60), BASE).facts] == ["ct0", "ct50"]
