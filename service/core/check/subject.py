"""Whether a claim's words and the words around a mention speak of the same thing.

Agreement is the share of the claim's words (rare ones count more, near ones count more) that stand near a
mention. A right number under the wrong label shows in two ways: the claim names one pole of a contrast

``giám sát``) and the mention is governed by another (``kiểm tra``); or another figure of the same sort stands
among the claim's words and this one does not. Both need a rival that fits better: without one the claim keeps
the benefit of the doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from service.core.check.context import (
    NEAR_AXES,
    OWN,
    PART,
    SENTENCE,
    Context,
    Reader,
    Standing,
    denied,
    results,
    said,
    subject_words,
)
from service.core.check.index import NUMERIC, Index, folded, tail, unit_class
from service.core.check.reach import Reach, Said
from service.core.check.standing import claimed, fits, named, standing
from service.core.check.things import GENERIC, VAGUE, akin, things_of
from service.core.claims import Draft, Part, Passage, label_language
from service.core.segments import segment
from service.core.subjects import AIM, CHANGE, MOVE, NOW
from service.core.text import fold
from service.core.types import Kind, Mention, Qualifier, Span

UNLIKE_AXES = frozenset({MOVE, AIM, "base", "body", "act"})  # whose poles do not shut one another out
MOST_RIVALS = 8
WHOLE = 100  # percent
CLEAR = 20  # percent points of agreement by which a rival must be better
STRONG = 65  # percent of the claim's words that a rival must have
WEAK = 85  # percent of the claim's words that the mention itself may have, and a sibling of it must have
BEFORE = 600  # characters before a number of prose that can name what it counts
REACH = 40  # characters around a number of prose within which the counted thing is named
FEWEST = 2  # words of a claim that must stand near a rival
SLACK = 15  # percent points of agreement within which one of two figures is not yet the better one
SILENT = Context()  # what is said near a number that stands alone
ENDED = Standing(NOW, led=True)  # what something has come to
SAME = 2  # how two standings fit that are one
MOST_COPIES = 4  # places of one sentence in the source that are looked at
MOST_OWN = 4  # mentions of the claim's value that rivals are weighed against
LIKELY = 40  # margin by which a rival with most of a claim's words must fit better, and
TOGETHER = -50  # one in the sentence of the claim's own
LITTLE = 8  # percent points of agreement by which a sibling in one sentence must be better
FAIR = 50  # percent of a claim's words that a rival must have where its own mention has none of them
UNLIKE = 35  # percent of a claim's words up to which its mention is hardly what it speaks of
STEM = 4  # letters by which two words of one stem begin
_ENDS = ".;:,!? "
_MARKS = "\n.;:!?•-–+*"  # also the empty string at either end of a text
_WORD = re.compile(r"[^\W\d_]+")
SMALL = 20  # below it numbers stand in a report for many things
UNRELATED_WORDS = (
    3  # a claim with as many known words, none of them near the mention, is about something else
)


class Rival(NamedTuple):
    """A mention that stands among the claim's words, and how well (percent)."""

    number: int
    agreement: int


class _Known(NamedTuple):
    """The claim's near words that the source has too (word, nearness, rarity), and their whole weight.

    ``told`` are the agreements worked out so far, by the identity of the mention's context.
    """

    context: Context
    whole: int
    words: tuple[tuple[str, int, int], ...]
    told: dict[int, int]


class Subjects:
    """What the claims of one digest are about, against one source."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.reach = Reach(index)
        self._readers: dict[str, Reader] = {}
        self._contexts: dict[tuple[str, int], Context] = {}
        self._known: dict[int, _Known] = {}
        self._ranked: dict[tuple[str, int], list[Rival]] = {}
        self._claimed: dict[tuple[str, int], Standing] = {}
        self._copies: dict[tuple[str, Span], tuple[int, ...]] = {}

    def claim(self, draft: Draft) -> Context:
        """The words and poles of a claim: its label and unit, or its own sentence."""
        key = (draft.passage.path, draft.index)
        found = self._contexts.get(key)
        if found is None:
            found = self._contexts[key] = self._read(draft)
        return found

    def _read(self, draft: Draft) -> Context:
        passage = draft.passage
        near = SILENT if _alone(draft) else self._reader(passage).context(draft.index)
        if passage.part is Part.PROSE or passage.part is Part.LABEL:
            return near
        label = said(passage.setting.label, self.spoken(passage))
        words = dict(label.words)
        unit = passage.setting.unit or draft.quantity.unit
        beside = said(unit, passage.lang) if unit else SILENT
        for word, weight in near.words.items():
            words.setdefault(word, min(weight, PART))
        for word in beside.words:
            words.setdefault(word, PART)
        poles = {**beside.poles, **near.poles, **label.poles}
        return Context(words, poles, frozenset(label.poles) | near.named)

    def _reader(self, passage: Passage) -> Reader:
        found = self._readers.get(passage.path)
        if found is None:
            text = passage.text.canonical
            found = self._readers[passage.path] = Reader(text, segment(text), passage.mentions, passage.lang)
        return found

    def sentence(self, draft: Draft) -> Span:
        """The sentence of its string that a claim stands in."""
        return self._reader(draft.passage).sentence(draft.mention.start)

    def copied(self, draft: Draft) -> int | None:
        """The mention that a number is, where its sentence or title stands in the source word for word."""
        passage = draft.passage
        if passage.part is not Part.PROSE and passage.part is not Part.LABEL:
            return None
        text = passage.text.canonical
        span = self.sentence(draft) if passage.part is Part.PROSE else Span(0, len(text))
        key = passage.path, span
        places = self._copies.get(key)
        if places is None:
            places = self._copies[key] = tuple(_places(text[span.start : span.end], self.index.text))
        indent = len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip())
        starts = (place - indent + draft.mention.start - span.start for place in places)
        found = (number for start in starts for number in self.index.within(Span(start, start + 1)))
        return next((n for n in found if self.index.mentions[n].text == draft.mention.text), None)

    def standing(self, number: int) -> Standing:
        """Whether a mention is the present level, an earlier one or a change."""
        return standing(self.index.reader, number)

    def claimed(self, draft: Draft) -> Standing:
        """What a claim says that its figure is: by its label, or in its sentence."""
        if draft.passage.part is Part.VALUE:
            return named(draft.passage.setting.label, self.spoken(draft.passage))
        key = draft.passage.path, draft.index
        found = self._claimed.get(key)
        if found is None:
            found = self._claimed[key] = claimed(self._reader(draft.passage), draft.index)
        return found

    def margin(self, draft: Draft, number: int) -> bool:
        """True where ``more than`` is no hedge: the claim says that the figure is a difference.

        ``mức tăng: 27 giải`` for ``năm nay hơn 27 giải``; ``tăng hơn 5%`` has its own word of change.
        """
        mention = self.index.mentions[number]
        hedges = mention.qualifier is Qualifier.MORE_THAN and draft.mention.qualifier is Qualifier.EXACT
        moved = mention.direction is not None or self.standing(number).what == CHANGE
        falls = self.claim(draft).poles.get(MOVE, frozenset()) == {"down"}
        return hedges and not moved and not falls and self.claimed(draft).what == CHANGE

    def same_language(self, draft: Draft) -> bool:
        """True where words can agree at all."""
        return self.spoken(draft.passage) == self.index.lang

    def spoken(self, passage: Passage) -> str:
        """The language of the words about a claim: its label's, else its string's."""
        label = passage.setting.label
        return label_language(label, passage.lang) if passage.part is Part.VALUE and label else passage.lang

    def known(self, context: Context) -> _Known:
        """What the source knows of a claim's words."""
        found = self._known.get(id(context))
        if found is None:
            rarity = self.index.rarity
            words = tuple((w, n, r) for w, n in context.words.items() if n >= PART and (r := rarity(w)))
            found = self._known[id(context)] = _Known(context, sum(n * r for _, n, r in words), words, {})
        return found

    def agreement(self, claim: Context, number: int) -> int:
        """Percent of the claim's known words that stand near a mention, weighted by rarity and nearness."""
        _, whole, words, told = self._known.get(id(claim)) or self.known(claim)
        context = self.index.contexts[number]
        found = told.get(id(context))
        if found is None:
            there, met = context.words, 0
            for word, near, rarity in words:
                if beside := there.get(word):
                    beside += beside == PART  # the same part of the sentence counts nearly as the own stretch
                    met += rarity * (near if near < beside else beside)
            found = told[id(context)] = 100 * met // whole if whole else 0
        return found

    def rivals(self, claim: Context, draft: Draft, besides: Iterable[int] = ()) -> list[Rival]:
        """Mentions of the claim's sort that stand among its rarer words, best first."""
        key = (draft.passage.path, draft.index)
        found = self._ranked.get(key)
        if found is None:
            found = self._ranked[key] = self.ranking(claim, draft, MOST_RIVALS)
        twins = self.index.twins
        excluded = {twins[n] for n in besides}
        return [r for r in found if twins[r.number] not in excluded]

    def voted(self, claim: Context, draft: Draft) -> list[int]:
        """Mentions of the claim's sort that stand among its rarer words; those with most of them first."""
        votes = self._votes(claim, draft)
        return sorted(votes, key=lambda number: (votes[number], number))

    def _votes(self, claim: Context, draft: Draft, sort: str | None = None) -> dict[int, int]:
        """What each mention among a claim's rarer words has of them; less is more."""
        votes: dict[int, int] = {}
        sort = _sort(draft) if sort is None else sort
        get = votes.get
        for word, own, weight in self.known(claim).words:
            most = own * weight
            for number, near in self.index.posted(word, sort):
                votes[number] = get(number, 0) - (most if own < near else near * weight)
        return votes

    def ranking(self, claim: Context, draft: Draft, most: int, sort: str | None = None) -> list[Rival]:
        """Up to ``most`` mentions that stand among some words, the best first: of a sort, or the claim's."""
        votes = self._votes(claim, draft, sort)
        best = sorted(zip(votes.values(), votes, strict=True))[:most]
        ranked = [Rival(number, self.agreement(claim, number)) for _, number in best]
        ranked.sort(key=_disagreement)
        return ranked

    def better(self, claim: Context, draft: Draft, numbers: Sequence[int]) -> Rival | None:
        """The mention that the claim's words belong to, where they do not belong to any of ``numbers``.

        ``numbers`` are all mentions that state the claim's value. None is the benefit of the doubt: a rival
        that merely has more of the claim's words must be borne out by all that is said of the two figures.
        """
        if (seeming := self._seeming(claim, draft, numbers)) is not None or not self.same_language(draft):
            return seeming
        fuller = self._fuller(claim, draft, numbers)
        if fuller is None:
            return None
        ranked = sorted(numbers, key=lambda n: -self.agreement(claim, n))[:MOST_OWN]
        said, mentions = self._all_said(claim, draft), self.index.mentions
        rivals = {fuller.number, *(r.number for r in self._eligible_rivals(claim, draft, numbers))}
        most = max(min(self.reach.margin(said, n, r) for n in ranked) for r in rivals)
        own, there = (self.index.reader.sentence(mentions[n].start) for n in (ranked[0], fuller.number))
        return fuller if most > (TOGETHER if own == there else LIKELY) else None

    def _all_said(self, claim: Context, draft: Draft) -> Said:
        """What a claim says of its figure, weighed against what the source says of it and of others."""
        words = tuple((w, self.index.rarity(w)) for w, near in claim.words.items() if near == OWN)
        planned = draft.mention.target or AIM in claim.poles
        name = tuple(self._words(draft))
        return Said(claim, words, name, self._said(draft), self.claimed(draft), planned)

    def _seeming(self, claim: Context, draft: Draft, numbers: Sequence[int]) -> Rival | None:
        """The mention that counts, stands or is governed as the claim says, where its own is not."""
        own = max(self.agreement(claim, n) for n in numbers)
        for other in (self._other_thing, self._other_level, self._other_pole):
            if (found := other(claim, draft, numbers, own)) is not None:
                return found
        return self._sibling(claim, draft, numbers, own) if self.same_language(draft) else None

    def _sibling(self, claim: Context, draft: Draft, numbers: Sequence[int], own: int) -> Rival | None:
        """The mention beside the claim's own whose name the claim has, and nothing of its own one's."""
        resting = [n for n in numbers if self.agreement(claim, n) + SLACK >= own]
        said = {w for w, n in claim.words.items() if n == OWN}
        if len(resting) != 1 or said <= self.index.own(resting[0]) or self.index.named(resting[0]) <= said:
            return None  # it names its own figure, or nothing else
        swapped = (
            r
            for r in self._eligible_rivals(claim, draft, numbers)
            if r.agreement + SLACK >= own and self._swapped(claim, r.number, resting)
        )
        return next((r for r in swapped if self.clear(claim, draft, r.number, numbers, fewest=1)), None)

    def _eligible_rivals(self, claim: Context, draft: Draft, numbers: Sequence[int]) -> list[Rival]:
        """The rivals of a claim; beside a row that it names word for word only other cells."""
        rivals = self.rivals(claim, draft, numbers)
        if any(self._row_named(claim, n) for n in numbers):
            segments, mentions = self.index.segments, self.index.mentions
            return [r for r in rivals if segments.cell_at(mentions[r.number].start)]
        return rivals

    def _fuller(self, claim: Context, draft: Draft, numbers: Sequence[int]) -> Rival | None:
        """The mention that has many more of the claim's words near than its own has."""
        own = max(self.agreement(claim, n) for n in numbers)
        least = STRONG if own else FAIR
        lacking = all(self._lacking(claim, n) for n in numbers)
        for rival in self._eligible_rivals(claim, draft, numbers) if own <= WEAK else ():
            all_of_them = lacking and not self._lacking(claim, rival.number)
            much = rival.agreement >= max(own + CLEAR, least)
            much = much or (all_of_them and rival.agreement >= max(own + LITTLE, STRONG))
            if much and self.clear(claim, draft, rival.number, numbers):
                return rival
        return None

    def _other_pole(self, claim: Context, draft: Draft, numbers: Sequence[int], own: int) -> Rival | None:
        """The figure on the pole that the claim names, where its own are all on another one."""
        crossed = self._crossed(claim, numbers)
        if crossed is None:
            return None
        axis, poles = crossed
        for rival in self.rivals(claim, draft, numbers):
            there = self.index.context(rival.number).poles.get(axis, frozenset())
            if there & poles and rival.agreement + 10 >= own:
                return rival
        if not self.same_language(draft) and axis in claim.named:
            return self._on_pole(axis, poles, draft, numbers)
        return None

    def _other_level(self, claim: Context, draft: Draft, numbers: Sequence[int], own: int) -> Rival | None:
        """The figure beside the claim's own that is the level, or the change, that the claim says it is."""
        ours = self.claimed(draft)
        if not ours.sure or not self.same_language(draft):
            return None
        resting = [n for n in numbers if self.agreement(claim, n) + SLACK >= own]
        fitting = max(fits(ours, self.standing(n)) for n in resting)
        if fitting == SAME or (fitting and not ours.what):
            return None
        if not ours.what and (_dated(draft) or any(self._picked(claim, n, numbers) for n in resting)):
            return None
        return next((r for n in resting for r in self._beside(claim, draft, n, ours, numbers)), None)

    def _beside(
        self, claim: Context, draft: Draft, number: int, ours: Standing, numbers: Sequence[int]
    ) -> Iterator[Rival]:
        """Figures of the claim's sort in a mention's sentence that stand as the claim says."""
        sort, own = unit_class(draft.quantity), self.standing(number)
        plain = own.what == CHANGE
        for other in self.index.within(self.index.reader.sentence(self.index.mentions[number].start)):
            mention, there = self.index.mentions[other], self.standing(other)
            if mention.kind not in NUMERIC or other in numbers or unit_class(mention.quantity) != sort:
                continue
            if fits(ours, there) == SAME and (there.what or not plain) and (there.led or own.what):
                yield Rival(other, self.agreement(claim, other))

    def _picked(self, claim: Context, number: int, numbers: Sequence[int]) -> bool:
        """True where a claim has a word right at a mention that no other figure of the sentence has there."""
        there = self.index.context(number).words
        words = {w for w, n in claim.words.items() if n == OWN and there.get(w) == OWN}
        for other in self.index.within(self.index.reader.sentence(self.index.mentions[number].start)):
            if other not in numbers and self.index.mentions[other].kind in NUMERIC:
                words -= self.index.own(other)
        return bool(words)

    def _lacking(self, claim: Context, number: int) -> bool:
        """True where some word of the claim's own stands nowhere about a mention."""
        there = self.index.contexts[number].words
        return any(near == OWN and word not in there for word, near, _ in self.known(claim).words)

    def _row_named(self, claim: Context, number: int) -> bool:
        """True for a cell of a table whose row the claim names word for word."""
        cell = self.index.segments.cell_at(self.index.mentions[number].start)
        if cell is None or cell.label is None:
            return False
        row = said(self.index.text[cell.label.start : cell.label.end], self.index.lang).words
        return len(row) > 1 and row.keys() <= claim.words.keys()

    def _swapped(self, claim: Context, rival: int, numbers: Sequence[int]) -> bool:
        """True where a claim names what its sibling in one sentence is, and nothing of what it is itself.

        ``cảnh cáo 02`` for ``khiển trách 02, cảnh cáo 01``.
        """
        if "base" in self.index.context(numbers[0]).poles:
            return False
        said = {w for w, n in claim.words.items() if n == OWN}  # a word new to the source may be what tells
        there = self.index.context(rival).words
        if not all(there.get(w, 0) >= PART for w in said):
            return False
        theirs = self.index.own(rival) - self.index.own(numbers[0])
        ours = self.index.named(numbers[0]) - self.index.own(rival) - said
        if not ours or theirs.isdisjoint(said):
            return False
        reader, (start, at) = self.index.reader, (self.index.mentions[n].start for n in (numbers[0], rival))
        if self.index.segments.cell_at(at) is not None or reader.sentence(start) != reader.sentence(at):
            return False
        alike = {w[:STEM] for w in said}
        return not any(w[:STEM] in alike for w in ours)

    def clear(
        self, claim: Context, draft: Draft, rival: int, numbers: Sequence[int], *, fewest: int = FEWEST
    ) -> bool:
        """True where nothing that the claim says speaks for its own mentions and against the rival."""
        if not self.eligible(claim, draft, rival, numbers):
            return False
        there, mention = self.index.context(rival), self.index.mentions[rival]
        level = self.claimed(draft)
        if fits(level, self.standing(rival)) < max(fits(level, self.standing(n)) for n in numbers):
            return False
        fitting = max(self.agreement(claim, n) for n in numbers)
        if (mention.value_high is None) != (draft.quantity.value_high is None) and fitting > UNLIKE:
            return False
        own = [self.index.mentions[n] for n in numbers]
        planned = draft.mention.target or AIM in claim.poles
        if mention.target != planned and any(m.target == planned for m in own):
            return False
        bound = draft.mention.qualifier
        bounded = fitting > FAIR and bound is not Qualifier.EXACT and mention.qualifier is Qualifier.EXACT
        if bounded and any(m.qualifier is bound for m in own):
            return False
        if (unit := mention.quantity.unit) and _unit_said(draft, unit) < max(
            (_unit_begun(draft, m.quantity.unit) for m in own), default=False
        ):
            return False
        for axis, poles in claim.poles.items():
            ours = any(self.index.context(n).poles.get(axis, frozenset()) & poles for n in numbers)
            if ours and not there.poles.get(axis, frozenset()) & poles:
                return False
        changes = MOVE in claim.poles and mention.direction is None and MOVE not in there.poles
        if changes and any(self.index.mentions[n].direction for n in numbers):
            return False
        if any(self._names_whole(claim, n, rival) or self._narrower(claim, draft, n, rival) for n in numbers):
            return False
        near = sum(there.words.get(w, 0) >= PART for w, n in claim.words.items() if n == OWN)
        strange = not any(self.agreement(claim, n) for n in numbers)
        return near >= (1 if strange else fewest)

    def _names_whole(self, claim: Context, number: int, rival: int) -> bool:
        """True where a claim has every word right at a mention, one of which is not right at the rival.

        A claim that has every word right at the rival too names both a whole and a part of it, and the part
        stands behind its whole.
        """
        ours = self.index.named(number)
        if not claim.words.keys() >= ours or ours <= (theirs := self.index.named(rival)):
            return False
        return rival < number or not theirs <= claim.words.keys()

    def _narrower(self, claim: Context, draft: Draft, number: int, rival: int) -> bool:
        """True where a rival of the same sentence is about more that the claim does not name."""
        reader, mentions = self.index.reader, self.index.mentions
        if reader.sentence(mentions[number].start) != reader.sentence(mentions[rival].start):
            return False
        if self.standing(number) == ENDED and self.standing(rival) != ENDED and not self.claimed(draft).what:
            return True
        ours, theirs, said = self.index.named(number), self.index.named(rival), claim.words.keys()
        return len(theirs - ours - said) > len(ours - theirs - said) + 1

    def _other_thing(self, claim: Context, draft: Draft, numbers: Sequence[int], own: int) -> Rival | None:
        """A mention that counts what the claim counts.

        Where every mention of the value counts something else.
        """
        key, unit = draft.quantity.unit_key, draft.quantity.unit
        if unit is None or draft.quantity.kind is not Kind.CARDINAL:
            return None
        if self.same_language(draft):
            noun = folded(unit)
            nouns = [self._noun(n) for n in numbers]
            if not all(n and n not in noun and noun not in n for n in nouns):
                return None
            if key is not None and any(self._related(key, n) for n in numbers):
                return None
            return next(
                (
                    r
                    for r in self.rivals(claim, draft, numbers)
                    if self._noun(r.number) == noun and r.agreement + 5 >= own
                ),
                None,
            )
        if key is None or any(self._related(key, n) or not self._counts_other(draft, n) for n in numbers):
            return None
        groups = self.index.counted.values()  # those of one group count the same thing
        return next((Rival(group[0], 0) for group in groups if self._related(key, group[0])), None)

    def renamed(self, draft: Draft, number: int) -> bool:
        """True where a claim counts one known thing and the mention another of no kindred name."""
        key, mention = draft.quantity.unit_key, self.index.mentions[number]
        if key is None or mention.quantity.unit_key is None or not _both_count(draft, mention):
            return False
        if self._related(key, number):
            return False
        noun, there = folded(draft.quantity.unit or ""), self._noun(number)
        return self.same_language(draft) and noun not in there and there not in noun

    def miscounted(self, draft: Draft, number: int) -> bool:
        """True where a claim counts by name what the source counts elsewhere, and not in this sentence.

        ``612 falls`` for ``612 beds``, in a report that counts ``9 falls``.
        """
        mention = self.index.mentions[number]
        if not _both_count(draft, mention) or not self.same_language(draft):
            return False
        named = tail(draft.passage.text.canonical, draft.mention.end)
        there = tail(self.index.text, mention.end)
        if not named or named[0] in there[:1] or named not in self.index.tails:
            return False
        key, said = draft.quantity.unit_key, self._spoken_of(draft)
        if (key is not None and things_of(key) & GENERIC) or named[0] in said:
            return False
        if mention.quantity.unit is None:
            if named[0] in self.index.reader.setting(number) or named[0] == self.index.topic(number):
                return False
            near = self.index.contexts[number].words
            labelled = any(near.get(w) == OWN and (w,) in self.index.tails for w in said)
            return near.get(named[0], 0) < (OWN if labelled else SENTENCE)
        if key is not None and self._related(key, number):
            same = key == mention.quantity.unit_key and key not in VAGUE
            return not same and self._noun(number) in " ".join(said)
        return named[0] not in self.index.words_of(self.index.reader.sentence(mention.start))

    def _opposite(self, claim: Context, draft: Draft, numbers: Sequence[int]) -> bool:
        """True where a claim names one of two opposites, and the sentence of its figure only the other.

        ``học sinh nam`` for ``học sinh nữ``, ``không đạt`` for ``đạt``, a plan as reached.
        """
        for axis in claim.named - UNLIKE_AXES:
            governing = [self._governing(claim, n, axis) for n in numbers]
            if all(poles and poles.isdisjoint(claim.poles[axis]) for poles in governing):
                return True
        said = self._words(draft)
        turned = denied(said, self.index.lang)
        if all(self._turned_round(said, turned, n) for n in numbers):
            return True
        if AIM in claim.poles or not all(self.index.mentions[n].target for n in numbers):
            return False
        return results(self.spoken(draft.passage)).search(" ".join(said)) is not None

    def _governing(self, claim: Context, number: int, axis: str) -> frozenset[str]:
        """The poles of an axis that are named right at a mention.

        Else those of its whole sentence, where the mention has a word of the claim's and no name of its own.
        """
        there = self.index.context(number)
        if axis in there.named:
            return there.poles[axis]
        shared = (w for w, n in claim.words.items() if n == OWN and there.words.get(w) == OWN)
        if axis in NEAR_AXES or not any(shared):
            return frozenset()
        return self.index.reader.poles(number).get(axis, frozenset())

    def _turned_round(self, said: Sequence[str], ours: frozenset[str], number: int) -> bool:
        """True where a claim denies what a mention affirms in its own stretch, or the other way round.

        ``ours`` are the words that the claim denies.
        """
        lang, theirs = self.index.lang, self.index.denied(number)
        if ours:
            left, right = self.index.reader.beside(number)
            there = self.index.context(number).words
            affirmed = any(w in left or w in right or there.get(w) == OWN for w in ours)
            return affirmed and not theirs and not denied(self.index.reader.before(number), lang)
        return not theirs.isdisjoint(said) and subject_words(lang).negations.isdisjoint(said)

    def _words(self, draft: Draft) -> list[str]:
        """What a claim says of its figure, word by word: its label, or its stretch of the sentence."""
        if draft.passage.part is Part.VALUE:
            return _WORD.findall(folded(draft.passage.setting.label))
        left, right = self._reader(draft.passage).beside(draft.index)
        return [*left[:-1], *right]

    def _spoken_of(self, draft: Draft) -> list[str]:
        """The words, folded, that tell what a claim counts: its label, else what stands before it."""
        start = draft.mention.start
        said = draft.passage.setting.label or draft.passage.text.canonical[max(0, start - BEFORE) : start]
        return _WORD.findall(fold(said).key)

    def _related(self, key: str, number: int) -> bool:
        """True where two keys of counted things can mean the same (``member`` and ``party_member``)."""
        there = self.index.mentions[number].quantity.unit_key
        if there is None or there == key:
            return there is not None
        return akin(key, there)

    def _counts_other(self, draft: Draft, number: int) -> bool:
        """True where a mention counts another known thing, or, for a small number, nothing that is named."""
        mention = self.index.mentions[number]
        if mention.quantity.unit_key is not None and mention.kind is Kind.CARDINAL:
            return True
        value = draft.mention.quantity.exact
        return (
            mention.quantity.unit is None
            and value is not None
            and value < SMALL
            and mention.kind is not Kind.RATIO
        )

    def eligible(self, claim: Context, draft: Draft, rival: int, numbers: Sequence[int]) -> bool:
        """True where a rival is on no other pole, and the claim names what it counts as well as its own."""
        if self.opposed(claim, rival):
            return False
        named = {noun for n in numbers if (noun := self._noun(n)) and self._names(draft, n)}
        noun = self._noun(rival)
        if not named:
            silent = draft.quantity.unit is None and draft.passage.part is Part.PROSE
            return (
                silent
                or self._names(draft, rival)
                or self.index.mentions[rival].kind not in (Kind.CARDINAL, Kind.RATIO)
            )
        return bool(noun) and self._names(draft, rival) and not any(noun != n and noun in n for n in named)

    def _names(self, draft: Draft, number: int) -> bool:
        """True where the claim names the thing that a mention counts, or the mention counts nothing named."""
        noun = self._noun(number)
        return not noun or noun in self._said(draft)

    def _noun(self, number: int) -> str:
        """The thing that a mention counts, folded; empty for a mention that counts nothing named."""
        return self.index.nouns[number]

    def _said(self, draft: Draft) -> str:
        """What a claim says, folded: its label and unit, or the stretch of its sentence."""
        passage = draft.passage
        if passage.part is Part.VALUE:
            return fold(f"{passage.setting.label} {passage.setting.unit or ''} {passage.text.canonical}").key
        start, end = draft.mention.start, draft.mention.end
        return fold(passage.text.canonical[max(0, start - REACH) : end + REACH]).key

    def opposed(self, claim: Context, number: int) -> bool:
        """True where a mention is governed by another pole than the claim names."""
        there = self.index.context(number).poles
        return any(
            axis in there and not there[axis] & poles for axis, poles in claim.poles.items() if axis != MOVE
        )

    def turned(self, claim: Context, number: int) -> bool:
        """True where the claim speaks of a rise and the source of a fall, or the other way round."""
        ours = claim.poles.get(MOVE, ())
        theirs = self.index.context(number).poles.get(MOVE, ()) if ours else ()
        return len(ours) == len(theirs) == 1 and ours != theirs

    def _crossed(self, claim: Context, numbers: Sequence[int]) -> tuple[str, frozenset[str]] | None:
        """The axis on which the claim names a pole and every mention of its value another one."""
        for axis, poles in claim.poles.items():
            if axis == MOVE:
                continue
            theirs = [self.index.context(n).poles.get(axis, frozenset()) for n in numbers]
            if theirs and all(t and not t & poles for t in theirs):
                return axis, poles
        return None

    def _on_pole(
        self, axis: str, poles: frozenset[str], draft: Draft, numbers: Sequence[int]
    ) -> Rival | None:
        """Across languages: a figure of the same sort beside the value's own mention, on the claim's pole."""
        sort = _sort(draft)
        for number in numbers:
            span = self.index.segments.paragraph_at(self.index.mentions[number].start)
            for other in self.index.within(span) if span else ():
                mention = self.index.mentions[other]
                if other in numbers or mention.kind not in NUMERIC or unit_class(mention.quantity) != sort:
                    continue
                if self.index.context(other).poles.get(axis, frozenset()) & poles:
                    return Rival(other, 0)
        return None

    def unrelated(self, claim: Context, draft: Draft, numbers: Sequence[int]) -> bool:
        """True where a sentence says of a figure what the source does not.

        It tells a level as a change (``rose by 91`` for ``rose to 91``), or has words of its own that the
        source knows, and none of them is near any of the mentions.
        """
        if not self.same_language(draft):
            return False
        if self._opposite(claim, draft, numbers):
            return True
        ours = self.claimed(draft)
        if ours.led and all((there := self.standing(n)).led and not fits(ours, there) for n in numbers):
            return True
        if draft.passage.part is not Part.PROSE:
            return False
        known = [w for w, n in claim.words.items() if n == OWN and self.index.rarity(w)]
        if len(known) < UNRELATED_WORDS:
            return False
        return all(not any(w in self.index.context(n).words for w in claim.words) for n in numbers)


def _dated(draft: Draft) -> bool:
    """True for a claim that names a time of its own, of which any level may be."""
    setting = draft.passage.setting
    named = any(m.kind in (Kind.YEAR, Kind.DATE) for m in draft.passage.mentions)
    return named or bool(setting.period) or any(map(str.isdigit, setting.label))


def _places(sentence: str, text: str) -> Iterator[int]:
    """Where a whole sentence of two words or more stands in a text, from mark to mark."""
    sentence = sentence.strip().rstrip(_ENDS)
    start = text.find(sentence) if " " in sentence else -1
    for _ in range(MOST_COPIES):
        if start < 0:
            return
        before, after = text[:start].rstrip(" \t")[-1:], text[start + len(sentence) :].lstrip(" \t")[:1]
        if before in _MARKS and after in _MARKS:
            yield start
        start = text.find(sentence, start + 1)


def _both_count(draft: Draft, mention: Mention) -> bool:
    """True where claim and mention are plain counts."""
    return draft.quantity.kind is Kind.CARDINAL and mention.kind is Kind.CARDINAL


def _disagreement(rival: Rival) -> int:
    return -rival.agreement


def _alone(draft: Draft) -> bool:
    """True for a number that is all that its string says."""
    start, end, text = draft.mention.start, draft.mention.end, draft.passage.text.canonical
    return len(draft.passage.mentions) == 1 and not any(map(str.isalnum, text[:start] + text[end:]))


def _unit_said(draft: Draft, unit: str | None) -> bool:
    """True where a claim writes its unit just so."""
    return (
        draft.quantity.unit is not None and unit is not None and folded(draft.quantity.unit) == folded(unit)
    )


def _unit_begun(draft: Draft, unit: str | None) -> bool:
    """True where a claim writes a unit or whole words at its beginning (``lượt`` of ``lượt cán bộ``)."""
    begun = draft.quantity.unit is not None and unit is not None
    return begun and f"{folded(unit or '')} ".startswith(f"{folded(draft.quantity.unit or '')} ")


def _sort(draft: Draft) -> str:
    """The class of units that a rival must share; empty where the claim states no unit."""
    if draft.quantity.kind is Kind.YEAR:
        return "year"
    if (
        draft.passage.part is Part.VALUE
        and draft.quantity.unit is None
        and draft.quantity.kind is Kind.CARDINAL
    ):
        return "" if draft.passage.setting.unit is None else "count"
    return unit_class(draft.quantity)
