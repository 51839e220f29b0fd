"""The base of every contract: frozen, strict about unknown fields, numbers of reports as strings."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

Json = JsonValue
Exact = Annotated[
    str,
    StringConstraints(pattern=r"^-?\d+(?:\.\d+)?(?:/\d+)?$"),
    Field(description="An exact number as a string; never a binary fraction."),
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
SpanPair = tuple[int, int]


class Contract(BaseModel):
    """A JSON object that the outside may rely on: frozen, and a field nobody knows is refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )
