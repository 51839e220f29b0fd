"""One run's way to the model: every call is counted and kept, failed ones too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from service.errors import ProviderError, ReplyTruncated
from service.llm import Ask, Attempt, Extractor, Problem, Reply, Usage, context_of
from service.prompts import Prompt

# Vietnamese costs the most: Qwen reads 2.8 of its characters in a token; a little is left for the template.
CHARACTERS_PER_TOKEN = 2.4
TEMPLATE_TOKENS = 64
LEAST_ANSWER = 256


class Asking:
    """Asks through ``extractor`` and keeps an ``Attempt`` for each call, in the order of the steps."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor
        self._attempts: dict[str, Attempt] = {}
        self._order: list[str] = []

    def room(self, *prompt: str) -> int | None:
        """Tokens left for an answer to ``prompt``, at most zero where there are none; None when unknown."""
        context = context_of(self.extractor)
        characters = sum(len(part) for part in prompt)
        return None if context is None else context - TEMPLATE_TOKENS - int(characters / CHARACTERS_PER_TOKEN)

    async def ask(
        self,
        step: str,
        prompt: Prompt,
        user: str,
        schema: type[BaseModel],
        max_tokens: int,
        *,
        system: str = "",
        partial: bool = False,
    ) -> Reply:
        """The reply to one question; ``system`` replaces the prompt's own text where it is given.

        The answer has ``max_tokens`` or as many as the context leaves it; ``partial`` accepts a cut one.

        Raises:
            ProviderError: As the extractor; the failed call is kept as well.
        """
        question = Ask(
            system=system or prompt.text,
            user=user,
            schema=schema,
            schema_name=prompt.schema.replace(".", "_"),
            max_tokens=self._bounded(max_tokens, system or prompt.text, user),
            purpose=step,
            partial=partial,
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
            kept=not reply.truncated,  # until someone finds its complete part of use
            error=ReplyTruncated.code if reply.truncated else None,
        )
        return reply

    def _bounded(self, wanted: int, *prompt: str) -> int:
        left = self.room(*prompt)
        return wanted if left is None else min(wanted, max(LEAST_ANSWER, left))

    def note(self, step: str, *, kept: bool, failures: int, digest: dict[str, Any]) -> None:
        """Write down what came of a call that made a digest."""
        self._attempts[step] = replace(self._attempts[step], kept=kept, failures=failures, digest=digest)

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """All calls so far, in the order in which they were asked."""
        return tuple(self._attempts[step] for step in self._order)

    @property
    def usage(self) -> Usage:
        """What all calls together cost; an answer from our own cache keeps its first cost."""
        return sum((attempt.usage for attempt in self.attempts), Usage())


def cut_short(step: str, lost: str) -> Problem:
    """What to show of an answer that was cut at the token limit and kept as far as it was complete."""
    return Problem(ReplyTruncated.code, f"the answer was cut at the token limit (step {step!r}); {lost}")
