"""Planted confusions: the figure stays as the source has it, and only what is said of it becomes wrong."""

import re
from collections.abc import Callable

import pytest

from evals.confusions import OPPOSITES, PLAN_WORDS, earlier_as_new, level_as_change
from evals.dataset import load
from evals.errors import Case, cases
from evals.planted import Made, Maker

DOCUMENTS = {document.id: document for name in ("bundled", "unseen") for document in load(name)}
NAMES = (
    "level_as_change", "change_as_level", "earlier_as_new", "part_as_whole", "opposite_named",
    "plan_as_result",
)  # fmt: skip


def made(error: str) -> list[Case]:
    return [case for document in DOCUMENTS.values() for case in cases(Maker(document, 11), error, 3)]


@pytest.mark.parametrize("error", NAMES)
def test_the_figure_of_a_confusion_is_one_of_the_source(error: str) -> None:
    found = made(error)
    assert found
    for case in found:
        numbers = re.findall(r"\d+(?:[.,]\d+)*", case.now)
        assert all(number in DOCUMENTS[case.document].text for number in numbers)
        slot = case.planted.slot
        if not slot.sentence:
            right = next(p.slot for p in case.twin.placed if p.path == case.planted.path)
            assert (slot.value, slot.quote) == (right.value, right.quote)
            assert slot.label != right.label


def sentences(error: Callable[[Maker], Made], maker: Maker) -> list[str]:
    return [pair[1].sentence for _ in range(40) if (pair := error(maker))]


def test_a_level_of_a_sentence_becomes_the_change_and_the_earlier_level_the_new_one() -> None:
    maker = Maker(DOCUMENTS["donor-clear-water-2022"], 1)
    assert "Median walking time to water dropped by 11 minutes." in sentences(level_as_change, maker)
    assert "Median walking time to water dropped to 34 minutes." in sentences(earlier_as_new, maker)


def test_an_opposite_is_the_other_of_a_pair() -> None:
    for case in made("opposite_named"):
        pairs = OPPOSITES[DOCUMENTS[case.document].lang]
        assert any(
            (a in case.was and b in case.now) or (b in case.was and a in case.now) for a, b in pairs
        ), case.now


def test_a_plan_loses_its_word_and_a_result_gets_one() -> None:
    for case in made("plan_as_result"):
        words = rf"(?<!\w)(?:{PLAN_WORDS[DOCUMENTS[case.document].lang]})(?!\w)"
        target = case.planted.slot.mention is not None and case.planted.slot.mention.target
        assert bool(re.search(words, case.now)) is not bool(target)
