"""Rates whose levels stand anywhere in the paragraph or list: a slip is told, what is sound is not."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import FindingSeverity

SLIPS = [
    # changes, the two levels apart from each other
    (
        "The choir sold 1,640 tickets in spring. Rehearsals were moved to the old mill. In autumn it sold"
        " 2,091. Mrs Bell put the rise of 27.5% down to the new conductor.",
        "27.5%",
        "25.7%",
    ),
    (
        "Vụ trước hợp tác xã thu 1.240 tấn khoai. Mưa đá làm hỏng hai kho. Vụ này thu được 1.085 tấn. Ông chủ"
        " nhiệm cho biết mức giảm 12,5% là do giống.",
        "1.085 tấn",
        "1.058 tấn",
    ),
    ("Water used (m³)\nMarch: 4,250\nApril: 4,845\nIncrease: 14.0%", "4,845", "4,485"),
    ("Lượt khách\nTháng 5: 6.400\nTháng 6: 7.360\nMức tăng: 15,0%", "15,0%", "51,0%"),
    ("Complaints trebled in a decade: there were 412 in 2013 and 1,236 in 2023.", "1,236", "1,263"),
    ("The queue was halved: 3,184 people waited in May and 1,592 in June.", "1,592", "1,952"),
    ("Đàn dê tăng gấp rưỡi, từ 1.284 con lên 1.926 con sau ba năm.", "1.926", "1.962"),
    (
        "The fund, worth £6.40 million in 2019, had reached £8.00 million by July. The gain of a quarter"
        " pleased everyone.",
        "£6.40 million",
        "£6.04 million",
    ),
    # shares, the part and its whole apart
    (
        "The museum asked 1,840 visitors last week. It rained every day. Of the people asked, 1,196 came by"
        " bus. The café was closed. A bus share of 65.0% is the highest so far.",
        "1,196",
        "1,169",
    ),
    (
        "Xã rà soát 1.248 hộ trong tháng Tám. Đường vào hai bản còn lầy. Đến nay 936 hộ đã có nước sạch."
        " Tỷ lệ 75,0% vượt mong đợi.",
        "75,0%",
        "57,0%",
    ),
    ("Driving tests, May\nTests taken\t645\nTests passed\t387\nPass rate\t60.0%", "387", "378"),
    ("Kỳ thi nghề\nSố dự thi: 1.240\nSố đạt: 1.054\nTỷ lệ đạt: 85,0%", "1.054", "1.504"),
    ("Tests taken: 1,645\nTests passed: 987\nPass rate: 60.0%", "1,645", "645"),
    (
        "Hỏi 1.640 khách, nhóm khảo sát ghi nhận 410 người nói sẽ quay lại, tức là đúng một phần tư.",
        "410",
        "140",
    ),
    ("Wardens watched 729 nests. Young left 486 of them, so success ran at two thirds.", "486", "468"),
    (
        "In May the larder had 1,850 visits. June brought 2,405. The 30.0 per cent jump emptied the shelves.",
        "2,405",
        "2,045",
    ),
    # a level reached against a planned one, and a rate of more than all
    (
        "The mill planned 1,840 tonnes. Wind helped. It made 2,070 tonnes in the end, or 112.5%.",
        "2,070",
        "2,700",
    ),
]

SOUND = [
    "The fund grew from $410.0 million to $862.0 million, valued at 3.4 times income.",
    "Driving tests\nTests taken: 645\nTests passed: 387\nTests held: 100%",
    "Tests taken: 645\nTests passed: 387\nBooking rate: 100%",
    # another subject, another scope, another base
    "Exports of the whole country rose 14.3%. The county itself sold goods for $1.26 billion, against $1.05"
    " billion a year before.",
    "Xuất khẩu cả nước tăng 14,3%. Riêng xuất khẩu của tỉnh đạt 1,26 tỷ USD, năm trước là 1,05 tỷ USD.",
    "The rowing club has 236 members, 171 of them adults. Those happy with the boathouse were 62%, based on"
    " 198 replies.",
    "Trong tổng số 1.250 hộ, có 175 hộ nghèo, chiếm 9,2% số hộ nghèo toàn tỉnh.",
    "Tháng 8 quán đón 5.120 lượt khách và bán 1.864 phần; tháng 9 lượng khách tăng nhẹ 9,2%.",
    "Net debt fell from $410.0 million to $362.5 million; leverage stands at 1.7x, against 2.1 times a year"
    " earlier.",
    "In 2022 the port had 4,500 berths and in 2023 it had 5,000, a rise of 15% on 2021.",
    "Tổng đàn lợn đạt 48.600 con, năm trước 45.900 con, tăng 8% so với kế hoạch.",
    "Đảng bộ kết nạp 190 đảng viên theo chỉ tiêu; năm trước 175 đồng chí, tăng 12% so với chỉ tiêu.",
    "Visits more than doubled: 1,340 in 2012 and 2,860 in 2022.",
    "Đội bóng có 27 người, 12 người mới. Lãi suất 5,4%/năm.",
    "Costs of 12-15% were cut. Staff numbered 240, then 216.",
    "Hai trong ba đội, tức khoảng hai phần ba, đã đến; có 45 em và 39 em.",
    # right, rounded, or the other way round
    "The choir sold 1,640 tickets in spring. In autumn it sold 2,091. Mrs Bell put the rise of 27.5% down to"
    " luck.",
    "The queue was halved: 3,184 people waited in May and 1,592 in June.",
    "Huyện có 280 trường, 195 trường đạt chuẩn; bậc mầm non đạt 72%.",
    "Prices were 4% up at 3.4 times income on 26,400 loans worth £5.3 billion, or £201 thousand each.",
]


def _findings(text: str) -> list[str]:
    return [f.code for f in audit(read_source(text)).findings]


@pytest.mark.parametrize(
    ("text", "was", "now"), SLIPS, ids=[f"{i}: {w}" for i, (_, w, _) in enumerate(SLIPS)]
)
def test_a_slip_far_from_its_rate_is_told_and_the_sound_text_is_not(text: str, was: str, now: str) -> None:
    assert _findings(text) == []
    assert _findings(text.replace(was, now, 1)) != []


@pytest.mark.parametrize("text", SOUND, ids=[text[:40] for text in SOUND])
def test_a_rate_of_something_else_is_left_alone(text: str) -> None:
    assert _findings(text) == []


def test_a_word_for_a_factor_is_never_called_an_error() -> None:
    found = audit(
        read_source("Landings trebled: 13,400 tonnes came in 2012 and 26,800 tonnes in 2022.")
    ).findings
    assert [f.severity for f in found] == [FindingSeverity.SUSPICIOUS]
