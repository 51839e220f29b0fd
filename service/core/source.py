"""A report made ready once: text, language, mentions and segments; every later step reads from it."""

from __future__ import annotations

from dataclasses import dataclass

from service.core.grammar import find_mentions, guess_lang
from service.core.segments import Segments, segment
from service.core.text import Text, canonicalize, from_binary
from service.core.types import Mention


@dataclass(frozen=True, slots=True)
class Source:
    """The index of a report, built once."""

    text: Text
    lang: str
    mentions: tuple[Mention, ...]
    segments: Segments


def read_source(received: str, lang: str = "auto", *, binary: bool = False) -> Source:
    """The source read from a report as received; ``binary`` where it was extracted from a binary format.

    >>> source = read_source("Có 26/27 tổ chức đảng (96,29%)")
    >>> source.lang, [mention.value for mention in source.mentions]
    ('vi', ['26/27', '96.29'])
    """
    text = from_binary(received) if binary else canonicalize(received)
    known = guess_lang(text.canonical) if lang == "auto" else lang
    return Source(text, known, find_mentions(text.canonical, known), segment(text.canonical))
