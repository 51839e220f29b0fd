"""Scoring of the cross-check: alarms on right digests are false, planted errors are caught by alarms.

As the contract says: an alarm is a flag of severity error or warning with a path; it is false when nothing is
wrong at that path; a planted error is caught when an alarm touches its string: its metric for metrics, an
overlapping span for prose.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from evals.errors import Case
from evals.planted import Digest, Placed
from evals.scorers import Tally


@dataclass(frozen=True, slots=True)
class Alarm:
    """A flag of the product that has a path; severity ``info`` is kept for quotes, but is no alarm."""

    code: str
    severity: str
    path: str
    start: int | None
    end: int | None
    stated: str

    @property
    def loud(self) -> bool:
        """Whether it counts as an alarm."""
        return self.severity in ("error", "warning")


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """One false alarm, with the way the statement under it was written."""

    document: str
    style: str
    alarm: Alarm
    text: str


@dataclass(slots=True)
class CheckScore:
    """Counts over many digests; rates keep their numerators and denominators."""

    claims: int = 0
    digests: int = 0
    quiet_digests: int = 0
    false: list[FalseAlarm] = field(default_factory=list)
    by_style: dict[str, Tally] = field(default_factory=dict)
    by_error: dict[str, Tally] = field(default_factory=dict)
    named: dict[str, Tally] = field(default_factory=dict)
    by_document: dict[str, Tally] = field(default_factory=dict)
    twin_alarmed: int = 0
    quiet_twin: Tally = field(default_factory=Tally)
    missed: list[Case] = field(default_factory=list)

    @property
    def caught(self) -> Tally:
        """Planted errors other than in quotes' words, pooled."""
        total = Tally()
        for error, tally in self.by_error.items():
            if error not in ("quote_words_changed", "quote_invented"):
                total += tally
        return total

    def right_digest(self, document: str, digest: Digest, alarms: list[Alarm]) -> None:
        """Count a right digest: every alarm on it is false."""
        loud = [alarm for alarm in alarms if alarm.loud]
        self.digests += 1
        self.quiet_digests += not loud
        self.claims += digest.claims
        for placed in digest.placed:
            tally = self.by_style.setdefault(placed.slot.style, Tally())
            tally.gold += placed.slot.claims
        for alarm in loud:
            under = next((placed for placed in digest.placed if touches(alarm, placed)), None)
            style = under.slot.style if under else "header"
            self.by_style.setdefault(style, Tally()).hit += 1
            self.false.append(FalseAlarm(document, style, alarm, _text(under)))

    def planted_error(self, case: Case, alarms: list[Alarm], twin: list[Alarm]) -> None:
        """Count a planted error: caught by an alarm; an altered quote also by a note (severity info)."""
        quiet_ok = case.error == "quote_words_changed"
        hit = [a for a in alarms if (a.loud or quiet_ok) and touches(a, case.planted)]
        tally = self.by_error.setdefault(case.error, Tally())
        tally.gold += 1
        tally.hit += bool(hit)
        pooled = self.by_document.setdefault(case.document, Tally())
        pooled.gold += 1
        pooled.hit += bool(hit)
        twin_place = next(p for p in case.twin.placed if p.path == case.planted.path)
        alarmed = any(a.loud and touches(a, twin_place) for a in twin)
        self.twin_alarmed += alarmed
        self.quiet_twin.gold += not alarmed
        self.quiet_twin.hit += bool(hit) and not alarmed
        codes = NAMES.get(case.error, frozenset())
        name = self.named.setdefault(case.error, Tally())
        name.gold += bool(hit)
        name.hit += any(alarm.code in codes for alarm in hit)
        if not hit:
            self.missed.append(case)


NAMES: dict[str, frozenset[str]] = {
    "transposed_digit": frozenset({"digits_changed", "not_in_source"}),
    "digit_changed": frozenset({"digits_changed", "not_in_source", "separator_misread"}),
    "separator_misread": frozenset({"separator_misread", "digits_changed", "scale_changed"}),
    "wrong_scale": frozenset({"scale_changed"}),
    "wrong_unit": frozenset({"unit_changed", "wrong_subject"}),
    "wrong_noun": frozenset({"unit_changed", "wrong_subject"}),
    "hedge_dropped": frozenset({"qualifier_changed"}),
    "hedge_changed": frozenset({"qualifier_changed"}),
    "wrong_year": frozenset({"year_changed", "wrong_subject", "not_in_source"}),
    "percent_vs_point": frozenset({"percent_point_confused"}),
    "other_subject": frozenset({"wrong_subject"}),
    "not_in_source": frozenset({"not_in_source", "digits_changed"}),
    "value_not_in_quote": frozenset({"value_not_in_quote", "wrong_subject"}),
    "invented_percentage": frozenset({"not_in_source", "digits_changed"}),
    "direction_flipped": frozenset({"sign_changed"}),
    "words_misread": frozenset({"digits_changed", "not_in_source", "value_not_in_quote", "scale_changed"}),
    "quote_words_changed": frozenset({"quote_altered", "quote_not_found"}),
    "quote_invented": frozenset({"quote_not_found"}),
    "quote_digit_changed": frozenset({"digits_changed", "quote_not_found", "quote_altered"}),
    "level_as_change": frozenset({"wrong_subject", "sign_changed"}),
    "change_as_level": frozenset({"wrong_subject", "sign_changed"}),
    "earlier_as_new": frozenset({"wrong_subject"}),
    "part_as_whole": frozenset({"wrong_subject"}),
    "opposite_named": frozenset({"wrong_subject", "sign_changed"}),
    "plan_as_result": frozenset({"wrong_subject"}),
}


def touches(alarm: Alarm, placed: Placed) -> bool:
    """Whether an alarm is on the statement: inside its metric, or overlapping its place in the prose."""
    if placed.start is None or placed.end is None:
        return alarm.path == placed.path or alarm.path.startswith(f"{placed.path}/")
    if alarm.path != placed.path:
        return False
    if alarm.start is None or alarm.end is None:
        return True
    return alarm.start < placed.end and placed.start < alarm.end


def _text(placed: Placed | None) -> str:
    if placed is None:
        return ""
    slot = placed.slot
    return f"{slot.label}: {slot.value} ⟵ {slot.quote}" if slot.form == "metric" else slot.prose()[0]
