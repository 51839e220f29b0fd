"""The tables of one choice of languages, compiled: words beside numbers, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.core.grammar.dates import DateForms
from service.core.grammar.patterns import either, united
from service.core.grammar.times import Hours
from service.core.lexicon import Lexicon
from service.core.locales import Locale
from service.core.numerals import NumberWords, Role
from service.core.types import Qualifier

NUMBERING = re.compile(
    r"[ \t]*(?:[ivx]+|[a-zđ]|[0-9]+(?:\.[0-9]+)*)[.)/][ \t]*|[ \t]*[ivx]+ ?[-–][ \t]+|[ \t]*[-+•*][ \t]*"
)
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|;")
_ONE = (Role.DIGIT, 1)
_TAIL_ROLES = frozenset({Role.DIGIT, Role.TAIL})


def _join_pattern(locales: Sequence[Locale]) -> re.Pattern[str]:
    """What may stand between the two ends of a range: a dash or a word, then words that say no more."""
    words = "|".join(word for locale in locales for word in (*locale.range_words, *locale.weak_joins))
    fills = "".join(f"(?:{locale.range_fill})" for locale in locales if locale.range_fill)
    return re.compile(rf"(?:-(?= [a-z]))?[ \xa0]*(-|–|—|÷|~|→|{words})[ \xa0]*{fills}", re.IGNORECASE)


def _level_pattern(locales: Sequence[Locale]) -> re.Pattern[str]:
    """What parts a change from its new level, or (group 2) from its old one: ``to about``, ``, from``."""
    levels = "|".join(word for locale in locales for word in locale.level_words)
    origins = "|".join(locale.from_words[0] for locale in locales)
    return re.compile(rf",? (?:({levels})|({origins}))(?: [^\W\d_]+){{0,2}} ")


def _after_noun_pattern(locales: Sequence[Locale]) -> re.Pattern[str]:
    """A bound that stands behind the noun of its number, in the same clause."""
    words = "|".join(word for locale in locales for word in locale.bounds_after)
    return re.compile(rf"(?!\))[^.;:\n0-9]{{0,60}}?(?<![^\W_])({words})(?![^\W_])", re.IGNORECASE)


def _words_with(name: str, lexicon: Lexicon) -> frozenset[str]:
    """The words that end a phrase of one of the tables on the left."""
    return frozenset(
        word for word, phrases in lexicon.left.items() if any(name in entry for _, entry in phrases)
    )


class Tables:
    """What the rules look up, for one choice of languages; the first one is the text's own."""

    def __init__(self, lexicon: Lexicon, decimal: str, words: NumberWords) -> None:
        locales, home = lexicon.locales, lexicon.locales[0]
        self.lexicon, self.decimal, self.words = lexicon, decimal, words
        self.dates, self.hours = DateForms(locales), Hours(locales)
        self.home_currency, self.head_keys, self.nouns_lead = home.home_currency, home.nouns, home.nouns_lead
        self.month_first, self.day_mark = not home.day_first, bool(home.day_mark)
        self.romans = _words_with("ordinal", lexicon)
        self.prefixes = _words_with("prefix", lexicon)
        self.powers = frozenset(
            phrase for phrases in lexicon.right.values() for phrase, _ in phrases if phrase[-1] in "23"
        )
        self.one = next(key for key, word in words.words.items() if (word.role, word.value) == _ONE)
        self.tails = frozenset(
            key for key, word in words.words.items() if word.role in _TAIL_ROLES and word.value > 1
        ) - {words.year_noun}
        self.halves = tuple(f" {word}" for word in words.half_after)
        self.from_ends = tuple(f" {locale.from_words[0]}" for locale in locales)
        self.by_ends = tuple(f" {word}" for locale in locales for word in locale.by_words)
        self.far_bounds = tuple(word for locale in locales for word in locale.far_bounds)
        self.between = tuple(word for locale in locales for word in locale.between)
        self.money_words = frozenset(word for locale in locales for word in locale.money_words)
        self.weak_joins = frozenset(word for locale in locales for word in locale.weak_joins)
        self.levels = frozenset(word for locale in locales for word in locale.level_words)
        self.amounts = frozenset(word for locale in locales for word in locale.amount_words)
        self.points = frozenset(word for locale in locales for word in locale.points)
        self.loose = frozenset(word for locale in locales for word in locale.loose_hedges)
        self.out_of = frozenset(word for locale in locales for word in locale.out_of)
        self.spells = frozenset(word for locale in locales for word in locale.spells)
        self.bound_fronts = frozenset(word for locale in locales for word in locale.bound_fronts)
        self.glued_counts = frozenset(home.glued_counts)
        self.signs = frozenset(
            word for locale in locales for word in locale.currencies if not word[-1].isalpha()
        )
        self.glued = {
            word.lower(): power for locale in locales for word, power in locale.glued_scales.items()
        }
        self.comparatives = {word: way for locale in locales for word, way in locale.comparatives.items()}
        self._compile(locales, home)

    def _compile(self, locales: Sequence[Locale], home: Locale) -> None:
        """The patterns that are made of the words."""
        self.plan_head = re.compile(rf"\n(?:{NUMBERING.pattern})?[^\S\n]*(?:{either(home.plan_heads)})")
        self.plan_figure = re.compile(home.plan_figure or "(?!)")
        self.plan_goes_on = re.compile(home.plan_goes_on or "(?!)")
        self.plan_behind = re.compile(home.plan_behind or "(?!)")
        self.plan_beside = re.compile(home.plan_beside or "(?!)")
        self.asides = tuple(word for locale in locales for word in locale.plan_asides)
        self.told = re.compile(home.told or "(?!)")
        self.bases = tuple(word for locale in locales for word in locale.plan_bases)
        self.result_label = re.compile(home.result_label or "(?!)")
        self.plan_column = re.compile(home.plan_column or "(?!)", re.IGNORECASE)
        self.plan_result = re.compile(home.plan_result or "(?!)")
        self.achieved = re.compile(rf"(?<![^\W_])(?:{either(home.achieved)})(?![^\W_])")
        self.open_change = united(locale.open_change for locale in locales)
        self.lengths = re.compile(home.lengths or "(?!)")
        self.moves = united(locale.moves for locale in locales)
        self.said_as_verb = united(rf"(?:{locale.said_as_verb})" for locale in locales if locale.said_as_verb)
        self.compared = united(locale.compared for locale in locales)
        self.point = re.compile(rf"[ \xa0-](?:{either(self.points)})(?![^\W_])")
        self.level = _level_pattern(locales)
        self.join = _join_pattern(locales)
        self.after_noun = _after_noun_pattern(locales)
        self.part_of = re.compile(home.part_of or "(?!)")
        self.odds_gap = re.compile(home.odds or "(?!)")
        self.odds = re.compile(rf"(?:{home.odds or '(?!)'})(?={home.odds_of or '(?!)'})")
        self.noun_phrase = re.compile(home.noun_phrase or "(?!)(x)")
        self.series_end = re.compile(rf",? (?:{either(self.weak_joins)}|&) ")
        levels = either(word for locale in locales for word in (*locale.level_words, *locale.range_words))
        self.one_noun = re.compile(rf"{home.of_whole or '(?!)'}| (?:{levels}) ")
        ands = either(self.weak_joins)
        self.next_name = re.compile(
            rf"(?:[,;] (?:(?:{ands}) )?| (?:{ands}) )(?!(?:{ands}) )[^\W\d_][^;,:.()\n\d]{{0,50}} "
        )
        self.list_gap = re.compile(rf"\s*(?:,|;|{either(self.weak_joins)}|-|–|&)\s*")
        many = [word for locale in locales for word in locale.per_many]
        tens = [word for locale in locales for word in locale.per_round]
        self.per_starts = tuple(f" {word} " for word in (*many, *tens))
        self.per_number = re.compile(
            rf"(?:(?P<any> (?:{either(many)}) )| ?/ ?| (?:{either(tens)}) )(?P<base>[0-9][0-9.,]*)(?![0-9])"
        )
        scaled = [word for locale in locales for word in locale.scale_heads]
        self.scale_heads = tuple(f"{word} " for word in scaled)
        heads = either([*scaled, *(word for locale in locales for word in locale.head_words)])
        self.shares_of = tuple(
            f"%{of}" for of in (" ", " of ", " of the ", " of its ", " of our ", " of their ")
        )
        self.odds_words = tuple(f"{word} " for word in home.odds_words)
        dated = {word for x in locales for word in (x.day_noun, x.month_noun, x.year_noun, *x.quarter_words)}
        joins = {word for x in locales for word in (*x.range_words, *x.weak_joins, *x.from_words)}
        words = either(word for word in dated | joins | {word for x in locales for word in x.copulas} if word)
        self.value_gap = re.compile(rf"(?:[\s/,:;|–-]|(?<![^\W_])(?:{words})(?![^\W_]))*", re.IGNORECASE)
        self.value_word = re.compile(rf" (?:{words})(?![^\W_])", re.IGNORECASE)
        self.head_words = re.compile(rf"^(?:{heads})\b:?")
        signs = either(word for locale in locales for word in locale.head_units)
        self.head_name = re.compile(
            rf"^[^\W\d_][\w ]* (?=(?:[a-z]{{0,3}}[$€£¥](?:m|bn|k|['’]?000s?)?|{signs})$)"
        )
        free = either(word for locale in locales for word in locale.free_words)
        self.free = re.compile(rf" (?:{free})(?![^\W_])")

    def bound(self, words: str) -> Qualifier:
        """What a bound behind a noun says."""
        return next(
            locale.bounds_after[words.lower()]
            for locale in self.lexicon.locales
            if words.lower() in locale.bounds_after
        )
