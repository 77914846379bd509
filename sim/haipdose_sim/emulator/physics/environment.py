"""Where the pump is: temperature, air pressure, pressure at the catheter's tip."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

SEA_LEVEL_BAR = 1.01325
BODY_C = 37.0
ARTERIAL_BAR = 0.133
"""Gauge pressure at the tip in the hepatic artery (about 100 mmHg)."""
VENOUS_BAR = 0.010
"""Gauge pressure at the tip in a vein or in cerebrospinal fluid (about 8 mmHg)."""


def air_pressure_bar(altitude_m: float) -> float:
    """Air pressure of the international standard atmosphere, troposphere only (up to 11 km), in bar.

    Source: ICAO standard atmosphere (15 °C at sea level, 6.5 K/km).
    """
    if not -500 <= altitude_m <= 11_000:
        msg = f"altitude {altitude_m} m is outside the model (-500 m to 11 000 m)"
        raise ValueError(msg)
    return SEA_LEVEL_BAR * math.pow(1 - 2.25577e-5 * altitude_m, 5.25588)


@dataclass(frozen=True)
class Environment:
    """Conditions that change a gas-driven pump's flow.

    Args:
        temperature_c: of the pump and its fluid, 0 to 60 °C.
        ambient_bar: absolute pressure around the body.
        outlet_bar: pressure at the catheter's tip above ambient.
    """

    temperature_c: float = BODY_C
    ambient_bar: float = SEA_LEVEL_BAR
    outlet_bar: float = ARTERIAL_BAR

    def __post_init__(self) -> None:
        if not 0 <= self.temperature_c <= 60:
            msg = f"temperature {self.temperature_c} °C is outside the model (0 to 60 °C)"
            raise ValueError(msg)
        if self.ambient_bar <= 0:
            msg = f"ambient pressure {self.ambient_bar} bar is not a pressure"
            raise ValueError(msg)

    def at_altitude(self, altitude_m: float) -> Environment:
        """The same place at another altitude."""
        return replace(self, ambient_bar=air_pressure_bar(altitude_m))

    def at_temperature(self, temperature_c: float) -> Environment:
        """The same place at another temperature."""
        return replace(self, temperature_c=temperature_c)

    def with_outlet(self, outlet_bar: float) -> Environment:
        """The same place with another pressure at the catheter's tip (bar above ambient)."""
        return replace(self, outlet_bar=outlet_bar)
