"""The systemic room; see docs/architecture.md."""
