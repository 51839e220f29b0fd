"""A record as the review page shows it: source and digest in segments, and a card for each flag.

``Sheet`` is made once per finished record and kept; a card is made when somebody looks at its flag. Positions
are code points of the canonical text. Segments of the source and of the digest are numbered through, so that
a card can say with a few numbers what is to be marked: ``at`` (what the flag is about) and ``same`` (the same
figure elsewhere).
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from schemas.base import Json
from schemas.record import ClaimV1, FlagV1, MentionV1, RecordV1, RelationV1
from service.core.text import fold
from service.web.difference import Difference, difference
from service.web.render import Cut, Mark, Segment, blocks, breaks_of, cut

Look = Literal["error", "warning", "audit", "omitted", "used", "plain"]
Span = tuple[int, int]
RANK: tuple[Look, ...] = ("error", "audit", "warning", "omitted", "used", "plain")
LONGEST_MARK = 80  # characters of a place that is marked before anybody selects it; a quote is longer
AROUND = 170  # characters of context on each side of a figure in a card
LONGEST_PASSAGE = 700  # characters of a quote that a card shows
WORD = re.compile(r"\S+\s*|\s+")
WINDOWS = 4  # places of the source that a card shows
DIFFED = 60  # characters of a figure that is compared sign by sign
DIGITS = frozenset({"digits_changed", "separator_misread", "year_changed", "sign_changed"})
SLIPS = frozenset({"digits_changed", "separator_misread", "sign_changed", "qualifier_changed"})
UNTOLD = frozenset({"omitted", "quote_altered", "wrong_subject"})  # their place is not the right figure
IN_UNITS = frozenset({"scale_changed", "unit_changed", "percent_point_confused"})


class Ref(NamedTuple):
    """What a segment is under: a look, and the flag that a click on it selects."""

    look: Look
    flag: str | None = None


class Run(NamedTuple):
    """A segment as a template shows it; ``number`` is None where nothing is marked."""

    text: str
    number: int | None
    look: Look
    flag: str | None


class Sign(NamedTuple):
    """Part of a figure; ``odd`` where it differs from the other side."""

    text: str
    odd: bool


class Window(NamedTuple):
    """A stretch of text around figures; ``runs`` alternate between plain and marked."""

    runs: tuple[tuple[str, bool], ...]
    cut_left: bool
    cut_right: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One string of the digest: where it stands and its segments."""

    path: str
    runs: tuple[Run, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of the digest, its strings by key; ``look`` is the worst of its flags."""

    lines: Mapping[str, Line]
    look: Look
    formula: str | None

    @property
    def flags(self) -> frozenset[str]:
        """The flags on any of its strings."""
        return frozenset(flag for line in self.lines.values() for flag in line.flags)


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure of the source that a formula uses, and the numbers of its segments."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that a person needs to rule on one flag."""

    flag: FlagV1
    label: str
    stated: tuple[Sign, ...]
    found: tuple[Sign, ...]
    suggestion: str
    difference: Difference | None
    formula: str | None
    operands: tuple[Operand, ...]
    passage: bool
    in_digest: Window | None
    in_source: tuple[Window, ...]
    at: str
    same: str
    digest_at: str
    digest_same: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished record, ready to be shown."""

    record: RecordV1
    blocks: tuple[tuple[Run, ...], ...]
    strings: Mapping[str, str]
    lines: Mapping[str, Line]
    metrics: tuple[Metric, ...]
    flags: Mapping[str, FlagV1]
    source: Cut[Ref] = field(repr=False)
    digest: Mapping[str, Cut[Ref]] = field(repr=False)
    by_value: Mapping[tuple[str, str], tuple[MentionV1, ...]] = field(repr=False)

    def below(self, *prefixes: str) -> tuple[Line, ...]:
        """The lines of the digest whose paths begin with one of these."""
        return tuple(line for path, line in self.lines.items() if path.startswith(prefixes))

    @property
    def others(self) -> tuple[Line, ...]:
        """The lines that Digest v1 does not know."""
        known = ("/title", "/organization", "/location", "/period/", "/summary", "/key_points/", "/metrics/")
        return tuple(line for path, line in self.lines.items() if not path.startswith(known))

    def card(self, flag: FlagV1) -> Card:
        """The card of a flag of this record."""
        return _card(self, flag)


def sheet_of(record: RecordV1) -> Sheet:
    """The sheet of a record; one that has no digest shows its source and the findings of the audit."""
    source = _source_cut(record)
    strings = dict(_strings(record.digest))
    digest = _digest_cuts(record, strings)
    by_path: dict[str, list[str]] = defaultdict(list)
    for flag in record.flags:
        if flag.path is not None:
            by_path[flag.path].append(flag.id)
    lines = {
        path: Line(path, tuple(map(_run, digest[path].segments)), tuple(by_path[path])) for path in strings
    }
    by_value: dict[tuple[str, str], list[MentionV1]] = defaultdict(list)
    for mention in record.mentions:
        by_value[mention.kind, mention.value].append(mention)
    flags = {flag.id: flag for flag in record.flags}
    return Sheet(
        record=record,
        blocks=tuple(tuple(map(_run, block)) for block in blocks(source, breaks_of(record.report.text))),
        strings=strings,
        lines=lines,
        metrics=_metrics(record, lines, flags),
        flags=flags,
        source=source,
        digest=digest,
        by_value={key: tuple(mentions) for key, mentions in by_value.items()},
    )


# --- cutting ---


def look_of(flag: FlagV1) -> Look:
    """How the places of a flag look: who is at fault, and how badly."""
    if flag.origin == "source":
        return "audit"
    looks: Mapping[str, Look] = {"error": "error", "warning": "warning"}
    return looks.get(flag.severity, "omitted")


def _source_cut(record: RecordV1) -> Cut[Ref]:
    used = {
        (evidence.start, evidence.end)
        for claim in record.claims
        if claim.verdict == "supported"
        for evidence in claim.evidence
    }
    plain, known = Ref("plain"), Ref("used")
    marks = [Mark(m.start, m.end, known if (m.start, m.end) in used else plain) for m in record.mentions]
    marks += [Mark(start, end, _ref(flag, end - start)) for flag in record.flags for start, end in flag.spans]
    text = record.report.text
    return cut(text, marks, breaks=breaks_of(text))


def _ref(flag: FlagV1, length: int) -> Ref:
    return Ref(look_of(flag), flag.id) if length <= LONGEST_MARK else Ref("plain")


def _digest_cuts(record: RecordV1, strings: Mapping[str, str]) -> dict[str, Cut[Ref]]:
    marks: dict[str, list[Mark[Ref]]] = defaultdict(list)
    for claim in record.claims:
        look: Look = "used" if claim.verdict == "supported" else "plain"
        marks[claim.path].append(Mark(claim.start, claim.end, Ref(look)))
    for flag in record.flags:
        if flag.path is not None and flag.path in strings:
            start, end = flag.start or 0, len(strings[flag.path]) if flag.end is None else flag.end
            marks[flag.path].append(Mark(start, end, _ref(flag, end - start)))
    cuts, number = {}, 0
    for path, text in strings.items():
        cuts[path] = cut(text, marks[path], first=number)
        number = max(number, cuts[path].following)
    return cuts


def _run(segment: Segment[Ref]) -> Run:
    if not segment.refs:
        return Run(segment.text, None, "plain", None)
    worst = min(segment.refs, key=lambda ref: RANK.index(ref.look))
    return Run(segment.text, segment.number, worst.look, worst.flag)


def _strings(value: Json, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string and number of the digest with its JSON Pointer, in order."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _strings(inner, f"{path}/{key.replace('~', '~0').replace('/', '~1')}")
        case list():
            for index, inner in enumerate(value):
                yield from _strings(inner, f"{path}/{index}")
        case str() if value:
            yield path, value
        case int() | float() if not isinstance(value, bool):
            yield path, str(value)
        case _:
            return


def _metrics(record: RecordV1, lines: Mapping[str, Line], flags: Mapping[str, FlagV1]) -> tuple[Metric, ...]:
    gathered: dict[str, dict[str, Line]] = defaultdict(dict)
    for path, line in lines.items():
        if path.startswith("/metrics/") and path.count("/") == 3:
            _, _, index, key = path.split("/")
            gathered[index][key] = line
    formulas = {claim.path: claim.formula for claim in record.claims if claim.formula}
    values = {claim.path: claim.verdict for claim in record.claims}
    return tuple(
        Metric(
            group,
            _worst((flags[name] for line in group.values() for name in line.flags), values, index),
            formulas.get(f"/metrics/{index}/value_text"),
        )
        for index, group in gathered.items()
    )


def _worst(flags: Iterable[FlagV1], verdicts: Mapping[str, str], index: str) -> Look:
    looks: list[Look] = [look_of(flag) for flag in flags]
    if verdicts.get(f"/metrics/{index}/value_text") == "supported":
        looks.append("used")
    return min(looks, key=RANK.index, default="plain")


# --- cards ---


def _card(sheet: Sheet, flag: FlagV1) -> Card:
    record, text = sheet.record, sheet.record.report.text
    claim = _claim(record.claims, flag)
    quote = _quote(sheet, flag)
    near = _mention(record.mentions, flag.spans[0]) if flag.spans else None
    found = _found(flag, text)
    stated, there = quote or _signs(flag, claim, near, found)
    same = _same(sheet, flag, near, claim)
    spans = [span for span in same if span not in flag.spans]
    places = [] if flag.path is None else [(flag.start or 0, flag.end or 10**9)]
    cuts = sheet.digest
    here = cuts[flag.path].numbers(places) if flag.path is not None and flag.path in cuts else ""
    relation = _relation(record, flag)
    return Card(
        flag=flag,
        label=_label(sheet.strings, flag.path),
        stated=stated,
        found=there,
        suggestion=suggested(flag, claim),
        difference=difference(flag, claim, near),
        formula=_formula(claim, relation, record.report.lang),
        operands=_operands(sheet, flag, claim, relation),
        in_digest=None if quote else _in_digest(sheet.strings, flag),
        in_source=() if quote else _windows(text, flag.spans),
        passage=quote is not None,
        at=sheet.source.numbers(flag.spans),
        same=sheet.source.numbers(spans),
        digest_at=here,
        digest_same=_digest_same(sheet, flag, claim, near),
    )


def _claim(claims: Sequence[ClaimV1], flag: FlagV1) -> ClaimV1 | None:
    place = (flag.path, flag.start, flag.end)
    return next((claim for claim in claims if (claim.path, claim.start, claim.end) == place), None)


def _mention(mentions: Sequence[MentionV1], span: Span) -> MentionV1 | None:
    return next((m for m in mentions if (m.start, m.end) == span), None)


def _found(flag: FlagV1, text: str) -> str:
    """What the report says: its own words where the flag points at a place, else what it works out to."""
    if flag.code == "not_in_source":
        return ""  # what it points to is near in meaning only
    if flag.expected is not None:
        return flag.expected
    if flag.origin == "source" or flag.code in UNTOLD or not flag.spans:
        return ""
    start, end = flag.spans[0]
    return text[start:end]


def _signs(
    flag: FlagV1, claim: ClaimV1 | None, near: MentionV1 | None, found: str
) -> tuple[tuple[Sign, ...], tuple[Sign, ...]]:
    """Both figures, the signs that differ told apart where single signs are what is wrong."""
    ours = claim.text if claim is not None and flag.stated.startswith(claim.text) else flag.stated
    theirs = near.text if near is not None and found.endswith(near.text) else found
    if flag.code not in DIGITS or not found or max(len(ours), len(theirs)) > DIFFED:
        return (Sign(flag.stated, odd=False),), ((Sign(found, odd=False),) if found else ())
    mine, yours = _compared(ours, theirs)
    rest, lead = flag.stated[len(ours) :], found[: len(found) - len(theirs)]
    stated, there = (*mine, Sign(rest, odd=False)), (Sign(lead, odd=False), *yours)
    return tuple(sign for sign in stated if sign.text), tuple(sign for sign in there if sign.text)


def _compared(ours: str, theirs: str) -> tuple[list[Sign], list[Sign]]:
    """Sign by sign where both are equally long, else by what was put in and taken out."""
    if len(ours) == len(theirs):
        wrong = [a != b for a, b in zip(ours, theirs, strict=True)]
        return (
            [Sign(sign, odd) for sign, odd in zip(ours, wrong, strict=True)],
            [Sign(sign, odd) for sign, odd in zip(theirs, wrong, strict=True)],
        )
    mine: list[Sign] = []
    yours: list[Sign] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        mine.append(Sign(ours[a:b], tag != "equal"))
        yours.append(Sign(theirs[c:d], tag != "equal"))
    return mine, yours


def _quote(sheet: Sheet, flag: FlagV1) -> tuple[tuple[Sign, ...], tuple[Sign, ...]] | None:
    """A flagged quote beside the passage of the source, word by word; None for other flags."""
    if flag.path is None or flag.start is not None or flag.path not in sheet.strings:
        return None
    text = sheet.record.report.text
    ours = WORD.findall(sheet.strings[flag.path][:LONGEST_PASSAGE])
    theirs = WORD.findall(" … ".join(text[start:end] for start, end in flag.spans)[:LONGEST_PASSAGE])
    if not theirs:
        return (Sign("".join(ours), odd=False),), ()
    mine: list[Sign] = []
    yours: list[Sign] = []
    matcher = difflib.SequenceMatcher(None, _plain(ours), _plain(theirs), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        mine.append(Sign("".join(ours[a:b]), tag != "equal"))
        yours.append(Sign("".join(theirs[c:d]), tag != "equal"))
    return tuple(sign for sign in mine if sign.text), tuple(sign for sign in yours if sign.text)


def _plain(words: Sequence[str]) -> list[str]:
    return [word.strip(" \n.,;:").casefold() for word in words]


def suggested(flag: FlagV1, claim: ClaimV1 | None) -> str:
    """What stands in the field of the corrected figure before anybody writes there.

    The source's figure where the flag's reason makes it certain that the claim was made from it; one of
    another unit only where the claim's own text says its unit, and not a field beside it. In any other case
    nothing, since one key takes over what stands there.
    """
    if claim is None or flag.expected is None or fold(flag.expected).key == fold(claim.text).key:
        return ""
    sure = flag.code in SLIPS or (flag.code in IN_UNITS and flag.stated == claim.text)
    return flag.expected if sure else ""


def _same(
    sheet: Sheet, flag: FlagV1, near: MentionV1 | None, claim: ClaimV1 | None
) -> tuple[tuple[int, int], ...]:
    """Where else the source has the figure that the flag is about."""
    values = {near.value} if near else set()
    if claim is not None and flag.origin == "digest":
        values.add(claim.value)
    kinds = {kind for kind, value in sheet.by_value if value in values}
    return tuple(
        (mention.start, mention.end)
        for kind in sorted(kinds)
        for value in sorted(values)
        for mention in sheet.by_value.get((kind, value), ())
    )


def _digest_same(sheet: Sheet, flag: FlagV1, claim: ClaimV1 | None, near: MentionV1 | None) -> str:
    values = {item.value for item in (claim, near) if item is not None}
    places = (
        sheet.digest[other.path].numbers([(other.start, other.end)])
        for other in sheet.record.claims
        if other.value in values and other is not claim and other.path in sheet.digest
    )
    return " ".join(place for place in places if place)


def _label(strings: Mapping[str, str], path: str | None) -> str:
    """The label of the metric that a path lies in, else nothing."""
    if path is None or not path.startswith("/metrics/"):
        return ""
    return strings.get("/".join([*path.split("/")[:3], "label"]), "")


def _relation(record: RecordV1, flag: FlagV1) -> RelationV1 | None:
    if flag.origin != "source" or record.audit is None:
        return None
    spans = set(flag.spans)
    return next((r for r in record.audit.relations if not r.holds and set(r.spans) == spans), None)


def _operands(
    sheet: Sheet, flag: FlagV1, claim: ClaimV1 | None, relation: RelationV1 | None
) -> tuple[Operand, ...]:
    text = sheet.record.report.text
    if relation is not None:
        spans: Sequence[Span] = relation.spans
    else:
        spans = [(e.start, e.end) for e in claim.evidence if e.role == "operand"] if claim else []
    if flag.origin == "source" and not spans:
        spans = flag.spans
    return tuple(Operand(text[start:end], sheet.source.numbers([(start, end)])) for start, end in spans)


NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _formula(claim: ClaimV1 | None, relation: RelationV1 | None, lang: str) -> str | None:
    if relation is None:
        return claim.formula if claim else None
    left, tilde, right = relation.formula.rpartition(" ~ ")
    if not tilde:
        return relation.formula
    stated = right if "," in right or right.endswith("%") else _local(right, lang)
    return f"{_local(left, lang)} ≠ {stated}"


def _local(formula: str, lang: str) -> str:
    """The decimal strings of a formula as the report would print them."""
    if lang != "vi":
        return formula
    return NUMBER.sub(lambda found: found[0].replace(".", ","), formula)


def _in_digest(strings: Mapping[str, str], flag: FlagV1) -> Window | None:
    if flag.path is None or flag.path not in strings or flag.start is None or flag.end is None:
        return None
    text = strings[flag.path]
    if not text[: flag.start].strip() and not text[flag.end :].strip():
        return None  # the string is the figure, which stands there already
    left, right = _reach(text, flag.start, flag.end)
    return _window(text, [(flag.start, flag.end)], left, right)


def _windows(text: str, spans: Sequence[Span]) -> tuple[Window, ...]:
    """The surroundings of the spans, near ones together, in the order of the text."""
    gathered: list[tuple[int, int, list[Span]]] = []
    for start, end in sorted(spans):
        left, right = _reach(text, start, min(end, start + 3 * AROUND))
        if gathered and left <= gathered[-1][1]:
            before = gathered[-1]
            gathered[-1] = (before[0], max(before[1], right), [*before[2], (start, end)])
        elif len(gathered) < WINDOWS:
            gathered.append((left, right, [(start, end)]))
    return tuple(_window(text, inner, left, right) for left, right, inner in gathered)


def _reach(text: str, start: int, end: int) -> Span:
    """From the beginning of the sentence to its end, within reason."""
    floor, ceiling = max(start - AROUND, 0), min(end + AROUND, len(text))
    before, after = text[floor:start], text[end:ceiling]
    stop = max(before.rfind(mark) + len(mark) if mark in before else 0 for mark in (". ", "\n", "; "))
    if not stop and floor:
        stop = before.find(" ") + 1
    ends = [at for at in (after.find(mark) for mark in (". ", "\n", "; ")) if at >= 0]
    last = min(ends) + 1 if ends else len(after)
    if not ends and ceiling < len(text) and " " in after:
        last = after.rfind(" ")
    return floor + stop, end + last


def _window(text: str, spans: Sequence[Span], left: int, right: int) -> Window:
    runs: list[tuple[str, bool]] = []
    at = left
    for start, end in spans:
        begin = max(start, at)
        runs += [(text[at:begin], False), (text[begin : min(end, right)], True)]
        at = max(min(end, right), at)
    runs.append((text[at:right], False))
    kept = tuple((run.replace("\n", " "), marked) for run, marked in runs if run)
    return Window(kept, left > 0 and text[left - 1] != "\n", right < len(text) and text[right - 1] != "\n")
