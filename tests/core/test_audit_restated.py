"""The same thing told again: with another value it is found, of another thing, place or time it is not."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding

ABOVE = [
    ("Across Kingsfield as a whole, coffee exports came to 2,413 tonnes.\n\nIt rained.\n\nAs stated"
     " above, coffee exports across Kingsfield as a whole came to {} tonnes.", "2,413", "4,213", "error"),
    ("Doanh thu bán lẻ của toàn huyện An Hòa đạt 412,6 tỷ đồng.\n\nTrời mưa nhiều.\n\nNhư trên đã nêu, doanh"
     " thu bán lẻ của toàn huyện An Hòa là {} tỷ đồng.", "412,6", "421,6", "error"),
    ("In 2023, total net revenue of the port reached £186.3 million.\n\nAs we have seen, total net revenue"
     " reached {}.", "£186.3 million", "£203.9 million", "suspicious"),
    ("Toàn tỉnh thi hành kỷ luật 164 đảng viên, trong đó khiển trách 102 đồng chí.\n\nTrong {} đảng viên bị"
     " thi hành kỷ luật kể trên không ai khiếu nại.", "164", "172", "suspicious"),
    ("The trust planted 14,200 trees. In June we shall count the survivors among the {} trees.",
     "14,200", "12,400", "error"),
    ("Hội nghị mời 250 đại biểu. Với sự có mặt của đủ {} đại biểu, hội nghị đã bầu Ban Chấp hành.",
     "250", "260", "suspicious"),
]  # fmt: skip

SOUND = [
    "Coffee exports of Kingsfield came to 2,413 tonnes.\n\nAs stated above, tea exports of Kingsfield came to"
    " 4,213 tonnes.",
    "As stated above, coffee exports came to 4,213 tonnes.",
    "As noted, the board met twice.",
    "Kingsfield exported 2,413 tonnes.\n\nAs reported earlier, more than 1,000 tonnes were exported.",
    "Toàn tỉnh có 164 đảng viên. Trong 172 hộ dân kể trên không ai khiếu nại.",
    "Trong 172 đảng viên bị kỷ luật kể trên không ai khiếu nại.",
    "The home paid 35 notices.\n\nIn all, the home paid 58 notices.",
    "Trong tổng số 172 kể trên không ai khiếu nại. Có 164 người dự.",
    "The town has 412 shops. The 96 shops on the front were flooded.",
]


def findings(text: str) -> tuple[Finding, ...]:
    return audit(read_source(text)).findings


@pytest.mark.parametrize(("text", "value", "other", "severity"), ABOVE)
def test_what_was_stated_above_must_be_stated_again_with_its_value(
    text: str, value: str, other: str, severity: str
) -> None:
    sound = audit(read_source(text.format(value)))
    assert not sound.findings
    assert "same_as" in [r.type for r in sound.relations]
    told = [(f.code, f.severity.value) for f in findings(text.format(other))]
    assert ("restated_differently", severity) in told


@pytest.mark.parametrize("text", SOUND)
def test_another_thing_that_is_told_above_is_no_contradiction(text: str) -> None:
    assert not findings(text)


def test_one_text_that_is_read_in_two_ways_is_one_value() -> None:
    text = (
        "Across Harbourport as a whole, freight came to 1,616 tonnes.\n\nAs stated above, freight across"
        " Harbourport as a whole came to 1,616 tonnes."
    )
    assert not findings(text)


def test_the_first_of_very_many_figures_behind_one_word_is_the_one_that_was_stated() -> None:
    rest = "\n\n".join(f"Freight came to {day + 5},310 tonnes on day {day}, 3% more." for day in range(70))
    first = "Freight across the port came to 1,216 tonnes."
    text = f"{first}\n\n{rest}\n\nAs stated above, freight across the port came to"
    told = [f for f in findings(f"{text} 2,116 tonnes.") if f.code == "restated_differently"]
    assert [f.expected for f in told if f.stated == "2116"] == ["1216"]
    assert not [f for f in findings(f"{text} 1,216 tonnes.") if f.stated == "1216"]
