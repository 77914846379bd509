"""Heparin-saline and glycerol fills, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from fills import GENERIC, answered, codes, refused, with_rules

from haipdose.errors import Refused
from haipdose.pump.loader import load_profile


def test_heparin_saline() -> None:
    """1,000 units/mL × 30 mL = 30,000 units; ÷ 5,000 = 6 mL; 24 mL sodium chloride."""
    answer = answered(contents="heparin-saline", dose_percent=None, infusion_days=None, patient=None)
    assert [(part.name, part.amount, part.volume_ml) for part in answer.components] == [
        ("heparin", 30000, 6),
        ("sodium chloride 0.9 %", 24, 24),
    ]
    assert (answer.infusion_days, answer.expected_return_ml) == (14, Decimal("11.8"))
    assert answer.floxuridine_mg is None
    assert answer.delivered_mg is None
    assert answer.forward_check is None
    assert answer.calibrates_flow
    assert "fill.heparin_saline.heparin_units_per_ml" in {used.path for used in answer.release.unverified}


def test_heparin_saline_in_another_reservoir_with_a_residual() -> None:
    """40 mL with 2 mL residual: 38 mL with 38,000 units; at 10,000 units/mL 3.8 mL."""
    answer = answered(
        contents="heparin-saline",
        pump=GENERIC | {"reservoir_ml": "40", "residual_ml": "2"},
        products={"heparin": "heparin-10000-units-per-ml"},
    )
    assert [(part.amount, part.volume_ml) for part in answer.components] == [
        (38000, Decimal("3.8")),
        (Decimal("34.2"), Decimal("34.2")),
    ]
    assert answer.total_volume_ml == 38
    assert answer.expected_return_ml == 24


def test_heparin_of_the_same_strength_needs_no_diluent() -> None:
    answer = answered(contents="heparin-saline", products={"heparin": "heparin-1000-units-per-ml"})
    assert [(part.name, part.volume_ml) for part in answer.components] == [("heparin", 30)]


def test_heparin_saline_must_last_too() -> None:
    assert refused(contents="heparin-saline", infusion_days="28").code == "fill.runs-dry-before-emptying"
    assert "fill.may-run-dry" in codes(answered(contents="heparin-saline", infusion_days="21"))


def test_floxuridine_fields_are_said_to_be_unused() -> None:
    answer = answered(contents="heparin-saline", rounding_mg="5")
    (notice,) = [notice for notice in answer.warnings if notice.code == "fill.not-used"]
    assert notice.message == "Not used for heparin-saline: dose_percent, rounding_mg."
    assert "fill.not-used" not in codes(answered(contents="heparin-saline", dose_percent=None))


def test_glycerol_ready_made() -> None:
    """50 % stock is filled as it is; its flow is not known, so no return is expected."""
    answer = answered(contents="glycerol", infusion_days=None)
    assert [(part.name, part.amount, part.volume_ml, part.strength) for part in answer.components] == [
        ("glycerol", 15, 30, "50 %")
    ]
    assert (answer.expected_return_ml, answer.return_range_ml, answer.delivered_ml) == (None, None, None)
    assert answer.infusion_days == 42
    assert not answer.calibrates_flow
    assert {"fill.glycerol-slows-the-pump", "fill.glycerol-interval-not-proven"} <= codes(answer)
    assert str(answer.runs_dry_after_days.nominal).startswith("23.07")


def test_glycerol_from_a_stronger_stock() -> None:
    """15 mL pure glycerol from 85 % stock: 17.647… mL, the rest water."""
    answer = answered(contents="glycerol", products={"glycerol": "glycerol-85-percent"})
    assert answer.components[0].amount == 15
    assert str(answer.components[0].volume_ml).startswith("17.64705882")
    assert answer.components[1].name == "water for injections"
    assert str(answer.diluent_ml).startswith("12.35294117")
    assert "fill.glycerol-interval-not-proven" not in codes(answer)  # 14 days are within the drug's run-dry time


def test_a_stock_weaker_than_the_fill() -> None:
    error = refused(contents="glycerol", protocol=with_rules({"glycerol.percent": Decimal(60)}))
    assert isinstance(error, Refused)
    assert (error.code, error.found, error.allowed) == ("fill.product-too-weak", "50 %", "at least 60 %")
    strong = {"glycerol": "glycerol-85-percent"}
    assert answered(contents="glycerol", protocol=with_rules({"glycerol.percent": Decimal(85)}), products=strong)


@pytest.mark.parametrize("name", ["glycerol-10-percent", "heparin-5000-units-per-ml"])
def test_a_product_that_is_not_glycerol(name: str) -> None:
    assert refused(contents="glycerol", products={"glycerol": name}).code == "fill.unknown-product"


@pytest.mark.parametrize(
    ("contents", "own", "other"),
    [
        ("heparin-saline", "sodium chloride 0.9 %", "glucose 5 %"),
        ("glycerol", "water for injections", "sodium chloride 0.9 %"),
    ],
)
def test_another_diluent_is_pointed_out(contents: str, own: str, other: str) -> None:
    for diluent, overridden in ((own, False), (other, True)):
        answer = answered(contents=contents, diluent=diluent)
        assert ("fill.override" in codes(answer)) is overridden


@pytest.mark.parametrize(
    ("contents", "infusates", "warned"),
    [
        ("glycerol", ("glycerin",), False),
        ("glycerol", ("saline",), True),
        ("glycerol", None, True),
        ("heparin-saline", ("Heparinized saline",), False),
        ("heparin-saline", ("saline",), True),
    ],
)
def test_labelled_infusates(contents: str, infusates: tuple[str, ...] | None, warned: bool) -> None:
    profile = load_profile("intera-3000")
    listed = profile.fluids.labelled_infusates
    assert listed is not None
    fluids = profile.fluids.model_copy(
        update={"labelled_infusates": infusates and listed.model_copy(update={"value": infusates})}
    )
    answer = answered(contents=contents, profile=profile.model_copy(update={"fluids": fluids}))
    assert ("fill.content-not-labelled" in codes(answer)) is warned
