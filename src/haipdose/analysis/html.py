"""The report as one HTML file that asks no other machine for anything."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from typing import Final

from haipdose.analysis.ledger import Figure
from haipdose.analysis.report import Cell, Plot, Report, Section, Table, shown

_STYLE: Final = """
body { font-family: system-ui, "DejaVu Sans", sans-serif; color: #111; background: #fff; max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem; line-height: 1.45; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; border-bottom: 1px solid #555; margin-top: 2.5rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid #777; padding: .25rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #eee; } td[data-figure] { font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; } figure img { max-width: 100%; height: auto; }
.note { font-size: .85rem; color: #333; max-width: 50rem; } .wide { overflow-x: auto; }
details > summary { cursor: pointer; margin: .5rem 0; }
nav ul { columns: 2; } a { color: #0b3d91; }
@media print { details { display: block; } }
"""


def html(report: Report) -> bytes:
    """The report as UTF-8 HTML; a number carries the id of its figure in ``data-figure``."""
    return "\n".join(_page(report)).encode()


def _page(report: Report) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<header><h1>{escape(report.title)}</h1><p>{escape(report.subtitle)}</p></header>"
    yield '<nav aria-label="Sections"><ul>'
    for number, section in enumerate(report.sections, start=1):
        yield f'<li><a href="#section-{number}">{escape(section.title)}</a></li>'
    yield "</ul></nav><main>"
    for number, section in enumerate(report.sections, start=1):
        yield from _section(section, number)
    yield "</main></body></html>\n"


def _section(section: Section, number: int) -> Iterator[str]:
    yield f'<section id="section-{number}"><h2>{escape(section.title)}</h2>'
    for part in section.parts:
        if isinstance(part, Table):
            yield from _table(part)
        elif isinstance(part, Plot):
            yield from _plot(part)
        elif part:
            yield f"<p>{escape(part)}</p>"
    yield "</section>"


def _plot(plot: Plot) -> Iterator[str]:
    picture = base64.b64encode(plot.svg).decode("ascii")
    alt = escape(plot.alt, quote=True)
    yield f'<figure><img src="data:image/svg+xml;base64,{picture}" alt="{alt}"></figure>'
    long = len(plot.table.rows) > 40
    if long:
        yield f"<details><summary>{escape(plot.table.caption)}: the numbers of the plot</summary>"
    yield from _table(plot.table)
    if long:
        yield "</details>"


def _table(table: Table) -> Iterator[str]:
    yield '<div class="wide" tabindex="0" role="region" aria-label="' + escape(table.caption, quote=True) + '">'
    yield f"<table><caption>{escape(table.caption)}</caption><thead><tr>"
    yield "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in table.columns)
    yield "</tr></thead><tbody>"
    for row in table.rows:
        heading, *cells = row
        yield f'<tr><th scope="row">{escape(shown(heading))}</th>{"".join(_cell(cell) for cell in cells)}</tr>'
    yield "</tbody></table></div>"
    if table.note:
        yield f'<p class="note">{escape(table.note)}</p>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Figure):
        return f'<td data-figure="{escape(cell.id, quote=True)}">{escape(cell.shown)}</td>'
    return f"<td>{escape(cell)}</td>"
