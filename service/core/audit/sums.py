"""Parts and their whole: lists of counts and amounts, remainders, accounts, shares that add up to 100.

Whether parts must add up is a matter of words: "gồm", "comprising" present them as all of the whole; "trong
đó … và", "including … and" usually do; a bare list may leave some out. A misfit is an error only in the
first two cases, and only where the figures are of one unit and no other grouping of them fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, islice, pairwise

from service.core.audit.ledger import Ledger, Wording, en_number, plain, vi_number
from service.core.audit.shares import Share
from service.core.audit.sheet import Figure, Sheet, comparable, percent_interval
from service.core.audit.slips import digits, is_slip, one_digit_apart, slipped
from service.core.audit.words import ALL, pattern
from service.core.rounding import HUNDRED, add
from service.core.types import FindingSeverity, Kind, Qualifier, Span

PARTS = 14  # parts of one whole that are added up
LIST_GAP = 70  # characters between two figures of one list
LINKS = 24  # linking words of one sentence that are followed
BRACKET = 1000  # characters of a bracket that is looked into
CLOSE = Fraction(1, 20)  # parts this near to a whole may well be meant as all of it
LIKELY = Fraction(1, 4)  # a slip in one part seldom moves the sum further
WIDE = Fraction(3, 5)  # beyond this the figures are hardly parts of that whole
CERTAIN = FindingSeverity.ERROR
DOUBT = FindingSeverity.SUSPICIOUS

_LINK = pattern(r"(?:^|(?<=[\s(,;:]))(?:(?P<all>{exhaustive})|(?P<some>{including}))(?=[\s:,])")
_AMONG = re.compile(
    r"^\s*(?:trong(?: tổng)?(?: số)?|of(?: the)?|out of(?: the)?|among(?: the)?)\s*$", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_DIGIT = re.compile(r"\d")
_JOINED = pattern(r"(?:^|\s)(?:{together})\s")
_THESE = re.compile(
    r"^\s*(?:(?:this|these|those|they|it|that|all)(?:\s+[^\W\d]+){0,1}"
    r"|(?:số|tổng số|con số|kết quả)(?:\s+[^\W\d]+){0,2} (?:này|đó|trên))\s*$",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"\b(?:with|aged|under|over|above|below|also|who|có|từ|dưới|trên|trở lên|trở xuống|so|%)(?!\w)",
    re.IGNORECASE,
)
_AND = pattern(r",?\s(?:{together})\s(?:[^\s,;:.()]+\s){0,5}$")
_LISTED = pattern(r"^[^,;:.()]{0,60}(?:[,;]|\s(?:{together})\s)[^,;:.()]{0,60}$")
_TOTAL = pattern(r"(?:^|[\s(,;:–-])(?:{total})(?=\s)")
_TOTAL_NOUN = re.compile(
    r"[,;–-]\s*(?:(?:nâng\s+)?tổng số|toàn (?:tỉnh|huyện|xã|trường|ngành|công ty|thành phố|thị xã|quốc)"
    r"|(?:cộng |cả )(?:hai|ba|bốn|\d+) [^\W\d]+)(?:\s+[^\W\d]+)?\s*$",
    re.IGNORECASE,
)
_TOTAL_BEHIND = re.compile(r"^\s*(?:[^\W\d]+\s+){0,2}?(?:in all|in total|altogether|tất cả)\b", re.IGNORECASE)
_TOTAL_AFTER = re.compile(
    r"[\s(,;–-](?:tổng cộng|cộng chung|in total|totall?ing|(?:for )?a total of|altogether|a combined"
    r"|full[- ]year|cả năm|nâng tổng)\b[^,;:.()]{0,30}$",
    re.IGNORECASE,
)
_REMAINS = pattern(
    r"[,;.–-]\s*(?:(?:và|and|with|số|hiện|the|nên|thus|so)\s+)*(?:{remaining})\b[^,;:.()\d]{0,30}$"
)
_REMAINS_AFTER = re.compile(
    r"^\s*(?:[^\W\d]+\s+){0,3}(?:còn lại|remain(?:ed|ing|s)?|(?:are|were|is) (?:left|outstanding|pending))\b"
    r"(?!\s+(?:\w+\s+){0,2}$)",  # "and the remaining $1.2 million" speaks of the next figure
    re.IGNORECASE,
)
_NONE_LEFT = pattern(r"[,;.]\s*(?:(?:và|and|there\s+(?:is|was|were|are))\s+)*(?:{none_left})\s")
_STRUCTURE = pattern(r"(?:^|[\s(,;:])(?:{structure})(?=[\s:,.])")
_CARRIED = re.compile(
    r"đầu kỳ|cuối kỳ|chuyển sang|opening|closing|brought forward|carried forward|at the (?:start|beginning)",
    re.IGNORECASE,
)
_FORMS = re.compile(
    r"[^\d:]{3,40}:\s*(?:[^\s\d,;:.()][^\d,;:.()]{1,49}\s\d+(?:[.,]\d+)*(?:\s*[,;.])?\s*){3,}"
)
_DENIED = re.compile(r"\b(?:chưa|không|not)\s+(?P<trait>[^\W\d_]{3,})")
_ALONE = re.compile(r"^\s*\)")
_REST = re.compile(r"(?:còn lại|the rest|remaining|remainder|các nước khác|and others?)", re.IGNORECASE)
_SUB = pattern(r"(?:^|\s)(?:{sub})\s+(?P<parent>[^,;:.()\d]{3,60})")
_INCOME = pattern(r"(?:^|[\s(,;:])(?:{income})\b")
_SPENDING = pattern(r"(?:^|[\s(,;:])(?:{spending})\b")
_BALANCE = pattern(r"(?:^|[\s(,;:])(?:{balance})\b")
_ASSETS = re.compile(r"\b(?:tổng tài sản|total assets|assets)\b[^,;:()]{0,30}$", re.IGNORECASE)
_DEBTS = re.compile(
    r"\b(?:nợ phải trả|tổng nợ|total liabilities|liabilities)\b[^,;:()]{0,30}$", re.IGNORECASE
)
_EQUITY = re.compile(
    r"\b(?:vốn chủ sở hữu|vốn chủ|(?:shareholders['’] |total )?equity|net assets|reserves)\b[^,;:()]{0,30}$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Group:
    """Figures that the text presents as parts of a whole."""

    whole: Figure
    parts: tuple[Figure, ...]
    exhaustive: bool
    joined: bool
    opposed: bool

    @property
    def spans(self) -> list[Span]:
        return [self.whole.span, *(p.span for p in self.parts)]

    @property
    def sum(self) -> Fraction:
        return sum((p.value for p in self.parts), Fraction(0))

    @property
    def gap(self) -> Fraction:
        """How far the sum is from the whole, as a share of the whole."""
        return abs(self.sum - self.whole.value) / self.whole.value if self.whole.value else Fraction(1)


def check_sums(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Judge parts and wholes in prose and lists, remainders, accounts and sums of shares."""
    told = {s.part.span: s for s in shares if s.base is not None and s.rung.holds}
    based = frozenset(s.percent.span for s in shares if s.base is not None)
    for figures in sheet.by_sentence:
        levels = [f for f in figures if f.is_level and f.mention.value_high is None]
        _parts_in_sentence(sheet, levels, told, ledger)
        _total_after(sheet, levels, ledger)
        _forms(sheet, levels, ledger)
        _in_brackets(sheet, levels, ledger)
        _denied_pairs(sheet, levels, ledger)
        _left_of_ratio(sheet, figures, ledger)
        _remainder(sheet, levels, ledger)
        _account(sheet, levels, ledger)
        _balance_sheet(sheet, levels, ledger)
        _bare_percents(sheet, figures, based, ledger)
    _lists(sheet, ledger)
    _closed_lists(sheet, ledger)
    _percent_sums(sheet, shares, ledger)
    _open_series(sheet, shares, ledger)


# Parts and whole


def _parts_in_sentence(
    sheet: Sheet, levels: Sequence[Figure], told: Mapping[Span, Share], ledger: Ledger
) -> None:
    """Groups tied by a linking word, by brackets, or by a colon after a total, in one sentence."""
    if len(levels) < 2:
        return
    sentence = sheet.sentences[levels[0].sentence]
    text = sheet.text[sentence.start : sentence.end]
    links = [(sentence.start + m.start(), m["all"] is not None) for m in _LINK.finditer(text)]
    colons = (sentence.start + m.start() for m in re.finditer(r":(?=\s)", text))
    bare = (place for place in colons if _bracket_of(sheet.text, place, sentence) is None)
    links += [(place, False) for place in islice(bare, LINKS)]
    if _AMONG.match(sheet.before(levels[0])):
        links.append((levels[0].end, False))
    listed = (m for m in _BRACKETS.finditer(text) if len(_DIGIT.findall(m[1])) > 1)
    links += [(sentence.start + m.start(), False) for m in islice(listed, LINKS)]
    links = sorted(links)[:LINKS]
    for i, (place, exhaustive) in enumerate(links):
        stop = next((p for p, _ in links[i + 1 :] if any(place < f.start < p for f in levels)), sentence.end)
        wholes = [f for f in levels if f.end <= place][-3:][::-1]
        if not wholes and (place - sentence.start < 4 or _THESE.match(text[: place - sentence.start])):
            wholes = _levels_before(sheet, levels[0])
        after = [f for f in levels if place < f.start < stop]
        bracket = _bracket_of(sheet.text, place, sentence)
        if bracket is not None:
            after = [f for f in after if f.end <= bracket.end]
            wholes = wholes[:1]
        colon = text[place - sentence.start] == ":"
        if colon:
            wholes = [w for w in wholes[:1] if _TOTAL.search(sheet.before(w)) or _opens_list(sheet, w, after)]
        inside = _Stretch(bracket, exhaustive, colon or bracket is not None, told)
        _judge_groups(sheet, wholes, after, inside, ledger)


def _opens_list(sheet: Sheet, whole: Figure, after: Sequence[Figure]) -> bool:
    """True for "19 incidents: 8 falls, 6 …, 3 … and 2 …": nothing but a list of parts after the colon."""
    parts = _up_to_the_last(sheet, [f for f in after if comparable(f, whole)])
    if len(parts) < 2 or not (_are_joined(sheet, parts) or _is_bare_list(sheet, whole, parts)):
        return False
    return (
        len(sheet.gap(whole, parts[0])) <= LIST_GAP
        and all(len(sheet.gap(a, b)) <= LIST_GAP for a, b in pairwise(parts))
        and not any(_TRAIT.search(f"{sheet.before(p)[-12:]} {sheet.after(p)[:24]}") for p in parts)
    )


def _is_bare_list(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True for "214 vụ: xử phạt 168 vụ, khởi tố 31 vụ, chuyển 15 vụ": three parts or more of one noun."""
    nouns = [sheet.noun(part) for part in parts]
    alike = whole.unit != "#" or all(noun & sheet.noun(whole) for noun in nouns)
    head = sheet.gap(whole, parts[0]).split(":")[0]
    return len(parts) > 2 and alike and len(head) <= LIST_GAP // 3 and not re.search(r"[(),;]", head)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where parts are listed: the bracket around them, and what the words before them say.

    ``told`` are the parts whose share of a base the text states and states rightly.
    """

    bracket: Span | None
    exhaustive: bool
    closed: bool
    told: Mapping[Span, Share]


def _bracket_of(text: str, place: int, sentence: Span) -> Span | None:
    """The bracket that a place lies in (or opens), within its sentence."""
    start = text.rfind("(", max(sentence.start, place - BRACKET), place + 1)
    if start < 0 or text.find(")", start, place) >= 0:
        return None
    end = text.find(")", place, min(sentence.end, place + BRACKET))
    return Span(start, end) if end >= 0 else None


def _levels_before(sheet: Sheet, first: Figure) -> list[Figure]:
    """The levels of the sentence before: "… 371,85 tỷ USD. Trong đó, …"."""
    figures = sheet.in_sentence(first.sentence - 1) if first.sentence > 0 else ()
    if figures and sheet.paragraph_of(figures[0]) != sheet.paragraph_of(first):
        return []
    return [f for f in figures if f.is_level and f.mention.value_high is None and not sheet.is_aside(f)][:3]


def _judge_groups(
    sheet: Sheet, wholes: Sequence[Figure], after: Sequence[Figure], inside: _Stretch, ledger: Ledger
) -> None:
    """Try every whole; only where no grouping fits is the likeliest one judged."""
    candidates: list[_Group] = []
    for whole in wholes:
        parts = [f for f in after if comparable(f, whole) and not _is_aside(sheet, f, inside)][:PARTS]
        parts = _up_to_the_last(sheet, parts)
        if len(parts) < 2 or not _may_be_parts(whole, parts):
            continue
        joined = inside.closed or _are_joined(sheet, parts)
        rest = _REST.search(sheet.text[parts[-2].end : parts[-1].end + 30]) is not None
        group = _Group(whole, tuple(parts), inside.exhaustive or rest, joined, _oppose(sheet, parts))
        fitting = _fitting(group)
        if fitting is not None:
            _write_fit(sheet, fitting, ledger)
            return
        candidates.append(group)
    aside = any(_is_aside(sheet, f, inside) for f in after)
    ranked = sorted(candidates, key=lambda g: not _alike(sheet, g))
    if ranked:
        severity = _severity(sheet, ranked[0], nested=aside, inside=inside)
        shared = _is_told_short(ranked[0], inside.told)
        if severity is not None and (severity is CERTAIN or not shared):
            _write_misfit(sheet, ranked[0], severity, ledger)


def _up_to_the_last(sheet: Sheet, parts: Sequence[Figure]) -> list[Figure]:
    """The parts up to the one that "and" joins to a list, where more figures follow in another tone."""
    for i in range(2, len(parts)):
        joined = _AND.search(sheet.gap(parts[i - 2], parts[i - 1])) is not None
        if joined and not _LISTED.match(sheet.gap(parts[i - 1], parts[i])):
            return list(parts[:i])
    return list(parts)


def _may_be_parts(whole: Figure, parts: Sequence[Figure]) -> bool:
    """False where a part is larger than the whole, unless by a slip."""
    return all(p.value <= whole.value for p in parts) or slipped(whole, parts, 2)


def _is_told_short(group: _Group, told: Mapping[Span, Share]) -> bool:
    """True where the text itself gives the parts as shares of the whole that stay short of 100."""
    shares = [told[p.span] for p in group.parts if p.span in told]
    if not shares or any(s.base != group.whole.value for s in shares):
        return False
    return len(shares) < len(group.parts) or HUNDRED not in add(percent_interval(s.percent) for s in shares)


def _is_aside(sheet: Sheet, figure: Figure, inside: _Stretch) -> bool:
    """True for a figure that is no part: a change, or one in brackets that are not the list's own."""
    if inside.bracket is not None:
        return sheet.is_step(figure)
    return sheet.is_aside(figure)


def _fitting(group: _Group) -> _Group | None:
    """The grouping of parts that adds up to the whole: all, the first few, or all but one."""
    parts = group.parts
    if add(p.interval for p in parts).meets(group.whole.interval):
        return group
    choices = [parts[:n] for n in range(len(parts) - 1, 1, -1)]
    choices += [parts[:i] + parts[i + 1 :] for i in range(len(parts)) if len(parts) > 2]
    for chosen in choices:
        if sum(p.value for p in chosen) == group.whole.value:
            return _Group(group.whole, chosen, group.exhaustive, group.joined, group.opposed)
    return None


def _severity(
    sheet: Sheet, group: _Group, *, nested: bool, inside: _Stretch | None = None
) -> FindingSeverity | None:
    """How sure a misfit is, by the words that tie the parts to the whole."""
    alike, gap = _alike(sheet, group), group.gap
    if group.whole.is_bounded or any(p.is_bounded for p in group.parts):
        return None
    if slipped(group.whole, group.parts) and (group.exhaustive or group.opposed or group.joined):
        return DOUBT if nested else CERTAIN
    closed = inside is not None and inside.closed
    if group.exhaustive or group.opposed:
        if gap <= LIKELY or (alike and gap <= WIDE):
            return DOUBT if nested else CERTAIN
        return DOUBT if gap <= WIDE or slipped(group.whole, group.parts, 2) else None
    long = len(digits(group.whole.value, group.whole.ulp)) > 1
    if closed and long and gap > LIKELY and slipped(group.whole, group.parts, 2):
        return DOUBT
    if inside is not None and inside.closed and gap <= LIKELY and not _same_noun(sheet, group):
        over = group.sum > group.whole.value and inside.bracket is None
        return CERTAIN if over and not nested else DOUBT
    if group.joined and _same_noun(sheet, group) and gap <= LIKELY:
        short = group.sum < group.whole.value  # some kinds may be left out
        return DOUBT if nested or (short and gap > CLOSE) else CERTAIN
    if (group.joined and gap <= 2 * CLOSE) or (slipped(group.whole, group.parts) and len(group.parts) > 1):
        return DOUBT
    over = group.sum > group.whole.value and _same_noun(sheet, group) and group.whole.unit == "#"
    return DOUBT if (alike and gap <= CLOSE) or (over and gap <= LIKELY) else None


def _alike(sheet: Sheet, group: _Group) -> bool:
    """True where the parts are of the whole's kind: an amount, or counts that share a noun with it."""
    if group.whole.unit != "#":
        return True
    noun = sheet.noun(group.whole)
    return any(noun & sheet.noun(part) for part in group.parts)


def _same_noun(sheet: Sheet, group: _Group) -> bool:
    """True where every part repeats a noun of the whole, so that they cannot be traits that overlap."""
    if group.whole.unit != "#":
        return True
    noun = sheet.noun(group.whole)
    return bool(noun) and all(noun & sheet.noun(part) for part in group.parts)


def _are_joined(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    return _JOINED.search(sheet.text[parts[-2].end : parts[-1].start]) is not None


def _oppose(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True where two parts are the two halves of a whole by their names (men and women)."""
    if len(parts) != 2:
        return False
    first, second = (f" {sheet.before(p)[-40:]} {sheet.after(p)[:60]} ".casefold() for p in parts)
    if _deny(sheet, *parts):
        return True
    for words in ALL:
        for one, other in words.opposites:
            a, b = rf"\b{re.escape(one)}\b", rf"\b{re.escape(other)}\b"
            if (re.search(a, first) and re.search(b, second)) or (
                re.search(b, first) and re.search(a, second)
            ):
                return True
    return False


def _deny(sheet: Sheet, one: Figure, other: Figure) -> bool:
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


def _write_fit(sheet: Sheet, group: _Group, ledger: Ledger) -> None:
    slack = abs(group.sum - group.whole.value)
    hedged = group.whole.mention.qualifier is not Qualifier.EXACT
    if slack >= group.whole.ulp and not hedged and not any(f.is_bounded for f in group.parts):
        _write_misfit(sheet, group, FindingSeverity.ROUNDING, ledger)
    else:
        ledger.holds("parts_whole", group.spans, _formula(group))
    for part in group.parts:
        _label_conflict(sheet, group, part, ledger)


def _formula(group: _Group) -> str:
    terms = " + ".join(plain(p.value) for p in group.parts)
    return f"{terms} = {plain(group.sum)} ~ {plain(group.whole.value)}"


def _write_misfit(sheet: Sheet, group: _Group, severity: FindingSeverity, ledger: Ledger) -> None:
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


def _label_conflict(sheet: Sheet, group: _Group, part: Figure, ledger: Ledger) -> None:
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


def _forms(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """A sentence that is only a list ("Hình thức: khiển trách 25, …"), after the one with its whole."""
    if len(levels) < 3 or not _FORMS.fullmatch(sheet.sentence_text(levels[0].sentence)):
        return
    wholes = [f for f in sheet.looking_back(levels[0]) if f.sentence == levels[0].sentence - 1]
    wholes = [f for f in wholes if comparable(f, levels[0]) and f.base is None and not sheet.is_aside(f)]
    groups = [_Group(w, tuple(levels), True, True, False) for w in wholes if _may_be_parts(w, levels)]
    fit = next((g for g in groups if g.sum == g.whole.value), None)
    if fit is not None:
        _write_fit(sheet, fit, ledger)
        return
    nearest = min(groups, key=lambda g: g.gap, default=None)
    if nearest is not None and (nearest.gap <= CLOSE or slipped(nearest.whole, levels)):
        over = nearest.sum > nearest.whole.value
        _write_misfit(sheet, nearest, CERTAIN if over and not nearest.whole.is_bounded else DOUBT, ledger)


def _in_brackets(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """Names with their figures in brackets, closed by the rest: "Hàn Quốc (4.112), …, còn lại (3.720)"."""
    for i, whole in enumerate(levels):
        parts = [f for f in levels[i + 1 :] if comparable(f, whole) and _ALONE.match(sheet.after(f))]
        parts = [f for f in parts if sheet.before(f).endswith("(")][:PARTS]
        if len(parts) < 2 or whole.is_bounded or sheet.before(whole).endswith("("):
            continue
        rest = _REST.search(sheet.before(parts[-1])) is not None
        if not (rest or _split_in_brackets(sheet, whole, parts)) or any(p.is_bounded for p in parts):
            continue
        group = _Group(whole, tuple(parts), True, True, False)
        if add(p.interval for p in parts).meets(whole.interval):
            _write_fit(sheet, group, ledger)
        elif group.gap <= LIKELY or slipped(whole, parts):
            _write_misfit(sheet, group, CERTAIN, ledger)
        elif slipped(whole, parts, 2):
            _write_misfit(sheet, group, DOUBT, ledger)
        return


def _split_in_brackets(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True for "is split between a (x) and b (y)": the names in brackets are all there is."""
    link = _LINK.search(f" {sheet.gap(whole, parts[0])} ")
    return link is not None and link["all"] is not None and _are_joined(sheet, parts)


def _denied_pairs(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """“84 tổ chức …; 76 tổ chức làm tốt, 8 tổ chức làm chưa tốt”: a trait and its denial split a count."""
    for i, (one, other) in enumerate(pairwise(levels)):
        alike = one.unit == "#" == other.unit and bool(sheet.noun(one) & sheet.noun(other))
        if not alike or not _deny(sheet, one, other):
            continue
        wholes = [w for w in levels[:i] if comparable(w, one) and sheet.noun(w) & sheet.noun(one)]
        groups = [_Group(w, (one, other), False, True, True) for w in wholes if w.value > other.value]
        if not groups or any(g.sum == g.whole.value for g in groups):
            continue
        severity = _severity(sheet, groups[-1], nested=False)
        if severity is not None:
            _write_misfit(sheet, groups[-1], severity, ledger)


def _left_of_ratio(sheet: Sheet, figures: Sequence[Figure], ledger: Ledger) -> None:
    """“đã cấp 4.512/4.780 hồ sơ; còn 268 hồ sơ”: what is left of a whole when its part is taken away."""
    for i, rest in enumerate(figures):
        ratio = next((f for f in figures[:i][::-1] if f.base is not None), None)
        if ratio is None or ratio.base is None or rest.kind is not Kind.CARDINAL or rest.is_bounded:
            continue
        if not _REMAINS.search(f" {sheet.before(rest)}") or not sheet.noun(rest) & sheet.noun(ratio):
            continue
        wanted = ratio.base - ratio.value
        formula = f"{plain(ratio.base)} - {plain(ratio.value)} = {plain(wanted)} ~ {plain(rest.value)}"
        spans = [ratio.span, rest.span]
        if rest.value == wanted:
            ledger.holds("difference", spans, formula)
        elif is_slip(rest, wanted, 2) or abs(rest.value - wanted) <= LIKELY * wanted:
            _report_difference(rest, wanted, (plain(ratio.base), plain(ratio.value)), spans, CERTAIN, ledger)


# Totals that follow their parts, remainders, accounts


def _total_after(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """Parts first, then "tổng cộng", "for a total of"."""
    for i, whole in enumerate(levels):
        before = f" {sheet.before(whole)}"
        counted = _TOTAL_NOUN.search(before) is not None
        behind = before.rstrip().endswith(",") and _TOTAL_BEHIND.match(sheet.after(whole)) is not None
        if i < 2 or not (counted or behind or _TOTAL_AFTER.search(before)):
            continue
        parts = [f for f in levels[:i] if comparable(f, whole) and not sheet.is_aside(f)][-PARTS:]
        if counted and whole.unit == "#" and not all(sheet.noun(f) & sheet.noun(whole) for f in parts):
            continue
        tails = [parts[n:] for n in range(len(parts) - 1)]
        fit = next((t for t in tails if add(p.interval for p in t).meets(whole.interval)), None)
        group = _Group(whole, tuple(fit or parts), True, True, False)
        if fit is not None:
            _write_fit(sheet, group, ledger)
        elif len(parts) >= 2 and not any(f.is_bounded for f in (whole, *parts)):
            if group.gap <= LIKELY:
                _write_misfit(sheet, group, CERTAIN, ledger)
            elif slipped(whole, parts, 2):
                _write_misfit(sheet, group, DOUBT, ledger)


def _remainder(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """A whole, what became of it, and what is left."""
    for i, rest in enumerate(levels):
        if i < 1:
            continue
        marked = _REMAINS.search(f" {sheet.before(rest)}") or _REMAINS_AFTER.search(sheet.after(rest))
        if not marked:
            continue
        before = [f for f in levels[:i] if comparable(f, rest) and not sheet.is_aside(f)][-6:]
        if len(before) == 1:
            before = [*_whole_before(sheet, rest), *before]
        if len(before) < 2 or any(f.is_bounded for f in (*before, rest)):
            continue
        if _remainder_fits(before, rest, ledger):
            continue
        whole, parts = before[0], before[1:]
        group = _Group(whole, (*parts, rest), True, True, False)
        alike = (
            whole.unit != "#" or bool(sheet.noun(whole) & sheet.noun(parts[0])) or not sheet.noun(parts[0])
        )
        if not alike or not (_may_be_parts(whole, (*parts, rest)) or _two_digit_slip(whole, parts, rest)):
            continue
        severity = CERTAIN if len(parts) == 1 and group.gap <= LIKELY else DOUBT
        if (
            group.gap <= (Fraction(1, 2) if len(parts) == 1 else CLOSE)
            or slipped(whole, (*parts, rest))
            or _two_digit_slip(whole, parts, rest)
        ):
            _write_remainder(group, rest, severity, ledger)


def _two_digit_slip(whole: Figure, parts: Sequence[Figure], rest: Figure) -> bool:
    """True where one slip in a short figure explains a remainder of one whole and one part."""
    return len(parts) == 1 and (
        is_slip(parts[0], whole.value - rest.value, 2) or is_slip(rest, whole.value - parts[0].value, 2)
    )


def _whole_before(sheet: Sheet, rest: Figure) -> list[Figure]:
    """The whole that a remainder is left of, where it stands in the sentence before."""
    noun = sheet.noun(rest)
    for figure in sheet.looking_back(rest):
        if figure.sentence < rest.sentence - 1:
            break
        if figure.sentence == rest.sentence - 1 and figure.is_level and comparable(figure, rest):
            return [figure] if figure.unit != "#" or sheet.noun(figure) & noun else []
    return []


def _remainder_fits(before: Sequence[Figure], rest: Figure, ledger: Ledger) -> bool:
    for w, whole in enumerate(before[:-1]):
        parts = before[w + 1 :]
        for chosen in (parts, *([p] for p in parts)):
            if add(p.interval for p in (*chosen, rest)).meets(whole.interval):
                terms = " - ".join(plain(f.value) for f in (whole, *chosen))
                ledger.holds(
                    "difference", [f.span for f in (whole, *chosen, rest)], f"{terms} = {plain(rest.value)}"
                )
                return True
    return False


def _write_remainder(group: _Group, rest: Figure, severity: FindingSeverity, ledger: Ledger) -> None:
    taken = group.parts[:-1]
    expected = group.whole.value - sum((p.value for p in taken), Fraction(0))
    values = [plain(f.value) for f in (group.whole, *taken)]
    _report_difference(rest, expected, values, group.spans, severity, ledger)


def _report_difference(
    rest: Figure,
    expected: Fraction,
    values: Sequence[str],
    spans: Sequence[Span],
    severity: FindingSeverity,
    ledger: Ledger,
) -> None:
    stated, wanted = plain(rest.value), plain(expected)
    ledger.report(
        "difference_mismatch",
        severity,
        rest.span,
        spans,
        kind="difference",
        formula=f"{' - '.join(values)} = {wanted} ~ {stated}",
        stated=stated,
        expected=wanted,
        wording=Wording(
            f"{' − '.join(map(vi_number, values))} = {vi_number(wanted)}, nhưng bài viết ghi còn"
            f" lại {vi_number(stated)}.",
            f"{' − '.join(map(en_number, values))} = {en_number(wanted)}, but the text says"
            f" {en_number(stated)} remain.",
        ),
    )


def _balance_sheet(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """Assets are what is owed and what is owned: "assets of A … liabilities of B and equity of C"."""
    found: list[Figure] = []
    for words in (_ASSETS, _DEBTS, _EQUITY):
        named = [f for f in levels if words.search(sheet.before(f)) and not sheet.is_aside(f)]
        if len(named) != 1 or named[0].unit == "#" or named[0].is_bounded:
            return
        found.append(named[0])
    whole, *parts = found
    if len({f.span for f in found}) < 3 or not all(comparable(f, whole) for f in parts):
        return
    group = _Group(whole, tuple(parts), True, True, False)
    if add(p.interval for p in parts).meets(whole.interval):
        _write_fit(sheet, group, ledger)
    elif group.gap <= LIKELY or slipped(whole, parts, 2):
        _write_misfit(sheet, group, CERTAIN, ledger)


def _account(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """Income, spending and their balance in one sentence."""
    found: dict[str, list[Figure]] = {"in": [], "out": [], "net": []}
    for figure in levels:
        before = f" {sheet.before(figure)}"
        places = [
            (max((m.start() for m in words.finditer(before)), default=-1), name)
            for words, name in ((_INCOME, "in"), (_SPENDING, "out"), (_BALANCE, "net"))
        ]
        place, name = max(places)
        if place >= 0 and not sheet.is_aside(figure):
            found[name].append(figure)
    if not all(len(figures) == 1 for figures in found.values()):
        return
    if _CARRIED.search(sheet.sentence_text(levels[0].sentence)):
        return  # what was there at the start counts too
    income, spending, net = (found[name][0] for name in ("in", "out", "net"))
    if not (comparable(income, spending) and comparable(income, net)) or income.unit == "#":
        return
    if any(f.is_bounded for f in (income, spending, net)):
        return
    balance = abs(income.value - spending.value)
    spans = [income.span, spending.span, net.span]
    formula = f"|{plain(income.value)} - {plain(spending.value)}| = {plain(balance)} ~ {plain(net.value)}"
    difference = income.interval - spending.interval
    if difference.meets(net.interval) or (-difference).meets(net.interval):
        ledger.holds("difference", spans, formula)
        return
    stated, expected = plain(net.value), plain(balance)
    near = abs(balance - net.value) <= LIKELY * max(balance, net.value)
    severity = CERTAIN if near or one_digit_apart(stated, expected) else DOUBT
    ledger.report(
        "difference_mismatch",
        severity,
        net.span,
        spans,
        kind="difference",
        formula=formula,
        stated=stated,
        expected=expected,
        wording=Wording(
            f"Chênh lệch giữa {income.mention.text} và {spending.mention.text} là {vi_number(expected)},"
            f" không phải {net.mention.text}.",
            f"The difference between {income.mention.text} and {spending.mention.text} is"
            f" {en_number(expected)},"
            f" not {net.mention.text}.",
        ),
    )


# Lists


def _lists(sheet: Sheet, ledger: Ledger) -> None:
    """A line that states a whole and ends with a colon, and the items below it."""
    paragraphs = sheet.segments.paragraphs
    items = set(sheet.segments.list_items)
    first_of: dict[Span | None, list[Figure]] = {}
    for figure in sheet.figures:
        first_of.setdefault(sheet.paragraph_of(figure), []).append(figure)
    for i, intro in enumerate(paragraphs):
        if intro in items and (
            i + 1 >= len(paragraphs) or _mark(sheet, intro) == _mark(sheet, paragraphs[i + 1])
        ):
            continue
        if i + 2 >= len(paragraphs) or paragraphs[i + 1] not in items:
            continue
        mark = _mark(sheet, paragraphs[i + 1])
        run = []
        for paragraph in paragraphs[i + 1 : i + 1 + PARTS]:
            if paragraph not in items:
                break
            if _mark(sheet, paragraph) == mark:
                run.append(paragraph)
        _list_group(sheet, intro, [first_of.get(p, []) for p in run], first_of.get(intro, []), ledger)


def _mark(sheet: Sheet, paragraph: Span) -> str:
    """The kind of an item's mark: its bullet, or what sort of number it has; empty for no item."""
    head = sheet.text[paragraph.start : min(paragraph.end, paragraph.start + 6)].lstrip()
    if head[:1].isdigit():
        return "1"
    return head[:1] if not head[:1].isalpha() else head[1:2]


def _list_group(
    sheet: Sheet, intro: Span, items: Sequence[Sequence[Figure]], above: Sequence[Figure], ledger: Ledger
) -> None:
    wholes = [f for f in above if f.is_level and f.mention.value_high is None][::-1]
    closing = sheet.text[max(intro.start, intro.end - 200) : intro.end]
    if not wholes or len(items) < 2 or not (closing.endswith(":") or _LINK.search(f" {closing} ")):
        return
    for whole in wholes[:3]:
        parts = [next((f for f in item if comparable(f, whole)), None) for item in items]
        known = [p for p in parts if p is not None and not sheet.is_aside(p)]
        if len(known) < 2 or len(known) < len(items) or not _may_be_parts(whole, known):
            continue
        link = _LINK.search(f" {closing} ")
        exhaustive = link is not None and link["all"] is not None
        group = _Group(whole, tuple(known), exhaustive, joined=True, opposed=False)
        if add(p.interval for p in known).meets(whole.interval):
            _write_fit(sheet, group, ledger)
            return
        severity = _severity(sheet, group, nested=False)
        if severity is not None:
            _write_misfit(sheet, group, severity, ledger)
        return


def _closed_lists(sheet: Sheet, ledger: Ledger) -> None:
    """Grades of one kind of thing, closed by "không có … không hoàn thành", against the number of things."""
    for figures in sheet.by_sentence:
        counts = [f for f in figures if f.kind is Kind.CARDINAL and f.unit == "#" and not f.is_bounded]
        if len(counts) < 3 or len(counts) != len(figures):
            continue
        tail = sheet.text[counts[-1].end : sheet.sentences[counts[-1].sentence].end]
        nouns = [sheet.noun(f) for f in counts]
        if not _NONE_LEFT.search(tail) or not all(nouns[0] & noun for noun in nouns[1:]):
            continue
        total = sum((f.value for f in counts), Fraction(0))
        wholes = [
            f
            for f in sheet.looking_back(counts[0])
            if f.kind is Kind.CARDINAL and f.value >= total and sheet.noun(f) & nouns[0] and not f.is_bounded
        ]
        for whole in sorted(wholes, key=lambda f: abs(f.value - total)):
            group = _Group(whole, tuple(counts), False, True, False)
            if whole.value == total:
                _write_fit(sheet, group, ledger)
            elif group.gap <= CLOSE:
                _write_misfit(sheet, group, DOUBT, ledger)
            break


# Shares that add up


def _percent_sums(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Shares of one base whose parts make up the base must add up to 100."""
    known = [s for s in shares if s.base is not None]
    for _, of_paragraph in groupby(known, key=lambda s: sheet.paragraph_of(s.percent)):
        by_base: dict[Fraction | None, list[Share]] = {}
        for share in of_paragraph:
            by_base.setdefault(share.base, []).append(share)
        for base, group in by_base.items():
            if len(group) > 1 and sum(s.part.value for s in group) == base:
                _judge_percents(sheet, [s.percent for s in group], CERTAIN, ledger)


def _judge_percents(
    sheet: Sheet, percents: Sequence[Figure], severity: FindingSeverity, ledger: Ledger
) -> None:
    printed = sum((p.value for p in percents), Fraction(0))
    spans = [p.span for p in percents]
    terms = " + ".join(plain(p.value, p.ulp) for p in percents)
    finest = min(p.ulp for p in percents)
    formula = f"{terms} = {plain(printed, finest)} ~ 100"
    wrong = next(
        (f for p in percents if (f := ledger.on("percent_mismatch", p.span)) and f.severity is CERTAIN), None
    )
    fits = HUNDRED in add(percent_interval(p) for p in percents)
    if fits and (wrong is None or printed == HUNDRED):
        ledger.holds("percent_sum", spans, formula)
        return
    vi_terms = " + ".join(vi_number(plain(p.value, p.ulp)) for p in percents)
    stated = plain(printed, finest)
    follows_vi = " (hệ quả của một tỷ lệ sai)" if wrong else ""
    follows_en = " (follows from one wrong share)" if wrong else ""
    ledger.report(
        "percent_sum",
        severity,
        percents[-1].span,
        spans,
        kind="percent_sum",
        formula=formula,
        stated=stated,
        expected="100",
        wording=Wording(
            f"Các tỷ lệ cộng lại {vi_terms} = {vi_number(stated)}%, không phải 100%{follows_vi}.",
            f"The shares {terms} add up to {stated}%, not 100%{follows_en}.",
        ),
        derived_from=wrong.id if wrong else None,
    )


def _bare_percents(sheet: Sheet, figures: Sequence[Figure], based: Set[Span], ledger: Ledger) -> None:
    """Shares listed without their parts: "nông nghiệp chiếm 25,3%, công nghiệp 40,2%, dịch vụ 34,5%"."""
    for run in _percent_runs(sheet, figures, based):
        total = sum((p.value for p in run), Fraction(0))
        sentence = sheet.sentence_text(run[0].sentence)
        if HUNDRED in add(percent_interval(p) for p in run):
            ledger.holds(
                "percent_sum", [p.span for p in run], f"{' + '.join(plain(p.value) for p in run)} = 100"
            )
            continue
        off = abs(total - HUNDRED)
        rest = _REST.search(sheet.text[run[-2].end : run[-1].end + 60]) is not None
        opposed = _oppose(sheet, run)
        structured = len(run) >= 3 and _STRUCTURE.search(sentence) is not None
        slip = structured and any(is_slip(p, p.value + HUNDRED - total) for p in run)
        if slip or ((rest or opposed) and off <= 30):
            _judge_percents(sheet, run, CERTAIN, ledger)
        elif structured and off <= 15:
            _judge_percents(sheet, run, CERTAIN if off <= 10 else DOUBT, ledger)
        elif _is_doubtful(sheet, run, off, structured=structured):
            _judge_percents(sheet, run, DOUBT, ledger)


def _is_doubtful(sheet: Sheet, run: Sequence[Figure], off: Fraction, *, structured: bool) -> bool:
    """True for three shares or more that may well have been meant to add up to 100."""
    if len(run) < 3 or off <= 2:
        return len(run) >= 3
    total = sum((p.value for p in run), Fraction(0))
    short = any(is_slip(p, p.value + HUNDRED - total, 2) for p in run)
    return (short and structured) or (_listed(sheet, run) and (short or off <= 10))


def _listed(sheet: Sheet, run: Sequence[Figure]) -> bool:
    """True for shares listed closely after a colon."""
    start = sheet.sentences[run[0].sentence].start
    close = all(b.start - a.end <= 60 for a, b in pairwise(run))
    return ":" in sheet.text[start : run[0].start] and close


def _percent_runs(sheet: Sheet, figures: Sequence[Figure], based: Set[Span]) -> Iterator[list[Figure]]:
    """Runs of two or more plain percentages in one stretch between semicolons and full stops."""
    run: list[Figure] = []
    for figure in figures:
        plain_share = (
            figure.kind is Kind.PERCENT
            and figure.unit != "pp"
            and figure.mention.value_high is None
            and figure.span not in based
            and figure.value < HUNDRED
            and not figure.is_bounded
            and not sheet.is_aside(figure)
        )
        if not plain_share:
            continue
        if len(run) > 1 and _parted(sheet, run, figure):
            yield run
            run = []
        run.append(figure)
    if len(run) > 1:
        yield run


def _parted(sheet: Sheet, run: Sequence[Figure], figure: Figure) -> bool:
    """True where a semicolon opens another list: one after a run that is complete by itself."""
    if ";" not in sheet.text[run[-1].end : figure.start]:
        return False
    complete = HUNDRED in add(percent_interval(p) for p in run)
    inside = any("," in sheet.text[a.end : b.start] for a, b in pairwise(run))
    return complete or inside


def _open_series(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Parallel sentences ("Đối với …: …") of which some account for the whole base and one does not."""
    known = [s for s in shares if s.base is not None and s.base_at is not None]
    for _, of_paragraph in groupby(known, key=lambda s: sheet.paragraph_of(s.percent)):
        series: dict[str, list[list[Share]]] = {}
        for sentence, of_sentence in groupby(of_paragraph, key=lambda s: s.percent.sentence):
            opening = " ".join(sheet.sentence_text(sentence).split()[:2]).casefold()
            series.setdefault(opening, []).append(list(of_sentence))
        for group in series.values():
            closed = [members for members in group if _accounts(members)[2] == 0]
            if len(group) < 3 or not closed:
                continue
            for members in group:
                base, parts, missing = _accounts(members)
                if missing > 0 and not any(p.is_bounded for p in parts):
                    _write_open(members, base, parts, ledger)


def _accounts(members: Sequence[Share]) -> tuple[Fraction, list[Figure], Fraction]:
    """The widest base of a sentence's shares, the parts counted on it, and how much of it they leave out."""
    base = max(s.base for s in members if s.base is not None)
    parts = [s.part for s in members if s.base == base]
    return base, parts, base - sum((p.value for p in parts), Fraction(0))


def _write_open(members: Sequence[Share], base: Fraction, parts: Sequence[Figure], ledger: Ledger) -> None:
    total = sum((p.value for p in parts), Fraction(0))
    stated, expected, missing = plain(base), plain(total), plain(base - total)
    places = [s.base_at for s in members if s.base == base and s.base_at is not None]
    terms = " + ".join(plain(p.value) for p in parts)
    ledger.report(
        "sum_mismatch",
        DOUBT,
        places[0],
        [*places, *(s.part.span for s in members)],
        kind="parts_whole",
        formula=f"{terms} = {expected} ~ {stated}",
        stated=stated,
        expected=expected,
        wording=Wording(
            f"Các mức nêu ra cộng lại {vi_number(expected)} trên {vi_number(stated)}; còn"
            f" {vi_number(missing)}"
            " không được nói tới, trong khi các câu song song kể đủ.",
            f"The grades given add up to {en_number(expected)} of {en_number(stated)};"
            f" {en_number(missing)} are not"
            " accounted for, while the parallel sentences account for all.",
        ),
    )
