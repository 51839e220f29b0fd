"""The pairs of counts around a percentage, and how surely layout and words make them its part and its whole.

Beside a percentage stand few counts of one unit: in its sentence, else in the one before, else in the two
before or in the one below. The odds that a pair of them is meant follow from how the words lead to the
percentage, from what it is called, and from what the two counts go by. A part that has its own share is out.
What a pair gives is not asked here; ``proportions`` weighs these pairs with those further off.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import accumulate

from service.core.audit.cues import way_of
from service.core.audit.fits import is_bare, kind_of, scale_of
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.roles import PLAN, THAN, are_of_other_years, base_of, content, reference, words_of
from service.core.audit.shares import write_share
from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, Rung
from service.core.types import FindingSeverity, Form, Kind, Qualifier, Span

PARTS = 3  # sentences between two shares of one whole
HARDLY = Fraction(1, 10)  # odds of a pair that stands worse than others
CROWD = 3  # pairs beside a percentage, of which hardly one is its own
MANY = 10  # counts in words below this are seldom told in percent
FEW = 8  # levels of one sentence that are paired
TIED = Fraction(30)  # odds of a part and its whole that the words tie to each other
BOTH = Fraction(8)  # odds of two counts that both go by the words of what a percentage is of

_HENCE = pattern(r"(?:^|(?<!cổ)(?<!lợi)(?<!tin)[\s(,;–])(?:{hence}|that['’]s)(?=[\s:,])[^;.()\d]{0,70}$")
_HENCE_BELOW = pattern(r"^\s*[,(]?\s*(?:{hence}|cụ thể|trong đó|with|với)\s[^;.()\d]{0,40}$")
_RATE = pattern(r"(?<![^\W\d_])(?:{rates})(?![^\W\d_])")
_TELLS = pattern(r"(?<![^\W\d_])(?:{rates}|{hence}|chỉ|mới|đạt)(?![^\W\d_])")
_DIRECT = pattern(
    r"(?:^|[\s(,–-])(?:{gist}|which (?:is|was)|representing|tương đương|tương ứng|ứng với|tương đương với)\s$"
    r"|[(,–]\s*(?:{share}|{share_weak})?\s*$"
)
_OPENS = re.compile(r"^[^,;.()\d]{0,60}[(:–]")
_APPOSED = re.compile(r"[,–—]\san?\s(?:[^\s,;:.()\d]+\s){1,3}of\s$", re.IGNORECASE)
_OWN_SHARE = re.compile(r"(?:\s[^\s,;:.()\d]+){0,4}\s?\(\s*")
_BEHIND = re.compile(r"[(,–—-]\s*$|\([^()\d]{0,24}$")
_OF = re.compile(r"^\s*\)?\s*(?:of|số|tổng|trong|trên|của)\b", re.IGNORECASE)
_BASE = re.compile(
    r"^\s*\)?\s*(?:of|tổng số|số|tổng|trong|trên|của|so với)\s(?P<words>(?:[^\s]+\s*){1,5})", re.IGNORECASE
)
_ALL = frozenset(
    {
        "total",
        "all",
        "whole",
        "everything",
        "everyone",
        "tổng",
        "toàn",
        "these",
        "those",
        "them",
        "it",
        "which",
    }
)
_REACHED = pattern(r"(?:^|\s)(?:đạt|bằng|{attained}|at|was|is|là)\s*(?:mức|được|tới)?\s*$")
_REST = re.compile(r"(?:^|\s)(?:số |phần )?(?:còn lại|the rest|the remain\w*|the others?)\b", re.IGNORECASE)
_INCLUDING = pattern(r"\W*(?:{including}|trong số (?:này|đó|ấy))(?![^\W\d_])")
_INCLUDED = pattern(
    r"(?<![^\W\d_])(?:{including}|trong số (?:này|đó|ấy)|of (?:these|them|those))(?![^\W\d_])"
)
_TOTAL = re.compile(
    r"^[\s)]*(?:of (?:the |its |our )?(?:total|all|whole|everything)\b|tổng số|(?:số )?toàn\b)", re.IGNORECASE
)
_OF_ALL = re.compile(
    r"^\s(?:of|trong|trên|số|tổng số)\s(?:(?:the|all|our|its|a|total|of|tổng|số)\s)*$", re.IGNORECASE
)
_OUT_OF = re.compile(
    r"\s(?:of|out of|from|among|trên|trong)\s(?!which|whom|them|these|those|đó|số (?:này|đó))"
    r"(?:(?!and\b|và\b|này\b|đó\b|ấy\b)[^\s,;:.()\d]+\s){0,4}$|^[^,;:.()\d]{0,60}/\s*$",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    r"^[^;:.()\d]{0,60}[\s,](?:of (?:which|these|whom|them)|including|trong (?:đó|số đó|số này))"
    r"\s[^;:.()\d]{0,30}$",
    re.IGNORECASE,
)
_OF_OPENS = re.compile(
    r"^\W*(?:out of|of|among|from|in|trong|trên)(?: (?:tổng )?số| tổng)?"
    r"(?: (?:the|our|all|these|its|a total of))*\s$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[^:.;()\d]{1,80}:\s*[$£€]?$")
_AND = pattern(r"(?:^|\s)(?:{together}|còn|while|trong khi)\s")
_WHICH = re.compile(r",\s(?:which|that)\s[^,]*$")
_PART = re.compile(r"[;:(–]|\.\s")
_CLAUSE = re.compile(r"[;:(–]|,\s|\.\s")
_MOVED = pattern(
    r"(?:^|[\s(,;])(?:{up}|{down}|{beyond}|{plan}|{mean}|growth|margin|interest|lãi suất)"
    r"\s(?:[^\s,;:.()]+\s){0,3}$"
    r"|(?:^|[\s(,;])(?!so\s$)(?:{than})\s(?:(?:the|an?|mức)\s)?$"
)
_PLANNED = pattern(r"^[\s)]*(?:[^\s,;.()]+\s+){0,3}?(?:{plan})(?![^\W\d_])")
_ELSE = pattern(
    r"^[\s)]*(?:(?:{than})|(?:[^\s,;.()]+\s+){0,3}?"
    r"(?:than|so với|compared|{up}|{down}|{mean}|dân số|population))(?![^\W\d_])"
)
_TIER = re.compile(
    r"(?:^|[,;:(])\s*mức\s+$|(?:^|\s)(?:lãi suất|thuế suất)\s+$", re.IGNORECASE
)  # "mức 3% với 52 hộ"
_OF_PEOPLE = re.compile(r"^\s*(?:của |of (?:the |its )?)?(?:dân số|population)\b", re.IGNORECASE)
_IS = re.compile(r"^\s*(?:is|was|are|were|remain\w*|stay\w*|vẫn|là|đang)\s", re.IGNORECASE)
_OTHER_TIME = re.compile(r"^\s*\(\s*$")  # "41.3% (40.8%)"
_MADE_UP = pattern(
    r"(?:^|\s)(?:{rates})\s(?:(?:of|at|is|was|an?|about|là|đạt|ở|mức|khoảng|gần|chỉ|tới)\s){0,3}$"
)
_SO = re.compile(r"(?:^|[\s,])so\s$")
_BESIDE = re.compile(r"^[^,;:.()]{0,60}$")
_EACH = re.compile(r"\b(?:cứ|mỗi|every|each)\s+$", re.IGNORECASE)
_IN_EACH = re.compile(r"^\s*(?:in|out of) (?:every|each)\b", re.IGNORECASE)
_WHOLE = pattern(r"(?:^|[\s(,/])(?:{of}|{base}|{total}|when all|in all)\s(?:[^\s,;:.()\d]+\s){0,4}$|/\s*$")
_WHOLE_AFTER = re.compile(r"^(?:\s[^\s,;:.()\d]+){0,4}\s(?:in all|in total|altogether|tổng cộng|cả thảy)\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """A part and its whole in layout; of a ratio both are one figure. ``rest``: of what the part leaves."""

    part: Figure
    whole: Figure
    k: Fraction
    n: Fraction
    rest: bool = False

    @property
    def is_ratio(self) -> bool:
        """True where one figure tells both."""
        return self.part is self.whole


def is_share(sheet: Sheet, percent: Figure) -> bool:
    """True for a percentage that may be a part's share: no range, no change, no other's level."""
    if percent.kind is not Kind.PERCENT or percent.unit != "%" or percent.mention.value_high is not None:
        return False
    if not 0 < percent.value <= HUNDRED or not _is_told(percent) or percent.mention.target:
        return False
    above = sheet.figures[percent.index - 1] if percent.index else percent
    if above is not percent and above.kind is Kind.PERCENT and _OTHER_TIME.match(sheet.gap(above, percent)):
        return False
    before, base = f" {sheet.before(percent)}", base_of(sheet, percent)
    if _OF_PEOPLE.match(sheet.after(percent)) or _TIER.search(sheet.before(percent)):
        return False
    stated = _IS.match(sheet.after(percent)) is not None or _MADE_UP.search(before) is not None
    if stated:  # "a rate of 12.5% is below the norm": the norm is another figure
        base = reference(before)
    elif _ELSE.match(sheet.after(percent)):
        return False
    if base not in ("", PLAN, THAN if _SO.search(before) else ""):
        return False
    moved = _MOVED.search(before) is not None or (not stated and way_of(sheet, percent) is not None)
    return not moved or _MADE_UP.search(before) is not None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of other figures.

    ``parts`` have a share of their own, which stands there; ``shares`` are those that hold: the percentage,
    its part, its whole and the value of that.
    ``summed`` are the wholes of the parts of a sum; ``largest`` is the largest count of each thing;
    ``levels`` keeps what was found of a sentence, ``across`` the pairs of two; ``percents`` counts the
    percentages before each figure.
    """

    parts: dict[Span, Span]
    shares: Sequence[tuple[Figure, Figure, Figure, Fraction]]
    summed: Mapping[Span, Span]
    largest: Mapping[str, Figure]
    percents: Sequence[int]
    levels: dict[tuple[int, bool], list[Figure]] = field(default_factory=dict)
    across: dict[tuple[int, int, bool], list[Pair]] = field(default_factory=dict)


def facts_of(sheet: Sheet, ledger: Ledger) -> Facts:
    """What the relations found so far and the figures tell."""
    figures = {figure.span: figure for figure in sheet.figures}
    parts: dict[Span, Span] = {}
    shares, summed = [], {}
    for relation in ledger.relations.values():
        known = [figures[s] for s in relation.spans if s in figures]
        levels = [f for f in known if f.is_level or f.base]
        if relation.type == "ratio_percent" and len(levels) > 1:
            percent_at = next((f.span for f in known if f not in levels), levels[0].span)
            parts[min(levels, key=_value).span] = percent_at
        if relation.type == "ratio_percent" and relation.holds and levels and len(levels) < len(known):
            percent = next(f for f in known if f not in levels)
            shares.append((percent, *_share_of(percent, levels)))
        if relation.type == "parts_whole" and relation.holds and len(known) > 2:
            whole = max(known, key=lambda f: f.base or f.value)
            summed.update({f.span: whole.span for f in known if f is not whole})
    largest: dict[str, Figure] = {}
    for figure in sheet.figures:
        kind = kind_of(figure)
        told = kind and figure.kind is Kind.CARDINAL and not figure.is_bounded and not sheet.in_table(figure)
        if told and figure.value > (largest[kind].value if kind in largest else 0):
            largest[kind] = figure
    shares.sort(key=lambda share: share[0].index)
    percents = list(accumulate((f.kind is Kind.PERCENT for f in sheet.figures), initial=0))
    return Facts(parts, shares, summed, largest, percents)


def _share_of(percent: Figure, levels: Sequence[Figure]) -> tuple[Figure, Figure, Fraction]:
    """The part and the whole of a share that holds, and which of a ratio's two sides that is."""
    part, whole = min(levels, key=_value), max(levels, key=lambda f: f.base or f.value)
    sides = [side for side in (whole.base, whole.value) if side] or [Fraction(1)]
    return part, whole, min(sides, key=lambda n: abs(HUNDRED * part.value / n - percent.value))


def _value(figure: Figure) -> Fraction:
    return figure.value


# Which counts stand with a percentage


def near_pairs(sheet: Sheet, percent: Figure, facts: Facts) -> Iterator[tuple[Pair, Fraction, bool]]:
    """The counts around a percentage in pairs, the odds that it is of them, and True where words tie them."""
    known = False
    turned: Sequence[tuple[Pair, Fraction]] = ()
    for lenient in (False, True):
        weight = Fraction(1, 4 if known else 2) if lenient else Fraction(1)
        for stage, pairs in enumerate(_stages(sheet, percent, facts, lenient=lenient)):
            near = _nearest(sheet, percent, pairs, facts)
            if near and not known and all(pair.k > pair.n for pair in near):
                odds, _ = _odds(sheet, percent, near, stage)
                turned = turned or [(pair, weight * odds) for pair in near]
            elif near:
                odds, sure = _odds(sheet, percent, near, stage)
                yield from ((pair, weight * odds, sure and not known) for pair in near)
                weight, known = weight / 2, True
            for pair in pairs:
                if pair not in near and (percent.ulp < 1 or agree(sheet, pair)):
                    yield pair, HARDLY, False
    if not known:
        yield from ((pair, odds, False) for pair, odds in turned)


def _nearest(sheet: Sheet, percent: Figure, pairs: Sequence[Pair], facts: Facts) -> Sequence[Pair]:
    """The pairs of one stage that stand best, of what a part leaves where that is told."""
    base = named_base(sheet, percent)
    if _is_rest(sheet, percent):
        pairs = [replace(pair, rest=True) for pair in pairs if pair.k < pair.n]
    free = [p for p in pairs if p.rest or _is_free(sheet, p, percent, base, facts)]
    return _likeliest(sheet, percent, _beside(sheet, percent, free), facts)


def _stages(sheet: Sheet, percent: Figure, facts: Facts, *, lenient: bool) -> list[list[Pair]]:
    """Pairs of counts in the sentence, with the one before, above it, and below."""
    at = percent.sentence
    here, above, higher, below = (
        _levels(sheet, i, facts, lenient=lenient) if _is_near(sheet, i, at) else []
        for i in (at, at - 1, at - 2, at + 1)
    )
    far = [f for f in _far(sheet, percent, facts) if f not in (*here, *above)]
    own, before = _pairs(sheet, at, at, facts, lenient=lenient), list(_across(sheet, here, far))
    if here and above:
        before = [*_pairs(sheet, at, at - 1, facts, lenient=lenient), *before]
    several = sum(f.kind is Kind.PERCENT for f in sheet.in_sentence(at)) > 1
    if own and before and (several or _INCLUDING.match(sheet.sentence_text(at))):
        own, before = [*own, *before], []
    higher_up: list[Pair] = []
    if not here and above:
        higher_up += _pairs(sheet, at - 1, at - 1, facts, lenient=lenient)
        higher_up += _pairs(sheet, at - 1, at - 2, facts, lenient=lenient) if higher else []
    under = _pairs(sheet, at if here else at + 1, at + 1, facts, lenient=lenient) if below else []
    return [own, before, higher_up, under]


def _pairs(sheet: Sheet, one: int, other: int, facts: Facts, *, lenient: bool) -> list[Pair]:
    """The pairs of the counts of two sentences, or of one, which is then told twice."""
    known = facts.across.get((one, other, lenient))
    if known is None:
        ones, others = (_levels(sheet, i, facts, lenient=lenient) for i in (one, other))
        pairs = _within(sheet, ones) if one == other else _across(sheet, ones, others)
        known = facts.across[one, other, lenient] = list(pairs)
    return known


def _far(sheet: Sheet, percent: Figure, facts: Facts) -> Iterator[Figure]:
    """The whole of the share before, and the largest count of all, where the part stands right before."""
    part = sheet.figures[percent.index - 1] if percent.index else percent
    if part.sentence != percent.sentence or not _DIRECT.search(f" {sheet.before(percent)}"):
        return
    at = bisect_left(facts.shares, percent.index, key=lambda share: share[0].index)
    for share, _, whole, _ in facts.shares[max(0, at - 1) : at]:
        alike = (whole.unit, kind_of(whole)) == (part.unit, kind_of(part))
        if alike and percent.sentence - share.sentence <= PARTS:
            yield whole
    if kind_of(part) in facts.largest and _TOTAL.match(sheet.after(percent)):
        yield facts.largest[kind_of(part)]


def _beside(sheet: Sheet, percent: Figure, pairs: Sequence[Pair]) -> Sequence[Pair]:
    """The pairs of the count right before a percentage: its part, or where the words say so, its whole."""
    above = sheet.figures[percent.index - 1] if percent.index else percent
    of_it = [p for p in pairs if above in (p.part, p.whole)]
    if above.sentence != percent.sentence or not of_it or not _DIRECT.search(f" {sheet.before(percent)}"):
        return pairs
    return [p for p in of_it if p.rest or p.part is above or is_whole(sheet, above)]


def _is_tied(sheet: Sheet, pair: Pair, percent: Figure) -> bool:
    """True for "7/38", "7 of the 38", "38, of which 7", and the whole in "7 …, 18% of the 38"."""
    if pair.is_ratio:
        return True
    if pair.whole.index == percent.index + 1 and pair.whole.sentence == percent.sentence:
        beside = pair.part.sentence == percent.sentence or pair.k < pair.n
        return beside and _OF_ALL.match(sheet.gap(percent, pair.whole)) is not None
    if base_of(sheet, pair.whole) not in ("", PLAN):
        return False
    if pair.whole.index == pair.part.index + 1:
        return _OUT_OF.search(sheet.gap(pair.part, pair.whole)) is not None
    below = pair.part.index == pair.whole.index + 1
    return (below and _OF_WHICH.match(sheet.gap(pair.whole, pair.part)) is not None) or _opens_with_whole(
        sheet, pair, percent
    )


def _opens_with_whole(sheet: Sheet, pair: Pair, percent: Figure) -> bool:
    """True for "Of 1,312 lots at 46 auctions, 1,146 were sold, a clearance of 87%": the part stands last."""
    last = pair.whole.sentence == percent.sentence and pair.part.index == percent.index - 1
    if not last or pair.part.sentence != percent.sentence or ";" in sheet.gap(pair.part, percent):
        return False
    opening = sheet.text[sheet.sentences[percent.sentence].start : pair.whole.start]
    parted = "," in sheet.gap(sheet.figures[pair.part.index - 1], pair.part)
    return parted and _OF_OPENS.match(opening) is not None


def _lead(sheet: Sheet, percent: Figure) -> str:
    """The clause before a percentage, without the words that only tell it."""
    return _TELLS.sub(" ", f" {_CLAUSE.split(sheet.before(percent))[-1]} ")


def _likeliest(sheet: Sheet, percent: Figure, pairs: Sequence[Pair], facts: Facts) -> Sequence[Pair]:
    """The pairs that the words tie, else those whose counts go by the words of the percentage."""
    pairs = [
        p for p in pairs if base_of(sheet, p.whole) != PLAN or not are_of_other_years(sheet, p.whole, p.part)
    ]
    tied = [p for p in pairs if _is_tied(sheet, p, percent)]
    if tied:
        return tied
    places = {p.whole.span for p in pairs}
    pairs = [p for p in pairs if facts.summed.get(p.whole.span) not in places] or pairs
    if base_of(sheet, percent) == PLAN or _PLANNED.match(sheet.after(percent)):
        planned = [p for p in pairs if base_of(sheet, p.whole) == PLAN]
        pairs = planned or [p for p in pairs if p.whole.index < p.part.index and p.k < p.n]
    pairs = [p for p in pairs if agree(sheet, p)] or pairs
    named = _named(sheet, percent)
    shared = [_names(sheet, named, pair) for pair in pairs]
    return [pair for pair, count in zip(pairs, shared, strict=True) if count == max(shared, default=0)]


def _is_rest(sheet: Sheet, percent: Figure) -> bool:
    """True for "the rest, 14%, failed", "30% còn lại"."""
    before = _PART.split(sheet.before(percent))[-1]
    return _REST.search(before) is not None or _REST.match(sheet.after(percent)) is not None


def _is_near(sheet: Sheet, one: int, other: int) -> bool:
    """True for a sentence of the same paragraph, or of a line beside it."""
    if not 0 <= one < len(sheet.sentences):
        return False
    first, last = sorted((one, other))
    places = [sheet.segments.paragraph_at(sheet.sentences[i].start) for i in (first, last)]
    return places[0] == places[1] or all(
        sheet.text[sheet.sentences[i].end : sheet.sentences[i + 1].start].count("\n") < 2
        for i in range(first, last)
    )


def _levels(sheet: Sheet, sentence: int, facts: Facts, *, lenient: bool) -> list[Figure]:
    """The counts of a sentence that may be a part or a whole; leniently, those of other times as well."""
    known = facts.levels.get((sentence, lenient))
    if known is not None:
        return known
    known = facts.levels[sentence, lenient] = [
        f
        for f in sheet.in_sentence(sentence)[:FEW]
        if (f.base or f.is_level)
        and f.value > 0
        and f.unit
        and not (f.mention.value_high or sheet.in_table(f) or sheet.is_step(f))
        and (_is_told(f) or _is_out_of(sheet, f))
        and not (f.mention.quantity.form is Form.WORDS and f.value < MANY)
        and not (_EACH.search(sheet.before(f)) or _IN_EACH.match(sheet.after(f)))
        and (lenient or (way_of(sheet, f) is None and base_of(sheet, f) in ("", PLAN)))
    ]
    return known


def _is_told(figure: Figure) -> bool:
    """True for a figure that is meant as it stands, or about: no bound, no round estimate."""
    estimate = figure.mention.qualifier is Qualifier.APPROX
    return not figure.is_bounded or (estimate and figure.value % (10 * figure.ulp) != 0)


def _is_out_of(sheet: Sheet, figure: Figure) -> bool:
    """True for "58 phiếu trên 64 phiếu": no bound but the whole."""
    above = sheet.figures[figure.index - 1] if figure.index else figure
    hedge = sheet.text[figure.left : figure.start].strip().casefold()
    like = above.sentence == figure.sentence and above.unit == figure.unit and above is not figure
    return hedge == "trên" and like and _BESIDE.match(sheet.before(figure)) is not None


def _within(sheet: Sheet, levels: Sequence[Figure]) -> Iterator[Pair]:
    for i, one in enumerate(levels):
        if one.base:
            yield Pair(one, one, one.value, one.base)
        for other in levels[i + 1 :]:
            yield from _either(sheet, one, other)


def _across(sheet: Sheet, ones: Sequence[Figure], others: Sequence[Figure]) -> Iterator[Pair]:
    for one in ones:
        for other in others:
            yield from _either(sheet, *sorted((one, other), key=lambda f: f.start))


def _either(sheet: Sheet, one: Figure, other: Figure) -> Iterator[Pair]:
    """Both ways in which two counts can be a part and its whole; a slip may make the part the larger."""
    if one.unit != other.unit and not (_is_short_for(sheet, one, other) or _is_short_for(sheet, other, one)):
        return
    if _are_siblings(sheet, one, other):
        return
    for part, whole in ((one, other), (other, one)):
        k, n = part.value, whole.base or whole.value
        if k < n or (k > n and (is_whole(sheet, whole) or not is_whole(sheet, part))):
            yield Pair(part, whole, k, n)


def _are_siblings(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """True for two counts with a share of their own each: "Good: 142 (29.2%) / Fair: 287 (59.1%)"."""
    shares = [sheet.figures[f.index + 1 : f.index + 2] for f in (one, other)]
    told = [
        f
        for f, beside in zip((one, other), shares, strict=True)
        for share in beside
        if share.kind is Kind.PERCENT and share.value < HUNDRED and _OWN_SHARE.fullmatch(sheet.gap(f, share))
    ]
    return len(told) > 1 and _INCLUDED.search(sheet.text[one.end : other.start]) is None


def _is_short_for(sheet: Sheet, figure: Figure, other: Figure) -> bool:
    """True for a figure that leaves the other's unit out, or tells it after "of those"."""
    if is_bare(figure):
        return scale_of(figure) == scale_of(other)
    if figure.unit != "#" or figure.base or scale_of(other) != "1":
        return False
    noun = sheet.noun(figure)
    if not noun:
        return other.sentence == figure.sentence and other.index < figure.index
    return stem(other.mention.quantity.unit or " ") in noun


def is_whole(sheet: Sheet, figure: Figure) -> bool:
    """True where the words say that a count is of all."""
    before = sheet.before(figure) + sheet.text[figure.left : figure.start]
    return _WHOLE.search(f" {before}") is not None or _WHOLE_AFTER.match(sheet.after(figure)) is not None


def _is_free(sheet: Sheet, pair: Pair, percent: Figure, base: frozenset[str], facts: Facts) -> bool:
    """True where a part has no share yet, and no other stands between it and the percentage."""
    if facts.parts.get(pair.part.span, percent.span) != percent.span or (
        base and not base.isdisjoint(_own(sheet, pair))
    ):
        return False
    low, high = sorted((pair.part.index, percent.index))
    return facts.percents[high] == facts.percents[low + 1]


# How likely they are its part and its whole

_HALF, _QUARTER = Fraction(1, 2), Fraction(1, 4)
_STAGES: Sequence[Mapping[str, Fraction | int]] = (
    {"hence": 30, "rate": 14, "opens": 14, "behind": 12, "of": 5, "reached": 6, "": 1},
    {"hence": 10, "rate": 10, "opens": 4, "behind": 6, "of": 3, "reached": 3, "": _HALF},
    {"hence": 10, "rate": 6, "opens": 1, "behind": 1, "of": _HALF, "reached": _HALF, "": _QUARTER},
    {"hence": 1, "rate": 3, "opens": 1, "behind": 1, "of": 1, "reached": _HALF, "": _QUARTER},
)


def how_told(sheet: Sheet, percent: Figure) -> str:
    """How the words lead to a percentage: as what follows, as a rate, behind a count, of something."""
    before, after = f" {sheet.before(percent)}", sheet.after(percent)
    shapes = (
        ("hence", _HENCE, before),
        ("hence", _HENCE_BELOW, after),
        ("rate", _RATE, before),
        ("rate", _APPOSED, before),
        ("opens", _OPENS, after),
        ("behind", _BEHIND, before),
        ("of", _OF, after),
        ("reached", _REACHED, before),
    )
    return next((name for name, shape, words in shapes if shape.search(words)), "")


def _odds(sheet: Sheet, percent: Figure, pairs: Sequence[Pair], stage: int) -> tuple[Fraction, bool]:
    """The odds that one of the pairs is meant, by layout and what the words name; True where words tie it."""
    named = _named(sheet, percent)
    shared = max(_names(sheet, named, pair) for pair in pairs)
    announced = how_told(sheet, percent)
    near = stage == 0 or pairs[0].whole.index == percent.index + 1
    joined = announced == "hence" or not _is_parted(sheet, pairs[0], percent)
    if near and joined and _is_tied(sheet, pairs[0], percent):
        hedged = pairs[0].part.is_bounded or _PLANNED.match(sheet.after(percent)) is not None
        return (TIED, announced != "" and not hedged) if len(pairs) == 1 else (Fraction(1), False)
    if announced == "rate" and stage > 1 and _is_labelled(sheet, pairs[0], percent):
        return Fraction(_STAGES[0]["rate"]), True
    if pairs[0].rest:
        return Fraction(_STAGES[0]["hence"]), False
    odds = Fraction(_STAGES[stage][announced])
    if all(p.part.index > percent.index and _is_parted(sheet, p, percent) for p in pairs):
        odds /= 8
    other = named_base(sheet, percent)
    if other and not any(other & _around(sheet, pair.whole) for pair in pairs):
        odds /= 8 if len(other) > 1 else 4
    below = sheet.figures[percent.index + 1 : percent.index + 2]
    if any(f.unit == "pp" and f.sentence == percent.sentence for f in below) and named and not shared:
        odds /= 4  # "tỷ lệ che phủ 54,2%, tăng 0,4 điểm %": a rate of its own
    if stage > 1 and named and announced != "hence":
        odds /= 4
    elif shared > 1:
        return max(odds * 2, BOTH), False
    if not any(agree(sheet, pair) for pair in pairs):
        odds /= 4
    if named and not shared and not other:
        odds /= (1, 1, 2, 2)[stage] if announced == "hence" else (2, 2, 8, 8)[stage]
    if not shared and len({frozenset((p.part.span, p.whole.span)) for p in pairs}) > CROWD:
        odds /= 3
    return odds * (1 + shared), False


def lead_words(sheet: Sheet, percent: Figure) -> frozenset[str]:
    """The words of the clause before a percentage that say what it is of."""
    return content(frozenset(words_of(_lead(sheet, percent))))


def is_planned(sheet: Sheet, percent: Figure) -> bool:
    """True for a percentage of what was planned."""
    return _PLANNED.match(sheet.after(percent)) is not None


def is_compared(sheet: Sheet, percent: Figure) -> bool:
    """True for a percentage that is measured against something else: "3.5% more than", "12% of the plan"."""
    return _ELSE.match(sheet.after(percent)) is not None


def _is_labelled(sheet: Sheet, pair: Pair, percent: Figure) -> bool:
    """True for lines or sentences of a label and one figure each: "Guests: 5,040. Repeat guests: 2,016."."""
    told = (pair.part, pair.whole, percent)
    return all(_LABEL.search(sheet.before(f)) and len(sheet.in_sentence(f.sentence)) == 1 for f in told)


def _is_parted(sheet: Sheet, pair: Pair, percent: Figure) -> bool:
    """True where a semicolon stands between a percentage and its part, or an "and" before the part."""
    first, last = sorted((pair.part, percent), key=lambda f: f.start)
    between = sheet.text[first.end : last.start]
    return ";" in between or (first is percent and _AND.search(between) is not None)


def _names(sheet: Sheet, named: frozenset[str], pair: Pair) -> int:
    """How many of the two counts go by words of what a percentage is of."""
    one, other = (named & _around(sheet, figure) for figure in (pair.part, pair.whole))
    both = bool(one and other) and len(one | other) > 1 and not pair.is_ratio
    return 2 if both else int(bool(one | other))


def agree(sheet: Sheet, pair: Pair) -> bool:
    """True for counts of one kind, or where one of them says no kind."""
    if pair.is_ratio or pair.part.unit != "#":
        return True
    kinds = {kind_of(pair.part), kind_of(pair.whole)}
    nouns = sheet.noun(pair.part), sheet.noun(pair.whole)
    return "" in kinds or len(kinds) == 1 or bool(nouns[0] & nouns[1]) or not all(nouns)


def _named(sheet: Sheet, percent: Figure) -> frozenset[str]:
    """The words that say what a percentage is of or what it is a rate of."""
    after = _CLAUSE.split(sheet.after(percent))[0]
    return content(frozenset(words_of(f"{_lead(sheet, percent)} {after}")))


def named_base(sheet: Sheet, percent: Figure) -> frozenset[str]:
    """The words that say what a percentage is of: "12% of GDP"; none for "of the total"."""
    m = _BASE.match(_CLAUSE.split(sheet.after(percent))[0])
    words = list(words_of(m["words"])) if m is not None else []
    return content(frozenset(words)) if _ALL.isdisjoint(words[:2]) else frozenset()


def _own(sheet: Sheet, pair: Pair) -> frozenset[str]:
    """What a part is that its whole is not: of "175 poor households of 1,250 households" poor."""
    counted = pair.part.unit == "#" and not pair.is_ratio
    return (
        sheet.noun(pair.part) - sheet.noun(pair.whole) if counted and sheet.noun(pair.whole) else frozenset()
    )


def _around(sheet: Sheet, figure: Figure) -> frozenset[str]:
    """The words of a count's own clause."""
    before, after = sheet.before(figure), _CLAUSE.split(sheet.after(figure))[0]
    before = _PART.split(before)[-1] if _WHICH.search(before) else _CLAUSE.split(before)[-1]
    return content(frozenset(words_of(f"{before} {after}")))


def is_left(sheet: Sheet, percent: Figure) -> bool:
    """True for what the shares told before it leave of all: "(70%) … (20%). The other 10% …"."""
    total = percent.value
    for figure in sheet.looking_back(percent) if _is_rest(sheet, percent) else ():
        if figure.sentence < percent.sentence - PARTS or total >= HUNDRED:
            break
        total += figure.value if figure.kind is Kind.PERCENT else 0
    return total == HUNDRED


# What is written down


def write_pair(
    percent: Figure, pair: Pair, step: Rung, severity: FindingSeverity | None, ledger: Ledger
) -> None:
    """Write down what a percentage is as the share that a pair gives."""
    spans = [pair.part.span, pair.whole.span, percent.span]
    count = pair.n - pair.k if pair.rest else pair.k
    write_share(percent, pair.part, pair.n, spans, step, severity, ledger, count=count)


def write_rebased(
    percent: Figure, pair: Pair, other: Fraction, ledger: Ledger, severity: FindingSeverity
) -> None:
    """Write down that a percentage is a part's share of another figure than of the whole that is meant."""
    k, n, used = plain(pair.k), plain(pair.n), plain(other)
    exactly = HUNDRED * pair.k / pair.n
    expected = plain(exactly, percent.ulp)
    ledger.report(
        "percent_mismatch",
        severity,
        percent.span,
        [pair.part.span, pair.whole.span, percent.span],
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
