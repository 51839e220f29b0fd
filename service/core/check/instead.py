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
    """The outcome with the figure that its claim is about as what the source says instead.

    A plan that nothing fits better is left out, unless the claim speaks of a plan.
    """
    if outcome.reason is not Reason.WRONG_SUBJECT or not outcome.near:
        return outcome
    claim, figure = subjects.claim(outcome.draft), subjects.index.once(Figures).of
    said = wording(claim.name)
    wanted = sides(said.text, claim.lang)
    planned = claim.planned or names(said, role_words(claim.lang).planned)

    def fits(there: Figure) -> bool:
        on_side = all(named == there.sides.get(name, NONE) for name, named in wanted.items())
        return on_side and (planned or not _plan(there))

    found = figure(outcome.near[0])
    if fits(found):
        return outcome
    least = 0 if wanted else claim.known.agreement(found.number) - SLACK
    for rival in subjects.rivals(claim, outcome.match):
        if rival.agreement >= least and fits(figure(rival.number)):
            return outcome._replace(near=(rival.number,))
    return outcome._replace(near=()) if _plan(found) and not planned else outcome


def _plan(figure: Figure) -> bool:
    return figure.plan or figure.mention.target
