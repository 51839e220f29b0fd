"""Whether a claim counts what its figure counts: the thing named right behind the number.

A name is denied only where the source counts by it elsewhere. Beside a figure that the source counts by
another name it is denied where nothing speaks for it: the label does not hold it, it is no kindred name
(``patients`` for survivors, ``head`` for heifers), and no figure of it has this one as a share or a part.

Beside a figure without a name of its own (``Women: 463``) the other names of the source are weighed against
it: by the label of the claim, by what stands around the figure and by where the source counts by them. The
weights are those of a conditional logit (which of the names of a report is meant) over the unnamed counts of
labelled reports, in half bits, judged on reports of hands that it had not seen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, cached_property
from itertools import islice, pairwise
from typing import NamedTuple

from service.core.check.asked import Asked
from service.core.check.context import subject_words
from service.core.check.index import Index, folded, tail
from service.core.claims import Draft
from service.core.stems import stem
from service.core.text import fold
from service.core.types import Kind, Mention, exact
from service.core.units import unit_key

FAMILIES = tuple(
    frozenset(names.split())
    for names in (
        "member person individual cadre child man woman worker pupil student trainee teacher delegate guest "
        "farmer voter patient soldier veteran volunteer doctor nurse expert shareholder fighter equivalent "
        "attendance case death visit",
        "org party committee cell collective unit enterprise cooperative team group",
        "meeting conference class inspection visit",
        "document copy item task solution criterion",
        "household house business",
        "commune ward village district province city",
    )
)  # things whose names are used for one another; they are never told apart by name alone
VAGUE = frozenset({"item", "case", "unit", "group", "team"})  # keys that quite different things share
INSTANCES = frozenset({"case", "time", "visit"})  # how often something happens, which may be counted by name
GENERIC = frozenset({"person", "member", "individual", "org", "group", "collective"})  # names for anything
PEOPLE = FAMILIES[0] - {"attendance", "case", "death", "visit"}
NONE: frozenset[str] = frozenset()
IN_LABEL, IN_FULL, OFTEN, VERY_OFTEN, NEVER, BEFORE_IT, SOON, NEAR, OVER, TOPIC, PERSONS = (
    1, 11, 3, 4, 8, 5, 2, 5, 3, 3, 11,
)  # fmt: skip
SURE = 3  # half bits by which the other names must be likelier than a claim's, taken together
SOME, MANY = 3, 8  # how often a source counts by a name, and how soon it does so again
FIRST = 3  # words of a label that may name persons
LARGE = 100  # from it on two counts hardly make up a third by chance
BEFORE = 600  # characters before a number of prose that can name what it counts
MOST = 24  # figures of a name that one is compared with, and figures beside it
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?;\n](?=\s)|\n")


class _Name(NamedTuple):
    """A name that a source counts by: its words, its key, whether it means persons, and its counts."""

    words: tuple[str, ...]
    key: str | None
    person: bool
    hits: Sequence[int]


class _Place(NamedTuple):
    """A figure without a name and a claim of it: the label, and the words about the figure and over it."""

    number: int
    said: Sequence[str]
    label: str
    near: Mapping[str, int]
    over: frozenset[str]
    topic: str
    persons: bool


class Things:
    """What the figures of one source count."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.lang = index.lang

    def other(self, claim: Asked, number: int) -> bool:
        """True where a claim counts by name what the source counts elsewhere, and not at this mention.

        ``612 falls`` for ``612 beds``, in a report that counts ``9 falls``.
        """
        mention = self.index.mentions[number]
        if not claim.native or not _both_count(claim.draft, mention):
            return False
        if mention.quantity.unit is None:
            return self._unmeant(claim.draft, number)
        apart = self._renamed(claim.draft, number) or self._miscounted(claim.draft, number)
        return apart and not self.fits(claim, number)

    def _renamed(self, draft: Draft, number: int) -> bool:
        """True where a claim counts one known thing and the mention another of no kindred name."""
        key, there = draft.quantity.unit_key, self.index.mentions[number].quantity.unit_key
        if key is None or there is None or there in INSTANCES or self.related(key, number):
            return False
        ours, theirs = folded(draft.quantity.unit or ""), self.index.nouns[number]
        return ours not in theirs and theirs not in ours

    def _miscounted(self, draft: Draft, number: int) -> bool:
        """True where a claim counts what the source counts elsewhere, and not in this sentence."""
        index, mention, named = self.index, self.index.mentions[number], _counted(draft)
        if not named or named[0] in tail(index.text, mention.end)[:1] or named not in index.tails:
            return False
        if named[0] in subject_words(self.lang).part_of:
            return False  # what it counts stands further on: ``1,850 of the calls``
        key = draft.quantity.unit_key
        if key is not None and things_of(key) & GENERIC:
            return False
        if key is not None and self.related(key, number):
            same = key == mention.quantity.unit_key and key not in VAGUE
            return not same and index.nouns[number] in " ".join(_spoken_of(draft))
        return named[0] not in index.words_of(index.reader.sentence(mention.start))

    def _unmeant(self, draft: Draft, number: int) -> bool:
        """True where a claim counts by a name of the source, but other names of it are meant far likelier."""
        words = tuple(folded(draft.quantity.unit or "").split()[:2])
        key, tails = draft.quantity.unit_key, self.index.tails
        words = words if words in tails else words[:1]
        behind = tail(self.index.text, self.index.mentions[number].end)[:1]
        if not words or words[0] in subject_words(self.lang).part_of or words[:1] == behind:
            return False
        if words[0] in subject_words(self.lang).anybody or (key is None and words not in tails):
            return False
        ours = self._name(words, key)
        others = [name for name in self._names if not _kindred(ours, name)]
        if not ours.hits and len(others) < MANY:
            return False  # a snippet of a source, which hardly names what it counts
        place = self._place(draft, number)
        if f" {' '.join(words)} " in f" {place.label} ":
            return False
        least = len(others) * _power(self._weight(ours, place) + SURE)
        return least < sum(_power(self._weight(name, place)) for name in others)

    @cached_property
    def _names(self) -> Sequence[_Name]:
        """The names that the source counts by, the commonest first: one of those that begin alike."""
        counts = Counter(noun for noun in self.index.nouns if noun)
        first: dict[str, str] = {}
        for noun, _ in counts.most_common():
            first.setdefault(noun.split()[0], noun)
        nouns = list(first.values())[:MOST]
        return [self._name(tuple(noun.split()), _key(noun, self.lang)) for noun in nouns]

    def _name(self, words: tuple[str, ...], key: str | None) -> _Name:
        tails = self.index.tails
        hits = tails.get(words[:2]) or tails.get(words[:1]) or ()
        return _Name(words, key, _person(words[0], " ".join(words), self.lang), hits)

    def _place(self, draft: Draft, number: int) -> _Place:
        index, said = self.index, _spoken_of(draft)
        pairs = islice(pairwise((*said, "")), FIRST)
        persons = any(_person(word, f"{word} {after}", self.lang) for word, after in pairs)
        near, over = index.contexts[number].words, index.reader.setting(number)
        return _Place(number, said, " ".join(said), near, over, index.topic(number), persons=persons)

    def _weight(self, name: _Name, place: _Place) -> int:
        """How likely a name is meant at a place, in half bits."""
        word, hits, often = name.words[0], name.hits, len(name.hits)
        at = bisect_left(hits, place.number)
        told = (
            (IN_LABEL, word in place.said),
            (IN_FULL, " ".join(name.words) in place.label),
            (OFTEN, often >= SOME),
            (VERY_OFTEN, often >= MANY),
            (NEVER, not often),
            (BEFORE_IT, at > 0),
            (SOON, at < often and hits[at] - place.number <= MANY),
            (NEAR, word in place.near),
            (OVER, word in place.over),
            (TOPIC, word == place.topic),
            (PERSONS, name.person and place.persons),
        )
        return sum(weight for weight, holds in told if holds)

    def fits(self, claim: Asked, number: int) -> bool:
        """True where a claim counts by a word of its label, by a kindred name or by that of the whole."""
        said, tails = _spoken_of(claim.draft), self.index.tails
        unit = folded(claim.draft.quantity.unit or "").split()[:2]
        named = _counted(claim.draft) or tuple(unit) or ("",)
        if self._labelled(named, said, self.index.nouns[number]):
            return True
        if named[0] in subject_words(self.lang).heads:
            counted = (_key(word, self.lang) for word in said if (word,) in tails)
            return all(key in (None, "animal") for key in counted)
        if _person(named[0], " ".join(named), self.lang) and any(_persons(said, self.lang)):
            return True
        return self._part(number, tails.get(named, ())[:MOST])

    def _labelled(self, named: Sequence[str], said: Sequence[str], there: str) -> bool:
        """True where a label holds a name, before what the mention counts."""
        name = " ".join(named)
        if self.lang != "vi":
            name = next((word for word in said if stem(word) == stem(named[0])), name)
        words = f" {' '.join(said)} "
        at, other = words.find(f" {name} "), words.find(f" {there} ")
        compound = there.endswith(f" {name}") or other + len(there) + 1 == at  # ``vehicle offences``
        return at >= 0 and (compound or not 0 <= other < at)

    def _part(self, number: int, wholes: Sequence[int]) -> bool:
        """True for a printed share of one of some figures, or a part that others make up to it.

        The others stand in its sentence, in its list or in its column; one alone only for a large figure.
        """
        mentions, index = self.index.mentions, self.index
        value = exact(mentions[number].value)
        totals = {exact(mentions[n].value) for n in wholes} - {value, None}
        if value is None or not totals:
            return False
        inside = index.within(index.reader.sentence(mentions[number].start))
        if value >= LARGE and not totals.isdisjoint(
            [value + other for other in self._counts(inside, number)]
        ):
            return True
        groups = (inside, *(group for group in index.companies.get("count", ()) if number in group))
        if any(len(group) > 2 and value + sum(self._counts(group, number)) in totals for group in groups):
            return True
        share = mentions[number + 1] if number + 1 in inside else mentions[number]
        return share.kind is Kind.PERCENT and any(_shares(share, value, total) for total in totals if total)

    def _counts(self, group: Sequence[int], number: int) -> list[Fraction]:
        """The other counts of a group."""
        others = [self.index.mentions[n] for n in group[:MOST] if n != number]
        return [exact(m.value) or Fraction(0) for m in others if m.kind is Kind.CARDINAL]

    def related(self, key: str, number: int) -> bool:
        """True where two keys of counted things can mean the same (``member`` and ``party_member``)."""
        there = self.index.mentions[number].quantity.unit_key
        return there is not None and (there == key or akin(key, there))


def _kindred(one: _Name, other: _Name) -> bool:
    """True for names that may mean the same."""
    if one.words[0] == other.words[0] or (one.person and other.person):
        return True
    return bool(one.key and other.key and akin(one.key, other.key))


def _power(half_bits: int) -> int:
    """Two to so many halves, in 128ths."""
    return (181 if half_bits % 2 else 128) << half_bits // 2


def _counted(draft: Draft) -> tuple[str, ...]:
    """What a claim counts: the one or two words behind its number."""
    return tail(draft.passage.text.canonical, draft.mention.end)


def _both_count(draft: Draft, mention: Mention) -> bool:
    """True where claim and mention are plain counts."""
    return draft.quantity.kind is Kind.CARDINAL and mention.kind is Kind.CARDINAL


def _spoken_of(draft: Draft) -> list[str]:
    """The words, folded, that tell what a claim counts: its label, else what stands before it."""
    start = draft.mention.start
    before = draft.passage.text.canonical[max(0, start - BEFORE) : start]
    return _WORD.findall(fold(draft.passage.setting.label or _ENDS.split(before)[-1]).key)


def _shares(share: Mention, value: Fraction, whole: Fraction) -> bool:
    """True where a printed share is what one amount is of another."""
    percent, ulp = exact(share.value) or Fraction(0), exact(share.quantity.ulp) or Fraction(1)
    return 2 * abs(100 * value - percent * whole) <= ulp * whole


@cache
def _key(word: str, lang: str) -> str | None:
    """The key of a word, or of what it is the plural of."""
    return unit_key(word, lang)


@cache
def _people(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(subject_words(lang).people)})")


def _persons(said: Sequence[str], lang: str) -> Iterator[bool]:
    """For each word of a label that may be what it is about, whether it is the name of persons.

    In Vietnamese that is the first one.
    """
    pairs = pairwise((*said, ""))
    first = 1 if lang == "vi" else len(said)
    return (_person(word, f"{word} {after}", lang) for word, after in islice(pairs, first))


def _person(word: str, pair: str, lang: str) -> bool:
    """True for a word that names persons, by itself or with the one behind it."""
    key = _key(pair, lang) or _key(word, lang)
    if key is not None and not things_of(key).isdisjoint(PEOPLE):
        return True
    known = key is not None and lang != "vi"
    return not known and any(_people(lang).fullmatch(name) for name in (word, pair))


def akin(key: str, other: str) -> bool:
    """True where two keys of counted things can mean the same.

    >>> akin("member", "party_member"), akin("household", "party_member")
    (True, False)
    """
    ours, theirs = things_of(key), things_of(other)
    return bool(ours & theirs) or any(ours & family and theirs & family for family in FAMILIES)


def things_of(key: str) -> set[str]:
    """The words of a counted thing's key; ``party`` alone tells a member from a cell as little as nothing.

    >>> sorted(things_of("party_member")), sorted(things_of("party"))
    (['member'], ['party'])
    """
    words = {*key.split("_")}
    return words - {"party"} or words
