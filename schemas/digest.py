"""Digest v1: what a model is asked for, and the smaller shapes of the anchored strategy's calls.

Numbers are text as the report prints them: a digest states, the core checks. The exported JSON Schema
(``json/digest.v1.json``) is frozen; a new field is a new version beside this one. Limits on lengths and
patterns are left out on purpose: servers that compile the schema to a grammar become slow with them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, create_model

from schemas.base import Contract


class PeriodV1(Contract):
    """The time that the report is about: as worded, and its first and last day in ISO form where known."""

    label: str = Field(description="as the report words it, e.g. 'năm 2022'")
    start: str | None = Field(description="first day, YYYY-MM-DD")
    end: str | None = Field(description="last day, YYYY-MM-DD")


class MetricV1(Contract):
    """One figure of the report.

    ``value_text`` is the figure as printed, with its hedge (``trên 80``) and scale; ``unit`` what it counts
    or measures, empty where there is nothing to say; ``quote`` the passage that states it, word for word.
    """

    label: str
    value_text: str
    unit: str
    period: str | None
    quote: str


class DigestV1(Contract):
    """A report in short, in the language of the report."""

    title: str
    organization: str
    location: str | None
    period: PeriodV1
    summary: str
    key_points: list[str]
    metrics: list[MetricV1]


class SummaryV1(Contract):
    """What the anchored strategy asks for after the figures are labelled; ``period`` is its wording only.

    The key points are fields of their own, since a small model does not know when to end a list.
    """

    title: str
    organization: str
    location: str | None
    period: str
    summary: str
    point_1: str
    point_2: str
    point_3: str
    point_4: str
    point_5: str

    @property
    def key_points(self) -> list[str]:
        """The points that say something, each once, in order."""
        points = (self.point_1, self.point_2, self.point_3, self.point_4, self.point_5)
        return list(dict.fromkeys(point.strip() for point in points if point.strip()))


@lru_cache(maxsize=256)
def labels_v1(figures: tuple[str, ...]) -> type[BaseModel]:
    """A shape with one text for each of ``figures``, under the figure itself as key.

    The keys are fixed by the schema, so a model can neither invent a figure nor leave one out.

    >>> list(labels_v1(("26/27", "96,29%")).model_json_schema()["properties"])
    ['26/27', '96,29%']
    """
    fields = {f"figure_{n}": (str, Field(alias=figure)) for n, figure in enumerate(figures)}
    return create_model("LabelsV1", __config__=ConfigDict(extra="forbid"), **fields)  # type: ignore[call-overload, no-any-return]


def labels_of(answer: BaseModel, figures: Sequence[str]) -> list[str]:
    """The texts of a ``labels_v1`` answer in the order of ``figures``."""
    told = answer.model_dump(by_alias=True)
    return [str(told[figure]) for figure in figures]


FROZEN: dict[str, type[Contract]] = {"digest.v1": DigestV1, "summary.v1": SummaryV1}
"""Schemas with an exported and frozen JSON form, by the name that prompts refer to."""


def exported(name: str) -> str:
    """The JSON Schema called ``name`` as it is kept in ``json/``; a test compares the two."""
    return json.dumps(FROZEN[name].model_json_schema(), ensure_ascii=False, indent=2) + "\n"
