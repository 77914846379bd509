"""Fixtures of the records, for the tests in this folder."""

from records_fixtures import database_url, engine, postgres_url, records

__all__ = ["database_url", "engine", "postgres_url", "records"]
