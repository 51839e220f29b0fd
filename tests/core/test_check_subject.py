"""What a number is about: siblings, pairs, parts of a whole, things counted, plans, and named sums."""

import pytest

from service.core.check import check
from service.core.check.index import index_of
from service.core.source import read_source


def alarms(source, digest):
    return [(f.code, f.stated) for f in check(read_source(source), digest).flags if f.severity != "info"]


def metric(label, value, unit=None, quote=""):
    return {"metrics": [{"label": label, "value_text": value, "unit": unit, "quote": quote}]}


RATES = "Tỷ lệ hộ nghèo giảm từ 4,8% xuống còn 3,6%. Tỷ lệ học sinh tốt nghiệp đạt 98,5%."
LEVELS = (
    "Vaccination rose by 12 percentage points, from 52% to 64% of pupils. School meals reached 310 pupils."
)
PART = "Of the year's tasks, 14 out of the 17 resolutions were carried out. The board held 6 meetings."
PROFIT = "Lợi nhuận trước thuế (LNTT) đạt 52,4 tỷ đồng. Năm sau, LNTT dự kiến tối thiểu 61 tỷ đồng."
BLAME = "Thi hành kỷ luật 05 tổ chức đảng (khiển trách 03, cảnh cáo 02)."
FARM = "The farm keeps 418 cows and 57 goats. In spring it planted 1,250 trees. The yard has 36 beds."
SCHOOLS = "Toàn huyện có 12 trường mầm non, 31 trường tiểu học và 19 trường trung học cơ sở."
PRICES = "Giá lúa tươi 7.200 đồng/kg. Tỷ giá là 25.400 VND/USD. Chi bình quân một triệu rưỡi mỗi người."
PLAN = "Sales grew 6.4% to $820 million. For next year we expect sales growth of 9%."
TABLE = (
    "Budget by item (GBP)\n\nItem\tBudget\tActual\nStaff\t120,400\t118,250\nTravel\t35,300\t41,900\n\n"
    "Without staff, travel and budget took 74,100 GBP of all staff travel budget reserves.\n"
)
STAFF = "We recruited 76 nurses, up to 30 of whom will start by June.\n\nOn the wards there were 8 falls."
RANGE = "The average share price was $41.20. Next year earnings between $44 and $48 are within reach."
KITE = "Con diều lớn nhất dài 25m, rộng 6m. Lễ hội có 31 cuộc gọi và 42 câu lạc bộ. Phạt 7 hộ."
CALLS = "Đường dây nóng nhận 31 cuộc gọi. Lễ hội quy tụ 42 CLB, có 90 nghệ nhân. Dược sĩ: 21. Có 220 giường."
STAFFING = "On a typical day 87 patients were fit for discharge. There were 101 admissions to the wards."
CLOSED = "We closed two plants and ended the year with 4,812 employees, 5.1% fewer than the 5,071 we had."
AWARDS = (
    "Huyện ủy tặng giấy khen cho 7 cá nhân tiêu biểu năm qua.\n\n"
    "UBND huyện tặng giấy khen cho 12 tập thể và 54 cá nhân xuất sắc."
)
TERM = "Một số hợp đồng có thời hạn 10 năm, vượt quá 5 năm theo quy định."
ROOMS = "Khu du lịch có 14.890 phòng. Lễ hội có 120 nghệ nhân tham gia."
MIXED = 'Kho chứa 318.500 pallet. Theo báo cáo: "Costs averaged 1,250.5 million tons in 2022 across regions."'


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (RATES, "Tỷ lệ hộ nghèo cuối năm là 3,6%."),
        (RATES, metric("tỷ lệ hộ nghèo cuối năm", "3,6%", "%", "giảm từ 4,8% xuống còn 3,6%")),
        (LEVELS, "Vaccination now stood at 64%."),
        (PART, "Resolutions carried out stood at 14."),
        (PART, metric("resolutions carried out", "14 out of 17")),
        (PROFIT, "Kế hoạch lợi nhuận trước thuế là tối thiểu 61 tỷ đồng."),
        (BLAME, "Tổ chức đảng bị khiển trách là 03."),
        (SCHOOLS, "Tổng trường mầm non và trường tiểu học là 43 trường."),
        (SCHOOLS, "Tổng trường mầm non, trường tiểu học và trường trung học cơ sở là 62 trường."),
        (PRICES, "Giá lúa tươi là 7.200 đồng."),
        (PRICES, "Tỷ giá là 25,4 nghìn đồng."),
        (PRICES, "Chi bình quân mỗi người là 1.500 nghìn đồng."),
        (PLAN, "Sales growth stood at 6%."),
        (PLAN, "Sales growth expected next year stood at 9%."),
        (TABLE, metric("staff budget", "120,400")),
        (FARM, "The farm keeps 418 animals."),
        ("Có 4.215 hộ, 16.930 nhân khẩu.", metric("Households", "4,215")),
        ("Có 4.215 hộ, 16.930 nhân khẩu.", "Inhabitants stood at 16,930."),
        ("Kho có công suất 318.500 pallet lạnh.", metric("công suất kho", "318.500 pallet", "pallet")),
        ("Thửa đất rộng 12.480 m² ở xã.", metric("diện tích thửa đất", "12.480 m²", "m²")),
        ("Chênh lệch tỷ giá là -2,4 tỷ đồng.", metric("chênh lệch tỷ giá", "-2,4 tỷ đồng", "đồng")),
        ("The stay was 8.3 days, 96.2 percent of plan.", metric("stay", "8.3 days", "days")),
        ("Mắc 142,6/100.000 dân trong quý.", metric("tỷ suất mắc", "142,6 ca/100.000 dân", "ca/100.000 dân")),
        ("Mắc 142,6/100.000 dân trong quý.", metric("tỷ suất mắc", "142,6 người/100.000 dân")),
        (
            "Tỷ lệ trường đạt chuẩn là 79,6%. Chỉ tiêu năm sau: ít nhất 80% trường đạt chuẩn.",
            "Tỷ lệ trường đạt chuẩn là 80%.",
        ),
        (STAFF, metric("nurses starting by June", "at most 30 nurses")),
        (KITE, metric("con diều lớn nhất rộng", "6m")),
        (CALLS, metric("cuộc gọi phản ánh", "31 cuộc gọi")),
        (CALLS, metric("số giường", "220 giường")),
        (CLOSED, metric("employees of the year", "5,071 employees")),
        (CLOSED, "It had 5.1% fewer than the 5,071 it had before."),
        (AWARDS, metric("cá nhân được UBND huyện tặng giấy khen", "54 cá nhân")),
        (TERM, metric("thời hạn hợp đồng cho phép", "trên 5 năm")),
        (RANGE, "Average share price stood at $41.20."),
        (RANGE, metric("share price expected next year", "between $44 and $48")),
        (ROOMS, "Khu du lịch có 14.890 phòng lưu trú."),
        ("Thu hút 1.200 lượt người/đêm.", "Thu hút mỗi đêm 1.200 lượt người."),
    ],
)
def test_a_right_figure_under_other_words_raises_no_alarm(source, digest):
    assert alarms(source, digest) == []


@pytest.mark.parametrize(
    ("source", "digest", "code"),
    [
        (BLAME, "Tổ chức đảng bị khiển trách là 02.", "wrong_subject"),
        (RATES, metric("tỷ lệ học sinh tốt nghiệp", "3,6%"), "wrong_subject"),
        (RATES, "Tỷ lệ hộ nghèo tăng từ 4,8% lên 9,9%.", "sign_changed"),
        (LEVELS, "Vaccination fell by 12 percentage points.", "sign_changed"),
        (FARM, "The farm keeps 418 trees.", "unit_changed"),
        (KITE, metric("con diều lớn nhất rộng", "25m"), "wrong_subject"),
        (CALLS, metric("cuộc gọi phản ánh", "31 CLB"), "unit_changed"),
        (CALLS, metric("dược sĩ", "21 giường"), "unit_changed"),
        (STAFFING, metric("patients fit for discharge", "87 admissions"), "unit_changed"),
        (CLOSED, metric("employees of the year", "5,071 plants"), "unit_changed"),
        (CLOSED, "It had 5.1% more than the 5,071 it had before.", "sign_changed"),
        (FARM, metric("farm cows", "418 trees"), "unit_changed"),
        (SCHOOLS, "Tổng trường mầm non và trường tiểu học là 45 trường.", "not_in_source"),
        ("Doanh thu tăng 12% so với năm trước.", "Doanh thu giảm 12%.", "sign_changed"),
        (STAFF, metric("nurses starting by June", "at most 30 falls"), "unit_changed"),
        (ROOMS, "Khu du lịch có 14.890 nghệ nhân.", "wrong_subject"),
        ("The stay was 8.3 days last year.", metric("stay", "8.3 weeks", "weeks"), "unit_changed"),
        ("Margin was 13.4% of sales.", metric("margin", "13.4 percentage points"), "percent_point_confused"),
        ("Tổng diện tích 12.480 m², gồm 46 thửa.", "Bình quân mỗi thửa 271,3 ha.", "not_in_source"),
        ("Có 3 xã, 5 thôn, 7 tổ.", "Số liệu: 12 34 56 78 90 123 450000", "not_in_source"),
    ],
)
def test_a_figure_of_something_else_is_told(source, digest, code):
    assert code in {found for found, _ in alarms(source, digest)}


def test_prose_in_two_languages_is_read_sentence_by_sentence():
    digest = "Kho chứa 318.500 pallet hàng lạnh. Costs averaged 1,250.5 million tons in 2022 across regions."
    assert alarms(MIXED, digest) == []


def test_a_year_at_the_head_of_a_sentence_is_that_of_the_report():
    source = (
        "BÁO CÁO NĂM 2021\n\nKết quả: thu 345,6 tỷ đồng. So với năm 2020 tăng 5%.\n\n"
        "Phương hướng năm 2022 và năm 2023 như sau.\n\nTrồng 17 ha rừng."
    )
    assert alarms(source, "Năm 2021, trồng 17 ha rừng.") == []
    assert [code for code, _ in alarms(source, "Năm 2023, trồng 17 ha rừng.")] == ["year_changed"]


def test_a_message_says_a_unit_once():
    stated = [s for _, s in alarms("Thu 285,695 tỷ đồng.", metric("Thu", "385.695 tỷ đồng", "tỷ đồng"))]
    assert stated == ["385.695 tỷ đồng"]
    stated = [s for _, s in alarms("Thu 285,695 tỷ đồng.", metric("Thu", "985,1", "tỷ đồng"))]
    assert stated == ["985,1 tỷ đồng"]


BILINGUAL = (
    "Dự án có hai hợp phần. Hợp phần sinh kế và hợp phần đào tạo đều chi đúng tiến độ của năm.\n\n"
    "Component            Budget (USD)    Spent (USD)\n"
    "Forest restoration   225,000         213,750\n"
    "Training             70,500          62,180\n"
    "Cho vay              12,400          11,900\n"
)


@pytest.mark.parametrize(
    "digest",
    [
        "Chi hợp phần đào tạo là 62.180 USD.",
        "Dự toán hợp phần đào tạo là 70.500 USD.",
        "Chi hợp phần sinh kế và đào tạo đều đúng tiến độ, riêng đào tạo chi 62.180 USD.",
    ],
)
def test_words_of_another_language_than_the_cells_deny_nothing(digest):
    flags = check(read_source(BILINGUAL, "vi"), digest).flags
    assert [f.code for f in flags if f.severity in ("error", "warning")] == []


@pytest.mark.parametrize(("figure", "foreign"), [("62,180", True), ("11,900", False)])
def test_a_cell_is_foreign_where_its_row_has_words_that_are_no_vietnamese_syllables(figure, foreign):
    source = read_source("Khoản    Số tiền\nTraining    62,180\nCho vay    11,900\n", "vi")
    number = next(i for i, m in enumerate(source.mentions) if m.text == figure)
    assert index_of(source).foreign(number) is foreign


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        ("Kho có 12 quầy và 5 điểm nhận trả ở các phường.", "Điểm nhận trả là 5 điểm."),
        ("Đã giải quyết 4.310 trường hợp, trả lại 87 hồ sơ.", "Kết quả giải quyết là 4.310 hồ sơ."),
        ("In 1,418 cases the meter failed; we made 3,902 inspections.", "Failed meters: 1,418 inspections."),
        ("Vay không thế chấp 310 tỷ đồng, bằng 24,5% dư nợ.", "Tỷ lệ vay không thế chấp là 24,5%."),
        (
            "Hoàn thành tốt 1.310, bằng 81,2%; hoàn thành 212, bằng 13,1%; không hoàn thành 92, bằng 5,7%.",
            "Hoàn thành nhiệm vụ là 212 đảng viên.",
        ),
    ],
)
def test_what_the_source_says_in_its_own_words_is_right(source, digest):
    assert [flag.code for flag in check(read_source(source), digest).flags if flag.path is not None] == []


HURT = (
    "Who was hurt\n\nBy how they were travelling\n- on foot: 318 (20.8%)\n- by pedal cycle: 274 (17.9%)\n\n"
    "Under 16s made up 142 casualties (9.3%) of the road. Tests found 1,850 of the 2,000 lamps lit."
)
LAMPS = "Tests found 1,850 lamps lit, and 300 of the poles sound."
FIRES = "Có 24 vụ cháy ở cơ sở sản xuất, phương tiện giao thông 15 vụ, cháy rừng 6 vụ."
OUTBREAKS = "Đội cơ động đã xử lý 210 trong tổng số 214 ổ dịch được phát hiện."
HYDRANTS = "We tested 5,875 of the county's 6,250 hydrants (94%), leaving 375 for the coming spring."
WOMEN = "Công ty có 5.230 lao động. “3.347 chị em gắn bó từ ngày đầu”, bà nói."


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (HURT, metric("share of pedestrian casualties", "20.8%", "%", "on foot: 318 (20.8%)")),
        (HURT, "Engineers found 1,850 of the lamps lit."),
        (LAMPS, "Engineers found 1,850 of the lamps lit."),
        (FIRES, metric("vụ cháy phương tiện", "15 vụ")),
        (HYDRANTS, metric("hydrants not tested", "375 hydrants")),
        (WOMEN, metric("lao động nữ", "3.347 lao động")),
    ],
)
def test_words_that_stand_nowhere_are_no_evidence_for_another_figure(source, digest):
    assert alarms(source, digest) == []


def test_the_title_of_a_digest_names_no_figure_of_its_prose():
    digest = {"title": "Roads", "key_points": ["Cyclist casualties came to 274 casualties."]}
    assert alarms(HURT, digest) == []


def test_a_figure_that_rounds_is_found_in_its_quote_though_the_rounded_one_stands_elsewhere():
    source = "There were 9 growers in the valley.\n\nOther markets took 11.4 tonnes (8.9%)."
    digest = metric("share of growers elsewhere", "9%", "%", "Other markets took 11.4 tonnes (8.9%).")
    assert alarms(source, digest) == []


def test_the_years_of_a_sentence_without_another_figure_are_told_apart():
    source = "Nghị quyết ban hành năm 2019, sửa đổi năm 2021. Có 45 hộ."
    assert alarms(source, "Nghị quyết sửa đổi năm 2019.") == [("year_changed", "2019")]
    assert not alarms(source, "Nghị quyết sửa đổi năm 2021.")


GRADED = "Có 1.522 đảng viên xếp loại: hoàn thành tốt 1.310; hoàn thành 212; không hoàn thành 37."


@pytest.mark.parametrize(
    ("source", "label", "value", "told"),
    [
        ("Có 26 chi bộ hoàn thành tốt nhiệm vụ.", "chi bộ hoàn thành", "26", False),
        ("Có 26 chi bộ không hoàn thành nhiệm vụ.", "chi bộ hoàn thành", "26", True),
        ("Có 26 chi bộ hoàn thành nhiệm vụ.", "chi bộ hoàn thành tốt", "26", True),
        (GRADED, "hoàn thành", "1310", True),
        (GRADED, "hoàn thành", "212", False),
    ],
)
def test_a_label_that_shortens_the_words_of_its_figure_denies_nothing_without_another_figure(
    source, label, value, told
):
    assert (alarms(source, metric(label, value)) != []) is told
