"""The report: every number traced, plots with words and tables, the same bytes again, nothing from elsewhere."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from trials import fact, participant, scan
from typer.testing import CliRunner

from haipdose.analysis.analyse import analyse
from haipdose.analysis.dose_intensity import dosing
from haipdose.analysis.html import html
from haipdose.analysis.ledger import Figure, Figures, Ledger, trace
from haipdose.analysis.pdf import pdf
from haipdose.analysis.report import Plot, Report, Table, shown
from haipdose.analysis.trial_data import Subject, Trial, trial_data
from haipdose.cli.main import app
from haipdose.course.facts import FillGiven, SystemicGiven
from haipdose.errors import InputError, NotFound
from haipdose.library import PackagedLibrary
from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.facts import Death
from haipdose.trial.participant import Arm, Participant

run = CliRunner()
Analysed = tuple[Report, Figures]


def _tables(report: Report) -> list[Table]:
    parts = [part for section in report.sections for part in section.parts]
    return [part.table if isinstance(part, Plot) else part for part in parts if not isinstance(part, str)]


def test_every_number_in_a_table_is_a_figure(analysed: Analysed) -> None:
    """Outside row headings, words that hold a digit are figures; the few exceptions are names and rules."""
    report, figures = analysed
    loose = [
        (table.caption, cell)
        for table in _tables(report)
        for row in table.rows
        for cell in row[1:]
        if isinstance(cell, str) and re.search(r"\d", cell)
    ]
    meaning = set(endpoint_rules().reasons.values())
    assert [each for each in loose if each[1] not in meaning and each[0] != "Facts to check"] == []
    inside = [cell.id for table in _tables(report) for row in table.rows for cell in row if isinstance(cell, Figure)]
    assert len(inside) == len(set(inside))
    assert set(inside) == set(figures.figures)


def test_every_figure_is_traced_to_facts_that_are_there(analysed: Analysed, trial: Trial) -> None:
    _, figures = analysed
    known = {
        each.participant: {fact.id for fact in each.facts}
        | {fact.key for fact in (each.course.facts if each.course else ())}
        for each in trial.everybody
    }
    for name, figure in figures.figures.items():
        facts = trace(figures, name)
        if figure.value not in {None, "0"}:
            assert any(facts.values()), name
        for who, ids in facts.items():
            assert {each for each in ids if not each.startswith("@")} <= known[who], name


def test_deaths_are_counted_as_by_hand(analysed: Analysed, trial: Trial) -> None:
    _, figures = analysed
    for arm in Arm:
        died = {
            each.id: tuple(
                one.id for one in each.participant.facts if isinstance(one, Death) and one.on <= trial.cut_off
            )
            for each in trial.of(arm)
        }
        expected = {who: ids for who, ids in died.items() if ids}
        assert figures.figures[f"flow.died.{arm.value}"].value == str(len(expected))
        assert trace(figures, f"flow.died.{arm.value}") == expected
        assert figures.figures[f"os.events.{arm.value}"].value == str(len(expected))


def test_removing_a_traced_death_changes_the_figure(trial: Trial) -> None:
    """The trace is no decoration: without the fact the number is another."""
    _, before = analyse(trial, PackagedLibrary().protocol)
    who, (death, *_) = next(iter(trace(before, "flow.died.B").items()))
    changed = [
        each.model_copy(update={"facts": tuple(one for one in each.facts if one.id != death)})
        if each.participant == who
        else each
        for each in trial.everybody
    ]
    _, after = analyse(trial_data(changed, trial.cut_off, trial.rules), PackagedLibrary().protocol)
    count = int(before.figures["flow.died.B"].value or 0)
    assert after.figures["flow.died.B"].value == str(count - 1)


def test_same_input_same_bytes_in_any_order_of_lines(trial: Trial, analysed: Analysed) -> None:
    report, figures = analysed
    turned = trial_data(tuple(reversed(trial.everybody)), trial.cut_off, trial.rules)
    again, same = analyse(turned, PackagedLibrary().protocol)
    assert same == figures
    assert html(again) == html(report)
    assert pdf(again) == pdf(report)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.images: list[dict[str, str | None]] = []
        self.figures: dict[str, str] = {}
        self.captions = 0
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img":
            self.images.append(given)
        if tag == "caption":
            self.captions += 1
        self._open = given.get("data-figure") if tag == "td" else None
        if self._open:
            self.figures[self._open] = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.figures[self._open] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._open = None


def test_html_is_whole_accessible_and_alone(analysed: Analysed) -> None:
    report, figures = analysed
    text = html(report).decode()
    reader = _Reader()
    reader.feed(text)
    assert reader.figures == {name: figure.shown for name, figure in figures.figures.items()}
    assert len(reader.images) == 7
    assert all(len(image["alt"] or "") > 60 for image in reader.images)
    assert reader.captions == len(_tables(report))
    assert not re.search(r'(src|href)="(?!data:|#)', text)
    assert "<script" not in text
    assert 'lang="en"' in text


def test_pdf_holds_the_same_numbers(analysed: Analysed) -> None:
    report, figures = analysed
    pages = PdfReader(BytesIO(pdf(report))).pages
    text = " ".join(page.extract_text() for page in pages)
    squeezed = re.sub(r"\s+", "", text)
    for name in ("os.median.A", "os.median.B", "pfs.compared.hazard-ratio", "rate.objective_response.all.A", "qaly.B"):
        assert re.sub(r"\s+", "", figures.figures[name].shown) in squeezed, name
    assert sum(len(page.images) for page in pages) >= 7


def test_figures_name_what_is_shown(analysed: Analysed) -> None:
    report, figures = analysed
    assert all(shown(cell) for table in _tables(report) for row in table.rows for cell in row[1:] if shown(cell))
    assert figures.cut_off == "2028-01-01"


def test_a_ledger_refuses_two_numbers_of_one_name() -> None:
    ledger = Ledger()
    ledger.basis("a", {"P": ("x",)})
    ledger.figure("n", "n", "1", 1, "a")
    with pytest.raises(InputError):
        ledger.figure("n", "n", "2", 2, "a")
    with pytest.raises(InputError):
        ledger.basis("a", {"P": ("y",)})
    with pytest.raises(NotFound):
        trace(ledger.document("2028-01-01", "0", "r"), "none")


def _few(*people: Participant) -> Analysed:
    return analyse(trial_data(people, date(2028, 1, 1), endpoint_rules()), PackagedLibrary().protocol)


def test_one_arm_without_anybody_is_reported_not_invented() -> None:
    _, figures = _few(participant(scan(0, 50), scan(60, 20), fact("death", 90)))
    assert figures.figures["os.participants.A"].value == "0"
    assert figures.figures["os.median.A"].value is None
    assert "not estimable" in figures.figures["os.compared.hazard-ratio"].shown
    assert figures.figures["os.compared.log-rank"].value is None
    assert figures.figures["rate.objective_response.all.A"].shown == "0 of 0"


def test_nothing_but_randomisation_is_enough_for_a_report() -> None:
    report, _ = _few(participant(), participant(participant="P2", arm="A"))
    assert html(report)
    assert pdf(report)


def test_nobody_randomised_and_contradictions_stop() -> None:
    with pytest.raises(InputError, match="Nobody"):
        trial_data([participant(randomised_on=None, arm=None)], date(2028, 1, 1), endpoint_rules())
    broken = [participant(fact("death", 5), fact("death", 9), participant=name) for name in ("P1", "P2")]
    with pytest.raises(InputError) as caught:
        trial_data(broken, date(2028, 1, 1), endpoint_rules())
    assert "P1" in str(caught.value)
    assert "P2" in str(caught.value)


def _course(facts: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    return {
        "patient": {"sex": "male", "height_cm": "180", "weight_kg": "80", "age_years": 61}, "protocol": "pump-it",
        "arm": "B", "clinic": {"time_zone": "Europe/Amsterdam", "country": "NL"}, "as_of": "2027-06-01T09:00:00+01:00",
        "facts": facts, **rest,
    }  # fmt: skip


def _fill(day: str, percent: str) -> dict[str, Any]:
    return {"type": "fill-given", "at": f"{day}T10:00:00+01:00", "contents": "floxuridine", "volume_ml": "30",
            "floxuridine_mg": "200", "dose_percent": percent}  # fmt: skip


def _cycle(day: str, percent: str, regimen: str = "mfolfox6") -> dict[str, Any]:
    return {"type": "systemic-given", "at": f"{day}T10:00:00+01:00", "regimen": regimen,
            "percent_of_full": {"oxaliplatin": percent}}  # fmt: skip


def _doses(facts: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    found = trial_data([participant(course=_course(facts, **rest))], date(2027, 1, 1), endpoint_rules())
    return {each.drug: each for each in dosing(found.subjects[0], PackagedLibrary().protocol)}


def test_dose_intensity_by_hand() -> None:
    """Three fills at 100, 100 and 50 %, the last two weeks late: 2.5 full doses where 3.5 cycles of 28 days fit."""
    fills = [_fill("2025-01-06", "100"), _fill("2025-02-03", "100"), _fill("2025-03-17", "50")]
    found = _doses([*fills, _cycle("2025-01-06", "100"), _cycle("2025-01-20", "0")], pump_cycles=6)
    pump, oxaliplatin = found["floxuridine"], found["oxaliplatin"]
    assert (pump.cycles, pump.full_doses, pump.milligrams) == (3, Decimal("2.5"), 600)
    assert pump.intensity == pytest.approx(Decimal("2.5") / Decimal("3.5"))
    assert pump.of_planned == pytest.approx(Decimal("2.5") / 6)
    assert (oxaliplatin.cycles, oxaliplatin.full_doses, oxaliplatin.intensity) == (1, 1, Decimal("0.5"))
    assert oxaliplatin.milligrams is None


def test_an_unknown_interval_gives_no_intensity() -> None:
    cycles = [_cycle("2025-01-06", "100"), _cycle("2025-01-20", "100", "something-else")]
    assert _doses(cycles)["oxaliplatin"].intensity is None
    two_lengths = [_cycle("2025-01-06", "100"), _cycle("2025-01-20", "100", "capox")]
    assert _doses(two_lengths)["oxaliplatin"].intensity is None
    unknown = _doses([_fill("2025-01-06", "100"), *cycles], protocol="no-such-protocol")
    assert unknown["floxuridine"].intensity is None
    assert unknown["floxuridine"].of_planned is None
    assert dosing(trial_data([participant()], date(2027, 1, 1), endpoint_rules()).subjects[0], _none) == ()


def _none(name: str) -> Any:
    raise AssertionError(name)


def test_facts_after_the_cut_off_are_not_doses(trial: Trial) -> None:
    early = trial_data(trial.everybody, date(2025, 3, 1), trial.rules)
    for each in early.subjects:
        for _, one in each.course_facts:
            assert not isinstance(one, FillGiven | SystemicGiven) or one.at.date() <= date(2025, 3, 1)
    assert isinstance(early.subjects[0], Subject)


def test_the_command_writes_everything_and_traces(data_set: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    words = ["trial", "analyse", str(data_set), "--cut-off", "2028-01-01", "--out", str(out)]
    done = run.invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "each with its facts" in done.stdout
    assert "endpoints" in done.stderr
    assert "PDF" in done.stderr
    names = {path.name for path in out.iterdir()}
    assert {"report.html", "report.pdf", "figures.json", "os-curve.svg", "swimmer.png"} <= names
    found = run.invoke(app, ["trial", "trace", "flow.died.B", "--figures", str(out / "figures.json"), "--json"])
    assert found.exit_code == 0, found.output
    document = json.loads(found.stdout)
    assert len(document["facts"]) == int(document["value"])
    text = run.invoke(app, ["trial", "trace", "os.median.B", "--figures", str(out / "figures.json")])
    assert "death" in text.stdout
    assert run.invoke(app, ["trial", "trace", "os.none", "--figures", str(out / "figures.json")]).exit_code == 2
    assert run.invoke(app, ["trial", "trace", "os.none", "--figures", str(out / "none.json")]).exit_code == 2


def test_quiet_json_and_a_folder_that_cannot_be(data_set: Path, tmp_path: Path) -> None:
    words = ["trial", "analyse", str(data_set), "--cut-off", "2028-01-01", "--quiet", "--json"]
    done = run.invoke(app, [*words, "--out", str(tmp_path / "r")])
    assert done.exit_code == 0
    assert done.stderr == ""
    assert json.loads(done.stdout)["participants"] == 23
    (tmp_path / "file").write_text("")
    assert run.invoke(app, [*words, "--out", str(tmp_path / "file")]).exit_code == 3
