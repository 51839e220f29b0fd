"""The commands ``run``, ``compare`` and ``report``: what they take, and what they leave behind."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rich.console import Console

from evals.budget import Budget, Metered, Price
from evals.compare import MARGIN, CannotCompare, compare
from evals.console import bar, screen, show, verdict
from evals.dataset import SEALED, DatasetError, load
from evals.journal import Replies
from evals.report import html
from evals.runner import Limits, run
from evals.scorecard import Scorecard
from evals.suites import Plan, Suite, Trial
from evals.suites.audit import AuditSuite
from evals.suites.check import CheckSuite
from evals.suites.digest import ARMS, DigestSuite, Opened, RecordsSuite
from evals.suites.grammar import GrammarSuite
from evals.suites.injection import InjectionSuite
from evals.suites.replay import ReplaySuite
from evals.twins import junit, markdown
from schemas.record import RecordV1
from service.llm import Extractor
from service.llm.cache import CachedExtractor

OUT = Path("out/evals")
BASELINES = Path(__file__).resolve().parent / "baselines"
FAST: dict[str, Callable[[], Suite]] = {
    "grammar": GrammarSuite, "audit": AuditSuite, "check": CheckSuite,
    "injection": InjectionSuite, "replay": ReplaySuite,
}  # fmt: skip
GATES = (
    ("grammar", "bundled"), ("grammar", "unseen"), ("audit", "bundled"), ("audit", "unseen"),
    ("check", "bundled"), ("check", "unseen"), ("injection", "bundled"), ("replay", "bundled"),
)  # fmt: skip
USAGE, BROKEN = 2, 3


@dataclass(frozen=True, slots=True)
class Model:
    """The configured model as the live suite needs it; closed by whoever made it."""

    extractor: Extractor
    leaves_for: str = ""


BuildModel = Callable[[str | None], Model]


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], build_model: BuildModel
) -> None:
    """Teach the parser ``run``, ``compare`` and ``report``."""
    text = "run suites; a scorecard of each as JSON, HTML, JUnit XML and Markdown"
    command = commands.add_parser("run", help=text, description=text)
    command.add_argument(
        "suites",
        nargs="+",
        choices=(*FAST, "digest", "fast"),
        metavar="SUITE",
        help=f"{', '.join(FAST)}: no model; digest: the configured model; fast: all but digest",
    )
    _what(command)
    _how(command)
    command.set_defaults(run=lambda options: run_suites(options, build_model))
    text = "every fast suite against its committed baseline, exactly: what `make test` asks"
    command = commands.add_parser("gate", help=text, description=text)
    command.add_argument("--save-baseline", action="store_true", help="make all baselines anew instead")
    command.set_defaults(run=lambda options: gate(save=options.save_baseline))
    text = "a scorecard against its baseline: 0 better or equal, 1 worse, 3 broken, 4 cannot tell"
    command = commands.add_parser("compare", help=text, description=text)
    command.add_argument("card", type=Path, help="the scorecard, as JSON")
    command.add_argument("baseline", type=Path, nargs="?", help="else the committed one of suite and dataset")
    command.add_argument("--margin", type=Fraction, default=MARGIN, help="a drop that does not matter (0.02)")
    command.set_defaults(run=compare_cards)
    text = "a scorecard as one HTML page"
    command = commands.add_parser("report", help=text, description=text)
    command.add_argument("card", type=Path, help="the scorecard, as JSON")
    command.add_argument("--out", type=Path, help="the page; else beside the scorecard")
    command.set_defaults(run=report_card)


def _what(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("what is tried")
    group.add_argument("--dataset", default="bundled", help="folder under evals/datasets (default bundled)")
    group.add_argument(
        "--case", action="append", default=[], help="only cases whose id begins so; repeatable"
    )
    group.add_argument("--limit", type=int, help="only the first so many cases")
    group.add_argument("--seed", type=int, action="append", help="of what is drawn (1); repeatable")
    group.add_argument("--repeats", type=int, default=1, help="runs of the model on each document")
    group.add_argument("--strategy", action="append", choices=ARMS, help="only this one; repeatable")
    group.add_argument("--model", help="name of the model; with the embedded one a GGUF file")
    group.add_argument("--prompt", default="", help="version of the prompts, such as v1; else the newest")
    group.add_argument(
        "--record", type=Path, action="append", default=[],
        help="digest: judge this <name>.record.json instead of asking a model; repeatable",
    )  # fmt: skip
    group.add_argument("--digests", type=int, help="check: right digests of a document (6)")
    group.add_argument("--per-type", type=int, help="check: planted errors of a type and document (3)")


def _how(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("how")
    group.add_argument("--concurrency", type=int, help="cases at once; else what the provider takes")
    group.add_argument("--max-tokens", type=int, help="stop asking when so many tokens are spent")
    group.add_argument(
        "--max-cost", type=Decimal, help="stop asking when so much money is spent; needs --price"
    )
    group.add_argument(
        "--price", type=_price, help="money for a million tokens, PROMPT/ANSWER, such as 0.15/0.60"
    )
    group.add_argument("--out", type=Path, default=OUT, help="folder for scorecards and journals (out/evals)")
    group.add_argument("--fresh", action="store_true", help="forget what an earlier run left")
    group.add_argument("--json", action="store_true", help="the scorecard on standard output, nothing else")
    group.add_argument("--misses", action="store_true", help="show every case that is not right")
    group.add_argument("--save-baseline", action="store_true", help="keep the result as the new baseline")


def _price(text: str) -> Price:
    try:
        prompt, _, completion = text.partition("/")
        return Price(Decimal(prompt), Decimal(completion))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"not PROMPT/ANSWER: {text}") from None


def run_suites(options: argparse.Namespace, build_model: BuildModel) -> int:
    """Run each suite, leave its scorecard behind, print it; 3 where one is broken."""
    if options.max_cost is not None and options.price is None:
        raise DatasetError("--max-cost needs --price")
    status = 0
    for name in dict.fromkeys(suite for chosen in options.suites for suite in _named(chosen)):
        card = asyncio.run(_run(name, options, build_model))
        answered = card.run.complete and any(case.status != "error" for case in card.cases)
        card = card.sealed() if options.dataset in SEALED else _against_baseline(card)
        write(card, options.out)
        if options.save_baseline:
            baseline_path(card).write_text(dumped(card.slim()), encoding="utf-8")
        if options.json:
            sys.stdout.write(card.model_dump_json() + "\n")
        else:
            show(card, screen(), misses=options.misses)
        status = max(status, 0 if answered else BROKEN)
    return status


def _named(chosen: str) -> tuple[str, ...]:
    return tuple(FAST) if chosen == "fast" else (chosen,)


async def _run(name: str, options: argparse.Namespace, build_model: BuildModel) -> Scorecard:
    stem = options.out / f"{name}-{options.dataset}"
    journal, replies = stem.with_suffix(".journal.jsonl"), options.out / "replies.jsonl"
    if options.fresh:
        journal.unlink(missing_ok=True)
        replies.unlink(missing_ok=True)
    plan = Plan(
        dataset=options.dataset,
        seeds=tuple(options.seed or (1,)),
        repeats=options.repeats,
        arms=tuple(options.strategy or ()),
        tuning={
            name: value
            for name, value in (("digests", options.digests), ("per_type", options.per_type))
            if value is not None
        },
    )
    documents = load(options.dataset)
    limits = Limits(tuple(options.case), options.limit, options.concurrency or 1)
    with bar(Console(stderr=True), name) as shown:
        if name != "digest":
            return await run(
                FAST[name](), documents, plan,
                limits=limits, journal=journal, told=shown.told, started=shown.started,
            )  # fmt: skip
        if options.record:
            records = RecordsSuite([_record(path) for path in options.record], documents)
            repeats = max(trial.repeat for trial in records.trials(documents, plan))
            return await run(records, documents, replace(plan, repeats=repeats), limits=limits)
        model = build_model(options.model)
        if model.leaves_for:
            sys.stderr.write(f"The reports are sent to {model.leaves_for}.\n")
        limits = replace(limits, concurrency=options.concurrency or model.extractor.concurrency)
        budget = Budget(options.max_tokens, options.max_cost, options.price)
        suite = DigestSuite(
            _asking(model.extractor, Replies(replies), budget),
            model=model.extractor.model, provider=model.extractor.name, prompt=options.prompt,
        )  # fmt: skip
        try:
            return await run(
                suite, documents, plan, limits=limits, journal=journal, price=options.price,
                told=shown.told, started=shown.started,
            )  # fmt: skip
        finally:
            await model.extractor.aclose()


def _record(path: Path) -> RecordV1:
    try:
        return RecordV1.model_validate_json(path.read_bytes())
    except OSError as problem:
        raise DatasetError(f"cannot read {path}: {problem.strerror}") from None
    except ValidationError:
        raise DatasetError(f"{path} is no record") from None


class _Numbered:
    """``ReplyCache`` of one repeat: the answers of another repeat are not its own."""

    def __init__(self, inner: Replies, repeat: int) -> None:
        self._inner = inner
        self._repeat = repeat

    async def get(self, key: str) -> dict[str, Any] | None:
        """The reply kept for this repeat."""
        return await self._inner.get(self._own(key))

    async def put(self, key: str, value: dict[str, Any]) -> None:
        """Keep the reply for this repeat."""
        await self._inner.put(self._own(key), value)

    def _own(self, key: str) -> str:
        return key if self._repeat == 1 else f"{key}#{self._repeat}"


def _asking(extractor: Extractor, replies: Replies, budget: Budget) -> Opened:
    """The way to the model for each trial: remembered first, then within the budget."""

    @asynccontextmanager
    async def opened(trial: Trial) -> AsyncIterator[Extractor]:
        yield CachedExtractor(Metered(extractor, budget), _Numbered(replies, trial.repeat))

    return opened


def gate(*, save: bool = False) -> int:
    """Run what needs no model and compare it exactly; the worst status of all, 2 without a baseline."""
    worst = 0
    for name, dataset in GATES:
        card = asyncio.run(run(FAST[name](), load(dataset), Plan(dataset=dataset)))
        path = baseline_path(card)
        if save:
            path.write_text(dumped(card.slim()), encoding="utf-8")
            print(f"{name} on {dataset}: {path.name} written")
            continue
        status, told = _judged(card, path)
        worst = max(worst, status)
        print(f"{name} on {dataset} ({card.run.seconds} s): {told}")
    if worst:
        print(
            "see `doichieu eval run SUITE`; where the change is meant: `doichieu eval gate --save-baseline`"
        )
    return worst


def _judged(card: Scorecard, baseline: Path) -> tuple[int, str]:
    try:
        comparison = compare(card, read_card(baseline))
    except (CannotCompare, DatasetError) as problem:
        return USAGE, f"not to be compared: {problem}"
    changed = [case.id for case in comparison.cases]
    more = f" {len(changed)} cases answer otherwise: {', '.join(changed[:3])}" if changed else ""
    return comparison.exit_status, comparison.sentence + more


def _against_baseline(card: Scorecard) -> Scorecard:
    """The scorecard with its comparison, where there is a baseline that measures the same."""
    path = baseline_path(card)
    if not path.exists():
        return card
    try:
        return card.model_copy(update={"comparison": compare(card, read_card(path))})
    except CannotCompare:
        return card


def baseline_path(card: Scorecard) -> Path:
    """Where the baseline of such a run is kept."""
    return BASELINES / f"{card.run.suite}-{card.run.dataset.name}.json"


def read_card(path: Path) -> Scorecard:
    """A scorecard from its file.

    Raises:
        DatasetError: There is no such file, or it is no scorecard.
    """
    try:
        return Scorecard.model_validate_json(path.read_bytes())
    except OSError as problem:
        raise DatasetError(f"cannot read {path}: {problem.strerror}") from None
    except ValidationError:
        raise DatasetError(f"{path} is no scorecard of this version") from None


def dumped(card: Scorecard) -> str:
    """A scorecard as its file holds it: lines that a change shows up in."""
    return card.model_dump_json(indent=1, exclude_defaults=True) + "\n"


def write(card: Scorecard, folder: Path) -> Path:
    """Leave a scorecard behind as JSON, HTML, JUnit XML and Markdown; returns the JSON's path."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{card.run.suite}-{card.run.dataset.name}"
    path = folder / f"{stem}.json"
    path.write_text(dumped(card), encoding="utf-8")
    for suffix, text in ((".html", html(card)), (".junit.xml", junit(card)), (".md", markdown(card))):
        (folder / f"{stem}{suffix}").write_text(text, encoding="utf-8")
    return path


def compare_cards(options: argparse.Namespace) -> int:
    """Say what a scorecard is worth against its baseline; write the twins anew with what it says."""
    card = read_card(options.card)
    known = options.baseline or baseline_path(card)
    try:
        comparison = compare(card, read_card(known), margin=options.margin)
    except CannotCompare as problem:
        sys.stderr.write(f"evals: not to be compared: {problem}\n")
        return USAGE
    write(card.model_copy(update={"comparison": comparison}), options.card.parent)
    console = screen()
    console.print(verdict(comparison))
    for change in comparison.changes:
        if change.outcome != "equal":
            note = f"; {change.note}" if change.note else ""
            least = f", least detectable {change.detectable}" if change.detectable else ""
            console.print(
                f"  {change.label} ({change.arm}): {change.before} → {change.after} "
                f"{change.outcome.replace('_', ' ')}{least}{note}",
                highlight=False, markup=False,
            )  # fmt: skip
    return comparison.exit_status


def report_card(options: argparse.Namespace) -> int:
    """Write a scorecard as one HTML page."""
    page = options.out or options.card.with_suffix(".html")
    page.write_text(html(read_card(options.card)), encoding="utf-8")
    print(page)
    return 0
