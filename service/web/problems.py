"""Every error answer as RFC 9457 problem+json: stable ``code``, what happened, how to fix it.

One table gives status and title per code; the exceptions of the service and of the framework are turned into
a ``Problem`` here and nowhere else. No problem shows what the caller sent: a 422 names the field and the
rule, never the value, and a 500 never shows the exception.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil, isfinite
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from service.errors import DoichieuError, InputError, ProviderError

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:doichieu:problem:"
NAME_SHOWN = 64  # characters of a field name chosen by the caller; a longer one may be the report itself
ERRORS_SHOWN = 20  # fields named in one answer
LONGEST_WAIT = 86_400  # seconds; a provider that says more (or "inf") is not taken at its word


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of problem: HTTP status, a title for people, and what to do about it."""

    status: int
    title: str
    hint: str


KINDS: Mapping[str, Kind] = {
    # the request
    "bad_request": Kind(400, "The request cannot be read", "See the description of this call at /docs."),
    "invalid_json": Kind(
        400, "The body is not JSON", "Send one JSON object; check it with a JSON validator."
    ),
    "invalid_encoding": Kind(400, "The body is not UTF-8", "Encode the body as UTF-8."),
    "duplicate_key": Kind(
        400, "A JSON object names a key twice", "Name each key once; which of the two counts is unclear."
    ),
    "too_deep": Kind(400, "The JSON is nested too deeply", "Send a flatter document."),
    "invalid_cursor": Kind(
        400, "The cursor is not one of ours", "Pass `next` of the page before, unchanged."
    ),
    "invalid_header": Kind(400, "A header cannot be read", "See the description of this call at /docs."),
    "unauthenticated": Kind(
        401,
        "Who is calling is not known",
        "Send Authorization: Bearer with a key (doichieu keys create), or log in at /login.",
    ),
    "forbidden": Kind(403, "The caller may not do this", "Ask whoever runs this service for the right."),
    "cross_site": Kind(
        403, "The request comes from a page of another site", "Send it from a page of this service."
    ),
    "csrf_failed": Kind(
        403, "The request does not prove that it was meant", "Load the page again and repeat what you did."
    ),
    "not_found": Kind(404, "Nothing is there", "Check the address; /docs lists all calls."),
    "method_not_allowed": Kind(405, "This call does not exist", "The header Allow lists the methods."),
    "not_acceptable": Kind(406, "That representation is not offered", "Ask for application/json."),
    "conflict": Kind(
        409, "The request contradicts an earlier one", "Read the present state, then try again."
    ),
    "nothing_to_undo": Kind(409, "There is nothing to undo", "The flag has no ruling; see `flag`."),
    "nothing_to_plant": Kind(
        409,
        "The report has no figure to plant an error in",
        "Take a report whose digest states figures that the source has.",
    ),
    "version_conflict": Kind(
        412,
        "Somebody changed the flag meanwhile",
        "Look at it as it is now (`flag`), then decide again with its ETag in If-Match.",
    ),
    "precondition_required": Kind(
        428,
        "The version that was looked at is not named",
        "Send the ETag of the flag in If-Match, so that nobody's ruling is overwritten unseen.",
    ),
    "gone": Kind(
        410, "The report was purged", "Its text is deleted for good; POST it again if you still need it."
    ),
    "body_too_large": Kind(
        413, "The body is too large", "Send less; DOICHIEU_MAX_BODY_BYTES sets the limit of this service."
    ),
    "report_too_long": Kind(
        413, "The text is too long", "Split it; DOICHIEU_MAX_REPORT_CHARS sets the limit of this service."
    ),
    "unsupported_media_type": Kind(
        415, "The media type is not supported", "Send Content-Type: application/json, not compressed."
    ),
    "invalid_request": Kind(422, "A field is wrong", "Correct the fields listed under `errors`."),
    "invalid_input": Kind(422, "The input cannot be used", "See the description of this call at /docs."),
    "unreadable_input": Kind(422, "The input cannot be read", "Send plain text."),
    "invalid_decision": Kind(
        422, "The ruling does not fit the flag", "See the rulings of the flag under `allowed`."
    ),
    "report_too_short": Kind(422, "There is nothing to digest", "Send the whole report."),
    "unknown_name": Kind(
        422, "That prompt, schema, strategy or model does not exist", "Leave it out to take the default."
    ),
    "idempotency_key_reused": Kind(
        422,
        "The Idempotency-Key was used with another request",
        "Use a new key for a new request, or repeat the first request unchanged.",
    ),
    "too_many_attempts": Kind(
        429, "Too many attempts to log in", "Wait as long as Retry-After says, then try again."
    ),
    # the service
    "unknown_host": Kind(
        421,
        "This service does not go by that name",
        "Call it by its address; DOICHIEU_HOSTS names the hosts that are answered.",
    ),
    "body_too_slow": Kind(408, "The body did not arrive in time", "Send it again, over a better connection."),
    "internal": Kind(500, "The service failed", "Try again; if it persists, report the request_id."),
    "busy": Kind(503, "The service is busy", "Try again after the time in Retry-After."),
    "engine_error": Kind(503, "The job engine or the store failed", "Try again; see /readyz."),
    "cancelled": Kind(
        503, "The work was stopped", "The report is kept; POST it again if it is still needed."
    ),
    "stopped": Kind(503, "The service is shutting down", "Try again; a report that was accepted is kept."),
    # the model
    "provider_error": Kind(502, "The model failed", "The report is kept; POST it again later."),
    "provider_unavailable": Kind(502, "The model cannot be reached", "The report is kept; see /readyz."),
    "provider_timeout": Kind(
        504, "The model did not answer in time", "The report is kept; try respond-async or a shorter report."
    ),
    "provider_limited": Kind(
        503, "The provider limits the rate", "The report is kept; try again after the time in Retry-After."
    ),
    "provider_denied": Kind(
        502, "The provider refused the key", "Whoever runs this service must check DOICHIEU_API_KEY."
    ),
    "provider_refused": Kind(502, "The model declined to answer", "The report is kept; try another model."),
    "reply_truncated": Kind(
        502, "The answer of the model was cut", "Try a shorter report or another strategy."
    ),
    "reply_invalid": Kind(
        502, "The answer of the model does not fit the schema", "Try again, or try the anchored strategy."
    ),
    "weights_missing": Kind(503, "The embedded model is not there", "Run: doichieu model pull"),
    "weights_corrupt": Kind(503, "The embedded model is damaged", "Run: doichieu model pull"),
}
BY_STATUS = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    409: "conflict",
    410: "gone",
    412: "version_conflict",
    413: "body_too_large",
    415: "unsupported_media_type",
    422: "invalid_request",
    428: "precondition_required",
    429: "too_many_attempts",
    503: "busy",
}


class Problem(HTTPException):
    """An error answer on its way to the caller. ``extra`` are further members of the JSON object."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        hint: str = "",
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(KINDS[code].status, detail, headers=dict(headers or {}))
        self.code = code
        self.hint = hint or KINDS[code].hint
        self.extra = dict(extra or {})


def kind_of(code: str, family: type[DoichieuError] | None = None) -> str:
    """The code under which the table knows an error: its own, else that of its family."""
    if code in KINDS:
        return code
    if family is not None and issubclass(family, InputError):
        return "invalid_input"
    if family is not None and issubclass(family, ProviderError):
        return "provider_error"
    return "internal"


def from_error(error: DoichieuError) -> Problem:
    """The problem for one of our own errors; their messages are written for the outside."""
    code = kind_of(error.code, type(error))
    if code == "internal":
        return Problem("internal", "Something went wrong inside the service.")
    return Problem(code, error.message, hint=error.hint, headers=retry_header(error.retry_after))


def from_http(error: HTTPException) -> Problem:
    """The problem for an error of the framework (404, 405 …)."""
    if isinstance(error, Problem):
        return error
    code = BY_STATUS.get(error.status_code, "bad_request" if error.status_code < 500 else "internal")
    phrase = HTTPStatus(KINDS[code].status).phrase
    return Problem(code, f"{phrase}.", headers=error.headers)


def from_validation(errors: Sequence[ErrorDetails], *, skip: int = 0) -> Problem:
    """The 422 for fields that are wrong: where and why, never what was there.

    ``skip`` leaves out leading parts of the location (``query``, ``header`` of the framework).
    """
    shown = [_field(error, skip) for error in errors[:ERRORS_SHOWN]]
    names = ", ".join(dict.fromkeys(str(item["field"]) for item in shown))
    return Problem("invalid_request", f"Wrong: {names}.", extra={"errors": shown})


def _field(error: ErrorDetails, skip: int) -> dict[str, str]:
    parts = [_shown(part) for part in error["loc"][skip:]]
    pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
    return {
        "field": ".".join(parts) or "body",
        "pointer": pointer,
        "code": error["type"],
        "detail": _rule(error),
    }


def _rule(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        return "There is no such field."
    return error["msg"].removeprefix("Value error, ")


def _shown(part: int | str) -> str:
    text = "".join(char if char.isprintable() else "�" for char in str(part))
    return text if len(text) <= NAME_SHOWN else text[:NAME_SHOWN] + "…"


def retry_header(seconds: float | None) -> dict[str, str]:
    """``Retry-After`` in whole seconds, rounded up, from 1 to a day; nothing where waiting does not help."""
    if seconds is None:
        return {}
    bounded = min(seconds, LONGEST_WAIT) if isfinite(seconds) else LONGEST_WAIT
    return {"Retry-After": str(max(1, ceil(bounded)))}


def body_of(problem: Problem, path: str, request_id: str) -> dict[str, Any]:
    """The JSON object of a problem."""
    kind = KINDS[problem.code]
    return {
        "type": TYPE_PREFIX + problem.code,
        "title": kind.title,
        "status": kind.status,
        "code": problem.code,
        "detail": problem.detail,
        "hint": problem.hint,
        "instance": path,
        "request_id": request_id,
        **problem.extra,
    }


def answer(problem: Problem, scope: Scope) -> JSONResponse:
    """The response of a problem, for no cache to keep; its code is left in the scope for the counters."""
    scope["problem"] = problem.code
    return JSONResponse(
        body_of(problem, scope["path"], scope.get("request_id", "")),
        problem.status_code,
        headers={**(problem.headers or {}), "Cache-Control": "no-store"},
        media_type=MEDIA_TYPE,
    )


async def on_error(request: Request, error: Exception) -> Response:
    """The answer for every exception that a route raises on purpose."""
    match error:
        case RequestValidationError():
            problem = from_validation(error.errors(), skip=1)
        case HTTPException():
            problem = from_http(error)
        case DoichieuError():
            problem = from_error(error)
        case _:
            raise error
    return answer(problem, request.scope)


HANDLED: tuple[type[Exception], ...] = (RequestValidationError, HTTPException, DoichieuError)
