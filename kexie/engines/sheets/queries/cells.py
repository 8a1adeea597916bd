"""What opens an uploaded table, in a process of its own that can do nothing else (`kexie.core.limited`)."""

import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from posixpath import normpath
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from kexie.core.containers import has_kind, require_no_macros, unzipped, words, xml
from kexie.core.limited import Refused

SHEET_TYPES = re.compile(r"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.(sheet|template)\.main\+xml")
LINKS = ("externallink", "connections", "querytable", "embeddings", "oleobject", "externallinkpath", "datamodel")
ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\s(?=[^<>]*?\bt=["']e["'])[^<>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
EXACT = 10**15  # Excel keeps fifteen digits
Answer = dict[str, Any]


def answer(content: bytes, given: Mapping[str, int]) -> Answer:
    """Return the filled rows as text with the faults of cells; raises Refused for what is no harmless workbook."""
    with unzipped(content, entries=given["entries"], unpacked=given["unpacked"]) as parts:
        require_harmless(parts)
        try:
            return leaves(content, parts, given) if "leaves" in given else grid(content, parts, given)
        except PasswordError:
            raise Refused("encrypted") from None


def require_harmless(parts: zipfile.ZipFile) -> None:
    """Refuse what is no workbook, and a workbook with macros or with parts that fetch from elsewhere."""
    said = words(parts)
    require_no_macros(said)
    if not has_kind(parts, SHEET_TYPES):
        raise Refused("strange")
    if any(word in said for word in LINKS):
        raise Refused("links")


def grid(content: bytes, parts: zipfile.ZipFile, limits: Mapping[str, int]) -> Answer:
    """Return the first visible sheet's rows that are not blank, and its faulty cells."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    seen = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    index = next((i for i, kept in enumerate(book.sheets_metadata) if (kept.typ, kept.visible) == seen), None)
    if index is None:
        raise Refused("blank")
    return leaf(book, parts, index, limits)


def leaves(content: bytes, parts: zipfile.ZipFile, limits: Mapping[str, int]) -> Answer:
    """Return every visible sheet that is not blank with its name; there may be so many of them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    seen = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    places = [place for place, kept in enumerate(book.sheets_metadata) if (kept.typ, kept.visible) == seen]
    if len(places) > limits["leaves"]:
        raise Refused("sheets")
    filled = [place for place in places if book.get_sheet_by_index(place).start]
    return {"leaves": [{"name": book.sheet_names[place], **leaf(book, parts, place, limits)} for place in filled]}


def leaf(book: CalamineWorkbook, parts: zipfile.ZipFile, index: int, limits: Mapping[str, int]) -> Answer:
    """Return the rows of a sheet that are not blank, and its faulty cells."""
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
