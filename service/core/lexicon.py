"""The words around numbers, compiled from the locales into look-ups by the nearest word.

No large regular expression is built: a text word beside the number picks the few phrases that start (right)
or end (left) with it, so loading is quick and a number without known neighbours costs one look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from typing import Any, NamedTuple

from service.core.locales import Locale
from service.core.text import fold

Entry = dict[str, Any]

_NEXT = re.compile(r"(?:[ \xa0]|-(?=[a-z]))?([^\W\d_]+|[^\w\s])")
_OPENERS = "(“\"'‘["
_EDGE = f" \xa0:{_OPENERS}"
_GRADE = re.compile(r" [0-9]{1,2}(?![0-9.,]*[0-9]) ?[^\W\d_]")
_OPENS_YEAR = re.compile(r" [12][0-9]{3}(?![0-9.,]*[0-9]| ?[-–])")
_PER = {"per", "loose_per"}
_AMOUNT = re.compile(r"-?[0-9]")  # of a sign in front: "phase 2 £6.1m"
_HYPHEN = re.compile(r"-[a-z]")  # no noun of its own: "98 part-time staff"
_NEW_BOUND = re.compile(
    r"-?[0-9]| [0-9$£€]"
)  # of what follows: "9% and over-65s", "30 men and over 40 women"
REACH = 56  # characters looked at on either side
_OLD_TONES = {
    new: old
    for olds, news in (
        ("òa óa ỏa õa ọa", "oà oá oả oã oạ"),
        ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
        ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}
_NEW_TONE = re.compile("|".join(_OLD_TONES))


def spellings(word: str) -> set[str]:
    """A word with its other tone placements and tỉ for tỷ.

    >>> sorted(spellings("ủy"))
    ['uỷ', 'ủy']
    """
    forms = {word}
    if not word.isascii():
        key = fold(word).key if word == word.lower() else word
        forms |= {key, _NEW_TONE.sub(lambda m: _OLD_TONES[m.group()], key)}
        forms |= {re.sub(r"\btỷ\b", "tỉ", form) for form in forms}
    return forms


class Token(NamedTuple):
    """A known phrase beside a number: where it is from the number's edge, and what it can be."""

    start: int
    end: int
    phrase: str
    entry: Entry


class _Candidate(NamedTuple):
    """A phrase that may stand on the right: what it takes to be there."""

    phrase: str
    entry: Entry
    cased: bool
    worded: bool
    blocks: frozenset[str] | None
    opens_year: bool
    beyond: re.Pattern[str] | None

    @classmethod
    def of(
        cls, phrase: str, entry: Entry, blocks: Mapping[str, frozenset[str]], year_nouns: Set[str]
    ) -> _Candidate:
        """The phrase with what blocks it; ``opens_year``: no unit before a year (``3 năm 2021``).

        ``beyond`` is a pattern of what may not follow.
        """
        cased = len(phrase) == 1 or phrase != phrase.lower()
        beyond = _NEW_BOUND if "hedge_after" in entry else _HYPHEN if "noun" in entry else None
        if "currency" in entry and not phrase[-1].isalnum():
            beyond = _AMOUNT
        return cls(
            phrase, entry, cased, phrase[-1].isalnum(), blocks.get(phrase), phrase in year_nouns, beyond
        )


class Lexicon:
    """Look-ups for one choice of locales; where two locales disagree the first one wins."""

    def __init__(self, locales: Iterable[Locale]) -> None:
        self.locales = tuple(locales)
        self.right: dict[str, list[tuple[str, Entry]]] = {}
        self.left: dict[str, list[tuple[str, Entry]]] = {}
        self.blocks: dict[str, frozenset[str]] = {}
        right: dict[str, Entry] = {}
        left: dict[str, Entry] = {}
        for locale in self.locales:
            for name, table in _right_tables(locale).items():
                _add(right, name, table)
            if locale is self.locales[0]:
                _add(right, "glued_count", _flags(locale.glued_counts))
            for name, table in _left_tables(locale).items():
                _add(left, name, {word.rstrip(":"): key for word, key in table.items()})
            for word, following in locale.blocks.items():
                for form in spellings(word):
                    known = self.blocks.get(form, frozenset())
                    self.blocks[form] = known.union(*map(spellings, following)) if following else known
        for phrase, entry in right.items():
            first = _NEXT.match(phrase)
            self.right.setdefault(first[1].lower() if first else phrase, []).append((phrase, entry))
        for phrase, entry in left.items():
            self.left.setdefault(phrase.rpartition(" ")[2].rstrip(":"), []).append(
                (phrase.rstrip(":"), entry)
            )
        for index in (self.right, self.left):
            for phrases in index.values():
                phrases.sort(key=lambda item: -len(item[0]))
        year_nouns = {locale.numbers.year_noun for locale in self.locales}
        self._right = {
            first: tuple(_Candidate.of(phrase, entry, self.blocks, year_nouns) for phrase, entry in phrases)
            for first, phrases in self.right.items()
        }

    def after(self, text: str, end: int) -> tuple[Token, ...]:
        """The known phrases that stand one after another from ``end`` on, nearest first."""
        found = _NEXT.match(text, end)
        if not found or found[1].lower() not in self.right:
            return ()
        tokens: list[Token] = []
        raw = text[end : end + REACH]
        low = raw.lower()
        if len(low) != len(raw):
            low = raw
        token = self._after(raw, low, 0)
        while token is not None:
            tokens.append(token)
            token = self._after(raw, low, token.end) if len(tokens) < 8 else None
        while tokens and tokens[-1].entry.keys() <= _PER:
            tokens.pop()
        return tuple(tokens)

    def _after(self, raw: str, low: str, at: int) -> Token | None:
        found = _NEXT.match(low, at)
        phrases = self._right.get(found[1]) if found else None
        if not found or not phrases:
            return None
        start = found.start(1)
        for phrase, entry, cased, worded, blocks, opens_year, beyond in phrases:
            if not (raw if cased else low).startswith(phrase, start):
                continue
            end = start + len(phrase)
            if worded and low[end : end + 1].isalnum():
                continue
            if opens_year and _OPENS_YEAR.match(low, end):
                continue
            if entry.get("period") == "year" and _names_grade(raw, start, end):
                continue
            if beyond and beyond.match(low, end):
                continue
            if blocks and (following := _NEXT.match(low, end)) is not None and following[1] in blocks:
                continue
            return tuple.__new__(Token, (start, end, phrase, entry))
        return None

    def before(self, text: str, start: int) -> tuple[Token, ...]:
        """The known phrases one before another up to ``start``, nearest first; same line and cell only."""
        if not start or text[start - 1] in "\n\t":
            return ()
        raw = text[start - REACH if start > REACH else 0 : start]
        low = raw.lower()
        if len(low) != len(raw):
            low = raw
        low = low.rstrip(_EDGE)
        line = max(low.rfind("\n"), low.rfind("\t")) + 1
        left = self.left
        word = low[max(line, low.rfind(" ") + 1) :].lstrip(_OPENERS)
        if not word or (word not in left and low[-1] not in left):
            return ()
        low = low[line:]
        tokens: list[Token] = []
        edge, new = len(raw) - line, tuple.__new__
        while low and len(tokens) < 5:
            word = low.rpartition(" ")[2].lstrip(_OPENERS)
            for phrase, entry in left.get(word) or left.get(low[-1]) or ():
                at = len(low) - len(phrase)
                if low.endswith(phrase) and not (at and low[at - 1].isalnum() and phrase[0].isalnum()):
                    tokens.append(new(Token, (at - edge, at - edge + len(phrase), phrase, entry)))
                    low = low[:at].rstrip(" \xa0")
                    break
            else:
                break
        return tuple(tokens)


def _names_grade(text: str, start: int, end: int) -> bool:
    """Whether ``Year`` with a number behind it names a school year: ``5,160 Year 6 children``."""
    return text[start].isupper() and text[end - 1] not in "sS" and _GRADE.match(text, end) is not None


def _add(index: dict[str, Entry], name: str, table: Mapping[str, Any]) -> None:
    for word, payload in table.items():
        for form in spellings(word):
            index.setdefault(form, {}).setdefault(name, payload)


def _flags(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words}


def _right_tables(locale: Locale) -> dict[str, Mapping[str, Any]]:
    return {
        "scale": locale.scales,
        "glued": locale.glued_scales,
        "glued_money": _flags(locale.glued_money),
        "currency": locale.currencies,
        "unit": locale.units,
        "period": locale.periods,
        "noun": locale.nouns,
        "aim": _flags({*locale.plan_nouns, *locale.plan_heads} & set(locale.nouns)),
        "percent": locale.percents,
        "multiple": _flags(locale.multiples),
        "sure_multiple": _flags(locale.sure_multiples),
        "per": _flags(locale.per),
        "loose_per": _flags(locale.loose_per),
        "per_word": locale.per_words,
        "age": locale.ages,
        "hour": _flags(locale.hours),
        "clock": locale.clock,
        "suffix": _flags(locale.suffixes),
        "hedge_after": locale.hedges_after,
        "direction_after": locale.directions_after,
        "month": locale.months,
        "month_noun": _flags(filter(None, [locale.month_noun])),
    }


def _left_tables(locale: Locale) -> dict[str, Mapping[str, Any]]:
    prefixes = {
        word: key
        for word, key in locale.currencies.items()
        if not word.islower() or "$" in word or key.lower() == word
    } | dict(locale.money_fronts)
    return {
        "hedge": locale.hedges,
        "direction": locale.directions,
        "not": _flags(locale.not_words),
        "from": _flags(locale.from_words),
        "join": _flags(locale.joins),
        "join_if_from": _flags(locale.joins_if_from),
        "gap": _flags(locale.multiple_marks),
        "needs": _flags(locale.multiple_needs),
        "ordinal": locale.ordinals,
        "rank": _flags(locale.ranks),
        "place": _flags(locale.places),
        "code": locale.code_words,
        "number": _flags(locale.code_numbers),
        "name": _flags(locale.names),
        "plain": _flags(locale.plain),
        "year": _flags(locale.year_words),
        "quarter": _flags(locale.quarter_words),
        "month_word": _flags(locale.month_words),
        "day": _flags(locale.day_words),
        "time": _flags(locale.time_words),
        "aged": _flags(locale.age_words),
        "age_group": _flags(locale.age_groups),
        "closing": _flags(locale.closing_bounds),
        "class": _flags(locale.class_words),
        "phone": _flags(locale.phone_words),
        "identifier": _flags(locale.identifier_words),
        "month": locale.months,
        "prefix": prefixes,
    }
