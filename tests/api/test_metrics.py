"""Measurements are right, name no patient and no secret, and are for the site's own monitoring only."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from api_support import ApiUnderTest, api_on
from prometheus_client.parser import text_string_to_metric_families
from records_support import NURSE, a_course
from sqlalchemy import Engine

from haipdose.records import courses, outbox
from haipdose.records.courses import FACT
from haipdose_api.metrics import SHARED_FOLDER, shared_between_workers, worker_ended


def numbers(api: ApiUnderTest, **headers: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    answer = api.client.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def labels(**given: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(given.items()))


def test_requests_are_counted_by_template_and_status(api: ApiUnderTest) -> None:
    one = ("haipdose_requests_total", labels(method="GET", route="/v1/clinics/{clinic}/board", status="401"))
    took = ("haipdose_request_seconds_count", labels(method="GET", route="/v1/clinics/{clinic}/board"))
    before = numbers(api)
    for number in range(3):
        api.client.get(f"/v1/clinics/cln-{number:026d}/board")
    after = numbers(api)
    assert after[one] - before.get(one, 0) == 3
    assert after[took] - before.get(took, 0) == 3
    assert after["haipdose_requests_in_flight", ()] == 1  # this one


def test_paths_that_no_route_knows_make_no_label(api: ApiUnderTest) -> None:
    for number in range(5):
        api.client.get(f"/Voorbeeldstra/{number}")
    text = api.client.get("/metrics").text
    assert "Voorbeeldstra" not in text
    assert 'route="unknown"' in text


def test_what_waits_is_told(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, course = a_course(api.records)
    with api.records.writing(NURSE) as work:
        outbox.subscribe(work, clinic, "https://pharmacy.example/hook", "sealed", ("facts.appended",))
    quiet = numbers(api)
    assert quiet["haipdose_outbox_waiting", ()] == 0
    assert quiet["haipdose_outbox_oldest_seconds", ()] == 0
    assert quiet["haipdose_projection_behind", ()] == 1
    fact = FACT.validate_python({"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": "97"})
    with api.records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [fact])
    clock: Any = api.site.clock
    clock.now += timedelta(minutes=10)
    busy = numbers(api)
    assert busy["haipdose_outbox_waiting", ()] == 1
    assert 600 <= busy["haipdose_outbox_oldest_seconds", ()] < 660
    assert 600 <= busy["haipdose_projection_lag_seconds", ()] < 660
    with api.records.reading() as connection:
        (event,) = outbox.waiting(connection, api.site.clock(), 10)
    with api.records.writing(NURSE) as work:
        outbox.mark(work, event, None)
    assert numbers(api)["haipdose_outbox_waiting", ()] == 0
    api.site.records.engine.dispose()


@pytest.mark.parametrize(
    "settings", [{"host": "0.0.0.0"}, {"base_url": "https://hospital.example"}, {"metrics_token": "monitoring-only"}]
)
def test_others_than_the_sites_monitoring_get_nothing(engine: Engine, settings: dict[str, str]) -> None:
    api = api_on(engine, **settings)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "monitoring-only"}):
        answer = api.client.get("/metrics", headers=headers)
        assert answer.status_code == 403
        assert answer.json()["code"] == "metrics.token"
    if "metrics_token" in settings:
        assert numbers(api, Authorization="Bearer monitoring-only")


def test_workers_share_a_folder_while_they_run(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.delenv(SHARED_FOLDER, raising=False)
    with shared_between_workers(1):
        assert SHARED_FOLDER not in os.environ
        worker_ended()
    with shared_between_workers(2):
        folder = Path(os.environ[SHARED_FOLDER])
        assert folder.is_dir()
        mine = folder / f"gauge_livesum_{os.getpid()}.db"
        mine.touch()
        worker_ended()
        assert not mine.exists()
    assert not folder.exists()
    assert SHARED_FOLDER not in os.environ
