"""The same work done by others, where they are installed: LangExtract's aligner, rapidfuzz, quantulum3.

None of them is a dependency. A peer that is missing gives a row that says so, never a failure. Each row is
their time over ours, on the same text in the same run; what they find is told beside it.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterator
from types import ModuleType

from evals.dataset import load
from evals.speed.clock import Row, cpu
from evals.speed.texts import altered_quotes
from service.core.grammar import find_mentions
from service.core.locate import locate
from service.core.source import Source, read_source

QUOTES = "30 altered quotes in {size} KB"
NUMBERS = "numbers of the bundled reports"


def peer_rows(rounds: int, kilobytes: int = 100) -> Iterator[Row]:
    """One row a peer, against ours on the same task."""
    document = next(document for document in load("bundled") if document.id == "tan-hong-2022")
    text = document.text * max(1, kilobytes * 1024 // len(document.text.encode("utf-8")))
    quotes = altered_quotes(document.text)
    source = read_source(text, "vi")
    size = len(text.encode("utf-8")) // 1024
    yield _against(
        QUOTES.format(size=size), "rapidfuzz", "rapidfuzz.fuzz",
        lambda fuzz: _rapidfuzz(fuzz, quotes, text), lambda: _ours(quotes, source), rounds,
    )  # fmt: skip
    yield _against(
        QUOTES.format(size=size), "langextract", "langextract.resolver",
        lambda resolver: _langextract(resolver, quotes, text), lambda: _ours(quotes, source), 1,
    )  # fmt: skip
    reports = "\n\n".join(document.text for document in load("bundled"))
    yield _against(
        NUMBERS, "quantulum3", "quantulum3.parser",
        lambda parser: f"{len(parser.parse(reports))} found",
        lambda: f"{len(find_mentions(reports, 'vi'))} found", 1,
    )  # fmt: skip


def _against(
    task: str,
    peer: str,
    module: str,
    theirs: Callable[[ModuleType], str],
    ours: Callable[[], str],
    rounds: int,
) -> Row:
    """Their time over ours; a row that says why there is none where the peer cannot be used."""
    name = f"{task}: {peer} / ours"
    try:
        library = importlib.import_module(module)
    except ImportError as missing:
        return Row(name, "skipped", note=f"{missing.name or peer} is not installed")
    logging.getLogger().setLevel(logging.ERROR)  # some of them talk while they work
    said = {"theirs": "", "ours": ""}

    def run_theirs() -> None:
        said["theirs"] = theirs(library)

    def run_ours() -> None:
        said["ours"] = ours()

    run_ours()  # our index is built with the first use, as theirs is not
    their_time, our_time = cpu(run_theirs, rounds), cpu(run_ours, max(rounds, 3))
    return Row(
        name,
        f"{their_time / our_time:.1f} times",
        note=f"{their_time * 1000:.0f} ms, {said['theirs']}; ours {our_time * 1000:.1f} ms, {said['ours']}",
    )


def _ours(quotes: list[str], source: Source) -> str:
    return f"{sum(locate(quote, source) is not None for quote in quotes)} of {len(quotes)} placed"


def _rapidfuzz(fuzz: ModuleType, quotes: list[str], text: str) -> str:
    placed = [fuzz.partial_ratio_alignment(quote, text, score_cutoff=70) for quote in quotes]
    return f"{sum(place is not None for place in placed)} of {len(quotes)} placed"


def _langextract(resolver: ModuleType, quotes: list[str], text: str) -> str:
    data = importlib.import_module("langextract.core.data")
    wanted = [data.Extraction(extraction_class="quote", extraction_text=quote) for quote in quotes]
    aligned = resolver.Resolver().align(wanted, text, 0)
    return f"{sum(one.char_interval is not None for one in aligned)} of {len(quotes)} placed"
