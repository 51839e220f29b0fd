"""The source as the audit reads it: figures in their sentences, with the words that stand around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from service.core.audit.words import HEDGE_TAIL, STOP, pattern
from service.core.rounding import Interval, mention_interval, rounded_interval, significant_unit
from service.core.segments import Segments
from service.core.text import Text
from service.core.types import Form, Kind, Mention, Qualifier, Span, Zone, exact

LEVELS = frozenset({Kind.CARDINAL, Kind.MONEY, Kind.MEASURE})
NEAR = 40  # figures that are looked back at for a base or an earlier level
CROWD = 100  # figures of one sentence that are read; a sentence with more is data, not prose
GRADES = 10  # numbers below which one may grade what is counted: "3 sao"
FEW = 20  # lengths of time of one sentence that are read
_OTHERS = frozenset({Kind.PERCENT, Kind.RATE, Kind.MULTIPLE})
NEAREST = 20  # figures around another that are tried in pairs
PHRASE = 200  # characters of words looked at beside a figure
LEAD = 400  # characters between two figures that are read; of more the ends
_BASIS = re.compile(r"\b(?:basis points?|bps?|điểm cơ bản)\b", re.IGNORECASE)
_SHORT_FORM = re.compile(r"(?<![^\W\d_])(?P<words>(?:[^\W\d_]+ ){2,6})\((?P<short>[A-ZĐ]{2,6})\)")
_ACRONYM = re.compile(r"\s*\([^()\d]{1,24}\)")  # "xã đạt chuẩn nông thôn mới (NTM)"
_IN_BRACKET = re.compile(r"\([^()]*$")
# "made up 12", "put down 51"
NO_CHANGE = r"(?<!made)(?<!make)(?<!makes)(?<!making)(?<!turned)(?<!shut)(?<!closed)(?<!\bput)(?<!\blaid)"
_GROWN = pattern(
    r"(?:^|{still}[\s(,;])(?:(?:{up}|{down})\s+(?:(?!and\b|và\b)[^\s,;:.()]+\s+){0,2}"
    r"|(?:{than})\s+(?:(?:the|a|mức|some)\s+)?)$",
    still=NO_CHANGE,
)
_NAMED = re.compile(r"\W+[A-ZĐ]\w*\s[A-ZĐ]")  # "Lower Volo with 44,850" names a place
_STEP = pattern(
    r"(?:^|{still}[\s(,;:–-])(?:{up}|{down})\s+(?:(?:by|thêm|được|about|khoảng|of)\s+)*$", still=NO_CHANGE
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_UNREAD = re.compile(
    r"(?<!\w)(?:(?:two|three|four|five|six|seven|eight|nine|ten|a dozen)(?!\w)"
    r"|(?:one|một|hai|ba|bốn|sáu|bảy|tám|chín|mười)(?=\s*(?:[,;.)]|$)))",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s([^\W\d_]+)")
_THING = re.compile(r"(?:\s[^\W\d_]+){1,3}\s")
_NAME_END = re.compile(r"[,;:.()\[\]\n\t|“”\"/–—]|\d|\s-\s")


class Source(Protocol):
    """What the audit needs of an indexed source."""

    @property
    def text(self) -> Text: ...  # noqa: D102
    @property
    def lang(self) -> str: ...  # noqa: D102
    @property
    def mentions(self) -> tuple[Mention, ...]: ...  # noqa: D102
    @property
    def segments(self) -> Segments: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the narrative with its exact value.

    ``value`` is the part of a ratio; ``base`` its whole, else None. ``interval``: what the digits stand for.
    ``unit`` tells what may be compared: a currency or unit key, ``"#"`` for counts, ``"%"``.
    ``left`` is where the figure with its hedge begins. ``sentence`` is the index of its sentence, -1 in none.
    ``index`` is its place among the figures; -1 for a length of time, which is not one of them.
    """

    index: int
    mention: Mention
    value: Fraction
    base: Fraction | None
    interval: Interval
    unit: str
    left: int
    sentence: int

    @property
    def start(self) -> int:
        """Where the number begins."""
        return self.mention.start

    @property
    def end(self) -> int:
        """Where the number ends."""
        return self.mention.end

    @property
    def span(self) -> Span:
        """The place of the number."""
        return self.mention.span

    @property
    def kind(self) -> Kind:
        """The kind of the number."""
        return self.mention.kind

    @property
    def is_level(self) -> bool:
        """True for a count, an amount or a measure: something that can be a part or a whole."""
        return self.mention.kind in LEVELS or (self.index >= 0 and self.mention.kind is Kind.DURATION)

    @property
    def is_single(self) -> bool:
        """True for a level of one value above zero."""
        return self.is_level and self.mention.value_high is None and self.value > 0

    @property
    def is_bounded(self) -> bool:
        """True where a hedge makes the number an inequality or a range; a precise estimate is neither."""
        return self.mention.qualifier is not Qualifier.EXACT and not _is_estimate(self.mention)

    @property
    def ulp(self) -> Fraction:
        """One unit of the last printed digit."""
        printed = exact(self.mention.quantity.ulp) or Fraction(1)
        return printed / 100 if self.kind is Kind.PERCENT and _BASIS.search(self.mention.text) else printed


class Sheet:
    """The figures of the body in order, grouped by sentence, with lookups of the words between them.

    A ``timed`` sheet counts lengths of time as levels, and holds the sentences with two of them only.
    """

    def __init__(self, source: Source, *, timed: bool = False) -> None:
        self.timed = timed
        self.text = source.text.canonical
        self.segments = source.segments
        self.mentions = source.mentions
        self.sentences = source.segments.sentences
        self._starts = [span.start for span in self.sentences]
        self.figures = tuple(self._figures())
        self._places = [figure.start for figure in self.figures]
        self._asides: dict[Span, bool] = {}
        self._nouns: dict[Span, frozenset[str]] = {}
        self._sentence_of = [figure.sentence for figure in self.figures]

    def _figures(self) -> Iterator[Figure]:
        index, sentence, count = 0, -1, 0
        for mention in self.mentions:
            figure = self._figure(index, mention)
            if figure is None:
                continue
            count = count + 1 if figure.sentence == sentence else 1
            sentence = figure.sentence
            if count <= CROWD:
                yield figure
                index += 1

    @cached_property
    def captions(self) -> Sequence[Figure]:
        """The figures of captions and credits; they stand apart from the others, which they only repeat."""
        asides = (m for m in self.mentions if m.zone is not Zone.BODY and not m.negated)
        return [figure for mention in asides if (figure := self._read(-1, mention)) is not None]

    def _figure(self, index: int, mention: Mention) -> Figure | None:
        return None if mention.zone is not Zone.BODY or mention.negated else self._read(index, mention)

    def _read(self, index: int, mention: Mention) -> Figure | None:
        value = exact(mention.value)
        base = None
        if mention.kind is Kind.RATIO and mention.quantity.ulp is None:
            return None  # one in three, as people say it
        if mention.kind is Kind.RATIO:
            part, _, whole = mention.value.partition("/")
            value, base = exact(part), exact(whole)
            interval = None if value is None else Interval.point(value)
        elif (
            mention.kind in LEVELS
            or mention.kind in _OTHERS
            or (self.timed and mention.kind is Kind.DURATION)
        ):
            interval = mention_interval(mention)
            if value is not None and _is_estimate(mention):
                grain = significant_unit(value, exact(mention.quantity.ulp) or Fraction(1))
                interval = rounded_interval(value, grain)
        else:
            return None
        if value is None or interval is None:
            return None
        if mention.kind is Kind.PERCENT and _BASIS.search(mention.text):
            value, interval = value / 100, interval.times(Fraction(1, 100))
        unit = _unit(mention)
        if unit == "#" and self._measured:
            word = _NEXT.match(self.text, mention.end)
            unit = self._measured.get(word[1].casefold(), unit) if word is not None else unit
        left = min([mention.start, *(s.start for s in mention.qualifier_spans)])
        return Figure(index, mention, value, base, interval, unit, left, self.sentence_index(mention.start))

    @cached_property
    def _measured(self) -> Mapping[str, str]:
        """Words that are read as units beside some figures, for those where they were not: "182 điểm"."""
        units = {m.quantity.unit: m.quantity.unit_key for m in self.mentions if m.kind is Kind.MEASURE}
        return {unit.casefold(): key for unit, key in units.items() if unit and key and unit.isalpha()}

    @cached_property
    def durations(self) -> Mapping[int, Sequence[Figure]]:
        """Lengths of time by sentence; they stand apart from the figures, for only averages use them."""
        found: dict[int, list[Figure]] = {}
        for told in self.mentions:
            mention = self._spent(told) if told.kind is Kind.DURATION else told
            value, interval = exact(mention.value), mention_interval(mention)
            if mention.kind is not Kind.DURATION or value is None or interval is None:
                continue
            sentence = self.sentence_index(mention.start)
            figure = Figure(-1, mention, value, None, interval, _unit(mention), mention.start, sentence)
            if len(beside := found.setdefault(sentence, [])) < FEW:
                beside.append(figure)
        return found

    def _spent(self, mention: Mention) -> Mention:
        """A length of time; "over 26 weeks" says during, not more than."""
        hedges = (self.text[slice(*span)].casefold() for span in mention.qualifier_spans)
        return replace(mention, qualifier=Qualifier.EXACT) if "over" in hedges else mention

    def sentence_index(self, position: int) -> int:
        """The index of the sentence at a position, or -1 (a table's cell has a sentence of its own row)."""
        i = bisect_right(self._starts, position) - 1
        return i if i >= 0 and position < self.sentences[i].end else -1

    def in_sentence(self, index: int) -> Sequence[Figure]:
        """The figures of one sentence, in order."""
        lo = bisect_left(self._sentence_of, index)
        return self.figures[lo : bisect_right(self._sentence_of, index)]

    @cached_property
    def by_sentence(self) -> tuple[tuple[Figure, ...], ...]:
        """Figures of each sentence that has any outside tables, in order."""
        found: list[list[Figure]] = []
        for figure in self.figures:
            if figure.sentence < 0 or self.in_table(figure):
                continue
            if found and found[-1][-1].sentence == figure.sentence:
                found[-1].append(figure)
            else:
                found.append([figure])
        if self.timed:
            found = [row for row in found if sum(f.kind is Kind.DURATION for f in row) > 1]
        return tuple(map(tuple, found))

    def within(self, place: Span) -> Sequence[Figure]:
        """The figures that begin in a place of the text."""
        return self.figures[slice(*(bisect_left(self.figures, at, key=_begin) for at in place))]

    def in_table(self, figure: Figure) -> bool:
        """True for a cell of a table."""
        return self.segments.cell_at(figure.start) is not None

    def gap(self, left: Figure, right: Figure) -> str:
        """The words between two figures, the hedge of the right one included."""
        return self.text[left.end : right.start]

    def before(self, figure: Figure) -> str:
        """The words before a figure and its hedge in its sentence, back to the figure before it at most."""
        start = self.sentences[figure.sentence].start if figure.sentence >= 0 else figure.left
        above = figure.index if figure.index >= 0 else bisect_left(self._places, figure.start)
        if above and self.figures[above - 1].sentence == figure.sentence:
            start = max(start, self.figures[above - 1].end)
        return self.text[max(start, figure.left - PHRASE) : max(figure.left, start)]

    def after(self, figure: Figure) -> str:
        """The words after a figure in its sentence, up to the next figure at most."""
        end = self.sentences[figure.sentence].end if figure.sentence >= 0 else figure.end
        below = figure.index + 1 if figure.index >= 0 else bisect_left(self._places, figure.end)
        if below < len(self.figures):
            end = min(end, max(self.figures[below].start, figure.end))
        return self.text[figure.end : min(end, figure.end + PHRASE)]

    def lead(self, left: Figure, right: Figure) -> str:
        """The words between two figures, without brackets that hold no figure and the second one's hedge."""
        between = self.text[left.end : max(left.end, right.start)]
        if len(between) > LEAD:
            between = f"{between[: LEAD // 2]} … {between[-LEAD // 2 :]}"
        return HEDGE_TAIL.sub("", _ACRONYM.sub("", between))

    def noun(self, figure: Figure) -> frozenset[str]:
        """The words that say what a figure counts: the first few after it, folded, without function words."""
        known = self._nouns.get(figure.span)
        if known is None:
            known = self._nouns[figure.span] = self._noun(figure)
        return known

    def _noun(self, figure: Figure) -> frozenset[str]:
        text = self.text[figure.end : figure.end + 60]
        stop = _NAME_END.search(text)
        words = _WORD.findall(text[: stop.start() if stop else None])
        unit = _WORD.findall(figure.mention.quantity.unit or "")
        named = [*words[:4], *unit]
        named += [w for short in named for w in self.acronyms.get(short, ())]
        return frozenset(w for w in map(stem, named) if w not in STOP)

    @cached_property
    def acronyms(self) -> Mapping[str, Sequence[str]]:
        """Short forms that the text introduces in brackets, with their words: "học sinh (HS)"."""
        found: dict[str, Sequence[str]] = {}
        for m in _SHORT_FORM.finditer(self.text):
            words = _WORD.findall(m["words"])[-len(m["short"]) :]
            if "".join(w[0] for w in words).upper() == m["short"]:
                found[m["short"]] = words
        return found

    def label(self, figure: Figure) -> frozenset[str]:
        """The content words of the clause before a figure: what the figure is a value of."""
        words = _WORD.findall(re.split(r"[;:.(]|,\s", self.before(figure))[-1])
        return frozenset(w for w in map(stem, words[-12:]) if w not in STOP)

    def sentence_text(self, index: int) -> str:
        """The text of one sentence."""
        return self.text[slice(*self.sentences[index])]

    def has_unread(self, index: int) -> bool:
        """True for a sentence with a number in a word that was not read: "opened 11 and closed four"."""
        start = self.sentences[index].start
        return any(not self._is_read(start + m.start()) for m in _UNREAD.finditer(self.sentence_text(index)))

    def _is_read(self, place: int) -> bool:
        i = bisect_right(self.mentions, place, key=lambda mention: mention.start) - 1
        return i >= 0 and place < self.mentions[i].end

    def is_aside(self, figure: Figure) -> bool:
        """True for a figure inside brackets, or one that tells a change or another year's level."""
        known = self._asides.get(figure.span)
        if known is None:
            known = self._asides[figure.span] = self._stands_aside(figure)
        return known

    def levels(self, row: Sequence[Figure]) -> list[Figure]:
        """The levels among figures without ranges and without numbers that only name something."""
        return [f for f in row if f.is_level and f.mention.value_high is None and not self.is_name(f)]

    def is_name(self, figure: Figure) -> bool:
        """True for a number that grades what others count, each in the same words: "10 sản phẩm 3 sao"."""
        above = self.figures[figure.index - 1] if figure.index > 0 else figure
        if figure.value >= GRADES or figure.unit != "#" or above.sentence != figure.sentence:
            return False
        between = self.gap(above, figure)
        if _THING.fullmatch(between) is None or figure.mention.quantity.form is Form.WORDS:
            return False
        return len(re.findall(rf"\d{re.escape(between)}\d", self.sentence_text(figure.sentence))) > 1

    def _stands_aside(self, figure: Figure) -> bool:
        before = self.text[max(0, figure.left - 160) : figure.left]
        bracket = _IN_BRACKET.search(before)
        if bracket is not None and (figure.kind is not Kind.PERCENT or bracket[0].strip("( ")):
            return True
        m = _GROWN.search(self.before(figure))
        return m is not None and _NAMED.match(m[0]) is None

    def in_brackets(self, figure: Figure) -> bool:
        """True for a figure inside round brackets."""
        return _IN_BRACKET.search(self.text[max(0, figure.left - 160) : figure.left]) is not None

    def is_step(self, figure: Figure) -> bool:
        """True for a figure that tells by how much something changed."""
        return _STEP.search(f" {self.before(figure)}") is not None

    def paragraph_of(self, figure: Figure) -> Span | None:
        """The paragraph that holds a figure."""
        return self.segments.paragraph_at(figure.start)

    def looking_back(self, figure: Figure) -> Iterator[Figure]:
        """Figures before this one, nearest first, as far back as a reader would look."""
        lo = max(0, figure.index - NEAR)
        return iter(self.figures[lo : figure.index][::-1])


def _begin(figure: Figure) -> int:
    return figure.start


def _is_estimate(mention: Mention) -> bool:
    """True for "ước đạt 371,85 tỷ": three digits and more before the zeros are meant as they stand."""
    value, ulp = exact(mention.value), exact(mention.quantity.ulp)
    if mention.qualifier is not Qualifier.APPROX or not value or not ulp:
        return False
    return abs(value) >= 100 * significant_unit(value, ulp)


def nearest(figure: Figure, others: Sequence[Figure]) -> Sequence[Figure]:
    """The figures that stand closest to one, in their order, where there are too many to try all pairs."""
    if len(others) <= NEAREST:
        return others
    reach = sorted(abs(other.start - figure.start) for other in others)[NEAREST - 1]
    return [other for other in others if abs(other.start - figure.start) <= reach]


def comparable(one: Figure, other: Figure) -> bool:
    """True for two levels of the same unit: two counts, or amounts of one currency or measure."""
    return one.unit == other.unit and one.unit != ""


def percent_interval(figure: Figure) -> Interval:
    """What a printed percentage stands for, hedge left aside."""
    return rounded_interval(figure.value, figure.ulp)


def _unit(mention: Mention) -> str:
    if mention.kind in (Kind.CARDINAL, Kind.RATIO):
        return "#"
    quantity = mention.quantity
    if mention.kind is Kind.PERCENT:
        named = f"{quantity.unit} {quantity.unit_key}"
        return "pp" if "pp" in named or "point" in named or "bp" in named else "%"
    return quantity.unit_key or quantity.unit or ""


def stem(word: str) -> str:
    """A word in lower case without an English plural ending."""
    folded = word.casefold()
    if len(folded) > 3 and folded.isascii() and folded.endswith("s") and not folded.endswith("ss"):
        return folded[:-3] + "y" if folded.endswith("ies") and len(folded) > 4 else folded[:-1]
    return folded
