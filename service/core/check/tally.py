"""Small counts that nobody states: the figures added up, the years named, the months of a quarter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations, product

from service.core.check.index import Index
from service.core.check.match import agree, bare
from service.core.check.rates import counted_out
from service.core.check.times import named
from service.core.check.verdict import Outcome
from service.core.check.when import timed
from service.core.claims import Draft
from service.core.types import Form, Kind, Reason, exact

MOST = 12  # beyond it nobody counts what a sentence lists
_DOUBTED = frozenset(
    {
        Reason.NOT_IN_SOURCE,
        Reason.DIGITS_CHANGED,
        Reason.UNIT_CHANGED,
        Reason.SIGN_CHANGED,
        Reason.WRONG_SUBJECT,
    }
)
_FROM = re.compile(r"(?:from|từ) $", re.IGNORECASE)
_UNSTATED = frozenset({Reason.NOT_IN_SOURCE, Reason.DIGITS_CHANGED})


def tally(outcome: Outcome, beside: Iterable[Outcome], index: Index) -> Outcome:
    """The outcome, or support for a count in words that its sentence or the source's times bear out.

    ``all three sources together`` beside the sum of three; ``the two years 2021 and 2022``; ``in the three
    months`` of a quarter; ``after three years`` from 2020 to 2023.
    """
    draft = outcome.draft
    told = list(beside)
    if outcome.reason in _DOUBTED:
        near = [n for o in told for n in o.match[:1]]
        if (place := named(draft, index, frozenset(index.years), near)) is not None:
            return Outcome(draft, Reason.SAME_VALUE, places=(place,))
    outcome = counted_out(timed(outcome, told, index), index)
    value = exact(draft.quantity.value)
    if draft.quantity.value_high is not None and outcome.reason in _UNSTATED:
        return _ends(outcome, index)
    if not outcome.open or value is None or not 1 < value <= MOST or draft.quantity.value_high is not None:
        return outcome
    for other in told if draft.quantity.form is Form.WORDS and not outcome.near else ():
        if len(other.operands) == value:
            return _counted(draft, other.operands)
    if draft.quantity.kind is Kind.DURATION:
        return outcome if outcome.near else _lasting(outcome, value, index)
    if draft.quantity.kind is not Kind.CARDINAL or draft.quantity.form is not Form.WORDS:
        return outcome
    years = [n for o in told if o.supported and o.draft.mention.kind is Kind.YEAR for n in o.match]
    return _counted(draft, tuple(years)) if len(years) == value else outcome


def _ends(outcome: Outcome, index: Index) -> Outcome:
    """Support for a range whose ends one sentence states one by one (``the smallest £500``)."""
    draft = outcome.draft
    low, high = exact(draft.quantity.value), exact(draft.quantity.value_high)
    found = [
        [hit.number for hit in index.by_value.get(end, ())[:MOST] if hit.part in ("value", "high")]
        for end in (low, high)
        if end is not None
    ]
    for one, other in product(*found) if len(found) > 1 else ():
        mentions = index.mentions[one], index.mentions[other]
        turned = other < one and _FROM.search(index.text[max(0, mentions[1].start - 6) : mentions[1].start])
        if turned or any(m.value_high is not None for m in mentions):
            continue
        same = index.reader.sentence(mentions[0].start) == index.reader.sentence(mentions[1].start)
        if same and all(agree(draft.quantity, m.quantity, bare=bare(draft)) for m in mentions):
            return Outcome(draft, Reason.SAME_VALUE, match=tuple(dict.fromkeys((one, other))))
    return outcome


def _counted(draft: Draft, numbers: tuple[int, ...]) -> Outcome:
    return Outcome(draft, Reason.SAME_VALUE, operands=numbers)


def _lasting(outcome: Outcome, value: Fraction, index: Index) -> Outcome:
    """Support for a time that lies between two years of the source."""
    if outcome.draft.quantity.unit_key == "year":
        for one, other in combinations(sorted(index.years), 2):
            if _between(one, other) == value:
                return _counted(outcome.draft, _first(index, one, other))
    return outcome


def _between(one: str, other: str) -> int:
    return int(other) - int(one) if one.isdigit() and other.isdigit() else 0


def _first(index: Index, *years: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(index.years[year][0] for year in years))
