"""The languages: every folder is registered, tables agree with CLDR, examples hold."""

import importlib
import pathlib

import pytest
from babel import Locale as Cldr

from service.core import locales
from service.core.grammar import find_mentions
from service.core.locales import LOCALES

FOLDERS = sorted(
    path.name for path in pathlib.Path(locales.__file__).parent.iterdir() if (path / "__init__.py").exists()
)


def examples(name):
    return list(_examples(name))


def _examples(name):
    for tag in FOLDERS:
        module = importlib.import_module(f"service.core.locales.{tag}.examples")
        for entry in getattr(module, name):
            yield pytest.param(tag, entry, id=f"{tag}: {entry if isinstance(entry, str) else entry[0]}"[:70])


def found(text, tag):
    return tuple(
        (m.text, m.kind.value, m.value + (f"..{m.value_high}" if m.value_high else ""))
        for m in find_mentions(text, tag)
    )


def test_no_folder_is_forgotten():
    assert sorted(LOCALES) == FOLDERS


@pytest.mark.parametrize("tag", FOLDERS)
def test_separators_and_months_are_those_of_cldr(tag):
    cldr, ours = Cldr(tag), LOCALES[tag]
    symbols = cldr.number_symbols["latn"]
    assert (ours.decimal, ours.group) == (symbols["decimal"], symbols["group"])
    assert ours.tag == tag
    if ours.months:
        for number, name in cldr.months["format"]["wide"].items():
            assert ours.months[name.lower()] == number


@pytest.mark.parametrize(("tag", "example"), examples("EXAMPLES"))
def test_an_example_is_read_as_it_says(tag, example):
    assert found(example[0], tag) == example[1]


@pytest.mark.parametrize(("tag", "text"), examples("NEGATIVES"))
def test_a_negative_example_holds_no_number(tag, text):
    assert found(text, tag) == ()


@pytest.mark.parametrize(("tag", "gap"), examples("GAPS"))
@pytest.mark.xfail(strict=True, reason="a known gap; move it to the examples when it closes")
def test_a_known_gap_is_closed(tag, gap):
    assert found(gap[0], tag) == gap[1]
