import json
import sys
import time
import unicodedata
from fractions import Fraction

import pytest

from service.core.claims import (
    NumberLiteral,
    Part,
    UnreadableDigest,
    decimal,
    find_claims,
    parse_json,
    unit_quantity,
)
from service.core.types import Kind


def found(digest, lang="vi"):
    return {
        (d.passage.path, d.mention.text): (d.quantity.value, d.quantity.unit_key)
        for d in find_claims(digest, lang).drafts
    }


def test_json_numbers_keep_their_literal():
    digest = parse_json('{"a": 1.10, "b": [285.695, -3, 1e3], "c": null, "d": true}')
    assert digest == {"a": "1.10", "b": ["285.695", "-3", "1e3"], "c": None, "d": True}
    assert all(isinstance(n, NumberLiteral) for n in (digest["a"], *digest["b"]))
    assert parse_json(b'"x"') == "x"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1, "a": 2}', "stands twice"),
        ('{"a": NaN}', "not a number in JSON"),
        ("[Infinity]", "not a number in JSON"),
        ("[1", "not JSON"),
        (b'"\xff"', "not UTF-8"),
        ("[" * 100_000, "nested deeper"),
        ("[" * 300 + "]" * 300, "nested deeper"),
        ("[" + "9" * 65 + "]", "too long or too large"),
        ("[1e999999999]", "too long or too large"),
    ],
)
def test_what_is_no_json_is_refused_with_a_reason(text, why):
    with pytest.raises(UnreadableDigest, match=why):
        parse_json(text)


def test_a_binary_fraction_is_refused_because_its_literal_is_lost():
    with pytest.raises(UnreadableDigest, match="no exact literal"):
        find_claims({"a": 1.5})


def test_whole_numbers_of_plain_data_are_claims():
    assert found({"value": 9295, "ok": True, "none": None}) == {("/value", "9295"): ("9295", None)}


def test_plain_prose_is_one_string_at_the_empty_path():
    assert found("Kết nạp 176 đảng viên.") == {("", "176"): ("176", "party_member")}


def test_quotes_and_keys_hold_no_claims():
    digest = {"2021": "x", "quote": "có 75 chi bộ", "more": [{"quote": ["có 3 chi bộ", " ", 4], "n": "5"}]}
    claims = find_claims(digest)
    assert [d.passage.path for d in claims.drafts] == ["/more/0/n"]
    assert [(q.path, q.text) for q in claims.quotes] == [
        ("/quote", "có 75 chi bộ"), ("/more/0/quote/0", "có 3 chi bộ"),
    ]  # fmt: skip
    assert claims.drafts[0].passage.setting.quotes == (("/more/0/quote/0", "có 3 chi bộ"),)


def test_paths_are_json_pointers():
    assert list(found({"a/b": {"c~d": ["số liệu 12 xã"]}})) == [("/a~1b/c~0d/0", "12")]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("285,695", "tỷ đồng", ("285695000000", "VND")),
        ("285,695 tỷ đồng", "đồng", ("285695000000", "VND")),
        ("285,695 tỷ", "đồng", ("285695000000", "VND")),
        ("12,01", "%", ("12.01", "percent")),
        ("9.295", "đảng viên", ("9295", "party_member")),
        ("7/38", "tổ chức cơ sở đảng", ("7/38", "party_org")),
        (NumberLiteral("285.695"), "tỷ đồng", ("285695000000", "VND")),
        (NumberLiteral("1e3"), "VND", ("1000", "VND")),
        (NumberLiteral("12.50"), "%", ("12.5", "percent")),
    ],
)
def test_a_value_takes_scale_and_unit_of_its_unit_field_once(value, unit, expected):
    digest = {"metrics": [{"label": "Chỉ tiêu", "value_text": value, "unit": unit}]}
    got = next(v for (path, _), v in found(digest).items() if path.endswith("value_text"))
    assert got == expected


@pytest.mark.parametrize(
    ("value", "unit", "clash"),
    [
        ("285,695 tỷ đồng", "triệu đồng", True), ("285,695 tỷ đồng", "USD", True), ("12,01%", "ha", True),
        ("7/38", "%", True), ("285,695 tỷ đồng", "tỷ đồng", False), ("12,01%", "%", False), ("12,01%",
        "2021", False),
        ("1.982", "lượt", False),
    ],
)  # fmt: skip
def test_a_value_and_its_unit_field_may_contradict_each_other(value, unit, clash):
    drafts = find_claims([{"label": "x", "value_text": value, "unit": unit}], "vi").drafts
    assert next(d.clash for d in drafts if d.passage.path == "/0/value_text") is clash


def test_other_schemas_get_their_context_from_siblings_and_keys():
    digest = parse_json(
        '{"rows": [{"name": "Xuất khẩu", "amount": 12.5, "currency": "USD", "year": 2022, "approx": "~"}],'
        ' "members": {"membersAdmitted": 176}, "kỳ": {"label": "Quý I", "năm": "2021"}}'
    )
    by_path = {d.passage.path: d for d in find_claims(digest).drafts}
    amount = by_path["/rows/0/amount"].passage
    assert (amount.setting.label, amount.setting.unit, amount.setting.hedged) == ("Xuất khẩu", "USD", True)
    assert by_path["/rows/0/amount"].quantity.kind is Kind.MONEY
    assert by_path["/rows/0/year"].mention.kind is Kind.YEAR
    assert by_path["/members/membersAdmitted"].passage.setting.label == "members members Admitted"
    assert by_path["/kỳ/năm"].passage.part is Part.PERIOD


def test_the_title_of_a_digest_is_prose_and_the_label_of_a_metric_is_a_label():
    digest = {
        "title": "Năm 2021",
        "period": {"label": "Năm 2021"},
        "metrics": [{"label": "Năm 2021", "value_text": "5"}],
    }
    parts = {d.passage.path: d.passage.part for d in find_claims(digest).drafts}
    assert parts == {
        "/title": Part.PROSE, "/period/label": Part.PERIOD, "/metrics/0/label": Part.LABEL,
        "/metrics/0/value_text": Part.VALUE,
    }  # fmt: skip


def test_a_lone_iso_date_is_a_date():
    assert found({"period": {"start": "2022-01-01", "end": "2022-12"}}) == {
        ("/period/start", "2022-01-01"): ("2022-01-01", None),
        ("/period/end", "2022-12"): ("2022-12", None),
    }


def test_each_string_is_read_in_its_own_language():
    digest = {
        "a": "The committee admitted 9,295 new members.",
        "b": "Có 9.295 đảng viên mới.",
        "c": "1,5 tấn",
        "d": "!",
    }
    assert {d.passage.lang for d in find_claims(digest).drafts} == {"en", "vi"}
    assert set(found(digest).values()) >= {("9295", "party_member"), ("1.5", "tonne")}


@pytest.mark.parametrize(
    ("unit", "lang", "value", "key"),
    [
        ("tỷ đồng", "vi", "1000000000", "VND"),
        ("VND billion", "en", "1000000000", "VND"),
        ("%", "vi", "1", "percent"),
    ],
)
def test_a_unit_field_is_read_by_the_grammar(unit, lang, value, key):
    quantity = unit_quantity(unit, lang)
    assert (quantity.value, quantity.unit_key) == (value, key)


def test_a_unit_field_that_says_nothing_known_is_a_plain_count():
    assert unit_quantity("blorps", "en").unit is not None
    assert unit_quantity("per 100,000", "en") is None
    assert unit_quantity(" . ", "en") is None


def test_any_json_that_python_writes_can_be_read_back():
    data = {"a": [1, "hai", {"b": None}], "c": "3,5%"}
    assert [d.mention.text for d in find_claims(parse_json(json.dumps(data))).drafts][-1] == "3,5%"
    assert [decimal(Fraction(1, 8)), decimal(Fraction(1, 3)), decimal(Fraction(-5))] == ["0.125", "1/3", "-5"]


def test_a_key_that_stands_twice_among_very_many_is_found_at_once():
    names = [*(f"k{i}" for i in range(60_000)), "k59999"]
    text = "{" + ",".join(f'"{name}":1' for name in names) + "}"
    began = time.perf_counter()
    with pytest.raises(UnreadableDigest, match="k59999"):
        parse_json(text)
    assert time.perf_counter() - began < 10  # quadratic: minutes


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("¹⁷⁷ đảng viên", ["¹⁷⁷"]), ("Có ①⑦⑦ đảng viên", ["①⑦⑦"]), ("½ đảng viên", ["½"]),
        ("Họp 1½ giờ", ["1½ giờ"]), ("Kết nạp Ⅷ đảng viên", ["Ⅷ"]), ("一百七十七 đảng viên", ["一百七十七"]),
        ("Dùng 5.000m³ nước", ["5.000m³"]), ("Đất rộng 75 m²", ["75 m²"]), ("từ¹ khác, chú thích.²", []),
        ("① Kết nạp đảng viên", []), ("Đại hội Ⅷ", []), ("chữ 统一 trong tên", []),
    ],
)  # fmt: skip
def test_a_number_in_signs_that_are_no_digits_is_a_claim(text, numbers):
    drafts = find_claims(text, "vi").drafts
    assert [d.mention.text for d in drafts] == numbers


def test_every_sign_that_is_a_number_is_a_claim():
    signs = (chr(code) for code in range(sys.maxunicode + 1))
    numbers = [s for s in signs if not s.isdecimal() and unicodedata.numeric(s, None) is not None]
    assert len(numbers) > 1000
    assert [s for s in numbers if not find_claims(f"Có {s}{s} đảng viên", "vi").drafts] == []


def test_a_short_sentence_is_prose_and_a_number_beyond_the_calendar_no_year():
    digest = parse_json('{"note": "Có 5 xã.", "rate": "5 xã", "rows": [{"value": 1, "year": 3000}]}')
    drafts = {d.passage.path: d for d in find_claims(digest, "vi").drafts}
    assert drafts["/note"].passage.part is Part.PROSE
    assert drafts["/rate"].passage.part is Part.VALUE
    assert drafts["/rows/0/year"].mention.kind is Kind.CARDINAL
