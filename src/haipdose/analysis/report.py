"""The shape of the report, before it becomes HTML or PDF: sections of words, tables and plots."""

from __future__ import annotations

from dataclasses import dataclass

from haipdose.analysis.ledger import Figure

Cell = str | Figure
"""Words, or a number that the ledger knows. A number of the data never stands as plain words."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its heading. ``note`` says how to read it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot as SVG for the screen and PNG for the PDF. ``alt`` says what there is to see, ``table`` in numbers."""

    name: str
    alt: str
    svg: bytes
    png: bytes
    table: Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, in order."""

    title: str
    parts: tuple[str | Table | Plot, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report."""

    title: str
    subtitle: str
    footer: str
    sections: tuple[Section, ...]


def shown(cell: Cell) -> str:
    """A cell as it is read."""
    return cell.shown if isinstance(cell, Figure) else cell
