"""A sentence copied from the source with a word turned round is told; with a synonym it is not."""

import pytest

from service.core.check import check
from service.core.source import read_source

CALLS = "The depot answered 7,214 calls, 318 down on the 7,532 of the year before, in spite of the floods."
HERD = "Đàn bò toàn huyện có 12.480 con, giảm 215 con so với năm trước, trong khi đàn dê 215 con mới nuôi."
VOTES = "Of 1,940 ballots in the north ward 1,102 were cast by women, who queued from dawn at two schools."


def codes(source, digest):
    return [flag.code for flag in check(read_source(source), digest).flags if flag.path is not None]


@pytest.mark.parametrize(
    ("source", "digest", "code"),
    [
        (CALLS, CALLS.replace("down", "up"), "sign_changed"),
        (CALLS.replace("down on", "fewer than"), CALLS.replace("down on", "more than"), "sign_changed"),
        (HERD, HERD.replace("giảm", "tăng"), "sign_changed"),
        (HERD.replace("giảm", "thấp hơn"), HERD.replace("giảm", "cao hơn"), "sign_changed"),
        (VOTES, VOTES.replace("women", "men"), "wrong_subject"),
    ],
)
def test_a_word_turned_round_in_a_copied_sentence_is_told(source, digest, code):
    assert code in codes(source, digest)


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (CALLS, CALLS),
        (CALLS, CALLS.replace("floods", "storms")),
        (CALLS, CALLS.replace("answered", "took").replace("depot", "station").replace("floods", "rain")),
        (HERD, HERD.replace("trong khi", "còn như")),
        ("Sales rose 4.1%.", "Sales grew 4.1%."),
    ],
)
def test_other_words_in_a_copied_sentence_are_no_matter(source, digest):
    assert "sign_changed" not in codes(source, digest)


def test_a_turned_word_is_told_of_the_figures_beside_it_only():
    flags = check(read_source(CALLS), CALLS.replace("down", "up")).flags
    assert [flag.stated for flag in flags if flag.code == "sign_changed"] == ["318", "7,532"]
