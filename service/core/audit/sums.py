"""Parts and their whole in one sentence or list, where words tie them.

Whether parts must add up is a matter of words: "gồm", "comprising" present them as all of the whole; "trong
đó … và", "including … and" usually do; a bare list may leave some out. A misfit is an error only in the
first two cases, and only where the figures are of one unit and no other grouping of them fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, pairwise, takewhile

from service.core.audit.balances import account, balance_sheet, left_of_ratio, remainder
from service.core.audit.fits import kind_of
from service.core.audit.groups import (
    CERTAIN,
    CLOSE,
    DOUBT,
    LIKELY,
    LINK,
    LIST_GAP,
    PARTS,
    REST,
    WIDE,
    Group,
    alike,
    are_joined,
    deny,
    may_be_parts,
    oppose,
    same_noun,
    up_to_the_last,
    write_fit,
    write_misfit,
)
from service.core.audit.ledger import Ledger
from service.core.audit.percents import bare_percents, open_series, percent_sums
from service.core.audit.shares import Share
from service.core.audit.sheet import Figure, Sheet, comparable, percent_interval
from service.core.audit.signs import OPEN_REST
from service.core.audit.slips import TELLING, digits, leaves_one_out, slipped
from service.core.audit.windows import LINE
from service.core.audit.words import pattern
from service.core.rounding import HUNDRED, add
from service.core.types import FindingSeverity, Kind, Span

TINY = 100  # a smaller share of a total may be a number that names something
LINKS = 24  # linking words of one sentence that are followed
ABOVE = 8  # figures over a list that may be its whole
NEXT = 40  # characters between a whole and "of which"
BRACKET = 1000  # characters of a bracket that is looked into
_AMONG = re.compile(
    r"^\s*(?:trong(?: tổng)?(?: số)?|of(?: the)?|out of(?: the)?|among(?: the)?)\s*$", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_DIGIT = re.compile(r"\d")
_THESE = re.compile(
    r"^\s*(?:(?:this|these|those|they|it|that|all)(?:\s+[^\W\d]+){0,1}"
    r"|(?:số|tổng số|con số|kết quả|tổng|mức|khoản)(?:\s+[^\W\d]+){0,2} (?:này|đó|trên|ấy))\s*$",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"\b(?:with|aged|under|over|above|below|also|who|có|từ|dưới|trên|trở lên|trở xuống|so|%"
    r"|of (?:them|these|those|which|whom))(?!\w)",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\s*(?:[,;.)]|\([^()]*\)[,;.]|$)")
_TOTAL = pattern(r"(?:^|[\s(,;:–-])(?:{total})(?=\s)")
_TOTAL_LINE = pattern(r"^[\s\W]*(?:{total}|{total_row})(?=[\s:])[^,;.()\d]{0,60}$")
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
_LABEL_LINE = re.compile(r"[^\W\d_]{3}.*(?::|\s[-–—])\s")
_NONE_LEFT = pattern(r"[,;.]\s*(?:(?:và|and|there\s+(?:is|was|were|are))\s+)*(?:{none_left})\s")
_FORMS = re.compile(
    r"[^\d:]{3,40}:\s*(?:[^\s\d,;:.()][^\d,;:.()]{1,49}\s\d+(?:[.,]\d+)*(?:\s*[,;.])?\s*){3,}"
)
_ALONE = re.compile(r"^\s*\)")
_COUNTED = pattern(r"\s[^\d;:().]{3,60}(?:,|,?\s(?:{together}))\s")
_LABELLED = re.compile(r"[,;]\s(?:và |and )?[^\d,;:.()]{2,50}\s")


def check_sums(sheet: Sheet, shares: Sequence[Share], ledger: Ledger) -> None:
    """Judge parts and wholes in prose and lists, remainders, accounts and sums of shares."""
    told = {s.part.span: s for s in shares if s.base is not None and s.rung.holds}
    based = frozenset(s.percent.span for s in shares if s.base is not None)
    for figures in sheet.by_sentence:
        levels = sheet.levels(figures)
        _parts_in_sentence(sheet, levels, told, ledger)
        _total_after(sheet, levels, ledger)
        _forms(sheet, levels, ledger)
        _in_brackets(sheet, levels, ledger)
        _denied_pairs(sheet, levels, ledger)
        left_of_ratio(sheet, figures, ledger)
        remainder(sheet, levels, ledger)
        account(sheet, levels, ledger)
        balance_sheet(sheet, levels, ledger)
        bare_percents(sheet, [*figures, *_rest_below(sheet, figures)], based, ledger)
    _lists(sheet, ledger)
    _closed_lists(sheet, ledger)
    percent_sums(sheet, shares, ledger)
    open_series(sheet, shares, ledger)


def _parts_in_sentence(
    sheet: Sheet, levels: Sequence[Figure], told: Mapping[Span, Share], ledger: Ledger
) -> None:
    """Groups tied by a linking word, by brackets, or by a colon after a total, in one sentence."""
    if len(levels) < 2:
        return
    sentence = sheet.sentences[levels[0].sentence]
    text = sheet.text[sentence.start : sentence.end]
    ends = {f.end + 1 for f in levels}  # "4,150 of them" opens no list
    found = (
        (sentence.start + m.start(), m["all"] is not None)
        for m in LINK.finditer(text)
        if not _is_label(sheet, levels, sentence.start + m.start(), m[0])
    )
    links = [(place, every) for place, every in found if every or place not in ends]
    colons = (sentence.start + m.start() for m in re.finditer(r":(?=\s)", text))
    bare = (place for place in colons if _bracket_of(sheet.text, place, sentence) is None)
    links += [(place, False) for place in islice(bare, LINKS)]
    among = levels[0].end if _AMONG.match(sheet.before(levels[0])) else None
    if among is not None:
        links.append((among, False))
    listed = (m for m in _BRACKETS.finditer(text) if len(_DIGIT.findall(m[1])) > 1)
    links += [(sentence.start + m.start(), False) for m in islice(listed, LINKS)]
    links = sorted(links)[:LINKS]
    for i, (place, exhaustive) in enumerate(links):
        bracket = _bracket_of(sheet.text, place, sentence)
        stop = next(
            (
                p
                for p, _ in links[i + 1 :]
                if any(place < f.start < p for f in levels)
                and _bracket_of(sheet.text, p, sentence) in (None, bracket)
            ),
            sentence.end,
        )
        wholes = [f for f in levels if f.end <= place][-3:][::-1]
        if not wholes and (place - sentence.start < 4 or _THESE.match(text[: place - sentence.start])):
            wholes = _levels_before(sheet, levels[0])
        after = [f for f in levels if place < f.start < stop]
        if bracket is not None:
            after = [f for f in after if f.end <= bracket.end]
            wholes = wholes[:1]
        after = _to_the_clause(sheet, after)
        colon = text[place - sentence.start] == ":"
        if colon:
            wholes = [w for w in wholes[:1] if _TOTAL.search(sheet.before(w)) or _opens_list(sheet, w, after)]
        closed = colon or bracket is not None
        inside = _Stretch(bracket, exhaustive, closed, told, place == among)
        if bracket is None and not (colon or exhaustive) and wholes and place - wholes[0].end <= NEXT:
            _judge_excess(sheet, wholes, after, ledger)
        _judge_groups(sheet, wholes, after, inside, ledger)


def _is_label(sheet: Sheet, levels: Sequence[Figure], place: int, word: str) -> bool:
    """True for a word that stands before the figure above it, too: "Batié with 61,300, Volo with 44,850"."""
    above = next((f for f in reversed(levels) if f.end <= place), None)
    return above is not None and sheet.before(above).rstrip().casefold().endswith(f" {word.casefold()}")


def _rest_below(sheet: Sheet, figures: Sequence[Figure]) -> Sequence[Figure]:
    """The share at the head of the next sentence that is called the rest: "The remaining 8% is …"."""
    below = sheet.in_sentence(figures[-1].sentence + 1)[:1]
    shares = [f for f in below if f.kind is Kind.PERCENT and REST.search(sheet.before(f))]
    return [f for f in shares if sheet.paragraph_of(f) == sheet.paragraph_of(figures[-1])]


def _to_the_clause(sheet: Sheet, figures: Sequence[Figure]) -> list[Figure]:
    """The figures up to a semicolon, where commas stand between those before it."""
    gaps = [sheet.gap(a, b) for a, b in pairwise(figures)]
    ends = (n for n, gap in enumerate(gaps, 1) if ";" in gap)
    end = next(ends, len(figures))
    return list(figures[: end if end > 1 else None])


def _judge_excess(sheet: Sheet, wholes: Sequence[Figure], after: Sequence[Figure], ledger: Ledger) -> None:
    """A part that is larger than its whole: "52 trường, trong đó 57 trường đạt chuẩn"."""
    counts = [f for f in after[:1] if f.unit == wholes[0].unit == "#" and not sheet.is_aside(f)]
    for part in counts:
        group = Group(wholes[0], (part,), True, False, False)
        beyond = all(w.value < part.value for w in wholes if comparable(w, part))
        if beyond and same_noun(sheet, group) and not (part.is_bounded or wholes[0].is_bounded):
            write_misfit(sheet, group, CERTAIN, ledger)


def _opens_list(sheet: Sheet, whole: Figure, after: Sequence[Figure]) -> bool:
    """True for "19 incidents: 8 falls, 6 …, 3 … and 2 …": nothing but a list of parts after the colon."""
    parts = up_to_the_last(sheet, [f for f in after if comparable(f, whole)])
    if len(parts) < 2 or not (are_joined(sheet, parts) or _is_bare_list(sheet, whole, parts)):
        return False
    return (
        len(sheet.gap(whole, parts[0])) <= LIST_GAP
        and all(len(sheet.gap(a, b)) <= LIST_GAP for a, b in pairwise(parts))
        and not any(_TRAIT.search(f"{sheet.before(p)[-12:]} {sheet.after(p)[:24]}") for p in parts)
    )


def _is_bare_list(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True for "214 vụ: xử phạt 168 vụ, khởi tố 31 vụ, chuyển 15 vụ": three parts or more of one noun.

    Or of none, each behind a label of its own: "12 đảng viên: khiển trách 8, cảnh cáo 3, khai trừ 1".
    """
    nouns = [sheet.noun(part) for part in parts]
    labelled = all(p.mention.quantity.unit is None and _ENDED.match(sheet.after(p)) for p in parts)
    alike = whole.unit != "#" or labelled or all(noun & sheet.noun(whole) for noun in nouns)
    head = sheet.gap(whole, parts[0]).split(":")[0]
    return len(parts) > 2 and alike and len(head) <= LIST_GAP // 3 and not re.search(r"[(),;]", head)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where parts are listed: the bracket around them, and what the words before them say.

    ``among``: they only follow "of the 84 schools", which need not be told of all.
    ``told`` are the parts whose share of a base the text states and states rightly.
    """

    bracket: Span | None
    exhaustive: bool
    closed: bool
    told: Mapping[Span, Share]
    among: bool


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
    candidates: list[Group] = []
    for whole in wholes:
        parts = [f for f in after if comparable(f, whole) and not _is_aside(sheet, f, inside)][:PARTS]
        parts = up_to_the_last(sheet, parts)
        if len(parts) < 2 or not (may_be_parts(whole, parts) or _is_firm(sheet, whole, parts, inside)):
            continue
        joined = inside.closed or are_joined(sheet, parts)
        if OPEN_REST.match(sheet.after(parts[-1])):
            continue  # "52 …, 40 … and the rest …": it is not told how many
        rest = REST.search(sheet.text[parts[-2].end : parts[-1].end + 30]) is not None
        group = Group(whole, tuple(parts), inside.exhaustive or rest, joined, oppose(sheet, parts))
        if _holds_of_its_kind(sheet, group, ledger):
            return
        fitting = _fitting(group)
        if fitting is not None and not _leaves_a_part(sheet, group, fitting, closed=inside.closed):
            write_fit(sheet, fitting, ledger)
            return
        candidates.append(group)
    aside = any(_is_aside(sheet, f, inside) for f in after)
    ranked = sorted(candidates, key=lambda g: not alike(sheet, g))
    if ranked:
        severity = _severity(sheet, ranked[0], nested=aside, inside=inside)
        shared = _is_told_short(ranked[0], inside.told)
        if severity is not None and (severity is CERTAIN or not shared):
            write_misfit(sheet, ranked[0], severity, ledger)


def _is_firm(sheet: Sheet, whole: Figure, parts: Sequence[Figure], inside: _Stretch) -> bool:
    """True for "5 cá nhân, gồm 2 lãnh đạo và 3 viên chức": right behind the whole, parts that are all."""
    near = whole.sentence == parts[0].sentence and len(sheet.gap(whole, parts[0])) <= LIST_GAP
    return near and inside.exhaustive and are_joined(sheet, parts)


def _holds_of_its_kind(sheet: Sheet, group: Group, ledger: Ledger) -> bool:
    """True where the parts that count what the whole counts make it up: "6 lớp với 330 người, 8 lớp …"."""
    noun = sheet.noun(group.whole) if group.whole.unit == "#" else frozenset()
    alike = tuple(p for p in group.parts if noun & sheet.noun(p))
    if not 1 < len(alike) < len(group.parts) or sum(p.value for p in alike) != group.whole.value:
        return False
    write_fit(sheet, replace(group, parts=alike), ledger)
    return True


def _is_told_short(group: Group, told: Mapping[Span, Share]) -> bool:
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


def _fitting(group: Group) -> Group | None:
    """The grouping of parts that adds up to the whole: all, the first few, or all but one."""
    parts = group.parts
    if add(p.interval for p in parts).meets(group.whole.interval):
        return group
    choices = [parts[:n] for n in range(len(parts) - 1, 1, -1)]
    choices += [parts[:i] + parts[i + 1 :] for i in range(len(parts)) if len(parts) > 2]
    for chosen in choices:
        if sum(p.value for p in chosen) == group.whole.value:
            return Group(group.whole, chosen, group.exhaustive, group.joined, group.opposed)
    return None


def _leaves_a_part(sheet: Sheet, group: Group, fitting: Group, *, closed: bool) -> bool:
    """True where the sum leaves out one of several parts that are told to be all, and all of one kind."""
    left = [p for p in group.parts if p not in fitting.parts]
    inner = group.parts[0] not in left and group.parts[-1] not in left
    labelled = inner and _are_labelled(sheet, group.parts)
    small = [p for p in left if p.unit == "#" and p.value < CLOSE * group.whole.value]
    if not labelled and any(not kind_of(p) or kind_of(p) != kind_of(group.parts[0]) for p in small):
        return False  # a number that names something
    told = group.exhaustive or labelled or (group.joined and are_joined(sheet, group.parts))
    if any(_is_trait(sheet, p) for p in left) and not any(_is_trait(sheet, p) for p in fitting.parts):
        return False
    counted = closed and _is_counted(sheet, group)
    every = labelled or (
        are_joined(sheet, group.parts) and (group.exhaustive or counted or (inner and _is_one_kind(group)))
    )
    return told and len(fitting.parts) == len(group.parts) - 1 and (every or same_noun(sheet, group))


def _is_one_kind(group: Group) -> bool:
    """True where the whole and all its parts count one sort of thing."""
    kind = kind_of(group.whole)
    return kind != "" and all(kind_of(p) == kind for p in group.parts)


def _is_trait(sheet: Sheet, part: Figure) -> bool:
    """True for "24 of them part-time", "có 120 hộ nghèo": some of those who are counted already."""
    return _TRAIT.search(f"{sheet.before(part)[-12:]} {sheet.after(part)[:24]}") is not None


def _is_counted(sheet: Sheet, group: Group) -> bool:
    """True for counts that all stand right before what they are counts of: "124 in care homes, 51 in …"."""
    long = len(digits(group.whole.value, group.whole.ulp)) >= TELLING
    gaps = [sheet.gap(a, b) for a, b in pairwise(group.parts)]
    return long and all(map(_COUNTED.fullmatch, gaps))


def _forgets_one(sheet: Sheet, group: Group, fitting: Group, inside: _Stretch | None) -> bool:
    """True where a whole is all parts of a closed list but one, to the digit, and that one is no trait."""
    left = [p for p in group.parts if p not in fitting.parts]
    if len(left) != 1 or left[0] is group.parts[0] or _is_trait(sheet, left[0]):
        return False
    long = len(digits(group.whole.value, group.whole.ulp))
    if inside is None:
        return long > TELLING
    if are_joined(sheet, group.parts):
        return inside.exhaustive or (inside.closed and (long >= TELLING or _is_one_kind(group)))
    return inside.exhaustive and long > TELLING


def _are_labelled(sheet: Sheet, parts: Sequence[Figure]) -> bool:
    """True for a list of labels with a bare figure each: "khiển trách 16, cảnh cáo 8, khai trừ 3"."""
    gaps = [sheet.gap(a, b) for a, b in pairwise(parts)]
    return all(map(_LABELLED.fullmatch, gaps)) and _ENDED.match(sheet.after(parts[-1])) is not None


def _severity(
    sheet: Sheet, group: Group, *, nested: bool, inside: _Stretch | None = None
) -> FindingSeverity | None:
    """How sure a misfit is, by the words that tie the parts to the whole."""
    akin, gap = alike(sheet, group), group.gap
    some = inside is not None and inside.among and not (group.exhaustive or group.opposed)
    if group.whole.is_bounded or any(p.is_bounded for p in group.parts):
        return None
    if (fitting := _fitting(group)) is not None:
        return CERTAIN if not nested and _forgets_one(sheet, group, fitting, inside) else DOUBT
    if slipped(group.whole, group.parts) and (group.exhaustive or group.opposed or group.joined):
        return DOUBT if nested or (some and group.sum < group.whole.value) else CERTAIN
    closed = inside is not None and inside.closed
    if group.exhaustive or group.opposed:
        if gap <= LIKELY or (akin and gap <= WIDE):
            return DOUBT if nested else CERTAIN
        firm = inside is not None and _is_firm(sheet, group.whole, group.parts, inside)
        return DOUBT if firm or gap <= WIDE or slipped(group.whole, group.parts, 2) else None
    long = len(digits(group.whole.value, group.whole.ulp)) > 1
    if closed and long and gap > LIKELY and slipped(group.whole, group.parts, 2):
        return DOUBT
    if inside is not None and inside.closed and gap <= LIKELY and not same_noun(sheet, group):
        over = group.sum > group.whole.value and inside.bracket is None
        return CERTAIN if over and not nested else DOUBT
    if group.joined and same_noun(sheet, group) and gap <= LIKELY:
        short = group.sum < group.whole.value  # some kinds may be left out
        if short and gap > 2 * CLOSE and not slipped(group.whole, group.parts, 2):
            return None
        return DOUBT if nested or (short and (some or gap > CLOSE)) else CERTAIN
    if (group.joined and not some and gap <= 2 * CLOSE) or (
        slipped(group.whole, group.parts) and len(group.parts) > 1
    ):
        return DOUBT
    over = group.sum > group.whole.value and same_noun(sheet, group) and group.whole.unit == "#"
    return DOUBT if (akin and gap <= CLOSE) or (over and gap <= LIKELY) else None


def _forms(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """A sentence that is only a list ("Hình thức: khiển trách 25, …"), after the one with its whole."""
    if len(levels) < 3 or not _FORMS.fullmatch(sheet.sentence_text(levels[0].sentence)):
        return
    wholes = [f for f in sheet.looking_back(levels[0]) if f.sentence == levels[0].sentence - 1]
    wholes = [f for f in wholes if comparable(f, levels[0]) and f.base is None and not sheet.is_aside(f)]
    groups = [Group(w, tuple(levels), True, True, False) for w in wholes if may_be_parts(w, levels)]
    fit = next((g for g in groups if g.sum == g.whole.value), None)
    if fit is not None:
        write_fit(sheet, fit, ledger)
        return
    nearest = min(groups, key=lambda g: g.gap, default=None)
    if nearest is not None and (nearest.gap <= CLOSE or slipped(nearest.whole, levels)):
        over = nearest.sum > nearest.whole.value
        write_misfit(sheet, nearest, CERTAIN if over and not nearest.whole.is_bounded else DOUBT, ledger)


def _in_brackets(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """Names with their figures in brackets, closed by the rest: "Hàn Quốc (4.112), …, còn lại (3.720)"."""
    for i, whole in enumerate(levels):
        parts = [f for f in levels[i + 1 :] if comparable(f, whole) and _ALONE.match(sheet.after(f))]
        parts = [f for f in parts if sheet.before(f).endswith("(")][:PARTS]
        if len(parts) < 2 or whole.is_bounded or sheet.before(whole).endswith("("):
            continue
        rest = REST.search(sheet.before(parts[-1])) is not None
        if not (rest or _split_in_brackets(sheet, whole, parts)) or any(p.is_bounded for p in parts):
            continue
        group = Group(whole, tuple(parts), True, True, False)
        if add(p.interval for p in parts).meets(whole.interval):
            write_fit(sheet, group, ledger)
        elif group.gap <= LIKELY or slipped(whole, parts):
            write_misfit(sheet, group, CERTAIN, ledger)
        elif slipped(whole, parts, 2):
            write_misfit(sheet, group, DOUBT, ledger)
        return


def _split_in_brackets(sheet: Sheet, whole: Figure, parts: Sequence[Figure]) -> bool:
    """True for "is split between a (x) and b (y)": the names in brackets are all there is."""
    link = LINK.search(f" {sheet.gap(whole, parts[0])} ")
    return link is not None and link["all"] is not None and are_joined(sheet, parts)


def _denied_pairs(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """“84 tổ chức …; 76 tổ chức làm tốt, 8 tổ chức làm chưa tốt”: a trait and its denial split a count."""
    for i, (one, other) in enumerate(pairwise(levels)):
        alike = one.unit == "#" == other.unit and bool(sheet.noun(one) & sheet.noun(other))
        if not alike or not deny(sheet, one, other):
            continue
        wholes = [w for w in levels[:i] if comparable(w, one) and sheet.noun(w) & sheet.noun(one)]
        groups = [Group(w, (one, other), False, True, True) for w in wholes if w.value > other.value]
        if not groups or any(g.sum == g.whole.value for g in groups):
            continue
        severity = _severity(sheet, groups[-1], nested=False)
        if severity is not None:
            write_misfit(sheet, groups[-1], severity, ledger)


def _total_after(sheet: Sheet, levels: Sequence[Figure], ledger: Ledger) -> None:
    """Parts first, then "tổng cộng", "for a total of"."""
    for i, whole in enumerate(levels):
        before = f" {sheet.before(whole)}"
        counted = _TOTAL_NOUN.search(before) is not None
        behind = before.rstrip().endswith(",") and _TOTAL_BEHIND.match(sheet.after(whole)) is not None
        if i < 2 or not (counted or behind or _TOTAL_AFTER.search(before)):
            continue
        if sheet.in_brackets(whole):
            continue
        parts = [f for f in levels[:i] if comparable(f, whole) and not sheet.is_aside(f)][-PARTS:]
        if counted and whole.unit == "#" and not all(sheet.noun(f) & sheet.noun(whole) for f in parts):
            continue
        large = [f for f in parts if f.value * TINY >= whole.value]  # "calls to the 101 line"
        tails = [told[n:] for told in (parts, large) for n in range(len(told) - 1)]
        fit = next((t for t in tails if add(p.interval for p in t).meets(whole.interval)), None)
        group = Group(whole, tuple(fit or parts), True, True, False)
        if fit is not None:
            write_fit(sheet, group, ledger)
        elif len(parts) >= 2 and not any(f.is_bounded for f in (whole, *parts)):
            loose = leaves_one_out(whole, parts) and not are_joined(sheet, parts)  # "after costs of £966"
            if group.gap <= LIKELY and not loose:
                write_misfit(sheet, group, CERTAIN, ledger)
            elif group.gap <= LIKELY or slipped(whole, parts, 2):
                write_misfit(sheet, group, DOUBT, ledger)


def _lists(sheet: Sheet, ledger: Ledger) -> None:
    """A line that states a whole and ends with a colon, and the items below it."""
    paragraphs = sheet.segments.paragraphs
    first_of: dict[Span | None, list[Figure]] = {}
    for figure in sheet.figures:
        first_of.setdefault(sheet.paragraph_of(figure), []).append(figure)
    lines = (p for p, inside in first_of.items() if p is not None and _is_line(sheet, p, inside))
    items = {*sheet.segments.list_items, *lines}
    for i, first in enumerate(paragraphs):
        mark = _mark(sheet, first)
        intro = paragraphs[i - 1] if i else None
        if first not in items or (intro in items and intro is not None and _mark(sheet, intro) == mark):
            continue
        listed = takewhile(items.__contains__, paragraphs[i : i + PARTS])
        run = [paragraph for paragraph in listed if _mark(sheet, paragraph) == mark]
        inside = [first_of.get(paragraph, []) for paragraph in run]
        if intro is not None:
            _list_group(sheet, intro, inside, first_of.get(intro, []), ledger)
        for below in paragraphs[i + len(run) : i + len(run) + 1]:
            _list_total(sheet, inside, first_of.get(below, []), ledger)
        _list_total(sheet, inside[:-1], inside[-1], ledger)


def _is_line(sheet: Sheet, place: Span, inside: Sequence[Figure]) -> bool:
    """True for a short line without a mark: a label, and one level behind it."""
    levels = [f for f in inside if f.is_level]
    if len(levels) != 1 or place.end - place.start > LINE or sheet.in_table(levels[0]):
        return False
    text = sheet.text[slice(*place)]
    return (
        not text.endswith((".", ":")) and _LABEL_LINE.search(text[: levels[0].left - place.start]) is not None
    )


def _list_total(
    sheet: Sheet, items: Sequence[Sequence[Figure]], below: Sequence[Figure], ledger: Ledger
) -> None:
    """Items and the line of their total below them: "Tổng diện tích thiệt hại: 1.860 ha"."""
    whole = next((f for f in below if f.is_level and f.mention.value_high is None), None)
    if whole is None or whole.is_bounded or not _TOTAL_LINE.match(f" {sheet.before(whole)}"):
        return
    parts = [next((f for f in item if comparable(f, whole)), None) for item in items]
    known = tuple(p for p in parts if p is not None and not sheet.is_aside(p) and not p.is_bounded)
    if len(known) < 2 or len(known) < len(items):
        return
    group = Group(whole, known, exhaustive=True, joined=True, opposed=False)
    if add(p.interval for p in known).meets(whole.interval):
        write_fit(sheet, group, ledger)
    elif group.gap <= LIKELY or slipped(whole, known, 2):
        write_misfit(sheet, group, CERTAIN if slipped(whole, known) else DOUBT, ledger)


def _mark(sheet: Sheet, paragraph: Span) -> str:
    """The kind of an item's mark: its bullet, or what sort of number it has; empty for no item."""
    head = sheet.text[paragraph.start : min(paragraph.end, paragraph.start + 6)].lstrip()
    if head[:1].isdigit():
        return "1"
    return head[:1] if not head[:1].isalpha() else head[1:2] if head[1:2] in ").:" else ""


def _list_group(
    sheet: Sheet, intro: Span, items: Sequence[Sequence[Figure]], above: Sequence[Figure], ledger: Ledger
) -> None:
    wholes = [f for f in above if f.is_level and f.mention.value_high is None][::-1]
    closing = sheet.text[max(intro.start, intro.end - 200) : intro.end]
    if not wholes or len(items) < 2 or not (closing.endswith(":") or LINK.search(f" {closing} ")):
        return
    link = LINK.search(f" {closing} ")
    exhaustive = link is not None and link["all"] is not None
    groups: list[Group] = []
    for whole in wholes[:ABOVE]:
        parts = [next((f for f in item if comparable(f, whole)), None) for item in items]
        known = [p for p in parts if p is not None and not sheet.is_aside(p)]
        if len(known) < 2 or len(known) < len(items) or not may_be_parts(whole, known):
            continue
        groups.append(Group(whole, tuple(known), exhaustive, joined=True, opposed=False))
        if not whole.is_bounded and add(p.interval for p in known).meets(whole.interval):
            write_fit(sheet, groups[-1], ledger)
            return
    ranked = sorted(groups, key=lambda g: (sheet.is_aside(g.whole), not slipped(g.whole, g.parts)))
    severity = _severity(sheet, ranked[0], nested=False) if ranked else None
    if severity is not None:
        write_misfit(sheet, ranked[0], severity, ledger)


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
            group = Group(whole, tuple(counts), False, True, False)
            if whole.value == total:
                write_fit(sheet, group, ledger)
            elif group.gap <= CLOSE:
                write_misfit(sheet, group, DOUBT, ledger)
            break
