"""The digest suite from recordings: real answers of a real model, exact, without a model and off the network.

A tape is a cassette of the tests: every question that a run asked, word for word, with its answer. It is
played by a server on the loopback, so that the whole way to a model is the one of the product. A question
that is not on the tape is a failure of the provider, and a recorded call that is not made is an error too:
the prompts have changed, and ``make record`` is due. Seconds are those that the model took back then.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import SecretStr

from evals.dataset import DatasetError, Document
from evals.scorecard import CaseResult
from evals.suites import Plan, Trial
from evals.suites.digest import DigestSuite, strategy_of
from schemas.record import RecordV1
from service.errors import ProviderError
from service.llm import Extractor
from service.llm.openai import OpenAIExtractor, Timeouts

TAPES = Path(__file__).resolve().parents[2] / "tests" / "llm" / "cassettes" / "test_replay"
NAMED = re.compile(r"\[(?P<document>.+)-(?P<strategy>[a-z]+)\]\.yaml$")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
KEY = SecretStr("replay")


class TapeError(Exception):
    """What was asked is not what was recorded."""


@dataclass(slots=True)
class Tape:
    """Recorded calls of one run; each is played once."""

    model: str
    calls: list[tuple[Any, int, Any]]
    left: list[int] = field(default_factory=list)

    def rewind(self) -> None:
        """Play it from the beginning."""
        self.left = list(range(len(self.calls)))

    def answer(self, question: object) -> tuple[int, Any]:
        """Status and body of the first unplayed call with exactly this question; 404 where there is none."""
        for number in self.left:
            asked, status, answer = self.calls[number]
            if asked == question:
                self.left.remove(number)
                return status, answer
        return 404, {"error": {"message": "the tape holds no such question"}}

    def seconds(self, calls: int) -> Decimal:
        """What the model took for the first so many calls when it was recorded, by its own clock."""
        timings = [answer.get("timings", {}) for _, _, answer in self.calls[:calls]]
        spent = sum(
            Decimal(str(t.get("prompt_ms", 0))) + Decimal(str(t.get("predicted_ms", 0))) for t in timings
        )
        return (Decimal(spent) / 1000).quantize(Decimal("0.001"))


def tapes(folder: Path = TAPES) -> dict[tuple[str, str], Path]:
    """Every recording, by document and strategy."""
    named = ((NAMED.search(path.name), path) for path in sorted(folder.glob("*.yaml")))
    return {(match["document"], match["strategy"]): path for match, path in named if match}


def read_tape(path: Path) -> Tape:
    """The recording in a file.

    Raises:
        DatasetError: It is no recording.
    """
    try:
        interactions = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)["interactions"]  # noqa: S506 - safe
        calls = [
            (i["request"]["parsed_body"], i["response"]["status"]["code"], i["response"]["parsed_body"])
            for i in interactions
        ]
        return Tape(calls[0][0]["model"], calls)
    except (OSError, yaml.YAMLError, KeyError, IndexError, TypeError) as problem:
        raise DatasetError(f"{path.name} is no recording: {type(problem).__name__}") from None


class ReplaySuite(DigestSuite):
    """Digests from recordings; an exact gate."""

    name = "replay"
    deterministic = True

    def __init__(self, folder: Path = TAPES) -> None:
        self._paths = tapes(folder)
        if not self._paths:
            raise DatasetError(
                "there are no recordings here; they come with the source code, under tests/llm"
            )
        first = read_tape(next(iter(self._paths.values())))
        super().__init__(_unasked, model=first.model, provider="embedded")

    def trials(self, documents: Sequence[Document], plan: Plan) -> Iterator[Trial]:
        """Each strategy on each document that there is a recording of."""
        for trial in super().trials(documents, plan):
            if (trial.document.id, strategy_of(trial.arm)) in self._paths:
                yield trial

    async def run(self, trial: Trial) -> CaseResult:
        """The record of one recording, judged.

        Raises:
            ProviderError: The run failed as it did when it was recorded.
            TapeError: It asks what was not recorded, or no longer asks what was.
        """
        tape = read_tape(self._paths[trial.document.id, strategy_of(trial.arm)])
        answer: RecordV1 | ProviderError
        async with played(tape) as extractor:
            try:
                answer = await self.recorded(trial, extractor)
            except ProviderError as failure:
                answer = failure
        if tape.left:
            raise TapeError(f"{len(tape.left)} recorded calls are no longer made; run `make record`")
        if isinstance(answer, ProviderError):
            raise answer
        return self.judged(trial, answer, seconds=tape.seconds(answer.usage.requests))


def _unasked(trial: Trial) -> AbstractAsyncContextManager[Extractor]:
    raise TapeError(f"a recording is played, not asked ({trial.id})")


@asynccontextmanager
async def played(tape: Tape) -> AsyncIterator[Extractor]:
    """The model of a tape, behind a server on a free port of the loopback."""
    tape.rewind()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (question := await _question(reader)) is not None:
                writer.write(_response(*tape.answer(question)))
                await writer.drain()
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    extractor = OpenAIExtractor(
        base_url=f"http://127.0.0.1:{port}/v1",
        api_key=KEY,
        model=tape.model,
        name="embedded",
        concurrency=1,
        max_retries=0,
        timeouts=Timeouts(read=60, total=120),
    )
    try:
        yield extractor
    finally:
        await extractor.aclose()
        server.close()
        await server.wait_closed()


async def _question(reader: asyncio.StreamReader) -> object | None:
    """The body of the next request; None when the connection ends."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", head)
        body: object = json.loads(await reader.readexactly(int(length[1]) if length else 0))
    except (asyncio.IncompleteReadError, ConnectionError, ValueError):
        return None
    return body


def _response(status: int, answer: Mapping[str, Any]) -> bytes:
    body = json.dumps(answer, ensure_ascii=False).encode()
    head = f"HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode("latin-1") + body
