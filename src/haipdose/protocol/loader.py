"""Reading protocols from their files: the only place of this room, beside the store of approvals, that does I/O.

A protocol is ``data/<id>.toml`` and the parts that it includes from ``data/parts`` (``docs/decisions/0010``). Every
fault of all its files is reported at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from haipdose.errors import InputError, RuleDataError
from haipdose.protocol.digest import digest_of
from haipdose.protocol.faults import Fault, Origins, shape_faults, source_faults
from haipdose.protocol.labels import Labels
from haipdose.protocol.merge import Merging
from haipdose.protocol.schema import SCHEMA_VERSION, Protocol, ProtocolContent, ProtocolSummary

LARGEST_FILE_BYTES: Final = 1024 * 1024
_DATA: Final = "haipdose.protocol"

_NO_NESTING: Final = "a part includes nothing itself"
_INCLUDE_ABOVE: Final = "Include it in the protocol's own file."
_AS_LIST: Final = 'Write include = ["name", "name"].'

ReadPart = Callable[[str], bytes | None]
"""The bytes of the part with this name; None when there is no such part."""


def list_protocols() -> tuple[ProtocolSummary, ...]:
    """The protocols that come with the package, by id.

    Raises:
        RuleDataError: a packaged file is wrong.
    """
    released = released_digests()
    return tuple(_summary(load_protocol(name), released) for name in _packaged_names())


def load_protocol(name: str) -> Protocol:
    """The packaged protocol of this id.

    Raises:
        InputError: there is none of this id; the message lists those there are.
        RuleDataError: its files are wrong.
    """
    names = _packaged_names()
    if name not in names:
        known = ", ".join(names)
        raise InputError(
            f"There is no protocol '{name[:60]}'.",
            code="protocol.unknown",
            field="protocol",
            found=name[:60],
            allowed=known,
            remedy=f"Choose one of {known}.",
        )
    return _load_packaged(name)


def load_protocol_file(path: Path) -> Protocol:
    """The protocol in a file of the site. Parts are looked for in ``parts`` beside the file, then in the package.

    Raises:
        InputError: the file is not there or cannot be read.
        RuleDataError: it or a part is wrong; ``faults`` lists everything found.
    """
    beside = path.parent / "parts"

    def read_part(name: str) -> bytes | None:
        own = beside / f"{name}.toml"
        return _read(own) if own.is_file() else _read_packaged_part(name)

    return parse_protocol(_read(path), path.name, read_part)


def parse_protocol(raw: bytes, file: str, read_part: ReadPart) -> Protocol:
    """The protocol in the bytes of its file and of the parts that it includes; ``file`` names it in messages.

    Raises:
        RuleDataError: ``faults`` holds every fault of all its files, each with its place, what was found, what is
            allowed and what to do.
    """
    document, origins, faults = _gather(raw, file, read_part)
    if not faults or document:
        faults += _schema_version_faults(document, file) or [
            *source_faults(document, origins),
            *_content_faults(document, origins),
        ]
    if faults:
        lines = tuple(dict.fromkeys(str(fault) for fault in faults))
        raise RuleDataError(f"{file} has {_count(len(lines))}.", code=faults[0].code, faults=lines)
    protocol = Protocol.model_validate({**document, "digest": digest_of(document)})
    _refuse_change_of_a_released_version(protocol, file)
    return protocol


def parse_table(raw: bytes, file: str) -> tuple[dict[str, Any], list[Fault]]:
    """The tables of one TOML file with exact decimals, or the fault that keeps it from being read."""
    if len(raw) > LARGEST_FILE_BYTES:
        return {}, [Fault("protocol.size", file, "", f"is larger than {LARGEST_FILE_BYTES // 1024} KiB")]
    if not raw.strip():
        return {}, [Fault("protocol.empty", file, "", "is empty", remedy="Give a protocol in TOML.")]
    try:
        return tomllib.loads(raw.decode("utf-8"), parse_float=Decimal), []
    except UnicodeDecodeError:
        return {}, [Fault("protocol.encoding", file, "", "is not UTF-8 text", remedy="Save it as UTF-8.")]
    except tomllib.TOMLDecodeError as error:
        return {}, [Fault("protocol.toml", file, "", f"is not TOML: {error}", remedy="Correct that line.")]


@cache
def released_digests() -> dict[str, str]:
    """The digests of released versions, by ``id@version``: such a version never changes again."""
    table = tomllib.loads(files(_DATA).joinpath("data/released.toml").read_text(encoding="utf-8"))
    return dict(table["released"])


@cache
def load_labels() -> Labels:
    """What rules are called in words."""
    return Labels.model_validate(tomllib.loads(files(_DATA).joinpath("labels.toml").read_text(encoding="utf-8")))


def _gather(raw: bytes, file: str, read_part: ReadPart) -> tuple[dict[str, Any], Origins, list[Fault]]:
    """The merged document, where its values came from, and what kept a file from being read or joined."""
    origins = Origins(file)
    own, faults = parse_table(raw, file)
    included = own.pop("include", [])
    merging = Merging(origins)
    merging.add(file, own)
    if not isinstance(included, list) or not all(isinstance(name, str) for name in included):
        faults.append(Fault("protocol.include", file, "include", "must be a list of names of parts", remedy=_AS_LIST))
        included = []
    for index, name in enumerate(included):
        place = f"include.{index}"
        content = read_part(name) if _is_name(name) and name not in included[:index] else None
        if content is None:
            twice = name in included[:index]
            problem = "is included twice" if twice else "names no part that there is"
            remedy = "Keep one." if twice else "Check the name; a part lies in the folder parts beside the file."
            faults.append(Fault("protocol.include", file, place, problem, found=f"'{name[:80]}'", remedy=remedy))
            continue
        part_file = f"parts/{name}.toml"
        table, part_faults = parse_table(content, part_file)
        faults += part_faults
        if "include" in table:
            faults.append(Fault("protocol.include", part_file, "include", _NO_NESTING, remedy=_INCLUDE_ABOVE))
        merging.add(part_file, {key: value for key, value in table.items() if key != "include"})
    return merging.document, origins, faults + merging.faults


def _is_name(name: str) -> bool:
    return bool(name) and name.replace("-", "").replace(".", "").isalnum() and not name.startswith(".")


def _schema_version_faults(document: dict[str, Any], file: str) -> list[Fault]:
    """Another version of the shape: nothing else that the file says can be judged then."""
    given = document.get("schema_version")
    if given is None or given == SCHEMA_VERSION:
        return []
    return [
        Fault(
            "protocol.schema-version",
            file,
            "schema_version",
            "is a version of the shape that this haipdose does not know",
            found=repr(given)[:80],
            allowed=f"'{SCHEMA_VERSION}'",
            remedy="Use a haipdose that is made for it.",
        )
    ]


def _content_faults(document: dict[str, Any], origins: Origins) -> list[Fault]:
    try:
        ProtocolContent.model_validate(document)
    except ValidationError as error:
        return list(shape_faults(error, origins))
    return []


def _refuse_change_of_a_released_version(protocol: Protocol, file: str) -> None:
    frozen = released_digests().get(f"{protocol.id}@{protocol.version}", protocol.digest)
    if frozen != protocol.digest:
        fault = Fault(
            "protocol.released-changed",
            file,
            "version",
            f"version {protocol.version} of {protocol.id} is released and must not change",
            found=f"digest {protocol.digest}",
            allowed=f"digest {frozen}",
            remedy="Give the changed protocol a new version.",
        )
        raise RuleDataError(f"{file} has 1 fault.", code=fault.code, faults=(str(fault),))


def _count(number: int) -> str:
    return "1 fault" if number == 1 else f"{number} faults"


def _summary(protocol: Protocol, released: dict[str, str]) -> ProtocolSummary:
    return ProtocolSummary(
        id=protocol.id,
        version=protocol.version,
        title=protocol.title,
        registry=protocol.registry,
        arms=tuple(protocol.arms),
        digest=protocol.digest,
        released=f"{protocol.id}@{protocol.version}" in released,
    )


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"The protocol file {path.name} cannot be read: {error.strerror}.",
            code="protocol.unreadable",
            field="protocol",
            remedy="Check the path and its permissions.",
        ) from error


@cache
def _packaged_names() -> tuple[str, ...]:
    entries = files(_DATA).joinpath("data").iterdir()
    names = (entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml"))
    return tuple(sorted(name for name in names if name != "released"))


@cache
def _load_packaged(name: str) -> Protocol:
    raw = _packaged(f"{name}.toml").read_bytes()
    return parse_protocol(raw, f"{name}.toml", _read_packaged_part)


def _read_packaged_part(name: str) -> bytes | None:
    part = _packaged(f"parts/{name}.toml")
    return part.read_bytes() if part.is_file() else None


def _packaged(name: str) -> Traversable:
    return files(_DATA).joinpath("data", *name.split("/"))
