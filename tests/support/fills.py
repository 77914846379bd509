"""Fill questions for tests: one plain request, changed where a test needs it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

from haipdose.errors import HaipdoseError, InputErrors
from haipdose.fill.answer import answer_fill
from haipdose.fill.requests import FillAnswer, FillRequest
from haipdose.protocol.approval import Approvals
from haipdose.protocol.fill_rules import FillRules
from haipdose.protocol.loader import load_protocol
from haipdose.protocol.schema import Protocol
from haipdose.pump.loader import load_profile
from haipdose.pump.profile import PumpProfile

PLAIN: dict[str, Any] = {
    "patient": {"sex": "male", "height_cm": "175", "weight_kg": "70"},
    "pump": {"profile": "intera-3000", "serial_number": "A-1", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
    "protocol": "msk-unresectable",
    "contents": "floxuridine",
    "dose_percent": "100",
    "infusion_days": "14",
}
GENERIC = {"profile": "generic-constant-flow", "serial_number": "A-1", "flow_ml_per_day": "1", "reservoir_ml": "20"}


def request(**changes: Any) -> FillRequest:
    """The plain request with ``changes``; a mapping changes single fields of a part, None takes a field away."""
    document = copy.deepcopy(PLAIN)
    for name, value in changes.items():
        if value is None:
            document.pop(name, None)
        elif isinstance(value, Mapping) and isinstance(document.get(name), dict):
            document[name] = {key: part for key, part in {**document[name], **value}.items() if part is not None}
        else:
            document[name] = value
    return FillRequest.model_validate(document)


def answered(*, protocol: Protocol | None = None, profile: PumpProfile | None = None, **changes: Any) -> FillAnswer:
    wanted = request(**changes)
    return answer_fill(
        wanted,
        protocol or load_protocol(wanted.protocol),
        profile or load_profile(wanted.pump.profile),
        Approvals(entries=()),
    )


def refused(**kwargs: Any) -> HaipdoseError:
    """The error that a fill ends in; of several input errors the first one."""
    try:
        answer = answered(**kwargs)
    except InputErrors as errors:
        return errors.errors[0]
    except HaipdoseError as error:
        return error
    raise AssertionError(f"answered {answer.floxuridine_mg} mg instead of refusing")


def with_rules(change: Mapping[str, Any], protocol: str = "msk-unresectable") -> Protocol:
    """The protocol with other values: ``{"rounding.step_mg": "10"}`` changes the value at that path."""
    loaded = load_protocol(protocol)
    assert loaded.fill is not None
    document = loaded.fill.model_dump()
    for path, value in change.items():
        *parents, last = path.split(".")
        place = document
        for name in parents:
            place = place[name]
        place[last]["value"] = value
    return loaded.model_copy(update={"fill": FillRules.model_validate(document)})


def exact(value: Fraction) -> Decimal:
    """A fraction as the decimal of 40 digits that an answer holds."""
    context = Context(prec=40, rounding=ROUND_HALF_EVEN)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def codes(answer: FillAnswer) -> set[str]:
    return {notice.code for notice in answer.warnings}
