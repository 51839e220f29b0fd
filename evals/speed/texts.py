"""Texts to be quick on: the bundled reports repeated, sentences that repeat nothing, and hostile strings."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from evals.dataset import load
from service.core.source import read_source

# nothing to be found in most of them: they must be passed over quickly
HOSTILE: dict[str, Callable[[int], str]] = {
    '"1 " repeated': lambda size: "1 " * (size // 2),
    "1.111.111…": lambda size: "1" + ".111" * (size // 4),
    "1/1/1…": lambda size: "1" + "/1" * (size // 2),
    "1-1-1…": lambda size: "1" + "-1" * (size // 2),
    "one run of digits": lambda size: "7" * size,
    "nested brackets": lambda size: "(" * (size // 2) + "1" + ")" * (size // 2),
    "number words": lambda size: "hai mươi " * (size // 9),
    "letters only": lambda size: "a" * size,
}
# a number every few characters: each has to be read, so what counts is its price and that it stays the same
DENSE: dict[str, Callable[[int], str]] = {
    "lines of cells": lambda size: "1\t" * (size // 2),
    '"$1" repeated': lambda size: "$1" * (size // 2),
    '"-1 " repeated': lambda size: "-1 " * (size // 3),
    '"(1" repeated': lambda size: "(1" * (size // 2),
    "a digit a line": lambda size: "1\n" * (size // 2),
    "a random digit a line": lambda size: "".join(f"{digit}\n" for digit in _digits(size // 2)),
    '"ba a " repeated': lambda size: "ba a " * (size // 5),
    '"một, " repeated': lambda size: "một, " * (size // 7),
}


def _digits(count: int) -> Iterator[int]:
    draw = random.Random(1)  # noqa: S311 -- digits, not a secret
    return (draw.randint(0, 9) for _ in range(count))


def repeated(size: int) -> str:
    """The bundled reports again and again, about so many bytes."""
    text = "\n\n".join(document.text for document in load("bundled"))
    return text * max(1, size // len(text.encode("utf-8")))


def shuffled(size: int, seed: int = 1) -> str:
    """Sentences of the bundled and unseen reports in random order, most of their digits changed; seeded."""
    draw = random.Random(seed)  # noqa: S311 -- a corpus, not a secret
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


def digest_of(text: str) -> dict[str, object]:
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


def altered_quotes(text: str) -> list[str]:
    """Thirty passages of eighteen words, one word of each changed."""
    words = text.split()
    quotes = []
    for number in range(30):
        piece = words[number * 20 : number * 20 + 18]
        piece[7] = "khác"
        quotes.append(" ".join(piece))
    return quotes
