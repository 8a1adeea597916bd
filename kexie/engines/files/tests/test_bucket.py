"""The same in an S3-compatible store: kept, given, swept; where it does not answer, a sentence says so."""

import socket
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from moto.server import ThreadedMotoServer

from kexie import settings as written
from kexie.engines.files import actions, queries
from kexie.engines.files.models import File
from kexie.engines.files.tests import hostile
from kexie.engines.files.tests.factories import PDF, PLATFORM, kept

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("OPS-01")]


@pytest.fixture(scope="module")
def place() -> Iterator[str]:
    """An S3-compatible server on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(place: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let files be kept there, by the settings alone."""
    given = {"ENDPOINT": place, "REGION": "us-east-1", "ADDRESSING": "path", "KEY": "key", "SECRET": "secret"}
    for name, value in given.items():
        monkeypatch.setenv(f"KEXIE_S3_{name}", value)
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    made = boto3.resource("s3", endpoint_url=place, region_name="us-east-1", **keys).create_bucket(Bucket="kexie")
    made.objects.all().delete()
    settings.STORAGES = {**settings.STORAGES, "files": written.store("s3://kexie/files")}
    return made


def test_it_is_kept_and_given(bucket: Any) -> None:
    for content in (PDF, bytes(range(256)) * 8000):
        file = kept(content)
        answer = queries.served(file)
        assert answer.getvalue() == content
        assert answer["Content-Length"] == str(len(content))
        answer.close()
    assert {one.key for one in bucket.objects.all()} == {f"files/{file.blob}" for file in File.objects.all()}
    assert queries.store_fault() == ""


def test_what_somebody_sent_comes_back_as_it_was_kept(bucket: Any) -> None:
    upload = queries.checked("a.png", hostile.text_png(), kinds={"png"})
    assert queries.served(actions.keep(upload, by=PLATFORM), inline=True).getvalue() == upload.content


def test_what_nothing_refers_to_is_swept(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        kept()
        transaction.set_rollback(True)
    young = kept()
    assert actions.sweep() == (0, 0)
    monkeypatch.setattr(actions, "SPARED", actions.SPARED * -1)  # all is old
    File.objects.filter(pk=young.pk).update(at="2020-01-01T00:00Z")
    monkeypatch.setattr(actions, "unused", File.objects.none)
    assert actions.sweep() == (0, 1)
    assert [one.key for one in bucket.objects.all()] == [f"files/{young.blob}"]
    monkeypatch.undo()


@pytest.mark.spec("REL-07")
def test_a_bucket_that_is_not_there_is_told(bucket: Any) -> None:
    file = kept()
    bucket.objects.all().delete()
    assert queries.served(file).status_code == 503
    bucket.delete()
    with pytest.raises(ValidationError, match="暂时不能使用"):
        kept()
    assert "文件存储不能使用" in queries.store_fault()
    assert File.objects.count() == 1


@pytest.mark.spec("REL-07")
def test_a_server_that_does_not_answer_is_told(bucket: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("KEXIE_S3_ENDPOINT", f"http://127.0.0.1:{free.getsockname()[1]}")
    settings.STORAGES = {**settings.STORAGES, "files": written.store("s3://kexie/files")}
    assert queries.served(file).status_code == 503
    with pytest.raises(ValidationError, match="暂时不能使用"):
        kept()
    assert "文件存储不能使用" in queries.store_fault()


def test_the_keys_must_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEXIE_S3_KEY", raising=False)
    with pytest.raises(SystemExit, match="KEXIE_S3_KEY"):
        written.store("s3://kexie")
    assert written.store("/srv/files") == {"BACKEND": "kexie.core.disk.Disk", "OPTIONS": {"location": "/srv/files"}}
