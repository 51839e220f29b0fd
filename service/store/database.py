"""A URL becomes two engines: one that reads, one that writes. All that differs between databases is here.

SQLite: a file for its owner alone, write-ahead log, foreign keys, ``synchronous=NORMAL`` (safe against
kill -9; a power cut may lose the last commits), erased pages overwritten, every write begun with ``BEGIN
IMMEDIATE`` on one connection, because a read that turns into a write fails at once where another writer is
active. Local disks only. Postgres: one pool for both. The lock file keeps a second process off a data folder
that is in use.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from shutil import disk_usage

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from service.errors import EngineError
from service.store.border import border

BUSY_MS = 30_000  # how long a writer of another process is waited for
_OUTSIDE = "doichieu_no_transaction"  # set on a connection whose statement may not be in a transaction
READERS = 4  # connections; each is a thread under SQLite


class FolderLock:
    """The right to be the one process that works in a data folder; freed when the process ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def take(self) -> None:
        """Hold the lock.

        Raises:
            EngineError: another process holds it, or the folder cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise EngineError(
                f"the data folder {self.path.parent} cannot be written: {error.strerror}",
                hint="make it writable, or choose another data folder",
            ) from None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.read(file, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(file)
            raise EngineError(
                f"the data folder {self.path.parent} is in use by process {holder}",
                hint="stop that process, or give this one another data folder",
            ) from None
        os.ftruncate(file, 0)
        os.write(file, str(os.getpid()).encode("ascii"))
        self._file = file

    def free(self) -> None:
        """Let go; safe to call twice."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class Database:
    """Connections to one database: ``read()`` and ``write()`` are transactions."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.url = self.url.set(drivername="sqlite+aiosqlite")
            self.writer = self._sqlite("BEGIN IMMEDIATE", 1)
            self.reader = (
                self._sqlite("BEGIN", READERS) if self.path else self.writer
            )  # memory is one connection
        else:
            self.url = self.url.set(drivername="postgresql+psycopg")
            self.writer = self.reader = create_async_engine(self.url, pool_pre_ping=True)

    @property
    def path(self) -> Path | None:
        """The file, for a database that is one."""
        name = self.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    def _sqlite(self, begin: str, size: int) -> AsyncEngine:
        """An engine whose transactions start with ``begin``."""
        engine = create_async_engine(
            self.url, poolclass=AsyncAdaptedQueuePool, pool_size=size, max_overflow=0, pool_timeout=120
        )

        def wanted(*about: object) -> None:
            if self.path and not self.path.exists():
                with suppress(OSError):  # the connection itself will say what is wrong
                    self.path.touch(mode=0o600)  # its logs get the same rights from SQLite

        def connected(connection: DBAPIConnection, record: object) -> None:
            connection.isolation_level = None  # the driver begins nothing by itself
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        def begun(connection: Connection) -> None:
            if not connection.get_execution_options().get(_OUTSIDE):
                connection.exec_driver_sql(begin)

        event.listen(engine.sync_engine, "do_connect", wanted)
        event.listen(engine.sync_engine, "connect", connected)
        event.listen(engine.sync_engine, "begin", begun)
        return engine

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database and changes nothing; errors end at the border."""
        with border():
            async with self.reader.connect() as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is committed when the block ends well; errors end at the border."""
        with border():
            async with self.writer.begin() as connection:
                yield connection

    def room(self) -> int | None:
        """Bytes that are free on the disk of the file, None for a database that is none."""
        return disk_usage(self.path.parent).free if self.path else None

    async def forget(self) -> None:
        """Push what was deleted out of the log as well, where the database keeps one beside its file."""
        if self.is_sqlite:
            async with self.writer.connect() as connection:
                outside = await connection.execution_options(**{_OUTSIDE: True})
                await outside.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    async def close(self) -> None:
        """Close every connection."""
        await self.writer.dispose()
        await self.reader.dispose()
