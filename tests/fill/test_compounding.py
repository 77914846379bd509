"""Volumes, containers, syringes and the diluent of a solution, by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from fills import GENERIC, answered, codes, refused, with_rules

from haipdose.errors import InputError, Refused
from haipdose.fill.requests import Component, FillAnswer

TWENTY = GENERIC | {"reservoir_ml": "20", "flow_ml_per_day": "1"}


def part(answer: FillAnswer, name: str) -> Component:
    (found,) = [component for component in answer.components if component.name == name]
    return found


def test_the_plain_fill() -> None:
    """195 mg ÷ 100 = 1.95 mL; 25 mg ÷ 10 = 2.5 mL; 30,000 ÷ 5,000 = 6 mL; 30 − 1.95 − 2.5 − 6 = 19.55 mL."""
    answer = answered()
    assert [component.name for component in answer.components] == [
        "floxuridine",
        "dexamethasone",
        "heparin",
        "sodium chloride 0.9 %",
    ]
    assert [component.volume_ml for component in answer.components] == [
        Decimal("1.95"),
        Decimal("2.5"),
        Decimal(6),
        Decimal("19.55"),
    ]
    assert (answer.diluent_ml, answer.total_volume_ml) == (Decimal("19.55"), 30)
    floxuridine, heparin = answer.components[0], answer.components[2]
    assert (floxuridine.vials, floxuridine.waste, floxuridine.unit) == (1, 305, "mg")
    assert (heparin.vials, heparin.waste, heparin.unit) == (2, 20000, "units")
    assert floxuridine.preparation == "reconstitute the 500 mg vial with 5 mL sterile water for injection"
    assert floxuridine.strength == "100 mg/mL"


def test_graduations() -> None:
    """1.95 mL in a 3 mL syringe by 0.1: a tie, to 2 mL, 2.564… % more; 19.55 mL in 20 mL by 1: 20 mL."""
    answer = answered()
    floxuridine, diluent = answer.components[0], answer.components[-1]
    assert (floxuridine.syringe_ml, floxuridine.draws, floxuridine.drawn_up_ml) == (3, 1, 2)
    assert str(floxuridine.drawn_up_deviation_percent).startswith("2.56410256")
    assert (diluent.syringe_ml, diluent.drawn_up_ml) == (20, 20)


@pytest.mark.parametrize(
    ("ordered_percent", "volume", "syringe"), [("50", "1", "1"), ("51", "1.02", "3"), ("25", "0.5", "1")]
)
def test_the_smallest_syringe_that_holds_it(ordered_percent: str, volume: str, syringe: str) -> None:
    """Full dose 200 mg: 0.1 mg/kg/day, 66.6… kg is avoided by 0.125 mg/kg/day × 80 kg × 20 mL ÷ 1 mL/day."""
    answer = answered(
        patient={"sex": "male", "height_cm": "180", "weight_kg": "80"},
        pump=TWENTY,
        dose_rate_mg_per_kg_per_day="0.125",
        dose_percent=ordered_percent,
        rounding_mg="1",
    )
    floxuridine = part(answer, "floxuridine")
    assert (floxuridine.volume_ml, floxuridine.syringe_ml) == (Decimal(volume), Decimal(syringe))


def test_several_draws_of_the_largest_syringe() -> None:
    protocol = with_rules({"drawing.syringes": [{"capacity_ml": "5", "graduation_ml": "0.2"}]})
    diluent = answered(protocol=protocol).components[-1]
    assert (diluent.syringe_ml, diluent.draws, diluent.drawn_up_ml) == (5, 4, Decimal("19.6"))


@pytest.mark.parametrize(("limit", "warned"), [("2.57", False), ("2.56", True)])
def test_a_coarse_graduation_is_pointed_out(limit: str, warned: bool) -> None:
    answer = answered(protocol=with_rules({"drawing.warning_percent": Decimal(limit)}))
    assert ("fill.graduation-too-coarse" in codes(answer)) is warned


@pytest.mark.parametrize(
    ("name", "volume", "containers", "waste"),
    [
        ("heparin-1000-units-per-ml", "25", 1, "5000"),
        ("heparin-5000-units-per-ml", "5", 1, "0"),
        ("heparin-10000-units-per-ml", "2.5", 1, "25000"),
    ],
)
def test_strengths_of_heparin(name: str, volume: str, containers: int, waste: str) -> None:
    """25,000 units for 20 mL; the weak one needs more room than the pump has."""
    case: dict[str, Any] = {"pump": TWENTY, "products": {"heparin": name}}
    if volume == "25":
        error = refused(**case)
        assert isinstance(error, Refused)
        assert (error.code, error.field) == ("fill.additives-exceed-reservoir", "products")
        assert (error.found, error.allowed) == ("28.7 mL", "20 mL")
        return
    heparin = part(answered(**case), "heparin")
    assert (heparin.volume_ml, heparin.vials, heparin.waste) == (Decimal(volume), containers, Decimal(waste))


def test_additives_that_fill_the_pump_exactly_need_no_diluent() -> None:
    """170 mg is 1.7 mL; dexamethasone 158 mg at 10 mg/mL is 15.8 mL; heparin 12,500 units is 2.5 mL: 20 mL."""
    case: dict[str, Any] = {"pump": TWENTY, "additives": {"dexamethasone_mg": "158", "heparin_units": "12500"}}
    answer = answered(**case)
    assert answer.floxuridine_mg == 170
    assert answer.diluent_ml == 0
    assert [component.name for component in answer.components] == ["floxuridine", "dexamethasone", "heparin"]
    case["additives"]["dexamethasone_mg"] = "158.1"
    assert refused(**case).code == "fill.additives-exceed-reservoir"


@pytest.mark.parametrize(
    ("products", "code", "field"),
    [
        ({"heparin": "heparin-25000-units-per-ml"}, "fill.unknown-product", "products.heparin"),
        ({"heparin": "dexamethasone-4-mg-per-ml"}, "fill.unknown-product", "products.heparin"),
        ({"glycerol": "glycerol-50-percent"}, "fill.product-not-needed", "products.glycerol"),
    ],
)
def test_products_that_do_not_fit(products: dict[str, str], code: str, field: str) -> None:
    error = refused(products=products)
    assert isinstance(error, InputError)
    assert (error.code, error.field) == (code, field)


def test_dexamethasone_at_4_mg_per_ml_in_ampoules() -> None:
    dexamethasone = part(answered(products={"dexamethasone": "dexamethasone-4-mg-per-ml"}), "dexamethasone")
    assert (dexamethasone.volume_ml, dexamethasone.vials, dexamethasone.container) == (Decimal("6.25"), 7, "ampoule")
    assert dexamethasone.waste == 3


def test_the_diluent() -> None:
    assert answered(diluent="glucose 5 %").components[-1].name == "glucose 5 %"
    assert refused(diluent="water for injections").code == "fill.diluent-not-allowed"


@pytest.mark.parametrize(
    ("additives", "dexamethasone", "heparin"),
    [
        (None, "25", "30000"),
        ("none", None, None),
        ({"dexamethasone": "none"}, None, "30000"),
        ({"dexamethasone": "flat-per-reservoir"}, "25", "30000"),
        ({"dexamethasone_mg": "0", "heparin_units": "0"}, None, None),
        ({"dexamethasone_mg": "20"}, "20", "30000"),
        ({"heparin_units": "50000"}, "25", "50000"),
    ],
)
def test_additives(additives: Any, dexamethasone: str | None, heparin: str | None) -> None:
    answer = answered(additives=additives)
    amounts = {component.name: component.amount for component in answer.components}
    assert amounts.get("dexamethasone") == (None if dexamethasone is None else Decimal(dexamethasone))
    assert amounts.get("heparin") == (None if heparin is None else Decimal(heparin))
    same = additives is None or additives == {"dexamethasone": "flat-per-reservoir"}
    assert ("fill.override" in codes(answer)) is not same


def test_dexamethasone_by_the_day() -> None:
    """1 mg a day × 30 mL ÷ 1.3 mL/day = 23.0769… mg."""
    dexamethasone = part(answered(additives={"dexamethasone": "per-day"}), "dexamethasone")
    assert str(dexamethasone.amount).startswith("23.076923")


@pytest.mark.parametrize(
    ("pump", "additives", "field"),
    [
        ({"reservoir_ml": "40"}, None, "additives.dexamethasone_mg"),
        ({"reservoir_ml": "40"}, {"dexamethasone_mg": "25"}, "additives.heparin_units"),
    ],
)
def test_no_amount_is_guessed_for_another_reservoir(pump: Any, additives: Any, field: str) -> None:
    error = refused(pump=GENERIC | pump, additives=additives)
    assert (error.code, error.field, error.allowed) == ("fill.additive-amount-unknown", field, "30, 20 mL")


def test_no_amount_at_all_is_known() -> None:
    no_table = with_rules({})
    assert no_table.fill is not None
    rules = no_table.fill.additives
    bare = rules.model_copy(
        update={
            "dexamethasone": rules.dexamethasone.model_copy(update={"flat_mg": None, "mg_per_day": None}),
            "heparin": rules.heparin.model_copy(update={"units": None}),
        }
    )
    protocol = no_table.model_copy(update={"fill": no_table.fill.model_copy(update={"additives": bare})})
    for additives, field in (
        ({"dexamethasone": "per-day"}, "additives.dexamethasone_mg"),
        ({"dexamethasone": "flat-per-reservoir"}, "additives.dexamethasone_mg"),
        ({"dexamethasone": "none"}, "additives.heparin_units"),
    ):
        error = refused(protocol=protocol, additives=additives)
        assert (error.code, error.field, error.allowed) == ("fill.additive-amount-unknown", field, None)


def test_a_rule_and_an_amount_contradict() -> None:
    error = refused(additives={"dexamethasone": "none", "dexamethasone_mg": "25"})
    assert (error.code, error.field) == ("fill.additives-contradict", "additives.dexamethasone_mg")


def test_pump_it_adds_nothing_until_the_site_says_so() -> None:
    answer = answered(protocol=None, contents="floxuridine")
    assert len(answer.components) == 4
    dutch = answered_by("pump-it")
    assert [component.name for component in dutch.components] == ["floxuridine", "sodium chloride 0.9 %"]
    assert {used.path for used in dutch.release.unverified} >= {
        "fill.additives.dexamethasone.rule",
        "fill.additives.heparin.rule",
        "fill.dose_rate_mg_per_kg_per_day",
        "fill.weight_rule",
    }


def answered_by(name: str) -> FillAnswer:
    from fills import request

    from haipdose.fill.answer import answer_fill
    from haipdose.protocol.approval import Approvals
    from haipdose.protocol.loader import load_protocol
    from haipdose.pump.loader import load_profile

    wanted = request().model_copy(update={"protocol": name})
    return answer_fill(wanted, load_protocol(name), load_profile("intera-3000"), Approvals(entries=()))


@pytest.mark.parametrize("name", ["pump-it", "msk-unresectable", "msk-adjuvant", "pump-adjuvant"])
def test_every_protocol_makes_the_plain_fill(name: str) -> None:
    answer = answered_by(name)
    assert (answer.floxuridine_mg, answer.protocol.id) == (195, name)
    assert not answer.release.releasable


def test_a_residual_is_part_of_the_reservoir_and_holds_no_drug() -> None:
    """1.5 mL stay: 28.5 mL are prepared, with the drug for 30 mL; 30 − 1.5 − 18.2 = 10.3 mL come back."""
    answer = answered(pump={"residual_ml": "1.5"})
    assert (answer.floxuridine_mg, answer.total_volume_ml) == (195, Decimal("28.5"))
    assert answer.concentration_mg_per_ml == Decimal("6.5")
    assert answer.expected_return_ml == Decimal("10.3")
    assert answer.diluent_ml == Decimal("18.05")
    assert "fill.residual_rule" in {step.rule for step in answer.derivation}
    assert "fill.residual_rule" not in {step.rule for step in answered().derivation}


def test_return_range_and_run_dry() -> None:
    answer = answered()
    assert answer.return_range_ml is not None
    assert (answer.return_range_ml.lowest, answer.return_range_ml.highest) == (Decimal("9.07"), Decimal("14.53"))
    assert str(answer.runs_dry_after_days.nominal).startswith("23.0769")
    assert str(answer.runs_dry_after_days.fast_limit).startswith("20.0668")
    assert (answer.delivered_ml, answer.delivered_mg) == (Decimal("18.2"), Decimal("118.3"))
    assert (answer.prescribed_mg, answer.returned_mg) == (Decimal("117.6"), Decimal("76.7"))
    assert answer.calibrates_flow
