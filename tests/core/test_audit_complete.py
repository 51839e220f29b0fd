"""Lists that are complete by what they say: shares that make up 100, a part that is called the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from service.core.audit import audit
from service.core.audit.sheet import Sheet
from service.core.audit.tallies import Tally, odds_of
from service.core.source import read_source
from service.core.types import Finding, FindingSeverity

# "[38>83]": the text says 38, and 83 is a slip that must be found
SHARED = [
    "Trong [11.527>81.527] người được hưởng, nhóm dưới 25 tuổi có [2.318>2.318] người (20,1%), từ 25 đến 40"
    " tuổi có [6.874>8.674] người (59,6%), trên 40 tuổi có [2.335>2.935] người (20,3%). Chi trả 214,4"
    " tỷ đồng.",
    "Trong [46>64] cơ sở Đoàn có [29>92] cơ sở xuất sắc (63,0%), [13>31] cơ sở tốt (28,3%) và [4>8]"
    " cơ sở hoàn"
    " thành nhiệm vụ (8,7%). Năm tới phấn đấu 65% xuất sắc.",
    "The park took 4,180 bookings. Visitors: [38,460>83,460], of whom [21,300>12,300] were day guests"
    " (55.4%),"
    " [12,860>92,860] campers (33.4%) and [4,300>43,000] lodge guests (11.2%).",
    "Vốn thực hiện [14.860,5>41.860,5] tỷ đồng, tăng 9,2%; vốn Nhà nước [4.012,7>4.912,7] tỷ đồng"
    " (chiếm 27,0%),"
    " ngoài Nhà nước [8.236,4>2.836,4] tỷ đồng (55,4%), nước ngoài [2.611,4>2.161,4] tỷ đồng (17,6%).",
]
RESTS = [
    "Năm qua tuyển [1.284>1.824] học viên, nhiều hơn 1.130 của năm trước. Nghề bếp có [421>821] học"
    " viên, điện"
    " lạnh có [312>712], chăm sóc người già [283>238], còn lại [268>568] theo nghề cơ khí. Nữ có 694"
    " người.",
    "Of 1,312 lots put up at the 46 rural auctions, [1,146>7,146] found a buyer, a clearance"
    " of 87.3%;"
    " the other 166 were passed in for moisture.",
    "There were 8,946 calls; [2,311>4,311] were fires and 3,758 false alarms. Officers judged"
    " [1,004>1,040] of the"
    " fires to have been set on purpose. That is 43.4%; the remaining [1,307>3,107] were accidental.",
    "Đã cấp 4.780/4.780 thẻ. Cả tỉnh duy trì [182>812] điểm tiêm, trong đó [168>618] điểm đặt tại"
    " trạm, còn lại"
    " [14>41] điểm thuộc bệnh viện.",
]
POINTS = [
    "Food prices contributed [2.4>4.2] pp, energy [0.9>9.0] pp and core items [3.5>5.3] pp to the"
    " headline rate of"
    " [6.8>8.6]%.",
    "GRDP tăng [6,84>6,48]% so với cùng kỳ. Trong đó nông nghiệp đóng góp [0,71>7,01] điểm phần trăm;"
    " công nghiệp"
    " [3,64>6,34] điểm phần trăm; dịch vụ [2,18>2,81] điểm phần trăm; thuế [0,31>3,01] điểm phần trăm.",
]
LISTS = [
    "Năm 2020: chi [2.980.400.000>2.890.400.000] đồng\nNăm 2021: chi [3.125.700.000>9.125.700.000]"
    " đồng\nNăm 2022: chi [3.411.200.000>3.141.200.000] đồng, tăng 9,13% so với năm trước\nCộng ba"
    " năm: chi [9.517.300.000>9.157.300.000] đồng",
    "Grants totaled $[6,174,000>6,714,000], an average of $49,000 a grant. By field of"
    " interest:\n\nFood - $[2,284,400>4,284,400]\nEarly learning - $[1,481,800>1,841,800]\nHealth"
    " access - $[1,296,500>1,926,500]\nRural arts - $[1,111,300>4,111,300]",
    "Kiến nghị kiểm điểm [5>8] cá nhân, gồm [2>7] lãnh đạo Ban và [3>6] viên chức phòng Kỹ thuật.",
    "Orders were written for the remaining [163>153]; to date [98>89] of the orders have been"
    " complied with, [41>47] are outstanding and 24 are under appeal.",
    "Kỷ luật [28>27] đảng viên bằng các hình thức: khiển trách [15>51] đồng chí, cảnh cáo [8>18] đồng"
    " chí, cách chức 1 đồng chí và khai trừ [4>14] đồng chí.",
    "Công ty có [1.946>1.496] lao động, [1.102>1.012] người ở nhà máy Bình Minh, [588>858] ở nhà máy"
    " Đông Hải, [256>526] làm việc tại văn phòng.",
    "Cả năm có [1.243>1.145] lao động xuất cảnh. Cụ thể, sang Nhật Bản 628 người; Đài Loan 371 người;"
    " Hàn Quốc 146 người; các thị trường khác 98 người.",
]
PERCENTS = [
    "Khách hàng cá nhân vay 33.480 tỷ đồng, bằng 57,0% dư nợ; phần còn lại, 25.256 tỷ đồng hay"
    " [43,0>45,0]%, là của doanh nghiệp.",
    "Tổng giá trị 14.286,5 tỷ đồng. Chia ra:\n+ Nông nghiệp: 1.142,3 tỷ đồng, chiếm [8,0>9,5]%;\n+"
    " Công nghiệp: 8.317,6 tỷ đồng, chiếm 58,2%;\n+ Dịch vụ: 4.826,6 tỷ đồng, chiếm [33,8>63,8]%.",
]
SOUND = [
    # the rest of a total far above is no difference of the two before it
    "Nửa đầu năm xảy ra 96 vụ cháy, ít hơn 8 vụ so với cùng kỳ năm trước. Cháy nhà dân nhiều nhất.\n\n"
    "Công tác điều tra xác định 58 vụ bắt nguồn từ thiết bị điện, tương đương 60,4% tổng số vụ; 23 vụ do"
    " người dân sơ suất khi dùng lửa; 15 vụ còn lại đang làm rõ nguyên nhân.",
    "Nửa đầu năm xảy ra 93 vụ cháy, ít hơn 8 vụ so với cùng kỳ năm trước. Cháy nhà dân nhiều nhất.\n\n"
    "Công tác điều tra xác định 52 vụ bắt nguồn từ thiết bị điện, tương đương 55,9% tổng số vụ; 21 vụ do"
    " người dân sơ suất khi dùng lửa; 20 vụ còn lại đang làm rõ nguyên nhân.",
    "Our control room took 214,600 emergency calls and 268,300 calls to the 101 line, 482,900 in all.",
    "In our sample of 250 jobs, 187 (74.8%) had photographs. We identified 18 duplicate invoices.",
    "Operations brought in $39.87 million. Out went $18.45 million for plant, $7.44 million to you in"
    " dividends and $12.00 million to our banks. What remained was $23.32 million.",
    "Exports to the Gulf came to 46,300 tonnes. To Europe went 31,850 tonnes, to the rest of Asia 21,400"
    " tonnes, so that 99,550 tonnes left the port.",
    "Lớp có 36 em, trong đó nam 20, nữ 16, dân tộc 5.",
    "Bưu cục phát 182 điểm báo; riêng nội thành 168 điểm, còn lại 14 điểm ở ngoại thành.",
    "Loans took 57% of assets; of the rest, 20% was lent to banks and 23% kept in bonds.",
    "The crop came to 348,500 tonnes. The north stayed first with 118,400 tonnes, most of it from"
    " orchards. Koudou followed with 96,750, Batié with 61,300, Lower Volo with 44,850, and the young"
    " plantations gave the remaining 27,200.",
    "Of 312 pupils, 180 walk to school. Another 45 of the others come by bus.",
    "Women filled 44% of 1,250 posts (550) and 62% of 210 apprenticeships (130); the remaining 38% were men.",
    "Lending rose by 1.2 percentage points and deposits by 0.8 percentage points, which contributed"
    " to growth of"
    " 6.4%.",
    "The rest of the 4,180 visitors came from 37 other countries.",
]


def variants(texts: list[str]) -> Iterator[str]:
    """Each text with one of its slips."""
    for text in texts:
        for m in re.finditer(r"\[([^\]>]*)>([^\]]*)\]", text):
            if m[1] != m[2]:
                yield sound(text[: m.start()]) + m[2] + sound(text[m.end() :])


def sound(text: str) -> str:
    """The text without its slips."""
    return re.sub(r"\[([^\]>]*)>[^\]]*\]", r"\1", text)


def told(text: str) -> list[Finding]:
    """The errors and suspicions of a text."""
    findings = audit(read_source(text)).findings
    return [f for f in findings if f.severity is not FindingSeverity.ROUNDING]


@pytest.mark.parametrize("text", [*map(sound, (*SHARED, *RESTS, *POINTS, *LISTS, *PERCENTS)), *SOUND])
def test_a_complete_list_that_adds_up_is_no_finding(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", list(variants([*SHARED, *RESTS, *POINTS, *LISTS])))
def test_a_slip_in_a_complete_list_is_told_as_a_sum(text: str) -> None:
    assert {"sum_mismatch", "difference_mismatch"} & {f.code for f in told(text)}


def test_a_part_that_its_own_share_denies_too_is_an_error() -> None:
    text = "Of 1,000 homes 430 were owned (43%), 810 rented (31%) and 260 empty (26%)."
    (found,) = (f for f in told(text) if f.code == "sum_mismatch")
    assert found.severity is FindingSeverity.ERROR
    assert (found.stated, found.expected) == ("1000", "1500")


@pytest.mark.parametrize("text", list(variants(PERCENTS)))
def test_a_share_that_the_rest_or_the_parts_deny_breaks_the_hundred(text: str) -> None:
    assert "percent_sum" in {f.code for f in told(text)}


def test_a_whole_that_its_parts_make_up_has_no_odds_of_a_slip() -> None:
    whole, *parts = Sheet(read_source("Có 30 hộ, 20 hộ và 10 hộ.")).figures
    assert odds_of(Tally(whole, tuple(parts), Fraction(1))) == 0


def test_a_ratio_in_a_list_counts_with_its_base() -> None:
    text = "The county has 214 schools. Of the secondaries 12/18 passed, then 96 primaries and the remaining 100 were special."  # noqa: E501
    found = audit(read_source(text))
    assert [(r.type, r.formula, r.holds) for r in found.relations] == [
        ("parts_whole", "18 + 96 + 100 ~ 214", True)
    ]


def test_parts_that_make_nothing_have_no_shares() -> None:
    assert not audit(read_source("Chênh lệch gồm -5 tỷ đồng (50%) và 5 tỷ đồng (50%).")).findings
