"""A record with what people said of it, and each of its metrics with the state that this leaves it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from schemas.base import Json, SpanPair
from schemas.decision import DecisionV1
from schemas.record import ClaimV1, FlagV1, MentionV1, RecordV1
from service import review
from service.core.claims import Draft, find_claims
from service.core.text import fold

MetricState = Literal["open", "source_wrong", "corrected", "added", "confirmed", "checked", "unchecked"]
Digest: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A flag with the decision that counts on it; None where it still wants one."""

    flag: FlagV1
    decision: DecisionV1 | None

    @property
    def is_open(self) -> bool:
        """Whether it keeps the report from being approved."""
        return self.decision is None and self.flag.severity in review.DECIDING

    @property
    def ruling(self) -> str | None:
        """What was ruled."""
        return self.decision.ruling if self.decision else None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One finished report with its review: every decision, its flags as ruled, and the digest after that.

    ``digest`` is empty where the record has none. ``approved``: no error and no warning is undecided.
    """

    record: RecordV1
    decisions: tuple[DecisionV1, ...]
    flags: tuple[Ruled, ...]
    digest: Digest
    approved: bool

    @property
    def initial(self) -> Digest:
        """The digest as the model gave it."""
        return self.record.digest or {}


def reviewed(record: RecordV1, decisions: Iterable[DecisionV1]) -> Reviewed:
    """The record with its review; ``decisions`` are all there are, oldest first, none hidden."""
    history = tuple(decisions)
    counting = review.standing(history)
    flags = tuple(Ruled(flag, counting.get(flag.id)) for flag in record.flags)
    return Reviewed(
        record=record,
        decisions=history,
        flags=flags,
        digest=review.reviewed_digest(record, history) or {},
        approved=record.status == "done" and not any(flag.is_open for flag in flags),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in the source: the figure there, and its span in both texts."""

    text: str
    start: int
    end: int
    received_start: int | None
    received_end: int | None


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of the reviewed digest; ``number`` counts from 1.

    ``value``, ``value_high``, ``unit_key``, ``kind`` and ``qualifier`` say what ``value_text`` reads as, all
    None unless it holds exactly one figure. ``unit`` is the unit as read, else as the digest words it
    (``unit_text``). ``target`` and ``direction`` are those of its place in the source: a planned figure, a
    rise or a fall. ``initial`` is the value text before it was corrected. ``flags`` are the errors and
    warnings that touch it, also those that the audit found in its place of the source.
    """

    number: int
    label: str
    value_text: str
    value: str | None
    value_high: str | None
    unit: str | None
    unit_text: str
    unit_key: str | None
    kind: str | None
    qualifier: str | None
    target: bool
    direction: str | None
    period: str | None
    quote: str
    state: MetricState
    verdict: str | None
    reason: str | None
    initial: str | None
    place: Place | None
    flags: tuple[Ruled, ...]

    @property
    def decided(self) -> DecisionV1 | None:
        """The last decision on it."""
        made = [flag.decision for flag in self.flags if flag.decision]
        return max(made, key=lambda decision: decision.at, default=None)


def words(value: Json | None) -> str:
    """A field of a digest as text; empty for what is none."""
    return value if isinstance(value, str) else ""


def entries(digest: Digest, name: str) -> list[Json]:
    """A list of the digest; empty where it has none."""
    found = digest.get(name)
    return found if isinstance(found, list) else []


def period_of(digest: Digest) -> Mapping[str, Json]:
    """The period of the digest: ``label``, ``start``, ``end``."""
    found = digest.get("period")
    return found if isinstance(found, dict) else {}


def rows_of_metrics(digest: Digest) -> list[Mapping[str, Json]]:
    """The metrics of a digest, one object each, in order; an entry of another shape is an empty one."""
    return [row if isinstance(row, dict) else {} for row in entries(digest, "metrics")]


def metrics(report: Reviewed) -> tuple[Metric, ...]:
    """Every metric of the reviewed digest, in order, with what it reads as and the state it is in."""
    rows = rows_of_metrics(report.digest)
    before = rows_of_metrics(report.initial)
    read = _read(rows, report.record.report.lang)
    claims = _claims_of_values(report.record.claims)
    mentions = {(mention.start, mention.end): mention for mention in report.record.mentions}
    return tuple(
        _metric(report, at, row, before[at] if at < len(before) else None, read.get(at, []), claims, mentions)
        for at, row in enumerate(rows)
    )


def _metric(
    report: Reviewed,
    at: int,
    row: Mapping[str, Json],
    before: Mapping[str, Json] | None,
    drafts: Sequence[Draft],
    claims: Mapping[int, Sequence[ClaimV1]],
    mentions: Mapping[SpanPair, MentionV1],
) -> Metric:
    value_text = words(row.get("value_text"))
    initial = words(before.get("value_text")) if before else value_text
    found = claims.get(at, ()) if before and initial == value_text else ()
    draft = drafts[0] if len(drafts) == 1 else None
    claim = found[0] if len(found) == 1 else None
    place = _evidence(claim) if claim else _only_place(value_text, report.record.mentions)
    flags = tuple(_touching(report.flags, at, found, place))
    quantity = draft.quantity if draft else None
    mention = mentions.get((place.start, place.end)) if place else None
    return Metric(
        number=at + 1,
        label=words(row.get("label")),
        value_text=value_text,
        value=quantity.value if quantity else None,
        value_high=quantity.value_high if quantity else None,
        unit=(quantity.unit if quantity and quantity.unit else words(row.get("unit"))) or None,
        unit_text=words(row.get("unit")),
        unit_key=quantity.unit_key if quantity else None,
        kind=quantity.kind.value if quantity else None,
        qualifier=draft.mention.qualifier.value if draft else None,
        target=mention is not None and mention.target,
        direction=mention.direction if mention else None,
        period=words(row.get("period")) or None,
        quote=words(row.get("quote")),
        state=_state(flags, added=before is None, changed=row != before, supported=_supported(found)),
        verdict=claim.verdict if claim else None,
        reason=claim.reason if claim else None,
        initial=initial if initial != value_text else None,
        place=place,
        flags=flags,
    )


def _read(rows: Sequence[Mapping[str, Json]], lang: str) -> dict[int, list[Draft]]:
    """What the value texts read as, by the place of their metric."""
    shown = [{name: words(value) for name, value in row.items()} for row in rows]
    found: dict[int, list[Draft]] = {}
    for draft in find_claims({"metrics": [dict(row) for row in shown]}, lang).drafts:
        _, _, at, field = draft.passage.path.split("/", 3)
        if field == "value_text":
            found.setdefault(int(at), []).append(draft)
    return found


def _claims_of_values(claims: Iterable[ClaimV1]) -> dict[int, list[ClaimV1]]:
    """The record's claims on value texts, by the place of their metric."""
    found: dict[int, list[ClaimV1]] = {}
    for claim in claims:
        parts = claim.path.split("/")
        if len(parts) == 4 and parts[1] == "metrics" and parts[3] == "value_text" and parts[2].isdecimal():
            found.setdefault(int(parts[2]), []).append(claim)
    return found


def _supported(claims: Sequence[ClaimV1]) -> bool:
    return bool(claims) and all(claim.verdict == "supported" for claim in claims)


def _evidence(claim: ClaimV1) -> Place | None:
    """The place that a claim was matched with; None for one that rests on several, or on none."""
    matched = [found for found in claim.evidence if found.role == "match"]
    if len(matched) != 1:
        return None
    found = matched[0]
    return Place(found.text, found.start, found.end, found.received_start, found.received_end)


def _only_place(text: str, mentions: Iterable[MentionV1]) -> Place | None:
    """The figure of the source that is written just so, where there is only one; never a guess."""
    key = fold(text.strip()).key
    found = [mention for mention in mentions if fold(mention.text).key == key]
    if len(found) != 1:
        return None
    only = found[0]
    return Place(only.text, only.start, only.end, only.received_start, only.received_end)


def _touching(
    flags: Iterable[Ruled], at: int, claims: Sequence[ClaimV1], place: Place | None
) -> Iterable[Ruled]:
    """The errors and warnings on metric ``at``, and those of the audit on the figures that it rests on."""
    path = f"/metrics/{at}"
    spans = [
        (found.start, found.end) for claim in claims for found in claim.evidence if found.role == "match"
    ]
    spans += [(place.start, place.end)] if place else []
    for ruled in flags:
        flag = ruled.flag
        if flag.severity not in review.DECIDING:
            continue
        if flag.origin == "digest":
            if flag.path == path or (flag.path or "").startswith(f"{path}/"):
                yield ruled
        elif any(start < upto and begin < end for start, end in spans for begin, upto in flag.spans):
            yield ruled


def _state(flags: Sequence[Ruled], *, added: bool, changed: bool, supported: bool) -> MetricState:
    """What a metric is to a reader: the first that holds, from what needs care to what is in order."""
    if any(flag.is_open for flag in flags):
        return "open"
    if any(flag.ruling == "source_wrong" for flag in flags):
        return "source_wrong"
    if added:
        return "added"
    if changed:
        return "corrected"
    if any(flag.ruling == "digest_right" for flag in flags):
        return "confirmed"
    return "checked" if supported else "unchecked"
