"""The nouns of the core: frozen values that every floor above passes on unchanged.

Numbers are decimal strings with the scale applied; they become ``Fraction`` only inside a computation
and never a binary fraction. Positions are code points of the canonical text, end exclusive. The words are
those of the contract: mention (found in the source), claim (stated by a digest), evidence, verdict,
finding (what the audit says of the source), flag (anything shown to a person).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points of the canonical text."""

    start: int
    end: int


class Kind(StrEnum):
    """What sort of number a mention is."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    RATIO = "ratio"
    MONEY = "money"
    MEASURE = "measure"
    DURATION = "duration"
    RATE = "rate"
    MULTIPLE = "multiple"
    YEAR = "year"
    DATE = "date"
    TIME = "time"
    DOCUMENT_CODE = "document_code"
    IDENTIFIER = "identifier"
    NAME = "name"


class Qualifier(StrEnum):
    """How the text bounds a number: ``=``, about, ``>=``, ``<=``, ``>``, ``<``, or a range."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    FROM_TO = "from_to"


class Direction(StrEnum):
    """Whether the text says that the figure went up or down."""

    UP = "up"
    DOWN = "down"


class Form(StrEnum):
    """How the number is written."""

    DIGITS = "digits"
    WORDS = "words"
    MIXED = "mixed"
    ROMAN = "roman"


class Zone(StrEnum):
    """Where in the page: narrative, photo caption, or page furniture (menus, stamps, credits)."""

    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"


class Reading(NamedTuple):
    """One further possible reading of an ambiguous number."""

    value: str
    kind: Kind
    unit: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number says, apart from where it stands; shared between mentions with equal wording.

    ``value`` is a decimal string with the scale applied (``"285695000000"``), a ratio ``"26/27"``, an ISO
    date or time at its grain, or the text of a code or name. ``ulp`` is one unit of the last printed digit,
    scale applied (``"1000000"`` for 285,695 tỷ), or None where precision means nothing (codes, dates).
    ``unit`` is as written, ``unit_key`` an English key where known. ``readings`` are the other possible
    readings, empty when certain.
    """

    kind: Kind
    value: str
    value_high: str | None = None
    unit: str | None = None
    unit_key: str | None = None
    scale: str = "1"
    ulp: str | None = None
    form: Form = Form.DIGITS
    readings: tuple[Reading, ...] = ()

    @property
    def exact(self) -> Fraction | None:
        """The value as an exact fraction; None for dates, codes, names and other text values.

        >>> Quantity(Kind.RATIO, "26/27").exact
        Fraction(26, 27)
        """
        return exact(self.value)


@dataclass(frozen=True, slots=True)
class Mention:
    """A number found in a text: where it stands, what it says and how the text bounds it.

    ``qualifier_spans`` hold the hedge words, possibly in two places (``từ`` 185 … ``trở lên``). ``target``
    is true for plan figures. ``rule`` names the grammar rule that read it. A year range, a percent range
    and so on are one mention with ``quantity.value_high`` set and the qualifier FROM_TO.
    """

    start: int
    end: int
    text: str
    quantity: Quantity
    qualifier: Qualifier = Qualifier.EXACT
    qualifier_spans: tuple[Span, ...] = ()
    target: bool = False
    direction: Direction | None = None
    negated: bool = False
    zone: Zone = Zone.BODY
    rule: str = ""

    @property
    def span(self) -> Span:
        """The place of ``text``."""
        return Span(self.start, self.end)

    @property
    def kind(self) -> Kind:
        """The kind of the quantity."""
        return self.quantity.kind

    @property
    def value(self) -> str:
        """The value of the quantity as a string."""
        return self.quantity.value

    @property
    def value_high(self) -> str | None:
        """The upper end of a range, or None."""
        return self.quantity.value_high


class VerdictWord(StrEnum):
    """The machine's finding on one claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    AMBIGUOUS = "ambiguous"
    NOT_CHECKED = "not_checked"


class Reason(StrEnum):
    """Why: the reason of a verdict and, where it is shown to a person, the code of the flag."""

    EXACT = "exact"
    SAME_VALUE = "same_value"
    ROUNDED = "rounded"
    DERIVED = "derived"
    NOT_IN_SOURCE = "not_in_source"
    DIGITS_CHANGED = "digits_changed"
    SEPARATOR_MISREAD = "separator_misread"
    SCALE_CHANGED = "scale_changed"
    UNIT_CHANGED = "unit_changed"
    PERCENT_POINT_CONFUSED = "percent_point_confused"
    SIGN_CHANGED = "sign_changed"
    YEAR_CHANGED = "year_changed"
    VALUE_NOT_IN_QUOTE = "value_not_in_quote"
    WRONG_SUBJECT = "wrong_subject"
    QUALIFIER_CHANGED = "qualifier_changed"
    QUOTE_NOT_FOUND = "quote_not_found"
    QUOTE_ALTERED = "quote_altered"
    AMBIGUOUS = "ambiguous"
    OMITTED = "omitted"
    NOT_CHECKED = "not_checked"


class Role(StrEnum):
    """What a piece of evidence is to a verdict."""

    MATCH = "match"
    OPERAND = "operand"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place of the source that a verdict rests on."""

    start: int
    end: int
    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that the digest states, with its verdict.

    ``path`` is a JSON Pointer into the digest; ``start`` and ``end`` lie inside that string (or inside the
    literal of a JSON number). ``expected`` is what the source says instead, in words fit for a person.
    """

    id: str
    path: str
    start: int
    end: int
    text: str
    value: str
    unit: str | None
    verdict: VerdictWord
    reason: Reason
    evidence: tuple[Evidence, ...] = ()
    formula: str | None = None
    expected: str | None = None


class Severity(StrEnum):
    """How much a flag matters, worst first; ``sorted`` by ``rank``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return ("error", "warning", "info").index(self.value)


class Origin(StrEnum):
    """Who is at fault: the model's digest, or the source itself."""

    DIGEST = "digest"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something shown to a person. ``id`` is a hash of what the flag says, so it is stable over runs."""

    id: str
    origin: Origin
    code: str
    severity: Severity
    path: str | None
    start: int | None
    end: int | None
    spans: tuple[Span, ...]
    stated: str
    expected: str | None
    message_vi: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the salient figures of the source.

    ``figures`` = ``used`` + ``omitted``; ``ignored`` are mentions that never count (furniture, captions,
    codes, list numbers). ``rate`` is used / figures as a decimal string, "1" when there is nothing to use.
    """

    figures: int
    used: int
    omitted: int
    ignored: int
    rate: str


@dataclass(frozen=True, slots=True)
class Check:
    """The cross-check of one digest against one source: claims, flags (origin digest) and coverage."""

    claims: tuple[Claim, ...]
    flags: tuple[Flag, ...]
    coverage: Coverage


class FindingSeverity(StrEnum):
    """How sure and how grave a finding of the audit is."""

    ERROR = "error"
    SUSPICIOUS = "suspicious"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the source says against itself. ``derived_from`` is the id of the finding it follows."""

    id: str
    code: str
    severity: FindingSeverity
    spans: tuple[Span, ...]
    stated: str
    expected: str
    derived_from: str | None
    relation: str
    message_vi: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between figures that the audit checked, and whether it holds."""

    type: str
    spans: tuple[Span, ...]
    formula: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """What the source says against itself, and everything that was checked."""

    findings: tuple[Finding, ...]
    relations: tuple[Relation, ...]


@lru_cache(maxsize=65536)
def exact(value: str | None) -> Fraction | None:
    """A value string as an exact fraction; None for text values (dates, codes) and for division by zero.

    >>> exact("12.01"), exact("2/89"), exact("2021-12"), exact("5/0")
    (Fraction(1201, 100), Fraction(2, 89), None, None)
    """
    if value is None:
        return None
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return None
