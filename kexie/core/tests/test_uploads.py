"""What one request may bring is bounded before it is read; a full disk is told."""

import io
import resource
from typing import Any

import pytest
from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import RequestFactory

from kexie.core.uploads import Bounded

pytestmark = [pytest.mark.spec("REL-07"), pytest.mark.spec("SEC-04")]


def posted(content: bytes) -> Any:
    named = type("Named", (io.BytesIO,), {"name": "a.pdf"})(content)
    request = RequestFactory().post("/", {"file": named})
    request.upload_handlers = [MemoryFileUploadHandler(request), Bounded(request)]
    return request


def test_a_large_file_comes_whole() -> None:
    content = bytes(range(256)) * 20_000
    with posted(content).FILES["file"] as file:
        assert file.read() == content


def test_too_much_is_refused_before_it_is_read(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000_000
    with pytest.raises(BadRequest, match="请分几次上传"):
        _ = posted(bytes(1_000_000)).POST


def test_a_full_disk_is_told() -> None:
    request = posted(bytes(5_000_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(BadRequest, match="存储空间不足"):
            _ = request.POST
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_no_place_for_it_is_told(settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = "/nowhere/at/all"
    with pytest.raises(BadRequest, match="存储空间不足"):
        _ = posted(bytes(5_000_000)).POST
