"""Flow of a gas-driven pump: the propellant's vapour pressure pushes the fluid through a capillary.

``Q / Qcal = (Pv(T) - Pamb - Pout) / (Pv(Tcal) - Pamb,cal - Pout,cal) × µ(Tcal) / µ(T)``

Derived from first principles for n-butane and a laminar restrictor. Makers publish no coefficients; n-butane is stated
for the Tricumed IP 2000 V only. For the emulator and its tests, never to correct a dose.

Source: derived; Antoine constants of n-butane (NIST WebBook, bar and K, recalled), Vogel equation of water (recalled).
"""

from __future__ import annotations

import math

from haipdose_sim.emulator.physics.environment import Environment

_KELVIN = 273.15
_ANTOINE_A, _ANTOINE_B, _ANTOINE_C = 4.35576, 1175.581, -2.071
_VOGEL_A, _VOGEL_B, _VOGEL_C = -3.7188, 578.919, -137.546


def n_butane_vapour_pressure_bar(temperature_c: float) -> float:
    """Absolute vapour pressure of n-butane in bar (Antoine equation)."""
    return math.pow(10.0, _ANTOINE_A - _ANTOINE_B / (temperature_c + _KELVIN + _ANTOINE_C))


def water_viscosity_mpa_s(temperature_c: float) -> float:
    """Viscosity of water in mPa·s (Vogel equation)."""
    return math.exp(_VOGEL_A + _VOGEL_B / (temperature_c + _KELVIN + _VOGEL_C))


def driving_pressure_bar(place: Environment) -> float:
    """What is left of the vapour pressure to drive flow, in bar; negative when the fluid would be pushed back."""
    return n_butane_vapour_pressure_bar(place.temperature_c) - place.ambient_bar - place.outlet_bar


def flow_ratio(place: Environment, calibration: Environment) -> float:
    """Flow in ``place`` as a multiple of the calibrated flow; 0 when the pressure does not suffice.

    Raises:
        ValueError: the pump would not flow under its own calibration conditions.
    """
    calibrated = driving_pressure_bar(calibration)
    if calibrated <= 0:
        msg = "the propellant does not drive any flow under the calibration conditions"
        raise ValueError(msg)
    pressure = max(0.0, driving_pressure_bar(place)) / calibrated
    viscosity = water_viscosity_mpa_s(calibration.temperature_c) / water_viscosity_mpa_s(place.temperature_c)
    return pressure * viscosity
