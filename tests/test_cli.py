"""The command as a user runs it: arguments in, output and exit status out."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from service.errors import ProviderUnavailable
from tests.web.scripted import GOOD, REPORT, Scripted

ROOT = Path(__file__).resolve().parents[1]
SOURCE = (
    "Năm 2021, toàn huyện kết nạp 176 đảng viên. Hoàn thành nhiệm vụ 2/89 (chiếm 2,47%). "
    "Tổ chức trên 80 cuộc họp."
)


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOICHIEU_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DOICHIEU_STRATEGY", "free")


@pytest.fixture
def run(monkeypatch, capsys):
    """Exit status, standard output and standard error of ``doichieu`` with some arguments."""
    from service.cli import main

    def call(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["doichieu", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return call


@pytest.fixture
def model(monkeypatch) -> Scripted:
    """A scripted model in place of the configured one."""
    scripted = Scripted()
    monkeypatch.setattr("service.main.build_extractor", lambda settings: scripted)
    return scripted


def written(name: str, text: str) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_mentions_json_is_one_object_a_line_and_nothing_else(run):
    status, out, err = run("mentions", written("r.txt", SOURCE), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert [line["value"] for line in lines] == ["2021", "176", "2/89", "2.47", "80"]
    assert lines[4]["qualifier"] == "more_than"
    assert "offset_unit" not in lines[0]


def test_mentions_reads_standard_input(run):
    status, out, _ = run("mentions", "-", "--json", stdin=SOURCE.encode())
    assert status == 0
    assert len(out.splitlines()) == 5


def test_mentions_to_a_pipe_cuts_nothing_and_leaves_no_blanks_at_line_ends(run):
    text = (
        "Tổng vốn đầu tư toàn xã hội trên địa bàn từ 2.400.000.000.000 đồng đến 3.200.000.000.000 đồng, gồm "
        "cả vốn của các doanh nghiệp; tỷ lệ giải ngân đạt 92,59% kế hoạch, có 1.234 lượt cán bộ, công chức."
    )
    _, out, _ = run("mentions", written("r.txt", text))
    lines = out.splitlines()
    assert lines[1].split() == ["line", "kind", "value", "unit", "bound", "in", "the", "text"]
    assert "2400000000000 – 3200000000000" in out
    assert "lượt cán bộ" in out
    assert all(line == line.rstrip() for line in lines)
    assert not any("…" in line[:60] for line in lines)


def test_mentions_for_people_shows_each_figure_in_its_place(run):
    status, out, _ = run("mentions", written("r.txt", SOURCE))
    assert status == 0
    assert re.search(r"1\s+cardinal\s+80\s+cuộc họp\s+>\s+.*trên 80 cuộc họp", out)
    assert "\x1b" not in out, "no colours where there is no terminal"


def test_check_exits_with_one_when_a_figure_is_wrong_and_says_why(run):
    digest = written("d.json", json.dumps({"summary": "Kết nạp 167 đảng viên."}, ensure_ascii=False))
    status, out, _ = run("check", written("r.txt", SOURCE), digest)
    assert status == 1
    assert "digits_changed" in out
    assert "/summary" in out
    assert "kết nạp 176 đảng viên" in out


def test_check_exits_with_zero_when_every_figure_stands(run):
    digest = written("d.txt", "Năm 2021 kết nạp 176 đảng viên.")
    status, out, _ = run("check", written("r.txt", SOURCE), digest, "--json")
    answer = json.loads(out)
    assert status == 0
    assert answer["offset_unit"] == "unicode_code_point"
    assert {claim["verdict"] for claim in answer["claims"]} == {"supported"}


def test_check_speaks_english_when_asked(run):
    digest = written("d.txt", "Kết nạp 167 đảng viên.")
    _, vietnamese, _ = run("check", written("r.txt", SOURCE), digest)
    _, english, _ = run("check", written("r.txt", SOURCE), digest, "--messages", "en")
    assert "Bản tóm tắt" in vietnamese
    assert "Bản tóm tắt" not in english


def test_check_with_audit_tells_errors_of_the_source_apart(run):
    digest = written("d.txt", "Hoàn thành nhiệm vụ 2/89 (2,47%).")
    alone = json.loads(run("check", written("r.txt", SOURCE), digest, "--json")[1])
    both = json.loads(run("check", written("r.txt", SOURCE), digest, "--json", "--audit")[1])
    assert {flag["origin"] for flag in alone["flags"]} <= {"digest"}
    assert "source" in {flag["origin"] for flag in both["flags"]}


def test_check_folds_omissions_unless_all_are_wanted(run):
    digest = written("d.txt", "Kết nạp 176 đảng viên.")
    folded = run("check", written("r.txt", SOURCE), digest)[1]
    unfolded = run("check", written("r.txt", SOURCE), digest, "--all")[1]
    assert "--all" in folded
    assert unfolded.count("omitted") > folded.count("omitted")


def test_audit_exits_with_one_when_the_source_is_wrong(run):
    status, out, _ = run("audit", written("r.txt", SOURCE))
    assert status == 1
    assert "2,25%" in out
    assert "percent_mismatch" in out


def test_a_hostile_digest_cannot_command_the_terminal(run):
    digest = written("d.txt", "Kết nạp 167\x1b]0;owned\x07 [bold]đảng viên[/bold].")
    out = run("check", written("r.txt", SOURCE), digest)[1]
    assert "\x1b" not in out
    assert "\x07" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("mentions", "absent.txt"), "check the path"),
        (("check", "-", "-"), "name one file"),
        (("check", "r.txt", "broken.json"), "no valid JSON"),
        (("mentions", "picture.txt"), "PNG"),
        (("digest", "empty-folder"), "holds no .txt"),
    ],
)
def test_unusable_input_is_explained_and_exits_with_two(run, arguments, words):
    written("r.txt", SOURCE)
    written("broken.json", '{"summary": 1,}')
    Path("picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path("empty-folder").mkdir()
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert words in err


def test_digest_writes_a_record_beside_the_report_and_shows_it(run, model):
    status, out, _ = run("digest", written("r.txt", REPORT), "--format", "md")
    record = json.loads(Path("r.record.json").read_text(encoding="utf-8"))
    assert status == 0
    assert record["status"] == "done"
    assert record["provenance"]["model"] == "scripted-1"
    assert "Đảng viên mới kết nạp" in out
    assert "176" in Path("r.digest.md").read_text(encoding="utf-8")
    assert not Path("r.replies.jsonl").exists()


def test_digest_again_keeps_the_record_and_asks_nothing(run, model):
    written("r.txt", REPORT)
    run("digest", "r.txt")
    asked = len(model.asked)
    status, out, _ = run("digest", "r.txt")
    assert (status, len(model.asked)) == (0, asked)
    assert "was there already" in out


def test_digest_makes_the_record_anew_when_the_report_changed(run, model):
    written("r.txt", REPORT)
    run("digest", "r.txt")
    written("r.txt", REPORT + " Có 5 chi bộ mới.")
    run("digest", "r.txt")
    record = json.loads(Path("r.record.json").read_text(encoding="utf-8"))
    assert record["report"]["text"].endswith("5 chi bộ mới.")


def test_digest_goes_on_after_one_failure_and_says_so(run, model):
    Path("reports").mkdir()
    written("reports/a.txt", REPORT)
    written("reports/b.txt", REPORT + " Có 5 chi bộ mới.")
    model.answers.append(ProviderUnavailable("the model is away", hint="try again"))
    status, _, err = run("digest", "reports", "--out", "records")
    assert status == 3
    assert "the model is away" in err
    assert [path.name for path in Path("records").glob("*.record.json")] == ["b.record.json"]


def test_digest_keeps_what_worked_when_an_input_is_not_there(run, model):
    written("a.txt", REPORT)
    written("c.txt", REPORT + " Có 5 chi bộ mới.")
    status, out, err = run("digest", "a.txt", "absent.txt", "c.txt", "--out", "records")
    assert status == 2
    assert "there is no absent.txt" in err
    assert sorted(path.name for path in Path("records").iterdir()) == ["a.record.json", "c.record.json"]
    assert "176" in out


def test_digest_tells_a_log_how_far_it_is(run, model):
    _, _, err = run("digest", written("r.txt", REPORT))
    lines = err.splitlines()
    assert re.fullmatch(r"  starting the model  0:00:\d\d", lines[0])
    assert any(re.fullmatch(r"  digest 1/1  0:00:\d\d", line) for line in lines)
    assert re.fullmatch(r"  r\.txt finished, 1 of 1  0:00:\d\d", lines[-1])


def test_digest_exits_with_one_when_a_figure_of_the_digest_is_wrong(run, model):
    wrong = json.loads(json.dumps(GOOD).replace("176", "167"))
    model.answers += [wrong, wrong]
    assert run("digest", written("r.txt", REPORT))[0] == 1


def test_digest_refuses_two_reports_that_would_share_a_record(run, model):
    Path("a").mkdir()
    Path("b").mkdir()
    written("a/r.txt", REPORT)
    written("b/r.txt", REPORT)
    status, _, err = run("digest", "a/r.txt", "b/r.txt", "--out", "records")
    assert status == 2
    assert "would both be written" in err


def test_digest_refuses_a_report_that_says_nothing(run, model):
    status, _, err = run("digest", written("r.txt", "  \n ngắn"))
    assert status == 2
    assert "DOICHIEU_MIN_REPORT_CHARS" in err


def test_digest_says_where_reports_are_sent_when_they_leave_the_machine(run, model, monkeypatch):
    monkeypatch.setenv("DOICHIEU_PROVIDER", "openai")
    monkeypatch.setenv("DOICHIEU_MODEL", "scripted-1")
    monkeypatch.setenv("DOICHIEU_BASE_URL", "https://models.example/v1")
    _, _, err = run("digest", written("r.txt", REPORT))
    assert "sent to models.example" in err


def test_digest_says_nothing_of_sending_where_nothing_is_sent(run, model):
    _, _, err = run("digest", written("r.txt", REPORT))
    assert "sent to" not in err


def test_doctor_says_that_nothing_leaves_the_machine_and_what_is_missing(run):
    status, out, _ = run("doctor")
    assert status == 3
    assert "nothing: reports, digests and flags stay here" in out
    assert "doichieu model pull" in out


def test_a_misspelt_setting_is_told_of_with_the_name_that_was_meant(run, monkeypatch, model):
    monkeypatch.setenv("DOICHIEU_STRATGY", "free")
    for text in (run("doctor")[1], run("digest", written("r.txt", REPORT))[2]):
        assert "DOICHIEU_STRATGY is set" in text
        assert "did you mean DOICHIEU_STRATEGY?" in text


def test_an_empty_text_is_told_of_before_it_is_called_clean(run):
    empty, digest = written("empty.txt", " \n"), written("note.txt", "")
    for command in (("mentions", empty), ("audit", empty), ("check", empty, digest)):
        status, _, err = run(*command)
        assert status == 0
        assert "empty.txt holds no text" in err
    assert "note.txt holds no text" in run("check", written("r.txt", REPORT), digest)[2]
    assert "holds no text" not in run("audit", written("r.txt", REPORT))[2]


def test_the_evals_call_themselves_as_they_were_called_and_name_the_datasets(run):
    status, _, err = run("eval", "run", "audit", "--dataset", "nosuch")
    assert status == 2
    assert err.startswith("doichieu eval: no dataset called 'nosuch'")
    assert "bundled" in err


def test_doctor_names_the_host_that_reports_are_sent_to(run, monkeypatch):
    monkeypatch.setenv("DOICHIEU_PROVIDER", "openai")
    monkeypatch.setenv("DOICHIEU_MODEL", "some-model")
    monkeypatch.setenv("DOICHIEU_API_KEY", "secret-key")
    status, out, _ = run("doctor", "--json")
    points = {point["name"]: point for point in json.loads(out)["points"]}
    assert status == 0
    assert "goes to" in points["leaves the machine"]["detail"]
    assert "secret-key" not in out


def test_doctor_finds_a_provider_that_is_not_there(run, monkeypatch):
    monkeypatch.setenv("DOICHIEU_PROVIDER", "openai")
    monkeypatch.setenv("DOICHIEU_MODEL", "some-model")
    monkeypatch.setenv("DOICHIEU_BASE_URL", "http://127.0.0.1:9/v1")
    status, out, _ = run("doctor")
    assert status == 3
    assert "127.0.0.1:9 cannot be reached" in out
    assert "nothing: reports" in out, "a model on this machine keeps reports on this machine"


def test_a_key_is_made_shown_once_and_revoked(run):
    status, key, err = run("keys", "create", "nightly", "--scope", "reports:read", "--days", "3")
    assert status == 0
    assert re.fullmatch(r"dck_[0-9a-f]{12}_[A-Za-z0-9_-]{43}\n", key), "only the key, for a script to take"
    assert "reports:read" in err
    _, listed, _ = run("keys", "list", "--json")
    (shown,) = json.loads(listed)["keys"]
    assert (shown["name"], shown["scopes"], shown["revoked_at"]) == ("nightly", ["reports:read"], None)
    assert shown["expires_at"] > shown["created_at"]
    assert "secret" not in listed
    status, _, err = run("keys", "revoke", shown["id"])
    assert (status, "Nobody is left" in err) == (0, False)
    assert json.loads(run("keys", "list", "--json")[1])["keys"][0]["revoked_at"]
    assert "nightly" in run("keys", "list")[1]
    assert "Nobody is left" in run("keys", "revoke", shown["id"], "--forget")[2]
    assert "no keys yet" in run("keys", "list")[2]


def test_a_key_as_json_is_one_object(run):
    _, out, _ = run("keys", "create", "nightly", "--json")
    made = json.loads(out)
    assert made["key"].startswith(f"dck_{made['id']}_")
    assert made["scopes"] == ["reports:read", "reports:write"]


@pytest.mark.parametrize(
    "arguments", [("create", "a/b"), ("create", "x", "--scope", "all"), ("revoke", "none"), ("create",)]
)
def test_a_key_that_cannot_be_made_or_revoked_exits_with_two(run, arguments):
    assert run("keys", *arguments)[0] == 2


def test_an_account_is_added_listed_changed_and_removed(run):
    password = "một câu dài dễ nhớ\n".encode()
    status, out, err = run("accounts", "add", "lan", "--role", "lead", "--password-stdin", stdin=password)
    assert (status, out, "lan may log in as lead" in err) == (0, "", True)
    assert run("accounts", "add", "Lan", "--password-stdin", stdin=password)[0] == 2
    assert run("accounts", "add", "mai", "--password-stdin", stdin=b"short\n")[0] == 2
    _, listed, _ = run("accounts", "list", "--json")
    (shown,) = json.loads(listed)["accounts"]
    assert (shown["name"], shown["role"]) == ("lan", "lead")
    assert "argon2" not in listed
    assert "lead" in run("accounts", "list")[1]
    changed = "một câu khác hẳn\n".encode()
    assert run("accounts", "password", "lan", "--password-stdin", stdin=changed)[0] == 0
    assert run("accounts", "password", "mai", "--password-stdin", stdin=changed)[0] == 2
    assert "Nobody is left" in run("accounts", "remove", "LAN")[2]
    assert run("accounts", "remove", "lan")[0] == 2
    assert "no accounts yet" in run("accounts", "list")[2]


def test_a_password_is_never_an_argument_and_needs_a_terminal_or_standard_input(run):
    status, _, err = run("accounts", "add", "lan")
    assert status == 2
    assert "--password-stdin" in err


def test_a_service_that_others_could_reach_does_not_start_without_anybody_to_ask_for(run):
    status, _, err = run("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - it is refused
    assert status == 2
    assert "doichieu accounts add" in err


def test_doctor_says_who_may_come_in(run, monkeypatch):
    def access() -> dict:
        points = json.loads(run("doctor", "--json")[1])["points"]
        return next(point for point in points if point["name"] == "access")

    assert (access()["state"], "without login" in access()["detail"]) == ("note", True)
    assert not Path("data").exists(), "looking changes nothing"
    monkeypatch.setenv("DOICHIEU_HOST", "0.0.0.0")  # noqa: S104 - nothing is served
    assert (access()["state"], "does not start" in access()["detail"]) == ("fail", True)
    run("keys", "create", "nightly")
    assert (access()["state"], "keys: 1" in access()["detail"]) == ("ok", True)
    assert "host names" in run("doctor")[1]
    Path("data/doichieu.db").write_bytes(b"no database")
    assert access()["state"] == "fail"


def test_model_info_explains_that_the_weights_are_missing(run):
    status, out, err = run("model", "info")
    assert status == 3
    assert "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046" in out
    assert "doichieu model pull" in err


def test_a_wrong_setting_is_named_and_exits_with_two(run, monkeypatch):
    monkeypatch.setenv("DOICHIEU_PORT", "ninety")
    status, _, err = run("doctor")
    assert status == 2
    assert "DOICHIEU_PORT" in err


def test_a_hostile_file_name_cannot_command_the_terminal(run, model):
    name = "[bold]\x1b]0;owned\x07\u202e.txt"
    written(name, REPORT)
    for arguments in (("mentions", name), ("digest", name), ("digest", name), ("digest", "no" + name)):
        _, out, err = run(*arguments)
        assert not {"\x1b", "\x07", "\u202e"} & set(out + err)
        assert "owned" in out + err


def test_an_input_without_an_end_is_refused(run, monkeypatch):
    monkeypatch.setattr("service.ingest.text.LARGEST", 1_000_000)
    for name in ("/dev/zero", "-"):
        status, out, err = run("mentions", name, stdin=b"1 " * 1_000_000)
        assert (status, out) == (2, "")
        assert "larger than" in err


def test_an_output_that_is_full_is_explained_and_exits_with_three():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-c", "from service.cli import main; main()", "mentions", "-", "--json"]
        done = subprocess.run(
            command, input=SOURCE.encode(), stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False
        )
    assert done.returncode == 3
    assert "cannot write: No space left" in done.stderr.decode()
    assert "Exception" not in done.stderr.decode()


def test_a_page_that_cannot_be_written_is_told_and_the_record_kept(run, model):
    written("r.txt", REPORT)
    Path("r.digest.md").mkdir()
    status, _, err = run("digest", "r.txt", "--format", "md")
    assert status == 3
    assert "cannot be written" in err
    assert Path("r.record.json").exists()


def test_the_version_can_be_asked_for_alone(run):
    from service import __version__

    assert run("--version") == (0, f"{__version__}\n", "")
