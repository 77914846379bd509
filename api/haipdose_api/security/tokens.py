"""Access tokens of systems (OAuth 2.0 client credentials with a signed assertion, as in SMART backend services)."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from haipdose.errors import NotFound, Unauthenticated
from haipdose.records import systems
from haipdose.records.audit import Actor
from haipdose.records.ids import is_id
from haipdose.records.systems import System
from haipdose.records.work import Records
from haipdose_api.security.vault import Vault

OUR_ALGORITHM: Final = "ES256"
ASSERTION_ALGORITHMS: Final = ("ES256", "ES384", "RS384", "PS256")
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_ASSERTION_SECONDS: Final = 300
LEEWAY_SECONDS: Final = 30
LONGEST_TOKEN: Final = 8000
_TOO_LONG: Final = "longer than any token of this kind"
_TOKEN_ID: Final = re.compile(r"^[!-~]{1,120}$")
# What a hostile token can make the libraries raise; a "crit" that is a number is a TypeError, for one.
_MALFORMED: Final = (JoseError, ValueError, TypeError, LookupError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What an access token says."""

    system: str
    scopes: frozenset[str]


def new_signing_key() -> tuple[str, str]:
    """The id and the private JWK (as text) of a new key."""
    kid = f"key-{secrets.token_hex(12)}"
    key = ECKey.generate_key("P-256", parameters={"kid": kid, "use": "sig", "alg": OUR_ALGORITHM})
    return kid, json.dumps(key.as_dict(private=True))


class TokenOffice:
    """Gives out access tokens and reads them. ``issuer`` is the site's base URL."""

    def __init__(self, records: Records, vault: Vault, issuer: str, lasts_seconds: int) -> None:
        self._records = records
        self._vault = vault
        self.issuer = issuer.rstrip("/")
        self.lasts_seconds = lasts_seconds

    @property
    def audience(self) -> str:
        """Whom assertions are for: the URL of the token endpoint."""
        return f"{self.issuer}/oauth/token"

    def rotate(self, actor: Actor) -> str:
        """Sign with a new key from now on; tokens that are out stay good until they end."""
        kid, text = new_signing_key()
        with self._records.writing(actor) as work:
            systems.add_signing_key(work, kid, self._vault.seal(text))
        return kid

    def public_keys(self) -> dict[str, Any]:
        """The JWK set that others check our tokens with."""
        return {"keys": [dict(key.as_dict(private=False)) for key in self._keys()]}

    def issue(self, system: System, scopes: frozenset[str]) -> str:
        """An access token."""
        keys = self._keys()
        now = int(self._records.clock().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": system.id,
            "aud": self.issuer,
            "iat": now,
            "exp": now + self.lasts_seconds,
            "jti": secrets.token_urlsafe(16),
            "scope": " ".join(sorted(scopes)),
            "clinic": system.clinic_id,
        }
        header = {"alg": OUR_ALGORITHM, "kid": keys[0].kid, "typ": "at+jwt"}
        return jwt.encode(header, claims, keys[0], algorithms=[OUR_ALGORITHM])

    def read(self, token: str) -> AccessToken:
        """What a token of ours says.

        Raises:
            Unauthenticated: not ours, changed, or expired.
        """
        try:
            if len(token) > LONGEST_TOKEN:
                raise ValueError(_TOO_LONG)
            decoded = jwt.decode(token, KeySet([*self._keys()]), algorithms=[OUR_ALGORITHM])
            self._claims(essential=("iss", "sub", "aud", "exp", "scope"), aud=self.issuer, iss=self.issuer).validate(
                decoded.claims
            )
        except _MALFORMED as error:
            raise _not_good("The access token is not good, or has ended.") from error
        if decoded.header.get("typ") != "at+jwt":
            raise _not_good("This is not an access token.")
        return AccessToken(str(decoded.claims["sub"]), frozenset(str(decoded.claims["scope"]).split()))

    def check_assertion(self, assertion: str, actor: Actor) -> System:
        """The system that signed an assertion.

        Raises:
            Unauthenticated: an unknown or stopped system, another key, a wrong audience, too long a life, used before.
        """
        try:
            if len(assertion) > LONGEST_TOKEN:
                raise ValueError(_TOO_LONG)
            issuer = _unchecked_claims(assertion).get("iss")
            if not isinstance(issuer, str) or not is_id(issuer, "sys"):
                raise _not_good("The client assertion is not good.")
            with self._records.reading() as connection:
                system = systems.get(connection, None, issuer)
            keys = KeySet.import_key_set(dict(system.keys))  # type: ignore[arg-type]
            decoded = jwt.decode(assertion, keys, algorithms=list(ASSERTION_ALGORITHMS))
            self._claims(
                essential=("iss", "sub", "aud", "exp", "jti"), aud=self.audience, iss=system.id, sub=system.id
            ).validate(decoded.claims)
            expires = int(decoded.claims["exp"])
        except (NotFound, *_MALFORMED) as error:
            raise _not_good("The client assertion is not good.") from error
        now = int(self._records.clock().timestamp())
        token_id = decoded.claims["jti"]
        usable = isinstance(token_id, str) and _TOKEN_ID.match(token_id)
        if not usable or not system.active or expires - now > LONGEST_ASSERTION_SECONDS + LEEWAY_SECONDS:
            raise _not_good("The client assertion is not good.")
        with self._records.writing(actor) as work:
            # Remembered a little longer than it is good, whole seconds being counted.
            moment = datetime.fromtimestamp(expires + LEEWAY_SECONDS + 2, UTC)
            first = systems.use_token(work, system.clinic_id, system.id, token_id, moment)
        if not first:
            raise _not_good("The client assertion was used before.")
        return system

    def _claims(self, essential: tuple[str, ...], **values: str) -> jwt.JWTClaimsRegistry:
        options: dict[str, Any] = {name: {"essential": True} for name in essential}
        for name, value in values.items():
            options[name] = {"essential": True, "value": value}
        return jwt.JWTClaimsRegistry(
            now=lambda: int(self._records.clock().timestamp()), leeway=LEEWAY_SECONDS, **options
        )

    def _keys(self) -> list[ECKey]:
        """The key that signs, and those retired so lately that a token of theirs may still be good."""
        with self._records.reading() as connection:
            stored = systems.signing_keys(connection)
        last_of_all = self._records.clock() - timedelta(seconds=self.lasts_seconds + LEEWAY_SECONDS)
        good = [key for key in stored if key.retired_at is None or key.retired_at > last_of_all]
        return [ECKey.import_key(json.loads(self._vault.open(key.sealed))) for key in good]


def _unchecked_claims(assertion: str) -> Mapping[str, Any]:
    """The claims before any check, only to learn whose key to check with."""
    part = assertion.split(".")[1]
    found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    if not isinstance(found, dict):
        msg = "the claims are not an object"
        raise TypeError(msg)
    return found


def _not_good(message: str) -> Unauthenticated:
    return Unauthenticated(message, code="access.token", remedy="Get a new token from /oauth/token.")
