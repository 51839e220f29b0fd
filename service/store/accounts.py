"""Who may come in: people with passwords and sessions, machines with keys.

Of a session token and of a key only the SHA-256 is kept: both are 256 random bits, so nothing slower is
needed to keep them from being guessed. Passwords are another matter (``service.store.passwords``). The moment
of last use is noted once a minute at most, so that reading stays reading.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import Row, delete, func, insert, inspect, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from service.errors import InputError
from service.store import migrate
from service.store.border import WrittenAtOnce
from service.store.database import Database, FolderLock
from service.store.ids import new_id
from service.store.passwords import Passwords, checked_password
from service.store.tables_accounts import accounts, api_keys, sessions

Role = Literal["reviewer", "lead", "admin"]
Scope = Literal["reports:read", "reports:write", "reports:delete", "review", "metrics", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
SCOPES: tuple[Scope, ...] = get_args(Scope)
RIGHTS: Mapping[Role, frozenset[Scope]] = {
    "reviewer": frozenset({"reports:read", "reports:write", "review"}),
    "lead": frozenset({"reports:read", "reports:write", "reports:delete", "review"}),
    "admin": frozenset(SCOPES),
}
KEY_SCOPES: tuple[Scope, ...] = ("reports:read", "reports:write")  # of a key for which none are asked
KEY = re.compile(r"dck_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
NAME = re.compile(r"[\w.@+'-]+(?: [\w.@+'-]+)*")  # letters of any script, digits, a few signs, single blanks
NAME_MAX = 64
RESERVED = frozenset({"local", "api", "anonymous"})
NOTED = timedelta(minutes=1)  # how exact the time of last use is


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """When a session ends: after ``idle`` seconds without a request, and after ``lifetime`` in any case."""

    idle: float = 14_400
    lifetime: float = 43_200


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may log in. Times are UTC, ISO 8601."""

    id: str
    name: str
    role: Role
    created_at: str
    seen_at: str | None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A machine's key, without its secret. Times are UTC, ISO 8601."""

    id: str
    name: str
    scopes: frozenset[Scope]
    created_at: str
    expires_at: str | None
    seen_at: str | None
    revoked_at: str | None


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made; ``secret`` is shown once and kept nowhere."""

    key: ApiKey
    secret: str


@dataclass(frozen=True, slots=True)
class Census:
    """How many accounts and keys there are; a revoked key counts, so that revoking never opens a door."""

    accounts: int
    keys: int

    @property
    def anyone(self) -> bool:
        """Whether there is anybody to ask for."""
        return bool(self.accounts or self.keys)


class Accounts:
    """Accounts, sessions and keys in one database; safe beside a service that works on it."""

    def __init__(
        self,
        database: Database,
        *,
        passwords: Passwords | None = None,
        policy: SessionPolicy | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._passwords = passwords or Passwords()
        self._policy = policy or SessionPolicy()
        self._clock = clock

    def _at(self, seconds_ago: float = 0) -> str:
        moment = self._clock() - timedelta(seconds=seconds_ago)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    async def census(self) -> Census:
        """How many accounts and keys there are."""
        async with self._database.read() as connection:
            return await _census(connection)

    # people

    async def add(self, name: str, role: Role, password: str) -> Account:
        """The account now kept.

        Raises:
            InputError: The name or the password cannot be one, or the name is taken.
        """
        name = checked_name(name)
        hashed = await self._passwords.hash(checked_password(password, name))
        account = Account(new_id(), name, role, self._at(), None)
        row = {"id": account.id, "name": name, "folded": folded(name), "role": role, "password": hashed}
        try:
            async with self._database.write() as connection:
                await connection.execute(insert(accounts).values(row | {"created_at": account.created_at}))
        except WrittenAtOnce:
            raise InputError(
                f"there is an account named {name}", hint="choose another name, or set its password"
            ) from None
        return account

    async def people(self) -> tuple[Account, ...]:
        """Every account, by name."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(accounts).order_by(accounts.c.folded))).all()
        return tuple(map(_account, rows))

    async def set_password(self, name: str, password: str) -> Account:
        """The account, with its new password; its sessions are ended.

        Raises:
            InputError: There is no such account, or the password cannot be one.
        """
        hashed = await self._passwords.hash(checked_password(password, checked_name(name)))
        async with self._database.write() as connection:
            row = await _by_name(connection, name)
            await connection.execute(update(accounts).where(accounts.c.id == row.id).values(password=hashed))
            await connection.execute(delete(sessions).where(sessions.c.account_id == row.id))
        return _account(row)

    async def remove(self, name: str) -> Census:
        """Who is left, once the account and its sessions are gone.

        Raises:
            InputError: There is no such account.
        """
        async with self._database.write() as connection:
            row = await _by_name(connection, name)
            await connection.execute(delete(sessions).where(sessions.c.account_id == row.id))
            await connection.execute(delete(accounts).where(accounts.c.id == row.id))
            return await _census(connection)

    async def verified(self, name: str, password: str) -> Account | None:
        """The account of this name and password, or None; both answers take the same time."""
        query = select(accounts).where(accounts.c.folded == folded(name))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if not await self._passwords.matches(password, row.password if row else None) or row is None:
            return None
        if self._passwords.outdated(row.password):
            renewed = await self._passwords.hash(password)
            async with self._database.write() as connection:
                await connection.execute(
                    update(accounts)
                    .where(accounts.c.id == row.id, accounts.c.password == row.password)
                    .values(password=renewed)
                )
        return _account(row)

    # sessions

    async def open_session(self, account_id: str, *, instead_of: str | None = None) -> str:
        """The token of a new session; the one it replaces and those that ran out are gone."""
        token, at = secrets.token_urlsafe(32), self._at()
        async with self._database.write() as connection:
            await connection.execute(delete(sessions).where(self._over()))
            if instead_of is not None:
                await connection.execute(
                    delete(sessions).where(sessions.c.token_sha256 == fingerprint(instead_of))
                )
            await connection.execute(
                insert(sessions).values(
                    token_sha256=fingerprint(token), account_id=account_id, created_at=at, seen_at=at
                )
            )
            await connection.execute(update(accounts).where(accounts.c.id == account_id).values(seen_at=at))
        return token

    async def session(self, token: str) -> Account | None:
        """The account whose session this is, or None: no such session, or it ran out."""
        if not TOKEN.fullmatch(token):
            return None
        mark = fingerprint(token)
        query = (
            select(accounts, sessions.c.seen_at.label("last"))
            .select_from(sessions.join(accounts))
            .where(sessions.c.token_sha256 == mark, ~self._over())
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        if row.last < self._at(NOTED.total_seconds()):
            async with self._database.write() as connection:
                await connection.execute(
                    update(sessions).where(sessions.c.token_sha256 == mark).values(seen_at=self._at())
                )
        return _account(row)

    async def end_session(self, token: str) -> None:
        """End one session; safe to call twice."""
        async with self._database.write() as connection:
            await connection.execute(delete(sessions).where(sessions.c.token_sha256 == fingerprint(token)))

    async def end_sessions(self, account_id: str) -> None:
        """End every session of an account."""
        async with self._database.write() as connection:
            await connection.execute(delete(sessions).where(sessions.c.account_id == account_id))

    def _over(self) -> Any:  # noqa: ANN401 - SQLAlchemy's own type of a condition
        idle, lifetime = self._at(self._policy.idle), self._at(self._policy.lifetime)
        return (sessions.c.seen_at < idle) | (sessions.c.created_at < lifetime)

    # machines

    async def create_key(
        self, name: str, scopes: Iterable[str] = KEY_SCOPES, *, days: int | None = None
    ) -> NewKey:
        """A new key; its secret is in the answer and nowhere else.

        Raises:
            InputError: The name cannot be one or is taken, or a scope does not exist.
        """
        name, wanted = checked_name(name), frozenset(scopes)
        known = frozenset(scope for scope in SCOPES if scope in wanted)
        if not known or wanted - known:
            raise InputError("there is no such scope", hint=f"one or more of: {', '.join(SCOPES)}")
        part, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        until = None if days is None else self._at(-days * 86_400)
        key = ApiKey(part, name, known, self._at(), until, None, None)
        row = {"id": part, "name": name, "scopes": " ".join(sorted(known)), "expires_at": until}
        same = select(api_keys.c.id).where(api_keys.c.name == name, api_keys.c.revoked_at.is_(None))
        async with self._database.write() as connection:
            if await connection.scalar(same) is not None:
                raise InputError(
                    f"there is a key named {name}", hint="revoke it first, or choose another name"
                )
            await connection.execute(
                insert(api_keys).values(
                    row | {"secret_sha256": fingerprint(secret), "created_at": key.created_at}
                )
            )
        return NewKey(key, f"dck_{part}_{secret}")

    async def keys(self) -> tuple[ApiKey, ...]:
        """Every key, oldest first, the revoked ones among them."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(api_keys).order_by(api_keys.c.created_at))).all()
        return tuple(map(_key, rows))

    async def revoke_key(self, key_id: str, *, forget: bool = False) -> Census:
        """Who is left, once the key opens nothing any more; ``forget`` also takes it off the list.

        Raises:
            InputError: There is no such key.
        """
        mine = api_keys.c.id == key_id
        async with self._database.write() as connection:
            if await connection.scalar(select(api_keys.c.id).where(mine)) is None:
                raise InputError("there is no such key", hint="doichieu keys list shows their ids")
            if forget:
                await connection.execute(delete(api_keys).where(mine))
            else:
                first = update(api_keys).where(mine, api_keys.c.revoked_at.is_(None))
                await connection.execute(first.values(revoked_at=self._at()))
            return await _census(connection)

    async def key(self, presented: str) -> ApiKey | None:
        """The key that was presented, or None: unknown, revoked or run out."""
        parts = KEY.fullmatch(presented)
        if parts is None:
            return None
        async with self._database.read() as connection:
            row = (await connection.execute(select(api_keys).where(api_keys.c.id == parts[1]))).first()
        at = self._at()
        same = hmac.compare_digest(fingerprint(parts[2]), row.secret_sha256 if row else "")
        if row is None or not same or row.revoked_at or (row.expires_at and row.expires_at <= at):
            return None
        if row.seen_at is None or row.seen_at < self._at(NOTED.total_seconds()):
            async with self._database.write() as connection:
                await connection.execute(update(api_keys).where(api_keys.c.id == row.id).values(seen_at=at))
        return _key(row)


@asynccontextmanager
async def opened(url: str, *, passwords: Passwords | None = None) -> AsyncIterator[Accounts]:
    """The accounts at ``url`` for a short visit, also beside a service that works there.

    Only a database that lacks the present shape is migrated, and then nobody else may be at work on it.

    Raises:
        EngineError: It needs migrating while a service works on it, or it cannot be used.
    """
    database = Database(url)
    lock = FolderLock(database.path.with_name(database.path.name + ".lock")) if database.path else None
    if database.path:
        database.path.parent.mkdir(parents=True, exist_ok=True)
    try:
        async with database.read() as connection:
            current = await connection.run_sync(migrate.is_current)
        if not current:
            if lock:
                lock.take()
            async with database.write() as connection:
                await connection.run_sync(migrate.upgrade)
            if lock:
                lock.free()
        yield Accounts(database, passwords=passwords)
    finally:
        await database.close()
        if lock:
            lock.free()


async def census_at(url: str) -> Census:
    """How many accounts and keys the database at ``url`` holds, without making or changing anything.

    Raises:
        EngineError: It cannot be read.
    """
    database = Database(url)
    if database.path and not database.path.exists():
        return Census(0, 0)
    try:
        async with database.read() as connection:
            names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
            return await _census(connection) if accounts.name in names else Census(0, 0)
    finally:
        await database.close()


def checked_name(name: str) -> str:
    """The name as it is kept: composed, without blanks around it.

    Raises:
        InputError: It is empty or too long, holds a sign that no name has, or is one that we use.
    """
    name = unicodedata.normalize("NFC", name).strip()
    fits = len(name) <= NAME_MAX and len(folded(name)) <= 4 * NAME_MAX
    if not fits or not NAME.fullmatch(name) or folded(name) in RESERVED:
        raise InputError(
            f"that cannot be a name: letters, digits and . @ + ' - _ with single blanks, at most {NAME_MAX}",
            hint="for example: lan.nguyen",
        )
    return name


def folded(name: str) -> str:
    """What two spellings of one name have in common: case and composition are no difference."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def fingerprint(secret: str) -> str:
    """The SHA-256 of a random secret, as kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def _census(connection: AsyncConnection) -> Census:
    counts = (select(func.count()).select_from(table).scalar_subquery() for table in (accounts, api_keys))
    people, machines = (await connection.execute(select(*counts))).one()
    return Census(people, machines)


async def _by_name(connection: AsyncConnection, name: str) -> Row[Any]:
    row = (await connection.execute(select(accounts).where(accounts.c.folded == folded(name)))).first()
    if row is None:
        raise InputError("there is no account of this name", hint="doichieu accounts list shows them")
    return row


def _account(row: Row[Any]) -> Account:
    return Account(row.id, row.name, row.role, row.created_at, row.seen_at)


def _key(row: Row[Any]) -> ApiKey:
    scopes = frozenset(scope for scope in SCOPES if scope in row.scopes.split())
    return ApiKey(row.id, row.name, scopes, row.created_at, row.expires_at, row.seen_at, row.revoked_at)
