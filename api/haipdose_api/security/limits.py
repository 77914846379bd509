"""How often somebody may come. Counted in the server's memory: each replica counts on its own."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from haipdose.errors import TooMany


class Turnstile:
    """Lets each key through so many times a minute."""

    def __init__(self, per_minute: int, name: str) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._name = name

    def pass_through(self, key: str) -> None:
        """Count one. Raises TooMany."""
        if not self._limiter.hit(self._item, self._name, key):
            reset, _ = self._limiter.get_window_stats(self._item, self._name, key)
            wait = max(1, math.ceil(reset - time.time()))
            raise TooMany("Too many requests.", code="request.too-many", retry_after_seconds=wait)
