"""Strategies: two ways from a source to a digest, both checked by the same core.

``free`` is one call in which the model writes values and quotes, and one bounded round of repair.
``anchored`` marks every figure in the text, lets the model only select and label, and takes the values from
the source by construction.
"""

from __future__ import annotations

from service.core.source import Source
from service.errors import UnknownName
from service.llm import STRATEGIES, Extractor, Outcome, Progress, StrategyName, no_progress
from service.llm.strategies.anchored import digest_anchored
from service.llm.strategies.free import digest_freely
from service.prompts import load_set

_RUN = {"free": digest_freely, "anchored": digest_anchored}


async def run(
    source: Source,
    *,
    extractor: Extractor,
    strategy: StrategyName = "anchored",
    prompt: str | None = None,
    progress: Progress = no_progress,
) -> Outcome:
    """The digest of ``source`` with every model call that made it.

    ``prompt`` is a version of the prompts (``"v1"``), None for the newest. The digest is in the language of
    the source.

    Raises:
        ProviderError: No usable answer at all. A part that fails alone is a ``Problem`` of the outcome.
        UnknownName: No such strategy or prompt.
    """
    if strategy not in STRATEGIES:
        raise UnknownName(f"there is no strategy {strategy!r}", hint=f"one of: {', '.join(STRATEGIES)}")
    prompts = load_set(source.lang, prompt)
    return await _RUN[strategy](source, extractor=extractor, prompts=prompts, progress=progress)
