"""Why a claim is not what the source says: which figure it was made from, and what was done to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from service.core.check.index import NUMERIC, Index, digits_of, unit_class, values_of
from service.core.check.match import agree, bare
from service.core.claims import Draft
from service.core.types import Kind, Mention, Quantity, Reason, exact

POWERS = frozenset(10**k for k in range(1, 13))
MOST_LOOKED_AT = 64  # figures with the same value, or the same digits, that a claim is compared with
_OTHER_UNIT = frozenset({Reason.UNIT_CHANGED, Reason.PERCENT_POINT_CONFUSED})
SURE_DIGITS = 3  # digits from which on one edit tells where a number came from, whatever the words say


@dataclass(frozen=True, slots=True)
class Cause:
    """What was done to which mention."""

    reason: Reason
    number: int


def cause(draft: Draft, index: Index, near: Sequence[int], agreement: Callable[[int], int]) -> Cause | None:
    """The first mention, nearest words first, that one mistake turns into the claim.

    Then any by its digits, in the claim's unit: the one that agrees best with the claim's words.
    """
    for number in near:
        if reason := mistake(draft, index.mentions[number]):
            return Cause(reason, number)
    value = exact(draft.quantity.value)
    for hit in islice(index.by_value.get(value, ()), MOST_LOOKED_AT) if value is not None else ():
        if reason := mistake(draft, index.mentions[hit.number]):
            return Cause(reason, hit.number)
    written = digits_of(draft.mention.text)
    if len(written) < 2:
        return None
    variants = dict.fromkeys((written, *_edits(written)) if len(written) >= SURE_DIGITS else (written,))
    numbers = dict.fromkeys(n for v in variants for n in index.by_digits.get(v, ())[:MOST_LOOKED_AT])
    made = (Cause(r, n) for n in islice(numbers, MOST_LOOKED_AT) if (r := mistake(draft, index.mentions[n])))
    alike = [found for found in made if found.reason not in _OTHER_UNIT]
    return max(alike, key=lambda found: agreement(found.number), default=None)


def mistake(draft: Draft, mention: Mention) -> Reason | None:
    """The one mistake that turns a mention into the claim; None where more is different."""
    if mention.kind not in NUMERIC:
        return None
    claim = draft.quantity
    fits = agree(claim, mention.quantity, bare=bare(draft))
    value = exact(claim.value)
    for amount, _ in values_of(mention):
        if value is None or claim.kind is Kind.RATIO:
            break
        if value == amount and fits:
            return None
        if reason := _by_value(claim, mention.quantity, value, amount, fits=fits):
            return reason
    ours, theirs = _written(draft.mention), _written(mention)
    if (
        draft.mention.kind is not Kind.RATIO
        and ours[0] in theirs
        and (fits or _alike(draft.mention, mention))
    ):
        return _same_digits(claim, mention.quantity, fits=fits)
    if (claim.kind is Kind.RATIO) > (mention.kind is Kind.RATIO):
        return None  # no one digit makes a ratio of a plain number
    if fits and _alike(draft.mention, mention) and any(one_edit(o, t) for o in ours for t in theirs):
        return Reason.DIGITS_CHANGED
    return None


def _by_value(
    claim: Quantity, mention: Quantity, value: Fraction, amount: Fraction, *, fits: bool
) -> Reason | None:
    if value == amount and not fits:
        return _unit_reason(claim, mention)
    if not fits or not value or not amount:
        return None
    if value == -amount:
        return Reason.SIGN_CHANGED
    ratio = value / amount
    if {ratio.numerator, ratio.denominator} & POWERS and 1 in (ratio.numerator, ratio.denominator):
        if claim.scale != mention.scale:
            return Reason.SCALE_CHANGED
        return Reason.SEPARATOR_MISREAD
    return None


def _unit_reason(claim: Quantity, mention: Quantity) -> Reason:
    if {unit_class(claim), unit_class(mention)} == {"share", "points"}:
        return Reason.PERCENT_POINT_CONFUSED
    return Reason.UNIT_CHANGED


def _same_digits(claim: Quantity, mention: Quantity, *, fits: bool) -> Reason:
    """The same digits, and yet another value: unit, scale or separator."""
    if not fits or (claim.unit_key and mention.unit_key and claim.unit_key != mention.unit_key):
        return _unit_reason(claim, mention)
    if claim.scale != mention.scale:
        return Reason.SCALE_CHANGED
    return Reason.SEPARATOR_MISREAD


def _alike(ours: Mention, theirs: Mention) -> bool:
    """True where two short numbers have decimals both or neither; in long ones the digits tell enough."""
    if len(digits_of(ours.text)) >= SURE_DIGITS:
        return True
    return _whole(ours) == _whole(theirs)


def _whole(mention: Mention) -> bool:
    value = exact(mention.value)
    return value is None or value.denominator == 1 or mention.kind is Kind.RATIO


def _written(mention: Mention) -> tuple[str, ...]:
    """The digits that a number is written with, each part of a ratio or range for itself, or spelled ones."""
    if mention.kind is Kind.RATIO:
        return (digits_of(mention.text), *(digits_of(p) for p in mention.text.split("/")))
    if digits := digits_of(mention.text):
        return (digits,)
    return (mention.value,)


def one_edit(a: str, b: str) -> bool:
    """True where one digit was changed, added or dropped, or two digits changed places."""
    if a == b:
        return False
    if abs(len(a) - len(b)) > 1 or not a or not b:
        return False
    if len(a) == len(b):
        differ = [i for i in range(len(a)) if a[i] != b[i]]
        swapped = len(differ) == 2 and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]]
        return len(differ) == 1 or swapped
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _edits(digits: str) -> Iterator[str]:
    """All digit strings one edit or one transposition away."""
    figures = "0123456789"
    for i in range(len(digits)):
        if i + 1 < len(digits):
            yield digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        yield from (digits[:i] + f + digits[i + 1 :] for f in figures if f != digits[i])
        yield digits[:i] + digits[i + 1 :]
    for i in range(len(digits) + 1):
        yield from (digits[:i] + f + digits[i:] for f in figures)
