"""Percentages, factors and fractions that nothing has explained, against all levels of their stretch of text.

The other rules look where words point: into the sentence, the one before, the line above. A writer who has
read no rules tells the two levels anywhere in the paragraph or the list. So a rate that took part in no
relation is set against every pair of like levels there. Where one explains it, in whatever way, that is all.
Where none does, but one slip of the pen in one of the three figures would make a pair explain it, the odds
decide as in ``fits``: those that this pair is meant (by its cue, the nearness, the likeness and the words of
the levels, shared out among all pairs) times the three figures that may have a slip, over the share of all
rates that such a slip would explain by accident.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, islice, takewhile
from math import ceil, floor, lcm
from typing import TypeVar

from service.core.audit.changes import NEVER_REACHED, goes
from service.core.audit.cues import DOWN, UP, subject_of
from service.core.audit.fits import CERTAIN, WRONG, is_bare, kind_of, scale_of
from service.core.audit.grown import OTHERS, changes_of
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.pairs import how_told, is_share, named_base
from service.core.audit.quotients import RANGE, SCALE, SPREAD
from service.core.audit.roles import PERIOD, PLAN, base_of, content, counted_from, is_year, things, words_of
from service.core.audit.shares import shares_its_base
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import carried_far, dropped_or_added, swapped_or_changed
from service.core.audit.stretches import Stretch, label_words, stretches
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, Interval, nearest, significant_unit
from service.core.types import FindingSeverity, Form, Kind, Qualifier, Span, exact

GAP = 60  # characters between a level and the rate that is told of it
NEXT = 24  # characters after a rate in which a word may set it apart
CLAUSE = 90  # characters of the clause of a rate that are read
NEAREST = 9  # levels that are paired
WIDEST = 12  # levels further apart than this factor are seldom of one thing
DIGITS = 9  # digits of a figure whose slips are counted
TRIPLE = 3
HALF = Fraction(1, 2)  # said of any larger part
TURNED = 3  # a part is seldom the larger level of two, by its slip
FEW = 10  # counts in words below this are seldom a level
SENTENCES = 2  # on either side, in which a share of the same whole may stand
COARSE = 20  # units of its last place from which a share of one tells it
LESS = 20  # a pair that stands so much worse than the best one explains nothing

CHANGED = Fraction(8)  # odds that a change has its two levels near by
PLAIN = Fraction(3, 2)  # that a percentage without a word of its own has
ALIKE = Fraction(2)
RARITY = 4  # how much rarer a digit dropped, added or carried far is than one changed
NOTHING = Fraction(1, 2)  # weight of there being no pair at all
SURE = Fraction(1)  # odds from which a slip is told, for so many levels were tried
FAINT = Fraction(1, 10)

_SIMPLE = tuple(sorted({Fraction(k, n) for n in (2, 3, 4, 5) for k in range(1, n)}))
_FACTORS = frozenset({Fraction(3, 2), *map(Fraction, (2, 3, 4, 5, 10))})
_ANNOUNCED = {"hence": 8, "rate": 8, "opens": 3, "behind": 4, "of": 3, "reached": 3}
_MEAN = re.compile(r"\b(?:average|mean|each|per|every|bình quân|trung bình|mỗi)\s*$", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*)\b|\b(?:19|20)\d\d\b"
    r"|\b(?:year|month|week|quarter|season|day|decade|night|spring|summer|autumn|winter|today|now|last|ago|earlier"
    r"|before|previous|when|then|from|to|against|compared|than)\b"
    r"|\b(?:năm|tháng|quý|tuần|ngày|vụ|mùa|kỳ|hôm|đêm|nay|trước|ngoái|hồi|khi|đầu|cuối|từ|lên|xuống|còn)\b",
    re.IGNORECASE,
)
_AS_MANY = re.compile(
    r"^\s(?:as|more|the|that|those|what|its|their|our|last|higher|larger|bigger|greater|nhiều|cao|lớn|so)\b",
    re.IGNORECASE,
)
_VERBAL = pattern(
    r"(?:^|\s)(?:chiếm|account(?:s|ed|ing)? for|ma[kd]e?s? up|making up|represent(?:s|ed|ing)?"
    r"|constitut(?:es?|ed)|compris(?:es?|ed)|formed)\s(?:[^\s,;:.()\d]+\s){0,3}$"
)
_ANAPHOR = pattern(
    r"\b(?:the|that|this|an?|mức|đà|sự|con số)\s(?:[^\W\d_]+\s)?(?:{up}|{down}|{rising}|{falling})"
    r"(?:\s(?:of|là|này|đó))*\s*$"
)
_HEDGED = re.compile(r"\b(?:nearly|almost|about|roughly|more than|over|not|half|has)\s$", re.IGNORECASE)
_LEVEL = re.compile(
    r"\s(?:from|to|than|against|từ|lên|xuống|còn|so với)\s(?:only |just |chỉ )?$", re.IGNORECASE
)
_OWN_BASE = re.compile(
    r"^\W*(?:of|out of|based on|among|tính trên|trên|trong|của)\s(?:[^\s,;:.()\d]+\s){0,4}$"
    r"|^[^.;]{0,40}\(n\s*=\s*$",
    re.IGNORECASE,
)
_GENERIC = frozenset({"người", "people", "person", "họ", "số", "only", "chỉ", "just", "still"})
_SCOPE = re.compile(
    r"\b(?:cả nước|toàn quốc|cả tỉnh|toàn ngành|riêng"
    r"|nationwide|nationally|national|world|industry|sector|alone)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[;:(.–]|,\s")


_Level = TypeVar("_Level", int, Fraction)


class _Shape(Enum):
    """How a rate follows from the smaller and the larger of two levels."""

    SHARE = "share"
    UP = "up"
    DOWN = "down"
    OVER = "over"
    TIMES = "times"

    def of(self, low: Fraction, high: Fraction) -> Fraction:
        """The rate of two levels: in percent, of ``TIMES`` the factor."""
        over, under = self.terms(low, high)
        return over / under

    def terms(self, low: _Level, high: _Level) -> tuple[_Level, _Level]:
        """What is divided by what for the rate of two levels."""
        if self is _Shape.UP:
            return 100 * (high - low), low
        if self is _Shape.DOWN:
            return 100 * (high - low), high
        if self is _Shape.SHARE:
            return 100 * low, high
        return (100 if self is _Shape.OVER else 1) * high, low

    def factor(self, rate: Fraction) -> Fraction:
        """How many times the smaller level the larger one is; 0 where no two levels give such a rate."""
        part = rate / HUNDRED
        if self is _Shape.UP:
            return 1 + part
        if self is _Shape.DOWN:
            return 1 / (1 - part) if part < 1 else Fraction(0)
        if self is _Shape.SHARE:
            return 1 / part if part > 0 else Fraction(0)
        return part if self is _Shape.OVER else rate


_VERBS = (
    (re.compile(r"\bdoubl(?:ed|ing)\b", re.IGNORECASE), _Shape.TIMES, Fraction(2)),
    (re.compile(r"\b(?:tripl|trebl)(?:ed|ing)\b", re.IGNORECASE), _Shape.TIMES, Fraction(3)),
    (re.compile(r"\bquadrupl(?:ed|ing)\b", re.IGNORECASE), _Shape.TIMES, Fraction(4)),
    (re.compile(r"\bhalv(?:ed|ing)\b", re.IGNORECASE), _Shape.DOWN, Fraction(50)),
)


@dataclass(frozen=True, slots=True)
class _Rate:
    """A percentage, a factor or a fraction in words, with the shapes that its words allow and their odds.

    ``value`` is in percent, of a factor as told; ``ulp`` is its last place, 0 for words. ``words`` are those
    of its clause, ``base`` those that say what it is of, ``subject``
    those that say what changed; ``own`` is the level that it is told of.
    """

    place: Span
    text: str
    value: Fraction
    ulp: Fraction
    sentence: int
    shapes: Mapping[_Shape, Fraction]
    words: frozenset[str]
    base: frozenset[str] = frozenset()
    own: Span | None = None
    subject: frozenset[str] = frozenset()
    clause: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two like levels in the order of their values, and how well they stand and sound to be a rate's."""

    low: Figure
    high: Figure
    weight: Fraction

    @property
    def spans(self) -> frozenset[Span]:
        """The places of the two."""
        return frozenset((self.low.span, self.high.span))


@dataclass(frozen=True, slots=True)
class _Slip:
    """A pair that one slip would make explain the rate, by which shape, and the odds that it is one."""

    pair: _Pair
    shape: _Shape
    odds: Fraction


def check_lone(sheet: Sheet, ledger: Ledger) -> None:
    """Judge the rates that take part in no relation yet by the levels of their stretch of text."""
    known = ledger.explained() | ledger.weighed
    ties = _ties(ledger)
    for stretch in stretches(sheet):
        for rate in _rates(sheet, stretch):
            if rate.shapes and rate.value > 0 and rate.place not in known:
                _judge(sheet, stretch, rate, ties, ledger)


def _ties(ledger: Ledger) -> set[frozenset[Span]]:
    """The pairs of figures that already have a rate of their own."""
    told = [r.spans for r in ledger.relations.values() if r.type in ("growth", "ratio_percent")]
    return {frozenset(pair) for spans in told if len(spans) == TRIPLE for pair in combinations(spans, 2)}


# What may be a rate


def _rates(sheet: Sheet, stretch: Stretch) -> Iterator[_Rate]:
    """The percentages, factors and fractions of a stretch, with what their words allow them to be."""
    for sentence in _sentences(sheet, stretch):
        for figure in (*sheet.in_sentence(sentence), *_in_words(sheet, sentence)):
            if figure.kind is Kind.PERCENT and _is_told_otherwise(sheet, figure):
                continue
            if figure.kind in (Kind.PERCENT, Kind.MULTIPLE) or figure.index < 0:
                yield _rate(sheet, figure)
        yield from _verbs(sheet, sentence)


def _is_told_otherwise(sheet: Sheet, percent: Figure) -> bool:
    """True for another time's rate in brackets, and for a share of what its neighbours are shares of."""
    if sheet.in_brackets(percent) and base_of(sheet, percent).startswith(PERIOD):
        return True
    above = sheet.figures[percent.index - 1] if percent.index else percent
    return shares_its_base(sheet, percent, above, around=SENTENCES, least=COARSE)


def _sentences(sheet: Sheet, stretch: Stretch) -> Iterator[int]:
    """The sentences of a stretch, with those between its figures and the one below."""
    first, last = stretch.rows[0][0], stretch.rows[-1][-1]
    end = last.sentence + 1
    if end < len(sheet.sentences) and sheet.segments.paragraph_at(
        sheet.sentences[end].start
    ) == sheet.paragraph_of(last):
        end += 1
    yield from range(first.sentence, end)


def _in_words(sheet: Sheet, sentence: int) -> Iterator[Figure]:
    """The fractions and factors in words of a sentence, "two thirds", "gấp rưỡi", that are no figures."""
    start, end = sheet.sentences[sentence]
    first = bisect_left(sheet.mentions, start, key=lambda m: m.start)
    for mention in takewhile(lambda m: m.start < end, islice(sheet.mentions, first, None)):
        if mention.quantity.form is Form.WORDS and mention.kind in (Kind.CARDINAL, Kind.MULTIPLE):
            value = exact(mention.value)
            if value is not None and value.denominator > 1:
                yield Figure(-1, mention, value, None, Interval.point(value), "#", mention.start, sentence)


def _rate(sheet: Sheet, figure: Figure) -> _Rate:
    spoken = figure.mention.quantity.form is Form.WORDS and figure.kind is not Kind.PERCENT
    value = abs(figure.value) * (HUNDRED if figure.kind is Kind.CARDINAL else 1)
    clause = f"{sheet.before(figure)[-CLAUSE:]} {_END.split(sheet.after(figure))[0][:CLAUSE]}"
    return _Rate(
        figure.span,
        figure.mention.text,
        value,
        Fraction(0) if spoken else figure.ulp,
        figure.sentence,
        _shapes(sheet, figure),
        content(frozenset(words_of(clause))) - _GENERIC,
        named_base(sheet, figure),
        (_own_base(sheet, figure) or _bound(sheet, figure)) if figure.index >= 0 else None,
        frozenset() if _ANAPHOR.search(sheet.before(figure)) else subject_of(sheet, figure) - _GENERIC,
        f"{sheet.before(figure)[-CLAUSE:]} {sheet.after(figure)[:NEXT]}",
        counted_from(sheet, figure),
    )


def _bound(sheet: Sheet, rate: Figure) -> Span | None:
    """The level right before a rate with nothing but words that lead to it between them: "38.5, up 21%"."""
    above = sheet.figures[rate.index - 1] if rate.index else rate
    beside = above.sentence == rate.sentence and above is not rate and _is_level(above)
    gap = sheet.text[above.end : rate.left]
    bare = beside and len(gap) <= GAP and "." not in gap and ";" not in gap
    return above.span if bare and content(frozenset(words_of(gap))) <= sheet.noun(above) else None


def _own_base(sheet: Sheet, rate: Figure) -> Span | None:
    """The level right behind a rate that the words make its base: "93% of 44", "62%, tính trên 198"."""
    below = sheet.figures[rate.index + 1 : rate.index + 2]
    behind = [f for f in below if f.sentence == rate.sentence and f.is_level]
    return behind[0].span if behind and _OWN_BASE.match(sheet.text[rate.end : behind[0].start]) else None


def _verbs(sheet: Sheet, sentence: int) -> Iterator[_Rate]:
    """The verbs that tell a factor: "doubled"."""
    start, text = sheet.sentences[sentence].start, sheet.sentence_text(sentence)
    for verb, shape, value in _VERBS:
        for m in verb.finditer(text):
            if _HEDGED.search(text[: m.start()]):
                continue
            clause = text[max(0, m.start() - CLAUSE) : m.end() + CLAUSE]
            yield _Rate(
                Span(start + m.start(), start + m.end()),
                m[0],
                value,
                Fraction(0),
                sentence,
                {shape: CHANGED},
                content(frozenset(words_of(clause))) - _GENERIC,
                clause=clause,
            )


def _shapes(sheet: Sheet, figure: Figure) -> Mapping[_Shape, Fraction]:
    """The shapes that the words of a rate allow, with the odds that its levels are told near by."""
    planned = figure.mention.target and figure.kind is not Kind.CARDINAL
    if figure.mention.value_high is not None or planned or figure.unit == "pp":
        return {}
    if _LEVEL.search(f" {sheet.before(figure)}") or base_of(sheet, figure) in NEVER_REACHED - {PLAN}:
        return {}
    if figure.kind is Kind.CARDINAL:
        return _fraction_shapes(sheet, figure)
    if figure.kind is Kind.MULTIPLE:
        told = figure.value > 1 and not figure.is_bounded and _is_compared(sheet, figure)
        return {_Shape.TIMES: CHANGED} if told else {}
    changes = [change.way for change in changes_of(sheet, figure) if change.way]
    listed = len(changes) > 1 and sheet.before(figure).rstrip().endswith((":", "("))
    if changes and not (listed and is_share(sheet, figure)):
        return {_Shape.UP if way > 0 else _Shape.DOWN: CHANGED / len(changes) for way in changes}
    if figure.value > HUNDRED:
        return {} if figure.is_bounded else {_Shape.OVER: PLAIN}
    if not is_share(sheet, figure):
        return {}
    if _VERBAL.search(f" {sheet.before(figure)}"):
        return {_Shape.SHARE: 2 * PLAIN}
    return {_Shape.SHARE: Fraction(_ANNOUNCED.get(how_told(sheet, figure), PLAIN))}


def _is_compared(sheet: Sheet, figure: Figure) -> bool:
    """True for "gấp 1,5 lần", "1.4 times as many"; no for "2.1 times a year earlier", which is a level."""
    return "gấp" in figure.mention.text.casefold() or _AS_MANY.match(sheet.after(figure)) is not None


def _fraction_shapes(sheet: Sheet, figure: Figure) -> Mapping[_Shape, Fraction]:
    """Of a fraction in words: a change after "a gain of", else a share."""
    if figure.mention.qualifier is not Qualifier.EXACT:
        return {}
    before = f" {sheet.before(figure)}"[-30:]
    for words, shape in ((UP, _Shape.UP), (DOWN, _Shape.DOWN)):
        if words.search(before):
            return {shape: CHANGED}
    return {} if figure.value == HALF else {_Shape.SHARE: 2 * PLAIN}


# Which levels may be its own


def _judge(sheet: Sheet, stretch: Stretch, rate: _Rate, ties: set[frozenset[Span]], ledger: Ledger) -> None:
    """Note the pair that explains a rate, or report the likeliest slip."""
    pairs = list(_pairs(sheet, stretch, rate, ties))
    best = max((pair.weight for pair in pairs), default=Fraction(0))
    for pair in pairs:
        if pair.weight * LESS >= best and _explains(rate, pair):
            ties.add(pair.spans)
            return
    slips = list(_slips(rate, pairs))
    slip = max(slips, key=lambda slip: slip.odds, default=None)
    if slip is not None and sum(slip.odds for slip in slips) >= SURE:
        ties.add(slip.pair.spans)
        _report(rate, slip, ledger)


def _pairs(sheet: Sheet, stretch: Stretch, rate: _Rate, ties: set[frozenset[Span]]) -> Iterator[_Pair]:
    """Pairs of like levels around a rate."""
    levels = [f for f in stretch.around(rate.sentence) if f.span != rate.place and _is_level(f)]
    levels.sort(key=lambda f: abs(f.start - rate.place.start))
    for one, other in combinations(sorted(levels[:NEAREST], key=lambda f: f.start), 2):
        low, high = sorted((one, other), key=lambda f: f.value)
        if rate.own is not None and rate.own not in (one.span, other.span):
            continue
        if low.value < high.value and _are_alike(one, other):
            weight = _weight(sheet, stretch, rate, one, other)
            weight = weight / 10 if frozenset((low.span, high.span)) in ties else weight
            if weight:
                yield _Pair(low, high, weight)


def _is_level(figure: Figure) -> bool:
    """True for a plain level, or an amount per something."""
    told = figure.is_level or (figure.kind is Kind.RATE and "%" not in figure.mention.text)
    few = figure.mention.quantity.form is Form.WORDS and figure.value < FEW
    return told and figure.value > 0 and figure.mention.value_high is None and not few


def _are_alike(one: Figure, other: Figure) -> bool:
    units = [figure.unit.partition("_per_")[0] for figure in (one, other)]
    if units[0] == units[1]:
        return True
    return any(is_bare(a) and scale_of(a) == scale_of(b) for a, b in ((one, other), (other, one)))


def _weight(sheet: Sheet, stretch: Stretch, rate: _Rate, one: Figure, other: Figure) -> Fraction:
    """How well two levels stand and sound to be those of a rate."""
    weight = _likeness(sheet, one, other) / (1 + Fraction(_distance(stretch, rate, one, other), 2))
    for figure in (one, other):
        if figure.is_bounded or figure.value < 10 * figure.ulp:
            weight /= 3
        if (_SCOPE.search(_clause(sheet, figure)) is None) != (_SCOPE.search(rate.clause) is None):
            weight /= 6
        if sheet.is_step(figure) or _MEAN.search(sheet.before(figure)):
            weight /= 6
    if _Shape.SHARE in rate.shapes or _Shape.OVER in rate.shapes:
        return weight * _share_weight(sheet, rate, one, other)
    return weight * _change_weight(sheet, stretch, rate, one, other)


def _distance(stretch: Stretch, rate: _Rate, one: Figure, other: Figure) -> int:
    """How far apart a rate and two levels stand, beyond the nearest sentence with such a level."""
    far = [stretch.distance(rate.sentence, f) for f in stretch.around(rate.sentence) if f.unit == one.unit]
    return max(stretch.distance(rate.sentence, f) for f in (one, other)) - min(far)


def _share_weight(sheet: Sheet, rate: _Rate, one: Figure, other: Figure) -> Fraction:
    """How well two levels sound to be a part and its whole."""
    named = [bool(rate.words & _named(sheet, f)) for f in (one, other)]
    weight = Fraction(1 + sum(named))
    if not any(named) and len(rate.words) > 1:
        weight /= 2
    if not {base_of(sheet, f) for f in (one, other)} <= {"", PLAN}:
        weight /= 3
    part, whole = sorted((one, other), key=lambda f: f.value)
    if rate.base & (sheet.noun(part) - sheet.noun(whole)):
        return Fraction(0)  # "175 poor households, 9% of the poor": not of all households
    return weight / 6 if rate.base and not any(rate.base & _named(sheet, f) for f in (one, other)) else weight


def _change_weight(sheet: Sheet, stretch: Stretch, rate: _Rate, one: Figure, other: Figure) -> Fraction:
    """How well two levels sound to be one thing at two times, and what the change is of."""
    told = [_named(sheet, one), _named(sheet, other)]
    named = told[0] | told[1]
    weight = Fraction(1)
    bases = {base_of(sheet, one), base_of(sheet, other)}
    if not may_change(rate.counted, *bases):
        return Fraction(0)
    if one.sentence == other.sentence and goes(sheet, one, other):
        weight = Fraction(3)
    elif len(bases) > 1:
        weight = Fraction(2)
    elif all(told) and told[0].isdisjoint(told[1]):
        weight /= 2
    if not any(_TIME.search(_clause(sheet, f)) for f in (one, other)):
        weight /= 3
    if min(one.sentence, other.sentence) > rate.sentence and not stretch.listed:
        weight /= 4
    if rate.subject & named or (not rate.subject and rate.words & named):
        return weight * 2
    around = (f for f in stretch.around(rate.sentence) if f.is_level)
    if any(rate.subject & _named(sheet, f) for f in around):
        return weight / 8
    if not rate.subject or not named:
        return weight
    left, right = sorted((max(one.start, other.start), rate.place.start))
    return Fraction(0) if OTHERS.search(sheet.text[left:right]) else weight / 3


def may_change(counted: str, *bases: str) -> bool:
    """False for levels that a change is not counted from: a planned one, another year's."""
    planned = NEVER_REACHED.intersection(bases)
    if planned or counted in NEVER_REACHED:
        return set(bases) == {counted, ""}
    years = {name for name in bases if is_year(name)}
    return not (is_year(counted) and years and counted not in years)


def _clause(sheet: Sheet, figure: Figure) -> str:
    """The words around a level."""
    return f"{sheet.before(figure)[-CLAUSE:]} 0 {_END.split(sheet.after(figure))[0][:CLAUSE]}"


def _named(sheet: Sheet, figure: Figure) -> frozenset[str]:
    """What a level is of, by its clause or its label."""
    return things(sheet, figure) | content(label_words(sheet, figure))


def _likeness(sheet: Sheet, one: Figure, other: Figure) -> Fraction:
    """How surely two levels are of one thing."""
    if one.unit != "#":
        return ALIKE
    kinds = {kind_of(one), kind_of(other)}
    if (len(kinds) == 1 and "" not in kinds) or sheet.noun(one) & sheet.noun(other):
        return ALIKE
    if not (sheet.noun(one) and sheet.noun(other)):
        return ALIKE  # "June brought 2,405."
    return Fraction(1) if "" in kinds else 1 / (3 * ALIKE)


# Whether they explain it


def _explains(rate: _Rate, pair: _Pair) -> bool:
    """True where two levels give a rate, rounded in whatever way and in whatever shape."""
    if not rate.ulp:
        return any(shape.factor(rate.value) * pair.low.value == pair.high.value for shape in rate.shapes)
    told = set(rate.shapes)
    shapes = {_Shape.TIMES} if _Shape.TIMES in told else told | {_Shape.DOWN, _Shape.SHARE}
    for shape in shapes:
        low, high = (Fraction(0) if f.interval.is_point else f.ulp / 2 for f in (pair.low, pair.high))
        ends = (
            shape.of(pair.low.value + low, max(pair.high.value - high, pair.low.value)),
            shape.of(max(pair.low.value - low, pair.low.value / 2), pair.high.value + high),
        )
        if min(ends) - rate.ulp <= rate.value <= max(ends) + rate.ulp:
            return True
    return False


def _slips(rate: _Rate, pairs: Sequence[_Pair]) -> Iterator[_Slip]:
    """The pairs that one slip would make explain a rate, each with its odds."""
    shared = sum((p.weight for p in pairs), NOTHING)
    turned = [_Pair(p.high, p.low, p.weight / TURNED) for p in pairs if _Shape.SHARE in rate.shapes]
    for pair in (*pairs, *turned):
        for shape, odds in rate.shapes.items():
            prior = odds * pair.weight * pair.weight / shared
            if prior < FAINT or pair.high.value > WIDEST * RANGE * pair.low.value:
                continue
            if not rate.ulp:
                chance = _chance_of_words(rate, pair, shape)
                if chance:
                    yield _Slip(pair, shape, prior * 3 / (WRONG * chance))
                continue
            right = shape.of(pair.low.value, pair.high.value)
            near = abs(nearest(right, rate.ulp) - rate.value) <= 2 * rate.ulp
            if near or (right > 0 and not right / RANGE <= rate.value <= right * RANGE):
                continue
            chance = _chance(rate, pair, shape)
            if chance:
                yield _Slip(pair, shape, prior * 3 / (WRONG * chance))


def _chance(rate: _Rate, pair: _Pair, shape: _Shape) -> Fraction:
    """The share of all rates that slips of the kind that explains this one explain; 0 where none does."""
    ends = [shape.factor(rate.value + side) for side in (-rate.ulp / 2, rate.ulp / 2)]
    if min(ends) < 1:
        return Fraction(0)
    told = max(0, int(nearest(shape.of(pair.low.value, pair.high.value), rate.ulp) / rate.ulp))
    middle = told or int(rate.value / rate.ulp)
    found: set[int] = set()
    for rare, kind in ((1, _common), (RARITY, _rare)):
        if _is_slip(rate, pair, ends, told, kind):
            found |= _explained(rate, pair, shape, told, _common)
            found |= _explained(rate, pair, shape, told, kind)
            weight = sum(SCALE // m for m in found if m and middle <= m * RANGE and m <= middle * RANGE)
            return Fraction(rare * max(weight, 1), SPREAD)
    return Fraction(0)


_Kind = Callable[[int, int], Sequence[int]]


@lru_cache(maxsize=1024)
def _common(units: int, places: int) -> Sequence[int]:
    """What one changed digit or two swapped ones make of a number, in order."""
    return sorted(swapped_or_changed(units, places))


@lru_cache(maxsize=1024)
def _rare(units: int, places: int) -> Sequence[int]:
    """What a digit dropped or added, or one carried far makes of a number, in order."""
    return sorted(dropped_or_added(units, places) | carried_far(units, places))


def _units(figure: Figure) -> tuple[int, int]:
    """A figure in units of its last place, and its decimals as printed."""
    decimals = len(str((figure.ulp / Fraction(scale_of(figure))).denominator)) - 1
    return int(figure.value / figure.ulp), decimals


def _slipped(figure: Figure, kind: _Kind) -> Sequence[int]:
    units, places = _units(figure)
    return kind(units, places) if units < 10**DIGITS else ()


def _is_slip(rate: _Rate, pair: _Pair, ends: Sequence[Fraction], told: int, kind: _Kind) -> bool:
    """True where one slip of a kind in one of the three figures explains why the rate misses."""
    decimals = len(str(rate.ulp.denominator)) - 1
    if told and int(rate.value / rate.ulp) in kind(told, decimals):
        return True
    least, most = min(ends), max(ends)
    low, high = pair.low, pair.high
    return _is_within(low, kind, high.value / most, high.value / least) or _is_within(
        high, kind, low.value * least, low.value * most
    )


def _is_within(figure: Figure, kind: _Kind, least: Fraction, most: Fraction) -> bool:
    """True where a slip makes a figure a value between two others."""
    first, last = ceil(least / figure.ulp), floor(most / figure.ulp)
    if first > last:
        return False
    others = _slipped(figure, kind)
    i = bisect_left(others, first)
    return i < len(others) and others[i] <= last


def _explained(rate: _Rate, pair: _Pair, shape: _Shape, told: int, kind: _Kind) -> set[int]:
    """The rates, in units of their last place, that a slip of a kind explains."""
    low, high = pair.low, pair.high
    found = set(kind(told, len(str(rate.ulp.denominator)) - 1)) if told else set()
    whole = lcm(low.ulp.denominator, high.ulp.denominator)
    unit, other_unit = int(low.ulp * whole), int(high.ulp * whole)
    least, most = int(low.value * whole), int(high.value * whole)
    pairs = [(other * unit, most) for other in _slipped(low, kind)]
    pairs += [(least, other * other_unit) for other in _slipped(high, kind)]
    up, down = 2 * rate.ulp.denominator, rate.ulp.numerator
    for over, under in (shape.terms(*pair) for pair in pairs):
        if over > 0:
            found.add((up * over + down * under) // (2 * down * under))
    return found - {told}


def _round_unit(one: Figure, other: Figure) -> Fraction:
    """The unit of the last digit that is not zero in two figures: round ones tell less."""
    return min(significant_unit(f.value, f.ulp) for f in (one, other))


def _chance_of_words(rate: _Rate, pair: _Pair, shape: _Shape) -> Fraction:
    """The same for a fraction or a factor in words, which two levels must give to the digit; 0 for none."""
    low, high = pair.low.value, pair.high.value
    right, times = shape.of(low, high), shape.factor(rate.value)
    simple = right in _FACTORS if shape is _Shape.TIMES else right / HUNDRED in _SIMPLE
    range_of = int(max(pair.low.value, pair.high.value) / _round_unit(pair.low, pair.high))
    if simple:
        return Fraction(2 * len(_SIMPLE), range_of)
    found = 0
    for kind in (_common, _rare):
        slips = [_slipped(f, kind) for f in (pair.low, pair.high)]
        found += sum(map(len, slips))
        if _is_within(pair.low, kind, high / times, high / times) or _is_within(
            pair.high, kind, low * times, low * times
        ):
            return Fraction(found, range_of)
    return Fraction(0)


# What is written down


def _report(rate: _Rate, slip: _Slip, ledger: Ledger) -> None:
    share = slip.shape in (_Shape.SHARE, _Shape.OVER)
    low, high = plain(slip.pair.low.value), plain(slip.pair.high.value)
    right = slip.shape.of(slip.pair.low.value, slip.pair.high.value)
    unit = "" if slip.shape is _Shape.TIMES else "%"
    expected = plain(right, rate.ulp or Fraction(1, 100))
    ledger.report(
        "percent_mismatch" if share else "growth_mismatch",
        FindingSeverity.ERROR if slip.odds >= CERTAIN and rate.ulp else FindingSeverity.SUSPICIOUS,
        rate.place,
        [rate.place, *slip.pair.spans],
        kind="ratio_percent" if share else "growth",
        formula=f"{low}, {high}: {plain(right)}{unit} ~ {rate.text}",
        stated=plain(rate.value, rate.ulp or None),
        expected=expected,
        wording=Wording(
            f"{vi_number(low)} và {vi_number(high)} cho {vi_number(expected)}{unit}, bài viết ghi"
            f" {rate.text}.",
            f"{en_number(low)} and {en_number(high)} give {en_number(expected)}{unit}; the text says"
            f" {rate.text}.",
        ),
    )
