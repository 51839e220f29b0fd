"""The speed suite measures what it says: no time is asserted here, only what is taken and how it is told."""

import itertools
import re
import sys
import time
from types import ModuleType

import pytest

from evals.speed import clock, texts
from evals.speed.clock import Floor, Row, cpu
from evals.speed.core import check_rows, grammar_rows, hostile_rows
from evals.speed.peers import peer_rows
from evals.speed.process import service_rows, start_row
from evals.speed.stub import WORDS, least
from schemas.digest import DigestV1
from service.core.claims import find_claims


def test_the_best_round_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = itertools.accumulate([0, 5, 1, 2, 1, 9])
    monkeypatch.setattr(time, "process_time", lambda: next(ticks))
    assert cpu(lambda: None, 3) == 2


def test_a_time_is_also_told_in_floors() -> None:
    row = Floor(0.01).bounded("check", 0.025, 0.06, 0.03)
    assert row == Row("check", "25 ms", "60 ms", "30 ms", True, "2.5")
    assert Floor(0.01).bounded("check", 0.0612, 0.06, 0.03).met is False


def test_the_floor_is_the_digit_scan_of_a_megabyte() -> None:
    text = texts.repeated(2**16)
    assert 0 < Floor.of(text, 2).seconds < 1
    assert clock.MEGABYTE == 2**20


def test_the_texts_are_the_same_on_every_run_and_as_large_as_asked() -> None:
    assert texts.shuffled(20_000) == texts.shuffled(20_000)
    assert 20_000 <= len(texts.shuffled(20_000).encode()) < 30_000
    assert 2**17 <= len(texts.repeated(2**18).encode()) <= 2**18
    makers = texts.HOSTILE | texts.DENSE
    assert [name for name, make in makers.items() if not 1400 < len(make(2000)) <= 2001] == []


def test_every_altered_quote_differs_from_the_source_in_one_word() -> None:
    words = [f"w{number}" for number in range(700)]
    quotes = texts.altered_quotes(" ".join(words))
    assert len(quotes) == 30
    assert all(sum(word not in words for word in quote.split()) == 1 for quote in quotes)


def test_the_core_rows_are_taken_and_named_with_their_goals() -> None:
    small = 2**14
    rows = [*grammar_rows(2**18, 1), *hostile_rows(small), *check_rows(Floor(0.01), 1, size=small)]
    by_name = {row.name: row for row in rows}
    assert len(by_name) == len(rows)
    assert by_name["time for 16 times the text / 1"].must == "18"
    assert by_name["30 altered quotes in 1 MB"].note == "30 of 30 placed"
    assert by_name["audit of a report, 6 KB"].met is None
    bounded = [row for row in rows if row.must != "-"]
    assert len(bounded) == 5 + len(texts.HOSTILE) + len(texts.DENSE)
    assert all(row.met is not None and re.match(r"[\d.]+", row.value) for row in bounded)


def test_the_command_starts_and_is_held_against_a_bare_interpreter() -> None:
    row = start_row(1)
    assert re.fullmatch(r"\d+\.\d{3} s", row.value)
    assert "times a Python that does nothing" in row.note


def test_the_service_answers_over_the_stub_by_both_strategies() -> None:
    anchored, free, checks = service_rows(1)
    calls = [int(row.note.split()[0]) for row in (anchored, free)]
    assert calls[0] > 5
    assert calls[1] == 1
    assert "of our own" in anchored.note
    assert checks.value.endswith(" ms")


def test_the_stub_says_the_least_that_a_schema_allows_and_claims_nothing() -> None:
    schema = DigestV1.model_json_schema()
    said = least(schema, schema["$defs"])
    DigestV1.model_validate(said)
    assert find_claims(said).drafts == ()
    assert least({"type": "array", "items": {"const": 3}, "minItems": 2}, {}) == [3, 3]
    assert least({"anyOf": [{"type": "string"}, {"type": "null"}]}, {}) == WORDS


def test_a_peer_that_is_missing_is_skipped_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("rapidfuzz", "langextract", "quantulum3"):
        monkeypatch.setitem(sys.modules, name, None)
    rows = list(peer_rows(1, kilobytes=1))
    assert [row.value for row in rows] == ["skipped"] * 3
    assert all(row.note.endswith(" is not installed") and row.met is None for row in rows)


def test_a_peer_that_is_there_is_measured_on_the_same_task(monkeypatch: pytest.MonkeyPatch) -> None:
    fuzz = ModuleType("rapidfuzz.fuzz")
    asked: list[str] = []
    fuzz.partial_ratio_alignment = lambda quote, text, score_cutoff: asked.append(quote)
    package = ModuleType("rapidfuzz")
    package.fuzz = fuzz
    monkeypatch.setitem(sys.modules, "rapidfuzz", package)
    monkeypatch.setitem(sys.modules, "rapidfuzz.fuzz", fuzz)
    row = next(iter(peer_rows(1, kilobytes=1)))
    assert len(asked) == 30
    assert "0 of 30 placed; ours" in row.note
    assert "30 of 30 placed" in row.note
    assert row.value.endswith(" times")
