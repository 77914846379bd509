"""The fill room; see docs/architecture.md."""
