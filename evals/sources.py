"""Reports with one planted inconsistency: a figure of a relation that holds is changed in the source itself.

The changed figure has as many characters as before, so every gold position stays true. Only relations that
hold exactly or by rounding are used: the near misses of the gold whose arithmetic this module can check.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from evals.dataset import Document, GoldItem, GoldMention
from evals.render import plain_number
from evals.scorers import FoundItem, Tally, hits

TYPES = ("ratio_percent", "parts_sum", "difference", "growth", "average", "percent_sum")
LEAST_SHIFT = Decimal("0.02")  # of the value: smaller changes could pass as rounding
TRIES = 40


@dataclass(frozen=True, slots=True)
class PlantedSource:
    """A document whose text was changed at ``place``, and the inconsistency that this makes."""

    document: Document
    item: GoldItem
    place: tuple[int, int]
    was: str
    now: str


@dataclass(slots=True)
class SourceScore:
    """Planted inconsistencies found (at all, and as an error), by type, and errors cried elsewhere."""

    found: dict[str, Tally]
    as_error: Tally
    false_errors: int
    missed: list[PlantedSource]


def planted_sources(document: Document, seed: int) -> Iterator[PlantedSource]:
    """One planted inconsistency for every relation of the document that lends itself to it."""
    rng = random.Random(f"{seed}/{document.id}")  # noqa: S311 -- repeatable, not secret
    for item in document.near_misses:
        if item.type not in TYPES or not _holds(document, item):
            continue
        target = document.mentions[_target(item, rng)]
        changed = _changed(target, rng)
        if changed is None:
            continue
        text = document.text[: target.start] + changed + document.text[target.end :]
        planted = replace(item, name=f"P{item.name}", severity="error")
        yield PlantedSource(
            replace(document, text=text), planted, (target.start, target.end), target.text, changed
        )


def score_source(planted: PlantedSource, findings: list[FoundItem], score: SourceScore) -> None:
    """Count one planted inconsistency.

    It is found by a finding of severity error or suspicious with a mapping code that shares a place with it.
    An error is false when it touches neither the change nor an inconsistency that the report had before.
    """
    hit = [f for f in findings if f.severity != "rounding" and hits(f, planted.item)]
    tally = score.found.setdefault(planted.item.type, Tally())
    tally.gold += 1
    tally.hit += bool(hit)
    score.as_error.gold += 1
    score.as_error.hit += any(finding.severity == "error" for finding in hit)
    if not hit:
        score.missed.append(planted)
    places = [planted.place, *(span for item in planted.document.inconsistencies for span in item.spans)]
    for finding in findings:
        touches = any(s < end and start < e for s, e in finding.spans for start, end in places)
        score.false_errors += finding.severity == "error" and not touches


def _target(item: GoldItem, rng: random.Random) -> int:
    """The figure to change: the whole or a part of a sum, the result of anything else."""
    if item.type == "parts_sum" or item.type == "percent_sum":
        return rng.choice(item.mentions)
    return item.mentions[-1]


def _changed(mention: GoldMention, rng: random.Random) -> str | None:
    """The figure with a digit changed or two swapped, far enough from what it was; None where that fails."""
    places = [place.start() for place in re.finditer(r"\d", mention.text)]
    if not places or mention.kind == "ratio":
        return None
    for _ in range(TRIES):
        letters = list(mention.text)
        at = rng.randrange(len(places))
        if len(places) > 1 and rng.random() < 0.5:
            other = at - 1 if at else at + 1
            letters[places[at]], letters[places[other]] = letters[places[other]], letters[places[at]]
        else:
            letters[places[at]] = rng.choice("123456789")
        text = "".join(letters)
        before, after = _digits(mention.text), _digits(text)
        if text[places[0]] != "0" and abs(after - before) > max(before * LEAST_SHIFT, Decimal(2)):
            return text
    return None


def _digits(text: str) -> Decimal:
    return Decimal(re.sub(r"\D", "", text))


def _holds(document: Document, item: GoldItem) -> bool:
    """Whether the arithmetic of a near miss closes with the figures it names."""
    mentions = [document.mentions[i] for i in item.mentions]
    if not all(m.qualifier in ("exact", "approx") for m in mentions):
        return False
    if item.type == "ratio_percent":
        return len(mentions) >= 2
    if not all(plain_number(m) for m in mentions):
        return False
    values = [Decimal(m.value) for m in mentions]
    if item.type == "parts_sum":
        return len(values) > 2 and values[0] == sum(values[1:])
    if item.type == "percent_sum":
        return sum(values) == 100
    if item.type == "difference":
        return len(values) == 3 and abs(values[0] - values[1]) == values[2]
    if item.type == "growth":
        change = (
            abs(values[0] - values[1]) / values[1] * 100 if len(values) == 3 and values[1] else Decimal(-1)
        )
        return abs(change - values[2]) < Decimal("0.06")
    return len(values) == 3 and values[0] != 0
