"""The same mentions whatever the code points: each bundled text is rewritten, and nothing may change.

A rewriting keeps what the text says and changes how it is encoded or typed: NFD, other blanks, full-width
digits, the other tone placement, tỉ for tỷ, Ð for Đ, curly quotes, other dashes. The mentions must be the
same (kind, value, unit key, qualifier), and their spans, mapped through the rewriting, the same places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from evals.dataset import Document
from evals.scorers import Found, Tally

TONES = (
    ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"), ("oè", "òe"), ("oé", "óe"),
    ("oẻ", "ỏe"), ("oẹ", "ọe"), ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"),
)  # fmt: skip
OLD_TONE = {old: new for new, old in TONES} | dict(TONES)
BLANK = r"(?<=[^\W\d]) (?=\w)|(?<=\w) (?=[^\W\d])"  # between two digits a blank may group a number
FULL_WIDTH = {str(digit): chr(0xFF10 + digit) for digit in range(10)}


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One way to write the same text: a pattern, and what each match becomes."""

    name: str
    pattern: str
    into: Callable[[str], str]


REWRITINGS = (
    Rewriting("NFD", r"(?s).", lambda found: unicodedata.normalize("NFD", found)),
    Rewriting("no-break spaces between words", BLANK, lambda _: "\u00a0"),
    Rewriting("narrow no-break spaces between words", BLANK, lambda _: "\u202f"),
    Rewriting("figure spaces between words", BLANK, lambda _: "\u2007"),
    Rewriting("full-width digits", r"\d", lambda found: FULL_WIDTH.get(found, found)),
    Rewriting("full-width percent", r"(?<=\d)%", lambda _: "\uff05"),
    Rewriting(
        "the other tone placement",
        rf"(?<![qQ])(?:{'|'.join(OLD_TONE)})(?!\w)",
        lambda found: OLD_TONE.get(found, found),
    ),
    Rewriting("tỉ for tỷ", r"(?<!\w)tỷ(?!\w)", lambda _: "tỉ"),
    Rewriting("Ð for Đ", r"Đ", lambda _: "Ð"),
    Rewriting("straight quotes", r"[“”]", lambda _: '"'),
    Rewriting("non-breaking hyphens", r"-", lambda _: "\u2011"),
    Rewriting("minus signs between digits", r"(?<=\d)-(?=\d)", lambda _: "\u2212"),
    Rewriting("soft hyphens and zero-width spaces", r"(?<=[^\W\d]) (?=[^\W\d])", lambda _: "\u00ad \u200b"),
    Rewriting("Windows line ends", r"\r?\n", lambda _: "\r\n"),
)


def rewrite(text: str, rewriting: Rewriting) -> tuple[str, list[int]]:
    """The rewritten text, and for every position of the old text (and its end) the one in the new."""
    places: list[int] = []
    pieces: list[str] = []
    length, last = 0, 0
    for match in re.finditer(rewriting.pattern, text):
        kept = text[last : match.start()]
        places += range(length, length + len(kept))
        new = rewriting.into(match.group())
        pieces += [kept, new]
        length += len(kept)
        places += [length] + [length + len(new)] * (len(match.group()) - 1)
        length += len(new)
        last = match.end()
    pieces.append(text[last:])
    places += range(length, length + len(text) - last + 1)
    return "".join(pieces), places


def score(document: Document, find: Callable[[str], tuple[Found, ...]], rewriting: Rewriting) -> Tally:
    """How many mentions of a text are found again in its rewriting, in place, and how many it has in all."""
    text = document.text
    changed, places = rewrite(text, rewriting)
    before = [(places[m.start], places[m.end], *_said(m)) for m in find(text)]
    after = [(m.start, m.end, *_said(m)) for m in find(changed)]
    return Tally(hit=len(set(before) & set(after)), gold=len(before), answered=len(after))


def _said(mention: Found) -> tuple[str | None, ...]:
    value = unicodedata.normalize("NFC", mention.value).replace("Ð", "Đ").replace("\u2011", "-")
    return mention.kind, value, mention.value_high, mention.unit_key, mention.qualifier
