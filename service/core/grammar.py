"""Every number of a text, with its place, kind, value, unit and hedges.

The scan touches only digits and Roman letters. What stands beside a run of digits is looked up in the
:mod:`lexicon <service.core.lexicon>` built from the locale tables; the wording that was found (cues on the
left, the run itself, unit words on the right) decides what the number is, once per wording: equal wordings
share one :class:`Quantity`. Separators are decided per number, from its own shape, its unit, its neighbours and
its language, in that order; what stays open is kept in ``readings``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from service.core.figures import LONGEST, Figure, figures, iso_date, roman
from service.core.lexicon import Lexicon, Token
from service.core.locales import LOCALES
from service.core.types import Direction, Form, Kind, Mention, Qualifier, Quantity, Reading, Span

_TOKEN = re.compile(
    "(?=[0-9IVX])(?:"
    "(?<![0-9][ \xa0])[0-9]{1,3}(?:[ \xa0\u2009'’][0-9]{3}){1,4}(?:[.,][0-9]+)?(?![0-9]|[ \xa0][0-9])"
    "|[0-9]+(?:[.,:/\\-–][0-9]+)*"
    "(?:[a-z]?(?:/[0-9]{4})?[/\\-](?!(?:USD|VND|VNĐ|EUR)\\b)(?=[A-ZĐ]{2}|[A-ZĐ][a-zđ]{0,2}[A-ZĐ])"
    "[0-9A-Za-zĐđ]+(?:[/\\-&][0-9A-Za-zĐđ]+)*)?"
    r"|(?<![^\W_])[IVX][IVXLC]*(?![^\W_]))"
)
_PLAIN_LEFT = frozenset(" \n(\xa0\t“\"'‘,;[*")
_CODE_TAIL = re.compile(r"[A-Za-zĐđ]")
_DATE = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})([/.\-])([0-9]{1,2})\2([0-9]{1,2})")
_DAYS = re.compile(r"([0-9]{1,2})(?:/([0-9]{1,2}))?[-–]([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?")
_FULL_RANGE = re.compile(r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})[-–]([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})")
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])[/.\-]([12][0-9]{3})")
_MONTHS_YEAR = re.compile(r"(0?[1-9]|1[0-2])[-–](0?[1-9]|1[0-2])/([12][0-9]{3})")
_YEARS = re.compile(r"([12][0-9]{3})[-–/]([12][0-9]{3}|[0-9]{2})")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?")
_RATIO = re.compile(r"([0-9][0-9.,]*)/([0-9][0-9.,]*)")
_PAIR = re.compile(r"([0-9][0-9.,]*)[-–]([0-9][0-9.,]*)")
_PHONE = re.compile(r"0[0-9]{8,10}|0[0-9]{1,4}(?:[.\- ][0-9]{3,8}){1,3}|1[89]00[.\- ]?[0-9]{4,6}")
_LIST_START = re.compile(r"[ \t]*(?:[-*•+][ \t]+)?[(\[]?")
_LIST_END = re.compile(r"(?:[.)/:\]]|\.?\))(?=[ \t]|[^\W\d_])|(?<=[0-9]\.[0-9])[ \t](?=[^\W\d_])|-(?= )")
_MARKED_ITEM = re.compile(r"[0-9]{1,2}\)[ \xa0]")
_PER_NUMBER = re.compile(r"(?: ?/ ?| per | trên | for every )([0-9][0-9.,]*)(?![0-9])")
_URL = re.compile(r"://|www\.|@|\.(?:com|vn|org|net|gov|int|edu|info)\b")
_WORD_RUN = re.compile(r"[^\W_]+(?:[-+.][^\W_]+)*")
_OFFSET = re.compile(r"(?:GMT|UTC)[ ]?([+-])(\d{1,2})(?::?(\d{2}))?")
_FISCAL = re.compile(r"(?:FY|CY|MY)[ ]?(?:([12][0-9]{3})|([0-9]{2}))(?:[/-]([0-9]{2}))?")
_QUARTER = re.compile(r"([QH])([1-4])(?:[ /-]?(?:FY ?)?([12][0-9]{3})|[ ]?FY([0-9]{2}))?(?![0-9])")
_QUARTER_FIRST = re.compile(r"([1-4])Q(?:([12][0-9]{3})|([0-9]{2}))")
_HOUR = re.compile(r"([01]?[0-9]|2[0-4]) ?(?:giờ|h|g)(?: ?([0-5]?[0-9])(?: ?phút|')?)?(?![^\W_])")
_VI_DATE = re.compile(
    r"([0-9]{1,2})(?:[-–]([0-9]{1,2}))? tháng ([0-9]{1,2}|[A-Za-z]+)(?:(?: năm |/|-)([12][0-9]{3}))?(?!\w)"
)
_VI_MONTH = re.compile(r"([0-9]{1,2})(?: năm |, năm | / )([12][0-9]{3})(?![0-9])")
_VI_QUARTER = re.compile(r"(?:([1-4])|(I{1,3}|IV))(?: năm |, năm | ?[/-] ?)([12][0-9]{3})(?![0-9])")
_DAY_WORD = re.compile(r"(?:ngày|năm|tháng|quý) ?$", re.IGNORECASE)
_JOIN = re.compile(
    r"[ \xa0]*(?:[-–—]|÷|~|đến|tới|to|through|until|and|và)[ \xa0]*"
    r"(?:(?:hết )?(?:ngày|năm|tháng)? ?)(?:[$€£¥]|US\$|khoảng |gần |about )?",
    re.IGNORECASE,
)
_NEVER_HEDGED = frozenset(
    {Kind.DOCUMENT_CODE, Kind.IDENTIFIER, Kind.NAME, Kind.TIME, Kind.ORDINAL, Kind.YEAR, Kind.DATE}
)
_YEAR_LOW, _YEAR_HIGH = 1900, 2100
_MEMORY = 65536


@dataclass(frozen=True, slots=True)
class Plan:
    """What a wording is: its quantity, how far the mention reaches beyond the digits, and its setting.

    ``mark`` is the decimal sign that the digits prove, ``other`` the reading with the other sign where they
    prove none. ``bare``: a plain count, which takes over the unit of the end of its range.
    """

    quantity: Quantity
    lead: int
    tail: int
    rule: str
    qualifier: Qualifier = Qualifier.EXACT
    hedges: tuple[tuple[int, int], ...] = ()
    direction: Direction | None = None
    negated: bool = False
    opens: bool = False
    mark: str = ""
    other: Plan | None = None
    bare: bool = False


class _Unit(NamedTuple):
    """What the words on the right make of a number."""

    kind: Kind
    exponent: int = 0
    unit: str | None = None
    key: str | None = None
    tail: int = 0
    counted: bool = False


class _Draft(NamedTuple):
    start: int
    end: int
    digits: int
    after: int
    plan: Plan
    before: tuple[Token, ...]
    surface: str


def guess_lang(text: str) -> str:
    """The language of a text, from letters that only one language has, then from frequent words.

    >>> guess_lang("Năm 2022 có 3 xã"), guess_lang("In 2022 there were 3"), guess_lang("12 34")
    ('vi', 'en', 'en')
    """
    sample = text[:20000].lower()
    marks = sum(sample.count(letter) for letter in "ăđơưạảấầậắặẹếềểệịọốồộớờợụủứừựỳ")
    letters = sum(map(str.isalpha, sample[:4000])) * max(1, len(sample) // 4000)
    return "vi" if marks * 40 > letters else "en"


@lru_cache(maxsize=16)
def _grammar(lang: str) -> Grammar:
    first = LOCALES[lang]
    rest = [LOCALES[tag] for tag in ("vi", "en") if tag != lang]
    return Grammar(Lexicon([first, *rest]), first.decimal)


def find_mentions(text: str, lang: str = "auto") -> tuple[Mention, ...]:
    """Every mention of a canonical text, ordered and disjoint.

    >>> [(m.text, m.kind.value, m.value) for m in find_mentions("đạt 285,695 tỷ đồng, tăng 12,66%")]
    [('285,695 tỷ đồng', 'money', '285695000000'), ('12,66%', 'percent', '12.66')]
    """
    return _Scan(text, _grammar(guess_lang(text) if lang == "auto" else lang)).mentions()


class Grammar:
    """The rules for one choice of languages; wordings already decided are remembered."""

    def __init__(self, lexicon: Lexicon, decimal: str) -> None:
        self.lexicon = lexicon
        self.decimal = decimal
        self._decided: dict[tuple[str, str, str], Plan | None] = {}

    def decide(self, text: str, start: int, end: int) -> tuple[Plan | None, tuple[Token, ...], int]:
        """What the digits at ``start:end`` are in their wording, their cues, and how far the wording reaches."""
        before = self.lexicon.before(text, start)
        after = self.lexicon.after(text, end)
        reach = after[-1].end if after else 0
        key = (
            text[start + before[-1].start : start] if before else "",
            text[start:end],
            text[end : end + reach],
        )
        try:
            return self._decided[key], before, reach
        except KeyError:
            pass
        if len(self._decided) >= _MEMORY:
            self._decided.clear()
        plan = self._decided[key] = self.plan(before, key[1], after, key[2])
        return plan, before, reach

    def plan(
        self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str
    ) -> Plan | None:
        """The rules in order of precedence: Roman, code, shapes with slashes and colons, plain figures."""
        if surface[0] in "IVX":
            plan = self._roman(before, surface)
        elif len(surface) > 2 * LONGEST or (len(surface) > LONGEST and surface.isdigit()):
            plan = _text(Kind.IDENTIFIER, surface, "long_run")
        elif _CODE_TAIL.search(surface):
            plan = self._code(before, surface)
        else:
            plan = self._shape(before, surface, after, right) or self._plain(before, surface, after, right)
        return plan and self._set(before, plan)

    # -- left of the number ------------------------------------------------------------------------------

    def _set(self, before: tuple[Token, ...], plan: Plan) -> Plan:
        """The plan with the hedge, direction and negation that the cues on its left state."""
        if not before:
            return plan
        hedges: list[tuple[int, int]] = []
        qualifier, direction, negated, opens = plan.qualifier, plan.direction, False, False
        percent = plan.quantity.kind is Kind.PERCENT
        for cue in before:
            entry = cue.entry
            if "hedge" in entry and not (percent and "direction" in entry):
                if qualifier is Qualifier.EXACT:
                    qualifier = entry["hedge"]
                hedges.append((cue.start, cue.end))
            elif "direction" in entry:
                direction = direction or entry["direction"]
            opens = opens or "from" in entry
            negated = negated or "not" in entry
        if plan.quantity.kind in _NEVER_HEDGED:
            qualifier, hedges, direction = plan.qualifier, [], None
        other = plan.other and self._set(before, plan.other)
        return replace(
            plan, qualifier=qualifier, hedges=tuple(reversed(hedges)), direction=direction, negated=negated,
            opens=opens, other=other,
        )  # fmt: skip

    def _roman(self, before: tuple[Token, ...], surface: str) -> Plan | None:
        value = roman(surface)
        cue = before[0] if before else None
        if value is None or cue is None or "ordinal" not in cue.entry:
            return None
        quantity = Quantity(
            Kind.ORDINAL, str(value), unit=cue.phrase, unit_key=cue.entry["ordinal"], form=Form.ROMAN
        )
        return Plan(quantity, -cue.start, 0, "roman")

    def _code(self, before: tuple[Token, ...], surface: str) -> Plan:
        lead = -before[0].start if before and "number" in before[0].entry else 0
        word = next((cue for cue in before if "code" in cue.entry), None)
        quantity = Quantity(
            Kind.DOCUMENT_CODE, surface, unit=word and word.phrase, unit_key=word and word.entry["code"]
        )
        return Plan(quantity, lead, 0, "code")

    # -- shapes ------------------------------------------------------------------------------------------

    def _shape(
        self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str
    ) -> Plan | None:
        if not any(sign in surface for sign in "/:-–") and surface.count(".") != 2:
            return None
        coded = before and ("number" in before[0].entry or "code" in before[0].entry)
        if coded and "/" in surface and not _DATE.fullmatch(surface):
            return self._code(before, surface)
        if before and "phone" in before[0].entry or (surface[0] == "0" and _PHONE.fullmatch(surface)):
            return _text(Kind.IDENTIFIER, surface, "phone")
        plan = _date_shape(surface)
        if plan:
            return plan
        if _CLOCK.fullmatch(surface):
            return _text(Kind.TIME, surface, "clock")
        day = bool(before) and "day" in before[0].entry
        if found := _RATIO.fullmatch(surface):
            return self._fraction(found[1], found[2], after, right, day=day)
        if found := _PAIR.fullmatch(surface):
            return self._pair(before, found[1], found[2], after, right)
        return (
            _text(Kind.IDENTIFIER, surface, "identifier")
            if not figures(surface) and "," not in surface
            else None
        )

    def _fraction(
        self, over: str, under: str, after: tuple[Token, ...], right: str, *, day: bool
    ) -> Plan | None:
        if day and over.isdigit() and under.isdigit() and int(over) <= 31 and int(under) <= 12:
            return Plan(Quantity(Kind.DATE, iso_date(over, under)), 0, 0, "day_month")
        top, bottom = figures(over), figures(under)
        if not top or not bottom:
            return None
        noun = next((token for token in after[:1] if "noun" in token.entry), None)
        value = f"{top[0].scaled(0)}/{bottom[0].scaled(0)}"
        quantity = Quantity(
            Kind.RATIO, value, unit=noun and noun.phrase, unit_key=noun and noun.entry["noun"], ulp="1"
        )
        return Plan(quantity, 0, 0, "ratio")

    def _pair(
        self, before: tuple[Token, ...], low: str, high: str, after: tuple[Token, ...], right: str
    ) -> Plan | None:
        first = self._plain(before, low, after, right)
        last = self._plain(before, high, after, right)
        if first is None or last is None:
            return None
        joined = _join_quantities(first.quantity, last.quantity)
        if joined is None:
            return _text(Kind.IDENTIFIER, f"{low}-{high}", "identifier")
        return replace(
            last, quantity=joined, qualifier=Qualifier.FROM_TO, rule="range", other=None, lead=first.lead
        )

    # -- plain figures -----------------------------------------------------------------------------------

    def _plain(
        self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str
    ) -> Plan | None:
        readings = figures(surface)
        if not readings:
            return _text(Kind.IDENTIFIER, surface, "identifier") if surface.count(",") == 0 else None
        unit = self._unit(before, surface, after, right)
        marked = self._marked(before, surface, unit)
        if marked is not None:
            return marked
        if unit.kind is Kind.CARDINAL and _is_year(before, surface, unit):
            return Plan(Quantity(Kind.YEAR, surface, unit_key="year"), 0, 0, "year")
        prefix = next((cue for cue in before[:1] if "prefix" in cue.entry), None)
        lead = -prefix.start if prefix else 0
        plans = [
            Plan(
                Quantity(
                    unit.kind, figure.scaled(unit.exponent), unit=unit.unit, unit_key=unit.key,
                    scale=str(10**unit.exponent) if unit.exponent >= 0 else "0.01", ulp=figure.ulp(unit.exponent),
                ),
                lead, unit.tail, unit.kind.value, mark=figure.mark, bare=unit.kind is Kind.CARDINAL and unit.key is None,
            )
            for figure in readings
        ]  # fmt: skip
        return self._choose(plans, unit)

    def _choose(self, plans: list[Plan], unit: _Unit) -> Plan:
        """One reading where the digits or the unit prove it; otherwise the language's, with the other kept."""
        if len(plans) == 1:
            return plans[0]
        grouped, exact = plans
        if unit.counted and not unit.exponent:
            return replace(grouped, mark="")
        if unit.kind is Kind.PERCENT:
            return replace(exact, mark="")
        first, second = (grouped, exact) if grouped.mark == self.decimal else (exact, grouped)
        return replace(first, other=second)

    def _marked(self, before: tuple[Token, ...], surface: str, unit: _Unit) -> Plan | None:
        """Ordinals, document numbers, names, days and months: what a word on the left makes of a bare integer."""
        if not before or not surface.isdigit() or unit.kind is not Kind.CARDINAL or unit.exponent:
            return None
        cue = before[0]
        entry, number = cue.entry, int(surface)
        if "plain" in entry:
            return None
        if "phone" in entry and len(surface) > 4:
            return _text(Kind.IDENTIFIER, surface, "phone")
        if "year" in entry and len(surface) == 4 and surface[0] in "12":
            return Plan(Quantity(Kind.YEAR, surface, unit_key="year"), 0, 0, "year")
        if "number" in entry:
            return self._numbered(before, surface, unit)
        if unit.counted and "rank" not in entry:
            return None
        if "code" in entry and not _looks_like_year(surface):
            quantity = Quantity(Kind.DOCUMENT_CODE, surface, unit=cue.phrase, unit_key=entry["code"])
            return Plan(quantity, 0, 0, "code")
        if "name" in entry:
            return Plan(Quantity(Kind.NAME, f"{cue.phrase} {surface}"), -cue.start, 0, "name")
        if "month_word" in entry and 1 <= number <= 12:
            return Plan(Quantity(Kind.DATE, iso_date("", surface)), 0, 0, "month")
        if "day" in entry and 1 <= number <= 31 and "từ" not in cue.phrase:
            return Plan(Quantity(Kind.DATE, f"---{surface.zfill(2)}"), 0, 0, "day")
        if "ordinal" in entry and number < 1000:
            quantity = Quantity(Kind.ORDINAL, str(number), unit=cue.phrase, unit_key=entry["ordinal"])
            return Plan(quantity, -cue.start, 0, "ordinal")
        if "place" in entry and number < 1000:
            return Plan(Quantity(Kind.NAME, f"{cue.phrase} {surface}"), -cue.start, 0, "place")
        if "identifier" in entry:
            return _text(Kind.IDENTIFIER, surface, "identifier")
        return None

    def _numbered(self, before: tuple[Token, ...], surface: str, unit: _Unit) -> Plan | None:
        word = next((cue for cue in before[1:] if "code" in cue.entry), None)
        lead = -before[0].start
        if word is not None:
            quantity = Quantity(Kind.DOCUMENT_CODE, surface, unit=word.phrase, unit_key=word.entry["code"])
            return Plan(quantity, lead, 0, "code")
        if unit.counted:
            return None
        if "ordinal" in before[0].entry:
            return Plan(Quantity(Kind.ORDINAL, str(int(surface)), unit_key="number"), lead, 0, "ordinal")
        return Plan(Quantity(Kind.DOCUMENT_CODE, surface), lead, 0, "code")

    # -- right of the number -----------------------------------------------------------------------------

    def _unit(self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], right: str) -> _Unit:
        """Scale, then currency, sign, unit or noun, then what it is per."""
        prefix = before[0].entry.get("prefix") if before else None
        exponent, at, tail = 0, 0, 0
        while (
            at < len(after)
            and (step := _scale(after[at], money=prefix is not None, first=at == 0)) is not None
        ):
            exponent, tail, at = exponent + step, after[at].end, at + 1
        if prefix:
            iso, _, shift = prefix.partition("*")
            if at < len(after) and after[at].entry.get("currency", "").startswith(iso):
                tail, at = after[at].end, at + 1
            return self._per(_Unit(Kind.MONEY, exponent + int(shift or 0), iso, iso, tail), after, at, right)
        if at >= len(after):
            return self._unnamed(before, exponent, tail)
        token = after[at]
        named = _named(token, right, exponent)
        if named is None:
            return self._unnamed(before, exponent, tail)
        if (
            "multiple" in token.entry
            and named.kind is Kind.MULTIPLE
            and not self._multiplies(before, surface, after, at)
        ):
            return _Unit(Kind.CARDINAL, exponent, token.phrase, "times", tail, counted=True)
        rated = self._per(named, after, at + 1, right)
        if rated.kind is Kind.CARDINAL:
            return rated._replace(tail=tail)
        if rated.kind is Kind.MULTIPLE and before and "gap" in before[0].entry:
            return rated
        return rated

    def _unnamed(self, before: tuple[Token, ...], exponent: int, tail: int) -> _Unit:
        return _Unit(Kind.CARDINAL, exponent, None, None, tail)

    def _multiplies(self, before: tuple[Token, ...], surface: str, after: tuple[Token, ...], at: int) -> bool:
        token = after[at]
        if token.phrase in {"fold", "folds", "x", "×"} or not surface.isdigit():
            return True
        if any(cue.entry.keys() & {"gap", "needs", "direction"} for cue in before):
            return True
        return any("direction_after" in later.entry for later in after[at + 1 :])

    def _per(self, unit: _Unit, after: tuple[Token, ...], at: int, right: str) -> _Unit:
        """The unit with what it is per: ``tạ/ha``, ``%/năm``, ``đồng/người/tháng``, ``a year``, ``per capita``."""
        key, tail, bases = unit.key, unit.tail, []
        while at < len(after):
            entry = after[at].entry
            if entry.get("per_word"):
                bases.append(entry["per_word"])
                tail, at = after[at].end, at + 1
                continue
            if "per" not in entry or at + 1 >= len(after):
                break
            base = _base(after[at + 1])
            if base is None:
                break
            bases.append(base)
            tail, at = after[at + 1].end, at + 2
        if not bases or unit.kind is Kind.MULTIPLE:
            return unit
        written = (unit.unit or "") + right[unit.tail : tail].replace(" / ", "/")
        return unit._replace(
            kind=Kind.RATE, unit=written.strip(), key=f"{key}_per_{'_'.join(bases)}", tail=tail, counted=False
        )


def _text(kind: Kind, value: str, rule: str) -> Plan:
    return Plan(Quantity(kind, value), 0, 0, rule)


def _looks_like_year(surface: str) -> bool:
    return len(surface) == 4 and surface.isdigit() and _YEAR_LOW <= int(surface) <= _YEAR_HIGH


def _is_year(before: tuple[Token, ...], surface: str, unit: _Unit) -> bool:
    if not _looks_like_year(surface) or unit.exponent:
        return False
    if (
        any(cue.entry.keys() & {"hedge", "plain", "prefix"} for cue in before[:1])
        and "year" not in before[0].entry
    ):
        return False
    return not unit.counted or bool(before and before[0].entry.keys() & {"year", "from", "join"})


def _scale(token: Token, *, money: bool, first: bool) -> int | None:
    entry = token.entry
    if "scale" in entry:
        return int(entry["scale"])
    if "glued" not in entry or not first or token.start > 1:
        return None
    if "unit" in entry or token.phrase in {"b", "B", "t", "T"}:
        return int(entry["glued"]) if money else None
    return int(entry["glued"]) if token.start == 0 or money else None


def _named(token: Token, right: str, exponent: int) -> _Unit | None:
    """What one word makes of the number before it."""
    entry = token.entry
    written = right[token.start : token.end]
    if "percent" in entry:
        unit = {"percent": "%", "percentage_point": "pp", "basis_point": "bp", "permille": "‰"}.get(
            entry["percent"], written
        )
        return _Unit(Kind.PERCENT, exponent, unit, entry["percent"], token.end)
    if "currency" in entry:
        iso, _, shift = entry["currency"].partition("*")
        return _Unit(Kind.MONEY, exponent + int(shift or 0), iso, iso, token.end)
    if "age" in entry:
        return _Unit(
            Kind.DURATION, exponent, written, "year" if "mo" not in token.phrase else "month", token.end
        )
    if "multiple" in entry:
        return _Unit(Kind.MULTIPLE, exponent, written, "times", token.end)
    if "period" in entry:
        return _Unit(Kind.DURATION, exponent, written, entry["period"], token.end)
    if "unit" in entry:
        return _Unit(Kind.MEASURE, exponent, written, entry["unit"], token.end)
    if "noun" in entry:
        return _Unit(Kind.CARDINAL, exponent, written, entry["noun"], token.end, counted=True)
    return None


def _base(token: Token) -> str | None:
    for name in ("period", "unit", "noun", "currency"):
        if name in token.entry:
            return str(token.entry[name])
    return "year_of_age" if "age" in token.entry else None


def _date_shape(surface: str) -> Plan | None:
    """Dates and ranges of dates that the shape alone tells."""
    if found := _DATE.fullmatch(surface):
        day, month = found[1], found[3]
        if int(month) > 12 >= int(day):
            day, month = month, day
        return Plan(Quantity(Kind.DATE, iso_date(day, month, found[4])), 0, 0, "date")
    if found := _ISO.fullmatch(surface):
        return Plan(Quantity(Kind.DATE, iso_date(found[4], found[3], found[1])), 0, 0, "date")
    if found := _MONTH_YEAR.fullmatch(surface):
        return Plan(Quantity(Kind.DATE, iso_date("", found[1], found[2])), 0, 0, "month_year")
    if found := _DAYS.fullmatch(surface):
        year = found[5] or ""
        low, high = iso_date(found[1], found[2] or found[4], year), iso_date(found[3], found[4], year)
        return _date_range(low, high)
    if found := _FULL_RANGE.fullmatch(surface):
        ends = [iso_date(*end.split("/")) for end in found.groups()]
        return _date_range(ends[0], ends[1])
    if found := _MONTHS_YEAR.fullmatch(surface):
        return _date_range(iso_date("", found[1], found[3]), iso_date("", found[2], found[3]))
    if found := _YEARS.fullmatch(surface):
        low, high = found[1], found[2]
        if len(high) == 2:
            high = low[:2] + high
            if int(high) != int(low) + 1:
                return None
        if not (_YEAR_LOW <= int(low) < int(high) <= _YEAR_HIGH):
            return None
        quantity = Quantity(Kind.YEAR, low, high, unit_key="year")
        return Plan(quantity, 0, 0, "years", qualifier=Qualifier.FROM_TO)
    return None


def _date_range(low: str, high: str) -> Plan:
    return Plan(Quantity(Kind.DATE, low, high), 0, 0, "dates", qualifier=Qualifier.FROM_TO)


def _join_quantities(low: Quantity, high: Quantity) -> Quantity | None:
    """One quantity from the two ends of a range, or None where they do not make one."""
    if low.kind is not high.kind or low.value_high or high.value_high or low.unit_key != high.unit_key:
        return None
    first, last = low.exact, high.exact
    if low.kind is Kind.RATIO or low.kind in _NEVER_HEDGED - {Kind.YEAR, Kind.DATE}:
        return None
    if low.kind is not Kind.DATE and (first is None or last is None or first >= last):
        return None
    return replace(high, value=low.value, value_high=high.value)


class _Scan:
    """One pass over one text."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self._text = text
        self._grammar = grammar
        self._drafts: list[_Draft] = []
        self._done = 0
        self._romans = -1

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions."""
        text = self._text
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            if start < self._done:
                continue
            if start and text[start - 1] not in _PLAIN_LEFT:
                self._glued(start, end)
            else:
                self._take(start, end)
        return tuple(self._settle())

    def _take(self, start: int, end: int) -> None:
        if self._special(start, end):
            return
        plan, before, reach = self._grammar.decide(self._text, start, end)
        if plan is None:
            self._pieces(start, end)
            return
        self._push(
            _Draft(start - plan.lead, end + plan.tail, start, end, plan, before, self._text[start:end])
        )

    def _push(self, draft: _Draft) -> None:
        if self._drafts and draft.start - self._drafts[-1].end < 24 and self._merge(self._drafts[-1], draft):
            return
        if self._drafts and draft.start < self._drafts[-1].end:
            draft = draft._replace(start=self._drafts[-1].end)
        self._drafts.append(draft)
        self._done = draft.end

    def _merge(self, low: _Draft, high: _Draft) -> bool:
        return False

    def _pieces(self, start: int, end: int) -> None:
        pass

    def _special(self, start: int, end: int) -> bool:
        return False

    def _glued(self, start: int, end: int) -> None:
        self._take(start, end)

    def _settle(self) -> Iterator[Mention]:
        text = self._text
        for draft in self._drafts:
            plan = draft.plan
            yield Mention(
                draft.start, draft.end, text[draft.start : draft.end], plan.quantity, plan.qualifier,
                tuple(Span(draft.digits + a, draft.digits + b) for a, b in plan.hedges), False, plan.direction,
                plan.negated, rule=plan.rule,
            )  # fmt: skip
