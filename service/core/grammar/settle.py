"""What one wording cannot decide: separators, hedges behind a noun, implied money, percentage points."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from service.core.grammar.neighbours import is_open, is_place, lasts, read_beside
from service.core.grammar.plans import NEVER_HEDGED, Draft, Plan
from service.core.grammar.shapes import falls, short_date
from service.core.grammar.tables import SENTENCE_END, Tables
from service.core.types import Direction, Kind, Qualifier, Quantity, Reading

_MONEY_SCALES = frozenset({"1000000000", "1000000000000", "1000000"})
_CLAUSE = re.compile(r"[.;\n](?=\s|$)")
_SMALL_SCALES = frozenset({"1000000"})
_BEYOND = frozenset({Qualifier.MORE_THAN, Qualifier.LESS_THAN})
_NOUN = re.compile(r"(?: [^\W\d_]+){1,3}")
_SENTENCE = 80  # characters around a number that may compare it
_STOPS = re.compile(r"[.;\n]")
_COUNTED = frozenset({Kind.CARDINAL, Kind.MEASURE, Kind.MONEY, Kind.RATIO})
_ODDS = 8  # characters in front of a ratio that may say that it is one
_PAIR = (-2, -1)
_POINT_REACH = 40  # characters between a percent and the points that it explains


def settle(text: str, drafts: list[Draft], tables: Tables) -> list[int]:
    """Decide what one wording cannot: separators by their neighbours, hedges behind a noun.

    Returns where the drafts start.
    """
    marks, unsettled, currency = _survey(drafts, tables)
    places = [place for place, _ in marks]
    agreed = len({mark for _, mark in marks}) == 1
    for i in unsettled:
        draft = drafts[i]
        plan = draft.plan
        if plan.other is not None:
            plan = _by_neighbours(text, draft, plan.other, places, marks, usual=tables.decimal, agreed=agreed)
            draft = drafts[i] = draft._replace(plan=plan)
        if plan.rule == "ratio":
            drafts[i] = _dated(text, draft, drafts[i - 1] if i else None, tables)
        elif plan.qualifier in _BEYOND and (direction := _difference(text, draft, tables)):
            drafts[i] = draft._replace(
                plan=plan._replace(qualifier=Qualifier.EXACT, hedges=(), direction=direction)
            )
        elif _bounds_nothing(text, drafts, i, tables):
            drafts[i] = draft._replace(plan=plan._replace(qualifier=Qualifier.EXACT, hedges=()))
        elif read_beside(text, drafts, i, tables):
            continue
        elif plan.opens and plan.qualifier is Qualifier.EXACT and plan.quantity.kind not in NEVER_HEDGED:
            drafts[i] = draft._replace(plan=_opened(text, draft, tables))
    _imply_money(text, drafts, unsettled, tables, currency)
    _name_points(text, drafts, [i for i in unsettled if _in_points(drafts[i].plan, tables)], tables)
    for bound in tables.far_bounds:
        at = text.find(bound)
        while at >= 0:
            _bounded_after(text, drafts, at, tables)
            at = text.find(bound, at + len(bound))
    return [draft[0] for draft in drafts]


def _survey(drafts: Sequence[Draft], tables: Tables) -> tuple[list[tuple[int, str]], list[int], str | None]:
    """The proven separators with their places, the drafts still to be settled, and the first currency."""
    marks: list[tuple[int, str]] = []
    unsettled: list[int] = []
    currency: str | None = None
    known: dict[int, bool] = {}  # by identity: equal wordings share one plan
    for i, (_, _, at, _, plan, _) in enumerate(drafts):
        if plan.mark and plan.other is None:
            marks.append((at, plan.mark))
        open_ = known.get(id(plan))
        if open_ is None:
            open_ = known[id(plan)] = _is_unsettled(plan, tables)
            if currency is None and plan.quantity.kind is Kind.MONEY:
                currency = plan.quantity.unit_key
        if open_:
            unsettled.append(i)
    return marks, unsettled, currency


def _is_unsettled(plan: Plan, tables: Tables) -> bool:
    """Whether what a number is may still depend on more than its wording."""
    return (
        plan.other is not None
        or plan.opens
        or plan.qualifier in _BEYOND
        or is_open(plan, tables)
        or (plan.rule == "ratio" and plan.quantity.unit is None and bool(tables.odds_words))
        or (plan.bare and plan.quantity.scale in _MONEY_SCALES)
        or _in_points(plan, tables)
    )


def _dated(text: str, draft: Draft, last: Draft | None, tables: Tables) -> Draft:
    """``Tháng Thanh niên, 26/3``: what is no part of a whole is a day and a month.

    So is what goes on a list of days (``30/4, 1/5``). ``tỷ lệ 3/1`` stays a ratio, and so does ``4/7``.
    """
    surface = text[draft.digits : draft.digits_end]
    day = short_date(surface) if "/" in surface else None
    if day is None or text[max(0, draft.start - _ODDS) : draft.start].lower().endswith(tables.odds_words):
        return draft
    listed = (
        last is not None
        and last.plan.rule == "day_month"
        and tables.list_gap.fullmatch(text, last.end, draft.start)
    )
    if not (falls(surface) or listed):
        return draft
    return draft._replace(plan=Plan(Quantity(Kind.DATE, day), 0, 0, "day_month"))


def _in_points(plan: Plan, tables: Tables) -> bool:
    return plan.quantity.unit in tables.points


def _name_points(text: str, drafts: list[Draft], pointed: Sequence[int], tables: Tables) -> None:
    """``3.9%, down 0.6 points``: a change in points beside a percent is one in percentage points.

    So are points as fine as those a little further on: ``rose 1.8 points to 93.2%, against 0.6 points``.
    """
    told: Draft | None = None
    for i in pointed:
        draft, quantity = drafts[i], drafts[i].plan.quantity
        found = tables.point.match(text, draft.digits_end)
        if (
            quantity.kind not in (Kind.CARDINAL, Kind.MEASURE)
            or found is None
            or not (
                _of_percent(text, drafts, i, found.end(), tables)
                or _told_likewise(text, draft, told or _pointed_before(drafts, i))
                or _parts_percents(text, drafts, i)
            )
        ):
            continue
        quantity = replace(quantity, kind=Kind.PERCENT, unit="pp", unit_key="percentage_point")
        drafts[i] = told = draft._replace(
            end=found.end(), plan=draft.plan._replace(quantity=quantity, rule="points")
        )


def _told_likewise(text: str, draft: Draft, told: Draft | None) -> bool:
    """Whether a fraction of points follows percentage points in one sentence, printed as finely."""
    if told is None or draft.start - told.end > _POINT_REACH:
        return False
    ulp = draft.plan.quantity.ulp or ""
    fine = "." in ulp and ulp == told.plan.quantity.ulp
    return fine and not SENTENCE_END.search(text, told.end, draft.start)


def _pointed_before(drafts: Sequence[Draft], i: int) -> Draft | None:
    """The number before one, where it is in percentage points."""
    return drafts[i - 1] if i and drafts[i - 1].plan.quantity.unit == "pp" else None


def _parts_percents(text: str, drafts: Sequence[Draft], i: int) -> bool:
    """``from 17.4% to 9.8%, that is by 7.6 points``: just what two percents before it differ by."""
    if i < len(_PAIR) or SENTENCE_END.search(text, drafts[i - 2].end, drafts[i].start):
        return False
    one, other = (drafts[i + k].plan.quantity for k in _PAIR)
    if {one.unit_key, other.unit_key} != {"percent"} or one.value_high or other.value_high:
        return False
    return abs(Fraction(one.value) - Fraction(other.value)) == Fraction(drafts[i].plan.quantity.value)


def _of_percent(text: str, drafts: Sequence[Draft], i: int, end: int, tables: Tables) -> bool:
    """Whether a percent beside a change in points is its new or its old level, by its words and its size."""
    draft = drafts[i]
    move = next((cue for cue in draft.before if "direction" in cue.entry), None)
    if move is None:
        return False
    amount = Fraction(draft.plan.quantity.value)
    rise = amount if move.entry["direction"] is Direction.UP else -amount
    if i + 1 < len(drafts) and (word := tables.level.fullmatch(text, end, drafts[i + 1].start)):
        return _is_share(drafts[i + 1], -rise if word[1] else rise)
    while i and drafts[i - 1].plan.quantity.kind in (Kind.YEAR, Kind.DATE):
        i -= 1
    if not i:
        return False
    level, at = drafts[i - 1], draft.digits + move.start
    if at - level.end > _POINT_REACH or text[max(at - 2, level.end) : at].strip() not in {",", "(", "-"}:
        return False
    told = next((cue.phrase for cue in level.before if "direction" in cue.entry), None)
    if told is not None and told.rpartition(" ")[2] not in tables.levels:
        return False  # "rose 2%, up 53 points": the percent is a change itself
    return not SENTENCE_END.search(text, level.end, at) and _is_share(level, -rise)


def _is_share(draft: Draft, shift: Fraction) -> bool:
    """Whether a number is a percent that stays between 0 and 100 when it is moved."""
    quantity = draft.plan.quantity
    if quantity.unit_key != "percent" or quantity.value_high:
        return False
    return 0 <= Fraction(quantity.value) + shift <= 100


def _difference(text: str, draft: Draft, tables: Tables) -> Direction | None:
    """Which way a number differs from another one: ``thấp hơn 580 kWh so với mức cũ`` bounds nothing.

    None where the words are a bound (``hơn 580 kWh``): without a word of comparing in the same sentence.
    """
    cue = draft.before[0] if draft.before else None
    direction = tables.comparatives.get(cue.phrase) if cue else None
    if cue is None or direction is None or any("direction" in other.entry for other in draft.before[1:]):
        return None
    at = draft.digits + cue.start
    if " " not in cue.phrase and text[max(0, at - 2) : at].strip() not in {",", "(", "-"}:
        return None  # "tăng hơn 8% so với": the bound of a change
    rest = _STOPS.split(text[draft.end : draft.end + _SENTENCE], maxsplit=1)[0]
    front = _STOPS.split(text[max(0, at - _SENTENCE) : at])[-1] if " " in cue.phrase else ""
    return direction if tables.compared.search(f"{front}\n{rest}".lower()) else None


def _bounds_nothing(text: str, drafts: Sequence[Draft], i: int, tables: Tables) -> bool:
    """Whether a word that bounds other numbers tells here how long, on what, or out of how many."""
    draft = drafts[i]
    if is_place(text, draft, tables):
        return True
    return bool(i) and (
        lasts(text, draft, drafts[i - 1], tables) or _whole(text, draft, drafts[i - 1], tables.out_of)
    )


def _whole(text: str, draft: Draft, last: Draft, words: frozenset[str]) -> bool:
    """``36 trên 41 xã``, ``28 tấn trên 1,5 ha``: right behind a counted figure the word says out of what.

    Behind the noun of a part as well, where the whole is of the same unit: ``20 ha rừng trên 62 ha``.
    """
    cue = draft.before[0] if draft.before else None
    if cue is None or cue.phrase not in words or last.plan.quantity.kind not in _COUNTED:
        return False
    at = draft.digits + cue.start - 1
    if last.end == at:
        return True
    part, whole = last.plan.quantity, draft.plan.quantity
    if part.unit_key != whole.unit_key or not _NOUN.fullmatch(text, last.end, at):
        return False
    return part.exact is not None and whole.exact is not None and part.exact < whole.exact


def _imply_money(
    text: str, drafts: list[Draft], unsettled: Sequence[int], tables: Tables, currency: str | None
) -> None:
    """Give amounts the currency that is left out; one that was told so counts for those behind it."""
    local = tables.home_currency
    for i in unsettled:
        draft = drafts[i]
        if local and draft.plan.bare and draft.plan.quantity.scale in _MONEY_SCALES:
            each = text.startswith("/", draft.end) and text[draft.end + 1 : draft.end + 2].isalpha()
            told = currency == local and (each or draft.plan.quantity.scale not in _SMALL_SCALES)
            drafts[i] = _money_implied(text, draft, tables, told=told)
            currency = currency or drafts[i].plan.quantity.unit_key


def _money_implied(text: str, draft: Draft, tables: Tables, *, told: bool) -> Draft:
    """``ngân sách 500 tỷ``: the currency is left out where the clause, or the whole text, speaks of money."""
    clause = _CLAUSE.split(text[max(0, draft.start - 80) : draft.start].lower())[-1]
    following = text[draft.end : draft.end + 2]
    if not (told or any(word in clause for word in tables.money_words)) or following[:1].isalpha():
        return draft
    if following[:1] == " " and following[1:].islower() and not tables.free.match(text, draft.end):
        return draft
    home = tables.home_currency
    quantity = replace(draft.plan.quantity, kind=Kind.MONEY, unit=home, unit_key=home)
    return draft._replace(plan=draft.plan._replace(quantity=quantity, bare=False, rule="money_implied"))


def _by_neighbours(
    text: str,
    draft: Draft,
    other: Plan,
    places: list[int],
    marks: list[tuple[int, str]],
    *,
    usual: str,
    agreed: bool,
) -> Plan:
    """The reading that the nearest proven separators share, in the line first; else the language's."""
    plan = draft.plan
    i = bisect_left(places, draft.digits)
    near = sorted(marks[max(0, i - 3) : i + 3], key=lambda mark: abs(mark[0] - draft.digits))
    line = [mark for at, mark in near if "\n" not in text[min(at, draft.digits) : max(at, draft.digits)]]
    witnesses = line or [mark for _, mark in near]
    mark = witnesses[0] if witnesses else usual
    chosen, left = (plan, other) if plan.mark == mark else (other, plan)
    if witnesses and len(set(witnesses)) == 1 and (line or agreed):
        return chosen._replace(other=None)
    if not witnesses and _usual_alone(text[draft.digits : draft.digits_end], chosen, usual):
        return chosen._replace(other=None)
    reading = Reading(left.quantity.value, left.quantity.kind, left.quantity.unit)
    return chosen._replace(other=None, quantity=replace(chosen.quantity, readings=(reading,)))


def _usual_alone(surface: str, chosen: Plan, usual: str) -> bool:
    """Whether a lone number follows its language's grouping (vi ``1.400``, en ``1,400``): certain enough.

    The same digits with the other sign could be either that language's decimal or the other's grouping, and
    percents in thousands are as rare as those in thousandths.
    """
    if chosen.quantity.kind is Kind.PERCENT:
        return False
    ulp = chosen.quantity.ulp or ""
    return ("." if usual == "," else ",") in surface and not ulp.startswith("0.")


def _opened(text: str, draft: Draft, tables: Tables) -> Plan:
    """``từ 185 đảng viên trở lên``: the second half of a hedge that a noun parts from the number."""
    plan = draft.plan
    found = tables.after_noun.match(text, draft.end)
    if found is None:
        return plan
    qualifier = tables.bound(found[1])
    cue = next(cue for cue in draft.before if "from" in cue.entry)
    after = (found.start(1) - draft.digits, found.end(1) - draft.digits)
    return plan._replace(qualifier=qualifier, hedges=((cue.start, cue.end), after))


def _bounded_after(text: str, drafts: list[Draft], at: int, tables: Tables) -> None:
    """A ``trở lên`` bounds the nearest number before it in its clause."""
    i = bisect_left(drafts, at, key=lambda draft: draft.end) - 1
    if (
        i < 0
        or drafts[i].plan.qualifier is not Qualifier.EXACT
        or drafts[i].plan.quantity.kind in NEVER_HEDGED
    ):
        return
    found = tables.after_noun.match(text, drafts[i].end)
    if found is None or found.start(1) != at:
        return
    draft = drafts[i]
    qualifier = tables.bound(found[1])
    span = (at - draft.digits, found.end(1) - draft.digits)
    drafts[i] = draft._replace(
        plan=draft.plan._replace(qualifier=qualifier, hedges=(*draft.plan.hedges, span))
    )
