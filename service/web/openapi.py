"""What the OpenAPI document says about each call beyond its signature: bodies, answers and every error."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, TypedDict

from pydantic import BaseModel
from starlette.responses import Response

from schemas.calls import (
    AuditOut,
    CheckIn,
    CheckOut,
    MentionsOut,
    ProblemOut,
    ReadyOut,
    ReportHead,
    ReportPage,
    TextIn,
)
from schemas.decision import (
    DecidedOut,
    DecisionIn,
    DecisionPage,
    FlagPage,
    FlagStateV1,
    LeaseIn,
    LeaseV1,
    QueuePage,
    ReviewedOut,
    ReviewersOut,
    SeedV1,
)
from schemas.record import RecordV1
from schemas.report import ReportIn
from service.web.problems import KINDS, MEDIA_TYPE, TYPE_PREFIX

REF = "#/components/schemas/{model}"
COMPONENTS: tuple[type[BaseModel], ...] = (
    AuditOut,
    CheckIn,
    CheckOut,
    DecidedOut,
    DecisionIn,
    DecisionPage,
    FlagPage,
    FlagStateV1,
    LeaseIn,
    LeaseV1,
    MentionsOut,
    ProblemOut,
    QueuePage,
    ReadyOut,
    RecordV1,
    ReportHead,
    ReportIn,
    ReportPage,
    ReviewedOut,
    ReviewersOut,
    SeedV1,
    TextIn,
)
BODY = (
    "invalid_json",
    "invalid_encoding",
    "duplicate_key",
    "too_deep",
    "body_too_large",
    "unsupported_media_type",
    "invalid_request",
)
CORE = (*BODY, "report_too_long", "busy", "internal")
FAILURES = (
    *("provider_error", "provider_unavailable", "provider_denied", "provider_refused"),
    *("reply_truncated", "reply_invalid", "provider_timeout", "provider_limited"),
    *("weights_missing", "weights_corrupt"),
)
FOUND = ("not_found", "gone", "engine_error", "internal")


class Spec(TypedDict, total=False):
    """Named arguments of a FastAPI route."""

    responses: dict[int | str, dict[str, Any]]
    openapi_extra: dict[str, Any]
    response_class: type[Any]


def reference(model: type[BaseModel]) -> dict[str, str]:
    """A JSON reference to a model among the components."""
    return {"$ref": REF.format(model=model.__name__)}


def takes(model: type[BaseModel]) -> dict[str, Any]:
    """The body of a call."""
    content = {"application/json": {"schema": reference(model)}}
    return {"requestBody": {"required": True, "content": content}}


def gives(description: str, model: type[BaseModel], **headers: str) -> dict[str, Any]:
    """A good answer with its headers."""
    return {
        "description": description,
        "content": {"application/json": {"schema": reference(model)}},
        "headers": {
            name.replace("_", "-"): {"description": text, "schema": {"type": "string"}}
            for name, text in headers.items()
        },
    }


def problems(codes: Iterable[str]) -> dict[int | str, dict[str, Any]]:
    """The error answers for these codes, by status, with one example each."""

    def status(code: str) -> int:
        return KINDS[code].status

    spec: dict[int | str, dict[str, Any]] = {}
    for number, group in groupby(sorted(set(codes), key=lambda code: (status(code), code)), key=status):
        members = list(group)
        spec[number] = {
            "description": "; ".join(f"`{code}`: {KINDS[code].title.lower()}" for code in members),
            "content": {
                MEDIA_TYPE: {
                    "schema": reference(ProblemOut),
                    "examples": {code: {"value": problem_example(code)} for code in members},
                }
            },
        }
    return spec


def problem_example(code: str) -> dict[str, Any]:
    """What a problem of this code looks like."""
    kind = KINDS[code]
    return {
        "type": TYPE_PREFIX + code,
        "title": kind.title,
        "status": kind.status,
        "code": code,
        "detail": f"{kind.title}.",
        "hint": kind.hint,
        "instance": "/v1/reports",
        "request_id": "7f3c0c5e0f1b4f6f9a57e8d1c2b3a495",
    }


_SELF = "Address of the report."
_ETAG = "Version of the record; send it back as If-None-Match."
_VERSION = "Version of the flag; send it back as If-Match with a decision."
_HISTORY = "Address of the report's decisions."
_AGAIN = "Seconds until it is worth asking again."

POST_REPORT: Spec = {
    "openapi_extra": takes(ReportIn),
    "responses": {
        201: gives("The report was digested and checked", RecordV1, Location=_SELF, ETag=_ETAG),
        202: gives(
            "The report was accepted; the work goes on",
            ReportHead,
            Location=_SELF,
            Retry_After=_AGAIN,
            Preference_Applied="What of `Prefer` was followed.",
        ),
        **problems(
            (
                *(*CORE, *FAILURES, "invalid_header", "invalid_input", "report_too_short"),
                *("unknown_name", "idempotency_key_reused", "engine_error", "gone"),
            )
        ),
    },
}
LIST_REPORTS: Spec = {
    "responses": {
        200: gives("One page of reports", ReportPage),
        **problems(("invalid_cursor", "invalid_request", "engine_error", "internal")),
    }
}
GET_REPORT: Spec = {
    "responses": {
        200: gives("The record", RecordV1, ETag=_ETAG, Retry_After=_AGAIN),
        304: {"description": "The version at hand is the present one"},
        **problems((*FOUND, "busy", "invalid_request")),
    }
}
GET_EVENTS: Spec = {
    "responses": {
        200: {
            "description": "Events until the report is finished",
            "content": {
                "text/event-stream": {
                    "schema": {"type": "string"},
                    "example": 'event: progress\ndata: {"at": "2026-11-22T06:00:00.0Z", "step": "label", '
                    '"done": 3, "total": 12, "message": ""}\nid: 17\n\n'
                    'event: finished\ndata: {"id": "01…", "status": "done", "error_code": null}\n'
                    "id: 29-finished\n\n",
                }
            },
        },
        204: {"description": "`Last-Event-ID` was the final event: nothing will follow"},
        **problems((*FOUND, "invalid_header", "invalid_request")),
    }
}
DELETE_REPORT: Spec = {
    "responses": {204: {"description": "Purged"}, **problems((*FOUND, "invalid_request"))},
}
POST_CHECK: Spec = {
    "openapi_extra": takes(CheckIn),
    "responses": {200: gives("Claims, flags and coverage", CheckOut), **problems(CORE)},
}
POST_AUDIT: Spec = {
    "openapi_extra": takes(TextIn),
    "responses": {200: gives("Findings and relations", AuditOut), **problems(CORE)},
}
POST_MENTIONS: Spec = {
    "openapi_extra": takes(TextIn),
    "responses": {200: gives("Mentions", MentionsOut), **problems(CORE)},
}
LIST_QUEUE: Spec = {
    "responses": {
        200: gives("One page of the queue", QueuePage),
        **problems(("invalid_cursor", "invalid_request", "engine_error", "internal")),
    }
}
LIST_FLAGS: Spec = {
    "responses": {
        200: gives("One page of flags", FlagPage),
        **problems(("invalid_cursor", "invalid_request", "engine_error", "internal")),
    }
}
GET_FLAG: Spec = {
    "responses": {
        200: gives("The flag with its state", FlagStateV1, ETag=_VERSION),
        **problems((*FOUND, "invalid_request")),
    }
}
POST_DECISION: Spec = {
    "openapi_extra": takes(DecisionIn),
    "responses": {
        201: gives(
            "The ruling is kept, or was kept before (`replayed`)",
            DecidedOut,
            ETag=_VERSION,
            Location=_HISTORY,
        ),
        **problems(
            (
                *(*BODY, *FOUND, "invalid_header", "invalid_decision", "nothing_to_undo", "version_conflict"),
                *("precondition_required", "idempotency_key_reused"),
            )
        ),
    },
}
PUT_LEASE: Spec = {
    "openapi_extra": takes(LeaseIn),
    "responses": {200: gives("Who looks at the flag now", LeaseV1), **problems((*BODY, *FOUND))},
}
GET_DECISIONS: Spec = {
    "responses": {
        200: gives("The rulings, oldest first", DecisionPage),
        **problems((*FOUND, "invalid_request")),
    }
}
GET_REVIEWED: Spec = {
    "responses": {
        200: gives("The digest before and after the review", ReviewedOut),
        **problems((*FOUND, "busy", "invalid_request")),
    }
}
POST_SEED: Spec = {
    "responses": {
        201: gives("A known error stands in the queue", SeedV1),
        **problems((*FOUND, "busy", "invalid_request", "nothing_to_plant")),
    }
}
GET_REVIEWERS: Spec = {
    "responses": {
        200: gives("Reviewers and their figures", ReviewersOut),
        **problems(("engine_error", "internal")),
    }
}
READY: Spec = {
    "responses": {
        200: gives("Every part is ready", ReadyOut),
        503: gives("A part is not ready", ReadyOut),
    }
}
COUNTERS: Spec = {
    "response_class": Response,
    "openapi_extra": {"security": [{}, {"key": ["metrics"]}, {"session": ["metrics"]}]},
    "responses": {
        200: {"description": "The counters", "content": {"text/plain": {"schema": {"type": "string"}}}},
    },
}
