"""The runner forgets nothing: killed runs go on, failures count, budgets hold."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

import pytest

from evals.budget import Budget, BudgetSpent, Metered, Price
from evals.dataset import DatasetError, Document, load
from evals.journal import Journal, Lines, Replies
from evals.runner import Limits, run
from evals.scorecard import CaseResult, Cost, Scorecard
from evals.suites import MetricSpec, Plan, Trial, counts
from service.llm import Ask, Reply, Usage
from service.llm.cache import CachedExtractor
from tests.scripted import Answered

DOCUMENTS = load("bundled")[:3]


class Toy:
    """One case a document; the document at ``wrong`` raises, the process dies after ``lives`` cases."""

    name = "toy"
    version = 1
    deterministic = True
    errors: ClassVar = {"slip": "lower"}
    metrics = (
        MetricSpec("right", "right ones", gate=True, goal=(">=", "0.9")),
        MetricSpec("seconds", "seconds", "mean", "lower"),
        MetricSpec("slips", "slips", "count", "lower"),
    )

    def __init__(self, wrong: int | None = None, lives: int | None = None) -> None:
        self.tried: list[str] = []
        self._wrong = wrong
        self._lives = lives

    def trials(self, documents: Sequence[Document], plan: Plan) -> list[Trial]:
        repeats = range(1, plan.repeats + 1)
        return [Trial(f"{d.id}/{n}", d, repeat=n) for n in repeats for d in documents]

    async def run(self, trial: Trial) -> CaseResult:
        if self._lives is not None and len(self.tried) >= self._lives:
            raise KeyboardInterrupt
        self.tried.append(trial.id)
        if self._wrong is not None and trial.document.id == DOCUMENTS[self._wrong].id:
            raise RuntimeError("  no\n answer ")
        return CaseResult(
            id=trial.id, document=trial.document.id, arm=trial.arm, repeat=trial.repeat, status="ok",
            counts=counts({"right": (3, 4), "seconds": (2, 1), "slips": (1, 1)}),
            cost=Cost(prompt_tokens=1_000_000, completion_tokens=500_000), fingerprint="f",
        )  # fmt: skip

    def due(self, trial: Trial) -> dict[str, tuple[int, int]]:
        return {"right": (0, 4)}


def measured(suite: Toy, **options: object) -> Scorecard:
    return asyncio.run(run(suite, DOCUMENTS, options.pop("plan", Plan()), **options))


def figure(card: Scorecard, name: str) -> tuple[str, int, str | None]:
    found = next(metric for metric in card.metrics if metric.name == name)
    return found.numerator, found.denominator, found.value


def test_a_case_without_an_answer_stays_in_the_denominator_and_is_shown():
    card = measured(Toy(wrong=1))
    assert figure(card, "right") == ("6", 12, "0.500000")
    assert [(case.status, case.error) for case in card.failed] == [("error", "RuntimeError: no answer")]
    assert next(row for row in card.errors if row.name == "no_answer").hit == 1
    assert card.metrics[0].met is False


def test_means_and_counts_are_no_shares():
    card = measured(Toy())
    assert figure(card, "seconds") == ("6", 3, "2.000000")
    assert figure(card, "slips") == ("3", 3, "3.000000")


def test_repeats_are_averaged_before_an_interval_is_made():
    once, thrice = (
        next(m for m in measured(Toy(), plan=Plan(repeats=n)).metrics if m.name == "right") for n in (1, 3)
    )
    assert (once.denominator, thrice.denominator) == (12, 36)
    assert once.interval == thrice.interval


def test_a_killed_run_goes_on_where_it_was(tmp_path):
    journal = tmp_path / "toy.journal.jsonl"
    with pytest.raises(KeyboardInterrupt):
        measured(Toy(lives=2), journal=journal)
    again = Toy()
    card = measured(again, journal=journal)
    assert again.tried == [f"{DOCUMENTS[2].id}/1"]
    assert [case.reused for case in card.cases] == [True, True, False]
    assert figure(card, "right") == ("9", 12, "0.750000")
    assert not journal.exists()


def test_what_another_run_left_is_not_taken_for_this_one(tmp_path):
    journal = tmp_path / "toy.journal.jsonl"
    with pytest.raises(KeyboardInterrupt):
        measured(Toy(lives=2), journal=journal)
    again = Toy()
    measured(again, journal=journal, plan=Plan(seeds=(2,)))
    assert len(again.tried) == 3


def test_cases_in_error_are_tried_again_and_torn_lines_dropped(tmp_path):
    path = tmp_path / "j.jsonl"
    case = CaseResult(id="a", document="a", arm="core", status="ok")
    book = Journal(path, "key")
    book.add(case)
    book.add(case.model_copy(update={"id": "b", "status": "error"}))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"run": "key", "case": {"id": "c"}}\n{"run": "ke')
    read = Journal(path, "key")
    assert (read.known("a"), read.known("b"), read.known("c")) == (case, None, None)
    assert Journal(path, "other").known("a") is None


def test_cases_are_chosen_by_name_and_number():
    one = measured(Toy(), limits=Limits(cases=(DOCUMENTS[1].id,)))
    assert [case.document for case in one.cases] == [DOCUMENTS[1].id]
    assert len(measured(Toy(), limits=Limits(limit=2)).cases) == 2
    with pytest.raises(DatasetError, match="nothing to try"):
        measured(Toy(), limits=Limits(cases=("nobody",)))


def test_what_was_spent_is_priced():
    card = measured(Toy(), price=Price(Decimal("0.5"), Decimal(2)))
    assert (card.run.cost.money, card.run.cost.currency) == ("4.5", "USD")


class Echo:
    """Answers anything for 30 tokens."""

    name, model, concurrency = "echo", "echo-1", 1

    def __init__(self) -> None:
        self.asked = 0

    async def ask(self, ask: Ask) -> Reply:
        self.asked += 1
        return Reply(Answered(text=ask.user), '{"text": ""}', Usage(20, 10, 0, 1), "0.1", self.model)

    async def aclose(self) -> None:
        return


def question(text: str) -> Ask:
    return Ask("s", text, Answered, "answered", 5)


async def test_nothing_is_asked_beyond_the_budget_and_the_cache_costs_nothing(tmp_path):
    inner, budget = Echo(), Budget(tokens=60)
    asking = CachedExtractor(Metered(inner, budget), Replies(tmp_path / "r.jsonl"))
    for text in ("a", "b", "a", "b"):
        await asking.ask(question(text))
    with pytest.raises(BudgetSpent, match="60 tokens"):
        await asking.ask(question("c"))
    assert inner.asked == 2
    again = CachedExtractor(Metered(Echo(), Budget(tokens=1)), Replies(tmp_path / "r.jsonl"))
    assert (await again.ask(question("a"))).cached


async def test_money_is_a_budget_too():
    budget = Budget(money=Decimal("0.00006"), price=Price(Decimal(1), Decimal(2)))
    asking = Metered(Echo(), budget)
    await asking.ask(question("a"))
    await asking.ask(question("b"))
    with pytest.raises(BudgetSpent, match="USD"):
        await asking.ask(question("c"))


class Spending(Toy):
    """A suite whose budget ends with its second case."""

    async def run(self, trial: Trial) -> CaseResult:
        if self.tried:
            raise BudgetSpent("the budget of 60 tokens is spent")
        return await super().run(trial)


def test_a_spent_budget_leaves_an_incomplete_run_that_can_go_on(tmp_path):
    journal = tmp_path / "toy.journal.jsonl"
    card = measured(Spending(), journal=journal)
    assert not card.run.complete
    assert [case.status for case in card.cases] == ["ok", "error", "error"]
    assert figure(card, "right") == ("3", 12, "0.250000")
    assert len(Lines(journal).read()) == 1


def test_progress_is_told_case_by_case():
    told: list[str] = []
    totals: list[int] = []
    measured(Toy(), told=lambda case: told.append(case.id), started=totals.append)
    assert (totals, len(told)) == ([3], 3)
