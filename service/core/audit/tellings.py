"""What the words around a figure tell of it: what it counts, of when and where, and whether it is known.

A figure may be told as new ("heard 73 witnesses"), as known ("the 73 witnesses", at the head of a sentence),
as a whole that is known ("all 73 witnesses", "trong số 73") or as one just told ("those 73", "73 người nói
trên", "as stated above"). Headlines, captions and parts that sum up tell what others tell.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from service.core.audit.roles import content, words_of
from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.words import ALL, pattern
from service.core.types import Kind, Span

REACH = 90  # characters beside a figure whose words tell what it is
TAIL = 24  # characters right before it
OPENING = 16  # characters of a sentence in which it may name an earlier time
NOUNS = 5  # words after it that say what it counts
NEW, KNOWN, WHOLE, JUST_TOLD = range(4)  # how a figure is spoken of
TOLD = {NEW: Fraction(1, 25), KNOWN: Fraction(2), WHOLE: Fraction(8), JUST_TOLD: Fraction(20)}  # odds
WORDS = 6  # words in common that count, and how much likelier each makes it; Vietnamese ones are syllables
ENGLISH, VIETNAMESE = Fraction(2), Fraction(3, 2)
CLOSING = 3  # times as often what a closing part speaks of as known was told before
ALIKE = 3  # words under which a share or a total is told again

_THESE = re.compile(
    r"(?:^|[\s(,;:])(?:(?:all )?(?:these|those)|the (?:very )?same|such|said)\s*$", re.IGNORECASE
)
_THIS = re.compile(
    r"^[^,;.()\d]{0,60}?\b(?:này|đó|ấy|(?:kể|nói|nêu) trên|trên đây|(?:vừa|đã) (?:nêu|nói)|(?:mentioned|noted"
    r"|reported|described) (?:above|earlier)|above-mentioned)(?!\w)",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"^\W*(?:như (?:trên )?(?:đã )?(?:nêu|nói|trình bày|báo cáo)(?: trên| ở trên| ở phần đầu)?"
    r"|as (?:we )?(?:have )?(?:already )?(?:stated|noted|mentioned|reported|shown|said|saw|seen)"
    r"(?: above| earlier| before)?)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?:^|[\s(,;:])(?:(?:(?:all|each|every one|both|most|many|half|part|some|much|none|any|one|out)"
    r"(?: of)?|of|among|between|from)\s+(?:the|its|our|their)|all|the (?:whole|entire|full)"
    r"|(?:trong )?(?:tổng )?số|cả|toàn bộ|đủ|tất cả|trên tổng số"
    r"|(?:phần lớn|đa số|hầu hết|một nửa|một phần)(?: trong| của)?)\s*$",
    re.IGNORECASE,
)
_BOTH = re.compile(r"^[^,;.()\d]{0,60}?\s(?:đều|cùng|all)\s", re.IGNORECASE)
_THE = re.compile(
    r"(?:^|[\s(,;:])(?:the|our|its|their|với|with|biết|rằng|(?:năm|quý|tháng|vụ) (?:nay|này|qua))\s*$|^\s*$",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"^\W*(?:(?:[ivx\d]+|[a-zđ])[.)]\s*)*(?:tóm tắt|tóm lại|tổng quan|nhìn chung|kết luận|đánh giá chung"
    r"|điểm nhấn|số liệu chính|nổi bật|in (?:summary|short|sum|brief|conclusion|closing)|to sum up|summary"
    r"|overview|highlights|key (?:figures|facts|points)|at a glance|conclusions?|overall|outlook"
    r"|looking (?:ahead|back)|what next|caption|photo|ảnh|chú thích)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:further|another|additional|others?|remaining|extra|second|third|fourth|not|no|không|chưa|trừ|except"
    r"|thêm|bổ sung|up to|lũy kế|cumulative|còn)(?: [^\W\d_]+){0,2}\s*$"
    r"|\b(?:còn lại|khác|nữa|mới|more|others?|remaining)\b",
    re.IGNORECASE,
)
_MONTHS = "january|february|march|april|june|july|august|september|october|november|december"
_TIMES = re.compile(
    r"(?P<year>(?<!\d)(?:19|20)\d\d(?!\d))"
    r"|\b(?P<part>quý|tháng|đợt|tuần|ngày|khóa|vòng|giai đoạn|kỳ|lần(?: thứ)?|q|h|week|day|phase|round|wave"
    r"|quarter|half|part|stage|session|lot|zone|group|nhóm|khu|lô|tổ|thôn|ấp)\s?(?P<number>[ivx]+|\d{1,2})\b"
    rf"|\b(?P<month>{_MONTHS})\b"
    r"|\b(?P<turn>(?:first|second|third|fourth|last|this|next|previous|prior) (?=half|quarter|year|month|week"
    r"|season|term|survey|round|time)|(?:(?<=quý )|(?<=năm )|(?<=vụ ))(?:này|nay|trước|ngoái|sau)\b"
    r"|(?:(?<=tháng )|(?<=tuần ))(?:này|trước|sau)\b|(?<=kỳ )(?:này|trước)\b"
    r"|(?:đầu|cuối)(?= (?:năm|kỳ|tháng|vụ)\b))",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:trước(?!\s(?:khi|hết|mắt|pháp|thuế|hạn|tiên))|ngoái|cùng kỳ|ago|earlier"
    r"|last (?:year|month|season|week)|previous|prior|once|had been|(?:year|month|week|season|term)s? before"
    r"|(?:start|beginning|outset) of the (?:year|month|season|term|period)|began the (?:year|season|term))\b",
    re.IGNORECASE,
)
_DAYS = frozenset(day.title() for words in ALL for days in words.weekdays for day in days) | frozenset(
    month.title() for month in _MONTHS.split("|")
)
_NAME = re.compile(r"(?<=[^\W\d_][ ,])(?:[A-ZĐÀ-ÖØ-Þ]|[Ạ-Ỹ])[^\W\d_]+")
_PLAN = pattern(
    r"(?:^|[\s(])(?:{plan}|dự kiến|invited|planned|intend(?:ed|s)?|expect(?:ed|s)?|phấn đấu)(?!\w)"
)
_CHANGE = pattern(r"(?:^|[\s(,;])(?:{up}|{down}|{than}|{beyond})\s+(?:[^\s,;:.()]+\s+){0,2}$")
_CHANGE_AFTER = pattern(r"^\s*(?:[^\s,;:.()]+\s+){0,2}?(?:hơn|more|fewer|less|higher|lower)\b")
_MOVED = pattern(r"(?:^|[\s(,;])(?:{up}|{down}|{rising}|{falling})\b|%")
_TAKEN = re.compile(
    r"\W*(?:from\s+(?:all|the|these|those)\s|on\s+\w)", re.IGNORECASE
)  # "blood was taken from the 1,139", "on census day 9,480"
_MEAN = pattern(
    r"(?:^|[\s(,;:])(?:{mean}|mỗi|(?:each|every)(?!\s(?:[^\W\d_]+\s)?of\s)|per)\s(?:[^,;:.()]{0,40})$"
)
_PER = re.compile(r"^\s*(?:[^\s,;:.()]+\s+)?(?:per|an?|each|mỗi|một)\s\w|^\s*/", re.IGNORECASE)
_CUT = re.compile(r"[;:.()]|,\s|\s[-–—]\s")
_ENDS = re.compile(
    r"[;:.,()–—]|\s-\s|\b(?:is|are|was|were|be|has|have|had|will|would|can|could|must|may|went|took|came|gave|ran|fell|rose|saw|got"
    r"|did|đã|sẽ|là|có|đều|cùng"
    r"|phải|được|này|đó|ấy)\b",
    re.IGNORECASE,
)
_VERB = re.compile(r"^\s[^\W\d_]+\s(?P<verb>[^\W\d_]+ed)\s(?!(?:by|in|to|for|at|on|with)\b)", re.IGNORECASE)
_WHO = re.compile(r"^(?:[^\W\d_]+\s){0,3}?(?:who|that|which|whose|mà|aged|with|without)\b", re.IGNORECASE)
_VERBS = frozenset(
    {
        "came", "come", "stood", "reached", "totalled", "amounted", "above", "across", "whole", "như", "trên",
        "nêu", "nói", "phần", "earlier", "before", "during", "between", "after", "through", "among", "most",
        "toàn", "bộ", "số", "tổng", "cả", "tất", "hiện", "nay",
    }
)  # fmt: skip
_SUM = pattern(r"(?:^|\s)(?:{total})\b")


@dataclass(frozen=True, slots=True)
class Telling:
    """A figure with the words that tell of what it is.

    ``said``: its clause; ``beside``: the few words before it, and what it counts; ``nouns``: of what it
    counts, in order; ``words``: with those of its clause. ``times``: the times they name, by sort;
    ``earlier``: one before. ``recall``: how it is spoken of. ``stated``: its sentence says that it was told
    before; ``summed``: it is called a total.
    ``summary``: it stands in a headline, a caption or a part that sums up. ``mean``: it is an average.
    ``change``: it tells a change, a price or what another one is set against.
    """

    figure: Figure
    said: str
    beside: str
    times: Mapping[str, frozenset[str]]
    earlier: bool
    nouns: tuple[str, ...]
    words: frozenset[str]
    recall: int
    stated: bool
    summed: bool
    summary: bool
    mean: bool
    change: bool


class Teller:
    """Reads what is told of the figures of a text."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._known: dict[int, frozenset[str]] = {}
        self._tellings: dict[Span, Telling] = {}

    def _is_stated(self, figure: Figure) -> bool:
        """True for the first figure of "As stated above, …"."""
        first = figure.index < 1 or self.sheet.figures[figure.index - 1].sentence != figure.sentence
        return first and _STATED.match(self.sheet.sentence_text(figure.sentence)) is not None

    def _is_total(self, figure: Figure) -> bool:
        """True for a figure whose clause calls it a total."""
        return _SUM.search(f" {_CUT.split(self._before(figure))[-1]}") is not None

    def known(self, telling: Telling) -> frozenset[str]:
        """The words of the sentence in which a figure is told."""
        sentence = telling.figure.sentence
        if sentence not in self._known:
            self._known[sentence] = frozenset(map(root, words_of(self.sheet.sentence_text(sentence))))
        return self._known[sentence]

    def new_words(self, telling: Telling, other: Telling) -> list[str]:
        """What a figure is said to count that another one's sentence does not say; what it did left aside."""
        known = self.known(other)
        new = [word for word in telling.nouns if word not in known]
        done = _VERB.match(self._after(telling.figure))
        return [] if new and done is not None and root(stem(done["verb"])) == new[0] else new

    def is_narrowed(self, telling: Telling) -> bool:
        """True for "the 1,428 pupils who passed"."""
        return _WHO.match(self._after(telling.figure).lstrip()) is not None

    def _before(self, figure: Figure) -> str:
        if figure.index >= 0:
            return self.sheet.before(figure)[-REACH:]
        return self.sheet.text[
            max(self.sheet.sentences[figure.sentence].start, figure.left - REACH) : figure.left
        ]

    def _after(self, figure: Figure) -> str:
        if figure.index >= 0:
            return self.sheet.after(figure)[:REACH]
        return self.sheet.text[
            figure.end : min(self.sheet.sentences[figure.sentence].end, figure.end + REACH)
        ]

    def around(self, figure: Figure) -> tuple[str, str]:
        """The words before and after a figure, up to its neighbours."""
        return self._before(figure), self._after(figure)

    def telling(self, figure: Figure) -> Telling:
        """The words that tell of a figure."""
        known = self._tellings.get(figure.span)
        if known is None:
            known = self._tellings[figure.span] = self._telling(figure)
        return known

    def _telling(self, figure: Figure) -> Telling:
        before, after = self._before(figure), self._after(figure)
        clause = _CUT.split(before)[-1]
        end = _ENDS.search(after)
        named = after[: end.start() if end else None]
        if figure.unit == "#":
            named = f"{figure.mention.quantity.unit or ''} {named}"
        nouns = tuple(dict.fromkeys(root(w) for w in words_of(named) if tells(w)))[:NOUNS]
        words = frozenset(root(w) for w in words_of(clause) if tells(w)) | set(nouns)
        sentence = self.sheet.sentence_text(figure.sentence)
        stated = self._is_stated(figure)
        recall = (
            JUST_TOLD if stated else _recall(f"{before}{self.sheet.text[figure.left : figure.start]}", after)
        )
        dated = named if recall else f"{before} {after}"
        return Telling(
            figure,
            f"{clause} {figure.mention.text} {_CUT.split(after)[0]}",
            f"{named} {clause[-TAIL:]}",
            times_of(dated),
            is_earlier(f"{sentence[:OPENING]} {dated}"),
            nouns,
            words,
            recall,
            stated,
            self._is_total(figure),
            self._is_summary(figure, sentence),
            _MEAN.search(before) is not None,
            _is_other(before, after),
        )

    def _is_summary(self, figure: Figure, sentence: str) -> bool:
        if figure.index < 0 or _SUMMARY.match(sentence):
            return True
        headings = self.sheet.segments.headings
        above = bisect_right(self._heads, figure.start) - 1
        if above < 0:
            return False
        if headings[above].end > figure.start:
            return True
        title = self.sheet.text[slice(*headings[above])]
        return _SUMMARY.match(title) is not None and not any(map(str.isdigit, title[4:]))

    @cached_property
    def _heads(self) -> list[int]:
        return [span.start for span in self.sheet.segments.headings]


def odds_of_words(teller: Teller, one: Telling, other: Telling) -> Fraction:
    """The odds that two tellings, in order of the text, are of one quantity, by their words alone."""
    shared = one.words & other.words
    again = one.words == other.words and len(shared) >= ALIKE
    recall = max(other.recall, KNOWN if one.summary is not other.summary else NEW)
    if other.stated and not other.words - set(other.nouns) <= teller.known(one):
        return Fraction(0)
    if not (again or _may_be_one(one, other, recall)) or (recall < JUST_TOLD and _are_told_apart(one, other)):
        return Fraction(0)
    step = ENGLISH if all(word.isascii() for word in shared) else VIETNAMESE
    odds = Fraction(TOLD[JUST_TOLD if again else recall] * step ** min(len(shared), WORDS))
    if other.recall and other.summary:
        odds *= CLOSING
    return odds / int(2 ** _news(teller, one, other, recall))


def _may_be_one(one: Telling, other: Telling, recall: int) -> bool:
    """True where the two count one thing, or have words enough in common; a share needs all its words."""
    if one.figure.kind is Kind.PERCENT:
        return False
    shared = one.words & other.words
    beside = other.figure.sentence - one.figure.sentence == 1
    if one.figure.unit != "#":
        return len(shared) > 1 or (bool(shared) and other.stated) or (recall >= WHOLE and beside)
    keys = {telling.figure.mention.quantity.unit_key for telling in (one, other)}
    named = [set(telling.nouns[:3]) or telling.words for telling in (one, other)]
    if (len(keys) == 1 and None not in keys) or not named[0].isdisjoint(named[1]):
        return bool(shared) or (recall >= WHOLE and beside)
    return recall == JUST_TOLD and beside and not other.stated


def _news(teller: Teller, one: Telling, other: Telling, recall: int) -> int:
    """How many words of a telling are new that should be known."""
    if recall == NEW:
        return 2 * min(len(one.words - other.words), len(other.words - one.words), 4)
    later = not one.summary or other.summary
    short, long = (other, one) if later else (one, other)
    new = teller.new_words(short, long)
    if new and recall < JUST_TOLD and teller.is_narrowed(short):
        return 99
    return len(new) if later else len(new) // 2


def _are_told_apart(one: Telling, other: Telling) -> bool:
    """True where words tell two quantities: of other times, places or plans, more of a thing, its rest."""
    if any(sort in one.times and one.times[sort].isdisjoint(told) for sort, told in other.times.items()):
        return True
    aged = one.earlier is not other.earlier and (other.earlier or not other.recall)
    if aged or _marks(one) != _marks(other):
        return True
    names = [names_of(telling.said) for telling in (one, other)]
    return all(names) and names[0].isdisjoint(names[1])


def is_earlier(words: str) -> bool:
    """True where words speak of a time before the one reported on."""
    return _EARLIER.search(words) is not None


def is_planned(telling: Telling) -> bool:
    """True for a figure that was planned, not reached."""
    return telling.figure.mention.target or _PLAN.search(telling.said) is not None


def names_of(words: str) -> frozenset[str]:
    """The proper names in a clause or a sentence, its first word left aside."""
    return frozenset(_NAME.findall(words)) - _DAYS - {"Đảng"}


def _is_other(before: str, after: str) -> bool:
    """True for a change, a level that another one is set against, and a price."""
    changed = _CHANGE.search(f" {before}")
    if changed is not None and (_MOVED.search(before) or not _TAKEN.match(changed[0])):
        return True
    return _CHANGE_AFTER.match(after) is not None or _PER.match(after) is not None


def _recall(before: str, after: str) -> int:
    """How a figure is spoken of by the words beside it."""
    if _THESE.search(before) or _THIS.match(after):
        return JUST_TOLD
    if _ALL.search(before) or _BOTH.match(after):
        return WHOLE
    return KNOWN if _THE.search(before) else NEW


def times_of(said: str) -> Mapping[str, frozenset[str]]:
    """The times that words name, by their sort: years, months, quarters and the like."""
    found: dict[str, set[str]] = {}
    for m in _TIMES.finditer(said):
        sort = m["part"] or m.lastgroup or ""
        found.setdefault(sort.casefold(), set()).add((m["number"] or m[0]).casefold())
    return {sort: frozenset(told) for sort, told in found.items()}


def _marks(telling: Telling) -> tuple[bool, frozenset[str]]:
    """What may tell it from a like figure: a plan, words for the rest or for more."""
    others = frozenset(word.casefold() for word in _OTHER.findall(telling.beside))
    return is_planned(telling), others


def root(word: str) -> str:
    """A word without the ending that a verb or a noun takes in another sentence."""
    ending = next((e for e in ("ing", "ed", "e") if word.endswith(e)), "")
    return word[: -len(ending)] if ending and len(word) > 5 and word.isascii() else word


def tells(word: str) -> bool:
    """True for a word that says what something is; not for "reached" or "total"."""
    return word not in _VERBS and bool(content(frozenset({word})))
