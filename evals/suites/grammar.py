"""Mentions on gold, the same mentions in every encoding, and spelled numbers there and back.

A case is a document (mentions against gold, all fields), a document rewritten (NFD, other blanks, other
dashes …: the same mentions at the same places), or a language's spelled numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from evals.dataset import Document
from evals.invariance import REWRITINGS, score
from evals.product import mentions_of
from evals.scorecard import Better, CaseResult, ErrorCount, Mark, Role
from evals.scorers import LEVELS, Found, MentionScore, Miss, Tally, score_mentions
from evals.spelled import sample
from evals.suites import MetricSpec, Plan, Trial, counts, fingerprint_of

SPELLED = 1000
FIELDS = {
    "units": "unit right", "scales": "scale right", "hedges": "hedge right, exact ones included",
    "hedged": "hedge right, of those that have one", "targets": "plan or result right", "zones": "zone right",
}  # fmt: skip


class GrammarSuite:
    """Reading numbers; asks no model."""

    name = "grammar"
    version = 1
    deterministic = True
    errors: Mapping[str, Better] = {}
    metrics = (
        MetricSpec("kind_f1", "mentions: value and kind", gate=True, goal=(">=", "0.97")),
        MetricSpec("detect_f1", "mentions: found", gate=True, goal=(">=", "0.99")),
        MetricSpec("value_f1", "mentions: value", gate=True, goal=(">=", "0.98")),
        MetricSpec("strict_f1", "mentions: value, kind and exact span", gate=True, goal=(">=", "0.93")),
        MetricSpec("false_numerals", "plain words read as numbers", "count", "lower", True, ("<=", "1")),
        MetricSpec("spelled", "spelled numbers read back", gate=True, goal=(">=", "1")),
        MetricSpec("invariant", "mentions that any encoding leaves as they are", gate=True, goal=(">=", "1")),
        *(
            MetricSpec(name, label, gate=True, explanation="of mentions with the right value")
            for name, label in FIELDS.items()
        ),
    )

    def trials(self, documents: Sequence[Document], plan: Plan) -> Iterator[Trial]:
        """Each document, each rewriting of it, and the spelled numbers of each language."""
        for document in documents:
            yield Trial(document.id, document)
            yield Trial(f"{document.id}/rewritten", document, key="rewritten")
        for lang in sorted({document.lang for document in documents}):
            for seed in plan.seeds:
                empty = Document(f"spelled-{lang}", lang, "", "", "", "", (), (), (), (), (), ())
                yield Trial(f"spelled-{lang}/{seed}", empty, seed=seed, key="spelled")

    async def run(self, trial: Trial) -> CaseResult:
        """One document, its rewritings, or one language's spelled numbers."""
        if trial.key == "spelled":
            return self._spelled(trial)
        return self._rewritten(trial) if trial.key else self._read(trial)

    def due(self, trial: Trial) -> dict[str, tuple[int, int]]:
        """Every number of gold, unread."""
        if trial.key:
            name, due = ("spelled", SPELLED) if trial.key == "spelled" else ("invariant", 1)
            return {name: (0, due)}
        wanted = sum(not mention.optional for mention in trial.document.mentions)
        return {f"{level}_f1": (0, wanted) for level in LEVELS}

    def _read(self, trial: Trial) -> CaseResult:
        document = trial.document
        found = mentions_of(document.text, document.lang)
        answer = score_mentions(document, found)
        pairs: dict[str, tuple[int, int]] = {
            f"{level}_f1": (2 * tally.hit, tally.gold + tally.answered)
            for level, tally in answer.levels.items()
        }
        for name in FIELDS:
            tally: Tally = getattr(answer, name)
            pairs[name] = (tally.hit, tally.gold)
        pairs["false_numerals"] = (answer.false_numerals, 1)
        return CaseResult(
            id=trial.id,
            document=document.id,
            arm=trial.arm,
            status="failed" if answer.misses else "ok",
            source=document.id,
            marks=tuple(_marks(document, found, answer)),
            notes=tuple(_told(miss) for miss in answer.misses),
            counts=counts(pairs),
            errors=_errors(answer),
            fingerprint=fingerprint_of([_said(mention) for mention in found]),
        )

    def _rewritten(self, trial: Trial) -> CaseResult:
        document, total, notes = trial.document, Tally(), []
        for rewriting in REWRITINGS:
            answer = score(document, partial(mentions_of, lang=document.lang), rewriting)
            total += answer
            lost = answer.gold + answer.answered - 2 * answer.hit
            if lost:
                notes.append(f"{rewriting.name}: {lost} mentions differ")
        return CaseResult(
            id=trial.id,
            document=document.id,
            arm=trial.arm,
            status="failed" if notes else "ok",
            notes=tuple(notes),
            counts=counts({"invariant": (2 * total.hit, total.gold + total.answered)}),
            fingerprint=fingerprint_of([total.hit, total.gold, total.answered]),
        )

    def _spelled(self, trial: Trial) -> CaseResult:
        lang, right, notes = trial.document.lang, 0, []
        for value, text in sample(lang, SPELLED, trial.seed):
            found = mentions_of(text, lang)
            if len(found) == 1 and found[0].value == str(value):
                right += 1
            else:
                notes.append(f"{value}: {text} → {', '.join(f.value for f in found) or 'nothing'}")
        return CaseResult(
            id=trial.id,
            document=trial.document.id,
            arm=trial.arm,
            status="failed" if notes else "ok",
            notes=tuple(notes),
            counts=counts({"spelled": (right, SPELLED)}),
            errors={"spelled_wrong": ErrorCount(hit=len(notes))} if notes else {},
            fingerprint=fingerprint_of(notes),
        )


def _said(mention: Found) -> list[object]:
    return [
        mention.start, mention.end, mention.kind, mention.value, mention.value_high, mention.unit,
        mention.qualifier, mention.target, mention.zone,
    ]  # fmt: skip


def _errors(answer: MentionScore) -> dict[str, ErrorCount]:
    return {error: ErrorCount(hit=hit) for error, hit in Counter(m.error for m in answer.misses).items()}


def _told(miss: Miss) -> str:
    return f"{miss.error} @{miss.start}: want {miss.expected}, got {miss.got}, in “{miss.context}”"


def _marks(document: Document, found: Iterable[Found], answer: MentionScore) -> Iterator[Mark]:
    """Every number found, right or not, and every number of gold that was not."""
    wrong = {miss.start: miss for miss in answer.misses}
    starts = set()
    for mention in found:
        miss = wrong.get(mention.start)
        role: Role = "right" if miss is None else "false_flag" if miss.expected == "-" else "miss"
        starts.add(mention.start)
        yield Mark(
            side="source", role=role, start=mention.start, end=mention.end, text=mention.text,
            code=miss.error if miss else None, note=_told(miss) if miss else "",
        )  # fmt: skip
    for gold in document.mentions:
        miss = wrong.get(gold.start)
        if miss is not None and gold.start not in starts:
            yield Mark(
                side="source", role="miss", start=gold.start, end=gold.end, text=gold.text,
                code=miss.error, note=_told(miss),
            )  # fmt: skip
