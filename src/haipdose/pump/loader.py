"""Reading pump profiles from their files: the only place of this room that does I/O.

Every fault of a file is reported at once, with the path of the value.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from haipdose.errors import InputError, RuleDataError
from haipdose.pump.profile import ProfileSummary, PumpProfile, summarise
from haipdose.pump.profile_faults import consistency_faults, source_faults

_PACKAGE: Final = "haipdose_device_profiles"
_LARGEST_FILE_BYTES: Final = 256 * 1024


def list_profiles() -> tuple[ProfileSummary, ...]:
    """The profiles that come with the package, by id.

    Raises:
        RuleDataError: a packaged file is wrong.
    """
    return tuple(summarise(_load_packaged(entry.name)) for entry in _packaged_files())


def load_profile(name: str) -> PumpProfile:
    """The packaged profile with this id or alias.

    Raises:
        InputError: no profile has this name; the message lists the names there are.
        RuleDataError: the file is wrong.
    """
    file_names = [entry.name for entry in _packaged_files()]
    if f"{name}.toml" in file_names:  # a profile's file is named after its id: the others need not be read
        return _load_packaged(f"{name}.toml")
    for file_name in file_names:
        profile = _load_packaged(file_name)
        if name in profile.aliases:
            return profile
    ids = ", ".join(file_name.removesuffix(".toml") for file_name in file_names)
    raise InputError(
        f"There is no pump profile '{name[:60]}'.",
        code="profile.unknown",
        field="pump.profile",
        found=name[:60],
        allowed=ids,
        remedy=f"Choose one of {ids}, or give the file of the site's own profile.",
    )


def load_profile_file(path: Path) -> PumpProfile:
    """The profile in a file of the site.

    Raises:
        InputError: the file is not there or cannot be read.
        RuleDataError: the file is wrong; ``faults`` lists everything found.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"The profile file {path.name} cannot be read: {error.strerror}.",
            code="profile.unreadable",
            field="profile",
            remedy="Check the path and its permissions.",
        ) from error
    return parse_profile(raw, path.name)


def parse_profile(raw: bytes, name: str) -> PumpProfile:
    """The profile in the bytes of a TOML file; ``name`` is used in messages.

    Raises:
        RuleDataError: not UTF-8, not TOML (a key given twice included), unknown or missing keys, wrong values, a source
            that is not listed, values that contradict each other.
    """
    if len(raw) > _LARGEST_FILE_BYTES:
        raise RuleDataError(
            f"{name} is larger than {_LARGEST_FILE_BYTES // 1024} KiB.", code="profile.size", faults=("file too large",)
        )
    try:
        document = tomllib.loads(raw.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleDataError(f"{name} is not a TOML file: {error}", code="profile.toml", faults=(str(error),)) from error
    faults = list(source_faults(document))
    profile = None
    try:
        profile = PumpProfile.model_validate(document)
    except ValidationError as error:
        faults += _shape_faults(error)
    if profile is not None:
        faults += consistency_faults(profile)
    if faults or profile is None:
        raise RuleDataError(f"{name} has {len(faults)} fault(s).", code="profile.faults", faults=sorted(set(faults)))
    return profile


def _shape_faults(error: ValidationError) -> list[str]:
    return [f"{_dotted(detail['loc'])}: {detail['msg']}" for detail in error.errors(include_url=False)]


def _dotted(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)


@cache
def _packaged_files() -> tuple[Traversable, ...]:
    entries = (entry for entry in files(_PACKAGE).iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(entries, key=lambda entry: entry.name))


@cache
def _load_packaged(file_name: str) -> PumpProfile:
    return parse_profile(files(_PACKAGE).joinpath(file_name).read_bytes(), file_name)
