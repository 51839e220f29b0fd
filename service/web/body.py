"""The body of a request, from bytes to a checked value: sizes first, then UTF-8, then JSON, then the fields.

Bytes are counted while they arrive, before anything is parsed, and a compressed body is refused, so a small
request cannot become a large one. Numbers keep their literal (``1.10`` stays ``1.10``): a binary fraction
never comes into being. No answer repeats what was sent.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

import anyio
from anyio import to_thread
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.core.claims import LONGEST_LITERAL, Json, NumberLiteral
from service.web.problems import Problem, answer, from_validation

Model = TypeVar("Model", bound=BaseModel)

AT_ONCE = 100_000  # bytes that are parsed within a millisecond or two, so on the event loop
DRAIN = 4  # times the limit; a body beyond that is cut off
DRAIN_SECONDS = 10
MAX_DEPTH = 64  # levels of nesting; a digest of ours has 4
MAX_VALUES = 100_000  # JSON values in one body; the largest digest of the bundled reports has 300
SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
SURROGATE = re.compile("[\ud800-\udfff]")
EXPONENT = re.compile(r"[eE][+-]?0*(\d*)$")


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """ASGI layer that refuses compressed, oversized and dripping bodies, counted as the bytes arrive.

    ``seconds`` is how long a whole body may take.
    """

    app: ASGIApp
    max_bytes: int
    seconds: float

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its body counted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        refusal = self._refusal(headers)
        if refusal is not None:
            if b"expect" not in headers:
                await self._drain(receive)
            await answer(refusal, scope)(scope, receive, send)
            return
        seen, until = 0, anyio.current_time() + self.seconds

        async def counted() -> Message:
            nonlocal seen, until
            with anyio.CancelScope(deadline=until) as patience:
                message = await receive()
            if patience.cancelled_caught:
                raise Problem(
                    "body_too_slow",
                    f"The body was not there after {self.seconds:g} seconds.",
                    headers={"Connection": "close"},
                )
            if not message.get("more_body"):
                until = math.inf  # the body is whole; what comes next is the end of the connection
            seen += len(message.get("body", b""))
            if seen > self.max_bytes:
                if message.get("more_body"):
                    await self._drain(receive)
                raise self._too_large()
            return message

        await self.app(scope, counted, send)

    def _refusal(self, headers: dict[bytes, bytes]) -> Problem | None:
        encoding = headers.get(b"content-encoding", b"identity").strip().lower()
        if encoding not in {b"", b"identity"}:
            return Problem(
                "unsupported_media_type",
                "A compressed body (Content-Encoding) is not accepted.",
                hint="Send the body uncompressed.",
                headers={"Accept-Encoding": "identity"},
            )
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length[:20]) > self.max_bytes:
            return self._too_large()
        return None

    async def _drain(self, receive: Receive) -> None:
        """Let a client finish that listens only after it has sent; it would see a broken connection instead.

        Nothing is kept, and size and time are bounded.
        """
        left = DRAIN * self.max_bytes
        with anyio.move_on_after(DRAIN_SECONDS):
            while left > 0:
                message = await receive()
                if not message.get("more_body"):
                    return
                left -= len(message["body"])

    def _too_large(self) -> Problem:
        return Problem(
            "body_too_large",
            f"The body has more than {self.max_bytes} bytes.",
            headers={"Connection": "close"},
            extra={"limit_bytes": self.max_bytes},
        )


async def read_json(request: Request) -> dict[str, Json]:
    """The JSON object of the body, every number as its literal.

    Raises:
        Problem: Another media type, not UTF-8, not JSON, a key twice, too deep, too many values, a lone
            surrogate, an absurd number, or no object.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise Problem(
            "unsupported_media_type",
            "This call takes application/json.",
            hint="Send the header Content-Type: application/json.",
            headers={"Accept-Post": "application/json"},
        )
    data = await request.body()
    return parse_object(data) if len(data) <= AT_ONCE else await to_thread.run_sync(parse_object, data)


def parse_object(data: bytes) -> dict[str, Json]:
    """The JSON object in these bytes; see ``read_json``."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Problem("invalid_encoding", f"Byte {error.start} of the body is not UTF-8.") from None
    value = _parsed(text)
    if not isinstance(value, dict):
        raise Problem("invalid_json", "The body must be one JSON object.")
    _refuse_absurd(value, surrogates=SURROGATE_ESCAPE.search(text) is not None)
    return value


def _parsed(text: str) -> Json:
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=NumberLiteral,
            parse_float=NumberLiteral,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Problem("invalid_json", f"The body is not JSON: {error.msg} ({where}).") from None
    except RecursionError:
        raise _too_deep() from None
    return value


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Problem("duplicate_key", "An object of the body names a key twice.")
    return found


def _no_number(word: str) -> Json:
    raise Problem("invalid_json", f"The body is not JSON: {word} is no number there.")


def _too_deep() -> Problem:
    return Problem("too_deep", f"The JSON has more than {MAX_DEPTH} levels.")


def values(value: Json) -> Iterator[tuple[int, Json]]:
    """Every value and key inside, each with its depth; without recursion."""
    todo: list[tuple[int, Json]] = [(1, value)]
    while todo:
        depth, item = todo.pop()
        yield depth, item
        if isinstance(item, dict):
            todo.extend((depth + 1, inner) for pair in item.items() for inner in pair)
        elif isinstance(item, list):
            todo.extend((depth + 1, inner) for inner in item)


def _refuse_absurd(value: Json, *, surrogates: bool) -> None:
    for count, (depth, item) in enumerate(values(value)):
        if depth > MAX_DEPTH:
            raise _too_deep()
        if count > MAX_VALUES:
            raise Problem("body_too_large", f"The JSON has more than {MAX_VALUES} values.")
        if isinstance(item, NumberLiteral):
            _refuse_absurd_number(item)
        elif surrogates and isinstance(item, str) and SURROGATE.search(item):
            raise Problem("invalid_encoding", "A string holds half of a surrogate pair (\\ud800 to \\udfff).")


def _refuse_absurd_number(literal: str) -> None:
    exponent = EXPONENT.search(literal)
    power = exponent[1] if exponent else ""
    if len(literal) > LONGEST_LITERAL or int(power or "0") > LONGEST_LITERAL:
        raise Problem(
            "invalid_json",
            f"A number has more than {LONGEST_LITERAL} characters, or an exponent beyond {LONGEST_LITERAL}.",
            hint="Send such a value as a string if it is meant.",
        )


def fields(model: type[Model], value: dict[str, Json], *, exactly: str | None = None) -> Model:
    """The checked fields of a body; ``exactly`` names the one that is kept as parsed, literals and all.

    Raises:
        Problem: 422 with the name of every wrong, missing or unknown field.
    """
    given = {key: item if key == exactly else _ordinary(item) for key, item in value.items()}
    try:
        return model.model_validate(given, by_alias=True, by_name=False)
    except ValidationError as error:
        raise from_validation(error.errors(include_input=False, include_url=False)) from None


def _ordinary(value: Json) -> object:
    """Number literals as numbers, so that a number where a string belongs is refused as one."""
    match value:
        case NumberLiteral():
            return Decimal(value)
        case dict():
            return {key: _ordinary(item) for key, item in value.items()}
        case list():
            return [_ordinary(item) for item in value]
        case _:
            return value
