"""The core over many synthetic reports, by phenomenon: what is weak shows as a row, not as a string.

A phenomenon is a relation and the form that states it, or a kind of fact. Mentions are counted where they
stand; inconsistencies by the form they were planted in; false errors by the place of their first figure. The
check is asked of digests made from the same gold: right ones, and one planted error of every type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from evals.alarms import Alarm, CheckScore
from evals.dataset import Document
from evals.errors import ERRORS, cases
from evals.planted import Digest, Maker
from evals.product import alarms_of, audit_of, mentions_of
from evals.scorers import LEVELS, AuditScore, MentionScore, Miss, hits, score_audit, score_mentions
from evals.synthetic import Synthetic

MENTION_ERRORS = frozenset({"missed", "wrong_value", "wrong_kind", "wrong_span", "split", "spurious",
                            "false_numeral"})  # fmt: skip


@dataclass(slots=True)
class Row:
    """One phenomenon: mentions and how many are misread, inconsistencies planted and found, false errors."""

    mentions: int = 0
    misread: int = 0
    fields: int = 0
    planted: int = 0
    found: int = 0
    false_errors: int = 0
    false_suspicions: int = 0
    examples: list[Miss] = field(default_factory=list)


@dataclass(slots=True)
class Measured:
    """All of it: pooled scores, and the rows by phenomenon."""

    reports: int = 0
    characters: int = 0
    mentions: MentionScore = field(default_factory=MentionScore)
    audit: AuditScore = field(default_factory=AuditScore)
    check: CheckScore = field(default_factory=CheckScore)
    rows: dict[str, Row] = field(default_factory=dict)


def measure(reports: Iterable[Synthetic], *, digests: int = 0) -> Measured:
    """What grammar and audit make of the reports, and the check of so many right digests of each."""
    total = Measured()
    for report in reports:
        document = report.document
        total.reports += 1
        total.characters += len(document.text)
        mentions = score_mentions(document, mentions_of(document.text, document.lang))
        findings = audit_of(document.text, document.lang).findings
        audit = score_audit(document, findings)
        total.mentions += mentions
        total.audit += audit
        for mention in document.mentions:
            if not mention.optional:
                _row(total, report, mention.start).mentions += 1
        for item in document.inconsistencies:
            if item.severity == "rounding":
                continue
            row = _row(total, report, item.spans[0][0])
            row.planted += 1
            row.found += any(f.severity != "rounding" and hits(f, item) for f in findings)
        for miss in (*mentions.misses, *audit.misses):
            _count(_row(total, report, miss.start), miss)
        if digests:
            _check(total.check, document, digests)
    return total


def _check(score: CheckScore, document: Document, digests: int) -> None:
    def ask(digest: Digest) -> list[Alarm]:
        return alarms_of(document.text, document.lang, digest.data)

    maker = Maker(document, 1)
    for _ in range(digests):
        digest = maker.digest()
        score.right_digest(document.id, digest, ask(digest))
    for error in ERRORS:
        for case in cases(Maker(document, 1), error, 1):
            score.planted_error(case, ask(case.digest), ask(case.twin))


def _row(total: Measured, report: Synthetic, at: int) -> Row:
    return total.rows.setdefault(f"{report.document.lang} {report.phenomenon(at)}", Row())


def _count(row: Row, miss: Miss) -> None:
    row.misread += miss.error in MENTION_ERRORS
    row.fields += miss.error in ("wrong_unit", "wrong_scale", "wrong_hedge", "wrong_target", "wrong_zone")
    row.false_errors += miss.error in ("false_error", "overstated")
    row.false_suspicions += miss.error == "false_suspicion"
    row.examples.append(miss)


def lines(measured: Measured, *, examples: int = 0) -> Iterator[str]:
    """The scores for people: totals first, then every phenomenon with something wrong, worst first."""
    mentions, audit = measured.mentions, measured.audit
    counts = mentions.levels["kind"]
    yield (
        f"{measured.reports} reports, {measured.characters} characters, {counts.gold} mentions: F1 "
        + " ".join(f"{level} {mentions.levels[level].f1:.4f}" for level in LEVELS)
        + f"; unit {mentions.units.recall:.3f} hedge {mentions.hedged.recall:.3f}"
    )
    yield (
        f"inconsistencies found {audit.found.hit}/{audit.found.gold} = {100 * audit.found.recall:.1f} %, "
        f"as errors {audit.errors.hit}/{audit.errors.gold}; error findings {audit.error_findings}, of them "
        f"false {audit.false_errors}; false suspicions {audit.false_suspicions}; "
        f"near misses hit {audit.near_misses_hit}/{audit.near_misses}"
    )
    by_type = sorted(audit.by_type.items())
    yield "by type: " + " · ".join(f"{kind} {tally.hit}/{tally.gold}" for kind, tally in by_type)
    yield from _check_lines(measured.check, examples)
    heads = ("mentions", "misread", "fields", "found", "false errors", "suspicions")
    yield f"{'phenomenon':46}" + "".join(f"{head:>13}" for head in heads)
    for name, row in sorted(measured.rows.items(), key=lambda pair: -_weight(pair[1])):
        if _weight(row):
            found = f"{row.found}/{row.planted}"
            figures = (row.mentions, row.misread, row.fields, found, row.false_errors, row.false_suspicions)
            yield f"{name[:46]:46}" + "".join(f"{figure:>13}" for figure in figures)
            for miss in row.examples[:examples]:
                yield f"    {miss.error} {miss.document}@{miss.start}: want {miss.expected}"
                yield f"        got {miss.got} in {miss.context}"
    errors = Counter(miss.error for miss in (*mentions.misses, *audit.misses))
    yield "misses: " + (" · ".join(f"{error} {number}" for error, number in errors.most_common()) or "none")


def _check_lines(score: CheckScore, examples: int) -> Iterator[str]:
    """The check's totals, what it cries wolf on by code and style, and what it misses by type of error."""
    if not score.digests:
        return
    caught = score.caught
    wolf = 100 * len(score.false) / score.claims
    yield f"planted errors caught {caught.hit}/{caught.gold} = {100 * caught.recall:.1f} %"
    yield f"{score.claims} claims of right digests, {len(score.false)} false alarms = {wolf:.2f} %"
    missed = {error: tally for error, tally in score.by_error.items() if tally.hit < tally.gold}
    yield "missed: " + " · ".join(f"{e} {t.gold - t.hit}/{t.gold}" for e, t in sorted(missed.items()))
    codes = Counter((false.alarm.code, false.style) for false in score.false)
    yield "false alarms: " + " · ".join(f"{code} on {style} {n}" for (code, style), n in codes.most_common())
    for key in codes:
        shown = [false for false in score.false if (false.alarm.code, false.style) == key][:examples]
        for false in shown:
            place = f"{false.document} {false.alarm.path}"
            yield f"    false {key[0]} {place}: «{false.alarm.stated}» in {false.text}"
    for error in missed:
        for case in [case for case in score.missed if case.error == error][:examples]:
            changed = f"{case.was} → {case.now}"
            yield f"    missed {error} {case.document}: {changed} | {case.planted.slot.quote}"


def _weight(row: Row) -> int:
    """How bad: a false error weighs most, then an inconsistency that nobody sees."""
    missed = row.planted - row.found
    return row.misread + row.fields + 3 * missed + 5 * row.false_errors + row.false_suspicions
