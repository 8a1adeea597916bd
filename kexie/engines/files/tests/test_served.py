"""What is given does nothing by itself: its type is ours, it is saved unless it was checked, nothing runs in it."""

import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory

from kexie.engines.files import queries, rules
from kexie.engines.files.models import File
from kexie.engines.files.tests.factories import PDF, kept

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-04")]


def content(answer: HttpResponseBase) -> bytes:
    with closing(answer):
        return b"".join(answer)


@pytest.mark.parametrize("kind", rules.KINDS)
@pytest.mark.parametrize("inline", [False, True])
def test_every_kind(kind: str, inline: bool) -> None:
    file = kept(name="企业科协 名册", kind=kind)
    answer = queries.served(file, inline=inline)
    assert content(answer) == PDF
    shown = inline and kind in {"pdf", "jpg", "png", "webp"}
    word = "inline" if shown else "attachment"
    name = f"%E4%BC%81%E4%B8%9A%E7%A7%91%E5%8D%8F%20%E5%90%8D%E5%86%8C.{kind}"
    assert answer["Content-Disposition"] == f"{word}; filename*=utf-8''{name}"
    assert answer["Content-Type"] == rules.KINDS[kind].media
    assert "html" not in answer["Content-Type"]
    assert "svg" not in answer["Content-Type"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert ("sandbox" in answer["Content-Security-Policy"]) == (not (shown and kind == "pdf"))
    assert answer["Content-Length"] == str(len(PDF))
    assert "private" in answer["Cache-Control"]


def test_a_large_file_is_streamed() -> None:
    large = bytes(range(256)) * 8192
    answer = queries.served(kept(large))
    assert (answer.streaming, answer["Content-Length"]) == (True, str(len(large)))
    assert content(answer) == large


def test_what_was_not_checked_is_never_shown() -> None:
    file = kept(kind="png")
    File.objects.update(is_checked=False)
    file.refresh_from_db()
    answer = queries.served(file, inline=True)
    assert content(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_browser_that_has_it_is_told_so(rf: RequestFactory) -> None:
    file = kept()
    request = rf.get("/", headers={"If-None-Match": f'"{file.sha256}"'})
    answer = queries.served(file, request=request, seconds=60)
    assert (answer.status_code, answer["ETag"]) == (304, f'"{file.sha256}"')
    assert answer["Cache-Control"] == "private, max-age=60"
    other = rf.get("/", headers={"If-None-Match": '"other"'})
    assert content(queries.served(file, request=other)) == PDF


def test_nginx_sends_it_where_it_stands_in_front(settings: Any) -> None:
    settings.FILES_ACCEL = "/kexie-files/"
    file = kept()
    answer = queries.served(file)
    assert answer["X-Accel-Redirect"] == f"/kexie-files/{file.blob}"
    assert content(answer) == b""
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.spec("REL-07")
def test_a_store_that_does_not_answer_is_told(own_folder: Path) -> None:
    file = kept()
    os.unlink(own_folder / file.blob)  # noqa: PTH108
    answer = queries.served(file)
    assert answer.status_code == 503
    assert "暂时取不到" in content(answer).decode()
