"""Stocks that flow: what was there, what came and what went make up what is left.

Which figure is which is told by the words of its own clause, in any order, over a few sentences or lines.
What no word calls the opening or closing level is so by its place: the first level and the last. Only where
every figure of the unit has its part is the balance struck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from service.core.audit.groups import CERTAIN, DOUBT, LIKELY
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import digits, is_slip
from service.core.audit.windows import Window, alike, is_closed, windows
from service.core.audit.words import pattern
from service.core.rounding import Interval
from service.core.types import FindingSeverity, Span

FIGURES = 12  # figures of one balance
LONG = 3  # digits of a figure whose slip tells


class Part(Enum):
    """What a figure is in a balance."""

    OPENING = "opening"
    INFLOW = "inflow"
    OUTFLOW = "outflow"
    CLOSING = "closing"


_CLAUSE = re.compile(r"[,;:.(]\s|\)|\s(?:and|và|rồi|but|nhưng|so that)\s", re.IGNORECASE)
_LABEL = re.compile(r":\s*$")
_UNIT = re.compile(r"\bchi (?=đoàn|bộ|hội|cục|nhánh|ủy)", re.IGNORECASE)
_DETAIL = re.compile(
    r"(?<!\w)(?:trong (?:đó|số đó|số này)|of (?:which|whom|these|them))(?!\w)", re.IGNORECASE
)
_MORE = re.compile(r"\s*(?:more|fewer|less|higher|lower)\b", re.IGNORECASE)
_CUES = {
    part: pattern(rf"(?<!\w){{{part.value}}}(?!\w)")
    for part in (Part.OPENING, Part.CLOSING, Part.INFLOW, Part.OUTFLOW)
}


_SIGNS: Mapping[Part | None, int] = {Part.INFLOW: 1, Part.OUTFLOW: -1}


@dataclass(frozen=True, slots=True)
class _Flow:
    """One opening and one closing level, and what came and went between them.

    ``told``: how many of the two levels are called so by words.
    """

    opening: Figure
    closing: Figure
    moves: tuple[tuple[Figure, int], ...]
    told: int

    @property
    def figures(self) -> list[Figure]:
        """All figures of the balance in the order of the text."""
        return sorted((self.opening, self.closing, *(f for f, _ in self.moves)), key=lambda f: f.start)

    @property
    def left(self) -> Fraction:
        """What should be left."""
        return self.opening.value + sum((sign * f.value for f, sign in self.moves), Fraction(0))

    @property
    def interval(self) -> Interval:
        """What may be left where the figures are rounded."""
        total = self.opening.interval
        for figure, sign in self.moves:
            total = total + figure.interval if sign > 0 else total - figure.interval
        return total

    @property
    def holds(self) -> bool:
        """True where what is said to be left may be left."""
        return self.interval.meets(self.closing.interval)

    @property
    def slip(self) -> int:
        """The digits of the longest figure in which one slip explains the misfit; 0 where none does."""
        off = self.closing.value - self.left
        wanted = [(self.closing, self.left), (self.opening, self.opening.value + off)]
        wanted += [(f, f.value + sign * off) for f, sign in self.moves]
        return max((len(digits(f.value, f.ulp)) for f, right in wanted if is_slip(f, right, 1)), default=0)


def check_flows(sheet: Sheet, ledger: Ledger) -> None:
    """Strike every balance of the text, those first that hold, that words tell best and that are longest."""
    found = [
        flow
        for window in windows(sheet)
        for figures in _without_details(sheet, window)
        if is_closed(window, figures, FIGURES) and (flow := _flow(sheet, window, figures)) is not None
    ]
    done: set[Span] = set()
    for flow in sorted(found, key=lambda f: (f.holds, f.told, f.slip > 0, len(f.moves)), reverse=True):
        places = [f.span for f in flow.figures]
        if done.isdisjoint(places):
            done.update(places)
            _strike(flow, ledger)


def _without_details(sheet: Sheet, window: Window) -> Iterator[list[Figure]]:
    """The like figures of a window up to one of which the last is made up: "còn 328, trong đó 200 …"."""
    for figures in alike(sheet, window):
        links = (n for n, (a, b) in enumerate(pairwise(figures), 1) if _DETAIL.search(sheet.gap(a, b)))
        yield figures[: next(links, None)]


def _flow(sheet: Sheet, window: Window, figures: Sequence[Figure]) -> _Flow | None:
    """The balance that all figures of one unit make up, if they do."""
    parts = {f.span: _part(sheet, f) for f in figures}
    ends = {p: [f for f in figures if parts[f.span] is p] for p in (Part.OPENING, Part.CLOSING)}
    told = sum(len(found) == 1 for found in ends.values())
    opening = _end(figures[0], ends[Part.OPENING], parts, Part.CLOSING)
    closing = _end(figures[-1], ends[Part.CLOSING], parts, Part.OPENING)
    if opening is None or closing is None or opening is closing:
        return None
    between = [(f, parts[f.span]) for f in figures if f not in (opening, closing)]
    moves = tuple((f, _SIGNS[p]) for f, p in between if p in _SIGNS)
    both = len({sign for _, sign in moves}) > 1
    if len(moves) < len(between) or not (both or told > 1):
        return None
    if any(sheet.has_unread(row[0].sentence) for row in window):
        return None
    return _Flow(opening, closing, moves, told)


def _end(
    place: Figure, named: Sequence[Figure], parts: Mapping[Span, Part | None], other: Part
) -> Figure | None:
    """The level that words call so, else the one at the end of the list unless it is something that moved."""
    if named:
        return named[0] if len(named) == 1 else None
    called = [span for span, part in parts.items() if part is other]
    return place if parts[place.span] is None or (called[1:] and parts[place.span] is other) else None


def _part(sheet: Sheet, figure: Figure) -> Part | None:
    """What the words of its own clause make of a figure: the nearest ones, those before it first."""
    lead = _UNIT.sub("", sheet.before(figure))
    before = _CLAUSE.split(_LABEL.sub(" ", lead))[-1]
    clauses = _CLAUSE.split(_UNIT.sub("", sheet.after(figure)))
    part = _nearest(before, last=True)
    if part is None:
        shared = len(clauses) == 1 and sheet.text[figure.end + len(sheet.after(figure)) :][:1].isdigit()
        part = _nearest(clauses[0][: len(clauses[0]) // 2] if shared else clauses[0], last=False)
    if part in (Part.CLOSING, None) and _CUES[Part.OPENING].search(lead):
        return Part.OPENING  # "Đầu quý, Quỹ còn dư 320 triệu đồng"
    return None if part is Part.OPENING and _MORE.match(sheet.after(figure)) else part


def _nearest(words: str, *, last: bool) -> Part | None:
    """The part whose words stand nearest to the figure; of two at one place the longer phrase."""
    found: list[tuple[int, int, Part]] = []
    for part, cues in _CUES.items():
        for m in cues.finditer(words):
            found.append((m.end() if last else -m.start(), m.end() - m.start(), part))
    return max(found, key=lambda cue: cue[:2])[2] if found else None


def _strike(flow: _Flow, ledger: Ledger) -> None:
    """Write down a balance that holds, or what is wrong with it."""
    spans = [f.span for f in flow.figures]
    terms = "".join(f" {'+' if sign > 0 else '-'} {plain(f.value)}" for f, sign in flow.moves)
    stated, expected = plain(flow.closing.value), plain(flow.left)
    formula = f"{plain(flow.opening.value)}{terms} = {expected} ~ {stated}"
    severity = _severity(flow)
    if flow.holds or severity is not None or flow.told > 1:
        ledger.balances[frozenset(spans)] = flow.holds
    if flow.holds:
        ledger.holds("difference", spans, formula)
    if flow.holds or severity is None:
        return
    vi = "".join(f" {'+' if sign > 0 else '−'} {vi_number(plain(f.value))}" for f, sign in flow.moves)
    en = "".join(f" {'+' if sign > 0 else '−'} {en_number(plain(f.value))}" for f, sign in flow.moves)
    ledger.report(
        "difference_mismatch",
        severity,
        flow.closing.span,
        spans,
        kind="difference",
        formula=formula,
        stated=stated,
        expected=expected,
        wording=Wording(
            f"{vi_number(plain(flow.opening.value))}{vi} = {vi_number(expected)}, nhưng bài viết ghi cuối kỳ"
            f" {vi_number(stated)}.",
            f"{en_number(plain(flow.opening.value))}{en} = {en_number(expected)}, but the text says that"
            f" {en_number(stated)} are left.",
        ),
    )


def _severity(flow: _Flow) -> FindingSeverity | None:
    """An error where all kinds of figures are told, or a long one has a slip; else a doubt, or nothing."""
    both = len({sign for _, sign in flow.moves}) == 2
    near = abs(flow.left - flow.closing.value) <= LIKELY * max(flow.closing.value, flow.opening.value)
    if flow.told < 2:
        return None if not flow.slip else CERTAIN if flow.told and flow.slip >= LONG else DOUBT
    if flow.slip >= LONG or (both and (near or flow.slip > 1)):
        return CERTAIN
    return DOUBT if both or near or flow.slip > 1 else None
