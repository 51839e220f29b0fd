"""The count whose share a percentage tells, by layout alone.

A percentage right behind a count, in brackets or after a comma, is that count's share of something, and so is
one that leads to a count ("75%, that is 30,937"). Of what, ``proportions`` finds out.
"""

from __future__ import annotations

import re
from itertools import pairwise

from service.core.audit.fits import is_bare, scale_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED
from service.core.types import Kind

_BRACKET = re.compile(r"\([^()\d;:]{0,24}$")
_COMMA = re.compile(r"(?:[,;–]|\s-)[^,;:.()\d]{0,40}$")
_BARE = re.compile(r"[,;–]\s$")  # "lập trang thông tin, 100% chi hội có nhóm" opens another clause
_CLOSED = re.compile(r"^\s*(?:[,;.)!?]|$)")
_TIED = pattern(r"^[^,;:.()\d]{0,60}\s(?:{share}|{gist}|ứng với)\s$")
_TIED_BELOW = pattern(r"^[\s,(]*(?:{share}|{gist}|tương ứng|tương đương)\s(?:với\s)?$")
_OF_WHICH = pattern(r"^[^;:.()\d]{0,40}[\s,](?:{including}|of (?:which|these|whom))\s[^;:.()\d]{0,30}$")
_OF = re.compile(r"\s(?:of|out of|from|trên|trong)\s[^,;:.()\d]{0,30}$", re.IGNORECASE)
_THAT_IS = pattern(
    r"^\W*(?:(?:that|this|which) (?:is|was|means|makes)|{gist}|(?:đạt |với )?tỷ lệ)\b[^,;:.()\d]{0,30}$"
)
# "so 24%" is English; the Vietnamese "so" of comparing stands by no figure
_MOVED = pattern(
    r"(?:^|[\s(,;])(?!so\s$)(?:{up}|{down}|{than}|{beyond}|{plan}|{mean}|growth|margin|interest|lãi suất)"
    r"\s(?:[^\s,;:.()]+\s){0,3}$"
)
_OTHER = pattern(
    r"^[\s)]*(?:[^\s,;.()]+\s+){0,3}?(?:{plan}|{than}|{up}|{down}|{mean}|dân số|population)(?![^\W\d_])"
)
_REST = re.compile(
    r"\b(?:còn lại|the rest|remain\w*|others?)\b", re.IGNORECASE
)  # "351 stayed; the rest, 35%, left"


def part_of(sheet: Sheet, percent: Figure) -> Figure | None:
    """The count whose share a percentage tells, in layout; None for a change, and for what a plan reached."""
    plain = percent.unit == "%" and percent.mention.value_high is None and not percent.is_bounded
    moved = _MOVED.search(f" {sheet.before(percent)}") or _OTHER.match(sheet.after(percent))
    if not plain or moved or not 0 < percent.value <= HUNDRED:
        return None
    part = sheet.figures[max(0, percent.index - 1)]
    if not _is_behind(sheet, part, percent):
        return _sole_part(sheet, percent) or _part_below(sheet, percent)
    if not (part.is_single or part.base) or part.is_bounded or sheet.is_step(part):
        return None
    above = sheet.figures[part.index - 1] if part.index else part
    like = above.sentence == part.sentence and above.unit == part.unit and above.is_single
    if like and above.value < part.value and _OF.search(sheet.gap(above, part)):
        return above
    return part


def _is_behind(sheet: Sheet, part: Figure, percent: Figure) -> bool:
    """True where a percentage stands in brackets, after a comma or after a word of shares behind a count."""
    if part.sentence == percent.sentence:
        gap = sheet.gap(part, percent)
        if _REST.search(gap):
            return False
        if _BARE.search(gap):
            return _CLOSED.match(sheet.after(percent)) is not None
        return any(shape.search(gap) for shape in (_BRACKET, _COMMA, _TIED))
    return part.sentence == percent.sentence - 1 and _THAT_IS.match(sheet.before(percent)) is not None


def _sole_part(sheet: Sheet, percent: Figure) -> Figure | None:
    """“The rate is 3.2%, which is 912 of all 28,500 households”: the only part beside the only share."""
    told = sheet.in_sentence(percent.sentence)
    if sum(figure.kind is Kind.PERCENT for figure in told) > 1:
        return None
    parts = [figure for figure in told if figure.base]
    for first, second in pairwise(told):
        gap = sheet.gap(first, second)
        part, whole = (second, first) if _OF_WHICH.match(gap) else (first, second)
        if _are_pair(part, whole) and (part is second or _OF.search(gap)):
            parts.append(part)
    return parts[0] if len(parts) == 1 else None


def _are_pair(part: Figure, whole: Figure) -> bool:
    """True for a part and a whole of one unit: "2.19 million tonnes of the 3.00 million shipped"."""
    like = part.unit == whole.unit or (is_bare(whole) and scale_of(whole) == scale_of(part))
    return like and part.is_single and whole.is_single and part.value < whole.value and not part.is_bounded


def _part_below(sheet: Sheet, percent: Figure) -> Figure | None:
    """“Contributed 75%, that is 30,937.5 billion”."""
    if percent.index + 1 == len(sheet.figures):
        return None
    part = sheet.figures[percent.index + 1]
    tied = part.sentence == percent.sentence and _TIED_BELOW.match(sheet.gap(percent, part))
    return part if tied and part.is_single and not part.is_bounded else None
