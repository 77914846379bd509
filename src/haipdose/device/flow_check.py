"""Bench verification of a flow: run a syringe pump, sample what it dispenses, report accuracy and a trumpet curve.

The trumpet curve shows, for each length of an observation window, the largest and smallest mean flow over any such
window, as percent away from the commanded flow: short windows are noisy, long ones show the systematic error.

Source: the trumpet curve is that of IEC 60601-2-24 (recalled, the standard was not opened); arithmetic derived.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from haipdose.device.ne1000_pump import Ne1000Pump, pump_number
from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.quantities import Computed, RoundingRule, exactly, percent_of, round_to_step, settle, to_display

_SECONDS_PER_HOUR: Final = 3600
_HOURS_PER_DAY: Final = 24
_UL_PER_ML: Final = 1000
_WINDOW_PARTS: Final = (1, 2, 5, 11, 19, 31)
_FEWEST_SAMPLES: Final = 3
_FOUR_DIGITS: Final = ((Decimal(1000), Decimal(1)), (Decimal(100), Decimal("0.1")), (Decimal(10), Decimal("0.01")))
_FINEST: Final = Decimal("0.001")


class Sample(Document):
    """What had been dispensed ``seconds`` after the start, mL."""

    seconds: Computed
    volume_ml: Computed


class TrumpetPoint(Document):
    """The extreme deviations of the mean flow over any window of that length, percent of the commanded flow."""

    window_seconds: Computed
    lowest_percent: Computed
    highest_percent: Computed


class FlowCheck(Document):
    """The result of a bench run; flows in mL/day. ``measured_by`` says who counted."""

    wanted_ml_per_day: Computed
    commanded_ml_per_day: Computed
    measured_ml_per_day: Computed
    accuracy_percent: Computed
    measured_by: str
    samples: tuple[Sample, ...]
    trumpet: tuple[TrumpetPoint, ...]


def bench_rate_ul_per_hour(flow_ml_per_day: Decimal) -> Decimal:
    """A flow in µL/h as the pump can hold it: four digits, at most three decimals, to the nearest, ties to even.

    Raises:
        InputError: too fast or too slow for the pump's number format.
    """
    with exactly():
        rate = settle(flow_ml_per_day * _UL_PER_ML / _HOURS_PER_DAY)
    step = next((step for limit, step in _FOUR_DIGITS if rate >= limit), _FINEST)
    rounded = round_to_step(rate, step, RoundingRule.HALF_EVEN)
    pump_number(rounded)
    return rounded


def run_flow_check(
    pump: Ne1000Pump,
    *,
    diameter_mm: Decimal,
    rate_ul_per_hour: Decimal,
    seconds: float,
    interval_s: float,
    now: Callable[[], float],
    wait: Callable[[float], None],
    seen: Callable[[Sample], object],
) -> tuple[Sample, ...]:
    """Run the pump for ``seconds`` and sample what it has dispensed every ``interval_s``.

    The pump is stopped at the end, also when something goes wrong or the person interrupts.

    Raises:
        DeviceError: as :class:`~haipdose.device.ne1000_pump.Ne1000Pump`.
    """
    pump.connect()
    pump.bring_to_rest()
    pump.set_diameter(diameter_mm)
    pump.set_infusing()
    pump.set_rate(rate_ul_per_hour, "UH")
    pump.set_volume(Decimal(0))
    pump.clear_dispensed()
    samples: list[Sample] = []
    try:
        pump.run()
        start = now()
        while True:
            volume = pump.dispensed().infused_ml
            elapsed = now() - start
            sample = Sample(seconds=Decimal(f"{elapsed:.3f}"), volume_ml=volume)
            samples.append(sample)
            seen(sample)
            if elapsed >= seconds:
                break
            wait(min(interval_s, max(0.0, seconds - elapsed)))
    finally:
        pump.stop()
    return tuple(samples)


def evaluate(
    samples: Sequence[Sample],
    *,
    wanted_ml_per_day: Decimal,
    rate_ul_per_hour: Decimal,
    weighed_ml: Decimal | None = None,
) -> FlowCheck:
    """Accuracy and trumpet curve of a run.

    Args:
        samples: in time order, at least three.
        wanted_ml_per_day: the flow that was to be verified.
        rate_ul_per_hour: what the pump was told.
        weighed_ml: what was collected and weighed over the whole run; without it the pump's own count is used.

    Raises:
        InputError: too few samples, or time that does not move on.
    """
    steady = tuple(samples)
    if len(steady) < _FEWEST_SAMPLES or any(a.seconds >= b.seconds for a, b in itertools.pairwise(steady)):
        raise InputError(
            "A flow check needs at least three samples at different times.",
            code="device.too-few-samples",
            found=str(len(steady)),
            remedy="Run longer or sample more often.",
        )
    with exactly():
        commanded = settle(rate_ul_per_hour * _HOURS_PER_DAY / _UL_PER_ML)
    first, last = steady[0], steady[-1]
    counted = last.volume_ml - first.volume_ml
    measured = _flow(counted if weighed_ml is None else weighed_ml, last.seconds - first.seconds)
    return FlowCheck(
        wanted_ml_per_day=wanted_ml_per_day,
        commanded_ml_per_day=commanded,
        measured_ml_per_day=measured,
        accuracy_percent=percent_of(measured - commanded, commanded),
        measured_by="the pump's own count" if weighed_ml is None else "the collected volume",
        samples=steady,
        trumpet=trumpet(steady, commanded),
    )


def trumpet(samples: Sequence[Sample], commanded_ml_per_day: Decimal) -> tuple[TrumpetPoint, ...]:
    """The trumpet curve of ``samples``: windows of 1, 2, 5, 11, 19, 31 intervals, as the run allows."""
    points = []
    for parts in _WINDOW_PARTS:
        pairs = list(zip(samples, samples[parts:], strict=False))
        if not pairs:
            break
        deviations = []
        for begin, end in pairs:
            flow = _flow(end.volume_ml - begin.volume_ml, end.seconds - begin.seconds)
            deviations.append(percent_of(flow - commanded_ml_per_day, commanded_ml_per_day))
        mean = settle(sum((end.seconds - begin.seconds for begin, end in pairs), Decimal(0)) / len(pairs))
        points.append(
            TrumpetPoint(window_seconds=mean, lowest_percent=min(deviations), highest_percent=max(deviations))
        )
    return tuple(points)


def _flow(volume_ml: Decimal, seconds: Decimal) -> Decimal:
    with exactly():
        return settle(volume_ml / seconds * _SECONDS_PER_HOUR * _HOURS_PER_DAY)


def flow_check_text(check: FlowCheck) -> str:
    """The result for people, with the trumpet curve as a table."""
    lines = [
        (
            f"Commanded {to_display(check.commanded_ml_per_day)} mL/day "
            f"(wanted {to_display(check.wanted_ml_per_day)} mL/day)"
        ),
        (
            f"Measured  {to_display(check.measured_ml_per_day)} mL/day by {check.measured_by}: "
            f"{to_display(check.accuracy_percent, 2)} % from commanded"
        ),
        "",
        "Window       lowest      highest  (percent of the commanded flow)",
    ]
    for point in check.trumpet:
        window = f"{to_display(point.window_seconds, 0)} s"
        low, high = to_display(point.lowest_percent, 2), to_display(point.highest_percent, 2)
        lines.append(f"{window:>8}  {low:>9} %  {high:>9} %")
    return "\n".join(lines)
