"""Text cut where marks begin and end, so that a page can show them without ever building markup from text.

A segment is a run of text under the same marks. The text is hostile until shown otherwise: characters that
nobody can see (controls, direction overrides) are spelled out, and nothing here is markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.scorecard import Mark, Role

# what a place is shown as when marks of several roles meet on it
PRECEDENCE: tuple[Role, ...] = ("miss", "false_flag", "planted", "flag", "omitted", "right")
JOINED = 60  # characters between two excerpts that are rather shown than left out


@dataclass(frozen=True, slots=True)
class Numbered:
    """A mark with the number of its note; 0 for marks that need no note."""

    number: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text: what it is shown as, the notes that end here, and words for a tooltip."""

    text: str
    role: Role | None = None
    notes: tuple[int, ...] = ()
    title: str = ""
    gap: bool = False


def numbered(marks: Iterable[Mark]) -> tuple[Numbered, ...]:
    """Marks with their note numbers: in the order of the text, one number for marks that belong together.

    Marks of role ``right`` need no note unless they carry one.
    """
    ordered = sorted(marks, key=_place)
    pairs: dict[str, int] = {}
    given: list[Numbered] = []
    last = 0
    for mark in ordered:
        number = pairs.get(mark.pair, 0) if mark.pair else 0
        if not number and (mark.role != "right" or mark.note):
            last += 1
            number = last
        if mark.pair and number:
            pairs[mark.pair] = number
        given.append(Numbered(number, mark))
    return tuple(given)


def _place(mark: Mark) -> tuple[bool, str, int, int]:
    return mark.side == "digest", mark.path or "", mark.start or 0, -(mark.end or 0)


def segments(text: str, marks: Sequence[Numbered]) -> tuple[Segment, ...]:
    """The whole text, cut at every border of a mark; marks without a place cover all of it.

    >>> mark = Mark(side="source", role="miss", start=4, end=6, code="x")
    >>> [(piece.text, piece.role) for piece in segments("abc 12 d", [Numbered(1, mark)])]
    [('abc ', None), ('12', 'miss'), (' d', None)]
    """
    return tuple(_cut(text, 0, len(text), marks))


def excerpts(text: str, marks: Sequence[Numbered], around: int) -> tuple[Segment, ...]:
    """Only the lines and words near the marks; what is left out shows as a gap."""
    windows: list[tuple[int, int]] = []
    for mark in sorted((_span(one.mark, text) for one in marks), key=lambda span: span[0]):
        start, end = _words(text, max(0, mark[0] - around), min(len(text), mark[1] + around))
        if windows and start - windows[-1][1] <= JOINED:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    pieces: list[Segment] = []
    last = 0
    for start, end in windows:
        if start > last:
            pieces.append(Segment("", gap=True))
        pieces += _cut(text, start, end, marks)
        last = end
    return (*pieces, Segment("", gap=True)) if last < len(text) else tuple(pieces)


def visible(text: str) -> str:
    r"""Line breaks and tabs as they are, every other character that nobody sees spelled out.

    >>> visible("a\u202eb\n")
    'a⟨U+202E⟩b\n'
    """
    return "".join(
        char if char.isprintable() or char in "\n\t\u00a0" else "" if char == "\r" else f"⟨U+{ord(char):04X}⟩"
        for char in text
    )


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """The window widened to whole words."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _cut(text: str, start: int, end: int, marks: Sequence[Numbered]) -> Iterable[Segment]:
    spans = [(one, *_span(one.mark, text)) for one in marks]
    borders = {start, end} | {place for _, *span in spans for place in span if start < place < end}
    cuts = sorted(borders)
    for left, right in pairwise(cuts):
        on = [one for one, begin, stop in spans if begin < right and left < stop]
        role = min((one.mark.role for one in on), key=PRECEDENCE.index, default=None)
        ending = [one for one, _, stop in spans if stop == right and one.number and one in on]
        yield Segment(
            visible(text[left:right]),
            role,
            tuple(dict.fromkeys(one.number for one in ending)),
            "; ".join(dict.fromkeys(visible(_words_of(one.mark)) for one in on)),
        )


def _span(mark: Mark, text: str) -> tuple[int, int]:
    if mark.start is None or mark.end is None:
        return 0, len(text)
    return min(mark.start, len(text)), min(mark.end, len(text))


def _words_of(mark: Mark) -> str:
    return ": ".join(part for part in (mark.role.replace("_", " "), mark.code or mark.note) if part)
