"""RECIST 1.1: published tables and examples, every edge, and what must hold for any measurements."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import RANDOMISED, node, participant, scan

from haipdose.trial.endpoint_data import endpoint_rules
from haipdose.trial.endpoint_rules import ResponseRules
from haipdose.trial.facts import Imaging
from haipdose.trial.recist import Response, TumourCourse, assess, compare_sums, overall_response
from haipdose.trial.recist_best import BestResponse, Seen, best_response

DATA = Path(__file__).parents[1] / "data"
PUBLISHED = json.loads((DATA / "recist_published.json").read_text(encoding="utf-8"))
WORKED = {e["id"]: e for e in json.loads((DATA / "worked_examples.json").read_text(encoding="utf-8"))["examples"]}
RULES = endpoint_rules()
RANK = [Response.CR, Response.PR, Response.SD, Response.NON_CR_NON_PD, Response.NE, Response.PD]


def course(*scans: dict[str, Any]) -> TumourCourse:
    facts = participant(*scans).facts
    return assess((fact for fact in facts if isinstance(fact, Imaging)), RANDOMISED, RULES.recist)


def overall(*scans: dict[str, Any]) -> list[str]:
    return [point.overall.value for point in course(*scans).points]


def response_rules(**changed: Any) -> ResponseRules:
    body = RULES.response.model_dump()
    for name, value in changed.items():
        body[name]["value"] = value
    return ResponseRules.model_validate(body)


@pytest.mark.parametrize("name", ["recist_01", "recist_02"])
def test_worked_examples(name: str) -> None:
    given_, expected = WORKED[name]["inputs"], WORKED[name]["expected"]
    baseline, nadir, now = (given_[f"{which}_sum_mm"] for which in ("baseline", "nadir", "now"))
    target = compare_sums(Decimal(baseline), Decimal(nadir), Decimal(now), RULES.recist)
    assert overall_response(target, None, new=given_["new_lesion"]).value == expected["overall"]
    # and the same sums as scans
    found = course(scan(0, baseline), scan(60, nadir), scan(120, now))
    assert found.points[-1].overall.value == expected["overall"]
    if "absolute_mm" in expected:
        assert found.points[-1].sum_mm - found.points[-1].nadir_mm == expected["absolute_mm"]
        assert found.points[-1].change_from_nadir_percent == Decimal(str(expected["relative_from_nadir_percent"]))


@pytest.mark.parametrize("row", PUBLISHED["overall_with_targets"]["rows"])
def test_the_guidelines_table_with_targets(row: list[Any]) -> None:
    target, non_target, new, expected = row
    assert overall_response(Response(target), Response(non_target), new=new).value == expected


@pytest.mark.parametrize("row", PUBLISHED["overall_without_targets"]["rows"])
def test_the_guidelines_table_without_targets(row: list[Any]) -> None:
    non_target, new, expected = row
    assert overall_response(None, Response(non_target), new=new).value == expected


def test_unstated_new_lesions_and_no_disease_at_all_are_not_evaluable() -> None:
    assert overall_response(Response.CR, None, new=None) is Response.NE
    assert overall_response(None, None, new=False) is Response.NE
    assert overall_response(Response.PR, Response.PD, new=None) is Response.PD


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ((100, 100, 70), "PR"),
        ((100, 100, "70.1"), "SD"),
        ((100, 60, 72), "PD"),
        ((100, 60, "71.9"), "SD"),
        ((100, 20, 25), "PD"),
        ((100, 20, "24.9"), "PR"),
        ((100, 25, 30), "PD"),
        ((100, 0, 5), "PD"),
        ((100, 0, "4.9"), "PR"),
        ((100, 100, 120), "PD"),
        ((100, 100, "119.9"), "SD"),
    ],
)
def test_edges_of_the_sums(sums: tuple[Any, Any, Any], expected: str) -> None:
    baseline, nadir, now = (Decimal(each) for each in sums)
    assert compare_sums(baseline, nadir, now, RULES.recist).value == expected


LENGTHS = st.integers(0, 4000).map(lambda tenths: Decimal(tenths) / 10)


@settings(max_examples=150, deadline=None)
@given(baseline=LENGTHS.filter(bool), nadir=LENGTHS, now=LENGTHS)
def test_sums_against_fractions(baseline: Decimal, nadir: Decimal, now: Decimal) -> None:
    first, low, last = Fraction(baseline), Fraction(min(nadir, baseline)), Fraction(now)
    if last - low >= 5 and (low == 0 or (last - low) / low >= Fraction(1, 5)):
        expected = Response.PD
    else:
        expected = Response.PR if last / first <= Fraction(7, 10) else Response.SD
    assert compare_sums(baseline, min(nadir, baseline), now, RULES.recist) is expected


def test_the_nadir_is_the_smallest_whole_sum_so_far() -> None:
    found = course(scan(0, 60, 40), scan(50, 40, 20), scan(100, 45, 22), scan(150, 48, 24), scan(200, 30, 20))
    assert [point.overall.value for point in found.points] == ["PR", "PR", "PD", "PR"]
    assert [point.nadir_mm for point in found.points] == [100, 60, 60, 60]
    assert found.points[2].progressed_in == ("liver",)
    assert found.points[2].because.startswith("targets grew by at least 20 % and 5 mm from the nadir")


def test_too_small_to_measure_counts_five_millimetres_and_a_given_value_counts_itself() -> None:
    found = course(scan(0, 20, 20), scan(60, "too-small", 0), scan(120, 3, 0))
    assert [point.sum_mm for point in found.points] == [5, 3]
    assert [point.target for point in found.points] == [Response.PR, Response.PR]


@pytest.mark.parametrize(("short_axis", "expected"), [("9.9", "CR"), (10, "PR")])
def test_a_node_below_ten_millimetres_is_normal(short_axis: Any, expected: str) -> None:
    found = course(scan(0, 30, node("N1", 18)), scan(60, 0, node("N1", short_axis)))
    assert found.points[0].overall.value == expected
    assert found.points[0].sum_mm == Decimal(short_axis)


def test_a_lesion_that_was_not_measured_makes_the_sum_not_evaluable_but_progression_shows() -> None:
    first, later = PUBLISHED["missing_lesion"]["baseline_mm"], PUBLISHED["missing_lesion"]["follow_up_mm"]
    missing = [length if length is not None else "not-evaluable" for length in later]
    two_organs = [{"id": f"L{index}", "organ": "lung" if index == 3 else "liver"} for index in (1, 2, 3)]
    base = [{**lesion, "diameter_mm": length} for lesion, length in zip(two_organs, first, strict=True)]
    now = [{**lesion, "diameter_mm": length} for lesion, length in zip(two_organs, missing, strict=True)]
    found = course(scan(0, *base), scan(60, *now))
    assert found.points[0].target.value == PUBLISHED["missing_lesion"]["target"]
    assert found.points[0].sum_mm is None
    assert overall(scan(0, 30, 30), scan(60, 20, "not-evaluable")) == ["NE"]
    assert overall(scan(0, 30, 30), scan(60, 20)) == ["NE"]  # the second lesion is not there at all


def test_a_partial_sum_is_no_nadir() -> None:
    found = course(scan(0, 40, 40), scan(60, 10, "not-evaluable"), scan(120, 40, 40))
    assert [point.overall.value for point in found.points] == ["NE", "SD"]
    assert found.points[1].nadir_mm == 80


@pytest.mark.parametrize(
    ("baseline", "later", "expected"),
    [
        ("none", None, "CR"),
        ("present", "absent", "CR"),
        ("present", "present", "PR"),
        ("present", "not-evaluable", "PR"),
        ("present", None, "PR"),
        ("present", "progressed", "PD"),
        (None, "absent", "CR"),
        ("none", "progressed", "PD"),
    ],
)
def test_non_target_lesions(baseline: Any, later: Any, expected: str) -> None:
    assert overall(scan(0, 30, non_target=baseline), scan(60, 0, non_target=later)) == [expected]


def test_only_non_target_lesions() -> None:
    found = course(scan(0, non_target="present"), scan(60, non_target="present"), scan(120, non_target="absent"))
    assert [point.overall.value for point in found.points] == ["NON-CR/NON-PD", "CR"]
    assert found.baseline_sum_mm is None
    assert [point.sum_mm for point in found.points] == [None, None]


def test_where_it_progressed() -> None:
    lung = {"id": "N1", "organ": "lung"}
    first = scan(0, 30, non_target="present")
    new = course(first, scan(60, 30, non_target="present", new_lesions=[lung])).points[0]
    assert (new.overall, new.progressed_in) == (Response.PD, ("lung",))
    unknown = course(first, scan(60, 30, non_target="progressed")).points[0]
    assert unknown.progressed_in == ("unknown",)
    known = course(first, scan(60, 40, non_target="progressed", non_target_organs=["peritoneum"])).points[0]
    assert known.progressed_in == ("liver", "peritoneum")


def test_an_equivocal_new_lesion_is_progression_from_its_first_day_once_it_is_certain() -> None:
    unsure, sure = {"id": "N1", "organ": "liver", "certain": False}, {"id": "N1", "organ": "liver"}
    assert overall(scan(0, 30), scan(60, 30, new_lesions=[unsure])) == ["SD"]
    both = (scan(0, 30), scan(60, 30, new_lesions=[unsure]), scan(120, 30, new_lesions=[sure]))
    assert overall(*both) == ["PD", "PD"]


def test_disease_that_comes_back_after_a_complete_response_is_progression() -> None:
    found = course(scan(0, 30, node("N1", 20)), scan(60, 0, node("N1", 8)), scan(120, 2, node("N1", 8)))
    assert [point.overall.value for point in found.points] == ["CR", "PD"]
    assert found.points[1].progressed_in == ("liver",)
    assert "reappeared" in found.points[1].because
    # a lesion that comes back without a complete response is measured, no more
    assert overall(scan(0, 30, 30), scan(60, 0, 15), scan(120, 4, 15)) == ["PR", "PR"]


def test_scans_of_one_day_are_read_together() -> None:
    chest = scan(60, id="chest", new_lesions=None, non_target=None)
    found = course(scan(0, 30, non_target="present"), scan(60, 10, non_target="absent"), chest)
    assert len(found.points) == 1
    assert found.points[0].facts == ("chest", "ct60")
    assert found.points[0].overall is Response.PR
    worse = scan(60, id="chest", non_target="progressed", non_target_organs=["lung"])
    assert course(scan(0, 30, non_target="present"), scan(60, 10), worse).points[0].progressed_in == ("lung",)


def test_planning_scans_are_not_read_and_without_a_baseline_there_is_nothing() -> None:
    planning = scan(30, id="cta", modality="ct-angiography", purpose="planning")
    assert len(course(scan(0, 30), planning, scan(60, 30)).points) == 1
    assert course(scan(60, 30)) == TumourCourse()


@pytest.mark.parametrize(
    ("new", "words"),
    [(None, "new lesions not stated"), ([], "no new lesions"), ([{"id": "N", "organ": "lung"}], "new lesions")],
)
def test_the_reason_in_words(new: Any, words: str) -> None:
    point = course(scan(0, 30), scan(60, 30, new_lesions=new)).points[0]
    assert point.because == f"targets neither shrank nor grew enough; no non-target lesions; {words}"


def test_no_change_in_percent_from_nothing() -> None:
    point = course(scan(0, non_target="present"), scan(60, non_target="present")).points[0]
    assert point.change_from_baseline_percent is None


# ---- best overall response ---------------------------------------------------------------------------------------


def best(subject: str, rules: ResponseRules) -> BestResponse:
    published = PUBLISHED["admiralonco"]
    seen = [
        Seen(on=date.fromisoformat(on), response=Response(value), facts=(f"{subject}-{on}",))
        for on, value in published["responses"][subject]
    ]
    return best_response(seen, date.fromisoformat(published["reference"][subject]), rules)


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        ("unconfirmed", {"confirmation_required": False}),
        ("confirmed", {"confirmation_required": True, "confirmation_days": 28}),
        (
            "confirmed_accepting_stable",
            {
                "confirmation_required": True,
                "confirmation_days": 14,
                "not_evaluable_between": 0,
                "stable_between": 1,
            },
        ),
    ],
)
def test_best_response_as_admiralonco_publishes_it(table: str, changed: dict[str, Any]) -> None:
    rules = response_rules(least_stable_days=28, **changed)
    for subject, (on, value) in PUBLISHED["admiralonco"][table].items():
        found = best(subject, rules)
        assert (found.on and found.on.isoformat(), found.response and found.response.value) == (on, value), subject


def test_admiralonco_stable_disease_too_early_is_not_evaluable() -> None:
    # test-derive_param_bor.R, test 1, the subject whose three SD lie before the reference date
    seen = [Seen(on=date(2020, 1, each), response=Response.SD) for each in (1, 2, 3)]
    found = best_response(seen, date(2020, 2, 2), response_rules(least_stable_days=28))
    assert (found.response, found.on, found.reason) == (Response.NE, date(2020, 1, 1), "response.not-evaluable")


def test_the_eortcs_slightly_changing_sums() -> None:
    example = PUBLISHED["eortc_slightly_changing"]
    scans = [scan(60 * number, length) for number, length in enumerate([example["baseline_mm"], *example["sums_mm"]])]
    points = course(*scans).points
    seen = [Seen(on=point.on, response=point.overall, facts=point.facts) for point in points]
    for required in (False, True):
        found = best_response(seen, RANDOMISED, response_rules(confirmation_required=required))
        assert found.response.value == example["best"]
    assert found.confirmed_by == ("ct120",)


def test_confirmation_says_by_what_and_too_many_unreadable_scans_confirm_nothing() -> None:
    rules = response_rules(confirmation_required=True)
    days = [date(2025, 3, 1), date(2025, 3, 20), date(2025, 4, 1), date(2025, 5, 1)]
    run = [Response.PR, Response.NE, Response.NE, Response.PR]
    seen = [Seen(on=on, response=each, facts=(str(on),)) for on, each in zip(days, run, strict=True)]
    assert best_response(seen, RANDOMISED, rules).response is Response.SD
    found = best_response([seen[0], seen[1], seen[3]], RANDOMISED, rules)
    assert (found.response, found.confirmed_by, found.reason) == (Response.PR, ("2025-05-01",), "response.confirmed")


@pytest.mark.parametrize(("days", "expected"), [(41, Response.NE), (42, Response.SD)])
def test_stable_disease_must_last(days: int, expected: Response) -> None:
    on = date.fromordinal(RANDOMISED.toordinal() + days)
    assert best_response([Seen(on=on, response=Response.SD)], RANDOMISED, RULES.response).response is expected


def test_what_comes_after_progression_does_not_count() -> None:
    seen = [Seen(on=date(2025, 3, 1), response=Response.PD), Seen(on=date(2025, 5, 1), response=Response.PR)]
    assert best_response(seen, RANDOMISED, RULES.response).response is Response.PD


# ---- properties --------------------------------------------------------------------------------------------------

DIAMETERS = st.one_of(st.integers(0, 120), st.sampled_from(["too-small", "not-evaluable"]))


@settings(max_examples=120, deadline=None)
@given(
    first=st.lists(st.integers(10, 120), min_size=1, max_size=2),
    later=st.lists(st.lists(DIAMETERS, min_size=2, max_size=2), min_size=1, max_size=4),
    which=st.integers(0, 3),
)
def test_a_new_lesion_never_improves_a_response(first: list[int], later: list[list[Any]], which: int) -> None:
    scans = [scan(0, *first), *(scan(60 * n, *sizes[: len(first)]) for n, sizes in enumerate(later, start=1))]
    before = course(*scans).points
    place = which % len(later) + 1
    with_new = [dict(each) for each in scans]
    with_new[place]["new_lesions"] = [{"id": "N9", "organ": "liver"}]
    after = course(*with_new).points
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        if index < place - 1:
            assert new == old
    assert after[place - 1].overall is Response.PD
    lists = [[Seen(on=p.on, response=p.overall) for p in points] for points in (before, after)]
    old_best, new_best = (best_response(each, RANDOMISED, RULES.response).response for each in lists)
    order = [Response.CR, Response.PR, Response.SD, Response.NON_CR_NON_PD]
    if new_best in order:
        assert old_best in order
        assert order.index(new_best) >= order.index(old_best)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_the_order_of_facts_means_nothing(data: st.DataObject) -> None:
    scans = [scan(0, 50, 20), scan(60, 30, 10), scan(60, id="chest", non_target=None), scan(120, 60, 20)]
    shuffled = data.draw(st.permutations(scans))
    assert course(*shuffled) == course(*scans)


@settings(max_examples=100, deadline=None)
@given(first=st.integers(10, 200), now=st.integers(0, 200), more=st.integers(0, 50))
def test_a_larger_lesion_is_never_a_better_response(first: int, now: int, more: int) -> None:
    smaller, larger = (course(scan(0, first), scan(60, size)).points[0].overall for size in (now, now + more))
    assert RANK.index(larger) >= RANK.index(smaller)
