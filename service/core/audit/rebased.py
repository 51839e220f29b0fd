"""Percentages that fit, but not the base that their own sentence names: a share of something else.

“In 158 new members, 83 are women (52.53%), 112 are under thirty (74.67%) and 41 … (25.95%)”: 112 of a plan
of 150 that stands elsewhere is 74.67%, so nothing contradicts the figures one by one; but its neighbours are
shares of 158, and so should it be. Only a suspicion: the words alone tell which base the writer meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.shares import Share
from service.core.audit.sheet import Sheet, comparable, stem
from service.core.audit.words import STOP, pattern
from service.core.rounding import HUNDRED, Rung, rung
from service.core.types import FindingSeverity, Span

_SIBLINGS = 2  # shares of one base that a third one beside them must share
_ELSEWHERE = pattern(
    r"^[\s)]*(?:(?:của|trên|trong|so với|of|in|against|compared)\b(?![^,;.()]{0,30}\b(?:{these})\b)"
    r"|(?:[^\s,;.()]+\s+){0,2}?(?:{plan}|{than})\b)",
    these="này|đó|these|those|them",
)
_WHOLE = pattern(r"(?:^|[\s(,;])(?:trong|trên|of|of the|of our|of its|among|among the|out of|{base})\s*$")
_NAME = re.compile(
    r"^\s*\)?\s*(?:(?:của|trên|of)\s+)?(?:tổng|total|all|the)?\b(?P<name>[^,;:.()\n\d]{3,60})", re.IGNORECASE
)
_BEHIND = 80  # characters
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Base:
    """A whole that a sentence names: its value and its place."""

    value: Fraction
    span: Span


def check_rebased(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Doubt shares that hold of a figure elsewhere where their sentence names another base."""
    known = [s for s in shares if s.rung.holds and s.base and s.part.base is None]
    for _, group in groupby(known, key=lambda s: s.percent.sentence):
        beside = tuple(group)
        for share in beside:
            base = _meant(sheet, share, beside)
            if base is not None and _is_missed(share, base):
                _doubt(share, base, ledger)


def _meant(sheet: Sheet, share: Share, beside: Sequence[Share]) -> _Base | None:
    """The base that the words name for a share, where that is not the one which fits."""
    named = _by_name(sheet, share)
    if named is not None or _ELSEWHERE.match(_behind(sheet, share)):
        return named
    return _of_siblings(sheet, share, beside) or _of_sentence(sheet, share)


def _behind(sheet: Sheet, share: Share) -> str:
    """The words behind a percentage, numbers in words among them."""
    return sheet.text[share.percent.end : share.percent.end + _BEHIND]


def _of_siblings(sheet: Sheet, share: Share, beside: Sequence[Share]) -> _Base | None:
    """The base that at least two other shares of a sentence have in common and this one has not."""
    noun, own = sheet.noun(share.part), (share.base, share.base_at)
    others = [s for s in beside if s is not share and comparable(s.part, share.part)]
    alike = Counter((s.base, s.base_at) for s in others if not noun or sheet.noun(s.part) & noun)
    if own in alike or len(alike) != 1 or min(alike.values()) < _SIBLINGS:
        return None
    ((value, span),) = alike
    return None if value is None or span is None else _Base(value, span)


def _of_sentence(sheet: Sheet, share: Share) -> _Base | None:
    """The one figure that the sentence names as a whole before the part, where the share is of another."""
    figures = sheet.in_sentence(share.part.sentence)
    if any(f.span == share.base_at for f in figures):
        return None
    named = [f for f in figures if f.start < share.part.start and _WHOLE.search(sheet.before(f))]
    wholes = [f for f in named if f.is_level and f.base is None and comparable(f, share.part)]
    return _Base(wholes[0].value, wholes[0].span) if len(wholes) == 1 and not wholes[0].is_bounded else None


def _by_name(sheet: Sheet, share: Share) -> _Base | None:
    """The nearest earlier figure with all words of the whole that follows the percentage, if not the base."""
    told = _NAME.match(_behind(sheet, share))
    words = {stem(w) for w in _WORD.findall(told["name"].casefold())} - STOP if told else set()
    if len(words) < _SIBLINGS:
        return None
    for figure in sheet.looking_back(share.part):
        if not (figure.is_level and comparable(figure, share.part)) or figure.is_bounded:
            continue
        if words <= sheet.label(figure) | sheet.noun(figure):
            return None if figure.span == share.base_at else _Base(figure.value, figure.span)
    return None


def _is_missed(share: Share, base: _Base) -> bool:
    """Whether the percentage is no share of a base that is larger than the part."""
    percent = share.percent
    if base.value <= share.part.value:
        return False
    exact = share.part.interval.times(HUNDRED / base.value)
    return rung(exact, percent.value, percent.ulp, percent.mention.qualifier) is Rung.INCONSISTENT


def _doubt(share: Share, base: _Base, ledger: Ledger) -> None:
    """Write down that a share is of another base than its sentence names."""
    part, percent, other = share.part, share.percent, share.base or Fraction(1)
    k, n, used = plain(part.value), plain(base.value), plain(other)
    exactly = HUNDRED * part.value / base.value
    expected = plain(exactly, percent.ulp)
    ledger.report(
        "percent_mismatch",
        FindingSeverity.SUSPICIOUS,
        percent.span,
        [part.span, base.span, percent.span],
        kind="ratio_percent",
        formula=f"{k}/{n} = {plain(exactly)}% ~ {percent.mention.text}",
        stated=plain(percent.value, percent.ulp),
        expected=expected,
        wording=Wording(
            f"{vi_number(k)}/{vi_number(n)} = {vi_number(expected)}%; {percent.mention.text} là tỷ lệ trên"
            f" {vi_number(used)}, không phải trên số mà câu này nêu.",
            f"{en_number(k)}/{en_number(n)} is {expected}%; {percent.mention.text} is its share of"
            f" {en_number(used)}, not of what the sentence names.",
        ),
    )
