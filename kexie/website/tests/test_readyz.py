"""A machine asks whether requests can be served; people without a database get a clear page."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from kexie import settings as written

# A process of its own whose database is not there: nobody listens on port 1. All is asked at the same time.
ASK = """
import json, django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.test import Client

def ask(address):
    answer = Client(raise_request_exception=False).get(address, headers={"Host": "localhost"})
    return [address, answer.status_code, answer["Content-Type"], answer.text]

with ThreadPoolExecutor() as pool:
    for found in pool.map(ask, ["/readyz", "/healthz", "/", "/organisations/", "/nowhere/"]):
        print(json.dumps(found))
"""


@pytest.mark.django_db
@pytest.mark.spec("OPS-02")
def test_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
@pytest.mark.spec("OPS-02")
@pytest.mark.spec("OPS-04")
def test_not_ready_while_a_migration_waits(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kexie_owner")
        (last,) = MigrationLoader(connection).graph.leaf_nodes("organisations")
        MigrationRecorder(connection).record_unapplied(*last)
        cursor.execute("SET LOCAL ROLE kexie_app")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "migrations"})


@pytest.mark.spec("OPS-02")
@pytest.mark.spec("REL-07")
@pytest.mark.parametrize("pooled", ["0", "1"])
def test_not_ready_without_a_database(pooled: str) -> None:
    environment = os.environ | {
        "DATABASE_URL": "postgresql://kexie_app:x@127.0.0.1:1/kexie",
        "KEXIE_POOL": pooled,
        "KEXIE_STATIC_ROOT": str(settings.STATIC_ROOT),
        "KEXIE_LOG_LEVEL": "CRITICAL",
    }
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers = {address: rest for address, *rest in map(json.loads, done.stdout.splitlines())}
    assert answers["/readyz"][:2] == [503, "application/json"]
    assert json.loads(answers["/readyz"][2]) == {"status": "database"}
    assert answers["/healthz"][0] == 200
    assert answers["/nowhere/"][0] in {404, 503}  # it may come when others have found out already
    for address in ("/", "/organisations/"):
        status, kind, text = answers[address]
        assert (status, kind) == (503, "text/html; charset=utf-8")
        assert "<h1>系统正在恢复</h1>" in text


@pytest.mark.spec("REL-07")
def test_nobody_waits_longer_than_five_seconds_for_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "POOLED", True)
    options: Any = written.database("postgresql://kexie_app@/kexie")["OPTIONS"]
    assert 0 < options["pool"]["timeout"] < 5
