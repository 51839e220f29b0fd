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

from service.core.check.asked import Asked, Known, Rival, sort_of
from service.core.check.clauses import formal, phrase_stems, role_words
from service.core.check.context import (
    NEAR_AXES,
    OWN,
    PART,
    Context,
    Reader,
    Standing,
    denied,
    results,
    said,
    subject_words,
)
from service.core.check.diagnose import SURE_DIGITS, one_edit
from service.core.check.index import NUMERIC, Index, digits_of, folded, unit_class
from service.core.check.reach import Reach
from service.core.check.standing import YEAR, claimed, fits, named, standing
from service.core.check.things import INSTANCES, Things
from service.core.claims import Draft, Part, Passage, label_language
from service.core.contrasts import shortens
from service.core.segments import segment
from service.core.subjects import AIM, BEFORE, CHANGE, MOVE, NOW
from service.core.types import Kind, Qualifier, Span

UNLIKE_AXES = frozenset({MOVE, AIM, "base", "body", "act"})  # whose poles do not shut one another out
MOST_RIVALS = 8
WHOLE = 100  # percent
CLEAR = 20  # percent points of agreement by which a rival must be better
STRONG = 65  # percent of the claim's words that a rival must have
SMALL = 20  # below it numbers stand in a report for many things
WEAK = 85  # percent of the claim's words that the mention itself may have, and a sibling of it must have
FEWEST = 2  # words of a claim that must stand near a rival
SLACK = 15  # percent points of agreement within which one of two figures is not yet the better one
NONE: frozenset[str] = frozenset()
SILENT = Context()  # what is said near a number that stands alone
ENDED = Standing(NOW, led=True)  # what something has come to
EARLIER = Standing(BEFORE)  # what a label calls a level of an earlier time
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
UNRELATED_WORDS = (
    3  # a claim with as many known words, none of them near the mention, is about something else
)


class Subjects:
    """What the claims of one digest are about, against one source."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.reach = index.once(Reach)
        self.things = index.once(Things)
        self._readers: dict[str, Reader] = {}
        self._asked: dict[int, Asked] = {}  # by the identity of their drafts, which they hold
        self._dated: dict[str, bool] = {}
        self._copies: dict[tuple[str, Span], tuple[int, ...]] = {}

    def claim(self, draft: Draft) -> Asked:
        """A claim as it is put to the source: the words and poles of its label and unit, or its sentence."""
        found = self._asked.get(id(draft))
        if found is None:
            found = self._asked[id(draft)] = self._read(draft)
        return found

    def _read(self, draft: Draft) -> Asked:
        passage = draft.passage
        lang, label = self.spoken(passage), passage.setting.label
        valued = passage.part is Part.VALUE
        near = SILENT if _alone(draft) else self.reader(passage).context(draft.at)
        if passage.part is not Part.PROSE and passage.part is not Part.LABEL:
            near = _beside(draft, said(label, lang), near)
        if valued:
            level, name = named(label, lang), _WORD.findall(folded(label))
        else:
            reader = self.reader(passage)
            left, right = reader.beside(draft.at)
            level, name = claimed(reader, draft.at), [*left[:-1], *right]
        known = Known(near, self.index)
        return Asked(draft, near, known, level, name, lang, native=lang == self.index.lang)

    def reader(self, passage: Passage) -> Reader:
        """The contexts of the numbers of one string of the digest."""
        found = self._readers.get(passage.path)
        if found is None:
            text = passage.text.canonical
            found = self._readers[passage.path] = Reader(text, segment(text), passage.mentions, passage.lang)
        return found

    def sentence(self, draft: Draft) -> Span:
        """The sentence of its string that a claim stands in."""
        return self.reader(draft.passage).sentence(draft.mention.start)

    def dated(self, passage: Passage) -> bool:
        """True where a string, its label or its period names a time of its own, of which any level may be."""
        found = self._dated.get(passage.path)
        if found is None:
            named = any(m.kind in (Kind.YEAR, Kind.DATE) for m in passage.mentions)
            said = bool(passage.setting.period) or any(map(str.isdigit, passage.setting.label))
            found = self._dated[passage.path] = named or said
        return found

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
        copied = (n for n in found if self.index.mentions[n].text == draft.mention.text)
        return next(copied, None) if places or passage.part is Part.LABEL else self._line_copied(draft)

    def _line_copied(self, draft: Draft) -> int | None:
        """The mention that a number is, where its whole line of the source stands around it."""
        text, index = draft.passage.text.canonical, self.index
        for number in index.by_digits.get(digits_of(draft.mention.text), ())[:MOST_COPIES]:
            mention = index.mentions[number]
            line = index.segments.line_at(mention.start)
            if line is None or mention.text != draft.mention.text:
                continue
            said, start = index.text[line.start : line.end], draft.mention.start - mention.start + line.start
            if start >= 0 and " " in said and text.startswith(said, start):
                return number
        return None

    def standing(self, number: int) -> Standing:
        """Whether a mention is the present level, an earlier one or a change."""
        return standing(self.index.reader, number)

    def fits(self, claim: Asked, number: int) -> int:
        """How well a claim's own mention stands as it says; a level of a year gone by is an earlier one."""
        there = self.standing(number)
        if claim.level.what == BEFORE and there.what in ("", NOW) and not there.led:
            left, onward = self.index.reader.beside(number)[0], subject_words(self.index.lang).onward
            last = max((i for i, word in enumerate(left) if word in onward), default=-1)
            years = [word for word in left[last + 1 :] if YEAR.fullmatch(word)]
            if years and max(years) < max(self.index.report_years, default=""):
                return SAME
        return fits(claim.level, there)

    def margin(self, claim: Asked, number: int) -> bool:
        """True where ``more than`` is no hedge: the claim says that the figure is a difference.

        ``mức tăng: 27 giải`` for ``năm nay hơn 27 giải``; ``tăng hơn 5%`` has its own word of change.
        """
        mention, ours = self.index.mentions[number], claim.draft.mention
        if mention.qualifier is not Qualifier.MORE_THAN or ours.qualifier is not Qualifier.EXACT:
            return False
        moved = mention.direction is not None or self.standing(number).what == CHANGE
        if moved or self.index.heads(number):
            return False
        return claim.poles.get(MOVE, NONE) != {"down"} and claim.level.what == CHANGE

    def spoken(self, passage: Passage) -> str:
        """The language of the words about a claim: its label's, else its string's."""
        label = passage.setting.label
        return label_language(label, passage.lang) if passage.part is Part.VALUE and label else passage.lang

    def rivals(self, claim: Asked, besides: Iterable[int] = ()) -> list[Rival]:
        """Mentions of the claim's sort that stand among its rarer words, best first."""
        if claim.ranked is None:
            claim.ranked = self.ranking(claim, claim.draft, MOST_RIVALS)
        twins = self.index.twins
        excluded = {twins[n] for n in besides}
        return [rival for rival in claim.ranked if twins[rival.number] not in excluded]

    def voted(self, claim: Asked) -> list[int]:
        """Mentions of the claim's sort that stand among its rarer words; those with most of them first."""
        votes = self._votes(claim.known, sort_of(claim.draft))
        return sorted(votes, key=lambda number: (votes[number], number))

    def _votes(self, known: Known, sort: str) -> dict[int, int]:
        """What each mention of a sort has of some words; less is more."""
        votes: dict[int, int] = {}
        get, posted = votes.get, self.index.posted
        for word, own, weight in known.words:
            most = own * weight
            for number, near in posted(word, sort):
                votes[number] = get(number, 0) - (most if own < near else near * weight)
        return votes

    def ranking(self, said: Asked | Context, draft: Draft, most: int, sort: str | None = None) -> list[Rival]:
        """Up to ``most`` mentions that stand among some words, the best first: of a sort, or the claim's."""
        known = Known(said, self.index) if isinstance(said, Context) else said.known
        votes = self._votes(known, sort_of(draft) if sort is None else sort)
        best = sorted(zip(votes.values(), votes, strict=True))[:most]
        ranked = [Rival(number, known.agreement(number)) for _, number in best]
        ranked.sort(key=_disagreement)
        return ranked

    def better(self, claim: Asked, numbers: Sequence[int]) -> Rival | None:
        """The mention that the claim's words belong to, where they do not belong to any of ``numbers``.

        ``numbers`` are all mentions that state the claim's value. None is the benefit of the doubt: a rival
        that merely has more of the claim's words must be borne out by all that is said of the two figures.
        """
        agreements = [claim.known.agreement(n) for n in numbers]
        own = max(agreements)
        resting = [n for n, there in zip(numbers, agreements, strict=True) if there + SLACK >= own]
        if all(map(self.index.foreign, resting)):
            return None  # no word of the claim could stand there
        if (seeming := self._seeming(claim, numbers, resting, own)) is not None or not claim.native:
            return seeming
        fuller = self._fuller(claim, numbers, own)
        if fuller is None or (own >= FAIR and any(self._retold(n, fuller.number) for n in resting)):
            return None
        ranked = sorted(numbers, key=lambda n: -claim.known.agreement(n))[:MOST_OWN]
        mentions = self.index.mentions
        ours, theirs = (self.index.reader.sentence(mentions[n].start) for n in (ranked[0], fuller.number))
        least = TOGETHER if ours == theirs else LIKELY
        for rival in (fuller, *self._eligible_rivals(claim, numbers)):
            if all(self.reach.margin(claim, n, rival.number) > least for n in ranked):
                return fuller
        return None

    def _seeming(
        self, claim: Asked, numbers: Sequence[int], resting: Sequence[int], own: int
    ) -> Rival | None:
        """The mention that counts, stands or is governed as the claim says, where its own is not.

        The claim agrees best with those ``resting`` of its ``numbers``, by up to ``own`` percent.
        """
        if (found := self._other_thing(claim, numbers, own)) is not None:
            return found
        if claim.native and (found := self._other_level(claim, numbers, resting)) is not None:
            return found
        if (found := self._other_pole(claim, numbers, own)) is not None:
            return found
        return self._sibling(claim, numbers, resting, own) if claim.native else None

    def _sibling(
        self, claim: Asked, numbers: Sequence[int], resting: Sequence[int], own: int
    ) -> Rival | None:
        """The mention beside the claim's own whose name the claim has, and nothing of its own one's."""
        said, index = claim.own, self.index
        if len(resting) != 1 or said <= index.own(resting[0]) or index.named(resting[0]) <= said:
            return None  # it names its own figure, or nothing else
        swapped = (
            r
            for r in self._eligible_rivals(claim, numbers)
            if r.agreement + SLACK >= own and self._swapped(claim, r.number, resting[0])
        )
        return next((r for r in swapped if self.clear(claim, r.number, numbers, fewest=1)), None)

    def _eligible_rivals(self, claim: Asked, numbers: Sequence[int]) -> list[Rival]:
        """The rivals of a claim; beside a row that it names word for word only other cells."""
        rivals = self.rivals(claim, numbers)
        if any(self._row_named(claim, n) for n in numbers):
            segments, mentions = self.index.segments, self.index.mentions
            return [r for r in rivals if segments.cell_at(mentions[r.number].start)]
        return rivals

    def _fuller(self, claim: Asked, numbers: Sequence[int], own: int) -> Rival | None:
        """The mention that has many more of the claim's words near than its own has."""
        if own > WEAK:
            return None
        least = max(own + CLEAR, STRONG if own else FAIR)
        for rival in self._eligible_rivals(claim, numbers):
            told = self._told(claim, rival)
            much = told >= least or (
                told >= max(own + LITTLE, STRONG)
                and not self._lacking(claim, rival.number)
                and all(self._lacking(claim, n) for n in numbers)
            )
            if much and self.clear(claim, rival.number, numbers):
                return rival
        return None

    def _retold(self, number: int, rival: int) -> bool:
        """True for two tellings of one figure of which one slipped: the fault is the source's."""
        one, other = (digits_of(self.index.mentions[n].text) for n in (number, rival))
        return len(one) >= SURE_DIGITS and one_edit(one, other)

    def _told(self, claim: Asked, rival: Rival) -> int:
        """A rival's agreement, where words of the claim count, too, that stand nowhere about it."""
        unheard = [weight for weight in claim.weights if not weight.rarity]
        if not unheard:
            return rival.agreement
        known = self.reach.levels(rival.number).keys() | formal(claim.lang)
        known |= self.reach.spelled(claim, rival.number)
        unknown = sum(known.isdisjoint((weight.word, weight.stem)) for weight in unheard)
        return claim.known.among(rival.agreement, unknown)

    def _other_pole(self, claim: Asked, numbers: Sequence[int], own: int) -> Rival | None:
        """The figure on the pole that the claim names, where its own are all on another one."""
        crossed = self._crossed(claim, numbers)
        if crossed is None:
            return None
        axis, poles = crossed
        for rival in self.rivals(claim, numbers):
            there = self.index.contexts[rival.number].poles.get(axis, NONE)
            if there & poles and rival.agreement + 10 >= own:
                return rival
        if not claim.native and axis in claim.named:
            return self._on_pole(axis, poles, claim.draft, numbers)
        return None

    def _other_level(self, claim: Asked, numbers: Sequence[int], resting: Sequence[int]) -> Rival | None:
        """The figure beside the claim's own that is the level, or the change, that the claim says it is."""
        ours = claim.level
        if not ours.sure:
            return None
        fitting = max(self.fits(claim, n) for n in resting)
        if fitting == SAME or (fitting and not ours.what):
            return None
        if not ours.what:
            picked = any(self._picked(claim, n, numbers) for n in resting)
            if picked or self.dated(claim.draft.passage):
                return None
        return next((r for n in resting for r in self._beside(claim, n, numbers)), None)

    def _beside(self, claim: Asked, number: int, numbers: Sequence[int]) -> Iterator[Rival]:
        """Figures of the claim's sort in a mention's sentence that stand as the claim says."""
        sort, own = unit_class(claim.draft.quantity), self.standing(number)
        plain = own.what == CHANGE
        for other in self.index.within(self.index.reader.sentence(self.index.mentions[number].start)):
            mention, there = self.index.mentions[other], self.standing(other)
            if mention.kind not in NUMERIC or other in numbers or unit_class(mention.quantity) != sort:
                continue
            if fits(claim.level, there) == SAME and (there.what or not plain) and (there.led or own.what):
                yield Rival(other, claim.known.agreement(other))

    def _picked(self, claim: Asked, number: int, numbers: Sequence[int]) -> bool:
        """True where a claim has a word right at a mention that no other figure of the sentence has there."""
        words = claim.own & self.index.own(number)
        for other in self.index.within(self.index.reader.sentence(self.index.mentions[number].start)):
            if other not in numbers and self.index.mentions[other].kind in NUMERIC:
                words -= self.index.own(other)
        return bool(words)

    def _lacking(self, claim: Asked, number: int) -> bool:
        """True where some word of the claim's own stands nowhere about a mention."""
        there = self.index.contexts[number].words
        return any(near == OWN and word not in there for word, near, _ in claim.known.words)

    def _row_named(self, claim: Asked, number: int) -> bool:
        """True for a cell of a table whose row the claim names word for word."""
        cell = self.index.segments.cell_at(self.index.mentions[number].start)
        if cell is None or cell.label is None:
            return False
        row = said(self.index.text[cell.label.start : cell.label.end], self.index.lang).words
        return len(row) > 1 and row.keys() <= claim.words.keys()

    def _swapped(self, claim: Asked, rival: int, number: int) -> bool:
        """True where a claim names what its sibling in one sentence is, and nothing of what it is itself.

        ``cảnh cáo 02`` for ``khiển trách 02, cảnh cáo 01``.
        """
        index, said = self.index, claim.own  # a word new to the source may be what tells
        if not said <= index.near(rival) or "base" in index.contexts[number].poles:
            return False
        theirs = index.own(rival) - index.own(number)
        if said & (index.own(number) - index.own(rival)) and not self._comes_first(number):
            return False
        counted = set(index.nouns[rival].split())
        theirs -= NONE if said <= counted else counted
        ours = index.named(number) - index.own(rival) - said
        if not ours or theirs.isdisjoint(said):
            return False
        sentence, (start, at) = index.reader.sentence, (index.mentions[n].start for n in (number, rival))
        if index.segments.cell_at(at) is not None or sentence(start) != sentence(at):
            return False
        alike = {w[:STEM] for w in said}
        return not any(w[:STEM] in alike for w in ours)

    def _comes_first(self, number: int) -> bool:
        """True for the first figure of a sentence, whose words the others of it may share."""
        inside = self.index.within(self.index.reader.sentence(self.index.mentions[number].start))
        return number == next((n for n in inside if self.index.mentions[n].kind in NUMERIC), None)

    def clear(self, claim: Asked, rival: int, numbers: Sequence[int], *, fewest: int = FEWEST) -> bool:
        """True where nothing that the claim says speaks for its own mentions and against the rival."""
        index, draft = self.index, claim.draft
        if not self.eligible(claim, rival, numbers):
            return False
        there, mention = index.contexts[rival], index.mentions[rival]
        if fits(claim.level, self.standing(rival)) < max(self.fits(claim, n) for n in numbers):
            return False
        fitting = max(map(claim.known.agreement, numbers))
        if (mention.value_high is None) != (draft.quantity.value_high is None) and fitting > UNLIKE:
            return False
        own = [index.mentions[n] for n in numbers]
        if mention.target != claim.planned and any(m.target == claim.planned for m in own):
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
            ours = any(index.contexts[n].poles.get(axis, NONE) & poles for n in numbers)
            if ours and not there.poles.get(axis, NONE) & poles:
                return False
        changes = MOVE in claim.poles and mention.direction is None and MOVE not in there.poles
        if changes and any(m.direction for m in own):
            return False
        if any(self._names_whole(claim, n, rival) or self._narrower(claim, n, rival) for n in numbers):
            return False
        return len(claim.own & index.near(rival)) >= (fewest if fitting else 1)

    def _names_whole(self, claim: Asked, number: int, rival: int) -> bool:
        """True where a claim has every word right at a mention, one of which is not right at the rival.

        A claim that has every word right at the rival too names both a whole and a part of it, and the part
        stands behind its whole.
        """
        ours = self.index.named(number)
        if not claim.words.keys() >= ours or ours <= (theirs := self.index.named(rival)):
            return False
        return rival < number or not theirs <= claim.words.keys()

    def _narrower(self, claim: Asked, number: int, rival: int) -> bool:
        """True where a rival of the same sentence is about more that the claim does not name."""
        reader, mentions = self.index.reader, self.index.mentions
        if reader.sentence(mentions[number].start) != reader.sentence(mentions[rival].start):
            return False
        if self.standing(number) == ENDED and self.standing(rival) != ENDED and not claim.level.what:
            return True
        ours, theirs, said = self.index.named(number), self.index.named(rival), claim.words.keys()
        return len(theirs - ours - said) > len(ours - theirs - said) + 1

    def _other_thing(self, claim: Asked, numbers: Sequence[int], own: int) -> Rival | None:
        """A mention that counts what the claim counts.

        Where every mention of the value counts something else.
        """
        quantity = claim.draft.quantity
        key, unit = quantity.unit_key, quantity.unit
        keys = {self.index.mentions[n].quantity.unit_key for n in numbers}
        if unit is None or quantity.kind is not Kind.CARDINAL or keys & INSTANCES:
            return None
        if claim.native:
            noun = folded(unit)
            nouns = [self.index.nouns[n] for n in numbers]
            if not all(n and n not in noun and noun not in n for n in nouns):
                return None
            if key is not None and any(self.things.related(key, n) for n in numbers):
                return None
            named = any(self.things.fits(claim, n) for n in numbers)
            said = claim.own - phrase_stems(role_words(claim.lang).whole, claim.lang) if named else NONE
            counting = (r for r in self.rivals(claim, numbers) if self.index.nouns[r.number] == noun)
            least = own - 5
            likely = (r for r in counting if r.agreement >= least)
            return next((r for r in likely if said <= self.index.near(r.number)), None)
        if key is None or any(
            self.things.related(key, n) or not self._counts_other(claim.draft, n) for n in numbers
        ):
            return None
        groups = self.index.counted.values()  # those of one group count the same thing
        return next((Rival(group[0], 0) for group in groups if self.things.related(key, group[0])), None)

    def _opposite(self, claim: Asked, numbers: Sequence[int]) -> bool:
        """True where a claim names one of two opposites, and the sentence of its figure only the other.

        ``học sinh nam`` for ``học sinh nữ``, ``không đạt`` for ``đạt``, a plan as reached; not a shorter
        phrase for a longer one that it begins (``hoàn thành`` for ``hoàn thành tốt nhiệm vụ``).
        """
        for axis in claim.named - UNLIKE_AXES:
            governing = [self._governing(claim, n, axis) for n in numbers]
            apart = all(poles and poles.isdisjoint(claim.poles[axis]) for poles in governing)
            if apart and not any(self._shortened(claim, n, axis) for n in numbers):
                return True
        said = claim.name
        turned = denied(said, self.index.lang)
        if all(self._turned_round(said, turned, n) for n in numbers):
            return True
        if AIM in claim.poles or not all(self.index.mentions[n].target for n in numbers):
            return False
        return results(claim.lang).search(" ".join(said)) is not None

    def _governing(self, claim: Asked, number: int, axis: str) -> frozenset[str]:
        """The poles of an axis that are named right at a mention.

        Else those of its whole sentence, where the mention has a word of the claim's and no name of its own.
        """
        there = self.index.contexts[number]
        if axis in there.named:
            return there.poles[axis]
        if axis in NEAR_AXES or claim.own.isdisjoint(self.index.own(number)):
            return NONE
        return self.index.reader.poles(number).get(axis, NONE)

    def _shortened(self, claim: Asked, number: int, axis: str) -> bool:
        """True where a claim says of a mention the beginning of what its own stretch says."""
        left, right = self.index.reader.beside(number)
        return shortens(claim.name, [*left, *right], axis, self.index.lang)

    def _turned_round(self, said: Sequence[str], ours: frozenset[str], number: int) -> bool:
        """True where a claim denies what a mention affirms in its own stretch, or the other way round.

        ``ours`` are the words that the claim denies.
        """
        lang, theirs = self.index.lang, self.index.denied(number)
        if ours:
            left, right = self.index.reader.beside(number)
            there = self.index.contexts[number].words
            affirmed = any(w in left or w in right or there.get(w) == OWN for w in ours)
            return affirmed and not theirs and not denied(self.index.reader.before(number), lang)
        return not theirs.isdisjoint(said) and subject_words(lang).negations.isdisjoint(said)

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

    def eligible(self, claim: Asked, rival: int, numbers: Sequence[int]) -> bool:
        """True where a rival is on no other pole, and the claim names what it counts as well as its own."""
        if self.opposed(claim, rival):
            return False
        nouns, said = self.index.nouns, claim.said
        noun = nouns[rival]
        names_it = noun in said
        named = {own for n in numbers if (own := nouns[n]) and own in said}
        if not named:
            draft, kind = claim.draft, self.index.mentions[rival].kind
            silent = draft.quantity.unit is None and draft.passage.part is Part.PROSE
            return silent or names_it or kind not in (Kind.CARDINAL, Kind.RATIO)
        return bool(noun) and names_it and not any(noun != n and noun in n for n in named)

    def opposed(self, claim: Asked, number: int) -> bool:
        """True where a mention is governed by another pole than the claim names."""
        there = self.index.contexts[number].poles
        return any(
            axis in there and not there[axis] & poles for axis, poles in claim.poles.items() if axis != MOVE
        )

    def turned(self, claim: Asked, number: int) -> bool:
        """True where the claim speaks of a rise and the source of a fall, or the other way round."""
        ours = claim.poles.get(MOVE, ())
        if not ours:
            return False
        theirs = self.index.contexts[number].poles.get(MOVE, NONE)
        if not theirs and (direction := self.index.mentions[number].direction):
            theirs = frozenset({direction.value})
        return len(ours) == len(theirs) == 1 and set(ours) != theirs

    def _crossed(self, claim: Asked, numbers: Sequence[int]) -> tuple[str, frozenset[str]] | None:
        """The axis on which the claim names a pole and every mention of its value another one."""
        for axis, poles in claim.poles.items():
            if axis == MOVE:
                continue
            theirs = [self.index.contexts[n].poles.get(axis, NONE) for n in numbers]
            if theirs and all(t and not t & poles for t in theirs):
                return axis, poles
        return None

    def _on_pole(
        self, axis: str, poles: frozenset[str], draft: Draft, numbers: Sequence[int]
    ) -> Rival | None:
        """Across languages: a figure of the same sort beside the value's own mention, on the claim's pole."""
        sort = sort_of(draft)
        for number in numbers:
            span = self.index.segments.paragraph_at(self.index.mentions[number].start)
            for other in self.index.within(span) if span else ():
                mention = self.index.mentions[other]
                if other in numbers or mention.kind not in NUMERIC or unit_class(mention.quantity) != sort:
                    continue
                if self.index.contexts[other].poles.get(axis, NONE) & poles:
                    return Rival(other, 0)
        return None

    def unrelated(self, claim: Asked, numbers: Sequence[int]) -> bool:
        """True where a sentence says of a figure what the source does not.

        It tells a level as a change (``rose by 91`` for ``rose to 91``), or has words of its own that the
        source knows, and none of them is near any of the mentions.
        """
        if not claim.native or all(map(self.index.foreign, numbers)):
            return False
        if self._opposite(claim, numbers):
            return True
        ours = claim.level
        if ours.led and all((there := self.standing(n)).led and not fits(ours, there) for n in numbers):
            return True
        if claim.draft.passage.part is not Part.PROSE:
            return False
        if sum(self.index.rarity(w) > 0 for w in claim.own) < UNRELATED_WORDS:
            return False
        if not all(claim.words.keys().isdisjoint(self.index.contexts[n].words) for n in numbers):
            return False
        words = {weight.stem for weight in claim.weights if weight.rarity}
        return not any(words <= self.reach.levels(n).keys() for n in numbers)


def _beside(draft: Draft, label: Context, near: Context) -> Context:
    """What a label says, and the unit and the words of a value beside it."""
    unit = draft.passage.setting.unit or draft.quantity.unit
    if near is SILENT and not unit:
        return label
    words = dict(label.words)
    beside = said(unit, draft.passage.lang) if unit else SILENT
    for word, weight in near.words.items():
        words.setdefault(word, min(weight, PART))
    for word in beside.words:
        words.setdefault(word, PART)
    poles = {**beside.poles, **near.poles, **label.poles}
    return Context(words, poles, frozenset(label.poles) | near.named)


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
