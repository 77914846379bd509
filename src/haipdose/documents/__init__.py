"""The documents room; see docs/architecture.md."""
