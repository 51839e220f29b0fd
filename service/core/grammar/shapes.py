"""What the shape of a run of digits tells: dates, ranges, clock times, ratios and codes."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from service.core.figures import figures, iso_date, roman
from service.core.grammar.plain import PHONE, YEAR_HIGH, YEAR_LOW, plain
from service.core.grammar.plans import Plan, join_quantities, text_plan
from service.core.grammar.tables import Tables
from service.core.grammar.units import base_of, unit_behind
from service.core.lexicon import Token
from service.core.types import Form, Kind, Qualifier, Quantity, Reading

_DATE = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
_SHORT_DATE = re.compile(  # "28/9/24", "30.06.24"
    r"(?P<day>[0-3]?[0-9])/(?P<month>[0-3]?[0-9])/(?P<year>[0-4][0-9])"
    r"|(?P<d>[0-3][0-9])\.(?P<m>[01][0-9])\.(?P<y>[0-4][0-9])"
)
_ISO = re.compile(r"([0-9]{4})([/.\-])([0-9]{1,2})\2([0-9]{1,2})")
_DAYS = re.compile(r"([0-9]{1,2})(?:/([0-9]{1,2}))?[-–]([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?")
_FULL_RANGE = re.compile(r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})[-–]([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})[/–-]([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])[/.\-]([12][0-9]{3})")
_ODD_MONTH = re.compile(r"([0-9]{1,2})/([12][0-9]{3})")  # after a word for month, even a thirteenth
_MONTH_RANGE = re.compile(rf"{_MONTH_YEAR.pattern}[-–]{_MONTH_YEAR.pattern}")
_MONTHS_YEAR = re.compile(r"(0?[1-9]|1[0-2])[-–](0?[1-9]|1[0-2])/([12][0-9]{3})")
_YEARS = re.compile(r"([12][0-9]{3})[-–/]([12][0-9]{3}|[0-9]{2})")
CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?")
_RATIO = re.compile(r"([0-9][0-9.,]*)/([0-9][0-9.,]*)")
_COLON = re.compile(r"([1-9][0-9]{0,2}):([1-9][0-9]{0,4}(?:\.[0-9]{1,2})?)")
_SIGN = re.compile(r"[/:\-–]")
_PAIR = re.compile(r"([0-9][0-9.,]*)[-–]([0-9][0-9.,]*)")
_NUMBER = re.compile(r"[0-9.,]+")
_FILED = re.compile(r"0[0-9]{2,5}/[12][0-9]{3}")  # "hồ sơ số 0412/2023"
_FEW = 5  # a rate is a smaller part of its base than one in so many
_PER_MANY = re.compile("10{3,6}")


def shape(
    tables: Tables, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str
) -> Plan | None:
    """The plan that slashes, colons, hyphens or two full stops in a surface make certain; None without."""
    if not _SIGN.search(surface) and surface.count(".") != 2:
        return None
    if "/" in surface and _is_code(before, surface, after):
        return code(before, surface)
    if (before and "phone" in before[0].entry) or (surface[0] == "0" and PHONE.fullmatch(surface)):
        return text_plan(Kind.IDENTIFIER, surface, "phone")
    plan = _date_shape(surface)
    if plan:
        return _either_order(tables, plan, surface)
    if before and "month_word" in before[0].entry and (odd := _ODD_MONTH.fullmatch(surface)):
        return Plan(Quantity(Kind.DATE, iso_date("", odd[1], odd[2])), 0, 0, "month_year")
    if before and before[0].entry.keys() & {"day", "join", "from"}:
        day_month = short_date(surface)
        named = "day" in before[0].entry
        if (
            day_month
            and tables.lexicon.locales[0].day_first
            and (named or ("/" in surface and falls(surface)))
        ):
            return Plan(Quantity(Kind.DATE, day_month), 0, 0, "day_month")
    if ":" in surface and (plan := _colon_shape(surface)):
        return plan
    day = bool(before) and "day" in before[0].entry
    if found := _RATIO.fullmatch(surface):
        return _fraction(tables, found[1], found[2], after, right, day=day)
    if found := _PAIR.fullmatch(surface):
        return _pair(tables, before, found[1], found[2], after, right)
    if "," in surface or (_NUMBER.fullmatch(surface) and figures(surface)):
        return None
    return text_plan(Kind.IDENTIFIER, surface, "identifier")


def _is_code(before: tuple[Token, ...], surface: str, after: tuple[Token, ...]) -> bool:
    """Whether a stroke is that of a document's number: behind a word for one, or with noughts in front."""
    if _FILED.fullmatch(surface):
        return True
    coded = bool(before) and ("number" in before[0].entry or "code" in before[0].entry)
    return coded and not _DATE.fullmatch(surface) and not _is_part(before, surface, after)


def _is_part(before: tuple[Token, ...], surface: str, after: tuple[Token, ...]) -> bool:
    """Whether a colon and what is counted make a ratio behind a word for number: ``số: 16/17 cơ sở``."""
    if "number" not in before[0].entry or before[0].end > -2 or not after or "noun" not in after[0].entry:
        return False
    found = _RATIO.fullmatch(surface)
    return found is not None and found[1].isdigit() and found[2].isdigit() and int(found[1]) <= int(found[2])


def _either_order(tables: Tables, plan: Plan, surface: str) -> Plan:
    """Where English may put the month first, the other order of ``03/04/2023`` is kept as a reading."""
    found = _DATE.fullmatch(surface)
    if (
        not tables.month_first
        or found is None
        or found[2] != "/"
        or found[1] == found[3]
        or int(found[1]) > 12
    ):
        return plan
    if int(found[3]) > 12:
        return plan
    reading = Reading(iso_date(found[3], found[1], found[4]), Kind.DATE, None)
    return plan._replace(quantity=replace(plan.quantity, readings=(reading,)))


def _fraction(
    tables: Tables, over: str, under: str, after: tuple[Token, ...], right: str, *, day: bool
) -> Plan | None:
    if day and over.isdigit() and under.isdigit() and int(over) <= 31 and int(under) <= 12:
        return Plan(Quantity(Kind.DATE, iso_date(over, under)), 0, 0, "day_month")
    top, bottom = figures(over), figures(under)
    if not top or not bottom:
        return None
    base = bottom[0].scaled(0)
    person = base_of(after[0]) if after else None
    part = top[0] if bottom[0].mark and bottom[0].mark == top[0].mark else top[-1]  # "9,000/10,000"
    most = Fraction(base) / (2 if person == "person" else _FEW)  # not "996/1.000 chỉ tiêu"
    rated = Fraction(part.scaled(0)) < most
    if rated and _PER_MANY.fullmatch(base) and len(under) > len(base):
        tail = after[0].end if after and person else 0
        key = f"count_per_{base}_{person}" if person else f"count_per_{base}"
        quantity = Quantity(
            Kind.RATE, part.scaled(0), unit=f"/{under}{right[:tail]}", unit_key=key, ulp=part.ulp(0)
        )
        return Plan(quantity, 0, tail, "per_number")
    value = f"{top[0].scaled(0)}/{bottom[0].scaled(0)}"
    quantity = Quantity(Kind.RATIO, value, ulp="1")
    if after and "noun" in after[0].entry:
        quantity = replace(quantity, unit=after[0].phrase, unit_key=after[0].entry["noun"])
    unit = unit_behind((), under, after, right)
    amounts = (unit.exponent > 0 or unit.kind is Kind.MONEY) and len(over) > 1 < len(under)
    return Plan(quantity, 0, 0, "amounts" if amounts else "ratio")


def _pair(
    tables: Tables, before: tuple[Token, ...], low: str, high: str, after: tuple[Token, ...], right: str
) -> Plan | None:
    first = plain(tables, before, low, after, right)
    last = plain(tables, before, high, after, right)
    if first is None or last is None:
        return None
    joined = join_quantities(first.quantity, last.quantity)
    if joined is None:
        return text_plan(Kind.IDENTIFIER, f"{low}-{high}", "identifier")
    return last._replace(
        quantity=joined, qualifier=Qualifier.FROM_TO, rule="range", other=None, lead=first.lead
    )


def roman_plan(before: tuple[Token, ...], surface: str) -> Plan | None:
    """The plan of a Roman numeral behind a word that ranks; None elsewhere."""
    value = roman(surface)
    cue = before[0] if before else None
    if value is None or cue is None or "ordinal" not in cue.entry:
        return None
    quantity = Quantity(
        Kind.ORDINAL, str(value), unit=cue.phrase, unit_key=cue.entry["ordinal"], form=Form.ROMAN
    )
    return Plan(quantity, -cue.start, 0, "roman")


def code(before: tuple[Token, ...], surface: str) -> Plan:
    """The plan of a document code, with the word for number and the kind of document in front."""
    lead = -before[0].start if before and "number" in before[0].entry else 0
    word = next((cue for cue in before if "code" in cue.entry), None)
    if word is None:
        return Plan(Quantity(Kind.DOCUMENT_CODE, surface), lead, 0, "code")
    key = word.entry["code"].rstrip("*")
    return Plan(Quantity(Kind.DOCUMENT_CODE, surface, unit=word.phrase, unit_key=key), lead, 0, "code")


def _colon_shape(surface: str) -> Plan | None:
    """``8:30`` as a clock time, ``60:40`` and ``1:14.2`` as ratios; None for anything else."""
    if CLOCK.fullmatch(surface):
        return text_plan(Kind.TIME, surface, "clock")
    found = _COLON.fullmatch(surface)
    ratio = found and Quantity(Kind.RATIO, f"{found[1]}/{found[2]}", ulp="1")
    return Plan(ratio, 0, 0, "colon") if ratio else None


def _date_shape(surface: str) -> Plan | None:
    """Dates, and ranges of them, that the shape alone tells."""
    if found := _SHORT_DATE.fullmatch(surface):
        day, month = (found["day"] or found["d"]), (found["month"] or found["m"])
        if int(month) > 12 >= int(day):
            day, month = month, day
        year = f"20{found['year'] or found['y']}"
        return Plan(Quantity(Kind.DATE, iso_date(day, month, year)), 0, 0, "date")
    if found := _DATE.fullmatch(surface):
        day, month = found[1], found[3]
        if int(month) > 12 >= int(day):
            day, month = month, day
        return Plan(Quantity(Kind.DATE, iso_date(day, month, found[4])), 0, 0, "date")
    if found := _ISO.fullmatch(surface):
        return Plan(Quantity(Kind.DATE, iso_date(found[4], found[3], found[1])), 0, 0, "date")
    if found := _MONTH_YEAR.fullmatch(surface):
        return Plan(Quantity(Kind.DATE, iso_date("", found[1], found[2])), 0, 0, "month_year")
    return _range_shape(surface)


def _range_shape(surface: str) -> Plan | None:
    """Ranges of dates and years that the shape alone tells."""
    if found := _DAYS.fullmatch(surface):
        year = found[5] or ""
        low, high = iso_date(found[1], found[2] or found[4], year), iso_date(found[3], found[4], year)
        return _date_range(low, high)
    if found := _FULL_RANGE.fullmatch(surface):
        ends = [iso_date(*end.split("/")) for end in found.groups()]
        return _date_range(ends[0], ends[1])
    if found := _MONTH_RANGE.fullmatch(surface):
        return _date_range(iso_date("", found[1], found[2]), iso_date("", found[3], found[4]))
    if found := _MONTHS_YEAR.fullmatch(surface):
        return _date_range(iso_date("", found[1], found[3]), iso_date("", found[2], found[3]))
    if found := _YEARS.fullmatch(surface):
        low, high = found[1], found[2]
        if len(high) == 2:
            high = low[:2] + high
            if int(high) != int(low) + 1:
                return None
        if not (YEAR_LOW <= int(low) < int(high) <= YEAR_HIGH):
            return None
        quantity = Quantity(Kind.YEAR, low, high, unit_key="year")
        return Plan(quantity, 0, 0, "years", qualifier=Qualifier.FROM_TO)
    return None


def short_date(surface: str) -> str | None:
    """``3/7``, ``30-4`` as a day and a month without year, or None where they cannot be.

    >>> short_date("30-4"), short_date("4-30")
    ('--04-30', None)
    """
    found = _DAY_MONTH.fullmatch(surface)
    if found is None or not (1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12):
        return None
    return iso_date(found[1], found[2])


def falls(surface: str) -> bool:
    """Whether the first of two numbers is the larger one, so no part of a whole and no range."""
    first, last = re.split(r"[/–-]", surface)
    return int(first) > int(last)


def _date_range(low: str, high: str) -> Plan:
    return Plan(Quantity(Kind.DATE, low, high), 0, 0, "dates", qualifier=Qualifier.FROM_TO)
