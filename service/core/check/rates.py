"""Amounts for each of something: the base that a unit leaves out may be said beside the amount.

``mỗi ngày thu gom 386 tấn`` is 386 tonnes a day, and ``average monthly rent: $1,940`` is $1,940 a month. A
change is told for the base of its level: ``20.480 đồng/lít, giảm 310 đồng``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from service.core.check.context import cue
from service.core.check.index import Index, folded
from service.core.check.match import Match
from service.core.check.pace import PACES
from service.core.check.standing import standing
from service.core.check.things import akin
from service.core.check.verdict import Outcome
from service.core.claims import Draft, Part
from service.core.rounding import significant_unit
from service.core.subjects import CHANGE
from service.core.types import Kind, Mention, Qualifier, Quantity, Reason, exact
from service.core.units import convert, dimension, unit_key

MOST = 200  # figures of a source that one claim is compared with
BESIDE = 32  # characters on either side of a number within which a word tells of a change
ABOVE = 300  # characters before a cell or a list item that may say what its figures are for each of
_EACH = re.compile(
    r"(?:(?<!\w)(?:(?:mỗi|hằng|hàng|từng|per|each|every)(?: một| single)?|một|an?) |/ ?)"
    r"(?P<noun>[^\W\d_]+(?:-[^\W\d_]+)?(?: [^\W\d_]+)?)"
)
_OWNED = re.compile(r"(?: [^\W\d_]+){1,2} (?:an?|per|each|every|một|mỗi) [^\W\d_]+")
_LOOSE = frozenset({"một", "a", "an"})  # articles, which only times and measures make a base of
_ADVERBS = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month",
    "quarterly": "quarter", "yearly": "year", "annual": "year", "annually": "year",
    "per capita": "person", "đầu người": "person", "thường niên": "year", "apiece": "item",
}  # fmt: skip
_ADVERB = re.compile(rf"(?<!\w)(?:{'|'.join(_ADVERBS)})(?!\w)")


def shared_out(draft: Draft, found: list[Match], index: Index) -> list[Match]:
    """The matches, with those that fit whose base is said elsewhere, here or in the source."""
    if all(match.fits for match in found):
        return found
    value = exact(draft.quantity.value) or Fraction(0)
    fitting = [m._replace(fits=m.fits or _same(draft, value, m.number, index)) for m in found]
    return sorted(fitting, key=lambda match: (not match.fits, match.tier))


def counted_out(outcome: Outcome, index: Index) -> Outcome:
    """The outcome, or support for an amount that is told in another unit and for each of another time.

    ``0.5% a month`` is 6% a year, ``68,5 tạ/ha`` are 6,85 tonnes from each hectare.
    """
    draft = outcome.draft
    value = exact(draft.quantity.value)
    if outcome.reason not in (Reason.UNIT_CHANGED, Reason.NOT_IN_SOURCE) or not value:
        return outcome
    for number, mention in enumerate(index.mentions[:MOST]):
        rated = mention.kind is Kind.RATE and exact(mention.value) != value
        if rated and _same(draft, value, number, index):
            formula = f"{mention.text} → {draft.mention.text}"
            return Outcome(draft, Reason.DERIVED, operands=(number,), formula=formula)
    return outcome


_AMOUNTS = frozenset({Kind.RATE, Kind.MONEY, Kind.MEASURE, Kind.CARDINAL, Kind.PERCENT, Kind.DURATION})


def _same(draft: Draft, value: Fraction, number: int, index: Index) -> bool:
    """True where a mention is the claim's amount, for each of the same."""
    mention = index.mentions[number]
    ours, theirs = draft.quantity, mention.quantity
    if Kind.RATE not in (ours.kind, theirs.kind) or mention.kind not in _AMOUNTS:
        return False
    top, bases = _parts(ours)
    other, others = _parts(theirs)
    one = _unit(other, top, theirs.kind)
    if one is None or ours.value_high != theirs.value_high:
        return False
    amount = (exact(mention.value) or Fraction(0)) * one
    lost, added = others - bases, bases - others
    if len(lost & PACES) == len(added & PACES) == 1:
        (month,), (year,) = lost & PACES, added & PACES
        factor = convert(Fraction(1), f"item_per_{month}", f"item_per_{year}")
        amount, lost, added = amount * (factor or 0), lost - PACES, added - PACES
    if not _equal(draft, value, amount):
        return False
    if added and _changes(number, index) and not _moves(draft):
        return False
    return added <= _source_bases(number, index) and lost <= _claim_bases(draft)


def _changes(number: int, index: Index) -> bool:
    """True for a figure that the source gives as a change or a distance."""
    words = " ".join(index.reader.beside(number)[0])
    return standing(index.reader, number).what == CHANGE or _compared(words, index.lang)


def _compared(words: str, lang: str) -> bool:
    return any(cue(name, lang).search(words) for name in ("compared", "difference", "growth"))


def _moves(draft: Draft) -> bool:
    """True for a claim that speaks of a rise or fall, or of a distance."""
    passage, mention = draft.passage, draft.mention
    label = passage.setting.label if passage.part is Part.VALUE else ""
    words = folded(f"{label} {passage.text.canonical[max(0, mention.start - BESIDE) : mention.end + BESIDE]}")
    return mention.direction is not None or _compared(words, passage.lang)


def _equal(draft: Draft, value: Fraction, amount: Fraction) -> bool:
    """True where an amount rounds to the claim as it is printed, or as it is hedged."""
    unit = exact(draft.quantity.ulp) or Fraction(0)
    if draft.mention.qualifier is Qualifier.APPROX:
        unit = significant_unit(value, unit)
    return 2 * abs(value - amount) <= unit if amount != value else True


def _unit(there: str, here: str, kind: Kind) -> Fraction | None:
    """One of the source's units in the claim's; None where the two are not of the same thing."""
    if there == here or not here or not there:
        return Fraction(1)
    if dimension(there) == there and dimension(here) == here and kind is not Kind.MONEY:
        return Fraction(1) if akin(there, here) else None
    return convert(Fraction(1), there, here)


def _parts(quantity: Quantity) -> tuple[str, frozenset[str]]:
    """What an amount is of, and the keys of what it is for each of.

    >>> _parts(Quantity(Kind.RATE, "64", unit_key="litre_per_person_day"))[1] == {"person", "day"}
    True
    """
    top, per, base = (quantity.unit_key or "").partition("_per_")
    if not per:
        return quantity.unit_key or "", frozenset()
    words = base.replace("_per_", "_").split("_")
    times = {words.pop(i) for i in (-1, 0) if words and words[i] in PACES}
    return top, frozenset(times | ({"_".join(words)} if words else set()))


def _claim_bases(draft: Draft) -> frozenset[str]:
    """What a claim's string and label say that something is for each of."""
    passage = draft.passage
    label = passage.setting.label if passage.part is Part.VALUE else ""
    return bases_in(f"{passage.text.canonical} {label}", draft.passage.lang)


def _source_bases(number: int, index: Index) -> frozenset[str]:
    """What the sentence of a figure says, its other figures, and the head of its table or list."""
    mention = index.mentions[number]
    sentence = index.reader.sentence(mention.start)
    beside = [index.mentions[i] for i in index.within(sentence) if i != number]
    rated = (base for m in beside if _alike(m, mention) for base in _parts(m.quantity)[1])
    start = sentence.start
    if index.segments.cell_at(mention.start) or "\n" in index.text[max(0, start - 1) : start]:
        start = max(0, start - ABOVE)
    text = index.text[start : sentence.end]
    for other in beside:  # “11 times a year at £420 a cut”: the year is of the times
        first, last = other.start - start, other.end - start
        owned = _OWNED.match(text, last)
        last = owned.end() if owned else last
        text = f"{text[:first]}{' ' * (last - first)}{text[last:]}"
    return bases_in(text, index.lang) | frozenset(rated)


def _alike(rate: Mention, mention: Mention) -> bool:
    """True for a rate of what a figure is an amount of; counts are alike."""
    top, other = _parts(rate.quantity)[0], _parts(mention.quantity)[0]
    counts = mention.kind is Kind.CARDINAL and dimension(top) == top and not top.isupper()
    return rate.kind is Kind.RATE and (counts or _unit(top, other, rate.kind) is not None)


@lru_cache(maxsize=512)
def bases_in(text: str, lang: str) -> frozenset[str]:
    """The keys of what some words say that things are for each of.

    >>> sorted(bases_in("Average monthly rent, per desk", "en")), sorted(bases_in("mỗi ngày 7,8 tấn", "vi"))
    (['desk', 'month'], ['day'])
    """
    low = folded(text)
    found = {_ADVERBS[m[0]] for m in _ADVERB.finditer(low)}
    for m in _EACH.finditer(low):
        loose = m[0].split()[0] in _LOOSE
        found.update(
            key for key in _keys(m["noun"], lang) if not loose or key in PACES or dimension(key) != key
        )
    return frozenset(found)


def _keys(words: str, lang: str) -> Iterator[str]:
    """The key of the first word and of both, and the words themselves where they have none."""
    first = words.split()[0]
    for spelled in dict.fromkeys((words, first)):
        yield unit_key(spelled, lang) or spelled
