"""How far a flagged figure is off, in words: ×1000, one digit, another unit, another subject, a lost hedge.

A ``Difference`` names a message of the catalogues and fills its blanks, so it can be said in any language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from schemas.record import ClaimV1, FlagV1, MentionV1
from service.core.types import exact

DIGITS_ONLY = re.compile(r"\D")
MOST_TIMES = 10**15  # beyond it a ratio of two figures says nothing to a person


class Difference(NamedTuple):
    """``key`` of a message below ``difference.``, and its blanks; ``word`` names a further message."""

    key: str
    values: Mapping[str, str] = {}
    word: str | None = None


class _Pair(NamedTuple):
    flag: FlagV1
    claim: ClaimV1 | None
    near: MentionV1 | None


def difference(flag: FlagV1, claim: ClaimV1 | None, near: MentionV1 | None) -> Difference | None:
    """What is different between the figure that is stated and the one that was found; None where unknown."""
    pair = _Pair(flag, claim, near)
    if flag.origin == "source":
        return _within_source(flag)
    told = _BY_CODE.get(flag.code)
    return told(pair) if told else None


def _within_source(flag: FlagV1) -> Difference | None:
    stated, expected = exact(flag.stated), exact(flag.expected)
    if flag.code == "denominator_conflict":
        return Difference("base", {"stated": flag.stated, "expected": flag.expected or ""})
    if stated is None or expected is None or stated == expected:
        return Difference("contradiction")
    apart = abs(stated - expected)
    percent = flag.code in {"percent_mismatch", "percent_sum", "growth_mismatch"}
    return Difference("points" if percent else "apart", {"n": _decimal(apart)})


def _decimal(value: Fraction) -> str:
    """A fraction with at most two decimals, without trailing zeros."""
    hundredths = round(value * 100)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def _digits(pair: _Pair) -> Difference:
    ours = DIGITS_ONLY.sub("", pair.claim.text if pair.claim else pair.flag.stated)
    theirs = DIGITS_ONLY.sub("", pair.near.text if pair.near else pair.flag.expected or "")
    if not ours or not theirs:
        return Difference("digits")
    if len(ours) == len(theirs):
        wrong = [at for at, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
        swapped = len(wrong) == 2 and Counter(ours) == Counter(theirs)
        return Difference("swapped" if swapped else "one_digit" if len(wrong) == 1 else "digits")
    if len(ours) == len(theirs) - 1:
        return Difference("digit_missing")
    return Difference("digit_extra" if len(ours) == len(theirs) + 1 else "digits")


def _scale(pair: _Pair) -> Difference:
    ours = exact(pair.claim.value) if pair.claim else None
    theirs = exact(pair.near.value) if pair.near else None
    if not ours or not theirs or ours == theirs:
        return Difference("scale")
    ratio = abs(ours / theirs)
    times = ratio if ratio > 1 else 1 / ratio
    if times.denominator != 1 or times > MOST_TIMES:
        return Difference("scale")
    shown = f"{times.numerator:,}".replace(",", " ")
    return Difference("too_large" if ratio > 1 else "too_small", {"n": shown})


def _unit(pair: _Pair) -> Difference:
    ours = pair.claim.unit if pair.claim else None
    theirs = pair.near.unit if pair.near else None
    if ours and theirs and ours != theirs:
        return Difference("unit", {"stated": ours, "found": theirs})
    return Difference("unit_field")


def _hedge(pair: _Pair) -> Difference:
    theirs = pair.near.qualifier if pair.near else "exact"
    if theirs == "exact":
        return Difference("hedge_added")
    bare = pair.flag.stated[:1].isdigit()
    return Difference("hedge_dropped" if bare else "hedge_changed", {}, f"hedge.{theirs}")


def _year(pair: _Pair) -> Difference:
    ours = exact(pair.claim.value) if pair.claim else None
    theirs = exact(pair.near.value) if pair.near else None
    if ours is None or theirs is None or ours == theirs:
        return Difference("year")
    return Difference("years", {"n": str(abs(ours - theirs))})


def _plainly(key: str) -> Callable[[_Pair], Difference]:
    return lambda pair: Difference(key)


_BY_CODE: Mapping[str, Callable[[_Pair], Difference]] = {
    "digits_changed": _digits,
    "separator_misread": _scale,
    "scale_changed": _scale,
    "unit_changed": _unit,
    "qualifier_changed": _hedge,
    "year_changed": _year,
    "percent_point_confused": _plainly("percent_points"),
    "sign_changed": _plainly("sign"),
    "wrong_subject": _plainly("subject"),
    "value_not_in_quote": _plainly("elsewhere"),
    "not_in_source": _plainly("absent"),
    "quote_not_found": _plainly("quote_absent"),
    "quote_altered": _plainly("quote_words"),
    "ambiguous": _plainly("ambiguous"),
    "omitted": _plainly("omitted"),
}
