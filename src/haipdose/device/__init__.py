"""The device room; see docs/architecture.md."""
