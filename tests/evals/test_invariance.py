"""Rewritings of a text: positions are mapped, and a product that changes its mind is seen."""

import pytest

from evals.dataset import Document
from evals.invariance import REWRITINGS, Rewriting, rewrite, score
from evals.scorers import Found

TEXT = "Năm 2022, tỷ lệ 26/27 (96,29%) - “khoá” Đảng\n3-4 uỷ viên"


DOCUMENT = Document("d", "vi", TEXT, "", "", "", (), (), (), (), (), ())


def find(text: str) -> tuple[Found, ...]:
    at = text.find("2", text.find("N"))
    return (
        Found(
            at, at + 4, text[at : at + 4], "year", "2022", None, None, "year", "1", "exact", False, "digits",
            "body",
        ),
    ) if at >= 0 else ()  # fmt: skip


@pytest.mark.parametrize("rewriting", REWRITINGS, ids=lambda rewriting: rewriting.name)
def test_every_old_position_is_mapped_and_the_order_is_kept(rewriting: Rewriting) -> None:
    changed, places = rewrite(TEXT, rewriting)
    assert len(places) == len(TEXT) + 1
    assert places == sorted(places)
    assert places[-1] == len(changed)


def test_unchanged_characters_stand_where_the_map_says() -> None:
    rewriting = next(r for r in REWRITINGS if r.name == "NFD")
    changed, places = rewrite(TEXT, rewriting)
    assert changed != TEXT
    for at, letter in enumerate(TEXT):
        if letter.isdigit():
            assert changed[places[at]] == letter


def test_a_mention_lost_or_moved_by_a_rewriting_is_counted() -> None:
    blanks, digits = (next(r for r in REWRITINGS if r.name == name) for name in ("NFD", "full-width digits"))
    same = score(DOCUMENT, find, blanks)
    lost = score(DOCUMENT, find, digits)
    assert (same.hit, same.gold, same.answered) == (1, 1, 1)
    assert (lost.hit, lost.gold) == (0, 1)
