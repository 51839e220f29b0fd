"""What a person's ruling means: which ones make sense, what they do to a flag, to the digest and to a report.

Pure: no clock, no store. A flag's history is the list of its decisions, oldest first; its state is what the
last of them says. The rules:

* An unsure reader hands the flag to a second one (``second``); whoever rules next decides it, be it the same
  person after another look.
* A share of the flags is drawn for a second reading: the first ruling counts, but the flag waits for somebody
  else who does not see it. Two readings that agree decide the flag. Two that differ open it again, with both
  on the table, and the next ruling decides.
* An undo (``reopened``) begins anew. Nothing is ever taken out of the history.
* A report is approved when it is done and each of its errors and warnings is ruled on. A drawn flag counts as
  ruled on by its first reading: the second one measures the readers, it does not hold up the office. Infos
  (omitted figures, roundings) are open too, but keep no report from being approved: a digest is not wrong for
  leaving something out, and a report of any length leaves out dozens.
"""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final, Literal

from schemas.base import Json
from schemas.decision import DecisionIn, DecisionV1, FlagState, FlagStateV1, RemarkV1, Ruling
from schemas.record import ClaimV1, FlagV1, MentionV1, RecordV1
from service.core.grammar import find_mentions
from service.core.locales import LOCALES
from service.core.segments import Segments, segment
from service.core.text import fold
from service.errors import InvalidDecision

SECOND_RATE: Final = Fraction(1, 20)  # flags drawn for a second, blind reading where there are two readers
LONGEST_LABEL: Final = 120  # characters of a label cut from the source
OMITTED: Final = "omitted"
DECIDING: Final = frozenset({"error", "warning"})  # severities that keep a report from being approved
_LITERAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_DIGITS = re.compile(r"[0-9]+")
Part = Literal["value", "reason", "note"]

# --- rulings ---


def allowed(flag: FlagV1) -> tuple[Ruling, ...]:
    """The rulings that make sense on a flag, apart from ``reopened``.

    A finding about the source is confirmed (``source_wrong``) or dismissed (``source_right``); an omitted
    figure is added, left out (``digest_right``), or wrong in the source; any other flag takes all but
    ``added``.
    """
    if flag.origin == "source":
        return ("source_wrong", "source_right", "unsure")
    if flag.code == OMITTED:
        return ("added", "digest_right", "source_wrong", "unsure")
    return ("source_right", "digest_right", "source_wrong", "unsure")


def needs(flag: FlagV1, ruling: Ruling) -> tuple[Part, ...]:
    """The parts that a ruling on this flag must have.

    The corrected figure where a claim is corrected, the reason of a false alarm, the note on a fault of the
    source. A quote needs no value: without one the passage of the source takes its place.
    """
    match ruling:
        case "source_right" if flag.origin == "source":
            return ("reason",)
        case "source_right" if flag.start is not None:
            return ("value",)
        case "digest_right":
            return ("reason",)
        case "source_wrong":
            return ("note",)
        case _:
            return ()


def refuse_wrong(flag: FlagV1, decision: DecisionIn) -> None:
    """Nothing, when the decision makes sense on this flag and lacks no part.

    Raises:
        InvalidDecision: it does not; the error names the field.
    """
    if decision.ruling == "reopened":
        return
    possible = allowed(flag)
    if decision.ruling not in possible:
        raise InvalidDecision("ruling", f"on this flag one of: {', '.join(possible)}")
    for part in needs(flag, decision.ruling):
        if getattr(decision, part) is None:
            raise InvalidDecision(part, f"`{decision.ruling}` on this flag needs a {part}")
        if part == "value" and not reads_as_figure(decision.value or ""):
            raise InvalidDecision(part, "must hold a number that can be read, and no question mark")
    if decision.reason == "other" and decision.note is None:
        raise InvalidDecision("note", "the reason `other` needs a note")


def reads_as_figure(value: str) -> bool:
    """Whether a corrected figure holds a number that the grammar reads, and nothing that asks for one.

    >>> reads_as_figure("176 đảng viên"), reads_as_figure("seventy thousand"), reads_as_figure("1.000 ???")
    (True, True, False)
    """
    langs = (locale.tag for locale in LOCALES.values() if locale.guessed)
    return "?" not in value and any(find_mentions(value, lang) for lang in langs)


def same_figure(flags: Iterable[FlagV1], flag: FlagV1) -> tuple[FlagV1, ...]:
    """The other flags that say the same of the same figure: code, what is stated and what was expected."""
    said = _said(flag)
    return tuple(other for other in flags if other.id != flag.id and _said(other) == said)


def _said(flag: FlagV1) -> tuple[str, str, str, str | None]:
    expected = None if flag.expected is None else fold(flag.expected).key
    return flag.origin, flag.code, fold(flag.stated).key, expected


# --- states ---


@dataclass(frozen=True, slots=True)
class Step:
    """What a ruling does to its flag: the state after it, and whether it was a second reading."""

    state: FlagState
    second: bool


def drawn(flag_id: str, rate: Fraction) -> bool:
    """Whether a flag is drawn for a second reading: always the same answer for the same flag."""
    number = int.from_bytes(sha256(flag_id.encode()).digest())
    return number < rate * 2**256


def after(
    history: Sequence[DecisionV1], ruling: Ruling, value: str | None, reviewer: str, *, drawn: bool
) -> Step:
    """What this ruling does to a flag with this history, by the rules at the top."""
    if ruling == "reopened":
        return Step("open", False)
    readings = current(history)
    before = readings[-1] if readings else None
    second = before is not None and before.state == "second" and before.reviewer != reviewer
    if ruling == "unsure":
        return Step("second", second)
    if second and before is not None and before.ruling != "unsure":
        return Step("decided" if _agree(before, ruling, value) else "open", True)
    if second or not drawn or any(reading.second for reading in readings):
        return Step("decided", second)
    return Step("second", False)


def current(history: Sequence[DecisionV1]) -> Sequence[DecisionV1]:
    """The decisions since the last undo."""
    undone = [number for number, decision in enumerate(history, 1) if decision.ruling == "reopened"]
    return history[undone[-1] :] if undone else history


def _agree(first: DecisionV1, ruling: Ruling, value: str | None) -> bool:
    """Whether two rulings are one: the same word, and the same corrected text where there is one."""
    return first.ruling == ruling and fold(first.value or "").key == fold(value or "").key


def undecided(state: FlagState, ruling: Ruling | None) -> bool:
    """Whether a flag still wants a ruling; a drawn one that has its first does not."""
    return state == "open" or (state == "second" and ruling in (None, "unsure"))


def approved(status: str, states: Iterable[FlagStateV1]) -> bool:
    """Whether a report may leave the office: done, and every error and warning is ruled on.

    The states must be unveiled: a hidden ruling cannot be told from none.
    """
    return status == "done" and not any(
        state.flag.severity in DECIDING and undecided(state.state, state.ruling) for state in states
    )


def hidden(state: FlagState, ruling: Ruling | None, reviewer: str | None, reader: str | None) -> bool:
    """Whether what was ruled on a flag is to be hidden from the reader: another's reading, to be repeated."""
    return reader is not None and state == "second" and ruling != "unsure" and reviewer != reader


def veiled(history: Iterable[DecisionV1], reader: str | None) -> tuple[DecisionV1, ...]:
    """The decisions of a report that the reader may see."""
    kept = tuple(history)
    last = {decision.flag_id: decision for decision in kept}
    blind = {
        flag_id: decision.reviewer
        for flag_id, decision in last.items()
        if hidden(decision.state, decision.ruling, decision.reviewer, reader)
    }
    return tuple(decision for decision in kept if decision.reviewer != blind.get(decision.flag_id))


# --- the reviewed digest ---


def standing(decisions: Iterable[DecisionV1]) -> Mapping[str, DecisionV1]:
    """The ruling that counts on each flag, by flag id; flags without one are left out."""
    last = {decision.flag_id: decision for decision in decisions}
    return {
        flag_id: decision
        for flag_id, decision in last.items()
        if not undecided(decision.state, decision.ruling)
    }


def reviewed_digest(record: RecordV1, decisions: Iterable[DecisionV1]) -> dict[str, Json] | None:
    """The digest as people left it; the record's own is not touched. None where the record has none.

    ``source_right`` puts the corrected text in the place of exactly the claim, inside its string; on a quote
    it puts the corrected quote, or the passage of the source where none was given. ``added`` appends a metric
    with the figure's sentence as quote, or the sentence as a key point where a digest has no metrics. Of two
    corrections that overlap the first in the order of the record counts. A digest of another shape keeps what
    has no place in it.
    """
    if record.digest is None:
        return None
    digest = copy.deepcopy(record.digest)
    ruled = standing(decisions)
    source: Segments | None = None
    for path, edits in _corrections(record, ruled).items():
        _correct(digest, path, edits)
    for flag in record.flags:
        decision = ruled.get(flag.id)
        if decision is not None and decision.ruling == "added":
            source = source or segment(record.report.text)
            _add(digest, flag, decision.value, record.mentions, source)
    return digest


@dataclass(frozen=True, slots=True)
class _Edit:
    """A text for the place ``start:end`` of a string, for the whole of it where they are None."""

    start: int | None
    end: int | None
    text: str


def _corrections(record: RecordV1, ruled: Mapping[str, DecisionV1]) -> dict[str, list[_Edit]]:
    """The corrections of each string, none of them touching another."""
    found: dict[str, list[_Edit]] = {}
    for flag in record.flags:
        decision = ruled.get(flag.id)
        if decision is None or decision.ruling != "source_right" or flag.path is None:
            continue
        text = decision.value or _passage(record, flag)
        edits = found.setdefault(flag.path, [])
        if text and not any(_overlap(edit, flag) for edit in edits):
            edits.append(_Edit(flag.start, flag.end, text))
    return found


def _overlap(edit: _Edit, flag: FlagV1) -> bool:
    if edit.start is None or edit.end is None or flag.start is None or flag.end is None:
        return True
    return edit.start < flag.end and flag.start < edit.end


def _passage(record: RecordV1, flag: FlagV1) -> str:
    """The text of the source that a flag points to."""
    return " … ".join(record.report.text[start:end] for start, end in flag.spans)


def _correct(digest: Json, path: str, edits: Sequence[_Edit]) -> None:
    """Put the corrections into the value at the path, from the last to the first; nothing where none is."""
    holder, name = _holder(digest, path)
    if holder is None:
        return
    value = holder[name]
    if isinstance(value, str):
        for edit in sorted(edits, key=lambda edit: edit.start or 0, reverse=True):
            whole = edit.start is None or edit.end is None
            value = edit.text if whole else value[: edit.start] + edit.text + value[edit.end :]
        holder[name] = value
    elif isinstance(value, int | float) and not isinstance(value, bool) and edits:
        literal = edits[0].text
        holder[name] = json.loads(literal) if _LITERAL.fullmatch(literal) else literal


def _holder(digest: Json, path: str) -> tuple[Any, Any]:
    """The object or list that holds the value at a JSON Pointer, and its key there; (None, None) if none."""
    parts = [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]
    place: Any = digest
    holder: Any = None
    name: str | int | None = None
    for part in parts:
        holder, name = place, int(part) if isinstance(place, list) and part.isdecimal() else part
        try:
            place = holder[name]
        except (KeyError, IndexError, TypeError):
            return None, None
    return holder, name


def _add(
    digest: dict[str, Json], flag: FlagV1, label: str | None, mentions: Sequence[MentionV1], source: Segments
) -> None:
    """Append the figures that an omission flag points to, each once."""
    metrics, points = digest.get("metrics"), digest.get("key_points")
    units = {(mention.start, mention.end): mention.unit for mention in mentions}
    for start, end in flag.spans:
        sentence = source.sentence_at(start) or (start, end)
        figure, quote = source.text[start:end], source.text[sentence[0] : sentence[1]]
        if isinstance(metrics, list):
            unit = units.get((start, end)) or ""
            metrics.append(
                {
                    "label": label or _label(source, sentence, start),
                    "value_text": figure,
                    "unit": "" if unit in figure else unit,
                    "period": None,
                    "quote": quote,
                }
            )
        elif isinstance(points, list) and quote not in points:
            points.append(quote)


def _label(source: Segments, sentence: tuple[int, int], at: int) -> str:
    """What the source says around a figure: its part of the sentence between semicolons.

    The clause alone where that is long.
    """
    first = max(source.text.rfind(";", sentence[0], at) + 1, sentence[0])
    last = source.text.find(";", at, sentence[1])
    part = source.text[first : last if last >= 0 else sentence[1]]
    clause = source.clause_at(at)
    if len(part.strip()) > LONGEST_LABEL and clause is not None:
        part = source.text[clause[0] : clause[1]]
    text = " ".join(part.split()).rstrip(".,;: ")
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…"


def remarks(record: RecordV1, decisions: Iterable[DecisionV1]) -> tuple[RemarkV1, ...]:
    """What a reader of the reviewed digest must be told, in the order of the record.

    That is: errors and warnings without a ruling, and faults of the source that a person confirmed.
    """
    ruled = standing(decisions)
    found = []
    for flag in record.flags:
        decision = ruled.get(flag.id)
        is_open = decision is None and flag.severity in DECIDING
        if not is_open and (decision is None or decision.ruling != "source_wrong"):
            continue
        found.append(
            RemarkV1(
                flag_id=flag.id,
                path=flag.path,
                open=is_open,
                ruling=decision.ruling if decision else None,
                note=decision.note if decision else None,
                message_vi=flag.message_vi,
                message_en=flag.message_en,
            )
        )
    return tuple(found)


# --- how well people read ---


@dataclass(frozen=True, slots=True)
class Readings:
    """Planted errors that a reviewer met and caught; blind pairs of readings, and those that agreed."""

    met: int = 0
    caught: int = 0
    readings: int = 0
    agreed: int = 0


def measured(
    histories: Iterable[Sequence[DecisionV1]], planted: Iterable[tuple[str, str]]
) -> Mapping[str, Readings]:
    """What the histories of flags say of the people in them, by reviewer.

    ``planted`` are (report id, flag id) of known errors. One is met by whoever ruled on it and caught when
    that person's last word was that the digest is wrong; unsure is neither.
    """
    met, caught, pairs, agreed = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    known = frozenset(planted)
    for history in histories:
        if history and (history[0].report_id, history[0].flag_id) in known:
            words = {d.reviewer: d.ruling for d in history if d.ruling not in ("unsure", "reopened")}
            met.update(list(words))
            caught.update(name for name, ruling in words.items() if ruling == "source_right")
        for first, second in _pairs(history):
            both = (first.reviewer, second.reviewer)
            pairs.update(both)
            if _agree(first, second.ruling, second.value):
                agreed.update(both)
    return {
        name: Readings(met[name], caught[name], pairs[name], agreed[name]) for name in sorted({*met, *pairs})
    }


def _pairs(history: Sequence[DecisionV1]) -> Iterator[tuple[DecisionV1, DecisionV1]]:
    """Each blind second reading with the first reading that it repeats; doubts are no readings."""
    for first, second in pairwise(history):
        if second.second and second.ruling != "unsure" and first.ruling != "unsure":
            yield first, second


def rate(part: int, whole: int) -> str | None:
    """A share as a decimal string of four places, rounded half up; None of nothing.

    >>> rate(2, 3), rate(0, 0)
    ('0.6667', None)
    """
    if not whole:
        return None
    units = (20_000 * part + whole) // (2 * whole)
    return f"{units // 10_000}.{units % 10_000:04d}"


# --- known errors ---


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure of a digest with one slip: where it stands, what it was, and the digest with the slip."""

    path: str
    start: int
    end: int
    before: str
    digest: dict[str, Json]


def slips(record: RecordV1, salt: str) -> Iterator[Slip]:
    """Known errors that can be planted in a record, in an order that ``salt`` settles.

    Only figures that the source supports word for word are changed, by a slip such as people and models
    make: two digits change places, or one is another. The wrong figure stands nowhere in the source.
    """
    digest = record.digest
    if digest is None:
        return
    sound = [claim for claim in record.claims if claim.verdict == "supported" and claim.reason == "exact"]
    for claim in sorted(sound, key=lambda claim: sha256(f"{salt}.{claim.id}".encode()).digest()):
        wrong = _slipped(claim, record.report.text)
        if wrong is not None:
            changed = copy.deepcopy(digest)
            _correct(changed, claim.path, [_Edit(claim.start, claim.end, wrong)])
            yield Slip(claim.path, claim.start, claim.end, claim.text, changed)


def _slipped(claim: ClaimV1, source: str) -> str | None:
    """The claim's text with one slip, or None where every slip can be read in the source as well."""
    run = max(_DIGITS.finditer(claim.text), key=lambda found: len(found[0]), default=None)
    if run is None or len(run[0]) < 2:
        return None
    digits, known = run[0], frozenset(_DIGITS.findall(source))
    swaps = [
        digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :]
        for at in range(len(digits) - 1, 0, -1)
    ]
    others = [digits[:-1] + str((int(digits[-1]) + step) % 10) for step in range(1, 10)]
    for wrong in (*swaps, *others):
        if wrong not in known and wrong[0] != "0":
            return claim.text[: run.start()] + wrong + claim.text[run.end() :]
    return None
