"""A record as a Markdown page for people: the digest, what became of each figure, and every flag.

Digest and report are untrusted: every character that Markdown or HTML would act on is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.terminal import visible

Json = Mapping[str, Any]

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|&~$:@])")
WORDS = {
    "vi": {
        "metrics": "Số liệu",
        "head": ("Kết quả", "Giá trị", "Chỉ tiêu", "Kỳ"),
        "flags": "Cần xem lại",
        "none": "Không có điểm nào cần xem lại.",
        "model": "Mô hình",
        "supported": "đúng nguồn",
        "contradicted": "trái nguồn",
        "unsupported": "không có trong nguồn",
        "ambiguous": "chưa rõ",
        "not_checked": "không kiểm",
    },
    "en": {
        "metrics": "Figures",
        "head": ("Verdict", "Value", "Figure", "Period"),
        "flags": "To review",
        "none": "Nothing to review.",
        "model": "Model",
        "supported": "as in the source",
        "contradicted": "against the source",
        "unsupported": "not in the source",
        "ambiguous": "ambiguous",
        "not_checked": "not checked",
    },
}


def markdown(record: Json, *, lang: str) -> str:
    """The page of a finished record; ``lang`` is ``vi`` or ``en``."""
    return "\n".join(_lines(record, WORDS[lang], lang)) + "\n"


def escaped(text: str) -> str:
    r"""``text`` on one line with nothing left for Markdown, HTML or a terminal to act on.

    >>> escaped("<b>1|2</b>")
    '\\<b\\>1\\|2\\</b\\>'
    """
    return _ACTIVE.sub(r"\\\1", visible(" ".join(text.split())))


def _lines(record: Json, words: Mapping[str, Any], lang: str) -> Iterator[str]:
    digest = record["digest"]
    yield f"# {escaped(digest['title'])}"
    yield ""
    yield escaped(" · ".join(part for part in (digest["organization"], digest["period"]["label"]) if part))
    yield ""
    yield escaped(digest["summary"])
    yield ""
    yield from (f"* {escaped(point)}" for point in digest["key_points"])
    yield ""
    yield f"## {words['metrics']}"
    yield ""
    yield from _metrics(record, words)
    yield ""
    yield f"## {words['flags']}"
    yield ""
    shown = [flag for flag in record["flags"] if flag["severity"] != "info"]
    yield from (f"* **{flag['severity']}** {escaped(flag['message_' + lang])}" for flag in shown)
    if not shown:
        yield words["none"]
    yield ""
    said = record["provenance"]
    names = ("model", "strategy", "code_version")
    yield f"{words['model']}: " + escaped(", ".join(said[name] for name in names))


def _metrics(record: Json, words: Mapping[str, Any]) -> Iterator[str]:
    verdicts = {claim["path"]: claim["verdict"] for claim in record["claims"]}
    yield "| " + " | ".join(words["head"]) + " |"
    yield "|---|---:|---|---|"
    for index, metric in enumerate(record["digest"]["metrics"]):
        verdict = verdicts.get(f"/metrics/{index}/value_text", "not_checked")
        cells = (words[verdict], metric["value_text"], metric["label"], metric["period"] or "")
        yield "| " + " | ".join(escaped(cell) for cell in cells) + " |"
