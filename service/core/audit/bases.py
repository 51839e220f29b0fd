"""Shares whose base no words name: the bases that a reader would think of, and the one that fits.

A percentage right behind a count, in brackets or after a comma, is that count's share of something. Where no
rule of words has found of what, the bases that a reader would think of are tried: the like figures of the
sentences before, the base of the share before, and the largest figure of the same thing in the whole text.
In some thirty reports and fifty loose paragraphs these explain 74 of 86 such percentages. A share that fits
one of them is noted; what fits none is left to ``pairs``, which weighs slips against accidents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from service.core.audit.fits import is_bare, kind_of, scale_of
from service.core.audit.ledger import Ledger
from service.core.audit.shares import Share, write_share
from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, Interval, Rung, rung
from service.core.types import Kind, Span

BACK = 24  # figures looked back at for a base
PARTS = 2  # sentences between a base and its part

_BRACKET = re.compile(r"\([^()\d;:]{0,24}$")
_COMMA = re.compile(r"(?:[,;–]|\s-)[^,;:.()\d]{0,40}$")
_BARE = re.compile(r"[,;–]\s$")  # "lập trang thông tin, 100% chi hội có nhóm" opens another clause
_CLOSED = re.compile(r"^\s*(?:[,;.)!?]|$)")
_NAMED = re.compile(r"^[\s)]*(?:của|of|trên|trong|tổng|số)\s([^,;:.()\d]{0,60})", re.IGNORECASE)
_TIED = pattern(r"^[^,;:.()\d]{0,60}\s(?:{share}|{gist}|ứng với)\s$")
_TIED_BELOW = pattern(r"^[\s,(]*(?:{share}|{gist}|tương ứng|tương đương)\s(?:với\s)?$")
_OF_ALL = re.compile(r"^\s(?:of|trong|trên)\s(?:(?:the|all|our|its|tổng|số)\s)*$", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class _Base:
    """A figure that may be the base, and the value by which it is."""

    figure: Figure
    value: Fraction


def check_bases(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Judge the percentages behind a count that no relation explains yet."""
    known = ledger.explained()
    settled = {s.percent.span: s for s in shares if s.base is not None and s.rung.holds}
    largest = _largest(sheet)
    usual: _Base | None = None
    for figures in sheet.by_sentence:
        for percent in figures:
            if percent.kind is not Kind.PERCENT:
                continue
            share = settled.get(percent.span)
            if share is not None and share.base is not None:
                usual = _Base(share.part, share.base)
            elif percent.span not in known:
                tied = part_of(sheet, percent)
                if tied is not None:
                    bases = list(_bases(sheet, percent, tied, usual, largest))
                    usual = _judge(percent, tied[0], bases, ledger) or usual


def _largest(sheet: Sheet) -> Mapping[str, Figure]:
    """The largest count of each thing outside tables."""
    found: dict[str, Figure] = {}
    for figure in sheet.figures:
        kind = kind_of(figure)
        counted = kind and figure.unit == "#" and _is_level(figure) and not sheet.in_table(figure)
        if counted and (kind not in found or found[kind].value < figure.value):
            found[kind] = figure
    return found


def _is_level(figure: Figure) -> bool:
    """True for a plain count, amount or measure."""
    return figure.is_level and figure.mention.value_high is None and figure.value > 0


def part_of(sheet: Sheet, percent: Figure) -> tuple[Figure, Figure | None] | None:
    """The count whose share a percentage tells, in layout, and the base that stands right behind that count.

    None for a change and for what was reached of a plan.
    """
    plain = percent.unit == "%" and percent.mention.value_high is None and not percent.is_bounded
    moved = _MOVED.search(f" {sheet.before(percent)}") or _OTHER.match(sheet.after(percent))
    if not plain or moved or not 0 < percent.value <= HUNDRED:
        return None
    part = sheet.figures[max(0, percent.index - 1)]
    if not _is_behind(sheet, part, percent):
        return _sole_pair(sheet, percent) or _part_below(sheet, percent)
    if not (_is_level(part) or part.base) or part.is_bounded or sheet.is_step(part):
        return None
    above = sheet.figures[part.index - 1] if part.index else part
    like = above.sentence == part.sentence and above.unit == part.unit and _is_level(above)
    if like and above.value < part.value and _OF.search(sheet.gap(above, part)):
        return above, part
    return part, None


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


def _sole_pair(sheet: Sheet, percent: Figure) -> tuple[Figure, Figure | None] | None:
    """“The rate is 3.2%, which is 912 of all 28,500 households”: the only pair beside the only share."""
    told = sheet.in_sentence(percent.sentence)
    if sum(figure.kind is Kind.PERCENT for figure in told) > 1:
        return None
    pairs: list[tuple[Figure, Figure | None]] = [(figure, None) for figure in told if figure.base]
    for first, second in pairwise(told):
        gap = sheet.gap(first, second)
        part, whole = (second, first) if _OF_WHICH.match(gap) else (first, second)
        if _are_pair(part, whole) and (part is second or _OF.search(gap)):
            pairs.append((part, whole))
    return pairs[0] if len(pairs) == 1 else None


def _are_pair(part: Figure, whole: Figure) -> bool:
    """True for a part and a whole of one unit: "2.19 million tonnes of the 3.00 million shipped"."""
    like = part.unit == whole.unit or (is_bare(whole) and scale_of(whole) == scale_of(part))
    return like and _is_level(part) and _is_level(whole) and part.value < whole.value and not part.is_bounded


def _part_below(sheet: Sheet, percent: Figure) -> tuple[Figure, None] | None:
    """“Contributed 75%, that is 30,937.5 billion”."""
    if percent.index + 1 == len(sheet.figures):
        return None
    part = sheet.figures[percent.index + 1]
    tied = part.sentence == percent.sentence and _TIED_BELOW.match(sheet.gap(percent, part))
    return (part, None) if tied and _is_level(part) and not part.is_bounded else None


def _judge(percent: Figure, part: Figure, bases: Sequence[_Base], ledger: Ledger) -> _Base | None:
    """The base that fits, which is noted; one that fits by rounding explains the share as well."""
    steps = [(base, _step(part, base, percent)) for base in bases]
    for base, step in steps:
        if step.holds:
            write_share(percent, part, base.value, _spans(percent, part, base), step, None, ledger)
            return base
    for base, step in steps:
        if step.is_rounding:
            write_share(percent, part, base.value, _spans(percent, part, base), Rung.NEAREST, None, ledger)
            return None
    return None


def _spans(percent: Figure, part: Figure, base: _Base) -> list[Span]:
    return [part.span, percent.span, base.figure.span]


def _step(part: Figure, base: _Base, percent: Figure) -> Rung:
    share = part.interval.quotient(Interval.point(base.value)).times(HUNDRED)
    return rung(share, percent.value, percent.ulp)


def _bases(
    sheet: Sheet,
    percent: Figure,
    tied: tuple[Figure, Figure | None],
    usual: _Base | None,
    largest: Mapping[str, Figure],
) -> Iterator[_Base]:
    """The bases that a reader would think of, each value once."""
    part, given = tied
    if part.base is not None or given is not None:
        named = given or part
        yield _Base(named, named.base or named.value)
        if percent.ulp < 1:
            others = (b for b in _before(sheet, part) if b.figure.sentence == part.sentence)
            yield from (_Base(b.figure, b.value) for b in others if b.value > part.value)
        return
    found = [*_behind(sheet, percent, part), *_usual(part, usual), *_before(sheet, part)]
    found += _widest(part, largest)
    tried: set[Fraction] = set()
    for base in found:
        if (
            base.value > part.value
            and base.value not in tried
            and not _names_other(sheet, percent, part, base)
        ):
            tried.add(base.value)
            yield base


def _names_other(sheet: Sheet, percent: Figure, part: Figure, base: _Base) -> bool:
    """True for "175 poor households, 9.2% of the poor households of the province": not of all households."""
    named = _NAMED.match(sheet.after(percent))
    own = sheet.noun(part) - sheet.noun(base.figure) if part.unit == "#" else frozenset()
    return named is not None and not own.isdisjoint(map(stem, named[1].split()))


def _behind(sheet: Sheet, percent: Figure, part: Figure) -> Iterator[_Base]:
    """“184.6 million m³, or 92.3% of capacity (200 million m³)”, “That was 26% of the 48,000 registered”."""
    for figure in sheet.figures[percent.index + 1 : percent.index + 2]:
        like = figure.unit == part.unit and _is_level(figure) and figure.sentence == percent.sentence
        if (like and figure is not part and sheet.in_brackets(figure)) or (
            like and figure is not part and _OF_ALL.match(sheet.gap(percent, figure))
        ):
            yield _Base(figure, figure.value)


def _usual(part: Figure, usual: _Base | None) -> Iterator[_Base]:
    """The base of the share before, where that was of the same thing not far above."""
    near = usual is not None and part.sentence - usual.figure.sentence <= PARTS
    if (
        usual is not None
        and near
        and (usual.figure.unit, kind_of(usual.figure)) == (part.unit, kind_of(part))
    ):
        yield usual


def _before(sheet: Sheet, part: Figure) -> Iterator[_Base]:
    """The like figures of this sentence and the two before."""
    for figure in sheet.figures[max(0, part.index - BACK) : part.index]:
        like = figure.unit == part.unit and (_is_level(figure) or figure.base) and not figure.is_bounded
        if like and 0 <= part.sentence - figure.sentence <= PARTS:
            for value in [figure.base, figure.value] if figure.base else [figure.value]:
                yield _Base(figure, value)


def _widest(part: Figure, largest: Mapping[str, Figure]) -> Iterator[_Base]:
    """The largest count of the same thing in the text."""
    figure = largest.get(kind_of(part))
    if figure is not None:
        yield _Base(figure, figure.value)
