"""The HTML report: nothing in it runs, texts are shown as texts, and figures stand where they are due."""

import os
import re
import shutil
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.charts import forests, value_words
from evals.report import html, page, verdict
from evals.scorecard import (
    Arm,
    CaseChange,
    CaseResult,
    Change,
    Comparison,
    Cost,
    Count,
    Dataset,
    DocumentChange,
    DocumentRate,
    ErrorRow,
    Interval,
    Mark,
    Metric,
    PromptRef,
    Run,
    Scorecard,
    SourceText,
)
from evals.segments import excerpts, numbered, segments, visible

HOSTILE = (
    'Năm 2023 <script>document.title="owned"</script> đạt 12,5% "quoted" & \u202e321\u202c {{ 7*7 }} '
    '</div></article><img src="http://127.0.0.1:9/x" onerror="document.title=1"> một\x00hai\nHết.'
)
VOID = frozenset({"meta", "line", "circle", "rect", "br", "img", "link"})


def metric(
    name: str, arm: str, hits: tuple[int, ...], of: int, goal: str | None = None, **more: object
) -> Metric:
    total = sum(hits)
    value = Decimal(total) / (of * len(hits))
    met = None if goal is None else value >= Decimal(goal.split()[-1])
    rates = tuple(
        DocumentRate(document=f"doc-{number}", numerator=str(hit), denominator=of)
        for number, hit in enumerate(hits)
    )
    fields: dict[str, object] = {
        "name": name, "label": f"{name} of {arm}", "arm": arm, "unit": "share", "better": "higher",
        "gate": True, "numerator": str(total), "denominator": of * len(hits), "value": str(value),
        "interval": Interval(low=str(value / 2), high="1", documents=len(hits), method="test"),
        "goal": goal, "met": met, "documents": rates,
    }  # fmt: skip
    return Metric.model_validate(fields | more)


def scorecard(**changes: object) -> Scorecard:
    arms = tuple(
        Arm(
            name=name,
            prompts=(PromptRef(ref=f"{name}/v1", sha256="a" * 64),),
            cost=Cost(prompt_tokens=9000, completion_tokens=700, requests=12, retries=1, seconds="130.5"),
        )
        for name in ("anchored", "free")
    )
    case = CaseResult(
        id="doc-0 <b>",
        document="doc-0",
        arm="anchored",
        status="failed",
        source="doc-0",
        digest={
            "title": "<script>document.title=2</script>",
            "key/points": ["12,5%", None],
            "metrics": [{"label": "</td>", "value_text": "12,5%"}, {"label": "x", "unit": True}],
        },
        marks=(
            Mark(side="source", role="right", start=4, end=8),
            Mark(
                side="source",
                role="flag",
                start=53,
                end=58,
                code="<i>",
                severity="error",
                pair="p",
                text="12,5%",
            ),
            Mark(side="digest", role="flag", start=0, end=3, path="/key~1points/0", code="<i>", pair="p"),
            Mark(side="digest", role="miss", start=None, end=None, path="/metrics/0", note="the <u>row</u>"),
        ),
        notes=("a note with </li>",),
        counts={"recall": Count(numerator="3", denominator=4)},
    )
    broken = CaseResult(id="doc-1", document="doc-1", arm="free", status="error", error="503 <html>")
    fields: dict[str, object] = {
        "run": Run(
            suite="digest",
            dataset=Dataset(name="tiny", sha256="d" * 64, documents=("doc-0", "doc-1")),
            scorers={"digest": 1}, code_version="1.0", arms=arms, seeds=(1,), repeats=1, deterministic=False,
            options={}, started_at="2026-01-01T00:00:00Z", seconds="261", cost=Cost(), complete=True,
        ),
        "metrics": (
            metric("recall", "anchored", (9, 10), 10, ">= 0.90"),
            metric("recall", "free", (4, 7), 10, ">= 0.90"),
            metric("unflagged", "free", (3,), 1, unit="count", gate=False, interval=None),
        ),
        "errors": (
            ErrorRow(name="e", label="digit <ch>", arm="anchored", better="higher", hit=3, of=4, named=2),
            ErrorRow(name="f", label="label wrong", arm="anchored", better="lower", hit=2, of=None),
        ),
        "cases": (case, broken),
        "sources": {"doc-0": SourceText(lang="vi", title="t", text=HOSTILE)},
    }  # fmt: skip
    return Scorecard.model_validate(fields | changes)


def comparison() -> Comparison:
    moved = (
        DocumentChange(document="doc-0", before="0.5", after="0.9"),
        DocumentChange(document="doc-1", before="0.9", after="0.8"),
        DocumentChange(document="doc-2", before="1", after="1"),
    )
    change = Change(
        metric="recall", label="recall", arm="anchored", better="higher", gate=True, before="0.8",
        after="0.9", difference="0.1", interval=Interval(low="-0.02", high="0.22", documents=3, method="t"),
        detectable="0.18", outcome="cannot_tell", documents=moved,
    )  # fmt: skip
    return Comparison(
        baseline_started_at="2025-12-31T00:00:00Z", baseline_code_version="0.9", method="paired",
        outcome="cannot_tell", exit_status=4, sentence="Cannot tell <yet>.", changes=(change,),
        cases=(
            CaseChange(id="doc-0 <b>", before="ok", after="failed", notes=("<s>",)),
            CaseChange(id="old", before="ok", after=None),
        ),
    )  # fmt: skip


class Tags(HTMLParser):
    """Every tag and attribute of a page, refusing one that is closed out of turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Tags:
    tags = Tags()
    tags.feed(markup)
    assert tags.open == []
    return tags


def test_every_tag_is_ours_and_closed_whatever_the_texts_say() -> None:
    tags = read(html(scorecard(comparison=comparison())))
    names = {name for name, _ in tags.seen}
    assert not names & {"script", "img", "iframe", "object", "link", "form", "b", "u", "s"}
    assert all(not key.startswith("on") for _, attributes in tags.seen for key in attributes)
    links = [attributes.get("href") or "" for name, attributes in tags.seen if name == "a"]
    assert links
    assert all(link.startswith("#") for link in links)


def test_every_link_leads_to_a_place_on_the_page() -> None:
    tags = read(html(scorecard(comparison=comparison())))
    places = {attributes["id"] for _, attributes in tags.seen if "id" in attributes}
    assert {attributes["href"] for name, attributes in tags.seen if name == "a"} <= {f"#{p}" for p in places}


def test_the_hostile_text_is_shown_whole_with_hidden_characters_spelled_out() -> None:
    tags = read(html(scorecard()))
    shown = re.sub(r"\s+", " ", tags.text)
    assert '<script>document.title="owned"</script>' in shown
    assert "{{ 7*7 }}" in shown
    assert "⟨U+202E⟩321⟨U+202C⟩" in shown
    assert "một⟨U+0000⟩hai" in shown


def test_marks_stand_on_their_words_on_both_sides() -> None:
    view = page(scorecard()).cases[1]
    assert [(piece.text, piece.role) for piece in view.text if piece.role] == [
        ("2023", "right"),
        ("12,5%", "flag"),
    ]
    assert view.digest is not None
    points, rows = view.digest.items[1], view.digest.items[2]
    assert [(piece.text, piece.role) for piece in points.items[0].segments] == [("12,", "flag"), ("5%", None)]
    assert [row.role for row in rows.items] == ["miss", None]
    assert [(note.number, note.role, note.code) for note in view.notes] == [
        (1, "flag", "<i>"),
        (2, "miss", ""),
    ]


def test_cases_without_an_answer_come_first() -> None:
    assert [view.case.status for view in page(scorecard()).cases] == ["error", "failed"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {},
            "1 of 2 goals missed: recall of free 55.0 % (goal ≥ 90 %). "
            "1 of 2 cases gave no answer and count as wrong.",
        ),
        (
            {"metrics": (metric("recall", "anchored", (9, 10), 10, ">= 0.90"),), "cases": ()},
            "Every goal is met (1 of 1): recall of anchored 95.0 %.",
        ),
        ({"metrics": (metric("f1", "core", (3, 4), 8),), "cases": ()}, "f1 of core: 43.8 % (7 / 16)."),
        ({"metrics": (), "cases": ()}, "Nothing was measured."),
    ],
)
def test_the_verdict_says_goals_first_and_keeps_failures_in_the_count(
    changes: dict[str, object], sentence: str
) -> None:
    assert verdict(scorecard(**changes)) == sentence


def test_an_unfinished_run_says_so() -> None:
    card = scorecard()
    run = card.run.model_copy(update={"complete": False})
    assert verdict(card.model_copy(update={"run": run})).endswith("The run is not complete.")


def test_a_comparison_opens_with_its_own_sentence_and_shows_what_moved() -> None:
    told = page(scorecard(comparison=comparison()))
    assert told.verdict == "Cannot tell <yet>."
    _, before, after, difference, detectable = told.changes[0]
    assert (before, after, difference, detectable) == (
        "80.0 %",
        "90.0 %",
        "+10 points [−2, +22]",
        "18 points",
    )
    (chart,) = told.dumbbells
    assert [(row.label, row.tone) for row in chart.rows] == [("doc-1", "bad"), ("doc-0", "good")]
    assert chart.note == "1 of 3 documents did not move."
    assert [case[1] != "" for case in told.changed_cases] == [True, False]


def test_what_did_not_change_is_named_in_one_line() -> None:
    told = comparison()
    same = told.changes[0].model_copy(
        update={
            "label": "precision",
            "outcome": "equal",
            "difference": "0",
            "interval": None,
            "documents": (),
        }
    )
    card = scorecard(comparison=told.model_copy(update={"changes": (*told.changes, same)}))
    assert page(card).unchanged == ("precision (anchored)",)
    assert "Not changed: precision (anchored)." in html(card)
    assert "No figure changed: " in html(
        scorecard(comparison=told.model_copy(update={"changes": (same,), "cases": ()}))
    )


def test_a_rate_stands_where_its_axis_says() -> None:
    (chart,) = forests([metric("r", "core", (5, 10), 10)])
    ticks = {label: at for at, label in chart.ticks}
    assert list(ticks) == ["20 %", "40 %", "60 %", "80 %", "100 %"]
    (row,) = chart.rows
    assert row.at == Decimal("68.00")
    assert ticks["60 %"] < row.at < ticks["80 %"]
    assert row.high == ticks["100 %"]


def test_rates_that_should_be_low_have_an_axis_of_their_own() -> None:
    alarms = metric("alarms", "core", (0, 1), 100, better="lower", interval=None, goal="<= 0.02", met=True)
    high, low = forests([metric("r", "core", (9, 9), 10), alarms])
    assert (high.title, low.title) == ("Rates that should be high", "Rates that should be low")
    assert [label for _, label in low.ticks] == ["0 %", "0.5 %", "1 %", "1.5 %", "2 %"]
    assert low.rows[0].goal == low.ticks[-1][0]


@given(st.decimals(min_value=0, max_value=1, places=6))
def test_a_share_is_called_whole_or_nothing_only_when_it_is(value: Decimal) -> None:
    words = value_words(str(value), "share")
    assert (words == "100.0 %") == (value == 1)
    assert (words == "0.0 %") == (value == 0)


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["flag", "miss", "right"]))),
)
def test_cutting_a_text_loses_nothing_whatever_is_marked(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    marks = [
        Mark.model_validate({"side": "source", "role": role, "start": min(a, b), "end": max(a, b)})
        for a, b, role in spans
    ]
    pieces = segments(text, numbered(marks))
    assert "".join(piece.text for piece in pieces) == visible(text)
    for mark in marks:
        if mark.role == "miss" and mark.start is not None and mark.end is not None:
            inside = visible(text[mark.start : mark.end])
            assert inside in "".join(piece.text for piece in pieces if piece.role == "miss") or not inside


def test_a_source_of_many_cases_is_shown_near_the_marks_only() -> None:
    text = "đầu " + "chữ " * 400 + "SAI " + "chữ " * 400 + "cuối"
    at = text.index("SAI")
    marks = numbered([Mark(side="source", role="miss", start=at, end=at + 3)])
    pieces = excerpts(text, marks, 30)
    shown = "".join(piece.text for piece in pieces)
    assert len(shown) < 100
    assert [piece.gap for piece in pieces if piece.gap or piece.role] == [True, False, True]
    case = scorecard().cases[0]
    copies = tuple(case.model_copy(update={"id": f"c{number}"}) for number in range(5))
    views = page(scorecard(cases=copies)).cases
    assert not any(view.whole for view in views)
    assert views[0].digest is not None
    assert views[0].digest.names == ("key/points", "metrics")
    assert [row.role for row in views[0].digest.items[1].items] == ["miss"]


def test_a_large_run_lists_what_was_right_and_shows_what_was_wrong() -> None:
    case = scorecard().cases[0]
    right = tuple(case.model_copy(update={"id": f"r{n}", "status": "ok"}) for n in range(60))
    told = page(scorecard(cases=(*right, case)))
    assert [view.case.id for view in told.cases] == [case.id]
    assert len(told.quiet) == 60
    assert "60 cases without a complaint" in html(scorecard(cases=(*right, case)))


@pytest.mark.browser
def test_in_a_browser_nothing_runs_nothing_is_fetched_and_nothing_overflows(tmp_path: Path) -> None:
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    if path is None:
        assert os.environ.get("REQUIRE_BROWSER") != "1", "a browser is required here and there is none"
        pytest.skip("no chromium here")
    from playwright.sync_api import sync_playwright

    file = tmp_path / "report.html"
    file.write_text(html(scorecard(comparison=comparison())), encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            for width in (1280, 390):
                tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark")
                asked: list[str] = []
                tab.on("request", lambda request, asked=asked: asked.append(request.url))
                said: list[str] = []
                tab.on("console", lambda message, said=said: said.append(message.text))
                tab.goto(file.as_uri())
                assert tab.title() == "digest on tiny · doichieu eval"
                assert tab.evaluate("document.documentElement.scrollWidth") == width
                assert tab.evaluate("document.scripts.length") == 0
                assert (asked, said) == ([file.as_uri()], [])
                tab.close()
        finally:
            browser.close()
