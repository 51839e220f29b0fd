"""What the words after a percentage, or those after its part, name; and the levels that go by such words.

“58 people, 6.5% of those who had the colonoscopy”, "1,004 of the fires": the level of the text whose words
cover that name best is the whole that a reader would take. A word tells the more, the fewer levels go by it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from service.core.audit.roles import content, words_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.words import pattern
from service.core.types import Span

REACH = 40  # levels with a word before a percentage that are looked at
AHEAD = 12  # and after it
WORDS = 5  # words of a name that are read
NOUN = 5  # words after a level that say what it is
CLAUSE = 80  # characters of the clause before it
IN_ORDER = Fraction(1, 2)

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


def index_of(sheet: Sheet) -> Index:
    """The levels of a text by their words."""
    by_word: dict[str, list[Figure]] = {}
    words: dict[Span, frozenset[str]] = {}
    phrases: dict[Span, str] = {}
    for figure in sheet.figures:
        if figure.is_single:
            told = list(words_of(_clause(sheet, figure)))
            named = words[figure.span] = content(frozenset(told))
            phrases[figure.span] = f" {' '.join(w for w in told if w in named)} "
            for word in named:
                by_word.setdefault(word, []).append(figure)
    return Index(by_word, words, phrases)


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


def name_of(sheet: Sheet, percent: Figure, part: Figure) -> Sequence[str]:
    """The words that name the base of a share, without those for plans, which others judge."""
    m = _AFTER.match(sheet.after(percent)) or _OF_PART.match(sheet.after(part))
    if m is None:
        return ()
    said = list(words_of(_PLAN.sub(" ", _CUT.split(f"{m['name']} ")[0])))[:WORDS]
    told = content(frozenset(said))
    return tuple(dict.fromkeys(w for w in said if w in told))
