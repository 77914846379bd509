"""What a person looks at before a program is committed: every setting, old beside new."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from haipdose.device.codec.reference_contents import FlowProgram, digest
from haipdose.errors import InputError
from haipdose.evidence import Document
from haipdose.quantities import exactly, to_text

_NL_PER_ML: Final = 1_000_000
_NG_PER_MG: Final = 1_000_000
_HOURS_PER_DAY: Final = 24
NEEDED_CONFIRMATIONS: Final = 2


class Setting(Document):
    """One setting, old and new, as people read it."""

    name: str
    unit: str
    old: str
    new: str

    @property
    def changes(self) -> bool:
        """Whether it will be another value."""
        return self.old != self.new


class Diff(Document):
    """All settings, old and new. ``digest`` is that of the new program: the confirmation counts for nothing else."""

    serial: int
    digest: str
    settings: tuple[Setting, ...]


def compare(old: FlowProgram, new: FlowProgram) -> Diff:
    """The settings of two programs side by side: dose, rate and volume stand together (wrong-field errors)."""
    rows = zip(_rows(old), _rows(new), strict=True)
    return Diff(
        serial=new.serial,
        digest=digest(new.canonical).hex(),
        settings=tuple(
            Setting(name=name, unit=unit, old=before, new=now) for (name, unit, before), (_, _, now) in rows
        ),
    )


def daily_dose_mg(program: FlowProgram) -> Decimal:
    """What the program delivers, in mg/day. Source: derived (rate × concentration × 24 h)."""
    with exactly():
        nl_per_day = Decimal(program.rate_nl_per_h * _HOURS_PER_DAY)
        return nl_per_day * program.concentration_ng_per_ml / _NL_PER_ML / _NG_PER_MG


def diff_text(diff: Diff) -> str:
    """The comparison as a table; ``*`` marks what changes."""
    rows = [(f"{'*' if row.changes else ' '} {row.name}", row.old, row.new, row.unit) for row in diff.settings]
    widths = [max(len(row[column]) for row in [*rows, ("", "old", "new", "")]) for column in range(3)]
    head = f"{'Pump ' + str(diff.serial):<{widths[0]}}  {'old':>{widths[1]}}  {'new':>{widths[2]}}"
    body = [f"{a:<{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}  {d}".rstrip() for a, b, c, d in rows]
    return "\n".join([head, *body, f"  digest of the new program {diff.digest}"])


def check_confirmations(people: Iterable[str]) -> tuple[str, ...]:
    """The ids of those who confirmed.

    Raises:
        InputError: fewer than two different people.
    """
    named = [person.strip() for person in people]
    different = {person.casefold() for person in named if person}
    if len(named) < NEEDED_CONFIRMATIONS or len(different) != len(named):
        raise InputError(
            "Two different people must have compared old and new settings before a program is committed.",
            code="device.two-people",
            field="confirmed_by",
            found=", ".join(named) or "nobody",
            remedy="Give the user ids of two people: --confirmed-by FIRST --confirmed-by SECOND.",
        )
    return tuple(named)


def _rows(program: FlowProgram) -> list[tuple[str, str, str]]:
    due = datetime.fromtimestamp(program.refill_due_s, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return [
        ("drug", "", program.drug or "none"),
        ("dose", "mg/day", to_text(daily_dose_mg(program))),
        ("concentration", "mg/mL", to_text(Decimal(program.concentration_ng_per_ml) / _NG_PER_MG)),
        ("rate", "mL/day", to_text(Decimal(program.rate_nl_per_h * _HOURS_PER_DAY) / _NL_PER_ML)),
        ("reservoir set to", "mL", _ml(program.reservoir_nl) if program.refilled else "not changed"),
        ("low-reservoir alarm", "mL", _ml(program.low_reservoir_alarm_nl)),
        ("refill date", "", due if program.refill_due_s else "none"),
    ]


def _ml(volume_nl: int) -> str:
    return to_text(Decimal(volume_nl) / _NL_PER_ML)
