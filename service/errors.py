"""Every error that the service raises on purpose, as one tree; no HTTP words here.

    DoichieuError
    ├── InputError              what the caller gave cannot be used
    │   ├── UnreadableInput     the bytes are not text, or not the format they claim
    │   ├── ReportTooShort      nothing to digest
    │   ├── ReportTooLong       over the configured limit
    │   ├── InvalidDecision     a ruling that makes no sense on its flag, or lacks a part
    │   └── UnknownName         a prompt, schema, strategy or model that does not exist
    ├── RecordMissing           no record under this id (never was, or was purged)
    ├── ConflictError           the same idempotency key with another body, or nothing to undo
    │   └── VersionConflict     a stale version; in service.store, for it carries the fresh flag
    ├── ProviderError           the model, or the way to it, failed
    │   ├── ProviderUnavailable cannot be reached, or answered 5xx
    │   ├── ProviderTimeout     no answer in time
    │   ├── ProviderLimited     429; carries retry_after
    │   ├── ProviderDenied      401/403: the key or its rights
    │   ├── ProviderRefused     the model declined to answer
    │   ├── ReplyTruncated      the answer was cut at the token limit
    │   └── ReplyInvalid        the answer does not fit the schema after every retry
    ├── WeightsMissing          the embedded model's file is not there
    ├── WeightsCorrupt          the file is there and its hash is wrong
    └── EngineError             the job engine or the store failed

Each carries ``code`` (stable, for machines), a message that says what happened, and ``hint``: how to fix it.
No error holds the text of a report.
"""

from __future__ import annotations

from typing import ClassVar


class DoichieuError(Exception):
    """Root of the tree; ``retry_after`` is in seconds where waiting helps."""

    code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, hint: str = "", retry_after: float | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.retry_after = retry_after


class InputError(DoichieuError):
    """What the caller gave cannot be used."""

    code = "invalid_input"


class UnreadableInput(InputError):
    """The bytes are not text, or not the format they claim to be."""

    code = "unreadable_input"


class ReportTooShort(InputError):
    """There is nothing to digest."""

    code = "report_too_short"


class ReportTooLong(InputError):
    """The report is over the configured limit."""

    code = "report_too_long"


class InvalidDecision(InputError):
    """A ruling that makes no sense on its flag, or lacks a part; ``field`` says which part is wrong."""

    code = "invalid_decision"

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field}: {rule}", hint="see the rulings of this flag under `allowed`")
        self.field = field
        self.rule = rule


class UnknownName(InputError):
    """A prompt, schema, strategy or model that does not exist."""

    code = "unknown_name"


class RecordMissing(DoichieuError):
    """No record under this id: it never was, or it was purged."""

    code = "not_found"


class ConflictError(DoichieuError):
    """The same idempotency key with another body, a stale version, or nothing to undo."""

    code = "conflict"


class ProviderError(DoichieuError):
    """The model, or the way to it, failed."""

    code = "provider_error"


class ProviderUnavailable(ProviderError):
    """The provider cannot be reached or answered with a server error."""

    code = "provider_unavailable"


class ProviderTimeout(ProviderError):
    """The provider gave no answer in time."""

    code = "provider_timeout"


class ProviderLimited(ProviderError):
    """The provider limits the rate; ``retry_after`` says how long to wait."""

    code = "provider_limited"


class ProviderDenied(ProviderError):
    """The key is missing, wrong, or lacks the right."""

    code = "provider_denied"


class ProviderRefused(ProviderError):
    """The model declined to answer."""

    code = "provider_refused"


class ReplyTruncated(ProviderError):
    """The answer was cut at the token limit."""

    code = "reply_truncated"


class ReplyInvalid(ProviderError):
    """The answer does not fit the schema after every retry."""

    code = "reply_invalid"


class WeightsMissing(DoichieuError):
    """The embedded model's file is not there."""

    code = "weights_missing"


class WeightsCorrupt(DoichieuError):
    """The embedded model's file is there and its hash is wrong."""

    code = "weights_corrupt"


class EngineError(DoichieuError):
    """The job engine or the store failed."""

    code = "engine_error"
