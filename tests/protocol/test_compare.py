"""What changes from one protocol to another: in words, and worked through for example patients."""

from __future__ import annotations

from typing import Any

import pytest

from haipdose.cli.protocol_consequences import consequences
from haipdose.protocol.compare import ProtocolChange, ProtocolDifference, compare_protocols
from haipdose.protocol.fill_rules import FillRules
from haipdose.protocol.labels import Label, Labels
from haipdose.protocol.loader import load_labels, load_protocol
from haipdose.protocol.rule_values import RuleValue, rule_values, sourced_values, value_text
from haipdose.protocol.schema import Protocol
from haipdose.pump.loader import load_profile

OLD = "msk-unresectable"


def with_changes(changes: dict[str, Any], name: str = OLD) -> Protocol:
    """The protocol with other entries at these paths; None takes an entry away."""
    loaded = load_protocol(name)
    document = loaded.model_dump()
    for path, value in changes.items():
        *parents, last = path.split(".")
        place = document
        for key in parents:
            place = place[key]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return Protocol.model_validate({**document, "digest": "e" * 64})


def difference(changes: dict[str, Any]) -> ProtocolDifference:
    return compare_protocols(load_protocol(OLD), with_changes(changes), load_labels())


def only(changes: dict[str, Any]) -> ProtocolChange:
    (change,) = difference(changes).changes
    return change


def test_a_protocol_does_not_differ_from_itself() -> None:
    found = compare_protocols(load_protocol(OLD), load_protocol(OLD), load_labels())
    assert found.same
    assert found.changes == ()
    assert found.old == found.new == "msk-unresectable 2026-11-draft"


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("fill.rounding.step_mg.value", "10", "The floxuridine fill is rounded to 10 mg instead of 5 mg."),
        (
            "fill.dose_rate_mg_per_kg_per_day.value",
            "0.1",
            "Floxuridine is given at 0.1 mg per kg of dosing weight a day instead of 0.12.",
        ),
        ("schedule.pump.cycle_days.value", 35, "The next floxuridine fill comes 35 days after the last instead of 28."),
        (
            "systemic.regimens.mfolfox6.components.oxaliplatin.amount.value",
            "80",
            "Mfolfox6 is given with oxaliplatin 80 instead of 85 at full dose.",
        ),
        (
            "fill.stability.floxuridine_days.value",
            "28",
            "Days that floxuridine was shown to hold in a pump: 28 d instead of 42 d.",
        ),
        (
            "fill.weight_rule.value",
            "actual",
            (
                "The dose is calculated with the weight rule actual instead of mean-above-125-percent-ideal. The new "
                "value is uncertain: the site has to confirm it."
            ),
        ),
    ],
)
def test_a_changed_value_in_words(path: str, value: Any, sentence: str) -> None:
    change = only({path: value})
    assert (change.kind, change.about, change.path) == ("changed", "value", path.removesuffix(".value"))
    assert change.sentence == sentence


def test_a_rule_that_comes_and_one_that_goes() -> None:
    cap = {"value": "2.2", "source": "site", "evidence": "local"}
    change = only({"systemic.body_surface.cap_m2": cap})
    assert (change.kind, change.old, change.new) == ("added", None, "2.2")
    assert change.sentence == "New rule. Largest body surface area that doses are calculated with: 2.2 m2."
    gone = compare_protocols(with_changes({"systemic.body_surface.cap_m2": cap}), load_protocol(OLD), load_labels())
    (change,) = gone.changes
    assert (change.kind, change.old, change.new) == ("removed", "2.2", None)
    assert change.sentence == "No longer a rule. Largest body surface area that doses are calculated with: 2.2 m2."


def test_the_same_value_on_other_grounds() -> None:
    change = only({"fill.rounding.step_mg.evidence": "local"})
    assert (change.about, change.old, change.new) == (
        "evidence",
        "published, haip-fill-calculator",
        "local, haip-fill-calculator",
    )
    assert change.sentence == (
        "Rounding step of the floxuridine fill: 5 mg. Unchanged, but it now rests on: local, haip-fill-calculator; "
        "it was: published, haip-fill-calculator."
    )
    assert only({"fill.rounding.step_mg.source": "site"}).about == "evidence"


def test_what_is_not_a_sourced_value_counts_too() -> None:
    change = only({"systemic.day_1.labs.platelets.unit": "10*3/uL"})
    assert change.sentence == "systemic.day_1.labs.platelets.unit is '10*3/uL' instead of '10*9/L'."
    assert only({"title": "Other"}).about == "name"
    assert only({"registry": "NCT1"}).sentence == "New: registry is 'NCT1'."
    assert only({"systemic.names.xelox": None}).sentence == "No longer there: systemic.names.xelox, it was 'capox'."


def test_a_whole_table_counts_once() -> None:
    event = {"title": "Cough", "also": (), "graded": True, "kind": "non-haematological"}
    change = only({"systemic.events.cough": event})
    assert (change.kind, change.path, change.sentence) == (
        "added",
        "systemic.events.cough",
        "New: systemic.events.cough.",
    )


def test_values_come_first_and_names_last() -> None:
    found = difference({"title": "Other", "fill.rounding.step_mg.value": "10", "fill.rounding.rule.evidence": "local"})
    assert [change.about for change in found.changes] == ["value", "evidence", "name"]


def test_pump_arms_with_other_names_are_compared_with_each_other() -> None:
    found = compare_protocols(load_protocol("pump-it"), load_protocol("msk-adjuvant"), load_labels())
    assert found.arms_compared == "Arm pump of msk-adjuvant is compared with arm B of pump-it."
    sentences = [change.sentence for change in found.changes]
    assert "Beside the pump mfolfox6 of arm B means the regimen folfox-kemeny-2009 instead of mfolfox6-no-bolus." in (
        sentences
    )
    assert "No longer there: arms.A." in sentences
    assert "No longer there: arms.B." not in sentences
    back = compare_protocols(load_protocol("msk-adjuvant"), load_protocol("pump-it"), load_labels())
    assert back.arms_compared == "Arm B of pump-it is compared with arm pump of msk-adjuvant."


def test_two_pump_arms_are_not_guessed_at() -> None:
    loaded = load_protocol("pump-it")
    both = loaded.model_copy(
        update={"arms": {name: arm.model_copy(update={"pump": True}) for name, arm in loaded.arms.items()}}
    )
    found = compare_protocols(both, load_protocol(OLD), load_labels())
    assert found.arms_compared is None
    assert "No longer there: arms.B." in [change.sentence for change in found.changes]


def test_a_rule_without_words_is_named_by_its_path() -> None:
    labels = Labels(label=(Label(path="flow.tolerance_percent", text="tolerance"),))
    found = compare_protocols(load_protocol(OLD), with_changes({"fill.rounding.step_mg.value": "10"}), labels)
    assert [change.sentence for change in found.changes] == ["Fill.rounding.step_mg: 10 instead of 5."]


# --- worked consequences ------------------------------------------------------------------------------------------


def worked(fill_changes: dict[str, Any], name: str = OLD) -> list[str]:
    new = with_changes({f"fill.{path}": value for path, value in fill_changes.items()}, name)
    return [each.sentence for each in consequences(load_protocol(name), new, load_profile("intera-3000"))]


def test_another_weight_rule_worked_through() -> None:
    # Ideal weight of a man of 180 cm: 50 + 2.3 × (180 ÷ 2.54 − 60) = 74.99… kg; 97 is 129 % of it, (97 + 74.99…) ÷ 2 =
    # 85.996… kg. 0.12 × 97 × 30 ÷ 1.3 = 268.6 → 270 mg; 0.12 × 85.996 × 30 ÷ 1.3 = 238.1 → 240 mg.
    found = worked({"weight_rule.value": "mean-above-135-percent-ideal"})
    assert found[:3] == [
        "For a man of 180 cm and 97 kg the dosing weight becomes 97 kg instead of 86 kg.",
        "For a man of 180 cm and 97 kg the daily floxuridine dose becomes 11.64 mg instead of 10.32 mg.",
        "For a man of 180 cm and 97 kg the floxuridine fill becomes 270 mg instead of 240 mg.",
    ]
    assert all("97 kg" in sentence for sentence in found)


def test_another_additive_worked_through() -> None:
    assert worked({"additives.dexamethasone.rule.value": "none"})[0] == (
        "For a man of 180 cm and 75 kg the fill holds no dexamethasone instead of 25 mg dexamethasone."
    )


def test_a_fill_that_becomes_impossible_is_said() -> None:
    tiny = worked(
        {
            "concentration.studied_minimum_mg_per_ml.value": "0.1",
            "concentration.studied_maximum_mg_per_ml.value": "1",
            "concentration.maximum_mg_per_ml.value": "2",
        }
    )
    assert len(tiny) == 3
    assert all(" refused (" in sentence and sentence.endswith("before: a fill is possible.") for sentence in tiny)


def test_another_dose_table_worked_through() -> None:
    # ALP 80 → 130 is 1.625 times the reference, in the band from 1.5 that gives 50 %.
    table = load_protocol(OLD).toxicity.tables["alp"].low.value.model_dump()
    table["bands"][1]["percent"] = "25"
    assert worked_toxicity({"tables.alp.low.value": table}) == [
        "When ALP rises from 80 to 130 U/L after a full dose: 25 % of the full dose instead of 50 % of the full dose."
    ]


def test_a_hold_is_named_as_one() -> None:
    # AST 60 → 190 is 3.17 times a reference above 50: 50 %; a limit of 60 makes the reference a low one: 80 %.
    # Bilirubin 3 mg/dL is held by the absolute limit; without it 1.5 times a reference above 1.2 is held by its table.
    found = worked_toxicity({"tables.ast.reference_limit.value": "60"})
    assert found == [
        "When AST rises from 60 to 190 U/L after a full dose: 80 % of the full dose instead of 50 % of the full dose."
    ]
    found = worked_toxicity({"bilirubin_hold_mg_per_dl.value": "1.3"})
    assert found == [
        "When bilirubin rises from 0.8 to 1.4 mg/dL after a full dose: hold instead of 50 % of the full dose."
    ]


def worked_toxicity(changes: dict[str, Any]) -> list[str]:
    new = with_changes({f"toxicity.{path}": value for path, value in changes.items()})
    return [each.sentence for each in consequences(load_protocol(OLD), new, load_profile("intera-3000"))]


def test_a_fill_that_stays_impossible_is_no_change() -> None:
    limits = {
        "fill.concentration.studied_minimum_mg_per_ml.value": "0.1",
        "fill.concentration.studied_maximum_mg_per_ml.value": "1",
        "fill.concentration.maximum_mg_per_ml.value": "2",
    }
    impossible = with_changes(limits)
    assert consequences(impossible, impossible, load_profile("intera-3000")) == ()


def test_nothing_is_worked_through_without_a_pump_on_both_sides() -> None:
    without = load_protocol(OLD).model_copy(update={"fill": None})
    assert consequences(load_protocol(OLD), without, load_profile("intera-3000")) == ()
    assert consequences(load_protocol(OLD), load_protocol(OLD), load_profile("intera-3000")) == ()


# --- values and words ---------------------------------------------------------------------------------------------


def test_values_are_read_as_people_write_them() -> None:
    values = rule_values(load_protocol("pump-it"))
    assert values["fill.rounding.rule"].value == "half-even"
    assert values["fill.ideal_weight.base_female_kg"].value == "45.5"
    assert values["schedule.systemic.pump_cycle_days"].value == "1, 15"
    assert values["schedule.perfusion_scan.required"].value == "yes"
    assert values["systemic.re_escalation"].value == "no"
    assert values["fill.additives.heparin.units"].value == (
        "reservoir ml 30, amount 30000; reservoir ml 20, amount 25000"
    )
    assert values["schedule.windows.systemic"].value == "earliest days -1, latest days 3, closed day nearest-later"
    assert rule_values(load_protocol("msk-adjuvant"))["schedule.monitoring.liver_panel_days"].value == "none"
    assert "fill.stability.notes.1" in values
    assert value_text({"a_b": (1, 2)}) == "a b 1, 2"


def test_a_value_knows_whether_it_waits_for_the_site() -> None:
    values = rule_values(load_protocol("pump-it"))
    assert values["fill.additives.dexamethasone.rule"].needs_site
    assert not values["flow.tolerance_percent"].needs_site
    assert isinstance(values["flow.tolerance_percent"], RuleValue)


def test_the_values_of_one_section_can_be_listed_alone() -> None:
    fill = load_protocol(OLD).fill
    assert isinstance(fill, FillRules)
    paths = {path for path, _ in sourced_values(fill)}
    assert "rounding.step_mg" in paths
    assert {f"fill.{path}" for path in paths} < set(rule_values(load_protocol(OLD)))


def test_stars_are_named_in_the_words() -> None:
    labels = Labels(
        label=(
            Label(path="a.*.b.*", text="{2} of {1}", unit="mg", change="{1}: {2} is {new}, was {old}."),
            Label(path="a.*", text="all of {1}"),
        )
    )
    words = labels.words("a.x.b.y")
    assert words is not None
    assert (words.text, words.unit) == ("y of x", "mg")
    assert words.change_sentence("1", "2") == "X: y is 2, was 1."
    assert words.sentence("2") == "Y of x: 2 mg."
    short = labels.words("a.z")
    assert short is not None
    assert short.change_sentence("1", "2") == "All of z: 2 instead of 1."
    assert labels.words("a.x.c.y") is None
    assert labels.words("b") is None


def test_what_a_protocol_has_cached_is_no_change() -> None:
    loaded = load_protocol(OLD)
    assert loaded.schedule.steps  # derived from the values, and remembered by the section
    assert compare_protocols(loaded, Protocol.model_validate(loaded.model_dump()), load_labels()).changes == ()
