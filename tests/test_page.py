"""The page for people holds what the record says and nothing that Markdown would act on."""

from service.page import escaped, markdown

RECORD = {
    "digest": {
        "title": "Báo cáo <script>alert(1)</script>",
        "organization": "Đảng bộ [x](javascript:1)",
        "period": {"label": "2021"},
        "summary": "Dòng một\n# không phải tiêu đề",
        "key_points": ["176 đảng viên"],
        "metrics": [
            {"label": "a|b", "value_text": "176", "unit": None, "period": None},
            {"label": "c", "value_text": "9", "unit": None, "period": "2020"},
        ],
    },
    "claims": [
        {"path": "/metrics/0/value_text", "verdict": "supported"},
        {"path": "/metrics/1/value_text", "verdict": "unsupported"},
    ],
    "flags": [
        {
            "severity": "error",
            "message_vi": "Số 9 không có trong báo cáo.",
            "message_en": "9 is not in the source.",
        },
        {"severity": "info", "message_vi": "Bỏ sót 5.", "message_en": "5 is left out."},
    ],
    "provenance": {"model": "m", "strategy": "free", "code_version": "1"},
}


def test_the_page_shows_each_figure_with_its_verdict_and_the_flags_that_matter():
    page = markdown(RECORD, lang="vi")
    assert "| đúng nguồn | 176 | a\\|b |  |" in page
    assert "| không có trong nguồn | 9 | c | 2020 |" in page
    assert "Số 9 không có trong báo cáo" in page
    assert "Bỏ sót" not in page


def test_the_page_speaks_english_and_says_when_nothing_is_to_review():
    page = markdown(RECORD | {"flags": []}, lang="en")
    assert "Nothing to review." in page
    assert "as in the source" in page


def test_nothing_of_a_hostile_digest_is_markup_on_the_page():
    page = markdown(RECORD, lang="vi")
    assert "<script>" not in page
    assert "](javascript" not in page
    assert "\n# không" not in page


def test_a_page_cannot_command_a_terminal_or_turn_figures_round():
    shown = escaped("a\x1b]0;owned\x07 \u202e671\u200b")
    assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(shown)
    assert "671" in shown
