"""What the source itself calls a figure: the words of its own clause, and none of another figure's."""

import tracemalloc

import pytest

from service.core.source import read_source
from service.llm.strategies.labels import source_label
from service.llm.strategies.phrases import phrases
from service.llm.strategies.sections import plan


def called(text: str, lang: str = "vi") -> dict[str, str]:
    """What each figure of the text is called, by its key."""
    source = read_source(text, lang)
    figures = [figure for section in plan(source).sections for figure in section.figures]
    found = phrases(source, figures)
    return {f.key: source_label(found[f.mention], lang) for f in figures if f.mention in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Sở tặng giấy khen cho 12 tập thể, 54 cá nhân tiêu biểu.",
            {
                "12 tập thể": "Sở tặng giấy khen cho tập thể",
                "54 cá nhân": "Sở tặng giấy khen cho cá nhân tiêu biểu",
            },
            id="members of a list share what stands before it",
        ),
        pytest.param(
            "Có 5 trường xếp loại tốt; 3 trường xếp loại khá; 1 trường xếp loại yếu.",
            {
                "5 trường": "Trường xếp loại tốt",
                "3 trường": "Trường xếp loại khá",
                "1 trường": "Trường xếp loại yếu",
            },
            id="a semicolon parts",
        ),
        pytest.param(
            "Có 12 thư viện xếp loại khá, xếp loại yếu 3 thư viện.",
            {"12 thư viện": "Thư viện xếp loại khá", "3 thư viện": "Xếp loại yếu thư viện"},
            id="a comma with words on both sides parts",
        ),
        pytest.param(
            "Có 26/38 thư viện xếp loại khá, đạt tỷ lệ 68,42%; 5/38 thư viện xếp loại yếu.",
            {"26/38 thư viện": "Thư viện xếp loại khá", "5/38 thư viện": "Thư viện xếp loại yếu"},
            id="a share between two counts belongs to the first",
        ),
        pytest.param(
            "Doanh thu đạt 400 tỷ đồng, tăng 12% so với kế hoạch, giảm 3% so với cùng kỳ.",
            {
                "400 tỷ đồng": "Doanh thu",
                "12%": "Doanh thu tăng so với kế hoạch",
                "3%": "Doanh thu giảm so với cùng kỳ",
            },
            id="a change is one of what stands before",
        ),
        pytest.param(
            "Cấp mới 104 thẻ (đạt 101% kế hoạch), nâng tổng số thẻ lên 3.328 thẻ.",
            {
                "104 thẻ": "Cấp mới thẻ",
                "101%": "Cấp mới thẻ kế hoạch",
                "3.328 thẻ": "Nâng tổng số thẻ lên thẻ",
            },
            id="a figure in brackets is one of what stands before them",
        ),
        pytest.param(
            "Hội có 16 chi hội và 19 tổ trực thuộc thành phố.",
            {"16 chi hội": "Hội có chi hội", "19 tổ": "Hội có tổ trực thuộc thành phố"},
            id="members of a list share the subject",
        ),
        pytest.param(
            "Có 16 học viên và 19 giáo viên tham gia.",
            {"16 học viên": "Học viên tham gia", "19 giáo viên": "Giáo viên tham gia"},
            id="members of a list share what stands behind it",
        ),
        pytest.param(
            "Ban hành 132 văn bản để cụ thể hóa chỉ đạo của cấp trên.",
            {"132 văn bản": "Ban hành văn bản"},
            id="a purpose is left out where there is more to say",
        ),
        pytest.param(
            "Phát triển mới 624 hội viên, đạt 104% kế hoạch.",
            {"624 hội viên": "Phát triển mới hội viên", "104%": "Phát triển mới hội viên kế hoạch"},
            id="a bare share is one of what stands before",
        ),
        pytest.param(
            "Thiệt hại ước 186 tỷ đồng, gồm nông nghiệp 74 tỷ đồng, giao thông 61 tỷ đồng.",
            {
                "186 tỷ đồng": "Thiệt hại",
                "74 tỷ đồng": "Thiệt hại: nông nghiệp",
                "61 tỷ đồng": "Thiệt hại: giao thông",
            },
            id="parts are named by their parent as well",
        ),
        pytest.param("Có 5.", {}, id="a figure without words"),
    ],
)
def test_a_figure_is_called_by_the_words_of_its_own_clause(text, expected):
    assert called(text) == expected


def test_a_long_run_before_a_figure_is_cut_at_a_comma_or_to_its_last_words():
    words = " ".join(f"từ{chr(97 + n % 20)}" for n in range(30))
    assert called(f"{words}, cơ quan đã cấp 12 thẻ.")["12 thẻ"] == "Cơ quan đã cấp thẻ"
    assert len(called(f"{words} đã cấp 12 thẻ.")["12 thẻ"].split()) <= 20


def test_english_clauses_part_alike():
    assert called(
        "The clinic treated 1,204 patients, of whom 300 were admitted; revenue rose 12% on last year.", "en"
    ) == {
        "1,204 patients": "The clinic treated patients",
        "300": "Were admitted",
        "12%": "Revenue rose on last year",
    }


def test_no_phrase_holds_a_number():
    text = "Năm 2022, trong 5 xã có 12 trạm; năm 2021 có 9 trạm, tăng 3 trạm so với năm 2020."
    assert all(not any(c.isdigit() for c in label) for label in called(text).values())


def test_a_cell_of_a_table_is_called_by_its_row_and_column():
    table = "Bãi biển\tTổ trứng\tCon non\nBắc\t31\t14.870\nNam\t22\t10.236\nTổng\t53\t25.106\n"
    assert called(table)["14.870"] == "Bắc: Con non"
    assert called(table)["22"] == "Nam: Tổ trứng"


def test_what_figures_of_one_sentence_share_does_not_pile_up():
    source = read_source("Doanh thu đạt 7 tỷ đồng" + ", đạt 5%" * 4000 + ".", "vi")
    figures = [figure for section in plan(source).sections for figure in section.figures]
    tracemalloc.start()
    try:
        assert phrases(source, figures)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000  # each figure's words once more for every figure before it: 60 MB and more
