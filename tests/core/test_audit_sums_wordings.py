"""Sums and balances in many wordings: sound they say nothing, and any misprinted figure of them is found.

Figures of a relation stand in braces. A misprint swaps two digits, or changes the first one.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding, FindingSeverity

SUMS = [
    (
        "The service cost £{8.42} million, some £310,000 under budget. Staffing took £{5.18} million, "
        "premises £{1.55} million, stock £{1.06} million and everything else £0.63 million."
    ),
    (
        "Of the {3,118} people who answered our spring survey, {2,744} called the service good or very "
        "good (88%), {249} called it fair and {125} poor."
    ),
    "The union has {14,720} members, {4,850} of them women and {9,870} men.",
    (
        "They recorded {457} nests, the third-highest count since 1984. Of these, {441} were loggerhead, "
        "{14} were green and two were leatherback."
    ),
    (
        "We responded to {41} strandings, 12 fewer than the 53 of 2022. Seventeen animals were alive and "
        "24 were dead."
    ),
    (
        "Income came to ${146,300}: ${88,000} in grants, ${37,550} in memberships and ${20,750} in "
        "merchandise."
    ),
    (
        "The council spent £{24.6} million on schools: £{15.2} million went on staff, £{6.1} million on "
        "buildings, and the remaining £{3.3} million on transport."
    ),
    (
        "Our {1,284} volunteers are spread over three regions, with {612} in the north, {415} in the "
        "centre and {257} in the south."
    ),
    (
        "Donations reached ${3.46} million. Individuals gave ${1.92} million, companies ${0.98} million "
        "and foundations $0.56 million."
    ),
    "Of {5,320} applicants, {3,105} were accepted, {1,720} were turned down and {495} withdrew.",
    "The hospital treated {12,480} patients: {7,930} as outpatients and {4,550} as inpatients.",
    "The fleet has {318} vehicles; {204} of these are vans and the other {114} are cars.",
    "The first round trained {1,240} teachers and the second {1,385}, making {2,625} in all.",
    ("In the spring {4,215} trees were planted and in the autumn another {3,870}, {8,085} trees altogether."),
    ("The north branch lent {84,120} books and the south branch {63,940}; together they lent {148,060}."),
    (
        "Phase one cost $4.85 million. Phase one connected {8,450} homes. Phase two connected {6,270}. "
        "Both phases together connected {14,720} homes."
    ),
    ("We employ {842} people. Nurses make up {415}, doctors {128}, technicians {96} and other staff {203}."),
    "The vote was 1,204 in favour and {318} against out of {1,522} ballots cast.",
    "There were {2,816} births at the centre, {1,462} boys and {1,354} girls.",
    "A total of {6,480} samples were tested, of which {6,215} were negative and {265} positive.",
    (
        "The {640} complaints fell into three groups: late delivery ({312}), damaged goods ({214}) and "
        "wrong items ({114})."
    ),
    (
        "Revenue for the year was ${48.6} million, split between domestic sales of ${31.2} million and "
        "foreign sales of ${17.4} million."
    ),
    (
        "The museum welcomed {215,400} visitors last year. Adults made {148,300} of the visits, children "
        "{52,600} and school groups {14,500}."
    ),
    "Out of {915} inspections, {702} found no fault, {168} found minor faults and {45} serious ones.",
    "The company sold {18,240} bicycles, {11,350} at home and {6,890} abroad.",
    "Total staff numbered {1,930} at year end ({1,415} full-time and {515} part-time).",
    (
        "The grant of ${750,000} was used for equipment (${412,000}), training (${208,000}) and other "
        "costs (${130,000})."
    ),
    (
        "The budget is €{92.4} million. Pensions account for €{40.6} million, health care for €{29.9} "
        "million and administration for the rest, €{21.9} million."
    ),
    (
        "The farm has {1,250} hectares, {820} hectares under maize, {265} hectares under beans and {165} "
        "hectares fallow."
    ),
    ("In 2023 {3,482} crimes were reported. Thefts made up {1,930}, burglaries {842} and assaults {710}."),
    "Members donated £{58,200} and the raffle raised £{12,450}, bringing the total to £{70,650}.",
    "Of the 84 schools, 51 are primary schools, 24 secondary schools and {9} special schools.",
    "The jury read 612 entries. {214} came from students, 398 from adults.",
    (
        "The trust manages {2,410} homes; {1,862} are rented, {347} are in shared ownership and {201} "
        "are empty."
    ),
    (
        "Emissions fell to {41,200} tonnes: {18,700} tonnes from heating, {14,300} tonnes from travel, "
        "{8,200} tonnes from waste."
    ),
    "Đợt 1 cấp {8.450} suất, đợt 2 cấp {6.270} suất, cả hai đợt cấp {14.720} suất.",
    "Trong năm kỷ luật {12} đảng viên: khiển trách 8, cảnh cáo 3, khai trừ 1.",
    (
        "Về nông nghiệp: {2.640} ha lúa và {815} ha rau màu bị ngập úng, cộng {3.455} ha. Chết 1.870 con "
        "gia súc."
    ),
    (
        "Với cá nhân, trong {6.012} đảng viên được đánh giá có {1.028} đồng chí hoàn thành xuất sắc "
        "nhiệm vụ (17,1%), {4.703} đồng chí hoàn thành tốt nhiệm vụ (78,2%), {262} đồng chí hoàn thành "
        "nhiệm vụ, còn {19} đồng chí không hoàn thành nhiệm vụ."
    ),
    (
        "Có {21} đảng viên bị thi hành kỷ luật, gồm khiển trách {15}, cảnh cáo 5, khai trừ 1, giảm 4 "
        "trường hợp so với năm trước."
    ),
    (
        "Tổng thiệt hại ước tính {186} tỷ đồng, gồm nông nghiệp {74,5} tỷ, giao thông {61,2} tỷ, nhà ở "
        "28,8 tỷ và lĩnh vực khác {21,5} tỷ đồng."
    ),
    "Toàn huyện có {14.250} hội viên. Trong đó hội viên nam {6.180} người, hội viên nữ {8.070} người.",
    (
        "Cả năm tiếp nhận {4.816} hồ sơ. Bộ phận một cửa nhận trực tiếp 2.940 hồ sơ, nhận qua mạng "
        "1.876 hồ sơ."
    ),
    (
        "Thu ngân sách đạt {412,6} tỷ đồng. Thu nội địa {287,4} tỷ đồng, thu tiền sử dụng đất {98,3} tỷ "
        "đồng, các khoản thu khác {26,9} tỷ đồng."
    ),
    "Toàn trường có {1.852} học sinh, khối 10 có {640} em, khối 11 có {618} em, khối 12 có {594} em.",
    "Tổng đàn gia súc {18.420} con, trâu {3.150} con, bò {6.870} con, lợn {8.400} con.",
    (
        "Quỹ đã chi {3.840} triệu đồng: hỗ trợ nhà ở {2.150} triệu đồng, trao học bổng {1.060} triệu "
        "đồng, còn lại {630} triệu đồng thăm hỏi đột xuất."
    ),
    (
        "Trong {1.347} vụ việc được thụ lý, hòa giải thành {962} vụ, chuyển cấp trên {241} vụ, đang giải "
        "quyết {144} vụ."
    ),
    "Xã Đông trồng {342} ha, xã Tây trồng {518} ha, tổng diện tích cả hai xã là {860} ha.",
    "Vụ đông xuân thu {12.480} tấn, vụ hè thu thu {10.935} tấn, tính chung cả năm thu {23.415} tấn.",
    (
        "Sáu tháng đầu năm tiếp {845} lượt, sáu tháng cuối năm tiếp {967} lượt; cả năm tiếp {1.812} lượt "
        "công dân."
    ),
    "Qua rà soát có {1.215} hộ nghèo và {2.048} hộ cận nghèo, tổng cộng {3.263} hộ cần hỗ trợ.",
    "Toàn tỉnh có {3.120} ca mắc, {1.745} ca ở thành thị, {1.375} ca ở nông thôn.",
    "Hội đồng thẩm định 216 hồ sơ, thông qua 178 hồ sơ, trả lại {38} hồ sơ.",
    ("Đã bố trí tái định cư cho {527} hộ, gồm {318} hộ tại khu A, {146} hộ tại khu B và {63} hộ tại khu C."),
    "Khen thưởng {245} trường hợp (tập thể {68}, cá nhân {177}).",
    "Tổng số lao động {5.214} người, lao động nữ {3.087} người, lao động nam {2.127} người.",
    (
        "Kinh phí thực hiện {96,5} tỷ đồng, trung ương hỗ trợ {58,2} tỷ đồng, số còn lại {38,3} tỷ đồng "
        "do tỉnh bố trí."
    ),
    (
        "Cả nước nhập khẩu {1.284} nghìn tấn, từ Trung Quốc {742} nghìn tấn, từ Hàn Quốc {389} nghìn "
        "tấn, từ các nước khác {153} nghìn tấn."
    ),
    ("Quý I giải ngân {24,6} tỷ đồng, quý II giải ngân {31,8} tỷ đồng, lũy kế hai quý đạt {56,4} tỷ đồng."),
    "Phát hành {8.200} cuốn sách, trong đó {5.450} cuốn in trong nước, {2.750} cuốn in ở nước ngoài.",
    (
        "Công đoàn vận động được {1.426} triệu đồng; đoàn viên góp 918 triệu đồng, doanh nghiệp góp "
        "{508} triệu đồng."
    ),
    "Số vụ cháy là {364} vụ, cháy nhà dân {217} vụ, cháy cơ sở sản xuất {96} vụ, cháy khác {51} vụ.",
    ("Trong số {420} đề tài, có {285} đề tài được nghiệm thu, {97} đề tài gia hạn và {38} đề tài phải dừng."),
    "Trạm A bơm {1.240} nghìn m3, trạm B bơm {965} nghìn m3; cả hai trạm bơm {2.205} nghìn m3.",
    "Đảng bộ có {186} chi bộ, {124} chi bộ nông thôn, {35} chi bộ cơ quan và {27} chi bộ trường học.",
]

# what was there, what came, what went and what is left
BALANCES = [
    (
        "Đầu kỳ có {1.120} lao động, trong kỳ tuyển mới {85} người, nghỉ việc {63} người, cuối kỳ còn "
        "{1.142} lao động."
    ),
    (
        "Stocks stood at {6.4} million bags at the start of the season and 5.9 million at its end, down "
        "{0.5} million."
    ),
    (
        "Opening stock was {1,240} tonnes; {860} tonnes were received and {1,510} tonnes issued, so that "
        "closing stock was {590} tonnes."
    ),
    ("Tồn đầu kỳ {1.240} tấn, nhập trong kỳ {860} tấn, xuất trong kỳ {1.510} tấn, tồn cuối kỳ {590} tấn."),
    (
        "The practice began the year with {4,312} patients. During the year {386} joined and {291} left, "
        "so it ended the year with {4,407}."
    ),
    (
        "Số đơn kỳ trước chuyển sang {146} đơn, tiếp nhận mới {782} đơn, đã giải quyết {815} đơn, chuyển "
        "kỳ sau {113} đơn."
    ),
    "We started the year with {215} staff, hired {48}, lost {31} and finished with {232}.",
    (
        "Cash at the beginning of the year was £{412,600}. Receipts came to £{1,284,300} and payments to "
        "£{1,196,500}, leaving £{500,400} at the end of the year."
    ),
    (
        "Số dư đầu năm {12,4} tỷ đồng, thu trong năm {30,1} tỷ đồng, chi trong năm {28,5} tỷ đồng, số dư "
        "cuối năm {14,0} tỷ đồng."
    ),
    ("Đàn bò đầu năm {3.420} con, sinh thêm {615} con, xuất bán {548} con, đến cuối năm còn {3.487} con."),
    (
        "Đầu năm có {214} doanh nghiệp; trong năm thành lập mới {37} doanh nghiệp, giải thể {19} doanh "
        "nghiệp; đến cuối năm có {232} doanh nghiệp đang hoạt động."
    ),
    ("The shelter held {84} dogs on 1 January, took in {312}, rehomed {287} and had {109} on 31 December."),
    "Membership opened at {8,640}; {1,215} new members joined, {930} resigned; it closed at {8,925}.",
    (
        "Đầu nhiệm kỳ có {2.415} đảng viên, kết nạp mới {326} đảng viên, chuyển đi {118} đảng viên, cuối "
        "nhiệm kỳ có {2.623} đảng viên."
    ),
    "Income came to ${146,300}. We spent ${139,870} and ended the season with a surplus of ${6,430}.",
    (
        "The herd numbered {412} at the start of the season. During it {138} animals were born, {165} "
        "were sold and {9} died, so {376} were counted at the close."
    ),
    (
        "Dân số đầu năm của phường {21.450} người, trong năm sinh {310}, chết {96}, nhập cư {540}, xuất "
        "cư {204}, cuối năm dân số là {22.000} người."
    ),
    "Cases brought forward {320}, new cases {875}, cases closed {910}, cases carried forward {285}.",
    ("Đầu vụ kho có {540} tấn giống, nhập thêm {1.260} tấn, cấp cho các xã {1.435} tấn, hiện còn {365} tấn."),
]

# totals, sections, differences and balances of tables
TABLES = [
    (
        "Branch\tVisits\tLoans\n"
        "North\t{12,480}\t{8,310}\n"
        "South\t{9,675}\t{7,042}\n"
        "East\t{15,230}\t{11,968}\n"
        "All branches\t{37,385}\t{27,320}\n"
    ),
    (
        "Xã\tNam\tNữ\tCộng\n"
        "Tân An\t{412}\t{398}\t{810}\n"
        "Tân Bình\t{356}\t{371}\t{727}\n"
        "Tân Hòa\t{287}\t{301}\t{588}\n"
        "Cộng\t{1.055}\t{1.070}\t{2.125}\n"
    ),
    (
        "Nội dung\tKế hoạch\tThực hiện\tTăng, giảm\n"
        "Lúa\t{1.240}\t{1.315}\t{75}\n"
        "Ngô\t{640}\t{598}\t{-42}\n"
        "Đậu\t{215}\t{246}\t{31}\n"
    ),
    (
        "Item\tBudget\tActual\tVariance\n"
        "Salaries\t{420,500}\t{431,200}\t{10,700}\n"
        "Travel\t{88,000}\t{84,600}\t{(3,400)}\n"
        "Rent\t{36,200}\t{30,100}\t{(6,100)}\n"
        "Total\t{544,700}\t{545,900}\t{1,200}\n"
    ),
    (
        "TT\tĐơn vị\tSố hồ sơ\tĐúng hạn\tTrễ hạn\n"
        "1\tPhòng A\t{345}\t{312}\t{33}\n"
        "2\tPhòng B\t{418}\t{401}\t{17}\n"
        "3\tPhòng C\t{276}\t{259}\t{17}\n"
        "\tTổng cộng\t{1.039}\t{972}\t{67}\n"
    ),
    (
        "Chỉ tiêu | 2022 | 2023\n"
        "Tổng thu | {4.820} | {5.315}\n"
        "Thu nội địa | {3.140} | {3.462}\n"
        "Thu xuất nhập khẩu | {1.250} | {1.318}\n"
        "Thu khác | {430} | {535}\n"
    ),
    (
        "                 2021      2022      Change\n"
        "Coffee        {1,200}     {1,380}      {180}\n"
        "Tea             {840}       {798}      {-42}\n"
        "Pepper          {560}       {616}       {56}\n"
        "Total         {2,600}     {2,794}      {194}\n"
    ),
    (
        "Khoản mục\tSố tiền\tTỷ trọng (%)\n"
        "A. Chi thường xuyên\t{12.400}\t62,0\n"
        "Lương\t{8.150}\t40,8\n"
        "Hoạt động\t{4.250}\t21,2\n"
        "B. Chi đầu tư\t{7.600}\t38,0\n"
        "Tổng chi\t{20.000}\t100,0\n"
    ),
    (
        "Month\tAdmissions\tDischarges\n"
        "January\t{412}\t{398}\n"
        "February\t{387}\t{402}\n"
        "March\t{455}\t{431}\n"
        "Quarter\t{1,254}\t{1,231}\n"
    ),
    (
        "Kho\tTồn đầu\tNhập\tXuất\tTồn cuối\n"
        "Kho A\t{1.240}\t{860}\t{1.510}\t{590}\n"
        "Kho B\t{735}\t{412}\t{628}\t{519}\n"
        "Kho C\t{964}\t{505}\t{873}\t{596}\n"
    ),
    ("Loại\tSố lượng\nXuất sắc\t{124}\nTốt\t{386}\nHoàn thành\t{71}\nTổng số\t{581}\n"),
    (
        "Site\tOpening\tIn\tOut\tClosing\n"
        "Kent\t{1,318}\t{746}\t{905}\t{1,159}\n"
        "Dover\t{642}\t{315}\t{287}\t{670}\n"
    ),
]

# figures that stand side by side and that nobody says add up, also where one of them is misprinted
QUIET = [
    "Of the 214 participants, 120 were women, 85 were under 30 and 64 had a degree.",
    "The trust runs 62 schools, including 21 nurseries and 25 primaries.",
    (
        "The town has 18,420 residents. The library holds 61,200 books, the museum 4,150 objects and the "
        "archive 23,700 files."
    ),
    "We served 4,600 cups of soup, lent 12,310 toys and ran 215 workshops.",
    "Revenue was $48.6 million. Profit was $6.2 million, tax $1.5 million and dividends $2.0 million.",
    ("The project reached 12,480 people. It trained 340 teachers, built 27 wells and planted 15,600 trees."),
    "Membership is 14,720. Last year 1,215 people joined in London, 840 in Leeds and 612 in York.",
    "Exports reached $24.2 billion, imports $19.8 billion and remittances $3.1 billion.",
    "In 2021 we had 1,240 members, in 2022 1,315 and in 2023 1,402.",
    "The plan was 6,000 nets; 5,340 were delivered in May and 4,120 were hung by July.",
    "The school has 1,852 pupils. Some 640 take the bus, 415 walk and 310 have free meals.",
    "Of 5,320 applicants, 3,105 came from abroad and 2,870 held a master's degree.",
    "The fund stood at $12.4 million in 2020, $13.9 million in 2021 and $15.2 million in 2022.",
    "The region has 3,482 farms. The largest covers 1,930 hectares, the smallest 12 hectares.",
    "Ferries carried 56,230 passengers and 12,480 cars; buses carried 148,300.",
    (
        "The bank lent $310 million to farmers, $215 million to traders and $98 million to students; "
        "deposits were $842 million."
    ),
    (
        "The hospital has 412 beds, 1,215 staff and 96 doctors. Its clinics saw 34,890 patients and its "
        "theatre 5,120."
    ),
    "Staff rose to 842. Nurses earn £31,200 on average, doctors £68,400.",
    "Some 3,120 cases were reported, 1,745 of them in the capital. The hotline took 2,210 calls.",
    "Có 12 trường, 340 lớp và 10.200 học sinh; giáo viên 618 người.",
    "Trong 214 học viên có 120 nữ, 85 người dưới 30 tuổi, 64 đảng viên.",
    "Năm 2021 thu 287,4 tỷ đồng, năm 2022 thu 312,8 tỷ đồng, năm 2023 thu 345,6 tỷ đồng.",
    "Tổ chức 386 buổi sinh hoạt cho 18.240 lượt hội viên; cấp phát 5.500 tờ rơi; đăng tải 73 tin bài.",
    (
        "Toàn huyện có 21.356 hội viên. Trong năm giới thiệu việc làm cho 1.240 hội viên, dạy nghề cho "
        "640 hội viên, cho vay vốn 5.128 hội viên."
    ),
    "Thu ngân sách 412,6 tỷ đồng; chi đầu tư 96,5 tỷ đồng, chi thường xuyên 287,4 tỷ đồng.",
    (
        "Diện tích lúa 12.480 ha, năng suất 62,5 tạ/ha, sản lượng 78.000 tấn; diện tích ngô 1.240 ha, "
        "sản lượng 6.350 tấn."
    ),
    (
        "Đảng bộ có 6.184 đảng viên. Trong năm kiểm tra 26 tổ chức đảng và 118 đảng viên, giám sát 14 tổ "
        "chức và 52 đảng viên."
    ),
    "Tiếp 1.464 lượt công dân, nhận 782 đơn, xử lý 815 đơn thuộc thẩm quyền.",
    ("Xử phạt 1.240 trường hợp, thu nộp 3.360 triệu đồng, tước giấy phép 215 trường hợp, tạm giữ 412 xe."),
    ("Huy động 1.260 lượt cán bộ, 46 ca nô và 18 xe; xuất cấp 30 tấn gạo, 12.000 thùng mì, 2.500 áo phao."),
    "Kế hoạch trồng 1.860 ha, đến nay trồng 1.215 ha rừng sản xuất, 342 ha rừng phòng hộ.",
    "Tổng số vốn 145,6 tỷ đồng, trong đó đã giải ngân 82,4 tỷ đồng, riêng tháng 12 là 21,5 tỷ đồng.",
    "Dân số 18.420 người, lao động 9.650 người, học sinh 3.120 em.",
    "Khám cho 2.310 phụ nữ, tư vấn 1.730 lượt, phát thuốc 864 lượt.",
    "Có 19.874 hộ đăng ký, 18.962 hộ đạt. Xây 12 mái ấm, duy trì 34 địa chỉ tin cậy.",
    "Quý I thu 24,6 tỷ đồng, quý II thu 31,8 tỷ đồng. Tổng chi cả năm 118,4 tỷ đồng.",
    "Số lao động có việc làm mới 5.214 người, xuất khẩu lao động 318 người, đào tạo nghề 2.127 người.",
    "Cả nước có 1.284 nghìn tấn hàng qua cảng A, 742 nghìn tấn qua cảng B, 389 nghìn tấn qua cảng C.",
]


def misprinted(number: str) -> str:
    """The number with two unlike neighbours among its digits swapped, or its first digit changed."""
    places = [m.start() for m in re.finditer(r"\d", number)]
    for one, other in pairwise(places):
        letters = list(number)
        letters[one], letters[other] = letters[other], letters[one]
        swapped = "".join(letters)
        before, after = (int(re.sub(r"\D", "", n)) for n in (number, swapped))
        if letters[places[0]] != "0" and abs(before - after) * 20 > before:
            return swapped
    first = places[0]
    return number[:first] + str(int(number[first]) % 9 + 1) + number[first + 1 :]


def doubts(text: str) -> list[Finding]:
    """The errors and suspicions in a text."""
    return [f for f in audit(read_source(text)).findings if f.severity is not FindingSeverity.ROUNDING]


def plain(text: str) -> str:
    """The text without its braces."""
    return re.sub(r"[{}]", "", text)


def figures(text: str) -> list[tuple[int, str]]:
    """The figures in braces with their places in the plain text."""
    return [(m.start() - 2 * n, m[1]) for n, m in enumerate(re.finditer(r"\{([^}]*)\}", text))]


MISPRINTS = [(text, place, number) for text in SUMS + BALANCES + TABLES for place, number in figures(text)]


@pytest.mark.parametrize("text", SUMS + BALANCES + TABLES, ids=[t[:50] for t in SUMS + BALANCES + TABLES])
def test_figures_that_add_up_are_no_finding(text: str) -> None:
    assert doubts(plain(text)) == []


@pytest.mark.parametrize(
    ("text", "place", "number"), MISPRINTS, ids=[f"{t[:30]} | {n} at {p}" for t, p, n in MISPRINTS]
)
def test_a_misprinted_figure_of_a_sum_or_balance_is_found(text: str, place: int, number: str) -> None:
    sound, wrong = plain(text), misprinted(number)
    found = doubts(sound[:place] + wrong + sound[place + len(number) :])
    touched = [f.code for f in found if any(s.start < place + len(wrong) and place < s.end for s in f.spans)]
    assert {"sum_mismatch", "difference_mismatch"}.intersection(touched)


@pytest.mark.parametrize("text", QUIET, ids=[t[:50] for t in QUIET])
def test_figures_side_by_side_are_no_sum(text: str) -> None:
    assert doubts(text) == []


@pytest.mark.parametrize("text", QUIET, ids=[t[:50] for t in QUIET])
def test_a_misprint_in_figures_side_by_side_breaks_no_sum(text: str) -> None:
    for m in re.finditer(r"\d+(?:[.,]\d+)*", text):
        wrong = text[: m.start()] + misprinted(m[0]) + text[m.end() :]
        assert [f for f in doubts(wrong) if f.severity is FindingSeverity.ERROR] == []
