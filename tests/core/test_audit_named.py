"""Percentages that say of what they are, held against that figure wherever it stands."""

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import FindingSeverity

JOBS = (
    "Số lượt người được tư vấn về việc làm và học nghề: 23.615 lượt. Số được giới thiệu đến nơi tuyển dụng:"
    " 3.284 người. "
)
HOMES = "The trust owns 2,140 homes; 1,612 were inspected this year. "
LENT = "The library lent 48,210 books and 12,630 audiobooks."
TAX = "Tổng thu ngân sách đạt 820 tỷ đồng, thu nội địa 640 tỷ đồng. "
SHEET = "Item\tTonnes\nWheat harvest\t41,300\nBarley harvest\t12,800\n\n"


def told(text: str, lang: str) -> list[tuple[str, str, FindingSeverity]]:
    """What is stated and expected in the findings about percentages, and how gravely."""
    findings = audit(read_source(text, lang)).findings
    return [(f.stated, f.expected, f.severity) for f in findings if f.code == "percent_mismatch"]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (f"{JOBS}Số nhận được việc: 1.572 người, bằng 6,7% số người được giới thiệu.", "vi", ("6.7", "47.9")),
        (f"{LENT} Children borrowed 18,320 titles, or 48.3% of the books lent.", "en", ("48.3", "38.0")),
        (f"{LENT} Children borrowed 6,100 titles, or 48.3% of the books lent.", "en", ("48.3", "12.7")),
        (f"{HOMES}Damp was found in 268 homes, 12.5% of those inspected.", "en", ("12.5", "16.6")),
        (
            "Trong 620 thí sinh dự thi có 512 em đỗ. Số thủ khoa, á khoa 31 em, bằng 5,0% số đỗ.",
            "vi",
            ("5.0", "6.1"),
        ),
        (f"{TAX}Thu tiền sử dụng đất 205 tỷ đồng, chiếm 25,0% thu nội địa.", "vi", ("25.0", "32.0")),
        (
            f"{SHEET}The farm sold 9,300 tonnes of it to the mill, which is 72.7% of the wheat harvest.",
            "en",
            ("72.7", "22.5"),
        ),
        (
            "- Of those 892 people, 803 came for colonoscopy (90.0%).\n"
            "- Cancer was found in 58 people, that is in 6.5% of those who had the colonoscopy.",
            "en",
            ("6.5", "7.2"),
        ),
    ],
)
def test_a_share_of_another_figure_than_its_words_name_is_an_error(text, lang, expected):
    assert [found[:2] for found in told(text, lang)] == [expected]


@pytest.mark.parametrize(
    ("text", "lang", "stated", "expected"),
    [
        (
            "The tram carried 3.2 million passengers.\n\nMost pay by card. Weekends were quiet."
            " Rain fell in May. It was cold.\n\n"
            "Some 1.12 million, 53.0% of the passengers, used a phone.",
            "en",
            "53.0",
            "35.0",
        ),
        (
            "Tổng giá trị thanh toán sai là 1.935 triệu đồng.\n\nĐoàn đã làm việc với ba nhà thầu."
            "\n\nHọ nhận lỗi.\n\nCác nhà thầu đã nộp 864 triệu đồng, đạt 49,7% giá trị thanh toán sai.",
            "vi",
            "49.7",
            "44.7",
        ),
    ],
)
def test_a_slip_in_a_share_of_what_its_words_name_far_above_is_told(text, lang, stated, expected):
    assert [found[:2] for found in told(text, lang)] == [(stated, expected)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (f"{JOBS}Số nhận được việc: 1.572 người, bằng 47,9% số người được giới thiệu.", "vi"),
        (f"{JOBS}Số nhận được việc: 1.572 người, bằng 6,7% số lượt người được tư vấn.", "vi"),
        (f"{HOMES}Damp was found in 268 homes, 12.5% of the homes it owns.", "en"),
        (f"{TAX}Thu tiền sử dụng đất 205 tỷ đồng, chiếm 25,0% tổng thu.", "vi"),
        (f"{TAX}Thu tiền sử dụng đất 205 tỷ đồng, bằng 91,3% dự toán.", "vi"),
        (
            "A total of 940 calls were logged, 705 of them at night. Crews reached 611 calls in time, 86.7%"
            " of the calls at night.",
            "en",
        ),
        (
            "Staff headcount on 31 December was 1,873 (full-time equivalents: 1,641). Women made up 57%"
            " of staff, 41% of managers and 3 of the 8 directors. Turnover was 14.2%, down from 17.5%, and"
            " 266 people joined.",
            "en",
        ),
        (
            "There were 1,200 shops in 2010 and 900 shops in 2020. Some 270 close early, 18.0% of shops.",
            "en",
        ),
        (
            "Of the 1,200 shops 480 closed. A market opened with 90 stalls, 12.0% of all the stalls we know.",
            "en",
        ),
        (
            "The party has 186 members and found 47 breaches. There 58 people, 31.2% of the breaches, lead.",
            "en",
        ),
        ("The farm bought 1,200 hens.\n\nIt was cold.\n\nSome 480, 12.34% of the hens, died.", "en"),
        ("The farm bought 1,200 hens. It sold 4,000 eggs. Some 2,400 eggs, 60% of the hens, hatched.", "en"),
        (
            "Sales of bread were $12 million and of cakes $8 million. Cakes with cream brought $2 million,"
            " 25.0% of cake sales.",
            "en",
        ),
        (
            "The council collected 31,000 tonnes of waste and recycled 12,400 tonnes. Garden waste was 4,960"
            " tonnes, 40.0% of recycled waste.",
            "en",
        ),
        (
            "Tổng số đảng viên là 4.800 đồng chí. Đảng viên được đánh giá là 4.600 đồng chí. Có 920 đồng chí"
            " hoàn thành xuất sắc, bằng 20,0% số đảng viên được đánh giá.",
            "vi",
        ),
    ],
)
def test_a_share_of_what_its_words_name_or_of_what_the_text_does_not_tell_is_left_alone(text, lang):
    assert told(text, lang) == []
