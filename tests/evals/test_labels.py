"""Labels against gold: tolerant in words, exact in grade, plan, direction and scope."""

import doctest

import pytest

import evals.labels
from evals.dataset import load
from evals.labels import Figure, figures_of, judge, same_contrasts, words

DOCUMENTS = {document.id: document for name in ("bundled", "unseen") for document in load(name)}


def fails(document: str, text: str, label: str, unit: str | None = None) -> str:
    """Which question the label fails as a name of the first gold number written ``text``."""
    figures = figures_of(DOCUMENTS[document])
    mention = next(mention for mention in DOCUMENTS[document].mentions if mention.text == text)
    return judge(label, unit, figures[mention.index], figures).fails


@pytest.mark.parametrize("name", ["bundled", "unseen"])
def test_gold_s_own_words_are_right_and_those_of_a_figure_alike_are_wrong(name: str) -> None:
    own_right = taken_for_another = own_total = pairs = 0
    for document in load(name):
        figures = figures_of(document)
        named = [(metric.label, figures[metric.mention]) for metric in document.key_metrics]
        for label, own in named:
            own_total += 1
            own_right += judge(label, own.nouns[0] if own.nouns else None, own, figures).right
            alike = [other for _, other in named if other.alike == own.alike and other.value != own.value]
            pairs += len(alike)
            taken_for_another += sum(judge(label, None, other, figures).right for other in alike)
    assert own_right == own_total > 100
    assert pairs > 400
    assert taken_for_another <= 2  # two projections that differ by their year only


@pytest.mark.parametrize(
    ("text", "label", "unit"),
    [
        ("26/27", "Tổ chức đảng hoàn thành tốt nhiệm vụ", None),
        ("26/27", "Số tổ chức cơ sở đảng hoàn thành TỐT nhiệm vụ trở lên", None),
        ("392", "Đảng viên hoàn thành xuất sắc nhiệm vụ", "đồng chí"),
        ("104", "ĐV đã kết nạp", None),
        ("151", "Tham gia lớp nhận thức về Đảng", "quần chúng ưu tú"),
        ("95,24%", "Đảng viên hoàn thành tốt nhiệm vụ", "%"),
        ("147/171", "Chi bộ trực thuộc đảng ủy cơ sở hoàn thành tốt nhiệm vụ", None),
        ("26/27", "Grassroots organisations rated good or better", None),
    ],
)
def test_the_same_thing_in_other_words_is_right(text: str, label: str, unit: str | None) -> None:
    assert fails("tan-hong-2022", text, label, unit) == ""


@pytest.mark.parametrize(
    ("text", "label", "question"),
    [
        ("26/27", "Tổ chức đảng hoàn thành xuất sắc nhiệm vụ", "contrast"),
        ("26/27", "Tổ chức đảng hoàn thành nhiệm vụ", "contrast"),
        ("26/27", "Tổ chức đảng không hoàn thành tốt nhiệm vụ", "contrast"),
        ("26/27", "Chi bộ hoàn thành tốt nhiệm vụ", "head"),
        ("2/89", "Tập thể lãnh đạo, quản lý hoàn thành xuất sắc nhiệm vụ", "contrast"),
        ("3.328", "Tăng so với dân số", "head"),
        ("89", "Tập thể lãnh đạo, quản lý đảng ủy cơ sở", "scope"),
        ("171/173", "Chi bộ", "content"),
        ("14,62%", "Tỷ lệ ĐV hoàn thành xuất sắc nhiệm vụ", "contrast"),
    ],
)
def test_another_grade_noun_or_scope_is_wrong(text: str, label: str, question: str) -> None:
    assert fails("tan-hong-2022", text, label) == question


def test_which_of_two_alike_must_be_said() -> None:
    assert fails("binh-giang-2022", "12", "Tập thể được tặng giấy khen") == "scope"
    assert fails("binh-giang-2022", "12", "Tập thể được UBND huyện tặng giấy khen") == ""
    assert fails("binh-giang-2022", "12", "Tập thể được Ủy ban nhân dân huyện tặng giấy khen") == ""


def test_a_plan_is_no_result_and_up_is_not_down() -> None:
    assert fails("vinh-bao-2021", "185", "Đảng viên kết nạp") == "contrast"
    assert fails("vinh-bao-2021", "176", "Chỉ tiêu đảng viên kết nạp mới") == "contrast"
    assert fails("vinh-bao-2021", "12,66%", "Thu ngân sách giảm so với kế hoạch thành phố giao") == "contrast"


def test_a_target_may_be_called_one_where_gold_s_wording_does_not() -> None:
    assert same_contrasts("Chỉ tiêu kết nạp", "kết nạp", target=True)
    assert not same_contrasts("Chỉ tiêu kết nạp", "kết nạp")
    assert same_contrasts("Kết nạp", "kết nạp", target=True)


def test_an_english_label_is_folded_like_any_other() -> None:
    assert words("Number of nurses (average)") == words("nurse")
    assert words("mass; business") == {"mass", "business"}


def test_a_figure_without_a_name_has_no_right_label() -> None:
    figure = Figure(0, "5", (), (), "x")
    assert judge("anything", None, figure, (figure,)).fails == "content"


def test_the_examples_in_the_docstrings_hold() -> None:
    tested = doctest.testmod(evals.labels)
    assert (tested.failed, tested.attempted > 5) == (0, True)
