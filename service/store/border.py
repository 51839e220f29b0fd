"""Where a database's errors end: they become ours, without their text."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from service.errors import ConflictError, EngineError


class WrittenAtOnce(ConflictError):
    """Two connections wrote the same key; this one came second. Cannot happen where there is one writer."""


class border:
    """Turns a database's error into ours and drops its text: it may hold parameters, so report text."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, IntegrityError):
            raise WrittenAtOnce("the same thing was written twice at once", hint="send it again") from None
        if isinstance(error, SQLAlchemyError):
            raise EngineError(
                f"the database failed ({type(error).__name__})",
                hint="look at the disk and at its permissions",
            ) from None
