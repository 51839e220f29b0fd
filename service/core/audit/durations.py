"""How long a period lasts whose two ends the text gives: “from 1 July 2022 to 30 June 2025, 36 months”.

A length fits with or without both of its ends; one in weeks, months or years is told in whole ones. A length
is held against the two ends only where nothing but words of lasting stand between it and them, or where its
sentence tells two days before it and then how long it lasted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from service.core.audit.ledger import Ledger, Wording
from service.core.audit.periods import day_number, days_in, ymd
from service.core.audit.sheet import Sheet
from service.core.audit.words import pattern
from service.core.types import FindingSeverity, Kind, Mention, Qualifier

_YEAR_DAYS = Fraction(146097, 400)
_UNITS = {"day": Fraction(1), "week": Fraction(7), "month": _YEAR_DAYS / 12, "year": _YEAR_DAYS}  # in days
_SLACK = {"day": Fraction(0), "week": Fraction(1, 4), "month": Fraction(1, 10), "year": Fraction(1, 10)}
_VI_UNITS = {"day": "ngày", "week": "tuần", "month": "tháng", "year": "năm"}
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_LASTING = pattern(r"[\s,:()–—-]*(?:(?:{lasting})(?![^\W_])[\s,:()–—-]*)*")
_LATER = pattern(r"\s*(?:{later})(?![^\W_])(?!\s*[^\W\d_])")
_LASTED = pattern(r"(?<![^\W_])(?:{lasted})\s*$")
_AFTER = pattern(r"(?<![^\W_])(?:{after})\s*$")
_CLOSES = re.compile(r"\s*(?:[,.;:)\n–—]|$)")
_MARKS = " ,:()–—-"
LONGEST = 5  # digits of a length
AROUND = 8  # mentions before a length among which its two days are looked for
REACH = 16  # characters before a length that may say what it lies behind
ANY_YEAR = "2001"  # of days that are told without one
LEAP = "--03"  # the month from which all years are alike


class _Period(NamedTuple):
    """The first and the last day of a period, the mentions that tell them, and the days of an end."""

    first: int
    last: int
    told: tuple[Mention, ...]
    grain: Fraction

    @property
    def text(self) -> str:
        return " – ".join(mention.text for mention in self.told)

    def allows(self, length: int, unit: str) -> bool:
        """True where a length fits, with or without both ends."""
        days, slack = self.last - self.first + 1, _SLACK[unit]
        least, most = (days - self.grain) / _UNITS[unit], days / _UNITS[unit]
        return math.floor(least + slack) <= length <= math.ceil(most - slack)

    def lasts(self, unit: str, *, later: bool) -> int:
        """How many units it lasts, counting both ends unless it is told what was later."""
        return round((self.last - self.first + (not later)) / _UNITS[unit])


def check_durations(sheet: Sheet, ledger: Ledger) -> None:
    """Hold every length of time against the period right before or right behind it."""
    for i, length in enumerate(sheet.mentions):
        if _is_length(length):
            beside = (period for period in _periods(sheet, i) if _between(sheet, length, period))
            period = next(beside, None) or _told_before(sheet, i)
            if period is not None:
                _judge(sheet, length, period, ledger)


def _is_length(mention: Mention) -> bool:
    exact = mention.qualifier is Qualifier.EXACT and mention.value_high is None
    length = mention.kind is Kind.DURATION and mention.quantity.unit_key in _UNITS
    return exact and length and mention.value.isdigit() and len(mention.value) <= LONGEST


def _periods(sheet: Sheet, number: int) -> Iterator[_Period]:
    """The periods that the mentions beside a length tell, in its own sentence."""
    mentions, sentence = sheet.mentions, sheet.sentence_index(sheet.mentions[number].start)
    beside = (mentions[max(0, number - 1) : number], mentions[max(0, number - 2) : number])
    behind = (mentions[number + 1 : number + 2], mentions[number + 1 : number + 3])
    for told in (*beside, *behind):
        if told and all(sheet.sentence_index(mention.start) == sentence for mention in told):
            period = _period(tuple(told))
            if period is not None:
                yield period


def _told_before(sheet: Sheet, number: int) -> _Period | None:
    """The two days that a sentence tells before it says how long something lasted."""
    length = sheet.mentions[number]
    sentence = sheet.sentence_index(length.start)
    if not _LASTED.search(sheet.text, max(0, length.start - REACH), length.start):
        return None
    days: list[Mention] = []
    for mention in reversed(sheet.mentions[max(0, number - AROUND) : number]):
        if sheet.sentence_index(mention.start) != sentence:
            break
        if mention.kind in (Kind.DATE, Kind.YEAR):
            days.insert(0, mention)
    alike = len(days) == 2 and all(mention.kind is Kind.DATE for mention in days)
    return _period(tuple(days)) if alike else None


def _period(told: tuple[Mention, ...]) -> _Period | None:
    """The period that one mention tells with both its ends, or two with one each."""
    if any(mention.kind not in (Kind.DATE, Kind.YEAR) for mention in told):
        return None
    if len(told) == 1:
        ends: Sequence[str | None] = (told[0].value, told[0].value_high)
    elif told[0].value_high is None and told[1].value_high is None and told[0].kind is told[1].kind:
        ends = (told[0].value, told[1].value)
    else:
        return None
    year = next((end[:4] for end in reversed(ends) if end and end[0].isdigit()), "")
    if not year and all(end and end >= LEAP for end in ends):
        year = ANY_YEAR
    first, last = _day(ends[0], year, last=False), _day(ends[1], year, last=True)
    if first is None or last is None or first[1] != last[1] or last[0] <= first[0]:
        return None
    return _Period(first[0], last[0], told, _UNITS[first[1]])


def _day(value: str | None, year: str, *, last: bool) -> tuple[int, str] | None:
    """The number of the first or the last day of a date, month or year, and which of these it is."""
    if value is None or not year:
        return None
    date = ymd(f"{year}{value[1:]}" if value.startswith("--") else value)
    if date is not None:
        return day_number(*date), "day"
    if (month := _MONTH.fullmatch(value)) is not None and 1 <= int(month[2]) <= 12:
        named = int(month[1]), int(month[2])
        return day_number(*named, days_in(*named) if last else 1), "month"
    if value.isdigit() and len(value) == 4:
        return day_number(int(value), *((12, 31) if last else (1, 1))), "year"
    return None


def _between(sheet: Sheet, length: Mention, period: _Period) -> bool:
    """True where words of lasting alone stand between a length and a period."""
    text, first, last = sheet.text, period.told[0], period.told[-1]
    if first.start > length.start:
        lead = text[max(0, length.start - REACH) : length.start]
        gap = text[length.end : first.start]
        return len(period.told) == 1 and _LASTING.fullmatch(gap) is not None and _AFTER.search(lead) is None
    gap = text[last.end : length.start]
    if _LASTING.fullmatch(gap) is None:
        return False
    if _LATER.match(text, length.end):
        return True
    alone = len(period.told) > 1 and not gap.strip(_MARKS)  # behind two days and a comma, of something else
    return not alone and _CLOSES.match(text, length.end) is not None


def _judge(sheet: Sheet, length: Mention, period: _Period, ledger: Ledger) -> None:
    unit, stated = str(length.quantity.unit_key), int(length.value)
    later = _LATER.match(sheet.text, length.end) is not None
    lasts = period.lasts(unit, later=later)
    spans = [length.span, *(mention.span for mention in period.told)]
    formula = f"{period.text}: {lasts}"
    if period.allows(stated, unit):
        ledger.holds("duration", spans, formula)
        return
    by_years = period.grain == _YEAR_DAYS
    ledger.report(
        "period_conflict" if by_years else "impossible_date",
        FindingSeverity.SUSPICIOUS if by_years else FindingSeverity.ERROR,
        length.span,
        spans,
        kind="duration",
        formula=formula,
        stated=length.value,
        expected=str(lasts),
        wording=Wording(
            f"{period.text} là {lasts} {_VI_UNITS[unit]}, bài viết ghi {length.text}.",
            f"{period.text} is {lasts} {unit}{'s' * (lasts != 1)}; the text says {length.text}.",
        ),
    )
