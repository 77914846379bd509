"""The text of an HL7 v2 message: delimiters, escapes, character sets, segments and fields.

A small tolerant reader: a hospital's message has segments out of order, segments of its own and old versions, and
none of that may lose a result. It knows no message structure; what is written is checked by hl7apy
(``docs/decisions/0064``).

Source: HL7 v2.5.1, chapter 2 (2.5 message construction, 2.7 escape sequences, 2.15.9 MSH).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from haipdose.errors import InputError

_CHARSETS: Final = {
    "": "utf-8",
    "ASCII": "ascii",
    "UNICODE UTF-8": "utf-8",
    "UTF-8": "utf-8",
    "8859/1": "iso8859-1",
    "8859/2": "iso8859-2",
    "8859/9": "iso8859-9",
    "8859/15": "iso8859-15",
}
_NAME: Final = re.compile(r"[A-Z][A-Z0-9]{2}\Z")
_TIME: Final = re.compile(r"(\d{12})(\d{2})?(\.\d{1,6})?([+-]\d{4})?\Z")


class Hl7Error(InputError):
    """A message that cannot be read at all, or not taken; ``code`` says why."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """The five characters that a message is cut by, as its header declares them."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    subcomponent: str = "&"


STANDARD: Final = Delimiters()


def escape(text: str, delimiters: Delimiters = STANDARD) -> str:
    """``text`` as it may stand in a field: delimiters and control characters as escape sequences."""
    mark = delimiters.escape
    letters = {
        delimiters.field: "F",
        delimiters.component: "S",
        delimiters.subcomponent: "T",
        delimiters.repetition: "R",
        mark: "E",
    }
    parts = []
    for character in text:
        if character in letters:
            parts.append(f"{mark}{letters[character]}{mark}")
        elif character < " ":
            parts.append(f"{mark}X{ord(character):02X}{mark}")
        else:
            parts.append(character)
    return "".join(parts)


def unescape(text: str, delimiters: Delimiters = STANDARD) -> str:
    """The text that was meant. An escape sequence that is not known stays as it stands."""
    mark = re.escape(delimiters.escape)
    plain = {
        "F": delimiters.field,
        "S": delimiters.component,
        "T": delimiters.subcomponent,
        "R": delimiters.repetition,
        "E": delimiters.escape,
        "H": "",
        "N": "",
        ".br": "\n",
    }

    def meant(match: re.Match[str]) -> str:
        inside = match[1]
        if inside in plain:
            return plain[inside]
        if re.fullmatch(r"X([0-9A-Fa-f]{2})+", inside):
            raw = bytes.fromhex(inside[1:])
            try:
                return raw.decode("utf-8")
            except UnicodeDecodeError:
                return raw.decode("iso8859-1")
        return match[0]

    return re.sub(f"{mark}([^{mark}]*){mark}", meant, text)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment. ``number`` counts the segments of this name from 1; ``fields[n]`` is field n, still escaped."""

    name: str
    number: int
    fields: tuple[str, ...]
    delimiters: Delimiters

    def raw(self, field: int) -> str:
        """The whole field as it stands; empty when it is not there, or explicitly empty (``""``)."""
        text = self.fields[field] if field < len(self.fields) else ""
        return "" if text == '""' else text

    def repetitions(self, field: int) -> tuple[str, ...]:
        """The repetitions of a field that hold anything."""
        return tuple(part for part in self.raw(field).split(self.delimiters.repetition) if part)

    def text(self, field: int, component: int = 1, subcomponent: int | None = None) -> str:
        """A component of a field's first repetition, unescaped; of a component with parts the whole, or one of them."""
        first = self.raw(field).split(self.delimiters.repetition)[0]
        return self.part(first, component, subcomponent)

    def part(self, repetition: str, component: int, subcomponent: int | None = None) -> str:
        """The same of a repetition."""
        components = repetition.split(self.delimiters.component)
        text = components[component - 1] if component <= len(components) else ""
        if subcomponent is not None:
            parts = text.split(self.delimiters.subcomponent)
            text = parts[subcomponent - 1] if subcomponent <= len(parts) else ""
        return unescape(text, self.delimiters).strip()


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was read: its segments in their order; the first one is the MSH."""

    segments: tuple[Segment, ...]

    @property
    def header(self) -> Segment:
        """The MSH; its field n is MSH-n."""
        return self.segments[0]

    @property
    def control_id(self) -> str:
        """MSH-10, which an acknowledgement names."""
        return self.header.text(10)

    def all(self, name: str) -> Iterator[Segment]:
        """The segments of a name."""
        return (segment for segment in self.segments if segment.name == name)


def read_message(raw: bytes) -> Message:
    """Read a message. Segments end with CR; LF and CR LF are taken too.

    Raises:
        Hl7Error: it doesn't begin with a usable MSH, its character set is not known or not what it says, or a line is
            no segment.
    """
    delimiters = _delimiters(raw)
    charset = _charset(raw, delimiters)
    try:
        text = raw.decode(charset)
    except UnicodeDecodeError as error:
        raise Hl7Error(
            "The message is not in the character set that it declares.", code="hl7.character-set", field="MSH-18"
        ) from error
    counts: dict[str, int] = {}
    segments: list[Segment] = []
    for line in re.split(r"\r\n|\r|\n", text):
        if not line:
            continue
        cut = line.split(delimiters.field)
        name = cut[0]
        if not _NAME.match(name):
            raise Hl7Error(
                "A line of the message is no segment.", code="hl7.segment", found=f"line {len(segments) + 1}"
            )
        counts[name] = counts.get(name, 0) + 1
        fields = (name, delimiters.field, *cut[1:]) if name == "MSH" else tuple(cut)
        segments.append(Segment(name, counts[name], fields, delimiters))
    return Message(tuple(segments))


def _delimiters(raw: bytes) -> Delimiters:
    start = raw[:9].decode("iso8859-1")
    if len(start) < len("MSH|^~\\&|") or not start.startswith("MSH"):
        raise Hl7Error("This is no HL7 message: it doesn't begin with MSH.", code="hl7.no-header")
    found = start[3:8]
    if len(set(found)) < len(found) or any(sign.isalnum() or sign <= " " or sign > "~" for sign in found):
        raise Hl7Error("The header declares delimiters that cannot be used.", code="hl7.delimiters", field="MSH-2")
    rest = raw[8:10].decode("iso8859-1")
    if found[0] not in rest:
        # One more character (truncation) is allowed before the next field; anything else is no MSH-2.
        raise Hl7Error("The header declares delimiters that cannot be used.", code="hl7.delimiters", field="MSH-2")
    return Delimiters(*found)


def _charset(raw: bytes, delimiters: Delimiters) -> str:
    header = re.split(rb"[\r\n]", raw, maxsplit=1)[0].decode("iso8859-1").split(delimiters.field)
    declared = header[17].split(delimiters.repetition)[0].strip().upper() if len(header) > 17 else ""
    charset = _CHARSETS.get(declared)
    if charset is None:
        raise Hl7Error(
            "The character set of the message is not known.",
            code="hl7.character-set",
            field="MSH-18",
            found=declared[:20],
            allowed=", ".join(name for name in _CHARSETS if name),
        )
    return charset


def read_time(text: str, zone: str) -> datetime:
    """A time of a message (TS): to the minute at least; without an offset it is the wall time of ``zone``.

    Raises:
        Hl7Error: no time, only a day, no such time, or without offset in the hour that the clock goes through twice
            or skips.
    """
    match = _TIME.match(text)
    if match is None:
        raise Hl7Error("A time to the minute is needed.", code="hl7.time", remedy="Send YYYYMMDDHHMM and the offset.")
    try:
        wall = datetime.strptime(match[1] + (match[2] or "00"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - the zone follows
        if match[4]:
            return datetime.strptime(f"{wall:%Y%m%d%H%M%S}{match[4]}", "%Y%m%d%H%M%S%z")
    except ValueError as error:
        raise Hl7Error("There is no such time.", code="hl7.time") from error
    local = wall.replace(tzinfo=ZoneInfo(zone))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise Hl7Error(
            "A time without offset falls into the change of the clock.",
            code="hl7.time-ambiguous",
            remedy="Send the offset from UTC with the time.",
        )
    return local


def write_time(moment: datetime) -> str:
    """A moment as TS with its offset, to the second."""
    return moment.strftime("%Y%m%d%H%M%S%z")
