"""The worksheet on paper and in the terminal: one page, the same numbers as the answer, nothing left out."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fills import GENERIC, answered, with_rules
from pypdf import PdfReader

from haipdose.derivation import Notice
from haipdose.documents import worksheet_pdf as pdf_module
from haipdose.documents.words import DocumentWords
from haipdose.documents.worksheet import ROUTE, STATEMENT, Printed, days_text, grouped, worksheet
from haipdose.documents.worksheet_pdf import worksheet_pdf
from haipdose.documents.worksheet_text import worksheet_text
from haipdose.errors import InputError
from haipdose.fill.requests import FillAnswer
from haipdose.protocol.approval import Release
from haipdose.quantities import to_display, to_text

FULL: dict[str, Any] = {
    "patient": {"id": "NL-0042", "weight_at": "2026-01-02"},
    "cycle": 2,
    "planned_date": "2026-01-05",
}
WORST: dict[str, Any] = {
    "patient": {
        "id": "NL-0042-WITH-A-VERY-LONG-PSEUDONYM",
        "sex": "female",
        "height_cm": "163.5",
        "weight_kg": "123.45",
        "weight_at": "2025-10-01",
    },
    "previous_weight_kg": "100.1",
    "planned_date": "2026-01-05",
    "cycle": 6,
    "pump": GENERIC
    | {"reservoir_ml": "30", "flow_ml_per_day": "1.8765432", "residual_ml": "1.23", "serial_number": "9" * 40},
    "dose_rate_mg_per_kg_per_day": "0.29",
    "weight_rule": "actual",
    "rounding_mg": "7.5",
    "additives": {"dexamethasone": "per-day", "heparin_units": "30123"},
    "products": {"dexamethasone": "dexamethasone-4-mg-per-ml", "heparin": "heparin-10000-units-per-ml"},
    "diluent": "glucose 5 %",
    "infusion_days": "15.25",
}


def pdf_text(answer: FillAnswer) -> str:
    reader = PdfReader(io.BytesIO(worksheet_pdf(answer)))
    assert len(reader.pages) == 1
    return re.sub(r"\s+", " ", reader.pages[0].extract_text())


def worst() -> FillAnswer:
    return answered(**WORST, protocol=with_rules({"drawing.warning_percent": Decimal("0.01")}))


@pytest.fixture(params=["text", "pdf"])
def written(request: pytest.FixtureRequest) -> Any:
    def write(answer: FillAnswer) -> str:
        if request.param == "pdf":
            return pdf_text(answer)
        return re.sub(r"\s+", " ", worksheet_text(answer))

    return write


def test_the_numbers_of_the_answer_are_on_it(written: Any) -> None:
    answer = answered(**FULL)
    text = written(answer).replace(",", "")
    numbers = [
        to_display(value)
        for value in (
            answer.floxuridine_mg,
            answer.floxuridine_mg_exact,
            answer.daily_dose_mg,
            answer.ideal_weight_kg,
            answer.dosing_weight_kg,
            answer.concentration_mg_per_ml,
            answer.diluent_ml,
            answer.total_volume_ml,
            answer.delivered_mg,
            answer.prescribed_mg,
            answer.returned_mg,
            answer.expected_return_ml,
            answer.flow_ml_per_day,
        )
        if value is not None
    ]
    assert len(numbers) == 13
    assert answer.return_range_ml is not None
    numbers += [to_display(answer.return_range_ml.lowest), to_display(answer.return_range_ml.highest)]
    for part in answer.components:
        numbers += [to_display(part.amount), to_display(part.volume_ml), to_text(part.drawn_up_ml)]
    for number in numbers:
        assert re.search(rf"(?<![0-9.]){re.escape(number)}(?![0-9])", text), number


def test_every_step_stands_on_it_with_its_evidence(written: Any) -> None:
    answer = worst()
    text = written(answer)
    for step in answer.derivation:
        assert step.label in text, step.label
        assert grouped(step.value or "") in text
        if step.rule is not None and not step.formula:
            assert f"[{step.evidence.value}, {step.source}]" in text
    for used in answer.release.unverified:
        assert used.path in text
    for notice in answer.warnings:
        assert re.sub(r"\s+", " ", notice.message) in text
        assert notice.level.upper() in text


def test_what_a_person_needs_to_sign(written: Any) -> None:
    answer = answered(**FULL)
    text = written(answer)
    for words in (
        ROUTE,
        STATEMENT,
        "NOT RELEASABLE",
        "Prepared by",
        "Checked by",
        "Use before",
        "Lot",
        "Expiry",
        "NL-0042",
        "175 cm, 70 kg (measured 2026-01-02)",
        "cycle 2, planned for 2026-01-05",
        "day 14, 2026-01-19",
        "30,000 units",
        "floxuridine 195 mg in 30 mL (6.5 mg/mL in the pump)",
        answer.protocol.digest[:16],
        answer.profile_digest[:16],
    ):
        assert words in text, words
    for word in ("FUDR", " U/mL", " IU", "µ"):
        assert word not in text


def test_no_trailing_zero_and_no_bare_point(written: Any) -> None:
    text = written(answered(**FULL))
    assert not re.search(r"(?<![0-9.])\d+\.0+(?![0-9.])", text.replace("haipdose 0.1.0", ""))
    assert not re.search(r"(?<![0-9A-Za-z])\.\d", text)


def test_blanks_where_nothing_is_known(written: Any) -> None:
    text = written(answered())
    assert "cycle ____________" in text
    assert "(undated)" in text


def test_maintenance_fills(written: Any) -> None:
    saline = written(answered(contents="heparin-saline", patient=None, dose_percent=None))
    assert "heparin-saline: heparin 30,000 units in 30 mL" in saline
    assert "kg" not in saline.partition("Total volume")[0].lower().replace("kg/", "")
    assert "11.8 mL expected, 9.07 to 14.53 mL" in saline
    glycerol = written(answered(contents="glycerol", infusion_days=None))
    assert "not known: this content does not measure the flow" in glycerol
    assert "at the flow of the drug: the earliest" in glycerol


def test_several_draws_and_half_a_day(written: Any) -> None:
    protocol = with_rules({"drawing.syringes": [{"capacity_ml": "5", "graduation_ml": "0.2"}]})
    text = written(answered(protocol=protocol, infusion_days="13.5", planned_date="2026-01-05"))
    assert "4 × 5 mL syringe" in text
    assert "day 13.5" in text
    assert "day 13.5, " not in text


def test_a_released_fill_has_no_banner_and_names_who_approved(written: Any) -> None:
    answer = answered(**FULL)
    stamp = answer.protocol.model_copy(
        update={
            "approval": "approved",
            "approved_by": "pharmacist-7",
            "approved_at": datetime(2026, 1, 1, 9, tzinfo=UTC),
        }
    )
    released = answer.model_copy(
        update={
            "protocol": stamp,
            "release": Release(releasable=True, reasons=(), unverified=()),
            "warnings": (),
        }
    )
    text = written(released)
    assert "NOT RELEASABLE" not in text
    assert "LOOK AT" not in text.upper()
    assert "THE SITE HAS TO CONFIRM" not in text.upper()
    assert "approved by pharmacist-7, 1 Jan 2026 09:00" in text


def test_who_approved_stands_by_name_and_role() -> None:
    """The answer holds ids; whose name nobody knows keeps the id. One person may have acted in two roles."""
    approvers = "per-1 (pharmacist); per-2 (pharmacist, administrator); office"
    answer = answered(**FULL)
    stamp = answer.protocol.model_copy(
        update={"approval": "approved", "approved_by": approvers, "approved_at": datetime(2026, 1, 1, 9, tzinfo=UTC)}
    )
    named = Printed(names={"per-1": "A. Alders", "per-3": "nobody here"})
    dutch = DocumentWords("nl", ZoneInfo("Europe/Amsterdam"))
    known = answer.model_copy(update={"protocol": stamp})
    rows = dict(worksheet(known, printed=named).identity)
    assert "(approved by A. Alders (pharmacist); per-2 (pharmacist, administrator); office, 1 Jan" in rows["Protocol"]
    rows = dict(worksheet(known, dutch, named).identity)
    assert "A. Alders (apotheker); per-2 (apotheker, beheerder); office, 1 jan 2026 10:00" in rows["Protocol"]


def test_the_worst_case_still_fits_on_one_page() -> None:
    answer = worst()
    assert len(answer.warnings) >= 12
    assert "worst" not in pdf_text(answer)


def test_what_does_not_fit_is_refused_instead_of_cut() -> None:
    answer = answered()
    notice = Notice(level="warning", code="test.long", message="word " * 400)
    with pytest.raises(InputError) as caught:
        worksheet_pdf(answer.model_copy(update={"warnings": (notice,) * 12}))
    assert caught.value.code == "document.worksheet-too-long"


def test_the_same_answer_gives_the_same_bytes_on_a4_with_embedded_fonts() -> None:
    first, second = worksheet_pdf(answered(**FULL)), worksheet_pdf(answered(**FULL))
    assert first == second
    page = PdfReader(io.BytesIO(first)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    fonts = page["/Resources"]["/Font"].get_object()
    for font in fonts.values():
        descriptor = font.get_object().get("/FontDescriptor")
        if descriptor is not None:
            assert "/FontFile2" in descriptor.get_object()
    embedded = [font for font in fonts.values() if font.get_object().get("/FontDescriptor") is not None]
    assert len(embedded) == 2


def test_text_is_never_wider_than_a_page() -> None:
    for answer in (answered(**FULL), worst(), answered(contents="glycerol", infusion_days=None)):
        assert max(len(line) for line in worksheet_text(answer).splitlines()) <= 100


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("30000 units", "30,000 units"),
        ("1000 units/mL", "1,000 units/mL"),
        ("999", "999"),
        ("1234567.12345", "1,234,567.12345"),
        ("0.12345 mg", "0.12345 mg"),
        ("5,000 units", "5,000 units"),
        ("20.0669", "20.0669"),
    ],
)
def test_grouped(text: str, shown: str) -> None:
    assert grouped(text) == shown


@pytest.mark.parametrize(("days", "shown"), [("20.0669", "20"), ("23.99", "23.9"), ("20", "20"), ("0.95", "0.9")])
def test_a_run_dry_time_is_never_rounded_up(days: str, shown: str) -> None:
    assert days_text(Decimal(days)) == shown


def test_the_sheet_in_blocks() -> None:
    sheet = worksheet(answered(**FULL))
    assert sheet.calculation[0].startswith("1. Ideal weight: base + per inch × (height ÷ 2.54 − from)")
    assert "= 50 kg + 2.3 kg × (175 cm ÷ 2.54 − 60 in), never below the base ≈ 70.4646 kg" in sheet.calculation[0]
    assert sheet.components[0][0] == "floxuridine"
    assert tuple(sorted(pdf_module._SIZES, reverse=True)) == pdf_module._SIZES
