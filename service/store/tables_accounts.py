"""The tables of those who may come in: people, their sessions, and keys for machines.

No password, session token or key is kept, only what can recognise it.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from service.store.tables import metadata

_ID = 40
_NAME = 64
_TIME = 32
_SHA256 = 64

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(_ID), primary_key=True),
    Column("name", String(_NAME), nullable=False),
    Column("folded", String(4 * _NAME), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False),
    Column("created_at", String(_TIME), nullable=False),
    Column("seen_at", String(_TIME)),
    Index(None, "folded", unique=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_sha256", String(_SHA256), primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", String(_TIME), nullable=False),
    Column("seen_at", String(_TIME), nullable=False),
    Index(None, "account_id"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(_ID), primary_key=True),
    Column("name", String(_NAME), nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("secret_sha256", String(_SHA256), nullable=False),
    Column("created_at", String(_TIME), nullable=False),
    Column("expires_at", String(_TIME)),
    Column("seen_at", String(_TIME)),
    Column("revoked_at", String(_TIME)),
)
