"""Uploads on their way in: bounded before anything reads them, and told where there is no room for them (REL-07)."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import TemporaryFileUploadHandler

FULL = "文件没有收下：服务器的存储空间不足，请稍后再试；一直这样的，请告诉平台管理员。"


class Bounded(TemporaryFileUploadHandler):
    """Writes larger uploads to the disk; raises BadRequest for too much in one request, and where the disk is full."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *given: Any) -> Any:  # noqa: ANN401, N803
        """Refuse a request that says it brings too much."""
        if content_length > settings.UPLOAD_MAX_BYTES:
            raise BadRequest(f"一次上传的内容不能超过 {settings.UPLOAD_MAX_BYTES // 1024**2} MB，请分几次上传。")
        return super().handle_raw_input(input_data, META, content_length, *given)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a file on the disk."""
        try:
            super().new_file(*args, **kwargs)
        except OSError as full:
            raise BadRequest(FULL) from full

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece."""
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as full:
            with suppress(OSError):
                self.file.close()
            raise BadRequest(FULL) from full
