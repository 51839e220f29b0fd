"""Metrics with their states, rows of the three tables, the paper and its DOCX, from a record and rulings."""

import io
import json
import unicodedata
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from schemas.decision import FlagStateV1
from service import review
from service.exports.paper import QUOTED, excerpt, paper
from service.exports.reviewed import metrics, reviewed
from service.exports.rows import DECISIONS, FLAGS, METRICS, Wanted, decision_rows, flag_rows, metric_rows
from service.exports.tables import sheet
from service.exports.word import document
from tests.exports.reports import TEXT, digest, flag, metric, record, ruling, settled

RECORD = record()
WRONG = "/metrics/1/value_text"


def named(table, rows) -> list[dict]:
    return [dict(zip([column.name for column in table.columns], row, strict=True)) for row in rows]


def states_of(report, *decisions) -> list[FlagStateV1]:
    """The flags as the store would give them."""
    last = {decision.flag_id: decision for decision in decisions}
    made = []
    for one in report.flags:
        said = last.get(one.id)
        made.append(
            FlagStateV1(
                id=f"{report.id}.{one.id}",
                flag=one,
                report_id=report.id,
                state=said.state if said else "open",
                version=2 if said else 1,
                ruling=said.ruling if said else None,
                value=said.value if said else None,
                reviewer=said.reviewer if said else None,
                decided_at=said.at if said else None,
                lease_by=None,
                lease_until=None,
                created_at="2026-11-22T08:01:00+00:00",
                allowed=review.allowed(one),
            )
        )
    return made


def state_of(number: int, *decisions, of=RECORD) -> str:
    return metrics(reviewed(of, decisions))[number - 1].state


def test_a_metric_without_a_flag_is_checked_and_knows_its_place_in_the_source():
    found = metrics(reviewed(RECORD, ()))[0]
    assert (found.state, found.value, found.unit, found.kind) == ("checked", "27", "chi bộ", "cardinal")
    assert TEXT[found.place.start : found.place.end] == found.place.text == "27"
    assert (found.place.received_start, found.verdict, found.reason) == (
        found.place.start,
        "supported",
        "exact",
    )


def test_the_state_of_a_metric_follows_the_rulings_on_its_flags():
    wrong = flag(RECORD, "digits_changed", WRONG)
    assert state_of(2) == "open"
    assert state_of(2, ruling(RECORD, wrong, "unsure")) == "open"
    assert state_of(2, ruling(RECORD, wrong, "digest_right", reason="derived")) == "confirmed"
    assert state_of(2, ruling(RECORD, wrong, "source_wrong", note="x")) == "source_wrong"
    corrected = ruling(RECORD, wrong, "source_right", value="3.328")
    assert state_of(2, corrected) == "corrected"
    assert state_of(2, corrected, ruling(RECORD, wrong, "reopened")) == "open"


def test_a_correction_is_read_anew_and_placed_where_the_source_has_just_one_such_figure():
    wrong = flag(RECORD, "digits_changed", WRONG)
    found = metrics(reviewed(RECORD, [ruling(RECORD, wrong, "source_right", value="3.328")]))[1]
    assert (found.value, found.initial, found.verdict) == ("3328", "3.382", None)
    assert found.place.text == "3.328"
    elsewhere = metrics(reviewed(RECORD, [ruling(RECORD, wrong, "source_right", value="3.329")]))[1]
    assert (elsewhere.value, elsewhere.place) == ("3329", None)


def test_a_first_reading_of_a_drawn_flag_counts_until_the_second_one_differs():
    wrong = flag(RECORD, "digits_changed", WRONG)
    first = ruling(RECORD, wrong, "source_right", value="3.328", state="second")
    assert state_of(2, first) == "corrected"
    assert state_of(2, first, ruling(RECORD, wrong, "digest_right", state="open", second=True)) == "open"


def test_a_finding_about_the_source_touches_the_metric_that_repeats_the_figure():
    fault = flag(RECORD, "percent_mismatch")
    assert state_of(3) == "open"
    assert state_of(3, ruling(RECORD, fault, "source_wrong", note="In nhầm.")) == "source_wrong"
    assert state_of(3, ruling(RECORD, fault, "source_right", reason="other", note="Đúng.")) == "checked"


def test_an_added_figure_is_a_metric_of_its_own():
    omitted = flag(RECORD, "omitted")
    found = metrics(reviewed(RECORD, [ruling(RECORD, omitted, "added", value="Đảng viên tăng thêm")]))
    assert len(found) == 4
    assert (found[3].state, found[3].label, found[3].initial) == ("added", "Đảng viên tăng thêm", None)
    assert found[3].place.text == found[3].value_text


def test_a_value_of_several_figures_has_no_single_value():
    told = record(digest(metric("Tổng hợp", "27 chi bộ, 3.328 đảng viên", "")))
    found = metrics(reviewed(told, ()))[0]
    assert (found.value, found.kind, found.place) == (None, None, None)
    assert found.value_text == "27 chi bộ, 3.328 đảng viên"


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"metrics": "none", "key_points": 5, "period": [], "title": 3},
        {"metrics": [5, None, {"label": 7, "value_text": None, "quote": ["x"]}]},
        {"metrics": [{"a/b": "27", "value_text": "27"}], "title": "x"},
    ],
)
def test_a_digest_of_another_shape_gives_what_can_be_had(broken):
    report = reviewed(record(broken), ())
    assert len(list(metric_rows(report, Wanted()))) == len(metrics(report))
    assert document(paper(report, "vi")).startswith(b"PK")


def test_rows_hold_every_column_and_figures_are_strings():
    rows = named(METRICS, metric_rows(reviewed(RECORD, ()), Wanted()))
    assert [row["n"] for row in rows] == [1, 2, 3]
    assert [row["value"] for row in rows] == ["27", "3382", "92.95"]
    assert rows[0]["organization"] == "Đảng bộ huyện Tân Hồng"
    assert (rows[0]["approved"], rows[0]["model"]) == (False, "scripted-1")
    assert TEXT[rows[0]["source_start"] : rows[0]["source_end"]] == rows[0]["source_text"]


def test_metric_rows_say_what_was_there_before_and_who_changed_it():
    rows = named(METRICS, metric_rows(settled(RECORD), Wanted()))
    assert [row["state"] for row in rows] == ["checked", "corrected", "source_wrong"]
    assert (rows[1]["value"], rows[1]["initial_value_text"]) == ("3328", "3.382")
    assert (rows[1]["ruling"], rows[1]["reviewer"]) == ("source_right", "lan")
    assert rows[1]["approved"] is True


def test_flag_rows_tell_state_place_and_version():
    wrong = flag(RECORD, "digits_changed", WRONG)
    said = ruling(RECORD, wrong, "source_right", value="3.328")
    rows = named(FLAGS, flag_rows(reviewed(RECORD, [said]), states_of(RECORD, said), Wanted()))
    assert len(rows) == len(RECORD.flags)
    row = next(row for row in rows if row["path"] == WRONG)
    assert (row["state"], row["ruling"], row["value"], row["version"]) == (
        "decided",
        "source_right",
        "3.328",
        2,
    )
    assert row["source_text"] == "3.328"
    assert TEXT[row["source_start"] : row["source_end"]] == "3.328"


def test_decision_rows_are_the_history_with_the_flag_beside_it():
    wrong = flag(RECORD, "digits_changed", WRONG)
    said = [ruling(RECORD, wrong, "unsure"), ruling(RECORD, wrong, "source_right", value="3.328")]
    rows = named(DECISIONS, decision_rows(reviewed(RECORD, said), said, Wanted()))
    assert [row["ruling"] for row in rows] == ["unsure", "source_right"]
    assert {row["flag_id"] for row in rows} == {f"{RECORD.id}.{wrong.id}"}
    assert (rows[1]["stated"], rows[1]["seconds"], rows[1]["second"]) == (wrong.stated, "12.5", False)
    gone = said[0].model_copy(update={"flag_id": "gone"})
    assert named(DECISIONS, decision_rows(reviewed(RECORD, said), [gone], Wanted()))[0]["code"] is None


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        (Wanted(), True),
        (Wanted(approved=True), False),
        (Wanted(approved=False), True),
        (Wanted(organization="dang bo HUYỆN"), True),
        (Wanted(organization="Vĩnh Bảo"), False),
        (Wanted(period="2022"), True),
        (Wanted(period="2021"), False),
    ],
)
def test_reports_are_chosen_by_approval_organization_and_period(wanted, taken):
    assert wanted.takes_report(reviewed(RECORD, ())) is taken


def test_rows_are_chosen_by_what_their_table_has():
    report, states = reviewed(RECORD, ()), states_of(RECORD)
    loud = named(FLAGS, flag_rows(report, states, Wanted(severity="error", origin="digest")))
    assert {row["code"] for row in loud} == {"digits_changed"}
    assert not list(flag_rows(report, states, Wanted(state="decided")))
    assert len(list(metric_rows(report, Wanted(severity="error")))) == 3, "metrics have no severity"
    assert [row[METRICS_AT["n"]] for row in metric_rows(report, Wanted(state="checked"))] == [1]


METRICS_AT = {column.name: at for at, column in enumerate(METRICS.columns)}


@pytest.mark.parametrize("table", [METRICS, FLAGS, DECISIONS], ids=lambda table: table.name)
def test_no_two_columns_share_a_name_or_a_heading(table):
    for name in ("name", "heading_vi", "heading_en"):
        told = [getattr(column, name) for column in table.columns]
        assert len(set(told)) == len(told)
        assert all(told)


def test_rows_reach_every_form_of_file():
    rows = list(metric_rows(settled(RECORD), Wanted()))
    for form in ("jsonl", "csv", "xlsx"):
        file = sheet(METRICS, form, "vi")
        content = file.add(rows) + b"".join(file.end())
        file.drop()
        assert content
    assert json.loads(sheet(METRICS, "jsonl").add(rows[:1]))["value"] == "27"


# --- paper ---


def test_an_open_remark_is_marked_in_the_text_and_listed():
    page = paper(reviewed(RECORD, ()), "vi")
    assert not page.approved
    assert "còn 4 điểm" in page.standing
    marked = [segment for segment in page.summary if segment.remarks]
    assert [segment.text for segment in marked] == ["285,965 tỷ đồng"]
    assert "".join(segment.text for segment in page.summary) == RECORD.digest["summary"]
    number = marked[0].remarks[0]
    assert "285,695" in next(remark.message for remark in page.open if remark.number == number)
    assert [line.remarks for line in page.lines] == [(), (2,), (4,)]
    assert [remark.number for remark in page.open] == [1, 2, 3, 4]
    assert [remark.where for remark in page.open] == ["Ý chính 1", "Số liệu 2", "Tóm tắt", "Báo cáo gốc"]


def test_a_remark_on_the_source_is_marked_wherever_the_digest_repeats_its_figure():
    told = record(
        digest(
            summary="Có 27 chi bộ. Tỷ lệ hoàn thành tốt nhiệm vụ đạt 92,95%, với 3.382 đảng viên.",
            key_points=["92,95% chi bộ hoàn thành tốt nhiệm vụ."],
        )
    )
    page = paper(reviewed(told, ()), "vi")
    fault = next(remark.number for remark in page.open if remark.where == "Báo cáo gốc")
    assert [s.text for s in page.summary if fault in s.remarks] == ["92,95%"]
    assert [[s.text for s in point if fault in s.remarks] for point in page.points] == [["92,95%"]]
    confirmed = paper(settled(told), "vi")
    assert [[s.text for s in point if s.remarks] for point in confirmed.points] == [["92,95%"]]
    dismissed = ruling(told, flag(told, "percent_mismatch"), "source_right", reason="derived")
    assert not any(s.remarks for point in paper(reviewed(told, [dismissed]), "vi").points for s in point)


def test_a_repeated_fault_of_the_source_is_not_marked_where_the_figure_was_corrected():
    told = record(digest(key_points=["92,95% chi bộ hoàn thành tốt nhiệm vụ."]))
    claim = next(one for one in told.claims if one.path == "/key_points/0")
    wrong = flag(told, "percent_mismatch").model_copy(
        update={"id": "own", "origin": "digest", "path": claim.path, "start": claim.start, "end": claim.end}
    )
    told = told.model_copy(update={"flags": (*told.flags, wrong)})
    page = paper(reviewed(told, [ruling(told, wrong, "source_right", value="92,59%")]), "vi")
    assert [[(s.text, s.remarks) for s in point] for point in page.points] == [
        [("92,59% chi bộ hoàn thành tốt nhiệm vụ.", ())]
    ]


def test_a_mark_moves_with_the_correction_before_it():
    told = record(digest(summary="Có 72 chi bộ. Thu ngân sách đạt 285,965 tỷ đồng."))
    first, second = [one for one in told.flags if one.path == "/summary"]
    first, second = sorted((first, second), key=lambda one: one.start)
    page = paper(reviewed(told, [ruling(told, first, "source_right", value="hai mươi bảy")]), "vi")
    assert "".join(segment.text for segment in page.summary).startswith("Có hai mươi bảy")
    assert [segment.text for segment in page.summary if segment.remarks] == ["285,965 tỷ đồng"]
    back = paper(reviewed(told, [ruling(told, second, "source_right", value="285,695 tỷ đồng")]), "vi")
    assert [segment.text[:2] for segment in back.summary if segment.remarks] == ["72"]


def test_a_mark_that_cannot_be_placed_stands_at_the_end_and_is_never_lost():
    summary = "Có 3.382 đảng viên, 72 chi bộ."
    told = record(digest(summary=summary))
    flags = [one for one in told.flags if one.path == "/summary"]
    whole = flags[0].model_copy(update={"start": None, "end": None})
    told = told.model_copy(update={"flags": tuple(whole if one == flags[0] else one for one in told.flags)})
    page = paper(reviewed(told, [ruling(told, whole, "source_right", value="Không có số.")]), "vi")
    assert [(segment.text, bool(segment.remarks)) for segment in page.summary] == [
        ("Không có số.", False),
        ("", True),
    ]


def test_an_approved_paper_lists_corrections_with_who_and_when_and_faults_of_the_source():
    page = paper(settled(RECORD), "vi")
    assert page.approved
    assert not page.open
    assert [remark.note for remark in page.faults] == ["In nhầm ở bản gốc."]
    correction = next(one for one in page.corrections if one.where == "Số liệu 2")
    assert (correction.was, correction.now, correction.who) == ("3.382", "3.328", "lan")
    assert correction.when == "22/11/2026 09:05 UTC"
    assert "bản đầu: 3.382" in page.lines[1].state
    assert paper(settled(RECORD), "en").corrections[0].when == "2026-11-22 09:05 UTC"


def test_a_quote_put_right_from_the_source_is_a_correction_without_a_value():
    told = record(digest(metric("Chi bộ", "27", "chi bộ", "Đảng bộ huyện Tân Hồng gồm có tất cả 27 chi bộ")))
    altered = next(one for one in told.flags if one.path == "/metrics/0/quote")
    page = paper(reviewed(told, [ruling(told, altered, "source_right")]), "vi")
    assert len(page.corrections) == 1
    assert page.corrections[0].now in TEXT


def test_an_added_figure_is_a_correction_and_a_dismissed_finding_is_none():
    added = ruling(RECORD, flag(RECORD, "omitted"), "added")
    dismissed = ruling(RECORD, flag(RECORD, "percent_mismatch"), "source_right", reason="other", note="Đúng.")
    page = paper(reviewed(RECORD, [added, dismissed]), "vi")
    assert [(one.was, one.now) for one in page.corrections] == [("–", "12 (bổ sung)")]
    assert page.omitted.startswith("2 số liệu")


def test_a_paper_without_a_digest_says_so():
    failed = RECORD.model_copy(update={"digest": None, "claims": (), "flags": (), "provenance": None})
    page = paper(reviewed(failed, ()), "en")
    assert page.name == "Báo cáo"
    assert not page.lines
    assert "There is no digest" in words_of(document(page))


@pytest.mark.parametrize("size", [20, 40, QUOTED])
def test_an_excerpt_always_holds_its_figure(size):
    quote = " ".join(f"chữ{n}" for n in range(60)) + " đạt 92,95% " + " ".join(f"từ{n}" for n in range(60))
    cut = excerpt(quote, "92,95%", size)
    assert "92,95%" in cut
    assert len(cut) <= size + 6
    assert excerpt("x" * 1000, "y", size).startswith("x" * size)


# --- DOCX ---


def opened(content: bytes):
    return Document(io.BytesIO(content))


def words_of(content: bytes) -> str:
    made = opened(content)
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def test_a_document_holds_what_the_paper_says_and_marks_what_is_open():
    page = paper(reviewed(RECORD, ()), "vi")
    made = opened(document(page))
    text = words_of(document(page))
    for remark in page.remarks:
        assert f"[{remark.number}] {remark.where}: {remark.message}" in text
    for sentence in (*page.provenance, page.standing, page.name):
        assert sentence in text
    runs = [run for paragraph in made.paragraphs for run in paragraph.runs]
    assert "285,965 tỷ đồng" in [r.text for r in runs if r.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    table = made.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "TT",
        "Chỉ tiêu và trích nguồn",
        "Giá trị",
        "Đơn vị tính",
        "Tình trạng",
    ]
    assert len(table.rows) == 4
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader"), "the header repeats on every page"
    assert made.core_properties.author == "Doichieu"


def test_a_document_lists_corrections_and_is_the_same_every_time():
    page = paper(settled(RECORD), "vi")
    content = document(page)
    times = {part.date_time for part in zipfile.ZipFile(io.BytesIO(content)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert document(page) == content
    rows = [[cell.text for cell in row.cells] for row in opened(document(page)).tables[1].rows]
    assert rows[0] == ["Vị trí", "Bản của mô hình", "Đã sửa thành", "Người sửa", "Lý do"]
    assert ["Số liệu 2", "3.382", "3.328", "lan\n22/11/2026 09:05 UTC", ""] in rows


HOSTILE = 'a\x00\x0b\x1f\u202e\ufffe\ud800]]>&<w:t>{{x}}" =HYPERLINK("http://x","y")'


def test_no_hostile_character_breaks_a_document_or_hides_in_it():
    told = record(
        digest(
            metric(HOSTILE, "27", HOSTILE, HOSTILE),
            title=HOSTILE,
            organization=HOSTILE,
            summary=HOSTILE + " 3.382 đảng viên",
            key_points=[HOSTILE],
        )
    )
    content = document(paper(reviewed(told, ()), "vi"))
    text = words_of(content)
    assert "⟨U+202E⟩" in text
    assert "<w:t>{{x}}" in text
    assert not [
        char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in "\n\t"
    ]
    parts = zipfile.ZipFile(io.BytesIO(content))
    body = parts.read("word/document.xml").decode()
    assert "w:hyperlink" not in body
    assert "instrText" not in body
    links = [name for name in parts.namelist() if name.endswith(".rels")]
    assert not any('TargetMode="External"' in parts.read(name).decode() for name in links)
