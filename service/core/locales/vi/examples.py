"""Vietnamese: wordings with the mentions that they hold, wordings that hold none, and known gaps."""

from __future__ import annotations

Expected = tuple[tuple[str, str, str], ...]

# wording, then (text, kind, value) of each mention; a range as low..high
EXAMPLES: tuple[tuple[str, Expected], ...] = (
    (
        "Ba khu vực lần lượt đạt 12,5, 13,1 và 14,8 tỷ đồng.",
        (
            ("Ba", "cardinal", "3"),
            ("12,5", "money", "12500000000"),
            ("13,1", "money", "13100000000"),
            ("14,8 tỷ đồng", "money", "14800000000"),
        ),
    ),
    (
        "Xuất khẩu (triệu USD): gạo 3.412; tôm 2.987.",
        (("3.412", "money", "3412000000"), ("2.987", "money", "2987000000")),
    ),
    ("Giá lúa từ 7.200 đồng đến 7.800 đồng/kg.", (("7.200 đồng đến 7.800 đồng/kg", "rate", "7200..7800"),)),
    (
        "Thuê đất từ 1,2 ha đến 7.800 đồng/kg.",
        (("1,2 ha", "measure", "1.2"), ("7.800 đồng/kg", "rate", "7800")),
    ),
    ("KẾT QUẢ CÔNG TÁC QUÝ II NĂM 2024", (("QUÝ II NĂM 2024", "date", "2024-Q2"),)),
    ("HỌP NGÀY 3 THÁNG 2 NĂM 2024", (("3 THÁNG 2 NĂM 2024", "date", "2024-02-03"),)),
    (
        "Đạt 996/1.000 chỉ tiêu; mắc 12,5/1.000 dân.",
        (("996/1.000", "ratio", "996/1000"), ("12,5/1.000 dân", "rate", "12.5")),
    ),
    (
        "Tổng sản phẩm trên địa bàn (GRDP) năm 2023 ước đạt 45.678,9 tỷ đồng, tăng 8,12% so với năm 2022.",
        (
            ("2023", "year", "2023"),
            ("45.678,9 tỷ đồng", "money", "45678900000000"),
            ("8,12%", "percent", "8.12"),
            ("2022", "year", "2022"),
        ),
    ),
    (
        "Thu ngân sách nhà nước đạt 1.234,5 tỷ đồng, bằng 105,3% dự toán; chi ngân sách 987 tỷ 500 triệu đồng.",  # noqa: E501
        (
            ("1.234,5 tỷ đồng", "money", "1234500000000"),
            ("105,3%", "percent", "105.3"),
            ("987 tỷ 500 triệu đồng", "money", "987500000000"),
        ),
    ),
    (
        "Năng suất lúa bình quân đạt 62,5 tạ/ha, sản lượng 125.300 tấn, diện tích gieo trồng 20.048 ha.",
        (
            ("62,5 tạ/ha", "rate", "62.5"),
            ("125.300 tấn", "measure", "125300"),
            ("20.048 ha", "measure", "20048"),
        ),
    ),
    (
        "Số thu là 486,3 tỷ đồng/kế hoạch 484,4 tỷ đồng; kết nạp 52 đảng viên/chỉ tiêu 50 đảng viên.",
        (
            ("486,3 tỷ đồng", "money", "486300000000"),
            ("484,4 tỷ đồng", "money", "484400000000"),
            ("52", "cardinal", "52"),
            ("50", "cardinal", "50"),
        ),
    ),
    (
        "Thu nhập bình quân đầu người đạt 45 triệu đồng/người/năm; GDP bình quân 4.284 USD/người.",
        (
            ("45 triệu đồng/người/năm", "rate", "45000000"),
            ("4.284 USD/người", "rate", "4284"),
        ),
    ),
    (
        "Tổng vốn đầu tư 45 triệu USD, giải ngân 12,5 triệu USD; vốn ODA khoảng 1,2 tỷ USD.",
        (
            ("45 triệu USD", "money", "45000000"),
            ("12,5 triệu USD", "money", "12500000"),
            ("1,2 tỷ USD", "money", "1200000000"),
        ),
    ),
    (
        "Có 5.000 - 6.000 người tham gia; từ 10 đến 15% số hộ; tỷ lệ 10-15%.",
        (
            ("5.000 - 6.000", "cardinal", "5000..6000"),
            ("10 đến 15%", "percent", "10..15"),
            ("10-15%", "percent", "10..15"),
        ),
    ),
    (
        "Quý II/2023 tăng 6,3%, quý 3 năm 2023 tăng 7%; quý IV tăng mạnh.",
        (
            ("Quý II/2023", "date", "2023-Q2"),
            ("6,3%", "percent", "6.3"),
            ("quý 3 năm 2023", "date", "2023-Q3"),
            ("7%", "percent", "7"),
            ("quý IV", "ordinal", "4"),
        ),
    ),
    (
        "Ngày 5 tháng 8 năm 2022, lúc 8 giờ 30 phút, tại phòng họp số 2, tầng 3.",
        (
            ("5 tháng 8 năm 2022", "date", "2022-08-05"),
            ("8 giờ 30 phút", "time", "08:30"),
            ("số 2", "ordinal", "2"),
            ("tầng 3", "ordinal", "3"),
        ),
    ),
    (
        "Nghị định số 34/2016/NĐ-CP ngày 14/5/2016",
        (
            ("số 34/2016/NĐ-CP", "document_code", "34/2016/NĐ-CP"),
            ("14/5/2016", "date", "2016-05-14"),
        ),
    ),
    ("Luật số 45/2019/QH14", (("số 45/2019/QH14", "document_code", "45/2019/QH14"),)),
    ("Quyết định 1719/QĐ-TTg", (("1719/QĐ-TTg", "document_code", "1719/QĐ-TTg"),)),
    ("Thông tư 02/2020/TT-BNV.", (("02/2020/TT-BNV", "document_code", "02/2020/TT-BNV"),)),
    (
        "Lãi suất giảm 0,5 điểm phần trăm, tăng 25 điểm cơ bản; chỉ số PAPI tăng 1,2 điểm.",
        (
            ("0,5 điểm phần trăm", "percent", "0.5"),
            ("25 điểm cơ bản", "percent", "25"),
            ("1,2 điểm", "measure", "1.2"),
        ),
    ),
    (
        "Hỗ trợ 2.500.000 đồng/hộ cho 1.250 hộ nghèo, mỗi hộ 500.000đ, 1,5 tr.đ và 3 trđ.",
        (
            ("2.500.000 đồng/hộ", "rate", "2500000"),
            ("1.250", "cardinal", "1250"),
            ("500.000đ", "money", "500000"),
            ("1,5 tr.đ", "money", "1500000"),
            ("3 trđ", "money", "3000000"),
        ),
    ),
    (
        "Tỷ suất chết mẹ 45/100.000 trẻ đẻ sống; 12 ca mắc/100.000 dân; 25 bác sĩ/10.000 dân.",
        (
            ("45/100.000 trẻ", "rate", "45"),
            ("12 ca mắc/100.000 dân", "rate", "12"),
            ("25 bác sĩ/10.000 dân", "rate", "25"),
        ),
    ),
    (
        "Ông Nguyễn Văn A, 45 tuổi, trú tại tổ 5, phường 12, quận 3; trẻ từ 6 tháng đến 5 tuổi.",
        (
            ("45 tuổi", "duration", "45"),
            ("tổ 5", "name", "tổ 5"),
            ("phường 12", "name", "phường 12"),
            ("quận 3", "name", "quận 3"),
            ("6 tháng", "duration", "6"),
            ("5 tuổi", "duration", "5"),
        ),
    ),
    ("Người từ 18 tuổi trở lên", (("18 tuổi", "duration", "18"),)),
    ("không quá 30 ngày", (("30 ngày", "duration", "30"),)),
    ("ít nhất 2 lần/tuần", (("2 lần/tuần", "rate", "2"),)),
    ("tối đa 500 triệu đồng.", (("500 triệu đồng", "money", "500000000"),)),
    ("Doanh thu tăng gấp 2,5 lần", (("gấp 2,5 lần", "multiple", "2.5"),)),
    ("giảm 3 lần so với cùng kỳ", (("3 lần", "multiple", "3"),)),
    ("gấp 3 lần.", (("gấp 3 lần", "multiple", "3"),)),
    (
        "Nhiệt độ 35°C, có nơi -2°C, lượng mưa 150 mm; công suất 1.200 MW; 5.000 m3/ngày đêm.",
        (
            ("35°C", "measure", "35"),
            ("-2°C", "measure", "-2"),
            ("150 mm", "measure", "150"),
            ("1.200 MW", "measure", "1200"),
            ("5.000 m3/ngày đêm", "rate", "5000"),
        ),
    ),
    (
        "1. Kết quả thực hiện\n2. Nhiệm vụ\n2.1. Công tác Đảng\na) Mục a\nIII. Giải pháp\n- 15 hộ thoát nghèo",  # noqa: E501
        (
            ("1", "ordinal", "1"),
            ("2", "ordinal", "2"),
            ("2.1", "ordinal", "2.1"),
            ("III", "ordinal", "3"),
            ("15", "cardinal", "15"),
        ),
    ),
    (
        "Chương trình OCOP có 25 sản phẩm đạt 3 sao, 4 sản phẩm đạt 4 sao trở lên.",
        (
            ("25", "cardinal", "25"),
            ("3", "cardinal", "3"),
            ("4", "cardinal", "4"),
            ("4", "cardinal", "4"),
        ),
    ),
    (
        "Giai đoạn 2021-2025, tầm nhìn 2030",
        (
            ("2021-2025", "year", "2021..2025"),
            ("2030", "year", "2030"),
        ),
    ),
    ("nhiệm kỳ 2020 - 2025", (("2020 - 2025", "year", "2020..2025"),)),
    ("từ năm 2016 đến năm 2020", (("2016 đến năm 2020", "year", "2016..2020"),)),
    ("năm học 2021-2022.", (("2021-2022", "year", "2021..2022"),)),
    (
        "Tỷ lệ hộ nghèo giảm từ 5,6% xuống còn 3,2%; tăng từ 10% lên 15%.",
        (
            ("5,6%", "percent", "5.6"),
            ("3,2%", "percent", "3.2"),
            ("10%", "percent", "10"),
            ("15%", "percent", "15"),
        ),
    ),
    (
        "Xây dựng 3 phòng học, 1/2 số xã; 2/3 đại biểu; 12/15 xã (80%) đạt chuẩn, có 03 xã.",
        (
            ("3", "cardinal", "3"),
            ("1/2", "ratio", "1/2"),
            ("2/3", "ratio", "2/3"),
            ("12/15", "ratio", "12/15"),
            ("80%", "percent", "80"),
            ("03", "cardinal", "3"),
        ),
    ),
    (
        "Phấn đấu năm 2024: tăng trưởng 8-8,5%; thu nhập 60 triệu đồng/người; giảm nghèo 1%/năm.",
        (
            ("2024", "year", "2024"),
            ("8-8,5%", "percent", "8..8.5"),
            ("60 triệu đồng/người", "rate", "60000000"),
            ("1%/năm", "rate", "1"),
        ),
    ),
    (
        "Tổng kinh phí 500 tỷ, trong đó ngân sách 300 tỷ. Đợt 1 năm 2022 tiêm 2.345 liều, mũi 3 đạt 85%.",
        (
            ("500 tỷ", "money", "500000000000"),
            ("300 tỷ", "money", "300000000000"),
            ("Đợt 1", "ordinal", "1"),
            ("2022", "year", "2022"),
            ("2.345", "cardinal", "2345"),
            ("mũi 3", "ordinal", "3"),
            ("85%", "percent", "85"),
        ),
    ),
    (
        "Xuất khẩu đạt 1,234 tỷ USD; vốn đăng ký 1,500 triệu USD. Dân số 1,234,567 người.",
        (
            ("1,234 tỷ USD", "money", "1234000000000"),
            ("1,500 triệu USD", "money", "1500000000"),
            ("1,234,567", "cardinal", "1234567"),
        ),
    ),
    (
        "Dịp lễ 30/4 - 1/5; từ ngày 15/12/2022 đến ngày 15/01/2023; từ 15 đến 20/3/2023.",
        (
            ("30/4 - 1/5", "date", "--04-30..--05-01"),
            ("15/12/2022 đến ngày 15/01/2023", "date", "2022-12-15..2023-01-15"),
            ("15 đến 20/3/2023", "date", "2023-03-15..2023-03-20"),
        ),
    ),
    (
        "Khóa XI, XII và XIII",
        (
            ("Khóa XI", "ordinal", "11"),
            ("XII", "ordinal", "12"),
            ("XIII", "ordinal", "13"),
        ),
    ),
    ("Đại hội XIII", (("Đại hội XIII", "ordinal", "13"),)),
    (
        "Hội nghị Trung ương 4 khóa XII",
        (
            ("Trung ương 4", "ordinal", "4"),
            ("khóa XII", "ordinal", "12"),
        ),
    ),
    ("Nghị quyết Trung ương 4", (("Trung ương 4", "ordinal", "4"),)),
    ("Chỉ thị 05.", (("05", "document_code", "05"),)),
    (
        "Xe chạy 60 km/giờ trên Quốc lộ 1A",
        (
            ("60 km/giờ", "rate", "60"),
            ("Quốc lộ 1A", "name", "Quốc lộ 1A"),
        ),
    ),
    (
        "đường dài 12,5km, rộng 7m",
        (
            ("12,5km", "measure", "12.5"),
            ("7m", "measure", "7"),
        ),
    ),
    ("100m2", (("100m2", "measure", "100"),)),
    ("3.500 kWh.", (("3.500 kWh", "measure", "3500"),)),
    ("3 năm liền", (("3 năm", "duration", "3"),)),
    (
        "6 tháng đầu năm 2023",
        (
            ("6 tháng", "duration", "6"),
            ("2023", "year", "2023"),
        ),
    ),
    ("9 tháng", (("9 tháng", "duration", "9"),)),
    (
        "năm 2023 là năm thứ 3",
        (
            ("2023", "year", "2023"),
            ("năm thứ 3", "ordinal", "3"),
        ),
    ),
    ("lần thứ 2", (("lần thứ 2", "ordinal", "2"),)),
    ("Hai mươi lăm đồng chí", (("Hai mươi lăm", "cardinal", "25"),)),
    ("ba tỷ đồng", (("ba tỷ đồng", "money", "3000000000"),)),
    ("một phần ba", (("một phần ba", "cardinal", "1/3"),)),
    ("năm năm qua", (("năm năm", "duration", "5"),)),
    ("lần thứ hai", (("lần thứ hai", "ordinal", "2"),)),
    ("hơn hai trăm triệu đồng", (("hai trăm triệu đồng", "money", "200000000"),)),
    ("ba huyện", (("ba", "cardinal", "3"),)),
    ("hai triệu rưỡi", (("hai triệu rưỡi", "cardinal", "2500000"),)),
    ("Kinh phí 1 tỷ 200 triệu đồng", (("1 tỷ 200 triệu đồng", "money", "1200000000"),)),
    ("2 triệu rưỡi", (("2 triệu rưỡi", "cardinal", "2500000"),)),
    ("1 giờ 30 phút", (("1 giờ 30 phút", "time", "01:30"),)),
    (
        "3 năm 6 tháng.",
        (
            ("3 năm", "duration", "3"),
            ("6 tháng", "duration", "6"),
        ),
    ),
    (
        "12 điểm văn hóa, 2 điểm giao dịch; đạt 43,2 điểm",
        (("12", "cardinal", "12"), ("2", "cardinal", "2"), ("43,2 điểm", "measure", "43.2")),
    ),
    ("Đạt 95,5/100 điểm", (("95,5/100", "ratio", "95.5/100"),)),
    ("hạng 12/13", (("12/13", "ratio", "12/13"),)),
    ("đứng thứ 3.", (("thứ 3", "ordinal", "3"),)),
    (
        "Công trình hoàn thành 70% khối lượng, dự kiến tháng 6/2024 xong; vào tháng 9.",
        (
            ("70%", "percent", "70"),
            ("6/2024", "date", "2024-06"),
            ("9", "date", "--09"),
        ),
    ),
    (
        "sáng 9-6, dịp 30-4 và 1-5",
        (("9-6", "date", "--06-09"), ("30-4", "date", "--04-30"), ("1-5", "date", "--05-01")),
    ),
    ("đợt nghỉ từ 27-4 đến 1-5", (("27-4 đến 1-5", "date", "--04-27..--05-01"),)),
    (
        "mưa từ 15/8 đến 25/8, nợ đến 30/6 còn 5 tỷ đồng",
        (
            ("15/8 đến 25/8", "date", "--08-15..--08-25"),
            ("30/6", "date", "--06-30"),
            ("5 tỷ đồng", "money", "5000000000"),
        ),
    ),
    ("tỷ lệ từ 1/3 đến 2/3 số hộ", (("1/3", "ratio", "1/3"), ("2/3", "ratio", "2/3"))),
    (
        "trong 2 ngày 5 và 6/8, vắng ngày 40/8",
        (
            ("2 ngày", "duration", "2"),
            ("5", "date", "---05"),
            ("6/8", "date", "--08-06"),
            ("40/8", "ratio", "40/8"),
        ),
    ),
    (
        "mở 7h15, từ 18g đến 23g30, chiều 13h30-16h30, đêm 8:00-17:00",
        (
            ("7h15", "time", "07:15"),
            ("18g", "time", "18:00"),
            ("23g30", "time", "23:30"),
            ("13h30", "time", "13:30"),
            ("16h30", "time", "16:30"),
            ("8:00", "time", "8:00"),
            ("17:00", "time", "17:00"),
        ),
    ),
    ("từ 7h30 đến 11h30", (("7h30", "time", "07:30"), ("11h30", "time", "11:30"))),
    (
        "đường dây nóng 0965 341 212 hoặc 0236 3822 123",
        (("0965 341 212", "identifier", "0965 341 212"), ("0236 3822 123", "identifier", "0236 3822 123")),
    ),
    ("có 0965 người", (("0965", "cardinal", "965"),)),
    (
        "trồng 326,4ha/341 ha, dân số 8.215 người/2.106 hộ",
        (
            ("326,4ha", "measure", "326.4"),
            ("341 ha", "measure", "341"),
            ("8.215", "cardinal", "8215"),
            ("2.106", "cardinal", "2106"),
        ),
    ),
    (
        "giải ngân 3.156 tỷ đồng/4.210 tỷ đồng",
        (("3.156 tỷ đồng", "money", "3156000000000"), ("4.210 tỷ đồng", "money", "4210000000000")),
    ),
    (
        "123 ca trên 1.500.000 dân; 45 ca trên 100.000 dân",
        (
            ("123", "cardinal", "123"),
            ("1.500.000", "cardinal", "1500000"),
            ("45 ca trên 100.000 dân", "rate", "45"),
        ),
    ),
    (
        "toàn vùng: 38 kho; 6 nhà máy (02 sợi)",
        (("38", "cardinal", "38"), ("6", "cardinal", "6"), ("02", "cardinal", "2")),
    ),
    ("theo Điều 355 Bộ luật Hình sự", (("355", "document_code", "355"),)),
    ("Đại hội lần thứ 24", (("lần thứ 24", "ordinal", "24"),)),
    ("dưới báo động III", (("báo động III", "ordinal", "3"),)),
    (
        "thu 5 tỷ ba trăm triệu đồng, phát 3 nghìn hai trăm suất",
        (("5 tỷ ba trăm triệu đồng", "money", "5300000000"), ("3 nghìn hai trăm", "cardinal", "3200")),
    ),
    ("mỗi hộ 5 triệu hai.", (("5 triệu hai", "cardinal", "5200000"),)),
    (
        "5 triệu một tháng; 5 triệu hai người; 5 triệu hai ba",
        (
            ("5 triệu", "cardinal", "5000000"),
            ("5 triệu", "cardinal", "5000000"),
            ("5 triệu", "cardinal", "5000000"),
        ),
    ),
    ("phụ trách từ hai đến ba đảng bộ", (("hai đến ba", "cardinal", "2..3"),)),
    (
        "hai đến ba triệu đồng; mười lăm đến hai mươi phần trăm",
        (
            ("hai đến ba triệu đồng", "money", "2000000..3000000"),
            ("mười lăm đến hai mươi phần trăm", "percent", "15..20"),
        ),
    ),
    (
        "tăng gấp đôi năm trước, gấp ba so với 2020, gấp ba năm ngoái, gấp 3 năm 2019, gấp hai lần",
        (
            ("gấp đôi", "multiple", "2"),
            ("gấp ba", "multiple", "3"),
            ("2020", "year", "2020"),
            ("gấp ba", "multiple", "3"),
            ("gấp 3", "multiple", "3"),
            ("2019", "year", "2019"),
            ("gấp hai lần", "multiple", "2"),
        ),
    ),
    (
        "tháng 13/2022 và ngày 31/02/2023",
        (("13/2022", "date", "2022-13"), ("31/02/2023", "date", "2023-02-31")),
    ),
    (
        "tháng T9/2023; từ 5/2023-8/2023",
        (("T9/2023", "date", "2023-09"), ("5/2023-8/2023", "date", "2023-05..2023-08")),
    ),
    ("ba chi bộ thôn, một chi bộ cơ quan", (("ba", "cardinal", "3"), ("một", "cardinal", "1"))),
    ("một chi bộ; ba xã. Ông nói, một xã", (("ba", "cardinal", "3"),)),
    (
        "cước 1,450 USD/container, giá 2,300 USD",
        (("1,450 USD/container", "rate", "1450"), ("2,300 USD", "money", "2300")),
    ),
    (
        "doanh thu 2.345 tỷ đồng (kế hoạch 2.500 tỷ)",
        (("2.345 tỷ đồng", "money", "2345000000000"), ("2.500 tỷ", "money", "2500000000000")),
    ),
    ("5 ca trên một trăm nghìn dân", (("5 ca trên một trăm nghìn dân", "rate", "5"),)),
    ("ba triệu đồng một tháng", (("ba triệu đồng một tháng", "rate", "3000000"),)),
    ("trẻ từ 6 đến 59 tháng tuổi", (("6 đến 59 tháng tuổi", "duration", "6..59"),)),
    ("đạt 80,3% trên tổng số 3.757 trẻ", (("80,3%", "percent", "80.3"), ("3.757", "cardinal", "3757"))),
    (
        "học phí 250 nghìn đồng, 115.200 cọc sợi, 38 HS",
        (("250 nghìn đồng", "money", "250000"), ("115.200", "cardinal", "115200"), ("38", "cardinal", "38")),
    ),
    (
        "Tính đến 16 giờ ngày 12/9, nước sông lên nhanh; báo cáo trước 7 giờ sáng.",
        (("16 giờ", "time", "16:00"), ("12/9", "date", "--09-12"), ("7 giờ", "time", "07:00")),
    ),
    ("Mỗi ca làm việc 8 giờ ngày thường", (("8 giờ", "duration", "8"),)),
    (
        "Sạt lở tại km 42+300 quốc lộ 15D, Km 7 + 250 và cách km 5 + 3 nhà",
        (
            ("km 42+300", "name", "km 42+300"),
            ("quốc lộ 15D", "name", "quốc lộ 15D"),
            ("Km 7 + 250", "name", "Km 7 + 250"),
            ("km 5", "name", "km 5"),
            ("3", "cardinal", "3"),
        ),
    ),
    ("Giá tăng 1.200%.", (("1.200%", "percent", "1200"),)),
    ("Giá tăng 1,125%.", (("1,125%", "percent", "1.125"),)),
    (
        "kỳ hạn 12 tháng 4,7%/năm; lũy kế 9 tháng 3.412 tỷ đồng; 9 tháng 12 tỷ đồng; ngày 9 tháng 3.",
        (
            ("12 tháng", "duration", "12"),
            ("4,7%/năm", "rate", "4.7"),
            ("9 tháng", "duration", "9"),
            ("3.412 tỷ đồng", "money", "3412000000000"),
            ("9 tháng", "duration", "9"),
            ("12 tỷ đồng", "money", "12000000000"),
            ("9 tháng 3", "date", "--03-09"),
        ),
    ),
    (
        "giành 12 huy chương vàng, 18 bạc, 25 đồng; giá giảm 8 đồng",
        (
            ("12", "cardinal", "12"),
            ("18", "cardinal", "18"),
            ("25", "cardinal", "25"),
            ("8 đồng", "money", "8"),
        ),
    ),
    (
        "xe 51B-123.45 và xe 77C-4567 tại Km 1245+300, sau 2 giờ 48 phút",
        (
            ("51B-123.45", "identifier", "51B-123.45"),
            ("77C-4567", "identifier", "77C-4567"),
            ("Km 1245+300", "name", "Km 1245+300"),
            ("2 giờ", "duration", "2"),
            ("48 phút", "duration", "48"),
        ),
    ),
    (
        "bằng một nửa năm ngoái; mỗi quý một lần; 7 bảng đấu; 5.000 khẩu trang; 24 tổ chức và 3 tổ",
        (
            ("một nửa", "cardinal", "0.5"),
            ("một", "cardinal", "1"),
            ("7", "cardinal", "7"),
            ("5.000", "cardinal", "5000"),
            ("24", "cardinal", "24"),
            ("3", "cardinal", "3"),
        ),
    ),
    (
        "từ ngày 01/01 đến 30/9/2024; từ 01/02 đến 30/9/2024; sáng 12.10; ngày 12.5 mm mưa",
        (
            ("01/01 đến 30/9/2024", "date", "2024-01-01..2024-09-30"),
            ("01/02 đến 30/9/2024", "date", "2024-02-01..2024-09-30"),
            ("12.10", "date", "--10-12"),
            ("12.5 mm", "measure", "12.5"),
        ),
    ),
    (
        "thửa 12, tờ bản đồ 7, số CH 012345; 12 thửa; cấp 412 GCN, nhà cấp 4, khối 12, khu vực II, thế kỷ XV-XVIII",  # noqa: E501
        (
            ("thửa 12", "ordinal", "12"),
            ("tờ bản đồ 7", "ordinal", "7"),
            ("012345", "identifier", "012345"),
            ("12", "cardinal", "12"),
            ("412", "cardinal", "412"),
            ("cấp 4", "ordinal", "4"),
            ("khối 12", "ordinal", "12"),
            ("khu vực II", "ordinal", "2"),
            ("thế kỷ XV-XVIII", "ordinal", "15..18"),
        ),
    ),
    (
        "nam 612, nữ -623 người (50%); tăng trưởng -2,1%; mưa 186mm/24h; đến 24h cùng ngày",
        (
            ("612", "cardinal", "612"),
            ("623", "cardinal", "623"),
            ("50%", "percent", "50"),
            ("-2,1%", "percent", "-2.1"),
            ("186mm", "measure", "186"),
            ("24h", "duration", "24"),
            ("24h", "time", "24:00"),
        ),
    ),
    (
        "thiệt hại 6,2 tỷ đồng; 12 mái ấm (60 triệu/nhà); phạt 12 triệu; phạt 2 triệu người; bằng văn bản 373",  # noqa: E501
        (
            ("6,2 tỷ đồng", "money", "6200000000"),
            ("12", "cardinal", "12"),
            ("60 triệu", "money", "60000000"),
            ("12 triệu", "money", "12000000"),
            ("2 triệu", "cardinal", "2000000"),
            ("373", "cardinal", "373"),
        ),
    ),
    (
        "trong đó 168 điểm đặt tại trạm, 14 điểm thuộc bệnh viện; đạt 8,5 điểm",
        (("168", "cardinal", "168"), ("14", "cardinal", "14"), ("8,5 điểm", "measure", "8.5")),
    ),
    (
        "9.000/10.000 cây; 450/1.000 dân; 300/1.000 suất",
        (
            ("9.000/10.000", "ratio", "9000/10000"),
            ("450/1.000 dân", "rate", "450"),
            ("300/1.000", "ratio", "300/1000"),
        ),
    ),
    (
        "từ ngày 9 đến 11/12; các ngày 12, 13 và 14/10; tháng 8, 9; từ tháng 3 đến tháng 9; tháng 8, 9 xã",
        (
            ("9 đến 11/12", "date", "--12-09..--12-11"),
            ("12", "date", "---12"),
            ("13", "date", "---13"),
            ("14/10", "date", "--10-14"),
            ("8", "date", "--08"),
            ("9", "date", "--09"),
            ("3 đến tháng 9", "date", "--03..--09"),
            ("8", "date", "--08"),
            ("9", "cardinal", "9"),
        ),
    ),
    (
        "giá 62-65.000 đồng/kg, 500-1.000 đồng; hồ sơ số 0412/2023; 05/12 xã",
        (
            ("62-65.000 đồng/kg", "rate", "62000..65000"),
            ("500-1.000 đồng", "money", "500..1000"),
            ("0412/2023", "document_code", "0412/2023"),
            ("05/12", "ratio", "5/12"),
        ),
    ),
    (
        "hơn một năm, kỳ hạn một năm, một tháng",
        (("một năm", "duration", "1"), ("một năm", "duration", "1"), ("một tháng", "duration", "1")),
    ),
)

# number words and marks that are no numbers here
NEGATIVES: tuple[str, ...] = (
    "sau một năm thực hiện, lại thêm một năm phải chia sẻ",
    "các đồng chí và đồng bào",
    "năm nay không có gì mới",
    "một số nhiệm vụ trọng tâm",
    "tư tưởng, tư cách",
    "Thứ Hai, thứ bảy và chủ nhật",
    "thống nhất cao nhất",
    "tỷ lệ, tỷ trọng, tỷ suất",
    "Chi bộ C và Đội X",
    "trợ cấp một lần, rút BHXH một lần",
)

# what should be found and is not, yet
GAPS: tuple[tuple[str, Expected], ...] = (
    ("I. V. Lê-nin", ()),
    ("họp vào thứ 7 hàng tuần", ()),
    ("xếp thứ 5/63 tỉnh", (("thứ 5/63", "ordinal", "5"),)),
)
