"""One canonical text, made once at the door, and comparison keys; both with a way back.

Canonical text follows the contract, "Text and offsets": line ends become LF (the newline functions of
Unicode 5.8: CR, CRLF, NEL, VT, FF, LS, PS), soft hyphens, zero-width, bidi and control characters are
dropped, NFC (never NFKC), any decimal digit becomes ASCII, full-width ``. , %`` next to digits become ASCII,
no-break spaces become U+00A0 between two digits and a plain space elsewhere, and the hyphens U+2010, U+2011,
U+2012 and U+2212 become ``-``. Everything else stays. Offsets are code points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from service.core.types import Span

_NEWLINES = "\x0b\x0c\r\x85\u2028\u2029"
_DROPPED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters but tab and the line ends
    "\xad"  # soft hyphen
    "\u200b-\u200d\u2060-\u2064\ufeff"  # zero width
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # bidi and deprecated format controls
)
_NO_BREAK = "\xa0\u2007\u202f"
_HYPHENS = "\u2010\u2011\u2012\u2212"
_WIDE = {"．": ".", "，": ",", "％": "%"}

_DIRTY = re.compile(
    f"[{_NEWLINES}{_DROPPED}{_HYPHENS}\u2007\u202f]|(?![0-9])\\d|[．，％]|(?<![0-9])\xa0|\xa0(?![0-9])"
)
_GONE = re.compile(f"[{_DROPPED}]+|\r(?=\n)")
_MARKED = re.compile(".[\u0300-\u036f]+", re.DOTALL)
_WORD = re.compile(r"\S+")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_WIDE_MARK = re.compile("(?<=[0-9])[．，％]|[．，％](?=[0-9])")
_INNER_SPACE = re.compile(f"(?<=[0-9])[{_NO_BREAK}](?=[0-9])")
_ONE_TO_ONE = str.maketrans(dict.fromkeys(_NEWLINES, "\n") | dict.fromkeys(_HYPHENS, "-"))


@dataclass(frozen=True, slots=True)
class Runs:
    """Where each stretch of a made text came from.

    Stretch ``i`` of the made text starts at ``made[i]`` and came from ``origin[i]``; with ``step[i]`` 0 the
    two run in parallel, otherwise the whole stretch came from ``step[i]`` characters as one lump. ``made``
    is empty for the identity.
    """

    made: tuple[int, ...] = ()
    origin: tuple[int, ...] = ()
    step: tuple[int, ...] = ()

    def back(self, start: int, end: int) -> Span:
        """The place in the original; an empty span stays empty."""
        first = self._start(start)
        if end <= start:
            return Span(first, first)
        return Span(first, self._end(end - 1))

    def _start(self, at: int) -> int:
        if not self.made:
            return at
        i = bisect_right(self.made, at) - 1
        return self.origin[i] if self.step[i] else self.origin[i] + at - self.made[i]

    def _end(self, last: int) -> int:
        if not self.made:
            return last + 1
        i = bisect_right(self.made, last) - 1
        return self.origin[i] + (self.step[i] or last - self.made[i] + 1)


IDENTITY = Runs()


class _Weaver:
    """Builds a made text with its runs from the pieces of an original."""

    def __init__(self, original: str) -> None:
        self._original = original
        self._at = 0
        self._length = 0
        self._pieces: list[str] = []
        self._runs: list[tuple[int, int, int]] = []

    def replace(self, start: int, end: int, piece: str) -> None:
        """Keep the original up to ``start``, then put ``piece`` for ``start:end``."""
        self._keep(start)
        if piece:
            self._runs.append((self._length, start, end - start))
            self._pieces.append(piece)
            self._length += len(piece)
        self._at = end

    def finish(self) -> tuple[str, Runs]:
        """The made text and its runs; a last empty stretch maps the end of one to the end of the other."""
        self._keep(len(self._original))
        self._runs.append((self._length, len(self._original), 0))
        made, origin, step = zip(*self._runs, strict=True)
        return "".join(self._pieces), Runs(made, origin, step)

    def _keep(self, until: int) -> None:
        if until > self._at:
            self._runs.append((self._length, self._at, 0))
            self._pieces.append(self._original[self._at : until])
            self._length += until - self._at


@dataclass(frozen=True, slots=True)
class Text:
    r"""Canonical text and the text as received (None where the input was a binary format).

    >>> text = canonicalize("10\u00ad0\r\nU\u0309y")
    >>> text.canonical, text.received_span(0, 3), text.received_span(4, 6)
    ('100\nỦy', Span(start=0, end=4), Span(start=6, end=9))
    """

    canonical: str
    received: str | None
    _dropped: Runs = IDENTITY
    _composed: Runs = IDENTITY

    def received_span(self, start: int, end: int) -> Span | None:
        """The same place in the text as received; None for a binary format."""
        if self.received is None:
            return None
        return self._dropped.back(*self._composed.back(start, end))


def canonicalize(received: str) -> Text:
    r"""The canonical text of ``received`` by the rules of the module, with the map back.

    Canonical input is returned as it is; the result is a fixed point.

    >>> canonicalize("１２，５％ − 3\u202f328").canonical
    '12,5% - 3\xa0328'
    """
    if unicodedata.is_normalized("NFC", received) and not _DIRTY.search(received):
        return Text(received, received)
    kept, dropped = _drop(received)
    composed, runs = _compose(kept)
    return Text(_substitute(composed), received, dropped, runs)


def from_binary(extracted: str) -> Text:
    """The canonical text of what was extracted from a binary format: no received text to point into."""
    return Text(canonicalize(extracted).canonical, None)


def _drop(received: str) -> tuple[str, Runs]:
    if not _GONE.search(received):
        return received, IDENTITY
    weaver = _Weaver(received)
    for gone in _GONE.finditer(received):
        weaver.replace(gone.start(), gone.end(), "")
    return weaver.finish()


def _compose(kept: str) -> tuple[str, Runs]:
    if unicodedata.is_normalized("NFC", kept):
        return kept, IDENTITY
    whole = unicodedata.normalize("NFC", kept)
    for clusters in (_MARKED, _WORD):
        weaver = _Weaver(kept)
        for found in clusters.finditer(kept):
            cluster = found.group()
            if not unicodedata.is_normalized("NFC", cluster):
                weaver.replace(found.start(), found.end(), unicodedata.normalize("NFC", cluster))
        made, runs = weaver.finish()
        if made == whole:
            return made, runs
    weaver = _Weaver(kept)  # marks that combine with white space: one lump
    weaver.replace(0, len(kept), whole)
    return weaver.finish()


def _substitute(text: str) -> str:
    """The rules that put one character for one, so that no place moves."""
    text = _FOREIGN_DIGIT.sub(lambda m: str(unicodedata.decimal(m.group())), text.translate(_ONE_TO_ONE))
    text = _WIDE_MARK.sub(lambda m: _WIDE[m.group()], text)
    text = _INNER_SPACE.sub("\xa0", text)
    return re.sub(f"(?<![0-9])[{_NO_BREAK}]|[{_NO_BREAK}](?![0-9])", " ", text)


@dataclass(frozen=True, slots=True)
class Folded:
    """A comparison key with the way back to the text that it was made from."""

    key: str
    runs: Runs = IDENTITY

    def back(self, start: int, end: int) -> Span:
        """The place in the folded text's original."""
        return self.runs.back(start, end)


_TONES = {  # new style -> old style of the same syllable: hoà and hòa, khoẻ and khỏe, uỷ and ủy
    old: new
    for olds, news in (
        ("òa óa ỏa õa ọa", "oà oá oả oã oạ"),
        ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
        ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}
_TONE = re.compile("[òóỏõọ][ae]|[ùúủũụ]y")
_I_FOR_Y = {"tỉ": "tỷ", "kĩ": "kỹ", "kì": "kỳ", "lí": "lý", "mĩ": "mỹ", "sĩ": "sỹ", "quí": "quý"}
_I_WORD = re.compile(r"(?<!\w)(?:[tkms][ỉĩì]|lí|quí)(?!\w)")
_KEY = str.maketrans(
    {"İ": "i", "Ð": "đ", "ð": "đ", "Ɖ": "đ"}
    | dict.fromkeys("“”„‟«»″〝〞", '"')
    | dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys(
        "\t\n\r\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    )
)
_SPACES = re.compile(" {2,}")


def fold(canonical: str) -> Folded:
    r"""The comparison key: what two spellings of the same words share.

    Equal are: case, tone placement (uỷ and ủy), tỉ and tỷ, Đ and Ð, kinds of quotes, dashes and spaces, and
    the length of a run of spaces. Diacritics keep their identity.

    >>> fold("Uỷ  ban – “Khoá”").key == fold("ủy ban - \"khóa\"").key
    True
    >>> fold("a  b").back(2, 3)
    Span(start=3, end=4)
    """
    key = canonical.translate(_KEY).lower()
    key = _TONE.sub(lambda m: _TONES[m.group()], key)
    key = _I_WORD.sub(lambda m: _I_FOR_Y.get(m.group(), m.group()), key)
    if "  " not in key:
        return Folded(key)
    weaver = _Weaver(key)
    for spaces in _SPACES.finditer(key):
        weaver.replace(spaces.start(), spaces.end(), " ")
    return Folded(*weaver.finish())
