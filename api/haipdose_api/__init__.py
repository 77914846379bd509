"""The REST API room."""
