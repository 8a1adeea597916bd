"""What a table is that people fill in with Excel or WPS, and how its faults are told (SEC-04). No tables, no clock."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

MAX_BYTES = 5 * 1024**2
MAX_UNPACKED = 200 * 1024**2
MAX_ENTRIES = 1_000
MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_LEAVES = 30  # sheets of a workbook of which all are read
MAX_TEXT = 20 * 1024**2
MAX_WRITTEN = 1_048_575  # what a sheet holds below its header
MAX_CELL = 32_767  # characters, as Excel has it
MAX_TOLD = 50
HINT = "请下载模板，照模板第一行的列名填写后再上传；各列的先后不限。"
SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。"
PLAIN = "请把内容复制到模板里（选择性粘贴为数值），保存后再上传。"

# What the file itself may be refused for, as the child process names it.
REFUSALS = {
    "strange": f"这不是 Excel 工作簿。{SAVE_AS}只改文件名没有用。",
    "old": f"这是旧格式的 .xls 文件。{SAVE_AS}",
    "encrypted": "这个文件加了密码，系统打不开。请取消密码后再上传。",
    "broken": "这个文件不完整或已损坏，打不开。请重新保存后再上传。",
    "macros": f"这个文件里有宏或控件，系统不接收。{PLAIN}",
    "links": f"这个文件引用了别的文件或数据源，系统不接收。{PLAIN}",
    "heavy": f"这个文件展开后太大，系统没有打开。多半是整列、整行都设了格式。{PLAIN}",
    "blank": f"第一个工作表是空的。{HINT}",
    "sheets": f"工作表太多了，最多 {MAX_LEAVES} 个。",
    "wide": f"列太多了，最多 {MAX_COLUMNS} 列。{HINT}",
    "rows": "一次最多 {most:,} 行，这个文件里有 {what} 行。请分成几个文件上传。",
}
# What a cell may be refused for.
FAULTS = {
    "error": "公式出错了（例如 #N/A）。请改成正确的内容。",
    "digits": "超过 15 位的数字，Excel 会把后几位改成 0。请先把单元格设为“文本”格式，再重新填写。",
}
Fault = tuple[int, str, str]  # row, column's label, what is wrong
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?", re.ASCII)
NO_DAY = "这不是日期，请像 2024-05-01 这样填写。"
# Marks of direction and width zero, which come along when a number is copied from a contact or a web page.
INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
INVISIBLE |= dict.fromkeys([code for code in [*range(32), *range(0x7F, 0xA0)] if chr(code) not in "\t\n\r"])


@dataclass(frozen=True)
class Column:
    """A column: its name in code, its heading for people, and what may stand in it.

    `choices` are the only texts allowed; the template offers them as a list. An `optional` column may be left out.
    """

    name: str
    label: str
    example: str = ""
    help: str = ""
    required: bool = False
    width: int = 16
    max_length: int = 200
    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Row:
    """A row as it was typed: its number in the sheet, and every column's text by name, empty where nothing stands.

    >>> Row(5, {"mobile": "13800005678"})["mobile"]
    '13800005678'
    """

    number: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]


@dataclass(frozen=True)
class Grid:
    """What stands in a sheet: the rows that are not blank with their numbers, and the faults of single cells."""

    rows: Sequence[tuple[int, Sequence[str]]]
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)


def cleaned(text: str) -> str:
    r"""Return a cell's text without what nobody sees: blanks around it, control characters, marks of direction.

    >>> cleaned(chr(0x202D) + "138 0000 5678" + chr(0x202C) + chr(0x3000)), cleaned("a" + chr(13) + chr(10) + "b")
    ('138 0000 5678', 'a\nb')
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE).strip()


def day(text: str) -> date | None:
    """Return the day that a cell names, however people write it; None where it is none.

    >>> day("2020年5月1日"), day("2024/2/30")
    (datetime.date(2020, 5, 1), None)
    """
    parts = DAY.fullmatch(text)
    try:
        return date(*map(int, parts.groups())) if parts else None
    except ValueError:
        return None


def heading(text: str) -> str:
    """Return a heading as it is compared: no blanks, no mark of what is required, full width as half.

    >>> heading(" 手机号 *") == heading("手机号"), heading("职务（选填）")
    (True, '职务(选填)')
    """
    return "".join(unicodedata.normalize("NFKC", cleaned(text)).split()).strip("*")


def letters(place: int) -> str:
    """Return what a column is called in the margin, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    return (letters(place // 26 - 1) if place > 25 else "") + chr(ord("A") + place % 26)


def said(number: int, column: Column, words: str) -> str:
    """Say what is wrong where, as people see it in their table.

    >>> said(5, Column("mobile", "手机号"), "没有填写。")
    '第 5 行“手机号”：没有填写。'
    """
    return f"第 {number} 行“{column.label}”：{words}"


def require_none(complaints: Sequence[str]) -> None:
    """Refuse a table that has faults; the first 50 are told, then how many more there are.

    >>> require_none([])
    """
    if complaints:
        more = len(complaints) - MAX_TOLD
        raise ValidationError([*complaints[:MAX_TOLD], *([f"还有 {more} 处需要更正。"] if more > 0 else [])])


def require_size(size: int) -> None:
    """Refuse a file that is too large to be a table filled in by people."""
    if size > MAX_BYTES:
        raise ValidationError(f"文件最大 {MAX_BYTES // 1024**2} MB，这个文件有 {size / 1024**2:.1f} MB。{PLAIN}")


def require_name(name: str) -> None:
    """Refuse a file whose name is not one of a workbook; the content is looked at besides."""
    ending = name.lower().rpartition(".")[2]
    if ending == "xls":
        raise ValidationError(REFUSALS["old"])
    if ending in {"xlsm", "xltm", "xlam"}:
        raise ValidationError(REFUSALS["macros"])
    if ending != "xlsx":
        raise ValidationError(f"请上传 .xlsx 文件。{SAVE_AS}")


def places(header: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Return where each column stands, in any order; raises ValidationError for columns missing, unknown or doubled."""
    known = {heading(column.label): column for column in columns}
    found = [heading(text) for text in header]
    counts = Counter(filter(None, found))
    missing = [column for label, column in known.items() if not counts[label] and not column.optional]
    complaints = [f"缺少“{column.label}”这一列。" for column in missing]
    complaints += [
        f"模板里没有“{cleaned(header[found.index(label)])[:50]}”这一列。" for label in counts if label not in known
    ]
    complaints += [f"“{known[label].label}”这一列出现了 {counts[label]} 次。" for label in known if counts[label] > 1]
    if complaints:
        require_none([*complaints[: MAX_TOLD - 1], HINT])
    return {column.name: found.index(label) for label, column in known.items() if counts[label]}


def rows(grid: Grid, columns: Sequence[Column]) -> list[Row]:
    """Return the rows below the header; raises ValidationError with every fault, by row and column.

    >>> rows(Grid([(1, ["姓名*"]), (3, ["王敏"])]), [Column("name", "姓名", required=True)])
    [Row(number=3, values={'name': '王敏'})]
    """
    if not grid.rows:
        raise ValidationError(REFUSALS["blank"])
    (_, header), *body = grid.rows
    where = places(header, columns)
    columns = [column for column in columns if column.name in where]
    require_none(list(_unnamed(header, body)))
    found, complaints = [], []
    for number, cells in body:
        texts = {name: cleaned(cells[place]) if place < len(cells) else "" for name, place in where.items()}
        wrong = [said(number, column, words) for column, words in _wrong(number, texts, columns, where, grid.faults)]
        complaints += wrong
        if wrong or any(texts.values()):
            found.append(Row(number, texts))
    require_none(complaints)
    if not found:
        raise ValidationError(f"表格里只有列名，没有内容。请从第 {grid.rows[0][0] + 1} 行起填写。")
    return found


def _unnamed(header: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]) -> Iterator[str]:
    """Give the columns that hold something below an empty heading: it would be lost in silence."""
    named = {place for place, text in enumerate(header) if heading(text)}
    seen: set[int] = set()
    for number, cells in body:
        for place, text in enumerate(cells):
            if text and place not in named and place not in seen and cleaned(text):
                seen.add(place)
                yield f"{letters(place)} 列没有列名，第 {number} 行却有内容。请补上列名，或删去这一列。"


def _wrong(
    number: int,
    texts: Mapping[str, str],
    columns: Sequence[Column],
    where: Mapping[str, int],
    faults: Mapping[tuple[int, int], str],
) -> Iterator[tuple[Column, str]]:
    """Give what is wrong in a row; a row in which nothing is seen is left out, not refused."""
    marked = {column.name: faults.get((number, where[column.name])) for column in columns} if faults else {}
    if not any(texts.values()) and not any(marked.values()):
        return
    for column in columns:
        text = texts[column.name]
        if fault := marked.get(column.name):
            yield column, FAULTS[fault]
        elif column.required and not text:
            yield column, "没有填写。"
        elif len(text) > column.max_length:
            yield column, f"最多 {column.max_length} 个字，现在有 {len(text)} 个字。"
        elif text and column.choices and text not in column.choices:
            yield column, f"没有“{text[:50]}”这个选项。可以填：{'、'.join(column.choices)}。"
