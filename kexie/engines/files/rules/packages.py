"""Word, Excel and PowerPoint documents and zips: opened, bounded, looked through for what runs or fetches (SEC-04).

Run by the limited process (`kexie.core.limited`).
"""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from kexie.core.containers import OLE, has_kind, relations, require_no_macros, unzipped, words
from kexie.core.limited import Refused
from kexie.engines.files import rules
from kexie.engines.files.rules import pdfs, texts

MAIN = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "docx": re.compile(re.escape(f"{MAIN}wordprocessingml.document.main+xml")),
    "xlsx": re.compile(re.escape(f"{MAIN}spreadsheetml.sheet.main+xml")),
    "pptx": re.compile(re.escape(f"{MAIN}presentationml.presentation.main+xml")),
}
LINKS = ("externallink", "connections", "querytable", "datamodel", "afchunk", "oleobject", "oleobj")
# Programs, archives and old office files inside of a document, whatever they are called.
INSIDE = (OLE, b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"MZ", b"\x7fELF", b"\xfd7zXZ")
SAFE_LINKS = ("http://", "https://", "mailto:", "tel:", "#")
ENTITIES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
FIELD = re.compile(rb"<(?:\w+:)?instrText\b[^>]*>([^<]*)<")
SIMPLE = re.compile(rb"""<(?:\w+:)?fldSimple\b[^>]*?\binstr\s*=\s*["']([^"']*)""")
FETCHES = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON)\b", re.IGNORECASE)
FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<")
RUNS = re.compile(
    rb"""^[^"]*?[\w.'&;]+\|[^!]*!|\b(WEBSERVICE|DDE|CALL|REGISTER(\.ID)?|EXEC|RTD|SHELL)\s*\(""", re.IGNORECASE
)
RATIO = 200
SMALL = 10 * 1024**2  # what may unpack to it at any ratio


def answer(content: bytes, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the kind; raises Refused for what is damaged, too large inside, or does something."""
    with unzipped(content, entries=given["entries"], unpacked=given["unpacked"]) as parts:
        if given["kind"] == "zip":
            require_plain(parts, len(content), given)
            return {"kind": "zip"}
        return {"kind": office(parts, given)}


def office(parts: zipfile.ZipFile, given: Mapping[str, Any], *, depth: int = 0) -> str:
    """Return which office document it is; raises Refused unless it only holds what is read."""
    if "[Content_Types].xml" not in parts.namelist():
        raise Refused("strange")
    said = words(parts)
    require_no_macros(said)
    kind = next((kind for kind, wanted in OFFICE.items() if has_kind(parts, wanted)), "")
    if not kind:
        raise Refused("strange")
    if any(word in said for word in LINKS):
        raise Refused("links")
    for word, target, is_outside in relations(parts):
        is_link = word.lower() == "hyperlink"
        if is_outside and not (is_link and target.strip().lower().startswith(SAFE_LINKS)):
            raise Refused("links")
    for name in parts.namelist():
        require_still(name.lower(), parts.read(name), given, depth=depth)
    return kind


def require_still(name: str, part: bytes, given: Mapping[str, Any], *, depth: int) -> None:
    """Refuse a part that fetches, runs, or is another file; the table behind a chart may be, if it is as harmless."""
    if name.endswith((".xml", ".rels", ".vml")):
        require_plain_xml(part)
        fields = b"".join(FIELD.findall(part)) + b" ".join(SIMPLE.findall(part))
        if FETCHES.search(fields) or any(map(RUNS.search, FORMULA.findall(part))):
            raise Refused("links")
        return
    if name.endswith((".docx", ".xlsx", ".pptx")) and not depth:
        with unzipped(part, entries=given["entries"], unpacked=given["unpacked"]) as inner:
            office(inner, given, depth=1)
    elif part.startswith(INSIDE):
        raise Refused("macros" if part.startswith(OLE) else "nested")


def require_plain_xml(part: bytes) -> None:
    """Refuse entities, which no office program writes, and encodings in which they could hide."""
    encoding = ENCODING.match(part.removeprefix(b"\xef\xbb\xbf"))
    if ENTITIES.search(part) or part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part:
        raise Refused("strange")
    if encoding and encoding[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        raise Refused("strange")


# Zips


def require_plain(parts: zipfile.ZipFile, size: int, given: Mapping[str, Any]) -> None:
    """Refuse a zip that unpacks to far more than it is, or holds what would not be taken by itself."""
    files = [entry for entry in parts.infolist() if not entry.is_dir()]
    unpacked = sum(entry.file_size for entry in files)
    if unpacked > max(SMALL, RATIO * size):
        raise Refused("heavy")
    if not files:
        raise Refused("blank")
    for entry in files:
        require_entry(entry.filename, parts.read(entry), given)


def require_entry(path: str, content: bytes, given: Mapping[str, Any]) -> None:
    """Refuse an entry whose name or content would not be taken by itself."""
    if any(not rules.is_plain(character) for character in path):
        raise Refused("named", rules.clean_name(path, "txt"))
    last = path.rpartition("/")[2]
    kind = rules.kind_of(last)
    if kind not in given["inner"]:
        raise Refused("nested" if kind == "zip" else "inner", last)
    if rules.looks_like(content) != ("zip" if kind in OFFICE else kind if kind in rules.HEADS else ""):
        raise Refused("inner", last)
    if kind in OFFICE:
        with unzipped(content, entries=given["entries"], unpacked=given["unpacked"]) as inner:
            if office(inner, given) != kind:
                raise Refused("inner", last)
    elif kind == "pdf":
        pdfs.answer(content, given)
    elif kind in {"txt", "csv"}:
        texts.answer(content, {"kind": kind})


def prepare() -> None:
    """Import what reading names and codecs takes, before no file opens any more."""
    with zipfile.ZipFile(io.BytesIO(), "w") as parts:
        parts.writestr("预备.txt", "x", zipfile.ZIP_DEFLATED)
    texts.prepare()
    pdfs.prepare()
