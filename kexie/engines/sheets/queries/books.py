"""Writing tables: templates to fill in, and lists to take away."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils import timezone
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kexie.engines.sheets import rules
from kexie.engines.sheets.rules import Column, Fault

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
MAX_PROMPT = 250  # Excel shows 255 characters of a hint, and takes as many for a list of choices
MAX_HEAD = 120  # of the 255 characters of a page's head, with its codes
A4 = 9
EXACT = 10**15  # Excel keeps fifteen digits
HEADER: dict[str, Any] = {
    "bold": True,
    "bg_color": "#E8EEF7",
    "border": 1,
    "border_color": "#B8C4D6",
    "text_wrap": True,
}
TEXT: dict[str, Any] = {"num_format": "@", "valign": "vcenter"}
FORMATS: dict[str, dict[str, Any]] = {
    "header": HEADER,
    "required": HEADER | {"font_color": "#B42318"},
    "text": TEXT,
    "quoted": TEXT | {"quote_prefix": True},  # stays text when edited, or saved as CSV and opened again
    "wrapped": TEXT | {"text_wrap": True},
    "title": {"bold": True, "font_size": 14},
    "note": {"font_color": "#5B6B7F"},
    "mark": {"font_color": "#B42318", "bold": True},
    "number": {"valign": "vcenter"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "vcenter"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "vcenter"},
}
Formats = Mapping[str, Format]
TOLD = (
    Column("row", "行号", width=10),
    Column("column", "列", width=18),
    Column("fault", "需要更正", width=60),
)


def template(
    columns: Sequence[Column], *, title: str, rows: Iterable[Mapping[str, Any]] = (), most: int = rules.MAX_ROWS
) -> bytes:
    """Return an .xlsx file to fill in; a second sheet explains each column. All cells are text."""
    file = io.BytesIO()
    with _book(file, title) as book:
        formats = _formats(book)
        sheet = book.add_worksheet("填写")
        _head(sheet, columns, formats, is_template=True)
        for place, column in enumerate(columns):
            sheet.data_validation(1, place, most, place, _validation(column))
        _fill(sheet, columns, rows, formats)
        _explain(book.add_worksheet("填写说明"), columns, title, formats, most)
    return file.getvalue()


def write(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    title: str = "数据",
    notes: Sequence[str] = (),
    mark: str = "",
) -> bytes:
    """Return rows as an .xlsx file: numbers and dates as such, everything else as text, never as a formula (SEC-04)."""
    file = io.BytesIO()
    save(file, columns, rows, title=title, notes=notes, mark=mark)
    return file.getvalue()


def bound(leaves: Mapping[str, Sequence[Sequence[str]]], *, title: str) -> bytes:
    """Return several sheets by name as one .xlsx file; the first row of each is its header, all cells are text."""
    file = io.BytesIO()
    with _book(file, title) as book:
        formats = _formats(book)
        for name, rows in leaves.items():
            sheet = book.add_worksheet(name)
            columns = [Column(label, label, width=24) for label in rows[0]]
            _head(sheet, columns, formats)
            _fill(sheet, columns, (dict(zip(rows[0], row, strict=True)) for row in rows[1:]), formats)
    return file.getvalue()


def told(faults: Iterable[Fault], *, title: str) -> bytes:
    """Return what is wrong with a table as a table: row, column and sentence, nothing of what stood there (SEC-06)."""
    lines = ({"row": number, "column": label, "fault": what} for number, label, what in faults)
    return write(TOLD, lines, title=f"{title}需要更正的地方")


def save(
    file: IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    title: str = "数据",
    notes: Sequence[str] = (),
    mark: str = "",
) -> int:
    """Write rows into a file one by one, in the same memory however many there are (PRF-11); return how many.

    `notes` stand above the list under its title: as of when, chosen by what. `mark` tells who took it away and when; it
    stands there too, and at the head and foot of every printed page (SEC-06). Raises ValidationError where the rows are
    more than a sheet can hold.
    """
    with _book(file, title) as book:
        formats = _formats(book)
        sheet = book.add_worksheet("数据")
        top = _say(sheet, title, notes, mark, formats)
        _head(sheet, columns, formats, top=top)
        _print(sheet, top, title, mark)
        count = _fill(sheet, columns, rows, formats, top=top)
        sheet.autofilter(top, 0, top + count, max(len(columns) - 1, 0))
    return count


def _say(sheet: Worksheet, title: str, notes: Sequence[str], mark: str, formats: Formats) -> int:
    """Write what stands above a list; return the row of its header."""
    lines = [(line, "note") for line in notes] + ([(mark, "mark")] if mark else [])
    if not lines:
        return 0
    for row, (line, name) in enumerate([(title, "title"), *lines]):
        sheet.write_string(row, 0, line[: rules.MAX_CELL], formats[name])
    return len(lines) + 1


def _print(sheet: Worksheet, top: int, title: str, mark: str) -> None:
    """Let a printed list be read: as wide as the page, its header on each, and who took it away."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_header(f"&C{_plain(mark or title)}")
    sheet.set_footer(f"&L{_plain(mark)}&R第 &P 页，共 &N 页")


def _plain(text: str) -> str:
    """Return a text as it stands in a page's head, in which & begins a code."""
    return text.replace("&", "&&")[:MAX_HEAD]


def _book(file: IO[bytes], title: str) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    book.set_properties({"title": title})
    return book


def _formats(book: xlsxwriter.Workbook) -> Formats:
    return {name: book.add_format(given) for name, given in FORMATS.items()}


def _head(
    sheet: Worksheet, columns: Sequence[Column], formats: Formats, *, top: int = 0, is_template: bool = False
) -> None:
    """Write the headings, which stay in sight, over columns of text."""
    sheet.freeze_panes(top + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for place, column in enumerate(columns):
        is_required = is_template and column.required
        sheet.set_column(place, place, column.width, formats["text"])
        sheet.write_string(
            top, place, column.label + "*" * is_required, formats["required" if is_required else "header"]
        )


def _fill(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], formats: Formats, *, top: int = 0
) -> int:
    """Write rows below the header; return how many."""
    names = [column.name for column in columns]
    count = 0
    for count, row in enumerate(rows, 1):
        if top + count > rules.MAX_WRITTEN:
            raise ValidationError(f"一个表格最多 {rules.MAX_WRITTEN} 行，请缩小范围后再导出。")
        for place, name in enumerate(names):
            _put(sheet, top + count, place, row.get(name), formats)
    return count


def _put(sheet: Worksheet, row: int, place: int, value: object, formats: Formats) -> None:
    if isinstance(value, str):
        if value:
            is_risky = value.startswith(FORMULA_STARTS)
            sheet.write_string(row, place, value[: rules.MAX_CELL], formats["quoted" if is_risky else "text"])
    elif value is None:
        return
    elif isinstance(value, bool):
        sheet.write_string(row, place, "是" if value else "否", formats["text"])
    elif isinstance(value, int | float | Decimal) and -EXACT < value < EXACT:
        sheet.write_number(row, place, float(value), formats["number"])
    elif isinstance(value, datetime):
        local = timezone.make_naive(value) if timezone.is_aware(value) else value
        sheet.write_datetime(row, place, local, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time()), formats["date"])
    else:
        _put(sheet, row, place, str(value), formats)


def _validation(column: Column) -> dict[str, Any]:
    """Return what the spreadsheet program itself says and refuses in a column."""
    prompt = _prompt(column)[:MAX_PROMPT]
    shown = {"input_title": column.label[:32], "input_message": prompt} if prompt else {}
    choices = ",".join(column.choices)
    if choices and len(choices) <= MAX_PROMPT and not any("," in choice for choice in column.choices):
        checked: dict[str, Any] = {"validate": "list", "source": list(column.choices)}
        refusal = "请从下拉列表中选择。"
    else:
        checked = {"validate": "length", "criteria": "<=", "value": column.max_length}
        refusal = f"最多 {column.max_length} 个字。"
    return checked | shown | {"error_title": column.label[:32], "error_message": refusal}


def _prompt(column: Column) -> str:
    example = f"例如：{column.example}" if column.example else ""
    return "\n".join(filter(None, ["必填。" if column.required else "", column.help, example]))


def _explain(sheet: Worksheet, columns: Sequence[Column], title: str, formats: Formats, most: int) -> None:
    """Write what each column is for."""
    sheet.write_string(0, 0, title, formats["title"])
    lines = (
        "在“填写”工作表里从第 2 行起填写，一行一条；带 * 的列必须填写。",
        "请不要改动第一行的列名；各列的先后可以调整，空行会跳过。",
        f"一次最多 {most:,} 行、{rules.MAX_BYTES // 1024**2} MB；有一处错误就全部不导入，改好后再上传即可。",
    )
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, line)
    table = [("列名", "是否必填", "说明", "例子", "最多字数")]
    for column in columns:
        words = "".join([column.help, f"可以填：{'、'.join(column.choices)}。" if column.choices else ""])
        is_required = "必填" if column.required else "选填"
        table.append((column.label, is_required, words, column.example, str(column.max_length)))
    for place, width in enumerate((20, 10, 60, 30, 10)):
        sheet.set_column(place, place, width)
    for row, cells in enumerate(table, len(lines) + 2):
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, formats["wrapped" if row > len(lines) + 2 else "header"])
