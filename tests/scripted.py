"""A model and a strategy that do as they are told: five questions, each written down when it is asked."""

import asyncio
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from service.core.source import Source
from service.errors import ProviderError
from service.llm import Ask, Attempt, Outcome, Problem, ProgressEvent, Reply, Usage
from service.llm.cache import cache_key

QUESTIONS = 5
TEXT = (
    "Báo cáo công tác xây dựng Đảng\n\n"
    "Năm 2021, Đảng bộ có 27 chi bộ. Có 25/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 92,59%.\n"
    "Thu ngân sách đạt 285,695 tỷ đồng, tăng 12,66% so với năm 2020.\n"
)


class Answered(BaseModel):
    """What the scripted model says."""

    text: str


class ScriptedExtractor:
    """Answers each question after ``seconds``; hangs at question ``hang_at``; fails with ``error``.

    ``journal`` gets a line ``start N`` and ``end N`` for each question that reaches the model.
    """

    name = "scripted"
    model = "scripted-1"
    concurrency = 1

    def __init__(
        self,
        journal: Path | None = None,
        *,
        seconds: float = 0.0,
        hang_at: int | None = None,
        error: ProviderError | None = None,
    ) -> None:
        self.asked: list[str] = []
        self._journal = journal
        self._seconds = seconds
        self._hang_at = hang_at
        self._error = error

    async def ask(self, ask: Ask) -> Reply:
        number = ask.purpose.split()[-1]
        self._note(f"start {number}")
        if self._error:
            raise self._error
        await asyncio.sleep(3600 if self._hang_at == int(number) else self._seconds)
        self._note(f"end {number}")
        answer = Answered(text=f"answer {number}")
        return Reply(answer, answer.model_dump_json(), Usage(10, 5, 0, 1), "0.1", self.model)

    async def aclose(self) -> None:
        """There is nothing to close."""

    def _note(self, line: str) -> None:
        self.asked.append(line)
        if self._journal is not None:
            with self._journal.open("a", encoding="utf-8") as file:
                file.write(line + "\n")


class FillingExtractor:
    """Answers any question with words in every field of its schema, so that a real strategy can run on it.

    ``journal`` gets a line ``start KEY`` and ``end KEY`` for each question that reaches the model, with a
    hash of the question as key. The ``hang_at``-th question (from 1) is never answered.
    """

    name = "filling"
    model = "filling-1"
    concurrency = 1

    def __init__(self, journal: Path, hang_at: int | None = None) -> None:
        self._journal = journal
        self._left = hang_at or 0

    async def ask(self, ask: Ask) -> Reply:
        key = cache_key(self.name, self.model, ask)[:12]
        self._note(f"start {key}")
        self._left -= 1
        if not self._left:
            await asyncio.sleep(3600)
        answer = ask.schema.model_validate(filled(ask.schema.model_json_schema()))
        self._note(f"end {key}")
        return Reply(answer, answer.model_dump_json(by_alias=True), Usage(10, 5, 0, 1), "0.1", self.model)

    async def aclose(self) -> None:
        """There is nothing to close."""

    def _note(self, line: str) -> None:
        with self._journal.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def filled(schema: dict[str, Any], names: dict[str, Any] | None = None) -> Any:
    """A value that fits a JSON Schema of objects, lists and texts."""
    names = names or schema.get("$defs", {})
    if "$ref" in schema:
        return filled(names[schema["$ref"].rpartition("/")[2]], names)
    if "anyOf" in schema:
        return filled(schema["anyOf"][0], names)
    if schema["type"] == "object":
        return {name: filled(part, names) for name, part in schema["properties"].items()}
    return [] if schema["type"] == "array" else "công tác Đảng"


async def five_questions(source: Source, *, extractor, strategy, prompt, progress) -> Outcome:
    """A strategy that asks one thing after another and gives a digest with one wrong figure."""
    attempts = []
    for number in range(1, QUESTIONS + 1):
        step = f"question {number}"
        reply = await extractor.ask(
            Ask("Answer.", f"{step}: {source.text.canonical}", Answered, "answered", 50, purpose=step)
        )
        attempts.append(
            Attempt(
                step,
                f"digest/{strategy}.vi.v1",
                reply.model,
                reply.raw,
                reply.usage,
                reply.seconds,
                1,
                reply.cached,
            )
        )
        await progress(ProgressEvent("digest", number, QUESTIONS, step))
    digest = {
        "title": "Báo cáo công tác xây dựng Đảng",
        "organization": "Đảng bộ",
        "location": None,
        "period": {"label": "năm 2021", "start": "2021-01-01", "end": "2021-12-31"},
        "summary": "Năm 2021 có 25/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 92,95%.",
        "key_points": ["Thu ngân sách đạt 285,695 tỷ đồng."],
        "metrics": [
            {
                "label": "Thu ngân sách",
                "value_text": "285,695 tỷ đồng",
                "unit": "đồng",
                "period": "năm 2021",
                "quote": "Thu ngân sách đạt 285,695 tỷ đồng",
            }
        ],
    }
    usage = Usage(requests=sum(not attempt.cached for attempt in attempts))
    return Outcome(
        digest, tuple(attempts), usage, (Problem("section_failed", "One section gave nothing.", 0, 30),)
    )
