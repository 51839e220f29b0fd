"""Sound paragraphs of many genres, of which the audit must say nothing; and errors it must still find."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.core.audit import audit
from service.core.audit.ledger import Ledger, Wording
from service.core.grammar import guess_lang
from service.core.source import read_source
from service.core.types import Finding, FindingSeverity, Span

PARAGRAPHS = (Path(__file__).parent / "sound_paragraphs.txt").read_text(encoding="utf-8").split("\n---\n")


def findings(text: str) -> list[Finding]:
    told = audit(read_source(text, guess_lang(text))).findings
    return [f for f in told if f.severity is not FindingSeverity.ROUNDING]


def said(text: str) -> list[tuple[str, str, str, str]]:
    return [(f.code, str(f.severity), f.stated, f.expected) for f in findings(text)]


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_nothing_is_said_of_a_sound_paragraph(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The council bought 24 electric vans at £38,000 each and 10 minibuses at £52,000 each, spending"
            " £1,342,000 in all.",
            ("average_mismatch", "error", "1342000", "1432000"),
        ),
        (
            "Trao 480 suất học bổng gồm 300 suất tiểu học (500.000 đồng/suất) và 180 suất trung học"
            " (800.000 đồng/suất), trị giá 249 triệu đồng.",
            ("average_mismatch", "error", "249000000", "294000000"),
        ),
        (
            "Vốn vay 46,2 tỷ đồng, gồm vay ngân hàng chính sách 28,5 tỷ đồng, vay quỹ nông dân 9,4 tỷ đồng"
            " (188 hộ, mỗi hộ 50 triệu đồng) và vay khác 8,8 tỷ đồng.",
            ("sum_mismatch", "error", "46200000000", "46700000000"),
        ),
    ],
)
def test_what_is_wrong_is_found(text: str, found: tuple[str, str, str, str]) -> None:
    assert found in said(text)


@pytest.mark.parametrize(
    "text",
    [
        # prices without a count, of two currencies, and without a total
        "Vans cost £38,000 each and minibuses £52,000 each.",
        "We bought 24 vans at £38,000 each and 10 bikes at $520 each.",
        "We bought 24 vans at £38,000 each and 10 bikes at £520 each, so 34 things.",
        # a price of a range, and prices of one thing only
        "Trao 30 suất (500.000 đồng/suất) và 18 suất (600.000-800.000 đồng/suất).",
    ],
)
def test_prices_without_a_total_are_no_averages(text: str) -> None:
    assert findings(text) == []


def test_a_finding_that_expects_what_is_stated_is_not_written_down() -> None:
    ledger = Ledger()
    ledger.report(
        "sum_mismatch",
        FindingSeverity.ERROR,
        Span(0, 1),
        [Span(2, 3)],
        kind="parts_whole",
        formula="1 ~ 1",
        stated="1",
        expected="1",
        wording=Wording("", ""),
    )
    assert ledger.result().findings == ()
