"""Bring a database to the shape of the code, forwards at start and backwards for a way home."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from service.errors import EngineError

MIGRATIONS = Path(__file__).parent / "migrations"


def _config(connection: Connection) -> Config:
    """Alembic's settings for one open transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, to: str = "head") -> None:
    """Apply every migration up to ``to``, in the transaction of the connection.

    Raises:
        EngineError: the database has a shape that this code does not know, so it was made by a newer one.
    """
    try:
        command.upgrade(_config(connection), to)
    except CommandError:
        raise EngineError(
            "the database was made by a newer version of doichieu",
            hint="install that version again, or choose another data folder",
        ) from None


def is_current(connection: Connection) -> bool:
    """Whether the database has the shape of this code."""
    head = ScriptDirectory.from_config(_config(connection)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def downgrade(connection: Connection, to: str = "base") -> None:
    """Take migrations back down to ``to``; what only newer shapes can hold is lost."""
    command.downgrade(_config(connection), to)
