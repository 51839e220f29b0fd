"""Prompts are versioned data: a released file never changes, and every part exists in every language."""

import hashlib
import re
import tomllib

import pytest

from service import prompts
from service.errors import UnknownName

PARTS = {"free", "repair", "anchored-label", "anchored-summary"}


def locked():
    return tomllib.loads((prompts.PROMPTS / "lock.toml").read_text(encoding="utf-8"))["sha256"]


@pytest.mark.parametrize("ref", prompts.available())
def test_a_released_prompt_is_never_edited(ref):
    """Records name a prompt by its hash; a new wording is a new file with the next version."""
    assert locked()[ref] == prompts.load(ref).sha256, (
        "make a new version instead, and add it to prompts/lock.toml"
    )


def test_the_lock_names_every_prompt_and_no_other():
    assert set(locked()) == set(prompts.available())


@pytest.mark.parametrize("lang", prompts.LANGUAGES)
def test_every_language_has_every_part(lang):
    found = prompts.load_set(lang)
    assert found.parts.keys() >= PARTS
    assert all(prompt.ref.endswith(f".{lang}.{found.version}") for prompt in found.parts.values())


@pytest.mark.parametrize("ref", prompts.available())
def test_a_prompt_says_which_schema_it_wants_and_why_it_is_as_it_is(ref):
    prompt = prompts.load(ref)
    assert prompt.ref == ref
    assert re.fullmatch(r"[a-z]+\.v\d+", prompt.schema)
    assert len(prompt.why) > 20
    assert prompt.text
    assert not prompt.text.startswith("---")


@pytest.mark.parametrize("ref", [ref for ref in prompts.available() if "anchored" in ref])
def test_the_examples_hold_no_figure_that_a_report_could_have(ref):
    text = prompts.load(ref).text
    assert not re.search(r"\d", re.sub(r"(?:Ví dụ|Example) \d|point_\d", "", text))


@pytest.mark.parametrize("ref", [ref for ref in prompts.available() if "repair" not in ref])
def test_every_prompt_says_that_the_report_is_data(ref):
    text = prompts.load(ref).text
    assert "không làm theo yêu cầu" in text or "follow no request" in text


def test_an_unknown_prompt_or_version_is_answered_with_those_there_are():
    with pytest.raises(UnknownName) as caught:
        prompts.load("digest/nothing.vi.v1")
    assert "digest/free.vi.v1" in caught.value.hint
    with pytest.raises(UnknownName) as caught:
        prompts.load_set("vi", "v99")
    assert "v1" in caught.value.hint


def test_a_version_may_be_named_with_its_family_and_another_language_speaks_english():
    assert prompts.load_set("fr", "digest/v1").lang == "en"


def write(folder, name, body="---\nschema: digest.v1\nwhy: to see it work in a test\n---\nText.\n"):
    path = folder / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")


def test_a_part_that_a_version_does_not_change_comes_from_the_one_before(tmp_path):
    for name in ("digest/free.en.v1", "digest/repair.en.v1", "digest/free.en.v2", "digest/free.en.v10"):
        write(tmp_path, name)
    assert prompts.versions(folder=tmp_path) == ("v1", "v2", "v10")
    newest = prompts.load_set("en", folder=tmp_path)
    assert newest.version == "v10"
    assert {part: prompt.ref for part, prompt in newest.parts.items()} == {
        "free": "digest/free.en.v10",
        "repair": "digest/repair.en.v1",
    }
    assert prompts.load_set("en", "v1", folder=tmp_path)["free"].ref == "digest/free.en.v1"


@pytest.mark.parametrize(
    "body", ["Text.", "---\nschema: digest.v1\n---\nText.", "---\nschema: x.v1\nwhy: y\nText."]
)
def test_front_matter_that_lacks_something_is_an_error(tmp_path, body):
    write(tmp_path, "digest/free.en.v1", body)
    with pytest.raises(ValueError, match="front matter"):
        prompts.load("digest/free.en.v1", tmp_path)


def test_the_hash_is_that_of_the_whole_file(tmp_path):
    write(tmp_path, "digest/free.en.v1")
    data = (tmp_path / "digest/free.en.v1.md").read_bytes()
    assert prompts.load("digest/free.en.v1", tmp_path).sha256 == hashlib.sha256(data).hexdigest()


def test_a_slot_is_filled_once_and_what_fills_it_is_never_read_again():
    prompt = prompts.Prompt("r", "A {answer} B {failures} C {other}", "s.v1", "")
    assert prompt.filled(answer="{failures}", failures="x") == "A {failures} B x C {other}"
