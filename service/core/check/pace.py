"""How often an amount recurs: 410 a day is not 410 a week, whatever is counted."""

from __future__ import annotations

import re

from service.core.types import Quantity
from service.core.units import unit_key

PACES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
LONGEST = 60  # characters after a number within which its time stands
_PACE = re.compile(
    r"(?: [^\W\d_]+){0,2}?(?: ?/ ?| (?:an?|per|each|every|mỗi|một) )(?:working )?(?P<time>[^\W\d_]+)"
)


def pace(quantity: Quantity, text: str, end: int, lang: str) -> str | None:
    """The time in which an amount recurs, by its unit or by the words right after it; None without one.

    >>> from service.core.types import Kind
    >>> tonnes, visits = Quantity(Kind.RATE, "4", unit_key="tonne_per_month"), Quantity(Kind.CARDINAL, "410")
    >>> pace(tonnes, "4 tonnes a month", 16, "en"), pace(visits, "410 visits a day", 3, "en")
    ('month', 'day')
    >>> pace(visits, "410 visits, a day early", 3, "en"), pace(visits, "410 a head", 3, "en")
    (None, None)
    """
    _, per, base = (quantity.unit_key or "").partition("_per_")
    if per:
        last = base.rpartition("_")[2]
        return last if last in PACES else None
    said = _PACE.match(text[end : end + LONGEST].lower())
    key = unit_key(said["time"], lang) if said else None
    return key if key in PACES else None
