"""The tables, in SQL that every database of ours understands.

A report owns everything else through ``report_id``; deleting it takes its rows along. Times are UTC as ISO
8601 text, so that they sort and compare alike everywhere. Bodies are JSON text exactly as returned.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
_ID = 40  # characters; ids are 26, room for a prefix
_TIME = 32
_NAME = 200


def _owner() -> Column[str]:
    """A column that binds a row to its report."""
    return Column("report_id", String(_ID), ForeignKey("reports.id", ondelete="CASCADE"), nullable=False)


reports = Table(
    "reports",
    metadata,
    Column("id", String(_ID), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("title", Text),
    Column("lang", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("received", Text),
    Column("format", String(100), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("chars", Integer, nullable=False),
    Column("strategy", String(40), nullable=False),
    Column("model", String(200), nullable=False),
    Column("prompt", String(200), nullable=False),
    Column("digest_schema", String(200), nullable=False),
    Column("created_at", String(_TIME), nullable=False),
    Column("updated_at", String(_TIME), nullable=False),
    Column("error", Text),
    Index(None, "status", "id"),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("body", Text, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("body", Text, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("infos", Integer, nullable=False),
    Column("saved_at", String(_TIME), nullable=False),
)

replies = Table(
    "replies",
    metadata,
    Column("key", String(64), primary_key=True),
    _owner(),
    Column("body", Text, nullable=False),
    Column("created_at", String(_TIME), nullable=False),
    Index(None, "report_id"),
)

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _owner(),
    Column("at", String(_TIME), nullable=False),
    Column("step", String(80), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("message", Text, nullable=False),
    Index(None, "report_id", "seq"),
    sqlite_autoincrement=True,  # a number once given is never given again, even after a purge
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("scope", String(200), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    _owner(),
    Column("created_at", String(_TIME), nullable=False),
    Index(None, "report_id"),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", String(_ID), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("created_at", String(_TIME), nullable=False),
    Column("purged_at", String(_TIME), nullable=False),
    Column("actor", String(200), nullable=False),
)

# what people do with flags

reviews = Table(
    "reviews",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("title", Text),  # the report's own, else the digest's
    Column("organization", Text),
    Column("period", Text),
    Column("organization_folded", Text, nullable=False),
    Column("period_folded", Text, nullable=False),
    Column("folded", Text, nullable=False),  # what a search for words looks through
    Column("errors", Integer, nullable=False),  # these are undecided
    Column("warnings", Integer, nullable=False),
    Column("infos", Integer, nullable=False),
    Column("second", Integer, nullable=False),  # these wait for a second reader
    Column("total", Integer, nullable=False),  # errors and warnings, decided or not
    Index(None, "errors", "warnings", "report_id"),
)

flags = Table(
    "flags",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("flag_id", String(_ID), primary_key=True),
    Column("position", Integer, nullable=False),  # in the record
    Column("origin", String(16), nullable=False),
    Column("code", String(40), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("rank", Integer, nullable=False),  # of the severity, 0 the worst
    Column("body", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("created_at", String(_TIME), nullable=False),
    Column("state", String(16), nullable=False),  # from here on: what the last decision made of it
    Column("version", Integer, nullable=False),
    Column("ruling", String(16)),
    Column("value", Text),
    Column("reviewer", String(_NAME)),
    Column("decided_at", String(_TIME)),
    Index(None, "rank", "report_id", "position"),
    Index(None, "state", "rank", "report_id", "position"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(_ID), nullable=False),
    Column("act", String(_ID), nullable=False),
    _owner(),
    Column("flag_id", String(_ID), nullable=False),
    Column("reviewer", String(_NAME), nullable=False),
    Column("role", String(16), nullable=False),
    Column("at", String(_TIME), nullable=False),
    Column("ruling", String(16), nullable=False),
    Column("value", Text),
    Column("reason", String(24)),
    Column("note", Text),
    Column("seconds", String(16)),
    Column("version_from", Integer, nullable=False),
    Column("version_to", Integer, nullable=False),
    Column("second", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    UniqueConstraint("id"),
    UniqueConstraint("report_id", "flag_id", "version_from"),  # two people cannot both follow one version
    Index(None, "act"),
    Index(None, "reviewer"),
    sqlite_autoincrement=True,
)

decision_keys = Table(
    "decision_keys",
    metadata,
    Column("scope", String(400), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    _owner(),
    Column("act", String(_ID), nullable=False),
    Column("created_at", String(_TIME), nullable=False),
    Index(None, "report_id"),
)

leases = Table(
    "leases",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("flag_id", String(_ID), primary_key=True),
    Column("reviewer", String(_NAME), nullable=False),
    Column("until", String(_TIME), nullable=False),
)

seeds = Table(
    "seeds",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("flag_id", String(_ID), nullable=False),
    Column("origin_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("value", Text, nullable=False),
    Column("planted_by", String(_NAME), nullable=False),
    Column("planted_at", String(_TIME), nullable=False),
    Index(None, "origin_id"),
)
