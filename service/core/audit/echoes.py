"""Figures of a report with what is said around them, as far as it tells whether two are of one quantity.

A summary says in few words what its section says in many. So of each figure the words right beside it are
read, and what a reader has in mind there: the rest of the sentence, the one before and the heading. A cell of
a table is told by its row's label, a total by the head of its column and the words above the table.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from itertools import islice

from service.core.audit.retold import agree, millionths, slip_keys
from service.core.audit.roles import words_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.tellings import Teller, Telling, is_earlier, names_of, root, tells, times_of
from service.core.audit.words import pattern
from service.core.contrasts import Poles, axes, poles
from service.core.segments import Cell
from service.core.types import Kind, Qualifier, Span

NEAR = 10  # values closer than one part in so many
SIDE = 8  # like figures on either side of a value that are compared with it
SLIPS = 6  # figures that one slip away from a figure are compared with it, of each kind of slip
RECENT = 8  # earlier figures like one of which it may be a telling
FAR = 60  # earlier figures among which one is looked for that is said to have been told
TOTALS = 4  # earlier totals that one may tell again
FEW = 5  # words behind a figure that say what it is of
BLOCKS = 6  # of so many blocks the first two may open a report, and the last may close it
COMMON = 40  # a text of fewer sentences says of no word that it is rare
OPENING = 16  # characters of a sentence in which it may name an earlier time

_BLOCK_END = re.compile(r"\n[ \t]*\n")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COLUMN_YEAR = re.compile(rf"{_YEAR.pattern}|(?<=[A-Z])\d\d(?!\d)")  # "1H23"
_NEXT = re.compile(r"\s*[^\W\d_]+")
_MARK = re.compile(r"\s*[:=–-]\s*$")
_CUT = re.compile(r"[;:.()]|,\s|\s[-–—]\s")
_LABEL = re.compile(r"(?:^|[\n;.)])(?P<label>[^\n:;.()\d]{3,60}):\s[^\n:;.()]*$")  # "Homes: 23 in all"
_BESIDE = (
    r"[;:.,()–—]|\s-\s|\b(?:and|và|is|are|was|were|has|have|had|will|với|with|đã|sẽ|là|có|đều|được"
    r"|that|which|who|gồm|do|để|mà)(?!\w)"
)
_CLAUSE_END = re.compile(_BESIDE, re.IGNORECASE)
_NOUN_END = re.compile(
    rf"{_BESIDE}|\b(?:at|from|in|on|for|to|by|during|over|along|across|into|trong|tại|từ|theo|của|cho|ở)(?!\w)",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:^|\s)(?:là|đạt|có|numbered|was|were|came to|reached|stood at|totalled|of|at)\s*$|:\s*$",
    re.IGNORECASE,
)
_MEAN = re.compile(r"\b(?:averag\w*|mean|median|bình quân|trung bình)(?!\w)", re.IGNORECASE)
_SHORT = re.compile(r"(?<!\w)[A-ZĐ]{2,}(?!\w)")
_NOT = re.compile(r"\b(?:not|never|nor|chưa|không|without|unable)(?!\w)", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:shall|will|sẽ|aim|hope)(?!\w)", re.IGNORECASE)
_EITHER = re.compile(r"[^\W\d_] (?:or|hoặc) [^,;.\d]{1,40}$", re.IGNORECASE)  # "killed or injured: 225"
_PART = re.compile(
    r"^\W*of\s|\b(?:of (?:these|those|them|which)|trong đó|trong số|among|including|riêng)(?!\w)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:another|further|additional|lũy kế|cumulative|other|remaining|bổ sung|thêm|còn lại|khác)(?!\w)",
    re.IGNORECASE,
)
_TOTAL = pattern(r"^\W*(?:{total_row}|all|whole)\W*(?:\([^()]*\)\W*)?$")
_FAINT = frozenset(
    {
        "hoạt", "động", "duy", "trì", "thực", "hiện", "fiscal", "year", "made", "recorded", "toàn", "tỉnh",
        "huyện",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Echo:
    """A figure with what is said around it.

    ``core``: the words right beside it; ``name``: those of them that say what it is of; ``wide``: with those
    of its sentence, the one before and the heading. ``poles``: what its clause stands for on the axes of
    contrast. ``signs``: what may tell it from others: denied, to come, a part, more of it, one of two things.
    ``names``: proper names before and beside it. ``block``: the paragraph or list in which it stands.
    """

    telling: Telling
    core: frozenset[str]
    name: frozenset[str]
    wide: frozenset[str]
    poles: Poles
    signs: frozenset[str]
    names: frozenset[str]
    block: int

    @property
    def figure(self) -> Figure:
        """The figure."""
        return self.telling.figure


class Echoes:
    """Reads the figures of a report that may be told in two places."""

    def __init__(self, sheet: Sheet, teller: Teller) -> None:
        self.sheet = sheet
        self._teller = teller
        self._ends = [m.end() for m in _BLOCK_END.finditer(sheet.text)]
        self._heads = [span.start for span in sheet.segments.headings]
        self.figures = tuple(_figures(sheet))
        self.sizes = Counter(figure.unit for figure in self.figures)
        self._echoes: dict[Span, Echo | None] = {}
        self._values: dict[str, list[tuple[int, int]]] = {}
        self._slips: dict[tuple[str, str], list[int]] = {}
        self._by_unit: dict[str, list[Figure]] = {}
        self._alike: dict[Span, list[Figure]] = {}
        for i, figure in enumerate(self.figures):
            self._values.setdefault(figure.unit, []).append((millionths(figure), i))
            self._by_unit.setdefault(figure.unit, []).append(figure)
            for key in slip_keys(figure):
                self._slips.setdefault((figure.unit, key), []).append(i)
        for values in self._values.values():
            values.sort()

    # Which figures are compared

    def block(self, figure: Figure) -> int:
        """The number of the paragraph or list that holds a figure."""
        return bisect_right(self._ends, figure.start)

    def like(self, figure: Figure) -> list[Figure]:
        """The figures of its unit that lie near one or a slip away, nearest first."""
        if figure.span not in self._alike:
            self._alike[figure.span] = self._like(figure)
        return self._alike[figure.span]

    def _like(self, figure: Figure) -> list[Figure]:
        value, values = millionths(figure), self._values.get(figure.unit, [])
        here = bisect_left(values, (value, 0))
        low = max(bisect_left(values, (value * NEAR // (NEAR + 1), 0)), here - SIDE)
        high = min(bisect_left(values, (value * (NEAR + 1) // NEAR, 0)), here + SIDE)
        found = dict.fromkeys(i for _, i in values[low:high])
        for key in slip_keys(figure):
            found.update(dict.fromkeys(self._slips.get((figure.unit, key), ())[:SLIPS]))
        return [self.figures[i] for i in found]

    def elsewhere(self, figure: Figure) -> list[Figure]:
        """Those of them that stand in other blocks."""
        block = self.block(figure)
        return [other for other in self.like(figure) if self.block(other) != block]

    def before(self, telling: Telling) -> list[Figure]:
        """The earlier figures of the prose that one may tell again: like it, the last totals, or any."""
        figure = telling.figure
        found = nlargest(RECENT, (f for f in self.like(figure) if f.start < figure.start), key=_start)
        if telling.stated or telling.summed:
            ahead = self._by_unit[figure.unit]
            ahead = ahead[: bisect_left(ahead, figure.start, key=_start)]
            totals = (other for other in reversed(ahead[-FAR:]) if self._teller.telling(other).summed)
            found += reversed(ahead[-FAR:]) if telling.stated else islice(totals, TOTALS)
        return [other for other in dict.fromkeys(found) if self.is_prose(other)]

    def is_prose(self, figure: Figure) -> bool:
        """True for a level or a share outside tables."""
        return (figure.is_level or figure.kind is Kind.PERCENT) and not self.sheet.in_table(figure)

    @cached_property
    def copied(self) -> Mapping[Span, frozenset[int]]:
        """The figures that other blocks tell again with their value, and which blocks do."""
        found: dict[Span, frozenset[int]] = {}
        for figure in self.figures:
            copies = [other for other in self.elsewhere(figure) if agree(figure, other)]
            blocks = frozenset(self.block(other) for other in copies if self._are_akin(figure, other))
            if blocks:
                found[figure.span] = blocks
        return found

    def _are_akin(self, figure: Figure, copy: Figure) -> bool:
        """True where the words beside one of two figures stand around the other."""
        one, other = self.echo(figure), self.echo(copy)
        if one is None or other is None:
            return False
        return not (one.wide.isdisjoint(other.core) and one.core.isdisjoint(other.wide))

    @cached_property
    def digests(self) -> Mapping[int, int]:
        """For each block how many more of its figures are told again elsewhere than are not."""
        told: Counter[int] = Counter()
        for figure in self.figures:
            told[self.block(figure)] += 1 if figure.span in self.copied else -1
        return told

    @cached_property
    def ends(self) -> frozenset[int]:
        """The first two blocks of prose with figures and the last one, of a report of many."""
        blocks = list(dict.fromkeys(self.block(f) for f in self.figures if not self.sheet.in_table(f)))
        return frozenset((*blocks[:2], blocks[-1])) if len(blocks) >= BLOCKS else frozenset()

    @cached_property
    def beside(self) -> Mapping[int, frozenset[tuple[str, int, str]]]:
        """The figures of each sentence by unit and value, counts with the word behind them."""
        found: dict[int, set[tuple[str, int, str]]] = {}
        for figure in self.figures:
            behind = _NEXT.match(self.sheet.text, figure.end) if figure.unit == "#" else None
            noun = behind[0].casefold() if behind is not None else ""
            found.setdefault(figure.sentence, set()).add((figure.unit, millionths(figure), noun))
        return {sentence: frozenset(told) for sentence, told in found.items()}

    @cached_property
    def year(self) -> str:
        """The year that the report names most often."""
        counts = Counter(_YEAR.findall(self.sheet.text))
        return max(counts, key=lambda year: (counts[year], year), default="")

    # What is said around a figure

    def echo(self, figure: Figure) -> Echo | None:
        """What is said around a figure; None where that tells nothing of it."""
        if figure.span not in self._echoes:
            self._echoes[figure.span] = self._echo(figure)
        return self._echoes[figure.span]

    def _echo(self, figure: Figure) -> Echo | None:
        cell = self.sheet.segments.cell_at(figure.start)
        if cell is not None:
            return self._cell(figure, cell)
        telling = self._teller.telling(figure)
        if telling.change and figure.kind is not Kind.PERCENT:
            return None
        before, after = self._teller.around(figure)
        before = _MARK.sub(" :" if before.rstrip().endswith(":") else "", before)
        stem, rest = before.rstrip(" :"), _CUT.split(after)[0]
        clause = _CUT.split(stem)[-1]
        start = self.sheet.sentences[figure.sentence].start
        lead_in = self.sheet.text[start : figure.start]
        wide = self._said[figure.sentence] | self._said_before(figure) | self._heading_words(figure)
        core, name = self._core(figure, stem, clause, after, listed=before.endswith(":"))
        told = f"{before} {rest}"
        telling = replace(
            telling,
            times=times_of(told) or times_of(self._heading(figure)),
            earlier=is_earlier(f"{lead_in[:OPENING]} {told}"),
            mean=_MEAN.search(f"{clause} {rest}") is not None,
        )
        signs = {"not": _NOT, "to come": _TO_COME, "more": _MORE}
        found = {sign for sign, words in signs.items() if words.search(clause)}
        if figure.kind is not Kind.PERCENT and _PART.search(lead_in):
            found.add("part")
        if _EITHER.search(lead_in):
            found.add("either")
        names = names_of(f"{lead_in} {rest}") | frozenset(_SHORT.findall(telling.said))
        stands = _poles_of(f"{clause} {rest}", lead_in)
        return Echo(telling, core, name, wide | core, stands, frozenset(found), names, self.block(figure))

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
        if not core and figure.is_level:
            core = self._said_before(figure)
        if not counted:
            return core, core
        label = _LABEL.search(before)
        core |= frozenset(_words(label["label"])) if label is not None else frozenset()
        return core, nouns | (lead if listed or _IS.search(clause) else frozenset())

    def _cell(self, figure: Figure, cell: Cell) -> Echo | None:
        """A figure of a table by its row's label; None in a column of an earlier year."""
        if cell.label is None:
            return None
        label, head = (self.sheet.text[slice(*span)] if span else "" for span in (cell.label, cell.header))
        years = _COLUMN_YEAR.findall(head)
        if years and max(years) < self._newest(figure):
            return None
        years = _YEAR.findall(head)
        core = frozenset(_words(label))
        wide = core | frozenset(_words(head))
        if not core or _TOTAL.match(label):
            core = frozenset(_words(head))
            wide = core | self._heading_words(figure) | self._above(figure)
        telling = replace(
            self._teller.telling(figure),
            said=f"{label} {head}",
            beside="",
            times={"year": frozenset(years)} if years else {},
            earlier=False,
            recall=0,
            summary=False,
            mean=_MEAN.search(f"{label} {head}") is not None,
            change=False,
        )
        stands = poles(f"{label} {head}")
        return Echo(telling, core, core, wide, stands, frozenset(), frozenset(), self.block(figure))

    def _newest(self, figure: Figure) -> str:
        """The latest year over the columns of the table that holds a figure."""
        table = self.sheet.segments.table_at(figure.start)
        top = table.rows[: table.header_rows] if table is not None else ()
        heads = " ".join(self._text(cell.span) for row in top for cell in row)
        return max(_COLUMN_YEAR.findall(heads), default="")

    def _above(self, figure: Figure) -> frozenset[str]:
        """The words of the sentence that stands over a table."""
        table = self.sheet.segments.table_at(figure.start)
        first = table.span.start if table is not None else figure.start
        above = bisect_left(self.sheet.sentences, Span(first, 0)) - 1
        return self._said[above] if above >= 0 else frozenset()

    def _text(self, span: Span) -> str:
        return self.sheet.text[slice(*span)]

    @cached_property
    def _said(self) -> Sequence[frozenset[str]]:
        """The words of each sentence."""
        return [frozenset(_words(self._text(span))) for span in self.sheet.sentences]

    def _said_before(self, figure: Figure) -> frozenset[str]:
        """The words of the sentence before a figure's, if one block holds both."""
        above = figure.sentence - 1
        if above < 0 or bisect_right(self._ends, self.sheet.sentences[above].start) != self.block(figure):
            return frozenset()
        return self._said[above]

    def _heading(self, figure: Figure) -> str:
        above = bisect_right(self._heads, figure.start) - 1
        return self._text(self.sheet.segments.headings[above]) if above >= 0 else ""

    def _heading_words(self, figure: Figure) -> frozenset[str]:
        return frozenset(_words(self._heading(figure)))

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

    def weight_of_gap(self, one: Echo, other: Echo, words: frozenset[str]) -> int:
        """How much words beside one figure tell that nothing around another one knows."""
        return self.weight(words - other.wide - _FAINT)


def _poles_of(beside: str, before: str) -> Poles:
    """What a clause stands for, and where it says nothing what its sentence has said before."""
    near = poles(beside)
    far = poles(before)
    counts = Counter(axis for axis, _ in far)
    return near | {(axis, pole) for axis, pole in far if axis not in axes(near) and counts[axis] == 1}


def _words(text: str) -> Iterator[str]:
    """The words of a text that tell something, without their endings."""
    return (root(word) for word in words_of(text) if tells(word))


def _start(figure: Figure) -> int:
    return figure.start


def _figures(sheet: Sheet) -> Iterator[Figure]:
    """Single levels, shares and lengths of time of two digits in order, those of tables and captions too."""
    lengths = [figure for told in sheet.durations.values() for figure in told]
    for figure in sorted((*sheet.figures, *sheet.captions, *lengths), key=_start):
        hedged = figure.is_bounded and figure.mention.qualifier is not Qualifier.APPROX
        if hedged or figure.mention.value_high is not None or figure.sentence < 0:
            continue
        told = figure.is_level or figure.kind in (Kind.PERCENT, Kind.DURATION)
        if told and figure.value >= 10 * figure.ulp:
            yield figure
