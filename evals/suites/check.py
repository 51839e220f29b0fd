"""The cross-check on digests made from gold: planted errors must be caught, right digests left in peace.

A case is a right digest (reformatted, rescaled, rounded as stated, spelled, in English, derived: nothing may
be flagged), or a digest with one planted error beside its clean twin. Both are drawn from a seed, as many as
one likes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from evals.alarms import Alarm, CheckScore, touches
from evals.dataset import Document
from evals.errors import ERRORS, Case, cases
from evals.planted import Digest, Maker, Placed
from evals.product import alarms_of
from evals.scorecard import Better, CaseResult, ErrorCount, Mark
from evals.suites import MetricSpec, Plan, Trial, counts, fingerprint_of

DIGESTS = 6
PER_TYPE = 3
ALTERED = "quote_words_changed"  # a note is enough for it, so it is told apart
RIGHT = "right"


class CheckSuite:
    """Digest against source; asks no model."""

    name = "check"
    version = 1
    deterministic = True
    errors: Mapping[str, Better] = dict.fromkeys(ERRORS, "higher")
    metrics = (
        MetricSpec("caught", "planted errors caught", gate=True, goal=(">=", "0.95")),
        MetricSpec(
            "false_alarms", "false alarms per claim of right digests", "share", "lower", True, ("<=", "0.02")
        ),
        MetricSpec("quotes_caught", "altered quotes told of", gate=True, goal=(">=", "0.9")),
        MetricSpec("named", "caught errors called by a fitting name", gate=True),
        MetricSpec("quiet", "right digests without any alarm"),
        MetricSpec("review_load", "alarms per right digest", "mean", "lower"),
        MetricSpec("quiet_twin_caught", "caught where the clean twin was left in peace"),
        MetricSpec("twins_alarmed", "clean twins alarmed at the place", "share", "lower"),
    )

    def trials(self, documents: Sequence[Document], plan: Plan) -> Iterator[Trial]:
        """For each document and seed: right digests, then planted errors of every type."""
        digests, per_type = plan.tuned("digests", DIGESTS), plan.tuned("per_type", PER_TYPE)
        for document in documents:
            for seed in plan.seeds:
                for number in range(digests):
                    name = f"{document.id}/{RIGHT}/{seed}/{number}"
                    yield Trial(name, document, seed=seed, key=f"{RIGHT}/{digests}")
                for error in ERRORS:
                    for number in range(len(_planted(document, seed, error, per_type))):
                        name = f"{document.id}/{error}/{seed}/{number}"
                        yield Trial(name, document, seed=seed, key=f"{error}/{per_type}")

    async def run(self, trial: Trial) -> CaseResult:
        """One right digest, or one planted error and its twin."""
        number = int(trial.id.rpartition("/")[2])
        kind, _, made = trial.key.partition("/")
        if kind == RIGHT:
            return self._right(trial, _right(trial.document, trial.seed, int(made))[number])
        return self._error(trial, _planted(trial.document, trial.seed, kind, int(made))[number])

    def due(self, trial: Trial) -> dict[str, tuple[int, int]]:
        """An error uncaught, or a right digest that nobody can use."""
        if trial.key.startswith(f"{RIGHT}/"):
            return {"quiet": (0, 1)}
        return {"quotes_caught" if trial.key.startswith(ALTERED) else "caught": (0, 1)}

    def _right(self, trial: Trial, digest: Digest) -> CaseResult:
        document, score = trial.document, CheckScore()
        alarms = alarms_of(document.text, document.lang, digest.data)
        score.right_digest(document.id, digest, alarms)
        styles = Counter(false.style for false in score.false)
        return CaseResult(
            id=trial.id,
            document=document.id,
            arm=trial.arm,
            status="failed" if score.false else "ok",
            source=document.id,
            digest=_data(digest) if score.false else None,
            marks=tuple(_mark(false.alarm, "false_flag") for false in score.false),
            notes=tuple(
                f"false {f.alarm.code} on “{f.alarm.stated}” ({f.style}): {f.text}" for f in score.false
            ),
            counts=counts(
                {
                    "false_alarms": (len(score.false), digest.claims),
                    "quiet": (score.quiet_digests, 1),
                    "review_load": (len(score.false), 1),
                }
            ),
            errors={f"false alarm: {style}": ErrorCount(hit=hit) for style, hit in styles.items()},
            fingerprint=fingerprint_of([_said(alarm) for alarm in alarms]),
        )

    def _error(self, trial: Trial, case: Case) -> CaseResult:
        document, score = trial.document, CheckScore()
        alarms = alarms_of(document.text, document.lang, case.digest.data)
        twin = alarms_of(document.text, document.lang, case.twin.data)
        score.planted_error(case, alarms, twin)
        caught = not score.missed
        named = score.named[case.error]
        pairs = {
            "quotes_caught" if case.error == ALTERED else "caught": (int(caught), 1),
            "quiet_twin_caught": (score.quiet_twin.hit, score.quiet_twin.gold),
            "twins_alarmed": (score.twin_alarmed, 1),
            "named": (named.hit, named.gold),
        }
        told = f"{case.error}: was “{case.was}”, now “{case.now}”"
        planted = case.planted
        return CaseResult(
            id=trial.id,
            document=document.id,
            arm=trial.arm,
            status="ok" if caught else "failed",
            source=document.id,
            digest=None if caught else _data(case.digest),
            marks=(
                _planted_mark(planted, told, caught),
                *(
                    _mark(alarm, "flag" if touches(alarm, planted) else "false_flag")
                    for alarm in alarms
                    if alarm.loud
                ),
            ),
            notes=() if caught else (f"not caught: {told}; {planted.slot.label}: {planted.slot.quote}",),
            counts=counts(pairs),
            errors={case.error: ErrorCount(hit=int(caught), of=1, named=named.hit)},
            fingerprint=fingerprint_of([_said(alarm) for alarm in alarms]),
        )


@lru_cache(maxsize=512)
def _planted(document: Document, seed: int, error: str, per_type: int) -> tuple[Case, ...]:
    return tuple(cases(Maker(document, seed), error, per_type))


@lru_cache(maxsize=64)
def _right(document: Document, seed: int, number: int) -> tuple[Digest, ...]:
    maker = Maker(document, seed)
    return tuple(maker.digest() for _ in range(number))


def _data(digest: Digest) -> dict[str, object]:
    return dict(digest.data)


def _said(alarm: Alarm) -> list[object]:
    return [alarm.code, alarm.severity, alarm.path, alarm.start, alarm.end, alarm.stated]


def _mark(alarm: Alarm, role: str) -> Mark:
    return Mark.model_validate(
        {
            "side": "digest", "role": role, "start": alarm.start, "end": alarm.end, "path": alarm.path,
            "code": alarm.code, "severity": alarm.severity, "text": alarm.stated,
        }
    )  # fmt: skip


def _planted_mark(planted: Placed, told: str, caught: bool) -> Mark:
    return Mark(
        side="digest", role="planted" if caught else "miss", start=planted.start, end=planted.end,
        path=planted.path, note=told,
    )  # fmt: skip
