"""The gold format as a contract: what a gold file may hold, field by field.

``datasets/gold.schema.json`` is this model as JSON Schema, for annotators and editors that know no Python;
a test keeps the two equal. The format of the bundled set is the wider one: what only it carries is optional.
Positions are code points of the report as received, ends exclusive.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

Kind = Literal[
    "cardinal", "ordinal", "enumeration", "roman", "percent", "ratio", "money", "measure", "duration", "rate",
    "multiple", "year", "date", "time", "document_code", "identifier", "name",
]  # fmt: skip
Qualifier = Literal["exact", "approx", "at_least", "at_most", "more_than", "less_than", "from_to"]
Place = Annotated[tuple[int, int], Field(description="First and last code point, the last exclusive.")]
SCHEMA_ID = "gold.v1"


class Part(BaseModel):
    """A part of a gold file: nothing beyond the named fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PeriodRange(Part):
    """Further first and last days that count as right."""

    start: str
    end: str


class Period(Part):
    """The time that the report is about, in words and in days."""

    label: str
    start: str
    end: str
    granularity: str | None = None
    primary_year: int | None = None
    accept: tuple[PeriodRange, ...] = ()


class Mention(Part):
    """One number of the report; every ``*_accept`` holds further right answers."""

    i: int = Field(ge=0, description="Its index in the list.")
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str = Field(min_length=1, description="The text at the place, in NFC.")
    core: Place | None = Field(default=None, description="The bare number token.")
    kind: Kind
    value: str = Field(
        min_length=1, description="Decimal string with the scale applied, n/d, ISO date, or text."
    )
    value_high: str | None = Field(description="Upper end of a range, else null.")
    unit: str | None
    unit_key: str | None
    scale: str = Field(description="What the printed number was multiplied by; 1 for none.")
    qualifier: Qualifier
    qualifier_text: str | None = Field(default=None, description="The words of the hedge.")
    subject: str = Field(min_length=1, description="What is counted, in words.")
    in_noise: bool = Field(description="Stands in page furniture.")
    in_caption: bool
    target: bool = Field(default=False, description="A plan figure.")
    target_any: bool = Field(default=False, description="Plan or not is not scored.")
    scale_any: bool = Field(default=False, description="The scale is not scored.")
    optional: bool = Field(default=False, description="Neither rewarded nor punished.")
    rhetorical: bool = False
    estimate: bool = False
    spelled: bool = False
    granularity: str | None = None
    weekday: str | None = None
    kind_accept: tuple[str, ...] = ()
    span_accept: tuple[Place, ...] = ()
    value_accept: tuple[str, ...] = ()
    unit_accept: tuple[str, ...] = ()
    qualifier_accept: tuple[Qualifier, ...] = ()


class Item(Part):
    """Something about figures taken together: an inconsistency, or an honest near miss (severity none)."""

    type: str
    spans: tuple[Place, ...] = Field(min_length=1)
    mentions: tuple[int, ...] = Field(min_length=1, description="Indices of the mentions, as the spans.")
    stated: str
    expected: str | None
    severity: Literal["error", "suspicious", "rounding", "none"]
    explanation_vi: str
    explanation_en: str
    derived_from: int | None = Field(default=None, description="The item that this one follows from.")
    class_: str | None = Field(default=None, alias="class")
    mode: str | None = None
    expected_as_written: str | None = None


class Relation(Part):
    """Figures that belong together by arithmetic; a checkable ratio_percent names part, base and verdict."""

    type: str
    mentions: tuple[int, ...]
    note: str | None = None
    num: str | None = None
    den: str | None = None
    stated: str | None = None
    verdict: str | None = None
    checkable: bool | None = None
    certain: bool | None = None
    component: str | None = None
    exact: str | None = None
    half_up: str | None = None
    truncated: str | None = None
    decimals: int | None = None
    whole: int | None = None
    whole_value: str | None = None
    parts: tuple[int, ...] = ()
    part_values: tuple[str, ...] = ()
    sum: str | None = None
    exhaustive: bool | None = None
    holds: bool | None = None
    implied_base: str | None = None
    implied_rate: str | None = None
    compounded: str | None = None
    years: int | None = None
    days_inclusive: int | None = None


class KeyMetric(Part):
    """A figure that a good digest carries; salience 1 must, 2 should, 3 may."""

    mention: int = Field(ge=0)
    label_vi: str | None
    label_en: str | None
    label_aliases: tuple[str, ...] = Field(default=(), description="Further wordings that name the same.")
    value: str
    salience: Literal[1, 2, 3]
    period: str | None = None
    as_of: str | None = None
    key: str | None = None
    key_aliases: tuple[str, ...] = ()
    value_high: str | None = None
    value_accept: tuple[str, ...] = ()
    unit: str | None = None
    unit_key: str | None = None
    qualifier: Qualifier | None = None
    component: str | None = None
    target: bool = False
    inconsistencies: tuple[int, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _has_a_label(self) -> Self:
        if not (self.label_vi or self.label_en):
            raise ValueError("a key metric needs a label in one language at least")
        return self


class Distractor(Part):
    """A number word that is no number here."""

    start: int
    end: int
    text: str
    why: str | None = None


class ZeroStatement(Part):
    """Words that say zero without a number."""

    start: int
    end: int
    text: str
    subject: str
    value: str
    target: bool = False


class Gold(Part):
    """One gold file."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    source_file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="Of the report's bytes.")
    chars: int = Field(description="Code points of the report.")
    lang: Literal["vi", "en"]
    genre: str | None = None
    title: str
    organization: str
    organization_aliases: tuple[str, ...] = ()
    province_or_city: str | None = None
    province_hint: str | None = None
    period: Period
    published: str | None = None
    published_label: str | None = None
    byline: str | None = None
    meta_spans: dict[str, Place] = Field(default_factory=dict)
    noise: tuple[Place, ...]
    noise_types: tuple[str, ...] = ()
    captions: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    zero_statements: tuple[ZeroStatement, ...] = ()
    relations: tuple[Relation, ...]
    inconsistencies: tuple[Item, ...]
    near_misses: tuple[Item, ...]
    key_metrics: tuple[KeyMetric, ...]
    reference_summary_vi: str | None = None
    reference_summary_en: str | None = None
    key_points_vi: tuple[str, ...] = ()
    editorial_notes: tuple[str, ...] = ()
    distractors: tuple[Distractor, ...]


def schema() -> str:
    """The format as JSON Schema, as it is kept beside the datasets."""
    described = Gold.model_json_schema(by_alias=True) | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
    }
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def format_problems(gold: object) -> list[str]:
    """What in a gold file is not of the format, one sentence each: where, and what is wrong."""
    try:
        Gold.model_validate_json(json.dumps(gold), strict=True)
    except ValidationError as invalid:
        return [
            f"{'/'.join(map(str, problem['loc'])) or 'the file'}: {problem['msg']}"
            for problem in invalid.errors(include_url=False, include_input=False)
        ]
    return []
