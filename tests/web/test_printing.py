"""The digest as a page and as DOCX, and figures side by side, through HTTP on real reports with rulings."""

import io
import re
from types import SimpleNamespace

import pytest
from docx import Document
from lxml import html

from schemas.decision import DecisionIn
from service.store import NewReport, Options
from tests.exports.reports import TEXT, digest, metric
from tests.exports.reports import record as record_of

EVIL = "<script>alert(1)</script>\u202e=HYPERLINK(1)"
OPTIONS = Options("free", "scripted-1", "v1", "digest.v1")


@pytest.fixture(scope="module")
def backend(client):
    return client.app.state.desk.backend


@pytest.fixture(scope="module")
def keep(client, backend):
    """Keeps a finished report with this digest; returns its id."""

    async def kept(told: dict, text: str) -> str:
        made = await backend.store.create(NewReport(text, "vi", OPTIONS, title="Báo cáo"))
        await backend.store.save_record(record_of(told, id=made.stored.id, text=text))
        return made.stored.id

    return lambda told, text=TEXT: client.portal.call(kept, told, text)


@pytest.fixture(scope="module")
def made(client, backend, keep) -> SimpleNamespace:
    def owned(name: str, year: str, value: str) -> dict:
        period = {"label": f"năm {year}", "start": f"{year}-01-01", "end": f"{year}-12-31"}
        row = metric("Thu ngân sách", value, "đồng", f"Thu ngân sách đạt {value}")
        return digest(
            row, organization=name, period=period, summary="", key_points=[], title=f"{name} {year}"
        )

    async def settle(report_id: str) -> None:
        for state in await backend.reviews.states(report_id):
            flag = state.flag
            if flag.severity == "info":
                continue
            word = "source_right" if flag.path else "source_wrong"
            said = DecisionIn(ruling=word, value=flag.expected, note="Đã gọi điện hỏi.")
            await backend.reviews.decide(
                report_id, flag.id, said, reviewer="lan", role="reviewer", expected_version=1
            )

    made = SimpleNamespace(
        open=keep(digest()),
        settled=keep(digest(), TEXT + "Bản hai.\n"),
        evil=keep(
            digest(metric(EVIL, "27", EVIL, EVIL), title=EVIL, organization=EVIL, summary=EVIL), TEXT + EVIL
        ),
        one=keep(owned("Huyện X", "2021", "4 tỷ đồng"), "Năm 2021, thu ngân sách đạt 4 tỷ đồng của huyện X."),
        two=keep(
            owned("Huyện X", "2022", "5.000 triệu đồng"), "Năm 2022, thu ngân sách đạt 5.000 triệu đồng."
        ),
        usd=keep(
            owned("Huyện X", "2023", "5 triệu USD"), "Năm 2023, thu ngân sách đạt 5 triệu USD của huyện."
        ),
    )
    client.portal.call(settle, made.settled)
    return made


def page(client, path: str, **asked):
    answer = client.get(path, params={"lang": "vi", **asked}, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "'unsafe" not in answer.headers["content-security-policy"]
    whole = html.document_fromstring(answer.text)
    assert not whole.xpath("//script[not(@src)] | //style | //@style | //*[@onclick or @onload]"), (
        "inline code"
    )
    assert all(link.startswith(("/", "?", "#")) for link in whole.xpath("//@href | //@src"))
    return whole


def words(element) -> str:
    return " ".join(element.text_content().split())


def test_an_open_digest_is_printed_with_its_remarks_marked_and_listed(client, made):
    whole = page(client, f"/review/reports/{made.open}/print")
    assert whole.get("lang") == "vi"
    assert "còn 4 điểm chưa xử lý" in words(whole.find_class("standing")[0])
    marked = [words(mark) for mark in whole.xpath("//section//mark")]
    assert "285,965 tỷ đồng" in marked
    targets = {link.get("href")[1:] for link in whole.xpath("//sup/a")}
    assert targets == set(whole.xpath("//section[@class='remarks']//li/@id"))
    row = whole.xpath("//table[@class='metrics']/tbody/tr")[0]
    assert [words(cell) for cell in row] == [
        "1",
        "Chi bộ trực thuộcĐảng bộ huyện Tân Hồng có 27 chi bộ",
        "27",
        "chi bộ",
        "Khớp nguồn",
    ]


def test_a_settled_digest_says_who_corrected_what_and_where_the_source_is_wrong(client, made):
    whole = page(client, f"/review/reports/{made.settled}/print", language="en")
    assert whole.get("lang") == "en"
    text = words(whole)
    assert "Approved: every remark has been settled by a reader." in text
    assert "Faults of the source report" in text
    assert "Đã gọi điện hỏi." in text
    rows = [[words(cell) for cell in row] for row in whole.xpath("//table[@class='corrections']/tbody/tr")]
    assert {(row[0], row[1], row[2]) for row in rows} >= {("Figure 2", "3.382", "3.328")}
    assert all(row[3].startswith("lan") for row in rows)
    assert "285,695 tỷ đồng" in text
    assert not whole.xpath("//mark")


def test_the_document_has_the_title_as_its_name_and_the_same_content(client, made):
    answer = client.get(f"/review/reports/{made.settled}/digest.docx", params={"language": "en"})
    assert answer.status_code == 200
    said = answer.headers["content-disposition"]
    assert said.startswith(
        "attachment; filename=\"Bao cao cong tac xay dung Dang.docx\"; filename*=UTF-8''B%C3%A1o"
    )
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs)
    assert "Approved: every remark has been settled by a reader." in text
    assert "[1] Source report:" in text


def test_hostile_words_are_shown_and_never_obeyed(client, made):
    for path in (f"/review/reports/{made.evil}/print", "/review/compare"):
        whole = page(client, path)
        text = words(whole)
        assert "<script>alert(1)</script>" in text
        assert "\u202e" not in text
        assert "U+202E" in text
    name = client.get(f"/review/reports/{made.evil}/digest.docx").headers["content-disposition"]
    assert name.isascii()
    assert not re.search(r"[<>\r\n]", name)


@pytest.mark.parametrize("path", ["print", "digest.docx"])
def test_what_is_not_there_or_not_finished_cannot_be_printed(client, backend, path):
    async def queued() -> str:
        return (await backend.store.create(NewReport(TEXT, "vi", OPTIONS))).stored.id

    waiting = client.portal.call(queued)
    assert client.get(f"/review/reports/{waiting}/{path}").status_code == 409
    for gone in ("nonsense", "01ARZ3NDEKTSV4RRFFQ69G5FAV"):
        answer = client.get(f"/review/reports/{gone}/{path}")
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")


def test_a_planted_error_never_leaves_the_office(client, keep):
    report_id = keep(digest(), TEXT + "Bản gốc.\n")
    seed = client.post(f"/v1/reports/{report_id}/seeds").json()
    copy = seed["report_id"]
    assert copy != report_id
    whole, origin = (page(client, f"/review/reports/{one}/print") for one in (copy, report_id))
    assert words(whole.find("body/main")) == words(origin.find("body/main"))
    assert whole.xpath("//nav/a/@href")[0] == f"/review/reports/{copy}"
    for what in ("metrics", "flags", "decisions"):
        assert client.get(f"/v1/exports/{what}.csv", params={"report": copy}).status_code == 404
        assert copy not in client.get(f"/v1/exports/{what}.jsonl").text


def test_a_report_that_failed_is_printed_with_what_there_is(client, backend):
    async def failed() -> str:
        made = await backend.store.create(NewReport(TEXT, "vi", OPTIONS, title="Báo cáo hỏng"))
        bare = record_of(None, id=made.stored.id).model_copy(
            update={"status": "failed", "digest": None, "claims": (), "provenance": None}
        )
        await backend.store.save_record(bare)
        return made.stored.id

    whole = page(client, f"/review/reports/{client.portal.call(failed)}/print")
    assert "Báo cáo này không có bản tóm tắt." in words(whole)


def test_figures_of_one_name_and_unit_stand_side_by_side_with_bars_to_scale(client, made):
    whole = page(client, "/review/compare", organization="huyện x")
    groups = whole.xpath("//section[.//svg]")
    assert len(groups) == 1
    assert words(groups[0].find("h2")) == "Thu ngân sách VND"
    told = [words(cell) for cell in groups[0].xpath(".//tbody/tr/td[1]")]
    assert told == ["4 tỷ đồng", "5.000 triệu đồng"]
    assert groups[0].xpath(".//tbody/tr/th/a/@href") == [
        f"/review/reports/{id}" for id in (made.one, made.two)
    ]
    assert [bar.get("width") for bar in groups[0].xpath(".//rect[contains(@class, 'bar')]")] == [
        "800",
        "1000",
    ]
    clash = whole.xpath("//section[h2[contains(., 'khác đơn vị tính')]]//li")
    assert [words(one) for one in clash] == ["Thu ngân sách: USD · VND"]


def test_where_nothing_is_comparable_the_page_says_why(client, made):
    whole = page(client, "/review/compare", organization="huyện x", period="2021", lang="en")
    assert "Nothing can be compared" in words(whole)
    assert [words(cell) for cell in whole.xpath("//table//tbody//th/a")] == ["Huyện X"]
    nothing = page(client, "/review/compare", organization="huyện không có", lang="vi")
    assert "Không có báo cáo nào khớp bộ lọc" in words(nothing)


def test_the_same_text_is_taken_once_and_the_approved_one_first(client, made, keep, backend):
    again = keep(digest(), TEXT + "Bản hai.\n")
    links = page(client, "/review/compare").xpath("//table[contains(@class, 'reports')]//th/a/@href")
    assert f"/review/reports/{made.settled}" in links
    assert f"/review/reports/{again}" not in links


def test_only_approved_reports_are_compared_when_asked_and_the_export_asks_the_same(client, made):
    whole = page(client, "/review/compare", approved="true")
    links = whole.xpath("//table[contains(@class, 'reports')]//th/a/@href")
    assert f"/review/reports/{made.settled}" in links
    assert f"/review/reports/{made.open}" not in links
    out = whole.xpath("//a[@download]/@href")
    assert out == [f"/v1/exports/metrics.{form}?lang=vi&approved=true" for form in ("xlsx", "csv")]
    assert all(client.get(link).status_code == 200 for link in out)


def test_more_reports_than_fit_are_said_to_be_left_out(client, made, monkeypatch):
    monkeypatch.setattr("service.web.printing.MOST", 2)
    text = words(page(client, "/review/compare"))
    assert "Chỉ lấy 2 báo cáo mới nhất" in text
    assert "trong 2 báo cáo" in text
