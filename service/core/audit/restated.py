"""The same thing stated twice with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from service.core.audit.ledger import Ledger, Wording, plain
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import digits, is_slip, one_digit_apart
from service.core.audit.words import pattern
from service.core.rounding import nearest
from service.core.types import FindingSeverity, Kind

WINDOW = 60  # figures of one unit that are compared with a new one
LONG = 4  # digits of a figure that two places have in common by no chance
ALIKE = 3  # rows with one value that a sentence is set against
REFERENCE = 4  # sentences back that "of the 250 households" refers to

_BACK = pattern(
    r"(?:^|[\s(,;:])(?:of the|of these|these|all the|all of the|the same|trong số|trong tổng số|cả"
    r"|toàn bộ|trên tổng số)\s*$"
)
_THESE = re.compile(
    r"^[^,;.()\d]{0,40}\b(?:này|đó|nói trên|nêu trên|trên đây|surveyed|above|mentioned)\b", re.IGNORECASE
)
_CHANGE = pattern(r"(?:^|[\s(,;])(?:{up}|{down}|{than}|{plan}|{start}|{goal}|{beyond})\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EARLIER = re.compile(
    r"\b(?:(?:cùng kỳ|năm|kỳ|quý|tháng|vụ|lần|đợt)\s+(?:năm\s+)?(?:trước|ngoái)"
    r"|last (?:year|time|month|quarter)"
    r"|(?:previous|prior) (?:year|month|quarter|period)|a year (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_RECALLED = re.compile(
    r"^\W*(?:như (?:trên )?(?:đã )?(?:nêu|nói|trình bày|báo cáo)(?: trên| ở trên)?|as (?:already )?"
    r"(?:stated|noted|mentioned|reported|shown)(?: above| earlier| before)?)\b",
    re.IGNORECASE,
)
_VERBS = frozenset(
    {
        "came",
        "come",
        "stood",
        "reached",
        "totalled",
        "amounted",
        "stated",
        "above",
        "noted",
        "across",
        "whole",
    }
)
_SUM_WORD = pattern(r"(?:^|\s)(?:{total})\b")


def check_restated(sheet: Sheet, ledger: Ledger) -> None:
    """Judge references back to a count, and values that stand under one label in two places."""
    _against_rows(sheet, ledger)
    seen: dict[str, list[tuple[Figure, frozenset[str], frozenset[str]]]] = {}
    for figure in sheet.figures:
        if figure.sentence < 0 or sheet.in_table(figure) or figure.is_bounded or figure.mention.target:
            continue
        if figure.kind is Kind.CARDINAL:
            _referred(sheet, figure, ledger)
        if figure.is_level and _RECALLED.match(sheet.sentence_text(figure.sentence)):
            _recalled(sheet, figure, ledger)
        if figure.is_level or figure.kind is Kind.PERCENT:
            _labelled(sheet, figure, seen.setdefault(figure.unit, []), ledger)


def _referred(sheet: Sheet, figure: Figure, ledger: Ledger) -> None:
    """“Of the 240 households surveyed” after "250 households": the count that is referred to must exist."""
    if not (_BACK.search(sheet.before(figure)) or _THESE.match(sheet.after(figure))):
        return
    noun = sheet.noun(figure)
    earlier = [f for f in _earlier(sheet, figure) if f.sentence != figure.sentence and sheet.noun(f) & noun]
    same = [f for f in earlier if figure.value in (f.value, f.base)]
    if same:
        ledger.holds(
            "same_as", [same[0].span, figure.span], f"{plain(figure.value)} = {same[0].mention.text}"
        )
        return
    counts = [f for f in earlier if f.base is None and _head(f) == _head(figure)]
    if len(counts) == 1 and one_digit_apart(plain(counts[0].value), plain(figure.value)):
        long = len(plain(figure.value)) >= 3
        severity = FindingSeverity.ERROR if long else FindingSeverity.SUSPICIOUS
        _report(counts[0], figure, severity, ledger)


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
                _report(figure, cell, FindingSeverity.ERROR, ledger)


def _repeats(figure: Figure, cell: Figure) -> bool:
    """True where a figure of the prose is a cell's, rounded to its own last digit."""
    return cell.unit in (figure.unit, "#") and nearest(cell.value, figure.ulp) == figure.value


def _head(figure: Figure) -> str | None:
    return figure.mention.quantity.unit_key


def _earlier(sheet: Sheet, figure: Figure) -> Iterator[Figure]:
    for other in sheet.looking_back(figure):
        if figure.sentence - other.sentence > REFERENCE:
            return
        if other.unit == "#" and other.mention.value_high is None:
            yield other


def _labelled(
    sheet: Sheet, figure: Figure, seen: list[tuple[Figure, frozenset[str], frozenset[str]]], ledger: Ledger
) -> None:
    """Two values under the same words, of the same years, in different sentences."""
    before = sheet.before(figure)
    clause = re.split(r"[;:(]|,\s", before)[-1]
    if _CHANGE.search(f" {clause} ") or _CHANGE.search(f" {sheet.after(figure)[:24]}"):
        return
    label = sheet.label(figure) | (sheet.noun(figure) if figure.unit == "#" else frozenset())
    if len(label) < 3:
        return
    sentence = sheet.sentence_text(figure.sentence)
    years = frozenset(_YEAR.findall(sentence))
    if _EARLIER.search(sentence):
        years |= {"earlier"}
    for other, words, other_years in seen[: -WINDOW - 1 : -1]:
        if (
            words != label
            or other.sentence == figure.sentence
            or (years and other_years and years != other_years)
            or "earlier" in years ^ other_years
        ):
            continue
        if other.interval.meets(figure.interval) or _rounds(other, figure):
            ledger.holds(
                "same_as", [other.span, figure.span], f"{other.mention.text} = {figure.mention.text}"
            )
            break
        slip = one_digit_apart(_digits(other), _digits(figure)) or _digits(other) == _digits(figure)
        if slip and len(_digits(figure)) >= 3:
            _report(other, figure, FindingSeverity.ERROR, ledger)
        elif _SUM_WORD.search(f" {clause}") or slip:
            _report(other, figure, FindingSeverity.SUSPICIOUS, ledger)
        break
    seen.append((figure, label, years))


def _recalled(sheet: Sheet, figure: Figure, ledger: Ledger) -> None:
    """“As stated above, enrolment came to N”: the figure that goes by the same words must be N, too."""
    words = sheet.label(figure) - _VERBS
    same = [
        other
        for other in sheet.looking_back(figure)
        if other.unit == figure.unit and other.sentence != figure.sentence and words <= sheet.label(other)
    ]
    if not same or not words:
        return
    other = same[0]
    if other.interval.meets(figure.interval) or _rounds(other, figure):
        ledger.holds("same_as", [other.span, figure.span], f"{other.mention.text} = {figure.mention.text}")
        return
    slip = one_digit_apart(_digits(other), _digits(figure)) and len(_digits(figure)) >= 3
    _report(other, figure, FindingSeverity.ERROR if slip else FindingSeverity.SUSPICIOUS, ledger)


def _rounds(one: Figure, other: Figure) -> bool:
    """True where one value is the other printed with fewer digits."""
    coarse, fine = sorted((one, other), key=lambda f: f.ulp, reverse=True)
    return abs(coarse.value - fine.value) <= coarse.ulp and coarse.ulp > fine.ulp


def _digits(figure: Figure) -> str:
    return re.sub(r"\D", "", plain(figure.value)).strip("0")


def _report(first: Figure, second: Figure, severity: FindingSeverity, ledger: Ledger) -> None:
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
