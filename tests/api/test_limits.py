"""Whoever comes too often is sent away for a while, and told for how long."""

from __future__ import annotations

import pytest
from api_support import api_on
from records_support import a_course
from sqlalchemy import Engine

from haipdose.errors import TooMany
from haipdose_api.permissions import Role
from haipdose_api.security.limits import Turnstile


def test_a_turnstile_counts_each_key_for_itself() -> None:
    turnstile = Turnstile(3, "test")
    for _ in range(3):
        turnstile.pass_through("a")
    with pytest.raises(TooMany) as refused:
        turnstile.pass_through("a")
    assert 1 <= refused.value.retry_after_seconds <= 60
    turnstile.pass_through("b")


def test_too_many_requests_are_answered_429_with_when_to_come_again(engine: Engine) -> None:
    api = api_on(engine)
    clinic, _ = a_course(api.records)
    nurse = api.callers.person("nurse", **{clinic: Role.NURSE})
    object.__setattr__(api.site, "requests", Turnstile(2, "request"))
    path = f"/v1/clinics/{clinic}/courses"
    answers = [api.client.get(path, headers=nurse) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["content-type"] == "application/problem+json"
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert answers[2].json()["code"] == "request.too-many"


def test_guessing_at_logins_is_slowed_down_before_any_password_is_looked_at(engine: Engine) -> None:
    api = api_on(engine)
    object.__setattr__(api.site, "logins", Turnstile(2, "login"))
    guess = {"login": "somebody", "password": "not this one either"}
    answers = [api.client.post("/v1/session", json=guess) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
