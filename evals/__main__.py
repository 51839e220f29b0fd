"""``python -m evals …``, the same as ``doichieu eval …``: run suites, compare, report, check data."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from evals.commands import Model, add_commands
from evals.dataset import DATASETS, DatasetError, Document, load
from service.errors import DoichieuError, InputError

REVIEWED = Path("out/reviewed")


def main(argv: Sequence[str] | None = None, *, name: str = "evals") -> int:
    """Exit status of one command, called ``name`` in what it says.

    0 done, 2 bad usage or an unusable dataset, 3 a broken suite; ``compare`` answers 0 better or
    equal, 1 worse, 3 broken, 4 cannot tell.
    """
    parser = _parser(name)
    options = parser.parse_args(argv)
    try:
        status: int = options.run(options)
    except DatasetError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 2
    except DoichieuError as error:
        print(f"{name}: {error.message}\n  → {error.hint}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 3
    return status


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=name, description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_commands(commands, _model)
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
    command.add_argument("--digests", type=int, default=0, help="also check so many right digests of each")
    command.add_argument("--examples", type=int, default=0, help="misses shown for each phenomenon")
    command.add_argument("--out", type=Path, help="write the reports to this folder instead of scoring them")
    command.set_defaults(run=_synthesize)
    for name, run, text, shown in (
        (
            "wordings",
            _wordings,
            "short texts with one relation each, sound and planted: what the audit finds, and finds in vain",
            "show plants not found and false findings",
        ),
        (
            "wordings-check",
            _wordings_check,
            "short sources with right and wrong statements: what the check flags of them, and flags in vain",
            "show errors not flagged and false alarms",
        ),
    ):
        command = commands.add_parser(name, help=text, description=text)
        which = command.add_mutually_exclusive_group()
        which.add_argument(
            "--open", dest="name", action="store_const", const="open", help="to work with (default)"
        )
        which.add_argument(
            "--sealed", dest="name", action="store_const", const="sealed", help="only its totals"
        )
        command.add_argument("--misses", action="store_true", help=shown)
        command.set_defaults(run=run, name="open")
    for name, run, text in (
        ("compile", _compile, "annotated sources of a dataset → reports and gold"),
        ("validate", _validate, "say what is wrong with a dataset's gold"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--dataset", required=True, help="folder under evals/datasets")
        command.set_defaults(run=run)
    text = "reports that people reviewed → a dataset: their rulings become gold"
    command = commands.add_parser("extract", help=text, description=text)
    command.add_argument("--out", type=Path, default=REVIEWED, help=f"folder of the dataset ({REVIEWED})")
    command.add_argument("--approved", action="store_true", help="only reports without an open remark")
    command.set_defaults(run=_extract)
    text = "extracted rulings, checked again: errors still caught, false alarms gone; 1 when one is lost"
    command = commands.add_parser("rulings", help=text, description=text)
    command.add_argument("folder", type=Path, nargs="?", default=REVIEWED, help=f"the dataset ({REVIEWED})")
    command.set_defaults(run=_rulings)
    return parser


def _model(name: str | None) -> Model:
    """The configured model, or the one named: with the embedded one a GGUF file."""
    from service.main import build_extractor
    from service.settings import load_settings

    settings = load_settings()
    if name is not None:
        given = {"weights": name} if settings.provider == "embedded" else {"model": name}
        settings = load_settings(**given)
    host = settings.provider_host if settings.leaves_the_machine else ""
    return Model(build_extractor(settings), host)


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
    return _print(lines(measure(reports, digests=options.digests), examples=options.examples))


def _wordings(options: argparse.Namespace) -> int:
    from evals.product import audit_of
    from evals.wordings import load as load_wordings
    from evals.wordings.measure import lines, measure, misses

    sealed = _is_sealed(options)
    judged = measure(load_wordings(options.name), lambda text, lang: audit_of(text, lang).findings)
    return _print((*lines(judged, sealed=sealed), *(misses(judged) if options.misses else ())))


def _wordings_check(options: argparse.Namespace) -> int:
    from evals.product import alarms_of
    from evals.wordings.check import lines, load_part, misses, score

    sealed = _is_sealed(options)
    total = score(load_part(options.name), alarms_of)
    return _print((*lines(total, sealed=sealed), *(misses(total) if options.misses else ())))


def _is_sealed(options: argparse.Namespace) -> bool:
    """Whether the sealed set is asked for, which shows nothing of its texts."""
    sealed: bool = options.name == "sealed"
    if sealed and options.misses:
        raise DatasetError("the sealed set shows its totals only: leave out --misses")
    return sealed


def _print(lines: Iterable[str]) -> int:
    for line in lines:
        print(line)
    return 0


def _compile(options: argparse.Namespace) -> int:
    from evals.annotate import AnnotationError, compile_dataset

    try:
        ids = compile_dataset(DATASETS / options.dataset)
    except AnnotationError as error:
        raise DatasetError(str(error)) from None
    print(f"{len(ids)} documents compiled: {', '.join(ids)}")
    return 0


def _extract(options: argparse.Namespace) -> int:
    import asyncio

    from evals.extract import extract_from
    from service.settings import load_settings

    made = asyncio.run(extract_from(load_settings().database, options.out, approved=options.approved))
    print(
        f"{len(made.cases)} cases with {made.rulings} rulings in {options.out}, {made.open} of them with "
        f"open remarks; {made.left_out} reports without a ruling left out"
    )
    print("They are copies of the reports: a purge does not reach them until they are extracted again.")
    print(f"next: doichieu eval run audit grammar --dataset {options.out.resolve()}")
    return 0


def _rulings(options: argparse.Namespace) -> int:
    from evals.rulings import score_rulings

    score = score_rulings(options.folder)
    for name, tally in (
        ("confirmed errors still caught", score.caught),
        ("false alarms left in peace", score.peace),
        ("corrected places without an alarm", score.settled),
    ):
        print(f"{name:34} {tally.hit}/{tally.gold}")
    for lost in score.lost:
        print(f"{lost.what}: {lost.case}{lost.path} “{lost.stated}” ({lost.code})")
    return 1 if score.lost else 0


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


if __name__ == "__main__":
    sys.exit(main())
