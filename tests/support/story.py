"""A story told over HTTP: requests by operation id, their real answers, and stand-ins for what differs each time."""

from __future__ import annotations

import json
import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from serving_here import Served

from haipdose_api.examples import REQUESTS

BASE = "http://127.0.0.1:8400"
_ID = re.compile(r"\b[a-z]{3}-[0-9a-hjkmnp-tv-z]{26}\b")
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")
_FEED = re.compile(r"(?<=/calendars/)[A-Za-z0-9_-]{43}(?=\.ics)")
_SECRETS = {
    "token": "session-token",
    "csrf_token": "csrf-token",
    "access_token": "access-token",
    "webhook": "whsec_c2VjcmV0LW9mLXRoaXMtc3Vic2NyaXB0aW9uISE=",
    "totp": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    "feed": "Secret-of-this-feed-43-characters-long-0001",
}
_KEPT_HEADERS = ("etag", "location", "idempotent-replayed", "retry-after", "www-authenticate")


@dataclass(frozen=True)
class Exchange:
    """A request and its answer, as they were on the wire."""

    operation: str
    method: str
    path: str
    headers: dict[str, str]
    body: Any
    status: int
    reason: str
    answer_headers: dict[str, str]
    answer: Any


@dataclass
class StandIns:
    """What is shown for what: the same for the same in every run. Works in both directions."""

    shown: dict[str, str] = field(default_factory=dict)
    known_digests: set[str] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)

    def learn(self, text: str) -> None:
        """Find in an answer what will be different the next time."""
        for found in _ID.findall(text):
            if found not in self.shown:
                prefix = found[:3]
                self.counted[prefix] += 1
                self.shown[found] = f"{prefix}-{self.counted[prefix]:026d}"
        for found in _DIGEST.findall(text):
            if found not in self.known_digests and found not in self.shown:
                self.counted["digest"] += 1
                self.shown[found] = f"{self.counted['digest']:064x}"
        for found in _UUID.findall(text):
            if found not in self.shown:
                self.counted["uuid"] += 1
                self.shown[found] = f"00000000-0000-5000-8000-{self.counted['uuid']:012d}"
        for found in _FEED.findall(text):
            self.shown.setdefault(found, _SECRETS["feed"])
        for key, value in re.findall(r'"(token|csrf_token|access_token|secret)": ?"([^"]{20,})"', text):
            if value not in self.shown:
                kind = key if key != "secret" else "webhook" if value.startswith("whsec_") else "totp"
                self.counted[kind] += 1
                number = f"-{self.counted[kind]}" if kind.endswith("token") else ""
                self.shown[value] = _SECRETS[kind] + number

    def out(self, text: str) -> str:
        """The text with stand-ins."""
        for real in sorted(self.shown, key=len, reverse=True):
            text = text.replace(real, self.shown[real])
        return text

    def into(self, text: str) -> str:
        """The text with the real things."""
        for real, shown in self.shown.items():
            text = text.replace(shown, real)
        return text


@dataclass
class Story:
    """Who says what to the server, in their order. Every request is a second later than the one before."""

    server: Served
    client: httpx.Client
    stand_ins: StandIns = field(default_factory=StandIns)
    told: list[Exchange] = field(default_factory=list)
    bearers: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document = self.server.api.client.app.openapi()  # type: ignore[attr-defined]
        self.operations = {
            operation["operationId"]: (
                method.upper(),
                path,
                next(iter(operation.get("requestBody", {"content": [""]})["content"])),
            )
            for path, operations in self.document["paths"].items()
            for method, operation in operations.items()
        }
        library = self.server.api.site.library
        self.stand_ins.known_digests |= {library.protocol("pump-it").digest, library.profile("intera-3000").digest}
        self.clinic = self.server.administrator.clinic
        self.stand_ins.learn(self.clinic)

    def example(self, operation: str) -> Any:
        """The example of an operation, with the ids of this run."""
        text = json.dumps(REQUESTS[operation]["value"])
        return json.loads(self.stand_ins.into(text))

    def call(
        self,
        operation: str,
        who: str | None = None,
        *,
        body: Any = None,
        headers: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
        expect: int | None = None,
        still: bool = False,
        **place: str,
    ) -> Exchange:
        """Send a request, by default the operation's example, and remember what came of it.

        ``still``: the clock stays where it is, for what is asked until it is so.
        """
        method, template, kind = self.operations[operation]
        path = template.format(**{"clinic": self.clinic} | place)
        sent = dict(headers or {})
        if who is not None:
            sent["Authorization"] = f"Bearer {self.bearers[who]}"
        if kind and body is None:
            body = self.example(operation)
        given: dict[str, Any] = {}
        if kind == "application/json":
            given["json"] = body
        elif kind == "application/x-www-form-urlencoded":
            given["data"] = body
        elif kind:
            given["content"] = body.encode()
            sent["Content-Type"] = kind
        if not still:
            self.server.clock.now += timedelta(seconds=1)
        answer = self.client.request(
            method, path, params=query, headers=sent | {"X-Request-ID": f"req-{len(self.told) + 1:08d}"}, **given
        )
        exchange = self._remember(operation, method, answer, sent, kind, body)
        good = answer.status_code == expect if expect is not None else answer.is_success
        assert good, f"{operation}: {answer.status_code} {answer.text[:2000]}"
        return exchange

    def _remember(
        self, operation: str, method: str, answer: httpx.Response, sent: dict[str, str], kind: str, body: Any
    ) -> Exchange:
        self.stand_ins.learn(answer.text)
        if operation == "public_keys":
            self.stand_ins.shown |= {
                answer.json()["keys"][0][name]: f"{name}-of-the-server" for name in ("x", "y", "kid")
            }
        is_json = "json" in answer.headers.get("content-type", "")
        found = json.loads(answer.text) if is_json and answer.text else answer.text
        exchange = Exchange(
            operation=operation,
            method=method,
            path=answer.request.url.raw_path.decode(),
            headers=({"Content-Type": kind} if kind else {}) | sent,
            body=deepcopy(body),
            status=answer.status_code,
            reason=answer.reason_phrase,
            answer_headers={
                name.title(): value
                for name, value in answer.headers.items()
                if name in (*_KEPT_HEADERS, "content-type")
            },
            answer=found,
        )
        self.told.append(exchange)
        return exchange

    def shown(self, value: Any) -> Any:
        """A document with stand-ins, and with the address under which the guide speaks of the server."""
        text = self.stand_ins.out(json.dumps(value, ensure_ascii=False)).replace(self.server.base, BASE)
        return json.loads(text)


def cut(value: Any, longest: int) -> Any:
    """The document with its lists cut to their first entries."""
    if isinstance(value, dict):
        return {key: cut(part, longest) for key, part in value.items()}
    if isinstance(value, list):
        return [cut(part, longest) for part in value[:longest]]
    return value
