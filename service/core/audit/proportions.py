"""Of what a percentage is a share: one search over all figures of a text.

A percentage that no words have tied may be the share of any figure near it in any like figure of the text.
Every such pair is weighed as the odds that it is meant, against there being none: by layout (where the two
stand, and how the words lead to the percentage), by the shares beside it that are of one whole, by the words
that name the whole, and by how much of the text speaks of that whole. The figures then decide, once:

- a pair that gives the percentage is noted where it is likelier meant than an accident; how likely accidents
  are follows from the digits of the percentage. What holds acquits: nothing worse is believed of it;
- a pair that gives it but for one slip of the pen, or whose percentage repeats a neighbour's, is a finding
  where that is likelier than both, and an error from the same odds as everywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from service.core.audit.bases import part_of
from service.core.audit.fits import WRONG, gravity_of, kind_of, scale_of
from service.core.audit.ledger import Ledger
from service.core.audit.margins import margins_of
from service.core.audit.named import Index, index_of, name_of
from service.core.audit.pairs import (
    Facts,
    Pair,
    agree,
    facts_of,
    how_told,
    is_compared,
    is_left,
    is_planned,
    is_share,
    is_whole,
    lead_words,
    near_pairs,
    write_pair,
    write_rebased,
)
from service.core.audit.roles import PLAN, base_of
from service.core.audit.shares import Share, shares_its_base
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import misprints
from service.core.rounding import HUNDRED, Interval, Rung
from service.core.types import FindingSeverity, Kind, Qualifier, Span, exact

SEEN = Fraction(2)  # odds from which a pair that gives a percentage is noted
TOLD = Fraction(1, 2)  # and from which a slip is told
COPIED = 250  # of so many percentages one repeats a neighbour's by a slip
NEIGHBOURS = 2  # sentences on either side whose percentages may be repeated
REBASED = 20  # of so many one is taken on another whole than the one that is meant
UNTHOUGHT = 10  # of a whole that is so much rarer than others nothing is told by mistake
LOOSE = Fraction(1, 10)  # how often a pair gives a percentage that is rounded otherwise
NEARLY = Fraction(1, 50)  # or that a slightly different whole would give
TURNED = 4  # how much rarer a part is that a slip makes larger than its whole
SURE = 10  # how much surer a pair is that the words tie
ANYWHERE = Fraction(1, 2)  # odds that the whole is told, with nothing that says where
TOGETHER, BESIDE, AROUND = Fraction(20), Fraction(6), Fraction(2)  # that it is that of shares so near
NAMED, LOOSELY = Fraction(20), Fraction(3, 2)  # that it is what the words name in full, in part
FULL, ENOUGH = Fraction(9, 10), Fraction(3, 5)
MISNAMED = 30_000  # how much rarer a whole is that the words do not name, where they name another
NAMES = 4  # figures of a name that are tried
WITHIN = 12  # figures that give a percentage which are weighed
PARTS = 4  # levels of a sentence that may be the part
UNTOLD = 100  # how much likelier a whole is not told where other shares agree on one
CELLS = "cells"  # of tables, which leave their unit out
FAR = 4  # sentences within which shares are of one whole
WEIGHED = 8  # odds of a pair from which no other search for one is needed
AGREED = 2  # shares of a sentence that tell what a third one is of
AGAIN = 3  # figures told again are likelier wholes
UNLIKE = 4  # how much rarer two things of different kinds are a part and its whole
OTHER = 8  # things of another kind are less likely ones
FAR_ANNOUNCED = {"hence": 5, "rate": 5, "opens": 2, "behind": 3, "of": 3, "reached": 2, "": 1}

_THESE = re.compile(
    r"^\s*\)?\s*(?:of|trong|trên|của)\b[^,;.()\d]{0,30}?\b(?:that|those|these|this|them|này|đó|ấy)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair with the odds that it is what a percentage is of, against there being none."""

    pair: Pair
    weight: Fraction
    sure: bool = False
    misnamed: bool = False

    @property
    def odds(self) -> Fraction:
        """The odds, the words considered."""
        return self.weight / MISNAMED if self.misnamed else self.weight


@dataclass(frozen=True, slots=True)
class _Settled:
    """A share that holds: where it stands and what it is of."""

    sentence: int
    percent: Figure
    whole: Figure
    n: Fraction


class _Search:
    """The figures of a text by unit and value, and the shares that hold so far."""

    def __init__(self, sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
        self.sheet, self.ledger = sheet, ledger
        self.facts: Facts = facts_of(sheet, ledger)
        self.index: Index = index_of(sheet)
        self.tied = {s.percent.span: s.part for s in shares}
        self.held = {
            percent.span: Pair(part, whole, part.value, n) for percent, part, whole, n in self.facts.shares
        }
        self.levels: dict[str, list[Figure]] = {}
        for figure in sheet.figures:
            if figure.is_single:
                for unit in _units(figure):
                    self.levels.setdefault(unit, []).append(figure)
                if figure.unit == "#" and sheet.in_table(figure):
                    self.levels.setdefault(CELLS, []).append(figure)
        for levels in self.levels.values():
            levels.sort(key=_value)
        self.told = Counter((f.unit, f.value) for f in sheet.figures)
        self.settled = [
            _Settled(percent.sentence, percent, whole, n) for percent, _, whole, n in self.facts.shares
        ]
        self.names: dict[tuple[Span, Span], Sequence[str]] = {}

    def candidates(self, percent: Figure) -> list[Weighed]:
        """The pairs that a percentage may be of, with their odds; of rivals in layout they share the best."""
        margins = list(margins_of(self.sheet, self.index, percent))
        if not margins and percent.span not in self.held and not is_share(self.sheet, percent):
            return []
        merged: dict[tuple[Span, Span, bool], Weighed] = {}
        far = (w for part, weight in self._parts(percent) for w in self._far(percent, part, weight))
        held = self.held.get(percent.span)
        settled = [] if held is None else [Weighed(held, Fraction(1))]
        settled += [Weighed(pair, odds) for pair, odds in margins]
        for w in (*settled, *self._near(percent), *far):
            key = w.pair.part.span, w.pair.whole.span, w.pair.rest
            kept = merged.get(key)
            merged[key] = w if kept is None else replace(kept, weight=kept.weight + w.weight)
        found = list(self._misnamed(percent, list(merged.values())))
        best = max((w.weight for w in found), default=Fraction(0))
        whole = sum((w.weight for w in found), Fraction(0))
        return [replace(w, weight=w.weight * best / whole) for w in found if w.weight]

    def _near(self, percent: Figure) -> Iterator[Weighed]:
        """The pairs around a percentage; of a margin the profits and sales of the text."""
        words = lead_words(self.sheet, percent)
        for pair, odds, sure in near_pairs(self.sheet, percent, self.facts):
            if words and self._is_strange(percent, pair, words):
                odds /= UNLIKE
            odds *= SURE if sure else 1 if agree(self.sheet, pair) else Fraction(1, UNLIKE)
            yield Weighed(pair, odds if pair.k < pair.n else odds / TURNED, sure)

    def _is_strange(self, percent: Figure, pair: Pair, words: frozenset[str]) -> bool:
        """True for figures of other sentences that go by none of the words before a percentage."""
        figures = (pair.part, pair.whole)
        if any(f.sentence == percent.sentence for f in figures):
            return False
        return all(words.isdisjoint(self.index.words.get(f.span, words)) for f in figures)

    def _parts(self, percent: Figure) -> Iterator[tuple[Figure, Fraction]]:
        """The figures whose share a percentage may be, with how likely it is theirs."""
        tied = self.tied.get(percent.span)
        if tied is None:
            tied = part_of(self.sheet, percent)
        if tied is not None:
            if tied.base is None:
                yield tied, Fraction(1)
            return
        own = self.sheet.in_sentence(percent.sentence)
        above = [f for f in own if f.index < percent.index and self._may_be_part(f, percent)]
        for n, figure in enumerate(reversed(above[-PARTS:])):
            yield figure, Fraction(1, 2 ** (n + 1))
        below = [f for f in own if f.index > percent.index and self._may_be_part(f, percent)]
        for figure in below[:1]:
            yield figure, Fraction(1, 4 if above else 2)
        if not above and not below:
            yield from self._told_elsewhere(percent)

    def _told_elsewhere(self, percent: Figure) -> Iterator[tuple[Figure, Fraction]]:
        """The figures of the sentence before, and those that go by the words before a percentage."""
        words = lead_words(self.sheet, percent) & self.index.by_word.keys()
        around = self.sheet.in_sentence(percent.sentence - 1) if percent.sentence else ()
        before = [f for f in around if self._may_be_part(f, percent)][:PARTS]
        for figure in before:
            strange = words and words.isdisjoint(self.index.words[figure.span])
            yield figure, Fraction(1, (UNLIKE if strange else 1) * UNLIKE * len(before))
        near = self.index.near(sorted(words), percent.index)
        named = [f for f in near if words <= self.index.words[f.span] and f not in before]
        for figure in named[:PARTS]:
            if self._may_be_part(figure, percent):
                yield figure, Fraction(1, UNLIKE)

    def _may_be_part(self, figure: Figure, percent: Figure) -> bool:
        if self.facts.parts.get(figure.span, percent.span) != percent.span:
            return False
        return figure.is_single and not self.sheet.is_step(figure) and not figure.is_bounded

    def _far(self, percent: Figure, part: Figure, weight: Fraction) -> Iterator[Weighed]:
        """A part with the figures anywhere that may be its whole."""
        weight *= FAR_ANNOUNCED[how_told(self.sheet, percent)]
        wholes: dict[tuple[Span, Fraction], tuple[Figure, Fraction]] = {}
        found = (
            *self._of_siblings(percent, part),
            *self._named(percent, part),
            *self._anywhere(percent, part),
        )
        for figure, n, odds in found:
            if figure is not part and n > part.value:
                kept = wholes.get((figure.span, n), (figure, Fraction(0)))[1]
                wholes[figure.span, n] = figure, kept + odds
        for (_, n), (figure, odds) in wholes.items():
            likeness = self._likeness(percent, part, figure)
            yield Weighed(Pair(part, figure, part.value, n), weight * odds * likeness)

    def _misnamed(self, percent: Figure, found: Sequence[Weighed]) -> Iterator[Weighed]:
        """The pairs, those marked whose whole is not what is meant: what the sentence says or names."""
        declared = self._declared(percent, found)
        near = not declared and _THESE.match(self.sheet.after(percent)) is not None
        covers = [self._cover(percent, w.pair) for w in found]
        best: dict[Span, Fraction] = {}
        for w, cover in zip(found, covers, strict=True):
            best[w.pair.part.span] = max(best.get(w.pair.part.span, Fraction(0)), cover or Fraction(0))
        for w, cover in zip(found, covers, strict=True):
            top = best[w.pair.part.span]
            other = bool(declared) and (w.pair.whole.span, w.pair.n) not in declared
            other = other or (near and w.pair.whole.sentence < percent.sentence - 1)
            named = cover is None or top < FULL or cover > top / 3
            yield replace(w, misnamed=other or not (named or self.sheet.in_table(w.pair.whole)))

    def _name(self, percent: Figure, part: Figure) -> Sequence[str]:
        """The words that say what a share is of; none for what is told with words of another kind."""
        key = percent.span, part.span
        if key not in self.names:
            told = is_share(self.sheet, percent)
            self.names[key] = name_of(self.sheet, percent, part) if told else ()
        return self.names[key]

    def _cover(self, percent: Figure, pair: Pair) -> Fraction | None:
        """How much of what the words name a whole covers; None where either is without words."""
        name = self._name(percent, pair.part)
        silent = not name or pair.is_ratio or pair.whole.span not in self.index.words
        return None if silent else self.index.cover(name, pair.whole)

    def _declared(self, percent: Figure, found: Sequence[Weighed]) -> set[tuple[Span, Fraction]]:
        """The whole that the sentence itself tells, or that several shares in it are of."""
        if is_planned(self.sheet, percent):
            return set()
        beside = (w.pair for w in found if w.pair.whole.sentence == percent.sentence)
        if any(pair.whole.base is None and _gives(pair, percent) for pair in beside):
            return set()
        declared = {(w.pair.whole.span, w.pair.n) for w in found if self._is_declared(w.pair, percent)}
        at = bisect_left(self.settled, percent.sentence, key=lambda s: s.sentence)
        agreed = Counter(
            (share.whole.span, share.n)
            for share in self.settled[at : at + WITHIN]
            if share.sentence == percent.sentence and share.percent is not percent
        )
        alike = len(agreed) == 1 and min(agreed.values()) >= AGREED
        if declared or not alike:
            return declared
        return set() if any(self._name(percent, w.pair.part) for w in found) else set(agreed)

    def _of_siblings(self, percent: Figure, part: Figure) -> Iterator[tuple[Figure, Fraction, Fraction]]:
        """The wholes of the shares beside a percentage, and of those around it."""
        if is_planned(self.sheet, percent):
            return
        i = bisect_left(self.settled, percent.sentence - FAR, key=lambda s: s.sentence)
        seen: dict[tuple[Span, Fraction], tuple[Figure, int]] = {}
        for share in self.settled[i : i + WITHIN]:
            far = abs(share.sentence - percent.sentence)
            if far <= FAR and share.percent is not percent and _are_like(part, share.whole):
                key = share.whole.span, share.n
                seen[key] = share.whole, min(far, seen[key][1] if key in seen else far)
        for (_, n), (whole, far) in seen.items():
            yield whole, n, (TOGETHER, BESIDE, AROUND, AROUND, AROUND)[far]

    def _named(self, percent: Figure, part: Figure) -> Iterator[tuple[Figure, Fraction, Fraction]]:
        """The figures that go by the words which say what a percentage is of."""
        name = self._name(percent, part)
        if not name:
            return
        covered = [
            (cover, figure)
            for figure in self.index.near(name, percent.index)
            if figure is not part and _are_like(part, figure)
            if (cover := self.index.cover(name, figure)) >= ENOUGH
        ]
        covered.sort(key=lambda c: (-c[0], abs(c[1].index - percent.index)))
        best = covered[0][0] if covered else Fraction(0)
        rivals = {figure.value for cover, figure in covered if cover == best}
        for cover, figure in covered[:NAMES]:
            odds = NAMED if cover >= FULL else LOOSELY
            yield figure, figure.value, odds / len(rivals) if cover == best else odds / OTHER

    def _anywhere(self, percent: Figure, part: Figure) -> Iterator[tuple[Figure, Fraction, Fraction]]:
        """The figures anywhere that give a percentage of a part."""
        half = min(_slack(percent), percent.value / 2)
        low, high = part.interval.low or part.value, part.interval.high or part.value
        least = HUNDRED * low / (percent.value + half) - part.ulp
        most = HUNDRED * high / (percent.value - half) + part.ulp
        for unit in (*_units(part), *([CELLS] if part.unit != "#" else [])):
            levels = self.levels.get(unit, ())
            scale = exact(scale_of(part)) or Fraction(1) if unit == CELLS else Fraction(1)
            first = bisect_left(levels, least / scale, key=_value)
            last = bisect_right(levels, most / scale, key=_value)
            larger = len(levels) - bisect_left(levels, part.value / scale, key=_value)
            for figure in levels[first : min(last, first + WITHIN)]:
                again = AGAIN if self.told[figure.unit, figure.value] > 1 else 1
                total = AGAIN if self.sheet.in_table(figure) or self._is_largest(figure) else 1
                near = AGAIN if self.sheet.paragraph_of(figure) == self.sheet.paragraph_of(part) else 1
                yield figure, figure.value * scale, ANYWHERE * max(again, total, near) / max(larger, 1)

    def _is_largest(self, figure: Figure) -> bool:
        return self.facts.largest.get(kind_of(figure)) is figure

    def _likeness(self, percent: Figure, part: Figure, whole: Figure) -> Fraction:
        """How well a whole suits a part by what the two count and when."""
        odds = Fraction(1)
        if part.unit == "#":
            kinds = {kind_of(part), kind_of(whole)} - {""}
            nouns = self.sheet.noun(part), self.sheet.noun(whole)
            if nouns[0] & nouns[1]:
                odds *= 2
            elif len(kinds) > 1 or (all(nouns) and whole.span not in self.index.words):
                odds /= OTHER
        planned = base_of(self.sheet, percent) == PLAN or is_planned(self.sheet, percent)
        role = base_of(self.sheet, whole)
        if role != (PLAN if planned else ""):
            odds /= OTHER
        if whole.span in self.facts.parts:
            odds /= 2
        return odds

    def _is_declared(self, pair: Pair, percent: Figure) -> bool:
        """True where the sentence itself says of what its figures are parts: "Of the 340 shops 120 …"."""
        told = pair.whole.sentence == percent.sentence == pair.part.sentence
        if not told or not pair.whole.start < pair.part.start < percent.start or pair.k > pair.n:
            return False
        these = _THESE.match(self.sheet.after(percent))
        if (self._name(percent, pair.part) and not these) or pair.whole.span in self.facts.parts:
            return False
        return is_whole(self.sheet, pair.whole)

    # What is found

    def recognise(self, percent: Figure) -> bool:
        """Note the pair that gives a percentage, where that is hardly an accident."""
        found = self.candidates(percent)
        giving = [w for w in found if _gives(w.pair, percent)]
        best = max(giving, key=lambda w: w.odds, default=None)
        if best is None or sum(w.odds for w in giving) < SEEN * _density(percent):
            return False
        copies = self._copies(percent)
        better = (w for w in found if w.odds > best.odds and not self._gives_somehow(w, percent))
        if any(
            w.odds * (_misprint(w.pair, percent) + copies + _taken(w, giving, found)) > best.odds
            for w in better
        ):
            return False
        write_pair(percent, best.pair, Rung.NEAREST, None, self.ledger)
        self.facts.parts[best.pair.part.span] = percent.span
        i = bisect_right(self.settled, percent.sentence, key=lambda s: s.sentence)
        self.settled.insert(i, _Settled(percent.sentence, percent, best.pair.whole, best.pair.n))
        return True

    def judge(self, percent: Figure) -> None:
        """Report a percentage that a slip keeps from being the share of what is meant."""
        held = self.held.get(percent.span)
        if percent.is_bounded or (held is not None and held.whole.sentence == percent.sentence):
            return
        found = self.candidates(percent)
        if any(w.odds >= WEIGHED for w in found):
            self.ledger.weighed.add(percent.span)
        against = _density(percent)
        above = self.sheet.figures[percent.index - 1] if percent.index else percent
        if shares_its_base(self.sheet, percent, above, around=1):
            against *= UNTOLD
        somehow = [self._gives_somehow(w, percent) for w in found]
        against += sum((w.odds * chance for w, chance in zip(found, somehow, strict=True)), Fraction(0))
        giving = [w for w in found if _gives(w.pair, percent)]
        missing = [w for w, chance in zip(found, somehow, strict=True) if not chance]
        copies = self._copies(percent)
        slips = [(_misprint(w.pair, percent) + copies, _taken(w, giving, found)) for w in missing]
        odds = [w.odds * sum(slip) / against for w, slip in zip(missing, slips, strict=True)]
        total = sum(odds, Fraction(0))
        if total >= TOLD:
            likeliest = max(range(len(odds)), key=odds.__getitem__)
            best, (misprinted, taken) = missing[likeliest], slips[likeliest]
            severity = FindingSeverity.ERROR if best.sure else gravity_of(total)
            if taken > misprinted:
                other = max((w for w in giving if w.pair.part is best.pair.part), key=lambda w: w.weight)
                write_rebased(percent, best.pair, other.pair.n, self.ledger, severity)
            else:
                write_pair(percent, best.pair, Rung.INCONSISTENT, severity, self.ledger)

    def _gives_somehow(self, weighed: Weighed, percent: Figure) -> Fraction:
        """How likely a pair gives a percentage by no slip: rounded otherwise, or of what is left."""
        pair, off = weighed.pair, _off(weighed.pair, percent)
        if _gives(pair, percent):
            return Fraction(1)
        if pair.k > pair.n:
            return Fraction(0)
        of_both = HUNDRED * pair.k / (pair.k + pair.n)
        if percent.ulp < 1 and abs(of_both - percent.value) <= percent.ulp / 2:
            return NEARLY
        if weighed.sure:
            return NEARLY if off <= percent.ulp else Fraction(0)
        if off <= percent.ulp:
            return LOOSE
        if how_told(self.sheet, percent) == "rate":
            return NEARLY if off <= 2 * percent.ulp else Fraction(0)
        others = (HUNDRED * (pair.n - pair.k) / base for base in (pair.n, pair.k))
        if any(abs(other - percent.value) <= percent.ulp / 2 for other in others):
            return LOOSE
        return NEARLY if off <= 2 * percent.ulp else Fraction(0)

    def _copies(self, percent: Figure) -> Fraction:
        """How likely a percentage repeats one of its neighbours by a slip."""
        around = [
            f
            for n in range(-NEIGHBOURS, NEIGHBOURS + 1)
            for f in self.sheet.in_sentence(percent.sentence + n)
            if f.kind is Kind.PERCENT and f is not percent
        ]
        same = sum(f.value == percent.value and f.ulp == percent.ulp for f in around)
        return Fraction(same, COPIED * len(around)) if same else Fraction(0)


def check_proportions(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Note what the percentages are shares of that no relation explains yet, and judge those that miss."""
    known = ledger.explained()
    open_ = [
        percent
        for figures in sheet.by_sentence
        for percent in figures
        if percent.kind is Kind.PERCENT and percent.value > 0 and percent.span not in known
    ]
    search = _Search(sheet, shares, ledger)
    for _ in range(2):
        open_ = [percent for percent in open_ if not search.recognise(percent)]
    settled = [
        percent
        for percent, *_ in search.facts.shares
        if 0 < percent.value <= HUNDRED and not (sheet.in_table(percent) or is_compared(sheet, percent))
    ]
    for percent in (*open_, *settled):
        if not is_left(sheet, percent):
            search.judge(percent)


def _value(figure: Figure) -> Fraction:
    return figure.value


def _units(figure: Figure) -> Iterator[str]:
    """What a figure may be compared by: its unit, and its scale where it or the other leaves the unit out."""
    yield figure.unit
    if scale_of(figure) != "1":
        yield f"{'' if figure.unit == '#' else '='}{scale_of(figure)}"


def _are_like(part: Figure, whole: Figure) -> bool:
    bare = "#" in (part.unit, whole.unit) and scale_of(part) == scale_of(whole) != "1"
    return part.unit == whole.unit or bare


# What the figures say


def _density(percent: Figure) -> Fraction:
    """How often a percentage that has nothing to do with a pair is what it is by accident."""
    ulp = 2 * percent.ulp if percent.is_bounded else percent.ulp
    return ulp / 200 + ulp / (10 * percent.value)


def _slack(percent: Figure) -> Fraction:
    return percent.ulp if percent.mention.qualifier is not Qualifier.EXACT else percent.ulp / 2


def _told_by(pair: Pair) -> Interval:
    """What a pair gives, in percent."""
    k = Interval.point(pair.k) if pair.part.base else pair.part.interval
    n = Interval.point(pair.n) if pair.whole.base else pair.whole.interval.times(pair.n / pair.whole.value)
    told = k.quotient(n).times(HUNDRED)
    return Interval.point(HUNDRED) - told if pair.rest else told


def _off(pair: Pair, percent: Figure) -> Fraction:
    """By how much what a pair gives misses a percentage."""
    share = HUNDRED * (pair.n - pair.k if pair.rest else pair.k) / pair.n
    return abs(share - percent.value)


def _gives(pair: Pair, percent: Figure) -> bool:
    """True where a pair gives a percentage as it is printed."""
    if pair.k > pair.n or _off(pair, percent) > max(40 * percent.ulp, percent.value / 4):
        return False
    half = _slack(percent)
    return _told_by(pair).meets(Interval(percent.value - half, percent.value + half))


def _taken(weighed: Weighed, giving: Sequence[Weighed], found: Sequence[Weighed]) -> Fraction:
    """How likely a percentage is told of one of the wholes that give it instead of the one that is meant."""
    part = weighed.pair.part
    others = sum((w.weight for w in found if w.pair.part is part and w is not weighed), Fraction(0))
    away = (w for w in giving if w.pair.whole.sentence != part.sentence)
    wrong = sum((w.weight for w in away if w.pair.part is part), Fraction(0))
    thought_of = wrong * UNTHOUGHT >= others and weighed.pair.k < weighed.pair.n
    return wrong / others / REBASED if wrong and thought_of else Fraction(0)


def _misprint(pair: Pair, percent: Figure) -> Fraction:
    """How likely one slip in one of the three figures makes a percentage miss what its pair gives."""
    share = pair.n - pair.k if pair.rest else pair.k
    ulp, half = percent.ulp, percent.ulp / 2
    chance = Fraction(0)
    if 0 < pair.k <= pair.n:
        right = int(HUNDRED * share / pair.n / ulp + Fraction(1, 2))
        told = percent.value / ulp
        if right:
            chance += misprints(right, len(str(ulp.denominator)) - 1).within(told, told)
    least, most = percent.value - half, percent.value + half
    if pair.rest:
        least, most = HUNDRED - most, HUNDRED - least
    least = max(least, ulp / HUNDRED)  # of no percentage a whole would be without end
    unit, unit_of_whole = pair.part.ulp, pair.whole.ulp * pair.n / (pair.whole.base or pair.whole.value)
    chance += misprints(int(pair.k / unit), 0).within(
        least * pair.n / HUNDRED / unit, most * pair.n / HUNDRED / unit
    )
    chance += misprints(int(pair.n / unit_of_whole), 0).within(
        HUNDRED * pair.k / most / unit_of_whole, HUNDRED * pair.k / least / unit_of_whole
    )
    return chance / WRONG
