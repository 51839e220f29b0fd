"""Where a mention stands: its zone, and the cell of a table that lends it unit and scale; mentions made."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from typing import Any

from service.core.figures import figures
from service.core.grammar.labels import lend_units, share_units, united
from service.core.grammar.plans import Draft, Plan, Unit, negative, plan_of
from service.core.grammar.tables import Tables
from service.core.grammar.units import unit_of
from service.core.segments import Cell, segment
from service.core.types import Kind, Mention, Quantity, Span, Zone

_DAY_HEAD = re.compile(r"--([0-9]{2})-([0-9]{2})")
_FEW_HEADS = 2
_SHORT_YEARS = range(10, 28)


def place(
    text: str, drafts: list[Draft], starts: Sequence[int], tables: Tables, *, zoned: bool
) -> tuple[Mapping[int, Zone], Set[int]]:
    """The zones other than the body, by draft, and the drafts in columns of plans.

    Bare cells take unit and scale of the table.
    """
    segments = segment(text)
    zones: dict[int, Zone] = {}
    planned: set[int] = set()
    for span, zone in segments.zones if zoned else ():
        inside = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        zones.update(dict.fromkeys(inside, zone))
    for table in segments.tables:
        inside = range(bisect_left(starts, table.span.start), bisect_left(starts, table.span.end))
        cells = [(i, cell) for i in inside if (cell := segments.cell_at(drafts[i].digits))]
        _date_heads(drafts, [i for i, cell in cells if cell.row < table.header_rows])
        for i, cell in cells:
            drafts[i] = _in_cell(text, drafts[i], cell, tables)
        _lend_currency(text, drafts, cells)
        for i, cell in cells:
            if cell.header and tables.plan_column.fullmatch(text, *cell.header):
                planned.add(i)
    lend_units(text, drafts, starts, tables)
    share_units(text, drafts, tables)
    return zones, planned


def _date_heads(drafts: list[Draft], heads: Sequence[int]) -> None:
    """``Sep 24`` beside ``Sep 23`` over two columns: months of years where all may be, no days of a month."""
    days = [(i, _DAY_HEAD.fullmatch(drafts[i].plan.quantity.value)) for i in heads]
    found = [(i, day) for i, day in days if day is not None]
    if len({day[2] for _, day in found}) < _FEW_HEADS or any(
        int(day[2]) not in _SHORT_YEARS for _, day in found
    ):
        return
    for i, day in found:
        month = Quantity(Kind.DATE, f"20{day[2]}-{day[1]}")
        drafts[i] = drafts[i]._replace(plan=Plan(month, 0, 0, "month_year"))


def _lend_currency(text: str, drafts: list[Draft], cells: Sequence[tuple[int, Cell]]) -> None:
    """Give the bare figures of a column the currency that only its first one states (``$ 412,000``)."""
    told: dict[int, str | None] = {}
    for i, cell in cells:
        plan = drafts[i].plan
        if cell.header is None or cell.label is None:
            continue
        if cell.column not in told:
            stated = plan.quantity.kind is Kind.MONEY and plan.lead and plan.quantity.scale == "1"
            told[cell.column] = plan.quantity.unit_key if stated else None
        elif (iso := told[cell.column]) is not None:
            drafts[i] = united(text, drafts[i], Unit(Kind.MONEY, 0, iso, iso), "table_cell")


def _in_cell(text: str, draft: Draft, cell: Cell, tables: Tables) -> Draft:
    """The figure of a cell with the unit and scale of its row, head or table; in brackets it is negative."""
    content = text[cell.span.start : cell.span.end]
    bracketed = content.replace("%", "") == f"({text[draft.digits : draft.digits_end]})"
    if bracketed and not draft.plan.quantity.value.startswith("-"):
        draft = draft._replace(plan=negative(draft.plan)._replace(lead=0))
    readings = figures(text[draft.digits : draft.digits_end])
    if draft.start < cell.span.start and readings:  # a currency in the cell before
        bare = next((f for f in readings if f.mark == draft.plan.mark), readings[0])
        draft = draft._replace(start=draft.digits, plan=plan_of(bare, Unit(Kind.CARDINAL), 0))
    if draft.start == cell.span.start + 1 and text[cell.span.start] == "-":
        draft = draft._replace(start=cell.span.start, plan=negative(draft.plan))
    if not draft.plan.bare:
        return draft
    unit = next(filter(None, (unit_of(tables, words) for words in cell.units)), None)
    return united(text, draft, unit, "table_cell")


class _Made:
    """A mention while its fields are set: the same slots, without the price of a frozen ``__init__``."""

    __slots__ = Mention.__slots__


def mentions(
    text: str, drafts: list[Draft], targets: Set[int], zones: Mapping[int, Zone]
) -> tuple[Mention, ...]:
    """The mentions of the drafts, which are used up: for each object made one goes, so none is collected."""
    found: list[Any] = []
    zone_of, body = zones.get, Zone.BODY
    while drafts:
        start, end, at, _, plan, _ = drafts.pop()
        i = len(drafts)
        made: Any = _Made()
        made.start, made.end, made.text = start, end, text[start:end]
        made.quantity, _, _, made.rule, made.qualifier, hedges, _, made.direction, made.negated, *_ = plan
        made.qualifier_spans = tuple([Span(at + a, at + b) for a, b in hedges]) if hedges else ()
        made.target, made.zone = i in targets, zone_of(i, body)
        made.__class__ = Mention
        found.append(made)
    found.reverse()
    return tuple(found)
