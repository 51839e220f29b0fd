"""The store: what goes in comes out, once, in order, and is gone when it is purged."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import inspect

from schemas.record import ErrorV1, FlagV1, RecordV1
from service.errors import ConflictError, EngineError, InputError, RecordMissing, UnreadableInput
from service.store import Event, IdempotencyKey, NewReport, Options, migrate
from service.store.database import Database
from service.store.ids import SHAPE, new_id
from service.store.repository import SqlStore
from service.store.tables import metadata

TEXT = "Đến năm 2021, 25/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 92,59%."
REPORT = NewReport(
    text=TEXT, lang="vi", options=Options("free", "qwen", "digest/free.v1", "digest.v1"), title="Báo cáo"
)
KEY = IdempotencyKey("anonymous POST /v1/reports", "k-1", "a" * 64)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """For what only a database in a file can show."""
    opened = await SqlStore.open(f"sqlite:///{tmp_path}/doichieu.db")
    yield opened
    await opened.close()


def flag(severity: str) -> FlagV1:
    return FlagV1.model_validate(
        {
            "id": "f", "origin": "digest", "code": "digits_changed", "severity": severity, "path": "/summary",
            "start": 0, "end": 2, "spans": [(1, 2)], "received_spans": None, "stated": "26", "expected": "25",
            "message_vi": "", "message_en": "",
        }
    )  # fmt: skip


async def done(store: SqlStore, report_id: str, *severities: str) -> RecordV1:
    record = await store.record(report_id)
    finished = record.model_copy(update={"status": "done", "flags": tuple(map(flag, severities))})
    await store.save_record(finished)
    return finished


async def test_a_report_comes_back_as_it_was_given(any_store: SqlStore) -> None:
    created = await any_store.create(replace(REPORT, received="\ufeff" + TEXT))
    stored = await any_store.get(created.stored.id)
    assert stored == created.stored
    assert (stored.report.text, stored.report.received) == (TEXT, "\ufeff" + TEXT)
    assert (stored.status, stored.report.chars, stored.options) == ("queued", len(TEXT), REPORT.options)
    assert SHAPE.fullmatch(stored.id)


async def test_the_hash_is_that_of_the_text(any_store: SqlStore) -> None:
    created = await any_store.create(replace(REPORT, text="abc"))
    assert created.stored.report.sha256.startswith("ba7816bf8f01cfea")


async def test_half_a_surrogate_pair_is_refused_and_not_repeated(any_store: SqlStore) -> None:
    for bad in (
        replace(REPORT, text="25 \ud800"),
        replace(REPORT, title="\ud800"),
        replace(REPORT, received="\udc00"),
    ):
        with pytest.raises(UnreadableInput) as caught:
            await any_store.create(bad)
        assert "25" not in caught.value.message


async def test_one_key_makes_one_report(any_store: SqlStore) -> None:
    first = await any_store.create(REPORT, key=KEY)
    second = await any_store.create(REPORT, key=KEY)
    assert (first.replayed, second.replayed) == (False, True)
    assert second.stored.id == first.stored.id
    assert len((await any_store.list()).items) == 1


async def test_ten_requests_at_once_with_one_key_make_one_report(any_store: SqlStore) -> None:
    made = await asyncio.gather(*(any_store.create(REPORT, key=KEY) for _ in range(10)))
    assert len({each.stored.id for each in made}) == 1
    assert sum(not each.replayed for each in made) == 1


async def test_a_key_with_another_body_is_a_conflict_and_makes_nothing(any_store: SqlStore) -> None:
    await any_store.create(REPORT, key=KEY)
    with pytest.raises(ConflictError):
        await any_store.create(replace(REPORT, text="other"), key=replace(KEY, request_sha256="b" * 64))
    assert len((await any_store.list()).items) == 1


async def test_the_same_key_in_another_scope_is_another_key(any_store: SqlStore) -> None:
    first = await any_store.create(REPORT, key=KEY)
    second = await any_store.create(REPORT, key=replace(KEY, scope="someone else"))
    assert first.stored.id != second.stored.id


async def test_an_id_nobody_gave_is_missing_everywhere(any_store: SqlStore) -> None:
    for absent in (new_id(), "../../etc/passwd"):
        for call in (
            any_store.get,
            any_store.record,
            any_store.status,
            any_store.events_after,
            any_store.delete,
        ):
            with pytest.raises(RecordMissing):
                await call(absent)
    assert await any_store.tombstone(new_id()) is None


async def test_pages_follow_each_other_newest_first_without_gap_or_repeat(any_store: SqlStore) -> None:
    made = [(await any_store.create(REPORT)).stored.id for _ in range(7)]
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        page = await any_store.list(limit=3, cursor=cursor)
        seen += [head.id for head in page.items]
        cursor = page.next
    assert seen == made[::-1]
    assert cursor is None


async def test_a_page_that_just_fits_has_no_next(any_store: SqlStore) -> None:
    for _ in range(3):
        await any_store.create(REPORT)
    assert (await any_store.list(limit=3)).next is None


async def test_a_list_can_be_kept_to_one_status(any_store: SqlStore) -> None:
    first, second = [(await any_store.create(REPORT)).stored.id for _ in range(2)]
    await done(any_store, first, "error", "error", "info")
    assert [head.id for head in (await any_store.list(status="queued")).items] == [second]
    (head,) = (await any_store.list(status="done")).items
    assert (head.id, head.flags) == (first, {"error": 2, "warning": 0, "info": 1})


async def test_a_cursor_nobody_gave_is_refused(any_store: SqlStore) -> None:
    with pytest.raises(InputError):
        await any_store.list(cursor="' OR 1=1 --")


async def test_a_list_shows_the_code_of_a_failure(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored
    error = ErrorV1(code="provider_timeout", message="no answer", hint="", retry_after=None)
    await any_store.save_record(RecordV1(id=made.id, status="failed", report=made.report, error=error))
    (head,) = (await any_store.list()).items
    assert (head.status, head.error_code) == ("failed", "provider_timeout")
    assert (await any_store.get(made.id)).error == error


async def test_a_record_comes_back_byte_for_byte(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored
    saved = await done(any_store, made.id, "warning")
    assert (await any_store.record(made.id)).model_dump_json() == saved.model_dump_json()


async def test_a_second_save_replaces_the_first(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored
    await done(any_store, made.id, "warning")
    await done(any_store, made.id)
    assert (await any_store.record(made.id)).flags == ()


async def test_an_unfinished_report_has_a_record_with_nothing_found_yet(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored
    await any_store.set_running(made.id)
    record = await any_store.record(made.id)
    assert (record.status, record.digest, record.claims, record.report.text) == ("running", None, (), TEXT)


async def test_a_finished_report_does_not_start_to_run_again(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored
    await done(any_store, made.id)
    await any_store.set_running(made.id)
    assert await any_store.status(made.id) == "done"


async def test_unfinished_are_those_queued_or_running_oldest_first(any_store: SqlStore) -> None:
    made = [(await any_store.create(REPORT)).stored.id for _ in range(3)]
    await any_store.set_running(made[2])
    await done(any_store, made[1])
    assert await any_store.unfinished() == (made[0], made[2])


async def test_an_outcome_is_kept_until_the_record_holds_it(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored
    assert await any_store.outcome(made.id) is None
    await any_store.save_outcome(made.id, {"digest": {"title": "cũ"}})
    await any_store.save_outcome(made.id, {"digest": {"title": "Đảng bộ"}})
    assert await any_store.outcome(made.id) == {"digest": {"title": "Đảng bộ"}}
    await done(any_store, made.id)
    assert await any_store.outcome(made.id) is None


async def test_events_are_numbered_and_can_be_resumed(any_store: SqlStore) -> None:
    one, two = [(await any_store.create(REPORT)).stored.id for _ in range(2)]
    first = await any_store.add_event(one, "digest", 1, 3, "label 1/3")
    other = await any_store.add_event(two, "digest", 1, 3, "label 1/3")
    last = await any_store.add_event(one, "digest", 2, 3, "label 2/3")
    assert first < other < last
    assert [event.seq for event in await any_store.events_after(one)] == [first, last]
    (event,) = await any_store.events_after(one, first)
    assert event == Event(last, one, event.at, "digest", 2, 3, "label 2/3")


async def test_the_last_event_says_how_it_ended(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored
    await done(any_store, made.id)
    (event,) = await any_store.events_after(made.id)
    assert (event.step, event.done, event.total, event.message) == ("done", 1, 1, "")


async def test_the_number_of_an_event_is_never_given_twice(any_store: SqlStore) -> None:
    one, two = [(await any_store.create(REPORT)).stored.id for _ in range(2)]
    last = await any_store.add_event(one, "digest", 1, 1, "")
    await any_store.delete(one)
    assert await any_store.add_event(two, "digest", 1, 1, "") > last


async def test_the_first_reply_under_a_key_stays_and_serves_every_report(any_store: SqlStore) -> None:
    one, two = [(await any_store.create(REPORT)).stored.id for _ in range(2)]
    await any_store.replies(one).put("c" * 64, {"raw": "first"})
    await any_store.replies(two).put("c" * 64, {"raw": "second"})
    assert await any_store.replies(two).get("c" * 64) == {"raw": "first"}
    assert await any_store.replies(one).get("d" * 64) is None


async def test_a_purge_leaves_a_tombstone_and_no_word_of_the_report(store: SqlStore, tmp_path: Path) -> None:
    made = (await store.create(replace(REPORT, received="Mật " + TEXT), key=KEY)).stored
    await store.add_event(made.id, "digest", 1, 1, "chi bộ")
    await store.replies(made.id).put("c" * 64, {"raw": "chi bộ"})
    await store.save_outcome(made.id, {"digest": "chi bộ"})
    await done(store, made.id, "error")
    stone = await store.delete(made.id, actor="cli")
    assert (stone.sha256, stone.actor, await store.tombstone(made.id)) == (made.report.sha256, "cli", stone)
    assert await store.replies(made.id).get("c" * 64) is None
    with pytest.raises(RecordMissing):
        await store.record(made.id)
    assert "chi bộ".encode() not in _bytes_in(tmp_path)


async def test_a_second_purge_gives_the_same_tombstone(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored
    assert await any_store.delete(made.id) == await any_store.delete(made.id, actor="someone else")


async def test_a_purge_frees_the_key(any_store: SqlStore) -> None:
    first = await any_store.create(REPORT, key=KEY)
    await any_store.delete(first.stored.id)
    again = await any_store.create(REPORT, key=KEY)
    assert not again.replayed


async def test_nothing_can_be_added_to_a_purged_report(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored
    record = await any_store.record(made.id)
    await any_store.delete(made.id)
    for work in (
        any_store.save_record(record),
        any_store.save_outcome(made.id, {}),
        any_store.add_event(made.id, "digest", 1, 1, ""),
        any_store.replies(made.id).put("c" * 64, {}),
    ):
        with pytest.raises(RecordMissing):
            await work


async def test_writers_and_readers_at_once_lose_nothing(any_store: SqlStore) -> None:
    made = (await any_store.create(REPORT)).stored

    async def write(number: int) -> None:
        await any_store.add_event(made.id, "digest", number, 60, "")
        await any_store.events_after(made.id)

    await asyncio.gather(*(write(number) for number in range(60)))
    assert {event.done for event in await any_store.events_after(made.id)} == set(range(60))


async def test_what_was_kept_is_there_after_reopening(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/doichieu.db"
    first = await SqlStore.open(url)
    made = await first.create(REPORT)
    await first.close()
    second = await SqlStore.open(url)
    assert await second.get(made.stored.id) == made.stored
    await second.close()


async def test_a_second_process_on_the_same_folder_is_refused_with_its_holder(
    store: SqlStore, tmp_path: Path
) -> None:
    script = (
        "import asyncio, sys\n"
        "from service.store.repository import SqlStore\n"
        "from service.errors import EngineError\n"
        "try:\n    asyncio.run(SqlStore.open(sys.argv[1]))\n"
        "except EngineError as error:\n    print(error.message, '|', error.hint)\n"
    )
    run = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", script, f"sqlite:///{tmp_path}/doichieu.db"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "in use by process" in run.stdout
    assert "another data folder" in run.stdout


async def test_a_folder_that_cannot_be_is_told_plainly(tmp_path: Path) -> None:
    _put(tmp_path / "file", b"")
    with pytest.raises(EngineError, match="cannot be written"):
        await SqlStore.open(f"sqlite:///{tmp_path}/file/doichieu.db")


async def test_a_file_that_is_no_database_is_told_plainly_and_left_alone(tmp_path: Path) -> None:
    _put(tmp_path / "doichieu.db", b"not a database at all " * 100)
    for _ in range(2):  # the first refusal lets go of the lock
        with pytest.raises(EngineError, match="the database failed"):
            await SqlStore.open(f"sqlite:///{tmp_path}/doichieu.db")
    assert b"not a database" in _bytes_in(tmp_path)


async def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/doichieu.db"
    await (await SqlStore.open(url)).close()
    with sqlite3.connect(tmp_path / "doichieu.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(EngineError, match="newer version"):
        await SqlStore.open(url)


async def test_a_store_in_memory_is_one_store_and_needs_no_lock() -> None:
    store = await SqlStore.open("sqlite://")
    made = await store.create(REPORT)
    assert await store.get(made.stored.id) == made.stored
    await store.close()


async def test_health_says_nothing_when_well_and_fails_on_a_broken_file(
    store: SqlStore, tmp_path: Path
) -> None:
    await store.health()
    with sqlite3.connect(tmp_path / "doichieu.db") as raw:
        raw.execute("DROP TABLE tombstones")
    raw.close()
    with pytest.raises(EngineError):
        await store.health()


async def test_an_error_of_the_database_holds_no_text(store: SqlStore, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "doichieu.db") as raw:
        raw.execute("ALTER TABLE reports DROP COLUMN chars")
    raw.close()
    with pytest.raises(EngineError) as caught:
        await store.create(REPORT)
    shown = f"{caught.value} {caught.value.__cause__} {caught.value.hint}"
    assert "chi bộ" not in shown


async def test_migrations_make_the_tables_of_the_code_and_take_them_down_again(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/m.db")
    async with database.write() as connection:
        await connection.run_sync(migrate.upgrade)
        differences = await connection.run_sync(_differences)
    assert differences == []
    async with database.write() as connection:
        await connection.run_sync(migrate.downgrade)
        left = await connection.run_sync(lambda plain: inspect(plain).get_table_names())
    assert left == ["alembic_version"]
    async with database.write() as connection:
        await connection.run_sync(migrate.upgrade)
        again = await connection.run_sync(lambda plain: set(inspect(plain).get_table_names()))
    assert again == {*metadata.tables, "alembic_version"}
    await database.close()


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def _differences(connection: object) -> list[object]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(made)
    assert len(set(made)) == 1000
    assert all(SHAPE.fullmatch(each) for each in made)


def test_the_seam_for_postgres_speaks_psycopg_on_one_pool() -> None:
    database = Database("postgresql://doichieu@localhost/doichieu")
    assert database.writer is database.reader
    assert database.url.drivername == "postgresql+psycopg"
    assert database.path is None


async def test_a_full_disk_is_not_healthy(store, monkeypatch):
    monkeypatch.setattr("service.store.database.disk_usage", lambda folder: SimpleNamespace(free=999_999))
    with pytest.raises(EngineError, match="full"):
        await store.health()
    monkeypatch.setattr("service.store.database.disk_usage", lambda folder: SimpleNamespace(free=1_000_000))
    await store.health()
