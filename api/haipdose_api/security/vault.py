"""Sealing what the store must not hold in the open: signing keys, second factors, webhook secrets.

The key is in a file of its own, readable by the server only; a copy of the store alone gives none of them away.
"""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from haipdose.errors import StorageError


class Vault:
    """Seals and opens short texts. The first key seals; all of them open, so that a key can be replaced."""

    def __init__(self, keys: list[bytes]) -> None:
        self._box = MultiFernet([Fernet(key) for key in keys])
        self._first = keys[0]

    def seal(self, text: str) -> str:
        """The text, sealed."""
        return self._box.encrypt(text.encode()).decode()

    def fingerprint(self, text: str) -> str:
        """A digest that only this site can make: what went into it cannot be found by guessing."""
        return hmac.new(self._first, text.encode(), "sha256").hexdigest()

    def open(self, sealed: str) -> str:
        """The text.

        Raises:
            StorageError: it was sealed with a key that is not there.
        """
        try:
            return self._box.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise StorageError(
                "A secret in the records cannot be opened with the site's key file.",
                code="vault.key",
                remedy="Put the key file in place that belongs to these records (HAIPDOSE_ENCRYPTION_KEY_FILE).",
            ) from error


def open_vault(path: Path) -> Vault:
    """The vault of a key file, one key a line; the file is made when it is not there.

    Raises:
        StorageError: the file cannot be read or made, is readable by others, or holds something else.
    """
    try:
        if not path.exists():
            _make(path)
        mode = path.stat().st_mode & 0o077
        if mode:
            raise StorageError(
                "The key file can be read by others.",
                code="vault.permissions",
                found=oct(path.stat().st_mode & 0o777),
                allowed="0o600",
                remedy=f"chmod 600 {path.name}",
            )
        return Vault(path.read_bytes().split())
    except OSError as error:
        raise StorageError(f"The key file cannot be used: {error.strerror}.", code="vault.file") from error
    except ValueError as error:
        raise StorageError("The key file holds something else than keys.", code="vault.file") from error


def _make(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(Fernet.generate_key() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
