"""Serving: the area has found the file through its scope; here it becomes an answer that does nothing by itself."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from kexie.core import codes
from kexie.core.disk import Disk
from kexie.engines.files import rules
from kexie.engines.files.models import File

log = logging.getLogger(__name__)
SMALL = 1024**2  # bytes that are read at once
# Whatever a file is, the browser runs nothing in it and fetches nothing for it. A sandbox keeps PDFs from being shown.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def store() -> Storage:
    """Return where the bytes are: the disk or an S3-compatible store, as the settings say."""
    return storages["files"]


def store_fault() -> str:
    """Return what is wrong with the store in a sentence, or nothing; for those who check an installation."""
    try:
        name = store().save(f"check/{codes.fresh()}", ContentFile(b"check"))
        with store().open(name) as file:
            is_same = file.read() == b"check"
        store().delete(name)
    except OSError as error:
        return f"文件存储不能使用：{error}"
    return "" if is_same else "文件存储读出来的内容和写进去的不一样。"


def served(
    file: File, *, inline: bool = False, request: HttpRequest | None = None, seconds: int = 0
) -> HttpResponseBase:
    """Return the answer that gives a file, to be saved; shown only where `inline` asks and the file may be (SEC-04).

    With the request, a browser that has the file already is told so; `seconds` is how long it need not ask again. The
    caller has passed its own row through scope. Where the store does not answer, a sentence says so (REL-07).
    """
    etag = f'"{file.sha256}"'
    if request is not None:
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return _dressed(unchanged, file, etag, inline=inline, seconds=seconds)
    try:
        answer = _bytes(file)
    except OSError:
        log.exception("File %s cannot be read.", file.code)
        return HttpResponse(rules.AWAY, content_type="text/plain; charset=utf-8", status=503)
    return _dressed(answer, file, etag, inline=inline, seconds=seconds)


def _bytes(file: File) -> HttpResponseBase:
    """Let nginx read the file where it stands in front, otherwise read it here."""
    if settings.FILES_ACCEL and isinstance(store(), Disk):
        return HttpResponse(headers={"X-Accel-Redirect": quote(f"{settings.FILES_ACCEL.rstrip('/')}/{file.blob}")})
    if file.size > SMALL:
        return FileResponse(store().open(file.blob))
    with store().open(file.blob) as content:
        return HttpResponse(content.read())


@contextmanager
def opened(file: File) -> Iterator[IO[bytes]]:
    """Open a file to be read piece by piece; raises ValidationError where the store does not answer."""
    try:
        with store().open(file.blob) as found:
            yield found
    except OSError:
        log.exception("File %s cannot be read.", file.code)
        raise ValidationError(rules.AWAY) from None


def content(file: File) -> bytes:
    """Return a small file's bytes, to be drawn into a paper; raises ValidationError where the store does not answer."""
    try:
        with store().open(file.blob) as opened:
            return bytes(opened.read())
    except OSError:
        log.exception("File %s cannot be read.", file.code)
        raise ValidationError(rules.AWAY) from None


def _dressed(answer: HttpResponseBase, file: File, etag: str, *, inline: bool, seconds: int) -> HttpResponseBase:
    is_shown = inline and file.may_show
    sandbox = "" if is_shown and file.kind == "pdf" else "; sandbox"
    headers = {
        "Content-Type": file.media,
        "Content-Disposition": content_disposition_header(as_attachment=not is_shown, filename=file.name) or "",
        "Content-Security-Policy": POLICY + sandbox,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "ETag": etag,
        "Cache-Control": f"private, max-age={seconds}" if seconds else "private, no-cache",
    }
    for name, value in headers.items():
        answer[name] = value
    if isinstance(answer, FileResponse) or (isinstance(answer, HttpResponse) and answer.content):
        answer.headers["Content-Length"] = str(file.size)
    return answer
