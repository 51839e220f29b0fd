"""Vietnamese number words, northern and southern, formal and colloquial, and the company they keep."""

from __future__ import annotations

from service.core.numerals import NumberWords, Role, Sense, Word

_DIGITS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
_TAILS = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_RANKS = {"nhất": 1, "nhì": 2}
_SCALES = {
    "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_WORDS = (
    {key: Word(Role.DIGIT, value) for key, value in _DIGITS.items()}
    | {key: Word(Role.TAIL, value) for key, value in _TAILS.items()}
    | {key: Word(Role.RANK, value, ordinal=True) for key, value in _RANKS.items()}
    | {key: Word(Role.SCALE, value) for key, value in _SCALES.items()}
    | {
        "mười": Word(Role.TEN, 10),
        "mươi": Word(Role.TIMES_TEN, 10),
        "chục": Word(Role.SCORE, 10),
        "linh": Word(Role.LINK),
        "lẻ": Word(Role.LINK),
        "rưỡi": Word(Role.AFTER_HALF),
        "rưởi": Word(Role.AFTER_HALF),
        "phẩy": Word(Role.POINT),
        "phần": Word(Role.PART),
        "nửa": Word(Role.HALF, 2),
        "đôi": Word(Role.RANK, 2),
    }
)

_AFTER_SCALE = (
    "rưỡi", "rưởi", "mốt", "hai", "ba", "tư", "bốn", "lăm", "sáu", "bảy", "bẩy", "tám", "chín",
)  # fmt: skip

_TIME = (
    "giây", "phút", "giờ", "tiếng", "ngày", "đêm", "tuần", "tháng", "quý", "năm", "thập kỷ", "thập niên",
    "thế kỷ", "tuổi", "nhiệm kỳ", "mùa", "vụ",
)  # fmt: skip
_MEASURES = (
    "phần trăm", "điểm phần trăm", "lần", "đồng", "đô la", "đô-la", "usd", "euro", "ha", "héc ta", "hecta",
    "héc-ta", "mẫu", "sào", "công đất", "km", "kilômét", "ki lô mét", "cây số", "mét", "m", "tấn", "tạ",
    "yến",
    "kg", "kilôgam", "cân", "lít", "mét vuông", "mét khối", "lượt", "điểm", "bậc", "độ",
)  # fmt: skip
_COUNTED = (
    "đồng chí", "đảng viên", "đoàn viên", "hội viên", "cán bộ", "công chức", "viên chức", "đại biểu",
    "ủy viên",
    "uỷ viên", "cá nhân", "tập thể", "người", "em", "cháu", "học sinh", "sinh viên", "giáo viên", "bác sĩ",
    "bệnh nhân", "công nhân", "lao động", "thanh niên", "phụ nữ", "nông dân", "chiến sĩ", "hộ", "gia đình",
    "nhân khẩu", "khẩu", "ca", "trường hợp", "vụ việc", "vụ án", "bị can", "đối tượng", "tổ chức",
    "tổ chức đảng",
    "chi bộ", "đảng bộ", "đảng ủy", "đảng uỷ", "cơ quan", "đơn vị", "phòng", "ban", "ngành", "sở", "tổ",
    "đội",
    "đoàn", "nhóm", "xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "tỉnh", "thôn",
    "xóm",
    "bản", "ấp", "khu", "khu phố", "tổ dân phố", "trường", "lớp", "điểm trường", "bệnh viện", "trạm",
    "công ty",
    "doanh nghiệp", "hợp tác xã", "trang trại", "nhà máy", "cơ sở", "dự án", "công trình", "hạng mục",
    "gói thầu",
    "cây cầu", "cầu", "tuyến", "tuyến đường", "con đường", "cuộc", "hội nghị", "buổi", "kỳ họp", "phiên",
    "đợt",
    "chuyến", "lớp học", "khóa học", "nghị quyết", "quyết định", "văn bản", "kế hoạch", "chương trình",
    "đề án",
    "chỉ thị", "báo cáo", "nhiệm vụ", "giải pháp", "nhóm giải pháp", "chỉ tiêu", "tiêu chí", "mục tiêu",
    "nội dung",
    "vấn đề", "lĩnh vực", "khâu", "khâu đột phá", "mặt", "mũi", "mô hình", "sản phẩm", "loại", "giống",
    "con",
    "cây", "căn", "căn nhà", "ngôi nhà", "chiếc", "cái", "bộ", "bức", "tấm", "suất", "suất quà", "phần quà",
    "huy chương", "huân chương", "bằng khen", "giấy khen", "giải", "ý kiến", "kiến nghị", "đơn thư", "đơn",
    "hồ sơ", "thủ tục", "thửa", "lô", "mảnh", "chỗ", "chỗ làm", "việc làm", "máy", "xe", "tàu", "thuyền",
    "trong số", "nguyên tắc", "bước", "giai đoạn", "bài", "bài học", "tờ", "cuốn", "quyển", "bên", "phía",
)  # fmt: skip

NUMBER_WORDS = NumberWords(
    language="vi",
    letters="nhctgiđuvoaàárpmyảbệưộạlksịâủựxếấdốqêứãíơểổôụớăợởậóềờỉìồầữúeỷắòọýừũặẩỳỹùĩỡửỗằẫễẽwéỏẳẻõèẹẵỵ",
    words=_WORDS,
    joiner=r"(?:[ \t]{1,3}|[ \t]{0,3}\n)",
    plain=frozenset({"hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "mười"}),
    shy=frozenset({"năm", "chín", "nửa"}),
    article=frozenset({"một"}),
    loose_units=frozenset({"năm"}),
    firm_after=(
        "hơn", "gần", "trong", "khoảng", "quá", "hạn", "đúng", "tròn", "mới", "dưới", "trên", "đủ", "được",
        "đầy", "nhất", "thiểu", "đa", "tới", "đến", "dài", "là", "mất", "còn", "tuổi", "trước",
    ),
    units=_TIME + _MEASURES,
    counted=_COUNTED,
    only_before={
        "không": ("phẩy",),
        "nửa": (*_TIME, "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "chục"),
    }
    | dict.fromkeys(_SCALES, _AFTER_SCALE),
    only_after=dict.fromkeys(
        ("tư", "nhất", "nhì"), ("thứ", "hạng", "giải", "quý", "quí", "tháng", "khóa", "khoá", "lớp")
    )
    | {"đôi": ("gấp",), "rưỡi": ("gấp",), "nửa": ("phân", "hơn", "quá", "gần", "già", "non")},
    not_before={
        "một": (
            "số", "cách", "trong", "vài", "ít", "mặt", "khi", "loạt", "thời", "mình", "cửa", "chút",
            "cùng", "chiều", "lòng", "lúc", "bên", "phía", "đời", "hướng", "mực", "mạch", "nắng", "sương",
            "dạ", "trời", "ngày một", "ngày nào", "ngày không xa", "ngày kia", "lần nữa", "người một",
            "bộ phận", "lượng", "tay", "thể", "đi", "ai", "đằng", "nơi", "cái nhìn", "con người",
        ),
        "hai": ("bà trưng", "bên", "chiều", "tay", "lúa", "mặt trận", "lòng", "thân"),
        "ba": (
            "mẹ", "má", "ba", "lô", "lê", "gác", "rọi", "chỉ", "gai", "đình", "vì", "bể", "na", "tri",
            "đồn",
            "phải", "bị", "hoa", "láp", "que", "toong", "via", "zan", "dan", "tơ", "chẽ", "lan", "tư",
        ),
        "bốn": ("phương", "bể", "bề", "biển", "phía", "mùa"),
        "năm": (
            "học", "nay", "ngoái", "trước", "sau", "tới", "qua", "này", "châu", "ánh sáng", "cùng tháng",
            "tháng", "tài chính", "cuối", "đầu", "thứ", "ấy", "đó", "xưa", "nào", "mới", "cũ", "là", "bản lề",
        ),
        "tám": ("chuyện",),
        "mười": ("mươi", "phân"),
        "chín": ("muồi", "chắn", "suối"),
    },
    not_after={
        "*": (
            "vài", "dăm", "đôi", "mấy", "bà", "anh", "chị", "cô", "chú", "bác", "ông", "thằng", "út", "mợ",
            "cậu", "dì", "vườn",
        ),
        "một": (
            "là", "như", "thành", "mỗi", "từng", "nào", "không", "chẳng", "chưa", "ngày", "giống", "bất cứ",
            "mang", "với", "theo", "thống", "thứ", "số", "bằng", "cấp", "bhxh", "xã hội", "đồng", "hưởng",
        ),
        "năm": (
            "trong", "đầu", "cuối", "giữa", "mỗi", "hàng", "hằng", "cả", "những", "các", "từng", "nhiều",
            "của", "vào", "sang", "từ", "đến", "quý", "tháng", "theo", "kế hoạch", "cùng kỳ", "nửa", "mấy",
            "quanh", "lâu", "so với", "một", "tròn", "thường", "ra", "mùa", "bao", "quân", "hết", "ngày",
        ),
        "ba": ("đống", "chợ", "ngã"),
        "chín": ("lúa", "quả", "đã", "đang", "sắp", "nấu", "trái"),
    },
    licensed_after=(
        "gấp", "bằng", "tăng", "giảm", "còn", "chia", "hơn", "trên", "dưới", "gần", "khoảng", "chỉ",
        "thành",
        "đến", "tới", "lên", "xuống", "nhân", "cộng", "trừ",
    ),
    vague_before=("vài", "mấy", "hàng", "nhiều", "dăm", "bạc", "chục", "hàng chục", "đến hàng", "vô"),
    markers={
        "lần thứ": Sense.ORDINAL,
        "thứ": Sense.ORDINAL,
        "gấp": Sense.MULTIPLE,
        "khóa": Sense.ORDINAL,
        "khoá": Sense.ORDINAL,
        "hạng": Sense.ORDINAL,
        "giải": Sense.ORDINAL,
        "lớp": Sense.ORDINAL,
        "quý": Sense.QUARTER,
        "quí": Sense.QUARTER,
        "tháng": Sense.MONTH,
        "ngày": Sense.DAY,
        "mùng": Sense.DAY,
        "mồng": Sense.DAY,
    },
    times=("lần", "vụ", "kỳ", "đợt", "lượt", "buổi", "mùa", "lứa"),
    dated_markers=frozenset({"ngày"}),
    calendar=frozenset({"năm", "tháng"}),
    function_words=(
        "là", "thì", "mà", "đều", "cùng", "đã", "đang", "sẽ", "được", "của", "để", "cho", "ngoài", "tại",
        "ở",
        "có", "không", "phải", "bị", "cũng", "còn", "nữa", "nhất", "sẵn sàng", "trong", "này", "kia",
        "nọ", "ấy",
        "đó", "khác", "như",
    ),
    half_after=("rưỡi", "rưởi"),
    minus=("âm",),
    weekday_marker="thứ",
    weekday_before=(
        "sáng", "trưa", "chiều", "tối", "đêm", "vào", "từ", "đến", "hôm", "ngày", "tới", "mỗi", "sang",
        "giờ",
    ),
    weekday_after=(
        r"[ \t]*[,(-]?[ \t]*(?:ngày\b|\d{1,2}[/.-]|hàng tuần|hằng tuần|tuần\b|tới\b|này\b|vừa qua|đến thứ|"
        r"(?:và[ \t]+)?chủ nhật)"
    ),
    year_noun="năm",
    shorthand=True,
)  # fmt: skip
"""The reader's table for Vietnamese."""
