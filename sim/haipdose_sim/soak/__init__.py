"""The soak: a million faulted dialogues between the real driver and the emulated pump, on virtual time."""
