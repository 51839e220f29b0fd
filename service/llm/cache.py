"""Finished model calls are never repeated: an ``Extractor`` that remembers answers in a ``ReplyCache``."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Protocol

from pydantic import ValidationError

from service.llm import Ask, Extractor, Reply, Usage, context_of

_FORMAT = 1


class ReplyCache(Protocol):
    """Where answers are kept: plain dicts of strings and integers under a hash."""

    async def get(self, key: str) -> dict[str, Any] | None:
        """What was put under ``key``, or None."""

    async def put(self, key: str, value: dict[str, Any]) -> None:
        """Keep ``value`` under ``key``; an earlier value may be replaced by an equal one."""


class CachedExtractor:
    """Asks ``inner`` only what was not answered before; failures are not kept."""

    def __init__(self, inner: Extractor, cache: ReplyCache) -> None:
        self._inner = inner
        self._cache = cache

    @property
    def name(self) -> str:
        """The provider behind the cache."""
        return self._inner.name

    @property
    def model(self) -> str:
        """The model behind the cache."""
        return self._inner.model

    @property
    def concurrency(self) -> int:
        """As many at once as the provider takes."""
        return self._inner.concurrency

    @property
    def context(self) -> int | None:
        """As many tokens as the provider takes."""
        return context_of(self._inner)

    async def ask(self, ask: Ask) -> Reply:
        """The remembered answer (``cached`` true, nothing spent), or a fresh one, which is remembered."""
        key = cache_key(self.name, self.model, ask)
        kept = await self._cache.get(key)
        if kept is not None:
            reply = _revived(kept, ask)
            if reply is not None:
                return reply
        reply = await self._inner.ask(ask)
        await self._cache.put(key, _frozen(reply))
        return reply

    async def aclose(self) -> None:
        """Close the provider; the cache belongs to whoever made it."""
        await self._inner.aclose()


def cache_key(provider: str, model: str, ask: Ask) -> str:
    """SHA-256 over everything that shapes an answer: model, parameters, messages and schema."""
    told = {
        "format": _FORMAT,
        "provider": provider,
        "model": model,
        "system": ask.system,
        "user": ask.user,
        "schema": ask.schema.model_json_schema(),
        "schema_name": ask.schema_name,
        "max_tokens": ask.max_tokens,
        "temperature": str(ask.temperature),
        "seed": ask.seed,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _frozen(reply: Reply) -> dict[str, Any]:
    usage = reply.usage
    return {
        "raw": reply.raw,
        "parsed": reply.parsed.model_dump_json(by_alias=True),
        "seconds": reply.seconds,
        "model": reply.model,
        "attempts": reply.attempts,
        "truncated": reply.truncated,
        "usage": [usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens, usage.requests],
    }


def _revived(kept: dict[str, Any], ask: Ask) -> Reply | None:
    """The kept answer with its own first cost; None when it no longer fits the schema."""
    try:
        parsed = ask.schema.model_validate_json(kept["parsed"])
        return Reply(
            parsed=parsed,
            raw=kept["raw"],
            usage=Usage(*kept["usage"]),
            seconds=kept["seconds"],
            model=kept["model"],
            attempts=kept["attempts"],
            cached=True,
            truncated=kept.get("truncated", False),
        )
    except (KeyError, TypeError, ValidationError):
        return None
