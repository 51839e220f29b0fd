"""The clause of a figure: the words that lead up to it, those right behind it, and the whole it is a part of.

Wider than the words right at a number: a comma does not part a figure from the words that lead up to it
(``kế hoạch năm 2024, toàn huyện trồng 350 ha``), only another figure does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from typing import NamedTuple, cast

from service.core.check.context import TRANSPARENT, Reader, subject_words
from service.core.locales.en.roles import ROLES as EN
from service.core.locales.vi.roles import ROLES as VI
from service.core.roles import HIDDEN, RoleWords
from service.core.text import fold
from service.core.types import Kind, Span

PASSED = TRANSPARENT | {Kind.DURATION}  # numbers that part no clauses
FARTHEST = 800  # characters of a clause on either side of a number that parts no clauses
LONGEST = 60  # words of a clause on either side of its figure
_TOKEN = re.compile(r"[^\W\d_]+|[(),;:\[\]\n]|(?<=\s)[-–—](?=\s)")
_OPEN, _CLOSE = "([", ")]"
_MARKS = frozenset("(),;:[]\n-–—")
_WORD = re.compile(r"[^\W\d_]+")
_SUFFIX = re.compile(r"(?:ings?|ed|es|s|e|ly|ers?|ions?)$")
SHORTEST = 3  # letters that are left of a word without its ending


def role_words(lang: str) -> RoleWords:
    """The table of a language."""
    return VI if lang == "vi" else EN


class Wording(NamedTuple):
    """Folded words as one string, and each of them once."""

    text: str
    words: frozenset[str]


def wording(words: Sequence[str]) -> Wording:
    """Some folded words, to be searched for phrases."""
    return Wording(f" {' '.join(words)} ", frozenset(words))


def worded(text: str) -> Wording:
    """A folded text, to be searched for phrases."""
    return Wording(text, frozenset(_WORD.findall(text)))


class Clause(NamedTuple):
    """Words and marks before a figure and behind it; ``whole`` is the figure that it is given as a part of.

    ``words`` are both without the marks, ``text`` is the same to be searched, ``said`` what leads up to it.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    whole: int | None
    words: tuple[str, ...]
    text: Wording
    said: Wording


def clause_of(left: Sequence[str] = (), right: Sequence[str] = (), whole: int | None = None) -> Clause:
    """The clause of some words and marks before a figure and behind it."""
    before = [word for word in left if word not in _MARKS]
    words = (*before, *(word for word in right if word not in _MARKS))
    return Clause(tuple(left), tuple(right), whole, words, wording(words), wording(before))


class Clauses:
    """The clauses of the figures of one text."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.lang = reader.lang
        self._found: dict[int, Clause] = {}
        self._parts: dict[int, list[int]] = {}

    def of(self, number: int) -> Clause:
        """The clause of mention ``number``."""
        found = self._found.get(number)
        if found is None:
            self._read(number)
            found = self._found.setdefault(number, clause_of())
        return found

    def parts(self, number: int) -> Sequence[int]:
        """The figures of its sentence that mention ``number`` is the whole of."""
        self.of(number)
        return self._parts.get(number, ())

    def _read(self, number: int) -> None:
        mentions, starts = self.reader.mentions, self.reader.starts
        cell = self.reader.segments.cell_at(mentions[number].start)
        if cell is not None:
            heads = [self.reader.text[slice(*s)] for s in (cell.header, cell.label) if s is not None]
            self._found[number] = clause_of(_TOKEN.findall(fold(" , ".join(heads)).key))
            return
        span = self.reader.sentence(mentions[number].start)
        if mentions[number].kind in PASSED:  # read by itself, so only as far as its clause can reach
            start, end = mentions[number].start, mentions[number].end
            span = Span(max(span.start, start - FARTHEST), min(span.end, end + FARTHEST))
        inside = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        figures = [i for i in inside if mentions[i].kind not in PASSED or i == number]
        gaps = self._gaps(span, figures)
        wholes = _wholes(gaps, figures, self.lang)
        for at, figure in enumerate(figures):
            first, last = at == 0, at == len(figures) - 1
            left = gaps[at] if first else _own_left(gaps[at], self.lang)
            right = _own_right(gaps[at + 1], self.lang, last=last)
            clause = clause_of(left[-LONGEST:], right[:LONGEST], wholes[at])
            if figure == number or mentions[number].kind not in PASSED:
                self._found[figure] = clause
            if (whole := wholes[at]) is not None and figure not in self._parts.setdefault(whole, []):
                self._parts[whole].append(figure)

    def _gaps(self, span: Span, figures: Sequence[int]) -> list[list[str]]:
        """The words before the first figure of a sentence, between two, and behind the last."""
        text, mentions = self.reader.text, self.reader.mentions
        ends = [span.start, *(mentions[i].end for i in figures)]
        starts = [*(mentions[i].start for i in figures), span.end]
        return [
            _TOKEN.findall(fold(text[end:start]).key) if end < start else []
            for end, start in zip(ends, starts, strict=True)
        ]


def _parting(words: Sequence[str], lang: str) -> int:
    """Where the words between two figures pass from the first to the second; -1 where nothing parts them."""
    joints = role_words(lang).joints
    mark = next((i for i, word in enumerate(words) if word in _MARKS), -1)
    return mark if mark >= 0 else next((i for i in reversed(range(len(words))) if words[i] in joints), -1)


def _own_left(words: Sequence[str], lang: str) -> Sequence[str]:
    at = _parting(words, lang)
    if at >= 0 and words[at] in _OPEN and (closed := _closing(words, at)):
        return _own_left(words[closed + 1 :], lang)
    own = words[at + 1 :]
    opened = max((i for i, word in enumerate(own) if word in "(["), default=-1)
    return own[opened + 1 :]


def _closing(words: Sequence[str], at: int) -> int:
    """Where the bracket that opens at a place is closed; 0 where it is not."""
    return next((i for i in range(at + 1, len(words)) if words[i] in _CLOSE), 0)


def _own_right(words: Sequence[str], lang: str, *, last: bool) -> Sequence[str]:
    at = _parting(words, lang)
    if at < 0:
        return words
    if words[at] in _OPEN and (closed := _closing(words, at)):  # ``66,80 triệu đồng (mua vào)``
        return [*words[:at], *words[at + 1 : closed]]
    return words[:at] if not last or words[at] in _MARKS else words


def _wholes(gaps: Sequence[Sequence[str]], figures: Sequence[int], lang: str) -> list[int | None]:
    """For each figure of a sentence the one that it is a part of (``30 staff, 18 of them apprentices``)."""
    table = role_words(lang)
    found: list[int | None] = []
    whole: int | None = None
    for at in range(len(figures)):
        gap = gaps[at]
        if ";" in gap:
            whole = None
        taken = bool(at) and names(wording(gap[:2]), table.taken)
        if at and not taken and whole is None and names(wording(gap), table.parts):
            whole = figures[at - 1]
        behind = names(wording(gaps[at + 1][:2]), table.taken)
        if behind and at and whole is None:
            whole = figures[at - 1]
        found.append(whole)
    return found


@cache
def _pattern(phrases: frozenset[str]) -> re.Pattern[str]:
    longest = sorted((fold(phrase).key for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def names(said: Wording, phrases: frozenset[str]) -> bool:
    """True where one of some phrases stands in folded words.

    >>> names(worded(" tổng số hộ "), frozenset({"tổng số"})), names(worded(" tổ "), frozenset({"tổng số"}))
    (True, False)
    """
    return not _firsts(phrases).isdisjoint(said.words) and _pattern(phrases).search(said.text) is not None


@cache
def _firsts(phrases: frozenset[str]) -> frozenset[str]:
    """The first words of some phrases: where none of them stands, none of the phrases does."""
    return frozenset(fold(phrase).key.split()[0] for phrase in phrases)


def starts_none(said: Wording, *tables: frozenset[str]) -> bool:
    """True where folded words have not even the first word of any phrase of some tables."""
    return all(_firsts(phrases).isdisjoint(said.words) for phrases in tables)


def without(said: Wording, phrases: frozenset[str]) -> Wording:
    """Folded words with some phrases taken out.

    >>> without(worded(" kế hoạch hoá gia đình "), frozenset({"kế hoạch hóa gia đình"})).text
    '   '
    """
    return said if _firsts(phrases).isdisjoint(said.words) else worded(_pattern(phrases).sub(" ", said.text))


def last_of(said: Wording, phrases: frozenset[str]) -> int:
    """Where the last of some phrases in folded words ends; -1 for none."""
    if _firsts(phrases).isdisjoint(said.words):
        return -1
    return max((m.end() for m in _pattern(phrases).finditer(said.text)), default=-1)


@cache
def _sides(lang: str) -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, str], ...]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, sides in role_words(lang).opposites.items():
        for side, phrases in sides.items():
            for phrase in phrases:
                found.setdefault(" ".join(_WORD.findall(fold(phrase).key)), []).append((name, side))
    return _pattern(frozenset(found)), {phrase: tuple(at) for phrase, at in found.items()}


def sides(text: str, lang: str) -> dict[str, frozenset[str]]:
    """The sides of opposites that some folded words name, by their names.

    >>> sides(" a budget surplus of ", "en")
    {'balance': frozenset({'over'})}
    """
    pattern, table = _sides(lang)
    found: dict[str, set[str]] = {}
    for m in pattern.finditer(text):
        for name, side in table[m[0]]:
            if side != HIDDEN:
                found.setdefault(name, set()).add(side)
    return {name: frozenset(named) for name, named in found.items()}


@lru_cache(maxsize=8192)
def stem(word: str, lang: str) -> str:
    """A word without its ending; Vietnamese words have none.

    >>> stem("recycled", "en"), stem("recycling", "en"), stem("đỗ", "vi")
    ('recycl', 'recycl', 'đỗ')
    """
    if lang == "vi":
        return word
    found = _SUFFIX.sub("", word)
    return found if len(found) >= SHORTEST else word


def stems(words: Iterable[str], lang: str) -> frozenset[str]:
    """The words that mean something, without their endings.

    >>> sorted(stems(("the", "wells", "drilled", ","), "en"))
    ['drill', 'well']
    """
    stop = _silent(lang)
    return frozenset([stem(w, lang) for w in words if len(w) > 1 and w not in stop])


@cache
def _silent(lang: str) -> frozenset[str]:
    """Words that say nothing of what a figure is about."""
    return subject_words(lang).stop_words | role_words(lang).empty


@cache
def formal(lang: str) -> frozenset[str]:
    """The words of all tables of a language: they tell what sort of figure it is, and not of what.

    >>> "rate" in formal("en"), "pedestrian" in formal("en")
    (True, False)
    """
    tables = (
        (table, field.name) for table in (subject_words(lang), role_words(lang)) for field in fields(table)
    )
    return frozenset(_single([getattr(table, name) for table, name in tables if name != "opposites"]))


def _single(told: object) -> Iterator[str]:
    """The single words of phrases, however they are kept."""
    if isinstance(told, str):
        yield from _WORD.findall(fold(told).key)
        return
    for part in cast("Iterable[object]", told.values() if isinstance(told, Mapping) else told):
        yield from _single(part)


@cache
def phrase_stems(phrases: frozenset[str], lang: str) -> frozenset[str]:
    """The words of some phrases without their endings."""
    return frozenset(stem(word, lang) for phrase in phrases for word in fold(phrase).key.split())
