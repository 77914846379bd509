"""The schedule room; see docs/architecture.md."""
