"""Bytes become text without a guess: what is not Unicode is refused, and told what it looks like."""

import pytest

from service.errors import UnreadableInput
from service.ingest.text import decode

REPORT = "Đến năm 2021, 25/27 chi bộ\r\nhoàn thành tốt nhiệm vụ, đạt 92,59%."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_every_unicode_form_gives_the_same_text(encoding):
    assert decode(REPORT.encode(encoding)) == REPORT


def test_nothing_is_trimmed_or_changed():
    assert decode(b" a\r\n\tb \n\n") == " a\r\n\tb \n\n"
    assert decode("e\u0302\u0301 \u00ad1\u200b0".encode()) == "e\u0302\u0301 \u00ad1\u200b0"


def test_no_bytes_are_no_text_and_no_error():
    assert decode(b"") == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04word", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old Word"),
        (b"{\\rtf1\\ansi 25}", "Rich Text"),
        (b"\x89PNG\r\n", "PNG"),
        (b"25\x0027", "binary data: a zero byte at 2"),
        (REPORT.encode("utf-16")[:-1], "not the UTF-16-LE that it declares"),
    ],
)
def test_what_is_no_text_is_named(data, said):
    with pytest.raises(UnreadableInput) as caught:
        decode(data)
    assert said in caught.value.message
    assert caught.value.hint


def test_an_old_vietnamese_encoding_is_named_with_the_way_out():
    bytes_1258 = "Đ".encode("cp1258") + "ê\u0301n ba\u0301o ca\u0301o tha\u0300nh ti\u0301ch 25/27".encode(
        "cp1258"
    )
    with pytest.raises(UnreadableInput) as caught:
        decode(bytes_1258)
    assert "windows-1258" in caught.value.message
    assert "iconv" in caught.value.hint


def test_an_unknown_8_bit_encoding_is_not_taken_for_windows_1258():
    with pytest.raises(UnreadableInput) as caught:
        decode("Umsätze in München: 25 €, größer als früher".encode("cp1252"))
    assert "windows-1258" not in caught.value.message
    assert "8-bit" in caught.value.message


def test_the_place_of_the_fault_is_told_and_nothing_of_the_text():
    with pytest.raises(UnreadableInput) as caught:
        decode(b"secret 25\nline \xff two")
    assert "byte 15 (line 2) is 0xff" in caught.value.message
    assert "secret" not in caught.value.message + caught.value.hint


def test_a_letter_cut_off_at_the_end_is_told_apart():
    with pytest.raises(UnreadableInput) as caught:
        decode("đạt 92,59% kế hoạ".encode()[:-1])
    assert "cut off" in caught.value.message


def test_an_even_number_of_plain_bytes_is_not_taken_for_utf_16():
    assert decode(b"1234") == "1234"
