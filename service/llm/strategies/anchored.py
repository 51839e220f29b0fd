"""The anchored strategy: the model selects and labels, the values come from the source by construction.

The report goes in by section with every figure marked; the schema fixes the marks; the answer is a label for
each. A short call then writes title, summary and key points from the labelled list; its figures are checked
like any other and repaired once. This is what makes a model of 1.5 billion parameters useful.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from schemas.digest import labels_of, labels_v1
from service.core.source import Source
from service.core.types import Kind, Mention, Qualifier
from service.errors import ProviderDenied, ProviderError, ReplyTruncated
from service.llm import Extractor, Outcome, Problem, Progress, ProgressEvent, Reply
from service.llm.strategies.asking import Asking
from service.llm.strategies.fence import fenced
from service.llm.strategies.labels import (
    Label,
    as_target,
    faithful,
    owned,
    read_label,
    share_label,
    source_label,
    with_noun,
)
from service.llm.strategies.phrases import Phrase, phrases
from service.llm.strategies.sections import Figure, Plan, Section, halves, passage, plan, shown
from service.llm.strategies.summary import summarise
from service.llm.strategies.wording import opening_period, stated
from service.prompts import Prompt, PromptSet

TOKENS_PER_LABEL = 60
TOKENS_AT_LEAST = 100
ASIDE = 60  # characters within which a bracket before a figure makes it an aside
RIVALS = 12  # figures before and behind that a label is told from


@dataclass(frozen=True, slots=True)
class _Labelled:
    """What came of one section: a label for each of its figures, or the problem that left it without."""

    section: Section
    labels: tuple[Label, ...]
    problem: Problem | None = None
    failure: ProviderError | None = None


async def digest_anchored(
    source: Source, *, extractor: Extractor, prompts: PromptSet, progress: Progress
) -> Outcome:
    """The digest with a metric for every labelled figure.

    A section that fails leaves its figures out and is told as a ``Problem``; so is a failed summary.

    Raises:
        ProviderError: Every section failed, or the key was refused.
    """
    asking = Asking(extractor)
    planned = plan(source)
    results = await _label_all(source, asking, prompts, planned, progress)
    failures = [result.failure for result in results if result.failure is not None]
    if failures and len(failures) == len(results):
        raise failures[0]
    problems = [result.problem for result in results if result.problem is not None]
    problems += _left_out(planned)
    metrics, told = _metrics(source, planned, results)
    digest, more = await summarise(source, asking, prompts, metrics, told, progress)
    return Outcome(digest, asking.attempts, asking.usage, (*problems, *more))


async def _label_all(
    source: Source, asking: Asking, prompts: PromptSet, planned: Plan, progress: Progress
) -> list[_Labelled]:
    """Every section labelled, as many at once as the provider takes, in the order of the text."""
    total = len(planned.sections)
    gate = asyncio.Semaphore(asking.extractor.concurrency)
    done = 0

    async def one(number: int, section: Section) -> _Labelled:
        nonlocal done
        async with gate:
            result = await _label(source, asking, prompts, f"label {number}/{total}", section)
        done += 1
        await progress(ProgressEvent("labels", done, total))
        return result

    await progress(ProgressEvent("labels", 0, total))
    tasks = [asyncio.create_task(one(n, section)) for n, section in enumerate(planned.sections, start=1)]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:  # nothing to cancel unless one of them raised
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _label(
    source: Source, asking: Asking, prompts: PromptSet, step: str, section: Section
) -> _Labelled:
    """One section's labels, or the problem that left it without."""
    try:
        labels = await _ask_labels(source, asking, prompts, step, section)
    except ProviderDenied:
        raise  # every further call would be refused as well
    except ProviderError as failure:
        span = section.span
        told = f"a part with {len(section.figures)} figures was left out: {failure.message}"
        return _Labelled(section, (), Problem("section_failed", told, span.start, span.end), failure)
    return _Labelled(section, tuple(labels))


async def _ask_labels(
    source: Source, asking: Asking, prompts: PromptSet, step: str, section: Section
) -> list[Label]:
    """The labels of a section; what is cut at the limit is asked in halves.

    Raises:
        ProviderError: As the extractor.
    """
    keys = section.keys
    user = fenced("text", shown(source, section))
    tokens = TOKENS_AT_LEAST + TOKENS_PER_LABEL * len(keys)
    reply = await _whole(asking, step, prompts["anchored-label"], user, labels_v1(keys), tokens)
    if reply is None and len(keys) == 1:
        raise ReplyTruncated(f"the answer was cut at {tokens} tokens (step {step!r})")
    if reply is None:
        left, right = halves(section)
        first = await _ask_labels(source, asking, prompts, f"{step} first half", left)
        return first + await _ask_labels(source, asking, prompts, f"{step} second half", right)
    answers = zip(section.figures, labels_of(reply.parsed, keys), strict=True)
    return [with_noun(read_label(answer, source.lang), figure.noun) for figure, answer in answers]


async def _whole(
    asking: Asking, step: str, prompt: Prompt, user: str, schema: type[BaseModel], tokens: int
) -> Reply | None:
    """The reply when it is whole, None when it was cut; what a cut one cost is counted all the same."""
    try:
        reply = await asking.ask(step, prompt, user, schema, tokens, partial=True)
    except ReplyTruncated:
        return None
    return None if reply.truncated else reply


def _metrics(
    source: Source, planned: Plan, results: list[_Labelled]
) -> tuple[list[dict[str, Any]], list[str]]:
    """A metric for each labelled figure, in the order of the text, and each figure as the source tells it.

    A label that strays from what the source says of its figure gives way to the source's own words. A share
    is named after its count, and told with it.
    """
    figures = [figure for result in results for figure in result.section.figures]
    found = phrases(source, figures)
    own = {m: source_label(p, source.lang) for m, p in found.items()}
    alike: dict[tuple[str, Kind], list[Figure]] = {}
    for figure in figures:
        alike.setdefault((figure.noun.casefold(), figure.mention.kind), []).append(figure)
    named: dict[Mention, tuple[str, str]] = {}
    told: dict[Mention, str] = {}
    for result in results:
        around = shown(source, result.section)
        for figure, label in zip(result.section.figures, result.labels, strict=False):
            said = owned(label.text, source, figure) if label.text else ""
            subject = label.subject
            words = own.get(figure.mention, "")
            if words:
                words = owned(words, source, figure)
                rivals = _rivals(figure, alike[figure.noun.casefold(), figure.mention.kind], own)
                if not faithful(said, words, rivals, around, figure.noun, source.lang):
                    said, subject = words, figure.noun
            if said:
                named[figure.mention] = (as_target(said, figure, source.lang), subject)
                told[figure.mention] = _told(source, figure, found.get(figure.mention), said)
    for share in planned.shares:
        if share.share_of in named:
            named[share.mention] = (share_label(named[share.share_of][0], share, source.lang), "")
            told[share.share_of] += f" ({share.mention.text})"
            told[share.mention] = ""
    order = sorted(named, key=lambda mention: mention.start)
    return [_metric(source, m, *named[m]) for m in order], [told[m] for m in order]


def _told(source: Source, figure: Figure, phrase: Phrase | None, label: str) -> str:
    """The figure in the words of the source, or else behind its label; nothing for an aside in brackets."""
    text, start = source.text.canonical, figure.mention.start
    ahead = text[max(0, start - ASIDE) : start]
    if ahead.rfind("(") > ahead.rfind(")"):
        return ""
    printed = " ".join(text[start : figure.end].split())
    if phrase is None:
        return f"{label}: {stated(source, figure.mention)}"
    return owned(phrase.around(printed), source, figure)


def _rivals(figure: Figure, alike: list[Figure], own: Mapping[Mention, str]) -> list[str]:
    """What the source calls the figures nearest to this one that a label could confuse with it."""
    at = alike.index(figure)
    near = alike[max(0, at - RIVALS) : at] + alike[at + 1 : at + 1 + RIVALS]
    value = figure.mention.quantity.value
    return [
        own[other.mention] for other in near if other.mention in own and other.mention.quantity.value != value
    ]


def _metric(source: Source, mention: Mention, label: str, subject: str) -> dict[str, Any]:
    """One metric: everything but the label is the source's own text."""
    text = source.text.canonical
    quote = passage(source, mention)
    counted = subject if mention.qualifier is not Qualifier.FROM_TO or mention.quantity.unit else ""
    unit = "" if mention.kind is Kind.ORDINAL else mention.quantity.unit or counted
    return {
        "label": label,
        "value_text": stated(source, mention),
        "unit": unit,
        "period": opening_period(source, mention),
        "quote": text[quote.start : quote.end],
    }


def _left_out(planned: Plan) -> list[Problem]:
    if not planned.left_out:
        return []
    first, last = planned.left_out[0], planned.left_out[-1]
    told = f"the report has more figures than are labelled in one run; {len(planned.left_out)} were left out"
    return [Problem("figures_left_out", told, first.start, last.end)]
