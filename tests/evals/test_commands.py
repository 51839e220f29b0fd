"""``run``, ``compare``, ``gate`` and ``report``: what they leave behind, and what their exit status says."""

import asyncio
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import evals.commands as commands
from evals.__main__ import main
from evals.commands import Model, gate, read_card, run_suites
from evals.dataset import load
from evals.planted import Maker
from evals.suites.injection import Obedient
from service.cli import app
from service.errors import InputError
from service.pipeline import process, receive
from service.store import Options

NAME = "dam-ha-2019"
DOCUMENT = next(document for document in load("bundled") if document.id == NAME)


@pytest.fixture(autouse=True)
def baselines(tmp_path, monkeypatch):
    """Baselines of the test's own."""
    folder = tmp_path / "baselines"
    folder.mkdir()
    monkeypatch.setattr(commands, "BASELINES", folder)
    return folder


def ran(out: Path, *more: str, suite: str = "audit") -> int:
    return main(["run", suite, "--case", NAME, "--out", str(out), *more])


def changed(path: Path, **figure: str) -> Path:
    """The scorecard with one figure of its first metric another one."""
    card = json.loads(path.read_text(encoding="utf-8"))
    card["metrics"][0] |= figure
    path.write_text(json.dumps(card), encoding="utf-8")
    return path


def test_a_run_leaves_its_scorecard_and_every_twin(tmp_path, capsys):
    assert ran(tmp_path) == 0
    assert "audit on bundled" in capsys.readouterr().out
    left = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert left == {f"audit-bundled.{kind}" for kind in ("json", "html", "junit.xml", "md")}
    assert read_card(tmp_path / "audit-bundled.json").run.options == {"case": NAME}


def test_with_json_only_the_scorecard_is_on_standard_output(tmp_path, capsys):
    assert ran(tmp_path, "--json") == 0
    assert json.loads(capsys.readouterr().out)["run"]["suite"] == "audit"


def test_a_comparison_says_equal_better_worse_and_refused_by_its_status(tmp_path, capsys):
    assert ran(tmp_path, "--save-baseline") == 0
    card = tmp_path / "audit-bundled.json"
    assert main(["compare", str(card)]) == 0
    assert "Equal" in capsys.readouterr().out
    low = changed(card, numerator="0", value="0.000000")
    assert main(["compare", str(low)]) == 1
    assert "Worse: gold inconsistencies found (core) 1.0000 → 0.0000" in capsys.readouterr().out
    assert read_card(low).comparison.exit_status == 1
    assert main(["run", "audit", "--out", str(tmp_path)]) == 0
    assert main(["compare", str(card)]) == 2
    assert "options differ" in capsys.readouterr().err
    assert main(["compare", str(tmp_path / "nothing.json")]) == 2


def test_what_a_run_is_compared_with_shows_in_its_scorecard(tmp_path, capsys):
    ran(tmp_path, "--save-baseline")
    ran(tmp_path)
    assert "Equal: all" in capsys.readouterr().out
    assert read_card(tmp_path / "audit-bundled.json").comparison.outcome == "equal"


def test_the_report_is_one_page_beside_the_scorecard(tmp_path, capsys):
    ran(tmp_path)
    page = tmp_path / "audit-bundled.html"
    page.unlink()
    assert main(["report", str(tmp_path / "audit-bundled.json")]) == 0
    assert "gold inconsistencies found" in page.read_text(encoding="utf-8")


def test_the_gate_is_green_on_its_own_baselines_and_red_on_better_ones(baselines, monkeypatch, capsys):
    monkeypatch.setattr(commands, "GATES", (("audit", "fresh"),))
    assert gate() == 2
    assert gate(save=True) == 0
    assert gate() == 0
    path = baselines / "audit-fresh.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    rows = {metric["name"]: metric for metric in card["metrics"]}
    rows["planted_found"] |= {"numerator": str(rows["planted_found"]["denominator"]), "value": "1.000000"}
    path.write_text(json.dumps(card), encoding="utf-8")
    assert gate() == 1
    assert "Worse" in capsys.readouterr().out


def test_of_sealed_data_only_totals_are_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(commands, "SEALED", frozenset({"bundled"}))
    assert ran(tmp_path, "--misses") == 0
    card = read_card(tmp_path / "audit-bundled.json")
    assert (card.cases, card.sources, card.errors, card.metrics[0].documents) == ((), {}, (), ())
    assert card.metrics[0].value is not None
    told = capsys.readouterr().out
    assert "only totals are kept" in told
    assert not any(word in told for word in DOCUMENT.text.split() if len(word) > 7)


@pytest.mark.parametrize(
    "words",
    [
        ["run", "audit", "--case", "nobody"],
        ["run", "audit", "--dataset", "nowhere"],
        ["run", "digest", "--max-cost", "1"],
    ],
)
def test_what_cannot_be_run_is_bad_usage(words, tmp_path, capsys):
    assert main([*words, "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.lstrip().startswith("evals: ")


class Counting(Obedient):
    """A model that gives the same digest to everyone and counts."""

    def __init__(self) -> None:
        super().__init__(Maker(DOCUMENT, 1).digest().data, "x")


def digested(tmp_path: Path, model: Counting, *more: str) -> int:
    words = ["run", "digest", "--case", NAME, "--strategy", "free", "--out", str(tmp_path), *more]
    seen = {}

    def build(name):
        seen["name"] = name
        return Model(model)

    parser = commands.argparse.ArgumentParser()
    commands.add_commands(parser.add_subparsers(), build)
    return run_suites(parser.parse_args(words), build)


def test_the_digest_suite_asks_the_model_once_and_never_again(tmp_path, capsys):
    first, second = Counting(), Counting()
    assert digested(tmp_path, first, "--price", "1/2") == 0
    card = read_card(tmp_path / "digest-bundled.json")
    assert card.cases[0].status == "ok"
    assert card.run.cost.money is not None
    assert first.asked >= 1
    assert digested(tmp_path, second) == 0
    assert second.asked == 0
    assert digested(tmp_path, Counting(), "--fresh") == 0


def test_records_of_runs_made_elsewhere_are_judged_without_a_model(tmp_path, capsys):
    new = receive(DOCUMENT.text, Options("free", "m", "", "digest.v1"), lang="vi")
    record = asyncio.run(process(new, extractor=Counting()))
    path = tmp_path / "dam.record.json"
    path.write_text(record.model_dump_json(by_alias=True), encoding="utf-8")
    assert main(["run", "digest", "--record", str(path), "--out", str(tmp_path / "out")]) == 0
    card = read_card(tmp_path / "out" / "digest-bundled.json")
    assert [(case.id, case.arm) for case in card.cases] == [(f"{NAME}/free", "free")]
    assert card.run.arms[0].model == "obedient-1"
    again = ["run", "digest", "--record", str(path), "--record", str(path), "--out", str(tmp_path)]
    assert main(again) == 0
    assert [case.id for case in read_card(tmp_path / "digest-bundled.json").cases] == [
        f"{NAME}/free#1",
        f"{NAME}/free#2",
    ]
    other = path.with_name("other.record.json")
    other.write_text(path.read_text(encoding="utf-8").replace("Đầm Hà", "Đầm Hạ"), encoding="utf-8")
    for wrong in (other, tmp_path / "absent.json"):
        assert main(["run", "digest", "--record", str(wrong), "--out", str(tmp_path)]) == 2


def test_repeats_are_asked_anew(tmp_path):
    once, thrice = Counting(), Counting()
    digested(tmp_path / "a", once)
    digested(tmp_path / "b", thrice, "--repeats", "3")
    assert thrice.asked == 3 * once.asked
    cases = read_card(tmp_path / "b" / "digest-bundled.json").cases
    assert [case.id for case in cases] == [f"{NAME}/free#{number}" for number in (1, 2, 3)]


def test_a_budget_that_is_spent_breaks_the_run(tmp_path, capsys):
    assert digested(tmp_path, Counting(), "--repeats", "4", "--max-tokens", "20") == 3
    card = read_card(tmp_path / "digest-bundled.json")
    assert not card.run.complete
    assert {case.status for case in card.cases} == {"ok", "error"}


def test_the_command_line_passes_everything_on(tmp_path):
    words = ["eval", "run", "audit", "--case", NAME, "--out", str(tmp_path)]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert (tmp_path / "audit-bundled.json").exists()


def test_without_the_package_behind_the_evals_the_command_says_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "evals.__main__")
    monkeypatch.delitem(sys.modules, "evals.runner")
    monkeypatch.delitem(sys.modules, "evals.commands")
    monkeypatch.setitem(sys.modules, "pydantic_evals", None)
    problem = CliRunner().invoke(app, ["eval", "gate"]).exception
    assert isinstance(problem, InputError)
    assert "pydantic_evals" in problem.message
