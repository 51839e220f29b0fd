"""The rules of the house, each with its reason. What a linter can say stands in pyproject.toml instead."""

import ast
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sorted(
    path for folder in ("service", "schemas", "evals", "tests") for path in (ROOT / folder).rglob("*.py")
)
CORE = sorted((ROOT / "service" / "core").rglob("*.py"))

# A vendor's name stays behind these doors, so that the vendor can be replaced by changing one file.
VENDORS = {
    "openai": {"service/llm/openai.py"},
    "instructor": {"service/llm/openai.py"},
    "xllamacpp": {"service/llm/llama.py"},
    "dbos": {"service/jobs/dbos.py"},
    "tenacity": {"service/llm/openai.py"},
    "argon2": {"service/store/passwords.py"},
}


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_never_uses_a_binary_fraction(path):
    """0.1 is not 0.1 in binary; a checker of numbers may not round where nobody asked it to."""
    for node in ast.walk(parsed(path)):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"line {node.lineno}"
        assert not (isinstance(node, ast.Name) and node.id == "float"), f"line {node.lineno}"


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_imports_only_itself_and_the_standard_library(path):
    """The part that is trusted must be readable, and runnable, on its own."""
    assert imports(parsed(path)) - {"service"} <= set(sys.stdlib_module_names)


def test_vendor_names_stay_behind_one_file_each():
    for path in (ROOT / "service").rglob("*.py"):
        name = str(path.relative_to(ROOT))
        for vendor in imports(parsed(path)) & set(VENDORS):
            assert name in VENDORS[vendor], f"{name} imports {vendor}"


def test_no_module_or_class_is_named_after_nothing():
    """A drawer called utils collects whatever nobody found a place for."""
    empty = re.compile(r"(?i)(utils?|helpers?|manager|handler|misc|common)$")
    for path in PYTHON:
        assert not empty.search(path.stem), path
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                assert not empty.search(node.name), f"{path}: {node.name}"


def test_test_names_are_sentences():
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                assert node.name.count("_") >= 3, f"{path}: {node.name} says too little"


def test_the_resolver_did_not_walk_back_to_old_libraries():
    """An unpinned install silently gives instructor 1.3 with openai 1.109, which lack what we rely on."""
    assert version("instructor").startswith("1.17.")
    assert (2, 54) <= tuple(map(int, version("openai").split(".")[:2])) < (3, 4)
    assert tuple(map(int, version("vcrpy").split(".")[:1])) >= (9,), (
        "older ones ignore httpx2 and call the network"
    )


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_hashes_and_name_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    blocks = re.findall(r"^\S+==.*(?:\n .*)*", text, re.M)
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


def test_nothing_tracked_is_large_or_names_a_registry_or_a_machine():
    hosts = re.compile(
        "|".join(["py" + r"pi\.org", "python" + "hosted", r"registry\." + "npmjs", "deb" + r"\.debian"])
    )
    places = re.compile(r"(^|[^A-Za-z0-9_])/(" + "wo" + "rk|fa" + "rm)/")
    for path in tracked():
        assert path.stat().st_size <= 2_000_000, path
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert not hosts.search(text), f"{path} names a registry's host"
        assert not places.search(text), f"{path} names a path of somebody's machine"


@pytest.mark.parametrize("command", ["mentions", "check", "audit"])
def test_light_commands_import_neither_web_nor_database_nor_model_nor_pydantic(command, tmp_path):
    """They answer in a fraction of a second, also on a machine that only checks."""
    report = tmp_path / "report.txt"
    report.write_text("Kết nạp 176 đảng viên.", encoding="utf-8")
    summary = tmp_path / "summary.txt"
    summary.write_text("Kết nạp 176 đảng viên.", encoding="utf-8")
    arguments = [command, str(report), *([str(summary)] if command == "check" else []), "--json"]
    script = (
        "import sys\nfrom service.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'pydantic', 'fastapi', 'starlette', 'sqlalchemy', 'dbos', 'openai', 'instructor'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
