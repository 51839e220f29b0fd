"""A digest under the check: how many of its figures fail, in which words, and which answer is better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from service.core.check import check
from service.core.source import Source
from service.core.types import Check, Flag, Severity, VerdictWord

FAILURES_TOLD = 20
_FAILED = frozenset({VerdictWord.CONTRADICTED, VerdictWord.UNSUPPORTED})


@dataclass(frozen=True, slots=True)
class Judged:
    """A digest with what the check says of it; ``alarms`` are its flags of error and warning with a path."""

    digest: dict[str, Any]
    checked: Check
    alarms: tuple[Flag, ...]

    @property
    def failed(self) -> int:
        """Claims that the source does not support."""
        return sum(claim.verdict in _FAILED for claim in self.checked.claims)

    @property
    def score(self) -> int:
        """What it is worth: a supported claim counts 1, a warning -1, an error -3.

        So an answer that only leaves figures out does not win over one that states many and errs once.
        """
        supported = sum(claim.verdict is VerdictWord.SUPPORTED for claim in self.checked.claims)
        errors = sum(flag.severity is Severity.ERROR for flag in self.alarms)
        return supported - 3 * errors - (len(self.alarms) - errors)

    def errs(self, concerns: Callable[[str], bool]) -> bool:
        """Whether a figure on a path that ``concerns`` is wrong, not only worded another way."""
        return any(flag.severity is Severity.ERROR and concerns(flag.path or "") for flag in self.alarms)

    def failures(self, lang: str, concerns: Callable[[str], bool]) -> str:
        """The alarms on paths that ``concerns``, one a line, in the language of the report."""
        told = [flag for flag in self.alarms if flag.path is not None and concerns(flag.path)]
        lines = [
            f"- {flag.path} {flag.stated!r}: {flag.message_vi if lang == 'vi' else flag.message_en}"
            for flag in told
        ]
        return "\n".join(lines[:FAILURES_TOLD])


def judge(source: Source, digest: dict[str, Any]) -> Judged:
    """The digest with its verdicts and alarms; pure, quick, no model."""
    checked = check(source, digest)
    alarms = tuple(
        flag
        for flag in checked.flags
        if flag.path is not None and flag.severity in {Severity.ERROR, Severity.WARNING}
    )
    return Judged(digest, checked, alarms)
