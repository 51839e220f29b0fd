"""Examples of Vietnamese numerals in running text: what is read, what is not, and what is still missed.

Each example is a text and what must be found in it: the words, the value and the sense, unless it is a
plain number.
"""

from __future__ import annotations

POSITIVE: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("Hội nghị lần thứ năm Ban Chấp hành", (("lần thứ năm", "5", "ordinal"),)),
    ("Đại hội lần thứ mười ba", (("lần thứ mười ba", "13", "ordinal"),)),
    ("kỳ họp thứ tư; đứng thứ hai, thứ ba toàn tỉnh",
     (("thứ tư", "4", "ordinal"), ("thứ hai", "2", "ordinal"), ("thứ ba", "3", "ordinal"))),
    ("Thứ nhất, quán triệt nghị quyết.", (("Thứ nhất", "1", "ordinal"),)),
    ("hạng Nhất, giải nhì, khóa mười hai",
     (("hạng Nhất", "1", "ordinal"), ("giải nhì", "2", "ordinal"), ("khóa mười hai", "12", "ordinal"))),
    ("quý tư, tháng Tư, tháng năm năm nay, mùng ba",
     (("quý tư", "4", "quarter"), ("Tư", "4", "month"), ("năm", "5", "month"), ("ba", "3", "day"))),
    ("ngày mười lăm tháng tám năm một nghìn chín trăm bốn mươi lăm",
     (("mười lăm", "15", "day"), ("tám", "8", "month"),
      ("một nghìn chín trăm bốn mươi lăm", "1945", "year"))),
    ("năm hai nghìn không trăm hai mươi hai", (("hai nghìn không trăm hai mươi hai", "2022", "year"),)),
    ("năm năm qua, ba đồng chí và hai huyện", (("năm", "5"), ("ba", "3"), ("hai", "2"))),
    ("có năm đồng chí, gồm bảy xã", (("năm", "5"), ("bảy", "7"))),
    ("ba năm một lần, mỗi năm hai vụ, hằng năm ba lần", (("ba", "3"), ("một", "1"), ("hai", "2"),
     ("ba", "3"))),
    ("hai mươi năm, mười năm, hai trăm năm qua", (("hai mươi", "20"), ("mười", "10"), ("hai trăm", "200"))),
    ("giá một triệu năm đồng", (("một triệu năm", "1500000"),)),
    ("hai triệu rưỡi đồng, một tỷ hai, hai mốt, trăm rưỡi người",
     (("hai triệu rưỡi", "2500000"), ("một tỷ hai", "1200000000"), ("hai mốt", "21"),
     ("trăm rưỡi", "150"))),
    ("hai năm rưỡi, ba tháng rưỡi", (("hai", "5/2"), ("ba", "7/2"))),
    ("tăng gấp đôi, gấp rưỡi, gấp ba lần, gấp hai.",
     (("đôi", "2", "multiple"), ("rưỡi", "3/2", "multiple"), ("ba", "3"), ("hai", "2", "multiple"))),
    ("một nửa, hơn nửa số hộ, nửa triệu đồng, một phần ba, ba phần tư",
     (("một nửa", "1/2"), ("nửa", "1/2"), ("nửa triệu", "500000"), ("một phần ba", "1/3"),
     ("ba phần tư", "3/4"))),
    ("sáu phẩy năm phần trăm, âm ba độ", (("sáu phẩy năm", "13/2"), ("âm ba", "-3"))),
    ("năm phần trăm", (("năm", "5"),)),
    ("HAI TRIỆU ĐỒNG, BA ĐỒNG CHÍ", (("HAI TRIỆU", "2000000"), ("BA", "3"))),
    ("Ba xã hoàn thành. Hai mươi\nba người", (("Ba", "3"), ("Hai mươi\nba", "23"))),
    ("hai mươi\nBa xã", (("hai mươi", "20"), ("Ba", "3"))),
    ("một tháng, một đảng viên", (("một", "1"), ("một", "1"))),
    ("ba vạn quân, hai chục hộ, mười tỉ đồng, ba ngàn", (("ba vạn", "30000"), ("hai chục", "20"),
     ("mười tỉ", "10000000000"), ("ba ngàn", "3000"))),
    ("(thứ tư)", (("thứ tư", "4", "ordinal"),)),
    ("tháng tư năm hai nghìn", (("tư", "4", "month"), ("hai nghìn", "2000", "year"))),
    ("mỗi tháng hai lần", (("hai", "2"),)),
    ("ba mươi phần trăm", (("ba mươi", "30"),)),
)  # fmt: skip

NEGATIVE: tuple[str, ...] = (
    "Năm 2022, trong năm (2021) và năm học 2022-2023",
    "Trong năm tổ chức hội nghị; đầu năm tập thể lãnh đạo",
    "công tác tư tưởng, tư cách, đầu tư, vật tư",
    "thống nhất cao, nhất là, cao nhất tỉnh",
    "một số ý kiến, một cách, một trong những, một phần, một lần nữa, là một huyện",
    "không có tổ chức, không ba, số không",
    "tỷ lệ, tỉ trọng, triệu chứng, vạn sự, trăm năm, nghìn năm văn hiến",
    "hai bên, Hai Bà Trưng, Ba Đình, bà Ba, anh Tám, Trần Văn Hai",
    "sáng thứ hai, ngày 5/3; Thứ Ba 10/01/2023; từ thứ hai đến thứ sáu; thứ bảy và chủ nhật",
    "lúa chín, chín muồi",
    "hàng trăm người, vài chục hộ, mấy trăm triệu, nhiều triệu đồng",
    "5 triệu rưỡi, 3 nghìn hai trăm, 2 năm",
    "ngày một tăng, ngày tháng năm sinh, tháng một lần nữa",
    "một là, hai là, ba là",
    "nửa đầu năm, nửa cuối tháng",
    "năm rưỡi; hai ba bốn năm sáu bảy tám chín; năm hai ba bốn lăm",
    "hai triệu ba trăm mốt; hai nghìn hai mốt; nghìn tỷ",
    "ba lô; phần ba; tháng tư lần; hai triệu năm hai lần",
    "năm nghìn nghìn năm rưỡi, năm hai nghìn rưỡi",
)

AMBIGUOUS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("hai ba người", "2", ("3", "23")),
    ("ba sáu phố", "36", ("3", "6")),
    ("năm bảy người", "57", ("5", "7")),
    ("hai ba triệu đồng", "2000000", ("3000000", "23000000")),
    ("một tỷ hai trăm đồng", "1000000200", ("1200000000",)),
    ("hơn hai triệu năm", "2000000", ("2500000",)),
)

KNOWN_GAPS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("hai, ba năm tới", (("hai", "2"), ("ba", "3"))),  # a range with a comma, only its end is read
    ("hai mươi hai mươi lăm hộ", (("hai mươi", "20"), ("hai mươi lăm", "25"))),  # a range without a joint
)
