"""Parts and wholes that the numbers themselves propose, where no rule of words has tied them.

Figures of one unit that stand beside a larger one are proposed as its parts (a level, a change and the level
before it are a whole and its parts, too). A run that adds up to the digit is noted. One that misses by a
single slip of the pen is a finding only where that is better evidence for a slip than for an accident, in the
odds of Bayes:

- ``_prior``: of the runs in real reports whose sum comes within half of the whole, those that hold to those
  that do not, by layout, slips left out. Counted in some thirty reports: where the run and its whole are all
  the like figures of their sentences, 31 hold and 30 do not (of two parts 9 to 3, of more that are joined by
  "and" or closed by "the rest" 11 to 4); where others are left over 10 hold and 68 do not.
- about one printed figure in seventy has a slip, so of ``n`` figures that belong together ``n / 70`` do.
- an unrelated run is a slip away from its whole as often as the sums that one slip explains lie among all the
  sums that the run could have had: many for short figures, next to none for long ones. They are counted.

So figures of two digits prove nothing here, those of three need a layout that leaves little doubt, and those
of five digits hardly any. Only runs of an unbroken stretch are tried, so the work is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from service.core.audit.groups import has_other_whole, is_plan_reached
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.roles import base_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import neighbours
from service.core.audit.words import pattern
from service.core.types import FindingSeverity, Form, Relation, Span

PARTS = 8  # parts of one whole that are added up
STRETCH = 40  # like figures of one stretch of text that are looked at
REGION = 120  # figures of one paragraph and its list that are looked at
WRONG = 70  # of so many printed figures one has a slip
LIKELY = Fraction(1, 2)  # odds from which a slip is worth a look
CERTAIN = Fraction(60)  # odds from which it is an error
RARE = 100  # sums of which one holds by accident
TINY = 100  # of two parts the smaller is seldom a smaller share of the whole

_STOP = re.compile(r"[;:\n]|[.!?](?:\s|$)|\)\s*,?\s*$")
_JOINT = pattern(
    r"(?:^|[\s,;])(?:{together}|còn)\s"
    r"|(?<![^\W\d_])(?:{remaining}|khác|everything else|others?|leaves)(?![^\W\d_])"
)
_LINK = pattern(r"(?:^|[\s(,;:])(?:{exhaustive}|{including})(?=[\s:,])|:\s")
_LABEL = re.compile(r":\s*$")
_TOTAL = pattern(r"(?<![^\W\d_])(?:{total}|together|in all|tất cả)(?![^\W\d_])")
_TRAIT = re.compile(
    r"\b(?:aged|also|including|of which|of whom|trong đó|riêng)\b|\b(?:under|over|dưới|trên)\s*$",
    re.IGNORECASE,
)
_ENUMERATED = re.compile(r"^(?:\s[^\W\d_]+){0,3},\s$")  # "8,125 tickets, 6,150 mugs"
_MEAN = pattern(r"(?:^|[\s(,;:])(?:{mean}|mỗi|each|every)\s(?:[^\s,;:.()]+\s){0,4}$")
_CHANGE = pattern(r"(?:^|[\s(,;])(?:{up}|{down}|{than}|{beyond}|{remaining})\s(?:[^\s,;:.()]+\s){0,3}$")
_PEOPLE = frozenset(
    {
        "party_member", "person", "child", "pupil", "student", "teacher", "worker", "farmer", "woman", "man",
        "delegate", "member", "cadre", "union_member", "individual", "visit", "guest", "patient", "trainee",
        "doctor", "nurse", "volunteer", "soldier", "resident",
    }
)  # fmt: skip
_BODIES = frozenset(
    {
        "party_org", "party_committee", "party_cell", "collective", "unit", "team", "household_business",
        "school",
    }
)  # fmt: skip


_SUMS = frozenset({"parts_whole", "difference", "growth"})
_MISFITS = frozenset({"sum_mismatch", "difference_mismatch"})


@dataclass(frozen=True, slots=True)
class _Level:
    """A figure in whole units of the finest last place around it; ``step`` is its own last place.

    ``ends``: a sentence, a clause or a bracket ends before the next like figure. ``usable``: neither hedged
    nor a range.
    """

    figure: Figure
    units: int
    step: int
    ends: bool
    usable: bool
    span: Span

    @property
    def value(self) -> Fraction:
        """The value; of a ratio the side that this level is."""
        return self.figure.ulp / self.step * self.units


@dataclass(frozen=True, slots=True)
class _Run:
    """Figures that may be a whole and its parts; ``closed`` where no like figure beside them is left over.

    ``after``: the whole stands after its parts. ``below``: the parts are all of the sentence after that of
    the whole, which holds other like figures, too.
    """

    whole: _Level
    parts: tuple[_Level, ...]
    closed: bool
    after: bool = False
    below: bool = False

    @property
    def levels(self) -> tuple[_Level, ...]:
        return (self.whole, *self.parts)

    @property
    def off(self) -> int:
        """By how much the parts exceed the whole."""
        return sum(p.units for p in self.parts) - self.whole.units

    @property
    def spans(self) -> list[Span]:
        return [level.span for level in self.levels]


def gravity_of(odds: Fraction) -> FindingSeverity:
    """An error where a slip is by far likelier than an accident, else a suspicion."""
    return FindingSeverity.ERROR if odds >= CERTAIN else FindingSeverity.SUSPICIOUS


def check_fits(sheet: Sheet, ledger: Ledger) -> None:
    """Judge runs of like figures beside a larger one that take part in no sum or difference yet."""
    tied = _tied(r for r in ledger.relations.values() if r.holds and r.type in _SUMS)
    sound: list[_Run] = []
    misfits: list[_Run] = []
    for region in _regions(sheet):
        for figures in _like(sheet, region):
            levels = _levels(sheet, figures)
            for start in range(0, len(levels) - 2, STRETCH // 2):
                _sort_runs(sheet, levels[start : start + STRETCH], tied, sound, misfits)
    for run in sound:
        ledger.holds("parts_whole", run.spans, _formula(run))
    _excuse(sound, ledger)
    for relation in ledger.relations.values():
        if not relation.holds:
            _tie(relation.spans, tied)
    made = {run.spans[0]: set(run.spans[1:]) for run in sound}
    free = [run for run in misfits if not (_is_nested(run, made) or _is_spelled(sheet, run))]
    _judge_misfits(sheet, free, tied, ledger)


def _tied(relations: Iterable[Relation]) -> dict[Span, set[Span]]:
    """The figures that each figure is already added to or compared with."""
    found: dict[Span, set[Span]] = {}
    for relation in relations:
        _tie(relation.spans, found)
    return found


def _tie(spans: Sequence[Span], tied: dict[Span, set[Span]]) -> None:
    for span in spans:
        tied.setdefault(span, set()).update(spans)


def _excuse(sound: Sequence[_Run], ledger: Ledger) -> None:
    """Withdraw a misfit of figures that add up with another one: "9 of 12 came; 5 passed, 4 failed"."""
    runs: dict[Span, list[frozenset[Span]]] = {}
    for run in sound:
        if (2 * _slack(run) + 1) * RARE <= run.whole.units // run.whole.step:
            for span in run.spans:
                runs.setdefault(span, []).append(frozenset(run.spans))
    for key, finding in tuple(ledger.findings.items()):
        if finding.code in _MISFITS and finding.severity is FindingSeverity.ERROR:
            places = frozenset(finding.spans)
            beside = {run for span in places for run in runs.get(span, ())}
            others = (run for run in beside if key[1] not in run or not run < places)
            if any(len(places - run) < 2 <= len(places & run) for run in others):
                ledger.withdraw(*key)


# Which figures stand together


def _regions(sheet: Sheet) -> Iterator[list[Figure]]:
    """The levels of each paragraph, those of the list below it included."""
    items = set(sheet.segments.list_items)
    region: list[Figure] = []
    last: Span | None = None
    for figures in sheet.by_sentence:
        paragraph = sheet.paragraph_of(figures[0])
        if (paragraph != last and paragraph not in items) or len(region) > REGION:
            yield region
            region = []
        last = paragraph
        region += [f for f in figures if (f.is_level and not sheet.is_name(f)) or f.base is not None]
    yield region


def _like(sheet: Sheet, region: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures of one unit; counts also by what they count, where they count several things."""
    by_unit: dict[str, list[Figure]] = {}
    above: Figure | None = None
    told = [f for f in region if f.mention.quantity.form is not Form.WORDS]
    for figure in told:
        if _MEAN.search(f" {sheet.before(figure)}"):
            continue  # what each costs is no part of what all cost
        unit = figure.unit
        if above is not None and is_bare(figure) and scale_of(figure) == scale_of(above):
            unit = above.unit  # "premises £1.55 million, stock 1.06 million"
        else:
            above = figure
        by_unit.setdefault(unit, []).append(figure)
    by_kind: dict[str, list[Figure]] = {}
    kind = ""
    for figure in by_unit.get("#", ()):
        kind = kind_of(figure) or kind
        by_kind.setdefault(kind, []).append(figure)
    for figures in (*by_unit.values(), *(by_kind.values() if len(by_kind) > 1 else ())):
        if len(figures) > 2:
            yield figures
            outside = [f for f in figures if not sheet.in_brackets(f)]
            if 2 < len(outside) < len(figures):
                yield outside


def is_bare(figure: Figure) -> bool:
    """True for a scaled figure that leaves its unit out: "premises £1.55 million, stock 1.06 million"."""
    return figure.unit == "#" and scale_of(figure) != "1" and not figure.mention.quantity.unit_key


def scale_of(figure: Figure) -> str:
    """The scale that a figure is printed in, "1" for none."""
    return figure.mention.quantity.scale


def kind_of(figure: Figure) -> str:
    """What sort of thing a figure counts; people and bodies are one sort each."""
    key = figure.mention.quantity.unit_key or ""
    return "people" if key in _PEOPLE else "bodies" if key in _BODIES else key


def _levels(sheet: Sheet, figures: Sequence[Figure]) -> list[_Level]:
    """Like figures in units of their finest last place; a ratio gives its whole and its part."""
    ulps = [figure.ulp for figure in figures]
    finest = min(ulps)
    steps = [_units(ulp, finest) for ulp in ulps]
    found = []
    for i, figure in enumerate(figures):
        below = figures[i + 1] if i + 1 < len(figures) else None
        ends = below is None or _STOP.search(sheet.text[figure.end : below.start]) is not None
        usable = not figure.is_bounded and figure.mention.value_high is None
        values = [figure.value] if figure.base is None else [figure.base, figure.value]
        for value in values:
            units = _units(value, finest)
            found.append(_Level(figure, units, steps[i], ends, usable and units > 0, figure.span))
    return found


def _units(value: Fraction, unit: Fraction) -> int:
    """How many whole units a value has; quicker than a quotient of fractions."""
    return (value.numerator * unit.denominator) // (value.denominator * unit.numerator)


# Which of them may be a whole and its parts


def _sort_runs(
    sheet: Sheet,
    levels: Sequence[_Level],
    tied: dict[Span, set[Span]],
    sound: list[_Run],
    misfits: list[_Run],
) -> None:
    """Add the runs that add up to ``sound``, and to ``misfits`` those that miss by a slip."""
    for run in _runs(levels):
        near = abs(run.off) <= _widest_slack(run)
        if not (near or _is_shaped(run.off)) or _is_tied(run, tied) or not _may_belong(sheet, run):
            continue
        if near and abs(run.off) <= _slack(run):
            sound.append(run)
            _tie(run.spans, tied)
        elif _is_telling(run) and _slip(run) is not None:
            misfits.append(run)


def _is_telling(run: _Run) -> bool:
    """True for a whole of three digits and more without a part that hardly counts beside it."""
    least = min(p.units for p in run.parts) * (TINY if len(run.parts) == 2 else 10 * TINY)
    return run.whole.units // run.whole.step >= 100 and least >= run.whole.units


def _judge_misfits(sheet: Sheet, runs: Sequence[_Run], tied: dict[Span, set[Span]], ledger: Ledger) -> None:
    """Report the runs that are likelier slips than accidents, the likeliest first."""
    judged = ((_odds(sheet, run), i) for i, run in enumerate(runs) if not _is_tied(run, tied))
    for odds, i in sorted(((odds, i) for odds, i in judged if odds >= LIKELY), key=lambda o: (-o[0], o[1])):
        wrong = _slip(runs[i])
        parts = [part.figure for part in runs[i].parts]
        if is_plan_reached(sheet, runs[i].whole.figure, parts) or has_other_whole(sheet, parts):
            continue
        if wrong is not None and not _is_tied(runs[i], tied):
            _report(sheet, runs[i], wrong, odds, ledger)
            _tie(runs[i].spans, tied)


def _is_tied(run: _Run, tied: Mapping[Span, set[Span]]) -> bool:
    """True where the whole belongs to a part in another way."""
    first, *others = run.spans
    return not tied.get(first, set()).isdisjoint(others)


def _is_nested(run: _Run, made: Mapping[Span, set[Span]]) -> bool:
    """True where one of the parts is made up of the others."""
    others = set(run.spans[1:])
    return any(len(others & made.get(span, set())) > 1 for span in others)


def _is_spelled(sheet: Sheet, run: _Run) -> bool:
    """True where a number in a word stands unread among the figures: "226 bikes; we sent out two"."""
    return any(map(sheet.has_unread, {level.figure.sentence for level in run.levels}))


def _runs(levels: Sequence[_Level]) -> Iterator[_Run]:
    """Runs of neighbours beside a larger figure that end where a clause does."""
    for i, whole in enumerate(levels):
        if not whole.usable:
            continue
        for last in range(i + 1, min(i + 1 + PARTS, len(levels))):
            part = levels[last]
            if not part.usable:
                break
            if last > i + 1 and part.ends:
                yield _Run(whole, tuple(levels[i + 1 : last + 1]), _is_closed(levels, i, last))
        yield from _runs_before(levels, i, whole)
        yield from _run_below(levels, i, whole)
        if 0 < i < len(levels) - 1 and levels[i + 1].ends:
            one, other = levels[i - 1], levels[i + 1]
            if one.usable and other.usable:
                yield _Run(whole, (one, other), _is_closed(levels, i - 1, i + 1))


def _runs_before(levels: Sequence[_Level], i: int, whole: _Level) -> Iterator[_Run]:
    for first in range(i - 1, max(-1, i - PARTS - 1), -1):
        part = levels[first]
        if not part.usable:
            return
        if first < i - 1 and (first == 0 or levels[first - 1].ends):
            yield _Run(whole, tuple(levels[first:i]), _is_closed(levels, first, i), after=True)


def _run_below(levels: Sequence[_Level], i: int, whole: _Level) -> Iterator[_Run]:
    """“They recorded 457 nests, 97 more than the 360 of 2022. Of these, 441 …, 14 … and 2 …”."""
    if i and levels[i - 1].figure.sentence == whole.figure.sentence:
        return
    first = i + 1
    while first < len(levels) and levels[first].figure.sentence == whole.figure.sentence:
        first += 1
    last = first
    while last < len(levels) and levels[last].figure.sentence == levels[first].figure.sentence:
        last += 1
    parts = levels[first:last]
    if first > i + 1 and 1 < len(parts) <= PARTS and all(p.usable for p in parts):
        yield _Run(whole, tuple(parts), closed=True, below=True)


def _is_closed(levels: Sequence[_Level], first: int, last: int) -> bool:
    """True where no like figure of the same sentences stands outside."""
    above = levels[first - 1].figure if first else None
    below = levels[last + 1].figure if last + 1 < len(levels) else None
    opens = above is None or above.sentence != levels[first].figure.sentence
    return opens and (below is None or below.sentence != levels[last].figure.sentence)


def _may_belong(sheet: Sheet, run: _Run) -> bool:
    """False for counts of several things, a figure or the whole told twice, and a part above the whole.

    That part may have a slip where nothing else stands beside it. Parts in several items of a
    list have their whole in none of them.
    """
    kinds = {kind_of(p.figure) for p in run.parts} - {""}
    twice = len(set(run.spans)) < len(run.spans) and run.whole.figure.base is None
    again = any(p.units == run.whole.units for p in run.parts)
    above = not run.closed and any(p.units > run.whole.units for p in run.parts)
    if len(kinds) > 1 or twice or again or above:
        return False
    if run.parts[0].figure.sentence == run.parts[-1].figure.sentence == run.whole.figure.sentence:
        return True
    places = {sheet.paragraph_of(p.figure) for p in run.parts}
    return len(places) == 1 or sheet.paragraph_of(run.whole.figure) not in places


def _slack(run: _Run) -> int:
    """How far rounded parts may miss a rounded whole."""
    exact = all(level.figure.interval.is_point for level in run.levels)
    return 0 if exact else _widest_slack(run)


def _widest_slack(run: _Run) -> int:
    return (len(run.parts) + 1) * max(level.step for level in run.levels) // 2


def _is_shaped(off: int) -> bool:
    """True for what a changed digit or two swapped ones can make of a sum: 3000 is 3, 270 is 9 · 3."""
    off = abs(off)
    while off and off % 10 == 0:
        off //= 10
    return off < 10 or (off % 9 == 0 and off <= 81)


def _slip(run: _Run) -> _Level | None:
    """The figure that one slip of the pen would mend."""
    for level in run.levels if _is_shaped(run.off) else ():
        right = level.units + (run.off if level is run.whole else -run.off)
        wanted, uneven = divmod(right, level.step)
        if wanted > 0 and not uneven and wanted in neighbours(level.units // level.step):
            return level
    return None


# How good the evidence is


def _odds(sheet: Sheet, run: _Run) -> Fraction:
    """How much likelier a slip is than an accident."""
    explained: set[int] = set()
    for level in run.levels:
        said = level.units // level.step
        sign = level.step if level is run.whole else -level.step
        explained.update(sign * (other - said) for other in neighbours(said))
    low, high = _zone(run)
    within = sum(low <= off <= high for off in explained)
    chance = Fraction(within * min(level.step for level in run.levels), high - low)
    return _prior(sheet, run) * len(run.levels) / (WRONG * chance)


def _zone(run: _Run) -> tuple[int, int]:
    """The misfits of the same size: sums under half of the whole, about it, or over it by half and more."""
    half = run.whole.units // 2
    if run.off < -half:
        return -run.whole.units, -half
    return (-half, half) if run.off <= half else (half, 2 * run.off)


def _prior(sheet: Sheet, run: _Run) -> Fraction:
    """The odds that figures which look like this are a whole and its parts."""
    parts = [p.figure for p in run.parts]
    odds = _layout(sheet, run, parts)
    if any(_TRAIT.search(sheet.text[a.end : b.start]) for a, b in pairwise([run.whole.figure, *parts])):
        odds /= 4
    kinds = {kind_of(p) for p in parts} - {""}
    if kinds and kind_of(run.whole.figure) not in ("", *kinds):
        odds /= 10 if _ENUMERATED.match(sheet.text[run.whole.figure.end : parts[0].start]) else 3
    if any(_is_other_thing(sheet, run.whole.figure, part) for part in parts):
        odds /= 4
    if len({base_of(sheet, f) for f in (run.whole.figure, *parts)} - {""}) > 1:
        odds /= 6  # of a plan and another year, say
    if run.off > run.whole.units // 2:
        odds /= 2 if all(p.units < run.whole.units for p in run.parts) else 8
    return odds


def _is_other_thing(sheet: Sheet, whole: Figure, part: Figure) -> bool:
    """True for "250 jobs. … We identified 18 duplicate invoices": another sentence, and a noun of its own."""
    if whole.unit != "#" or part.sentence == whole.sentence:
        return False
    nouns = sheet.noun(whole), sheet.noun(part)
    return bool(nouns[0] and nouns[1]) and nouns[0].isdisjoint(nouns[1]) and not kind_of(part)


def _layout(sheet: Sheet, run: _Run, parts: Sequence[Figure]) -> Fraction:
    text = sheet.text
    joined = _JOINT.search(text[parts[-2].end : parts[-1].end + 30]) is not None
    joined = joined or all(_LABEL.search(sheet.before(f)) for f in parts)
    linked = not run.after and _LINK.search(text[run.whole.figure.end : parts[0].start]) is not None
    if run.below:
        return Fraction(2) if joined else Fraction(1, 4)
    totalled = run.after and _TOTAL.search(text[parts[-1].end : run.whole.figure.end + 20]) is not None
    if totalled:
        return Fraction(4) if run.closed else Fraction(1)
    if not run.closed:
        return Fraction(2, 5) if (joined or linked) and len(parts) > 2 else Fraction(1, 10)
    if len(parts) > 2:
        return _CLOSED[joined, linked]
    changed = any(_CHANGE.search(f" {sheet.before(f)}") for f in (run.whole.figure, *parts))
    if run.after:
        return Fraction(3) if joined or changed else Fraction(1, 3)
    if parts[0].start < run.whole.figure.start:
        return Fraction(1, 2)
    return Fraction(3) if changed or not joined else Fraction(1, 2)


_CLOSED = {
    (True, True): Fraction(4),
    (True, False): Fraction(3, 2),
    (False, True): Fraction(1, 5),
    (False, False): Fraction(3, 5),
}


# What is written down


def _formula(run: _Run) -> str:
    return f"{' + '.join(plain(p.value) for p in run.parts)} ~ {run.whole.figure.mention.text}"


def _report(sheet: Sheet, run: _Run, wrong: _Level, odds: Fraction, ledger: Ledger) -> None:
    change = len(run.parts) == 2 and any(
        _CHANGE.search(f" {sheet.before(level.figure)}") for level in run.levels
    )
    one = wrong.figure.ulp / wrong.step
    right = wrong.value + one * (run.off if wrong is run.whole else -run.off)
    stated, expected = plain(wrong.value, wrong.figure.ulp), plain(right, wrong.figure.ulp)
    terms = [plain(p.value) for p in run.parts]
    whole = plain(run.whole.value)
    ledger.report(
        "difference_mismatch" if change else "sum_mismatch",
        gravity_of(odds),
        wrong.span,
        run.spans,
        kind="parts_whole",
        formula=_formula(run),
        stated=stated,
        expected=expected,
        wording=Wording(
            f"{' + '.join(map(vi_number, terms))} không bằng {vi_number(whole)}; nếu"
            f" {vi_number(stated)} là {vi_number(expected)} thì khớp.",
            f"{' + '.join(map(en_number, terms))} is not {en_number(whole)}; with"
            f" {en_number(expected)} for {en_number(stated)} it would be.",
        ),
    )
