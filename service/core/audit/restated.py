"""The same thing stated twice with two values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from service.core.audit.echoes import Echoes
from service.core.audit.ledger import Ledger
from service.core.audit.retold import report_twice
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import digits, is_slip
from service.core.audit.tellings import Teller
from service.core.audit.twice import check_twice
from service.core.rounding import nearest
from service.core.types import FindingSeverity

LONG = 4  # digits of a figure that two places have in common by no chance
ALIKE = 3  # rows with one value that a sentence is set against


def check_restated(sheet: Sheet, ledger: Ledger) -> None:
    """Judge values that are told twice: in a row of a table and in a sentence, and in two sentences."""
    _against_rows(sheet, ledger)
    teller = Teller(sheet)
    check_twice(Echoes(sheet, teller), teller, ledger)


def _against_rows(sheet: Sheet, ledger: Ledger) -> None:
    """A sentence that repeats one cell of a table's row rightly, and another with a slip."""
    rows: dict[int, list[Figure]] = {}
    for figure in sheet.figures:
        if sheet.in_table(figure) and figure.is_level and len(digits(figure.value, figure.ulp)) >= LONG:
            rows.setdefault(figure.sentence, []).append(figure)
    printed: dict[Fraction, dict[Fraction, list[int]]] = {}
    for told in sheet.by_sentence if rows else ():
        levels = [f for f in told if f.is_level and not f.is_bounded and f.mention.value_high is None]
        levels = [f for f in levels if len(digits(f.value, f.ulp)) >= LONG]
        if len(levels) < 2:
            continue
        found: set[int] = set()
        for figure in levels:
            if figure.ulp not in printed:
                printed[figure.ulp] = _rows_by_value(rows, figure.ulp)
            found.update(printed[figure.ulp].get(figure.value, ()))
        for sentence in sorted(found):
            _against_row(levels, rows[sentence], ledger)


def _rows_by_value(rows: Mapping[int, Sequence[Figure]], ulp: Fraction) -> dict[Fraction, list[int]]:
    """The rows that hold a value printed as finely as ``ulp``; of a value in many rows the first few."""
    found: dict[Fraction, list[int]] = {}
    for sentence, row in rows.items():
        for value in {nearest(cell.value, ulp) for cell in row}:
            if len(beside := found.setdefault(value, [])) < ALIKE:
                beside.append(sentence)
    return found


def _against_row(levels: Sequence[Figure], row: Sequence[Figure], ledger: Ledger) -> None:
    same = [(f, cell) for f in levels for cell in row if _repeats(f, cell)]
    found = {figure.span for pair in same for figure in pair}
    for figure, cell in same:
        ledger.holds("same_as", [figure.span, cell.span], f"{figure.mention.text} = {cell.mention.text}")
    for figure in levels if same else ():
        for cell in row:
            slip = is_slip(figure, cell.value, LONG) and cell.unit in (figure.unit, "#")
            if slip and figure.span not in found and cell.span not in found:
                report_twice(figure, cell, FindingSeverity.ERROR, ledger)


def _repeats(figure: Figure, cell: Figure) -> bool:
    """True where a figure of the prose is a cell's, rounded to its own last digit."""
    return cell.unit in (figure.unit, "#") and nearest(cell.value, figure.ulp) == figure.value
