"""Canonical text and comparison keys, and the ways back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.text import IDENTITY, canonicalize, fold, from_binary

RECEIVED_AND_CANONICAL = [
    ("a\r\nb\rc\nd\x0be\x0cf\x85g\u2028h\u2029i", "a\nb\nc\nd\ne\nf\ng\nh\ni"),
    ("so\xadft \u200bzero\u200d \u202abidi\u202c \x00\x07bell\ufeff", "soft zero bidi bell"),
    ("cột\tcột", "cột\tcột"),
    (unicodedata.normalize("NFD", "Huyện ủy Đầm Hà"), "Huyện ủy Đầm Hà"),
    ("e\u200b\u0301", "é"),
    ("x² ① ﬁ", "x² ① ﬁ"),
    ("٣ ৪ ５ 𝟔", "3 4 5 6"),
    ("１２．５％ và １，５", "12.5% và 1,5"),
    ("câu．Câu，câu", "câu．Câu，câu"),
    ("3\xa0328 3\u202f328 3\u2007328 năm\xa02022", "3\xa0328 3\xa0328 3\xa0328 năm 2022"),
    ("2016\u20102021 5\u2011 6\u2012 \u22127", "2016-2021 5- 6- -7"),
    ("2016–2021 — ―", "2016–2021 — ―"),
    ("cuối  \n ", "cuối  \n "),
]


@pytest.mark.parametrize(("received", "canonical"), RECEIVED_AND_CANONICAL)
def test_canonical_text_follows_every_rule(received, canonical):
    text = canonicalize(received)
    assert text.canonical == canonical
    assert text.received == received


@pytest.mark.parametrize(("received", "canonical"), RECEIVED_AND_CANONICAL)
def test_canonical_text_is_a_fixed_point_with_the_identity_map(received, canonical):
    again = canonicalize(canonical)
    assert again.canonical == canonical
    assert again.received_span(0, len(canonical)) == (0, len(canonical))


def test_a_span_points_at_what_was_received():
    received = unicodedata.normalize("NFD", "Tỉnh ủy\r\ncó 1\xad2 ủy viên\u200b.")
    text = canonicalize(received)
    for word in ("Tỉnh", "ủy", "12", "viên"):
        at = text.canonical.index(word)
        start, end = text.received_span(at, at + len(word))
        assert canonicalize(received[start:end]).canonical == word
        assert received[end : end + 1] not in {"\u0309", "\u0323"}
    assert text.received_span(3, 3) == (received.index("h"),) * 2
    assert text.received_span(len(text.canonical), len(text.canonical)) == (len(received),) * 2


def test_dropped_characters_around_a_span_stay_outside_it():
    assert canonicalize("\u200b12\u200b3\u200b").received_span(0, 3) == (1, 5)
    assert canonicalize("\u200b12\u200b3\u200b").received_span(0, 2) == (1, 3)


def test_a_binary_format_has_no_received_place():
    text = from_binary("１２ xã")
    assert (text.canonical, text.received, text.received_span(0, 2)) == ("12 xã", None, None)


def test_marks_that_are_no_plain_clusters_still_compose():
    for received in ("5\u2000xã", "\u1112\u1161\u11ab 5", "\u212b \u0344", " \u0338= 5"):
        text = canonicalize(received)
        assert text.canonical == unicodedata.normalize("NFC", received)
        start, end = text.received_span(0, len(text.canonical))
        assert (start, end) == (0, len(received))


@given(st.text())
def test_any_text_has_a_fixed_point_and_spans_inside_it(received):
    text = canonicalize(received)
    assert canonicalize(text.canonical).canonical == text.canonical
    for at in range(len(text.canonical)):
        start, end = text.received_span(at, at + 1)
        assert 0 <= start < end <= len(received)


@given(st.text(alphabet="Huyện ủy Đầm Hà có 12,5% quý\r\n"))
def test_both_normal_forms_give_one_canonical_text(text):
    canonical = {canonicalize(unicodedata.normalize(form, text)).canonical for form in ("NFC", "NFD")}
    assert len(canonical) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Huyện uỷ", "HUYỆN ỦY"),
        ("khoá họp, hoà bình, khoẻ", "khóa họp, hòa bình, khỏe"),
        ("tỉ lệ, kĩ sư, quí 2", "tỷ lệ, kỹ sư, quý 2"),
        ("Ðảng bộ", "Đảng bộ"),
        ("“tự diễn biến” ‘a’", "\"tự diễn biến\" 'a'"),
        ("2016–2021 — 5", "2016-2021 - 5"),
        ("a \t\n b\xa0c", "a b c"),
    ],
)
def test_two_spellings_share_a_key(one, other):
    assert fold(one).key == fold(other).key


@pytest.mark.parametrize(("one", "other"), [("má", "mà"), ("tỉnh", "tỷnh"), ("đa", "da"), ("10", "1 0")])
def test_different_words_keep_different_keys(one, other):
    assert fold(one).key != fold(other).key


def test_a_place_in_the_key_leads_back_to_the_text():
    text = "Có   12 \n\n xã"
    key = fold(text)
    at = key.key.index("12")
    start, end = key.back(at, at + 2)
    assert text[start:end] == "12"
    assert fold("12 xã").runs is IDENTITY


@given(st.text())
def test_every_place_in_a_key_lies_in_the_text(text):
    key = fold(text)
    for at in range(len(key.key)):
        start, end = key.back(at, at + 1)
        assert 0 <= start < end <= len(text)
