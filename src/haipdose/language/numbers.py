"""Numbers, units, days and moments inside the engine's texts: only their look changes, never their value."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Final

MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
UNITS: Final = {
    "mL/day": "mL/dag",
    "mg/day": "mg/dag",
    "mg/kg/day": "mg/kg/dag",
    "mL/d": "mL/dag",
    "units": "eenheden",
    "units/mL": "eenheden/mL",
    "d": "d",
    "day": "dag",
    "days": "dagen",
    "y": "jaar",
    "years": "jaar",
    "hours": "uur",
    "h": "uur",
    "in": "inch",
    "percent": "%",
    "vials": "flacons",
    "vial": "flacon",
    "times": "maal",
    "times the upper limit": "maal de bovengrens",
    "x ULN": "maal de bovengrens",
    "grade": "graad",
}
"""Units that are words of a language. Every other unit (mg, mL, U/L, 10*9/L) is the same in both."""
SAME_UNITS: Final = frozenset(
    {
        "%", "mL", "mg", "kg", "g", "cm", "mg/mL", "mg/kg", "m2", "mg/m2", "mL/min", "mL/min/1.73 m2", "mg/dL",
        "umol/L", "U/L", "ng/mL", "nL/h", "mL/h", "ug", "mmol/L", "g/L", "g/dL", "10*9/L", "/uL", "min", "mL/cm", "KiB",
        "s", "mg/h", "ukat/L", "10*3/uL", "10*6/L", "ug/L", "kg/m2", "nL", "U", "°C",
    }
)  # fmt: skip

NUMBER: Final = r"[-−+]?\d+(?:\.\d+)?"
_NUMBER: Final = re.compile(rf"({NUMBER})")
_GROUPED: Final = re.compile(r"([-−+]?\d{1,3}(?:,\d{3})+)((?:\.\d+)?)")
_QUANTITY: Final = re.compile(rf"((?:≈ |about )?)({NUMBER})(?: (.+))?", re.DOTALL)
_RANGE: Final = re.compile(rf"({NUMBER})( to |–| – )({NUMBER})(?: (.+))?", re.DOTALL)
_SIGNS: Final = frozenset("≤≥<>→=×÷−+/*≈–-")
_MOMENT: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d| UTC)?)?")
_DUTCH_DAY: Final = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_DUTCH_DECIMAL: Final = re.compile(r"(?<![\d,.])(\d+),(\d+)(?!\d|,\d)")
_ENGLISH_GROUP: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)?")
_NARROW: Final = "\u00a0"


def in_dutch(text: str) -> str | None:
    """A number, a quantity, a range, a day or a moment as Dutch writes it; None: the text is none of them."""
    moment = _MOMENT.fullmatch(text)
    if moment is not None:
        return _moment(moment)
    quantity = _QUANTITY.fullmatch(text)
    if quantity is not None and (unit := unit_in_dutch(quantity[3])) is not None:
        return f"{quantity[1].replace('about', 'ongeveer')}{quantity[2].replace('.', ',')}{unit}"
    between = _RANGE.fullmatch(text)
    if between is not None and (unit := unit_in_dutch(between[4])) is not None:
        word = " tot " if between[2] == " to " else between[2]
        return f"{between[1].replace('.', ',')}{word}{between[3].replace('.', ',')}{unit}"
    grouped = _GROUPED.fullmatch(text)
    if grouped is not None:
        return grouped[1].replace(",", _NARROW) + grouped[2].replace(".", ",")
    return unit_alone(text) or _relation(text)


def unit_alone(text: str) -> str | None:
    """A unit or a sign without a number."""
    return UNITS.get(text) or (text if text in SAME_UNITS or text in _SIGNS else None)


def _relation(text: str) -> str | None:
    """Numbers and units with signs between them: ``0.8 mg/dL < 3 mg/dL``."""
    made: list[str] = []
    signs = numbers = False
    for token in text.split(" "):
        bare = token.strip("()|")
        if re.fullmatch(NUMBER, bare):
            numbers = True
            made.append(token.replace(".", ","))
        elif token in _SIGNS:
            signs = True
            made.append(token)
        elif (unit := unit_alone(bare)) is not None:
            made.append(token.replace(bare, unit))
        else:
            return None
    return " ".join(made) if signs and numbers else None


def unit_in_dutch(unit: str | None) -> str | None:
    """A unit after a number, with the blank before it; None: it is not a unit."""
    if unit is None:
        return ""
    if unit in UNITS:
        return f" {UNITS[unit]}"
    return f" {unit}" if unit in SAME_UNITS else None


def _moment(found: re.Match[str]) -> str | None:
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    shown = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if found[4]:
        shown += f" {found[4]}" + (f":{found[5]}" if found[5] and found[5] != "00" else "")
    offset = (found[6] or "").strip()
    if offset:
        shown += " UTC" if offset in {"Z", "UTC", "+00:00"} else f" (UTC{offset})"
    return shown


def figures(text: str, *, dutch: bool = False) -> Counter[str]:
    """Every number and day of a text, whatever their look: what a text and its translation have to have in common."""
    found: Counter[str] = Counter()

    def day_of(match: re.Match[str]) -> str:
        found[f"{int(match[3])} {MONTHS[(int(match[2]) - 1) % 12]} {match[1]}"] += 1
        clock = f" {match[4]}" if match[4] else ""
        clock += f":{match[5]}" if match[5] and match[5] != "00" else ""
        return f"{clock} {match[6] if match[6] not in {None, 'Z', '+00:00'} else ''} "

    def dutch_day(match: re.Match[str]) -> str:
        found[f"{int(match[1])} {match[2]} {match[3]}"] += 1
        return " "

    left = _MOMENT.sub(day_of, text)
    if dutch:
        left = _DUTCH_DAY.sub(dutch_day, left).replace(_NARROW, "")
        left = _DUTCH_DECIMAL.sub(r"\1.\2", left)
    else:
        left = _ENGLISH_GROUP.sub("", left)
    found.update(_PLAIN.findall(left))
    return found
