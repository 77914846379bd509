"""Pump profiles: one TOML file a pump, with a JSON Schema."""
