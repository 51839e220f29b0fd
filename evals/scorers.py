"""Pure scorers: gold and answer in, counts and named misses out.

Numbers are compared exactly, never by similarity. A count keeps its numerator and denominator, so rates can
be pooled over documents. Doubtful cases are decided here, once, and said in the docstring of each scorer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from evals.dataset import PAIR, Document, GoldItem, GoldMention

LEVELS = ("detect", "value", "kind", "strict")


@dataclass(frozen=True, slots=True)
class Found:
    """A number that the product found, placed in the text as received."""

    start: int
    end: int
    text: str
    kind: str
    value: str
    value_high: str | None
    unit: str | None
    unit_key: str | None
    scale: str
    qualifier: str
    target: bool
    form: str
    zone: str


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A finding of the audit, placed in the text as received."""

    code: str
    severity: str
    spans: tuple[PAIR, ...]
    stated: str
    expected: str


@dataclass(slots=True)
class Tally:
    """Hits among what was expected and among what was answered; pooled by ``+=``."""

    hit: int = 0
    gold: int = 0
    answered: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        """Pool another document's counts into this one."""
        self.hit += other.hit
        self.gold += other.gold
        self.answered += other.answered
        return self

    @property
    def precision(self) -> float:
        """Hits / answered; 1 when nothing was answered."""
        return self.hit / self.answered if self.answered else 1.0

    @property
    def recall(self) -> float:
        """Hits / expected; 1 when nothing was expected."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, from the counts."""
        total = self.gold + self.answered
        return 2 * self.hit / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that went wrong, in words: what was expected, what came, and where."""

    document: str
    error: str
    start: int
    expected: str
    got: str
    context: str


@dataclass(slots=True)
class MentionScore:
    """The grammar on one document (or pooled): the four levels, fields of the matched, and every miss."""

    levels: dict[str, Tally] = field(default_factory=lambda: {level: Tally() for level in LEVELS})
    units: Tally = field(default_factory=Tally)
    scales: Tally = field(default_factory=Tally)
    hedges: Tally = field(default_factory=Tally)
    hedged: Tally = field(default_factory=Tally)
    targets: Tally = field(default_factory=Tally)
    zones: Tally = field(default_factory=Tally)
    by_kind: dict[str, Tally] = field(default_factory=dict)
    false_numerals: int = 0
    distractors: int = 0
    misses: list[Miss] = field(default_factory=list)

    def __iadd__(self, other: MentionScore) -> MentionScore:
        """Pool another document's counts into this one."""
        for level in LEVELS:
            self.levels[level] += other.levels[level]
        for name in ("units", "scales", "hedges", "hedged", "targets", "zones"):
            tally: Tally = getattr(self, name)
            tally += getattr(other, name)
        for kind, counts in other.by_kind.items():
            self.by_kind.setdefault(kind, Tally()).__iadd__(counts)
        self.false_numerals += other.false_numerals
        self.distractors += other.distractors
        self.misses += other.misses
        return self


def same_value(gold: str | None, got: str | None) -> bool:
    """Whether two value strings say the same number, date, code or name.

    Decimal strings are compared as numbers (``"1e9"`` = ``"1000000000"``, ``"82"`` = ``"82.0"``); anything
    else by its letters, ignoring case, blanks and the kind of dash.

    >>> same_value("1e9", "1000000000"), same_value("49-QĐ/TW", "49–qđ/tw"), same_value("26/27", "0.963")
    (True, True, False)
    """
    if gold is None or got is None:
        return gold is got
    try:
        return Decimal(gold) == Decimal(got)
    except InvalidOperation:
        return _letters(gold) == _letters(got)


def score_mentions(document: Document, found: Sequence[Found]) -> MentionScore:
    """The grammar's answer on one document against its gold.

    Levels, each a one-to-one match: *detect* (the spans overlap), *value* (and the value and upper value are
    equal), *kind* (and the kind is accepted), *strict* (and the span is accepted to the code point). A gold
    ``roman`` is an ordinal with form roman. Optional gold neither rewards nor punishes: an answer that meets
    only optional gold leaves the count. Mentions in page furniture count like any other.
    """
    score = MentionScore(distractors=len(document.distractors))
    pairs = _match(document.mentions, found)
    wanted = [mention for mention in document.mentions if not mention.optional]
    matched = {id(answer) for _, answer in pairs}
    dropped = {id(answer) for mention, answer in pairs if mention.optional}
    dropped |= {
        id(answer)
        for answer in found
        if id(answer) not in matched and any(m.optional and _overlap(m, answer) for m in document.mentions)
    }
    for tally in score.levels.values():
        tally.gold, tally.answered = len(wanted), len(found) - len(dropped)
    for mention in wanted:
        score.by_kind.setdefault(mention.kind, Tally()).gold += 1
    paired = {mention.index for mention, _ in pairs}
    for mention, answer in pairs:
        if not mention.optional:
            _score_pair(document, mention, answer, score)
    for mention in wanted:
        if mention.index not in paired:
            score.misses.append(_miss(document, "missed", mention, None))
    for answer in found:
        if id(answer) not in matched and id(answer) not in dropped:
            _score_extra(document, answer, score)
    return score


def _score_pair(document: Document, mention: GoldMention, answer: Found, score: MentionScore) -> None:
    level = _level(mention, answer)
    for name in LEVELS[: level + 1]:
        score.levels[name].hit += 1
    if level < len(LEVELS) - 1:
        error = ("wrong_value", "wrong_kind", "wrong_span")[level]
        score.misses.append(_miss(document, error, mention, answer))
    if level >= LEVELS.index("kind"):
        score.by_kind[mention.kind].hit += 1
    if level >= LEVELS.index("value"):
        _score_fields(document, mention, answer, score)


def _score_fields(document: Document, mention: GoldMention, answer: Found, score: MentionScore) -> None:
    """Unit, scale, hedge, plan and zone of a mention whose value is right."""
    checks = [
        ("hedges", "wrong_hedge", answer.qualifier in mention.qualifiers),
        ("zones", "wrong_zone", (answer.zone == "furniture") == mention.in_noise),
    ]
    if mention.scale is not None:
        checks.append(("scales", "wrong_scale", same_value(mention.scale, answer.scale)))
    if mention.target is not None:
        checks.append(("targets", "wrong_target", answer.target == mention.target))
    if mention.unit and (answer.unit or not _elided(document, mention)):
        checks.append(("units", "wrong_unit", same_unit(mention, answer)))
    if mention.qualifier not in ("exact", "from_to"):
        checks.append(("hedged", "", answer.qualifier in mention.qualifiers))
    for name, error, right in checks:
        tally: Tally = getattr(score, name)
        tally.gold += 1
        tally.answered += 1
        tally.hit += right
        if error and not right:
            score.misses.append(_miss(document, error, mention, answer))


def _elided(document: Document, mention: GoldMention) -> bool:
    """Whether the unit is understood, not written after the number: then a silent answer is not scored."""
    after = unicodedata.normalize("NFC", document.text[mention.start : mention.end + 40]).casefold()
    return not any(unit.casefold() in after for unit in mention.units)


def same_unit(mention: GoldMention, answer: Found) -> bool:
    """Whether the answer's unit names the gold's: by key, or by the written noun, whichever agrees.

    Tolerant on purpose: the gold noun may be longer or shorter than the answer's (``tổ chức đảng`` and
    ``tổ chức``), as long as one begins or ends with the other, syllable by syllable, folded.
    """
    if mention.unit_key is not None and mention.unit_key == answer.unit_key:
        return True
    if answer.unit is None:
        return not mention.units
    return any(_begins_alike(_words(unit), _words(answer.unit)) for unit in mention.units)


def _begins_alike(gold: list[str], got: list[str]) -> bool:
    length = min(len(gold), len(got))
    return length > 0 and (gold[:length] == got[:length] or gold[-length:] == got[-length:])


def _score_extra(document: Document, answer: Found, score: MentionScore) -> None:
    on_gold = any(_overlap(mention, answer) for mention in document.mentions)
    on_distractor = any(start < answer.end and answer.start < end for start, end in document.distractors)
    error = "split" if on_gold else "spurious"
    if on_distractor and not on_gold:
        error = "false_numeral"
        score.false_numerals += 1
    score.misses.append(_miss(document, error, None, answer))


def _match(gold: Sequence[GoldMention], found: Sequence[Found]) -> list[tuple[GoldMention, Found]]:
    """One-to-one pairs of overlapping spans, best level first, then required before optional gold."""
    candidates = [
        (-_level(mention, answer), mention.optional, -_overlap(mention, answer), mention.index, number)
        for number, answer in enumerate(found)
        for mention in gold
        if _overlap(mention, answer)
    ]
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    by_index = {mention.index: mention for mention in gold}
    for _, _, _, index, number in sorted(candidates):
        if index not in used_gold and number not in used_found:
            used_gold.add(index)
            used_found.add(number)
            pairs.append((by_index[index], found[number]))
    return pairs


def _level(mention: GoldMention, answer: Found) -> int:
    """The highest level that an overlapping answer reaches, as an index into ``LEVELS``."""
    right = any(same_value(value, answer.value) for value in mention.values)
    if not right or not same_value(mention.value_high, answer.value_high):
        return 0
    if answer.kind not in mention.kinds or (mention.roman and answer.form != "roman"):
        return 1
    return 3 if (answer.start, answer.end) in mention.spans else 2


def _overlap(mention: GoldMention, answer: Found) -> int:
    return max(0, min(mention.end, answer.end) - max(mention.start, answer.start))


def _miss(document: Document, error: str, mention: GoldMention | None, answer: Found | None) -> Miss:
    start, end = (mention.start, mention.end) if mention else (0, 0)
    if mention is None and answer is not None:
        start, end = answer.start, answer.end
    context = document.text[max(0, start - 40) : end + 30]
    return Miss(
        document=document.id,
        error=error,
        start=start,
        expected=_describe_gold(mention),
        got=_describe_found(answer),
        context=" ".join(context.split()),
    )


def _describe_gold(mention: GoldMention | None) -> str:
    if mention is None:
        return "-"
    value = mention.value + (f"..{mention.value_high}" if mention.value_high else "")
    plan = " target" if mention.target else ""
    return f"«{mention.text}» {mention.kind} {value} {mention.unit or '-'} {mention.qualifier}{plan}"


def _describe_found(answer: Found | None) -> str:
    if answer is None:
        return "-"
    high = f"..{answer.value_high}" if answer.value_high else ""
    plan = " target" if answer.target else ""
    return f"«{answer.text}» {answer.kind} {answer.value}{high} {answer.unit or '-'} {answer.qualifier}{plan}"


def _letters(value: str) -> str:
    folded = unicodedata.normalize("NFC", value).casefold()
    return re.sub(r"\s+", "", re.sub("[‐‑‒–—−]", "-", folded))


def _words(unit: str) -> list[str]:
    return re.findall(r"[^\W_]+|[%/$€]", unicodedata.normalize("NFC", unit).casefold())


# The audit

CODES: dict[str, frozenset[str]] = {
    "ratio_percent": frozenset({"percent_mismatch"}),
    "growth": frozenset({"growth_mismatch", "percent_mismatch"}),
    "percent_sum": frozenset({"percent_sum"}),
    "parts_sum": frozenset({"sum_mismatch", "difference_mismatch"}),
    "difference": frozenset({"difference_mismatch", "sum_mismatch", "growth_mismatch"}),
    "denominator_mismatch": frozenset({"denominator_conflict"}),
    "same_total": frozenset({"restated_differently"}),
    "average": frozenset({"average_mismatch"}),
    "impossible": frozenset({"impossible_date"}),
    "period_logic": frozenset({"period_conflict"}),
    "label_conflict": frozenset({"label_conflict"}),
}


@dataclass(slots=True)
class AuditScore:
    """The audit on one document (or pooled).

    ``found``: items hit, of those not derived from another (derived ones are a bonus, counted in ``bonus``).
    ``errors``: error items hit by a finding of severity error. ``false_errors``: findings of severity error
    that hit no error item; ``overstated`` are those of them that stand on an item of lesser severity.
    """

    found: Tally = field(default_factory=Tally)
    errors: Tally = field(default_factory=Tally)
    bonus: Tally = field(default_factory=Tally)
    by_type: dict[str, Tally] = field(default_factory=dict)
    error_findings: int = 0
    false_errors: int = 0
    overstated: int = 0
    false_suspicions: int = 0
    near_misses: int = 0
    near_misses_hit: int = 0
    misses: list[Miss] = field(default_factory=list)

    def __iadd__(self, other: AuditScore) -> AuditScore:
        """Pool another document's counts into this one."""
        for name in ("found", "errors", "bonus"):
            tally: Tally = getattr(self, name)
            tally += getattr(other, name)
        for kind, counts in other.by_type.items():
            self.by_type.setdefault(kind, Tally()).__iadd__(counts)
        for name in (
            "error_findings", "false_errors", "overstated", "false_suspicions", "near_misses",
            "near_misses_hit",
        ):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.misses += other.misses
        return self


def score_audit(document: Document, findings: Sequence[FoundItem]) -> AuditScore:
    """The audit's answer on one document against its gold.

    An item is hit when a finding's code maps to its type and one of the finding's spans overlaps one of the
    item's. Several findings may hit one item and one finding several items. A near miss is hit when a finding
    of severity error or suspicious of a mapping code overlaps it and hits no item.
    """
    score = AuditScore(near_misses=len(document.near_misses))
    for item in document.inconsistencies:
        _score_item(document, item, [finding for finding in findings if hits(finding, item)], score)
    for finding in findings:
        _score_finding(document, finding, score)
    wrong = [finding for finding in findings if not any(hits(finding, i) for i in document.inconsistencies)]
    for item in document.near_misses:
        score.near_misses_hit += any(
            finding.severity != "rounding" and hits(finding, item) for finding in wrong
        )
    return score


def hits(finding: FoundItem, item: GoldItem) -> bool:
    """Whether the finding names the item: a mapping code and a shared place.

    >>> item = GoldItem("I0", "ratio_percent", "error", ((5, 9),), (0,), "2.47", "2.25", "", False)
    >>> hits(FoundItem("percent_mismatch", "error", ((8, 12),), "", ""), item)
    True
    >>> hits(FoundItem("percent_sum", "error", ((8, 12),), "", ""), item)
    False
    """
    return finding.code in CODES.get(item.type, frozenset()) and _touch(finding.spans, item.spans)


def _score_item(document: Document, item: GoldItem, hit_by: list[FoundItem], score: AuditScore) -> None:
    tally = score.bonus if item.derived else score.found
    tally.gold += 1
    tally.hit += bool(hit_by)
    if not item.derived:
        kind = score.by_type.setdefault(f"{item.type} ({item.severity})", Tally())
        kind.gold += 1
        kind.hit += bool(hit_by)
    if item.severity == "error" and not item.derived:
        score.errors.gold += 1
        score.errors.hit += any(finding.severity == "error" for finding in hit_by)
    if not hit_by and not item.derived:
        got = "nothing"
    elif hit_by and all(finding.severity != item.severity for finding in hit_by):
        got = f"severity {hit_by[0].severity}"
    else:
        return
    score.misses.append(
        Miss(
            document=document.id,
            error="missed_inconsistency" if got == "nothing" else "wrong_severity",
            start=item.spans[0][0],
            expected=f"{item.name} {item.type} {item.severity}: {item.stated}, expected {item.expected}",
            got=got,
            context=item.explanation,
        )
    )


def _score_finding(document: Document, finding: FoundItem, score: AuditScore) -> None:
    hit = [item for item in document.inconsistencies if hits(finding, item)]
    error = ""
    if finding.severity == "error":
        score.error_findings += 1
        if not any(item.severity == "error" for item in hit):
            score.false_errors += 1
            score.overstated += bool(hit)
            error = "overstated" if hit else "false_error"
    elif finding.severity == "suspicious" and not hit:
        score.false_suspicions += 1
        error = "false_suspicion"
    if not error:
        return
    names = [
        item.name for item in (*document.inconsistencies, *document.near_misses)
        if _touch(finding.spans, item.spans)
    ]  # fmt: skip
    start, end = min(s for s, _ in finding.spans), max(e for _, e in finding.spans)
    figures = ", ".join(document.text[s:e] for s, e in finding.spans)
    score.misses.append(
        Miss(
            document=document.id,
            error=error,
            start=start,
            expected=f"no error here (touches {', '.join(names) or 'nothing'})",
            got=f"{finding.code} on {figures}: stated {finding.stated}, expected {finding.expected}",
            context=" ".join(document.text[max(0, start - 60) : min(end, start + 160) + 40].split()),
        )
    )


def score_triples(
    document: Document, findings: Sequence[FoundItem], holding: Sequence[PAIR]
) -> dict[str, int]:
    """How many part–base–percent triples of the document got the verdict that the arithmetic gives them.

    Keys ``right``, ``total``, and the verdicts given: ``holds`` (checked, nothing to say), ``rounding``,
    ``error``, ``unchecked``. ``holding`` are the spans of the relations that the audit checked and that hold.
    The verdict due comes from the gold: an inconsistency of type ratio_percent on the percent has its
    severity; a triple without one holds.
    """
    counts = {"right": 0, "total": 0, "holds": 0, "rounding": 0, "error": 0, "unchecked": 0}
    for triple in document.triples:
        mention = document.mentions[triple.percent]
        place = ((mention.start, mention.end),)
        due = next(
            (
                item.severity
                for item in document.inconsistencies
                if item.type == "ratio_percent" and triple.percent in item.mentions
            ),
            "holds",
        )
        given = [f.severity for f in findings if f.code == "percent_mismatch" and _touch(f.spans, place)]
        verdict = given[0] if given else "holds" if _touch(holding, place) else "unchecked"
        counts["total"] += 1
        counts[verdict] = counts.get(verdict, 0) + 1
        counts["right"] += verdict == due
    return counts


def _touch(one: Iterable[PAIR], other: Iterable[PAIR]) -> bool:
    others = tuple(other)
    return any(start < e and s < end for start, end in one for s, e in others)
