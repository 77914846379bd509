"""What another protocol would mean for a few example patients and liver tests: worked through by the rooms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from haipdose.errors import HaipdoseError
from haipdose.evidence import Document
from haipdose.fill.answer import answer_fill
from haipdose.fill.requests import FillAnswer, FillRequest
from haipdose.protocol.approval import Approvals
from haipdose.protocol.schema import Protocol
from haipdose.pump.profile import PumpProfile
from haipdose.quantities import to_display
from haipdose.toxicity.answer import answer_modify
from haipdose.toxicity.requests import ModifyRequest

EXAMPLE_PROFILE: Final = "intera-3000"


class Example(NamedTuple):
    """An example patient: one of usual weight, one between the thresholds of the weight rules, one above both."""

    words: str
    sex: str
    height_cm: str
    weight_kg: str


EXAMPLES: Final = (
    Example("a man of 180 cm and 75 kg", "male", "180", "75"),
    Example("a man of 180 cm and 97 kg", "male", "180", "97"),
    Example("a woman of 165 cm and 110 kg", "female", "165", "110"),
)
"""Examples only: they are shown, nothing is decided by them."""

_AMOUNTS: Final = (
    ("dosing_weight_kg", "the dosing weight", "kg"),
    ("daily_dose_mg", "the daily floxuridine dose", "mg"),
    ("floxuridine_mg", "the floxuridine fill", "mg"),
    ("delivered_mg", "the floxuridine delivered in one fill", "mg"),
)


class Rise(NamedTuple):
    """An example rise of one liver test since the last dose, the others staying where they were."""

    words: str
    test: str
    reference: str
    current: str


RISES: Final = (
    Rise("AST rises from 40 to 125 U/L", "ast", "40", "125"),
    Rise("AST rises from 60 to 190 U/L", "ast", "60", "190"),
    Rise("ALP rises from 80 to 130 U/L", "alp", "80", "130"),
    Rise("ALP rises from 120 to 200 U/L", "alp", "120", "200"),
    Rise("bilirubin rises from 0.8 to 1.4 mg/dL", "bilirubin-total", "0.8", "1.4"),
    Rise("bilirubin rises from 2 to 3 mg/dL", "bilirubin-total", "2", "3"),
)
_STEADY: Final = {
    "ast": ("30", "U/L"),
    "alt": ("30", "U/L"),
    "alp": ("80", "U/L"),
    "bilirubin-total": ("0.6", "mg/dL"),
}
_LAST_DOSE: Final = datetime(2026, 1, 5, 8, tzinfo=UTC)
_NEXT_DOSE: Final = datetime(2026, 2, 2, 8, tzinfo=UTC)


class Consequence(Document):
    """What changes for one example patient or one example rise, as a sentence."""

    example: str
    sentence: str


def consequences(old: Protocol, new: Protocol, profile: PumpProfile) -> tuple[Consequence, ...]:
    """What differs in a first full fill of 30 mL at 1.3 mL/day, and in the next dose after a rise of a liver test.

    Args:
        old: the protocol until now.
        new: the one to come.
        profile: of the example pump.
    """
    if old.fill is None or new.fill is None:
        return ()
    fills = (
        Consequence(example=example.words, sentence=sentence)
        for example in EXAMPLES
        for sentence in _sentences(example, _fill(example, old, profile), _fill(example, new, profile))
    )
    return (*fills, *_dose_changes(old, new))


def _dose_changes(old: Protocol, new: Protocol) -> Iterator[Consequence]:
    for rise in RISES:
        was, now = _next_dose(rise, old), _next_dose(rise, new)
        if was != now:
            yield Consequence(
                example=rise.words, sentence=f"When {rise.words} after a full dose: {now} instead of {was}."
            )


def _next_dose(rise: Rise, protocol: Protocol) -> str:
    results = {
        when: [
            {
                "test": test,
                "value": getattr(rise, when) if test == rise.test else steady,
                "unit": unit,
                "at": at.isoformat(),
            }
            for test, (steady, unit) in _STEADY.items()
        ]
        for when, at in (("reference", _LAST_DOSE), ("current", _NEXT_DOSE))
    }
    request = ModifyRequest.model_validate({**results, "protocol": protocol.id, "last_dose_percent": "100"})
    answer = answer_modify(request, protocol, Approvals())
    if answer.dose_percent is None:
        return answer.action
    return f"{to_display(answer.dose_percent, 2)} % of the full dose"


def _fill(example: Example, protocol: Protocol, profile: PumpProfile) -> FillAnswer | str:
    """The fill, or why there is none."""
    request = FillRequest.model_validate(
        {
            "patient": {"sex": example.sex, "height_cm": example.height_cm, "weight_kg": example.weight_kg},
            "pump": {
                "profile": profile.id,
                "serial_number": "example",
                "flow_ml_per_day": "1.3",
                "reservoir_ml": "30",
            },
            "protocol": protocol.id,
            "contents": "floxuridine",
            "dose_percent": "100",
        }
    )
    try:
        return answer_fill(request, protocol, profile, Approvals())
    except HaipdoseError as error:
        return error.message


def _sentences(example: Example, old: FillAnswer | str, new: FillAnswer | str) -> Iterator[str]:
    if isinstance(old, str) or isinstance(new, str):
        if old != new:
            yield f"For {example.words}: {_possible(new)} now; before: {_possible(old)}."
        return
    for field, words, unit in _AMOUNTS:
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            yield f"For {example.words} {words} becomes {_shown(now, unit)} instead of {_shown(was, unit)}."
    was_in, now_in = _beside(old), _beside(new)
    for drug in dict.fromkeys((*was_in, *now_in)):
        if was_in.get(drug) != now_in.get(drug):
            yield (
                f"For {example.words} the fill holds {now_in.get(drug, 'no')} {drug} instead of "
                f"{was_in.get(drug, 'no')} {drug}."
            )


def _beside(answer: FillAnswer) -> dict[str, str]:
    """What is in the fill beside floxuridine and its diluent."""
    return {
        component.name: _shown(component.amount, component.unit)
        for component in answer.components
        if component.unit != "mL" and component.name != "floxuridine"
    }


def _possible(outcome: FillAnswer | str) -> str:
    return f"refused ({outcome})" if isinstance(outcome, str) else "a fill is possible"


def _shown(value: Decimal, unit: str) -> str:
    return f"{to_display(value, 2)} {unit}"
