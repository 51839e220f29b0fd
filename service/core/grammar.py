"""Every number of a text, with its place, kind, value, unit and hedges.

The scan touches only digits and Roman letters. What stands beside a run of digits is looked up in the lexicon
built from the locale tables; the wording that was found (cues on the left, the run itself, unit words on the
right) decides what the number is, once per wording: equal wordings share one quantity. Separators are decided
per number, from its own shape, its unit, its neighbours and its language, in that order; what stays open is
kept in ``readings``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from service.core.figures import LONGEST, Figure, decimal_of, figures, iso_date, power, roman
from service.core.lexicon import REACH, Lexicon, Token
from service.core.locales import LOCALES, Locale
from service.core.numerals import NumberWords, Numeral, Role, Sense, find_numerals, parse_numeral
from service.core.segments import Cell, segment
from service.core.types import Direction, Form, Kind, Mention, Qualifier, Quantity, Reading, Span, Zone

_TOKEN = re.compile(
    "(?=[0-9IVX])(?:"
    "(?<![0-9][ \t])[0-9]{1,9}(?:[ \t][0-9]{1,9}){9999,}+|"  # data: one identifier
    "(?<![0-9][ \xa0])[0-9]{1,3}(?:[ \xa0\u2009'’][0-9]{3}){1,4}(?:[.,][0-9]+)?(?![0-9]|[ \xa0][0-9])"
    "|[0-9]+(?:[.,:/\\-–][0-9]+)*"
    "(?:[a-z]?(?:/[0-9]{4})?[/\\-](?!(?:USD|VND|VNĐ|EUR)\\b)(?=[A-ZĐ]{2}|[A-ZĐ][a-zđ]{0,2}[A-ZĐ])"
    "[0-9A-Za-zĐđ]+(?:[/\\-&][0-9A-Za-zĐđ]+)*)?"
    r"|(?<![^\W_])[IVX][IVXLC]*(?![^\W_]))"
)
_PLAIN_LEFT = frozenset(" \n(\xa0\t“\"'‘,;[*$€£¥₫~≈<>≤≥")
_CODE_TAIL = re.compile(r"[A-Za-zĐđ]")
_DATE = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})([/.\-])([0-9]{1,2})\2([0-9]{1,2})")
_DAYS = re.compile(r"([0-9]{1,2})(?:/([0-9]{1,2}))?[-–]([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?")
_FULL_RANGE = re.compile(r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})[-–]([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[/–-]([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])[/.\-]([12][0-9]{3})")
_ODD_MONTH = re.compile(r"([0-9]{1,2})/([12][0-9]{3})")  # after a word for month, even a thirteenth
_MONTH_RANGE = re.compile(rf"{_MONTH_YEAR.pattern}[-–]{_MONTH_YEAR.pattern}")
_MONTHS_YEAR = re.compile(r"(0?[1-9]|1[0-2])[-–](0?[1-9]|1[0-2])/([12][0-9]{3})")
_YEARS = re.compile(r"([12][0-9]{3})[-–/]([12][0-9]{3}|[0-9]{2})")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?")
_CLOCKS = re.compile(rf"({_CLOCK.pattern})[-–]({_CLOCK.pattern})")
_RATIO = re.compile(r"([0-9][0-9.,]*)/([0-9][0-9.,]*)")
_SIGN = re.compile(r"[/:\-–]")
_PAIR = re.compile(r"([0-9][0-9.,]*)[-–]([0-9][0-9.,]*)")
_PHONE = re.compile(r"0[0-9]{8,10}|0[0-9]{1,4}(?:[.\- ][0-9]{3,8}){1,3}|1[89]00[.\- ]?[0-9]{4,6}")
_LIST_START = re.compile(r"[ \t]*(?:[-*•+][ \t]+)?[(\[]?")
_LIST_END = re.compile(r"(?:[.)/:\]]|\.?\))(?=[ \t]|[^\W\d_])|(?<=[0-9]\.[0-9])[ \t](?=[^\W\d_])|-(?= )")
_MARKED_ITEM = re.compile(r"[0-9]{1,2}\)[ \xa0]")
_PER_NUMBER = re.compile(r"(?: ?/ ?| per | trên | for every )([0-9][0-9.,]*)(?![0-9])")
_URL = re.compile(r"://|www\.|@|\.(?:com|vn|org|net|gov|int|edu|info)\b")
_WORD_RUN = re.compile(r"[^\W_]+(?:[-+.][^\W_]+)*")
_OFFSET = re.compile(r"(?:GMT|UTC)[ ]?([+-])(\d{1,2})(?::?(\d{2}))?")
_FISCAL = re.compile(r"(?:FY|CY|MY)[ ]?(?:([12][0-9]{3})|([0-9]{2}))(?:[/-]([0-9]{2}))?")
_QUARTER = re.compile(r"([QH])([1-4])(?:[ /-]?(?:FY ?)?([12][0-9]{3})|[ ]?FY([0-9]{2}))?(?![0-9])")
_QUARTER_FIRST = re.compile(r"([1-4])Q(?:([12][0-9]{3})|([0-9]{2}))")
_CLOCK_WORD = re.compile(r"(?:[01]?[0-9]|2[0-4])[hg][0-5][0-9](?![^\W_])")
_YEAR_QUARTER = re.compile(r"([12][0-9]{3})Q([1-4])(?![^\W_])")
_PHONE_GROUPS = re.compile(r"0[0-9]{2,4}(?:[ \xa0][0-9]{3,4}){2}(?![0-9]|[ \xa0][0-9]|[.,][0-9])")
_HOUR = re.compile(r"([01]?[0-9]|2[0-4]) ?(?:giờ|h|g)(?: ?([0-5]?[0-9])(?: ?phút|')?)?(?![^\W_])")
_VI_DATE = re.compile(
    r"([0-9]{1,2})(?:[-–]([0-9]{1,2}))? tháng ([0-9]{1,2}|[A-Za-z]+)(?:(?: năm |/|-)([12][0-9]{3}))?(?!\w)"
)
_VI_MONTH = re.compile(r"([0-9]{1,2})(?: năm |, năm | / )([12][0-9]{3})(?![0-9])")
_VI_QUARTER = re.compile(r"(?:([1-4])|(I{1,3}|IV))(?: năm |, năm | ?[/-] ?)([12][0-9]{3})(?![0-9])")
_DAY_GRAIN = re.compile(r"(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}")
_DAY_WORD = re.compile(r"(?:ngày|năm|tháng|quý) ?$", re.IGNORECASE)
_LIST_SIGNS = frozenset(".)/:-]")
_LIST_GAP = re.compile(r"\s*(?:,|;|và|and|-|–|&)\s*")
_DECADE = re.compile(r"((?:1[89]|20)[0-9]0)['’]?s(?![^\W_])")
_PER_STARTS = (" per ", " trên ", " for every ", " ca/", " ca /", " cases per ", " deaths per ")
_AFTER_MONTH = re.compile(
    r"(?:(?P<only>[12][0-9]{3})(?![0-9,.]*[0-9])|(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
    r"(?: ?(?:-|to) ?(?P<last>[0-9]{1,2})(?:st|nd|rd|th)?)?"
    r"(?:,? (?P<year>[12][0-9]{3}))?)(?![0-9%])"
)
_AM_PM = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5][0-9]))? ?([aApP])(?:\.[mM]\b\.?|[mM]\b)")
_STAKE = re.compile(r" ?\+ ?[0-9]{3}(?![0-9])")  # of a road: "km 42+300"
_PART_OF_DAY = re.compile(r" (?:(?:sáng|trưa|chiều|tối|đêm)\b|ngày [0-9])")
_LETTER_CODE = re.compile(r"[A-ZĐ][A-Za-zĐđ0-9]*(?:[-./][A-Za-zĐđ0-9]+)*/[A-Za-zĐđ0-9.\-/]*[A-Za-zĐđ0-9]")
_ABROAD = re.compile(r"[0-9]{1,3}[ .\-(]{0,2}[0-9][0-9 .\-()]{5,14}[0-9]")
_DIALLED = re.compile(r"[0-9](?:[ .\-()]{0,2}[0-9]){6,14}(?![0-9])")
_SIGNED = re.compile(r"[0-9.,]+ ?(?:%|°C)")
_WORD_END = re.compile(r"(?:[^\W\d_]|[$])+[0-9]*(?:[-+–.]?)$|$")
_LOOSE_PER = frozenset({"trên", "một", "trên một", "a", "an"})
_HEAD_WORDS = re.compile(r"^(?:đvt|đơn vị tính|đơn vị|unit|in)\b:?")
_THOUSANDS = re.compile(r"['’]?000s?\b")
_STOPS = re.compile(r"[.;:()\n]")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_HEAD_MONEY = re.compile(r"([a-z]{0,3}[$€£¥₫₩₹]|[a-zđ]{3}(?= )) ?")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|;")
_CLAUSE_END = re.compile(r"[,;.](?=\s|$)|(?<=[0-9]) \((?=[^()]*%\))")
_NUMBERING = re.compile(r"[ \t]*(?:[ivx]+|[a-zđ]|[0-9]+(?:\.[0-9]+)*)[.)/][ \t]*|[ \t]*[-+•*][ \t]*")
_ITEM = re.compile(r"[-+•*–]|\(?(?:[0-9]+(?:\.[0-9]+)*|[a-zđ])[.)/]")
_SPEECH = re.compile(r": ?[“\"'‘]")
_ROMAN_ITEM = re.compile(r"[ivx]+[.)]")
_DIGIT_ITEM = re.compile(r"[0-9]+[.)/](?![0-9])")
_HEAD_WIDTH = 60
_BLANK = frozenset({"", " ", "\xa0"})
_PER_MANY = re.compile("10{3,6}")
_ROUND_BASE = re.compile("10{2,6}")
_MONEY_SCALES = frozenset({"1000000000", "1000000000000", "1000000"})
_CLAUSE = re.compile(r"[.;\n](?=\s|$)")
_FREE = re.compile(
    r" (?:so|và|trong|để|cho|tăng|giảm|từ|vào|năm|bằng|đạt|gồm|là|với|chiếm|vốn|thì|theo|mỗi|trên|do|ở|tại"
    r"|lên|xuống|còn)"
    r"(?![^\W_])"
)
_NUMBER = re.compile(r"[0-9.,]+")
_DOTTED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}")
_QUARTER_OF = re.compile(r" quarter(?: of|,)?(?: FY)? ([12][0-9]{3})(?![0-9])")
_MONEY_BRACKETS = frozenset({"$(", "€(", "£(", "¥("})
_LOOK_ALIKES = tuple(zip("–—―‘’ʼðÐƉ", "---'''đĐĐ", strict=True))
_ACROSS = frozenset({"code", "identifier", "month_word", "day"})  # cues that a colon may part from the number
_SMALL_SCALES = frozenset({"1000000"})
_RATED = frozenset({Kind.CARDINAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE, Kind.RATE})
_SHORT_DATED = frozenset({Kind.TIME, Kind.DATE, Kind.RATIO, Kind.IDENTIFIER, Kind.CARDINAL})
_COUNTS = frozenset({Kind.CARDINAL, Kind.RATIO})
_ONE = (Role.DIGIT, 1)
_TAIL_ROLES = frozenset({Role.DIGIT, Role.TAIL})
_MODELS = _RATED | {Kind.DURATION, Kind.MULTIPLE}
_TITLES = frozenset(
    {"phone", "year", "number", "code", "month_word", "day", "ordinal", "name", "place", "identifier", "rank"}
)
_NEVER_HEDGED = frozenset(
    {Kind.DOCUMENT_CODE, Kind.IDENTIFIER, Kind.NAME, Kind.TIME, Kind.ORDINAL, Kind.YEAR, Kind.DATE}
)
_RECENT = ("199", "20")
_YEAR_LOW, _YEAR_HIGH = 1900, 2100
_SECTION_REACH = 4000  # characters that a heading of plans reaches at most
_PLAN_REACH = 600  # characters that a word of planning reaches at most
_POINT_REACH = 40  # characters between a percent and the points that it explains
_NEIGHBOURS = 24  # characters between two numbers that may be one mention
_MEMORY = 8192
_GAPS = 4096
_PARAGRAPH = 4096  # characters; a longer one is read each time
_PARAGRAPHS = 2048
_GLIMPSES = 16384
_PIECE = 65536  # characters put into lower case at a time
_WINDOWS = 4096


class Plan(NamedTuple):
    """What a wording is: its quantity, how far the mention reaches beyond the digits, and its setting.

    ``mark`` is the decimal sign that the digits prove, ``other`` the reading with the other sign where they
    prove none. ``bare``: a plain count, which takes over the unit of the end of its range. ``special``: the
    words beside it may make a date or a time of it.
    """

    quantity: Quantity
    lead: int
    tail: int
    rule: str
    qualifier: Qualifier = Qualifier.EXACT
    hedges: tuple[tuple[int, int], ...] = ()
    mark: str = ""
    direction: Direction | None = None
    negated: bool = False
    opens: bool = False
    other: Plan | None = None
    bare: bool = False
    special: bool = False


class _Unit(NamedTuple):
    """What the words on the right make of a number."""

    kind: Kind
    exponent: int = 0
    unit: str | None = None
    key: str | None = None
    tail: int = 0
    counted: bool = False


@dataclass(slots=True)
class _Decision:
    """What a wording is, its cues, and how far the known words reach.

    ``settled``: the scan looked at everything else beside the digits once, and the plan held as it is.
    """

    plan: Plan | None
    before: tuple[Token, ...]
    reach: int
    settled: bool = False


class _Model:
    """A wording read once: its plan, with other digits, stands for every figure between the same words."""

    __slots__ = ("before", "exponent", "plan", "width")

    def __init__(self, plan: Plan, width: int, before: tuple[Token, ...]) -> None:
        scale = plan.quantity.scale
        self.plan, self.width, self.before = plan, width, before
        self.exponent = -len(scale) + 2 if scale.startswith("0.") else len(scale) - 1

    def read(self, surface: str) -> Plan | None:
        """The plan of another figure; None where the figure itself matters."""
        if (surface[0] == "0" and surface[1:2] != ",") or surface.count(".") == 2:
            return None
        readings = figures(surface)
        plan, exponent = self.plan, self.exponent
        known = plan.quantity
        if len(readings) != 1 or (known.kind is Kind.CARDINAL and len(surface) == 4 and surface.isdigit()):
            return None
        figure = readings[0]
        value, ulp = figure.scaled(exponent), figure.ulp(exponent)
        quantity = _quantity(known.kind, value, known.unit, known.unit_key, known.scale, ulp)
        hedges = plan.hedges
        if hedges and (shift := len(surface) - self.width):
            hedges = tuple((a + shift, b + shift) if a > 0 else (a, b) for a, b in hedges)
        _, lead, tail, rule, qualifier, _, _, *rest = plan
        return tuple.__new__(Plan, (quantity, lead, tail, rule, qualifier, hedges, figure.mark, *rest))


class _Draft(NamedTuple):
    """A mention in the making; ``digits:digits_end`` is the number itself."""

    start: int
    end: int
    digits: int
    digits_end: int
    plan: Plan
    before: tuple[Token, ...]


def guess_lang(text: str) -> str:
    """The language of a text, from letters that only one language has, then from frequent words.

    >>> guess_lang("Năm 2022 có 3 xã"), guess_lang("In 2022 there were 3"), guess_lang("12 34")
    ('vi', 'en', 'en')
    """
    sample = text[:20000].lower()
    letters = sum(map(str.isalpha, sample[:4000])) * max(1, len(sample) // 4000)
    known = [locale for locale in LOCALES.values() if locale.guessed]
    for locale in known:
        if locale.marks and sum(map(sample.count, locale.marks)) * 40 > letters:
            return locale.tag
    return next(locale.tag for locale in known if not locale.marks)


@lru_cache(maxsize=16)
def _grammar(lang: str) -> Grammar:
    first = LOCALES[lang]
    rest = [locale for locale in LOCALES.values() if locale.guessed and locale is not first]
    return Grammar(Lexicon([first, *rest]), first.decimal, first.numbers)


def find_mentions(text: str, lang: str = "auto", *, zoned: bool = True) -> tuple[Mention, ...]:
    """Every mention of a canonical text, ordered and disjoint.

    With ``zoned`` false all stand in the body: for a text that is no page.

    >>> [(m.text, m.kind.value, m.value) for m in find_mentions("đạt 285,695 tỷ đồng, tăng 12,66%")]
    [('285,695 tỷ đồng', 'money', '285695000000'), ('12,66%', 'percent', '12.66')]
    """
    grammar = _grammar(guess_lang(text) if lang == "auto" else lang)
    alike = _alike(text)
    drafts = _drafts_of(alike, grammar)
    if not drafts:
        return ()
    starts = settle(alike, drafts, grammar)
    zones = _place(alike, drafts, starts, grammar, zoned=zoned)
    return _mentions(text, drafts, _targets(alike, drafts, starts, grammar), zones)


def _join_pattern(locales: Sequence[Locale]) -> re.Pattern[str]:
    """What may stand between the two ends of a range: a dash or a word, then words that say no more."""
    words = "|".join(word for locale in locales for word in (*locale.range_words, *locale.weak_joins))
    fills = "".join(f"(?:{locale.range_fill})" for locale in locales if locale.range_fill)
    return re.compile(rf"[ \xa0]*(-|–|—|÷|~|→|{words})[ \xa0]*{fills}", re.IGNORECASE)


def _level_pattern(locales: Sequence[Locale]) -> re.Pattern[str]:
    """What parts a change from its new level, or (group 2) from its old one: ``to about``, ``, from``."""
    levels = "|".join(word for locale in locales for word in locale.level_words)
    origins = "|".join(locale.from_words[0] for locale in locales)
    return re.compile(rf",? (?:({levels})|({origins}))(?: [^\W\d_]+){{0,2}} ")


def _united_pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern of those that are given; none of them matches nothing."""
    return re.compile("|".join(filter(None, patterns)) or "(?!)")


def _after_noun_pattern(locales: Sequence[Locale]) -> re.Pattern[str]:
    """A bound that stands behind the noun of its number, in the same clause."""
    words = "|".join(word for locale in locales for word in locale.bounds_after)
    return re.compile(rf"[^.;:\n0-9]{{0,60}}?(?<![^\W_])({words})(?![^\W_])", re.IGNORECASE)


class Grammar:
    """The rules for one choice of languages; wordings already decided are remembered."""

    def __init__(self, lexicon: Lexicon, decimal: str, words: NumberWords) -> None:
        self.lexicon = lexicon
        self.decimal = decimal
        self.words = words
        self.money_words = frozenset(word for locale in lexicon.locales for word in locale.money_words)
        self.powers = frozenset(
            phrase for phrases in lexicon.right.values() for phrase, _ in phrases if phrase[-1] in "23"
        )
        self.one = next(key for key, word in words.words.items() if (word.role, word.value) == _ONE)
        self.tails = frozenset(
            key for key, word in words.words.items() if word.role in _TAIL_ROLES and word.value > 1
        ) - {words.year_noun}
        home = lexicon.locales[0]
        heads = "|".join(map(re.escape, home.plan_heads)) or "(?!)"
        self.plan_head = re.compile(rf"\n(?:{_NUMBERING.pattern})?[^\S\n]*(?:{heads})")
        self.from_ends = tuple(f" {locale.from_words[0]}" for locale in lexicon.locales)
        self.home_currency = home.home_currency
        self.halves = tuple(f" {word}" for word in words.half_after)
        self.far_bounds = tuple(word for locale in lexicon.locales for word in locale.far_bounds)
        self.between = tuple(word for locale in lexicon.locales for word in locale.between)
        self.weak_joins = frozenset(word for locale in lexicon.locales for word in locale.weak_joins)
        self.levels = frozenset(word for locale in lexicon.locales for word in locale.level_words)
        self.amounts = frozenset(word for locale in lexicon.locales for word in locale.amount_words)
        self.open_change = _united_pattern([locale.open_change for locale in lexicon.locales])
        self.points = frozenset(word for locale in lexicon.locales for word in locale.points)
        self.point = re.compile(rf"[ \xa0-](?:{'|'.join(self.points)})(?![^\W_])")
        self.level = _level_pattern(lexicon.locales)
        self.join = _join_pattern(lexicon.locales)
        self.after_noun = _after_noun_pattern(lexicon.locales)
        self.month_code = re.compile(
            rf"(?:{home.month_letter or '(?!)'})(0?[1-9]|1[0-2])[/.]([12][0-9]{{3}})(?![0-9])"
        )
        self.day_mark = bool(home.day_mark)
        self.part_of = re.compile(home.part_of or "(?!)")
        self.noun_phrase = re.compile(home.noun_phrase or "(?!)(x)")
        self.nouns_lead = home.nouns_lead
        self.head_keys = home.nouns
        self.loose = frozenset(word for locale in lexicon.locales for word in locale.loose_hedges)
        self.signs = frozenset(
            word for locale in lexicon.locales for word in locale.currencies if not word[-1].isalpha()
        )
        self.glued = {
            word.lower(): power for locale in lexicon.locales for word, power in locale.glued_scales.items()
        }
        self.romans = frozenset(
            word for word, phrases in lexicon.left.items() if any("ordinal" in entry for _, entry in phrases)
        )
        self.month_first = not lexicon.locales[0].day_first
        self.months = {word.rstrip("."): n for locale in lexicon.locales for word, n in locale.months.items()}
        self.prefixes = frozenset(
            word for word, phrases in lexicon.left.items() if any("prefix" in entry for _, entry in phrases)
        )
        day_mark = lexicon.locales[0].day_mark and rf"|{lexicon.locales[0].day_mark}"
        names = "|".join(sorted(map(re.escape, self.months), key=len, reverse=True))
        self.day_month = re.compile(
            rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th{day_mark})?"
            rf"(?: ?(?:-|–|to) ?(?P<last>[0-9]{{1,2}})(?:st|nd|rd|th{day_mark})?)?"
            rf"(?: tháng (?P<vi>[0-9]{{1,2}})(?! (?:tháng|ngày))|(?: of)?[ -](?P<en>(?i:{names})))\.?"
            r"(?:(?: năm |/|-|,? )(?P<year>[12][0-9]{3}))?(?![0-9%]|[^\W_])"
        )
        self.apart: set[str] = set()
        self._windows: dict[tuple[str, int, int], _Decision] = {}
        self._paragraphs: dict[str, tuple[_Draft, ...]] = {}
        self._glimpsed: set[int] = set()
        self._decided: dict[tuple[str, str, str], tuple[Plan | None, tuple[Token, ...]]] = {}
        self._models: dict[tuple[str, str, bool], _Model] = {}

    def are_apart(self, gap: str) -> bool:
        """Whether what stands between two numbers joins them to no range, sum or ratio; remembered."""
        if gap in self.apart:
            return True
        if gap in _BLANK or self.join.fullmatch(gap) or self.part_of.fullmatch(gap):
            return False
        if len(self.apart) >= _GAPS:
            self.apart.clear()
        self.apart.add(gap)
        return True

    def decide(self, text: str, start: int, end: int) -> _Decision:
        """What the digits at ``start:end`` are in their wording, their cues, and how far the wording reaches.

        The answer depends on nothing beyond the lexicon's reach, so a window seen before is not read again.
        """
        low = start - REACH if start > REACH else 0
        window = (text[low : end + REACH], start - low, end - start)
        found = self._windows.get(window)
        if found is None:
            found = self._decide(text, start, end)
            if found.plan is not None:
                found.plan = self.counting(found.plan, text, end)
            if self._seen_before(hash(window)):
                if len(self._windows) >= _WINDOWS:
                    self._windows.clear()
                self._windows[window] = found
        return found

    def paragraph(self, text: str) -> Sequence[_Draft]:
        """The drafts of a paragraph; one that came twice is remembered, for reports are read again."""
        found = self._paragraphs.get(text)
        if found is not None:
            return found
        drafts = _Scan(text, self).drafts()
        if len(text) < _PARAGRAPH and self._seen_before(hash(text)):
            if len(self._paragraphs) >= _PARAGRAPHS:
                self._paragraphs.clear()
            self._paragraphs[text] = tuple(drafts)
        return drafts

    def _seen_before(self, mark: int) -> bool:
        """Whether this was asked of the same hash lately: what comes once is not worth remembering."""
        if mark in self._glimpsed:
            return True
        if len(self._glimpsed) >= _GLIMPSES:
            self._glimpsed.clear()
        self._glimpsed.add(mark)
        return False

    def bound(self, words: str) -> Qualifier:
        """What a bound behind a noun says."""
        return next(
            locale.bounds_after[words.lower()]
            for locale in self.lexicon.locales
            if words.lower() in locale.bounds_after
        )

    def changes(self, text: str, low: _Draft, high: _Draft, word: str) -> bool:
        """Whether two numbers tell of a change, not of a range.

        ``rose from 10 to 15``: both levels; ``fell £1.1m to £61.5m``: the amount and the level.
        """
        if any(cue.phrase.startswith(self.between) for cue in low.before if "from" in cue.entry):
            return False
        move = next((cue for cue in low.before if "direction" in cue.entry), None)
        if move is None:
            return False
        if low.plan.opens or move.phrase.endswith(self.from_ends):
            return True
        if low.plan.bare and high.plan.bare and move.phrase.endswith(" by"):
            return True
        if word not in self.levels or move.phrase not in self.amounts or not _units_of_their_own(low, high):
            return False
        at = low.digits + move.start
        return not self.open_change.search(text[max(0, at - 24) : at])

    def counting(self, plan: Plan, text: str, end: int) -> Plan:
        """The plan of a count with the noun phrase behind it as its unit, where the tables know no unit."""
        quantity = plan.quantity
        if quantity.unit is not None and not (self.nouns_lead and quantity.kind is Kind.CARDINAL):
            return plan
        if quantity.kind not in _COUNTS or (found := self.noun_phrase.match(text, end + plan.tail)) is None:
            return plan
        phrase = found[1]
        if quantity.unit is not None and not phrase.lower().startswith(f"{quantity.unit.lower()} "):
            return plan
        key = self.head_keys.get(phrase.rpartition(" ")[2].lower())
        other = plan.other and self.counting(plan.other, text, end)
        return plan._replace(quantity=replace(quantity, unit=phrase, unit_key=key), other=other)

    def _decide(self, text: str, start: int, end: int) -> _Decision:
        before = self.lexicon.before(text, start)
        after = self.lexicon.after(text, end)
        reach = after[-1].end if after else 0
        left = text[start + before[-1].start : start] if before else ""
        surface, right = text[start:end], text[end : end + reach]
        model = self._models.get((left, right, surface.isdigit()))
        if model is not None and (plan := model.read(surface)) is not None:
            return _Decision(plan, model.before, reach)
        key = (left, surface, right)
        known = self._decided.get(key)
        if known is not None:
            return _Decision(*known, reach)
        plan = self.plan(before, surface, after, right)
        if plan is not None:
            if _may_be_dated(before, after):
                plan = plan._replace(special=True)
            if _is_model(plan, before):
                if len(self._models) >= _MEMORY:
                    self._models.clear()
                self._models[left, right, surface.isdigit()] = _Model(plan, len(surface), before)
        if self._seen_before(hash(key)):
            if len(self._decided) >= _MEMORY:
                self._decided.clear()
            self._decided[key] = (plan, before)
        return _Decision(plan, before, reach)

    def plan(
        self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str
    ) -> Plan | None:
        """The rules in order of precedence: Roman, code, shapes with slashes and colons, plain figures."""
        if surface[0] in "IVX":
            plan = self._roman(before, surface)
        elif len(surface) > 2 * LONGEST or (len(surface) > LONGEST and surface.isdigit()):
            plan = _text(Kind.IDENTIFIER, surface, "long_run")
        elif _CODE_TAIL.search(surface):
            plan = self._code(before, surface)
        else:
            plan = self._shape(before, surface, after, right) or self._plain(before, surface, after, right)
        return plan and self._bound(before, self._set(before, plan), len(surface), after)

    def _bound(self, before: tuple[Token, ...], plan: Plan, width: int, after: tuple[Token, ...]) -> Plan:
        """The plan with what the words behind its unit add: ``or more``, ``5% increase``."""
        for token in after:
            if token.start < plan.tail or plan.quantity.kind in _NEVER_HEDGED:
                continue
            if "hedge_after" in token.entry and plan.qualifier is Qualifier.EXACT:
                hedge = (width + token.start, width + token.end)
                first = tuple((cue.start, cue.end) for cue in before if "from" in cue.entry)
                plan = plan._replace(qualifier=token.entry["hedge_after"], hedges=(*first, hedge))
            elif "direction_after" in token.entry and plan.direction is None:
                plan = plan._replace(direction=token.entry["direction_after"])
        return plan

    # -- left of the number ------------------------------------------------------------------------------

    def _set(self, before: tuple[Token, ...], plan: Plan) -> Plan:
        """The plan with the hedge, direction and negation that the cues on its left state."""
        if not before:
            return plan
        hedges: list[tuple[int, int]] = []
        qualifier, direction, negated, opens = plan.qualifier, plan.direction, False, False
        percent = plan.quantity.kind is Kind.PERCENT
        for cue in before:
            entry = cue.entry
            if "hedge" in entry and not (percent and "direction" in entry):
                if qualifier is Qualifier.EXACT:
                    qualifier = entry["hedge"]
                hedges.append((cue.start, cue.end))
            elif "direction" in entry:
                direction = direction or entry["direction"]
            opens = opens or "from" in entry
            negated = negated or "not" in entry
        if plan.quantity.kind in _NEVER_HEDGED:
            qualifier, hedges, direction = plan.qualifier, [], None
        other = plan.other and self._set(before, plan.other)
        if not (hedges or direction or negated or opens) and other is plan.other:
            return plan
        return plan._replace(
            qualifier=qualifier, hedges=tuple(reversed(hedges)), direction=direction, negated=negated,
            opens=opens, other=other,
        )  # fmt: skip

    def _roman(self, before: tuple[Token, ...], surface: str) -> Plan | None:
        value = roman(surface)
        cue = before[0] if before else None
        if value is None or cue is None or "ordinal" not in cue.entry:
            return None
        quantity = Quantity(
            Kind.ORDINAL, str(value), unit=cue.phrase, unit_key=cue.entry["ordinal"], form=Form.ROMAN
        )
        return Plan(quantity, -cue.start, 0, "roman")

    def _code(self, before: tuple[Token, ...], surface: str) -> Plan:
        lead = -before[0].start if before and "number" in before[0].entry else 0
        word = next((cue for cue in before if "code" in cue.entry), None)
        if word is None:
            return Plan(Quantity(Kind.DOCUMENT_CODE, surface), lead, 0, "code")
        key = word.entry["code"].rstrip("*")
        return Plan(Quantity(Kind.DOCUMENT_CODE, surface, unit=word.phrase, unit_key=key), lead, 0, "code")

    # -- shapes ------------------------------------------------------------------------------------------

    def _shape(
        self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str
    ) -> Plan | None:
        if not _SIGN.search(surface) and surface.count(".") != 2:
            return None
        coded = before and ("number" in before[0].entry or "code" in before[0].entry)
        if coded and "/" in surface and not _DATE.fullmatch(surface):
            return self._code(before, surface)
        if (before and "phone" in before[0].entry) or (surface[0] == "0" and _PHONE.fullmatch(surface)):
            return _text(Kind.IDENTIFIER, surface, "phone")
        plan = _date_shape(surface)
        if plan:
            return self._either_order(plan, surface)
        if before and "month_word" in before[0].entry and (odd := _ODD_MONTH.fullmatch(surface)):
            return Plan(Quantity(Kind.DATE, iso_date("", odd[1], odd[2])), 0, 0, "month_year")
        if before and before[0].entry.keys() & {"day", "join", "from"}:
            day_month = _short_date(surface)
            named = "day" in before[0].entry
            if (
                day_month
                and self.lexicon.locales[0].day_first
                and (named or ("/" in surface and _falls(surface)))
            ):
                return Plan(Quantity(Kind.DATE, day_month), 0, 0, "day_month")
        if _CLOCK.fullmatch(surface):
            return _text(Kind.TIME, surface, "clock")
        day = bool(before) and "day" in before[0].entry
        if found := _RATIO.fullmatch(surface):
            return self._fraction(found[1], found[2], after, right, day=day)
        if found := _PAIR.fullmatch(surface):
            return self._pair(before, found[1], found[2], after, right)
        if "," in surface or (_NUMBER.fullmatch(surface) and figures(surface)):
            return None
        return _text(Kind.IDENTIFIER, surface, "identifier")

    def _either_order(self, plan: Plan, surface: str) -> Plan:
        """Where English may put the month first, the other order of ``03/04/2023`` is kept as a reading."""
        found = _DATE.fullmatch(surface)
        if (
            not self.month_first
            or found is None
            or found[2] != "/"
            or found[1] == found[3]
            or int(found[1]) > 12
        ):
            return plan
        if int(found[3]) > 12:
            return plan
        reading = Reading(iso_date(found[3], found[1], found[4]), Kind.DATE, None)
        return plan._replace(quantity=replace(plan.quantity, readings=(reading,)))

    def _fraction(
        self, over: str, under: str, after: tuple[Token, ...], right: str, *, day: bool
    ) -> Plan | None:
        if day and over.isdigit() and under.isdigit() and int(over) <= 31 and int(under) <= 12:
            return Plan(Quantity(Kind.DATE, iso_date(over, under)), 0, 0, "day_month")
        top, bottom = figures(over), figures(under)
        if not top or not bottom:
            return None
        base = bottom[0].scaled(0)
        if _PER_MANY.fullmatch(base) and len(under) > len(base):
            person = _base(after[0]) if after else None
            tail = after[0].end if after and person else 0
            key = f"count_per_{base}_{person}" if person else f"count_per_{base}"
            quantity = Quantity(
                Kind.RATE, top[-1].scaled(0), unit=f"/{under}{right[:tail]}", unit_key=key, ulp=top[-1].ulp(0)
            )
            return Plan(quantity, 0, tail, "per_number")
        value = f"{top[0].scaled(0)}/{bottom[0].scaled(0)}"
        quantity = Quantity(Kind.RATIO, value, ulp="1")
        if after and "noun" in after[0].entry:
            quantity = replace(quantity, unit=after[0].phrase, unit_key=after[0].entry["noun"])
        return Plan(quantity, 0, 0, "ratio")

    def _pair(
        self, before: tuple[Token, ...], low: str, high: str, after: tuple[Token, ...], right: str
    ) -> Plan | None:
        first = self._plain(before, low, after, right)
        last = self._plain(before, high, after, right)
        if first is None or last is None:
            return None
        joined = _join_quantities(first.quantity, last.quantity)
        if joined is None:
            return _text(Kind.IDENTIFIER, f"{low}-{high}", "identifier")
        return last._replace(
            quantity=joined, qualifier=Qualifier.FROM_TO, rule="range", other=None, lead=first.lead
        )

    # -- plain figures -----------------------------------------------------------------------------------

    def _plain(
        self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str
    ) -> Plan | None:
        readings = figures(surface)
        if surface == "000":
            return None
        if surface[0] == "0" and _PHONE.fullmatch(surface):
            return _text(Kind.IDENTIFIER, surface, "phone")
        if not readings:
            return _text(Kind.IDENTIFIER, surface, "identifier") if surface.count(",") == 0 else None
        if after and "suffix" in after[0].entry and after[0].start == 0 and surface.isdigit():
            return Plan(
                Quantity(Kind.ORDINAL, str(int(surface)), unit_key="rank"), 0, after[0].end, "ordinal"
            )
        unit = self._unit(before, surface, after, right)
        if unit.kind is Kind.DURATION and before and _dates_follow(before[0], unit):
            unit = _Unit(Kind.CARDINAL)
        if unit.kind is Kind.CARDINAL and not unit.counted and any("aged" in cue.entry for cue in before[:2]):
            unit = _Unit(Kind.DURATION, 0, None, "year", unit.tail)
        if (
            before
            and "ordinal" in before[0].entry
            and _DOTTED.fullmatch(surface)
            and unit.kind is Kind.CARDINAL
        ):
            cue = before[0]
            quantity = Quantity(Kind.ORDINAL, surface, unit=cue.phrase, unit_key=cue.entry["ordinal"])
            return Plan(quantity, -cue.start, 0, "ordinal")
        marked = self._marked(before, surface, unit)
        if marked is not None:
            return marked
        if unit.kind is Kind.CARDINAL and _is_year(before, surface, unit, modifies=self.nouns_lead):
            return Plan(Quantity(Kind.YEAR, surface, unit_key="year"), 0, 0, "year")
        lead = _lead(before, unit)
        return self._choose([_read(figure, unit, lead) for figure in readings], unit)

    def unit_of(self, written: str) -> _Unit | None:
        """What a table's head says of its cells: ``triệu đồng``, ``$000``, ``US$ million``, ``%``."""
        words = _HEAD_WORDS.sub("", written.strip().lower()).strip()
        thousands = _THOUSANDS.search(words)
        words = _THOUSANDS.sub("", words).strip()
        if "%" in words and not words.startswith("%"):
            words = "%"
        money = _HEAD_MONEY.match(words)
        if money and (money[1] in self.prefixes or money[1] in self.signs):
            words = f"{_HEAD_WORDS.sub('', words[money.end() :].strip()).strip()} {money[1]}".strip()
        words = words.replace(" of ", " ")
        glued = re.match(r"([a-zđ]{1,2}) ", words)
        if money and glued and glued[1] in self.glued:
            words = words[glued.end() :]
        after = self.lexicon.after(f" {words}", 0)
        unit = self._unit((), "", after, f" {words}")
        if unit.key is None and not unit.exponent and not thousands:
            return None
        if unit.key in {"year", "quarter"} or words[unit.tail - 1 :].strip()[:1].isdigit():
            return None  # "Year", "Tháng 9": a head that dates its column
        shift = self.glued[glued[1]] if money and glued and glued[1] in self.glued else 0
        return unit._replace(exponent=unit.exponent + (3 if thousands else shift))

    def spelled(
        self, before: tuple[Token, ...], numeral: Numeral, after: tuple[Token, ...], right: str
    ) -> Plan:
        """The plan of a number in words with the unit words on its right."""
        unit = self._unit(before, "", after, right)
        factor = Fraction(10) ** unit.exponent
        quantity = Quantity(
            unit.kind, decimal_of(numeral.value * factor), unit=unit.unit, unit_key=unit.key,
            scale=str(numeral.scale * 10 ** max(unit.exponent, 0)),
            ulp=decimal_of(numeral.ulp * factor) if numeral.ulp is not None else None, form=Form.WORDS,
            readings=tuple(Reading(decimal_of(r * factor), unit.kind, unit.unit) for r in numeral.readings),
        )  # fmt: skip
        bare = unit.kind is Kind.CARDINAL and unit.key is None
        return self._set(before, Plan(quantity, _lead(before, unit), unit.tail, "spelled", bare=bare))

    def _choose(self, plans: list[Plan], unit: _Unit) -> Plan:
        """One reading where digits or unit prove it; otherwise the language's, with the other kept."""
        if len(plans) == 1:
            return plans[0]
        grouped, exact = plans
        if unit.counted and not unit.exponent:
            return grouped._replace(mark="")
        if unit.kind is Kind.PERCENT and exact.mark == self.decimal:
            return exact._replace(mark="")
        price = unit.kind is Kind.MONEY or (grouped.mark == "." and (unit.key or "")[:3].isupper())
        if price and not unit.exponent:
            return grouped._replace(mark="")  # no price has three decimals, but for one per litre
        first, second = (grouped, exact) if grouped.mark == self.decimal else (exact, grouped)
        return first._replace(other=second)

    def _marked(self, before: tuple[Token, ...], surface: str, unit: _Unit) -> Plan | None:
        """What a word on the left makes of a bare integer: an ordinal, a document number, a name, a day."""
        if not before or not surface.isdigit() or unit.kind is not Kind.CARDINAL or unit.exponent:
            return None
        cue = before[0]
        entry = cue.entry
        if "phone" in entry and len(surface) > 4:
            return _text(Kind.IDENTIFIER, surface, "phone")
        if "year" in entry and len(surface) == 4 and surface[0] in "12":
            return Plan(Quantity(Kind.YEAR, surface, unit_key="year"), 0, 0, "year")
        if "number" in entry:
            return self._numbered(before, surface, unit)
        if (unit.counted and "rank" not in entry) or (cue.end < -1 and not entry.keys() & _ACROSS):
            return None
        return _titled(cue, surface)

    def _numbered(self, before: tuple[Token, ...], surface: str, unit: _Unit) -> Plan | None:
        word = next((cue for cue in before[1:] if "code" in cue.entry), None)
        lead = -before[0].start
        if word is not None:
            quantity = Quantity(
                Kind.DOCUMENT_CODE, surface, unit=word.phrase, unit_key=word.entry["code"].rstrip("*")
            )
            return Plan(quantity, lead, 0, "code")
        if unit.counted:
            return None
        if len(surface) > 5:
            return _text(Kind.IDENTIFIER, surface, "identifier")
        return Plan(Quantity(Kind.ORDINAL, str(int(surface)), unit_key="number"), lead, 0, "ordinal")

    # -- right of the number -----------------------------------------------------------------------------

    def _unit(self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str) -> _Unit:
        """Scale, then currency, sign, unit or noun, then what it is per."""
        prefix = before[0].entry.get("prefix") if before else None
        exponent, at, tail = 0, 0, 0
        while (
            at < len(after)
            and (step := _scale(after[at], money=prefix is not None, first=at == 0)) is not None
        ):
            exponent, tail, at = exponent + step, after[at].end, at + 1
        if prefix:
            iso, _, shift = prefix.partition("*")
            if at < len(after) and after[at].entry.get("currency", "").startswith(iso):
                tail, at = after[at].end, at + 1
            return self._per(_Unit(Kind.MONEY, exponent + int(shift or 0), iso, iso, tail), after, at, right)
        if at >= len(after):
            return self._unnamed(before, exponent, tail)
        token = after[at]
        named = _named(token, right, exponent)
        if named is None:
            return self._unnamed(before, exponent, tail)
        if (
            "multiple" in token.entry
            and named.kind is Kind.MULTIPLE
            and not self._multiplies(before, surface, after, at)
        ):
            named = _Unit(Kind.CARDINAL, exponent, token.phrase, "times", token.end, counted=True)
        rated = self._per(named, after, at + 1, right)
        return rated._replace(tail=tail) if rated.kind is Kind.CARDINAL else rated

    def _unnamed(self, before: tuple[Token, ...], exponent: int, tail: int) -> _Unit:
        return _Unit(Kind.CARDINAL, exponent, None, None, tail)

    def _multiplies(self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], at: int) -> bool:
        token = after[at]
        if token.phrase in {"fold", "folds", "x", "×"} or (surface and not surface.isdigit()):
            return True
        if any(cue.entry.keys() & {"gap", "needs", "direction"} for cue in before):
            return True
        return any("direction_after" in later.entry for later in after[at + 1 :])

    def _per(self, unit: _Unit, after: tuple[Token, ...], at: int, right: str) -> _Unit:
        """The unit with what it is per: ``tạ/ha``, ``đồng/người/tháng``, ``a year``, ``per capita``."""
        key, tail, bases = unit.key, unit.tail, []
        while at < len(after):
            entry = after[at].entry
            if entry.get("per_word"):
                bases.append(entry["per_word"])
                tail, at = after[at].end, at + 1
                continue
            if "per" not in entry or at + 1 >= len(after):
                break
            if "scale" in after[at + 1].entry and at + 2 < len(after):
                bases.append(str(10 ** int(after[at + 1].entry["scale"])))
                at += 1
            base = _base(after[at + 1], loose=after[at].phrase in _LOOSE_PER)
            if base is None:
                break
            bases.append(base)
            tail, at = after[at + 1].end, at + 2
        if not bases or unit.kind is Kind.MULTIPLE:
            return unit
        written = (unit.unit or "") + right[unit.tail : tail].replace(" / ", "/")
        return unit._replace(
            kind=Kind.RATE, unit=written.strip(), key=f"{key}_per_{'_'.join(bases)}", tail=tail, counted=False
        )


class _MadeQuantity:
    """A quantity while its fields are set: the same slots, without the price of a frozen ``__init__``."""

    __slots__ = Quantity.__slots__


def _quantity(
    kind: Kind, value: str, unit: str | None, key: str | None, scale: str, ulp: str | None
) -> Quantity:
    made: Any = _MadeQuantity()
    made.kind, made.value, made.value_high, made.unit, made.unit_key = kind, value, None, unit, key
    made.scale, made.ulp, made.form, made.readings = scale, ulp, Form.DIGITS, ()
    made.__class__ = Quantity
    quantity: Quantity = made
    return quantity


def _is_model(plan: Plan, before: tuple[Token, ...]) -> bool:
    """Whether every other figure between the same words would be read as this one was."""
    kind = plan.quantity.kind
    if plan.rule != kind.value or plan.other or kind not in _MODELS:
        return False
    return not before or kind is not Kind.CARDINAL or before[0].entry.keys().isdisjoint(_TITLES)


def _may_be_dated(before: tuple[Token, ...], after: tuple[Token, ...]) -> bool:
    if before and before[0].entry.keys() & {"month", "month_word", "quarter", "time", "phone"}:
        return True
    if not after:
        return False
    near = after[0]
    if "suffix" in near.entry:
        return True
    return bool(near.entry.keys() & {"month", "hour", "clock"}) or near.phrase == "tháng"


def _read(figure: Figure, unit: _Unit, lead: int) -> Plan:
    exponent = unit.exponent
    quantity = _quantity(
        unit.kind, figure.scaled(exponent), unit.unit, unit.key, power(-exponent), figure.ulp(exponent)
    )
    bare = unit.kind is Kind.CARDINAL and unit.key is None
    return Plan(quantity, lead, unit.tail, unit.kind.value, mark=figure.mark, bare=bare)


def _titled(cue: Token, surface: str) -> Plan | None:
    """The plan of ``Chỉ thị 35``, ``Ban Chỉ đạo 35``, ``tháng 9``, ``ngày 5``, ``lần thứ 2``, ``tổ 3``."""
    entry, number = cue.entry, int(surface)
    if "code" in entry and not entry["code"].endswith("*") and not _looks_like_year(surface):
        return Plan(
            Quantity(Kind.DOCUMENT_CODE, surface, unit=cue.phrase, unit_key=entry["code"]), 0, 0, "code"
        )
    if "month_word" in entry and 1 <= number <= 12:
        return Plan(Quantity(Kind.DATE, iso_date("", surface)), 0, 0, "month")
    if "day" in entry and 1 <= number <= 31:
        return Plan(Quantity(Kind.DATE, f"---{surface.zfill(2)}"), 0, 0, "day")
    if "ordinal" in entry and "name" not in entry and number < 1000:
        quantity = Quantity(Kind.ORDINAL, str(number), unit=cue.phrase, unit_key=entry["ordinal"])
        return Plan(quantity, -cue.start, 0, "ordinal")
    if "name" in entry or ("place" in entry and number < 1000):
        return Plan(Quantity(Kind.NAME, f"{cue.phrase} {surface}"), -cue.start, 0, "name")
    return _text(Kind.IDENTIFIER, surface, "identifier") if "identifier" in entry else None


def _text(kind: Kind, value: str, rule: str) -> Plan:
    return Plan(Quantity(kind, value), 0, 0, rule)


def _lead(before: tuple[Token, ...], unit: _Unit) -> int:
    """How far the mention reaches to the left: a currency in front, ``gấp`` before a multiple."""
    if before and "prefix" in before[0].entry:
        return -before[0].start
    if unit.kind is Kind.MULTIPLE:
        return max((-cue.start for cue in before[:2] if "gap" in cue.entry), default=0)
    return 0


def _units_of_their_own(low: _Draft, high: _Draft) -> bool:
    """Whether the first of two numbers needs nothing of the second (``5%`` in ``5% to 10%``, not ``5``)."""
    first, last = low.plan.quantity, high.plan.quantity
    if (
        first.kind not in _RATED | {Kind.DURATION}
        or first.form is not Form.DIGITS
        or first.scale != last.scale
    ):
        return False
    if not low.plan.bare:
        return not high.plan.bare
    return last.kind is Kind.CARDINAL and last.unit_key != "times"


def _dates_follow(cue: Token, unit: _Unit) -> bool:
    """``số 42 ngày 6/12``, ``quý 3 năm 2022``: the period word opens a date and counts nothing."""
    if cue.entry.keys() & {"number", "month_word", "quarter", "rank"}:
        return True
    return "code" in cue.entry and unit.key == "day"


def _looks_like_year(surface: str) -> bool:
    return len(surface) == 4 and surface.isdigit() and _YEAR_LOW <= int(surface) <= _YEAR_HIGH


def _is_year(before: tuple[Token, ...], surface: str, unit: _Unit, *, modifies: bool) -> bool:
    """Whether four digits are a year; ``modifies`` where one may stand before a noun (``2023 awards``)."""
    if not _looks_like_year(surface) or unit.exponent:
        return False
    cue = before[0].entry if before else {}
    if "year" not in cue and (
        "plain" in cue or "prefix" in cue or ("hedge" in cue and surface.endswith("00"))
    ):
        return False
    if modifies and unit.counted and not before and surface.startswith(_RECENT) and surface[2:] != "00":
        return True
    return not unit.counted or bool(before and before[0].entry.keys() & {"year", "from", "join"})


def _scale(token: Token, *, money: bool, first: bool) -> int | None:
    entry = token.entry
    if "scale" in entry:
        return int(entry["scale"])
    if "glued" not in entry or not first or token.start > 1:
        return None
    if "unit" in entry or token.phrase in {"b", "B", "t", "T"}:
        return int(entry["glued"]) if money else None
    return int(entry["glued"]) if token.start == 0 or money else None


def _named(token: Token, right: str, exponent: int) -> _Unit | None:
    """What one word makes of the number before it."""
    entry = token.entry
    written = right[token.start : token.end]
    if "percent" in entry:
        unit = {"percent": "%", "percentage_point": "pp", "basis_point": "bp", "permille": "‰"}.get(
            entry["percent"], written
        )
        return _Unit(Kind.PERCENT, exponent, unit, entry["percent"], token.end)
    if "currency" in entry:
        iso, _, shift = entry["currency"].partition("*")
        return _Unit(Kind.MONEY, exponent + int(shift or 0), iso, iso, token.end)
    if "age" in entry:
        return _Unit(Kind.DURATION, exponent, written, entry["age"], token.end)
    if "multiple" in entry:
        return _Unit(Kind.MULTIPLE, exponent, written, "times", token.end)
    if "period" in entry:
        return _Unit(Kind.DURATION, exponent, written, entry["period"], token.end)
    if "unit" in entry:
        return _Unit(Kind.MEASURE, exponent, written, entry["unit"], token.end)
    if "noun" in entry:
        return _Unit(Kind.CARDINAL, exponent, written, entry["noun"], token.end, counted=True)
    return None


def _base(token: Token, *, loose: bool = False) -> str | None:
    """The key of what a number is per; after a word like ``trên`` or ``a`` a unit or period only."""
    for name in ("period", "unit") if loose else ("period", "unit", "noun", "currency"):
        if name in token.entry:
            return str(token.entry[name])
    return "year_of_age" if "age" in token.entry else None


def _date_shape(surface: str) -> Plan | None:
    """Dates, and ranges of them, that the shape alone tells."""
    if found := _DATE.fullmatch(surface):
        day, month = found[1], found[3]
        if int(month) > 12 >= int(day):
            day, month = month, day
        return Plan(Quantity(Kind.DATE, iso_date(day, month, found[4])), 0, 0, "date")
    if found := _ISO.fullmatch(surface):
        return Plan(Quantity(Kind.DATE, iso_date(found[4], found[3], found[1])), 0, 0, "date")
    if found := _MONTH_YEAR.fullmatch(surface):
        return Plan(Quantity(Kind.DATE, iso_date("", found[1], found[2])), 0, 0, "month_year")
    return _range_shape(surface)


def _range_shape(surface: str) -> Plan | None:
    """Ranges of dates and years that the shape alone tells."""
    if found := _DAYS.fullmatch(surface):
        year = found[5] or ""
        low, high = iso_date(found[1], found[2] or found[4], year), iso_date(found[3], found[4], year)
        return _date_range(low, high)
    if found := _FULL_RANGE.fullmatch(surface):
        ends = [iso_date(*end.split("/")) for end in found.groups()]
        return _date_range(ends[0], ends[1])
    if found := _MONTH_RANGE.fullmatch(surface):
        return _date_range(iso_date("", found[1], found[2]), iso_date("", found[3], found[4]))
    if found := _MONTHS_YEAR.fullmatch(surface):
        return _date_range(iso_date("", found[1], found[3]), iso_date("", found[2], found[3]))
    if found := _YEARS.fullmatch(surface):
        low, high = found[1], found[2]
        if len(high) == 2:
            high = low[:2] + high
            if int(high) != int(low) + 1:
                return None
        if not (_YEAR_LOW <= int(low) < int(high) <= _YEAR_HIGH):
            return None
        quantity = Quantity(Kind.YEAR, low, high, unit_key="year")
        return Plan(quantity, 0, 0, "years", qualifier=Qualifier.FROM_TO)
    return None


def _short_date(surface: str) -> str | None:
    """``3/7``, ``30-4`` as a day and a month without year, or None where they cannot be.

    >>> _short_date("30-4"), _short_date("4-30")
    ('--04-30', None)
    """
    found = _DAY_MONTH.fullmatch(surface)
    if found is None or not (1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12):
        return None
    return iso_date(found[1], found[2])


def _falls(surface: str) -> bool:
    """Whether the first of two numbers is the larger one, so no part of a whole and no range."""
    first, last = re.split(r"[/–-]", surface)
    return int(first) > int(last)


def _date_range(low: str, high: str) -> Plan:
    return Plan(Quantity(Kind.DATE, low, high), 0, 0, "dates", qualifier=Qualifier.FROM_TO)


def _join_quantities(low: Quantity, high: Quantity) -> Quantity | None:
    """One quantity from the two ends of a range, or None where they do not make one."""
    if low.kind is not high.kind or low.value_high or high.value_high or low.unit_key != high.unit_key:
        return None
    first, last = low.exact, high.exact
    if low.kind is Kind.RATIO or low.kind in _NEVER_HEDGED - {Kind.YEAR, Kind.DATE, Kind.ORDINAL}:
        return None
    if low.kind is not Kind.DATE and (first is None or last is None or first >= last):
        return None
    return replace(high, value=low.value, value_high=high.value)


def _drafts_of(text: str, grammar: Grammar) -> list[_Draft]:
    """The drafts of a text, paragraph by paragraph: no number goes on behind a blank line."""
    drafts: list[_Draft] = []
    at, new = 0, tuple.__new__
    for paragraph in text.split("\n\n"):
        found = grammar.paragraph(paragraph)
        if at and found:
            drafts += [
                new(_Draft, (a + at, b + at, c + at, d + at, plan, e)) for a, b, c, d, plan, e in found
            ]
        else:
            drafts += found
        at += len(paragraph) + 2
    return drafts


class _Scan:
    """One pass over one paragraph."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self._text = text
        self._grammar = grammar
        self._drafts: list[_Draft] = []
        self._done = 0

    def drafts(self) -> list[_Draft]:
        """Every number of the paragraph, as far as its wording tells."""
        self._read()
        self._spell()
        return self._drafts

    def _read(self) -> None:
        """Every run of digits and every Roman numeral."""
        text, drafts, decide = self._text, self._drafts, self._grammar.decide
        new, apart = tuple.__new__, self._grammar.apart
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            if start < self._done or (text[start] > "9" and not self._roman_here(start, end)):
                continue
            if start and text[start - 1] not in _PLAIN_LEFT:
                self._glued(start, end)
                continue
            known = decide(text, start, end)
            plan = known.plan
            if plan is None or not known.settled:
                self._take(start, end, known=known)
                continue
            low, high = start - plan.lead, end + plan.tail
            draft = new(_Draft, (low, high, start, end, plan, known.before))
            if low - self._done >= _NEIGHBOURS or not drafts or text[drafts[-1][1] : low] in apart:
                drafts.append(draft)
                self._done = high
            else:
                self._push(draft)

    def _roman_here(self, start: int, end: int) -> bool:
        """Whether letters like ``I`` may be a numeral: after a marker, in a list of them, or as numbering."""
        words = self._text[max(0, start - 16) : start].lower().rsplit(None, 1)
        if not words or "\n" in self._text[start - 2 : start]:
            return self._text[end : end + 1] in ".)/-:"
        if words[-1].strip("(“\"'[") in self._grammar.romans:
            return True
        return bool(self._drafts) and start - self._drafts[-1].end < 6

    # -- one run of digits -------------------------------------------------------------------------------

    def _take(self, start: int, end: int, *, negative: bool = False, known: _Decision | None = None) -> None:
        text = self._text
        follower = text[end : end + 1]
        if follower == ")" and text[start - 2 : start] in _MONEY_BRACKETS:
            self._accounting(start, end)
            return
        if (follower in _LIST_SIGNS or start == 0 or text[start - 1] == "\n") and self._listed(start, end):
            return
        dotted = follower == "." and self._grammar.day_mark
        if (dotted or text[start] == "0" or ":" in text[start:end]) and self._told_by_shape(start, end):
            return
        found = known or self._grammar.decide(text, start, end)
        plan, before, reach = found.plan, found.before, found.reach
        if plan is None:
            self._pieces(start, end)
            return
        if plan.special and (self._dated(start, end, before) or self._phoned(start, before)):
            return
        if follower.isalpha() and not reach and (self._clock(start) or self._lettered(start, end, plan)):
            return
        if negative:
            plan = _negative(plan)
        if text.startswith(self._grammar.halves, end + plan.tail):
            plan = _and_half(plan, len(self._grammar.halves[0]))
        elif plan.bare and plan.quantity.scale != "1":
            self._push(self._mixed(_Draft(start - plan.lead, end + plan.tail, start, end, plan, before)))
            return
        if plan.quantity.kind is Kind.NAME:
            plan, end = _as_written(text, start, end, plan)
        last = end + plan.tail
        draft = _Draft(start - plan.lead, last, start, end, plan, before)
        if text.startswith("/", end + reach) or text.startswith(_PER_STARTS, end + reach):
            draft = self._per_number(draft)
        found.settled = draft.plan is found.plan
        self._push(draft)

    def _mixed(self, draft: _Draft) -> _Draft:
        """``5 tỷ ba trăm triệu đồng``, ``3 nghìn hai trăm suất``: digits and a scale, then words below it."""
        text, grammar, first = self._text, self._grammar, draft.plan.quantity
        words, end = grammar.words.words, draft.end
        count = 0
        while (word := _NEXT_WORD.match(text, end)) and word[1].lower() in words:
            end, count = word.end(), count + 1
        alone = count == 1 and (word is not None or text[draft.end + 1 : end].lower() not in grammar.tails)
        if count == 0 or alone:
            return draft
        spelled = _parsed(f"{grammar.one}{text[draft.digits_end : end]}", grammar.words)
        scale = Fraction(first.scale)
        if spelled is None or not scale < spelled.value < 2 * scale:
            return draft
        numeral = replace(
            spelled, start=draft.digits, end=end, value=Fraction(first.value) + spelled.value - scale
        )
        after = grammar.lexicon.after(text, end)
        plan = grammar.spelled(
            draft.before, numeral, after, text[end : end + (after[-1].end if after else 0)]
        )
        plan = plan._replace(quantity=replace(plan.quantity, form=Form.MIXED))
        return _Draft(draft.start, end + plan.tail, draft.digits, end, plan, draft.before)

    def _accounting(self, start: int, end: int) -> None:
        """``$(3.4) million``: brackets as a minus sign."""
        text = self._text
        before, after = self._grammar.lexicon.before(text, start), self._grammar.lexicon.after(text, end + 1)
        right = text[end + 1 : end + 1 + (after[-1].end if after else 0)]
        plan = self._grammar.plan(before, text[start:end], after, right)
        if plan is None:
            self._pieces(start, end)
            return
        plan = _negative(plan)._replace(lead=plan.lead)
        self._push(_Draft(start - plan.lead, end + 1 + plan.tail, start, end, plan, before))

    def _push(self, draft: _Draft) -> None:
        drafts = self._drafts
        if drafts and draft.start - drafts[-1].end < _NEIGHBOURS:
            last = drafts[-1]
            if draft.start <= last.end or not self._grammar.are_apart(self._text[last.end : draft.start]):
                last, draft = self._reread(last, draft)
                joined = self._merge(last, draft)
                if joined is not None:
                    drafts.pop()
                    draft = joined
                elif draft.start < last.end:
                    draft = draft._replace(start=max(last.end, draft.digits))
        drafts.append(draft)
        self._done = draft.end

    def _put(
        self, start: int, end: int, quantity: Quantity, rule: str, qualifier: Qualifier = Qualifier.EXACT
    ) -> bool:
        self._push(_Draft(start, end, start, end, Plan(quantity, 0, 0, rule, qualifier), ()))
        return True

    def _pieces(self, start: int, end: int) -> None:
        """What is no single number: a Roman numeral in a list, or a list without blanks (``1,2,3``)."""
        surface = self._text[start:end]
        if surface[0] in "IVX":
            self._listed_roman(start, end)
            return
        at = start
        for piece in re.split(r"[,/:\-–]", surface):
            if piece and len(piece) < len(surface):
                self._take(at, at + len(piece))
            at += len(piece) + 1

    def _listed_roman(self, start: int, end: int) -> None:
        last = self._drafts[-1] if self._drafts else None
        value = roman(self._text[start:end])
        if value is None or last is None or last.plan.quantity.form is not Form.ROMAN or start - last.end > 6:
            return
        if _LIST_GAP.fullmatch(self._text, last.end, start):
            quantity = replace(last.plan.quantity, value=str(value))
            self._put(start, end, quantity, "roman")

    def _listed(self, start: int, end: int) -> bool:
        """List numbering at the start of a line, and ``(1)`` before an item of a running list."""
        text = self._text
        surface = text[start:end]
        line = text.rfind("\n", max(0, start - 12), start) + 1
        at_start = (line > 0 or start < 12) and _LIST_START.fullmatch(text, line, start)
        if not at_start:
            if text[start - 1 : start] != "(" or not _MARKED_ITEM.match(text, start):
                return False
        elif not (_LIST_END.match(text, end) and len(surface) < 9):
            return False
        number = roman(surface) if surface[0] in "IVX" else None
        if number is not None:
            quantity = Quantity(Kind.ORDINAL, str(number), unit_key="list_no", form=Form.ROMAN)
        elif surface.replace(".", "").isdigit() and "IVX".find(surface[0]) < 0:
            value = surface if "." in surface else str(int(surface))
            quantity = Quantity(Kind.ORDINAL, value, unit_key="list_no")
        else:
            return False
        return self._put(start, end, quantity, "list_number")

    def _clock(self, start: int) -> bool:
        """``7h15``, ``13h30-16h30``: an hour and its minutes in one word, or two of them."""
        at = start
        while _CLOCK_WORD.match(self._text, at) and (hour := _hour(self._text, at, clock=True)):
            self._put(at, hour[1], Quantity(Kind.TIME, hour[0]), "hour")
            at = hour[1] + 1
            if not self._text.startswith("-", hour[1]):
                break
        return at > start

    def _told_by_shape(self, start: int, end: int) -> bool:
        """``8:00-17:00`` as two clock times, ``0912 345 678`` as a telephone number, ``3. Mai`` as a date."""
        if self._grammar.day_mark and (dated := self._grammar.day_month.match(self._text, start)):
            return self._day_month(dated)
        if phone := _PHONE_GROUPS.match(self._text, start):
            return self._put(start, phone.end(), Quantity(Kind.IDENTIFIER, phone.group()), "phone")
        found = _CLOCKS.fullmatch(self._text, start, end)
        if not found:
            return False
        for part in (1, 2):
            self._put(found.start(part), found.end(part), Quantity(Kind.TIME, found[part]), "clock")
        return True

    def _lettered(self, start: int, end: int, plan: Plan) -> bool:
        """``5G``, ``1A``, ``1990s``: digits with letters that are no unit."""
        text = self._text
        if found := _YEAR_QUARTER.match(text, start):
            return self._put(start, found.end(), Quantity(Kind.DATE, f"{found[1]}-Q{found[2]}"), "quarter")
        if found := _DECADE.match(text, start):
            decade = Quantity(Kind.YEAR, found[1], unit=found[1] + "s", unit_key="decade")
            return self._put(start, found.end(), decade, "decade")
        run = _WORD_RUN.match(text, start)
        if run is None or run.end() <= end or plan.quantity.kind is Kind.DOCUMENT_CODE:
            return False
        before = self._grammar.lexicon.before(text, start)
        if before and before[0].entry.keys() & {"number", "code"}:
            return self._put(start - plan.lead, run.end(), Quantity(Kind.DOCUMENT_CODE, run.group()), "code")
        if plan.lead:
            written = text[start - plan.lead : run.end()]
            return self._put(start - plan.lead, run.end(), Quantity(Kind.NAME, written), "lettered")
        kind = Kind.NAME if run.group()[-1].isupper() and len(run.group()) < 5 else Kind.IDENTIFIER
        return self._put(start, run.end(), Quantity(kind, run.group()), "lettered")

    def _per_number(self, draft: _Draft) -> _Draft:
        """``45 ca/100.000 dân``, ``12 per 100,000``: a rate per so many."""
        text, quantity = self._text, draft.plan.quantity
        after = self._grammar.lexicon.after(text, draft.digits_end)
        found = _PER_NUMBER.match(text, draft.digits_end + (after[-1].end if after else 0))
        base = figures(found[1].rstrip(".,")) if found else ()
        if found is None or not base or quantity.kind not in _RATED:
            return draft
        if "per" not in found.group() and not _ROUND_BASE.fullmatch(base[0].scaled(0)):
            return draft
        end = found.end(1) - (len(found[1]) - len(found[1].rstrip(".,")))
        after = self._grammar.lexicon.after(text, end)
        key = f"{quantity.unit_key or 'count'}_per_{base[0].scaled(0)}"
        if after and (named := _base(after[0])):
            end += after[0].end
            key = f"{key}_{named}"
        rated = replace(quantity, kind=Kind.RATE, unit=text[draft.digits_end : end].strip(), unit_key=key)
        return draft._replace(end=end, plan=draft.plan._replace(quantity=rated, rule="per_number"))

    # -- ranges --------------------------------------------------------------------------------------------

    def _merge(self, low: _Draft, high: _Draft) -> _Draft | None:
        """One draft for two ends of a range, or None."""
        if self._text[low.end : high.start] in _BLANK:
            return self._sum(low, high)
        gap = self._grammar.join.fullmatch(self._text, low.end, high.start)
        if gap is None or high.start <= low.end:
            return self._part(low, high)
        word = gap[1].lower()
        opened = bool(low.plan.opens)
        if word in self._grammar.weak_joins and not (
            opened and any(c.phrase.startswith(self._grammar.between) for c in low.before)
        ):
            return None
        if word.isalpha() and (self._grammar.changes(self._text, low, high, word) or self._changed_by(low)):
            return None
        quantity = self._range(low, high)
        if quantity is None:
            return None
        hedges = tuple((c.start, c.end) for c in low.before if "from" in c.entry)
        plan = low.plan._replace(
            quantity=quantity, rule="range", qualifier=Qualifier.FROM_TO, hedges=hedges, other=None,
            direction=low.plan.direction, mark=high.plan.mark, bare=False,
        )  # fmt: skip
        return _Draft(low.start, high.end, low.digits, low.digits_end, plan, low.before)

    def _part(self, low: _Draft, high: _Draft) -> _Draft | None:
        """``9 of 11``, ``2 out of 5``, ``18 of our 25``: a small part of a small whole as one ratio."""
        part, whole = low.plan.quantity, high.plan.quantity
        if not (low.plan.bare and part.value.isdigit() and whole.value.isdigit()):
            return None
        if (whole.kind, whole.scale) != (Kind.CARDINAL, "1"):
            return None
        if len(part.value) > 3 or len(whole.value) > 3 or int(part.value) > int(whole.value):
            return None
        if (
            part.form is not Form.DIGITS
            or whole.form is not Form.DIGITS
            or part.unit
            or (not self._grammar.part_of.fullmatch(self._text, low.end, high.start))
        ):
            return None
        quantity = replace(whole, kind=Kind.RATIO, value=f"{part.value}/{whole.value}", ulp="1")
        return low._replace(end=high.end, plan=low.plan._replace(quantity=quantity, rule="ratio", bare=False))

    def _reread(self, low: _Draft, high: _Draft) -> tuple[_Draft, _Draft]:
        """Two ends of a range where one proves what both are: ``18g đến 23g30``, ``27-4 đến 1-5``."""
        if high.plan.quantity.kind not in _SHORT_DATED or high.start <= low.end:
            return low, high
        gap = self._grammar.join.fullmatch(self._text, low.end, high.start)
        if gap is None:
            return low, high
        if high.plan.quantity.kind is Kind.TIME:
            hour = _HOUR.fullmatch(self._text, low.start, low.end)
            if hour and not hour[2]:
                low = low._replace(plan=Plan(Quantity(Kind.TIME, f"{int(hour[1]):02d}:00"), 0, 0, "hour"))
        else:
            low, high = self._short_dates(low, high, weak=gap[1].lower() in self._grammar.weak_joins)
        self._drafts[-1] = low
        return low, high

    def _short_dates(self, low: _Draft, high: _Draft, *, weak: bool) -> tuple[_Draft, _Draft]:
        """Two days with their months: one of them is a date, falls (``27-4``), or both have a hyphen."""
        written = [self._text[end.start : end.end] for end in (low, high)]
        first, last = map(_short_date, written)
        if low.plan.rule == "day" and last is not None and "/" in written[1]:
            return low, high._replace(plan=Plan(Quantity(Kind.DATE, last), 0, 0, "day_month"))
        if first is None or last is None or not self._grammar.lexicon.locales[0].day_first:
            return low, high
        dated = low.plan.quantity.kind is Kind.DATE
        if not dated and (weak or ("/" in written[0] and not any(map(_falls, written)))):
            return low, high
        plans = [Plan(Quantity(Kind.DATE, end), 0, 0, "day_month") for end in (first, last)]
        return low._replace(plan=plans[0]._replace(opens=low.plan.opens)), high._replace(plan=plans[1])

    def _changed_by(self, low: _Draft) -> bool:
        """``rose by 23 points, from 41% to 64%``: what follows the amount of a change are its two levels."""
        if len(self._drafts) < 2 or not low.plan.opens:
            return False
        last = self._drafts[-2]
        return (
            last.plan.direction is not None
            and self._text[last.end : low.start].startswith(", ")
            and (low.start - last.end < 16)
        )

    def _sum(self, low: _Draft, high: _Draft) -> _Draft | None:
        """``1 tỷ 200 triệu đồng``: a larger scale, then a smaller one that fits below it, as one amount."""
        first, last = low.plan.quantity, high.plan.quantity
        if (
            first.kind is not Kind.CARDINAL
            or not low.plan.bare
            or last.kind not in (Kind.MONEY, Kind.CARDINAL)
        ):
            return None
        if int(first.scale) <= max(int(last.scale), 1) or high.plan.lead or high.plan.other:
            return None
        a, b = first.exact, last.exact
        if a is None or b is None or b >= int(first.scale) or first.ulp != first.scale or last.scale == "1":
            return None
        quantity = replace(last, value=decimal_of(a + b))
        plan = low.plan._replace(quantity=quantity, rule="sum", bare=high.plan.bare)
        return _Draft(low.start, high.end, low.digits, low.digits_end, plan, low.before)

    def _range(self, low: _Draft, high: _Draft) -> Quantity | None:
        first, last = low.plan.quantity, high.plan.quantity
        if first.kind is Kind.DATE and last.kind is Kind.RATIO and first.value.startswith("--"):
            short = _short_date(self._text[high.start : high.end])
            last = Quantity(Kind.DATE, short) if short else last
        if last.kind is Kind.DATE and first.kind in (Kind.DATE, Kind.CARDINAL) and not last.value_high:
            return _date_ends(first, last)
        if first.kind is last.kind is Kind.DURATION and first.unit is None:
            first = replace(last, value=first.value)  # "aged 6 to 59 months"
        if first.kind is Kind.MONEY and high.plan.bare:
            last = replace(last, kind=Kind.MONEY, unit=first.unit, unit_key=first.unit_key)
        if (first.kind, first.scale) == (last.kind, "1") and last.kind is Kind.MONEY and last.scale != "1":
            first = _same_scale(first, last)
        if (
            low.plan.bare
            and last.kind not in _NEVER_HEDGED
            and (not high.plan.bare or last.scale != first.scale)
        ):
            if first.form is Form.WORDS:
                factor = Fraction(last.scale) / Fraction(first.scale)
                first = replace(last, value=decimal_of(Fraction(first.value) * factor))
            elif first.scale == "1":
                after = self._grammar.lexicon.after(self._text, high.digits_end)
                right = self._text[high.digits_end : high.digits_end + (after[-1].end if after else 0)]
                again = self._grammar.plan(high.before, self._text[low.digits : low.digits_end], after, right)
                first = again.quantity if again else first
            else:
                first = replace(last, value=first.value)
        return _join_quantities(first, last)

    # -- dates, times and quarters in words ----------------------------------------------------------------

    def _dated(self, start: int, end: int, before: tuple[Token, ...]) -> bool:
        text = self._text
        cue = before[0].entry if before else {}
        if "month" in cue and text[start + before[0].start].isupper():
            return self._month_first(start, before[0])
        if hour := _hour(text, start, clock="time" in cue):
            return self._put(start, hour[1], Quantity(Kind.TIME, hour[0]), "hour")
        if found := self._grammar.day_month.match(text, start):
            return self._day_month(found)
        if "quarter" in cue and (found := _VI_QUARTER.match(text, start)):
            number = found[1] or str(roman(found[2]))
            quantity = Quantity(
                Kind.DATE, f"{found[3]}-Q{number}", form=Form.DIGITS if found[1] else Form.ROMAN
            )
            return self._put(start + before[0].start, found.end(), quantity, "quarter")
        if "month_word" in cue and (found := _VI_MONTH.match(text, start)):
            return self._put(
                start, found.end(), Quantity(Kind.DATE, iso_date("", found[1], found[2])), "month"
            )
        return False

    def _phoned(self, start: int, before: tuple[Token, ...]) -> bool:
        found = _DIALLED.match(self._text, start)
        if found is None or not before or "phone" not in before[0].entry:
            return False
        return self._put(start, found.end(), Quantity(Kind.IDENTIFIER, found.group()), "phone")

    def _day_month(self, found: re.Match[str]) -> bool:
        name = found["vi"] or found["en"]
        month = int(name) if name.isdigit() else self._grammar.months.get(name.lower().rstrip("."), 0)
        if not 1 <= month <= 12 or not (name.isdigit() or name[0].isupper()) or int(found["day"]) > 31:
            return False
        year, end = found["year"] or "", found.end() - found.group().endswith(".")
        low = iso_date(found["day"], str(month), year)
        if found["last"]:
            quantity = Quantity(Kind.DATE, low, iso_date(found["last"], str(month), year))
            return self._put(found.start(), end, quantity, "dates", Qualifier.FROM_TO)
        return self._put(found.start(), end, Quantity(Kind.DATE, low), "day_month")

    def _month_first(self, start: int, cue: Token) -> bool:
        month = str(cue.entry["month"])
        found = _AFTER_MONTH.match(self._text, start)
        if found is None:
            return False
        if found["only"]:
            quantity = Quantity(Kind.DATE, iso_date("", month, found["only"]))
            return self._put(start + cue.start, found.end(), quantity, "month_year")
        if int(found["day"]) > 31:
            return False
        year = found["year"] or ""
        low, last = iso_date(found["day"], month, year), found["last"]
        quantity = Quantity(Kind.DATE, low, iso_date(last, month, year) if last else None)
        qualifier = Qualifier.FROM_TO if last else Qualifier.EXACT
        return self._put(start + cue.start, found.end(), quantity, "month_day", qualifier)

    # -- digits that touch something on their left ---------------------------------------------------------

    def _glued(self, start: int, end: int) -> None:
        sign = self._text[start - 1]
        if (sign.isalpha() or sign in "/_@=&?#.-") and _URL.search(self._run(start, end)):
            self._put(start, end, Quantity(Kind.IDENTIFIER, self._text[start:end]), "url")
        elif sign.isalpha() or (sign in "-+" and start > 1 and self._text[start - 2].isalpha()):
            self._in_word(start, end)
        elif sign == "-" and self._is_minus(start):
            self._take(start, end, negative=True)
        elif sign == "/" and (code := _LETTER_CODE.search(run := self._run(start, end))):
            first = self._text.find(run, max(0, start - len(run))) + code.start()
            self._put(max(self._done, first), max(first + len(code.group()), end),
                      Quantity(Kind.DOCUMENT_CODE, code.group()), "code")  # fmt: skip
        elif sign == "+" and (phone := _ABROAD.match(self._text, start)):
            self._put(start - 1, phone.end(), Quantity(Kind.IDENTIFIER, f"+{phone.group()}"), "phone")
        else:
            self._take(start, end)

    def _is_minus(self, start: int) -> bool:
        """A hyphen before a number is a sign after a blank or bracket, not after a number or as a bullet."""
        text = self._text
        left = text[max(0, start - 12) : start - 1]
        if not left or left[-1] == "\n":
            return bool(_SIGNED.match(text, start))
        if left[-1] in "\t|":
            return True
        return left[-1] in " (:=" and not left.rstrip()[-1:].isdigit() and left.rstrip()[-1:] != "%"

    def _run(self, start: int, end: int) -> str:
        left = self._text[max(0, start - 60) : start]
        right = self._text[end : end + 60]
        return (
            (left.split()[-1] if left and not left[-1].isspace() else "")
            + self._text[start:end]
            + (right.split()[0] if right and not right[0].isspace() else "")
        )

    def _in_word(self, start: int, end: int) -> None:
        """Digits in a word: ``FY2023``, ``Q2``, ``GMT+7``, ``VND5``, ``COVID-19``, ``H5N1``, ``mid-2020``."""
        text = self._text
        first = max(_WORD_END.search(text, max(0, start - 24), start).start(), self._done)  # type: ignore[union-attr]
        month = self._grammar.month_code.match(text, first)
        if month:
            self._put(first, month.end(), Quantity(Kind.DATE, iso_date("", month[1], month[2])), "month")
            return
        for rule in (_offset, _fiscal, _quarter):
            if (made := rule(text, first)) is not None:
                self._put(first, made[1], made[0], rule.__name__[1:])
                return
        letters = text[first:start].rstrip("-+–.")
        low = letters.lower()
        if (
            not letters
            or low in self._grammar.prefixes
            or letters.endswith("$")
            or text[first - 1 : first].isdigit()
            or (text[start - 1] in "-+" and (letters.islower() or len(letters) > 12 or end - start == 4))
        ):
            self._take(start, end)
        elif f"{low}{text[start:end]}" in self._grammar.powers:
            self._done = end
        else:
            run = _WORD_RUN.match(text, first)
            last = max(end, run.end() if run else end)
            written = text[first:last]
            kind = Kind.NAME if letters[:1].isupper() else Kind.IDENTIFIER
            if _LETTER_CODE.fullmatch(written) and "/" in written:
                kind = Kind.DOCUMENT_CODE
            value = written.upper() if low == "covid" else written
            self._put(first, last, Quantity(kind, value), "word")

    # -- numbers in words ----------------------------------------------------------------------------------

    def _spell(self) -> None:
        """Add the spelled numbers that no run of digits covers."""
        spelled: list[_Draft] = []
        for numeral in find_numerals(self._text, self._grammar.words):
            draft = self._spelled(numeral, spelled[-1] if spelled else None)
            if draft is not None:
                spelled.append(draft)
        if not spelled:
            return
        spelled = self._word_ranges(spelled)
        left, right = self._drafts, list[_Draft]()
        for draft in reversed(spelled):
            while left and left[-1].start >= draft.end:
                right.append(left.pop())
            i, k = len(left), len(right)
            while i and left[i - 1].end > draft.start:
                i -= 1
            while k and right[k - 1].start < draft.end:
                k -= 1
            covered = (*left[i:], *right[k:])
            if all(draft.start <= other.start and other.end <= draft.end for other in covered):
                del left[i:], right[k:]
                right.append(draft)
        left.extend(reversed(right))

    def _word_ranges(self, spelled: list[_Draft]) -> list[_Draft]:
        """``hai đến ba xã``, ``two to three weeks`` as one mention each."""
        made: list[_Draft] = []
        for draft in spelled:
            gap = draft.start - made[-1].end if made else 0
            joined = self._merge(made[-1], draft) if 1 < gap < 16 else None
            if joined is None:
                made.append(draft)
            else:
                made[-1] = joined
        return made

    def _spelled(self, numeral: Numeral, last: _Draft | None) -> _Draft | None:
        text = self._text
        value = decimal_of(numeral.value)
        if numeral.ordinal and (found := _QUARTER_OF.match(text, numeral.end)) and value in "1234":
            quarter = Plan(Quantity(Kind.DATE, f"{found[1]}-Q{value}", form=Form.WORDS), 0, 0, "quarter")
            return _Draft(numeral.start, found.end(), numeral.start, numeral.end, quarter, ())
        if numeral.sense is not Sense.NUMBER:
            quantity = _sense(numeral.sense, value)
            plan = Plan(quantity, 0, 0, "spelled")
            start = numeral.start
            if numeral.sense is Sense.MULTIPLE:
                start += min((cue.start for cue in self._grammar.lexicon.before(text, start)[:1]), default=0)
            return _Draft(start, numeral.end, numeral.start, numeral.end, plan, ())
        before = self._grammar.lexicon.before(text, numeral.start)
        after = self._grammar.lexicon.after(text, numeral.end)
        if before and before[0].entry.keys() & {"ordinal", "code", "name"} and "rank" not in before[0].entry:
            before = ()
        right = text[numeral.end : numeral.end + (after[-1].end if after else 0)]
        plan = self._grammar.spelled(before, numeral, after, right)
        plan = self._grammar.counting(plan, text, numeral.end)
        loose = numeral.weak and plan.quantity.kind in (Kind.CARDINAL, Kind.RATE)
        if loose and (last is None or not self._goes_on(last, numeral.start, plan.quantity.unit_key)):
            return None
        end = max(numeral.end + plan.tail, numeral.tail[1] if numeral.tail else 0)
        return _Draft(numeral.start - plan.lead, end, numeral.start, numeral.end, plan, before)

    def _goes_on(self, last: _Draft, start: int, key: str | None) -> bool:
        """Whether a list of counts of one thing goes on: ``ba chi bộ trường học, một chi bộ công an``."""
        between = self._text[last.end : start]
        return (
            key is not None
            and key == last.plan.quantity.unit_key
            and len(between) < 40
            and between.endswith(", ")
            and not _STOPS.search(between)
        )


def _alike(text: str) -> str:
    """The text with look-alike signs made one, no place moved: dashes, apostrophes, Đ and Ð."""
    for sign, usual in _LOOK_ALIKES:
        if sign in text:
            text = text.replace(sign, usual)
    return text


def _same_scale(first: Quantity, last: Quantity) -> Quantity:
    """``$65-$70 million``: the first amount in the scale of the last."""
    value = Fraction(first.value) * Fraction(last.scale)
    return replace(first, value=decimal_of(value), scale=last.scale)


def _sense(sense: Sense, value: str) -> Quantity:
    if sense is Sense.ORDINAL:
        return Quantity(Kind.ORDINAL, value, unit_key="rank", form=Form.WORDS)
    if sense is Sense.YEAR:
        return Quantity(Kind.YEAR, value, unit_key="year", form=Form.WORDS)
    if sense is Sense.MONTH:
        return Quantity(Kind.DATE, iso_date("", value), form=Form.WORDS)
    if sense is Sense.MULTIPLE:
        return Quantity(Kind.MULTIPLE, value, unit_key="times", form=Form.WORDS)
    if sense is Sense.DAY:
        return Quantity(Kind.DATE, f"---{value.zfill(2)}", form=Form.WORDS)
    return Quantity(Kind.ORDINAL, value, unit_key="quarter", form=Form.WORDS)


def _and_half(plan: Plan, width: int) -> Plan:
    """``2 triệu rưỡi``, ``2 năm rưỡi``: with half of the scale or of the unit."""
    quantity = plan.quantity
    if quantity.exact is None or quantity.kind not in _RATED | {Kind.DURATION}:
        return plan
    value = decimal_of(quantity.exact + Fraction(quantity.scale) / 2)
    return plan._replace(quantity=replace(quantity, value=value, form=Form.MIXED), tail=plan.tail + width)


def _as_written(text: str, start: int, end: int, plan: Plan) -> tuple[Plan, int]:
    """The plan of a name with the name as written, and its end: ``km 42+300`` is one place on a road."""
    stake = _STAKE.match(text, end)
    if stake and text[start - plan.lead : start].lower().startswith("km"):
        end = stake.end()
    written = text[start - plan.lead : end]
    return plan._replace(quantity=replace(plan.quantity, value=written)), end


def _negative(plan: Plan) -> Plan:
    quantity = plan.quantity
    if quantity.kind in _NEVER_HEDGED or quantity.kind is Kind.RATIO:
        return plan
    other = plan.other and _negative(plan.other)
    return plan._replace(
        quantity=replace(quantity, value=f"-{quantity.value}"), lead=plan.lead + 1, other=other
    )


def _hour(text: str, start: int, *, clock: bool) -> tuple[str, int] | None:
    """``8 giờ 30``, ``14h``, ``8:30 am``; a bare ``8 giờ`` is a time only after ``lúc`` and its like."""
    if found := _AM_PM.match(text, start):
        hour = int(found[1]) % 12 + (12 if found[3][0] in "pP" else 0)
        return f"{hour:02d}:{found[2] or '00'}", found.end()
    found = _HOUR.match(text, start)
    if found is None:
        return None
    if not found[2] and not clock and text[found.end(1)] != "h" and not _PART_OF_DAY.match(text, found.end()):
        return None
    return f"{int(found[1]):02d}:{(found[2] or '0').zfill(2)}", found.end()


def _offset(text: str, first: int) -> tuple[Quantity, int] | None:
    found = _OFFSET.match(text, first)
    if found is None:
        return None
    return Quantity(
        Kind.IDENTIFIER, f"{found[1]}{found[2].zfill(2)}:{found[3] or '00'}", unit_key="utc_offset"
    ), found.end()


def _fiscal(text: str, first: int) -> tuple[Quantity, int] | None:
    found = _FISCAL.match(text, first)
    if found is None:
        return None
    year = found[1] or f"20{found[2]}"
    high = f"{year[:2]}{found[3]}" if found[3] else None
    return Quantity(Kind.YEAR, year, high, unit_key="fiscal_year"), found.end()


def _quarter(text: str, first: int) -> tuple[Quantity, int] | None:
    found = _QUARTER.match(text, first)
    if found is None or (found[1] == "H" and int(found[2]) > 2):
        return None
    year = found[3] or (found[4] and f"20{found[4]}")
    if not year:
        return (
            (Quantity(Kind.ORDINAL, found[2], unit_key="quarter"), found.end()) if found[1] == "Q" else None
        )
    return Quantity(Kind.DATE, f"{year}-{found[1]}{found[2]}"), found.end()


def _date_ends(low: Quantity, high: Quantity) -> Quantity | None:
    """A range of dates whose first end leaves out what the last end states (``4 - 6/8/2020``)."""
    first = low.value
    if low.kind is Kind.CARDINAL:
        if not first.isdigit() or int(first) > 31 or low.unit_key:
            return None
        first = f"---{first.zfill(2)}"
    if first.startswith("---") and _DAY_GRAIN.fullmatch(high.value):
        day = high.value[:-2] + first[3:]
        return replace(high, value=day, value_high=high.value) if day < high.value else None
    parts, given = high.value.split("-"), first.lstrip("-").split("-")
    if high.value.startswith("--") or len(given) > len(parts):
        whole = first if first.count("-") == high.value.count("-") else None
    else:
        whole = "-".join(parts[: len(parts) - len(given)] + given)
    if whole is None or len(whole) != len(high.value) or whole >= high.value:
        return None
    return replace(high, value=whole, value_high=high.value)


class _Made:
    """A mention while its fields are set: the same slots, without the price of a frozen ``__init__``."""

    __slots__ = Mention.__slots__


def _mentions(
    text: str, drafts: list[_Draft], targets: Set[int], zones: Mapping[int, Zone]
) -> tuple[Mention, ...]:
    """The mentions of the drafts, which are used up: for each object made one goes, so none is collected."""
    found: list[Any] = []
    zone_of, body = zones.get, Zone.BODY
    while drafts:
        start, end, at, _, plan, _ = drafts.pop()
        i = len(drafts)
        made: Any = _Made()
        made.start, made.end, made.text = start, end, text[start:end]
        made.quantity, _, _, made.rule, made.qualifier, hedges, _, made.direction, made.negated, *_ = plan
        made.qualifier_spans = tuple([Span(at + a, at + b) for a, b in hedges]) if hedges else ()
        made.target, made.zone = i in targets, zone_of(i, body)
        made.__class__ = Mention
        found.append(made)
    found.reverse()
    return tuple(found)


def settle(text: str, drafts: list[_Draft], grammar: Grammar) -> list[int]:
    """Decide what one wording cannot: separators by their neighbours, hedges behind a noun.

    Returns where the drafts start.
    """
    marks, unsettled, currency = _survey(drafts, grammar)
    places = [place for place, _ in marks]
    agreed = len({mark for _, mark in marks}) == 1
    for i in unsettled:
        draft = drafts[i]
        plan = draft.plan
        if plan.other is not None:
            drafts[i] = draft._replace(
                plan=_by_neighbours(
                    text, draft, plan.other, places, marks, usual=grammar.decimal, agreed=agreed
                )
            )
        elif i and _lasts(draft, drafts[i - 1], grammar.loose):
            drafts[i] = draft._replace(plan=plan._replace(qualifier=Qualifier.EXACT, hedges=()))
        elif plan.opens and plan.qualifier is Qualifier.EXACT and plan.quantity.kind not in _NEVER_HEDGED:
            drafts[i] = draft._replace(plan=_opened(text, draft, grammar))
    local = grammar.home_currency
    for i in unsettled:
        draft = drafts[i]
        if local and draft.plan.bare and draft.plan.quantity.scale in _MONEY_SCALES:
            told = currency == local and draft.plan.quantity.scale not in _SMALL_SCALES
            drafts[i] = _money_implied(text, draft, grammar, told=told)
    _name_points(text, drafts, [i for i in unsettled if _in_points(drafts[i].plan, grammar)], grammar)
    for bound in grammar.far_bounds:
        at = text.find(bound)
        while at >= 0:
            _bounded_after(text, drafts, at, grammar)
            at = text.find(bound, at + len(bound))
    return [draft[0] for draft in drafts]


def _survey(
    drafts: Sequence[_Draft], grammar: Grammar
) -> tuple[list[tuple[int, str]], list[int], str | None]:
    """The proven separators with their places, the drafts still to be settled, and the first currency."""
    marks: list[tuple[int, str]] = []
    unsettled: list[int] = []
    currency: str | None = None
    known: dict[int, bool] = {}  # by identity: equal wordings share one plan
    for i, (_, _, at, _, plan, _) in enumerate(drafts):
        if plan.mark and plan.other is None:
            marks.append((at, plan.mark))
        open_ = known.get(id(plan))
        if open_ is None:
            open_ = known[id(plan)] = _is_unsettled(plan, grammar)
            if currency is None and plan.quantity.kind is Kind.MONEY:
                currency = plan.quantity.unit_key
        if open_:
            unsettled.append(i)
    return marks, unsettled, currency


def _is_unsettled(plan: Plan, grammar: Grammar) -> bool:
    """Whether what a number is may still depend on more than its wording."""
    return (
        plan.other is not None
        or plan.opens
        or plan.quantity.kind is Kind.DURATION
        or (plan.bare and plan.quantity.scale in _MONEY_SCALES)
        or _in_points(plan, grammar)
    )


def _in_points(plan: Plan, grammar: Grammar) -> bool:
    return plan.quantity.unit in grammar.points


def _name_points(text: str, drafts: list[_Draft], pointed: Sequence[int], grammar: Grammar) -> None:
    """``3.9%, down 0.6 points``: a change in points beside a percent is one in percentage points.

    So are points as fine as those a little further on: ``rose 1.8 points to 93.2%, against 0.6 points``.
    """
    told: _Draft | None = None
    for i in pointed:
        draft, quantity = drafts[i], drafts[i].plan.quantity
        found = grammar.point.match(text, draft.digits_end)
        if (
            quantity.kind not in (Kind.CARDINAL, Kind.MEASURE)
            or found is None
            or not (_of_percent(text, drafts, i, found.end(), grammar) or _told_likewise(text, draft, told))
        ):
            continue
        quantity = replace(quantity, kind=Kind.PERCENT, unit="pp", unit_key="percentage_point")
        drafts[i] = told = draft._replace(
            end=found.end(), plan=draft.plan._replace(quantity=quantity, rule="points")
        )


def _told_likewise(text: str, draft: _Draft, told: _Draft | None) -> bool:
    """Whether a fraction of points follows percentage points in one sentence, printed as finely."""
    if told is None or draft.start - told.end > _POINT_REACH:
        return False
    ulp = draft.plan.quantity.ulp or ""
    fine = "." in ulp and ulp == told.plan.quantity.ulp
    return fine and not _SENTENCE_END.search(text, told.end, draft.start)


def _of_percent(text: str, drafts: Sequence[_Draft], i: int, end: int, grammar: Grammar) -> bool:
    """Whether a percent beside a change in points is its new or its old level, by its words and its size."""
    draft = drafts[i]
    move = next((cue for cue in draft.before if "direction" in cue.entry), None)
    if move is None:
        return False
    amount = Fraction(draft.plan.quantity.value)
    rise = amount if move.entry["direction"] is Direction.UP else -amount
    if i + 1 < len(drafts) and (word := grammar.level.fullmatch(text, end, drafts[i + 1].start)):
        return _is_share(drafts[i + 1], -rise if word[1] else rise)
    while i and drafts[i - 1].plan.quantity.kind in (Kind.YEAR, Kind.DATE):
        i -= 1
    if not i:
        return False
    level, at = drafts[i - 1], draft.digits + move.start
    if at - level.end > _POINT_REACH or text[max(at - 2, level.end) : at].strip() not in {",", "(", "-"}:
        return False
    told = next((cue.phrase for cue in level.before if "direction" in cue.entry), None)
    if told is not None and told.rpartition(" ")[2] not in grammar.levels:
        return False  # "rose 2%, up 53 points": the percent is a change itself
    return not _SENTENCE_END.search(text, level.end, at) and _is_share(level, -rise)


def _is_share(draft: _Draft, shift: Fraction) -> bool:
    """Whether a number is a percent that stays between 0 and 100 when it is moved."""
    quantity = draft.plan.quantity
    if quantity.unit_key != "percent" or quantity.value_high:
        return False
    return 0 <= Fraction(quantity.value) + shift <= 100


def _lasts(draft: _Draft, last: _Draft, loose: frozenset[str]) -> bool:
    """``$5 million over four years``: right behind an amount the word tells how long, not how much."""
    if draft.plan.quantity.kind is not Kind.DURATION or not draft.before:
        return False
    cue = draft.before[0]
    return cue.phrase in loose and last.end == draft.digits + cue.start - 1


def _money_implied(text: str, draft: _Draft, grammar: Grammar, *, told: bool) -> _Draft:
    """``ngân sách 500 tỷ``: the currency is left out where the clause, or the whole text, speaks of money."""
    clause = _CLAUSE.split(text[max(0, draft.start - 80) : draft.start].lower())[-1]
    following = text[draft.end : draft.end + 2]
    if not (told or any(word in clause for word in grammar.money_words)) or following[:1].isalpha():
        return draft
    if following[:1] == " " and following[1:].islower() and not _FREE.match(text, draft.end):
        return draft
    home = grammar.home_currency
    quantity = replace(draft.plan.quantity, kind=Kind.MONEY, unit=home, unit_key=home)
    return draft._replace(plan=draft.plan._replace(quantity=quantity, bare=False, rule="money_implied"))


def _by_neighbours(
    text: str,
    draft: _Draft,
    other: Plan,
    places: list[int],
    marks: list[tuple[int, str]],
    *,
    usual: str,
    agreed: bool,
) -> Plan:
    """The reading that the nearest proven separators share, in the line first; else the language's."""
    plan = draft.plan
    i = bisect_left(places, draft.digits)
    near = sorted(marks[max(0, i - 3) : i + 3], key=lambda mark: abs(mark[0] - draft.digits))
    line = [mark for at, mark in near if "\n" not in text[min(at, draft.digits) : max(at, draft.digits)]]
    witnesses = line or [mark for _, mark in near]
    mark = witnesses[0] if witnesses else usual
    chosen, left = (plan, other) if plan.mark == mark else (other, plan)
    if witnesses and len(set(witnesses)) == 1 and (line or agreed):
        return chosen._replace(other=None)
    if not witnesses and _usual_alone(text[draft.digits : draft.digits_end], chosen, usual):
        return chosen._replace(other=None)
    reading = Reading(left.quantity.value, left.quantity.kind, left.quantity.unit)
    return chosen._replace(other=None, quantity=replace(chosen.quantity, readings=(reading,)))


def _usual_alone(surface: str, chosen: Plan, usual: str) -> bool:
    """Whether a lone number follows its language's grouping (vi ``1.400``, en ``1,400``): certain enough.

    The same digits with the other sign could be either that language's decimal or the other's grouping, and
    percents in thousands are as rare as those in thousandths.
    """
    if chosen.quantity.kind is Kind.PERCENT:
        return False
    ulp = chosen.quantity.ulp or ""
    return ("." if usual == "," else ",") in surface and not ulp.startswith("0.")


def _opened(text: str, draft: _Draft, grammar: Grammar) -> Plan:
    """``từ 185 đảng viên trở lên``: the second half of a hedge that a noun parts from the number."""
    plan = draft.plan
    found = grammar.after_noun.match(text, draft.end)
    if found is None:
        return plan
    qualifier = grammar.bound(found[1])
    cue = next(cue for cue in draft.before if "from" in cue.entry)
    after = (found.start(1) - draft.digits, found.end(1) - draft.digits)
    return plan._replace(qualifier=qualifier, hedges=((cue.start, cue.end), after))


def _bounded_after(text: str, drafts: list[_Draft], at: int, grammar: Grammar) -> None:
    """A ``trở lên`` bounds the nearest number before it in its clause."""
    i = bisect_left(drafts, at, key=lambda draft: draft.end) - 1
    if (
        i < 0
        or drafts[i].plan.qualifier is not Qualifier.EXACT
        or drafts[i].plan.quantity.kind in _NEVER_HEDGED
    ):
        return
    found = grammar.after_noun.match(text, drafts[i].end)
    if found is None or found.start(1) != at:
        return
    draft = drafts[i]
    qualifier = grammar.bound(found[1])
    span = (at - draft.digits, found.end(1) - draft.digits)
    drafts[i] = draft._replace(
        plan=draft.plan._replace(qualifier=qualifier, hedges=(*draft.plan.hedges, span))
    )


def _targets(text: str, drafts: Sequence[_Draft], starts: Sequence[int], grammar: Grammar) -> Set[int]:
    """Which drafts are plan figures: those in reach of a word of planning in their line."""
    locale, found = grammar.lexicon.locales[0], set[int]()
    reached = 0  # the end of the last section of plans
    for at, low in _pieces(text):
        for begin, (end, words) in _lines_with(low, locale.plans).items():
            if (first := bisect_left(starts, at + begin)) == len(starts) or starts[first] >= at + end:
                continue  # a plan without figures
            for head, tail in _plan_scopes(low[begin:end], at + begin, words, locale):
                found.update(range(bisect_left(starts, head), bisect_left(starts, tail)))
        for begin in (0, *(opening.start() + 1 for opening in grammar.plan_head.finditer(low))):
            if at + begin >= reached and (section := _plan_section(text, low, at, begin, locale)):
                found.update(range(bisect_left(starts, section[0]), bisect_left(starts, section[1])))
                reached = section[2]
    return {i for i in found if _may_be_planned(drafts[i].plan)}


def _may_be_planned(plan: Plan) -> bool:
    """Whether a plan states the figure; a bare length of time in a plan says when, not what."""
    if plan.quantity.kind is Kind.DURATION:
        return plan.qualifier is not Qualifier.EXACT
    return plan.quantity.kind not in _NEVER_HEDGED


def _plan_section(
    text: str, low: str, offset: int, begin: int, locale: Locale
) -> tuple[int, int, int] | None:
    """What stands under a heading of plans (``II. MỤC TIÊU NĂM 2024``), or behind ``Kế hoạch 2024:``.

    ``low`` is the piece of the text from ``offset`` on, in lower case, and ``begin`` the line's place in it.
    Returns the ends of the section, and how far no further heading is looked for.
    """
    end = low.find("\n", begin)
    end = len(low) if end < 0 else end
    title, colon, rest = low[begin:end].partition(":")
    number = _NUMBERING.match(title)
    name = title[number.end() if number else 0 :].strip()
    if len(name) > _HEAD_WIDTH or not name.startswith(locale.plan_heads) or "," in name or "." in name:
        return None
    head, tail = offset + begin + len(title), offset + end
    if rest.strip():
        stop = _SENTENCE_END.search(low, begin + len(title), end)
        return head, offset + stop.start() if stop and stop.group() != ";" else tail, 0
    if colon or number or _is_title(text, offset + begin, tail):
        reached = _section_end(text, tail, number.group().strip() if number else "-")
        return tail, reached, reached
    return None


def _is_title(text: str, begin: int, end: int) -> bool:
    """Whether a line stands alone: blank lines or the text's ends around it, or list items below."""
    return text[end + 1 : end + 2] in {"\n", "-", "+", "•", "*"} or not begin


def _section_end(text: str, start: int, number: str) -> int:
    """Where the list under a heading ends: at the next line that is no item of it."""
    at = start
    while at < min(len(text), start + _SECTION_REACH):
        end = text.find("\n", at + 1)
        end = len(text) if end < 0 else end
        line = text[at + 1 : min(end, at + _SECTION_REACH)].strip().lower()
        item = _ITEM.match(line)
        same = _ROMAN_ITEM if number[:1] in "ivx" else _DIGIT_ITEM
        if line and (not item or (number != "-" and same.match(line))):
            return at
        at = end
    return at


_parsed = lru_cache(maxsize=4096)(parse_numeral)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in lower case, every letter in its place, in pieces of whole lines with their places."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PIECE)
        end = len(text) if end < 0 else end + 1
        yield at, _lower(text[at:end])
        at = end


def _lower(piece: str) -> str:
    low = piece.lower()
    if len(low) == len(piece):
        return low
    return "".join([c.lower() if len(c.lower()) == 1 else c for c in piece])


def _lines_with(text: str, words: Sequence[str]) -> dict[int, tuple[int, list[str]]]:
    """The lines that hold one of the words: by their start their end, and which of the words they hold."""
    lines: dict[int, tuple[int, list[str]]] = {}
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            lines.setdefault(text.rfind("\n", 0, at) + 1, (end, []))[1].append(word)
            at = text.find(word, end)
    return lines


def _plan_scopes(low: str, offset: int, words: Sequence[str], locale: Locale) -> list[tuple[int, int]]:
    """Where a line, in lower case, states plans by some of its words, last place first.

    A plan word reaches to the end of its sentence, and ``chỉ tiêu … :`` to the end of the line.

    A plan that is met or surpassed (``vượt mục tiêu 5%, đạt …``) reaches to the next comma only.
    """
    scopes: list[tuple[int, int]] = []
    for word in words:
        at = low.find(word)
        while at >= 0:
            if low.endswith(locale.plan_idioms, 0, at + len(word)) or low.startswith(locale.plan_idioms, at):
                at = low.find(word, at + len(word))
                continue  # no plan: "có mục tiêu", "target group"
            stop = _SENTENCE_END.search(low, at, at + _PLAN_REACH)
            end = stop.start() if stop else min(len(low), at + _PLAN_REACH)
            colon = low.find(":", at, end)
            start = at + len(word)
            if any(low.rfind(done, max(0, at - 30), at) >= 0 for done in locale.achieved):
                comma = _CLAUSE_END.search(low, start + 1, end)
                end = comma.start() if comma else end
            elif colon >= 0 and word in locale.plan_lists and not _SPEECH.match(low, colon):
                start, end = colon, len(low)
            scopes.append((offset + start, offset + end))
            at = low.find(word, max(end, start))
    return _united(scopes)


def _united(scopes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places with overlaps made one, last first."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(scopes):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united[::-1]


def _place(
    text: str, drafts: list[_Draft], starts: Sequence[int], grammar: Grammar, *, zoned: bool
) -> Mapping[int, Zone]:
    """The zones other than the body, by draft; bare cells take unit and scale of the table."""
    segments = segment(text)
    zones: dict[int, Zone] = {}
    for span, zone in segments.zones if zoned else ():
        inside = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        zones.update(dict.fromkeys(inside, zone))
    for table in segments.tables:
        inside = range(bisect_left(starts, table.span.start), bisect_left(starts, table.span.end))
        for i, cell in [(i, cell) for i in inside if (cell := segments.cell_at(drafts[i].start))]:
            drafts[i] = _in_cell(text, drafts[i], cell, grammar)
    return zones


def _in_cell(text: str, draft: _Draft, cell: Cell, grammar: Grammar) -> _Draft:
    """The figure of a cell with the unit and scale of its row, head or table; in brackets it is negative."""
    if text[cell.span.start : cell.span.end].rstrip("%") == f"({text[draft.digits : draft.digits_end]})":
        draft = draft._replace(plan=_negative(draft.plan)._replace(lead=0))
    plan = draft.plan
    unit = next(filter(None, map(grammar.unit_of, cell.units)), None) if plan.bare else None
    readings = figures(text[draft.digits : draft.digits_end])
    figure = next((f for f in readings if f.scaled(0) == plan.quantity.value.lstrip("-")), None)
    if unit is None or figure is None:
        return draft
    sign = "-" if plan.quantity.value.startswith("-") else ""
    quantity = replace(
        plan.quantity, kind=unit.kind, value=sign + figure.scaled(unit.exponent), unit=unit.unit,
        unit_key=unit.key, scale=power(-unit.exponent), ulp=figure.ulp(unit.exponent),
    )  # fmt: skip
    return draft._replace(plan=plan._replace(quantity=quantity, bare=False, rule="table_cell"))
