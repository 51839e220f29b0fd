"""The figures of one source by value, by digits, by text and by the words around them.

Built once per source.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple, TypeAlias, TypeVar, cast

from service.core.check.clauses import Clauses
from service.core.check.context import OWN, PART, Context, Reader, denied, subject_words
from service.core.check.pace import pace
from service.core.locate import WordIndex, word_index
from service.core.source import Source
from service.core.text import fold
from service.core.types import Kind, Mention, Quantity, Span, Zone, exact
from service.core.units import convert, dimension

FIGURES = frozenset(
    {
        Kind.CARDINAL,
        Kind.PERCENT,
        Kind.RATIO,
        Kind.MONEY,
        Kind.MEASURE,
        Kind.DURATION,
        Kind.RATE,
        Kind.MULTIPLE,
    }
)
NUMERIC = FIGURES | {Kind.ORDINAL}
_MEASURES = frozenset({Kind.MEASURE, Kind.DURATION, Kind.RATE, Kind.PERCENT})
_PLAIN = {
    **dict.fromkeys((Kind.CARDINAL, Kind.RATIO, Kind.ORDINAL), "count"),
    **dict.fromkeys((Kind.YEAR, Kind.DATE, Kind.TIME), "time"),
    Kind.MULTIPLE: "multiple",
}  # what a number of a kind measures, whatever its unit
STEP = 10**6  # how finely values are sorted at first: to a millionth
COMMON = 300  # contexts that hold a word; a commoner word finds nobody
MOST_EQUAL = 48  # of all that state one value, so many are looked at, and as many among a claim's words
OPENING = 24  # characters from the head of a sentence within which a year governs what follows
KEPT = 8  # indexes of sources that are kept for the next check
ANY = "*"
LIST_NUMBER = "list_number"  # the rule that reads the number of a list item or a heading
TITLE = 300  # characters of the body's beginning, whose years the whole report is about
MOST_TOGETHER = 24  # figures of one column or list that a sum may choose from
_BULLETS = " \t\n•-–—*+"
_TAIL = re.compile(r" [^\W\d_]+(?: [^\W\d_]+)?")
_DIGITS = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(  # a Vietnamese one without marks; other words are of another language
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|nh?|ng|p|t)?"
)

T = TypeVar("T")
Nearby: TypeAlias = Callable[[], Iterable[int]]


class Hit(NamedTuple):
    """One value of one mention: the whole, the upper end, a part of a ratio, or another reading."""

    number: int
    part: str  # "value", "high", "numerator", "denominator", "reading"


def values_of(mention: Mention) -> tuple[tuple[Fraction, str], ...]:
    """The numbers that a mention states, each with the part it is."""
    quantity = mention.quantity
    said: Iterable[tuple[str | None, str]]
    if quantity.kind is Kind.RATIO:
        said = zip(quantity.value.split("/"), ("numerator", "denominator"), strict=True)
    else:
        readings = ((reading.value, "reading") for reading in quantity.readings)
        said = ((quantity.value, "value"), (quantity.value_high, "high"), *readings)
    return tuple((number, part) for text, part in said if (number := exact(text)) is not None)


def _steps(value: Fraction) -> int:
    return value.numerator * STEP // value.denominator


def salient(mention: Mention) -> bool:
    """True for a figure of the narrative: no year, date, code, rank or list number, no caption.

    No page furniture.
    """
    return mention.kind in FIGURES and mention.zone is Zone.BODY


def what(mention: Mention) -> tuple[str, str | None, str, str | None]:
    """What makes two figures the same: value, class, and the thing counted."""
    quantity = mention.quantity
    return quantity.value, quantity.value_high, unit_class(quantity), quantity.unit_key or quantity.unit


def digits_of(text: str) -> str:
    """The digits of a written number without leading zeros.

    >>> digits_of("08"), digits_of("285,695 tỷ"), digits_of("0")
    ('8', '285695', '0')
    """
    found = "".join(_DIGITS.findall(text))
    return found.lstrip("0") or found[-1:]


def unit_class(quantity: Quantity) -> str:
    """What a number measures, so far that two classes never mean the same: share, points, money, mass.

    Count ….

    Counted things are one class ("count"); money is one class per currency.
    """
    if (plain := _PLAIN.get(quantity.kind)) is not None:
        return plain
    key = quantity.unit_key or ""
    match quantity.kind:
        case Kind.PERCENT:
            return "points" if dimension(key) == "points" else "share"
        case Kind.MONEY:
            return f"money:{key}"
        case Kind.RATE if key.startswith("percent"):
            return "points" if dimension(key.partition("_per_")[0]) == "points" else "share"
        case Kind.MEASURE | Kind.DURATION:
            return dimension(key) if key else "count"
        case Kind.RATE:
            return f"rate:{dimension(key) or key}"
        case _:
            return "count"


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The comparison key of a unit or a number, which come up again and again.

    >>> folded("Đảng viên")
    'đảng viên'
    """
    return fold(name).key


def tail(text: str, end: int) -> tuple[str, ...]:
    """The one or two words, folded, that stand right after a place: what a count counts.

    >>> tail("có 12 chi bộ trực thuộc", 5), tail("12, trong đó", 2)
    (('chi', 'bộ'), ())
    """
    found = _TAIL.match(text, end)
    return tuple(fold(found[0]).key.split()) if found else ()


class _Crowd(NamedTuple):
    """What states a very common value: the first that differ from one another, and all by their mention."""

    first: Sequence[Hit]
    of: Mapping[int, Sequence[Hit]]


class Index:
    """Everything that the check asks a source, each part computed when first asked for."""

    def __init__(self, source: Source) -> None:
        self.mentions = source.mentions
        self.text = source.text.canonical
        self.lang = source.lang
        self.segments = source.segments
        self.reader = Reader(self.text, source.segments, source.mentions, source.lang)
        self.words: WordIndex = word_index(source)
        self._studies: dict[object, object] = {}
        self._words_of: dict[Span, frozenset[str]] = {}
        self._posted: dict[tuple[str, str], Sequence[tuple[int, int]]] = {}
        self._crowds: dict[object, _Crowd] = {}
        self._named: dict[tuple[str, ...], Sequence[Hit]] = {}
        self._year_sentences: dict[str, frozenset[Span]] = {}
        self._governing: dict[tuple[int, bool], frozenset[str]] = {}
        self._compared: dict[Span, tuple[frozenset[str], frozenset[str]]] = {}
        self._own: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._near: dict[int, frozenset[str]] = {}
        self._foreign: dict[int, bool] = {}
        self._denied: dict[int, frozenset[str]] = {}
        self._paces: dict[int, str | None] = {}
        self._units: dict[str, Sequence[tuple[Fraction, list[tuple[Fraction, int]]]]] = {}

    def once(self, study: Callable[[Index], T]) -> T:
        """What a class or a function works out from this source, which lives as long as the index."""
        found = self._studies.get(study)
        if found is None:
            found = self._studies[study] = study(self)
        return cast("T", found)

    @cached_property
    def contexts(self) -> Sequence[Context]:
        """What is said near each mention; contexts that say the same are one object."""
        seen: dict[object, Context] = {}
        read = map(self.reader.context, range(len(self.mentions)))
        return [seen.setdefault(context.key, context) for context in read]

    @cached_property
    def clauses(self) -> Clauses:
        """The clauses of the figures."""
        return Clauses(self.reader)

    @cached_property
    def twins(self) -> Sequence[int]:
        """For each mention the first one that says the same among the same words, which may be itself."""
        first: dict[object, int] = {}
        found = []
        for i, m in enumerate(self.mentions):
            place = i if self.segments.cell_at(m.start) else -1  # a cell speaks for its own row only
            said = m.text, m.quantity, m.qualifier, m.target, m.direction, m.zone
            found.append(first.setdefault((id(self.contexts[i]), place, said), i))
        return found

    def distinct(self, numbers: Sequence[int]) -> Sequence[int]:
        """The mentions without those that say the same as one before."""
        if len(numbers) == 1:
            return [self.twins[numbers[0]]]
        return list(dict.fromkeys(map(self.twins.__getitem__, numbers)))

    @cached_property
    def by_value(self) -> Mapping[Fraction, list[Hit]]:
        """Figures and ordinals by each value they state."""
        found: dict[Fraction, list[Hit]] = {}
        for i, mention in enumerate(self.mentions):
            if mention.kind in NUMERIC:
                for value, part in values_of(mention):
                    found.setdefault(value, []).append(Hit(i, part))
        return found

    @cached_property
    def _ascending(self) -> tuple[list[int], list[Fraction]]:
        """All values of figures, smallest first, and how many ``STEP`` each of them holds."""
        values = sorted(self.by_value)
        return [_steps(v) for v in values], values

    def stating(self, value: Fraction, nearby: Nearby) -> Sequence[Hit]:
        """The figures that state a value, in the order of the text.

        Where they are many: the first that differ, and of those ``nearby`` (the closest first) as many.
        """
        return self._few(value, self.by_value.get(value, ()), nearby)

    def naming(self, years: tuple[str, ...], nearby: Nearby) -> list[int]:
        """The mentions that name all of some years; where they are many, as for ``stating``."""
        hits = self._named.get(years)
        if hits is None:
            named = self.years.get(years[0], ())
            hits = [Hit(n, "value") for n in named if all(y in years_of(self.mentions[n]) for y in years)]
            self._named[years] = hits
        return [hit.number for hit in self._few(years, hits, nearby)]

    def _few(self, key: object, hits: Sequence[Hit], nearby: Nearby) -> Sequence[Hit]:
        if len(hits) <= MOST_EQUAL:
            return hits
        crowd = self._crowds.get(key)
        if crowd is None:
            crowd = self._crowds[key] = self._crowd(hits)
        close = islice((n for n in nearby() if n in crowd.of), MOST_EQUAL)
        return sorted({*crowd.first, *(hit for n in close for hit in crowd.of[n])})

    def _crowd(self, hits: Sequence[Hit]) -> _Crowd:
        first: dict[tuple[int, str], Hit] = {}
        of: dict[int, list[Hit]] = {}
        for hit in hits:
            first.setdefault((self.twins[hit.number], hit.part), hit)
            of.setdefault(hit.number, []).append(hit)
        return _Crowd(list(islice(first.values(), MOST_EQUAL)), of)

    def around(self, value: Fraction, unit: Fraction, nearby: Nearby = tuple) -> Iterator[Fraction]:
        """The other values of figures within half a unit of a value, smallest first."""
        middle, half = _steps(value), _steps(unit) // 2 + 2
        near = self._some(middle - half, middle + half, value, nearby)
        return (v for v in near if v != value and abs(v - value) * 2 <= unit)

    def between(self, low: Fraction, high: Fraction, nearby: Nearby = tuple) -> Iterator[Fraction]:
        """The values of figures from ``low`` to ``high``, smallest first."""
        near = self._some(_steps(low), _steps(high), low, nearby)
        return (v for v in near if low <= v <= high)

    def _some(self, low: int, high: int, middle: Fraction, nearby: Nearby) -> Sequence[Fraction]:
        """The values of figures between two steps.

        Where they are many: those about the middle, and those of the figures ``nearby``.
        """
        steps, values = self._ascending
        first, last = bisect_left(steps, low), bisect_right(steps, high)
        if last - first <= MOST_EQUAL:
            return values[first:last]
        at = bisect_left(values, middle, first, last)
        chosen = {*values[max(first, at - MOST_EQUAL // 2) : min(last, at + MOST_EQUAL // 2)]}
        stated = (value for n in nearby() for value, _ in values_of(self.mentions[n]))
        chosen.update(islice((v for v in stated if low <= _steps(v) <= high), MOST_EQUAL))
        return sorted(chosen)

    @cached_property
    def ratios(self) -> Mapping[tuple[Fraction, ...], list[int]]:
        """Ratios by their two parts: 26/27 is not 52/54."""
        found: dict[tuple[Fraction, ...], list[int]] = {}
        for i, mention in enumerate(self.mentions):
            if mention.kind is Kind.RATIO:
                found.setdefault(tuple(v for v, _ in values_of(mention)), []).append(i)
        return found

    @cached_property
    def by_digits(self) -> Mapping[str, list[int]]:
        """Figures by the digits they are written with; of those that say the same, the first."""
        found: dict[str, list[int]] = {}
        known: set[tuple[str, Quantity]] = set()
        for i, mention in enumerate(self.mentions):
            said = mention.text, mention.quantity
            if mention.kind in NUMERIC and said not in known:
                known.add(said)
                for written in (
                    (mention.text, *mention.text.split("/"))
                    if mention.kind is Kind.RATIO
                    else (mention.text,)
                ):
                    if digits := digits_of(written):
                        found.setdefault(digits, []).append(i)
        return found

    @cached_property
    def _measured(self) -> Mapping[str, Mapping[str, list[tuple[Fraction, int]]]]:
        """Measures by dimension and unit, smallest first, for conversion of units."""
        found: dict[str, dict[str, list[tuple[Fraction, int]]]] = {}
        for i, mention in enumerate(self.mentions):
            key, amount = mention.quantity.unit_key, exact(mention.value)
            if mention.kind in _MEASURES and key and amount is not None:
                found.setdefault(dimension(key), {}).setdefault(key, []).append((amount, i))
        for units in found.values():
            for amounts in units.values():
                amounts.sort()
        return found

    def converted(self, value: Fraction, ulp: Fraction, key: str) -> list[tuple[int, Fraction]]:
        """Measures in another unit of ``key``'s dimension within half an ``ulp`` of a value in ``key``.

        Each with what it comes to, in the order of the text; where they are many, the nearest of each unit.
        """
        found: list[tuple[int, Fraction]] = []
        for one, amounts in self._convertible(key):
            slack = ulp / 2
            low, high = (
                bisect_left(amounts, ((value - slack) / one,)),
                bisect_right(amounts, ((value + slack) / one, len(self.mentions))),
            )
            at = bisect_left(amounts, (value / one,), low, high)
            low, high = max(low, at - MOST_EQUAL), min(high, at + MOST_EQUAL)
            found += ((number, amount * one) for amount, number in amounts[low:high])
        return sorted(found)

    def _convertible(self, key: str) -> Sequence[tuple[Fraction, list[tuple[Fraction, int]]]]:
        """The measures in each other unit of ``key``'s dimension, and what one of it is in ``key``."""
        found = self._units.get(key)
        if found is None:
            units = self._measured.get(dimension(key), {})
            ones = ((convert(Fraction(1), there, key), there) for there in units if there != key)
            found = self._units[key] = [(one, units[there]) for one, there in ones if one is not None]
        return found

    @cached_property
    def sorts(self) -> Sequence[str]:
        """What each mention measures; empty for those that are no figure, rank or year, or number a list."""
        return [
            "year"
            if m.kind is Kind.YEAR
            else unit_class(m.quantity)
            if m.kind in NUMERIC and m.rule != LIST_NUMBER
            else ""
            for m in self.mentions
        ]

    @cached_property
    def companies(self) -> Mapping[str, Sequence[Sequence[int]]]:
        """Figures told together, by what they measure: those of a column, a list or a sentence.

        Of an item of a list the first one; the longest first.
        """
        found: dict[tuple[str, object], list[int]] = {}
        items = self.segments.list_items
        heads = [item.start for item in items]
        block = list(self._blocks(items))
        taken: set[int] = set()
        for i, mention in enumerate(self.mentions):
            if not (sort := self.sorts[i]) or mention.kind not in FIGURES:
                continue
            cell, at = self.segments.cell_at(mention.start), bisect_right(heads, mention.start) - 1
            key: object = self.reader.sentence(mention.start)
            if cell is not None:
                table = self.segments.table_at(mention.start)
                key = table and (table.span, cell.column)
            elif at >= 0 and mention.start < items[at].end:
                key = block[at] if at not in taken else key
                taken.add(at)
            found.setdefault((sort, key), []).append(i)
        grouped: dict[str, list[Sequence[int]]] = {}
        for (sort, _), members in sorted(found.items(), key=lambda item: -len(item[1])):
            if 1 < len(members) <= MOST_TOGETHER:
                grouped.setdefault(sort, []).append(members)
        return grouped

    def _blocks(self, items: Sequence[Span]) -> Iterator[int]:
        """For each item of a list the number of its list: items that only blanks part."""
        number = 0
        for i, item in enumerate(items):
            if i and self.text[items[i - 1].end : item.start].strip(_BULLETS):
                number += 1
            yield number

    @cached_property
    def counted(self) -> Mapping[str, list[int]]:
        """Counts by the key of the thing counted."""
        found: dict[str, list[int]] = {}
        for i, mention in enumerate(self.mentions):
            if mention.kind is Kind.CARDINAL and mention.quantity.unit_key is not None:
                found.setdefault(mention.quantity.unit_key, []).append(i)
        return found

    @cached_property
    def tails(self) -> Mapping[tuple[str, ...], list[int]]:
        """Counts by the one or two words right after the number."""
        found: dict[tuple[str, ...], list[int]] = {}
        for i, mention in enumerate(self.mentions):
            if mention.kind is Kind.CARDINAL and (words := tail(self.text, mention.end)):
                for size in range(1, len(words) + 1):
                    found.setdefault(words[:size], []).append(i)
        return found

    def topic(self, number: int) -> str:
        """What the section of a list item or a table cell counts first, folded; empty for any other mention.

        ``- road collisions 12`` under ``The service attended 80 incidents`` may be told as 12 incidents.
        """
        start, segments = self.mentions[number].start, self.segments
        items = segments.list_items
        last = bisect_right(items, start, key=lambda item: item.start) - 1
        listed = last >= 0 and start < items[last].end and not _DIGITS.match(self.text, items[last].start)
        if not listed and segments.table_at(start) is None:
            return ""
        heading = segments.heading_at(start)
        first = bisect_left(self.reader.starts, heading.end if heading else 0)
        counts = (
            m for m in self.mentions[first : min(number, first + MOST_EQUAL)] if m.kind is Kind.CARDINAL
        )
        return next((words[0] for m in counts if (words := tail(self.text, m.end))), "")

    @cached_property
    def years(self) -> Mapping[str, list[int]]:
        """Mentions of the report itself that name a year: years, both ends of ranges, dates."""
        found: dict[str, list[int]] = {}
        for i, mention in enumerate(self.mentions):
            for year in years_of(mention) if mention.zone is not Zone.FURNITURE else ():
                found.setdefault(year, []).append(i)
        return found

    @cached_property
    def dates(self) -> Mapping[str, list[int]]:
        """Dates, years and ranges by each end: its ISO form, its coarser forms, and the day without its year.

        Of those that say the same only the first.
        """
        found: dict[str, list[int]] = {}
        for i in self._told_dates:
            mention = self.mentions[i]
            for key in dict.fromkeys(k for e in (mention.value, mention.value_high) if e for k in _grains(e)):
                found.setdefault(key, []).append(i)
        return found

    @cached_property
    def _told_dates(self) -> Sequence[int]:
        """Dates, years and ranges without those that say the same as one before."""
        first: dict[tuple[str, str | None, Kind], int] = {}
        for i, m in enumerate(self.mentions):
            if m.kind in (Kind.DATE, Kind.YEAR):
                first.setdefault((m.value, m.value_high, m.kind), i)
        return tuple(first.values())

    @cached_property
    def _dates_like(self) -> Mapping[tuple[str, ...], int]:
        """The first date with some parts, with all parts but one, and with one part more."""
        found: dict[tuple[str, ...], int] = {}
        for i in self._told_dates:
            mention = self.mentions[i]
            ends = (mention.value, mention.value_high or mention.value) if mention.kind is Kind.DATE else ()
            for parts in (tuple(end.split("-")) for end in ends):
                for key in (parts, (ANY, *parts[:-1], ANY), *_but_one(parts)):
                    found.setdefault(key, i)
        return found

    def date_like(self, ends: Iterable[str]) -> int | None:
        """The date that is one of some dates, else one that differs in year, month or day alone."""
        asked = [tuple(end.split("-")) for end in ends]
        nearly = [key for parts in asked for key in ((ANY, *parts, ANY), parts[:-1], *_but_one(parts))]
        for keys in (asked, nearly):
            if near := [i for key in keys if (i := self._dates_like.get(key)) is not None]:
                return min(near)
        return None

    def years_apart(self, one: str, other: str) -> bool:
        """True where no sentence names both years, each for itself."""
        return self._sentences_of(one).isdisjoint(self._sentences_of(other))

    def _sentences_of(self, year: str) -> frozenset[Span]:
        found = self._year_sentences.get(year)
        if found is None:
            single = (self.mentions[n] for n in self.years[year] if not self.mentions[n].value_high)
            found = self._year_sentences[year] = frozenset(self.reader.sentence(m.start) for m in single)
        return found

    @cached_property
    def codes(self) -> Mapping[str, list[int]]:
        """Document codes by their key and by their leading number."""
        found: dict[str, list[int]] = {}
        for i, mention in enumerate(self.mentions):
            if mention.kind is Kind.DOCUMENT_CODE:
                for key in dict.fromkeys((code_key(mention.value), code_number(mention.value))):
                    found.setdefault(key, []).append(i)
        return found

    @cached_property
    def texts(self) -> Mapping[str, list[int]]:
        """Times by their value."""
        found: dict[str, list[int]] = {}
        for i, mention in enumerate(self.mentions):
            if mention.kind is Kind.TIME:
                found.setdefault(mention.value[:5], []).append(i)
        return found

    @cached_property
    def postings(self) -> Mapping[str, list[tuple[int, int]]]:
        """Word -> (mention, nearness) over the contexts of all figures and years of the source."""
        found: dict[str, list[tuple[int, int]]] = {}
        for i, mention in enumerate(self.mentions):
            if mention.kind in NUMERIC or mention.kind is Kind.YEAR:
                for word, near in self.contexts[i].words.items():
                    found.setdefault(word, []).append((i, near))
        return found

    def posted(self, word: str, sort: str) -> Sequence[tuple[int, int]]:
        """The postings of a word among figures of one sort, or of any; none for a word that is common."""
        found = self._posted.get((word, sort))
        if found is None:
            whole: Sequence[tuple[int, int]] = self.postings.get(word, ())
            whole = whole if len(whole) <= COMMON else ()
            sorts, others = self.sorts, ("", "year")
            found = [p for p in whole if sorts[p[0]] == sort or (not sort and sorts[p[0]] not in others)]
            self._posted[word, sort] = found
        return found

    def words_of(self, span: Span) -> frozenset[str]:
        """The words of a sentence, folded."""
        found = self._words_of.get(span)
        if found is None:
            words = _WORD.findall(fold(self.text[span.start : span.end]).key)
            found = self._words_of[span] = frozenset(words)
        return found

    def context(self, number: int) -> Context:
        """The context of a mention."""
        return self.contexts[number]

    def own(self, number: int) -> frozenset[str]:
        """The words right at a mention."""
        return (self._own.get(number) or self._right_at(number))[0]

    def named(self, number: int) -> frozenset[str]:
        """The words right at a mention without the years among them."""
        return (self._own.get(number) or self._right_at(number))[1]

    def _right_at(self, number: int) -> tuple[frozenset[str], frozenset[str]]:
        own = frozenset(w for w, n in self.contexts[number].words.items() if n == OWN)
        found = self._own[number] = own, frozenset(filter(str.isalpha, own))
        return found

    def foreign(self, number: int) -> bool:
        """True for a figure of a Vietnamese source whose row or line is in another language."""
        found = self._foreign.get(number)
        if found is None:
            found = self._foreign[number] = self.lang == "vi" and self._strange(self.mentions[number].start)
        return found

    def _strange(self, start: int) -> bool:
        """True for a place in a row, or at the head of a line, that is no Vietnamese."""
        cell = self.segments.cell_at(start)
        span = self.reader.sentence(start) if cell is None else cell.label
        row = "" if span is None else self.text[span.start : min(span.end, span.start + TITLE)]
        return row.isascii() and not all(map(_SYLLABLE.fullmatch, _WORD.findall(row.lower())))

    def near(self, number: int) -> frozenset[str]:
        """The words in a mention's part of the sentence."""
        found = self._near.get(number)
        if found is None:
            words = self.contexts[number].words.items()
            found = self._near[number] = frozenset([word for word, near in words if near >= PART])
        return found

    def pace(self, number: int) -> str | None:
        """How often the amount of a mention recurs; None where nothing is said of that."""
        if number not in self._paces:
            mention = self.mentions[number]
            self._paces[number] = pace(mention.quantity, self.text, mention.end, self.lang)
        return self._paces[number]

    def heads(self, number: int) -> bool:
        """True for a figure that opens its sentence, but for the words of its hedge."""
        mention = self.mentions[number]
        start = min((span.start for span in mention.qualifier_spans), default=mention.start)
        return not _WORD.search(self.text, self.reader.sentence(mention.start).start, start)

    def denied(self, number: int) -> frozenset[str]:
        """The words right at a mention that a negation turns round."""
        found = self._denied.get(number)
        if found is None:
            left, right = self.reader.beside(number)
            found = self._denied[number] = denied(left, self.lang) | denied(right, self.lang)
        return found

    @cached_property
    def nouns(self) -> Sequence[str]:
        """What each mention counts, folded; empty for one that counts nothing named."""
        return [
            folded(m.quantity.unit) if m.kind in (Kind.CARDINAL, Kind.RATIO) and m.quantity.unit else ""
            for m in self.mentions
        ]

    @cached_property
    def salient(self) -> Mapping[int, object]:
        """The figures of the narrative, each with what makes two of them the same."""
        return {i: what(m) for i, m in enumerate(self.mentions) if salient(m)}

    def rarity(self, word: str) -> int:
        """How much a word tells: 1 for one that stands everywhere, more for rarer ones.

        0 for an unknown one.
        """
        return self.rarities.get(word, 0)

    @cached_property
    def rarities(self) -> Mapping[str, int]:
        """How much each word of the source tells."""
        size = len(self.mentions)
        return {word: 1 + (size // (len(posted) + 1)).bit_length() for word, posted in self.postings.items()}

    @cached_property
    def main_years(self) -> frozenset[str]:
        """Years that the whole report is about: those of its title and beginning.

        And the most frequent ones.
        """
        counts: Counter[str] = Counter()
        found: set[str] = set()
        for year, numbers in self.years.items():
            for i in numbers:
                counts[year] += 1
                if self.mentions[i].start < TITLE:
                    found.add(year)
        top = max(counts.values(), default=0)
        return frozenset(found | {y for y, n in counts.items() if n * 2 > top})

    @cached_property
    def report_years(self) -> frozenset[str]:
        """Years that the report names first: that of its title, and that of the day it was written."""
        found: dict[Kind, tuple[str, ...]] = {}
        for mention in self.mentions:
            if mention.start >= TITLE:
                break
            if years := years_of(mention):
                found.setdefault(mention.kind, years)
        return frozenset(y for years in found.values() for y in years)

    def compared_years(self, number: int) -> frozenset[str]:
        """Years of a figure's sentence that it is compared with (``so với năm 2020``)."""
        return self._told_years(self.reader.sentence(self.mentions[number].start))[0]

    def _told_years(self, sentence: Span) -> tuple[frozenset[str], frozenset[str]]:
        """The years that a sentence compares with, and the others without the ends of ranges."""
        found = self._compared.get(sentence)
        if found is None:
            prior, own = set[str](), set[str]()
            for i in self._dated(sentence):
                mention = self.mentions[i]
                if "prior" in self.context(i).poles.get("base", ()):
                    prior.update(years_of(mention))
                elif not mention.value_high:
                    own.update(years_of(mention))
            found = self._compared[sentence] = frozenset(prior), frozenset(own)
        return found

    def governing_years(self, number: int, *, opening_only: bool = False) -> frozenset[str]:
        """Years that a figure can be of: those of its sentence and the one that opens its passage.

        Else the report's.

        With ``opening_only`` without the years that it is compared with and without the ends of ranges.
        """
        found = self._governing.get((number, opening_only))
        if found is None:
            found = self._governing[number, opening_only] = self._governed(number, opening_only=opening_only)
        return found

    def _governed(self, number: int, *, opening_only: bool) -> frozenset[str]:
        mention = self.mentions[number]
        sentence = self.reader.sentence(mention.start)
        own = self._told_years(sentence)[1] if opening_only else self._years_in(sentence)
        paragraph = self.segments.paragraph_at(mention.start) or sentence
        opening = self._opening_year(paragraph.start, mention.start)
        if opening is not None:
            return own | {opening}
        if opening_only and not mention.target and self.report_years:
            return own | self.report_years | self._years_in(Span(paragraph.start, sentence.start))
        heading = self.segments.heading_at(mention.start)
        above = self._years_in(heading) if heading is not None else frozenset()
        return own | above | self.main_years | self._years_in(Span(paragraph.start, sentence.start))

    def _years_in(self, span: Span) -> frozenset[str]:
        return frozenset(y for i in self._dated(span) for y in years_of(self.mentions[i]))

    def _dated(self, span: Span) -> Sequence[int]:
        """Mentions inside a span that name a year."""
        inside, dated = self.within(span), self._naming_years
        return dated[bisect_left(dated, inside.start) : bisect_left(dated, inside.stop)]

    @cached_property
    def _naming_years(self) -> Sequence[int]:
        return [i for i, m in enumerate(self.mentions) if years_of(m)]

    @cached_property
    def _openers(self) -> Sequence[int]:
        """Years that stand at the head of their sentence."""
        return [i for i in self._naming_years if self._opens(self.mentions[i])]

    def _opens(self, mention: Mention) -> bool:
        head = self.reader.sentence(mention.start).start
        return mention.kind is Kind.YEAR and mention.value_high is None and mention.start - head <= OPENING

    def _opening_year(self, start: int, end: int) -> str | None:
        """The last year between two places that stands at the head of a sentence."""
        inside = self.within(Span(start, end))
        at = bisect_left(self._openers, inside.stop) - 1
        last = self._openers[at] if at >= 0 else -1
        return self.mentions[last].value if last >= inside.start else None

    def within(self, span: Span) -> range:
        """Numbers of the mentions that start inside a span."""
        starts = self.reader.starts
        return range(bisect_left(starts, span.start), bisect_left(starts, span.end))

    @cached_property
    def zeros(self) -> tuple[tuple[Span, frozenset[str]], ...]:
        """Statements that there is none of something: the place and the words of the thing."""
        words = subject_words(self.lang)
        found: list[tuple[Span, frozenset[str]]] = []
        lowered = self.text.lower()
        lowered = lowered if len(lowered) == len(self.text) else self.text
        for pattern in words.zero:
            for m in re.finditer(pattern, lowered):
                what = re.findall(r"[^\W\d_]+", fold(m["what"]).key)
                found.append((Span(*m.span()), frozenset(w for w in what if w not in words.stop_words)))
        return tuple(found)


def years_of(mention: Mention) -> tuple[str, ...]:
    """The years that a mention names.

    >>> years_of(Mention(0, 9, "2016-2019", Quantity(Kind.YEAR, "2016", "2019")))
    ('2016', '2019')
    """
    if mention.kind not in (Kind.YEAR, Kind.DATE):
        return ()
    ends = (mention.value, mention.value_high or "")
    return tuple(dict.fromkeys(end[:4] for end in ends if end[:4].isdigit() and len(end) >= 4))


def _grains(end: str) -> Iterator[str]:
    """A date as it is, at each coarser grain, and without its year.

    >>> list(_grains("2022-02-03"))
    ['2022-02-03', '2022', '2022-02', '--02-03']
    """
    yield end
    yield from (end[:at] for at in range(1, len(end)) if end[at] == "-")
    if len(end) == len("2022-02-03") and not end.startswith("--"):
        yield f"-{end[4:]}"


def _but_one(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The parts with each of them left open in turn."""
    return ((*parts[:i], ANY, *parts[i + 1 :]) for i in range(len(parts)))


def code_key(code: str) -> str:
    """The letters and digits of a document code, folded, without ``số`` and ``no``.

    >>> code_key("số 35-NQ/TW"), code_key("Số 35 – nq/tw")
    ('35nqtw', '35nqtw')
    """
    parts = re.findall(r"\w+", fold(code).key)
    if len(parts) > 1 and parts[0] in ("số", "no", "nos", "number"):
        parts = parts[1:]
    return "".join(p.lstrip("0") or p for p in parts)


def code_number(code: str) -> str:
    """The first number of a document code, which a digest may give alone.

    >>> code_number("số 35-NQ/TW")
    '#35'
    """
    found = re.search(r"\d+", code)
    return "#" + (found[0].lstrip("0") if found else code_key(code))


_INDEXES: dict[int, Index] = {}  # an index holds its segments, so that their id stays theirs


def index_of(source: Source) -> Index:
    """The index of a source, built once as long as it is among the last ``KEPT`` that were asked for."""
    key = id(source.segments)
    found = _INDEXES.pop(key, None) or Index(source)
    _INDEXES[key] = found
    for oldest in list(_INDEXES)[:-KEPT]:
        _INDEXES.pop(oldest, None)
    return found
