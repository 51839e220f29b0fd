"""A report whose digest is wrong in several ways, and forms of its pages as a browser would send them."""

import re
from html import unescape

TEXT = (
    "Đảng bộ xã có 27 chi bộ với 310 đảng viên. Năm 2021, kết nạp 176 đảng viên mới; 26/27 chi bộ hoàn thành "
    "tốt nhiệm vụ, đạt 96,3%.\n\nThu ngân sách đạt 285,695 tỷ đồng, tăng 12% so với năm 2020. Cấp trên "
    "khen thưởng 45 tập thể và 120 cá nhân.\n\nĐối với tập thể lãnh đạo: hoàn thành xuất sắc 14/89 "
    "(chiếm 15,73%); hoàn thành tốt 73/89 (chiếm 82%); hoàn thành 2/89 (chiếm 2,47%)."
)


def metric(label: str, value: str, quote: str) -> dict[str, object]:
    return {"label": label, "value_text": value, "unit": "", "period": None, "quote": quote}


WRONG = {
    "title": "Báo cáo năm 2021",
    "organization": "Đảng bộ xã",
    "location": None,
    "period": {"label": "2021", "start": "2021-01-01", "end": "2021-12-31"},
    "summary": "Đảng bộ có 27 chi bộ với 301 đảng viên.",
    "key_points": ["Kết nạp 167 đảng viên mới."],
    "metrics": [
        metric("Đảng viên mới kết nạp", "167 đảng viên mới", "kết nạp 176 đảng viên mới"),
        metric("Thu ngân sách", "285.695 tỷ đồng", "Thu ngân sách đạt 285,695 tỷ đồng"),
        metric("Chi bộ", "27 chi bộ", "Đảng bộ xã có 27 chi bộ"),
    ],
}


def fields(page: str, form: str = "rule") -> dict[str, str]:
    """The hidden fields and inputs of a form of the page, as they stand there."""
    found = re.search(rf'<form[^>]*(?:id|class)="{form}"(.*?)</form>', page, re.DOTALL)
    assert found, f"there is no form {form}"
    return {
        unescape(name): unescape(value)
        for tag in re.findall(r"<input[^>]*>", found[1])
        if 'type="checkbox"' not in tag
        for name, value in re.findall(r'name="([^"]*)".*?value="([^"]*)"', tag)
    }


def chosen(page: str) -> str:
    """The flag on the desk; empty when the report is done."""
    found = re.search(r'<section id="card"[^>]*data-flag="([^"]*)"', page)
    assert found
    return found[1]
