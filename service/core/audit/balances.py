"""What is left and what balances: remainders, accounts, stocks that flow in and out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from service.core.audit.groups import (
    CERTAIN,
    CLOSE,
    DOUBT,
    LIKELY,
    Group,
    may_be_parts,
    write_fit,
    write_misfit,
)
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.shares import are_shared_alike
from service.core.audit.sheet import Figure, Sheet, comparable
from service.core.audit.slips import is_slip, one_digit_apart, slipped
from service.core.audit.words import pattern
from service.core.rounding import add
from service.core.types import FindingSeverity, Kind, Span

_REMAINS = pattern(
    r"[,;.–-]\s*(?:(?:và|and|with|số|hiện|the|nên|thus|so)\s+)*(?:{remaining})\b[^,;:.()\d]{0,30}$"
)
_REMAINS_AFTER = re.compile(
    r"^\s*(?:[^\W\d]+\s+){0,3}(?:còn lại|remain(?:ed|ing|s)?|(?:are|were|is) (?:left|outstanding|pending))\b"
    r"(?!\s+(?:\w+\s+){0,2}$)",  # "and the remaining $1.2 million" speaks of the next figure
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"đầu kỳ|cuối kỳ|chuyển sang|opening|closing|brought forward|carried forward|at the (?:start|beginning)",
    re.IGNORECASE,
)
_INCOME = pattern(r"(?:^|[\s(,;:])(?:{income})\b")
_SPENDING = pattern(r"(?:^|[\s(,;:])(?:{spending})\b")
_BALANCE = pattern(r"(?:^|[\s(,;:])(?:{balance})\b")
_ASSETS = re.compile(r"\b(?:tổng tài sản|total assets|assets)\b[^,;:()]{0,30}$", re.IGNORECASE)
_DEBTS = re.compile(
    r"\b(?:nợ phải trả|tổng nợ|total liabilities|liabilities)\b[^,;:()]{0,30}$", re.IGNORECASE
)
_EQUITY = re.compile(
    r"\b(?:vốn chủ sở hữu|vốn chủ|(?:shareholders['’] |total )?equity|net assets|reserves)\b[^,;:()]{0,30}$",
    re.IGNORECASE,
)


def left_of_ratio(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> None:
    """“đã cấp 4.512/4.780 hồ sơ; còn 268 hồ sơ”: what is left of a whole when its part is taken away."""
    for i, rest in enumerate(figures):
        ratio = next((f for f in figures[:i][::-1] if f.base is not None), None)
        if ratio is None or ratio.base is None or rest.kind is not Kind.CARDINAL or rest.is_bounded:
            continue
        if not _REMAINS.search(f" {sheet.before(rest)}") or not sheet.noun(rest) & sheet.noun(ratio):
            continue
        wanted = ratio.base - ratio.value
        formula = f"{plain(ratio.base)} - {plain(ratio.value)} = {plain(wanted)} ~ {plain(rest.value)}"
        spans = [ratio.span, rest.span]
        if rest.value == wanted:
            ledger.holds("difference", spans, formula)
        elif is_slip(rest, wanted, 2) or abs(rest.value - wanted) <= LIKELY * wanted:
            _report_difference(rest, wanted, (plain(ratio.base), plain(ratio.value)), spans, CERTAIN, ledger)


def remainder(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """A whole, what became of it, and what is left."""
    for i, rest in enumerate(levels):
        if i < 1:
            continue
        marked = _REMAINS.search(f" {sheet.before(rest)}") or _REMAINS_AFTER.search(sheet.after(rest))
        if not marked:
            continue
        before = [f for f in levels[:i] if comparable(f, rest) and not sheet.is_aside(f)][-6:]
        if len(before) == 1:
            before = [*_whole_before(sheet, rest), *before]
        if len(before) < 2 or any(f.is_bounded for f in (*before, rest)):
            continue
        if _remainder_fits(before, rest, ledger):
            continue
        whole, parts = before[0], before[1:]
        group = Group(whole, (*parts, rest), True, True, False)
        alike = (
            whole.unit != "#" or bool(sheet.noun(whole) & sheet.noun(parts[0])) or not sheet.noun(parts[0])
        )
        if are_shared_alike(sheet, whole, (*parts, rest)):
            continue
        if not alike or not (may_be_parts(whole, (*parts, rest)) or _two_digit_slip(whole, parts, rest)):
            continue
        severity = CERTAIN if len(parts) == 1 and group.gap <= LIKELY else DOUBT
        if (
            group.gap <= (Fraction(1, 2) if len(parts) == 1 else CLOSE)
            or slipped(whole, (*parts, rest))
            or _two_digit_slip(whole, parts, rest)
        ):
            _write_remainder(group, rest, severity, ledger)


def _two_digit_slip(whole: Figure, parts: Sequence[Figure], rest: Figure) -> bool:
    """True where one slip in a short figure explains a remainder of one whole and one part."""
    return len(parts) == 1 and (
        is_slip(parts[0], whole.value - rest.value, 2) or is_slip(rest, whole.value - parts[0].value, 2)
    )


def _whole_before(sheet: Sheet, rest: Figure) -> list[Figure]:
    """The whole that a remainder is left of, where it stands in the sentence before."""
    noun = sheet.noun(rest)
    for figure in sheet.looking_back(rest):
        if figure.sentence < rest.sentence - 1:
            break
        if sheet.is_aside(figure):
            continue
        level = figure.is_level or figure.base is not None
        if figure.sentence == rest.sentence - 1 and level and comparable(figure, rest):
            return [figure] if figure.unit != "#" or sheet.noun(figure) & noun else []
    return []


def _remainder_fits(before: Sequence[Figure], rest: Figure, ledger: Ledger) -> bool:
    for w, whole in enumerate(before[:-1]):
        parts = before[w + 1 :]
        for chosen in (parts, *([p] for p in parts)):
            if add(p.interval for p in (*chosen, rest)).meets(whole.interval):
                terms = " - ".join(plain(f.value) for f in (whole, *chosen))
                ledger.holds(
                    "difference", [f.span for f in (whole, *chosen, rest)], f"{terms} = {plain(rest.value)}"
                )
                return True
    return False


def _write_remainder(group: Group, rest: Figure, severity: FindingSeverity, ledger: Ledger) -> None:
    taken = group.parts[:-1]
    expected = group.whole.value - sum((p.value for p in taken), Fraction(0))
    values = [plain(f.value) for f in (group.whole, *taken)]
    _report_difference(rest, expected, values, group.spans, severity, ledger)


def _report_difference(
    rest: Figure,
    expected: Fraction,
    values: Sequence[str],
    spans: Sequence[Span],
    severity: FindingSeverity,
    ledger: Ledger,
) -> None:
    stated, wanted = plain(rest.value), plain(expected)
    ledger.report(
        "difference_mismatch",
        severity,
        rest.span,
        spans,
        kind="difference",
        formula=f"{' - '.join(values)} = {wanted} ~ {stated}",
        stated=stated,
        expected=wanted,
        wording=Wording(
            f"{' − '.join(map(vi_number, values))} = {vi_number(wanted)}, nhưng bài viết ghi còn"
            f" lại {vi_number(stated)}.",
            f"{' − '.join(map(en_number, values))} = {en_number(wanted)}, but the text says"
            f" {en_number(stated)} remain.",
        ),
    )


def balance_sheet(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """Assets are what is owed and what is owned: "assets of A … liabilities of B and equity of C"."""
    found: list[Figure] = []
    for words in (_ASSETS, _DEBTS, _EQUITY):
        named = [f for f in levels if words.search(sheet.before(f)) and not sheet.is_aside(f)]
        if len(named) != 1 or named[0].unit == "#" or named[0].is_bounded:
            return
        found.append(named[0])
    whole, *parts = found
    if len({f.span for f in found}) < 3 or not all(comparable(f, whole) for f in parts):
        return
    group = Group(whole, tuple(parts), True, True, False)
    if add(p.interval for p in parts).meets(whole.interval):
        write_fit(sheet, group, ledger)
    elif group.gap <= LIKELY or slipped(whole, parts, 2):
        write_misfit(sheet, group, CERTAIN, ledger)


def account(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """Income, spending and their balance in one sentence."""
    found: dict[str, list[Figure]] = {"in": [], "out": [], "net": []}
    for figure in levels:
        before = f" {sheet.before(figure)}"
        places = [
            (max((m.start() for m in words.finditer(before)), default=-1), name)
            for words, name in ((_INCOME, "in"), (_SPENDING, "out"), (_BALANCE, "net"))
        ]
        place, name = max(places)
        if place >= 0 and not sheet.is_aside(figure):
            found[name].append(figure)
    if not all(len(figures) == 1 for figures in found.values()):
        return
    if _CARRIED.search(sheet.sentence_text(levels[0].sentence)):
        return  # what was there at the start counts too
    income, spending, net = (found[name][0] for name in ("in", "out", "net"))
    if not (comparable(income, spending) and comparable(income, net)) or income.unit == "#":
        return
    if any(f.is_bounded for f in (income, spending, net)):
        return
    balance = abs(income.value - spending.value)
    spans = [income.span, spending.span, net.span]
    formula = f"|{plain(income.value)} - {plain(spending.value)}| = {plain(balance)} ~ {plain(net.value)}"
    difference = income.interval - spending.interval
    if difference.meets(net.interval) or (-difference).meets(net.interval):
        ledger.balances[frozenset(spans)] = True
        ledger.holds("difference", spans, formula)
        return
    stated, expected = plain(net.value), plain(balance)
    near = abs(balance - net.value) <= LIKELY * max(balance, net.value)
    severity = CERTAIN if near or one_digit_apart(stated, expected) else DOUBT
    ledger.report(
        "difference_mismatch",
        severity,
        net.span,
        spans,
        kind="difference",
        formula=formula,
        stated=stated,
        expected=expected,
        wording=Wording(
            f"Chênh lệch giữa {income.mention.text} và {spending.mention.text} là {vi_number(expected)},"
            f" không phải {net.mention.text}.",
            f"The difference between {income.mention.text} and {spending.mention.text} is"
            f" {en_number(expected)},"
            f" not {net.mention.text}.",
        ),
    )
