"""Changes whose levels stand apart: the earlier level in a clause or a sentence of its own.

“Kỳ trước X là A; kỳ này B, tăng D”, “Admissions rose 15 % to B. The previous year there were A”. The words
must mark exactly one level as the earlier one, and the change must have no subject of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.core.audit.changes import (
    CUE_AFTER,
    GOAL,
    OR_SHARE,
    explains,
    is_mean,
    is_state,
    judge_change,
    move_between,
)
from service.core.audit.ledger import Ledger
from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.words import ALL, STOP, pattern
from service.core.types import Kind

CLAUSE = 80  # characters before a figure in which a word may mark its time
LEVELS = 3  # levels of a sentence that are tried as the earlier or the later one
TOLD = frozenset({"growth", "difference", "plan", "direction"})

_EARLIER = (
    r"(?:(?:cùng kỳ|năm|năm học|kỳ|quý|tháng|tuần|vụ|đợt|lần|nhiệm kỳ|khóa|thời điểm)\s+"
    r"(?:năm\s+)?(?:trước|ngoái)(?!\s+mắt)|cùng kỳ|(?:hồi\s+)?đầu (?:năm|kỳ|nhiệm kỳ|tháng|quý)"
    r"|trước (?:đó|đây)"
    r"|last (?:year|time|month|quarter|week|season|term)|(?:the )?(?:previous|prior|preceding) [^\W\d]+"
    r"|an? (?:year|month|quarter|week|decade) (?:ago|earlier|before)|the (?:year|month|quarter) before"
    r"|the same (?:period|month|quarter)|at the (?:start|beginning))(?!\w)"
)
_MARK = re.compile(_EARLIER, re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:nay|hiện|kỳ này|quý này|tháng này|lần này|now|this (?:year|time|month|quarter)|current(?:ly)?"
    r"|today)\b",
    re.IGNORECASE,
)
_FIRST_WORDS = re.compile(rf"^\W*(?:in |vào |trong )?{_EARLIER},\s", re.IGNORECASE)
_MARK_AFTER = re.compile(
    r"^(?:\s+(?!(?:so|than|from|on|over|against|compared|vs|versus|tăng|giảm|up|down)\b)[^\s,;:.()\d]+){0,4}?"
    rf"\s+\(?(?:(?:của|in|for|vào|recorded|reported|at)\s+)?{_EARLIER}",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?:^|[\s(,])(?:so với|compared (?:to|with)|against|versus|vs|than)"
    r"(?:\s+(?:the|a|mức|con số|số|only|chỉ|our|its))*(?:\s[^,;:.()\d]{0,40}(?:\d{4}\s*)?\(|\s*$)",
    re.IGNORECASE,
)
_TURN = re.compile(r"[;:(.–]|,\s|\s-\s")
_FILLERS = (
    r"(?:(?:tức(?: là)?|tương ứng(?: với)?|tương đương(?: với)?|với|mức|một|tốc độ|nghĩa là|đã|và|do đó"
    r"|which is|that is|this is|or|and|an?|the|net|equivalent to|representing|i\.e\.?|thus|so|giving|as)\s+)*"
)
_BARE = pattern(
    rf"^\s*{_FILLERS}(?:{{up}}|{{down}}|change|improvement|difference|thay đổi)"
    rf"(?:\s+{_EARLIER})?(?:\s+(?:by|of|thêm|được|là|mức|an?|tới|đến))*\s*$"
)
_ARTICLE = re.compile(rf"\s*{_FILLERS}", re.IGNORECASE)
_CUED = pattern(r"(?:^|\s)(?:{up}|{down})(?:\s+(?:by|thêm|of))*\s*$")
_THAN_AFTER = pattern(r"^[^,;:.()\d]{0,24}?(?:^|\s)(?:{than})\b(?P<what>[^,;:.()\d]{0,40})")
_CLASSES = (
    ("y", ("năm", "year")),
    ("q", ("quý", "quarter")),
    ("m", ("tháng", "month")),
    ("w", ("tuần", "week")),
)
_CHANGING = frozenset(
    word
    for words in ALL
    for phrase in (*words.up, *words.down, *words.than, *words.goal)
    for word in phrase.split()
)
_TIMES = frozenset(
    {
        "năm", "nay", "trước", "ngoái", "kỳ", "quý", "tháng", "tuần", "vụ", "đợt", "lần", "khóa", "cùng",
        "đầu", "cuối", "hiện", "thời", "điểm", "hồi", "đạt", "mức", "con", "là", "last", "time", "year",
        "month", "quarter", "week", "season", "previous", "prior", "preceding", "ago", "earlier", "before",
        "now", "thi", "this", "current", "stood", "stand", "recorded", "reported", "reached", "came", "was",
        "were", "there", "same", "period", "end", "at", "such",
    }
)  # fmt: skip


def check_apart(sheet: Sheet, ledger: Ledger) -> None:
    """Judge changes that no rule has judged by the one level that the words around them call earlier."""
    told = {place for kind, places in ledger.relations if kind in TOLD for place in places}
    earlier = {
        figures[0].sentence: [f for f in figures if is_state(f) and _is_earlier(sheet, f)]
        for figures in sheet.by_sentence
    }
    for figures in sheet.by_sentence:
        window = [f for n in (-1, 0, 1) for f in earlier.get(figures[0].sentence + n, ())[:LEVELS]]
        for i, change in enumerate(figures) if window else ():
            if change.span in told or not _may_change(change):
                continue
            pairs = [
                (first, last)
                for last in _lasts(sheet, figures, i)
                for first in window
                if _sets_off(sheet, first, last, change)
            ]
            _judge_pairs(sheet, pairs, change, ledger)


def _judge_pairs(
    sheet: Sheet, pairs: Sequence[tuple[Figure, Figure]], change: Figure, ledger: Ledger
) -> None:
    """One pair of levels that fits settles a change; else the pair with the nearest level is judged."""
    moves = [move_between(first, last) for first, last in pairs]
    fitting = next((move for move in moves if explains(move, change)), None)
    if fitting is None and len({first.span for first, _ in pairs}) != 1:
        return
    move = fitting or moves[0]
    here = all(figure.sentence == change.sentence for figure in move.figures)
    judge_change(sheet, move, change, ledger, sure=here and len(pairs) == 1)


def _may_change(figure: Figure) -> bool:
    plain = figure.base is None and figure.mention.value_high is None and not figure.mention.target
    return plain and (figure.kind is Kind.PERCENT or is_state(figure))


def _lasts(sheet: Sheet, figures: Sequence[Figure], i: int) -> Sequence[Figure]:
    """The levels that may be the later one of a change, likeliest first.

    They stand before it, right after it ("rose 15% to 9,200"), or alone in the sentence before.
    """
    change = figures[i]
    following = figures[i + 1] if i + 1 < len(figures) else None
    if (
        following is not None
        and _CUED.search(sheet.before(change))
        and GOAL.search(sheet.gap(change, following))
    ):
        return [following] if _fits_unit(change, following) else []
    if not _is_bare(sheet, change):
        return []
    here = [f for f in figures[:i] if _is_current(sheet, f, change)]
    if here:
        return here[: -LEVELS - 1 : -1]
    later = [f for f in figures[i + 1 :] if _is_current(sheet, f, change)]
    if later or any(_fits_unit(change, f) and is_state(f) and not _is_earlier(sheet, f) for f in figures[:i]):
        return later if len(later) == 1 else []
    above = [f for f in sheet.in_sentence(change.sentence - 1) if _is_current(sheet, f, change)]
    alike = len(above) == 1 and sheet.paragraph_of(above[0]) == sheet.paragraph_of(change)
    return above if alike else []


def _fits_unit(change: Figure, level: Figure) -> bool:
    """True where a change can be one of a level: a share of it, points of shares, or in its own unit."""
    if change.unit == "pp":
        return level.unit == "%"
    return change.kind is Kind.PERCENT or change.unit == level.unit


def _is_current(sheet: Sheet, figure: Figure, change: Figure) -> bool:
    if not is_state(figure) or not _fits_unit(change, figure) or figure.mention.target:
        return False
    if figure.kind is Kind.PERCENT and (change.kind is not Kind.PERCENT or sheet.is_aside(figure)):
        return False
    if is_mean(sheet, figure) or OR_SHARE.match(sheet.after(figure)):
        return False
    return not (sheet.is_step(figure) or _is_earlier(sheet, figure) or sheet.in_brackets(figure))


def _is_bare(sheet: Sheet, change: Figure) -> bool:
    """True for ", tăng 15%", "(up 15%)", ", 26 more": a change without a subject of its own."""
    clause = _TURN.split(sheet.before(change))[-1]
    if _BARE.match(clause):
        return True
    return _ARTICLE.fullmatch(clause) is not None and CUE_AFTER.match(sheet.after(change)) is not None


def _clause(sheet: Sheet, figure: Figure) -> str:
    return _TURN.split(sheet.before(figure)[-CLAUSE:])[-1]


def _is_earlier(sheet: Sheet, figure: Figure) -> bool:
    """True for a level that the words put into an earlier time, or set another one against."""
    before, clause = sheet.before(figure)[-CLAUSE:], _clause(sheet, figure)
    if _NOW.search(clause):
        return False
    if _MARK.search(clause) or _FIRST_WORDS.match(before) or _AGAINST.search(before):
        return True
    return _MARK_AFTER.match(sheet.after(figure)) is not None


def _sets_off(sheet: Sheet, first: Figure, last: Figure, change: Figure) -> bool:
    """True for the earlier level of the same thing, of the time that the change is counted from."""
    if first in (change, last) or first.unit != last.unit or sheet.is_step(first):
        return False
    if sheet.paragraph_of(first) != sheet.paragraph_of(change):
        return False
    one = _things(sheet, first)
    other = _things(sheet, last) | _things(sheet, change)
    if one and other and not one & other:
        return False
    than = _THAN_AFTER.match(sheet.after(change))
    if than is None or not than["what"].strip():
        return True
    counted, marked = (
        _class(than["what"]),
        _class(sheet.before(first)[-CLAUSE:] + sheet.after(first)[:CLAUSE]),
    )
    if first.index == change.index + 1 and not re.search(r"[,;:.]", sheet.gap(change, first)):
        return True
    return _MARK.search(than["what"]) is not None and (not marked or counted == marked)


def _class(words: str) -> str:
    """The length of time that words speak of: year, quarter, month or week; empty for none."""
    m = _MARK.search(words)
    if m is None:
        return ""
    return next((name for name, marks in _CLASSES if any(mark in m[0].casefold() for mark in marks)), "")


def _things(sheet: Sheet, figure: Figure) -> frozenset[str]:
    """The words that say what a figure is a level of, times and verbs of change left out."""
    words = sheet.label(figure) | (sheet.noun(figure) if figure.unit == "#" else frozenset())
    return frozenset(w for w in words if w not in _TIMES | _CHANGING | STOP and stem(w) not in _TIMES)
