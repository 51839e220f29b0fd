"""What is whole in an answer cut at the token limit: the torn tail is dropped, nothing is guessed."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError

Schema: TypeAlias = dict[str, Any]
_CLOSING = {"{": "}", "[": "]"}
_EMPTY: dict[str, Any] = {"string": "", "array": [], "null": None}


def salvaged(raw: str, shape: type[BaseModel]) -> BaseModel | None:
    """The complete members of ``raw`` in the given shape; None when not one of them is complete.

    An object of a list is kept whole or not at all. What was never written is empty: ``""``, ``[]``, null.
    """
    start = raw.find("{")
    kept = _whole_members(raw[start:]) if start >= 0 else None
    if not kept:
        return None
    schema = shape.model_json_schema()
    try:
        return shape.model_validate(_filled(kept, schema, schema.get("$defs", {})))
    except ValidationError:
        return None


def _whole_members(text: str) -> Any:  # noqa: ANN401 - any JSON
    """The value that ``text`` begins, closed behind its last complete member; None when there is none."""
    open_ones: list[str] = []
    end, closers = 0, ""
    in_string = escaped = False
    for at, sign in enumerate(text):
        if in_string:
            in_string = escaped or sign != '"'
            escaped = not escaped and sign == "\\"
            continue
        match sign:
            case '"':
                in_string = True
            case "{" | "[":
                open_ones.append(sign)
            case "}" | "]" if open_ones:
                open_ones.pop()
                if not _inside_an_item(open_ones):
                    end, closers = at + 1, _closers(open_ones)
            case "," if not _inside_an_item(open_ones):
                end, closers = at, _closers(open_ones)
        if end and not open_ones:
            break
    try:
        return json.loads(text[:end] + closers, strict=False) if end else None
    except ValueError:
        return None


def _inside_an_item(open_ones: list[str]) -> bool:
    """True inside an object that is an item of a list: half of it would be another thing."""
    return any(outer == "[" and inner == "{" for outer, inner in pairwise(open_ones))


def _closers(open_ones: list[str]) -> str:
    return "".join(_CLOSING[sign] for sign in reversed(open_ones))


def _filled(value: Any, schema: Schema, named: dict[str, Schema]) -> Any:  # noqa: ANN401 - any JSON
    """``value`` with every member of its objects that was not written yet, empty."""
    schema = _resolved(schema, named)
    if schema.get("type") != "object" or not isinstance(value, dict):
        return value
    wanted: dict[str, Schema] = schema.get("properties", {})
    return {**value, **{name: _member(value, name, inner, named) for name, inner in wanted.items()}}


def _member(value: dict[str, Any], name: str, schema: Schema, named: dict[str, Schema]) -> Any:  # noqa: ANN401
    if name in value:
        return _filled(value[name], schema, named)
    schema = _resolved(schema, named)
    if schema.get("type") == "object":
        return _filled({}, schema, named)
    choices = [choice.get("type") for choice in schema.get("anyOf", [])]
    return _EMPTY.get("null" if "null" in choices else str(schema.get("type")))


def _resolved(schema: Schema, named: dict[str, Schema]) -> Schema:
    reference = schema.get("$ref")
    return named[reference.rpartition("/")[2]] if isinstance(reference, str) else schema
