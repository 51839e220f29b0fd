"""The free strategy: one call in which the model writes values and quotes, and one round of repair.

Made for capable models. What the check does not support goes back to the model once, figure by figure with
the reason; of the two answers the one that the check likes better is kept, and the record holds both.
"""

from __future__ import annotations

import json
from dataclasses import replace

from schemas.digest import DigestV1
from service.core.source import Source
from service.errors import ProviderError
from service.llm import Extractor, Outcome, Problem, Progress, ProgressEvent
from service.llm.strategies.asking import Asking
from service.llm.strategies.fence import fenced, harmless
from service.llm.strategies.judged import Judged, judge
from service.prompts import PromptSet

MAX_TOKENS = 4096


async def digest_freely(
    source: Source, *, extractor: Extractor, prompts: PromptSet, progress: Progress
) -> Outcome:
    """The better of one answer and its repair.

    Raises:
        ProviderError: The first call failed. A repair that fails is a ``Problem``; the first answer stays.
    """
    asking = Asking(extractor)
    report = fenced("report", harmless(source.text.canonical))
    await progress(ProgressEvent("digest", 0, 1))
    reply = await asking.ask("digest", prompts["free"], report, DigestV1, MAX_TOKENS)
    best = judge(source, reply.parsed.model_dump())
    asking.note("digest", kept=True, failures=best.failed, digest=best.digest)
    await progress(ProgressEvent("digest", 1, 1))
    problems: tuple[Problem, ...] = ()
    failures = best.failures(source.lang, lambda path: True)
    if failures:
        await progress(ProgressEvent("repair", 0, 1))
        try:
            best = await _repaired(source, asking, prompts, report, best, failures)
        except ProviderError as failure:
            problems = (Problem(failure.code, f"the repair failed: {failure.message}"),)
        await progress(ProgressEvent("repair", 1, 1))
    return Outcome(best.digest, asking.attempts, asking.usage, problems)


async def _repaired(
    source: Source, asking: Asking, prompts: PromptSet, report: str, first: Judged, failures: str
) -> Judged:
    """The better of ``first`` and the model's correction of it."""
    answer = harmless(json.dumps(first.digest, ensure_ascii=False))
    again = prompts["repair"].filled(answer=answer, failures=harmless(failures))
    prompt = replace(prompts["repair"], schema=prompts["free"].schema)
    system = prompts["free"].text  # the same beginning as the first call, so that the provider has it at hand
    reply = await asking.ask("repair", prompt, f"{report}\n\n{again}", DigestV1, MAX_TOKENS, system)
    second = judge(source, reply.parsed.model_dump())
    kept = second.score > first.score
    asking.note("repair", kept=kept, failures=second.failed, digest=second.digest)
    asking.note("digest", kept=not kept, failures=first.failed, digest=first.digest)
    return second if kept else first
