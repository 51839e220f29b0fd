"""Right digests made from gold, in many forms.

Everything is drawn from a seeded generator, so a run can be repeated and made as large as one likes. A digest
has the shape of Digest v1. ``errors`` plants one error into such a digest.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

from evals.dataset import Document, GoldMention
from evals.render import (
    SCALE_WORDS,
    STYLES,
    grouped,
    parts,
    plain_number,
    unit_of,
    write,
)

KINDS = frozenset({"cardinal", "percent", "money", "measure", "ratio", "duration", "rate", "multiple"})
UNCLAIMED = frozenset({"name", "identifier", "document_code"})
LONGEST_QUOTE = 320  # characters; longer sentences make neither a quote nor a sentence of prose
VERB = {"vi": "là", "en": "stood at"}
NUMBERED = re.compile(
    r"\d|(?<!\w)(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|one|two|three|four|five|six|third)(?!\w)",
    re.IGNORECASE,
)


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


Made = tuple[Slot, Slot] | None  # a right statement, and the same with one error


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
        stated = set(re.findall(r"\d+", document.text))
        self.label = document.period if stated.issuperset(re.findall(r"\d+", document.period)) else None
        self.year = years[0] if len(years) == 1 and years[0] in known else None

    # Right digests

    def digest(self, *, metrics: int = 6, sentences: int = 5) -> Digest:
        """A right digest: metrics in random forms, and sentences written or copied."""
        if self.english and self.rng.random() < 0.2:
            return self._english_digest()
        picked = self.sample(metrics + sentences)
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
        if form == "prose" and self.of_the_period(mention) and self.rng.random() < 0.4:
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
            "period": {"label": self.label, "start": None, "end": None},
            "summary": summary,
            "key_points": points,
            "metrics": metrics,
        }
        return Digest(data, tuple(placed))

    # What the errors draw on

    def pick(self, test: Callable[[GoldMention], object]) -> GoldMention | None:
        """A random usable mention that passes the test."""
        return next((mention for mention in self.sample(len(self.usable)) if test(mention)), None)

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

    def sample(self, number: int) -> list[GoldMention]:
        """Some usable mentions at random, each once."""
        return self.rng.sample(self.usable, min(number, len(self.usable)))

    def of_the_period(self, mention: GoldMention) -> bool:
        """Whether the figure is one of the year that the report is about."""
        return (
            bool(self.year) and mention.index in self.key and not mention.target and mention.kind != "ratio"
        )

    def _period(self, slot: Slot) -> str | None:
        return self.year if slot.mention and self.of_the_period(slot.mention) else None

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
    """Whether a digest would state this number, and its label says which one it is without a number.

    Not one whose sign its value leaves out: ``7.0`` for ``-7,0`` is right only under a fall.
    """
    return (
        mention.kind in KINDS
        and not (mention.text.startswith(("-", "−")) and not mention.value.startswith("-"))
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
