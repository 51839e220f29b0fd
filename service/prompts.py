"""Prompts as versioned data: ``load("digest/free.vi.v1")`` gives the text, its schema and its SHA-256.

A file is called ``family/part.language.version.md``. A version is part of the name; a released file is never
edited, and ``prompts/lock.toml`` holds the hash of every one so that a test can refuse an edit. A new wording
is a new file. What a run asks with is a set: the parts of one family in one language and version.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from service.errors import UnknownName

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
DIGEST: Final = "digest"
LANGUAGES: Final = ("vi", "en")
FALLBACK: Final = "en"
_FENCE = "---\n"
_SLOT = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt.

    ``ref`` names it (``digest/free.vi.v1``), ``schema`` names the shape of its answer (``digest.v1``),
    ``sha256`` is the hash of the whole file, front matter included.
    """

    ref: str
    text: str
    schema: str
    sha256: str
    why: str = ""

    def filled(self, **values: str) -> str:
        """The text with every ``{slot}`` replaced by its value, in one pass: a value is never read again."""
        return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), self.text)


@dataclass(frozen=True, slots=True)
class PromptSet:
    """The prompts of one run by part (``free``, ``repair``, ``anchored-label`` …)."""

    version: str
    lang: str
    parts: dict[str, Prompt]

    def __getitem__(self, part: str) -> Prompt:
        """The prompt of one part."""
        return self.parts[part]


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


def versions(family: str = DIGEST, folder: Path = PROMPTS) -> tuple[str, ...]:
    """The versions of a family's prompts, oldest first."""
    names = {ref.rpartition(".")[2] for ref in available(folder) if ref.startswith(f"{family}/")}
    return tuple(sorted(names, key=lambda name: int(name[1:])))


def load_set(
    lang: str, version: str | None = None, family: str = DIGEST, folder: Path = PROMPTS
) -> PromptSet:
    """All parts of a family in the language of the report (English for languages without prompts).

    ``version`` is ``v1`` or ``digest/v1``; None is the newest. A part that a version does not change comes
    from the newest version before it.

    Raises:
        UnknownName: There is no such version.
    """
    known = versions(family, folder)
    wanted = (version or known[-1]).removeprefix(f"{family}/")
    if wanted not in known:
        raise UnknownName(f"there is no prompt version {wanted!r}", hint=f"one of: {', '.join(known)}")
    spoken = lang if lang in LANGUAGES else FALLBACK
    parts: dict[str, Prompt] = {}
    for name in known[: known.index(wanted) + 1]:
        ending = f".{spoken}.{name}"
        for ref in available(folder):
            if ref.startswith(f"{family}/") and ref.endswith(ending):
                parts[ref.removeprefix(f"{family}/").removesuffix(ending)] = load(ref, folder)
    return PromptSet(wanted, spoken, parts)


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
