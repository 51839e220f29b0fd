"""The calls for rulings, over the real application: a machine can do what a person can, and no more harm."""

import copy
import uuid

import pytest

from tests.web.scripted import GOOD, REPORT, problem

WRONG = "Đảng bộ có 27 chi bộ với 301 đảng viên."  # 310 in the report


@pytest.fixture
def report(client, model) -> dict:
    """A finished report whose digest changes two digits, once in the summary and once in a key point."""
    answer = copy.deepcopy(GOOD)
    answer["summary"] = WRONG
    answer["key_points"] = ["Toàn Đảng bộ có 301 đảng viên."]
    model.answers.extend([answer, answer])
    text = f"{REPORT} Mã lưu: {uuid.uuid4()}."
    response = client.post("/v1/reports", json={"text": text, "title": "Báo cáo thử"})
    assert response.status_code == 201, response.text
    return response.json()


def flags_of(client, report, **filters) -> list[dict]:
    answered = client.get("/v1/flags", params={"report": report["id"], "limit": 200, **filters})
    assert answered.status_code == 200, answered.text
    return answered.json()["items"]


def error(client, report) -> dict:
    """The flag on the wrong figure of the summary."""
    (found,) = [
        item
        for item in flags_of(client, report, severity="error")
        if item["flag"]["path"] == "/summary" and item["flag"]["stated"].startswith("301")
    ]
    return found


def decide(client, flag, said, version=None, **headers):
    version = version or flag["version"]
    return client.post(
        f"/v1/flags/{flag['id']}/decisions", json=said, headers={"If-Match": f'"{version}"', **headers}
    )


RIGHT = {"ruling": "source_right", "value": "310", "seconds": "4.2"}
FINE = {"ruling": "digest_right", "reason": "misread"}


def test_every_flag_of_the_record_is_there_and_open(client, report):
    items = flags_of(client, report)
    assert [item["flag"] for item in items] == report["flags"]
    assert {item["state"] for item in items} == {"open"}
    assert items[0]["id"] == f"{report['id']}.{report['flags'][0]['id']}"


def test_a_flag_has_its_version_as_etag(client, report):
    flag = error(client, report)
    answered = client.get(f"/v1/flags/{flag['id']}")
    assert (answered.status_code, answered.headers["etag"]) == (200, '"1"')
    assert answered.json() == flag


def test_a_ruling_is_kept_and_the_reviewed_digest_says_what_the_source_says(client, report):
    flag = error(client, report)
    answered = decide(client, flag, RIGHT)
    assert answered.status_code == 201, answered.text
    assert answered.headers["etag"] == '"2"'
    assert answered.headers["location"] == f"/v1/reports/{report['id']}/decisions"
    (changed,) = answered.json()["flags"]
    assert (changed["state"], changed["ruling"], changed["value"]) == ("decided", "source_right", "310")
    assert changed["reviewer"] == "local"
    (kept,) = client.get(answered.headers["location"]).json()["items"]
    assert answered.json()["decisions"] == [kept]
    assert (kept["ruling"], kept["role"], kept["seconds"]) == ("source_right", "admin", "4.2")
    told = client.get(f"/v1/reports/{report['id']}/reviewed").json()
    assert told["initial"] == report["digest"]
    assert told["reviewed"]["summary"] == WRONG.replace("301", "310")
    assert told["reviewed"]["key_points"] == report["digest"]["key_points"]
    assert client.get(f"/v1/reports/{report['id']}").json()["digest"] == report["digest"]


def test_one_ruling_for_the_same_figure_everywhere_and_one_undo_for_all(client, report):
    flag = error(client, report)
    answered = decide(client, flag, {**RIGHT, "everywhere": True}).json()
    assert [state["flag"]["path"] for state in answered["flags"]] == ["/summary", "/key_points/0"]
    told = client.get(f"/v1/reports/{report['id']}/reviewed").json()["reviewed"]
    assert told["key_points"] == ["Toàn Đảng bộ có 310 đảng viên."]
    undone = decide(client, flag, {"ruling": "reopened", "everywhere": True}, version=2).json()
    assert [state["state"] for state in undone["flags"]] == ["open", "open"]
    told = client.get(f"/v1/reports/{report['id']}/reviewed").json()
    assert told["reviewed"] == told["initial"]
    history = client.get(f"/v1/reports/{report['id']}/decisions").json()["items"]
    assert [d["ruling"] for d in history] == ["source_right"] * 2 + ["reopened"] * 2


def test_a_report_is_approved_when_nothing_is_left(client, report):
    left = flags_of(client, report, severity="error") + flags_of(client, report, severity="warning")
    assert client.get(f"/v1/reports/{report['id']}/reviewed").json()["left"] == len(left)
    for flag in left:
        ruling = FINE if flag["flag"]["origin"] == "digest" else {"ruling": "source_wrong", "note": "sai"}
        answered = decide(client, flag, ruling)
        assert answered.status_code == 201, answered.text
    assert answered.json()["approved"] is True
    told = client.get(f"/v1/reports/{report['id']}/reviewed").json()
    assert (told["approved"], told["left"], told["total"]) == (True, 0, len(left))
    assert report["id"] not in [item["report_id"] for item in client.get("/v1/queue").json()["items"]]


def test_the_example_in_the_document_has_the_shape_of_a_true_answer(client, report):
    operation = client.get("/openapi.json").json()["paths"]["/v1/flags/{flag_id}/decisions"]["post"]
    asked = operation["requestBody"]["content"]["application/json"]["example"]
    shown = operation["responses"]["201"]["content"]["application/json"]["example"]
    told = decide(client, error(client, report), asked).json()
    assert told.keys() == shown.keys()
    for name in ("flags", "decisions"):
        given, meant = told[name][0], shown[name][0]
        assert list(given) == list(meant)
        same = ("ruling", "value", "state")
        assert [given[key] for key in same] == [meant[key] for key in same]


def test_a_stale_version_gets_the_fresh_flag_and_changes_nothing(client, report):
    flag = error(client, report)
    decide(client, flag, RIGHT)
    answered = decide(client, flag, FINE)
    told = problem(answered, 412, "version_conflict")
    assert (told["flag"]["version"], told["flag"]["ruling"]) == (2, "source_right")
    assert answered.headers["etag"] == '"2"'
    assert len(client.get(f"/v1/reports/{report['id']}/decisions").json()["items"]) == 1


def test_the_same_request_twice_rules_once_with_a_key_or_without(client, report):
    flag = error(client, report)
    first, again = (decide(client, flag, RIGHT) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json()["replayed"], again.json()["replayed"]) == (False, True)
    key = {"Idempotency-Key": str(uuid.uuid4())}
    undo = {"ruling": "reopened"}
    one, two = (decide(client, flag, undo, version=2, **key) for _ in range(2))
    assert (one.json()["decisions"], two.json()["replayed"]) == (two.json()["decisions"], True)
    reused = decide(client, flag, FINE, version=3, **key)
    problem(reused, 422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("header", "status", "code"),
    [
        (None, 428, "precondition_required"),
        ("3", 400, "invalid_header"),
        ('W/"1"', 400, "invalid_header"),
        ("*", 400, "invalid_header"),
        ('"1", "2"', 400, "invalid_header"),
    ],
)
def test_a_ruling_without_a_version_is_refused(client, report, header, status, code):
    flag = error(client, report)
    headers = {} if header is None else {"If-Match": header}
    problem(client.post(f"/v1/flags/{flag['id']}/decisions", json=RIGHT, headers=headers), status, code)


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"ruling": "source_right"}, "value", "invalid_decision"),
        ({"ruling": "source_right", "value": " "}, "value", "invalid_decision"),
        ({"ruling": "source_right", "value": "khoảng bảy mươi nghìn ???"}, "value", "invalid_decision"),
        ({"ruling": "source_right", "value": "chưa rõ"}, "value", "invalid_decision"),
        ({"ruling": "digest_right"}, "reason", "invalid_decision"),
        ({"ruling": "digest_right", "reason": "other"}, "note", "invalid_decision"),
        ({"ruling": "source_wrong"}, "note", "invalid_decision"),
        ({"ruling": "added"}, "ruling", "invalid_decision"),
        ({"ruling": "perhaps"}, "ruling", "invalid_request"),
        ({"ruling": "unsure", "seconds": "soon"}, "seconds", "invalid_request"),
        ({"ruling": "unsure", "seconds": 4.2}, "seconds", "invalid_request"),
        ({"ruling": "unsure", "who": "me"}, "who", "invalid_request"),
        ({"ruling": "unsure", "note": "x" * 4001}, "note", "invalid_request"),
        ({}, "ruling", "invalid_request"),
    ],
)
def test_a_ruling_that_does_not_fit_is_refused_with_the_field(client, report, said, field, code):
    told = problem(decide(client, error(client, report), said), 422, code)
    assert [wrong["field"] for wrong in told["errors"]] == [field]
    assert "perhaps" not in str(told)


def test_an_undo_without_a_ruling_is_a_conflict_that_shows_the_flag(client, report):
    flag = error(client, report)
    told = problem(decide(client, flag, {"ruling": "reopened"}), 409, "nothing_to_undo")
    assert told["flag"] == flag


def test_a_finding_about_the_source_takes_its_own_rulings(client, report):
    found = [item for item in flags_of(client, report) if item["flag"]["origin"] == "source"]
    assert all(item["allowed"] == ["source_wrong", "source_right", "unsure"] for item in found)


def test_an_omitted_figure_can_be_added(client, report):
    flag = flags_of(client, report, code="omitted")[0]
    assert decide(client, flag, {"ruling": "added", "value": "Chi bộ"}).status_code == 201
    told = client.get(f"/v1/reports/{report['id']}/reviewed").json()
    added = told["reviewed"]["metrics"][len(told["initial"]["metrics"]) :]
    assert [metric["value_text"] for metric in added] == [flag["flag"]["stated"]]
    assert added[0]["label"] == "Chi bộ"
    assert added[0]["quote"] in report["report"]["text"]


@pytest.mark.parametrize("name", ["nothing", "..", "0" * 26 + ".abc", "a.b.c", "x" * 90])
def test_an_id_nobody_gave_is_not_found(client, name):
    problem(client.get(f"/v1/flags/{name}"), 404, "not_found")


def test_a_flag_that_is_not_there_is_not_found_by_any_call(client, report):
    gone = {"id": f"{report['id']}.0000000000000000", "version": 1}
    problem(client.get(f"/v1/flags/{gone['id']}"), 404, "not_found")
    problem(decide(client, gone, FINE), 404, "not_found")
    problem(client.put(f"/v1/flags/{gone['id']}/lease", json={}), 404, "not_found")


def test_a_purged_report_is_gone_for_every_call(client, report):
    flag = error(client, report)
    decide(client, flag, RIGHT)
    assert client.delete(f"/v1/reports/{report['id']}").status_code == 204
    problem(client.get(f"/v1/flags/{flag['id']}"), 410, "gone")
    problem(decide(client, flag, FINE), 410, "gone")
    for call in ("decisions", "reviewed"):
        problem(client.get(f"/v1/reports/{report['id']}/{call}"), 410, "gone")
    assert flags_of(client, report) == []


def test_pages_of_flags_follow_each_other_and_a_strange_cursor_is_refused(client, report):
    seen, cursor = [], None
    while True:
        asked = {"report": report["id"], "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = client.get("/v1/flags", params=asked).json()
        seen += [item["flag"]["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [flag["id"] for flag in report["flags"]]
    for call in ("flags", "queue"):
        problem(client.get(f"/v1/{call}", params={"cursor": "x"}), 400, "invalid_cursor")


def test_the_queue_finds_a_report_by_its_words_without_marks(client, report):
    answered = client.get("/v1/queue", params={"text": "BAO CAO THU", "organization": "dang bo"}).json()
    item = next(item for item in answered["items"] if item["report_id"] == report["id"])
    assert (item["organization"], item["period"], item["title"]) == ("Đảng bộ xã", "2021", "Báo cáo thử")
    assert item["left"] == item["errors"] + item["warnings"] == item["matching"] > 0
    problem(client.get("/v1/queue", params={"state": "closed"}), 422, "invalid_request")


def test_a_lease_says_who_looks_and_stops_nobody(client, report):
    flag = error(client, report)
    lease = client.put(f"/v1/flags/{flag['id']}/lease", json={"seconds": 60}).json()
    assert (lease["reviewer"], lease["mine"]) == ("local", True)
    assert client.get(f"/v1/flags/{flag['id']}").json()["lease_by"] == "local"
    assert decide(client, flag, RIGHT).json()["flags"][0]["lease_by"] is None
    problem(client.put(f"/v1/flags/{flag['id']}/lease", json={"seconds": 0}), 422, "invalid_request")


def test_a_planted_error_is_a_wrong_figure_in_a_copy_and_counts_for_whoever_meets_it(client, report):
    seed = client.post(f"/v1/reports/{report['id']}/seeds").json()
    assert seed["origin_id"] == report["id"]
    flag = client.get(f"/v1/flags/{seed['id']}").json()
    assert (flag["flag"]["severity"], flag["state"]) == ("error", "open")
    listed = [head["id"] for head in client.get("/v1/reports", params={"limit": 200}).json()["items"]]
    assert seed["report_id"] not in listed
    assert client.get(f"/v1/reports/{seed['report_id']}").json()["report"] == report["report"]
    decide(client, flag, {"ruling": "source_right", "value": seed["value"]})
    corrected = client.get(f"/v1/reports/{seed['report_id']}/reviewed").json()["reviewed"]
    assert corrected == report["digest"]
    (figures,) = client.get("/v1/reviewers").json()["items"]
    assert (figures["reviewer"], figures["met"], figures["caught"]) == ("local", 1, 1)
    assert (figures["catch_rate"], figures["agreement"]) == ("1.0000", None)


def test_a_report_without_a_sound_figure_carries_no_planted_error(client, model):
    nothing = {**GOOD, "summary": "Đảng bộ.", "key_points": [], "metrics": [], "title": "Báo cáo"}
    nothing["period"] = {"label": "", "start": None, "end": None}
    model.answers.extend([nothing, nothing])
    made = client.post("/v1/reports", json={"text": f"{REPORT} Mã lưu: {uuid.uuid4()}."}).json()
    problem(client.post(f"/v1/reports/{made['id']}/seeds"), 409, "nothing_to_plant")
