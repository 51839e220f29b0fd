"""The pass over a paragraph: every run of digits and Roman numeral, and what touches it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from service.core.figures import decimal_of, iso_date, roman
from service.core.grammar.plans import Decision, Draft, Plan, and_half, as_written, negative
from service.core.grammar.ranges import merge, noun_end, per_number, reread
from service.core.grammar.shapes import CLOCK
from service.core.grammar.times import fiscal, hour_at, offset, quarter
from service.core.grammar.wordings import Grammar, read_wording
from service.core.grammar.words import mixed, spell
from service.core.lexicon import Token
from service.core.types import Form, Kind, Qualifier, Quantity

_TOKEN = re.compile(
    "(?=[0-9IVX])(?:"
    "(?<![0-9][ \t])[0-9]{1,9}(?:[ \t][0-9]{1,9}){9999,}+|"  # data: one identifier
    "(?<![0-9][ \xa0])[0-9]{1,3}(?:[ \xa0\u2009'’][0-9]{3}){1,4}(?:[.,][0-9]+)?(?![0-9]|[ \xa0][0-9])"
    "|[0-9]+(?:[.,:/\\-–][0-9]+)*"
    "(?:[a-z]?(?:/[0-9]{4})?[/\\-](?!(?:USD|VND|VNĐ|EUR|GBP|[kKMGT]Wp?h?|[MGTP]J|FTE|WTE|TEU|HA)\\b)(?=[A-ZĐ]{2}|[A-ZĐ][a-zđ]{0,2}[A-ZĐ])"
    "[0-9A-Za-zĐđ]+(?:[/\\-&][0-9A-Za-zĐđ]+)*)?"
    r"|(?<![^\W_])[IVX][IVXLC]*(?![^\W_]))"
)
_PLAIN_LEFT = frozenset(" \n(\xa0\t“\"'‘,;[*$€£¥₫~≈<>≤≥")
_CLOCKS = re.compile(rf"({CLOCK.pattern})[-–]({CLOCK.pattern})")
_LIST_START = re.compile(r"[ \t]*(?:[-*•+][ \t]+)?[(\[]?")
_LIST_END = re.compile(r"(?:[.)/:\]]|\.?\))(?=[ \t]|[^\W\d_])|(?<=[0-9]\.[0-9])[ \t](?=[^\W\d_])|-(?= )")
_LONGEST_NUMBERING = 9  # characters
_MARKED_ITEM = re.compile(r"[0-9]{1,2}\)[ \xa0]")
_URL = re.compile(r"://|www\.|@|\.(?:com|vn|org|net|gov|int|edu|info)\b")
_WORD_RUN = re.compile(r"[^\W_]+(?:[-+.][^\W_]+)*")
_CLOCK_WORD = re.compile(r"(?:[01]?[0-9]|2[0-4])[hg][0-5][0-9](?![^\W_])")
_YEAR_QUARTER = re.compile(r"([12][0-9]{3})Q([1-4])(?![^\W_])")
_PART_YEAR = re.compile(r"([1-4])([HQ])(?:20)?([0-9]{2})(?![^\W_])")
_MONTHS = re.compile(r"(?:[1-9]|1[0-2])[TM]/?20[0-9]{2}(?![^\W_])")
_PHONE_GROUPS = re.compile(r"0[0-9]{2,4}(?:[ \xa0][0-9]{3,4}){2}(?![0-9]|[ \xa0][0-9]|[.,][0-9])")
_PLATE = re.compile(
    r"[0-9]{2}[A-ZĐ][A-Z0-9]?[ -][0-9]{3}\.[0-9]{2}(?![0-9])|[0-9]{2}[A-ZĐ][A-Z0-9]?-[0-9]{4,5}(?![0-9.,])"
)
_PERIODS = frozenset("HQTM")
_PARTS = {"H": 2, "Q": 4}
_LIST_SIGNS = frozenset(".)/:-]")
_PART_KEYS = frozenset({"quarter", "half"})
_PART_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅛": "1/8"}
_RECENT = range(19, 28)  # two digits that are rather a year of this century than a day
_SHORT_YEAR = re.compile("[0-4][0-9]")
_LETTERED = re.compile(r"([0-9]+\.[0-9])([CFc])")
_LETTERS = {
    "C": (Kind.MEASURE, "celsius", "1"),
    "F": (Kind.MEASURE, "fahrenheit", "1"),
    "c": (Kind.MONEY, "USD", "0.01"),
}
_AGED = re.compile(r"([1-9][0-9]?)-([1-9][0-9]?)s(?![^\W_])")
_DECADE = re.compile(r"((?:1[89]|20)[0-9]0)['’]?s(?![^\W_])")
_LETTER_CODE = re.compile(r"[A-ZĐ][A-Za-zĐđ0-9]*(?:[-./][A-Za-zĐđ0-9]+)*/[A-Za-zĐđ0-9.\-/]*[A-Za-zĐđ0-9]")
_ABROAD = re.compile(r"[0-9]{1,3}[ .\-(]{0,2}[0-9][0-9 .\-()]{5,14}[0-9]")
_DIALLED = re.compile(r"[0-9](?:[ .\-()]{0,2}[0-9]){6,14}(?![0-9])")
_SIGNED = re.compile(r"[0-9.,]+ ?(?:%|°C)")
_WORD_END = re.compile(r"(?:[^\W\d_]|[$])+[0-9]*(?:[-+–.]?)$|$")
_MONEY_BRACKETS = frozenset({"$(", "€(", "£(", "¥("})
_BELOW_ONE = re.compile("0[.,][0-9]")  # "Progress 8 -0.12"
_PERCENT_BRACKETS = re.compile(r"\([0-9]+(?:[.,][0-9]+)?\) ?%")
_AMOUNTS = frozenset({"scale", "currency", "percent"})
_LIST_REACH = 1000  # characters between two items of a running list
_NEIGHBOURS = 24  # characters between two numbers that may be one mention


def drafts_of(text: str, grammar: Grammar) -> list[Draft]:
    """The drafts of a text, paragraph by paragraph: no number goes on behind a blank line.

    A paragraph that the text repeats is read once; nothing of it outlives the call.
    """
    drafts: list[Draft] = []
    known: dict[str, Sequence[Draft]] = {}
    at, new = 0, tuple.__new__
    for paragraph in text.split("\n\n"):
        found = known.get(paragraph)
        if found is None:
            found = known[paragraph] = Scan(paragraph, grammar).drafts()
        if at and found:
            drafts += [new(Draft, (a + at, b + at, c + at, d + at, plan, e)) for a, b, c, d, plan, e in found]
        else:
            drafts += found
        at += len(paragraph) + 2
    return drafts


class Scan:
    """One pass over one paragraph."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self._text = text
        self._grammar = grammar
        self._drafts: list[Draft] = []
        self._done = 0

    def drafts(self) -> list[Draft]:
        """Every number of the paragraph, as far as its wording tells."""
        self._read()
        spell(self._text, self._grammar, self._drafts)
        return self._drafts

    def _read(self) -> None:
        """Every run of digits and every Roman numeral."""
        text, drafts, decide = self._text, self._drafts, self._grammar.decide
        new, apart = tuple.__new__, self._grammar.apart
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            if start < self._done or (text[start] > "9" and not self._roman_here(start, end)):
                continue
            if start and text[start - 1] not in _PLAIN_LEFT:
                self._glued(start, end)
                continue
            known = decide(text, start, end)
            plan = known.plan
            if plan is None or not known.settled:
                self._take(start, end, known=known)
                continue
            low, high = start - plan.lead, end + plan.tail
            draft = new(Draft, (low, high, start, end, plan, known.before))
            if low - self._done >= _NEIGHBOURS or not drafts or text[drafts[-1][1] : low] in apart:
                drafts.append(draft)
                self._done = high
            else:
                self._push(draft)

    def _roman_here(self, start: int, end: int) -> bool:
        """Whether letters like ``I`` may be a numeral: after a marker, in a list of them, or as numbering."""
        words = self._text[max(0, start - 16) : start].lower().rsplit(None, 1)
        if not words or "\n" in self._text[start - 2 : start]:
            return self._text[end : end + 1] in ".)/-:"
        if words[-1].strip("(“\"'[") in self._grammar.romans:
            return True
        return bool(self._drafts) and start - self._drafts[-1].end < 6

    def _take(self, start: int, end: int, *, minus: bool = False, known: Decision | None = None) -> None:
        text = self._text
        follower = text[end : end + 1]
        if (follower == ")" or follower in _PART_SIGNS) and self._marked(start, end, follower):
            return
        if (follower in _LIST_SIGNS or start == 0 or text[start - 1] == "\n") and self._listed(start, end):
            return
        dotted = follower == "." and self._grammar.day_mark
        if (dotted or text[start] == "0" or ":" in text[start:end]) and self._told_by_shape(start, end):
            return
        found = known or self._grammar.decide(text, start, end)
        plan, before, reach = found.plan, found.before, found.reach
        if plan is None or plan.rule == "amounts":
            self._parts(start, end, before if plan else None)
            return
        if plan.special and (self._dated(start, end, before) or self._phoned(start, before)):
            return
        if follower.isalpha() and (
            self._plate(start)
            or (follower in _PERIODS and self._part_of_year(start))
            or (not reach and (self._clock(start) or self._lettered(start, end, plan)))
        ):
            return
        if self._is_negative(start, plan, minus=minus):
            plan = negative(plan)
        if text.startswith(self._grammar.halves, end + plan.tail):
            plan = and_half(plan, len(self._grammar.halves[0]))
        elif plan.bare and plan.quantity.scale != "1":
            self._push(
                mixed(
                    self._text,
                    self._grammar,
                    Draft(start - plan.lead, end + plan.tail, start, end, plan, before),
                )
            )
            return
        if plan.quantity.kind is Kind.NAME:
            plan, end = as_written(text, start, end, plan)
        last = end + plan.tail
        draft = Draft(start - plan.lead, last, start, end, plan, before)
        behind = noun_end(text, plan, end) or end + reach
        if text.startswith("/", behind) or text.startswith(self._grammar.per_starts, behind):
            draft = per_number(self._text, self._grammar, draft)
        found.settled = draft.plan is found.plan
        self._push(draft)

    def _is_negative(self, start: int, plan: Plan, *, minus: bool) -> bool:
        """Whether a sign stands before the number (``minus``) or its currency: ``a variance of -£2.3m``.

        A tight dash between a word and a count of things is none (``nam 612, nữ -623 người``).
        """
        front = start - plan.lead
        if plan.lead and plan.quantity.kind is Kind.MONEY:
            return self._text.startswith("-", front - 1) and self._is_minus(front)
        left = self._text[start - 3 : start - 1]
        counted = plan.quantity.kind is Kind.CARDINAL and plan.quantity.unit is not None
        return minus and not (counted and left[-1:] == " " and left[:1].isalpha())

    def _marked(self, start: int, end: int, follower: str) -> bool:
        """Whether brackets make the number negative (``$(3.4)``, ``(2.1)%``), or a part follows: ``1½``."""
        text = self._text
        if follower in _PART_SIGNS:
            self._with_part(start, end, Fraction(_PART_SIGNS[follower]))
            return True
        signed = text[start - 2 : start] in _MONEY_BRACKETS or _PERCENT_BRACKETS.match(text, start - 1)
        if signed:
            self._accounting(start, end)
        return bool(signed)

    def _parts(self, start: int, end: int, before: tuple[Token, ...] | None) -> None:
        """The parts of what is no single number: two amounts, where cues are given, or pieces."""
        if before is None:
            self._pieces(start, end)
        else:
            self._amounts(start, end, before)

    def _amounts(self, start: int, end: int, before: tuple[Token, ...]) -> None:
        """``2.913/5.240 tỷ đồng``: two amounts in one unit, as if each had its own."""
        text, after = self._text, self._grammar.lexicon.after(self._text, end)
        right, slash = text[end : end + (after[-1].end if after else 0)], text.index("/", start)
        for low, high in ((start, slash), (slash + 1, end)):
            plan = read_wording(self._grammar, before if low == start else (), text[low:high], after, right)
            if plan is not None:
                tail = plan.tail if high == end else 0
                self._push(Draft(low, high + tail, low, high, plan._replace(lead=0, tail=tail), before))

    def _read_before_sign(self, start: int, end: int) -> tuple[Plan | None, tuple[Token, ...]]:
        """What a number is whose words stand behind the one sign that follows it, and its cues."""
        text, lexicon = self._text, self._grammar.lexicon
        before, after = lexicon.before(text, start), lexicon.after(text, end + 1)
        right = text[end + 1 : end + 1 + (after[-1].end if after else 0)]
        return read_wording(self._grammar, before, text[start:end], after, right), before

    def _with_part(self, start: int, end: int, part: Fraction) -> None:
        """``1½ hours``: a whole number and the sign of a part behind it."""
        plan, before = self._read_before_sign(start, end)
        if plan is None:
            self._pieces(start, end)
            return
        plan = and_half(plan, 1, part)
        self._push(Draft(start - plan.lead, end + plan.tail, start, end, plan, before))

    def _accounting(self, start: int, end: int) -> None:
        """``$(3.4) million``: brackets as a minus sign."""
        plan, before = self._read_before_sign(start, end)
        if plan is None:
            self._pieces(start, end)
            return
        plan = negative(plan)._replace(lead=max(plan.lead, 1))
        self._push(Draft(start - plan.lead, end + 1 + plan.tail, start, end, plan, before))

    def _push(self, draft: Draft) -> None:
        drafts = self._drafts
        if drafts and draft.start - drafts[-1].end < _NEIGHBOURS:
            last = drafts[-1]
            if draft.start <= last.end or not self._grammar.are_apart(self._text[last.end : draft.start]):
                last, draft = reread(self._text, self._grammar, last, draft)
                drafts[-1] = last
                joined = merge(self._text, self._grammar, drafts, last, draft)
                if joined is not None:
                    drafts.pop()
                    draft = joined
                elif draft.start < last.end:
                    draft = draft._replace(start=max(last.end, draft.digits))
        drafts.append(draft)
        self._done = draft.end

    def _put(
        self, start: int, end: int, quantity: Quantity, rule: str, qualifier: Qualifier = Qualifier.EXACT
    ) -> bool:
        self._push(Draft(start, end, start, end, Plan(quantity, 0, 0, rule, qualifier), ()))
        return True

    def _pieces(self, start: int, end: int) -> None:
        """What is no single number: a Roman numeral in a list, or a list without blanks (``1,2,3``)."""
        surface = self._text[start:end]
        if surface[0] in "IVX":
            self._listed_roman(start, end)
            return
        at = start
        for piece in re.split(r"[,/:\-–]", surface):
            if piece and len(piece) < len(surface) and at >= self._done:
                self._take(at, at + len(piece))
            at += len(piece) + 1

    def _listed_roman(self, start: int, end: int) -> None:
        last = self._drafts[-1] if self._drafts else None
        value = roman(self._text[start:end])
        if value is None or last is None or last.plan.quantity.form is not Form.ROMAN or start - last.end > 6:
            return
        if self._grammar.list_gap.fullmatch(self._text, last.end, start):
            quantity = replace(last.plan.quantity, value=str(value))
            self._put(start, end, quantity, "roman")

    def _listed(self, start: int, end: int) -> bool:
        """List numbering at the start of a line, and ``(1)`` before an item of a running list."""
        text = self._text
        surface = text[start:end]
        line = text.rfind("\n", max(0, start - 12), start) + 1
        at_start = (line > 0 or start < 12) and _LIST_START.fullmatch(text, line, start)
        if not at_start:
            if text[start - 1 : start] != "(" or not self._marks_item(start, end):
                return False
        elif not self._ends_numbering(start, end):
            return False
        number = roman(surface) if surface[0] in "IVX" else None
        if number is not None:
            quantity = Quantity(Kind.ORDINAL, str(number), unit_key="list_no", form=Form.ROMAN)
        elif surface.replace(".", "").isdigit() and "IVX".find(surface[0]) < 0:
            value = surface if "." in surface else str(int(surface))
            quantity = Quantity(Kind.ORDINAL, value, unit_key="list_no")
        else:
            return False
        return self._put(start, end, quantity, "list_number")

    def _ends_numbering(self, start: int, end: int) -> bool:
        """Whether what follows parts a number from an item: a mark, or behind ``2.1`` a capital letter."""
        text = self._text
        mark = _LIST_END.match(text, end)
        joined = self._grammar.join.match(text, end)
        if joined and text[joined.end() : joined.end() + 1].isdigit():
            return False  # "18- to 24-year-olds"
        bare = mark is not None and mark.group().isspace()
        return (
            mark is not None
            and end - start < _LONGEST_NUMBERING
            and not (bare and text[mark.end()].islower())
        )

    def _marks_item(self, start: int, end: int) -> bool:
        """Whether ``(2)`` goes on with a running list, or ``(1)`` opens one: no count in brackets."""
        text = self._text
        if not _MARKED_ITEM.match(text, start):
            return False
        number = int(text[start:end])
        if number == 1:
            return text.find("(2)", end, end + _LIST_REACH) >= 0
        return text.find(f"({number - 1})", max(0, start - _LIST_REACH), start) >= 0

    def _clock(self, start: int) -> bool:
        """``7h15``, ``13h30-16h30``: an hour and its minutes in one word, or two of them."""
        at = start
        while _CLOCK_WORD.match(self._text, at) and (
            hour := hour_at(self._grammar.hours, self._text, at, clock=True)
        ):
            self._put(at, hour[1], Quantity(Kind.TIME, hour[0]), "hour")
            at = hour[1] + 1
            if not self._text.startswith("-", hour[1]):
                break
        return at > start

    def _plate(self, start: int) -> bool:
        """``51B-123.45``: what is written on a vehicle."""
        found = _PLATE.match(self._text, start)
        if found is None:
            return False
        return self._put(start, found.end(), Quantity(Kind.IDENTIFIER, found[0]), "plate")

    def _part_of_year(self, start: int) -> bool:
        """``1H25`` as a half or quarter of a year; ``6T/2024``, months of one, by its letters alone."""
        if found := _PART_YEAR.match(self._text, start):
            part = Quantity(Kind.DATE, f"20{found[3]}-{found[2]}{found[1]}")
            return int(found[1]) <= _PARTS[found[2]] and self._put(start, found.end(), part, "part_of_year")
        if found := _MONTHS.match(self._text, start):
            return self._put(start, found.end(), Quantity(Kind.IDENTIFIER, found[0]), "months")
        return False

    def _told_by_shape(self, start: int, end: int) -> bool:
        """``8:00-17:00`` as two clock times, ``0912 345 678`` as a telephone number, ``3. Mai`` as a date."""
        if self._grammar.day_mark and (dated := self._grammar.dates.day_month.match(self._text, start)):
            return self._day_month(dated)
        if phone := _PHONE_GROUPS.match(self._text, start):
            return self._put(start, phone.end(), Quantity(Kind.IDENTIFIER, phone.group()), "phone")
        found = _CLOCKS.fullmatch(self._text, start, end)
        if not found:
            return False
        for part in (1, 2):
            self._put(found.start(part), found.end(part), Quantity(Kind.TIME, found[part]), "clock")
        return True

    def _lettered(self, start: int, end: int, plan: Plan) -> bool:
        """``5G``, ``1A``, ``1990s``: digits with letters that are no unit."""
        text = self._text
        if found := _YEAR_QUARTER.match(text, start):
            return self._put(start, found.end(), Quantity(Kind.DATE, f"{found[1]}-Q{found[2]}"), "quarter")
        if (found := _AGED.match(text, start)) and int(found[1]) < int(found[2]):
            ages = Quantity(Kind.DURATION, found[1], found[2], unit_key="year", ulp="1")
            return self._put(start, found.end(), ages, "ages", Qualifier.FROM_TO)
        if found := _DECADE.match(text, start):
            decade = Quantity(Kind.YEAR, found[1], unit=found[1] + "s", unit_key="decade")
            return self._put(start, found.end(), decade, "decade")
        run = _WORD_RUN.match(text, start)
        if run is None or run.end() <= end or plan.quantity.kind is Kind.DOCUMENT_CODE:
            return False
        before = self._grammar.lexicon.before(text, start)
        if before and before[0].entry.keys() & {"number", "code"}:
            return self._put(start - plan.lead, run.end(), Quantity(Kind.DOCUMENT_CODE, run.group()), "code")
        if plan.lead:
            written = text[start - plan.lead : run.end()]
            return self._put(start - plan.lead, run.end(), Quantity(Kind.NAME, written), "lettered")
        if found := _LETTERED.fullmatch(text[start : run.end()]):
            kind, key, scale = _LETTERS[found[2]]
            known = plan.quantity
            value = decimal_of((known.exact or Fraction()) * Fraction(scale))
            told = replace(known, kind=kind, value=value, unit=found[2], unit_key=key, scale=scale)
            return self._put(start, run.end(), told, "lettered")
        kind = Kind.NAME if run.group()[-1].isupper() and len(run.group()) < 5 else Kind.IDENTIFIER
        return self._put(start, run.end(), Quantity(kind, run.group()), "lettered")

    def _dated(self, start: int, end: int, before: tuple[Token, ...]) -> bool:
        text = self._text
        cue = before[0].entry if before else {}
        new = "month" in cue and self._done <= start + before[0].start  # not "on 31 March 5 schools closed"
        if new and text[start + before[0].start].isupper():
            return self._month_first(start, before[0])
        if hour := hour_at(self._grammar.hours, text, start, clock="time" in cue):
            return self._put(start, hour[1], Quantity(Kind.TIME, hour[0]), "hour")
        if found := self._grammar.dates.day_month.match(text, start):
            return self._day_month(found)
        if "quarter" in cue and (found := self._grammar.dates.quarter_year.match(text, start)):
            number = found[1] or str(roman(found[2]))
            quantity = Quantity(
                Kind.DATE, f"{found[3]}-Q{number}", form=Form.DIGITS if found[1] else Form.ROMAN
            )
            return self._put(start + before[0].start, found.end(), quantity, "quarter")
        if "month_word" in cue and (found := self._grammar.dates.month_year.match(text, start)):
            return self._put(
                start, found.end(), Quantity(Kind.DATE, iso_date("", found[1], found[2])), "month"
            )
        return False

    def _phoned(self, start: int, before: tuple[Token, ...]) -> bool:
        found = _DIALLED.match(self._text, start)
        if found is None or not before or "phone" not in before[0].entry:
            return False
        return self._put(start, found.end(), Quantity(Kind.IDENTIFIER, found.group()), "phone")

    def _day_month(self, found: re.Match[str]) -> bool:
        name = found["number"] or found["name"]
        month = int(name) if name.isdigit() else self._grammar.dates.months.get(name.lower().rstrip("."), 0)
        if not 1 <= month <= 12 or not (name.isdigit() or name[0].isupper()) or int(found["day"]) > 31:
            return False
        if found["number"] and not found["year"] and self._scaled(found.end()):
            return False  # "9 tháng 12 tỷ đồng"
        year, end = found["year"] or "", found.end() - found.group().endswith(".")
        low = iso_date(found["day"], str(month), year)
        if found["last"]:
            quantity = Quantity(Kind.DATE, low, iso_date(found["last"], str(month), year))
            return self._put(found.start(), end, quantity, "dates", Qualifier.FROM_TO)
        return self._put(found.start(), end, Quantity(Kind.DATE, low), "day_month")

    def _scaled(self, end: int) -> bool:
        """Whether the word behind makes an amount of the number before it."""
        after = self._grammar.lexicon.after(self._text, end)
        return bool(after) and not _AMOUNTS.isdisjoint(after[0].entry)

    def _month_first(self, start: int, cue: Token) -> bool:
        month = str(cue.entry["month"])
        found = self._grammar.dates.after_month.match(self._text, start)
        if found is None or ":" in self._text[start + cue.end : start]:
            return False  # "January: 9.8%"
        if found["only"]:
            quantity = Quantity(Kind.DATE, iso_date("", month, found["only"]))
            return self._put(start + cue.start, found.end(), quantity, "month_year")
        if int(found["day"]) > 31:
            return False
        if self._in_brackets(start + cue.start, found) and int(found["day"]) in _RECENT:
            quantity = Quantity(Kind.DATE, iso_date("", month, f"20{found['day']}"))
            return self._put(start + cue.start, found.end(), quantity, "month_year")
        year = found["year"] or ""
        low, last = iso_date(found["day"], month, year), found["last"]
        quantity = Quantity(Kind.DATE, low, iso_date(last, month, year) if last else None)
        qualifier = Qualifier.FROM_TO if last else Qualifier.EXACT
        return self._put(start + cue.start, found.end(), quantity, "month_day", qualifier)

    def _in_brackets(self, start: int, found: re.Match[str]) -> bool:
        """``(Mar 24: 618)``: a month and two digits that open a bracket and end at a colon."""
        text = self._text
        return text.startswith("(", start - 1) and text.startswith(":", found.end()) and found[0].isdigit()

    def _glued(self, start: int, end: int) -> None:
        sign = self._text[start - 1]
        if (sign.isalpha() or sign in "/_@=&?#.-") and _URL.search(self._run(start, end)):
            self._put(start, end, Quantity(Kind.IDENTIFIER, self._text[start:end]), "url")
        elif sign.isalpha() or (sign in "-+" and start > 1 and self._text[start - 2].isalpha()):
            self._in_word(start, end)
        elif sign == "-" and self._is_minus(start):
            self._take(start, end, minus=True)
        elif sign == "/" and (code := _LETTER_CODE.search(run := self._run(start, end))):
            first = self._text.find(run, max(0, start - len(run))) + code.start()
            self._put(max(self._done, first), max(first + len(code.group()), end),
                      Quantity(Kind.DOCUMENT_CODE, code.group()), "code")  # fmt: skip
        elif sign == "+" and (phone := _ABROAD.match(self._text, start)):
            self._put(start - 1, phone.end(), Quantity(Kind.IDENTIFIER, f"+{phone.group()}"), "phone")
        else:
            self._take(start, end)

    def _put_part(self, start: int, end: int, quantity: Quantity, rule: str) -> None:
        """A part of a time; ``2024 Q3``: with the year right before it."""
        last = self._drafts[-1] if self._drafts else None
        if (
            quantity.unit_key in _PART_KEYS
            and last is not None
            and last.plan.rule in {"year", "fiscal"}
            and self._text[last.end : start] == " "
            and not last.plan.quantity.value_high
        ):
            self._drafts.pop()
            part = f"Q{quantity.value}" if quantity.unit_key == "quarter" else quantity.value
            quantity, start = Quantity(Kind.DATE, f"{last.plan.quantity.value}-{part}"), last.start
        self._put(start, end, quantity, rule)

    def _is_minus(self, start: int) -> bool:
        """A hyphen before a number is a sign after a blank or bracket, not after a number or as a bullet."""
        text = self._text
        left = text[max(0, start - 12) : start - 1]
        if not left or left[-1] == "\n":
            return bool(_SIGNED.match(text, start))
        if left[-1] in "\t|":
            return True
        if left[-1] == " " and _BELOW_ONE.match(text, start):
            return True
        return left[-1] in " (:=" and not left.rstrip()[-1:].isdigit() and left.rstrip()[-1:] != "%"

    def _run(self, start: int, end: int) -> str:
        left = self._text[max(0, start - 60) : start]
        right = self._text[end : end + 60]
        return (
            (left.split()[-1] if left and not left[-1].isspace() else "")
            + self._text[start:end]
            + (right.split()[0] if right and not right[0].isspace() else "")
        )

    def _in_word(self, start: int, end: int) -> None:
        """Digits in a word: ``FY2023``, ``Q2``, ``GMT+7``, ``VND5``, ``COVID-19``, ``H5N1``, ``mid-2020``."""
        text = self._text
        first = max(_WORD_END.search(text, max(0, start - 24), start).start(), self._done)  # type: ignore[union-attr]
        month = self._grammar.dates.month_code.match(text, first)
        if month:
            self._put(first, month.end(), Quantity(Kind.DATE, iso_date("", month[1], month[2])), "month")
            return
        for rule in (offset, fiscal, quarter):
            if (made := rule(text, first)) is not None:
                self._put_part(first, made[1], made[0], rule.__name__)
                return
        letters = text[first:start].rstrip("-+–.")
        low = letters.lower()
        if (
            low in self._grammar.dates.months
            and text[start - 1] == "-"
            and _SHORT_YEAR.fullmatch(text, start, end)
        ):
            dated = iso_date("", str(self._grammar.dates.months[low]), f"20{text[start:end]}")
            self._put(first, end, Quantity(Kind.DATE, dated), "month")
            return
        if (
            not letters
            or low in self._grammar.prefixes
            or letters.endswith("$")
            or text[first - 1 : first].isdigit()
            or (text[start - 1] in "-+" and (letters.islower() or len(letters) > 12 or end - start == 4))
        ):
            self._take(start, end)
        elif f"{low}{text[start:end]}" in self._grammar.powers:
            self._done = end
        else:
            run = _WORD_RUN.match(text, first)
            last = max(end, run.end() if run else end)
            written = text[first:last]
            kind = Kind.NAME if letters[:1].isupper() else Kind.IDENTIFIER
            if _LETTER_CODE.fullmatch(written) and "/" in written:
                kind = Kind.DOCUMENT_CODE
            value = written.upper() if low == "covid" else written
            self._put(first, last, Quantity(kind, value), "word")
