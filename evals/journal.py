"""What a run keeps while it goes: finished cases and finished model calls, a line each, on disk at once."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.scorecard import CaseResult


class Lines:
    """A file of JSON lines that survives a kill: each is on disk before the next; torn ones are dropped."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[dict[str, Any]]:
        """Every whole line that is an object."""
        if not self._path.exists():
            return []
        found = []
        for line in self._path.read_bytes().splitlines():
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if isinstance(value, dict):
                found.append(value)
        return found

    def add(self, value: Mapping[str, Any]) -> None:
        """Append one line and see it to the disk."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(value, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def drop(self) -> None:
        """Remove the file."""
        self._path.unlink(missing_ok=True)


class Replies:
    """``ReplyCache`` in a file: no model call is made twice, in this run or in the next."""

    def __init__(self, path: Path) -> None:
        self._lines = Lines(path)
        self._known = {line["key"]: line["reply"] for line in self._lines.read() if "reply" in line}

    async def get(self, key: str) -> dict[str, Any] | None:
        """The reply kept under the key, or None."""
        return self._known.get(key)

    async def put(self, key: str, value: dict[str, Any]) -> None:
        """Keep the reply."""
        self._known[key] = value
        await asyncio.to_thread(self._lines.add, {"key": key, "reply": value})


class Journal:
    """The finished cases of a run that is not over, for the same run started again.

    A line counts only where its key is the same: suite, options, data, code of the product and of the evals.
    Cases in error are tried again.
    """

    def __init__(self, path: Path | None, key: str) -> None:
        self._lines = Lines(path) if path else None
        self._key = key
        self._known: dict[str, CaseResult] = {}
        for line in self._lines.read() if self._lines else []:
            if line.get("run") == key:
                try:
                    result = CaseResult.model_validate(line.get("case"))
                except ValidationError:
                    continue
                self._known[result.id] = result

    def known(self, name: str) -> CaseResult | None:
        """The result of a case that this run has finished before."""
        return self._known.get(name)

    def add(self, result: CaseResult) -> None:
        """Keep a result that answered."""
        if self._lines and result.status != "error":
            self._lines.add({"run": self._key, "case": result.model_dump(mode="json")})

    def close(self) -> None:
        """The run is over: what is finished needs no journal."""
        if self._lines:
            self._lines.drop()
