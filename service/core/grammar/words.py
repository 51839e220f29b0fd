"""Numbers in words: where they are found, with what stands beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from service.core.figures import decimal_of, iso_date
from service.core.grammar.plans import Draft, Plan
from service.core.grammar.ranges import merge
from service.core.grammar.wordings import Grammar, counting, qualified, read_spelled
from service.core.numerals import Numeral, Sense, numerals_in, parse_numeral
from service.core.types import Form, Kind, Quantity

_NEAR = 16  # characters between a number in words and one in digits that may be one mention
_STOPS = re.compile(r"[.;:()\n]")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_parsed = lru_cache(maxsize=4096)(parse_numeral)


def spell(text: str, grammar: Grammar, drafts: list[Draft]) -> None:
    """Add the spelled numbers that no run of digits covers."""
    spelled: list[Draft] = []
    for numeral in numerals_in(text, grammar.words):
        draft = _spelled(text, grammar, numeral, spelled[-1] if spelled else None)
        if draft is not None:
            spelled.append(draft)
    if not spelled:
        return
    spelled = _word_ranges(text, grammar, spelled)
    left, right = drafts, list[Draft]()
    for draft in reversed(spelled):
        while left and left[-1].start >= draft.end:
            right.append(left.pop())
        i, k = len(left), len(right)
        while i and left[i - 1].end > draft.start:
            i -= 1
        while k and right[k - 1].start < draft.end:
            k -= 1
        covered = (*left[i:], *right[k:])
        if all(draft.start <= other.start and other.end <= draft.end for other in covered):
            del left[i:], right[k:]
            if right and 1 < right[-1].start - draft.end < _NEAR:  # "nine in 10", "five to 10 days"
                joined = merge(text, grammar, left, draft, right[-1])
                if joined is not None:
                    draft = right.pop() and joined
            right.append(draft)
    left.extend(reversed(right))


def _word_ranges(text: str, grammar: Grammar, spelled: list[Draft]) -> list[Draft]:
    """``hai đến ba xã``, ``two to three weeks`` as one mention each."""
    made: list[Draft] = []
    for draft in spelled:
        gap = draft.start - made[-1].end if made else 0
        joined = merge(text, grammar, made, made[-1], draft) if 1 < gap < 16 else None
        if joined is None:
            made.append(draft)
        else:
            made[-1] = joined
    return made


def _spelled(text: str, grammar: Grammar, numeral: Numeral, last: Draft | None) -> Draft | None:
    value = decimal_of(numeral.value)
    if numeral.ordinal and (found := grammar.dates.quarter_of.match(text, numeral.end)):
        part = "H" if found.groupdict().get("half") else "Q"
        if value in {"Q": "1234", "H": "12"}[part]:
            dated = Plan(
                Quantity(Kind.DATE, f"{found['year']}-{part}{value}", form=Form.WORDS), 0, 0, "quarter"
            )
            return Draft(numeral.start, found.end(), numeral.start, numeral.end, dated, ())
    if numeral.sense is not Sense.NUMBER:
        quantity = _sense(numeral.sense, value)
        plan = Plan(quantity, 0, 0, "spelled")
        start = numeral.start
        if numeral.sense is Sense.MULTIPLE:
            before = grammar.lexicon.before(text, start)
            start += min((cue.start for cue in before[:1] if "gap" in cue.entry), default=0)
            plan = qualified(before, plan)
        return Draft(start, numeral.end, numeral.start, numeral.end, plan, ())
    before = grammar.lexicon.before(text, numeral.start)
    after = grammar.lexicon.after(text, numeral.end)
    if before and before[0].entry.keys() & {"ordinal", "code", "name"} and "rank" not in before[0].entry:
        before = ()
    right = text[numeral.end : numeral.end + (after[-1].end if after else 0)]
    plan = read_spelled(grammar, before, numeral, after, right)
    plan = counting(grammar, plan, text, numeral.end)
    vague = plan.quantity.kind is Kind.DURATION and plan.quantity.unit_key == "year"
    loose = numeral.weak and (vague or plan.quantity.kind in (Kind.CARDINAL, Kind.RATE))
    loose = loose and not grammar.odds.match(text, numeral.end)
    if loose and (last is None or not _goes_on(text, last, numeral.start, plan.quantity.unit_key)):
        return None
    end = max(numeral.end + plan.tail, numeral.tail[1] if numeral.tail else 0)
    return Draft(numeral.start - plan.lead, end, numeral.start, numeral.end, plan, before)


def _goes_on(text: str, last: Draft, start: int, key: str | None) -> bool:
    """Whether a list of counts of one thing goes on: ``ba chi bộ trường học, một chi bộ công an``."""
    between = text[last.end : start]
    return (
        key is not None
        and key == last.plan.quantity.unit_key
        and len(between) < 40
        and between.endswith(", ")
        and not _STOPS.search(between)
    )


def _sense(sense: Sense, value: str) -> Quantity:
    if sense is Sense.ORDINAL:
        return Quantity(Kind.ORDINAL, value, unit_key="rank", form=Form.WORDS)
    if sense is Sense.YEAR:
        return Quantity(Kind.YEAR, value, unit_key="year", form=Form.WORDS)
    if sense is Sense.MONTH:
        return Quantity(Kind.DATE, iso_date("", value), form=Form.WORDS)
    if sense is Sense.MULTIPLE:
        return Quantity(Kind.MULTIPLE, value, unit_key="times", form=Form.WORDS)
    if sense is Sense.DAY:
        return Quantity(Kind.DATE, f"---{value.zfill(2)}", form=Form.WORDS)
    return Quantity(Kind.ORDINAL, value, unit_key="quarter", form=Form.WORDS)


def mixed(text: str, grammar: Grammar, draft: Draft) -> Draft:
    """``5 tỷ ba trăm triệu đồng``, ``3 nghìn hai trăm suất``: digits and a scale, then words below it."""
    text, grammar, first = text, grammar, draft.plan.quantity
    words, end = grammar.words.words, draft.end
    count = 0
    while (word := _NEXT_WORD.match(text, end)) and word[1].lower() in words:
        end, count = word.end(), count + 1
    alone = count == 1 and (word is not None or text[draft.end + 1 : end].lower() not in grammar.tails)
    if count == 0 or alone:
        return draft
    spelled = _parsed(f"{grammar.one}{text[draft.digits_end : end]}", grammar.words)
    scale = Fraction(first.scale)
    if spelled is None or not scale < spelled.value < 2 * scale:
        return draft
    numeral = replace(
        spelled, start=draft.digits, end=end, value=Fraction(first.value) + spelled.value - scale
    )
    after = grammar.lexicon.after(text, end)
    plan = read_spelled(
        grammar, draft.before, numeral, after, text[end : end + (after[-1].end if after else 0)]
    )
    plan = plan._replace(quantity=replace(plan.quantity, form=Form.MIXED))
    return Draft(draft.start, end + plan.tail, draft.digits, end, plan, draft.before)
