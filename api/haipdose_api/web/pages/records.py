"""What happened, as facts: one form for each kind, from one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from haipdose_api.web.backend import Problem
from haipdose_api.web.forms import Form, read_form
from haipdose_api.web.page import Page, Somebody
from haipdose_api.web.pages.patients import course_of, patient_of
from haipdose_api.web.pages.previews import previewed

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a fact's form."""

    name: str
    label: str
    kind: Literal["text", "number", "day", "choice"]
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact that a person records here."""

    type: str
    label: str
    entries: tuple[Entry, ...] = ()


_REASON: Final = Entry("reason", "Why", "text")
KINDS: Final = (
    Kind("toxicity-reviewed", "The patient was seen and asked about toxicity; nothing else to report"),
    Kind("weight-measured", "Weight", (Entry("weight_kg", "Weight", "number", "kg"),)),
    Kind(
        "clinical-event",
        "A complaint or event",
        (
            Entry("name", "Which, as the protocol names it", "text"),
            Entry(
                "grade",
                "Grade (CTCAE v5.0)",
                "choice",
                choices=tuple((str(g), str(g)) for g in range(6)),
                required=False,
            ),
        ),
    ),
    Kind("registered", "Registered for the treatment"),
    Kind(
        "pump-implanted", "The pump was implanted", (Entry("serial_number", "Serial number", "text", required=False),)
    ),
    Kind(
        "perfusion-scan",
        "Perfusion scan (99mTc-MAA)",
        (
            Entry(
                "result",
                "Result",
                "choice",
                choices=(
                    ("normal", "Normal"),
                    ("extrahepatic", "Extrahepatic perfusion"),
                    ("hot-spot", "Hot spot"),
                    ("incomplete", "Incomplete perfusion of the liver"),
                ),
            ),
        ),
    ),
    Kind(
        "fill-given",
        "The pump was filled without an order (heparin in saline or glycerol)",
        (
            Entry(
                "contents",
                "Contents",
                "choice",
                choices=(("heparin-saline", "Heparin in saline"), ("glycerol", "Glycerol")),
            ),
            Entry("volume_ml", "Volume that went in", "number", "mL"),
        ),
    ),
    Kind("pump-emptied", "The pump was emptied", (Entry("returned_ml", "Volume that came back", "number", "mL"),)),
    Kind("systemic-given", "Systemic cycle given in full", (Entry("regimen", "Regimen", "text"),)),
    Kind("systemic-held", "Systemic cycle held", (_REASON,)),
    Kind("systemic-discontinued", "Systemic therapy stopped for good", (_REASON,)),
    Kind("floxuridine-held", "Floxuridine held", (_REASON,)),
    Kind("floxuridine-discontinued", "Floxuridine stopped for good", (_REASON,)),
    Kind(
        "imaging-done",
        "Imaging",
        (
            Entry("kind", "Kind, for example ct", "text"),
            Entry(
                "result",
                "Response",
                "choice",
                choices=(
                    ("complete-response", "Complete response"),
                    ("partial-response", "Partial response"),
                    ("stable-disease", "Stable disease"),
                    ("progressive-disease", "Progressive disease"),
                ),
                required=False,
            ),
        ),
    ),
    Kind(
        "liver-panel",
        "Judgement of the liver panel",
        (
            Entry(
                "decision",
                "Judgement",
                "choice",
                choices=(
                    ("resectable", "Resectable"),
                    ("not-resectable", "Not resectable"),
                    ("judge-again", "Judge again"),
                ),
            ),
        ),
    ),
)


@router.get("/clinics/{clinic}/courses/{course}/record")
async def show_kinds(request: Request, page: Somebody, course: str) -> Response:
    """Choose what happened, then its form."""
    page.need("fact.write")
    return await _record(page, course, Form(dict(request.query_params)))


async def _record(
    page: Page, course: str, form: Form, status: int = 200, preview: dict[str, Any] | None = None
) -> Response:
    whole = await course_of(page, course)
    kind = next((kind for kind in KINDS if kind.type == form.value("type")), None)
    return page.render(
        "record.html",
        status,
        form=form,
        course=whole,
        patient=patient_of(whole),
        kinds=KINDS,
        kind=kind,
        preview=preview,
        etag=whole["etag"],
        now=page.site.clock().astimezone(ZoneInfo(page.zone)),
    )


@router.post("/clinics/{clinic}/courses/{course}/record")
async def record(request: Request, page: Somebody, course: str) -> Response:
    """Look at what it changes, or record it."""
    form = await read_form(request, page)
    kind = next((kind for kind in KINDS if kind.type == form.value("type")), None)
    if kind is None:
        form.choice("type", [kind.type for kind in KINDS])
        return await _record(page, course, form, 422)
    at = form.moment("at", page.zone)
    fact: dict[str, Any] = {"type": kind.type, "at": at and at.isoformat()}
    for entry in kind.entries:
        value = _value(form, entry)
        if value is not None:
            fact[entry.name] = value
    if not form.is_good():
        return await _record(page, course, form, 422)
    if not form.flag("_save"):
        preview = await previewed(page, course, [fact], form)
        return await _record(page, course, form, 200 if form.is_good() else 422, preview)
    try:
        await page.api.post(f"{page.v1}/courses/{course}/facts", {"facts": [fact]}, version=form.version, key=form.key)
    except Problem as problem:
        form.take(problem)
        return await _record(page, course, form, problem.status)
    return page.go(f"/clinics/{page.clinic_id}/courses/{course}", "fact-saved")


def _value(form: Form, entry: Entry) -> Any:
    match entry.kind:
        case "number":
            return form.number(entry.name, required=entry.required)
        case "day":
            day = form.day(entry.name, required=entry.required)
            return day and day.isoformat()
        case "choice":
            chosen = form.choice(entry.name, [code for code, _ in entry.choices], required=entry.required)
            return int(chosen) if chosen is not None and chosen.isdigit() else chosen
        case _:
            return form.text(entry.name, required=entry.required)
