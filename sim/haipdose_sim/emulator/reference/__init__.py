"""The reference pump, written from docs/reference-protocol.md and from nothing else."""
