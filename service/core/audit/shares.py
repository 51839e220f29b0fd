"""Parts of a base and their percentages: k of n is p %, and bases that contradict each other.

A percentage is judged only where the words tie it to its part. Where the text names the base next to the part
("7/38", "7 of 38"), that base decides. Otherwise every figure that may be the base is tried first, and only
a base that the text declares ("trong tổng số", "of the 250 …, including") can turn a misfit into an error.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, islice, pairwise, takewhile

from service.core.audit.denominators import usual_bases
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.roles import PLAN, base_of
from service.core.audit.sheet import Figure, Sheet, comparable, stem
from service.core.audit.slips import TELLING, is_slip
from service.core.audit.words import STOP, pattern
from service.core.rounding import HUNDRED, Interval, Rung, grim_counts, grim_power, rung
from service.core.types import FindingSeverity, Kind, Qualifier, Span

BASES = 24  # candidate bases tried for one share
COARSE, FINE = 20, 100  # units of its last place from which a share tells its whole, and alone
CLOSE = 2  # units of the last place within which a percentage may well be of another base
SELDOM = Fraction(9, 10)  # of all percentages these are no share of a small base
ITEMS = 12  # neighbours of a share that may be of one list with it
TRIPLE = 3  # shares from which a list tells its base
BACK = 3  # sentences looked back at for a declared base

_BRACKET = pattern(r"^[^();.]{0,120}\(\s*(?:(?:{share}|{share_weak}|{gist}|{hedges}|=)\s*){0,5}$")
_COMMA = pattern(r"^[^();.]{0,160}[,–-]\s*(?:(?:{gist}|which)\s*)?(?:(?:{share}|{share_weak}|=)\s*){1,5}$")
_DIRECT = pattern(r"^[^(),;:.]{0,120}\b(?:{share})[ \t:]*$")
_ATTAINED = pattern(r"^[^(),;:.\d]{0,60}\s(?:{share_weak})\s*$")
_CLOSED = re.compile(r"^\s*(?:[,;.)!?]|$)")
_EQUALS = re.compile(r"^[^(),;:.]{0,60}=\s*$")
_BARE = re.compile(r"^[^();.,:]{0,80}[,:–-]\s*$")
_OF_THEN = re.compile(
    r"^[^();:.\d]{0,80},\s(?:[^\s,;:.()\d]+\s){1,4}?(?:is|was|stands at|stood at|reached|là|đạt)\s+$",
    re.IGNORECASE,
)
_VERBAL = re.compile(
    r"^\s+(?:(?:of them|em|cái|trong số đó)\s+)?"
    r"(?:[^\W\d]+ed|were|was|are|is|had|have|has|did|do|met|won|lost|đã|được|bị|có|đạt|chưa|không|đang)\b",
    re.IGNORECASE,
)
_COLON_FIRST = re.compile(r"^[^(),;.:\d]{0,80}:\s*$")
_SHARE_FIRST = pattern(r"^[^(),;.]{0,80}\(\s*(?:(?:{gist}|{hedges}|=|với|with|có)\s*){0,5}$")
_OF = pattern(
    r"^[^(),;:.\n]{0,60}?(?:^|\s)(?:{of})\s+(?:(?:the|its|a|total|of|all|these|those|tổng|số|cả)\s+)*$"
    r"|^[^(),;:.\n\d]{0,60}?\sout of (?:[^\s(),;:.\d]+\s+){1,4}of\s+$"
    r"|^[^(),;:.\n\d]{0,60}?\s(?:trên|trong|out of (?:an? |the )?) ?(?:tổng|total)"
    r"(?:\s+[^\s(),;:.\d]+){1,3}\s+$"
    r"|^\s*/\s*$"
)
_LOOSE_OF = re.compile(r"(?:\s|^)(?:in|from|among|trong|của)\s+\S*\s*$", re.IGNORECASE)
_BASE_AFTER = pattern(
    r"^\s*\)?\s*(?:{of})\s+(?:(?:the|its|a|total|of|all|these|those|tổng|số|cả|{base}|{hedges})\s+){0,6}$"
    r"|^\s*of (?:[^\s(),;:.\d]+\s+){1,4}of\s+$"
    r"|^\s*(?:trong|trên|của|so với) tổng(?:\s+[^\s(),;:.\d]+){1,3}\s+$"
)
_THEN_PART = pattern(r"^[^();.]{0,80}[,(–]\s*(?:(?:{gist}|{share}|=)\s*){0,5}$")
_DECLARED = pattern(r"(?:^|[\s(,;])(?:{base})\s*$")
_LINKING = pattern(r"(?:^|[\s(,;:])(?:{including}|{exhaustive})(?=[\s:,])")
_PLANNED = pattern(
    r"^[\s)]*(?:so với\s+|of\s+|the\s+|compared\s+(?:to|with)\s+)*(?:[^\s,;.()]+\s+){0,3}?(?:{plan})\b"
)
_AVERAGED = pattern(r"^[\s)]*(?:[^\s,;.()]+\s+){0,2}?(?:{mean})(?![^\W\d_])")
_COMPARED = pattern(r"^[\s)]*(?:{than})\b")
_NAMED = re.compile(
    r"^\s*\)?\s*(?:(?:của|of|trên|trong|so với|tổng|số|the|its|our|all|total|quỹ)\s+)*"
    r"(?P<name>[^,;:.()\n\d]{3,60})",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:children|people|women|men|patients|adults|trẻ|em)\s+(?:aged\s+)?(?:under|over|dưới|trên)\s*$",
    re.IGNORECASE,
)
_MARGIN = re.compile(r"\b(?:biên|margin|tỷ suất lợi nhuận)\b", re.IGNORECASE)
_SALES = re.compile(r"\b(?:doanh thu|revenues?|sales|turnover)\b[^,;:()]*$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_VAGUE = frozenset(
    {"diện", "tích", "lượng", "kim", "ngạch", "giá", "trị", "mức", "value", "amount", "number"}
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BASE_WORDS = re.compile(
    r"^\s*\)?\s*(?:của|of|trên|trong|so với|tổng|dân số|diện tích|số)\b([^,;:.()\n]{0,60})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage tied to its part, and to its base once that is known."""

    percent: Figure
    part: Figure
    base: Fraction | None
    base_at: Span | None
    rung: Rung


@dataclass(frozen=True, slots=True)
class _Base:
    """A figure that may be the base of a share; ``declared`` where the text presents it as one.

    ``near`` stands in the same sentence, ``close`` within a few sentences.
    """

    value: Fraction
    interval: Interval
    figure: Figure
    declared: bool
    near: bool
    close: bool

    @property
    def span(self) -> Span:
        return self.figure.span


def check_shares(sheet: Sheet, ledger: Ledger) -> tuple[Share, ...]:
    """Judge every percentage that the words tie to a part; returns them with their bases."""
    usual = usual_bases(sheet, ledger)
    found: list[Share] = []
    for figures in sheet.by_sentence:
        for figure in figures:
            if figure.kind is Kind.PERCENT and figure.mention.value_high is None and figure.unit != "pp":
                share = _share(sheet, figure, usual, found, ledger)
                if share is not None:
                    found.append(share)
    _judge_by_siblings(sheet, found, ledger)
    _judge_partitions(sheet, found, ledger)
    _judge_lists(sheet, found, ledger)
    return tuple(found)


def _judge_by_siblings(sheet: Sheet, shares: list[Share], ledger: Ledger) -> None:
    """Shares whose base is not known, once those after them are: their siblings may tell it."""
    for i, share in enumerate(shares):
        if share.base is None:
            again = _judge_searched(sheet, share.percent, share.part, shares, ledger)
            shares[i] = again


def _judge_partitions(sheet: Sheet, shares: list[Share], ledger: Ledger) -> None:
    """Shares without a stated base whose parts make it up: all fit their sum."""
    for i, of_run in _open_runs(shares):
        total = sum((s.part.value for s in of_run), Fraction(0))
        if total <= 0:
            continue
        steps = [_rung_of(sheet, s.part, total, s.percent) for s in of_run]
        if len(of_run) < 2 or Rung.INCONSISTENT in steps:
            continue
        for n, (share, step) in enumerate(zip(of_run, steps, strict=True)):
            spans = [share.percent.span, *(s.part.span for s in of_run)]
            write_share(share.percent, share.part, total, spans, step, FindingSeverity.ERROR, ledger)
            shares[i + n] = Share(share.percent, share.part, total, share.part.span, step)


def _judge_lists(sheet: Sheet, shares: list[Share], ledger: Ledger) -> None:
    """Parts of a list that make up the base of all their shares but one: that one is wrong."""
    for n, odd in enumerate(shares):
        if odd.rung.holds or odd.part.is_bounded or _PLANNED.search(sheet.after(odd.percent)):
            continue
        for low, high in _lists_around(shares, n):
            run = shares[low:high]
            total = sum((s.part.value for s in run), Fraction(0))
            step = _rung_of(sheet, odd.part, total, odd.percent)
            others = (s for s in run if s is not odd)
            if step is Rung.INCONSISTENT and all(
                _rung_of(sheet, s.part, total, s.percent).holds for s in others
            ):
                spans = [odd.percent.span, *(s.part.span for s in run)]
                write_share(odd.percent, odd.part, total, spans, step, FindingSeverity.ERROR, ledger)
                shares[n] = Share(odd.percent, odd.part, total, odd.part.span, step)
                break


def _lists_around(shares: Sequence[Share], n: int) -> Iterator[tuple[int, int]]:
    """The runs of three neighbouring shares or more around one whose parts may make up their base.

    They follow line by line or in one sentence, and their parts are alike and add up to about what the share
    before the one in question, or the one behind it, is a share of.
    """
    first, last = n, n + 1
    while first and n - first < ITEMS and _is_next(shares[first - 1], shares[first]):
        first -= 1
    while last < len(shares) and last - n < ITEMS and _is_next(shares[last - 1], shares[last]):
        last += 1
    if last - first < TRIPLE:
        return
    witness = shares[n - 1 if n > first else n + 1]
    least, most = _base_told_by(witness)
    above = [Fraction(0), *accumulate(s.part.value for s in reversed(shares[first:n]))]
    below = list(accumulate(s.part.value for s in shares[n:last]))
    for up, over in enumerate(above):
        for down, under in enumerate(below):
            if up + down + 1 >= TRIPLE and over + under > 0 and least <= over + under <= most:
                yield n - up, n + down + 1


def _base_told_by(share: Share) -> tuple[Fraction, Fraction]:
    """The least and the most that a share can be of; without end where it rounds to nothing."""
    percent, part = share.percent, HUNDRED * share.part.value
    low, high = abs(percent.value) - percent.ulp, abs(percent.value) + percent.ulp
    return part / high, part / low if low > 0 else part * HUNDRED / percent.ulp


def _is_next(above: Share, share: Share) -> bool:
    plain = not (above.part.is_bounded or share.part.is_bounded) and comparable(above.part, share.part)
    return plain and share.part.sentence - above.percent.sentence <= 1


def _open_runs(shares: Sequence[Share]) -> Iterator[tuple[int, list[Share]]]:
    """Neighbouring shares of one sentence whose base is not known, with the index of the first."""
    i = 0
    while i < len(shares):
        run = [shares[i]]
        while i + len(run) < len(shares) and shares[i + len(run)].percent.sentence == run[0].percent.sentence:
            run.append(shares[i + len(run)])
        alike = all(s.base is None and not s.part.is_bounded and comparable(s.part, run[0].part) for s in run)
        if alike and any(s.part.value for s in run):
            yield i, run
        i += len(run)


# Shares


def _share(
    sheet: Sheet, percent: Figure, usual: dict[Span, Fraction], shares: Sequence[Share], ledger: Ledger
) -> Share | None:
    tied = _tied(sheet, percent)
    if tied is None:
        return None
    part, base, base_at = tied
    if part.base is not None:
        return _judge_given(sheet, percent, part, part.base, part.span, usual.get(part.span), ledger)
    if base is not None and base_at is not None:
        return _judge_given(sheet, percent, part, base.value, base_at, None, ledger)
    return _judge_searched(sheet, percent, part, shares, ledger)


def _tied(sheet: Sheet, percent: Figure) -> tuple[Figure, Figure | None, Span | None] | None:
    """The part (and the base, where the words name it) of a percentage, or None where nothing ties them."""
    figures = sheet.in_sentence(percent.sentence)
    at = percent.index - figures[0].index
    here = _part_index(sheet, figures, at)
    above = figures[here - 1] if here else None
    below = figures[at + 1] if at + 1 < len(figures) and _is_part(figures[at + 1]) else None
    based = below is not None and _BASE_AFTER.search(sheet.gap(percent, below)) is not None
    if above is not None and _is_part(above) and _reads_as_share(sheet, above, percent, based=based):
        if sheet.is_step(above):
            return None
        if here > 1 and _is_of(sheet, figures[here - 2], above):
            return figures[here - 2], above, above.span
        if below is not None and based:
            return above, below if comparable(above, below) and below.base is None else None, below.span
        return above, None, None
    if here > 1 and above is not None and _is_part(above) and _is_of(sheet, figures[here - 2], above):
        return _tied_after(sheet, figures[here - 2], above, percent)
    return None if below is None else _tied_below(sheet, figures[at + 1 : at + 3], percent, based=based)


def _tied_after(
    sheet: Sheet, part: Figure, base: Figure, percent: Figure
) -> tuple[Figure, Figure | None, Span | None] | None:
    """“With 1,240 of 1,550 places filled, occupancy is 80%”: only where it fits or a slip explains it."""
    if not _OF_THEN.search(sheet.gap(base, percent)) or not base.value:
        return None
    step = _rung_of(sheet, part, base.value, percent)
    fits = step.holds or is_slip(percent, HUNDRED * part.value / base.value, 2)
    return (part, base, base.span) if fits else None


def _part_index(sheet: Sheet, figures: Sequence[Figure], at: int) -> int:
    """Where the figure before a percentage that may be its part ends: changes, ages and brackets left out."""
    here = at
    while here and figures[here - 1].kind is Kind.PERCENT and sheet.is_aside(figures[here - 1]):
        here -= 1  # "đạt 95,09 tỷ USD, tăng 6,8%, chiếm 25,6%"
    if here > 1 and _is_age(sheet, figures[here - 1]):
        here -= 1  # "58 trẻ dưới 5 (14,1%)"
    while here > 1 and _is_closed_off(sheet, figures[here - 1], figures[at]):
        here -= 1  # "1.860 ha (…, 1.220 ha), đạt 93%"
    return here


def _tied_below(
    sheet: Sheet, following: Sequence[Figure], percent: Figure, *, based: bool
) -> tuple[Figure, Figure | None, Span | None] | None:
    """The part, and the base, that follow a percentage: "14,2% (27/190)", "14% of the 190, or 27"."""
    below, last = following[0], following[1] if len(following) > 1 else None
    named = last is not None and _is_of(sheet, below, last)
    if named and _COLON_FIRST.match(sheet.gap(percent, below)):
        return below, last, last.span if last is not None else None
    if _SHARE_FIRST.search(sheet.lead(percent, below)):
        return (below, last, last.span) if last is not None and named else (below, None, None)
    if based and last is not None and last.is_level and comparable(last, below):
        return (last, below, below.span) if _THEN_PART.search(sheet.lead(below, last)) else None
    return None


def _is_age(sheet: Sheet, figure: Figure) -> bool:
    """True for "trẻ dưới 5": no part but a trait of one."""
    return _AGED.search(sheet.text[max(0, figure.start - 40) : figure.start]) is not None


def _is_closed_off(sheet: Sheet, figure: Figure, percent: Figure) -> bool:
    """True for a level in a bracket that is closed before the percentage."""
    inside = figure.base is None and sheet.in_brackets(figure)
    return inside and ")" in sheet.gap(figure, percent) and "(" not in sheet.gap(figure, percent)


def _is_part(figure: Figure) -> bool:
    return figure.base is not None or (figure.is_level and figure.mention.value_high is None)


def _reads_as_share(sheet: Sheet, part: Figure, percent: Figure, *, based: bool = False) -> bool:
    """True where the words between a part and a percentage say that one is the other's share."""
    lead = _ASIDE.sub("", sheet.lead(part, percent))
    if _BRACKET.search(lead) or _EQUALS.search(lead):
        return True
    if _BARE.search(lead) and (part.base is not None or based or sheet.is_aside(part)):
        opens = percent.value == HUNDRED and not _CLOSED.match(sheet.after(percent))
        return not opens  # "16/17 bodies have a page, 100% of branches a group"
    if _COMMA.search(lead) or _DIRECT.search(lead):
        return True
    return _ATTAINED.search(lead) is not None and _tells_ratio(sheet, part, percent)


def _tells_ratio(sheet: Sheet, part: Figure, percent: Figure) -> bool:
    """True for "25/27 chi bộ đạt 96,3%": no score of its own, but the share of this or another count of 27.

    "3/5 chỉ tiêu đạt 100%" and "đạt 62,5% kế hoạch" tell how much was reached.
    """
    base = part.base
    round_score = percent.value.denominator == 1
    if not base or round_score or percent.is_bounded or not _CLOSED.match(sheet.after(percent)):
        return False
    small = base.denominator == 1 and grim_power(base.numerator, percent.ulp) >= SELDOM
    counts = grim_counts(base.numerator, percent.value, percent.ulp) if small else range(0)
    return any(count < base for count in counts) or is_slip(percent, HUNDRED * part.value / base)


def _is_of(sheet: Sheet, part: Figure, base: Figure) -> bool:
    """True for "7 of 38", "392 trên 2.682": the words name the base of a part."""
    if not (part.is_level and base.is_level and comparable(part, base) and part.value <= base.value):
        return False
    gap = sheet.gap(part, base)
    return _OF.search(gap) is not None and _LOOSE_OF.search(gap) is None


def _judge_given(
    sheet: Sheet,
    percent: Figure,
    part: Figure,
    base: Fraction,
    base_at: Span,
    usual: Fraction | None,
    ledger: Ledger,
) -> Share | None:
    """Judge a percentage whose base the text names, or the usual base where the named one is odd."""
    if base == 0:
        return None
    spans = [part.span, base_at, percent.span]
    severity = FindingSeverity.ERROR
    step = _rung_of(sheet, part, base, percent)
    if usual is not None:
        with_usual = _rung_of(sheet, part, usual, percent)
        if with_usual is not Rung.INCONSISTENT or not (step.holds or step.is_rounding):
            step, base = with_usual, usual
    if step is Rung.INCONSISTENT:
        after = sheet.after(percent)
        slashed = sheet.text[part.end : base_at.start].strip() == "/"
        planned = _PLANNED.search(after) is not None and not slashed
        if _COMPARED.search(after) or (planned and part.base is None):
            return None
        severity = FindingSeverity.SUSPICIOUS if planned else FindingSeverity.ERROR
        if _searched_base(sheet, percent, part) is not None:
            return None  # another base in reach explains it
        if part.base is None and (
            part.is_bounded or (part.value > base and part.sentence != percent.sentence)
        ):
            return None
    write_share(percent, part, base, spans, step, severity, ledger)
    return Share(percent, part, base, base_at, step)


def _searched_base(sheet: Sheet, percent: Figure, part: Figure) -> _Base | None:
    """Another base in the same sentence that fits to the digit, for a precise percentage."""
    if part.base is not None or percent.ulp >= 1:
        return None
    for base in _bases(sheet, percent, part):
        if base.near and _rung_of(sheet, part, base.value, percent).holds:
            return base
    return None


def _judge_searched(
    sheet: Sheet, percent: Figure, part: Figure, shares: Sequence[Share], ledger: Ledger
) -> Share:
    """Judge a percentage whose base must be looked for."""
    bases = list(_bases(sheet, percent, part))
    rounded: tuple[_Base, Rung] | None = None
    for base in sorted(bases, key=lambda b: not b.declared):
        step = _rung_in(sheet, part, base, percent)
        if step.holds:
            write_share(percent, part, base.value, [part.span, base.span, percent.span], step, None, ledger)
            return Share(percent, part, base.value, base.span, step)
        if step.is_rounding and rounded is None and base.close:
            rounded = base, step
    spans = [part.span, percent.span]
    if rounded is not None:
        base, step = rounded
        write_share(percent, part, base.value, [*spans, base.span], step, FindingSeverity.ROUNDING, ledger)
        return Share(percent, part, base.value, base.span, step)
    return _judge_misfit(sheet, percent, part, bases, shares, ledger)


def _judge_misfit(
    sheet: Sheet,
    percent: Figure,
    part: Figure,
    bases: Sequence[_Base],
    shares: Sequence[Share],
    ledger: Ledger,
) -> Share:
    """Judge a percentage that no base in reach explains, where the words tell which base was meant."""
    unknown = Share(percent, part, None, None, Rung.UNDECIDABLE)
    after = sheet.after(percent)
    planned = _PLANNED.search(after) or _COMPARED.search(after) or _AVERAGED.search(after)
    if part.is_bounded or percent.mention.value_high is not None or percent.value > HUNDRED or planned:
        return unknown
    bases = [b for b in bases if _slips(percent, part, b) or not _is_other_plan(sheet, b.figure, part)]
    found = _likely_base(sheet, percent, part, bases, shares)
    if found is None:
        return unknown
    base, sure = found
    if not (base.declared or base.near) and shares_its_base(sheet, percent, part):
        return unknown
    if not base.declared and abs(HUNDRED * part.value / base.value - percent.value) <= CLOSE * percent.ulp:
        return unknown  # a slightly different base would give it
    severity = FindingSeverity.ERROR if sure else FindingSeverity.SUSPICIOUS
    write_share(
        percent, part, base.value, [part.span, percent.span, base.span], Rung.INCONSISTENT, severity, ledger
    )
    return Share(percent, part, base.value, base.span, Rung.INCONSISTENT)


def shares_its_base(
    sheet: Sheet, percent: Figure, part: Figure, *, around: int = 0, least: int = FINE
) -> bool:
    """True for one of several shares of a sentence that are of one whole, which is not told beside them.

    Shares of so many sentences ``around`` count as well; of less than ``least`` units one more is needed.
    """
    own = _implied(part, percent)
    rows = (sheet.in_sentence(percent.sentence + n) for n in range(-around, around + 1))
    beside = [(a, b) for row in rows for a, b in pairwise(row) if b.kind is Kind.PERCENT and b is not percent]
    alike = [
        share
        for above, share in beside
        if own is not None
        and (other := _implied(above, share)) is not None
        and other.meets(own)
        and comparable(above, part)
        and above.value != part.value
        and _reads_as_share(sheet, above, share)
    ]
    return len(alike) > (percent.value < least * percent.ulp)


def are_shared_alike(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True for figures that each have a share of something else, of which none is the whole of the others."""
    shares = [_own_share(sheet, f) for f in (whole, *parts)]
    told = [f.value for f in shares if f is not None]
    if len(told) < len(shares) or HUNDRED in told:
        return False
    total = sum(told[1:], Fraction(0))
    return min(abs(total - told[0]), abs(total - HUNDRED)) > len(told)


def _own_share(sheet: Sheet, figure: Figure) -> Figure | None:
    """The percentage right behind a figure that is its share of something."""
    behind = sheet.figures[figure.index + 1 : figure.index + 2]
    told = (f for f in behind if f.kind is Kind.PERCENT and f.sentence == figure.sentence)
    return next((f for f in told if _reads_as_share(sheet, figure, f)), None)


def _implied(part: Figure, percent: Figure) -> Interval | None:
    """What the whole of a part and its share lies between; None for a share that is too coarse to tell."""
    exact = part.is_level and not part.is_bounded and not percent.is_bounded and part.interval.is_point
    if not exact or percent.value < COARSE * percent.ulp:
        return None
    half = percent.ulp / 2
    return Interval(
        HUNDRED * part.value / (percent.value + half), HUNDRED * part.value / (percent.value - half)
    )


def _is_other_plan(sheet: Sheet, base: Figure, part: Figure) -> bool:
    """True for a planned level of another sentence, of which the percentage would say that it is one."""
    planned = [base_of(sheet, figure) == PLAN for figure in (base, part)]
    return base.sentence != part.sentence and planned == [True, False]


def _likely_base(
    sheet: Sheet, percent: Figure, part: Figure, bases: Sequence[_Base], shares: Sequence[Share]
) -> tuple[_Base, bool] | None:
    """The base that was most likely meant, and whether an error may rest on it."""
    named = _named_by_words(sheet, percent, part, bases)
    if named is not None:
        return named, _slips(percent, part, named, 2) or named.close
    declared = [b for b in bases if b.declared]
    beside = [b for b in declared or _beside(sheet, part, bases) if _names_base(sheet, percent, part, b)]
    for base in beside[:1]:
        return base, base.near and (base.declared or _slips(percent, part, base))
    sibling = _sibling_base(sheet, percent, part, bases, shares)
    if sibling is not None:
        return sibling, _slips(percent, part, sibling)
    if _BASE_WORDS.match(sheet.after(percent)):
        return None
    sole = _sole_base(sheet, percent, part, bases)
    if sole is not None:
        return sole, _slips(percent, part, sole) and sole.near
    slips = [b for b in bases if b.close and _slips(percent, part, b) and not _is_shared(sheet, b)]
    return (slips[0], False) if len(slips) == 1 else None


def _sole_base(sheet: Sheet, percent: Figure, part: Figure, bases: Sequence[_Base]) -> _Base | None:
    """The only larger figure of the part's kind in its sentence, or else in the one before."""
    if part.base is not None or not _CLOSED.match(sheet.after(percent)):
        return None
    for sentence in (part.sentence, part.sentence - 1):
        found = [
            b
            for b in bases
            if b.figure.sentence == sentence
            and b.figure.start < part.start
            and b.figure.base is None
            and b.value > part.value
            and not (b.figure.is_bounded or sheet.is_aside(b.figure))
        ]
        if found:
            alike = sheet.paragraph_of(found[0].figure) == sheet.paragraph_of(part)
            only = len(found) == 1 and alike and not _is_shared(sheet, found[0])
            return found[0] if only and _may_be_of(sheet, part, found[0].figure) else None
    return None


def _may_be_of(sheet: Sheet, part: Figure, base: Figure) -> bool:
    """True where a part counts what its base counts, or names nothing: "620 clinics …; 434 passed"."""
    if part.unit != "#":
        return False
    return bool(sheet.noun(part) & sheet.noun(base)) or _VERBAL.match(sheet.after(part)) is not None


def _slips(percent: Figure, part: Figure, base: _Base, least: int = TELLING) -> bool:
    """True where the percentage is one slip away from the part's share of a base."""
    return is_slip(percent, HUNDRED * part.value / base.value, least)


def _named_by_words(sheet: Sheet, percent: Figure, part: Figure, bases: Sequence[_Base]) -> _Base | None:
    """The nearest figure before that goes by the name which follows the percentage ("of net sales")."""
    m = _NAMED.match(sheet.after(percent))
    if m is None or m["name"].isspace():
        return _sales(sheet, percent, part, bases)
    words = [w for w in (stem(w) for w in _WORD.findall(m["name"])) if w not in STOP | _VAGUE][:4]
    if not words:
        return None
    for base in bases:
        figure = base.figure
        if figure.start > part.start or figure.base is not None or base.value < part.value:
            continue
        name = sheet.label(figure) | sheet.noun(figure)
        if figure.unit == "#" and not sheet.noun(figure) & set(words):
            continue
        if name.issuperset(words[:3]) and not (sheet.is_aside(figure) or figure.is_bounded):
            return base
    return None


def _sales(sheet: Sheet, percent: Figure, part: Figure, bases: Sequence[_Base]) -> _Base | None:
    """The sales that a margin is a share of."""
    if not _MARGIN.search(sheet.gap(part, percent)):
        return None
    return next((b for b in bases if _SALES.search(sheet.before(b.figure))), None)


def _sibling_base(
    sheet: Sheet, percent: Figure, part: Figure, bases: Sequence[_Base], shares: Sequence[Share]
) -> _Base | None:
    """The base of another share of the same sentence whose part is the same kind of thing."""
    noun = sheet.noun(part)
    first = bisect_left(shares, percent.sentence, key=lambda s: s.percent.sentence)
    for share in takewhile(lambda s: s.percent.sentence == percent.sentence, islice(shares, first, None)):
        named = sheet.noun(share.part)
        alike = comparable(share.part, part) and (bool(named & noun) or not (named or noun))
        if share.rung.holds and alike:
            return next((b for b in bases if b.value == share.base and b.span == share.base_at), None)
    return None


def _beside(sheet: Sheet, part: Figure, bases: Sequence[_Base]) -> list[_Base]:
    """The nearest figure of the same thing before a part: perhaps its base."""
    above = sheet.figures[part.index - 1] if part.index else None
    if above is None or not comparable(above, part) or above.sentence != part.sentence or part.unit == "#":
        return [b for b in bases if b.close and _same_thing(sheet, b, part) and not _is_shared(sheet, b)][:1]
    return [b for b in bases if b.span == above.span and b.value <= 20 * part.value]


def _same_thing(sheet: Sheet, base: _Base, part: Figure) -> bool:
    """True for an unhedged count of what the part counts, of a likely size."""
    figure = base.figure
    unhedged = not figure.is_bounded and base.value <= 100 * part.value
    return unhedged and part.unit == "#" and bool(sheet.noun(figure) & sheet.noun(part))


def _is_shared(sheet: Sheet, base: _Base) -> bool:
    """True for a figure that has a share of its own: a part like the others."""
    following = base.figure.index + 1
    percent = sheet.figures[following] if following < len(sheet.figures) else None
    own = percent is not None and percent.kind is Kind.PERCENT and percent.sentence == base.figure.sentence
    return own and percent is not None and _reads_as_share(sheet, base.figure, percent)


def _names_base(sheet: Sheet, percent: Figure, part: Figure, base: _Base) -> bool:
    """False where words after the percentage name another base ("of the population")."""
    named = _BASE_WORDS.match(sheet.after(percent))
    if named is None:
        return True
    words = {w for w in re.findall(r"[^\W\d_]+", named[1].casefold()) if w not in STOP}
    broader = sheet.noun(base.figure) if base.figure.base is None else frozenset()
    if part.unit == "#" and broader & sheet.noun(part) and words & (sheet.noun(part) - broader):
        return False  # "175 hộ nghèo, chiếm 9,2% số hộ nghèo toàn tỉnh": not of all households
    beside = sheet.text[max(0, base.span.start - 60) : base.span.end + 60].casefold()
    return not words or any(w.rstrip("s") in beside for w in words) or bool(words & sheet.noun(part))


def _bases(sheet: Sheet, percent: Figure, part: Figure) -> Iterator[_Base]:
    """Figures that may be the base of a part, nearest first: of its sentence, then of those before."""
    same = [f for f in sheet.in_sentence(part.sentence) if f is not part and f is not percent]
    same.sort(key=lambda f: (f.index > part.index, abs(f.index - part.index)))
    earlier = [f for f in sheet.looking_back(part) if f.sentence != part.sentence]
    count = 0
    for figure in (*same, *earlier):
        near = figure.sentence == part.sentence or _opens_list(sheet, figure, part)
        for value, interval in _as_base(figure, part):
            if value < part.value and percent.value <= HUNDRED:
                continue
            declared = _is_declared(sheet, figure, part)
            close = part.sentence - figure.sentence <= BACK
            yield _Base(value, interval, figure, declared, near, close)
            count += 1
        if count >= BASES:
            return


def _as_base(figure: Figure, part: Figure) -> Iterator[tuple[Fraction, Interval]]:
    """The values by which a figure can be a base: a level itself, a ratio's whole and its part."""
    if figure.base is not None and part.unit == "#":
        yield from ((value, Interval.point(value)) for value in (figure.base, figure.value) if value > 0)
    elif (
        figure.is_level
        and comparable(figure, part)
        and figure.value > 0
        and figure.mention.value_high is None
    ):
        yield figure.value, _bounded(figure)


def _bounded(figure: Figure) -> Interval:
    """What a base stands for; "more than 15" is hardly 80."""
    low, high = figure.interval.low, figure.interval.high
    if low is not None and high is not None:
        return figure.interval
    return Interval(low or figure.value * 9 / 10, high or figure.value * 11 / 10)


def _is_declared(sheet: Sheet, base: Figure, part: Figure) -> bool:
    """True where the text presents a figure as the whole that the part belongs to."""
    if base.index > part.index or part.sentence - base.sentence > BACK or base.is_bounded:
        return False
    nouns, wanted = sheet.noun(base), sheet.noun(part)
    if _VERBAL.match(sheet.after(part)):
        wanted = frozenset()  # "Of the 620 clinics, 434 passed"
    alike = bool(nouns & wanted) or base.unit != "#" or not wanted
    if base.sentence == part.sentence:
        between = sheet.text[base.end : part.start]
        if _LINKING.search(between) is not None and len(between) < 400:
            return alike or base.index == part.index - 1
    if _opens_list(sheet, base, part):
        return alike
    return _DECLARED.search(sheet.before(base)) is not None and alike


def _opens_list(sheet: Sheet, base: Figure, part: Figure) -> bool:
    """True where the part's sentence begins with "Trong đó" and the base leads the sentence before."""
    if base.sentence != part.sentence - 1 or base.sentence < 0:
        return False
    levels = [f for f in sheet.in_sentence(base.sentence) if f.is_level and comparable(f, part)]
    opening = sheet.sentence_text(part.sentence)[:24]
    link = _LINKING.search(opening)
    return link is not None and link.start() == 0 and bool(levels) and levels[0] is base


def _rung_of(sheet: Sheet, part: Figure, base: Fraction, percent: Figure) -> Rung:
    share = part.interval.times(HUNDRED / base)
    return _rung_share(sheet, share, percent)


def _rung_in(sheet: Sheet, part: Figure, base: _Base, percent: Figure) -> Rung:
    if part.interval.is_point and base.interval.is_point and not percent.is_bounded:
        off = abs(HUNDRED * part.value - percent.value * base.value)
        if off > 4 * percent.ulp * base.value:
            return Rung.INCONSISTENT  # most candidates are far off: no need for intervals
    share = part.interval.quotient(base.interval).times(HUNDRED)
    return _rung_share(sheet, share, percent)


def _rung_share(sheet: Sheet, share: Interval, percent: Figure) -> Rung:
    near = sheet.figures[max(0, percent.index - 12) : percent.index + 12]
    others = [f.value for f in near if f.kind is Kind.PERCENT and f is not percent]
    return rung(share, percent.value, percent.ulp, percent.mention.qualifier, complements=others)


_HOW = {
    Rung.TRUNCATED: ("cắt bớt chữ số thay vì làm tròn", "cut off instead of rounded"),
    Rung.CEILING: ("làm tròn lên", "rounded up"),
    Rung.COMPLEMENT: ("lấy 100 trừ một tỷ lệ đã làm tròn", "taken as 100 minus a rounded share"),
    Rung.WITHIN_ULP: ("lệch một đơn vị ở chữ số cuối", "off by one in the last digit"),
}


def write_share(
    percent: Figure,
    part: Figure,
    base: Fraction,
    spans: Sequence[Span],
    step: Rung,
    severity: FindingSeverity | None,
    ledger: Ledger,
    *,
    count: Fraction | None = None,
) -> None:
    """Write down the verdict on one share; ``count`` is the part where no figure tells it."""
    counted = part.value if count is None else count
    k, n = plain(counted), plain(base)
    exactly = HUNDRED * counted / base
    formula = f"{k}/{n} = {plain(exactly)}% ~ {percent.mention.text}"
    if step.holds:
        ledger.holds("ratio_percent", spans, formula)
    if step.holds or severity is None or step is Rung.UNDECIDABLE:
        return
    stated, expected = plain(percent.value, percent.ulp), plain(exactly, percent.ulp)
    if step.is_rounding:
        severity = FindingSeverity.ROUNDING
        vi, en = _HOW[step]
        wording = Wording(
            f"{vi_number(k)}/{vi_number(n)} = {vi_number(plain(exactly))}%, làm tròn là"
            f" {vi_number(expected)}%;"
            f" bài viết ghi {percent.mention.text} ({vi}).",
            f"{en_number(k)}/{en_number(n)} = {plain(exactly)}%, which rounds to {expected}%;"
            f" the text says {percent.mention.text} ({en}).",
        )
    else:
        wording = Wording(
            f"{vi_number(k)}/{vi_number(n)} = {vi_number(expected)}%, không phải {percent.mention.text}.",
            f"{en_number(k)}/{en_number(n)} is {expected}%, not {percent.mention.text}.",
        )
    if percent.mention.qualifier is not Qualifier.EXACT and severity is FindingSeverity.ERROR:
        severity = FindingSeverity.SUSPICIOUS
    ledger.report(
        "percent_mismatch",
        severity,
        percent.span,
        spans,
        kind="ratio_percent",
        formula=formula,
        stated=stated,
        expected=expected,
        wording=wording,
    )
