"""The shapes of decisions are a promise: exported, frozen, strict about unknown fields."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from schemas.decision import EXPORTED, REASONS, RULINGS, DecisionIn, exported

FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "json"


@pytest.mark.parametrize("name", EXPORTED)
def test_the_exported_schema_is_frozen(name):
    """A changed shape is a new version beside this one."""
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == exported(name)


def test_the_words_of_the_contract_are_all_there():
    assert RULINGS == ("source_right", "digest_right", "source_wrong", "unsure", "added", "reopened")
    assert len(REASONS) == len(set(REASONS)) == 8


@pytest.mark.parametrize("blank", ["", "  ", "\u200b\n"])
def test_a_blank_text_is_no_text(blank):
    said = DecisionIn(ruling="unsure", value=blank, note=blank)
    assert (said.value, said.note) == (None, None)


def test_texts_are_kept_as_canonical_text_with_nothing_hidden_in_them():
    said = DecisionIn(ruling="unsure", note=" xem\u202e câu\u200b 2\x00 ", value="\u0031\u0301 đồng")
    assert said.note == "xem câu 2"
    assert said.value == "1\u0301 đồng"


@pytest.mark.parametrize("seconds", ["", "-1", "1e3", "4,2", "1.2345", "12345678"])
def test_seconds_are_a_short_decimal_string(seconds):
    with pytest.raises(ValidationError):
        DecisionIn(ruling="unsure", seconds=seconds)
    assert DecisionIn(ruling="unsure", seconds="4.25").seconds == "4.25"


def test_a_field_that_nobody_knows_is_refused():
    with pytest.raises(ValidationError):
        DecisionIn.model_validate({"ruling": "unsure", "reviewer": "somebody else"})
