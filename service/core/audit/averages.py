"""Averages, yields and rates: a total over a count, a yield times an area, cases per 100,000."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from service.core.audit.ledger import Ledger, Wording, plain
from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.slips import is_slip
from service.core.audit.words import STOP, pattern
from service.core.rounding import Interval, Rung, rung
from service.core.types import FindingSeverity, Kind, Qualifier, Span
from service.core.units import convert, dimension

PER = frozenset({Fraction(10**n) for n in range(2, 7)})  # "per 1,000", "per 100,000 population"
PER_GAP = 60  # characters between a rate and what it is per
FAR = 3  # an average further off than this factor belongs to other figures

_MEAN = pattern(r"(?:^|[\s(,;:])(?:{mean})\b[^;.()]{0,60}$")
_MEAN_AFTER = pattern(r"^[^;.,()]{0,30}\b(?:on average|per\s+\w+|each|mỗi|bình quân)")
_EACH = re.compile(
    r"^[^;:.()]{0,30}?(?:/|\b(?:per|a|an|each|every|mỗi|trên mỗi|trên một)\s)\s*"
    r"(?P<each>[^\W_]+(?:\s[^\W\d_]+)?)",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(
    r"\b(?:mỗi|một|each|per)\s+(?P<each>[^\W\d_]+(?:\s[^\W\d_]+)?)[^;:.(),]{0,20}$", re.IGNORECASE
)
_MEASURED = frozenset(map(dimension, ("tonne", "hectare", "metre", "litre", "day", "hour")))
_COUNTED = frozenset({"ngày", "day", "tháng", "month", "quý"})
_COMPARED = re.compile(
    r"(?:^|[\s(,;])(?:so với|compared (?:to|with)|against|versus|vs|than|relative to)\b[^;.]{0,60}$",
    re.IGNORECASE,
)
_PER_KEY = re.compile(r"_per_(\d{3,7})(?:_|$)")
_PER_N = re.compile(
    r"^\s*(?:[^\W\d_]+\s+){0,2}[^\W\d_]*\s*(?:/|\bper|trên|for every|in every)\s*(?:mỗi\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A stated result, the value computed for it and the figures it was computed from."""

    stated: Figure
    computed: Interval
    sources: tuple[Figure, ...]
    formula: str


def check_averages(sheet: Sheet, ledger: Ledger) -> None:
    """Judge yields, averages and rates whose parts stand in the same sentence."""
    for figures in sheet.by_sentence:
        for claim in _yields(sheet, figures):
            _judge([claim], ledger, sure=True)
        _averages(sheet, figures, ledger)
        _rates(sheet, figures, ledger)
        _outside(sheet, figures, ledger)


def _yields(sheet: Sheet, figures: Sequence[Figure]) -> Iterator[_Claim]:
    """Area × yield = output, for each yield with an area and an output around it."""
    for i, rate in enumerate(figures):
        mass, _, area_key = rate.unit.partition("_per_")
        if (
            rate.kind is not Kind.RATE
            or sheet.is_aside(rate)
            or dimension(area_key) != dimension("hectare")
            or rate.is_bounded
        ):
            continue
        alone = sum(f.kind is Kind.RATE and not sheet.is_aside(f) for f in figures) == 1
        around = figures if alone else _stretch(sheet, figures, i)
        if sum(f.kind is Kind.RATE and not sheet.is_aside(f) for f in around) > 1:
            continue  # two yields in one stretch: which output is whose is not said
        areas = [f for f in around if _measures(f, "hectare") and not _is_other(sheet, f)]
        outputs = [f for f in around if _measures(f, mass) and not _is_other(sheet, f)]
        if len(areas) != 1 or len(outputs) != 1 or areas[0].is_bounded or outputs[0].is_bounded:
            continue
        area, output = areas[0], outputs[0]
        to_area, to_mass = _factor(area.unit, area_key), _factor(mass, output.unit)
        computed = area.interval.times(to_area).product(rate.interval).times(to_mass)
        value = area.value * to_area * rate.value * to_mass
        scale = Fraction(output.mention.quantity.scale)
        formula = (
            f"{plain(area.value)} × {plain(rate.value)} = {plain(value / scale)} ~ {output.mention.text}"
        )
        yield _Claim(output, computed, (area, rate), formula)


def _factor(one: str, other: str) -> Fraction:
    """How many of another unit of the same dimension one unit is."""
    return convert(Fraction(1), one, other) or Fraction(1)


def _measures(figure: Figure, key: str) -> bool:
    return figure.kind is Kind.MEASURE and dimension(figure.unit) == dimension(key)


def _stretch(sheet: Sheet, figures: Sequence[Figure], i: int) -> list[Figure]:
    """The figures between the semicolons around one figure."""
    start, end = sheet.sentences[figures[i].sentence]
    left = max(start, sheet.text.rfind(";", start, figures[i].start))
    right = sheet.text.find(";", figures[i].end, end)
    return [f for f in figures if left <= f.start < (right if right >= 0 else end)]


def _averages(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> None:
    """A total over a count is the stated average; every pair in reach is tried first."""
    timed = sheet.durations.get(figures[0].sentence, ())
    for mean in (*figures, *timed):
        each, marked = _each(sheet, mean), _is_marked(sheet, mean)
        if mean.mention.value_high is not None or not (marked or each):
            continue
        if mean.kind is Kind.PERCENT or "year" in each or "năm" in each:
            continue
        claims = _claims(sheet, mean, each, _around(sheet, figures))
        if not _holds(claims, ledger) and (marked or mean.kind is Kind.RATE):
            _judge_mean(sheet, mean, each, claims, ledger)


def _holds(claims: Sequence[_Claim], ledger: Ledger) -> bool:
    """True where one of the claims fits; it is written down."""
    for claim in claims:
        if _fits_any([claim]):
            places = [claim.stated.span, *(f.span for f in claim.sources)]
            ledger.holds("average", places, claim.formula)
            return True
    return False


def _is_marked(sheet: Sheet, mean: Figure) -> bool:
    """True for a figure that the words call an average."""
    start = sheet.sentences[mean.sentence].start if mean.sentence >= 0 else mean.start
    before = sheet.text[max(start, mean.left - 80) : mean.left]
    if _MEAN.search(f" {before}"):
        return True
    after = sheet.text[mean.end : mean.end + 40]
    return mean.is_level and _MEAN_AFTER.search(after) is not None


def _each(sheet: Sheet, mean: Figure) -> frozenset[str]:
    """The words for what the average is per: "HS/lớp", "a day", "mỗi hộ"; empty where none are said."""
    after = _EACH.search(f"{mean.mention.text}{sheet.text[mean.end : mean.end + 40]}")
    before = _EACH_BEFORE.search(sheet.text[max(0, mean.left - 40) : mean.left])
    found = after or before
    if found is None or found["each"][:1].isdigit():
        return frozenset()
    return frozenset(stem(w) for w in found["each"].split() if stem(w) not in STOP - _COUNTED)


def _around(sheet: Sheet, figures: Sequence[Figure]) -> list[Figure]:
    """The figures and lengths of time of a sentence, with those of the two before where it has few."""
    index = figures[0].sentence
    found = [*figures, *sheet.durations.get(index, ())]
    if len(found) > 2:
        return found
    here = sheet.paragraph_of(figures[0])
    earlier = [
        f
        for i in (index - 2, index - 1)
        if i >= 0
        for f in (*sheet.in_sentence(i), *sheet.durations.get(i, ()))
    ]
    return [*(f for f in earlier if sheet.paragraph_of(f) == here), *found]


def _claims(sheet: Sheet, mean: Figure, each: frozenset[str], around: Sequence[Figure]) -> list[_Claim]:
    unit = mean.unit.partition("_per_")[0]
    others = [f for f in around if f is not mean and not f.is_bounded and f.mention.value_high is None]
    totals = [f for f in others if _totals(sheet, f, mean, unit)]
    counts = [f for f in others if _counts(f, mean)]
    named = [f for f in counts if each & _name(sheet, f)]
    return [
        _Claim(
            mean,
            _converted(total, unit).quotient(count.interval),
            (total, count),
            _over(total, count, mean),
        )
        for total in totals
        for count in named or counts
        if total is not count
    ]


def _counts(figure: Figure, mean: Figure) -> bool:
    """True for a figure that a total may be divided by."""
    timed = figure.kind is Kind.DURATION and figure.unit != mean.unit
    each = mean.unit.partition("_per_")[2]
    measured = figure.kind is Kind.MEASURE and bool(each) and dimension(figure.unit) == dimension(each)
    measured = measured and dimension(mean.unit.partition("_per_")[0]) != dimension("tonne")  # a yield
    return (figure.kind is Kind.CARDINAL or timed or measured) and figure.value > 1


def _name(sheet: Sheet, figure: Figure) -> frozenset[str]:
    """What a figure counts; a length of time counts its unit."""
    noun = sheet.noun(figure)
    if figure.kind is Kind.DURATION:
        noun |= {stem(w) for w in figure.mention.text.split() if w.isalpha()}
    return noun | {w for w in sheet.label(figure) if not noun}


def _judge_mean(
    sheet: Sheet, mean: Figure, each: frozenset[str], claims: Sequence[_Claim], ledger: Ledger
) -> None:
    """Judge an average that no pair of figures gives, by the pair that the words name."""
    steps = [c for c in claims if not any(_is_change(sheet, f) for f in c.sources)]
    alike = [c for c in steps if _same_thing(sheet, mean, c)] or steps
    named = [c for c in alike if each & _name(sheet, c.sources[1])]
    here = [c for c in named or alike if all(f.sentence == mean.sentence for f in c.sources)]
    before = [c for c in here if all(f.start < mean.start for f in c.sources)]
    likely = before or here or named
    if len(likely) > 1 and _is_marked(sheet, mean):
        unlike = [c for c in likely if not sheet.noun(c.sources[0]) & sheet.noun(c.sources[1])]
        likely = [c for c in unlike if _is_near(mean, _middle(c))] or likely
    if len({c.sources[1].span for c in likely}) > 1 and named:
        likely = [max(likely, key=lambda c: (c.sources[1].start, c.sources[0].start))]
    if len(likely) == 1:
        sure = _is_marked(sheet, mean) and bool(named or len(steps) == 1)
        _judge(likely, ledger, sure=sure, named=bool(named))
        return
    slips = [c for c in claims if _slips(c, marked=False)]
    if len(slips) == 1:
        _judge(slips, ledger, sure=False)


def _is_other(sheet: Sheet, figure: Figure) -> bool:
    """True for an aside in brackets, a change, or a level of another time."""
    return sheet.in_brackets(figure) or sheet.is_step(figure) or _is_other_year(sheet, figure)


def _is_change(sheet: Sheet, figure: Figure) -> bool:
    return figure.kind is not Kind.DURATION and (sheet.is_step(figure) or _is_other_year(sheet, figure))


def _is_other_year(sheet: Sheet, figure: Figure) -> bool:
    """True for a level that another one is compared with."""
    return _COMPARED.search(sheet.before(figure)) is not None


def _same_thing(sheet: Sheet, mean: Figure, claim: _Claim) -> bool:
    """True where the total counts what the average counts, and the count something else."""
    total, count = claim.sources
    if mean.unit != "#":
        return total.unit != "#" or total.mention.quantity.unit_key in (None, mean.unit.partition("_per_")[0])
    noun = sheet.noun(mean)
    return bool(sheet.noun(total) & noun) and not sheet.noun(count) & noun


def _fits_any(claims: Sequence[_Claim]) -> bool:
    steps = (rung(c.computed, c.stated.value, c.stated.ulp, _hedge(c.stated)) for c in claims)
    return any(step not in (Rung.INCONSISTENT, Rung.UNDECIDABLE) for step in steps)


def _hedge(figure: Figure) -> Qualifier:
    """The hedge that turns a figure into an inequality; a precise estimate stands as it is."""
    return figure.mention.qualifier if figure.is_bounded else Qualifier.EXACT


def _totals(sheet: Sheet, figure: Figure, mean: Figure, unit: str) -> bool:
    """True for a level that the average may be of."""
    if figure.kind is Kind.DURATION and mean.kind in (Kind.DURATION, Kind.RATE):
        return figure.unit == unit and figure.value > mean.value
    if mean.kind is Kind.DURATION and figure.unit == "#" and figure.value > mean.value:
        return bool(sheet.noun(figure) & {stem(w) for w in mean.mention.text.split()})  # "2,184 bed days"
    if not figure.is_level or figure.value <= mean.value or mean.kind is Kind.DURATION:
        return False
    if figure.unit == "#" or mean.unit == "#":
        return figure.unit == mean.unit or (mean.kind is Kind.RATE and _is_counted(unit))
    return figure.unit == unit or convert(Fraction(1), figure.unit, unit) is not None


def _is_counted(unit: str) -> bool:
    """True for things that are counted: no currency, no measure."""
    return not unit.isupper() and dimension(unit) not in _MEASURED


def _converted(total: Figure, unit: str) -> Interval:
    return total.interval.times(Fraction(1) if total.unit in (unit, "#") else _factor(total.unit, unit))


def _over(total: Figure, count: Figure, mean: Figure) -> str:
    return f"{total.mention.text} / {count.mention.text} ~ {mean.mention.text}"


def _rates(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> None:
    """Cases over population, per 100,000."""
    for i, rate in enumerate(figures):
        per, used = _per(sheet, figures, i)
        if per is None or rate.is_bounded:
            continue
        others = [
            f for f in figures if f.kind is Kind.CARDINAL and f not in used and f.mention.value_high is None
        ]
        claims = [
            _Claim(
                rate,
                cases.interval.quotient(Interval.point(people.value)).times(per),
                (cases, people),
                f"{plain(cases.value)} / {plain(people.value)} × {plain(per)} ~ {rate.mention.text}",
            )
            for cases in others
            for people in others
            if cases.value < people.value and people.value > per / 10
        ]
        _judge(claims, ledger, sure=len(claims) == 1)


def _per(sheet: Sheet, figures: Sequence[Figure], i: int) -> tuple[Fraction | None, Sequence[Figure]]:
    """How many a rate is per (100,000), and the figures that state it; None for other figures."""
    rate = figures[i]
    m = _PER_KEY.search(rate.unit)
    if rate.kind is Kind.RATE and m is not None:
        return Fraction(m[1]), [rate]
    if rate.kind is not Kind.CARDINAL or i + 1 >= len(figures):
        return None, []
    per = figures[i + 1]
    if per.kind is Kind.CARDINAL and per.value in PER and _PER_N.match(sheet.gap(rate, per)[:PER_GAP]):
        return per.value, [rate, per]
    return None, []


def _outside(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> None:
    """An average beside its range must lie inside it."""
    for i, mean in enumerate(figures):
        spread = next((f for f in figures[max(0, i - 1) : i + 2] if f.mention.value_high is not None), None)
        if spread is None or spread is mean or mean.unit != spread.unit or mean.is_bounded:
            continue
        if spread.kind is Kind.CARDINAL and not sheet.noun(mean) & sheet.noun(spread) and sheet.noun(mean):
            continue
        between = sheet.text[min(mean.end, spread.end) : max(mean.left, spread.left)]
        if not _MEAN.search(sheet.before(mean)) or len(between) > 60 or ";" in between:
            continue
        spans, high = [mean.span, spread.span], Fraction(spread.mention.value_high or 0)
        formula = f"{plain(spread.value)} <= {plain(mean.value)} <= {plain(high)}"
        if mean.interval.meets(Interval(spread.value, high)):
            ledger.holds("average", spans, formula)
            continue
        _report(
            mean,
            [spread.span],
            formula,
            f"{plain(spread.value)}–{plain(high)}",
            FindingSeverity.ERROR,
            ledger,
        )


def _judge(claims: Sequence[_Claim], ledger: Ledger, *, sure: bool, named: bool = False) -> None:
    """One claim that fits settles it; without one the only claim is judged, if it is near at all."""
    if _holds(claims, ledger) or len(claims) != 1:
        return
    claim = claims[0]
    figure, middle = claim.stated, _middle(claim)
    if not middle or not (_is_near(figure, middle) or _slips(claim, marked=sure or named)):
        return
    severity = FindingSeverity.ERROR if sure and not figure.is_bounded else FindingSeverity.SUSPICIOUS
    scale = Fraction(figure.mention.quantity.scale)
    expected = plain(middle / scale, figure.ulp / scale)
    _report(figure, [f.span for f in claim.sources], claim.formula, expected, severity, ledger)


def _is_near(figure: Figure, computed: Fraction) -> bool:
    """True where a figure may well have been meant to be the computed value."""
    return computed / FAR <= figure.value <= computed * FAR


def _slips(claim: _Claim, *, marked: bool) -> bool:
    """True where one slip explains the misfit: in the average, or where it is called one, in its sources."""
    stated, middle = claim.stated, _middle(claim)
    if not marked or not middle:
        return is_slip(stated, middle)
    total, count = claim.sources
    ratio = stated.value / middle
    return (
        is_slip(stated, middle, 2)
        or is_slip(total, total.value * ratio, 2)
        or is_slip(count, count.value / ratio, 2)
    )


def _middle(claim: _Claim) -> Fraction:
    """The computed value, halfway between its bounds; 0 where it has none."""
    low, high = claim.computed.low, claim.computed.high
    return Fraction(0) if low is None or high is None else (low + high) / 2


def _report(
    figure: Figure,
    spans: Sequence[Span],
    formula: str,
    expected: str,
    severity: FindingSeverity,
    ledger: Ledger,
) -> None:
    ledger.report(
        "average_mismatch",
        severity,
        figure.span,
        spans,
        kind="average",
        formula=formula,
        stated=plain(figure.value / Fraction(figure.mention.quantity.scale)),
        expected=expected,
        wording=Wording(
            f"Tính lại ({formula}) được {expected.replace('.', ',')}, bài viết ghi {figure.mention.text}.",
            f"Recomputed ({formula}) it is {expected}; the text says {figure.mention.text}.",
        ),
    )
