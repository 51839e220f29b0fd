"""Changes between two levels: growth rates, differences, multiples, and rates over several years.

A change is judged where the text names both levels: "từ X lên Y", "Y, up Z % from X", "Y, tăng Z % so với X".
Where only one level is named there is nothing to recompute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from service.core.audit.cues import CUE, DOWN, IN_STEP, UP, cue_of, subject_of
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.roles import PERIOD, base_of, content, counted_from, is_timed, is_year, reference
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.slips import TELLING, digits, is_slip
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, Interval, Rung, printed_interval, rung
from service.core.types import FindingSeverity, Kind, Qualifier, Span

FAR = 4  # a level further off than this factor was not planned so
LOOSE = 5  # a multiple told in a word may be off by a fifth
NEVER_REACHED = frozenset({"plan", "limit", "record", "mean"})  # levels that others are measured against
REACH = 140  # characters between a change and the levels it belongs to

_FROM = pattern(
    r"(?:^|[\s(,;:])(?:{start})(?:\s+(?:khoảng|about|around|a|the|only|some|chỉ|just|nearly|over))*\s*$"
)
_MOVED = re.compile(
    r"(?:^|\s)(?:went|moved|passed|came|grown|gone|đi|chuyển)(?:\s[^\s,;:.()\d]+){0,3}\s$|,\s$", re.IGNORECASE
)
_TO = pattern(r"(?:^|[\s,(])(?:{goal})(?:\s+[^\s,;.()\d]+){0,2}\s*$")
_THAN = pattern(
    r"(?:^|[\s(,;])(?:{than})\b[^.;,]{0,80}$"
    r"|\b(?:above|below)\s+(?:last year['’]s|the (?:previous|prior"
    r"|[^\s,;.]+ (?:average|mean))\b[^.;,]{0,20})\s*$"
)
_THAN_NEAR = pattern(r"(?:^|[\s(,;])(?:{than})(?:(?:\s+[^\s,;:.()\d]+){0,3}|\s[^,;:.()]{0,40}\()\s*$")
_MEAN = pattern(r"(?:^|[\s(,;:])(?:{mean})\b[^;.()]{0,60}$")
_THAN_THE = re.compile(r"\b(?:than the|from|so với (?:mức|con số))\s*$", re.IGNORECASE)
_WHEN = (
    r"(?:(?:in|for|năm|quý|tháng|kỳ|FY|vụ)?\s*(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?"
    r"|(?:cùng kỳ|năm trước|năm ngoái|đầu năm"
    r"|kỳ trước|đầu kỳ|quý trước|tháng trước)(?:\s+năm\s+(?:trước|ngoái|\d{4}))?|last year"
    r"|(?:the )?(?:previous|prior|preceding) \w+"
    r"|a year (?:earlier|ago|before)|the year before|opening)"
)
_EARLIER = re.compile(rf"^[^();.]{{0,40}}\(\s*{_WHEN}\s*(?::|,|là|was|were|đạt)?\s*$", re.IGNORECASE)
_EARLIER_AFTER = re.compile(rf"^[^();.]{{0,20}}?\s*{_WHEN}", re.IGNORECASE)
_PLAN = pattern(r"(?:^|\s)(?:{plan})\b")
_AFTER_YEAR = re.compile(
    r"^[^,;.()]{0,20}?\(?\b(?:in|for|năm|trong năm|vào năm)?\s*((?:19|20)\d\d)\b", re.IGNORECASE
)
_BEFORE_YEAR = re.compile(r"(?:năm|in|for)\s+((?:19|20)\d\d)\b[^;.()\d]{0,60}$", re.IGNORECASE)
_APART = re.compile(
    r"[,;:.]\s(?:trong lúc|and|còn|but|nhưng|as)\s|;\s|\s(?:trong khi|while|whereas)\s",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s(?:and|và|or|hay|hoặc)\s*$", re.IGNORECASE)
_FROM_TO = pattern(r"[\s%](?:{goal})\s")
OR_SHARE = re.compile(r"^\s*(?:[^\W\d]+\s+){0,2}?(?:or|hay|tức(?: là)?|tương đương)\s+$", re.IGNORECASE)
OF_OTHER = re.compile(
    r"^\s(?:income|earnings|turnover|profits?|revenue|salary|book value|the size)\b", re.IGNORECASE
)
_BETTER = re.compile(r"improv|cải thiện", re.IGNORECASE)  # a ratio may improve by falling


@dataclass(frozen=True, slots=True)
class Move:
    """Two levels of one thing: ``first`` and ``last`` values with what their digits stand for."""

    first: Fraction
    last: Fraction
    first_in: Interval
    last_in: Interval
    figures: tuple[Figure, ...]

    @property
    def is_bounded(self) -> bool:
        """True where a hedge makes one of the levels an inequality."""
        return any(f.is_bounded and f.mention.value_high is None for f in self.figures)


def check_changes(sheet: Sheet, ledger: Ledger) -> None:
    """Judge the changes stated between two named levels, sentence by sentence."""
    for figures in sheet.by_sentence:
        moves = list(moves_of(sheet, figures))
        for move in moves:
            attained = is_attained(sheet, move)
            if attained:
                _direction(sheet, move, ledger)
            for change in _changes_of(sheet, move, figures):
                if attained or explains(move, change) or _is_tied(move, change):
                    judge_change(sheet, move, change, ledger)
        _plan_beaten(sheet, figures, ledger)
        _against_plan(sheet, figures, ledger)
        _named_gap(sheet, figures, ledger)


# Which levels, which changes


def is_attained(sheet: Sheet, move: Move) -> bool:
    """False where a level that others are measured against, a planned one say, would be the new one."""
    return len(move.figures) < 2 or base_of(sheet, move.figures[-1]) not in NEVER_REACHED


def _is_tied(move: Move, change: Figure) -> bool:
    """True for "a budget of Y, 3 % above last year's X": nothing stands between a level and its change."""
    first, last = move.figures
    return (last.index, first.index) == (change.index - 1, change.index + 1)


def moves_of(sheet: Sheet, figures: Sequence[Figure]) -> Iterator[Move]:
    """Pairs of levels that a sentence sets against each other."""
    for i, figure in enumerate(figures):
        if figure.mention.value_high is not None:
            move = _range_move(sheet, figure)
            if move is not None:
                yield move
        elif i + 1 < len(figures) and is_state(figure):
            last = figures[i + 1]
            if is_state(last) and goes(sheet, figure, last):
                yield move_between(figure, last)
    yield from _compared(sheet, figures)
    yield from _in_brackets(sheet, figures)
    yield from _by_year(sheet, figures)
    yield from _by_step(sheet, figures)


def is_state(figure: Figure) -> bool:
    """True for a single level: a count, an amount, a measure, a share or a rate."""
    return figure.mention.value_high is None and (figure.is_level or figure.kind in (Kind.PERCENT, Kind.RATE))


def move_between(first: Figure, last: Figure) -> Move:
    """The movement between two figures; "từ 200 lên 225 tỷ đồng" gives the first the scale of the last."""
    scale = Fraction(1)
    if first.unit != last.unit:
        scale = Fraction(last.mention.quantity.scale)
    return Move(first.value * scale, last.value, first.interval.times(scale), last.interval, (first, last))


def goes(sheet: Sheet, first: Figure, last: Figure) -> bool:
    """True for "từ X … lên Y", "from X … to Y"."""
    if first.unit != last.unit and not (first.unit == "#" and is_state(last)):
        return False
    start = sheet.text[max(0, first.left - 24) : first.left]
    hedged = sheet.text[max(0, first.left - 24) : first.start]
    if not (_FROM.search(start) or _FROM.search(hedged)):
        return False
    return _TO.search(sheet.lead(first, last)) is not None


def _range_move(sheet: Sheet, figure: Figure) -> Move | None:
    """A from–to range that words of change make a movement: "increased from 200 to 225"."""
    high = figure.mention.value_high
    if high is None or not (figure.is_level or figure.kind is Kind.PERCENT):
        return None
    before = sheet.before(figure)[-60:]
    if figure.kind is Kind.PERCENT and not _FROM_TO.search(figure.mention.text):
        return None  # "giảm 20 - 30%": by how much, not from where to where
    planned = figure.mention.target or _PLAN.search(before) is not None
    moved = UP.search(before) or DOWN.search(before) or _is_from(sheet, figure, before)
    if planned or _BY_END.search(before) or moved is None:
        return None
    last, ulp = Fraction(high), figure.ulp
    return Move(
        figure.value,
        last,
        Interval(figure.value - ulp / 2, figure.value + ulp / 2),
        Interval(last - ulp / 2, last + ulp / 2),
        (figure,),
    )


def _is_from(sheet: Sheet, figure: Figure, before: str) -> re.Match[str] | None:
    """True for "went from 200 to 225", "since launch, from 200 to 225": no span of sizes."""
    return _MOVED.search(before) if _FROM.search(sheet.text[figure.left : figure.start]) else None


def _compared(sheet: Sheet, figures: Sequence[Figure]) -> Iterator[Move]:
    """“Y, tăng Z % so với X”, "Y, up Z % from X", "Y compared with X, up Z %"."""
    for i, first in enumerate(figures):
        if i < 1 or not is_state(first):
            continue
        before = sheet.text[max(figures[i - 1].end, first.left - REACH) : first.left]
        if not _THAN.search(before) or _LISTED.search(before) or _starts_move(sheet, figures, i):
            continue
        last = _compared_level(sheet, figures, i)
        if last is not None and ";" not in sheet.text[last.end : first.start]:
            yield move_between(first, last)


def _compared_level(sheet: Sheet, figures: Sequence[Figure], i: int) -> Figure | None:
    """The level that is set against an earlier one: the nearest before it that is no change itself."""
    first, above = figures[i], figures[i - 1]
    if first.kind is Kind.PERCENT and not _THAN_NEAR.search(sheet.before(first)):
        return None
    levels = [f for f in figures[:i] if is_state(f) and f.unit == first.unit and not is_mean(sheet, f)]
    levels = [f for f in levels if f is above or not sheet.in_brackets(f)]
    levels = [f for f in levels if not OR_SHARE.match(sheet.after(f))]
    if not levels:
        return None
    nearest = levels[-1]
    if nearest is above and len(levels) > 1 and CUE.search(sheet.before(above)) and figures[i - 2] in levels:
        nearest = levels[-2]  # "Y, tăng D so với X"
    if sheet.is_step(nearest) or (
        nearest is not above and not _tells(above, first) and nearest is levels[-1]
    ):
        return None
    return nearest if _alike(sheet, first, nearest) or _THAN_THE.search(sheet.before(first)) else None


def _tells(above: Figure, first: Figure) -> bool:
    """True for a figure that may tell the change between two levels: it may stand between them."""
    return above.kind in (Kind.PERCENT, Kind.MULTIPLE) and above.unit != first.unit


def is_mean(sheet: Sheet, figure: Figure) -> bool:
    """True for a count that the words call an average."""
    return figure.unit == "#" and _MEAN.search(sheet.before(figure)) is not None


def _in_brackets(sheet: Sheet, figures: Sequence[Figure]) -> Iterator[Move]:
    """“24,68 triệu tấn (2022: 22,91 triệu tấn), tăng 7,7%”: the earlier level in brackets."""
    for i, first in enumerate(figures[1:], 1):
        beside = figures[i - 1]
        told = beside.kind is Kind.PERCENT and first.kind is not Kind.PERCENT and i > 1
        last = figures[i - 2] if told else beside
        if not (is_state(last) and is_state(first) and last.unit == first.unit) or _is_by(sheet, last):
            continue
        gap = sheet.gap(beside, first)
        timed = _EARLIER.match(gap) or (gap.endswith("(") and _EARLIER_AFTER.match(sheet.after(first)))
        if timed and _alike(sheet, first, last):
            yield move_between(first, last)


def _alike(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """False for counts of two different things."""
    nouns = sheet.noun(one), sheet.noun(other)
    return one.unit != "#" or not all(nouns) or bool(nouns[0] & nouns[1])


def _is_by(sheet: Sheet, figure: Figure) -> bool:
    """True for a step, not for "giảm còn 1,9%", which is a level."""
    return sheet.is_step(figure) and _TO.search(sheet.before(figure)) is None


def _by_year(sheet: Sheet, figures: Sequence[Figure]) -> Iterator[Move]:
    """“$5.2 billion in 2021 and $6.1 billion in 2022”: two levels, each with its own year."""
    for first, last in pairwise(figures):
        if not (
            is_state(first) and is_state(last) and first.unit == last.unit and _alike(sheet, first, last)
        ):
            continue
        if sheet.is_step(first) or sheet.is_step(last) or len(sheet.gap(first, last)) > REACH // 2:
            continue
        after = (
            _year_of(_AFTER_YEAR.match(sheet.after(first))),
            _year_of(_AFTER_YEAR.match(sheet.after(last))),
        )
        before = (
            _year_of(_BEFORE_YEAR.search(sheet.before(first))),
            _year_of(_BEFORE_YEAR.search(sheet.before(last))),
        )
        apart = ";" in sheet.gap(first, last)
        for one, two in (before,) if apart else (after, before):
            if one and two and one != two:
                yield move_between(first, last) if one < two else move_between(last, first)
                break


def _by_step(sheet: Sheet, figures: Sequence[Figure]) -> Iterator[Move]:
    """“rose by $1.5 million (12%) to $14.0 million”: the first level is the last less the step."""
    for i, step in enumerate(figures):
        if i and _is_stepped(sheet, figures, i):
            yield from _back_from(sheet, figures[i - 1], step, (figures[i - 1], step))
        last = next((f for f in figures[i + 1 : i + 3] if f.kind is not Kind.PERCENT), None)
        if last is None or not (step.is_level and last.is_level) or step.unit != last.unit:
            continue
        if not sheet.is_step(step) or not _TO.search(sheet.before(last)) or last.index - step.index > 2:
            continue
        yield from _back_from(sheet, last, step, (step, last))


def _is_stepped(sheet: Sheet, figures: Sequence[Figure], i: int) -> bool:
    """True for "2.350 tỷ đồng, tăng 180 tỷ đồng (8,3 %)": a level, its step and the step's percentage."""
    level, step = figures[i - 1], figures[i]
    if not (step.is_level and level.is_level and level.unit == step.unit and sheet.is_step(step)):
        return False
    if level.mention.value_high is not None or sheet.is_step(level) or not _alike(sheet, level, step):
        return False
    percent = figures[i + 1] if i + 1 < len(figures) else None
    joined = re.match(r"^[^;.()]{0,40}[,(]", sheet.gap(level, step)) is not None
    return joined and percent is not None and IN_STEP.match(sheet.before(percent)) is not None


def _back_from(sheet: Sheet, last: Figure, step: Figure, figures: tuple[Figure, ...]) -> Iterator[Move]:
    """The movement that ends at a level after a step up or down."""
    up = UP.search(f" {sheet.before(step)[-40:]}") is not None
    value = last.value - step.value if up else last.value + step.value
    interval = last.interval - step.interval if up else last.interval + step.interval
    if value > 0:
        yield Move(value, last.value, interval, last.interval, figures)


def _year_of(found: re.Match[str] | None) -> int:
    return int(found[1]) if found else 0


def _starts_move(sheet: Sheet, figures: Sequence[Figure], i: int) -> bool:
    """True where the compared level is itself the start of "from X to Y"."""
    return i + 1 < len(figures) and is_state(figures[i + 1]) and goes(sheet, figures[i], figures[i + 1])


def _changes_of(sheet: Sheet, move: Move, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of the sentence that tell how much the level moved."""
    left, right = min(f.start for f in move.figures), max(f.end for f in move.figures)
    for figure in figures:
        if figure in move.figures or figure.mention.value_high is not None or figure.base is not None:
            continue
        if figure.kind is Kind.MULTIPLE and OF_OTHER.match(sheet.after(figure)):
            continue
        if left - figure.end > REACH or figure.start - right > REACH:
            continue
        between = sheet.text[figure.end : left] or sheet.text[right : figure.start]
        if ";" in between and not _share_bracket(sheet, move, figure):
            continue
        if figure.end > right and (
            _others_between(move, figures, figure) or _belongs_on(sheet, move, figures, figure)
        ):
            continue
        if left < figure.start < right and _is_nearer(move, figures, figure):
            continue
        if figure.start < right and _has_own_base(sheet, move, figures, figure):
            continue
        if figure.end <= left and any(f.is_level for f in figures if figure.end <= f.start < left):
            continue
        if _is_of_other(sheet, move, figure) or _is_of_another_year(sheet, move, figure):
            continue
        if (
            (
                figure.kind is Kind.PERCENT
                or (figure.is_level and figure.unit == move.figures[0].unit)
                or figure.kind is Kind.MULTIPLE
            )
            and cue_of(sheet, figure) is not None
            and (figure.kind is Kind.PERCENT or _alike(sheet, figure, move.figures[0]))
        ):
            yield figure


def _is_of_other(sheet: Sheet, move: Move, change: Figure) -> bool:
    """True for "doanh thu tăng 12%, trong khi lượng khách đạt B so với A": the change has its own subject."""
    subject = subject_of(sheet, change)
    start = min(move.figures, key=lambda f: f.start)
    named = content(sheet.label(start))
    if not subject or subject & (named | content(sheet.noun(start))):
        return False
    if change.start > start.start:
        last = max(move.figures, key=lambda f: f.end)
        return _APART.search(sheet.text[last.end : change.start]) is not None
    between = sheet.text[change.end : start.start]
    return bool(named) and re.search(r"[,;]\s|\s(?:trong khi|while|whereas)\s", between) is not None


def _is_of_another_year(sheet: Sheet, move: Move, change: Figure) -> bool:
    """True for "560 in 2024; 500 in 2023, up 8% on 2022": the change is counted from a level not told."""
    counted, base = counted_from(sheet, change), base_of(sheet, move.figures[0])
    return is_year(counted) and is_year(base) and counted != base


def _share_bracket(sheet: Sheet, move: Move, change: Figure) -> bool:
    """True for "(đầu năm 3,4%; giảm 1,5 điểm %)": a level and the change to it in one bracket."""
    start = sheet.sentences[change.sentence].start
    opened = sheet.text.rfind("(", start, change.start)
    return opened > sheet.text.rfind(")", start, change.start) and any(
        opened < f.start < change.start for f in move.figures
    )


def _belongs_on(sheet: Sheet, move: Move, figures: Sequence[Figure], change: Figure) -> bool:
    """True for "18% fewer than before the pandemic (17.8 million)": the change leads to a later level."""
    following = next((f for f in figures if f.start > change.start), None)
    return (
        following is not None
        and following.unit == move.figures[0].unit
        and is_state(following)
        and _THAN.search(sheet.before(following)) is not None
    )


def _has_own_base(sheet: Sheet, move: Move, figures: Sequence[Figure], change: Figure) -> bool:
    """True for "tăng 4% so với quý I và tăng 10% so với cùng kỳ (A)": the first change is not from A."""
    following = next((f for f in figures if f.start > change.start), None)
    return (
        following is not None
        and following not in move.figures
        and following.kind is change.kind
        and _THAN.search(f"{sheet.gap(change, following)} ") is not None
    )


def _is_nearer(move: Move, figures: Sequence[Figure], change: Figure) -> bool:
    """True where another level of the unit stands between a change and the later of two levels."""
    right = max(f.start for f in move.figures)
    between = [f for f in figures if change.start < f.start < right]
    return any(f.is_level and f.unit == move.figures[0].unit for f in between)


def _others_between(move: Move, figures: Sequence[Figure], change: Figure) -> bool:
    """True where another level stands between the move and the change: the change may be of that one."""
    right = max(f.end for f in move.figures)
    between = [f for f in figures if right < f.start < change.start]
    return any(f.is_level and f.unit != change.unit for f in between) or len(between) > 1


# Verdicts


def _direction(sheet: Sheet, move: Move, ledger: Ledger) -> None:
    """A rise to a lower level, or a fall to a higher one."""
    first = move.figures[0]
    before = sheet.before(first)[-50:]
    verb_up = UP.search(before) is not None
    verb_down = DOWN.search(before) is not None
    if verb_up == verb_down or _BETTER.search(before) or move.is_bounded or move.first == move.last:
        return
    if len(move.figures) == 2 and move.figures[1].start < first.start:
        return
    between = sheet.text[first.end : move.figures[-1].start] if len(move.figures) == 2 else ""
    if verb_up is (move.last > move.first):
        return
    if re.search(r"xuống|còn", between) and verb_down is False:
        return
    a, b = plain(move.first), plain(move.last)
    ledger.report(
        "growth_mismatch",
        FindingSeverity.SUSPICIOUS,
        move.figures[-1].span,
        [f.span for f in move.figures],
        kind="direction",
        formula=f"{a} -> {b}",
        stated=f"{a} -> {b}",
        expected=f"{b} -> {a}",
        wording=Wording(
            f"Bài viết nói {'tăng' if verb_up else 'giảm'} nhưng số liệu đi từ {vi_number(a)} đến"
            f" {vi_number(b)}.",
            f"The text says {'up' if verb_up else 'down'}, but the figures go from {en_number(a)}"
            f" to {en_number(b)}.",
        ),
    )


def judge_change(
    sheet: Sheet, move: Move, change: Figure, ledger: Ledger, *, sure: bool = True, way: int | None = None
) -> None:
    """Judge one stated change by its two levels; where they are not ``sure``, only a slip is an error."""
    up = cue_of(sheet, change) if way is None else way
    spans = [*(f.span for f in move.figures), change.span]
    if up is None or move.first <= 0 or change.mention.value_high is not None:
        return
    if way is None and change.span in ledger.settled:
        return
    hedge = change.mention.qualifier if change.is_bounded else Qualifier.EXACT
    steps = {rung(computed, change.value, change.ulp, hedge) for computed in _readings(move, change)}
    best = next((step for step in Rung if step in steps), Rung.UNDECIDABLE)
    difference = move.last - move.first
    growth = HUNDRED * difference / move.first
    code, computed_value, sign = _expected(move, change, growth)
    formula = f"{plain(move.first)} -> {plain(move.last)}: {plain(computed_value)} ~ {change.mention.text}"
    kind = "growth" if code == "growth_mismatch" else "difference"
    wrong_way = best.holds and up != 0 and difference * up < 0 and change.value != 0
    if best.holds and not wrong_way:
        ledger.holds(kind, spans, formula)
        return
    if best is Rung.UNDECIDABLE or Rung.UNDECIDABLE in steps:
        return  # points of something else, or a first level that may be as good as nothing
    stated, expected = plain(change.value, change.ulp), plain(abs(computed_value), change.ulp)
    severity = _gravity(move, change, best, abs(computed_value))
    hedged = move.is_bounded or change.is_bounded
    sure = not hedged and (sure or is_slip(change, abs(computed_value)) or _is_of_later(move, change, up))
    if severity is FindingSeverity.ERROR and not sure:
        severity = FindingSeverity.SUSPICIOUS
    if wrong_way:
        severity, expected = FindingSeverity.SUSPICIOUS, plain(computed_value, change.ulp)
    shown = f"{sign}{plain(abs(computed_value), change.ulp)}"
    expected = f"+{expected}" if wrong_way and computed_value > 0 else expected
    told_vi, told_en = (f"{_way(-difference, lang)} " if wrong_way else "" for lang in ("vi", "en"))
    ledger.report(
        code,
        severity,
        change.span,
        spans,
        kind=kind,
        formula=formula,
        stated=stated,
        expected=expected,
        wording=Wording(
            f"Từ {vi_number(plain(move.first))} đến {vi_number(plain(move.last))} là {_way(difference, 'vi')}"
            f" {vi_number(shown)}{_unit(change)}, bài viết ghi {told_vi}{change.mention.text}.",
            f"From {en_number(plain(move.first))} to {en_number(plain(move.last))} is"
            f" {_way(difference, 'en')}"
            f" {en_number(shown)}{_unit(change)}; the text says {told_en}{change.mention.text}.",
        ),
    )


def _is_of_later(move: Move, change: Figure, way: int) -> bool:
    """True for a rate that was taken, to the digit, of the level that it led to."""
    if change.kind is not Kind.PERCENT or change.unit == "pp" or not way or move.last <= 0:
        return False
    later = HUNDRED * abs(move.last - move.first) / move.last
    told = digits(change.value, change.ulp)
    return len(told) >= TELLING and digits(later, change.ulp) == told


def explains(move: Move, change: Figure) -> bool:
    """True where a change is what two levels come to, in one of the ways it can be read."""
    hedge = change.mention.qualifier if change.is_bounded else Qualifier.EXACT
    return move.first > 0 and any(
        rung(computed, change.value, change.ulp, hedge).holds for computed in _readings(move, change)
    )


def _readings(move: Move, change: Figure) -> Iterator[Interval]:
    """What the change may be, computed in every way the words allow."""
    difference = move.last_in - move.first_in
    sizes = (difference, -difference)
    if change.kind is Kind.PERCENT:
        ratio = move.last_in.quotient(move.first_in).times(HUNDRED)
        for growth in (ratio - Interval.point(HUNDRED), Interval.point(HUNDRED) - ratio):
            if change.unit != "pp":
                yield growth
        if move.figures[0].kind is Kind.PERCENT:
            yield from sizes  # points, often written with a plain percent sign
    elif change.kind is Kind.MULTIPLE:
        yield move.last_in.quotient(move.first_in)
        yield move.first_in.quotient(move.last_in)
        yield move.last_in.quotient(move.first_in) - Interval.point(Fraction(1))  # "tăng 2 lần" is disputed
    else:
        yield from sizes


def _expected(move: Move, change: Figure, growth: Fraction) -> tuple[str, Fraction, str]:
    if change.kind is Kind.PERCENT and (change.unit == "pp" or _points(move, change, growth)):
        return "difference_mismatch" if change.unit == "pp" else "growth_mismatch", move.last - move.first, ""
    if change.kind is Kind.PERCENT:
        return "growth_mismatch", growth, ""
    if change.kind is Kind.MULTIPLE:
        return "growth_mismatch", move.last / move.first, ""
    return "difference_mismatch", move.last - move.first, ""


def _points(move: Move, change: Figure, growth: Fraction) -> bool:
    """True where points rather than growth were meant: both levels are percentages and the change is near."""
    if move.figures[0].kind is not Kind.PERCENT:
        return False
    points = abs(move.last - move.first)
    return abs(points - change.value) <= abs(abs(growth) - change.value)


def _gravity(move: Move, change: Figure, step: Rung, computed: Fraction) -> FindingSeverity:
    if step.is_rounding and change.kind is Kind.PERCENT and change.unit != "pp":
        return FindingSeverity.ROUNDING
    if change.kind is Kind.MULTIPLE or any(f.mention.quantity.readings for f in move.figures):
        return FindingSeverity.SUSPICIOUS
    far = abs(computed - change.value) > 3 * max(computed, change.value) / 4
    return FindingSeverity.SUSPICIOUS if far and change.kind is not Kind.PERCENT else FindingSeverity.ERROR


def _way(difference: Fraction, lang: str) -> str:
    up = difference >= 0
    return ("tăng" if up else "giảm") if lang == "vi" else ("up" if up else "down")


def _unit(change: Figure) -> str:
    if change.kind is Kind.PERCENT:
        return " điểm %" if change.unit == "pp" else "%"
    return ""


def _plan_beaten(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> None:
    """“10 %, vượt mục tiêu (5,85 %)”: the level must lie above the plan."""
    for actual, plan in pairwise(figures):
        gap = sheet.gap(actual, plan)
        if actual.unit != plan.unit or actual.kind is not plan.kind or len(gap) > 60 or plan.is_bounded:
            continue
        if plan.mention.direction is not None:
            continue  # "vượt kế hoạch 42 ha": by so much
        if not _BEATS.search(gap) or _GAP_AFTER.match(gap):
            continue
        spans, formula = [actual.span, plan.span], f"{plain(actual.value)} > {plain(plan.value)}"
        if actual.interval.meets(printed_interval(plan.value, plan.ulp, Qualifier.AT_LEAST)):
            ledger.holds("plan", spans, formula)
        elif not actual.is_bounded:
            ledger.report(
                "growth_mismatch",
                FindingSeverity.SUSPICIOUS,
                actual.span,
                spans,
                kind="plan",
                formula=formula,
                stated=plain(actual.value),
                expected=f"> {plain(plan.value)}",
                wording=Wording(
                    f"Bài viết nói vượt {plan.mention.text} nhưng kết quả chỉ là {actual.mention.text}.",
                    f"The text says above {plan.mention.text}, but the result is only {actual.mention.text}.",
                ),
            )


def _against_plan(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> None:
    """“đạt 104 % kế hoạch”, “exceeded the target of 400 by 12.5 %”: the level over a named plan."""
    for percent in figures:
        if percent.kind is not Kind.PERCENT or percent.unit == "pp" or percent.is_bounded:
            continue
        planned = _OF_PLAN.match(sheet.after(percent)) is not None or _after_plan(sheet, figures, percent)
        if percent.mention.value_high is not None or not (planned or _BY_END.search(sheet.before(percent))):
            continue
        plans = [f for f in figures if f.is_level and f.value > 0 and _is_planned(sheet, f)]
        plans = [f for f in plans if ";" not in sheet.text[percent.end : f.start]]
        actual = _actual(sheet, figures, percent, plans[0]) if len(plans) == 1 else None
        if actual is not None:
            judge_plan(sheet, percent, actual, plans[0], ledger)


def _actual(sheet: Sheet, figures: Sequence[Figure], percent: Figure, plan: Figure) -> Figure | None:
    """The nearest level before a percentage that is of the plan's unit and size."""
    return next(
        (
            f
            for f in figures[::-1]
            if f.start < percent.start
            and _is_actual(sheet, f)
            and not base_of(sheet, f).startswith(PERIOD)  # "đạt 312, cùng kỳ 280, bằng 78% kế hoạch (400)"
            and f.unit == plan.unit
            and plan.value / FAR <= f.value <= plan.value * FAR
        ),
        None,
    )


def _named_gap(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> None:
    """“£3.86m against a ceiling of £3.2m, an overspend of £660k”: what two levels lie apart has a name."""
    for i, gap in enumerate(figures):
        named = _GAP.search(sheet.before(gap)) is not None
        if gap.is_bounded or not is_state(gap) or not (named or _GAP_AFTER.match(sheet.after(gap))):
            continue
        unit = "%" if gap.unit in ("pp", "point") else gap.unit
        levels = _levels_of(figures[:i] if named else figures, unit, gap)
        if _SHORT.search(sheet.before(gap)) and not any(_is_planned(sheet, f) for f in levels):
            continue
        if named and not levels and gap.sentence > 0:
            levels = _levels_of(sheet.in_sentence(gap.sentence - 1), unit, gap)
        if len(levels) != 2 or sheet.paragraph_of(levels[0]) != sheet.paragraph_of(gap):
            continue
        if _BALANCE.search(sheet.before(gap)) and any(is_timed(base_of(sheet, f)) for f in levels):
            continue  # "spending rose to £47.1m (2022: £44.9m), leaving a surplus of £1.5m"
        one, other = sorted(levels, key=lambda f: f.value)
        right = other.value - one.value
        spans = [one.span, other.span, gap.span]
        formula = f"{plain(other.value)} - {plain(one.value)} = {plain(right)} ~ {plain(gap.value)}"
        if (other.interval - one.interval).meets(gap.interval):
            ledger.holds("difference", spans, formula)
        elif is_slip(gap, right, 2) or abs(right - gap.value) <= right / 4:
            _report_gap(gap, one, other, spans, formula, FindingSeverity.ERROR, ledger)
        elif (since := _SINCE.match(sheet.after(gap))) and reference(since[0]).startswith(PERIOD):
            continue  # "88 more than a year earlier, …": that level need not be told
        elif all(f.sentence == gap.sentence for f in levels) and max(gap.value, right) <= FAR * gap.value:
            _report_gap(gap, one, other, spans, formula, FindingSeverity.SUSPICIOUS, ledger)


def _levels_of(figures: Sequence[Figure], unit: str, gap: Figure) -> list[Figure]:
    return [f for f in figures if f.unit == unit and f is not gap and is_state(f) and not f.is_bounded]


def _report_gap(
    gap: Figure,
    one: Figure,
    other: Figure,
    spans: Sequence[Span],
    formula: str,
    severity: FindingSeverity,
    ledger: Ledger,
) -> None:
    stated, expected = plain(gap.value), plain(other.value - one.value)
    ledger.report(
        "difference_mismatch",
        severity,
        gap.span,
        spans,
        kind="difference",
        formula=formula,
        stated=stated,
        expected=expected,
        wording=Wording(
            f"{other.mention.text} và {one.mention.text} chênh nhau {vi_number(expected)},"
            f" không phải {gap.mention.text}.",
            f"{other.mention.text} and {one.mention.text} lie {en_number(expected)} apart,"
            f" not {gap.mention.text}.",
        ),
    )


def _is_actual(sheet: Sheet, figure: Figure) -> bool:
    plain_level = figure.is_level and figure.mention.value_high is None
    compared = sheet.in_brackets(figure) or _THAN_NEAR.search(sheet.before(figure)) is not None
    return plain_level and not _is_planned(sheet, figure) and not compared


def _after_plan(sheet: Sheet, figures: Sequence[Figure], percent: Figure) -> bool:
    """True for "against a target of 36,000 (107.3%)"."""
    plan = next((f for f in reversed(figures) if f.start < percent.start), None)
    return plan is not None and _is_planned(sheet, plan) and sheet.gap(plan, percent).strip() == "("


def _is_planned(sheet: Sheet, figure: Figure) -> bool:
    """True for a level that the text calls a plan, also in brackets after the word."""
    return figure.mention.target or _PLAN_BEFORE.search(sheet.before(figure)) is not None


def judge_plan(sheet: Sheet, percent: Figure, actual: Figure, plan: Figure, ledger: Ledger) -> None:
    """Judge a percentage of a plan, or what lies above or below it, by the level attained."""
    if actual.is_bounded or plan.is_bounded:
        return
    ratio = actual.interval.quotient(plan.interval).times(HUNDRED)
    beyond = (
        CUE.search(f" {sheet.before(percent)} ") is not None
        or _BY_END.search(sheet.before(percent)) is not None
    )
    excess = ratio - Interval.point(HUNDRED)
    readings = (excess, -excess) if beyond else (ratio,)
    spans = [actual.span, plan.span, percent.span]
    formula = f"{plain(actual.value)} / {plain(plan.value)} ~ {percent.mention.text}"
    steps = [rung(reading, percent.value, percent.ulp) for reading in readings]
    if any(step.holds for step in steps):
        ledger.holds("plan", spans, formula)
        return
    if percent.span in ledger.settled:
        return
    exactly = HUNDRED * actual.value / plan.value
    expected = plain(abs(exactly - HUNDRED) if beyond else exactly, percent.ulp)
    rounding = any(step.is_rounding for step in steps)
    ledger.report(
        "growth_mismatch" if beyond else "percent_mismatch",
        FindingSeverity.ROUNDING if rounding else FindingSeverity.ERROR,
        percent.span,
        spans,
        kind="plan",
        formula=formula,
        stated=plain(percent.value, percent.ulp),
        expected=expected,
        wording=Wording(
            f"{actual.mention.text} so với kế hoạch {plan.mention.text} là {vi_number(expected)}%,"
            f" bài viết ghi {percent.mention.text}.",
            f"{actual.mention.text} against the plan of {plan.mention.text} is {expected}%;"
            f" the text says {percent.mention.text}.",
        ),
    )


_SINCE = re.compile(r"[^,;.()]*[,;.]")
_BALANCE = pattern(r"(?<![^\W_])(?:{balance})(?:\s+(?:of|is|was|là|đạt))?\s*$")
_GAP_AFTER = re.compile(
    r"^\s*(?:more|less|fewer|higher|lower|above|below|under budget|over budget)\b(?! than \w+ing)",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"\bgap\b[^;.]{0,80}\b(?:is|was|of)\s*$|"
    r"\b(?:overspend|underspend|overrun|shortfall|excess|saving|variance|difference"
    r"|surplus|deficit|dư thừa|thặng dư|thâm hụt|chênh lệch|vượt chi|hụt chi"
    r"|(?:còn )?(?:thiếu|hụt)|(?:dôi )?dư)"
    r"\b(?:\s+(?:of|is|was|là|tới|lên tới))*\s*$",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?:^|\s)(?:(?:còn )?(?:thiếu|hụt)|(?:dôi )?dư)\s*$", re.IGNORECASE)
_OF_PLAN = pattern(r"^[\s)]*(?:so với\s+|of\s+|the\s+|its\s+)*(?:[^\s,;.()]+\s+){0,1}?(?:{plan})\b")
_PLAN_BEFORE = pattern(r"(?:{plan})\b[^;.,]{0,24}$")  # not "78% dự toán, trong đó thu nội địa"
_BY_END = pattern(r"(?:^|\s)by\s*$")
_BEATS = pattern(
    r"^[^.;()]{0,20}(?:{beyond})\s+(?!(?:một )?nửa\b|half\b)(?:[^\s,;.()]+\s+){0,2}?(?:{plan})\b"
    r"[^.;\d]{0,30}\(?\s*(?:là\s+|of\s+)?$"
)
