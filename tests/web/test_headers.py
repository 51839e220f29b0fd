"""Headers are read strictly, and what RFC 7240 says to ignore is ignored."""

import pytest

from service.web.headers import Preference, idempotency_key, last_event, matches, preference
from service.web.problems import Problem


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, Preference()),
        ("respond-async", Preference(respond_async=True)),
        ("Respond-Async , WAIT=10", Preference(respond_async=True, wait=10)),
        ('respond-async; wait="3"', Preference(respond_async=True, wait=3)),
        ("wait=0", Preference(wait=0)),
        ("wait=5, wait=9", Preference(wait=5)),
        ("wait=-1, wait=soon, return=minimal", Preference()),
        ("wait=99999999999999", Preference()),
    ],
)
def test_preferences_are_read_and_malformed_ones_ignored(header, expected):
    assert preference(header) == expected


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, 60), ("respond-async", 0), ("respond-async, wait=5", 5), ("wait=5", 5), ("wait=500", 60)],
)
def test_how_long_a_call_waits_is_bounded_by_the_service(header, seconds):
    assert preference(header).seconds(60) == seconds


def test_only_what_was_followed_is_echoed():
    assert preference("respond-async, wait=10, handling=strict").applied == {
        "Preference-Applied": "respond-async, wait=10"
    }
    assert preference("handling=strict").applied == {}


def test_a_key_may_be_bare_or_quoted():
    assert idempotency_key(None) is None
    assert idempotency_key("8e03978e-40d5") == "8e03978e-40d5"
    assert idempotency_key('"8e03978e-40d5"') == "8e03978e-40d5"


@pytest.mark.parametrize("header", ["", '""', "a" * 256, "a b", "khoá", 'a"b'])
def test_a_key_that_is_no_key_is_refused(header):
    with pytest.raises(Problem) as caught:
        idempotency_key(header)
    assert (caught.value.code, caught.value.status_code) == ("invalid_header", 400)


@pytest.mark.parametrize(
    ("header", "held"),
    [(None, False), ('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False)],
)
def test_a_version_at_hand_is_recognised(header, held):
    assert matches(header, '"a"') is held


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, (0, False)), ("", (0, False)), ("17", (17, False)), ("17-finished", (17, True))],
)
def test_the_last_event_says_where_to_go_on(header, expected):
    assert last_event(header) == expected


@pytest.mark.parametrize("header", ["-1", "x", "17-done", "1e3", "9" * 30])
def test_an_event_id_of_somebody_else_is_refused(header):
    with pytest.raises(Problem):
        last_event(header)
