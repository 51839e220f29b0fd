"""What a language gives the generator: topics with their figures, and the forms that state a relation.

Forms are plain strings with named fields; a form's name is the phenomenon that scores are reported by. Facts
hold figures in angle brackets, ``<kind unit|subject|low-high/decimals|after|extras>``, drawn at random.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """How figures of a topic are written: kind and gold unit, the text around them, and their range.

    ``before`` and ``inside`` belong to the mention (``$``, `` tỷ đồng``), ``after`` (a noun) does not.
    """

    kind: str
    unit: str
    low: int
    high: int
    decimals: int = 0
    before: str = ""
    inside: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """Things of which a part has a property: ``noun`` (counted) and ``state`` (what the part did)."""

    noun: str
    state: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole that consists of parts, all measured alike; ``labels`` are the parts' names."""

    label: str
    measure: Measure
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Something measured at two times."""

    label: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class Average:
    """A total over a counted noun; ``one`` is the noun after ``each``."""

    label: str
    measure: Measure
    noun: str
    one: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way to state a relation; ``complete`` forms say that the parts are all there is."""

    name: str
    text: str
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Genre:
    """The shape of a document: furniture and opening, section headings, bullets, and the close."""

    name: str
    title: str
    organization: str
    opening: tuple[str, ...]
    heading: str
    closing: tuple[str, ...]
    bullet: str = "- "


@dataclass(frozen=True, slots=True)
class Language:
    """All that one language gives."""

    lang: str
    up: str
    down: str
    and_: str
    point: str
    weekdays: tuple[str, ...]
    names: tuple[tuple[str, ...], tuple[str, ...]]
    place: str
    at: str
    of: str
    before: str
    change: str
    share: str
    mean: str
    years: tuple[str, str]
    shares: tuple[Share, ...]
    parts: tuple[Parts, ...]
    levels: tuple[Level, ...]
    rates: tuple[str, ...]
    structures: tuple[tuple[str, tuple[str, ...]], ...]
    averages: tuple[Average, ...]
    grades: tuple[tuple[str, tuple[str, ...]], ...]
    forms: dict[str, tuple[Form, ...]]
    table_heads: tuple[str, str, str, str]
    table_units: tuple[Measure, ...]
    total: str
    facts: tuple[Form, ...]
    asides: tuple[str, ...]
    foreign: tuple[Form, ...]
    impossible: tuple[Form, ...]
    genres: tuple[Genre, ...]
