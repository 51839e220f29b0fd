"""Two dumps of mentions, one against the other."""

from dataclasses import replace
from pathlib import Path

from evals.dataset import load
from evals.gains import compare, dump, read
from evals.scorers import Found

DOCUMENT = next(document for document in load("bundled") if document.id == "dam-ha-2019")


def answers() -> list[Found]:
    return [
        Found(
            m.start, m.end, m.text, m.kind, m.value, m.value_high, m.unit, m.unit_key, m.scale or "1",
            m.qualifier, bool(m.target), "roman" if m.roman else "digits",
            "furniture" if m.in_noise else "body",
        )
        for m in DOCUMENT.mentions
    ]  # fmt: skip


def test_a_dump_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    assert dump(tmp_path / "d.jsonl", [(DOCUMENT.id, answers())]) == len(DOCUMENT.mentions)
    assert read(tmp_path / "d.jsonl") == {DOCUMENT.id: answers()}


def test_what_gold_agrees_with_is_a_gain_and_the_reverse_a_loss() -> None:
    right = answers()
    worse = [replace(right[3], value="99"), *right[:3], *right[4:]]
    gains = list(compare({DOCUMENT.id: worse}, {DOCUMENT.id: right}, [DOCUMENT]))
    losses = list(compare({DOCUMENT.id: right}, {DOCUMENT.id: worse[1:]}, [DOCUMENT]))
    assert [change.verdict for change in gains] == ["gain"]
    assert [(change.verdict, change.new) for change in losses] == [("loss", "-")]


def test_without_gold_a_difference_is_only_a_change() -> None:
    right = answers()
    assert [change.verdict for change in compare({"x": right[:1]}, {"x": right[:2]})] == ["change"]
    assert list(compare({"x": right}, {"x": right})) == []
