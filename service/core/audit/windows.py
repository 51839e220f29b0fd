"""Closed units of text: a sentence, neighbours in one paragraph, a block of lines; and their like figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from service.core.audit.fits import kind_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.words import pattern
from service.core.segments import Table
from service.core.types import Form, Kind, Span

SENTENCES = 3  # sentences of one paragraph that may tell a sum or a balance together
LINES = 12  # lines of "label: value" that may
KINDS = 3  # sorts of things of which each may be counted for itself
LINE = 90  # characters of such a line at most

BARE = re.compile(
    r"\s*(?:[,;:.)(]|$|(?:and|but|or|in|to|for|of|so|và|còn|thì|nên|của|trong)\s)", re.IGNORECASE
)
_ALL = re.compile(r"(?:^|\s)(?:cả|all|the)\s+$", re.IGNORECASE)

_UNTOLD = pattern(r"(?<!\w)(?:{besides})\s(?!ra\b|đó\b)[^,;:.()\d]{3,60},")

Window = tuple[tuple[Figure, ...], ...]


def windows(sheet: Sheet, sentences: int = SENTENCES) -> Iterator[Window]:
    """The figures of every sentence, of two and more neighbours, and of every block of lines."""
    rows = sheet.by_sentence
    places = [sheet.paragraph_of(row[0]) for row in rows]
    for i in range(len(rows)):
        for n in range(1, sentences + 1):
            window = rows[i : i + n]
            if len(window) < n or not _follow(window[-2:]) or places[i + n - 1] != places[i]:
                break
            yield window
    yield from _blocks(sheet, rows, places)
    for table in sheet.segments.tables:
        yield from _block(_lines(sheet, table))


def _follow(rows: Sequence[Sequence[Figure]]) -> bool:
    return all(b[0].sentence == a[0].sentence + 1 for a, b in pairwise(rows))


def _blocks(
    sheet: Sheet, rows: Sequence[tuple[Figure, ...]], places: Sequence[Span | None]
) -> Iterator[Window]:
    """Neighbouring lines that each state one level."""
    block: list[tuple[Figure, ...]] = []
    above: Span | None = None
    for row, place in zip(rows, places, strict=True):
        single = place is not None and place.end - place.start <= LINE and _levels(row) == 1
        follows = above is None or (place is not None and not sheet.text[above.end : place.start].strip())
        if block and not (single and follows):
            yield from _block(block)
            block = []
        if single:
            block.append(row)
        above = place
    yield from _block(block)


def _block(rows: Sequence[tuple[Figure, ...]]) -> Iterator[Window]:
    if 2 < len(rows) <= LINES:
        yield tuple(rows)


def _lines(sheet: Sheet, table: Table) -> list[tuple[Figure, ...]]:
    """The rows of a table with one column of figures, which are lines like others; else nothing."""
    told = (f for f in sheet.within(table.span) if f.base is None)  # "Tồn 1/7" names a day
    rows = [tuple(row) for _, row in groupby(told, key=lambda f: f.sentence)]
    return rows if all(len(row) == 1 for row in rows) else []


def _levels(row: Sequence[Figure]) -> int:
    return sum(figure.is_level or figure.kind is Kind.PERCENT for figure in row)


def alike(sheet: Sheet, window: Window) -> Iterator[list[Figure]]:
    """The levels of a window by unit, rates among them; one without a unit takes that of its neighbour.

    A number that only says how many levels there are beside it is none: "three groups, 31, 14 and 18".
    """
    levels = [
        f for row in window for f in row if f.kind is Kind.RATE or (f.is_level and not sheet.is_name(f))
    ]
    told = {u for f in levels if (u := _unit(f)) != "#"}
    found: dict[str, list[Figure]] = {}
    for figure in levels:
        unit = _unit(figure)
        if unit == "#" and len(told) == 1 and BARE.match(sheet.after(figure) or ","):
            (unit,) = told
        found.setdefault(unit, []).append(figure)
    for figures in found.values():
        count = len(figures)
        known = [
            f for f in figures if f.value not in (count - 1, count - 2) or not _tallies(sheet, f, figures)
        ]
        yield known
        kinds = {kind_of(f) for f in known} - {""}
        for kind in kinds if 1 < len(kinds) <= KINDS else ():
            kept = [f for f in known if kind_of(f) in ("", kind)]
            least = min(f.value for f in kept)
            if all(f.value < least for f in known if f not in kept):
                yield kept


def _tallies(sheet: Sheet, figure: Figure, figures: Sequence[Figure]) -> bool:
    """True for a number in a word that counts another thing than the others, or all of them: "all three"."""
    if figure.mention.quantity.form is not Form.WORDS:
        return False
    noun = sheet.noun(figure)
    shared = not noun or any(noun & sheet.noun(f) for f in figures if f is not figure)
    return not shared or _ALL.search(sheet.before(figure)) is not None


def _unit(figure: Figure) -> str:
    """The unit of a level, or that of a rate without what it is paid for: "£116m a year" is pounds, too."""
    return figure.unit.partition("_per_")[0] if figure.kind is Kind.RATE else figure.unit


def leaves_untold(sheet: Sheet, window: Window) -> bool:
    """True where words name something without its figure: "ngoài số kết nạp mới, có 215 người chuyển đến"."""
    places = (sheet.sentences[row[0].sentence] for row in window)
    return any(_UNTOLD.search(sheet.text[start:end]) for start, end in places)


def is_closed(window: Window, figures: Sequence[Figure], most: int) -> bool:
    """True for three figures to ``most`` that take one from every sentence, none of them hedged."""
    if not 3 <= len(figures) <= most or len({f.sentence for f in figures}) < len(window):
        return False
    return not any(f.is_bounded or f.mention.value_high is not None for f in figures)
