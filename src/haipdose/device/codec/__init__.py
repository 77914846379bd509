"""Wire formats without I/O and without a clock: bytes in, events out. No input raises."""
