"""Closed units of text: sums, rests, differences and balances that the figures and a word or two tell."""

from __future__ import annotations

import re

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding, FindingSeverity

# "[38>83]": the text says 38, and 83 is a slip that must be found
SUMS = [
    "The shelter took in [38>83] dogs, 61 cats and 7 rabbits last month: [106>166] animals in four weeks.",
    "Three crews share the route. The first maintains 112 km, the second [87>78] km and the third"
    " 64 km, which"
    " comes to [263>203] km of line.",
    "The choir has [18>81] sopranos, 14 altos, [9>4] tenors and 11 basses, [52>25] singers altogether.",
    "Applications received: 215\nAccepted: [142>182]\nRefused: [51>15]\nWithdrawn: 22",
    "The ferry carried 3,150 cars, [410>470] lorries and 275 coaches, or 3,835 vehicles, in August.",
    "We planted 450 oaks, [325>352] birches and 90 rowans. That is [865>856] trees in one season.",
    "Nineteen of our plays were comedies, eleven were tragedies and four were musicals, which makes"
    " [34>30] productions.",
    "The shelter took in [420>381] animals over the winter: 214 cats, 167 dogs and 39 rabbits.",
    "Research grants (£41m), tuition fees (£63m) and residences (£12m) together bring £[116>161]m a year.",
    "Trạm y tế tiêm [145>154] liều cho trẻ em, 92 liều cho người già và 38 liều cho phụ nữ mang thai, vị chi"
    " [275>257] liều.",
    "Xã trồng được [32>23] ha cam, 18 ha bưởi và 27 ha quýt, nâng diện tích cây có múi lên [77>73] ha.",
    "Ngoài 45 máy cũ, trường mua [30>34] máy mới, thành thử học sinh có [75>57] máy để học.",
    "Nhiệm kỳ qua, xã làm mới 12 cây cầu, 27 tuyến đường và 9 phòng học. Tất cả [48>39] công trình này đã"
    " đưa vào sử dụng.",
    "Ba đợt hiến máu lần lượt thu được 462, [518>581] và 397 đơn vị máu, có 6 doanh nghiệp tham gia."
    " Cộng cả năm là [1.377>1.737] đơn vị.",
    "Blood was given by 12 firms. The three days brought 462, 518 and 397 units, in all [1,377>1,737].",
]
LEFT_OUT = [
    "Vốn đối ứng huy động được [6,2>3,75] tỷ đồng, gồm ngân sách tỉnh 2,4 tỷ đồng, ngân sách huyện 1,35 tỷ"
    " đồng và người dân đóng góp bằng ngày công, vật liệu trị giá 2,45 tỷ đồng.",
    "Giám sát đối với [35>26] tổ chức đảng, gồm 12 đảng ủy xã, 14 chi bộ trực thuộc và 9 chi ủy cơ quan.",
    "The Council recorded [864>801] complaints: 486 about delay, 203 about workmanship, 112 about the conduct"
    " of operatives and 63 about other matters.",
    "Our team managed [212>198] outbreaks over the year: 124 in care homes, 51 in schools and nurseries, 23"
    " on hospital wards and 14 in other settings, such as a prison.",
    "Tổng mức đầu tư của bốn dự án là [126.683>107.907] triệu đồng, cụ thể:\na) Đường liên xã: 48.652 triệu"
    " đồng;\nb) Trường học: 31.940 triệu đồng;\nc) Hồ chứa nước: 27.315 triệu đồng;\nd) Trụ sở làm việc:"
    " 18.776 triệu đồng.",
    "Tổng mức bán lẻ ước đạt [39.299,8>35.426,9] tỷ đồng. Tổng mức này gồm bán lẻ hàng hóa 31.240,6 tỷ đồng,"
    " lưu trú và ăn uống 4.186,3 tỷ đồng, dịch vụ khác 3.872,9 tỷ đồng.",
    "The fund spent £4,210 on books, £1,385 on chairs and £966 on paint, £[6,561>5,595] in all.",
    "Uỷ ban kiểm tra kỷ luật [28>27] đảng viên: khiển trách 16, cảnh cáo 8, cách chức 1, khai trừ 3.",
    "The panel heard [43>41] appeals: upheld 22, dismissed 15, withdrawn 2, adjourned 4.",
]
DIFFERENCES = [
    "The new bridge is [312>321] m long, the old one 247 m: the crossing gained [65>56] m.",
    "Budgeted hours were [1,480>1,840]; the crew logged 1,632, an overrun of [152>125].",
    "A kilo costs the dairy £3.40 to make. It sells at £[4.15>4.55], which leaves £[0.75>0.57] of profit.",
    "Since 340 seats had been booked and [315>355] people came, [25>52] seats stayed empty.",
    "The mayor won with [4,812>4,182] votes to 4,377, a majority of [435>453].",
    "The turbine ran for [7,980>7,890] hours and stood idle for 780 of the year's 8,760 hours.",
    "Home side [87>78], visitors 72: a winning margin of [15>25] points.",
    "Average pay was $61,400 in the city, $[58,200>52,800] outside it, $3,200 less.",
    "The gap between the two bids was $[1.4>4.1]m: the winner offered $12.9m, the runner-up $14.3m.",
    "Công trình dự tính làm trong 180 ngày, thực tế mất [214>254] ngày, chậm [34>43] ngày.",
    "Lớp có 42 em, hôm nay chỉ [35>39] em đến, tức vắng 7 em.",
    "Điểm chuẩn năm nay 24,75, kém năm ngoái ([26,50>25,60]) đúng [1,75>1,57] điểm.",
    "Mực nước sáng nay [3,85>8,35] m, chiều qua 3,42 m, như vậy sau một đêm nước lên [0,43>0,34] m.",
    "Giá bán 18.500 đồng/kg, trừ chi phí [11.200>12.100] đồng/kg, người trồng còn lãi [7.300>3.700] đồng mỗi"
    " ki-lô-gam.",
    "Trường còn thiếu [46>64] bộ bàn ghế. Cụ thể trường cần 180 bộ mà kho mới cấp 134 bộ.",
]
BALANCES = [
    "Mở sổ năm 2024, hợp tác xã có 318 thành viên. Trong năm 27 hộ xin vào, trong đó 9 hộ trẻ; 14 hộ"
    " rút tên. Sổ chốt ngày 31/12 ghi [331>313] thành viên.",
    "Thư viện trường\nSách đầu năm học: [8.412>8.142] cuốn\nMua mới: 620 cuốn\nPhụ huynh tặng: [135>153]"
    " cuốn\nThanh lý: 287 cuốn\nSách cuối năm học: 8.880 cuốn",
    "Kho vật tư (tấn)\nTồn 1/6 | 412,5\nNhập | [1.286,0>1.268,0]\nXuất | 1.310,4\nTồn 30/6 | [388,1>381,8]",
    "Quỹ còn [46,2>42,6] triệu đồng sau khi thu 31,5 triệu đồng, chi 27,8 triệu đồng; số dư mang sang từ"
    " tháng trước là 42,5 triệu đồng.",
    "Trại có [1.250>1.520] con lợn; xuất bán 480 con, chết 12 con, nhập thêm 350 con; hiện đàn lợn là"
    " [1.108>1.180] con.",
    "Đầu năm, đảng bộ có 7.214 đảng viên; kết nạp 196, chuyển đến [143>134], chuyển đi 168, từ trần 57."
    " Cuối năm, đảng bộ có [7.328>7.238] đảng viên, tăng [114>141] đảng viên so với đầu năm.",
    "The choir had 84 members last autumn. Fifteen have left since, 22 joined, 6 of them under 18, and the"
    " roll now stands at [91>19].",
    "Loan book ($m)\nBalance 1 January | 412.6\nNew lending | [138.4>183.4]\nRepayments | 121.7\n"
    "Write-offs | 3.2\nBalance 31 December | [426.1>462.1]",
    "The shelter opened the week with 246 cats, took in [131>113], found homes for 127 and lost 2 to"
    " illness, leaving [248>284].",
    "Petty cash: £120.00 brought forward, £80.00 from the bank, £[141.35>114.35] on stamps and tea,"
    " £[58.65>85.65] carried forward.",
    "The society counted [2,310>2,130] members on 1 April 2022. During the year 318 joined and 275 lapsed, 40"
    " of whom had moved abroad. On 31 March 2023 there were [2,353>2,553] members.",
    "The kennel started the month with 42 dogs; [17>71] came in, 12 were adopted and 3 died, which"
    " leaves 44.",
    "Members on 1 May: [318>138]\nNew members: 46\nResignations: 21\nMembers on 31 May: [343>303]",
    "The fund held £5,400 in January. Gifts brought £[1,850>1,890], grants to pupils took £2,300, and in"
    " December £[4,950>4,590] was in the bank.",
    "We had 96 lambs at Easter, lost 4, bought [15>51] and sold 38, so the flock is now [69>96].",
    "We had [96>69] lambs, lost 4 and bought 15, leaving 107. In May 10 were sold and 3 born.",
    "From 128 contracts the team signed another [33>37], ended 18 and now looks after [143>103].",
    "Blankets in store, 1 November\t740\nReceived from donors\t[385>685]\nHanded out\t612\n"
    "Blankets in store, 30 November\t[513>153]",
    "Đầu tuần bệnh viện có 212 bệnh nhân, trong tuần nhập viện [67>61] người, ra viện 74 người, cuối tuần"
    " còn [205>265] người bệnh.",
    "Đàn trâu năm ngoái [186>816] con; nghé sinh 35 con, bán 28 con, chết 6 con, năm nay đàn trâu"
    " có 187 con.",
    "Sổ tiết kiệm có 64 triệu đồng, gửi vào 25 triệu đồng rồi rút ra [38>83] triệu đồng, số tiền trong sổ là"
    " [51>57] triệu đồng.",
    "Quỹ đầu năm dư 312 triệu đồng. Trong năm quỹ vận động thêm [845>854] triệu đồng, chi 829 triệu đồng. Số"
    " dư cuối năm [328>382] triệu đồng, trong đó 200 triệu đồng gửi tiết kiệm.",
]
SHARES = [
    "Tỷ trọng nông nghiệp trong cơ cấu kinh tế còn 24,6% (năm 2020 là 29,3%). Công nghiệp lên [41,9%>49,1%],"
    " và dịch vụ là [33,5%>35,3%].",
    "Hỏi vì sao bỏ việc, [46%>64%] công nhân trả lời vì lương thấp. 23% muốn về quê. Lý do sức khỏe được"
    " [18%>81%] nêu ra, còn 13% không trả lời (mỗi người chọn một lý do duy nhất).",
    "Ý kiến của phụ huynh\nRất hài lòng: 36,2%\nHài lòng: [47,5%>45,7%]\nBình thường: 12,1%\nKhông hài lòng:"
    " [4,2%>42%]\n(417 phiếu hợp lệ)",
    "Members' fees are 44% of income, while grants bring in 31% and events [17%>71%]. The remaining [8%>18%]"
    " is sundry income such as room hire.",
    "Of the tonnage shipped, slightly over half ([52.3%>53.2%]) went to Asia. The strike lasted 16 days but"
    " Europe's share held at [29.8%>28.9%]; the balance of 17.9% crossed to the Americas.",
    "The editors turned away [61.0%>60.1%] of 1,040 manuscripts unread. A further 22.5% fell at review, 13.9%"
    " were published, and authors withdrew the other 2.6%.",
    "Owner-occupiers live in 57% of the dwellings and private tenants in 24%, while the council lets 16% and"
    " [3%>30%] stand empty.",
    "Visitors came by car ([46>64]%), by train (31%), by bike (15%) and on foot (8%).",
    "Lao động nông nghiệp 38,4%, công nghiệp [34,1>38,1]%, dịch vụ 27,5%.",
    "Ownership of the dairy\n* Farmers - [52.75>25.75]%\n* Pension fund - 30.40%\n* Employees - 9.60%\n"
    "* Free float - 7.25%",
]
TABLES = [
    "Khoản mục | Dự toán\nChi thường xuyên | 48.200\nChi đầu tư | 15.600\nDự phòng | 1.300\n"
    "Tổng chi | [65.100>63.800]",
    "Nội dung | Dự toán | Thực hiện\nTổng chi | 612.400 | [428.650>423.512]\nChi đầu tư | 184.000 | 121.440\n"
    "Chi thường xuyên | 408.900 | 297.680\n- Giáo dục | 221.300 | 164.205\n- Y tế | 187.600 | 133.475\n"
    "Dự phòng | 12.200 | 4.392\nNộp trả | 7.300 | 5.138",
    "Bác sĩ    21\nDược sĩ    6\nĐiều dưỡng    [48>84]\nHộ sinh    11\nKhác    17\nCộng    103",
]
BELOW = (
    "The Service attended 8,946 incidents. There were 2,311 fires, and special services account for the"
    " other 2,877.\n\nThe special services break down as follows:\n- road collisions 1,012\n"
    "- medical assistance 905\n- flooding 486\n- animal rescue 127\n- all other {}"
)
QUIET = [
    "The club has 84 members; some 31 play chess, 47 play bridge and 12 do both.",
    "The museum owns 412 paintings, of which 67 are on show and 23 are on loan.",
    "Out of 58 towns, 21 have a library and 34 a swimming pool.",
    "There were 54 pupils in 2019, 61 in 2020 and 72 in 2021, so the school needs room.",
    "The eldest is 64 years old, the youngest 23 years old and the average age is 41.",
    "The fire destroyed 43 houses and 12 barns. All 61 residents are safe.",
    "Passengers: 820.\nCrew: 46.\nCabins: 410.\nLifeboats: 22.",
    "We opened with 14 staff, now have 37, and expect 52 by 2027.",
    "Each of the 16 homes has 35 residents; together they house 560 people.",
    "Thành phố có 215 tuyến phố, 48 ngõ lớn, còn 36 tuyến chưa có đèn.",
    "Mưa 145 mm ở vùng núi, 98 mm ở trung du và 62 mm ở đồng bằng; cao nhất 210 mm.",
    "Thu ngân sách 310 tỷ đồng, chi đầu tư 145 tỷ đồng, chi thường xuyên 128 tỷ đồng.",
    "Trong 9 tháng, huyện giải quyết việc làm cho 3.412 lao động. Trong đó có 1.906 lao động nữ,"
    " 742 lao động là"
    " người dân tộc thiểu số và 318 lao động đi làm việc ở nước ngoài.",
    "Toàn tỉnh hiện có 236 hợp tác xã. Trong năm có 19 hợp tác xã thành lập mới và 7 hợp tác xã giải thể.",
    "Consumer complaints: 118, of which 52 concerned taste or odour, 40 pressure, and the rest billing.",
    "We began the period with 180 stores, opened 11 and closed four, so that 187 were open at the end of it.",
    "The farm had 96 lambs in May; it bought 15 and sold 38, and 20 ewes were shorn.",
    "The court received 6,312 new cases, disposed of 6,540 and had 2,871 pending on 30 June, 228 fewer than a"
    " year earlier.",
    "Tỷ lệ thất nghiệp của thanh niên 8,01%; thành thị 9,86%, nông thôn 7,13%.",
    "Interim results: turnover £58.1m; profit before tax £4.9m (£5.2m; full year £13.0m).",
    "Thuộc diện cháy có 87 vụ. Điều tra xác định 52 vụ do điện; 21 vụ do người dân sơ suất; 14 vụ"
    " còn lại đang"
    " tiếp tục làm rõ.",
    "The hospital and six centres have 1,150 and 830 beds, making 1,980 in all.",
    "Đầu tháng, khoa còn 64 bệnh nhân. Cả tháng nhận 212 ca, có 18 ca chuyển từ tuyến dưới, và cho 205 người"
    " ra viện; sang tháng mới còn 71 bệnh nhân nằm lại.",
    "Đầu năm học, huyện thiếu 87 giáo viên; đã tuyển 52, hợp đồng 18, song có 9 người nghỉ hưu và 4 người"
    " chuyển công tác. Đến 30/10 còn thiếu 30 giáo viên.",
    "Tòa án hai cấp thụ lý 2.846 vụ; giải quyết 2.671 vụ. Án hình sự thụ lý 512 vụ với 938 bị cáo, giải"
    " quyết 506 vụ với 921 bị cáo.",
    "They took out 26,400 loans, worth £5.3 billion, so the average loan was about £201 thousand. Home"
    " movers took loans worth £5.6 billion.",
    "Có ba mươi hai đội dự thi. Ban giám khảo chấm xong bài của cả 32 đội dự thi và chọn 6 đội trao giải.",
    "The appeal raised £94,620. The largest gift was £5,000. The treasurer confirmed a total of £94,620.",
    "The store held 1,226 bikes; three went to Leeds and two to York, so 1,221 are left.",
    "The depot held 226 bikes. It had sent out two, so 224 are left.",
    "Kho giữ 1.226 xe đạp, cho mượn hai, hỏng ba, nên còn 1.221 xe.",
    "Kho giữ 1.226 xe đạp, cho mượn hai xe, hỏng 3 xe, nên còn 1.221 xe.",
    "Thu các khoản khác: 2,6 tỷ đồng. Số tiền chậm nộp còn 9,72 tỷ đồng, giảm 1,35 tỷ đồng so với đầu năm"
    " (11,07 tỷ đồng).",
    "Lớp có 36 em, trong đó nam 20, nữ 16, dân tộc 5.",
    "Tỷ lệ thất nghiệp là 2,29%, trong đó thành thị 2,71%, nông thôn 2,05%. Tỷ lệ của thanh niên 8,01%;"
    " thành thị 9,86%, nông thôn 7,13%.",
    "Turnout was 61% in the north, 57% in the south and 64% in the east. Postal votes made up 18%.",
    "The depot held 11,226 bikes; we sent out two, and 9,014 blue and 2,210 green ones are left.",
    "Trang trại có 14.862 con gà, 9.351 con trống và 5.509 con mái, hai con mới chết.",
    "Hai con chưa rõ giống, đàn gà 14.862 con, 9.351 con trống và 5.509 con mái.",
    "Over 1,200 homes, comprising 800 houses and 300 flats, were built.",
    "The board has 120 members, including 70 men, 50 women and 12 students.",
    "The trust employs 341 people: 210 nurses, 131 doctors and 24 of them part-time.",
    "Xã có 1.250 hộ, gồm 800 hộ nông nghiệp, 450 hộ phi nông nghiệp và có 120 hộ nghèo.",
    "Toàn trường có 541 học sinh, gồm 300 nam và 241 nữ, trong đó 52 em là người dân tộc.",
    "Staff of 36: men 20, women 16, part-timers 5.",
    "Three clubs joined: 1,150 boys, 830 girls and 12 coaches came by bus, 17 by train, so 9 rooms"
    " were full.",
]

_SLIP = re.compile(r"\[([^>\]]*)>([^\]]*)\]")
ALL = SUMS + LEFT_OUT + DIFFERENCES + BALANCES + SHARES + TABLES


def doubts(text: str) -> list[Finding]:
    """The errors and suspicions in a text."""
    return [f for f in audit(read_source(text)).findings if f.severity is not FindingSeverity.ROUNDING]


def plain(text: str) -> str:
    """The text as it should be."""
    return _SLIP.sub(r"\1", text)


SLIPS = [
    (plain(text[: m.start()]) + m[2] + plain(text[m.end() :]), m[0])
    for text in ALL
    for m in _SLIP.finditer(text)
]


@pytest.mark.parametrize("text", [*map(plain, ALL), *QUIET, BELOW.format(347)])
def test_what_adds_up_and_what_nobody_says_adds_up_is_no_finding(text: str) -> None:
    assert doubts(text) == []


@pytest.mark.parametrize(("text", "slip"), SLIPS)
def test_a_slip_in_a_closed_unit_is_found(text: str, slip: str) -> None:
    assert {f.code for f in doubts(text)} & {"sum_mismatch", "difference_mismatch", "percent_sum"}


@pytest.mark.parametrize("heading", ["special services break down", "calls went out"])
def test_a_list_is_held_against_the_figure_above_its_heading(heading: str) -> None:
    (found,) = doubts(BELOW.replace("special services break down", heading).format(437))
    assert (found.severity, found.stated, found.expected) == (FindingSeverity.ERROR, "437", "347")


@pytest.mark.parametrize("text", LEFT_OUT[:-2])
def test_a_list_of_all_parts_of_which_the_whole_leaves_out_one_is_an_error(text: str) -> None:
    (found,) = doubts(_SLIP.sub(r"\2", text))
    assert found.severity is FindingSeverity.ERROR


INCOME = """($000)
                             2024      2023
Pumps                     148,620   136,940
Meters                     91,385    95,210
Net sales                 240,005   232,150
Cost of sales             132,330   134,815
Gross profit              107,675    97,335
  Selling                  58,240    55,610
  Research                 14,905    13,320
  Amortization              2,860     2,970
Operating expenses         76,005    71,900
Operating income           31,670    25,435
"""


def test_rows_of_an_account_that_one_column_bears_out_hold_in_the_other() -> None:
    assert doubts(INCOME) == []
    for right, wrong in (
        ("148,620", "184,620"), ("97,335", "93,735"), ("13,320", "31,320"), ("71,900", "68,930"),
        ("25,435", "25,345"), ("132,330", "123,330"),
    ):  # fmt: skip
        assert {f.severity for f in doubts(INCOME.replace(right, wrong))} == {FindingSeverity.ERROR}, wrong


def test_the_surer_the_words_and_the_longer_the_figures_the_graver_the_finding() -> None:
    text = "The shop took in {} crates and sold {}, so {} stayed behind."
    assert [f.severity for f in doubts(text.format(64, 49, 51))] == [FindingSeverity.SUSPICIOUS]
    assert [f.severity for f in doubts(text.format("16,323", "14,802", "1,251"))] == [FindingSeverity.ERROR]


def test_a_sum_without_a_slip_is_a_doubt_only_where_words_call_it_the_sum_and_it_is_nearly_one() -> None:
    near = "The hall sold 1,204 seats, the tent 2,318 and the garden 977, making {} seats in all."
    assert [f.severity for f in doubts(near.format("4,499"))] == []
    assert [f.severity for f in doubts(near.format("4,612"))] == [FindingSeverity.SUSPICIOUS]


def test_what_is_said_of_some_figures_of_a_unit_that_adds_up_is_taken_back() -> None:
    assert (
        doubts("Eleven of 29 boats lie in the north; the south has 12; the remaining 6 are in reserve.") == []
    )
    assert doubts("Ticket income of £64,500 less costs of £51,200 left a surplus of £13,300.") == []


def test_a_balance_of_two_levels_told_by_words_is_struck_without_a_slip() -> None:
    text = "Opening stock was 740 tonnes; 385 tonnes were received, 612 tonnes sold; closing stock {} tonnes."
    assert doubts(text.format(513)) == []
    assert [f.severity for f in doubts(text.format(640))] == [FindingSeverity.ERROR]
    assert doubts("Opening stock was 74 tonnes; 38 tonnes were received; closing stock 9 tonnes.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Quarterly growth was -1.2%, 0.5% and 1.3%.",
        "Tăng trưởng ba khu vực: nông nghiệp 5%, công nghiệp 7%, dịch vụ -1%.",
    ],
)
def test_percentages_below_nothing_are_no_shares(text):
    assert not [f for f in audit(read_source(text)).findings if f.code == "percent_sum"]
