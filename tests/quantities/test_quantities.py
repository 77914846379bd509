"""Exact quantities against exact fractions: no difference, ever."""

from __future__ import annotations

from decimal import ROUND_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from haipdose.errors import InputError
from haipdose.quantities import (
    EXACT,
    Computed,
    Exact,
    NonNegativeExact,
    PositiveExact,
    RoundingRule,
    exactly,
    parse_decimal,
    percent_of,
    round_to_step,
    settle,
    to_display,
    to_text,
)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1.3", "1.3"),
        ("1.30", "1.3"),
        ("+2", "2"),
        ("-0.5", "-0.5"),
        (" 7 ", "7"),
        ("007", "7"),
        (14, "14"),
        (Decimal("0.12"), "0.12"),
        (Decimal("1.2E+2"), "120"),
        ("-0", "0"),
        (Decimal("0E-30"), "0"),
        ("123456789012345", None),
        ("999999999999.999", "999999999999.999"),
        ("1000000000000", "1000000000000"),
        ("0.000000000001", "0.000000000001"),
    ],
)
def test_plain_numbers_are_read_exactly(raw: object, value: str | None) -> None:
    if value is None:  # 15 digits are allowed, a magnitude of 10^14 is not
        with pytest.raises(ValueError, match="magnitude"):
            parse_decimal(raw)
        return
    assert to_text(parse_decimal(raw)) == value


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (1.3, "binary float"),
        (True, "true or false"),
        (None, "NoneType"),
        ([], "list"),
        ("1,3", "use a decimal point"),
        ("1.300,5", "use a decimal point"),
        ("1_000", "plain decimal"),
        ("1e3", "plain decimal"),
        ("٣", "plain decimal"),
        ("NaN", "plain decimal"),
        ("Infinity", "plain decimal"),
        ("", "plain decimal"),
        (".5", "plain decimal"),
        ("5.", "plain decimal"),
        ("--5", "plain decimal"),
        ("1.3\n", "plain decimal"),
        ("1.3 mL", "plain decimal"),
        (Decimal("NaN"), "finite"),
        (Decimal("Infinity"), "finite"),
        ("1.000000000000001", "significant digits"),
        ("10000000000000", "magnitude"),
        ("0.0000000000001", "magnitude"),
        (Decimal("1E+400"), "magnitude"),
        (10**30, "magnitude"),
    ],
)
def test_what_is_not_a_plain_number_is_refused(raw: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_decimal(raw)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (True, "a number is needed, not true or false"),
        (1.3, "a binary float would lose digits: give the number as text, or read the document with decimals"),
        ({}, "a number is needed, not dict"),
        ("1,3", "'1,3' is not a plain decimal number such as 1.3 (use a decimal point)"),
        ("x" * 41, f"'{'x' * 40}' is not a plain decimal number such as 1.3"),
        ("X1", "'X1' is not a plain decimal number such as 1.3"),
        (Decimal("-Infinity"), "a finite number is needed"),
        ("1234567890.123456", "at most 15 significant digits can be used"),
        ("10000000000000", "a magnitude between 1e-12 and 1e12 is needed"),
    ],
)
def test_a_refusal_says_what_to_do(raw: object, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared below
        parse_decimal(raw)
    assert str(caught.value) == message


def test_fifteen_digits_are_the_edge() -> None:
    assert parse_decimal("1.00000000000001") == Decimal("1.00000000000001")
    with pytest.raises(ValueError, match="at most 15"):
        parse_decimal("1.000000000000001")


def test_trailing_zeros_do_not_count_as_digits() -> None:
    assert to_text(parse_decimal("1.3000000000000000000")) == "1.3"


@pytest.mark.parametrize(
    ("value", "text"),
    [("5.0", "5"), ("0.50", "0.5"), ("1E+3", "1000"), ("1E-7", "0.0000001"), ("-0.0", "0"), ("100", "100")],
)
def test_text_has_no_exponent_and_no_trailing_zeros(value: str, text: str) -> None:
    assert to_text(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("193.846153", 4, "193.8462"), ("2.00005", 4, "2"), ("2.00015", 4, "2.0002"), ("1.25", 1, "1.2"), ("0.5", 0, "0")],
)
def test_display_rounds_ties_to_even(value: str, places: int, text: str) -> None:
    assert to_display(Decimal(value), places) == text


def test_display_keeps_four_decimals_unless_told() -> None:
    assert to_display(Decimal("0.123456")) == "0.1235"


numbers = st.decimals(min_value="0.001", max_value="99999", allow_nan=False, allow_infinity=False, places=6)
steps = st.sampled_from([Decimal(text) for text in ("0.01", "0.1", "0.25", "1", "2.5", "5", "10")])


def fraction_rounding(value: Fraction, step: Fraction, rule: RoundingRule) -> Fraction:
    below = value / step // 1
    rest = value / step - below
    half = Fraction(1, 2)
    up = {
        RoundingRule.HALF_UP: rest >= half,
        RoundingRule.HALF_DOWN: rest > half,
        RoundingRule.HALF_EVEN: rest > half or (rest == half and below % 2 == 1),
        RoundingRule.DOWN: False,
        RoundingRule.UP: rest > 0,
    }[rule]
    return (below + 1 if up else below) * step


@given(numbers, numbers, numbers, steps, st.sampled_from(list(RoundingRule)))
def test_a_rounded_quotient_is_that_of_exact_fractions(
    a: Decimal, b: Decimal, c: Decimal, step: Decimal, rule: RoundingRule
) -> None:
    with exactly():
        quotient = a * b / c
    wanted = fraction_rounding(Fraction(a) * Fraction(b) / Fraction(c), Fraction(step), rule)
    assert Fraction(round_to_step(quotient, step, rule)) == wanted


@given(st.integers(0, 400), numbers, steps, st.sampled_from(list(RoundingRule)))
def test_ties_that_arise_from_a_division_are_seen_as_ties(
    half_steps: int, divisor: Decimal, step: Decimal, rule: RoundingRule
) -> None:
    # (k + 1/2) steps, reached through a division that does not end in decimals
    with exactly():
        tie = (Decimal(2 * half_steps + 1) * step / 2 / divisor) * divisor
    exact_tie = Fraction(2 * half_steps + 1, 2) * Fraction(step)
    assert Fraction(round_to_step(tie, step, rule)) == fraction_rounding(exact_tie, Fraction(step), rule)


@pytest.mark.parametrize(
    ("rule", "rounded"),
    [
        (RoundingRule.HALF_UP, "15"),
        (RoundingRule.HALF_EVEN, "10"),
        (RoundingRule.HALF_DOWN, "10"),
        (RoundingRule.DOWN, "10"),
        (RoundingRule.UP, "15"),
    ],
)
def test_each_rule_at_a_tie(rule: RoundingRule, rounded: str) -> None:
    assert round_to_step(Decimal("12.5"), Decimal(5), rule) == Decimal(rounded)


def test_rounding_moves_nothing_that_is_a_multiple_already() -> None:
    for rule in RoundingRule:
        assert round_to_step(Decimal(195), Decimal(5), rule) == 195
        assert round_to_step(Decimal(0), Decimal(5), rule) == 0


@pytest.mark.parametrize("step", ["0", "-5"])
def test_a_step_must_be_positive(step: str) -> None:
    with pytest.raises(InputError) as caught:
        round_to_step(Decimal(1), Decimal(step), RoundingRule.HALF_UP)
    assert caught.value.as_dict() == {
        "family": "input",
        "code": "quantities.step",
        "message": "A rounding step must be greater than zero.",
        "found": step,
    }


def test_negative_quantities_are_not_rounded() -> None:
    with pytest.raises(InputError) as caught:
        round_to_step(Decimal("-0.1"), Decimal(5), RoundingRule.HALF_UP)
    assert caught.value.as_dict() == {
        "family": "input",
        "code": "quantities.negative",
        "message": "A quantity to round must not be negative.",
        "found": "-0.1",
    }


def test_settling_removes_the_noise_of_a_third() -> None:
    with exactly():
        third = Decimal(1) / 3
        assert third * 3 != 1
        assert settle(third * 3) == 1


def test_percent() -> None:
    assert percent_of(Decimal(195), Decimal(195)) == 100
    with exactly():
        assert percent_of(Decimal("1.5"), Decimal("1.2")) == 125


def test_document_fields_read_text_and_numbers_and_write_text() -> None:
    adapter = TypeAdapter(Exact)
    assert adapter.validate_python("1.30") == Decimal("1.3")
    assert adapter.validate_python(Decimal("1.30")) == Decimal("1.3")
    assert adapter.dump_json(Decimal("1.30")) == b'"1.3"'
    with pytest.raises(ValidationError, match="binary float"):
        adapter.validate_python(1.3)


@pytest.mark.parametrize("raw", ["0", "-0.1", "-0"])
def test_positive_means_more_than_zero(raw: str) -> None:
    with pytest.raises(ValidationError, match="Value error, must be greater than zero "):
        TypeAdapter(PositiveExact).validate_python(raw)
    assert TypeAdapter(PositiveExact).validate_python("0.000001") == Decimal("0.000001")


def test_non_negative_takes_zero_and_refuses_less() -> None:
    assert TypeAdapter(NonNegativeExact).validate_python("0") == 0
    with pytest.raises(ValidationError, match="Value error, must not be negative "):
        TypeAdapter(NonNegativeExact).validate_python("-0.000001")


def test_the_schema_says_that_text_and_numbers_are_read_and_text_is_written() -> None:
    reading = TypeAdapter(Exact).json_schema(mode="validation")
    writing = TypeAdapter(Exact).json_schema(mode="serialization")
    assert {option["type"] for option in reading["anyOf"]} == {"string", "number"}
    assert writing["type"] == "string"


def test_calculated_fields_may_be_long_and_are_settled() -> None:
    adapter = TypeAdapter(Computed)
    with exactly():
        long = Decimal(252) / Decimal("1.3")
    assert len(long.as_tuple().digits) == 60
    assert adapter.validate_python(long) == settle(long)
    assert len(settle(long).as_tuple().digits) == 40
    written = adapter.dump_json(long).decode().strip('"')
    assert adapter.validate_python(written) == settle(long)
    assert adapter.validate_python(7) == 7
    with pytest.raises(ValidationError, match="a finite number is needed"):
        adapter.validate_python(Decimal("NaN"))
    with pytest.raises(ValidationError, match="not a plain decimal number"):
        adapter.validate_python("1,3")


def test_long_values_are_shown_and_rounded_without_the_default_context_of_28_digits() -> None:
    value = Decimal("123456789012345678901234567890.25")
    assert to_text(value) == "123456789012345678901234567890.25"
    assert to_display(value, 1) == "123456789012345678901234567890.2"
    assert round_to_step(value, Decimal("0.1"), RoundingRule.HALF_UP) == Decimal("123456789012345678901234567890.3")


def test_display_and_rounding_do_not_depend_on_the_caller_s_context() -> None:
    with localcontext(Context(prec=3, rounding=ROUND_UP)):
        assert to_display(Decimal("193.84615"), 4) == "193.8462"
        assert to_display(Decimal("2.00005"), 4) == "2"
        assert to_text(Decimal("193.84615")) == "193.84615"
        assert round_to_step(Decimal("193.84615"), Decimal("0.5"), RoundingRule.HALF_UP) == 194
        assert percent_of(Decimal("1.68"), Decimal("1.4")) == 120
    assert EXACT.prec == 60
