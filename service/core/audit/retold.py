"""How likely two values are one quantity, told twice, and how that is reported.

Two figures that lie near each other or a slip of the pen apart may be of one quantity. A slip between figures
of many digits is hardly an accident, two swapped digits still less, another value near by more easily is:
these are Bayes' odds, as in ``fits``, to be multiplied by those that words give.
"""

from __future__ import annotations

from fractions import Fraction

from service.core.audit.ledger import Ledger, Wording, plain
from service.core.audit.sheet import Figure
from service.core.audit.slips import are_swapped, digits, one_digit_apart
from service.core.types import FindingSeverity, Span

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


def proved_by(ledger: Ledger) -> set[Span]:
    """The places of the figures that relations to others bear out."""
    relations = [r for r in ledger.relations.values() if r.holds and r.type != "same_as"]
    return {place for relation in relations for place in relation.spans}


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


def agree(one: Figure, other: Figure) -> bool:
    """True where the values may be one, or one is the other printed with fewer digits."""
    coarse, fine = sorted((one, other), key=lambda f: f.ulp, reverse=True)
    rounded = coarse.ulp > fine.ulp and abs(coarse.value - fine.value) <= coarse.ulp
    return rounded or one.interval.meets(other.interval)


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
    """Report one quantity that is told with two values, unless it is reported as a base already."""
    places = {first.span, second.span}
    based = (f for f in ledger.findings.values() if f.code == "denominator_conflict")
    if any(places.issubset(f.spans) for f in based):
        return
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
