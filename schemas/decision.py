"""What people rule on flags: the body of a decision, the decision as kept, and a flag with its state.

A decision is never changed or taken away: an undo is a further decision, ``reopened``. A flag's ``version``
starts at 1 and grows by one with every decision on it; whoever decides says which version was on the screen.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from schemas.base import Contract, Json
from schemas.record import FlagV1
from service.core.text import canonicalize

Ruling = Literal["source_right", "digest_right", "source_wrong", "unsure", "added", "reopened"]
ReasonCode = Literal[
    "misread", "rounding_fine", "unit_fine", "derived", "other_subject", "source_typo", "duplicate", "other"
]
FlagState = Literal["open", "decided", "second"]
RULINGS: tuple[Ruling, ...] = (
    *("source_right", "digest_right", "source_wrong", "unsure"),
    *("added", "reopened"),
)
REASONS: tuple[ReasonCode, ...] = (
    *("misread", "rounding_fine", "unit_fine", "derived"),
    *("other_subject", "source_typo", "duplicate", "other"),
)
LONGEST_VALUE = 2_000  # characters of a corrected figure, label or quote
LONGEST_NOTE = 4_000  # characters


def _clean(text: str) -> str:
    """The text made canonical as a report is, without blanks at its ends: nothing hidden is kept."""
    return canonicalize(text).canonical.strip()


Words = Annotated[str, AfterValidator(_clean)]
Seconds = Annotated[str, StringConstraints(pattern=r"^\d{1,7}(?:\.\d{1,3})?$")]


class DecisionIn(Contract):
    """A ruling on one flag.

    ``source_right``: the digest is wrong; ``value`` is the corrected text that takes the claim's place. On a
    finding about the source it says that the source is right after all, and wants a reason. ``digest_right``:
    a false alarm, with a reason. ``source_wrong``: the source itself is wrong, with a note. ``unsure``: a
    second reader is to decide. ``added``: the omitted figure goes into the digest, under ``value`` as its
    label where one is given. ``reopened``: the ruling before is undone.
    """

    ruling: Ruling
    value: Annotated[Words, Field(max_length=LONGEST_VALUE)] | None = Field(
        default=None, description="The corrected text of the figure; for `added` its label."
    )
    reason: ReasonCode | None = Field(default=None, description="Why the alarm is false.")
    note: Annotated[Words, Field(max_length=LONGEST_NOTE)] | None = Field(
        default=None, description="In words; required for `source_wrong` and for the reason `other`."
    )
    seconds: Seconds | None = Field(
        default=None, description="How long the flag was looked at, as a decimal string."
    )
    everywhere: bool = Field(
        default=False,
        description="Rule alike on every open flag of this report that says the same of the same figure; "
        "with `reopened`: undo everything that was ruled together.",
    )

    @field_validator("value", "note")
    @classmethod
    def _blank_is_none(cls, text: str | None) -> str | None:
        return text or None


class DecisionV1(Contract):
    """One ruling as kept.

    ``second`` is true for a second reading: another person ruled before and this flag waited for a second
    one. ``state`` is the state that the ruling left the flag in. Rulings made together (`everywhere`) share
    ``act``, the id of the one that was asked for. ``at`` is UTC, ISO 8601.
    """

    id: str
    act: str
    report_id: str
    flag_id: str
    reviewer: str
    role: str
    at: str
    ruling: Ruling
    value: str | None
    reason: ReasonCode | None
    note: str | None
    seconds: str | None
    version_from: int
    version_to: int
    second: bool
    state: FlagState


class FlagStateV1(Contract):
    """A flag with what people said of it; ``id`` is ``<report_id>.<flag id>``.

    ``open``: nobody has ruled, or two readers differ, or the ruling was undone. ``second``: a second reader
    is waited for, because the first was unsure or because this flag was drawn for a second, blind reading;
    then what the first one ruled is shown to nobody else. ``decided``: ruled. ``allowed`` are the rulings
    that make sense on this flag. A lease only says who is looking at the flag; it stops nobody.
    """

    id: str
    flag: FlagV1
    report_id: str
    state: FlagState
    version: int
    ruling: Ruling | None
    value: str | None
    reviewer: str | None
    decided_at: str | None
    lease_by: str | None
    lease_until: str | None
    created_at: str
    allowed: tuple[Ruling, ...]


class FlagPage(Contract):
    """One page of flags, worst first; ``next`` is the cursor of the following page, null at the end."""

    items: tuple[FlagStateV1, ...]
    next: str | None


class DecisionPage(Contract):
    """The rulings on one report in the order in which they were made."""

    items: tuple[DecisionV1, ...]
    next: None = None


class DecidedOut(Contract):
    """What a decision changed: the flag that was asked for comes first.

    ``replayed`` is true where the same decision had been taken before and nothing was changed now.
    """

    flags: tuple[FlagStateV1, ...]
    decisions: tuple[DecisionV1, ...]
    approved: bool
    replayed: bool


class QueueItemV1(Contract):
    """A report in the queue.

    ``errors``, ``warnings`` and ``infos`` are undecided ones, ``second`` those that wait for a second reader,
    ``left`` of ``total`` errors and warnings want a ruling; ``matching`` counts the flags that are meant.
    """

    report_id: str
    title: str | None
    organization: str | None
    period: str | None
    lang: Literal["vi", "en"]
    created_at: str
    errors: int
    warnings: int
    infos: int
    second: int
    left: int
    total: int
    approved: bool
    matching: int


class QueuePage(Contract):
    """One page of the queue, worst first; ``next`` is the cursor of the following page, null at the end."""

    items: tuple[QueueItemV1, ...]
    next: str | None


class LeaseIn(Contract):
    """How long somebody means to look at a flag; ``steal`` takes it over from whoever looks at it."""

    seconds: int = Field(default=600, ge=1, le=3600)
    steal: bool = False


class LeaseV1(Contract):
    """Who is looking at a flag, until when; it stops nobody. ``mine``: it is the caller."""

    id: str
    reviewer: str
    until: str
    mine: bool


class SeedV1(Contract):
    """A known error, planted in a copy of a report that stands in the queue like any other.

    ``value`` is the figure as it was before. Purging the report purges the copy.
    """

    id: str
    report_id: str
    origin_id: str
    value: str
    planted_by: str
    planted_at: str


class ReviewerV1(Contract):
    """What one reviewer did.

    ``met`` are planted errors that the reviewer ruled on, ``caught`` those found to be errors;
    ``readings`` are flags that were read by this reviewer and by somebody else, neither knowing of the other,
    and ``agreed`` those on which the two ruled alike. Rates are decimal strings, null of nothing.
    """

    reviewer: str
    decisions: int
    met: int
    caught: int
    catch_rate: str | None
    readings: int
    agreed: int
    agreement: str | None


class ReviewersOut(Contract):
    """Every reviewer, by name."""

    items: tuple[ReviewerV1, ...]
    next: None = None


class RemarkV1(Contract):
    """What the reviewed digest does not say by itself: a flag that is open, or a fault of the source."""

    flag_id: str
    path: str | None
    open: bool
    ruling: Ruling | None
    note: str | None
    message_vi: str
    message_en: str


class ReviewedOut(Contract):
    """The digest as the model gave it, and as people left it.

    ``approved`` is true when no error and no warning is undecided.
    """

    report_id: str
    approved: bool
    initial: dict[str, Json] | None
    reviewed: dict[str, Json] | None
    remarks: tuple[RemarkV1, ...]
    left: int = Field(description="Errors and warnings that are undecided.")
    total: int = Field(description="Errors and warnings.")


EXPORTED: dict[str, type[Contract]] = {
    "decision-in.v1": DecisionIn,
    "decision.v1": DecisionV1,
    "flag-state.v1": FlagStateV1,
}
"""Schemas with an exported and frozen JSON form."""


def exported(name: str) -> str:
    """The JSON Schema called ``name`` as it is kept in ``json/``; a test compares the two."""
    schema: dict[str, Any] = EXPORTED[name].model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
