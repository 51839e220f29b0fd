"""What a wording is, decided once and remembered: the rules in their order, and the memory of them."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from service.core.figures import LONGEST, decimal_of
from service.core.grammar.plain import plain
from service.core.grammar.plans import COUNTS, NEVER_HEDGED, Decision, Model, Plan, is_model, text_plan
from service.core.grammar.shapes import code, roman_plan, shape
from service.core.grammar.tables import Tables
from service.core.grammar.units import lead_of, unit_behind
from service.core.lexicon import REACH, Lexicon, Token
from service.core.locales import LOCALES
from service.core.numerals import NumberWords, Numeral
from service.core.types import Direction, Form, Kind, Qualifier, Quantity, Reading

_LOOSE = frozenset({Qualifier.EXACT, Qualifier.APPROX})
_DIFFERENCES = {Qualifier.MORE_THAN: Direction.UP, Qualifier.LESS_THAN: Direction.DOWN}
_CODE_TAIL = re.compile(r"[A-Za-zĐđ]")
_MEMORY = 8192
_GAPS = 4096
_WINDOWS = 4096
_GLIMPSES = 16384
BLANK = frozenset({"", " ", "\xa0"})


class Grammar(Tables):
    """The tables with the memory of what was decided by them."""

    def __init__(self, lexicon: Lexicon, decimal: str, words: NumberWords) -> None:
        super().__init__(lexicon, decimal, words)
        self.apart: set[str] = set()
        self._windows: dict[tuple[str, int, int], Decision] = {}
        self._glimpsed: set[int] = set()
        self._decided: dict[tuple[str, str, str], tuple[Plan | None, tuple[Token, ...]]] = {}
        self._models: dict[tuple[str, str, bool], Model] = {}

    def are_apart(self, gap: str) -> bool:
        """Whether what stands between two numbers joins them to no range, sum or ratio; remembered."""
        if gap in self.apart:
            return True
        if gap in BLANK or any(form.fullmatch(gap) for form in (self.join, self.part_of, self.odds_gap)):
            return False
        if len(self.apart) >= _GAPS:
            self.apart.clear()
        self.apart.add(gap)
        return True

    def decide(self, text: str, start: int, end: int) -> Decision:
        """What the digits at ``start:end`` are in their wording, their cues, and how far the wording reaches.

        The answer depends on nothing beyond the lexicon's reach, so a window seen before is not read again.
        """
        low = start - REACH if start > REACH else 0
        window = (text[low : end + REACH], start - low, end - start)
        found = self._windows.get(window)
        if found is None:
            found = self._decide(text, start, end)
            if found.plan is not None:
                found.plan = counting(self, found.plan, text, end)
            if self.seen_before(hash(window)):
                if len(self._windows) >= _WINDOWS:
                    self._windows.clear()
                self._windows[window] = found
        return found

    def seen_before(self, mark: int) -> bool:
        """Whether this was asked of the same hash lately: what comes once is not worth remembering."""
        if mark in self._glimpsed:
            return True
        if len(self._glimpsed) >= _GLIMPSES:
            self._glimpsed.clear()
        self._glimpsed.add(mark)
        return False

    def _decide(self, text: str, start: int, end: int) -> Decision:
        before = self.lexicon.before(text, start)
        after = self.lexicon.after(text, end)
        reach = after[-1].end if after else 0
        left = text[start + before[-1].start : start] if before else ""
        surface, right = text[start:end], text[end : end + reach]
        model = self._models.get((left, right, surface.isdigit()))
        if model is not None and (plan := model.read(surface)) is not None:
            return Decision(plan, model.before, reach)
        key = (left, surface, right)
        known = self._decided.get(key)
        if known is not None:
            return Decision(*known, reach)
        plan = read_wording(self, before, surface, after, right)
        if plan is not None:
            if _may_be_dated(before, after):
                plan = plan._replace(special=True)
            if is_model(plan, before):
                if len(self._models) >= _MEMORY:
                    self._models.clear()
                self._models[left, right, surface.isdigit()] = Model(plan, len(surface), before)
        if self.seen_before(hash(key)):
            if len(self._decided) >= _MEMORY:
                self._decided.clear()
            self._decided[key] = (plan, before)
        return Decision(plan, before, reach)


@lru_cache(maxsize=16)
def grammar_of(lang: str) -> Grammar:
    """The rules for texts of a language; words of the other languages that are guessed are known, too."""
    first = LOCALES[lang]
    rest = [locale for locale in LOCALES.values() if locale.guessed and locale is not first]
    return Grammar(Lexicon([first, *rest]), first.decimal, first.numbers)


def read_wording(
    tables: Tables, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str
) -> Plan | None:
    """The rules in order of precedence: Roman, code, shapes with slashes and colons, plain figures."""
    if surface[0] in "IVX":
        plan = roman_plan(before, surface)
    elif len(surface) > 2 * LONGEST or (len(surface) > LONGEST and surface.isdigit()):
        plan = text_plan(Kind.IDENTIFIER, surface, "long_run")
    elif _CODE_TAIL.search(surface):
        plan = code(before, surface)
    else:
        plan = shape(tables, before, surface, after, right) or plain(tables, before, surface, after, right)
    return plan and _bounded(before, qualified(before, plan), len(surface), after)


def read_spelled(
    tables: Tables, before: tuple[Token, ...], numeral: Numeral, after: tuple[Token, ...], right: str
) -> Plan:
    """The plan of a number in words with the unit words on its right."""
    unit = unit_behind(before, "", after, right)
    factor = Fraction(10) ** unit.exponent
    quantity = Quantity(
        unit.kind, decimal_of(numeral.value * factor), unit=unit.unit, unit_key=unit.key,
        scale=str(numeral.scale * 10 ** max(unit.exponent, 0)),
        ulp=decimal_of(numeral.ulp * factor) if numeral.ulp is not None else None, form=Form.WORDS,
        readings=tuple(Reading(decimal_of(r * factor), unit.kind, unit.unit) for r in numeral.readings),
    )  # fmt: skip
    bare = unit.kind is Kind.CARDINAL and unit.key is None
    return qualified(before, Plan(quantity, lead_of(before, unit), unit.tail, "spelled", bare=bare))


def counting(tables: Tables, plan: Plan, text: str, end: int) -> Plan:
    """The plan of a count with the noun phrase behind it as its unit, where the tables know no unit."""
    quantity = plan.quantity
    if quantity.unit is not None and not (tables.nouns_lead and quantity.kind is Kind.CARDINAL):
        return plan
    if quantity.kind not in COUNTS or (found := tables.noun_phrase.match(text, end + plan.tail)) is None:
        return plan
    phrase = found[1]
    if quantity.unit is not None and not phrase.lower().startswith(f"{quantity.unit.lower()} "):
        return plan
    key = tables.head_keys.get(phrase.rpartition(" ")[2].lower())
    other = plan.other and counting(tables, plan.other, text, end)
    return plan._replace(quantity=replace(quantity, unit=phrase, unit_key=key), other=other)


def _bounded(before: tuple[Token, ...], plan: Plan, width: int, after: tuple[Token, ...]) -> Plan:
    """The plan with what the words behind its unit add: ``or more``, ``5% increase``."""
    for token in after:
        if (token.start < plan.tail and token.phrase != "+") or plan.quantity.kind in NEVER_HEDGED:
            continue
        if "hedge_after" in token.entry and plan.qualifier is Qualifier.EXACT:
            hedge = (width + token.start, width + token.end)
            first = tuple((cue.start, cue.end) for cue in before if "from" in cue.entry)
            plan = plan._replace(qualifier=token.entry["hedge_after"], hedges=(*first, hedge))
        elif "direction_after" in token.entry and plan.direction is None:
            plan = plan._replace(direction=token.entry["direction_after"])
    return plan


def qualified(before: tuple[Token, ...], plan: Plan) -> Plan:
    """The plan with the hedge, direction and negation that the cues on its left state."""
    if not before:
        return plan
    hedges: list[tuple[int, int]] = []
    qualifier, direction, negated, opens = plan.qualifier, plan.direction, False, False
    percent, lasting, within = plan.quantity.kind is Kind.PERCENT, plan.quantity.kind is Kind.DURATION, False
    against = False  # "ít hơn năm trước 6 vụ": parted by what is compared, a bound is a difference
    for cue in before:
        entry = cue.entry
        if "code" in entry and cue.end < -1:
            break  # "£0.42m over plan (29.2%)"
        if against and entry.get("hedge") in _DIFFERENCES:
            direction = direction or _DIFFERENCES[entry["hedge"]]
        elif "hedge" in entry and not (percent and "direction" in entry) and not _closes(cue, before):
            if qualifier in _LOOSE:  # a bound says more than "about": "not more than about 40"
                qualifier = qualifier if entry["hedge"] is Qualifier.APPROX and hedges else entry["hedge"]
            hedges.append((cue.start, cue.end))
        elif "direction" in entry:
            direction = direction or (None if within else entry["direction"])
        against = against or "year" in entry or "code" in entry
        within = within or (lasting and "year" in entry)  # "fell 75 mm in 24 hours", "fell in 24 hours"
        opens = opens or "from" in entry
        negated = negated or "not" in entry
    if plan.quantity.kind in NEVER_HEDGED:
        qualifier, hedges, direction = plan.qualifier, [], None
    other = plan.other and qualified(before, plan.other)
    if not (hedges or direction or negated or opens) and other is plan.other:
        return plan
    return plan._replace(
        qualifier=qualifier, hedges=tuple(reversed(hedges)), direction=direction, negated=negated,
        opens=opens, other=other,
    )  # fmt: skip


def _closes(cue: Token, before: tuple[Token, ...]) -> bool:
    """``65 and over: 11.6%``: parted by more than a blank, such a bound is that of what it follows."""
    return cue is before[0] and cue.end < -1 and "closing" in cue.entry


def _may_be_dated(before: tuple[Token, ...], after: tuple[Token, ...]) -> bool:
    if before and before[0].entry.keys() & {"month", "month_word", "quarter", "time", "phone"}:
        return True
    if not after:
        return False
    near = after[0]
    if "suffix" in near.entry:
        return True
    return bool(near.entry.keys() & {"month", "hour", "clock", "month_noun"})
