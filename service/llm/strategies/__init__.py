"""Strategies: two ways from a source to a digest, both checked by the same core.

``free`` is one call in which the model writes values and quotes, and one bounded round of repair.
``anchored`` marks every mention in the text, lets the model only select and label, and takes the values
from the source by construction.
"""

from __future__ import annotations

from service.core.source import Source
from service.errors import UnknownName
from service.llm import STRATEGIES, Extractor, Outcome, Progress, StrategyName, no_progress


async def run(
    source: Source,
    *,
    extractor: Extractor,
    strategy: StrategyName = "anchored",
    prompt: str | None = None,
    progress: Progress = no_progress,
) -> Outcome:
    """The digest of ``source`` with every model call that made it.

    ``prompt`` is a version of the strategy's prompts (``"v1"``), None for the newest. The digest is in the
    language of the source.

    Raises:
        ProviderError: No usable answer at all. A part that fails alone is a ``Problem`` of the outcome.
        UnknownName: No such strategy or prompt.
    """
    if strategy not in STRATEGIES:
        raise UnknownName(f"there is no strategy {strategy!r}", hint=f"one of: {', '.join(STRATEGIES)}")
    raise NotImplementedError
