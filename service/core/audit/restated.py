"""The same thing stated twice with two values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from service.core.audit.echoes import Echoes
from service.core.audit.ledger import Ledger
from service.core.audit.retold import report_twice
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import digits, is_slip
from service.core.audit.tellings import Teller
from service.core.audit.twice import check_twice
from service.core.rounding import HUNDRED, nearest
from service.core.types import FindingSeverity, Kind

LONG = 4  # digits of a figure that two places have in common by no chance
ALIKE = 3  # rows with one value that a sentence is set against


def check_restated(sheet: Sheet, ledger: Ledger) -> None:
    """Judge values that are told twice: in a row of a table and in a sentence, and in two sentences."""
    _against_rows(sheet, ledger)
    teller = Teller(sheet)
    _of_shares(sheet, ledger)
    check_twice(Echoes(sheet, teller), teller, ledger)


def _of_shares(sheet: Sheet, ledger: Ledger) -> None:
    """A share that misfits its base, but fits another telling of it: the base is told with two values."""
    figures = {figure.span: figure for figure in (*sheet.figures, *sheet.captions)}
    for key, finding in tuple(ledger.findings.items()):
        known = [figures[span] for span in finding.spans if span in figures]
        if finding.code != "percent_mismatch" or finding.relation != "ratio_percent" or len(known) != 3:
            continue
        percent = next((f for f in known if f.kind is Kind.PERCENT), None)
        part, base = sorted((f for f in known if f is not percent), key=lambda f: f.value)[-2:]
        other = None if percent is None else _fitting(sheet, percent, part, base, figures.values())
        if other is not None:
            ledger.withdraw(*key)
            first, second = sorted((other, base), key=lambda f: f.start)
            report_twice(first, second, finding.severity, ledger)


def _fitting(
    sheet: Sheet, percent: Figure, part: Figure, base: Figure, figures: Iterable[Figure]
) -> Figure | None:
    """The one other count of the same thing, in a paragraph of its own, that gives a share exactly."""
    noun = sheet.noun(base) - {"người", "people"}
    found = [
        f
        for f in figures
        if noun
        and f.unit == base.unit == "#"
        and f.is_level
        and f.value not in (base.value, part.value, Fraction(0))
        and (noun <= sheet.noun(f) or (sheet.noun(f) <= noun and sheet.noun(f)))
        and sheet.paragraph_of(f) != sheet.paragraph_of(base)
        and abs(HUNDRED * part.value / f.value - percent.value) <= percent.ulp / 2
    ]
    return found[0] if len({f.value for f in found}) == 1 else None


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
