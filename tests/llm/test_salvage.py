"""What is kept of an answer that was cut at the token limit."""

import json

import pytest

from schemas.digest import DigestV1, SummaryV1
from service.llm.salvage import salvaged

METRIC = {
    "label": "Đảng viên",
    "value_text": "104",
    "unit": "người",
    "period": None,
    "quote": 'có "104" {đảng',
}
WHOLE = {
    "title": "Kết quả, năm [2022]",
    "organization": "Huyện ủy",
    "location": None,
    "period": {"label": "năm 2022", "start": None, "end": "2022-12-31"},
    "summary": "Hai câu.",
    "key_points": ["Một, hai.", "Ba."],
    "metrics": [METRIC, {**METRIC, "label": "Chi bộ"}],
}
TEXT = json.dumps(WHOLE, ensure_ascii=False)


def test_a_whole_answer_stays_whole():
    assert salvaged(TEXT, DigestV1).model_dump() == WHOLE


def test_words_before_and_behind_the_answer_do_no_harm():
    assert salvaged(f"Đây là JSON: {TEXT} và {{", DigestV1).model_dump() == WHOLE


@pytest.mark.parametrize("cut", range(TEXT.index('"Chi bộ"'), len(TEXT) - 2, 9))
def test_a_metric_is_kept_whole_or_not_at_all(cut):
    digest = salvaged(TEXT[:cut], DigestV1)
    assert [metric.model_dump() for metric in digest.metrics] == [METRIC]
    assert digest.key_points == WHOLE["key_points"]


def test_at_every_cut_only_what_was_said_is_kept():
    for cut in range(len(TEXT)):
        digest = salvaged(TEXT[:cut], DigestV1)
        if digest is None:
            assert cut < TEXT.index('"organization"')
            continue
        assert digest.title == WHOLE["title"]
        assert digest.organization in {"", WHOLE["organization"]}
        assert digest.summary in {"", WHOLE["summary"]}
        assert digest.period.label in {"", "năm 2022"}
        assert digest.key_points == WHOLE["key_points"][: len(digest.key_points)]
        assert [m.model_dump() for m in digest.metrics] == WHOLE["metrics"][: len(digest.metrics)]


def test_what_was_never_written_is_empty():
    digest = salvaged('{"title": "A", "organization": "B", "location', DigestV1)
    assert digest.model_dump() == {
        "title": "A",
        "organization": "B",
        "location": None,
        "period": {"label": "", "start": None, "end": None},
        "summary": "",
        "key_points": [],
        "metrics": [],
    }


def test_an_object_inside_an_object_may_be_half_said():
    digest = salvaged('{"title": "A", "period": {"label": "năm 2022", "start": "2022-01', DigestV1)
    assert digest.period.model_dump() == {"label": "năm 2022", "start": None, "end": None}


def test_a_flat_answer_is_kept_too():
    words = salvaged('{"title": "A", "summary": "Có \\"104\\", \\\\", "point_1": "Một', SummaryV1)
    assert (words.title, words.summary, words.key_points) == ("A", 'Có "104", \\', [])


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "Tôi không biết.",
        "{",
        '{"title": "chưa xong',
        '{"title": 1, "organization": "B", "loc',
        "{]}, {",
        "[1, 2",
    ],
)
def test_where_nothing_is_complete_or_of_the_shape_there_is_nothing(raw):
    assert salvaged(raw, DigestV1) is None
