"""The course room; see docs/architecture.md."""
