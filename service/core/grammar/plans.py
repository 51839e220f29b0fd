"""What a wording is: plans and drafts of mentions, and how one wording read stands for others."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple

from service.core.figures import Figure, decimal_of, figures, power
from service.core.lexicon import Token
from service.core.types import Direction, Form, Kind, Qualifier, Quantity

RATED = frozenset({Kind.CARDINAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE, Kind.RATE})
COUNTS = frozenset({Kind.CARDINAL, Kind.RATIO})
_MODELS = RATED | {Kind.DURATION, Kind.MULTIPLE}
_TITLES = frozenset(
    {"phone", "year", "number", "code", "month_word", "day", "ordinal", "name", "place", "identifier", "rank"}
)
NEVER_HEDGED = frozenset(
    {Kind.DOCUMENT_CODE, Kind.IDENTIFIER, Kind.NAME, Kind.TIME, Kind.ORDINAL, Kind.YEAR, Kind.DATE}
)
_HALF = Fraction(1, 2)
_SHORT, _FEW = 4, 64  # figures so short come again and again; so many are remembered for each wording
_STAKE = re.compile(r" ?\+ ?[0-9]{3}(?![0-9])")  # of a road: "km 42+300"


class Plan(NamedTuple):
    """What a wording is: its quantity, how far the mention reaches beyond the digits, and its setting.

    ``mark`` is the decimal sign that the digits prove, ``other`` the reading with the other sign where they
    prove none. ``bare``: a plain count, which takes over the unit of the end of its range. ``special``: the
    words beside it may make a date or a time of it.
    """

    quantity: Quantity
    lead: int
    tail: int
    rule: str
    qualifier: Qualifier = Qualifier.EXACT
    hedges: tuple[tuple[int, int], ...] = ()
    mark: str = ""
    direction: Direction | None = None
    negated: bool = False
    opens: bool = False
    other: Plan | None = None
    bare: bool = False
    special: bool = False


class Unit(NamedTuple):
    """What the words on the right make of a number."""

    kind: Kind
    exponent: int = 0
    unit: str | None = None
    key: str | None = None
    tail: int = 0
    counted: bool = False


@dataclass(slots=True)
class Decision:
    """What a wording is, its cues, and how far the known words reach.

    ``settled``: the scan looked at everything else beside the digits once, and the plan held as it is.
    """

    plan: Plan | None
    before: tuple[Token, ...]
    reach: int
    settled: bool = False


def exponent_of(scale: str) -> int:
    """The power of ten that a scale is.

    >>> exponent_of("1"), exponent_of("1000"), exponent_of("0.01")
    (0, 3, -2)
    """
    return 2 - len(scale) if scale.startswith("0.") else len(scale) - 1


class Model:
    """A wording read once: its plan, with other digits, stands for every figure between the same words."""

    __slots__ = ("before", "exponent", "known", "plan", "width")

    def __init__(self, plan: Plan, width: int, before: tuple[Token, ...]) -> None:
        self.plan, self.width, self.before = plan, width, before
        self.known: dict[str, Plan] = {}
        self.exponent = exponent_of(plan.quantity.scale)

    def read(self, surface: str) -> Plan | None:
        """The plan of another figure; None where the figure itself matters."""
        known = self.known.get(surface)
        if known is None:
            known = self._read(surface)
            if known is not None and len(surface) < _SHORT:
                if len(self.known) >= _FEW:
                    self.known.clear()
                self.known[surface] = known
        return known

    def _read(self, surface: str) -> Plan | None:
        if (surface[0] == "0" and surface[1:2] != ",") or surface.count(".") == 2:
            return None
        readings = figures(surface)
        plan, exponent = self.plan, self.exponent
        known = plan.quantity
        if len(readings) != 1 or (known.kind is Kind.CARDINAL and len(surface) == 4 and surface.isdigit()):
            return None
        figure = readings[0]
        value, ulp = figure.scaled(exponent), figure.ulp(exponent)
        quantity = made_quantity(known.kind, value, known.unit, known.unit_key, known.scale, ulp)
        hedges = plan.hedges
        if hedges and (shift := len(surface) - self.width):
            hedges = tuple((a + shift, b + shift) if a > 0 else (a, b) for a, b in hedges)
        _, lead, tail, rule, qualifier, _, _, *rest = plan
        return tuple.__new__(Plan, (quantity, lead, tail, rule, qualifier, hedges, figure.mark, *rest))


class Draft(NamedTuple):
    """A mention in the making; ``digits:digits_end`` is the number itself."""

    start: int
    end: int
    digits: int
    digits_end: int
    plan: Plan
    before: tuple[Token, ...]


class _MadeQuantity:
    """A quantity while its fields are set: the same slots, without the price of a frozen ``__init__``."""

    __slots__ = Quantity.__slots__


def made_quantity(
    kind: Kind, value: str, unit: str | None, key: str | None, scale: str, ulp: str | None
) -> Quantity:
    """A quantity in digits without other readings, made fast."""
    made: Any = _MadeQuantity()
    made.kind, made.value, made.value_high, made.unit, made.unit_key = kind, value, None, unit, key
    made.scale, made.ulp, made.form, made.readings = scale, ulp, Form.DIGITS, ()
    made.__class__ = Quantity
    quantity: Quantity = made
    return quantity


def is_model(plan: Plan, before: tuple[Token, ...]) -> bool:
    """Whether every other figure between the same words would be read as this one was."""
    kind = plan.quantity.kind
    if plan.rule != kind.value or plan.other or kind not in _MODELS:
        return False
    return not before or kind is not Kind.CARDINAL or before[0].entry.keys().isdisjoint(_TITLES)


def plan_of(figure: Figure, unit: Unit, lead: int) -> Plan:
    """The plan of one reading of a figure with its unit."""
    exponent = unit.exponent
    quantity = made_quantity(
        unit.kind, figure.scaled(exponent), unit.unit, unit.key, power(-exponent), figure.ulp(exponent)
    )
    bare = unit.kind is Kind.CARDINAL and unit.key is None
    return Plan(quantity, lead, unit.tail, unit.kind.value, mark=figure.mark, bare=bare)


def text_plan(kind: Kind, value: str, rule: str) -> Plan:
    """The plan of what is no number: its value is its text."""
    return Plan(Quantity(kind, value), 0, 0, rule)


def negative(plan: Plan) -> Plan:
    """The plan with its sign turned and the sign in the mention; codes and names have none."""
    quantity = plan.quantity
    if quantity.kind in NEVER_HEDGED or quantity.kind is Kind.RATIO:
        return plan
    other = plan.other and negative(plan.other)
    return plan._replace(
        quantity=replace(quantity, value=f"-{quantity.value}"), lead=plan.lead + 1, other=other
    )


def and_half(plan: Plan, width: int, part: Fraction = _HALF) -> Plan:
    """``2 triệu rưỡi``, ``2 năm rưỡi``, ``1¾ miles``: with a part of the scale or of the unit."""
    quantity = plan.quantity
    if quantity.exact is None or quantity.kind not in RATED | {Kind.DURATION}:
        return plan
    value = decimal_of(quantity.exact + Fraction(quantity.scale) * part)
    return plan._replace(quantity=replace(quantity, value=value, form=Form.MIXED), tail=plan.tail + width)


def as_written(text: str, start: int, end: int, plan: Plan) -> tuple[Plan, int]:
    """The plan of a name with the name as written, and its end: ``km 42+300`` is one place on a road."""
    stake = _STAKE.match(text, end)
    if stake and text[start - plan.lead : start].lower().startswith("km"):
        end = stake.end()
    written = text[start - plan.lead : end]
    return plan._replace(quantity=replace(plan.quantity, value=written)), end


def join_quantities(low: Quantity, high: Quantity) -> Quantity | None:
    """One quantity from the two ends of a range, or None where they do not make one."""
    if low.kind is not high.kind or low.value_high or high.value_high or low.unit_key != high.unit_key:
        return None
    first, last = low.exact, high.exact
    if low.kind is Kind.RATIO or low.kind in NEVER_HEDGED - {Kind.YEAR, Kind.DATE, Kind.ORDINAL}:
        return None
    if low.kind is not Kind.DATE and (first is None or last is None or first >= last):
        return None
    if first and last and (low.unit_key or "").startswith("VND") and _in_thousands(first, last):
        low = replace(low, value=decimal_of(first * 1000))
    return replace(high, value=low.value, value_high=high.value)


def _in_thousands(first: Fraction, last: Fraction) -> bool:
    """``62-65.000 đồng/kg``: a first price without the thousands that the last one states."""
    return first < 1000 <= last and last % 1000 == 0 and first * 1000 < last
