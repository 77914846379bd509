"""RECIST 1.1 at lesion level: from the scans of a participant to the response at each time point.

Scans of one day are read together. The reference for a response is the baseline, for progression the smallest sum so
far (the nadir). What a scan doesn't state is not evaluable; progression is progression whatever else is missing.

Source: Eisenhauer 2009 with the EORTC's clarifications; numbers in ``data/recist-1.1.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from haipdose.evidence import Document
from haipdose.quantities import Computed, exactly, percent_of, to_text
from haipdose.trial.endpoint_rules import RecistRules
from haipdose.trial.facts import Imaging, NewLesion, NonTargetStatus, TargetLesion

UNKNOWN_SITE: Final = "unknown"
"""Where non-target lesions progressed when nobody stated the organ."""


class Response(StrEnum):
    """A response, of targets, of non-targets or overall. NED: no evidence of disease after complete local treatment."""

    CR = "CR"
    PR = "PR"
    SD = "SD"
    NON_CR_NON_PD = "NON-CR/NON-PD"
    PD = "PD"
    NE = "NE"
    NED = "NED"


class TimePoint(Document):
    """The response on one day. ``facts``: the scans it was read from.

    ``target`` and ``non_target`` are None when the baseline had no such lesions. ``sum_mm`` is None when a target could
    not be evaluated. ``progressed_in``: the organs that progressed, for progression only. ``because``: in words.
    """

    on: date
    facts: tuple[str, ...]
    target: Response | None
    non_target: Response | None
    new_lesions: bool | None
    overall: Response
    sum_mm: Computed | None
    baseline_sum_mm: Computed
    nadir_mm: Computed
    change_from_baseline_percent: Computed | None
    change_from_nadir_percent: Computed | None
    progressed_in: tuple[str, ...] = ()
    because: str


class TumourCourse(Document):
    """All time points after the baseline; ``baseline`` names its scans and is empty when there is none."""

    baseline: tuple[str, ...] = ()
    baseline_on: date | None = None
    baseline_sum_mm: Computed | None = None
    points: tuple[TimePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The scans of one day, read together."""

    on: date
    facts: tuple[str, ...]
    targets: Mapping[str, TargetLesion]
    non_target: NonTargetStatus | None
    non_target_organs: tuple[str, ...]
    new_lesions: tuple[NewLesion, ...] | None


def assess(scans: Iterable[Imaging], origin: date, rules: RecistRules, cleared_on: date | None = None) -> TumourCourse:
    """The responses by RECIST 1.1.

    Args:
        scans: of the participant; those for planning are not read for response.
        origin: the day of randomisation. The last scan until then is the baseline.
        rules: the numbers.
        cleared_on: the day on which every visible metastasis had been resected or ablated. On later scans there is
            nothing left to measure: new lesions and progression tell.

    Returns:
        One time point for each day with a scan after ``origin``; none without a baseline.
    """
    readings = read_days(scans)
    before = [reading for reading in readings if reading.on <= origin]
    if not before:
        return TumourCourse()
    baseline = before[-1]
    later = [reading for reading in readings if reading.on > origin]
    certain = {lesion.id for reading in later for lesion in reading.new_lesions or () if lesion.certain}
    follow = _Follow(baseline, rules, certain)
    return TumourCourse(
        baseline=baseline.facts,
        baseline_on=baseline.on,
        baseline_sum_mm=follow.baseline_sum if baseline.targets else None,
        points=tuple(
            follow.point(reading) if cleared_on is None or reading.on <= cleared_on else follow.point_after(reading)
            for reading in later
        ),
    )


def read_days(scans: Iterable[Imaging]) -> tuple[Reading, ...]:
    """The scans read for response, those of one day together, in order of time."""
    by_day: dict[date, list[Imaging]] = {}
    for scan in sorted((each for each in scans if each.purpose == "response"), key=lambda each: (each.on, each.id)):
        by_day.setdefault(scan.on, []).append(scan)
    return tuple(_together(day, scans_of_day) for day, scans_of_day in by_day.items())


_SUMMED_UP: Final[tuple[NonTargetStatus, ...]] = ("progressed", "present", "not-evaluable", "absent", "none")
"""What several scans of a day say of the non-target lesions comes to the first of these that one of them says."""


def _together(day: date, scans: Sequence[Imaging]) -> Reading:
    stated = [scan.new_lesions for scan in scans if scan.new_lesions is not None]
    said = {scan.non_target for scan in scans}
    return Reading(
        on=day,
        facts=tuple(scan.id for scan in scans),
        targets={lesion.id: lesion for scan in scans for lesion in scan.targets},
        non_target=next((status for status in _SUMMED_UP if status in said), None),
        non_target_organs=tuple(sorted({organ for scan in scans for organ in scan.non_target_organs})),
        new_lesions=tuple(lesion for lesions in stated for lesion in lesions) if stated else None,
    )


def measured(lesion: TargetLesion | None, rules: RecistRules) -> Decimal | None:
    """The diameter that counts in the sum, mm; None when it cannot be evaluated or isn't there."""
    if lesion is None or lesion.diameter_mm == "not-evaluable":
        return None
    if isinstance(lesion.diameter_mm, str):
        return rules.too_small_mm.value
    return lesion.diameter_mm


def compare_sums(baseline: Decimal, nadir: Decimal, now: Decimal, rules: RecistRules) -> Response:
    """PR, SD or PD by the sums of diameters alone, mm; ``nadir`` is the smallest sum before now, the baseline included.

    Progression needs both the relative and the absolute increase. Nothing is divided: the edges are exact.
    """
    with exactly():
        grown = now - nadir
        if grown >= rules.progression_mm.value and grown * 100 >= rules.progression_percent.value * nadir:
            return Response.PD
        if (baseline - now) * 100 >= rules.partial_response_percent.value * baseline:
            return Response.PR
    return Response.SD


def overall_response(target: Response | None, non_target: Response | None, *, new: bool | None) -> Response:
    """The overall response at a time point by the guideline's tables 1 (with targets) and 2 (without).

    Args:
        target: of the target lesions; None: there were none at baseline.
        non_target: of the others; None: there were none at baseline.
        new: whether there are new lesions; None: not stated.
    """
    if new or Response.PD in {target, non_target}:
        return Response.PD
    if new is None or target is Response.NE:
        return Response.NE
    if target is None:
        return non_target or Response.NE
    if target is Response.CR and non_target not in {None, Response.CR}:
        return Response.PR
    return target


class _Follow:
    """Walks through the readings after the baseline, keeping the nadir."""

    def __init__(self, baseline: Reading, rules: RecistRules, certain: set[str]) -> None:
        self._rules = rules
        self._certain = certain
        self._baseline = baseline
        first = {name: measured(lesion, rules) for name, lesion in baseline.targets.items()}
        self._at_nadir = {name: length or Decimal(0) for name, length in first.items()}
        self.baseline_sum = sum(self._at_nadir.values(), Decimal(0))
        self._nadir = self.baseline_sum
        self._was_complete = False

    def point(self, reading: Reading) -> TimePoint:
        """The response of one reading; the next one is compared with it too."""
        lengths = {name: measured(reading.targets.get(name), self._rules) for name in self._baseline.targets}
        known = {name: length for name, length in lengths.items() if length is not None}
        whole = len(known) == len(lengths)
        total = sum(known.values(), Decimal(0))
        visible = self._visible(known)
        target, why = self._target(total, visible, whole=whole)
        non_target = self._non_target(reading.non_target)
        new = self._new(reading)
        overall = overall_response(target, non_target, new=bool(new) if new is not None else None)
        point = TimePoint(
            on=reading.on,
            facts=reading.facts,
            target=target,
            non_target=non_target,
            new_lesions=None if new is None else bool(new),
            overall=overall,
            sum_mm=total if whole and lengths else None,
            baseline_sum_mm=self.baseline_sum,
            nadir_mm=self._nadir,
            change_from_baseline_percent=_change(self.baseline_sum, total) if whole else None,
            change_from_nadir_percent=_change(self._nadir, total) if whole else None,
            progressed_in=self._progressed_in(reading, target, non_target, new, self._worse(known, visible)),
            because=_in_words(why, non_target, new),
        )
        if whole and total < self._nadir:
            self._nadir, self._at_nadir = total, known
        self._was_complete = self._was_complete or overall is Response.CR
        return point

    def point_after(self, reading: Reading) -> TimePoint:
        """The response after complete local treatment: recurrence, or no evidence of disease."""
        new = self._new(reading)
        non_target = Response.PD if reading.non_target == "progressed" else None
        recurred = bool(new) or non_target is Response.PD
        return TimePoint(
            on=reading.on,
            facts=reading.facts,
            target=None,
            non_target=non_target,
            new_lesions=None if new is None else bool(new),
            overall=Response.PD if recurred else Response.NE if new is None else Response.NED,
            sum_mm=None,
            baseline_sum_mm=self.baseline_sum,
            nadir_mm=self._nadir,
            change_from_baseline_percent=None,
            change_from_nadir_percent=None,
            progressed_in=self._progressed_in(reading, None, non_target, new, ()),
            because=_in_words("after complete local treatment", non_target, new),
        )

    def _visible(self, known: Mapping[str, Decimal]) -> tuple[str, ...]:
        """The targets that are still disease: a node from its limit on, anything else that can be seen at all."""
        limit = self._rules.normal_node_below_mm.value
        nodes = {name for name, lesion in self._baseline.targets.items() if lesion.node}
        return tuple(name for name, length in known.items() if (length >= limit if name in nodes else length > 0))

    def _target(self, total: Decimal, visible: Sequence[str], *, whole: bool) -> tuple[Response | None, str]:
        if not self._baseline.targets:
            return None, "no target lesions"
        if visible and self._was_complete:
            return Response.PD, "targets reappeared after a complete response"
        by_sum = compare_sums(self.baseline_sum, self._nadir, total, self._rules)
        if by_sum is Response.PD:
            percent, length = self._rules.progression_percent.value, self._rules.progression_mm.value
            return Response.PD, f"targets grew by at least {to_text(percent)} % and {to_text(length)} mm from the nadir"
        if not whole:
            return Response.NE, "not every target could be evaluated"
        if not visible:
            return Response.CR, "targets are gone"
        if by_sum is Response.PR:
            percent = self._rules.partial_response_percent.value
            return Response.PR, f"targets shrank by at least {to_text(percent)} % from the baseline"
        return Response.SD, "targets neither shrank nor grew enough"

    def _non_target(self, status: NonTargetStatus | None) -> Response | None:
        if status == "progressed":
            return Response.PD
        if self._baseline.non_target == "none":
            return None
        return {"absent": Response.CR, "present": Response.NON_CR_NON_PD}.get(status or "", Response.NE)

    def _new(self, reading: Reading) -> tuple[NewLesion, ...] | None:
        """The new lesions that count: certain now, or found certain on a later scan (progression is dated back)."""
        if reading.new_lesions is None:
            return None
        return tuple(lesion for lesion in reading.new_lesions if lesion.certain or lesion.id in self._certain)

    def _progressed_in(
        self,
        reading: Reading,
        target: Response | None,
        non_target: Response | None,
        new: Sequence[NewLesion] | None,
        worse: Iterable[str],
    ) -> tuple[str, ...]:
        organs = {lesion.organ for lesion in new or ()}
        if non_target is Response.PD:
            organs.update(reading.non_target_organs or (UNKNOWN_SITE,))
        if target is Response.PD:
            organs.update(self._baseline.targets[name].organ for name in worse)
        return tuple(sorted(organs))

    def _worse(self, known: Mapping[str, Decimal], visible: Sequence[str]) -> Sequence[str]:
        """The targets that progression lies in: larger than at the nadir, or back after a complete response."""
        if self._was_complete:
            return visible
        return tuple(name for name, length in known.items() if length > self._at_nadir[name])


def _change(before: Decimal, now: Decimal) -> Decimal | None:
    """The change in percent; None from nothing."""
    if not before:
        return None
    with exactly():
        return percent_of(now - before, before)


def _in_words(why: str, non_target: Response | None, new: Sequence[NewLesion] | None) -> str:
    others = {
        None: "no non-target lesions",
        Response.CR: "non-targets are gone",
        Response.NON_CR_NON_PD: "non-targets persist",
        Response.PD: "non-targets progressed unequivocally",
        Response.NE: "non-targets not evaluated",
    }[non_target]
    lesions = "new lesions not stated" if new is None else "new lesions" if new else "no new lesions"
    return f"{why}; {others}; {lesions}"
