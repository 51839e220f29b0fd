r"""Speed as ratios taken in one run, so that a slow machine slows both sides: CPU time, best of a few rounds.

The floor is a bare ``re.finditer(r"\d+")`` over the same text. Hostile strings must stay linear.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evals.dataset import load
from service.core.check import check
from service.core.claims import parse_json
from service.core.grammar import find_mentions
from service.core.locate import locate
from service.core.source import read_source

HOSTILE: dict[str, Callable[[int], str]] = {
    '"1 " repeated': lambda size: "1 " * (size // 2),
    "1.111.111…": lambda size: "1" + ".111" * (size // 4),
    "1/1/1…": lambda size: "1" + "/1" * (size // 2),
    "1-1-1…": lambda size: "1" + "-1" * (size // 2),
    "one run of digits": lambda size: "7" * size,
    "nested brackets": lambda size: "(" * (size // 2) + "1" + ")" * (size // 2),
    "number words": lambda size: "hai mươi " * (size // 9),
    "lines of cells": lambda size: "1\t" * (size // 2),
    "letters only": lambda size: "a" * size,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, the value, its goal and whether it is met."""

    name: str
    value: str
    must: str
    met: bool


def rows(*, megabytes: float = 10, rounds: int = 3) -> Iterator[Row]:
    """Every speed row, one after another; ``megabytes`` of the bundled text for the ratio."""
    yield from _grammar_rows(int(megabytes * 2**20), rounds)
    yield from _hostile_rows()
    yield from _check_rows(rounds)
    yield _start_row(rounds)


def cpu(run: Callable[[], object], rounds: int) -> float:
    """Seconds of CPU time, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        run()
        best = min(best, time.process_time() - begin)
    return best


def _bundled() -> str:
    return "\n\n".join(document.text for document in load("bundled"))


def _repeated(size: int) -> str:
    text = _bundled()
    return text * max(1, size // len(text.encode("utf-8")))


def _grammar_rows(size: int, rounds: int) -> Iterator[Row]:
    text = _repeated(size)
    volume = len(text.encode("utf-8")) / 2**20
    digits = re.compile(r"\d+")
    floor = cpu(lambda: sum(1 for _ in digits.finditer(text)), rounds)
    ours = cpu(lambda: find_mentions(text, "vi"), rounds)
    ratio = floor / ours
    yield Row(
        f"find_mentions / bare digit scan, {volume:.1f} MB",
        f"{ratio:.3f} ({volume / ours:.1f} MB/s)", "0.15", ratio >= 0.15,
    )  # fmt: skip
    small = _repeated(size // 16)
    once = cpu(lambda: find_mentions(small, "vi"), rounds)
    growth = ours / once * (len(small) * 16 / len(text))
    yield Row("time for 16 times the text / 1", f"{growth:.1f}", "18", growth <= 18)


def _hostile_rows() -> Iterator[Row]:
    for name, make in HOSTILE.items():
        text = make(2**20)
        seconds = cpu(lambda text=text: find_mentions(text, "vi"), 1)  # type: ignore[misc]
        speed = len(text) / 2**20 / seconds
        yield Row(f"hostile: {name}", f"{speed:.1f} MB/s", "2 MB/s", speed >= 2)


def _check_rows(rounds: int) -> Iterator[Row]:
    document = next(document for document in load("bundled") if document.id == "tan-hong-2022")
    digest = parse_json(json.dumps(_digest_of(document.text), ensure_ascii=False))
    small = read_source(document.text, "vi")
    check(small, digest)  # the index is built with the first use
    seconds = cpu(lambda: check(small, digest), max(rounds, 5))
    yield Row("check of 30 claims, 6 KB, index built", f"{seconds * 1000:.1f} ms", "5 ms", seconds <= 0.005)
    copies = 2**20 // len(document.text.encode("utf-8"))
    large = read_source(document.text * copies, "vi")
    check(large, digest)
    seconds = cpu(lambda: check(large, digest), max(rounds, 5))
    yield Row("check of 30 claims, 1 MB, index built", f"{seconds * 1000:.1f} ms", "60 ms", seconds <= 0.06)
    quotes = _altered_quotes(document.text)
    seconds = cpu(lambda: [locate(quote, large) for quote in quotes], max(rounds, 5))
    yield Row("30 altered quotes in 1 MB", f"{seconds * 1000:.0f} ms", "500 ms", seconds <= 0.5)


def _digest_of(text: str) -> dict[str, object]:
    source = read_source(text, "vi")
    figures = [mention for mention in source.mentions if mention.kind in ("cardinal", "percent", "ratio")][
        :30
    ]
    return {
        "metrics": [
            {
                "label": "số liệu", "value_text": mention.text, "unit": mention.quantity.unit,
                "quote": _sentence(source.text.canonical, mention.start, mention.end),
            }
            for mention in figures
        ]
    }  # fmt: skip


def _sentence(text: str, start: int, end: int) -> str:
    """Whole words around a mention, as a model quotes them."""
    before, after = text[:start].split("\n")[-1].split(" "), text[end:].split("\n")[0].split(" ")
    return " ".join(before[-8:]) + text[start:end] + " ".join(after[:5])


def _altered_quotes(text: str) -> list[str]:
    words = text.split()
    quotes = []
    for number in range(30):
        piece = words[number * 20 : number * 20 + 18]
        piece[7] = "khác"
        quotes.append(" ".join(piece))
    return quotes


def _start_row(rounds: int) -> Row:
    """Import and first answer of ``doichieu mentions`` in a fresh interpreter, wall clock."""
    call = (
        "import sys; sys.argv = ['doichieu', 'mentions', '-', '--json']; from service.cli import main; main()"
    )
    best = float("inf")
    for _ in range(max(rounds, 3)):
        begin = time.perf_counter()
        subprocess.run(  # noqa: S603 -- our own interpreter on our own code
            [sys.executable, "-c", call],
            input="Có 26/27 tổ chức (96,29%)".encode(),
            check=True,
            capture_output=True,
        )
        best = min(best, time.perf_counter() - begin)
    return Row("import and first answer of `doichieu mentions`", f"{best:.3f} s", "0.3 s", best <= 0.3)
