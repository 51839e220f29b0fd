"""Alembic's door: runs inside the transaction that ``service.store.migrate`` hands over."""

from alembic import context

import service.store.tables_accounts  # noqa: F401 - its tables join the metadata
from service.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()
