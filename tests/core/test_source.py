"""The index of a report."""

from service.core.source import read_source


def test_a_source_holds_text_language_mentions_and_segments():
    source = read_source("Năm 2022 có １２ xã.\r\n\r\nTăng 5%.")
    assert source.lang == "vi"
    assert [mention.value for mention in source.mentions] == ["2022", "12", "5"]
    assert len(source.segments.paragraphs) == 2
    assert source.text.received_span(source.mentions[-1].start, source.mentions[-1].end) == (28 - 1, 29)


def test_a_named_language_is_kept_and_binary_input_has_no_received_place():
    source = read_source("12 xã", "en", binary=True)
    assert source.lang == "en"
    assert source.text.received is None
