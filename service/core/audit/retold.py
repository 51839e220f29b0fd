"""The same thing told twice with two values, wherever in the text the two stand.

Two figures of one unit that lie near each other or a slip of the pen apart may be one quantity told twice:
a headline and its body, a section and the conclusion, "those 540 volunteers". Words decide how likely, by
``tellings``: what a figure counts, the words that both share, whether the later one is spoken of as known and
whether all it says of its thing was said before. Another time, place or plan tells two quantities apart, and
so do relations that hold for both values. What remains is weighed by Bayes' odds, as in ``fits``: a slip
between figures of many digits is hardly an accident, another value near by more easily is.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import nlargest
from typing import Protocol

from service.core.audit.ledger import Ledger, Wording, plain
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import are_swapped, digits, one_digit_apart
from service.core.audit.tellings import JUST_TOLD, KNOWN, NEW, WHOLE, Teller, Telling, are_told_apart
from service.core.types import FindingSeverity, Kind, Qualifier, Span

FEW = 4  # earlier figures of a sort that are compared with a new one, nearest first
FAR = 60  # where it is said to have been told before
NEAR = 10  # values closer than one part in so many may be one, told twice
WRONG = 30  # of so many quantities told twice one is told with two values
LIKELY = Fraction(1, 2)  # odds from which a difference is worth a look
CERTAIN = Fraction(6)  # odds from which it is an error
ACCIDENT = {2: Fraction(1, 4), 3: Fraction(1, 50), 4: Fraction(1, 400)}  # slips among like figures, by digits
RARE = Fraction(1, 3000)  # with more digits
SWAPPED = {2: Fraction(1, 40), 3: Fraction(1, 180), 4: Fraction(1, 1500)}  # with two neighbours swapped
CLOSE = 5  # times as often like figures lie a slip apart and near each other
BESIDE = Fraction(1, 8)  # of like figures lie near each other
SLIPS, OTHERS = Fraction(7, 10), Fraction(3, 10)  # of wrong values: slips, others
TOLD = {NEW: Fraction(1, 25), KNOWN: Fraction(2), WHOLE: Fraction(8), JUST_TOLD: Fraction(20)}  # odds
WORDS = 6  # words in common that count, and how much likelier each makes it; Vietnamese ones are syllables
ENGLISH, VIETNAMESE = Fraction(2), Fraction(3, 2)
CLOSING = 3  # times as often what a closing part speaks of as known was told before
ALIKE = 3  # words under which a share or a total is told again


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two tellings that may be of one quantity, and the odds that they are and one is wrong."""

    one: Telling
    other: Telling
    same: bool
    odds: Fraction


class Apart(Protocol):
    """Tells whether words beside two figures tell two quantities."""

    def __call__(self, one: Figure, other: Figure, /, *, known: bool) -> bool: ...  # noqa: D102


def proved_by(ledger: Ledger) -> set[Span]:
    """The places of the figures that relations to others bear out."""
    relations = [r for r in ledger.relations.values() if r.holds and r.type != "same_as"]
    return {place for relation in relations for place in relation.spans}


def check_retold(sheet: Sheet, teller: Teller, are_apart: Apart, ledger: Ledger) -> None:
    """Judge figures that are told again with another value, where nothing tells the two apart."""
    proved = proved_by(ledger)
    seen: dict[str, Seen] = {}
    for figure in _figures(sheet):
        telling = teller.telling(figure)
        if telling.change or telling.mean or (figure.kind is Kind.PERCENT and len(telling.words) < ALIKE):
            continue
        earlier = seen.setdefault(figure.unit, Seen())
        found = list(_pairs(teller, telling, earlier))
        earlier.add(telling)
        same = next((pair for pair in found if pair.same), None)
        if same is not None:
            one = same.one.figure
            ledger.holds("same_as", [one.span, figure.span], f"{one.mention.text} = {figure.mention.text}")
            continue
        free = [pair for pair in found if not proved.issuperset((pair.one.figure.span, figure.span))]
        best = max(free, key=lambda pair: pair.odds, default=None)
        if best is None or best.odds < LIKELY:
            continue
        known = telling.recall > NEW
        if telling.recall > KNOWN or not are_apart(best.one.figure, figure, known=known):
            severity = FindingSeverity.ERROR if best.odds >= CERTAIN else FindingSeverity.SUSPICIOUS
            report_twice(best.one.figure, figure, severity, ledger)


def _figures(sheet: Sheet) -> Iterator[Figure]:
    """Single levels and shares of two digits outside tables, those of captions among them, in order."""
    for figure in sorted((*sheet.figures, *sheet.captions), key=lambda f: f.start):
        hedged = figure.is_bounded and figure.mention.qualifier is not Qualifier.APPROX
        if hedged or figure.mention.value_high is not None or figure.sentence < 0 or sheet.in_table(figure):
            continue
        if (figure.is_level or figure.kind is Kind.PERCENT) and figure.value >= 10 * figure.ulp:
            yield figure


class Seen:
    """The figures of one unit told so far, to be found by their value, by a slip of it, and as totals."""

    def __init__(self) -> None:
        self.all: list[Telling] = []
        self.totals: list[Telling] = []
        self._values: list[tuple[int, int]] = []
        self._slips: dict[str, list[Telling]] = {}

    def add(self, telling: Telling) -> None:
        """Remember a figure."""
        figure = telling.figure
        insort(self._values, (millionths(figure), len(self.all)))
        self.all.append(telling)
        if telling.summed:
            self.totals.append(telling)
        for key in slip_keys(figure):
            self._slips.setdefault(key, []).append(telling)

    def like(self, figure: Figure) -> list[Telling]:
        """The last few figures that lie near one, and those that may be a slip apart from it."""
        value = millionths(figure)
        low = bisect_left(self._values, (value * NEAR // (NEAR + 1), 0))
        high = bisect_left(self._values, (value * (NEAR + 1) // NEAR, 0), low)
        near = nlargest(FEW, (index for _, index in self._values[low:high]))
        slips = [other for key in slip_keys(figure) for other in self._slips.get(key, ())[-FEW:]]
        return [*(self.all[index] for index in near), *nlargest(FEW, slips, key=_start)]


def _start(telling: Telling) -> int:
    return telling.figure.start


def millionths(figure: Figure) -> int:
    """A value as a whole number, which is quicker to compare."""
    return figure.value.numerator * 10**6 // figure.value.denominator


def slip_keys(figure: Figure) -> list[str]:
    """What the digits of a figure have in common with those of every number that one slip makes of them."""
    told = str(millionths(figure)).rstrip("0")
    if len(told) < 2:
        return []
    found = [f"-{told}"]
    for i in range(len(told)):
        head, tail = told[:i], told[i + 1 :]
        found += (f"{head}*{tail}", f"-{head}{tail}")
        if tail and tail[0] != told[i]:
            one, two = (told[i], tail[0]) if told[i] < tail[0] else (tail[0], told[i])
            found.append(f"{head}{one}~{two}{tail[1:]}")
    return found


def _pairs(teller: Teller, two: Telling, seen: Seen) -> Iterator[_Pair]:
    """The earlier figures that may tell the same quantity as one, with their odds."""
    figure = two.figure
    others = seen.like(figure)
    if two.stated:
        others += seen.all[: -FAR - 1 : -1]
    elif two.summed:
        others += seen.totals[: -FEW - 1 : -1]
    for one in {_start(one): one for one in others}.values():
        apart = one.figure.sentence != figure.sentence
        if apart and (prior := _prior(teller, one, two)):
            same = agree(one.figure, figure)
            if not same or prior >= 1:
                yield _Pair(one, two, same, prior * _odds_of(one, two))


def _prior(teller: Teller, one: Telling, other: Telling) -> Fraction:
    """The odds that two tellings are of one quantity, by their words alone."""
    shared = one.words & other.words
    again = one.words == other.words and len(shared) >= ALIKE
    recall = max(other.recall, KNOWN if one.summary is not other.summary else NEW)
    if other.stated and not other.words - set(other.nouns) <= teller.known(one):
        return Fraction(0)
    if not (again or _may_be_one(one, other, recall)) or (recall < JUST_TOLD and are_told_apart(one, other)):
        return Fraction(0)
    step = ENGLISH if all(word.isascii() for word in shared) else VIETNAMESE
    odds = Fraction(TOLD[JUST_TOLD if again else recall] * step ** min(len(shared), WORDS))
    if other.recall and other.summary:
        odds *= CLOSING
    return odds / int(2 ** _news(teller, one, other, recall))


def _may_be_one(one: Telling, other: Telling, recall: int) -> bool:
    """True where the two count one thing, or have words enough in common; a share needs all its words."""
    if one.figure.kind is Kind.PERCENT:
        return False
    shared = one.words & other.words
    beside = other.figure.sentence - one.figure.sentence == 1
    if one.figure.unit != "#":
        return len(shared) > 1 or (bool(shared) and other.stated) or (recall >= WHOLE and beside)
    keys = {telling.figure.mention.quantity.unit_key for telling in (one, other)}
    named = [set(telling.nouns[:3]) or telling.words for telling in (one, other)]
    if (len(keys) == 1 and None not in keys) or not named[0].isdisjoint(named[1]):
        return bool(shared) or (recall >= WHOLE and beside)
    return recall == JUST_TOLD and beside and not other.stated


def _news(teller: Teller, one: Telling, other: Telling, recall: int) -> int:
    """How many words of a telling are new that should be known."""
    if recall == NEW:
        return 2 * min(len(one.words - other.words), len(other.words - one.words), 4)
    later = not one.summary or other.summary
    short, long = (other, one) if later else (one, other)
    new = teller.new_words(short, long)
    if new and recall < JUST_TOLD and teller.is_narrowed(short):
        return 99
    return len(new) if later else len(new) // 2


def agree(one: Figure, other: Figure) -> bool:
    """True where the values may be one, or one is the other printed with fewer digits."""
    coarse, fine = sorted((one, other), key=lambda f: f.ulp, reverse=True)
    rounded = coarse.ulp > fine.ulp and abs(coarse.value - fine.value) <= coarse.ulp
    return rounded or one.interval.meets(other.interval)


def _odds_of(one: Telling, other: Telling) -> Fraction:
    """The evidence of two values; of what is stated again or a total any other value counts."""
    again = other.stated or (one.words == other.words and one.summed)
    return evidence(one.figure, other.figure, again=again)


def evidence(one: Figure, other: Figure, *, again: bool, anew: bool = False) -> Fraction:
    """How much likelier two values are of one quantity, one of them wrong, than of two like ones.

    ``again``: the words leave so little doubt that any other value may be a wrong one. ``anew``: of another
    part of the report, so that digits count that are swapped.
    """
    ulp = min(one.ulp, other.ulp)
    told, said = (digits(figure.value, ulp) for figure in (one, other))
    near = abs(one.value - other.value) * NEAR < max(one.value, other.value)
    length = min(len(told), len(said))
    if is_slip_apart(told, said):
        chance = ACCIDENT.get(length, RARE) * (CLOSE if near and length > 2 else 1)
        if anew and are_swapped(told, said):
            chance = SWAPPED.get(significant(told, said), RARE / 3)
        return SLIPS / (WRONG * chance)
    if not again and (not near or length < 3):
        return Fraction(0)
    return OTHERS / (WRONG * (BESIDE if near else 1))


def significant(told: str, said: str) -> int:
    """The digits of two numbers without the zeros that both end in."""
    return max(len(told.rstrip("0")), len(said.rstrip("0")))


def is_slip_apart(told: str, said: str) -> bool:
    """True for two numbers of two digits and more that one slip parts; a dropped digit needs more."""
    one, other = told.rstrip("0"), said.rstrip("0")
    if min(len(one), len(other)) < 2:
        return False
    if len(told) == len(said):
        return one_digit_apart(one, other) or one_digit_apart(told, said)
    return min(len(told), len(said)) > 2 and one_digit_apart(one, other)


def report_twice(first: Figure, second: Figure, severity: FindingSeverity, ledger: Ledger) -> None:
    """Report one quantity that is told with two values."""
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
