"""Averages, yields and rates: a total over a count, a yield times an area, cases per 100,000."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from service.core.audit.cues import CUE_AFTER
from service.core.audit.fits import kind_of
from service.core.audit.ledger import Ledger, Wording, plain
from service.core.audit.prices import check_prices
from service.core.audit.roles import PERIOD, THAN, base_of
from service.core.audit.sheet import Figure, Sheet, nearest, stem
from service.core.audit.slips import TELLING, is_slip
from service.core.audit.words import STOP, pattern
from service.core.rounding import Interval, Rung, mention_interval, rung
from service.core.types import FindingSeverity, Kind, Qualifier, Span
from service.core.units import convert, dimension

PER = frozenset({Fraction(10**n) for n in range(2, 7)})  # "per 1,000", "per 100,000 population"
_COMPARED_WITH = frozenset(
    {"mean", "limit", "plan", "record", THAN}
)  # means that a level is measured against
WIDE = Fraction(3)  # where its words leave no doubt of what: cases per 100,000
CLOSE = 12  # figures around an average that may be its total or its count; those by name may be further
SHARP = 100  # last digits of an average that no accident makes fit
PER_GAP = 60  # characters between a rate and what it is per
FAR = Fraction(3, 2)  # an average further off than this belongs to other figures, unless it is a slip

_MEAN = pattern(r"(?:^|[\s(,;:])(?:{mean})\b[^;.()]{0,60}$")
_MEAN_AFTER = pattern(r"^[^;.,()]{0,30}\b(?:on average|per\s+\w+|each|mỗi|bình quân)")
_EACH = re.compile(
    r"^[^;:.,()]{0,30}?(?:/|\b(?:per|a|an(?= [aeiouh])|each|every|mỗi|một|trên mỗi|trên một)\s)\s*"
    r"(?P<each>[^\W_]+(?:\s[^\W\d_]+)?)",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(
    r"\b(?:mỗi|một|each|every|per|cost of an?)\s+(?:of\s+(?:the|its|our|these)\s+(?:\d[\d.,]*\s+)?)?"
    r"(?P<each>[^\W\d_]+(?:\s[^\W\d_]+)?)(?:(?!,? and\s)[^;:.()]){0,40}$",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r"^\s*(?:an?\s|(?:[^\W\d]+\s+)?một\s|(?:[^\W\d]+\s+){0,2}?(?:(?:per|each|every|mỗi)\s|/))",
    re.IGNORECASE,
)
MEDIAN = re.compile(r"\b(?:median|trung vị)\b[^;.()\d]{0,60}$", re.IGNORECASE)  # no total over a count
_SLASH = re.compile(r"/|\bper\b|\bmỗi\b")
_EACH_LEADS = re.compile(
    r"\b(?:each|every|mỗi|một|per|cost of an?)\s(?:(?!,? and\s)[^;:.()]){0,60}$", re.IGNORECASE
)
_EACH_OF_THEM = re.compile(r"\beach of (?:them|these|those|us)\b[^;:.()]{0,20}$", re.IGNORECASE)
TURN = re.compile(
    r"[,;.]\s(?:còn|trong khi|while|whereas)\s[^,;:.()\d]*$", re.IGNORECASE
)  # of something else
_GIVES = re.compile(
    r"(?:works? out (?:at|to)|working out at|amounts? to|equivalent to|means?|making|tính ra|tức là|nghĩa là)"
    r"\s+(?:[^\s,;:.()\d]+\s+){0,4}$",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\b(?:ratio|density|tỷ lệ|tỉ lệ|tỷ số|mật độ|hệ số)\b[^;.()\d]{0,50}$", re.IGNORECASE)
_YEARLY = re.compile(
    r"\b(?:in the year|over the year|during the year|this year|last year|for the year|cả năm|trong năm"
    r"|(?:in|during|năm)\s+(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_IN_A_YEAR = {
    "day": (365, 366), "ngày": (365, 366), "month": (12,), "tháng": (12,), "week": (52,), "tuần": (52,),
    "quarter": (4,), "quý": (4,),
}  # fmt: skip
_THEM = frozenset({"them", "these", "those", "us"})
_UNITS = {
    "héc": "hectare", "hecta": "hectare", "ha": "hectare", "hectare": "hectare", "tonne": "tonne",
    "tấn": "tonne", "ton": "tonne", "km": "kilometre", "kilometre": "kilometre", "km²": "square_kilometre",
    "km2": "square_kilometre",
}  # fmt: skip
_MEASURED = frozenset(map(dimension, ("tonne", "hectare", "metre", "litre", "day", "hour")))
_COUNTED = frozenset({"ngày", "day", "tháng", "month", "quý"})
_FLOWS = tuple(
    (name, re.compile(rf"(?<!\w)(?:{words})(?!\w)[^,;:.()\d]*$", re.IGNORECASE))
    for name, words in (
        ("cost", "chi phí|tổng chi|costs?|spending|expenses?"),
        ("gain", "lãi|lợi nhuận|profits?|surplus|margin"),
        ("sales", "doanh thu|tổng thu|revenue|turnover|sales|income"),
    )
)
_COMPARED = re.compile(
    r"(?:^|[\s(,;])(?:so với|compared (?:to|with)|against|versus|vs|than|relative to)\b[^;.]{0,60}$",
    re.IGNORECASE,
)
_EVERY_BIT = re.compile(r"\b(?:each|every)\s[^\W\d_]+\sof\sthe\s*$", re.IGNORECASE)  # "every penny of the £5"
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
        area_word = frozenset({"ha"})
        areas = [_spread(sheet, f, area_word) for f in around if _measures(f, "hectare")]
        areas = [f for f in areas if not _is_other(sheet, f)]
        if not areas and alone and figures[0].sentence > 0:
            above = sheet.in_sentence(figures[0].sentence - 1)
            areas = [f for f in above if _measures(f, "hectare") and not _is_other(sheet, f)]
            areas = [f for f in areas if sheet.paragraph_of(f) == sheet.paragraph_of(rate)]
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
    prices = check_prices(sheet, figures, ledger)
    for mean in (*figures, *timed):
        each, marked = _each(sheet, mean), _is_marked(sheet, mean)
        if not (marked or each) or mean.span in prices or not _may_be_mean(sheet, mean, each, timed):
            continue
        claims = _likely(mean, _claims(sheet, mean, each, _around(sheet, figures, each)))
        yearly = _over_a_year(sheet, mean, each, figures)
        if _holds([*claims, *yearly], ledger):
            continue
        claims = [c for c in claims if not ledger.are_tied("average", *(f.span for f in c.sources))]
        if TURN.search(sheet.before(mean)):
            claims = [c for c in claims if _slips(c, marked=False)]
        beside = any(all(f.sentence == mean.sentence for f in claim.sources) for claim in claims)
        if not beside and _holds(_of_above(sheet, figures[-1], claims, marked=marked), ledger):
            continue
        if base_of(sheet, mean).startswith(PERIOD):
            continue  # the average of another time, whose total and count need not be told
        if claims and (marked or mean.kind is Kind.RATE):
            _judge_mean(sheet, mean, each, claims, ledger)
        elif claims and _is_direct(sheet, mean):
            _judge_direct(sheet, each, claims, ledger)
        elif yearly and (marked or _is_direct(sheet, mean)):
            _judge(yearly[:1], ledger, sure=False)


def _likely(mean: Figure, claims: Sequence[_Claim]) -> Sequence[_Claim]:
    """The claims that are worth a look: with few digits those of a total before it, if there is one."""
    ahead = [c for c in claims if c.sources[0].start < mean.start]
    beside = any(c.sources[0].sentence == mean.sentence for c in ahead)
    return ahead if beside and mean.value < SHARP * mean.ulp else claims


def _may_be_mean(sheet: Sheet, mean: Figure, each: frozenset[str], timed: Sequence[Figure]) -> bool:
    """False for percentages, ranges, medians, a year's level, parts of times, what others are set against."""
    if mean.mention.value_high is not None or mean.kind is Kind.PERCENT or _is_split(mean, timed):
        return False
    before = sheet.before(mean)
    if _EVERY_BIT.search(before) or MEDIAN.search(before) or {"year", "năm"} & each:
        return False
    return base_of(sheet, mean) not in _COMPARED_WITH


def _of_above(sheet: Sheet, last: Figure, claims: Sequence[_Claim], *, marked: bool) -> Iterator[_Claim]:
    """The totals over counts further up that give an average exactly; of a marked one in its paragraph."""
    totals = {c.sources[0].span: c.sources[0] for c in claims}
    for count in sheet.looking_back(last) if claims else ():
        mean = claims[0].stated
        far = sheet.paragraph_of(count) != sheet.paragraph_of(last)
        if count.kind is not Kind.CARDINAL or count.is_bounded or count.mention.value_high is not None:
            continue
        if count.value < 2 or (far and (marked or mean.value < SHARP * mean.ulp)):
            continue
        for total in (t for t in totals.values() if t.span != count.span):
            computed = _converted(total, mean.unit.partition("_per_")[0]).quotient(_counted(count))
            claim = _Claim(mean, computed, (total, count), _over(total, count, mean))
            if abs(_middle(claim) - mean.value) <= mean.ulp / 2:
                yield claim


def _is_split(mean: Figure, timed: Sequence[Figure]) -> bool:
    """True for the parts of "8 minutes 12 seconds"."""
    ends = {f.end for f in timed} | {f.start for f in timed}
    return mean.kind is Kind.DURATION and bool(ends & {mean.start - 1, mean.end + 1})


def _over_a_year(sheet: Sheet, mean: Figure, each: frozenset[str], figures: Sequence[Figure]) -> list[_Claim]:
    """“26.280 cuộc gọi trong năm, mỗi ngày 72 cuộc”: a year's total over its days, weeks or months."""
    counts = next((_IN_A_YEAR[word] for word in each if word in _IN_A_YEAR), ())
    if mean.sentence < 0 or not counts or not _YEARLY.search(sheet.sentence_text(mean.sentence)):
        return []
    unit = mean.unit.partition("_per_")[0]
    totals = [f for f in figures if f is not mean and not f.is_bounded and _totals(sheet, f, mean, unit)]
    return [
        _Claim(
            mean,
            _converted(total, unit).quotient(Interval.point(Fraction(count))),
            (total,),
            f"{total.mention.text} / {count} ~ {mean.mention.text}",
        )
        for total in totals[:2]
        for count in counts
        if total.mention.value_high is None and not sheet.is_step(total)
    ]


def _holds(claims: Iterable[_Claim], ledger: Ledger) -> bool:
    """True where one of the claims fits; it is written down."""
    for claim in claims:
        if _fits(claim):
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
    if _MEAN_AFTER.search(after) or _EACH_OF_THEM.search(before):
        return True
    lead = sheet.before(mean)
    if _GIVES.search(lead) and (_EACH.search(after) or _EACH_BEFORE.search(lead)):
        return True
    return _RATIO.search(lead) is not None and mean.unit == "#" and mean.ulp < 1


def _is_direct(sheet: Sheet, mean: Figure) -> bool:
    """True for "12,300 a day", "mỗi hộ 30 triệu đồng": the words beside it say what it is for each of."""
    if _DIRECT.match(sheet.text[mean.end : mean.end + 40]) or _SLASH.search(mean.mention.text):
        return True
    start = sheet.sentences[mean.sentence].start if mean.sentence >= 0 else mean.left
    return _EACH_LEADS.search(sheet.text[max(start, mean.left - 70) : mean.left]) is not None


def _each(sheet: Sheet, mean: Figure) -> frozenset[str]:
    """The words for what the average is per: "HS/lớp", "a day", "mỗi hộ"; empty where none are said."""
    unit = mean.mention.text.lstrip("$£€0123456789.,")
    after = _EACH.search(f"{unit}{sheet.text[mean.end : mean.end + 40]}")
    start = sheet.sentences[mean.sentence].start if mean.sentence >= 0 else mean.left
    before = _EACH_BEFORE.search(sheet.text[max(start, mean.left - 70) : mean.left])
    found = after or before
    if found is None or found["each"][:1].isdigit():
        return frozenset()
    return frozenset(stem(w) for w in found["each"].split() if stem(w) not in STOP - _COUNTED)


def _around(sheet: Sheet, figures: Sequence[Figure], each: frozenset[str]) -> list[Figure]:
    """The figures and lengths of time of a sentence, with those of the two before where it lacks some.

    What the average is per may have been counted anywhere above.
    """
    index = figures[0].sentence
    found = [*figures, *sheet.durations.get(index, ())]
    if len(found) > 2 and (not each or any(_named(sheet, f, each) for f in found)):
        return found
    here = sheet.paragraph_of(figures[0])
    earlier = [
        f
        for i in (index - 2, index - 1)
        if i >= 0
        for f in (*sheet.in_sentence(i), *sheet.durations.get(i, ()))
    ]
    found = [*(f for f in earlier if sheet.paragraph_of(f) == here), *found]
    if each and not any(_named(sheet, f, each) for f in found):
        above = (f for f in sheet.looking_back(figures[0]) if f.kind is Kind.CARDINAL and f.sentence >= 0)
        found += [f for f in above if _named(sheet, f, each) and not f.is_bounded][:1]
    return found


def _named(sheet: Sheet, figure: Figure, each: frozenset[str]) -> bool:
    """True for a count of what an average is per."""
    return bool(each & _name(sheet, figure)) and figure.kind in (Kind.CARDINAL, Kind.DURATION, Kind.MEASURE)


def _claims(sheet: Sheet, mean: Figure, each: frozenset[str], around: Sequence[Figure]) -> list[_Claim]:
    unit = mean.unit.partition("_per_")[0]
    close = sorted(nearest(mean, around), key=lambda f: abs(f.start - mean.start))
    near = [f for i, f in enumerate(close) if f is not mean and (i <= CLOSE or _named(sheet, f, each))]
    spread = [_spread(sheet, f, each) for f in sorted(near, key=lambda f: f.start)]
    others = [f for f in spread if not f.is_bounded and f.mention.value_high is None and not _moves(sheet, f)]
    totals = [f for f in others if _totals(sheet, f, mean, unit)]
    counts = [f for f in others if _counts(f, mean, each)]
    named = [f for f in counts if each & _name(sheet, f)]
    here = any(f.sentence == mean.sentence for f in named)  # a count from above rules out none beside it
    return [
        _Claim(
            mean,
            _converted(total, unit).quotient(_counted(count)),
            (total, count),
            _over(total, count, mean),
        )
        for total in totals
        for count in (named if here else counts)
        if total is not count
    ]


def _counted(figure: Figure) -> Interval:
    """What a count stands for; a whole length of time is as exact as a count."""
    whole = figure.kind is Kind.DURATION and figure.value.denominator == 1
    return Interval.point(figure.value) if whole else figure.interval


def _spread(sheet: Sheet, figure: Figure, each: frozenset[str]) -> Figure:
    """The figure without a hedge that only says where or during what: "over 38 games", "trên 200 km²"."""
    hedge = sheet.text[figure.left : figure.start].strip().casefold()
    named = each & _name(sheet, figure) or each <= _THEM
    if hedge not in ("over", "trên") or not (named or figure.kind is Kind.MEASURE):
        return figure
    exact = replace(figure.mention, qualifier=Qualifier.EXACT)
    return replace(figure, mention=exact, interval=mention_interval(exact) or figure.interval)


def _moves(sheet: Sheet, figure: Figure) -> bool:
    """True for a figure that tells a change: "17 fewer"."""
    return figure.index >= 0 and CUE_AFTER.match(sheet.after(figure)) is not None


def _counts(figure: Figure, mean: Figure, words: frozenset[str]) -> bool:
    """True for a figure that a total may be divided by."""
    if (
        figure.kind is Kind.MEASURE
        and "_per_" not in mean.unit
        and any(_UNITS.get(word) == figure.unit for word in words)
    ):
        return True
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
    if figure.kind is Kind.MEASURE:
        noun |= {word for word, unit in _UNITS.items() if unit == figure.unit}
    return noun | {w for w in sheet.label(figure) if not noun}


def _judge_mean(
    sheet: Sheet, mean: Figure, each: frozenset[str], claims: Sequence[_Claim], ledger: Ledger
) -> None:
    """Judge an average that no pair of figures gives, by the pair that the words name."""
    steps = [c for c in claims if not any(_is_change(sheet, f) for f in c.sources)]
    steps = [c for c in steps if not _is_unlike(sheet, mean, c.sources[0])]
    alike = [c for c in steps if _same_thing(sheet, mean, c)] or steps
    named = [c for c in alike if each & _name(sheet, c.sources[1])]
    here = [c for c in named or alike if all(f.sentence == mean.sentence for f in c.sources)]
    before = [c for c in here if all(f.start < mean.start for f in c.sources)]
    likely = before or here or named or (steps if len(steps) == 1 else [])
    if len(likely) > 1 and _is_marked(sheet, mean):
        unlike = [c for c in likely if not sheet.noun(c.sources[0]) & sheet.noun(c.sources[1])]
        likely = [c for c in unlike if _is_near(mean, _middle(c))] or likely
    if len({c.sources[1].span for c in likely}) > 1 and named:
        likely = [max(likely, key=lambda c: (c.sources[1].start, c.sources[0].start))]
    if len(likely) == 1:
        sure = _is_marked(sheet, mean) and bool(named or (here and len(steps) == 1))
        sure = sure or (bool(before) and _fits_another(sheet, likely[0]))
        _judge(likely, ledger, sure=sure, named=bool(named))
        return
    slips = [c for c in claims if _slips(c, marked=False) and not _is_unlike(sheet, mean, c.sources[0])]
    if len(slips) == 1:
        _judge(slips, ledger, sure=False)


def _fits_another(sheet: Sheet, claim: _Claim) -> bool:
    """True where the total was divided by another count above: by all 31 plants, not the 22 at work."""
    mean, (total, count) = claim.stated, claim.sources
    if mean.value < SHARP * mean.ulp:
        return False
    others = (
        f for f in sheet.looking_back(mean) if f.kind is Kind.CARDINAL and f.value not in (0, count.value)
    )
    return any(
        _fits(replace(claim, computed=_converted(total, mean.unit).quotient(Interval.point(f.value))))
        for f in others
        if f.span != total.span
    )


def _judge_direct(sheet: Sheet, each: frozenset[str], claims: Sequence[_Claim], ledger: Ledger) -> None:
    """Judge a figure for each of some things, where one pair only can be meant or one slip tells which."""
    steady = [c for c in claims if not any(_is_change(sheet, f) for f in c.sources)]
    named = [c for c in steady if each & _name(sheet, c.sources[1])]
    slips = [c for c in named or steady if _slips(c, marked=bool(named))]
    near = [c for c in named or steady if _is_near(c.stated, _middle(c))]
    likely = slips if len(slips) == 1 else near
    if len(likely) == 1:
        here = all(f.sentence == likely[0].stated.sentence for f in likely[0].sources)
        _judge(likely, ledger, sure=bool(named) and here, named=bool(named))


def _is_other(sheet: Sheet, figure: Figure) -> bool:
    """True for an aside in brackets, a change, or a level of another time."""
    return sheet.in_brackets(figure) or sheet.is_step(figure) or _is_other_year(sheet, figure)


def _is_change(sheet: Sheet, figure: Figure) -> bool:
    return figure.kind is not Kind.DURATION and (sheet.is_step(figure) or _is_other_year(sheet, figure))


def _is_other_year(sheet: Sheet, figure: Figure) -> bool:
    """True for a level that another one is compared with."""
    return _COMPARED.search(sheet.before(figure)) is not None


def _is_unlike(sheet: Sheet, mean: Figure, total: Figure) -> bool:
    """True for counts of two different things, goals a match and players; for costs and what was earned."""
    told = [
        next((n for n, words in _FLOWS if words.search(sheet.before(f)[-24:])), "") for f in (mean, total)
    ]
    if all(told) and told[0] != told[1]:
        return True
    kinds = {kind_of(mean), kind_of(total)}
    apart = mean.unit == total.unit == "#" and len(kinds) > 1 and "" not in kinds
    return apart and sheet.noun(mean).isdisjoint(sheet.noun(total))


def _same_thing(sheet: Sheet, mean: Figure, claim: _Claim) -> bool:
    """True where the total counts what the average counts, and the count something else."""
    total, count = claim.sources
    if mean.unit != "#":
        return total.unit != "#" or total.mention.quantity.unit_key in (None, mean.unit.partition("_per_")[0])
    noun = sheet.noun(mean)
    return bool(sheet.noun(total) & noun) and not sheet.noun(count) & noun


def _fits(claim: _Claim) -> bool:
    stated, computed = claim.stated, claim.computed
    hedge = _hedge(stated)
    if hedge is Qualifier.EXACT and not computed.meets(
        Interval(stated.value - stated.ulp, stated.value + stated.ulp)
    ):
        return False  # as most pairs are
    return rung(computed, stated.value, stated.ulp, hedge) not in (Rung.INCONSISTENT, Rung.UNDECIDABLE)


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
            f
            for f in figures
            if f.kind is Kind.CARDINAL
            and f not in used
            and f.mention.value_high is None
            and not base_of(sheet, f)  # "down from 64,050, or 70.6 for every 1,000 residents"
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
        _judge(claims, ledger, sure=len(claims) == 1, far=WIDE)


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


def _judge(
    claims: Sequence[_Claim], ledger: Ledger, *, sure: bool, named: bool = False, far: Fraction = FAR
) -> None:
    """One claim that fits settles it; without one the only claim is judged, if it is near at all."""
    if _holds(claims, ledger) or len(claims) != 1:
        return
    claim = claims[0]
    figure, middle = claim.stated, _middle(claim)
    if middle < figure.ulp / 2 or not (_is_near(figure, middle, far) or _slips(claim, marked=sure or named)):
        return
    severity = FindingSeverity.ERROR if sure and not figure.is_bounded else FindingSeverity.SUSPICIOUS
    scale = Fraction(figure.mention.quantity.scale)
    expected = plain(middle / scale, figure.ulp / scale)
    _report(figure, [f.span for f in claim.sources], claim.formula, expected, severity, ledger)


def _is_near(figure: Figure, computed: Fraction, far: Fraction = FAR) -> bool:
    """True where a figure may well have been meant to be the computed value."""
    return computed / far <= figure.value <= computed * far


def _slips(claim: _Claim, *, marked: bool) -> bool:
    """True where one slip explains the misfit: in the average, or where it is called one, in its sources."""
    stated, middle = claim.stated, _middle(claim)
    if not marked or not middle or not stated.value:
        return is_slip(stated, middle)
    total, count = claim.sources
    ratio = stated.value / middle
    return (
        is_slip(stated, middle, 2)
        or is_slip(total, total.value * ratio, 2 if total.unit == "#" else TELLING)
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
