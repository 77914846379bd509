"""Alembic's entry: it runs on the connection that :func:`haipdose.records.migrations.upgrade` hands over."""

from alembic import context

from haipdose.records.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
