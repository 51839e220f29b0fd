"""Percentages whose words name their base, wherever in the text that stands.

“58 people, 6.5% of those who had the colonoscopy”: the words after a percentage, or those after its part
("1,004 of the fires"), name a whole. The level of the text whose words cover that name best is the base that
a reader would take. Where the share is not of it, another figure may explain the percentage, which then is of
a wrong base; or one slip of the pen may, weighed as in ``pairs``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from service.core.audit.bases import part_of
from service.core.audit.fits import is_bare, scale_of
from service.core.audit.ledger import Ledger
from service.core.audit.pairs import Pair, fits, is_share, report_slip
from service.core.audit.rebased import Base, write_rebased
from service.core.audit.roles import content, words_of
from service.core.audit.shares import Share
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.words import pattern
from service.core.types import Kind, Span

REACH = 40  # levels with a word before a percentage that are looked at
AHEAD = 12  # and after it
WORDS = 5  # words of a name that are read
NOUN = 5  # words after a level that say what it is
CLAUSE = 80  # characters of the clause before it
MOST_TIMES = 10  # no share is so many times its whole
IN_ORDER = Fraction(1, 2)
FULL = Fraction(9, 10)  # of a name, by the rarity of its words, that must be covered to be sure
ENOUGH = Fraction(3, 5)  # to be thought of
OTHER = Fraction(1, 2)  # of the best cover, from which a figure may as well be meant
HARDLY = Fraction(1, 3)  # of a name: up to here a figure that explains a percentage is not what it names
NAMED = Fraction(30)  # odds that the one figure which a name covers in full is the base
LOOSELY = Fraction(6)  # that one is which it covers in part

_AFTER = pattern(
    r"^\s*\)?\s*(?:(?:of|among)\s(?:(?:the|all|those|our|its|their|total|whole|what|who|that|had|have|were|was|came)\s)*"
    r"|(?:của|trên|trong|so với|tổng|số|tổng số)\s(?:(?:tổng|số|toàn bộ|cả)\s)*"
    r"|(?!(?:{together})\s)(?=[^\s]*[^\x00-\x7f]|[^\s]+\s[^\s]*[^\x00-\x7f]))(?P<name>[^,;:.()\n\d–]{3,60})"
)
_OF_PART = re.compile(
    r"^\s(?:[^\W\d_]+\s)?(?:of|among|trong số|trong)\s(?:(?:the|all|our|its|những|các)\s)+"
    r"(?P<name>[^\W\d_]{4,})",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s(?:and|or|but|while|which|who|is|was|were|are|và|còn|nhưng|trong khi|so với|tăng|giảm"
    r"|được giao|năm|tháng|thì|là|do)\s",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[;:.()\n]|,\s")
_JOINT = pattern(r"[,;:(]|\s(?:{together})\s")
_BESIDE = pattern(r"^(?:(?!\s(?:{together}|while|but|còn|nhưng)\s)[^;:.()\d]){0,60}[\s(]$")
_PLAN = pattern(r"(?<![^\W\d_])(?:{plan})(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Index:
    """The levels of a text by the words that they go by, in order, and those words as they stand."""

    by_word: Mapping[str, Sequence[Figure]]
    words: Mapping[Span, frozenset[str]]
    phrases: Mapping[Span, str]

    def rarity(self, word: str) -> Fraction:
        """How much a word tells: the fewer levels go by it, the more."""
        return Fraction(1, max(1, len(self.by_word.get(word, ()))))

    def cover(self, name: Sequence[str], figure: Figure) -> Fraction:
        """How much of a name the words of a level cover; more than 1 where they stand in its order."""
        told = self.words[figure.span]
        covered = sum((self.rarity(w) for w in name if w in told), Fraction(0))
        ordered = f" {' '.join(name)} " in self.phrases[figure.span]
        return covered / sum(map(self.rarity, name), Fraction(0)) + (IN_ORDER if ordered else 0)

    def near(self, name: Sequence[str], at: int) -> Iterator[Figure]:
        """The levels around a figure that go by a word of a name, each once."""
        seen: set[Span] = set()
        for word in name:
            levels = self.by_word.get(word, ())
            i = bisect_left(levels, at, key=lambda f: f.index)
            for figure in levels[max(0, i - REACH) : i + AHEAD]:
                if figure.span not in seen:
                    seen.add(figure.span)
                    yield figure


def check_named(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Judge the shares of a base that their words name."""
    index = index_of(sheet)
    tied = {share.percent.span: share for share in shares}
    for figures in sheet.by_sentence:
        for percent in figures:
            if percent.kind is Kind.PERCENT:
                share = tied.get(percent.span)
                part = share.part if share is not None else _part(sheet, percent)
                if part is not None and part.base is None:
                    _judge(sheet, index, percent, part, ledger)


def index_of(sheet: Sheet) -> Index:
    """The levels of a text by their words."""
    by_word: dict[str, list[Figure]] = {}
    words: dict[Span, frozenset[str]] = {}
    phrases: dict[Span, str] = {}
    for figure in sheet.figures:
        if _is_level(figure):
            told = list(words_of(_clause(sheet, figure)))
            named = words[figure.span] = content(frozenset(told))
            phrases[figure.span] = f" {' '.join(w for w in told if w in named)} "
            for word in named:
                by_word.setdefault(word, []).append(figure)
    return Index(by_word, words, phrases)


def _is_level(figure: Figure) -> bool:
    return figure.is_level and figure.mention.value_high is None and figure.value > 0


def _clause(sheet: Sheet, figure: Figure) -> str:
    """What a level goes by: the clause before it and the noun after it, or the heads of its cell."""
    cell = sheet.segments.cell_at(figure.start)
    if cell is not None:
        return " ".join(sheet.text[slice(*head)] for head in (cell.label, cell.header) if head is not None)
    before = sheet.before(figure).rstrip(": \t")
    above = sheet.figures[figure.index - 1] if figure.index else figure
    if above is not figure and above.sentence == figure.sentence:
        before = _JOINT.split(before, 1)[-1] if _JOINT.search(before) else ""
    behind = _JOINT.split(_BREAK.split(sheet.after(figure))[0])[0].split()[:NOUN]
    return f"{_BREAK.split(before)[-1][-CLAUSE:]} 0 {' '.join(behind)}"


def _part(sheet: Sheet, percent: Figure) -> Figure | None:
    """The level whose share a percentage tells in layout, where no whole stands with it."""
    tied = part_of(sheet, percent)
    if tied is not None:
        return tied[0] if tied[1] is None else None
    above = sheet.figures[percent.index - 1] if percent.index else percent
    beside = above.sentence == percent.sentence and above is not percent and _is_level(above)
    told = beside and not above.is_bounded and not sheet.is_step(above)
    return above if told and _BESIDE.search(sheet.gap(above, percent)) else None


def _name(sheet: Sheet, percent: Figure, part: Figure) -> Sequence[str]:
    """The words that name the base of a share, without those for plans, which others judge."""
    m = _AFTER.match(sheet.after(percent)) or _OF_PART.match(sheet.after(part))
    if m is None:
        return ()
    said = list(words_of(_PLAN.sub(" ", _CUT.split(f"{m['name']} ")[0])))[:WORDS]
    told = content(frozenset(said))
    return tuple(dict.fromkeys(w for w in said if w in told))


def _judge(sheet: Sheet, index: Index, percent: Figure, part: Figure, ledger: Ledger) -> None:
    """Report a share that is not of the level its words name, by a wrong base or by a slip."""
    name = _name(sheet, percent, part)
    if not name or not is_share(sheet, percent):
        return
    wholes = [
        (index.cover(name, f), Pair(part, f, part.value, f.value))
        for f in index.near(name, percent.index)
        if f is not part and _is_like(part, f) and part.value < MOST_TIMES * f.value
    ]
    best = max((cover for cover, _ in wholes), default=Fraction(0))
    meant = [pair for cover, pair in wholes if cover == best]
    rivals = (pair for cover, pair in wholes if cover > best * OTHER)
    if best < ENOUGH or len({pair.n for pair in meant}) > 1 or any(fits(pair, percent) for pair in rivals):
        return
    pair = min(meant, key=lambda pair: abs(pair.whole.start - percent.start))
    other = _other_base(sheet, percent, part)
    if other is None:
        report_slip(percent, [pair], NAMED if best >= FULL else LOOSELY, ledger)
    elif pair.k < pair.n and best >= FULL and index.cover(name, other) <= HARDLY:
        write_rebased(percent, part, Base(pair.n, pair.whole.span), other.value, ledger)


def _is_like(part: Figure, whole: Figure) -> bool:
    return part.unit == whole.unit or any(
        is_bare(a) and scale_of(a) == scale_of(b) for a, b in ((part, whole), (whole, part))
    )


def _other_base(sheet: Sheet, percent: Figure, part: Figure) -> Figure | None:
    """A figure near by that explains the percentage as the part's share of it."""
    around = sheet.figures[max(0, percent.index - REACH) : percent.index + AHEAD]
    larger = (f for f in around if _is_level(f) and _is_like(part, f) and f.value > part.value)
    return next((f for f in larger if fits(Pair(part, f, part.value, f.value), percent)), None)
