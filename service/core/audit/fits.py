"""What the rules of numbers share: how often figures have slips, how sure that makes them, what is alike."""

from __future__ import annotations

from fractions import Fraction

from service.core.audit.sheet import Figure
from service.core.types import FindingSeverity

WRONG = 70  # of so many printed figures one has a slip
LIKELY = Fraction(1, 2)  # odds from which a slip is worth a look
CERTAIN = Fraction(60)  # odds from which it is an error

_PEOPLE = frozenset(
    {
        "party_member", "person", "child", "pupil", "student", "teacher", "worker", "farmer", "woman", "man",
        "delegate", "member", "cadre", "union_member", "individual", "visit", "guest", "patient", "trainee",
        "doctor", "nurse", "volunteer", "soldier", "resident",
    }
)  # fmt: skip
_BODIES = frozenset(
    {
        "party_org", "party_committee", "party_cell", "collective", "unit", "team", "household_business",
        "school",
    }
)  # fmt: skip


def gravity_of(odds: Fraction) -> FindingSeverity:
    """An error where a slip is by far likelier than an accident, else a suspicion."""
    return FindingSeverity.ERROR if odds >= CERTAIN else FindingSeverity.SUSPICIOUS


def is_bare(figure: Figure) -> bool:
    """True for a scaled figure that leaves its unit out: "premises £1.55 million, stock 1.06 million"."""
    return figure.unit == "#" and scale_of(figure) != "1" and not figure.mention.quantity.unit_key


def scale_of(figure: Figure) -> str:
    """The scale that a figure is printed in, "1" for none."""
    return figure.mention.quantity.scale


def kind_of(figure: Figure) -> str:
    """What sort of thing a figure counts; people and bodies are one sort each."""
    key = figure.mention.quantity.unit_key or ""
    return "people" if key in _PEOPLE else "bodies" if key in _BODIES else key
