"""The words of the pages, a catalogue per language; a new language is one module and one line here.

A message is looked up by key and its blanks ``{n}`` are filled. Where the number in ``n`` bends the words,
the message is a pair: for one, for any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.web.messages import comparing, en, entry, vi

Message = str | tuple[str, str]
CATALOGUES: Mapping[str, Mapping[str, Message]] = {
    "vi": vi.MESSAGES | entry.VI | comparing.VI,
    "en": en.MESSAGES | entry.EN | comparing.EN,
}
NAMES: Mapping[str, str] = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT = "vi"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    lang: str
    messages: Mapping[str, Message]

    def __contains__(self, key: object) -> bool:
        """Whether there is such a message."""
        return key in self.messages

    def __call__(self, key: str, **values: object) -> str:
        """The message with its blanks filled; numbers are written as the language writes them.

        >>> words("en")("queue.reports", n=1), words("vi")("queue.reports", n=1200)
        ('1 report', '1.200 báo cáo')
        """
        message = self.messages[key]
        if isinstance(message, tuple):
            message = message[0] if values.get("n") == 1 else message[1]
        shown = {name: self.number(v) if isinstance(v, int) else v for name, v in values.items()}
        return message.format(**shown) if shown else message

    def either(self, key: str, fallback: str) -> str:
        """The message where there is one, else the fallback."""
        return self(key if key in self.messages else fallback)

    def number(self, value: int) -> str:
        """A whole number with its thousands apart."""
        return f"{value:,}".replace(",", "." if self.lang == "vi" else ",")

    def decimal(self, value: str) -> str:
        """A decimal string as the language writes it; what is no plain decimal stays as it is."""
        whole, dot, rest = value.partition(".")
        if not whole.removeprefix("-").isdecimal() or (dot and not rest.isdecimal()):
            return value
        return self.number(int(whole)) + (("," if self.lang == "vi" else ".") + rest if rest else "")


def words(lang: str) -> Words:
    """The words of the language; those of the default one where it is not known."""
    known = lang if lang in CATALOGUES else DEFAULT
    return Words(known, CATALOGUES[known])
