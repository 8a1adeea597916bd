"""The process that opens an uploaded file: what goes wrong in here goes wrong in here alone (SEC-04).

Run as a script of its own (`python -I cells.py LIMITS <file`), so that it knows neither settings nor keys nor database;
it answers in JSON. Before the file is looked at, memory and time are limited and no further file or socket opens.
"""

import io
import json
import math
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from encodings import cp437  # noqa: F401 -- names in a zip may need it, when no file opens any more
from posixpath import normpath
from typing import Any
from xml.etree import ElementTree as ET  # expat fetches nothing, and this process may fail

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

SHEET_TYPES = re.compile(r"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.(sheet|template)\.main\+xml")
MACROS = ("macroenabled", "vbaproject", "macrosheet", "activex", "ctrlprop", "controlproperties", "customui")
LINKS = ("externallink", "connections", "querytable", "embeddings", "oleobject", "externallinkpath", "datamodel")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\s(?=[^<>]*?\bt=["']e["'])[^<>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
EXACT = 10**15  # Excel keeps fifteen digits
Answer = dict[str, Any]


class Refused(Exception):
    """The file is none that is read; the word tells why (`rules.REFUSALS`)."""


def answer(content: bytes, limits: Mapping[str, int]) -> Answer:
    """Return the filled rows as text with the faults of cells, or why the file is refused."""
    try:
        with unzipped(content, limits) as parts:
            require_harmless(parts)
            return grid(content, parts, limits)
    except Refused as refused:
        return {"refused": refused.args[0], "count": (*refused.args, 0)[1]}
    except PasswordError:
        return {"refused": "encrypted"}
    except MemoryError:
        return {"refused": "heavy"}


def unzipped(content: bytes, limits: Mapping[str, int]) -> zipfile.ZipFile:
    """Open the container; raises Refused unless it is a plain, whole and bounded zip file."""
    if content.startswith(OLE):
        raise Refused("encrypted" if ENCRYPTED in content else "old")
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("strange")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise Refused("broken") from None
    entries = parts.infolist()
    if len(entries) > limits["entries"] or sum(entry.file_size for entry in entries) > limits["unpacked"]:
        raise Refused("heavy")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names) or any(map(is_strange, entries)):
        raise Refused("strange")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("encrypted")
    try:
        if parts.testzip():
            raise Refused("broken")
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, zlib.error):
        raise Refused("broken") from None
    return parts


def is_strange(entry: zipfile.ZipInfo) -> bool:
    """Tell whether no office program would write such an entry: a path that leads elsewhere, a rare compression."""
    name = entry.filename
    leads_elsewhere = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
    return leads_elsewhere or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def require_harmless(parts: zipfile.ZipFile) -> None:
    """Refuse what is no workbook, and a workbook with macros or with parts that fetch from elsewhere."""
    kinds = [(node.get("ContentType") or "") for node in xml(parts, "[Content_Types].xml")]
    related = [
        (node.get("Type") or "").rpartition("/")[2]
        for name in parts.namelist()
        if name.lower().endswith(".rels")
        for node in xml(parts, name)
    ]
    words = "\n".join([*kinds, *related, *parts.namelist()]).lower()
    if any(word in words for word in MACROS):
        raise Refused("macros")
    if not any(map(SHEET_TYPES.fullmatch, kinds)):
        raise Refused("strange")
    if any(word in words for word in LINKS):
        raise Refused("links")


def xml(parts: zipfile.ZipFile, name: str) -> ET.Element:
    """Return a part's root; raises Refused where the part is missing or no XML."""
    try:
        return ET.fromstring(parts.read(name))  # noqa: S314 -- see the import
    except (KeyError, ET.ParseError, ValueError, LookupError):
        raise Refused("broken") from None


def grid(content: bytes, parts: zipfile.ZipFile, limits: Mapping[str, int]) -> Answer:
    """Return the first visible sheet's rows that are not blank, and its faulty cells."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    seen = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    index = next((i for i, kept in enumerate(book.sheets_metadata) if (kept.typ, kept.visible) == seen), None)
    if index is None:
        raise Refused("blank")
    sheet = book.get_sheet_by_index(index)
    if not sheet.start:
        raise Refused("blank")
    left = sheet.start[1]
    if left + sheet.width > limits["columns"]:
        raise Refused("wide")
    rows: list[tuple[int, list[str]]] = []
    faults = [(row, column, "error") for row, column in errors(parts, index)]
    faulty, count, size = {row for row, *_ in faults}, 0, 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [text(cell) for cell in cells]
        if number not in faulty and not any(text and not text.isspace() for text in texts):
            continue
        count += 1
        size += sum(map(len, texts))
        if size > limits["text"]:
            raise Refused("heavy")
        if count <= limits["rows"] + 1:
            rows.append((number, [""] * left + texts))
            faults += [(number, left + place, "digits") for place, cell in enumerate(cells) if is_inexact(cell)]
    if count > limits["rows"] + 1:
        raise Refused("rows", count - 1)
    return {"rows": rows, "faults": faults}


def errors(parts: zipfile.ZipFile, index: int) -> Iterator[tuple[int, int]]:
    """Give the cells whose formula failed: calamine reads them as empty."""
    sheets = [node.attrib for node in xml(parts, "xl/workbook.xml").iter() if node.tag.endswith("}sheet")]
    wanted = {value for key, value in sheets[index].items() if key.endswith("}id")}
    related = {node.get("Id"): node.get("Target") or "" for node in xml(parts, "xl/_rels/workbook.xml.rels")}
    target = next(related[key] for key in wanted if key in related)
    name = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
    for letters, number in ERROR_CELL.findall(parts.read(name)):
        place = 0
        for letter in letters:
            place = place * 26 + letter - ord("A") + 1
        yield int(number), place - 1


def is_inexact(cell: object) -> bool:
    """Tell whether a number has lost digits."""
    return isinstance(cell, float) and abs(cell) >= EXACT


def text(cell: object) -> str:
    """Return a cell as a person sees it."""
    match cell:
        case str():
            words = cell
        case bool():
            words = str(cell).upper()
        case int() | float():
            words = number(cell)
        case datetime():
            words = f"{cell:%Y-%m-%d}" + ("" if cell.time() == time() else f" {text(cell.time())}")
        case date():
            words = cell.isoformat()
        case time():
            words = cell.isoformat("seconds" if cell.second else "minutes")
        case timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            words = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            raise TypeError(type(cell).__name__)
    return words


def number(value: float) -> str:
    """Return a number without what only the machine knows: no `.0`, no sixteenth digit, no power of ten."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value):
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")


def confine(memory: int, seconds: int) -> None:
    """Limit this process: memory, time, no core file, nothing written, nothing opened, no process started."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main() -> None:
    """Read the file from the standard input, answer on the standard output."""
    limits = json.loads(sys.argv[1])
    content = sys.stdin.buffer.read()
    confine(limits["memory"], limits["seconds"])
    json.dump(answer(content, limits), sys.stdout)


if __name__ == "__main__":
    main()
