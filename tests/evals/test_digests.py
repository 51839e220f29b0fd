"""Records of real runs are scored by where their claims rest, not by what they say of themselves."""

import json

from evals.__main__ import main
from evals.dataset import load
from evals.digests import score_digest

DOCUMENT = next(document for document in load("bundled") if document.id == "vinh-bao-2021")


def claim(text: str, path: str, verdict: str = "supported", role: str = "match") -> dict:
    mention = next(mention for mention in DOCUMENT.mentions if mention.text == text)
    place = {"received_start": mention.start, "received_end": mention.end, "role": role}
    return {"path": path, "verdict": verdict, "evidence": [place]}


def record(*claims: dict) -> dict:
    return {
        "status": "done",
        "report": {"received": None, "text": DOCUMENT.text},
        "provenance": {"strategy": "anchored", "model": "m"},
        "usage": {"requests": 2, "prompt_tokens": 10, "completion_tokens": 5},
        "attempts": [{"seconds": "1.5"}, {"seconds": "2.25"}],
        "digest": {"metrics": [{}]},
        "claims": list(claims),
        "flags": [
            {"path": "/summary", "severity": "error", "code": "not_in_source"},
            {"path": "/summary", "severity": "info", "code": "omitted"},
            {"path": None, "severity": "error", "code": "percent_mismatch"},
        ],
        "problems": [],
    }


def test_a_key_figure_counts_when_a_supported_claim_rests_on_its_place():
    score = score_digest(DOCUMENT, record(claim("9.295", "/metrics/0/value_text"), claim("176", "/summary")))
    assert (score.salient_stated, score.salient_metrics) == (2, 1)
    assert score.seconds.as_tuple() == (0, (3, 7, 5), -2)


def test_a_contradicted_claim_or_a_mere_neighbour_states_nothing():
    wrong = claim("9.295", "/metrics/0/value_text", verdict="contradicted")
    near = claim("176", "/summary", role="near")
    assert score_digest(DOCUMENT, record(wrong, near)).salient_stated == 0


def test_only_flags_with_a_path_and_weight_are_alarms():
    assert score_digest(DOCUMENT, record()).alarms == {"not_in_source": 1}


def test_the_command_prints_a_line_for_each_record(tmp_path, capsys):
    path = tmp_path / "r.record.json"
    path.write_text(json.dumps(record(claim("9.295", "/metrics/0/value_text"))), encoding="utf-8")
    assert main(["digest", str(path)]) == 0
    assert "vinh-bao-2021" in capsys.readouterr().out


def test_a_record_of_another_text_or_none_at_all_is_refused(tmp_path, capsys):
    path = tmp_path / "r.record.json"
    path.write_text(json.dumps(record() | {"report": {"received": None, "text": "x"}}), encoding="utf-8")
    assert main(["digest", str(path)]) == 2
    assert main(["digest", str(tmp_path / "absent.json")]) == 2
    assert "not a report of the dataset" in capsys.readouterr().err
