"""What nobody types by hand: values, files, bodies and addresses that break what was not thought through (SEC-04)."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

HALF = b"\xed\xa0\x80"  # one half of a surrogate pair, as some programs encode it
TEXTS: tuple[str | bytes, ...] = (
    "",
    " \t\r\n ",
    "\0",
    "a\0b",
    HALF,
    b"\xff\xfe\x00",
    b"\xc0\xaf",
    "汉" * 100_000,
    "x" * 100_000,
    "9" * 5_000,
    str(2**63),
    str(-(2**63) - 1),
    str(2**31),
    "-1",
    "-0",
    "1e400",
    "NaN",
    "-Infinity",
    "0x10",
    "1_000",
    "٣٤",
    "²",
    "1.0000000000000000000000000001",
    "true",
    "null",
    "[]",
    '{"a": [1]}',
    "2026-02-30",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-11-21T00:00:00+25:00",
    "' OR 1=1 --",
    "%s %d %(a)s {0} {{ 7*7 }} {% now %}",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "\N{ZERO WIDTH NO-BREAK SPACE}\N{LINE SEPARATOR}\x1b[31m\x7f",
    "a\r\nSet-Cookie: b=c",
    "𠮷\U0010ffff",
    "（）（2222222222）",
    "a,b;c|d&e=f#g?h",
    "\\",
    "%",
    "_",
    "*",
)


def _mark(value: object) -> str:
    """A value as the marks of lists are written."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


NO_PLACES: tuple[object, ...] = (None, [], {}, "9" * 300, "\ud800", "\0", 2**70, True, 1.5)
# What stands for a place in a list, written by somebody who read how.
MARKS: tuple[str, ...] = (
    "====",
    "汉",
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    base64.urlsafe_b64encode(b"[" * 740).decode(),
    base64.urlsafe_b64encode(b'{"a":' * 140).decode(),
    base64.urlsafe_b64encode(b"[NaN, Infinity]").decode(),
    *(_mark([value] * size) for size in (1, 2, 3, 4) for value in NO_PLACES),
    *(_mark([text] * size) for size in (2, 3) for text in ("2026-02-30", "1", "-1", "NaN", "infinity", str(2**63))),
    _mark({"a": 1}),
    _mark("text"),
)

Fields = dict[str, Any]


def spoilt(form: Fields, name: str) -> Iterator[Fields]:
    """The form with one field spoilt in every way: its text, left out, sent twice, a file instead, a list instead."""
    for text in (*TEXTS, *MARKS[:2]):
        yield form | {name: text}
    yield {key: value for key, value in form.items() if key != name}
    yield form | {name: [form[name], "x", form[name]]}
    yield form | {name: ["x"] * 300}
    yield form | {f"{name}[]": form[name], f"{name}[0]": "x", name: f"{name}[]"}
    yield form | {name: SimpleUploadedFile("../../文件\0.pdf", b"%PDF-1.7", content_type="text/html")}
    yield form | {name: SimpleUploadedFile("空.xlsx", b"")}
    yield form | {name: SimpleUploadedFile("x" * 300 + ".png", b"\x89PNG\r\n\x1a\n" + bytes(64))}


def bodies(key: str) -> Iterator[tuple[str, bytes]]:
    """Content types and bodies that are no form, or only nearly one."""
    part = f'--b\r\nContent-Disposition: form-data; name="form_key"\r\n\r\n{key}\r\n'.encode()
    odd = b'--b\r\nContent-Disposition: form-data; name="a"; filename='
    multipart = "multipart/form-data; boundary=b"
    yield "multipart/form-data", part
    yield "multipart/form-data; boundary=" + "b" * 300, part
    yield "multipart/form-data; boundary=汉", part
    yield multipart, b""
    yield multipart, part  # never ends
    yield multipart, part + b"--b"
    yield multipart, part + odd + b'"../../x"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n'
    yield multipart, part + odd + b'"a\0b"\r\nContent-Type: \xff\xfe\r\n\r\nx\r\n--b--\r\n'
    yield multipart, part + odd + b"\r\n\r\nx\r\n--b--\r\n"
    yield multipart, part + b'--b\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n' + HALF + b"\r\n--b--\r\n"
    yield multipart, part + b"--b\r\n" + b"X: y\r\n" * 3000 + b"\r\n--b--\r\n"
    yield multipart + "; charset=utf-16", part + b"--b--\r\n"
    yield "application/x-www-form-urlencoded; charset=utf-7", f"form_key={key}".encode()
    yield "application/x-www-form-urlencoded; charset=nonsense", f"form_key={key}".encode()
    yield "application/x-www-form-urlencoded", f"form_key={key}&&&=&=x&a".encode() + b"&%ff=%fe&%ED%A0%80=%00&%&%zz"
    yield "application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(5000))
    yield "application/json", b'{"form_key": '
    yield "application/json; charset=utf-32", b"\xff"
    yield "text/plain", key.encode()
    yield "application/octet-stream", bytes(range(256))
    yield "", key.encode()
    yield ";;;=", key.encode()
    yield "汉/字", key.encode()
