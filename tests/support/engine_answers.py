"""Every text of the engine in an answer that a page or paper shows, found by the name of its field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

SHOWN: Final = frozenset(
    {
        "message", "label", "formula", "note", "text", "what", "cost", "band", "remedy", "allowed", "reason",
        "advice", "restart", "sentence", "preparation",
    }
)  # fmt: skip
"""Fields that hold one text."""
LISTS: Final = frozenset({"reasons", "moved_because", "why", "why_moved", "missing", "faults"})
"""Fields that hold several."""
TYPED: Final = frozenset({"request", "facts", "header", "override", "protocol"})
"""Parts that hold what people typed or the rules themselves: not the engine's texts."""


def said(answer: Any) -> Iterator[tuple[str, str]]:
    """Each text with the name of its field."""
    if isinstance(answer, list):
        for part in answer:
            yield from said(part)
    if not isinstance(answer, dict):
        return
    for name, part in answer.items():
        if name in TYPED:
            continue
        if isinstance(part, str) and (name in SHOWN or (name == "action" and "message" in answer)):
            yield name, part
        elif name in LISTS and isinstance(part, list):
            yield from ((name, text) for text in part if isinstance(text, str))
            yield from said(part)
        elif name == "value" and "label" in answer and isinstance(part, str):
            yield name, f"{part} {answer.get('unit') or ''}".rstrip()
        elif name == "terms":
            for term in part:
                yield "term", term["name"]
                yield "term", f"{term['value']} {term['unit']}".rstrip()
        else:
            yield from said(part)
