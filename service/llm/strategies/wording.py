"""Values and times of metrics as the source words them: slices of its text, nothing composed."""

from __future__ import annotations

import re
from calendar import monthrange

from service.core.grammar import find_mentions
from service.core.source import Source
from service.core.types import Kind, Mention

_HEDGE = 24  # characters between a hedge and its figure
_OPENING = 40  # characters of a sentence in which its time stands
_TIMES = frozenset({Kind.YEAR, Kind.DATE})
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_YEAR = re.compile(r"\d{4}")


def stated(source: Source, mention: Mention) -> str:
    """The figure as printed, with the hedge words that stand by it: ``trên 80``, ``từ 185 … trở lên``."""
    start, end = mention.span
    for span in mention.qualifier_spans:
        if start - _HEDGE <= span.start < start:
            start = span.start
        if end < span.end <= mention.end + _HEDGE:
            end = span.end
    return " ".join(source.text.canonical[start:end].split())


def opening_period(source: Source, mention: Mention) -> str | None:
    """The time that the figure's sentence opens with (``Năm 2022``), None when it opens with none."""
    sentence = source.segments.sentence_at(mention.start) or mention.span
    for other in source.mentions:
        if other.start >= min(mention.start, sentence.start + _OPENING):
            return None
        if other.start >= sentence.start and other.kind in _TIMES and other.end <= sentence.start + _OPENING:
            return source.text.canonical[sentence.start : other.end]
    return None


def bounds(label: str, lang: str) -> tuple[str | None, str | None]:
    """First and last day of the time that ``label`` names; (None, None) when it names none or several.

    >>> bounds("năm 2022", "vi"), bounds("tháng 12/2021", "vi"), bounds("nhiệm kỳ", "vi")
    (('2022-01-01', '2022-12-31'), ('2021-12-01', '2021-12-31'), (None, None))
    """
    times = [mention for mention in find_mentions(label, lang) if mention.kind in _TIMES]
    if len(times) != 1:
        return None, None
    first = _days(times[0].value)
    last = _days(times[0].value_high) if times[0].value_high else first
    return (first[0], last[1]) if first and last else (None, None)


def head(source: Source, length: int) -> str:
    """The beginning of the report up to ``length`` characters, cut at the end of a paragraph or a word."""
    text = source.text.canonical[:length]
    if len(source.text.canonical) <= length:
        return text.strip()
    return text.rsplit(" ", 1)[0].strip()


def _days(value: str | None) -> tuple[str, str] | None:
    """First and last day of an ISO date of any grain; None for impossible ones and other text."""
    value = value or ""
    if _DAY.fullmatch(value):
        return value, value
    if found := _QUARTER.fullmatch(value):
        last = int(found[2]) * 3
        return _months(found[1], last - 2, last)
    if found := _HALF.fullmatch(value):
        last = int(found[2]) * 6
        return _months(found[1], last - 5, last)
    if found := _MONTH.fullmatch(value):
        month = int(found[2])
        return _months(found[1], month, month) if 1 <= month <= 12 else None
    return (f"{value}-01-01", f"{value}-12-31") if _YEAR.fullmatch(value) else None


def _months(year: str, first: int, last: int) -> tuple[str, str]:
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(int(year), last)[1]:02}"
