"""Which figure of the source a claim should have stated, where its own belongs to something else.

A wrong figure shown as the right one is worse than none: it must be what the claim says that it is, reached
and not planned, and on the side of an opposite that the claim names.
"""

from __future__ import annotations

from service.core.check.clauses import names, role_words, sides, wording
from service.core.check.figure import Figure, Figures
from service.core.check.subject import Subjects
from service.core.check.verdict import Outcome
from service.core.types import Reason

SLACK = 15  # percent points of agreement by which a figure may be further from a claim's words than a plan
NONE: frozenset[str] = frozenset()


def meant(outcome: Outcome, subjects: Subjects) -> Outcome:
    """The outcome with a result as what the source says instead of a claim that speaks of no plan.

    A plan that no result takes the place of is left out.
    """
    if outcome.reason is not Reason.WRONG_SUBJECT or not outcome.near:
        return outcome
    claim, figure = subjects.claim(outcome.draft), subjects.index.once(Figures).of
    said = wording(claim.name)
    found = figure(outcome.near[0])
    if not _plan(found) or claim.planned or names(said, role_words(claim.lang).planned):
        return outcome
    wanted = sides(said.text, claim.lang)

    def fits(there: Figure) -> bool:
        on_side = all(named == there.sides.get(name, NONE) for name, named in wanted.items())
        return on_side and not _plan(there)

    least = 0 if wanted else claim.known.agreement(found.number) - SLACK
    rivals = (r for r in subjects.rivals(claim, outcome.match) if r.agreement >= least)
    better = next((r.number for r in rivals if fits(figure(r.number))), None)
    return outcome._replace(near=() if better is None else (better,))


def _plan(figure: Figure) -> bool:
    return figure.plan or figure.mention.target
