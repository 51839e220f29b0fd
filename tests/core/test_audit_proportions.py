"""What a percentage is a share of, wherever its part and its whole stand: what holds is noted, slips told."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Audit

TABLE = "Call group  Incidents\nCategory 1  31,480\nCategory 2  310,326\nAll         341,806\n\n"
FAR = "\n\nIt rained. The roads were closed. Nobody complained. The office moved. It was cold.\n\n"

# a text, its percentage, and the spans that belong together
HELD = [
    (f"{TABLE}Hospitals took in 176,940 patients, 51.8% of all incidents.", "341,806", "176,940", "51.8%"),
    (f"We awarded $21.46 million.{FAR}Rivers took $4.05 million, 18.9% of the money.",
     "$21.46 million", "$4.05 million", "18.9%"),
    (f"Cattle forward: 1,284.{FAR}Of the cattle 1,207 changed hands, a clearance of 94.0%.",
     "1,284", "1,207", "94.0%"),
    ("Votes cast: 12,300. Yes had 7,133 (58.0%), no 4,182 (34.0%), and 985 (8.0%) were spoilt.",
     "12,300", "985", "8.0%"),
    ("Hội có 17.512 hội viên.\n\nTrời mưa.\n\nBảo hiểm y tế: 16.284 hội viên có thẻ, bằng 93,0%.",
     "17.512", "16.284", "93,0%"),
]  # fmt: skip


def _read(text: str) -> Audit:
    return audit(read_source(text))


def _told(text: str) -> list[tuple[str, str]]:
    return [(f.stated, f.expected) for f in _read(text).findings if f.code == "percent_mismatch"]


@pytest.mark.parametrize(("text", "whole", "part", "percent"), HELD)
def test_a_share_of_a_figure_far_off_is_noted_where_the_digits_tell_it(
    text: str, whole: str, part: str, percent: str
) -> None:
    noted = [{text[slice(*span)] for span in r.spans} for r in _read(text).relations if r.holds]
    assert any({whole, part, percent} <= told for told in noted)
    assert _told(text) == []


def test_a_coarse_share_of_a_figure_far_off_is_no_evidence() -> None:
    text = f"The depot keeps 2,700 tyres and 410 lamps.{FAR}Some 290 riders came by bus, 11% in the end."
    assert not [r for r in _read(text).relations if r.type == "ratio_percent"]


def test_a_percentage_copied_from_the_line_above_is_told() -> None:
    text = (
        "Awards come to $21.46 million, of which $6.87 million or 32.0% was promised over more years."
        " Operating support made up $9.23 million of it, or 32.0%."
    )
    assert _told(text) == [("32.0", "43.0")]


def test_a_share_taken_of_another_whole_than_the_sentence_tells_is_told() -> None:
    text = (
        "Members sowed 4,640 hectares of wheat. Of the 2,200 hectares of barley drilled 1,870 hectares were"
        " cut, that is 40.3% of these."
    )
    assert _told(text) == [("40.3", "85.0")]


def test_a_surer_pair_with_a_slip_is_told_before_a_doubtful_one_that_holds() -> None:
    text = "Cứ 10 thành viên thì 7 người có lãi: 249 người trên 420 thành viên, hay 70%."
    assert _told(text) == [("70", "59")]


def test_a_share_of_both_figures_together_is_no_slip() -> None:
    assert _told("Tax at 25.0% took £7.8m, leaving a profit after tax of £23.4m.") == []


def test_parts_told_as_girls_and_boys_have_each_their_own_whole() -> None:
    text = "470 of 1,408 girls met the standard (33.4%), against 410 of 1,352 boys (30.3%)."
    assert _told(text) == []


def test_a_share_of_what_was_planned_is_of_the_plan_though_its_neighbours_are_not() -> None:
    text = (
        "Chỉ tiêu giao là 240 hội viên. Trong năm kết nạp 260 hội viên mới; trong số đó có 143 hội viên nữ"
        " (chiếm 55,0%), 171 hội viên dưới 35 tuổi (bằng 71,3% chỉ tiêu), 39 hội viên là người dân tộc"
        " thiểu số (chiếm 15,0%)."
    )
    assert _told(text) == []
