"""Wholes and their parts: one search for what adds up, and for what would but for a slip of the pen.

The odds that a run is a whole with its parts come from its signs (``signs``): of the runs in a hundred sound
reports whose sum comes within half of the whole, those that hold against those that do not. The figures do
the rest, as Bayes has it:

- a run that holds would do so by accident once in as many sums as the whole has units. Where it hardly is
  one, all that was said of its figures in a weaker way is taken back, its parts stand for their whole in the
  next reading, and what encloses it is sought once more.
- about one printed figure in seventy has a slip, so of ``n`` figures that belong together ``n / 70`` do; an
  unrelated run is a slip away from its whole as often as the sums that one slip explains lie among all that
  it could have had. A part left out or counted twice is told more seldom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from service.core.audit.fits import WRONG
from service.core.audit.groups import Group, is_excused, write_fit
from service.core.audit.ledger import PARTIAL, Ledger, missed_sum, plain
from service.core.audit.runs import NEARLY, Level, Run, is_shaped, runs_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.signs import Signs, heads, is_cut, odds_of
from service.core.audit.slips import one_digit_apart, slips_of
from service.core.rounding import Interval
from service.core.types import FindingSeverity, Form, Span

SURE = 90  # tenths of bits from which a sum acquits its figures though its parts stand apart from it
SOUND = 49  # from which a sum that holds is no accident
LIKELY = 19  # from which a misfit is worth a look
CERTAIN = 49  # from which it is an error
WORDS = 59  # words seldom make a run likelier than by so much
SELDOM = 4  # a part is forgotten or counted twice so much more seldom than a slip is made
COUNTED = 4  # a digit is dropped or added so much more seldom than one is changed
FAR = 4  # a slip moves the sum by more than half of the whole so much more seldom
FEW = 4  # numbers in words that count what is summed: "cả hai", "all three"
TINY = 100  # of two parts the smaller is seldom a smaller share of the whole
AROUND = 4  # like figures around a run that may belong to it
PASSES = 3  # times that the text is read, each time without the parts that are made up


_SUMS = frozenset({"parts_whole", "difference"})


@dataclass(frozen=True, slots=True)
class Misfit:
    """A run that does not add up, the figure that a slip would mend (None where none would), and the odds."""

    run: Run
    wrong: Level | None
    odds: int


def find_wholes(sheet: Sheet, ledger: Ledger) -> Sequence[Misfit]:
    """The runs in which something is likely wrong; the sums that hold are written down."""
    signs = Signs(sheet)
    ties = _Ties()
    gone: frozenset[Span] = frozenset()
    inner: frozenset[Span] | None = None
    sound: list[Run] = []
    misfits: dict[tuple[Span, ...], Misfit] = {}
    for _ in range(PASSES):
        fits: list[tuple[int, Run]] = []
        for run in runs_of(sheet, gone=gone) if inner is None or inner else ():
            if len({*run.spans}) < len(run.spans):
                continue  # a ratio is no sum of its sides
            if abs(run.off) <= run.slack:
                odds = 0 if is_cut(sheet, run) else _odds_of_fit(signs, run)
                if odds >= (SOUND if _is_firm(sheet, run) else SURE):
                    fits.append((odds, run))
            elif (misfit := _misfit(signs, run)) is not None:
                misfits.setdefault(tuple(run.spans), misfit)
        new = list(_accept(fits, ties))
        sound += new
        inner = frozenset(p.span for run in new for p in run.parts) - gone
        gone |= inner
    wrong = list(_likeliest(sheet, list(misfits.values()), ties))
    for run in sound:
        write_fit(sheet, _group(run), ledger)
        if not any(sheet.is_step(p.figure) for p in run.parts):
            ledger.sums_up(run.spans)  # what came and went may still miss the change that is told
    return wrong


def judge_wholes(sheet: Sheet, misfits: Sequence[Misfit], ledger: Ledger) -> None:
    """Report the misfits that no other rule has explained."""
    told = [frozenset(f.spans) for f in ledger.findings.values() if f.code in PARTIAL]
    sound = [frozenset(r.spans) for r in ledger.relations.values() if r.holds and r.type in _SUMS]
    for misfit in misfits:
        whole, *parts = misfit.run.spans
        _raise(misfit, ledger)
        known = any(len(spans.intersection(misfit.run.spans)) > 1 for spans in told)
        known = known or any(whole in spans and not spans.isdisjoint(parts) for spans in sound)
        if not (known or is_excused(sheet, _group(misfit.run), ledger)):
            _report(misfit, ledger)


def _raise(misfit: Misfit, ledger: Ledger) -> None:
    """Make an error of what another rule only suspects in the same figures, where the odds are good."""
    spans = tuple(sorted(misfit.run.spans))
    doubts = [
        key
        for key, found in ledger.findings.items()
        if found.spans == spans and found.code in PARTIAL and found.severity is FindingSeverity.SUSPICIOUS
    ]
    if doubts and misfit.odds >= CERTAIN:
        for key in doubts:
            ledger.withdraw(*key)
        _report(misfit, ledger)


class _Ties:
    """The figures that belong together, with the odds that they do."""

    def __init__(self) -> None:
        self._of: dict[Span, list[tuple[int, frozenset[Span]]]] = {}

    def add(self, odds: int, run: Run) -> None:
        """Tie the figures of a run."""
        spans = frozenset(run.spans)
        for span in spans:
            self._of.setdefault(span, []).append((odds, spans))

    def forbid(self, odds: int, run: Run) -> bool:
        """True where two of the figures belong together in a likelier way."""
        spans = frozenset(run.spans)
        return any(
            known >= odds and len(other & spans) > 1
            for span in spans
            for known, other in self._of.get(span, ())
        )


def _group(run: Run) -> Group:
    whole, *parts = (_read(level) for level in run.levels)
    return Group(whole, tuple(parts), True, True, False)


def _read(level: Level) -> Figure:
    """The figure of a level; of a ratio the side that is meant."""
    figure = level.figure
    if figure.base is None:
        return figure
    return replace(figure, value=level.value, base=None, interval=Interval.point(level.value))


def _accept(fits: list[tuple[int, Run]], ties: _Ties) -> Iterator[Run]:
    """The runs that hold, the likeliest of those first that share figures."""
    for odds, run in sorted(fits, key=lambda fit: (-fit[0], len(fit[1].parts), fit[1].spans)):
        if not ties.forbid(odds, run):
            ties.add(odds, run)
            yield run


def _is_firm(sheet: Sheet, run: Run) -> bool:
    """True for parts right beside their whole, none of them left out."""
    apart = abs(run.whole.figure.sentence - run.parts[0].figure.sentence)
    return not (run.skipped or run.between > 0) and (apart < 2 or heads(sheet, run))


def _odds_of_fit(signs: Signs, run: Run) -> int:
    """How much likelier a whole with its parts is than an accident."""
    step = min(level.step for level in run.levels)
    told = tenths(max(1, run.whole.units // step), 2 * run.slack // step + 1)
    return told + signs.odds(run) if told + signs.odds_of_place(run) + WORDS >= SOUND else 0


def tenths(one: int, other: int) -> int:
    """Tenths of bits in the ratio of two numbers.

    >>> tenths(2, 1), tenths(1, 70), tenths(3, 2)
    (10, -61, 5)
    """
    if one < other:
        return -tenths(other, one)
    ratio: int = one**10 // other**10
    return ratio.bit_length() - 1


def _misfit(signs: Signs, run: Run) -> Misfit | None:
    """A run with the odds that something is wrong in it, if they are worth a look."""
    wrong = slip_of(run) if is_shaped(run.off) else None
    if wrong is None and not _is_oversight(run):
        return None
    place = signs.odds_of_place(run) + WORDS
    if place + tenths(len(run.levels) * 2 * run.whole.units, WRONG) < LIKELY:
        return None
    evidence = _evidence(run, wrong)
    if evidence + place < LIKELY or _is_idle(run):
        return None
    found = signs.of(run)
    if wrong is None and _goes_on(run) and "joined" not in found:
        return None
    odds = evidence + odds_of(found)
    return Misfit(run, wrong, odds) if odds >= LIKELY else None


def _is_idle(run: Run) -> bool:
    """True where a part hardly counts, a word only counts the parts, or another figure makes up the rest."""
    few = any(x.figure.mention.quantity.form is Form.WORDS and x.said <= FEW for x in run.levels)
    least = min(p.units for p in run.parts) * TINY
    beside = {level.sentence for level in run.levels}
    first, last = (pick(x.place for x in run.levels) for pick in (min, max))
    around = run.like[max(0, first - AROUND) : last + 1 + AROUND]
    own = {*run.spans}
    fills = any(x.units == -run.off and x.sentence in beside and x.span not in own for x in around)
    return few or fills or (len(run.parts) == 2 and least < run.whole.units)


def _evidence(run: Run, wrong: Level | None) -> int:
    """How much likelier the figures are if they belong together than if they do not.

    ``wrong`` is the figure that a slip changed; None where a part is forgotten or counted twice.
    """
    count = len(run.levels)
    if wrong is not None:
        within, all_told = _chance(run)
        right = wrong.units + (run.off if wrong is run.whole else -run.off)
        counted = len(str(wrong.said)) != len(str(right // wrong.step))
        return tenths(count * all_told, WRONG * within * (COUNTED if counted else 1))
    step = min(x.step for x in run.levels)
    told = tenths(run.whole.units, SELDOM * WRONG * len(run.parts) * step)
    return min(told, tenths(count, SELDOM)) if run.off > 0 else told  # a list may go on behind its parts


def _is_oversight(run: Run) -> bool:
    """True where a part is forgotten, or counted twice."""
    off = abs(run.off)
    apart = len(run.parts) < 3 or not run.is_near or run.skipped > 0 or run.between > 0
    apart = apart or any(p.units > run.whole.units for p in run.parts)
    return not apart and NEARLY * off > run.whole.units and any(p.units == off for p in run.parts)


def _goes_on(run: Run) -> bool:
    """True where the parts without the first or the last make up the whole."""
    return run.off in (run.parts[0].units, run.parts[-1].units)


def slip_of(run: Run) -> Level | None:
    """The figure that one slip of the pen would mend."""
    for level in run.levels:
        right = level.units + (run.off if level is run.whole else -run.off)
        whole = right if level is run.whole else run.whole.units
        if any(p.units >= whole for p in run.parts if p is not level):
            continue  # no whole is smaller than a part of it
        wanted, uneven = divmod(right, level.step)
        if wanted > 0 and not uneven and one_digit_apart(str(level.said), str(wanted)):
            return level
    return None


def _chance(run: Run) -> tuple[int, int]:
    """Of how many sums that an unrelated run could have how many are one slip away from its whole."""
    step = min(level.step for level in run.levels)
    half = run.whole.units // 2
    low, high = (-half, half) if run.is_near else (-run.whole.units, max(run.whole.units, 2 * run.off))
    explained: set[int] = set()
    for level in run.levels:
        sign = level.step if level is run.whole else -level.step
        explained.update(sign * (other - level.said) for other in _slips(level.said))
    within = max(1, sum(low <= off <= high for off in explained)) * step
    told = max(1, high - low)
    return min(within, told) * (1 if run.is_near else FAR), told


@lru_cache(maxsize=1024)
def _slips(said: int) -> frozenset[int]:
    return slips_of(said)


def _likeliest(sheet: Sheet, misfits: list[Misfit], ties: _Ties) -> Iterator[Misfit]:
    """The misfits that no sound sum explains, the likeliest first."""
    for misfit in sorted(misfits, key=lambda m: (-m.odds, m.run.spans)):
        if ties.forbid(misfit.odds, misfit.run):
            continue
        if any(map(sheet.has_unread, {level.figure.sentence for level in misfit.run.levels})):
            continue
        ties.add(misfit.odds, misfit.run)
        yield misfit


def _report(misfit: Misfit, ledger: Ledger) -> None:
    run, wrong = misfit.run, misfit.wrong or misfit.run.whole
    one = wrong.figure.ulp / wrong.step
    right = wrong.value + one * (run.off if wrong is run.whole else -run.off)
    stated, expected = plain(wrong.value, wrong.figure.ulp), plain(right, wrong.figure.ulp)
    terms = [plain(p.value) for p in run.parts]
    whole = plain(run.whole.value)
    ledger.report(
        "sum_mismatch",
        FindingSeverity.ERROR if misfit.odds >= CERTAIN else FindingSeverity.SUSPICIOUS,
        wrong.span,
        run.spans,
        kind="parts_whole",
        formula=f"{' + '.join(terms)} ~ {run.whole.figure.mention.text}",
        stated=stated,
        expected=expected,
        wording=missed_sum(terms, whole, stated, expected),
    )
