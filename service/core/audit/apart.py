"""Changes by the roles of the levels around them, in whatever order the words put them.

“Kỳ trước X là A; kỳ này B, tăng D”, “Admissions rose 15 % to B. The previous year there were A”. Every level
that the words measure another one against is a base; every other level may be the later one. A pair of them
that gives the change settles it. Where none does, the pair that the words tie closest to it is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from service.core.audit.attained import check_attained
from service.core.audit.changes import (
    OF_OTHER,
    OR_SHARE,
    Move,
    check_changes,
    explains,
    is_mean,
    is_state,
    judge_change,
    move_between,
)
from service.core.audit.compound import check_compounded
from service.core.audit.cues import is_hedged_step, partner_of, subject_of, way_of
from service.core.audit.ledger import Ledger
from service.core.audit.roles import (
    CASES,
    THAN,
    agree,
    base_of,
    content,
    counted_from,
    is_set_against,
    is_timed,
    is_year,
    things,
)
from service.core.audit.sheet import Figure, Sheet, nearest
from service.core.audit.slips import TELLING, is_slip
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED
from service.core.types import Kind, Qualifier

PAIRS = 12  # pairs of levels that are tried for one change
BACK = 2  # sentences before a change in which its levels may stand
RIGHT_BEHIND = 16  # characters between the second level and its change: ", tương ứng tăng "
FAR = 4  # a level or a change further off than this factor is of something else, unless it is a slip
LATER, BEFORE, RIGHT_AFTER = 3, 4, 5  # places of the later level in the sentence of its change
COUNTED = frozenset({"vụ", "khóa", "đợt"})  # names of times, and of what is counted
TOLD = frozenset({"growth", "difference", "plan", "direction"})

_REACHED = pattern(
    r"(?:^|[\s(,])(?:{goal}|đạt|với|at|with|reach(?:ed|ing)?|stood at|là)\s+"
    r"(?:(?:khoảng|about|only|chỉ)\s+)?$"
)
_AND = re.compile(r"^\s*(?:[^\s,;:.()\d]+\s+){0,2}(?:and|và)\s+$", re.IGNORECASE)  # both of one time
_BY = re.compile(r"\b(?:by|giảm|tăng|thêm|bớt)\s*$", re.IGNORECASE)
_STOP = re.compile(r"[.;]\s")
_RISES = pattern(r"[\s,;](?:{up}|{rising})\s(?:[^\s,;:.()]+\s)?(?:from|từ)\s")
_FALLS = pattern(r"[\s,;](?:{down}|{falling})\s(?:[^\s,;:.()]+\s)?(?:from|từ)\s")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two levels that a change may lie between; ``tie`` tells how closely the words bind them to it."""

    move: Move
    tie: tuple[int, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A stated change, which way it goes and the pairs of levels that it may be of, likeliest first."""

    change: Figure
    way: int
    pairs: tuple[Pair, ...]


def check_moves(sheet: Sheet, ledger: Ledger) -> None:
    """Judge changes: those that two levels give, then by their words, then by the levels' roles."""
    changes = read_changes(sheet)
    settle_changes(sheet, changes, ledger)
    check_changes(sheet, ledger)
    check_compounded(sheet, ledger)
    judge_changes(sheet, changes, ledger)
    check_attained(sheet, ledger)


def read_changes(sheet: Sheet) -> tuple[Told, ...]:
    """The changes of the prose with the levels that they may lie between."""
    reader = _Reader(sheet)
    return tuple(reader.changes())


def settle_changes(sheet: Sheet, changes: Sequence[Told], ledger: Ledger) -> None:
    """Write down the changes that a pair of levels gives."""
    for told in changes:
        for pair in told.pairs:
            move = pair.move
            if (move.last - move.first) * told.way >= 0 and explains(move, told.change):
                judge_change(sheet, move, told.change, ledger, way=told.way)
                ledger.settled.add(told.change.span)
                break


def judge_changes(sheet: Sheet, changes: Sequence[Told], ledger: Ledger) -> None:
    """Judge the changes that no rule has judged and no pair of levels gives by the likeliest pair."""
    taken = {
        (pair.move, told.change.kind)
        for told in changes
        if told.change.span in ledger.settled
        for pair in told.pairs
        if explains(pair.move, told.change)
    }
    judged = {place for kind, places in ledger.relations if kind in TOLD for place in places}
    for told in changes:
        likely = [
            pair
            for pair in told.pairs
            if _is_plausible(pair, told.change) and (pair.move, told.change.kind) not in taken
        ]
        if told.change.span in judged or not likely:
            continue
        best = likely[0]
        rivals = [p for p in likely[1:] if p.tie[:-1] == best.tie[:-1]]
        sure = not rivals and (best.sure or _slips_right_behind(best.move, told.change))
        judge_change(sheet, best.move, told.change, ledger, sure=sure, way=told.way)


def _slips_right_behind(move: Move, change: Figure) -> bool:
    """True for a percentage right behind two levels of its sentence that a slip parts from theirs."""
    close = all(f.sentence == change.sentence and f.end < change.start for f in move.figures)
    gap = change.start - max(f.end for f in move.figures)
    percent = change.kind is Kind.PERCENT and move.figures[0].kind is not Kind.PERCENT and move.first > 0
    growth = HUNDRED * abs(move.last - move.first) / move.first if percent else Fraction(0)
    return close and gap <= RIGHT_BEHIND and is_slip(change, growth, 2)


def _is_plausible(pair: Pair, change: Figure) -> bool:
    """True where the change may have been meant to be that of the two levels."""
    first, last = pair.move.first, pair.move.last
    if first <= 0 or last <= 0:
        return False
    by = abs(last - first)
    if change.kind is Kind.MULTIPLE:
        computed = last / first
    elif change.kind is Kind.PERCENT and pair.move.figures[0].kind is not Kind.PERCENT:
        computed = HUNDRED * by / first
    else:
        computed = by
    tied = pair.tie[0] > 0
    if (tied or pair.sure) and change.value < 10 and change.ulp == 1:
        return last / FAR <= first <= last * FAR  # any two digits are a slip apart
    if is_slip(change, computed, 2) or computed / FAR <= change.value <= computed * FAR:
        return last / FAR <= first <= last * FAR or change.kind is Kind.MULTIPLE
    one, other = pair.move.figures
    least = 2 if tied else TELLING
    return any(
        is_slip(other, _moved(first, change, sign), least)
        or is_slip(one, _start_of(last, change, sign), least)
        for sign in (1, -1)
    )


def _moved(first: Fraction, change: Figure, sign: int) -> Fraction:
    """Where a level comes to after a change up or down."""
    return first + sign * (first * change.value / HUNDRED if change.kind is Kind.PERCENT else change.value)


def _start_of(last: Fraction, change: Figure, sign: int) -> Fraction:
    """Where a level was before a change up or down; 0 where none leads to it."""
    if change.kind is not Kind.PERCENT:
        return last - sign * change.value
    factor = 1 + sign * change.value / HUNDRED
    return last / factor if factor > 0 else Fraction(0)


class _Reader:
    """What each figure of the prose is to the changes around it; every figure is read once."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = {figures[0].sentence: figures for figures in sheet.by_sentence}
        self.states = [f for figures in self.rows.values() for f in figures if is_state(f)]
        self.bases = {f.index: base for f in self.states if (base := base_of(sheet, f))}
        self.based = {f.sentence for f in self.states if f.index in self.bases}
        self.ways: dict[int, int | None] = {}
        self.named: dict[int, frozenset[str]] = {}

    def changes(self) -> Iterator[Told]:
        """Every change that has two levels around it."""
        for figures in self.rows.values():
            for change in figures:
                if change.base is not None or change.mention.value_high is not None:
                    continue
                if not self._may_have_levels(change):
                    continue
                way = self.way(change)
                if way is None or (change.kind is Kind.MULTIPLE and OF_OTHER.match(self.sheet.after(change))):
                    continue
                pairs = sorted(self._pairs(change), key=lambda pair: pair.tie, reverse=True)
                pairs = [pair for pair in pairs[:PAIRS] if pair.tie[0] == pairs[0].tie[0]]
                if pairs:
                    yield Told(self._plain(change), way, tuple(pairs))

    def _may_have_levels(self, change: Figure) -> bool:
        """True where a level to measure against stands near, or a change "by" so much leads to one."""
        if any(n in self.based for n in range(change.sentence - BACK, change.sentence + 2)):
            return True
        beside = self.sheet.figures[max(0, change.index - 1) : change.index + 1]
        return any(_BY.search(self.sheet.before(f)) for f in beside)

    def way(self, figure: Figure) -> int | None:
        """Which way a figure says that something went."""
        if figure.index not in self.ways:
            self.ways[figure.index] = way_of(self.sheet, figure)
        return self.ways[figure.index]

    def things(self, figure: Figure) -> frozenset[str]:
        """What a figure is a level of."""
        if figure.index not in self.named:
            self.named[figure.index] = things(self.sheet, figure)
        return self.named[figure.index]

    def _plain(self, change: Figure) -> Figure:
        """The change without its sign, and without a hedge that only says that it is one."""
        mention = change.mention
        if is_hedged_step(self.sheet, change):
            mention = replace(mention, qualifier=Qualifier.EXACT)
        return replace(change, mention=mention, value=abs(change.value))

    def _pairs(self, change: Figure) -> Iterator[Pair]:
        """The pairs of levels that a change may lie between."""
        partner = partner_of(self.sheet, change)
        own = (change,) if partner is None else (change, partner)
        counted = next((named for f in own if (named := counted_from(self.sheet, f))), "")
        subject = subject_of(self.sheet, min(own, key=lambda f: f.start))
        near = self._near(change)
        firsts = [f for f in near if f.index in self.bases and self._fits(own, f) and self._steady(f)]
        firsts += self._start(own, firsts)
        lasts = [(f, place) for f in near if self._fits(own, f) and (place := self._place(own, f))]
        if any(place == BEFORE for _, place in lasts):
            lasts = [(f, place) for f, place in lasts if place >= LATER]
        for first in firsts:
            tied = first.index not in self.bases or self._is_tied(own, first)
            base = self.bases.get(first.index, THAN)
            if not (tied or (agree(counted, base) and (base != THAN or first.sentence == change.sentence))):
                continue
            if partner is not None and change.kind is Kind.PERCENT and first.sentence == change.sentence:
                yield from self._stepped(change, partner, first, tied=tied)
            if not is_timed(base) and (
                first.sentence > change.sentence or (first.sentence < change.sentence and not counted)
            ):
                continue
            for last, place in lasts:
                points = first.kind is Kind.PERCENT and change.unit != "pp" and not tied
                if last is not first and not points and self._belong(own, subject, first, last, tied=tied):
                    yield self._pair(own, counted, subject, first, last, place, tied=tied)

    def _stepped(self, change: Figure, step: Figure, first: Figure, *, tied: bool) -> Iterator[Pair]:
        """“giảm 12 vụ (4,7%)” of a level: the percentage is the step's share of it."""
        if step.is_bounded:
            return
        sign = self.way(step) or 1
        by = step.interval.times(Fraction(sign))
        move = Move(
            first.value, first.value + sign * step.value, first.interval, first.interval + by, (first, step)
        )
        yield Pair(move, (int(tied), 0, 0, 0, 1, 0, first.start - change.start), sure=False)

    def _pair(
        self,
        own: Sequence[Figure],
        counted: str,
        subject: frozenset[str],
        first: Figure,
        last: Figure,
        place: int,
        *,
        tied: bool,
    ) -> Pair:
        sheet, change = self.sheet, own[0]
        words = subject.union(*(self.things(f) for f in own))
        meet = len(words & (self.things(first) | self.things(last)))
        both = len(self.things(first) & self.things(last))
        here = first.sentence == last.sentence == change.sentence
        same = tied or bool(counted) or sheet.in_brackets(first)
        tie = (
            int(tied),
            int(bool(counted)),
            min(meet + both, 2),
            place,
            int(first.sentence == change.sentence),
            meet + both,
            -abs(first.start - change.start) - abs(last.start - change.start),
        )
        return Pair(move_between(first, last), tie, sure=here and same and place >= LATER)

    def _near(self, change: Figure) -> Sequence[Figure]:
        """The levels of the sentences around a change, in its paragraph."""
        here = self.sheet.paragraph_of(change)
        levels = [
            f
            for n in range(change.sentence - BACK, change.sentence + 2)
            for f in self.rows.get(n, ())
            if is_state(f)
            and not f.is_bounded
            and (n == change.sentence or self.sheet.paragraph_of(f) == here)
        ]
        return nearest(change, levels)

    def _fits(self, own: Sequence[Figure], level: Figure) -> bool:
        """True where the change can be one of a level: a share of it, points of shares, or in its unit."""
        if level in own:
            return False
        for change in own:
            if change.unit == "pp":
                fits = level.unit == "%"
            elif change.kind is Kind.PERCENT:
                fits = level.kind is not Kind.PERCENT or len(own) == 1
            elif change.kind is Kind.MULTIPLE:
                fits = level.kind is not Kind.PERCENT
            else:
                fits = _thing_unit(change) == _thing_unit(level) and self._alike(change, level)
            if not fits:
                return False
        return True

    def _alike(self, one: Figure, other: Figure) -> bool:
        """False for counts of two different things."""
        named = [noun for f in (one, other) if not (noun := self.sheet.noun(f)) >= CASES]
        nouns = [content(noun) | (noun & COUNTED) for noun in named]
        return len(nouns) < 2 or one.unit != "#" or not all(nouns) or bool(nouns[0] & nouns[1])

    def _steady(self, level: Figure) -> bool:
        """False for a change that stands near words for an earlier time, and is no level of that time."""
        timely = is_year(self.bases[level.index])
        return not timely or self.way(level) is None or is_set_against(self.sheet, level)

    def _start(self, own: Sequence[Figure], firsts: Sequence[Figure]) -> list[Figure]:
        """“stood at A and was reduced by C, to B”: the level before a change that leads to another one."""
        end = max(f.index for f in own) + 1
        row = self.rows[own[0].sentence]
        last = next((f for f in row if f.index == end), None)
        if (
            firsts
            or last is None
            or not self._fits(own, last)
            or not _REACHED.search(self.sheet.before(last))
        ):
            return []
        levels = [f for f in row if f.index < own[0].index and self._fits(own, f) and self._place(own, f)]
        change = min(own, key=lambda f: f.start)
        if not _BY.search(self.sheet.before(change)):
            return []
        return [
            f
            for f in levels[-1:]
            if f.unit == last.unit
            and is_state(f)
            and not f.is_bounded
            and not re.search(r"[,;:]\s", self.sheet.text[f.end : change.start])
        ]

    def _place(self, own: Sequence[Figure], level: Figure) -> int:
        """How likely a level is the later one of a change by its place; 0 where it cannot be."""
        sheet, change = self.sheet, own[0]
        base = self.bases.get(level.index, "")
        if (base and not is_year(base)) or is_mean(sheet, level) or OR_SHARE.match(sheet.after(level)):
            return 0
        reached = _REACHED.search(sheet.before(level)) is not None
        if not reached and (self.way(level) is not None or is_set_against(sheet, level)):
            return 0
        if not reached and sheet.in_brackets(level):
            alone = sheet.text[: level.start].endswith("(") and level.end < change.start
            return LATER if alone and level.sentence == change.sentence else 0
        if level.sentence != change.sentence:
            return max(0, 3 + min(level.sentence - change.sentence, 0)) if level.start < change.start else 0
        if level.start < change.start:
            return BEFORE
        after = level.index - max(f.index for f in own)
        return RIGHT_AFTER if reached and after == 1 else BEFORE if reached else LATER

    def _is_tied(self, own: Sequence[Figure], first: Figure) -> bool:
        """True for "up 12 % from A", "so với cùng kỳ (A)" right after the change."""
        change = max(own, key=lambda f: f.start)
        if first.sentence != change.sentence or first.start < change.end:
            return False
        between = [f for f in self.rows[change.sentence] if change.start < f.start < first.start]
        gap = self.sheet.text[change.end : first.left]
        return (
            not any(_thing_unit(f) == _thing_unit(first) or self.way(f) is not None for f in between)
            and not _STOP.search(gap)
            and len(gap) < 120
            and not self._turns(change, gap)
            and is_set_against(self.sheet, first)
        )

    def _turns(self, change: Figure, gap: str) -> bool:
        """True where another change follows that goes the other way: "fell 6%, yet sales advanced from"."""
        way = self.way(change)
        return bool(way) and (_FALLS if way == 1 else _RISES).search(gap) is not None

    def _belong(
        self, own: Sequence[Figure], subject: frozenset[str], first: Figure, last: Figure, *, tied: bool
    ) -> bool:
        """True for an earlier and a later level of one thing, and that of the change."""
        if _thing_unit(first) != _thing_unit(last) or not (tied or self._alike(first, last)):
            return False
        one, two = self.bases.get(first.index, THAN), self.bases.get(last.index, "")
        if is_year(one) and is_year(two) and one >= two:
            return False
        if last.index == first.index + 1 and _AND.match(self.sheet.gap(first, last)):
            return False
        levels = content(self.sheet.label(first) | self.sheet.label(last))
        told = tied or ":" in self.sheet.text[own[0].end : first.start]
        if (
            subject
            and levels
            and not told
            and not subject & (levels | self.things(first) | self.things(last))
        ):
            return False
        if tied or first.sentence == last.sentence == own[0].sentence:
            return True
        other = self.things(last).union(*(self.things(f) for f in own))
        return not self.things(first) or not other or bool(self.things(first) & other)


def _thing_unit(figure: Figure) -> str:
    """The unit of what a figure is an amount of: "$2,340 a tonne" and "$340" are both dollars."""
    return figure.unit.partition("_per_")[0]
