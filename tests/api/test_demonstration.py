"""The demonstration clinic has somebody at every stage, and cannot be taken for a real one."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from api_support import ApiUnderTest
from records_support import SteppingClock
from sqlalchemy import select

from haipdose.errors import Conflict
from haipdose.records import tables
from haipdose.records.verify import verify
from haipdose_api.demonstration.building import STAFF, Built, build

WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=UTC)
PASSWORD = "seven green herons"


@pytest.fixture
def built(api: ApiUnderTest) -> Built:
    clock = api.site.clock
    assert isinstance(clock, SteppingClock)
    clock.now = WEDNESDAY
    return build(api.site, patients=40, say=lambda said: None, password=PASSWORD)


def test_somebody_is_at_every_stage_and_everybody_can_log_in(api: ApiUnderTest, built: Built) -> None:
    token = api.client.post("/v1/session", json={"login": "nurse", "password": PASSWORD}).json()["token"]
    api.client.cookies.clear()
    headers = {"Authorization": f"Bearer {token}"}
    board: dict[str, Any] = api.client.get(
        f"/v1/clinics/{built.clinic}/board", params={"limit": 100}, headers=headers
    ).json()
    counts = board["counts"]
    assert counts["all"] == built.courses == 40
    for stage in ("overdue", "run-dry-risk", "waiting-for-laboratory", "waiting-for-double-check"):
        assert counts[stage] > 0, (stage, counts)
    with api.records.reading() as connection:
        rows = list(connection.execute(select(tables.board)))
        facts = list(connection.execute(select(tables.facts.c.course_id, tables.facts.c.type, tables.facts.c.document)))
        arms = Counter(row.header["arm"] for row in connection.execute(select(tables.courses.c.header)))
        states = {row.state for row in connection.execute(select(tables.fill_orders.c.state))}
        identifiers = [row.identifier for row in connection.execute(select(tables.patients.c.identifier))]
        products = len(list(connection.execute(select(tables.stock_products.c.id))))
    assert [row.problem for row in rows if row.problem] == []
    actions = {row.next_action for row in rows}
    assert {"visit", "draw-laboratory", "do-not-give", "see-at-once"} <= actions
    assert "correct-facts" not in actions
    kinds = Counter(fact.type for fact in facts)
    assert kinds["registered"] == 40
    assert kinds["pump-implanted"] < arms["B"] < 40  # somebody waits for the operation, somebody has no pump
    assert kinds["floxuridine-discontinued"] == 1
    assert [fact for fact in facts if fact.type == "pump-programmed" and '"uncertain"' in fact.document]
    assert {"verified", "discrepant", "double-checked", "released"} <= states
    assert products == 5
    assert all(identifier.startswith("DEMO-") for identifier in identifiers)
    assert verify(api.records.engine).intact
    for login, _, _ in STAFF:
        assert api.client.post("/v1/session", json={"login": login, "password": PASSWORD}).status_code == 201
        api.client.cookies.clear()
    with pytest.raises(Conflict) as caught:
        build(api.site, say=lambda said: None)
    assert caught.value.code == "demonstration.store"  # a store in use is left alone
