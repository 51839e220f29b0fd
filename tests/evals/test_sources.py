"""Inconsistencies planted in the source: one figure changed, nothing moved."""

from collections.abc import Iterator

import pytest

from evals.dataset import load
from evals.scorers import FoundItem, Tally
from evals.sources import PlantedSource, SourceScore, planted_sources, score_source


def planted(seed: int = 1) -> Iterator[PlantedSource]:
    for document in load("unseen"):
        yield from planted_sources(document, seed)


def test_the_change_keeps_every_position_and_is_the_only_one() -> None:
    originals = {document.id: document.text for document in load("unseen")}
    made = list(planted())
    assert len(made) > 50
    for case in made:
        start, end = case.place
        before = originals[case.document.id]
        assert len(case.document.text) == len(before)
        assert case.document.text[:start] == before[:start]
        assert case.document.text[end:] == before[end:]
        assert case.document.text[start:end] == case.now != case.was


def test_the_same_seed_plants_the_same_figures() -> None:
    assert [case.now for case in planted(1)] == [case.now for case in planted(1)]
    assert [case.now for case in planted(1)] != [case.now for case in planted(2)]


@pytest.mark.parametrize(
    ("severity", "shift", "found", "false"),
    [("error", 0, 1, 0), ("suspicious", 0, 1, 0), ("rounding", 0, 0, 0), ("error", 10**6, 0, 1)],
)
def test_a_finding_counts_by_place_code_and_severity(
    severity: str, shift: int, found: int, false: int
) -> None:
    case = next(case for case in planted() if case.item.type == "ratio_percent")
    start, end = case.place
    finding = FoundItem("percent_mismatch", severity, ((start + shift, end + shift),), "", "")
    score = SourceScore({}, Tally(), 0, [])
    score_source(case, [finding], score)
    assert (score.found["ratio_percent"].hit, score.false_errors) == (found, false)
    assert len(score.missed) == 1 - found
