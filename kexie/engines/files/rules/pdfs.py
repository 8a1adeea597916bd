"""PDFs: looked through for what runs, fetches, or hides another file (SEC-04).

They are kept as they came, so that signatures in them stay good. Run by the limited process (`kexie.core.limited`).
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from encodings import cp437  # noqa: F401 -- names in a zip may need it, when no file opens any more
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream

from kexie.core.limited import Refused

TAIL = 2048  # bytes at the end in which the end must be marked, as readers have it
# What a key or an action says, and the word why it is refused.
KEYS = {
    "/JS": "active",
    "/JavaScript": "active",
    "/EmbeddedFile": "attached",
    "/EmbeddedFiles": "attached",
    "/EF": "attached",
    "/RichMediaContent": "media",
    "/RichMediaSettings": "media",
    "/XFA": "form",
}
ACTIONS = {
    "/JavaScript": "active",
    "/Launch": "active",
    "/ImportData": "active",
    "/SubmitForm": "active",
    "/GoToR": "active",
    "/GoToE": "active",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
    "/GoTo3DView": "media",
}
SUBTYPES = {"/FileAttachment": "attached", "/RichMedia": "media", "/Movie": "media", "/Sound": "media", "/3D": "media"}
TYPES = {"/EmbeddedFile": "attached"}
SAFE_LINKS = ("http://", "https://", "mailto:", "tel:", "#")


def prepare() -> None:
    """Let the library open its source of random numbers, which even reading an encrypted file takes."""
    with pikepdf.new() as pdf:
        pdf.save(io.BytesIO(), encryption=pikepdf.Encryption(owner="o", user="u"))


def answer(content: bytes, _given: Mapping[str, object]) -> dict[str, Any]:
    """Return the kind; raises Refused for what is no PDF, is damaged or encrypted, or does something."""
    require_shape(content)
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("encrypted")
            require_still(pdf)
            if not len(pdf.pages):
                raise Refused("broken")
    except PasswordError:
        raise Refused("encrypted") from None
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError):
        raise Refused("broken") from None
    return {"kind": "pdf"}


def require_shape(content: bytes) -> None:
    """Refuse what does not begin and end as a PDF, or is a zip as well."""
    if not content.startswith(b"%PDF-"):
        raise Refused("strange")
    if b"%%EOF" not in content[-TAIL:]:
        raise Refused("broken")
    if is_zip(content):
        raise Refused("double")


def is_zip(content: bytes) -> bool:
    """Tell whether a file is a zip as well, whatever it begins with."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return bool(parts.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def require_still(pdf: Pdf) -> None:
    """Refuse a PDF in which any object, referred to or not, runs, fetches or hides something."""
    waiting: list[Object] = [pdf.trailer, *pdf.objects]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Stream):
            thing = thing.stream_dict
        if isinstance(thing, Dictionary):
            require_still_part(thing)
            waiting.extend(direct(value for _, value in thing.items()))
        elif isinstance(thing, Array):
            waiting.extend(direct(thing))


def direct(values: Any) -> Iterator[Object]:  # noqa: ANN401 - pikepdf gives objects and plain values
    """Give the objects that stand right here; the others come in their own turn."""
    for value in values:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield value


def require_still_part(part: Dictionary) -> None:
    """Refuse a dictionary that says what to run, fetch, play or unpack."""
    found = {KEYS[key] for key in part.keys() if key in KEYS}  # noqa: SIM118 - a PDF's dictionary
    for key, words in (("/S", ACTIONS), ("/Subtype", SUBTYPES), ("/Type", TYPES)):
        value = part.get(key)
        if isinstance(value, Name) and str(value) in words:
            found.add(words[str(value)])
    link = part.get("/URI")
    if link is not None and not isinstance(link, Dictionary) and not is_safe_link(link):
        found.add("active")
    if found:
        raise Refused(min(found))


def is_safe_link(link: object) -> bool:
    """Tell whether a link leads to a page or an address and not to a program or a file; one without a scheme does."""
    address = str(link).strip().lower()
    scheme = address.partition(":")[0] if ":" in address else ""
    return address.startswith(SAFE_LINKS) or not scheme.isalpha()
