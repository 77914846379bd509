"""What rules are called in words, and what their change means: the table ``labels.toml``."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from haipdose.evidence import Document

_CAPTURE: Final = re.compile(r"\{([1-9])\}")


class Label(Document):
    """One rule, or several of one kind: a star in ``path`` stands for one part, named in the texts as {1}, {2}."""

    path: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_*]+(\.[a-z0-9_*]+)*$")]
    text: Annotated[str, StringConstraints(min_length=1)]
    unit: str = ""
    change: str | None = None


class RuleWords(Document):
    """The words for one rule: what it is called, its unit, and the sentence template of a change, if it has one."""

    text: str
    unit: str = ""
    change: str | None = None

    def change_sentence(self, old: str, new: str) -> str:
        """What the change of the value from ``old`` to ``new`` means."""
        if self.change is not None:
            return _capitalised(self.change.replace("{new}", new).replace("{old}", old))
        unit = f" {self.unit}" if self.unit else ""
        now, was = f"{new}{unit}", f"{old}{unit}"
        return f"{_capitalised(self.text)}: {now} instead of {was}."

    def sentence(self, value: str) -> str:
        """The rule with its value, as a sentence."""
        return f"{_capitalised(self.text)}: {value}{' ' + self.unit if self.unit else ''}."


class Labels(Document):
    """The table."""

    label: Annotated[tuple[Label, ...], Field(min_length=1)]

    def words(self, path: str) -> RuleWords | None:
        """The words for the rule at ``path``; None when the table doesn't know it."""
        parts = path.split(".")
        for label, pattern in self._patterns.get(len(parts), ()):
            match = pattern.fullmatch(path)
            if match is not None:
                return _filled(label, match.groups())
        return None

    @cached_property
    def _patterns(self) -> dict[int, list[tuple[Label, re.Pattern[str]]]]:
        found: dict[int, list[tuple[Label, re.Pattern[str]]]] = {}
        for label in self.label:
            parts = label.path.split(".")
            pattern = r"\.".join(r"([^.]+)" if part == "*" else re.escape(part) for part in parts)
            found.setdefault(len(parts), []).append((label, re.compile(pattern)))
        return found


def _filled(label: Label, names: tuple[str, ...]) -> RuleWords:
    def fill(text: str) -> str:
        return _CAPTURE.sub(lambda match: names[int(match.group(1)) - 1], text)

    change = None if label.change is None else fill(label.change)
    return RuleWords(text=fill(label.text), unit=label.unit, change=change)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
