"""Stretches of text that belong together: a paragraph, or a list of short lines, table rows among them.

A stretch is a run of rows; a row holds the figures of one sentence or one line. In a list every row stands as
near to every other; in a paragraph nearness is counted in sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from service.core.audit.roles import words_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.words import STOP
from service.core.types import Span

LINE = 100  # characters of a line of a list at most
LINES = 14  # lines of a list that are looked at together
FEW = 3  # figures of such a line at most
BACK = 4  # sentences of a paragraph before a figure in which what belongs to it may stand
AHEAD = 2  # and after it

_LABEL = re.compile(r"[:\t]\s*[$£€]?$|\s{2,}$|\|\s*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The figures of a paragraph or of a list of lines, row by row."""

    rows: tuple[tuple[Figure, ...], ...]
    listed: bool

    def around(self, sentence: int) -> list[Figure]:
        """The figures from which a reader would compute one of a sentence."""
        near = range(sentence - BACK, sentence + AHEAD + 1)
        return [f for row in self.rows for f in row if self.listed or f.sentence in near]

    def distance(self, sentence: int, other: Figure) -> int:
        """How many sentences away another figure stands; in a list all other lines are as near."""
        far = abs(sentence - other.sentence)
        return min(far, 1) if self.listed else far


def stretches(sheet: Sheet) -> Iterator[Stretch]:
    """The stretches of a text in order; a table is one only where every row holds one figure."""
    rows: list[tuple[Figure, ...]] = []
    listed = False
    for row, place in _rows(sheet):
        short = place is not None and place.end - place.start <= LINE and len(row) <= FEW
        above = sheet.paragraph_of(rows[-1][-1]) if rows else None
        same = above is not None and above == place and not listed
        joined = short and above is not None and place is not None and _is_below(sheet, above, place)
        if rows and (same or (joined and (listed or len(rows) == 1) and len(rows) < LINES)):
            listed = not same
            rows.append(row)
            continue
        if rows:
            yield Stretch(tuple(rows), listed)
        rows, listed = [row], False
    if rows:
        yield Stretch(tuple(rows), listed)


def label_words(sheet: Sheet, figure: Figure) -> frozenset[str]:
    """The words of the label before a figure, folded: "Sessions held: 18"; empty for a figure in a clause."""
    before = sheet.before(figure)
    return frozenset(words_of(before)) - STOP if _LABEL.search(before) else frozenset()


def _is_below(sheet: Sheet, above: Span, place: Span) -> bool:
    """True for two short lines with nothing but blanks between them."""
    near = not sheet.text[above.end : place.start].strip()
    return near and above.end - above.start <= LINE


def _rows(sheet: Sheet) -> Iterator[tuple[tuple[Figure, ...], Span | None]]:
    """The figures of each sentence or line with its paragraph; of tables only those of a single column."""
    single = {table.span for table in sheet.segments.tables if _is_single(sheet, table.span)}
    for sentence, group in groupby(sheet.figures, key=lambda f: f.sentence):
        row = tuple(group)
        table = sheet.segments.table_at(row[0].start)
        if sentence < 0 or (table is not None and table.span not in single):
            continue
        yield row, sheet.paragraph_of(row[0])


def _is_single(sheet: Sheet, place: Span) -> bool:
    """True for a table of which every row holds one figure."""
    inside = sheet.within(place)
    return len({f.sentence for f in inside}) == len(inside)
