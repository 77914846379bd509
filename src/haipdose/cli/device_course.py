"""Between a course and the pump: what the course wants programmed, what it expects, and the facts that come back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haipdose.cli.documents_io import load_approvals, load_pump_profile, read_document, write_bytes
from haipdose.errors import InputError, Refused
from haipdose.exact_json import validate

if TYPE_CHECKING:
    from haipdose.device.program import ProgramRequest
    from haipdose.fill.requests import FillAnswer
    from haipdose.pump.in_use import PumpInUse
    from haipdose.pump.profile import PumpProfile
    from haipdose.schedule.requests import Course, PlanAnswer


def read_course(path: str) -> Course:
    """The course at ``path``. Raises InputError."""
    from haipdose.schedule.requests import Course

    return validate(Course, read_document(path))


def pump_of(course: Course) -> PumpInUse:
    """The course's pump. Raises InputError when it has none."""
    if course.pump is None:
        raise InputError("The course has no pump.", code="device.no-pump", field="pump")
    return course.pump


def profile_of(course: Course, path: Path | None = None) -> PumpProfile:
    """The profile of the course's pump, packaged or the site's own. Raises InputError and RuleDataError."""
    return load_pump_profile(pump_of(course).profile, path)


def plan_of(course: Course, approvals: Path | None, path: Path | None) -> PlanAnswer:
    """The plan of a course. Raises as ``haipdose plan``."""
    from haipdose.protocol.loader import load_protocol
    from haipdose.schedule.answer import answer_plan

    profile = profile_of(course, path)

    class _Library:
        def protocol(self, name: str) -> Any:
            return load_protocol(name)

        def profile(self, name: str) -> PumpProfile:
            return profile

    return answer_plan(course, _Library(), load_approvals(approvals))


def request_of(
    document: Any, approvals: Path | None, path: Path | None, filled_at: datetime, chosen: PumpProfile
) -> ProgramRequest:
    """The program that a document asks for: a course (its next fill), the answer of ``haipdose fill``, or a request.

    Raises:
        InputError: none of the three.
        Refused: there is no fill to program, it may not be released, or the request was written by hand for a pump
            that is not fictitious (``chosen`` is its profile).
    """
    from haipdose.device.course_program import from_fill
    from haipdose.device.program import ProgramRequest
    from haipdose.fill.requests import FillAnswer
    from haipdose.schedule.requests import Course

    keys = set(document) if isinstance(document, dict) else set()
    if {"clinic", "patient"} <= keys:
        course = validate(Course, document)
        fill, planned_for = _next_fill(plan_of(course, approvals, path))
        request = from_fill(fill, profile_of(course, path), filled_at)
        return request.model_copy(update={"planned_for": planned_for})
    if {"components", "contents"} <= keys:
        fill = validate(FillAnswer, document)
        profile = load_pump_profile(fill.request.pump.profile, path)
        return from_fill(_calculated_again(fill, profile, approvals), profile, filled_at)
    request = validate(ProgramRequest, document)
    if not chosen.fictitious:
        raise Refused(
            "A program that was written by hand rests on no fill that was checked and released.",
            code="device.program-by-hand",
            remedy="Give the course, or the answer of haipdose fill; by hand only a fictitious pump is programmed.",
        )
    return request


def _calculated_again(fill: FillAnswer, profile: PumpProfile, approvals: Path | None) -> FillAnswer:
    """The answer to the fill's own request, now. Raises Refused when the document says something else.

    A file can be edited, and what a site has approved can be withdrawn: neither the doses nor the release that a
    document claims are believed.
    """
    from haipdose.fill.answer import answer_fill
    from haipdose.protocol.loader import load_protocol

    again = answer_fill(fill.request, load_protocol(fill.request.protocol), profile, load_approvals(approvals))
    different = [
        name
        for name in ("contents", "floxuridine_mg", "concentration_mg_per_ml", "reservoir_ml", "daily_dose_mg")
        if getattr(again, name) != getattr(fill, name)
    ]
    if different:
        raise Refused(
            "The document is not what haipdose fill answers to its own request now.",
            code="device.fill-differs",
            found=", ".join(different),
            remedy="Calculate the fill anew and have it checked.",
        )
    return again


def _next_fill(plan: PlanAnswer) -> tuple[FillAnswer, date | None]:
    if plan.do_not_give:
        raise Refused(
            f"The plan says what to do first: {plan.next_action.text}",
            code="device.plan-says-otherwise",
            remedy="Settle it; see haipdose plan.",
        )
    for visit in plan.visits:
        for item in visit.items:
            if item.fill is not None:
                if item.decision not in (None, "give", "reduce") or item.provisional:
                    raise Refused(
                        f"The next fill ({visit.id}) is not decided: {item.decision or 'provisional'}.",
                        code="device.fill-not-decided",
                        found=", ".join(item.missing) or None,
                        remedy="Complete what haipdose plan asks for.",
                    )
                return item.fill, visit.date
    raise Refused(
        "The plan has no fill to program.",
        code="device.no-planned-fill",
        remedy="Look at the next action of haipdose plan.",
    )


def append_fact(path: Path, fact: dict[str, Any]) -> None:
    """Add a fact at the end of a course file, which is replaced whole or not at all.

    Every other byte of meaning stays: the facts before are only ever followed. Raises InputError, StorageError.
    """
    from haipdose.schedule.requests import Course

    document = read_document(str(path))
    grown = {**document, "facts": [*document.get("facts", []), fact]}
    grown["as_of"] = max(validate(Course, document).as_of, datetime.fromisoformat(fact["at"])).isoformat()
    validate(Course, grown)
    write_bytes(path, json.dumps(grown, ensure_ascii=False, indent=2, default=str).encode() + b"\n")


def now_utc() -> datetime:
    """The moment, to the second: the only clock of these commands."""
    return datetime.now(UTC).replace(microsecond=0)
