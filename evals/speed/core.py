"""The core alone: reading numbers, checking a digest, placing quotes, and staying linear on hostile text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial

from evals.dataset import load
from evals.speed.clock import MEGABYTE, Floor, Row, cpu
from evals.speed.texts import DENSE, HOSTILE, altered_quotes, digest_of, repeated, shuffled
from service.core.audit import audit
from service.core.check import check
from service.core.claims import parse_json
from service.core.grammar import find_mentions
from service.core.locate import locate
from service.core.source import read_source

LEAST_SPEED = 2  # MB/s on any hostile string
MOST_GROWTH = 6  # times the time for four times the text, with room for noise


def grammar_rows(size: int, rounds: int) -> Iterator[Row]:
    """``find_mentions`` against the digit scan, on text that repeats and on text that does not; growth."""
    text = repeated(size)
    volume = len(text.encode("utf-8")) / MEGABYTE
    ratio, ours = _against_digits(text, rounds)
    yield Row(
        f"find_mentions / bare digit scan, {volume:.1f} MB",
        f"{ratio:.3f} ({volume / ours:.1f} MB/s)", "0.15", "0.25", ratio >= 0.15,
    )  # fmt: skip
    small = repeated(size // 16)
    once = cpu(lambda: find_mentions(small, "vi"), rounds)
    growth = ours / once * (len(small) * 16 / len(text))
    yield Row("time for 16 times the text / 1", f"{growth:.1f}", "18", "16", growth <= 18)
    yield _fresh_row(size // 4, rounds)


def _fresh_row(size: int, rounds: int) -> Row:
    """The same on text that repeats nothing: another one each round, for one read before is remembered."""
    texts = [shuffled(size, seed) for seed in range(1, rounds + 1)]
    volume = len(texts[0].encode("utf-8")) / MEGABYTE
    floor = cpu(lambda: sum(1 for _ in re.finditer(r"\d+", texts[0])), rounds)
    ours = min(cpu(partial(find_mentions, text, "vi"), 1) for text in texts)
    name = f"the same on text that repeats nothing, {volume:.1f} MB"
    return Row(name, f"{floor / ours:.3f} ({volume / ours:.1f} MB/s)")


def _against_digits(text: str, rounds: int) -> tuple[float, float]:
    """The digit scan's time over ours, and ours in seconds."""
    floor = cpu(lambda: sum(1 for _ in re.finditer(r"\d+", text)), rounds)
    ours = cpu(lambda: find_mentions(text, "vi"), rounds)
    return floor / ours, ours


def hostile_rows(size: int = MEGABYTE) -> Iterator[Row]:
    """Megabytes a second on strings made to be slow; where many numbers stand, their price and its growth."""
    for name, make in HOSTILE.items():
        seconds = _reading(make(size), 1)
        speed = size / MEGABYTE / seconds
        yield Row(f"hostile: {name}", f"{speed:.1f} MB/s", f"{LEAST_SPEED} MB/s", met=speed >= LEAST_SPEED)
    for name, make in DENSE.items():
        text = make(size // 4)
        once, seconds = _reading(make(size // 16), 2), _reading(text, 2)
        found = len(find_mentions(text, "vi"))
        price = f", {seconds / found * 10**6:.1f} µs each" if found > len(text) // 20 else ""
        yield Row(
            f"dense: {name}, time for 4 times the text / 1",
            f"{seconds / once:.1f}", f"{MOST_GROWTH}", met=seconds / once <= MOST_GROWTH,
            note=f"{len(text) / MEGABYTE / seconds:.1f} MB/s, {found} numbers{price}",
        )  # fmt: skip


def _reading(text: str, rounds: int) -> float:
    return cpu(lambda: find_mentions(text, "vi"), rounds)


def check_rows(floor: Floor, rounds: int, size: int = MEGABYTE) -> Iterator[Row]:
    """The check of thirty claims and the placing of thirty altered quotes, index built; the audit told."""
    document = next(document for document in load("bundled") if document.id == "tan-hong-2022")
    digest = parse_json(json.dumps(digest_of(document.text), ensure_ascii=False))
    small = read_source(document.text, "vi")
    check(small, digest)  # the index is built with the first use
    seconds = cpu(lambda: check(small, digest), max(rounds, 5))
    yield floor.bounded("check of 30 claims, 6 KB, index built", seconds, 0.005, 0.001)
    copies = max(1, size // len(document.text.encode("utf-8")))
    large = read_source(document.text * copies, "vi")
    check(large, digest)
    seconds = cpu(lambda: check(large, digest), max(rounds, 5))
    yield floor.bounded("check of 30 claims, 1 MB, index built", seconds, 0.06, 0.03)
    quotes = altered_quotes(document.text)
    seconds = cpu(lambda: [locate(quote, large) for quote in quotes], max(rounds, 5))
    placed = sum(locate(quote, large) is not None for quote in quotes)
    yield floor.bounded("30 altered quotes in 1 MB", seconds, 0.5, 0.1, f"{placed} of 30 placed")
    seconds = cpu(lambda: audit(small), max(rounds, 5))
    yield Row("audit of a report, 6 KB", f"{seconds * 1000:.2f} ms", floors=floor.times(seconds))
    seconds = cpu(lambda: read_source(document.text, "vi"), max(rounds, 5))
    yield Row("reading of a report, 6 KB", f"{seconds * 1000:.2f} ms", floors=floor.times(seconds))
