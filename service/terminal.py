"""What people see on a terminal: figures aligned, spans shown in context, colours only on a terminal.

Everything takes the JSON shapes of the contract (``service.core.wire``), so a check made here and a record
fetched from the service look the same. Report and digest are untrusted: nothing is read as markup, and
control characters are shown, not obeyed.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from service.doctor import Point
    from service.errors import DoichieuError

Json = Mapping[str, Any]

CONTEXT = 44  # characters shown on either side of a figure; a screen of 100 columns holds both and a margin
PIPE_WIDTH = 140  # columns assumed where nobody can be asked: files and pipes
WHOLE = 100_000  # columns of what must not be cut
SEVERITY_STYLE = {
    "error": "bold red",
    "warning": "yellow",
    "suspicious": "yellow",
    "rounding": "cyan",
    "info": "cyan",
}
SEVERITY_MARK = {"error": "✗", "warning": "!", "suspicious": "?", "rounding": "≈", "info": "·"}
VERDICT_STYLE = {
    "supported": "green",
    "contradicted": "bold red",
    "unsupported": "bold red",
    "ambiguous": "yellow",
    "not_checked": "dim",
}
VERDICT_MARK = {
    "supported": "✓",
    "contradicted": "✗",
    "unsupported": "✗",
    "ambiguous": "?",
    "not_checked": "–",
}


class Lines:
    """Line numbers of positions in one text, counted from 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        position = text.find("\n")
        while position != -1:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def at(self, position: int) -> int:
        """The line that holds ``position``."""
        return bisect_right(self._starts, position)


def visible(text: str) -> str:
    r"""``text`` with line breaks as spaces and every other control or direction character spelled out.

    >>> visible("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return "".join(
        " " if char in "\n\r\t" else char if char.isprintable() or char == "\u00a0" else ascii(char)[1:-1]
        for char in text
    )


def snippet(text: str, spans: Sequence[Sequence[int]], *, style: str, width: int = CONTEXT) -> Text:
    """The surroundings of ``spans`` on one line, the spans marked, far ones joined by an ellipsis."""
    shown = Text()
    edge = -1
    for start, end in sorted((int(span[0]), int(span[1])) for span in spans):
        left = max(start - width, edge, 0)
        if left > max(edge, 0) or (edge < 0 < left):
            shown.append("… ", "dim")
        shown.append(visible(text[left:start]))
        shown.append(visible(text[start:end]), style)
        edge = end
    if edge >= 0:
        shown.append(visible(text[edge : edge + width]))
        if edge + width < len(text):
            shown.append(" …", "dim")
    return shown


def mentions_table(mentions: Sequence[Json], text: str, *, name: str, lang: str) -> RenderableType:
    """The numbers found in a text, one row each, values right-aligned."""
    lines = Lines(text)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("line", justify="right", style="dim", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("value", justify="right", overflow="fold")
    table.add_column("unit", overflow="fold")
    table.add_column("bound", no_wrap=True)
    table.add_column("in the text")
    for mention in mentions:
        high = mention["value_high"]
        dim = "dim" if mention["zone"] != "body" else ""
        table.add_row(
            str(lines.at(mention["start"])),
            Text(mention["kind"], dim),
            Text(
                visible(mention["value"] if high is None else f"{mention['value']} – {high}"), dim or "bold"
            ),
            Text(visible(mention["unit"] or ""), dim),
            Text(bound(mention), "dim"),
            on_one_line(snippet(text, [(mention["start"], mention["end"])], style="bold cyan", width=28)),
        )
    kinds = Counter(mention["kind"] for mention in mentions)
    tally = Text(f"{visible(name)} · {lang} · {len(mentions)} numbers", "bold")
    tally.append("  " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()), "dim")
    return Group(tally, table) if mentions else Group(tally)


def on_one_line(shown: Text) -> Text:
    """The text, to be cut where its column is narrower; the columns beside it keep their widths."""
    shown.no_wrap, shown.overflow = True, "ellipsis"
    return shown


def bound(mention: Json) -> str:
    """How the text bounds a number, in a few characters.

    >>> bound({"qualifier": "more_than", "target": True, "direction": None, "negated": False, "readings": []})
    '> plan'
    """
    signs = {
        "exact": "",
        "approx": "≈",
        "at_least": "≥",
        "at_most": "≤",
        "more_than": ">",
        "less_than": "<",
        "from_to": "",
    }
    parts = [signs[mention["qualifier"]]]
    if mention["target"]:
        parts.append("plan")
    if mention["direction"]:
        parts.append({"up": "↑", "down": "↓"}[mention["direction"]])
    if mention["negated"]:
        parts.append("not")
    if mention["readings"]:
        parts.append("ambiguous")
    return " ".join(part for part in parts if part)


def pointer(document: object, path: str) -> str:
    """The string that a JSON Pointer names, or "" where it names none."""
    node: Any = document
    for token in path.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(node, Mapping) and key in node:
            node = node[key]
        elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
            node = node[int(key)]
        else:
            return ""
    return node if isinstance(node, str) else ""


def flag_block(flag: Json, *, text: str, digest: object, lines: Lines, lang: str) -> RenderableType:
    """One flag: what is wrong, where the digest says it, where the source says it."""
    style = SEVERITY_STYLE[flag["severity"]]
    head = Text(f"{SEVERITY_MARK[flag['severity']]} ", style)
    head.append(visible(flag[f"message_{lang}"]), "bold")
    head.append(f"  {flag['code']}", "dim")
    rows: list[RenderableType] = [head]
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    if flag["path"] is not None:
        stated = pointer(digest, flag["path"])
        place = [] if flag["start"] is None or not stated else [(flag["start"], flag["end"])]
        words = snippet(stated, place, style=style) if place else Text(visible(stated[: 2 * CONTEXT]))
        words.append(f"  {flag['path'] or '/'}", "dim")
        table.add_row("digest", words)
    if flag["spans"]:
        where = snippet(text, flag["spans"], style="bold green" if flag["path"] is not None else style)
        where.append(f"  line {lines.at(flag['spans'][0][0])}", "dim")
        table.add_row("source", where)
    rows.append(Padding(table, (0, 0, 0, 2)))
    return Group(*rows)


def flags_view(
    flags: Sequence[Json], *, text: str, digest: object, lang: str, everything: bool = False
) -> Iterable[RenderableType]:
    """Flags, worst first; omissions folded into one block unless ``everything`` is asked for."""
    lines = Lines(text)
    folded = [flag for flag in flags if flag["code"] == "omitted" and not everything]
    for flag in flags:
        if flag["code"] != "omitted" or everything:
            yield flag_block(flag, text=text, digest=digest, lines=lines, lang=lang)
    if folded:
        head = Text(f"{SEVERITY_MARK['info']} ", SEVERITY_STYLE["info"])
        head.append(
            f"{len(folded)} số liệu của nguồn không có trong bản tóm tắt"
            if lang == "vi"
            else f"{len(folded)} figures of the source are not in the digest",
            "bold",
        )
        head.append("  omitted (--all shows each in its place)", "dim")
        stated = Text(", ".join(visible(flag["stated"]) for flag in folded), "dim")
        yield Group(head, Padding(stated, (0, 0, 0, 2)))


def check_summary(answer: Json) -> Text:
    """One line of counts: verdicts, coverage, flags."""
    verdicts = Counter(claim["verdict"] for claim in answer["claims"])
    severities = Counter(flag["severity"] for flag in answer["flags"])
    line = Text(f"{len(answer['claims'])} claim{'' if len(answer['claims']) == 1 else 's'}: ", "bold")
    for verdict in VERDICT_MARK:
        if verdicts[verdict]:
            line.append(f"{VERDICT_MARK[verdict]} {verdicts[verdict]} {verdict}  ", VERDICT_STYLE[verdict])
    coverage = answer["coverage"]
    line.append(f"│ figures used {coverage['used']}/{coverage['figures']}  ")
    line.append("│ flags: ")
    line.append(
        ", ".join(f"{count} {severity}" for severity, count in sorted(severities.items())) or "none",
        SEVERITY_STYLE.get(min(severities, default="none"), "green"),
    )
    return line


def audit_view(answer: Json, *, text: str, lang: str) -> Iterable[RenderableType]:
    """Findings of the audit, worst first, each with its spans in context; then what was checked and holds."""
    lines = Lines(text)
    order = ("error", "suspicious", "rounding")
    for finding in sorted(answer["findings"], key=lambda finding: order.index(finding["severity"])):
        style = SEVERITY_STYLE[finding["severity"]]
        head = Text(f"{SEVERITY_MARK[finding['severity']]} ", style)
        head.append(visible(finding[f"message_{lang}"]), "bold")
        head.append(f"  {finding['code']}", "dim")
        where = snippet(text, finding["spans"], style=style)
        where.append(f"  line {lines.at(finding['spans'][0][0])}", "dim")
        yield Group(head, Padding(where, (0, 0, 0, 2)))
    severities = Counter(finding["severity"] for finding in answer["findings"])
    held = sum(1 for relation in answer["relations"] if relation["holds"])
    line = Text(f"{answer['relations_checked']} relations checked, {held} hold", "bold")
    line.append(
        " │ findings: "
        + (", ".join(f"{severities[word]} {word}" for word in order if severities[word]) or "none")
    )
    yield line


def record_view(record: Json, *, lang: str, everything: bool = False) -> Iterable[RenderableType]:
    """A whole record: the digest with a verdict at each metric, the flags, the counts and what it cost."""
    digest = record["digest"] or {}
    text = record["report"]["text"]
    period = digest.get("period") or {}
    yield Text(visible(digest.get("title") or record["report"]["title"] or record["id"]), "bold underline")
    yield Text(
        visible(" · ".join(part for part in (digest.get("organization"), period.get("label")) if part)), "dim"
    )
    yield Padding(Text(visible(digest.get("summary") or "")), (1, 0, 0, 2))
    for point in digest.get("key_points") or []:
        yield Padding(Text("• " + visible(point)), (0, 0, 0, 2))
    yield Padding(metrics_table(digest.get("metrics") or [], record["claims"]), (1, 0))
    yield from flags_view(record["flags"], text=text, digest=digest, lang=lang, everything=everything)
    for problem in record.get("problems") or []:
        yield Text(f"! {visible(problem['message'])}", "yellow")
    yield Text()
    yield check_summary(record)
    usage, provenance = record["usage"], record["provenance"]
    yield Text(
        f"{provenance['model']} ({provenance['provider']}), {provenance['strategy']}: "
        f"{usage['requests']} calls, {usage['prompt_tokens']} + {usage['completion_tokens']} tokens",
        "dim",
    )


def metrics_table(metrics: Sequence[Json], claims: Sequence[Json]) -> Table:
    """The metrics of a digest, values right-aligned, each with the verdict on its value."""
    verdicts = {claim["path"]: claim["verdict"] for claim in claims if claim["path"].endswith("/value_text")}
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", overflow="fold", max_width=24, style="bold")
    table.add_column(overflow="fold")
    for index, metric in enumerate(metrics):
        verdict = verdicts.get(f"/metrics/{index}/value_text", "not_checked")
        table.add_row(
            Text(VERDICT_MARK[verdict], VERDICT_STYLE[verdict]),
            visible(str(metric["value_text"])),
            Text(
                visible(
                    " · ".join(
                        part for part in (metric["label"], metric.get("unit"), metric.get("period")) if part
                    )
                )
            ),
        )
    return table


def doctor_view(points: Sequence[Point]) -> RenderableType:
    """Everything the doctor looked at, one row each, with a way out under what is wrong."""
    table = Table.grid(padding=(0, 2))
    for point in points:
        mark, style = {"ok": ("✓", "green"), "note": ("!", "yellow"), "fail": ("✗", "bold red")}[point.state]
        table.add_row(Text(mark, style), Text(point.name, "bold"), Text(visible(point.detail)))
        if point.hint:
            table.add_row("", "", Text("→ " + visible(point.hint), style))
    return table


def rows_view(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> RenderableType:
    """A plain table: a row each, columns aligned."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for title in titles:
        table.add_column(title)
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    return table


def failure_view(name: str, problem: DoichieuError | None) -> Text:
    """Why a report failed, and how to mend it."""
    shown = Text("✗ ", "bold red")
    shown.append(f"{visible(name)}: {visible(problem.message if problem else 'failed')}", "bold")
    if problem and problem.hint:
        shown.append(f"\n  → {visible(problem.hint)}")
    return shown


def written(target: str, *, kept: bool) -> Text:
    """Where the record lies."""
    return Text(f"→ {visible(target)}" + (" (was there already)" if kept else "") + "\n", "dim")


def out() -> Console:
    """The console for answers: plain when standard output is no terminal."""
    return Console(
        highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else PIPE_WIDTH
    )


def show_whole(part: RenderableType) -> None:
    """Print on standard output; where that is no terminal nothing is cut, and no line ends with blanks."""
    if sys.stdout.isatty():
        out().print(part)
        return
    console = Console(highlight=False, markup=False, emoji=False, width=WHOLE)
    with console.capture() as captured:
        console.print(part)
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def err() -> Console:
    """The console for progress and complaints."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)
