"""The clinic's board: who is due, overdue, at risk of running dry, waiting for results or for a second check."""

from __future__ import annotations

import base64
import binascii
from datetime import date, timedelta
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AwareDatetime
from sqlalchemy import Row

from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.records import projections
from haipdose.records.projections import BoardQuestion
from haipdose.records.registries import CLINICS
from haipdose.records.shapes import PatientRecord
from haipdose.schedule.calendar import calendar_for
from haipdose_api.caller import Caller, Requires
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import Limit
from haipdose_api.routes.parts import ClinicId, problems
from haipdose_api.site import site_of

router = APIRouter(prefix="/v1/clinics/{clinic}/board", tags=["board"], route_class=ExactRoute, responses=problems(404))
Reader = Annotated[Caller, Depends(Requires("board.read"))]
Only = Literal["due", "overdue", "run-dry-risk", "waiting-for-laboratory", "waiting-for-double-check", "problem"]


class PatientNamed(Document):
    """Who a row is about, for people; only for callers with the right to read patients."""

    identifier: str
    family_name: str | None
    given_name: str | None


class BoardRow(Document):
    """A course on the board. ``refill_*`` is the next pump visit; ``run_dry_fast`` the time at the fast limit.

    ``dry_risk_percent``: simulated share of pumps that run dry before that visit, late visits counted, and the highest
    that the number of draws leaves possible; stated beside the limit, never instead. None: not simulated.
    ``tags`` are the filters that show this row.
    """

    course_id: str
    patient_id: str
    patient: PatientNamed | None = None
    tags: tuple[Only, ...]
    course_version: int
    computed_for: date
    next_visit_id: str | None
    next_visit_date: date | None
    refill_visit_id: str | None
    refill_date: date | None
    refill_earliest: date | None
    refill_latest: date | None
    run_dry_nominal: AwareDatetime | None
    run_dry_fast: AwareDatetime | None
    dry_risk_percent: float | None
    dry_risk_highest_percent: float | None
    waits_for_laboratory: bool
    waits_for_double_check: bool
    next_action: str
    text: str
    critical_alerts: int
    problem: str | None


class Board(Document):
    """A page of the board, and how many courses each filter would show. ``next_after`` continues it.

    ``closed_because``: why the clinic does not work on ``today``; null when it does. ``next_day`` is the first day
    after it on which somebody is due, and ``next_day_due`` how many are.
    """

    today: date
    closed_because: str | None
    next_day: date | None
    next_day_due: int
    counts: dict[str, int]
    rows: tuple[BoardRow, ...]
    next_after: str | None


@router.get("")
def read_board(
    request: Request,
    clinic: ClinicId,
    caller: Reader,
    only: Annotated[Only | None, Query(description="Only these courses.")] = None,
    day: Annotated[date | None, Query(description="The day to look from; today if left out.")] = None,
    risk_days: Annotated[int, Query(ge=0, le=60, description="How many days ahead a run-dry counts as a risk.")] = 7,
    limit: Limit = 50,
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> Board:
    """The board of the clinic, by the date of the next refill."""
    site = site_of(request)
    named = caller.may("patient.read", clinic)
    with site.records.reading() as connection:
        calendar = CLINICS.get(connection, None, clinic).document.calendar
        zone = ZoneInfo(calendar.time_zone)
        now = site.clock().astimezone(zone)
        today = day or now.date()
        asked = BoardQuestion(
            clinic=clinic,
            today=today,
            risk_until=now + timedelta(days=risk_days) + (today - now.date()),
            only=only,
            limit=limit,
            after=_place(after),
        )
        rows = projections.board_rows(connection, asked)
        counts = projections.board_counts(connection, asked)
        then = projections.next_day(connection, clinic, today)
    shown = [_shown(row, named=named) for row in rows[:limit]]
    more = _token(shown[-1]) if len(rows) > limit else None
    return Board(
        today=today,
        closed_because=calendar_for(calendar).why_closed(today),
        next_day=None if then is None else then[0],
        next_day_due=0 if then is None else then[1],
        counts=counts,
        rows=tuple(shown),
        next_after=more,
    )


_WORKED_OUT: Final = frozenset(
    {"patient", "tags", "waits_for_double_check", "dry_risk_percent", "dry_risk_highest_percent"}
)
_PER_MILLION: Final = 10_000  # of a percentage


def _shown(row: Row[Any], *, named: bool) -> BoardRow:
    values = {name: row._mapping[name] for name in BoardRow.model_fields if name not in _WORKED_OUT}
    tags = projections.tags_of(row)
    patient = None
    if named and row.patient_document is not None:
        whole = PatientRecord.model_validate(row.patient_document)
        patient = PatientNamed(identifier=whole.identifier, family_name=whole.family_name, given_name=whole.given_name)
    return BoardRow.model_validate(
        values
        | {
            "patient": patient,
            "tags": tags,
            "waits_for_double_check": "waiting-for-double-check" in tags,
            "dry_risk_percent": _percent(row.dry_risk_per_million),
            "dry_risk_highest_percent": _percent(row.dry_risk_highest_per_million),
        }
    )


def _percent(per_million: int | None) -> float | None:
    return None if per_million is None else per_million / _PER_MILLION


def _token(row: BoardRow) -> str:
    text = f"{row.refill_date or row.refill_latest or ''}|{row.course_id}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _place(token: str | None) -> tuple[date | None, str] | None:
    if token is None:
        return None
    try:
        day, _, course = base64.urlsafe_b64decode(token.encode()).decode().partition("|")
        return (date.fromisoformat(day) if day else None, course)
    except (ValueError, binascii.Error, UnicodeError) as error:
        raise InputError(
            "This place in the list is not known.", code="request.after", field="after", remedy="Start from the top."
        ) from error
