"""A verdict before it is written down: what was found, which mentions it rests on.

And what the source says.
"""

from __future__ import annotations

from typing import NamedTuple

from service.core.claims import Draft
from service.core.types import Mention, Reason, Role, Span, VerdictWord

_WORDS = {
    Reason.EXACT: VerdictWord.SUPPORTED,
    Reason.SAME_VALUE: VerdictWord.SUPPORTED,
    Reason.ROUNDED: VerdictWord.SUPPORTED,
    Reason.DERIVED: VerdictWord.SUPPORTED,
    Reason.NOT_IN_SOURCE: VerdictWord.UNSUPPORTED,
    Reason.AMBIGUOUS: VerdictWord.AMBIGUOUS,
    Reason.NOT_CHECKED: VerdictWord.NOT_CHECKED,
}


class Outcome(NamedTuple):
    """The finding on one claim; ``places`` are stretches of the source that are no mention (zero statements).

    ``open`` is true where the source does not have the value at all, so that it may have been computed.
    """

    draft: Draft
    reason: Reason
    match: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    operands: tuple[int, ...] = ()
    formula: str | None = None
    places: tuple[Span, ...] = ()
    open: bool = False

    @property
    def verdict(self) -> VerdictWord:
        """The word of the contract for the reason."""
        return _WORDS.get(self.reason, VerdictWord.CONTRADICTED)

    @property
    def supported(self) -> bool:
        """True where the source bears the claim out."""
        return _WORDS.get(self.reason) is VerdictWord.SUPPORTED

    def evidence(self) -> list[tuple[int, Role]]:
        """The mentions that the finding rests on, with what they are to it."""
        roles = ((self.match, Role.MATCH), (self.operands, Role.OPERAND), (self.near, Role.NEAR))
        return [(number, role) for numbers, role in roles for number in numbers]


def stated(mention: Mention, text: str) -> str:
    """A mention as the source puts it, with its hedge words."""
    start = min((s.start for s in mention.qualifier_spans), default=mention.start)
    end = max((s.end for s in mention.qualifier_spans), default=mention.end)
    start, end = min(start, mention.start), max(end, mention.end)
    return text[start:end] if end - start <= 80 else mention.text
