"""Lists that are complete by what they say: every part with its share of one whole, or the rest told last.

Parts that each have their share behind them are all of their whole where the shares make up 100. Then the
shares also say how large the whole is, so that a part, the whole and the sum are judged by several figures at
once: where all shares but one fit a whole, it is the whole, wherever it stands.

A part that is called the rest ("the other 166", "còn lại 268", "4,710 other offences") closes the list before
it. Its whole is sought among the like figures before: those that words or nearness propose are tried, and a
misfit is reported where one slip of the pen explains it, at odds that pay for every whole tried.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from service.core.audit.fits import LIKELY, kind_of
from service.core.audit.groups import CERTAIN, DOUBT, LIST_GAP, PARTS, Group, write_fit, write_misfit
from service.core.audit.ledger import PARTIAL, Ledger
from service.core.audit.percents import judge_percents
from service.core.audit.sheet import Figure, Sheet, comparable, percent_interval
from service.core.audit.slips import is_slip
from service.core.audit.tallies import Tally, formula_of, odds_of, write_tally
from service.core.audit.windows import BARE
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, Interval, add, rounded_interval
from service.core.types import Kind, Span

SHARE_GAP = 40  # characters between a part and its share
BACK = 12  # like figures before the rest that are tried as its whole
TOLD, NAMED = (
    Fraction(6),
    Fraction(3),
)  # odds that a list with a rest has its whole right before it; further off
SURELY = Fraction(20)  # odds that points add up to the rate they are called a contribution to
LONG = 100  # units of the last place from which a sum that fits is no accident
SUMS = frozenset({"parts_whole", "difference", "table_total", "growth", "plan"})

_REST = pattern(r"(?<!\w)(?:{closers})(?!\w)")
_CONTRIBUTED = pattern(r"(?<!\w)(?:{contributing})(?!\w)")
_CLAUSE = 40  # characters between the word for the rest and its figure


@dataclass(frozen=True, slots=True)
class _Told:
    """A part with the share of the whole that stands behind it."""

    part: Figure
    share: Figure

    def is_of(self, whole: Interval) -> bool:
        """True where the share is that of the part in a whole, to one unit of its last digit."""
        computed = self.part.interval.quotient(whole).times(HUNDRED)
        return _loosely(self.share).meets(computed)


def check_complete(sheet: Sheet, ledger: Ledger) -> None:
    """Judge lists whose shares make up 100, then those that the rest closes."""
    for told in _shared(sheet):
        _judge_shared(sheet, told, ledger)
    _judge_told(sheet, ledger)
    bases = _bases(sheet, ledger)
    known = {place for kind, places in ledger.relations if kind in SUMS for place in places}
    known.update(place for f in ledger.findings.values() if f.code in PARTIAL for place in f.spans)
    fits = [_judge_rest(sheet, rest, bases, known, ledger) for rest in _rests(sheet)]
    ledger.excuse([fit for fit in fits if fit])
    for figures in sheet.by_sentence:
        _judge_points(sheet, figures, ledger)


# Parts with their shares


def _shared(sheet: Sheet) -> Iterator[list[_Told]]:
    """Runs of parts of one unit with their shares, in neighbouring sentences or lines, that make up 100."""
    run: list[_Told] = []
    for told in _pairs(sheet):
        if run and not _follows(sheet, run[-1], told):
            run = []
        run.append(told)
        first = _first(run)
        if first is not None:
            yield run[first:]
            run = []


def _first(run: Sequence[_Told]) -> int | None:
    """Where the parts begin whose shares make up 100 with the last one."""
    total = HUNDRED
    for n in range(len(run) - 1, max(-1, len(run) - 1 - PARTS), -1):
        total -= run[n].share.value
        if total < -1:
            return None
        if n < len(run) - 1 and HUNDRED in add(percent_interval(t.share) for t in run[n:]):
            return n
    return None


def _pairs(sheet: Sheet) -> Iterator[_Told]:
    """Every level with a percentage right behind it that tells no change."""
    for part, share in pairwise(sheet.figures):
        if share.kind is not Kind.PERCENT or share.unit != "%" or not part.is_level:
            continue
        plain = not (share.is_bounded or part.is_bounded) and part.mention.value_high is None
        near = part.sentence == share.sentence and share.start - part.end <= SHARE_GAP
        if plain and near and 0 < share.value < HUNDRED and not sheet.is_step(share) and part.value > 0:
            yield _Told(part, share)


def _follows(sheet: Sheet, above: _Told, told: _Told) -> bool:
    """True for the next part of a list: of one unit, in the same sentence or the next one."""
    return comparable(above.part, told.part) and told.part.sentence - above.share.sentence <= 1


def _judge_shared(sheet: Sheet, told: Sequence[_Told], ledger: Ledger) -> None:
    parts = tuple(t.part for t in told)
    total = add(p.interval for p in parts)
    wholes = [f for f in _before(sheet, parts[0]) if f.value * 2 > parts[0].value]
    if any(total.meets(w.interval) for w in wholes):
        whole = next(w for w in wholes if total.meets(w.interval))
        write_fit(sheet, Group(whole, parts, True, True, False), ledger)
        return
    if all(t.is_of(total) for t in told):
        _judge_opener(sheet, parts, wholes, ledger)
        return
    for whole in wholes:
        odd = [t for t in told if not t.is_of(whole.interval)]
        if len(odd) != 1 or len(told) < 3:
            continue
        group = Group(whole, parts, True, True, False)
        right = whole.value - group.sum + odd[0].part.value
        figure = odd[0].part
        mended = replace(figure, value=right, interval=Interval.point(right))
        sure = right > 0 and (_Told(mended, odd[0].share).is_of(whole.interval) or is_slip(figure, right, 2))
        write_misfit(sheet, group, CERTAIN if sure else DOUBT, ledger)
        return


def _judge_opener(sheet: Sheet, parts: tuple[Figure, ...], wholes: Sequence[Figure], ledger: Ledger) -> None:
    """A whole right before a list that is sound in itself, parts and shares alike."""
    for whole in wholes[:2]:
        group = Group(whole, parts, True, True, False)
        if is_slip(whole, group.sum, 2) and parts[0].sentence - whole.sentence <= 1:
            write_misfit(sheet, group, CERTAIN, ledger)
            return


def _judge_told(sheet: Sheet, ledger: Ledger) -> None:
    """Where all parts of a whole have their shares behind them, the shares make up 100."""
    shares = {t.part.span: t.share for t in _pairs(sheet)}
    for kind, places in tuple(ledger.relations):
        parts = [place for place in places if place in shares]
        if kind != "parts_whole" or len(parts) != len(places) - 1 or len(parts) < 2:
            continue
        whole = next(f for place in places if place not in shares for f in sheet.within(place))
        if not any(_Told(p, shares[p.span]).is_of(whole.interval) for x in parts for p in sheet.within(x)):
            continue  # shares of another whole: "412,500 (33.0%) and 486,300 (38.9%), 898,800 so far"
        told = [shares[place] for place in parts]
        if sum(share.value for share in told) * 2 < HUNDRED or ledger.are_shared_apart(parts):
            continue  # rates of their own: "mức 3% với 52 hộ, mức 5% với 34 hộ"
        if ledger.relations[kind, places].holds and HUNDRED not in add(map(_loosely, told)):
            judge_percents(sheet, told, CERTAIN, ledger)


def _loosely(share: Figure) -> Interval:
    """What a share stands for that may be cut off instead of rounded."""
    return rounded_interval(share.value, 2 * share.ulp)


# Lists that the rest closes


def _bases(sheet: Sheet, ledger: Ledger) -> dict[Span, Span]:
    """The place of the whole of which each part has the share that the text tells."""
    found: dict[Span, Span] = {}
    for relation in ledger.relations.values():
        if relation.type == "ratio_percent" and relation.holds:
            levels = [f for span in relation.spans for f in sheet.within(span) if f.is_level]
            if len(levels) == 2:
                part, whole = sorted(levels, key=lambda f: f.value)
                found[part.span] = whole.span
    return found


def _rests(sheet: Sheet) -> Iterator[Figure]:
    """Levels outside tables that are called the rest by a word before them or behind."""
    seen: set[Span] = set()
    places = [f.start for f in sheet.figures]
    for m in _REST.finditer(sheet.text):
        i = bisect_right(places, m.start())
        beside = []
        if i < len(places) and _is_plain(sheet.text[m.end() : places[i]]):
            beside.append(sheet.figures[i])
        elif i and _is_plain(sheet.text[sheet.figures[i - 1].end : m.start()]):
            beside.append(sheet.figures[i - 1])
        for figure in beside:
            level = figure.is_level and not figure.is_bounded and figure.mention.value_high is None
            if level and figure.span not in seen and figure.sentence >= 0 and not sheet.in_table(figure):
                seen.add(figure.span)
                yield figure


def _is_plain(between: str) -> bool:
    """True for a few words without a stop between the word for the rest and its figure."""
    return len(between) <= _CLAUSE and not any(stop in between for stop in ",;:.()\n")


def _judge_rest(
    sheet: Sheet, rest: Figure, bases: Mapping[Span, Span], known: Set[Span], ledger: Ledger
) -> frozenset[Span]:
    """The whole and all its parts up to the rest; none where they miss it, which a slip may explain."""
    tallies = list(_tallies(sheet, rest))
    based = [t for t in tallies if bases.get(t.parts[0].span) == t.whole.span]
    tallies = based or tallies
    for tally in tallies:
        if tally.is_near and tally.fits and (tally.whole.value >= LONG * tally.whole.ulp):
            spans = frozenset(f.span for f in tally.figures)
            ledger.holds("parts_whole", spans, formula_of(tally))
            return spans
    if rest.span in known:
        return frozenset()
    beside = sum(t.prior == TOLD for t in tallies)
    judged: list[tuple[Fraction, Tally | None]] = [
        (odds_of(t) / (beside if t.prior == TOLD else len(tallies)), t) for t in tallies
    ]
    odds, best = max(judged, key=lambda j: j[0], default=(Fraction(0), None))
    if best is not None and best.leaves_out:
        write_misfit(sheet, Group(best.whole, best.parts, True, True, False), CERTAIN, ledger)
    elif best is not None and odds >= LIKELY:
        write_tally(best, odds, ledger)
    return frozenset()


def _tallies(sheet: Sheet, rest: Figure) -> Iterator[Tally]:
    """The rest with the figures before it, and their wholes, the most natural ones first.

    A list that begins its sentence may have its whole further up, any other one right before it.
    """
    before = _before(sheet, rest)
    place = sheet.paragraph_of(rest)
    for k in range(1, min(len(before), PARTS)):
        if sheet.paragraph_of(before[k - 1]) != place:
            return
        parts = (*reversed(before[:k]), rest)
        begins = k == 1 or before[k].sentence != before[k - 1].sentence
        cut = k + 1 < len(before) and before[k + 1].sentence == before[k - 1].sentence
        for whole in before[k:] if begins else before[k : k + 1]:
            if 2 * sum(p.value for p in parts) > whole.value and all(p.value != whole.value for p in parts):
                beside = whole is before[k] and not cut
                yield Tally(whole, parts, TOLD if beside else NAMED, told=k > 1 and _is_item(sheet, parts))


def _is_item(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True for a rest that is listed with the other parts, not told in a clause of its own."""
    return parts[0].sentence == parts[-1].sentence and all(
        len(sheet.gap(a, b)) <= LIST_GAP and "." not in sheet.gap(a, b) for a, b in pairwise(parts)
    )


# What adds to a rate, in points of it


def _judge_points(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> None:
    """“GDP grew 6.84%. Farming contributed 0.71 points, industry …”: the points make up the rate."""
    points = tuple(f for f in figures if f.unit == "pp" and not f.is_bounded and f.mention.value_high is None)
    if len(points) < 2 or not _CONTRIBUTED.search(sheet.sentence_text(points[0].sentence)):
        return
    near = sheet.looking_back(figures[0])
    rates = [f for f in (*figures, *near) if f.unit == "%" and points[0].sentence - f.sentence <= 1]
    tallies = [Tally(rate, points, SURELY) for rate in rates]
    fit = next((t for t in tallies if t.is_near and t.fits), None)
    if fit is not None:
        ledger.holds("parts_whole", [f.span for f in fit.figures], formula_of(fit))
        return
    for tally in sorted(tallies, key=odds_of, reverse=True)[:1]:
        if (odds := odds_of(tally) / len(tallies)) >= LIKELY:
            write_tally(tally, odds, ledger)


def _before(sheet: Sheet, first: Figure) -> list[Figure]:
    """The like figures before one, nearest first; of a ratio its whole."""
    found: list[Figure] = []
    kind, unit = kind_of(first), first.unit
    bare = unit == "#" and not kind and BARE.match(sheet.after(first)) is not None
    for figure in sheet.looking_back(first):
        if len(found) == BACK:
            break
        like = figure.is_level or figure.base is not None
        if bare and unit == "#" and figure.is_level:
            unit = figure.unit  # "118,400 tonnes …, 96,750, … and the remaining 27,200"
        if not like or figure.unit not in (first.unit, unit) or figure.mention.value_high is not None:
            continue
        if figure.is_bounded or sheet.is_step(figure) or (kind and kind_of(figure) not in ("", kind)):
            continue
        if figure.base is not None:
            found.append(replace(figure, value=figure.base, interval=Interval.point(figure.base), base=None))
        else:
            found.append(figure)
    return found
