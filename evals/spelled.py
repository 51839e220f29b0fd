"""Spelled integers for round trips: a small speller of our own, in Vietnamese and English, with dialects.

It shares no code with the grammar. ``sample`` draws numbers so that every length from one to twelve digits
comes as often, since most random numbers are long; from two on, because "one" is also an article.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from evals.render import spell

LONGEST = 12
SCALES = {
    "vi": ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn")),
    "en": ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")),
}
DIALECTS = {
    "vi": (("nghìn", "ngàn"), ("tỷ", "tỉ"), ("linh", "lẻ")),
    "en": ((" and ", " "), ("-", " ")),
}

FRAMES = {"vi": "Toàn huyện có {} người.", "en": "There were {} people."}


def spelled(number: int, lang: str) -> str:
    """An integer below 10^12 in words.

    >>> spelled(1_002_015, "vi"), spelled(40_105, "en")
    ('một triệu không trăm linh hai nghìn không trăm mười lăm', 'forty thousand one hundred and five')
    """
    if number < 1000:
        return spell(number, lang) if number else ("không" if lang == "vi" else "zero")
    words: list[str] = []
    rest = number
    for scale, name in SCALES[lang]:
        count, rest = divmod(rest, scale)
        if count:
            words.append(f"{_group(count, lang, first=not words)} {name}")
    if rest:
        words.append(_group(rest, lang, first=False))
    return " ".join(words)


def _group(number: int, lang: str, *, first: bool) -> str:
    """Three digits (or more, above a billion) inside a longer number."""
    if number >= 1000:
        return spelled(number, lang)
    if first or number >= 100:
        return spell(number, lang)
    if lang == "en":
        return spell(number, lang)
    return f"không trăm {'linh ' if number < 10 else ''}{spell(number, lang)}"


def sample(lang: str, number: int, seed: int) -> Iterator[tuple[int, str]]:
    """So many numbers, each spelled in a sentence, seeded; every third one in a dialect."""
    draw = random.Random(f"{seed}/{lang}")  # noqa: S311 -- repeatable, not secret
    for index in range(number):
        value = draw.randrange(2, 10 ** draw.randint(1, LONGEST))
        text = spelled(value, lang)
        if index % 3 == 0:
            old, new = draw.choice(DIALECTS[lang])
            text = text.replace(old, new)
        yield value, FRAMES[lang].format(text)
