"""Label, checklist, calendar and summary: what must stand on them in both languages, never cut; the code read back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
import zxingcpp
from courses import FACTS
from fills import answered
from pypdf import PdfReader

from haipdose.course.fact import FactBase
from haipdose.derivation import Notice
from haipdose.documents.about import OrderOnPaper, PatientOnPaper, StepOnPaper, order_on_paper
from haipdose.documents.checklist import Refill, checklist_pdf
from haipdose.documents.course_summary import Summary, summary_pdf
from haipdose.documents.label import Label, LabelSize, label_code, label_pdf
from haipdose.documents.paper import printable
from haipdose.documents.patient_calendar import VisitOnPaper, calendar_pdf
from haipdose.documents.words import DEMONSTRATION, LANGUAGES, DocumentWords, Language
from haipdose.documents.worksheet import Printed
from haipdose.documents.worksheet_pdf import worksheet_pdf
from haipdose.documents.worksheet_text import worksheet_text
from haipdose.errors import InputError
from haipdose.exact_json import validate
from haipdose.fill.requests import FillAnswer
from haipdose.interop.visit_words import plain_words
from haipdose.library import PackagedLibrary
from haipdose.orders.workflow import Ordered, Released, StepTaken, Verified
from haipdose.protocol.approval import Approvals
from haipdose.quantities import to_display, to_text
from haipdose.schedule.answer import answer_plan
from haipdose.schedule.requests import Course, PlanAnswer

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PATIENT = PatientOnPaper("NL-0042", "van der Wielen-Özdemir, Ağnieszka", date(1961, 4, 3))
NOBODY = PatientOnPaper("NL-0042")
STEPS = (
    StepOnPaper("order", "Dr. M. van den Berg", datetime(2026, 1, 4, 9, 12, tzinfo=UTC)),
    StepOnPaper("verify", "A. Apotheker", datetime(2026, 1, 4, 10, 12, tzinfo=UTC)),
    StepOnPaper("double-check", "B. de Tweede", datetime(2026, 1, 4, 11, 12, tzinfo=UTC)),
    StepOnPaper("release", "A. Apotheker", datetime(2026, 1, 5, 8, 30, tzinfo=UTC)),
)
RELEASED = OrderOnPaper(
    "ord-01kr0cx640n7f0x88wp5kchgwv",
    date(2026, 1, 5),
    STEPS,
    {"floxuridine": "LOT-77A", "heparin": "H123"},
    datetime(2026, 1, 5, 8, 30, tzinfo=UTC),
    datetime(2026, 1, 6, 8, 30, tzinfo=UTC),
)
WAITING = OrderOnPaper("ord-01kr0cx640n7f0x88wp5kchgwv")
PLAN = {
    "id": "crs-1",
    "patient": {"sex": "male", "height_cm": "175", "weight_kg": "70"},
    "pump": {"profile": "intera-3000", "serial_number": "A-1", "flow_ml_per_day": "1.3", "reservoir_ml": "30"},
    "protocol": "pump-it",
    "arm": "B",
    "regimen": "mfolfox6",
    "dpyd": "normal",
    "clinic": {"time_zone": "Europe/Amsterdam", "country": "NL", "closed_holidays": "all"},
    "as_of": "2026-03-05T09:00:00+01:00",
}
LAB = [
    {"test": "ast", "value": "31.5", "unit": "U/L"},
    {"test": "bilirubin-total", "value": "9", "unit": "umol/L"},
]
TOLD: list[dict[str, Any]] = [
    {"type": "registered", "at": "2026-01-05T09:00:00+01:00"},
    {"type": "pump-implanted", "at": "2026-01-12T09:00:00+01:00"},
    {"type": "pump-emptied", "at": "2026-01-12T09:30:00+01:00", "returned_ml": "30"},
    {"type": "fill-given", "at": "2026-01-12T10:00:00+01:00", "contents": "heparin-saline", "volume_ml": "30"},
    {"type": "perfusion-scan", "at": "2026-01-15T09:00:00+01:00", "result": "normal"},
    {"type": "laboratory", "at": "2026-01-20T08:00:00+01:00",
     "results": [{"test": "cea", "value": "4", "unit": "ug/L"}]},
    {"type": "laboratory", "at": "2026-01-25T08:00:00+01:00", "results": LAB},
    {"type": "pump-emptied", "at": "2026-01-26T09:00:00+01:00", "returned_ml": "11.8"},
    {"type": "fill-given", "at": "2026-01-26T10:00:00+01:00", "contents": "floxuridine", "volume_ml": "30",
     "floxuridine_mg": "195", "dose_percent": "100"},
    {"type": "systemic-given", "at": "2026-01-26T12:00:00+01:00", "regimen": "mfolfox6",
     "drugs": [{"drug": "oxaliplatin", "dose_mg": "1160"}], "percent_of_full": {"oxaliplatin": "80"}},
    {"type": "flow-measured", "at": "2026-02-02T10:00:00+01:00", "flow_ml_per_day": "1.35", "method": "bench"},
    {"type": "pump-emptied", "at": "2026-02-09T09:00:00+01:00", "returned_ml": "12.1"},
    {"type": "fill-given", "at": "2026-02-09T10:00:00+01:00", "contents": "heparin-saline", "volume_ml": "30"},
    {"type": "systemic-given", "at": "2026-02-09T12:00:00+01:00", "regimen": "mfolfox6"},
    {"type": "laboratory", "at": "2026-02-20T08:00:00+01:00", "results": LAB},
    {"type": "laboratory", "at": "2026-02-22T08:00:00+01:00", "results": LAB},
    {"type": "floxuridine-held", "at": "2026-02-23T10:00:00+01:00", "reason": "bilirubin doubled"},
    {"type": "dose-override", "at": "2026-02-23T11:00:00+01:00", "dose_percent": "50", "reason": "tumour board",
     "by": "prescriber"},
    {"type": "laboratory", "at": "2026-03-01T08:00:00+01:00", "results": LAB},
]  # fmt: skip


def words(language: Language) -> DocumentWords:
    return DocumentWords(language, AMSTERDAM)


def answer() -> FillAnswer:
    return answered(patient={"id": "NL-0042", "weight_at": "2026-01-02"}, cycle=2, planned_date="2026-01-05")


def plan(**changes: Any) -> PlanAnswer:
    course = validate(Course, PLAN | {"facts": TOLD} | changes)
    return answer_plan(course, PackagedLibrary(None), Approvals())


def summary(patient: PatientOnPaper = PATIENT) -> Summary:
    return Summary(plan(), tuple(FACTS.validate_python(TOLD)), patient)


def visits(answered_plan: PlanAnswer) -> list[VisitOnPaper]:
    return [VisitOnPaper(v.date, plain_words(v.kind)) for v in answered_plan.visits if v.date and v.status == "planned"]


PAPERS: dict[str, Callable[[Language], bytes]] = {
    "worksheet": lambda language: worksheet_pdf(answer(), words(language), Printed(RELEASED, PATIENT)),
    "label": lambda language: label_pdf(Label(answer(), PATIENT, RELEASED, words(language))),
    "small label": lambda language: label_pdf(Label(answer(), PATIENT, RELEASED, words(language)), LabelSize.SMALL),
    "checklist": lambda language: checklist_pdf(Refill(answer(), PATIENT, RELEASED, answer()), words(language)),
    "calendar": lambda language: calendar_pdf(visits(plan()), PATIENT, date(2026, 3, 5), words(language)),
    "summary": lambda language: summary_pdf(summary(), words(language)),
}


def read(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def has_number(text: str, number: str) -> bool:
    return re.search(rf"(?<![0-9.,]){re.escape(number)}(?![0-9])", text) is not None


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_equal_content_gives_equal_bytes_in_embedded_fonts_on_the_right_size(paper: str, language: Language) -> None:
    first = PAPERS[paper](language)
    assert first == PAPERS[paper](language)
    reader = PdfReader(io.BytesIO(first))
    expected = {"label": (283, 142), "small label": (198, 102)}.get(paper, (595, 842))
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == expected
        used = set(re.findall(rb"/(F\d+(?:\+\d+)?) [0-9.]+ Tf", page.get_contents().get_data()))
        fonts = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
        for name in used:
            descriptor = fonts[f"/{name.decode()}"].get_object().get("/FontDescriptor")
            assert descriptor is None or "/FontFile2" in descriptor.get_object()
    assert reader.trailer["/Root"].get("/Lang") == language  # type: ignore[union-attr]


@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_no_dangerous_writing(paper: str) -> None:
    text = read(PAPERS[paper]("en")).replace("haipdose 0.1.0", "")
    assert not re.search(r"(?<![0-9.,])\d+\.0+(?![0-9.])", text)
    assert not re.search(r"(?<![0-9A-Za-z.])\.\d", text)
    assert not re.search(r"\d ?U(?![/A-Za-z])|\bIU\b|\bFUDR\b", text)
    dutch = read(PAPERS[paper]("nl"))
    assert not re.search(r"(?<![0-9.,])\d{1,3}[.,]\d{3}(?=[ ]?(?:eenheden|units))", dutch)
    assert "30,000" not in dutch


def test_dutch_is_dutch() -> None:
    expected = {
        "worksheet": ("Bereidingsblad", "6,5 mg/mL", "11,8 mL verwacht", "30 000 eenheden", "voorgeschreven: Dr. M."),
        "label": ("met dexamethason", "Houdbaar tot 6 jan 2026 09:30", "geboren 3 apr 1961"),
        "small label": ("natriumchloride 0,9 %",),
        "checklist": ("Verwacht retour: 11,8 mL (9,07 mL tot 14,53 mL)", "lokaal", "Handtekening"),
        "calendar": ("Mijn ziekenhuisbezoeken", "maart 2026", "Scan", "maandag 23 maart"),
        "summary": ("Samenvatting", "31,5 U/L", "9 µmol/L", "uitgesteld: bilirubin doubled", "1,35 mL/dag", "1 160 mg"),
    }
    for paper, texts in expected.items():
        text = read(PAPERS[paper]("nl"))
        for one in texts:
            assert one in text, (paper, one)


def test_every_text_has_its_dutch() -> None:
    """What the code says is a key of the catalogue, and each key is said somewhere."""
    import haipdose.documents as room
    from haipdose.documents.words import _catalogue

    folder = Path(str(room.__file__)).parent
    source = " ".join(re.sub(r'"\s+"', "", path.read_text(encoding="utf-8")) for path in folder.glob("*.py"))
    said = set(re.findall(r'\bsay\(\s*f?"([^"{}]+)"', source)) | set(re.findall(r'words\.text\(\s*"([^"]+)"', source))
    assert len(said) > 60
    assert {text for text in said if text not in _catalogue("nl")} == set()


@pytest.mark.parametrize("size", list(LabelSize))
@pytest.mark.parametrize("dots_per_inch", [203, 300, 600])
@pytest.mark.parametrize("patient", [PATIENT, PatientOnPaper("a;b=c%ü" * 3, "Jan", date(1961, 4, 3))])
def test_the_code_is_read_back_as_printed(size: LabelSize, dots_per_inch: int, patient: PatientOnPaper) -> None:
    label = Label(answer(), patient, RELEASED, words("nl"))
    page = pypdfium2.PdfDocument(label_pdf(label, size))[0]
    grey = page.render(scale=dots_per_inch / 72, grayscale=True).to_pil()
    printed = grey.point(lambda value: 255 if value > 127 else 0)  # a label printer knows black and nothing
    found = zxingcpp.read_barcodes(printed)
    assert [code.text for code in found] == [label_code(label)]


def test_what_the_code_says() -> None:
    from urllib.parse import unquote

    made = answer()
    code = label_code(Label(made, PatientOnPaper("a;b=c", None, None), RELEASED))
    fields = dict(part.split("=", 1) for part in code.split(";"))
    assert unquote(fields["patient"]) == "a;b=c"
    assert fields["v"] == "haipdose-label-1"
    assert made.floxuridine_mg is not None
    assert fields["dose"] == f"{to_text(made.floxuridine_mg)} mg"
    assert fields["vol"] == "30 mL"
    assert (fields["made"], fields["exp"]) == ("2026-01-05T08:30Z", "2026-01-06T08:30Z")
    assert (fields["released"], "born" in fields) == ("yes", False)
    for not_to_give in (Label(made, PATIENT, WAITING), Label(made, PATIENT, RELEASED, demonstration=True)):
        assert "released=no" in label_code(not_to_give)
    assert "exp=" not in label_code(Label(made, PATIENT, WAITING))


def test_the_label_says_what_is_in_it_and_for_whom() -> None:
    made = answer()
    text = read(label_pdf(Label(made, PATIENT, RELEASED)))
    for part in made.components:
        assert part.name in text
        assert f"{to_display(part.amount)} {part.unit}" in text.replace(",", "")
    for one in ("6.5 mg/mL", "total volume 30 mL", "NL-0042", PATIENT.name, "3 Apr 1961", RELEASED.id,
                "For intra-arterial pump reservoir ONLY"):  # fmt: skip
        assert one is not None
        assert one in text, one
    assert "NOT RELEASED" not in text
    assert "NOT RELEASED" in read(label_pdf(Label(made, NOBODY, WAITING)))
    waiting = read(label_pdf(Label(made, NOBODY, WAITING, demonstration=True)))
    assert "NOT RELEASED" in waiting
    assert "DEMONSTRATION – NOT RELEASED" in waiting
    assert "Expires ____" in waiting
    assert DEMONSTRATION in read(label_pdf(Label(made, NOBODY, RELEASED, demonstration=True)))
    for language in LANGUAGES:
        assert label_pdf(Label(made, PATIENT, WAITING, words(language), demonstration=True), LabelSize.SMALL)


def test_other_contents_have_their_labels() -> None:
    saline = label_pdf(Label(answered(contents="heparin-saline", patient=None, dose_percent=None), PATIENT, RELEASED))
    assert "heparin 30,000 units" in read(saline)
    assert "mg/mL" not in read(saline)
    made = answered(contents="glycerol", infusion_days=None, patient=None, dose_percent=None)
    only = made.model_copy(update={"components": made.components[:1]})
    assert "with" not in read(label_pdf(Label(only, PATIENT, RELEASED)))


def test_a_label_is_refused_instead_of_cut() -> None:
    longest = PatientOnPaper("NL-0042", "Wolfeschlegelsteinhausenbergerdorff " * 9)
    with pytest.raises(InputError) as caught:
        label_pdf(Label(answer(), longest, RELEASED), LabelSize.SMALL)
    assert caught.value.code == "document.label-too-long"
    long = PatientOnPaper("NL-0042", "W" * 60, date(1961, 4, 3))
    assert "W" * 60 in read(label_pdf(Label(answer(), long, RELEASED))).replace(" ", "")


def test_the_worksheet_with_its_order() -> None:
    for write in (lambda *one: read(worksheet_pdf(*one)), lambda *one: re.sub(r"\s+", " ", worksheet_text(*one))):
        text = write(answer(), words("en"), Printed(RELEASED, PATIENT, True))
        for one in (DEMONSTRATION, RELEASED.id, "5 Jan 2026", PATIENT.name, "3 Apr 1961", "LOT-77A", "H123",
                    "prescriber Dr. M. van den Berg", "released: A. Apotheker, 5 Jan 2026 09:30", "6 Jan 2026 09:30",
                    "double-checked: B. de Tweede", "NOT RELEASABLE"):  # fmt: skip
            assert one is not None
            assert one in text, one
        bare = write(answer(), words("en"), Printed(WAITING, NOBODY))
        assert f"{WAITING.id}, needed on ____" in bare
        assert "prescriber ____" in bare
        assert DEMONSTRATION not in bare


def test_the_dutch_worksheet_never_writes_thousands_with_its_decimal_mark() -> None:
    made = answer()
    notice = Notice(level="info", code="test", message="heparin sodium 5,000 units/mL, 12,345,678 and 0.25 mg")
    text = read(worksheet_pdf(made.model_copy(update={"warnings": (notice,)}), words("nl")))
    assert "heparin sodium 5 000 units/mL, 12 345 678 and 0,25 mg" in text
    assert made.floxuridine_mg_exact is not None
    assert to_display(made.floxuridine_mg_exact).replace(".", ",") in text


def test_the_checklist() -> None:
    made = answer()
    assert made.return_range_ml is not None
    text = read(checklist_pdf(Refill(made, PATIENT, RELEASED, made), words("en")))
    for one in ("NL-0042", "intera-3000, A-1", "6 Jan 2026 09:30", "Volume injected: 30 mL", "on day 14", "local"):
        assert one in text, one
    assert has_number(text, to_display(made.return_range_ml.lowest))
    assert "NOT RELEASED" not in text
    glycerol = answered(contents="glycerol", infusion_days=None, patient=None, dose_percent=None)
    for before in (None, glycerol):
        bare = read(checklist_pdf(Refill(made, NOBODY, WAITING, before), demonstration=True))
        assert "not known here" in bare
        assert "NOT RELEASED" in bare
        assert DEMONSTRATION in bare


def test_the_calendar_has_no_drug_and_no_dose() -> None:
    text = read(PAPERS["calendar"]("en"))
    for drug in ("floxuridine", "oxaliplatin", "heparin", "mfolfox6", " mg", "%"):
        assert drug not in text.lower(), drug
    assert "When to call (your hospital writes this)" in text
    for visit in visits(plan()):
        assert f"{visit.day:%A} {visit.day.day} {visit.day:%B}" in text
        assert visit.what in text
    empty = read(calendar_pdf([], NOBODY, date(2026, 3, 5), demonstration=True))
    assert "No visit is planned now." in empty
    assert DEMONSTRATION in empty


def test_a_month_longer_than_a_page_goes_on() -> None:
    many = [VisitOnPaper(date(2026, 3, day), f"Visit {number} " * 8) for day in range(1, 32) for number in (1, 2)]
    pdf = calendar_pdf(many, PATIENT, date(2026, 3, 1))
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 1
    text = read(pdf)
    assert all(f"{day} March" in text for day in range(1, 32))


def test_the_summary_has_every_number_of_the_course() -> None:
    made = summary()
    text = read(summary_pdf(made)).replace("1,160", "1160")
    for fact in TOLD:
        for name in ("volume_ml", "floxuridine_mg", "dose_percent", "flow_ml_per_day", "reason", "method"):
            if name in fact:
                assert has_number(text, fact[name]) or fact[name] in text, fact
    for one in ("oxaliplatin 1160 mg", "oxaliplatin 80 %", "31.5 U/L", "9 µmol/L", "held: bilirubin doubled",
                "floxuridine 100 %, 26 Jan 2026", "50 %: tumour board", "11.8 mL", "12.1 mL",
                "3 Apr 1961"):  # fmt: skip
        assert one in text, one
    for visit in made.plan.visits:
        if visit.status in {"planned", "not-placed"}:
            assert visit.id in text
    assert "4 ug/L" not in text


def test_a_summary_of_hardly_anything() -> None:
    early = plan(facts=TOLD[:1])
    text = read(summary_pdf(Summary(early, (), NOBODY), demonstration=True))
    assert text.count("None.") >= 4
    assert DEMONSTRATION in text


def test_a_summary_where_no_day_fits_and_the_flow_is_not_known() -> None:
    made = summary()
    assert made.plan.run_dry is not None
    odd = made.plan.visits[-1].model_copy(update={"date": None, "status": "not-placed"})
    told = made.plan.model_copy(
        update={"visits": (odd,), "run_dry": made.plan.run_dry.model_copy(update={"fast_limit": None})}
    )
    text = read(summary_pdf(made._replace(plan=told)))
    assert "no day fits" in text
    assert "empty at the earliest not known" in text


def test_a_long_summary_goes_on_over_pages() -> None:
    fact = FACTS.validate_python([TOLD[-1]])[0]
    held: list[FactBase] = list(FACTS.validate_python([TOLD[16] | {"reason": f"reason {n} " * 20} for n in range(80)]))
    pdf = summary_pdf(Summary(plan(), (*held, *[fact] * 30), PATIENT))
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert f"page {len(pages)} of {len(pages)}" in pages[-1].extract_text()
    text = read(pdf)
    assert all(f"reason {n} " in text for n in range(80))


def test_an_order_on_paper_is_its_steps() -> None:
    made = answer()
    ordered = StepTaken(by="per-1", at=STEPS[0].at, done=Ordered(request=made.request, answer=made))
    verified = StepTaken(by="per-2", at=STEPS[1].at, done=Verified())
    released = StepTaken(
        by="per-2",
        at=STEPS[3].at,
        done=Released(use_by=datetime(2026, 1, 6, 8, 30, tzinfo=UTC), lot_numbers={"x": "1"}),
    )
    names = {"per-1": "Dr. M. van den Berg"}
    before = order_on_paper("ord-1", None, (ordered, verified), names)
    assert (before.use_by, before.prepared_at, dict(before.lots)) == (None, None, {})
    assert [step.who for step in before.steps] == ["Dr. M. van den Berg", "per-2"]
    after = order_on_paper("ord-1", date(2026, 1, 5), (ordered, verified, released), names)
    assert after.prepared_at == STEPS[3].at
    assert (after.use_by, after.lots) == (datetime(2026, 1, 6, 8, 30, tzinfo=UTC), {"x": "1"})


def test_a_character_that_the_font_lacks_is_seen() -> None:
    assert printable("Ağa Żółć – ≥ µ") == "Ağa Żółć – ≥ µ"
    assert printable("王 Li") == "\ufffd Li"
    assert "\ufffd" in read(label_pdf(Label(answer(), PatientOnPaper("1", "王 Li"), RELEASED)))


def test_words_in_both_languages() -> None:
    assert words("en").quantity(Decimal("1234.50"), "mL") == "1,234.5\u00a0mL"
    assert words("nl").quantity(Decimal("1234.50"), "units", None) == "1\u00a0234,5\u00a0eenheden"
    assert words("nl").quantity(None, "mL") == "–"
    assert words("nl").decimals("haipdose 0.1.0, 2.54 cm") == "haipdose 0.1.0, 2,54 cm"
    assert DocumentWords().moment(datetime(2026, 3, 1, 23, 5, tzinfo=UTC)) == "1 Mar 2026 23:05"
    assert words("nl").moment(datetime(2026, 3, 1, 23, 5, tzinfo=UTC)) == "2 mrt 2026 00:05"
