"""A stated risk in words: simulated, beside the hard limits, and never more certain than its number of draws."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from haipdose.documents.about import RiskOnPaper, ShareOnPaper
from haipdose.documents.words import DocumentWords
from haipdose.quantities import to_display, to_text

_PER_CENT = 100.0


def risk_lines(risk: RiskOnPaper, words: DocumentWords) -> Iterable[tuple[str, str]]:
    """The lines of a worksheet."""
    say = words.text
    lowest, highest = risk.returned_ml
    least, most = risk.delivered_percent
    yield (
        say("Simulated risk"),
        words.numbers(
            say(
                "empty too early, late visits counted: {share}; 95 of 100 simulated pumps return {lowest} to "
                "{highest} mL and deliver {least} to {most} % of the plan",
                share=share_text(risk.dry, words),
                lowest=_shown(max(lowest, 0.0), 1),
                highest=_shown(highest, 1),
                least=_shown(least, 0),
                most=_shown(most, 0),
            )
        )
        + ". "
        + say("The assumptions are not confirmed; the hard limits above count, and no dose rests on this."),
    )


def share_text(share: ShareOnPaper, words: DocumentWords) -> str:
    """``0.4 %``; what never came about in the simulation is given as the highest that it may still be."""
    if share.count == 0:
        return words.text("below {percent} %", percent=_percent(share.highest))
    return f"{_percent(share.share)} %"


def _percent(share: float) -> str:
    """Two digits that count, without zeros at the end."""
    return to_text(Decimal(f"{share * _PER_CENT:.2g}"))


def _shown(value: float, places: int) -> str:
    return to_display(Decimal(value), places)
