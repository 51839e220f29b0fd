"""A label belongs to another figure only where all that is said of both figures says so."""

import pytest

from service.core.check import check
from service.core.check.index import index_of
from service.core.check.reach import CLAUSE, OVER, OWNED, SAID, Reach
from service.core.check.subject import Subjects
from service.core.claims import find_claims
from service.core.source import read_source


def alarms(source, digest):
    return [(f.code, f.stated) for f in check(read_source(source), digest).flags if f.severity != "info"]


def metric(label, value, unit=None):
    return {"metrics": [{"label": label, "value_text": value, "unit": unit}]}


def levels(source, text):
    index = index_of(read_source(source))
    number = next(n for n, mention in enumerate(index.mentions) if mention.text == text)
    return Reach(index).levels(number)


CLINIC = (
    "Quỹ BHYT thanh toán 158,2 tỷ đồng, người bệnh nộp 37,9 tỷ đồng. Chuyển tuyến trên 1.132 ca, bằng 4,6% "
    "số điều trị.\n\nCuối năm còn nợ cơ quan bảo hiểm khoảng 3 tỷ đồng.\n\n"
    "Năm sau, bệnh viện sẽ giảm tỷ lệ chuyển tuyến còn 4,5%."
)
LETTERS = (
    "Các cấp tiếp nhận 238 đơn, kỳ trước chuyển sang 19 đơn nên tổng số phải giải quyết là 257 đơn. "
    "Đến nay đã xem xét xong 231 đơn, hiện còn 26 đơn đang thẩm tra."
)
ORCHARD = "Vườn cam của hợp tác xã rộng 120 ha.\n\nVườn bưởi của nông trường rộng 75 ha."
FEES = (
    "Permit fees brought in $4.2 million in the year.\n\nLibrary fines brought in $0.3 million.\n\n"
    "We inspected 5,875 of the county’s 6,250 hydrants."
)
SHOPS = "Revenue by segment (£m)\n\nSegment\t2024\t2023\nRetail\t201.7\t191.5\nTrade\t82.3\t74.6\n"


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (CLINIC, metric("thu từ bảo hiểm y tế", "158,2 tỷ đồng")),
        (CLINIC, metric("tỷ lệ chuyển tuyến", "4,6%")),
        (LETTERS, metric("đơn đang thẩm tra", "26 đơn")),
        (LETTERS, metric("đơn tiếp nhận trong kỳ", "238 đơn")),
        (ORCHARD, metric("diện tích vườn cam", "120 ha")),
        (FEES, metric("revenue from permit fees", "$4.2 million")),
        (FEES, metric("hydrants inspected", "5,875")),
        (SHOPS, metric("Retail revenue", "£201.7m")),
        (SHOPS, metric("Trade revenue 2023", "£74.6m")),
    ],
)
def test_a_right_label_in_words_from_about_its_figure_is_left_in_peace(source, digest):
    assert alarms(source, digest) == []


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (CLINIC, metric("người bệnh nộp", "158,2 tỷ đồng")),
        (ORCHARD, metric("diện tích vườn bưởi của nông trường", "120 ha")),
        (FEES, metric("library fines", "$4.2 million")),
        (FEES, metric("municipal permit fees", "$0.3 million")),
    ],
)
def test_a_label_whose_words_stand_at_another_figure_is_told(source, digest):
    assert [code for code, _ in alarms(source, digest)] == ["wrong_subject"]


def test_a_word_is_surer_the_nearer_it_stands():
    text = "Nuôi gia súc.\n\nTrang trại ở xã Hòa Bình, sau đợt rét, có đàn bò 940 con; đàn lợn 310 con."
    said = levels(text, "940")
    assert (said["bò"], said["trang"], said["lợn"]) == (OWNED, CLAUSE, SAID)
    over = levels("Năm qua mưa nhiều. Thóc thu về 310 tấn. Giá bán đạt 7.200 đồng.", "7.200 đồng")
    assert (over["mưa"], over["thóc"], over["giá"]) == (OVER, OVER, OWNED)


def test_a_part_is_told_by_what_stands_behind_its_whole():
    assert levels(FEES, "5,875")["hydrant"] == CLAUSE
    assert levels("They checked 14 pumps, then 17 valves.", "14")["valv"] == SAID


def test_a_word_that_the_source_lacks_weighs_nothing():
    source = read_source(FEES)
    reach, subjects = Reach(index_of(source)), Subjects(index_of(source))

    def margin(label, own, rival):
        return reach.margin(subjects.claim(find_claims(metric(label, "$9")).drafts[0]), own, rival)

    known, more = "Permit receipts up", "Permit municipal receipts up"
    assert margin(known, 1, 0) == margin(more, 1, 0) > margin(known, 0, 1)
