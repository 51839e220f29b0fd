"""The tables of one choice of languages, compiled: words beside numbers, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from service.core.lexicon import Lexicon
from service.core.locales import Locale
from service.core.numerals import NumberWords, Role
from service.core.types import Qualifier

NUMBERING = re.compile(r"[ \t]*(?:[ivx]+|[a-zđ]|[0-9]+(?:\.[0-9]+)*)[.)/][ \t]*|[ \t]*[-+•*][ \t]*")
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|;")
_ONE = (Role.DIGIT, 1)
_TAIL_ROLES = frozenset({Role.DIGIT, Role.TAIL})


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


def _hour_pattern(locales: Sequence[Locale]) -> re.Pattern[str]:
    """An hour with its word, and its minutes; the group ``sign`` is a sign that only clocks have."""
    words = _longest_first(word for locale in locales for word in locale.hours)
    signs = _longest_first(word for locale in locales for word in locale.clock_signs)
    minutes = _longest_first(word for locale in locales for word in locale.minutes) or "(?!)"
    return re.compile(
        rf"(?P<hour>[01]?[0-9]|2[0-4])(?:(?P<sign>{signs})| ?(?:{words}))"
        rf"(?: ?(?P<minute>[0-5]?[0-9])(?: ?(?:{minutes})|')?)?(?![^\W_])"
    )


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def _united_pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern of those that are given; none of them matches nothing."""
    return re.compile("|".join(filter(None, patterns)) or "(?!)")


def _after_noun_pattern(locales: Sequence[Locale]) -> re.Pattern[str]:
    """A bound that stands behind the noun of its number, in the same clause."""
    words = "|".join(word for locale in locales for word in locale.bounds_after)
    return re.compile(rf"[^.;:\n0-9]{{0,60}}?(?<![^\W_])({words})(?![^\W_])", re.IGNORECASE)


class Tables:
    """What the rules look up, for one choice of languages; the first one is the text's own."""

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
        self.plan_head = re.compile(rf"\n(?:{NUMBERING.pattern})?[^\S\n]*(?:{heads})")
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
        self.hour = _hour_pattern(lexicon.locales)
        self.of_day = _united_pattern([locale.of_day for locale in lexicon.locales])
        self.daily = _united_pattern([locale.daily for locale in lexicon.locales])
        self.deadlines = tuple(f"{word} " for locale in lexicon.locales for word in locale.deadlines)
        self.hour_fronts = tuple(f"{word} " for locale in lexicon.locales for word in locale.hour_fronts)
        self.lasting = _united_pattern([locale.lasting for locale in lexicon.locales])
        self.part_of = re.compile(home.part_of or "(?!)")
        self.noun_phrase = re.compile(home.noun_phrase or "(?!)(x)")
        self.nouns_lead = home.nouns_lead
        self.head_keys = home.nouns
        self.comparatives = {
            word: way for locale in lexicon.locales for word, way in locale.comparatives.items()
        }
        self.compared = _united_pattern([locale.compared for locale in lexicon.locales])
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
        suffix = _longest_first(word for locale in lexicon.locales for word in locale.suffixes) + day_mark
        joins = _longest_first(word for locale in lexicon.locales for word in locale.day_joins)
        days, month, year = (
            _longest_first(filter(None, nouns)) or "(?!)"
            for nouns in zip(
                *((locale.day_noun, locale.month_noun, locale.year_noun) for locale in lexicon.locales),
                strict=True,
            )
        )
        of_month = "".join(f"(?:{locale.of_month})?" for locale in lexicon.locales if locale.of_month)
        self.day_month = re.compile(
            rf"(?P<day>[0-9]{{1,2}})(?:{suffix})?(?: ?(?:-|–|{joins}) ?(?P<last>[0-9]{{1,2}})(?:{suffix})?)?"
            rf"(?: (?:{month}) (?P<number>[0-9]{{1,2}})(?! (?:{month}|{days}))"
            rf"|{of_month}[ -](?P<name>(?i:{names})))\.?"
            rf"(?:(?: (?:{year}) |/|-|,? )(?P<year>[12][0-9]{{3}}))?(?![0-9%]|[^\W_])"
        )
        self.after_month = re.compile(
            rf"(?:(?P<only>[12][0-9]{{3}})(?![0-9,.]*[0-9])|(?P<day>[0-9]{{1,2}})(?:{suffix})?"
            rf"(?: ?(?:-|{joins}) ?(?P<last>[0-9]{{1,2}})(?:{suffix})?)?"
            r"(?:,? (?P<year>[12][0-9]{3}))?)(?![0-9%])"
        )
        self.month_year = re.compile(rf"([0-9]{{1,2}})(?:,? (?:{year}) | / )([12][0-9]{{3}})(?![0-9])")
        self.quarter_year = re.compile(
            rf"(?:([1-4])|(I{{1,3}}|IV))(?:,? (?:{year}) | ?[/-] ?)([12][0-9]{{3}})(?![0-9])"
        )
        quarters = _united_pattern([locale.quarter_of for locale in lexicon.locales]).pattern
        self.quarter_of = re.compile(rf"(?:{quarters}) ([12][0-9]{{3}})(?![0-9])")
        many = [word for locale in lexicon.locales for word in locale.per_many]
        tens = [word for locale in lexicon.locales for word in locale.per_round]
        self.per_starts = tuple(f" {word} " for word in (*many, *tens))
        self.per_number = re.compile(
            rf"(?:(?P<any> (?:{_longest_first(many) or '(?!)'}) )| ?/ ?"
            rf"| (?:{_longest_first(tens) or '(?!)'}) )(?P<base>[0-9][0-9.,]*)(?![0-9])"
        )
        self.list_gap = re.compile(rf"\s*(?:,|;|{_longest_first(self.weak_joins)}|-|–|&)\s*")
        self.by_ends = tuple(f" {word}" for locale in lexicon.locales for word in locale.by_words)
        self.head_words = re.compile(
            rf"^(?:{_longest_first(word for locale in lexicon.locales for word in locale.head_words)})\b:?"
        )
        self.free = re.compile(
            rf" (?:{_longest_first(w for locale in lexicon.locales for w in locale.free_words)})(?![^\W_])"
        )

    def bound(self, words: str) -> Qualifier:
        """What a bound behind a noun says."""
        return next(
            locale.bounds_after[words.lower()]
            for locale in self.lexicon.locales
            if words.lower() in locale.bounds_after
        )
