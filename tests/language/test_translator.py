"""A text is translated only when it is understood; numbers keep their value; what people typed stays as it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haipdose.language.catalogue import catalogue
from haipdose.language.numbers import figures
from haipdose.language.templates import Templates
from haipdose.language.translator import Piece, Translator, translator
from haipdose.quantities import to_display, to_text

DUTCH = translator("nl")
DECIMALS = st.decimals(min_value=0, max_value=99999, places=4, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        (
            "Visit on 2026-03-02: pump-2-refill, lab-sys-3.",
            "Bezoek op 2 mrt 2026: vulling met floxuridine (kuur 2), bloedafname voor systemische kuur 3.",
        ),
        ("The pump runs dry after 20.1 days, before the emptying on day 14. Shorten the interval.",
         "De pomp is leeg na 20,1 dagen, vóór het legen op dag 14. Maak het interval korter."),
        (
            "alp: 2 ≤ ratio 2.1 < 3 (reference ≤ 90 U/L)",
            "alkalische fosfatase: 2 ≤ verhouding 2,1 < 3 (referentie ≤ 90 U/L)",
        ),
        (
            "biliary-sclerosis: discontinue floxuridine. May go on: never.",
            "galwegsclerose: floxuridine stoppen. Hervatten: nooit.",
        ),
        ("Do not give floxuridine on 2026-12-24: fill the pump without drug.",
         "Geef geen floxuridine op 24 dec 2026: vul de pomp zonder floxuridine."),
        ("floxuridine 240 mg in 30 mL, 100 % (provisional: the results before the visit decide)",
         "floxuridine 240 mg in 30 mL, 100 % (voorlopig: de uitslagen vóór het bezoek beslissen)"),
        ("pump.flow_ml_per_day: A flow of 0.13 mL/day is not plausible for this pump.",
         "pump.flow_ml_per_day: Een flow van 0,13 mL/dag is niet aannemelijk voor deze pomp."),
        ("heparin sodium 5,000 units/mL, 5 mL vial", "heparinenatrium 5\u00a0000 eenheden/mL, flacon 5 mL"),
    ],
)  # fmt: skip
def test_whole_texts(english: str, dutch: str) -> None:
    assert DUTCH.pieces(english) == (Piece(dutch, "nl"),)


@pytest.mark.parametrize(
    "typed",
    [
        "nausea and pain since Monday",
        "Family party, away until the 1.5 hour train",
        "hold the line",
        "Dr. Jansen called. Visit later.",
        "about 3 and 4 pills",
        "{name} is stopped.{0}",
        "",
        " ",
    ],
)
def test_what_people_typed_stays_as_it_is(typed: str) -> None:
    assert DUTCH.text(typed) == typed


def test_a_typed_reason_is_carried_over_inside_a_known_text() -> None:
    assert DUTCH.text("floxuridine held on 2026-03-02: patient tired, 1.5 h late; see notes") == (
        "floxuridine uitgesteld op 2 mrt 2026: patient tired, 1.5 h late; see notes"
    )


def test_what_is_not_understood_is_told_apart_sentence_by_sentence() -> None:
    assert DUTCH.pieces("Something of tomorrow's engine. Ask a colleague.") == (
        Piece("Something of tomorrow's engine. ", "en"),
        Piece("Vraag een collega.", "nl"),
    )


def test_english_is_left_alone() -> None:
    assert translator("en").pieces("Ask a colleague.") == (Piece("Ask a colleague.", "en"),)
    assert translator("en").visit("pump-2-refill") == "pump-2-refill"


@pytest.mark.parametrize(
    ("visit", "words"),
    [
        ("pump-2-refill", "vulling met floxuridine (kuur 2)"),
        ("pump-2-refill-held-1", "vulling met floxuridine (kuur 2, uitstel 1)"),
        ("pump-10-emptying", "legen van de pomp (kuur 10)"),
        ("pump-0-maintenance-3", "onderhoudsvulling 3 (kuur 0)"),
        ("sys-5", "systemische kuur 5"),
        ("sys-5-held-2", "systemische kuur 5 (uitstel 2)"),
        ("lab-pump-2-refill", "bloedafname voor vulling met floxuridine (kuur 2)"),
        ("scan-1", "perfusiescan 1"),
        ("imaging-2", "beeldvorming van de lever 2"),
        ("liver-panel-1", "oordeel van het leverpanel 1"),
        ("end-of-induction", "einde van de inductie"),
        ("conversion-surgery", "conversiechirurgie"),
        ("conversion-surgery-2", "conversiechirurgie 2"),
        ("lab-something", "lab-something"),
        ("pump-x-refill", "pump-x-refill"),
    ],
)
def test_visits_as_words(visit: str, words: str) -> None:
    assert DUTCH.visit(visit) == words


def test_two_templates_that_fit_alike_and_say_different_things_translate_nothing() -> None:
    made = Translator("nl")
    made._templates = Templates({"aa bb {x} dd": "eerste {x}", "aa {x} cc dd": "tweede {x}"})
    assert made.text("aa bb cc dd") == "aa bb cc dd"


def test_a_translation_that_changes_a_number_is_not_used() -> None:
    made = Translator("nl")
    made._templates = Templates({"give {dose} once in 2 days": "geef {dose} eens in 3 dagen"})
    assert made.text("give 5 mg once in 2 days") == "give 5 mg once in 2 days"


@given(value=DECIMALS, day=st.dates(min_value=date(1900, 1, 1)))
def test_numbers_and_days_keep_their_value(value: Decimal, day: date) -> None:
    shown, cut = to_text(value), to_display(value, 2)
    english = f"The weight went from {shown} to {cut} kg since the last fill: {shown} %, limit 10 %."
    dutch = DUTCH.text(english)
    assert dutch.startswith("Het gewicht ging")
    assert figures(dutch, dutch=True) == figures(english)
    assert dutch.replace(",", ".").count(shown) >= 2
    assert DUTCH.text(f"{day} has passed").endswith("is voorbij")


@given(st.text(max_size=60))
def test_any_text_at_all_keeps_its_numbers(typed: str) -> None:
    made = DUTCH.text(typed)
    assert made == typed or figures(made, dutch=True) == figures(typed)


@given(st.sampled_from(sorted(catalogue("nl"))), st.data())
def test_every_template_is_found_again_with_its_values(msgid: str, data: st.DataObject) -> None:
    """Whatever numbers stand in a template, the text is known, and every number is there again."""
    english = msgid
    while "{" in english:  # a name that stands twice is one value
        hole = english[english.index("{") : english.index("}") + 1]
        english = english.replace(hole, to_text(data.draw(DECIMALS)))
    assert DUTCH.known(english), english
    assert figures(DUTCH.text(english), dutch=True) == figures(english)
