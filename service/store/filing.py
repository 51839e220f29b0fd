"""A finished record becomes rows: its body, its flags with their states, and how far people have come.

The rows of flags are a view of the decisions: they can be made anew from record and history at any time, and
are, when a record is saved again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import and_, case, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from schemas.decision import DecisionV1
from schemas.record import FlagV1, RecordV1
from service.store.database import Database
from service.store.intake import now
from service.store.tables import decisions, flags, records, reviews

SEVERITIES = ("error", "warning", "info")  # worst first
AT_ONCE = 20  # old records that are filed in one transaction
UNDECIDED = or_(
    flags.c.state == "open",
    and_(flags.c.state == "second", or_(flags.c.ruling.is_(None), flags.c.ruling == "unsure")),
)
"""What still wants a ruling; the same as ``service.review.undecided``, in SQL."""


def folded(text: str) -> str:
    """The words of a text without case, diacritics and signs, one blank apart: what a search compares.

    >>> folded("Đảng  bộ huyện Tân Hồng: 92,59%")
    'dang bo huyen tan hong 92 59'
    """
    bare = unicodedata.normalize("NFKD", text.casefold()).translate({0x111: "d", 0xF0: "d"})
    kept = (char if char.isalnum() else " " for char in bare if not unicodedata.combining(char))
    return " ".join("".join(kept).split())


def searchable(*texts: str | None) -> str:
    """The same for a column: a blank before each word and one after the last, so that words can be found."""
    return f" {folded(' '.join(text for text in texts if text))} "


async def keep_record(connection: AsyncConnection, record: RecordV1, at: str) -> None:
    """Write the record in the place of the one before, and file its flags."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for flag in record.flags:
        counts[flag.severity] += 1
    await connection.execute(delete(records).where(records.c.report_id == record.id))
    await connection.execute(
        insert(records).values(
            report_id=record.id,
            body=record.model_dump_json(),
            errors=counts["error"],
            warnings=counts["warning"],
            infos=counts["info"],
            saved_at=at,
        )
    )
    await file_flags(connection, record, at)


async def file_flags(connection: AsyncConnection, record: RecordV1, at: str) -> None:
    """Write the rows of the record's flags, each in the state that its history gives it."""
    mine = flags.c.report_id == record.id
    known = await connection.execute(select(flags.c.flag_id, flags.c.created_at).where(mine))
    born: dict[str, str] = {row[0]: row[1] for row in known.all()}
    last = {
        flag_id: history[-1] for flag_id, history in by_flag(await histories(connection, record.id)).items()
    }
    unique = {flag.id: flag for flag in record.flags}
    rows = [
        {
            "report_id": record.id,
            "flag_id": flag.id,
            "position": position,
            "created_at": born.get(flag.id, at),
            **_said(flag),
            **state_after(last.get(flag.id)),
        }
        for position, flag in enumerate(unique.values())
    ]
    await connection.execute(delete(flags).where(mine))
    if rows:
        await connection.execute(insert(flags), rows)
    await connection.execute(delete(reviews).where(reviews.c.report_id == record.id))
    none = dict.fromkeys(("errors", "warnings", "infos", "second", "total"), 0)
    await connection.execute(insert(reviews).values(report_id=record.id, **_about(record), **none))
    await recount(connection, record.id)


async def histories(
    connection: AsyncConnection, report_id: str, flag_id: str | None = None
) -> tuple[DecisionV1, ...]:
    """Every decision on the report, or on one flag of it, oldest first."""
    query = select(decisions).where(decisions.c.report_id == report_id).order_by(decisions.c.seq)
    if flag_id is not None:
        query = query.where(decisions.c.flag_id == flag_id)
    return tuple(decision_of(row._mapping) for row in (await connection.execute(query)).all())


def by_flag(history: Iterable[DecisionV1]) -> dict[str, tuple[DecisionV1, ...]]:
    """The same decisions, flag by flag."""
    ordered = sorted(history, key=lambda decision: decision.flag_id)  # stable: the order in time stays
    return {flag_id: tuple(group) for flag_id, group in groupby(ordered, key=lambda d: d.flag_id)}


def decision_of(row: Any) -> DecisionV1:  # noqa: ANN401 - a row's mapping
    """A row of decisions as a value."""
    fields = {name: row[name] for name in DecisionV1.model_fields}
    return DecisionV1.model_validate(fields | {"second": bool(fields["second"])})


def state_after(last: DecisionV1 | None) -> dict[str, Any]:
    """The columns of a flag that its last decision settles."""
    if last is None:
        blank = dict.fromkeys(("ruling", "value", "reviewer", "decided_at"))
        return {"state": "open", "version": 1, **blank}
    ruled = last.state != "open"
    return {
        "state": last.state,
        "version": last.version_to,
        "ruling": last.ruling if ruled else None,
        "value": last.value if ruled else None,
        "reviewer": last.reviewer,
        "decided_at": last.at,
    }


async def recount(connection: AsyncConnection, report_id: str) -> None:
    """Write anew how far people have come with the report."""

    def number(condition: Any) -> Any:  # noqa: ANN401 - an expression of any type
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    counted: dict[str, Any] = {
        "errors": number(and_(flags.c.severity == "error", UNDECIDED)),
        "warnings": number(and_(flags.c.severity == "warning", UNDECIDED)),
        "infos": number(and_(flags.c.severity == "info", UNDECIDED)),
        "second": number(flags.c.state == "second"),
        "total": number(flags.c.severity != "info"),
    }
    query = select(*(counted[name].label(name) for name in counted)).where(flags.c.report_id == report_id)
    found = (await connection.execute(query)).one()
    await connection.execute(
        update(reviews).where(reviews.c.report_id == report_id).values(dict(found._mapping))
    )


async def file_old(database: Database) -> None:
    """Write the rows of the records that were kept before there were any; can be broken off and goes on."""
    query = (
        select(records.c.body)
        .outerjoin(reviews, reviews.c.report_id == records.c.report_id)
        .where(reviews.c.report_id.is_(None))
        .order_by(records.c.report_id)
        .limit(AT_ONCE)
    )
    while True:
        async with database.write() as connection:
            bodies = (await connection.scalars(query)).all()
            for body in bodies:
                await file_flags(connection, RecordV1.model_validate_json(body), now())
        if len(bodies) < AT_ONCE:
            return


def _said(flag: FlagV1) -> dict[str, Any]:
    """The columns of a flag that never change."""
    return {
        "origin": flag.origin,
        "code": flag.code,
        "severity": flag.severity,
        "rank": SEVERITIES.index(flag.severity),
        "body": flag.model_dump_json(),
        "folded": searchable(flag.stated, flag.expected, flag.message_vi, flag.message_en),
    }


def _about(record: RecordV1) -> dict[str, Any]:
    """What a report is shown under and found by: title, organization, place, period and summary."""
    digest = record.digest or {}
    period = digest.get("period")
    label = _text(period.get("label") if isinstance(period, dict) else period)
    organization = _text(digest.get("organization"))
    others = (_text(digest.get(name)) for name in ("title", "location", "summary"))
    return {
        "title": _text(record.report.title) or _text(digest.get("title")),
        "organization": organization,
        "period": label,
        "organization_folded": searchable(organization),
        "period_folded": searchable(label),
        "folded": searchable(record.report.title, organization, label, *others),
    }


def _text(value: object) -> str | None:
    """A text that says something, or None."""
    return (" ".join(value.split()) or None) if isinstance(value, str) else None
