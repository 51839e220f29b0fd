r"""One cell: text that no program obeys, numbers that stay exact, and the limits of a spreadsheet.

Everything that an export writes came from a report, a model or a person, so it is hostile until it has
passed here: a formula in a cell, a character that turns the reading order round, a control character that
XML cannot hold, a text longer than a cell.
"""

from __future__ import annotations

import re
from decimal import Decimal

CELL_UNITS = 32_767  # UTF-16 code units that a cell of XLSX holds
DIGITS = 15  # significant digits that every spreadsheet keeps of a number
_KEPT = frozenset("\n\t\xa0")
_EXACT = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
_NUMBER = r"[+-]?\d[\d.,]*%?"
_FORMULA = re.compile(rf"(?:^|(?<=;))(?=\s*{_SIGN})(?!\s*{_NUMBER}\s*(?:;|$))")


def shown(text: str) -> str:
    r"""``text`` with every character that is unseen, or that XML cannot hold, spelled out as a mark.

    Line ends become LF; LF, tab and the no-break space stay, other kinds of space become a space.

    >>> shown("12\u202e34\x00\r\n5\u2007000")
    '12⟨U+202E⟩34⟨U+0000⟩\n5 000'
    """
    if text.isprintable():
        return text
    return "".join(map(_seen, text.replace("\r\n", "\n").replace("\r", "\n")))


def _seen(char: str) -> str:
    if char.isprintable() or char in _KEPT:
        return char
    return " " if char.isspace() and char not in "\x1c\x1d\x1e\x1f" else f"⟨U+{ord(char):04X}⟩"


def neutral(text: str) -> str:
    r"""``text`` for a CSV cell, on one line; an apostrophe before what a spreadsheet would run.

    Numbers are left alone, also signed ones: they are data, and nothing is run. A semicolon counts as the
    start of a cell and a line end becomes a space, since a spreadsheet whose list separator is the semicolon
    (Vietnamese Excel) splits the line there, whatever is quoted.

    >>> neutral("=1+1"), neutral(" @SUM(A1)"), neutral("-12,5%"), neutral("+cmd|' /C calc'!A0")
    ("'=1+1", "' @SUM(A1)", '-12,5%', "'+cmd|' /C calc'!A0")
    >>> neutral("a;=cmd|' /C calc'!A0\n=1"), neutral("x;-3; y")
    ("a;'=cmd|' /C calc'!A0 =1", 'x;-3; y')
    """
    return _FORMULA.sub("'", text.replace("\n", " ").replace("\t", " "))


def clipped(text: str, units: int = CELL_UNITS) -> str:
    """``text`` cut to ``units`` UTF-16 code units, an ellipsis at the end where something is missing.

    >>> clipped("abcdef", 4), clipped("a\U0001f600b", 3)
    ('abc…', 'a…')
    """
    if len(text) * 2 <= units or _units(text) <= units:
        return text
    kept = text[: units - 1]
    while _units(kept) > units - 1:
        kept = kept[: -max(1, (_units(kept) - units + 1) // 2)]
    return kept + "…"


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def exact_number(value: str | None) -> Decimal | None:
    """The number that ``value`` prints, where a spreadsheet keeps every digit of it; else None.

    None is the answer for ratios, dates, codes, and numbers of more than fifteen significant digits: they go
    into a sheet as text, so that none of their digits is lost.

    >>> exact_number("285695000000"), exact_number("12.60"), exact_number("26/27")
    (Decimal('285695000000'), Decimal('12.60'), None)
    >>> exact_number("1234567890123456") is None
    True
    """
    if value is None or not _EXACT.fullmatch(value):
        return None
    return Decimal(value) if len(value.lstrip("-0.").replace(".", "")) <= DIGITS else None


def number_format(value: Decimal) -> str:
    """The format of a spreadsheet that prints ``value`` with just its own decimals.

    >>> number_format(Decimal("285695000000")), number_format(Decimal("12.60"))
    ('#,##0', '#,##0.00')
    """
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + ("." + "0" * places if places else "")
