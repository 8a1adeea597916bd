"""Texts and CSV tables: what reads as text and is no page, script or formula (SEC-04).

Run by the limited process (`kexie.core.limited`).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import puremagic

from kexie.core.limited import Refused

ENCODINGS = ("utf-8-sig", "gb18030")
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
HEAD = 4096
# What a browser, a mail program or a shell would run if it were deceived about the type.
PAGE = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|meta|link|img|style|form|\?php|\?xml|%)"
    r"|^\s*(mime-version\s*:|content-type\s*:\s*multipart|from - |#!)|javascript:|vbscript:|data:text/html",
    re.IGNORECASE | re.MULTILINE,
)
FORMULA = re.compile(r"[=@\t\r]|[+\-](?![\d.,\s]*%?$)")
MAX_CELL = 1_000_000
# The harmless text by which scanners are tried out, written in pieces so that none finds it here.
TRIAL = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def prepare() -> None:
    """Know the encodings before no file opens any more."""
    for name in (*ENCODINGS, "utf-16"):
        b" ".decode(name, "ignore")


def answer(content: bytes, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the kind; raises Refused for what is no text, or is a page, a script or a table with formulas."""
    text = decoded(content)
    if any(unicodedata.category(character) == "Cc" and character not in "\t\n\r\f" for character in set(text)):
        raise Refused("strange")
    if TRIAL in text:
        raise Refused("virus")
    if PAGE.search(text if given["kind"] == "csv" else text[:HEAD]):
        raise Refused("page")
    if is_other(content):
        raise Refused("strange")
    if given["kind"] == "csv":
        require_no_formula(text)
    return {"kind": given["kind"]}


def decoded(content: bytes) -> str:
    """Return the text, in one of the encodings in which such files are written here."""
    for encoding in (WIDE.get(content[:2], ENCODINGS[0]), ENCODINGS[1]):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("strange")


def is_other(content: bytes) -> bool:
    """Tell whether the content bears the mark of something that is no text."""
    try:
        found = puremagic.from_string(content[:HEAD], mime=True)
    except (puremagic.PureError, ValueError):
        return False
    return found.startswith(("image/", "video/", "audio/", "application/x-", "application/pdf", "application/zip"))


def require_no_formula(text: str) -> None:
    """Refuse cells that a spreadsheet program would compute: some of them run programs."""
    csv.field_size_limit(MAX_CELL)
    try:
        for row in csv.reader(io.StringIO(text, newline="")):
            if any(FORMULA.match(cell.lstrip(" \u3000\xa0")) for cell in row):
                raise Refused("formula")
    except csv.Error:
        raise Refused("broken") from None
