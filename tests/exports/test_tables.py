"""Tables into files: nothing hostile runs, numbers stay exact, memory stays bounded."""

import csv
import io
import json
import tempfile
import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import EngineError
from service.exports.cells import CELL_UNITS, clipped, exact_number, neutral, number_format, shown
from service.exports.tables import Column, Csv, JsonLines, Table, Xlsx, sheet
from tests.exports import sheets

TABLE = Table(
    "metrics",
    (
        Column("label", "Chỉ tiêu", "Metric", width=40),
        Column("value", "Giá trị", "Value", "number"),
        Column("at", "Lúc", "At", "time"),
        Column("n", "Số", "No.", "count"),
        Column("approved", "Đã duyệt", "Approved", "flag"),
    ),
)
HOSTILE = [
    '=HYPERLINK("http://127.0.0.1/","x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "＝1+1",
    "a;=1+1",
    "a\n=1+1",
    "a\r\n@x",
]


def made(kind: str, *rows: tuple, lang: str | None = None) -> bytes:
    file = sheet(TABLE, kind, lang)
    try:
        return file.add(rows) + b"".join(file.end())
    finally:
        file.drop()


def row(label: str | None = "a", value: str | None = "1", at: str | None = None) -> tuple:
    return (label, value, at, 3, True)


def starts_formula(cell: str) -> bool:
    """Whether a spreadsheet that splits at semicolons and line ends would find a formula in the cell."""
    parts = [
        part.strip() for part in cell.replace("\r", "\n").replace("\n", ";").replace("\t", ";").split(";")
    ]
    return any(
        part[:1] in set("=@＝＠") or (part[:1] in set("+-＋－") and not part[1:2].isdigit()) for part in parts
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_begins_a_formula(text):
    content = made("csv", row(text))
    assert content.startswith(b"\xef\xbb\xbf")
    head, cells = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert head == ["label", "value", "at", "n", "approved"]
    assert not starts_formula(cells[0])
    assert content.count(b"\r\n") == 2, "a cell broke its row"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_an_xlsx_is_a_formula_or_a_link(text):
    content = made("xlsx", row(text))
    assert sheets.rows(content)[1][0][0] == "s"
    assert sheets.sheet_xml(content).find(".//m:hyperlink", sheets.NS) is None


@pytest.mark.parametrize("text", ["-12,5%", "+3", "-1.234,5", "12", "−5", "- ", "2021-12", "a=b", "x;-3; y"])
def test_numbers_and_plain_text_stay_as_they_are_in_a_csv(text):
    assert neutral(text) == text or text == "- "


@given(st.text())
def test_whatever_the_text_a_csv_cell_is_one_line_that_a_reader_gives_back(text):
    content = made("csv", row(text))
    cells = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1]
    assert cells[0] == neutral(shown(text))
    assert "\n" not in cells[0]
    assert "\x00" not in cells[0]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_lines_keep_every_character(text):
    lines = made("jsonl", row(text)).decode().split("\n")
    assert len(lines) == 2
    assert json.loads(lines[0])["label"] == text


def test_json_lines_write_figures_as_strings_and_survive_half_a_character():
    line = json.loads(made("jsonl", row("\ud800", "285695000000")))
    assert line == {"label": "\ud800", "value": "285695000000", "at": None, "n": 3, "approved": True}


@given(st.text(max_size=60))
def test_whatever_the_text_a_workbook_is_sound_xml_that_holds_what_is_shown(text):
    cells = sheets.rows(made("xlsx", row(text)))[1]
    assert cells[0] == ("s", shown(text)) or not text


@pytest.mark.parametrize("text", ["_x0041_", "_x000D_", "a_x005F_b"])
def test_words_that_look_like_an_escape_of_the_format_are_kept(text):
    raw = sheets.rows(made("xlsx", row(text)))[1][0][1]
    assert raw == text.replace("_x", "_x005F_x"), "a reader would take it for a character code"


def test_a_cell_holds_no_more_than_the_format_allows_and_says_so():
    long = "ế" * 40_000
    kind, text = sheets.rows(made("xlsx", row(long)))[1][0]
    assert (kind, len(text), text[-1]) == ("s", CELL_UNITS, "…")
    wide = "\U0001f600" * 20_000
    text = sheets.rows(made("xlsx", row(wide)))[1][0][1]
    assert len(text.encode("utf-16-le")) // 2 <= CELL_UNITS
    assert text.endswith("\U0001f600…")


@given(st.text(), st.integers(1, 30))
def test_a_clipped_text_fits_and_is_as_long_as_it_may_be(text, units):
    def size(words: str) -> int:
        return len(words.encode("utf-16-le", "surrogatepass")) // 2

    cut = clipped(text, units)
    assert size(cut) <= units
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]) and size(cut) >= units - 1)
    assert (cut == text) == (size(text) <= units) or text.startswith("…")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("285695000000", "285695000000"),
        ("12.60", "12.60"),
        ("9.95", "9.95"),
        ("-0.1", "-0.1"),
        ("0.000000000000123", "1.23E-13"),
        ("123456789012345", "123456789012345"),
        ("0", "0"),
    ],
)
def test_a_number_is_a_number_in_the_file_digit_by_digit(value, written):
    cell = sheets.rows(made("xlsx", row(value=value)))[1][1]
    assert cell == ("n", written)
    assert Decimal(cell[1]) == Decimal(value)


@pytest.mark.parametrize(
    "value", ["26/27", "1234567890123456", "2021-12", "0.1234567890123456", "", "1e5", "٣"]
)
def test_what_a_spreadsheet_would_spoil_stays_text(value):
    assert exact_number(value) is None
    cell = sheets.rows(made("xlsx", row(value=value)))[1][1]
    assert cell == ("s", value) or not value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_every_number_written_reads_back_as_itself(value):
    text = format(value, "f")
    found = exact_number(text)
    assert found == value
    assert float(found) == float(f"{found:.16G}")
    assert number_format(found).count("0") == 1 + 4


def test_times_are_times_and_answers_are_answers():
    page = sheets.rows(
        made("xlsx", row(at="2026-11-22T10:00:00+07:00"), row(at="ngày mai"), row(at="1850-01-01T00:00:00Z"))
    )
    assert page[1][2:] == [("n", "46348.125"), ("n", "3"), ("b", "1")]
    assert [line[2] for line in page[2:]] == [("s", "ngày mai"), ("s", "1850-01-01T00:00:00Z")]


def test_the_header_is_frozen_filtered_and_in_the_language_asked_for():
    for lang, heading in ((None, "label"), ("vi", "Chỉ tiêu"), ("en", "Metric")):
        content = made("xlsx", row(), lang=lang)
        assert sheets.rows(content)[0][0] == ("s", heading)
    page = sheets.sheet_xml(content)
    pane = page.find(".//m:pane", sheets.NS)
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    assert page.find("m:autoFilter", sheets.NS).get("ref") == "A1:E2"
    assert sheets.names(content) == ["metrics"]


def test_an_empty_table_still_says_what_its_columns_are():
    assert made("csv").decode("utf-8-sig") == "label,value,at,n,approved\r\n"
    assert made("jsonl") == b""
    assert len(sheets.rows(made("xlsx"))) == 1


def test_a_sheet_that_is_full_is_followed_by_another_and_no_row_is_lost():
    file = Xlsx(TABLE, sheet_rows=2)
    file.add([row(str(n)) for n in range(3)])
    file.add([row("3"), row("4")])
    content = b"".join(file.end())
    file.drop()
    assert sheets.names(content) == ["metrics", "metrics 2", "metrics 3"]
    told = [line[0][1] for number in (1, 2, 3) for line in sheets.rows(content, number)[1:]]
    assert told == ["0", "1", "2", "3", "4"]


def test_nothing_is_left_on_disk_whether_a_file_was_finished_or_not(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = Xlsx(TABLE)
    file.add([row()])
    assert list(tmp_path.iterdir())
    file.drop()
    file.drop()
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_an_error_of_ours(tmp_path):
    file = Xlsx(TABLE)
    file.add([row()])
    file._book.filename = str(tmp_path / "nowhere" / "table.xlsx")
    with pytest.raises(EngineError, match="could not be written"):
        b"".join(file.end())
    file.drop()


@pytest.mark.parametrize("make", [Xlsx, Csv, JsonLines])
def test_memory_does_not_grow_with_the_rows(make):
    file = make(TABLE)

    def fed(batches: int) -> int:
        tracemalloc.reset_peak()
        for _ in range(batches):
            file.add([row("x" * 500)] * 100)
        return tracemalloc.get_traced_memory()[1]

    tracemalloc.start()
    try:
        fed(2)
        few, many = fed(2), fed(20)
    finally:
        tracemalloc.stop()
        file.drop()
    assert many < few * 1.5 + 100_000
