"""Growth and averages in wordings that no rule was written for: slips are found, sound figures left alone."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding, FindingSeverity

GROWTH, AVERAGE = "growth_mismatch", "average_mismatch"

SLIPS = [
    ("Sản lượng chè búp tươi: năm 2022 là 4.000 tấn, năm 2023 là 4.600 tấn (+15%).", "(+15%)", "(+51%)"),
    ("Số vụ tai nạn lao động từ 75 vụ xuống còn 60 vụ, tức bớt được 20%.", "20%", "25%"),
    ("Một năm trước, cả khu công nghiệp có 12.000 công nhân. Hiện nay con số này là 13.800, nhiều hơn 15%.",
     "15%", "18%"),
    ("Một năm trước, cả khu công nghiệp có 12.000 công nhân. Hiện nay con số này là 13.800, nhiều hơn 15%.",
     "12.000", "10.200"),
    ("Thu ngân sách ước 630 tỷ đồng (năm ngoái 600 tỷ đồng), nhích thêm 5%.", "5%", "8%"),
    ("Lượng khách lưu trú: 84.000 lượt; cùng kỳ năm trước: 70.000 lượt; mức tăng: 20%.", "20%", "2%"),
    ("Giá cà phê ngày 1/3 là 80.000 đồng/kg; đến 31/3 đã leo lên 92.000 đồng/kg, cao hơn 15%.", "15%", "12%"),
    ("Đàn trâu của huyện co lại 10%, chỉ còn 5.400 con (năm 2019: 6.000 con).", "10%", "16%"),
    ("Năm 2021 hợp tác xã xuất khẩu 250 tấn vải. Hai năm sau, con số ấy là 400 tấn, tức gấp 1,6 lần.",
     "1,6 lần", "1,9 lần"),
    ("Kim ngạch xuất khẩu gỗ tháng 7 đạt 38,9 triệu USD. Con số này giảm 14,7% nếu đặt cạnh 45,6 triệu USD"
     " của tháng 6.", "14,7%", "34,7%"),
    ("GRDP ước đạt 38.650 tỷ đồng; cùng kỳ năm trước là 36.004 tỷ đồng, như vậy quy mô tăng 7,35%.",
     "7,35%", "7,53%"),
    ("Số hộ văn hóa: năm 2021 là 8.500; năm 2022 là 9.350 (+10%).", "(+10%)", "(+1%)"),
    ("Visits to the museum: 48,000 in 2022; 60,000 in 2023 (+25%).", "+25%", "+52%"),
    ("Fuel use fell to 8,800 litres against 11,000 litres in the base year: 20% saved.", "20%", "2%"),
    ("The subscription, $40 last year, has soared by 15% to $46.", "15%", "51%"),
]  # fmt: skip

SOUND = [
    # a plan is never the level that was reached, a level set against another one never the new one
    "Công tác phát triển đảng viên vượt chỉ tiêu tỉnh giao (190 đảng viên), đạt 103,2%; so với năm 2022, khi"
    " toàn huyện kết nạp được 175 đồng chí, tăng 12%.",
    "Sản lượng khai thác bằng 98% kế hoạch (5.000 tấn); so với cùng kỳ (4.500 tấn) tăng 8,9%.",
    "Kế hoạch giao 320 tỷ đồng, thực hiện vượt 5%, tăng 12% so với mức 300 tỷ đồng của năm trước.",
    "Kế hoạch năm 2024 là 560 tỷ đồng; năm 2023 thực hiện 500 tỷ đồng, tăng 8% so với năm 2022.",
    "Thu ngân sách 11,37 tỷ đồng, bằng 72,9% dự toán huyện giao (15,6 tỷ đồng) và bằng 76,3% dự toán xã giao"
    " (14,9 tỷ đồng).",
    "The budget for 2025 is £52m, 4% more than the £50m approved last year; £48m was spent.",
    "The target of 640 homes was beaten, at 104%; compared with the 600 built a year before, completions rose"
    " 11%.",
    "Năm 2023 thu hội phí 428 triệu đồng, đạt 102% kế hoạch; năm 2024 thu 451 triệu đồng, đạt 98% kế hoạch do"
    " kế hoạch nâng lên 460 triệu đồng.",
    "Năm 2022 thu 450 tỷ đồng. Năm 2023 thu 500 tỷ đồng, tăng 13% so với năm 2021.",
    "In 2022 the port had 4,500 berths and in 2023 it had 5,000, a rise of 15% on 2021.",
    # the change has its own subject
    "Doanh thu tăng từ 200 tỷ lên 230 tỷ đồng, trong khi lợi nhuận tăng 25%.",
    "Sales rose from £40m to £46m, and the online channel grew 32%.",
    "Revenue grew 7.5% while operating profit reached $18.2 million, up from $16.4 million.",
    "Unit costs fell 6% although volumes were flat at 81,000 tonnes against 80,700.",
    "Revenue rose 6.4% to $842 million (2023: $791 million), while operating profit fell 3% to $96 million.",
    "Room revenue was up 9% at €31.4 million on occupancy of 74.6% (71.0%) and a daily rate of €148 (€143).",
    "Xuất khẩu cả nước tăng 14,3%. Riêng xuất khẩu của tỉnh đạt 1,26 tỷ USD, năm trước là 1,05 tỷ USD.",
    "Tháng 8 cửa hàng bán 1.864 đơn; tháng 9 lượng khách tăng 2,1% nhưng số đơn còn 1.790.",
    "Sản lượng thủy sản đạt 42,7 nghìn tấn, gồm nuôi trồng 28,4 nghìn tấn và khai thác 14,4 nghìn tấn. So với"
    " năm 2022, nuôi trồng tăng 3,1%.",
    # no change at all
    "Forty-four percent said they had cut back on heating, 39% on eating out and 27% on travel.",
    "They took out loans worth £5.3 billion, at 3.4 times income.",
    "Gross margin was 41.3% (40.8%); turnover was £58.1m (last year £55.7m).",
    # an average of other things, of another time, in two units, of a whole
    "Vòng chung kết quy tụ 386 vận động viên, thi đấu 52 trận. Trung bình mỗi trận có 2,7 bàn thắng.",
    "Estate bottlings sold 18,900 cases at an average of $216, while bulk wine brought in"
    " another $1.1 million.",
    "Response time averaged 8 minutes 12 seconds, within the 10-minute target.",
    "Honey yield averaged 18 kg per hive on 240 hives, 4,320 kg in all, compared with 23 kg on 225 hives a"
    " year ago.",
    "Mỗi thôn được hỗ trợ 200 triệu đồng; cả xã có 9 thôn; tổng kinh phí các chương trình là 3.100 triệu"
    " đồng.",
    "Our swim raised £5,892. Some 140 children took part, 36 of them from Year 3. Every penny of the £5,892"
    " will go towards the library.",
    "Năm qua thư viện bổ sung 4.230 bản sách, nâng vốn tài liệu lên 87.450 bản. Trung bình mỗi ngày phục vụ"
    " 121 lượt đọc tại chỗ.",
]  # fmt: skip

MEANS = [
    ("Tổng số 96 hộ nuôi bò sữa với 1.344 con, trung bình mỗi hộ nuôi 14 con.", "14 con", "41 con"),
    ("Toàn trường có 980 học sinh học trong 28 lớp, sĩ số trung bình 35 em.", "35 em", "53 em"),
    ("Đội tuyển ghi 51 bàn qua 17 trận, trung bình 3 bàn một trận.", "51 bàn", "15 bàn"),
    ("The 24 drivers covered 96,000 miles between them, that is 4,000 miles apiece.", "96,000", "69,000"),
]


def told(text: str, code: str) -> list[Finding]:
    found = audit(read_source(text)).findings
    return [f for f in found if f.code == code and f.severity is not FindingSeverity.ROUNDING]


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS)
def test_a_slip_in_a_rate_or_in_its_levels_is_found(text: str, right: str, wrong: str) -> None:
    assert not told(text, GROWTH)
    assert told(text.replace(right, wrong), GROWTH)


@pytest.mark.parametrize(("text", "right", "wrong"), MEANS)
def test_a_slip_in_an_average_or_in_what_it_is_of_is_found(text: str, right: str, wrong: str) -> None:
    assert not told(text, AVERAGE)
    assert told(text.replace(right, wrong), AVERAGE)


@pytest.mark.parametrize("text", SOUND)
def test_levels_that_a_rate_or_an_average_is_not_of_are_left_alone(text: str) -> None:
    assert not told(text, GROWTH)
    assert not told(text, AVERAGE)
    assert not told(text, "percent_mismatch")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Diện tích 6.842 ha, vượt kế hoạch 42 ha (kế hoạch 6.800 ha).", []),
        ("Diện tích 6.842 ha, vượt kế hoạch 12 ha (kế hoạch 6.800 ha).", ["12"]),
        ("Diện tích 6.842 ha, ít hơn kế hoạch 42 ha (kế hoạch 6.884 ha).", []),
        ("Diện tích 6.842 ha, ít hơn kế hoạch 12 ha (kế hoạch 6.884 ha).", ["12"]),
    ],
)
def test_the_amount_by_which_a_plan_is_beaten_is_no_plan(text, stated):
    assert [finding.stated for finding in audit(read_source(text)).findings] == stated
