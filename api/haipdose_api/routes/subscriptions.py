"""Who is told what happens, and what became of it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import AwareDatetime, Field, StringConstraints

from haipdose.evidence import Document
from haipdose.records import outbox
from haipdose.records.outbox import Subscription
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, IfMatch, change, etag, expected_version
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit
from haipdose_api.routes.parts import ClinicId, problems
from haipdose_api.site import site_of
from haipdose_api.webhooks.addresses import check_url
from haipdose_api.webhooks.signing import new_secret

router = APIRouter(
    prefix="/v1/clinics/{clinic}/subscriptions", tags=["subscriptions"], route_class=ExactRoute, responses=problems(404)
)
Manager = Annotated[Caller, Depends(Requires("subscription.manage"))]
SubscriptionId = Annotated[str, Path(pattern=r"^sub-[0-9a-hjkmnp-tv-z]{26}$")]
Topic = Literal[
    "course.created",
    "facts.appended",
    "plan.changed",
    "order.changed",
    "decision.recorded",
    "protocol.approval",
    "device.session",
]


class NewSubscription(Document):
    """Where to send which events. ``mllp://host:port`` gets SIU messages of ``plan.changed``, if the site allows it."""

    url: Annotated[str, StringConstraints(min_length=8, max_length=1000, pattern=r"^(https?|mllp)://[!-~]+$")]
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=20)]


class SubscriptionState(Document):
    """Whether events are sent."""

    active: bool


class SubscriptionShown(Document):
    """A subscription. ``secret`` is shown once, in the answer that makes it."""

    id: str
    version: int
    url: str
    topics: tuple[str, ...]
    active: bool
    created_at: AwareDatetime
    secret: str | None = None


class SubscriptionPage(Document):
    """A page of subscriptions."""

    items: tuple[SubscriptionShown, ...]
    next_after: str | None


class Delivery(Document):
    """What became of one event."""

    sequence: int
    event_id: str
    topic: str
    attempts: int
    delivered_at: AwareDatetime | None
    next_attempt_at: AwareDatetime | None
    given_up_at: AwareDatetime | None
    last_error: str | None


class Deliveries(Document):
    """The last events for a subscriber, newest first."""

    items: tuple[Delivery, ...]


def _shown(found: Subscription, secret: str | None = None) -> SubscriptionShown:
    return SubscriptionShown(
        id=found.id,
        version=found.version,
        url=found.url,
        topics=found.topics,
        active=found.active,
        created_at=found.created_at,
        secret=secret,
    )


@router.get("")
def list_subscriptions(
    request: Request, clinic: ClinicId, caller: Manager, limit: Limit = 50, after: After = None
) -> SubscriptionPage:
    """The clinic's subscriptions."""
    del caller
    with site_of(request).records.reading() as connection:
        found, more = outbox.subscriptions(connection, clinic, limit=limit, after=after)
    return SubscriptionPage(items=tuple(_shown(entry) for entry in found), next_after=more)


@router.post("", status_code=201, response_model=SubscriptionShown, responses=problems(400, 409, 413, 415))
def create_subscription(
    request: Request, clinic: ClinicId, caller: Manager, body: NewSubscription, key: IdempotencyKey = None
) -> Response:
    """Be told from now on. Keep the secret: it is not shown again."""
    check_url(body.url, private_allowed=site_of(request).settings.webhook_allow_private)

    def act(work: Work) -> Done:
        secret = new_secret()
        sealed = site_of(request).vault.seal(secret)
        made = outbox.subscribe(work, clinic, body.url, sealed, tuple(body.topics))
        return Done(_shown(made, secret), 201, made.version, f"{request.url.path}/{made.id}")

    return change(request, caller, key, body, act)


@router.get("/{subscription}")
def read_subscription(
    request: Request, response: Response, clinic: ClinicId, subscription: SubscriptionId, caller: Manager
) -> SubscriptionShown:
    """One subscription, with its version as ETag."""
    del caller
    with site_of(request).records.reading() as connection:
        found = outbox.subscription(connection, clinic, subscription)
    response.headers["ETag"] = etag(found.version)
    return _shown(found)


@router.put("/{subscription}", response_model=SubscriptionShown, responses=problems(400, 409, 412, 413, 415))
def change_subscription(
    request: Request,
    clinic: ClinicId,
    subscription: SubscriptionId,
    caller: Manager,
    body: SubscriptionState,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Stop, or go on: what happened in between is sent then."""
    expected = expected_version(if_match)

    def act(work: Work) -> Done:
        changed = outbox.change_subscription(work, clinic, subscription, expected, active=body.active)
        return Done(_shown(changed), 200, changed.version)

    return change(request, caller, key, body, act)


@router.get("/{subscription}/deliveries")
def list_deliveries(
    request: Request, clinic: ClinicId, subscription: SubscriptionId, caller: Manager, limit: Limit = 50
) -> Deliveries:
    """What became of the last events."""
    del caller
    names = tuple(Delivery.model_fields)
    with site_of(request).records.reading() as connection:
        outbox.subscription(connection, clinic, subscription)
        rows = outbox.deliveries(connection, subscription, limit)
    return Deliveries(
        items=tuple(Delivery.model_validate({name: row._mapping[name] for name in names}) for row in rows)
    )
