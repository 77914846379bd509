"""The toxicity room; see docs/architecture.md."""
