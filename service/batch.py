"""Many files through the pipeline: one ``<name>.record.json`` each, and nothing paid for twice.

A record that is there, from the same text and the same options, is kept. While a file is being worked on,
every finished model call is a line of ``<name>.replies.jsonl`` beside it, so that a killed run goes on where
it was; the file goes when the record is written. One failure does not stop the rest.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from schemas.record import RecordV1
from service.errors import DoichieuError, EngineError, ReportTooLong, ReportTooShort, UnreadableInput
from service.ingest.text import read
from service.llm import Extractor, Progress, no_progress
from service.llm.cache import CachedExtractor
from service.pipeline import code_version, process, receive
from service.store import NewReport, Options

SUFFIX = ".record.json"
REPLIES = ".replies.jsonl"
PAGE = ".digest.md"
READABLE = (".txt", ".md")  # what is taken from a folder; a file that is named is always tried


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file: ``made`` now, ``kept`` from before, or ``failed`` with the error."""

    source: Path
    target: Path
    state: Literal["made", "kept", "failed"]
    record: RecordV1 | None = None
    error: DoichieuError | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Characters that a report must and may have."""

    min_chars: int
    max_chars: int


class ReplyJournal:
    """``ReplyCache`` in a file, a line for each finished call; a line that is torn or spoilt is dropped."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._replies: dict[str, dict[str, Any]] = {}
        if path.exists():
            for line in path.read_bytes().splitlines():
                match _entry(line):
                    case {"key": str() as key, "reply": dict() as reply}:
                        self._replies[key] = reply
                    case _:
                        continue

    async def get(self, key: str) -> dict[str, Any] | None:
        """The reply kept under the key, or None."""
        return self._replies.get(key)

    async def put(self, key: str, value: dict[str, Any]) -> None:
        """Keep the reply, on disk before the next call is made."""
        self._replies[key] = value
        line = json.dumps({"key": key, "reply": value}, ensure_ascii=False) + "\n"
        await asyncio.to_thread(_keep, self._path, "a", line)


def _entry(line: bytes) -> object:
    """What a line of the journal says, or None where it is torn or was never ours."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _own(path: str, flags: int) -> int:
    """Open a file that we write; never through a link that somebody left in a folder of reports."""
    return os.open(path, flags | os.O_NOFOLLOW, 0o666)


def _keep(path: Path, mode: Literal["a", "x"], text: str) -> None:
    """Write the text and see it to the disk."""
    with open(path, mode, encoding="utf-8", opener=_own) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Targets:
    """Each report with the place of its record, and what is wrong with the inputs that are none."""

    pairs: tuple[tuple[Path, Path], ...]
    refused: tuple[UnreadableInput, ...]


def targets(inputs: Iterable[Path], out: Path | None) -> Targets:
    """What is to be digested, and where the records go: beside the reports, or into ``out``.

    An input that is not there and a folder without a report are refused; they do not hold up the others.

    Raises:
        UnreadableInput: Two records would be one file.
    """
    sources: list[Path] = []
    refused: list[UnreadableInput] = []
    for place in inputs:
        try:
            sources += _sources(place)
        except UnreadableInput as problem:
            refused.append(problem)
    pairs = [(source, (out or source.parent) / (source.stem + SUFFIX)) for source in sources]
    places: dict[Path, Path] = {}
    for source, target in pairs:
        if target in places:
            raise UnreadableInput(
                f"{places[target]} and {source} would both be written to {target}",
                hint="digest them in two runs with two --out folders",
            )
        places[target] = source
    return Targets(tuple(pairs), tuple(refused))


def _sources(place: Path) -> list[Path]:
    """The reports that an input names.

    Raises:
        UnreadableInput: It is not there, cannot be read, or is a folder without a report.
    """
    try:
        if not place.exists():
            raise UnreadableInput(f"there is no {place}", hint="check the path")
        found = _reports_in(place) if place.is_dir() else [place]
    except OSError as problem:
        raise UnreadableInput(f"cannot read {place}: {problem.strerror}", hint="check its rights") from None
    if not found:
        raise UnreadableInput(f"{place} holds no {' or '.join(READABLE)} file", hint="name the files")
    return found


def _reports_in(folder: Path) -> list[Path]:
    """The readable files of a folder in the order of their names, without the pages that we wrote there."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix in READABLE and not path.name.endswith(PAGE) and path.is_file()
    )


async def digest_all(
    pairs: Sequence[tuple[Path, Path]],
    options: Options,
    *,
    extractor: Extractor,
    limits: Limits,
    progress: Progress = no_progress,
) -> AsyncIterator[Done]:
    """What became of each file, as it is finished, in order."""
    for source, target in pairs:
        try:
            yield await _digest_one(source, target, options, extractor, limits, progress)
        except DoichieuError as error:
            yield Done(source, target, "failed", error=error)
        except OSError as problem:
            yield Done(source, target, "failed", error=unwritable(target, problem))


async def _digest_one(
    source: Path, target: Path, options: Options, extractor: Extractor, limits: Limits, progress: Progress
) -> Done:
    try:
        received = await asyncio.to_thread(_received, source)
    except OSError as problem:
        raise UnreadableInput(f"cannot read {source}: {problem.strerror}", hint="check its rights") from None
    new = receive(received, options)
    _check_length(new.text, limits)
    known = _known(target, new)
    if known is not None:
        return Done(source, target, "kept", known)
    target.parent.mkdir(parents=True, exist_ok=True)
    journal = target.with_name(target.name.removesuffix(SUFFIX) + REPLIES)
    cached = CachedExtractor(extractor, ReplyJournal(journal))
    record = await process(new, extractor=cached, progress=progress)
    write(target, record.model_dump_json(indent=1, by_alias=True) + "\n")
    journal.unlink(missing_ok=True)
    return Done(source, target, "made", record)


def _received(source: Path) -> str:
    with source.open("rb") as file:
        return read(file)


def unwritable(target: Path, problem: OSError) -> EngineError:
    """The error for a record or a page that could not be kept: a full disk, a folder without the right."""
    return EngineError(
        f"{target} cannot be written: {problem.strerror}", hint="make room, or choose another --out"
    )


def _check_length(text: str, limits: Limits) -> None:
    size = len(text.strip())
    if size < limits.min_chars:
        raise ReportTooShort(
            f"the report has {size} characters; at least {limits.min_chars} are needed",
            hint="give the whole report; DOICHIEU_MIN_REPORT_CHARS sets the limit",
        )
    if len(text) > limits.max_chars:
        raise ReportTooLong(
            f"the report has {len(text)} characters; at most {limits.max_chars} are allowed",
            hint="split it, or raise DOICHIEU_MAX_REPORT_CHARS",
        )


def _known(target: Path, new: NewReport) -> RecordV1 | None:
    """The record that an earlier run wrote for this text, these options and this code, or None."""
    try:
        record = RecordV1.model_validate_json(target.read_bytes())
    except (OSError, ValidationError):
        return None
    said, options = record.provenance, new.options
    same = (
        record.status == "done"
        and said is not None
        and (record.report.text, record.report.received) == (new.text, new.received)
        and (said.strategy, said.model) == (options.strategy, options.model)
        and said.code_version == code_version()
        and all(reference.ref.endswith(options.prompt) for reference in said.prompts)
    )
    return record if same else None


def write(target: Path, text: str) -> None:
    """Keep the text in the file, whole or not at all, also when the power goes or the disk is full.

    A link that lies in the way is replaced, never followed.
    """
    scratch = target.with_name(target.name + ".part")
    scratch.unlink(missing_ok=True)
    try:
        _keep(scratch, "x", text)
        scratch.replace(target)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise
