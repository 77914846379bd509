"""What changes from one protocol to another, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TypeVar

from haipdose.evidence import Document, Sourced
from haipdose.protocol.labels import Labels, RuleWords
from haipdose.protocol.rule_values import RuleValue, fields_of, rule_values, value_text
from haipdose.protocol.schema import Protocol

V = TypeVar("V")

_NOT_RULES: Final = frozenset({"schema_version", "digest", "sources"})
_IDENTITY: Final = frozenset({"id", "version", "title", "summary", "registry"})


class ProtocolChange(Document):
    """One difference. ``about``: a rule's ``value``, the ``evidence`` it rests on, or the protocol's own ``name``."""

    kind: Literal["changed", "added", "removed"]
    about: Literal["value", "evidence", "name"]
    path: str
    label: str
    old: str | None = None
    new: str | None = None
    sentence: str


class ProtocolDifference(Document):
    """Everything that differs between two protocols, values first."""

    old: str
    new: str
    old_digest: str
    new_digest: str
    same: bool
    arms_compared: str | None = None
    changes: tuple[ProtocolChange, ...]


def compare_protocols(old: Protocol, new: Protocol, labels: Labels) -> ProtocolDifference:
    """What changes for a patient who moves from ``old`` to ``new``, and what changes in the evidence.

    When each has one arm with a pump and they are called differently, these two are compared under the old name.
    """
    renamed = _pump_arms(old, new)
    changes = (*_rule_changes(old, new, labels, renamed), *_plain_changes(old, new, renamed))
    order = {"value": 0, "evidence": 1, "name": 2}
    return ProtocolDifference(
        old=f"{old.id} {old.version}",
        new=f"{new.id} {new.version}",
        old_digest=old.digest,
        new_digest=new.digest,
        same=old.digest == new.digest,
        arms_compared=renamed and f"Arm {renamed[1]} of {new.id} is compared with arm {renamed[0]} of {old.id}.",
        changes=tuple(sorted(changes, key=lambda change: order[change.about])),
    )


def _pump_arms(old: Protocol, new: Protocol) -> tuple[str, str] | None:
    """The old and new name of the only arm with a pump, when they differ."""
    arms = tuple([name for name, arm in protocol.arms.items() if arm.pump] for protocol in (old, new))
    if [len(names) for names in arms] != [1, 1] or arms[0] == arms[1] or arms[0][0] in new.arms:
        return None
    return arms[0][0], arms[1][0]


def _under_old_names(values: Mapping[str, V], renamed: tuple[str, str] | None) -> dict[str, V]:
    if renamed is None:
        return dict(values)
    was, now = renamed
    return {
        re.sub(rf"^(arms|systemic\.offers)\.{re.escape(now)}(?=\.|$)", rf"\g<1>.{was}", path): value
        for path, value in values.items()
    }


def _rule_changes(
    old: Protocol, new: Protocol, labels: Labels, renamed: tuple[str, str] | None
) -> Iterator[ProtocolChange]:
    before, after = rule_values(old), _under_old_names(rule_values(new), renamed)
    for path in dict.fromkeys((*before, *after)):
        words = labels.words(path) or RuleWords(text=path)
        if path not in before:
            now = after[path]
            yield _change("added", path, words, new=now.value, sentence=f"New rule. {words.sentence(now.value)}")
        elif path not in after:
            was = before[path]
            sentence = f"No longer a rule. {words.sentence(was.value)}"
            yield _change("removed", path, words, old=was.value, sentence=sentence)
        else:
            yield from _difference(path, words, before[path], after[path])


def _difference(path: str, words: RuleWords, was: RuleValue, now: RuleValue) -> Iterator[ProtocolChange]:
    if was.value != now.value:
        sentence = words.change_sentence(was.value, now.value)
        if now.needs_site:
            sentence = f"{sentence} The new value is {now.evidence.value}: the site has to confirm it."
        yield _change("changed", path, words, old=was.value, new=now.value, sentence=sentence)
    elif (was.evidence, was.source) != (now.evidence, now.source):
        old_basis, new_basis = (f"{value.evidence.value}, {value.source}" for value in (was, now))
        sentence = f"{words.sentence(now.value)} Unchanged, but it now rests on: {new_basis}; it was: {old_basis}."
        yield _change("changed", path, words, old=old_basis, new=new_basis, sentence=sentence, about="evidence")


def _change(
    kind: Literal["changed", "added", "removed"],
    path: str,
    words: RuleWords,
    *,
    sentence: str,
    old: str | None = None,
    new: str | None = None,
    about: Literal["value", "evidence"] = "value",
) -> ProtocolChange:
    return ProtocolChange(kind=kind, about=about, path=path, label=words.text, old=old, new=new, sentence=sentence)


def _plain_changes(old: Protocol, new: Protocol, renamed: tuple[str, str] | None) -> Iterator[ProtocolChange]:
    """What is not a sourced value: units of limits, names of events, titles. A whole table counts once."""
    before, after = dict(_plain(old)), _under_old_names(dict(_plain(new)), renamed)
    tables_before = _tables((*before, *rule_values(old)))
    tables_after = _tables((*after, *_under_old_names(rule_values(new), renamed)))
    gone = dict.fromkeys(_topmost(path, tables_after) for path in before if path not in after)
    come = dict.fromkeys(_topmost(path, tables_before) for path in after if path not in before)
    for path in gone:
        yield _plain_change("removed", path, before.get(path), None)
    for path in come:
        yield _plain_change("added", path, None, after.get(path))
    for path, was in before.items():
        if path in after and after[path] != was:
            yield _plain_change("changed", path, was, after[path])


def _tables(paths: Iterable[str]) -> frozenset[str]:
    """Every path and every table around it."""
    found: set[str] = set()
    for path in paths:
        parts = path.split(".")
        found.update(".".join(parts[:length]) for length in range(1, len(parts) + 1))
    return frozenset(found)


def _topmost(path: str, known: frozenset[str]) -> str:
    """The largest table around ``path`` that is not ``known``; ``path`` itself if its table is."""
    parts = path.split(".")
    return next(
        here for length in range(1, len(parts) + 1) if (here := ".".join(parts[:length])) not in known or here == path
    )


def _plain_change(
    kind: Literal["changed", "added", "removed"], path: str, was: str | None, now: str | None
) -> ProtocolChange:
    sentence = {
        "added": f"New: {path}." if now is None else f"New: {path} is {now!r}.",
        "removed": f"No longer there: {path}." if was is None else f"No longer there: {path}, it was {was!r}.",
        "changed": f"{path} is {now!r} instead of {was!r}.",
    }[kind]
    about: Literal["value", "name"] = "name" if path in _IDENTITY else "value"
    return ProtocolChange(kind=kind, about=about, path=path, label=path, old=was, new=now, sentence=sentence)


def _plain(document: Document, path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in fields_of(document):
        if path or name not in _NOT_RULES:
            yield from _plain_below(value, f"{path}.{name}" if path else name)


def _plain_below(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if value is None or isinstance(value, Sourced):
        return
    if isinstance(value, Document):
        yield from _plain(value, path)
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _plain_below(entry, f"{path}.{key}")
    elif not isinstance(value, tuple) or not any(isinstance(entry, Sourced) for entry in value):
        yield path, value_text(value)
