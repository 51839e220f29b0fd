"""The shape of a digest is a promise: its exported form is frozen, and strict servers accept it."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from schemas.digest import FROZEN, DigestV1, exported, labels_of, labels_v1
from service.llm.openai import strict_schema

FOLDER = Path(__file__).resolve().parents[1] / "schemas" / "json"
DIGEST = {
    "title": "Báo cáo",
    "organization": "Đảng bộ",
    "location": None,
    "period": {"label": "năm 2022", "start": "2022-01-01", "end": "2022-12-31"},
    "summary": "Có 26/27 tổ chức.",
    "key_points": ["26/27 tổ chức"],
    "metrics": [
        {"label": "Tổ chức", "value_text": "26/27", "unit": "", "period": None, "quote": "Có 26/27 tổ chức."}
    ],
}


@pytest.mark.parametrize("name", FROZEN)
def test_the_exported_schema_is_frozen(name):
    """A changed shape is a new version beside this one: records and prompts name it by version and hash."""
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == exported(name)


def test_the_fields_are_those_of_the_contract():
    assert list(DigestV1.model_fields) == [
        "title",
        "organization",
        "location",
        "period",
        "summary",
        "key_points",
        "metrics",
    ]
    assert DigestV1.model_validate(DIGEST).model_dump() == DIGEST


@pytest.mark.parametrize("path", ["extra", "metrics.extra", "period.extra"])
def test_a_field_that_nobody_knows_is_refused(path):
    broken = json.loads(json.dumps(DIGEST))
    *outer, name = path.split(".")
    place = broken[outer[0]] if outer else broken
    (place[0] if isinstance(place, list) else place)[name] = "x"
    with pytest.raises(ValidationError):
        DigestV1.model_validate(broken)


@pytest.mark.parametrize("name", FROZEN)
def test_the_strict_form_stays_small_enough_for_a_grammar(name):
    told = json.dumps(strict_schema(FROZEN[name]))
    assert not any(word in told for word in ("minLength", "pattern", "maxItems", "default", "enum"))


def test_the_labels_of_a_section_have_its_figures_as_keys_and_no_others():
    figures = ("26/27", "96,29%", "285,695 tỷ đồng", "13 đảng viên #2")
    schema = labels_v1(figures)
    assert strict_schema(schema)["required"] == list(figures)
    answer = schema.model_validate_json(json.dumps({figure: f"label of {figure}" for figure in figures}))
    assert labels_of(answer, figures) == [f"label of {figure}" for figure in figures]
    with pytest.raises(ValidationError):
        schema.model_validate({"26/27": "x"})
    with pytest.raises(ValidationError):
        schema.model_validate(dict.fromkeys((*figures, "99%"), "x"))
