"""One quantity told in two places with two values: a summary and its section, a text and its table.

What makes two figures tellings of one quantity is weighed in half bits. Words that both share weigh the more
the rarer they are in the report; words that say of the one what nothing around the other knows weigh
against it. A list or a paragraph whose other figures are told again elsewhere tells this one again, too, and
so does a sentence that shares another figure with it. Poles of one axis, other times, plans, parts and
averages tell two quantities apart, and so do figures that are each told again, or each proved by others.
Where other figures prove only one of the two, that one is right. The odds are then those of a slip, as in
``retold``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from service.core.audit.echoes import Echo, Echoes
from service.core.audit.ledger import Ledger
from service.core.audit.retold import (
    CERTAIN,
    LIKELY,
    NEAR,
    agree,
    evidence,
    is_slip_apart,
    proved_by,
    report_twice,
    significant,
)
from service.core.audit.sheet import Figure
from service.core.audit.slips import are_swapped, digits
from service.core.audit.tellings import ALIKE, KNOWN, NEW, Teller, Telling, is_planned, odds_of_words
from service.core.contrasts import axes, exclude
from service.core.types import FindingSeverity, Kind, Span

MOST = 14  # half bits by which words can tell that two figures are of one quantity
SHORT, LONG = 3, 4  # digits from which a slip alone is worth a look, and may be an error
DOUBTED = CERTAIN - 1  # odds of what is no error
ROUND = 8  # times as often two round values lie a slip apart by chance
OTHERS = 6  # half bits that many like figures take at most
SHARED, AROUND = 20, 8  # that words beside both tell at most, and words around one of them
POLE = 4  # that a pole tells which both stand for, or only one
COUNTED, NAMED, LOOSE = 8, 6, 2  # that words take which only one says: of a count, of others, around it
BOTH = 26  # more where either says something else
OTHERWISE = {3: 12}  # that words take at most by digits of which two are swapped: all may be said anew
REWORDED = 8  # of more digits
DIGEST = 2  # for each figure of a block that is told again, four of them at most
PAIR, LONG_PAIR, PAIRS = (
    6,
    8,
    12,
)  # that a figure tells which both sentences tell, of more digits, all of them
PROVED = 3  # times as often other figures prove one of the two
BORNE_OUT, TOLD_OF = 12, 6  # where the other one opens or closes the report; half bits of words from which
BESIDE = 3  # figures on either side of one that may be what another one holds more
SUMMARY = 4  # where one of them stands in a part that sums up
OPENING = 3  # where one of them opens or closes the report
TIMED, YEAR, SIGN, PLACE = 8, 4, 8, 6  # that a time, a year, a sign and a name take which only one has
_DAYS = frozenset({"year", "ngày", "month", "day"})  # times that may be those of the report


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures that may be of one quantity, in order of the text, and the odds that one is wrong.

    ``recalled``: the second one is spoken of as told before.
    """

    one: Figure
    two: Figure
    odds: Fraction
    recalled: bool = False

    @property
    def spans(self) -> tuple[Span, Span]:
        """The places of both."""
        return self.one.span, self.two.span


def check_twice(echoes: Echoes, teller: Teller, ledger: Ledger) -> None:
    """Judge figures that two places of a report tell with two values, the likeliest pairs first."""
    proved = proved_by(ledger)
    told = {f.spans for f in ledger.findings.values() if f.code == "restated_differently"}
    used = {span for spans in told for span in spans}
    pairs = [*_recalled(echoes, teller, proved, ledger), *_echoed(echoes, proved)]
    for pair in sorted(pairs, key=lambda pair: (-pair.odds, pair.spans)):
        if pair.odds < LIKELY or not used.isdisjoint(pair.spans):
            continue
        first, second = pair.one, pair.two
        if not pair.recalled and second.span in proved and first.span not in proved:
            first, second = second, first
        severity = FindingSeverity.ERROR if pair.odds >= CERTAIN else FindingSeverity.SUSPICIOUS
        report_twice(first, second, severity, ledger)
        used.update(pair.spans)


def _recalled(echoes: Echoes, teller: Teller, proved: set[Span], ledger: Ledger) -> Iterator[_Pair]:
    """The likeliest earlier telling of each figure, by how it is spoken of; one with its value is noted."""
    for figure in filter(echoes.is_prose, echoes.figures):
        telling = teller.telling(figure)
        found = list(_earlier(echoes, teller, telling)) if _may_recall(telling) else []
        same = next((pair for pair, same in found if same), None)
        if same is not None:
            formula = f"{same.one.mention.text} = {figure.mention.text}"
            ledger.holds("same_as", same.spans, formula)
            continue
        pairs = [pair for pair, _ in found if not proved.issuperset(pair.spans)]
        best = max(pairs, key=lambda pair: pair.odds, default=None)
        if best is None or best.odds < LIKELY:
            continue
        if telling.recall > KNOWN or not _tell_apart(echoes, best, known=telling.recall > NEW):
            yield best


def _may_recall(telling: Telling) -> bool:
    """True for a figure that words may tell again: no change, no average, no share without a name."""
    share = telling.figure.kind is Kind.PERCENT
    return not (telling.change or telling.mean or (share and len(telling.words) < ALIKE))


def _earlier(echoes: Echoes, teller: Teller, telling: Telling) -> Iterator[tuple[_Pair, bool]]:
    """The earlier figures that may tell the same quantity with their odds, and if their values agree."""
    figure = telling.figure
    for other in echoes.before(telling):
        one = teller.telling(other)
        if other.sentence == figure.sentence or not _may_recall(one):
            continue
        if prior := odds_of_words(teller, one, telling):
            same = agree(other, figure)
            again = telling.stated or (one.words == telling.words and one.summed)
            if not same or prior >= 1:
                anew = telling.recall > NEW and figure.kind is not Kind.PERCENT
                odds = prior * evidence(other, figure, again=again, anew=anew)
                yield _Pair(other, figure, odds, recalled=True), same


def _echoed(echoes: Echoes, proved: set[Span]) -> Iterator[_Pair]:
    """The pairs of figures in two blocks that are likely enough to be one quantity told twice."""
    for figure in echoes.figures:
        for other in echoes.elsewhere(figure):
            if other.start <= figure.start or proved.issuperset((figure.span, other.span)):
                continue
            if _is_more_by_one_beside(echoes, figure, other):
                continue
            if not _may_be_slips(echoes, figure, other) and not _may_be_told(echoes, figure, other, proved):
                continue
            one, two = echoes.echo(figure), echoes.echo(other)
            if one is None or two is None or are_apart(one, two) or _are_both_copied(echoes, one, two):
                continue
            odds = _odds(echoes, one, two, proved)
            if odds >= LIKELY:
                yield _Pair(figure, other, odds)


def _may_be_slips(echoes: Echoes, one: Figure, other: Figure) -> bool:
    """True for two values of one length that differ by more than rounding; not for two of tables."""
    ulp = min(one.ulp, other.ulp)
    if len(digits(one.value, ulp)) != len(digits(other.value, ulp)) or agree(one, other):
        return False
    return evidence(one, other, again=False) > 0 and not all(map(echoes.sheet.in_table, (one, other)))


def _may_be_told(echoes: Echoes, one: Figure, other: Figure, proved: set[Span]) -> bool:
    """True for values near each other of which a part that sums up tells one and others prove the other."""
    told, said = echoes.echo(one), echoes.echo(other)
    if told is None or said is None or agree(one, other) or any(map(echoes.sheet.in_table, (one, other))):
        return False
    near = abs(one.value - other.value) * NEAR < max(one.value, other.value)
    return near and _is_borne_out(echoes, told, said, proved)


def _is_borne_out(echoes: Echoes, one: Echo, two: Echo, proved: set[Span]) -> bool:
    """True where one opens, sums up or closes the report and nothing bears it out, as others do the second.

    Not where words name a time of only one of them.
    """
    times = [{*told.telling.times.items()} - {("year", frozenset({echoes.year}))} for told in (one, two)]
    return times[0] == times[1] and any(
        (own.telling.summary or own.block in echoes.ends)
        and own.figure.span not in proved
        and own.figure.span not in echoes.copied
        and other.figure.span in proved
        for own, other in ((one, two), (two, one))
    )


def _is_more_by_one_beside(echoes: Echoes, one: Figure, other: Figure) -> bool:
    """True where a neighbour of the lesser one is what the greater has more: "11 killed, 214 hurt", 225."""
    less, more = sorted((one, other), key=lambda figure: figure.value)
    around = slice(max(less.index - BESIDE, 0), less.index + BESIDE + 1 if less.index >= 0 else 0)
    return any(
        figure.value == more.value - less.value
        and figure.unit == less.unit
        and (figure.sentence == less.sentence or figure.value >= 10 * figure.ulp)
        for figure in echoes.sheet.figures[around]
    )


def are_apart(one: Echo, two: Echo) -> bool:
    """True where words tell two things: of other times, poles, plans, parts, denied, to come, averages."""
    told = one.telling, two.telling
    if any(
        sort in told[0].times and told[0].times[sort].isdisjoint(named)
        for sort, named in told[1].times.items()
    ):
        return True
    for plain, either in ((one, two), (two, one)):
        if "either" in either.signs - plain.signs and plain.core and plain.core < either.core:
            return True  # "killed or seriously injured: 225", "seriously injured, 214"
    if one.figure.kind is Kind.DURATION and not one.telling.mean:
        return True
    ways = [
        (t.earlier, t.mean, t.change, is_planned(t), e.signs - {"more", "either"})
        for t, e in zip(told, (one, two), strict=True)
    ]
    return ways[0] != ways[1] or exclude(one.poles, two.poles)


def _tell_apart(echoes: Echoes, pair: _Pair, *, known: bool) -> bool:
    """True where words beside two figures tell two quantities; of a ``known`` one more words may be new."""
    one, two = echoes.echo(pair.one), echoes.echo(pair.two)
    if one is None or two is None or known:
        return one is not None and two is not None and exclude(one.poles, two.poles)
    return are_apart(one, two) or bool((one.signs ^ two.signs) - {"either"})


def _are_both_copied(echoes: Echoes, one: Echo, two: Echo) -> bool:
    """True where each value is told again, or one of them beside the other."""
    copies = [echoes.copied.get(echo.figure.span, frozenset()) for echo in (one, two)]
    return all(copies) or two.block in copies[0] or one.block in copies[1]


def _odds(echoes: Echoes, one: Echo, two: Echo, proved: set[Span]) -> Fraction:
    """The odds that two figures are of one quantity and one of them is wrong."""
    bits = _said_by_both(echoes, one, two)
    length, placed = _slip(one, two), _is_placed(echoes, one, two)
    borne_out = _is_borne_out(echoes, one, two, proved)
    share = one.figure.kind is Kind.PERCENT
    if bits is None or not (placed or borne_out or length >= SHORT) or (share and not length):
        return Fraction(0)
    bits -= min(_named_by_one(echoes, one, two), _reworded(one, two)) + _signed_by_one(echoes, one, two)
    bits += _said_of_place(echoes, one, two)
    borne_out = borne_out and bits >= TOLD_OF
    slip = evidence(one.figure, two.figure, again=borne_out, anew=not share)
    odds = Fraction(2) ** (min(bits, MOST) // 2) * slip
    if not proved.isdisjoint((one.figure.span, two.figure.span)):
        odds *= BORNE_OUT if borne_out else PROVED
    is_round = all(echo.figure.value % (10 * echo.figure.ulp) == 0 for echo in (one, two))
    odds = odds / ROUND if is_round and (length or not borne_out) else odds
    return odds if placed or length >= LONG or _is_set_apart(echoes, one, two) else min(odds, DOUBTED)


def _slip(one: Echo, two: Echo) -> int:
    """The digits of two values that one slip parts; 0 for others."""
    ulp = min(one.figure.ulp, two.figure.ulp)
    told, said = (digits(echo.figure.value, ulp) for echo in (one, two))
    return len(told) if is_slip_apart(told, said) else 0


def _swapped(one: Echo, two: Echo) -> int:
    """The digits of two values that two swapped neighbours part, closing zeros left aside; 0 for others."""
    ulp = min(one.figure.ulp, two.figure.ulp)
    told, said = (digits(echo.figure.value, ulp) for echo in (one, two))
    return significant(told, said) if are_swapped(told, said) else 0


def _reworded(one: Echo, two: Echo) -> int:
    """What words can take at most: the values may be so alike that one thing is told in two ways.

    Not in the same way: "coffee exports of Kingsfield" are no "tea exports of Kingsfield".
    """
    own = min(len(one.name - two.core), len(two.name - one.core))
    swapped = 0 if 0 < own <= len(one.core & two.core) else _swapped(one, two)
    return OTHERWISE.get(swapped, REWORDED if swapped >= LONG else 99)


def _is_placed(echoes: Echoes, one: Echo, two: Echo) -> bool:
    """True where one of two figures stands where a report tells again what it tells elsewhere."""
    tabled = any(echoes.sheet.in_table(echo.figure) for echo in (one, two))
    again = _digest(echoes, one, two) > 0 or _pairs_beside(echoes, one, two) > 0
    return tabled or again or one.telling.summary or two.telling.summary


def _said_by_both(echoes: Echoes, one: Echo, two: Echo) -> int | None:
    """What the words that both share tell; None where they share none."""
    shared = one.core & two.core
    around = ((one.core & two.wide) | (two.core & one.wide)) - shared
    poles = len(one.poles & two.poles)
    beside = echoes.weight(shared)
    if (
        not beside
        and not poles
        and not (_is_set_apart(echoes, one, two) and _is_retold(echoes, one, two, around))
    ):
        return None
    return min(beside, SHARED) + min(echoes.weight(around) // 2, AROUND) + POLE * poles


def _is_set_apart(echoes: Echoes, one: Echo, two: Echo) -> bool:
    """True where one of two figures opens, sums up or closes the report."""
    return one.telling.summary is not two.telling.summary or not echoes.ends.isdisjoint(
        (one.block, two.block)
    )


def _is_retold(echoes: Echoes, one: Echo, two: Echo, around: frozenset[str]) -> bool:
    """True where the words around two figures, or their digits alone, tell that they may be one."""
    return (bool(around) and _digest(echoes, one, two) > DIGEST) or _swapped(one, two) >= (
        SHORT if around else LONG
    )


def _named_by_one(echoes: Echoes, one: Echo, two: Echo) -> int:
    """What words and poles take that only one has."""
    most = COUNTED if one.figure.unit == "#" else NAMED
    named = [echoes.weight_of_gap(a, b, a.name) // 2 for a, b in ((one, two), (two, one))]
    loose = [echoes.weight_of_gap(a, b, a.core - a.name) // 2 for a, b in ((one, two), (two, one))]
    taken = sum(min(gap, most) for gap in named) + sum(min(gap, LOOSE) for gap in loose)
    taken += POLE * len(axes(one.poles) ^ axes(two.poles))
    return taken + BOTH * (all(named) and not _pairs_beside(echoes, one, two))


def _signed_by_one(echoes: Echoes, one: Echo, two: Echo) -> int:
    """What signs, proper names and times take that only one has."""
    taken = SIGN * len((one.signs ^ two.signs) - {"either"})
    if one.names != two.names and one.names.isdisjoint(two.names):
        taken += 2 * PLACE if one.names and two.names else PLACE
    times = [frozenset(echo.telling.times) for echo in (one, two)]
    years = [echo.telling.times.get("year", frozenset()) - {echoes.year} for echo in (one, two)]
    return taken + TIMED * len((times[0] ^ times[1]) - _DAYS) + YEAR * len(years[0] ^ years[1])


def _said_of_place(echoes: Echoes, one: Echo, two: Echo) -> int:
    """What the places tell in which the two stand."""
    bits = -min((echoes.sizes[one.figure.unit] ** 2).bit_length() - 1, OTHERS)
    bits += min(PAIRS, PAIR * _pairs_beside(echoes, one, two))
    if one.telling.summary or two.telling.summary:
        bits += SUMMARY
    elif _is_set_apart(echoes, one, two):
        bits += OPENING
    return bits + _digest(echoes, one, two)


def _pairs_beside(echoes: Echoes, one: Echo, two: Echo) -> int:
    """How many figures stand in the sentences of both."""
    return len(echoes.beside[one.figure.sentence] & echoes.beside[two.figure.sentence])


def _digest(echoes: Echoes, one: Echo, two: Echo) -> int:
    """What it tells that one of two figures stands in a block whose figures are told again elsewhere."""
    more = [
        echoes.digests[echo.block] - (1 if echo.figure.span in echoes.copied else -1) for echo in (one, two)
    ]
    return DIGEST * max(0, min(max(more), 4))
