"""Rates of change that the numbers themselves propose: two like levels, and by how much one is more or less.

A percentage beside a word of change, or "1.4 times", is the quotient of two like levels. Where no rule of
words has found which, the pairs of its sentence are tried, then those of the sentences beside it. A pair that
fits is noted; where none does, one that misses by a single slip of the pen is a finding as far as that is
likelier than an accident, computed as in ``quotients``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from service.core.audit.changes import NEVER_REACHED
from service.core.audit.cues import PER_YEAR, is_hedged_step, own_way, subject_of, way_of
from service.core.audit.fits import CERTAIN, LIKELY, WRONG, gravity_of, kind_of
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.quotients import FAINT, SCALE, SPREAD, chance_of, slipped_into, slips_of
from service.core.audit.roles import YEAR, base_of, content, counted_from, is_year, things
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import TELLING, digits, one_digit_apart
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, Interval, Rung, nearest, rung
from service.core.types import FindingSeverity, Kind, Relation, Span

PAIRED = 6  # like levels of one window that are paired
REACH = 200  # characters of a sentence before a change in which its word may stand
FACTOR = 12  # levels further apart are not of one thing

BESIDE = Fraction(8)  # odds of the only like levels of a sentence, beside a word of change
BASED = Fraction(12)  # where words give one of the two to an earlier time
DRAWN = Fraction(3)  # with the word of change elsewhere in it, where results stand
BELOW = Fraction(4)  # of the like levels before a sentence that draws a result
LOOSE = Fraction(1, 4)  # of other like levels near by
TRIPLE = 3
_RATES = frozenset({"growth", "ratio_percent"})
_SUMS = frozenset({"difference", "parts_whole"})
_GROWN = frozenset({"growth"})
_CODES = frozenset({"growth_mismatch", "percent_mismatch"})
MISTAKEN = 300  # of so many rates one was taken of the wrong level, or copied from another line
FARTHER = 6  # where another like level stands nearer to the change, fewer
TAKEN = 20  # of two levels that another change belongs to, or a share, fewer

_CHANGED = pattern(
    r"(?:^|[\s(,;:–-])(?:(?P<up>{up}|{rising}|put up|gone up|raised|nâng)"
    r"|(?P<down>{down}|{falling}|put down|gone down))(?=[\s,;:.)(]|$)"
)
_SHARE = pattern(
    r"(?:^|[\s(,;:])(?:{mean}|chiếm|tỷ lệ|lãi suất|đạt|chỉ tiêu|hoàn thành|rate|interest|margin|share"
    r"|representing|accounting for|making up)\s(?:[^\s,;:.()]+\s){0,3}$"
)
_PART = re.compile(r"^\s*(?:of|out of|trong số|số|tổng số|trên)\s", re.IGNORECASE)
_DRAWN = re.compile(
    r"(?:[,;:(–—]\s?|\s-\s)(?:(?:or|so|thus|that is|an?|equal to|equivalent to|tức|hay|tương (?:đương|ứng)"
    r"|nghĩa là|tính ra|i\.e\.)(?=\s)[^;:.()\d]{0,40})?$",
    re.IGNORECASE,
)
_STEP_OF = re.compile(r"\s(?:an?|the)\s(?:[^\W\d_]+\s){1,2}of\s(?:[^\W\d_]+\s)?$|\sby\s$", re.IGNORECASE)
_RESULT = re.compile(
    r"^\W*(?:như vậy|vậy là|(?:con )?số (?:này|ấy|đó)|the figure|tức|đây là"
    r"|so với (?:con )?số|(?:mức|tỷ lệ) (?:tăng|giảm)|(?:that|this|which|it) (?:is|was|means|makes)"
    r"|an? (?:[^\s\d]+ )?[^\s\d]+ of|the (?:rise|fall|increase|drop))\b",
    re.IGNORECASE,
)
_IN_STEP = re.compile(r"^[^;.()\d]{0,40}[(,][^;.()\d]{0,30}$|^\s(?:or|hay|tức)\s$", re.IGNORECASE)
_RATIO = re.compile(
    r"(?:^|[\s(,;:])(?:bằng|tương đương|đạt|equal to|equals|amounts? to|was|is|at|or)"
    r"\s(?:[^\s,;:.()\d]+\s)?$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"^\s*(?:(?:so (?:với )?|of (?:the )?|mức |số |của |con số )*)"
    r"(?:cùng kỳ|(?:năm|kỳ|quý|tháng) (?:trước|ngoái)|kế hoạch|dự toán"
    r"|last (?:year|season|month)|previous|target|plan|budget)",
    re.IGNORECASE,
)
_PLANNED = re.compile(r"^.{0,24}?(?:kế hoạch|dự toán|target|plan|budget)", re.IGNORECASE)
_GAINED = re.compile(
    r"\s(?:được|thêm|lại|đi|mất|bớt|đúng|chừng|tới|kém|hơn)\s(?:đúng\s|khoảng\s)?$|[(:]\s?[+-]?$|\(\s*$",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"^,?\s(?:more|less|fewer|higher|lower|up|down|saved|extra|better|worse|cheaper|dearer|larger|smaller|fuller"
    r"|(?:[^\W\d_]+ )?(?:drop|rise|fall|gain|loss|cut|jump|increase|decrease|saving))\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"[,;]\s(?:and|còn|but|nhưng)\s|;|\s(?:nhưng|but|trong khi|while|whereas|(?:al)?though|yet|however"
    r"|despite|mặc dù|dù|tuy|song)\s",
    re.IGNORECASE,
)
_REACHED = re.compile(r"(?:\b(?:còn|lên|xuống|to|at)\s)(?:[^\W\d_]+\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """A percentage, a multiple or an amount of change: ``way`` 1 up, -1 down, 0 the ratio of two levels.

    ``odds`` that like levels of its sentence give it, ``below`` that those of the sentences beside do.
    ``after``: the words after it. ``open``: no word says which way it goes.
    """

    figure: Figure
    way: int
    odds: Fraction
    below: Fraction
    after: str = ""
    open: bool = False

    def of(self, low: Fraction, high: Fraction) -> Fraction:
        """The change between two levels, as it would be printed."""
        if self.is_gap:
            return high - low
        if self.figure.kind is Kind.MULTIPLE:
            return high / low
        if self.way > 0:
            return (high - low) / low * HUNDRED
        if self.way < 0:
            return (high - low) / high * HUNDRED
        return (low / high if self.figure.value < HUNDRED else high / low) * HUNDRED

    @property
    def is_gap(self) -> bool:
        """True for an amount, or points, by which two levels differ."""
        return self.figure.unit == "pp" or self.figure.kind not in (Kind.PERCENT, Kind.MULTIPLE)

    @property
    def code(self) -> tuple[str, str]:
        """The code of a finding on such a change, and the kind of its relation."""
        return ("difference_mismatch", "difference") if self.is_gap else ("growth_mismatch", "growth")

    def wrong_base(self, low: Fraction, high: Fraction) -> Fraction | None:
        """What comes out where the change is divided by the level it led to; None where nothing is."""
        if self.is_gap or self.way == 0 or self.figure.kind is Kind.MULTIPLE:
            return None
        return (high - low) / (high if self.way > 0 else low) * HUNDRED

    def low_of(self, high: Fraction, value: Fraction) -> Fraction:
        """The smaller level that a larger one and such a change lead to; 0 where none does."""
        if self.is_gap:
            return high - value
        factor = self.factor(value)
        return high / factor if factor > 0 else Fraction(0)

    def high_of(self, low: Fraction, value: Fraction) -> Fraction:
        """The larger level that a smaller one and such a change lead to; 0 where none does."""
        return low + value if self.is_gap else low * max(self.factor(value), Fraction(0))

    def factor(self, value: Fraction) -> Fraction:
        """How many times the smaller level the larger one is after such a change; 0 where none is."""
        if self.figure.kind is Kind.MULTIPLE:
            return value
        share = value / HUNDRED
        if self.way > 0:
            return 1 + share
        if self.way < 0:
            return 1 / (1 - share) if share < 1 else Fraction(0)
        return share if self.figure.value >= HUNDRED else 1 / share


@dataclass(frozen=True, slots=True)
class Pair:
    """A change with the smaller and the larger level it may belong to, and the odds that it does.

    ``sound``: the levels are too far off to be what is wrong, only the change may have a slip.
    """

    change: Change
    low: Figure
    high: Figure
    odds: Fraction
    sound: bool = False

    @property
    def value(self) -> Fraction:
        """The change that the two levels give."""
        return self.change.of(self.low.value, self.high.value)

    @property
    def step(self) -> Rung:
        """How the printed change fits."""
        low, high = _slack(self.low), _slack(self.high)
        ends = (
            self.change.of(self.low.value + low, self.high.value - high),
            self.change.of(self.low.value - low, self.high.value + high),
        )
        figure = self.change.figure
        return rung(Interval(min(ends), max(ends)), figure.value, figure.ulp)

    @property
    def spans(self) -> list[Span]:
        """The places of the figures."""
        return [self.change.figure.span, self.low.span, self.high.span]


def _slack(figure: Figure) -> Fraction:
    """How far a figure may be off by its rounding."""
    return Fraction(0) if figure.interval.is_point else figure.ulp / 2


@dataclass(frozen=True, slots=True)
class Tied:
    """Pairs of figures that a change or a share was taken of, and those that a difference was.

    ``apart``: for each figure of a difference the two others.
    """

    changed: frozenset[frozenset[Span]]
    set_off: frozenset[frozenset[Span]]
    apart: Mapping[Span, frozenset[Span]]

    @classmethod
    def of(cls, relations: Iterable[Relation]) -> Tied:
        """The pairs of the relations of three figures that hold."""
        told = [r for r in relations if r.holds and len(r.spans) == TRIPLE]
        rates = [r for r in told if r.type in _RATES]
        sums = [r for r in told if r.type in _SUMS]
        apart = {place: frozenset(r.spans) - {place} for r in sums for place in r.spans}
        return cls(_pairs_of(rates), _pairs_of(sums), apart)


def _pairs_of(relations: Iterable[Relation]) -> frozenset[frozenset[Span]]:
    return frozenset(frozenset(pair) for r in relations for pair in combinations(r.spans, 2))


def check_grown(sheet: Sheet, ledger: Ledger) -> None:
    """Judge the changes that take part in no checked relation yet."""
    known = {place for relation in ledger.relations.values() for place in relation.spans}
    tied = Tied.of(ledger.relations.values())
    wrong = places_in_doubt(ledger)
    copies = rates_that_hold(sheet, ledger)
    for figures in sheet.by_sentence:
        for figure in figures:
            if figure.kind in (Kind.PERCENT, Kind.MULTIPLE) and figure.span not in known:
                changes = changes_of(sheet, figure)
                pairs = [pair for change in changes for pair in _pairs(sheet, change, tied)]
                judge(pairs, wrong, ledger, copies)


def places_in_doubt(ledger: Ledger) -> set[Span]:
    """The figures of the rates that are found wrong."""
    return {p for f in ledger.findings.values() if f.code in _CODES for p in f.spans}


def rates_that_hold(sheet: Sheet, ledger: Ledger) -> frozenset[Fraction]:
    """The rates of change with a decimal that two levels of the text give."""
    told = {p for r in ledger.relations.values() if r.holds and r.type in _GROWN for p in r.spans}
    rates = (f for f in sheet.figures if f.kind is Kind.PERCENT and f.ulp < 1 and f.span in told)
    return frozenset(abs(f.value) for f in rates)


def changes_of(sheet: Sheet, figure: Figure) -> Iterator[Change]:
    """The change that a figure tells, if any; of a verb that has no table both ways are tried."""
    before, after = f" {sheet.before(figure)}", sheet.after(figure)
    hedged = figure.is_bounded and not is_hedged_step(sheet, figure)
    if (
        figure.unit == "pp"
        or figure.mention.value_high is not None
        or hedged
        or figure.value == 0
        or PER_YEAR.search(after[:24])
    ):
        return
    below = BELOW if _RESULT.search(before) else LOOSE
    if figure.kind is Kind.MULTIPLE:
        if "gấp" in figure.mention.text.casefold() and figure.value > 1:
            yield Change(figure, 1, DRAWN, below)
        return
    if _RATIO.search(before) and _EARLIER.search(after):
        yield Change(figure, 0, BESIDE, below, after)
        return
    if _SHARE.search(before) or _PART.search(after):
        return
    way = -1 if figure.value < 0 else way_of(sheet, figure)
    figure = replace(figure, value=abs(figure.value))
    if way:
        yield Change(figure, way, BESIDE, below)
        return
    start = max(sheet.sentences[figure.sentence].start, figure.left - REACH)
    said = list(_CHANGED.finditer(f" {sheet.text[start : figure.left]}"))
    if said and _DRAWN.search(before):
        odds = 2 * DRAWN if _STEP_OF.search(before) else DRAWN
        yield Change(figure, 1 if said[-1]["up"] else -1, odds, below / 2)
    elif _STEP_OF.search(before) or _is_gained(sheet, figure, before) or _BEYOND.match(after):
        for way in (1, -1):
            yield Change(figure, way, DRAWN, below, open=True)


def _is_gained(sheet: Sheet, figure: Figure, before: str) -> bool:
    """True for "tiết kiệm được 35%", "9.350 (+10%)", "mức tăng: 30%"; no for "a margin of 41% (40%)"."""
    above = sheet.figures[figure.index - 1] if figure.index > 0 else figure
    return _GAINED.search(before) is not None and (above.is_level or not before.rstrip().endswith("("))


def _pairs(sheet: Sheet, change: Change, tied: Tied) -> list[Pair]:
    """The pairs of like levels of its sentence, else of the paragraph beside it, which share the odds."""
    figure = change.figure
    if (told := _told_with_step(sheet, change, tied)) is not None:
        return [told]
    here = _levels(sheet, figure, range(figure.sentence, figure.sentence + 1))
    found = list(_paired(sheet, change, here, change.odds, tied))
    if not found:
        around = _levels(sheet, figure, range(max(0, figure.sentence - 2), figure.sentence + 2))
        found = list(_paired(sheet, change, around, change.below, tied))
    shared = sum((p.odds for p in found), Fraction(0))
    return [replace(p, odds=p.odds * p.odds / shared) for p in found]


def _told_with_step(sheet: Sheet, change: Change, tied: Tied) -> Pair | None:
    """“từ A lên B, thêm D (tăng 11,9 %)”: the two levels that lie apart by the amount beside a rate."""
    figure = change.figure
    step = sheet.figures[figure.index - 1] if figure.index > 0 and figure.kind is Kind.PERCENT else figure
    beside = step.sentence == figure.sentence and _IN_STEP.match(sheet.gap(step, figure)) is not None
    if not (change.way and beside and step.span in tied.apart and own_way(sheet, step)):
        return None
    levels = sorted((f for p in tied.apart[step.span] for f in sheet.within(p)[:1]), key=lambda f: f.value)
    if len(levels) != 2 or levels[1].value - levels[0].value != step.value or levels[0].value <= 0:
        return None
    long = len(digits(levels[1].value, levels[1].ulp)) >= TELLING  # of short ones many lie so far apart
    return Pair(change, levels[0], levels[1], CERTAIN) if long else None


def _levels(sheet: Sheet, figure: Figure, sentences: range) -> list[Figure]:
    """The plain levels of those sentences, in its paragraph, that are nearest."""
    here = sheet.paragraph_of(figure)
    found = [
        _with_unit(sheet, f)
        for i in sentences
        for f in sheet.in_sentence(i)
        if (f.is_level or (f.kind is Kind.RATE and "%" not in f.mention.text))
        and f.mention.value_high is None
        and f.value > 0
        and (not sheet.is_step(f) or _REACHED.search(sheet.before(f)))
        and (i == figure.sentence or sheet.paragraph_of(f) == here)
    ]
    return sorted(sorted(found, key=lambda f: abs(f.start - figure.start))[:PAIRED], key=lambda f: f.start)


def _with_unit(sheet: Sheet, figure: Figure) -> Figure:
    """A bare number takes the unit of the level before it: "9,000 litres in July, but 6,300 in August"."""
    above = sheet.figures[figure.index - 1] if figure.index > 0 else figure
    bare = figure.unit == "#" and above.unit != "#" and above.is_level and above.sentence == figure.sentence
    if not bare or content(sheet.noun(figure)) or figure.mention.quantity.unit_key:
        return figure
    scale = Fraction(above.mention.quantity.scale)
    return replace(figure, unit=above.unit, value=figure.value * scale, interval=figure.interval.times(scale))


def _paired(
    sheet: Sheet, change: Change, levels: Sequence[Figure], odds: Fraction, tied: Tied
) -> Iterator[Pair]:
    counted, subject = counted_from(sheet, change.figure), subject_of(sheet, change.figure)
    bases = {f.span: base_of(sheet, f) for f in levels}
    told = any(subject & things(sheet, f) for f in levels)
    nearest = {
        unit: min((f for f in levels if f.unit == unit), key=lambda f: abs(f.start - change.figure.start))
        for unit in {f.unit for f in levels}
    }
    for one, other in combinations(levels, 2):
        pair = frozenset({one.span, other.span})
        kinds = {kind_of(one), kind_of(other)} - {""}
        named = bases[one.span], bases[other.span]
        if one.unit != other.unit or one.value == other.value or not _may_change(change, counted, *named):
            continue
        if len(kinds) > 1 and pair not in tied.set_off:
            continue
        if change.way == 0 and not _is_of_its_year(sheet, change, one, other):
            continue
        if subject and _is_of_other(sheet, change.figure, subject, one, other, told=told):
            continue
        low, high = sorted((one, other), key=lambda f: f.value)
        if high.value >= low.value * FACTOR:
            continue
        first = _first(one, other, *named)
        if first is not None and change.open and change.way != (1 if first is low else -1):
            continue
        beside = change.figure.sentence in (one.sentence, other.sentence)
        near = max(odds, BASED) if first is not None and beside else odds
        near = near * 2 if pair in tied.set_off else near
        near = near if nearest[one.unit] in (one, other) else near / FARTHER
        yield Pair(change, low, high, near / TAKEN if pair in tied.changed else near)


def _first(one: Figure, other: Figure, base: str, second: str) -> Figure | None:
    """The one of two levels that the words give to an earlier time; None where they do not say."""
    if is_year(base) and is_year(second):
        return one if base < second else other
    if bool(base) is bool(second):
        return None
    return one if base else other


def _is_of_other(
    sheet: Sheet, change: Figure, subject: frozenset[str], one: Figure, other: Figure, *, told: bool
) -> bool:
    """True for "costs fell 6 % although sales were flat at A against B": the change has its own subject."""
    named = things(sheet, one) | things(sheet, other)
    if not subject.isdisjoint(named) or told:
        return told and subject.isdisjoint(named)
    near = max((f for f in (one, other) if f.sentence == change.sentence), key=lambda f: f.start, default=one)
    left, right = sorted((change, near), key=lambda f: f.start)
    return (bool(named) and one.sentence != other.sentence) or OTHERS.search(
        sheet.text[left.end : right.start]
    ) is not None


def _is_of_its_year(sheet: Sheet, change: Change, one: Figure, other: Figure) -> bool:
    """False for "25% of the plan for 2024" with the plan of a sentence that speaks of 2023 alone."""
    base = one if base_of(sheet, one) else other
    years = (set(YEAR.findall(words)) for words in (change.after, sheet.sentence_text(base.sentence)))
    own, told = years
    return base.sentence == change.figure.sentence or not (own and told) or bool(own & told)


def _may_change(change: Change, counted: str, one: str, other: str) -> bool:
    """False for a pair with a level that the change is not counted from: a planned one, another year's."""
    planned = [name for name in (one, other) if name in NEVER_REACHED]
    if change.way == 0 and _PLANNED.match(change.after):
        return len(planned) == 1 and not (one and other)
    if planned or counted in NEVER_REACHED:
        return counted in planned and one != other
    years = {name for name in (one, other) if is_year(name)}
    if is_year(counted) and years and counted not in years:
        return False
    return not (one and one == other)


def judge(
    pairs: Sequence[Pair], wrong: set[Span], ledger: Ledger, copies: frozenset[Fraction] = frozenset()
) -> None:
    """Note the pair that fits; without one report the likeliest mistake: of the base, a copy, a slip.

    ``copies`` are the rates that hold of other levels; a rate that should be another one may be one of them.
    """
    if settle(pairs, ledger):
        return
    likely = [p for p in pairs if p.odds >= FAINT and wrong.isdisjoint(p.spans)]
    best = max(likely, key=lambda p: p.odds, default=None)
    if best is not None and (best.odds >= CERTAIN or _mistaken(best, copies) >= 1):
        _report(best, FindingSeverity.ERROR if best.odds >= BESIDE else FindingSeverity.SUSPICIOUS, ledger)
        return
    slips = [p for p in likely if _is_slip(p)]
    if slips:
        best = max(slips, key=lambda p: p.odds)
        odds = best.odds * 3 / (WRONG * _chance(best))
        if odds >= LIKELY:
            severity = gravity_of(odds)
            _report(best, severity, ledger)


def settle(pairs: Sequence[Pair], ledger: Ledger) -> bool:
    """Note the first pair that fits; False where none does."""
    for pair in pairs:
        step = pair.step
        if step.holds or step.is_rounding:
            ledger.holds(pair.change.code[1], pair.spans, _formula(pair))
            return True
    return False


def _mistaken(pair: Pair, copies: frozenset[Fraction]) -> Fraction:
    """The odds that a rate was taken of the later level, or from other levels, to the digit; 0 where not."""
    figure = pair.change.figure
    turned = pair.change.wrong_base(pair.low.value, pair.high.value)
    told = int(figure.value / figure.ulp)
    if turned is None or len(str(told).strip("0")) < 2:
        return Fraction(0)  # round rates are told of many levels
    if nearest(turned, figure.ulp) != figure.value and figure.value not in copies:
        return Fraction(0)
    return pair.odds * SPREAD * told / (MISTAKEN * SCALE * (1 + len(copies)))


def _others(pair: Pair) -> Iterator[Fraction]:
    """The changes that a slip in one of the two levels would make right."""
    if pair.sound:
        return
    for low in slips_of(pair.low):
        yield abs(pair.change.of(low, pair.high.value))
    for high in slips_of(pair.high):
        yield abs(pair.change.of(pair.low.value, high))


def _is_slip(pair: Pair) -> bool:
    """True where one slip of the pen in one of the three figures explains the misfit."""
    change, low, high = pair.change, pair.low, pair.high
    half = change.figure.ulp / 2
    if slipped_into(change.figure, pair.value - half, pair.value + half):
        return True
    if pair.sound or _is_cut(pair):
        return not pair.sound
    ends = [change.figure.value + side for side in (-half, half)]
    lows = [change.low_of(high.value, end) for end in ends]
    highs = [change.high_of(low.value, end) for end in ends]
    if min(*lows, *highs) <= 0:
        return False
    return slipped_into(low, lows[0], lows[1]) or slipped_into(high, highs[0], highs[1])


def _is_cut(pair: Pair) -> bool:
    """True for "+3%" where 30 % is right: a digit was dropped."""
    figure = pair.change.figure
    told, right = digits(figure.value, figure.ulp), digits(pair.value, figure.ulp)
    return len(right) > len(told) and one_digit_apart(told, right)


def _chance(pair: Pair) -> Fraction:
    return chance_of(pair.value, pair.change.figure.ulp, _others(pair))


def _formula(pair: Pair) -> str:
    low, high = plain(pair.low.value), plain(pair.high.value)
    return f"{low} → {high}: {plain(pair.value)} ~ {pair.change.figure.mention.text}"


def _report(pair: Pair, severity: FindingSeverity, ledger: Ledger) -> None:
    figure = pair.change.figure
    stated, expected = plain(figure.value, figure.ulp), plain(pair.value, figure.ulp)
    low, high = plain(pair.low.value), plain(pair.high.value)
    code, kind = pair.change.code
    ledger.report(
        code,
        severity,
        figure.span,
        pair.spans,
        kind=kind,
        formula=_formula(pair),
        stated=stated,
        expected=expected,
        wording=Wording(
            f"Giữa {vi_number(low)} và {vi_number(high)} là {vi_number(expected)}, bài viết ghi"
            f" {figure.mention.text}.",
            f"Between {en_number(low)} and {en_number(high)} it is {en_number(expected)}; the text says"
            f" {figure.mention.text}.",
        ),
    )
