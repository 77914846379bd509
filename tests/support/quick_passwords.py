"""Stored passwords that are checked quickly: an argon2id hash says itself how dear a guess is, and these say: cheap."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher


@cache
def quick_hash(password: str) -> str:
    """What the store holds of this password. What a new one costs in earnest is tested with the people's access."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)
