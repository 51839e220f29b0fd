"""The request headers that change what a call does.

Prefer (RFC 7240), Idempotency-Key, If-Match, If-None-Match and Last-Event-ID, each read strictly and bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.web.problems import Problem

KEY = re.compile(r"^[\x21\x23-\x7e]{1,255}$")  # visible ASCII without the double quote
FINISHED = "finished"
VERSION = re.compile(r'^"(\d{1,9})"$')
LAST_EVENT = re.compile(rf"^(\d{{1,18}})(-{FINISHED})?$")


@dataclass(frozen=True, slots=True)
class Preference:
    """What the caller prefers: an answer at once (``respond_async``), and how many seconds it would wait."""

    respond_async: bool = False
    wait: int | None = None

    def seconds(self, limit: float) -> float:
        """How long the answer may take at most."""
        if self.wait is not None:
            return min(self.wait, limit)
        return 0 if self.respond_async else limit

    @property
    def applied(self) -> dict[str, str]:
        """``Preference-Applied`` for an answer that did not wait to the end."""
        parts = ["respond-async"] * self.respond_async
        if self.wait is not None:
            parts.append(f"wait={self.wait}")
        return {"Preference-Applied": ", ".join(parts)} if parts else {}


def preference(header: str | None) -> Preference:
    """The preferences in the header; unknown and malformed ones are ignored, as RFC 7240 demands.

    >>> preference("respond-async, wait=10")
    Preference(respond_async=True, wait=10)
    """
    respond_async, wait = False, None
    for part in re.split("[,;]", header or ""):
        name, _, value = part.strip().partition("=")
        match name.strip().lower():
            case "respond-async":
                respond_async = True
            case "wait" if re.fullmatch(r"\d{1,6}", value.strip().strip('"')) and wait is None:
                wait = int(value.strip().strip('"'))
            case _:
                continue
    return Preference(respond_async, wait)


def idempotency_key(header: str | None) -> str | None:
    """The key, bare or as a quoted string; None where there is none.

    Raises:
        Problem: It is empty, longer than 255 characters, or not visible ASCII.
    """
    if header is None:
        return None
    bare = header.strip()
    if len(bare) >= 2 and bare[0] == bare[-1] == '"':
        bare = bare[1:-1]
    if not KEY.match(bare):
        raise Problem(
            "invalid_header",
            "Idempotency-Key must have 1 to 255 visible ASCII characters.",
            hint="Use a UUID.",
        )
    return bare


def matches(if_none_match: str | None, etag: str) -> bool:
    """Whether the caller already holds this version."""
    if if_none_match is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag in tags


def looked_at(if_match: str | None) -> int:
    """The version that a change is based on, from an ETag such as ``"3"``.

    Raises:
        Problem: 428 without the header, 400 when it names no single version.
    """
    if if_match is None:
        raise Problem("precondition_required", "This call needs If-Match with the ETag of the flag.")
    found = VERSION.match(if_match.strip())
    if found is None:
        raise Problem("invalid_header", 'If-Match must be one ETag of a flag, such as "3".')
    return int(found[1])


def last_event(header: str | None) -> tuple[int, bool]:
    """The number of the last event seen (0 for none) and whether it was the final one.

    Raises:
        Problem: It is not an id that this service gave.
    """
    if header is None or not header.strip():
        return 0, False
    found = LAST_EVENT.match(header.strip())
    if found is None:
        raise Problem("invalid_header", "Last-Event-ID is not one that this service gave.")
    return int(found[1]), found[2] is not None
