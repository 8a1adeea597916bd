"""Files as somebody makes them who means harm: made when they are needed, none is kept."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import pikepdf
from openpyxl import Workbook
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, PngImagePlugin

SCRIPT = b"<script>alert(document.domain)</script>"
PAGE = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


# Harmless ones, of which the others are made


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **given: Any) -> bytes:
    file = io.BytesIO()
    made = Image.new("RGB", size, "red")
    made.putpixel((0, 0), (0, 0, 255))
    made.save(file, kind, **given)
    return file.getvalue()


def pdf(change: Any = None, **given: Any) -> bytes:
    """Return a PDF of one page; `change` may do something to it before it is saved."""
    made = pikepdf.new()
    made.add_blank_page()
    if change:
        change(made)
    file = io.BytesIO()
    made.save(file, **given)
    return file.getvalue()


def zipped(entries: Mapping[str, bytes] | Iterable[tuple[str, bytes]], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as parts:
        for name, content in entries.items() if isinstance(entries, Mapping) else entries:
            parts.writestr(name, content)
    return file.getvalue()


def entries_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def xlsx(rows: Iterable[Iterable[Any]] = (("单位", "电话"), ("企业科协", "010"))) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*given: tuple[str, str, bool]) -> bytes:
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{word}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if is_outside else ''}/>"
        for number, (word, target, is_outside) in enumerate(given)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{RELATIONS}">{rows}</Relationships>'.encode()


def office(
    kind: str = "docx", *, extra: Mapping[str, bytes] | None = None, main: str = "", body: bytes = b"", types: str = ""
) -> bytes:
    """Return the smallest document of a kind, with further parts, or another main type."""
    folder, part, word = {
        "docx": ("word", "document", "wordprocessingml.document"),
        "xlsx": ("xl", "workbook", "spreadsheetml.sheet"),
        "pptx": ("ppt", "presentation", "presentationml.presentation"),
    }[kind]
    kinds = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{folder}/{part}.xml" ContentType="{main or MAIN.format(word)}"/>{types}</Types>'
    )
    entries = {
        "[Content_Types].xml": kinds.encode(),
        "_rels/.rels": relations(("officeDocument", f"{folder}/{part}.xml", False)),
        f"{folder}/{part}.xml": body or b'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"/>',
    }
    return zipped(entries | dict(extra or {}))


# Pictures


def png_with(*chunks: tuple[bytes, bytes], after: bytes = b"") -> bytes:
    """Return a picture with further chunks, and bytes after its end."""
    plain = picture()
    more = b"".join(
        struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data)) for name, data in chunks
    )
    return plain[:33] + more + plain[33:] + after


def png_bomb(width: int, height: int) -> bytes:
    """Return a small picture that says it is vast, its rows all alike."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    data = b"".join(packer.compress(row) for _ in range(min(height, 400))) + packer.flush()
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(part)) + name + part + struct.pack("!I", zlib.crc32(name + part)) for name, part in chunks
    )


def text_bomb() -> bytes:
    """Return a picture whose note unpacks to half a gigabyte."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(2**20)) for _ in range(512)) + packer.flush()
    return png_with((b"zTXt", b"Comment\0\0" + data), (b"iCCP", b"icc\0\0" + data))


def noted_jpeg() -> bytes:
    """Return a photo that tells where it was taken, holds a page in its comment, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "CANARY-MAKER", {1: "N", 2: (39.0, 54.0, 20.0)}
    made = picture("JPEG", exif=exif, comment=b"CANARY-COMMENT" + PAGE, icc_profile=b"CANARY-PROFILE" * 20)
    return made + PAGE + b"CANARY-AFTER"


def text_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "CANARY <?php system($_GET['c']); ?>")
    notes.add_itxt("XML:com.adobe.xmp", "CANARY <script>alert(1)</script>", zip=True)
    return picture("PNG", pnginfo=notes) + b"<?php system('id'); ?>CANARY"


def webp_bomb() -> bytes:
    """Return a WebP that says it is as vast as the format allows."""
    made = bytearray(picture("WEBP", lossless=True))
    place = made.index(b"VP8L") + 9
    made[place : place + 4] = struct.pack("<I", 0x3FFF | 0x3FFF << 14)
    return bytes(made)


def gif_script() -> bytes:
    return b"GIF89a=1;alert(1)//\0\0\0;"


def tiff_bomb() -> bytes:
    tags = [(256, 4, 60000), (257, 4, 60000), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (279, 4, 10)]
    body = b"".join(struct.pack("<HHII", number, kind, 1, value) for number, kind, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + body + bytes(4)


# PDFs


def acting(action: Dictionary, *, key: str = "/OpenAction") -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root[key] = action

    return pdf(change)


def script_pdf(**given: Any) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))

    return pdf(change, **given)


def hidden_script_pdf() -> bytes:
    """Return a PDF whose script stands compressed inside an object stream, where no plain search finds it."""
    made = script_pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    assert b"JavaScript" not in made
    return made


def spelled_script_pdf() -> bytes:
    """Return a PDF that writes the word with the codes of its letters."""
    plain = b"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/J#61va#53cript/#4aS(app.alert\\(1\\))>>>>endobj\n"
    plain += (
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj"
    )
    return b"%PDF-1.5\n" + plain + b"\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n"


def unused_script_pdf() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.Names = Dictionary(Dests=made.make_indirect(Dictionary(Kids=Array([]))))
        page = made.pages[0]
        page.obj.Annots = Array([Dictionary(Subtype=Name.Link, AA=Dictionary(E=Dictionary(S=Name.JavaScript)))])

    return pdf(change)


def attached_pdf() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.attachments["evil.exe"] = b"MZ" + bytes(100)

    return pdf(change)


def annotated(**given: Any) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Annots = Array([made.make_indirect(Dictionary(Type=Name.Annot, **given))])

    return pdf(change)


def form_pdf() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.AcroForm = Dictionary(XFA=Stream(made, b"<xdp/>"))

    return pdf(change)


def linked(address: str) -> bytes:
    return annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(address)))


def encrypted_pdf(owner: str, user: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner=owner, user=user))


# Zips and documents


def bomb(size: int = 300 * 2**20) -> bytes:
    """Return a zip of three hundred kilobytes that unpacks to three hundred megabytes."""
    return zipped({"zeros.txt": bytes(size)})


def lying_bomb() -> bytes:
    """Return a zip that says it unpacks to ten bytes."""
    content = bytearray(zipped({"a.txt": bytes(30 * 2**20)}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + place
        content[at : at + 4] = struct.pack("<I", 10)
    return bytes(content)


def nested(depth: int = 5) -> bytes:
    made = zipped({"a.txt": b"x" * 1000})
    for _ in range(depth):
        made = zipped({"inner.zip": made})
    return made


def locked_zip() -> bytes:
    content = bytearray(zipped({"a.txt": b"x" * 100}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><w:document>&j;</w:document>"
)


def word(field: str) -> bytes:
    """Return what a document's main part holds whose field is written in two runs."""
    half = len(field) // 2
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (field[:half], field[half:]))
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w">{runs}</w:document>'.encode()


def double() -> bytes:
    """Return a PDF that is a zip as well."""
    return pdf() + zipped({"evil.js": b"alert(1)"}) + b"\n%%EOF\n"


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return the content somewhat damaged: bits flipped, pieces cut, moved, doubled, or of something else."""
    made = bytearray(content)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 6])):
        if not made:
            break
        start = chance.randrange(len(made))
        end = min(len(made), start + chance.randint(1, 64))
        match chance.randrange(6):
            case 0:
                made[start] ^= 1 << chance.randrange(8)
            case 1:
                made[start:end] = chance.randbytes(end - start)
            case 2:
                del made[start:end]
            case 3:
                made[start:start] = made[end : end + 64]
            case 4:
                made[start:end] = chance.choice([SCRIPT, SVG, b"\xff" * 8, b"\0" * 8, b"%PDF-1.7", b"PK\x05\x06"])
            case _:
                del made[chance.randrange(len(made) // 2, len(made)) :]
    return bytes(made)
