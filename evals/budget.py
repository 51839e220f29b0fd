"""What a run may spend: tokens and money, counted before each call of a model."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from service.llm import Ask, Extractor, Reply, Usage, context_of

MILLION = 1_000_000


class BudgetSpent(Exception):
    """The budget of tokens or money is used up; what is left to try is not tried."""


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens of prompt and of answer."""

    prompt: Decimal
    completion: Decimal
    currency: str = "USD"

    def of(self, prompt_tokens: int, completion_tokens: int) -> Decimal:
        """What so many tokens cost."""
        return (self.prompt * prompt_tokens + self.completion * completion_tokens) / MILLION


@dataclass(slots=True)
class Budget:
    """What a run may spend; answers from the cache cost nothing."""

    tokens: int | None = None
    money: Decimal | None = None
    price: Price | None = None
    spent: Usage = field(default_factory=Usage)

    def check(self) -> None:
        """Nothing, as long as there is something left.

        Raises:
            BudgetSpent: Tokens or money are used up.
        """
        if self.tokens is not None and self.spent.total_tokens >= self.tokens:
            raise BudgetSpent(f"the budget of {self.tokens} tokens is spent")
        if self.money is not None and self.price is not None:
            cost = self.price.of(self.spent.prompt_tokens, self.spent.completion_tokens)
            if cost >= self.money:
                raise BudgetSpent(f"the budget of {self.money} {self.price.currency} is spent")


class Metered:
    """An extractor that asks only within the budget, and writes down what each answer cost."""

    def __init__(self, inner: Extractor, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    @property
    def name(self) -> str:
        """The provider behind it."""
        return self._inner.name

    @property
    def model(self) -> str:
        """The model behind it."""
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
        """The answer, counted.

        Raises:
            BudgetSpent: There is nothing left to ask with.
        """
        self._budget.check()
        reply = await self._inner.ask(ask)
        if not reply.cached:
            self._budget.spent = self._budget.spent + reply.usage
        return reply

    async def aclose(self) -> None:
        """Close the provider."""
        await self._inner.aclose()
