"""A scheduling system: a token for its key, the next visit of a course, a date agreed for it.

It needs ``joserfc`` besides the client: any library that signs a JWT will do.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

from joserfc import jwt
from joserfc.jwk import ECKey

from haipdose_client import AuthenticatedClient, Client
from haipdose_client.api.access import token
from haipdose_client.api.courses import read_course
from haipdose_client.api.facts import append_facts
from haipdose_client.api.plan import read_plan
from haipdose_client.models import (
    AppointmentConfirmed,
    FactsAppended,
    NewFacts,
    PlanAnswer,
    PlanVisit,
    Problem,
    TokenAnswer,
    TokenForm,
)
from haipdose_client.types import Response

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
T = TypeVar("T")


class Refused(Exception):
    """The server answered with a problem document."""

    def __init__(self, problem: object) -> None:
        super().__init__(f"{problem.code}: {problem.detail}" if isinstance(problem, Problem) else str(problem))
        self.problem = problem


def need(kind: type[T], answer: object) -> T:
    """The answer, if it is of this kind; otherwise what was wrong is raised."""
    if not isinstance(answer, kind):
        raise Refused(answer)
    return answer


def log_in(base_url: str, system: str, key: ECKey, now: datetime) -> AuthenticatedClient:
    """A client with an access token: the system shows who it is by a statement signed with its own key.

    Close it after use: ``with log_in(…) as client``.
    """
    moment = int(now.timestamp())
    claims = {
        "iss": system,
        "sub": system,
        "aud": f"{base_url}/oauth/token",
        "iat": moment,
        "exp": moment + 120,
        "jti": secrets.token_urlsafe(16),
    }
    assertion = jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key, algorithms=["ES256"])
    form = TokenForm(grant_type="client_credentials", client_assertion_type=ASSERTION_TYPE, client_assertion=assertion)
    with Client(base_url=base_url) as door:
        given = need(TokenAnswer, token.sync(client=door, body=form))
    return AuthenticatedClient(base_url=base_url, token=given.access_token)


def next_visit(client: AuthenticatedClient, clinic: str, course: str) -> PlanVisit:
    """The first visit of the plan that is still to come and has a date."""
    plan = need(PlanAnswer, read_plan.sync(clinic, course, client=client))
    return next(visit for visit in plan.visits if visit.status == "planned" and visit.date is not None)


def agree_on(
    client: AuthenticatedClient, clinic: str, course: str, visit: str, day: date, now: Callable[[], datetime]
) -> FactsAppended:
    """Say that a date was agreed. Should somebody change the course meanwhile, look again and try again.

    The key makes it one appointment however often it is sent.
    """
    key = f"{course}.{visit}.{day}"
    fact = AppointmentConfirmed(type_="appointment-confirmed", id=f"{visit}-agreed", at=now(), visit=visit, date=day)
    while True:
        etag = etag_of(read_course.sync_detailed(clinic, course, client=client))
        answer = append_facts.sync_detailed(
            clinic,
            course,
            client=client,
            body=NewFacts(facts=[fact]),
            if_match=etag,
            idempotency_key=f"{key}.{etag[1:-1]}",
        )
        if answer.status_code != 412:
            return need(FactsAppended, answer.parsed)


def etag_of(answer: Response[T]) -> str:
    """The version of what was read, for ``If-Match``."""
    return str(answer.headers["ETag"])


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)
