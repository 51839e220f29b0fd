"""Grammar and audit over many synthetic reports, by phenomenon: what is weak shows as a row, not as a string.

A phenomenon is a relation and the form that states it, or a kind of fact. Mentions are counted where they
stand; inconsistencies by the form they were planted in; false errors by the place of their first figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from evals.product import audit_of, mentions_of
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
    rows: dict[str, Row] = field(default_factory=dict)


def measure(reports: Iterable[Synthetic]) -> Measured:
    """What grammar and audit make of the reports."""
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
    return total


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


def _weight(row: Row) -> int:
    """How bad: a false error weighs most, then an inconsistency that nobody sees."""
    missed = row.planted - row.found
    return row.misread + row.fields + 3 * missed + 5 * row.false_errors + row.false_suspicions
