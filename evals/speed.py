r"""Speed as ratios taken in one run, so that a slow machine slows both sides: CPU time, best of a few rounds.

The floor is a bare ``re.finditer(r"\d+")`` over the same text. The bundled text repeated flatters a grammar
that remembers wordings, so a second row reads sentences in a new order with new digits, which repeat nothing.
Hostile strings must stay linear; a random digit a line shows the price of one number.
"""

from __future__ import annotations

import json
import random
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
    '"$1" repeated': lambda size: "$1" * (size // 2),
    '"-1 " repeated': lambda size: "-1 " * (size // 3),
    '"(1" repeated': lambda size: "(1" * (size // 2),
    "a digit a line": lambda size: "1\n" * (size // 2),
    '"ba a " repeated': lambda size: "ba a " * (size // 5),
    '"một, " repeated': lambda size: "một, " * (size // 7),
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
    yield _fresh_row(int(megabytes * 2**18), rounds)
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


def _fresh_row(size: int, rounds: int) -> Row:
    """The ratio on text that repeats nothing; told, not bounded, since the goal speaks of repeated text."""
    text = _shuffled(size)
    volume = len(text.encode("utf-8")) / 2**20
    floor = cpu(lambda: sum(1 for _ in re.finditer(r"\d+", text)), rounds)
    ours = cpu(lambda: find_mentions(text, "vi"), rounds)
    return Row(
        f"the same on text that repeats nothing, {volume:.1f} MB",
        f"{floor / ours:.3f} ({volume / ours:.1f} MB/s)", "-", met=True,
    )  # fmt: skip


def _shuffled(size: int) -> str:
    """Sentences of the bundled and unseen reports in random order, most of their digits changed; seeded."""
    draw = random.Random(1)  # noqa: S311 -- a corpus, not a secret
    texts = [document.text for name in ("bundled", "unseen") for document in load(name)]
    sentences = [
        s for text in texts for line in text.split("\n") for s in re.split(r"(?<=[.;])\s+", line) if s
    ]
    parts: list[str] = []
    left = size
    while left > 0:
        line = " ".join(_redrawn(draw.choice(sentences), draw) for _ in range(draw.randint(1, 6)))
        parts.append(line)
        left -= len(line.encode("utf-8")) + 2
    return "\n\n".join(parts)


def _redrawn(sentence: str, draw: random.Random) -> str:
    return re.sub(r"[1-9]", lambda m: m[0] if draw.random() < 0.4 else str(draw.randint(1, 9)), sentence)


def _hostile_rows() -> Iterator[Row]:
    for name, make in HOSTILE.items():
        text = make(2**20)
        seconds = cpu(lambda text=text: find_mentions(text, "vi"), 1)  # type: ignore[misc]
        speed = len(text) / 2**20 / seconds
        yield Row(f"hostile: {name}", f"{speed:.1f} MB/s", "2 MB/s", speed >= 2)
    draw = random.Random(1)  # noqa: S311 -- digits, not a secret
    text = "".join(f"{draw.randint(0, 9)}\n" for _ in range(2**17))
    seconds = cpu(lambda: find_mentions(text, "vi"), 1)
    price = seconds / 2**17 * 10**6
    yield Row("a random digit a line", f"{price:.1f} µs a number", "-", met=True)


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
    """A digest as a model gives it: thirty figures spread over the report, each with its whole sentence."""
    source = read_source(text, "vi")
    text = source.text.canonical
    figures = [m for m in source.mentions if m.kind in ("cardinal", "percent", "ratio", "money", "measure")]
    chosen = figures[:: max(1, len(figures) // 30)][:30]
    return {
        "metrics": [
            {
                "label": _label(text[mention.end : mention.end + 60]),
                "value_text": mention.text, "unit": mention.quantity.unit,
                "quote": text[slice(*(source.segments.sentence_at(mention.start) or mention.span))],
            }
            for mention in chosen
        ]
    }  # fmt: skip


def _label(words: str) -> str:
    """The first words behind a figure that hold no digit."""
    plain = [word for word in words.split() if not any(map(str.isdigit, word))]
    return " ".join(plain[:4]) or "số liệu"


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
