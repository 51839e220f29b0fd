"""One quantity told in two places with two values: in a summary and its section, a text and its table.

Any two like figures of two sentences are weighed, in half bits: by their digits (see ``retold``); by the
words that both share, the rarer the more; by those that say of the one what nothing around the other knows;
by how the later one is spoken of; and by where they stand: a list or paragraph whose other figures are told
again tells this one again, too, and so does a sentence that shares another figure with it. Poles of one axis,
other times, plans, parts and averages tell two quantities apart, and so do figures that are each told again,
or each proved by others. Where other figures prove only one of the two, that one is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from service.core.audit.ledger import Ledger, Wording, plain
from service.core.audit.retold import CLOSE, LEAST, OTHER, SWAPPED, Index, agree
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.tellings import JUST_TOLD, KNOWN, NEW, STATED, WHOLE, Teller, Telling
from service.core.contrasts import axes, exclude
from service.core.types import FindingSeverity, Kind, Qualifier, Span

ERROR, LIKELY = 5, 1  # half bits from which a difference is an error, and worth a look
OTHERS = 6  # half bits that many like figures take at most
WORDS, BESIDE, AROUND = 16, 20, 8  # that words tell at most: all, those beside both, those around one
POLE = 4  # that a pole tells which both stand for, or only one
NARROWER = 12  # that it takes where one is told of men or women alone
SILENT = 4  # that it takes where no word is shared
COUNTED, NAMED, LOOSE = 8, 6, 2  # that words take which only one says: of a count, of others, around it
BOTH = 26  # more where either says something else
ANEW = 8  # more where each counts something else
SAME = 4  # less where neither says anything new; what words take at most of what is known
STRONG = 10  # half bits of digits from which other words take little
REWORDED = {True: 6, False: 12}  # that they take at most of such digits, and of a short slip
TOLD = {NEW: 0, KNOWN: 6, WHOLE: 13, STATED: 18, JUST_TOLD: 20}  # for how the later figure is spoken of
SOON = 8  # sentences after which a figure is spoken of as known
PARAGRAPH, LISTED = 24, 12  # that two figures take of one paragraph, where the later one is told as new
DIGEST = 3  # for each figure of a block that is told again, four of them at most
PAIR, PAIRS = 6, 12  # that a figure tells which both sentences tell; all of them
TELLING = 7  # half bits of words from which values that are only near may be borne out
PROVED, BORNE_OUT = 3, 8  # where others prove one of the two; where the other one opens or closes the report
MORE = 3  # figures on either side of one that may be what another one holds more
SUMMARY, EDGE = 4, 3  # where one stands in a part that sums up; where it opens or closes the report
TIMED, YEAR, DAY = 14, 4, 2  # that a time, a year and a day take which only one names
SIGN, PLACE = 8, 6  # that a sign and a name take which only one has
BLOCKS = 6  # of so many blocks the first two may open a report, and the last may close it
FAR = 12  # earlier figures of which one may be a telling that is said to be one
_APART = frozenset({"planned", "earlier", "mean", "change", "to come", "not"})  # signs of another thing
_NONE: frozenset[str] = frozenset()
_OF_SENTENCE = frozenset({"to come", "not"})  # those of what is said of a known figure
_DAYS = frozenset({"year", "ngày", "month", "day"})  # times that may be those of the report


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures that may be of one quantity, in order of the text, and how much speaks for it."""

    one: Figure
    two: Figure
    bits: int

    @property
    def spans(self) -> tuple[Span, Span]:
        """The places of both."""
        return self.one.span, self.two.span


def check_twice(sheet: Sheet, ledger: Ledger) -> None:
    """Judge figures that two places of a report tell with two values, the likeliest pairs first."""
    used: set[Span] = set()
    retold = _Retold(sheet, ledger)
    for pair in sorted(retold.pairs(), key=lambda pair: (-pair.bits, pair.spans)):
        if used.isdisjoint(pair.spans):
            severity = FindingSeverity.ERROR if pair.bits >= ERROR else FindingSeverity.SUSPICIOUS
            first, second = pair.one, pair.two
            if second.span in retold.proved and first.span not in retold.proved:
                first, second = second, first
            _report(first, second, severity, ledger)
            used.update(pair.spans)


class _Retold:
    """The pairs of figures of a report that may be one quantity."""

    def __init__(self, sheet: Sheet, ledger: Ledger) -> None:
        self.sheet = sheet
        self.ledger = ledger
        self.teller = Teller(sheet)
        self.figures = tuple(_figures(sheet))
        self.index = Index(self.figures)
        relations = [r for r in ledger.relations.values() if r.holds and r.type != "same_as"]
        self.proved = {place for relation in relations for place in relation.spans}
        self._like: dict[Span, list[Figure]] = {}

    def pairs(self) -> Iterator[_Pair]:
        """The pairs that are likely enough to be one quantity told with two values."""
        recent: dict[str, list[Figure]] = {}
        for figure in self.figures:
            ahead = recent.setdefault(figure.unit, [])
            others = {other.span: other for other in self.like(figure) if other.start < figure.start}
            telling = self.teller.telling(figure)
            if telling is not None and telling.recall >= KNOWN:
                others |= {other.span: other for other in ahead[-FAR:]}
            ahead.append(figure)
            known = telling is not None and telling.recall >= WHOLE
            if known and any(self._is_told_again(other, figure) for other in others.values()):
                continue
            for other in others.values():
                bits = self.bits(other, figure) if other.sentence != figure.sentence else LEAST
                if bits >= LIKELY:
                    yield _Pair(other, figure, bits)

    def like(self, figure: Figure) -> list[Figure]:
        """The figures of its unit that lie near one or a slip away."""
        if figure.span not in self._like:
            self._like[figure.span] = self.index.like(figure)
        return self._like[figure.span]

    def bits(self, one: Figure, two: Figure) -> int:
        """How much speaks for one quantity that is told wrongly once, in half bits."""
        told, said = self.teller.telling(one), self.teller.telling(two)
        if told is None or said is None:
            return LEAST
        slip = max(self.index.kinship(one, two), OTHER if _is_surely_one(told, said) else LEAST)
        if slip == LEAST or agree(one, two) or self._are_two(told, said):
            return LEAST
        words = self._shared(told, said)
        places = self._places(told, said, sure=slip > CLOSE[-1] or words >= TELLING)
        bits = slip + min(words, WORDS) - self._unshared(told, said, slip) + places
        return min(bits, ERROR - 1) if slip == OTHER else bits

    def _is_told_again(self, one: Figure, two: Figure) -> bool:
        """True for a figure that is spoken of as known and has its value; that is written down."""
        told, said = self.teller.telling(one), self.teller.telling(two)
        if told is None or said is None or not told.core & said.core:
            return False
        if one.sentence == two.sentence or not agree(one, two):
            return False
        self.ledger.holds("same_as", (one.span, two.span), f"{one.mention.text} = {two.mention.text}")
        return True

    def _are_two(self, one: Telling, two: Telling) -> bool:
        """True where words, copies or other relations tell of two quantities."""
        spans = one.figure.span, two.figure.span
        if self.proved.issuperset(spans) or (one.cell and two.cell):
            return True
        if any(sort in one.times and one.times[sort].isdisjoint(named) for sort, named in two.times.items()):
            return True
        for bare, either in ((one, two), (two, one)):
            if "either" in either.signs - bare.signs and bare.core and bare.core < either.core:
                return True  # "killed or seriously injured: 225", "seriously injured, 214"
        if one.figure.kind is Kind.DURATION and "mean" not in one.signs:
            return True
        signs = (one.signs ^ two.signs) & _APART
        if two.recall >= WHOLE:
            signs -= _OF_SENTENCE
        if one.times.get("year", _NONE) & two.times.get("year", _NONE):
            signs -= {"earlier"}
        if signs or exclude(one.poles, two.poles):
            return True
        copies = [self.copied.get(span, frozenset()) for span in spans]
        if all(copies) or two.block in copies[0] or one.block in copies[1]:
            return True
        return self._is_more_by_one_beside(one.figure, two.figure)

    def _is_more_by_one_beside(self, one: Figure, two: Figure) -> bool:
        """True where a neighbour of the lesser is what the greater has more: "11 killed, 214 hurt", 225."""
        less, more = sorted((one, two), key=lambda figure: figure.value)
        first = max(less.index - MORE, 0) if less.index >= 0 else 0
        around = self.sheet.figures[first : less.index + MORE + 1]
        return any(
            figure.value == more.value - less.value
            and figure.unit == less.unit
            and (figure.sentence == less.sentence or figure.value >= 10 * figure.ulp)
            for figure in around
        )

    # Words

    def _shared(self, one: Telling, two: Telling) -> int:
        """What the words tell that both share."""
        shared = one.core & two.core
        around = ((one.core & two.wide) | (two.core & one.wide)) - shared
        beside, near = self.teller.weight(shared), self.teller.weight(around)
        bits = min(beside, BESIDE) + min(near // 2, AROUND) + POLE * len(one.poles & two.poles)
        return bits if shared else bits - SILENT

    def _unshared(self, one: Telling, two: Telling, slip: int) -> int:
        """What it takes that one has and the other has not: words, poles, signs, proper names and times."""
        both = ((one, two.known_beside(one)), (two, one.known_beside(two)))
        named = [self.teller.weight(a.name - known) // 2 for a, known in both]
        loose = [self.teller.weight(a.core - a.name - known) // 2 for a, known in both]
        most = COUNTED if one.figure.unit == "#" else NAMED
        taken = sum(min(gap, most) for gap in named) + sum(min(gap, LOOSE) for gap in loose)
        taken += POLE * len(axes(one.poles) ^ axes(two.poles))
        recalled, pair = self._recalled(one, two) > 0, _is_minimal_pair(one, two)
        apart = all(map(any, zip(named, loose, strict=True))) if pair else all(named)
        taken += BOTH * (apart and not recalled and not self._pairs_beside(one, two))
        if recalled or (slip >= SWAPPED[3] and not (pair or _are_parallel(one, two))):
            taken = min(taken, SAME if recalled else REWORDED[slip >= STRONG])
        elif not any((*named, *loose)):
            taken -= min(SAME, self.teller.weight(one.core & two.core) // 3)
        if not recalled and not self._is_set_apart(one, two) and _are_named_apart(one, two):
            taken += ANEW
        taken += NARROWER * ("sex" in axes(one.poles) ^ axes(two.poles))
        strange = [a.names - known for a, known in both]
        taken += 3 * PLACE if all(strange) else PLACE * any(strange)
        return taken + self._signed(one, two)

    def _signed(self, one: Telling, two: Telling) -> int:
        """What signs and times take that only one has."""
        signs = (one.signs ^ two.signs) - {"either"} - ({"part"} if one.cell or two.cell else _NONE)
        years = [telling.times.get("year", _NONE) - {self.teller.year} for telling in (one, two)]
        times = frozenset(one.times) ^ frozenset(two.times)
        taken = SIGN * len(signs) + YEAR * len(years[0] ^ years[1])
        return taken + TIMED * len(times - _DAYS) + DAY * len(times & _DAYS - {"year"})

    # Places

    def _places(self, one: Telling, two: Telling, *, sure: bool) -> int:
        """What the places tell in which the two stand."""
        bits = -min((self.index.size(one.figure.unit) ** 2).bit_length() - 1, OTHERS)
        bits += min(PAIRS, PAIR * self._pairs_beside(one, two)) + self._digest(one, two)
        summary = one.summary is not two.summary
        bits += SUMMARY if summary else EDGE if self._is_set_apart(one, two) else 0
        proved = [telling.figure.span in self.proved for telling in (one, two)]
        if any(proved):
            other = two if proved[0] else one
            borne_out = (other.summary or other.block in self.opening) and self._are_of_one_time(one, two)
            borne_out = borne_out and sure and other.figure.span not in self.copied
            bits += BORNE_OUT if borne_out else PROVED
        if one.block == two.block and two.recall == NEW and not summary:
            bits -= LISTED if one.core == two.core else PARAGRAPH
        return bits + self._recalled(one, two)

    def _is_set_apart(self, one: Telling, two: Telling) -> bool:
        """True where one of two figures opens, sums up or closes the report."""
        return one.summary is not two.summary or not self.ends.isdisjoint((one.block, two.block))

    def _recalled(self, one: Telling, two: Telling) -> int:
        """What it tells how the later figure is spoken of, if it is soon and of nothing new."""
        steps = two.figure.sentence - one.figure.sentence
        if two.recall == JUST_TOLD and steps == 1:
            return TOLD[JUST_TOLD if not two.head or two.head in one.said else KNOWN]
        if two.recall == STATED:
            return 0 if two.name - one.known_beside(two) else TOLD[two.recall]
        soon = steps <= SOON or two.summary
        known = two.head in one.said if two.head else two.recall >= WHOLE and steps == 1
        return TOLD[two.recall] if soon and (known or one.core & two.core) else 0

    def _are_of_one_time(self, one: Telling, two: Telling) -> bool:
        """True where both name the same times, the year of the report left aside."""
        own = ("year", frozenset({self.teller.year}))
        return {*one.times.items()} - {own} == {*two.times.items()} - {own}

    def _pairs_beside(self, one: Telling, two: Telling) -> int:
        """How many figures stand in the sentences of both."""
        return len(self.beside[one.figure.sentence] & self.beside[two.figure.sentence])

    def _digest(self, one: Telling, two: Telling) -> int:
        """What it tells that one of two figures stands in a block whose figures are told again elsewhere."""
        more = [
            self.digests[telling.block] - (1 if telling.figure.span in self.copied else -1)
            for telling in (one, two)
        ]
        return DIGEST * max(0, min(max(more), 4))

    @cached_property
    def copied(self) -> Mapping[Span, frozenset[int]]:
        """The figures that other blocks tell again with their value, and which blocks do."""
        found: dict[Span, frozenset[int]] = {}
        for figure in self.figures:
            blocks = frozenset(
                self.teller.block(other.start)
                for other in self.like(figure)
                if self.teller.block(other.start) != self.teller.block(figure.start)
                and agree(figure, other)
                and self._are_akin(figure, other)
            )
            if blocks:
                found[figure.span] = blocks
        return found

    def _are_akin(self, figure: Figure, copy: Figure) -> bool:
        """True where the words beside one of two figures stand around the other."""
        one, other = self.teller.telling(figure), self.teller.telling(copy)
        if one is None or other is None:
            return False
        return not (one.wide.isdisjoint(other.core) and one.core.isdisjoint(other.wide))

    @cached_property
    def digests(self) -> Mapping[int, int]:
        """For each block how many more of its figures are told again elsewhere than are not."""
        told: Counter[int] = Counter()
        for figure in self.figures:
            told[self.teller.block(figure.start)] += 1 if figure.span in self.copied else -1
        return told

    @cached_property
    def opening(self) -> frozenset[int]:
        """The first block of prose with figures, and those that open or close a long report."""
        return self.ends | frozenset(self._blocks[:1])

    @cached_property
    def ends(self) -> frozenset[int]:
        """The first two blocks of prose with figures and the last one, of a report of many."""
        return frozenset((*self._blocks[:2], self._blocks[-1]) if len(self._blocks) >= BLOCKS else ())

    @cached_property
    def _blocks(self) -> Sequence[int]:
        prose = (f.start for f in self.figures if not self.sheet.in_table(f))
        return list(dict.fromkeys(map(self.teller.block, prose)))

    @cached_property
    def beside(self) -> Mapping[int, frozenset[tuple[str, int, str]]]:
        """The figures of each sentence by unit and value, counts with the word behind them."""
        found: dict[int, set[tuple[str, int, str]]] = {}
        for figure in self.figures:
            words = self.sheet.text[figure.end : figure.end + 24].split() if figure.unit == "#" else [""]
            noun = "".join(words[:1]).casefold().rstrip(",.;:")
            found.setdefault(figure.sentence, set()).add((figure.unit, self.index.scaled[figure.span], noun))
        return {sentence: frozenset(told) for sentence, told in found.items()}


def _is_surely_one(one: Telling, two: Telling) -> bool:
    """True where the words leave so little doubt that any two values may be one, told wrongly."""
    if two.recall >= WHOLE:
        return not two.head or two.head in one.core
    return two.recall == KNOWN and one.core == two.core and len(one.core) > 2


def _are_parallel(one: Telling, two: Telling) -> bool:
    """True for "coffee exports of Kingsfield", "tea exports of Kingsfield": most words are the same."""
    own = min(len(one.name - two.core), len(two.name - one.core))
    return 0 < 2 * own <= len(one.core & two.core)


def _is_minimal_pair(one: Telling, two: Telling) -> bool:
    """True for "the north branch sold …", "the south branch sold …": one word is another."""
    own = len(one.core - two.core), len(two.core - one.core)
    return own == (1, 1) and len(one.core & two.core) > 2


def _are_named_apart(one: Telling, two: Telling) -> bool:
    """True where each says what it is of, and the other has no word of it."""
    known = [telling.said if telling.cell else telling.core for telling in (two, one)]
    return bool(one.name and two.name) and one.name.isdisjoint(known[0]) and two.name.isdisjoint(known[1])


def _figures(sheet: Sheet) -> Iterator[Figure]:
    """Single levels, shares, rates and lengths of time of two digits in order, of tables and captions too."""
    lengths = [figure for told in sheet.durations.values() for figure in told]
    for figure in sorted((*sheet.figures, *sheet.captions, *lengths), key=lambda figure: figure.start):
        hedged = figure.is_bounded and figure.mention.qualifier is not Qualifier.APPROX
        if hedged or figure.mention.value_high is not None or figure.sentence < 0:
            continue
        told = figure.is_level or figure.kind in (Kind.PERCENT, Kind.DURATION, Kind.RATE)
        if told and figure.value >= 10 * figure.ulp:
            yield figure


def _report(first: Figure, second: Figure, severity: FindingSeverity, ledger: Ledger) -> None:
    """Report one quantity that is told with two values, unless it is reported as a base already."""
    places = {first.span, second.span}
    based = (f for f in ledger.findings.values() if f.code == "denominator_conflict")
    if any(places.issubset(f.spans) for f in based):
        return
    ledger.report(
        "restated_differently",
        severity,
        second.span,
        [first.span],
        kind="same_as",
        formula=f"{first.mention.text} | {second.mention.text}",
        stated=plain(second.value),
        expected=plain(first.value),
        wording=Wording(
            f"Cùng một số liệu được ghi hai lần khác nhau: {first.mention.text} và {second.mention.text}.",
            f"The same figure is given twice with two values: {first.mention.text} and"
            f" {second.mention.text}.",
        ),
    )
