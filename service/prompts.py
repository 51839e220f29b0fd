"""Prompts as versioned data: ``load("digest/free.v1")`` gives the text, its schema and its SHA-256.

A version is a file name under ``prompts/``; a released file is never edited, and ``prompts/lock.toml`` holds
the hash of every one so that a test can refuse an edit. A new wording is a new file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from service.errors import UnknownName

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
_FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: ``ref`` names it (``digest/free.v1``), ``schema`` names the shape of its answer
    (``digest.v1``), ``sha256`` is the hash of the whole file, front matter included.
    """

    ref: str
    text: str
    schema: str
    sha256: str
    why: str = ""


def available(folder: Path = PROMPTS) -> tuple[str, ...]:
    """References of all prompts there are, sorted."""
    return tuple(sorted(path.relative_to(folder).as_posix()[: -len(".md")] for path in folder.rglob("*.md")))


@lru_cache(maxsize=64)
def load(ref: str, folder: Path = PROMPTS) -> Prompt:
    """The prompt called ``ref``; cached for the life of the process.

    Raises:
        UnknownName: There is no such prompt; the hint lists those there are.
    """
    if ref not in available(folder):
        raise UnknownName(f"there is no prompt {ref!r}", hint=f"one of: {', '.join(available(folder))}")
    data = (folder / f"{ref}.md").read_bytes()
    front, text = _split(data.decode("utf-8"), ref)
    return Prompt(ref, text, front["schema"], hashlib.sha256(data).hexdigest(), front["why"])


def _split(content: str, ref: str) -> tuple[dict[str, str], str]:
    """Front matter (``key: value`` lines between two ``---``) and the body without outer blank lines."""
    if not content.startswith(_FENCE) or _FENCE not in content[len(_FENCE) :]:
        raise ValueError(f"prompt {ref} has no front matter between two lines of ---")
    head, body = content[len(_FENCE) :].split(_FENCE, 1)
    front = dict(line.split(": ", 1) for line in head.splitlines() if line.strip())
    missing = {"schema", "why"} - front.keys()
    if missing:
        raise ValueError(f"the front matter of prompt {ref} lacks {', '.join(sorted(missing))}")
    return front, body.strip()
