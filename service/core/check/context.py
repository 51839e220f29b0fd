"""What a number is about: the words around it, nearest first, and the poles of contrasts that govern it.

The words between two numbers belong to the nearer one: a comma, a bracket or a connector (``và``, ``and``)
parts them. A number in brackets belongs to what stands before the bracket. In a table, the row's label and
the column's head speak for the cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from service.core.contrasts import WORD, Hit
from service.core.contrasts import hits as named_poles
from service.core.locales.en.subjects import SUBJECTS as EN
from service.core.locales.vi.subjects import SUBJECTS as VI
from service.core.segments import Segments
from service.core.subjects import AIM, MOVE, SubjectWords
from service.core.text import fold
from service.core.types import Kind, Mention, Span

OWN, PART, SENTENCE = 4, 2, 1  # how near a word stands: its own stretch, the same part of the sentence, about
LONGEST_NAME = 80  # characters before a bracket that an abbreviation in it may stand for
WINDOW = 300  # words on either side that can be about a number
LONGEST_LIST = 12  # lines of a list over which the line that leads in is looked for
SHORT_LABEL = 5  # words of a label in the middle of a sentence
ELISION = 40  # words back within which a number without words finds the one it continues
NEAR_AXES = frozenset(
    {MOVE, "base", "body", "crop", "pupil", "sex", "settlement"}
)  # named right at the number or not at all
TRANSPARENT = frozenset(
    {Kind.YEAR, Kind.DATE, Kind.TIME, Kind.DOCUMENT_CODE, Kind.IDENTIFIER, Kind.NAME, Kind.ORDINAL}
)  # numbers that part no words

_SHORT = re.compile(r"\(([^\W\d_a-z]{2,8})\)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MARKS = frozenset(",;:()\n")  # what parts two clauses
_OPEN, _CLOSE = "([", ")]"


def subject_words(lang: str) -> SubjectWords:
    """The table of a language."""
    return VI if lang == "vi" else EN


@cache
def cue(operation: str, lang: str) -> re.Pattern[str]:
    """What announces an operation in folded text (``tổng``, ``chiếm``)."""
    return _whole_words(map(re.escape, subject_words(lang).cues[operation]))


@cache
def joints(lang: str) -> re.Pattern[str]:
    """What joins the last two of some things in folded text (``và``)."""
    return _whole_words(subject_words(lang).connectors)


@cache
def aims(lang: str) -> re.Pattern[str]:
    """What speaks of plans and targets in folded text."""
    return _whole_words(map(re.escape, subject_words(lang).contrasts[AIM]["planned"]))


@cache
def results(lang: str) -> re.Pattern[str]:
    """What says in folded text that something was reached (``thực tế``)."""
    return _whole_words(map(re.escape, subject_words(lang).results))


def _whole_words(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


class Context(NamedTuple):
    """What is said near a number: folded words with their nearness, and the poles that govern it by axis.

    ``named`` are the axes whose pole stands in the number's own stretch of words.
    """

    words: Mapping[str, int] = MappingProxyType({})
    poles: Mapping[str, frozenset[str]] = MappingProxyType({})
    named: frozenset[str] = frozenset()

    @property
    def key(self) -> object:
        """Equal for two contexts that say the same."""
        return frozenset(self.words.items()), frozenset(self.poles.items()), self.named


class Standing(NamedTuple):
    """What a figure is: ``now``, ``before``, ``change``, or nothing that is told.

    ``sure`` is false where only a word somewhere before it hints at it (``giảm tỷ lệ hộ nghèo``), ``led``
    true where the words right before it tell.
    """

    what: str = ""
    sure: bool = True
    led: bool = False


class _Item(NamedTuple):
    """One word, mark or number of a sentence; ``number`` is the mention's number or -1.

    ``joins`` marks a connector (``và``) that is no part of a phrase (``so với``).
    """

    word: str
    number: int
    depth: int
    joins: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The items of a sentence, where each mention stands among them, and the poles that it names."""

    items: list[_Item]
    at: dict[int, int]
    hits: list[Hit]


class Reader:
    """The contexts of the numbers of one text."""

    def __init__(self, text: str, segments: Segments, mentions: Sequence[Mention], lang: str) -> None:
        self.text = text
        self.segments = segments
        self.mentions = mentions
        self.lang = lang
        self._stop = subject_words(lang).stop_words
        self._connectors = subject_words(lang).connectors
        self._parsed: dict[Span, _Sentence] = {}
        self._told: dict[Span, tuple[str, ...]] = {}
        self.standings: dict[int, Standing] = {}
        self._beside: dict[int, tuple[list[str], list[str]]] = {}

    @cached_property
    def starts(self) -> list[int]:
        """Where each mention starts."""
        return [m.start for m in self.mentions]

    @cached_property
    def _abbreviated(self) -> Mapping[str, tuple[str, ...]]:
        """What the abbreviations in brackets stand for: ``lợi nhuận trước thuế (LNTT)``."""
        found: dict[str, tuple[str, ...]] = {}
        for m in _SHORT.finditer(self.text):
            words = WORD.findall(fold(self.text[max(0, m.start() - LONGEST_NAME) : m.start()]).key)
            words = words[-len(m[1]) :]
            if [w[0] for w in words] == list(fold(m[1]).key):
                found[fold(m[1]).key] = tuple(w for w in words if w not in self._stop)
        return found

    def sentence(self, position: int) -> Span:
        """The sentence at a position that is no blank; between two sentences the position alone."""
        return self.segments.sentence_at(position) or Span(position, position)

    def context(self, number: int) -> Context:
        """The context of mention ``number``."""
        mention = self.mentions[number]
        cell = self.segments.cell_at(mention.start)
        if cell is not None:
            heads = [self.text[slice(*s)] for s in (cell.label, cell.header) if s is not None]
            return said(" ".join(heads), self.lang)
        span = self.sentence(mention.start)
        sentence = self._sentence(span)
        here = sentence.at[number]
        first = max(0, here - WINDOW)  # a sentence without end is read around the number only
        hits = _cut(sentence.hits, first, here + WINDOW)
        items, here = sentence.items[first : here + WINDOW], here - first
        near = _nearness(items, here)
        words: dict[str, int] = {}
        for i, weight in near.items():
            word = items[i].word
            if weight > words.get(word, 0) and len(word) > 1 and word not in self._stop:
                words[word] = weight
        for word in self._above(span, mention.start):
            words.setdefault(word, SENTENCE)
        for word in self._abbreviated.keys() & words.keys():
            for full in self._abbreviated[word]:
                words[full] = max(words.get(full, 0), words[word])
        poles, named = _poles(hits, here, near)
        if not any(n == OWN and w.isalpha() for w, n in words.items()) or self._continues(items, here):
            words |= self._elided(items, here)
        return Context(words, poles, named)

    def beside(self, number: int) -> tuple[list[str], list[str]]:
        """The words before and after a mention up to the next mark or number, the last one right at it.

        A number in brackets is led by what stands before the bracket.
        """
        found = self._beside.get(number)
        if found is None:
            found = self._beside[number] = self._both_sides(number)
        return found

    def _both_sides(self, number: int) -> tuple[list[str], list[str]]:
        items, here = self._around(number)
        left: list[str] = []
        depth = items[here].depth
        for i in range(here - 1, -1, -1):
            if items[i].depth > depth:
                continue
            if _parts(items[i]):
                break
            depth = min(depth, items[i].depth - (items[i].word in _OPEN))
            left.append(items[i].word)
        right = [items[i].word for i in _stretch(items, here, 1, items[here].depth)]
        return [word for word in reversed(left) if word not in _OPEN and word not in _CLOSE], right

    def joined(self, number: int, left: Sequence[str]) -> int:
        """The mention before one of its kind that only a connector parts from it (``0.4% … and 1.9%``).

        The mention itself where there is none.
        """
        if not left or left[-1] not in self._connectors or not number:
            return number
        if not self._connectors.isdisjoint(left[:-1]):
            return number  # words of another clause stand between
        other, mention = self.mentions[number - 1], self.mentions[number]
        together = self.sentence(other.start) == self.sentence(mention.start)
        return number - 1 if together and other.kind is mention.kind else number

    def behind(self, number: int, left: Sequence[str]) -> Sequence[str]:
        """Of the words before a mention those that are not about the number before it.

        ``it closed at`` for the second of ``1 when it opened and it closed at 2``.
        """
        if not number or self._connectors.isdisjoint(left):
            return left
        other, start = self.mentions[number - 1], self.mentions[number].start
        between = self.text[other.end : start]
        if self.sentence(other.start) != self.sentence(start) or not _MARKS.isdisjoint(between):
            return left
        last = max(i for i, word in enumerate(left) if word in self._connectors)
        return left[last + 1 :]

    def before(self, number: int) -> list[str]:
        """All words of the sentence before a mention."""
        items, here = self._around(number)
        return [item.word for item in items[:here] if item.number < 0]

    def clause(self, number: int, sorts: Sequence[str]) -> tuple[list[str], list[str]]:
        """The words about a mention that no other of its sort parts from it, and those of its sentence.

        Behind it up to the next number, or to that of its whole (``9 of the 11 tasks``). ``sorts`` tells the
        sort of every mention.
        """
        items, here = self._around(number)
        first = here
        while first and items[first - 1].word != ";" and not self._rivals(items[first - 1], sorts, number):
            first -= 1
        last = here + 1
        part = last < len(items) and items[last].word in subject_words(self.lang).part_of
        while last < len(items) and items[last].word != ";":
            if items[last].number >= 0 and not items[last].word:
                if not part:
                    break
                part = False
            last += 1
        near = [item.word for item in items[first:last] if item.number < 0]
        return near, [item.word for item in items if item.number < 0]

    def _rivals(self, item: _Item, sorts: Sequence[str], number: int) -> bool:
        """True for another figure of a mention's sort."""
        return item.number >= 0 and not item.word and sorts[item.number] == sorts[number]

    def setting(self, number: int) -> frozenset[str]:
        """The words over a mention's list or table: its heading, the line that leads in, the heads."""
        start = self.mentions[number].start
        lines = self.segments.lines
        at = bisect_left(lines, Span(start, len(self.text))) - 1
        leads = (line for line in lines[max(0, at - LONGEST_LIST) : at] if self.text[line.end - 1] == ":")
        spans = list(leads)[-1:]
        table = self.segments.table_at(start)
        if table is not None:
            spans += [cell.span for row in table.rows[: table.header_rows] for cell in row]
            above = bisect_left(lines, Span(table.span.start, 0)) - 1
            spans += lines[max(0, above) : above + 1]
        if (heading := self.segments.heading_at(start)) is not None:
            spans.append(heading)
        return frozenset(word for span in spans for word in WORD.findall(fold(self.text[slice(*span)]).key))

    def poles(self, number: int) -> Mapping[str, frozenset[str]]:
        """The poles that a mention's whole sentence names, by axis."""
        found: dict[str, set[str]] = {}
        for hit in self._sentence(self.sentence(self.mentions[number].start)).hits:
            found.setdefault(hit.axis, set()).add(hit.pole)
        return {axis: frozenset(poles) for axis, poles in found.items()}

    def _around(self, number: int) -> tuple[Sequence[_Item], int]:
        """The items of a mention's sentence, of one without end those near it, and its place among them."""
        sentence = self._sentence(self.sentence(self.mentions[number].start))
        here = sentence.at[number]
        first = max(0, here - WINDOW)
        return sentence.items[first : here + WINDOW], here - first

    def _elided(self, items: Sequence[_Item], here: int) -> dict[str, int]:
        """What a number without words of its own is about.

        The thing that it is a part of (``9 out of the 11 tasks``), else that of the number of its kind before
        it (``from 4.9% to 3.6%``).
        """
        kind = self.mentions[items[here].number].kind
        for other in (self._whole(items, here), *range(here - 1, max(-1, here - ELISION), -1)):
            item = items[other] if other is not None else None
            if other is None or item is None or item.number < 0 or (item.word and other <= here):
                continue
            if other < here and self.mentions[item.number].kind is not kind:
                continue
            near = (*_stretch(items, other, -1, item.depth), *_stretch(items, other, 1, item.depth))
            if own := {items[i].word for i in near if len(items[i].word) > 1} - self._stop:
                return dict.fromkeys(own, OWN)
        return {}

    def _continues(self, items: Sequence[_Item], here: int) -> bool:
        """True for the second of two levels (``from 41% to 64% of respondents``)."""
        left = [items[i].word for i in _stretch(items, here, -1, items[here].depth)]
        before = items[here - len(left) - 1].number if left else -1
        if before < 0:
            return False
        counted = fold(self.mentions[before].quantity.unit or "").key.split()
        onward = subject_words(self.lang).onward
        return left[0] in onward and all(w in onward or w in counted for w in left)

    def _whole(self, items: Sequence[_Item], here: int) -> int | None:
        """The place of the number that the one at ``here`` is a part of (``9 of 11``)."""
        between = subject_words(self.lang).part_of
        i = here + 1
        while i < len(items) and items[i].word in between:
            i += 1
        return i if here + 1 < i < len(items) and items[i].number >= 0 else None

    def _above(self, sentence: Span, position: int) -> Iterable[str]:
        """Words of the heading and of the sentence before."""
        heading = self.segments.heading_at(position)
        before = self.segments.sentence_at(sentence.start - 2) if sentence.start > 1 else None
        for span in (heading, before):
            if span is not None:
                yield from self._words(span)

    def _words(self, span: Span) -> tuple[str, ...]:
        """The words of a sentence or heading; of one without end, those at its head."""
        found = self._told.get(span)
        if found is None:
            items = self._sentence(span).items[:WINDOW]
            words = dict.fromkeys(i.word for i in items if len(i.word) > 1 and i.word not in self._stop)
            found = self._told[span] = tuple(words)
        return found

    def _sentence(self, span: Span) -> _Sentence:
        """The words, marks and numbers of a sentence, read once."""
        found = self._parsed.get(span)
        if found is None:
            found = self._parsed[span] = self._parse(span)
        return found

    def _parse(self, span: Span) -> _Sentence:
        text = self.text[span.start : span.end]
        key = fold(text).key
        key = key if len(key) == len(text) else text.lower()
        number = bisect_left(self.starts, span.start)
        items: list[_Item] = []
        at: dict[int, int] = {}
        depth = 0
        skip = 0
        for m in WORD.finditer(key):
            while number < len(self.mentions) and self.starts[number] <= span.start + m.start():
                skip = self.mentions[number].end - span.start
                at[number] = len(items)
                items.append(_Item("", number, depth))
                number += 1
            if m.start() < skip:
                continue
            word = m[0]
            if word in _OPEN:
                depth += 1
            items.append(_Item(word, -1, depth))
            if word in _CLOSE:
                depth = max(0, depth - 1)
        while number < len(self.mentions) and self.starts[number] < span.end:
            at[number] = len(items)
            items.append(_Item("", number, depth))
            number += 1
        seen = [self._seen(i) for i in items]
        hits = named_poles([item.word for item in seen], self.lang)
        inside = {hit.first + k for hit in hits for k in range(hit.size)}
        read = [
            _Item(item.word, item.number, item.depth, joins=True)
            if item.word in self._connectors and i not in inside
            else item
            for i, item in enumerate(seen)
        ]
        return _Sentence(read, at, hits)

    def _seen(self, item: _Item) -> _Item:
        """A year or a code parts no words: it stands as a word of its own."""
        if item.number >= 0 and self.mentions[item.number].kind in TRANSPARENT:
            return _Item(self.mentions[item.number].value, item.number, item.depth)
        return item


@lru_cache(maxsize=512)
def said(text: str, lang: str) -> Context:
    """All words and poles of a label as if they stood at the number."""
    key = fold(text).key
    items = [_Item(m[0], -1, 0) for m in WORD.finditer(key)]
    stop = subject_words(lang).stop_words
    words = {i.word: OWN for i in items if len(i.word) > 1 and i.word not in stop}
    words |= dict.fromkeys(_YEAR.findall(key), OWN)
    poles: dict[str, set[str]] = {}
    for _, _, axis, pole in named_poles([item.word for item in items], lang):
        poles.setdefault(axis, set()).add(pole)
    return Context(words, {axis: frozenset(p) for axis, p in poles.items()}, frozenset(poles))


def denied(words: Sequence[str], lang: str) -> frozenset[str]:
    """The words that a negation before them turns round.

    >>> sorted(denied("số hộ chưa được cấp nước không quá".split(), "vi"))
    ['cấp']
    """
    table = subject_words(lang)
    found: set[str] = set()
    for i, word in enumerate(words):
        if word in table.negations:
            rest = [w for w in words[i + 1 : i + 4] if w not in table.passives]
            found.update(w for w in rest[:1] if w not in table.unmarked)
    return frozenset(found)


def _parts(item: _Item) -> bool:
    """True for a mark or a number that ends a stretch of words."""
    return (item.number >= 0 and not item.word) or item.word in (",", ";", ":", "-", "–", "—", "\n")


def _nearness(items: Sequence[_Item], here: int) -> dict[int, int]:
    """How near each word of the sentence stands to the number at ``here``: OWN, PART or SENTENCE."""
    depth = items[here].depth
    near = dict.fromkeys(_stretch(items, here, -1, depth), OWN)
    near |= dict.fromkeys(_stretch(items, here, 1, depth), OWN)
    if (colon := _led_by(items, here)) is not None:
        near |= dict.fromkeys(_label(items, colon, depth), OWN)
    if depth:
        _around_bracket(items, here, depth, near)
    weight = PART
    for i in range(here - 1, -1, -1):
        if items[i].word == ";":
            weight = SENTENCE
        near.setdefault(i, weight)
    for i in range(here + 1, len(items)):
        if items[i].word == ";":
            break
        near.setdefault(i, SENTENCE)
    return near


def _led_by(items: Sequence[_Item], here: int) -> int | None:
    """The colon before a number, with nothing but other numbers between (``given / spent: 14 / 11``)."""
    at = here - 1
    while at > 0 and items[at].number >= 0 and not items[at].word:
        at -= 1
    return at if at > 0 and items[at].word == ":" else None


def _label(items: Sequence[_Item], colon: int, depth: int) -> list[int]:
    """The words of the label that ends at a colon: back to the head of its line, over commas, too.

    Where a number stands before them, only those behind the last mark, if they are few.
    """
    found: list[int] = []
    for i in range(colon - 1, -1, -1):
        item = items[i]
        if item.depth < depth or item.word in (";", ":"):
            break
        if item.number >= 0 and not item.word:
            name = _stretch(items, colon, -1, depth)
            return name if len(name) <= SHORT_LABEL else []
        if item.word.isalpha():
            found.append(i)
    return found


def _stretch(items: Sequence[_Item], here: int, step: int, depth: int) -> list[int]:
    """Words from the number to the next mark or number at its own depth.

    A connector before a number parts.
    """
    found: list[int] = []
    i = here + step
    while 0 <= i < len(items) and items[i].depth >= depth:
        item = items[i]
        if item.depth == depth and item.word not in ("(", ")", "[", "]"):
            if _parts(item):
                if item.number >= 0:
                    return _parted(items, found, step)
                return found
            found.append(i)
        elif item.depth == depth and depth:
            return found
        i += step
    return found


def _parted(items: Sequence[_Item], found: list[int], step: int) -> list[int]:
    """The share of a stretch between two numbers that belongs to the one it was walked from."""
    at = [k for k, i in enumerate(found) if items[i].joins]
    if not at:
        return found
    return found[: at[0] if step < 0 else at[-1]]


def _around_bracket(items: Sequence[_Item], here: int, depth: int, near: dict[int, int]) -> None:
    """What stands before the bracket (with the number it explains) is the bracket's own.

    What follows is near.
    """
    opened = here
    while opened >= 0 and items[opened].depth >= depth:
        opened -= 1
    left = _stretch(items, opened + 1, -1, depth - 1)
    last = left[-1] if left else opened + 1
    before = last - 1
    if before >= 0 and items[before].number >= 0 and items[before].depth == depth - 1:
        left += _stretch(items, before, -1, depth - 1)
    near.update(dict.fromkeys(left, OWN))
    closed = here
    while closed < len(items) and items[closed].depth >= depth:
        closed += 1
    for i in _stretch(items, closed - 1, 1, depth - 1):
        near.setdefault(i, PART)


def _cut(hits: Sequence[Hit], first: int, end: int) -> list[Hit]:
    """The poles named between two items, counted from the first one."""
    low, high = bisect_left(hits, (first,)), bisect_left(hits, (end,))
    return [Hit(h.first - first, *h[1:]) for h in hits[low:high] if h.first + h.size <= end]


def _poles(
    hits: Iterable[Hit], here: int, near: Mapping[int, int]
) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The poles that govern a number: those of its own stretch, else the nearest before it.

    Else just after.
    """
    by_axis: dict[str, list[tuple[int, str]]] = {}
    for i, _, axis, pole in hits:
        by_axis.setdefault(axis, []).append((i, pole))
    found: dict[str, frozenset[str]] = {}
    named: set[str] = set()
    for axis, named_at in by_axis.items():
        own = frozenset(pole for i, pole in named_at if near.get(i) == OWN)
        if own or axis in NEAR_AXES:
            if own:
                found[axis] = own
                named.add(axis)
            continue
        behind = [pole for i, pole in named_at if i > here and near.get(i) == PART]
        left = [pole for i, pole in named_at if i < here and near.get(i) == PART]
        if behind or left:
            found[axis] = frozenset(behind[:1] or left[-1:])
    return found, frozenset(named)
