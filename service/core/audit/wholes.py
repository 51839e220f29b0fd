"""Parts and wholes told by order and arithmetic: a list of figures against what stands before or behind it.

No word need say that the parts are all. Signs of it are counted instead (the parts follow their whole at
once, are of its kind, are joined by "and", close with "the rest", are opposites …), and a misfit is judged by
the signs together with the figures: a list that misses its whole by one slip of the pen, in a figure of three
digits or more, was hardly meant to miss it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from service.core.audit.groups import (
    CERTAIN,
    CLOSE,
    DOUBT,
    LINK,
    OF_THEM,
    PARTS,
    Group,
    is_result,
    oppose,
    same_noun,
    write_fit,
    write_misfit,
)
from service.core.audit.ledger import Ledger, plain
from service.core.audit.shares import are_shared_alike
from service.core.audit.sheet import Figure, Sheet, comparable
from service.core.audit.slips import digits, is_slip, leaves_one_out
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, add
from service.core.types import FindingSeverity, Kind, Span

LIST_GAP = 90  # characters between two figures of one list
BACK = 12  # figures before a list that are tried as its whole
SENTENCES = 2  # sentences between a list and its whole
NEAR = Fraction(1, 3)  # a closed list that misses its whole by no more was meant to make it up
CLOSED = 3  # signs that leave hardly an innocent reading
_SUMS = frozenset({"parts_whole", "difference"})
SHARE_GAP = 20  # characters between a part and its share
TINY = 40  # of two parts the smaller is seldom a smaller share of the whole
FAR = 5  # a sum further off than this factor is of something else
LONG = 3  # digits of a figure whose slip tells
FEW = 4  # "cả hai", "all three": numbers that count what is summed
SMALL = 100  # numbers that may name a round, a class or a quarter

_SET_OFF = re.compile(r"\([^()]*\)?|(?:,\s*)?(?:chiếm|đạt|or|bằng)?\s*\b\d+(?:[.,]\d+)*\s?%")
_COORDINATED = pattern(r"[,;:+–]|(?:^|\s)(?:{together}|another|or|hay|hoặc)\s")
_JOINED = pattern(r"(?:^|[\s,;])(?:{together})\s")
_PARTITIVE = re.compile(
    r"\b(?:of (?:them|these|those|which|whom|whose)|among (?:them|these)|(?:fell|falls|divided|split) into"
    r"|trong (?:đó|số|số này|số đó))\b",
    re.IGNORECASE,
)
_OF_WHOLE = re.compile(
    r"(?:^|[\s,;:])(?:(?:out )?of(?: the| its| our)?|among(?: the)?|trong(?: số| tổng số)?)\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r",\s*(?:thì )?có\s*$", re.IGNORECASE)
_OPENED = re.compile(r"(?:[:–—]|\s-\s)[^\d:;(]{0,60}$")
OPEN_REST = re.compile(
    r"^[^,;.\d]{0,40}[,;]\s*(?:and\s|và\s|with\s)?(?:số\s)?(?:còn lại|the rest|the remainder|the others)\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:chủ yếu|phần nhiều|phần lớn|đa số|chủ lực|nổi bật|điển hình|nhiều nhất|trọng điểm|như(?! sau)"
    r"|mainly|main|chiefly|mostly"
    r"|notably|such as|for example|e\.g\.|leading|top|key|particularly|especially|nhất là)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:còn lại|khác|else|the rest|others?|remaining|remainder|balance|chưa|not yet)\b"
    r"|(?:[,;]|\bvà)\s(?:số\s|hiện\s)?còn\b",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"\b(?:with|aged|under|over|above|below|also|who|có|từ|dưới|trên|trở lên|trở xuống|riêng|including|alone"
    r"|had|have|held?)(?!\w)",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:(?:năm|in|tháng|quý|for|and) (?:19|20)\d\d|cùng kỳ|kế hoạch|chỉ tiêu|dự toán|năm (?:trước|ngoái)"
    r"|kỳ trước|so với|plan(?:ned)?|target(?:ed)?|budget(?:ed)?|previous|last year"
    r"|(?:a )?year (?:ago|earlier)|compared|against|versus|(?:up|down) from|than|tăng|giảm"
    r"|đầu (?:năm|kỳ|vụ)|cuối (?:năm|kỳ|vụ))\b",
    re.IGNORECASE,
)
_BARE = pattern(
    r"^\s*(?:[,;.)(:]|$|(?:{together})\s|were\b|was\b|are\b|is\b|called\b|(?:[^\s\d,;.():]+\s?){1,3}(?:[,;.)]|$))"
)
_MEAN = pattern(r"(?<!\w)(?:{mean}|mỗi|each|every)\s[^,;:.()]{0,40}$")
_NAME = re.compile(r"\s[^,;:.()\d]{1,30}")
_PAIR = re.compile(r"(?:^|[\s(])(?:(?<!tất )cả|both|the)\s+$", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|across|throughout|tại)\s+(?:the|all|our|its|các)?\s*$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[\s(])(?:đợt|lần|khối|lớp|quý|vụ|giai đoạn|vòng|kỳ|khu|tổ|nhóm|loại|hạng|cấp|trạm|tuyến"
    r"|mức|điều|phase|round|stage|quarter|grade|class|group|batch|lot|zone|ward|unit|line"
    r"|category|tier|level|part|type"
    r"|no\.)\s+$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;(:]\s*")
_LABEL = re.compile(r"[,;]\s(?:và\s|and\s)?([^\W\d_]+)\b[^,;:()]{0,40}$")
_THING = pattern(r"^\s[^\W\d_]+(?:[,;.)]|\s(?:{together})\s|$)")  # "6,150 children and 1,905 loaves"
_ELLIPTIC = re.compile(r"\s(?:are|is|were|was|in|under|of|on|to|for|went)\s|[,;]", re.IGNORECASE)
_PLACED = re.compile(r"\s*(in|at|from|to|for|by|on|ở|tại|cho)\s", re.IGNORECASE)
_PURPOSE = frozenset({"for", "cho"})
_DIGIT = re.compile(r"\d")
_APPOSED = re.compile(r"[^,;:\d]{0,40}[,;]\s")
_BRACKETED = re.compile(r"\):")  # "Grants awarded (47): arts 12, …"
_TOTAL_HEAD = pattern(r"(?:^|[\s(,;:])(?:{total}|toàn [^\s,;.]+|cả (?:nước|tỉnh|huyện|năm))(?=\s)")

_ALL_OF = re.compile(
    r"(?:^|[\s(,;:.–-])(?:(?P<two>cả hai|hai [^\W\d]+|both|the two|two [^\W\d]+)"
    r"|(?P<three>cả ba|all three|the three)|(?P<four>cả bốn|all four|the four))\b[^,;:.()\d]{0,40}$",
    re.IGNORECASE,
)
_FOR_ALL = re.compile(
    r"(?:\s(?:cho|of|for|from|của|ở|tại))?\s"
    r"(?:(?P<two>cả hai|both|the two)|(?P<three>cả ba|all three|the three)"
    r"|(?P<four>cả bốn|all four|the four))(?!\w)",
    re.IGNORECASE,
)
_SUMMED = re.compile(
    r"(?:^|[\s(,;:.–-])(?:tổng cộng|cộng(?: lại| chung| dồn)?|cộng cả|gộp lại|tính chung|lũy kế|luỹ kế|tất cả"
    r"|tổng(?: số)? (?:của )?(?:cả )?(?:hai|ba|bốn)|tổng [^\W\d]+ (?:của )?(?:cả )?(?:hai|ba|bốn)|nâng tổng"
    r"|together|combined|altogether|in total|in all|totall?ing|making|a total of|bringing the total|sum of"
    r"|between them|you get|makes|gives|giving)\b[^,;:.()\d]{0,40}$",
    re.IGNORECASE,
)
_TOTALLED = re.compile(
    r"(?:^|[\s(,;:.–-])(?:all|như vậy|tổng|tổng số|cả năm|cả kỳ|cả vụ|toàn [^\W\d]+|total|overall"
    r"|full[- ]year|the year)\b[^,;:.()\d]{0,40}$",
    re.IGNORECASE,
)
_TOTAL_FIRST = re.compile(
    r"^\W*(?:between them|together|combined|in all|in total|altogether|tổng cộng|tính chung|gộp lại)\b",
    re.IGNORECASE,
)
_SUMMED_AFTER = re.compile(
    r"^\s*(?:[^\W\d]+\s+){0,3}?(?:in all|in total|altogether|combined|together|tất cả|cả thảy|overall)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Guess:
    """A whole with its parts.

    ``signs`` that the parts are all are counted; ``closed``: the words themselves close the list, and not
    only a colon where it is ``ended``; ``firm``: they tie it together; ``among``: the whole follows an "of"
    that some of its parts may follow; ``listed``: "and" joins them, or the whole says how many they are.
    ``slip``: digits of the longest figure in which a slip explains a
    misfit, 0 where none does.
    """

    whole: Figure
    parts: tuple[Figure, ...]
    signs: int
    closed: bool
    firm: bool
    slip: int
    among: bool = False
    ended: bool = False
    listed: bool = False

    @property
    def behind(self) -> bool:
        """True for a whole that stands behind its parts."""
        return self.whole.start > self.parts[-1].start

    @property
    def left_out(self) -> bool:
        """True where the whole is what all parts but one add up to, of three parts or more."""
        return leaves_one_out(self.whole, self.parts)

    @property
    def summed(self) -> bool:
        """True where one of the parts is what the whole and the other parts add up to: a total behind all."""
        total = self.group.sum + self.whole.value
        return any(2 * p.value == total for p in self.parts)

    @property
    def group(self) -> Group:
        """The whole and its parts as all rules write them down."""
        return Group(self.whole, self.parts, True, True, False)


def check_wholes(sheet: Sheet, ledger: Ledger) -> None:
    """Judge lists of figures against the wholes before them and the totals behind them."""
    settled = [frozenset(r.spans) for r in ledger.relations.values() if r.holds and r.type in _SUMS]
    for row in sheet.by_sentence:
        tried = [list(guesses) for guesses in _tries(sheet, row)]
        fits = [_fits(sheet, guesses, ledger) for guesses in tried]
        settled[:0] = [fit for fit in fits if fit]
        for guesses, fit in zip(tried, fits, strict=True):
            if not fit:
                _judge(sheet, [g for g in guesses if not _is_settled(g, settled)], ledger)
        del settled[4 * PARTS :]


def _tries(sheet: Sheet, row: Sequence[Figure]) -> Iterator[Iterator[_Guess]]:
    """The ways in which figures of a sentence may add up, one after the other."""
    levels = _levels(sheet, row)
    for chain in _chains(sheet, levels):
        yield _guesses(sheet, chain)
    for one, other in pairwise(levels):
        if _plane(sheet, one) != _plane(sheet, other) and oppose(sheet, (one, other)):
            yield _guesses(sheet, [one, other])
    for whole in levels:
        yield _totals(sheet, whole)


def _fits(sheet: Sheet, guesses: Sequence[_Guess], ledger: Ledger) -> frozenset[Span]:
    """The figures of the first guess that fits; none where every one misfits."""
    for guess in guesses:
        bounded = any(f.is_bounded for f in (guess.whole, *guess.parts))
        fit = None if bounded else _fit(guess.whole, guess.parts)
        partly = fit is not None and len(fit) < len(guess.parts)
        if is_result(sheet, guess.whole, guess.parts):
            places = guess.group.spans
            ledger.holds("parts_whole", places, f"{guess.whole.mention.text} ~ {plain(guess.group.sum)}")
            return frozenset(places)
        if fit is not None and not (partly and (guess.behind or (guess.closed and guess.left_out))):
            group = Group(guess.whole, fit, True, True, False)
            write_fit(sheet, group, ledger)
            return frozenset(group.spans)
    return frozenset()


def _is_settled(guess: _Guess, settled: Sequence[frozenset[Span]]) -> bool:
    """True where two of the figures already make up a whole in another way."""
    return any(len(known.intersection(guess.group.spans)) > 1 for known in settled)


def _judge(sheet: Sheet, guesses: Sequence[_Guess], ledger: Ledger) -> None:
    """Write down the likeliest misfit where its signs are enough."""
    misfits = [
        (severity, guess)
        for guess in guesses
        if guess.whole.base is None
        and all(p.value != guess.whole.value for p in guess.parts)  # the whole, told again
        and not (guess.left_out and OF_THEM.match(sheet.after(guess.parts[-1])))
        and not any(f.is_bounded for f in (guess.whole, *guess.parts))
        and not are_shared_alike(sheet, guess.whole, guess.parts)
        and not guess.summed
        and (severity := _severity(guess)) is not None
    ]
    if misfits:
        severity, best = max(misfits, key=lambda m: (m[0] is CERTAIN, m[1].signs, m[1].slip))
        write_misfit(sheet, best.group, severity, ledger)


def _fit(whole: Figure, parts: tuple[Figure, ...]) -> tuple[Figure, ...] | None:
    """All parts or the first few, where they make up the whole."""
    total = sum((p.value for p in parts), Fraction(0))
    slack = whole.ulp + sum(p.ulp for p in parts)
    for n in range(len(parts), 1, -1):
        if abs(total - whole.value) <= slack and add(p.interval for p in parts[:n]).meets(whole.interval):
            return parts[:n]
        total -= parts[n - 1].value
    return None


def _severity(guess: _Guess) -> FindingSeverity | None:
    """How sure a misfit is: by the signs that the parts are all, and by the slip that explains it."""
    some = guess.among and not guess.closed and guess.group.sum < guess.whole.value
    if some:
        return DOUBT if guess.signs >= CLOSED and guess.slip >= LONG else None
    if guess.signs >= CLOSED:
        if guess.slip >= LONG and (guess.closed or guess.firm or guess.slip > LONG + 1):
            return CERTAIN
        over = guess.whole.unit != "#" and guess.group.sum > guess.whole.value
        wide = guess.closed and (guess.ended or guess.group.sum > guess.whole.value)
        near = guess.group.gap <= (NEAR if wide else CLOSE if guess.closed else 2 * CLOSE if over else 0)
        near = near or (guess.left_out and (guess.closed or guess.behind or over))
        if guess.left_out and guess.listed and guess.behind:
            return CERTAIN
        return DOUBT if guess.slip >= (LONG - (guess.closed or guess.firm)) or near else None
    return DOUBT if guess.slip >= {2: LONG, 1: LONG + 2}.get(guess.signs, BACK) else None


def _slip(whole: Figure, parts: Sequence[Figure]) -> int:
    """The digits of the longest figure in which one slip explains the misfit; 0 where none does."""
    total = sum((p.value for p in parts), Fraction(0))
    wanted = [(whole, total), *((p, whole.value - total + p.value) for p in parts)]
    return max(
        (len(digits(f.value, f.ulp)) for f, right in wanted if right > 0 and is_slip(f, right, 1)), default=0
    )


# Lists of figures


def _levels(sheet: Sheet, row: Sequence[Figure]) -> list[Figure]:
    """The levels of a sentence without averages and numbers of names: "đợt 1 cấp 8.450 suất"."""
    levels = sheet.levels(row)
    names = {a.span for a, b in pairwise(levels) if a.value < SMALL <= b.value and _is_name(sheet.gap(a, b))}
    return [f for f in levels if f.span not in names and not _is_beside(sheet, f)]


def _is_beside(sheet: Sheet, figure: Figure) -> bool:
    """True for a number that names a round or a class, for places, "both", and for an average."""
    before = sheet.before(figure)
    if figure.value <= FEW and _PAIR.search(before):
        return True
    small = figure.value < SMALL and (_NAMED.search(before) or _AT.search(before)) is not None
    return small or _MEAN.search(before) is not None


def _is_name(between: str) -> bool:
    """True for the words between a name's number and its figure: "tại 17 trạm y tế 98.441"."""
    return _NAME.fullmatch(between) is not None and _COORDINATED.search(between) is None


def _chains(sheet: Sheet, levels: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Figures of one unit and one bracket (or none) that follow each other as a list."""
    planes: dict[tuple[int, str], list[Figure]] = {}
    units = _units(sheet, levels)
    for figure in levels:
        plane = _plane(sheet, figure)
        if plane is not None:
            planes.setdefault((plane, units[figure.span]), []).append(figure)
    for unit in set(units.values()):
        if (0, unit) in planes and (1, unit) in planes:
            planes[-1, unit] = sorted((*planes[0, unit], *planes[1, unit]), key=lambda f: f.start)
    for figures in planes.values():
        chain: list[Figure] = []
        for figure in figures:
            if chain and not _linked(sheet, chain[-1], figure):
                yield chain
                chain = []
            chain.append(figure)
        yield chain


def _units(sheet: Sheet, levels: Sequence[Figure]) -> dict[Span, str]:
    """The unit of every level; "6.18 million tonnes …, 5.04 million …" hands it on with the scale."""
    found: dict[Span, str] = {}
    last: Figure | None = None
    for figure in levels:
        unit = figure.unit
        scaled = figure.mention.quantity.scale != "1"
        if unit == "#" and last is not None:
            alike = scaled and last.mention.quantity.scale != "1"
            unit = (
                found[last.span] if alike or (not scaled and _ELLIPTIC.match(sheet.after(figure))) else unit
            )
        found[figure.span] = unit
        last = figure
    return found


def _plane(sheet: Sheet, figure: Figure) -> int | None:
    """Where a figure stands: 0 outside brackets, 1 alone in one, else its bracket; None for a change."""
    if sheet.is_step(figure):
        return None
    if not sheet.in_brackets(figure):
        return None if sheet.is_aside(figure) else 0
    start = sheet.text.rfind("(", 0, figure.left)
    alone = start + 1 == figure.left and ")" in sheet.after(figure)
    return 1 if alone else start + 2


def _linked(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """True for two figures of one list; "of which" opens another."""
    between = sheet.text[one.end : other.left]
    if len(between) > 3 * LIST_GAP:
        return False
    between = _SET_OFF.sub("", between)
    if len(between) > LIST_GAP or LINK.match(_BREAK.split(between)[-1]):
        return False
    return _COORDINATED.search(between) is not None


def _guesses(sheet: Sheet, chain: Sequence[Figure]) -> Iterator[_Guess]:
    """The wholes that a list may have: figures before it, one of its own that the words call the whole."""
    if len(chain) < 2:
        return
    chain = chain[: PARTS + 1]
    before = list(_before(sheet, chain[0]))
    for parts in _stretches(sheet, chain):
        pairs = [(whole, parts) for whole in before]
        if len(parts) > 2:
            pairs.append((parts[0], parts[1:]))
        yield from (_guess(sheet, *pair) for pair in pairs if _is_worth_it(*pair))
    for n, whole in enumerate(chain[1:4], 1):
        rest = (*chain[:n], *chain[n + 1 :])
        if len(chain) > 2 and _is_worth_it(whole, rest) and _OF_WHOLE.search(sheet.before(whole)):
            yield _guess(sheet, whole, rest)


def _is_worth_it(whole: Figure, parts: Sequence[Figure]) -> bool:
    """True where the parts make up the whole, come near it, or miss it by a slip."""
    total = sum((p.value for p in parts), Fraction(0))
    if 2 * total >= whole.value and 3 * total <= 4 * whole.value:
        return True
    if total * FAR < whole.value or whole.value * FAR < total:
        return False
    return _slip(whole, parts) > 0 or _fit(whole, tuple(parts)) is not None


def _stretches(sheet: Sheet, chain: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """The whole list, and what stands before its first semicolon."""
    yield tuple(chain)
    ends = (n for n, (a, b) in enumerate(pairwise(chain), 1) if ";" in sheet.gap(a, b))
    n = next(ends, 0)
    if n > 1:
        yield tuple(chain[:n])


def _before(sheet: Sheet, first: Figure) -> Iterator[Figure]:
    """Figures before a list that may be its whole, nearest first; of a list in brackets the one before it."""
    bracketed = sheet.in_brackets(first)
    unit = first.unit
    if unit == "#":
        unit = _units(sheet, _levels(sheet, sheet.in_sentence(first.sentence))).get(first.span, unit)
    for n, figure in enumerate(sheet.looking_back(first)):
        if n >= BACK or figure.sentence < first.sentence - SENTENCES:
            return
        if sheet.paragraph_of(figure) != sheet.paragraph_of(first):
            return
        if (
            not (figure.is_level or figure.base)
            or figure.unit != unit
            or figure.mention.value_high is not None
        ):
            continue
        if _is_beside(sheet, figure):
            continue
        if not sheet.is_aside(figure) or _BRACKETED.match(sheet.text[figure.end : figure.end + 3]):
            yield figure
            if bracketed:
                return


def _guess(sheet: Sheet, whole: Figure, parts: tuple[Figure, ...]) -> _Guess:
    """A whole and its parts with everything that says that the parts are all."""
    ordered = whole.start < parts[0].start
    apart = whole.sentence != parts[0].sentence
    lead = sheet.text[whole.end : parts[0].left][-200:] if ordered else ""
    gaps = [sheet.text[a.end : b.left] for a, b in pairwise(parts)]
    link = LINK.search(f" {lead} ")
    if link is not None and _DIGIT.search(lead[link.end() :]):
        link = None  # "chia thành 28 lớp. Có 614 em …": it opens no list
    after = sheet.after(parts[-1])
    tail = f"{gaps[-1][-60:]} {_BREAK.split(after)[0][:16]}"
    slip = _slip(whole, parts)
    every = link is not None and link["all"] is not None
    rest = _REST.search(tail) is not None or oppose(sheet, parts)
    opened = _is_opened(sheet, lead, parts, gaps)
    tied = link is not None or _is_partitive(sheet, whole, parts[0], lead)
    signs = 3 * every + 2 * rest + opened + (tied and not every) + _are_alike(sheet, whole, parts)
    joined = _JOINED.search(gaps[-1]) is not None
    signs += _heads(sheet, whole) + joined + (apart and _is_alone(sheet, whole, parts))
    if ordered and not (apart or tied or opened or _is_apposed(sheet, whole, parts, lead)):
        signs -= 2
    if any(_TRAIT.search(sheet.after(p)[:24]) for p in parts):
        signs -= 2
    if any(
        _OTHER_TIME.search(words) for words in ("" if apart else lead, *gaps, sheet.before(parts[0])[-60:])
    ):
        signs -= 3
    if (
        _are_told_short(sheet, parts)
        or OPEN_REST.match(after)
        or (not every and _SOME.search(sheet.before(parts[0])[-60:]))
    ):
        signs -= 4
    if not slip and any(p.value > whole.value for p in parts):
        signs = 0
    if len(parts) == 2 and min(p.value for p in parts) * TINY < whole.value:
        signs -= 2
    signs -= _leaves_some(sheet, whole, parts)
    of = link is None and _OF_WHOLE.search(sheet.before(whole)) is not None
    firm = tied or (joined and same_noun(sheet, Group(whole, parts, True, True, False)))
    return _Guess(whole, parts, signs, every or rest or opened, firm, slip, of, every or rest)


def _is_opened(sheet: Sheet, lead: str, parts: Sequence[Figure], gaps: Sequence[str]) -> bool:
    """True for a list right after a colon or a dash, or in brackets of its own."""
    if sheet.in_brackets(parts[0]):
        return not any(")" in gap for gap in gaps) and "(" in lead
    labels = [":" in gap for gap in gaps]
    if all(labels) and sheet.before(parts[0]).rstrip().endswith(":"):
        return True  # "xuất sắc: 9 tổ chức; tốt: 31 tổ chức"
    return _OPENED.search(lead) is not None and not any(labels)


def _is_partitive(sheet: Sheet, whole: Figure, first: Figure, lead: str) -> bool:
    """True for "of the 84 schools, 51 …", "84 schools; 51 of them …", "84 schools. Of these, 51 …"."""
    beside = f"{lead} {sheet.after(first)[:30]}"
    counted = _COUNTED.search(lead) is not None
    return (
        counted or _PARTITIVE.search(beside) is not None or _OF_WHOLE.search(sheet.before(whole)) is not None
    )


def _are_alike(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True for amounts, for counts of the whole's noun or of one noun, and for counts without a noun."""
    if whole.unit != "#" or all(_BARE.match(sheet.after(p)) for p in parts):
        return not _is_mixed(sheet, whole, parts)
    nouns = [noun for p in parts if (noun := sheet.noun(p))]
    return all(sheet.noun(whole) & n for n in nouns) or all(nouns[0] & n for n in nouns[1:])


def _is_mixed(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True where some of the counts repeat the whole's noun and others have a noun of their own."""
    nouns = [noun for p in parts if (noun := sheet.noun(p))]
    return whole.unit == "#" and 0 < sum(bool(sheet.noun(whole) & n) for n in nouns) < len(nouns)


def _is_apposed(sheet: Sheet, whole: Figure, parts: Sequence[Figure], lead: str) -> bool:
    """True for parts set beside their whole: "186 chi bộ, 124 chi bộ …, 62 chi bộ …"."""
    if whole.unit == "#" and same_noun(sheet, Group(whole, tuple(parts), True, True, False)):
        return True
    one, other = (_PLACED.match(sheet.after(f)) for f in (whole, parts[0]))
    beside = one is not None and other is not None and _way(one[1]) == _way(other[1])
    if _APPOSED.fullmatch(lead) is not None:
        things = whole.unit == "#" and all(_THING.match(sheet.after(p)) for p in parts)
        return not (beside or things) or oppose(sheet, parts)
    labels = [_LABEL.search(sheet.text[a.end : b.left]) for a, b in pairwise((whole, *parts))]
    words = {m[1].casefold() for m in labels if m is not None}
    return None not in labels and len(words) == 1


def _way(preposition: str) -> str:
    """A preposition; those of a purpose are one: "$18.45m for plant, $7.44m to you and $12m to our banks"."""
    word = preposition.casefold()
    return "to" if word in _PURPOSE else word


def _heads(sheet: Sheet, whole: Figure) -> bool:
    """True for the first level of its sentence, or one that is called a total."""
    first = next((f for f in sheet.in_sentence(whole.sentence) if f.is_level), whole)
    return first is whole or _TOTAL_HEAD.search(sheet.before(whole)) is not None


def _is_alone(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True where the sentence before the parts states nothing but the whole in this unit."""
    mates = [f for f in _levels(sheet, sheet.in_sentence(whole.sentence)) if comparable(f, whole)]
    return len([f for f in mates if not sheet.is_aside(f)]) == 1 and whole.sentence == parts[0].sentence - 1


def _are_told_short(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True where the parts' own shares stay short of 100: "khiển trách 102 (62,2%); cảnh cáo 41 (25%)"."""
    behind = [sheet.figures[p.index + 1 : p.index + 2] for p in parts]
    told = [
        f for p, beside in zip(parts, behind, strict=True) for f in beside if f.start - p.end <= SHARE_GAP
    ]
    shares = [f.value for f in told if f.kind is Kind.PERCENT]
    return len(shares) == len(parts) and sum(shares) < HUNDRED - len(parts)


def _leaves_some(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True where the parts' list has more figures of the unit after the whole."""
    if sheet.in_brackets(parts[0]):
        return False
    known = {whole.span, *(p.span for p in parts)}
    left = [
        f
        for f in _levels(sheet, sheet.in_sentence(parts[0].sentence))
        if f.span not in known and f.start > whole.start and comparable(f, whole) and not sheet.is_aside(f)
    ]
    return any(f.end < parts[-1].start or ";" not in sheet.gap(parts[-1], f) for f in left)


# Totals behind their parts


def _totals(sheet: Sheet, whole: Figure) -> Iterator[_Guess]:
    """Parts first, in one sentence or several, then "together", "cả hai đợt", "a total of"."""
    signs, count = _called_total(sheet, whole)
    if signs and not sheet.in_brackets(whole):
        for parts in _parts_before(sheet, whole, count):
            listed = count > 2 or _JOINED.search(sheet.gap(parts[-2], parts[-1])) is not None
            alike = same_noun(sheet, Group(whole, parts, True, True, False))
            yield _Guess(
                whole,
                parts,
                signs + (whole.unit == "#" and alike),
                False,
                True,
                _slip(whole, parts),
                listed=listed,
            )


def _called_total(sheet: Sheet, whole: Figure) -> tuple[int, int]:
    """How surely a figure is called the sum of what stands before it, and of how many (0: not said)."""
    start = sheet.sentences[whole.sentence].start
    before = f" {sheet.text[max(start, whole.left - 80) : whole.left]}"
    m = _ALL_OF.search(before)
    if m is not None:
        return CLOSED, _count(m)
    first = _TOTAL_FIRST.match(sheet.text[start : start + 40]) is not None
    if first or _SUMMED.search(before) or _SUMMED_AFTER.match(sheet.after(whole)):
        m = _FOR_ALL.match(sheet.after(whole))
        return CLOSED, 0 if m is None else _count(m)
    return (2, 0) if _TOTALLED.search(before) else (0, 0)


def _count(told: re.Match[str]) -> int:
    """How many things "cả hai", "all three" speak of."""
    return 2 if told["two"] else 3 if told["three"] else 4


def _parts_before(sheet: Sheet, whole: Figure, count: int) -> Iterator[tuple[Figure, ...]]:
    """The figures before a total that it may sum: those of its sentence, or the last few before it."""
    own: list[Figure] = []
    earlier: list[Figure] = []
    for figure in _before(sheet, whole):
        if figure.value * 100 >= whole.value:
            (own if figure.sentence == whole.sentence else earlier).insert(0, figure)
    if len(own) < 2:
        row = sheet.in_sentence(whole.sentence)
        alone = [f for f in row if f.end < whole.start and comparable(f, whole) and _plane(sheet, f) == 1]
        own = alone if len(alone) > 1 else own
    known = own or earlier
    counts = [count] if count else range(len(own), 1, -1) if own else range(2, 5)
    yield from (tuple(known[-n:]) for n in counts if len(known) >= n)
