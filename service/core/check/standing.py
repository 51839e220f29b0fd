"""How a figure stands in its sentence: as the present level, an earlier one, or the change between them.

``giảm 118 xuống còn 1.306`` states a change and a level, ``rose from 82% to 91%`` two levels. What a claim
says is read in the same way, from its sentence or from its label, and the two are contrasted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from service.core.check.context import Reader, Standing, subject_words
from service.core.subjects import BEFORE, CHANGE, NOW
from service.core.text import fold
from service.core.types import Qualifier

LONGEST = 4  # words of a phrase
NEAR = 4  # words before a phrase within which a comparison makes it a mere base
_WORD = re.compile(r"[^\W\d_]+")
YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNS = frozenset("+±")


PLAIN = Standing()


@cache
def _phrases(where: str, lang: str) -> Mapping[tuple[str, ...], str]:
    table: Mapping[str, tuple[str, ...]] = getattr(subject_words(lang), where)
    return {tuple(phrase.split()): what for what, said in table.items() for phrase in said}


def standing(reader: Reader, number: int) -> Standing:
    """How mention ``number`` of a text stands; plain where nothing tells. Worked out once."""
    found = reader.standings.get(number)
    if found is None:
        found = reader.standings[number] = _standing(reader, number)
    return found


def _standing(reader: Reader, number: int) -> Standing:
    if reader.text[max(0, reader.mentions[number].start - 1) : reader.mentions[number].start] in _SIGNS:
        return Standing(CHANGE)
    for _ in range(LONGEST):
        left, right = reader.beside(number)
        what = _led(left, reader.lang)
        if what and _holds(what, left[-1:], right, reader, number):
            return Standing(what, led=True)
        if what := _told(right, reader.lang) or _told(reader.behind(number, left), reader.lang):
            return Standing(what)
        if left and left[0] in subject_words(reader.lang).when and _told_before(reader, number, left):
            return Standing(BEFORE)
        number = reader.joined(number, left)
    return PLAIN


def claimed(reader: Reader, number: int) -> Standing:
    """How a number of a digest's sentence stands; a verb of change anywhere before it counts a little."""
    found = standing(reader, number)
    return found if found.what else _hinted(reader.beside(number)[0], reader.lang)


@lru_cache(maxsize=512)
def named(label: str, lang: str) -> Standing:
    """How the figure under a label stands.

    >>> named("Số hộ nghèo kỳ trước", "vi").what, named("Mức giảm số hộ nghèo so với năm trước", "vi").what
    ('before', 'change')
    >>> named("Number of poor households", "en").what, named("Giảm tỷ lệ hộ nghèo", "vi").sure
    ('', False)
    """
    words = _WORD.findall(fold(label).key)
    if _led(words, lang) == NOW:
        return Standing(NOW)
    what = _told(words, lang)
    return Standing(what) if what else _hinted(words, lang)


def fits(claim: Standing, there: Standing) -> int:
    """How well a claim's standing agrees with a mention's: 2 the same, 1 nothing against it, 0 another one.

    >>> fits(Standing("change"), Standing("change")), fits(PLAIN, Standing("now")), fits(PLAIN, PLAIN)
    (2, 2, 2)
    >>> fits(Standing("before"), PLAIN), fits(Standing("before"), Standing("now"))
    (1, 0)
    """
    if (claim.what or NOW) == (there.what or NOW):
        return 2
    return 1 if not there.what or not claim.sure else 0


def _led(words: Sequence[str], lang: str) -> str:
    """What the words right before a number make of it; years and hedges between are passed over."""
    table, fillers = _phrases("led", lang), subject_words(lang).fillers
    end = len(words)
    while end:
        for size in range(min(LONGEST, end), 0, -1):
            if what := table.get(tuple(words[end - size : end])):
                return what
        if words[end - 1] not in fillers and not YEAR.fullmatch(words[end - 1]):
            return ""
        end -= 1
    return ""


def _holds(what: str, last: Sequence[str], right: Sequence[str], reader: Reader, number: int) -> bool:
    """False for ``to 91`` where nothing rose or fell before it, and for ``from 82`` where nothing follows."""
    onward = subject_words(reader.lang).onward
    if not last or last[0] not in onward:
        return True
    if what == BEFORE and any(word in onward for word in right):
        return reader.mentions[number].qualifier is not Qualifier.AT_LEAST
    return _moving(reader.before(number), reader.lang)


def _told_before(reader: Reader, number: int, left: Sequence[str]) -> bool:
    """True where the words before a clause name an earlier time (``năm ngoái, khi đàn lợn là …``)."""
    words = reader.before(number)
    words = words[: len(words) - len(left)][-LONGEST - 2 :]
    table = _phrases("told", reader.lang)
    spans = ((i, i + size) for i in range(len(words)) for size in range(1, LONGEST + 1))
    return any(table.get(tuple(words[i:end])) == BEFORE for i, end in spans)


def _moving(words: Sequence[str], lang: str) -> bool:
    """True where something rises or falls."""
    led = _phrases("led", lang)
    return any(led.get((word,)) == CHANGE for word in words)


def _hinted(words: Sequence[str], lang: str) -> Standing:
    """What some word of a claim makes its figure look like."""
    if _moving(words, lang):
        return Standing(CHANGE, sure=False)
    earlier = subject_words(lang).earlier
    return PLAIN if earlier.isdisjoint(words) else Standing(BEFORE, sure=False)


def _told(words: Sequence[str], lang: str) -> str:
    """What a phrase among the words says of the figure; a base of comparison says nothing."""
    table, compared = _phrases("told", lang), subject_words(lang).compared
    found = ""
    i = 0
    while i < len(words):
        for size in range(min(LONGEST, len(words) - i), 0, -1):
            what = table.get(tuple(words[i : i + size]))
            if what is None:
                continue
            if what == CHANGE:
                return what
            if compared.isdisjoint(words[max(0, i - NEAR) : i]):
                found = what if what == BEFORE else found or what
            i += size - 1
            break
        i += 1
    return found
