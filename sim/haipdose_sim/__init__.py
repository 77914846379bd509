"""Simulators: the pump emulator (and later the cohort)."""
