"""New keys: the one that signs access tokens, and the one in the key file that seals secrets in the store."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from cryptography.fernet import Fernet
from sqlalchemy import Column, delete, select, update

from haipdose.errors import StorageError
from haipdose.records import tables
from haipdose.records.audit import Actor
from haipdose.records.work import Work
from haipdose_api.security.tokens import TokenOffice
from haipdose_api.security.vault import Vault, open_vault
from haipdose_api.server import key_file_of, open_site
from haipdose_api.serving import read_settings
from haipdose_api.site import Site

OPERATOR: Final = Actor("service", "operator", "internal", "internal")

SEALED: Final[tuple[Column[Any], ...]] = (
    tables.people.c.totp_secret,
    tables.signing_keys.c.private_key,
    tables.subscriptions.c.secret,
)
"""Every column that holds something sealed with the key file."""


def rotate(*, revoke: bool, key_file: bool) -> Iterator[str]:
    """Make new keys for the site of the settings; yields what was done, for people.

    Raises:
        InputError: a setting cannot be used.
        StorageError: the store or the key file cannot be used.
    """
    settings = read_settings()
    site = open_site(settings)
    try:
        if key_file:
            path = key_file_of(settings)
            count = _new_sealing_key(site, path)
            yield f"{path}: a new first key; {count} secrets sealed with it. The old key is kept for old backups."
            yield "Give the file to every server of these records and start them again."
        vault = open_vault(key_file_of(settings))
        kid = TokenOffice(site.records, vault, settings.base_url, settings.access_token_seconds).rotate(OPERATOR)
        yield f"Access tokens are signed with {kid} from now on."
        if revoke:
            _forget_older_keys(site, kid)
            yield "Tokens signed with earlier keys are not good any more."
    finally:
        site.records.engine.dispose()


def _new_sealing_key(site: Site, path: Path) -> int:
    """Both keys are in the file before anything is sealed anew, so that a crash on the way loses nothing."""
    try:
        keys = path.read_bytes().split()
        keys.insert(0, Fernet.generate_key())
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(b"\n".join(keys) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except OSError as error:
        raise StorageError(f"The key file cannot be written: {error.strerror}.", code="vault.file") from error
    vault = Vault(keys)
    with site.records.writing(OPERATOR) as work:
        count = sum(_seal_anew(work, column, vault) for column in SEALED)
        work.audit("sealing-key.rotate", "sealing-key", "key-file", clinic=None, payload={"secrets": count})
    return count


def _seal_anew(work: Work, column: Column[Any], vault: Vault) -> int:
    key = next(iter(column.table.primary_key.columns))
    rows = work.connection.execute(select(key, column).where(column.is_not(None)).with_for_update()).all()
    for identity, sealed in rows:
        work.connection.execute(
            update(column.table).where(key == identity).values({column.name: vault.seal(vault.open(sealed))})
        )
    return len(rows)


def _forget_older_keys(site: Site, kid: str) -> None:
    with site.records.writing(OPERATOR) as work:
        work.connection.execute(delete(tables.signing_keys).where(tables.signing_keys.c.kid != kid))
        work.audit("signing-key.revoke", "signing-key", kid, clinic=None)
