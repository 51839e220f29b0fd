"""Vietnamese words for what a number is about: contrasts, empty words, zero statements, cues of computation.

Examples: ``kiểm tra 264 đảng viên`` against ``giám sát 216 đảng viên`` differ on the axis ``act``; the
``ủy ban kiểm tra`` that ``giám sát 162 đảng viên`` inspects nothing.
"""

from __future__ import annotations

from service.core.subjects import NEUTRAL, SubjectWords

SUBJECTS = SubjectWords(
    contrasts={
        "grade": {
            "excellent": ("hoàn thành xuất sắc", "xuất sắc"),
            "good": ("hoàn thành tốt", "tốt"),
            "completed": ("hoàn thành nhiệm vụ",),
            "failed": ("không hoàn thành", "chưa hoàn thành"),
            NEUTRAL: (
                "thực hiện tốt", "làm tốt", "chuẩn bị tốt", "kết quả tốt", "dạy tốt", "học tốt", "phát huy tốt",
                "phối hợp tốt", "phục vụ tốt", "tốt hơn", "tốt nghiệp",
            ),
        },
        "pupil": {
            "very_good": ("học sinh giỏi", "loại giỏi"),
            "fair": ("học sinh khá", "loại khá"),
            "average": ("loại trung bình",),
            "weak": ("loại yếu", "loại kém"),
        },
        "act": {
            "inspect": ("kiểm tra",),
            "supervise": ("giám sát",),
            "discipline": ("thi hành kỷ luật", "kỷ luật"),
            "examine": ("thanh tra",),
            NEUTRAL: (
                "ủy ban kiểm tra", "ubkt", "kiểm tra, giám sát", "kiểm tra giám sát", "kiểm tra và giám sát",
                "công tác kiểm tra", "kỷ luật, kỷ cương", "kỷ cương, kỷ luật",
            ),
        },
        "body": {
            "member": ("đảng viên", "đv"),
            "organisation": (
                "tổ chức đảng", "tổ chức cơ sở đảng", "tổ chức đảng cơ sở", "tccs đảng", "tccsđ",
                "tổ chức cơ sở", "tổ chức",
            ),
            "cell": ("chi bộ",),
            "committee": ("đảng bộ",),
            "collective": ("tập thể",),
            "individual": ("cá nhân",),
            NEUTRAL: (
                "chi, đảng bộ", "chi đảng bộ", "đảng bộ, chi bộ", "chi bộ, đảng bộ", "đảng bộ huyện", "đảng bộ xã",
                "đảng bộ tỉnh", "đảng bộ thị xã", "đảng bộ thành phố", "đảng bộ cơ sở", "đảng bộ thị trấn",
                "toàn đảng bộ", "của đảng bộ", "đảng bộ trực thuộc", "thuộc đảng bộ", "ban chấp hành đảng bộ",
                "bch đảng bộ", "đại hội đảng bộ", "bí thư chi bộ", "tư cách đảng viên", "huy hiệu đảng viên",
                "ban tổ chức", "tổ chức thành công", "đã tổ chức", "được tổ chức", "tổ chức tuyên truyền",
                "tổ chức thực hiện", "tổ chức hội nghị", "tổ chức quán triệt", "tổ chức bộ máy",
                "lãnh đạo, quản lý",
            ),
        },
        "party_flow": {
            "admitted": ("kết nạp",),
            "removed": ("đưa ra khỏi đảng", "khai trừ", "ra khỏi đảng"),
            "struck_off": ("xóa tên",),
        },
        "base": {
            "plan": (
                "so với kế hoạch", "so kế hoạch", "so với dự toán", "so dự toán", "so với chỉ tiêu",
                "so với mục tiêu", "dự toán giao", "kế hoạch giao",
            ),
            "prior": (
                "so với cùng kỳ", "so cùng kỳ", "cùng kỳ năm", "so với năm trước", "so với năm ngoái",
                "so với tháng trước", "so với quý trước", "so với năm",
            ),
        },
        "trade": {
            "export": ("xuất khẩu",),
            "import": ("nhập khẩu",),
            NEUTRAL: ("xuất nhập khẩu", "xuất, nhập khẩu"),
        },
        "flow": {
            "revenue": ("thu ngân sách", "tổng thu", "thu nội địa", "doanh thu", "thu thuế", "thu cân đối"),
            "expenditure": (
                "chi ngân sách", "tổng chi", "chi thường xuyên", "chi đầu tư", "chi phí", "chi cân đối",
            ),
            "profit": ("lợi nhuận", "lãi ròng"),
            NEUTRAL: ("thu chi ngân sách", "thu, chi ngân sách", "tổng thu, chi", "tổng chi phí và"),
        },
        "sex": {
            "female": ("nữ", "phụ nữ"),
            "male": ("nam giới", "học sinh nam", "lao động nam", "nam sinh", "là nam"),
            NEUTRAL: ("hội liên hiệp phụ nữ", "hội phụ nữ", "nam nữ", "nam, nữ"),
        },
        "settlement": {
            "urban": ("thành thị", "đô thị"),
            "rural": ("nông thôn",),
            NEUTRAL: ("nông thôn mới", "văn minh đô thị", "đô thị văn minh"),
        },
        "health": {
            "cases": ("ca mắc", "số mắc", "mắc mới", "trường hợp mắc"),
            "deaths": ("tử vong",),
            "recovered": ("khỏi bệnh", "xuất viện"),
            "admitted": ("nhập viện", "nằm viện"),
        },
        "firm": {
            "founded": ("thành lập mới", "đăng ký mới", "đăng ký thành lập"),
            "dissolved": ("giải thể", "phá sản"),
            "suspended": ("tạm ngừng", "ngừng hoạt động"),
            "resumed": ("hoạt động trở lại",),
        },
        "poverty": {"near_poor": ("cận nghèo",), "poor": ("hộ nghèo", "tỷ lệ nghèo"), NEUTRAL: ("thoát nghèo",)},
        "crop": {
            "area": ("diện tích",),
            "yield": ("năng suất",),
            "output": ("sản lượng",),
        },
        "visitors": {
            "domestic": ("khách nội địa", "khách trong nước", "nội địa"),
            "international": ("khách quốc tế", "khách nước ngoài"),
            NEUTRAL: ("thu nội địa", "trong nước và quốc tế"),
        },
        "bank": {"lending": ("cho vay", "dư nợ"), "deposits": ("huy động vốn", "tiền gửi")},
        "age": {"children": ("trẻ em",), "adults": ("người lớn",), "elderly": ("người cao tuổi",)},
        "injury": {"killed": ("người chết", "làm chết"), "injured": ("bị thương",)},
    },
    stop_words=frozenset(
        ["các", "và", "của", "đã", "được", "có", "là", "trong", "đó", "với", "cho", "tại", "từ", "đến", "theo", "năm", "tổng", "số", "tỷ", "lệ", "đạt", "chiếm", "gồm", "bao", "mức", "này", "khi", "để", "ra", "vào", "lên", "về", "trên", "dưới", "hơn", "gần", "khoảng", "ước", "những", "một", "mỗi", "còn", "bị", "do", "bởi", "như", "thì", "mà", "nên", "cũng", "đang", "sẽ", "rất", "nhất", "so", "tháng", "ngày", "quý", "kỳ", "giai", "đoạn", "tính", "hiện", "nay", "nhằm", "trở", "xuống", "lần", "tỉ", "thứ", "toàn", "huyện", "tỉnh", "xã", "tăng", "giảm", "phần", "trăm", "tr", "tỷ", "triệu", "nghìn", "đồng", "hay", "hoặc", "cùng", "ở", "đối", "thời", "gian", "qua"]
    ),
    connectors=frozenset({"và", "trong", "với", "cùng", "còn", "hoặc", "hay"}),
    zero=(
        r"\bkhông có (?:một )?(?P<what>[^,.;:\n]{3,120})",
        r"\bkhông (?:xảy ra|phát sinh|ghi nhận|để xảy ra)(?: một)? (?P<what>[^,.;:\n]{3,120})",
        r"\bchưa (?:có|ghi nhận|phát sinh) (?P<what>[^,.;:\n]{3,120})",
    ),
    cues={
        "sum": ("tổng", "tổng cộng", "tổng số", "cộng", "cả hai", "tất cả", "gộp", "toàn bộ"),
        "difference": (
            "chênh lệch", "nhiều hơn", "ít hơn", "tăng thêm", "giảm đi", "còn lại", "hơn kém", "thiếu", "cao hơn",
            "thấp hơn", "tăng", "giảm", "chưa",
        ),
        "share": ("tỷ lệ", "chiếm", "tương đương", "phần trăm", "tỷ trọng", "đạt", "bằng"),
        "complement": ("còn lại", "chưa", "không", "số còn lại", "khác"),
        "growth": ("tăng", "giảm", "tăng trưởng", "so với", "mức tăng", "mức giảm"),
        "average": ("bình quân", "trung bình", "mỗi"),
        "multiple": ("gấp", "lần", "bằng"),
        "attainment": ("kế hoạch", "chỉ tiêu", "mục tiêu", "dự toán", "giao"),
    },
)
