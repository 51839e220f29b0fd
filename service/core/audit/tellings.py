"""Figures of a report with what is said around them, as far as it tells whether two are of one quantity.

A summary says in few words what its section says in many. So of each figure the words right beside it are
read, and what a reader has in mind there: the rest of the sentence, the one before and the heading. A cell of
a table is told by its row's label, a total by the head of its column and the words above the table. A figure
may be told as new ("heard 73 witnesses"), as known ("the 73 witnesses"), as a whole that is known ("all 73
witnesses") or as one just told ("those 73", "73 người nói trên").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from service.core.audit.roles import content, words_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.words import ALL, FAINT, TOLD, pattern
from service.core.contrasts import Poles, axes, poles
from service.core.segments import Cell
from service.core.stems import stem
from service.core.types import Form, Kind, Span

LEAD = 400  # characters of a sentence before a figure that are read
REACH = 90  # characters beside a figure whose words tell what it is
OPENING = 16  # characters of a sentence in which it may name an earlier time
FEW = 5  # words behind a figure that say what it is of
LONGEST = 6  # letters by which two words are alike: "doctors", "doctorates"
COMMON = 40  # a text of fewer sentences says of no word that it is rare
NEW, KNOWN, WHOLE, STATED, JUST_TOLD = range(5)  # how a figure is spoken of

_BLOCK_END = re.compile(r"\n[ \t]*\n")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COLUMN_YEAR = re.compile(rf"{_YEAR.pattern}|(?<=[A-Z])\d\d(?!\d)")  # "1H23"
_MARK = re.compile(r"\s*(?:[:=–-]|\.{3,}|…)\s*$")
_CUT = re.compile(r"[;:.()]|,\s|\s[-–—]\s")
_JOINT = pattern(r"(?<!\w)(?:{together})(?!\w)")
_LABEL = re.compile(r"(?:^|[\n;.)])(?P<label>[^\n:;.()\d]{3,60}):\s[^\n:;.()]*$")  # "Homes: 23 in all"
_BESIDE = r"[;:.,()–—]|\s-\s|\b(?:{clause_ends})(?!\w)"
_CLAUSE_END = pattern(_BESIDE)
_NOUN_END = pattern(rf"{_BESIDE}|\b(?:{{noun_ends}})(?!\w)")
_IS = pattern(r"(?:^|\s)(?:{stands_at})\s*$|:\s*$")
_SHORT = re.compile(r"(?<!\w)[A-ZĐ]{2,}(?!\w)")
_LATER = re.compile(r"(?<=[^\W\d_][ ,])[^\W\d_]{2,}")  # words that open no sentence
_CALENDAR = frozenset(day.title() for words in ALL for days in words.weekdays for day in days) | frozenset(
    month.title() for words in TOLD for month in words.months
)
_TIMES = pattern(
    rf"(?P<year>{_YEAR.pattern})|\b(?P<part>{{parts}})\s?(?P<number>[ivx]+|\d{{1,2}})\b"
    r"|\b(?P<month>{months})\b|\b(?P<turn>{turns})(?!\w)"
)
_EARLIER = pattern(r"\b(?:{earlier})(?!\w)")
_SUMMARY = pattern(r"^\W*(?:(?:[ivx\d]+|[a-zđ])[.)]\s*)*(?:{summaries})\s*[:,\n]")
_SUMMARY_HEAD = pattern(r"\b(?:{summaries})\b")
_TOTAL = pattern(r"^\W*(?:{total_row}|all|whole)\W*(?:\([^()]*\)\W*)?$")
_MEAN = pattern(r"\b(?:{means})(?!\w)")
_PER = pattern(r"^\s*(?:[^\s,;:.()]+\s+)?(?:{per})\s\w|^\s*/")
_AGAINST = pattern(r"(?:^|[\s(,;])(?:{than})\s+(?:[^\s,;:.()]+\s+){0,2}$")
_CHANGE = pattern(r"(?:^|[\s(,;])(?:{up}|{down}|{beyond})\s+(?:[^\s,;:.()]+\s+){0,2}$")
_CHANGE_AFTER = pattern(r"^\s*(?:[^\s,;:.()]+\s+){0,2}?(?:{compared})(?!\w)")
_MOVED = pattern(r"(?:^|[\s(,;])(?:{up}|{down}|{rising}|{falling})\b|%")
_TAKEN = pattern(r"\W*(?:{taken})\s")  # "blood was taken from the 1,139", "on census day 9,480"
_SIGNS = {
    "not": pattern(r"\b(?:{denied})(?!\w)"),
    "to come": pattern(r"\b(?:{to_come})(?!\w)"),
    "more": pattern(r"\b(?:{more})(?!\w)"),
}
_PLAN = pattern(r"(?:^|[\s(])(?:{plan}|{planned})(?!\w)")
_SET_AGAINST = pattern(r"(?:^|[\s(,;])(?:{than})\s")  # "51,264 people against a target of 48,000"
_PART = pattern(r"^\W*of\s|\b(?:{part_of})(?!\w)")
_EITHER = pattern(r"[^\W\d_] (?:{or_}) [^,;.\d]{1,40}$")  # "killed or injured: 225"
_WHO = pattern(r"^\s*(?:[^\W\d_]+\s){0,3}?(?:{who})\b")  # "the 1,428 pupils who passed"
_STATED = pattern(r"^\W*(?:{stated})\b")
_POINTING = pattern(r"(?:^|[\s(,;:])(?:{pointing})\s*$")
_POINTED = pattern(r"^[^,;.()\d]{0,60}?\b(?:{pointing_after})(?!\w)")
_WHOLE = pattern(r"(?:^|[\s(,;:])(?:(?:{quantifiers})\s(?:{articles})|{wholes})\s*$")
_JOINTLY = pattern(r"^[^,;.()\d]{0,60}?\s(?:{jointly})\s")
_TOTAL_OF = pattern(r"(?:^|\s)(?:{sums})\s")
_KNOWN = pattern(r"(?:^|[\s(,;:])(?:{articles}|{known})\s*$|^\s*$")


@dataclass(frozen=True, slots=True)
class Telling:
    """A figure with what is said around it.

    ``core``: the words right beside it; ``name``: those of them that say what it is of; ``said``: with those
    of its sentence and its heading; ``above``: those of the sentence before. ``poles``: what its clause
    stands for on the axes of contrast. ``times``: the times that its clause or its heading names, by sort.
    ``signs``: what tells it from others: denied, to come, planned, earlier, an average, a change, a part,
    narrowed, more of it, one of two things. ``names``: proper names before and beside it. ``block``: the
    paragraph or list in which it stands. ``head``: the first word of what it counts. ``recall``: how it is
    spoken of. ``summary``: it stands in a headline, a caption or a part that sums up. ``cell``: of a table.
    """

    figure: Figure
    core: frozenset[str]
    name: frozenset[str]
    said: frozenset[str]
    above: frozenset[str]
    poles: Poles
    times: Mapping[str, frozenset[str]]
    signs: frozenset[str]
    names: frozenset[str]
    block: int
    head: str = ""
    recall: int = NEW
    summary: bool = False
    cell: bool = False

    @property
    def wide(self) -> frozenset[str]:
        """All words that a reader has in mind."""
        return self.said | self.above

    def known_beside(self, other: Telling) -> frozenset[str]:
        """The words that a reader has in mind, those of another figure's own sentence left out."""
        return self.said if other.figure.sentence == self.figure.sentence - 1 else self.wide


class Teller:
    """Reads what is told of the figures of a text."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._ends = [m.end() for m in _BLOCK_END.finditer(sheet.text)]
        self._heads = [span.start for span in sheet.segments.headings]
        self._tellings: dict[Span, Telling | None] = {}

    def block(self, place: int) -> int:
        """The number of the paragraph or list at a place."""
        return bisect_right(self._ends, place)

    @cached_property
    def year(self) -> str:
        """The year that the report names most often."""
        counts = Counter(_YEAR.findall(self.sheet.text))
        return max(counts, key=lambda year: (counts[year], year), default="")

    def telling(self, figure: Figure) -> Telling | None:
        """What is said around a figure; None for a change, a price, and a cell without a label."""
        if figure.span not in self._tellings:
            cell = self.sheet.segments.cell_at(figure.start)
            self._tellings[figure.span] = self._said_of(figure) if cell is None else self._cell(figure, cell)
        return self._tellings[figure.span]

    def _said_of(self, figure: Figure) -> Telling | None:
        before, after = self._around(figure)
        other = _is_other(before, after)
        if other and figure.kind is not Kind.PERCENT:
            return None
        recall = self._recall(figure, before, after)
        before = _MARK.sub(" :" if before.rstrip().endswith(":") else "", before)
        stem_of, rest = before.rstrip(" :"), _CUT.split(after)[0]
        clause = _CUT.split(stem_of)[-1]
        start = self.sheet.sentences[figure.sentence].start
        lead_in = self.sheet.text[max(start, figure.start - LEAD) : figure.start]
        opening = self.sheet.text[start : min(start + OPENING, figure.start)]
        core, name = self._core(figure, stem_of, clause, after, listed=before.endswith(":"))
        if not core:
            core = frozenset(_words(lead_in)) or self._spoken_of(figure, recall)
        heading = self._heading(figure)
        times = _times_of(f"{_JOINT.split(before)[-1]} {rest}")
        signs = set(_signs(figure, opening, lead_in, before, clause, after))
        if other:
            signs.add("change")
        return Telling(
            figure,
            core,
            name,
            core | self._said[figure.sentence] | frozenset(_words(heading)),
            self._said_before(figure),
            _poles_of(f"{clause} {rest}", lead_in),
            times or _times_of(heading),
            frozenset(signs),
            frozenset(_names_of(f"{lead_in} {rest}", f"{clause} {rest}")),
            self.block(figure.start),
            next(_words(after), "") if figure.unit == "#" else "",
            recall,
            self._sums_up(figure),
        )

    def _around(self, figure: Figure) -> tuple[str, str]:
        """The words before and after a figure, up to its neighbours."""
        if figure.index >= 0:
            return self.sheet.before(figure)[-REACH:], self.sheet.after(figure)[:REACH]
        sentence, text = self.sheet.sentences[figure.sentence], self.sheet.text
        start, end = max(sentence.start, figure.left - REACH), min(sentence.end, figure.end + REACH)
        return text[start : figure.left], text[figure.end : end]

    def _recall(self, figure: Figure, before: str, after: str) -> int:
        """How a figure is spoken of by the words beside it."""
        hedge = self.sheet.text[figure.left : figure.start]
        first = figure.index < 1 or self.sheet.figures[figure.index - 1].sentence != figure.sentence
        stated = first and _STATED.match(self.sheet.sentence_text(figure.sentence)) is not None
        if _POINTING.search(before + hedge) or _POINTED.match(after):
            return JUST_TOLD
        if stated:
            return STATED
        if _WHO.match(after):
            return NEW
        if _WHOLE.search(before + hedge) or _JOINTLY.match(after):
            return WHOLE
        known = _KNOWN.search(before + hedge) or _TOTAL_OF.search(_CUT.split(before)[-1])
        return KNOWN if known else NEW

    def _spoken_of(self, figure: Figure, recall: int) -> frozenset[str]:
        """The words of the sentence before a figure that says nothing of itself: "14,238, or 45%, came"."""
        told = recall >= WHOLE or (recall and figure.mention.quantity.form is Form.DIGITS)
        return self._said_before(figure) if told else frozenset()

    def _sums_up(self, figure: Figure) -> bool:
        """True for a figure of a headline, a caption, or a part that sums up."""
        caption = figure.index < 0 and figure.kind is not Kind.DURATION
        if caption or _SUMMARY.match(self.sheet.sentence_text(figure.sentence)):
            return True
        above = self._heading_above(figure.start)
        if above is None or above.end > figure.start:
            return above is not None
        title = self.sheet.text[slice(*above)]
        return _SUMMARY_HEAD.search(title) is not None and not any(map(str.isdigit, title[4:]))

    def _core(
        self, figure: Figure, before: str, clause: str, after: str, *, listed: bool
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The words beside a figure, and those of them that say what it is of."""
        lead = frozenset(_words(clause))
        counted = figure.unit == "#"
        end = (_NOUN_END if counted else _CLAUSE_END).search(after)
        unit = (figure.mention.quantity.unit or "") if counted else ""
        nouns = frozenset(list(_words(f"{unit} {after[: end.start() if end else None]}"))[:FEW])
        core = lead | nouns or frozenset(_words(before))
        if not counted:
            return core, core
        label = _LABEL.search(before)
        core |= frozenset(_words(label["label"])) if label is not None else frozenset()
        return core, nouns | (lead if listed or _IS.search(clause) else frozenset())

    def _cell(self, figure: Figure, cell: Cell) -> Telling | None:
        """A figure of a table by its row's label."""
        if cell.label is None:
            return None
        label, head = (self.sheet.text[slice(*span)] if span else "" for span in (cell.label, cell.header))
        core, heads = frozenset(_words(label)), frozenset(_words(head))
        above = self._above(figure)
        said = core | heads | frozenset(_words(self._heading(figure)))
        name = core
        if not core or _TOTAL.match(label):
            core, name, said = heads or above, heads, said | above
        named, years = _YEAR.findall(head), _COLUMN_YEAR.findall(head)
        signs = {
            "mean": _MEAN.search(f"{label} {head}") is not None,
            "planned": figure.mention.target or _PLAN.search(f" {head}") is not None,
            "earlier": bool(years) and max(years) < self._newest(figure),
        }
        return Telling(
            figure,
            core,
            name,
            said,
            above,
            poles(f"{label} {head}"),
            {"year": frozenset(named)} if named else {},
            frozenset(sign for sign, told in signs.items() if told),
            frozenset(),
            self.block(figure.start),
            cell=True,
        )

    def _newest(self, figure: Figure) -> str:
        """The latest year over the columns of the table that holds a figure."""
        table = self.sheet.segments.table_at(figure.start)
        top = table.rows[: table.header_rows] if table is not None else ()
        heads = " ".join(self.sheet.text[slice(*cell.span)] for row in top for cell in row)
        return max(_COLUMN_YEAR.findall(heads), default="")

    def _above(self, figure: Figure) -> frozenset[str]:
        """The words of the sentence that stands over a table."""
        table = self.sheet.segments.table_at(figure.start)
        first = table.span.start if table is not None else figure.start
        above = bisect_left(self.sheet.sentences, Span(first, 0)) - 1
        return self._said[above] if above >= 0 else frozenset()

    @cached_property
    def _said(self) -> Sequence[frozenset[str]]:
        """The words of each sentence."""
        return [frozenset(_words(self.sheet.text[slice(*span)])) for span in self.sheet.sentences]

    def _said_before(self, figure: Figure) -> frozenset[str]:
        """The words of the sentence before a figure's, if one block holds both."""
        above = figure.sentence - 1
        if above < 0 or self.block(self.sheet.sentences[above].start) != self.block(figure.start):
            return frozenset()
        return self._said[above]

    def _heading(self, figure: Figure) -> str:
        """The heading above a figure; not the title, which heads all of them."""
        above = self._heading_above(figure.start)
        return "" if above is None or above.start < self._first else self.sheet.text[slice(*above)]

    def _heading_above(self, place: int) -> Span | None:
        above = bisect_right(self._heads, place) - 1
        return self.sheet.segments.headings[above] if above >= 0 else None

    @cached_property
    def _first(self) -> int:
        """Where the first figure below the title stands."""
        places = (figure.start for figure in self.sheet.figures)
        heads = ((place, self._heading_above(place)) for place in places)
        return next((place for place, head in heads if head is None or head.end <= place), 0)

    # How much words tell

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(word for words in self._said for word in words)

    def weight(self, words: Iterable[str]) -> int:
        """How much words tell, in half bits: the rarer the more; a Vietnamese syllable is half a word."""
        total, found = max(len(self._said), COMMON) ** 2, 0
        for word in words:
            bits = (total // max(self._counts[word], 1) ** 2).bit_length() - 1
            found += bits if word.isascii() else bits // 2
        return found


def _signs(figure: Figure, opening: str, lead_in: str, before: str, clause: str, after: str) -> Iterator[str]:
    """What tells a figure from others of its name."""
    rest = _CUT.split(after)[0]
    yield from (sign for sign, words in _SIGNS.items() if words.search(clause))
    if _MEAN.search(f"{clause} {rest}"):
        yield "mean"
    if figure.mention.target or _PLAN.search(f"{clause} {_SET_AGAINST.split(rest)[0]}"):
        yield "planned"
    if _EARLIER.search(f"{opening} {before} {rest}") or _is_set(_AGAINST, before):
        yield "earlier"
    if figure.kind is not Kind.PERCENT and _PART.search(lead_in):
        yield "part"
    if _WHO.match(after):
        yield "narrowed"
    if _EITHER.search(lead_in):
        yield "either"


def _is_other(before: str, after: str) -> bool:
    """True for a change, a level that another one is set against, and a price."""
    if _is_set(_CHANGE, before) and not _is_set(_AGAINST, before):
        return True
    return _CHANGE_AFTER.match(after) is not None or _PER.match(after) is not None


def _is_set(words: re.Pattern[str], before: str) -> bool:
    """True for words of change or comparison right before a figure; not for "taken from the 1,139"."""
    m = words.search(f" {before}")
    if m is None:
        return False
    return not _TAKEN.match(m[0]) or _MOVED.search(f" {before}", 0, m.start()) is not None


def _poles_of(beside: str, before: str) -> Poles:
    """What a clause stands for, and where it says nothing what its sentence has said before."""
    near = poles(beside)
    far = poles(before)
    counts = Counter(axis for axis, _ in far)
    return near | {(axis, pole) for axis, pole in far if axis not in axes(near) and counts[axis] == 1}


def _times_of(said: str) -> Mapping[str, frozenset[str]]:
    """The times that words name, by their sort: years, months, quarters and the like."""
    found: dict[str, set[str]] = {}
    for m in _TIMES.finditer(said):
        sort = m["part"] or m.lastgroup or ""
        found.setdefault(sort.casefold(), set()).add((m["number"] or m[0]).casefold())
    return {sort: frozenset(told) for sort, told in found.items()}


def _names_of(sentence: str, clause: str) -> Iterator[str]:
    """The proper names in a sentence, its first word left aside, and the short forms in a clause."""
    names = [word for word in _LATER.findall(sentence) if word[0].isupper() and word not in _CALENDAR]
    return _words(" ".join((*names, *_SHORT.findall(clause))))


def _words(text: str) -> Iterator[str]:
    """The words of a text that tell something, without their endings."""
    for word in words_of(text):
        if word not in FAINT and content(frozenset({word})):
            yield stem(word)[:LONGEST]
