"""Which regimen an arm means by a name, and what a protocol bars."""

from __future__ import annotations

from typing import Any

import pytest

from haipdose.errors import InputError, Refused
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.systemic_rules import SystemicRules
from haipdose.systemic.combinations import regimen_for

PUMP_IT = load_protocol("pump-it").systemic


def changed(**parts: Any) -> SystemicRules:
    """The rules of PUMP-IT with whole sections replaced, as a site's own file could."""
    return SystemicRules.model_validate(PUMP_IT.model_dump() | parts)


SITE: dict[str, str] = {"source": "site", "evidence": "local"}


@pytest.mark.parametrize("regimen", ["mfolfox6", "FOLFOX", " mFOLFOX6 ", "folfox"])
def test_names_in_any_case_and_under_other_names(regimen: str) -> None:
    chosen = regimen_for(PUMP_IT, "A", regimen, with_pump=False)
    assert (chosen.name, chosen.cycle_days) == ("mfolfox6", 14)
    assert chosen.paths["oxaliplatin"] == "systemic.regimens.mfolfox6.components.oxaliplatin"


@pytest.mark.parametrize(
    ("arm", "with_pump", "regimen", "additions", "reasons"),
    [
        ("B", True, "folfoxiri", (), ["arm A", "FOLFOXIRI is barred with hepatic arterial infusion", "ea2222"]),
        ("B", False, "folfoxiri", (), ["belongs to arm A"]),
        ("B", True, "capox", (), ["CAPOX belongs to arm A"]),
        ("B", True, "folfox", ("bevacizumab",), ["named for arm A only", "raised biliary toxicity"]),
        ("B", False, "folfiri", ("Bevacizumab",), ["named for arm A only"]),
    ],
)
def test_barred_combinations_name_every_reason(
    arm: str, with_pump: bool, regimen: str, additions: tuple[str, ...], reasons: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        regimen_for(PUMP_IT, arm, regimen, with_pump=with_pump, additions=additions)
    assert refused.value.code == "systemic.combination-barred"
    for reason in reasons:
        assert reason in refused.value.message


def test_a_bolus_beside_the_pump_is_refused_even_if_a_site_offers_it() -> None:
    offers = PUMP_IT.model_dump()["offers"]
    offers["B"]["with_pump"]["mfolfox6"] = SITE | {"value": "mfolfox6"}
    with pytest.raises(Refused, match="fluorouracil bolus is not combined"):
        regimen_for(changed(offers=offers), "B", "mfolfox6", with_pump=True)


def test_a_bar_can_warn_instead() -> None:
    offers = PUMP_IT.model_dump()["offers"]
    offers["B"]["with_pump"]["mfolfox6"] = SITE | {"value": "mfolfox6"}
    bars = PUMP_IT.model_dump()["bars"]
    bars["bolus-with-pump"]["action"]["value"] = "warn"
    chosen = regimen_for(changed(offers=offers, bars=bars), "B", "mfolfox6", with_pump=True)
    assert [warning.code for warning in chosen.warnings] == ["systemic.combination-warned"]
    assert regimen_for(PUMP_IT, "A", "mfolfox6", with_pump=False).warnings == ()


@pytest.mark.parametrize(
    ("arm", "with_pump", "regimen", "additions", "code", "family"),
    [
        ("C", False, "mfolfox6", (), "systemic.arm-unknown", "input"),
        ("A", False, "gemcitabine", (), "systemic.regimen-unknown", "input"),
        ("A", True, "mfolfox6", (), "systemic.not-offered", "refused"),
        ("A", False, "mfolfox6", ("panitumumab",), "systemic.addition-unknown", "input"),
    ],
)
def test_what_is_not_offered(
    arm: str, with_pump: bool, regimen: str, additions: tuple[str, ...], code: str, family: str
) -> None:
    with pytest.raises((InputError, Refused)) as refused:
        regimen_for(PUMP_IT, arm, regimen, with_pump=with_pump, additions=additions)
    assert (refused.value.code, refused.value.family) == (code, family)


def test_an_addition_without_a_form_for_the_cycle_is_refused() -> None:
    offers = PUMP_IT.model_dump()["offers"]
    offers["A"]["additions"]["bevacizumab"]["value"] = ("bevacizumab-q3w",)
    with pytest.raises(InputError) as refused:
        regimen_for(changed(offers=offers), "A", "mfolfox6", with_pump=False, additions=("bevacizumab",))
    assert (refused.value.code, refused.value.allowed) == ("systemic.addition-cycle", "21 days")


def test_an_arm_without_additions_says_none() -> None:
    offers = PUMP_IT.model_dump()["offers"]
    offers["A"]["additions"] = {}
    with pytest.raises(InputError) as refused:
        regimen_for(changed(offers=offers), "A", "mfolfox6", with_pump=False, additions=("panitumumab",))
    assert refused.value.allowed == "none"


def test_the_dutch_adjuvant_protocol_offers_no_systemic_regimen() -> None:
    rules = load_protocol("pump-adjuvant").systemic
    with pytest.raises(Refused) as refused:
        regimen_for(rules, "pump", "mfolfox6", with_pump=True)
    assert refused.value.allowed == "no systemic regimen"


@pytest.mark.parametrize(
    ("protocol", "regimen", "amounts"),
    [
        ("msk-unresectable", "folfox", {"oxaliplatin": 100, "folinic-acid": 400, "fluorouracil-infusion": 1400}),
        ("msk-unresectable", "oxaliplatin-irinotecan", {"oxaliplatin": 100, "irinotecan": 150}),
        ("msk-adjuvant", "folfox", {"oxaliplatin": 85, "folinic-acid": 400, "fluorouracil-infusion": 2000}),
        ("msk-adjuvant", "folfiri", {"irinotecan": 150, "folinic-acid": 400, "fluorouracil-infusion": 2000}),
    ],
)
def test_variants_beside_the_pump(protocol: str, regimen: str, amounts: dict[str, int]) -> None:
    chosen = regimen_for(load_protocol(protocol).systemic, "pump", regimen, with_pump=True)
    assert {name: component.amount.value for name, component in chosen.components.items()} == amounts
