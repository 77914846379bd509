"""Sending what waits: one pass takes every event whose turn it is; the loop runs passes until the server ends."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Final

import httpx
import structlog

from haipdose.errors import HaipdoseError
from haipdose.records import leases, outbox
from haipdose.records.audit import Actor
from haipdose.records.columns import canonical
from haipdose.records.outbox import Waiting
from haipdose_api.hl7 import appointments_of, send_appointments
from haipdose_api.site import Site
from haipdose_api.webhooks.addresses import check_url
from haipdose_api.webhooks.signing import signed_headers

log = structlog.get_logger()

MESSENGER: Final = Actor("service", "messenger", "internal", "internal")
AT_ONCE: Final = 50
TIMEOUT_SECONDS: Final = 10.0
LEASE_SECONDS: Final = 60
"""Longer than a pass can take: two servers never send events of one course at the same time."""
PASS_SECONDS: Final = 30.0
"""After this long a pass begins no further attempt, so that it ends within the lease."""
PAUSE_SECONDS: Final = 1.0

Send = Callable[[Waiting, bytes, dict[str, str]], Awaitable[int]]


def http_sender(client: httpx.AsyncClient) -> Send:
    """Sends over HTTP; a redirect is a failure, because it could lead anywhere."""

    async def send(event: Waiting, body: bytes, headers: dict[str, str]) -> int:
        answer = await client.post(event.subscription.url, content=body, headers=headers, timeout=TIMEOUT_SECONDS)
        return answer.status_code

    return send


async def deliver_once(site: Site, send: Send) -> int:
    """One pass: send every event whose turn it is or comes; returns how many were tried."""
    lines: dict[tuple[str, str], list[Waiting]] = {}
    for event in await asyncio.to_thread(_waiting, site):
        lines.setdefault(event.line, []).append(event)
    until = asyncio.get_running_loop().time() + PASS_SECONDS
    one_writer = asyncio.Lock()
    return sum(await asyncio.gather(*(_in_order(site, send, line, until, one_writer) for line in lines.values())))


async def _in_order(site: Site, send: Send, events: list[Waiting], until: float, one_writer: asyncio.Lock) -> int:
    """Send a course's events one after the other, up to the first that is not taken; returns how many were tried."""
    for tried, event in enumerate(events, start=1):
        failure = await _attempt(site, send, event)
        async with one_writer:
            await asyncio.to_thread(_mark, site, event, failure)
        if failure is not None or asyncio.get_running_loop().time() > until:
            return tried
    return len(events)


async def run(site: Site, stop: asyncio.Event) -> None:
    """Send until ``stop`` is set; a failing pass is logged and tried again. Of several servers one sends."""
    holder = secrets.token_hex(8)
    async with httpx.AsyncClient(follow_redirects=False) as client:
        send = http_sender(client)
        while not stop.is_set():
            tried = 0
            try:
                if await asyncio.to_thread(_mine, site, holder):
                    tried = await deliver_once(site, send)
            except HaipdoseError as error:
                log.warning("webhooks.pass-failed", code=error.code)
            if tried == 0:
                try:
                    await asyncio.wait_for(stop.wait(), PAUSE_SECONDS)
                except TimeoutError:
                    continue
    try:
        await asyncio.to_thread(_give_back, site, holder)
    except HaipdoseError as error:
        log.warning("webhooks.lease-kept", code=error.code)


def event_body(event: Waiting) -> bytes:
    """What is sent: ids and what happened; no name and no clinical text but the plan's own words."""
    return canonical(
        {
            "id": event.event_id,
            "sequence": event.sequence,
            "topic": event.topic,
            "at": event.at.isoformat(),
            "clinic": event.subscription.clinic_id,
            "course": event.course_id,
            "data": dict(event.payload),
        }
    ).encode()


async def _attempt(site: Site, send: Send, event: Waiting) -> str | None:
    """Send one event; None when it was taken, else why not. An event that was not asked for counts as taken."""
    if event.topic not in event.subscription.topics:
        return None
    body = event_body(event)
    if event.subscription.url.startswith("mllp:"):
        return await _send_hl7(site, event)
    try:
        secret = site.vault.open(event.subscription.secret)
        headers = signed_headers(secret, event.event_id, site.clock(), body)
        await asyncio.to_thread(check_url, event.subscription.url, private_allowed=site.settings.webhook_allow_private)
        status = await send(event, body, headers)
    except HaipdoseError as error:
        return error.code
    except (httpx.HTTPError, OSError) as error:
        return type(error).__name__
    return None if 200 <= status < 300 else f"status {status}"


async def _send_hl7(site: Site, event: Waiting) -> str | None:
    if event.topic != "plan.changed":
        return None
    try:
        messages = await asyncio.to_thread(appointments_of, site, event)
    except HaipdoseError as error:
        return error.code
    return await send_appointments(event.subscription.url, messages)


def _mine(site: Site, holder: str) -> bool:
    with site.records.writing(MESSENGER) as work:
        return leases.take(work, "messenger", holder, LEASE_SECONDS)


def _give_back(site: Site, holder: str) -> None:
    with site.records.writing(MESSENGER) as work:
        leases.release(work, "messenger", holder)


def _waiting(site: Site) -> tuple[Waiting, ...]:
    with site.records.reading() as connection:
        return outbox.waiting(connection, site.clock(), AT_ONCE)


def _mark(site: Site, event: Waiting, failure: str | None) -> None:
    with site.records.writing(MESSENGER) as work:
        outbox.mark(work, event, failure)
