"""``python -m evals …``: measure the core on a dataset and print the figures, with every miss on demand."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TypeVar

from evals.dataset import DATASETS, DatasetError, Document, load
from evals.scorers import Miss

T = TypeVar("T")


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status of one command: 0 done, 2 bad usage or an unusable dataset, 3 a broken suite."""
    parser = _parser()
    options = parser.parse_args(argv)
    try:
        status: int = options.run(options)
    except DatasetError as error:
        print(f"evals: {error}", file=sys.stderr)
        return 2
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evals", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, text in (
        (
            "grammar",
            _grammar,
            "mentions on gold: detect, value, kind, strict span; units, hedges, false numerals",
        ),
        ("audit", _audit, "the source audit on gold inconsistencies and near misses"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        _common(command)
    for name, run, text in (
        ("compile", _compile, "annotated sources of a dataset → reports and gold"),
        ("validate", _validate, "say what is wrong with a dataset's gold"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--dataset", required=True, help="folder under evals/datasets")
        command.set_defaults(run=run)
    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dataset", default="bundled", help="folder under evals/datasets (default bundled)")
    command.add_argument("--case", action="append", help="only this document; may be repeated")
    command.add_argument("--json", action="store_true", help="machine-readable figures on stdout")
    command.add_argument("--misses", action="store_true", help="list every miss after the table")


def _documents(options: argparse.Namespace) -> tuple[Document, ...]:
    documents = load(options.dataset)
    if options.case:
        documents = tuple(document for document in documents if document.id in options.case)
        if not documents:
            raise DatasetError(f"no document {', '.join(options.case)} in {options.dataset!r}")
    return documents


def _grammar(options: argparse.Namespace) -> int:
    from evals.product import mentions_of
    from evals.scorers import LEVELS, Found, MentionScore, score_mentions

    total = MentionScore()
    rows = []
    none: tuple[Found, ...] = ()
    for document in _documents(options):
        answer, crash = _survive(document, lambda d: mentions_of(d.text, d.lang), none)
        score = score_mentions(document, answer)
        score.misses += crash
        rows.append((document.id, score))
        total += score
    rows.append(("micro", total))
    if options.json:
        print(json.dumps({name: asdict(score) for name, score in rows}, ensure_ascii=False))
        return 0
    width = max(len(name) for name, _ in rows)
    print(
        f"{'':{width}} {'gold':>5} {'found':>5} "
        + "".join(f"{level:>8}" for level in LEVELS)
        + f"{'unit':>8}{'scale':>8}{'hedge':>8}{'hedged':>8}{'target':>8}{'zone':>8}  false numerals"
    )
    for name, score in rows:
        detect = score.levels["detect"]
        print(
            f"{name:{width}} {detect.gold:5} {detect.answered:5} "
            + "".join(f"{score.levels[level].f1:8.4f}" for level in LEVELS)
            + "".join(
                f"{tally.recall:8.3f}"
                for tally in (
                    score.units,
                    score.scales,
                    score.hedges,
                    score.hedged,
                    score.targets,
                    score.zones,
                )
            )
            + f"  {score.false_numerals}/{score.distractors}"
        )
    print(
        "F1 per level; unit, scale, hedge, target and zone: share right among mentions with the right value"
    )
    kinds = sorted(total.by_kind.items(), key=lambda item: -item[1].gold)
    print("value+kind recall: " + " · ".join(f"{kind} {t.hit}/{t.gold}" for kind, t in kinds))
    _print_misses(total.misses, options)
    return 0


def _survive(document: Document, run: Callable[[Document], T], nothing: T) -> tuple[T, list[Miss]]:
    """The product's answer, or ``nothing`` and a miss that names the crash: a failure stays in the count."""
    try:
        return run(document), []
    except Exception as error:
        return nothing, [Miss(document.id, "crash", 0, "an answer", f"{type(error).__name__}: {error}", "")]


def _audit(options: argparse.Namespace) -> int:
    from evals.product import AuditAnswer, audit_of
    from evals.scorers import AuditScore, score_audit, score_triples

    total = AuditScore()
    triples: Counter[str] = Counter()
    rows = []
    for document in _documents(options):
        answer, crash = _survive(document, lambda d: audit_of(d.text, d.lang), AuditAnswer((), (), 0))
        score = score_audit(document, answer.findings)
        score.misses += crash
        triples.update(score_triples(document, answer.findings, answer.holding))
        rows.append((document.id, score))
        total += score
    rows.append(("micro", total))
    if options.json:
        figures = {name: asdict(score) for name, score in rows}
        print(json.dumps({**figures, "triples": dict(triples)}, ensure_ascii=False))
        return 0
    width = max(len(name) for name, _ in rows)
    print(
        f"{'':{width}} {'found':>8} {'as error':>9} {'bonus':>6} {'error findings':>15} "
        f"{'false':>6} {'(overstated)':>13} {'false suspicions':>17} {'near misses hit':>16}"
    )
    for name, s in rows:
        print(
            f"{name:{width}} {s.found.hit:>4}/{s.found.gold:<3} {s.errors.hit:>5}/{s.errors.gold:<3} "
            f"{s.bonus.hit:>3}/{s.bonus.gold:<2} {s.error_findings:>15} {s.false_errors:>6} "
            f"{s.overstated:>13} {s.false_suspicions:>17} {s.near_misses_hit:>11}/{s.near_misses:<4}"
        )
    print("by type: " + " · ".join(f"{kind} {t.hit}/{t.gold}" for kind, t in sorted(total.by_type.items())))
    print(
        f"ratio–percent triples: {triples['right']}/{triples['total']} as due; given: "
        f"{triples['holds']} hold, {triples['rounding']} rounding, {triples['error']} error, "
        f"{triples['unchecked']} unchecked"
    )
    _print_misses(total.misses, options)
    return 0


def _compile(options: argparse.Namespace) -> int:
    from evals.annotate import AnnotationError, compile_dataset

    try:
        ids = compile_dataset(DATASETS / options.dataset)
    except AnnotationError as error:
        print(f"evals: {error}", file=sys.stderr)
        return 2
    print(f"{len(ids)} documents compiled: {', '.join(ids)}")
    return 0


def _validate(options: argparse.Namespace) -> int:
    from evals.annotate import validate

    problems = validate(DATASETS / options.dataset)
    for problem in problems:
        print(problem)
    documents = load(options.dataset)
    print(
        f"{len(documents)} documents, {sum(len(d.mentions) for d in documents)} mentions, "
        f"{sum(len(d.inconsistencies) for d in documents)} inconsistencies, "
        f"{sum(len(d.near_misses) for d in documents)} near misses, "
        f"{sum(len(d.key_metrics) for d in documents)} key metrics, "
        f"{sum(len(d.distractors) for d in documents)} distractors; {len(problems)} problems"
    )
    return 1 if problems else 0


def _print_misses(misses: Sequence[Miss], options: argparse.Namespace) -> None:
    counts = Counter(miss.error for miss in misses)
    if counts:
        print("misses: " + " · ".join(f"{error} {count}" for error, count in counts.most_common()))
    if not options.misses:
        return
    for miss in sorted(misses, key=lambda miss: (miss.error, miss.document, miss.start)):
        print(f"\n{miss.error}  {miss.document}@{miss.start}")
        print(f"  want {miss.expected}\n  got  {miss.got}\n  in   {miss.context}")


if __name__ == "__main__":
    sys.exit(main())
