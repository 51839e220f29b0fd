"""Log lines carry ids and places, never words of a report and never a key."""

import io
import json
import logging

import pytest
import structlog

from service.logs import set_up


@pytest.fixture
def lines():
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    set_up(form="json", stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def test_an_event_is_one_line_of_json_with_its_fields(lines):
    structlog.get_logger("doichieu.test").info("answered", status=200)
    (line,) = lines()
    assert (line["event"], line["status"], line["level"], line["logger"]) == (
        "answered",
        200,
        "info",
        "doichieu.test",
    )


def test_libraries_speak_through_the_same_formatter(lines):
    logging.getLogger("some.library").warning("took %d s", 3)
    assert lines()[0]["event"] == "took 3 s"


@pytest.mark.parametrize(
    "words", ["sk-abcdefgh1234", "dck_abcdefgh1234", "Authorization: Bearer abcdefgh1234"]
)
def test_what_looks_like_a_key_is_blotted_out(lines, words):
    logging.getLogger("some.library").warning("sent %s", words)
    structlog.get_logger().info("sent", header=words)
    assert "abcdefgh1234" not in json.dumps(lines())


def test_an_exception_is_logged_by_type_and_place_without_its_message(lines):
    try:
        try:
            raise ValueError("25/27 chi bộ")  # noqa: TRY301 - a cause is what this is about
        except ValueError as first:
            raise RuntimeError("the report says 25/27 chi bộ") from first
    except RuntimeError:
        logging.getLogger("some.library").exception("failed")
        structlog.get_logger().exception("failed")
    for line in lines():
        assert "25/27" not in json.dumps(line)
        assert line["error"].startswith("builtins.RuntimeError at test_an_exception")
        assert "builtins.ValueError" in line["error"]


def test_text_for_people_has_no_colours_when_it_is_not_a_terminal(lines):
    stream = io.StringIO()
    set_up(form="text", stream=stream)
    structlog.get_logger("doichieu.test").info("answered", status=200)
    assert "status=200" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


def test_lines_below_the_level_are_left_out(lines):
    stream = io.StringIO()
    set_up(level="warning", form="json", stream=stream)
    structlog.get_logger("doichieu.test").info("answered")
    assert stream.getvalue() == ""


def test_a_traceback_that_a_library_logs_as_its_message_is_cut_to_our_words_or_a_place(lines):
    """Whoever starts a second service on one folder sees a sentence, and no line shows a library's words."""
    frame = 'Traceback (most recent call last):\n  File "a.py", line 5, in start\n    go()\n'
    logging.getLogger("uvicorn.error").error(frame + "service.errors.EngineError: the folder is in use\n")
    logging.getLogger("uvicorn.error").error(frame + "ValueError: 25/27 chi bộ\nkết nạp: 176\n")
    ours, others = (line["event"] for line in lines())
    assert ours == "failed: service.errors.EngineError: the folder is in use"
    assert others == 'failed: File "a.py", line 5, in start'
