"""Units that stand elsewhere: in a label (``Kinh phí (triệu đồng): 14.260``), or at the end of a series."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from service.core.figures import figures, power
from service.core.grammar.plans import Draft, Plan, Unit, exponent_of
from service.core.grammar.tables import Tables
from service.core.grammar.units import unit_of
from service.core.types import Form, Kind, Quantity

_NOTE = re.compile(r"\((?![^()\n]*[0-9]\s?%)([^()\n]{1,30})\)[ \t]*(?:(:)[ \t]*(?=[^\s])|:?[ \t]*(?=\n))")
_LABEL = re.compile(r"[ \t]*(?:[-+•*–] ?)?[^:\n]{1,60}:[ \t]*")
_LINE_END = re.compile(r"[ \t]*(?:\([^()\n]{1,30}\))?[ \t]*[.;]?[ \t]*(?=\n|$)")
_WORD = re.compile(r" [^\W\d_]")
_NAMED = re.compile(r"[;,]?[ \t]*[^\W\d_][^;,:.()\n\d]{0,40}[ \t]")  # a name in a list of values
_ENDS = re.compile(r"[ \t]*(?:[;,.](?!\d)|\n|$)")
_SHARED = frozenset({Kind.CARDINAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE})
_GAP = 6  # characters between two figures of a series
_NAME = 60  # characters of a name between two figures of a list
_FEWEST = 2  # figures that take over the unit of the first
_WIDE = 24  # characters between a part and its whole
_LINES = 40  # lines of a list below its heading that are looked at
_DATED = frozenset({Kind.YEAR, Kind.DATE, Kind.ORDINAL})


def lend_units(text: str, drafts: list[Draft], starts: Sequence[int], tables: Tables) -> None:
    """Give bare figures the unit that the label in front, or the heading of their list, states in brackets.

    Behind a colon the figures up to the first word that is no part of a date: ``(tỷ đồng): 14,2 / 11,8``.
    Below a heading the values of the lines ``label: value``.
    """
    for note in _NOTE.finditer(text):
        unit = unit_of(tables, note[1])
        if unit is None:
            continue
        if note[2]:
            _behind(text, drafts, starts, tables, note.end(), unit)
        else:
            _below(text, drafts, starts, note.end() + 1, unit)


def _behind(
    text: str, drafts: list[Draft], starts: Sequence[int], tables: Tables, at: int, unit: Unit
) -> None:
    """The figures of one line behind the colon at ``at``."""
    for i in range(bisect_left(starts, at), len(drafts)):
        draft = drafts[i]
        named = _NAMED.fullmatch(text, at, draft.start) is not None
        if not named and not tables.value_gap.fullmatch(text, at, draft.start):
            return
        at = draft.end
        if draft.plan.quantity.kind in _DATED:
            continue
        if named and not _ENDS.match(text, at):
            return
        if not draft.plan.bare or (_WORD.match(text, at) and not tables.value_word.match(text, at)):
            return
        drafts[i] = united(text, draft, unit, "label")


def _below(text: str, drafts: list[Draft], starts: Sequence[int], line: int, unit: Unit) -> None:
    """The values of the lines ``label: value`` from ``line`` on."""
    for _ in range(_LINES):
        label = _LABEL.match(text, line)
        if label is None:
            return
        i = bisect_left(starts, label.end())
        if i < len(drafts) and starts[i] == label.end() and _LINE_END.match(text, drafts[i].end):
            drafts[i] = united(text, drafts[i], unit, "label")
        line = text.find("\n", line) + 1
        if not line:
            return


def share_units(text: str, drafts: list[Draft], tables: Tables) -> None:
    """Give bare figures of a series the unit, scale or noun that only one end of it names."""
    bare = [i for i, draft in enumerate(drafts) if draft.plan.bare]
    for i in reversed(bare):
        if i + 1 < len(drafts) and drafts[i + 1].start - drafts[i].end <= _WIDE and _is_bare(drafts[i]):
            _share_back(text, drafts, i, tables)
    for i in bare:
        if i and drafts[i].start - drafts[i - 1].end <= _NAME and _is_bare(drafts[i]):
            _carry_on(text, drafts, i - 1, tables)


def _share_back(text: str, drafts: list[Draft], i: int, tables: Tables) -> None:
    """``29.0, 43.7 and 27.3%``: a series up to a bare figure in the unit of the next one.

    Two need as many decimals, one at least: ``4.2 and 5.1 million``, but ``rooms 3 and 5 beds``.
    """
    one, last = drafts[i], drafts[i + 1]
    if tables.one_noun.fullmatch(text, one.end, last.start):
        drafts[i] = _counting_same(one, last)
        return
    if last.start - one.end > _GAP or not _lends(last, text):
        return
    if not tables.series_end.fullmatch(text, one.end, last.start):
        return
    first = i
    while first and _is_bare(drafts[first - 1]) and _follows(text, drafts[first - 1], drafts[first]):
        first -= 1
    decimals = {_decimals(text, draft) for draft in drafts[first : i + 2]}
    if len(decimals) == 1 and (i > first or decimals != {0}):
        unit = _unit_of(last)
        for k in range(first, i + 1):
            drafts[k] = united(text, drafts[k], unit, "series")


def _carry_on(text: str, drafts: list[Draft], i: int, tables: Tables) -> None:
    """Read a list of names with bare figures by its first one: two more at least, printed as finely.

    They have its unit (``food gave 2.3 points, housing 1.2, transport 0.4``), and what looks like the number
    of a place is a count, too (``khu phố 23, trường học 14, doanh nghiệp 9``).
    """
    lead = drafts[i]
    titled = lead.plan.rule == "name" and text[lead.start].islower()
    if not (titled or _lends(lead, text)):
        return
    last = i
    while last + 1 < len(drafts) and _goes_on(text, drafts[last], drafts[last + 1], tables):
        last += 1
    decimals = {_decimals(text, draft) for draft in drafts[i + titled : last + 1]}
    if last - i < _FEWEST or len(decimals) != 1:
        return
    if titled and decimals == {0}:
        drafts[i] = _untitled(text, lead)
    elif not titled and decimals != {0}:
        for k in range(i + 1, last + 1):
            drafts[k] = united(text, drafts[k], _unit_of(lead), "carried")


def _untitled(text: str, draft: Draft) -> Draft:
    """What looked like the number of a place as a plain count."""
    count = Quantity(Kind.CARDINAL, str(int(text[draft.digits : draft.digits_end])), ulp="1")
    return draft._replace(start=draft.digits, plan=Plan(count, 0, 0, "cardinal", bare=True))


def _goes_on(text: str, one: Draft, other: Draft, tables: Tables) -> bool:
    """Whether a bare figure stands behind the next name of a list, and nothing behind it."""
    if not _is_bare(other) or other.start - one.end > _NAME or other.plan.direction is not None:
        return False
    if not tables.next_name.fullmatch(text, one.end, other.start):
        return False
    return bool(_ENDS.match(text, other.end) or tables.next_name.match(text, other.end))


def _counting_same(one: Draft, last: Draft) -> Draft:
    """A part with the noun of its whole (``214 of the 309 patients``), a level with that of the next one."""
    counted, plain = last.plan.quantity, one.plan.quantity
    if counted.kind is not Kind.CARDINAL or counted.scale != plain.scale or plain.unit is not None:
        return one
    quantity = replace(plain, unit=counted.unit, unit_key=counted.unit_key)
    return one._replace(plan=one.plan._replace(quantity=quantity))


def _is_bare(draft: Draft) -> bool:
    plan = draft.plan
    return plan.bare and plan.quantity.kind is Kind.CARDINAL and plan.quantity.form is Form.DIGITS


def _lends(draft: Draft, text: str) -> bool:
    """True for a figure in digits with a unit or a scale behind it."""
    quantity = draft.plan.quantity
    behind = draft.end > draft.digits_end and draft.start == draft.digits
    return behind and not quantity.value_high and quantity.kind in _SHARED and text[draft.digits].isdigit()


def _follows(text: str, one: Draft, other: Draft) -> bool:
    return text[one.end : other.start] in (", ", "; ")


def _decimals(text: str, draft: Draft) -> int:
    readings = figures(text[draft.digits : draft.digits_end])
    value = draft.plan.quantity
    return next((f.decimals for f in readings if f.scaled(_exponent(draft)) == value.value.lstrip("-")), -1)


def _exponent(draft: Draft) -> int:
    return exponent_of(draft.plan.quantity.scale)


def _unit_of(draft: Draft) -> Unit:
    quantity = draft.plan.quantity
    return Unit(quantity.kind, _exponent(draft), quantity.unit, quantity.unit_key)


def united(text: str, draft: Draft, unit: Unit | None, rule: str) -> Draft:
    """A bare figure with the unit and scale that stand elsewhere; any other draft as it is."""
    plan = draft.plan
    readings = figures(text[draft.digits : draft.digits_end])
    figure = next((f for f in readings if f.scaled(0) == plan.quantity.value.lstrip("-")), None)
    if unit and len(readings) > 1 and not unit.exponent and (unit.key or "")[:3].isupper():
        figure = readings[0]  # no price has three decimals
    if unit is None or figure is None or not plan.bare:
        return draft
    sign = "-" if plan.quantity.value.startswith("-") else ""
    quantity = replace(
        plan.quantity, kind=unit.kind, value=sign + figure.scaled(unit.exponent), unit=unit.unit,
        unit_key=unit.key, scale=power(-unit.exponent), ulp=figure.ulp(unit.exponent),
    )  # fmt: skip
    return draft._replace(plan=plan._replace(quantity=quantity, bare=False, rule=rule))
