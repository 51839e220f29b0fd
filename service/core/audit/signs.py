"""What speaks for a run being a whole and its parts: its place and the words around it, each a mere sign.

The weights are fitted: by logistic regression, on seven thousand runs of some hundred reports and a thousand
short texts that come within half of their whole, of which one in eight holds. No sign sees a digit. Left out
one after the other, most sets of reports are told apart as well by the weights of the others.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from service.core.audit.fits import kind_of
from service.core.audit.groups import LINK, OF_THEM, oppose, overlap
from service.core.audit.roles import base_of
from service.core.audit.runs import Run
from service.core.audit.sheet import Figure, Sheet, percent_interval
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, add
from service.core.types import Kind, Span

BASE = -35  # tenths of bits, as are all weights
WEIGHTS = {
    "shared": 26,
    "opposed": 24,
    "rest": 24,
    "amounts": 22,
    "three apart": 21,
    "all": 18,
    "list": 17,
    "long": 17,
    "summed": 17,
    "one sentence": 14,
    "step": 13,
    "three": 13,
    "same noun": 10,
    "total": 10,
    "before": 9,
    "many": 9,
    "opened": 8,
    "changed": 7,
    "mixed nouns": 7,
    "of": 7,
    "some": 7,
    "apart": 6,
    "three rest": 6,
    "joined": 5,
    "loose": 5,
    "closed": 4,
    "heads": 4,
    "no nouns": 4,
    "same": 4,
    "cut in": 3,
    "so": 3,
    "like nouns": 2,
    "unbroken": 2,
    "skips": -2,
    "behind": -4,
    "brackets mixed": -4,
    "one left": -4,
    "far": -5,
    "middle": -5,
    "between": -6,
    "tiny": -6,
    "base": -7,
    "of them": -7,
    "whole in brackets": -8,
    "sentences": -9,
    "two": -9,
    "open rest": -10,
    "shared short": -10,
    "trait": -10,
    "both": -13,
    "other kind": -13,
    "bases": -16,
    "several kinds": -16,
    "betweens": -17,
    "scattered": -21,
}

_JOINED = pattern(r"(?:^|[\s,;])(?:{together}|còn)\s")
_BESIDE = r"(?:\s+(?!and\s|và\s)[^\s,;:.()\d]+){0,7}\s*[$£€]?$"
_AFTER = r"^\s*(?:[^\s,;:.()\d]+\s+){0,3}?"
_CUES = {
    name: (pattern(rf"(?<!\w)(?:{{{name}}}){_BESIDE}"), pattern(rf"{_AFTER}(?:{{{name}}})(?!\w)"))
    for name in ("summed", "rest", "apart", "total")
}
_CLOSERS = pattern(r"(?<!\w)(?:{closers}|khác|everything else|rest|balance)(?!\w)")
_CONSEQUENCE = pattern(r"(?<!\w)(?:{consequence})(?=[\s,])")
OPEN_REST = re.compile(
    r"^[^,;.\d]{0,40}[,;]\s*(?:and\s|và\s|with\s)?(?:số\s)?(?:còn lại|the rest|the remainder|the others)\b",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"\b(?:with|aged|under|over|above|below|also|who|có|từ|dưới|trên|trở lên|trở xuống|riêng|including|alone"
    r"|had|have|held?)(?!\w)",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:^|[\s(])(?:(?:out )?of(?: the| its| our| these)?|among(?: the)?|trong(?: số| tổng số)?)\s*$",
    re.IGNORECASE,
)
_CHANGE = pattern(r"(?:^|[\s(,;])(?:{up}|{down}|{than}|{beyond})\s(?:[^\s,;:.()]+\s){0,3}$")
_DIGIT = re.compile(r"\d")
SHARE = 40  # characters between a part and its share
LONG = 4  # parts of a list of which there are many
LEAD = 200  # characters between a whole and its parts that are read
_OPENED = re.compile(r"(?:[:–—]|\s-\s)[^\d:;(]{0,60}$")


class Signs:
    """The signs of the runs of one text; what the words around a figure say is read once."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._read: dict[Span, frozenset[str]] = {}
        self._bases: dict[Span, str] = {}

    def odds_of_place(self, run: Run) -> int:
        """The odds of a run by where its figures stand, before any word is read."""
        return odds_of(_place(self._sheet, run))

    def odds(self, run: Run) -> int:
        """How much likelier than not a run with these signs is a whole with its parts."""
        return odds_of(self.of(run))

    def of(self, run: Run) -> set[str]:
        """The names of all signs."""
        whole, parts = run.whole.figure, [p.figure for p in run.parts]
        found = {*_place(self._sheet, run), *_list(self._sheet, parts), *_kinds(self._sheet, whole, parts)}
        words = [self._words(f) for f in parts]
        own = self._words(whole)
        if run.behind:
            found.update({"summed", "so"} & own)
        else:
            found.update(_link(self._sheet, whole, parts), {"of", "total"} & own)
        found.update({"apart", "step"} & own.union(*words))
        found.update({"trait", "of them"}.intersection(frozenset().union(*words)))
        found.update({"open rest"} & words[-1])
        if len(parts) == 2:
            found.update({"changed"} & own.union(*words))
            if "closed" in found and "one sentence" in found and "same" in found:
                last = self._words(max((whole, *parts), key=lambda f: f.start))
                least = self._words(min((whole, *parts), key=lambda f: f.value))
                found.update(f"three {name}" for name in {"apart", "rest"} & (last | least))
                found.add("three")
        if "brackets" in own and not any("brackets" in w for w in words):
            found.add("whole in brackets")
        if len({"brackets" in w for w in words}) > 1:
            found.add("brackets mixed")
        bases = {self._base(f) for f in parts}
        if len(bases) > 1:
            found.add("bases")
        if self._base(whole) not in ("", *bases):
            found.add("base")
        return found

    def _base(self, figure: Figure) -> str:
        if figure.span not in self._bases:
            self._bases[figure.span] = base_of(self._sheet, figure)
        return self._bases[figure.span]

    def _words(self, figure: Figure) -> frozenset[str]:
        """What the words right beside a figure say of it."""
        if figure.span not in self._read:
            self._read[figure.span] = frozenset(_words(self._sheet, figure))
        return self._read[figure.span]


def odds_of(signs: Iterable[str]) -> int:
    """The odds that some signs make up, in tenths of bits."""
    return BASE + sum(WEIGHTS.get(sign, 0) for sign in signs)


def _words(sheet: Sheet, figure: Figure) -> Iterator[str]:
    before, after = sheet.before(figure), sheet.after(figure)
    for name, (ahead, behind) in _CUES.items():
        if ahead.search(before[-70:]) or behind.search(after[:50]):
            yield "summed" if name == "total" else name
            if name == "total" and ahead.search(before[-70:]):
                yield name
    if _CONSEQUENCE.search(before):
        yield "so"
    if _OF.search(before):
        yield "of"
    if _CHANGE.search(f" {before}"):
        yield "changed"
    if sheet.is_step(figure):
        yield "step"
    if _TRAIT.search(after[:24]):
        yield "trait"
    if OF_THEM.match(after):
        yield "of them"
    if OPEN_REST.match(after):
        yield "open rest"
    if sheet.in_brackets(figure):
        yield "brackets"


def _link(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> Iterator[str]:
    """What stands between a whole and its parts."""
    lead = sheet.text[whole.end : max(whole.end, parts[0].left)][-LEAD:]
    link = LINK.search(f" {lead} ")
    if link is not None and not _DIGIT.search(lead[link.end() :]):
        yield "all" if link["all"] is not None else "some"
    if _OPENED.search(lead):
        yield "opened"


def _list(sheet: Sheet, parts: Sequence[Figure]) -> Iterator[str]:
    """How the parts are listed."""
    gaps = [sheet.text[a.end : b.left][-LEAD:] for a, b in pairwise(parts)]
    if _JOINED.search(gaps[-1]) is not None and not any(map(_JOINED.search, gaps[:-1])):
        yield "joined"
    if _CLOSERS.search(f"{gaps[-1][-60:]} {sheet.after(parts[-1])[:30]}"):
        yield "rest"
    if oppose(sheet, parts):
        yield "opposed"
    if overlap(sheet, parts):
        yield "both"
    told = _shares(sheet, parts)
    if len(told) == len(parts):
        yield "shared" if HUNDRED in add(percent_interval(f) for f in told) else "shared short"


def _shares(sheet: Sheet, parts: Sequence[Figure]) -> list[Figure]:
    """The percentages right behind the parts, that tell no change."""
    behind = [f for p in parts for f in sheet.figures[p.index + 1 : p.index + 2] if f.start - p.end <= SHARE]
    return [f for f in behind if f.unit == "%" and f.kind is Kind.PERCENT and not sheet.is_step(f)]


def is_cut(sheet: Sheet, run: Run) -> bool:
    """True where the list goes on with a like figure behind the parts that is no trait of theirs."""
    last = run.parts[-1]
    if last.place + 1 >= len(run.like):
        return False
    below = run.like[last.place + 1]
    gap = sheet.gap(last.figure, below.figure)
    if below.sentence == last.sentence:
        beside = ")" not in gap and (not last.ends or run.parts[-2].ends)
    else:
        parts = [*(p.figure for p in run.parts), below.figure]
        beside = _are_items(sheet, parts) and len({_bullet(sheet, f) for f in parts[-2:]}) == 1
    trait = _TRAIT.search(f"{gap[-12:]} {sheet.after(below.figure)[:24]}") or LINK.search(f" {gap} ")
    return beside and below is not run.whole and trait is None


def _bullet(sheet: Sheet, figure: Figure) -> str:
    """The mark that opens the line of a figure, if it is none of a word."""
    place = sheet.paragraph_of(figure)
    mark = sheet.text[place.start] if place is not None else ""
    return "" if mark.isalnum() else mark


def heads(sheet: Sheet, run: Run) -> bool:
    """True for a whole in the paragraph right above its parts."""
    place = sheet.paragraph_of(run.parts[0].figure)
    at = bisect_left(sheet.segments.paragraphs, place) if place is not None else 0
    return at > 0 and sheet.paragraph_of(run.whole.figure) == sheet.segments.paragraphs[at - 1]


def _are_items(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True for parts in neighbouring paragraphs of their own, as in a list."""
    places = sheet.segments.paragraphs
    at = [bisect_right(places, f.start, key=lambda place: place.start) for f in parts]
    apart = (sheet.text[places[a - 1].end : places[b - 1].start] for a, b in pairwise(at))
    return all(b == a + 1 for a, b in pairwise(at)) and not any("\n\n" in gap for gap in apart)


def _place(sheet: Sheet, run: Run) -> Iterator[str]:
    """Where the whole and its parts stand."""
    whole, parts = run.whole.figure, [p.figure for p in run.parts]
    yield "many" if len(parts) > 2 else "two"
    middle = parts[0].start < whole.start < parts[-1].start
    yield "middle" if middle else "behind" if run.behind else "before"
    if parts[0].sentence == parts[-1].sentence:
        yield "one sentence"
    else:
        places = [p for f in parts if (p := sheet.paragraph_of(f)) is not None]
        if len(places) == len(parts) and _are_items(sheet, parts):
            yield "list"
            yield from ["heads"] * heads(sheet, run)
        else:
            yield "sentences" if len({*places}) == 1 else "scattered"
            if len(parts) > LONG:
                yield "long"
            if run.skipped or run.between > 0:
                yield "loose"
    gap = abs(whole.sentence - (parts[-1] if run.behind else parts[0]).sentence)
    if gap != 1:
        yield "far" if gap else "same"
    yield "skips" if run.skipped > middle else "unbroken"
    left = run.left
    if left < 2:
        yield "one left" if left else "closed"
    if run.between > 0:
        yield "between" if run.between == 1 else "betweens"
    at = run.parts[0].place
    if at and not run.like[at - 1].ends and run.like[at - 1].span != whole.span:
        yield "cut in"
    if min(p.units for p in run.parts) * 50 < run.whole.units:
        yield "tiny"


def _kinds(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> Iterator[str]:
    if whole.unit != "#":
        yield "amounts"
        return
    kinds = {kind_of(p) for p in parts} - {""}
    if len(kinds) > 1:
        yield "several kinds"
    elif kinds and kind_of(whole) not in ("", *kinds):
        yield "other kind"
    noun, nouns = sheet.noun(whole), [sheet.noun(p) for p in parts]
    if noun and all(noun & n for n in nouns):
        yield "same noun"
    elif nouns[0] and all(nouns[0] & n for n in nouns[1:]):
        yield "like nouns"
    elif not any(nouns):
        yield "no nouns"
    elif noun and any(noun & n for n in nouns):
        yield "mixed nouns"
