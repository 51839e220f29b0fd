"""A store on every database that there is: SQLite always, Postgres where an empty one is given."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service.store import migrate
from service.store.database import Database
from service.store.repository import SqlStore

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")  # an empty database that may be wiped; tested where given


@pytest.fixture(params=["sqlite", *(["postgres"] if POSTGRES else [])])
async def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlStore]:
    url = POSTGRES if request.param == "postgres" else f"sqlite:///{tmp_path}/doichieu.db"
    if POSTGRES and url == POSTGRES:
        database = Database(url)
        async with database.write() as connection:
            await connection.run_sync(migrate.upgrade)
            await connection.run_sync(migrate.downgrade)
        await database.close()
    opened = await SqlStore.open(url)
    yield opened
    await opened.close()
