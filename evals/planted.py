"""Digests made from gold: right ones in many forms, and the same ones with one error planted.

Everything is drawn from a seeded generator, so a run can be repeated and made as large as one likes. A digest
has the shape of Digest v1. Each case keeps its clean twin: the digest before the error was planted.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count, pairwise

from evals.dataset import Document, GoldMention
from evals.render import (
    HEDGE_WORDS,
    SCALE_WORDS,
    STYLES,
    grouped,
    hedge_of,
    parts,
    plain_number,
    unit_of,
    write,
)

KINDS = frozenset({"cardinal", "percent", "money", "measure", "ratio", "duration", "rate", "multiple"})
UNCLAIMED = frozenset({"name", "identifier", "document_code"})
LONGEST_QUOTE = 320  # characters; longer sentences make neither a quote nor a sentence of prose
VERB = {"vi": "là", "en": "stood at"}
SHARE = {"vi": "chiếm tỷ lệ", "en": "made up"}
OTHER_UNITS = {
    "ha": "km2", "km": "m", "m": "km", "kg": "tấn", "tấn": "tạ", "tạ/ha": "tấn/ha", "m2": "ha", "m²": "ha",
    "tháng": "năm", "ngày": "tháng", "năm": "tháng", "giờ": "phút", "months": "years", "days": "weeks",
    "years": "months", "hours": "days", "minutes": "hours", "đồng": "USD", "USD": "đồng", "kho": "bến cảng",
    "MWp": "kWp", "square feet": "square metres", "tonnes": "kg",
}  # fmt: skip
PEOPLE = frozenset(
    {"đồng chí", "đ/c", "đảng viên", "người", "cá nhân", "quần chúng ưu tú", "nhân khẩu", "lao động", "em",
     "HS", "học sinh", "trẻ", "dân", "bệnh nhân", "cán bộ", "lượt người", "cháu bé", "giáo viên", "ủy viên",
     "ĐV",
     "people", "women and girls", "employees", "patients", "persons", "members", "nurses", "respondents"}
)  # fmt: skip
NUMBERED = re.compile(
    r"\d|(?<!\w)(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|one|two|three|four|five|six|third)(?!\w)",
    re.IGNORECASE,
)
VAGUE = frozenset({"trường hợp", "lượt", "vụ", "vụ việc", "times", "cases", "ca", "lượt khách", "responses"})
FLIPS = {
    "vi": (
        ("tăng", "giảm"), ("giảm", "tăng"), ("vượt", "thấp hơn"), ("cao hơn", "thấp hơn"),
        ("thấp hơn", "cao hơn"),
    ),
    "en": (
        ("up", "down"), ("rose", "fell"), ("fell", "rose"), ("grew", "shrank"), ("rise", "fall"),
        ("fall", "rise"), ("increase", "decrease"), ("down", "up"), ("widened", "narrowed"),
        ("higher", "lower"), ("fewer", "more"), ("raise", "cut"), ("eased", "rose"),
        ("depreciated", "appreciated"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One statement of a digest: a metric with label and quote, a sentence of prose, or a sentence copied.

    ``mention`` is the gold number behind it (None where there is none). ``lead`` stands before the label
    (``Năm 2023, ``). A copied sentence has its whole text in ``sentence`` and ``mark`` is the place in it
    that a planted error changes.
    """

    form: str
    mention: GoldMention | None
    style: str
    lang: str
    label: str = ""
    lead: str = ""
    hedge: str = ""
    figure: str = ""
    unit: str = ""
    quote: str = ""
    sentence: str = ""
    mark: tuple[int, int] = (0, 0)
    claims: int = 1

    @property
    def value(self) -> str:
        """The value as a metric prints it."""
        joint = "" if not self.unit or self.unit.startswith("%") else " "
        return f"{self.hedge} {self.figure}{joint}{self.unit}".strip()

    def prose(self) -> tuple[str, tuple[int, int]]:
        """The sentence, and the place in it of the value (or of the planted change)."""
        if self.sentence:
            return self.sentence, self.mark
        label = self.label if self.lead else self.label[:1].upper() + self.label[1:]
        before = f"{self.lead}{label} {VERB[self.lang]} "
        place = (len(before), len(before) + len(self.value))
        if self.style == "year":
            at = before.index(next(iter(re.findall(r"\d{4}", self.lead))))
            place = (at, at + 4)
        return f"{before}{self.value}.", place


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a slot ended up in its digest; for a metric the whole metric (``start`` None)."""

    path: str
    start: int | None
    end: int | None
    slot: Slot


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest, and where its statements stand."""

    data: dict[str, object]
    placed: tuple[Placed, ...]

    @property
    def claims(self) -> int:
        """How many numbers it claims, counted from gold."""
        return sum(placed.slot.claims for placed in self.placed)


@dataclass(frozen=True, slots=True)
class Case:
    """One planted error: its type, the digest, its clean twin, and where the error stands."""

    document: str
    error: str
    digest: Digest
    twin: Digest
    planted: Placed
    was: str
    now: str


class Maker:
    """Digests and planted errors for one document."""

    def __init__(self, document: Document, seed: int) -> None:
        self.document = document
        self.lang = document.lang
        # a fixed seed per document, so that adding one leaves the others' digests alone
        self.rng = random.Random(f"{seed}/{document.id}")  # noqa: S311 -- repeatable, not secret
        self.usable = [mention for mention in document.mentions if _usable(mention)]
        self.english = {
            metric.mention: metric.label_en for metric in document.key_metrics if metric.label_en
        } if document.lang == "vi" else {}  # fmt: skip
        self.key = {metric.mention for metric in document.key_metrics if metric.salience == 1}
        self.values = {mention.value for mention in document.mentions}
        self.sentences = tuple(_sentences(document))
        years = re.findall(r"(?:19|20)\d\d", document.period)
        known = {mention.value for mention in document.mentions if mention.kind == "year"}
        self.year = years[0] if len(years) == 1 and years[0] in known else None

    # Right digests

    def digest(self, *, metrics: int = 6, sentences: int = 5) -> Digest:
        """A right digest: metrics in random forms, and sentences written or copied."""
        if self.english and self.rng.random() < 0.2:
            return self._english_digest()
        picked = self._pick(metrics + sentences)
        slots = [self.slot(mention, "metric") for mention in picked[:metrics]]
        slots += [self.slot(mention, "prose") for mention in picked[metrics:]]
        slots += [slot for slot in (self.copied(), self.copied(), self.derived()) if slot]
        return self.assemble(slots)

    def _english_digest(self) -> Digest:
        slots = []
        for index, label in self.english.items():
            mention = self.document.mentions[index]
            written = write(mention, "english", "vi")
            if written and _usable(mention) and not re.search(r"\d", label or ""):
                form = self.rng.choice(("metric", "prose"))
                slots.append(
                    Slot(
                        form, mention, "english", "en", label or "", "", written.hedge, written.figure,
                        written.unit, self._quote(mention),
                    )
                )  # fmt: skip
        self.rng.shuffle(slots)
        return self.assemble(slots[:10])

    def slot(self, mention: GoldMention, form: str, *, style: str | None = None) -> Slot:
        """A right statement of one mention, in ``style`` or in a random one that applies."""
        applicable = [
            written for name in STYLES if name != "english" and (written := write(mention, name, self.lang))
        ]
        wanted = [written for written in applicable if written.style == style]
        written = wanted[0] if wanted else self.rng.choice(applicable)
        lead = ""
        if form == "prose" and self._of_the_period(mention) and self.rng.random() < 0.4:
            lead = f"Năm {self.year}, " if self.lang == "vi" else f"In {self.year}, "
        return Slot(
            form, mention, written.style, self.lang, unicodedata.normalize("NFC", mention.subject), lead,
            written.hedge, written.figure, written.unit, self._quote(mention), claims=2 if lead else 1,
        )  # fmt: skip

    def copied(self) -> Slot | None:
        """A sentence of the source, word for word."""
        choices = [(text, inside) for text, inside in self.sentences if any(_usable(m) for m, _ in inside)]
        if not choices:
            return None
        text, inside = self.rng.choice(choices)
        claims = sum(mention.kind not in UNCLAIMED for mention, _ in inside)
        return Slot("prose", None, "copied", self.lang, sentence=text, mark=(0, len(text)), claims=claims)

    def derived(self) -> Slot | None:
        """A sum of two parts that the gold says belong together; not printed in the source."""
        found = []
        for item in self.document.near_misses:
            if item.type != "parts_sum" or len(item.mentions) < 4:
                continue
            whole, *addends = (self.document.mentions[i] for i in item.mentions)
            if not all(plain_number(m) for m in (whole, *addends)) or Decimal(whole.value) != sum(
                Decimal(m.value) for m in addends
            ):
                continue
            one, other = self.rng.sample(addends, 2)
            same = one.kind == other.kind and one.unit == other.unit and one.scale == other.scale
            if same and _usable(one) and _usable(other):
                found.append((one, other))
        if not found:
            return None
        one, other = self.rng.choice(found)
        total = Decimal(one.value) + Decimal(other.value)
        written = write(replace(one, value=format(total, "f"), text=""), "copy", self.lang)
        mantissa, scale = parts(replace(one, value=format(total, "f")))
        word = SCALE_WORDS[self.lang][scale]
        figure = f"{grouped(mantissa, self.lang)} {word}".strip()
        label = (
            f"tổng {one.subject} và {other.subject}"
            if self.lang == "vi"
            else f"total of {one.subject} and {other.subject}"
        )
        unit = unit_of(one, self.lang)
        return Slot("prose", one, "derived", self.lang, label, figure=figure, unit=unit) if written else None

    def assemble(self, slots: list[Slot]) -> Digest:
        """Slots as a digest: metrics, then half of the prose as key points and the rest as the summary."""
        metrics: list[dict[str, object]] = []
        points: list[str] = []
        summary = ""
        placed = []
        prose = count()
        for slot in slots:
            if slot.form == "metric":
                placed.append(Placed(f"/metrics/{len(metrics)}", None, None, slot))
                metrics.append(
                    {
                        "label": slot.label, "value_text": slot.value, "unit": slot.unit or None,
                        "period": self._period(slot), "quote": slot.quote,
                    }
                )  # fmt: skip
                continue
            text, (start, end) = slot.prose()
            if next(prose) % 2:
                shift = len(summary) + bool(summary)
                placed.append(Placed("/summary", shift + start, shift + end, slot))
                summary = f"{summary} {text}".strip()
            else:
                placed.append(Placed(f"/key_points/{len(points)}", start, end, slot))
                points.append(text)
        data: dict[str, object] = {
            "title": self.document.title,
            "organization": self.document.organization,
            "location": None,
            "period": {"label": self.document.period, "start": None, "end": None},
            "summary": summary,
            "key_points": points,
            "metrics": metrics,
        }
        return Digest(data, tuple(placed))

    # Planted errors

    def cases(self, error: str, number: int) -> Iterator[Case]:
        """Up to ``number`` cases of one type; fewer where the document offers no material for it."""
        for _ in range(number * 6):
            if number == 0:
                return
            made = ERRORS[error](self)
            if made is None:
                continue
            right, wrong = made
            others = [
                self.slot(mention, "metric") for mention in self._pick(3) if mention is not right.mention
            ]
            others += [
                self.slot(mention, "prose") for mention in self._pick(2) if mention is not right.mention
            ]
            at = self.rng.randrange(len(others) + 1)
            twin = self.assemble([*others[:at], right, *others[at:]])
            digest = self.assemble([*others[:at], wrong, *others[at:]])
            was, now = _differing(right, wrong)
            yield Case(self.document.id, error, digest, twin, digest.placed[at], was, now)
            number -= 1

    def pick(self, test: Callable[[GoldMention], object]) -> GoldMention | None:
        """A random usable mention that passes the test."""
        return next((mention for mention in self._pick(len(self.usable)) if test(mention)), None)

    def form(self) -> str:
        """A metric or a sentence, at random."""
        return self.rng.choice(("metric", "prose"))

    def marked(self) -> list[tuple[str, GoldMention, tuple[int, int]]]:
        """Every usable mention inside a sentence that can be copied, with its place there."""
        return [
            (text, mention, place)
            for text, inside in self.sentences
            for mention, place in inside
            if _usable(mention)
        ]

    def _pick(self, number: int) -> list[GoldMention]:
        return self.rng.sample(self.usable, min(number, len(self.usable)))

    def _of_the_period(self, mention: GoldMention) -> bool:
        return (
            bool(self.year) and mention.index in self.key and not mention.target and mention.kind != "ratio"
        )

    def _period(self, slot: Slot) -> str | None:
        return self.year if slot.mention and self._of_the_period(slot.mention) else None

    def _quote(self, mention: GoldMention) -> str:
        for text, inside in self.sentences:
            if any(mention is other for other, _ in inside):
                return text
        return self._around(mention)

    def _around(self, mention: GoldMention) -> str:
        """Some words on both sides of a mention in a long sentence or a table row, no number cut in two."""
        text, line = self.document.text, self.document.text.rfind("\n", 0, mention.start) + 1
        begins = [m.end() for m in re.finditer(r"\s", text[line : mention.start])]
        ends = [m.start() for m in re.finditer(r"\s|\Z", text[mention.end :].split("\n")[0])]

        def free(at: int) -> bool:
            return not any(m.start < at < m.end for m in self.document.mentions)

        if "\t" in text[line : mention.start] or "\t" in text[mention.end :].split("\n")[0]:
            return unicodedata.normalize("NFC", text[line:].split("\n")[0]).strip()
        left = next((line + b for b in begins[-14:] if free(line + b)), mention.start)
        right = next((mention.end + e for e in reversed(ends[:6]) if free(mention.end + e)), mention.end)
        return unicodedata.normalize("NFC", text[left:right]).strip()


def _usable(mention: GoldMention) -> bool:
    """Whether a digest would state this number, and its label says which one it is without a number."""
    return (
        mention.kind in KINDS
        and not (mention.optional or mention.in_noise or mention.in_caption)
        and not NUMBERED.search(mention.subject)
    )


def _sentences(document: Document) -> Iterator[tuple[str, list[tuple[GoldMention, tuple[int, int]]]]]:
    """Sentences of the report in NFC with the mentions in them; long ones and page furniture are left out."""
    mentions = document.mentions
    start = 0
    for stop in re.finditer(r"(?<=[.!?;])[ ]+(?=[\W\dA-ZĐÀ-Ỹ])|[\r\n]+|\Z", document.text):
        if any(m.start < stop.end() and stop.start() < m.end for m in mentions):
            continue
        piece = document.text[start : stop.start()]
        inside = [m for m in mentions if start <= m.start and m.end <= stop.start()]
        text = unicodedata.normalize("NFC", piece)
        skip = any(m.in_noise or m.in_caption for m in inside) or not 30 <= len(text) <= LONGEST_QUOTE
        if inside and not skip and "\t" not in text and "  " not in text:
            placed = []
            for mention in inside:
                before = len(unicodedata.normalize("NFC", document.text[start : mention.start]))
                placed.append((mention, (before, before + len(unicodedata.normalize("NFC", mention.text)))))
            yield text, placed
        start = stop.end()


def _differing(right: Slot, wrong: Slot) -> tuple[str, str]:
    for name in ("sentence", "quote", "lead", "label", "value"):
        was, now = getattr(right, name), getattr(wrong, name)
        if was != now:
            return was, now
    return "", wrong.value


# What can go wrong, one function per type: a right statement and the same with the error, or None

Made = tuple[Slot, Slot] | None


def _digits(figure: str) -> list[int]:
    return [place.start() for place in re.finditer(r"\d", figure)]


def _swap(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _with_digits(maker: Maker) -> Slot | None:
    mention = maker.pick(lambda m: len(_digits(m.text)) >= 2 and m.kind != "ratio" and plain_number(m))
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style=maker.rng.choice(("copy", "plain", "rescaled", "copy")))
    return slot if len(_digits(slot.figure)) >= 2 else None


def transposed_digit(maker: Maker) -> Made:
    """Two neighbouring digits changed places."""
    slot = _with_digits(maker)
    if slot is None:
        return None
    places = _digits(slot.figure)
    pairs = [(a, b) for a, b in pairwise(places) if slot.figure[a] != slot.figure[b]]
    pairs = [(a, b) for a, b in pairs if a != places[0] or slot.figure[b] != "0"]
    if not pairs:
        return None
    one, other = maker.rng.choice(pairs)
    letters = list(slot.figure)
    letters[one], letters[other] = letters[other], letters[one]
    return slot, replace(slot, figure="".join(letters))


def digit_changed(maker: Maker) -> Made:
    """One digit became another."""
    slot = _with_digits(maker)
    if slot is None:
        return None
    at = maker.rng.choice(_digits(slot.figure))
    new = maker.rng.choice([d for d in "123456789" if d != slot.figure[at]])
    return slot, replace(slot, figure=_swap(slot.figure, at, at + 1, new))


def separator_misread(maker: Maker) -> Made:
    """A thousands mark read as a decimal mark, or a decimal mark lost."""
    mention = maker.pick(lambda m: re.search(r"\d[.,]\d", m.text) and plain_number(m))
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    thousands, decimals = (".", ",") if maker.lang == "vi" else (",", ".")
    if re.search(rf"\d\{decimals}\d", slot.figure):
        return slot, replace(slot, figure=slot.figure.replace(decimals, "", 1))
    if slot.figure.count(thousands) == 1:
        return slot, replace(slot, figure=slot.figure.replace(thousands, decimals, 1))
    return None


def wrong_scale(maker: Maker) -> Made:
    """Million for billion and the like."""
    words = [word for word in SCALE_WORDS[maker.lang].values() if word]
    pattern = re.compile("|".join(words))
    mention = maker.pick(lambda m: pattern.search(m.text) and plain_number(m))
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    found = pattern.search(slot.figure)
    if not found:
        return None
    new = maker.rng.choice([word for word in words if word != found.group()])
    return slot, replace(slot, figure=_swap(slot.figure, *found.span(), new))


def wrong_unit(maker: Maker) -> Made:
    """Another unit or currency beside the right number."""
    mention = maker.pick(lambda m: m.kind in ("measure", "money", "duration") and plain_number(m))
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    found = re.search(r"(?:[^\W\d]+[²2]?)(?:/[^\W\d]+)*(?: feet)?$", slot.value)
    other = OTHER_UNITS.get(found.group()) if found else None
    if found is None or other is None:
        return None
    return slot, replace(slot, hedge="", figure=slot.value[: found.start()] + other, unit="")


def wrong_noun(maker: Maker) -> Made:
    """Another counted noun beside the right number: members for organisations."""
    mention = maker.pick(
        lambda m: m.kind == "cardinal" and m.unit and m.unit not in VAGUE and plain_number(m)
    )
    if mention is None or mention.unit is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    people = mention.unit in PEOPLE
    others = sorted(
        {
            m.unit
            for m in maker.usable
            if m.kind == "cardinal" and m.unit and m.unit not in VAGUE and not (people and m.unit in PEOPLE)
        }
    )
    others = [noun for noun in others if noun.split()[0] != mention.unit.split()[0]]
    return (slot, replace(slot, unit=maker.rng.choice(others))) if others and slot.unit else None


def hedge_dropped(maker: Maker) -> Made:
    """A bound or "about" left out, so that the figure reads as exact."""
    mention = maker.pick(
        lambda m: hedge_of(m, maker.lang) and "exact" not in m.qualifiers and m.qualifier != "from_to"
    )
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    return (slot, replace(slot, hedge="")) if slot.hedge else None


def hedge_changed(maker: Maker) -> Made:
    """At least for at most, under for over."""
    opposite = {
        "more_than": "less_than",
        "less_than": "more_than",
        "at_least": "at_most",
        "at_most": "at_least",
    }
    mention = maker.pick(lambda m: m.qualifier in opposite and "exact" not in m.qualifiers)
    if mention is None:
        return None
    slot = maker.slot(mention, maker.form(), style="copy")
    return slot, replace(slot, hedge=HEDGE_WORDS[maker.lang][opposite[mention.qualifier]])


def wrong_year(maker: Maker) -> Made:
    """The figure under another year: one that the source names, or one that it does not."""
    mention = maker.pick(maker._of_the_period)
    if mention is None or maker.year is None:
        return None
    known = {m.value for m in maker.document.mentions if m.kind == "year" and m.value_high is None} - {
        maker.year
    }
    other = maker.rng.choice([*sorted(known), str(int(maker.year) - 3), str(int(maker.year) + 11)])
    word = "Năm" if maker.lang == "vi" else "In"
    slot = replace(
        maker.slot(mention, "prose", style="copy"), lead=f"{word} {maker.year}, ", style="year", claims=2
    )
    return slot, replace(slot, lead=f"{word} {other}, ")


def percent_vs_point(maker: Maker) -> Made:
    """A percentage given as percentage points, or points as a percentage."""
    mention = maker.pick(lambda m: m.kind == "percent" and m.unit in ("%", "pp") and plain_number(m))
    if mention is None:
        return None
    figure = grouped(Decimal(mention.value), maker.lang)
    points = {"vi": "điểm phần trăm", "en": "percentage points"}[maker.lang]
    units = ("%", points) if mention.unit == "%" else (points, "%")
    slot = replace(maker.slot(mention, maker.form(), style="copy"), figure=figure, unit=units[0])
    return slot, replace(slot, unit=units[1])


def other_subject(maker: Maker) -> Made:
    """The value and quote of another figure of the same kind and unit, under this one's label."""
    one = maker.pick(lambda m: plain_number(m))
    if one is None:
        return None
    words = set(one.subject.split())
    other = maker.pick(
        lambda m: (
            m.kind == one.kind
            and m.unit == one.unit
            and m.value != one.value
            and not set(m.subject.split()) >= words
        )
    )
    if other is None:
        return None
    right = maker.slot(other, maker.form(), style="copy")
    return right, replace(right, label=unicodedata.normalize("NFC", one.subject))


def value_not_in_quote(maker: Maker) -> Made:
    """The right label and quote, and a value that stands elsewhere in the source."""
    one = maker.pick(lambda m: plain_number(m))
    if one is None:
        return None
    slot = maker.slot(one, "metric", style="copy")
    other = maker.pick(
        lambda m: (
            m.kind == one.kind and m.unit == one.unit and m.value != one.value and m.text not in slot.quote
        )
    )
    if other is None:
        return None
    wrong = maker.slot(other, "metric", style="copy")
    return slot, replace(slot, hedge=wrong.hedge, figure=wrong.figure, unit=wrong.unit)


def not_in_source(maker: Maker) -> Made:
    """A number of the same size that stands nowhere in the source."""
    slot = _with_digits(maker)
    if slot is None or slot.mention is None:
        return None
    figure = "".join(str(maker.rng.randint(1, 9)) if letter.isdigit() else letter for letter in slot.figure)
    plain = re.sub(r"\D", "", figure)
    if any(plain == re.sub(r"\D", "", mention.text) for mention in maker.document.mentions):
        return None
    return slot, replace(slot, figure=figure)


def invented_percentage(maker: Maker) -> Made:
    """A share of something that the source never computed, in a sentence of its own."""
    mention = maker.pick(lambda m: m.kind == "cardinal")
    if mention is None:
        return None
    percent = grouped(Decimal(maker.rng.randint(1050, 9890)) / 100, maker.lang)
    right = maker.slot(mention, "prose", style="copy")
    label = f"{right.label[:1].upper()}{right.label[1:]} {SHARE[maker.lang]} "
    sentence = f"{label}{percent}%."
    return right, replace(right, sentence=sentence, mark=(len(label), len(sentence) - 1), lead="")


def direction_flipped(maker: Maker) -> Made:
    """A copied sentence in which up became down, just before the figure."""
    found = []
    for text, mention, (start, end) in maker.marked():
        before = text[max(0, start - 22) : start]
        for word, flip in FLIPS[maker.lang]:
            at = re.search(rf"(?<!\w){word}(?!\w)(?=[^,;.()\d]*$)", before)
            if at and mention.kind in ("percent", "cardinal", "measure", "money"):
                left = max(0, start - 22) + at.start()
                found.append((text, left, word, flip, end))
    if not found:
        return None
    text, left, word, flip, end = maker.rng.choice(found)
    wrong = _swap(text, left, left + len(word), flip)
    right = Slot("prose", None, "copied", maker.lang, sentence=text, mark=(left, end))
    return right, replace(right, sentence=wrong, mark=(left, end + len(flip) - len(word)))


def words_misread(maker: Maker) -> Made:
    """A spelled number turned into wrong digits."""
    mention = maker.pick(lambda m: not _digits(m.text) and m.value.isdigit() and 2 < int(m.value) < 10**6)
    if mention is None:
        return None
    number = int(mention.value)
    choices = [number + 10, number * 10, number + 5, number - 1]
    right = replace(
        maker.slot(mention, maker.form(), style="copy"),
        figure=str(number),
        hedge=hedge_of(mention, maker.lang),
    )
    unit = right.unit or mention.unit or ""
    right = replace(right, unit=unit if mention.kind in ("cardinal", "duration") else right.unit)
    return right, replace(
        right,
        figure=str(maker.rng.choice([c for c in choices if str(c) not in maker.values] or [number + 7])),
    )


def _quoted(maker: Maker) -> Slot | None:
    mention = maker.pick(lambda m: True)
    slot = maker.slot(mention, "metric", style="copy") if mention else None
    return slot if slot and len(slot.quote.split()) >= 8 else None


def quote_words_changed(maker: Maker) -> Made:
    """A word of the quote replaced, or two left out; its figures untouched."""
    slot = _quoted(maker)
    if slot is None:
        return None
    words = slot.quote.split(" ")
    plain = [i for i, word in enumerate(words) if word.isalpha() and len(word) > 2 and 0 < i < len(words) - 1]
    if len(plain) < 4:
        return None
    at = maker.rng.choice(plain[1:-1])
    if maker.rng.random() < 0.5:
        words[at] = maker.rng.choice(
            ["nghiêm", "khác", "quan", "phường"] if maker.lang == "vi" else ["other", "broadly", "towns"]
        )
    else:
        del words[at]
    return slot, replace(slot, quote=" ".join(words))


def quote_invented(maker: Maker) -> Made:
    """A quote that the source does not contain, though it holds the right value."""
    slot = _quoted(maker)
    if slot is None:
        return None
    pattern = {
        "vi": "Theo đánh giá chung của lãnh đạo, {label} được ghi nhận ở mức {value}, đáp ứng yêu cầu.",
        "en": "By the management's overall assessment, {label} was recorded at {value}, as required.",
    }[maker.lang]
    return slot, replace(slot, quote=pattern.format(label=slot.label, value=slot.value))


def quote_digit_changed(maker: Maker) -> Made:
    """A digit of the quote changed, so that the quote no longer says what the source says."""
    slot = _quoted(maker)
    if slot is None or slot.mention is None:
        return None
    text = unicodedata.normalize("NFC", slot.mention.text)
    at = slot.quote.find(text)
    places = _digits(text)
    if at < 0 or not places:
        return None
    place = at + maker.rng.choice(places)
    new = maker.rng.choice([d for d in "123456789" if d != slot.quote[place]])
    return slot, replace(slot, quote=_swap(slot.quote, place, place + 1, new))


ERRORS: dict[str, Callable[[Maker], Made]] = {
    error.__name__: error
    for error in (
        transposed_digit, digit_changed, separator_misread, wrong_scale, wrong_unit, wrong_noun,
        hedge_dropped, hedge_changed, wrong_year, percent_vs_point, other_subject, not_in_source,
        value_not_in_quote, invented_percentage, direction_flipped, words_misread, quote_words_changed,
        quote_invented, quote_digit_changed,
    )
}  # fmt: skip
QUOTE_ERRORS = frozenset({"quote_words_changed", "quote_invented", "quote_digit_changed"})
