"""People at the review pages, in a real browser: keys alone, two at once, no connection, no scripts."""

import time
from pathlib import Path

import pytest

from service.web.messages import CATALOGUES, words
from tests.web.browser.conftest import LOADED, PASSWORD
from tests.web.flagged import TEXT, WRONG, metric

pytestmark = pytest.mark.browser

VI = words("vi")
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
PAYLOADS = [
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "' autofocus onfocus='window.pwned=1",
    "</textarea></title><script>window.pwned=1</script>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'>",
    "<a href='javascript:window.pwned=1' data-flag='x'>x</a>",
    "<form hx-get='/v1/reports' hx-trigger='load'>",
    "<b hx-on:click='window.pwned=1' hx-get=/metrics hx-trigger=load>x</b>",
]


# one person


def test_a_reviewer_logs_in_and_decides_a_whole_report_by_keyboard_alone(office, desk, record_property):
    report = office.report(title="Chỉ bằng bàn phím")
    lan = desk(None)
    lan.open(f"{office.address}/review")
    lan.page.wait_for_url("**/login**")
    tab_to(lan, "#name")
    lan.page.keyboard.type("lan")
    lan.page.keyboard.press("Tab")
    lan.page.keyboard.type(PASSWORD)
    lan.page.keyboard.press("Enter")
    lan.page.wait_for_url("**/review")
    tab_to(lan, f'a[href="/review/reports/{report}"]')
    lan.page.keyboard.press("Enter")
    lan.page.wait_for_selector("#card[data-seen]")
    flags, started = [], time.perf_counter()
    while lan.flag:
        assert len(flags) < 30
        flags.append(lan.decide(*keys_for(lan, len(flags))))
    seconds = (time.perf_counter() - started) / len(flags)
    record_property("seconds_per_flag", f"{seconds:.2f}")
    assert lan.page.locator(".tag.good").inner_text().endswith(VI("report.approved"))
    decided = office.decisions(report)
    assert [d["flag_id"] for d in decided] == flags
    assert {d["reviewer"] for d in decided} == {"lan"}
    assert {d["ruling"] for d in decided} >= {"source_right", "digest_right", "source_wrong"}
    assert all(float(d["seconds"]) > 0 for d in decided)
    assert office.asked(f"/v1/reports/{report}/reviewed")["approved"] is True


def tab_to(seat, selector: str) -> None:
    """Reach a place with the Tab key."""
    for _ in range(40):
        seat.page.keyboard.press("Tab")
        if seat.page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached")


def keys_for(seat, turn: int) -> tuple[str, ...]:
    """The source is right, but the second time the digest is, for reason 2; findings are agreed to."""
    if seat.page.locator('[data-key="s"].strong').count():
        return ("s",)
    return ("m", "2") if turn == 1 else ("c",)


def test_selecting_a_flag_marks_it_in_both_texts_and_the_same_figure_fainter(office, desk):
    lan = desk()
    lan.open(office.page(office.report(text=("Mở đầu. " * 600) + TEXT)))
    first = lan.flag
    lan.press("j")
    lan.moves_on_from(first)
    page = lan.page
    at = page.locator(".original .m.at").first
    assert at.inner_text() == "176"
    pane, place = page.locator(".original .text").bounding_box(), at.bounding_box()
    assert pane["y"] <= place["y"] <= pane["y"] + pane["height"]
    assert page.locator(".digested .m.at").first.inner_text().startswith("167")
    assert page.locator(".digested .m.same").count() >= 1
    assert page.locator(".flags a[aria-current]").count() == 1
    assert page.evaluate("document.activeElement.id") == "card"
    assert page.url.endswith(f"?flag={lan.flag}")
    page.locator(".original a.m.audit").first.click()
    page.wait_for_selector("#card.audit")


def test_an_undo_brings_the_flag_back_and_a_second_one_goes_further_back(office, desk):
    report = office.report()
    lan = desk()
    lan.open(office.page(report))
    first = lan.decide("c")
    second = lan.decide("u")
    third = lan.flag
    lan.press("z")
    lan.moves_on_from(third)
    assert lan.flag == second
    lan.press("z")
    lan.moves_on_from(second)
    assert lan.flag == first
    assert [d["ruling"] for d in office.decisions(report)] == [
        "source_right",
        "unsure",
        "reopened",
        "reopened",
    ]
    assert lan.page.locator(".history li").count() == 2


def test_keys_rest_while_somebody_types_and_when_they_are_turned_off(office, desk):
    report = office.report()
    lan = desk()
    lan.open(office.page(report))
    flag = lan.flag
    lan.press("n")
    lan.page.keyboard.type("cmsuz1")
    assert lan.page.locator("#note").input_value() == "cmsuz1"
    lan.press("Escape")
    assert lan.page.evaluate("document.activeElement.id") == "card"
    lan.open(f"{office.page(report)}?keys=off")
    lan.press("c", "u")
    lan.open(f"{office.page(report)}?keys=on")
    assert (lan.flag, office.decisions(report)) == (flag, [])


def test_a_ruling_that_lacks_a_note_asks_for_it_and_then_goes_through(office, desk):
    report = office.report()
    lan = desk()
    lan.open(office.page(report))
    flag = lan.flag
    lan.press("s")
    assert lan.page.evaluate("document.activeElement.id") == "note"
    assert lan.page.locator("#note-hint").inner_text() == VI("rule.note_wanted")
    lan.page.keyboard.type("trang 3 ghi khác")
    lan.page.keyboard.press("Control+Enter")
    lan.moves_on_from(flag)
    (decision,) = office.decisions(report)
    assert (decision["ruling"], decision["note"]) == ("source_wrong", "trang 3 ghi khác")


# In the page itself, so that a slow machine does not make the stroke a slow one.
STROKE_AS_SOON_AS_THE_NEXT_FLAG_SHOWS = """flag => new MutationObserver((_, watch) => {
  const card = document.querySelector("#card[data-seen]");
  if (!card || card.dataset.flag === flag) return;
  watch.disconnect();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "c", bubbles: true, cancelable: true }));
  window.struck = true;
}).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-seen"] })"""


def test_a_second_stroke_in_haste_does_not_decide_the_next_flag(office, desk):
    report = office.report()
    lan = desk()
    lan.open(office.page(report))
    flag = lan.flag
    lan.page.evaluate(STROKE_AS_SOON_AS_THE_NEXT_FLAG_SHOWS, flag)
    lan.press("c")
    lan.moves_on_from(flag)
    lan.page.wait_for_function("() => window.struck")
    lan.press("j")
    assert len(office.decisions(report)) == 1


def test_an_omitted_figure_is_added_and_the_same_figure_elsewhere_decided_along(office, desk):
    report = office.report()
    lan = desk()
    lan.open(office.page(report))
    while not lan.page.locator("[data-key=x]").count():
        flag = lan.flag
        lan.press("j")
        lan.moves_on_from(flag)
    lan.decide("x", "c")
    assert len(office.decisions(report)) == 2
    omitted = lan.page.locator(".flags li.omitted a").first
    omitted.click()
    lan.page.wait_for_selector("#card.omitted")
    figure = lan.page.locator("#card .figure").inner_text()
    lan.decide("a")
    lan.page.wait_for_selector("#added ins")
    assert lan.page.locator("#added ins").inner_text() == figure


def test_help_lists_the_keys_and_leads_back(office, desk):
    lan = desk()
    lan.open(f"{office.address}/review")
    lan.press("?")
    assert lan.page.locator("#help").is_visible()
    lan.press("Escape", "/")
    assert lan.page.evaluate("document.activeElement.id") == "f-text"


# two people


def test_two_reviewers_collide_and_the_later_one_sees_who_was_first(office, desk):
    report = office.report()
    lan, minh = desk("lan"), desk("minh")
    minh.expected = (LOADED,)
    lan.open(office.page(report))
    minh.open(office.page(report))
    flag = lan.flag
    assert minh.flag == flag
    assert VI("card.lease", who="lan") in minh.page.locator(".lease").inner_text()
    assert minh.page.locator("button.act").count() >= 3
    lan.decide("c")
    minh.press("n")
    minh.page.keyboard.type("ý kiến của Minh")
    minh.press("Escape", "u")
    alert = minh.page.locator("#card [role=alert]")
    alert.wait_for()
    assert "lan" in alert.inner_text()
    assert minh.flag == flag
    assert VI("ruling.source_right") in minh.page.locator(".ruled").inner_text()
    assert minh.page.locator("#note").input_value() == "ý kiến của Minh"
    assert [d["reviewer"] for d in office.decisions(report)] == ["lan"]
    minh.decide("u")
    assert [(d["reviewer"], d["ruling"]) for d in office.decisions(report)][1] == ("minh", "unsure")


def test_a_flag_that_waits_for_a_second_reader_is_offered_to_the_other_person_only(office, desk):
    report = office.report()
    lan, minh = desk("lan"), desk("minh")
    lan.open(office.page(report))
    flag = lan.decide("u")
    minh.open(f"{office.page(report)}?flag={flag}")
    assert minh.page.locator("#rule").is_visible()
    minh.decide("c")
    lan.open(f"{office.page(report)}?flag={flag}")
    assert VI("ruling.source_right") in lan.page.locator(".ruled").inner_text()


def test_a_flag_that_is_decided_is_not_decided_anew_by_a_stray_key(office, desk):
    report = office.report()
    lan = desk()
    lan.open(office.page(report))
    flag = lan.decide("c")
    lan.open(f"{office.page(report)}?flag={flag}")
    lan.press("u", "c")
    assert len(office.decisions(report)) == 1
    lan.press("n")
    lan.page.keyboard.type("nhìn lại")
    lan.press("Escape")
    lan.decide("u")
    assert [d["ruling"] for d in office.decisions(report)] == ["source_right", "unsure"]


# a bad connection


def test_an_answer_given_without_a_connection_is_kept_on_the_page_and_sent_again(office, desk):
    report = office.report()
    lan = desk()
    lan.expected = (LOADED, "htmx:")
    lan.open(office.page(report))
    lan.press("e")
    lan.page.keyboard.type("175")
    lan.press("Escape", "n")
    lan.page.keyboard.type("xem lại trang 2")
    lan.press("Escape")
    lan.page.context.set_offline(True)
    flag = lan.flag
    lan.press("c")
    lan.page.wait_for_function("() => document.querySelector('#said').textContent")
    assert lan.page.locator("#said").inner_text() == VI("said.offline")
    assert lan.flag == flag
    assert lan.page.locator("#note").input_value() == "xem lại trang 2"
    lan.page.context.set_offline(False)
    lan.decide("c")
    (decision,) = office.decisions(report)
    assert (decision["value"], decision["note"]) == ("175", "xem lại trang 2")


def test_a_decision_whose_answer_was_lost_is_not_made_twice(office, desk):
    report = office.report()
    lan = desk()
    lan.expected = (LOADED, "htmx:")
    lan.open(office.page(report))

    def lost(route):
        route.fetch()
        route.abort()

    lan.page.route("**/flags/*", lost, times=1)
    flag = lan.flag
    lan.press("c")
    lan.page.wait_for_function("() => document.querySelector('#said').textContent")
    assert lan.flag == flag
    lan.decide("c")
    assert len(office.decisions(report)) == 1


# other ways to look


def test_without_scripts_links_and_forms_do_the_same(office, desk):
    report = office.report()
    lan = desk(java_script_enabled=False)
    lan.expected = (LOADED,)
    lan.open(office.page(report))
    page, flag = lan.page, lan.flag
    assert page.locator(".original .m.at").count() == 1
    page.locator('button[value="source_right"]').click()
    assert lan.flag not in {"", flag}
    page.locator(".why-not summary").first.click()
    page.locator('button[value="digest_right:derived"]').click()
    page.locator("form.undo button").click()
    assert [d["ruling"] for d in office.decisions(report)] == ["source_right", "digest_right", "reopened"]
    page.locator("#value").fill("")
    page.locator('button[value="source_right"]').click()
    assert VI("refused.value") in page.locator("#card [role=alert]").inner_text()


def test_a_report_sent_from_the_page_is_followed_until_it_is_there(office, desk):
    office.model.answers[:] = [WRONG, WRONG]
    office.model.open.clear()
    lan = desk()
    lan.open(f"{office.address}/review/new")
    lan.page.locator("#text").fill(TEXT + " Gửi từ trang.")
    lan.page.locator("form.stack button").click()
    lan.page.wait_for_selector("#work li:not([hidden])")
    office.model.open.set()
    lan.page.wait_for_selector("#card[data-seen]")
    assert lan.flag


@pytest.mark.parametrize(
    ("width", "height"), [(390, 844), (640, 400), (320, 640)], ids=["phone", "zoomed", "small"]
)
def test_narrow_and_zoomed_windows_need_no_sideways_scrolling(office, desk, width, height):
    report = office.report(WRONG | {"summary": "x" * 3000 + " 301 đảng viên"}, text=TEXT + " " + "w" * 5000)
    lan = desk(viewport={"width": width, "height": height})
    for address in ("/review", "/review/new", "/review/help", f"/review/reports/{report}"):
        lan.open(office.address + address)
        wide = lan.page.evaluate(
            "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, address


def test_paper_shows_the_report_and_no_buttons(office, desk):
    lan = desk()
    lan.open(office.page(office.report()))
    lan.page.emulate_media(media="print")
    assert lan.page.locator(".original .text").is_visible()
    assert not lan.page.locator("#rule").is_visible()
    assert not lan.page.locator(".top").is_visible()


def test_a_long_report_with_thousands_of_figures_stays_usable(office, desk):
    text = "\n".join(
        f"Mục {n}: kết nạp {n} đảng viên, đạt {n % 100},5% kế hoạch năm 2021." for n in range(1, 601)
    )
    lan = desk()
    lan.open(office.page(office.report(text=f"{text}\n{TEXT}")))
    assert lan.page.locator(".original .m").count() > 1800
    flag = lan.flag
    lan.press("j")
    lan.moves_on_from(flag)
    pane, place = (lan.page.locator(s).first.bounding_box() for s in (".original .text", ".original .m.at"))
    assert pane["y"] <= place["y"] <= pane["y"] + pane["height"]


# barriers and hostile content


@pytest.fixture(scope="module")
def shown(office) -> dict[str, str]:
    """Pages with everything on them that there is, by name."""
    altered = metric("Câu bị sửa", "27 chi bộ", "Đảng bộ phường có 27 chi bộ với 310 đảng viên")
    report = office.report(WRONG | {"metrics": [*WRONG["metrics"], altered]}, title="Để xem")
    record = office.asked(f"/v1/reports/{report}")
    codes = {flag["code"]: f"/review/reports/{report}?flag={flag['id']}" for flag in record["flags"]}
    kinds = ("digits_changed", "percent_mismatch", "omitted", "quote_altered")
    return {
        "queue": "/review?text=de+xem", "empty": "/review?text=khongcogi", "new": "/review/new",
        "help": "/review/help", "nowhere": "/review/nowhere", **{code: codes[code] for code in kinds},
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", CATALOGUES)
def test_axe_finds_no_barrier_on_any_page(office, desk, shown, scheme, lang, record_property):
    lan = desk(color_scheme=scheme, reduced_motion="reduce")
    lan.expected = (LOADED,)
    passes, incomplete = 0, set()
    for name, address in shown.items():
        lan.open(f"{office.address}{address}{'&' if '?' in address else '?'}lang={lang}")
        assert lan.page.evaluate("document.documentElement.lang") == lang
        lan.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        lan.page.evaluate(AXE)
        found = lan.page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        told = [(rule["id"], [node["html"][:150] for node in rule["nodes"]]) for rule in found["violations"]]
        assert told == [], name
        passes += len(found["passes"])
        incomplete |= {rule["id"] for rule in found["incomplete"]}
    record_property(
        "axe", f"{scheme} {lang}: {passes} passes, {len(shown)} pages, unsure: {sorted(incomplete)}"
    )


def test_no_hostile_content_is_obeyed(office, desk):
    lan = desk()
    for start in range(0, len(PAYLOADS), 3):
        hostile = " ".join(PAYLOADS[start : start + 3])
        bad = metric(hostile, "167", f"{hostile} 176") | {"unit": hostile, "period": hostile}
        digest = WRONG | {"title": hostile, "organization": hostile, "summary": f"{hostile} 999 đảng viên",
                          "metrics": [bad, *WRONG["metrics"]]}  # fmt: skip
        report = office.report(digest, text=f"{hostile} {TEXT}", title=hostile)
        for flag in office.asked(f"/v1/reports/{report}")["flags"][:6]:
            lan.open(f"{office.page(report)}?flag={flag['id']}")
            lan.page.locator(".flags li a").last.click()
            lan.page.wait_for_selector(f'#card[data-seen]:not([data-flag="{flag["id"]}"])')
            assert lan.page.evaluate("window.pwned") is None
    lan.open(f"{office.address}/review")
    assert lan.page.evaluate("window.pwned") is None
