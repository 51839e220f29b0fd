"""Texts in which a figure looks wrong and nothing may be said, or only with doubt."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import FindingSeverity

NO_ERROR = [
    # what may be meant otherwise
    "Có 0/0 xã đạt chuẩn, chiếm 10%.",
    "Đã cấp 120/150 hồ sơ, đạt 95% so với cùng kỳ.",
    "Có 45 trong tổng số 60 xã, đạt 90% kế hoạch.",
    "Có khoảng 45 trong tổng số 60 xã, chiếm 90%.",
    "Có 45 trong tổng số 60 xã của 50 huyện, chiếm 90,0%.",
    "Số hộ tăng từ 980 hộ xuống còn 720 hộ.",
    "Số hộ tăng thêm 300 hộ, lên 200 hộ.",
    "Sales rose from $100 to $120, up at least 35%.",
    "Kế hoạch khoảng 1.200 tỷ đồng, thực hiện 1.500 tỷ đồng, đạt 102,4% kế hoạch.",
    "Đạt khoảng 4%, vượt mục tiêu (5,85%).",
    "Spending was $900 against a budget of $500. The underspend of $20 is small.",
    "Tổng thu khoảng 12 tỷ đồng, tổng chi 9 tỷ đồng, chênh lệch 8 tỷ đồng.",
    "Thu 12 tỷ đồng, chi 9 tấn, dư 8 tỷ đồng.",
    "Khách có 9.870 lượt: Hàn Quốc (12), Đài Loan (38), còn lại là nước khác (20).",
    "Tiếp nhận 120 đơn.\n\nTrong đó, 45 đơn tố cáo và 50 đơn khiếu nại.",
    "Có 12 xã.\n\nNăm nay đã giải quyết 95 đơn, còn lại 30 đơn.",
    "Ngành có 120 tấn. Đã giải quyết 95 đơn, còn lại 30 đơn.",
    "Tổng số 300 hồ sơ, trong đó:\n- Đã giải quyết: 95 hồ sơ\n- Đang giải quyết: 30 hồ sơ",
    "Tổng số 120 hồ sơ, gồm:\n- Đã giải quyết: 95 tấn\n- Đang giải quyết: 30 tấn",
    "1. Tổng số 120 hồ sơ, gồm:\na) Đã giải quyết: 95 hồ sơ\nb) Đang giải quyết: 25 hồ sơ\n\nHết.",
    "Tổng số 120 hồ sơ.\n- Đã giải quyết: 95 hồ sơ\n- Đang giải quyết: 30 hồ sơ",
    "Huyện có 90 xã. Có 7 xã loại A, 26 xã loại B, 5 xã loại C; không có xã loại D.",
    "Hội nghị từ ngày 31/2/2022 đến ngày 3/3/2022.",
    "Học 3 ngày, 2016-2020.",
    "Kế hoạch 5 năm 2020-2016.",
    "Năm 2020 là năm cuối. Kế hoạch 2016-2021; giai đoạn 2016-2020.",
    "Năm 2020 là năm cuối của đề án 2016-2021.",
    "Cuộc họp 12/2020 đến 3/1/2021 diễn ra.",
    "Tổ chức ngày 5/2022 đến ngày 3/2022.",
    "Nghị quyết tháng 13/2022 được ban hành.",
    "Năng suất tăng từ 5 đến 6 kg/ha.",
    "Số lớp tăng 5-6 kg/ha, gấp 2 lần.",
    "Tổng thu ngân sách huyện đạt 285 tỷ đồng. Xong. Tổng thu ngân sách huyện đạt 285 tỷ đồng.",
    "There were 250 homes. One. Two. Three. Four. Five. Of the 240 homes, 60 burned. There were 9 homes.",
    "Khoảng " + "thật là xa xôi " * 16 + "45 xã.",
    "Có 5 năm ngoái, 3 điểm cơ bản, âm 4%.",
    # tables
    "A | B | C\nMột | hai | 12/2020\nBa | bốn | 11/2020",
    "A | B\nMột | hai\nBa | 5",
    "Xã | Số hộ\nTổng | 5",
    "Xã | Hộ | Tổng số\nA | 5 | \nB | 6 | 6\nTổng | | 6",
    "Xã | Hộ\nA | 120\nB | 130\nTổng | trên 260",
    "Xã | Hộ | Tỷ lệ (%)\nA | 0 | 0\nB | 0 | 0\nTổng | 0 | 100",
    "Mục | 2021\n- A | 120\n- B | 130\n+ C | 100\nTổng | 900",
    # averages
    "The rate was 5 of 12 items; average 5 kg (from 1 to 3 people).",
    "Trung bình 35 xã (từ 28 đến 33 học sinh).",
    "Average wait 12 days (from 1 to 3 people).",
    "Rates of 4 or 5 per 7 people are common.",
    "Bình quân 4 con/hộ; đàn 300 con, 120 con, của 90 hộ và 80 hộ và 70 hộ.",
    "Thu nhập gấp 2 lần so với năm 2015, tăng 40%/năm đến năm 2019.",
]


@pytest.mark.parametrize("text", NO_ERROR, ids=[f"{i}: {text[:44]}" for i, text in enumerate(NO_ERROR)])
def test_what_may_be_meant_otherwise_is_no_error(text: str) -> None:
    found = audit(read_source(text)).findings
    assert [f for f in found if f.severity is FindingSeverity.ERROR and f.code != "impossible_date"] == []
