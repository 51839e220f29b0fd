"""The free strategy: one call in which the model writes values and quotes, and one round of repair.

Made for capable models. What the check does not support goes back to the model once, figure by figure with
the reason; of the two answers the one that the check likes better is kept, and the record holds both. Weaker
models are bounded: an answer has room for every figure of the report and no more, of one that runs into the
limit the complete part is kept, and what it says twice is kept once; each is told as a ``Problem``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar

from schemas.digest import DigestV1
from service.core.grammar import find_mentions
from service.core.source import Source
from service.errors import ProviderError, ReplyTruncated
from service.llm import Extractor, Outcome, Problem, Progress, ProgressEvent, Reply
from service.llm.strategies.asking import CHARACTERS_PER_TOKEN, LEAST_ANSWER, Asking, cut_short
from service.llm.strategies.fence import fenced, harmless
from service.llm.strategies.judged import Judged, judge
from service.llm.strategies.sections import figures_of
from service.prompts import PromptSet

TOKENS_FOR_WORDS = 700  # title, period, summary and key points
TOKENS_PER_FIGURE = 90  # label, value, unit, period and a short quote
TOKENS_AT_MOST = 4096
T = TypeVar("T")
_SAID_BY = ("label", "value_text", "unit", "period")


async def digest_freely(
    source: Source, *, extractor: Extractor, prompts: PromptSet, progress: Progress
) -> Outcome:
    """The better of one answer and its repair.

    Raises:
        ProviderError: The first call failed, or nothing of its answer is of use. A repair that fails is a
            ``Problem``; the first answer stays.
    """
    asking = Asking(extractor)
    report = fenced("report", harmless(source.text.canonical))
    await progress(ProgressEvent("digest", 0, 1))
    reply = await asking.ask("digest", prompts["free"], report, DigestV1, answer_tokens(source), partial=True)
    first, problems = _read("digest", reply, source.lang)
    best = judge(source, first)
    asking.note("digest", kept=True, failures=best.failed, digest=best.digest)
    await progress(ProgressEvent("digest", 1, 1))
    failures = best.failures(source.lang, lambda path: True)
    if failures and reply.truncated:
        told = "the failed figures were not asked for again: the answer has no room to be written anew"
        problems.append(Problem("repair_skipped", told))
    elif failures:
        await progress(ProgressEvent("repair", 0, 1))
        best, problems = await _repaired(source, asking, prompts, report, best, failures, problems)
        await progress(ProgressEvent("repair", 1, 1))
    return Outcome(best.digest, asking.attempts, asking.usage, tuple(problems))


def answer_tokens(source: Source) -> int:
    """How long an answer may be: the words of a digest and one metric for each figure of the narrative."""
    return min(TOKENS_AT_MOST, TOKENS_FOR_WORDS + TOKENS_PER_FIGURE * len(figures_of(source)))


async def _repaired(
    source: Source,
    asking: Asking,
    prompts: PromptSet,
    report: str,
    first: Judged,
    failures: str,
    problems: list[Problem],
) -> tuple[Judged, list[Problem]]:
    """The better of ``first`` and the model's correction of it, with what there is to tell of it."""
    answer = harmless(json.dumps(first.digest, ensure_ascii=False))
    again = prompts["repair"].filled(answer=answer, failures=harmless(failures))
    user = f"{report}\n\n{again}"
    prompt = replace(prompts["repair"], schema=prompts["free"].schema)
    system = prompts["free"].text  # the same beginning as the first call, so that the provider has it at hand
    left = asking.room(system, user)
    if left is not None and left < LEAST_ANSWER:
        told = "the failed figures were not asked for again: the context has no room for a second answer"
        return first, [*problems, Problem("repair_skipped", told)]
    tokens = min(answer_tokens(source), LEAST_ANSWER + int(len(answer) / CHARACTERS_PER_TOKEN))
    try:
        reply = await asking.ask("repair", prompt, user, DigestV1, tokens, system=system, partial=True)
        corrected, more = _read("repair", reply, source.lang)
    except ProviderError as failure:
        return first, [*problems, Problem(failure.code, f"the repair failed: {failure.message}")]
    second = judge(source, corrected)
    kept = second.score > first.score
    asking.note("repair", kept=kept, failures=second.failed, digest=second.digest)
    asking.note("digest", kept=not kept, failures=first.failed, digest=first.digest)
    return (second, more) if kept else (first, problems)


def _read(step: str, reply: Reply, lang: str) -> tuple[dict[str, Any], list[Problem]]:
    """The digest of a reply without repetitions and metrics that state no figure, and what was lost of it.

    Raises:
        ReplyTruncated: The reply was cut before it said anything of use.
    """
    digest = reply.parsed.model_dump()
    problems: list[Problem] = []
    if reply.truncated:
        if not (digest["summary"] or digest["key_points"] or digest["metrics"]):
            raise ReplyTruncated(
                f"the answer was cut before anything of it was complete (step {step!r})",
                hint="use the anchored strategy, which asks in parts",
            )
        problems.append(cut_short(step, f"{len(digest['metrics'])} complete metrics are kept"))
    digest["metrics"], repeated = _once(
        digest["metrics"], lambda metric: tuple(_key(metric[name]) for name in _SAID_BY)
    )
    digest["key_points"], points = _once(digest["key_points"], _key)
    stating = [metric for metric in digest["metrics"] if find_mentions(metric["value_text"], lang)]
    if len(stating) < len(digest["metrics"]):
        told = f"{len(digest['metrics']) - len(stating)} metrics without a figure dropped (step {step!r})"
        problems.append(Problem("no_figure", told))
        digest["metrics"] = stating
    if repeated or points:
        told = (
            f"the model repeated itself (step {step!r}): {repeated} metrics and {points} key points dropped"
        )
        problems.append(Problem("items_repeated", told))
    return digest, problems


def _once(items: list[T], key: Callable[[T], Hashable]) -> tuple[list[T], int]:
    """Each item the first time it is said, and how many repetitions were dropped."""
    first: dict[Hashable, T] = {}
    for item in items:
        first.setdefault(key(item), item)
    return list(first.values()), len(items) - len(first)


def _key(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
