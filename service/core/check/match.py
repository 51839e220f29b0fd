"""Which mentions of the source say what a claim says: equal, converted, or rounded as the claim prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from fractions import Fraction
from typing import NamedTuple

from service.core.check.index import Hit, Index, Nearby, folded, unit_class, values_of
from service.core.claims import Draft, Part, label_language
from service.core.rounding import significant_unit
from service.core.types import Form, Kind, Mention, Qualifier, Quantity, exact
from service.core.units import dimension

LOWER = frozenset({Qualifier.AT_LEAST, Qualifier.MORE_THAN})
UPPER = frozenset({Qualifier.AT_MOST, Qualifier.LESS_THAN})
MOST_ROUNDED = 400  # figures that round to one claim and are looked at, and
FEWEST = 4  # of each of their values at least so many
_POINTS = frozenset({"point", "points", "điểm"})
HEDGES = LOWER | UPPER | {Qualifier.APPROX}


class Tier(IntEnum):
    """How well a mention says what a claim says, best first."""

    EXACT = 0
    SAME_VALUE = 1
    ROUNDED = 2
    READING = 3


class Match(NamedTuple):
    """A mention that says what a claim says; ``fits`` tells whether the units agree as well."""

    number: int
    part: str
    tier: Tier
    fits: bool = True
    bounded: bool = False  # the claim's hedge is its own rounding, not the source's


def agree(claim: Quantity, mention: Quantity, *, bare: bool) -> bool:
    """True where the units of two numbers can mean the same.

    ``bare`` where the claim states no unit at all.
    """
    if bare or _begun(claim, mention):
        return True
    ours, theirs = unit_class(claim), unit_class(mention)
    if (ours == "points" and in_points(mention)) or (theirs == "points" and in_points(claim)):
        return True
    if ours == theirs:
        same = claim.unit_key is None or mention.unit_key in (None, claim.unit_key)
        return same or ours in ("count", "share", "multiple")
    if "multiple" in (ours, theirs) and "count" in (ours, theirs):
        return True
    if mention.kind is Kind.RATE and claim.unit_key and _shortened(claim.unit_key, mention):
        return True  # a price or a mean stated without its "per", or without its "a day"
    if claim.unit is None and ours == "count":
        return theirs not in ("share", "points")
    if mention.unit is None and theirs == "count":
        spoken = mention.form is not Form.DIGITS and (exact(mention.value) or 0) >= 1000
        plain = ours not in ("share", "points") and not ours.startswith("money")
        return plain or mention.scale != "1" or spoken  # “một triệu rưỡi” is an amount of money
    return ours.startswith("rate:") and theirs.startswith("rate:") and _same_rate(claim, mention)


def in_points(quantity: Quantity) -> bool:
    """True for a count of points, which may be those of a percentage.

    >>> in_points(Quantity(Kind.CARDINAL, "5", unit="points")), in_points(Quantity(Kind.CARDINAL, "5"))
    (True, False)
    """
    return quantity.unit is not None and folded(quantity.unit) in _POINTS


def _begun(claim: Quantity, mention: Quantity) -> bool:
    """True where a counted thing's name begins with the claim's whole unit (``5 điểm`` of ``5 điểm tiếp``).

    Or the claim's ends with it (``9 ngày công`` of ``9 công``); working days are days.

    >>> of = Quantity(Kind.CARDINAL, "5", unit="điểm tiếp")
    >>> _begun(Quantity(Kind.MEASURE, "5", unit="điểm", unit_key="point"), of)
    True
    """
    if claim.unit is None or mention.unit is None:
        return False
    if mention.kind is not Kind.CARDINAL:
        return (claim.unit_key, mention.unit_key) == ("day", "working_day")
    ours, theirs = folded(claim.unit), folded(mention.unit)
    named = theirs.startswith(f"{ours} ") or theirs.endswith(f" {ours}") or ours.endswith(f" {theirs}")
    return mention.unit_key is None and named


def _shortened(key: str, rate: Quantity) -> bool:
    """True where a claim's unit leaves out the end of a rate's, or only adds that it is each person's.

    >>> _shortened("USD", Quantity(Kind.RATE, "4", unit="$/share", unit_key="USD_per_share"))
    True
    >>> rate = Quantity(Kind.RATE, "64", unit="litres per person a day", unit_key="litre_per_person_day")
    >>> _shortened("litre_per_person", rate), _shortened("litre_per_day", rate)
    (True, False)
    """
    whole = rate.unit_key or ""
    if key.replace("_per_person_", "_per_") == whole:
        return True
    return (
        whole.startswith((f"{key}_per_", f"{key}_")) if "_per_" in key else whole.partition("_per_")[0] == key
    )


def _same_rate(claim: Quantity, mention: Quantity) -> bool:
    """True for two rates whose keys are unknown or of one dimension."""
    if not claim.unit_key or not mention.unit_key:
        return True
    ours, theirs = claim.unit_key.partition("_per_"), mention.unit_key.partition("_per_")
    if ours[2] == theirs[2] and "count" in (ours[0], theirs[0]):
        return True
    return claim.unit_key == mention.unit_key or dimension(claim.unit_key) == dimension(mention.unit_key)


def bare(draft: Draft) -> bool:
    """True for a claim that states no unit: a lone number in a value field without a unit beside it."""
    quantity = draft.quantity
    return (
        draft.passage.part is Part.VALUE
        and quantity.kind in (Kind.CARDINAL, Kind.ORDINAL)
        and quantity.unit is None
        and draft.passage.setting.unit is None
    )


def matches(draft: Draft, index: Index, nearby: Nearby = tuple) -> list[Match]:
    """Every mention that says what the claim says, whether or not its unit fits; best tier first.

    Where they are many, the first ones and those that stand ``nearby``, among the claim's words.
    """
    claim = draft.quantity
    if claim.kind is Kind.RATIO:
        found = list(_ratio(draft, index))
    else:
        value = exact(claim.value)
        if value is None:
            return []
        found = list(_equal(draft, value, index, nearby))
        taken = {m.number for m in found}
        found += (m for m in _converted(draft, value, index) if m.number not in taken)
        found += (m for m in _rounded(draft, value, index, nearby) if m.number not in taken)
    return sorted(found, key=lambda m: (not m.fits, m.tier)) if len(found) > 1 else found


def _ratio(draft: Draft, index: Index) -> Iterator[Match]:
    """Ratios are equal part by part: 26/27 is not 52/54."""
    wanted = tuple(v for v, _ in values_of(draft.mention))
    for number in index.ratios.get(wanted, ()):
        yield Match(number, "value", _tier(draft, index.mentions[number]))


def _equal(draft: Draft, value: Fraction, index: Index, nearby: Nearby) -> Iterator[Match]:
    alone, twins = bare(draft), index.twins
    judged: dict[tuple[int, str], Match | None] = {}
    for hit in index.stating(value, nearby):
        key = twins[hit.number], hit.part
        if key not in judged:
            judged[key] = _match(draft, hit, index.mentions[hit.number], alone=alone)
        if (match := judged[key]) is not None:
            yield match if match.number == hit.number else match._replace(number=hit.number)


def _match(draft: Draft, hit: Hit, mention: Mention, *, alone: bool) -> Match | None:
    """The match of a claim with one value of a mention; None where it is not that value which is meant."""
    claim, high = draft.quantity, exact(draft.quantity.value_high)
    if hit.part == "denominator" and claim.kind not in (Kind.CARDINAL, Kind.ORDINAL):
        return None
    if high is not None and exact(mention.value_high) != high:
        return None
    tier = Tier.READING if hit.part == "reading" else _tier(draft, mention)
    fits = agree(claim, mention.quantity, bare=alone) or _copied(draft, mention)
    return Match(hit.number, hit.part, tier, fits)


def _copied(draft: Draft, mention: Mention) -> bool:
    """True for a lone number copied from a cell whose unit stands in the table's head (``-15,2``)."""
    same = draft.mention.text == mention.text and mention.text[-1:].isdigit()
    return same and draft.quantity.unit is None and draft.quantity.kind is Kind.CARDINAL


def _tier(draft: Draft, mention: Mention) -> Tier:
    """EXACT where the number is written as in the source (case, spaces and unit words apart)."""
    if draft.mention.text == mention.text:
        return Tier.EXACT
    ours, theirs = folded(draft.mention.text), folded(mention.text)
    if ours == theirs or (
        theirs.startswith(ours) and not theirs[len(ours)].isalnum() and theirs[len(ours)] not in ".,/"
    ):
        return Tier.EXACT
    return Tier.SAME_VALUE


def _converted(draft: Draft, value: Fraction, index: Index) -> Iterator[Match]:
    """The same amount in another unit of the dimension, by exact factors, rounded as the claim prints."""
    if (key := draft.quantity.unit_key) is None:
        return
    for number, same in index.converted(value, _unit(draft), key):
        yield Match(number, "value", Tier.SAME_VALUE if same == value else Tier.ROUNDED)


def _unit(draft: Draft) -> Fraction:
    """One unit of the last digit that the claim prints."""
    return exact(draft.quantity.ulp) or Fraction(0)


def _rounded(draft: Draft, value: Fraction, index: Index, nearby: Nearby) -> Iterator[Match]:
    """Finer figures of the source that round to the claim as it is printed, or as its hedge and zeros say."""
    unit = _unit(draft)
    if value == 0 or not unit or draft.quantity.kind is Kind.ORDINAL or draft.quantity.value_high is not None:
        return
    alone, bounded = bare(draft), draft.mention.qualifier in HEDGES
    near, coarse = _near(value, unit, draft.mention.qualifier, index, nearby)
    amounts = list(near)
    room = max(FEWEST, MOST_ROUNDED // max(1, len(amounts)))
    for amount in amounts:
        for hit in index.stating(amount, nearby)[:room]:
            mention = index.mentions[hit.number]
            if hit.part in ("denominator", "reading") or mention.value_high is not None:
                continue
            if not _finer(amount, mention, coarse) or (
                bounded and not _roughly(draft, mention, amount, value)
            ):
                continue
            fits = agree(draft.quantity, mention.quantity, bare=alone)
            yield Match(hit.number, hit.part, Tier.ROUNDED, fits, bounded)


def _roughly(draft: Draft, mention: Mention, amount: Fraction, value: Fraction) -> bool:
    """True where a claim's hedge may be its rounding of an exact figure.

    Or where the source has it too, and the claim rounds as it prints (``ước 41.409``, ``khoảng 41,4 nghìn``).
    """
    if mention.qualifier is draft.mention.qualifier:
        return 2 * abs(amount - value) <= _unit(draft)
    return mention.qualifier is Qualifier.EXACT


def _near(
    value: Fraction, unit: Fraction, qualifier: Qualifier, index: Index, nearby: Nearby
) -> tuple[Iterator[Fraction], Fraction]:
    """The other values that can round to a value as it is printed, and the unit that it is rounded to."""
    if qualifier not in HEDGES:
        units, rest = divmod(value.numerator * unit.denominator, value.denominator * unit.numerator)
        if rest or units % 100:
            return index.around(value, unit, nearby), unit
    rough = significant_unit(value, unit)
    if qualifier in LOWER:
        return (v for v in index.between(value, value + rough, nearby) if v != value), rough
    if qualifier in UPPER:
        return (v for v in index.between(value - rough, value, nearby) if v != value), rough
    if qualifier is not Qualifier.APPROX and not (rough >= 100 * unit and abs(value) >= 10 * rough):
        rough = unit
    return index.around(value, rough, nearby), rough


def _finer(amount: Fraction, mention: Mention, unit: Fraction) -> bool:
    """True where the source gives the figure with more digits than the claim."""
    printed = exact(mention.quantity.ulp)
    return printed is None or significant_unit(amount, printed) < unit


def hedge_changed(draft: Draft, match: Match, mention: Mention) -> bool:
    """True where the claim drops, adds or turns the bound that the source puts on its figure."""
    ours, theirs = draft.mention.qualifier, mention.qualifier
    if match.part in ("numerator", "denominator"):
        return False
    if draft.quantity.value_high is not None or mention.value_high is not None:
        return (draft.quantity.value_high is None) != (mention.value_high is None)
    if ours == theirs or draft.passage.setting.hedged:
        return False
    if theirs is Qualifier.EXACT:
        return not match.bounded
    return {ours, theirs} != {Qualifier.APPROX, Qualifier.LESS_THAN}


_GROUPED = re.compile(r"(?<!\d)(?<!\d[.,])\d{1,3}([.,])\d{3}(?![.,]?\d)")


def mark_changed(draft: Draft, mention: Mention, lang: str) -> bool:
    """True where a claim parts thousands with its language's decimal mark (``9,295`` in Vietnamese).

    A number copied character by character is as the source has it, in a value field or in the source's
    language.
    """
    ours = _GROUPED.search(draft.mention.text)
    if ours is None or draft.quantity.ulp is None:
        return False
    if ours[0] in mention.text and (draft.passage.part is Part.VALUE or draft.lang == lang):
        return False
    if draft.passage.part is Part.VALUE and label_language(draft.passage.setting.label, lang) != draft.lang:
        return False
    decimal_mark = "," if draft.lang == "vi" else "."
    whole = (exact(draft.mention.quantity.ulp) or Fraction(0)) >= (exact(draft.mention.quantity.scale) or 1)
    return whole and ours[1] == decimal_mark and not draft.passage.number
