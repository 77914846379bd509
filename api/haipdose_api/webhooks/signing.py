"""The signature of a webhook, as in the Standard Webhooks convention: HMAC-SHA-256 over id, time and body."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

SECRET_PREFIX = "whsec_"  # noqa: S105 - a public prefix, not a secret


def new_secret() -> str:
    """A secret for a new subscription: shown once, when it is made."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(secret: str, event_id: str, now: datetime, body: bytes) -> dict[str, str]:
    """The headers of a delivery; the receiver makes the signature again and compares."""
    moment = str(int(now.timestamp()))
    return {
        "webhook-id": event_id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{signature(secret, event_id, moment, body)}",
        "content-type": "application/json",
        "user-agent": "haipdose-webhook",
    }


def signature(secret: str, event_id: str, moment: str, body: bytes) -> str:
    """The signature in base64."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    told = event_id.encode() + b"." + moment.encode() + b"." + body
    return base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
