"""What a claim counts: names that the source counts by elsewhere, kindred names, and the wholes of parts."""

import pytest

from service.core.check import check
from service.core.check.things import akin, things_of
from service.core.source import read_source


def alarms(source, digest):
    flags = check(read_source(source), digest).flags
    return [(f.code, f.stated, f.expected) for f in flags if f.path is not None]


def metric(label, value):
    return {"metrics": [{"label": label, "value_text": value, "unit": None, "quote": ""}]}


COLLEGE = (
    "The college taught 24,806 students. Undergraduates numbered 17,455; "
    "there were 7,351 on taught courses.\n\n"
    "Of the intake 3,301 were women and 2,589 men. Of the 5,702 who had started, 5,338 came back.\n\n"
    "It received 38 bids, made 412 new awards and conferred 4,983 first degrees."
)
MARKET = (
    "Store cattle entered: 1,284 head.\n\nOf the cattle forward 1,207 changed hands and 77 went home.\n\n"
    "- heifers: 411\n- young bulls: 154\n\n212 vendors used the yard: 168 brought cattle and 97 sheep. "
    "Three wagons were loaded."
)
CLINIC = (
    "The clinic logged 9,450 visits on 210 days, and its nurses referred 1,323 patients onward, "
    "14% of the visits. The fund paid 52 grants."
)
POLICE = (
    "There were 22,310 offences of violence, 17,940 thefts, 4,150 vehicle offences and 3,260 burglaries.\n\n"
    "The force has 1,180 officers."
)
BOARD = (
    "Kiểm điểm 23 cá nhân, gồm 4 lãnh đạo Ban và 19 chuyên viên, giám sát viên. Có 60 gói thầu.\n\n"
    "Tổ chức 12 lớp bồi dưỡng cho 640 lượt báo cáo viên. Hội nghị báo cáo viên: 9 hội nghị."
)


@pytest.mark.parametrize(
    ("source", "label", "value"),
    [
        (COLLEGE, "Undergraduates", "17,455 students"),
        (COLLEGE, "Women in the intake", "3,301 students"),
        (COLLEGE, "Men in the intake", "2,589 students"),
        (COLLEGE, "Entrants who came back", "5,338 students"),
        (COLLEGE, "Taught courses", "7,351 students"),
        (COLLEGE, "First degrees conferred", "4,983 degrees"),
        (COLLEGE, "First degrees", "4,983"),
        (MARKET, "Young bulls", "154 head"),
        (MARKET, "Heifers", "411 head"),
        (MARKET, "Cattle that changed hands", "1,207 head"),
        (MARKET, "Vendors of sheep", "97 vendors"),
        (CLINIC, "Patients referred", "1,323 visits"),
        (POLICE, "Vehicle offences", "4,150 offences"),
        (BOARD, "chuyên viên, giám sát viên bị kiểm điểm", "19 cá nhân"),
        (BOARD, "Lãnh đạo Ban bị kiểm điểm", "4 cá nhân"),
    ],
)
def test_a_name_of_the_class_of_the_label_or_of_the_whole_is_right(source, label, value):
    assert alarms(source, metric(label, value)) == []
    copula = "là" if source is BOARD else "stood at"
    assert alarms(source, f"{label} {copula} {value}.") == []


@pytest.mark.parametrize(
    ("source", "label", "value"),
    [
        (COLLEGE, "Entrants who came back", "5,338 bids"),
        (COLLEGE, "Undergraduates", "17,455 bids"),
        (MARKET, "Young bulls", "154 vendors"),
        (MARKET, "Heifers", "411 wagons"),
        (MARKET, "Vendors with cattle", "168 head"),
        (CLINIC, "Patients referred", "1,323 grants"),
        (POLICE, "Burglaries", "3,260 officers"),
        (BOARD, "chuyên viên, giám sát viên bị kiểm điểm", "19 gói thầu"),
        (BOARD, "lượt báo cáo viên dự hội nghị", "640 hội nghị"),
    ],
)
def test_a_name_that_the_source_counts_other_things_by_is_told(source, label, value):
    assert [code for code, *_ in alarms(source, metric(label, value))] in (
        ["unit_changed"],
        ["wrong_subject"],
    )


def test_both_sides_of_a_changed_unit_are_told_apart():
    found = alarms("The trust runs two clinics by the sea.", metric("Clinics by the sea", "two shares"))
    assert found == [("unit_changed", "two shares", "two clinics")]
    (code, stated, expected), *_ = alarms("The fee is £120 a month.", "The fee is £120 a year.")
    assert code == "unit_changed"
    assert stated != expected


def test_keys_of_one_family_are_akin():
    assert akin("patient", "party_member")
    assert not akin("bed", "member")
    assert things_of("party") == {"party"}


ROADS = (
    "There were 1,527 casualties on 214 miles of road, after 1,102 collisions:\n\n"
    "- killed, 11\n- hurt badly, 214\n- hurt a little, 1,302\n\nThe council filled 412 potholes."
)


def test_the_parts_of_a_list_may_be_counted_by_the_name_of_their_sum():
    assert alarms(ROADS, metric("Hurt a little", "1,302 casualties")) == []
    assert alarms(ROADS, metric("Hurt badly", "214 casualties")) == []
    assert alarms(ROADS, metric("Hurt a little", "1,302 potholes")) != []


def test_a_level_of_a_year_gone_by_is_an_earlier_one():
    source = (
        "BÁO CÁO NĂM 2024\n\n"
        "Nợ quá hạn 178 triệu đồng, bằng 0,12% tổng dư nợ; cuối năm 2023 là 241 triệu đồng.\n\n"
        "Thu nhập bình quân từ 52,8 triệu đồng năm 2022 lên 61,3 triệu đồng một hộ."
    )
    assert alarms(source, metric("Nợ quá hạn năm trước", "241 triệu đồng")) == []
    assert alarms(source, metric("Thu nhập bình quân hộ năm trước", "61,3 triệu đồng")) != []


def test_a_figure_with_a_sign_is_a_change():
    source = (
        "- Group revenue £718.1m (H1 2023: £703.9m), up 2.0%; like-for-like +2.6%, the gap being closures"
    )
    assert alarms(source, metric("like-for-like growth", "+2.6%")) == []


def test_the_level_of_a_change_is_told_by_the_name_of_the_change():
    source = "In Homeware the decline narrowed from 6.3% in the first quarter to 1.9% in the second."
    assert alarms(source, metric("decline in homeware, second quarter", "1.9%")) == []


def test_what_something_is_up_on_is_no_change():
    source = "Income from research grants reached £118.6 million, 6.9 per cent up on £110.9 million."
    assert alarms(source, metric("Research income a year before", "£110.9 million")) == []


def test_changes_told_as_levels_are_told_unless_the_string_names_a_time_of_its_own():
    source = "Output rose by 40 tonnes to 610 tonnes, and exports rose by 12 tonnes to 95 tonnes."
    told = "the firm made 40 tonnes and shipped 12 tonnes."
    assert [stated for _, stated, _ in alarms(source, f"Then {told}")] == ["40 tonnes", "12 tonnes"]
    assert [code for code, *_ in alarms(source, f"In 2021 {told}")] == ["year_changed"]


LIBRARY = (
    "The library holds 1,840 books. The north hall keeps 1,300 maps and 540 atlases.\n\n"
    "The lodge holds 2,200 sheets. Its drawers keep 720 prints, 860 plans and 620 drafts."
)


@pytest.mark.parametrize(
    ("label", "value", "right"),
    [
        ("Maps in the north hall", "1,300 books", True),
        ("Maps in the north hall", "1,300 sheets", False),
        ("Plans in the drawers", "860 sheets", True),
        ("Plans in the drawers", "860 books", False),
    ],
)
def test_parts_that_make_up_a_whole_may_have_its_name(label, value, right):
    assert (alarms(LIBRARY, metric(label, value)) == []) is right


def test_a_unit_beside_the_value_is_what_the_claim_counts():
    source = "The ward has 190 beds by the window. The classes had 214 children."
    fields = {"value_text": "190", "unit": "children", "quote": ""}
    assert alarms(source, {"metrics": [fields | {"label": "Children by the window"}]}) == []
    assert alarms(source, {"metrics": [fields | {"label": "Places by the window"}]}) != []


def test_a_sentence_that_opens_with_its_figure_has_no_label():
    assert alarms(COLLEGE, "5,338 students came back.") == []
    assert alarms(MARKET, "154 buyers came, 411 vendors sold.") != []
