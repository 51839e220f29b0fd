"""Figures as marks of an annotated source, written in the convention of the moment.

A mark is ``[[text|kind unit|subject|extras]]``; see ``datasets/README.md``. The pen knows how numbers look,
not what they are about.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from evals.render import grouped, spell
from evals.synthetic.language import Language, Measure

FACT = re.compile(r"<([^<>]*)>")
LONG_DATE = {"vi": "{day} tháng {month} năm {year}", "en": "{day} {name} {year}"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
ORDINALS = {3: "third", 4: "fourth", 5: "fifth"}
ROMANS = {12: "XII", 13: "XIII", 17: "XVII", 21: "XXI", 24: "XXIV"}


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Half up, to so many decimals."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def capital(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """With a small first letter, but for one that begins a mark or stands before a capital (``DĐ``)."""
    return text if text[:1] == "<" or text[1:2].isupper() else text[:1].lower() + text[1:]


@dataclass(slots=True)
class Pen:
    """Writes marks; ``comma`` is the convention of the moment and ``usual`` the document's."""

    language: Language
    rng: random.Random
    comma: bool
    usual: bool
    year: int
    named: int = 0

    def name(self) -> str:
        """A new name for a mark, for the items to point to."""
        self.named += 1
        return f"f{self.named}"

    def mark(self, text: str, kind: str, subject: str, name: str = "", extras: Sequence[str] = ()) -> str:
        """One mark; ``name`` lets an item point to it."""
        said = [*([f"id={name}"] if name else []), *extras]
        if self.comma != self.usual:
            said.append("conv=comma" if self.comma else "conv=point")
        return f"[[{text}|{kind}|{subject}|{'; '.join(said)}]]"

    def figure(self, number: Decimal) -> str:
        """Digits with the marks of the convention."""
        return grouped(number, "vi" if self.comma else "en")

    def amount(
        self, number: Decimal, measure: Measure, subject: str, name: str = "", extras: Sequence[str] = ()
    ) -> str:
        """A figure of a topic, with what stands around it."""
        text = f"{measure.before}{self.figure(number)}{measure.inside}"
        return self.mark(text, f"{measure.kind} {measure.unit}", subject, name, extras) + measure.after

    def percent(self, number: Decimal, subject: str, name: str = "") -> str:
        """A percentage with its sign."""
        return self.mark(f"{self.figure(number)}%", "p", subject, name)

    def points(self, number: Decimal, subject: str, name: str = "") -> str:
        """A difference of two percentages."""
        return self.mark(f"{self.figure(number)} {self.language.point}", "p pp", subject, name)

    def draw(self, measure: Measure) -> Decimal:
        """A value in the measure's range, small ones as likely as large ones."""
        low, high = measure.low, measure.high
        step: int = 10**measure.decimals
        value = Decimal(round(low * math.pow(high / low, self.rng.random())))
        return value + Decimal(self.rng.randrange(step)) / step

    def misprinted(self, number: Decimal, least: Decimal) -> Decimal:
        """The number with a digit changed or two swapped, at least ``least`` and 3 % away from it."""
        digits = format(number, "f")
        places = [at for at, letter in enumerate(digits) if letter.isdigit()]
        for _ in range(60):
            letters = list(digits)
            at = self.rng.choice(places)
            other = self.rng.choice(places)
            if self.rng.random() < 0.5:
                letters[at], letters[other] = letters[other], letters[at]
            else:
                letters[at] = self.rng.choice("123456789")
            made = Decimal("".join(letters))
            leading = letters[0] == "0" and digits[0] != "0"
            if not leading and abs(made - number) > max(least, abs(number) * Decimal("0.03")):
                return made
        return number + 10 * max(least, Decimal(1).scaleb(int(number.as_tuple().exponent)))

    def fill(self, text: str) -> str:
        """A fact with its figures drawn."""
        return FACT.sub(lambda found: self._drawn(found[1]), text)

    def _drawn(self, spec: str) -> str:
        kind, subject, *rest = spec.split("|")
        span, after, extras = (*rest, "", "", "")[:3]
        letter, _, unit = kind.partition(" ")
        if letter in MAKERS:
            return MAKERS[letter](self, unit, subject, span, after)
        return self._number(letter, unit, subject, span, after, extras)

    def _number(self, letter: str, unit: str, subject: str, span: str, after: str, extras: str) -> str:
        """A number, or with ``~`` a range of two, between ``low-high`` with so many decimals."""
        limits, _, decimals = span.rstrip("~").partition("/")
        low, high = (int(part) for part in limits.split("-"))
        options = [extra.strip(" ") if "=" not in extra else extra.lstrip() for extra in extras.split(";")]
        own = {key: value for key, _, value in (option.partition("=") for option in options) if value}
        said = [
            option
            for option in options
            if option and option.split("=")[0] not in ("pre", "both", "scaleword")
        ]
        before, second = own.get("pre", ""), own.get("both", "")
        places = int(decimals or 0)
        first = (
            Decimal(self.rng.randint(low, high))
            + Decimal(self.rng.randrange(1, 10**places) if places else 0) / 10**places
        )
        text = before + self.figure(first)
        if span.endswith("~"):
            joint = "-" if self.rng.random() < 0.5 else " - "
            text += f"{joint}{second}{self.figure(first + self.rng.randint(2, max(3, low // 2)))}"
        return self.mark(
            f"{text}{own.get('scaleword', '')}{after}", f"{letter} {unit}".strip(), subject, "", said
        )

    def date(self, *, impossible: bool = False) -> tuple[int, int, int]:
        """Day, month and year of a date; an impossible one has a day that its month has not."""
        month = self.rng.randint(1, 11)
        if impossible:
            month = self.rng.choice((2, 4, 6, 9, 11))
            return (self.rng.choice((30, 31)) if month == 2 else 31), month, self.year
        return self.rng.randint(1, 28), month, self.year

    def short_date(self, day: int, month: int, year: int) -> str:
        """As the language writes it in figures (Vietnamese) or with the month's name (English)."""
        if self.language.lang == "vi":
            return f"{day}/{month}/{year}"
        return f"{day} {MONTHS[month - 1]} {year}"


def _date(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    day, month, year = pen.date()
    return pen.mark(pen.short_date(day, month, year), "d", subject, "", [f"v={year}-{month:02}-{day:02}"])


def _long_date(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    day, month, year = pen.date()
    text = LONG_DATE[pen.language.lang].format(day=day, month=month, year=year, name=MONTHS[month - 1])
    return pen.mark(text, "d", subject, "", [f"v={year}-{month:02}-{day:02}"])


def _american_date(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    day, month, year = pen.date()
    return pen.mark(f"{MONTHS[month - 1]} {day}, {year}", "d", subject, "", [f"v={year}-{month:02}-{day:02}"])


def _date_range(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    day, month, year = pen.date()
    text = f"{day}/{month} đến {day}/{month + 1}/{year}"
    ends = [f"v={year}-{month:02}-{day:02}", f"hi={year}-{month + 1:02}-{day:02}"]
    return pen.mark(text, "d", subject, "", [*ends, f"va=--{month:02}-{day:02}"])


def _clock(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    hour, minute = pen.rng.randint(6, 21), pen.rng.choice((0, 15, 30, 45))
    text = f"{hour}h{minute:02}" if pen.language.lang == "vi" else f"{hour:02}:{minute:02}"
    return pen.mark(text, "h", subject, "", [f"v={hour:02}:{minute:02}"])


def _code(pen: Pen, _unit: str, subject: str, span: str, _after: str) -> str:
    text = span.format(pen.rng.randint(11, 489))
    bare = text.split()[-1]
    return pen.mark(text, "k", subject, "", [f"v={bare}", f"alt={bare}"])


def _year(pen: Pen, _unit: str, subject: str, span: str, _after: str) -> str:
    low, high = (int(part) for part in span.split("-"))
    return pen.mark(str(pen.rng.randint(low, high)), "y", subject)


def _term(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    start = pen.year - pen.year % 5
    return pen.mark(f"{start}-{start + 5}", "y", subject)


def _roman(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    number = pen.rng.choice(list(ROMANS))
    return pen.mark(f"lần thứ {ROMANS[number]}", "R", subject, "", [f"v={number}", f"alt={ROMANS[number]}"])


def _ordinal(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    number = pen.rng.choice(list(ORDINALS))
    return pen.mark(ORDINALS[number], "o", subject, "", [f"v={number}"])


def _phone(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    return pen.mark(
        f"0{pen.rng.randint(200, 299)}.{pen.rng.randint(3000, 3999)}.{pen.rng.randint(100, 999)}",
        "i",
        subject,
    )


def _spelled(pen: Pen, unit: str, subject: str, span: str, _after: str) -> str:
    low, high = (int(part) for part in span.split("-"))
    number = pen.rng.randint(low, high)
    return pen.mark(spell(number, pen.language.lang), f"c {unit}", subject, "", [f"v={number}"])


def _leading_zero(pen: Pen, unit: str, subject: str, span: str, _after: str) -> str:
    low, high = (int(part) for part in span.split("-"))
    return pen.mark(f"0{pen.rng.randint(low, high)}", f"c {unit}", subject)


def _article(pen: Pen, _unit: str, subject: str, span: str, _after: str) -> str:
    low, high = (int(part) for part in span.split("-"))
    number = pen.rng.randint(low, high)
    words = ["any=ordinal,identifier,document_code,cardinal", "left=Điều ", f"va=Điều {number}", "optional"]
    return pen.mark(str(number), "n", subject, "", words)


def _composed(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    billions, millions = pen.rng.randint(2, 90), pen.rng.randint(10, 990)
    value = billions * 10**9 + millions * 10**6
    extras = [f"v={value}", "any_scale"]
    return pen.mark(f"{billions} tỷ {millions} triệu đồng", "m VND", subject, "", extras)


def _quarter(pen: Pen, _unit: str, subject: str, _span: str, _after: str) -> str:
    quarter = pen.rng.randint(1, 4)
    return pen.mark(f"Q{quarter} {pen.year}", "d", subject, "", [f"v={pen.year}-Q{quarter}"])


MAKERS: dict[str, Callable[[Pen, str, str, str, str], str]] = {
    "d": _date, "D": _long_date, "A": _american_date, "e": _date_range, "h": _clock, "k": _code, "y": _year,
    "Y": _term, "R": _roman, "o": _ordinal, "i": _phone, "w": _spelled, "z": _leading_zero, "n": _article,
    "g": _composed, "q4": _quarter,
}  # fmt: skip
