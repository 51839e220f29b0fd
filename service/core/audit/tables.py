"""Tables in the text: rows and columns of totals, and columns computed from other columns.

Which column follows from which is read off the figures: a formula that fits most rows is the column's rule,
and a row that breaks it is an error. Tables too small for that need the head of the column to say it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import TELLING, digits, leaves_one_out, slipped
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, Interval, Rung, add, rounded_interval, rung
from service.core.segments import Table
from service.core.types import FindingSeverity, Kind, Span

ROWS = 120  # rows of one table that are judged
COLUMNS = 10  # columns of one table that are set against each other
BELOW = 6  # rows that an unmarked total may be the sum of
MOST = Fraction(3, 5)  # of the rows must follow a rule before a row can break it
LIKELY = Fraction(1, 4)

_TOTAL = pattern(r"^\W*(?:[ivx\d]+[.)]\s*)?(?:{total_row})\W*(?:\([^()]*\)\W*)?$")
_TOTAL_OPEN = re.compile(r"^\W*(?:tổng cộng|tổng số|grand total|total)\b", re.IGNORECASE)
_WEAK = re.compile(
    r"^\W*(?:tổng|cộng|toàn|all|whole|overall|quarter|full year|year|cả năm|quý|lũy kế)\b", re.I
)
_HEAD = re.compile(r"[^\W\d_]{3}|^\s*(?:19|20)\d\d\s*$")
_SECTION = re.compile(r"^\s*(?:[A-Z]|[IVX]+)[.)]\s*\S")
_OPENING = pattern(r"(?:{opening}|đầu)")
_CLOSING = pattern(r"(?:{closing}|cuối)")
_SUB_ROW = re.compile(r"^\s*(?:[-–+•*]|trong đó|of which|including|[a-zđ][.)]|\d+\.\d+)", re.IGNORECASE)
_GROWTH = pattern(r"(?:{growth_heads})")
_PLAN = pattern(r"(?:{plan_heads})")
_SHARE = pattern(r"(?:{share_heads})")
_DIFFERENCE = pattern(r"(?:{difference_heads})")


@dataclass(frozen=True, slots=True)
class _Grid:
    """The figures of a table by row and column, with the rows' labels and the columns' heads."""

    cells: Mapping[tuple[int, int], Figure]
    labels: Mapping[int, str]
    heads: Mapping[int, str]

    @property
    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.cells})

    @property
    def columns(self) -> list[int]:
        return sorted({column for _, column in self.cells})[:COLUMNS]


def check_tables(sheet: Sheet, ledger: Ledger) -> None:
    """Judge every table of the text."""
    starts = [f.start for f in sheet.figures]
    for table in sheet.segments.tables:
        grid = _grid(sheet, table, starts)
        totals = [row for row in grid.rows if _is_total(grid.labels.get(row, ""))]
        totals = totals or [row for row in grid.rows[:1] if _is_first_total(grid, row)]
        if totals:
            summed = _total_rows(grid, totals, ledger)
        else:
            totals, summed = _last_row(grid, ledger)
        _implied_totals(grid, totals, ledger)
        _sections(grid, ledger)
        _total_column(grid, ledger)
        _balance_columns(grid, ledger)
        _rules(grid, totals if summed else [], ledger)


def _grid(sheet: Sheet, table: Table, starts: Sequence[int]) -> _Grid:
    cells: dict[tuple[int, int], Figure] = {}
    labels: dict[int, str] = {}
    heads: dict[int, str] = {}
    heading = table.header_rows or _is_heading(sheet, table)
    for row in table.rows[: ROWS + heading]:
        for cell in row:
            text = sheet.text[slice(*cell.span)]
            if cell.row < heading:
                heads[cell.column] = f"{heads.get(cell.column, '')} {text}".strip()
                continue
            i = bisect_left(starts, cell.span.start)
            figure = sheet.figures[i] if i < len(starts) and starts[i] < cell.span.end else None
            if cell.label is None and not text.replace(".", "").isdigit():
                labels[cell.row] = text
            elif figure is not None and figure.mention.value_high is None and figure.base is None:
                cells[cell.row, cell.column] = figure
    for column in _numbering(cells):
        cells = {place: figure for place, figure in cells.items() if place[1] != column}
    return _Grid(cells, labels, heads)


def _is_heading(sheet: Sheet, table: Table) -> int:
    """1 where the first row names the columns though figures stand in it: "9 tháng 2022"; else 0."""
    texts = [sheet.text[slice(*cell.span)] for row in table.rows[:1] for cell in row][1:]
    return int(bool(texts) and all(_HEAD.search(text) for text in texts))


def _numbering(cells: Mapping[tuple[int, int], Figure]) -> list[int]:
    """The first column where it only counts the rows: 1, 2, 3."""
    if not cells:
        return []
    first = min(column for _, column in cells)
    values = [
        figure.value / Fraction(figure.mention.quantity.scale)
        for (_, column), figure in sorted(cells.items())
        if column == first
    ]
    return [first] if len(values) > 1 and values == list(range(1, len(values) + 1)) else []


def _is_total(label: str) -> bool:
    return _TOTAL.match(label) is not None or _TOTAL_OPEN.match(label) is not None


# Totals


def _total_rows(grid: _Grid, totals: Sequence[int], ledger: Ledger) -> bool:
    """Judge the rows of totals; True where one of them is known to sum its column."""
    known = False
    for n, total in enumerate(totals):
        above = [r for r in grid.rows if (totals[n - 1] if n else -1) < r < total]
        below = [r for r in grid.rows if total < r < (totals[n + 1] if n + 1 < len(totals) else 10**9)]
        rows = above if len(above) >= 2 else below
        if len(rows) >= 2:
            known |= _judge_total(grid, total, rows, ledger)
    return known


def _is_first_total(grid: _Grid, row: int) -> bool:
    """True for a first row that is called a total and in some column is one, or by a slip in every column."""
    tops = [r for r in grid.rows if r > row and not _SUB_ROW.match(grid.labels.get(r, ""))]
    if _WEAK.match(grid.labels.get(row, "")) is None or len(tops) < 2:
        return False
    if any(_sums_exactly(grid, row, tops, column) for column in grid.columns):
        return True
    full = [
        c for c in grid.columns if not _is_rate(grid, c) and all((r, c) in grid.cells for r in (row, *tops))
    ]
    sums = [(grid.cells[row, c], [grid.cells[r, c] for r in tops]) for c in full]
    return len(sums) > 1 and all(
        leaves_one_out(whole, parts) or slipped(whole, parts) for whole, parts in sums
    )


def _last_row(grid: _Grid, ledger: Ledger) -> tuple[list[int], bool]:
    """The last row where it sums the others, by a word or to the digit; and whether it is known to."""
    rows = grid.rows
    if len(rows) < 3:
        return [], False
    last, above = rows[-1], rows[:-1]
    named = _WEAK.match(grid.labels.get(last, "")) is not None
    if not named and not any(_sums_exactly(grid, last, above, column) for column in grid.columns):
        return [], False
    return [last], _judge_total(grid, last, above, ledger, sure=named)


def _sums_exactly(grid: _Grid, row: int, rows: Sequence[int], column: int) -> bool:
    """True where a cell is the sum of the others in its column, in figures too long for chance."""
    parts = [grid.cells[r, column] for r in rows if (r, column) in grid.cells]
    whole = grid.cells.get((row, column))
    full = whole is not None and len(parts) == len(rows) and not _is_rate(grid, column)
    return full and whole is not None and _is_exact_sum(whole, parts)


def _sections(grid: _Grid, ledger: Ledger) -> None:
    """Rows "A. …", "B. …" against the rows below each: of those that are a sum, one may have a slip."""
    heads = [r for r in grid.rows if _SECTION.match(grid.labels.get(r, ""))]
    for head, after in zip(heads, [*heads[1:], ROWS], strict=False):
        rows = [r for r in grid.rows if head < r < after]
        rows = [
            r
            for r in rows
            if not _is_total(grid.labels.get(r, "")) and not _WEAK.match(grid.labels.get(r, ""))
        ]
        if len(heads) > 1 and len(rows) > 1:
            columns = [c for c in grid.columns if all((r, c) in grid.cells for r in (head, *rows))]
            sums = {c: [grid.cells[r, c] for r in rows] for c in columns if not _is_rate(grid, c)}
            _judge_implied(grid, head, sums, ledger)


def _balance_columns(grid: _Grid, ledger: Ledger) -> None:
    """Four columns side by side that balance row by row: opening, in, out, closing."""
    columns = [c for c in grid.columns if not _is_rate(grid, c)]
    for n in range(len(columns) - 3):
        ends = (grid.heads.get(columns[n], ""), grid.heads.get(columns[n + 3], ""))
        named = _OPENING.search(ends[0]) is not None and _CLOSING.search(ends[1]) is not None
        rows = [[grid.cells.get((row, c)) for c in columns[n : n + 4]] for row in grid.rows]
        full = [[f for f in row if f is not None] for row in rows if None not in row]
        fits = [row for row in full if (row[0].value + row[1].value - row[2].value) == row[3].value]
        moved = any(row[1].value and row[2].value for row in fits)
        if moved and len(fits) >= (1 if named else 2) and 2 * len(fits) >= len(full):
            for row in full:
                _judge_balance(row, ledger)


def _judge_balance(row: Sequence[Figure], ledger: Ledger) -> None:
    opening, came, went, closing = row
    left = opening.value + came.value - went.value
    spans = [f.span for f in row]
    formula = f"{plain(opening.value)} + {plain(came.value)} - {plain(went.value)} = {plain(left)}"
    ledger.balances[frozenset(spans)] = left == closing.value
    if left == closing.value:
        ledger.holds("difference", spans, formula)
        return
    formula += f" ~ {plain(closing.value)}"
    _report("difference_mismatch", "difference", closing, spans, formula, plain(left, closing.ulp), ledger)


def _judge_total(grid: _Grid, total: int, rows: Sequence[int], ledger: Ledger, *, sure: bool = True) -> bool:
    sections = [r for r in rows if _SECTION.match(grid.labels.get(r, ""))]
    tops = [r for r in rows if not _SUB_ROW.match(grid.labels.get(r, ""))]
    tops = sections if 1 < len(sections) < len(rows) else tops
    fits: list[int] = []
    misfits: list[tuple[int, list[Figure]]] = []
    nested = len(tops) != len(rows)
    for column in grid.columns:
        whole = grid.cells.get((total, column))
        if whole is None or whole.is_bounded:
            continue
        for chosen in (rows, tops):
            parts = [grid.cells[r, column] for r in chosen if (r, column) in grid.cells]
            if len(parts) >= 2 and add(map(_interval, parts)).meets(_interval(whole)):
                fits.append(column)
                nested = nested and len(chosen) != len(tops)
                terms = " + ".join(plain(p.value) for p in parts)
                ledger.holds(
                    "table_total", [whole.span, *(p.span for p in parts)], f"{terms} = {plain(whole.value)}"
                )
                break
        else:
            parts = [grid.cells[r, column] for r in tops if (r, column) in grid.cells]
            if len(parts) >= 2 and len(parts) == len(tops):
                misfits.append((column, parts))
    computed = _derived_columns(grid)
    for column, parts in misfits:
        whole = grid.cells[total, column]
        if column in computed or not whole.value or not _adds_up(grid, column, whole):
            continue
        least = 2 if sure and not nested else TELLING
        short = sure and not nested and leaves_one_out(whole, parts)
        if short or (slipped(whole, parts, least) and (not nested or sections)):
            _report_total(whole, parts, FindingSeverity.ERROR, ledger)
        else:
            severity = _severity(whole, parts, nested=nested, others=len(fits), alone=len(misfits) == 1)
            if severity is not None:
                _report_total(whole, parts, severity, ledger)
    return bool(fits)


def _severity(
    whole: Figure, parts: Sequence[Figure], *, nested: bool, others: int, alone: bool
) -> FindingSeverity | None:
    """How sure a total is that no slip explains: by the other columns of its row, and how near it comes."""
    gap = abs(sum((p.value for p in parts), Fraction(0)) - whole.value)
    likely = gap <= whole.value * LIKELY
    if likely and (others or (alone and not nested)):
        return FindingSeverity.SUSPICIOUS if nested else FindingSeverity.ERROR
    return FindingSeverity.SUSPICIOUS if gap <= whole.value / 20 or (others and not nested) else None


def _implied_totals(grid: _Grid, totals: Sequence[int], ledger: Ledger) -> None:
    """A row that sums others to the digit in one column at least, and in half of them, sums them in all.

    Those are the rows right above or below it, or one far above that a row takes the next one from.
    """
    rows = grid.rows
    for i, row in enumerate(rows):
        if row not in totals:
            below = (rows[i + 1 : i + 1 + count] for count in range(2, min(BELOW, len(rows) - i - 1) + 1))
            _imply(grid, row, (b for b in below if not any(r in totals for r in b)), ledger)
            _imply(grid, row, (rows[i - count : i] for count in range(2, min(BELOW, i) + 1)), ledger)
        if i > 1:
            for above in rows[max(0, i - BELOW) : i - 1]:
                _imply(grid, above, ([rows[i - 1], row],), ledger)


def _imply(grid: _Grid, row: int, choices: Iterable[Sequence[int]], ledger: Ledger) -> None:
    """Judge the first rows that a row sums exactly in half of its columns."""
    for chosen in choices:
        columns = [c for c in grid.columns if all((r, c) in grid.cells for r in (row, *chosen))]
        sums = {c: [grid.cells[r, c] for r in chosen] for c in columns if not _is_rate(grid, c)}
        exact = sum(_is_exact_sum(grid.cells[row, c], parts) for c, parts in sums.items())
        if exact and 2 * exact >= len(sums):
            _judge_implied(grid, row, sums, ledger)
            return


def _is_exact_sum(whole: Figure, parts: Sequence[Figure]) -> bool:
    """True for a sum to the last digit of figures that are too long for chance."""
    return (
        sum((p.value for p in parts), Fraction(0)) == whole.value and len(digits(whole.value, whole.ulp)) > 3
    )


def _judge_implied(grid: _Grid, row: int, sums: Mapping[int, Sequence[Figure]], ledger: Ledger) -> None:
    for column, parts in sums.items():
        whole = grid.cells[row, column]
        terms = " + ".join(plain(p.value) for p in parts)
        if add(map(_interval, parts)).meets(_interval(whole)):
            ledger.holds(
                "table_total", [whole.span, *(p.span for p in parts)], f"{terms} = {plain(whole.value)}"
            )
        elif slipped(whole, parts) or leaves_one_out(whole, parts):
            _report_total(whole, parts, FindingSeverity.ERROR, ledger)


def _adds_up(grid: _Grid, column: int, whole: Figure) -> bool:
    """False for a column of rates or growth, which no one adds up; a column of shares adds up to 100."""
    head = grid.heads.get(column, "")
    if whole.kind is Kind.PERCENT or "%" in head:
        return whole.value == HUNDRED
    return whole.kind is not Kind.RATE and not re.search(
        r"bình quân|trung bình|average|mean|năng suất|yield", head, re.I
    )


def _interval(figure: Figure) -> Interval:
    """What a cell stands for: a whole count is exact, other figures are rounded."""
    if figure.kind is Kind.CARDINAL and figure.ulp == 1:
        return Interval.point(figure.value)
    return rounded_interval(figure.value, figure.ulp)


def _report_total(whole: Figure, parts: Sequence[Figure], severity: FindingSeverity, ledger: Ledger) -> None:
    total = sum((p.value for p in parts), Fraction(0))
    percent = whole.kind is Kind.PERCENT or (
        whole.value == HUNDRED and any(p.kind is Kind.PERCENT for p in parts)
    )
    stated, expected = plain(whole.value), plain(total)
    terms = [plain(p.value) for p in parts]
    ledger.report(
        "percent_sum" if percent else "sum_mismatch",
        severity,
        whole.span,
        [p.span for p in parts],
        kind="table_total",
        formula=f"{' + '.join(terms)} = {expected} ~ {stated}",
        stated=stated,
        expected=expected,
        wording=Wording(
            f"Các dòng của bảng cộng lại {' + '.join(map(vi_number, terms))} = {vi_number(expected)},"
            f" dòng tổng ghi {vi_number(stated)}.",
            f"The table's rows {' + '.join(map(en_number, terms))} add up to {en_number(expected)};"
            f" the total says {en_number(stated)}.",
        ),
    )


def _total_column(grid: _Grid, ledger: Ledger) -> None:
    """A column of totals must sum the columns beside it, where it does so in most rows."""
    for column in grid.columns:
        if not _is_total(grid.heads.get(column, "")):
            continue
        others = [c for c in grid.columns if c != column and "%" not in grid.heads.get(c, "")]
        fits: list[tuple[Figure, list[Figure]]] = []
        misfits: list[tuple[Figure, list[Figure]]] = []
        for row in grid.rows:
            whole = grid.cells.get((row, column))
            parts = [grid.cells[row, c] for c in others if (row, c) in grid.cells]
            if whole is None or len(parts) < 2 or len(parts) < len(others):
                continue
            (fits if add(map(_interval, parts)).meets(_interval(whole)) else misfits).append((whole, parts))
        if len(fits) >= 2 and len(fits) >= MOST * (len(fits) + len(misfits)):
            for whole, parts in misfits:
                _report_total(whole, parts, FindingSeverity.ERROR, ledger)
        for whole, parts in fits:
            terms = " + ".join(plain(p.value) for p in parts)
            ledger.holds(
                "table_total", [whole.span, *(p.span for p in parts)], f"{terms} = {plain(whole.value)}"
            )


# Columns computed from others


@dataclass(frozen=True, slots=True)
class _Rule:
    """How one column may follow from two others."""

    code: str
    kind: str
    heads: re.Pattern[str]
    compute: Callable[[Interval, Interval], Interval]
    show: str


def _growth(first: Interval, last: Interval) -> Interval:
    return last.quotient(first).times(HUNDRED) - Interval.point(HUNDRED)


def _attained(first: Interval, last: Interval) -> Interval:
    return last.quotient(first).times(HUNDRED)


def _difference(first: Interval, last: Interval) -> Interval:
    return last - first


_RULES = (
    _Rule("growth_mismatch", "growth", _GROWTH, _growth, "({b} - {a}) / {a}"),
    _Rule("percent_mismatch", "ratio_percent", _PLAN, _attained, "{b} / {a}"),
    _Rule("difference_mismatch", "difference", _DIFFERENCE, _difference, "{b} - {a}"),
)


def _rules(grid: _Grid, totals: Sequence[int], ledger: Ledger) -> None:
    for target in grid.columns:
        if not any(_apply(grid, target, rule, ledger) for rule in _RULES):
            _shares(grid, target, totals, ledger)


_Row = tuple[Figure, Figure, Figure]


def _derived_columns(grid: _Grid) -> set[int]:
    """Columns that a rule computes from two others in most rows: nobody adds those up.

    Differences are added up, but not where one of them is wrong: the total then misses for that reason.
    """
    found = {
        t for t in grid.columns for rule in _RULES[:2] if next(_followed(grid, t, rule), None) is not None
    }
    return found | {t for t in grid.columns if any(map(_is_odd, _followed(grid, t, _RULES[2])))}


def _is_odd(followed: tuple[list[_Row], list[_Row]]) -> bool:
    """True for differences of which one is wrong, or that are told without their sign."""
    fits, misfits = followed
    return bool(misfits) or any(last.value < first.value and stated.value > 0 for first, last, stated in fits)


def _followed(grid: _Grid, target: int, rule: _Rule) -> Iterator[tuple[list[_Row], list[_Row]]]:
    """Pairs of columns from which most rows of the target follow by the rule, with the rows that break it."""
    if rule.kind != "difference" and not _is_rate(grid, target):
        return
    named = _names(rule, grid, target)
    rows = grid.rows
    allowed = (1 - MOST) * len(rows) + 1
    others = [c for c in grid.columns if c != target and not _is_rate(grid, c)]
    for a, b in permutations(others, 2):
        if rule.kind == "difference" and not named and _names(rule, grid, a, b):
            continue  # the difference is one of these two, not this column
        fits: list[_Row] = []
        misfits: list[_Row] = []
        for row in rows:
            first, last, stated = (grid.cells.get((row, c)) for c in (a, b, target))
            if first is None or last is None or stated is None or first.value <= 0:
                continue
            place = fits if _fits(rule, first, last, stated, signless=named) else misfits
            place.append((first, last, stated))
            if len(misfits) > allowed:
                break
        least = 2 if rule.kind == "ratio_percent" or (named and a < b) else 3
        if _is_rule(fits, misfits, least, named=named and a < b):
            yield fits, misfits


def _names(rule: _Rule, grid: _Grid, *columns: int) -> bool:
    return any(rule.heads.search(grid.heads.get(column, "")) for column in columns)


def _is_rate(grid: _Grid, column: int) -> bool:
    """True for a column of percentages, by its head or its cells."""
    head = grid.heads.get(column, "")
    return (
        "%" in head
        or _is_percent(grid, column)
        or re.search(r"per ?cent|tỷ lệ|tỉ lệ", head, re.IGNORECASE) is not None
    )


def _is_rule(fits: Sequence[_Row], misfits: Sequence[_Row], least: int, *, named: bool) -> bool:
    """True where enough rows follow: ``least`` and most of them, or fewer where the head says so."""
    count = len(fits) + len(misfits)
    if not any(stated.value for _, _, stated in fits):
        return False
    if named and count <= 2:
        return len(fits) * 2 >= count
    return len(fits) >= least and len(fits) >= MOST * count


def _fits(rule: _Rule, first: Figure, last: Figure, stated: Figure, *, signless: bool) -> bool:
    """True where a cell follows from two others by a rule, a fall without its sign where the head says so."""
    computed = rule.compute(
        rounded_interval(first.value, _grain(first)), rounded_interval(last.value, _grain(last))
    )
    steps = [rung(computed, stated.value, stated.ulp)]
    if rule.kind == "difference" or signless:
        steps.append(rung(-computed, stated.value, stated.ulp))
    return any(step not in (Rung.INCONSISTENT, Rung.UNDECIDABLE) for step in steps)


def _grain(figure: Figure) -> Fraction:
    return Fraction(0) if figure.kind is Kind.CARDINAL and figure.ulp == 1 else figure.ulp


def _apply(grid: _Grid, target: int, rule: _Rule, ledger: Ledger) -> bool:
    """Judge the rows of a column by a rule that most of them follow; False where no rule is found."""
    best = min(_followed(grid, target, rule), key=lambda found: len(found[1]), default=None)
    if best is None:
        return False
    fits, misfits = best
    for first, last, stated in fits:
        shown = rule.show.format(a=plain(first.value), b=plain(last.value))
        ledger.holds(rule.kind, [first.span, last.span, stated.span], f"{shown} ~ {plain(stated.value)}")
    for first, last, stated in misfits:
        _report_rule(rule, first, last, stated, ledger)
    return True


def _report_rule(rule: _Rule, first: Figure, last: Figure, stated: Figure, ledger: Ledger) -> None:
    computed = rule.compute(Interval.point(first.value), Interval.point(last.value)).low or Fraction(0)
    if stated.value >= 0 > computed and rule.code != "percent_mismatch":
        computed = -computed if rule.kind == "difference" else computed
    expected, shown = plain(computed, stated.ulp), rule.show.format(a=plain(first.value), b=plain(last.value))
    _report(
        rule.code,
        rule.kind,
        stated,
        [first.span, last.span],
        f"{shown} = {expected} ~ {plain(stated.value)}",
        expected,
        ledger,
    )


def _report(
    code: str, kind: str, stated: Figure, spans: Sequence[Span], formula: str, expected: str, ledger: Ledger
) -> None:
    said = plain(stated.value, stated.ulp)
    ledger.report(
        code,
        FindingSeverity.ERROR,
        stated.span,
        spans,
        kind=kind,
        formula=formula,
        stated=said,
        expected=expected,
        wording=Wording(
            f"Theo các cột bên cạnh ô này phải là {vi_number(expected)}, bảng ghi {vi_number(said)}.",
            f"By the columns beside it this cell should be {en_number(expected)}; the table says"
            f" {en_number(said)}.",
        ),
    )


def _shares(grid: _Grid, target: int, totals: Sequence[int], ledger: Ledger) -> None:
    """A column of shares: each row's count over the total row's."""
    if not totals or not (_SHARE.search(grid.heads.get(target, "")) or _is_percent(grid, target)):
        return
    for column in grid.columns:
        whole = grid.cells.get((totals[-1], column))
        if column == target or whole is None or whole.value <= 0:
            continue
        fits: list[tuple[Figure, Figure]] = []
        misfits: list[tuple[Figure, Figure]] = []
        for row in grid.rows:
            part, stated = grid.cells.get((row, column)), grid.cells.get((row, target))
            if row in totals or part is None or stated is None:
                continue
            computed = rounded_interval(part.value, _grain(part)).quotient(
                rounded_interval(whole.value, _grain(whole))
            )
            step = rung(computed.times(HUNDRED), stated.value, stated.ulp)
            (misfits if step is Rung.INCONSISTENT else fits).append((part, stated))
        if len(fits) < 2 or len(fits) < MOST * (len(fits) + len(misfits)):
            continue
        for part, stated in fits:
            formula = f"{plain(part.value)} / {plain(whole.value)} ~ {plain(stated.value)}%"
            ledger.holds("ratio_percent", [part.span, whole.span, stated.span], formula)
        for part, stated in misfits:
            expected = plain(HUNDRED * part.value / whole.value, stated.ulp)
            formula = f"{plain(part.value)}/{plain(whole.value)} = {expected}% ~ {plain(stated.value)}%"
            _report(
                "percent_mismatch",
                "ratio_percent",
                stated,
                [part.span, whole.span],
                formula,
                expected,
                ledger,
            )
        return


def _is_percent(grid: _Grid, column: int) -> bool:
    cells = [f for (_, c), f in grid.cells.items() if c == column]
    return bool(cells) and all(f.kind is Kind.PERCENT for f in cells)
