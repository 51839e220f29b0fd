"""The part a figure plays beside a change: what a level is measured against, what a change is counted from.

A level that another one is measured against says so by its words: of last year, planned, allowed, a record, a
mean. A change says by its own words what it is counted from. Where both name the same, they belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.words import ALL, STOP, pattern
from service.core.types import Kind

CLAUSE = 90  # characters beside a figure in which a word may mark its part
PLAN = "plan"  # a planned level
THAN = "than"  # a level that another one is set against, without a name of its own
OTHER = "other"  # something that a change is counted from and that has no name here
PERIOD = "period"

_PERIOD = (
    r"(?:(?:cùng kỳ|năm|năm học|kỳ|quý|tháng|tuần|vụ|đợt|lần|mùa|nhiệm kỳ|khóa|thời điểm|phiên)\s+"
    r"(?:năm\s+)?(?:trước|ngoái)(?!\s+mắt)|cùng kỳ"
    r"|(?<!tháng )(?<!nửa )(?<!tuần )(?<!\d )(?:hồi\s+)?đầu (?:năm|kỳ|nhiệm kỳ|tháng|quý|vụ)"
    r"|trước (?:đó|đây)|năm gốc"
    r"|last (?:year|time|month|quarter|week|season|term|summer|winter|spring|autumn)"
    r"|(?:the )?(?:previous|prior|preceding) [^\W\d]+|(?:year|month|quarter) before"
    r"|an? (?:year|month|quarter|week|decade) (?:ago|earlier|before)"
    r"|the same (?:period|month|quarter)|at the (?:start|beginning)|base(?:line)? year|baseline"
    r"|had (?:been|stood|cost)|which (?:they|it|we) began"
    r"|(?:when|as) the (?:year|season|term|period) (?:opened|began)"
    r"|(?:khi|lúc|hồi) (?:đó|ấy|trước)|then|at the turn of the year"
    r"|(?:began|started|opened) (?:the (?:year|season|term|period) )?with)(?!\w)"
)
_MARKS = {
    "plan": pattern(r"(?:^|[\s(])(?:{plan}|estimate[ds]?|approved|dự kiến)(?!\w)"),
    "limit": re.compile(
        r"\b(?<!theo )(?<!đúng )(?:báo động|quy định|quy chuẩn|tiêu chuẩn|giới hạn|ngưỡng"
        r"|mức trần|hạn mức|mức sàn"
        r"|(?:danger|alert|alarm|flood|warning) (?:level|mark|stage)|limit|ceiling|threshold|cap|standard"
        r"|norm|maximum|minimum)(?!\w)",
        re.IGNORECASE,
    ),
    "record": re.compile(r"\b(?:kỷ lục|đỉnh lũ năm|lịch sử|record|all-time|peak)(?!\w)", re.IGNORECASE),
    "mean": re.compile(
        r"\b(?:trung bình (?:nhiều năm|chung|toàn|cả)|bình quân (?:chung|toàn|cả|nhiều năm)|mặt bằng"
        r"|(?:national|regional|\w+-year|long-term|sector|county|state|world|provincial)"
        r" (?:average|mean))(?!\w)",
        re.IGNORECASE,
    ),
    PERIOD: re.compile(_PERIOD, re.IGNORECASE),
}
YEAR = re.compile(r"(?<![\d/.,-])((?:19|20)\d\d)(?![\d%])")
_NOW = re.compile(
    r"\b(?:nay|hiện|kỳ này|quý này|tháng này|lần này|vụ này|now|this (?:year|time|month|quarter|season)"
    r"|current(?:ly)?|today)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"[;:(.–]|,\s|\s-\s|\b(?:trong khi|while|whereas|and|và|but|nhưng)\b")
_END = pattern(
    r"[;:(.–)]|,\s|\s-\s|(?:^|\s)(?:{than}|{up}|{down}|{rising}|{falling}|trong khi"
    r"|and|và|to|while|lên|còn)(?!\w)"
)
_OPENING = re.compile(
    rf"^(\W*(?:in |vào |trong |một |hai |ba )?(?:{_PERIOD}|(?:in |for |năm )?(?:19|20)\d\d)),\s",
    re.IGNORECASE,
)
_WHEN = re.compile(r",\s(?=(?:when|khi)\b)|,(?=\s(?:19|20)\d\d\b)")
_SETTING = r"(?:{than}|above|below|under|short of|từ(?= (?:mức|con số)))"
_SET = pattern(rf"(?:^|[\s(,]){_SETTING}(?=[\s(]|$)(?P<what>[^,;:()]*)$")
_NEAR_SET = re.compile(
    r"\s*(?:(?:the|an?|mức|con số|số|only|chỉ|our|its|just|some|[^\s,;.]+['’]s)\s+)*(?:an?|the|chỉ)?\s*",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:^|\s)(?:was|were|is|are|came|reached|saw|had|has|have|stood|there|đạt|có|là|thu|chi|với|"
    r"giao|tiếp|xảy)(?:\s|$)",
    re.IGNORECASE,
)
CASES = frozenset({"trường", "hợp"})  # "15 trường hợp" are of whatever was spoken of
_LENGTHS = (
    ("q", ("quý", "quarter")),
    ("m", ("tháng", "month")),
    ("w", ("tuần", "week")),
    ("y", ("năm", "year")),
)
_BY = re.compile(r"[\s,(]*(?:(?:i\.e\.|that is|or|hay|tức(?: là)?)\s+)?by\s*", re.IGNORECASE)
_LABEL_MARK = re.compile(r"\s*[:–]\s*$|\s-\s*$")  # "cùng kỳ: 1.400 tấn"
_AS_WHEN = re.compile(r"^[^,;.()]{0,16},\s(?:khi|when)\s", re.IGNORECASE)
_WHEN_SAID = re.compile(r"\b(?:when|khi)\b", re.IGNORECASE)
_ATTAINED = pattern(
    r"(?:^|[\s(,])(?:{up}|{down})\b[^;.()]{0,40}\s(?:to|lên|còn|xuống)\s+$|(?:^|,)\s*(?:to|at)\s+$"
)
_YEARLY = re.compile(r"\byear[- ](?:on|over)[- ]year\b", re.IGNORECASE)
_FROM = pattern(rf"(?:^|\s)(?:{_SETTING}|hơn)(?=\s|$)(?P<what>.*)$")
_FROM_BEFORE = pattern(
    r"(?:^|[\s(,])(?:{than}|above|below|under|short of|hơn|vượt|trên|dưới|thiếu|kém|rút ngắn|đạt)"
    r"(?=[\s(]|$)(?P<what>[^,;:()]*)$"
)
_CHANGING = frozenset(
    word
    for words in ALL
    for phrase in (*words.up, *words.down, *words.rising, *words.falling, *words.than, *words.goal)
    for word in phrase.split()
)
_TIMES = frozenset(
    {
        "năm", "nay", "trước", "ngoái", "kỳ", "quý", "tháng", "tuần", "vụ", "đợt", "lần", "khóa", "cùng",
        "đầu", "cuối", "hiện", "thời", "điểm", "hồi", "đạt", "mức", "con", "là", "last", "time", "year",
        "month", "quarter", "week", "season", "previous", "prior", "preceding", "ago", "earlier", "before",
        "now", "thi", "this", "current", "stood", "stand", "recorded", "reported", "reached", "came", "was",
        "were", "there", "same", "period", "end", "at", "such",
        "base", "baseline", "budget", "target", "plan", "planned", "kế", "hoạch", "chỉ", "tiêu", "dự", "toán",
        "mục", "giao", "chí", "đồng", "tức", "tương", "đương", "ứng", "nghĩa", "vậy", "when", "khi",
        "once", "nếu", "if", "em", "cháu", "record", "number", "figure", "total", "it", "saw",
    }
)  # fmt: skip
_EMPTY = STOP | _CHANGING | _TIMES | frozenset(map(stem, _TIMES))


def reference(words: str) -> str:
    """What words measure against: plan, limit, record, mean, a period with its length, or a year.

    >>> reference("so với kế hoạch năm 2022"), reference("năm 2021 là"), reference("đạt")
    ('plan', '2021', '')
    >>> reference("so với cùng kỳ năm trước"), reference("the danger level of")
    ('period-y', 'limit')
    """
    for name, marks in _MARKS.items():
        m = marks.search(words)
        if m is not None and name == PERIOD:
            lengths = (
                length for length, ws in _LENGTHS if any(w in words[m.start() :].casefold() for w in ws)
            )
            return f"{PERIOD}-{next(lengths, '')}"
        if m is not None:
            return name
    years = YEAR.findall(words)
    return years[-1] if years else ""


def is_year(name: str) -> bool:
    """True for a reference that is a year."""
    return name[:1].isdigit()


def is_timed(name: str) -> bool:
    """True for a reference to another time: a year, or a period by its name."""
    return name.startswith(PERIOD) or is_year(name)


def agree(counted: str, base: str) -> bool:
    """True where a change is counted from what a level is: both planned, both of last year.

    >>> agree("period-", "period-y"), agree("period-y", "2021"), agree("period-q", "period-y")
    (True, True, False)
    """
    if not counted or counted == base:
        return True
    if not (is_timed(counted) and is_timed(base)) or (is_year(counted) and is_year(base)):
        return False
    lengths = {name.partition("-")[2] for name in (counted, base) if name.startswith(PERIOD)}
    return len(lengths - {""}) < 2


def base_of(sheet: Sheet, figure: Figure) -> str:
    """What a level is, if another may be measured against it: planned, of a year …; empty for others."""
    if figure.mention.target and not _ATTAINED.search(sheet.before(figure)):
        return "plan"
    after = _END.split(sheet.after(figure)[:CLAUSE])[0]
    after = "" if _NOW.search(after) else after
    if sheet.in_brackets(figure):
        label, outside = _around_bracket(sheet, figure)
        named = reference(f"{label} {after}")
        if named:
            return named
        if content(frozenset(words_of(label))):
            return ""
        m = _SET.search(f" {outside}")
        return reference(m[0] if m else outside) or (THAN if m is not None else "")
    clause = _clause(sheet, figure)
    now = _NOW.search(clause)
    if now is not None:
        return reference(clause[now.end() :])
    if _AS_WHEN.match(sheet.before(figure)):
        return _before_when(sheet, figure)
    m = _SET.search(f" {clause}")
    if m is None:
        return reference(clause) or reference(after)
    if _NEAR_SET.fullmatch(m["what"]):
        return reference(m[0] + after) or THAN
    named = reference(m[0])
    if _NAMES.search(m["what"]) is None or _WHEN_SAID.search(m["what"]):
        return named or reference(after)
    return ""


def _before_when(sheet: Sheet, figure: Figure) -> str:
    """What a level is that follows a change: "536 em, hay 2,2%, khi toàn ngành mới có 24.280 em"."""
    told = (f for f in sheet.in_sentence(figure.sentence) if f.index in (figure.index - 1, figure.index - 2))
    return next((named for f in told if (named := counted_from(sheet, f))), "")


def are_of_other_years(sheet: Sheet, one: Figure, other: Figure) -> bool:
    """True for figures of two sentences that each name years and none in common."""
    first, second = (set(YEAR.findall(sheet.sentence_text(f.sentence))) for f in (one, other))
    return one.sentence != other.sentence and bool(first and second) and first.isdisjoint(second)


def is_set_against(sheet: Sheet, figure: Figure) -> bool:
    """True for a level that a comparing word leads to: "than the A", "so với cùng kỳ (A)"."""
    words = _around_bracket(sheet, figure)[1] if sheet.in_brackets(figure) else _clause(sheet, figure)
    m = _SET.search(f" {words}")
    return m is not None and (_NAMES.search(m["what"]) is None or _WHEN_SAID.search(m["what"]) is not None)


def _clause(sheet: Sheet, figure: Figure) -> str:
    """The words before a figure since the last turn of the sentence."""
    before = sheet.before(figure)
    if figure.sentence >= 0 and figure.left - len(before) <= sheet.sentences[figure.sentence].start:
        before = _OPENING.sub(r"\1 ", before)
    before = _LABEL_MARK.sub(" ", _WHEN.sub(" ", before))[-CLAUSE:]
    return _TURN.split(before)[-1]


def _around_bracket(sheet: Sheet, figure: Figure) -> tuple[str, str]:
    """The words before a figure inside its bracket, and those before the bracket."""
    start = sheet.sentences[figure.sentence].start if figure.sentence >= 0 else figure.left
    opened = sheet.text.rfind("(", start, figure.left)
    label = re.split(r"[;,]\s", sheet.text[opened + 1 : figure.left])[-1]
    outside = _WHEN.sub(" ", sheet.text[max(start, opened - CLAUSE) : max(start, opened)])
    return label, _TURN.split(outside)[-1]


def counted_from(sheet: Sheet, change: Figure) -> str:
    """What a change says it is counted from; empty where it does not say."""
    after = re.split(r"[;:(.–)]|,\s(?!when|khi)", sheet.after(change)[:CLAUSE])[0]
    if change.kind is Kind.MULTIPLE and (named := reference(after)):
        return named
    if _YEARLY.search(after):
        return f"{PERIOD}-y"
    m = _FROM.search(after)
    if m is not None:
        return reference(m[0]) or (OTHER if content(frozenset(words_of(m["what"]))) else "")
    before = _TURN.split(re.sub(r"\([^()]*\)", " ", lead_in(sheet, change)))[-1]
    m = _FROM_BEFORE.search(f" {before}")
    return reference(m[0]) if m is not None else ""


def lead_in(sheet: Sheet, figure: Figure) -> str:
    """The words before a figure; a bracket that ends right before it is looked over."""
    before = sheet.before(figure) + sheet.text[figure.left : figure.start]
    above = sheet.figures[figure.index - 1] if figure.index > 0 else figure
    if _BY.fullmatch(before) and above.sentence == figure.sentence:
        return sheet.before(above)
    m = re.match(r"^[^()]*\)\s*(?:(?:là|at|by|of|tới|đến)\s*)?$", before)
    if m is None or figure.sentence < 0:
        return before
    start = sheet.sentences[figure.sentence].start
    opened = sheet.text.rfind("(", start, figure.left)
    return sheet.text[max(start, opened - CLAUSE) : max(start, opened)]


def things(sheet: Sheet, figure: Figure) -> frozenset[str]:
    """The words that say what a figure is a level of, times and verbs of change left out."""
    words = sheet.label(figure) | (sheet.noun(figure) if figure.unit == "#" else frozenset())
    return content(words)


def words_of(text: str) -> Iterator[str]:
    """The words of a text, folded."""
    return map(stem, re.findall(r"[^\W\d_]+", text))


def content(words: frozenset[str]) -> frozenset[str]:
    """Words that name something: no times, no verbs of change, no function words."""
    if words >= CASES:
        words -= CASES
    return frozenset(w for w in words if w not in _EMPTY)
