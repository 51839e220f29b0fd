"""A source cut into sections for labelling: a few figures of one sentence, and what leads up to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.core.source import Source
from service.core.types import Form, Kind, Mention, Span, Zone
from service.llm.strategies.fence import CLOSE, OPEN, harmless
from service.llm.strategies.speech import speech

FIGURES_PER_SECTION = 8
FIGURES_PER_REPORT = 400
CONTEXT = 160  # characters of what stands before
LABELLED = frozenset(
    {
        Kind.CARDINAL,
        Kind.RATIO,
        Kind.PERCENT,
        Kind.MONEY,
        Kind.MEASURE,
        Kind.DURATION,
        Kind.RATE,
        Kind.MULTIPLE,
    }
)
_FEW = 3
_STOP = re.compile(r";|: ")
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 420
_BREAK = re.compile(r"\s+")
_PART = re.compile(r"; |, |\) |\. ")


@dataclass(frozen=True, slots=True)
class Figure:
    """A mention to be labelled.

    ``key`` is what it is called in its section: its text with the counted noun behind it, which is what keeps
    a small model from labelling another figure; a number tells equal ones apart. ``end`` is where the noun
    ends. ``share_of`` is the count whose share it is, then it is not asked.
    """

    mention: Mention
    key: str = ""
    end: int = 0
    share_of: Mention | None = None
    base: str = ""

    @property
    def noun(self) -> str:
        """The counted noun as the source words it, empty where the grammar knows none."""
        counted = self.mention.kind in {Kind.CARDINAL, Kind.RATIO}
        return (self.mention.quantity.unit or "") if counted else ""


@dataclass(frozen=True, slots=True)
class Section:
    """Figures asked for together; ``span`` is the text shown with marks, ``context`` stands before it."""

    span: Span
    context: Span | None
    figures: tuple[Figure, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What the figures are called, in order."""
        return tuple(figure.key for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask: sections in order, shares that follow from their counts, and figures over the limit."""

    sections: tuple[Section, ...]
    shares: tuple[Figure, ...]
    left_out: tuple[Mention, ...]


def plan(source: Source) -> Plan:
    """All figures of the narrative, in sections of at most ``FIGURES_PER_SECTION``.

    A percentage in brackets right behind a count is the share of that count and gets its label from it.
    Dates, years, codes, names, list numbers, captions and page furniture are not asked for.
    """
    chosen = figures_of(source)
    kept, left_out = chosen[:FIGURES_PER_REPORT], chosen[FIGURES_PER_REPORT:]
    shares: list[Figure] = []
    asked: list[Mention] = []
    for mention in kept:
        share = _share(source, asked[-1], mention) if asked else None
        if share is None:
            asked.append(mention)
        else:
            shares.append(share)
    return Plan(tuple(_sections(source, asked)), tuple(shares), tuple(left_out))


def figures_of(source: Source) -> list[Mention]:
    """What a digest may state: measured and counted figures and ranks of the narrative.

    A number in words that counts nothing ("làm việc bằng hai") is a manner of speaking.
    """
    body = [mention for mention in source.mentions if mention.zone is Zone.BODY]
    return [m for m in body if (m.kind in LABELLED and not _spoken(m)) or _is_rank(source, m)]


def _spoken(mention: Mention) -> bool:
    return mention.kind is Kind.CARDINAL and mention.quantity.form is Form.WORDS and not mention.quantity.unit


def _is_rank(source: Source, mention: Mention) -> bool:
    """``xếp thứ 2 toàn tỉnh``, ``ranked 2nd``; not ``lần thứ năm``, ``khóa XIII``."""
    if mention.kind is not Kind.ORDINAL:
        return False
    before = source.text.canonical[max(0, mention.start - CONTEXT) : mention.start]
    return speech(source.lang).ranked.search(before) is not None


def shown(source: Source, section: Section) -> str:
    """The section as the model reads it: context, then the text with every asked figure in marks."""
    text = source.text.canonical
    parts: list[str] = []
    position = section.span.start
    for figure in section.figures:
        parts.append(harmless(text[position : figure.mention.start]))
        parts.append(f"{OPEN}{harmless(figure.key)}{CLOSE}")
        position = figure.end
    parts.append(harmless(text[position : section.span.end]))
    before = context(source, section)
    return _BREAK.sub(" ", f"{before} {''.join(parts)}").strip()


def halves(section: Section) -> tuple[Section, Section]:
    """The same text asked for in two parts."""
    middle = len(section.figures) // 2
    left, right = section.figures[:middle], section.figures[middle:]
    return (Section(section.span, section.context, left), Section(section.span, section.context, right))


def context(source: Source, section: Section) -> str:
    """What stands before the section, its last ``CONTEXT`` characters, from a whole word on."""
    if section.context is None:
        return ""
    before = harmless(source.text.canonical[section.context.start : section.context.end])
    return before if len(before) <= CONTEXT else "… " + before[-CONTEXT:].split(" ", 1)[-1]


def passage(source: Source, mention: Mention) -> Span:
    """The sentence of a mention, or in a long one the part of it between semicolons."""
    text = source.text.canonical
    sentence = source.segments.sentence_at(mention.start) or Span(mention.start, mention.end)
    if sentence.end - sentence.start <= _SHORT:
        return sentence
    start = max(text.rfind(";", sentence.start, mention.start) + 1, sentence.start)
    stop = text.find(";", mention.end, sentence.end)
    end = sentence.end if stop < 0 else stop
    while start < mention.start and text[start].isspace():
        start += 1
    return Span(start, end)


def _share(source: Source, count: Mention, percent: Mention) -> Figure | None:
    """``percent`` as the share of ``count``, when only brackets and words like "chiếm" part them."""
    words = speech(source.lang)
    if percent.kind is not Kind.PERCENT or count.kind not in {Kind.CARDINAL, Kind.RATIO}:
        return None
    text = source.text.canonical
    if percent.start - count.end > CONTEXT or not words.share_gap.fullmatch(text, count.end, percent.start):
        return None
    base = words.share_base.match(text, percent.end)
    return Figure(
        percent, end=percent.end, share_of=count, base=_BREAK.sub(" ", base["base"]).strip() if base else ""
    )


def _sections(source: Source, asked: Sequence[Mention]) -> list[Section]:
    """Figures grouped by sentence; crowded sentences are cut, short neighbours in one paragraph joined."""
    sentences: dict[Span, list[Mention]] = {}
    for mention in asked:
        sentence = source.segments.sentence_at(mention.start) or mention.span
        sentences.setdefault(sentence, []).append(mention)
    groups: list[list[Mention]] = []
    ends = 0
    for sentence, inside in sentences.items():
        if (
            groups
            and len(groups[-1]) + len(inside) <= _FEW
            and _joined(source, groups[-1][0], ends, sentence)
        ):
            groups[-1].extend(inside)
        else:
            parts = -(-len(inside) // FIGURES_PER_SECTION)
            size = -(-len(inside) // parts)
            groups.extend(inside[at : at + size] for at in range(0, len(inside), size))
        ends = sentence.end
    return [_section(source, *around) for around in _with_neighbours(source, groups)]


def _with_neighbours(
    source: Source, groups: Sequence[list[Mention]]
) -> Iterator[tuple[list[Mention], Mention | None, Mention | None]]:
    """Each group with the figures asked just before and behind it, where they stand in its own sentences."""
    cut = source.segments
    for at, group in enumerate(groups):
        before = groups[at - 1][-1] if at else None
        behind = groups[at + 1][0] if at + 1 < len(groups) else None
        if before is not None and cut.sentence_at(before.start) != cut.sentence_at(group[0].start):
            before = None
        if behind is not None and cut.sentence_at(behind.start) != cut.sentence_at(group[-1].start):
            behind = None
        yield group, before, behind


def _joined(source: Source, first: Mention, ends: int, sentence: Span) -> bool:
    """True when ``sentence`` follows at once on the one that ends at ``ends``, and both are short."""
    start = (source.segments.sentence_at(first.start) or first.span).start
    near = not source.text.canonical[ends : sentence.start].strip()
    same = source.segments.paragraph_at(start) == source.segments.paragraph_at(sentence.start)
    return near and same and sentence.end - start <= _SHORT


def _section(
    source: Source, group: Sequence[Mention], before: Mention | None, behind: Mention | None
) -> Section:
    """The section of ``group``; ``before`` and ``behind`` are neighbours in its sentences asked elsewhere."""
    cut = source.segments
    text = source.text.canonical
    first = cut.sentence_at(group[0].start) or group[0].span
    last = cut.sentence_at(group[-1].start) or group[-1].span
    start, end = first.start, last.end
    if before is not None:  # a later part of a crowded sentence
        start = _after(text, before.end, group[0].start)
    if behind is not None:
        end = _next_part(text, group[-1].end, behind.start)
    keys: dict[str, int] = {}
    figures = []
    for mention in group:
        stop = noun_end(text, mention)
        shown_as = _BREAK.sub(" ", text[mention.start : stop])
        keys[shown_as] = keys.get(shown_as, 0) + 1
        key = shown_as if keys[shown_as] == 1 else f"{shown_as} #{keys[shown_as]}"
        figures.append(Figure(mention, key, stop))
    return Section(Span(start, end), _context(source, start), tuple(figures))


def noun_end(text: str, mention: Mention) -> int:
    """Where the counted noun right behind a number ends; the end of the mention where there is none."""
    unit = mention.quantity.unit or ""
    if mention.kind in {Kind.CARDINAL, Kind.RATIO} and unit and text.startswith(f" {unit}", mention.end):
        return mention.end + 1 + len(unit)
    return mention.end


def _after(text: str, start: int, end: int) -> int:
    """Where the part that belongs to the figure at ``end`` begins: behind the first break since ``start``."""
    found = _PART.search(text, start, end)
    return found.end() if found else start


def _next_part(text: str, start: int, end: int) -> int:
    """Where the part of the figure that ends at ``start`` stops, before the figure at ``end``."""
    found = _PART.search(text, start, end)
    return found.start() if found else end


def _context(source: Source, start: int) -> Span | None:
    """The text of the same paragraph before ``start``; nothing at the start of a paragraph."""
    paragraph = source.segments.paragraph_at(start)
    if paragraph is None or paragraph.start >= start:
        return None
    sentence = source.segments.sentence_at(start)
    if sentence is not None and sentence.start < start:
        return Span(max(paragraph.start, sentence.start), start)
    before = source.segments.sentence_at(max(paragraph.start, start - 2))
    return Span(before.start, before.end) if before is not None else None
