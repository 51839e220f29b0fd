"""What a sentence makes of a number that its words leave open: millions or metres, medals, lists, bounds."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from service.core.figures import decimal_of
from service.core.grammar.plans import Draft, Plan
from service.core.grammar.tables import Tables
from service.core.grammar.wordings import counting
from service.core.types import Kind, Qualifier, Quantity, Reading

_MILLION = 10**6
_BESIDE = 40  # characters around a number that may speak of a length
_STOPS = re.compile(r"[.;\n](?=\s|$)")
_ENDS = re.compile(r"[.,;\n](?=\s|$)")
_GAP = re.compile(r" (?:[^\W\d_]+(?:-[^\W\d_]+)* ){0,3}")  # what was counted, up to the word of duration
_NEAR = 4  # how much further the next number of a list may be
_LIST_UP_TO = 100
_LABELLED = frozenset({"ordinal", "labelled", "day", "month"})
_CALENDAR = {
    "day": ("---", 31),
    "month": ("--", 12),
}  # how a day or a month without more is told, and how many
_CLOSE = 20  # characters between two numbers of one kind
_FEW_DIGITS = 4
_AGES = 2  # digits of ages that are bounds
_PLACES = frozenset({"commune", "ward", "ward_commune", "district", "province", "city", "village", "country"})
_AREAS = frozenset({"hectare", "square_metre", "square_kilometre"})
_FINE = 4  # digits of an area that nobody rounds to for a bound


def is_open(plan: Plan, tables: Tables) -> bool:
    """Whether the sentence may make something else of a number: a list of ranks, millions, medals."""
    return plan.rule in _LABELLED or _in_millions(plan, tables) or _is_small_money(plan)


def read_beside(text: str, drafts: list[Draft], i: int, tables: Tables) -> bool:
    """Read an open number by what stands beside it; False where that leaves it as it is."""
    draft, plan = drafts[i], drafts[i].plan
    if plan.rule == "ordinal":
        if not _as_verb(text, drafts, i, tables):
            _list_on(text, drafts, i, tables)
        return True
    if plan.rule == "labelled":
        return _as_title(text, drafts, i)
    if plan.rule in _CALENDAR:
        _go_on(text, drafts, i, tables)
        return True
    last = drafts[i - 1] if i else None
    if _is_age(plan, draft, tables):
        age = replace(plan.quantity, kind=Kind.DURATION, unit=None, unit_key="year")
        drafts[i] = draft._replace(plan=plan._replace(quantity=age, rule="age", bare=False))
    elif _in_millions(plan, tables):
        drafts[i] = _as_millions(text, draft, last, tables)
    elif last is not None and _is_small_money(plan):
        drafts[i] = _as_medal(text, draft, last)
    return drafts[i] is not draft


def _as_title(text: str, drafts: list[Draft], i: int) -> bool:
    """Read ``Section 60 orders``, where the word in front is a title, as a rank; False for a count."""
    draft, cue = drafts[i], drafts[i].before[0]
    start = draft.digits + cue.start
    if not text[start].isupper() or (i and drafts[i - 1].end > start):
        return False
    rank = Quantity(Kind.ORDINAL, draft.plan.quantity.value, unit=cue.phrase, unit_key=cue.entry["ordinal"])
    drafts[i] = draft._replace(start=start, end=draft.digits_end, plan=Plan(rank, 0, 0, "ordinal"))
    return True


def _as_verb(text: str, drafts: list[Draft], i: int, tables: Tables) -> bool:
    """Read ``the homes number 46``, where the word in front is a verb, as a count; False for an ordinal."""
    draft, rank = drafts[i], drafts[i].plan.quantity
    if rank.unit_key != "number" or not tables.said_as_verb.search(
        text[max(0, draft.start - _BESIDE) : draft.start]
    ):
        return False
    quantity = Quantity(Kind.CARDINAL, rank.value, ulp="1")
    plan = counting(tables, Plan(quantity, 0, 0, "cardinal", bare=True), text, draft.digits_end)
    drafts[i] = draft._replace(start=draft.digits, plan=plan)
    return True


def _is_age(plan: Plan, draft: Draft, tables: Tables) -> bool:
    """``people over 65``: a bound behind people is one of age; ``people over 16 evenings`` holds none."""
    known, before = plan.quantity, draft.before
    if known.kind is not Kind.CARDINAL or known.unit_key or len(before) < 2:
        return False
    if "hedge" not in before[0].entry or "age_group" not in before[1].entry or len(known.value) > _AGES:
        return False
    return (known.unit or "").rpartition(" ")[2] not in tables.spells


def _in_millions(plan: Plan, tables: Tables) -> bool:
    """Whether a unit may be a scale instead: ``1.1m``."""
    return plan.quantity.unit in tables.glued_counts and plan.quantity.kind is Kind.MEASURE


def _as_millions(text: str, draft: Draft, last: Draft | None, tables: Tables) -> Draft:
    """``visits rose to 1.1m``, ``3.2m seedlings``: millions, where no word beside it speaks of a length.

    A whole number needs a change in front, a noun behind or other millions beside it (``a 100m race``). The
    other reading is kept.
    """
    plan = draft.plan
    known = plan.quantity
    if (
        not text.startswith(known.unit or " ", draft.end - len(known.unit or ""))
        or text[draft.end - 2] == " "
    ):
        return draft
    front = _STOPS.split(text[max(0, draft.start - _BESIDE) : draft.start])[-1]
    rest = _ENDS.split(text[draft.end : draft.end + _BESIDE], maxsplit=1)[0]
    if tables.lengths.search(front.lower()) or tables.lengths.search(rest.lower()):
        return draft
    scaled = counting(tables, _times_million(plan), text, draft.digits_end)
    told = (
        plan.direction is not None
        or scaled.quantity.unit is not None
        or "." in text[draft.digits : draft.end]
    )
    if not told and (last is None or last.plan.rule != scaled.rule or draft.start - last.end > _CLOSE):
        return draft
    return draft._replace(plan=scaled)


def _times_million(plan: Plan) -> Plan:
    known = plan.quantity
    value, high, ulp = (
        part and decimal_of(Fraction(part) * _MILLION) for part in (known.value, known.value_high, known.ulp)
    )
    reading = Reading(known.value, known.kind, known.unit)
    quantity = replace(
        known, kind=Kind.CARDINAL, value=value or known.value, value_high=high, ulp=ulp, unit=None,
        unit_key=None, scale=str(_MILLION), readings=(reading,),
    )  # fmt: skip
    return plan._replace(quantity=quantity, rule="millions")


def _is_small_money(plan: Plan) -> bool:
    """Whether an amount is so plain that it may count medals: ``25 đồng``."""
    known = plan.quantity
    return (
        known.kind is Kind.MONEY and known.scale == "1" and not plan.lead and len(known.value) < _FEW_DIGITS
    )


def _as_medal(text: str, draft: Draft, last: Draft) -> Draft:
    """``18 bạc, 25 đồng``: behind other medals the third metal is no money."""
    between = text[last.end : draft.start]
    if last.plan.quantity.unit_key != "medal" or len(between) > _CLOSE or _STOPS.search(between):
        return draft
    quantity = replace(
        draft.plan.quantity, kind=Kind.CARDINAL, unit=text[draft.digits_end : draft.end].strip(),
        unit_key="medal",
    )  # fmt: skip
    plan = draft.plan._replace(quantity=quantity, tail=0, rule="cardinal")
    return draft._replace(end=draft.digits_end, plan=plan)


def _list_on(text: str, drafts: list[Draft], i: int, tables: Tables) -> None:
    """``scope 1 and 2``, ``khoản 1, 2 Điều 5``: numbers that go on behind a rank are ranks likewise."""
    rank = drafts[i].plan.quantity
    last = int(rank.value) if rank.value.isdigit() else _LIST_UP_TO
    for k in range(i + 1, len(drafts)):
        value, plan = drafts[k].plan.quantity.value, drafts[k].plan
        if plan.quantity.kind is not Kind.CARDINAL or not value.isdigit() or plan.lead or plan.hedges:
            return
        gap = text[drafts[k - 1].end : drafts[k].start]
        if not tables.list_gap.fullmatch(gap) or not last < int(value) < min(last + _NEAR, _LIST_UP_TO):
            return
        if plan.quantity.unit and not (gap.strip().isalpha() and int(value) == last + 1):
            return
        last = int(value)
        quantity = Quantity(Kind.ORDINAL, value, unit=rank.unit, unit_key=rank.unit_key)
        drafts[k] = drafts[k]._replace(end=drafts[k].digits_end, plan=Plan(quantity, 0, 0, "listed"))


def _go_on(text: str, drafts: list[Draft], i: int, tables: Tables) -> None:
    """``các ngày 12, 13 và 14/10``, ``tháng 8, 9``: numbers that go on behind a day or a month alone."""
    front, most = _CALENDAR[drafts[i].plan.rule]
    told = drafts[i].plan.quantity.value.removeprefix(front)
    last = int(told) if told.isdigit() else most
    for k in range(i + 1, len(drafts)):
        value, plan = drafts[k].plan.quantity.value, drafts[k].plan
        if not (plan.bare and value.isdigit() and plan.quantity.unit is None and last < int(value) <= most):
            return
        if not tables.list_gap.fullmatch(text[drafts[k - 1].end : drafts[k].start]):
            return
        last = int(value)
        date = Quantity(Kind.DATE, f"{front}{value.zfill(2)}")
        drafts[k] = drafts[k]._replace(plan=Plan(date, 0, 0, drafts[i].plan.rule))


def lasts(text: str, draft: Draft, last: Draft, tables: Tables) -> bool:
    """``$5 million over four years``, ``2,845 people over 16 evenings``: how long, not how much."""
    quantity, cue = draft.plan.quantity, draft.before[0] if draft.before else None
    if cue is None or cue.phrase not in tables.loose:
        return False
    timed = quantity.kind is Kind.DURATION and quantity.unit is not None
    if not timed and (quantity.unit or "").rpartition(" ")[2] not in tables.spells:
        return False
    between = text[last.end : draft.digits + cue.start]
    words = between.split()
    return _GAP.fullmatch(between) is not None and not (words and words[-1] in tables.bound_fronts)


def is_place(text: str, draft: Draft, tables: Tables) -> bool:
    """``cạo mủ trên 24.620 ha``, ``xảy ra trên 7 xã``: on so many, for no bound is so fine or so small.

    Not behind a word that a bound follows (``đạt trên 24.620 ha``).
    """
    quantity, cue = draft.plan.quantity, draft.before[0] if draft.before else None
    if cue is None or cue.phrase not in tables.out_of or draft.plan.qualifier is not Qualifier.MORE_THAN:
        return False
    if quantity.unit_key in _AREAS:
        fine = len(quantity.value.replace(".", "").rstrip("0")) >= _FINE
    else:
        fine = quantity.unit_key in _PLACES and quantity.value.isdigit() and int(quantity.value) % 5 > 0
    front = text[max(0, draft.digits + cue.start - _BESIDE) : draft.digits + cue.start].lower().split()
    return fine and bool(front) and front[-1] not in tables.bound_fronts and front[-1][-1].isalpha()
