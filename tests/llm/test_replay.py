"""The strategies on real answers of the embedded model, played from cassettes."""

import json
import re
from pathlib import Path

import pytest
import yaml

from schemas.digest import DigestV1
from service.core.source import Source, read_source
from service.errors import ProviderError, ProviderUnavailable, ReplyInvalid, ReplyTruncated
from service.llm import STRATEGIES, Outcome
from service.llm.strategies import run
from service.llm.strategies.judged import judge
from service.llm.strategies.sections import figures_of
from service.llm.weights import MODEL
from tests.llm.replay import NAMES, PORT, recorded_model, report

CASSETTES = Path(__file__).resolve().parent / "cassettes" / "test_replay"
TAPES = [pytest.param(name, strategy, id=f"{name}-{strategy}") for name in NAMES for strategy in STRATEGIES]


async def played(source: Source, strategy: str) -> Outcome:
    model = recorded_model()
    try:
        return await run(source, extractor=model, strategy=strategy)
    finally:
        await model.aclose()


@pytest.mark.vcr
@pytest.mark.parametrize(("name", "strategy"), TAPES)
async def test_a_report_becomes_a_digest_as_it_was_recorded(name, strategy, vcr, record_mode):
    source = report(name)
    came_of_it = await played_or_failed(source, strategy)
    played_out = record_mode != "none" or vcr.all_played
    assert played_out, "the cassette holds calls that are no longer made; run `make record`"
    if isinstance(came_of_it, ProviderError):  # what failed when it was recorded fails as it did
        assert came_of_it.code in told_by_the_tape(vcr), came_of_it.message
    else:
        it_holds_what_every_outcome_holds(source, came_of_it, strategy, told_by_the_tape(vcr))


async def played_or_failed(source: Source, strategy: str) -> Outcome | ProviderError:
    try:
        return await played(source, strategy)
    except ProviderError as failure:
        return failure


def told_by_the_tape(vcr) -> set[str]:
    """Codes of our errors that the recorded answers call for."""
    codes = set()
    for response in vcr.responses:
        answer = json.loads(response["body"]["string"])
        status = response["status"]["code"]
        if status >= 400:
            codes |= {ProviderUnavailable.code if status >= 500 else ProviderError.code}
            continue
        choice = answer["choices"][0]
        if choice["finish_reason"] == "length":
            codes |= {ReplyTruncated.code}
        elif not _is_json(choice["message"]["content"]):
            codes |= {ReplyInvalid.code}
    return codes


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def it_holds_what_every_outcome_holds(
    source: Source, outcome: Outcome, strategy: str, recorded_errors: set[str]
):
    DigestV1.model_validate(outcome.digest)
    assert {attempt.model for attempt in outcome.attempts if attempt.raw} == {MODEL}
    assert outcome.usage.requests >= 1
    assert outcome.usage.total_tokens > 500
    assert {attempt.error for attempt in outcome.attempts if attempt.error} <= recorded_errors
    told = {problem.code for problem in outcome.problems}
    if ReplyTruncated.code in {attempt.error for attempt in outcome.attempts if attempt.kept}:
        assert ReplyTruncated.code in told
    if strategy == "anchored":
        figures_are_the_source_s_own(source, outcome)


def figures_are_the_source_s_own(source: Source, outcome: Outcome):
    text = source.text.canonical
    metrics = outcome.digest["metrics"]
    assert len(metrics) == len(figures_of(source))
    for metric in metrics:
        assert metric["quote"] in text
        assert metric["value_text"].split()[-1] in metric["quote"]
    judged = judge(source, outcome.digest)
    wrong = [flag for flag in judged.alarms if flag.path.endswith(("/value_text", "/quote"))]
    assert {flag.code for flag in wrong} <= {"wrong_subject"}  # of figure and label the label is the model's
    assert len(wrong) * 10 <= len(metrics)


@pytest.mark.vcr
@pytest.mark.default_cassette(
    "test_a_report_becomes_a_digest_as_it_was_recorded[tan-hong-2022-anchored].yaml"
)
async def test_another_prompt_finds_no_answer_in_the_cassette(vcr):
    """Replay compares the whole question; were it not so, these tests would pass with any prompt."""
    changed = read_source(re.sub("[ấầệữợ]", "o", report("tan-hong-2022").text.canonical), "vi")
    with pytest.raises(ProviderUnavailable):
        await played(changed, "anchored")
    assert not vcr.all_played


@pytest.mark.parametrize(("name", "strategy"), TAPES)
def test_a_cassette_says_which_model_spoke_and_holds_no_secret(name, strategy):
    path = CASSETTES / f"test_a_report_becomes_a_digest_as_it_was_recorded[{name}-{strategy}].yaml"
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# Real answers of {MODEL}")
    assert path.stat().st_size < 2_000_000
    assert not re.search(r"/(?:work|tmp|home|root|usr)/", text)
    assert not re.search(
        r"sk-[A-Za-z0-9]{8}|Bearer (?!REDACTED)|authorization|set-cookie", text, re.IGNORECASE
    )
    for interaction in yaml.safe_load(text)["interactions"]:
        assert interaction["request"]["uri"] == f"http://127.0.0.1:{PORT}/v1/chat/completions"
        assert interaction["request"]["parsed_body"]["model"] == MODEL
        assert set(interaction["request"]["headers"]) <= {"content-type", "Content-Type"}
