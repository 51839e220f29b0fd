"""The exports through HTTP: rows of real reports with real rulings, filters, names of files, rights."""

import csv
import io
import json
import tracemalloc
from functools import cache
from types import SimpleNamespace

import anyio
import pytest

from schemas.decision import DecisionIn
from schemas.record import RecordV1
from service.errors import EngineError, RecordMissing
from service.exports.rows import METRICS, Wanted, metric_rows
from service.exports.tables import sheet
from service.store import Page
from service.web.exports import _pieces, attachment, printable, reader_of
from tests.exports import sheets
from tests.exports.reports import digest, metric, record
from tests.web.scripted import GOOD, REPORT, problem

WRONG = {
    **GOOD,
    "metrics": [{**GOOD["metrics"][0], "value_text": "167"}],
    "organization": "=cmd|' /C calc'!A0",
}


@pytest.fixture(scope="module")
def reviews(client):
    return client.app.state.desk.backend.reviews


@pytest.fixture(scope="module")
def made(client, model, reviews) -> SimpleNamespace:
    """Three finished reports: one in order, one settled by a person, one with an open error; newest last."""

    def posted(answer: dict, mark: str) -> str:
        model.answers[:] = [answer] * 3  # also when it is asked to mend what it said
        body = {"text": f"{REPORT} Bản {mark}."}
        return client.post("/v1/reports", json=body).json()["id"]

    told = {**GOOD, "title": "Báo cáo sạch"}
    clean, settled, open_ = posted(told, "A"), posted(WRONG, "B"), posted(WRONG, "C")

    async def settle() -> None:
        for state in await reviews.states(settled):
            if state.flag.severity != "info":
                said = DecisionIn(ruling="source_right", value="176", note="Đếm lại.")
                await reviews.decide(
                    settled, state.flag.id, said, reviewer="lan", role="reviewer", expected_version=1
                )

    client.portal.call(settle)
    return SimpleNamespace(clean=clean, settled=settled, open=open_)


def lines(client, what: str, **asked) -> list[dict]:
    answer = client.get(f"/v1/exports/{what}.jsonl", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_metrics_come_newest_report_first_with_their_state(client, made):
    rows = lines(client, "metrics")
    assert [row["report_id"] for row in rows] == [made.open, made.settled, made.clean]
    assert [row["state"] for row in rows] == ["open", "corrected", "checked"]
    assert [row["value_text"] for row in rows] == ["167", "176", "176"]
    assert rows[1]["initial_value_text"] == "167"
    assert (rows[1]["reviewer"], rows[1]["approved"]) == ("lan", True)


def test_exports_can_be_limited_to_approved_reports(client, made):
    for what in ("metrics", "flags"):
        told = {row["report_id"] for row in lines(client, what, approved=True)}
        assert told <= {made.clean, made.settled}
        assert made.settled in told
    assert {row["report_id"] for row in lines(client, "metrics", approved="false")} == {made.open}
    assert {row["report_id"] for row in lines(client, "decisions", approved=True)} == {made.settled}


def test_flags_and_decisions_tell_the_same_story(client, made):
    flags = lines(client, "flags", state="decided")
    decisions = lines(client, "decisions")
    assert flags
    assert {row["id"] for row in flags} == {row["flag_id"] for row in decisions}
    assert {(row["ruling"], row["value"], row["reviewer"]) for row in flags} == {
        ("source_right", "176", "lan")
    }
    assert {row["note"] for row in decisions} == {"Đếm lại."}


@pytest.mark.parametrize(
    ("what", "asked", "count"),
    [
        ("metrics", {"state": "corrected"}, 1),
        ("metrics", {"organization": "đảng bộ XÃ"}, 1),
        ("metrics", {"period": "2021"}, 3),
        ("metrics", {"period": "1999"}, 0),
        ("decisions", {"reviewer": "lan", "ruling": "source_right"}, None),
        ("decisions", {"reviewer": "minh"}, 0),
        ("decisions", {"ruling": "unsure"}, 0),
        ("flags", {"severity": "error", "origin": "source"}, 0),
    ],
)
def test_filters_choose_rows(client, made, what, asked, count):
    rows = lines(client, what, **asked)
    assert len(rows) == count if count is not None else rows


def test_one_report_can_be_named(client, made):
    assert [row["report_id"] for row in lines(client, "metrics", report=made.clean)] == [made.clean]
    assert lines(client, "metrics", report=made.open, approved=True) == []
    for gone in ("nonsense", "01ARZ3NDEKTSV4RRFFQ69G5FAV"):
        problem(client.get("/v1/exports/metrics.csv", params={"report": gone}), 404, "not_found")


def test_a_csv_is_safe_to_open_and_an_xlsx_has_numbers(client, made):
    answer = client.get("/v1/exports/metrics.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert rows[0]["organization"] == "'=cmd|' /C calc'!A0"
    assert rows[0]["value"] == "167"
    book = client.get("/v1/exports/metrics.xlsx", params={"lang": "vi"})
    page = sheets.rows(book.content)
    heads = [cell[1] for cell in page[0]]
    assert page[1][heads.index("Giá trị")] == ("n", "167")
    assert page[1][heads.index("Đơn vị")] == ("s", "=cmd|' /C calc'!A0")
    assert page[1][heads.index("Đã duyệt")] == ("b", "0")
    assert sheets.names(book.content) == ["metrics"]


def test_an_export_of_nothing_is_a_file_with_a_header(client, made):
    assert client.get("/v1/exports/decisions.csv?reviewer=x").text.count("\r\n") == 1
    assert client.get("/v1/exports/decisions.jsonl?reviewer=x").content == b""
    assert len(sheets.rows(client.get("/v1/exports/decisions.xlsx?reviewer=x").content)) == 1


@pytest.mark.parametrize(
    "path",
    [
        "metrics.pdf",
        "metrics.jsonl?state=nonsense",
        "metrics.jsonl?severity=error",
        "flags.jsonl?approved=perhaps",
        "decisions.csv?lang=fr",
        "flags.csv?code=" + "x" * 201,
    ],
)
def test_what_cannot_be_asked_is_said_so(client, path):
    problem(client.get(f"/v1/exports/{path}"), 422, "invalid_request")


def test_unknown_tables_are_not_found(client):
    problem(client.get("/v1/exports/secrets.csv"), 404, "not_found")


def test_a_purged_report_leaves_the_exports(client, made, model):
    model.answers.append(GOOD)
    gone = client.post("/v1/reports", json={"text": "Kết nạp 176 đảng viên mới trong năm. Lưu D."}).json()[
        "id"
    ]
    assert gone in {row["report_id"] for row in lines(client, "metrics")}
    client.delete(f"/v1/reports/{gone}")
    for what in ("metrics", "flags", "decisions"):
        assert gone not in {row["report_id"] for row in lines(client, what)}


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("Báo cáo.docx", "Bao cao.docx", "B%C3%A1o%20c%C3%A1o.docx"),
        ("Đảng bộ.docx", "Dang bo.docx", "%C4%90%E1%BA%A3ng%20b%E1%BB%99.docx"),
        ('a"; filename="evil.exe.docx', "a-filename_-evil.exe.docx", "a-filename%3D-evil.exe.docx"),
        ("a\r\nSet-Cookie: x=1.docx", "a Set-Cookie-x_1.docx", "a%20Set-Cookie-x%3D1.docx"),
        ("../../etc/passwd.docx", "etc-passwd.docx", "etc-passwd.docx"),
        ("...docx", "doichieu.docx", "doichieu.docx"),
        ("\u202egpj.docx", "gpj.docx", "gpj.docx"),
        ("漢字.docx", "_.docx", "%E6%BC%A2%E5%AD%97.docx"),
        ("a%0d%0ab.docx", "a-0d-0ab.docx", "a-0d-0ab.docx"),
        ("x" * 500 + ".docx", "x" * 80 + ".docx", "x" * 80 + ".docx"),
    ],
)
def test_names_of_files_are_plain_or_encoded_and_never_break_out(name, plain, whole):
    said = attachment(name)
    assert said.isascii()
    assert said.isprintable()
    assert said.count('"') == 2
    assert f'filename="{plain}"' in said
    assert said.endswith(f"filename*=UTF-8''{whole}")


def test_names_lose_what_is_unseen():
    assert printable("a\x00b\u200bc") == "a b c"


def test_blind_readings_are_hidden_from_everybody_but_those_who_lead():
    def caller(role: str) -> SimpleNamespace:
        return SimpleNamespace(name="minh", kind="user", is_at_least=lambda wanted: role != "reviewer")

    assert reader_of(caller("reviewer")) == "minh"
    assert reader_of(caller("lead")) is None


# --- streaming ---


@cache
def forty_metrics() -> str:
    rows = [metric(f"Chỉ tiêu {n}", str(n), "chi bộ") for n in range(40)]
    return record(digest(*rows)).model_dump_json()


class Shelf:
    """A store and its reviews with as many reports as wanted, each made when it is read."""

    def __init__(self, count: int, *, gone: frozenset[str] = frozenset(), broken: bool = False) -> None:
        self.body = forty_metrics()
        self.ids = [f"01ARZ3NDEKTSV4RRFFQ6{n:06d}" for n in reversed(range(count))]
        self.gone, self.broken, self.listed = gone, broken, 0

    async def list(self, *, limit: int, cursor: str | None = None):
        self.listed += 1
        if self.broken:
            raise EngineError("the database failed")
        begin = self.ids.index(cursor) + 1 if cursor else 0
        items = [SimpleNamespace(id=id, status="done") for id in self.ids[begin : begin + limit]]
        return Page(tuple(items), items[-1].id if begin + limit < len(self.ids) else None)

    async def record(self, report_id: str):
        if report_id in self.gone:
            raise RecordMissing("purged")
        return RecordV1.model_validate_json(self.body).model_copy(update={"id": report_id})

    async def history(self, report_id: str):
        return ()


async def drained(shelf: Shelf, form: str, count=len) -> int:
    backend = SimpleNamespace(store=shelf, reviews=shelf)
    wanted, size = Wanted(), 0

    async def rows(report):
        return metric_rows(report, wanted)

    async for piece in _pieces(backend, sheet(METRICS, form), wanted, rows):
        size += count(piece)
    return size


async def test_every_report_is_exported_once_over_many_pages():
    shelf = Shelf(230, gone=frozenset({"01ARZ3NDEKTSV4RRFFQ6000007"}))
    rows = await drained(shelf, "jsonl", lambda piece: piece.count(b"\n"))
    assert rows == 229 * 40
    assert shelf.listed == 3


@pytest.mark.parametrize("form", ["jsonl", "xlsx"])
async def test_memory_does_not_grow_with_the_reports(form):
    async def peak(count: int) -> int:
        tracemalloc.reset_peak()
        await drained(Shelf(count), form)
        return tracemalloc.get_traced_memory()[1]

    tracemalloc.start()
    try:
        await peak(5)
        few, many = await peak(5), await peak(50)
    finally:
        tracemalloc.stop()
    assert many < few * 1.3 + 300_000


async def test_a_reader_who_leaves_frees_what_is_on_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shelf = Shelf(3)
    backend = SimpleNamespace(store=shelf, reviews=shelf)

    async def rows(report):
        return metric_rows(report, Wanted())

    pieces = _pieces(backend, sheet(METRICS, "xlsx"), Wanted(), rows)
    await anext(pieces)
    assert list(tmp_path.iterdir())
    await pieces.aclose()
    await anyio.lowlevel.checkpoint()
    assert not list(tmp_path.iterdir())


def test_a_store_that_fails_at_the_door_is_a_problem(client, monkeypatch):
    broken = Shelf(1, broken=True)
    monkeypatch.setattr(client.app.state.desk.backend, "_store", broken)
    problem(client.get("/v1/exports/metrics.xlsx"), 503, "engine_error")
