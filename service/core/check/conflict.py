"""Whether what a claim says that its figure is contradicts what the source says that it is.

A figure can be planned or reached, a whole or a part of it, a level or a change, one of two opposites,
affirmed or denied, the first or the last of some. A claim is contradicted where every mention that it may
rest on stands otherwise, and either the words are direct opposites or a figure beside it stands as the claim
says and fits its words about as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from service.core.check.clauses import (
    Clause,
    Clauses,
    last_of,
    names,
    phrase_stems,
    role_words,
    sides,
    stems,
    without,
)
from service.core.check.context import Context, Reader, denied, subject_words
from service.core.check.index import FIGURES, Index, folded, unit_class
from service.core.check.standing import standing
from service.core.check.subject import Subjects
from service.core.claims import Draft, Part
from service.core.segments import segment
from service.core.subjects import BEFORE, CHANGE
from service.core.types import Kind, Qualifier, exact

Near: TypeAlias = "tuple[int, ...]"
AROUND = 8  # mentions on either side among which a rival is looked for
FAR = 400  # characters within which it must stand
SHORT = 30  # characters of the words that open a bracket
SLACK = 15  # percent points of agreement within which a claim may rest on either of two figures
_WORDS = re.compile(r"[^\W\d_]+|[,:;()]")
_DIGITS = re.compile(r"\d+")


class _Told(NamedTuple):
    """A claim: its own clause, all its words, its stems, and the language that it is told in."""

    draft: Draft
    clause: Clause
    text: str
    stems: frozenset[str]
    lang: str


class Conflicts:
    """The contradictions between the claims of one digest and one source."""

    def __init__(self, subjects: Subjects) -> None:
        self.subjects = subjects
        self.index: Index = subjects.index
        self.lang = subjects.index.lang
        self._clauses = subjects.index.clauses
        self._claims: dict[str, Clauses] = {}

    def against(self, context: Context, draft: Draft, numbers: Sequence[int]) -> Near | None:
        """The figures that the claim is about instead, where all of ``numbers`` contradict it; else None."""
        if not self.subjects.same_language(draft):
            return None
        own = max(self.subjects.agreement(context, n) for n in numbers)
        resting = [n for n in numbers if self.subjects.agreement(context, n) + SLACK >= own]
        told = self._told(draft)
        found: Near = ()
        for number in resting:
            near = self._contradicted(told, number, numbers)
            if near is None or any(self.subjects.agreement(context, n) + SLACK < own for n in near):
                return None
            found = found or near
        return found

    def _contradicted(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        for rule in (
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
        ):
            if (near := rule(told, number, numbers)) is not None:
                return near
        return None

    def _told(self, draft: Draft) -> _Told:
        passage = draft.passage
        lang = self.subjects.spoken(passage)
        if passage.part is Part.VALUE:
            label = tuple(_WORDS.findall(folded(passage.setting.label)))
            beside = tuple(_WORDS.findall(folded(passage.setting.unit or "")))
            clause = Clause(label, beside)
            period = passage.setting.period or ""
            text = f" {folded(f'{passage.setting.label} {period}')} "
        else:
            clauses = self._claims.get(passage.path)
            if clauses is None:
                text = passage.text.canonical
                reader = Reader(text, segment(text), passage.mentions, passage.lang)
                clauses = self._claims[passage.path] = Clauses(reader)
            clause = clauses.of(draft.index)
            sentence = self.subjects.sentence(draft)
            text = f" {folded(passage.text.canonical[sentence.start : sentence.end])} "
        text = without(text, role_words(lang).hidden)
        return _Told(draft, clause, text, stems(clause.words, lang), lang)

    # What figures are

    def _planned(self, clause: Clause, lang: str, *, target: bool) -> bool:
        """True where the words before a figure make it a plan, and none behind says that it came about."""
        table = role_words(lang)
        said = without(clause.said, table.hidden)
        at = last_of(said, table.planned)
        if at < 0:
            behind = f" {' '.join(clause.right[:2])} "
            told = target or (bool(clause.right) and names(behind, table.planned_after))
            return told and not names(said, table.reached)
        return not names(said[at:], table.reached) and (target or not names(said, table.compared))

    def _is_plan(self, number: int) -> bool:
        mention = self.index.mentions[number]
        clause = self._clauses.of(number)
        if mention.kind is Kind.PERCENT and names(" ".join(clause.right[:2]), role_words(self.lang).planned):
            return False  # a share of the plan
        cell = self.index.segments.cell_at(mention.start) is not None
        return self._planned(clause, self.lang, target=mention.target and not cell)

    def _nearby(self, number: int, numbers: Sequence[int]) -> Iterator[int]:
        """Figures of a mention's sort beside it, the nearest first."""
        mentions = self.index.mentions
        mention = mentions[number]
        sort, tables = unit_class(mention.quantity), self.index.segments.table_at
        table = tables(mention.start)
        low, high = max(0, number - AROUND), min(len(mentions), number + AROUND + 1)
        for other in sorted(range(low, high), key=lambda n: (abs(n - number), n)):
            there = mentions[other]
            if other in numbers or there.kind not in FIGURES or unit_class(there.quantity) != sort:
                continue
            if abs(there.start - mention.start) <= FAR and tables(there.start) == table:
                yield other

    def _stems(self, number: int) -> frozenset[str]:
        return stems(self._clauses.of(number).words, self.lang)

    def _sentence_of(self, number: int) -> int:
        return self.index.reader.sentence(self.index.mentions[number].start).start

    # The rules

    def _opposite(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        """The claim names one of two opposites right at its figure, the source the other."""
        ours = sides(told.clause.text, told.lang)
        if not ours or not subject_words(told.lang).negations.isdisjoint(told.clause.words):
            return None
        clause = self._clauses.of(number)
        if not subject_words(self.lang).negations.isdisjoint(clause.words):
            return None
        theirs = sides(clause.text, self.lang)
        for name, named in ours.items():
            there = theirs.get(name)
            if there and len(named) == 1 and there.isdisjoint(named):
                return ()
        return None

    def _plan_as_result(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        table = role_words(told.lang)
        if told.draft.mention.target or names(told.text, table.planned) or not self._is_plan(number):
            return None
        rival = next((n for n in self._nearby(number, numbers) if self._result_like(told, n, number)), None)
        if rival is not None:
            return (rival,)
        return () if self.index.mentions[number].target and names(told.text, table.reached) else None

    def _result_like(self, told: _Told, number: int, plan: int) -> bool:
        """True for a figure that was reached, of what the claim or the plan is about."""
        mention = self.index.mentions[number]
        if mention.target or self._is_plan(number) or self._changed(number):
            return False
        return self._of_one(number, plan, told) or self._same_noun(number, plan)

    def _of_one(self, one: int, plan: int, told: _Told) -> bool:
        """True where a figure and a plan are about the same, as far as words tell."""
        there, here = self._stems(one), self._stems(plan)
        about = here - phrase_stems(role_words(self.lang).planned, self.lang)
        if self._sentence_of(one) == self._sentence_of(plan):
            return bool(there & here) or not about
        return bool(there & here & told.stems)

    def _same_noun(self, one: int, other: int) -> bool:
        nouns = self.index.nouns
        return bool(nouns[one]) and nouns[one] == nouns[other]

    def _result_as_plan(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        table = role_words(told.lang)
        planned = self._planned(told.clause, told.lang, target=told.draft.mention.target)
        if not planned or self._is_plan(number) or self.index.mentions[number].target:
            return None
        clause = self._clauses.of(number)
        came = names(without(clause.said, table.hidden), table.reached)
        if names(clause.text, table.planned) or (self._after_plan(number) and not came):
            return None
        for other in self._nearby(number, numbers):
            if self._is_plan(other) and (self._of_one(number, other, told) or self._same_noun(number, other)):
                return (other,)
        return () if names(f" {' '.join(clause.left[-2:])} ", table.done) else None

    def _after_plan(self, number: int) -> bool:
        """True where the sentence speaks of a plan before a figure."""
        mention = self.index.mentions[number]
        paragraph = self.index.segments.paragraph_at(mention.start)
        start = max(paragraph.start if paragraph else 0, mention.start - FAR)
        return names(folded(self.index.text[start : mention.start]), role_words(self.lang).planned)

    def _part_as_whole(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        """The claim says that its figure is all, or names only what the whole of it is."""
        table, clause = role_words(told.lang), self._clauses.of(number)
        whole = names(told.clause.text, table.whole)
        if not whole and clause.whole is None:
            return None
        if names(clause.text, table.whole) or names(self._before(number), table.whole):
            return None
        about = told.stems - phrase_stems(table.whole, told.lang)
        said = stems(tuple(_WORDS.findall(told.text)), told.lang)
        for other in self._nearby(number, numbers):
            beside = self._stems(other)
            apart = self._nearest(number) - beside
            if not apart or not apart.isdisjoint(said) or not self._same_sort(number, other):
                continue
            larger = self._larger(other, number)
            if clause.whole == other and larger and about and about <= beside:
                return (other,)
            if whole and self._parallel(number, other, larger=larger):
                return (other,)
        return None

    def _nearest(self, number: int) -> frozenset[str]:
        """The word of meaning that stands nearest before a figure, and that nearest behind it."""
        clause, lang = self._clauses.of(number), self.lang
        before = next((s for w in reversed(clause.left) if (s := stems((w,), lang))), frozenset())
        behind = next((s for w in clause.right if (s := stems((w,), lang))), frozenset())
        return before | behind

    def _before(self, number: int) -> str:
        """The few words right before a figure, whatever numbers stand among them."""
        return f" {' '.join(self.index.reader.before(number)[-6:])} "

    def _larger(self, one: int, other: int) -> bool:
        a, b = (exact(self.index.mentions[n].value) for n in (one, other))
        return a is not None and b is not None and a > b

    def _parallel(self, number: int, other: int, *, larger: bool) -> bool:
        """True for two figures of one sentence or column, where the other shows that neither is the whole."""
        if self._listed(number, other):
            return True
        apart = self._stems(other) - self._stems(number)
        return larger and bool(apart) and self._sentence_of(number) == self._sentence_of(other)

    def _listed(self, number: int, other: int) -> bool:
        segments, mentions = self.index.segments, self.index.mentions
        one, two = segments.cell_at(mentions[number].start), segments.cell_at(mentions[other].start)
        if one is not None and two is not None:
            return one.column == two.column
        return False

    def _whole_as_part(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        """The claim names what only a part of its figure is."""
        parts = self._clauses.parts(number)
        if not parts or self._shares(told):
            return None
        here = self._stems(number)
        for other in parts:
            apart = self._stems(other) - here - stems(tuple(self.index.nouns[other].split()), self.lang)
            if told.stems & apart and other not in numbers and self._larger(number, other):
                return (other,)
        return None

    def _shares(self, told: _Told) -> bool:
        """True where a claim's figure is what a share is taken of (``9 of 11``)."""
        among = role_words(told.lang).among
        return names(f" {' '.join(told.clause.left[-2:])} ", among)

    def _same_sort(self, one: int, other: int) -> bool:
        """True where two figures name one unit or thing, or one of them leaves it out."""
        first, second = (self.index.mentions[n].quantity for n in (one, other))
        if first.kind is not second.kind:
            return False
        ours, theirs = folded(first.unit or ""), folded(second.unit or "")
        return not ours or not theirs or ours.startswith(theirs) or theirs.startswith(ours)

    def _level_as_change(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        draft, mention = told.draft, self.index.mentions[number]
        ours = self.subjects.claimed(draft)
        if not (ours.sure and ours.what == CHANGE and (ours.led or draft.passage.part is Part.VALUE)):
            return None
        if self._changed(number) or mention.value.startswith("-") or mention.kind is Kind.DURATION:
            return None
        table = role_words(self.lang)
        clause = self._clauses.of(number)
        if names(clause.text, table.moved):
            return None
        led = names(" ".join(clause.left[-2:]), table.levels) or clause.left[-1:] == (":",)
        return () if led and self._stems(number) & told.stems else None

    def _change_as_level(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        table = role_words(told.lang)
        if not self._changed(number):
            return None
        if told.draft.mention.direction is not None or names(told.text, table.moved):
            return None
        if not subject_words(self.lang).onward.isdisjoint(self._clauses.of(number).left[-1:]):
            return None
        for other in self._nearby(number, numbers):
            if self._changed(other) or self._sentence_of(number) != self._sentence_of(other):
                continue
            if self._same_noun(number, other) or self._stems(other) & told.stems:
                return (other,)
        return None

    def _changed(self, number: int) -> bool:
        """True for a figure that is a change."""
        moved = self.index.mentions[number].direction is not None
        return moved or standing(self.index.reader, number).what == CHANGE

    def _earlier_as_new(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        table = role_words(told.lang)
        if names(told.text, table.earlier):
            return None
        if (beside := self._aside(told, number)) is not None:
            return beside
        if not names(told.clause.text, table.now) or not self._earlier(number):
            return None
        later = (n for n in self._nearby(number, numbers) if not self._earlier(n) and not self._changed(n))
        rival = next(later, None)
        return None if rival is None else (rival,)

    def _aside(self, told: _Told, number: int) -> Near | None:
        """The figure that a bracket sets another time or a plan beside (``£18,600 (2022: £17,200)``)."""
        start = self.index.mentions[number].start
        opened = self.index.text.rfind("(", max(0, start - SHORT), start)
        outer = self._before_bracket(number, opened) if opened >= 0 else None
        if outer is None:
            return None
        label, planned = folded(self.index.text[opened + 1 : start]), role_words(self.lang).planned
        if names(label, planned):
            return None if names(told.text, planned) else (outer,)
        times = _DIGITS.findall(label)
        if not times and not names(label, role_words(self.lang).earlier):
            return None
        return None if any(time in told.text for time in times) else (outer,)

    def _before_bracket(self, number: int, opened: int) -> int | None:
        """The figure of the same sort in front of the bracket that a figure is the first of."""
        mentions, sorts = self.index.mentions, self.index.sorts
        earlier = range(number - 1, max(-1, number - AROUND), -1)
        outer = next((n for n in earlier if sorts[n] not in ("", "year")), None)
        if (
            outer is None
            or sorts[outer] != sorts[number]
            or ")" in self.index.text[opened : mentions[number].start]
        ):
            return None
        return outer if 0 <= opened - mentions[outer].end <= SHORT else None

    def _earlier(self, number: int) -> bool:
        table = role_words(self.lang)
        if standing(self.index.reader, number).what == BEFORE:
            return True
        text = self._clauses.of(number).text
        return names(text, table.earlier) and not names(text, table.now)

    def _denied(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        """A sentence denies what the source affirms of the figure, or the reverse; labels only name."""
        if told.draft.passage.part is Part.VALUE:
            return None
        table = subject_words(self.lang)
        roles = role_words(self.lang)
        clause = self._clauses.of(number)
        ours = table.negations & set(told.clause.words)
        theirs = names(clause.text, roles.lacking)
        if ours and not theirs:
            turned = denied([w for w in told.clause.words if w not in roles.light], self.lang)
            words = {*clause.words, *self._since(number)}
            return () if turned and turned <= words else None
        if theirs and table.negations & set(clause.words) and not names(told.text, roles.lacking):
            turned = denied([w for w in clause.words if w not in roles.light], self.lang)
            affirmed = turned & set(told.clause.words) or (not turned and names(told.text, roles.done))
            return () if affirmed else None
        return None

    def _since(self, number: int) -> Sequence[str]:
        """The words of a figure's sentence before it, up to the last semicolon."""
        words = self.index.reader.before(number)
        last = max((i for i, word in enumerate(words) if word == ";"), default=-1)
        return words[last + 1 :]

    def _rank(self, told: _Told, number: int, numbers: Sequence[int]) -> Near | None:
        """The claim says that nothing is larger, or smaller; a figure beside it is.

        Or it gives as a rank what only is counted (``the 20th`` for ``3rd among 20``).
        """
        if told.draft.mention.kind is Kind.ORDINAL:
            return self._ranked(number)
        table = role_words(told.lang)
        if told.draft.mention.kind not in FIGURES or told.draft.mention.qualifier is not Qualifier.EXACT:
            return None
        first, last = names(told.clause.text, table.first), names(told.clause.text, table.last)
        sentence = self.index.reader.sentence(self.index.mentions[number].start)
        there = folded(self.index.text[sentence.start : sentence.end])
        if first == last or names(there, table.first | table.last):
            return None
        for other in self._nearby(number, numbers):
            same = self._sentence_of(number) == self._sentence_of(other) or self._listed(number, other)
            if not same or self._whole_of(other, number) or not self._same_sort(number, other):
                continue
            if self._larger(other, number) if first else self._larger(number, other):
                return (other,)
        return None

    def _ranked(self, number: int) -> Near | None:
        """The rank in the sentence of a plain count; None for a rank."""
        if self.index.mentions[number].kind is not Kind.CARDINAL:
            return None
        sentence = self.index.reader.sentence(self.index.mentions[number].start)
        ranks = (n for n in self.index.within(sentence) if self.index.mentions[n].kind is Kind.ORDINAL)
        rank = next(ranks, None)
        return None if rank is None else (rank,)

    def _whole_of(self, other: int, number: int) -> bool:
        clause = self._clauses.of(other)
        return (
            names(clause.text, role_words(self.lang).whole)
            or self._clauses.of(number).whole == other
            or clause.whole != self._clauses.of(number).whole
        )
