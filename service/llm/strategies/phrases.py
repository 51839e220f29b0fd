"""What the source itself calls a figure: the words of its own clause, in the order of the text.

A model's label is held against them, and where it strays they take its place: clumsy perhaps, but never the
words of another figure. "UBND huyện tặng giấy khen cho 12 tập thể, 54 cá nhân tiêu biểu" gives "UBND huyện
tặng giấy khen cho tập thể" and "UBND huyện tặng giấy khen cho cá nhân tiêu biểu".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.core.segments import Cell
from service.core.source import Source
from service.core.types import Kind, Mention, Span
from service.llm.strategies.sections import Figure, figures_of, noun_end
from service.llm.strategies.speech import Speech, speech

WORDS_BEFORE: Final = 18
WORDS_BEHIND: Final = 14
PART_WORDS: Final = 4  # at most, of a part that is named by its parent as well
REACH: Final = 300  # characters before a figure of which its phrase is made, more than it may have
_MARKS = " ,;:-–"
_WORD = re.compile(r"[^\W\d_]+")
_COMMA = re.compile(r",\s")
_END = re.compile(r"[;:…]|[.,](?=\s|$)|\s?[()]")
_BREAK = re.compile(r"[;:…]|\.(?=\s)|\)\s*,?|\s?\(")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a figure's own clause before and behind it, and the counted noun between them."""

    before: str
    noun: str
    behind: str

    def around(self, figure: str) -> str:
        """The words with the figure in its place, as the source tells it."""
        return " ".join(f"{self.before} {figure} {self.behind}".split())


def phrases(source: Source, figures: Sequence[Figure]) -> dict[Mention, Phrase]:
    """The phrase of every figure that has words of its own or shares those of a list.

    A clause reaches to the nearest break between this figure and its neighbours: a bracket, a semicolon, a
    comma that leaves words on both sides. Members of a list ("11 tập thể và 7 cá nhân") share what stands
    before its first; a change ("tăng 12%") and a bare share ("đạt 104%") follow what they are of. In a table
    the words are the row's and the column's.
    """
    words = speech(source.lang)
    text = source.text.canonical
    sentences: dict[Span, list[Mention]] = {}
    own: dict[Mention, tuple[str, str]] = {}
    celled: set[Mention] = set()
    for mention in figures_of(source):
        cell = source.segments.cell_at(mention.start)
        if cell is not None and (cell.label or cell.header):
            own[mention] = (_of_cell(text, cell), "")
            celled.add(mention)
            continue
        sentence = source.segments.sentence_at(mention.start) or mention.span
        sentences.setdefault(sentence, []).append(mention)
    for sentence, inside in sentences.items():
        own |= zip(inside, _parted(text, sentence, inside, words), strict=True)
    nouns = {figure.mention: figure.noun for figure in figures}
    nouns |= dict.fromkeys(celled & nouns.keys(), "")
    made = {
        mention: _phrase(before, nouns[mention], behind, words)
        for mention, (before, behind) in own.items()
        if mention in nouns
    }
    return {mention: phrase for mention, phrase in made.items() if phrase.before or phrase.behind}


def _of_cell(text: str, cell: Cell) -> str:
    """What a table calls a figure: the first cell of its row and the head of its column."""
    named = (text[place.start : place.end].strip() for place in (cell.label, cell.header) if place)
    return ": ".join(name for name in named if name)


def _parted(text: str, sentence: Span, inside: Sequence[Mention], words: Speech) -> list[tuple[str, str]]:
    """Before and behind of each figure of a sentence; a list, a bracket and a change share what is ahead."""
    stops = [noun_end(text, mention) for mention in inside]
    gaps = [text[sentence.start : inside[0].start]]
    gaps += [text[stop : mention.start] for stop, mention in zip(stops, inside[1:], strict=False)]
    behind: list[str] = []
    before = [_last_clause(gaps[0])]
    parent = ""  # what the parts of a breakdown are parts of
    changed = before[0]  # what a change is one of: the words before the latest level
    for mention, following, stop, gap in zip(inside, inside[1:], stops, gaps[1:], strict=False):
        share = following.kind is Kind.PERCENT
        left, right = _split(gap, words)
        behind.append(left)
        content = _content(right, words)
        if words.part.search(gap) or ":" in gap:
            parent = _without_end(f"{before[-1]} {text[mention.end : stop]}", words)
        bare = following.kind is Kind.MONEY or not following.quantity.unit
        if parent and bare and 0 < len(content) <= PART_WORDS and not content <= words.change:
            before.append(_near(f"{parent}: {right.strip(_MARKS)}"))
        elif words.joint.fullmatch(gap):
            before.append(before[-1])
        elif content <= words.change and (_in_bracket(gap) or (not content and "," in gap and share)):
            before.append(_near(f"{before[-1]} {text[mention.end : stop]} {gap.replace('(', ' ')}"))
        elif content and content <= words.change:
            before.append(f"{_without_end(changed, words)} {right}")
        else:
            changed = _near(right)
            before.append(changed)
    tail = text[stops[-1] : sentence.end]
    end = _END.search(tail)
    behind.append(tail[: end.start()] if end else tail)
    _shared_behind(gaps, before, behind, words)
    return list(zip(before, behind, strict=True))


def _last_clause(lead: str) -> str:
    """What stands before the first figure of a sentence, from the last strong break on."""
    ends = [found.end() for found in _BREAK.finditer(lead)]
    return _near(lead[ends[-1] :] if ends else lead)


def _near(before: str) -> str:
    """The end of the words before a figure: what is handed on from one to the next does not pile up."""
    return before[-REACH:]


def _split(gap: str, words: Speech) -> tuple[str, str]:
    """What of the text between two figures stands behind the first, and what before the second."""
    breaks = list(_BREAK.finditer(gap))
    if breaks:
        return _COMMA.split(gap[: breaks[0].start()])[0], gap[breaks[-1].end() :]
    part = words.part.search(gap)
    if part:
        return gap[: part.start()], gap[part.end() :]
    left, end = gap, len(gap)
    right: set[str] = set()
    for comma in reversed(list(_COMMA.finditer(gap))):
        right |= _content(gap[comma.end() : end], words)
        end = comma.start()
        if len(right) >= 2 or right & words.change:
            return gap[: comma.start()], gap[comma.end() :]
        if not right:
            left = gap[: comma.start()]
    if "," in gap or words.joint.fullmatch(gap):
        return left, ""
    return gap, gap


def _in_bracket(gap: str) -> bool:
    """True where a bracket opens in the gap and is open at its end."""
    bracket = gap.rfind("(")
    return bracket >= 0 and ")" not in gap[bracket:]


def _without_end(text: str, words: Speech) -> str:
    """The words without those at the end that say nothing: "thu ngân sách năm 2021 ước đạt trên"."""
    kept = text.split()
    while kept and not _content(kept[-1], words):
        kept.pop()
    return " ".join(kept)


def _shared_behind(gaps: Sequence[str], before: Sequence[str], behind: list[str], words: Speech) -> None:
    """Give the words behind a list to those of its members that have none of their own on either side."""
    for at in range(len(behind) - 2, -1, -1):
        alone = not _content(before[at], words) and not _content(behind[at], words)
        if alone and words.joint.fullmatch(gaps[at + 1]):
            behind[at] = behind[at + 1]


def _phrase(before: str, noun: str, behind: str, words: Speech) -> Phrase:
    """The phrase, cut to a readable length, without words that say nothing."""
    lead = _cut(words.lead.sub("", before.lstrip(_MARKS)))
    if not _content(lead, words):
        lead = ""
    rest = " ".join(behind.split()[:WORDS_BEHIND]).rstrip(_MARKS)
    if len(behind.split()) > WORDS_BEHIND:
        rest = _without_end(rest, words)
    if not _content(rest, words) or (lead and words.purpose.match(rest)):
        rest = ""
    return Phrase(" ".join(lead.split()), noun, rest)


def _cut(before: str) -> str:
    """The last words of a long run, from a comma on where one stands near enough."""
    if len(before.split()) <= WORDS_BEFORE:
        return before
    for comma in _COMMA.finditer(before):
        if len(before[comma.end() :].split()) <= WORDS_BEFORE:
            return before[comma.end() :]
    return " ".join(before.split()[-WORDS_BEFORE:])


def _content(text: str, words: Speech) -> set[str]:
    return set(_WORD.findall(text.casefold())) - words.empty
