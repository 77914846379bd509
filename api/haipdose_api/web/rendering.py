"""Templates: Jinja2 with escaping always on, undefined names refused, and the words of one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from haipdose.language.translator import Piece
from haipdose.version import __version__
from haipdose_api.web.words import LANGUAGE_NAMES, Language, Words

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, nothing inline: what somebody manages to write into a page does not run."""


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("haipdose_api.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"version": __version__, "written_day": _written_day, "language_names": LANGUAGE_NAMES}
    return made


def _written_day(say: Callable[..., str], value: date | str | None) -> str:
    """For macros, which are given a language's ``text`` and nothing else of it."""
    words = getattr(say, "__self__", None)
    return words.written_day(value or None) if isinstance(words, Words) else str(value or "")


@cache
def words_of(language: Language) -> Words:
    """The words of a language."""
    return Words(language)


def told(words: Words, *texts: str | None) -> Markup:
    """Texts of the engine one after the other; what is not in the page's language is marked for screen readers."""
    parts = [Markup("").join(_marked(piece, words) for piece in words.pieces(text)) for text in texts if text]
    return Markup(" ").join(parts)


def _marked(piece: Piece, words: Words) -> Markup:
    if piece.language == words.language:
        return escape(piece.text)
    return Markup('<span lang="{}">{}</span>').format(piece.language, piece.text)


def render(template: str, language: Language, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A page.

    Templates have ``_`` (text), ``n_`` (singular or plural), ``told`` (texts of the engine), ``visit_name``,
    ``number``, ``share``, ``day``, ``clock`` and ``moment`` of the language.
    """
    words = words_of(language)
    shown = (
        _environment()
        .get_template(template)
        .render(
            language=language,
            _=words.text,
            told=partial(told, words),
            visit_name=words.visit,
            n_=words.plural,
            number=words.number,
            day=words.day,
            moment=words.moment,
            share=words.share,
            clock=words.clock,
            month_name=words.month,
            **context,
        )
    )
    headers = {"Content-Security-Policy": PAGE_POLICY, "Content-Language": language}
    return HTMLResponse(shown, status, headers)
