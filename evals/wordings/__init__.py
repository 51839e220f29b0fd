"""Short texts with one relation between figures each, in many wordings: sound as written, wrong once planted.

A set is a file of JSON lines beside this module. ``open`` is worked with; of ``sealed`` only totals are ever
looked at, so what is said of a bad line names its place and never quotes it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.dataset import DatasetError

FOLDER = Path(__file__).parent
Set = Literal["open", "sealed"]
Type = Literal[
    "ratio_percent", "parts_sum", "percent_sum", "difference", "growth", "average", "balance", "same_total",
    "denominator_mismatch", "none",
]  # fmt: skip
MOST_PLANTS = 3


class _Part(BaseModel):
    """A part of a line: nothing beyond the named fields, nothing converted."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Plant(_Part):
    """One change that makes the text wrong: the only ``was`` of the text becomes ``now``."""

    was: str = Field(min_length=1)
    now: str = Field(min_length=1)


class Wording(_Part):
    """A sound text and what makes it wrong; with type ``none`` it only looks like a relation."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    lang: Literal["vi", "en"]
    type: Type
    text: str = Field(min_length=1)
    plants: Annotated[tuple[Plant, ...], Field(max_length=MOST_PLANTS, strict=False)]

    @model_validator(mode="after")
    def _plants_fit(self) -> Self:
        if bool(self.plants) == (self.type == "none"):
            raise ValueError("texts of type none have no plants, all others at least one")
        for number, plant in enumerate(self.plants, 1):
            if self.text.count(plant.was) != 1:
                raise ValueError(f"plant {number}: `was` does not occur exactly once")
            if plant.was == plant.now:
                raise ValueError(f"plant {number}: `was` and `now` are the same")
        if len({self.planted(plant) for plant in self.plants}) < len(self.plants):
            raise ValueError("two plants make the same text")
        return self

    def planted(self, plant: Plant) -> str:
        """The text made wrong."""
        return self.text.replace(plant.was, plant.now)


def load(name: Set) -> tuple[Wording, ...]:
    """The set of that name, in the order of its file.

    Raises:
        DatasetError: there is no such file, or a line of it is bad.
    """
    path = FOLDER / f"audit-{name}.jsonl"
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except OSError as problem:
        raise DatasetError(f"cannot read {path.name}: {problem.strerror}") from None


def parse(lines: str, name: str) -> tuple[Wording, ...]:
    """One wording for each line of a file called ``name``.

    Raises:
        DatasetError: a line is no wording, or repeats the id or the text of another. All bad lines are named.
    """
    wordings: list[Wording] = []
    problems: list[str] = []
    ids: set[str] = set()
    texts: set[str] = set()
    for number, line in enumerate(lines.splitlines(), 1):
        try:
            wording = Wording.model_validate(json.loads(line))
        except json.JSONDecodeError:
            problems.append(f"{name}:{number}: no JSON")
            continue
        except ValidationError as error:
            problems.append(f"{name}:{number}: {_said(error)}")
            continue
        if wording.id in ids:
            problems.append(f"{name}:{number}: the id is another line's")
        if wording.text in texts:
            problems.append(f"{name}:{number}: the text is another line's")
        ids.add(wording.id)
        texts.add(wording.text)
        wordings.append(wording)
    if problems:
        raise DatasetError("\n".join(problems))
    return tuple(wordings)


def _said(error: ValidationError) -> str:
    """What is wrong with a line, without what stands in it."""
    told = []
    for problem in error.errors(include_input=False, include_url=False):
        place = ".".join(str(step) for step in problem["loc"])
        told.append(f"{place}: {problem['msg']}" if place else problem["msg"])
    return "; ".join(told)
