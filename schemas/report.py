"""The body of ``POST /v1/reports``: one report, and how to digest it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from schemas.base import Contract

Lang = Literal["vi", "en", "auto"]
Strategy = Literal["free", "anchored"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[\w./:@+-]+$")]


class ReportIn(Contract):
    """A report as the caller sends it; everything but ``text`` falls back to the service's settings.

    ``text`` is taken as it is: nothing is trimmed, so that positions can be given back in the text as
    received. ``prompt`` and ``schema`` are references such as ``digest/free.v1`` and ``digest.v1``.
    """

    text: str = Field(description="The report, plain text.", examples=["Đến năm 2021, 25/27 chi bộ ..."])
    title: Annotated[str, StringConstraints(max_length=500)] | None = None
    lang: Lang = "auto"
    schema_ref: Name | None = Field(default=None, alias="schema", description="Schema of the digest.")
    prompt: Name | None = Field(default=None, description="Prompt reference.")
    strategy: Strategy | None = None
    model: Name | None = None
