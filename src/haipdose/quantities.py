"""Exact decimal quantities: text to text, one rounding, by a named rule.

Rules of this file:

* No binary float comes in. JSON and TOML are read with ``parse_float=Decimal``; a ``float`` is refused.
* Arithmetic runs in :data:`EXACT`, 60 significant digits. An input has at most 15 of them, so sums and products of
  the formulas in this package are exact and a quotient is wrong by less than one part in 10^59.
* :func:`settle` takes that noise away (40 digits) before a value is compared or rounded. Two different rationals that
  can arise here differ by far more than that, so a settled comparison is the true one; the tests prove it against
  exact fractions.
* A value is rounded once, by :func:`round_to_step`, with the rule's name beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

from haipdose.errors import InputError

MAX_INPUT_DIGITS: Final = 15
"""Significant digits that an input may have: far beyond any instrument, and what keeps products exact."""

_MAX_INPUT_EXPONENT: Final = 12
_PLAIN_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?\Z")

EXACT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
_SETTLED: Final = Context(prec=40, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])


@contextmanager
def exactly() -> Iterator[None]:
    """Run decimal arithmetic with 60 digits; invalid operations and divisions by zero raise."""
    with localcontext(EXACT):
        yield


def settle(value: Decimal) -> Decimal:
    """Take the noise of a division away: 40 significant digits, ties to even.

    Source: derived (see the module's head).
    """
    return _SETTLED.plus(value)


def parse_decimal(raw: object) -> Decimal:
    """A decimal number from what a document held: text, an integer or a :class:`~decimal.Decimal`.

    Args:
        raw: plain digits with an optional decimal point (``"1.3"``), an int, or a Decimal from a JSON or TOML reader.

    Returns:
        The exact value.

    Raises:
        ValueError: a float or bool, a decimal comma, digit grouping, an exponent in text, NaN, infinity, more than 15
            significant digits or a magnitude beyond 10^12: nothing is guessed.
    """
    if isinstance(raw, bool):
        msg = "a number is needed, not true or false"
        raise ValueError(msg)  # noqa: TRY004 - pydantic turns ValueError, not TypeError, into a field error
    if isinstance(raw, int):
        value = Decimal(raw)
    elif isinstance(raw, Decimal):
        value = raw
    elif isinstance(raw, str):
        text = raw.strip(" ")
        if not _PLAIN_NUMBER.match(text):
            msg = f"'{text[:40]}' is not a plain decimal number such as 1.3"
            if "," in text:
                msg = f"'{text[:40]}' is not a plain decimal number such as 1.3 (use a decimal point)"
            raise ValueError(msg)
        value = Decimal(text)
    elif isinstance(raw, float):
        msg = "a binary float would lose digits: give the number as text, or read the document with decimals"
        raise ValueError(msg)  # noqa: TRY004
    else:
        msg = f"a number is needed, not {type(raw).__name__}"
        raise ValueError(msg)  # noqa: TRY004
    if not value.is_finite():
        msg = "a finite number is needed"
        raise ValueError(msg)
    if value and abs(value.adjusted()) > _MAX_INPUT_EXPONENT:
        msg = f"a magnitude between 1e-{_MAX_INPUT_EXPONENT} and 1e{_MAX_INPUT_EXPONENT} is needed"
        raise ValueError(msg)
    if len(value.normalize(EXACT).as_tuple().digits) > MAX_INPUT_DIGITS:
        msg = f"at most {MAX_INPUT_DIGITS} significant digits can be used"
        raise ValueError(msg)
    if not value:
        return Decimal(0)  # -0 and 0e-99 are plain zero
    return value


def to_text(value: Decimal) -> str:
    """A decimal as plain text: no exponent, no trailing zeros, a leading zero (ISMP: never ``.5`` or ``5.0``)."""
    settled = settle(value).normalize(_SETTLED)
    if not settled:
        return "0"
    return f"{settled:f}"


def to_display(value: Decimal, places: int = 4) -> str:
    """A decimal for people: at most ``places`` decimals, ties to even, no trailing zeros; exact text if it fits.

    For reading only: never parse it back into a calculation.
    """
    return to_text(settle(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=EXACT))


class RoundingRule(StrEnum):
    """How a value goes to a multiple of a step. Ties are named because published calculators differ on them."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    HALF_DOWN = "half-down"
    DOWN = "down"
    UP = "up"


_DECIMAL_ROUNDING: Final = {
    RoundingRule.HALF_UP: ROUND_HALF_UP,
    RoundingRule.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingRule.HALF_DOWN: ROUND_HALF_DOWN,
    RoundingRule.DOWN: ROUND_DOWN,
    RoundingRule.UP: ROUND_CEILING,
}


def round_to_step(value: Decimal, step: Decimal, rule: RoundingRule) -> Decimal:
    """The multiple of ``step`` that ``rule`` picks for ``value`` (same unit in and out, value ≥ 0).

    Args:
        value: what is rounded, unrounded until now.
        step: the increment, > 0.
        rule: the named rule.

    Raises:
        InputError: the step is not positive, or the value is negative.

    Source: derived.
    """
    if step <= 0:
        raise InputError("A rounding step must be greater than zero.", code="quantities.step", found=str(step))
    if value < 0:
        raise InputError("A quantity to round must not be negative.", code="quantities.negative", found=str(value))
    with exactly():
        multiples = settle(settle(value) / step)
        return multiples.quantize(Decimal(1), rounding=_DECIMAL_ROUNDING[rule], context=EXACT) * step


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """``part / whole × 100``, settled; ``whole`` must not be zero."""
    with exactly():
        return settle(part / whole * 100)


def _as_decimal(raw: object) -> Decimal:
    return parse_decimal(raw)


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        msg = "must be greater than zero"
        raise ValueError(msg)
    return value


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        msg = "must not be negative"
        raise ValueError(msg)
    return value


_JSON_NUMBER = WithJsonSchema(
    {
        "anyOf": [{"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"}, {"type": "number"}],
        "description": "An exact decimal: written as text; text or a number is read.",
    },
    mode="validation",
)
_JSON_TEXT = WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}, mode="serialization")

Exact = Annotated[
    Decimal,
    BeforeValidator(_as_decimal),
    PlainSerializer(to_text, return_type=str, when_used="json"),
    _JSON_NUMBER,
    _JSON_TEXT,
]
"""A decimal field of a document: reads text or a number, writes text."""

PositiveExact = Annotated[Exact, AfterValidator(_positive)]
NonNegativeExact = Annotated[Exact, AfterValidator(_not_negative)]


def _as_computed(raw: object) -> Decimal:
    """A result: a Decimal of any length, or the text that one was written as."""
    if isinstance(raw, str) and _PLAIN_NUMBER.match(raw):
        raw = Decimal(raw)
    if not isinstance(raw, Decimal):
        return parse_decimal(raw)
    if not raw.is_finite():
        msg = "a finite number is needed"
        raise ValueError(msg)
    return settle(raw)


Computed = Annotated[
    Decimal,
    BeforeValidator(_as_computed),
    PlainSerializer(to_text, return_type=str, when_used="json"),
    _JSON_NUMBER,
    _JSON_TEXT,
]
"""A calculated decimal of an answer: settled (40 digits), written as text; never the field of a request."""
