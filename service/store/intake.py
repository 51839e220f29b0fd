"""A report at the door becomes a report to keep: id, hash, length and time are given here, once."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from schemas.record import ReportV1
from service.errors import UnreadableInput
from service.store import NewReport, StoredReport
from service.store.ids import new_id


def now() -> str:
    """This moment in UTC, to the microsecond, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def take_in(new: NewReport) -> StoredReport:
    """The report, queued, with its id and the SHA-256 of its text in UTF-8.

    Raises:
        UnreadableInput: text or title holds half of a surrogate pair, which no encoding can write.
    """
    try:
        sha256 = hashlib.sha256(new.text.encode("utf-8")).hexdigest()
        ((new.received or "") + (new.title or "")).encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableInput(
            "the text holds half of a surrogate pair", hint="send Unicode text, for example as UTF-8"
        ) from None
    at = now()
    report = ReportV1(
        title=new.title,
        lang=new.lang,
        text=new.text,
        received=new.received,
        format=new.format,
        sha256=sha256,
        chars=len(new.text),
        created_at=at,
    )
    return StoredReport(new_id(), "queued", report, new.options, updated_at=at)
