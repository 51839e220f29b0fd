"""One run's way to the model: every call is counted and kept, failed ones too."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from service.errors import ProviderError
from service.llm import Ask, Attempt, Extractor, Reply, Usage
from service.prompts import Prompt


class Asking:
    """Asks through ``extractor`` and keeps an ``Attempt`` for each call, in the order of the steps."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor
        self._attempts: dict[str, Attempt] = {}
        self._order: list[str] = []

    async def ask(
        self, step: str, prompt: Prompt, user: str, schema: type[BaseModel], max_tokens: int, system: str = ""
    ) -> Reply:
        """The reply to one question; ``system`` replaces the prompt's own text where it is given.

        Raises:
            ProviderError: As the extractor; the failed call is kept as well.
        """
        question = Ask(
            system=system or prompt.text,
            user=user,
            schema=schema,
            schema_name=prompt.schema.replace(".", "_"),
            max_tokens=max_tokens,
            purpose=step,
        )
        self._order.append(step)
        try:
            reply = await self.extractor.ask(question)
        except ProviderError as failure:
            self._attempts[step] = Attempt(
                step, prompt.ref, self.extractor.model, "", Usage(), "0", 1, kept=False, error=failure.code
            )
            raise
        self._attempts[step] = Attempt(
            step,
            prompt.ref,
            reply.model,
            reply.raw,
            reply.usage,
            reply.seconds,
            reply.attempts,
            cached=reply.cached,
        )
        return reply

    def note(self, step: str, *, kept: bool, failures: int, digest: dict[str, Any]) -> None:
        """Write down what came of a call that made a digest."""
        was = self._attempts[step]
        self._attempts[step] = Attempt(
            was.step,
            was.prompt,
            was.model,
            was.raw,
            was.usage,
            was.seconds,
            was.tries,
            cached=was.cached,
            kept=kept,
            failures=failures,
            digest=digest,
            error=was.error,
        )

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """All calls so far, in the order in which they were asked."""
        return tuple(self._attempts[step] for step in self._order)

    @property
    def usage(self) -> Usage:
        """What all calls together cost; an answer from our own cache keeps its first cost."""
        return sum((attempt.usage for attempt in self.attempts), Usage())
