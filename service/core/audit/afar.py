"""Changes whose levels stand elsewhere: in a row of a table, in another section, in a list above the prose.

"Vietnamese buyers increased their purchases by 5.7 %" is the last two cells of the row "Vietnam"; "crimes
recorded: 61,240, 4.4 % fewer" needs the 64,050 that stands three paragraphs below. All pairs of levels that
the text sets against each other, in whatever place, are kept under their words; a change that nothing near it
has explained is held against those whose words it shares, and against its own level with earlier ones of that
name. What is found is judged as in ``grown``: a pair that gives the change settles it, and of those that do
not only a slip, a wrong base or a copied rate is reported, as far as that is likelier than an accident.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from service.core.audit.changes import is_state, moves_of
from service.core.audit.cues import is_hedged_step, subject_of, way_of
from service.core.audit.grown import (
    BASED,
    FACTOR,
    Change,
    Pair,
    changes_of,
    judge,
    places_in_doubt,
    rates_that_hold,
    settle,
)
from service.core.audit.ledger import Ledger
from service.core.audit.lone import may_change
from service.core.audit.roles import (
    base_of,
    content,
    counted_from,
    is_timed,
    lead_in,
    things,
    words_of,
)
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.stretches import label_words
from service.core.audit.words import pattern
from service.core.segments import Table
from service.core.types import Kind, Span

NEAR = 3  # figures between a level and an earlier one in its sentence
FEW = 12  # pairs or levels of one word that are looked at
TIMES = 4  # columns of one heading, each of its own time, that are paired
ROOT = 5  # letters that a name and its adjective share: "India", "Indian"
CLAUSE = 120  # characters before a change whose words may name what changed
SENTENCE = 240  # characters of a sentence that name a level which has no name of its own
BACK = 8  # levels and sentences before a rest in which what it is the rest of may stand
SHARES = 40  # pairs of a part and its whole that a rest is held against
LONG = 3  # digits of a level that is known again without words

NAMED = Fraction(24)  # odds of the pair that goes by every word of its name
PARTLY = Fraction(6)  # by some of them
OWN = Fraction(8)  # of a change's own level and an earlier one of its name
LEAST = Fraction(1)
WEAK = Fraction(3)  # where only the sentence names it

_DATE = re.compile(r"[\d/.\-–]+|\b(?:FY|H|Q)\d*\b", re.IGNORECASE)
_TIME = re.compile(r"(?:19|20)\d\d|\b\d\d/\d\d\b|FY ?\d\d|\b[HQ][1-4]\b", re.IGNORECASE)
_PART_OF_YEAR = re.compile(r"\b(?:quarter|half|month|week|quý|tháng|tuần|nửa)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.(]\s")
_REST = pattern(
    r"(?:^|[\s(,])(?:{rest}|{balance}|underspend|overspend|shortfall|unspent)(?:\s[^\s,;:.()\d]+){0,6}:?\s*[$£€]?$"
)
_REST_AFTER = pattern(r"^\s(?:(?:was|were|is|are|that)\s)?(?:{rest}|not yet|unspent|chưa)(?!\w)")
_TAKEN = pattern(r"(?:^|[\s(,;:])(?:{income}|{spending}|{outflow})(?!\w)")
_HEAD = re.compile(r"[^:.;\d]{2,48}:\s")
_LEADS = re.compile(
    r"^[^,;:.()]{0,24}\s(?:at|to|from|than|on|against|lên|xuống|còn|so với|từ)\s[^,;:.()]{0,24}$"
)
_SHARED = frozenset({"ratio_percent", "plan"})
_GENERIC = frozenset(
    {"người", "people", "person", "họ", "only", "chỉ", "just", "still", "each", "all", "new"}
)


@dataclass(frozen=True, slots=True)
class _Levels:
    """Two levels of one thing at two times, with the words that name it; ``first`` is the earlier one."""

    first: Figure
    last: Figure
    words: frozenset[str]
    bases: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Afar:
    """A change and the pairs of levels from the whole text that it may be of."""

    change: Change
    pairs: tuple[Pair, ...]


class _Atlas:
    """The levels of a text under their words and their values."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.pairs = [*_told_in_rows(sheet), *_told_in_prose(sheet)]
        self.levels = [
            f
            for row in sheet.by_sentence
            for f in row
            if is_state(f) and f.kind is not Kind.PERCENT and f.value > 0 and not sheet.is_step(f)
        ]
        self._pairs_of = _index((i, pair.words) for i, pair in enumerate(self.pairs))
        self._levels_of = _index((i, _names(sheet, f)) for i, f in enumerate(self.levels))
        self._by_value: dict[tuple[Fraction, str], list[int]] = defaultdict(list)
        for i, pair in enumerate(self.pairs):
            for figure in (pair.first, pair.last):
                self._by_value[figure.value, figure.unit].append(i)

    def under(self, words: frozenset[str]) -> Iterator[_Levels]:
        """The pairs that go by one of the words."""
        for i in _found(self._pairs_of, words):
            yield self.pairs[i]

    def named(self, words: frozenset[str]) -> Iterator[Figure]:
        """The levels of the prose that go by one of the words."""
        for i in _found(self._levels_of, words):
            yield self.levels[i]

    def with_level(self, level: Figure) -> Iterator[_Levels]:
        """The pairs that hold a level of the same value, of digits enough to be the same one."""
        if len(_digits(level)) >= LONG:
            for i in self._by_value.get((level.value, level.unit), ())[:FEW]:
                yield self.pairs[i]


def check_afar(sheet: Sheet, changes: Sequence[Afar], ledger: Ledger) -> None:
    """Judge the changes that nothing has explained by levels from the whole text."""
    known = {place for relation in ledger.relations.values() for place in relation.spans}
    wrong, copies = places_in_doubt(ledger), rates_that_hold(sheet, ledger)
    for told in changes:
        change = told.change.figure
        copied = change.value in copies and all(pair.odds < NAMED for pair in told.pairs)
        if change.span not in known and not copied:
            judge(_shared(told.pairs), wrong, ledger, copies)


def settle_afar(sheet: Sheet, ledger: Ledger) -> Sequence[Afar]:
    """The changes with levels elsewhere that do not give them; those that are given are written down."""
    known = {place for relation in ledger.relations.values() for place in relation.spans}
    changes = [
        change
        for figures in sheet.by_sentence
        for figure in figures
        if figure.span not in known
        for change in _told_by(sheet, figure)
        if change.way and not change.open and not _is_of_part(sheet, figure)
    ]
    atlas = _Atlas(sheet) if changes else None
    told = [Afar(change, tuple(_pairs(sheet, change, atlas))) for change in changes if atlas is not None]
    told += _rests(sheet, ledger, known)
    return [afar for afar in told if not settle(afar.pairs, ledger)]


def _told_by(sheet: Sheet, figure: Figure) -> Iterator[Change]:
    """The changes that a figure may tell: a rate, or an amount beside a word of change."""
    rate = figure.kind in (Kind.PERCENT, Kind.MULTIPLE) and figure.unit != "pp"
    return changes_of(sheet, figure) if rate else _gaps(sheet, figure)


def _gaps(sheet: Sheet, figure: Figure) -> Iterator[Change]:
    """The amount or the points that words of change tell: "tăng thêm 6.552 tỷ đồng"."""
    told = figure.unit == "pp" or (figure.is_level and len(_digits(figure)) >= LONG)
    hedged = figure.is_bounded and not is_hedged_step(sheet, figure)
    if told and figure.mention.value_high is None and not hedged and (way := way_of(sheet, figure)):
        yield Change(replace(figure, value=abs(figure.value)), way, OWN, WEAK)


# Which levels


def _told_in_rows(sheet: Sheet) -> Iterator[_Levels]:
    """The levels of one row under heads that differ by their times only, the label being their name."""
    for table in sheet.segments.tables:
        heads = _heads(sheet, table)
        for row in table.rows[max(table.header_rows, 1) :]:
            words = _strong(content(frozenset(words_of(sheet.text[slice(*row[0].span)]))))
            cells = [
                (f, *heads[cell.column])
                for cell in row[1:]
                if cell.column in heads
                for f in sheet.within(cell.span)[:1]
                if is_state(f) and f.value > 0
            ]
            for (one, bare, time), (other, same, later) in combinations(cells[:TIMES], 2):
                if words and bare == same and one.unit == other.unit:
                    pair = (one, other) if time < later else (other, one)
                    bases = (time, later) if time < later else (later, time)
                    yield _Levels(*pair, words, (bases[0][:4], ""))


def _heads(sheet: Sheet, table: Table) -> Mapping[int, tuple[str, str]]:
    """The heads of the columns that name a time: the words without it, and the time, latest last."""
    found: dict[int, str] = {}
    for row in table.rows[: max(table.header_rows, 1)]:
        for cell in row:
            found[cell.column] = f"{found.get(cell.column, '')} {sheet.text[slice(*cell.span)]}"
    return {
        column: (_DATE.sub("", head).strip().casefold(), _time(head))
        for column, head in found.items()
        if _TIME.search(head)
    }


def _time(head: str) -> str:
    """The year of a head, with what else counts in it, in an order that sorts."""
    years = re.findall(r"(?:19|20)\d\d", head)
    return f"{years[-1] if years else '0000'} {' '.join(reversed(_DATE.findall(head)))}"


def _told_in_prose(sheet: Sheet) -> Iterator[_Levels]:
    """The levels of the prose that words set against each other in one sentence."""
    for figures in sheet.by_sentence:
        moves = [m.figures for m in moves_of(sheet, figures) if len(m.figures) == 2]
        seen = {frozenset((one.span, other.span)) for one, other in moves}
        for first in figures:
            base = base_of(sheet, first) if is_state(first) and first.value > 0 else ""
            if not is_timed(base):
                continue
            for last in figures:
                near = last.index != first.index and abs(last.index - first.index) <= NEAR
                apart = frozenset((first.span, last.span)) not in seen
                like = near and last.unit == first.unit and is_state(last) and not base_of(sheet, last)
                if like and apart and not sheet.is_step(last):
                    moves.append((first, last))
        for first, last in moves:
            words = _names(sheet, first) | _names(sheet, last)
            yield _Levels(first, last, words, (base_of(sheet, first), base_of(sheet, last)))


def _names(sheet: Sheet, figure: Figure) -> frozenset[str]:
    """The words that say what a level is of: its label, its clause, its noun, the head of its sentence."""
    start = sheet.sentences[figure.sentence].start
    head = _HEAD.match(sheet.text, start, figure.start)
    words = things(sheet, figure) | content(label_words(sheet, figure) | sheet.noun(figure))
    if head is not None:
        words |= content(frozenset(words_of(head[0])))
    if figure.unit != "#":
        words -= frozenset(words_of(f"{figure.mention.quantity.unit} {figure.unit}"))
    words = _strong(words)
    told = sheet.text[start : min(start + SENTENCE, sheet.sentences[figure.sentence].end)]
    return words or _strong(content(frozenset(words_of(told))))


def _strong(words: frozenset[str]) -> frozenset[str]:
    return words - _GENERIC


# Which of them a change may be of


def _pairs(sheet: Sheet, change: Change, atlas: _Atlas) -> Iterator[Pair]:
    """The pairs of the whole text that a change may be of, with the odds that their words give them."""
    figure, counted = change.figure, counted_from(sheet, change.figure)
    subject = _strong(subject_of(sheet, figure))
    clause = _strong(content(frozenset(words_of(lead_in(sheet, figure)[-CLAUSE:]))))
    own = _own(sheet, figure)
    words = subject or clause | (_names(sheet, own) if own is not None else frozenset())
    told = (*_by_level(own, atlas), *_by_words(words, atlas), *_by_own(sheet, own, words, atlas))
    seen: set[frozenset[Span]] = set()
    for levels, odds in told:
        spans = frozenset((levels.first.span, levels.last.span))
        low, high = sorted((levels.first, levels.last), key=lambda f: f.value)
        goes = (levels.last is high) is (change.way > 0)
        like = low.unit == high.unit and low.value < high.value <= FACTOR * low.value and _fits(change, low)
        new = figure.span not in spans and spans not in seen and not _are_near(sheet, figure, levels)
        if goes and like and new and may_change(counted, *levels.bases):
            seen.add(spans)
            yield Pair(change, low, high, odds, sound=odds < NAMED)


def _are_near(sheet: Sheet, change: Figure, levels: _Levels) -> bool:
    """True for two levels in the paragraph of a change: what stands near it has been tried."""
    here = sheet.paragraph_of(change)
    return all(sheet.paragraph_of(f) == here for f in (levels.first, levels.last))


def _is_of_part(sheet: Sheet, change: Figure) -> bool:
    """True for "tăng 9,2% trong quý IV": a change over a part of the time that a report is about."""
    words = f"{_CLAUSE.split(sheet.before(change))[-1]} {_CLAUSE.split(sheet.after(change))[0]}"
    return _PART_OF_YEAR.search(words) is not None


def _fits(change: Change, level: Figure) -> bool:
    """True where a change can be one of such a level."""
    if change.figure.unit == "pp":
        return level.unit == "%"
    if change.is_gap:
        return level.unit.partition("_per_")[0] == change.figure.unit.partition("_per_")[0]
    return level.kind is not Kind.PERCENT


def _own(sheet: Sheet, figure: Figure) -> Figure | None:
    """The level beside a change in its sentence: "61,240, 4.4% fewer", "up 5.9% at €742.6 million"."""
    near = (figure.index - 1, figure.index + 1)
    beside = [sheet.figures[i] for i in near if 0 <= i < len(sheet.figures)]
    told = [f for f in beside if f.sentence == figure.sentence and is_state(f) and not sheet.is_step(f)]
    told = [f for f in told if f.kind is not Kind.PERCENT or figure.unit == "pp"]
    led = (f for f in told if f.start < figure.start or _LEADS.search(sheet.before(f)) or base_of(sheet, f))
    return next(led, None)


def _by_level(own: Figure | None, atlas: _Atlas) -> Iterator[tuple[_Levels, Fraction]]:
    """The pairs elsewhere that hold the very level of a change."""
    for levels in atlas.with_level(own) if own is not None else ():
        yield levels, NAMED


def _by_words(words: frozenset[str], atlas: _Atlas) -> Iterator[tuple[_Levels, Fraction]]:
    """The pairs that go by the words of a change; those that go by all of theirs leave no room for others."""
    found = [(levels, _met(levels.words, words)) for levels in atlas.under(words)]
    whole = [levels for levels, met in found if met == len(levels.words)]
    longest = max((len(levels.words) for levels in whole), default=0)
    for levels, met in found:
        if whole and len(levels.words) == longest and met == longest:
            yield levels, NAMED if longest > 1 or len(words) < 4 else PARTLY
        elif not whole and len(words) > 1 and met >= len(words):
            yield levels, BASED
        elif not whole and (met > 1 or any(w.isascii() and len(w) >= ROOT for w in levels.words)):
            yield levels, PARTLY * met / len(levels.words)


def _by_own(
    sheet: Sheet, own: Figure | None, words: frozenset[str], atlas: _Atlas
) -> Iterator[tuple[_Levels, Fraction]]:
    """A change's own level with an earlier one that goes by its words, or an earlier one with the later."""
    if own is None:
        return
    base = base_of(sheet, own)
    for other in atlas.named(words):
        there = base_of(sheet, other)
        if other.span == own.span or other.unit != own.unit or bool(base) is bool(there):
            continue
        if there and not base:
            yield _Levels(other, own, frozenset(), (there, base)), BASED
        else:
            yield _Levels(own, other, frozenset(), (base, there)), OWN


def _shared(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """The pairs with the odds shared out among them."""
    total = sum((p.odds for p in pairs), Fraction(0))
    return [replace(p, odds=p.odds * p.odds / total) for p in pairs]


# What is left of one level when another is taken away


def _rests(sheet: Sheet, ledger: Ledger, known: set[Span]) -> Iterator[Afar]:
    """The amounts that words call left over, a surplus or a deficit, with what they may be the rest of."""
    levels = [f for row in sheet.by_sentence for f in row if f.kind is Kind.MONEY and not sheet.is_step(f)]
    ends = [f.end for f in levels]
    shares = [r.spans for r in ledger.relations.values() if r.holds and r.type in _SHARED]
    of_shares = [
        [f for place in spans for f in sheet.within(place)[:1] if f.kind is Kind.MONEY]
        for spans in shares[:SHARES]
    ]
    for figure in levels:
        words = _CLAUSE.split(sheet.before(figure))[-1]
        told = _REST.search(f" {words}") or _REST_AFTER.match(sheet.after(figure))
        if told is None or figure.span in known or figure.is_bounded or len(_digits(figure)) < LONG:
            continue
        at = bisect_left(ends, figure.start)
        near = [f for f in levels[max(0, at - BACK) : at] if f.sentence >= figure.sentence - BACK]
        pairs = [(one, other, OWN) for one, other in (pair for pair in of_shares if len(pair) == 2)]
        pairs += [(one, other, _taken(sheet, one, other)) for one, other in combinations(near, 2)]
        yield Afar(change := Change(figure, 1, OWN, WEAK), tuple(_apart(change, pairs)))


def _taken(sheet: Sheet, one: Figure, other: Figure) -> Fraction:
    """The odds that one of two levels was taken away from the other by their words: money in, money out."""
    said = [_TAKEN.search(f" {sheet.before(f)}{sheet.after(f)[:CLAUSE]}") for f in (one, other)]
    return OWN if all(said) else WEAK if any(said) else LEAST


def _apart(change: Change, pairs: Iterable[tuple[Figure, Figure, Fraction]]) -> Iterator[Pair]:
    """The pairs of the unit of an amount, each once, with the odds that it is what lies between them."""
    seen: set[frozenset[Span]] = set()
    for one, other, odds in pairs:
        low, high = sorted((one, other), key=lambda f: f.value)
        spans = frozenset((low.span, high.span))
        like = one.unit == other.unit == change.figure.unit and 0 < low.value < high.value
        if like and spans not in seen and not (low.is_bounded or high.is_bounded):
            seen.add(spans)
            yield Pair(change, low, high, odds, sound=True)


# Words


def _digits(figure: Figure) -> str:
    """The digits of a number without the zeros at its ends."""
    return str(figure.value.numerator).strip("0")


def _index(named: Iterable[tuple[int, frozenset[str]]]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for i, words in named:
        for root in {_root(word) for word in words}:
            if len(found[root]) < FEW:
                found[root].append(i)
    return found


def _found(index: Mapping[str, Sequence[int]], words: frozenset[str]) -> list[int]:
    return sorted({i for word in words for i in index.get(_root(word), ())})


def _root(word: str) -> str:
    """What a name and its adjective share: the first letters of a long word in plain letters."""
    return word[:ROOT] if word.isascii() else word


def _met(named: frozenset[str], words: frozenset[str]) -> int:
    """How many words of a name stand among others, "Vietnam" in "Vietnamese" too."""
    return sum(any(w == n or _is_root(w, n) or _is_root(n, w) for w in words) for n in named)


def _is_root(word: str, longer: str) -> bool:
    return len(word) >= ROOT and word.isascii() and longer.startswith(word)
