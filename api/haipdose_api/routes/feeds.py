"""Calendar feeds: a secret address that a calendar program subscribes to, made and revoked by the clinic."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import AwareDatetime, StringConstraints

from haipdose.evidence import Document
from haipdose.interop.calendar.feed import FeedEntry, clinic_feed, patient_feed
from haipdose.interop.calendar.published import PublishedCalendar
from haipdose.records import feeds, projections
from haipdose.records.feeds import Feed
from haipdose.records.registries import CLINICS
from haipdose.records.registry import not_found
from haipdose.records.work import Work
from haipdose_api.caller import Caller, Requires
from haipdose_api.changes import Done, IdempotencyKey, change
from haipdose_api.exact_bodies import ExactRoute
from haipdose_api.listing import After, Limit
from haipdose_api.routes.parts import ClinicId, Problem, problems
from haipdose_api.security.authenticator import network_of
from haipdose_api.site import site_of

router = APIRouter(
    prefix="/v1/clinics/{clinic}/feeds", tags=["calendar feeds"], route_class=ExactRoute, responses=problems(404)
)
public = APIRouter(tags=["calendar feeds"], route_class=ExactRoute)
Manager = Annotated[Caller, Depends(Requires("feed.manage"))]
FeedId = Annotated[str, Path(pattern=r"^fed-[0-9a-hjkmnp-tv-z]{26}$")]
Secret = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{43}$")]


class NewFeed(Document):
    """A feed of one course, or of the whole clinic when ``course_id`` is left out."""

    course_id: Annotated[str, StringConstraints(pattern=r"^crs-[0-9a-hjkmnp-tv-z]{26}$")] | None = None


class FeedShown(Document):
    """A feed. ``url`` holds its secret and is shown once, in the answer that makes it."""

    id: str
    course_id: str | None
    created_at: AwareDatetime
    created_by: str
    revoked_at: AwareDatetime | None
    url: str | None = None


class FeedPage(Document):
    """A page of feeds."""

    items: tuple[FeedShown, ...]
    next_after: str | None


def _shown(feed: Feed, url: str | None = None) -> FeedShown:
    return FeedShown(
        id=feed.id,
        course_id=feed.course_id,
        created_at=feed.created_at,
        created_by=feed.created_by,
        revoked_at=feed.revoked_at,
        url=url,
    )


@router.get("")
def list_feeds(request: Request, clinic: ClinicId, caller: Manager, limit: Limit = 50, after: After = None) -> FeedPage:
    """The clinic's feeds, ended ones too."""
    del caller
    with site_of(request).records.reading() as connection:
        found, more = feeds.page(connection, clinic, limit=limit, after=after)
    return FeedPage(items=tuple(_shown(feed) for feed in found), next_after=more)


@router.post("", status_code=201, response_model=FeedShown, responses=problems(400, 409, 413, 415))
def create_feed(
    request: Request, clinic: ClinicId, caller: Manager, body: NewFeed, key: IdempotencyKey = None
) -> Response:
    """Make a feed. Whoever has its address can read it: it holds no name, drug or dose."""
    base = site_of(request).settings.base_url.rstrip("/")

    def act(work: Work) -> Done:
        made, secret = feeds.create(work, clinic, body.course_id)
        return Done(_shown(made, f"{base}/calendars/{secret}.ics"), 201)

    return change(request, caller, key, body, act)


@router.delete("/{feed}", status_code=204, responses=problems(404, 409))
def revoke_feed(
    request: Request, clinic: ClinicId, feed: FeedId, caller: Manager, key: IdempotencyKey = None
) -> Response:
    """End a feed at once."""

    def act(work: Work) -> Done:
        feeds.revoke(work, clinic, feed)
        return Done(None, 204)

    return change(request, caller, key, None, act)


@public.get(
    "/calendars/{secret}.ics",
    response_class=Response,
    responses={
        200: {"content": {"text/calendar": {"schema": {"type": "string"}}}},
        404: problems(404)[404] | {"model": Problem, "description": "There is no such feed, or it was revoked."},
        422: problems()[422],
        429: problems()[429],
    },
)
def read_feed(request: Request, secret: Secret) -> Response:
    """The calendar of a feed (RFC 5545)."""
    site = site_of(request)
    site.requests.pass_through(f"feed:{network_of(request)}")
    with site.records.reading() as connection:
        feed = feeds.by_secret(connection, secret)
        clinic = CLINICS.get(connection, None, feed.clinic_id).document.calendar
        told = projections.calendars(connection, feed.clinic_id, feed.course_id)
    calendars = [PublishedCalendar.model_validate_json(text) for text in told.values()]
    if feed.course_id is None:
        body = clinic_feed([FeedEntry(calendar=calendar, label=calendar.course[-6:]) for calendar in calendars], clinic)
    elif calendars:
        body = patient_feed(calendars[0], clinic)
    else:
        raise not_found("feed")
    return Response(body, media_type="text/calendar; charset=utf-8")
