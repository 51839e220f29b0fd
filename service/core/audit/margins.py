"""Margins: profits as shares of the sales of their period, in a column of a table or elsewhere in the text.

“Gross margin improved to 36.5 % from 34.0 %” names its part, gross profit, and by its very word its whole:
pairs that ``proportions`` weighs with the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from service.core.audit.named import Index
from service.core.audit.pairs import Pair
from service.core.audit.roles import content, words_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.words import ALL, pattern
from service.core.rounding import HUNDRED
from service.core.types import Kind, Span

LEAD = 120  # characters between a margin's name and its figure
LEVELS = 6  # profits and sales of one name that are paired
TOLD = Fraction(30)  # odds that the levels of a margin's name are those it is of
BESIDE = Fraction(8)  # that a profit and sales told near a margin without a name are

_MARGIN = pattern(r"(?<![^\W\d_])(?P<before>(?:[^\W\d_]+\s){0,2})(?:{margin})(?P<after>(?:\s[^\W\d_]+){0,3})")
_AT = re.compile(r"^\W*at\s$", re.IGNORECASE)
_PROFIT = tuple(frozenset(words_of(phrase)) for words in ALL for phrase in words.profit)
_SALES = tuple(frozenset(words_of(phrase)) for words in ALL for phrase in words.sales)
_COST = tuple(frozenset(words_of(phrase)) for words in ALL for phrase in words.spending)
_MARGINS = frozenset(word for words in ALL for phrase in words.margin for word in words_of(phrase))
_LENT = frozenset({"interest", "lãi"})  # a bank's margin is of what it lends


def margins_of(sheet: Sheet, index: Index, percent: Figure) -> Iterator[tuple[Pair, Fraction]]:
    """The pairs of a profit and its sales that a percentage told as a margin may be of, with the odds."""
    told = _name(sheet, percent) if _may_be_margin(percent) else None
    if told is None:
        return
    name = told & index.by_word.keys()
    pairs = list(_pairs(sheet, index, percent, name))
    for pair in pairs:
        yield pair, (TOLD if name else BESIDE) / len(pairs)


def _may_be_margin(percent: Figure) -> bool:
    plain = percent.kind is Kind.PERCENT and percent.unit == "%" and not percent.is_bounded
    return plain and not percent.mention.target and 0 < percent.value < HUNDRED


def _name(sheet: Sheet, percent: Figure) -> frozenset[str] | None:
    """The words that say which margin a percentage is, none for a mere "margin"; None for no margin."""
    start = sheet.sentences[percent.sentence].start
    lead = sheet.text[max(start, percent.start - LEAD) : percent.start]
    found = list(_MARGIN.finditer(lead))
    if not found and _AT.match(lead):
        found = list(_MARGIN.finditer(sheet.after(percent)[: LEAD // 2]))
    elif found and not _leads_to(sheet, percent, found[-1].end() - len(lead)):
        return None
    if not found:
        return None
    words = frozenset(words_of(f"{found[-1]['before']} {found[-1]['after']}"))
    return content(words) - _MARGINS.union(*_SALES) if _LENT.isdisjoint(words) else None


def _leads_to(sheet: Sheet, percent: Figure, end: int) -> bool:
    """True where only another margin stands between the name and the percentage: "from 34 % to 36 %"."""
    between = sheet.within(Span(percent.start + end, percent.start))
    return len(between) < 2 and all(f.unit == "%" for f in between)


def _pairs(sheet: Sheet, index: Index, percent: Figure, name: frozenset[str]) -> Iterator[Pair]:
    """The profits of a margin's name with the sales beside them: of one column, where both are in a table."""
    profits = [f for f in _called(index, _PROFIT, percent) if name <= index.words[f.span]]
    if not name:
        profits = [f for f in profits if f.sentence == percent.sentence and f.index < percent.index][-1:]
    sales = [f for f in _called(index, _SALES, percent) if not _goes_by(index, f, _PROFIT + _COST)]
    nearest = [_nearest(percent, found) for found in (profits, sales)]
    for part in nearest[0]:
        for whole in nearest[1]:
            if part.unit == whole.unit and part.value < whole.value and _in_one_column(sheet, part, whole):
                yield Pair(part, whole, part.value, whole.value)


def _nearest(percent: Figure, found: Sequence[Figure]) -> Sequence[Figure]:
    return sorted(found, key=lambda f: abs(f.index - percent.index))[:LEVELS]


def _called(index: Index, names: Sequence[frozenset[str]], percent: Figure) -> list[Figure]:
    """The levels around a percentage that go by one of some names, in the order of the text."""
    near = index.near(sorted(frozenset().union(*names)), percent.index)
    return sorted((f for f in near if _goes_by(index, f, names)), key=lambda f: f.index)


def _goes_by(index: Index, figure: Figure, names: Sequence[frozenset[str]]) -> bool:
    return any(name <= index.words[figure.span] for name in names)


def _in_one_column(sheet: Sheet, part: Figure, whole: Figure) -> bool:
    cells = [sheet.segments.cell_at(f.start) for f in (part, whole)]
    if cells[0] is None or cells[1] is None:
        return cells[0] is cells[1]
    same = sheet.segments.table_at(part.start) is sheet.segments.table_at(whole.start)
    return same and cells[0].column == cells[1].column
