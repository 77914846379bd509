"""The patient room; see docs/architecture.md."""
