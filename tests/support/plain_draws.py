"""The random numbers of the simulation in plain Python: Philox4x32-10 at an address, uniform and normal."""

from __future__ import annotations

import math

WORD = 2**32


def philox(counter: list[int], key: list[int]) -> list[int]:
    """Four random words for a counter under a key, ten rounds."""
    for _ in range(10):
        high = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = [
            (high[1] >> 32) ^ counter[1] ^ key[0], high[1] % WORD,
            (high[0] >> 32) ^ counter[3] ^ key[1], high[0] % WORD,
        ]  # fmt: skip
        key = [(key[0] + 0x9E3779B9) % WORD, (key[1] + 0xBB67AE85) % WORD]
    return counter


def uniform_pair(seed: int, stream: int, who: int, step: int) -> tuple[float, float]:
    """Two numbers between 0 and 1, at the address."""
    x = philox([who % WORD, who >> 32, step, stream], [seed % WORD, seed >> 32])
    first, second = ((((x[i] << 32 | x[i + 1]) >> 11) + 0.5) / 2**53 for i in (0, 2))
    return first, second


def normal_pair(seed: int, stream: int, who: int, step: int) -> tuple[float, float]:
    """Two standard normal numbers, at the address."""
    u, v = uniform_pair(seed, stream, who, step)
    r = math.sqrt(-2 * math.log(u))
    return r * math.cos(2 * math.pi * v), r * math.sin(2 * math.pi * v)
