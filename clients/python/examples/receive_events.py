"""A receiver of events: checks the signature, takes each event once, and answers within ten seconds."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FIVE_MINUTES = 300


def is_genuine(secret: str, headers: dict[str, str], body: bytes, now: float) -> bool:
    """Whether the body was signed with the subscription's secret, not long ago."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    moment = headers["webhook-timestamp"]
    signed = f"{headers['webhook-id']}.{moment}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return abs(now - int(moment)) < FIVE_MINUTES and hmac.compare_digest(expected, headers["webhook-signature"])


class Receiver(ThreadingHTTPServer):
    """Takes events at any path. ``events`` holds each once, in the order in which they came."""

    def __init__(self, address: tuple[str, int], clock: Any) -> None:
        super().__init__(address, Handler)
        self.secret = ""
        self.clock = clock
        self.events: list[dict[str, Any]] = []
        self.raw: list[tuple[dict[str, str], bytes]] = []


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Receiver

    def do_POST(self) -> None:
        """Take an event, or refuse what nobody we know has signed."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        genuine = is_genuine(self.server.secret, headers, body, self.server.clock())
        if genuine:
            event = json.loads(body)
            if event["id"] not in {known["id"] for known in self.server.events}:
                self.server.events.append(event)  # here: put it in a queue and do the work later
                self.server.raw.append((headers, body))
        self.send_response(204 if genuine else 401)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""
