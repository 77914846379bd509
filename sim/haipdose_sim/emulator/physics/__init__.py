"""What the pump does to its fluid, without any wire: reservoirs, gas-driven flow, motors, syringes.

Floats are right here: this is a simulated world, and no dose is computed from it.
"""
