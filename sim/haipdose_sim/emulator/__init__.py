"""The pump emulator: physics, wire and faults, written from the published specifications."""
