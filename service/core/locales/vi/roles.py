"""Vietnamese words for what a figure is: planned or reached, part or whole, one of two opposites.

Examples: ``kế hoạch trồng 350 ha`` is planned, ``trồng được 214 ha`` reached; ``thặng dư 38 triệu USD`` is
the opposite of ``thâm hụt 38 triệu USD``.
"""

from __future__ import annotations

from service.core.roles import HIDDEN, RoleWords

ROLES = RoleWords(
    planned=frozenset(
        {
            "cam kết", "cho phép", "chỉ tiêu", "công suất", "cần", "dự báo", "dự kiến", "dự toán",
            "dự định", "giao", "hạn mức", "kiến nghị", "kế hoạch", "kế hoạch vốn", "kỳ vọng", "mục tiêu",
            "ngưỡng", "nhu cầu", "nhằm", "phấn đấu", "quy định", "sẽ", "sức chứa", "theo quy hoạch",
            "thiết kế", "tiêu chuẩn", "yêu cầu", "được giao", "đặt ra", "đề nghị", "đề ra", "định hướng",
            "ước tính ban đầu",
        }
    ),
    planned_after=frozenset({"dự kiến", "theo kế hoạch", "theo thiết kế", "được giao", "đặt ra", "đề ra"}),
    hidden=frozenset(
        {
            "biểu hiện", "bàn giao", "bộ kế hoạch", "chuyển giao", "cần cù", "cần giuộc", "cần thơ",
            "cần đước", "giao ban", "giao dịch", "giao hàng", "giao lưu", "giao nộp", "giao quân",
            "giao thông", "hiện trường", "hiện trạng", "hiện vật", "hiện đại", "kế hoạch hóa",
            "kế hoạch hóa gia đình", "kịp thời giao", "ngoại giao", "phát hiện", "phòng kế hoạch",
            "sở kế hoạch", "theo quy định", "thiết kế thi công", "thể hiện", "thời hạn", "thực hiện",
            "xuất hiện",
        }
    ),
    reached=frozenset(
        {
            "hiện", "hiện nay", "hiện tại", "kết quả đạt", "thực hiện được", "thực hiện đạt", "thực tế",
            "tính đến nay", "xong", "đang", "đã", "đã đạt", "đến nay",
        }
    ),
    done=frozenset({"mới được", "thực hiện", "thực tế", "thực tế là", "đã", "đã đạt", "được"}),
    whole=frozenset(
        {
            "chung", "cả", "cả năm", "cả thảy", "cộng", "nói chung", "toàn", "toàn bộ", "tính chung",
            "tất cả", "tổng", "tổng cộng", "tổng số", "tổng thể",
        }
    ),
    parts=frozenset({"bao gồm", "bao gồm cả", "gồm", "riêng", "trong số này", "trong số đó", "trong đó"}),
    among=frozenset(
        {
            "của", "so với", "trong", "trong số", "trong tổng số", "trên", "trên tổng số", "tổng số",
        }
    ),
    taken=frozenset({"số đó", "trong số đó", "trong đó là"}),
    joints=frozenset({"hay", "hoặc", "và"}),
    empty=frozenset(
        {
            "bình", "bằng", "chí", "chỉ", "con", "cùng", "cả", "cộng", "hiện", "kém", "lượt", "mỗi", "mới",
            "nay", "ngoài", "ngoái", "người", "quân", "riêng", "sang", "sau", "thêm", "trung", "trước",
            "việc", "vượt", "điểm", "đồng",
        }
    ),
    moved=frozenset(
        {
            "biên độ", "biến động", "bổ sung", "bớt", "cao hơn", "chuyển", "chênh", "chênh lệch", "chậm",
            "cắt", "dư", "dư ra", "giải thể", "giảm", "gấp", "hơn", "hạ", "hụt", "khoảng cách", "kém",
            "kết nạp", "lãi", "lên", "lùi", "lỗ", "muộn", "mất", "mới", "mở rộng", "nghỉ", "nhiều hơn",
            "nhích", "nâng", "phát sinh", "rút", "rút ngắn", "so", "sớm", "sụt", "thay đổi", "thiếu",
            "thu hẹp", "thành lập", "thâm hụt", "thêm", "thấp hơn", "thặng dư", "tinh giản", "tiết kiệm",
            "trước", "tuyển", "tích", "tăng", "tụt", "vượt", "xuống", "ít hơn", "đi", "đẩy", "đội",
        }
    ),
    compared=frozenset(
        {
            "bằng", "cao hơn", "giảm", "hoàn thành", "hơn", "hụt", "kém", "so", "so với", "thiếu",
            "thấp hơn", "tăng", "vượt", "đúng", "đạt", "đủ",
        }
    ),
    levels=frozenset(
        {
            ":", "bằng", "còn", "có", "gồm", "là", "lên", "thu", "được", "đạt", "ước", "ước đạt", "ở mức",
        }
    ),
    first=frozenset(
        {
            "cao nhất", "dẫn đầu", "lớn nhất", "nhiều nhất", "nhất bảng", "đông nhất", "đứng nhất",
            "đứng đầu",
        }
    ),
    last=frozenset({"cuối bảng", "nhỏ nhất", "thấp nhất", "xếp cuối", "ít nhất", "đứng cuối"}),
    lacking=frozenset(
        {
            "bỏ", "chưa", "chậm", "chẳng", "còn", "còn lại", "dừng", "hết", "hỏng", "hủy", "khuyết",
            "không", "kém", "mất", "ngoài", "ngừng", "nợ", "quá", "rớt", "thiếu", "thoát", "trượt", "trống",
            "trừ", "tồn", "vắng",
        }
    ),
    light=frozenset({"có", "qua"}),
    now=frozenset(
        {
            "cuối kỳ", "cuối năm", "hiện", "hiện nay", "hiện tại", "kỳ này", "lần này", "nay", "này",
            "năm nay", "quý này", "tháng này", "tuần này", "vụ này", "đang", "đến nay",
        }
    ),
    earlier=frozenset(
        {
            "ban đầu", "cùng kỳ", "hôm qua", "khóa trước", "kỳ trước", "lần trước", "mùa trước", "ngoái",
            "nhiệm kỳ trước", "năm ngoái", "năm trước", "quý trước", "tháng trước", "trước", "trước đây",
            "trước đó", "tuần trước", "vụ trước", "đầu kỳ", "đầu năm",
        }
    ),
    opposites={
        "balance": {
            "over": ("thặng dư", "xuất siêu", "bội thu", "kết dư"),
            "under": ("thâm hụt", "nhập siêu", "bội chi"),
        },
        "gain": {
            "gain": ("lãi", "lợi nhuận", "có lãi"),
            "loss": ("lỗ", "thua lỗ", "bị lỗ"),
            HIDDEN: ("lãi suất",),
        },
        "deal": {
            "buy": ("mua vào", "giá mua", "mua ròng"),
            "sell": ("bán ra", "giá bán", "bán ròng"),
            HIDDEN: ("giá bán buôn", "giá bán lẻ", "giá bán sỉ"),
        },
        "shop": {
            "wholesale": ("giá bán buôn", "giá bán sỉ", "bán buôn", "bán sỉ", "giá sỉ", "sỉ"),
            "retail": ("giá bán lẻ", "bán lẻ", "giá lẻ", "lẻ"),
            HIDDEN: ("tổng mức bán lẻ",),
        },
        "cash": {
            "in": ("thu", "thu được", "thu ngân sách", "tổng thu", "số thu"),
            "out": ("chi", "chi ra", "chi ngân sách", "tổng chi", "số chi"),
            HIDDEN: (
                "thu chi", "thu, chi", "chi bộ", "chi hội", "chi nhánh", "chi đoàn", "chi cục", "chi tiết",
                "chi phí", "chi ủy", "chi trả", "chi cho", "thu nhập", "thu hút", "thu hồi", "thu hoạch",
                "thu mua", "thu gom", "thu giữ", "doanh thu", "thực thu", "thu về", "thu hẹp", "thu thập",
                "hè thu", "thu đông", "mùa thu", "phải thu", "chi viện", "địa chi", "chi, đảng bộ",
                "thu phí", "trung thu", "chi hỗ trợ",
            ),
        },
        "sex": {
            "female": ("nữ", "phụ nữ", "nữ giới"),
            "male": ("nam", "nam giới"),
            HIDDEN: (
                "việt nam", "miền nam", "phía nam", "đông nam", "tây nam", "hà nam", "quảng nam",
                "nam định", "nam nữ", "nam, nữ", "nam và nữ", "hội phụ nữ", "nam bộ", "nam trung bộ",
                "hội liên hiệp phụ nữ",
            ),
        },
        "flow_of_people": {
            "in": ("đến", "chuyển đến", "nhập cảnh"),
            "out": ("đi", "chuyển đi", "xuất cảnh"),
            HIDDEN: (
                "đi lại", "tính đến", "đến nay", "đến năm", "đến cuối", "đến hết", "đến ngày", "lên đến",
                "xuống đến", "đi làm", "giảm đi", "mất đi", "đi học", "liên quan đến", "đi vào", "cho đến",
                "đến tháng", "dẫn đến", "đi đầu", "nói đến", "kể đến",
            ),
        },
        "farmed": {
            "caught": ("khai thác", "đánh bắt"),
            "farmed": ("nuôi trồng", "nuôi"),
        },
        "build": {
            "new": ("xây mới", "làm mới", "xây dựng mới"),
            "mend": ("sửa chữa", "sửa", "cải tạo"),
        },
        "post": {
            "sent": ("phát ra", "phát đi", "gửi đi"),
            "returned": ("thu về", "nhận về", "nhận lại"),
        },
        "full": {
            "full": ("lấp đầy", "sử dụng"),
            "empty": ("trống", "bỏ trống", "còn trống"),
            HIDDEN: ("chưa sử dụng", "không sử dụng", "ngoại trừ"),
        },
        "time": {
            "early": ("sớm hơn", "sớm", "trước hạn", "trước thời hạn"),
            "late": ("muộn hơn", "chậm hơn", "chậm", "muộn", "trễ", "quá hạn", "trễ hạn"),
            HIDDEN: ("sớm nhất",),
        },
        "worth": {
            "up": ("lên giá", "tăng giá"),
            "down": ("mất giá", "xuống giá", "giảm giá"),
        },
        "case": {
            "closed": ("đã giải quyết", "giải quyết xong", "đã xử lý", "xử lý xong", "giải quyết"),
            "open": ("còn tồn", "tồn", "chưa giải quyết", "chưa xử lý"),
            HIDDEN: ("tồn đọng", "giải quyết đơn", "tồn tại", "thời hạn giải quyết"),
        },
        "complaint": {
            "complaint": ("khiếu nại",),
            "denunciation": ("tố cáo",),
            HIDDEN: ("khiếu nại, tố cáo", "khiếu nại tố cáo", "khiếu nại và tố cáo"),
        },
        "half": {
            "first": ("kỳ i", "học kỳ i", "đầu năm", "đầu kỳ", "nửa đầu"),
            "second": ("kỳ ii", "học kỳ ii", "cuối năm", "cuối kỳ", "nửa cuối"),
            HIDDEN: ("so với đầu năm", "từ đầu năm", "từ đầu kỳ", "tháng đầu năm", "tháng cuối năm"),
        },
        "vote": {
            "for": ("tán thành", "đồng ý", "ủng hộ", "thuận"),
            "against": ("phản đối", "không đồng ý", "chống", "không tán thành"),
        },
        "level_of": {
            "nation": ("cấp quốc gia", "quốc gia", "cấp trung ương", "trung ương"),
            "province": ("cấp tỉnh", "cấp thành phố"),
            "district": ("cấp huyện",),
            "commune": ("cấp xã",),
            "local": ("địa phương",),
        },
        "place": {
            "inside": ("trong tỉnh", "trong huyện", "trong nước"),
            "outside": ("ngoài tỉnh", "ngoài huyện", "nước ngoài", "ngoài nước", "fdi"),
        },
        "match": {
            "won": ("thắng",),
            "lost": ("thua",),
            "drawn": ("hòa",),
        },
        "exam": {
            "pass": ("đỗ", "trúng tuyển", "đậu"),
            "fail": ("trượt", "rớt", "không đỗ", "thi rớt"),
        },
        "goal": {
            "scored": ("ghi", "ghi được"),
            "conceded": ("thủng lưới", "để thủng lưới"),
        },
        "toll": {
            "dead": ("chết", "tử vong", "thiệt mạng", "số người chết"),
            "hurt": ("bị thương",),
            "missing": ("mất tích",),
            "healed": ("khỏi", "khỏi bệnh", "xuất viện", "ra viện"),
        },
        "term": {
            "short": ("ngắn hạn",),
            "middle": ("trung hạn",),
            "long": ("dài hạn",),
        },
        "job": {
            "regular": ("biên chế",),
            "contract": ("hợp đồng",),
        },
        "works": {
            "works": ("hoạt động hiệu quả", "đang hoạt động"),
            "stopped": ("ngừng hoạt động", "tạm ngừng", "hoạt động kém hiệu quả"),
        },
        "size": {
            "large": ("quy mô lớn",),
            "small": ("quy mô nhỏ", "nhỏ và vừa"),
        },
        "shift": {
            "day": ("ban ngày",),
            "night": ("ban đêm",),
        },
        "house": {
            "solid": ("nhà kiên cố", "kiên cố"),
            "half": ("bán kiên cố",),
            "poor": ("thiếu kiên cố",),
        },
        "poor": {
            "left": ("thoát nghèo",),
            "fell": ("phát sinh", "tái nghèo"),
        },
        "in_office": {
            "gross": ("trước thuế",),
            "net": ("sau thuế",),
        },
        "ticket": {
            "month": ("vé tháng",),
            "ride": ("vé lượt",),
        },
    },
)  # fmt: skip
