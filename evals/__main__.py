"""``python -m evals …``: measure the core on a dataset and print the figures, with every miss on demand."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TypeVar

from evals.alarms import Alarm, CheckScore
from evals.dataset import DATASETS, DatasetError, Document, load
from evals.digests import DigestScore, score_digest
from evals.planted import Digest
from evals.scorers import Miss, Tally
from evals.statistics import rate_interval

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
    command = commands.add_parser(
        "check", help="planted errors and right digests", description=_check.__doc__
    )
    command.set_defaults(run=_check)
    _common(command)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--digests", type=int, default=6, help="right digests per document (default 6)")
    command.add_argument("--per-type", type=int, default=3, help="errors of a type per document (default 3)")
    command.add_argument("--only", action="append", help="only this type of error; may be repeated")
    text = "inconsistencies planted in the source, where a relation holds"
    command = commands.add_parser("sources", help=text, description=text)
    command.set_defaults(run=_sources)
    _common(command)
    command.add_argument("--seed", type=int, default=1)
    text = "the same mentions under NFD, other blanks, digits, tones, dashes, quotes"
    command = commands.add_parser("invariance", help=text, description=text)
    command.set_defaults(run=_invariance)
    _common(command)
    command = commands.add_parser("digest", help="records of real runs: key figures stated, verdicts, cost")
    command.add_argument("records", type=Path, nargs="+", help="<name>.record.json of the dataset's reports")
    command.set_defaults(run=_digest)
    _common(command)
    command = commands.add_parser("gains", help="two dumps of mentions, one against the other")
    command.add_argument("old", type=Path)
    command.add_argument("new", type=Path)
    command.set_defaults(run=_gains)
    command = commands.add_parser("dump", help="write what the grammar finds in the datasets now")
    command.add_argument("out", type=Path)
    command.set_defaults(run=_dump)
    command = commands.add_parser("speed", help="speed as ratios taken in one run")
    command.add_argument("--megabytes", type=float, default=10)
    command.add_argument("--rounds", type=int, default=3)
    command.add_argument("--quick", action="store_true", help="1 MB and two rounds: a glance, not a record")
    command.add_argument(
        "--no-peers", dest="peers", action="store_false", help="leave out the work of others"
    )
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=_speed)
    text = "generated reports with known gold: score grammar and audit on them, or write them as a dataset"
    command = commands.add_parser("synthesize", help=text, description=text)
    command.add_argument("--lang", choices=("vi", "en"), default="vi")
    command.add_argument("--seed", type=int, default=1, help="of the first report; the others follow")
    command.add_argument("--count", type=int, default=40)
    command.add_argument("--size", type=int, default=4000, help="characters of a report, at least")
    command.add_argument("--examples", type=int, default=0, help="misses shown for each phenomenon")
    command.add_argument("--out", type=Path, help="write the reports to this folder instead of scoring them")
    command.set_defaults(run=_synthesize)
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
    pooled = rate_interval({n: (s.levels["kind"].hit, s.levels["kind"].gold) for n, s in rows[:-1]})
    print(f"value+kind recall with a document-aware 95 % interval: {pooled}")
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


def _invariance(options: argparse.Namespace) -> int:
    from evals.invariance import REWRITINGS, score
    from evals.product import mentions_of

    missed = 0
    crashes: list[Miss] = []
    for rewriting in REWRITINGS:
        total = Tally()
        for document in _documents(options):
            find = partial(mentions_of, lang=document.lang)
            lost = Tally(gold=len(document.mentions))
            answer, crash = _survive(document, partial(score, find=find, rewriting=rewriting), lost)
            total += answer
            crashes += crash
        missed += total.gold - total.hit + total.answered - total.hit
        if options.json:
            print(json.dumps({rewriting.name: asdict(total)}, ensure_ascii=False))
        else:
            print(f"{rewriting.name:40} {total.hit:>4}/{total.gold:<4} the same, {total.answered} found")
    _print_misses(crashes, options)
    return 1 if missed else 0


def _sources(options: argparse.Namespace) -> int:
    from evals.product import AuditAnswer, audit_of
    from evals.sources import SourceScore, planted_sources, score_source

    score = SourceScore({}, Tally(), 0, [])
    crashes: list[Miss] = []
    for document in _documents(options):
        for planted in planted_sources(document, options.seed):
            answer, crash = _survive(
                planted.document, lambda d: audit_of(d.text, d.lang), AuditAnswer((), (), 0)
            )
            crashes += crash
            score_source(planted, list(answer.findings), score)
    total = Tally()
    for tally in score.found.values():
        total += tally
    if options.json:
        print(json.dumps({"found": asdict(total), "by_type": {k: asdict(t) for k, t in score.found.items()}}))
        return 0
    for kind, tally in sorted(score.found.items()):
        print(f"{kind:16} {tally.hit:>3}/{tally.gold:<3} {100 * tally.recall:5.1f} %")
    print(
        f"{'all':16} {total.hit:>3}/{total.gold:<3} {100 * total.recall:5.1f} %, "
        f"as an error {score.as_error.hit}; {score.false_errors} false errors"
    )
    if options.misses:
        for planted in score.missed:
            print(f"\nmissed {planted.item.type} {planted.document.id}@{planted.place[0]}")
            print(f"  was {planted.was} now {planted.now}: {planted.item.explanation}")
    _print_misses(crashes, options)
    return 0


def _check(options: argparse.Namespace) -> int:
    """Planted errors caught and false alarms of the cross-check, on digests made from gold."""
    from evals.errors import ERRORS, cases
    from evals.planted import Maker
    from evals.product import alarms_of

    score = CheckScore()
    crashes: list[Miss] = []
    nothing: list[Alarm] = []

    def ask(document: Document, digest: Digest) -> list[Alarm]:
        answer, crash = _survive(document, lambda d: alarms_of(d.text, d.lang, digest.data), nothing)
        crashes.extend(crash)
        return answer

    for document in _documents(options):
        maker = Maker(document, options.seed)
        for _ in range(options.digests):
            digest = maker.digest()
            score.right_digest(document.id, digest, ask(document, digest))
        for error in options.only or ERRORS:
            for case in cases(Maker(document, options.seed), error, options.per_type):
                score.planted_error(case, ask(document, case.digest), ask(document, case.twin))
    _print_check(score, options)
    if not options.json:
        pooled = rate_interval({name: (t.hit, t.gold) for name, t in score.by_document.items()})
        print(f"planted errors caught, all types, with a document-aware 95 % interval: {pooled}")
    _print_misses(crashes, options)
    return 0


def _print_check(score: CheckScore, options: argparse.Namespace) -> None:
    caught = score.caught
    if options.json:
        figures = {
            "caught": asdict(caught),
            "by_error": {error: asdict(tally) for error, tally in score.by_error.items()},
            "claims": score.claims,
            "false_alarms": len(score.false),
            "digests": score.digests,
            "quiet_digests": score.quiet_digests,
            "by_style": {style: asdict(tally) for style, tally in score.by_style.items()},
            "twin_alarmed": score.twin_alarmed,
        }
        print(json.dumps(figures, ensure_ascii=False))
        return
    print(f"{'planted error':22} {'caught':>9}   {'named right':>11}")
    for error, tally in score.by_error.items():
        named = score.named[error]
        rate = f"{100 * tally.recall:6.1f} %"
        print(f"{error:22} {tally.hit:>4}/{tally.gold:<4} {rate}   {named.hit:>4}/{named.gold:<4}")
    print(f"{'all but quote words':22} {caught.hit:>4}/{caught.gold:<4} {100 * caught.recall:6.1f} %")
    print(
        f"\nright digests: {score.digests}, {score.claims} claims, {len(score.false)} false alarms "
        f"= {100 * len(score.false) / max(1, score.claims):.2f} % of claims; "
        f"{score.quiet_digests} digests without any; clean twins alarmed at the place: {score.twin_alarmed}; "
        f"caught where the twin was quiet: {score.quiet_twin.hit}/{score.quiet_twin.gold}"
    )
    styles = sorted(score.by_style.items(), key=lambda item: -item[1].hit)
    print("false alarms by style: " + " · ".join(f"{style} {t.hit}/{t.gold}" for style, t in styles))
    codes = Counter(f"{false.alarm.code} ({false.alarm.severity})" for false in score.false)
    print("false alarms by code: " + (" · ".join(f"{code} {n}" for code, n in codes.most_common()) or "none"))
    if options.misses:
        for case in score.missed:
            slot = case.planted.slot
            print(f"\nmissed {case.error}  {case.document} {case.planted.path}")
            print(f"  was {case.was}\n  now {case.now}")
            print(f"  in  {slot.label}: {slot.value} | {slot.quote or slot.prose()[0]}")
        for false in score.false:
            alarm = false.alarm
            print(f"\nfalse {alarm.code} {alarm.severity}  {false.document} {alarm.path} {false.style}")
            print(f"  on «{alarm.stated}»\n  in {false.text}")


def _digest(options: argparse.Namespace) -> int:
    """Key figures that the digests of real runs state, verdicts on their claims, and what they cost."""
    documents = {document.text: document for document in _documents(options)}
    scores = [_scored(path, documents) for path in options.records]
    if options.json:
        print(json.dumps([asdict(score) for score in scores], default=str))
        return 0
    print(f"{'':16}{'strategy':9}{'seconds':>8}{'calls':>6}{'prompt':>7}{'answer':>7}  key figures  verdicts")
    for score in scores:
        print(
            f"{score.document:16}{score.strategy:9}{score.seconds:8.0f}{score.calls:6}{score.prompt_tokens:7}"
            f"{score.completion_tokens:7}  {score.salient_stated:5}/{score.salient:<5}  "
            f"{_counts(score.verdicts)}"
        )
        print(f"{'':53}  {'':11}  alarms: {_counts(score.alarms)}; problems: {_counts(score.problems)}")
    stated, due = sum(score.salient_stated for score in scores), sum(score.salient for score in scores)
    print(f"key figures of salience 1 stated: {stated}/{due} (one that is repeated: at its gold place only)")
    return 0


def _scored(path: Path, documents: Mapping[str, Document]) -> DigestScore:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise DatasetError(f"{path} is no record: {problem}") from None
    if record["status"] != "done":
        raise DatasetError(f"{path}: the record is {record['status']}")
    text = record["report"]["received"] or record["report"]["text"]
    if text not in documents:
        raise DatasetError(f"{path}: not a report of the dataset")
    return score_digest(documents[text], record)


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{count} {word}" for word, count in counter.most_common()) or "none"


def _corpus() -> tuple[Document, ...]:
    names = sorted(path.name for path in DATASETS.iterdir() if (path / "gold").is_dir())
    return tuple(document for name in names for document in load(name))


def _dump(options: argparse.Namespace) -> int:
    from evals.gains import dump
    from evals.product import mentions_of

    answers = ((document.id, mentions_of(document.text, document.lang)) for document in _corpus())
    print(f"{dump(options.out, answers)} mentions written to {options.out}")
    return 0


def _gains(options: argparse.Namespace) -> int:
    from evals.gains import compare, read

    changes = list(compare(read(options.old), read(options.new), _corpus()))
    for change in changes:
        print(f"{change.verdict:6} {change.document}@{change.start}\n  old {change.old}\n  new {change.new}")
    counts = Counter(change.verdict for change in changes)
    print(f"{counts['gain']} gains, {counts['loss']} losses, {counts['change']} that gold does not judge")
    return 1 if counts["loss"] > counts["gain"] else 0


def _speed(options: argparse.Namespace) -> int:
    from evals.speed import rows

    missed = 0
    rounds = 2 if options.quick else options.rounds
    for row in rows(megabytes=1 if options.quick else options.megabytes, rounds=rounds, peers=options.peers):
        missed += row.met is False
        if options.json:
            print(json.dumps(asdict(row), ensure_ascii=False), flush=True)
        else:
            mark = {True: "met ", False: "MISS", None: "    "}[row.met]
            floors = f"{row.floors} floors" if row.floors else ""
            print(
                f"{mark} {row.name:58} {row.value:>20} {floors:>14}   must {row.must}, aim {row.aim}",
                flush=True,
            )
            if row.note:
                print(f"       {row.note}", flush=True)
    return 1 if missed else 0


def _synthesize(options: argparse.Namespace) -> int:
    from evals.synthetic import corpus, write_dataset
    from evals.synthetic.measure import lines, measure

    reports = corpus(options.seed, options.lang, options.size, options.count)
    if options.out is not None:
        print(f"{len(write_dataset(options.out, reports))} reports written to {options.out}")
        return 0
    for line in lines(measure(reports), examples=options.examples):
        print(line)
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
