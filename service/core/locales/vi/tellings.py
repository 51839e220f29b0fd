"""Vietnamese words by which a figure is told again, or told apart from another."""

from __future__ import annotations

from service.core.wording import TellingWords

TELLINGS = TellingWords(
    pointing=(),
    pointing_after=(
        "này", "đó", "ấy", "kể trên", "nói trên", "nêu trên", "trên đây", "vừa nêu", "vừa nói", "đã nêu",
        "đã nói", "như vậy",
    ),
    stated=(
        "như trên đã nêu", "như trên đã nói", "như đã nêu", "như đã nói", "như đã trình bày",
        "như đã báo cáo", "như đã nêu trên", "như đã nêu ở trên", "như nêu trên",
    ),
    quantifiers=(),
    articles=(),
    wholes=(
        "số", "trong số", "tổng số", "trong tổng số", "trên tổng số", "cả", "toàn bộ", "đủ", "tất cả",
        "phần lớn", "phần lớn trong", "phần lớn của", "đa số", "đa số trong", "hầu hết", "hầu hết trong",
        "một nửa", "một nửa trong", "một nửa của", "một phần", "một phần trong", "một phần của",
    ),
    jointly=("đều", "cùng"),
    known=(
        "với", "biết", "rằng", "năm nay", "năm qua", "quý này", "quý qua", "tháng này", "tháng qua",
        "vụ này", "vụ qua",
    ),
    sums=("tổng số", "tổng cộng", "tổng"),
    summaries=(
        "tóm tắt", "tóm lại", "tổng quan", "nhìn chung", "kết luận", "đánh giá chung", "điểm nhấn",
        "số liệu chính", "nổi bật", "ảnh", "chú thích", "những con số", "bằng con số", "qua những con số",
        "khái quát",
    ),
    months=(),
    parts=(
        "quý", "tháng", "đợt", "tuần", "ngày", "khóa", "vòng", "giai đoạn", "kỳ", "lần", "lần thứ", "nhóm",
        "khu", "lô", "tổ", "thôn", "ấp",
    ),
    turns=(
        "quý trước", "quý sau", "năm trước", "năm ngoái", "năm sau", "vụ trước", "vụ sau", "tháng trước",
        "tháng sau", "tuần trước", "tuần sau", "kỳ trước", "đầu năm", "đầu kỳ", "cuối kỳ", "đầu tháng",
        "cuối tháng", "đầu vụ",
    ),
    earlier=(
        "năm trước", "kỳ trước", "quý trước", "tháng trước", "tuần trước", "vụ trước", "trước đó",
        "trước đây", "trước dịch", "lần trước", "ngoái", "cùng kỳ", "khóa trước", "nhiệm kỳ trước",
    ),
    more=("lũy kế", "bổ sung", "thêm", "còn lại", "khác", "nữa", "trừ"),
    denied=("chưa", "không"),
    to_come=("sẽ",),
    planned=("dự kiến", "phấn đấu"),
    part_of=("trong đó", "trong số", "riêng"),
    or_=("hoặc",),
    means=("bình quân", "trung bình"),
    per=("mỗi", "một"),
    clause_ends=(
        "và", "với", "đã", "sẽ", "là", "có", "đều", "được", "gồm", "do", "để", "mà",
    ),
    noun_ends=("trong", "tại", "từ", "theo", "của", "cho", "ở"),
    stands_at=("là", "đạt", "có"),
    taken=(),
    compared=("hơn",),
    who=("mà",),
    faint=frozenset(
        {
            "như", "trên", "nêu", "nói", "phần", "toàn", "bộ", "số", "tổng", "cả", "tất", "hiện", "nay",
            "hoạt", "động", "duy", "trì", "thực", "tỉnh", "huyện",
        }
    ),
)  # fmt: skip
