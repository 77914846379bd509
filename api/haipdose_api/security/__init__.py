"""Credentials: passwords, second factors, sessions, tokens of systems, and how much of it at once."""
