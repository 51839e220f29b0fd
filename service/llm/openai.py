"""Any OpenAI-compatible address as an ``Extractor``; the only file that knows openai, instructor or tenacity.

Each kind of retry has one layer: openai repeats what the transport or the server failed (and honours
Retry-After up to two minutes), instructor asks once more when an answer does not fit the schema, and the job
engine above repeats whole steps. Every vendor error becomes one of ours here, without the report that the
vendor's exceptions carry.
"""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import math
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast
from weakref import WeakKeyDictionary

import httpx2
import instructor
import openai
from instructor.core.exceptions import (
    IncompleteOutputException,
    InstructorRetryException,
    ResponseParsingError,
)
from instructor.function_calls import response_schema
from openai import AsyncOpenAI, DefaultAsyncHttpxClient, Timeout
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, SecretStr, ValidationError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

from service.errors import (
    ProviderDenied,
    ProviderError,
    ProviderLimited,
    ProviderRefused,
    ProviderTimeout,
    ProviderUnavailable,
    ReplyInvalid,
    ReplyTruncated,
)
from service.llm import Ask, Reply, Usage
from service.llm.salvage import salvaged

# The libraries log prompts and answers, which hold the report; what matters travels in our own errors.
for _name in ("instructor", "openai", "httpx2", "httpcore2"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_CHARACTERS_PER_TOKEN_AT_MOST = 8
_PROMPT_WORTH_CHECKING = 4096
_ANSWER_BYTES = 16_000_000  # far above any digest; a stream without an end stops here
_LONGEST_WAIT = 86_400.0  # seconds; what a provider asks for beyond a day is not worth passing on
_ADDRESS = "the configured address must be the final one, usually ending in /v1"
_ASK_AGAIN = (ValidationError, json.JSONDecodeError, ResponseParsingError)
# A template: every call takes its own copy, since tenacity keeps the state of the attempts on the object.
_VALIDATION = AsyncRetrying(
    stop=stop_after_attempt(2), retry=retry_if_exception_type(_ASK_AGAIN), reraise=True
)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait: for the connection, for the answer to one request, and for an ``ask`` in all."""

    connect: float = 5.0
    read: float = 120.0
    total: float = 600.0


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an address differs from the common form.

    ``token_limit`` is the name of the parameter that bounds the answer (OpenAI's reasoning models want
    ``max_completion_tokens``); ``sampling`` is false for models that refuse temperature and seed;
    ``extra`` are further fields of the request's body.
    """

    token_limit: str = "max_tokens"  # noqa: S105 - the name of a parameter
    sampling: bool = True
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Session:
    """What belongs to one event loop: the client with its connections, and the bound on calls at once."""

    client: AsyncOpenAI
    gate: asyncio.Semaphore


@dataclass(slots=True)
class _Tally:
    """What one ``ask`` spends, summed over every answer it gets, fitting or not."""

    usage: Usage = field(default_factory=Usage)
    answers: int = 0
    raw: str = ""
    model: str = ""


class _Refusal(Exception):
    """The model said no; raised inside the call and mapped like every other failure."""


class _Overlong(Exception):
    """The provider sends more than any answer can be, or sends it packed, so that nobody can tell."""


class _BoundedBody(httpx2.AsyncByteStream):
    """A body that ends with an error at ``_ANSWER_BYTES``."""

    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._inner:
            size += len(chunk)
            if size > _ANSWER_BYTES:
                raise _Overlong
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()


class _BoundedTransport(httpx2.AsyncHTTPTransport):
    """Bounds what is read; answers are asked for unpacked, since a small packed one can be endless."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise _Overlong
        response.stream = _BoundedBody(cast(httpx2.AsyncByteStream, response.stream))
        return response


class OpenAIExtractor:
    """Answers questions through one OpenAI-compatible address.

    ``concurrency`` bounds the calls under way in one event loop. ``context`` is how many tokens prompt and
    answer share, where that is known. ``max_retries`` are the repetitions of one request after a transport
    failure, 408, 409, 429 or 5xx.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: SecretStr,
        model: str,
        name: str = "openai",
        concurrency: int = 4,
        context: int | None = None,
        max_retries: int = 2,
        timeouts: Timeouts | None = None,
        dialect: Dialect | None = None,
    ) -> None:
        self.name = name
        self.model = model
        self.concurrency = max(1, concurrency)
        self.context = context
        self._base_url = base_url
        self._api_key = api_key
        self._max_retries = max_retries
        self._timeouts = timeouts or Timeouts()
        self._dialect = dialect or Dialect()
        self._sessions: WeakKeyDictionary[asyncio.AbstractEventLoop, _Session] = WeakKeyDictionary()

    async def ask(self, ask: Ask) -> Reply:
        """The answer to one question, in the shape of ``ask.schema``.

        Raises:
            ProviderError: See its subclasses; nothing of the vendor's exception is kept.
        """
        session = self._session()
        tally = _Tally()
        failed: ProviderError | None = None
        parsed: BaseModel | None = None
        async with session.gate:
            began = time.monotonic()
            try:
                async with asyncio.timeout(self._timeouts.total):
                    parsed = await self._create(session.client, ask, tally)
            except Exception as failure:
                failed = _translated(failure, ask, self.name)
        truncated = ask.partial and isinstance(failed, ReplyTruncated)
        if truncated and (whole := salvaged(tally.raw, ask.schema)) is not None:
            failed, parsed = None, whole
        if failed is not None or parsed is None:
            # Raised out here: inside the handler it would carry the vendor's exception, and that the report.
            raise failed or ProviderError(f"no answer ({self.name}, step {ask.purpose!r})")
        self._refuse_cut_prompt(ask, tally)
        seconds = str(Decimal(str(time.monotonic() - began)).quantize(Decimal("0.001")))
        return Reply(
            parsed=ask.schema.model_validate(parsed.model_dump(by_alias=True)),
            raw=tally.raw,
            usage=tally.usage,
            seconds=seconds,
            model=tally.model or self.model,
            attempts=tally.answers,
            truncated=truncated,
        )

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        session = self._sessions.pop(asyncio.get_running_loop(), None)
        if session is not None:
            await session.client.close()

    def _session(self) -> _Session:
        loop = asyncio.get_running_loop()
        session = self._sessions.get(loop)
        if session is None:
            client = AsyncOpenAI(
                base_url=self._base_url,
                api_key=self._api_key.get_secret_value(),
                max_retries=self._max_retries,
                timeout=Timeout(self._timeouts.read, connect=self._timeouts.connect, pool=None),
                default_headers={"accept-encoding": "identity"},
                # A redirect would carry the report to another host; it is an error instead.
                http_client=DefaultAsyncHttpxClient(transport=_BoundedTransport(), follow_redirects=False),
            )
            session = self._sessions[loop] = _Session(client, asyncio.Semaphore(self.concurrency))
        return session

    async def _create(self, client: AsyncOpenAI, ask: Ask, tally: _Tally) -> BaseModel:
        async def create(**request: Any) -> ChatCompletion:  # noqa: ANN401 - instructor composes the request
            answer = await client.chat.completions.with_raw_response.create(**request)
            completion: ChatCompletion = answer.parse()
            _count(completion, answer.retries_taken, tally)
            _refuse(completion)
            return completion

        sampling = {"temperature": ask.temperature, "seed": ask.seed} if self._dialect.sampling else {}
        patched = cast(Any, instructor.patch)(create=create, mode=instructor.Mode.JSON_SCHEMA)
        parsed = await patched(
            model=self.model,
            messages=[{"role": "system", "content": ask.system}, {"role": "user", "content": ask.user}],
            response_model=wrapped(ask.schema),
            max_retries=_VALIDATION.copy(),
            extra_body={**self._dialect.extra, "response_format": response_format(ask)},
            **{self._dialect.token_limit: ask.max_tokens},
            **sampling,
        )
        return cast(BaseModel, parsed)

    def _refuse_cut_prompt(self, ask: Ask, tally: _Tally) -> None:
        """Some servers cut a long prompt without a word (Ollama's default context); never digest half."""
        characters = len(ask.system) + len(ask.user)
        seen = tally.usage.prompt_tokens // max(1, tally.answers)
        if 0 < seen < characters // _CHARACTERS_PER_TOKEN_AT_MOST and characters > _PROMPT_WORTH_CHECKING:
            raise ProviderError(
                f"{self.name} read only {seen} tokens of a prompt of {characters} characters",
                hint="raise the context size of the server (Ollama: num_ctx)",
            )


@lru_cache(maxsize=256)
def wrapped(schema: type[BaseModel]) -> type[BaseModel]:
    """``schema`` as instructor wants it, built once: instructor would build a new class for every call."""
    return cast(type[BaseModel], response_schema(schema))


def response_format(ask: Ask) -> dict[str, Any]:
    """The strict form, which instructor does not send by itself."""
    strict = strict_schema(ask.schema)
    return {
        "type": "json_schema",
        "json_schema": {"name": ask.schema_name, "strict": True, "schema": strict},
    }


def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of ``model`` as strict servers want it.

    Every object is closed and all its properties are required; titles, defaults and descriptions, which
    such servers refuse or ignore, are left out; references stay.
    """
    return copy.deepcopy(_strict_schema(model))


@lru_cache(maxsize=256)
def _strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    return cast(dict[str, Any], _close(model.model_json_schema()))


def _close(node: Any) -> Any:  # noqa: ANN401 - any node of a JSON Schema
    if isinstance(node, list):
        return [_close(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed: dict[str, Any] = {}
    for key, value in node.items():
        if key in {"properties", "$defs"}:
            closed[key] = {name: _close(sub) for name, sub in value.items()}
        elif key not in {"title", "default", "description"}:
            closed[key] = _close(value)
    if "properties" in closed:
        closed["required"] = list(closed["properties"])
        closed["additionalProperties"] = False
    return closed


def _count(completion: ChatCompletion, retries: int, tally: _Tally) -> None:
    spent = completion.usage
    details = spent.prompt_tokens_details if spent else None
    tally.usage += Usage(
        prompt_tokens=spent.prompt_tokens if spent else 0,
        completion_tokens=spent.completion_tokens if spent else 0,
        cached_tokens=(details.cached_tokens or 0) if details else 0,
        requests=1 + retries,
    )
    tally.answers += 1
    tally.model = completion.model
    tally.raw = (completion.choices[0].message.content or "") if completion.choices else ""


def _refuse(completion: ChatCompletion) -> None:
    choice = completion.choices[0] if completion.choices else None
    if choice is not None and (choice.message.refusal or choice.finish_reason == "content_filter"):
        raise _Refusal


def _translated(failure: Exception, ask: Ask, provider: str) -> ProviderError:
    """Ours for a vendor's failure; the message names the step and the provider, never the content."""
    cause: BaseException = failure
    while isinstance(cause, InstructorRetryException) and cause.__cause__ is not None:
        cause = cause.__cause__
    where = f"{provider}, step {ask.purpose!r}"
    match cause:
        case _Refusal():
            return ProviderRefused(f"the model declined to answer ({where})")
        case IncompleteOutputException():
            return ReplyTruncated(
                f"the answer was cut at {ask.max_tokens} tokens ({where})",
                hint="raise the token limit, or use the anchored strategy, which asks in parts",
            )
        case ValidationError() | json.JSONDecodeError() | ResponseParsingError():
            return ReplyInvalid(f"two answers in a row did not fit the schema {ask.schema_name} ({where})")
        case openai.APITimeoutError() | TimeoutError():
            return ProviderTimeout(f"no answer in time ({where})", hint="raise the timeout, or try again")
        case openai.APIConnectionError() if isinstance(cause.__cause__, _Overlong):
            return ReplyInvalid(f"the answer is longer than any digest, or packed ({where})", hint=_ADDRESS)
        case openai.APIConnectionError():
            return ProviderUnavailable(f"the provider cannot be reached ({where})", hint="check its address")
        case openai.APIStatusError():
            return _from_status(cause, where)
        case _:
            return ReplyInvalid(
                f"the answer is no chat completion: {type(cause).__name__} ({where})", hint=_ADDRESS
            )


def _from_status(failure: openai.APIStatusError, where: str) -> ProviderError:
    status = failure.status_code
    after = _retry_after(failure)
    if status == 429:
        return ProviderLimited(f"the provider limits the rate ({where})", retry_after=after)
    if status in {401, 403}:
        return ProviderDenied(f"the provider refused the key with {status} ({where})", hint="check the key")
    if status == 408:
        return ProviderTimeout(f"the provider gave up waiting ({where})", retry_after=after)
    if 300 <= status < 400:
        return ProviderError(f"the provider sends us elsewhere with {status} ({where})", hint=_ADDRESS)
    if status >= 500:
        return ProviderUnavailable(f"the provider answered {status} ({where})", retry_after=after)
    return ProviderError(
        f"the provider refused the request with {status} ({where})",
        hint="check the model's name and its context size",
    )


def _retry_after(failure: openai.APIStatusError) -> float | None:
    """Seconds, from ``retry-after-ms`` or ``retry-after``; dates are left to the caller's own patience."""
    for header, scale in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            seconds = float(failure.response.headers[header]) / scale
        except (KeyError, ValueError):
            continue
        if math.isfinite(seconds):
            return min(max(0.0, seconds), _LONGEST_WAIT)
    return None
