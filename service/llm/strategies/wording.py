"""Values and times of metrics as the source words them: slices of its text, nothing composed."""

from __future__ import annotations

import re
from calendar import monthrange

from service.core.grammar import find_mentions
from service.core.source import Source
from service.core.types import Kind, Mention

_HEDGE = 24  # characters between a hedge and its figure
_OPENING = 40  # characters of a sentence in which its time stands
_BEGINNING = 1500  # characters in which a report says whose it is
_CAPITAL = r"[A-ZÀ-ỴĐ][a-zà-ỹđ]+"
_PLACE = r"(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|TP\.?|[Tt]ỉnh|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn)"
_BODY = (
    r"(?:Đảng (?:bộ|[uủ][ỷy])|(?:Tỉnh|Thành|Huyện|Thị|Quận) [uủ][ỷy]|UBND|HĐND"
    r"|(?:Ủy|Uỷ) ban [Nn]hân dân|Hội đồng [Nn]hân dân|Sở|Bộ|Cục|Chi cục|Tổng cục|Công ty|Tổng công ty"
    r"|Tập đoàn|Ngân hàng|Bệnh viện|Trường|Học viện|Viện|Hội|Liên đoàn|Chi bộ)"
)
_ENGLISH_BODY = re.compile(
    r"\b(?:Committee|Department|Ministry|Office|Council|Company|Corporation|Bank|University|Agency|Authority"
    r"|Association|Board|Group|Inc|Ltd|Party|Union)\b"
)
_ENGLISH_NAME = re.compile(r"[A-Z][\w&'-]*(?:\s+(?:(?:of|and|for|the)\s+)*[A-Z][\w&'-]*)+")
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


def named(source: Source, place: str | None) -> str | None:
    """The place, where the report names it so; a small model gladly makes a province of a district."""
    words = " ".join((place or "").split())
    pattern = r"\s+".join(map(re.escape, words.split()))
    known = words and re.search(rf"(?<!\w){pattern}(?!\w)", source.text.canonical, re.IGNORECASE)
    return words if known else None


def full_name(source: Source, name: str) -> str:
    """The organisation by the longer name that the beginning of the report gives it, else ``name`` itself.

    Longer means: the same words with the body before them ("Đầm Hà": "Đảng bộ huyện Đầm Hà") or, where only
    the body was said, with the place behind it. A name that already says both stays.
    """
    name = " ".join(name.split())
    beginning = " ".join(head(source, _BEGINNING).split())
    if not name:
        return name
    return _longer_vi(name, beginning) if source.lang == "vi" else _longer_en(name, beginning)


def _longer_vi(name: str, beginning: str) -> str:
    said = rf"(?i:{re.escape(name)})(?!\w)"
    if re.fullmatch(rf"{_BODY}(?:\s+{_PLACE})?", name):
        found = re.search(rf"{said}(?:\s+{_PLACE})?(?:\s+{_CAPITAL})+", beginning)
    elif re.match(rf"{_BODY}(?!\w)", name):
        return name
    else:
        found = re.search(rf"(?<!\w){_BODY}(?:\s+(?:{_PLACE}|{_CAPITAL})){{0,3}}\s+{said}", beginning)
    return found[0] if found else name


def _longer_en(name: str, beginning: str) -> str:
    if _ENGLISH_BODY.search(name):
        return name
    said = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for phrase in _ENGLISH_NAME.finditer(beginning):
        whole = phrase[0].removeprefix("The ")
        if said.search(whole) and _ENGLISH_BODY.search(whole):
            return whole
    return name


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
