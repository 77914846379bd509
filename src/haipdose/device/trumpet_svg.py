"""The trumpet curve as a drawing (SVG), without a plotting library: two lines and their axes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from haipdose.device.flow_check import FlowCheck, TrumpetPoint
from haipdose.quantities import to_display

_WIDTH: Final = 640
_HEIGHT: Final = 400
_LEFT: Final = 70
_RIGHT: Final = 20
_TOP: Final = 40
_BOTTOM: Final = 50
_SMALLEST_SPAN: Final = Decimal(1)
_GRID: Final = (-1, -0.5, 0, 0.5, 1)


def trumpet_svg(check: FlowCheck) -> str:
    """A drawing of the trumpet curve: windows to the right, deviations in percent upwards, the mean error dashed."""
    points = check.trumpet
    span = max(
        [_SMALLEST_SPAN, abs(check.accuracy_percent)]
        + [abs(value) for point in points for value in (point.lowest_percent, point.highest_percent)]
    )
    scale = _Scale(points, float(span) * 1.1)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
            f'font-size="12"><rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>'
        ),
        (
            f'<text x="{_LEFT}" y="22">Commanded {to_display(check.commanded_ml_per_day)} mL/day, measured '
            f"{to_display(check.measured_ml_per_day)} mL/day by {check.measured_by}</text>"
        ),
    ]
    for part in _GRID:
        percent = float(span) * 1.1 * part
        y = scale.y(percent)
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#cccccc"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{percent:.1f} %</text>')
    for point in points:
        x = scale.x(float(point.window_seconds))
        label = to_display(point.window_seconds, 0)
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{label}</text>')
    parts.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 12}" text-anchor="middle">observation window, s</text>')
    mean = scale.y(float(check.accuracy_percent))
    parts.append(
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{mean:.1f}" y2="{mean:.1f}" stroke="#555555" '
        'stroke-dasharray="5 4"/>'
    )
    for name in ("highest_percent", "lowest_percent"):
        line = " ".join(
            f"{scale.x(float(point.window_seconds)):.1f},{scale.y(float(getattr(point, name))):.1f}" for point in points
        )
        parts.append(f'<polyline points="{line}" fill="none" stroke="#0b5394" stroke-width="2"/>')
    return "\n".join([*parts, "</svg>", ""])


class _Scale:
    """Places values on the drawing."""

    def __init__(self, points: Sequence[TrumpetPoint], span: float) -> None:
        self._span = span
        self._longest = float(points[-1].window_seconds)

    def x(self, seconds: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * seconds / self._longest

    def y(self, percent: float) -> float:
        middle = _TOP + (_HEIGHT - _TOP - _BOTTOM) / 2
        return middle - (_HEIGHT - _TOP - _BOTTOM) / 2 * percent / self._span
