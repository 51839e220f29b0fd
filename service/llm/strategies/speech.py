"""How a language tells of figures: the words by which labels and phrases are cut, one table a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Speech:
    """What labelling needs to know of a language; patterns unless said otherwise.

    ``empty`` are words without content in the source's own clause, ``weak`` those whose presence near a
    figure proves nothing; ``change`` are words of a rise or a fall. ``joint`` stands between members of a
    list, ``part`` opens the parts of a whole, ``lead`` opens a sentence and says nothing, ``purpose`` opens
    words that are of the deed and not of the figure. ``leading`` only leads up to a figure or a time and goes
    with it ("giai đoạn 2016-2020", "ước đạt trên 80"); ``trailing`` may not end a half of a label.
    ``share_gap`` parts a count and its share ("26/27 tổ chức (chiếm 96,29%)", "7/38, đạt tỷ lệ 18,42%"),
    ``share_base`` names the base behind it, ``ranked`` stands before a rank, ``owner`` names whose figures
    follow. ``share`` and ``target`` are the first words of such labels; ``planned`` finds that a label says
    so already.
    """

    empty: frozenset[str]
    weak: frozenset[str]
    change: frozenset[str]
    joint: re.Pattern[str]
    part: re.Pattern[str]
    lead: re.Pattern[str]
    purpose: re.Pattern[str]
    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    share_gap: re.Pattern[str]
    share_base: re.Pattern[str]
    ranked: re.Pattern[str]
    owner: re.Pattern[str]
    planned: re.Pattern[str]
    share: str
    target: str


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VI: Final = Speech(
    empty=_set(
        "có trong đó với và là đạt gồm bao còn cả tổng số các những được đã đang sẽ cho lên tới đến hơn "
        "trên gần khoảng thì mà ước toàn riêng tiếp tục đồng thời về của tại chiếm tỷ tỉ lệ bằng từ ra"
    ),
    weak=_set(
        "và của các những cho với có được đã đạt là trong đó số tổng tỷ tỉ lệ toàn từ đến ở về theo tại "
        "do bị một trên so chiếm nâng lên tăng giảm còn mức"
    ),
    change=_set("tăng giảm vượt hụt thêm bớt"),
    joint=re.compile(r"\s*+(?:,|và|cùng|hoặc|hay)?\s*", re.IGNORECASE),
    part=re.compile(r"\btrong đó\b|\b(?:bao )?gồm\b", re.IGNORECASE),
    lead=re.compile(
        r"^\W*(?:(?:trong đó|kết quả|cụ thể|ngoài ra|đồng thời|qua đó|theo đó|bên cạnh đó|hiện nay|hiện"
        r"|đến nay|trong (?:năm|tháng|quý|kỳ))\b[\s,:]*)+",
        re.IGNORECASE,
    ),
    purpose=re.compile(r"^\s*(?:để|nhằm|do|vì|bởi)\b", re.IGNORECASE),
    leading=re.compile(
        r"(?:\b(?:so với|trong|từ|vào|tính|đến|giai đoạn|nhiệm kỳ|năm|tháng|quý|ngày|ước|đạt|là|trên|gần|hơn"
        r"|khoảng|dưới|ít nhất|tối đa)\s+)+$",
        re.IGNORECASE,
    ),
    trailing=re.compile(
        r"(?:(?:^|\s)(?:đạt|ước|là|có|trên|gần|hơn|khoảng|dưới|ít nhất|tối đa|trở lên|với|và|của"
        r"|trong|so với|năm|giai đoạn))+$",
        re.IGNORECASE,
    ),
    share_gap=re.compile(
        r"[^.;:()]*(?:\(\s*(?:chiếm|bằng|tương đương)?\s*(?:(?:tỷ|tỉ) lệ)?"
        r"|,\s*(?:chiếm|(?:đạt|chiếm) (?:tỷ|tỉ) lệ))\s*",
        re.IGNORECASE,
    ),
    share_base=re.compile(
        r"\s*\)?\s*(?P<base>(?:so với|trên|trong)?\s*tổng số [^,;.()]{3,80}|so với [^,;.()]{3,60})"
    ),
    ranked=re.compile(r"\b(?:xếp|đứng|xếp hạng|hạng|xếp vị trí|đứng vị trí|giữ vị trí)\s+$", re.IGNORECASE),
    owner=re.compile(r"\bđối với (?P<owner>[^:.;]{2,60}):", re.IGNORECASE),
    planned=re.compile(r"chỉ tiêu|mục tiêu|kế hoạch|phấn đấu", re.IGNORECASE),
    share="Tỷ lệ",
    target="Chỉ tiêu",
)

_EN: Final = Speech(
    empty=_set(
        "the a an of and in on at to for with by from was were is are has have had been there it its "
        "this that which also some about over nearly around total number including included reached "
        "stood up down"
    ),
    weak=_set(
        "the a an of and in on at to for with by from was were is are share total number rate increase "
        "decrease reached up down than"
    ),
    change=_set(
        "increase increased rise rose grew grown decrease decreased fell fall decline declined up down"
    ),
    joint=re.compile(r"\s*+(?:,|,? ?and|or)?\s*", re.IGNORECASE),
    part=re.compile(r"\bof (?:which|whom)\b|\bincluding\b", re.IGNORECASE),
    lead=re.compile(
        r"^\W*(?:(?:in addition|as a result|in total|of (?:which|whom)|meanwhile|overall)\b[\s,:]*)+",
        re.IGNORECASE,
    ),
    purpose=re.compile(r"^\s*(?:to|so that|because|due to|in order)\b", re.IGNORECASE),
    leading=re.compile(
        r"(?:\b(?:compared (?:with|to)|than|in|since|during|from|to|by|of|year|fiscal|over|nearly|about"
        r"|around|under|at (?:least|most)|up to|reached|was|were)\s+)+$",
        re.IGNORECASE,
    ),
    trailing=re.compile(
        r"(?:(?:^|\s)(?:of|in|to|by|and|with|than|from|at|the|was|were|reached))+$", re.IGNORECASE
    ),
    share_gap=re.compile(
        r"[^.;:()]*(?:\(\s*(?:or|i\.e\.|about)?|,?\s*\b(?:or|accounting for|representing))\s*", re.IGNORECASE
    ),
    share_base=re.compile(r"\s*\)?\s*(?P<base>of (?:all|the total|total) [^,;.()]{3,60})"),
    ranked=re.compile(r"\b(?:rank(?:s|ed|ing)?|placed|came|finished)\s+$", re.IGNORECASE),
    owner=re.compile(r"\b(?:for|as to) (?P<owner>[^:.;]{2,60}):", re.IGNORECASE),
    planned=re.compile(r"target|goal|plan|aim", re.IGNORECASE),
    share="Share of",
    target="Target:",
)


def speech(lang: str) -> Speech:
    """The table of a language; English where there is none of its own.

    >>> speech("vi").share, speech("de").share
    ('Tỷ lệ', 'Share of')
    """
    return _VI if lang == "vi" else _EN
