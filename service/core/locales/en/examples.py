"""English: wordings with the mentions that they hold, wordings that hold none, and known gaps."""

from __future__ import annotations

Expected = tuple[tuple[str, str, str], ...]

# wording, then (text, kind, value) of each mention; a range as low..high
EXAMPLES: tuple[tuple[str, Expected], ...] = (
    (
        "Shares of 29.0, 43.7 and 27.3 per cent.",
        (("29.0", "percent", "29"), ("43.7", "percent", "43.7"), ("27.3 per cent", "percent", "27.3")),
    ),
    (
        "It cost 4.2 and 5.1 million.",
        (("4.2", "cardinal", "4200000"), ("5.1 million", "cardinal", "5100000")),
    ),
    ("Rooms 3 and 12 tonnes of it.", (("3", "cardinal", "3"), ("12 tonnes", "measure", "12"))),
    (
        "Waiting list (thousands): March 41.2; June 39.0.",
        (("41.2", "cardinal", "41200"), ("39.0", "cardinal", "39000")),
    ),
    (
        "The list (thousands): March 41.2; June had 12 wards open.",
        (("41.2", "cardinal", "41200"), ("12", "cardinal", "12")),
    ),
    (
        "Donations grew by a third, from £2.4 million to £3.2 million.",
        (
            ("a third", "cardinal", "1/3"),
            ("£2.4 million", "money", "2400000"),
            ("£3.2 million", "money", "3200000"),
        ),
    ),
    (
        "Audited by a firm, from 240 to 360 million were stored.",
        (("240 to 360 million", "cardinal", "240000000..360000000"),),
    ),
    ("Hay was quoted at £120 to £155 a tonne.", (("£120 to £155 a tonne", "rate", "120..155"),)),
    (
        "Revenue rose 12.5% to $1.2 million in FY2023, up from US$1,050,000 in 2022; net loss of $(3.4) million.",  # noqa: E501
        (
            ("12.5%", "percent", "12.5"),
            ("$1.2 million", "money", "1200000"),
            ("FY2023", "year", "2023"),
            ("US$1,050,000", "money", "1050000"),
            ("2022", "year", "2022"),
            ("$(3.4) million", "money", "-3400000"),
        ),
    ),
    (
        "The grant of US$3bn and €45.6m",
        (
            ("US$3bn", "money", "3000000000"),
            ("€45.6m", "money", "45600000"),
        ),
    ),
    ("VND 285.7 billion", (("VND 285.7 billion", "money", "285700000000"),)),
    ("USD 5 million", (("USD 5 million", "money", "5000000"),)),
    ("£20,000", (("£20,000", "money", "20000"),)),
    (
        "January: 9.8%\nMay: 12 homes; on May 5",
        (("9.8%", "percent", "9.8"), ("12", "cardinal", "12"), ("May 5", "date", "--05-05")),
    ),
    ("2.5 billion dollars", (("2.5 billion dollars", "money", "2500000000"),)),
    (
        "CFA 402; FCFA 1.5m; 300 CFA francs",
        (
            ("CFA 402", "money", "402"),
            ("FCFA 1.5m", "money", "1500000"),
            ("300 CFA francs", "money", "300"),
        ),
    ),
    ("AUD 1.2m.", (("AUD 1.2m", "money", "1200000"),)),
    (
        "Maternal mortality fell to 45 per 100,000 live births; 12.3 deaths per 1,000; 3 doctors per 10,000 people.",  # noqa: E501
        (
            ("45 per 100,000", "rate", "45"),
            ("12.3 deaths per 1,000", "rate", "12.3"),
            ("3 doctors per 10,000 people", "rate", "3"),
        ),
    ),
    (
        "Margins widened by 150 basis points, or 1.5 percentage points; 25 bps; 0.3 pp.",
        (
            ("150 basis points", "percent", "150"),
            ("1.5 percentage points", "percent", "1.5"),
            ("25 bps", "percent", "25"),
            ("0.3 pp", "percent", "0.3"),
        ),
    ),
    ("About 5,000-6,000 households", (("5,000-6,000", "cardinal", "5000..6000"),)),
    ("between 10 and 15 percent", (("10 and 15 percent", "percent", "10..15"),)),
    ("from 10 to 15%", (("10 to 15%", "percent", "10..15"),)),
    ("10–15 people", (("10–15", "cardinal", "10..15"),)),
    ("5 to 7 million.", (("5 to 7 million", "cardinal", "5000000..7000000"),)),
    (
        "On March 12, 2024 and 5 April 2023",
        (
            ("March 12, 2024", "date", "2024-03-12"),
            ("5 April 2023", "date", "2023-04-05"),
        ),
    ),
    ("in March 2024", (("March 2024", "date", "2024-03"),)),
    ("by 31 Dec 2022", (("31 Dec 2022", "date", "2022-12-31"),)),
    ("May 5", (("May 5", "date", "--05-05"),)),
    ("2023-04-01", (("2023-04-01", "date", "2023-04-01"),)),
    ("03/04/2023", (("03/04/2023", "date", "2023-04-03"),)),
    ("5-7 June 2024.", (("5-7 June 2024", "date", "2024-06-05..2024-06-07"),)),
    ("Q2 2023 revenue", (("Q2 2023", "date", "2023-Q2"),)),
    ("FY23", (("FY23", "year", "2023"),)),
    ("FY2022/23", (("FY2022/23", "year", "2022..2023"),)),
    ("2021/22", (("2021/22", "year", "2021..2022"),)),
    ("H1 2024", (("H1 2024", "date", "2024-H1"),)),
    ("third quarter of 2023", (("third quarter of 2023", "date", "2023-Q3"),)),
    ("the 1990s", (("1990s", "year", "1990"),)),
    ("fiscal year 2023.", (("2023", "year", "2023"),)),
    (
        "At least 80 percent of the 1,234 members aged 15-49",
        (
            ("80 percent", "percent", "80"),
            ("1,234", "cardinal", "1234"),
            ("15-49", "duration", "15..49"),
        ),
    ),
    ("up to 30 days", (("30 days", "duration", "30"),)),
    ("no more than 5 km", (("5 km", "measure", "5"),)),
    ("18 years and older", (("18 years", "duration", "18"),)),
    ("5 or more.", (("5", "cardinal", "5"),)),
    (
        "The 5-year plan covers 10 districts, 3,500 hectares of rice yielding 6.2 tonnes per hectare; 25 kg per person per year.",  # noqa: E501
        (
            ("5-year", "duration", "5"),
            ("10", "cardinal", "10"),
            ("3,500 hectares", "measure", "3500"),
            ("6.2 tonnes per hectare", "rate", "6.2"),
            ("25 kg per person per year", "rate", "25"),
        ),
    ),
    (
        "Table 3 shows that Phase 2 of Project 5 (see Section 2.1 and Annex IV) cost 3 times more",
        (
            ("Table 3", "ordinal", "3"),
            ("Phase 2", "ordinal", "2"),
            ("Project 5", "ordinal", "5"),
            ("Section 2.1", "ordinal", "2.1"),
            ("Annex IV", "ordinal", "4"),
            ("3 times", "multiple", "3"),
        ),
    ),
    ("a 2-fold rise", (("2-fold", "multiple", "2"),)),
    ("2.5x", (("2.5x", "multiple", "2.5"),)),
    ("4 times a year.", (("4 times a year", "rate", "4"),)),
    (
        "Resolution 1325 (2000), Decree No. 34/2016/ND-CP, Law No. 45/2019/QH14, Directive 2009/28/EC, A/RES/70/1, ISO 9001:2015.",  # noqa: E501
        (
            ("1325", "document_code", "1325"),
            ("2000", "year", "2000"),
            ("No. 34/2016/ND-CP", "document_code", "34/2016/ND-CP"),
            ("No. 45/2019/QH14", "document_code", "45/2019/QH14"),
            ("2009/28/EC", "document_code", "2009/28/EC"),
            ("A/RES/70/1", "document_code", "A/RES/70/1"),
            ("9001:2015", "identifier", "9001:2015"),
        ),
    ),
    (
        "Tel: +84 24 3825 1234, fax 024-3825-1235",
        (
            ("+84 24 3825 1234", "identifier", "+84 24 3825 1234"),
            ("024-3825-1235", "identifier", "024-3825-1235"),
        ),
    ),
    ("call 1-800-555-1234", (("1-800-555-1234", "identifier", "1-800-555-1234"),)),
    ("v2.3.1", (("v2.3.1", "identifier", "v2.3.1"),)),
    ("http://x.org/a/2023", (("2023", "identifier", "2023"),)),
    ("Twenty-five people", (("Twenty-five", "cardinal", "25"),)),
    ("two thirds", (("two thirds", "cardinal", "2/3"),)),
    ("one hundred and five", (("one hundred and five", "cardinal", "105"),)),
    ("the second half", (("second", "ordinal", "2"),)),
    ("a dozen", (("a dozen", "cardinal", "12"),)),
    ("three million dollars", (("three million dollars", "money", "3000000"),)),
    ("half a million.", (("half a million", "cardinal", "500000"),)),
    (
        "10 000 people and 1 234 567 USD",
        (
            ("10 000", "cardinal", "10000"),
            ("1 234 567 USD", "money", "1234567"),
        ),
    ),
    ("1'234'567 francs", (("1'234'567 francs", "money", "1234567"),)),
    ("1.234,56 EUR", (("1.234,56 EUR", "money", "1234.56"),)),
    ("12,345.67", (("12,345.67", "cardinal", "12345.67"),)),
    ("0.125", (("0.125", "cardinal", "0.125"),)),
    ("1.234 km", (("1.234 km", "measure", "1.234"),)),
    ("3,456 households.", (("3,456", "cardinal", "3456"),)),
    (
        "8:30 am to 5 pm",
        (
            ("8:30 am", "time", "08:30"),
            ("5 pm", "time", "17:00"),
        ),
    ),
    ("14:00", (("14:00", "time", "14:00"),)),
    ("16:45:10 GMT", (("16:45:10", "time", "16:45:10"),)),
    ("9 a.m.", (("9 a.m.", "time", "09:00"),)),
    ("temperature of -5°C to 3 °C", (("-5°C to 3 °C", "measure", "-5..3"),)),
    ("(1,234)", (("1,234", "cardinal", "1234"),)),
    ("5% increase", (("5%", "percent", "5"),)),
    (
        "3% lower than 2021.",
        (
            ("3%", "percent", "3"),
            ("2021", "year", "2021"),
        ),
    ),
    (
        "1. Introduction\n2) Methods\n(a) foo\n3.2 Results\nIV. Conclusion\n• 25 schools built",
        (
            ("1", "ordinal", "1"),
            ("2", "ordinal", "2"),
            ("3.2", "ordinal", "3.2"),
            ("IV", "ordinal", "4"),
            ("25", "cardinal", "25"),
        ),
    ),
    (
        "Ranked 3rd of 63 provinces",
        (
            ("3rd", "ordinal", "3"),
            ("63", "cardinal", "63"),
        ),
    ),
    ("the 21st century", (("21st", "ordinal", "21"),)),
    ("2nd quarter", (("2nd", "ordinal", "2"),)),
    ("No. 1 exporter", (("No. 1", "ordinal", "1"),)),
    ("number 5", (("number 5", "ordinal", "5"),)),
    (
        "1st, 2nd and 3rd prizes.",
        (
            ("1st", "ordinal", "1"),
            ("2nd", "ordinal", "2"),
            ("3rd", "ordinal", "3"),
        ),
    ),
    ("Debt of $2,345k", (("$2,345k", "money", "2345000"),)),
    ("3K users", (("3K", "cardinal", "3000"),)),
    ("250k people", (("250k", "cardinal", "250000"),)),
    ("$5M-10M", (("$5M-10M", "money", "5000000..10000000"),)),
    ("$10-15 million", (("$10-15 million", "money", "10000000..15000000"),)),
    ("5 million tonnes", (("5 million tonnes", "measure", "5000000"),)),
    ("20 GWh", (("20 GWh", "measure", "20"),)),
    ("1,200 MW", (("1,200 MW", "measure", "1200"),)),
    ("60 km/h", (("60 km/h", "rate", "60"),)),
    ("3.5 l/100 km.", (("3.5 l/100 km", "rate", "3.5"),)),
    (
        "Population grew 1.2% a year to 96.2 million",
        (
            ("1.2% a year", "rate", "1.2"),
            ("96.2 million", "cardinal", "96200000"),
        ),
    ),
    ("GDP per capita of $4,284", (("$4,284", "money", "4284"),)),
    ("2.1 children per woman", (("2.1 children per woman", "rate", "2.1"),)),
    ("350 kcal/day.", (("350 kcal/day", "rate", "350"),)),
    (
        "The target is to reach 90% by 2025. The company will hire 500 staff. In 2022 farmers produced; 2,022 farmers; the 2022 budget.",  # noqa: E501
        (
            ("90%", "percent", "90"),
            ("2025", "year", "2025"),
            ("500", "cardinal", "500"),
            ("2022", "year", "2022"),
            ("2,022", "cardinal", "2022"),
            ("2022", "year", "2022"),
        ),
    ),
    ("Over the past 5 years", (("5 years", "duration", "5"),)),
    ("within 30 days", (("30 days", "duration", "30"),)),
    ("24/7", (("24/7", "ratio", "24/7"),)),
    ("50/50", (("50/50", "ratio", "50/50"),)),
    ("3/4 of farmers", (("3/4", "ratio", "3/4"),)),
    ("2 out of 5 farmers", (("2 out of 5", "ratio", "2/5"),)),
    (
        "7 of the 12 sites",
        (("7 of the 12", "ratio", "7/12"),),
    ),
    (
        "two of three.",
        (
            ("two", "cardinal", "2"),
            ("three", "cardinal", "3"),
        ),
    ),
    ("Some 500 jobs", (("500", "cardinal", "500"),)),
    ("nearly 3,000", (("3,000", "cardinal", "3000"),)),
    ("over 2 million", (("2 million", "cardinal", "2000000"),)),
    ("fewer than 10", (("10", "cardinal", "10"),)),
    (
        "roughly 1 in 5; one in ten, and four out of five members; one in three years; 12 in 30 days",
        (
            ("1 in 5", "ratio", "1/5"),
            ("one in ten", "ratio", "1/10"),
            ("four out of five", "ratio", "4/5"),
            ("three years", "duration", "3"),
            ("12", "cardinal", "12"),
            ("30 days", "duration", "30"),
        ),
    ),
    (
        "sales more than doubled, costs halved, twice the rate, twice a week",
        (("doubled", "multiple", "2"), ("halved", "multiple", "0.5"), ("twice", "multiple", "2")),
    ),
    ("more than 1.5 million.", (("1.5 million", "cardinal", "1500000"),)),
    ("£1.5bn–£2bn", (("£1.5bn–£2bn", "money", "1500000000..2000000000"),)),
    ("5%–7%", (("5%–7%", "percent", "5..7"),)),
    ("2019–2023", (("2019–2023", "year", "2019..2023"),)),
    ("2019-20", (("2019-20", "year", "2019..2020"),)),
    ("pp. 12-15", (("pp. 12-15", "ordinal", "12..15"),)),
    ("Articles 5-7", (("Articles 5-7", "ordinal", "5..7"),)),
    (
        "weeks 3 and 4",
        (
            ("3", "cardinal", "3"),
            ("4", "cardinal", "4"),
        ),
    ),
    ("Rs 500 crore", (("Rs 500 crore", "money", "5000000000"),)),
    ("12 lakh.", (("12 lakh", "cardinal", "1200000"),)),
    ("steps rose up to 4.6%, never fell below 92%", (("4.6%", "percent", "4.6"), ("92%", "percent", "92"))),
    (
        "a minimum of 5 years; the regulatory minimum of 10.5%",
        (("5 years", "duration", "5"), ("10.5%", "percent", "10.5")),
    ),
    (
        "paid GBP 2.4m over four years, after over five years",
        (("GBP 2.4m", "money", "2400000"), ("four years", "duration", "4"), ("five years", "duration", "5")),
    ),
    ("risen by between 8 and 12 per cent", (("8 and 12 per cent", "percent", "8..12"),)),
    (
        "rose by 23 points, from 41% to 64% of respondents",
        (("23 points", "percent", "23"), ("41%", "percent", "41"), ("64%", "percent", "64")),
    ),
    (
        "dropped by 450 to 12,300; rose by 5 to 10 percent",
        (
            ("450", "cardinal", "450"),
            ("12,300", "cardinal", "12300"),
            ("5 to 10 percent", "percent", "5..10"),
        ),
    ),
    (
        "our plan of $65-$70 million; $5-$7",
        (("$65-$70 million", "money", "65000000..70000000"), ("$5-$7", "money", "5..7")),
    ),
    ("earnings of $2.97 a year ago, $5 a year", (("$2.97", "money", "2.97"), ("$5 a year", "rate", "5"))),
    ("yield of 0.35 l/s", (("0.35 l/s", "measure", "0.35"),)),
    ("the year to 2023Q2", (("2023Q2", "date", "2023-Q2"),)),
    ("a charity (no. 1148823), no. 12", (("1148823", "identifier", "1148823"), ("no. 12", "ordinal", "12"))),
    (
        "18 of our 25 largest customers; 9 of 11 sites; 12 of 5; 1,904 out of 2,380",
        (
            ("18 of our 25", "ratio", "18/25"),
            ("9 of 11", "ratio", "9/11"),
            ("12", "cardinal", "12"),
            ("5", "cardinal", "5"),
            ("1,904", "cardinal", "1904"),
            ("2,380", "cardinal", "2380"),
        ),
    ),
    (
        "from 12 to 15 May; from 20 to 15 May",
        (
            ("12 to 15 May", "date", "--05-12..--05-15"),
            ("20", "cardinal", "20"),
            ("15 May", "date", "--05-15"),
        ),
    ),
    (
        "three-week trial; two to three weeks; from two to three million people",
        (
            ("three-week", "duration", "3"),
            ("two to three weeks", "duration", "2..3"),
            ("two to three million", "cardinal", "2000000..3000000"),
        ),
    ),
    (
        "19 serious incidents, 36 community health workers, 14 boreholes",
        (("19", "cardinal", "19"), ("36", "cardinal", "36"), ("14", "cardinal", "14")),
    ),
    (
        "the 2023 awards; the 2,023 awards; 2000 awards",
        (("2023", "year", "2023"), ("2,023", "cardinal", "2023"), ("2000", "cardinal", "2000")),
    ),
    ("aged 6 to 59 months", (("6 to 59 months", "duration", "6..59"),)),
    ("at 10.30am. Then 5 p.m. sharp", (("10.30am", "time", "10:30"), ("5 p.m.", "time", "17:00"))),
    ("45 cases on 1,500,000 people", (("45", "cardinal", "45"), ("1,500,000", "cardinal", "1500000"))),
    ("It grew 1,200%.", (("1,200%", "percent", "1200"),)),
    ("It grew 1.125%.", (("1.125%", "percent", "1.125"),)),
    (
        "a Boeing 737 landed; the FTSE 100 closed at 7,612.4",
        (
            ("Boeing 737", "name", "Boeing 737"),
            ("FTSE 100", "name", "FTSE 100"),
            ("7,612.4", "cardinal", "7612.4"),
        ),
    ),
    (
        "Exports rose to 14.3m tonnes, 1.2m people moved, visits rose from 9m to 11m and 3.2m seedlings grew",
        (
            ("14.3m tonnes", "measure", "14300000"),
            ("1.2m", "cardinal", "1200000"),
            ("9m", "cardinal", "9000000"),
            ("11m", "cardinal", "11000000"),
            ("3.2m", "cardinal", "3200000"),
        ),
    ),
    (
        "The river peaked at 5.42m; a wall 1.2m high; a 100m race; between 1.2m and 1.4m are expected",
        (
            ("5.42m", "measure", "5.42"),
            ("1.2m", "measure", "1.2"),
            ("100m", "measure", "100"),
            ("1.2m and 1.4m", "cardinal", "1200000..1400000"),
        ),
    ),
    (
        "212 day pupils and 1.2 per 1,000 bed days",
        (("212", "cardinal", "212"), ("1.2 per 1,000 bed days", "rate", "1.2")),
    ),
    (
        "12 stores opened and four closed; we closed four.",
        (("12", "cardinal", "12"), ("four", "cardinal", "4"), ("four", "cardinal", "4")),
    ),
    (
        "A third came from abroad, a third term began, fell by half.",
        (("A third", "cardinal", "1/3"), ("third", "ordinal", "3"), ("half", "cardinal", "0.5")),
    ),
    (
        "scope 1 and 2 emissions; Table 2, 45 schools",
        (
            ("scope 1", "ordinal", "1"),
            ("2", "ordinal", "2"),
            ("Table 2", "ordinal", "2"),
            ("45", "cardinal", "45"),
        ),
    ),
    ("people over 65, adults under 25", (("65", "duration", "65"), ("25", "duration", "25"))),
    (
        "Rs 1,245 crore, KSh 3,200",
        (("Rs 1,245 crore", "money", "12450000000"), ("KSh 3,200", "money", "3200")),
    ),
    ("They make up 43% of sales", (("43%", "percent", "43"),)),
    (
        "nine in 10 carers; five to 10 days",
        (("nine in 10", "ratio", "9/10"), ("five to 10 days", "duration", "5..10")),
    ),
    (
        "1 in every 14 homes, 1 in 14 homes, one in 12 staff; there were 5 in 12 schools; 1 in 12 months",
        (
            ("1 in every 14", "ratio", "1/14"),
            ("1 in 14", "ratio", "1/14"),
            ("one in 12", "ratio", "1/12"),
            ("5", "cardinal", "5"),
            ("12", "cardinal", "12"),
            ("1", "cardinal", "1"),
            ("12 months", "duration", "12"),
        ),
    ),
    (
        "It fell 0.3 of a percentage point, to 3.6 per thousand employees; $4 per thousand litres; 1.2 per million.",  # noqa: E501
        (
            ("0.3 of a percentage point", "percent", "0.3"),
            ("3.6 per thousand employees", "rate", "3.6"),
            ("$4 per thousand litres", "rate", "4"),
            ("1.2 per million", "rate", "1.2"),
        ),
    ),
    (
        "2.41 sewer floods per 10,000 connections; 412 Ml/d; 121 l/p/d; 48.2 Hz; $48/MWh; 30 t/FTE",
        (
            ("2.41 sewer floods per 10,000", "rate", "2.41"),
            ("412 Ml/d", "rate", "412"),
            ("121 l/p/d", "rate", "121"),
            ("48.2 Hz", "measure", "48.2"),
            ("$48/MWh", "rate", "48"),
            ("30 t/FTE", "rate", "30"),
        ),
    ),
    (
        "Q4 of 2023, 2024 Q3, FY25 H1: up; Q2 2024/25; (H1 24: 212); in H1 sales grew; 2023-24 Q3; Q1 12 schools; H1N1",  # noqa: E501
        (
            ("Q4 of 2023", "date", "2023-Q4"),
            ("2024 Q3", "date", "2024-Q3"),
            ("FY25 H1", "date", "2025-H1"),
            ("Q2 2024/25", "date", "2024-Q2"),
            ("H1 24", "date", "2024-H1"),
            ("212", "cardinal", "212"),
            ("H1", "name", "H1"),
            ("2023-24", "year", "2023..2024"),
            ("Q3", "ordinal", "3"),
            ("Q1", "ordinal", "1"),
            ("12", "cardinal", "12"),
            ("H1N1", "name", "H1N1"),
        ),
    ),
    (
        "Sales went from £1.1m to £1.3m, reserves were taken from 14.3% to 15.8%; margin from 6.1% to 6.5%",
        (
            ("£1.1m", "money", "1100000"),
            ("£1.3m", "money", "1300000"),
            ("14.3%", "percent", "14.3"),
            ("15.8%", "percent", "15.8"),
            ("6.1%", "percent", "6.1"),
            ("6.5%", "percent", "6.5"),
        ),
    ),
    (
        "It ranged from 5% to 8%; it went from 10 to 15%; moved up, from £2m to 3%",
        (
            ("5% to 8%", "percent", "5..8"),
            ("10 to 15%", "percent", "10..15"),
            ("£2m", "money", "2000000"),
            ("3%", "percent", "3"),
        ),
    ),
    (
        "wholesale (2.1)%, a variance of -£2.3m, Progress 8 -0.12, £2-£3m",
        (
            ("(2.1)%", "percent", "-2.1"),
            ("-£2.3m", "money", "-2300000"),
            ("8", "cardinal", "8"),
            ("-0.12", "cardinal", "-0.12"),
            ("£2-£3m", "money", "2000000..3000000"),
        ),
    ),
    (
        "Empty homes number 46; women number 92, see number 46; risk scores 20 (5 x 4); 0.9x EBITDA",
        (
            ("46", "cardinal", "46"),
            ("92", "cardinal", "92"),
            ("number 46", "ordinal", "46"),
            ("20", "cardinal", "20"),
            ("5", "cardinal", "5"),
            ("4", "cardinal", "4"),
            ("0.9x", "multiple", "0.9"),
        ),
    ),
    (
        "category 2 calls, Section 60 orders, level 3 courses; a section 60 people strong; in category 40 firms",  # noqa: E501
        (
            ("category 2", "ordinal", "2"),
            ("Section 60", "ordinal", "60"),
            ("level 3", "ordinal", "3"),
            ("60", "cardinal", "60"),
            ("40", "cardinal", "40"),
        ),
    ),
    (
        "aged 65 and over: 11.6%; towns and over 120 villages; 104+ weeks; 1,200+ homes; 18- to 24-year-olds; 16-18s",  # noqa: E501
        (
            ("65", "duration", "65"),
            ("11.6%", "percent", "11.6"),
            ("120", "cardinal", "120"),
            ("104+ weeks", "duration", "104"),
            ("1,200", "cardinal", "1200"),
            ("18- to 24-year-olds", "duration", "18..24"),
            ("16-18s", "duration", "16..18"),
        ),
    ),
    (
        "The first full year, the first half; a sixth of sales; a sixth store; 24 out of 30; 28 of the 37 cases",  # noqa: E501
        (
            ("first", "ordinal", "1"),
            ("first", "ordinal", "1"),
            ("a sixth", "cardinal", "1/6"),
            ("sixth", "ordinal", "6"),
            ("24 out of 30", "ratio", "24/30"),
            ("28", "cardinal", "28"),
            ("37", "cardinal", "37"),
        ),
    ),
    (
        "They dwelt 1h 42m, from Mar-24 on; a wall 42m long; 19m; opened six and shut nine, so it stands",
        (
            ("1h", "duration", "1"),
            ("42m", "duration", "42"),
            ("Mar-24", "date", "2024-03"),
            ("42m", "measure", "42"),
            ("19m", "measure", "19"),
            ("six", "cardinal", "6"),
            ("nine", "cardinal", "9"),
        ),
    ),
    (
        "34.6C, 98.6F, 3C; 1½ hours, £2¾ million, 6½%; (Mar 24: 618), (Mar 5: 6); 1,2,3½",
        (
            ("34.6C", "measure", "34.6"),
            ("98.6F", "measure", "98.6"),
            ("3C", "name", "3C"),
            ("1½ hours", "duration", "1.5"),
            ("£2¾ million", "money", "2750000"),
            ("6½%", "percent", "6.5"),
            ("Mar 24", "date", "2024-03"),
            ("618", "cardinal", "618"),
            ("Mar 5", "date", "--03-05"),
            ("6", "cardinal", "6"),
            ("1", "cardinal", "1"),
            ("2", "cardinal", "2"),
            ("3½", "cardinal", "3.5"),
        ),
    ),
    (
        "a 60:40 split, 1:14.2, 10:30; rose threefold; a ten-fold rise; £0.42m over plan (29.2%)",
        (
            ("60:40", "ratio", "60/40"),
            ("1:14.2", "ratio", "1/14.2"),
            ("10:30", "time", "10:30"),
            ("threefold", "multiple", "3"),
            ("ten-fold", "multiple", "10"),
            ("£0.42m", "money", "420000"),
            ("29.2%", "percent", "29.2"),
        ),
    ),
    (
        "9,000/10,000 books; 1,890/100,000; 12.4/1,000",
        (
            ("9,000/10,000", "ratio", "9000/10000"),
            ("1,890/100,000", "rate", "1890"),
            ("12.4/1,000", "rate", "12.4"),
        ),
    ),
    (
        "Head\tSpent\tStaff\nPay\t$ 412,000\t12\nFuel\t18,400\t3",
        (
            ("$ 412,000", "money", "412000"),
            ("12", "cardinal", "12"),
            ("18,400", "money", "18400"),
            ("3", "cardinal", "3"),
        ),
    ),
    (
        "phase 1 £4.2m, phase 2 £6.1m; 3.46 £m; 18.2 Mm3; 84.2c; on 30.06.24 and 28/9/24, 9/28/24",
        (
            ("phase 1", "ordinal", "1"),
            ("£4.2m", "money", "4200000"),
            ("phase 2", "ordinal", "2"),
            ("£6.1m", "money", "6100000"),
            ("3.46 £m", "money", "3460000"),
            ("18.2 Mm3", "measure", "18.2"),
            ("84.2c", "money", "0.842"),
            ("30.06.24", "date", "2024-06-30"),
            ("28/9/24", "date", "2024-09-28"),
            ("9/28/24", "date", "2024-09-28"),
        ),
    ),
    (
        "Late\tSep 24\tSep 23\nA\t12\t14\nB\t3\t4",
        (
            ("Sep 24", "date", "2024-09"),
            ("Sep 23", "date", "2023-09"),
            ("12", "cardinal", "12"),
            ("14", "cardinal", "14"),
            ("3", "cardinal", "3"),
            ("4", "cardinal", "4"),
        ),
    ),
    (
        "Late\tJun 30\tSep 30\nA\t12\t14\nB\t3\t4",
        (
            ("Jun 30", "date", "--06-30"),
            ("Sep 30", "date", "--09-30"),
            ("12", "cardinal", "12"),
            ("14", "cardinal", "14"),
            ("3", "cardinal", "3"),
            ("4", "cardinal", "4"),
        ),
    ),
    (
        "Shop\tSales £m\tMargin bps\tRate per 1,000\nA\t12.5\t40\t2.5\nB\t3.5\t45\t3.5",
        (
            ("1,000", "cardinal", "1000"),
            ("12.5", "money", "12500000"),
            ("40", "percent", "40"),
            ("2.5", "cardinal", "2.5"),
            ("3.5", "money", "3500000"),
            ("45", "percent", "45"),
            ("3.5", "cardinal", "3.5"),
        ),
    ),
)

# number words and marks that are no numbers here
NEGATIVES: tuple[str, ...] = (
    "one of the best",
    "may march on",
    "I am here",
    "a second opinion",
    "CO emissions per capita",
    "net zero, net-zero plans, second-half revenue, half-year results",
    "people who first wrote, were first on the scene; first, we cut prices; the first nuts fell; second best",
)

# what should be found and is not, yet
GAPS: tuple[tuple[str, Expected], ...] = (
    ("the dish cost 12 c and 11.42 c/kWh", (("11.42 c/kWh", "rate", "0.1142"),)),
)
