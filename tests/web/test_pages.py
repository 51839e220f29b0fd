"""The pages as HTML: what a browser without scripts sees and sends, and what nothing may get past."""

import hashlib
import re
import string
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from schemas.decision import REASONS, RULINGS
from schemas.record import ClaimV1, FlagV1, RecordV1
from service.batch import READABLE
from service.core.types import Reason
from service.errors import ProviderDenied
from service.store import Page
from service.store.reviews import SqlReviews
from service.web.app import STATIC
from service.web.messages import CATALOGUES, words
from service.web.pages import Shelf
from service.web.paper import TEMPLATES, age
from service.web.render import UNSEEN, Mark, blocks, breaks_of, cut, visible
from service.web.sheet import sheet_of, suggested
from tests.web.flagged import TEXT, WRONG, chosen, fields

PAYLOADS = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "<!--<script>",
    "]]><a href=javascript:alert(1)>x</a>",
]
HTML = {"Accept": "text/html"}


@pytest.fixture
def flagged(client, model, report):
    """The id of a report with flags of every sort."""
    model.answers[:] = [WRONG, WRONG]  # the repair round says the same
    record = client.post("/v1/reports", json={"text": f"{TEXT} {report['text'][-50:]}"}).json()
    return record["id"]


def home(report_id: str) -> str:
    return f"/review/reports/{report_id}"


def send(client, report_id: str, act: str, *, swap: bool = False, **changed: str):
    """Decide on the flag on the desk, or on the one named, as the form on the page does."""
    flag = changed.pop("flag", None)
    page = client.get(home(report_id), params={"flag": flag} if flag else None).text
    sent = fields(page) | {"act": act} | changed
    headers = {"HX-Request": "true"} if swap else HTML
    return client.post(
        f"{home(report_id)}/flags/{chosen(page)}", data=sent, headers=headers, follow_redirects=False
    )


# words


@pytest.mark.parametrize("lang", CATALOGUES)
def test_every_language_says_everything_with_the_same_blanks(lang):
    def blanks(message):
        parts = [message] if isinstance(message, str) else message
        return {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}

    first, other = CATALOGUES["vi"], CATALOGUES[lang]
    assert set(first) == set(other)
    for key in first:
        assert blanks(first[key]) == blanks(other[key]), key
        assert all(other[key]), key


def test_every_message_that_the_pages_ask_for_is_there_and_none_is_left_over():
    known, named, families = set(CATALOGUES["vi"]), set(), set()
    for path in (*TEMPLATES.glob("*.html"), *TEMPLATES.parent.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        asked = set(re.findall(r'(?<!\w)(?:t|said)\("([a-z_.]+)"(?! ~)', text))
        assert asked <= known, path
        named |= set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)+)"', text))
        families |= set(re.findall(r'"([a-z_.]+\.)(?:" ~|\{)', text))
    assert not {key for key in known - named if not key.startswith(tuple(families))}


def test_every_code_reason_and_ruling_has_words():
    known = CATALOGUES["vi"]
    alarms = {
        reason
        for reason in Reason
        if reason not in {"exact", "same_value", "rounded", "derived", "not_checked"}
    }
    assert {f"code.{code}" for code in alarms} <= set(known)
    assert {f"reason.{reason}" for reason in REASONS} <= set(known)
    assert {f"ruling.{ruling}" for ruling in RULINGS} <= set(known)


def test_numbers_are_written_as_the_language_writes_them():
    assert words("vi")("queue.flags", n=1234) == "1.234 mục"
    assert words("en")("queue.flags", n=1234) == "1,234 items"
    assert words("en")("queue.flags", n=1) == "1 item"
    assert words("vi").decimal("2816.50") == "2.816,50"
    assert words("vi").decimal("26/27") == "26/27"
    assert age("2020-01-01T00:00:00+00:00", words("vi")).endswith("ngày trước")


# texts in segments


@settings(deadline=None)
@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70), st.integers(0, 5)), max_size=12),
)
def test_segments_are_the_text_whatever_the_marks(text, places):
    marks = [Mark(*place) for place in places]
    whole = cut(text, marks, breaks=breaks_of(text))
    assert "".join(segment.text for segment in whole.segments) == text
    for segment in whole.segments:
        end = segment.start + len(segment.text)
        over = {
            mark.ref
            for mark in marks
            if mark.start < end and segment.start < mark.end and mark.start < mark.end
        }
        assert set(segment.refs) == over
    numbers = [segment.number for segment in whole.segments if segment.refs]
    assert numbers == list(range(len(numbers)))
    assert "".join(s.text for block in blocks(whole, breaks_of(text)) for s in block) == text


def test_a_line_without_end_is_laid_out_in_blocks():
    text = "số 12 " * 10_000
    begins = breaks_of(text)
    assert max(b - a for a, b in pairwise(begins)) <= 12_000
    assert all(text[at - 1] == " " for at in begins[1:])
    assert len(breaks_of("1" * 50_000)) > 3


def test_nobody_is_shown_a_character_that_cannot_be_seen():
    for hidden in "\u202e\u2066\u200b\u00ad\ufeff\U000e0041\x1b\u3164":
        assert visible(f"a{hidden}b") == f"a⟨U+{ord(hidden):04X}⟩b"
    assert visible("Đảng viên, 12,5%\n\t") == "Đảng viên, 12,5%\n\t"


# what a card says


@pytest.fixture
def sheet(client, flagged):
    return sheet_of(RecordV1.model_validate(client.get(f"/v1/reports/{flagged}").json()))


def card(sheet, code: str, path: str | None = None):
    flag = next(f for f in sheet.record.flags if f.code == code and path in (None, f.path))
    return sheet.card(flag)


def test_a_digit_that_differs_is_told_apart_and_the_right_figure_is_at_hand(sheet):
    shown = card(sheet, "digits_changed", "/metrics/0/value_text")
    assert "".join(sign.text for sign in shown.stated if sign.odd) == "67"
    assert shown.difference.key == "swapped"
    assert shown.suggestion == "176"
    assert shown.label == "Đảng viên mới kết nạp"
    (window,) = shown.in_source
    assert [text for text, marked in window.runs if marked] == ["176"]
    assert shown.digest_same  # the same wrong figure stands in the key points


@pytest.mark.parametrize(
    ("digest", "code", "suggestion"),
    [
        (
            {"label": "Đảng viên nam mới kết nạp", "value_text": "39", "unit": "đảng viên"},
            "wrong_subject",
            "",
        ),
        ({"label": "Đảng viên mới kết nạp", "value_text": "79", "unit": "đảng viên"}, "digits_changed", "97"),
        ({"label": "Kinh phí", "value_text": "12 triệu đồng", "unit": ""}, "scale_changed", "12 tỷ đồng"),
        ({"label": "Kinh phí", "value_text": "12", "unit": "triệu đồng"}, "scale_changed", ""),
        ({"label": "Đảng viên mới kết nạp", "value_text": "450", "unit": "đảng viên"}, "not_in_source", ""),
    ],
)
def test_a_right_figure_is_at_hand_only_where_the_reason_makes_it_certain(client, digest, code, suggestion):
    text = (
        "Kết nạp 97 đảng viên mới, đạt 80,8% chỉ tiêu (120 đảng viên), trong đó có 58 nam, 39 nữ. "
        "Tổng kinh phí là 12 tỷ đồng."
    )
    told = client.post("/v1/checks", json={"text": text, "digest": {"metrics": [digest]}}).json()
    found = next(f for f in told["flags"] if f["path"] == "/metrics/0/value_text")
    claim = next(c for c in told["claims"] if c["path"] == "/metrics/0/value_text")
    assert found["code"] == code
    assert suggested(FlagV1.model_validate(found), ClaimV1.model_validate(claim)) == suggestion


def test_a_figure_of_another_subject_is_not_shown_as_what_the_report_says_of_this_one(sheet):
    shown = card(sheet, "digits_changed", "/metrics/0/value_text")
    other = shown.flag.model_copy(update={"code": "wrong_subject", "expected": None})
    assert sheet.card(other).found == ()


def test_a_wrong_scale_is_given_as_a_factor(sheet):
    shown = card(sheet, "separator_misread")
    assert (shown.difference.key, shown.difference.values) == ("too_large", {"n": "1 000"})


def test_a_finding_about_the_source_shows_its_formula_and_operands(sheet):
    shown = card(sheet, "percent_mismatch")
    assert shown.formula == "2/89 = 2,247191% ≠ 2,47%"
    assert [operand.text for operand in shown.operands] == ["2/89", "2,47%"]
    assert shown.difference.key == "points"


def test_an_omitted_figure_is_shown_in_its_sentence(sheet):
    shown = card(sheet, "omitted")
    assert shown.in_source
    assert not shown.found


def test_a_kept_sheet_is_dropped_when_the_report_has_other_flags(sheet):
    shelf = Shelf()
    shelf.put(sheet)
    assert shelf.get(sheet.record.id, tuple(sheet.flags)) is sheet
    assert shelf.get(sheet.record.id, ()) is None


# reading


def test_the_queue_lists_the_report_and_its_filters_stand_in_the_address(client, flagged):
    page = client.get("/review").text
    assert f"/review/reports/{flagged}" in page
    found = client.get("/review", params={"text": "DANG BO xa", "code": "digits_changed"}).text
    assert f"/review/reports/{flagged}" in found
    assert 'value="DANG BO xa"' in found
    none = client.get("/review", params={"text": "không đâu có chữ này"}).text
    assert words("vi")("queue.none_match") in none
    assert f"/review/reports/{flagged}" not in none


def test_a_report_sent_without_a_title_stands_in_the_queue_under_that_of_its_digest(client, flagged):
    assert client.get(f"/v1/reports/{flagged}").json()["report"]["title"] is None
    page = client.get("/review").text
    assert WRONG["title"] in page
    assert words("vi")("queue.untitled") not in page
    (item,) = [item for item in client.get("/v1/queue").json()["items"] if item["report_id"] == flagged]
    assert item["title"] == WRONG["title"]


def test_an_empty_queue_does_not_say_that_all_is_done_while_reports_are_worked_on(client, model, monkeypatch):
    async def nothing(reviews, filter, **more):
        return Page((), None)

    monkeypatch.setattr(SqlReviews, "queue", nothing)
    assert words("vi")("queue.empty_hint") in client.get("/review").text
    model.open.clear()
    headers = {"Prefer": "respond-async"}
    texts = [f"{TEXT} Bản {n}." for n in (1, 2)]
    sent = [client.post("/v1/reports", json={"text": text}, headers=headers).json()["id"] for text in texts]
    page = client.get("/review").text
    model.open.set()
    assert all(finished(client, home(report)) for report in sent)
    assert words("vi")("queue.empty_hint") not in page
    assert words("vi")("queue.empty_working") in page
    assert words("vi")("age.now") == "vừa mới"
    assert all(report[-6:] in page for report in sent)


def test_a_cursor_that_is_not_ours_is_answered_with_a_page(client):
    response = client.get("/review", params={"cursor": "x"})
    assert response.status_code == 400
    assert words("vi")("problem.invalid_cursor") in response.text


def test_the_page_shows_source_and_digest_and_the_first_error(client, flagged):
    page = client.get(home(flagged)).text
    assert '<html lang="vi">' in page
    assert "Đảng bộ xã có" in page
    assert chosen(page)
    assert re.search(r'class="m error at"', page)
    assert page.count('aria-current="true"') >= 1
    assert 'data-key="c"' in page


def test_nothing_is_preselected(client, flagged):
    page = client.get(home(flagged)).text
    form = re.search(r'<form id="rule".*?</form>', page, re.DOTALL)[0]
    assert "checked" not in form
    assert 'type="radio"' not in form
    assert "autofocus" not in page


@pytest.mark.parametrize("address", ["/review", "/review/new", "/review/help", "/review/nowhere"])
@pytest.mark.parametrize("lang", CATALOGUES)
def test_pages_have_neither_scripts_nor_styles_of_their_own(client, address, lang):
    response = client.get(address, params={"lang": lang}, headers=HTML)
    clean(response, lang)


def test_a_report_has_neither_scripts_nor_styles_of_its_own(client, flagged):
    for flag in client.get(f"/v1/reports/{flagged}").json()["flags"]:
        clean(client.get(home(flagged), params={"flag": flag["id"], "lang": "en"}), "en")


def clean(response, lang):
    text = response.text
    assert f'<html lang="{lang}">' in text
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\bstyle=|<style|javascript:", text, re.IGNORECASE)
    policy = response.headers["content-security-policy"]
    assert "'unsafe" not in policy
    assert "script-src 'self'" in policy
    assert response.headers["cache-control"] == "no-store"
    assert not re.search(r'(?:src|href|action)="(?!/|#|\?)', text)


def test_the_language_is_remembered(client, flagged):
    assert words("en")("rule.unsure") in client.get(home(flagged), params={"lang": "en"}).text
    assert words("en")("rule.unsure") in client.get(home(flagged)).text
    assert words("vi")("rule.unsure") in client.get(home(flagged), params={"lang": "vi"}).text


def test_keys_can_be_turned_off_and_stay_off(client, flagged):
    client.get("/review/help", params={"keys": "off"})
    assert 'data-keys="off"' in client.get(home(flagged)).text
    client.get("/review/help", params={"keys": "on"})
    assert 'data-keys="on"' in client.get(home(flagged)).text


def test_what_is_not_there_is_said_on_a_page(client):
    response = client.get(home("01ABCDEFGHJKMNPQRSTVWXYZ00"), headers=HTML)
    assert response.status_code == 404
    assert words("vi")("problem.not_found") in response.text


def test_a_purged_report_is_said_to_be_gone(client, flagged):
    client.get(home(flagged))  # so that its sheet is at hand
    kept = tuple(flag["id"] for flag in client.get(f"/v1/reports/{flagged}").json()["flags"])
    assert client.app.state.shelf.get(flagged, kept)
    assert client.delete(f"/v1/reports/{flagged}").status_code == 204
    response = client.get(home(flagged), headers=HTML)
    assert response.status_code == 410
    assert words("vi")("problem.gone") in response.text
    assert client.app.state.shelf.get(flagged, kept) is None
    assert "đảng viên" not in response.text


# deciding without scripts


def test_a_decision_is_kept_and_the_next_flag_follows(client, flagged):
    first = chosen(client.get(home(flagged)).text)
    response = send(client, flagged, "source_right", seconds="2.5")
    assert response.status_code == 303
    following = client.get(response.headers["location"]).text
    assert chosen(following) not in {"", first}
    (decision,) = client.get(f"/v1/reports/{flagged}/decisions").json()["items"]
    assert (decision["flag_id"], decision["ruling"], decision["seconds"]) == (first, "source_right", "2.5")
    assert decision["value"]
    assert "<ins" in client.get(home(flagged), params={"flag": first}).text


def test_a_whole_report_can_be_decided_with_forms_alone(client, flagged):
    for _ in range(40):
        page = client.get(home(flagged)).text
        if not chosen(page):
            break
        act = "source_wrong" if 'value="source_wrong" class="act strong"' in page else "source_right"
        assert send(client, flagged, act, value="1").status_code == 303
    assert words("vi")("report.approved") in page
    assert f"/review/reports/{flagged}/print" in page
    assert client.get(f"/v1/reports/{flagged}/reviewed").json()["approved"] is True


def test_an_undo_opens_the_flag_again_and_keeps_both_in_the_history(client, flagged):
    first = chosen(client.get(home(flagged)).text)
    send(client, flagged, "digest_right:rounding_fine")
    page = client.get(home(flagged), params={"flag": first}).text
    assert words("vi")("reason.rounding_fine") in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    sent = {"csrf": fields(page)["csrf"], "version": version, "act": "undo"}
    response = client.post(f"{home(flagged)}/flags/{first}", data=sent, follow_redirects=False)
    assert response.headers["location"].endswith(f"?flag={first}")
    told = [d["ruling"] for d in client.get(f"/v1/reports/{flagged}/decisions").json()["items"]]
    assert told == ["digest_right", "reopened"]


def test_a_stale_form_is_answered_with_the_flag_as_it_is_now(client, flagged):
    flag = chosen(client.get(home(flagged)).text)
    send(client, flagged, "unsure", flag=flag)
    response = send(client, flagged, "source_right", flag=flag, version="1", note="đã nhập")
    assert response.status_code == 409
    assert words("vi")("card.conflict", who="local", when="@").split("@")[0] in response.text
    assert "đã nhập" in response.text
    assert chosen(response.text) == flag


@pytest.mark.parametrize(
    ("act", "changed", "key"),
    [
        ("source_right", {"value": " "}, "refused.value"),
        ("source_right", {"value": "chưa rõ"}, "refused.value"),
        ("source_wrong", {}, "refused.note"),
        ("digest_right", {}, "refused.reason"),
        ("digest_right:other", {}, "refused.note"),
        ("added", {}, "refused.ruling"),
        ("nonsense", {}, "refused.ruling"),
    ],
)
def test_what_a_decision_lacks_is_said_and_what_was_entered_stays(client, flagged, act, changed, key):
    response = send(client, flagged, act, **{"value": "12,5 <b>"} | changed)
    assert response.status_code == 422
    assert words("vi")(key) in response.text
    if not changed:
        assert 'value="12,5 &lt;b&gt;"' in response.text


def test_an_omitted_figure_is_added_with_one_button(client, flagged):
    record = client.get(f"/v1/reports/{flagged}").json()
    flag = next(f for f in record["flags"] if f["code"] == "omitted")
    assert send(client, flagged, "added", flag=flag["id"], value="Tập thể được khen").status_code == 303
    page = client.get(home(flagged)).text
    assert "Tập thể được khen" in page
    reviewed = client.get(f"/v1/reports/{flagged}/reviewed").json()
    assert reviewed["reviewed"]["metrics"][-1]["label"] == "Tập thể được khen"


def test_the_same_figure_elsewhere_is_decided_along_when_asked(client, flagged):
    record = client.get(f"/v1/reports/{flagged}").json()
    alike = [
        f["id"] for f in record["flags"] if f["code"] == "digits_changed" and f["stated"].startswith("167")
    ]
    page = client.get(home(flagged), params={"flag": alike[0]}).text
    assert 'name="everywhere"' in page
    send(client, flagged, "source_right", flag=alike[0], everywhere="1")
    decided = {d["flag_id"] for d in client.get(f"/v1/reports/{flagged}/decisions").json()["items"]}
    assert decided >= set(alike)


def test_a_form_without_the_token_of_the_session_changes_nothing(client, flagged):
    page = client.get(home(flagged)).text
    sent = fields(page) | {"act": "source_right", "csrf": "x"}
    response = client.post(f"{home(flagged)}/flags/{chosen(page)}", data=sent, headers=HTML)
    assert response.status_code == 403
    assert client.get(f"/v1/reports/{flagged}/decisions").json()["items"] == []


def test_a_script_gets_the_parts_that_changed_and_nothing_else(client, flagged):
    first = chosen(client.get(home(flagged)).text)
    response = send(client, flagged, "source_right", swap=True)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert chosen(response.text) not in {"", first}
    assert f'id="f-{first}"' in response.text
    assert 'id="progress" hx-swap-oob' in response.text
    assert words("vi")("said.decided", ruling=words("vi")("ruling.source_right")) in response.text
    bare = client.get(f"{home(flagged)}/flags/{first}", follow_redirects=False)
    assert bare.headers["location"] == f"{home(flagged)}?flag={first}"


# a new report


def new(client, **sent):
    page = client.get("/review/new").text
    token = re.search(r'name="csrf" value="([^"]+)"', page)[1]
    files = {"file": sent.pop("file", ("", b"", "text/plain"))}
    return client.post(
        "/review/new", data={"csrf": token, "lang": "auto", **sent}, files=files, follow_redirects=False
    )


def finished(client, location: str) -> dict:
    """The record once nothing more will happen; until then the script of the model belongs to it."""
    for _ in range(400):
        record = client.get(location.replace("/review/", "/v1/")).json()
        if record["status"] in {"done", "failed"}:
            return record
        time.sleep(0.05)
    raise AssertionError("the report did not finish")


def test_a_pasted_report_is_taken_in_and_its_work_followed(client, report):
    response = new(client, text=report["text"], title="Báo cáo <quý>")
    assert response.status_code == 303
    record = finished(client, response.headers["location"])
    assert record["report"]["title"] == "Báo cáo <quý>"
    assert record["report"]["text"] == report["text"]


def test_a_report_that_is_worked_on_shows_its_steps_and_refreshes_without_scripts(client, model, report):
    model.open.clear()
    response = new(client, text=report["text"])
    page = client.get(response.headers["location"]).text
    model.open.set()
    finished(client, response.headers["location"])
    assert '<noscript><meta http-equiv="refresh"' in page
    assert f'data-events="{response.headers["location"].replace("/review/", "/v1/")}/events"' in page
    assert words("vi")("work.lead") in page


def test_a_file_is_taken_in_under_its_own_name(client, report):
    response = new(client, file=("Báo cáo quý.txt", report["text"].encode(), "text/plain"))
    record = finished(client, response.headers["location"])
    assert record["report"]["title"] == "Báo cáo quý"


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ({}, "new.nothing"),
        ({"text": "25 chi bộ"}, "problem.report_too_short"),
        ({"text": "x" * 50, "file": ("a.txt", b"y" * 50, "text/plain")}, "new.both"),
        ({"file": ("a.txt", b"\xff\xfe\xfa", "text/plain")}, "problem.unreadable_input"),
    ],
)
def test_what_is_wrong_with_a_new_report_is_said_and_the_text_stays(client, sent, key):
    response = new(client, **sent)
    assert response.status_code == 422
    assert words("vi")(key) in response.text
    if "text" in sent:
        assert f"\n{sent['text']}</textarea>" in response.text


def test_a_file_in_an_old_encoding_is_told_what_it_looks_like_and_what_is_wanted(client):
    response = new(client, file=("a.md", "Kết nạp 176 đảng viên".encode() + b" \xb5\xb6", "text/markdown"))
    assert response.status_code == 422
    assert "UTF-8" in words("vi")("problem.unreadable_input_hint")
    assert "TCVN3" in words("vi")("problem.unreadable_input_hint")
    assert words("vi")("problem.unreadable_input_hint") in response.text
    assert "it looks like an 8-bit encoding such as TCVN3 (ABC), VNI" in response.text
    assert "line 1" in response.text


def test_the_form_takes_the_suffixes_that_the_command_takes_from_a_folder(client):
    page = client.get("/review/new").text
    accepted = re.search(r'accept="([^"]*)"', page)[1].split(",")
    assert set(READABLE) <= set(accepted)
    assert ", ".join(READABLE) in page


def test_a_report_that_failed_still_shows_what_its_text_says(client, model, report):
    model.answers[:] = [ProviderDenied("no")]
    response = new(client, text=f"{TEXT} {report['text'][-50:]}")
    location = response.headers["location"]
    assert finished(client, location)["status"] == "failed"
    page = client.get(location).text
    assert words("vi")("failed.title") in page
    assert words("vi")("problem.provider_denied") in page
    assert words("vi")("code.percent_mismatch") in page


# hostile content


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_content_is_shown_and_never_obeyed(client, model, report, payload):
    wrong = WRONG | {
        "title": payload,
        "organization": payload,
        "summary": f"{payload} 999 đảng viên",
        "metrics": [{**WRONG["metrics"][0], "label": payload, "unit": payload, "quote": f"{payload} 176"}],
    }
    model.answers[:] = [wrong, wrong]
    text = f"{payload} {TEXT} {report['text'][-50:]}"
    record = client.post("/v1/reports", json={"text": text, "title": payload}).json()
    for flag in record["flags"]:
        page = client.get(home(record["id"]), params={"flag": flag["id"]}).text
        assert not re.search(
            r"<script(?![^>]*\bsrc=\"/static/)|<img|<svg onload|<a href=javascript|<!--", page
        )
        assert not re.search(r"<[^>]*\son(?:error|load|mouseover)=", page)
        assert "49" not in re.findall(r"<h1>(.*?)</h1>", page)[0]
    assert str(escape(payload)) in page
    assert "<" not in payload or payload not in client.get("/review").text


def test_characters_that_cannot_be_seen_are_shown_by_their_numbers(client, model, report):
    wrong = WRONG | {"summary": "Có \u202e310\u200b đảng viên \U000e0041"}
    model.answers[:] = [wrong, wrong]
    record = client.post("/v1/reports", json={"text": f"{TEXT} {report['text'][-50:]}"}).json()
    page = client.get(home(record["id"])).text
    assert not UNSEEN.search(page)
    assert "⟨U+202E⟩" in page


# what is vendored


@pytest.mark.parametrize(
    "folder", [STATIC / "vendor", Path(__file__).parent / "browser" / "vendor"], ids=["pages", "tests"]
)
def test_vendored_files_are_the_publishers_byte_for_byte(folder):
    sums = dict(reversed(line.split(maxsplit=1)) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {path.name for path in folder.iterdir()} - {"SHA256SUMS", "README.md"}
    for name, expected in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected


def test_who_comes_without_an_address_is_led_to_the_queue(client):
    response = client.get("/", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/review")
