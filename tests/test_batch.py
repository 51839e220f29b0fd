"""A killed run over many files goes on where it was."""

import json

import pytest

from schemas.report import ReportIn
from service.batch import Limits, ReplyJournal, digest_all, targets
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
    pairs, model = targets([report], None), Scripted()

    def killed(*_: object) -> None:
        raise Interrupted

    with monkeypatch.context() as patch:
        patch.setattr("service.batch._write", killed)
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
    (done,) = await run(targets([report], None), options, Scripted())
    assert done.state == "made"


def test_a_folder_gives_its_reports_in_order_and_leaves_other_files(tmp_path):
    for name in ("b.txt", "a.md", "picture.png", "a.record.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [source.name for source, _ in targets([tmp_path], None)] == ["a.md", "b.txt"]
