"""What find_mentions says of a number: place, value, unit, hedges, target, direction, zone, readings."""

import gc
import json
import pathlib
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.figures import decimal_of, figures
from service.core.grammar import find_mentions, guess_lang, plans, scan, wordings
from service.core.grammar.units import unit_of
from service.core.grammar.wordings import grammar_of
from service.core.lexicon import Lexicon
from service.core.locales import LOCALES
from service.core.source import read_source
from service.core.types import Direction, Form, Kind, Qualifier, Zone

BUNDLED = pathlib.Path(__file__).parents[2] / "evals" / "datasets" / "bundled"
REPORTS = sorted(path.stem for path in (BUNDLED / "reports").glob("*.txt"))


def only(text, lang="auto"):
    mentions = find_mentions(text, lang)
    assert len(mentions) == 1, [m.text for m in mentions]
    return mentions[0]


def values(text, lang="auto"):
    return [(m.kind.value, m.value, m.value_high) for m in find_mentions(text, lang)]


def report(name):
    return (BUNDLED / "reports" / f"{name}.txt").read_bytes().decode()


@pytest.mark.parametrize("name", REPORTS)
def test_every_gold_mention_is_found_with_value_kind_and_span(name):
    gold = json.loads((BUNDLED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    source = read_source(report(name))
    ours = {source.text.received_span(m.start, m.end): m for m in source.mentions}
    wanted = [m for m in gold["mentions"] if not m.get("optional")]
    optional = {(m["start"], m["end"]) for m in gold["mentions"] if m.get("optional")}
    for mention in wanted:
        found = ours.pop((mention["start"], mention["end"]))
        kind = {"roman": "ordinal"}.get(mention["kind"], mention["kind"])
        assert found.kind.value == kind or found.text == "GMT+7"
        assert (found.value, found.value_high) == (mention["value"], mention["value_high"])
        assert found.qualifier.value in [mention["qualifier"], *mention.get("qualifier_accept", [])]
        assert found.target == mention.get("target", False)
    assert all(any(a < end and start < b for a, b in optional) for start, end in ours)


@pytest.mark.parametrize("name", REPORTS)
def test_spelling_variants_hold_the_same_mentions(name):
    text = report(name)

    def signature(variant):
        source = read_source(variant)
        return [(m.kind, m.value, m.value_high, m.qualifier) for m in source.mentions]

    wide = {ord("0") + i: 0xFF10 + i for i in range(10)}
    variants = [unicodedata.normalize("NFD", text), text.translate(wide), text.replace("\n", "\r\n")]
    variants += [text.replace(" ", blank) for blank in "\xa0\u202f"]
    variants += [text.replace("-", dash) for dash in "‐‑‒–—―−"]
    variants += [
        text.replace("tỷ", "tỉ"),
        text.replace("Đ", "Ð"),
        text.replace("ủy", "uỷ"),
        text.replace("oá", "óa"),
    ]
    for variant in variants:
        assert signature(variant) == signature(text)


@pytest.mark.parametrize(
    ("text", "qualifier", "spans"),
    [
        ("có trên 80 cuộc", Qualifier.MORE_THAN, ["trên"]),
        ("kết nạp từ 185 đảng viên trở lên", Qualifier.AT_LEAST, ["từ", "trở lên"]),
        ("từ 18 tuổi trở xuống", Qualifier.AT_MOST, ["từ", "trở xuống"]),
        ("thưởng 50 xã đạt chuẩn trở lên", Qualifier.AT_LEAST, ["trở lên"]),
        ("dưới 5 mô hình lạ trở lên", Qualifier.LESS_THAN, ["dưới"]),
        ("không quá 30 ngày", Qualifier.AT_MOST, ["không quá"]),
        ("gần 4.000 cuốn", Qualifier.APPROX, ["gần"]),
        ("≥ 5 ha", Qualifier.AT_LEAST, ["≥"]),
        ("at least 5 schools", Qualifier.AT_LEAST, ["at least"]),
        ("from 10 km in some places or more", Qualifier.AT_LEAST, ["from", "or more"]),
        ("5 or fewer", Qualifier.AT_MOST, ["or fewer"]),
        ("between 10 and 15 people", Qualifier.FROM_TO, ["between"]),
        ("đạt 12 xã", Qualifier.EXACT, []),
        ("từ 12 xã", Qualifier.EXACT, []),
    ],
)
def test_a_hedge_is_a_field_with_its_own_spans(text, qualifier, spans):
    mention = only(text)
    assert mention.qualifier is qualifier
    assert [text[start:end] for start, end in mention.qualifier_spans] == spans


@pytest.mark.parametrize(
    ("text", "direction", "negated"),
    [
        ("tăng 5%", Direction.UP, False),
        ("giảm còn 1,29%", Direction.DOWN, False),
        ("a 5% increase", Direction.UP, False),
        ("chưa đạt 80%", None, True),
        ("cao hơn 5%", Direction.UP, False),
        ("đạt 5%", None, False),
    ],
)
def test_direction_and_negation_are_fields(text, direction, negated):
    mention = only(text)
    assert (mention.direction, mention.negated) == (direction, negated)


def test_the_amount_of_a_change_plans_nothing():
    text = "Output rose by 20%, to 3,200 tonnes. The fleet was cut by 200 vehicles to 180, by 20 per cent."
    assert [m.text for m in find_mentions(text) if m.target] == []


def test_plan_figures_are_targets_and_results_are_not():
    text = (
        "Chỉ tiêu năm 2023: Kết nạp 185 đảng viên. Thành lập 2 tổ.\n"
        "Phấn đấu đạt 70%. Kết quả 60%.\n"
        "Đạt 10%, vượt mục tiêu nghị quyết (5%), tăng 3%.\n"
        "Mục tiêu 5%; phấn đấu 6%."
    )
    assert [m.text for m in find_mentions(text) if m.target] == ["185", "2", "70%", "5%", "5%", "6%"]


def test_furniture_and_captions_have_their_zone():
    zones = {m.text: m.zone for m in read_source(report("dam-ha-2019")).mentions}
    assert zones["30/12/2019"] is Zone.FURNITURE
    assert zones["9/2019"] is Zone.CAPTION
    assert zones["2.068"] is Zone.BODY


def test_a_tables_head_gives_scale_and_unit_to_its_cells():
    text = "ĐVT: triệu đồng\nChỉ tiêu\tNăm 2021\tNăm 2022\nThu ngân sách\t1.234\t1.500,5\nChi ngân sách\t(234)\t1.300\n"  # noqa: E501
    cells = {m.text: m for m in find_mentions(text) if m.rule == "table_cell"}
    assert cells["1.500,5"].value == "1500500000"
    assert cells["234"].value == "-234000000"
    assert cells["1.234"].quantity.unit_key == "VND"
    english = "Revenue and costs ($000)\nItem\t2022\t2023\nRevenue\t1,234\t1,500\nCosts\t(234)\t300\n"
    assert [m.value for m in find_mentions(english) if m.kind is Kind.MONEY] == [
        "1234000",
        "1500000",
        "-234000",
        "300000",
    ]


@pytest.mark.parametrize(
    ("written", "kind", "exponent", "key"),
    [
        ("US$ million", Kind.MONEY, 6, "USD"),
        ("'000 tonnes", Kind.MEASURE, 3, "tonne"),
        ("%", Kind.PERCENT, 0, "percent"),
        ("đơn vị tính: ha", Kind.MEASURE, 0, "hectare"),
    ],
)
def test_the_words_of_a_head_are_read_as_a_unit(written, kind, exponent, key):
    unit = unit_of(grammar_of("en"), written)
    assert (unit.kind, unit.exponent, unit.key) == (kind, exponent, key)
    assert unit_of(grammar_of("en"), "remarks") is None


class TestSeparators:
    """Each number by its shape, its unit, its neighbours, its language; what stays open is kept."""

    @pytest.mark.parametrize(
        ("text", "lang", "value", "readings"),
        [
            ("1.234,5 km", "en", "1234.5", []),
            ("1,234.5 km", "vi", "1234.5", []),
            ("12.5 km", "vi", "12.5", []),
            ("1,234 người", "vi", "1234", []),
            ("12,345%", "vi", "12.345", []),
            ("1.400 tỷ đồng", "vi", "1400000000000", []),
            ("1,400 km", "en", "1400", []),
            ("1,400 km", "vi", "1.4", ["1400"]),
            ("1.400 km", "en", "1.4", ["1400"]),
        ],
    )
    def test_a_number_alone_keeps_its_readings(self, text, lang, value, readings):
        mention = only(text, lang)
        assert mention.value == value
        assert [reading.value for reading in mention.quantity.readings] == readings

    def test_the_neighbours_decide_the_convention(self):
        assert values("dài 1,400 km, rộng 2.5 km", "vi")[0][1] == "1400"
        assert values("dài 1.400 km, rộng 2,5 km", "en")[0][1] == "1400"

    def test_a_mixed_text_keeps_the_other_reading(self):
        mentions = find_mentions("rộng 2,5 km\ndài 1.400 km\ncao 3.5 km", "vi")
        assert [reading.value for reading in mentions[1].quantity.readings] == ["1.4"]

    def test_english_dates_keep_the_other_order(self):
        assert [r.value for r in only("03/04/2023", "en").quantity.readings] == ["2023-03-04"]
        assert only("13/04/2023", "en").quantity.readings == ()
        assert only("04/13/2023", "en").value == "2023-04-13"
        assert only("03/04/2023", "vi").quantity.readings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,2,3 và 4", [("cardinal", "1", None), ("cardinal", "2", None), ("cardinal", "3", None), ("cardinal", "4", None)]),  # noqa: E501
        ("số hiệu 12.34.56", [("identifier", "12.34.56", None)]),
        ("9" * 50, [("identifier", "9" * 50, None)]),
        ("rose from 10 to 15 people", [("cardinal", "10", None), ("cardinal", "15", None)]),
        ("10 and 15 people", [("cardinal", "10", None), ("cardinal", "15", None)]),
        ("15 - 10 người", [("cardinal", "15", None), ("cardinal", "10", None)]),
        ("3-1", [("identifier", "3-1", None)]),
        ("từ 900 nghìn đến 1,2 triệu đồng", [("money", "900000", "1200000")]),
        ("tháng 1 đến tháng 6/2022", [("date", "2022-01", "2022-06")]),
        ("1/5 - 30/4/2022", [("ratio", "1/5", None), ("date", "2022-04-30", None)]),
        ("1-5/2022 và 01/01/2022-31/03/2022", [("date", "2022-01", "2022-05"), ("date", "2022-01-01", "2022-03-31")]),  # noqa: E501
        ("2022-2019", [("identifier", "2022-2019", None)]),
        ("2021/25", [("ratio", "2021/25", None)]),
        ("2 triệu rưỡi; 2 năm rưỡi", [("cardinal", "2500000", None), ("duration", "2.5", None)]),
        ("2,5 tỷ 300 triệu đồng", [("money", "2500000000", None), ("money", "300000000", None)]),
        ("5 tỷ 300 người", [("cardinal", "5000000000", None), ("cardinal", "300", None)]),
        ("lương 5 triệu", [("money", "5000000", None)]),
        ("đủ 5 triệu", [("cardinal", "5000000", None)]),
        ("chi 5 triệu", [("money", "5000000", None)]),
        ("chi 5 tỷ rõ ràng", [("cardinal", "5000000000", None)]),
        ("chi 5 tỷ cho xã", [("money", "5000000000", None)]),
        ("5 March to 7 April 2023", [("date", "2023-03-05", "2023-04-07")]),
        ("May 45 people, March 12", [("cardinal", "45", None), ("date", "--03-12", None)]),
        ("they may 5 march 6", [("cardinal", "5", None), ("cardinal", "6", None)]),
        ("5/0 xã", [("ratio", "5/0", None)]),
        ("giờ G: 25 giờ, 8 giờ sáng, lúc 9h", [("duration", "25", None), ("time", "08:00", None), ("time", "09:00", None)]),  # noqa: E501
        ("-5%", [("percent", "-5", None)]),
        ("- 5 xã\n-7 xã", [("cardinal", "5", None), ("cardinal", "7", None)]),
        ("tăng 5 -7%", [("percent", "5", "7")]),
        ("m2, 5 m2, CO2", [("measure", "5", None), ("name", "CO2", None)]),
        ("4Q và Q3", [("name", "4Q", None), ("ordinal", "3", None)]),
        ("H7, H1 2024, FY22", [("name", "H7", None), ("date", "2024-H1", None), ("year", "2022", None)]),
        ("UTC-05:30", [("identifier", "-05:30", None)]),
        ("xyz12 và số 12a", [("identifier", "xyz12", None), ("document_code", "12a", None)]),
        ("CV-12/UBND", [("document_code", "CV-12/UBND", None)]),
        ("a/b/5 xã", [("cardinal", "5", None)]),
        ("https://a.vn/5/6", [("identifier", "5/6", None)]),
        ("mở (1) đường; (2) cầu; (3)", [("ordinal", "1", None), ("ordinal", "2", None), ("cardinal", "3", None)]),  # noqa: E501
        ("khóa XI và IIX, XII", [("ordinal", "11", None)]),
        ("I think V is C", []),
        ("nghị quyết số 5; con số 7; tuổi từ 15-49", [("document_code", "5", None), ("cardinal", "7", None), ("duration", "15", "49")]),  # noqa: E501
        ("số 5 người", [("cardinal", "5", None)]),
        ("trong 5 năm 2016-2020", [("duration", "5", None), ("year", "2016", "2020")]),
        ("hơn 2000 và than 2021", [("cardinal", "2000", None), ("year", "2021", None)]),
        ("thuê bao 0912345678, ĐT 38251234", [("identifier", "0912345678", None), ("identifier", "38251234", None)]),  # noqa: E501
        ("5 lít/100 và 3 per 12 nothing", [("rate", "5", None), ("rate", "3", None)]),
        ("tháng năm, ngày năm, quý hai", [("ordinal", "2", None)]),
        ("số 34/QĐ-UBND", [("document_code", "34/QĐ-UBND", None)]),
        ("Quyết định 12/2021", [("document_code", "12/2021", None)]),
        ("1.2.3/4", [("identifier", "1.2.3/4", None)]),
        ("1,2,3-5", [("cardinal", "1", None), ("cardinal", "2", None), ("cardinal", "3", "5")]),
        ("US$5 million USD", [("money", "5000000", None)]),
        ("5% per annum", [("rate", "5", None)]),
        ("vào ngày 15", [("date", "---15", None)]),
        ("một xã; một người", []),
        ("khoản hai mươi lăm", [("cardinal", "25", None)]),
        ("12/QĐb xã", [("document_code", "12/QĐb", None)]),
        ("2 triệu 300 nghìn, 2 nghìn 3 triệu", [("cardinal", "2300000", None), ("cardinal", "2000", None), ("cardinal", "3000000", None)]),  # noqa: E501
        ("March 5%", [("percent", "5", None)]),
        ("300 giờ", [("duration", "300", None)]),
        ("$(1,2,3)", [("money", "1", None), ("cardinal", "2", None), ("cardinal", "3", None)]),
        ("5 tuần 6", [("duration", "5", None), ("ordinal", "6", None)]),
        ("12:30: họp", [("time", "12:30", None)]),
        ("tháng 9 năm 2019, tháng 13 năm 2019", [("date", "2019-09", None), ("date", "2019-13", None)]),
        ("45 March", [("cardinal", "45", None)]),
        ("1/2 rưỡi", [("ratio", "1/2", None)]),
        ("đạt -2021 và -1.400 km", [("year", "2021", None), ("measure", "-1400", None)]),
        ("45 - 6/8/2020", [("cardinal", "45", None), ("date", "2020-08-06", None)]),
        ("10 - 6/8/2020", [("cardinal", "10", None), ("date", "2020-08-06", None)]),
        ("5 tấn" + " tấn" * 9, [("measure", "5", None)]),
        ("9,5 bác sĩ/vạn dân", [("rate", "9.5", None)]),
        ("fell 0.4 percentage points to 3%", [("percent", "0.4", None), ("percent", "3", None)]),
        ("đến 17h ngày 15/10", [("time", "17:00", None), ("date", "--10-15", None)]),
        ("năm hai nghìn không trăm hai mươi, ngày mười lăm tháng tám", [("year", "2020", None), ("date", "---15", None), ("date", "--08", None)]),  # noqa: E501
        ("hai nghìn không trăm hai mươi hai đồng", [("money", "2022", None)]),
    ],
)  # fmt: skip
def test_a_wording_is_read_as(text, expected):
    assert values(text) == expected


def test_names_keep_their_spelling_and_codes_their_document():
    assert only("Ban Chỉ đạo 35 họp").value == "Ban Chỉ đạo 35"
    assert only("theo Nghị quyết số 35-NQ/TW").quantity.unit_key == "resolution"
    assert only("Contract No. 5").quantity.unit_key == "contract"
    assert only("Nghị quyết số 35").quantity.unit_key == "resolution"


def test_the_form_tells_digits_words_and_roman():
    forms = [m.quantity.form for m in find_mentions("5 xã; hai mươi lăm xã; khóa XI; 2 triệu rưỡi")]
    assert forms == [Form.DIGITS, Form.WORDS, Form.ROMAN, Form.MIXED]


def test_language_is_guessed_from_letters_then_defaults_to_english():
    assert guess_lang("Đảng bộ huyện") == "vi"
    assert guess_lang("The party") == "en"
    assert guess_lang("") == "en"


@given(st.text(alphabet="1234567890.,/-:%()$ \n\tIVXáđtỷnămtừđếnngày", max_size=60))
def test_mentions_of_any_text_are_ordered_disjoint_and_point_at_their_text(text):
    last = 0
    for mention in find_mentions(text):
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        last = mention.end


@given(st.integers(0, 10**12), st.sampled_from(["vi", "en"]))
def test_a_printed_integer_reads_back(number, lang):
    locale = LOCALES[lang]
    printed = f"{number:,}".replace(",", locale.group)
    assert only(f"có {printed} người" if lang == "vi" else f"for {printed} people", lang).value == str(number)


@given(st.integers(1, 999), st.text(alphabet="áb đ\n", max_size=40))
def test_unrelated_words_only_shift_spans(number, words):
    prefix = f"{words}. "
    alone, shifted = only(f"{number} ha", "vi"), find_mentions(f"{prefix}{number} ha", "vi")[-1]
    assert (shifted.start, shifted.quantity) == (alone.start + len(prefix), alone.quantity)


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 10**5,
        "1.111" + ".111" * 25000,
        "1/" * 50000,
        "1" * 10**5,
        "(" * 10**4 + "1" + ")" * 10**4,
        "mục tiêu 5 " * 5000,
    ],
)
def test_hostile_texts_are_read(text):
    assert find_mentions(text)


def test_remembered_wordings_are_dropped_when_there_are_too_many(monkeypatch):
    for memory in ("_MEMORY", "_WINDOWS", "_GAPS", "_GLIMPSES"):
        monkeypatch.setattr(wordings, memory, 2)
    fresh = wordings.Grammar(Lexicon([LOCALES["vi"]]), ",", LOCALES["vi"].numbers)
    texts = ("3 ha", "4 ha", "tăng 5%", "tăng 25%", "1.400 xã, 7 ha", "Quý I; 8 ha", "9 tấn 5 tạ", "không có")
    read = [[d.plan.quantity.value for d in scan.drafts_of(text, fresh)] for text in texts for _ in range(3)]
    values = [["3"], ["4"], ["5"], ["25"], ["1400", "7"], ["1", "8"], ["9", "5"], []]
    assert read == [value for value in values for _ in range(3)]


def test_windows_and_gaps_are_forgotten_where_there_are_too_many(monkeypatch):
    for memory in ("_WINDOWS", "_GAPS"):
        monkeypatch.setattr(wordings, memory, 2)
    fresh = wordings.Grammar(Lexicon([LOCALES["vi"]]), ",", LOCALES["vi"].numbers)
    known = [fresh.decide(f"{n} ha", 0, 1) for n in (1, 2, 3, 4) for _ in range(3)]
    assert [found.plan.quantity.value for found in known] == [n for n in "1234" for _ in range(3)]
    assert known[1] is known[2]  # remembered from its second time on
    assert known[0] is not known[1]
    assert [fresh.are_apart(gap) for gap in ("; ", "! ", "? ", "; ", " đến ", " ")] == [True] * 4 + [
        False
    ] * 2


def test_a_hedge_behind_a_figure_stays_in_its_place_for_longer_ones():
    for figure in ("5", "25", "125"):
        (mention,) = find_mentions(f"from {figure}% or more", "en")
        spans = [f"from {figure}% or more"[a:b] for a, b in mention.qualifier_spans]
        assert (mention.qualifier, spans) == (Qualifier.AT_LEAST, ["from", "or more"])


def test_wordings_that_no_figure_stands_for_are_forgotten_too(monkeypatch):
    monkeypatch.setattr(wordings, "_MEMORY", 2)
    fresh = wordings.Grammar(Lexicon([LOCALES["vi"]]), ",", LOCALES["vi"].numbers)
    texts = [f"{place} năm {year}" for year in range(2020, 2024) for place in ("xã", "huyện", "tỉnh")]
    read = [scan.drafts_of(text, fresh)[0].plan.quantity for text in texts]
    assert [(quantity.kind, quantity.value) for quantity in read] == [
        (Kind.YEAR, text[-4:]) for text in texts
    ]


def test_short_figures_beside_the_same_words_share_a_bounded_memory(monkeypatch):
    monkeypatch.setattr(plans, "_FEW", 2)
    fresh = wordings.Grammar(Lexicon([LOCALES["vi"]]), ",", LOCALES["vi"].numbers)
    texts = [f"tăng {n} ha" for n in (10, 11, 12, 13, 11)]
    read = [scan.drafts_of(text, fresh)[0].plan.quantity.value for text in texts]
    assert read == ["10", "11", "12", "13", "11"]


def test_a_text_is_read_alike_the_first_time_and_ever_after():
    read = [(BUNDLED / "reports" / f"{name}.txt").read_text(encoding="utf-8") for name in REPORTS]
    text = "\n\n".join([*read, *read])
    grammar_of.cache_clear()
    first = find_mentions(text, "vi")
    assert [find_mentions(text, "vi") == first for _ in range(3)] == [True] * 3


@pytest.mark.parametrize(
    ("run", "expected"), [("1,23,456", ["123456"]), ("1,23,456.5", ["123456.5"]), ("0.125", ["0.125"]), ("1.2.3", []), ("1" * 31, [])]  # noqa: E501
)  # fmt: skip
def test_a_run_of_digits_has_its_readings(run, expected):
    assert [figure.scaled(0) for figure in figures(run)] == expected


def test_a_fraction_that_does_not_end_stays_a_fraction():
    from fractions import Fraction

    assert decimal_of(Fraction(1, 3)) == "1/3"
    assert decimal_of(Fraction(-7, 8)) == "-0.875"


def test_letters_that_change_length_in_lower_case_do_not_shift_places():
    assert only("İİ trên 5 ha İİ").text == "5 ha"
    assert re.fullmatch(r"\d ha", only("İ 5 ha").text)


@pytest.mark.parametrize(
    ("text", "figure", "qualifier"),
    [
        ("36 trên 41 xã đạt chuẩn", "41", Qualifier.EXACT),
        ("thu 28 tấn trên 1,5 ha", "1,5 ha", Qualifier.EXACT),
        ("hơn 36 trên 41 xã", "36", Qualifier.MORE_THAN),
        ("tổ chức 5 hội nghị, trên 80 cuộc họp", "80", Qualifier.MORE_THAN),
        ("năm 2022 trên 80 cuộc họp", "80", Qualifier.MORE_THAN),
        ("tăng 5% trên 80 chỉ tiêu", "80", Qualifier.MORE_THAN),
        ("trường mầm non 18, tiểu học 20", "18", Qualifier.EXACT),
        ("người già 35 cụ", "35", Qualifier.EXACT),
    ],
)
def test_right_behind_a_counted_figure_a_bound_says_out_of_what(text, figure, qualifier):
    found = next(m for m in find_mentions(text, "vi") if m.text == figure)
    assert found.qualifier is qualifier


def test_a_long_text_is_read_while_the_collector_waits_and_leaves_it_as_it_was():
    text = "Kết nạp 176 đảng viên. " * 5000
    for enabled in (True, False):
        gc.enable() if enabled else gc.disable()
        try:
            assert len(find_mentions(text, "vi")) == 5000
            assert gc.isenabled() is enabled
        finally:
            gc.enable()
