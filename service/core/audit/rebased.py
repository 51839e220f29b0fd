"""Percentages that fit, but not the base that their own sentence names: a share of something else.

“In 158 new members, 83 are women (52.53%), 112 are under thirty (74.67%) and 41 … (25.95%)”: 112 of a plan
of 150 that stands elsewhere is 74.67%, so nothing contradicts the figures one by one; but its neighbours are
shares of 158, and so should it be. Only a suspicion: the words alone tell which base the writer meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.shares import Share
from service.core.audit.sheet import Figure, Sheet, comparable
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, Rung, rung
from service.core.types import FindingSeverity, Span

_SIBLINGS = 2  # shares of one base that a third one beside them must share
_ELSEWHERE = pattern(
    r"^[\s)]*(?:(?:của|trên|trong|so với|of|in|against|compared)\b(?![^,;.()]{0,30}\b(?:{these})\b)"
    r"|(?:[^\s,;.()]+\s+){0,2}?(?:{plan}|{than})\b)",
    these="này|đó|these|those|them",
)
_WHOLE = pattern(r"(?:^|[\s(,;])(?:trong|trên|of|of the|of our|of its|among|among the|out of|{base})\s*$")
_BEHIND = 80  # characters


@dataclass(frozen=True, slots=True)
class Base:
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
                write_rebased(share.percent, share.part, base, share.base or base.value, ledger)


def _meant(sheet: Sheet, share: Share, beside: Sequence[Share]) -> Base | None:
    """The base that the words name for a share, where that is not the one which fits."""
    if _ELSEWHERE.match(sheet.text[share.percent.end : share.percent.end + _BEHIND]):
        return None
    return _of_siblings(sheet, share, beside) or _of_sentence(sheet, share, beside)


def _of_siblings(sheet: Sheet, share: Share, beside: Sequence[Share]) -> Base | None:
    """The base that at least two other shares of a sentence have in common and this one has not."""
    noun, own = sheet.noun(share.part), (share.base, share.base_at)
    others = [s for s in beside if s is not share and comparable(s.part, share.part)]
    alike = Counter((s.base, s.base_at) for s in others if not noun or sheet.noun(s.part) & noun)
    if own in alike or len(alike) != 1 or min(alike.values()) < _SIBLINGS:
        return None
    ((value, span),) = alike
    return None if value is None or span is None else Base(value, span)


def _of_sentence(sheet: Sheet, share: Share, beside: Sequence[Share]) -> Base | None:
    """The one figure that the sentence names as a whole before the part, where the share is of another."""
    figures = sheet.in_sentence(share.part.sentence)
    if any(f.span == share.base_at for f in figures):
        return None
    parts = {s.part.span for s in beside}  # "Of these 28,080 were oak (60%), 11,700 lime (25%)"
    named = [f for f in figures if f.start < share.part.start and _WHOLE.search(sheet.before(f))]
    named = [f for f in named if f.span not in parts]
    wholes = [f for f in named if f.is_level and f.base is None and comparable(f, share.part)]
    return Base(wholes[0].value, wholes[0].span) if len(wholes) == 1 and not wholes[0].is_bounded else None


def _is_missed(share: Share, base: Base) -> bool:
    """Whether the percentage is no share of a base that is larger than the part."""
    percent = share.percent
    if base.value <= share.part.value:
        return False
    exact = share.part.interval.times(HUNDRED / base.value)
    return rung(exact, percent.value, percent.ulp, percent.mention.qualifier) is Rung.INCONSISTENT


def write_rebased(percent: Figure, part: Figure, base: Base, other: Fraction, ledger: Ledger) -> None:
    """Write down that a percentage is a part's share of another figure than of the base that is meant."""
    k, n, used = plain(part.value), plain(base.value), plain(other)
    exactly = HUNDRED * part.value / base.value
    expected = plain(exactly, percent.ulp)
    ledger.report(
        "percent_mismatch",
        FindingSeverity.ERROR,
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
