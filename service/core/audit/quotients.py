"""Averages that the numbers themselves propose: a total divided by a count, whatever the order of the words.

A figure that the words call an average, or that is "each", "per" or "a" something, is the quotient of a total
in its own unit and of a count of the things that it is per. The triples of a window that fit by unit are
tried: the sentence, its neighbours in the paragraph, and for things that the words name the whole text. A
triple that holds is noted. Where none does, one that misses by a single slip of the pen is a finding only as
far as that is better evidence for a slip than for an accident, as in ``fits``: the odds that figures which
look like this belong together, times the three figures that may have a slip, over the share of all averages
that would be a slip away. That share is counted on a scale of ratios from a tenth to ten times the right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from service.core.audit.averages import MEDIAN, TURN
from service.core.audit.cues import CUE_AFTER
from service.core.audit.fits import LIKELY, WRONG, gravity_of, kind_of
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.slips import dropped_or_added, neighbours, swapped_or_changed
from service.core.audit.stretches import Stretch, label_words, stretches
from service.core.audit.words import STOP, pattern
from service.core.rounding import Interval, Rung, nearest, printed_interval, rung
from service.core.types import FindingSeverity, Form, Kind, Qualifier, Span
from service.core.units import convert, dimension, unit_key

BACK = 2  # sentences before an average in which its total and its count are looked for
AHEAD = 1  # sentences after it
LOOSE = 10  # last digits of which a figure has so few that it may stand for any near
WINDOW = 24  # figures of one window that are looked at
TAIL = 100  # characters before an average in which words may mark it
HEAD = 44  # characters after it
NAMED = 3  # figures of one thing that are remembered from the whole text
RANGE = 10  # an average further off than this factor belongs to other figures
SCALE = 10**6  # parts of the logarithmic measure
SPREAD = 4_605_170  # ln(RANGE squared) in those parts
NAMED_ODDS = Fraction(12)  # where what the average is per is counted under its name
UNNAMED_ODDS = Fraction(3)  # where only the units fit
CALLED = 3  # times as often a figure is an average that is called one
DRAWN = 5  # times as often a result is that of the total right before it
FAINT = Fraction(1, 20)  # odds of layout that no slip makes up for
FAR = 6  # a triple that stands so much worse than the best one is no matter of rounding
RARITY = 4  # how much rarer a digit dropped or added is than one changed
SCANT = 10  # numbers in words below this count what is listed
SEVERAL = 3  # levels side by side of which an average may be the mean
LISTED = Fraction(8)  # odds that it is
DIGITS = 7  # digits of a figure whose slips are counted

_MEAN = pattern(r"(?:^|[\s(,;:])(?:{mean}|typical|typically|điển hình)(?=\s)[^;.()]{0,70}$")
_MEAN_AFTER = pattern(r"^[^;.,()]{0,30}?[\s(](?:{mean})(?=[\s,.;:)]|$)")
_SIDE_BY_SIDE = re.compile(
    r"^(?:\s[^\W\d_]+){0,3}\s?,?\s?(?:and|và|;)?\s?(?:[^\W\d_]+\s){0,3}$", re.IGNORECASE
)
_SO = re.compile(
    r"(?:[,;:(–—]|\s-)\s*(?:(?:or|so|thus|hence|therefore|that is|i\.e\.|which (?:is|was|means|makes|comes"
    r"|works)|equal to|equivalent to|tức|tính ra|do đó|như vậy|vậy là|nghĩa là)\b[^;:.()]{0,40})?$"
    r"|\b(?:works? out at|tính ra|chia (?:đều|ra)|therefore|spread over)\b[^;:.()]{0,50}$"
    r"|\b(?:(?:that|this|which) (?:is|was|makes|gives|means|comes to)|divided by|chia cho)\b[^;:.()]{0,50}$",
    re.IGNORECASE,
)
_WORDS = r"(?P<each>[^\W\d_]+[²³]?(?:-[^\W\d_]+){0,3}(?:\s[^\W\d_]+(?:-[^\W\d_]+)?){0,2})"
_EACH_AFTER = re.compile(
    r"^(?P<thing>(?:\s+[^\W\d_]+){0,2}?)\s*(?:/\s?1?|\s(?:on average )?(?:per|an?|for (?:each|every)|each"
    rf"|every|(?:trên |cho |trong )?(?:mỗi|một))\s)(?!\w\b){_WORDS}",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(
    r"(?:^|[\s(])(?:mỗi|each|every|per|một|hằng|hàng)\s"
    rf"(?:(?:of )?(?:the|our|its|these|those)\s(?:\d[\d.,]*\s)?)?{_WORDS}[^;:.()\d]{{0,70}}[:\s]*$",
    re.IGNORECASE,
)
COARSE = 20  # units of its last place from which an average tells what it is of
_EVERY_BIT = re.compile(r"\b(?:each|every)\s[^\W\d_]+\sof\s(?:the|our|its)\s*$", re.IGNORECASE)
_THEM = frozenset({"them", "these", "those", "us", "it"})
_ONE = re.compile(rf"(?:^|\s)an?\s{_WORDS}[^;:.()\d]{{0,40}}$", re.IGNORECASE)
_SCORE = re.compile(r"(?<!\w)(?:tuổi|ages?|aged|scores?|marks?)(?!\w)[^,;:.()]{0,40}$", re.IGNORECASE)
_APIECE = re.compile(
    r"^(?:\s[^\W\d_]+){0,2}?\s(?:each|apiece|a head|per head|per capita|(?:mỗi|một) (?:người|đơn vị))\b",
    re.IGNORECASE,
)
_EACH_OF_THEM = re.compile(r"\beach(?: of (?:them|these|those|us))?\b[^;:.()\d]{0,40}$", re.IGNORECASE)
_PER_TEN = re.compile(r"^(?P<number>10+)_?(?P<key>.*)$")
_YEAR = re.compile(
    r"\b(?:cả năm|trong năm|một năm|năm qua|năm \d{4}|(?:in|during|over|for) (?:the|that|last) year|last year"
    r"|the year|this year|annual(?:ly)?|in \d{4})\b",
    re.IGNORECASE,
)
_IN_YEAR = {"day": (365, 366), "week": (52, 53), "month": (12, 12), "quarter": (4, 4)}
_TIMES = frozenset(_IN_YEAR)
_MEASURED = frozenset(map(dimension, ("tonne", "hectare", "metre", "litre", "day", "month", "kilowatt_hour")))
_COMPARED = pattern(
    r"(?:^|[\s(,;])(?:{than}|{beyond}|{plan})\s(?:[^\s,;:.()]+\s){0,4}$|"
    r"\b(?:kế hoạch|mục tiêu|target|budget)\b[^;.()]{0,30}$"
)


_ADDED = frozenset({"parts_whole", "difference"})  # relations in which a small figure makes no difference
Slips = Callable[[int], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Mean:
    """A figure that may be an average, and what it is per: folded words and unit keys, empty where unsaid.

    ``unit`` is the unit of its total; ``times`` the factor in "per 10,000". ``marked``: words of average or a
    unit with a stroke call it one. ``drawn``: it stands where results do.
    """

    figure: Figure
    unit: str
    words: frozenset[str]
    keys: frozenset[str]
    times: Fraction
    marked: bool
    drawn: bool


@dataclass(frozen=True, slots=True)
class _Divisor:
    """What a total is divided by; ``figure`` is None for the days, weeks or months of a year."""

    figure: Figure | None
    value: Fraction
    interval: Interval


@dataclass(frozen=True, slots=True)
class _Triple:
    """An average with a total and a divisor of fitting units, and the odds that they belong together.

    ``factor`` turns the quotient of the two into the unit of the average; ``value`` is that of the digits as
    they are printed.
    """

    mean: Mean
    total: Figure
    divisor: _Divisor
    factor: Fraction
    value: Fraction
    odds: Fraction

    @property
    def computed(self) -> Interval:
        """What the average would be."""
        return _interval(self.total).quotient(self.divisor.interval).times(self.factor)

    @property
    def step(self) -> Rung:
        """How the printed average fits."""
        figure = self.mean.figure
        if abs(self.value - figure.value) * 3 > figure.value and not self._is_loose:
            return Rung.INCONSISTENT
        hedge = Qualifier.APPROX if figure.is_bounded else Qualifier.EXACT
        return rung(self.computed, figure.value, figure.ulp, hedge)

    @property
    def _is_loose(self) -> bool:
        """True where a figure is hedged, or printed with so few digits that it may be anything near."""
        figures = (self.mean.figure, self.total, self.divisor.figure)
        return any(f is not None and (f.is_bounded or f.value < LOOSE * f.ulp) for f in figures)

    @property
    def spans(self) -> list[Span]:
        """The places of the figures."""
        counted = self.divisor.figure
        places = [self.mean.figure.span, self.total.span]
        return places if counted is None else [*places, counted.span]


def check_quotients(sheet: Sheet, ledger: Ledger) -> None:
    """Judge the averages that take part in no checked relation yet."""
    known = _borne_out(sheet, ledger)
    wrong = {p for f in ledger.findings.values() if f.code == "average_mismatch" for p in f.spans}
    averages = {p for r in ledger.relations.values() if r.type == "average" for p in r.spans}
    counts = _things(sheet)
    lists = {row[0].sentence: found for found in stretches(sheet) if found.listed for row in found.rows}
    rows = {row[0].sentence: row for found in lists.values() for row in found.rows}
    rows.update((row[0].sentence, row) for row in sheet.by_sentence)
    told = (figure for figures in (*rows.values(), *sheet.durations.values()) for figure in figures)
    for figure in sorted(told, key=lambda f: f.start):
        mean = None if figure.span in averages | wrong | ledger.priced else mean_of(sheet, figure)
        if mean is not None and not _judge_listed(sheet, mean, ledger):
            triples = _triples(sheet, mean, counts, lists)
            if not _is_over_several(sheet, mean, triples):
                _judge(triples, known, wrong, ledger)


def _borne_out(sheet: Sheet, ledger: Ledger) -> set[Span]:
    """The places of the figures on which a relation depends, not those too small for it."""
    values = {figure.span: figure.value for figure in sheet.figures}
    found: set[Span] = set()
    for relation in ledger.relations.values():
        told = {place: values.get(place, Fraction(0)) for place in relation.spans}
        least = max(told.values()) / 100
        tied = relation.type in _ADDED
        found.update(place for place, value in told.items() if not tied or value >= least)
    return found


def _is_over_several(sheet: Sheet, mean: Mean, triples: Sequence[_Triple]) -> bool:
    """True for a total over counts that stand side by side: "320 workers …, 45 managers …"."""
    figure = mean.figure
    rows = [sheet.in_sentence(i) for i in (figure.sentence - 1, figure.sentence) if i >= 0]
    counts = [f.value for row in rows for f in row if f.kind is Kind.CARDINAL and f is not figure]
    sums = {sum(counts[i : i + n]) for n in (2, 3) for i in range(len(counts) - n + 1)} - {0}
    totals = {(t.total.value, t.factor) for t in triples}
    return figure.value >= COARSE * figure.ulp and any(
        abs(total * factor / several - figure.value) <= figure.ulp / 2
        for total, factor in totals
        for several in sums
    )


# What may be an average


def mean_of(sheet: Sheet, figure: Figure) -> Mean | None:
    """The average that a figure may be; None where no word or unit says so."""
    if figure.kind is Kind.PERCENT or figure.mention.value_high is not None or figure.value <= 0:
        return None
    if not (figure.is_level or figure.kind in (Kind.RATE, Kind.DURATION)) or figure.base is not None:
        return None
    start = (
        max(sheet.sentences[figure.sentence].start, figure.left - TAIL)
        if figure.sentence >= 0
        else figure.left
    )
    before = f" {sheet.text[start : figure.left]}"
    after = sheet.text[figure.end : figure.end + HEAD].partition("\n")[0]
    if CUE_AFTER.match(after) or MEDIAN.search(before):
        return None  # "four fewer"
    unit, _, per = figure.unit.partition("_per_")
    if _SCORE.search(before) or TURN.search(before):
        return None  # of ages and marks no total is told; what is set against others has its own
    marked = _MEAN.search(before) is not None or _MEAN_AFTER.search(after) is not None
    drawn = _SO.search(before) is not None
    words, keys, times = frozenset[str](), frozenset[str](), Fraction(1)
    if per and figure.kind is Kind.RATE:
        keys, times = _per(per)
        unit = unit if dimension(unit) in _MEASURED or unit.isupper() else "#"
    else:
        words, keys = _each(before, after, marked=marked or drawn)
    alone = _APIECE.search(after) is not None or _EACH_OF_THEM.search(before) is not None
    if not (marked or keys or words or alone) or keys & {"year", "percent"}:
        return None
    return Mean(figure, unit, words, keys, times, marked, drawn or alone)


def _per(per: str) -> tuple[frozenset[str], Fraction]:
    """The key and the number behind a stroke: "person", "10000_person", "person_month" (a month's)."""
    m = _PER_TEN.match(per)
    times = Fraction(m["number"]) if m else Fraction(1)
    key = (m["key"] if m else per) or "person"
    for time in (*_TIMES, "year"):
        key = key.removesuffix(f"_{time}")
    return frozenset({key}), times


def _each(before: str, after: str, *, marked: bool) -> tuple[frozenset[str], frozenset[str]]:
    """The folded words and the unit keys of what an average is per."""
    if _EVERY_BIT.search(before):
        return frozenset(), frozenset()
    m = _EACH_AFTER.search(after)
    if m is None or not STOP.isdisjoint(m["thing"].casefold().split()):
        m = _EACH_BEFORE.search(before)
        one = m is not None and m[0].split()[0].casefold() in ("một", "hàng")
        if one and not marked:
            m = None
    if m is None and marked:
        m = _one_measure(before)
    if m is None:
        return frozenset(), frozenset()
    said = m["each"].split()
    words = frozenset(stem(w) for w in said)
    spellings = (" ".join(said[:n]).casefold() for n in (2, 1))
    keys = (unit_key(spelling) for spelling in spellings)
    key = next(filter(None, keys), "")
    return (frozenset() if words & _THEM else words - STOP), frozenset([key]) - {""}


def _one_measure(before: str) -> re.Match[str] | None:
    """“A tonne left the port at” before an average."""
    m = _ONE.search(before)
    return m if m is not None and dimension(unit_key(m["each"].split()[0]) or "") in _MEASURED else None


# Which totals and which counts


def _things(sheet: Sheet) -> Mapping[str, Sequence[Figure]]:
    """The plain levels of the text outside tables by what they count or measure."""
    found: dict[str, list[Figure]] = {}
    for figure in sheet.figures:
        key = figure.mention.quantity.unit_key
        if key and is_plain(figure) and figure.kind is not Kind.MONEY and not sheet.in_table(figure):
            found.setdefault(key, []).append(figure)
    return found


def is_plain(figure: Figure) -> bool:
    """True for one level, no range; a hedge may stand before it."""
    single = figure.mention.value_high is None and figure.base is None and figure.value > 0
    return single and (figure.is_level or figure.kind is Kind.DURATION)


def _interval(figure: Figure) -> Interval:
    """What a figure stands for; "over 24" is about 24, for a total is of as many as there were."""
    if not figure.is_bounded:
        return figure.interval
    return printed_interval(figure.value, figure.ulp, Qualifier.APPROX)


def _window(sheet: Sheet, mean: Figure, lists: Mapping[int, Stretch]) -> list[Figure]:
    """The plain levels and lengths of time around an average, in its paragraph or its list."""
    here = sheet.paragraph_of(mean)
    found: list[Figure] = []
    if mean.sentence in lists:
        levels = lists[mean.sentence].around(mean.sentence)
        return [f for f in levels if is_plain(f) and f.span != mean.span][:WINDOW]
    for i in range(max(0, mean.sentence - BACK), min(mean.sentence + AHEAD + 1, len(sheet.sentences))):
        levels = [*sheet.in_sentence(i), *sheet.durations.get(i, ())]
        found += [f for f in levels if is_plain(f) and (i == mean.sentence or sheet.paragraph_of(f) == here)]
    near = sorted((f for f in found if f.span != mean.span), key=lambda f: abs(f.start - mean.start))
    return near[:WINDOW]


def _triples(
    sheet: Sheet, mean: Mean, counts: Mapping[str, Sequence[Figure]], lists: Mapping[int, Stretch]
) -> list[_Triple]:
    """The triples of a window whose units fit, each with its odds, which they share among them."""
    around = _window(sheet, mean.figure, lists)
    named = list(_named(sheet, mean, around, counts))
    divisors = named or [_Divisor(f, f.value, _interval(f)) for f in _unnamed(mean, around)]
    divided = [_divide(sheet, mean, d) for d in divisors if d.value >= 2]
    least, most = mean.figure.value / RANGE, mean.figure.value * RANGE
    base = _prior(mean, named=bool(named))
    totals = [f for f in _totals(mean, around) if not _is_shared_out_among(sheet, mean, f)]
    found = []
    for total in totals:
        times = _converted(mean, total)
        low, high = total.value * times / most, total.value * times / least
        near = [d for d in divided if low <= d[0].value / d[1] <= high]
        odds = base * _weight(sheet, mean, total, totals) if near else base
        for divisor, factor, weight, away in near:
            counted = divisor.figure
            if counted is not None and (counted.span == total.span or _count_the_same(counted, total)):
                continue
            prior = odds * weight / (2 if away or total.sentence != mean.figure.sentence else 1)
            if counted and not named and mean.unit == "#" and kind_of(counted) == kind_of(total):
                prior /= 4
            value = total.value / divisor.value * (times * factor)
            found.append(_Triple(mean, total, divisor, times * factor, value, prior))
    shared = sum((t.odds for t in found), Fraction(0))
    return [replace(t, odds=t.odds * t.odds / shared) for t in found]


def _is_shared_out_among(sheet: Sheet, mean: Mean, figure: Figure) -> bool:
    """True for a count of the things that an average is per: of "52 matches" none fall to a match."""
    return figure.unit == "#" and not mean.words.isdisjoint(sheet.noun(figure))


def _count_the_same(one: Figure, other: Figure) -> bool:
    """True for two counts of one named thing, of which neither is shared out among the other."""
    key = one.mention.quantity.unit_key
    return one.unit == other.unit == "#" and key is not None and key == other.mention.quantity.unit_key


def _weight(sheet: Sheet, mean: Mean, total: Figure, totals: Sequence[Figure]) -> Fraction:
    """What tells for a total: the largest ones and the last one before an average are meant."""
    figure, odds = mean.figure, Fraction(1)
    ahead = [f for f in totals if f.sentence <= figure.sentence]
    last = max((f.start for f in ahead if f.start < figure.start), default=-1)
    if total.start == last and mean.drawn and total.sentence == figure.sentence:
        odds *= DRAWN
    if total.start != last and any(total.value < f.value for f in ahead or totals):
        odds /= 3
    if mean.unit == "#" and kind_of(figure) not in ("", kind_of(total)):
        odds /= 6
    return odds / 4 if _is_set_against(sheet, total) else odds


def _divide(sheet: Sheet, mean: Mean, divisor: _Divisor) -> tuple[_Divisor, Fraction, Fraction, bool]:
    """A divisor, what turns a quotient by it into the unit of the average, its odds, and if it is far."""
    counted, factor = divisor.figure, mean.times
    if counted is None:
        return divisor, factor, Fraction(1), False
    key = next((k for k in mean.keys if dimension(k) == dimension(counted.unit)), "")
    if key:
        factor /= convert(Fraction(1), counted.unit, key) or 1
    odds = Fraction(1, 4) if _is_set_against(sheet, counted) else Fraction(1)
    return divisor, factor, odds, counted.sentence != mean.figure.sentence


def _converted(mean: Mean, total: Figure) -> Fraction:
    """How many of the unit of the average one of a total's unit is."""
    return Fraction(1) if mean.unit == "#" else convert(Fraction(1), total.unit, mean.unit) or Fraction(1)


def _totals(mean: Mean, around: Sequence[Figure]) -> list[Figure]:
    """The levels in the unit of the average; hours or days may be counted things, too."""
    totals = [f for f in around if dimension(f.unit) == dimension(mean.unit)]
    if totals or mean.figure.kind is not Kind.DURATION:
        return totals
    return [f for f in around if f.unit == "#"]


def _unnamed(mean: Mean, around: Sequence[Figure]) -> list[Figure]:
    """Whole counts, where what the average is per is not said or not found; those of its sentence first."""
    if any(dimension(k) in _MEASURED for k in mean.keys):
        return []
    counts = [f for f in around if f.unit == "#" and f.value.denominator == 1]
    return [f for f in counts if f.sentence == mean.figure.sentence and not _may_total(mean, f)] or counts


def _may_total(mean: Mean, figure: Figure) -> bool:
    return mean.unit == "#" and kind_of(figure) == kind_of(mean.figure)


def _named(
    sheet: Sheet, mean: Mean, around: Sequence[Figure], counts: Mapping[str, Sequence[Figure]]
) -> Iterator[_Divisor]:
    """The figures that count what the average is per: near by, else in the whole text, else of a year."""
    near = [f for f in around if _is_keyed(mean, f)]
    shared = [] if near else [(_naming(sheet, mean, f), f) for f in around]
    near = near or [f for count, f in shared if count >= max(1, min(2, len(mean.words)))]
    if not near:
        before = [f for key in mean.keys for f in counts.get(key, ()) if f.start < mean.figure.start]
        near = sorted({*before[-NAMED:], *sorted(before, key=lambda f: f.value)[-1:]}, key=lambda f: f.start)
    near = near or [f for count, f in shared if count]
    for figure in near:
        yield _Divisor(figure, figure.value, _interval(figure))
    year = next((k for k in mean.keys if k in _IN_YEAR), None)
    if not near and year and _YEAR.search(sheet.sentence_text(mean.figure.sentence)):
        least, most = map(Fraction, _IN_YEAR[year])
        yield _Divisor(None, least, Interval(least, most))


def _is_keyed(mean: Mean, figure: Figure) -> bool:
    """True for a figure whose unit is what the average is per."""
    if figure.unit == "#":
        here = figure.sentence == mean.figure.sentence and kind_of(figure) == "people"
        return figure.mention.quantity.unit_key in mean.keys or (here and "person" in mean.keys)
    return dimension(figure.unit) in map(dimension, mean.keys)


def _naming(sheet: Sheet, mean: Mean, figure: Figure) -> int:
    """How many of the words for what the average is per name what a figure counts."""
    if figure.unit != "#":
        return 0
    return len(mean.words & (sheet.noun(figure) | label_words(sheet, figure)))


# How good the evidence is


def _judge(triples: Sequence[_Triple], known: set[Span], wrong: set[Span], ledger: Ledger) -> None:
    """Note the triple that holds; without one report the likeliest slip."""
    steps = [(triple, triple.step) for triple in sorted(triples, key=lambda t: -t.odds)]
    for triple, step in steps:
        if step.holds or (step.is_rounding and triple.odds * FAR >= steps[0][0].odds):
            ledger.holds("average", triple.spans, _formula(triple))
            return
    if any(step is Rung.UNDECIDABLE for _, step in steps):
        return
    taken = [set(r.spans) for r in ledger.relations.values() if r.type == "average" and r.holds]
    free = [t for t in triples if not any(taken_by.issuperset(t.spans[1:]) for taken_by in taken)]
    slips = [(t, rarity) for t in free if _is_open(t, wrong) and (rarity := _rarity(t))]
    if slips:
        best, rarity = max(slips, key=lambda slip: slip[0].odds / slip[1])
        odds = best.odds * 3 / (WRONG * _chance(best, rarity))
        if best.mean.figure.span in known:
            odds /= 3
        if odds >= LIKELY:
            write_mean(best.mean.figure, best.spans, _formula(best), best.value, gravity_of(odds), ledger)


def _is_open(triple: _Triple, wrong: set[Span]) -> bool:
    """True for a triple that may well belong together and of which no figure is known to be wrong."""
    return triple.odds >= FAINT and wrong.isdisjoint(triple.spans)


def _prior(mean: Mean, *, named: bool) -> Fraction:
    """The odds that a total and a count beside an average belong to it, by what it is called alone."""
    called = mean.marked or mean.drawn
    if named and called:
        return NAMED_ODDS * CALLED
    odds = NAMED_ODDS if named else UNNAMED_ODDS
    is_price = mean.unit.isupper() and mean.figure.kind is Kind.RATE and not called
    return odds / 8 if is_price else odds


def _is_set_against(sheet: Sheet, figure: Figure) -> bool:
    """True for a change, and for a level of another time or a plan."""
    if figure.index < 0:
        return False
    return sheet.is_step(figure) or _COMPARED.search(f" {sheet.before(figure)}") is not None


def _units(figure: Figure) -> int:
    return int(figure.value / figure.ulp)


def _changed(units: int, ulp: Fraction) -> frozenset[int]:
    """The numbers that a digit changed, or two swapped, makes of another; 0.82 may have been 4.82."""
    return neighbours(units) if ulp >= 1 else swapped_or_changed(units, len(str(ulp.denominator)) - 1)


def slips_of(figure: Figure, slips: Slips | None = None) -> Iterator[Fraction]:
    """The values that one slip of the pen may have made of a figure; none for a figure of many digits."""
    units = _units(figure)
    if len(str(units)) <= DIGITS:
        for other in slips(units) if slips is not None else _changed(units, figure.ulp):
            yield other * figure.ulp


def chance_of(right: Fraction, ulp: Fraction, others: Iterable[Fraction]) -> Fraction:
    """The share of all figures, on a scale of ratios, that one slip explains.

    ``others`` are the values that a slip in what the right one is computed from would make right.
    """
    told = int(nearest(right, ulp) / ulp)
    found = set(_changed(told, ulp)) if told else set()
    found.update(int(nearest(other, ulp) / ulp) for other in others)
    weight = sum(SCALE // m for m in found - {told} if m and told <= m * RANGE and m <= told * RANGE)
    return Fraction(max(weight, 1), SPREAD)


def slipped_into(figure: Figure, one: Fraction, other: Fraction, slips: Slips | None = None) -> bool:
    """True where one slip of the pen in a figure makes it a value between two others."""
    low, high = ceil(min(one, other) / figure.ulp), floor(max(one, other) / figure.ulp)
    units = _units(figure)
    if low > high or len(str(units)) > DIGITS or high * RANGE < units or units * RANGE < low:
        return False
    return any(low <= told <= high for told in (slips(units) if slips else _changed(units, figure.ulp)))


def _rare(units: int) -> frozenset[int]:
    """The numbers that a digit dropped or added makes of another, without a digit swapped or changed."""
    return dropped_or_added(units, 0)


def _rarity(triple: _Triple) -> int:
    """How rare the slip is that explains a misfit: 1 for a digit changed or swapped; 0 where none does."""
    return 1 if _is_slip(triple, None) else RARITY if _is_slip(triple, _rare) else 0


def _is_slip(triple: _Triple, slips: Slips | None) -> bool:
    """True where one slip of the pen in one of the three figures explains the misfit."""
    figure, counted = triple.mean.figure, triple.divisor.figure
    half = figure.ulp / 2
    if slipped_into(figure, triple.value - half, triple.value + half, slips):
        return True
    least, most = (figure.value - half) / triple.value, (figure.value + half) / triple.value
    total = triple.total
    if slipped_into(total, total.value * least, total.value * most, slips):
        return True
    return counted is not None and slipped_into(counted, counted.value / most, counted.value / least, slips)


def _chance(triple: _Triple, rarity: int) -> Fraction:
    value, counted = triple.value, triple.divisor.figure
    others: list[Fraction] = []
    for slips in (None, _rare)[: 1 if rarity == 1 else 2]:
        others += [value * other / triple.total.value for other in slips_of(triple.total, slips)]
        if counted is not None:
            others += [value * counted.value / other for other in slips_of(counted, slips)]
    return rarity * chance_of(value, triple.mean.figure.ulp, others)


# Averages of what is listed


def _judge_listed(sheet: Sheet, mean: Mean, ledger: Ledger) -> bool:
    """Judge the mean of three and more levels told side by side: "118, 96, 131 and 107; the mean of 113"."""
    levels = _listed(sheet, mean)
    figure, count = mean.figure, len(levels)
    if count < SEVERAL or not mean.marked:
        return False
    total = sum((f.value for f in levels), Fraction(0))
    spans = [figure.span, *(f.span for f in levels)]
    formula = f"({' + '.join(plain(f.value) for f in levels)}) / {count} = {plain(total / count)}"
    if abs(total / count - figure.value) < figure.ulp:
        ledger.holds("average", spans, formula)
        return True
    half = figure.ulp / 2
    slip = slipped_into(figure, total / count - half, total / count + half)
    for level in levels:
        rest = total - level.value
        slip |= slipped_into(
            level, (figure.value - half) * count - rest, (figure.value + half) * count - rest
        )
    others = [(total - f.value + other) / count for f in levels for other in slips_of(f)]
    odds = LISTED * (count + 1) / (WRONG * chance_of(total / count, figure.ulp, others))
    if slip:
        write_mean(figure, spans, formula, total / count, gravity_of(odds), ledger)
    return slip


def _is_few(figure: Figure) -> bool:
    """True for "four surveys", which counts what is listed."""
    return figure.mention.quantity.form is Form.WORDS and figure.value < SCANT


def _listed(sheet: Sheet, mean: Mean) -> list[Figure]:
    """The like levels that stand side by side before an average, in its sentence or the one before."""
    figure = mean.figure
    for sentence in (figure.sentence, figure.sentence - 1):
        row = [f for f in sheet.in_sentence(sentence) if f.start < figure.start]
        levels = [f for f in row if f.unit == mean.unit and f.is_level and not _is_few(f)]
        while levels and not _SIDE_BY_SIDE.match(sheet.gap(levels[0], levels[1]) if len(levels) > 1 else ","):
            levels = levels[1:]
        beside = all(_SIDE_BY_SIDE.match(sheet.gap(a, b)) for a, b in pairwise(levels))
        if len(levels) >= SEVERAL:
            plain_ones = all(is_plain(f) and not f.is_bounded for f in levels)
            near = sheet.paragraph_of(levels[0]) == sheet.paragraph_of(figure)
            return levels if beside and plain_ones and near else []
        if row:
            return []
    return []


# What is written down


def _formula(triple: _Triple) -> str:
    return (
        f"{plain(triple.total.value)} / {plain(triple.divisor.value)} = {plain(triple.value)}"
        f" ~ {triple.mean.figure.mention.text}"
    )


def write_mean(
    figure: Figure,
    spans: Sequence[Span],
    formula: str,
    value: Fraction,
    severity: FindingSeverity,
    ledger: Ledger,
) -> None:
    """Report an average with the value that its sources give."""
    scale = Fraction(figure.mention.quantity.scale)
    expected = plain(value / scale, figure.ulp / scale)
    ledger.report(
        "average_mismatch",
        severity,
        figure.span,
        spans,
        kind="average",
        formula=formula,
        stated=plain(figure.value / scale),
        expected=expected,
        wording=Wording(
            f"Tính lại ({formula}) được {vi_number(expected)}, bài viết ghi {figure.mention.text}.",
            f"Recomputed ({formula}) it is {en_number(expected)}; the text says {figure.mention.text}.",
        ),
    )
