"""Numba behind a typed decorator: compiled code that lets go of the interpreter's lock, cached on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """``function`` as machine code. No fast maths: the same numbers give the same bits however work is cut up."""
    return cast("F", numba.njit(function, cache=True, nogil=True, error_model="numpy"))


def inlined(function: F) -> F:
    """Like :func:`compiled`, put into its caller: for the few small things that inner loops are made of."""
    return cast("F", numba.njit(function, cache=True, nogil=True, error_model="numpy", inline="always"))
