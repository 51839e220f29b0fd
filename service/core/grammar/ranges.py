"""Two numbers that are one mention: ranges, amounts in two scales, parts of a whole, rates per so many."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from service.core.figures import decimal_of, figures
from service.core.grammar.plans import NEVER_HEDGED, RATED, Draft, Plan, join_quantities
from service.core.grammar.shapes import falls, short_date
from service.core.grammar.tables import Tables
from service.core.grammar.times import bare_hour, opening_hour
from service.core.grammar.units import base_of
from service.core.grammar.wordings import BLANK, Grammar, read_wording
from service.core.lexicon import REACH
from service.core.types import Form, Kind, Qualifier, Quantity

_DAY_GRAIN = re.compile(r"(?:[0-9]{4}|-)-[0-9]{2}-[0-9]{2}")
_ROUND_BASE = re.compile("10{2,6}")
_LASTING = frozenset({Kind.DURATION, Kind.RATE})
_SHORT_DATED = _LASTING | {Kind.TIME, Kind.DATE, Kind.RATIO, Kind.IDENTIFIER, Kind.CARDINAL}
_STOPS = re.compile(r"[.;,\n]")
_AMOUNT = 28  # characters in front of two levels in which the amount of their change is told
_FEW = 30  # of larger wholes a part is told as a figure of its own: "612 of the 1,088"
_CROSSES = frozenset({" x", " ×"})
_CHANGE = 64  # characters in front of two levels that may speak of a change
_CLAUSE = 40  # characters in front of a range of hours that may speak of lasting
_HALF_ENDS = frozenset("mM.")


def merge(text: str, grammar: Grammar, drafts: list[Draft], low: Draft, high: Draft) -> Draft | None:
    """One draft for two ends of a range, or None."""
    if text[low.end : high.start] in BLANK:
        return _sum(low, high)
    gap = grammar.join.fullmatch(text, low.end, high.start)
    if gap is None or high.start <= low.end:
        return _part(text, grammar, low, high)
    word = gap[1].lower()
    opened = bool(low.plan.opens)
    if word in grammar.weak_joins and not (
        opened and any(c.phrase.startswith(grammar.between) for c in low.before)
    ):
        return None
    if word.isalpha() and (
        changes(grammar, text, low, high, word) or _changed_by(text, grammar, drafts, low)
    ):
        return None
    quantity = _range(text, grammar, low, high)
    if quantity is None:
        return None
    hedges = tuple((c.start, c.end) for c in low.before if "from" in c.entry)
    plan = low.plan._replace(
        quantity=quantity, rule="range", qualifier=Qualifier.FROM_TO, hedges=hedges, other=None,
        direction=low.plan.direction, mark=high.plan.mark, bare=False,
    )  # fmt: skip
    return Draft(low.start, high.end, low.digits, low.digits_end, plan, low.before)


def _part(text: str, grammar: Grammar, low: Draft, high: Draft) -> Draft | None:
    """``9 of 11``, ``2 out of 5``, ``18 of our 25``: a small part of a small whole as one ratio.

    So are odds, in words as well: ``one in three``, ``3 in every 10``.
    """
    part, whole = low.plan.quantity, high.plan.quantity
    if not (low.plan.bare and part.value.isdigit() and whole.value.isdigit()) or part.unit:
        return None
    if (whole.kind, whole.scale) != (Kind.CARDINAL, "1"):
        return None
    odds = grammar.odds.match(text, low.end)
    if odds and odds.end() == high.start and int(part.value) < int(whole.value):
        quantity = replace(whole, kind=Kind.RATIO, value=f"{part.value}/{whole.value}", ulp=None)
        return low._replace(end=high.end, plan=low.plan._replace(quantity=quantity, rule="odds", bare=False))
    if int(whole.value) > _FEW or int(part.value) > int(whole.value):
        return None
    if (
        part.form is not Form.DIGITS
        or whole.form is not Form.DIGITS
        or not grammar.part_of.fullmatch(text, low.end, high.start)
    ):
        return None
    quantity = replace(whole, kind=Kind.RATIO, value=f"{part.value}/{whole.value}", ulp="1")
    return low._replace(end=high.end, plan=low.plan._replace(quantity=quantity, rule="ratio", bare=False))


def reread(text: str, grammar: Grammar, low: Draft, high: Draft) -> tuple[Draft, Draft]:
    """Two ends of a range where one proves what both are: ``18g đến 23g30``, ``27-4 đến 1-5``."""
    if high.plan.quantity.unit == "m" and text[low.end : high.start] in BLANK and _in_hours(low):
        minutes = replace(high.plan.quantity, kind=Kind.DURATION, unit_key="minute")
        return low, high._replace(plan=high.plan._replace(quantity=minutes, rule="minutes"))
    if low.plan.quantity.kind is Kind.MULTIPLE and text[low.end : high.start] == " " and _crosses(text, low):
        plain = replace(low.plan.quantity, kind=Kind.CARDINAL, unit=None, unit_key=None)
        return low._replace(end=low.digits_end, plan=Plan(plain, 0, 0, "cardinal")), high
    if high.plan.quantity.kind not in _SHORT_DATED or high.start <= low.end:
        return low, high
    gap = grammar.join.fullmatch(text, low.end, high.start)
    if gap is None:
        return low, high
    if high.plan.quantity.kind is Kind.TIME:
        low = _before_hour(text, grammar, low, high)
    elif high.plan.quantity.kind in _LASTING:
        low, high = _hours(text, grammar, low, high)
    else:
        low, high = _short_dates(text, grammar, low, high, weak=gap[1].lower() in grammar.weak_joins)
    return low, high


def _in_hours(low: Draft) -> bool:
    return (low.plan.quantity.kind, low.plan.quantity.unit_key) == (Kind.DURATION, "hour")


def _crosses(text: str, low: Draft) -> bool:
    """Whether a cross stands between two numbers: ``scores 20 (5 x 4)``, ``3 x 20 minutes``."""
    return text[low.digits_end : low.end] in _CROSSES


def _before_hour(text: str, grammar: Grammar, low: Draft, high: Draft) -> Draft:
    """The first of two clock times: ``18g`` before ``23g30``, ``7`` in ``from 7 to 11 a.m.``."""
    found = bare_hour(grammar.hours, text, low.start)
    if found and found.end() == low.end:
        return _at_hour(low, low.end, f"{int(found['hour']):02d}:00")
    told = low.plan.bare and low.plan.opens and text[low.digits : low.digits_end]
    if told and told.isdigit() and 1 <= int(told) <= 12 and text[high.end - 1 : high.end] in _HALF_ENDS:
        return _at_hour(low, low.end, opening_hour(int(told), high.plan.quantity.value))
    return low


def _hours(text: str, grammar: Grammar, low: Draft, high: Draft) -> tuple[Draft, Draft]:
    """``mở cửa từ 7 giờ đến 11 giờ``: two hours of the clock, unless the words in front speak of lasting.

    A length of time says its unit once: ``từ 2 đến 3 giờ``.
    """
    first, last = bare_hour(grammar.hours, text, low.digits), bare_hour(grammar.hours, text, high.digits)
    if not (first and last and low.plan.opens and first.end() == low.end) or low.plan.direction:
        return low, high
    if last.end() != high.end and not grammar.hours.daily.match(text, last.end()):
        return low, high
    front = text[max(0, low.digits - _CLAUSE) : low.digits].rstrip().rpartition(" ")[0]  # without the "từ"
    clause = f"{_STOPS.split(front)[-1]} "
    if int(first["hour"]) == int(last["hour"]) or grammar.hours.lasting.search(clause.lower()):
        return low, high
    return (
        _at_hour(low, low.end, f"{int(first['hour']):02d}:00"),
        _at_hour(high, last.end(), f"{int(last['hour']):02d}:00"),
    )


def _at_hour(draft: Draft, end: int, value: str) -> Draft:
    return draft._replace(start=draft.digits, end=end, plan=Plan(Quantity(Kind.TIME, value), 0, 0, "hour"))


def _short_dates(text: str, grammar: Grammar, low: Draft, high: Draft, *, weak: bool) -> tuple[Draft, Draft]:
    """Two days with their months: one of them is a date, falls (``27-4``), or both have a hyphen."""
    written = [text[end.start : end.end] for end in (low, high)]
    first, last = map(short_date, written)
    if low.plan.rule == "day" and last is not None and "/" in written[1]:
        return low, high._replace(plan=Plan(Quantity(Kind.DATE, last), 0, 0, "day_month"))
    if first is None or last is None or not grammar.lexicon.locales[0].day_first:
        return low, high
    dated = low.plan.quantity.kind is Kind.DATE
    if not dated and (weak or ("/" in written[0] and not any(map(falls, written)))):
        return low, high
    plans = [Plan(Quantity(Kind.DATE, end), 0, 0, "day_month") for end in (first, last)]
    return low._replace(plan=plans[0]._replace(opens=low.plan.opens)), high._replace(plan=plans[1])


def _changed_by(text: str, grammar: Grammar, drafts: list[Draft], low: Draft) -> bool:
    """What follows the amount of a change are its two levels: ``rose by 23 points, from 41% to 64%``.

    So is it behind an amount in words: ``grew by a third, from 2.4 to 3.2 million``.
    """
    if not low.plan.opens:
        return False
    front, mark, lead = text[max(0, low.start - _AMOUNT) : low.start].rpartition(", ")
    if not mark or " " in lead.strip():
        return False
    changed = (
        len(drafts) > 1 and drafts[-2].plan.direction is not None and drafts[-2].end >= low.start - _AMOUNT
    )
    told = next((front.rpartition(f"{by} ")[2] for by in grammar.by_ends if f"{by} " in front), "")
    return changed or told[:1].isdigit() or told.rpartition(" ")[2].lower() in grammar.words.words


def _sum(low: Draft, high: Draft) -> Draft | None:
    """``1 tỷ 200 triệu đồng``: a larger scale, then a smaller one that fits below it, as one amount."""
    first, last = low.plan.quantity, high.plan.quantity
    if first.kind is not Kind.CARDINAL or not low.plan.bare or last.kind not in (Kind.MONEY, Kind.CARDINAL):
        return None
    if int(first.scale) <= max(int(last.scale), 1) or high.plan.lead or high.plan.other:
        return None
    a, b = first.exact, last.exact
    if a is None or b is None or b >= int(first.scale) or first.ulp != first.scale or last.scale == "1":
        return None
    quantity = replace(last, value=decimal_of(a + b))
    plan = low.plan._replace(quantity=quantity, rule="sum", bare=high.plan.bare)
    return Draft(low.start, high.end, low.digits, low.digits_end, plan, low.before)


def _range(text: str, grammar: Grammar, low: Draft, high: Draft) -> Quantity | None:
    first, last = low.plan.quantity, high.plan.quantity
    if first.kind is Kind.DATE and last.kind is Kind.RATIO and first.value.startswith("--"):
        short = short_date(text[high.start : high.end])
        last = Quantity(Kind.DATE, short) if short else last
    if last.kind is Kind.DATE and first.kind is Kind.RATIO and low.plan.opens:
        short = short_date(text[low.start : low.end])
        first = Quantity(Kind.DATE, short) if short else first
    if last.kind is Kind.DATE and first.kind in (Kind.DATE, Kind.CARDINAL) and not last.value_high:
        return _date_ends(first, last)
    if first.kind is last.kind is Kind.DURATION and first.unit is None:
        first = replace(last, value=first.value)  # "aged 6 to 59 months"
    if first.kind is Kind.DURATION and not low.plan.tail and high.plan.bare:
        last = replace(last, kind=first.kind, unit=first.unit, unit_key=first.unit_key)  # "tuổi từ 16 đến 30"
    if (
        last.kind is Kind.RATE
        and first.kind in RATED
        and (last.unit_key or "").startswith(f"{first.unit_key}_per_")
    ):
        first = replace(last, value=first.value)  # "from £120 to £155 a tonne"
    if first.kind is Kind.MONEY and high.plan.bare:
        last = replace(last, kind=Kind.MONEY, unit=first.unit, unit_key=first.unit_key)
    if (first.kind, first.scale) == (last.kind, "1") and last.kind is Kind.MONEY and last.scale != "1":
        first = _same_scale(first, last)
    if low.plan.bare and last.kind not in NEVER_HEDGED and (not high.plan.bare or last.scale != first.scale):
        if first.form is Form.WORDS:
            factor = Fraction(last.scale) / Fraction(first.scale)
            first = replace(last, value=decimal_of(Fraction(first.value) * factor))
        elif first.scale == "1":
            after = grammar.lexicon.after(text, high.digits_end)
            right = text[high.digits_end : high.digits_end + (after[-1].end if after else 0)]
            again = read_wording(grammar, high.before, text[low.digits : low.digits_end], after, right)
            first = again.quantity if again else first
        else:
            first = replace(last, value=first.value)
    return join_quantities(first, last)


def changes(tables: Tables, text: str, low: Draft, high: Draft, word: str) -> bool:
    """Whether two numbers tell of a change, not of a range.

    ``rose from 10 to 15``: both levels; ``fell £1.1m to £61.5m``: the amount and the level.
    """
    if any(cue.phrase.startswith(tables.between) for cue in low.before if "from" in cue.entry):
        return False
    move = next((cue for cue in low.before if "direction" in cue.entry), None)
    if move is None:
        return low.plan.opens and _moves(tables, text, low, high)
    if low.plan.opens or move.phrase.endswith(tables.from_ends):
        return word in tables.levels or not low.plan.bare or high.plan.bare  # not "tăng từ 7 đến 8%"
    if low.plan.bare and high.plan.bare and move.phrase.endswith(tables.by_ends):
        return True
    if word not in tables.levels or move.phrase not in tables.amounts or not _units_of_their_own(low, high):
        return False
    at = low.digits + move.start
    return not tables.open_change.search(text[max(0, at - 24) : at])


def _moves(tables: Tables, text: str, low: Draft, high: Draft) -> bool:
    """``revenue went from £1.1m to £1.3m``: a word of change in front of two levels with their units."""
    if low.plan.bare != high.plan.bare or low.plan.quantity.kind not in RATED:
        return False
    front = _STOPS.split(text[max(0, low.start - _CHANGE) : low.start])[-1]
    return tables.moves.search(front.lower()) is not None


def _units_of_their_own(low: Draft, high: Draft) -> bool:
    """Whether the first of two numbers needs nothing of the second (``5%`` in ``5% to 10%``, not ``5``)."""
    first, last = low.plan.quantity, high.plan.quantity
    if (
        first.kind not in RATED | {Kind.DURATION}
        or first.form is not Form.DIGITS
        or first.scale != last.scale
    ):
        return False
    if not low.plan.bare:
        return not high.plan.bare
    return last.kind is Kind.CARDINAL and last.unit_key != "times"


def _same_scale(first: Quantity, last: Quantity) -> Quantity:
    """``$65-$70 million``: the first amount in the scale of the last."""
    value = Fraction(first.value) * Fraction(last.scale)
    return replace(first, value=decimal_of(value), scale=last.scale)


def _date_ends(low: Quantity, high: Quantity) -> Quantity | None:
    """A range of dates whose first end leaves out what the last end states (``4 - 6/8/2020``)."""
    first = low.value
    if low.kind is Kind.CARDINAL:
        if not first.isdigit() or int(first) > 31 or low.unit_key:
            return None
        first = f"---{first.zfill(2)}"
    if first.startswith("---") and _DAY_GRAIN.fullmatch(high.value):
        day = high.value[:-2] + first[3:]
        return replace(high, value=day, value_high=high.value) if day < high.value else None
    parts, given = high.value.split("-"), first.lstrip("-").split("-")
    if high.value.startswith("--") or len(given) > len(parts):
        whole = first if first.count("-") == high.value.count("-") else None
    else:
        whole = "-".join(parts[: len(parts) - len(given)] + given)
    if whole is None or len(whole) != len(high.value) or whole >= high.value:
        return None
    return replace(high, value=whole, value_high=high.value)


def noun_end(text: str, plan: Plan, end: int) -> int:
    """Where the noun phrase of a plain count behind ``end`` ends; 0 where it has none."""
    unit = plan.quantity.unit if plan.bare else None
    at = text.find(unit, end, end + REACH) if unit else -1
    return at + len(unit) if unit and at >= 0 else 0


def per_number(text: str, grammar: Grammar, draft: Draft) -> Draft:
    """``45 ca/100.000 dân``, ``12 per 100,000``, ``2.4 sewer floods per 10,000``: a rate per so many."""
    quantity = draft.plan.quantity
    after = grammar.lexicon.after(text, draft.digits_end)
    counted = noun_end(text, draft.plan, draft.digits_end)
    found = grammar.per_number.match(text, counted or draft.digits_end + (after[-1].end if after else 0))
    base = figures(found["base"].rstrip(".,")) if found else ()
    if found is None or not base or quantity.kind not in RATED:
        return draft
    if not found["any"] and not _ROUND_BASE.fullmatch(base[0].scaled(0)):
        return draft
    end = found.start("base") + len(found["base"].rstrip(".,"))
    after = grammar.lexicon.after(text, end)
    key = f"{quantity.unit_key or 'count'}_per_{base[0].scaled(0)}"
    if after and (named := base_of(after[0])):
        end += after[0].end
        key = f"{key}_{named}"
    rated = replace(quantity, kind=Kind.RATE, unit=text[draft.digits_end : end].strip(), unit_key=key)
    return draft._replace(end=end, plan=draft.plan._replace(quantity=rated, rule="per_number"))
