"""Every number that a digest states, with the words, unit, period and quote that stand beside it.

A claim is each number in each string and each JSON number, except inside ``quote`` and in object keys. Any
JSON shape works; plain prose is one string at path ``""``. JSON numbers keep their literal: they never pass
through a binary fraction.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from service.core.grammar import find_mentions, guess_lang
from service.core.locales import LOCALES
from service.core.segments import segment
from service.core.text import Text, canonicalize
from service.core.types import Kind, Mention, Quantity, Span, exact

LONGEST_LITERAL = 64  # characters of a JSON number; also the largest exponent
LONGEST_FIELD = 600  # characters of a label, unit or period that speak for the values beside it
MOST_FIELDS = 40  # labels, units and so on of one object that are read
UNREAD = "unread"  # the rule of a number in signs that are no digits
DEEPEST = 200  # nested arrays and objects
WORDS_OF_OWN_LANGUAGE = 4  # a string with as many words is judged by its own language, not by the digest's
GUESSED = 20_000  # characters of the digest that its language is guessed from


class UnreadableDigest(ValueError):
    """The digest is not JSON that can be checked; the message says why and where."""


class NumberLiteral(str):
    """A JSON number exactly as it was written.

    >>> parse_json('{"a": 1.10}')
    {'a': '1.10'}
    """

    __slots__ = ()


Json: TypeAlias = "bool | int | str | NumberLiteral | list[Json] | dict[str, Json] | None"


def parse_json(text: str | bytes) -> Json:
    """JSON with every number as a ``NumberLiteral``.

    Raises:
        UnreadableDigest: not JSON or not UTF-8, a key twice in one object, NaN or Infinity, a number of more
            than 64 characters or with an exponent beyond 64, or nesting deeper than 200.
    """
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_literal,
            parse_int=_literal,
            parse_constant=_no_number,
        )
    except UnreadableDigest:
        raise
    except RecursionError:
        raise UnreadableDigest(f"nested deeper than {DEEPEST} levels") from None
    except UnicodeDecodeError:
        raise UnreadableDigest("not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise UnreadableDigest(f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    for _ in _leaves(value):
        pass
    return value


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableDigest(f"the key {_repeated(pairs)[:60]!r} stands twice in one object")
    return found


def _repeated(pairs: list[tuple[str, Json]]) -> str:
    """The first key that stands there a second time; there must be one."""
    counts = Counter(name for name, _ in pairs)
    return next(name for name, count in counts.items() if count > 1)


def _literal(written: str) -> NumberLiteral:
    exponent = written.lower().partition("e")[2]
    if len(written) > LONGEST_LITERAL or (exponent and abs(int(exponent)) > LONGEST_LITERAL):
        raise UnreadableDigest(f"the number {written[:20]}… is too long or too large to be a figure")
    return NumberLiteral(written)


def _no_number(word: str) -> Json:
    raise UnreadableDigest(f"{word} is not a number in JSON")


class Part(StrEnum):
    """What the string that holds a claim is to the digest."""

    VALUE = "value"
    LABEL = "label"
    UNIT = "unit"
    PERIOD = "period"
    PROSE = "prose"


_NAMES: Mapping[Part, frozenset[str]] = {
    Part.VALUE: frozenset({"value", "valuetext", "amount", "number", "figure", "quantity", "count", "total"}),
    Part.LABEL: frozenset(
        {"label", "name", "title", "metric", "indicator", "item", "description", "subject"}
    ),
    Part.UNIT: frozenset({"unit", "units", "currency", "uom", "scale"}),
    Part.PERIOD: frozenset({"period", "year", "date", "asof", "time", "start", "end", "quarter", "month"}),
}
_NAMES_VI: Mapping[Part, frozenset[str]] = {
    Part.VALUE: frozenset({"giá trị", "số liệu", "kết quả", "gia tri", "so lieu", "ket qua"}),
    Part.LABEL: frozenset({"chỉ tiêu", "tên", "nhãn", "nội dung", "chi tieu", "ten", "nhan", "noi dung"}),
    Part.UNIT: frozenset({"đơn vị", "đơn vị tính", "đvt", "don vi", "don vi tinh", "dvt"}),
    Part.PERIOD: frozenset({"năm", "kỳ", "thời gian", "nam", "ky", "thoi gian"}),
}
_HEDGES = frozenset({"qualifier", "bound", "hedge", "approx", "approximate"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]", re.IGNORECASE
)
_SYLLABLE = re.compile(
    r"(?:ngh|[cgknpt]h|n?g|gi|qu|tr|[bcdhklmnprstvx])?[aeiouy]{1,3}(?:ch|n[gh]?|[cmpt])?"
)  # a Vietnamese syllable without its marks
_LEAD = ": "  # what stands before a figure that begins its string, for the grammar to read it as one
_SIGNED = re.compile(r"\s*[-−](?:[A-Z]{0,3}[$€£¥₫₩₹])?\d")  # a sign, not the dash of a list
_MAY_BE_STRANGE = re.compile(
    "[\xb2\xb3\xb9\xbc-\xbe]|[^\x00-\u02ff\u0300-\u036f\u1e00-\u1eff\u2010-\u2027\u20ab]"
)  # no letter or mark of Vietnamese or English is a number
_FIGURE = re.compile("[0-9IVX]")
_ISO = re.compile(r"\s*(\d{4})-(\d{2})(?:-(\d{2}))?\s*")


class Setting(NamedTuple):
    """What stands beside a value: words of its label, unit, period and the quote it was taken from.

    ``quotes`` are (path, text) pairs. ``hedged`` is true where a field of its own states the bound.
    """

    label: str = ""
    unit: str | None = None
    period: str | None = None
    quotes: tuple[tuple[str, str], ...] = ()
    hedged: bool = False


class Passage(NamedTuple):
    """One string or number of the digest: its path, text, language, what it is, and the numbers in it.

    ``langs`` holds the language of each number's sentence where they differ.
    """

    path: str
    text: Text
    lang: str
    part: Part
    setting: Setting
    mentions: tuple[Mention, ...]
    langs: tuple[str, ...] = ()
    number: bool = False


class Draft(NamedTuple):
    """A claim before its verdict: number ``at`` of those of its string, read in ``lang``.

    ``quantity`` is what it states with scale and unit of its ``unit`` field applied. ``clash`` is true where
    the value's own unit and the ``unit`` field contradict each other.
    """

    passage: Passage
    at: int
    mention: Mention
    lang: str
    quantity: Quantity
    clash: bool = False


class Quote(NamedTuple):
    """A quote of the digest and where it stands."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a digest in its order, its quotes, and the language it is written in."""

    drafts: tuple[Draft, ...]
    quotes: tuple[Quote, ...]
    lang: str


class _Leaf(NamedTuple):
    """A string or number of the digest, its path, its key, and the object around it with that one's path."""

    path: str
    value: str
    key: str
    keys: tuple[str, ...]
    around: Mapping[str, Json] = MappingProxyType({})
    around_path: str = ""
    quoted: bool = False


def find_claims(digest: Json, lang: str = "auto") -> Claims:
    """The claims and quotes of a digest.

    ``lang`` is the language of the source; it decides only where the digest has no words of its own.
    """
    leaves = list(_leaves(digest))
    prose = " ".join(
        leaf.value for leaf in leaves if not leaf.quoted and not isinstance(leaf.value, NumberLiteral)
    )
    own = guess_lang(canonicalize(prose[:GUESSED]).canonical) if _LETTERS.search(prose) else lang
    drafts: list[Draft] = []
    objects = _Objects()
    for leaf in leaves:
        if leaf.quoted:
            continue
        passage = _passage(leaf, own, objects)
        if passage is not None:
            drafts += (_draft(passage, i) for i in range(len(passage.mentions)))
    quotes = tuple(Quote(leaf.path, leaf.value) for leaf in leaves if leaf.quoted and _is_words(leaf.value))
    return Claims(tuple(drafts), quotes, own)


def _leaves(digest: Json) -> Iterator[_Leaf]:
    """Strings and numbers in the order of the digest, without recursion."""
    whole = digest if isinstance(digest, str) else ""
    stack: list[tuple[Json, _Leaf, int]] = [(digest, _Leaf("", whole, "", ()), 0)]
    while stack:
        value, at, depth = stack.pop()
        if depth > DEEPEST:
            raise UnreadableDigest(f"nested deeper than {DEEPEST} levels")
        if isinstance(value, dict):
            stack += [
                (
                    child,
                    _Leaf(
                        f"{at.path}/{_escape(k)}",
                        child if isinstance(child, str) else "",
                        k,
                        (*at.keys, k),
                        value,
                        at.path,
                        at.quoted or k == "quote",
                    ),
                    depth + 1,
                )
                for k, child in reversed(value.items())
            ]
        elif isinstance(value, list):
            stack.extend(
                (
                    child,
                    _Leaf(
                        f"{at.path}/{i}",
                        child if isinstance(child, str) else "",
                        at.key,
                        at.keys,
                        at.around,
                        at.around_path,
                        at.quoted,
                    ),
                    depth + 1,
                )
                for i, child in reversed(tuple(enumerate(value)))
            )
        elif isinstance(value, str):
            yield at
        elif isinstance(value, int) and not isinstance(value, bool):
            yield at._replace(value=_literal(str(value)))
        elif value is not None and not isinstance(value, bool):
            raise UnreadableDigest(
                f"{at.path or 'the digest'} holds a {type(value).__name__}, which has no exact literal"
            )


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


@lru_cache(maxsize=1024)
def _words_of_key(key: str) -> str:
    """The words of an object key: ``membersAdmitted`` and ``members_admitted`` are two words."""
    return " ".join(w for w in _CAMEL.split(canonicalize(key).canonical) if w)


@lru_cache(maxsize=1024)
def _part_of_key(key: str) -> Part | None:
    words = _words_of_key(key).casefold()
    joined = words.replace(" ", "")
    for part in Part:
        if joined in _NAMES.get(part, ()) or words in _NAMES_VI.get(part, ()):
            return part
    return None


def _passage(leaf: _Leaf, lang: str, objects: _Objects) -> Passage | None:
    """The leaf with its numbers read in its language and with what stands beside it; None without numbers."""
    if isinstance(leaf.value, NumberLiteral):
        text = objects.text(leaf.value)
        part = _part_of_key(leaf.key) or Part.VALUE
        part = part if part is Part.PERIOD else Part.VALUE
        mentions: tuple[Mention, ...] = (_number(leaf.value, part),)
        return Passage(leaf.path, text, lang, part, objects.setting(leaf, part), mentions, number=True)
    text = objects.text(leaf.value)
    if not _may_hold(text.canonical):
        return None
    part = _part(leaf, text.canonical, objects)
    lang = _language(text.canonical, lang)
    if part is Part.VALUE and (setting := objects.setting(leaf, part)).label:
        lang = _language_beside(text.canonical, setting, lang)
    mixed = _mixed(text.canonical, lang) if part is Part.PROSE else None
    mentions, langs = mixed or (objects.mentions(text.canonical, lang), ())
    if not mentions:
        return None
    return Passage(leaf.path, text, lang, part, objects.setting(leaf, part), mentions, langs)


def _language_beside(text: str, setting: Setting, lang: str) -> str:
    """The language of a value, told by its label and unit where it has too few words of its own."""
    if _VIETNAMESE.search(text):
        return lang
    if _VIETNAMESE.search(f"{setting.label} {setting.unit or ''}"):
        return "vi" if len(_LETTERS.findall(text)) < WORDS_OF_OWN_LANGUAGE else lang
    return label_language(setting.label, lang)


def _mixed(text: str, lang: str) -> tuple[tuple[Mention, ...], tuple[str, ...]] | None:
    """The numbers of prose in two languages, each sentence read in its own; None for one language."""
    spans = segment(text).sentences
    langs = [_language(text[s.start : s.end], lang) for s in spans]
    if len(set(langs)) < 2:
        return None
    read = {one: _mentions(text, one) for one in set(langs)}
    starts = {one: [m.start for m in mentions] for one, mentions in read.items()}
    found = [
        (mention, one)
        for span, one in zip(spans, langs, strict=True)
        for mention in read[one][bisect_left(starts[one], span.start) : bisect_left(starts[one], span.end)]
    ]
    return tuple(m for m, _ in found), tuple(one for _, one in found)


def _mentions(text: str, lang: str) -> tuple[Mention, ...]:
    """The numbers of a string, and what only looks like one."""
    found = _read_numbers(text, lang) if _may_count(text) else ()
    if not _may_be_strange(text):
        return found
    taken = {i for m in found for i in range(m.start, m.end)}
    strange = [m for m in _unread(text, lang) if m.start not in taken]
    return tuple(sorted((*found, *strange), key=lambda m: m.start)) if strange else found


def _may_hold(text: str) -> bool:
    """True where a string may hold a number, or what only looks like one."""
    return _may_count(text) or _may_be_strange(text)


def _may_be_strange(text: str) -> bool:
    """True where a sign of a string may be a number and no digit."""
    return not text.isascii() and _MAY_BE_STRANGE.search(text) is not None


def _may_count(text: str) -> bool:
    """True where a string has a digit, a letter of a Roman number, or a word of a number in words."""
    return _FIGURE.search(text) is not None or not _number_words().isdisjoint(_LETTERS.findall(text.lower()))


@cache
def _number_words() -> frozenset[str]:
    """Every word of a number in words, of any language."""
    words = (word for locale in LOCALES.values() for word in locale.numbers.words)
    return frozenset(part for word in words for part in _LETTERS.findall(word))


def _unread(text: str, lang: str) -> Iterator[Mention]:
    """Numbers in signs that are no digits (``¹⁷⁷``, ``½``, ``一百``), which the grammar leaves alone.

    An exponent or a footnote mark is none, nor is a mark at the head of an item, nor a rank (``Đại hội Ⅷ``).
    """
    for strange, run in groupby(range(len(text)), lambda i: _strange(text[i])):
        if not strange:
            continue
        places = list(run)
        start, end = places[0], places[-1] + 1
        before, after = text[max(0, start - 1) : start], text[end : end + 4].lstrip(" .)")[:1]
        raised = unicodedata.decomposition(text[start]).startswith(("<super>", "<sub>"))
        category = unicodedata.category(text[start])
        if raised and before and not before.isspace() and before not in "([":
            continue
        if end - start == 1 and after.isupper() and before in ("", "\n"):
            continue
        if category == "Lo" and end - start == 1 and (before + text[end : end + 1]).strip():
            continue
        if category == "Nl" and ord(text[start]) < 0x3000 and not _counts(text[end : end + 40], lang):
            continue
        said = text[start:end]
        yield Mention(start, end, said, Quantity(Kind.NAME, said), rule=UNREAD)


def _strange(sign: str) -> bool:
    """True for a sign that is a number and no digit."""
    return not sign.isdecimal() and unicodedata.numeric(sign, None) is not None


def _counts(after: str, lang: str) -> bool:
    """True where a number before these words would count something."""
    found = find_mentions(f"{_LEAD}8{after}", lang)
    return bool(found) and found[0].kind is Kind.CARDINAL and found[0].quantity.unit is not None


def _read_numbers(text: str, lang: str) -> tuple[Mention, ...]:
    """The numbers that the grammar reads; a lone ISO date is a date whatever the language says."""
    if iso := _ISO.fullmatch(text):
        start, end = iso.start(1), iso.end(3 if iso[3] else 2)
        return (Mention(start, end, text[start:end], Quantity(Kind.DATE, text[start:end])),)
    if _SIGNED.match(text):
        shift = len(_LEAD)
        return tuple(
            _moved(m, -shift) for m in find_mentions(_LEAD + text, lang, zoned=False) if m.start >= shift
        )
    return find_mentions(text, lang, zoned=False)


def _moved(mention: Mention, by: int) -> Mention:
    """A mention at another place."""
    spans = tuple(Span(s.start + by, s.end + by) for s in mention.qualifier_spans)
    return replace(mention, start=mention.start + by, end=mention.end + by, qualifier_spans=spans)


@lru_cache(maxsize=256)
def _guessed(text: str) -> str:
    """The language of a label or sentence, which is asked for as a string and as what stands beside one."""
    return guess_lang(text)


def _language(text: str, lang: str) -> str:
    """The language that a string is read in: its own where it shows one, else the digest's."""
    words = len(_LETTERS.findall(text))
    if not words:
        return lang
    if words >= WORDS_OF_OWN_LANGUAGE:
        return _guessed(text)
    if _VIETNAMESE.search(text):
        return "vi"
    return "en" if lang == "vi" and _foreign(text) else lang


def _foreign(text: str) -> bool:
    """True where at least half of the words are no Vietnamese syllables; units and names in capitals apart.

    >>> _foreign("Inhabitants stood at"), _foreign("Households"), _foreign("4 chi"), _foreign("5 GDP")
    (True, True, False, False)
    """
    words = [w.lower() for w in _LETTERS.findall(text) if len(w) > 2 and w.isalpha() and not w.isupper()]
    strange = sum(_SYLLABLE.fullmatch(w) is None for w in words)
    return strange > 0 and strange * 2 >= len(words)


@lru_cache(maxsize=1024)
def label_language(label: str, lang: str) -> str:
    """The language of a label: words without any Vietnamese letter are not Vietnamese.

    >>> label_language("Members admitted", "vi"), label_language("Kết nạp", "en")
    ('en', 'vi')
    """
    if _VIETNAMESE.search(label):
        return "vi"
    if len(_LETTERS.findall(label)) > 1:
        return _guessed(label)
    return "en" if lang == "vi" and _foreign(label) else lang


def _number(literal: str, part: Part) -> Mention:
    """A JSON number as a mention: the point is always the decimal mark."""
    value = Fraction(literal)
    kind = Kind.CARDINAL
    if part is Part.PERIOD and value.denominator == 1 and 1000 <= value <= 2999:
        kind = Kind.YEAR
    decimals = len(re.split("[eE]", literal)[0].partition(".")[2])
    power = int(re.split("[eE]", literal)[1]) if "e" in literal.lower() else 0
    ulp = Fraction(10) ** (power - decimals)
    quantity = Quantity(kind, decimal(value), ulp=None if kind is Kind.YEAR else decimal(ulp))
    return Mention(0, len(literal), literal, quantity)


def decimal(value: Fraction) -> str:
    """A fraction as a decimal string, or ``n/d`` where it has no finite decimals.

    >>> decimal(Fraction(1201, 100)), decimal(Fraction(1, 3)), decimal(Fraction(-5, 1))
    ('12.01', '1/3', '-5')
    """
    places, denominator = 0, value.denominator
    for prime in (2, 5):
        count = 0
        while denominator % prime == 0:
            denominator //= prime
            count += 1
        places = max(places, count)
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{whole}" if value < 0 else whole


def _part(leaf: _Leaf, text: str, objects: _Objects) -> Part:
    """What a string is: by its key, or a value where it is little more than one number."""
    if not leaf.keys:
        return Part.PROSE
    named = _part_of_key(leaf.key)
    above = _part_of_key(leaf.keys[-2]) if len(leaf.keys) > 1 else None
    if above is Part.PERIOD and named in (None, Part.LABEL):
        return Part.PERIOD
    if named is Part.LABEL and not objects.named(leaf).measured:
        return Part.PROSE  # the title of the digest, not the label of a value
    if named is not None:
        return named
    short = len(_LETTERS.findall(text)) <= 4 and not text.rstrip().endswith(".")
    return Part.VALUE if short and any(map(str.isdigit, text)) else Part.PROSE


class _Named(NamedTuple):
    """The fields of one object whose key says what they are, part -> (key, text); quotes, and hedges.

    ``measured`` is true where one is a value, so that the other strings speak of that value.
    """

    fields: Mapping[Part, tuple[tuple[str, str], ...]]
    quotes: tuple[tuple[str, str], ...]
    hedges: frozenset[str]
    measured: bool


class _Objects:
    """What the fields of each object of a digest say of one another, read once for each object."""

    def __init__(self) -> None:
        self._texts: dict[str, Text] = {}
        self._mentions: dict[tuple[str, str], tuple[Mention, ...]] = {}
        self._named: dict[int, _Named] = {}
        self._settings: dict[tuple[int, str, Part], Setting] = {}

    def text(self, received: str) -> Text:
        """The canonical text of a string, which units and labels repeat."""
        found = self._texts.get(received)
        if found is None:
            found = self._texts[received] = canonicalize(received)
        return found

    def mentions(self, text: str, lang: str) -> tuple[Mention, ...]:
        """The numbers of a canonical text, which units and values repeat."""
        key = text, lang
        found = self._mentions.get(key)
        if found is None:
            found = self._mentions[key] = _mentions(text, lang)
        return found

    def named(self, leaf: _Leaf) -> _Named:
        """The telling fields of the object around a leaf, which lives as long as the leaf."""
        found = self._named.get(id(leaf.around))
        if found is None:
            found = self._named[id(leaf.around)] = _named(leaf.around, leaf.around_path, self)
        return found

    def setting(self, leaf: _Leaf, part: Part) -> Setting:
        """What the siblings of a value say of it; for prose, nothing."""
        if part is Part.PROSE and leaf.key not in leaf.around:
            return Setting()
        key = (id(leaf.around), leaf.key, part)
        found = self._settings.get(key)
        if found is None:
            found = _setting(leaf, part, self.named(leaf))
            if part is Part.PROSE:
                found = found._replace(label="")  # a digest's title names no figure of its prose
            self._settings[key] = found
        return found


def _named(around: Mapping[str, Json], path: str, objects: _Objects) -> _Named:
    fields: dict[Part, tuple[tuple[str, str], ...]] = {}
    room = MOST_FIELDS
    quotes: tuple[tuple[str, str], ...] = ()
    hedges: set[str] = set()
    measured = False
    for key, value in around.items():
        part = _part_of_key(key)
        measured = measured or part is Part.VALUE
        if key == "quote":
            quotes = tuple(_quotes(f"{path}/quote", value))
        elif part is not None and room:
            room -= 1
            if text := objects.text(_told_in(value)).canonical:
                fields[part] = (*fields.get(part, ()), (key, text))
        elif key.casefold() in _HEDGES and value not in (None, "exact", ""):
            hedges.add(key)
    return _Named(fields, quotes, frozenset(hedges), measured)


def _setting(leaf: _Leaf, part: Part, named: _Named) -> Setting:
    def beside(wanted: Part) -> str:
        told = named.fields.get(wanted)
        return " ".join([text for key, text in told if key != leaf.key]) if told else ""

    label = beside(Part.LABEL)
    if part is Part.VALUE and not label:
        label = " ".join(_words_of_key(k) for k in leaf.keys[-2:] if _part_of_key(k) is None)[:LONGEST_FIELD]
    unit, period = beside(Part.UNIT) or None, beside(Part.PERIOD) or None
    return Setting(label, unit, period, named.quotes, bool(named.hedges))


def _told_in(value: Json) -> str:
    """What a sibling field says, one level deep."""
    if isinstance(value, str):
        return value[:LONGEST_FIELD]
    said = (v for v in value.values() if isinstance(v, str)) if isinstance(value, dict) else ()
    return " ".join(said)[:LONGEST_FIELD]


def _is_words(value: str) -> bool:
    return bool(value.strip()) and not isinstance(value, NumberLiteral)


def _quotes(path: str, value: Json) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and _is_words(value):
        yield path, value
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _quotes(f"{path}/{i}", item)


def _draft(passage: Passage, index: int) -> Draft:
    """The claim with the unit field's scale and unit applied to its number."""
    mention, lang = passage.mentions[index], passage.langs[index] if passage.langs else passage.lang
    quantity, clash = mention.quantity, False
    if passage.part is Part.VALUE and passage.setting.unit and len(passage.mentions) == 1:
        probe = _probe(passage.setting.unit, passage.lang)
        dated = quantity.kind is Kind.YEAR or quantity.kind is Kind.DATE
        if probe is not None and not dated and exact(quantity.value) is not None:
            quantity, clash = _joined(quantity, probe)
    return Draft(passage, index, mention, lang, quantity, clash)


@lru_cache(maxsize=512)
def _probe(unit: str, lang: str) -> Quantity | None:
    """What one of a unit field as received is, in the language that it shows or else in ``lang``."""
    return unit_quantity(unit, _language(unit, lang))


def _joined(own: Quantity, unit: Quantity) -> tuple[Quantity, bool]:
    """A number with its unit field: scale and unit applied once; True where the two contradict each other."""
    scale = exact(unit.value) or Fraction(1)
    if own.kind is Kind.RATIO and unit.kind in _UNITED:
        return own, True
    bare = own.unit is None and own.kind in (Kind.CARDINAL, Kind.RATIO)
    if not bare:
        return own, _contradict(own, unit)
    if own.scale != "1" or own.kind is Kind.RATIO:
        scale = Fraction(1)
    kind = own.kind if own.kind is Kind.RATIO or unit.kind in (Kind.YEAR, Kind.ORDINAL) else unit.kind

    def scaled(value: str | None) -> str | None:
        number = exact(value)
        return value if number is None or scale == 1 else decimal(number * scale)

    quantity = Quantity(
        kind, scaled(own.value) or own.value, scaled(own.value_high), unit.unit, unit.unit_key,
        own.scale if own.scale != "1" else unit.scale, scaled(own.ulp), own.form,
        () if scale != 1 else own.readings,
    )  # fmt: skip
    return quantity, False


def _contradict(own: Quantity, unit: Quantity) -> bool:
    """True where a value says ``tỷ đồng`` and its unit field ``triệu đồng`` or ``USD``.

    Or ``%`` and ``ha``.
    """
    if own.unit_key and unit.unit_key and own.unit_key != unit.unit_key:
        return True
    if own.scale != "1" and unit.scale not in ("1", own.scale):
        return True
    return (
        (own.kind is Kind.PERCENT) != (unit.kind is Kind.PERCENT)
        and unit.kind in _UNITED
        and own.kind in _UNITED
    )


_UNITED = frozenset({Kind.PERCENT, Kind.MONEY, Kind.MEASURE, Kind.DURATION, Kind.RATE})


@lru_cache(maxsize=512)
def unit_quantity(unit: str, lang: str) -> Quantity | None:
    """What one of a unit is (``tỷ đồng`` = 10^9 VND, ``%`` = 1 percent); None where the field holds a number.

    The unit is read by the grammar itself, after the number 1 or around it (``VND billion``).
    """
    unit = unit.strip(" ()[].,:")
    if not unit or any(map(str.isdigit, unit)):
        return None
    first, _, rest = unit.partition(" ")
    best: Quantity | None = None
    for text in (f"1 {unit}", f"1{unit}", f"{first} 1 {rest}", f"{unit} 1"):
        found = find_mentions(text, lang)
        if (
            len(found) != 1
            or exact(found[0].value) is None
            or found[0].kind in (Kind.YEAR, Kind.DATE, Kind.ORDINAL)
        ):
            continue
        quantity = found[0].quantity
        if quantity.unit_key is not None or quantity.scale != "1" or quantity.kind is not Kind.CARDINAL:
            if len(found[0].text) >= len(text) - 1 or best is None:
                best = quantity
            if len(found[0].text) >= len(text) - 1:
                break
    return best if best is not None else Quantity(Kind.CARDINAL, "1", unit=unit)


__all__ = (
    "UNREAD", "Claims", "Draft", "Json", "NumberLiteral", "Part", "Passage", "Quote", "Setting",
    "UnreadableDigest", "decimal", "find_claims", "parse_json", "unit_quantity",
)  # fmt: skip
