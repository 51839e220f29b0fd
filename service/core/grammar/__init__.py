"""Every number of a text, with its place, kind, value, unit and hedges.

The pass over a paragraph (``scan``; ``words`` for numbers in words) touches only digits, Roman letters and
the rare letters of number words. What stands beside a number is looked up in the lexicon built from the
locale tables; the wording that was found (cues on the left, the run itself, unit words on the right) decides
what the number is, once per wording (``wordings``: ``shapes``, ``plain``, ``units``). Two numbers may be one
mention (``ranges``). Then the text as a whole decides what a wording cannot: separators, implied money and
points (``settle``), plans (``targets``), zones and table cells (``places``). What stays open is kept in
``readings``.
"""

from __future__ import annotations

import gc

from service.core.grammar.places import mentions, place
from service.core.grammar.scan import drafts_of
from service.core.grammar.settle import settle
from service.core.grammar.targets import targets
from service.core.grammar.wordings import Grammar, grammar_of
from service.core.locales import LOCALES
from service.core.types import Mention

_LONG = (
    100_000  # characters from which the collector of cycles waits: it would walk all mentions again and again
)
_LOOK_ALIKES = tuple(zip("–—―‘’ʼðÐƉ", "---'''đĐĐ", strict=True))


def guess_lang(text: str) -> str:
    """The language of a text, from letters that only one language has; English where there are none.

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


def find_mentions(text: str, lang: str = "auto", *, zoned: bool = True) -> tuple[Mention, ...]:
    """Every mention of a canonical text, ordered and disjoint.

    With ``zoned`` false all stand in the body: for a text that is no page.

    >>> [(m.text, m.kind.value, m.value) for m in find_mentions("đạt 285,695 tỷ đồng, tăng 12,66%")]
    [('285,695 tỷ đồng', 'money', '285695000000'), ('12,66%', 'percent', '12.66')]
    """
    grammar = grammar_of(guess_lang(text) if lang == "auto" else lang)
    if len(text) < _LONG or not gc.isenabled():
        return _read(text, grammar, zoned=zoned)
    gc.disable()
    try:
        return _read(text, grammar, zoned=zoned)
    finally:
        gc.enable()


def _read(text: str, grammar: Grammar, *, zoned: bool) -> tuple[Mention, ...]:
    alike = _alike(text)
    drafts = drafts_of(alike, grammar)
    if not drafts:
        return ()
    starts = settle(alike, drafts, grammar)
    zones, planned = place(alike, drafts, starts, grammar, zoned=zoned)
    return mentions(text, drafts, targets(alike, drafts, starts, planned, grammar), zones)


def _alike(text: str) -> str:
    """The text with look-alike signs made one, no place moved: dashes, apostrophes, Đ and Ð."""
    if text.isascii():
        return text
    for sign, usual in _LOOK_ALIKES:
        if sign in text:
            text = text.replace(sign, usual)
    return text
