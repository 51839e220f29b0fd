"""Accounts, sessions and keys: who is kept, who is recognised, and when that ends."""

import asyncio
import os
import sqlite3
import time
import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from service.errors import EngineError, InputError
from service.store import accounts as store
from service.store.accounts import SCOPES, Accounts, Census, SessionPolicy, census_at, opened
from service.store.passwords import Passwords
from service.store.repository import SqlStore
from service.store.tables_accounts import accounts as account_rows

PASSWORD = "một câu dài dễ nhớ"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def known(tmp_path: Path, clock: Clock) -> AsyncIterator[Accounts]:
    kept = await SqlStore.open(f"sqlite:///{tmp_path}/doichieu.db")
    yield Accounts(kept.database, passwords=Passwords(QUICK), policy=SessionPolicy(3600, 36_000), clock=clock)
    await kept.close()


def everything(tmp_path: Path) -> str:
    """All text in the database."""
    with sqlite3.connect(tmp_path / "doichieu.db") as connection:
        text = "\n".join(connection.iterdump())
    connection.close()
    return text


async def test_a_person_is_known_by_name_and_password(known):
    added = await known.add("Nguyễn Lan", "lead", PASSWORD)
    assert (await known.verified("Nguyễn Lan", PASSWORD)) == added
    assert (await known.people()) == (added,)
    assert (await known.census()) == Census(1, 0)
    assert added.role == "lead"


async def test_case_and_composition_of_name_and_password_do_not_matter(known):
    """One keyboard sends ễ as one character, another as three."""
    await known.add("Nguyễn Lan", "reviewer", PASSWORD)
    loose = unicodedata.normalize("NFD", PASSWORD)
    assert loose != PASSWORD
    assert await known.verified(unicodedata.normalize("NFD", "nguyễn LAN "), loose)


@pytest.mark.parametrize(
    ("name", "password"), [("lan", "một câu dài dễ quên"), ("mai", PASSWORD), ("", ""), ("lan", "")]
)
async def test_another_name_or_password_is_nobody(known, name, password):
    await known.add("lan", "reviewer", PASSWORD)
    assert await known.verified(name, password) is None


async def test_an_unknown_name_costs_the_same_work_as_a_known_one(known, monkeypatch):
    """Counted, not timed: one comparison of a hash made with the same parameters, known or not."""
    compared: list[str] = []
    real = PasswordHasher.verify

    def counted(self, hashed, password):
        compared.append(hashed)
        return real(self, hashed, password)

    await known.add("lan", "reviewer", PASSWORD)
    await known.verified("lan", "wrong, but long enough")
    await known.verified("nobody", "x")  # makes the hash that nobody has
    monkeypatch.setattr(PasswordHasher, "verify", counted)
    await known.verified("lan", "wrong, but long enough")
    await known.verified("nobody", "wrong, but long enough")
    first, second = (hashed.split("$")[:4] for hashed in compared)
    assert first == second


async def test_no_password_token_or_key_is_kept(known, tmp_path):
    account = await known.add("lan", "reviewer", PASSWORD)
    token = await known.open_session(account.id)
    made = await known.create_key("nightly")
    text = everything(tmp_path)
    assert "$argon2id$" in text
    for secret in (PASSWORD, token, made.secret, made.secret[17:]):
        assert secret not in text


async def test_a_hash_of_weaker_parameters_is_renewed_at_the_next_login(known):
    await known.add("lan", "reviewer", PASSWORD)
    stronger = Accounts(known._database, passwords=Passwords(PasswordHasher(2, 16, 1)))
    assert await stronger.verified("lan", PASSWORD)
    async with known._database.read() as connection:
        kept = await connection.scalar(account_rows.select().with_only_columns(account_rows.c.password))
    assert "m=16,t=2" in kept
    assert await stronger.verified("lan", PASSWORD)


async def test_a_hash_that_is_broken_lets_nobody_in(known):
    await known.add("lan", "reviewer", PASSWORD)
    async with known._database.write() as connection:
        await connection.execute(update(account_rows).values(password="broken"))
    assert await known.verified("lan", PASSWORD) is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a\tb",
        "a\nb",
        "a  b",
        "user:lan",
        "<b>",
        "local",
        "API",
        "x" * 65,
        "\u202elan",
        "a/b",
        "ﷺ" * 60,
    ],
)
async def test_what_is_no_name_is_refused(known, name):
    with pytest.raises(InputError):
        await known.add(name, "reviewer", PASSWORD)
    with pytest.raises(InputError):
        await known.create_key(name)


@pytest.mark.parametrize("password", ["", "short", "x" * 257, "x" * 5000, "Lan is my name"])
async def test_a_password_that_is_too_easy_or_too_long_is_refused(known, password):
    with pytest.raises(InputError):
        await known.add("lan", "reviewer", password)
    await known.add("lan", "reviewer", PASSWORD)
    with pytest.raises(InputError):
        await known.set_password("lan", password)


async def test_a_name_is_given_once(known):
    await known.add("Lan", "reviewer", PASSWORD)
    with pytest.raises(InputError, match="lan"):
        await known.add("lan", "admin", PASSWORD)


async def test_a_session_is_recognised_until_it_is_ended(known):
    account = await known.add("lan", "reviewer", PASSWORD)
    token = await known.open_session(account.id)
    seen = await known.session(token)
    assert (seen.id, seen.role) == (account.id, "reviewer")
    assert seen.seen_at is not None
    await known.end_session(token)
    await known.end_session(token)
    assert await known.session(token) is None


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "é" * 43, "' or 1=1 --"])
async def test_a_made_up_token_is_nobody(known, token):
    account = await known.add("lan", "reviewer", PASSWORD)
    await known.open_session(account.id)
    assert await known.session(token) is None


async def test_a_session_ends_when_nothing_is_asked_for_too_long(known, clock):
    account = await known.add("lan", "reviewer", PASSWORD)
    token = await known.open_session(account.id)
    for _ in range(5):
        clock.forward(minutes=59)
        assert await known.session(token)
    clock.forward(minutes=61)
    assert await known.session(token) is None


async def test_a_session_ends_in_any_case_after_its_lifetime(known, clock):
    account = await known.add("lan", "reviewer", PASSWORD)
    token = await known.open_session(account.id)
    for _ in range(20):
        clock.forward(minutes=29)
        assert await known.session(token)
    clock.forward(minutes=29)
    assert await known.session(token) is None


async def test_a_new_session_takes_the_place_of_the_old_one_and_of_those_that_ran_out(known, clock, tmp_path):
    account = await known.add("lan", "reviewer", PASSWORD)
    await known.open_session(account.id)
    clock.forward(hours=2)
    old = await known.open_session(account.id)
    new = await known.open_session(account.id, instead_of=old)
    assert await known.session(old) is None
    assert await known.session(new)
    assert everything(tmp_path).count('INSERT INTO "sessions"') == 1


async def test_a_new_password_ends_every_session_of_that_person_and_of_nobody_else(known):
    lan = await known.add("lan", "reviewer", PASSWORD)
    mai = await known.add("mai", "reviewer", PASSWORD)
    tokens = [await known.open_session(person.id) for person in (lan, lan, mai)]
    await known.set_password("lan", "một câu khác hẳn")
    assert [bool(await known.session(token)) for token in tokens] == [False, False, True]
    assert await known.verified("lan", PASSWORD) is None
    assert await known.verified("lan", "một câu khác hẳn")
    await known.end_sessions(mai.id)
    assert await known.session(tokens[2]) is None


async def test_a_removed_person_is_out_at_once(known):
    account = await known.add("lan", "reviewer", PASSWORD)
    token = await known.open_session(account.id)
    assert not (await known.remove("LAN")).anyone
    assert await known.session(token) is None
    assert await known.verified("lan", PASSWORD) is None
    for gone in (known.remove("lan"), known.set_password("lan", PASSWORD)):
        with pytest.raises(InputError, match="no account"):
            await gone


async def test_a_role_that_changed_counts_from_the_next_request_on(known):
    account = await known.add("lan", "reviewer", PASSWORD)
    token = await known.open_session(account.id)
    async with known._database.write() as connection:
        await connection.execute(update(account_rows).values(role="admin"))
    assert (await known.session(token)).role == "admin"


async def test_a_key_is_recognised_with_its_scopes_until_it_is_revoked(known, clock):
    made = await known.create_key("nightly", ["metrics", "reports:read"])
    assert made.secret.startswith(f"dck_{made.key.id}_")
    found = await known.key(made.secret)
    assert (found.name, found.scopes) == ("nightly", {"metrics", "reports:read"})
    (listed,) = await known.keys()
    assert listed.seen_at == made.key.created_at
    assert (await known.revoke_key(made.key.id)).anyone
    assert await known.key(made.secret) is None
    (listed,) = await known.keys()
    assert listed.revoked_at == made.key.created_at


async def test_the_time_of_last_use_is_noted_once_a_minute(known, clock):
    made = await known.create_key("nightly")
    seen = []
    for seconds in (0, 30, 31, 30):
        clock.forward(seconds=seconds)
        await known.key(made.secret)
        seen.append((await known.keys())[0].seen_at)
    assert len(set(seen)) == 2


async def test_a_key_of_another_secret_is_nobody(known):
    one, two = await known.create_key("one"), await known.create_key("two")
    forged = one.secret[:17] + two.secret[17:]
    for presented in (forged, one.secret[:-1], one.secret + "A", one.secret.upper(), "dck_", "", "é"):
        assert await known.key(presented) is None
    assert await known.key(f"dck_{'0' * 12}_{'A' * 43}") is None


async def test_a_key_expires_on_its_day(known, clock):
    made = await known.create_key("trial", days=3)
    clock.forward(days=2, hours=23)
    assert await known.key(made.secret)
    clock.forward(hours=1)
    assert await known.key(made.secret) is None


async def test_a_revoked_key_still_counts_until_it_is_forgotten(known):
    """Else revoking the only key would open a service on loopback to whoever uses the machine."""
    made = await known.create_key("only")
    assert (await known.revoke_key(made.key.id)).anyone
    assert not (await known.revoke_key(made.key.id, forget=True)).anyone
    with pytest.raises(InputError, match="no such key"):
        await known.revoke_key(made.key.id)


async def test_the_name_of_a_key_in_force_is_taken_and_that_of_a_revoked_one_is_free(known):
    made = await known.create_key("nightly")
    with pytest.raises(InputError, match="nightly"):
        await known.create_key("nightly")
    await known.revoke_key(made.key.id)
    await known.create_key("nightly")


@pytest.mark.parametrize("scopes", [[], ["everything"], ["review", "everything"]])
async def test_a_scope_that_does_not_exist_is_refused_with_those_that_do(known, scopes):
    with pytest.raises(InputError) as caught:
        await known.create_key("nightly", scopes)
    assert all(scope in caught.value.hint for scope in SCOPES)


async def test_accounts_can_be_looked_after_beside_a_service_that_runs(tmp_path):
    url = f"sqlite:///{tmp_path}/doichieu.db"
    running = await SqlStore.open(url)
    inside = Accounts(running.database, passwords=Passwords(QUICK))
    assert not (await inside.census()).anyone
    async with opened(url, passwords=Passwords(QUICK)) as beside:
        await beside.add("lan", "reviewer", PASSWORD)
    assert await inside.verified("lan", PASSWORD)
    await running.close()


async def test_the_first_account_makes_the_database_for_its_owner_alone(tmp_path):
    url = f"sqlite:///{tmp_path}/new/doichieu.db"
    assert await census_at(url) == Census(0, 0)
    assert not (tmp_path / "new").exists()
    async with opened(url, passwords=Passwords(QUICK)) as fresh:
        await fresh.add("lan", "reviewer", PASSWORD)
    assert await census_at(url) == Census(1, 0)
    assert (tmp_path / "new" / "doichieu.db").stat().st_mode & 0o077 == 0
    store_again = await SqlStore.open(url)  # the folder is free again
    await store_again.close()


async def test_a_database_of_an_older_shape_is_not_changed_under_a_running_service(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/doichieu.db"
    running = await SqlStore.open(url)
    monkeypatch.setattr(store.migrate, "is_current", lambda connection: False)
    with pytest.raises(EngineError, match="in use"):
        async with opened(url):
            pass
    await running.close()


async def test_a_database_without_the_tables_has_nobody(tmp_path):
    sqlite3.connect(tmp_path / "doichieu.db").close()
    assert await census_at(f"sqlite:///{tmp_path}/doichieu.db") == Census(0, 0)


async def test_a_flood_of_logins_beyond_the_queue_is_refused():
    passwords = Passwords(QUICK)
    hashed = await passwords.hash(PASSWORD)
    tries = (passwords.matches(PASSWORD, hashed) for _ in range(60))
    answers = await asyncio.gather(*tries, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, EngineError)]
    assert refused
    assert all(answer is True for answer in answers if answer not in refused)
    assert len(answers) - len(refused) >= 50
    assert await passwords.matches(PASSWORD, hashed), "and then it goes on"


async def test_a_flood_of_logins_computes_two_hashes_at_a_time(monkeypatch):
    """Each takes 64 MiB where it counts."""
    passwords, under_way, most = Passwords(QUICK), 0, 0
    hashed = await passwords.hash(PASSWORD)
    real = passwords._verified

    def counted(hashed: str, password: str) -> bool:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        time.sleep(0.01)  # so that those which may run at once do
        try:
            return real(hashed, password)
        finally:
            under_way -= 1

    monkeypatch.setattr(passwords, "_verified", counted)
    answers = await asyncio.gather(*(passwords.matches(PASSWORD, hashed) for _ in range(20)))
    assert all(answers)
    assert most == 2
