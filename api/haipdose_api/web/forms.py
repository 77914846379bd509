"""Forms: read whole, checked to be ours, every field's fault at its field, and nothing typed is lost."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Request
from starlette.datastructures import FormData

from haipdose.errors import Denied, InputError
from haipdose_api.web.backend import Problem
from haipdose_api.web.entry import read_date, read_moment, read_number
from haipdose_api.web.page import Page, csrf_of

T = TypeVar("T")

CSRF_FIELD: Final = "_csrf"
KEY_FIELD: Final = "_key"
VERSION_FIELD: Final = "_version"
MAX_FIELDS: Final = 400


class Form:
    """What was typed. Reading a field that cannot be used notes its fault and gives None."""

    def __init__(self, typed: Mapping[str, str] | None = None) -> None:
        self.typed = dict(typed or {})
        self.faults: list[dict[str, Any]] = []

    @property
    def key(self) -> str:
        """The form's own key."""
        return self.typed.get(KEY_FIELD, "")

    @property
    def version(self) -> str:
        """The version that the person looked at."""
        return self.typed.get(VERSION_FIELD, "")

    def is_good(self) -> bool:
        """Whether every field that was read could be used."""
        return not self.faults

    def value(self, name: str, default: object = "") -> str:
        """A field as typed, to be shown again."""
        found = self.typed.get(name)
        return str(default if default is not None else "") if found is None else found

    def fault_at(self, name: str) -> dict[str, Any] | None:
        """The fault of a field."""
        return next((fault for fault in self.faults if fault.get("field") == name), None)

    def text(self, name: str, *, required: bool = True) -> str | None:
        """A text without blanks around it."""
        typed = self.typed.get(name, "").strip()
        if not typed:
            if required:
                self._missing(name)
            return None
        return typed

    def choice(self, name: str, allowed: Iterable[str], *, required: bool = True) -> str | None:
        """One of the answers that were offered."""
        typed = self.text(name, required=required)
        if typed is None:
            return None
        if typed not in tuple(allowed):
            self.fault(InputError("Choose one of the answers.", code="entry.choice", field=name, found=typed))
            return None
        return typed

    def number(self, name: str, *, required: bool = True) -> Decimal | None:
        """A number."""
        typed = self.text(name, required=required)
        if typed is None:
            return None
        return self._read(lambda: read_number(typed, name))

    def day(self, name: str, *, required: bool = True) -> date | None:
        """A day."""
        typed = self.text(name, required=required)
        if typed is None:
            return None
        return self._read(lambda: read_date(typed, name))

    def moment(self, name: str, zone: str, *, required: bool = True) -> datetime | None:
        """A moment, of the fields ``NAME_date`` and ``NAME_time``."""
        day = self.text(f"{name}_date", required=required)
        clock = self.text(f"{name}_time", required=required or day is not None)
        if day is None or clock is None:
            return None
        return self._read(lambda: read_moment(day, clock, ZoneInfo(zone), name))

    def flag(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.typed.get(name) == "yes"

    def fault(self, error: InputError, field: str | None = None) -> None:
        """Note a fault."""
        self.faults.append(error.as_dict() | ({"field": field} if field else {}))

    def take(self, problem: Problem, fields: Mapping[str, str] | None = None) -> None:
        """Note what the API found, at the page's own field where ``fields`` names one for the API's.

        A name that ends in ``.`` stands for everything below it.
        """
        for fault in problem.faults:
            place = str(fault.get("field") or "")
            known = (fields or {}).get(place) or next(
                (mine for theirs, mine in (fields or {}).items() if theirs.endswith(".") and place.startswith(theirs)),
                place,
            )
            self.faults.append({**fault, "field": known or None})

    def _missing(self, name: str) -> None:
        self.faults.append({"code": "entry.missing", "message": "This has to be filled in.", "field": name})

    def _read(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except InputError as error:
            self.fault(error)
            return None


async def read_form(request: Request, page: Page) -> Form:
    """The form that was sent.

    Raises:
        Denied: it did not come from a page of ours.
        InputError: two fields of one name, or a file where none belongs.
    """
    sent = await _sent(request)
    form = Form(sent)
    if not hmac.compare_digest(form.typed.pop(CSRF_FIELD, ""), csrf_of(page.api.token or "")):
        raise Denied(
            "The form did not come from our own page, or from an earlier login.",
            code="access.csrf",
            remedy="Open the page again and fill in the form there.",
        )
    return form


async def _sent(request: Request) -> dict[str, str]:
    data: FormData = await request.form(max_files=0, max_fields=MAX_FIELDS)
    names = [name for name, _ in data.multi_items()]
    if len(names) != len(set(names)):
        raise InputError("The form has a field twice.", code="entry.twice")
    return {name: str(value).replace("\r\n", "\n") for name, value in data.multi_items()}


async def typed_fields(request: Request) -> dict[str, str]:
    """What was typed into a form that could not be taken, to be kept over the login; never its tokens."""
    sent = await _sent(request)
    return {name: value for name, value in sent.items() if name != CSRF_FIELD}
