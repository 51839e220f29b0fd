"""Whether what a claim says that its figure is contradicts what the source says that it is.

A figure can be planned or reached, a whole or a part of it, a level or a change, one of two opposites,
affirmed or denied, the first or the last of some. A claim is contradicted where every mention that it may
rest on stands otherwise, and either the words are direct opposites or a figure beside it stands as the claim
says and fits its words about as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from service.core.check.asked import Asked
from service.core.check.clauses import (
    Clause,
    Clauses,
    Wording,
    clause_of,
    names,
    phrase_stems,
    role_words,
    sides,
    stems,
    without,
    worded,
    wording,
)
from service.core.check.context import denied, subject_words
from service.core.check.figure import Figure, Figures, planned
from service.core.check.index import FIGURES, Index, folded
from service.core.check.subject import EARLIER, Subjects
from service.core.claims import Part, Passage
from service.core.subjects import CHANGE
from service.core.text import fold
from service.core.types import Kind, Qualifier, Span

Near: TypeAlias = "tuple[int, ...]"
SLACK = 15  # percent points of agreement within which a claim may rest on either of two figures
_WORDS = re.compile(r"[^\W\d_]+|[,:;()]")


class _Told:
    """A claim: its own clause, and all its words, of which only some are ever asked for."""

    def __init__(self, claim: Asked, clause: Clause, text: Callable[[], Wording]) -> None:
        self.draft = claim.draft
        self.level = claim.level
        self.lang = claim.lang
        self.clause = clause
        self._text = text

    @cached_property
    def text(self) -> Wording:
        """Its label and period, or its sentence."""
        return self._text()

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words of its clause that mean something."""
        return stems(self.clause.words, self.lang)


def _open(text: str, lang: str) -> Wording:
    """The words of a text without those that only look like a plan."""
    return without(worded(f" {fold(text).key} "), role_words(lang).hidden)


class Conflicts:
    """The contradictions between the claims of one digest and one source."""

    def __init__(self, subjects: Subjects) -> None:
        self.subjects = subjects
        self.index: Index = subjects.index
        self.lang = subjects.index.lang
        self._figure = subjects.index.once(Figures).of
        self._claims: dict[str, Clauses] = {}
        self._sentences: dict[tuple[str, Span], Wording] = {}
        self._rules = (
            self._opposite,
            self._plan_as_result,
            self._result_as_plan,
            self._part_as_whole,
            self._whole_as_part,
            self._level_as_change,
            self._change_as_level,
            self._earlier_as_new,
            self._denied,
            self._rank,
        )

    def against(self, claim: Asked, numbers: Sequence[int]) -> Near | None:
        """The figures that the claim is about instead, where all of ``numbers`` contradict it; else None."""
        if not claim.native or all(map(self.index.foreign, numbers)):
            return None
        agreements = list(map(claim.known.agreement, numbers))
        least = max(agreements) - SLACK
        told = self._told(claim)
        found: Near = ()
        for number, agreement in zip(numbers, agreements, strict=True):
            if agreement < least:
                continue
            near = self._contradicted(told, self._figure(number), numbers)
            if near is None or any(claim.known.agreement(n) < least for n in near):
                return None
            found = found or near
        return found

    def _contradicted(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        for rule in self._rules:
            if (near := rule(told, figure, numbers)) is not None:
                return near
        return None

    def _told(self, claim: Asked) -> _Told:
        draft = claim.draft
        passage, setting = draft.passage, draft.passage.setting
        if passage.part is Part.VALUE:
            clause = clause_of(
                _WORDS.findall(folded(setting.label)), _WORDS.findall(folded(setting.unit or ""))
            )
            return _Told(claim, clause, lambda: _open(f"{setting.label} {setting.period or ''}", claim.lang))
        clauses = self._claims.get(passage.path)
        if clauses is None:
            clauses = self._claims[passage.path] = Clauses(self.subjects.reader(passage))
        sentence = self.subjects.sentence(draft)
        key = passage.path, sentence
        return _Told(claim, clauses.of(draft.at), lambda: self._sentence(key, passage, claim.lang))

    def _sentence(self, key: tuple[str, Span], passage: Passage, lang: str) -> Wording:
        """A sentence of the digest, which all claims in it share."""
        found = self._sentences.get(key)
        if found is None:
            text = passage.text.canonical[key[1].start : key[1].end]
            found = self._sentences[key] = _open(text, lang)
        return found

    def _nearby(self, figure: Figure, numbers: Sequence[int]) -> Iterator[Figure]:
        """Other figures of a mention's sort beside it, the nearest first."""
        return (self._figure(n) for n in figure.beside if n not in numbers)

    # The rules

    def _opposite(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        """The claim names one of two opposites right at its figure, the source the other."""
        if not figure.sides or not subject_words(told.lang).negations.isdisjoint(told.clause.words):
            return None
        for name, named in sides(told.clause.text.text, told.lang).items():
            there = figure.sides.get(name)
            if there and len(named) == 1 and there.isdisjoint(named):
                return ()
        return None

    def _plan_as_result(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        if not figure.plan or told.draft.mention.target:
            return None
        table = role_words(told.lang)
        if names(told.text, table.planned):
            return None
        rival = next((r for r in self._nearby(figure, numbers) if self._result_like(told, r, figure)), None)
        if rival is not None:
            return (rival.number,)
        return () if figure.mention.target and names(told.text, table.reached) else None

    def _result_like(self, told: _Told, figure: Figure, plan: Figure) -> bool:
        """True for a figure that was reached, of what the claim or the plan is about."""
        if figure.mention.target or figure.plan or figure.changed:
            return False
        return self._of_one(figure, plan, told) or figure.counts_same(plan)

    def _of_one(self, one: Figure, plan: Figure, told: _Told) -> bool:
        """True where a figure and a plan are about the same, as far as words tell."""
        there, here = one.stems, plan.stems
        about = here - phrase_stems(role_words(self.lang).planned, self.lang)
        if one.sentence == plan.sentence:
            return bool(there & here) or not about
        return bool(there & here & told.stems)

    def _result_as_plan(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        if figure.plan or figure.mention.target:
            return None
        if not planned(told.clause, told.lang, target=told.draft.mention.target):
            return None
        table, clause = role_words(told.lang), figure.clause
        if names(clause.text, table.planned) or (figure.announced and not figure.came):
            return None
        for other in self._nearby(figure, numbers):
            if other.plan and (self._of_one(figure, other, told) or figure.counts_same(other)):
                return (other.number,)
        return () if names(wording(clause.left[-2:]), table.done) else None

    def _part_as_whole(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        """The claim says that its figure is all, or names only what the whole of it is."""
        table = role_words(told.lang)
        whole = names(told.clause.text, table.whole)
        if (not whole and figure.clause.whole is None) or figure.totalled or told.level == EARLIER:
            return None  # of two levels of one time only one is a part of the other
        about = told.stems - phrase_stems(table.whole, told.lang)
        said = stems(told.text.words, told.lang)
        for other in self._nearby(figure, numbers):
            apart = figure.nearest - other.stems
            if not apart or not apart.isdisjoint(said) or not figure.of_one_sort(other):
                continue
            larger = other.exceeds(figure)
            if figure.clause.whole == other.number and larger and about and about <= other.stems:
                return (other.number,)
            if whole and self._parallel(figure, other, larger=larger):
                return (other.number,)
        return None

    def _parallel(self, figure: Figure, other: Figure, *, larger: bool) -> bool:
        """True for two figures of one sentence or column, where the other shows that neither is the whole."""
        if figure.listed_with(other):
            return True
        return larger and figure.sentence == other.sentence and bool(other.stems - figure.stems)

    def _whole_as_part(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        """The claim names what only a part of its figure is."""
        if not figure.parts or self._shares(told) or figure.mention.kind is Kind.PERCENT:
            return None  # a share is told of what stands in front of its bracket
        for part in map(self._figure, figure.parts):
            noun = self.index.nouns[part.number]
            apart = part.stems - figure.stems - stems(noun.split(), self.lang)
            if told.stems & apart and part.number not in numbers and figure.exceeds(part):
                return (part.number,)
        return None

    def _shares(self, told: _Told) -> bool:
        """True where a claim's figure is what a share is taken of (``9 of 11``)."""
        return names(wording(told.clause.left[-2:]), role_words(told.lang).among)

    def _level_as_change(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        draft = told.draft
        ours = told.level
        if not (ours.sure and ours.what == CHANGE and (ours.led or draft.passage.part is Part.VALUE)):
            return None
        moving = role_words(self.lang).moved & set(told.clause.words)
        if not stems(moving, self.lang).isdisjoint(stems(figure.since, self.lang)):
            return None  # the level of a change: ``the decline narrowed to 1.9%``
        return () if figure.level and figure.stems & told.stems else None

    def _change_as_level(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        if not figure.changed or told.draft.mention.direction is not None:
            return None
        if names(told.text, role_words(told.lang).moved):
            return None
        if not subject_words(self.lang).onward.isdisjoint(figure.clause.left[-1:]):
            return None
        for other in self._nearby(figure, numbers):
            if other.changed or figure.sentence != other.sentence:
                continue
            if figure.counts_same(other) or other.stems & told.stems:
                return (other.number,)
        return None

    def _earlier_as_new(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        table = role_words(told.lang)
        renewed = figure.earlier and names(told.clause.text, table.now)
        if (not renewed and figure.aside is None) or names(told.text, table.earlier):
            return None
        if (beside := self._aside(told, figure)) is not None or not renewed:
            return beside
        later = (r for r in self._nearby(figure, numbers) if not r.earlier and not r.changed)
        rival = next(later, None)
        return None if rival is None else (rival.number,)

    def _aside(self, told: _Told, figure: Figure) -> Near | None:
        """The figure that a bracket sets its own beside, where the claim does not say so, too."""
        aside = figure.aside
        if aside is None:
            return None
        if aside.planned:
            return None if names(told.text, role_words(self.lang).planned) else (aside.outer,)
        return None if any(time in told.text.text for time in aside.times) else (aside.outer,)

    def _denied(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        """A sentence denies what the source affirms of the figure, or the reverse; labels only name."""
        if told.draft.passage.part is Part.VALUE:
            return None
        table = subject_words(self.lang)
        roles = role_words(self.lang)
        clause = figure.clause
        ours = not table.negations.isdisjoint(told.clause.words)
        if ours and not figure.lacking:
            turned = denied([w for w in told.clause.words if w not in roles.light], self.lang)
            words = {*clause.words, *figure.since}
            said_so = turned <= denied(figure.since, self.lang)
            return () if turned and turned <= words and not said_so else None
        if figure.lacking and figure.negated and not names(told.text, roles.lacking):
            turned = denied([w for w in clause.words if w not in roles.light], self.lang)
            affirmed = turned & set(told.clause.words) or (not turned and names(told.text, roles.done))
            return () if affirmed else None
        return None

    def _rank(self, told: _Told, figure: Figure, numbers: Sequence[int]) -> Near | None:
        """The claim says that nothing is larger, or smaller; a figure beside it is.

        Or it gives as a rank what only is counted (``the 20th`` for ``3rd among 20``).
        """
        mention = told.draft.mention
        if mention.kind is Kind.ORDINAL:
            return self._ranked(figure)
        if mention.kind not in FIGURES or mention.qualifier is not Qualifier.EXACT:
            return None
        table = role_words(told.lang)
        first, last = names(told.clause.text, table.first), names(told.clause.text, table.last)
        if first == last or figure.ranked:
            return None
        for other in self._nearby(figure, numbers):
            same = figure.sentence == other.sentence or figure.listed_with(other)
            if not same or self._whole_of(other, figure) or not figure.of_one_sort(other):
                continue
            if other.exceeds(figure) if first else figure.exceeds(other):
                return (other.number,)
        return None

    def _ranked(self, figure: Figure) -> Near | None:
        """The rank in the sentence of a plain count; None for a rank."""
        if figure.mention.kind is not Kind.CARDINAL:
            return None
        sentence = self.index.reader.sentence(figure.mention.start)
        ranks = (n for n in self.index.within(sentence) if self.index.mentions[n].kind is Kind.ORDINAL)
        rank = next(ranks, None)
        return None if rank is None else (rank,)

    def _whole_of(self, other: Figure, figure: Figure) -> bool:
        return other.whole or figure.clause.whole == other.number or other.clause.whole != figure.clause.whole
