"""How a text is cut: sentences, clauses, headings, list items, tables, zones, and the lookups."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.core.segments import Cell, segment
from service.core.types import Zone

BUNDLED = Path(__file__).parents[2] / "evals" / "datasets" / "bundled"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Năm 2022. Năm 2023.", ["Năm 2022.", "Năm 2023."]),
        ("Đến TP. Hải Phòng. Về quê.", ["Đến TP. Hải Phòng.", "Về quê."]),
        ("Đạt 4.5 tấn. Tăng 12,5%.", ["Đạt 4.5 tấn.", "Tăng 12,5%."]),
        ("Những năm tiếp theo./.", ["Những năm tiếp theo./."]),
        ("Vốn đạt 3 tỷ… Thu tăng.", ["Vốn đạt 3 tỷ…", "Thu tăng."]),
        ("Dr. Smith saw 12 patients. All left.", ["Dr. Smith saw 12 patients.", "All left."]),
        ("J. Smith came. He left!", ["J. Smith came.", "He left!"]),
        ("1. Công tác tổ chức. Đạt tốt.", ["1. Công tác tổ chức.", "Đạt tốt."]),
        ("Ông nói “Tốt.” Rồi về.", ["Ông nói “Tốt.”", "Rồi về."]),
        ("approx. the same amount was spent", ["approx. the same amount was spent"]),
        ("Is it 5? Yes... and no.", ["Is it 5?", "Yes... and no."]),
        ("a %. B", ["a %.", "B"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    cut = segment(text)
    assert [text[slice(*s)] for s in cut.sentences] == sentences


def test_clauses_are_cut_at_semicolons_brackets_and_commas_but_not_inside_numbers() -> None:
    text = "Thu đạt 285,695 tỷ (tăng 4,83%), chi 200 tỷ; nợ: không - hết"
    cut = segment(text)
    assert [text[slice(*c)] for c in cut.clauses] == [
        "Thu đạt 285,695 tỷ", "tăng 4,83%", "chi 200 tỷ", "nợ", "không", "hết",
    ]  # fmt: skip


def test_a_hard_wrapped_line_goes_on_and_a_list_item_does_not() -> None:
    text = (
        "The district committee has seventy-five subordinate organisations, of\n"
        "which thirty-five are party committees and forty are\ncells.\n- first item\n- second item\nEnd"
    )
    cut = segment(text)
    assert [text[slice(*p)] for p in cut.paragraphs][1:3] == ["- first item", "- second item"]
    assert len(cut.paragraphs) == 4
    assert [text[slice(*i)] for i in cut.list_items] == ["- first item", "- second item"]


def test_a_heading_stands_over_what_follows_it() -> None:
    text = (
        "# Report\n\nI. Thu ngân sách\n\nThu ngân sách năm 2022 đạt 285 tỷ đồng, vượt kế hoạch.\n\nii nhỏ\n12"
    )
    cut = segment(text)
    assert [text[slice(*h)] for h in cut.headings] == ["# Report", "I. Thu ngân sách"]
    heading = cut.heading_at(text.index("285"))
    assert heading is not None
    assert text[slice(*heading)] == "I. Thu ngân sách"
    assert segment("Thu đạt 5 tỷ.").heading_at(3) is None


@pytest.mark.parametrize(
    "line",
    [
        "Cập nhật ngày: 26/03/2023 05:57:12", "Thứ Ba 10/01/2023 16:33", "Thứ sáu, ngày 1/3/2024",
        "Thứ Hai, 30/12/2019, 15:37 [GMT+7]", "Phản hồi", "< Trở về trang trước", "CÁC BÀI VIẾT KHÁC:",
        "Share", "Updated on 2023-03-26", "10/01/2023 16:33", "16:33 10/01/2023", ". . .", "a",
        "Hình ảnh các tập thể được khen thưởng:",
    ],
)  # fmt: skip
def test_page_furniture_is_told_from_narrative(line: str) -> None:
    text = f"Năm 2022 có 7 xã.\n\n{line}\n\nThu đạt 5 tỷ đồng."
    cut = segment(text)
    assert cut.zone_at(text.index(line)) is Zone.FURNITURE
    assert cut.zone_at(0) is Zone.BODY


@pytest.mark.parametrize(
    "line", ["Năm 2022 có 7 xã.", "Hà Nội, ngày 5 tháng 3 năm 2022", "5", "Tin vui: thu tăng 5%"]
)
def test_narrative_lines_stay_body(line: str) -> None:
    assert segment(line).zone_at(0) is Zone.BODY


def test_the_first_copy_of_a_caption_is_caption_and_the_second_furniture() -> None:
    caption = "Đồng chí Bí thư trao giấy khen cho các tập thể năm 2020."
    broken = caption.replace("cho các", "cho\n\ncác")
    text = f"{caption}\n\n{broken}\n\nThu đạt 5 tỷ đồng."
    cut = segment(text)
    assert cut.zone_at(0) is Zone.CAPTION
    assert cut.zone_at(len(caption) + 3) is Zone.FURNITURE
    assert cut.zone_at(text.index("Thu đạt")) is Zone.BODY


def test_a_line_that_only_begins_like_the_next_is_no_caption() -> None:
    text = (
        "Năm 2020 toàn huyện kết nạp được tổng cộng 72 đảng viên.\n\nNăm 2020 toàn huyện kết nạp được tổng 5."
    )
    assert segment(text).zones == ()


def test_credits_marks_and_lone_sentences_between_long_paragraphs_are_captions() -> None:
    long = "Công tác xây dựng Đảng được quan tâm chỉ đạo thực hiện nghiêm túc. " * 6
    lone = "Các đơn vị ký kết Giao ước thi đua năm 2022."
    text = (
        f"{long}\n\n{lone}\n\nPhản hồi\n\n{long}\n\n{lone}\n\n{long}\n\nĐồng chí A (bìa trái) trao quà\n\n"
        "a\nHội nghị tháng 9/2019. Ảnh: Quốc Nghị\n\na\nLớp bồi dưỡng chính trị\n\nẢnh: Thanh Nga\n\n"
        f"{long}\n\nĐã có 12 đơn vị ký kết.\n\n{long}\n\nToàn cảnh:\nThu tăng"
    )
    cut = segment(text)
    zones = [(text[slice(*span)], zone) for span, zone in cut.zones]
    assert zones.count((lone, Zone.CAPTION)) == 2
    assert ("Đồng chí A (bìa trái) trao quà", Zone.CAPTION) in zones
    assert ("Hội nghị tháng 9/2019. ", Zone.CAPTION) in zones
    assert ("Ảnh: Quốc Nghị", Zone.FURNITURE) in zones
    assert ("Ảnh: Thanh Nga", Zone.FURNITURE) in zones
    assert ("Lớp bồi dưỡng chính trị", Zone.CAPTION) in zones
    assert cut.zone_at(text.index("12 đơn vị")) is Zone.BODY


@pytest.mark.parametrize("path", sorted(BUNDLED.rglob("*.txt")), ids=lambda path: path.stem)
def test_every_mention_of_a_bundled_report_lies_in_the_zone_of_its_gold(path: Path) -> None:
    gold = json.loads(next(BUNDLED.rglob(f"{path.stem}.json")).read_text(encoding="utf-8"))
    cut = segment(path.read_bytes().decode())
    for mention in gold["mentions"]:
        zone = "furniture" if mention["in_noise"] else "caption" if mention["in_caption"] else "body"
        assert cut.zone_at(mention["start"]) == zone, mention["text"]


def cell_of(text: str, figure: str) -> Cell:
    cell = segment(text).cell_at(text.index(figure))
    assert cell is not None
    return cell


def test_a_tab_table_gives_its_cells_head_label_and_units() -> None:
    text = (
        "ĐVT: triệu đồng\nSTT\tNội dung\tNăm 2021\tTăng (%)\n"
        "1\tThu nội địa\t1.250\t12,0\n2\tThu khác\t150\t20,0"
    )
    cell = cell_of(text, "1.250")
    assert (cell.row, cell.column) == (1, 2)
    assert cell.header is not None
    assert text[slice(*cell.header)] == "Năm 2021"
    assert cell.label is not None
    assert text[slice(*cell.label)] == "Thu nội địa"
    assert cell.units == ("Năm 2021", "triệu đồng")
    assert cell_of(text, "12,0").units == ("%", "triệu đồng")
    table = segment(text).table_at(text.index("150"))
    assert table is not None
    assert table.header_rows == 1
    assert table.notes == ("triệu đồng",)


def test_a_pipe_table_skips_its_ruling_line() -> None:
    text = "| Item | 2021 ($000) | Unit |\n|---|---|---|\n| Rent | 300 | kg |\n| Travel (km) | 150 | kg |"
    cell = cell_of(text, "300")
    assert cell.units == ("kg", "$000")
    assert "km" in cell_of(text, "150").units
    assert cell_of(text, "Rent").label is None


def test_a_space_aligned_table_places_cells_under_the_nearest_head() -> None:
    text = (
        "(in millions)\nRegion     Clinics    Patients    Beds\n"
        "North      12                     40\nSouth      8          900         30"
    )
    assert cell_of(text, "40").column == 3
    assert cell_of(text, "40").units[-1] == "in millions"
    years = "2020   2021\nThu   15   16\nChi   12   13"
    assert cell_of(years, "15").column == 0
    assert segment(years).tables[0].header_rows == 1


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nội vụ.  Về phía huyện có 5 xã",
        "a  b\nc  d",
        "một\thai",
        "12  13\n\n\n\n14  15",
        "x" * 95 + "  5\n" + "y  6",
    ],
)
def test_prose_with_double_blanks_and_lone_rows_are_no_tables(text: str) -> None:
    cut = segment(text)
    assert cut.tables == ()
    assert cut.cell_at(0) is None
    assert cut.table_at(0) is None


def test_lookups_answer_none_between_the_parts() -> None:
    text = "Thu 5 tỷ.  \n\nChi 4 tỷ, nợ 1 tỷ."
    cut = segment(text)
    between = text.index("\n")
    assert cut.line_at(between) is None
    assert cut.paragraph_at(between) is None
    assert cut.sentence_at(between) is None
    assert cut.clause_at(text.index(",")) is None
    assert cut.line_at(0) == cut.paragraph_at(0) == cut.sentence_at(3) == cut.clause_at(4)


def test_an_empty_text_has_no_parts() -> None:
    cut = segment(" \n\t\n")
    assert cut.lines == cut.paragraphs == cut.sentences == cut.clauses == cut.headings == cut.tables == ()


def test_a_bracket_at_the_end_of_a_sentence_leaves_no_empty_clause() -> None:
    text = "Gồm hai loại (A; B)"
    assert [text[slice(*c)] for c in segment(text).clauses] == ["Gồm hai loại", "A", "B"]


def test_a_caption_is_no_heading() -> None:
    text = "Ảnh minh họa của bài\n\n" + "Năm 2022, huyện đã hoàn thành kế hoạch đề ra." * 3
    cut = segment(text)
    assert cut.zone_at(0) is Zone.CAPTION
    assert cut.headings == ()


def test_the_last_sentence_of_a_text_is_no_caption() -> None:
    long = "Năm qua, các đơn vị trong huyện đã hoàn thành kế hoạch đề ra. " * 6
    text = f"{long}\n\nHội nghị kết thúc trong không khí phấn khởi."
    assert segment(text).zones == ()


def test_a_repeated_line_is_a_caption_unless_its_figures_can_be_recomputed() -> None:
    caption = "Lãnh đạo huyện trao 27 suất quà cho học sinh nghèo ngày 26/3/2023"
    statement = "Năm 2023, 26/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 96,3%"
    parts = "Toàn huyện có 100 hộ nghèo, gồm 60 hộ ở xã và 40 hộ ở thị trấn"
    assert [zone for _, zone in segment(f"{caption}\n{caption}").zones] == [Zone.CAPTION, Zone.FURNITURE]
    assert segment(f"{statement}\n{statement}").zones == ()
    assert segment(f"{parts}\n{parts}").zones == ()


def test_the_unit_note_is_found_over_another_line_but_not_in_a_paragraph() -> None:
    table = "Tên | Vốn\nA | 5\nB | 6"
    long = "Năm qua (đơn vị tính: triệu đồng) các xã làm tốt. " + "Các xã đã hoàn thành kế hoạch. " * 8
    assert segment(f"ĐVT: triệu đồng\nBảng 1\n{table}").tables[0].notes == ("triệu đồng",)
    assert segment(f"{long}\n{table}").tables[0].notes == ()


def test_what_follows_the_comma_in_a_head_may_be_the_unit() -> None:
    text = "Xã | Diện tích gieo trồng, ha\nA | 5\nB | 6"
    cell = segment(text).cell_at(text.index("5"))
    assert cell is not None
    assert cell.units == ("ha",)


def test_a_long_run_of_stops_is_looked_through_once():
    """Dot leaders: what is no end of a sentence is not tried again from each of its stops."""
    text = "Mục lục" + "." * 200_000 + "5"
    assert [text[s.start : s.end] for s in segment(text).sentences] == [text]


@pytest.mark.parametrize(
    "head",
    ["9 tháng 2022\t9 tháng 2023", "Q1 2022\tQ1 2023", "30/9/2022\t30/9/2023", "6 tháng đầu năm 2022\t2023"],
)
def test_a_head_may_date_its_column_by_part_of_a_year(head: str) -> None:
    text = f"Khoản thu\t{head}\tSo sánh (%)\nThuế\t812,4\t845,9\t104,1\n"
    (table,) = segment(text).tables
    assert table.header_rows == 1
    assert table.rows[1][3].units == ("%",)


LEADING = "Thu ngân sách trên địa bàn tiếp tục khởi sắc so với cùng kỳ năm trước. " * 5


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            LEADING + "Các khoản như sau (đơn vị: tỷ đồng):\n\nKhoản\tThu\nPhí\t812,4\nThuế\t9",
            ("đơn vị: tỷ đồng", "tỷ đồng"),
        ),
        (LEADING + "Các khoản (đơn vị: tỷ đồng) đều tăng:\n\nKhoản\tThu\nPhí\t812,4\nThuế\t9", ()),
        (LEADING + "(Đơn vị: tỷ đồng):\n\nXem bảng:\n\nKhoản\tThu\nPhí\t812,4\nThuế\t9", ()),
    ],
)
def test_the_last_bracket_of_a_paragraph_that_leads_up_to_a_table_may_name_its_unit(text, units):
    assert segment(text).cell_at(text.index("812,4")).units[1:] == units


@pytest.mark.parametrize(
    ("head", "units"), [("Thousand TEU", ("Thousand TEU",)), ("Triệu con", ("Triệu con",)), ("Port", ())]
)
def test_a_first_head_that_opens_with_a_scale_speaks_for_all_cells(head, units):
    text = f"{head}\tTotal\nNorth Quay\t212\nSouth Basin\t96"
    assert segment(text).cell_at(text.index("212")).units[1:] == units
