"""The reviewed digest as it leaves the office: what is said, what is marked, and who changed what.

``Paper`` is the same for the printable page and for DOCX; both only set it. Nothing open is left out: every
error or warning that nobody has settled has a number, in the text where it stands and in the list. A finding
about the source has its number wherever the digest repeats a figure of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.base import Json
from service import review
from service.exports.cells import shown
from service.exports.reviewed import (
    Digest,
    Metric,
    Reviewed,
    Ruled,
    entries,
    metrics,
    period_of,
    words,
)
from service.exports.wording import REASONS, WORDS, moment, place_of

QUOTED = 120  # characters of a quote around its figure
CORRECTING = ("source_right", "added")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text; ``remarks`` are the numbers of the open remarks on it."""

    text: str
    remarks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader must know: an open flag, or a fault of the source that a reader confirmed."""

    number: int
    severity: str
    where: str
    message: str
    note: str
    open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: the metric, its quote cut around the figure, and the numbers of its remarks."""

    metric: Metric
    label: str
    value: str
    unit: str
    period: str
    quote: str
    state: str
    remarks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """One change that a person made to the digest."""

    where: str
    was: str
    now: str
    who: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The reviewed digest, set for people in ``lang``; every text is fit to be shown."""

    lang: str
    said: Mapping[str, str]
    report_id: str
    approved: bool
    standing: str
    title: tuple[Segment, ...]
    heads: tuple[tuple[str, tuple[Segment, ...]], ...]
    summary: tuple[Segment, ...]
    points: tuple[tuple[Segment, ...], ...]
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...]
    omitted: str
    corrections: tuple[Correction, ...]
    provenance: tuple[str, ...]

    @property
    def open(self) -> tuple[Remark, ...]:
        """What nobody has settled."""
        return tuple(remark for remark in self.remarks if remark.open)

    @property
    def faults(self) -> tuple[Remark, ...]:
        """Where the source itself is wrong."""
        return tuple(remark for remark in self.remarks if not remark.open)

    @property
    def name(self) -> str:
        """The title as one text, for the name of a file or a window."""
        return "".join(segment.text for segment in self.title)


def paper(report: Reviewed, lang: str) -> Paper:
    """The reviewed digest of one finished report on paper; ``lang`` is ``vi`` or ``en``."""
    said, digest = WORDS[lang], report.digest
    remarks = _told(report.flags)
    numbered = {ruled.flag.id: number for number, ruled in enumerate(remarks, 1)}

    def field(path: str, value: Json | None) -> tuple[Segment, ...]:
        return _segments(report, path, words(value), numbered)

    heads = (
        (said["organization"], field("/organization", digest.get("organization"))),
        (said["location"], field("/location", digest.get("location"))),
        (said["period"], field("/period/label", period_of(digest).get("label"))),
    )
    return Paper(
        lang=lang,
        said=said,
        report_id=report.record.id,
        approved=report.approved,
        standing=_standing(report, said),
        title=field("/title", digest.get("title")) or _untitled(report),
        heads=tuple((name, segments) for name, segments in heads if segments),
        summary=field("/summary", digest.get("summary")),
        points=tuple(
            field(f"/key_points/{at}", point) for at, point in enumerate(entries(digest, "key_points"))
        ),
        lines=tuple(_line(metric, said, numbered) for metric in metrics(report)),
        remarks=tuple(_remark(numbered[ruled.flag.id], ruled, lang) for ruled in remarks),
        omitted=_omitted(report.flags, said),
        corrections=tuple(_corrections(report, lang)),
        provenance=tuple(_provenance(report, lang)),
    )


def _told(flags: Iterable[Ruled]) -> list[Ruled]:
    """The flags that the paper must tell of: what is open, then faults of the source that were confirmed."""
    told = [ruled for ruled in flags if ruled.is_open or ruled.ruling == "source_wrong"]
    return sorted(told, key=lambda ruled: not ruled.is_open)


def _standing(report: Reviewed, said: Mapping[str, str]) -> str:
    if not report.approved:
        return said["not_approved"].format(left=sum(ruled.is_open for ruled in report.flags))
    return said["approved" if any(ruled.decision for ruled in report.flags) else "approved_clean"]


def _untitled(report: Reviewed) -> tuple[Segment, ...]:
    return (Segment(shown(report.record.report.title or report.record.id)),)


def _segments(report: Reviewed, path: str, text: str, numbered: Mapping[str, int]) -> tuple[Segment, ...]:
    """``text`` cut where remarks begin and end.

    Flags stand in the text as the model gave it, so places behind a correction are moved by it. Where the
    corrections do not explain the text as it is now, the numbers stand at its end.
    """
    if not text.strip():
        return ()
    here = [ruled for ruled in report.flags if ruled.flag.path == path]
    told = [(flag.start, flag.end, flag.id) for flag in (ruled.flag for ruled in here)]
    marks = [
        (start, end, numbered[name])
        for start, end, name in (*told, *_repeated(report, path))
        if name in numbered
    ]
    if not marks:
        return (Segment(shown(text)),)
    moved = _Moved(_at(report.initial, path), here)
    placed = [
        (moved.place(start), moved.place(end), number)
        for start, end, number in marks
        if moved.text == text and start is not None and end is not None
    ]
    inside = {number for _, _, number in placed}
    rest = tuple(dict.fromkeys(number for _, _, number in marks if number not in inside))
    return (*_cut(text, placed), *([Segment("", rest)] if rest else []))


def _repeated(report: Reviewed, path: str) -> Iterator[tuple[int, int, str]]:
    """Where the text at a path repeats figures that findings about the source are on, and which those are.

    A figure that was corrected since does not repeat them any more.
    """
    corrected = list(_replaced(ruled for ruled in report.flags if ruled.flag.path == path))
    claims = [
        claim
        for claim in report.record.claims
        if claim.path == path
        and not any(start < claim.end and claim.start < end for start, end, _ in corrected)
    ]
    findings = [ruled.flag for ruled in report.flags if ruled.flag.origin == "source"]
    for claim in claims:
        spans = [(found.start, found.end) for found in claim.evidence if found.role == "match"]
        for flag in findings:
            if any(start < upto and begin < end for start, end in spans for begin, upto in flag.spans):
                yield claim.start, claim.end, flag.id


class _Moved:
    """A text with its corrections put in, and where places of the text before are now."""

    def __init__(self, text: str, flags: Iterable[Ruled]) -> None:
        self.text = ""
        self._shifts: list[tuple[int, int]] = []
        at = 0
        for start, end, value in sorted(set(_replaced(flags))):
            if start < at:
                continue
            self.text += text[at:start] + value
            self._shifts.append((end, len(value) - (end - start)))
            at = end
        self.text += text[at:]

    def place(self, at: int | None) -> int:
        """Where a place of the text before is now."""
        return (at or 0) + sum(by for end, by in self._shifts if end <= (at or 0))


def _replaced(flags: Iterable[Ruled]) -> Iterator[tuple[int, int, str]]:
    for ruled in flags:
        start, end = ruled.flag.start, ruled.flag.end
        value = ruled.decision.value if ruled.decision and ruled.ruling == "source_right" else None
        if start is not None and end is not None and value is not None:
            yield start, end, value


def _cut(text: str, placed: Sequence[tuple[int, int, int]]) -> Iterator[Segment]:
    edges = sorted({0, len(text), *(edge for start, end, _ in placed for edge in (start, end))})
    for start, end in pairwise(edges):
        over = tuple(number for first, last, number in placed if first < end and start < last)
        yield Segment(shown(text[start:end]), over)


def _at(digest: Digest, path: str) -> str:
    """The text at a JSON Pointer of the digest; empty where there is none."""
    value: Json | None = dict(digest)
    for key in path.split("/")[1:]:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return ""
    return words(value)


def _line(metric: Metric, said: Mapping[str, str], numbered: Mapping[str, int]) -> Line:
    state = said[f"state_{metric.state}"]
    if metric.initial is not None:
        state += f" ({said['was_prefix'].format(value=metric.initial)})"
    return Line(
        metric=metric,
        label=shown(metric.label),
        value=shown(metric.value_text),
        unit=shown(metric.unit_text or metric.unit or ""),
        period=shown(metric.period or ""),
        quote=shown(excerpt(metric.quote, metric.place.text if metric.place else metric.value_text)),
        state=shown(state),
        remarks=tuple(numbered[on.flag.id] for on in metric.flags if on.flag.id in numbered),
    )


def excerpt(quote: str, figure: str, size: int = QUOTED) -> str:
    """``quote`` on one line, cut to about ``size`` characters around ``figure``, at blanks.

    >>> excerpt("một hai ba bốn 5 sáu bảy tám chín", "5", 14)
    '… ba bốn 5 sáu …'
    """
    line = " ".join(quote.split())
    if len(line) <= size:
        return line
    at = max(line.find(figure), 0) if figure else 0
    start = max(0, min(at + len(figure) // 2 - size // 2, len(line) - size))
    end = min(len(line), start + size)
    if start:
        start = line.find(" ", start, at) + 1 or start
    if end < len(line):
        cut = line.rfind(" ", at + len(figure), end)
        end = cut if cut > 0 else end
    return ("… " if start else "") + line[start:end] + (" …" if end < len(line) else "")


def _remark(number: int, ruled: Ruled, lang: str) -> Remark:
    flag, decision = ruled.flag, ruled.decision
    return Remark(
        number=number,
        severity=flag.severity,
        where=place_of(flag, lang),
        message=shown(flag.message_vi if lang == "vi" else flag.message_en),
        note=shown((decision.note if decision else None) or ""),
        open=ruled.is_open,
    )


def _omitted(flags: Iterable[Ruled], said: Mapping[str, str]) -> str:
    count = sum(ruled.flag.code == review.OMITTED and ruled.ruling != "added" for ruled in flags)
    return said["omitted"].format(count=count) if count else ""


def _corrections(report: Reviewed, lang: str) -> Iterator[Correction]:
    for ruled in report.flags:
        flag, decision = ruled.flag, ruled.decision
        if decision is None or decision.ruling not in CORRECTING:
            continue
        if decision.ruling == "added":
            was, now = "–", f"{flag.stated} ({WORDS[lang]['added_value']})"
        elif flag.path is not None:
            was = _at(report.initial, flag.path)[flag.start : flag.end]
            now = decision.value or _at(report.digest, flag.path)
        else:
            continue  # a finding about the source was dismissed; the digest is as it was
        why = (REASONS[lang].get(decision.reason or "", ""), decision.note or "")
        yield Correction(
            where=place_of(flag, lang),
            was=shown(was),
            now=shown(now),
            who=shown(decision.reviewer),
            when=moment(decision.at, lang),
            why=shown("; ".join(part for part in why if part)),
        )


def _provenance(report: Reviewed, lang: str) -> Iterator[str]:
    said, record = WORDS[lang], report.record
    if made := record.provenance:
        yield said["made"].format(
            version=made.code_version,
            model=shown(made.model),
            provider=shown(made.provider),
            strategy=made.strategy,
        )
        prompts = ", ".join(f"{prompt.ref} ({prompt.sha256[:12]})" for prompt in made.prompts)
        yield said["asked"].format(prompts=prompts)
    yield said["source"].format(
        id=record.id, at=moment(record.report.created_at, lang), sha256=record.report.sha256
    )
    yield said["checked"].format(
        claims=sum(claim.verdict != "not_checked" for claim in record.claims),
        flags=sum(ruled.flag.severity in review.DECIDING for ruled in report.flags),
        left=sum(ruled.is_open for ruled in report.flags),
    )
