import pytest

from service.core.check import check
from service.core.flags import MOST_OMITTED, order_flags, source_flags
from service.core.source import read_source
from service.core.types import Audit, Finding, FindingSeverity, Origin, Severity, Span

SOURCE = read_source(
    "Năm 2021, huyện tổ chức trên 80 cuộc họp, thu ngân sách đạt 285,695 tỷ đồng, ban hành 1.132 văn bản.\n"
    "Sản lượng lúa đạt 26.562 tấn, tăng 2,5 điểm phần trăm."
)


def worst(digest):
    return check(SOURCE, digest).flags[0]


@pytest.mark.parametrize(
    ("digest", "vi", "en"),
    [
        ("Huyện tổ chức 80 cuộc họp.", "“trên” thành “đúng bằng”", "“more than” became “exactly”"),
        ("Thu ngân sách đạt 285,695 triệu đồng.", "nhỏ đi 1 000 lần", "1 000 times too small"),
        ("Thu ngân sách đạt 285.695 tỷ đồng.", "lớn gấp 1 000 lần", "1 000 times too large"),
        ("Thu ngân sách đạt 285,659 tỷ đồng.", "sai chữ số", "a digit differs"),
        ("Sản lượng lúa đạt 26.562 ha.", "sai đơn vị (tấn → ha)", "the unit differs (tấn → ha)"),
        ("Năm 1998.", "sai năm", "the year differs"),
        ("Chi 777 tỷ đồng cho giao thông.", "Không tìm thấy", "is not in the report"),
    ],
)
def test_a_message_says_what_is_stated_what_was_found_and_how_they_differ(digest, vi, en):
    flag = worst(digest)
    assert vi in flag.message_vi or "Năm" in flag.message_vi
    assert en in flag.message_en or "year" in flag.message_en
    assert flag.stated in flag.message_vi


def test_a_unit_field_that_the_figure_denies_is_named_and_no_unit_is_told_against_itself():
    source = read_source("Tốc độ tăng bình quân đạt 10%/năm; sản lượng đạt 5 tấn.")
    metric = {"label": "Tốc độ tăng bình quân", "value_text": "10%/năm", "unit": "lần"}
    (flag,) = (flag for flag in check(source, {"metrics": [metric]}).flags if flag.code == "unit_changed")
    assert "(%/năm → lần)" in flag.message_vi


def test_a_ratio_is_no_plain_number_with_another_digit():
    source = read_source("Kết quả: 171/173 chi bộ; Đại hội khóa XIII.")
    metric = {"label": "Chi bộ", "value_text": "171/173", "unit": "chi bộ", "quote": "Đại hội khóa XIII"}
    codes = {flag.code for flag in check(source, {"metrics": [metric]}).flags if flag.path}
    assert codes == {"value_not_in_quote"}


def test_the_same_fault_has_the_same_id_on_every_run_and_another_fault_another_one():
    one, two, other = (worst(d) for d in ("Có 81 cuộc họp.", "Có 81 cuộc họp.", "Có 83 cuộc họp."))
    assert one.id == two.id != other.id


def test_flags_come_worst_first_and_once():
    flags = check(SOURCE, "Huyện tổ chức 80 cuộc họp, ban hành 1.123 văn bản.").flags
    assert [f.severity.rank for f in flags] == sorted(f.severity.rank for f in flags)
    assert order_flags([*flags, *reversed(flags)]) == flags


def test_many_omitted_figures_share_one_flag_at_the_end():
    source = read_source("\n".join(f"Xã số {i} có {1000 + i} hộ." for i in range(MOST_OMITTED + 30)))
    result = check(source, "x")
    omitted = [f for f in result.flags if f.code == "omitted"]
    assert len(omitted) == MOST_OMITTED + 1
    assert sum(len(f.spans) for f in omitted) == result.coverage.omitted


def test_a_long_list_of_changed_words_and_a_long_quote_are_cut():
    words = [f"t{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(120)]
    source = read_source(" ".join(words) + " năm 2021.")
    altered = [w if i % 8 else "khác" for i, w in enumerate(words)]
    flag = check(source, {"quote": " ".join(altered)}).flags[0]
    assert flag.code == "quote_altered"
    assert flag.message_vi.endswith("….")
    invented = check(source, {"quote": "không có " * 60}).flags[0]
    assert (invented.code, invented.severity) == ("quote_not_found", Severity.ERROR)
    assert len(invented.stated) <= 160


def test_findings_of_the_audit_become_flags_of_the_source():
    findings = [
        Finding(str(i), "percent_mismatch", severity, (Span(i, i + 1),), "a", "b", None, "r", "vi", "en")
        for i, severity in enumerate(
            (FindingSeverity.ROUNDING, FindingSeverity.SUSPICIOUS, FindingSeverity.ERROR)
        )
    ]
    flags = source_flags(Audit(tuple(findings), ()))
    assert [f.severity for f in flags] == [Severity.ERROR, Severity.WARNING, Severity.INFO]
    assert {f.origin for f in flags} == {Origin.SOURCE}
    assert all(f.path is None for f in flags)
