"""Serving an emulated pump: in memory for tests, on a pseudo-terminal, over TCP, over RFC 2217."""
