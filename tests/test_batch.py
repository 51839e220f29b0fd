"""A killed run over many files goes on where it was."""

import json

import pytest

from schemas.report import ReportIn
from service.batch import Limits, ReplyJournal, digest_all, targets
from service.errors import EngineError
from service.main import resolve
from service.settings import Settings
from tests.web.scripted import REPORT, Scripted

LIMITS = Limits(40, 100_000)


class Interrupted(BaseException):
    """What a kill looks like from inside."""


@pytest.fixture
def options(tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path, strategy="free")
    return resolve(ReportIn(text=""), settings, "scripted-1")


async def run(pairs, options, model):
    return [done async for done in digest_all(pairs, options, extractor=model, limits=LIMITS)]


async def test_a_finished_call_is_not_made_again_after_a_kill(tmp_path, options, monkeypatch):
    report = tmp_path / "r.txt"
    report.write_text(REPORT, encoding="utf-8")
    pairs, model = targets([report], None).pairs, Scripted()

    def killed(*_: object) -> None:
        raise Interrupted

    with monkeypatch.context() as patch:
        patch.setattr("service.batch.write", killed)
        with pytest.raises(Interrupted):
            await run(pairs, options, model)
    asked = len(model.asked)
    journal = tmp_path / "r.replies.jsonl"
    assert len(journal.read_text(encoding="utf-8").splitlines()) == asked > 0

    (done,) = await run(pairs, options, model)
    assert done.state == "made"
    assert len(model.asked) == asked
    assert not journal.exists()
    assert json.loads(done.target.read_text(encoding="utf-8"))["status"] == "done"


async def test_a_torn_last_line_of_the_journal_costs_only_its_own_call(tmp_path):
    path = tmp_path / "r.replies.jsonl"
    await ReplyJournal(path).put("one", {"raw": "1"})
    with path.open("a", encoding="utf-8") as journal:
        journal.write('{"key": "two", "rep')
    again = ReplyJournal(path)
    assert await again.get("one") == {"raw": "1"}
    assert await again.get("two") is None


async def test_a_record_that_was_spoilt_is_made_anew(tmp_path, options):
    report = tmp_path / "r.txt"
    report.write_text(REPORT, encoding="utf-8")
    (tmp_path / "r.record.json").write_text("{}", encoding="utf-8")
    (done,) = await run(targets([report], None).pairs, options, Scripted())
    assert done.state == "made"


def test_a_folder_gives_its_reports_in_order_and_leaves_other_files(tmp_path):
    for name in ("b.txt", "a.md", "picture.png", "a.record.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [source.name for source, _ in targets([tmp_path], None).pairs] == ["a.md", "b.txt"]


def test_a_page_that_an_earlier_run_wrote_is_no_report(tmp_path):
    for name in ("a.txt", "a.digest.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [source.name for source, _ in targets([tmp_path], None).pairs] == ["a.txt"]


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"5",
        b"null",
        b"{}",
        b'{"key": 1, "reply": {}}',
        b'{"key": "k", "reply": 5}',
        b"[" * 100_000,
    ],
)
async def test_a_journal_that_was_spoilt_costs_only_the_spoilt_lines(tmp_path, line):
    path = tmp_path / "r.replies.jsonl"
    path.write_bytes(line + b'\n{"key": "one", "reply": {"raw": "1"}}\n' + line)
    journal = ReplyJournal(path)
    assert await journal.get("one") == {"raw": "1"}
    assert await journal.get("k") is None


@pytest.mark.parametrize("name", ["r.record.json", "r.record.json.part", "r.replies.jsonl"])
async def test_a_link_in_a_folder_of_reports_is_not_written_through(tmp_path, options, name):
    """Whoever may put files beside the reports must not choose what is overwritten elsewhere."""
    folder, victim = tmp_path / "reports", tmp_path / "victim"
    folder.mkdir()
    victim.write_text("precious", encoding="utf-8")
    (folder / "r.txt").write_text(REPORT, encoding="utf-8")
    (folder / name).symlink_to(victim)
    (done,) = await run(targets([folder], None).pairs, options, Scripted())
    assert victim.read_text(encoding="utf-8") == "precious"
    assert done.state == ("failed" if name == "r.replies.jsonl" else "made")
    assert done.state == "failed" or not (folder / "r.record.json").is_symlink()


async def test_a_record_that_cannot_be_written_fails_alone(tmp_path, options):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    (tmp_path / "a.record.json").mkdir()
    first, second = await run(targets([tmp_path], None).pairs, options, Scripted())
    assert (first.state, second.state) == ("failed", "made")
    assert isinstance(first.error, EngineError)
    assert "cannot be written" in first.error.message
    assert not (tmp_path / "a.record.json.part").exists()


def test_a_path_that_no_file_can_have_is_explained(tmp_path):
    (problem,) = targets([tmp_path / ("n" * 5000)], None).refused
    assert "cannot read" in problem.message


def test_an_input_that_is_not_there_does_not_hold_up_the_others(tmp_path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "none").mkdir()
    found = targets([tmp_path / "absent.txt", tmp_path / "a.txt", tmp_path / "none"], tmp_path / "out")
    assert found.pairs == ((tmp_path / "a.txt", tmp_path / "out" / "a.record.json"),)
    assert [problem.message.split()[0] for problem in found.refused] == ["there", str(tmp_path / "none")]
