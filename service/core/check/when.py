"""The stretch of the year that a figure is told for, in a claim and in the source."""

from __future__ import annotations

from collections.abc import Iterable

from service.core.check.index import FIGURES, MOST_EQUAL, Index
from service.core.check.periods import Stretch, own, told
from service.core.check.verdict import Outcome
from service.core.claims import Draft, Part
from service.core.types import Reason


def timed(outcome: Outcome, beside: Iterable[Outcome], index: Index) -> Outcome:
    """The outcome as what a claim's stretch of the year makes of it.

    A claim for the second half is not about what stands there for the first one; and it is about what stands
    there for the second one, whatever words it shares with another figure.
    """
    draft = outcome.draft
    wrong = outcome.reason is Reason.WRONG_SUBJECT
    if not outcome.match or draft.mention.kind not in FIGURES or not (wrong or outcome.supported):
        return outcome
    ours = _months(_said_for(draft, beside))
    theirs = [_months_of(n, index) for n in outcome.match] if ours else []
    if not ours or not all(theirs):
        return outcome
    if any(ours & there for there in theirs):
        rivals = [_months_of(n, index) for n in outcome.near]
        other = wrong and bool(rivals) and all(there and not ours & there for there in rivals)
        return Outcome(draft, Reason.SAME_VALUE, match=outcome.match) if other else outcome
    rival = _rival(ours, outcome.match, index)
    return (
        outcome if rival is None else Outcome(draft, Reason.WRONG_SUBJECT, match=outcome.match, near=(rival,))
    )


def _rival(ours: set[tuple[int, int]], numbers: tuple[int, ...], index: Index) -> int | None:
    """The figure of the same sort and passage that is told for some stretch."""
    sort, start = index.sorts[numbers[0]], index.mentions[numbers[0]].start
    passage = index.segments.paragraph_at(start) or index.reader.sentence(start)
    inside = [n for n in index.within(passage) if index.sorts[n] == sort and n not in numbers]
    return next((n for n in inside[:MOST_EQUAL] if ours & _months_of(n, index)), None)


def _months_of(number: int, index: Index) -> set[tuple[int, int]]:
    return _months(own(index.text, index.mentions, number))


def _months(stretches: Iterable[Stretch]) -> set[tuple[int, int]]:
    return {(s.first, s.last) for s in stretches}


def _said_for(draft: Draft, beside: Iterable[Outcome]) -> list[Stretch]:
    """The stretches that a claim is said for: in its sentence, or by its period."""
    passage = draft.passage
    if passage.part is Part.PROSE:
        return own(passage.text.canonical, passage.mentions, draft.at)
    drafts = (o.draft for o in beside if o.draft.passage.part is Part.PERIOD)
    return [s for d in drafts for s in told(d.passage.text.canonical, d.passage.mentions)]
