"""The same thing stated twice with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from service.core.audit.ledger import Ledger, Wording, plain
from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.slips import digits, is_slip, one_digit_apart
from service.core.audit.words import STOP, pattern
from service.core.rounding import nearest
from service.core.types import FindingSeverity, Kind

WINDOW = 60  # figures of one unit that are compared with a new one
LONG = 4  # digits of a figure that two places have in common by no chance
ALIKE = 3  # rows with one value that a sentence is set against
FAR = 120  # figures above in which a count that is referred to must stand
SHARED = 4  # words that two mentions of one thing have in common
REACH = 240  # characters before a figure whose words tell what it is
REFERENCE = 4  # sentences back that "of the 250 households" refers to

_BACK = pattern(
    r"(?:^|[\s(,;:])(?:of the|of these|these|all the|all of the|the same|trong số|trong tổng số|cả"
    r"|toàn bộ|trên tổng số)\s*$"
)
_THESE = re.compile(
    r"^[^,;.()\d]{0,40}\b(?:này|đó|nói trên|nêu trên|trên đây|surveyed|above|mentioned)\b", re.IGNORECASE
)
_DEFINITE = re.compile(r"(?:^|[\s(,;:])(?:the|all|those|đủ)\s*$", re.IGNORECASE)
_CHANGE = pattern(r"(?:^|[\s(,;])(?:{up}|{down}|{than}|{plan}|{start}|{goal}|{beyond})\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EARLIER = re.compile(
    r"\b(?:(?:cùng kỳ|năm|kỳ|quý|tháng|vụ|lần|đợt)\s+(?:năm\s+)?(?:trước|ngoái)"
    r"|last (?:year|time|month|quarter)"
    r"|(?:previous|prior) (?:year|month|quarter|period)|a year (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_RECALLED = re.compile(
    r"^\W*(?:như (?:trên )?(?:đã )?(?:nêu|nói|trình bày|báo cáo)(?: trên| ở trên| ở phần đầu)?"
    r"|as (?:we )?(?:have )?(?:already )?(?:stated|noted|mentioned|reported|shown|said|saw|seen)"
    r"(?: above| earlier| before)?)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"^[^,;.()\d]{0,60}\b(?:kể trên|nói trên|nêu trên|đã nêu|mentioned above|mentioned earlier)\b",
    re.IGNORECASE,
)
_VERBS = frozenset(
    {
        "came", "come", "stood", "reached", "totalled", "amounted", "above", "across", "whole", "như", "trên",
        "nêu", "nói", "phần", "earlier", "before",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SUM_WORD = pattern(r"(?:^|\s)(?:{total})\b")


def check_restated(sheet: Sheet, ledger: Ledger) -> None:
    """Judge references back to a count, and values that stand under one label in two places."""
    _against_rows(sheet, ledger)
    _recall(sheet, ledger)
    seen: dict[str, list[tuple[Figure, frozenset[str], frozenset[str]]]] = {}
    for figure in sheet.figures:
        if figure.sentence < 0 or sheet.in_table(figure) or figure.is_bounded or figure.mention.target:
            continue
        if figure.kind is Kind.CARDINAL:
            _referred(sheet, figure, ledger)
        if figure.is_level or figure.kind is Kind.PERCENT:
            _labelled(sheet, figure, seen.setdefault(figure.unit, []), ledger)


def _referred(sheet: Sheet, figure: Figure, ledger: Ledger) -> None:
    """“Of the 240 households surveyed” after "250 households": the count that is referred to must exist."""
    told = _TOLD.match(sheet.after(figure)) is not None
    back = told or _BACK.search(sheet.before(figure)) or _THESE.match(sheet.after(figure))
    long = len(plain(figure.value)) >= 3
    if not (back or (long and _DEFINITE.search(sheet.before(figure)))):
        return
    noun = sheet.noun(figure)
    earlier = [f for f in _earlier(sheet, figure) if f.sentence != figure.sentence and sheet.noun(f) & noun]
    same = [f for f in earlier if figure.value in (f.value, f.base)]
    if same:
        ledger.holds(
            "same_as", [same[0].span, figure.span], f"{plain(figure.value)} = {same[0].mention.text}"
        )
        return
    if told:
        _untold(sheet, figure, ledger)
        return
    counts = [f for f in earlier if f.base is None and _head(f) == _head(figure)]
    if len(counts) == 1 and one_digit_apart(plain(counts[0].value), plain(figure.value)):
        sure = long and (back or len(plain(figure.value)) >= LONG)
        severity = FindingSeverity.ERROR if sure else FindingSeverity.SUSPICIOUS
        _report(counts[0], figure, severity, ledger)


def _untold(sheet: Sheet, figure: Figure, ledger: Ledger) -> None:
    """“The 172 members disciplined mentioned above”, where no 172 is told above, but 164 were disciplined."""
    above = [f for f in sheet.figures[max(0, figure.index - FAR) : figure.index] if f.unit == "#"]
    if any(figure.value in (f.value, f.base) for f in above) or not _head(figure):
        return
    words = _words_around(sheet, figure)
    alike = [
        f
        for f in above
        if f.base is None and _head(f) == _head(figure) and len(words & _words_around(sheet, f)) >= SHARED
    ]
    if alike:
        _report(alike[-1], figure, FindingSeverity.SUSPICIOUS, ledger)


def _words_around(sheet: Sheet, figure: Figure) -> frozenset[str]:
    words = _WORD.findall(f"{sheet.before(figure)[-60:]} {sheet.after(figure)[:60]}")
    return frozenset(w for w in map(stem, words) if w not in STOP) - _VERBS


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
        if _agree(other, figure):
            ledger.holds(
                "same_as", [other.span, figure.span], f"{other.mention.text} = {figure.mention.text}"
            )
            break
        slip = one_digit_apart(_digits(other), _digits(figure)) or _digits(other) == _digits(figure)
        if slip and len(_digits(figure)) >= 3:
            _report(other, figure, FindingSeverity.ERROR, ledger)
        elif _SUM_WORD.search(f" {clause}") and min(len(_digits(figure)), len(_digits(other))) >= 3:
            _report(other, figure, FindingSeverity.SUSPICIOUS, ledger)
        break
    seen.append((figure, label, years))


def _recall(sheet: Sheet, ledger: Ledger) -> None:
    """“As stated above, enrolment came to N”: the figure that goes by the same words must be N, too."""
    recalled = [
        (figure, recall.end())
        for figure in (figures[0] for figures in sheet.by_sentence)
        if figure.is_level and not figure.is_bounded
        if (recall := _RECALLED.match(sheet.sentence_text(figure.sentence)))
    ]
    told = _by_word(sheet) if recalled else {}
    for figure, skipped in recalled:
        words = _words_before(sheet, figure, skipped) - _VERBS
        named = [told.get((figure.unit, word), []) for word in words]
        same = [
            other
            for other in min(named, key=len, default=[])
            if other.sentence < figure.sentence and words <= _words_before(sheet, other)
        ]
        if same:
            _judge_recalled(same[0], figure, ledger)


def _judge_recalled(other: Figure, figure: Figure, ledger: Ledger) -> None:
    if _agree(other, figure):
        ledger.holds("same_as", [other.span, figure.span], f"{other.mention.text} = {figure.mention.text}")
        return
    slip = one_digit_apart(_digits(other), _digits(figure)) and len(_digits(figure)) >= 3
    _report(other, figure, FindingSeverity.ERROR if slip else FindingSeverity.SUSPICIOUS, ledger)


def _by_word(sheet: Sheet) -> Mapping[tuple[str, str], list[Figure]]:
    """The first figures of a unit that stand behind a word in their sentence."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for figures in sheet.by_sentence:
        for figure in figures:
            if figure.is_level and not figure.is_bounded:
                for word in _words_before(sheet, figure):
                    if len(behind := found.setdefault((figure.unit, word), [])) < WINDOW:
                        behind.append(figure)
    return found


def _words_before(sheet: Sheet, figure: Figure, skipped: int = 0) -> frozenset[str]:
    """The content words before a figure in its sentence, with those of the clauses before its own."""
    start = max(sheet.sentences[figure.sentence].start + skipped, figure.start - REACH)
    words = (stem(word) for word in _WORD.findall(sheet.text[start : figure.start]))
    return frozenset(word for word in words if word not in STOP)


def _agree(one: Figure, other: Figure) -> bool:
    same = one.mention.text == other.mention.text
    return same or one.interval.meets(other.interval) or _rounds(one, other)


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
