"""A text cut into ready-made segments: which places are marked, with nothing left for a page to compute.

Texts, digests and file names are hostile. Nothing here makes HTML: segments are plain strings, which the
templates escape, and characters that nobody sees (bidi controls, zero-width ones) are spelled out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Ref = TypeVar("Ref", bound=Hashable)

BLOCK = 1500  # characters after which the next line begins a new block; a browser lays out blocks it shows
LONGEST = 12_000  # characters of a line without end that one block holds
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    r"""``text`` with every character that would not be seen, or would turn others around, spelled out.

    >>> visible("a\u202eb\u200b")
    'a⟨U+202E⟩b⟨U+200B⟩'
    """
    return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


@dataclass(frozen=True, slots=True)
class Mark(Generic[Ref]):
    """A place of a text, end exclusive, and what it stands for."""

    start: int
    end: int
    ref: Ref


@dataclass(frozen=True, slots=True)
class Segment(Generic[Ref]):
    """A run of text under the same marks. ``number`` counts the marked ones; None where nothing is marked.

    ``refs`` are what the marks stand for, the shortest mark first, so ``refs[0]`` is the most particular.
    """

    text: str
    start: int
    refs: tuple[Ref, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Cut(Generic[Ref]):
    """A text in segments, and where each begins."""

    segments: tuple[Segment[Ref], ...]
    starts: tuple[int, ...]

    @property
    def following(self) -> int:
        """The number that the next marked segment would have."""
        return next((s.number + 1 for s in reversed(self.segments) if s.number is not None), 0)

    def numbers(self, spans: Iterable[tuple[int, int]]) -> str:
        """The numbers of the marked segments inside the spans, as ``3 7-9``: short however long the span.

        >>> cut("abcd", [Mark(0, 1, "x"), Mark(1, 2, "y"), Mark(3, 4, "z")]).numbers([(0, 2), (3, 4)])
        '0-1 2'
        """
        ranges = []
        for start, end in spans:
            first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)
            inside = self.segments[max(first, 0) : last]
            numbers = [segment.number for segment in inside if segment.number is not None]
            if numbers:
                ranges.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}")
        return " ".join(dict.fromkeys(ranges))


def cut(text: str, marks: Iterable[Mark[Ref]], *, first: int = 0, breaks: Sequence[int] = ()) -> Cut[Ref]:
    """The whole text in segments, in order; marks may overlap, nest, touch and repeat.

    Marks that reach beyond the text are cut to it; empty ones mark nothing. ``first`` is the number of the
    first marked segment. Segments also end at ``breaks``.

    >>> [(s.text, s.refs) for s in cut("abcd", [Mark(1, 3, "x"), Mark(2, 3, "y")]).segments]
    [('a', ()), ('b', ('x',)), ('c', ('y', 'x')), ('d', ())]
    """
    length = len(text)
    within = [Mark(max(m.start, 0), min(m.end, length), m.ref) for m in marks]
    kept = sorted((m for m in within if m.start < m.end), key=lambda m: (m.start, m.end))
    edges = {0, length, *(at for at in breaks if 0 < at < length)}
    edges.update(at for m in kept for at in (m.start, m.end))
    found: list[Segment[Ref]] = []
    active: list[Mark[Ref]] = []
    upcoming, number = 0, first
    for start, end in pairwise(sorted(edges)):
        active = [m for m in active if m.end > start]
        while upcoming < len(kept) and kept[upcoming].start <= start:
            active.append(kept[upcoming])
            upcoming += 1
        inner = sorted(active, key=lambda m: m.end - m.start)
        refs = tuple(dict.fromkeys(m.ref for m in inner))
        found.append(Segment(text[start:end], start, refs, number if refs else None))
        number += bool(refs)
    return Cut(tuple(found), tuple(segment.start for segment in found))


def breaks_of(text: str) -> tuple[int, ...]:
    r"""Where the blocks of a text begin: at line starts, and inside a line only where it has no end.

    >>> breaks_of("short\nlines\n")
    (0,)
    """
    found, at = [0], 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        if at - found[-1] >= BLOCK:
            found.append(at)
        while end - found[-1] > LONGEST:
            gap = text.rfind(" ", found[-1] + 1, found[-1] + LONGEST)
            found.append(gap + 1 if gap > 0 else found[-1] + LONGEST)
        at = end
    return tuple(found)


def blocks(whole: Cut[Ref], breaks: Sequence[int]) -> tuple[tuple[Segment[Ref], ...], ...]:
    """The segments gathered under the break that they follow."""
    gathered: list[list[Segment[Ref]]] = [[] for _ in breaks]
    for segment in whole.segments:
        gathered[bisect_right(breaks, segment.start) - 1].append(segment)
    return tuple(tuple(block) for block in gathered if block)
