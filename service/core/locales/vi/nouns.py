"""Vietnamese counted nouns and classifiers, each with its English key."""

from __future__ import annotations

_BY_KEY = {
    "party_member": "đảng viên|đv|đồng chí|đ/c|đảng viên mới|đồng chí đảng viên",
    "party_org": (
        "tổ chức cơ sở đảng|tổ chức đảng|tcđ|tccsđ|chi, đảng bộ|chi, đảng bộ cơ sở|"
        "tổ chức đảng cơ sở|tổ chức cơ sở|chi bộ, đảng bộ|chi đảng bộ|đảng bộ, chi bộ"
    ),
    "party_committee": "đảng bộ|đảng bộ cơ sở|đảng ủy|cấp ủy|đảng bộ bộ phận",
    "party_cell": "chi bộ|chi bộ cơ sở|chi bộ trực thuộc",
    "collective": "tập thể",
    "leadership_collective": "tập thể lãnh đạo, quản lý|tập thể lãnh đạo quản lý",
    "individual": "cá nhân",
    "emulation_fighter": "chiến sĩ thi đua cấp cơ sở|chiến sĩ thi đua|chiến sỹ thi đua",
    "cadre": (
        "cán bộ|cán bộ, công chức|cán bộ, công chức, viên chức|công chức|viên chức|công chức, viên chức"
    ),
    "cadre_position": "chức danh cán bộ|chức danh|biên chế",
    "union_member": "đoàn viên|hội viên|đoàn viên, hội viên",
    "delegate": "đại biểu",
    "voter": "cử tri",
    "member": "thành viên|ủy viên|xã viên",
    "trainee_attendance": "lượt học viên",
    "rapporteur_attendance": "lượt báo cáo viên",
    "trainee": "học viên",
    "cell_secretary": "bí thư chi bộ",
    "document": "văn bản|tài liệu|văn kiện|công văn",
    "meeting": "cuộc họp|cuộc họp, hội nghị|phiên họp|buổi họp",
    "inspection": (
        "cuộc kiểm tra, giám sát|cuộc kiểm tra|cuộc thanh tra|cuộc giám sát|đoàn kiểm tra|"
        "cuộc thanh tra, kiểm tra|lượt kiểm tra"
    ),
    "conference": "hội nghị|hội nghị báo cáo viên|hội thảo|đại hội|diễn đàn",
    "class": "lớp|lớp bồi dưỡng|lớp tập huấn|lớp học|lớp đào tạo",
    "content_item": "nội dung",
    "solution_group": "nhóm giải pháp",
    "solution": "giải pháp",
    "task": "nhiệm vụ|việc|đầu việc",
    "criterion": "tiêu chí|chỉ tiêu|chỉ số",
    "copy": "cuốn|cuốn bản tin|bản|quyển|ấn phẩm|tờ rơi|tờ|tờ gấp|bộ tài liệu",
    "ward_commune": "phường, xã|xã, phường|xã, phường, thị trấn|xã, thị trấn",
    "commune": "xã|xã nông thôn mới",
    "ward": "phường",
    "district": "huyện|quận|huyện, thị xã|quận, huyện",
    "province": "tỉnh|tỉnh, thành phố|tỉnh, thành|tỉnh thành",
    "city": "thành phố",
    "village": (
        "thôn|ấp|bản|xóm|thôn, bản|làng|buôn|khu dân cư|tổ dân phố|khu phố|khóm|tổ|thôn, tổ dân phố|xóm, bản"
    ),
    "country": "quốc gia|nước|quốc gia, vùng lãnh thổ|nước, vùng lãnh thổ|quốc gia và vùng lãnh thổ",
    "case": (
        "trường hợp|ca|ca mắc|ca bệnh|ca nhiễm|ca tử vong|vụ|vụ việc|vụ án|vụ vi phạm|vụ tai nạn|"
        "vụ tai nạn giao thông|vụ khiếu nại|vụ tố cáo|vụ việc khiếu nại|ca dương tính|ca mắc mới|"
        "ổ dịch|vụ cháy|vụ tranh chấp"
    ),
    "person": (
        "người|người dân|khách hàng|nhân khẩu|khẩu|quần chúng|quần chúng ưu tú|dân|nạn nhân|đối tượng|bị can|"
        "bị cáo|khách|công dân|thí sinh|ứng viên|nhân sự|người có công|người lao động|"
        "người khuyết tật|người cao tuổi|người nghèo|người bệnh|người mắc|người chết|"
        "người bị thương"
    ),
    "worker": "lao động|công nhân|nhân viên|công nhân, lao động|công nhân lao động|thợ|nhân công",
    "farmer": "nông dân",
    "woman": "phụ nữ|chị",
    "man": "nam giới",
    "child": "trẻ em|trẻ|cháu|em|thiếu nhi|bé",
    "pupil": "học sinh|em học sinh|học sinh, sinh viên",
    "student": "sinh viên",
    "teacher": "giáo viên|thầy cô|giảng viên|cô giáo|thầy giáo|giáo viên, nhân viên",
    "doctor": "bác sĩ|bác sỹ",
    "nurse": "điều dưỡng|y tá",
    "health_worker": "nhân viên y tế|y, bác sĩ|y bác sĩ|cán bộ y tế",
    "patient": "bệnh nhân",
    "soldier": "chiến sĩ|quân nhân|chiến sỹ|cán bộ, chiến sĩ|thanh niên",
    "veteran": "cựu chiến binh",
    "expert": "chuyên gia|kỹ sư|nhà khoa học",
    "volunteer": "tình nguyện viên|cộng tác viên",
    "household": (
        "hộ|hộ dân|hộ nghèo|hộ cận nghèo|gia đình|hộ gia đình|hộ sản xuất|hộ kinh doanh|hộ khá|"
        "hộ giàu|hộ chăn nuôi|hộ nông dân|hộ vay|hộ thoát nghèo"
    ),
    "visit": (
        "lượt khách|lượt|lượt người|lượt khám|lượt tham gia|lượt hộ|lượt du khách|lượt truy cập|"
        "lượt xe|lượt đảng viên|lượt khám bệnh|lượt khám chữa bệnh|lượt học sinh|lượt cán bộ|"
        "lượt hội viên|lượt hộ nghèo|lượt xem|lượt lao động|lượt khách du lịch|lượt bệnh nhân|"
        "lượt đoàn viên|lượt trẻ"
    ),
    "guest": "du khách|khách du lịch|khách quốc tế",
    "enterprise": "doanh nghiệp|công ty|dn|doanh nghiệp mới",
    "cooperative": "hợp tác xã|htx",
    "cooperative_group": "tổ hợp tác|tht",
    "household_business": "cơ sở|cơ sở kinh doanh|cơ sở sản xuất|hộ kinh doanh cá thể",
    "school": "trường|trường học|điểm trường|trường mầm non|trường tiểu học|trường thcs|trường thpt",
    "hospital": "bệnh viện|trung tâm y tế",
    "health_station": "trạm y tế|trạm|phòng khám",
    "unit": (
        "đơn vị|cơ quan|cơ quan, đơn vị|tổ chức|tổ chức, cá nhân|sở, ngành|sở|ngành|phòng|phòng, ban|"
        "ban|đầu mối|chi nhánh|"
        "điểm|phòng học|trung tâm|khu|cụm|khu công nghiệp|cụm công nghiệp|chợ|siêu thị|trang trại|"
        "gia trại|địa phương|vùng|nhà máy"
    ),
    "team": (
        "đội|nhóm|câu lạc bộ|clb|đoàn|đội tuyển|mô hình|tổ công tác|hội|chi hội|chi đoàn|"
        "mô hình điểm|mô hình sản xuất|tổ tiết kiệm|tổ hội"
    ),
    "project": (
        "dự án|công trình|đề tài|hạng mục|dự án đầu tư|chương trình|đề án|gói thầu|hợp đồng|"
        "dự án fdi|công trình, dự án"
    ),
    "contract": "hợp đồng lao động",
    "house": "nhà|căn nhà|ngôi nhà|căn|căn hộ|nhà ở|nhà tình nghĩa|nhà đại đoàn kết|nhà tạm|phòng ở",
    "item": (
        "cái|chiếc|con|bộ|suất|suất quà|phần quà|phần|quà|sản phẩm|sản phẩm ocop|hồ sơ|thủ tục|"
        "thủ tục hành chính|đơn|đơn thư|đơn khiếu nại|ý kiến|kiến nghị|tin|tin bài|tin, bài|bài|"
        "bài viết|giấy|giấy phép|giấy chứng nhận|bằng khen|giấy khen|huy hiệu|thẻ|thẻ bảo hiểm|mẫu|"
        "mẫu nước|mẫu xét nghiệm|liều|liều vắc xin|mũi|cây|cây xanh|gốc|cành|quả|trứng|bao|thùng|"
        "chai|hộp|gói|bức|vé|tiết mục|tác phẩm|cuộc thi|cuộc|buổi|đợt|chuyến|trận|giải|huy chương|"
        "khẩu trang|khẩu súng|câu hỏi|câu|tiết|kỳ|khâu|bước|lĩnh vực|nghị quyết|chỉ thị|quyết định|"
        "kế hoạch|khoản|điều|"
        "danh hiệu|tuyến|tuyến đường|cây cầu|cầu|hồ|hồ chứa|giếng|giường|giường bệnh|máy|máy móc|"
        "thiết bị|bình|lồng|lồng bè|ao|bể|chuồng|tổ ong|đàn|điểm cầu|thuê bao|tài khoản|giao dịch|"
        "lô|thửa|thửa đất|bị|buổi tuyên truyền|buổi truyền thông|chuyến biển|tập tin|tủ sách|"
        "đầu sách|bản tin|khu vực|di tích|lễ hội|vấn đề|nguyên nhân|bài học|khó khăn|kết quả|"
        "hoạt động|phong trào|mục tiêu|nhóm chỉ tiêu|nhóm nhiệm vụ|nhóm vấn đề|nhóm nội dung|"
        "sáng kiến|giáo án|phiếu|phiếu khảo sát|lá phiếu|tổ máy|trụ|cột|thanh|viên|ống|cuộn|hạt"
    ),
    "animal": (
        "con trâu|con bò|con lợn|con gà|con gia cầm|đầu lợn|con heo|con vịt|gia súc|gia cầm|đàn lợn|"
        "con gia súc|đàn bò"
    ),
    "vehicle": (
        "xe|ô tô|xe máy|mô tô|xe mô tô|xe khách|xe con|xe đạp|xe đạp điện|xe chữa cháy|xe cứu thương|"
        "phương tiện|tàu|tàu cá|xe ô tô|tàu thuyền|thuyền|máy bay|xe tải|xe buýt|"
        "chuyến xe|chuyến bay|chuyến tàu|container|toa"
    ),
    "seat": "chỗ|ghế|chỗ ngồi|phòng nghỉ|buồng|buồng phòng",
    "vote": "phiếu bầu|phiếu thuận",
    "honour": "huân chương|kỷ niệm chương|cờ thi đua|giải thưởng",
    "stage": "giai đoạn|phiên|phiên họp toàn thể|bậc|chương|vòng",
    "township": "thị trấn|thị xã",
    "medal": "huy chương vàng|huy chương bạc|huy chương đồng|hcv|hcb|hcđ|vàng|bạc",
    "athlete": "vận động viên|vđv|cầu thủ|huấn luyện viên|trọng tài|võ sĩ|kỳ thủ",
    "share": "cổ phiếu|cổ phần|cp",
    "times": "lần",
    "student_place": "chỉ tiêu tuyển sinh",
}

NOUNS: dict[str, str] = {word: key for key, words in _BY_KEY.items() for word in words.split("|")}
