"""The catalogues: gettext files beside this one, a room of the engine each. The English text is the key."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final, Literal

from babel.messages.pofile import read_po

Language = Literal["en", "nl"]
FOLDERS: Final = {"nl": "nl"}


@cache
def catalogue(language: Language) -> dict[str, str]:
    """What each English text or template is in a language; empty for English."""
    if language not in FOLDERS:
        return {}
    found: dict[str, str] = {}
    folder = resources.files(__package__).joinpath(FOLDERS[language])
    for file in sorted(folder.iterdir(), key=lambda path: path.name):
        if file.name.endswith(".po"):
            with file.open("rb") as opened:
                found |= {
                    str(message.id): str(message.string)
                    for message in read_po(opened, locale=language)
                    if message.id and message.string and not message.fuzzy
                }
    return found
