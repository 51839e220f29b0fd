"""Units that a label states in brackets for the bare figures behind it: ``Kinh phí (triệu đồng): 14.260``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from service.core.figures import figures, power
from service.core.grammar.plans import Draft, Unit
from service.core.grammar.tables import Tables
from service.core.grammar.units import unit_of
from service.core.types import Kind

_NOTE = re.compile(r"\((?![^()\n]*[0-9]\s?%)([^()\n]{1,30})\)[ \t]*(?:(:)[ \t]*|:?[ \t]*(?=\n))")
_LABEL = re.compile(r"[ \t]*(?:[-+•*–] ?)?[^:\n]{1,60}:[ \t]*")
_LINE_END = re.compile(r"[ \t]*[.;]?[ \t]*(?=\n|$)")
_WORD = re.compile(r" [^\W\d_]")
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
        if not tables.value_gap.fullmatch(text, at, draft.start):
            return
        at = draft.end
        if draft.plan.quantity.kind in _DATED:
            continue
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
