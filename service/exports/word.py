"""``Paper`` as DOCX: A4, one font, a table whose header repeats, open remarks marked where they stand.

Everything is written as text into a document of our own making: no template, no field, no link, no macro.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from service.exports.paper import Correction, Line, Paper, Remark, Segment

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"  # the face of Vietnamese office documents; every office has it or its metric twin
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
GREY, RED, GREEN = RGBColor(0x55, 0x55, 0x55), RGBColor(0x9C, 0x1C, 0x1C), RGBColor(0x1E, 0x5F, 0x3A)
METRIC_WIDTHS = (1.0, 8.4, 2.6, 2.4, 2.6)  # cm; together the text width of A4
CORRECTION_WIDTHS = (2.6, 3.4, 3.4, 3.0, 4.6)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def document(paper: Paper) -> bytes:
    """The DOCX file. The same paper gives the same document."""
    made = _blank(paper)
    _head(made, paper)
    _text(made, paper)
    _metrics(made, paper)
    _remarks(made, paper.said["remarks_open"], paper.open)
    _remarks(made, paper.said["remarks_source"], paper.faults)
    _corrections(made, paper)
    _provenance(made, paper)
    file = io.BytesIO()
    made.save(file)
    return _timeless(file)


def _timeless(file: io.BytesIO) -> bytes:
    """The same package with no time of its making in it."""
    again = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in made.infolist():
            kept.writestr(zipfile.ZipInfo(part.filename), made.read(part), zipfile.ZIP_DEFLATED)
    return again.getvalue()


def _blank(paper: Paper) -> DocumentType:
    made = Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = made.styles["Normal"]
    for name, size, bold in (("Normal", 12, False), ("Title", 16, True), ("Heading 1", 13, True)):
        style = made.styles[name]
        if isinstance(style, ParagraphStyle):
            _set_style(style, size, bold=bold)
    small = made.styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = normal
    _set_style(small, 10, bold=False)
    _language(normal.element, LANGUAGES[paper.lang])
    about = made.core_properties
    about.title, about.author, about.comments = paper.name[:250], "Doichieu", paper.report_id
    about.last_modified_by, about.created, about.modified = "", EPOCH, EPOCH
    _page_number(section.footer.paragraphs[0])
    return made


def _set_style(style: ParagraphStyle, size: int, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    style.paragraph_format.space_after = Pt(4)


def _language(style: object, language: str) -> None:
    mark = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia"):
        mark.set(qn(name), language)
    style.get_or_add_rPr().append(mark)  # type: ignore[attr-defined]  # the library types only half of its XML


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _head(made: DocumentType, paper: Paper) -> None:
    title = made.add_paragraph(style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _without_rule(title)
    _write(title, paper.title)
    for name, segments in paper.heads:
        line = made.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_after = Pt(2)
        line.add_run(f"{name}: ").bold = True
        _write(line, segments)
    standing = made.add_paragraph()
    standing.alignment = WD_ALIGN_PARAGRAPH.CENTER
    standing.paragraph_format.space_before = Pt(6)
    run = standing.add_run(paper.standing)
    run.bold = True
    run.font.color.rgb = GREEN if paper.approved else RED
    _boxed(standing)


def _without_rule(paragraph: Paragraph) -> None:
    """Take away the line under the library's title style."""
    for border in paragraph.style.element.findall(f".//{qn('w:pBdr')}"):  # type: ignore[union-attr]
        border.getparent().remove(border)


def _boxed(paragraph: Paragraph) -> None:
    box = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "777777")):
            edge.set(qn(f"w:{name}"), value)
        box.append(edge)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(box, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _write(paragraph: Paragraph, segments: Iterable[Segment]) -> None:
    """The segments; what a remark is on is highlighted and followed by the number of the remark."""
    kept = tuple(segments)
    for at, segment in enumerate(kept):
        run = paragraph.add_run(segment.text)
        if segment.remarks:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            after = kept[at + 1].remarks if at + 1 < len(kept) else ()
            ended = tuple(number for number in segment.remarks if number not in after)
            _numbers(paragraph, ended)


def _numbers(paragraph: Paragraph, numbers: Sequence[int]) -> None:
    if numbers:
        mark = paragraph.add_run("".join(f"[{number}]" for number in numbers))
        mark.bold, mark.font.color.rgb, mark.font.superscript = True, RED, True


def _text(made: DocumentType, paper: Paper) -> None:
    if not (paper.summary or paper.points or paper.lines):
        made.add_paragraph(paper.said["no_digest"])
    if paper.summary:
        made.add_heading(paper.said["summary"], 1)
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        _write(paragraph, paper.summary)
    if paper.points:
        made.add_heading(paper.said["key_points"], 1)
    for point in paper.points:
        _write(made.add_paragraph(style="List Bullet"), point)


def _metrics(made: DocumentType, paper: Paper) -> None:
    if not paper.lines:
        return
    made.add_heading(paper.said["metrics"], 1)
    heads = [paper.said[name] for name in ("number", "label", "value", "unit", "state")]
    table = _table(made, heads, METRIC_WIDTHS)
    for line in paper.lines:
        _metric(_new_row(table, METRIC_WIDTHS), line)
    if paper.omitted:
        note = made.add_paragraph(paper.omitted, style="Small")
        note.paragraph_format.space_before = Pt(4)


def _metric(row: _Row, line: Line) -> None:
    number, label, value, unit, state = (_first(cell) for cell in row.cells)
    number.add_run(str(line.metric.number))
    label.add_run(line.label).bold = True
    if line.period:
        label.add_run(f" ({line.period})")
    if line.quote:
        quote = row.cells[1].add_paragraph(style="Small")
        run = quote.add_run(f"“{line.quote}”")
        run.italic, run.font.size, run.font.color.rgb = True, Pt(8.5), GREY
    value.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    text = value.add_run(line.value)
    text.bold = True
    if line.metric.state == "open":
        text.font.highlight_color = WD_COLOR_INDEX.YELLOW
    unit.add_run(line.unit)
    said = state.add_run(line.state)
    if line.metric.state in ("open", "source_wrong"):
        said.bold, said.font.color.rgb = True, RED
    _numbers(state, line.remarks)


def _remarks(made: DocumentType, heading: str, remarks: Sequence[Remark]) -> None:
    if not remarks:
        return
    made.add_heading(heading, 1)
    for remark in remarks:
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.8)
        paragraph.paragraph_format.first_line_indent = Cm(-0.8)
        mark = paragraph.add_run(f"[{remark.number}] ")
        mark.bold, mark.font.color.rgb = True, RED
        paragraph.add_run(f"{remark.where}: ").bold = True
        paragraph.add_run(remark.message)
        if remark.note:
            paragraph.add_run(f" — {remark.note}").italic = True


def _corrections(made: DocumentType, paper: Paper) -> None:
    if not paper.corrections:
        return
    made.add_heading(paper.said["corrections"], 1)
    heads = [paper.said[name] for name in ("where", "was", "now", "who", "why")]
    table = _table(made, heads, CORRECTION_WIDTHS)
    for correction in paper.corrections:
        cells = _new_row(table, CORRECTION_WIDTHS).cells
        for cell, text in zip(cells, _corrected(correction), strict=True):
            _first(cell).add_run(text)


def _corrected(correction: Correction) -> tuple[str, str, str, str, str]:
    who = f"{correction.who}\n{correction.when}"
    return correction.where, correction.was, correction.now, who, correction.why


def _provenance(made: DocumentType, paper: Paper) -> None:
    made.add_heading(paper.said["provenance"], 1)
    for sentence in paper.provenance:
        made.add_paragraph(style="Small").add_run(sentence).font.color.rgb = GREY


def _table(made: DocumentType, heads: Sequence[str], widths: Sequence[float]) -> Table:
    """A table with a grid, a shaded header that every page repeats, and columns of these widths in cm."""
    table: Table = made.add_table(rows=1, cols=len(heads))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    head = table.rows[0]
    _row_mark(head, "w:tblHeader")
    for cell, text, width in zip(head.cells, heads, widths, strict=True):
        cell.width = Cm(width)
        _first(cell).add_run(text).bold = True
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E3E8EF")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    return table


def _new_row(table: Table, widths: Sequence[float]) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # half of the library is typed
    _row_mark(row, "w:cantSplit")
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Cm(width)
    return row


def _row_mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _first(cell: _Cell) -> Paragraph:
    """The paragraph that a new cell has, set small."""
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = "Small"
    paragraph.paragraph_format.space_after = Pt(1)
    return paragraph
