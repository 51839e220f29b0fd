"""The second half of the anchored strategy: title, summary and key points from figures in their own words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from schemas.digest import SummaryV1
from service.core.source import Source
from service.errors import ProviderError
from service.llm import Problem, Progress, ProgressEvent
from service.llm.strategies.asking import Asking, cut_short
from service.llm.strategies.fence import fenced, harmless
from service.llm.strategies.judged import Judged, judge
from service.llm.strategies.wording import bounds, full_name, head, named
from service.prompts import PromptSet

MAX_TOKENS = 700
HEAD = 300  # characters of the beginning, where title, organisation and time stand; more leads astray
FIGURES = 8  # a small model that sees more tells them all, and not in short sentences
_BY_CONSTRUCTION = "/metrics"


async def summarise(
    source: Source,
    asking: Asking,
    prompts: PromptSet,
    metrics: list[dict[str, Any]],
    told: list[str],
    progress: Progress,
) -> tuple[dict[str, Any], list[Problem]]:
    """The whole digest and what went wrong; figures that still fail after one repair stay, and are flagged.

    ``told`` is each metric's figure in the source's own words, empty where another one tells it along.
    Where the call fails, the digest has the metrics, the report's first line as title and no summary.
    """
    await progress(ProgressEvent("summary", 0, 1))
    user = _asked(source, metrics, told)
    try:
        reply = await asking.ask(
            "summary", prompts["anchored-summary"], user, SummaryV1, MAX_TOKENS, partial=True
        )
    except ProviderError as failure:
        problem = Problem("summary_failed", f"summary and key points are missing: {failure.message}")
        return _wordless(source, metrics), [problem]
    problems = [cut_short("summary", "what is missing stayed empty")] if reply.truncated else []
    first = judge(source, _digest(source, cast(SummaryV1, reply.parsed), metrics))
    asking.note("summary", kept=True, failures=first.failed, digest=first.digest)
    await progress(ProgressEvent("summary", 1, 1))
    if not first.errs(_in_words):  # a lost hedge is shown as a flag; it is not worth a second call
        return first.digest, problems
    failures = first.failures(source.lang, _in_words)
    await progress(ProgressEvent("repair", 0, 1))
    try:
        best = await _repaired(source, asking, prompts, user, first, reply.raw, failures)
    except ProviderError as failure:
        return first.digest, [*problems, Problem(failure.code, f"the repair failed: {failure.message}")]
    await progress(ProgressEvent("repair", 1, 1))
    return best.digest, problems if best is first else []


async def _repaired(
    source: Source, asking: Asking, prompts: PromptSet, user: str, first: Judged, said: str, failures: str
) -> Judged:
    """The better of ``first`` and the model's correction of what it ``said``; the metrics are the same."""
    answer = harmless(said)
    again = prompts["repair"].filled(answer=answer, failures=harmless(failures))
    prompt = replace(prompts["repair"], schema=prompts["anchored-summary"].schema)
    system = prompts["anchored-summary"].text
    reply = await asking.ask("repair", prompt, f"{user}\n\n{again}", SummaryV1, MAX_TOKENS, system=system)
    second = judge(source, _digest(source, cast(SummaryV1, reply.parsed), first.digest["metrics"]))
    kept = second.score > first.score
    asking.note("repair", kept=kept, failures=second.failed, digest=second.digest)
    asking.note("summary", kept=not kept, failures=first.failed, digest=first.digest)
    return second if kept else first


def _in_words(path: str) -> bool:
    return not path.startswith(_BY_CONSTRUCTION)


def _asked(source: Source, metrics: list[dict[str, Any]], told: list[str]) -> str:
    """The beginning of the report and figures in its own words, each between its own tags."""
    beginning = fenced("text", harmless(head(source, HEAD)))
    return f"{beginning}\n{fenced('figures', harmless(chr(10).join(chosen(metrics, told))))}"


def chosen(metrics: list[dict[str, Any]], told: list[str]) -> list[str]:
    """At most ``FIGURES`` figures from all over the report: of each passage the first, then the second."""
    ranks: dict[str, int] = {}
    order: list[tuple[int, int]] = []
    for at, (metric, line) in enumerate(zip(metrics, told, strict=True)):
        if line:
            rank = ranks[metric["quote"]] = ranks.get(metric["quote"], -1) + 1
            order.append((rank, at))
    return [told[at] for at in sorted(at for _, at in sorted(order)[:FIGURES])]


def _digest(source: Source, words: SummaryV1, metrics: list[dict[str, Any]]) -> dict[str, Any]:
    """Digest v1 from the words of the model and the metrics; first and last day follow from the period."""
    start, end = bounds(words.period, source.lang)
    return {
        "title": words.title,
        "organization": full_name(source, words.organization),
        "location": named(source, words.location),
        "period": {"label": words.period, "start": start, "end": end},
        "summary": words.summary,
        "key_points": words.key_points,
        "metrics": metrics,
    }


def _wordless(source: Source, metrics: list[dict[str, Any]]) -> dict[str, Any]:
    """Digest v1 without a model's words: the first line of the report is its title."""
    lines = source.text.canonical.strip().splitlines() or [""]
    return {
        "title": lines[0].strip(),
        "organization": "",
        "location": None,
        "period": {"label": "", "start": None, "end": None},
        "summary": "",
        "key_points": [],
        "metrics": metrics,
    }
