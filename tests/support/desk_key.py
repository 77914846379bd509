"""The key pair of the examples' scheduling system. It opens nothing: it is known only to servers that tests start."""

from __future__ import annotations

from joserfc.jwk import ECKey

DESK_KEY = ECKey.import_key(
    {
        "kty": "EC",
        "crv": "P-256",
        "x": "_DicF-nHhQfCqKOZntzt9k2bl6bhWauYVx8TAqUgphQ",
        "y": "0ytB2I9OeVgaKmlIVcdvLxuhLYCxBu8UoFgBrEcbypI",
        "d": "LSSlCNh8mKTluuWuKyjgQTIvfuaRmQnHFiARu0goSok",
        "kid": "desk-2026",
        "use": "sig",
        "alg": "ES256",
    }
)
