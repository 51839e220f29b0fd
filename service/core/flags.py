"""Flags: what a person is shown, in Vietnamese and English, worst first.

A flag's id is a hash of what it says, so the same fault has the same id on every run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

from service.core.claims import Draft, Part, Quote
from service.core.locate import Change, Place, Tier
from service.core.types import (
    Audit,
    Claim,
    Finding,
    FindingSeverity,
    Flag,
    Kind,
    Mention,
    Origin,
    Qualifier,
    Reason,
    Role,
    Severity,
    Span,
    exact,
)

MOST_OMITTED = 100  # omitted figures that get a flag each; the rest share one
MOST_SHOWN = 160  # characters of a quote that a message repeats
_OF_FINDING = {
    FindingSeverity.ERROR: Severity.ERROR,
    FindingSeverity.SUSPICIOUS: Severity.WARNING,
    FindingSeverity.ROUNDING: Severity.INFO,
}
WARNINGS = frozenset({Reason.QUALIFIER_CHANGED, Reason.QUOTE_ALTERED, Reason.AMBIGUOUS})


class Words(NamedTuple):
    """One message in both languages."""

    vi: str
    en: str

    def filled(self, **values: str) -> Words:
        """The message with its blanks filled in."""
        return Words(self.vi.format(**values), self.en.format(**values))


_WITH_SOURCE: Mapping[Reason, Words] = {
    Reason.DIGITS_CHANGED: Words(
        "Bản tóm tắt ghi “{stated}”, báo cáo ghi “{found}”: sai chữ số{how}.",
        "The digest says “{stated}”, the report says “{found}”: a digit differs{how}.",
    ),
    Reason.SEPARATOR_MISREAD: Words(
        "Bản tóm tắt ghi “{stated}”, báo cáo ghi “{found}”: dấu chấm, dấu phẩy bị đọc sai{how}.",
        "The digest says “{stated}”, the report says “{found}”: a point or comma was misread{how}.",
    ),
    Reason.SCALE_CHANGED: Words(
        "Bản tóm tắt ghi “{stated}”, báo cáo ghi “{found}”: sai hàng đơn vị (nghìn, triệu, tỷ){how}.",
        "The digest says “{stated}”, the report says “{found}”: the scale (thousand, "
        "million, billion) differs{how}.",
    ),
    Reason.UNIT_CHANGED: Words(
        "Bản tóm tắt ghi “{stated}”, báo cáo ghi “{found}”: sai đơn vị{how}.",
        "The digest says “{stated}”, the report says “{found}”: the unit differs{how}.",
    ),
    Reason.PERCENT_POINT_CONFUSED: Words(
        "Bản tóm tắt ghi “{stated}”, báo cáo ghi “{found}”: lẫn phần trăm với điểm phần trăm.",
        "The digest says “{stated}”, the report says “{found}”: percent and percentage points are confused.",
    ),
    Reason.SIGN_CHANGED: Words(
        "Bản tóm tắt ghi “{stated}”, báo cáo ghi “{found}”: tăng, giảm (dấu) bị đảo ngược.",
        "The digest says “{stated}”, the report says “{found}”: the sign, or rise and fall, "
        "is turned around.",
    ),
    Reason.YEAR_CHANGED: Words(
        "Bản tóm tắt ghi “{stated}”, báo cáo ghi “{found}”: sai năm.",
        "The digest says “{stated}”, the report says “{found}”: the year differs.",
    ),
    Reason.VALUE_NOT_IN_QUOTE: Words(
        "“{stated}” không có trong câu trích dẫn kèm theo; báo cáo có số này ở chỗ khác (“{found}”).",
        "“{stated}” is not in the quote given for it; the report has it elsewhere (“{found}”).",
    ),
    Reason.WRONG_SUBJECT: Words(
        "“{stated}” là số của nội dung khác; với nội dung này báo cáo ghi “{found}”.",
        "“{stated}” belongs to something else; for this the report says “{found}”.",
    ),
    Reason.QUALIFIER_CHANGED: Words(
        "Bản tóm tắt ghi “{stated}”, báo cáo ghi “{found}”: mức độ chắc chắn (trên, gần, "
        "khoảng …) bị thay đổi{how}.",
        "The digest says “{stated}”, the report says “{found}”: the bound (over, nearly, "
        "about …) differs{how}.",
    ),
    Reason.AMBIGUOUS: Words(
        "“{stated}” có thể đọc theo nhiều cách; một cách khớp với “{found}” trong báo cáo. "
        "Cần người xem lại.",
        "“{stated}” can be read in more than one way; one of them agrees with “{found}” in "
        "the report. Please check.",
    ),
    Reason.NOT_IN_SOURCE: Words(
        "Không tìm thấy “{stated}” trong báo cáo; số gần nghĩa nhất là “{found}”.",
        "“{stated}” is not in the report; the figure nearest in meaning is “{found}”.",
    ),
}
_WITHOUT: Mapping[Reason, Words] = {
    Reason.AMBIGUOUS: Words(
        "Không đọc chắc chắn được số “{stated}”. Cần người xem lại.",
        "“{stated}” cannot be read as one certain number. Please check.",
    ),
    Reason.YEAR_CHANGED: Words(
        "Năm “{stated}” không khớp với báo cáo.", "The year “{stated}” does not agree with the report."
    ),
    Reason.WRONG_SUBJECT: Words(
        "“{stated}” có trong báo cáo nhưng nói về nội dung khác.",
        "“{stated}” is in the report, but about something else.",
    ),
    Reason.UNIT_CHANGED: Words(
        "“{stated}”: đơn vị của số và ô đơn vị mâu thuẫn nhau.",
        "“{stated}”: the number's own unit and the unit field contradict each other.",
    ),
}
_NOT_FOUND = Words("Không tìm thấy “{stated}” trong báo cáo.", "“{stated}” is not in the report.")
_QUOTE_NOT_FOUND = Words(
    "Không tìm thấy câu trích dẫn này trong báo cáo: “{stated}”.",
    "This quote is not in the report: “{stated}”.",
)
_QUOTE_ALTERED = Words(
    "Câu trích dẫn không đúng nguyên văn (số liệu không đổi): {changes}.",
    "The quote is not word for word (its figures are intact): {changes}.",
)
_QUOTE_FIGURES = Words(
    "Câu trích dẫn đã bị đổi số: {changes}.", "A figure in the quote was changed: {changes}."
)
_OMITTED = Words("Bản tóm tắt không nhắc đến “{stated}”.", "The digest does not mention “{stated}”.")
_OMITTED_REST = Words(
    "Bản tóm tắt không nhắc đến {stated} số liệu khác của báo cáo.",
    "The digest does not mention {stated} further figures of the report.",
)
_HEDGES: Mapping[Qualifier, Words] = {
    Qualifier.EXACT: Words("đúng bằng", "exactly"),
    Qualifier.APPROX: Words("khoảng", "about"),
    Qualifier.AT_LEAST: Words("ít nhất", "at least"),
    Qualifier.AT_MOST: Words("không quá", "at most"),
    Qualifier.MORE_THAN: Words("trên", "more than"),
    Qualifier.LESS_THAN: Words("dưới", "less than"),
    Qualifier.FROM_TO: Words("từ … đến …", "a range"),
}


_BEHIND = re.compile(r"[^.;,:()\n\d]{1,40}(?!\w)")


def claim_flag(claim: Claim, draft: Draft, near: Mention | None) -> Flag:
    """The flag of a claim that is not supported; ``near`` is the mention that it should have stated."""
    stated = _with_unit(claim, draft)
    found = claim.expected or (near.text if near is not None else None)
    if found == stated and claim.reason is Reason.UNIT_CHANGED:
        stated = f"{stated}{_said_behind(draft)}"
    words = _WITH_SOURCE.get(claim.reason) if found is not None else _WITHOUT.get(claim.reason)
    how = _difference(draft, near, claim.reason) if near is not None else Words("", "")
    message = words or _NOT_FOUND
    values = {"stated": stated, "found": found or ""}
    role = Role.MATCH if claim.reason is Reason.WRONG_SUBJECT else Role.NEAR
    spans = [Span(e.start, e.end) for e in sorted(claim.evidence, key=lambda e: e.role is not role)]
    return _flag(
        Origin.DIGEST,
        claim.reason,
        Severity.WARNING if claim.reason in WARNINGS else Severity.ERROR,
        spans,
        stated,
        claim.expected,
        Words(message.vi.format(**values, how=how.vi), message.en.format(**values, how=how.en)),
        place=(claim.path, claim.start, claim.end),
    )


def _said_behind(draft: Draft) -> str:
    """What a claim says right behind its number, up to the next mark, where both texts write it alike."""
    behind = _BEHIND.match(draft.passage.text.canonical, draft.mention.end)
    return behind[0].rstrip() if behind else ""


def _with_unit(claim: Claim, draft: Draft) -> str:
    """The claim as a person reads it: its text, and its unit where the number does not carry one itself."""
    own = draft.mention.quantity
    if own.unit is not None and own.kind is not Kind.CARDINAL:
        return claim.text  # “285.695 tỷ đồng” and “$5” say their currency
    unit = own.unit or (draft.passage.setting.unit if draft.passage.part is Part.VALUE else None)
    return f"{claim.text} {unit}" if unit and unit.lower() not in claim.text.lower() else claim.text


def _difference(draft: Draft, near: Mention, reason: Reason) -> Words:
    """How far the claim is off, in words: ×1000, another unit, another bound.

    Empty where the texts show it.
    """
    if reason is Reason.QUALIFIER_CHANGED:
        ours, theirs = _HEDGES[draft.mention.qualifier], _HEDGES[near.qualifier]
        return Words(f": “{theirs.vi}” thành “{ours.vi}”", f": “{theirs.en}” became “{ours.en}”")
    if reason is Reason.UNIT_CHANGED:
        field = draft.passage.setting.unit if draft.clash else None
        ours_unit, theirs_unit = field or draft.quantity.unit or "–", near.quantity.unit or "–"
        units = f" ({theirs_unit} → {ours_unit})" if ours_unit != theirs_unit else ""
        return Words(units, units)
    value, there = exact(draft.quantity.value), None if near.kind is Kind.RATIO else exact(near.value)
    if reason not in (Reason.SCALE_CHANGED, Reason.SEPARATOR_MISREAD) or not value or not there:
        return Words("", "")
    ratio = abs(value / there)
    times = _times(ratio if ratio > 1 else 1 / ratio)
    if ratio > 1:
        return Words(f", lớn gấp {times} lần", f", {times} times too large")
    return Words(f", nhỏ đi {times} lần", f", {times} times too small")


def _times(ratio: Fraction) -> str:
    """A power of ten for people, with spaces between thousands."""
    return f"{round(ratio):,}".replace(",", " ")


def quote_flags(quote: Quote, place: Place | None) -> list[Flag]:
    """The flags of one quote: not found, a figure changed, or words changed; none for a faithful one."""
    if place is not None and place.tier is not Tier.ALTERED:
        return []
    stated = _short(quote.text)
    if place is None:
        words = _QUOTE_NOT_FOUND.filled(stated=stated)
        return [
            _flag(
                Origin.DIGEST,
                Reason.QUOTE_NOT_FOUND,
                Severity.ERROR,
                (),
                stated,
                None,
                words,
                place=(quote.path, None, None),
            )
        ]
    changed = place.figures or place.changes
    words = (_QUOTE_FIGURES if place.figures else _QUOTE_ALTERED).filled(changes=_changes(changed))
    return [
        _flag(
            Origin.DIGEST,
            Reason.DIGITS_CHANGED if place.figures else Reason.QUOTE_ALTERED,
            Severity.ERROR if place.figures else Severity.WARNING,
            place.spans,
            " … ".join(c.quoted for c in changed if c.quoted) or stated,
            " … ".join(c.source for c in changed if c.source) or None,
            words,
            place=(quote.path, None, None),
        )
    ]


def _changes(changes: Sequence[Change]) -> str:
    """Up to five differences as “quoted” ← “source”."""
    shown = [f"“{_short(c.quoted) or '–'}” ← “{_short(c.source) or '–'}”" for c in changes[:5]]
    return "; ".join([*shown, "…"] if len(changes) > 5 else shown)


def _short(text: str) -> str:
    """A text cut to what a message can carry."""
    text = " ".join(text.split())
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def omitted_flags(mentions: Sequence[Mention]) -> list[Flag]:
    """A flag for each figure that the digest leaves out; from the hundredth on they share one."""
    found = [
        _flag(
            Origin.DIGEST,
            Reason.OMITTED,
            Severity.INFO,
            (m.span,),
            m.text,
            None,
            _OMITTED.filled(stated=m.text),
        )
        for m in mentions[:MOST_OMITTED]
    ]
    if rest := mentions[MOST_OMITTED:]:
        words = _OMITTED_REST.filled(stated=str(len(rest)))
        spans = [m.span for m in rest]
        found.append(_flag(Origin.DIGEST, Reason.OMITTED, Severity.INFO, spans, str(len(rest)), None, words))
    return found


def source_flags(audit: Audit) -> tuple[Flag, ...]:
    """The findings of the audit as flags with origin "source", worst first."""
    return order_flags(_source_flag(finding) for finding in audit.findings)


def _source_flag(finding: Finding) -> Flag:
    words = Words(finding.message_vi, finding.message_en)
    return _flag(
        Origin.SOURCE,
        finding.code,
        _OF_FINDING[finding.severity],
        finding.spans,
        finding.stated,
        finding.expected,
        words,
    )


def order_flags(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Worst first; among equals the digest's before the source's, then by path and place. No flag twice."""
    unique = {flag.id: flag for flag in flags}
    return tuple(sorted(unique.values(), key=_rank))


def _rank(flag: Flag) -> tuple[int, str, bool, str, int, tuple[Span, ...], str]:
    return (
        flag.severity.rank, flag.origin.value, flag.code == Reason.OMITTED, flag.path or "",
        flag.start or 0, flag.spans,
        flag.id,
    )  # fmt: skip


def _flag(
    origin: Origin,
    code: str,
    severity: Severity,
    spans: Sequence[Span],
    stated: str,
    expected: str | None,
    words: Words,
    *,
    place: tuple[str | None, int | None, int | None] = (None, None, None),
) -> Flag:
    """A flag with the id that its content gives it."""
    path, start, end = place
    spans = tuple(spans)
    said = "\x1f".join(map(str, (origin.value, str(code), path, start, end, spans, stated, expected)))
    number = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Flag(
        number, origin, str(code), severity, path, start, end, spans, stated, expected, words.vi, words.en
    )
