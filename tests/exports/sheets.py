"""A reader of our own for XLSX: a test sees what lies in the file, not what a library makes of it."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def names(content: bytes) -> list[str]:
    book = ET.fromstring(opened(content).read("xl/workbook.xml"))  # noqa: S314
    return [sheet.get("name") for sheet in book.iterfind("m:sheets/m:sheet", NS)]


def sheet_xml(content: bytes, number: int = 1) -> ET.Element:
    return ET.fromstring(opened(content).read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314


def rows(content: bytes, number: int = 1) -> list[list[tuple[str, str] | None]]:
    """Each cell as (type, text): ``s`` text, ``n`` number, ``b`` yes or no; None where there is none."""
    found = []
    for row in sheet_xml(content, number).iterfind("m:sheetData/m:row", NS):
        cells: dict[int, tuple[str, str]] = {}
        for cell in row.iterfind("m:c", NS):
            assert cell.find("m:f", NS) is None, "a formula"
            kind = {"inlineStr": "s", "b": "b"}.get(cell.get("t", "n"), "n")
            text = cell.find("m:is/m:t", NS) if kind == "s" else cell.find("m:v", NS)
            cells[_column(cell.get("r"))] = (kind, (text.text or "") if text is not None else "")
        width = max(cells, default=-1) + 1
        found.append([cells.get(at) for at in range(width)])
    return found


def _column(reference: str) -> int:
    number = 0
    for letter in re.match("[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - 64
    return number - 1
