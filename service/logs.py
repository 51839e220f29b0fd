"""Log lines: text on a terminal, JSON elsewhere; ours and those of the libraries through one formatter.

What is logged are names, ids, counts and times. No line holds the text of a report, a header or a key: of an
exception only type and places are written, since messages of libraries quote what they were given, and the
last processor blots out whatever still looks like a key.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

KEY = re.compile(r"\b(?:sk|rv|key|dck)[-_][A-Za-z0-9_-]{8,}|(?i:bearer)\s+[A-Za-z0-9._~+/-]{8,}")
BLOT = "[key]"
LOUD = ("uvicorn.access", "alembic", "asyncio", "aiosqlite", "dbos")  # below a warning they help nobody


def blot_keys(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """The same line with everything that looks like a key blotted out."""
    del logger, name
    for field, value in event.items():
        if isinstance(value, str):
            event[field] = KEY.sub(BLOT, value)
    return event


def places(error: BaseException) -> str:
    """Types and code places of an error and of what caused it, without any message."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        steps = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(seen.__traceback__)]
        parts.append(f"{type(seen).__module__}.{type(seen).__qualname__} at {' > '.join(steps[-8:])}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return " | after ".join(parts)


def name_errors(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """The same line with an exception turned into type and places."""
    del logger, name
    held = event.pop("exc_info", None)
    error = held[1] if isinstance(held, tuple) else held if isinstance(held, BaseException) else None
    if held is True:
        error = sys.exc_info()[1]
    if error is not None:
        event["error"] = places(error)
    return event


def shorten_traces(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """The same line with a traceback that a library wrote as its message cut to one sentence.

    Words of our own errors stay, since they are written for the outside; of others only the place.
    """
    del logger, name
    said = event.get("event")
    if isinstance(said, str) and said.startswith("Traceback ("):
        lines = said.splitlines()
        ours = [line for line in lines if line.startswith("service.errors.")]
        places_told = [line.strip() for line in lines if line.startswith('  File "')]
        event["event"] = f"failed: {(ours or places_told or ['nobody knows where'])[-1]}"
    return event


def set_up(
    *,
    level: Literal["debug", "info", "warning", "error"] = "info",
    form: Literal["auto", "json", "text"] = "auto",
    stream: TextIO | None = None,
) -> None:
    """Send every log line of this process to ``stream`` (else standard error), once, in one form."""
    stream = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    as_text = form == "text" or (form == "auto" and stream.isatty())
    last: Processor = (
        structlog.dev.ConsoleRenderer(colors=stream.isatty())
        if as_text
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                name_errors,
                shorten_traces,
                blot_keys,
                last,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in LOUD:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
