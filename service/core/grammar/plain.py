"""Plain figures: their readings, their unit, and what a word in front makes of them."""

from __future__ import annotations

import re

from service.core.figures import figures, iso_date
from service.core.grammar.plans import Plan, Unit, plan_of, text_plan
from service.core.grammar.tables import Tables
from service.core.grammar.units import lead_of, unit_behind
from service.core.lexicon import Token
from service.core.types import Kind, Quantity

PHONE = re.compile(r"0[0-9]{8,10}|0[0-9]{1,4}(?:[.\- ][0-9]{3,8}){1,3}|1[89]00[.\- ]?[0-9]{4,6}")
_DOTTED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}")
_DAY = re.compile(r"(0?[1-9]|[12][0-9]|3[01])\.(0?[1-9]|1[0-2])")
_ACROSS = frozenset({"code", "identifier", "month_word", "day"})  # cues that a colon may part from the number
_AGE = re.compile(r"[0-9]{1,2}(?:[.,][0-9])?|1[0-2][0-9]")
_RECENT = ("199", "20")
_BARE = Unit(Kind.CARDINAL)
_PADDED = 4  # digits of a count with noughts in front
_LEVELS = 20  # the most degrees that a thing has
_CLASSES = 12  # the most classes that one thing is told apart by
_ROADS = 3000  # kilometres of the longest road whose stones are named
YEAR_LOW, YEAR_HIGH = 1900, 2100


def plain(
    tables: Tables, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str
) -> Plan | None:
    """The plan of a figure without slashes and colons; None where it is no single number."""
    readings = figures(surface)
    if surface == "000":
        return None
    if surface[0] == "0" and (known := _padded(surface)):
        return known
    if not readings:
        return text_plan(Kind.IDENTIFIER, surface, "identifier") if surface.count(",") == 0 else None
    if after and "suffix" in after[0].entry and after[0].start == 0 and surface.isdigit():
        return Plan(Quantity(Kind.ORDINAL, str(int(surface)), unit_key="rank"), 0, after[0].end, "ordinal")
    unit = unit_behind(before, surface, after, right)
    if before and "gap" in before[0].entry and unit == _BARE:
        unit = Unit(Kind.MULTIPLE, key="times")  # "gấp 3 so với năm trước"
    if unit.kind is Kind.DURATION and before and _dates_follow(before[0], unit):
        unit = Unit(Kind.CARDINAL)
    if (
        unit.kind is Kind.CARDINAL
        and not unit.counted
        and _AGE.fullmatch(surface)
        and any("aged" in cue.entry for cue in before[:2])
    ):
        unit = Unit(Kind.DURATION, 0, None, "year", unit.tail)
    if before and "." in surface and (dotted := _dotted(tables, before[0], surface, unit)):
        return dotted
    marked = _marked(before, surface, unit)
    if marked is not None:
        return marked
    if unit.kind is Kind.CARDINAL and _is_year(before, surface, unit, modifies=tables.nouns_lead):
        return Plan(Quantity(Kind.YEAR, surface, unit_key="year"), 0, 0, "year")
    lead = lead_of(before, unit)
    plan = _choose(tables, [plan_of(figure, unit, lead) for figure in readings], unit)
    return plan._replace(rule="labelled") if _may_label(tables, before, surface, unit) else plan


def _may_label(tables: Tables, before: tuple[Token, ...], surface: str, unit: Unit) -> bool:
    """Whether the word in front would rank a counted number if it were a title: ``Section 60 orders``."""
    cue = before[0] if before else None
    return (
        cue is not None and cue.end == -1 and unit.counted and surface.isdigit() and "ordinal" in cue.entry
        and not cue.entry.keys() & {"rank", "hedge", "plain"}
    )  # fmt: skip


def _padded(surface: str) -> Plan | None:
    """A telephone number, or the number of a form with noughts in front; None for a count (``05``)."""
    if PHONE.fullmatch(surface):
        return text_plan(Kind.IDENTIFIER, surface, "phone")
    serial = len(surface) > _PADDED and surface.isdigit()
    return text_plan(Kind.IDENTIFIER, surface, "serial") if serial else None


def _dotted(tables: Tables, cue: Token, surface: str, unit: Unit) -> Plan | None:
    """``mục 2.1``; ``sáng 12.10``, a day and its month, where the day comes first; None for a number."""
    if "day" in cue.entry and unit == _BARE and not tables.month_first and (day := _DAY.fullmatch(surface)):
        return Plan(Quantity(Kind.DATE, iso_date(day[1], day[2])), 0, 0, "day_month")
    if "ordinal" in cue.entry and _DOTTED.fullmatch(surface) and unit.kind is Kind.CARDINAL:
        quantity = Quantity(Kind.ORDINAL, surface, unit=cue.phrase, unit_key=cue.entry["ordinal"])
        return Plan(quantity, -cue.start, 0, "ordinal")
    return None


def _choose(tables: Tables, plans: list[Plan], unit: Unit) -> Plan:
    """One reading where digits or unit prove it; otherwise the language's, with the other kept."""
    if len(plans) == 1:
        return plans[0]
    grouped, exact = plans
    if unit.counted and not unit.exponent:
        return grouped._replace(mark="")
    if unit.kind is Kind.PERCENT and exact.mark == tables.decimal:
        return exact._replace(mark="")
    price = unit.kind is Kind.MONEY or (grouped.mark == "." and (unit.key or "")[:3].isupper())
    if price and not unit.exponent:
        return grouped._replace(mark="")  # no price has three decimals, but for one per litre
    first, second = (grouped, exact) if grouped.mark == tables.decimal else (exact, grouped)
    return first._replace(other=second)


def _marked(before: tuple[Token, ...], surface: str, unit: Unit) -> Plan | None:
    """What a word on the left makes of a bare integer: an ordinal, a document number, a name, a day."""
    if not before or not surface.isdigit() or unit.kind is not Kind.CARDINAL or unit.exponent:
        return None
    cue = before[0]
    entry = cue.entry
    if "phone" in entry and len(surface) > 4:
        return text_plan(Kind.IDENTIFIER, surface, "phone")
    if "year" in entry and len(surface) == 4 and surface[0] in "12":
        return Plan(Quantity(Kind.YEAR, surface, unit_key="year"), 0, 0, "year")
    if "number" in entry:
        return _numbered(before, surface, unit)
    if unit.counted and "rank" not in entry and not _classes(cue, surface):
        return None
    if cue.end < -1 and not entry.keys() & _ACROSS:
        return None
    return _titled(cue, surface)


def _classes(cue: Token, surface: str) -> bool:
    """``category 2 calls``: a small number right behind a word that names classes of what follows."""
    return "class" in cue.entry and cue.end == -1 and int(surface) <= _CLASSES


def _numbered(before: tuple[Token, ...], surface: str, unit: Unit) -> Plan | None:
    word = next((cue for cue in before[1:] if "code" in cue.entry), None)
    lead = -before[0].start
    if word is not None:
        quantity = Quantity(
            Kind.DOCUMENT_CODE, surface, unit=word.phrase, unit_key=word.entry["code"].rstrip("*")
        )
        return Plan(quantity, lead, 0, "code")
    if unit.counted:
        return None
    if len(surface) > 5:
        return text_plan(Kind.IDENTIFIER, surface, "identifier")
    return Plan(Quantity(Kind.ORDINAL, str(int(surface)), unit_key="number"), lead, 0, "ordinal")


def _titled(cue: Token, surface: str) -> Plan | None:
    """The plan of ``Chỉ thị 35``, ``Ban Chỉ đạo 35``, ``tháng 9``, ``ngày 5``, ``lần thứ 2``, ``tổ 3``."""
    entry, number = cue.entry, int(surface)
    if "code" in entry and not entry["code"].endswith("*") and not _looks_like_year(surface):
        return Plan(
            Quantity(Kind.DOCUMENT_CODE, surface, unit=cue.phrase, unit_key=entry["code"]), 0, 0, "code"
        )
    if "month_word" in entry and 1 <= number <= 12:
        return Plan(Quantity(Kind.DATE, iso_date("", surface)), 0, 0, "month")
    if "day" in entry and 1 <= number <= 31:
        return Plan(Quantity(Kind.DATE, f"---{surface.zfill(2)}"), 0, 0, "day")
    if entry.get("ordinal") == "level" and number > _LEVELS:
        return None  # "cấp 412 GCN"
    if "ordinal" in entry and "name" not in entry and number < 1000:
        quantity = Quantity(Kind.ORDINAL, str(number), unit=cue.phrase, unit_key=entry["ordinal"])
        return Plan(quantity, -cue.start, 0, "ordinal")
    if "name" in entry or ("place" in entry and number < (_ROADS if cue.phrase == "km" else 1000)):
        return Plan(Quantity(Kind.NAME, f"{cue.phrase} {surface}"), -cue.start, 0, "name")
    return text_plan(Kind.IDENTIFIER, surface, "identifier") if "identifier" in entry else None


def _dates_follow(cue: Token, unit: Unit) -> bool:
    """``số 42 ngày 6/12``, ``quý 3 năm 2022``: the period word opens a date and counts nothing."""
    if cue.entry.keys() & {"number", "month_word", "quarter", "rank"}:
        return True
    return "code" in cue.entry and unit.key == "day"


def _looks_like_year(surface: str) -> bool:
    return len(surface) == 4 and surface.isdigit() and YEAR_LOW <= int(surface) <= YEAR_HIGH


def _is_year(before: tuple[Token, ...], surface: str, unit: Unit, *, modifies: bool) -> bool:
    """Whether four digits are a year; ``modifies`` where one may stand before a noun (``2023 awards``)."""
    if not _looks_like_year(surface) or unit.exponent:
        return False
    cue = before[0].entry if before else {}
    if "year" not in cue and (
        "plain" in cue or "prefix" in cue or ("hedge" in cue and surface.endswith("00"))
    ):
        return False
    if modifies and unit.counted and not before and surface.startswith(_RECENT) and surface[2:] != "00":
        return True
    return not unit.counted or bool(before and before[0].entry.keys() & {"year", "from", "join"})
