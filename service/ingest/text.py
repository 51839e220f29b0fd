"""Plain text from bytes: UTF-8, or UTF-16 and UTF-32 that say so. What is refused is told its likely name.

An 8-bit encoding is never guessed: a wrong guess keeps the digits and spoils the words around them, so a
figure would be checked under a false label. A byte order mark is a signature, not text, and is left out.
"""

from __future__ import annotations

import codecs
import unicodedata
from itertools import pairwise
from typing import BinaryIO, Final

from service.errors import UnreadableInput

LARGEST: Final = 64_000_000  # bytes of one input; a device or a pipe may have no end
SAMPLE: Final = 4096  # bytes or characters that are looked at to name what was sent
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP container (a Word, Excel or OpenDocument file is one)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
)
_AS_TEXT: Final = "save it as plain text in UTF-8"


def read(stream: BinaryIO) -> str:
    """The text that a file or a pipe holds.

    Raises:
        UnreadableInput: it is larger than ``LARGEST``, or no Unicode text; see ``decode``.
    """
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableInput(f"this is larger than {LARGEST // 1_000_000} MB", hint="give it in parts")
    return decode(data)


def decode(data: bytes) -> str:
    r"""The text that the bytes hold.

    >>> decode("Đạt 92,59%".encode("utf-16")), decode(b"\xef\xbb\xbf25/27")
    ('Đạt 92,59%', '25/27')

    Raises:
        UnreadableInput: they are no Unicode text; the message says where they stop being it, and what they
            look like. It holds nothing of the text.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableInput(f"this is {name}, not plain text", hint=_AS_TEXT)
    encoding, start = _declared(data)
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(data, encoding, start + error.start) from None
    if "\x00" in text:
        raise UnreadableInput(f"this is binary data: a zero byte at {data.index(0)}", hint=_AS_TEXT)
    return text


def _declared(data: bytes) -> tuple[str, int]:
    """The encoding that the bytes declare, UTF-8 by default, and where the text starts."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return _unmarked(data), 0


def _unmarked(data: bytes) -> str:
    """UTF-16 without a mark shows itself by a zero in every other byte of plain letters; else UTF-8."""
    head = data[: SAMPLE // 2 * 2]
    if len(head) < 4 or len(data) % 2 or not head.count(0):
        return "utf-8"
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) * 3 >= len(head) // 2 and not head[1 - first :: 2].count(0):
            return encoding
    return "utf-8"


def _unreadable(data: bytes, encoding: str, at: int) -> UnreadableInput:
    """The error for bytes that break the rules of ``encoding`` at ``at``."""
    if encoding != "utf-8":
        return UnreadableInput(
            f"this is not the {encoding.upper()} that it declares: byte {at}", hint=_AS_TEXT
        )
    line = data.count(b"\n", 0, at) + 1
    where = f"this is not UTF-8: byte {at} (line {line}) is 0x{data[at]:02x}"
    if at >= len(data) - 3 and _cut_short(data[at:]):
        return UnreadableInput(f"{where}, a letter cut off at the end", hint="send the whole file")
    name = _legacy(data)
    return UnreadableInput(f"{where}; it looks like {name[0]}", hint=name[1])


def _cut_short(tail: bytes) -> bool:
    """Whether the tail is the beginning of one UTF-8 letter."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(tail) == ""
    except UnicodeDecodeError:
        return False


def _legacy(data: bytes) -> tuple[str, str]:
    """The 8-bit encoding that the bytes most likely are in, and how to turn it into UTF-8."""
    text = data[:SAMPLE].decode("cp1258", "replace")
    marks = sum(1 for before, mark in pairwise(text) if _stacks(before, mark))
    high = sum(1 for byte in data[:SAMPLE] if byte > 0x7F)
    if marks and marks * 6 >= high:
        return "windows-1258", "convert it: iconv -f WINDOWS-1258 -t UTF-8"
    return (
        "an 8-bit encoding such as TCVN3 (ABC), VNI or windows-1252",
        f"convert it with the program that wrote it: {_AS_TEXT}",
    )


def _stacks(before: str, mark: str) -> bool:
    """Whether ``mark`` is a tone that makes one letter with the vowel before it."""
    return bool(unicodedata.combining(mark)) and len(unicodedata.normalize("NFC", before + mark)) == 1
