"""Workbooks, good and bad, as tests need them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kexie.engines.sheets import queries
from kexie.engines.sheets.rules import Column

COLUMNS = (
    Column("name", "姓名", example="王敏", required=True, max_length=20),
    Column("mobile", "手机号", example="13800005678", help="用来登录和接收验证码。", required=True),
    Column("role", "角色", choices=("管理员", "统计员")),
    Column("note", "备注（选填）", max_length=100),
)
HEADER = [column.label for column in COLUMNS]
CONTENT_TYPES = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"


def filled(count: int) -> list[dict[str, str]]:
    """Return rows without a fault."""
    return [
        {"name": f"王敏{n}", "mobile": f"138{n:08}", "role": "管理员", "note": "说明" * (n % 5)} for n in range(count)
    ]


def good(count: int = 2) -> bytes:
    """Return a workbook without a fault."""
    return queries.write(COLUMNS, filled(count))


def typed(*rows: Sequence[object], alter: Callable[[Worksheet], None] = lambda _: None) -> bytes:
    """Return a workbook with these cells from the first row on, written by another library than ours."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    alter(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook of openpyxl as file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(entries: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as parts:
        for name, content in entries:
            parts.writestr(name, content)
    return file.getvalue()


def altered(content: bytes, changed: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """Return a workbook with some parts changed or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        entries = {name: parts.read(name) for name in parts.namelist()}
    for name, change in changed.items():
        entries[name] = change(entries.get(name, b"")) if callable(change) else change
    return zipped(entries.items())


def with_kind(content: bytes, old: str, new: str) -> bytes:
    """Return a workbook that declares another kind of part."""
    return altered(content, {CONTENT_TYPES: lambda xml: xml.replace(old.encode(), new.encode())})


def with_part(name: str, kind: str, content: bytes = b"<x/>") -> bytes:
    """Return a workbook with one more part, declared properly."""
    declared = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    return altered(good(), {name: content, CONTENT_TYPES: lambda xml: xml.replace(b"</Types>", declared.encode())})


def bomb(size: int) -> bytes:
    """Return a workbook whose sheet unpacks to this size."""
    return altered(good(), {SHEET: lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b" " * size)})


def lying_bomb(size: int) -> bytes:
    """Return a workbook whose sheet unpacks to this size and says, with a matching checksum, that it is small."""
    content = bytearray(bomb(size))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as parts:
        entry = parts.getinfo(SHEET)
        told = parts.open(SHEET).read(1000)
    old = struct.pack("<LLL", entry.CRC, entry.compress_size, entry.file_size)
    new = struct.pack("<LLL", zlib.crc32(told), entry.compress_size, len(told))
    assert content.count(old) == 2
    return bytes(content.replace(old, new))


def wide_bomb() -> bytes:
    """Return a workbook of two cells, in the first and the last corner that a sheet has."""

    def alter(sheet: Worksheet) -> None:
        sheet["SZ1048576"] = "x"

    return typed(HEADER, alter=alter)


def echoing_bomb() -> bytes:
    """Return a workbook whose cells all show one long text, which is kept once."""
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 100 + b"</row>"
    text = f"<si><t>{'长' * 30_000}</t></si></sst>".encode()
    start = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">'
    changed: dict[str, bytes | Callable[[bytes], bytes]] = {
        SHEET: lambda xml: xml.replace(b"</sheetData>", row * 4_000 + b"</sheetData>"),
        "xl/sharedStrings.xml": start + text,
    }
    return altered(typed(HEADER), changed)


def many_entries(count: int) -> bytes:
    """Return a workbook with many more parts than one has."""
    return altered(good(), {f"xl/media/{n}": b"" for n in range(count)})


def ole(*streams: str) -> bytes:
    """Return the beginning of an OLE container as old or encrypted workbooks have it, with the names of its streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names + bytes(1024)


def plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as plain dictionaries."""
    return [dict(row) for row in rows]
