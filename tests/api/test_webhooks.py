"""Subscribers are told at least once, in order within a course, and can check who speaks."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx
import pytest
from api_support import ApiUnderTest
from records_support import NURSE, a_course
from sqlalchemy import select

from haipdose.course.facts import Fact
from haipdose.records import courses, leases, tables
from haipdose.records.courses import FACT
from haipdose.records.outbox import IN_A_ROW, Waiting
from haipdose_api.permissions import Role
from haipdose_api.webhooks import delivery
from haipdose_api.webhooks.addresses import check_url


class Receiver:
    """A subscriber that takes or refuses as the test says, and remembers what it was sent."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.seen: list[tuple[Mapping[str, str], bytes]] = []
        self.answers: list[int | Exception] = []
        self.refuse_once: set[str | None] = set()

    async def __call__(self, event: Waiting, body: bytes, headers: dict[str, str]) -> int:
        self.seen.append((headers, body))
        if event.course_id in self.refuse_once:  # by course: which of several is sent first is not said
            self.refuse_once.remove(event.course_id)
            return 500
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, Exception):
            raise answer
        if answer < 300:
            self.taken.append(json.loads(body))
        return answer


def weight(kg: str) -> Fact:
    return FACT.validate_python({"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": kg})


def subscribed(api: ApiUnderTest, clinic: str, *topics: str) -> dict[str, Any]:
    boss = api.callers.person("boss", **{clinic: Role.ADMINISTRATOR})
    answer = api.client.post(
        f"/v1/clinics/{clinic}/subscriptions",
        json={"url": "https://192.0.2.55/hook", "topics": list(topics or ("facts.appended",))},
        headers=boss,
    )
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


@pytest.fixture(autouse=True)
def _example_addresses_count_as_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haipdose_api.webhooks.addresses._is_public", lambda address: address.startswith("192.0.2."))


def append(api: ApiUnderTest, clinic: str, course: str, kg: str) -> None:
    with api.records.writing(NURSE) as work:
        courses.append(work, clinic, course, None, [weight(kg)])


def one_pass(api: ApiUnderTest, receiver: Receiver) -> int:
    return asyncio.run(delivery.deliver_once(api.site, receiver))


def test_events_come_in_order_and_a_refused_one_holds_back_only_its_own_course(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, first = a_course(api.records)
    _, second = a_course(api.records, clinic, "0002")
    subscribed(api, clinic)
    for kg in ("90", "91"):
        append(api, clinic, first, kg)
        append(api, clinic, second, kg)
    receiver = Receiver()
    receiver.refuse_once = {first}
    assert one_pass(api, receiver) == 3  # both of the second course; the refused one's course waits with it
    assert [(event["course"], event["data"]["version"]) for event in receiver.taken] == [(second, 2), (second, 3)]
    assert one_pass(api, receiver) == 0
    api.site.clock.now += timedelta(minutes=1)  # type: ignore[attr-defined]
    assert one_pass(api, receiver) == 2
    of_first = [event["data"]["version"] for event in receiver.taken if event["course"] == first]
    assert of_first == [2, 3]


def test_a_refusal_in_the_middle_of_a_pass_holds_back_what_comes_after_it(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, course = a_course(api.records)
    subscribed(api, clinic)
    for kg in ("90", "91", "92"):
        append(api, clinic, course, kg)
    receiver = Receiver()
    receiver.answers = [204, 503]
    assert one_pass(api, receiver) == 2
    assert one_pass(api, receiver) == 0
    api.site.clock.now += timedelta(minutes=1)  # type: ignore[attr-defined]
    assert one_pass(api, receiver) == 2
    assert [event["data"]["version"] for event in receiver.taken] == [2, 3, 4]


def test_a_pass_ends_in_time_and_a_long_backlog_is_shared_out(
    api: ApiUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic, course = a_course(api.records)
    subscribed(api, clinic)
    for kg in range(IN_A_ROW + 2):
        append(api, clinic, course, str(70 + kg))
    receiver = Receiver()
    assert one_pass(api, receiver) == IN_A_ROW
    monkeypatch.setattr(delivery, "PASS_SECONDS", -1.0)
    assert [one_pass(api, receiver) for _ in range(3)] == [1, 1, 0]
    assert [event["data"]["version"] for event in receiver.taken] == list(range(2, IN_A_ROW + 4))


def test_a_subscriber_that_cannot_be_reached_is_tried_again_and_given_up_after_days(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    made = subscribed(api, clinic)
    append(api, clinic, course, "90")
    receiver = Receiver()
    for _ in range(20):
        receiver.answers = [httpx.ConnectError("no")]
        one_pass(api, receiver)
        api.site.clock.now += timedelta(hours=9)  # type: ignore[attr-defined]
    boss = {"Authorization": "Test boss"}
    told = api.client.get(f"/v1/clinics/{clinic}/subscriptions/{made['id']}/deliveries", headers=boss).json()["items"]
    assert told[0]["given_up_at"] is not None
    assert told[0]["last_error"] == "ConnectError"
    assert told[0]["attempts"] == len(receiver.seen)


def test_the_signature_is_the_one_of_the_convention(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    secret = subscribed(api, clinic)["secret"]
    append(api, clinic, course, "90")
    receiver = Receiver()
    one_pass(api, receiver)
    headers, body = receiver.seen[0]
    told = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.digest(key, told, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_only_what_was_asked_for_is_sent_and_only_from_then_on(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    append(api, clinic, course, "90")
    subscribed(api, clinic, "order.changed")
    append(api, clinic, course, "91")
    receiver = Receiver()
    while one_pass(api, receiver):
        pass
    assert receiver.seen == []


def test_a_stopped_subscription_gets_what_it_missed_when_it_goes_on(api: ApiUnderTest) -> None:
    clinic, course = a_course(api.records)
    made = subscribed(api, clinic)
    path = f"/v1/clinics/{clinic}/subscriptions/{made['id']}"
    boss = {"Authorization": "Test boss"}
    stopped = api.client.put(path, json={"active": False}, headers=boss | {"If-Match": '"1"'})
    assert stopped.status_code == 200, stopped.text
    append(api, clinic, course, "90")
    receiver = Receiver()
    assert one_pass(api, receiver) == 0
    api.client.put(path, json={"active": True}, headers=boss | {"If-Match": stopped.headers["ETag"]})
    assert one_pass(api, receiver) == 1
    assert api.client.get(path, headers=boss).json()["secret"] is None


def test_one_server_sends_at_a_time(api_on_both: ApiUnderTest) -> None:
    records = api_on_both.records
    with records.writing(NURSE) as work:
        assert leases.take(work, "messenger", "a", 60)
    with records.writing(NURSE) as work:
        assert not leases.take(work, "messenger", "b", 60)
        assert leases.take(work, "messenger", "a", 60)
    api_on_both.site.clock.now += timedelta(minutes=2)  # type: ignore[attr-defined]
    with records.writing(NURSE) as work:
        assert leases.take(work, "messenger", "b", 60)


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest",
        "https://user:pw@192.0.2.1/x",
        "ftp://192.0.2.1/x",
        "https:///x",
    ],
)
def test_a_url_that_leads_inside_is_refused(url: str) -> None:
    from haipdose.errors import InputError

    with pytest.raises(InputError, match=r"https|inside|host"):
        check_url(url, private_allowed=False)


def test_the_loop_sends_and_ends_when_it_is_told(api: ApiUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic, course = a_course(api.records)
    subscribed(api, clinic)
    append(api, clinic, course, "90")
    receiver = Receiver()
    monkeypatch.setattr(delivery, "http_sender", lambda client: receiver)

    async def scenario() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(delivery.run(api.site, stop))
        while not receiver.taken:
            await asyncio.sleep(0.01)
        stop.set()
        await asyncio.wait_for(running, 10)

    asyncio.run(scenario())
    assert len(receiver.taken) == 1


def test_who_stops_gives_the_sending_back_at_once(api_on_both: ApiUnderTest) -> None:
    site = api_on_both.site

    async def run_for_a_moment() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(delivery.run(site, stop))
        await asyncio.sleep(0.3)
        with site.records.reading() as connection:
            assert connection.execute(select(tables.leases.c.name)).scalars().all() == ["messenger"]
        stop.set()
        await running

    asyncio.run(run_for_a_moment())
    with site.records.reading() as connection:
        assert connection.execute(select(tables.leases.c.name)).scalars().all() == []
