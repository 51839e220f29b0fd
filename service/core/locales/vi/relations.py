"""Vietnamese words by which a report ties figures to each other."""

from __future__ import annotations

from service.core.wording import RelationWords

RELATIONS = RelationWords(
    share=(
        "chiếm", "chiếm tỷ lệ", "chiếm tỉ lệ", "đạt tỷ lệ", "đạt tỉ lệ", "với tỷ lệ", "tỷ lệ đạt", "bằng",
        "tương ứng", "tương ứng với", "tương đương", "tương đương với", "chiếm tỷ trọng", "có tỷ lệ",
        "biên", "biên lợi nhuận", "tỷ suất lợi nhuận",
    ),
    share_weak=("đạt", "tỷ lệ", "tỉ lệ", "tỷ lệ là", "đạt mức"),
    of=(
        "trên", "trên tổng số", "trong", "trong tổng số", "trong số", "của", "của tổng số",
        "so với tổng số",
    ),
    base=(
        "tổng số", "trong tổng số", "trong số", "trên tổng số", "tổng cộng", "tổng", "toàn huyện có",
        "toàn tỉnh có", "toàn xã có", "toàn thành phố có", "toàn thị xã có", "toàn ngành có", "cả nước có",
        "cả tỉnh có", "toàn trường có", "toàn công ty có", "hiện có", "có tất cả", "tất cả",
    ),
    gist=("tức", "tức là", "hay", "nghĩa là", "hoặc"),
    hence=(
        "tức", "tức là", "hay", "hay là", "nghĩa là", "có nghĩa là", "tương ứng", "tương ứng với",
        "tương đương",
        "tương đương với", "ứng với", "như vậy", "như thế", "vậy", "vậy là", "vì vậy", "do vậy",
        "do đó", "nên",
        "thành thử", "thành ra", "tính ra", "con số này", "con số ấy", "số này", "suy ra", "thế là", "quy ra",
        "cho thấy", "đồng nghĩa",
    ),
    rates=(
        "tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng", "chiếm", "độ bao phủ", "độ che phủ", "công suất", "tiến độ",
        "tỷ suất", "phần trăm",
    ),
    hedges=(
        "khoảng", "gần", "trên", "hơn", "dưới", "ước", "ước đạt", "xấp xỉ", "đạt khoảng", "chừng", "là",
    ),
    exhaustive=("gồm", "bao gồm", "gồm có", "cụ thể gồm", "chia ra", "chia thành", "được chia thành",
        "chia cho", "phân bổ cho", "phân bổ như sau", "được phân bổ cho", "được phân thành",),
    including=("trong đó", "trong đó có", "trong số đó", "trong số này", "cụ thể", "cụ thể là"),
    together=("và", "cùng với", "cùng"),
    remaining=(
        "đang giải quyết", "đang xử lý", "đang xác minh", "còn lại", "còn lại là", "số còn lại", "còn tồn",
        "tồn", "tồn đọng", "chưa", "còn",
    ),
    opposites=(
        ("sống", "chết"), ("tập thể", "cá nhân"), ("tổ chức", "cá nhân"), ("cấp mới", "cấp lại"),
        ("nội trú", "ngoại trú"), ("chính thức", "dự bị"), ("định kỳ", "đột xuất"),
        ("trong tỉnh", "ngoài tỉnh"), ("nội địa", "quốc tế"), ("trong nước", "quốc tế"),
        ("trung ương", "địa phương"), ("công lập", "tư thục"), ("công lập", "ngoài công lập"),
        ("ngắn hạn", "dài hạn"), ("gián tiếp", "trực tiếp"), ("bắt buộc", "tự nguyện"),
        ("người lớn", "trẻ em"), ("khai thác", "nuôi trồng"), ("thông qua", "trả lại"),
        ("đồng ý", "không đồng ý"), ("biên chế", "hợp đồng"), ("xuất khẩu", "nội địa"), ("nam", "nữ"),
        ("thành thị", "nông thôn"), ("trong nước", "nước ngoài"), ("đúng hạn", "quá hạn"),
        ("đúng hạn", "trễ hạn"), ("đã", "chưa"), ("trực tiếp", "trực tuyến"), ("đạt", "không đạt"),
        ("dương tính", "âm tính"), ("đã giải quyết", "đang giải quyết"),
        ("thường xuyên", "đầu tư phát triển"), ("thu nội địa", "xuất nhập khẩu"),
    ),
    besides=("ngoài", "bên cạnh", "không kể", "chưa kể", "chưa tính", "không tính", "cùng với"),
    structure=(
        "cơ cấu", "tỷ trọng", "tỉ trọng", "phân theo", "chia theo", "xếp loại", "còn lại", "lần lượt",
    ),
    up=(
        "tăng", "tăng thêm", "tăng trưởng", "tăng khoảng", "cao hơn", "nhiều hơn", "tăng trên", "tăng hơn",
        "tăng gần", "vượt", "lớn hơn", "tăng bình quân",
    ),
    down=(
        "giảm", "giảm còn", "giảm khoảng", "thấp hơn", "ít hơn", "giảm trên", "giảm hơn", "giảm gần",
        "hụt", "sụt giảm", "thiếu",
    ),
    rising=(
        "nhích", "nhích lên", "nhích thêm", "thêm", "thêm được", "đông hơn", "lớn hơn", "dài hơn", "rộng hơn",
        "nặng hơn", "trội hơn", "hơn", "trên", "vượt", "dôi ra", "tăng được", "cao", "nhỉnh hơn",
        "khá hơn", "nâng", "nâng lên", "vọt lên", "tăng vọt", "đội lên",
    ),
    falling=(
        "bớt", "bớt đi", "hụt đi", "hụt", "kém", "kém hơn", "tụt", "sụt", "tiết kiệm", "tiết kiệm được",
        "rút ngắn", "rút ngắn được", "dưới", "nhỏ hơn", "ngắn hơn", "thiếu", "chậm hơn", "hạ", "cắt giảm",
        "mất đi", "tinh giản", "kéo giảm", "giảm bớt", "rớt",
    ),
    attained=("bằng", "đạt", "hoàn thành", "đạt tỷ lệ"),
    than=("so với", "so với cùng kỳ", "so"),
    start=("từ", "từ mức", "từ con số"),
    goal=(
        "lên", "lên tới", "lên đến", "lên mức", "xuống", "xuống còn", "còn", "đến", "thành", "tới",
        "nay là", "giảm còn", "tăng lên",
    ),
    plan=("kế hoạch", "dự toán", "chỉ tiêu", "mục tiêu", "kh", "định mức", "nghị quyết"),
    beyond=("vượt", "vượt mức"),
    total=("tổng", "tổng số", "tổng cộng", "cộng", "tất cả", "nâng tổng số"),
    total_row=(
        "tổng", "tổng số", "tổng cộng", "cộng", "toàn tỉnh", "toàn huyện", "toàn xã", "chung",
        "tổng chung", "cả nước", "toàn thành phố", "toàn quốc",
    ),
    mean=("bình quân", "trung bình", "tính bình quân", "bình quân mỗi", "trung bình mỗi"),
    sub=("trực thuộc", "thuộc", "nằm trong"),
    final_year=(
        "năm cuối", "là năm cuối", "năm cuối cùng", "năm cuối của", "năm cuối thực hiện", "năm kết thúc",
    ),
    first_year=("năm đầu", "năm đầu tiên", "năm mở đầu", "năm thứ nhất", "năm khởi đầu"),
    income=(
        "thu ngân sách", "tổng thu", "thu", "doanh thu", "tổng doanh thu", "xuất khẩu",
        "kim ngạch xuất khẩu",
    ),
    spending=(
        "chi ngân sách", "tổng chi", "chi", "chi phí", "tổng chi phí", "nhập khẩu", "kim ngạch nhập khẩu",
    ),
    balance=(
        "chênh lệch", "thặng dư", "bội thu", "bội chi", "thâm hụt", "kết dư", "cân đối thu chi", "dư",
        "nhập siêu", "xuất siêu", "chênh lệch thu chi",
    ),
    margin=("biên", "biên lợi nhuận", "tỷ suất lợi nhuận", "tỉ suất lợi nhuận"),
    profit=("lợi nhuận",),
    sales=("doanh thu",),
    weekdays=(
        ("thứ hai", "thứ 2"), ("thứ ba", "thứ 3"), ("thứ tư", "thứ 4"), ("thứ năm", "thứ 5"),
        ("thứ sáu", "thứ 6"), ("thứ bảy", "thứ 7"), ("chủ nhật", "chúa nhật"),
    ),
    share_heads=("tỷ lệ", "tỉ lệ", "tỷ trọng", "cơ cấu", "%"),
    growth_heads=(
        "tăng trưởng", "tăng, giảm", "tăng/giảm", "tăng giảm", "so sánh", "tốc độ tăng", "so cùng kỳ",
        "so với cùng kỳ", "% tăng", "tăng",
    ),
    difference_heads=("chênh lệch", "tăng/giảm", "tăng, giảm", "tăng giảm", "tăng"),
    plan_heads=("đạt", "% kh", "% kế hoạch", "tỷ lệ đạt", "th/kh", "tỷ lệ thực hiện", "hoàn thành"),
    opening=(
        "đầu kỳ", "đầu năm", "đầu tháng", "đầu quý", "đầu vụ", "đầu nhiệm kỳ", "đầu năm học", "tồn đầu",
        "dư đầu", "kỳ trước chuyển sang", "năm trước chuyển sang", "tháng trước chuyển sang",
        "quý trước chuyển sang", "kết dư năm trước", "chuyển từ", "năm trước chuyển qua", "tồn từ",
        "mang sang", "kỳ trước", "năm trước", "bước vào năm", "tồn cũ", "đầu tuần",
        "dư năm cũ", "ban đầu", "lúc đầu", "lúc mở cửa", "lúc thành lập", "năm ngoái", "hồi đầu", "lúc mới",
        "chuyển sang từ", "mở đầu", "khởi đầu", "lần trước", "kỳ họp trước",
    ),
    inflow=(
        "nhập", "tiếp nhận", "nhận thêm", "nhận mới", "nhận", "tuyển mới", "tuyển dụng", "tuyển thêm",
        "tuyển", "kết nạp", "kết nạp mới", "bổ sung", "phát sinh", "phát sinh mới", "thu",
        "phát sinh tăng", "tăng thêm", "mua vào", "mua thêm", "mua", "sinh thêm", "sinh", "chuyển đến",
        "thành lập mới", "thành lập", "thu hút", "nhập kho", "nhập thêm", "nhập cư", "thụ lý mới",
        "thụ lý", "đăng ký mới", "về thêm", "chảy về", "nước về", "huy động", "vận động được", "cấp mới",
        "thêm", "đẻ", "đẻ thêm", "gửi vào", "xin vào", "nhập viện", "vào viện", "chuyển vào", "nhập học",
        "góp",
        "thu về", "nộp vào", "đến thêm", "vào thêm",
        "gia nhập", "tái đàn", "thả mới", "tăng mới", "mới",
        "đóng góp", "ủng hộ", "nhận về", "sản xuất", "sản xuất ra",
    ),
    outflow=(
        "xuất", "giải quyết", "đã giải quyết", "nghỉ việc", "thôi việc", "nghỉ hưu", "chi", "bán ra",
        "xuất bán", "chuyển đi", "xóa tên", "khai trừ", "cấp phát", "đã xử lý", "xử lý", "cấp cho",
        "phân phối", "tiêu thụ", "giải thể", "ngừng hoạt động", "xuất kho", "xuất cư", "chết", "từ trần",
        "bán", "sử dụng", "đã sử dụng", "phát sinh giảm", "tiêu hủy", "thanh lý", "bỏ học", "ra trường",
        "xuất chuồng", "đã chi", "xả", "bốc hơi", "thấm mất", "hao hụt", "xuất viện", "ra viện",
        "đình chỉ", "rút", "rút khỏi", "hoàn thành", "đưa ra xét xử", "trả nợ", "thu nợ", "thoát nghèo",
        "dùng hết", "rút ra", "xin ra", "hỏng", "hư hỏng", "mất", "trưởng thành", "trưởng thành đoàn",
        "bị loại",
        "loại", "loại bỏ", "thôi", "nghỉ", "bỏ", "đem tặng", "cho tặng", "bán hết", "chuyển ra", "tinh giản",
        "chuyển sinh hoạt đi", "chuyển công tác", "vỡ", "rời đi", "ra khỏi", "trả về", "giao trả",
    ),
    closing=(
        "cuối kỳ", "cuối năm", "cuối tháng", "cuối quý", "cuối vụ", "cuối nhiệm kỳ", "cuối năm học",
        "tồn cuối", "dư cuối", "chuyển kỳ sau", "chuyển năm sau", "chuyển tháng sau", "chuyển quý sau",
        "chuyển sang kỳ sau", "chuyển sang năm sau", "chuyển sang năm", "hiện còn", "còn lại", "còn tồn",
        "còn", "đến nay có", "hiện có", "cuối tuần", "cuối ngày", "nay là", "nay có", "năm nay", "nay còn",
        "tồn lại", "hiện", "tính đến nay", "hôm nay", "lúc này", "bây giờ", "đến nay",
    ),
    consequence=(
        "nên", "do đó", "vì vậy", "vì thế", "thành ra", "thành thử", "như vậy", "vậy là", "vậy", "tức",
        "tức là", "nghĩa là", "suy ra", "tính ra", "hóa ra", "cho nên", "bởi vậy", "thế là", "vì", "do",
        "bởi",
    ),
    summed=(
        "tổng", "tổng số", "tổng cộng", "cộng", "cộng lại", "cả thảy", "hết thảy", "tất cả", "vị chi",
        "gộp lại",
        "tính gộp", "gộp chung", "tính chung", "cộng chung", "cả hai", "cả ba", "cả bốn", "tổng mức",
        "hai khoản",
        "ba khoản", "bốn khoản", "toàn", "nâng", "hợp lại",
        "gộp cả", "hết", "ấy", "cộng dồn", "cộng cả",
    ),
    rest=(
        "còn", "còn lại", "chưa", "khác", "sau cùng", "cuối cùng", "vắng", "vắng mặt", "trống", "nợ", "tồn",
        "dư", "thiếu", "nữa", "thực thu", "thực nhận", "thực lĩnh", "bỏ không", "để trống",
    ),
    apart=(
        "hơn", "kém", "hơn kém", "hơn kém nhau", "kém nhau", "hơn nhau", "chênh", "chênh lệch", "chênh nhau",
        "cách biệt", "cách nhau", "chậm", "trễ", "muộn", "sớm", "nhanh hơn", "lãi", "lời", "lỗ",
        "thặng dư", "thâm hụt", "tiết kiệm", "bớt", "giảm", "cắt giảm", "tinh giản", "miễn giảm", "cắt",
        "tăng",
        "thêm", "hụt", "thừa", "dôi", "vượt", "lên", "xuống", "rút ngắn", "kéo dài thêm", "khấu trừ", "trừ",
        "giảm được", "tăng thêm", "đội vốn", "vượt mức",
    ),
    closers=("còn lại", "số còn lại", "phần còn lại", "khác"),
    contributing=("đóng góp", "đóng góp vào", "góp", "làm tăng"),
    none_left=("không có", "không còn"),
    stop=frozenset(
        {
            "bị", "chiếm", "cho", "các", "còn", "có", "cùng", "cũng", "cả", "của", "do", "gần", "gồm",
            "hơn", "khoảng", "là", "lên", "lệ", "mà", "mỗi", "một", "nay", "ngày", "như", "những", "này",
            "năm", "quý", "sau", "so", "sẽ", "số", "theo", "tháng", "thêm", "thì", "toàn", "trong", "trên",
            "tính", "tại", "tổng", "từ", "tỷ", "và", "vào", "vẫn", "về", "với", "xuống", "đang", "đã",
            "đó", "được", "đạt", "đến", "để", "ước", "ở",
        }
    ),
)  # fmt: skip
