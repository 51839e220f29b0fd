import json

from service.core.audit import audit
from service.core.check import check
from service.core.source import read_source
from service.core.wire import audit_json, check_json, flag_json, mention_json, mentions_json

REPORT = "Nă\u0306m 2021 co\u0301 từ 185 đảng viên trở lên, 2/89 tổ chức (chiếm 2,47%).".replace(
    "ă\u0306", "a\u0306"
)
DIGEST = "Có 167 đảng viên và 2,47% tổ chức."


def numbers(value):
    if isinstance(value, dict):
        return [n for k, v in value.items() if k not in PLACES for n in numbers(v)]
    if isinstance(value, list):
        return [n for v in value for n in numbers(v)]
    return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


PLACES = {
    "start", "end", "received_start", "received_end", "spans", "received_spans", "qualifier_span",
    "figures", "used",
    "omitted", "ignored", "verdicts", "flags", "claims", "relations_checked",
}  # fmt: skip


def test_a_mention_has_every_field_of_the_contract_and_no_number_that_is_not_a_place():
    source = read_source(REPORT)
    answer = mentions_json(source.mentions, source.text)
    assert answer["offset_unit"] == "unicode_code_point"
    for mention in answer["mentions"]:
        assert list(mention) == [
            "start", "end", "received_start", "received_end", "text", "kind", "value", "value_high",
            "unit", "unit_key",
            "scale", "ulp", "qualifier", "qualifier_span", "target", "direction", "negated", "form",
            "zone", "readings",
        ]  # fmt: skip
        assert numbers(mention) == []
        assert REPORT[mention["received_start"] : mention["received_end"]] == mention["text"]
    assert json.loads(json.dumps(answer)) == answer


def test_a_check_answers_with_claims_flags_coverage_and_summary():
    source = read_source(REPORT)
    result = check(source, DIGEST)
    answer = check_json(result, source.text)
    assert list(answer) == ["offset_unit", "claims", "flags", "coverage", "summary"]
    assert list(answer["claims"][0]) == [
        "id", "path", "start", "end", "text", "value", "unit", "verdict", "reason", "evidence", "formula",
    ]  # fmt: skip
    assert sum(answer["summary"]["verdicts"].values()) == len(answer["claims"]) == answer["summary"]["claims"]
    assert sum(answer["summary"]["flags"].values()) == len(answer["flags"])
    assert numbers(answer) == []
    claim = next(c for c in answer["claims"] if c["text"] == "2,47%")
    assert claim["evidence"][0]["role"] == "match"
    place = slice(claim["evidence"][0]["received_start"], claim["evidence"][0]["received_end"])
    assert REPORT[place] == "2,47%"


def test_findings_stand_among_the_flags_only_with_an_audit():
    source = read_source(REPORT)
    result, found = check(source, DIGEST), audit(source)
    assert {f["origin"] for f in check_json(result, source.text)["flags"]} == {"digest"}
    answer = check_json(result, source.text, audit=found)
    assert {f["origin"] for f in answer["flags"]} == {"digest", "source"}
    told = audit_json(found, source.text)
    assert told["relations_checked"] == len(told["relations"]) > 0
    assert set(told["findings"][0]) == {
        "id", "code", "severity", "spans", "received_spans", "stated", "expected", "derived_from", "relation",
        "message_vi", "message_en",
    }  # fmt: skip
    assert set(told["relations"][0]) == {"type", "spans", "formula", "holds"}


def test_a_binary_report_has_no_received_places():
    source = read_source("Có 176 đảng viên.", binary=True)
    assert mention_json(source.mentions[0], source.text)["received_start"] is None
    flags = check(source, "Có 167 đảng viên.").flags
    assert all(flag_json(f, source.text)["received_spans"] is None for f in flags)
