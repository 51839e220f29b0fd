"""Synthetic reports: seeded, Vietnamese or English, of any length, with everything in them known.

A report is generated as an annotated source, so it passes through the compiler that human annotation passes
through: every value is read again from the text, and every percentage that an item names is computed again.
The same seed, language and size give the same bytes.

>>> report = synthesize(1, "vi", 2000)
>>> report == synthesize(1, "vi", 2000), len(report.document.text) >= 2000
(True, True)
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from evals.annotate import MARK, compile_dataset, compile_source
from evals.dataset import Document, parse
from evals.synthetic.en import EN
from evals.synthetic.language import Genre, Language
from evals.synthetic.pen import Pen, capital, lowered, rounded
from evals.synthetic.relations import RELATIONS, Block, Scene, item
from evals.synthetic.vi import VI

LANGUAGES = {"vi": VI, "en": EN}
PLANTED = 0.15  # of the relations carry a misprint
AGAINST = 0.12  # of the sections are written in the other convention
WEIGHTS = {"share": 5, "parts": 3, "growth": 3, "difference": 3, "percent_sum": 1, "average": 1,
           "denominator": 1, "impossible": 1, "table": 1}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A generated report: the annotated source, the document it compiles to, and what stands where."""

    source: str
    document: Document
    places: tuple[tuple[int, int, str], ...]

    def phenomenon(self, at: int) -> str:
        """The relation and form, or the kind of fact, at a place of the text."""
        return next((name for start, end, name in self.places if start <= at < end), "frame")


def synthesize(seed: int, lang: str, size: int, *, planted: float = PLANTED) -> Synthetic:
    """A report of at least ``size`` characters; ``planted`` is the share of relations that are misprinted."""
    name = f"synthetic-{lang}-{seed}"
    rng = random.Random(f"{name}/{size}/{planted}")  # noqa: S311 -- repeatable, not secret
    writer = _Writer(LANGUAGES[lang], rng, planted)
    source, blocks = writer.write(size)
    text, gold = compile_source(name, source)
    return Synthetic(source, parse(gold, text), tuple(_places(text, blocks)))


def corpus(seed: int, lang: str, size: int, number: int) -> Iterator[Synthetic]:
    """So many reports of one language, from consecutive seeds."""
    for offset in range(number):
        yield synthesize(seed + offset, lang, size)


def write_dataset(folder: Path, reports: Iterator[Synthetic]) -> list[str]:
    """The reports as a dataset in ``folder``: annotated sources, reports and gold; returns the ids."""
    annotated = folder / "annotated"
    annotated.mkdir(parents=True, exist_ok=True)
    for report in reports:
        (annotated / f"{report.document.id}.ann").write_bytes(report.source.encode("utf-8"))
    return compile_dataset(folder)


def _places(text: str, blocks: list[Block]) -> Iterator[tuple[int, int, str]]:
    at = 0
    for block in blocks:
        plain = MARK.sub(lambda found: found[1].split("|")[0], block.text).replace("\\t", "\t")
        plain = re.sub(r"^%[fc] ", "", plain, flags=re.MULTILINE)
        at = text.index(plain, at)
        yield at, at + len(plain), block.phenomenon
        at += len(plain)


class _Writer:
    """One document in the making."""

    def __init__(self, language: Language, rng: random.Random, planted: float) -> None:
        self.language, self.rng, self.planted = language, rng, planted
        self.year = rng.randint(2016, 2025)
        self.comma = language.lang == "vi"
        self.pen = Pen(language, rng, self.comma, self.comma, self.year)
        self.genre: Genre = rng.choice(language.genres)
        self.area = self._name()
        self.blocks: list[Block] = []
        self.lines: list[str] = []
        self.items: list[str] = []
        self.facts = list(language.facts)
        self.told = 0

    def write(self, size: int) -> tuple[str, list[Block]]:
        """The annotated source, and its blocks in the order of the text."""
        fields = self._frame(1)
        header = [
            f"lang: {self.language.lang}",
            f"title: {self.genre.title.format(**fields)}",
            f"organization: {self.genre.organization.format(**fields)}",
            f"genre: synthetic {self.genre.name}",
            f"period: {self.year} | {self.year}-01-01 | {self.year}-12-31",
            f"convention: {'comma' if self.comma else 'point'}",
        ]
        self.lines += [line.format(**fields) for line in self.genre.opening]
        again = self._headline()
        taken: set[str] = set()
        long, measured = 0, 0
        for number in count(1):
            self._section(number, taken)
            if number == 1 and again is not None:
                self._paragraph([again])
            long += sum(len(_plain(line)) + 1 for line in self.lines[measured:])
            measured = len(self.lines)
            if long >= size:
                break
        self.lines += ["", *(line.format(**fields) for line in self.genre.closing)]
        return "\n===\n".join(
            ("\n".join(header), "\n".join(self.lines), "\n".join(self.items))
        ) + "\n", self.blocks

    def _frame(self, number: int) -> dict[str, str]:
        said = {"area": self.area, "year": str(self.year), "next": str(self.year + 1), "number": str(number)}
        day = self.rng.randint(10, 28)
        weekday = self.language.weekdays[date(self.year, 12, day).weekday()]
        said |= {"code": str(self.rng.randint(20, 400)), "day": str(day), "weekday": weekday}
        return said | {"Area": self.area, "AREA": self.area.upper()}

    def _name(self) -> str:
        first, second = self.language.names
        joint = " " if self.language.lang == "vi" else ""
        return f"{self.rng.choice(first)}{joint}{self.rng.choice(second)}"

    def _place(self, taken: set[str]) -> str:
        """A place that no section has spoken of; beyond the stock of names they get a second word."""
        for attempt in count():
            name = self._name() if attempt < 40 else f"{self._name()} {self._name()}"
            if name not in taken:
                taken.add(name)
                return self.language.place.format(name=name)
        raise AssertionError("count() ended")

    def _headline(self) -> Block | None:
        """A total at the top and again further down, with a misprint or without."""
        topic = self.rng.choice(self.language.parts)
        total = self.pen.draw(topic.measure)
        planted = self.rng.random() < self.planted
        again = self.pen.misprinted(total, rounded(total / 20, topic.measure.decimals)) if planted else total
        names = [self.pen.name(), self.pen.name()]
        now, later = self.language.forms["restated"]
        fields = {"area": self.area, "label": topic.label, "Label": capital(topic.label)}
        first = now.text.format(
            **fields, w=self.pen.amount(total, topic.measure, topic.label, names[0], ["s1"])
        )
        second = later.text.format(**fields, w=self.pen.amount(again, topic.measure, topic.label, names[1]))
        sign = "! same_total error" if planted else "~ same_total"
        self._paragraph([Block("restated", first)])
        return Block(
            "restated", second, (item(sign, "restated", names, again, total, "the same total twice."),)
        )

    def _section(self, number: int, taken: set[str]) -> None:
        place = self._place(taken)
        heading = self.genre.heading.format(number=number, place=place, Place=capital(place))
        scene = Scene(self.pen, place, self.area, self.genre.bullet, {})
        self.lines += ["", heading, ""]
        against = self.rng.random() < AGAINST
        for _ in range(self.rng.randint(1, 3)):
            self._paragraph(self._blocks(scene, against=against))

    def _blocks(self, scene: Scene, *, against: bool) -> list[Block]:
        blocks: list[Block] = []
        for _ in range(self.rng.randint(2, 4)):
            chosen = self.rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            if chosen == "table":
                blocks += [made for made in [RELATIONS["table"](scene, planted=self._plants())] if made]
            elif made := RELATIONS[chosen](scene, planted=self._plants()):
                blocks.append(made)
            if self.rng.random() < 0.6:
                blocks.append(self._fact(scene))
            if self.rng.random() < 0.3:
                blocks.append(Block("aside", self.rng.choice(self.language.asides)))
        if against:
            form = self.rng.choice(self.language.foreign)
            self.pen.comma = not self.comma
            blocks.append(Block(f"foreign: {form.name}", self.pen.fill(form.text)))
            self.pen.comma = self.comma
        return blocks

    def _plants(self) -> bool:
        return self.rng.random() < self.planted

    def _fact(self, scene: Scene) -> Block:
        """A fact that stands alone; told once for the whole report, and then again of single places."""
        again = self.told >= len(self.language.facts)
        if self.told % len(self.language.facts) == 0:
            self.rng.shuffle(self.facts)
        form = self.facts[self.told % len(self.facts)]
        self.told += 1
        text = f"{scene.language.at.format(place=scene.place)}{lowered(form.text)}" if again else form.text
        return Block(f"fact: {form.name}", self.pen.fill(text))

    def _paragraph(self, blocks: list[Block]) -> None:
        """Blocks that stand alone get their own lines; the others flow together."""
        flowing: list[str] = []
        for block in blocks:
            self.blocks.append(block)
            self.items += block.items
            if block.paragraph and flowing:
                self.lines.append(" ".join(flowing))
                flowing = []
            if block.paragraph:
                self.lines += block.text.split("\n")
            else:
                flowing.append(block.text)
        if flowing:
            self.lines.append(" ".join(flowing))


def _plain(line: str) -> str:
    return MARK.sub(lambda found: found[1].split("|")[0], line)
