"""Place a quote in the source: exact, then folded, then with word edits only, never across a changed digit.

A quote is searched as it stands, then by the comparison key of ``service.core.text.fold``, then by its
rarest words: they vote for a place, and only that place is compared word by word. The text of the source is
never put in the quote's stead: what differs is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from weakref import WeakKeyDictionary

from service.core.source import Source
from service.core.text import canonicalize, fold
from service.core.types import Span

MOST_PLACES = 32  # occurrences of one quote that are told
MOST_TRIES = 1000  # places that are looked at for them
LONGEST_PIECE = 240  # words compared at once; a longer quote is placed piece by piece
MOST_VOTES = 600  # occurrences of a quote's rarest words that are looked at
SHORTEST_ALTERED = 3  # words; a shorter quote is found as it stands or not at all
BUCKET = 16  # words by which two votes for the same place may differ
SHARE_KEPT = (3, 5)  # of a quote's words must stand in the source in this order

_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+")
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3,}|…)\s*")
_WRAPPING = " \t\n\"'"
_NUMBER_MARKS = ".,:/-"


class Tier(StrEnum):
    """How a quote was found."""

    EXACT = "exact"
    FOLDED = "folded"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the quote and the words of the source in their place; either may be empty."""

    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: every occurrence, how it was found, and what differs.

    ``changes`` are all differences of an altered quote, ``figures`` those that touch a number.
    """

    spans: tuple[Span, ...]
    tier: Tier
    changes: tuple[Change, ...] = ()
    figures: tuple[Change, ...] = ()


class WordIndex:
    """The words of one source with their places, computed when a quote first needs them."""

    def __init__(self, canonical: str) -> None:
        self.canonical = canonical
        self.folded = fold(canonical)

    @cached_property
    def _tokens(self) -> tuple[list[str], list[int], list[int]]:
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for m in _TOKEN.finditer(self.folded.key):
            words.append(m[0])
            starts.append(m.start())
            ends.append(m.end())
        return words, starts, ends

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self._tokens[0]):
            found.setdefault(word, []).append(i)
        return found

    @property
    def words(self) -> list[str]:
        """All words and numbers of the source, folded, in order."""
        return self._tokens[0]

    def postings(self, word: str) -> Sequence[int]:
        """Where a folded word stands, as word numbers."""
        return self._postings.get(word, ())

    def span(self, first: int, last: int) -> Span:
        """The place in the canonical text from one word to another, both included."""
        _, starts, ends = self._tokens
        return self.folded.back(starts[first], ends[last])

    def said(self, first: int, last: int) -> str:
        """The text from word ``first`` to before word ``last``."""
        return self.canonical[slice(*self.span(first, last - 1))] if first < last else ""


_INDEXES: WeakKeyDictionary[object, WordIndex] = WeakKeyDictionary()


def word_index(source: Source) -> WordIndex:
    """The word index of a source, built once as long as the source lives."""
    found = _INDEXES.get(source.segments)
    if found is None:
        found = _INDEXES[source.segments] = WordIndex(source.text.canonical)
    return found


def locate(quote: str, source: Source) -> Place | None:
    """Where a quote stands in the source.

    None where fewer than three in five of its words stand there in order.

    An ellipsis parts a quote into pieces that are placed each. A quote that would begin or end inside a
    number of the source (``132`` in ``1.132``) does not stand there.
    """
    if not any(map(str.isalnum, quote)):
        return None
    index = word_index(source)
    if spans := tuple(_occurrences(quote.strip(), index.canonical)):
        return Place(spans, Tier.EXACT)  # what stands in a canonical text is canonical
    wanted = canonicalize(quote).canonical.strip()
    if place := _verbatim(wanted, index):
        return place
    pieces = [p for p in _ELLIPSIS.split(wanted) if any(map(str.isalnum, p))]
    if len(pieces) > 1:
        return _joined([_verbatim(p, index) or _altered(p, index) for p in pieces])
    return _altered(wanted, index)


def _verbatim(wanted: str, index: WordIndex) -> Place | None:
    if spans := tuple(_occurrences(wanted, index.canonical)):
        return Place(spans, Tier.EXACT)
    key = fold(wanted).key.strip(_WRAPPING)
    for shorter in dict.fromkeys((key, key.rstrip(".;,: …"))):
        if shorter and (places := tuple(_occurrences(shorter, index.folded.key))):
            return Place(tuple(index.folded.back(*p) for p in places), Tier.FOLDED)
    return None


def _occurrences(wanted: str, text: str) -> Iterator[Span]:
    """Places where ``wanted`` stands without cutting a word or a number."""
    start, found, tried = text.find(wanted), 0, 0
    while start >= 0 and found < MOST_PLACES and tried < MOST_TRIES:
        end, tried = start + len(wanted), tried + 1
        if not _cuts(text, start) and not _cuts(text, end):
            found += 1
            yield Span(start, end)
        start = text.find(wanted, start + max(1, len(wanted) // 2))


def _cuts(text: str, at: int) -> bool:
    """True where a border at ``at`` runs through a word or a number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if before in _NUMBER_MARKS and after.isdigit():
        return at > 1 and text[at - 2].isdigit()
    return before.isdigit() and after in _NUMBER_MARKS and text[at + 1 : at + 2].isdigit()


def _joined(places: list[Place | None]) -> Place | None:
    """Pieces of one quote as one place; the quote stands there only if every piece does."""
    found = [p for p in places if p is not None]
    if len(found) < len(places) or not found:
        return None
    tier = Tier.ALTERED if any(p.tier is Tier.ALTERED for p in found) else Tier.FOLDED
    spans = tuple(dict.fromkeys(s for p in found for s in p.spans))
    return Place(
        spans, tier, tuple(c for p in found for c in p.changes), tuple(c for p in found for c in p.figures)
    )


def _altered(wanted: str, index: WordIndex) -> Place | None:
    key = fold(wanted).key
    tokens = list(_TOKEN.finditer(key))
    if len(tokens) < SHORTEST_ALTERED:
        return None
    if len(tokens) > LONGEST_PIECE:
        pieces = [tokens[i : i + LONGEST_PIECE] for i in range(0, len(tokens), LONGEST_PIECE)]
        if len(pieces[-1]) < SHORTEST_ALTERED:
            pieces[-2:] = [pieces[-2] + pieces[-1]]
        return _joined([_aligned([t[0] for t in piece], index) for piece in pieces])
    return _aligned([t[0] for t in tokens], index)


def _aligned(words: list[str], index: WordIndex) -> Place | None:
    """The best of the places that the quote's rarest words vote for."""
    best: tuple[int, Place] | None = None
    for first in _candidates(words, index):
        found = _compared(words, first, index)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else None


def _candidates(words: list[str], index: WordIndex) -> list[int]:
    """Up to three word numbers where the quote may begin, most voted first."""
    counted = sorted((len(index.postings(w)), i, w) for i, w in enumerate(words) if index.postings(w))
    votes: Counter[int] = Counter()
    spent = 0
    for count, i, word in counted:
        if spent and spent + count > MOST_VOTES:
            break
        spent += min(count, MOST_VOTES)
        for at in index.postings(word)[:MOST_VOTES]:
            votes[(at - i) // BUCKET] += 1
    joined = Counter({bucket: count + votes.get(bucket + 1, 0) for bucket, count in votes.items()})
    return [bucket * BUCKET for bucket, _ in joined.most_common(3)]


def _compared(words: list[str], first: int, index: WordIndex) -> tuple[int, Place] | None:
    """The quote against the source from about word ``first`` on: words kept and the place, or None."""
    slack = max(BUCKET, len(words) // 3)
    low = max(0, first - slack)
    high = min(len(index.words), first + 2 * BUCKET + len(words) + slack)
    matcher = SequenceMatcher(None, words, index.words[low:high], autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    kept = sum(b.size for b in blocks)
    if not blocks or kept * SHARE_KEPT[1] < len(words) * SHARE_KEPT[0]:
        return None
    start = max(low, low + blocks[0].b - blocks[0].a)
    tail = len(words) - blocks[-1].a - blocks[-1].size
    end = min(high, low + blocks[-1].b + blocks[-1].size + tail)
    if end - start > 3 * len(words) + BUCKET:
        return None
    changes, figures = _changes(words, start, end, index)
    tier = Tier.ALTERED if changes or figures else Tier.FOLDED
    return kept, Place((index.span(start, end - 1),), tier, changes, figures)


def _changes(
    words: list[str], start: int, end: int, index: WordIndex
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """All differences between the quote and a place.

    And those where a figure of the quote is not the source's.
    """
    said = index.words[start:end]
    spare = Counter(_plain(w) for w in said if w[0].isdigit())
    spare.subtract(_plain(w) for w in words if w[0].isdigit())
    changes: list[Change] = []
    figures: list[Change] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, words, said, autojunk=False).get_opcodes():
        quoted = list(words[a1:a2])
        if tag == "equal" or [_plain(w) for w in quoted] == [_plain(w) for w in said[b1:b2]]:
            continue
        change = Change(" ".join(quoted), index.said(start + b1, start + b2))
        changes.append(change)
        if any(w[0].isdigit() and spare[_plain(w)] < 0 for w in quoted):
            figures.append(change)
    return tuple(changes), tuple(figures)


def _plain(word: str) -> str:
    """A number token without what changes nothing: ``08`` is ``8``, ``12.01`` is ``12,01``; ``9.295`` stays.

    >>> _plain("08"), _plain("12.01"), _plain("9.295"), _plain("9,295")
    ('8', '12,01', '9.295', '9,295')
    """
    if not word[0].isdigit():
        return word
    whole, mark, rest = word.partition(".")
    if mark and rest.isdigit() and len(rest) != 3:
        word = f"{whole},{rest}"
    return word.lstrip("0") or "0"


def mentions_within(source: Source, spans: Sequence[Span]) -> tuple[int, ...]:
    """Numbers of the mentions of the source that lie inside any of the spans, or hold one whole."""
    starts = _starts(source)
    found: dict[int, None] = {}
    for span in spans:
        first = max(0, bisect_right(starts, span.start) - 1)
        for i in range(first, bisect_left(starts, span.end)):
            if source.mentions[i].end > span.start:
                found[i] = None
    return tuple(sorted(found))


_STARTS: WeakKeyDictionary[object, list[int]] = WeakKeyDictionary()


def _starts(source: Source) -> list[int]:
    found = _STARTS.get(source.segments)
    if found is None:
        found = _STARTS[source.segments] = [m.start for m in source.mentions]
    return found
