"""The pair of counts that a percentage stands with, whatever words tie them.

Beside a percentage stand few counts of one unit: in its sentence, else in the one before, else in the two
before or in the one below. Two of them that give it are its part and its whole. Where none do, one slip of
the pen may explain it; whether that is likelier than an accident, is computed as in ``fits``: the odds that
counts which stand like this are its part and its whole, times the three figures that may have a slip, over
the share of all percentages that are a slip away from one of the pairs. A part that has its own share is
out, and so is a percentage that a pair explains as what is left, or as a change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from service.core.audit.cues import way_of
from service.core.audit.fits import CERTAIN, LIKELY, WRONG, is_bare, kind_of, scale_of
from service.core.audit.ledger import Ledger
from service.core.audit.roles import THAN, base_of, content, words_of
from service.core.audit.shares import write_share
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import dropped_or_added, swapped_or_changed
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, Interval, Rung, nearest, rung
from service.core.types import FindingSeverity, Kind, Span

PLAN = "plan"
FEW = 8  # levels of one sentence that are paired
BOTH = Fraction(8)  # odds of two counts that both go by the words of what a percentage is of

_HENCE = pattern(r"(?:^|[\s(,;–])(?:{hence})(?=[\s:])[^;.()\d]{0,70}$")
_HENCE_BELOW = pattern(r"^\s*[,(]?\s*(?:{hence}|cụ thể|trong đó|with|với)\s[^;.()\d]{0,40}$")
_RATE = pattern(r"(?<![^\W\d_])(?:{rates})(?![^\W\d_])")
_TELLS = pattern(r"(?<![^\W\d_])(?:{rates}|{hence}|chỉ|mới|đạt)(?![^\W\d_])")
_OPENS = re.compile(r"^[^,;.()\d]{0,60}[(:–]")
_BEHIND = re.compile(r"[(,–—-]\s*$|\([^()\d]{0,24}$")
_OF = re.compile(r"^\s*\)?\s*(?:of|số|tổng|trong|trên|của)\b", re.IGNORECASE)
_REACHED = pattern(r"(?:^|\s)(?:đạt|bằng|{attained}|at|was|is|là)\s*(?:mức|được|tới)?\s*$")
_REST = re.compile(r"(?:^|\s)(?:số |phần )?(?:còn lại|the rest|the remain\w*|the others?)\b", re.IGNORECASE)
_PART = re.compile(r"[;:(–]|\.\s")
_CLAUSE = re.compile(r"[;:(–]|,\s|\.\s")
_MOVED = pattern(
    r"(?:^|[\s(,;])(?:{up}|{down}|{beyond}|{plan}|{mean}|growth|margin|interest|lãi suất)"
    r"\s(?:[^\s,;:.()]+\s){0,3}$"
    r"|(?:^|[\s(,;])(?!so\s$)(?:{than})\s(?:(?:the|an?|mức)\s)?$"
)
_ELSE = pattern(
    r"^[\s)]*(?:(?:{than})|(?:[^\s,;.()]+\s+){0,3}?"
    r"(?:than|so với|compared|{plan}|{up}|{down}|{mean}|dân số|population))(?![^\W\d_])"
)
_MADE_UP = pattern(r"(?:^|\s)(?:{rates})\s(?:(?:an?|about|khoảng|gần|chỉ|tới)\s)?$")
_SO = re.compile(r"(?:^|[\s,])so\s$")
_EACH = re.compile(r"\b(?:cứ|mỗi|every|each)\s+$", re.IGNORECASE)
_IN_EACH = re.compile(r"^\s*(?:in|out of) (?:every|each)\b", re.IGNORECASE)
_WHOLE = pattern(r"(?:^|[\s(,/])(?:{of}|{base}|{total}|when all|in all)\s(?:[^\s,;:.()\d]+\s){0,4}$|/\s*$")
_WHOLE_AFTER = re.compile(r"^(?:\s[^\s,;:.()\d]+){0,4}\s(?:in all|in total|altogether|tổng cộng|cả thảy)\b")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A part and its whole in layout; of a ratio both are one figure. ``rest``: of what the part leaves."""

    part: Figure
    whole: Figure
    k: Fraction
    n: Fraction
    rest: bool = False

    @property
    def is_ratio(self) -> bool:
        return self.part is self.whole


@dataclass(frozen=True, slots=True)
class _Scene:
    """The pairs that stand nearest to a percentage, all those around it, and the odds that it is of one."""

    near: Sequence[_Pair]
    wide: Sequence[_Pair]
    odds: Fraction


def check_pairs(sheet: Sheet, ledger: Ledger) -> None:
    """Judge the percentages that no relation explains yet by the counts around them."""
    told = {place for relation in ledger.relations.values() for place in relation.spans}
    parts = _shared(sheet, ledger)
    left: list[Figure] = []
    for figures in sheet.by_sentence:
        for percent in figures:
            if percent.span in told or not _is_share(sheet, percent):
                continue
            scene = _scene(sheet, percent, parts)
            pair = next((pair for pair in scene.wide if _fits(pair, percent)), None) if scene else None
            if pair is None:
                left.append(percent)
            else:
                _write(percent, pair, Rung.NEAREST, None, ledger)
                parts.add(pair.part.span)
    for percent in left:
        scene = _scene(sheet, percent, parts)
        if scene is not None and not any(_explains(pair, percent) for pair in scene.near):
            _judge(sheet, percent, scene, ledger)


def _is_share(sheet: Sheet, percent: Figure) -> bool:
    """True for a percentage that may be a part's share: no range, no change, no other's level."""
    if percent.kind is not Kind.PERCENT or percent.unit != "%" or percent.mention.value_high is not None:
        return False
    if not 0 < percent.value <= HUNDRED or percent.is_bounded or percent.mention.target:
        return False
    before, base = f" {sheet.before(percent)}", base_of(sheet, percent)
    if _ELSE.match(sheet.after(percent)) or base not in ("", PLAN, THAN if _SO.search(before) else ""):
        return False
    moved = _MOVED.search(before) is not None or way_of(sheet, percent) is not None
    return not moved or _MADE_UP.search(before) is not None


def _shared(sheet: Sheet, ledger: Ledger) -> set[Span]:
    """The parts that have a share of their own."""
    figures = {figure.span: figure for figure in sheet.figures}
    found = set()
    for relation in ledger.relations.values():
        if relation.type == "ratio_percent":
            levels = [figures[s] for s in relation.spans if s in figures and figures[s].is_level]
            if len(levels) > 1:
                found.add(min(levels, key=lambda f: f.value).span)
    return found


# Which counts stand with a percentage


def _scene(sheet: Sheet, percent: Figure, parts: set[Span]) -> _Scene | None:
    """The nearest counts that can be paired; None where there are none."""
    for lenient in (False, True):
        stages = _stages(sheet, percent, lenient=lenient)
        wide = [pair for pairs in stages for pair in pairs]
        if base_of(sheet, percent) == PLAN:
            stages = [[p for p in pairs if base_of(sheet, p.whole) == PLAN] for pairs in stages]
        if _is_rest(sheet, percent):
            stages = [[replace(p, rest=True) for p in pairs if p.k < p.n] for pairs in stages]
            wide += [pair for pairs in stages for pair in pairs]
        for stage, pairs in enumerate(stages):
            free = [p for p in pairs if p.rest or (p.part.span not in parts and _is_next(sheet, p, percent))]
            if free:
                odds = _odds(sheet, percent, free, stage)
                return _Scene(free, wide, odds / 2 if lenient else odds)
    return None


def _stages(sheet: Sheet, percent: Figure, *, lenient: bool) -> list[list[_Pair]]:
    """Pairs of counts in the sentence, with the one before, above it, and below."""
    at = percent.sentence
    here, above, higher, below = (
        _levels(sheet, i, lenient=lenient) if _is_near(sheet, i, at) else []
        for i in (at, at - 1, at - 2, at + 1)
    )
    return [
        list(_pairs(sheet, here)),
        list(_across(sheet, here, above)),
        [] if here else [*_pairs(sheet, above), *_across(sheet, above, higher)],
        list(_across(sheet, here, below)) if here else list(_pairs(sheet, below)),
    ]


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


def _levels(sheet: Sheet, sentence: int, *, lenient: bool) -> list[Figure]:
    """The counts of a sentence that may be a part or a whole; leniently, those of other times as well."""
    return [
        f
        for f in sheet.in_sentence(sentence)[:FEW]
        if (f.base or f.is_level)
        and f.value > 0
        and f.unit
        and not (f.mention.value_high or f.is_bounded or sheet.in_table(f) or sheet.is_step(f))
        and not (_EACH.search(sheet.before(f)) or _IN_EACH.match(sheet.after(f)))
        and (lenient or (way_of(sheet, f) is None and base_of(sheet, f) in ("", PLAN)))
    ]


def _pairs(sheet: Sheet, levels: Sequence[Figure]) -> Iterator[_Pair]:
    for i, one in enumerate(levels):
        if one.base:
            yield _Pair(one, one, one.value, one.base)
        for other in levels[i + 1 :]:
            yield from _either(sheet, one, other)


def _across(sheet: Sheet, ones: Sequence[Figure], others: Sequence[Figure]) -> Iterator[_Pair]:
    for one in ones:
        for other in others:
            yield from _either(sheet, *sorted((one, other), key=lambda f: f.start))


def _either(sheet: Sheet, one: Figure, other: Figure) -> Iterator[_Pair]:
    """Both ways in which two counts can be a part and its whole; a slip may make the part the larger."""
    bare = (is_bare(one) or is_bare(other)) and scale_of(one) == scale_of(other)
    if one.unit != other.unit and not bare:
        return
    for part, whole in ((one, other), (other, one)):
        k, n = part.value, whole.base or whole.value
        if k < n or (k > n and (_is_whole(sheet, whole) or not _is_whole(sheet, part))):
            yield _Pair(part, whole, k, n)


def _is_whole(sheet: Sheet, figure: Figure) -> bool:
    """True where the words say that a count is of all."""
    before = sheet.before(figure) + sheet.text[figure.left : figure.start]
    return _WHOLE.search(f" {before}") is not None or _WHOLE_AFTER.match(sheet.after(figure)) is not None


def _is_next(sheet: Sheet, pair: _Pair, percent: Figure) -> bool:
    """True where no other share stands between a part and its percentage."""
    low, high = sorted((pair.part.index, percent.index))
    return not any(f.kind is Kind.PERCENT for f in sheet.figures[low + 1 : high])


# How likely they are its part and its whole

_HALF, _QUARTER = Fraction(1, 2), Fraction(1, 4)
_STAGES: Sequence[Mapping[str, Fraction | int]] = (
    {"hence": 30, "rate": 14, "opens": 14, "behind": 12, "of": 5, "reached": 6, "": 1},
    {"hence": 10, "rate": 8, "opens": 4, "behind": 6, "of": 3, "reached": 3, "": _HALF},
    {"hence": 10, "rate": 6, "opens": 1, "behind": 1, "of": _HALF, "reached": _HALF, "": _QUARTER},
    {"hence": 1, "rate": 3, "opens": 1, "behind": 1, "of": 1, "reached": _HALF, "": _QUARTER},
)


def _announced(sheet: Sheet, percent: Figure) -> str:
    """How the words lead to a percentage: as what follows, as a rate, behind a count, of something."""
    before, after = f" {sheet.before(percent)}", sheet.after(percent)
    shapes = (
        ("hence", _HENCE, before),
        ("hence", _HENCE_BELOW, after),
        ("rate", _RATE, before),
        ("opens", _OPENS, after),
        ("behind", _BEHIND, before),
        ("of", _OF, after),
        ("reached", _REACHED, before),
    )
    return next((name for name, shape, words in shapes if shape.search(words)), "")


def _odds(sheet: Sheet, percent: Figure, pairs: Sequence[_Pair], stage: int) -> Fraction:
    """The odds that one of the pairs is meant: by the layout, by what they count and what the words name."""
    announced, named = _announced(sheet, percent), _named(sheet, percent)
    odds = Fraction(_STAGES[stage][announced])
    shared = max(_names(sheet, named, pair) for pair in pairs)
    if shared > 1:
        return max(odds * 2, BOTH)
    if not any(_agree(sheet, pair) for pair in pairs):
        odds /= 4
    if named and not shared and announced != "hence":
        return odds / 3
    return odds * (1 + shared)


def _names(sheet: Sheet, named: frozenset[str], pair: _Pair) -> int:
    """How many of the two counts go by words of what a percentage is of."""
    one, other = (named & _around(sheet, figure) for figure in (pair.part, pair.whole))
    both = bool(one and other) and len(one | other) > 1 and not pair.is_ratio
    return 2 if both else int(bool(one | other))


def _agree(sheet: Sheet, pair: _Pair) -> bool:
    """True for counts of one kind, or where one of them says no kind."""
    if pair.is_ratio or pair.part.unit != "#":
        return True
    kinds = {kind_of(pair.part), kind_of(pair.whole)}
    nouns = sheet.noun(pair.part), sheet.noun(pair.whole)
    return "" in kinds or len(kinds) == 1 or bool(nouns[0] & nouns[1]) or not all(nouns)


def _named(sheet: Sheet, percent: Figure) -> frozenset[str]:
    """The words that say what a percentage is of or what it is a rate of."""
    before = _TELLS.sub(" ", f" {_CLAUSE.split(sheet.before(percent))[-1]} ")
    after = _CLAUSE.split(sheet.after(percent))[0]
    return content(frozenset(words_of(f"{before} {after}")))


def _around(sheet: Sheet, figure: Figure) -> frozenset[str]:
    """The words beside a count."""
    return content(frozenset(words_of(f"{sheet.before(figure)} {sheet.after(figure)}")))


# What is found


def _fits(pair: _Pair, percent: Figure) -> bool:
    """True where a pair gives the percentage, rounded in whatever way."""
    k = Interval.point(pair.k) if pair.part.base else pair.part.interval
    n = Interval.point(pair.n) if pair.whole.base else pair.whole.interval
    share = k.quotient(n).times(HUNDRED)
    step = rung(Interval.point(HUNDRED) - share if pair.rest else share, percent.value, percent.ulp)
    return pair.k <= pair.n and (step.holds or step.is_rounding)


def _explains(pair: _Pair, percent: Figure) -> bool:
    """True where a percentage is what a part leaves, or by how much one count exceeds the other."""
    low, high = sorted((pair.k, pair.n))
    shares = (HUNDRED * (high - low) / base for base in (high, low))
    return any(abs(share - percent.value) <= percent.ulp / 2 for share in shares)


def _judge(sheet: Sheet, percent: Figure, scene: _Scene, ledger: Ledger) -> None:
    """Report a percentage that one slip explains, where that is likelier than an accident."""
    told = int(percent.value / percent.ulp)
    seen: set[int] = set()
    for rarity, pairs, slips in _slips(scene.near):
        explained = [(pair, _explained(pair, percent, slips)) for pair in pairs]
        seen.update(*(found for _, found in explained))
        likely = [pair for pair, found in explained if told in found]
        if likely:
            chance = Fraction(len(seen), int(HUNDRED / percent.ulp))
            odds = scene.odds * 3 / (WRONG * chance * rarity)
            pair = next((p for p in likely if _agree(sheet, p)), likely[0])
            if odds >= LIKELY:
                severity = FindingSeverity.ERROR if odds >= CERTAIN else FindingSeverity.SUSPICIOUS
                _write(percent, pair, Rung.INCONSISTENT, severity, ledger)
            return


def _write(
    percent: Figure, pair: _Pair, step: Rung, severity: FindingSeverity | None, ledger: Ledger
) -> None:
    spans = [pair.part.span, pair.whole.span, percent.span]
    count = pair.n - pair.k if pair.rest else pair.k
    write_share(percent, pair.part, pair.n, spans, step, severity, ledger, count=count)


_Slips = Callable[[int, int], frozenset[int]]


def _slips(pairs: Sequence[_Pair]) -> Iterator[tuple[int, Sequence[_Pair], _Slips]]:
    """The kinds of slips from common to rare, with how much rarer they are."""
    yield 1, [pair for pair in pairs if pair.k < pair.n], swapped_or_changed
    yield 2, pairs, swapped_or_changed
    yield 3, pairs, dropped_or_added


def _explained(pair: _Pair, percent: Figure, slips: _Slips) -> frozenset[int]:
    """The percentages, in units of their last place, that one slip in one of the three figures explains."""
    ulp, top = percent.ulp, int(HUNDRED / percent.ulp)
    units = pair.part.ulp, pair.whole.ulp

    def told(k: Fraction, n: Fraction) -> int:
        return int(nearest(HUNDRED * (n - k if pair.rest else k) / n, ulp) / ulp) if 0 < k <= n else 0

    right = told(pair.k, pair.n)
    found = set(slips(right, len(str(ulp.denominator)) - 1)) if right else set()
    found.update(told(k * units[0], pair.n) for k in slips(int(pair.k / units[0]), 0))
    found.update(told(pair.k, n * units[1]) for n in slips(int(pair.n / units[1]), 0))
    return frozenset(p for p in found - {right} if 0 < p <= top)
