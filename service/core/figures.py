"""What a run of digits can mean: separators, shapes and exact decimal strings; no words here."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

LONGEST = 30  # digits; a longer run is an identifier (int() alone refuses 4,300)

_BLANKS = str.maketrans("", "", " \xa0\u2009'’")
_SHAPE = {
    mark: re.compile(rf"[0-9]{{1,3}}(?:\{group}[0-9]{{3}})+\{mark}[0-9]+") for mark, group in (".,", ",.")
}
_GROUPED = {mark: re.compile(rf"[0-9]{{1,3}}(?:\{mark}[0-9]{{3}})+") for mark in ".,"}
_LAKH = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_RUN = re.compile(r"[0-9][0-9.,]*")
_SINGLE = re.compile(r"([0-9]+)[.,]([0-9]+)")
_OTHER = {".": ",", ",": "."}


class Figure(NamedTuple):
    """One way to read a run: ``digits`` / 10**``decimals``; ``mark`` is the decimal sign that it implies."""

    digits: int
    decimals: int
    mark: str = ""

    def scaled(self, exponent: int) -> str:
        """The value times ten to the ``exponent`` as a decimal string."""
        return decimal(self.digits, self.decimals - exponent)

    def ulp(self, exponent: int) -> str:
        """One unit of the last printed digit, scaled likewise."""
        return power(self.decimals - exponent)


def decimal(digits: int, places: int) -> str:
    """``digits`` / 10**``places`` without exponent and without trailing zeros.

    >>> decimal(285695, -6), decimal(1250, 2), decimal(-5, 1)
    ('285695000000', '12.5', '-0.5')
    """
    if places <= 0:
        return str(digits * 10**-places)
    sign, body = ("-" if digits < 0 else ""), str(abs(digits)).rjust(places + 1, "0")
    tail = body[-places:].rstrip("0")
    return f"{sign}{body[:-places]}.{tail}" if tail else f"{sign}{body[:-places]}"


@lru_cache(maxsize=256)
def power(places: int) -> str:
    """One / 10**``places`` as a decimal string: the unit of the last place, or the factor of a scale.

    >>> power(2), power(-3)
    ('0.01', '1000')
    """
    return decimal(1, places)


def decimal_of(value: Fraction) -> str:
    """A fraction as a decimal string where it ends, otherwise as ``n/d``.

    >>> decimal_of(Fraction(5, 2)), decimal_of(Fraction(1, 3))
    ('2.5', '1/3')
    """
    places, rest = 0, value.denominator
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 5 if rest % 5 == 0 else rest // 2
        places += 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return decimal(value.numerator * 10**places // value.denominator, places)


@lru_cache(maxsize=16384)
def figures(run: str) -> tuple[Figure, ...]:
    """Every reading of digits with ``.``, ``,``, blanks and apostrophes; none where it is no single number.

    A lone separator before exactly three digits can be either; everything else tells by its shape.

    >>> figures("1.400")
    (Figure(digits=1400, decimals=0, mark=','), Figure(digits=1400, decimals=3, mark='.'))
    >>> figures("1.234,5"), figures("12.5"), figures("1.2.3")
    ((Figure(digits=12345, decimals=1, mark=','),), (Figure(digits=125, decimals=1, mark='.'),), ())
    """
    body = run.translate(_BLANKS)
    if len(body) > LONGEST or not _RUN.fullmatch(body):
        return ()
    if body.isdigit():
        return (Figure(int(body), 0),)
    plain = int(body.replace(".", "").replace(",", ""))
    decimals = len(body) - 1 - max(body.rfind("."), body.rfind(","))
    single = _SINGLE.fullmatch(body)
    if single:
        mark = body[len(single[1])]
        exact = Figure(plain, decimals, mark)
        if decimals != 3 or len(single[1]) > 3 or single[1].startswith("0") or len(body) != len(run):
            return (exact,)
        return (Figure(plain, 0, _OTHER[mark]), exact)
    for mark in ".,":
        if _SHAPE[mark].fullmatch(body):
            return (Figure(plain, decimals, mark),)
    if _GROUPED["."].fullmatch(body) or _GROUPED[","].fullmatch(body):
        return (Figure(plain, 0, _OTHER[body[-4]]),)
    if _LAKH.fullmatch(body):
        return (Figure(plain, decimals if "." in body else 0, "."),)
    return ()


_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3}|C{1,3}(?:XC|XL|L?X{0,3}))(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(letters: str) -> int | None:
    """The value of a well-formed Roman numeral below 400.

    >>> roman("XXVI"), roman("IIX"), roman("XL")
    (26, None, 40)
    """
    if not _ROMAN.fullmatch(letters):
        return None
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def iso_date(day: str, month: str, year: str = "") -> str:
    """An ISO date at its grain; parts that are not stated are left out as in XML Schema's gMonthDay.

    >>> iso_date("4", "8", "2020"), iso_date("", "12", "2021"), iso_date("3", "2"), iso_date("", "9")
    ('2020-08-04', '2021-12', '--02-03', '--09')
    """
    head = year.zfill(4) if year else "-"
    parts = [head, month.zfill(2), day.zfill(2) if day else ""]
    return "-".join(part for part in parts if part)
