"""Protocols for people: the list, one protocol rule by rule, a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from haipdose.cli.protocol_consequences import Consequence
from haipdose.protocol.approval import ProtocolStamp
from haipdose.protocol.compare import ProtocolDifference
from haipdose.protocol.labels import Labels
from haipdose.protocol.rule_values import RuleValue, rule_values
from haipdose.protocol.schema import Protocol, ProtocolSummary

UNVERIFIED_MARK = "!"


def list_text(entries: Iterable[tuple[ProtocolSummary, ProtocolStamp]]) -> str:
    """One line a protocol: its id, version, state and title."""
    lines = []
    for summary, stamp in entries:
        state = "released" if summary.released else "draft"
        lines.append(
            f"{summary.id:<18} {summary.version:<16} {state:<9} {stamp.approval:<23} {summary.digest[:16]}  "
            f"{summary.title} (arms {', '.join(summary.arms)})"
        )
    return "\n".join(lines)


def protocol_text(
    protocol: Protocol, stamp: ProtocolStamp, labels: Labels, shown: Iterable[RuleValue], confirmed: Iterable[str]
) -> str:
    """A protocol rule by rule; what no opened source confirms is marked."""
    values = list(shown)
    done = frozenset(confirmed)
    lines = [
        f"{protocol.title}",
        f"{protocol.id} {protocol.version}, {stamp.approval.replace('-', ' ')}"
        + (f" by {stamp.approved_by}, {stamp.approved_at}" if stamp.approved_by else ""),
        f"Digest {protocol.digest}",
    ]
    lines += [f"Registry {protocol.registry}"] if protocol.registry else []
    lines += ["", protocol.summary, ""]
    for name, arm in protocol.arms.items():
        lines.append(f"Arm {name}: {arm.title} ({'with' if arm.pump else 'without'} a pump)")
    for section, entries in groupby(values, key=lambda value: _section_of(value.path)):
        lines += ["", section]
        lines += [_rule_line(value, labels, confirmed=value.path in done) for value in entries]
    lines += ["", *_source_lines(protocol, values), "", *_tally(protocol, done)]
    return "\n".join(lines)


def difference_text(difference: ProtocolDifference, worked: Iterable[Consequence]) -> str:
    """What changes in words: for a patient first, then worked examples, then what it rests on."""
    heading = f"From {difference.old} ({difference.old_digest[:16]}) to {difference.new} ({difference.new_digest[:16]})"
    if difference.same:
        return f"{heading}\nNothing differs: the digests are the same."
    lines = [heading]
    lines += [difference.arms_compared] if difference.arms_compared else []
    by_kind = {
        about: [change.sentence for change in difference.changes if change.about == about]
        for about in ("value", "evidence", "name")
    }
    for title, sentences in (
        ("What changes for a patient", by_kind["value"]),
        ("Worked examples (fills of a 30 mL reservoir at 1.3 mL/day, full dose)", [each.sentence for each in worked]),
        ("Same value, other grounds", by_kind["evidence"]),
        ("The protocol itself", by_kind["name"]),
    ):
        if sentences:
            lines += ["", f"{title}:", *(f"  - {sentence}" for sentence in sentences)]
    return "\n".join(lines)


def _section_of(path: str) -> str:
    parts = path.split(".")
    return ".".join(parts[: 2 if len(parts) > 2 else 1])


def _rule_line(value: RuleValue, labels: Labels, *, confirmed: bool) -> str:
    words = labels.words(value.path)
    name, unit = (words.text, f" {words.unit}" if words.unit else "") if words else (value.path, "")
    mark = UNVERIFIED_MARK if value.needs_site and not confirmed else " "
    basis = f"{value.evidence.value}, {value.source}" + (f", {value.locator}" if value.locator else "")
    basis += "; confirmed by the site" if value.needs_site and confirmed else ""
    remarks = [text for text in (value.note, value.assumption and f"assumed: {value.assumption}") if text]
    said = f" — {'; '.join(remarks)}" if remarks else ""
    return f"{mark} {name}: {value.value}{unit}  [{basis}]{said}\n    {value.path}"


def _source_lines(protocol: Protocol, values: Iterable[RuleValue]) -> Iterator[str]:
    used = {value.source for value in values}
    yield "Sources"
    for name, source in protocol.sources.items():
        if name in used:
            place = f" <{source.locator}>" if source.locator else ""
            read = f", read {source.accessed}" if source.accessed else ", not opened"
            yield f"  {name} ({source.quality}{'' if source.quality == 'site' else read}): {source.citation}{place}"


def _tally(protocol: Protocol, confirmed: frozenset[str]) -> Iterator[str]:
    values = rule_values(protocol).values()
    waiting = sum(value.needs_site and value.path not in confirmed for value in values)
    yield (
        f"{len(values)} rules; {waiting} marked {UNVERIFIED_MARK} rest on no opened source and wait for the site's "
        "confirmation. A result that rests on one of them is never releasable."
    )
