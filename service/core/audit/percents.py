"""Shares that add up to 100, with their parts or bare; parallel sentences of which one leaves a rest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from fractions import Fraction
from itertools import groupby, islice, pairwise, takewhile

from service.core.audit.groups import CERTAIN, DOUBT, REST, oppose
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.shares import Share
from service.core.audit.sheet import Figure, Sheet, percent_interval
from service.core.audit.slips import is_slip
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, add
from service.core.types import FindingSeverity, Kind, Span, exact

_STRUCTURE = pattern(r"(?:^|[\s(,;:])(?:{structure})(?=[\s:,.])")


def percent_sums(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Shares of one base whose parts make up the base must add up to 100."""
    known = [s for s in shares if s.base is not None]
    for _, of_paragraph in groupby(known, key=lambda s: sheet.paragraph_of(s.percent)):
        by_base: dict[Fraction | None, list[Share]] = {}
        for share in of_paragraph:
            by_base.setdefault(share.base, []).append(share)
        for base, group in by_base.items():
            if len(group) > 1 and sum(s.part.value for s in group) == base:
                judge_percents(sheet, [s.percent for s in group], CERTAIN, ledger)


def judge_percents(
    sheet: Sheet, percents: Sequence[Figure], severity: FindingSeverity, ledger: Ledger
) -> None:
    """Write down that shares add up to 100, or that they do not, by whose fault that is."""
    printed = sum((p.value for p in percents), Fraction(0))
    spans = [p.span for p in percents]
    terms = " + ".join(plain(p.value, p.ulp) for p in percents)
    finest = min(p.ulp for p in percents)
    formula = f"{terms} = {plain(printed, finest)} ~ 100"
    wrong = next(
        (f for p in percents if (f := ledger.on("percent_mismatch", p.span)) and f.severity is CERTAIN), None
    )
    fits = HUNDRED in add(percent_interval(p) for p in percents)
    if fits and (wrong is None or printed == HUNDRED):
        ledger.holds("percent_sum", spans, formula)
        return
    vi_terms = " + ".join(vi_number(plain(p.value, p.ulp)) for p in percents)
    stated = plain(printed, finest)
    follows_vi = " (hệ quả của một tỷ lệ sai)" if wrong else ""
    follows_en = " (follows from one wrong share)" if wrong else ""
    ledger.report(
        "percent_sum",
        severity,
        percents[-1].span,
        spans,
        kind="percent_sum",
        formula=formula,
        stated=stated,
        expected="100",
        wording=Wording(
            f"Các tỷ lệ cộng lại {vi_terms} = {vi_number(stated)}%, không phải 100%{follows_vi}.",
            f"The shares {terms} add up to {stated}%, not 100%{follows_en}.",
        ),
        derived_from=wrong.id if wrong else None,
    )


def bare_percents(sheet: Sheet, figures: Sequence[Figure], based: Set[Span], ledger: Ledger) -> None:
    """Shares listed without their parts: "nông nghiệp chiếm 25,3%, công nghiệp 40,2%, dịch vụ 34,5%"."""
    for run in _percent_runs(sheet, figures, based):
        total = sum((p.value for p in run), Fraction(0))
        sentence = sheet.sentence_text(run[0].sentence)
        if HUNDRED in add(percent_interval(p) for p in run):
            ledger.holds(
                "percent_sum", [p.span for p in run], f"{' + '.join(plain(p.value) for p in run)} = 100"
            )
            continue
        if _is_rest_told(sheet, run, HUNDRED - total):
            continue
        off = abs(total - HUNDRED)
        rest = REST.search(sheet.text[run[-2].end : run[-1].end + 60]) is not None
        opposed = oppose(sheet, run)
        structured = len(run) >= 3 and _STRUCTURE.search(sentence) is not None
        slip = structured and any(is_slip(p, p.value + HUNDRED - total) for p in run)
        if slip or ((rest or opposed) and off <= 30):
            judge_percents(sheet, run, CERTAIN, ledger)
        elif structured and off <= 15:
            judge_percents(sheet, run, CERTAIN if off <= 10 else DOUBT, ledger)
        elif _is_doubtful(sheet, run, off, structured=structured):
            judge_percents(sheet, run, DOUBT, ledger)


def _is_rest_told(sheet: Sheet, run: Sequence[Figure], rest: Fraction) -> bool:
    """True where the sentence tells what is missing apart: "chưa đạt 3,3%", "; 2% did not answer"."""
    start, end = sheet.sentences[run[0].sentence]
    first = bisect_left(sheet.mentions, start, key=lambda m: m.start)
    told = takewhile(lambda m: m.start < end, islice(sheet.mentions, first, None))
    return rest > 0 and any(m.kind is Kind.PERCENT and exact(m.value) == rest for m in told)


def _is_doubtful(sheet: Sheet, run: Sequence[Figure], off: Fraction, *, structured: bool) -> bool:
    """True for three shares or more that may well have been meant to add up to 100."""
    if len(run) < 3 or off <= 2:
        return len(run) >= 3
    total = sum((p.value for p in run), Fraction(0))
    short = any(is_slip(p, p.value + HUNDRED - total, 2) for p in run)
    return (short and structured) or (_listed(sheet, run) and (short or off <= 10))


def _listed(sheet: Sheet, run: Sequence[Figure]) -> bool:
    """True for shares listed closely after a colon."""
    start = sheet.sentences[run[0].sentence].start
    close = all(b.start - a.end <= 60 for a, b in pairwise(run))
    return ":" in sheet.text[start : run[0].start] and close


def _percent_runs(sheet: Sheet, figures: Sequence[Figure], based: Set[Span]) -> Iterator[list[Figure]]:
    """Runs of two or more plain percentages in one stretch between semicolons and full stops."""
    run: list[Figure] = []
    for figure in figures:
        plain_share = (
            figure.kind is Kind.PERCENT
            and figure.unit != "pp"
            and figure.mention.value_high is None
            and figure.span not in based
            and figure.value < HUNDRED
            and not figure.is_bounded
            and not sheet.is_aside(figure)
        )
        if not plain_share:
            continue
        if len(run) > 1 and _parted(sheet, run, figure):
            yield run
            run = []
        run.append(figure)
    if len(run) > 1:
        yield run


def _parted(sheet: Sheet, run: Sequence[Figure], figure: Figure) -> bool:
    """True where a semicolon opens another list: one after a run that is complete by itself."""
    if ";" not in sheet.text[run[-1].end : figure.start]:
        return False
    complete = HUNDRED in add(percent_interval(p) for p in run)
    inside = any("," in sheet.text[a.end : b.start] for a, b in pairwise(run))
    return complete or inside


def open_series(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Parallel sentences ("Đối với …: …") of which some account for the whole base and one does not."""
    known = [s for s in shares if s.base is not None and s.base_at is not None]
    for _, of_paragraph in groupby(known, key=lambda s: sheet.paragraph_of(s.percent)):
        series: dict[str, list[list[Share]]] = {}
        for sentence, of_sentence in groupby(of_paragraph, key=lambda s: s.percent.sentence):
            opening = " ".join(sheet.sentence_text(sentence).split()[:2]).casefold()
            series.setdefault(opening, []).append(list(of_sentence))
        for group in series.values():
            closed = [members for members in group if _accounts(members)[2] == 0]
            if len(group) < 3 or not closed:
                continue
            for members in group:
                base, parts, missing = _accounts(members)
                if missing > 0 and not any(p.is_bounded for p in parts):
                    _write_open(members, base, parts, ledger)


def _accounts(members: Sequence[Share]) -> tuple[Fraction, list[Figure], Fraction]:
    """The widest base of a sentence's shares, the parts counted on it, and how much of it they leave out."""
    base = max(s.base for s in members if s.base is not None)
    parts = [s.part for s in members if s.base == base]
    return base, parts, base - sum((p.value for p in parts), Fraction(0))


def _write_open(members: Sequence[Share], base: Fraction, parts: Sequence[Figure], ledger: Ledger) -> None:
    total = sum((p.value for p in parts), Fraction(0))
    stated, expected, missing = plain(base), plain(total), plain(base - total)
    places = [s.base_at for s in members if s.base == base and s.base_at is not None]
    terms = " + ".join(plain(p.value) for p in parts)
    ledger.report(
        "sum_mismatch",
        DOUBT,
        places[0],
        [*places, *(s.part.span for s in members)],
        kind="parts_whole",
        formula=f"{terms} = {expected} ~ {stated}",
        stated=stated,
        expected=expected,
        wording=Wording(
            f"Các mức nêu ra cộng lại {vi_number(expected)} trên {vi_number(stated)}; còn"
            f" {vi_number(missing)}"
            " không được nói tới, trong khi các câu song song kể đủ.",
            f"The grades given add up to {en_number(expected)} of {en_number(stated)};"
            f" {en_number(missing)} are not"
            " accounted for, while the parallel sentences account for all.",
        ),
    )
