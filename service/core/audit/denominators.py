"""Denominators: the whole that ratios and counts of one thing are out of must be told alike.

“15/19 communes …, 17/18 communes …”, “All 33 parishes were asked; 29 of the 35 parishes replied”: where one
of the wholes told of a thing close together is a slip away from the others, one of them is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from service.core.audit.fits import kind_of
from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.roles import base_of
from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.slips import TELLING, one_digit_apart
from service.core.types import FindingSeverity, Kind, Span

REACH = 6  # wholes before another that it is held against
NEAR = 2  # sentences between them
PHRASE = 3  # words that say what a whole counts
NEARLY = 10  # the share of a count by which a base may differ from it and still be meant for it
FEWEST = 5  # of which there are fewer, a count may be of a part

_DEFINITE = re.compile(
    r"(?:^|\s)(?:(?:(?:all|of|in|on|for|among|at) )+(?:the |its |our |their |these |those )?"
    r"(?:[^\W\d_]+['’]s? )?(?:own )?|the |its |our |(?:trong|trên)(?: tổng)?(?: số)? |cả |toàn bộ |tất cả )$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\s(?:out )?of (?:the |its |our |all )*$|^\s(?:trong|trên)(?: tổng)?(?: số)?\s$", re.IGNORECASE
)
_THERE = re.compile(r"(?:^|\s)(?:có|gồm|has|have|had|are|were|runs|owns|operates|with)\s$", re.IGNORECASE)
_VERB = re.compile(
    r"(?:[^\W\d]{2,}ed|was|were|are|is|had|have|has|did|do|met|won|lost|came|can|now"
    r"|đã|được|bị|có|đạt|chưa|không|đang|thì|và|là|vẫn|hoàn|and|or)$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\S\n]+(?P<word>[^\W\d_]+(?:[-'’][^\W\d_]+)*)(?=(?P<end>[^\w\s]?))")
_PLACE = frozenset({"in", "at", "from", "under", "over", "for", "with", "within", "of", "to", "by"})
_JOINS = re.compile(r"and|with|across|in|và|với|ở|tại|thuộc", re.IGNORECASE)
_CLOSED = re.compile(rf"(?:\s+trực thuộc(?!\w))?\s*(?:[,.;()\n]|$)|\s+(?:{_JOINS.pattern})\s", re.IGNORECASE)
_WITHIN = re.compile(r"(?:^|\s)(?:thuộc|tại|ở|của|across|in|covers|covering|comprises)\s$", re.IGNORECASE)
_LABEL = re.compile(r"[^\w(]*(?:(?:số|tỷ lệ|tỉ lệ|number of|share of)\s+)?(?P<name>[^:;]+)", re.IGNORECASE)
_LISTED = re.compile(r",\s[^\W\d]")


@dataclass(frozen=True, slots=True)
class _Whole:
    """A whole that the text tells: of a ratio, of "k of the n", or a plain count; with what it counts."""

    figure: Figure
    n: Fraction
    k: Fraction | None
    phrase: tuple[str, ...]
    definite: bool
    listed: bool


def usual_bases(sheet: Sheet, ledger: Ledger) -> dict[Span, Fraction]:
    """The base that a ratio's neighbours have, for each ratio whose own base contradicts them."""
    corrected: dict[Span, Fraction] = {}
    for figures in _runs(sheet):
        ratios = [f for f in figures if f.base is not None]
        for odd, usual, sums in _odd_bases(sheet, ratios):
            corrected[odd.span] = usual
            alike = [r for r in ratios if r.base == usual]
            certain = sums or one_digit_apart(plain(odd.base or Fraction(0)), plain(usual))
            severity = FindingSeverity.ERROR if certain else FindingSeverity.SUSPICIOUS
            _report_base(odd, odd.base or Fraction(0), usual, alike, severity, ledger, sums=sums)
        if len(ratios) > 1 and len({r.base for r in ratios}) == 1:
            ledger.holds("denominator", [r.span for r in ratios], " = ".join(r.mention.text for r in ratios))
    _against_each_other(sheet, corrected, ledger)
    _against_totals(sheet, corrected, ledger)
    return corrected


def _runs(sheet: Sheet) -> Iterator[list[Figure]]:
    """Figures that belong together: those of a sentence, or of a run of list items."""
    items = {span.start for span in sheet.segments.list_items}
    run: list[Figure] = []
    for figures in sheet.by_sentence:
        is_item = sheet.sentences[figures[0].sentence].start in items
        if not is_item:
            yield list(figures)
            if run:
                yield run
            run = []
        else:
            run += figures
    if run:
        yield run


def _odd_bases(sheet: Sheet, ratios: Sequence[Figure]) -> Iterator[tuple[Figure, Fraction, bool]]:
    """Ratios whose base differs from that of two or more alike; True where the parts make it up."""
    counts = Counter(r.base for r in ratios)
    usual, times = counts.most_common(1)[0] if counts else (None, 0)
    if not usual or times < 2 or len(ratios) - times != 1:
        return
    odd = next(r for r in ratios if r.base != usual)
    alike = [r for r in ratios if r is not odd]
    same_noun = all(sheet.noun(odd) & sheet.noun(r) for r in alike) and bool(sheet.noun(odd))
    sums = sum(r.value for r in ratios) == usual
    nested = any(odd.base == r.value for r in alike)
    if (same_noun or sums) and not nested:
        yield odd, usual, sums


# Wholes of one thing told close together


def _against_each_other(sheet: Sheet, corrected: dict[Span, Fraction], ledger: Ledger) -> None:
    """Hold every whole against those before it that count the same."""
    told = list(_wholes(sheet))
    for i, whole in enumerate(told):
        if any(_same(whole, w) for w in told[i + 1 : i + 1 + REACH]):
            continue
        near = [w for w in told[max(0, i - REACH) : i] if _same(w, whole)]
        if near and not any(w.figure.span in corrected for w in (*near, whole)):
            _judge(sheet, [*near, whole], corrected, ledger)


def _judge(sheet: Sheet, wholes: Sequence[_Whole], corrected: dict[Span, Fraction], ledger: Ledger) -> None:
    """Report the whole that differs from the others, or the later of two, where a slip explains it."""
    values = [w.n for w in wholes]
    counts = Counter(values)
    if len({base_of(sheet, w.figure) for w in wholes} - {""}) > 1:
        return  # "more than the 3 million of 2022 but fewer than the 4 million of 2019"
    if len(counts) != 2 or any(w.k in counts for w in wholes if w.k != w.n):
        return
    (usual, times), (other, fewer) = counts.most_common()
    if fewer > 1 or not one_digit_apart(plain(usual), plain(other)):
        return
    odd = wholes[values.index(other)] if times > 1 else wholes[-1]
    usual = usual if times > 1 else wholes[0].n
    alike = [w for w in wholes if w.n == usual]
    beside = sheet.figures[wholes[0].figure.index : wholes[-1].figure.index]
    if any(f.value == odd.n and f.base is None and f is not odd.figure for f in beside):
        return  # "Of the 36 rooms 30 were let; 25 of the 30 were cleaned"
    if times == 1 and not all(w.definite for w in wholes) and len(plain(usual)) < TELLING:
        return
    sure = times > 1 and odd.definite
    severity = FindingSeverity.ERROR if sure else FindingSeverity.SUSPICIOUS
    corrected[odd.figure.span] = usual
    _report_base(odd.figure, odd.n, usual, [w.figure for w in alike], severity, ledger)


# The number that there are of a thing, told anywhere


def _against_totals(sheet: Sheet, corrected: dict[Span, Fraction], ledger: Ledger) -> None:
    """Report a ratio whose base is a little more than there are of the thing by the text's own word.

    “The commune has 9 villages … 7/10 villages”. A smaller base may be that of those which it concerns; one
    that is told again, by a ratio or by itself, is of something else. Of several counts of the thing the
    largest is the whole.
    """
    counts = [(_words_behind(sheet, figure), figure) for figure in _counted(sheet)]
    there = {figure.span for figure in _counts(sheet)}
    if not there:
        return
    told = Counter(f.base or f.value for f in sheet.figures)
    for ratio in (f for f in sheet.figures if f.base is not None and f.span not in corrected):
        base, thing = ratio.base or Fraction(0), _thing_of(sheet, ratio, [phrase for phrase, _ in counts])
        alike = [figure for phrase, figure in counts if thing and phrase[: len(thing)] == thing]
        total = max(alike, key=lambda figure: figure.value, default=None)
        if total is None or total.span not in there or told[base] != 1:
            continue
        if not _says_no_more(sheet, total, len(thing)):
            continue
        near = base - total.value <= max(Fraction(1), total.value / NEARLY)
        slip = one_digit_apart(plain(total.value), plain(base)) and total.value >= NEARLY
        if base > total.value and (near or slip):
            corrected[ratio.span] = total.value
            same = [figure for figure in alike if figure.value == total.value]
            _report_base(ratio, base, total.value, same, FindingSeverity.SUSPICIOUS, ledger)


def _counted(sheet: Sheet) -> Iterator[Figure]:
    """Counts of things, not so few that they may be of a part."""
    for figure in sheet.figures:
        if figure.kind is Kind.CARDINAL and not figure.is_bounded and figure.value >= FEWEST:
            yield figure


def _counts(sheet: Sheet) -> Iterator[Figure]:
    """Counts of how many there are of something: “has 9 villages”, “in 12 branches”."""
    for figure in _counted(sheet):
        before = f" {sheet.before(figure)}{sheet.text[figure.left : figure.start]}"
        if _THERE.search(before) or _WITHIN.search(before):
            yield figure


def _words_behind(sheet: Sheet, figure: Figure) -> tuple[str, ...]:
    """The words behind a figure up to a mark or a joining word."""
    end = figure.end
    found: list[str] = []
    for m in _WORDS.finditer(sheet.text, figure.end, figure.end + 60):
        if m.start() != end or _JOINS.fullmatch(m["word"]) or len(found) > PHRASE:
            break
        found.append(stem(m["word"]))
        end = m.end()
    return tuple(found)


def _says_no_more(sheet: Sheet, figure: Figure, words: int) -> bool:
    """True for “9 villages, 2,348 homes”, “31 chi bộ trực thuộc”; not for “9 villages met the standard”."""
    found = list(_WORDS.finditer(sheet.text, figure.end, figure.end + 60))[:words]
    end = found[-1].end() if found else figure.end
    return _CLOSED.match(sheet.text, end) is not None


def _thing_of(sheet: Sheet, ratio: Figure, counted: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The thing that a ratio is of, as the text counts it: the words behind it or of its label.

    Of the words those which begin a count, two at least unless the ratio says no more.
    """
    behind = _phrase(sheet, ratio)[0]
    if not behind:
        named = _LABEL.match(sheet.before(ratio).strip())
        behind = tuple(stem(m["word"]) for m in _WORDS.finditer(f" {named['name']}")) if named else ()
    found: tuple[str, ...] = ()
    for phrase in counted:
        alike = 0
        while alike < min(len(phrase), len(behind)) and phrase[alike] == behind[alike]:
            alike += 1
        if alike > len(found) and (alike > 1 or alike == len(behind)):
            found = behind[:alike]
    return found


def _wholes(sheet: Sheet) -> Iterator[_Whole]:
    for figures in sheet.by_sentence:
        for i, figure in enumerate(figures):
            if figure.kind not in (Kind.CARDINAL, Kind.RATIO) or figure.is_bounded or figure.value < 1:
                continue
            before = sheet.before(figure) + sheet.text[figure.left : figure.start]
            definite = figure.base is not None or _DEFINITE.search(f" {before}") is not None
            if definite or _THERE.search(f" {before}"):
                of = i and _OF.match(sheet.gap(figures[i - 1], figure))
                k = figure.value if figure.base else figures[i - 1].value if of else None
                phrase, listed = _phrase(sheet, figure)
                yield _Whole(figure, figure.base or figure.value, k, phrase, definite, listed)


def _phrase(sheet: Sheet, figure: Figure) -> tuple[tuple[str, ...], bool]:
    """What a figure counts: the words after it up to a verb or a mark; True where more things follow."""
    found: list[str] = []
    for m in _WORDS.finditer(sheet.text, figure.end, figure.end + 60):
        if (not found and m.start() != figure.end) or _VERB.match(m["word"]) or len(found) == PHRASE:
            break
        found.append(stem(m["word"]))
        if m["end"]:
            return tuple(found), _LISTED.match(sheet.text, m.end()) is not None
    return tuple(found), False


def _same(one: _Whole, other: _Whole) -> bool:
    """True for wholes of the same thing close together; a plain count may say more of it than a ratio."""
    near = other.figure.sentence - one.figure.sentence <= NEAR
    if near and one.definite and one.phrase and not other.phrase and other.k is not None:
        beside = one.figure.sentence == other.figure.sentence
        return beside and abs(one.n - other.n) * NEARLY <= one.n  # "all 42 wards …, and 36 of 46 met …"
    if not near or one.listed is not other.listed or not one.phrase or not other.phrase:
        return False
    if kind_of(one.figure) != kind_of(other.figure):
        return False
    if one.definite and other.definite:
        placed = not _PLACE.isdisjoint((*one.phrase[1:2], *other.phrase[1:2]))
        english = one.phrase[0] == other.phrase[0] and one.phrase[0].isascii()
        return not placed and (english or one.phrase == other.phrase)
    return other.definite and one.phrase[: len(other.phrase)] == other.phrase


def _report_base(
    odd: Figure,
    told: Fraction,
    usual: Fraction,
    alike: Sequence[Figure],
    severity: FindingSeverity,
    ledger: Ledger,
    *,
    sums: bool = False,
) -> None:
    stated, expected = plain(told), plain(usual)
    others = ", ".join(figure.mention.text for figure in alike)
    vi_sums = f" Các tử số cộng lại đúng bằng {vi_number(expected)}." if sums else ""
    en_sums = f" The parts add up to exactly {en_number(expected)}." if sums else ""
    ledger.report(
        "denominator_conflict",
        severity,
        odd.span,
        [figure.span for figure in alike],
        kind="denominator",
        formula=f"{odd.mention.text} | {others}",
        stated=stated,
        expected=expected,
        wording=Wording(
            f"“{odd.mention.text}” lấy mẫu số {vi_number(stated)}, trong khi các số liệu cùng loại"
            f" ({others}) là {vi_number(expected)}.{vi_sums}",
            f"“{odd.mention.text}” is out of {en_number(stated)}, but the figures beside it ({others}) say"
            f" {en_number(expected)}.{en_sums}",
        ),
    )
