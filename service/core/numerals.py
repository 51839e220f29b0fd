"""Read numbers written in words, exactly or not at all.

One reader serves every language; what a language says is data (:class:`NumberWords`, one per locale). The
reader has three steps: a scan that touches only the rare letters of the number words, a maximal run of
number words read as a whole (never a part of it, so nothing is silently cut), and a licence from the
neighbouring words, because most Vietnamese number words are also something else (``năm`` is five and year).

What cannot be read for certain is left out, or kept with its other ``readings``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_LONGEST_RUN = 480  # characters; the longest spelling below 10^15 is well under it
_WINDOW = 32  # characters looked at before and behind a numeral
_NOTE = 2000  # characters; a text so short is first asked whether it holds a number word at all
_LARGEST = 10**18


class Role(StrEnum):
    """What a word does inside a numeral."""

    DIGIT = "digit"
    """0 to 9, standing anywhere."""
    TAIL = "tail"
    """A digit that only follows tens (``mốt``, ``lăm``, ``tư``)."""
    TEEN = "teen"
    """10 to 19 in one word that takes no further digit."""
    TEN = "ten"
    """Ten that takes a digit (``mười hai``)."""
    TENS = "tens"
    """20 to 90 in one word."""
    TIMES_TEN = "times_ten"
    """Ten that needs a digit before it (``mươi``)."""
    SCORE = "score"
    """A set that is counted: ``chục``, ``dozen``."""
    SCALE = "scale"
    """100, 1000, 10^4, 10^6 and so on."""
    RANK = "rank"
    """A rank that is no cardinal (``nhất``, ``nhì``)."""
    LINK = "link"
    """``linh``, ``lẻ``, ``and``: joins a smaller part."""
    AFTER_HALF = "after_half"
    """Half of the last scale (``rưỡi``)."""
    POINT = "point"
    """The decimal sign in words."""
    PART = "part"
    """``phần`` between numerator and denominator."""
    HALF = "half"
    """One half by itself (``nửa``, ``half``)."""
    FRACTION = "fraction"
    """A named fraction (``quarter``)."""
    TIMES = "times"
    """A multiple in one word (``doubled``)."""
    HALVED = "halved"
    """A part of one in one word (``halved``)."""
    ARTICLE = "article"
    """``a`` in ``a hundred``."""


class Sense(StrEnum):
    """What the words around a numeral make of it."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    MONTH = "month"
    DAY = "day"
    YEAR = "year"
    QUARTER = "quarter"
    MULTIPLE = "multiple"


@dataclass(frozen=True, slots=True)
class Word:
    """One number word: its role, its value, and whether it ends an ordinal or a plural fraction."""

    role: Role
    value: int = 0
    ordinal: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words: where it stands, what it is worth, and how sure that is.

    ``start`` and ``end`` hold the number words, with the marker in front for an ordinal (``lần thứ năm``).
    ``scale`` is the last scale word (1 if none); ``ulp`` one unit of the last place that the words name,
    None for fractions and ordinals. ``readings`` are the other possible values. ``tail`` is the place of a
    half that stands behind the noun (``hai năm rưỡi``); ``value`` includes it. ``weak`` marks a lone ``một``
    or ``one`` that may be an article or a pronoun: count it only where more speaks for it.
    """

    start: int
    end: int
    value: Fraction
    ulp: Fraction | None
    sense: Sense = Sense.NUMBER
    scale: int = 1
    readings: tuple[Fraction, ...] = ()
    tail: tuple[int, int] | None = None
    weak: bool = False

    @property
    def ordinal(self) -> bool:
        """Whether the words rank rather than count."""
        return self.sense is Sense.ORDINAL


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """The number words of a language and the words that license or forbid them; pure data.

    Phrases are lower case with single spaces; a key ``*`` stands for every lone word.

    Attributes:
        language: its code.
        letters: from frequent to rare, so that the scan can start at the rarest letter of each word.
        words: every number word.
        joiner: regular expression of what may stand between two number words.
        plain: lone words that count whatever follows them in lower case.
        adverbs: of them ranks that are more often adverbs; they count before a noun of ``ranked`` or a unit,
            right behind or one word on (``the first full year``; not ``who first wrote``).
        shy: lone words that need a noun of ``units`` or ``counted`` behind them.
        article: shy words that are weak unless a noun of ``units`` follows.
        loose_units: units before which an article counts only behind a word of ``firm_after``: hơn một năm.
        units: nouns of time, money and measure. ``counted``: nouns of people and things that are counted.
        times: nouns that are counted per year.
        only_before, only_after: words that start a numeral nowhere else.
        not_before, not_after: idioms in which a lone word is no number.
        function_words: words that no number counts.
        licensed_after: verbs and prepositions after which a lone word may end the clause; so it may after a
            word that ends with one of ``licensed_endings``.
        share_before: words behind ``a third`` that make it a share and no rank; so do ``licensed_endings``.
        odds: phrases behind a lone word that make odds of it (``one in ten``).
        vague_before: words that make a whole numeral vague (``vài``, ``several``).
        range_before: words before ``X and Y`` that make it two numerals.
        markers: words in front that say what the numeral is.
        dated_markers: markers that need a noun of ``calendar`` behind the numeral.
        calendar: units that may follow a month or a day.
        half_after: the half that stands behind a noun. ``plural``: the ending of nouns in the plural.
        minus: words for a negative sign.
        weekday_marker, weekday_before, weekday_after: where a marked numeral is a day of the week.
        year_noun: the number word that is also the noun "year".
        scale_joiner: regular expression between a fraction and its scale (``of a`` million).
        shorthand: a lone digit behind a scale is its tenth (``một tỷ hai``), and ``hai mốt`` is 21.
        pairs: ``nineteen forty-five`` is a year. ``comma``: a comma may part the groups.
    """

    language: str
    letters: str
    words: Mapping[str, Word]
    joiner: str
    plain: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    ranked: frozenset[str] = frozenset()
    shy: frozenset[str] = frozenset()
    loose_units: frozenset[str] = frozenset()
    firm_after: tuple[str, ...] = ()
    article: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    only_before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only_after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    function_words: tuple[str, ...] = ()
    licensed_after: tuple[str, ...] = ()
    licensed_endings: tuple[str, ...] = ()
    share_before: tuple[str, ...] = ()
    odds: tuple[str, ...] = ()
    vague_before: tuple[str, ...] = ()
    range_before: tuple[str, ...] = ()
    markers: Mapping[str, Sense] = field(default_factory=dict)
    half_after: tuple[str, ...] = ()
    plural: str = ""
    minus: tuple[str, ...] = ()
    dated_markers: frozenset[str] = frozenset()
    calendar: frozenset[str] = frozenset()
    weekday_marker: str = ""
    weekday_before: tuple[str, ...] = ()
    weekday_after: str = ""
    year_noun: str = ""
    scale_joiner: str = ""
    shorthand: bool = False
    pairs: bool = False
    comma: bool = False


class _Token(NamedTuple):
    start: int
    end: int
    key: str
    word: Word


class _Read(NamedTuple):
    """What a run of tokens is worth. ``loose``: its last digit leans on the scale before it."""

    value: Fraction
    ulp: Fraction | None = Fraction(1)
    scale: int = 1
    readings: tuple[Fraction, ...] = ()
    loose: bool = False
    sense: Sense = Sense.NUMBER


def find_numerals(text: str, words: NumberWords) -> list[Numeral]:
    """Every numeral of a canonical text, in order and disjoint; linear in the length of the text.

    Lone words that are more often something else are only returned where their neighbours license them.
    A run of number words that cannot be read as a whole is left out.

    >>> from service.core.locales.vi.numerals import NUMBER_WORDS
    >>> text = "năm năm qua, hai triệu tư đồng"
    >>> [(n.start, n.end, str(n.value)) for n in find_numerals(text, NUMBER_WORDS)]
    [(0, 3, '5'), (13, 25, '2400000')]
    """
    return list(numerals_in(text, words))


def numerals_in(text: str, words: NumberWords) -> Iterator[Numeral]:
    """The numerals one by one, each made when it is asked for; see :func:`find_numerals`."""
    if len(text) <= _NOTE and not any(map(text.lower().__contains__, _openings(words))):
        return  # the reader is not made ready for a line without number words
    reader = _reader(words)
    done = 0
    for hit in reader.scan.finditer(text):
        start = hit.start()
        if start < done:
            continue
        while start and text[start - 1].isalpha():
            start -= 1
        run = reader.run.match(text, start)
        done = run.end() if run else hit.end()
        if done - start <= _LONGEST_RUN:
            for numeral in reader.interpret(text, reader.tokens(text, start, done)):
                done = max(done, numeral.end)
                yield numeral


def parse_numeral(text: str, words: NumberWords) -> Numeral | None:
    """The numeral that the whole string is, or None: no licence is asked, and nothing may be left over.

    >>> from service.core.locales.en.numerals import NUMBER_WORDS
    >>> parse_numeral("two point five billion", NUMBER_WORDS).value
    Fraction(2500000000, 1)
    >>> parse_numeral("two of them", NUMBER_WORDS) is None
    True
    """
    return _reader(words).parse(text)


def _any(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, longest first."""
    return "|".join(
        re.escape(phrase).replace(r"\ ", r"[ \t]+") for phrase in sorted(phrases, key=len, reverse=True)
    )


def _either_case(letters: str) -> str:
    """The letters as a regular expression that ignores case, letter by letter, at no cost in speed."""
    return "".join(
        f"[{x}{x.upper()}]" if x.upper() != x and len(x.upper()) == 1 else re.escape(x) for x in letters
    )


def _before(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds one of the phrases at the end of a string, blanks behind it; never, where there are none."""
    return re.compile(rf"(?<!\w)({_any(phrases) or '(?!)'})[ \t]+\Z", re.IGNORECASE)


_RANKED_APART = re.compile(r"[ \t]*[,;:.]")
_BLANKS = frozenset({" ", "\t", "-"})
_FRONT_WORD = re.compile(r"\w+\Z")
_BEHIND_WORDS = re.compile(
    r"[ \t-]{1,3}(\w{1,20})(?!\w)(?:[ \t-]{1,2}(\w{1,20})(?!\w)(?:[ \t-]{1,2}(\w{1,20})(?!\w))?)?"
)


def _front(text: str, at: int) -> tuple[str, ...]:
    """The last word, the last two and the last three before a position, lower case; none across a line end.

    >>> _front("tại Hội nghị lần thứ năm", 21)
    ('thứ', 'lần thứ', 'nghị lần thứ')
    """
    window = text[max(0, at - _WINDOW) : at].lower()
    if window[-1:] not in _BLANKS:
        return ()
    window = window.removesuffix("-")
    words = window[window.rfind("\n") + 1 :].rsplit(None, 3)[-3:]
    phrases: list[str] = []
    for word in reversed(words):
        if word.isalnum():
            phrases.append(f"{word} {phrases[-1]}" if phrases else word)
            continue
        last = _FRONT_WORD.search(word)
        if last is not None:
            phrases.append(f"{last.group()} {phrases[-1]}" if phrases else last.group())
        break
    return tuple(phrases)


def _behind(text: str, at: int) -> tuple[str, ...]:
    """The first word, the first two and the first three behind a position, lower case.

    >>> _behind("năm đồng chí, một", 3)
    ('đồng', 'đồng chí')
    """
    found = _BEHIND_WORDS.match(text, at)
    if found is None:
        return ()
    first, second, third = found.groups()
    first = first.lower()
    if second is None:
        return (first,)
    pair = f"{first} {second.lower()}"
    return (first, pair) if third is None else (first, pair, f"{pair} {third.lower()}")


def _among(phrases: tuple[str, ...], listed: frozenset[str]) -> str | None:
    """The longest of the phrases that is listed."""
    for phrase in reversed(phrases):
        if phrase in listed:
            return phrase
    return None


def _nouns(phrases: Iterable[str], plural: str) -> frozenset[str]:
    return frozenset(phrase + ending for phrase in phrases for ending in {"", plural})


@lru_cache(maxsize=8)
def _openings(words: NumberWords) -> tuple[str, ...]:
    """The words that can start a numeral."""
    return tuple(
        key
        for key, word in words.words.items()
        if word.role in _STARTERS | _MULTIPLES or key in words.only_before or key in words.only_after
    )


def _scan(words: NumberWords) -> re.Pattern[str]:
    """The scan: stops at the rarest letter of each word that can start a numeral, then looks right and left.

    Every branch begins with one literal letter, which lets the engine skip ahead by a set of letters; a plain
    alternation of the words is four times slower.
    """
    by_letter: dict[str, list[str]] = {}
    for key in _openings(words):
        rarest = max(range(len(key)), key=lambda i: words.letters.index(key[i]))
        pattern = rf"{_either_case(key[rarest + 1 :])}(?!\w)(?<=(?<!\w){_either_case(key)})"
        pattern += _needs(key, words.only_before.get(key, ()), words.only_after.get(key, ()))
        pattern += _bars_behind(words.not_before.get(key, ()))
        if key == words.year_noun:
            pattern += r"(?![ \t]+[(\d])"
        for letter in {key[rarest], key[rarest].upper()}:
            by_letter.setdefault(letter, []).append(pattern)
    return re.compile(
        "|".join(f"{letter}(?:{'|'.join(found)})" for letter, found in sorted(by_letter.items()))
    )


def _needs(key: str, behind: tuple[str, ...], front: tuple[str, ...]) -> str:
    """A condition on the neighbours: one of the phrases behind the word, or one of those in front of it."""
    needs = [f"(?<={_either_case(f'{phrase} {key}')})" for phrase in front]
    if behind:
        needs.append(rf"(?=[ \t-]+(?i:{_any(behind)})(?!\w))")
    return f"(?:{'|'.join(needs)})" if needs else ""


def _bars_behind(phrases: tuple[str, ...]) -> str:
    glued = _any(phrase for phrase in phrases if phrase[0] == "-") or "(?!)"
    return rf"(?!(?i:[ \t-]+(?:{_any(phrases)})|{glued})(?!\w))" if phrases else ""


_STARTERS = frozenset({Role.DIGIT, Role.TEEN, Role.TEN, Role.TENS})
_MULTIPLES = frozenset({Role.TIMES, Role.HALVED})
_UNFINISHED = frozenset({Role.SCALE, Role.SCORE, Role.TIMES_TEN})
_RANKS_ONLY = frozenset({Role.TAIL, Role.RANK, Role.AFTER_HALF})
_OPENERS = frozenset({"", ".", "\n", "!", "?", ":", "•"})
_JOINTS = frozenset({Role.LINK, Role.POINT, Role.PART, Role.ARTICLE})


def _key_of(words: NumberWords, role: Role) -> str:
    return next((key for key, word in words.words.items() if word.role is role), "")


@lru_cache(maxsize=8)
def _reader(words: NumberWords) -> _Reader:
    return _Reader(words)


class _Reader:
    """A table made ready: its patterns compiled once, at the first text that needs them."""

    def __init__(self, words: NumberWords) -> None:
        # Both cases are spelled out: the engine's own folding would take letters such as the long s, too.
        longest = sorted(words.words, key=len, reverse=True)
        word = f"(?:{'|'.join(map(_either_case, longest))})(?!\\w)"
        self.words = words
        self.scan = _scan(words)
        capitals = "".join(sorted({key[0].upper() for key in words.words}))
        # A capital at the start of a line begins something new.
        joint = rf"{words.joiner}(?!(?<=\n)[{capitals}]){word}"
        self.run = re.compile(f"{word}(?:{joint})*+")
        self.word = re.compile(word)
        self.units = _nouns(words.units, words.plural)
        self.counted = _nouns(words.counted, words.plural)
        self.times = frozenset(words.times)
        self.function_words = frozenset(words.function_words)
        self.licensed = frozenset(words.licensed_after)
        self.firm = frozenset(words.firm_after)
        self.odds = frozenset(words.odds)
        self.shares = frozenset(words.share_before)
        self.vague = frozenset(words.vague_before)
        self.between = frozenset(words.range_before)
        self.weekday_before = frozenset(words.weekday_before)
        self.half_markers = frozenset(words.only_after.get(_key_of(words, Role.HALF), ()))
        self.markers = frozenset(words.markers)
        single = {key: _Token(0, len(key), key, word) for key, word in words.words.items()}
        self.alone = {key: _rank([token]) or self.worth([token]) for key, token in single.items()}
        everywhere = words.not_after.get("*", ())
        self.barred = {key: frozenset((*everywhere, *words.not_after.get(key, ()))) for key in words.words}
        self.before_marker = _before(words.markers)
        self.before_minus = _before(words.minus)
        self.lead = re.compile(
            rf"(?:({_any(words.minus) or '(?!)'})|({_any(words.markers) or '(?!)'}))[ \t]+", re.IGNORECASE
        )
        self.weekday_after = re.compile(words.weekday_after or "(?!)", re.IGNORECASE)
        scales = [key for key, word in words.words.items() if word.role is Role.SCALE and not word.ordinal]
        self.scale_behind = re.compile(
            rf"{words.scale_joiner or '(?!)'}({_any(scales)})(?!\w)", re.IGNORECASE
        )
        self.half_behind = re.compile(
            rf"[ \t]+(?:{_any(words.units) or '(?!)'})[ \t]+({_any(words.half_after) or '(?!)'})(?!\w)",
            re.IGNORECASE,
        )

    # -- from text to tokens

    def tokens(self, text: str, start: int, end: int) -> list[_Token]:
        """The number words between two positions."""
        found = []
        for hit in self.word.finditer(text, start, end):
            key = hit.group().lower()
            found.append(_Token(hit.start(), hit.end(), key, self.words.words[key]))
        return found

    def parse(self, text: str) -> Numeral | None:
        """See :func:`parse_numeral`."""
        if len(text) > _LONGEST_RUN:
            return None
        lead = self.lead.match(text)
        at = lead.end() if lead else 0
        run = self.run.fullmatch(text, at)
        if run is None:
            return None
        tokens = self.tokens(text, at, len(text))
        marked = bool(lead and lead.group(2))
        read = _rank(tokens) if marked else None
        read = read or self.worth(tokens)
        if read is None:
            return None
        sense = self.words.markers[lead.group(2).lower()] if lead and marked else read.sense
        sign = -1 if lead and lead.group(1) else 1
        return _numeral(0, len(text), read, sense, sign=sign)

    # -- from tokens to numerals

    def interpret(self, text: str, tokens: Sequence[_Token]) -> Iterator[Numeral]:
        """The numerals of tokens that belong together: the whole as one, or its halves around a joint."""
        tokens = _trim(tokens)
        if not tokens:
            return
        front = _front(text, tokens[0].start)
        if tokens[0].word.role in _MULTIPLES:
            yield _multiple(tokens[0])
            yield from self.interpret(text, tokens[1:])
            return
        if self.is_vague(text, tokens[0], front):
            return
        if len(tokens) == 1:
            yield from self.lone(text, tokens[0], front)
            return
        if _among(front, self.between):
            link = _last(tokens, Role.LINK)
            if link is not None:
                yield from self.ends_of_range(text, tokens[:link], tokens[link + 1 :])
                return
        if self.words.year_noun and (found := self.around_year(text, tokens)) is not None:
            yield from found
            return
        if (
            tokens[0].word.role is Role.ARTICLE
            and tokens[1].word.ordinal
            and not self.is_share(text, tokens[-1])
        ):
            yield from self.interpret(text, tokens[1:])
            return
        if tokens[0].word.ordinal and tokens[1].word.role in {Role.HALF, Role.FRACTION}:
            yield from self.lone(text, tokens[0], front)  # the second quarter, the first half
            return
        read = self.worth(tokens)
        if read is not None:
            yield from self.placed(text, tokens, read)
            return
        for part in self.halves(text, tokens):
            yield from self.interpret(text, part)

    def is_share(self, text: str, last: _Token) -> bool:
        """Whether ``a third`` is a part of something: by ``of``, a verb or the end of its clause."""
        behind = _behind(text, last.end)
        if not behind or text[last.end] == "-":
            return not behind
        return behind[0] in self.shares or behind[0].endswith(self.words.licensed_endings)

    def halves(self, text: str, tokens: Sequence[_Token]) -> tuple[Sequence[_Token], ...]:
        """What several numerals are parted into: behind a rank, at the first comma, or at the first ``and``.

        None where none of them stands.
        """
        rank, count = tokens[0].word, tokens[1].word
        if rank.ordinal and count.role in _STARTERS and text[tokens[0].end : tokens[1].start] == " ":
            last = -1 if tokens[-1].word.role is Role.FRACTION else None
            return (tokens[1:last],)  # the first five months, the first three quarters
        if not self.words.comma:
            return ()
        for i in range(1, len(tokens)):
            if "," in text[tokens[i - 1].end : tokens[i].start]:
                return tokens[:i], tokens[i:]
        for i in range(1, len(tokens)):
            if tokens[i].word.role is Role.LINK:
                return tokens[:i], tokens[i + 1 :]
        return ()

    def ends_of_range(self, text: str, low: Sequence[_Token], high: Sequence[_Token]) -> Iterator[Numeral]:
        """``between two and three hundred``: the scale of the upper end counts for the lower one, too."""
        scaled = self.worth([*low, high[-1]]) if high[-1].word.role is Role.SCALE else None
        first = self.worth(low)
        if scaled is not None and first is not None and first.scale == 1 and first.value < 100:
            yield _numeral(low[0].start, low[-1].end, scaled, Sense.NUMBER)
        else:
            yield from self.interpret(text, low)
        yield from self.interpret(text, high)

    def is_vague(self, text: str, first: _Token, front: tuple[str, ...]) -> bool:
        """Whether the word in front makes it vague (``hàng trăm``), or the run is the end of a number."""
        if not front:
            return False
        if _among(front, self.vague):
            return True
        if first.word.role not in _STARTERS and front[0][-1].isdigit():
            return True
        before = self.words.words.get(front[0])
        return before is not None and before.role in _UNFINISHED and not before.ordinal

    def around_year(self, text: str, tokens: Sequence[_Token]) -> list[Numeral] | None:
        """Numerals beside the noun ``năm`` (year), which is also five; None where it is not that noun."""
        noun = self.words.year_noun
        if tokens[-1].key == noun and self.is_multiplied(_front(text, tokens[0].start)):
            return list(self.interpret(text, tokens[:-1]))  # gấp đôi năm trước
        before = self.before_year(text, tokens)
        if before is not None:
            return before
        inner = self.around_inner_year(text, tokens)
        if inner is not None:
            return inner
        if tokens[-1].word.role is Role.AFTER_HALF and tokens[-2].key == noun and len(tokens) > 2:
            read = self.worth(tokens[:-2])
            if read is None:
                return []
            read = read._replace(value=read.value + Fraction(1, 2), ulp=Fraction(1, 10))
            tail = (tokens[-1].start, tokens[-1].end)
            return [_numeral(tokens[0].start, tokens[-3].end, read, Sense.NUMBER, tail=tail)]
        if tokens[-1].key != noun:
            return None
        head = self.worth(tokens[:-1])
        if head is None:
            return None
        if len(tokens) == 2:
            return list(self.lone(text, tokens[0], _front(text, tokens[0].start)))
        last = tokens[-2].word
        whole = self.worth(tokens)
        if whole is not None and last.role is Role.SCALE:
            if self.noun(_behind(text, tokens[-1].end)):
                return list(self.placed(text, tokens, whole))
            if last.value >= 10**6:
                head = head._replace(readings=(*head.readings, whole.value))
        return list(self.placed(text, tokens[:-1], head))

    def before_year(self, text: str, tokens: Sequence[_Token]) -> list[Numeral] | None:
        """A year behind the noun (``năm hai nghìn``), with what stands before the noun; None elsewhere."""
        for i in range(len(tokens) - 2):
            if tokens[i].key != self.words.year_noun or tokens[i + 1].word.role is not Role.DIGIT:
                continue
            read = self.worth(tokens[i + 1 :])
            if read is None or read.loose or read.value not in _YEARS:
                continue
            year = _numeral(tokens[i + 1].start, tokens[-1].end, read, Sense.YEAR)
            return [*self.interpret(text, tokens[:i]), year]
        return None

    def around_inner_year(self, text: str, tokens: Sequence[_Token]) -> list[Numeral] | None:
        """``mỗi năm hai lần``, ``ba năm một lần``: the noun between a numeral and a count; None elsewhere."""
        noun = self.words.year_noun
        if tokens[-2].key != noun or tokens[-1].key == noun or tokens[-1].word.role is not Role.DIGIT:
            return None
        if len(tokens) == 2:
            per = _among(_behind(text, tokens[1].end), self.times)
            if not per and not _among(_front(text, tokens[0].start), self.barred[noun]):
                return None
            return list(self.lone(text, tokens[1], _front(text, tokens[1].start)))
        if tokens[-3].word.role is Role.SCALE or self.worth(tokens[:-2]) is None:
            return None
        count = self.lone(text, tokens[-1], _front(text, tokens[-1].start))
        return [*self.interpret(text, tokens[:-1]), *count]

    def noun(self, behind: tuple[str, ...]) -> str | None:
        """The unit or counted noun among the phrases behind a numeral."""
        return _among(behind, self.units) or _among(behind, self.counted)

    def placed(self, text: str, tokens: Sequence[_Token], read: _Read) -> Iterator[Numeral]:
        """The numeral of a run that was read as a whole, with the marker that stands before it."""
        front = _front(text, tokens[0].start)
        marked = self.marked(text, tokens, read, front)
        if marked is not None:
            yield from marked
        else:
            yield self.numeral(text, tokens, read, front)

    def numeral(
        self,
        text: str,
        tokens: Sequence[_Token],
        read: _Read,
        front: tuple[str, ...],
        *,
        weak: bool = False,
    ) -> Numeral:
        """The numeral with its sign, the scale of a fraction, and a half that stands behind the noun."""
        start, end, sign, tail = tokens[0].start, tokens[-1].end, 1, None
        if read.ulp is None and read.sense is Sense.NUMBER:
            scaled = self.scale_behind.match(text, end)
            if scaled is not None:
                scale = self.words.words[scaled.group(1).lower()].value
                read, end = read._replace(value=read.value * scale, scale=scale), scaled.end()
        elif self.words.half_after and read.sense is Sense.NUMBER:
            half = self.half_behind.match(text, end)
            if half is not None:
                read = read._replace(value=read.value + _HALF, ulp=Fraction(1, 10))
                tail = half.span(1)
        if front and front[0] in self.words.minus:
            sign, start = -1, self.begin(self.before_minus, text, start)
        return _numeral(start, end, read, read.sense, sign=sign, tail=tail, weak=weak)

    def begin(self, pattern: re.Pattern[str], text: str, at: int) -> int:
        """Where the phrase in front of a position begins."""
        base = max(0, at - _WINDOW)
        found = pattern.search(text[base:at])
        return base + found.start() if found else at

    def marked(
        self, text: str, tokens: Sequence[_Token], read: _Read, front: tuple[str, ...]
    ) -> list[Numeral] | None:
        """The numeral as a rank or a part of a date, empty for a day of the week; None without a marker."""
        name = _among(front, self.markers)
        if name is None:
            return None
        start, end = tokens[0].start, tokens[-1].end
        sense = self.words.markers[name]
        if name == self.words.weekday_marker and len(tokens) == 1 and self.is_weekday(text, tokens[0], read):
            return []
        if sense is Sense.MULTIPLE:
            counted = tokens[0].word.role in _STARTERS and _among(_behind(text, end), self.times) is not None
            return None if counted else [_numeral(start, end, read, sense)]
        if sense is not Sense.ORDINAL and not self.is_dated(text, tokens, read, name):
            return None
        read = read._replace(ulp=None, readings=())
        inside = sense in {Sense.ORDINAL, Sense.QUARTER}
        return [_numeral(self.begin(self.before_marker, text, start) if inside else start, end, read, sense)]

    def is_multiplied(self, front: tuple[str, ...]) -> bool:
        """Whether the word in front makes a multiple of a numeral."""
        return self.words.markers.get(_among(front, self.markers) or "") is Sense.MULTIPLE

    def is_dated(self, text: str, tokens: Sequence[_Token], read: _Read, name: str) -> bool:
        """Whether a numeral behind ``ngày``, ``tháng`` or ``quý`` names a day, a month or a quarter."""
        end = tokens[-1].end
        unit = _among(_behind(text, end), self.units)
        dated = unit in self.words.calendar
        if (unit and not dated) or (name in self.words.dated_markers and not dated):
            return False  # tháng hai lần, ngày một tăng
        if len(tokens) == 1 and tokens[0].key == self.words.year_noun and not dated:
            return text[tokens[0].start].isupper()  # tháng Năm, but: ngày, tháng, năm
        return 1 <= read.value <= _LIMITS[self.words.markers[name]]

    def is_weekday(self, text: str, token: _Token, read: _Read) -> bool:
        """Whether ``thứ`` and a number are a day of the week: by title case, or by what stands beside it."""
        if not 2 <= read.value <= 7:
            return False
        begin = self.begin(self.before_marker, text, token.start)
        if text[begin].isupper() and text[token.start].isupper():
            return True
        beside = self.weekday_after.match(text, token.end) or _among(_front(text, begin), self.weekday_before)
        return beside is not None

    def lone(self, text: str, token: _Token, front: tuple[str, ...]) -> Iterator[Numeral]:
        """The numeral of a single word, if its neighbours license it."""
        read = self.alone[token.key]
        if read is None:
            return
        marked = self.marked(text, [token], read, front)
        if marked is not None:
            yield from marked
            return
        if token.word.role in _RANKS_ONLY:
            return
        behind = _behind(text, token.end)
        if not self.licences(text, token, front, behind):
            return
        unit = _among(behind, self.units)
        loose = unit in self.words.loose_units and _among(front, self.firm) is None
        weak = token.key in self.words.article and (unit is None or loose)
        yield self.numeral(text, [token], read, front, weak=weak)

    def licences(self, text: str, token: _Token, front: tuple[str, ...], behind: tuple[str, ...]) -> bool:
        """Whether the neighbours of a lone word make it a number."""
        if _among(front, self.barred[token.key]):
            return False
        if token.word.role is Role.HALF and _among(front, self.half_markers):
            return True
        if _among(behind, self.odds):
            return token.word.role is Role.DIGIT
        noun = self.noun(behind)
        if token.key in self.words.adverbs:
            return not _RANKED_APART.match(text, token.end) and any(
                word in self.words.ranked or word in self.units for word in (behind or ("",))[-1].split()[:2]
            )
        lower = bool(behind) and text[token.end + 1].islower()
        if text[token.start].isupper() and not text[token.start : token.end].isupper():
            return lower and (noun is not None or self.opens(text, token))
        if noun is not None or (lower and not self.words.counted and token.key in self.words.article):
            return True
        if token.key not in self.words.plain:
            return False
        if behind:
            return (
                lower and behind[0] not in self.function_words and behind[:2][-1] not in self.function_words
            )
        return bool(front) and (
            _among(front, self.licensed) is not None or front[0].endswith(self.words.licensed_endings)
        )

    def opens(self, text: str, token: _Token) -> bool:
        """Whether a capital is that of the sentence, in a language whose counted nouns are not listed."""
        left = text[max(0, token.start - 4) : token.start].rstrip(" \t")
        return not self.words.counted and token.key in self.words.plain and left[-1:] in _OPENERS

    def worth(self, tokens: Sequence[_Token]) -> _Read | None:
        """What the tokens are worth as one numeral, or None."""
        words = [token.word for token in tokens]
        point = _index(words, Role.POINT)
        if point is not None:
            return _decimal(words, point, self.words)
        part = _index(words, Role.PART)
        if part is not None:
            return _fraction(words[:part], words[part + 1 :], self.words)
        if any(word.ordinal for word in words[:-1]):
            return None
        read = _integer(words, self.words)
        if read is None and words and words[-1].role is Role.AFTER_HALF:
            read = _small_and_half(words[:-1], self.words)
        if read is None and self.words.pairs:
            read = _pair(words, self.words)
        if read is None:
            return _parts_of_one(words, self.words)
        return read._replace(sense=Sense.ORDINAL, ulp=None) if words[-1].ordinal else read


_YEARS = range(1000, 3000)
_LIMITS = {Sense.MONTH: 12, Sense.DAY: 31, Sense.QUARTER: 4}
_HALF = Fraction(1, 2)


def _numeral(
    start: int,
    end: int,
    read: _Read,
    sense: Sense,
    *,
    sign: int = 1,
    tail: tuple[int, int] | None = None,
    weak: bool = False,
) -> Numeral:
    value, readings = read.value, read.readings
    if sign < 0:
        value, readings = -value, tuple(-other for other in readings)
    ulp = None if sense is Sense.ORDINAL else read.ulp
    return Numeral(start, end, value, ulp, sense, read.scale, readings, tail, weak)


def _multiple(token: _Token) -> Numeral:
    """The multiple that one word is."""
    value = Fraction(token.word.value)
    value = 1 / value if token.word.role is Role.HALVED else value
    return _numeral(token.start, token.end, _Read(value, None), Sense.MULTIPLE)


def _trim(tokens: Sequence[_Token]) -> Sequence[_Token]:
    """The tokens without joints that join nothing; ``phần trăm`` is a unit and no part of the numeral."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].word.role in _JOINTS - {Role.ARTICLE}:
        first += 1
    if last - first > 2 and tokens[last - 2].word.role is Role.PART and tokens[last - 1].word.value == 100:
        last -= 2
    while first < last and tokens[last - 1].word.role in _JOINTS:
        last -= 1
    return tokens[first:last]


def _index(words: Sequence[Word], role: Role) -> int | None:
    return next((i for i, word in enumerate(words) if word.role is role), None)


def _last(tokens: Sequence[_Token], role: Role) -> int | None:
    return next((i for i in reversed(range(len(tokens))) if tokens[i].word.role is role), None)


def _rank(tokens: Sequence[_Token]) -> _Read | None:
    """The value of a word that only follows a marker (``thứ tư``, ``hạng nhất``)."""
    if len(tokens) == 1 and tokens[0].word.role in {Role.TAIL, Role.RANK}:
        return _Read(Fraction(tokens[0].word.value))
    if len(tokens) == 1 and tokens[0].word.role is Role.AFTER_HALF:
        return _Read(1 + _HALF)  # gấp rưỡi
    return None


def _integer(words: Sequence[Word], table: NumberWords) -> _Read | None:
    """A whole number: factor, the largest scale, and a rest smaller than that scale."""
    top = max((word.value for word in words if word.role is Role.SCALE), default=0)
    if top <= 100:
        return _hundreds(words, table)
    at = max(i for i, word in enumerate(words) if word.value == top and word.role is Role.SCALE)
    left, right = words[:at], words[at + 1 :]
    if left:
        factor = _factor(left, table)
        # A bare scale inside (nghìn tỷ) is a factor; anything as large as the scale itself is not.
        if factor is None or factor.value >= top:
            return None
    elif table.shorthand and len(right) == 1:
        factor = _Read(Fraction(1))
    else:
        return None
    rest = _rest(right, top, table)
    if rest is None or (rest.value and factor.readings):
        return None
    value = factor.value * top + rest.value
    readings = (
        *(other * top for other in factor.readings),
        *(factor.value * top + other for other in rest.readings),
    )
    ulp = rest.ulp if right else factor.ulp and top * factor.ulp
    return _Read(value, ulp, rest.scale if right else top * factor.scale, readings, rest.loose)


def _factor(words: Sequence[Word], table: NumberWords) -> _Read | None:
    """The number before a scale: ``a`` (hundred), or any whole number that leans on nothing."""
    if [word.role for word in words] == [Role.ARTICLE]:
        return _Read(Fraction(1))
    read = _integer(words, table)
    if read is None or not read.loose:
        return read
    return read if len(words) <= 2 else None


def _rest(words: Sequence[Word], top: int, table: NumberWords) -> _Read | None:
    """What follows a scale of a thousand or more, or the shorthand for a part of that scale."""
    if not words:
        return _Read(Fraction(0), Fraction(top), top)
    short = _shorthand(words, top, table)
    if short is not None:
        return short
    linked = words[0].role is Role.LINK
    read = _integer(words[1:] if linked else words, table)
    if read is None or read.value >= top:
        return None
    if read.loose and (linked or read.value * 10 < top):
        return None
    if len(words) == 2 and words[1].role is Role.SCALE and table.shorthand and top > 1000 * words[1].value:
        # một tỷ hai trăm: 1,000,000,200 as it is spelled out, 1,200,000,000 as it is said
        return read._replace(readings=(read.value * top / 1000,))
    return read


def _shorthand(words: Sequence[Word], top: int, table: NumberWords) -> _Read | None:
    """``hai triệu tư``, ``một tỷ hai``, ``hai triệu rưỡi``: a tenth or the half of the scale before."""
    if not table.shorthand or len(words) != 1:
        return None
    word = words[0]
    if word.role is Role.AFTER_HALF:
        return _Read(Fraction(top, 2), Fraction(top, 10), 1, (), True)
    if word.role in {Role.DIGIT, Role.TAIL} and word.value:
        return _Read(Fraction(word.value * top, 10), Fraction(top, 10), 1, (), True)
    return None


def _hundreds(words: Sequence[Word], table: NumberWords) -> _Read | None:
    """0 to 999, and in English up to ninety-nine hundred."""
    at = _index(words, Role.SCALE)
    if at is None:
        return _small(words, table)
    left, right = words[:at], words[at + 1 :]
    if not left:
        factor = _Read(Fraction(1)) if table.shorthand and len(right) == 1 else None
    elif [word.role for word in left] == [Role.ARTICLE]:
        factor = _Read(Fraction(1))
    else:
        factor = _small(left, table)
        if factor is not None and table.shorthand and len(left) > 1:
            factor = None
    if factor is None or factor.readings:
        return None
    base = factor.value * 100
    if not right:
        return _Read(base)
    short = _shorthand(right, 100, table) if base else None
    if short is not None:
        return short._replace(value=base + short.value, ulp=Fraction(1))
    linked = right[0].role is Role.LINK
    rest = _after_link(right[1:], table) if linked else _small(right, table)
    if (
        rest is None
        or rest.value == 0
        or (table.shorthand and not linked and len(right) == 1 and rest.value < 10)
    ):
        return None
    return _Read(base + rest.value)


def _after_link(words: Sequence[Word], table: NumberWords) -> _Read | None:
    """What ``linh``, ``lẻ`` or ``and`` joins: ``lẻ tư`` is four."""
    if len(words) == 1 and words[0].role is Role.TAIL:
        return _Read(Fraction(words[0].value))
    return _small(words, table)


def _small(words: Sequence[Word], table: NumberWords) -> _Read | None:
    """0 to 99, and sets that are counted (``hai chục``, ``three dozen``)."""
    roles = tuple(word.role for word in words)
    values = [word.value for word in words]
    match roles:
        case (Role.DIGIT | Role.TEEN | Role.TEN | Role.TENS,):
            return _Read(Fraction(values[0]))
        case (Role.TENS, Role.DIGIT) if values[1]:
            return _Read(Fraction(sum(values)))
        case (Role.TEN, Role.DIGIT | Role.TAIL) if _unit_fits(words[1]):
            return _Read(Fraction(sum(values)))
        case (Role.DIGIT, Role.TIMES_TEN) if values[0] > 1:
            return _Read(Fraction(values[0] * 10))
        case (Role.DIGIT, Role.TIMES_TEN, Role.DIGIT | Role.TAIL) if values[0] > 1 and _unit_fits(words[2]):
            return _Read(Fraction(values[0] * 10 + values[2]))
        case (Role.DIGIT, Role.TAIL) if values[0] > 1:
            return _Read(Fraction(values[0] * 10 + values[1]), loose=True)
        case (Role.DIGIT, Role.DIGIT) if table.shorthand and values[0] and values[1]:
            return _two_digits(*values)
        case (Role.DIGIT | Role.TEEN | Role.TEN | Role.TENS | Role.ARTICLE, Role.SCORE) if values[0]:
            return _Read(Fraction(values[0] * values[1]), Fraction(values[1]))
        case (Role.DIGIT, Role.SCORE, Role.AFTER_HALF) if values[0]:
            return _Read(Fraction(values[0] * values[1] + values[1] // 2), loose=True)
        case _:
            return None


def _unit_fits(word: Word) -> bool:
    """Whether a digit may follow tens: not zero, and five only as ``lăm``, for ``mười năm`` is ten years."""
    return word.value != 0 and not (word.role is Role.DIGIT and word.value == 5)


def _two_digits(tens: int, unit: int) -> _Read:
    """``ba sáu`` is 36, or three to six; two neighbours (``hai ba``) are more likely two or three."""
    both, first, second = Fraction(tens * 10 + unit), Fraction(tens), Fraction(unit)
    if unit == tens + 1:
        return _Read(first, readings=(second, both), loose=True)
    return _Read(both, readings=() if unit == tens else (first, second), loose=True)


def _small_and_half(words: Sequence[Word], table: NumberWords) -> _Read | None:
    """``ba rưỡi``: three and a half. After ``mươi`` it could be half of ten, so it is left."""
    roles = tuple(word.role for word in words)
    if roles in {(Role.DIGIT,), (Role.TEN,)} and words[0].value not in {0, 5}:
        return _Read(words[0].value + _HALF, Fraction(1, 10))
    return None


def _pair(words: Sequence[Word], table: NumberWords) -> _Read | None:
    """A year said in two halves: ``nineteen forty-five``, ``twenty twenty-two``."""
    if not words or words[-1].ordinal:
        return None
    century, rest = _small(words[:1], table), _small(words[1:], table)
    if century is None or rest is None or not (10 <= century.value <= 20 and 10 <= rest.value <= 99):
        return None
    return _Read(century.value * 100 + rest.value, sense=Sense.YEAR)


def _parts_of_one(words: Sequence[Word], table: NumberWords) -> _Read | None:
    """English fractions: ``half``, ``two thirds``, ``one and a half million``, ``half a dozen``."""
    body, scale = list(words), 1
    while len(body) > 1 and body[-1].role in {Role.SCALE, Role.SCORE} and not body[-1].ordinal:
        scale *= body.pop().value
    if len(body) > 1 and body[-1].role is Role.ARTICLE and body[-2].role is Role.HALF and scale > 1:
        body.pop()
    name = body.pop() if body else Word(Role.LINK)
    if not (name.role in {Role.HALF, Role.FRACTION} or (name.ordinal and name.value > 2)):
        return None
    link = _index(body, Role.LINK)
    whole = _Read(Fraction(0)) if link is None else _integer(body[:link], table)
    count = _how_many(body if link is None else body[link + 1 :], name, table)
    if whole is None or count is None or scale > _LARGEST:
        return None
    if link and body[link - 1].role is Role.SCALE:
        # a million and a half; with more words around it, it is not clear half of what
        certain = scale == 1 and name.role is Role.HALF and link == 2
        return _Read(whole.value + Fraction(body[1].value, 2), None) if certain else None
    value = (whole.value + Fraction(count, name.value)) * scale
    return _Read(value, None, scale if scale >= 1000 else 1)


def _how_many(words: Sequence[Word], name: Word, table: NumberWords) -> int | None:
    """The numerator: one for ``a``, ``one`` or, with ``half``, nothing; more only before a plural."""
    if not words:
        return 1 if name.role is Role.HALF else None
    if [word.role for word in words] == [Role.ARTICLE]:
        return 1
    read = _integer(words, table)
    if read is None or (read.value != 1 and name.role is not Role.FRACTION) or not read.value:
        return None
    return int(read.value)


def _fraction(above: Sequence[Word], below: Sequence[Word], table: NumberWords) -> _Read | None:
    """``hai phần ba``: both parts whole and certain."""
    count = _integer(above, table)
    if len(below) == 1 and below[0].role is Role.SCALE:
        name: _Read | None = _Read(Fraction(below[0].value))  # một phần nghìn
    else:
        name = _after_link(below, table) or _integer(below, table)
    if count is None or name is None or count.readings or name.readings or name.value < 2:
        return None
    return _Read(count.value / name.value, None)


def _decimal(words: Sequence[Word], point: int, table: NumberWords) -> _Read | None:
    """``hai phẩy không năm triệu``: digits one by one, or the decimals as one number, then scales."""
    whole = _integer(words[:point], table)
    decimals, scale = list(words[point + 1 :]), 1
    while (
        decimals
        and decimals[-1].role is Role.SCALE
        and decimals[-1].value >= 1000
        and not decimals[-1].ordinal
    ):
        scale *= decimals.pop().value
    digits = _digits(decimals, table)
    if whole is None or whole.loose or not digits or scale > _LARGEST:
        return None
    ulp = Fraction(scale, 10 ** len(digits))
    return _Read(whole.value * scale + int(digits) * ulp, ulp, scale)


def _digits(words: Sequence[Word], table: NumberWords) -> str:
    """The digits after a decimal sign; empty where the words are not digits."""
    if all(word.role is Role.DIGIT or (word.role is Role.TAIL and i) for i, word in enumerate(words)):
        return "".join(str(word.value) for word in words)
    read = _small(words, table) if len(words) < 3 or words[0].role is not Role.SCALE else None
    read = read or _hundreds(words, table)
    if (
        read is None
        or read.loose
        or read.readings
        or not 10 <= read.value < 1000
        or words[-1].role is Role.SCALE
    ):
        return ""
    return str(read.value)
