"""Clock times, quarters and years that letters make: ``8h30``, ``5 p.m.``, ``Q2``, ``FY2023``, ``GMT+7``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.core.grammar.patterns import either, united
from service.core.locales import Locale
from service.core.types import Kind, Quantity

_OFFSET = re.compile(r"(?:GMT|UTC)[ ]?([+-])(\d{1,2})(?::?(\d{2}))?")
_FISCAL = re.compile(r"(?:FY|CY|MY)[ ]?(?:([12][0-9]{3})|([0-9]{2}))(?:[/-]([0-9]{2}))?")
_QUARTER = re.compile(
    r"([QH])([1-4])(?:(?: of |[ /-])?(?:FY ?)?([12][0-9]{3})(?:[/-][0-9]{2})?"
    r"|[ ]?FY ?([0-9]{2})(?:/[0-9]{2})?"
    r"|[ /-]?['’]?([0-9]{2})(?=[):;,.|\t\n]|  |$))?(?![0-9%]|[.,/][0-9])"
)
_AM_PM = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5][0-9]))? ?([aApP])(?:\.[mM]\b\.?|[mM]\b)")
_CLAUSE_END = re.compile(r" *(?:[.,;:)\n]|$)")
_CUE = 24  # characters in front of an hour that may tell that it is one of the clock
_MINUTES = re.compile(r" ?[0-5]?[0-9] ?m(?:ins?)?(?![^\W_])")  # "1h 42m" lasts
_EARLY = 5
_LATE = range(13, 24)  # hours that are rarely a length of time


class Hours:
    """The words beside hours of the clock, for one choice of languages."""

    def __init__(self, locales: Sequence[Locale]) -> None:
        words = either(word for locale in locales for word in locale.hours)
        signs = either(word for locale in locales for word in locale.clock_signs)
        minutes = either(word for locale in locales for word in locale.minutes)
        self.form = re.compile(
            rf"(?P<hour>[01]?[0-9]|2[0-4])(?:(?P<sign>{signs})| ?(?:{words}))"
            rf"(?: ?(?P<minute>[0-5]?[0-9])(?: ?(?:{minutes})|')?)?(?![^\W_])"
        )
        self.of_day = united(locale.of_day for locale in locales)
        self.daily = united(locale.daily for locale in locales)
        self.lasting = united(locale.lasting for locale in locales)
        self.deadlines = tuple(f"{word} " for locale in locales for word in locale.deadlines)
        self.fronts = tuple(f"{word} " for locale in locales for word in locale.hour_fronts)


def hour_at(hours: Hours, text: str, start: int, *, clock: bool) -> tuple[str, int] | None:
    """``8 giờ 30``, ``14h``, ``8:30 am`` and where it ends; a bare ``8 giờ`` is a time by its company only.

    With ``clock`` the word in front says so (``lúc``).
    """
    if found := _AM_PM.match(text, start):
        hour = int(found[1]) % 12 + (12 if found[3][0] in "pP" else 0)
        return f"{hour:02d}:{found[2] or '00'}", found.end()
    found = hours.form.match(text, start)
    if found and found["minute"] and not (clock or found["sign"]) and _lasts(hours, text, found):
        return None
    if found and not found["minute"] and _MINUTES.match(text, found.end()):
        return None
    if found is None or not (found["minute"] or clock or _is_of_clock(hours, text, found)):
        return None
    return f"{int(found['hour']):02d}:{(found['minute'] or '0').zfill(2)}", found.end()


def _lasts(hours: Hours, text: str, found: re.Match[str]) -> bool:
    """``sau 2 giờ 48 phút``: so few hours behind a word of lasting are no hour of the clock."""
    front = text[max(0, found.start() - _CUE) : found.start()].lower()
    return int(found["hour"]) < _EARLY and hours.lasting.search(front) is not None


def _is_of_clock(hours: Hours, text: str, found: re.Match[str]) -> bool:
    """Whether a bare hour is one of the clock: by its sign, by the day behind it, or as a deadline.

    ``trước 17 giờ hằng ngày`` and ``trước 17 giờ.`` state deadlines, ``trước 24 giờ`` and ``8 giờ mỗi ngày``
    a length of time.
    """
    if text.startswith("/", found.start() - 1):
        return False  # "186mm/24h"
    if found["sign"] or hours.of_day.match(text, found.end()):
        return True
    front = text[max(0, found.start() - _CUE) : found.start()].lower()
    if hours.daily.match(text, found.end()):
        return front.endswith(hours.fronts)
    late = int(found["hour"]) in _LATE and front.endswith(hours.deadlines) and not hours.lasting.search(front)
    return late and _CLAUSE_END.match(text, found.end()) is not None


def bare_hour(hours: Hours, text: str, start: int) -> re.Match[str] | None:
    """The match of an hour without minutes at a place; None where there is none."""
    found = hours.form.match(text, start)
    return None if found is None or found["minute"] else found


def opening_hour(low: int, high: str) -> str:
    """The clock time of a bare hour before one that states its half of the day: 9 in ``9 to 5 p.m.``.

    >>> opening_hour(7, "11:00"), opening_hour(9, "17:00"), opening_hour(12, "13:30")
    ('07:00', '09:00', '12:00')
    """
    last = int(high[:2])
    early = [hour for hour in (low % 12, low % 12 + 12) if hour <= last]
    return f"{(early or [low % 12 + 12])[-1]:02d}:00"


def offset(text: str, first: int) -> tuple[Quantity, int] | None:
    """``GMT+7`` and its end; None for another word."""
    found = _OFFSET.match(text, first)
    if found is None:
        return None
    return Quantity(
        Kind.IDENTIFIER, f"{found[1]}{found[2].zfill(2)}:{found[3] or '00'}", unit_key="utc_offset"
    ), found.end()


def fiscal(text: str, first: int) -> tuple[Quantity, int] | None:
    """``FY2023/24`` and its end; None for another word."""
    found = _FISCAL.match(text, first)
    if found is None:
        return None
    year = found[1] or f"20{found[2]}"
    high = f"{year[:2]}{found[3]}" if found[3] else None
    return Quantity(Kind.YEAR, year, high, unit_key="fiscal_year"), found.end()


def quarter(text: str, first: int) -> tuple[Quantity, int] | None:
    """``Q2``, ``Q2/2023``, ``H1 2022`` and its end; None for another word."""
    found = _QUARTER.match(text, first)
    if found is None or (found[1] == "H" and int(found[2]) > 2):
        return None
    short = found[4] or found[5]
    year = found[3] or (short and f"20{short}")
    if not year:
        if text[found.end() : found.end() + 1].isalnum():
            return None  # "H1N1"
        if found[1] == "H":
            return Quantity(Kind.NAME, found[0], unit_key="half"), found.end()
        return Quantity(Kind.ORDINAL, found[2], unit_key="quarter"), found.end()
    return Quantity(Kind.DATE, f"{year}-{found[1]}{found[2]}"), found.end()
