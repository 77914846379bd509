"""The pictures of a course: what they show is what the plan and the facts say."""

from __future__ import annotations

import json
import re
from datetime import date
from zoneinfo import ZoneInfo

from fhir_support import demo

from haipdose.library import PackagedLibrary
from haipdose.protocol.approval import Approvals
from haipdose.protocol.loader import load_protocol
from haipdose.schedule.answer import answer_plan
from haipdose_api.web.charts.laboratory import Bands, bands_of, liver_tests, points_of
from haipdose_api.web.charts.reservoir import reservoir_level
from haipdose_api.web.charts.timeline import timeline
from haipdose_api.web.words import Words

ZONE = ZoneInfo("Europe/Amsterdam")
COURSE = demo()
PLAN = json.loads(answer_plan(COURSE, PackagedLibrary(), Approvals()).model_dump_json())
FACTS = [{"fact": json.loads(fact.model_dump_json(by_alias=True))} for fact in COURSE.facts]
EN, NL = Words("en"), Words("nl")


def test_the_bands_are_those_of_the_decision() -> None:
    """By hand: AST's reference is 98 U/L, above 50, so the edges are 2, 3 and 4 times it; bilirubin stays in umol/L."""
    item = next(
        item for visit in PLAN["visits"] if visit["id"] == "pump-3-refill" for item in visit["items"] if item["fill"]
    )
    rules = json.loads(load_protocol("pump-it").model_dump_json())
    bands = bands_of(item["derivation"], rules, EN)
    assert bands["ast"] == Bands("98", "U/L", ((196.0, "80 %"), (294.0, "50 %"), (392.0, "hold")))
    assert (bands["bilirubin-total"].reference, bands["bilirubin-total"].unit) == ("11", "umol/L")
    assert bands_of([], rules, EN) == {}
    shown = str(liver_tests(FACTS, NL, ZONE, bands))
    assert "referentie 98" in shown
    assert "vanaf hier 80 %" in shown


def test_liver_tests_without_results_or_in_another_unit() -> None:
    assert liver_tests([], EN, ZONE) is None
    other = {"ast": Bands("1", "ukat/L", ((2.0, "80 %"),))}
    assert "reference" not in str(liver_tests(FACTS, EN, ZONE, other))
    assert points_of(FACTS, "ast", ZONE)[0].value == "32"


def test_the_timeline_has_every_visit_once_and_no_inline_style() -> None:
    shown = str(timeline(PLAN, date(2026, 5, 13), NL))
    with_a_day = [visit for visit in PLAN["visits"] if visit["date"] or visit["window"]]
    assert shown.count('class="mark') == len(with_a_day)
    assert "style=" not in shown
    assert timeline({"visits": []}, date(2026, 5, 13), EN) is None


def test_the_level_falls_to_what_came_back_and_the_band_ends_when_the_plan_says() -> None:
    now = COURSE.as_of.astimezone(ZONE)
    shown = str(reservoir_level(FACTS, PLAN, now, EN, ZONE))
    fills = [entry for entry in FACTS if entry["fact"]["type"] == "fill-given"]
    assert len(re.findall(r'<polyline[^>]*class="level"', shown)) == len(fills)
    assert 'class="band"' in shown
    assert "Empty at the earliest" in shown
    assert reservoir_level([], PLAN, now, EN, ZONE) is None
    nothing = str(reservoir_level(FACTS, PLAN | {"run_dry": None}, now, EN, ZONE))
    assert 'class="band"' not in nothing
