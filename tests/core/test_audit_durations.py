"""Lengths of time beside the two ends of what they last."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source

WRONG = [
    ("The siege declared on 18 December 2023 was lifted on 5 January 2024, 29 days later.", "29", "18"),
    ("Thỏa thuận có hiệu lực từ 01/7/2022 đến 30/6/2025, thời gian thực hiện 24 tháng.", "24", "36"),
    ("From 28 September to 9 November 2024, a period of nine weeks, sales rose.", "9", "6"),
    ("Chiến dịch diễn ra trong 45 ngày, từ 01/3/2023 đến 30/3/2023.", "45", "30"),
    ("The programme ran for three years, from January 2021 to December 2022.", "3", "2"),
    ("The strike lasted 11 days between 3 and 12 June 2023.", "11", "10"),
    ("Đợt kiểm tra bắt đầu ngày 05/4/2023 và kết thúc ngày 20/4/2023, tổng cộng 26 ngày.", "26", "16"),
    (
        "We brought in a ban on 12 July and lifted it on 31 August, a first in 9 years; it lasted 41 days.",
        "41",
        "51",
    ),
    ("Lệnh cấm ban hành ngày 12/7, dỡ bỏ ngày 31/8, là lần đầu tiên ở 3 xã; kéo dài 41 ngày.", "41", "51"),
    ("Lớp học 3 tháng (01/2024 - 06/2024).", "3", "6"),
    ("The show ran from 3 May to 4 May 2024, one day in all. It ran 9 days, 3-4 May 2024.", "9", "2"),
]

RIGHT = [
    # with one end, with both, in whole weeks, months and years
    "The road was closed from 4 May 2023 until 17 May 2023: 13 days in all.",
    "Chiến dịch kéo dài 30 ngày (01/3/2023 - 30/3/2023).",
    "From 29 September to 9 November 2024, six weeks, sales rose.",
    "Dự án thực hiện trong 3 năm, từ tháng 01/2021 đến tháng 12/2023.",
    "Nhiệm kỳ 2020 - 2025, 5 năm. Kế hoạch 5 năm 2016-2020.",
    "On 2 May 2023 the board met; on 9 May 2023 it answered, seven days later. It meets every 30 days.",
    "Mở ngày 20/12, đóng ngày 05/01/2024, tổng cộng 16 ngày.",
    # a part of the period, another thing, more than the period
    "Từ 01/3/2023 đến 30/3/2023, trong 5 ngày đầu trời mưa. Từ 01/3/2023 đến 30/3/2023, 3 ngày một lần họp.",
    "From 1 July 2022 to 30 June 2025, 3 months of which were lost, we built.",
    "Hợp đồng ký ngày 15/3/2022, hoàn thành ngày 14/9/2022, chậm 2 tháng so với tiến độ.",
    "Filed on 1 March 2023 and answered on 9 May 2023, three weeks later than promised.",
    "Held on 1 March 2023 and 9 May 2023, two days.",
    "Gia hạn 12 tháng, từ 01/7/2022 đến 30/6/2025.",
    "Nearly 40 days, from 1 to 30 June 2023, passed. It took 5-7 days, 1 to 30 June 2023.",
    "We brought in a ban on 12 July and lifted it on 31 August, the first in 14 years; it lasted 51 days.",
    "It began on 2 July, paused on 9 July and closed on 31 August, in all three places; it lasted 41 days.",
    "The storm came on 12 February and was gone on 3 March, a record here; it lasted 9 days.",
    "We met on 12 July and on 31 August. The strike lasted 41 days. From March 2023, in 2024, 9 days.",
    "Opened on 12 July and closed on 31 August, seen by 400 people; the opening alone took 4 days.",
    # no two ends, or none that can be
    "Opened on 3 May 2023. It lasted 11 days.",
    "Held from 3 to 5 May and from 7 to 9 May, 3 days.",
    "It closed on 9 May 2023 and had opened on 1 May 2023, nine days later.",
    "The two met in March 2023 and on 9 May 2023, ten days later; also in Q2 2023 to Q3 2023, 9 days.",
]


@pytest.mark.parametrize(("text", "stated", "expected"), WRONG, ids=[text[:40] for text, *_ in WRONG])
def test_a_length_that_its_two_ends_do_not_make_is_told(text: str, stated: str, expected: str) -> None:
    found = [(f.code, f.severity.value, f.stated, f.expected) for f in audit(read_source(text)).findings]
    assert found == [("impossible_date", "error", stated, expected)]


@pytest.mark.parametrize("text", RIGHT, ids=[text[:40] for text in RIGHT])
def test_a_length_that_fits_or_is_of_something_else_is_not_told(text: str) -> None:
    assert [f.code for f in audit(read_source(text)).findings] == []


def test_what_holds_is_told_too() -> None:
    relations = audit(read_source("Chiến dịch kéo dài 30 ngày (01/3/2023 - 30/3/2023).")).relations
    assert ("duration", True) in [(r.type, r.holds) for r in relations]


def test_a_date_that_cannot_be_ends_nothing() -> None:
    findings = audit(
        read_source("It closed between 3 February and 31 February 2023, 10 days in all.")
    ).findings
    assert {f.stated for f in findings} == {"31 February 2023"}
