"""Stocks that flow: what was there, what came and what went make up what is left.

Which figure is which is told by the words of its own clause, in any order, over a few sentences or lines.
What no word calls the opening or closing level is so by its place: the first level and the last. Only where
every figure of the unit has its part is the balance struck.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from itertools import product

from service.core.audit.groups import CERTAIN, DOUBT, LIKELY, OF_THEM
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.shares import are_shared_alike
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import digits, is_slip
from service.core.audit.windows import Window, alike, leaves_untold, windows
from service.core.audit.words import pattern
from service.core.rounding import Interval
from service.core.types import FindingSeverity, Span

FIGURES = 12  # figures of one balance
SENTENCES = 5  # sentences that may tell one
ENDS = 2  # figures that may be called the opening or the closing level
GUESSED = 2  # figures that may have come or gone
LONG = 3  # digits of a figure whose slip tells


class Part(Enum):
    """What a figure is in a balance."""

    OPENING = "opening"
    INFLOW = "inflow"
    OUTFLOW = "outflow"
    CLOSING = "closing"


_CLAUSE = re.compile(r"[,;:.(]\s|\)|\s(?:and|và|rồi|but|nhưng|so that)\s", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_PERIOD = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s"
    r"|\b(?:the|this) (?:(?:financial|school) )?(?:day|week|month|quarter|year|season|term|period)\s",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?<!\d)\d{1,2}/\d{1,2}(?!\d)|\b\d{1,2} (?:tháng \d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d",
    re.IGNORECASE,
)
_LABEL = re.compile(r":\s*$")
_UNIT = re.compile(r"\bchi (?=đoàn|bộ|hội|cục|nhánh|ủy)", re.IGNORECASE)
_DETAIL = re.compile(
    r"(?<!\w)(?:trong (?:đó|số đó|số này)|of (?:which|whom|these|them))(?!\w)", re.IGNORECASE
)
_MEAN = pattern(r"(?<!\w)(?:{mean})\s(?:[^\s,;:.()]+\s){0,4}$")
_SINCE = pattern(r"(?:\s[^\s,;:.()]+){0,4}\s(?:{than}|on|from)\s")
_MORE = re.compile(r"\s*(?:more|fewer|less|higher|lower)\b", re.IGNORECASE)
_CUES = {
    part: pattern(rf"(?<!\w){{{part.value}}}(?!\w)")
    for part in (Part.OPENING, Part.CLOSING, Part.INFLOW, Part.OUTFLOW)
}


_SIGNS: Mapping[Part | None, int] = {Part.INFLOW: 1, Part.OUTFLOW: -1}


@dataclass(frozen=True, slots=True)
class _Flow:
    """One opening and one closing level, and what came and went between them.

    ``told``: how many of the two levels are called so by words; ``guessed``: the figures of which no word
    tells whether they came or went.
    """

    opening: Figure
    closing: Figure
    moves: tuple[tuple[Figure, int], ...]
    told: int
    guessed: tuple[Figure, ...]

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
    def leaves_out(self) -> bool:
        """True where all but one of the figures that moved balance."""
        off = self.closing.value - self.left
        return len(self.moves) > 1 and any(f.value * sign == -off for f, sign in self.moves)

    @property
    def slip(self) -> int:
        """The digits of the longest figure in which one slip explains the misfit; 0 where none does."""
        off = self.closing.value - self.left
        wanted = [(self.closing, self.left), (self.opening, self.opening.value + off)]
        wanted += [(f, f.value + sign * off) for f, sign in self.moves]
        return max((len(digits(f.value, f.ulp)) for f, right in wanted if is_slip(f, right, 1)), default=0)


def check_flows(sheet: Sheet, ledger: Ledger) -> None:
    """Strike every balance of the text, those first that hold, that words tell best and that are longest."""
    parts: dict[Span, Part | None] = {}
    found = [
        flow
        for window in windows(sheet, SENTENCES)
        for figures in alike(sheet, window)
        if len(figures) > 2
        for flow in _flows(sheet, window, figures, parts)
    ]
    done: set[Span] = set()
    for flow in sorted(found, key=_standing, reverse=True):
        places = [f.span for f in flow.figures]
        if done.isdisjoint(places):
            done.update(places)
            _strike(sheet, flow, ledger)


def _standing(flow: _Flow) -> tuple[bool, int, bool, int, int]:
    return flow.holds, flow.told, flow.slip > 0, len(flow.moves), -len(flow.guessed)


def _flows(
    sheet: Sheet, window: Window, figures: Sequence[Figure], known: dict[Span, Part | None]
) -> Iterator[_Flow]:
    """The balance that the like figures of a window make up with or without details, if they do."""
    known.update((f.span, _part(sheet, f)) for f in figures if f.span not in known)
    parts = {f.span: known[f.span] for f in figures}
    kept = _without_details(sheet, figures, parts)
    best = _flow(sheet, window, kept, parts)
    whole = _flow(sheet, window, figures, parts) if len(kept) < len(figures) else None
    if whole is not None and whole.holds and not (best is not None and best.holds):
        best = whole
    if best is not None:
        yield best


def _without_details(
    sheet: Sheet, figures: Sequence[Figure], parts: Mapping[Span, Part | None]
) -> list[Figure]:
    """The figures that are no part of another one: not "12 of them", "(7 women)", "trong đó 200 em …"."""
    kept: list[Figure] = []
    inside = False
    for above, figure in zip((None, *figures), figures, strict=False):
        shared = above is not None and not (kept and kept[-1] is above)
        gap = "" if above is None else sheet.gap(above, figure)
        follows = above is not None and above.sentence == figure.sentence and ";" not in gap
        part = parts[figure.span]
        opened = _DETAIL.search(gap) is not None and not OF_THEM.match(gap)
        opened = opened or (shared and follows and "," not in gap)
        inside = opened or (inside and follows and part is None)
        level = part in (Part.OPENING, Part.CLOSING)
        aside = sheet.in_brackets(figure) and not level
        if not (inside or aside or OF_THEM.match(sheet.after(figure)) or _is_mean(sheet, figure)):
            kept.append(figure)
    return kept


def _is_mean(sheet: Sheet, figure: Figure) -> bool:
    """True for what each costs, and for how much a level rose or fell in all."""
    return _MEAN.search(f" {sheet.before(figure)}") is not None or (
        sheet.is_step(figure) and _SINCE.match(sheet.after(figure)) is not None
    )


def _flow(
    sheet: Sheet, window: Window, figures: Sequence[Figure], parts: Mapping[Span, Part | None]
) -> _Flow | None:
    """The balance of all these figures that holds, or the one that words tell best."""
    if not _spans(window, figures):
        return None
    flows = [
        flow
        for opening in _ends(figures[0], figures, parts, Part.OPENING)
        for closing in _ends(figures[-1], figures, parts, Part.CLOSING)
        if opening is not closing
        for flow in _readings(sheet, window, figures, parts, opening, closing)
    ]
    if not flows or any(sheet.has_unread(row[0].sentence) for row in window):
        return None
    others = (other for flow in flows for other in _otherwise(flow))
    holding = next((flow for flow in (*flows, *others) if flow.holds), None)
    if holding is None and leaves_untold(sheet, window):
        return None
    return holding or max(flows, key=lambda f: (f.told, f.slip))


def _ends(
    place: Figure, figures: Sequence[Figure], parts: Mapping[Span, Part | None], end: Part
) -> list[Figure]:
    """The levels that words call so, else the first or last figure unless it is something that moved."""
    named = [f for f in figures if parts[f.span] is end]
    if named:
        return named if len(named) <= ENDS else []
    other = Part.CLOSING if end is Part.OPENING else Part.OPENING
    called = [span for span, part in parts.items() if part is other]
    return [place] if parts[place.span] is None or (called[1:] and parts[place.span] is other) else []


def _readings(
    sheet: Sheet,
    window: Window,
    figures: Sequence[Figure],
    parts: Mapping[Span, Part | None],
    opening: Figure,
    closing: Figure,
) -> Iterator[_Flow]:
    """The balances between two levels, with both signs for what no word tells to have come or gone."""
    told = (parts[opening.span] is Part.OPENING) + (parts[closing.span] is Part.CLOSING)
    told = 2 if told < 2 and _are_two_times(sheet, window, opening, closing) else told
    between = [f for f in figures if f not in (opening, closing)]
    signs = [_SIGNS.get(parts[f.span], 0) for f in between]
    guessed = tuple(f for f, sign in zip(between, signs, strict=True) if not sign)
    both = len(set(signs) - {0}) > 1
    listed = len(window) == len(figures) > 3 and len(guessed) < len(between)
    sure = told > 1 or (both and not guessed)
    if len(guessed) > GUESSED or not (sure or (len(between) > 1 and (told or listed))):
        return
    for way in product(*((sign,) if sign else (1, -1) for sign in signs)):
        if len(guessed) < GUESSED or len(set(way)) > 1:
            yield _Flow(opening, closing, tuple(zip(between, way, strict=True)), told, guessed)


def _otherwise(flow: _Flow) -> Iterator[_Flow]:
    """The same balance with one figure that went the other way, or without one that nothing ties to it.

    Such a one opens or closes the window, or no word tells whether it came or went.
    """
    edges = (flow.figures[0], flow.figures[-1])
    for n, (figure, sign) in enumerate(flow.moves):
        others = (*flow.moves[:n], *flow.moves[n + 1 :])
        yield replace(flow, moves=(*others, (figure, -sign)))
        if others and (figure in edges or figure in flow.guessed):
            yield replace(flow, moves=others)


def _are_two_times(sheet: Sheet, window: Window, opening: Figure, closing: Figure) -> bool:
    """True for one thing counted twice: lines under one name, sentences with a date and one noun.

    "Tồn 1/7 … Tồn 31/7 …"; "2,310 members on 1 April … On 31 March there were 2,353 members".
    """
    if (window[0][0].sentence, window[-1][0].sentence) != (opening.sentence, closing.sentence):
        return False
    heads = [sheet.text[sheet.sentences[f.sentence].start : f.left] for f in (opening, closing)]
    names = [_WORDS.findall(head) for head in heads]
    if len(window) > 3 and names[0] == names[1] != []:
        return True
    dated = all(_DATED.search(sheet.sentence_text(f.sentence)) for f in (opening, closing))
    return len(window) > 1 and dated and bool(sheet.noun(opening) & sheet.noun(closing))


def _spans(window: Window, figures: Sequence[Figure]) -> bool:
    """True for three figures or more, none of them hedged, that open and close the window."""
    if not 3 <= len(figures) <= FIGURES or any(f.is_bounded or f.mention.value_high for f in figures):
        return False
    return figures[0].sentence == window[0][0].sentence and figures[-1].sentence == window[-1][0].sentence


def _part(sheet: Sheet, figure: Figure) -> Part | None:
    """What the words of its own clause make of a figure: the nearest ones, those before it first."""
    lead = _UNIT.sub("", _PERIOD.sub("", sheet.before(figure)))
    before = _CLAUSE.split(_LABEL.sub(" ", lead))[-1]
    clauses = _CLAUSE.split(_UNIT.sub("", sheet.after(figure)))
    part = _nearest(before, last=True)
    if part is None:
        shared = len(clauses) == 1 and sheet.text[figure.end + len(sheet.after(figure)) :][:1].isdigit()
        part = _nearest(clauses[0][: len(clauses[0]) // 2] if shared else clauses[0], last=False)
    if part not in (Part.CLOSING, None) or not _leads(sheet, figure):
        return None if part is Part.OPENING and _MORE.match(sheet.after(figure)) else part
    if _CUES[Part.OPENING].search(lead):
        return Part.OPENING  # "Đầu quý, Quỹ còn dư 320 triệu đồng"
    if part is None and _CUES[Part.CLOSING].search(lead):
        return Part.CLOSING  # "Tính đến cuối năm, chi bộ có 61 đảng viên"
    return part


def _leads(sheet: Sheet, figure: Figure) -> bool:
    """True for the first figure of its sentence."""
    return figure.index == 0 or sheet.figures[figure.index - 1].sentence != figure.sentence


def _nearest(words: str, *, last: bool) -> Part | None:
    """The part whose words stand nearest to the figure; of two at one place the longer phrase."""
    found: list[tuple[int, int, Part]] = []
    for part, cues in _CUES.items():
        for m in cues.finditer(words):
            found.append((m.end() if last else -m.start(), m.end() - m.start(), part))
    return max(found, key=lambda cue: cue[:2])[2] if found else None


def _strike(sheet: Sheet, flow: _Flow, ledger: Ledger) -> None:
    """Write down a balance that holds, or what is wrong with it."""
    spans = [f.span for f in flow.figures]
    terms = "".join(f" {'+' if sign > 0 else '-'} {plain(f.value)}" for f, sign in flow.moves)
    stated, expected = plain(flow.closing.value), plain(flow.left)
    formula = f"{plain(flow.opening.value)}{terms} = {expected} ~ {stated}"
    severity = _severity(flow)
    if flow.holds or (not flow.guessed and (severity is not None or flow.told > 1)):
        ledger.balances[frozenset(spans)] = flow.holds
        ledger.ends.add(frozenset((flow.opening.span, flow.closing.span)))
    if flow.holds:
        ledger.holds("difference", spans, formula)
    moved = [f for f, _ in flow.moves]
    if flow.holds or severity is None or are_shared_alike(sheet, flow.closing, moved):
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
    if flow.guessed:
        least = LONG + (len(flow.guessed) > 1) - (flow.told > 1)
        return DOUBT if flow.slip >= least else None
    both = len({sign for _, sign in flow.moves}) == 2
    near = abs(flow.left - flow.closing.value) <= LIKELY * max(flow.closing.value, flow.opening.value)
    if flow.told < 2:
        return None if not flow.slip else CERTAIN if flow.told and flow.slip >= LONG else DOUBT
    if flow.slip >= LONG or (both and (near or flow.slip > 1)):
        return CERTAIN
    return DOUBT if near or flow.slip > 1 or flow.leaves_out else None
