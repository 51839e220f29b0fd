"""Clock times, quarters and years that letters make: ``8h30``, ``5 p.m.``, ``Q2``, ``FY2023``, ``GMT+7``."""

from __future__ import annotations

import re

from service.core.types import Kind, Quantity

_OFFSET = re.compile(r"(?:GMT|UTC)[ ]?([+-])(\d{1,2})(?::?(\d{2}))?")
_FISCAL = re.compile(r"(?:FY|CY|MY)[ ]?(?:([12][0-9]{3})|([0-9]{2}))(?:[/-]([0-9]{2}))?")
_QUARTER = re.compile(r"([QH])([1-4])(?:[ /-]?(?:FY ?)?([12][0-9]{3})|[ ]?FY([0-9]{2}))?(?![0-9])")
HOUR = re.compile(r"([01]?[0-9]|2[0-4]) ?(?:giờ|h|g)(?: ?([0-5]?[0-9])(?: ?phút|')?)?(?![^\W_])")
_AM_PM = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5][0-9]))? ?([aApP])(?:\.[mM]\b\.?|[mM]\b)")
_PART_OF_DAY = re.compile(r" (?:(?:sáng|trưa|chiều|tối|đêm)\b|ngày [0-9])")


def hour_at(text: str, start: int, *, clock: bool) -> tuple[str, int] | None:
    """``8 giờ 30``, ``14h``, ``8:30 am``; a bare ``8 giờ`` is a time only after ``lúc`` and its like."""
    if found := _AM_PM.match(text, start):
        hour = int(found[1]) % 12 + (12 if found[3][0] in "pP" else 0)
        return f"{hour:02d}:{found[2] or '00'}", found.end()
    found = HOUR.match(text, start)
    if found is None:
        return None
    if not found[2] and not clock and text[found.end(1)] != "h" and not _PART_OF_DAY.match(text, found.end()):
        return None
    return f"{int(found[1]):02d}:{(found[2] or '0').zfill(2)}", found.end()


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
    year = found[3] or (found[4] and f"20{found[4]}")
    if not year:
        return (
            (Quantity(Kind.ORDINAL, found[2], unit_key="quarter"), found.end()) if found[1] == "Q" else None
        )
    return Quantity(Kind.DATE, f"{year}-{found[1]}{found[2]}"), found.end()
