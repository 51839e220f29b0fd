"""The way to a language model: one port (``Extractor``), its question, its answer and what it costs.

Nothing here knows a vendor. ``openai.py`` speaks to any OpenAI-compatible address, ``embedded.py`` runs the
model that comes with the product, ``cache.py`` remembers finished calls, ``strategies`` turn a source into a
digest. Every failure is one of ``service.errors.ProviderError``, and no error holds the text of a report.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

from pydantic import BaseModel

StrategyName: TypeAlias = Literal["free", "anchored"]
STRATEGIES: tuple[StrategyName, ...] = ("free", "anchored")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to a model.

    ``system`` never holds report text; ``user`` holds it between delimiters. ``schema`` is the shape of the
    answer and ``schema_name`` what it is called on the wire. ``purpose`` names the step for logs, metrics and
    the record (``digest``, ``repair``, ``label 2/7``, ``summary`` …); it is not sent. ``partial`` says that
    an answer cut at the token limit is of use: its complete members come back as a ``truncated`` reply.
    """

    system: str
    user: str
    schema: type[BaseModel]
    schema_name: str
    max_tokens: int
    temperature: float = 0.0
    seed: int = 7
    purpose: str = "digest"
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and requests; ``+`` adds them up. ``cached_tokens`` are prompt tokens that were at hand."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    requests: int = 0

    @property
    def total_tokens(self) -> int:
        """Prompt and completion together."""
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cached_tokens + other.cached_tokens,
            self.requests + other.requests,
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered: ``parsed`` fits the asked schema, ``raw`` is the text as it came.

    ``seconds`` is the wall time as a decimal string, ``attempts`` how many answers it took until one fitted
    the schema, ``cached`` whether the answer came from our own cache (then nothing was sent or spent).
    ``truncated`` says that the answer was cut at the token limit and ``parsed`` holds what of it was whole.
    """

    parsed: BaseModel
    raw: str
    usage: Usage
    seconds: str
    model: str
    attempts: int = 1
    cached: bool = False
    truncated: bool = False


@runtime_checkable
class Extractor(Protocol):
    """Something that answers an ``Ask``. ``concurrency`` is how many questions it takes at once.

    ``name`` is the provider as shown in a record (``embedded``, ``openai`` …), ``model`` the model's name.
    """

    @property
    def name(self) -> str:
        """The provider, as shown in a record."""

    @property
    def model(self) -> str:
        """The model's name, as asked for."""

    @property
    def concurrency(self) -> int:
        """How many questions may be under way at once; at least 1."""

    async def ask(self, ask: Ask) -> Reply:
        """The answer to one question.

        Raises:
            ProviderError: The model, or the way to it, failed; see its subclasses.
            WeightsMissing: The embedded model is asked for and its file is not there.
        """

    async def aclose(self) -> None:
        """Give back connections and child processes. Safe to call twice."""


@runtime_checkable
class Bounded(Protocol):
    """An extractor that knows how many tokens prompt and answer share; None where nobody told."""

    @property
    def context(self) -> int | None:
        """Tokens of prompt and answer together."""


def context_of(extractor: Extractor) -> int | None:
    """How many tokens prompt and answer share with this extractor, None when it does not know."""
    return extractor.context if isinstance(extractor, Bounded) else None


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """How far a run is: ``done`` of ``total`` parts of ``step``.

    ``message`` is for people, without figures or words of the report.
    """

    step: str
    done: int
    total: int
    message: str = ""


Progress: TypeAlias = Callable[[ProgressEvent], Awaitable[None]]


async def no_progress(event: ProgressEvent) -> None:
    """A listener that listens to nothing."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One model call of a run, as it is kept in the record.

    ``step`` says what it was for, ``prompt`` is the reference of the prompt (``digest/free.v1``). ``digest``
    is the whole digest after this call where the call made one, ``failures`` how many claims of it the check
    did not support (None where no digest was made), ``kept`` whether its answer is in the final digest.
    ``error`` is the stable code of the failure when the call failed; then ``raw`` is empty, except for
    ``reply_truncated``, where the complete part of a cut answer may be of use.
    """

    step: str
    prompt: str
    model: str
    raw: str
    usage: Usage
    seconds: str
    tries: int
    cached: bool = False
    kept: bool = True
    failures: int | None = None
    digest: dict[str, Any] | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong without losing the run, shown to the person who reads the digest.

    ``code`` is stable (the code of the error, or ``labels_repeated``, ``section_failed`` …); ``start`` and
    ``end`` say which part of the canonical text is touched, both None when it is the whole report.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a strategy made of a source: ``digest`` is plain JSON in the shape of Digest v1."""

    digest: dict[str, Any]
    attempts: tuple[Attempt, ...]
    usage: Usage = field(default_factory=Usage)
    problems: tuple[Problem, ...] = ()


__all__ = [
    "STRATEGIES",
    "Ask",
    "Attempt",
    "Bounded",
    "Extractor",
    "Outcome",
    "Problem",
    "Progress",
    "ProgressEvent",
    "Reply",
    "StrategyName",
    "Usage",
    "context_of",
    "no_progress",
]
