"""Counts that no source states: what a sentence adds up, the years it names, how long a quarter lasts."""

import pytest

from service.core.check import check
from service.core.source import read_source

SOLD = "The bakery sold 8,400 loaves in May and 9,660 in June."
HARM = "Năm 2021 có 51 người bị thương; năm 2022 có 40 người bị thương."
POOR = "Tỷ lệ hộ nghèo giảm từ 8,4% năm 2020 xuống 5,1% năm 2023."
PORT = "Quý I, cảng đón 412 lượt tàu."
HOTEL = "Revenue was €43.7m (H1 2022: €38.0m)."
STAFF = "Of 540 staff, 324 are women and 216 are men."
FORMS = "Answers: satisfied 39%, neutral 15%, dissatisfied 12.5%. 1,450 forms went out and 1,015 came back."
SURVEY = "Of the 1,150 survey respondents, 713 would recommend the service and 230 would not."
LIBRARY = (
    "It opened in 2016 and was widened in 2019. It took five years to build. Four libraries closed; "
    "there were 12 and 30 visits."
)
HERD = "Đàn lợn 45.600 con, đàn bò 8.150 con; quỹ vận động 214 tỷ đồng, trước đó 97 tỷ đồng."


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (SOLD, "Altogether the two months brought 18,060 loaves."),
        (HARM, "Số người bị thương hai năm 2021 và 2022 là 51 và 40."),
        (POOR, "Sau ba năm, tỷ lệ hộ nghèo giảm 3,3 điểm phần trăm."),
        (PORT, "Ba tháng đầu năm cảng đón 412 lượt tàu."),
        (HOTEL, "Revenue came to €43.7m in six months."),
        (STAFF, "Three in five staff are women."),
        (FORMS, "Seven in ten forms came back."),
        (FORMS, "One in eight was dissatisfied."),
        (SURVEY, "One in five respondents would not recommend it."),
        (HERD, "Đàn lợn gấp hơn 5,5 lần đàn bò."),
        (HERD, "Quỹ vận động gần gấp 2,3 lần trước đó."),
    ],
)
def test_a_count_that_the_source_bears_out_is_no_alarm(source, digest):
    assert [f for f in check(read_source(source), digest).flags if f.severity in ("error", "warning")] == []


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (SOLD, "Altogether the three months brought 18,060 loaves."),
        (HARM, "Số người bị thương ba năm 2021 và 2022 là 51 và 40."),
        (POOR, "Sau bốn năm, tỷ lệ hộ nghèo giảm 3,3 điểm phần trăm."),
        (PORT, "Bốn tháng đầu năm cảng đón 412 lượt tàu."),
        (HOTEL, "Revenue came to €43.7m in seven months."),
        (STAFF, "Four in five staff are women."),
        (FORMS, "Nine in ten forms came back."),
        (FORMS, "About one in three was dissatisfied."),
        (HERD, "Đàn lợn gấp hơn 6,5 lần đàn bò."),
        (PORT, "Cảng có bốn cầu tàu."),
        (LIBRARY, "It took three years to build."),
        (LIBRARY, "Three libraries closed; 12 and 30 make 42 visits."),
        (PORT, "Cảng hoạt động 30 tháng."),
    ],
)
def test_a_count_that_nothing_bears_out_is_told(source, digest):
    assert [f for f in check(read_source(source), digest).flags if f.severity == "error"]
