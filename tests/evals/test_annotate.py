"""The annotation compiler: what it places, and what it refuses."""

import json
import re
from pathlib import Path

import pytest

from evals.annotate import AnnotationError, compile_source, read_values, validate
from evals.dataset import DATASETS, DatasetError, load, load_document, parse
from evals.gold import format_problems, schema
from evals.labels import figures_of

SOURCE = """lang: vi
title: Thử
organization: Xã Thử
genre: test
period: Năm 2023 | 2023-01-01 | 2023-12-31
convention: comma
===
Năm [[2023|y|năm]], xã có hơn [[1.234,5 ha|q ha|diện tích|s1; id=a; q=more_than:hơn]] và \
[[hai|c xã|số xã|v=2]] xã; không giảm.
%f Trang [[3|o|số trang]]
===
~ repeat | a | 1 | 1 | nothing
"""


def test_marks_are_placed_and_read_again() -> None:
    text, gold = compile_source("x", SOURCE)
    assert text.startswith("Năm 2023, xã có hơn 1.234,5 ha và hai xã; không giảm.\nTrang 3")
    places = [(m["kind"], m["value"], text[m["start"] : m["end"]], m["qualifier"]) for m in gold["mentions"]]
    assert places == [
        ("year", "2023", "2023", "exact"),
        ("measure", "1234.5", "1.234,5 ha", "more_than"),
        ("cardinal", "2", "hai", "exact"),
        ("ordinal", "3", "3", "exact"),
    ]
    assert [m["in_noise"] for m in gold["mentions"]] == [False, False, False, True]
    assert [text[d["start"] : d["end"]] for d in gold["distractors"]] == ["Năm", "không"]
    assert gold["near_misses"][0]["spans"] == [[20, 30]]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("v=2]]", "v=3]]", "says 3, reads 2"),
        ("Năm [[2023", "Năm 9 [[2023", "digits outside"),
        ("| a |", "| b |", "unknown marks"),
        ("|q ha|", "|z ha|", "no kind"),
        ("|diện tích|", "||", "no subject"),
        ("q=more_than", "alt=99; q=more_than", "not inside"),
        ("===\n~", "~", "two === lines"),
    ],
)
def test_a_source_that_contradicts_itself_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(AnnotationError, match=message):
        compile_source("x", SOURCE.replace(old, new, 1))


def test_decomposed_text_and_windows_lines_keep_their_places() -> None:
    source = SOURCE.replace("convention: comma\n", "convention: comma\nform: NFD\nnewline: crlf\n")
    text, gold = compile_source("x", source)
    assert "\r\n" in text
    assert text[gold["mentions"][1]["start"] :].startswith("1.234,5 ha")


@pytest.mark.parametrize(
    ("text", "kind", "convention", "values"),
    [
        ("8,5 - 9%", "percent", "vi", ["8.5", "9"]),
        ("$1.284 billion", "money", "en", ["1284000000"]),
        ("£2.4m", "money", "en", ["2400000"]),
        ("25m", "measure", "vi", ["25"]),
        ("4.512/4.780", "ratio", "vi", ["4512/4780"]),
        ("số 09/TB-TTr", "document_code", "vi", ["09/TB-TTr"]),
        ("7 tỷ 40 triệu", "money", "vi", []),
        ("một trăm linh tám", "cardinal", "vi", []),
    ],
)
def test_the_small_reader_reads_what_it_can_and_leaves_the_rest(
    text: str, kind: str, convention: str, values: list[str]
) -> None:
    assert read_values(text, kind, convention)[0] == values


@pytest.mark.parametrize(
    "name",
    [
        "bundled",
        "unseen",
        "heldout",
        "plain",
        "fresh",
        "varied",
        "dense",
        "broad",
        "wide",
        "guests",
        "strangers",
        "sealed",
    ],
)
def test_the_committed_datasets_are_valid(name: str) -> None:
    assert validate(DATASETS / name) == []


def test_a_percentage_that_its_item_contradicts_is_refused() -> None:
    source = SOURCE.replace("không giảm.", "[[7/38|r xã|xã|id=k]] xã ([[18,42%|p|tỷ lệ|id=p]]).").replace(
        "~ repeat | a |", "! ratio_percent error | k p |"
    )
    with pytest.raises(AnnotationError, match="contradicts the item"):
        compile_source("x", source)


def test_a_changed_report_is_refused(tmp_path: Path) -> None:
    text, gold = compile_source("x", SOURCE)
    for folder, name, content in (("gold", "x.json", json.dumps(gold)), ("reports", "x.txt", text + " ")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(content, encoding="utf-8", newline="")
    with pytest.raises(DatasetError, match="has changed"):
        load_document(tmp_path / "gold" / "x.json")
    with pytest.raises(DatasetError, match="no dataset"):
        load("nowhere")


def test_the_schema_beside_the_datasets_is_the_format_that_validation_holds_them_to() -> None:
    assert (DATASETS / "gold.schema.json").read_text(encoding="utf-8") == schema()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"colour": "red"}, "colour"),
        ({"lang": "de"}, "lang"),
        ({"id": "Not An Id"}, "id"),
        ({"chars": "12"}, "chars"),
        ({"mentions": [{"i": 0}]}, "mentions/0/start"),
        (
            {
                "key_metrics": [
                    {"mention": 0, "label_vi": None, "label_en": None, "value": "1", "salience": 1}
                ]
            },
            "key_metrics/0",
        ),
    ],
)
def test_what_is_not_of_the_format_is_named_with_its_place(change: dict[str, object], place: str) -> None:
    _, gold = compile_source("x", SOURCE)
    assert format_problems(gold) == []
    assert any(problem.startswith(f"{place}: ") for problem in format_problems(gold | change))


def test_names_place_and_wordings_of_a_key_figure_go_into_the_gold() -> None:
    source = SOURCE.replace(
        "genre: test\n", "genre: test\naliases: UBND xã Thử | xã Thử\nplace: huyện Mẫu\n"
    ).replace("|s1; id=a;", "|s3; id=a; en=area; als=đất, diện tích đất; per=2022;")
    text, gold = compile_source("x", source)
    document = parse(gold, text)
    (metric,) = document.key_metrics
    assert document.aliases == ("UBND xã Thử", "xã Thử")
    assert gold["province_or_city"] == "huyện Mẫu"
    assert (metric.salience, metric.label_en, metric.period) == (3, "area", "2022")
    assert metric.aliases == ("đất", "diện tích đất")
    assert {"đất", "diện tích đất"} <= set(figures_of(document)[metric.mention].wordings)


def test_the_example_of_the_manual_compiles() -> None:
    manual = (DATASETS / "README.md").read_text(encoding="utf-8")
    example = re.search(
        r"(?:^    .*\n|^\n)+?(?=\n- \*Header)", manual[manual.index("    lang: vi") :], re.MULTILINE
    )
    assert example is not None
    source = "\n".join(line.removeprefix("    ") for line in example.group().splitlines())
    text, gold = compile_source("example", source)
    assert format_problems(gold) == []
    assert [item["severity"] for item in gold["inconsistencies"]] == ["error"]
    assert [metric["value"] for metric in gold["key_metrics"]] == ["1250", "25"]
    assert text.startswith("Xã có 1.250 hộ")
