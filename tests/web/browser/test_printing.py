"""The printed digest and the comparison in a real browser: no barrier, no sideways scrolling, nothing run."""

from pathlib import Path

import pytest

from tests.web.flagged import TEXT, WRONG

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
EVIL = "<img src=x onerror=alert(1)></script><script>alert(1)</script>\u202eabc"


@pytest.fixture(scope="module")
def pages(office) -> dict[str, str]:
    """The address of a digest on paper, of a hostile one, and of the comparison of three reports."""
    report = office.report()
    late = {**WRONG, "period": {"label": "2022", "start": "2022-01-01", "end": "2022-12-31"}}
    office.report(late, text=TEXT + " Năm 2022.")
    evil = {**WRONG, "title": EVIL, "organization": EVIL, "summary": EVIL * 3, "key_points": [EVIL]}
    hostile = office.report(evil, text=TEXT + " Năm 2023.")
    return {
        "paper": f"/review/reports/{report}/print",
        "hostile": f"/review/reports/{hostile}/print",
        "compare": "/review/compare",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_no_barrier_on_paper_and_in_the_comparison(office, desk, pages, scheme, lang):
    lan = desk(color_scheme=scheme)
    for path in pages.values():
        lan.open(f"{office.address}{path}?lang={lang}&language={lang}")
        lan.page.evaluate(AXE)
        found = lan.page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        told = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]]
        assert told == [], path


@pytest.mark.parametrize("width", [1280, 640, 390])
def test_no_page_needs_sideways_scrolling(office, desk, pages, width):
    lan = desk(viewport={"width": width, "height": 800})
    for path in pages.values():
        lan.open(office.address + path)
        assert lan.page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_bars_stand_beside_their_figures_in_their_own_room(office, desk, pages):
    lan = desk(viewport={"width": 390, "height": 800})
    lan.open(office.address + pages["compare"])
    rooms = lan.page.locator("svg:has(.bar)")
    assert rooms.count() >= 2
    for at in range(rooms.count()):
        box = rooms.nth(at).bounding_box()
        assert box["width"] > 40
        assert box["x"] + box["width"] <= 390


def test_a_remark_in_the_text_leads_to_its_place_in_the_list(office, desk, pages):
    lan = desk()
    lan.open(office.address + pages["paper"])
    mark = lan.page.locator("main sup a").first
    number = mark.inner_text().strip("[]")
    mark.click()
    assert lan.page.evaluate("document.querySelector(':target').id") == f"r{number}"


def test_on_paper_there_are_no_tools(office, desk, pages):
    lan = desk()
    lan.open(office.address + pages["paper"])
    assert lan.page.locator(".tools").is_visible()
    lan.page.emulate_media(media="print")
    assert not lan.page.locator(".tools").is_visible()
    assert lan.page.locator("h1").is_visible()
    assert lan.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_document_is_downloaded_under_the_title_of_the_digest(office, desk, pages):
    lan = desk()
    lan.open(office.address + pages["paper"])
    with lan.page.expect_download() as waiting:
        lan.page.locator(".tools a[download]").click()
    assert waiting.value.suggested_filename == "Báo cáo năm 2021.docx"
