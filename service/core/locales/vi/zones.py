"""Vietnamese words that tell page furniture, captions and table notes from narrative.

Gathered from the layout of Vietnamese local news pages and administrative reports.
"""

from __future__ import annotations

from service.core.wording import ZoneWords

ZONES = ZoneWords(
    navigation=frozenset(
        {
            "phản hồi", "gửi phản hồi", "bình luận", "gửi bình luận", "gửi bình luận của bạn",
            "ý kiến bạn đọc", "ý kiến của bạn", "các tin khác", "tin khác", "tin liên quan",
            "các tin liên quan", "tin cùng chuyên mục", "cùng chuyên mục", "bài viết liên quan",
            "bài liên quan", "các bài viết khác", "bài viết khác", "các bài khác", "các tin đã đưa",
            "các tin cũ hơn", "các tin mới hơn", "tin mới hơn", "tin cũ hơn", "mới nhất", "tin mới nhất",
            "tin mới", "đọc nhiều", "đọc nhiều nhất", "xem nhiều", "xem nhiều nhất", "tin nổi bật",
            "xem với cỡ chữ", "cỡ chữ", "trở về", "trở về trang trước", "quay lại", "về đầu trang",
            "lên đầu trang", "trang chủ", "xem thêm", "xem tiếp", "chia sẻ", "chia sẻ bài viết",
            "in trang", "in bài viết", "bản in", "gửi email", "gửi cho bạn bè", "từ khóa", "thẻ",
            "lượt xem", "số lượt xem", "đăng nhập", "tìm kiếm", "sơ đồ trang", "liên hệ", "thư viện ảnh",
            "đánh giá bài viết", "tổng số điểm của bài viết", "video", "thăm dò ý kiến", "liên kết website",
        }
    ),
    stamps=(
        "cập nhật ngày", "cập nhật lúc", "cập nhật", "ngày cập nhật", "lần cập nhật cuối", "ngày đăng",
        "đăng ngày", "đăng lúc", "ngày xuất bản", "xuất bản", "thời gian đăng", "ngày tạo", "ngày viết",
    ),
    weekdays=(
        "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật",
        "thứ 2", "thứ 3", "thứ 4", "thứ 5", "thứ 6", "thứ 7",
    ),
    credits=("ảnh", "nguồn ảnh", "ảnh tư liệu", "ảnh minh họa", "ảnh minh hoạ", "ảnh chụp"),
    galleries=("hình ảnh các", "một số hình ảnh", "một số hình ảnh tại", "chùm ảnh", "hình ảnh tại"),
    caption_openers=("toàn cảnh", "quang cảnh", "ảnh minh họa", "ảnh minh hoạ"),
    caption_marks=(
        "bìa trái", "bìa phải", "đứng giữa", "ngồi giữa", "hàng đầu", "từ trái sang", "từ phải sang",
        "thứ hai từ trái", "thứ hai từ phải", "ảnh trên", "ảnh dưới",
    ),
    abbreviations=frozenset(
        {"tp", "tx", "tt", "ts", "ths", "pgs", "gs", "bs", "ks", "cn", "q", "p", "h", "x", "đ", "đc", "vd",
         "tr", "nxb", "st"}
    ),
    unit_notes=("đvt", "đơn vị tính", "đơn vị"),
    scale_words=("nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"),
    unit_columns=frozenset({"đvt", "đơn vị tính", "đơn vị"}),
)  # fmt: skip
