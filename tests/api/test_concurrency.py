"""Many at once over HTTP: one writer wins, nothing is lost, a repeated request is done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from api_support import ApiUnderTest
from records_support import a_course
from sqlalchemy import func, select

from haipdose.records import tables
from haipdose_api.permissions import Role


def fact(weight: str) -> dict[str, Any]:
    return {"type": "weight-measured", "at": "2026-03-02T09:00:00+01:00", "weight_kg": weight}


@pytest.mark.parametrize("writers", [2, 8])
def test_of_writers_racing_on_a_course_exactly_one_wins(api_on_both: ApiUnderTest, writers: int) -> None:
    api = api_on_both
    clinic, course = a_course(api.records)
    path = f"/v1/clinics/{clinic}/courses/{course}/facts"
    nurses = [api.callers.person(f"nurse-{number}", **{clinic: Role.NURSE}) for number in range(writers)]
    won: list[str] = []
    for version in (1, 2, 3):
        start = Barrier(writers)

        def write(number: int, version: int = version, start: Barrier = start) -> tuple[int, str, str]:
            weight = f"{60 + number}.{version}"
            start.wait()
            answer = api.client.post(
                path, json={"facts": [fact(weight)]}, headers=nurses[number] | {"If-Match": f'"{version}"'}
            )
            return answer.status_code, answer.json().get("code", ""), weight

        with ThreadPoolExecutor(writers) as pool:
            ended = list(pool.map(write, range(writers)))
        winners = [weight for status, _, weight in ended if status == 201]
        losers = [(status, code) for status, code, _ in ended if status != 201]
        assert len(winners) == 1, ended
        assert losers == [(412, "records.stale-version")] * (writers - 1)
        won += winners
    items = api.client.get(path, headers=nurses[0]).json()["items"]
    assert [item["fact"]["weight_kg"] for item in items] == won


def test_one_key_sent_eight_times_at_once_is_done_once(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, course = a_course(api.records)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    path = f"/v1/clinics/{clinic}/courses/{course}/facts"
    headers = nurse | {"If-Match": '"1"', "Idempotency-Key": "visit-0001"}
    start = Barrier(8)

    def send(number: int) -> tuple[int, str, str, str]:
        del number
        start.wait()
        answer = api.client.post(path, json={"facts": [fact("61")]}, headers=headers)
        return answer.status_code, answer.text, answer.headers["ETag"], answer.headers.get("Idempotent-Replayed", "")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {(status, body, tag) for status, body, tag, _ in answers} == {(201, answers[0][1], '"2"')}
    assert sorted(repeated for *_, repeated in answers) == [""] + ["true"] * 7
    with api.records.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.facts)).scalar_one() == 1


def test_a_key_belongs_to_its_caller_and_its_request(api_on_both: ApiUnderTest) -> None:
    api = api_on_both
    clinic, _ = a_course(api.records)
    path = f"/v1/clinics/{clinic}/patients"
    one = api.callers.person("one", **{clinic: Role.NURSE}) | {"Idempotency-Key": "the-same-key"}
    other = api.callers.person("other", **{clinic: Role.NURSE}) | {"Idempotency-Key": "the-same-key"}
    first = api.client.post(path, json={"identifier": "11", "sex": "male"}, headers=one)
    second = api.client.post(path, json={"identifier": "12", "sex": "male"}, headers=other)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]
    changed = api.client.post(path, json={"identifier": "13", "sex": "male"}, headers=one)
    assert (changed.status_code, changed.json()["code"]) == (409, "request.key-reused")


def test_a_kept_answer_gives_no_secret_away_and_another_password_is_another_request(api: ApiUnderTest) -> None:
    clinic, _ = a_course(api.records)
    administrator = api.callers.person("boss", **{clinic: Role.ADMINISTRATOR})
    headers = administrator | {"Idempotency-Key": "feed-for-the-desk"}
    made = api.client.post(f"/v1/clinics/{clinic}/feeds", json={}, headers=headers)
    secret = made.json()["url"].rpartition("/")[2]
    with api.records.reading() as connection:
        kept = connection.execute(select(tables.idempotency.c.body)).scalar_one()
    assert secret not in kept
    assert clinic not in kept
    again = api.client.post(f"/v1/clinics/{clinic}/feeds", json={}, headers=headers)
    assert (again.text, again.headers["Idempotent-Replayed"]) == (made.text, "true")
    person = {"login": "anna", "display_name": "Anna", "password": "seven green herons", "roles": ["nurse"]}
    headers = administrator | {"Idempotency-Key": "anna-the-nurse"}
    path = f"/v1/clinics/{clinic}/people"
    assert api.client.post(path, json=person, headers=headers).status_code == 201
    other = api.client.post(path, json=person | {"password": "seven brown herons"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "request.key-reused")
