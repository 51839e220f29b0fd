"""Whether a label names the same thing as gold: tolerant in its words, exact in what it tells apart.

A label is right when some wording of gold (its subject, its label in the source's language or in English)
passes all four questions, asked of folded words (case, tone placement, tỉ/tỷ, plain plurals, a few office
abbreviations; words that only join others are left out; a remark in brackets does not bind):

1. *head*: the counted noun is there, in the label or in the metric's unit;
2. *content*: at least half of the wording's words are there;
3. *contrast*: what must never be mixed up is the same on both sides: grades (xuất sắc, tốt …), negation, plan
   against result; and up is not down;
4. *scope*: the label fits this figure better than every other figure of the report with the same unit and
   another value. Of the words that the other's wording lacks, the label holds more than of the other's own
   words, or else holds this wording whole and the other's not; where this one has no word of its own, the
   label holds none of the other's. So "Tập thể được tặng giấy khen" is wrong where two authorities gave
   certificates to 11 and to 12 collectives.

Doubtful cases, decided here once. Right: a clumsy label with all the words ("Đảng bộ thị xã có Chi, Đảng bộ,
trực thuộc"); a half-named subject where nothing else in the report could be meant ("Chức danh cán bộ lãnh
đạo" for the posts that were filled); a whole with a qualifier that nothing else in the report has ("Đảng viên
trực thuộc" for all members); word order, so that "A kiểm tra B" and "B kiểm tra A" are one. Wrong: a true
statement that leaves out *which* of two alike; a true description in words of its own ("Đảng viên bị sàng
lọc" for those removed after a screening), since no list of synonyms is kept; a share whose base gold names by
a second grade, without it; a label in a third language. Two figures that only a year tells apart are not told
apart here: the year belongs to the metric's period.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evals.dataset import Document, GoldMention
from evals.invariance import TONES

ABBREVIATIONS = {
    "đv": "đảng viên", "đ/c": "đồng chí", "bch": "ban chấp hành", "btv": "ban thường vụ", "cb": "cán bộ",
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "tccs": "tổ chức cơ sở", "tw": "trung ương",
    "htx": "hợp tác xã", "hs": "học sinh", "gdp": "tổng sản phẩm", "grdp": "tổng sản phẩm",
}  # fmt: skip
JOINING_VI = (
    "được bị đã đang sẽ của các những cái là và có với cho tại theo ở trong trên về do bởi từ đến mà thì số "
    "tổng lượng đạt hiện còn rằng này đó nay năm quý tháng kỳ nhiệm"
)
JOINING_EN = (
    "the of in at by for to and a an on with from or as per number total amount share rate level its their "
    "were was is are been had has have that which year period"
)
JOINING = frozenset(f"{JOINING_VI} {JOINING_EN}".split())
# What tells figures apart in any report. Of an exact group the same members must stand on both sides; of a
# loose one no other member may stand in the label.
PLAN: tuple[str, ...] = (
    "chỉ tiêu|mục tiêu|kế hoạch|dự kiến|phấn đấu|target|plan(?:ned)?|goal|forecast|budgeted",
)
EXACT: tuple[tuple[str, ...], ...] = (
    PLAN,
    ("xuất sắc", "tốt", "khá", "giỏi", "trung bình", "yếu", "kém", "excellent", "good", "fair", "poor"),
    ("không", "chưa", "not", "non", "without", "failed"),
)
LOOSE: tuple[tuple[str, ...], ...] = (
    ("tăng|cao hơn|vượt|increase|rise|rose|grew|growth|up", "giảm|thấp hơn|decrease|fall|fell|decline|down"),
    ("nam", "nữ", "men", "women"),
)
TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(old for old, _ in TONES)})(?!\w)")
NEW_TONE = dict(TONES)
SHARE = frozenset({"tỷ", "lệ"})  # what the sign says, a label need not
REMARK = re.compile(r"\([^()]*\)")
WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the report as gold knows it: what it may be called, and the noun it counts.

    ``alike`` is what it shares with the figures that it could be mistaken for: its unit, or else its kind. A
    ``target`` may be called a plan where gold's wording does not.
    """

    index: int
    value: str
    wordings: tuple[str, ...]
    nouns: tuple[str, ...]
    alike: str
    target: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a label is right, and else which question it fails (``head``, ``content`` …)."""

    right: bool
    fails: str = ""
    other: str = ""


def figures_of(document: Document) -> tuple[Figure, ...]:
    """Every gold number of a document with its names, by index."""
    keys = {metric.mention: metric for metric in document.key_metrics}
    return tuple(_figure(mention, document, keys.get(mention.index)) for mention in document.mentions)


def _figure(mention: GoldMention, document: Document, key: object) -> Figure:
    label, english = getattr(key, "label", None), getattr(key, "label_en", None)
    named = (mention.subject, label, english, *getattr(key, "aliases", ()))
    wordings = tuple(dict.fromkeys(word for word in named if word))
    counted = mention.kind in ("cardinal", "ratio", "duration") and mention.unit_key != "percent"
    nouns = tuple(dict.fromkeys(u for u in (mention.unit, *mention.units) if u)) if counted else ()
    alike = mention.unit_key or mention.unit or mention.kind
    return Figure(mention.index, mention.value, wordings, nouns, alike, bool(mention.target))


def judge(label: str, unit: str | None, own: Figure, figures: Sequence[Figure]) -> Judgement:
    """Whether the label, with the metric's unit, names ``own`` and none of the other ``figures``.

    >>> def figure(index, value, *wordings): return Figure(index, value, wordings, ("xã",), "xã")
    >>> good = figure(0, "5", "xã hoàn thành tốt nhiệm vụ")
    >>> best = figure(1, "3", "xã hoàn thành xuất sắc nhiệm vụ")
    >>> judge("Số xã hoàn thành tốt nhiệm vụ", None, good, (good, best)).right
    True
    >>> judge("Số xã hoàn thành nhiệm vụ", None, good, (good, best)).fails
    'contrast'
    """
    said = words(f"{label} {unit or ''}") | (SHARE if "%" in (unit or "") else frozenset())
    rivals = [other for other in figures if other.alike == own.alike and other.value != own.value]
    answers = [_against(wording, label, said, own, rivals) for wording in own.wordings]
    best = min(answers, key=lambda answer: (not answer.right, -QUESTIONS.index(answer.fails)), default=None)
    return best or Judgement(right=False, fails="content")


QUESTIONS = ("head", "content", "contrast", "scope", "")


def _against(
    wording: str, label: str, said: frozenset[str], own: Figure, rivals: Sequence[Figure]
) -> Judgement:
    meant = words(wording)
    heads = [words(noun) for noun in own.nouns] + [frozenset(_ordered(wording)[:2])]
    if not any(head <= said for head in heads):
        return Judgement(right=False, fails="head")
    if 2 * len(meant & said) < len(meant):
        return Judgement(right=False, fails="content")
    if not same_contrasts(label, wording, target=own.target):
        return Judgement(right=False, fails="contrast")
    known = frozenset().union(*map(words, own.wordings))
    for rival in rivals:
        if any(_nearer(words(other), said, meant, known) for other in rival.wordings):
            return Judgement(right=False, fails="scope", other=rival.wordings[0])
    return Judgement(right=True)


def _nearer(
    other: frozenset[str], said: frozenset[str], meant: frozenset[str], known: frozenset[str]
) -> bool:
    """Whether what was said is no nearer to the wording meant than to another figure's."""
    own, its = said & (meant - other), said & (other - known)
    if not meant - other:
        return bool(its)
    return len(own) <= len(its) and not (meant <= said and not other <= said)


def same_contrasts(label: str, wording: str, *, target: bool = False) -> bool:
    """Whether grade, negation and plan are the same in both, and no direction is turned round.

    >>> same_contrasts("Tổ chức đảng hoàn thành tốt", "tổ chức đảng hoàn thành tốt (trong số 27)")
    True
    >>> same_contrasts("Thu ngân sách giảm", "thu ngân sách tăng"), same_contrasts("Thu tăng", "thu")
    (False, True)
    """
    said, meant = _folded(label), _folded(REMARK.sub(" ", wording))
    for group in EXACT:
        due = _members(group, meant)
        free = target and group is PLAN and not due
        if not free and _members(group, said) != due:
            return False
    for group in LOOSE:
        stated, due = _members(group, said), _members(group, meant)
        if stated and due and not stated & due:
            return False
    return True


def _members(group: Iterable[str], text: str) -> frozenset[str]:
    return frozenset(word for word in group if re.search(rf"(?<!\w)(?:{word})(?!\w)", text))


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """The folded words of a wording that carry meaning; remarks in brackets and numbers left out.

    >>> sorted(words("Số ĐV được kết nạp (năm 2022)"))
    ['kết', 'nạp', 'viên', 'đảng']
    """
    return frozenset(_ordered(text))


def _ordered(text: str) -> list[str]:
    found = []
    for match in WORD.finditer(_folded(REMARK.sub(" ", text))):
        found += ABBREVIATIONS.get(match.group(), match.group()).replace("/", " ").split()
    return [_singular(word) for word in found if word not in JOINING]


def _singular(word: str) -> str:
    plural = word.isascii() and len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).casefold()
    folded = TONE.sub(lambda match: NEW_TONE[match.group()], folded)
    return re.sub(r"(?<!\w)tỉ(?!\w)", "tỷ", folded).replace("ð", "đ")
