"""Which way a figure says that something went: words of change around it, brackets, a sign."""

from __future__ import annotations

import re

from service.core.audit.roles import base_of, content, lead_in, reference, words_of
from service.core.audit.sheet import NO_CHANGE, Figure, Sheet
from service.core.audit.words import pattern
from service.core.types import Kind, Qualifier

UP = pattern(r"(?:^|{still}[\s(,;:–-])(?:{up})\b", still=NO_CHANGE)
DOWN = pattern(r"(?:^|{still}[\s(,;:–-])(?:{down})\b", still=NO_CHANGE)
CUE = pattern(
    r"(?:^|{still}[\s(,;:–-])(?:(?P<up>{up})|(?P<down>{down}))(?=[\s(]|$)[^;:.()]{0,40}$", still=NO_CHANGE
)
CUE_AFTER = pattern(
    r"^\s*(?:\w+\s+){0,2}?(?P<word>increase|rise|growth|gain|improvement|jump|decrease|decline|drop"
    r"|fall|reduction|cut|higher|lower|more|less|fewer|above|below|up (?=on|from)|down (?=on|from))\b"
)
_ABOVE = re.compile(
    r"\b(?:above|below|over|than|cao hơn|thấp hơn|nhiều hơn|ít hơn|vượt)"
    r"\s+(?:the|its|our|a|mức|mục tiêu)\b[^;.]*$",
    re.IGNORECASE,
)
_REACHED = pattern(
    r"(?:^|[\s(,;])(?:{up}|{down})\b[^,;:.()\d]{0,24}?\s"
    r"(?:to|lên|lên mức|xuống|xuống còn|xuống mức|thành|còn)\s*$"
)
_CHANGED = re.compile(
    r"\b(?:(?:change|difference|movement|swing|improvement)\s+of|thay đổi|biến động|cải thiện)\s+"
    r"(?:(?:an?|about|around|khoảng|là|được)\s+)*$",
    re.IGNORECASE,
)
_AFTER_DOWN = re.compile(
    r"decrease|decline|drop|fall|reduction|cut|lower|less|fewer|below|down ", re.IGNORECASE
)
IN_STEP = re.compile(
    r"^[^;.()]{0,40}(?:\(|,(?=\s*(?:tương|tức|hay|equivalent|or)))\s*"
    r"(?:tức|tương đương|tương ứng|equivalent to|or|hay)?\s*$",
    re.IGNORECASE,
)
_RAISED = re.compile(r"\b(?:rais|lift|hik)(?:e|es|ed|ing|s)?\b[^;.()]{0,40}\bby\s*$", re.IGNORECASE)
PER_YEAR = re.compile(
    r"(?:/|mỗi|hằng|hàng|(?<!trong )một)\s*năm|bình quân|per (?:year|annum)"
    r"|(?<!in )(?<!over )(?<!within )a year(?! (?:earlier|ago|before))"
    r"|annual|/year|/yr|p\.a\.",
    re.IGNORECASE,
)


def cue_of(sheet: Sheet, figure: Figure) -> int | None:
    """1 for a rise, -1 for a fall, 0 for a change of either kind, None where no word says so."""
    if (
        PER_YEAR.search(sheet.after(figure)[:24])
        or figure.mention.target
        or _ABOVE.search(sheet.before(figure))
    ):
        return None
    before = f" {_near(sheet, figure, sheet.before(figure))} "
    if PER_YEAR.search(before[-32:]) or _REACHED.search(before):
        return None
    if _CHANGED.search(before):
        return 0
    m = CUE.search(before)
    if m is not None or _RAISED.search(before):
        return 1 if m is None or m["up"] is not None else -1
    if figure.kind is Kind.MULTIPLE:
        return 1
    if figure.kind is Kind.PERCENT and figure.index and IN_STEP.match(sheet.before(figure)):
        step = sheet.figures[figure.index - 1]
        if step.sentence == figure.sentence and sheet.is_step(step):
            return 1 if UP.search(f" {sheet.before(step)[-40:]}") else -1
    m = CUE_AFTER.search(sheet.after(figure))
    if m is not None:
        return 1 if _AFTER_DOWN.fullmatch(m["word"]) is None else -1
    return None


def _near(sheet: Sheet, figure: Figure, before: str) -> str:
    """The words before a figure that may tell its change; of a level only those of its own clause."""
    return re.split(r",\s", before)[-1] if figure.is_level else before


_BESIDE = pattern(
    r"^\s*(?:[^\s,;:.()\d]+\s*){0,4}?(?:\(|(?:,\s*)?(?:or|hay|tức(?: là)?|tương (?:ứng|đương)(?: với)?|bằng"
    r"|equivalent to|i\.e\.)\s+)(?:(?:an?|the|về|mức)\s+)*[$£€+-]?$"
)
_WIDE = pattern(
    r"(?:^|[\s(,;:–-])(?:(?P<up>{up}|{rising})|(?P<down>{down}|{falling}))(?=[\s(]|$)(?P<what>[^;:.()]{0,70})$"
)
_WIDE_AFTER = pattern(
    r"^\s*(?:\([^()]*\)\s*|\)\s*)?(?:[^\s,;:.()\d]+\s+){0,3}?(?:(?P<up>{rising}|above|over|up|more|higher|hơn)"
    r"|(?P<down>{falling}|below|under|down|less|fewer|lower))\b(?P<what>[^;:.()]{0,50})"
)
_LOOSE = frozenset(
    {"hơn", "trên", "dưới", "above", "over", "below", "under", "up", "down", "qua", "kém", "thiếu", "hụt"}
)
_BEYOND = pattern(
    r"(?:hơn|vượt|above|below|than|under|over|dưới|trên)\s+(?:the\s+|its\s+|mức\s+)?(?:{plan})\b[^;.()]{0,16}$"
)
_VERBS = frozenset(
    {
        "beat", "beats", "beating", "beaten", "broke", "breaking", "surpassed", "topped", "advanced", "went",
        "came", "missed", "softened", "weakened", "strengthened", "saved", "vượt", "tăng", "nhích", "giảm",
    }
)  # fmt: skip
_TELLING = frozenset(
    {"more", "higher", "less", "fewer", "lower", "better", "worse", "ahead", "behind", "off"}
)
_COMPARATIVE = re.compile(
    r"\b(?:cao|nhiều|đông|lớn|dài|rộng|thấp|ít|nhỏ|nghĩa là|tức là|như vậy|vậy là"
    r"|(?:năm|kỳ|vụ|quý|tháng) (?:nay|này))\s$"
)
_SO = re.compile(r"^[^;:.()]{0,30}\bso với\b", re.IGNORECASE)
_SPLIT = re.compile(r"[;:(.–]|,\s|\s-\s")
_COMPARED = pattern(r"(?:^|[\s(,])(?:{than})(?=\s|$)")
_EMPTY = frozenset(
    {
        "con", "which", "thereby", "do", "vậy", "tức", "tương", "ứng", "đương", "nghĩa", "mức", "tốc",
        "độ", "như", "i", "e", "thu", "representing", "giving", "net", "equivalent", "result", "they",
        "so", "overall", "một", "bằng", "khác", "means", "mean", "also", "still", "only", "by", "he", "she",
        "we", "i.e", "sang", "đến", "tới", "growth", "number", "figure", "total", "số", "that",
        "kết", "quả", "roughly", "together", "alone", "thereof", "chung", "toàn", "bộ", "lại",
        "riêng",
    }
)  # fmt: skip


def way_of(sheet: Sheet, figure: Figure) -> int | None:
    """1 for a rise, -1 for a fall, 0 for either, None where nothing says so; a partner's words count too."""
    way = own_way(sheet, figure)
    if way is not None:
        return way
    partner = partner_of(sheet, figure)
    return None if partner is None else own_way(sheet, partner)


def partner_of(sheet: Sheet, figure: Figure) -> Figure | None:
    """The same change told in the other way right beside it: "giảm 12 vụ (4,7%)", "$340 or 17%"."""
    for index, left in ((figure.index - 1, True), (figure.index + 1, False)):
        if not 0 <= index < len(sheet.figures):
            continue
        other = sheet.figures[index]
        one, two = (other, figure) if left else (figure, other)
        told = (one.kind is Kind.PERCENT) is not (two.kind is Kind.PERCENT)
        if not told or other.sentence != figure.sentence or not _BESIDE.match(sheet.gap(one, two)):
            continue
        if not any(base_of(sheet, f) for f in (one, two) if f.is_level):
            return other
    return None


def own_way(sheet: Sheet, figure: Figure) -> int | None:
    """The direction that a figure's own words give it."""
    planned = figure.mention.target and not _BEYOND.search(sheet.before(figure))
    if planned or PER_YEAR.search(sheet.after(figure)[:24]):
        return None
    if figure.kind is Kind.PERCENT and (way := _signed(sheet, figure)):
        return way
    cued = cue_of(sheet, figure)
    if cued is not None:
        return cued
    before = f" {_near(sheet, figure, lead_in(sheet, figure))} "
    if PER_YEAR.search(before[-32:]) or _REACHED.search(before):
        return None
    m = _WIDE.search(before)
    if m is not None and (
        _is_telling(m["up"] or m["down"]) or reference(m["what"]) or _SO.match(sheet.after(figure))
    ):
        return 1 if m["up"] else -1
    if is_hedged_step(sheet, figure):
        return 1
    m = _WIDE_AFTER.match(sheet.after(figure))
    if m is None or (m["up"] or m["down"]).casefold().split()[0] in _VERBS:
        return None
    following = sheet.figures[figure.index + 1] if figure.index + 1 < len(sheet.figures) else None
    set_off = following is not None and following.sentence == figure.sentence and base_of(sheet, following)
    if (m["up"] or m["down"]).casefold() in _TELLING or reference(m["what"]) or set_off:
        return 1 if m["up"] else -1
    return None


def _is_telling(word: str) -> bool:
    """False for words that tell a change only before what it is counted from: "trên báo động III 0,36 m"."""
    return word.casefold() not in _LOOSE


def _signed(sheet: Sheet, figure: Figure) -> int:
    """1 for "+20%", -1 for "-10%", 0 without a sign."""
    if figure.value < 0:
        return -1
    return 1 if sheet.text[max(0, figure.start - 1) : figure.start] == "+" else 0


def is_hedged_step(sheet: Sheet, figure: Figure) -> bool:
    """True for "hơn 6 dự án so với", "nhiều hơn kế hoạch 640 ha": the hedge is the change."""
    hedge = sheet.text[figure.left : figure.start].strip().casefold()
    before = sheet.text[max(0, figure.left - 24) : figure.left].casefold()
    if figure.mention.qualifier is Qualifier.EXACT or not {"hơn", "vượt"}.intersection(hedge.split()):
        return False
    compared = not hedge.startswith(("hơn", "vượt")) or _COMPARATIVE.search(before) is not None
    return compared or reference(hedge) != "" or _SO.match(sheet.after(figure)) is not None


def subject_of(sheet: Sheet, change: Figure) -> frozenset[str]:
    """What the clause of a change says that changed; empty for ", tăng 15%" and "this is 20% more"."""
    clause = _SPLIT.split(re.sub(r"\([^()]*\)", " ", lead_in(sheet, change)))[-1]
    m = _WIDE.search(f" {clause} ")
    if m is not None:
        clause = clause[: max(0, m.start())]
    m = _COMPARED.search(f" {clause}")
    words = content(frozenset(words_of(clause[: m.start()] if m else clause)))
    return frozenset(w for w in words if w not in _EMPTY)
