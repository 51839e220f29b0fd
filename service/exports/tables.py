"""Rows into JSONL, CSV and XLSX: one row after the other, in bounded memory.

JSONL is for machines: every text exactly as it is, figures as strings. CSV and XLSX are for people and their
spreadsheets: no cell is run (``service.exports.cells``), and unseen characters are shown.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from service.errors import EngineError
from service.exports.cells import clipped, exact_number, neutral, number_format, shown

Value: TypeAlias = str | int | bool | None
Row: TypeAlias = Sequence[Value]
Form = Literal["jsonl", "csv", "xlsx"]

MEDIA_TYPES: dict[Form, str] = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BOM = "\ufeff"  # Excel reads a CSV without it in the code page of the machine
CHUNK = 64 * 1024
SHEET_ROWS = 1_048_575  # rows of one sheet below its header


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its stable name, its heading for people, what its values are, and how wide it is shown.

    ``number`` values are exact decimals as strings, ``time`` values ISO 8601 in UTC; both stay text where a
    spreadsheet could not keep them as they are.
    """

    name: str
    heading_vi: str
    heading_en: str
    kind: Literal["text", "number", "time", "count", "flag"] = "text"
    width: int = 16


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of row: its name and its columns in order."""

    name: str
    columns: tuple[Column, ...]


class Sheet(Protocol):
    """A file in the making: ``add`` any number of times, then ``end`` once; ``drop`` frees what it holds."""

    def add(self, rows: Iterable[Row]) -> bytes:
        """The bytes that are ready after these rows; empty where the file is only made at the end."""
        ...

    def end(self) -> Iterator[bytes]:
        """The rest of the file."""
        ...

    def drop(self) -> None:
        """Free what is held on disk, whether the file was finished or not. Safe to call twice."""
        ...


def sheet(table: Table, form: Form, lang: str | None = None) -> Sheet:
    """A new file of this form; ``lang`` (vi, en) gives XLSX headings for people instead of column names."""
    match form:
        case "jsonl":
            return JsonLines(table)
        case "csv":
            return Csv(table)
        case "xlsx":
            return Xlsx(table, lang)


class JsonLines:
    """One JSON object a line, keys in the order of the columns; no character is changed."""

    def __init__(self, table: Table) -> None:
        self._names = [column.name for column in table.columns]

    def add(self, rows: Iterable[Row]) -> bytes:
        """See ``Sheet.add``."""
        lines = [
            json.dumps(dict(zip(self._names, row, strict=True)), ensure_ascii=False, separators=(",", ":"))
            for row in rows
        ]
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")

    def end(self) -> Iterator[bytes]:
        """Nothing is left."""
        yield b""

    def drop(self) -> None:
        """Nothing is held."""


class Csv:
    """RFC 4180 with a header and a byte order mark; one row a line, no cell that a spreadsheet would run."""

    def __init__(self, table: Table) -> None:
        self._names = [column.name for column in table.columns]
        self._begun = False

    def add(self, rows: Iterable[Row]) -> bytes:
        """See ``Sheet.add``."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        if not self._begun:
            self._begun = True
            text.write(BOM)
            writer.writerow(self._names)
        writer.writerows([_csv_cell(value) for value in row] for row in rows)
        return text.getvalue().encode()

    def end(self) -> Iterator[bytes]:
        """The header, where no row has come."""
        yield b"" if self._begun else self.add(())

    def drop(self) -> None:
        """Nothing is held."""


def _csv_cell(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else neutral(shown(value)) if isinstance(value, str) else str(value)


class Xlsx:
    """A workbook of one sheet, row by row through a file on disk; more rows than a sheet holds begin another.

    Formulas, links and numbers are never guessed from text: a cell is a number because its column is.
    """

    def __init__(self, table: Table, lang: str | None = None, *, sheet_rows: int = SHEET_ROWS) -> None:
        self._table = table
        self._lang = lang
        self._sheet_rows = sheet_rows
        self._folder = tempfile.TemporaryDirectory(prefix="doichieu-")
        self._path = Path(self._folder.name) / "table.xlsx"
        self._book = xlsxwriter.Workbook(
            str(self._path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": self._folder.name,
            },
        )
        self._formats: dict[str, Format] = {}
        self._sheets: list[Worksheet] = []
        self._row = 0
        self._new_sheet()

    def _format(self, name: str, properties: dict[str, Any]) -> Format:
        """The format under this name, made when it is first needed."""
        if name not in self._formats:
            self._formats[name] = self._book.add_format({"valign": "top", **properties})
        return self._formats[name]

    def _new_sheet(self) -> None:
        number = len(self._sheets) + 1
        page = self._book.add_worksheet(self._table.name if number == 1 else f"{self._table.name} {number}")
        head = self._format(
            "head", {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True}
        )
        plain = self._format("text", {})
        wrapped = self._format("wrapped", {"text_wrap": True})
        for at, column in enumerate(self._table.columns):
            page.set_column(at, at, column.width, wrapped if column.width >= 30 else plain)
            page.write_string(0, at, self._heading(column), head)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)
        self._sheets.append(page)
        self._row = 0

    def _heading(self, column: Column) -> str:
        return {"vi": column.heading_vi, "en": column.heading_en}.get(self._lang or "", column.name)

    def add(self, rows: Iterable[Row]) -> bytes:
        """See ``Sheet.add``.

        Raises:
            EngineError: The disk is full.
        """
        with _disk():
            for row in rows:
                if self._row == self._sheet_rows:
                    self._filter()
                    self._new_sheet()
                self._row += 1
                for at, (column, value) in enumerate(zip(self._table.columns, row, strict=True)):
                    self._cell(self._row, at, column, value)
        return b""

    def _cell(self, row: int, at: int, column: Column, value: Value) -> None:
        page = self._sheets[-1]
        if value is None:
            return
        if isinstance(value, bool):
            page.write_boolean(row, at, value, self._format("text", {}))
        elif isinstance(value, int):
            page.write_number(row, at, value, self._format("count", {"num_format": "0"}))
        elif column.kind == "number" and (number := exact_number(value)) is not None:
            shape = number_format(number)
            # The library prints it with ``format(number, ".16G")``: a Decimal stays itself, digit by digit.
            page.write_number(row, at, number, self._format(shape, {"num_format": shape}))
        elif column.kind == "time" and (moment := _moment(value)) is not None:
            shape = "yyyy-mm-dd hh:mm:ss"
            page.write_datetime(row, at, moment, self._format(shape, {"num_format": shape, "align": "left"}))
        else:
            wrapped = column.width >= 30
            style = self._format("wrapped", {"text_wrap": True}) if wrapped else self._format("text", {})
            page.write_string(row, at, clipped(shown(value)), style)

    def _filter(self) -> None:
        self._sheets[-1].autofilter(0, 0, self._row, len(self._table.columns) - 1)

    def end(self) -> Iterator[bytes]:
        """The whole file, in pieces.

        Raises:
            EngineError: The disk is full.
        """
        with _disk():
            self._filter()
            self._book.close()
        with self._path.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece

    def drop(self) -> None:
        """See ``Sheet.drop``."""
        for page in self._sheets:
            with suppress(OSError, AttributeError):
                page.row_data_fh.close()
        self._folder.cleanup()


def _moment(value: str) -> datetime | None:
    """The moment in UTC, without zone, as a spreadsheet keeps it; None where it is none, or before 1900."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None or moment.year <= 1900:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None)


class _disk:
    """Turns what happens when the disk is full into our error."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError | XlsxWriterException):
            raise EngineError(
                "the export could not be written", hint="make room on the disk for temporary files"
            ) from error
