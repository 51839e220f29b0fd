"""Vietnamese: topics, forms and facts of the generator."""

# ruff: noqa: E501 -- one fact, one line

from __future__ import annotations

from evals.synthetic.language import Average, Form, Genre, Language, Level, Measure, Parts, Share

BILLION = Measure("m", "VND", 40, 9000, 1, inside=" tỷ đồng")
MILLION = Measure("m", "VND", 200, 90000, inside=" triệu đồng")
TONNES = Measure("q", "tấn", 300, 90000, inside=" tấn")
HECTARES = Measure("q", "ha", 40, 9000, 1, inside=" ha")


def counted(noun: str, low: int, high: int) -> Measure:
    """Whole numbers of something, the noun after the figure."""
    return Measure("c", noun, low, high, after=f" {noun}")


VI = Language(
    lang="vi",
    up="tăng",
    down="giảm",
    and_="và",
    point="điểm phần trăm",
    weekdays=("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"),
    names=(
        ("Tân", "Phú", "Bình", "Long", "An", "Vĩnh", "Thạnh", "Hòa", "Đông", "Mỹ", "Xuân", "Hưng", "Lộc"),
        ("Lập", "Thuận", "Sơn", "Giang", "Khê", "Thịnh", "Hiệp", "Điền", "Lâm", "Châu", "Trạch", "Nghĩa"),
    ),
    place="xã {name}",
    at="Tại {place}, ",
    of="{label} của {place}",
    before="{label} kỳ trước",
    change="mức thay đổi {label}",
    share="tỷ lệ {label}",
    mean="{label} bình quân mỗi {one}",
    years=("năm nay", "năm trước"),
    shares=(
        Share("hộ gia đình", "được dùng nước sạch theo quy chuẩn"),
        Share("đảng viên", "hoàn thành xuất sắc nhiệm vụ"),
        Share("trường học", "đạt chuẩn quốc gia"),
        Share("hồ sơ", "được giải quyết trước hạn"),
        Share("doanh nghiệp", "nộp thuế điện tử"),
        Share("tàu cá", "đã lắp thiết bị giám sát hành trình"),
        Share("thửa đất", "được cấp giấy chứng nhận"),
        Share("mẫu thực phẩm", "đạt yêu cầu"),
        Share("trang trại", "áp dụng quy trình an toàn sinh học"),
        Share("thiết bị", "đã qua kiểm định"),
        Share("học viên", "có việc làm sau khóa học"),
        Share("kiến nghị", "đã được trả lời"),
        Share("chi bộ", "tổ chức sinh hoạt chuyên đề đúng kế hoạch"),
        Share("bệnh nhân", "khỏi bệnh và được xuất viện"),
    ),
    parts=(
        Parts("tổng thu ngân sách", BILLION, ("thu nội địa", "thu tiền sử dụng đất", "thu bổ sung")),
        Parts("tổng số lao động", counted("người", 300, 40000), ("nông nghiệp", "công nghiệp", "dịch vụ")),
        Parts("diện tích gieo trồng", HECTARES, ("lúa", "ngô", "rau màu", "cây công nghiệp")),
        Parts("số vụ vi phạm bị xử lý", counted("vụ", 30, 2500), ("giao thông", "môi trường", "xây dựng")),
        Parts("lượng khách lưu trú", counted("lượt khách", 900, 90000), ("khách nội địa", "khách quốc tế")),
        Parts("số cuộc kiểm tra", counted("cuộc", 25, 700), ("định kỳ", "đột xuất", "theo đơn thư")),
        Parts("vốn đầu tư", MILLION, ("vốn tỉnh", "vốn huyện", "vốn dân góp")),
        Parts("sản lượng thủy sản", TONNES, ("khai thác", "nuôi trồng")),
        Parts("biên chế được giao", counted("biên chế", 60, 4000), ("khối hành chính", "khối sự nghiệp")),
    ),
    levels=(
        Level("doanh thu bán lẻ", BILLION),
        Level("sản lượng điện thương phẩm", Measure("q", "kWh", 30, 900, 1, inside=" triệu kWh")),
        Level("sản lượng chè búp tươi", TONNES),
        Level("số doanh nghiệp thành lập mới", counted("doanh nghiệp", 40, 3000)),
        Level("số ca sốt xuất huyết", counted("ca", 60, 9000)),
        Level("tổng đàn bò", counted("con", 900, 60000)),
        Level("dư nợ cho vay", BILLION),
        Level("số đơn thư tiếp nhận", counted("đơn", 40, 1500)),
        Level("chi thường xuyên", MILLION),
        Level("khối lượng rác thu gom", TONNES),
    ),
    rates=(
        "tỷ lệ hộ nghèo", "tỷ lệ lao động qua đào tạo", "tỷ lệ thất thoát nước", "tỷ lệ bao phủ bảo hiểm",
        "tỷ lệ che phủ rừng", "tỷ lệ trẻ suy dinh dưỡng",
    ),
    structures=(
        ("kinh tế", ("nông nghiệp", "công nghiệp", "dịch vụ")),
        ("nguồn vốn", ("ngân sách", "vay ưu đãi", "tự có", "khác")),
        ("độ tuổi lao động", ("thanh niên", "trung niên", "sắp nghỉ hưu")),
        ("phương tiện đi lại", ("xe buýt", "xe máy", "đi bộ", "xe đạp")),
    ),
    averages=(
        Average("kinh phí hỗ trợ", MILLION, "hộ chính sách", "hộ"),
        Average("sản lượng thu hoạch", TONNES, "hợp tác xã", "hợp tác xã"),
        Average("diện tích cho thuê", HECTARES, "nhà đầu tư", "nhà đầu tư"),
        Average("học phí miễn giảm", MILLION, "sinh viên", "sinh viên"),
    ),
    grades=(
        ("tổ công tác", ("loại tốt", "loại khá", "loại trung bình")),
        ("công trình", ("hoàn thành", "đang thi công", "chưa khởi công")),
        ("giáo viên", ("xếp loại giỏi", "xếp loại khá", "đạt yêu cầu")),
        ("bếp ăn tập thể", ("đạt", "đạt có điều kiện", "không đạt")),
    ),
    forms={
        "share": (
            Form("whole first", "Trong tổng số {n} của {place}, có {k} {state}, chiếm {p}."),
            Form("ratio, percent in brackets", "{Place} có {r} {noun} {state} (đạt {p})."),
            Form("percent first", "Có {p} {noun} tại {place} {state} ({k} trên tổng số {n})."),
            Form("base a sentence before", "{Place} hiện có {n}. Đến nay {k} {state}, đạt tỷ lệ {p}."),
            Form("base last", "Số {noun} {state} là {k}, bằng {p} trong tổng số {n}."),
            Form("another figure between", "Rà soát {n} trong <c đợt|số đợt rà soát|2-9> đợt, {place} xác nhận {k} {state}, tương ứng {p}."),
            Form("percent before brackets", "Tỷ lệ {noun} {state} ở {place} đạt {p} ({k}/{n})."),
        ),
        "parts": (
            Form("gồm", "{Label} của {place} là {w}, gồm {list}."),
            Form("trong đó … còn lại", "{Label} của {place} đạt {w}, trong đó {rest}, còn lại là {last}."),
            Form("chia ra, in brackets", "{Label} tại {place}: {w} (chia ra: {list})."),
            Form("sum after the parts", "Về {label}, {place} ghi nhận {list}, tổng cộng {w}."),
            Form("bullets", "{Label} của {place} là {w}, bao gồm:\n{bullets}"),
            Form("next sentence", "{Label} của {place} đạt {w}. Cụ thể: {list}."),
        ),
        "growth": (
            Form("base in brackets", "{Label} của {place} đạt {now}, {up} {p} so với cùng kỳ ({before})."),
            Form("base first", "Năm trước {label} của {place} là {before}; năm nay đạt {now}, {up} {p}."),
            Form("from … to", "{Label} của {place} {up} từ {before} {to} {now}, tức {up} {p}."),
            Form("percent first", "{Up} {p} so với mức {before} của năm trước, {label} của {place} đạt {now}."),
            Form("base a sentence later", "{Label} tại {place} đạt {now}, {up} {p}. Cùng kỳ năm trước là {before}."),
        ),
        "difference": (
            Form("from … to, by", "{Label} của {place} {up} từ {before} {to} {now}, {up} {d}."),
            Form("by, base in brackets", "{Label} của {place} là {now}, {up} {d} so với cùng kỳ ({before})."),
            Form("base first", "Kỳ trước {label} ở {place} là {before}, kỳ này {now}, {up} {d}."),
        ),
        "percent_sum": (
            Form("list", "Cơ cấu {label} của {place}: {list}."),
            Form("chiếm", "Trong cơ cấu {label} tại {place}, {list}."),
        ),
        "average": (
            Form("each", "{Place} phân bổ {total} {label} cho {n}, bình quân mỗi {one} {avg}."),
            Form("average first", "Bình quân mỗi {one} đạt {avg} ({label} {total}, {n})."),
        ),
        "denominator": (
            Form("grades over one base", "Xếp loại {noun} của {place}: {list}."),
            Form("grades with whole", "{Place} đánh giá {n}: {list}."),
        ),
        "restated": (
            Form("now", "{Label} của toàn {area} đạt {w}."),
            Form("again", "Như trên đã nêu, {label} của toàn {area} là {w}."),
        ),
    },
    table_heads=("Đơn vị", "Năm nay", "Năm trước", "Tăng, giảm (%)"),
    table_units=(
        Measure("m", "VND", 300, 90000, before="Đơn vị tính: triệu đồng", inside="1e6"),
        Measure("m", "VND", 20, 4000, 1, before="ĐVT: tỷ đồng", inside="1e9"),
    ),
    total="Tổng cộng",
    facts=(
        Form("hedged money", "Huy động hơn <m VND|kinh phí xã hội hóa|12-900| tỷ đồng|q=more_than:hơn> từ nguồn xã hội hóa."),
        Form("almost", "Gần <c lượt người|lượt người dự tuyên truyền|300-9000||q=approx,less_than:gần> lượt người dự các buổi tuyên truyền."),
        Form("at least", "Mỗi quý tổ chức ít nhất <c buổi|buổi đối thoại mỗi quý|2-9||q=at_least:ít nhất; any=rate> buổi đối thoại với nhân dân."),
        Form("from … up", "Các hộ vay từ <m VND|mức vay phải thẩm định|50-400| triệu đồng|q=at_least:từ … trở lên> trở lên phải được thẩm định."),
        Form("at most", "Thời gian giải quyết không quá <u ngày|thời gian giải quyết|3-28| ngày|q=at_most:không quá>."),
        Form("spelled count", "Thành lập <w tổ|số tổ giúp việc|2-10> tổ giúp việc."),
        Form("spelled larger", "Trồng mới <w cây|số cây trồng mới|110-990> cây phân tán."),
        Form("leading zero", "Củng cố <z đội|số đội xung kích|2-9> đội xung kích."),
        Form("document code", "Thực hiện Kế hoạch <k|số kế hoạch|số {}/KH-UBND> ngày <d|ngày ban hành kế hoạch>, các đơn vị đã rà soát nhiệm vụ."),
        Form("long date", "Hội nghị diễn ra ngày <D|ngày hội nghị>."),
        Form("date range", "Đợt cao điểm kéo dài từ <e|thời gian cao điểm>."),
        Form("clock", "Lực lượng trực từ <h|giờ bắt đầu trực> hằng ngày."),
        Form("rate", "Lãi suất cho vay ưu đãi là <t %/năm|lãi suất ưu đãi|4-9/1|%/năm>."),
        Form("yield", "Năng suất lúa bình quân <q tạ/ha|năng suất lúa|48-72/1| tạ/ha|any=rate>."),
        Form("multiple", "Số người tham gia gấp <x lần|số người tham gia so với trước|2-6/1| lần|left=gấp > so với trước."),
        Form("range of measure", "Mỗi đoạn kênh dài <q m|chiều dài đoạn kênh|120-480~| m>."),
        Form("range of percent", "Thời gian chờ giảm <p|mức giảm thời gian chờ|5-14~|%>."),
        Form("target", "Phấn đấu đến năm <y|năm mục tiêu|2027-2035>, thu nhập bình quân đạt <m VND|mục tiêu thu nhập|62-98| triệu đồng|target>."),
        Form("term", "Nghị quyết Đại hội nhiệm kỳ <Y|nhiệm kỳ> được quán triệt đầy đủ."),
        Form("congress", "Đại hội <R|lần đại hội> đã thành công."),
        Form("phone", "Đường dây nóng: <i|điện thoại đường dây nóng>."),
        Form("article of law", "Áp dụng Điều <n|điều luật|8-140> của Luật hiện hành."),
        Form("composed money", "Quỹ còn dư <g|số dư của quỹ>."),
        Form("points", "So với kế hoạch, tiến độ nhanh hơn <p pp|tiến độ so với kế hoạch|2-9/1| điểm phần trăm>."),
    ),
    asides=(
        "Công tác tư tưởng được chú trọng, tạo sự thống nhất trong cấp ủy và nhân dân.",
        "Một số chỉ tiêu không đạt như mong muốn do thời tiết bất lợi trong những tháng cuối năm.",
        "Các đồng chí được phân công đã bám sát cơ sở, nhất là những nơi còn khó khăn.",
        "Năm qua, phong trào thi đua không ngừng lan tỏa, được nhân dân đồng tình.",
        "Việc trước tiên cần làm là giữ vững đoàn kết; tư duy nhiệm kỳ phải được khắc phục.",
    ),
    foreign=(
        Form(
            "English figures quoted",
            "Nhà tài trợ viết: “Total commitments reached <m USD|cam kết tài trợ|2000000-9000000||pre=USD > and "
            "disbursement rose <p|mức tăng giải ngân|3-40/1|%>”.",
        ),
    ),
    impossible=(
        Form("day beyond the month", "Biên bản bàn giao được ký ngày {date}."),
        Form("day beyond the month, in brackets", "Công trình được nghiệm thu (ngày {date}) và đưa vào sử dụng."),
    ),
    genres=(
        Genre(
            "official",
            "Kết quả công tác năm {year} và nhiệm vụ trọng tâm năm {next}",
            "Ủy ban nhân dân huyện {area}",
            (
                "ỦY BAN NHÂN DÂN HUYỆN {AREA}",
                "[[Số: {code}/BC-UBND|k|số báo cáo|v={code}/BC-UBND; alt={code}/BC-UBND]]\\t{Area}, ngày [[{day} tháng 12 năm {year}|d|ngày ký|v={year}-12-{day}]]",
                "",
                "BÁO CÁO",
                "Kết quả công tác năm [[{year}|y|năm báo cáo]] và nhiệm vụ trọng tâm năm [[{next}|y|năm sau]]",
            ),
            "[[{number}.|o|mục|v={number}; alt={number}]] {Place}",
            ("%f Nơi nhận: Như trên; Lưu: VT.",),
        ),
        Genre(
            "news",
            "{Area}: Nhiều chuyển biến sau chặng đường nỗ lực",
            "Huyện {area}",
            (
                "{Area}: Nhiều chuyển biến sau chặng đường nỗ lực",
                "%f {weekday}, [[{day}/12/{year}|d|ngày đăng|v={year}-12-{day}]], [[08:15|h|giờ đăng|v=08:15]] [GMT[[+7|i|múi giờ|optional]]]",
                "",
                "Năm [[{year}|y|năm của bài]], huyện {area} triển khai nhiệm vụ trong điều kiện có thuận lợi, song không ít khó khăn.",
                "%c Một góc trung tâm huyện {area}. Ảnh: Minh Khôi",
            ),
            "{Place}",
            ("Minh Khôi",),
            "+ ",
        ),
        Genre(
            "company",
            "Báo cáo thường niên {year}",
            "Công ty cổ phần {area}",
            (
                "CÔNG TY CỔ PHẦN {AREA}",
                "BÁO CÁO THƯỜNG NIÊN [[{year}|y|năm báo cáo]]",
                "",
                "Kính thưa Quý cổ đông,",
            ),
            "Địa bàn {place}",
            ("Trân trọng cảm ơn.", "%f Trang [[{number}|i|số trang|optional]]"),
            "• ",
        ),
    ),
)  # fmt: skip
