"""The pump room; see docs/architecture.md."""
