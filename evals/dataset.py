"""Datasets: reports with gold, loaded from the folders under ``evals/datasets``.

A dataset is a folder with ``reports/<id>.txt`` and ``gold/<id>.json``. Reports are read as received
(``newline=""``), and every gold position is a code point of that received text. The gold files carry the
SHA-256 of the report, so a changed report is refused instead of scored against the wrong offsets.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATASETS = Path(__file__).parent / "datasets"
SEALED = frozenset({"heldout", "sealed"})  # only totals of these are ever looked at
PAIR = tuple[int, int]


class DatasetError(Exception):
    """A dataset cannot be used: missing, or its gold does not belong to its report."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One annotated number of a report, in the received text.

    ``kinds``, ``spans``, ``values``, ``units`` and ``qualifiers`` hold every accepted answer, the preferred
    one first. ``optional`` mentions neither reward nor punish; a scale or target of None is not scored.
    ``subject`` says in words what the number counts.
    """

    index: int
    start: int
    end: int
    text: str
    value: str
    value_high: str | None
    kinds: tuple[str, ...]
    spans: tuple[PAIR, ...]
    values: tuple[str, ...]
    unit: str | None
    units: tuple[str, ...]
    unit_key: str | None
    scale: str | None
    qualifiers: tuple[str, ...]
    qualifier_text: str | None
    target: bool | None
    roman: bool
    optional: bool
    in_noise: bool
    in_caption: bool
    subject: str

    @property
    def kind(self) -> str:
        """The preferred kind, in the product's words."""
        return self.kinds[0]

    @property
    def qualifier(self) -> str:
        """The preferred qualifier."""
        return self.qualifiers[0]


@dataclass(frozen=True, slots=True)
class GoldItem:
    """An inconsistency planted in or found by hand in a report, or an honest near miss (severity none)."""

    name: str
    type: str
    severity: str
    spans: tuple[PAIR, ...]
    mentions: tuple[int, ...]
    stated: str
    expected: str
    explanation: str
    derived: bool


@dataclass(frozen=True, slots=True)
class Triple:
    """A part, its base and the percentage that the report prints for them; ``percent`` is a mention."""

    percent: int
    num: str
    den: str
    stated: str
    verdict: str


@dataclass(frozen=True, slots=True)
class KeyMetric:
    """A figure that a good digest would carry: its label, its mention and how much it matters (1 most).

    ``values`` are the further values that count as right, ``aliases`` further wordings of the label.
    """

    label: str
    label_en: str | None
    mention: int
    value: str
    salience: int
    period: str | None
    values: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One report as received, with its gold.

    ``aliases`` are other right names of the organization, ``periods`` the accepted first and last days of the
    period, ``places`` the accepted places (None: none need be named; empty: not annotated), and ``zeros``
    says that the report states a zero in words.
    """

    id: str
    lang: str
    text: str
    title: str
    organization: str
    period: str
    mentions: tuple[GoldMention, ...]
    distractors: tuple[PAIR, ...]
    inconsistencies: tuple[GoldItem, ...]
    near_misses: tuple[GoldItem, ...]
    triples: tuple[Triple, ...]
    key_metrics: tuple[KeyMetric, ...]
    aliases: tuple[str, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    places: tuple[str | None, ...] = ()
    zeros: bool = False


def fingerprint(name: str, *, root: Path = DATASETS) -> str:
    """SHA-256 over every report and every gold file of a dataset, names included, in their order."""
    whole = hashlib.sha256()
    for path in sorted([*(root / name / "gold").glob("*.json"), *(root / name / "reports").glob("*.txt")]):
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def load(name: str, *, root: Path = DATASETS) -> tuple[Document, ...]:
    """Every document of the dataset ``name``, ordered by id.

    Raises:
        DatasetError: no such dataset, or a report whose SHA-256 is not the one its gold was made for.
    """
    files = sorted((root / name / "gold").glob("*.json"))
    if not files:
        there = ", ".join(sorted(path.parent.name for path in root.glob("*/gold"))) or "none"
        raise DatasetError(f"no dataset called {name!r} in {root}; there are: {there}")
    return tuple(load_document(path) for path in files)


def load_document(path: Path) -> Document:
    """The document whose gold is at ``path``.

    Raises:
        DatasetError: the report's SHA-256 is not the one its gold was made for.
    """
    gold = json.loads(path.read_text(encoding="utf-8"))
    report = path.parent.parent / "reports" / gold["source_file"]
    raw = report.read_bytes()
    if hashlib.sha256(raw).hexdigest() != gold["sha256"]:
        raise DatasetError(f"{report.name} has changed since its gold was written")
    return parse(gold, raw.decode("utf-8"))


def parse(gold: dict[str, Any], text: str) -> Document:
    """A document from its gold JSON and its received text."""
    lang = gold["lang"]
    return Document(
        id=gold["id"],
        lang=lang,
        text=text,
        title=gold["title"],
        organization=gold["organization"],
        period=gold["period"]["label"],
        mentions=tuple(_mention(item) for item in gold["mentions"]),
        distractors=tuple((item["start"], item["end"]) for item in gold["distractors"]),
        inconsistencies=_items(gold["inconsistencies"], "I"),
        near_misses=_items(gold["near_misses"], "N"),
        triples=tuple(
            Triple(item["mentions"][-1], item["num"], item["den"], item["stated"], item["verdict"])
            for item in gold["relations"]
            if item["type"] == "ratio_percent" and item.get("checkable")
        ),
        key_metrics=tuple(
            KeyMetric(
                label=item[f"label_{lang}"],
                label_en=item["label_en"],
                mention=item["mention"],
                value=item["value"],
                salience=item["salience"],
                period=item.get("period") or item.get("as_of"),
                values=tuple(item.get("value_accept", ())),
                aliases=tuple(item.get("label_aliases", ())),
            )
            for item in gold["key_metrics"]
            if item.get("component") != "denominator"
        ),
        aliases=tuple(gold.get("organization_aliases", ())),
        periods=tuple(
            (period["start"], period["end"])
            for period in (gold["period"], *gold["period"].get("accept", ()))
            if period.get("start")
        ),
        places=_places(gold),
        zeros=bool(gold.get("zero_statements")),
    )


def _places(gold: dict[str, Any]) -> tuple[str | None, ...]:
    """The place that the report names; where it names none, none or the one that outside knowledge tells."""
    if "province_or_city" not in gold:
        return ()
    hint = re.split(r"[(;]", gold.get("province_hint") or "")[0].strip()
    return (gold["province_or_city"], *([hint] if hint else ()))


_MINUS = ("-", "−", "–")


def _mention(item: dict[str, Any]) -> GoldMention:
    roman = item["kind"] == "roman"
    kind = "ordinal" if item["kind"] in ("roman", "enumeration") else item["kind"]
    kinds = (kind, *item.get("kind_accept", ()))
    values: tuple[str, ...] = (item["value"], *item.get("value_accept", ()))
    if item["unit_key"] == "utc_offset":  # the gold README accepts the zone as an identifier
        kinds, values = (*kinds, "identifier"), (*values, item["text"])
    if item["text"][:1] in _MINUS and not item["value"].startswith("-"):
        values = (*values, f"-{item['value']}")  # a change told with its sign, and gold's amount of it
    span = (item["start"], item["end"])
    qualifiers = (item["qualifier"], *item.get("qualifier_accept", ()))
    return GoldMention(
        index=item["i"],
        start=span[0],
        end=span[1],
        text=item["text"],
        value=item["value"],
        value_high=item["value_high"],
        kinds=kinds,
        spans=(span, *(tuple(pair) for pair in item.get("span_accept", ()))),
        values=values,
        unit=item["unit"],
        units=tuple(unit for unit in (item["unit"], *item.get("unit_accept", ())) if unit),
        unit_key=item["unit_key"],
        scale=None if item.get("scale_any") else item["scale"],
        qualifiers=tuple(dict.fromkeys(qualifiers)),
        qualifier_text=item.get("qualifier_text"),
        target=None if item.get("target_any") else bool(item.get("target")),
        roman=roman,
        optional=bool(item.get("optional") or item.get("rhetorical")),
        in_noise=item["in_noise"],
        in_caption=item["in_caption"],
        subject=item["subject"],
    )


def _items(items: list[dict[str, Any]], letter: str) -> tuple[GoldItem, ...]:
    return tuple(
        GoldItem(
            name=f"{letter}{number}",
            type=item["type"],
            severity=item["severity"],
            spans=tuple((start, end) for start, end in item["spans"]),
            mentions=tuple(item["mentions"]),
            stated=item["stated"],
            expected=item["expected"],
            explanation=item["explanation_en"],
            derived="derived_from" in item,
        )
        for number, item in enumerate(items)
    )
