"""Zip files and the office documents in them: opened, bounded, and told what they would do (SEC-04).

For the limited process alone (`kexie.core.limited`): it takes long and much memory where somebody means harm.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from encodings import cp437  # noqa: F401 -- names in a zip may need it, when no file opens any more
from xml.etree import ElementTree as ET  # expat fetches nothing, and this process may fail

from kexie.core.limited import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = (
    "macroenabled",
    "vbaproject",
    "vbadata",
    "macrosheet",
    "activex",
    "ctrlprop",
    "controlproperties",
    "customui",
    "attachedtoolbars",
    "keymapcustomizations",
)


def unzipped(content: bytes, *, entries: int, unpacked: int) -> zipfile.ZipFile:
    """Open the container; raises Refused unless it is a plain, whole and bounded zip file."""
    if content.startswith(OLE):
        raise Refused("encrypted" if ENCRYPTED in content else "old")
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("strange")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("broken") from None
    found = parts.infolist()
    if len(found) > entries or sum(entry.file_size for entry in found) > unpacked:
        raise Refused("heavy")
    names = [entry.filename.lower() for entry in found]
    if len(set(names)) < len(names) or any(map(is_strange, found)):
        raise Refused("strange")
    if any(entry.flag_bits & 1 for entry in found):
        raise Refused("encrypted")
    try:
        if parts.testzip():
            raise Refused("broken")
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError, zlib.error):
        raise Refused("broken") from None
    return parts


def is_strange(entry: zipfile.ZipInfo) -> bool:
    """Tell whether no office program would write such an entry: a path that leads elsewhere, a rare compression."""
    name = entry.filename
    leads_elsewhere = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
    return leads_elsewhere or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def xml(parts: zipfile.ZipFile, name: str) -> ET.Element:
    """Return a part's root; raises Refused where the part is missing or no XML."""
    try:
        return ET.fromstring(parts.read(name))  # noqa: S314 -- see the import
    except (KeyError, ET.ParseError, ValueError, LookupError):
        raise Refused("broken") from None


def kinds(parts: zipfile.ZipFile) -> list[str]:
    """Return the types of the parts as an office document declares them."""
    return [(node.get("ContentType") or "") for node in xml(parts, "[Content_Types].xml")]


def relations(parts: zipfile.ZipFile) -> Iterator[tuple[str, str, bool]]:
    """Give how the parts refer to one another and elsewhere: the word, the target, and whether it lies outside."""
    for name in parts.namelist():
        if name.lower().endswith(".rels"):
            for node in xml(parts, name):
                is_outside = (node.get("TargetMode") or "").lower() == "external"
                yield (node.get("Type") or "").rpartition("/")[2], node.get("Target") or "", is_outside


def words(parts: zipfile.ZipFile) -> str:
    """Return what an office document says of its parts, in small letters, to be searched for what it would do."""
    return "\n".join([*kinds(parts), *(word for word, *_ in relations(parts)), *parts.namelist()]).lower()


def require_no_macros(said: str) -> None:
    """Refuse a document that runs something."""
    if any(word in said for word in MACROS):
        raise Refused("macros")


def has_kind(parts: zipfile.ZipFile, wanted: re.Pattern[str]) -> bool:
    """Tell whether a document is of a kind."""
    return any(map(wanted.fullmatch, kinds(parts)))
