"""Stocks that flow: what was there, what came and what went make up what is left.

Which figure is which is told by the words of its own clause, in any order and over a few sentences. Only
where every figure of the unit has its part, with one opening and one closing level, is the balance struck.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from service.core.audit.groups import CERTAIN, DOUBT, LIKELY
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.sheet import Figure, Sheet, comparable
from service.core.audit.slips import digits, is_slip
from service.core.audit.words import pattern
from service.core.rounding import Interval
from service.core.types import FindingSeverity

SENTENCES = 3  # sentences over which a balance may be told
FIGURES = 12  # figures of one balance
LONG = 3  # digits of a figure whose slip tells


class Part(Enum):
    """What a figure is in a balance; the value is its sign in what is left."""

    OPENING = 1
    INFLOW = 2
    OUTFLOW = -1
    CLOSING = 0


_CLAUSE = re.compile(r"[,;:.(]\s|\)|\s(?:and|và|but|nhưng|so that)\s", re.IGNORECASE)
_CUES = {
    part: pattern(rf"(?<!\w){{{part.name.lower()}}}(?!\w)")
    for part in (Part.OPENING, Part.CLOSING, Part.INFLOW, Part.OUTFLOW)
}


@dataclass(frozen=True, slots=True)
class _Flow:
    """One opening and one closing level, and what came and went between them."""

    opening: Figure
    closing: Figure
    moves: tuple[tuple[Figure, int], ...]

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
    def slip(self) -> int:
        """The digits of the longest figure in which one slip explains the misfit; 0 where none does."""
        off = self.closing.value - self.left
        wanted = [(self.closing, self.left), (self.opening, self.opening.value + off)]
        wanted += [(f, f.value + sign * off) for f, sign in self.moves]
        return max((len(digits(f.value, f.ulp)) for f, right in wanted if is_slip(f, right, 1)), default=0)


def check_flows(sheet: Sheet, ledger: Ledger) -> None:
    """Strike every balance of the text."""
    rows = sheet.by_sentence
    done = -1
    for i in range(len(rows)):
        if i <= done:
            continue
        for n in range(1, SENTENCES + 1):
            window = rows[i : i + n]
            if len(window) < n or sheet.paragraph_of(window[-1][0]) != sheet.paragraph_of(rows[i][0]):
                break
            flow = _flow(sheet, [f for row in window for f in row])
            if flow is not None:
                _strike(flow, ledger)
                done = i + n - 1
                break


def _flow(sheet: Sheet, figures: Sequence[Figure]) -> _Flow | None:
    """The balance that all figures of one unit make up, if they do."""
    levels = [f for f in figures if f.is_level and f.mention.value_high is None and not f.is_bounded]
    parts = [(f, _part(sheet, f)) for f in levels]
    ends = {p: [f for f, part in parts if part is p] for p in (Part.OPENING, Part.CLOSING)}
    if any(len(found) != 1 for found in ends.values()):
        return None
    opening, closing = ends[Part.OPENING][0], ends[Part.CLOSING][0]
    mates = [(f, p) for f, p in parts if comparable(f, opening)]
    if not 3 <= len(mates) <= FIGURES or not comparable(opening, closing) or any(p is None for _, p in mates):
        return None
    moves = tuple((f, 1 if p is Part.INFLOW else -1) for f, p in mates if p in (Part.INFLOW, Part.OUTFLOW))
    return _Flow(opening, closing, moves)


def _part(sheet: Sheet, figure: Figure) -> Part | None:
    """What the words of its own clause make of a figure: the nearest ones, those before it first."""
    before = _CLAUSE.split(sheet.before(figure))[-1]
    after = _CLAUSE.split(sheet.after(figure))[0]
    part = _nearest(before, last=True) or _nearest(after, last=False)
    if part is Part.CLOSING and _CUES[Part.OPENING].search(sheet.before(figure)):
        return Part.OPENING  # "Đầu quý, Quỹ còn dư 320 triệu đồng"
    return part


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
    holds = flow.interval.meets(flow.closing.interval)
    ledger.balances[frozenset(spans)] = holds
    if holds:
        ledger.holds("difference", spans, formula)
        return
    severity = _severity(flow)
    if severity is None:
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
    if flow.slip >= LONG or (both and (near or flow.slip > 1)):
        return CERTAIN
    return DOUBT if both or near or flow.slip > 1 else None
