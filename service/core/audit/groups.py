"""A whole with its parts: what ties them together, and how their fit or misfit is written down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.roles import PLAN, base_of
from service.core.audit.sheet import PHRASE, Figure, Sheet
from service.core.audit.slips import slipped
from service.core.audit.words import ALL, pattern
from service.core.rounding import HUNDRED
from service.core.types import FindingSeverity, Kind, Qualifier, Span
from service.core.wording import alternation

LEVELS = 6  # figures between a plan and what was reached of it
PARTS = 14  # parts of one whole that are added up
LIST_GAP = 70  # characters between two figures of one list
CLOSE = Fraction(1, 20)  # parts this near to a whole may well be meant as all of it
LIKELY = Fraction(1, 4)  # a slip in one part seldom moves the sum further
WIDE = Fraction(3, 5)  # beyond this the figures are hardly parts of that whole
CERTAIN = FindingSeverity.ERROR
DOUBT = FindingSeverity.SUSPICIOUS
LINK = pattern(r"(?:^|(?<=[\s(,;:]))(?:(?P<all>{exhaustive})|(?P<some>{including}))(?=[\s:,])")
_JOINED = pattern(r"(?:^|\s)(?:{together})\s")
_AND = pattern(r",?\s(?:{together})\s(?:[^\s,;:.()]+\s){0,5}$")
_LISTED = pattern(r"^[^,;:.()]{0,60}(?:[,;]|\s(?:{together})\s)[^,;:.()]{0,60}$")
_OPPOSITES = frozenset(pair for words in ALL for pair in words.opposites)
_NAMED = re.compile(rf"(?<!\w)(?:{alternation(*_OPPOSITES)})(?!\w)", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:chưa|không|not)\s+(?P<trait>[^\W\d_]{3,})")
REST = re.compile(r"(?:còn lại|the rest|remaining|remainder|các nước khác|and others?)", re.IGNORECASE)
OF_THEM = re.compile(
    r"\s*(?:[^\s,;:.()\d]+\s+)?(?:of (?:which|whom|these|those|them)|trong số (?:đó|này))(?!\w)",
    re.IGNORECASE,
)
_SUB = pattern(r"(?:^|\s)(?:{sub})\s+(?P<parent>[^,;:.()\d]{3,60})")
_OVERLAP = pattern(r"(?<!\w)(?:{overlapping})(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that the text presents as parts of a whole."""

    whole: Figure
    parts: tuple[Figure, ...]
    exhaustive: bool
    joined: bool
    opposed: bool

    @property
    def spans(self) -> list[Span]:
        """The places of the whole and its parts."""
        return [self.whole.span, *(p.span for p in self.parts)]

    @property
    def sum(self) -> Fraction:
        """What the parts add up to."""
        return sum((p.value for p in self.parts), Fraction(0))

    @property
    def gap(self) -> Fraction:
        """How far the sum is from the whole, as a share of the whole."""
        return abs(self.sum - self.whole.value) / self.whole.value if self.whole.value else Fraction(1)


def up_to_the_last(sheet: Sheet, parts: Sequence[Figure]) -> list[Figure]:
    """The parts up to the one that "and" joins to a list, where more figures follow in another tone."""
    for i in range(2, len(parts)):
        joined = _AND.search(sheet.gap(parts[i - 2], parts[i - 1])) is not None
        if joined and not _LISTED.match(sheet.gap(parts[i - 1], parts[i])):
            return list(parts[:i])
    return list(parts)


def may_be_parts(whole: Figure, parts: Sequence[Figure]) -> bool:
    """False where a part is larger than the whole, unless by a slip."""
    return all(p.value <= whole.value for p in parts) or slipped(whole, parts, 2)


def alike(sheet: Sheet, group: Group) -> bool:
    """True where the parts are of the whole's kind: an amount, or counts that share a noun with it."""
    if group.whole.unit != "#":
        return True
    noun = sheet.noun(group.whole)
    return any(noun & sheet.noun(part) for part in group.parts)


def same_noun(sheet: Sheet, group: Group) -> bool:
    """True where every part repeats a noun of the whole, so that they cannot be traits that overlap."""
    if group.whole.unit != "#":
        return True
    noun = sheet.noun(group.whole)
    return bool(noun) and all(noun & sheet.noun(part) for part in group.parts)


def are_joined(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True where "and" joins the last part to the list."""
    return _JOINED.search(sheet.text[parts[-2].end : parts[-1].start]) is not None


def oppose(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True where two parts are the two halves of a whole by their names (men and women)."""
    if len(parts) != 2:
        return False
    if deny(sheet, *parts):
        return True
    first, second = (f"{sheet.before(p)[-40:]} 0 {sheet.after(p)[:60]}" for p in parts)
    ones, others = ({" ".join(w.casefold().split()) for w in _NAMED.findall(s)} for s in (first, second))
    return any((one, other) in _OPPOSITES or (other, one) in _OPPOSITES for one in ones for other in others)


def deny(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """True where the words of one of two parts deny what the other is."""
    first, second = (f" {sheet.after(p)[:60]} ".casefold() for p in (one, other))
    return _is_denied(first, second) or _is_denied(second, first)


def _is_denied(one: str, other: str) -> bool:
    """True where one part is what the other is not: "tổ chức thực hiện tốt", "tổ chức thực hiện chưa tốt"."""
    m = _DENIED.search(other)
    return (
        m is not None
        and re.search(rf"\b{re.escape(m['trait'])}\b", one) is not None
        and not _DENIED.search(one)
    )


def write_fit(sheet: Sheet, group: Group, ledger: Ledger) -> None:
    """Write down that the parts make up the whole, to the digit or by rounding."""
    slack = abs(group.sum - group.whole.value)
    hedged = group.whole.mention.qualifier is not Qualifier.EXACT
    if slack >= group.whole.ulp and not hedged and not any(f.is_bounded for f in group.parts):
        write_misfit(sheet, group, FindingSeverity.ROUNDING, ledger)
    else:
        ledger.holds("parts_whole", group.spans, _formula(group))
    for part in group.parts:
        _label_conflict(sheet, group, part, ledger)


def _formula(group: Group) -> str:
    terms = " + ".join(plain(p.value) for p in group.parts)
    return f"{terms} = {plain(group.sum)} ~ {plain(group.whole.value)}"


def has_other_whole(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True where parts make up a figure before them in their sentence exactly."""
    total = sum((p.value for p in parts), Fraction(0))
    before = (f for f in sheet.in_sentence(parts[0].sentence) if f.start < parts[0].start)
    return len(parts) > 2 and any(f.value == total and f.unit == parts[0].unit for f in before)


def _reached(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> list[Figure]:
    """The percentages between a plan and parts, but for all of it."""
    between = sheet.figures[whole.index + 1 : max(whole.index + 1, parts[0].index)][:LEVELS]
    return [f for f in between if f.kind is Kind.PERCENT and f.value != HUNDRED]


def is_plan_reached(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True for a plan with the percentage of it that was reached, and parts that are of the result."""
    reached = _reached(sheet, whole, parts) and base_of(sheet, whole) == PLAN
    return bool(reached) and not any(base_of(sheet, p) for p in parts)


def overlap(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True where the sentence says that something may count in several parts: "a good few of them both"."""
    end = min(sheet.sentences[parts[-1].sentence].end, parts[-1].end + PHRASE)
    return _OVERLAP.search(sheet.text[parts[0].start : end]) is not None


def is_excused(
    sheet: Sheet, group: Group, ledger: Ledger, severity: FindingSeverity = FindingSeverity.ERROR
) -> bool:
    """True where the parts are of a result, or their shares or another whole show that they are right."""
    parts = [p.span for p in group.parts]
    return (
        is_plan_reached(sheet, group.whole, group.parts)
        or (group.sum > group.whole.value and overlap(sheet, group.parts))
        or ledger.shares_all(group.whole.span, parts)
        or (severity is not FindingSeverity.ROUNDING and has_other_whole(sheet, group.parts))
        or ledger.are_shared_apart(parts)
    )


def write_misfit(sheet: Sheet, group: Group, severity: FindingSeverity, ledger: Ledger) -> None:
    """Write down that the parts miss the whole."""
    if is_excused(sheet, group, ledger, severity):
        return
    whole, total = plain(group.whole.value), plain(group.sum)
    vi_terms = " + ".join(vi_number(plain(p.value)) for p in group.parts)
    en_terms = " + ".join(en_number(plain(p.value)) for p in group.parts)
    difference = plain(abs(group.sum - group.whole.value))
    more = group.sum > group.whole.value
    ledger.report(
        "sum_mismatch",
        severity,
        group.whole.span,
        group.spans,
        kind="parts_whole",
        formula=_formula(group),
        stated=whole,
        expected=total,
        wording=Wording(
            f"Các phần cộng lại {vi_terms} = {vi_number(total)}, {'nhiều' if more else 'ít'} hơn tổng"
            f" {vi_number(whole)} là {vi_number(difference)}.",
            f"The parts {en_terms} add up to {en_number(total)}, {en_number(difference)}"
            f" {'more' if more else 'short of'}{' than' if more else ''} the whole, {en_number(whole)}.",
        ),
    )


def _label_conflict(sheet: Sheet, group: Group, part: Figure, ledger: Ledger) -> None:
    """A part that is said to lie under another part of the same whole cannot stand beside it."""
    m = _SUB.search(sheet.after(part)[:100])
    if m is None:
        return
    parent = m["parent"].casefold()
    own = [w.casefold() for w in _WORD.findall(sheet.after(part))][:2]
    for other in group.parts:
        name = " ".join(w.casefold() for w in _WORD.findall(sheet.text[other.end : other.end + 40])[:2])
        if other is part or len(name) < 5 or not parent.startswith(name) or name == " ".join(own):
            continue
        label = f"{part.mention.text}{sheet.after(part)[: m.end()]}".strip()
        above = f"{other.mention.text} {name}"
        ledger.report(
            "label_conflict",
            DOUBT,
            part.span,
            group.spans,
            kind="label",
            formula=f"{label} | {above}",
            stated=label,
            expected=above,
            wording=Wording(
                f"“{label}” được cộng ngang hàng với “{above}” ({_formula(group)}), nhưng nhãn lại ghi là cấp"
                f" dưới của {name}; có thể nhãn bị nhầm.",
                f"“{label}” is added beside “{above}” ({_formula(group)}), yet its label puts it"
                f" under {name};"
                " the label may be wrong.",
            ),
        )
        return
