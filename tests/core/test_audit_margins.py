"""Margins held against the profits and the sales that the text tells."""

import pytest

from service.core.audit import audit
from service.core.source import read_source

TABLE = (
    "Key figures (EUR million)\n\n"
    "                          H1 2024     H1 2023     Change\n"
    "Service                   318.4       297.9       +6.9%\n"
    "Revenue                   688.6       663.5       +3.8%\n"
    "Gross profit              233.2       217.0       +7.5%\n"
    "EBITA                     77.8        73.4        +6.0%\n\n"
)
TOLD = "Doanh thu thuần năm 2023 đạt 2.184,6 tỷ đồng, chi phí 98,0 tỷ đồng. Lợi nhuận gộp 305,8 tỷ đồng. "
PORT = "Revenue advanced to £186.3 million. Underlying operating profit was £52.2 million. "


def told(text: str, lang: str) -> list[tuple[str, str]]:
    """What is stated and expected in the findings about percentages of a part."""
    findings = audit(read_source(text, lang)).findings
    return [(f.stated, f.expected) for f in findings if f.code == "percent_mismatch"]


@pytest.mark.parametrize(
    ("text", "lang", "stated", "expected"),
    [
        (f"- EBITA margin improved to 18.3%\n\n{TABLE}", "en", "18.3", "11.3"),
        (f"{TABLE}Gross margin was 39.9%, against 32.7% a year before.", "en", "39.9", "33.9"),
        (f"{TABLE}Gross margin was 33.9%, against 37.2% a year before.", "en", "37.2", "32.7"),
        (f"{PORT}At 20.8%, the operating margin was the best for six years.", "en", "20.8", "28.0"),
        (
            "- Group revenue of £318.4m, up 7.2% on the £296.9m of last year\n"
            "- Adjusted profit £27.1m, against £24.6m: an increase of 10.2%, giving a margin of 7.5%",
            "en",
            "7.5",
            "8.5",
        ),
        (f"{TOLD}Biên lợi nhuận gộp đạt 41,0%, cao hơn năm trước.", "vi", "41.0", "14.0"),
    ],
)
def test_a_margin_that_a_slip_keeps_from_its_profit_and_sales_is_told(text, lang, stated, expected):
    assert told(text, lang) == [(stated, expected)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (f"- EBITA margin improved to 11.3%\n\n{TABLE}", "en"),
        (f"{TABLE}Gross margin improved to 33.9% from 32.7%.", "en"),
        (f"{TABLE}Gross margin rose by more than 18.3% in the north.", "en"),
        (f"{TABLE}The contribution margin was 41.7%.", "en"),
        (f"{TABLE}A margin of 18.3% is usual in our trade.", "en"),
        (f"{TABLE}EBITA margin was measured in 14 plants, of which 18.3% are in France.", "en"),
        ("Net interest margin was 3.7%. Revenue was $120 million and net income $37 million.", "en"),
        (f"{PORT}The operating margin was 28.0%.", "en"),
        (f"{PORT}At 61.3%, the share of women was the best for six years.", "en"),
        (f"{TOLD}Biên lợi nhuận gộp đạt 14,0%, cao hơn năm trước.", "vi"),
        (f"{TOLD}Biên lợi nhuận gộp đạt 97,3%, cao hơn năm trước.", "vi"),
    ],
)
def test_a_margin_that_fits_or_is_of_what_the_text_does_not_tell_is_left_alone(text, lang):
    assert told(text, lang) == []
