"""What is taken and what is not: hostile files of every sort, and those that people really send."""

import io
import os
import random
import re
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from pikepdf import Dictionary, Name, String
from PIL import Image

from kexie.engines.files import actions, queries, rules
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests import hostile
from kexie.engines.files.tests.factories import PLATFORM

pytestmark = pytest.mark.spec("SEC-04")
ALL = frozenset(rules.INNER | {"zip"})
PICTURES = ("jpg", "png", "webp")


def take(name: str, content: bytes, kinds: Collection[str] = ALL, **given: Any) -> Upload:
    return queries.checked(name, content, kinds=kinds, **given)


def why(name: str, content: bytes, kinds: Collection[str] = ALL) -> str:
    """Return the word of the sentence with which a file is refused."""
    with pytest.raises(ValidationError) as refusal:
        take(name, content, kinds)
    (sentence,) = refusal.value.messages
    assert "{" not in sentence
    known = {word: re.escape(text) for word, text in rules.REFUSALS.items()}
    patterns = {word: re.sub(r"\\\{\w+\\\}", ".*", text) for word, text in known.items()}
    return next(word for word, pattern in patterns.items() if re.fullmatch(pattern, sentence))


# What people really send

GOOD: list[tuple[str, Callable[[], bytes], str]] = [
    ("执照.pdf", hostile.pdf, "pdf"),
    ("目录.pdf", lambda: hostile.acting(Dictionary(S=Name.GoTo, D=String("a"))), "pdf"),
    ("链接.pdf", lambda: hostile.linked("https://example.org/"), "pdf"),
    ("照片.JPG", lambda: hostile.picture("JPEG"), "jpg"),
    ("照片.jpeg", lambda: hostile.picture("JPEG"), "jpg"),
    ("截图.png", hostile.picture, "png"),
    ("图.webp", lambda: hostile.picture("WEBP"), "webp"),
    ("微信图片.png", lambda: hostile.picture("JPEG"), "jpg"),
    ("scan", lambda: hostile.picture("JPEG"), "jpg"),
    ("表.xlsx", hostile.xlsx, "xlsx"),
    ("稿.docx", hostile.office, "docx"),
    ("讲.pptx", lambda: hostile.office("pptx"), "pptx"),
    (
        "有链接.docx",
        lambda: hostile.office(
            extra={"word/_rels/document.xml.rels": hostile.relations(("hyperlink", "https://example.org/", True))}
        ),
        "docx",
    ),
    ("有图表.pptx", lambda: hostile.office("pptx", extra={"ppt/embeddings/a.xlsx": hostile.xlsx()}), "pptx"),
    ("公式.xlsx", lambda: hostile.xlsx([["=SUM(A2:A9)", '=IF(B1>0,"a|b!","c")']]), "xlsx"),
    ("说明.txt", "企业科协章程\n第一条 if (a < b) {}".encode, "txt"),
    ("说明国标.txt", lambda: "企业科协章程 𠮷".encode("gb18030"), "txt"),
    ("说明微软.txt", lambda: "企业科协".encode("utf-16"), "txt"),
    ("名册.csv", lambda: "名称,增长\n企业科协,-3.5%\n,+86 13800000000\n".encode("utf-8-sig"), "csv"),
    ("材料.zip", lambda: hostile.zipped({"材料/章程.pdf": hostile.pdf(), "表.xlsx": hostile.xlsx()}), "zip"),
]


@pytest.mark.parametrize(("name", "make", "kind"), GOOD, ids=[case[0] for case in GOOD])
def test_what_people_send_is_taken(name: str, make: Callable[[], bytes], kind: str) -> None:
    content = make()
    upload = take(name, content)
    assert (upload.kind, upload.name.endswith(f".{kind}")) == (kind, True)
    assert (upload.content == content) == (kind not in PICTURES) or kind == "png"


# What is refused, and why

RELS = "word/_rels/document.xml.rels"
DOCX = "a.docx"
BAD: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("empty", "a.pdf", bytes, "empty"),
    ("page called pdf", "a.pdf", lambda: hostile.PAGE, "strange"),
    ("page with mark of order", "a.txt", lambda: b"\xef\xbb\xbf" + hostile.PAGE, "page"),
    ("page in utf-16", "a.txt", lambda: hostile.PAGE.decode().encode("utf-16"), "page"),
    ("page by its ending", "a.html", lambda: hostile.PAGE, "kinds"),
    ("picture of script", "a.svg", lambda: hostile.SVG, "kinds"),
    ("picture of script called png", "a.png", lambda: hostile.SVG, "strange"),
    ("picture of script called txt", "a.txt", lambda: hostile.SVG, "page"),
    ("gif that is a script", "a.png", hostile.gif_script, "strange"),
    ("gif by its ending", "a.gif", hostile.gif_script, "kinds"),
    ("whole mail", "a.txt", lambda: b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\nx", "page"),
    ("mail by its ending", "a.mhtml", lambda: b"MIME-Version: 1.0", "kinds"),
    ("shell", "a.txt", lambda: b"#!/bin/sh\nrm -rf /", "page"),
    ("program", "a.txt", lambda: b"MZ\x90\0\x03", "strange"),
    ("program by its ending", "说明\u202ftxt.exe", lambda: b"MZ", "kinds"),
    ("text with NUL", "a.txt", lambda: b"a\0b", "strange"),
    ("trial of scanners", "a.txt", lambda: hostile.EICAR, "virus"),
    ("trial of scanners in a zip", "a.zip", lambda: hostile.zipped({"a.txt": hostile.EICAR}), "virus"),
    ("formula in csv", "a.csv", lambda: b"a,=cmd|'/C calc'!A0\n", "formula"),
    ("formula in csv behind spaces", "a.csv", lambda: b'a,"  +HYPERLINK(""http://x"")"\n', "formula"),
    ("page in csv", "a.csv", lambda: b"a,b\n" * 2000 + hostile.SCRIPT, "page"),
    # pictures
    ("png that is vast", "a.png", lambda: hostile.png_bomb(50_000, 50_000), "vast"),
    ("png that is long", "a.png", lambda: hostile.png_bomb(30_000, 10), "vast"),
    ("webp that is vast", "a.webp", hostile.webp_bomb, "vast"),
    ("tiff", "a.tiff", hostile.tiff_bomb, "kinds"),
    ("tiff called jpg", "a.jpg", hostile.tiff_bomb, "strange"),
    ("picture cut short", "a.jpg", lambda: hostile.picture("JPEG", (400, 300))[:500], "broken"),
    ("pdf called png", "a.png", hostile.pdf, "disagree"),
    ("picture called pdf", "a.pdf", hostile.picture, "disagree"),
    ("picture called docx", DOCX, hostile.picture, "disagree"),
    # PDFs
    ("script in pdf", "a.pdf", hostile.script_pdf, "active"),
    ("script in an object stream", "a.pdf", hostile.hidden_script_pdf, "active"),
    ("script spelled by codes", "a.pdf", hostile.spelled_script_pdf, "active"),
    ("script of a field", "a.pdf", hostile.unused_script_pdf, "active"),
    ("program that starts", "a.pdf", lambda: hostile.acting(Dictionary(S=Name.Launch, F=String("cmd.exe"))), "active"),
    (
        "form that is sent",
        "a.pdf",
        lambda: hostile.acting(Dictionary(S=Name.SubmitForm, F=String("http://x"))),
        "active",
    ),
    (
        "other file that opens",
        "a.pdf",
        lambda: hostile.acting(Dictionary(S=Name.GoToR, F=String("\\\\h\\x"))),
        "active",
    ),
    ("link in a pdf that runs", "a.pdf", lambda: hostile.linked("javascript:alert(1)"), "active"),
    ("link to a file", "a.pdf", lambda: hostile.linked("file:///etc/passwd"), "active"),
    ("attachment", "a.pdf", hostile.attached_pdf, "attached"),
    ("attachment on a page", "a.pdf", lambda: hostile.annotated(Subtype=Name.FileAttachment), "attached"),
    ("film", "a.pdf", lambda: hostile.annotated(Subtype=Name.RichMedia), "media"),
    ("dynamic form", "a.pdf", hostile.form_pdf, "form"),
    ("pdf with a password", "a.pdf", lambda: hostile.encrypted_pdf("o", "u"), "encrypted"),
    ("pdf with limits", "a.pdf", lambda: hostile.encrypted_pdf("o", ""), "encrypted"),
    ("pdf that is a zip", "a.pdf", hostile.double, "double"),
    ("pdf cut short", "a.pdf", lambda: hostile.pdf()[:-30], "broken"),
    ("pdf without pages", "a.pdf", lambda: b"%PDF-1.4\n%%EOF", "broken"),
    ("page before pdf", "a.pdf", lambda: hostile.PAGE + hostile.pdf(), "strange"),
    # documents
    ("old word", "a.doc", lambda: hostile.OLE, "old"),
    ("old word called docx", DOCX, lambda: hostile.OLE, "old"),
    ("locked word", DOCX, lambda: hostile.OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("macros by the ending", "a.docm", hostile.office, "macros"),
    (
        "docm called docx",
        DOCX,
        lambda: hostile.office(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    ("macros", DOCX, lambda: hostile.office(extra={"word/vbaProject.bin": hostile.OLE}), "macros"),
    ("macros under another name", DOCX, lambda: hostile.office(extra={"word/media/a.png": hostile.OLE}), "macros"),
    ("control", DOCX, lambda: hostile.office(extra={"word/activeX/activeX1.bin": b"x"}), "macros"),
    ("ribbon", "a.pptx", lambda: hostile.office("pptx", extra={"customUI/customUI.xml": b"<x/>"}), "macros"),
    (
        "object",
        DOCX,
        lambda: hostile.office(extra={RELS: hostile.relations(("oleObject", "embeddings/a.bin", False))}),
        "links",
    ),
    ("program inside", DOCX, lambda: hostile.office(extra={"word/embeddings/a.dat": b"MZ\x90"}), "nested"),
    ("zip inside", DOCX, lambda: hostile.office(extra={"word/a.dat": hostile.zipped({"a": b"a"})}), "nested"),
    (
        "macros in a table inside",
        "a.pptx",
        lambda: hostile.office(
            "pptx", extra={"ppt/embeddings/a.xlsx": hostile.office("xlsx", extra={"xl/vbaProject.bin": b"x"})}
        ),
        "macros",
    ),
    (
        "template elsewhere",
        DOCX,
        lambda: hostile.office(
            extra={"word/_rels/settings.xml.rels": hostile.relations(("attachedTemplate", "https://x/a.dotm", True))}
        ),
        "links",
    ),
    (
        "picture elsewhere",
        DOCX,
        lambda: hostile.office(extra={RELS: hostile.relations(("image", "http://x/a", True))}),
        "links",
    ),
    (
        "frame elsewhere",
        DOCX,
        lambda: hostile.office(extra={RELS: hostile.relations(("frame", "http://x/a", True))}),
        "links",
    ),
    (
        "link that runs",
        DOCX,
        lambda: hostile.office(extra={RELS: hostile.relations(("hyperlink", "ms-msdt:/id", True))}),
        "links",
    ),
    (
        "page as a part",
        DOCX,
        lambda: hostile.office(extra={RELS: hostile.relations(("aFChunk", "a.html", False))}),
        "links",
    ),
    ("field that starts", DOCX, lambda: hostile.office(body=hostile.word("DDEAUTO c:\\\\cmd.exe")), "links"),
    ("field that fetches", DOCX, lambda: hostile.office(body=hostile.word('INCLUDETEXT "\\\\\\\\h\\\\x"')), "links"),
    ("formula that starts", "a.xlsx", lambda: hostile.xlsx([["=cmd|'/C calc'!A0"]]), "links"),
    ("formula that fetches", "a.xlsx", lambda: hostile.xlsx([['=WEBSERVICE("http://x")']]), "links"),
    (
        "table elsewhere",
        "a.xlsx",
        lambda: hostile.office("xlsx", extra={"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "links",
    ),
    ("entities", DOCX, lambda: hostile.office(extra={"word/styles.xml": hostile.LAUGHS}), "strange"),
    (
        "entities in utf-16",
        DOCX,
        lambda: hostile.office(extra={"a.xml": hostile.LAUGHS.decode().encode("utf-16")}),
        "strange",
    ),
    ("excel called word", DOCX, hostile.xlsx, "disagree"),
    ("zip called word", DOCX, lambda: hostile.zipped({"a.txt": b"a"}), "strange"),
    ("document that leads out", DOCX, lambda: hostile.office(extra={"../../evil.xml": b"<x/>"}), "strange"),
    # zips
    ("zip bomb", "a.zip", hostile.bomb, "heavy"),
    ("zip bomb below the limit", "a.zip", lambda: hostile.bomb(150 * 2**20), "heavy"),
    ("zip bomb that lies", "a.zip", hostile.lying_bomb, "broken"),
    ("zip in zip", "a.zip", hostile.nested, "nested"),
    ("zip that leads out", "a.zip", lambda: hostile.zipped({"../../etc/cron.txt": b"x"}), "strange"),
    ("zip to the root", "a.zip", lambda: hostile.zipped({"/etc/a.txt": b"x"}), "strange"),
    ("zip of Windows", "a.zip", lambda: hostile.zipped({"C:\\a.txt": b"x"}), "strange"),
    ("zip with a name backwards", "a.zip", lambda: hostile.zipped({"a\u202etxt.pdf": b"x"}), "named"),
    ("zip with a program", "a.zip", lambda: hostile.zipped({"a.exe": b"MZ"}), "inner"),
    ("zip with a page", "a.zip", lambda: hostile.zipped({"a.txt": hostile.PAGE}), "page"),
    ("zip with a program called pdf", "a.zip", lambda: hostile.zipped({"a.pdf": b"MZ"}), "inner"),
    ("zip with a script in pdf", "a.zip", lambda: hostile.zipped({"a.pdf": hostile.script_pdf()}), "active"),
    ("zip of thousands", "a.zip", lambda: hostile.zipped({f"{n}.txt": b"x" for n in range(201)}), "heavy"),
    ("zip with a password", "a.zip", hostile.locked_zip, "encrypted"),
    ("zip of nothing", "a.zip", lambda: hostile.zipped({}), "strange"),
    ("zip of a folder", "a.zip", lambda: hostile.zipped({"a/": b""}), "blank"),
    ("other archive", "a.zip", lambda: b"Rar!\x1a\x07" + bytes(100), "strange"),
]


@pytest.mark.parametrize(("name", "make", "word"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_does_harm_is_refused_with_the_reason(name: str, make: Callable[[], bytes], word: str) -> None:
    assert why(name, make()) == word


@pytest.mark.parametrize("kind", sorted(ALL))
def test_only_what_is_asked_for_is_taken(kind: str) -> None:
    made = {"zip": hostile.zipped({"a.txt": b"x"}), "pdf": hostile.pdf(), "txt": b"x", "csv": b"x"}
    content = made.get(kind) or (hostile.picture() if kind in PICTURES else hostile.office(kind))
    other = "pdf" if kind != "pdf" else "png"
    assert why(f"a.{kind}", content, {other}) in {"kinds", "disagree"}


def test_a_picture_of_another_kind_than_is_taken() -> None:
    assert why("a.png", hostile.picture("WEBP"), {"jpg", "png"}) == "kinds"


# Pictures are drawn anew


NOTED = [
    ("a.jpg", hostile.noted_jpeg),
    ("a.png", hostile.text_png),
    ("a.png", lambda: hostile.png_with((b"tEXt", b"CANARY\0x"), (b"eXIf", b"MM\0*CANARY"), after=hostile.PAGE)),
    ("a.png", lambda: hostile.picture() + hostile.zipped({"CANARY.js": b"alert(1)"})),
    ("a.jpg", lambda: hostile.picture("JPEG", comment=b"/*CANARY*/=alert(1)//")),
    ("a.webp", lambda: hostile.picture("WEBP", exif=b"Exif\0\0MM\0*CANARY", xmp=b"CANARY<script>")),
    ("a.webp", lambda: hostile.picture("WEBP") + hostile.PAGE + b"CANARY"),
]


@pytest.mark.parametrize(("name", "make"), NOTED, ids=map(str, range(len(NOTED))))
def test_nothing_is_left_of_a_picture_but_what_is_seen(name: str, make: Callable[[], bytes]) -> None:
    content = make()
    assert b"CANARY" in content or b"<script>" in content
    kept = take(name, content).content
    for canary in (b"CANARY", b"<script", b"<?php", b"alert(", b"<html", b"Exif", b"ICC", b"PK\x05\x06"):
        assert canary not in kept
    assert Image.open(io.BytesIO(kept)).size in {(40, 30), (30, 40)}


def test_a_note_that_unpacks_to_half_a_gigabyte_is_not_read() -> None:
    content = hostile.text_bomb()
    assert why("a.png", content) in {"broken", "heavy"}


def test_a_photo_is_turned_upright() -> None:
    upload = take("a.jpg", hostile.noted_jpeg())
    assert Image.open(io.BytesIO(upload.content)).size == (30, 40)


@pytest.mark.parametrize("size", [(600, 400), (100, 700), (256, 256), (20, 10)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_fits_into_a_square(size: tuple[int, int], kind: str) -> None:
    upload = take("a.png", hostile.picture(kind, size), PICTURES, square=256)
    made = Image.open(io.BytesIO(upload.content))
    assert (upload.kind, made.format) == ("webp", "WEBP")
    assert max(made.size) == min(256, max(size))
    assert abs(made.width / made.height - size[0] / size[1]) < 0.1 * size[0] / size[1]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_pictures_of_every_mode(mode: str) -> None:
    file = io.BytesIO()
    kind = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    Image.new(mode, (30, 20)).save(file, kind)
    assert Image.open(io.BytesIO(take("a.png", file.getvalue()).content)).size == (30, 20)


def test_what_is_clear_stays_clear() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (30, 20), (255, 0, 0, 0)).save(file, "PNG")
    for square in (0, 16):
        kept = Image.open(io.BytesIO(take("a.png", file.getvalue(), square=square).content)).convert("RGBA")
        assert kept.getchannel("A").getextrema() == (0, 0)


def test_a_large_photo_is_taken() -> None:
    """As telephones make them, with content that packs badly."""
    noise = Image.frombytes("RGB", (8000, 6000), random.Random(1).randbytes(8000 * 6000 * 3))
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=50)
    assert take("a.jpg", file.getvalue()).kind == "jpg"


def test_a_picture_beyond_the_limit_is_not() -> None:
    file = io.BytesIO()
    Image.new("1", (8001, 6250)).save(file, "PNG")
    assert why("a.png", file.getvalue()) == "vast"


# Whatever comes, nothing that runs is given back


def seeds(config: pytest.Config, few: int, many: int) -> range:
    return range(many if config.getoption("--drills") else few)


def samples() -> list[tuple[str, bytes]]:
    good = [(name, make()) for name, make, _ in GOOD]
    bad = [(name, make()) for _, name, make, _ in BAD]
    noted = [(name, make()) for name, make in NOTED]
    return [(name, content) for name, content in good + bad + noted if len(content) < 200_000]


def attempted(name: str, content: bytes) -> Upload | list[str]:
    """Return what is taken, or the sentences why it is not."""
    try:
        return take(name, content)
    except ValidationError as refusal:
        return refusal.messages


def content_of(answer: HttpResponseBase) -> bytes:
    with closing(answer):
        return b"".join(answer)


def damaged(found: list[tuple[str, bytes]], seed: int) -> tuple[int, Upload | list[str]]:
    """Return what becomes of one damaged file; half of them were good ones, some bear another's name."""
    chance = random.Random(seed)
    name, content = chance.choice(found[: len(GOOD)] if chance.random() < 0.5 else found)
    if chance.random() < 0.1:
        name, _ = chance.choice(found)
    return seed, attempted(name, hostile.mutated(content, chance))


@pytest.mark.django_db(transaction=True)
def test_of_damaged_and_hostile_files_none_is_active(request: pytest.FixtureRequest) -> None:
    """Two hundred every day, ten thousand with --drills; the seed is named by what fails."""
    taken = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for seed, upload in pool.map(partial(damaged, samples()), seeds(request.config, 200, 10_000)):
            if isinstance(upload, list):
                assert all(re.search("[\u4e00-\u9fff]", sentence) for sentence in upload), seed
            else:
                taken += 1
                require_still(upload, seed)
    assert taken > 15


def require_still(upload: Upload, seed: int) -> None:
    """Fail unless what was taken is given back so that it does nothing."""
    file = actions.keep(upload, by=PLATFORM)
    answer = queries.served(file, inline=True)
    body = content_of(answer)
    assert answer["X-Content-Type-Options"] == "nosniff", seed
    assert "default-src 'none'" in answer["Content-Security-Policy"], seed
    assert answer["Content-Type"] == rules.KINDS[upload.kind].media, seed
    if answer["Content-Disposition"].startswith("inline"):
        assert upload.kind in rules.SHOWN, seed
        assert upload.kind == "pdf" or not re.search(rb"<script|<svg|<\?php|<html", body), seed


def test_a_mutation_is_the_same_every_time() -> None:
    content = hostile.pdf()
    first, second = (hostile.mutated(content, random.Random(7)) for _ in range(2))
    assert first == second
