"""How a text is cut: lines, paragraphs, sentences, clauses, headings, list items, tables and page zones.

Each part is computed once, when first asked for, in time linear in the text; lookups by position are binary
searches. Everything is found by general rules and word tables (``locales/*/zones.py``); nothing is dropped
from the text, and positions are code points of the canonical text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from service.core.locales.en.zones import ZONES as EN
from service.core.locales.vi.zones import ZONES as VI
from service.core.types import Span, Zone
from service.core.wording import alternation

SHORT_LINE = 400  # characters; menus, stamps and captions are shorter, so longer lines are not looked at
CAPTION_LINE = 180  # characters; a one-sentence line between long paragraphs
HEADING_LINE = 120  # characters
LONG_PARAGRAPH = 250  # characters
ENDLESS = 1 << 60  # an end behind every end
CELL_WIDTH = 90  # characters; wider "cells" are prose with two spaces in it
LONGEST_NOTE = 40  # characters of a unit named over a table
COLUMNS = 40  # columns of a table that are told apart


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table in the text.

    ``row`` and ``column`` count from 0 inside the table. ``header`` and ``label`` are the places of the
    column's head and of the row's first cell, None where there is none. ``units`` are the texts that may
    state scale and unit for this cell, nearest first: the row's unit column, brackets in the row's label,
    brackets in the column's head, the notes over the table (``"triệu đồng"``, ``"$000"``).
    """

    span: Span
    row: int
    column: int
    header: Span | None
    label: Span | None
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of aligned cells; ``header_rows`` of them stand on top and hold no figures.

    ``notes`` are the texts over the table that may state the unit of all of it, the likeliest first.
    """

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    notes: tuple[str, ...]


_WORDS = (VI, EN)
_NAVIGATION = frozenset().union(*(w.navigation for w in _WORDS))
_ABBREVIATIONS = frozenset().union(*(w.abbreviations for w in _WORDS))
_STAMPS = alternation(*(w.stamps for w in _WORDS))
_WEEKDAYS = alternation(*(w.weekdays for w in _WORDS))
_CREDITS = alternation(*(w.credits for w in _WORDS))
_GALLERIES = alternation(*(w.galleries for w in _WORDS))
_OPENERS = alternation(*(w.caption_openers for w in _WORDS))
_MARKS = alternation(*(w.caption_marks for w in _WORDS))
_NOTES = alternation(*(w.unit_notes for w in _WORDS))
_UNIT_COLUMNS = frozenset().union(*(w.unit_columns for w in _WORDS))

_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
_CLOCK = r"\d{1,2}[:h]\d{2}(?::\d{2})?(?:[ \t]*[ap]\.?m\.?)?"
_FILL = r"(?:[\s,;|•·()\[\]-]|ngày|lúc|at|on|gmt[+-]\d{1,2}(?::\d{2})?|utc|pm|am)*"
_STAMP = re.compile(
    rf"{_FILL}(?:(?:{_STAMPS})\b[ \t]*:?{_FILL}(?:(?:{_WEEKDAYS})\b{_FILL})?(?:{_DAY}|{_CLOCK})"
    rf"|(?:{_WEEKDAYS})\b{_FILL}(?:{_DAY})"
    rf"|(?:{_DAY}){_FILL}{_CLOCK}|{_CLOCK}{_FILL}(?:{_DAY}))"
    rf"{_FILL}(?:(?:{_DAY}|{_CLOCK}|{_WEEKDAYS}){_FILL})*",
    re.IGNORECASE,
)
_CREDIT = re.compile(rf"(?:^|(?<=[.!?)\s]))\(?(?:{_CREDITS})[ \t]*:", re.IGNORECASE)
_GALLERY = re.compile(rf"(?:{_GALLERIES})\b.*:\s*$", re.IGNORECASE)
_OPENER = re.compile(rf"(?:{_OPENERS})\b", re.IGNORECASE)
_OPENINGS = frozenset(letter for w in _WORDS for o in w.caption_openers for letter in (o[0], o[0].upper()))
_MARK = re.compile(rf"\((?:[^()]*\b)?(?:{_MARKS})\b[^()]*\)", re.IGNORECASE)
_FIGURE = re.compile("[0-9]")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_PERCENT = re.compile(r"\d\s*(?:%|phần trăm\b|per ?cent\b)", re.IGNORECASE)
_DATED = re.compile(rf"{_DAY}|{_CLOCK}|\b(?:19|20)\d\d\b", re.IGNORECASE)
_ARROWS = " \t<>«»‹›←→|:.•·-"
_LABEL = re.compile(r"[^\W\d_][^:.;,\n]{1,40}:\s")  # of a line that tells one figure
_LIST_MARK = re.compile(
    r"[ \t]*(?:[-–—•*+·○▪■►✓](?=[ \t])|\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)](?=[ \t]))", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’»)\]]*(?=[ \t]|$)|\n", re.MULTILINE)
_WORD_BEFORE = re.compile(r"[^\W_][\w.]*$")
_CLAUSE_CUT = re.compile(r";|,(?=[ \t])|:(?=[ \t])|[()\[\]]|[ \t][-–—](?=[ \t])")
_CELL_CUT = re.compile(r"\t+| {2,}")
_YEAR_HEAD = re.compile(
    r"[A-Z][a-z]{2,8}\.?[ '’-]\d\d|"  # "Sep 24"
    r"(?:[HQT][1-4]|[1-4][HQ]|M\d\d?|\d\d?M)[ /-](?:FY|CY|YE)[ /’']?(?:20)?\d\d(?:[-–/]\d\d)?\*?|"  # H1 FY25
    r"(?:\D{1,12} )?(?:(?:[1-4]|[69]|1[0-2])?[HQTM][1-4]?[ /’']?|(?:FY|CY|YE)[ /’']?)(?:20)?\d\d\*?"
    r"|(?:\D{1,12} )?(?:(?:\d{1,2}[/.-]){1,2}|(?:\d{1,2}[ \xa0]?)?\D{0,20}[1-4]?[\s(/])?"
    r"(?:19|20)\d\d(?:[-–/]\d\d)?\*?\)?(?:\s*\([^()]*\)|\s+[^\d\n]{1,14}\d{0,3})?"
)
_THOUSANDS = re.compile(r"\(?[^\W\d_]{0,3}[^\w\s(]?['’]?000s?\)?")
_RULE_ROW = re.compile(r"[ \t|:+=_-]*$")
_BRACKETED = re.compile(r"\(([^()]{1,40})(?:\)|$)")
_ASIDE = re.compile(r"\([^()\n]*\)")
_SENTENCE_MARKS = frozenset(".!?…")
_UNIT_TEXT = r"[ \t]*(?P<unit>[^():;.\n]{1,40})"
_NOTE = re.compile(rf"(?:{_NOTES})[ \t:]{_UNIT_TEXT}", re.IGNORECASE)
_MARKED_NOTE = re.compile(rf"(?<![^\W_])(?:{_NOTES})[ \t]*:{_UNIT_TEXT}", re.IGNORECASE)
_ISO_HEAD = re.compile(r"[A-Z]{3} ")
_LAST_BRACKET = re.compile(r"\([^()\n]{1,40}\)[ \t]*:[ \t]*$")
_SCALE_HEAD = re.compile(rf"(?:{alternation(*(w.scale_words for w in _WORDS))})(?= [^\W\d_])", re.IGNORECASE)
_HEAD_COMMA = re.compile(r",(?![0-9])([^,]*(?:,[0-9][^,]*)*)$")


def segment(text: str) -> Segments:
    """The text's parts, each computed when first asked for.

    >>> cut = segment("Năm 2022 có 7/38 tổ chức. TP. Hải Phòng tăng 4,83%.")
    >>> [cut.text[s.start:s.end] for s in cut.sentences]
    ['Năm 2022 có 7/38 tổ chức.', 'TP. Hải Phòng tăng 4,83%.']
    """
    return Segments(text)


class Segments:
    """The parts of one canonical text. All sequences are ordered and their members disjoint."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """Lines that hold more than blanks, trailing and leading blanks cut off."""
        found: list[Span] = []
        at = 0
        for line in self.text.split("\n"):
            kept = line.strip()
            if kept:
                start = at if len(kept) == len(line) else at + line.index(kept[0])
                found.append(Span(start, start + len(kept)))
            at += len(line) + 1
        return tuple(found)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Lines, joined where a hard-wrapped line goes on below; a list item or a table row stands alone."""
        joined: list[Span] = []
        for line in self.lines:
            if joined and self._continues(joined[-1], line):
                joined[-1] = Span(joined[-1].start, line.end)
            else:
                joined.append(line)
        return tuple(joined)

    def _continues(self, above: Span, line: Span) -> bool:
        """True when ``line`` goes on with the sentence that the line above broke off."""
        text = self.text
        if text.find("\n", above.end, line.start) != text.rfind("\n", above.end, line.start):
            return False  # a blank line between them
        if _LABEL.match(text, above.start) and _LABEL.match(text, line.start):
            return False  # "Năm 2022: chi …" and "Cộng ba năm: chi …"
        if text[above.end - 1] in ".!?:;…|" or _LIST_MARK.match(text, line.start, line.end):
            return False
        broken = text.rfind("\n", above.start, above.end) + 1
        width = above.end - max(broken, above.start)
        if _has_gap(text, max(broken, above.start), above.end) or _has_gap(text, line.start, line.end):
            return False
        first = text[line.start]
        return (first.islower() and width >= 20) or 50 <= width <= 130

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences; a full stop of an abbreviation, a number or a list mark ends none."""
        return tuple(s for paragraph in self.paragraphs for s in self._sentences(paragraph))

    def _sentences(self, paragraph: Span) -> Iterator[Span]:
        start = paragraph.start
        for m in _SENTENCE_END.finditer(self.text, paragraph.start, paragraph.end):
            if self.text[m.start()] != "\n" and self._ends(m, start, paragraph.end):
                yield Span(start, m.end())
                start = _skip_blanks(self.text, m.end(), paragraph.end)
        if start < paragraph.end:
            yield Span(start, paragraph.end)

    def _ends(self, stop: re.Match[str], start: int, end: int) -> bool:
        """True when this full stop ends a sentence that began at ``start``."""
        after = _skip_blanks(self.text, stop.end(), end)
        if after >= end:
            return True
        if self.text[after].islower() or self.text[after] in ",;)":
            return False
        if not stop[0].startswith(".") or len(stop[0]) > 1:
            return True
        word = _WORD_BEFORE.search(self.text, max(start, stop.start() - 12), stop.start())
        if word is None:
            return True
        if word.start() == start and _LIST_MARK.match(self.text, start, end):
            return False  # "1. ", "a. " at the head of an item
        name = word[0].casefold()
        return name not in _ABBREVIATIONS and not (len(name) == 1 and name.isalpha() and word[0].isupper())

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """Sentences cut at semicolons, colons, spaced dashes, brackets and commas outside numbers."""
        found: list[Span] = []
        for sentence in self.sentences:
            start = sentence.start
            for m in _CLAUSE_CUT.finditer(self.text, sentence.start, sentence.end):
                if (span := _trim(self.text, start, m.start())) is not None:
                    found.append(span)
                start = m.end()
            if (span := _trim(self.text, start, sentence.end)) is not None:
                found.append(span)
        return tuple(found)

    @cached_property
    def list_items(self) -> tuple[Span, ...]:
        """Paragraphs that open with a bullet or an item number."""
        return tuple(p for p in self.paragraphs if _LIST_MARK.match(self.text, p.start, p.end))

    @cached_property
    def headings(self) -> tuple[Span, ...]:
        """Short body lines without a closing full stop that stand above a paragraph."""
        return tuple(line for i, line in enumerate(self.lines) if self._is_heading(i, line))

    def _is_heading(self, index: int, line: Span) -> bool:
        text, lines = self.text, self.lines
        if line.end - line.start > HEADING_LINE or text[line.end - 1] in ".!?;,…/":
            return False
        if text[line.start] == "#":
            return True
        if index + 1 >= len(lines) or not any(map(str.isalpha, text[line.start : line.end])):
            return False
        if self.zone_at(line.start) is not Zone.BODY or self.cell_at(line.start) is not None:
            return False
        above = lines[index - 1].end if index else -2
        apart = text.count("\n", max(above, 0), line.start) > 1 or index == 0
        below = text.count("\n", line.end, lines[index + 1].start) > 1
        longer = lines[index + 1].end - lines[index + 1].start > line.end - line.start
        marked = _LIST_MARK.match(text, line.start, line.end) is not None
        first = text[_skip_mark(text, line)]
        return (first.isupper() or first.isdigit()) and (below or longer) and (apart or not marked)

    # Zones

    @cached_property
    def zones(self) -> tuple[tuple[Span, Zone], ...]:
        """Captions and furniture in order; everything else is body."""
        found: list[tuple[Span, Zone]] = []
        lines, text = self.lines, self.text
        length = [line.end - line.start for line in lines]
        for i, line in enumerate(lines):
            if length[i] > SHORT_LINE or (found and found[-1][0].end > line.start):
                continue
            content = text[line.start : line.end]
            if _is_furniture(content):
                found.append((line, Zone.FURNITURE))
            elif (copy := self._copy_below(i)) is not None:
                found += [(line, Zone.CAPTION), (copy, Zone.FURNITURE)]
            elif ":" in content and (credit := _CREDIT.search(content)):
                if credit.start():
                    found.append((Span(line.start, line.start + credit.start()), Zone.CAPTION))
                found.append((Span(line.start + credit.start(), line.end), Zone.FURNITURE))
            elif self._is_caption(i, content):
                found.append((line, Zone.CAPTION))
        return tuple(found)

    def _copy_below(self, index: int) -> Span | None:
        """The place of a second copy of this line just below, whole or broken into two or three lines."""
        line = self.lines[index]
        if line.end - line.start < 40 or index + 1 >= len(self.lines):
            return None
        content = self.text[line.start : line.end]
        first = self.lines[index + 1]
        if not content.startswith(self.text[first.start : min(first.end, first.start + 30)]):
            return None
        if _reckons(content):
            return None  # a statement made twice is judged each time
        for last in self.lines[index + 1 : index + 4]:
            copy = self.text[first.start : last.end]
            if " ".join(copy.split()) == " ".join(content.split()):
                return Span(first.start, last.end)
        return None

    def _is_caption(self, index: int, content: str) -> bool:
        """True for a caption by its words, or a lone sentence without figures between long paragraphs."""
        if ("(" in content and _MARK.search(content)) or (content[0] in _OPENINGS and _OPENER.match(content)):
            return content[-1] not in ":;" and len(content) <= SHORT_LINE
        if not 20 < len(content) <= CAPTION_LINE:
            return False
        above = self.lines[index - 1] if index else Span(0, 0)
        if above.end - above.start == 1 and self.text[above.start].isalpha():
            return True  # a bare letter stands for the image
        if content[-1] != "." or not self._stands_alone(index):
            return False
        figures = re.findall(r"\d+", content)
        return len(figures) <= 1 and all(len(f) == 4 and f[:2] in ("19", "20") for f in figures)

    def _stands_alone(self, index: int) -> bool:
        """True when blank lines surround the line and a long paragraph stands above and (or an end) below."""
        line, lines, text = self.lines[index], self.lines, self.text
        if not index or text.count("\n", lines[index - 1].end, line.start) < 2:
            return False
        if lines[index - 1].end - lines[index - 1].start < LONG_PARAGRAPH:
            return False
        if index + 1 >= len(lines):
            return False
        below = lines[index + 1]
        return text.count("\n", line.end, below.start) >= 2 and (
            below.end - below.start >= LONG_PARAGRAPH or _is_furniture(text[below.start : below.end])
        )

    @cached_property
    def _zone_starts(self) -> list[int]:
        return [span.start for span, _ in self.zones]

    def zone_at(self, position: int) -> Zone:
        """The zone at a position."""
        i = bisect_right(self._zone_starts, position) - 1
        return self.zones[i][1] if i >= 0 and position < self.zones[i][0].end else Zone.BODY

    # Tables

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Runs of two or more rows whose cells are parted by tabs, bars or two and more spaces."""
        if not _has_gap(self.text, 0, len(self.text)):
            return ()
        found: list[Table] = []
        run: list[tuple[Span, list[Span]]] = []
        for line in self.lines:
            cells = _cells(self.text, line)
            if run and (cells is None or self.text.count("\n", run[-1][0].end, line.start) > 2):
                found += self._table(run)
                run = []
            if cells:
                run.append((line, cells))
            elif cells is not None and run:
                run[-1] = (Span(run[-1][0].start, line.end), run[-1][1])  # a ruling line
        return (*found, *self._table(run))

    def _table(self, run: Sequence[tuple[Span, list[Span]]]) -> list[Table]:
        """The run of rows as a table, or nothing where it has one row or holds no figure."""
        text = self.text
        if len(run) < 2 or not any(_is_figure(text, c) for _, cells in run for c in cells):
            return []
        heads = 0
        years = False  # one row of years may stand on top
        while heads < len(run) - 1:
            figures = [c for c in run[heads][1] if _is_figure(text, c)]
            if figures and (years or not all(_is_year(text, c) for c in figures)):
                break
            years = years or bool(figures)
            heads += 1
        heads = min(heads, 3)
        head = run[heads - 1][1] if heads else []
        notes = self._notes_above(run[0][0].start)
        units = (i for i, c in enumerate(head) if text[slice(*c)].casefold() in _UNIT_COLUMNS)
        unit_column = next(units, None)
        rows = tuple(
            tuple(self._row(i, cells, head, unit_column, notes))
            if i >= heads
            else tuple(Cell(cell, i, column, None, None, ()) for column, cell in enumerate(cells))
            for i, (_, cells) in enumerate(run)
        )
        return [Table(Span(run[0][0].start, run[-1][0].end), rows, heads, notes)]

    def _row(
        self, index: int, cells: list[Span], head: list[Span], unit_column: int | None, notes: tuple[str, ...]
    ) -> Iterator[Cell]:
        """The cells of one row with their column's head, their row's label and the texts of their units."""
        text = self.text
        columns = _columns(text, cells, head)
        labelled = bool(cells) and not _is_figure(text, cells[0])
        if labelled is False and len(cells) > 1 and columns[0] == 0 and not _is_figure(text, cells[1]):
            label_at = 1  # a row number stands before the label
        else:
            label_at = 0
        label = cells[label_at] if labelled or label_at else None
        placed = tuple(zip(cells, columns, strict=True))
        row_units = [text[slice(*cell)] for cell, column in placed if column == unit_column and cell != label]
        if label is not None:
            row_units += _BRACKETED.findall(text[slice(*label)])
        corner = _corner_units(text[slice(*head[0])]) if head and not _is_year(text, head[0]) else []
        for cell, column in placed:
            header = head[column] if column < len(head) else None
            head_units = _head_units(text[slice(*header)]) if header else []
            share = head_units[-1:] if head_units and "%" in head_units[-1] else []  # whatever the row counts
            units = (*share, *row_units, *head_units[: len(head_units) - len(share)], *corner)
            units = () if label_at and cell == cells[0] else (*units, *notes)
            yield Cell(cell, index, column, header, None if cell == label else label, units)

    def _notes_above(self, start: int) -> tuple[str, ...]:
        """The units that a line just above a table may state for all of it (``ĐVT: triệu đồng``)."""
        lines = self.lines
        i = bisect_right(lines, Span(start, 0)) - 1
        for line in reversed(lines[max(0, i - 2) : i + 1]):
            content = self.text[line.start : line.end]
            if len(content) > HEADING_LINE * 2:
                ending = _LAST_BRACKET.search(content, len(content) - HEADING_LINE)
                if line is not lines[i] or ending is None:
                    continue
                content = ending[0]  # a paragraph that leads up to its table: "… as follows (£m):"
            if notes := tuple(dict.fromkeys(_notes(content))):
                return notes
        return ()

    @cached_property
    def _cell_index(self) -> tuple[list[int], list[Cell]]:
        cells = [cell for table in self.tables for row in table.rows for cell in row]
        return [cell.span.start for cell in cells], cells

    def cell_at(self, position: int) -> Cell | None:
        """The table cell at a position, or None."""
        starts, cells = self._cell_index
        i = bisect_right(starts, position) - 1
        return cells[i] if i >= 0 and position < cells[i].span.end else None

    def table_at(self, position: int) -> Table | None:
        """The table at a position, or None."""
        i = bisect_right(self.tables, position, key=lambda table: table.span.start) - 1
        return self.tables[i] if i >= 0 and position < self.tables[i].span.end else None

    # Lookups

    def line_at(self, position: int) -> Span | None:
        """The line at a position, or None on a blank line."""
        return _at(self.lines, position)

    def paragraph_at(self, position: int) -> Span | None:
        """The paragraph at a position, or None between paragraphs."""
        return _at(self.paragraphs, position)

    def sentence_at(self, position: int) -> Span | None:
        """The sentence at a position, or None between sentences."""
        return _at(self.sentences, position)

    def clause_at(self, position: int) -> Span | None:
        """The clause at a position, or None on the mark that parts two."""
        return _at(self.clauses, position)

    def heading_at(self, position: int) -> Span | None:
        """The heading that stands over a position: the last one that begins at or before it."""
        i = bisect_right(self.headings, Span(position, len(self.text) + 1)) - 1
        return self.headings[i] if i >= 0 else None


def _at(spans: Sequence[Span], position: int) -> Span | None:
    """The span that holds a position; ``spans`` are ordered and disjoint."""
    i = bisect_right(spans, (position, ENDLESS)) - 1
    return spans[i] if i >= 0 and position < spans[i].end else None


def _trim(text: str, start: int, end: int) -> Span | None:
    """The range without blanks at its ends, or None when nothing is left."""
    content = text[start:end]
    kept = content.strip()
    if len(kept) == end - start > 0:
        return Span(start, end)
    left = len(content) - len(content.lstrip())
    return Span(start + left, start + left + len(kept)) if kept else None


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _skip_mark(text: str, line: Span) -> int:
    m = _LIST_MARK.match(text, line.start, line.end)
    return min(_skip_blanks(text, m.end() if m else line.start, line.end), line.end - 1)


def _is_furniture(content: str) -> bool:
    """True for a line of a menu, a publication stamp, a photo gallery's line, or a lone letter or mark.

    >>> _is_furniture("Cập nhật ngày: 26/03/2023 05:57:12"), _is_furniture("Năm 2022 có 7 xã.")
    (True, False)
    """
    if len(content) == 1 and not content.isdigit():
        return True
    if len(content) <= 60 and content.strip(_ARROWS).casefold() in _NAVIGATION:
        return True
    if not any(map(str.isalnum, content)):
        return True
    if len(content) > CAPTION_LINE:
        return False
    if content[-1] == ":" and _GALLERY.match(content):
        return True
    return _FIGURE.search(content) is not None and _STAMP.fullmatch(content) is not None


def _reckons(content: str) -> bool:
    """True for a line with figures that can be recomputed: a percentage, or three numbers besides dates.

    >>> _reckons("26/27 chi bộ, đạt 97,3%."), _reckons("Trao 27 suất quà ngày 26/3/2023")
    (True, False)
    """
    if _PERCENT.search(content):
        return True
    return len(_NUMBER.findall(_DATED.sub("", content))) >= 3


def _has_gap(text: str, start: int, end: int) -> bool:
    """True where a tab, a bar or two blanks may part cells."""
    find = text.find
    return find("\t", start, end) >= 0 or find("|", start, end) >= 0 or find("  ", start, end) >= 0


def _cells(text: str, line: Span) -> list[Span] | None:
    """The cells of a line that looks like a table's row; [] for a ruling line, None for prose."""
    content = text[line.start : line.end]
    if "|" in content:
        if _RULE_ROW.match(content):
            return []
        cuts = [i for i, c in enumerate(content) if c == "|"]
        borders = [-1, *cuts, len(content)]
        parts = [(left + 1, right) for left, right in pairwise(borders)]
    elif _has_gap(text, line.start, line.end):
        parts = []
        start = 0
        for m in _CELL_CUT.finditer(content):
            parts.append((start, m.start()))
            start = m.end()
        parts.append((start, len(content)))
    else:
        return None
    cells = [c for a, b in parts if (c := _trim(text, line.start + a, line.start + b)) is not None]
    if len(cells) < 2 or any(c.end - c.start > CELL_WIDTH for c in cells):
        return None
    return cells[:COLUMNS]


def _is_figure(text: str, cell: Span) -> bool:
    """True for a cell that is a number (with sign, unit or brackets), not words that hold one."""
    content = text[cell.start : cell.end]
    if _THOUSANDS.fullmatch(content):
        return False  # "($000)" says what the figures are in
    digits = sum(map(str.isdigit, content))
    return digits > 0 and digits * 2 + 2 >= len(content.replace(" ", "").replace(".", "").replace(",", ""))


def _is_year(text: str, cell: Span) -> bool:
    return _YEAR_HEAD.fullmatch(text[cell.start : cell.end]) is not None


def _columns(text: str, cells: list[Span], head: list[Span]) -> list[int]:
    """The column of each cell: by count where it fits, else by the nearest head on the page."""
    if not head or len(cells) == len(head):
        return list(range(len(cells)))
    if len(cells) == len(head) + 1:
        return [len(head), *range(len(head))]  # the label's column has no head
    first = text.rfind("\n", 0, head[0].start) + 1
    here = text.rfind("\n", 0, cells[0].start) + 1
    mark = next((m for m in "\t|" if m in text[here : cells[-1].end]), None)
    if mark is not None:  # an empty cell between two marks is left out: count the marks
        known = {text.count(mark, first, h.start): i for i, h in enumerate(head)}
        return [known.get(text.count(mark, here, c.start), len(head)) for c in cells]
    places: list[int] = []
    for cell in cells:
        left, right = cell.start - here, cell.end - here
        nearest = min(
            range(len(head)),
            key=lambda i: min(abs(head[i].start - first - left), abs(head[i].end - first - right)),
        )
        places.append(nearest)
    return places


def _head_units(head: str) -> list[str]:
    """The texts of a column's head that may state its unit: brackets, what follows a comma, or all of it."""
    bracketed = _BRACKETED.findall(head)
    if bracketed:
        return [part.strip() for part in bracketed]
    if parted := _HEAD_COMMA.findall(head):
        return [parted[-1].strip()]
    return [head] if len(head) <= 12 or "%" in head else []


def _notes(content: str) -> Iterator[str]:
    """The texts of a line over a table that may state a unit, the likeliest first.

    >>> list(_notes("Trade in goods (US$ million)")), list(_notes("Year to date, £m (unaudited)"))
    (['US$ million'], ['unaudited', '£m'])
    """
    if (told := _NOTE.match(content)) is not None:
        yield told["unit"].strip()
    if content[-1] in _SENTENCE_MARKS:
        return
    for bracket in reversed(_BRACKETED.findall(content)):
        if _figureless(bracket):
            yield bracket.strip()  # all of "($ in thousands)": the currency stands before the word
    if (told := _MARKED_NOTE.search(content)) is not None:
        yield told["unit"].strip()
    for part in reversed(_ASIDE.sub("", content).split(", ")[1:]):
        if len(part) <= LONGEST_NOTE and _figureless(part):
            yield part.strip(" \t:")


def _figureless(note: str) -> bool:
    """True for what may name a unit: no words with a figure (``8,6%``), but ``$000``."""
    return not any(map(str.isdigit, _THOUSANDS.sub("", note)))


def _corner_units(head: str) -> list[str]:
    """The texts of a table's first head that may state the unit of all its columns.

    ``Item (£m)``, ``£m``, ``Thousand tonnes``, ``Đơn vị: tỷ đồng``.
    """
    if ":" in head and (note := _NOTE.match(head)):
        return [note["unit"].strip()]
    bracketed = _BRACKETED.findall(head)
    money = (
        _SCALE_HEAD.match(head)
        or _ISO_HEAD.match(head)
        or any(unicodedata.category(sign) == "Sc" for sign in head)
    )
    return bracketed or ([head] if money else [])
