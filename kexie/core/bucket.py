"""Files in an S3-compatible store, where several machines serve the site (OPS-01)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

MISSING = {"404", "NoSuchKey", "NotFound"}


class Bucket(S3Storage):  # type: ignore[misc] # comes without types
    """A bucket whose failures are those of a disk, so that whoever keeps or serves a file need not know which it is.

    Raises OSError where the store does not answer or refuses, FileNotFoundError where there is no such file.
    """

    def __init__(self, *, addressing: str = "auto", **options: Any) -> None:
        short = {"connect_timeout": 2, "read_timeout": 20, "retries": {"max_attempts": 2}}  # an answer in five seconds
        super().__init__(client_config=Config(s3={"addressing_style": addressing}, **short), **options)

    def _save(self, name: str, content: Any) -> str:  # noqa: ANN401 - as in Django
        with _as_disk():
            saved: str = super()._save(name, content)
        return saved

    def _open(self, name: str, mode: str = "rb") -> Any:  # noqa: ANN401 - as in Django
        with _as_disk():
            file = super()._open(name, mode)
            file.file.seek(0)  # fetched now, while a failure can still be told
        return file

    def exists(self, name: str) -> bool:
        """Return whether a file is there."""
        with _as_disk():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Delete a file; one that is not there is no failure."""
        with _as_disk():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return folders and files."""
        with _as_disk():
            folders, files = super().listdir(name)
        return folders, files

    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was written."""
        with _as_disk():
            moment: datetime = super().get_modified_time(name)
        return moment


@contextmanager
def _as_disk() -> Iterator[None]:
    try:
        yield
    except ClientError as refused:
        if refused.response.get("Error", {}).get("Code") in MISSING:
            raise FileNotFoundError(str(refused)) from refused
        raise OSError(str(refused)) from refused
    except BotoCoreError as silent:
        raise OSError(str(silent)) from silent
