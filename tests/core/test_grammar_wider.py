"""Tables under one head, plans under headings, hedges that are none, noun phrases as units, German."""

import sys

import pytest

from service.core.grammar import find_mentions, guess_lang
from service.core.locales import LOCALES
from service.core.types import Direction, Form, Kind, Qualifier


def cells(text, lang="auto"):
    return [(m.text, m.kind.value, m.value) for m in find_mentions(text, lang) if m.rule == "table_cell"]


@pytest.mark.parametrize(
    ("note", "head", "expected"),
    [
        ("", "Item (£m)\t2022-23\t2023-24", ("money", "412600000")),
        ("", "USD million\t2021\t2022", ("money", "412600000")),
        ("", "€\t2021\t2022", ("money", "412.6")),
        ("Sales by segment ($ in thousands):\n", "Segment\t2022\t2023", ("money", "412600")),
        ("Balance sheet, in millions of euros\n", "Item\t2022\t2023", ("money", "412600000")),
        ("(in thousands of US dollars)\n", "Item\t2022\t2023", ("money", "412600")),
        ("Fees, £000\n", "Item\t2022\t2023", ("money", "412600")),
        ("(in millions)\n", "Item\t2022\t2023", ("cardinal", "412600000")),
        ("(bn tonnes)\n", "Item\t2022\t2023", ("measure", "412600000000")),
    ],
)
def test_one_head_or_note_states_the_unit_of_every_column(note, head, expected):
    text = f"{note}{head}\nFees\t412.6\t431.0\nGrants\t120.3\t118.9\n"
    found = cells(text, "en")
    assert len(found) == 4
    assert found[0] == ("412.6", *expected)


def test_a_column_of_shares_keeps_its_own_unit_and_a_row_number_has_none():
    text = (
        "STT\tChỉ tiêu\tĐVT\tNăm 2023\tSo sánh %\n1\tDiện tích\tha\t1.250\t104,2\n2\tLúa\ttấn\t7.440\t-1,5\n"
    )
    assert cells(text) == [
        ("1.250", "measure", "1250"),
        ("104,2", "percent", "104.2"),
        ("7.440", "measure", "7440"),
        ("-1,5", "percent", "-1.5"),
    ]


def test_a_head_that_dates_its_column_is_no_unit():
    assert cells("Item\tTháng 9\tNăm\nThu\t12\t15\nChi\t10\t11\n") == []


def targets(text, lang="auto"):
    return [m.text for m in find_mentions(text, lang) if m.target]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "II. MỤC TIÊU NĂM 2024\n\n- Thu 5 tỷ đồng;\n- Còn dưới 3%.\n\nIII. KHÁC\n- Có 7 xã.",
            ["5 tỷ đồng", "3%"],
        ),
        ("1. Mục tiêu\na) Đạt 5%\n2. Kết quả\na) Đạt 4%", ["5%"]),
        ("MỤC TIÊU\n- Đạt 5%", ["5%"]),
        ("Đã họp.\nMỤC TIÊU\nĐạt 5% rồi", []),
        ("Đã họp.\nMỤC TIÊU\n- Đạt 5% rồi", ["5%"]),
        ("Kế hoạch 2024: doanh thu 5 tỷ đồng, lãi 1 tỷ đồng. Nay có 7 xã.", ["5 tỷ đồng", "1 tỷ đồng"]),
        ("Kế hoạch vụ mùa: 120 ha; 15 tấn", ["120 ha", "15 tấn"]),
        ("Kế hoạch, đã nói: 5 xã", []),
        ("Ông nói mục tiêu cả năm là 5 triệu lượt, thu 8 tỷ đồng: “Phải làm”", ["5 triệu", "8 tỷ đồng"]),
        ("bổ sung có mục tiêu 15 tỷ đồng cho 2 xã", []),
        ("Phấn đấu trong 3 tháng xong 5 xã, không quá 9 tháng", ["5", "9 tháng"]),
        ("Target: 120 water points. Achieved: 124 (103.3%), namely 71 boreholes.", ["120"]),
        ("Targets: 4,000 homes; 300 wells. Delivered so far: 3,200 homes.", ["4,000", "300"]),
        ("Chỉ tiêu: 120 công trình. Thực hiện: 124 công trình, gồm 71 giếng khoan.", ["120"]),
        ("Chỉ tiêu năm 2025: kết nạp 45 đảng viên; tổ chức thực hiện 14 chương trình.", ["45", "14"]),
        ("against a target of 36,000 (107.3%).", ["36,000"]),
        ("We expect growth of 3% to 5%, and a margin of at least 41.5%.", ["3% to 5%", "41.5%"]),
        ("Each target group of 5 people met", []),
        ("31,120 were done within the target time, which is 81.0%. The target is 95%.", ["95%"]),
        ("By then we want at least 70,000 visits. We had 60,000.", ["70,000"]),
        (
            "thu 215 tỷ đồng, bằng 107,3% dự toán tỉnh giao là 200 tỷ đồng; thu khác 5 tỷ đồng",
            ["200 tỷ đồng"],
        ),
        ("vượt 1,7% (kế hoạch giao đầu năm là 38.000 ha). Đã tưới 9 ha", ["38.000 ha"]),
        ("bổ sung có mục tiêu 15 tỷ đồng; mục tiêu thu 16 tỷ đồng", ["16 tỷ đồng"]),
        ("khám 186 lượt, bằng 103,6% kế hoạch Sở giao là 180 lượt, hơn năm trước 11 lượt", ["180"]),
        ("đạt 90,4% kế hoạch 1.420 cơ sở đề ra; phát hiện 356 nơi", ["1.420"]),
        ("cao hơn 3,5 điểm phần trăm so với kế hoạch (50%). Đã họp 3 lần", ["50%"]),
        ("hoàn thành kế hoạch (50%)", []),
        ("mới hoàn thành 77,5% kế hoạch lợi nhuận 240 tỷ đồng mà đại hội thông qua", ["240 tỷ đồng"]),
        ("đạt 95% kế hoạch tăng 5% so với năm trước", []),
        ("In 2025 we mean to start at least 260 homes.", ["260"]),
        ("đạt 60,5% kế hoạch năm (5.200 lao động). Phạm pháp giảm 3 vụ", ["5.200"]),
        ("đạt 60,5% kế hoạch; thu 5.200 tỷ đồng (cả năm)", []),
        ("dự toán giao thu 518 tỷ đồng, huyện thu được 612,4 tỷ đồng", ["518 tỷ đồng"]),
        ("chỉ tiêu kết nạp 480 người, tức đạt 127,5%", ["480"]),
        ("phấn đấu kết nạp 480 người, trồng được 30 ha", ["480", "30 ha"]),
        ("Chúng tôi đặt kế hoạch tăng dư nợ không quá 14%, giữ nợ xấu dưới 2%.", ["14%", "2%"]),
        ("41 days on average against a target of 28 days", ["28 days"]),
        ("Average wait: 14 days (target: 10 days). Longest wait: 63 days.", ["10 days"]),
        ("a target group of 28 homes, a target missed by 3 days", []),
        ("nhiều hơn kế hoạch 640 ha, vượt kế hoạch 5%", []),
        ("sửa 126 km trên tổng số 150 km theo kế hoạch, đạt 84%", ["150 km"]),
        ("giao chỉ tiêu 350 giường, thực kê 412 giường", ["350"]),
        ("Thu đạt 5 tỷ đồng. Mục tiêu năm 2023: thu đạt 7 tỷ đồng.", ["7 tỷ đồng"]),
        ("Thu vượt mục tiêu năm: 7 tỷ đồng.", []),
        ("đã tiêm 88% (chỉ tiêu 9 tháng: 71%; cả năm ≥ 95%), 5 xã xong", ["71%", "95%"]),
        ("17,712 visits, beating the target of 12,000 by 7%", ["12,000"]),
        ("against a plan of 52,000: that is 89.0% of it", ["52,000"]),
        (
            "Smart meters (47,100): we intend to fit 60,000, and to cut use to 122 litres",
            ["60,000", "122 litres"],
        ),
        ("We set out to train 1,450 nurses and trained 1,264, or 87%", ["1,450"]),
        ("V- Nhiệm vụ năm 2024\nKết nạp 200 đảng viên.\n\nVI- Khác\nCó 7 xã.", ["200"]),
        ("IV. Nhiệm vụ năm 2024\n\nThu 5 tỷ đồng.\nNay có 7 xã.", ["5 tỷ đồng"]),
        ("Kế hoạch vốn năm 2024 của tỉnh là 5.720 tỷ đồng; đã giải ngân 2.402 tỷ đồng", ["5.720 tỷ đồng"]),
        ("Kết quả thực hiện kế hoạch vốn năm 2024 của tỉnh là 2.402 tỷ đồng", []),
        ("lãi 614 tỷ đồng, vượt 7,8% mức 570 tỷ đồng mà Đại hội giao, trả mức 570 đồng", ["570 tỷ đồng"]),
        ("Chỉ tiêu kết nạp: 9/13 đơn vị vượt, 3/13 đơn vị đạt; 1/13 xã", []),
        ("giao chỉ tiêu vốn cho xã: 9/13 đơn vị vượt, 3/13 đơn vị đạt", []),
        ("giao chỉ tiêu vốn cho xã: 9/13 hộ, 3 ha", ["9/13", "3 ha"]),
        ("bằng 103,9% chỉ tiêu và nhiều hơn năm 2022 tới 24 người", []),
        ("that is 89% of the target and 24 more people than planned", []),
        ("phấn đấu giảm 5%; 100% xã ký; mỗi xã không ít hơn 2 buổi; 3 xã sáp nhập", ["5%", "100%", "2"]),
        ("phấn đấu giảm 5%; đã có 4 xã giảm ít nhất 2%", ["5%"]),
        ("We aim to cut costs by 41%; at least 60% should be green; 3 sites closed", ["41%", "60%"]),
        ("We aim to cut costs by 41%; so far at least 60% is green", ["41%"]),
        ("fell short of the ambition of 76% by 4.9 percentage points", ["76%"]),
        ("Huyện\tKế hoạch (ha)\tThực hiện (ha)\nAn\t620\t655\nBình\t480\t452", ["620", "480"]),
        ("Huyện\tSo với kế hoạch (%)\tThực hiện\nAn\t62\t655\nBình\t48\t452", []),
        ("Site\tTarget 2024\tActual\nAsh\t620\t655\nBeech\t480\t452", ["620", "480"]),
    ],
)
def test_a_plan_reaches_as_far_as_its_heading_or_sentence(text, expected):
    assert targets(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ra quân Tháng Thanh niên, 26/3. Ảnh: Tư", ["--03-26"]),
        ("dịp 30/4, 1/5 và 19/5, cả xã treo cờ", ["--04-30", "--05-01", "--05-19"]),
        (
            "tỷ lệ 3/1; thắng 3/1; có 9/13 xã; nay 12/10 xã; còn 32/12",
            ["3/1", "3/1", "9/13", "12/10", "32/12"],
        ),
        ("đạt 1/5, 2/5 và 3/5", ["1/5", "2/5", "3/5"]),
        ("Ngày 3/2; 4/7 xã", ["--02-03", "4/7"]),
    ],
)
def test_what_is_no_part_of_a_whole_is_a_day_and_a_month(text, expected):
    assert [m.value for m in find_mentions(text, "vi")] == expected


def test_a_pair_that_falls_is_no_day_where_days_are_written_otherwise():
    assert [m.kind for m in find_mentions("They won 26/3.", "en")] == [Kind.RATIO]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("521 đoàn viên, tuổi từ 16 đến 30. Bí thư", [("521", None), ("16", "30")]),
        ("độ tuổi từ 15 đến 49 được khám", [("15", "49")]),
        ("tuổi từ 45, đến 50 người", [("45", None), ("50", None)]),
    ],
)
def test_an_age_in_front_is_that_of_both_ends(text, expected):
    found = find_mentions(text, "vi")
    assert [(m.value, m.value_high) for m in found] == expected
    assert [m.kind for m in found if m.value_high] == [Kind.DURATION for _, high in expected if high]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Gần một nửa số vụ xảy ra từ 18 giờ đến 24 giờ", [Kind.CARDINAL, Kind.TIME, Kind.TIME]),
        ("Trong đợt cao điểm từ 19 giờ đến 22 giờ", [Kind.TIME, Kind.TIME]),
        ("xử lý trong khoảng từ 2 giờ đến 3 giờ", [Kind.DURATION]),
        ("xong trong từ 2 giờ đến 4 giờ", [Kind.DURATION]),
    ],
)
def test_only_right_before_them_a_bound_makes_hours_last(text, kinds):
    assert [m.kind for m in find_mentions(text, "vi")] == kinds


def test_a_heading_of_plans_reaches_only_so_far():
    text = "Mục tiêu:\n" + "- Có thêm 5 xã đạt chuẩn nông thôn mới.\n" * 400
    assert 90 < len(targets(text)) < 200


@pytest.mark.parametrize(
    ("text", "qualifier", "direction"),
    [
        ("Unemployment edged up to 4.6%", Qualifier.EXACT, Direction.UP),
        ("up to 4.6%", Qualifier.AT_MOST, None),
        ("it never fell below 92%", Qualifier.AT_LEAST, None),
        ("it never exceeded 92%", Qualifier.AT_MOST, None),
        ("the regulatory minimum of 10.5%", Qualifier.EXACT, None),
        ("a minimum of 10.5%", Qualifier.AT_LEAST, None),
        ("trên tổng số 3.757 trẻ", Qualifier.EXACT, None),
        ("trên 3.757 trẻ", Qualifier.MORE_THAN, None),
        ("cao nhất là 24 độ", Qualifier.EXACT, None),
        ("chưa bao giờ dưới 5%", Qualifier.AT_LEAST, None),
        ("khoảng trên 80 cuộc", Qualifier.MORE_THAN, None),
    ],
)
def test_what_bounds_a_number_and_what_does_not(text, qualifier, direction):
    (mention,) = find_mentions(text)
    assert (mention.qualifier, mention.direction) == (qualifier, direction)


def test_over_a_length_of_time_tells_how_long_right_behind_an_amount():
    grant, years = find_mentions("GBP 2.4m over four years")
    assert (grant.qualifier, years.qualifier) == (Qualifier.EXACT, Qualifier.EXACT)
    assert find_mentions("it took over four years")[0].qualifier is Qualifier.MORE_THAN


@pytest.mark.parametrize(
    ("text", "unit", "key"),
    [
        ("19 serious incidents in May", "serious incidents", None),
        ("36 community health workers", "community health workers", "worker"),
        ("judged 1,004 of the fires deliberate", "fires", None),
        ("19 of it went", None, None),
        ("19 were closed", None, None),
        ("115.200 cọc sợi", "cọc sợi", None),
        ("đạt 38 HS", "HS", None),
        ("15 và", None, None),
        ("đạt 3.398/3.402 HS", "HS", None),
        ("1,400 widgets", "widgets", None),
    ],
)
def test_the_noun_phrase_names_what_is_counted(text, unit, key):
    quantity = find_mentions(text)[0].quantity
    assert quantity.unit == unit
    assert quantity.unit_key in {key, "person", "employee", "staff", "case"}


def test_a_number_and_its_doubt_count_the_same_things():
    (mention,) = find_mentions("1.400 widgets", "en")
    assert (mention.quantity.unit, [r.unit for r in mention.quantity.readings]) == ("widgets", ["widgets"])


def test_a_bound_behind_the_noun_is_read_in_english_too():
    (mention,) = find_mentions("from 18 certified teachers or more", "en")
    assert mention.qualifier is Qualifier.AT_LEAST
    (mention,) = find_mentions("từ 185 cọc sợi trở xuống")
    assert mention.qualifier is Qualifier.AT_MOST


def test_money_is_understood_where_the_text_speaks_of_it():
    text = "doanh thu 2.345 tỷ đồng, bằng 98% (9.080 tỷ), dân số 1 tỷ người"
    kinds = [m.kind for m in find_mentions(text)]
    assert kinds == [Kind.MONEY, Kind.PERCENT, Kind.MONEY, Kind.CARDINAL]


def test_german_is_read_where_it_is_asked_for_and_never_guessed():
    assert LOCALES["de"].guessed is False
    assert guess_lang("Der Umsatz stieg um 12,5 % auf 1,2 Mio. Euro.") == "en"
    share, amount = find_mentions("Der Umsatz stieg um 12,5 % auf 1,2 Mio. Euro.", "de")
    assert (share.direction, amount.value) == (Direction.UP, "1200000")
    assert [m.value for m in find_mentions("Satz 3. Danach 5", "de")] == ["3", "5"]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("on 3/7", "en", [("date", "--07-03", None)]),
        ("5 tháng 3 đến 7/9", "vi", [("date", "--03-05", "--09-07")]),
        ("5 tháng 3 đến 7/9,5", "vi", [("date", "--03-05", None), ("ratio", "7/9.5", None)]),
        ("tháng 9 đến tháng 3/2022", "vi", [("date", "--09", None), ("date", "2022-03", None)]),
        ("tăng gấp đôi so với năm trước", "vi", [("multiple", "2", None)]),
        ("Chỉ thị 35abc", "vi", [("document_code", "35", None)]),
        ("từ 8:00-17:0031/12/2023", "vi", [("identifier", "8:00-17:0031/12/2023", None)]),
        ("Revenue/person of 5 million a month before", "en", [("cardinal", "5000000", None)]),
        ("1 triệu 0,5 triệu", "vi", [("cardinal", "1000000", None), ("cardinal", "500000", None)]),
        ("it cost $5 m in all", "en", [("money", "5000000", None)]),
        ("from 5 km to 10 kg", "en", [("measure", "5", None), ("measure", "10", None)]),
        ("it costs fifty cents", "en", [("money", "0.5", None)]),
        ("thu 5 tỷ -200 triệu đồng", "vi", [("money", "5000000000", None), ("money", "-200000000", None)]),
    ],
)
def test_a_rarer_wording_is_read_as(text, lang, expected):
    assert [(m.kind.value, m.value, m.value_high) for m in find_mentions(text, lang)] == expected


def numbers(text, lang):
    return [(m.text, m.value, m.value_high, m.quantity.unit_key) for m in find_mentions(text, lang)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell £1.1m to £61.5m", [("£1.1m", "1100000"), ("£61.5m", "61500000")]),
        ("It rose by £12.4m to £248.6m", [("£12.4m", "12400000"), ("£248.6m", "248600000")]),
        ("was cut by £1.1m to £61.5m", [("£1.1m", "1100000"), ("£61.5m", "61500000")]),
        ("fell 0.6% to 3.9%", [("0.6%", "0.6"), ("3.9%", "3.9")]),
        ("Visits were up 5 to 20.", [("5", "5"), ("20", "20")]),
        ("down 12 to 88 schools", [("12", "12"), ("88", "88")]),
        ("fell 2 days to 14 days", [("2 days", "2"), ("14 days", "14")]),
    ],
)
def test_behind_a_verb_of_change_the_amount_and_the_new_level_are_two_numbers(text, expected):
    found = find_mentions(text, "en")
    assert [(m.text, m.value) for m in found] == expected
    assert {m.qualifier for m in found} == {Qualifier.EXACT}
    assert [m.direction is None for m in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Costs were £5m to £7m", "en"),
        ("It could be cut by 20% to 30%", "en"),
        ("expected to be down 5% to 10%", "en"),
        ("growth of 5% to 7%", "en"),
        ("increased 5 to 10 percent", "en"),
        ("rose 3 to 5 times", "en"),
        ("rose $5 to $7 million", "en"),
        ("was up £5 to 7", "en"),
        ("rose 2019 to 2023", "en"),
        ("fell 10-20%", "en"),
        ("tăng 5% đến 10%", "vi"),
        ("stieg um 5 % bis 10 %", "de"),
    ],
)
def test_a_range_behind_a_change_stays_one(text, lang):
    (found,) = find_mentions(text, lang)
    assert found.qualifier is Qualifier.FROM_TO


def test_a_scale_is_money_before_the_level_of_a_change():
    assert numbers("Doanh thu giảm 1,1 tỷ xuống 61,5 tỷ.", "vi") == [
        ("1,1 tỷ", "1100000000", None, "VND"),
        ("61,5 tỷ", "61500000000", None, "VND"),
    ]


@pytest.mark.parametrize(
    ("text", "lang", "points"),
    [
        ("It rose 1.8 points to 93.2%, against 0.6 points a year before", "en", ["1.8 points", "0.6 points"]),
        ("Unemployment is 3.9%, down 0.6 points", "en", ["0.6 points"]),
        ("It fell to 3.9% (down 0.6 points)", "en", ["0.6 points"]),
        ("The rate was 45% in 2023, up three points.", "en", ["three points"]),
        ("rose by 23 points, from 41% to 64%", "en", ["23 points"]),
        ("fell three points to about 12%", "en", ["three points"]),
        ("Tỷ lệ đạt 93,2%, tăng 1,8 điểm so với năm trước", "vi", ["1,8 điểm"]),
        ("Tỷ lệ tăng 1,8 điểm lên 93,2%", "vi", ["1,8 điểm"]),
        ("Der Anteil stieg um 3 Punkte auf 45 %", "de", ["3 Punkte"]),
    ],
)
def test_points_beside_a_percent_level_are_percentage_points(text, lang, points):
    found = [m for m in find_mentions(text, lang) if m.quantity.unit_key == "percentage_point"]
    assert [m.text for m in found] == points
    assert {(m.kind, m.quantity.unit) for m in found} == {(Kind.PERCENT, "pp")}


@pytest.mark.parametrize(
    "text",
    [
        "The index rose 53 points, or 0.7%, to 7,500",
        "The FTSE fell 0.7%, down 53 points",
        "The index rose 0.7%, up 0.5 points",
        "rose 3 points to 2%",
        "rose 3 points to 10 schools",
        "rose 3 points to 20% to 30%",
        "The team scored 12 points and won 45%",
        "45% of teams won; up 3 points",
        "2023, up 3 points",
        "up 3 points",
        "rose 3 2/3 points",
        "It was 45%, or a little more, in the larger of the several districts, up 3 points",
        "It won 45% in all. A team, up 3 points",
        "up 2 million points to 45%",
        "up 5/6 points to 45%",
    ],
)
def test_points_that_no_percent_explains_stay_points(text):
    assert all(m.quantity.unit_key != "percentage_point" for m in find_mentions(text, "en"))


@pytest.mark.parametrize(
    "text",
    [
        "rose 1.8 points to 93.2%. Teams got 0.6 points",
        "rose 1.8 points to 93.2%, and a team got 2 points",
        "rose 1.8 points to 93.2%, and quite a few of the better teams got 0.6 points",
    ],
)
def test_points_further_on_are_percentage_points_only_where_as_fine_and_near(text):
    assert [m.text for m in find_mentions(text, "en") if m.quantity.unit_key == "percentage_point"] == [
        "1.8 points"
    ]


@pytest.mark.parametrize(
    "head", ["1H25      1H24", "Q1 24     Q1 23", "6M2024    6M2023", "FY24      FY23", "H1 25     H1 24"]
)
def test_a_scale_in_the_first_cell_reaches_the_columns_of_every_period(head):
    text = (
        f"($000)                 {head}    Change\nRevenue              48,215    44,730      7.8%\n"
        "Costs (all)         (29,140)  (27,655)    (5.4%)\n"
    )
    assert cells(text, "en") == [
        ("48,215", "money", "48215000"), ("44,730", "money", "44730000"),
        ("29,140", "money", "-29140000"), ("27,655", "money", "-27655000"),
    ]  # fmt: skip
    assert [m.value for m in find_mentions(text, "en") if m.kind is Kind.PERCENT] == ["7.8", "-5.4"]


def test_months_of_a_year_head_a_column_and_are_no_figure_of_it():
    text = (
        "Thu ngân sách (ĐVT: triệu đồng)\n\nChỉ tiêu       Ước 6T/2024   6T/2023    So sánh (%)\n"
        "Thu nội địa        285.600   262.400          108,8\n"
        "Thu khác            45.210    48.730           92,8\n"
    )
    assert [kind for _, kind, _ in cells(text)] == ["money", "money", "percent"] * 2
    assert [m.text for m in find_mentions(text) if m.kind is Kind.IDENTIFIER] == ["6T/2024", "6T/2023"]


def test_a_column_of_plans_takes_the_unit_of_its_table():
    text = "Doanh thu (triệu đồng)\nQuý\tKế hoạch\tThực hiện\nI\t12.400\t12.860\nII\t13.100\t12.745\n"
    assert {kind for _, kind, _ in cells(text)} == {"money"}


def test_a_currency_in_the_cell_before_belongs_to_the_rows_unit():
    text = (
        "Chỉ tiêu              ĐVT         6T/2023    6T/2024\n"
        "Xuất khẩu             triệu USD    412,6      455,9\n"
        "Dự án                 dự án           18         23\n"
    )
    assert cells(text)[:2] == [("412,6", "money", "412600000"), ("455,9", "money", "455900000")]


def test_a_range_behind_a_currency_in_the_cell_before_stays_one():
    found = find_mentions("Fee  USD  5-10  50\nTax  USD  6-12  60")
    assert [(m.quantity.value, m.quantity.value_high) for m in found] == [
        ("5", "10"), ("50", None), ("6", "12"), ("60", None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [("in 1H25", "2025-H1"), ("in 2Q2024", "2024-Q2"), ("in 3H25", "3H25"), ("6T/2024", "6T/2024")],
)
def test_a_part_of_a_year_in_figures_and_letters_is_one_mention(text, value):
    assert [m.value for m in find_mentions(text)] == [value]


@pytest.mark.parametrize(
    ("text", "numbering"),
    [
        ("Night launches (36) made up 37.5% of 96", []),
        ("Drivers (1), passengers (14) and pedestrians (18) were hurt", []),
        ("Three goals: (1) to grow; (2) to train 5 people and (3) to save", ["1", "2", "3"]),
        ("Khiển trách (12) và cảnh cáo (2) đồng chí", []),
    ],
)
def test_a_number_in_brackets_is_numbering_only_in_a_running_list(text, numbering):
    assert [m.text for m in find_mentions(text) if m.rule == "list_number"] == numbering


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("có thể tăng từ 7,5 đến 7,8%", [("7,5 đến 7,8%", Qualifier.FROM_TO)]),
        ("tăng từ 7,5% lên 7,8%", [("7,5%", Qualifier.EXACT), ("7,8%", Qualifier.EXACT)]),
        ("rose from 10 to 15%", [("10", Qualifier.EXACT), ("15%", Qualifier.EXACT)]),
        ("lên đến gần 500 hộ", [("500", Qualifier.APPROX)]),
        ("equal to about five months", [("five months", Qualifier.APPROX)]),
        ("ổn định quanh mức 4,2 triệu con", [("4,2 triệu", Qualifier.APPROX)]),
        ("13,482 met the standard for the first time", [("13,482", Qualifier.EXACT)]),
    ],
)
def test_changes_ranges_and_hedges_are_told_apart(text, found):
    assert [(m.text, m.qualifier) for m in find_mentions(text)] == found


def test_a_year_has_no_third_half():
    assert [m.value for m in find_mentions("the third half of 2023")] == ["3", "2023"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("earnings were 14.2p", Kind.MONEY, "0.142"),
        ("30p a litre", Kind.RATE, "0.3"),
        ("Level 3P", Kind.NAME, "Level 3P"),
        ("độ tuổi 60", Kind.DURATION, "60"),
        ("tuổi 105", Kind.DURATION, "105"),
        ("tuổi: 9.876", Kind.CARDINAL, "9876"),
        ("tổng đài 19003228", Kind.IDENTIFIER, "19003228"),
        ("3.46 £m", Kind.MONEY, "3460000"),
        ("the first half of 2023", Kind.DATE, "2023-H1"),
        ("the second half, 2023", Kind.DATE, "2023-H2"),
        ("the fourth quarter of 2023", Kind.DATE, "2023-Q4"),
        ("12 $ a month", Kind.RATE, "12"),
        ("5 $ late", Kind.MONEY, "5"),
        ("By the end of June 1,120", Kind.CARDINAL, "1120"),
        ("vụ hè thu 2022 tỉnh gieo cấy", Kind.YEAR, "2022"),
        ("có 2022 tỉnh", Kind.CARDINAL, "2022"),
    ],
)
def test_half_years_pence_ages_and_telephones_are_what_they_look_like(text, kind, value):
    assert [(m.kind, m.value) for m in find_mentions(text)] == [(kind, value)]


def test_a_quarter_is_a_date_in_a_tables_head_too():
    text = "Chỉ tiêu\tQuý III/2024\tQuý II/2024\nDoanh thu\t5\t6\n"
    assert [(m.text, m.kind, m.value) for m in find_mentions(text, "vi")][:2] == [
        ("Quý III/2024", Kind.DATE, "2024-Q3"),
        ("Quý II/2024", Kind.DATE, "2024-Q2"),
    ]


def test_a_code_is_found_in_its_own_place_where_a_longer_one_ends_alike():
    text = "theo XIII/2024 và\tIII/2024"
    assert [(m.text, m.start) for m in find_mentions(text, "vi")] == [("XIII/2024", 5), ("III/2024", 18)]


def test_numbers_in_a_row_are_one_each_and_only_data_is_one_identifier():
    row = " ".join(map(str, range(1, 300)))
    assert [m.value for m in find_mentions(row, "en")] == row.split()
    assert len(find_mentions("Có 5 xã. " + "1 " * 9_999, "vi")) == 10_000
    (data,) = find_mentions("1\t" * 20_000, "vi")
    assert data.kind is Kind.IDENTIFIER


@pytest.mark.parametrize("unit", ["$1", "(1 ", "12 xã, ", "12,5% "])
def test_what_repeats_is_read_to_its_end(unit):
    assert len(find_mentions(unit * 2_000, "vi")) == 2_000


@pytest.mark.parametrize(
    "text",
    ["13h30-" * 20000, "- mục tiêu:\n" * 20000, "5 tỷ ba trăm " * 5000, "MỤC TIÊU\n- chỉ tiêu:\n- 5 xã"],
)
def test_hostile_repetitions_are_read(text):
    assert isinstance(find_mentions(text, "vi"), tuple)


def work(text):
    """Calls of functions that the reading of a text takes."""
    calls = 0

    def count(frame, event, arg):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_mentions(text, "vi")
    finally:
        sys.setprofile(before)
    return calls


DENSE = [
    *("$1", "-1 ", "(1", "1\n", "1\t2\n", "ba a ", "một, ", "5 tỷ ", "từ 5 ", "1-", "I. ", "1) ", "km 4+"),
    *("8h-", "12.345 ", "5% to ", "- mục tiêu:\n", "chỉ tiêu 5; ", "up 3 points ", "5 xã trở lên ", "XIII, "),
    *("a1/", "tháng 3 ", "Ảnh: 5\n\n"),
]


@pytest.mark.parametrize("piece", DENSE)
def test_the_work_grows_with_the_text_and_not_with_its_square(piece):
    find_mentions(piece * 1600, "vi")  # the patterns are ready and the wordings remembered
    assert work(piece * 1600) < 4.5 * max(work(piece * 400), 200)  # quadratic: 16 times


def test_only_what_is_counted_takes_the_noun_behind_it():
    (year,) = find_mentions("the 2022 awards ceremony", "en")
    assert (year.kind, year.quantity.unit) == (Kind.YEAR, None)


def test_of_two_directions_the_nearer_one_counts():
    (change,) = find_mentions("mức tăng giảm 5%", "vi")
    assert change.direction is Direction.DOWN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nộp báo cáo trước 17 giờ hằng ngày", ["17:00"]),
        ("Hoàn thành trước 17 giờ.", ["17:00"]),
        ("Mở cửa từ 7 giờ đến 11 giờ mỗi ngày", ["07:00", "11:00"]),
        ("Làm việc từ 7 giờ đến 11 giờ", ["07:00", "11:00"]),
        ("Cấm xe từ 22 giờ đến 5 giờ sáng", ["22:00", "05:00"]),
        ("Họp lúc 9 giờ, xong vào 11 giờ", ["09:00", "11:00"]),
        ("chậm nhất 16 giờ thứ Sáu", ["16:00"]),
        ("đến 15 giờ cùng ngày", ["15:00"]),
        ("Submit before 5 p.m. daily", ["17:00"]),
        ("open from 7 to 11 a.m.", ["07:00", "11:00"]),
        ("between 9 and 5 p.m.", ["09:00", "17:00"]),
        ("at 5 o'clock", ["05:00"]),
    ],
)
def test_an_hour_of_the_clock_is_told_by_its_company(text, expected):
    assert [(m.kind, m.value) for m in find_mentions(text)] == [(Kind.TIME, value) for value in expected]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("hoàn thành trong 17 giờ", [Kind.DURATION]),
        ("Mỗi tuần 17 giờ làm việc", [Kind.DURATION]),
        ("trước 24 giờ kể từ khi nhận", [Kind.DURATION]),
        ("có mặt trước 2 giờ.", [Kind.DURATION]),
        ("tỉnh lại sau 20 giờ.", [Kind.DURATION]),
        ("học 6 giờ mỗi ngày", [Kind.RATE]),
        ("học từ 6 giờ đến 8 giờ/ngày", [Kind.DURATION, Kind.RATE]),
        ("Kéo dài từ 7 giờ đến 11 giờ", [Kind.DURATION]),
        ("Mất từ 2 đến 3 giờ", [Kind.DURATION]),
        ("tăng thời gian chờ lên đến 17 giờ.", [Kind.DURATION]),
        ("từ 24 giờ đến 48 giờ", [Kind.DURATION]),
        ("It took from 7 hours to 11 hours", [Kind.DURATION]),
        ("grew from 7 to 11 a unit", [Kind.CARDINAL, Kind.CARDINAL]),
    ],
)
def test_hours_that_last_are_a_length_of_time(text, kinds):
    assert [m.kind for m in find_mentions(text)] == kinds


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("not more than about 40 people", Qualifier.AT_MOST),
        ("about not more than 40 people", Qualifier.AT_MOST),
        ("không quá khoảng 40 người", Qualifier.AT_MOST),
        ("at least some 30 people", Qualifier.AT_LEAST),
        ("about 40 people", Qualifier.APPROX),
        ("Spread over 600,000 residents", Qualifier.EXACT),
        ("over 600,000 residents", Qualifier.MORE_THAN),
    ],
)
def test_a_bound_says_more_than_about(text, qualifier):
    (mention,) = find_mentions(text)
    assert mention.qualifier is qualifier


def test_a_colon_and_a_noun_make_a_ratio_behind_the_word_for_number():
    assert [(m.kind, m.value) for m in find_mentions("Nền tảng số: 16/17 cơ sở")] == [(Kind.RATIO, "16/17")]
    assert [m.kind for m in find_mentions("Số: 17/16 cơ sở")] == [Kind.DOCUMENT_CODE]
    assert [m.kind for m in find_mentions("Công văn số 16/17 cơ sở")] == [Kind.DOCUMENT_CODE]
    assert [m.kind for m in find_mentions("Số: 16/17-A cơ sở")] == [Kind.DOCUMENT_CODE]


@pytest.mark.parametrize(
    ("text", "qualifier", "direction"),
    [
        ("tiêu thụ thấp hơn 580 nghìn kWh so với năm trước", Qualifier.EXACT, Direction.DOWN),
        ("So với năm trước thì nhiều hơn 15 trường hợp", Qualifier.EXACT, Direction.UP),
        ("vượt kế hoạch, hơn 8 đồng chí so với chỉ tiêu", Qualifier.EXACT, Direction.UP),
        ("có hơn 8 đồng chí so với chỉ tiêu", Qualifier.MORE_THAN, None),
        ("diện tích thấp hơn 5 ha", Qualifier.LESS_THAN, None),
        ("thấp hơn 5 ha. So với năm trước", Qualifier.LESS_THAN, None),
    ],
)
def test_what_is_compared_differs_and_is_not_bounded(text, qualifier, direction):
    (mention,) = find_mentions(text)
    assert (mention.qualifier, mention.direction) == (qualifier, direction)


def test_a_part_of_a_length_is_no_ratio():
    found = find_mentions("They paved 9 of the 11 km and 9 of the 11 villages")
    assert [(m.kind, m.value) for m in found] == [
        (Kind.CARDINAL, "9"), (Kind.MEASURE, "11"), (Kind.RATIO, "9/11"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kinh phí giao / giải ngân (triệu đồng): 14.260 / 11.836, tỷ lệ 83,0%",
            ["14260000000", "11836000000"],
        ),
        ("Revenue (£m): 12.5; costs (£m): 11.4", ["12500000", "11400000"]),
        ("Diện tích (nghìn ha): năm 2022 là 14,2, năm 2023: 15,1", ["14200", "15100"]),
        ("Giá (USD/ounce): 1.920", ["1920"]),
        ("Sản lượng (tấn)\n- Năm 2022: 18.450\nNăm 2023: 20.664.\nTăng: 12,0%\n\nCòn: 5", ["18450", "20664"]),
        ("Thu (tỷ đồng)\nThu nội địa: 1.234 hôm qua\nThu khác: 45", ["45000000000"]),
        ("Thu (tỷ đồng)\nThu nội địa: 45 khoản\nKhác", []),
        ("Thu (tỷ đồng): 12 khoản, 3; thu (tỷ đồng): 5 bao, 3", []),
        ("Số liệu (đến 31/12): 45; loại (A): 12; theo quy định (khoản 2): 12", []),
        ("Thu (tỷ đồng): năm ngoái 12", ["12000000000"]),
    ],
)
def test_a_label_lends_its_unit_to_the_bare_figures_behind_it(text, expected):
    assert [m.value for m in find_mentions(text) if m.rule == "label"] == expected


def test_a_heading_lends_its_unit_to_so_many_lines():
    text = "Thu (tỷ đồng)\n" + "- Khoản: 12\n" * 60
    assert sum(m.rule == "label" for m in find_mentions(text)) == 40


def test_the_corner_of_a_table_may_state_its_unit_and_a_cell_its_sign():
    text = "Đơn vị: tỷ đồng    Năm 2023    Tăng (%)\nTôm    1.126,4    -14,6\nCá    742,9    (7,0)"
    assert cells(text)[:2] == [("1.126,4", "money", "1126400000000"), ("-14,6", "percent", "-14.6")]


def test_a_level_is_no_place_with_a_number():
    found = find_mentions("21 tổ chức (cấp huyện 09, cấp cơ sở 12); trường ở cơ sở 2", "vi")
    assert [(m.text, m.kind) for m in found][1:] == [
        ("09", Kind.CARDINAL), ("12", Kind.CARDINAL), ("cơ sở 2", Kind.NAME),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EU đóng góp 22,6 triệu USD (17,6%), Nga", [("22,6 triệu USD", "money"), ("17,6%", "percent")]),
        ("a loss of USD (17.6) million", [("USD (17.6", "money")]),
        ("Xếp loại 486 CĐCS: tốt 142", [("486", "cardinal"), ("142", "cardinal")]),
        ("Hàng loại 2 có 142 lô", [("loại 2", "ordinal"), ("142", "cardinal")]),
        ("5,160 Year 6 children came", [("5,160", "cardinal"), ("6", "cardinal")]),
        ("5 Years 3 months", [("5 Years", "duration"), ("3 months", "duration")]),
        ("cấp ủy cơ sở 53 cuộc; tại cơ sở 2", [("53", "cardinal"), ("cơ sở 2", "name")]),
        ("Năm 2023, năm bản lề; có năm bản vẽ", [("2023", "year"), ("năm", "cardinal")]),
    ],
)
def test_what_stands_beside_a_number_is_not_always_its_own(text, expected):
    assert [(m.text, m.kind.value) for m in find_mentions(text)] == expected


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("The contractors handed over 231 homes", Qualifier.EXACT),
        ("The contractors built over 231 homes", Qualifier.MORE_THAN),
        ("Số này gồm 121 đồng chí (72%), có trình độ đại học trở lên", Qualifier.EXACT),
        ("Số có trình độ từ 72% (bảy mươi hai phần trăm) số phiếu trở lên", Qualifier.AT_LEAST),
    ],
)
def test_a_word_of_another_phrase_bounds_nothing(text, qualifier):
    assert {m.qualifier for m in find_mentions(text) if m.quantity.form is not Form.WORDS} == {qualifier}


def test_a_share_in_brackets_lends_nothing_to_the_lines_below_it():
    text = "Girls: 31,172 (50.9%)\nTeachers certified: 1,152\nBooks: 214,600\n"
    assert [m.kind for m in find_mentions(text)][2:] == [Kind.CARDINAL, Kind.CARDINAL]


def test_the_currency_of_an_amount_is_not_that_of_the_bracket_behind_it():
    text = "Grants of 3.2 million USD (1,400 people) came in. The fund lost USD (3.4) million."
    assert [m.kind for m in find_mentions(text)] == [Kind.MONEY, Kind.CARDINAL, Kind.MONEY]


def test_a_month_that_has_its_day_takes_no_number_behind_it_for_another():
    text = "On 31 March 5 schools were shut. They opened on 14 June 7.\nStrength at 31 March      0      61"
    found = [(m.text, m.kind) for m in find_mentions(text) if m.kind is not Kind.DATE]
    assert found == [(n, Kind.CARDINAL) for n in ("5", "7", "0", "61")]
    assert [m.value for m in find_mentions("On March 5 and 31 March 2023")] == ["--03-05", "2023-03-31"]
