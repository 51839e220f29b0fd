"""Stretches of months that a text names, whatever it calls them: ``quý II``, ``April to June``, ``Q2 2024``.

A digest may name a stretch in its own words or language, or name one that the source tells in pieces: nine
months are three quarters, a half of a year is what ends on 30 June.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from service.core.types import Kind, Mention, exact

YEAR = 12  # months
HALF = 6
QUARTER = 3
FEW = 4  # numbers on either side of a figure that tell which stretch is its own
BESIDE = 60  # characters on either side of it
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPELLED = ("giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "chạp")
_NAMED = re.compile(
    r"(?<![^\W\d_])(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![^\W\d_])"
)  # only with a capital: may, march
_NUMBERED = re.compile(
    r"(?<!\w)tháng (?:(1[0-2]|0?[1-9])(?![\d.,]*\d)|(" + "|".join(_SPELLED[::-1]) + r")(?!\w))"
)
_QUARTER = re.compile(r"(?<!\w)(first|second|third|fourth|final|last)[- ]quarter(?!\w)")
_HALF = re.compile(r"(?<!\w)(?:(first|second)[- ]half|nửa (đầu|cuối) năm|(half[- ]year)(?!l))(?!\w)")
_MONTHS_OF = re.compile(r" (đầu|cuối) (?:năm|nhiệm)| (?:of|to) ")
_OTHER = re.compile(r"(?<!\w)the (second|third|fourth)(?=[.,;:)]| (?:to|and|by|from|was|were)\b|$)")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_ONWARD = re.compile(r"\s*(?:to|through|until|till|-|–|đến|tới|và|and)\s*(?:hết|cuối|the end of|tháng)?\s*")
_OPENS = re.compile(r"(?:between|giữa|từ|from)\s+(?:tháng\s+)?$")
_SO_FAR = re.compile(r"(?:đến|hết|cuối|tới|end of|end|to|until|by) +(?:hết|cuối|the end of|end)? *$")
_DATED = re.compile(r"(\d{4}|-)-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12]))")
_MARK = re.compile(r"[,.;:()\n\t]|(?<!\w)(?:and|to|from|và|lên|xuống|còn)(?!\w)")
_LAST_DAY = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Stretch(NamedTuple):
    """Months of a year from the first to the last; the year is empty where it is not named with them.

    ``start`` and ``end`` are its place in the text.
    """

    first: int
    last: int
    year: str
    start: int
    end: int


def told(text: str, mentions: Sequence[Mention], start: int = 0, end: int | None = None) -> list[Stretch]:
    """The stretches that a text names, in its order, and those that a range of them comes to.

    Between two places the ``mentions`` are those that stand there.

    >>> [(s.first, s.last) for s in told("from April to June, then in the third quarter", ())]
    [(4, 6), (4, 4), (1, 6), (6, 6), (7, 9)]
    """
    worded = (s._replace(start=s.start + start, end=s.end + start) for s in _worded(text[start:end]))
    single = sorted({*worded, *_read(text, mentions)}, key=lambda s: (s.start, s.end))
    ranges = (_range(one, other, text) for one, other in pairwise(single) if one.end <= other.start)
    so_far = (s._replace(first=1) for s in single if s.first == s.last and _SO_FAR.search(_before(s, text)))
    return sorted({*single, *filter(None, ranges), *so_far}, key=lambda s: (s.start, -s.end, s.first))


def covered(stretch: Stretch, parts: Iterable[Stretch], years: frozenset[str]) -> bool:
    """True where a stretch is one of some others, or made of them without a gap.

    One that names its year is not one of another year; ``years`` are those that one without a year can be of.
    """
    inside = [p for p in parts if stretch.first <= p.first and p.last <= stretch.last]
    fitting = [p for p in inside if _same_year(stretch.year, p.year, years)]
    months = {month for p in fitting for month in range(p.first, p.last + 1)}
    return len(months) == stretch.last - stretch.first + 1


def _same_year(year: str, other: str, years: frozenset[str]) -> bool:
    return not year or year == other or (not other and year in years)


def _before(stretch: Stretch, text: str) -> str:
    return text[max(0, stretch.start - 24) : stretch.start].lower()


def _worded(text: str) -> Iterator[Stretch]:
    """Months, quarters and halves by their names."""
    for m in _NAMED.finditer(text):
        month = _MONTHS.index(m[0][:3].lower()) + 1
        yield Stretch(month, month, "", *m.span())
    low = text.lower()
    low = low if len(low) == len(text) else text
    for m in _NUMBERED.finditer(low):
        month = int(m[1]) if m[1] else _SPELLED.index(m[2]) + 1
        yield Stretch(month, month, "", *m.span())
    parts = [(_part(_NTH[m[1]], QUARTER, m), QUARTER) for m in _QUARTER.finditer(low)]
    for m in _HALF.finditer(low):
        second = m[1] == "second" or m[2] == "cuối"
        parts.append((_part(2 if second else 1, HALF, m), HALF))
    yield from (stretch for stretch, _ in parts)
    for m in _OTHER.finditer(low):  # “412 in the first half, 95 in the second”
        size = next((size for stretch, size in reversed(parts) if stretch.end <= m.start()), 0)
        if size and _NTH[m[1]] * size <= YEAR:
            yield _part(_NTH[m[1]], size, m)


def _part(number: int, size: int, found: re.Match[str]) -> Stretch:
    return Stretch((number - 1) * size + 1, number * size, "", *found.span())


def _read(text: str, mentions: Iterable[Mention]) -> Iterator[Stretch]:
    """Quarters, dates and counts of months that are read as numbers."""
    for mention in mentions:
        value, key = exact(mention.value), mention.quantity.unit_key
        if mention.kind is Kind.DATE:
            yield from _dated(mention)
        elif key == "quarter" and mention.kind is Kind.ORDINAL and value in (1, 2, 3, 4):
            last = QUARTER * int(value)
            yield Stretch(last - QUARTER + 1, last, "", mention.start, mention.end)
        elif (
            key == "month"
            and mention.kind is Kind.DURATION
            and value
            and value.denominator == 1 < value < YEAR
        ):
            behind = _MONTHS_OF.match(text.lower(), mention.end)
            late = behind is not None and behind[1] == "cuối"
            first = YEAR - int(value) + 1 if late else 1
            yield Stretch(first, first + int(value) - 1, "", mention.start, mention.end)


def _dated(mention: Mention) -> Iterator[Stretch]:
    """The months of a date; a day that ends a month ends what has passed of the year."""
    ends = [m for end in (mention.value, mention.value_high) if end and (m := _DATED.fullmatch(end))]
    for m in ends:
        year = m[1].strip("-")
        if m[4] or m[5]:
            number, size = int(m[4] or m[5]), QUARTER if m[4] else HALF
            yield Stretch((number - 1) * size + 1, number * size, year, mention.start, mention.end)
        else:
            month = int(m[2])
            if not m[3]:
                yield Stretch(month, month, year, mention.start, mention.end)
            elif 1 <= month <= YEAR and int(m[3]) >= _LAST_DAY[month - 1]:
                yield Stretch(1, month, year, mention.start, mention.end)
    if len(ends) == 2 and ends[0][2] and ends[1][2] and int(ends[0][2]) < int(ends[1][2]):
        yield Stretch(int(ends[0][2]), int(ends[1][2]), ends[1][1].strip("-"), mention.start, mention.end)


def _range(one: Stretch, other: Stretch, text: str) -> Stretch | None:
    """From the first of two stretches to the second, where the words between them say so."""
    between = text[one.end : other.start].lower()
    if one.first >= other.last or not _ONWARD.fullmatch(between):
        return None
    if ("and" in between or "và" in between) and not _OPENS.search(_before(one, text)):
        return None
    return Stretch(one.first, other.last, other.year, one.start, other.end)


def own(text: str, mentions: Sequence[Mention], number: int) -> list[Stretch]:
    """The stretches that a figure is told for: named right in front of it, else behind it, else before it.

    Between the figures on either side.

    >>> from service.core.types import Quantity
    >>> said, one = "488 in the second half, down from 612", Quantity(Kind.CARDINAL, "488")
    >>> [(s.first, s.last) for s in own(said, (Mention(0, 3, "488", one),), 0)]
    [(7, 12)]
    """
    figure, first = mentions[number], max(0, number - FEW)
    near = mentions[first : number + FEW + 1]
    low, high = max(0, figure.start - BESIDE), min(len(text), figure.end + BESIDE)
    found = [s for s in told(text, near, low, high) if s.end <= figure.start or figure.end <= s.start]
    others = [
        m for m in near if m is not figure and not any(s.start < m.end and m.start < s.end for s in found)
    ]
    low = max([low, *(m.end for m in others if m.end <= figure.start)])
    high = min([high, *(m.start for m in others if figure.end <= m.start)])
    mark = _MARK.search(text, figure.end, high)
    high = mark.start() if mark else high
    before = [s for s in found if low <= s.start and s.end <= figure.start]
    close = [s for s in before if not text[s.end : figure.start].strip(" :=\t")]
    return close or [s for s in found if figure.end <= s.start and s.end <= high] or before
