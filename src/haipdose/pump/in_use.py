"""The individual pump of a patient, checked against its profile.

The flow comes from the individual pump and nowhere else. A value that the profile lacks must be given with the pump;
one that contradicts the profile is refused; one that the profile knows only as a range is checked against that range.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import StringConstraints

from haipdose.derivation import Notice, Step
from haipdose.errors import InputError, InputErrors
from haipdose.evidence import Document, Evidence, Sourced
from haipdose.pump.profile import PumpKind, PumpProfile, Range
from haipdose.quantities import Computed, NonNegativeExact, PositiveExact, exactly, settle, to_text

SerialNumber = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9 ./-]*$")]

_SURE_ENOUGH_TO_REFUSE: Final = frozenset({Evidence.PUBLISHED, Evidence.RECALLED, Evidence.DERIVED})
"""A list of sizes that is only plausible may be incomplete: it warns and does not refuse."""


class PumpInUse(Document):
    """The ``pump`` object of a request. Volumes in mL, flow in mL/day, length in cm."""

    profile: str
    serial_number: SerialNumber
    flow_ml_per_day: PositiveExact
    reservoir_ml: PositiveExact | None = None
    residual_ml: NonNegativeExact | None = None
    catheter_ml: PositiveExact | None = None
    catheter_length_cm: PositiveExact | None = None


class ResidualBasis(StrEnum):
    """Where the residual volume of a resolved pump comes from."""

    GIVEN = "given"
    PROFILE = "profile"
    PROFILE_MAXIMUM = "profile-maximum"
    UNKNOWN = "unknown"


Needed = Literal["residual_ml", "catheter_ml"]


class ResolvedPump(Document):
    """A pump whose values are settled and checked.

    ``residual_ml`` is the best known residual (0 when unknown) for return volumes; ``residual_limit_ml`` the largest it
    may be, for run-dry times. ``steps`` say where each value comes from, ``notices`` what to look at.
    """

    profile_id: str
    profile_digest: str
    serial_number: str
    programmable: bool
    flow_ml_per_day: PositiveExact
    reservoir_ml: PositiveExact
    residual_ml: NonNegativeExact
    residual_limit_ml: NonNegativeExact
    residual_basis: ResidualBasis
    catheter_ml: Computed | None
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]


def resolve_pump(pump: PumpInUse, profile: PumpProfile, *, needs: Iterable[Needed] = ()) -> ResolvedPump:
    """Check ``pump`` against ``profile`` and settle every value.

    Args:
        pump: as given with the request.
        profile: the profile that ``pump.profile`` names (by id or alias).
        needs: values that the caller cannot do without, on top of flow and reservoir.

    Returns:
        The pump with its values, where they come from, and what to look at.

    Raises:
        InputErrors: every fault at once: another profile, a bench pump for a patient, a missing, contradictory or
            implausible value. ``field`` is the path under ``pump.``.
    """
    checks = _Checks(pump, profile)
    checks.identity()
    checks.flow()
    reservoir = checks.reservoir()
    residual, residual_limit, basis = checks.residual(reservoir)
    catheter = checks.catheter()
    needed = set(needs)
    if "residual_ml" in needed and basis in (ResidualBasis.UNKNOWN, ResidualBasis.PROFILE_MAXIMUM):
        checks.missing("residual_ml", "the residual volume of the pump")
    if "catheter_ml" in needed and catheter is None:
        checks.missing("catheter_ml", "the volume of the catheter (or its length, if the profile knows mL per cm)")
    if checks.faults or reservoir is None:
        raise InputErrors(checks.faults)
    return ResolvedPump(
        profile_id=profile.id,
        profile_digest=profile.digest,
        serial_number=pump.serial_number,
        programmable=profile.programmable.value,
        flow_ml_per_day=pump.flow_ml_per_day,
        reservoir_ml=reservoir,
        residual_ml=residual,
        residual_limit_ml=residual_limit,
        residual_basis=basis,
        catheter_ml=catheter,
        steps=tuple(checks.steps),
        notices=tuple(checks.notices),
    )


class _Checks:
    """One run over a pump: collects faults, steps and notices."""

    def __init__(self, pump: PumpInUse, profile: PumpProfile) -> None:
        self.pump = pump
        self.profile = profile
        self.faults: list[InputError] = []
        self.steps: list[Step] = []
        self.notices: list[Notice] = []

    def fault(self, field: str, message: str, *, code: str, found: str, allowed: str, remedy: str) -> None:
        self.faults.append(
            InputError(message, code=code, field=f"pump.{field}", found=found, allowed=allowed, remedy=remedy)
        )

    def missing(self, field: str, what: str) -> None:
        self.faults.append(
            InputError(
                f"The profile {self.profile.id} does not say {what}, and nothing is assumed.",
                code="pump.value-missing",
                field=f"pump.{field}",
                remedy="Give it with the pump, from its card or instructions.",
            )
        )

    def notice(self, code: str, message: str, action: str, source: str) -> None:
        self.notices.append(Notice(level="warning", code=code, message=message, action=action, source=source))

    def given(self, label: str, value: Decimal, unit: str) -> None:
        self.steps.append(Step(label=label, value=to_text(value), unit=unit, source="the individual pump"))

    def from_profile(
        self, label: str, field: str, sourced: Sourced[Decimal], unit: str, note: str | None = None
    ) -> None:
        self.steps.append(
            Step(
                label=label,
                value=to_text(sourced.value),
                unit=unit,
                rule=self.profile.rule_path(field),
                source=sourced.source,
                evidence=sourced.evidence,
                note=note or sourced.note,
            )
        )

    def identity(self) -> None:
        if self.pump.profile not in (self.profile.id, *self.profile.aliases):
            self.fault(
                "profile",
                "The pump names another profile than the one it is checked against.",
                code="pump.other-profile",
                found=self.pump.profile,
                allowed=", ".join((self.profile.id, *self.profile.aliases)),
                remedy="Load the profile that the pump names.",
            )
        if self.profile.kind is PumpKind.BENCH:
            self.fault(
                "profile",
                "This is a bench pump; it is never a patient's pump.",
                code="pump.bench-pump",
                found=self.profile.id,
                allowed="an implantable pump",
                remedy="Choose the profile of the implanted pump.",
            )

        if self.profile.fictitious:
            self.notices.append(
                Notice(
                    level="critical",
                    code="pump.fictitious",
                    message=f"The profile {self.profile.id} is fictitious: no such pump exists.",
                    action="Never fill a patient's pump by this result.",
                )
            )

    def flow(self) -> None:
        flow = self.pump.flow_ml_per_day
        known = self.profile.flow
        self.given("Flow of the individual pump", flow, "mL/day")
        limits = [(known.plausible_ml_per_day, "pump.flow-implausible", "is not plausible for this pump")]
        if known.deliverable_ml_per_day is not None:
            limits.append(
                (known.deliverable_ml_per_day, "pump.flow-not-deliverable", "is outside what this pump can deliver")
            )
        for limit, code, words in limits:
            if not _inside(flow, limit.value):
                self.fault(
                    "flow_ml_per_day",
                    f"A flow of {to_text(flow)} mL/day {words}.",
                    code=code,
                    found=to_text(flow),
                    allowed=f"{_range_text(limit.value)} mL/day",
                    remedy="Read the flow from the pump's card or the last calibration; check the decimal point.",
                )
                return
        if known.usual_ml_per_day is not None and not _inside(flow, known.usual_ml_per_day.value):
            self.notice(
                "pump.flow-unusual",
                f"The flow of {to_text(flow)} mL/day is not usual for this pump "
                f"({_range_text(known.usual_ml_per_day.value)} mL/day).",
                "Compare it with the pump's card and the last calibration.",
                known.usual_ml_per_day.source,
            )

    def reservoir(self) -> Decimal | None:
        given = self.pump.reservoir_ml
        fixed = self.profile.reservoir.capacity_ml
        sizes = self.profile.reservoir.capacities_ml
        if given is None:
            if fixed is None:
                self.missing("reservoir_ml", "one size of the reservoir")
                return None
            self.from_profile("Reservoir", "reservoir.capacity_ml", fixed, "mL")
            return fixed.value
        allowed = (fixed.value,) if fixed is not None else sizes.value if sizes is not None else (given,)
        if given not in allowed:
            sizes_text = ", ".join(to_text(size) for size in allowed)
            if fixed is None and sizes is not None and sizes.evidence not in _SURE_ENOUGH_TO_REFUSE:
                self.notice(
                    "pump.reservoir-unlisted",
                    f"A reservoir of {to_text(given)} mL is not among the sizes known for this pump ({sizes_text} mL), "
                    "and that list is not certain.",
                    "Compare it with the pump's card.",
                    sizes.source,
                )
            else:
                self.fault(
                    "reservoir_ml",
                    f"A reservoir of {to_text(given)} mL contradicts the profile.",
                    code="pump.reservoir-contradicts-profile",
                    found=to_text(given),
                    allowed=f"{sizes_text} mL",
                    remedy="Check the model and the size on the pump's card; choose the profile that fits.",
                )
        self.given("Reservoir", given, "mL")
        return given

    def residual(self, reservoir: Decimal | None) -> tuple[Decimal, Decimal, ResidualBasis]:
        given = self.pump.residual_ml
        known = self.profile.reservoir
        if given is not None:
            self._check_residual(given, reservoir)
            self.given("Residual volume", given, "mL")
            return given, given, ResidualBasis.GIVEN
        if known.residual_ml is not None:
            self.from_profile("Residual volume", "reservoir.residual_ml", known.residual_ml, "mL")
            return known.residual_ml.value, known.residual_ml.value, ResidualBasis.PROFILE
        if known.residual_maximum_ml is not None:
            limit = known.residual_maximum_ml
            self.from_profile(
                "Largest residual volume",
                "reservoir.residual_maximum_ml",
                limit,
                "mL",
                note="for run-dry times; return volumes are computed without a residual",
            )
            self.notices.append(
                Notice(
                    level="info",
                    code="pump.residual-maximum",
                    message=f"The residual volume is only known to be at most {to_text(limit.value)} mL: run-dry times "
                    "use that, return volumes use 0 mL.",
                    action=f"Expect up to {to_text(limit.value)} mL less to come back.",
                    source=limit.source,
                )
            )
            return Decimal(0), limit.value, ResidualBasis.PROFILE_MAXIMUM
        self.notices.append(
            Notice(
                level="warning",
                code="pump.residual-unknown",
                message="The residual volume is not known: return volumes and run-dry times are computed to 0 mL.",
                action="Plan the refill well before the run-dry time; give residual_ml if the instructions state it.",
            )
        )
        return Decimal(0), Decimal(0), ResidualBasis.UNKNOWN

    def _check_residual(self, given: Decimal, reservoir: Decimal | None) -> None:
        known = self.profile.reservoir
        problem = None
        if known.residual_ml is not None and given != known.residual_ml.value:
            problem = f"{to_text(known.residual_ml.value)} mL"
        elif known.residual_maximum_ml is not None and given > known.residual_maximum_ml.value:
            problem = f"at most {to_text(known.residual_maximum_ml.value)} mL"
        elif reservoir is not None and given >= reservoir:
            problem = f"less than the reservoir of {to_text(reservoir)} mL"
        if problem is not None:
            self.fault(
                "residual_ml",
                f"A residual volume of {to_text(given)} mL contradicts the pump.",
                code="pump.residual-contradicts-profile",
                found=to_text(given),
                allowed=problem,
                remedy="Check it against the pump's instructions.",
            )

    def catheter(self) -> Decimal | None:
        given, length, per_cm = self.pump.catheter_ml, self.pump.catheter_length_cm, self.profile.catheter.ml_per_cm
        if given is not None:
            self.given("Catheter volume", given, "mL")
            return given
        if length is None or per_cm is None:
            return None
        with exactly():
            volume = settle(length * per_cm.value)
        self.from_profile("Catheter volume per length", "catheter.ml_per_cm", per_cm, "mL/cm")
        self.steps.append(
            Step(
                label="Catheter volume",
                formula=f"{to_text(length)} cm × {to_text(per_cm.value)} mL/cm",
                value=to_text(volume),
                unit="mL",
                source="derived",
            )
        )
        return volume


def _inside(value: Decimal, limits: Range) -> bool:
    return (limits.minimum is None or value >= limits.minimum) and (limits.maximum is None or value <= limits.maximum)


def _range_text(limits: Range) -> str:
    ends = (("at least", limits.minimum), ("at most", limits.maximum))
    return " and ".join(f"{words} {to_text(end)}" for words, end in ends if end is not None)
