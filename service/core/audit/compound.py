"""Yearly rates compounded over a span of years, against the multiple or the levels that they lead to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from service.core.audit.changes import moves_of
from service.core.audit.cues import PER_YEAR
from service.core.audit.ledger import Ledger, Wording, plain, vi_number
from service.core.audit.sheet import Figure, Sheet
from service.core.rounding import HUNDRED, Interval
from service.core.types import FindingSeverity, Kind

YEARS = 40  # longest span of years that a yearly rate is compounded over

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check_compounded(sheet: Sheet, ledger: Ledger) -> None:
    """“gấp 2 lần so với năm 2015, bình quân 18,4 %/năm” in 2019: the yearly rate compounded must fit."""
    for figures in sheet.by_sentence:
        rates = [f for f in figures if _is_yearly(sheet, f)]
        times = [f for f in figures if f.kind is Kind.MULTIPLE and not f.is_bounded]
        if len(rates) != 1 and times:
            rates = [f for f in rates if f.start > times[-1].end][:1]
        if len(rates) != 1 or rates[0].is_bounded:
            continue
        levels = [m for m in moves_of(sheet, figures) if m.figures[0].is_level]
        if not (times or levels):
            continue
        years = sorted({int(y) for y in _YEAR.findall(_stretch(sheet, figures, rates[0], times))})
        if len(years) < 2 or not 1 < years[-1] - years[0] <= YEARS:
            continue
        span = years[-1] - years[0]
        factor = times[-1].interval if times else levels[0].last_in.quotient(levels[0].first_in)
        source = times[-1:] or list(levels[0].figures)
        _judge_compounded(rates[0], span, factor, source, ledger)


def _is_yearly(sheet: Sheet, figure: Figure) -> bool:
    percent = figure.kind is Kind.PERCENT or (figure.kind is Kind.RATE and "%" in figure.mention.text)
    beside = f"{sheet.before(figure)[-40:]} {figure.mention.text} {sheet.after(figure)[:20]}"
    return percent and PER_YEAR.search(beside) is not None


def _stretch(sheet: Sheet, figures: Sequence[Figure], rate: Figure, times: Sequence[Figure]) -> str:
    """The part of the sentence that speaks of the rate: from the last semicolon before it on."""
    start = sheet.sentences[rate.sentence].start
    anchor = times[-1].start if times else rate.start
    return sheet.text[max(start, sheet.text.rfind(";", start, anchor) + 1) : rate.end + 60]


def _judge_compounded(
    rate: Figure, span: int, factor: Interval, source: Sequence[Figure], ledger: Ledger
) -> None:
    printed = [HUNDRED + rate.value - rate.ulp / 2, HUNDRED + rate.value + rate.ulp / 2]
    spans = [*(f.span for f in source), rate.span]
    for years in (span, span + 1, span - 1):
        low, high = ((end / HUNDRED) ** years for end in printed)
        if Interval(low, high).meets(factor):
            ledger.holds("growth", spans, f"(1 + {plain(rate.value)}%)^{years} = {plain((low + high) / 2)}")
            return
    middle = (1 + rate.value / HUNDRED) ** span
    stated, expected = plain(rate.value, rate.ulp), plain(middle, Fraction(1, 100))
    ledger.report(
        "growth_mismatch",
        FindingSeverity.SUSPICIOUS,
        rate.span,
        spans,
        kind="growth",
        formula=f"(1 + {stated}%)^{span} = {expected}",
        stated=stated,
        expected=expected,
        wording=Wording(
            f"Tăng {rate.mention.text} trong {span} năm thành {vi_number(expected)} lần, không"
            f" khớp với mức đã nêu.",
            f"{rate.mention.text} over {span} years gives a factor of {expected}, which does not"
            f" fit the levels.",
        ),
    )
