"""Time-based codes (RFC 6238) as a second factor; a code is taken once."""

from __future__ import annotations

from datetime import datetime

import pyotp

STEP_SECONDS = 30


def new_secret() -> str:
    """A secret for an authenticator app."""
    return pyotp.random_base32()


def enrolment_uri(secret: str, login: str) -> str:
    """What the app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name="haipdose")


def step_of_code(secret: str, code: str, now: datetime, last_step: int | None) -> int | None:
    """The time step of a good code that was not used yet, one step early or late allowed; None for any other."""
    current = int(now.timestamp()) // STEP_SECONDS
    codes = pyotp.TOTP(secret)
    for step in (current - 1, current, current + 1):
        fresh = last_step is None or step > last_step
        if fresh and pyotp.utils.strings_equal(codes.at(step * STEP_SECONDS), code):
            return step
    return None
