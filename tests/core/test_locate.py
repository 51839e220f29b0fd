import pytest

from service.core.locate import Tier, locate, mentions_within, word_index
from service.core.source import read_source
from service.core.types import Span

TEXT = (
    "Trong năm 2021, đã ban hành 1.132 văn bản để cụ thể hóa chỉ đạo của cấp trên. "
    "Huyện ủy kết nạp mới được 176 đảng viên; trao tặng Huy hiệu Đảng cho 646 đảng viên. "
    "Thu ngân sách huyện đạt 285,695 tỷ đồng, tăng 12,66% so với kế hoạch thành phố giao. "
    "Kết nạp mới được 176 đảng viên."
)
SOURCE = read_source(TEXT)


def said(place):
    return [TEXT[s.start : s.end] for s in place.spans]


def test_a_quote_is_found_at_every_place():
    place = locate("mới được 176 đảng viên", SOURCE)
    assert (place.tier, len(place.spans)) == (Tier.EXACT, 2)
    assert said(place) == ["mới được 176 đảng viên"] * 2


@pytest.mark.parametrize(
    "quote",
    [
        "HUYỆN UỶ kết nạp mới được 176 đảng viên", "Huyện  ủy kết nạp\nmới được 176 đảng viên",
        "“Huyện ủy kết nạp mới được 176 đảng viên”", "Huyện ủy kết nạp mới được 176 đảng viên.",
        "Huyện ủy kết nạp mới … Thu ngân sách huyện đạt 285,695 tỷ đồng",
        "Huyện ủy kết nạp [...] trao tặng Huy hiệu Đảng",
    ],
)  # fmt: skip
def test_case_tone_spaces_wrapping_and_ellipsis_change_nothing(quote):
    place = locate(quote, SOURCE)
    assert place.tier in (Tier.FOLDED, Tier.EXACT)
    assert not place.changes


def test_nfd_and_nfc_are_the_same_quote():
    import unicodedata

    assert locate(unicodedata.normalize("NFD", "kết nạp mới được 176"), SOURCE).tier is Tier.EXACT


@pytest.mark.parametrize(
    "quote",
    [
        "Huyện ủy đã kết nạp mới được 176 đảng viên",
        "Huyện ủy kết nạp được 176 đảng viên; trao Huy hiệu Đảng cho 646 đảng viên",
        "Thu ngân sách tỉnh đạt 285,695 tỷ đồng, tăng 12,66%",
        "Thu ngân sách huyện đạt 285,695 tỷ đồng, tăng 12.66% so với dự toán thành phố giao",
    ],
)
def test_changed_words_alter_a_quote_and_leave_its_figures_intact(quote):
    place = locate(quote, SOURCE)
    assert place.tier is Tier.ALTERED
    assert place.changes
    assert not place.figures


@pytest.mark.parametrize(
    ("quote", "wrong", "right"),
    [
        ("Huyện ủy kết nạp mới được 167 đảng viên", "167", "176"),
        ("Thu ngân sách huyện đạt 285.695 tỷ đồng, tăng 12,66%", "285.695", "285,695"),
        ("đã ban hành 132 văn bản để cụ thể hóa", "132", "1.132"),
        ("132 văn bản để cụ thể hóa", "132", "1.132"),
        ("so với kế hoạch thành phố giao, tăng thêm 99%", "99", ""),
    ],
)
def test_a_changed_figure_is_told_and_never_repaired(quote, wrong, right):
    place = locate(quote, SOURCE)
    assert place.tier is Tier.ALTERED
    assert any(wrong in c.quoted and right in c.source for c in place.figures)


@pytest.mark.parametrize(
    "quote",
    [
        "Công ty tuyển thêm ba trăm lao động ở nước ngoài", "132 văn", "văn khác", "…", " ", "zzz yyy xxx",
        "Huyện ủy kết nạp … Công ty tuyển thêm lao động nước ngoài",
    ],
)  # fmt: skip
def test_an_invented_quote_is_not_found(quote):
    assert locate(quote, SOURCE) is None


def test_a_quote_does_not_begin_or_end_inside_a_word_or_number():
    source = read_source("Có 1.132 văn bản và 12,01% hộ nghèo; đảngviên.")
    for cut in ("132 văn bản và", "Có 1", "đảng", "01% hộ nghèo"):
        place = locate(cut, source)
        assert place is None or place.tier is Tier.ALTERED


def test_a_long_quote_is_placed_piece_by_piece():
    words = " ".join(f"từ{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}" for i in range(900))
    source = read_source("Mở đầu. " + words + " Kết thúc 12 xã.")
    altered = words.replace(words.split()[300], "khác", 1)
    assert locate(altered, source).tier is Tier.ALTERED
    assert locate(altered + " zz", source) is not None
    assert locate(altered.split(" ", 480)[0] + " x" * 700, source) is None
    assert locate(
        " ".join(words.split()[:240]).replace(words.split()[5], "z") + " " + words.split()[240], source
    )


def test_mentions_within_are_those_that_touch_a_span():
    start = TEXT.index("176")
    numbers = mentions_within(SOURCE, [Span(start + 1, start + 2), Span(0, 5)])
    assert [SOURCE.mentions[n].text for n in numbers] == ["176"]
    assert word_index(SOURCE) is word_index(SOURCE)


def test_many_common_words_do_not_cost_more_than_a_bound():
    source = read_source("các đồng chí và các đồng chí " * 3000 + "kết nạp 176 đảng viên mới.")
    assert locate("các đồng chí khác và các đồng chí nữa đã kết nạp 176 đảng viên", source) is not None
