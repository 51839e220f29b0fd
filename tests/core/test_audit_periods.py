"""A document dated before the end of its own period, and dates that are only near such a thing."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source

TOO_EARLY = [
    ("KẾT QUẢ NĂM 2022\n\nBáo cáo lập ngày 14/6/2022. Có 45 xã đạt chuẩn.", "14/6/2022"),
    (
        "THÔNG BÁO KẾT LUẬN THANH TRA\nviệc sử dụng đất tại xã An Bình, thời kỳ 2016 - 2020\n\nCăn cứ Luật"
        " Thanh tra; Kết luận thanh tra số 07/KL-TTr ngày 12/03/2020, Thanh tra huyện thông báo như sau.",
        "12/03/2020",
    ),
    ("ANNUAL REPORT 2022\n\nReport dated 14 June 2022. The trust ran 45 schools.", "14 June 2022"),
    ("Báo cáo ngày 05/11/2022. Tính đến ngày 31/12/2022 có 45 xã đạt chuẩn.", "05/11/2022"),
    ("Report of 5 November 2022. As at 31 December 2022 the fund held $4.2 million.", "5 November 2022"),
]

IN_TIME = [
    # the last weeks of the year are when such reports are written
    "KẾT QUẢ NĂM 2022\n\nBáo cáo lập ngày 15/12/2022. Có 45 xã đạt chuẩn.",
    "ANNUAL REPORT 2022\n\nReport dated 14 June 2023. The trust ran 45 schools.",
    "Báo cáo ngày 05/01/2023. Tính đến ngày 31/12/2022 có 45 xã đạt chuẩn.",
    # a plan, a part of the year, a period that is only named
    "KẾ HOẠCH NĂM 2022\n\nBáo cáo lập ngày 14/1/2022. Phấn đấu có 45 xã đạt chuẩn.",
    "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2022\n\nBáo cáo lập ngày 14/7/2022. Có 45 xã đạt chuẩn.",
    "TRUST BUDGET FOR YEAR 2022\n\nReport dated 14 June 2021. The trust ran 45 schools.",
    "Có 45 xã đạt chuẩn năm 2022.\n\nBáo cáo không ghi ngày.",
    "Hội nghị bàn về thành tựu từ 2022.\n\nBáo cáo lập ngày 14/6/2022.",
    # a document that is cited, a date of something else, a date far below the head
    "KẾT QUẢ NĂM 2022\n\nCăn cứ Báo cáo số 12/BC-UBND ngày 05/3/2019, huyện có 45 xã đạt chuẩn.",
    "KẾT QUẢ NĂM 2022\n\nBáo cáo số 12 ngày 05/3/2019 của Sở nêu 45 xã.",
    "KẾT QUẢ NĂM 2022\n\nHội nghị khai mạc ngày 05/3/2019. Có 45 xã đạt chuẩn.",
    "KẾT QUẢ NĂM 2022\n\n" + "Công tác được quan tâm chỉ đạo. " * 40 + "Báo cáo lập ngày 05/3/2019.",
    "KẾT QUẢ NĂM 2022\n\nBáo cáo tháng 3/2019 và báo cáo từ ngày 5/3/2019 đến ngày 7/3/2019.",
]


@pytest.mark.parametrize(("text", "date"), TOO_EARLY, ids=[t[:40] for t, _ in TOO_EARLY])
def test_a_document_dated_before_the_end_of_its_period_is_told(text: str, date: str) -> None:
    found = [(f.code, f.severity.value, f.stated) for f in audit(read_source(text)).findings]
    assert found == [("period_conflict", "suspicious", date)]


@pytest.mark.parametrize("text", IN_TIME, ids=[f"{i}: {t[:40]}" for i, t in enumerate(IN_TIME)])
def test_a_document_dated_in_time_is_not_told(text: str) -> None:
    assert [f.code for f in audit(read_source(text)).findings if f.code == "period_conflict"] == []
