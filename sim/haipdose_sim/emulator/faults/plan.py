"""A fault plan: which faults strike when, with what arguments; read from TOML or JSON."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from haipdose.errors import InputError, InputErrors
from haipdose_sim.emulator.faults.catalogue import KINDS, ArgumentValue, FaultKind, Moment

_BUNDLED = "haipdose_sim.emulator.faults"
_LARGEST_FILE_BYTES = 1024 * 1024


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class When(_Strict):
    """When a fault strikes: all conditions given must hold. Nothing given: at the first opportunity, once.

    Args:
        direction: of a transmission (line faults only).
        nth: the n-th opportunity, counted from 1 (with ``operation``: of that operation).
        every: each n-th opportunity.
        probability: at each opportunity, from the seeded generator.
        operation: what the device does (device faults only), such as ``commit`` or ``RUN``.
        step: the write step of the flash, counted from 1 (power-cut only).
        after_s: not before this virtual time; ``before_s``: not at or after it.
        times: how often at most. Default: once, but without end when ``every`` or ``probability`` is given.
    """

    direction: Literal["to-pump", "to-host"] | None = None
    nth: Annotated[int, Field(ge=1)] | None = None
    every: Annotated[int, Field(ge=1)] | None = None
    probability: Annotated[float, Field(ge=0, le=1)] | None = None
    operation: str | None = None
    step: Annotated[int, Field(ge=1)] | None = None
    after_s: Annotated[float, Field(ge=0)] | None = None
    before_s: Annotated[float, Field(ge=0)] | None = None
    times: Annotated[int, Field(ge=1)] | None = None


class Fault(_Strict):
    """One fault: what, when, and the arguments that differ from the kind's defaults."""

    what: str
    when: When = When()
    args: dict[str, ArgumentValue] = {}

    @model_validator(mode="after")
    def _known(self) -> Fault:
        kind = KINDS.get(self.what)
        if kind is None:
            msg = f"'{self.what}' is not a known fault; known are {', '.join(sorted(KINDS))}"
            raise ValueError(msg)
        for name, value in self.args.items():
            if name not in kind.arguments:
                msg = f"'{self.what}' has no argument '{name}'; it has {', '.join(kind.arguments) or 'none'}"
                raise ValueError(msg)
            numeric = not isinstance(kind.arguments[name], str)
            if isinstance(value, bool) or numeric is isinstance(value, str):
                msg = f"argument '{name}' of '{self.what}' must be {'a number' if numeric else 'text'}"
                raise ValueError(msg)
        wrong = _conditions_that_never_apply(kind, self.when)
        if wrong:
            msg = f"'{self.what}' strikes at a {kind.moment}: {', '.join(wrong)} cannot be a condition"
            raise ValueError(msg)
        return self

    @property
    def kind(self) -> FaultKind:
        """Its entry in the catalogue."""
        return KINDS[self.what]

    def number(self, name: str) -> float:
        """A numeric argument, or its default."""
        return float(self.args.get(name, self.kind.arguments[name]))

    def text(self, name: str) -> str:
        """A text argument, or its default."""
        return str(self.args.get(name, self.kind.arguments[name]))


def _conditions_that_never_apply(kind: FaultKind, when: When) -> list[str]:
    line = kind.moment is Moment.TRANSMISSION
    return [
        name
        for name, given, applies in (
            ("direction", when.direction, line),
            ("operation", when.operation, not line and kind.moment is not Moment.TIME),
            ("step", when.step, kind.moment is Moment.FLASH),
        )
        if given is not None and not applies
    ]


class FaultPlan(_Strict):
    """The faults of one run; the same plan and seed give the same run."""

    faults: tuple[Fault, ...] = ()


def bundled_fault_plans() -> dict[str, str]:
    """The plans that come with the package: name and first line of what they are about."""
    found = {}
    for entry in sorted(files(_BUNDLED).joinpath("data").iterdir(), key=lambda entry: entry.name):
        first_line = entry.read_text(encoding="utf-8").splitlines()[0]
        found[entry.name.removesuffix(".toml")] = first_line.removeprefix("# ")
    return found


def find_fault_plan(name_or_path: str) -> FaultPlan:
    """The plan that comes with the package under this name, or the one in this file. Raises as read_fault_plan."""
    if name_or_path in bundled_fault_plans():
        text = files(_BUNDLED).joinpath("data", f"{name_or_path}.toml").read_text(encoding="utf-8")
        return parse_fault_plan(tomllib.loads(text))
    return read_fault_plan(Path(name_or_path))


def read_fault_plan(path: Path) -> FaultPlan:
    """The plan in a ``.toml`` (tables ``[[faults]]``) or ``.json`` file.

    Raises:
        InputError: not there, too large, neither TOML nor JSON. InputErrors: every fault of its content, with its path.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"The fault file {path.name} cannot be read: {error.strerror}.",
            code="faults.unreadable",
            field="faults",
            allowed=f"a file, or one of {', '.join(bundled_fault_plans())}",
            remedy="Check the path and its permissions.",
        ) from error
    if len(raw) > _LARGEST_FILE_BYTES:
        raise InputError(f"The fault file {path.name} is larger than 1 MiB.", code="faults.size", field="faults")
    try:
        text = raw.decode("utf-8")
        document: Any = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"The fault file {path.name} is not {'JSON' if path.suffix == '.json' else 'TOML'}: {error}",
            code="faults.syntax",
            field="faults",
        ) from error
    return parse_fault_plan(document)


def parse_fault_plan(document: Any) -> FaultPlan:
    """The plan in a parsed document. Raises InputErrors with every fault found."""
    try:
        return FaultPlan.model_validate(document)
    except ValidationError as error:
        raise InputErrors(
            InputError(
                detail["msg"].removeprefix("Value error, "),
                code="faults.content",
                field=".".join(str(part) for part in detail["loc"]) or "faults",
            )
            for detail in error.errors(include_url=False)
        ) from error
