"""Recordings are played word for word, and what is not on them is told."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.dataset import DatasetError, load
from evals.runner import Limits, run
from evals.scorecard import Scorecard
from evals.suites import Plan
from evals.suites.digest import unrepaired
from evals.suites.replay import TAPES, ReplaySuite, Tape, played, read_tape, tapes
from service.errors import ProviderError
from service.pipeline import process, receive
from service.store import Options

DOCUMENT = next(document for document in load("bundled") if document.id == "dam-ha-2019")


def replayed(folder: Path = TAPES, *, arm: str = "anchored") -> Scorecard:
    plan = Plan(arms=(arm,))
    return asyncio.run(run(ReplaySuite(folder), [DOCUMENT], plan, limits=Limits()))


def tape_with(folder: Path, change: Any, strategy: str = "anchored") -> Path:
    path = tapes()[DOCUMENT.id, strategy]
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(told["interactions"])
    (folder / path.name).write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return folder


def test_a_recording_gives_the_same_record_every_time():
    one, other = replayed(), replayed()
    assert [case.fingerprint for case in one.cases] == [case.fingerprint for case in other.cases]
    assert one.metrics == other.metrics
    case = one.cases[0]
    assert case.status != "error"
    assert case.cost.requests > 1
    assert float(case.cost.seconds) > 5  # of the model, as it was recorded
    assert one.run.arms[0].prompts
    assert {mark.side for mark in case.marks} == {"source", "digest"}


def test_another_question_than_the_recorded_one_is_no_answer(tmp_path):
    def other(interactions: list[dict[str, Any]]) -> None:
        interactions[0]["request"]["parsed_body"]["messages"][-1]["content"] += "."

    case = replayed(tape_with(tmp_path, other)).cases[0]
    assert case.status == "error"
    assert "make record" in (case.error or "")


def test_a_recorded_call_that_is_no_longer_made_is_an_error(tmp_path):
    def more(interactions: list[dict[str, Any]]) -> None:
        interactions.append(json.loads(json.dumps(interactions[0])))

    case = replayed(tape_with(tmp_path, more)).cases[0]
    assert (case.status, "1 recorded calls" in (case.error or "")) == ("error", True)


def test_another_answer_makes_another_fingerprint(tmp_path):
    def told(interactions: list[dict[str, Any]]) -> None:
        choice = interactions[-1]["response"]["parsed_body"]["choices"][0]["message"]
        choice["content"] = choice["content"].replace("35", "53")

    changed = replayed(tape_with(tmp_path, told))
    assert changed.cases[0].fingerprint != replayed().cases[0].fingerprint


def test_without_recordings_the_suite_says_so(tmp_path):
    with pytest.raises(DatasetError, match="no recordings"):
        ReplaySuite(tmp_path)
    broken = tmp_path / "x[dam-ha-2019-anchored].yaml"
    broken.write_text("interactions: []", encoding="utf-8")
    with pytest.raises(DatasetError, match="no recording"):
        read_tape(broken)


async def test_a_recorded_failure_fails_as_it_did():
    tape = Tape("m", [])
    new = receive(DOCUMENT.text, Options("free", "m", "", "digest.v1"), lang="vi")
    async with played(tape) as extractor:
        with pytest.raises(ProviderError):
            await process(new, extractor=extractor)


async def test_without_repair_the_first_answer_stands_at_the_cost_of_the_calls_up_to_it():
    document = next(document for document in load("bundled") if document.id == "tan-hong-2022")
    tape = read_tape(tapes()[document.id, "free"])
    new = receive(document.text, Options("free", tape.model, "", "digest.v1"), lang="vi")
    async with played(tape) as extractor:
        record = await process(new, extractor=extractor)
    first = unrepaired(record)
    assert first.digest == record.attempts[0].digest
    assert (first.usage.requests, record.usage.requests) == (1, len(tape.calls))
    assert tape.seconds(1) < tape.seconds(len(tape.calls))
