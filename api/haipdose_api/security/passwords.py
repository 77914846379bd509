"""Passwords: argon2id, long rather than complicated (NIST SP 800-63B: length, no composition rules)."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from haipdose.errors import InputError

MIN_LENGTH: Final = 12
MAX_LENGTH: Final = 256
_TELLING: Final = 4
"""A login shorter than this is in every other password by chance."""
_COMMON: Final = ("password", "wachtwoord", "welkom", "welcome", "haipdose", "qwerty", "123456789", "ziekenhuis")

_HASHER: Final = PasswordHasher()
_NOBODYS: Final = _HASHER.hash("nobody has this password")


def hash_password(password: str, login: str) -> str:
    """The argon2id hash of a new password.

    Raises:
        InputError: too short, too long, or easily guessed.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise InputError(
            "A password has at least 12 characters; a sentence is best.",
            code="password.length",
            field="password",
            allowed=f"{MIN_LENGTH} to {MAX_LENGTH} characters",
        )
    plain = password.casefold()
    named = len(login) >= _TELLING and login.casefold() in plain
    if named or any(word in plain for word in _COMMON) or len(set(plain)) < 5:
        raise InputError("This password is easily guessed.", code="password.weak", field="password")
    return _HASHER.hash(password)


def password_fits(password: str, known_hash: str | None) -> bool:
    """Whether the password is the one that was hashed; takes as long when there is no such person."""
    try:
        _HASHER.verify(known_hash or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return known_hash is not None
