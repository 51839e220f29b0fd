"""Paths of the check that everyday digests seldom take, one small report each."""

import pytest

from service.core.check import check
from service.core.locate import locate
from service.core.source import read_source


def reasons(source, digest, lang="auto"):
    return {c.text: c.reason.value for c in check(read_source(source, lang), digest).claims}


def metric(label, value, unit=None, **more):
    return [{"label": label, "value_text": value, "unit": unit, **more}]


HONOURS = "Tập thể được tỉnh công nhận lao động xuất sắc là 83 tập thể. Huyện có 38 {other}."
WATER = "The fund spent 95% of its grant. Functionality of water points was checked at 40 sites."
SCHOOLS = "Toàn huyện có 12 trường mầm non, 31 trường tiểu học và 19 trường trung học cơ sở."
HOTEL = "Công suất phòng khách sạn đạt 70%-75% trong năm. Tỷ lệ nợ quá hạn phòng khách là 3%."
YOUNG = "Đảng viên trẻ công tác ở cơ sở 25 năm. Trong cơ sở có người 60 tuổi."
POVERTY = "Chi ngân sách đạt 96,4% dự toán. Mục tiêu tỷ lệ hộ nghèo là 3,2%. Tỷ lệ hộ nghèo đạt 4,1%."
ONLINE = "Doanh thu bán hàng tăng 12% so với năm trước. Tỷ lệ doanh thu bán hàng trực tuyến là 30%."


@pytest.mark.parametrize(
    ("source", "digest", "expected"),
    [
        (
            HONOURS.format(other="tổ chức"),
            "Tập thể được tỉnh công nhận lao động xuất sắc là 38.",
            {"38": "digits_changed"},
        ),
        (
            HONOURS.format(other="tập thể"),
            "Tập thể được tỉnh công nhận lao động xuất sắc là 38 tập thể.",
            {"38": "digits_changed"},
        ),
        (WATER, "Functionality of water points stood at 95%.", {"95%": "wrong_subject"}),
        (POVERTY, metric("mục tiêu tỷ lệ hộ nghèo", "96,4%"), {"96,4%": "wrong_subject"}),
        ("Kết nạp 4; 12 đảng viên.", "It has 4 members.", {"4": "wrong_subject"}),
        ("Đạt 3/4 chỉ tiêu; hiến 5 ha đất.", "Hiến 4 ha đất.", {"4 ha": "digits_changed"}),
        ("Làm thêm dưới 42 giờ/tháng.", "Làm thêm ít nhất 40 giờ/tháng.", {"40 giờ/tháng": "digits_changed"}),
        (
            "In 2019 the plant opened in Hanoi. In 2021 the office moved.",
            "The plant opened in Hanoi in 2021.",
            {"2021": "year_changed"},
        ),
        (
            "Costs: up 12%. Online sales of shoes had a share of 30%.",
            metric("Online sales of shoes rise", "12%"),
            {"12%": "wrong_subject"},
        ),
        (
            "The lab keeps 418 wugs and 57 daxes. In spring it built 1,250 blickets.",
            [*metric("lab wugs", "418 blickets"), *metric("lab daxes", "57 blickets")],
            {"418": "unit_changed", "57": "unit_changed"},
        ),
        (SCHOOLS, "Tổng trường mầm non và bệnh viện là 45 trường.", {"45": "not_in_source"}),
        ("Có 40 tỷ đồng.", metric("Thu", "40 tỷ đồng", period="2015"), {"2015": "year_changed"}),
        ("Năm 2021 có 5 xã.", {"period": {"start": "2021-03-01"}}, {"2021-03-01": "not_in_source"}),
    ],
)
def test_what_is_wrong_is_named(source, digest, expected):
    assert expected.items() <= reasons(source, digest).items()


@pytest.mark.parametrize(
    ("source", "digest", "expected"),
    [
        (
            "Chi 1,514.2 triệu đồng; công suất là 2,300 tấn mỗi ngày.",
            "Công suất là 2,300 tấn mỗi ngày.",
            {"2,300 tấn mỗi ngày": "exact"},
        ),
        ("Có 9.295 đảng viên.", metric("Party members", "9,295 đảng viên"), {"9,295": "same_value"}),
        ("Huyện kiểm tra 264 đảng viên, thu 5%.", "The district supervised 264 members.", {"264": "exact"}),
        (
            "So với năm 2015 mở 3 lớp. Doanh thu đạt 40 tỷ đồng.",
            "So với năm 2015, doanh thu đạt 40 tỷ đồng.",
            {"2015": "exact"},
        ),
        (
            "9 out of the 11 tasks were done. The rest waits.",
            "The share of tasks done was 81.8%.",
            {"81.8%": "derived"},
        ),
        (
            "Huyện kiểm tra 264 đảng viên, 12 đảng viên được kiểm tra lại.",
            "The district supervised 264 members.",
            {"264": "exact"},
        ),
        (
            "Huyện kiểm tra 264 đảng viên; kiểm tra 12 đảng viên ở cơ sở.",
            "Huyện giám sát 264 đảng viên ở cơ sở.",
            {"264": "exact"},
        ),
        ("Có 6 xã và 2 thôn, 7 ha.", "Xã gấp 3 lần thôn.", {"gấp 3 lần": "derived"}),
        ("Có 12 đảng viên.", metric("Đảng viên", "12", "-"), {"12": "exact"}),
        (HOTEL, metric("Công suất phòng khách sạn", "3%"), {"3%": "exact"}),
        (YOUNG, metric("Công tác đảng viên trẻ ở cơ sở", "60 tuổi", "tuổi"), {"60 tuổi": "exact"}),
        (ONLINE, "Doanh thu bán hàng trực tuyến tăng 12%.", {"12%": "exact"}),
    ],
)
def test_without_a_clearly_better_figure_the_claim_keeps_the_benefit_of_the_doubt(source, digest, expected):
    assert expected.items() <= reasons(source, digest).items()


TABLE = "Kết quả (ha)\n\nCây trồng\tNăm 2021\tNăm 2022\nLúa mùa sớm\t120\t135\nNgô đông\t64\t71\n\n"


def test_a_row_that_is_named_word_for_word_yields_to_no_figure_outside_the_table():
    source = f"{TABLE}Diện tích lúa mùa sớm theo kế hoạch của huyện là 999 ha."
    label = "Diện tích lúa mùa sớm của huyện theo kế hoạch"
    assert reasons(source, metric(label, "120", "ha"))["120"] == "exact"
    assert reasons(source, metric("Diện tích ngô theo kế hoạch của huyện", "120", "ha"))["120"] != "exact"


def test_a_sum_of_very_many_named_things_is_not_searched():
    names = [f"Xã {one}{two}" for one in "bcdgh" for two in "klmnp"]
    source = " ".join(f"{name} có {100 + i} hộ." for i, name in enumerate(names))
    for count in (7, 12, 20):
        total = f"Tổng {', '.join(names[:count])} và {names[24]} là 99.999 hộ."
        assert reasons(source, total) == {"99.999": "not_in_source"}


def test_things_of_one_name_are_not_added_up_in_every_way():
    source = " ".join(f"Xã vùng cao {name} có {101 + i} hộ." for i, name in enumerate("bcdghklmn"))
    alike = ", ".join(["xã vùng cao"] * 6)
    assert reasons(source, f"Tổng {alike} và xã vùng cao là 88.888 hộ.") == {"88.888": "not_in_source"}


@pytest.mark.parametrize("copies", [1, 2, 4])
def test_a_sentence_that_stands_many_times_supports_like_one(copies):
    source = "\n\n".join(["Huyện kiểm tra 264 đảng viên, giám sát 216 đảng viên."] * copies)
    assert reasons(source, "Huyện kiểm tra 264 đảng viên.") == {"264": "exact"}
    assert reasons(source, "Huyện kiểm tra 216 đảng viên.") == {"216": "wrong_subject"}


def test_a_period_may_be_a_year_that_the_report_names_less_than_its_own():
    source = (
        "Năm 2021 có 5 xã. Năm 2021 thu 6 tỷ đồng. Năm 2021 đạt 7 ha. " + "Chữ " * 200 + "năm 2019 có 8 xã."
    )
    assert reasons(source, {"period": "2019"}) == {"2019": "exact"}
    again = source.replace("Năm 2021 đạt 7 ha. ", "Năm 2021 đạt 7 ha. " * 3)
    assert reasons(again, {"period": "2019"}) == {"2019": "year_changed"}


def test_a_word_that_stands_near_every_figure_finds_none():
    rows = " ".join(f"Xã {chr(97 + i % 26)}{chr(97 + i // 26)} có {1000 + i} hộ." for i in range(320))
    source = f"{rows} Đàn trâu có 17 con."
    assert reasons(source, "Xã zz có 5.555 hộ.") == {"5.555": "not_in_source"}
    assert reasons(source, "Đàn trâu có 71 con.") == {"71": "digits_changed"}


def test_a_phone_is_not_checked_and_a_code_before_a_counted_thing_needs_a_person():
    source = "Có 3 xã và 5 đảng viên."
    assert reasons(source, "Gọi đường dây nóng 0905 12 34 56 78.") == {"0905 12 34 56 78": "not_checked"}
    assert reasons(source, "Phiên bản 1.2.3.4 của phần mềm.") == {"1.2.3.4": "not_checked"}
    assert reasons(source, "Kết nạp 12.34.56.78 đảng viên.") == {"12.34.56.78": "ambiguous"}


def test_words_far_apart_in_the_source_make_no_quote():
    between = "một việc khác rất dài được kể ở giữa hai đầu của câu này " * 3
    source = read_source(f"Huyện ủy đã họp {between} về chỉ tiêu thu. Có 5 xã.")
    assert locate("Huyện ủy đã về chỉ tiêu", source) is None


@pytest.mark.parametrize(
    ("digest", "verdict"),
    [
        ("Tỷ lệ hộ nghèo giảm 1,27 điểm phần trăm.", "supported"),
        ("Tỷ lệ hộ nghèo giảm 1,27%.", "unsupported"),
        ("Tỷ lệ hộ không nghèo là 97,85%.", "supported"),
    ],
)
def test_the_difference_of_two_percentages_is_one_in_points(digest, verdict):
    source = read_source("Tỷ lệ hộ nghèo giảm từ 3,42% xuống còn 2,15%.")
    (claim,) = check(source, digest).claims
    assert claim.verdict.value == verdict


def test_a_decrease_is_shown_as_the_larger_less_the_smaller():
    source = read_source("Năm 2020 có 38 tàu, năm 2021 có 2 tàu.")
    (claim,) = check(source, "Số tàu giảm 94,74%.").claims
    assert claim.formula == "(38 − 2) ÷ 38 = 94,74%"


def test_a_claim_that_begins_its_sentence_with_nothing_in_front_of_it_is_checked():
    source = (
        "Trong những đồng chí có vi phạm, 7 đồng chí đến mức phải thi hành kỷ luật, tức 63,6%. "
        "dưới các đảng bộ cơ sở có 318 chi bộ trực thuộc."
    )
    told = (
        "318 đồng chí đến mức phải thi hành kỷ luật, Trong những đồng chí có vi phạm, dưới các đảng bộ cơ sở "
        "có 318 chi bộ trực thuộc."
    )
    assert [c.text for c in check(read_source(source), told).claims] == ["318", "318"]
