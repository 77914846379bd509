"""JSON with exact numbers, and pydantic's faults in plain words: what the command line and the REST API read with.

No binary float comes out of here, and a document that could be read in two ways is refused.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from haipdose.errors import InputError, InputErrors

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    M = TypeVar("M", bound=BaseModel)

MAX_DOCUMENT_BYTES: Final = 16 * 1024 * 1024
"""Larger than any course; a guard against reading a disk image by mistake."""
_MAX_NUMBER_TEXT: Final = 200
_MAX_EXPONENT: Final = 400
_SUSPECT: Final = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


def parse_document(raw: bytes, source: str) -> Any:
    """The JSON document in ``raw``; ``source`` names it in messages.

    Raises:
        InputError: empty, not UTF-8, not JSON, nested too deeply, a key twice, NaN, infinity, a number of monstrous
            size, or text with a NUL or half a character in it (no store keeps those).
    """
    name = "stdin" if source == "-" else source
    if not raw.strip():
        raise InputError(f"{name} is empty.", code="document.empty", remedy="Give a JSON document.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 text.", code="document.encoding", remedy="Save it as UTF-8.") from error
    try:
        document = json.loads(
            text, parse_float=_number, parse_constant=_refuse_constant, object_pairs_hook=_no_duplicate_keys
        )
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name} is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}.",
            code="document.json",
        ) from error
    except RecursionError as error:
        raise InputError(f"{name} is nested too deeply.", code="document.depth") from error
    except ValueError as error:  # an integer with thousands of digits
        raise InputError(f"{name} holds a number that cannot be used: {error}", code="document.number") from error
    if _SUSPECT.search(text):
        _refuse_unstorable(document, name)
    return document


def _number(text: str) -> Decimal:
    """The number, unless making an integer of it could take all memory: ``1e999999999`` is eleven characters."""
    number = Decimal(text)
    if len(text) > _MAX_NUMBER_TEXT or abs(number.adjusted()) > _MAX_EXPONENT:
        raise InputError(f"{text[:40]} is not a number that can be used.", code="document.number", found=text[:40])
    return number


def _refuse_unstorable(document: Any, name: str) -> None:
    if isinstance(document, str) and ("\0" in document or any("\ud800" <= char <= "\udfff" for char in document)):
        raise InputError(
            f"{name} holds text with a NUL or half a character in it.",
            code="document.text",
            remedy="Send text without control characters.",
        )
    if isinstance(document, dict):
        for key, part in document.items():
            _refuse_unstorable(key, name)
            _refuse_unstorable(part, name)
    elif isinstance(document, list):
        for part in document:
            _refuse_unstorable(part, name)


def _refuse_constant(name: str) -> NoReturn:
    raise InputError(f"{name} is not a number that can be used.", code="document.number", found=name)


def _no_duplicate_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for key, value in pairs:
        if key in document:
            raise InputError(
                f"The key '{key}' stands twice in one object.",
                code="document.duplicate-key",
                field=key,
                remedy="Keep the one that is meant.",
            )
        document[key] = value
    return document


def validate(model: type[M], document: Any) -> M:
    """``document`` as ``model``; every fault is reported at once, each with the path of its field.

    Raises:
        InputErrors: one entry a fault.
    """
    from pydantic import ValidationError

    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise InputErrors(input_errors(error)) from error


_PLAIN_WORDS: Final = {
    "missing": "is missing and nothing is assumed",
    "extra_forbidden": "is not a known field",
    "timezone_aware": "needs its offset from UTC, such as 2026-03-16T10:00:00+01:00",
}


def input_errors(error: ValidationError) -> list[InputError]:
    """A pydantic validation error as input errors with dotted paths and plain words."""
    return [input_error(detail) for detail in error.errors(include_url=False)]


def input_error(detail: Any) -> InputError:
    """One entry of pydantic's list of faults as an input error."""
    kind = detail["type"]
    words = _PLAIN_WORDS.get(kind) or detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    path = ".".join(str(part) for part in detail["loc"]) or None
    shown = detail["input"] if isinstance(detail["input"], str | int | Decimal) and kind != "missing" else None
    return InputError(
        words,
        code=f"input.{kind.replace('_', '-')}",
        field=path,
        found=None if shown is None else str(shown)[:80],
    )
