"""What a page says at its top after something was done, by the code in the address. A text nobody can put there."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "logged-out": "You are logged out.",
    "password-changed": "The password is changed. Log in with the new one.",
    "saved": "Saved.",
    "already-saved": "This was saved before; nothing was done twice.",
}
