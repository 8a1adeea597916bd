"""Figures of the platform itself, for programs on this machine and for those with the token."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from kexie.core.actors import Actor
from kexie.foundation.people.tests import factories
from kexie.foundation.records import actions as records

pytestmark = [pytest.mark.django_db, pytest.mark.spec("OPS-02")]
HERE = {"Host": "127.0.0.1:8000"}
TOKEN = "a token that nobody guesses"

TWO = """
import os, sys, django
django.setup()
from kexie.website import metrics
for _ in range(3):
    metrics.answered("GET", "home", 200, 0.02)
if sys.argv[1:]:
    found = {line for line in metrics.figures().decode().splitlines() if "home" in line}
    print("\\n".join(sorted(found)))
"""


def figures(client: Client) -> dict[tuple[str, tuple[str, ...]], float]:
    """Read the figures as Prometheus does."""
    answer = client.get("/metrics", headers=HERE)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route(client: Client) -> None:
    label = ("kexie_requests_total", ("GET", "directory:show", "404"))
    before = figures(client).get(label, 0)
    for code in ("23456789ab", "23456789ac"):
        client.get(f"/organisations/{code}/?q=13912345678")
    now = figures(client)
    assert now[label] == before + 2
    assert now["kexie_request_seconds_count", ("directory:show",)] >= 2


def test_what_waits_and_what_is_kept(client: Client) -> None:
    person = factories.person()
    found = figures(client)
    assert found["kexie_database_up", ()] == 1
    assert found["kexie_workers", ()] == 0
    assert found["kexie_jobs_oldest_seconds", ()] >= 0
    assert found["kexie_database_bytes", ()] > 1_000_000
    assert sum(value for (name, _), value in found.items() if name == "kexie_database_connections") >= 1
    assert ("kexie_table_rows", ("record",)) in found
    assert found["kexie_outbox", ()] == 0
    waiting = found["kexie_records_unsealed", ()]
    records.record("tests.happen", person, by=Actor.platform("tests"))
    assert figures(client)["kexie_records_unsealed", ()] == waiting + 1


@pytest.mark.spec("SEC-06")
def test_nothing_tells_of_a_person_and_labels_are_few(client: Client) -> None:
    person = factories.person(name="王金丝雀", username="canary-user")
    client.force_login(person)
    for address in ("/", "/nowhere/13912345678/", "/organisations/?q=wang@example.com", reverse("workbench")):
        client.get(address, headers={"X-Request-ID": "canary-" * 5})
    client.generic("CANARY", "/")
    text = client.get("/metrics", headers=HERE).text
    assert not re.search(r"canary|金丝雀|1391234|wang@", text)
    assert 'method="other"' in text
    assert 'route="none"' in text


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({"Host": "127.0.0.1"}, "192.0.2.7"),
        ({"Host": "kexie.example"}, "127.0.0.1"),
        ({"Host": "127.0.0.1", "X-Forwarded-For": "192.0.2.7"}, "127.0.0.1"),
        ({"Host": "127.0.0.1", "X-Real-IP": "192.0.2.7"}, "127.0.0.1"),
        ({"Host": "127.0.0.1", "Authorization": "Bearer "}, "192.0.2.7"),
        ({"Host": "127.0.0.1", "Authorization": "Bearer wrong"}, "192.0.2.7"),
        ({"Host": "127.0.0.1", "Authorization": "Bearer 错"}, "192.0.2.7"),
        ({"Host": "127.0.0.1"}, ""),
    ],
)
def test_for_others_there_is_nothing(settings: Settings, headers: dict[str, str], address: str) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for token in ("", TOKEN):
        settings.METRICS_TOKEN = token
        answer = Client(REMOTE_ADDR=address).get("/metrics", headers=headers)
        assert answer.status_code == 404
        assert answer.content == Client(REMOTE_ADDR=address).get("/metricz", headers=headers).content


def test_the_token_opens_them_elsewhere(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    headers = {"X-Forwarded-For": "192.0.2.7", "Authorization": f"Bearer {TOKEN}"}
    assert Client(REMOTE_ADDR="192.0.2.7").get("/metrics", headers=headers).status_code == 200


def test_who_is_signed_in_sees_no_more(client: Client) -> None:
    client.force_login(factories.person())
    assert client.get("/metrics").status_code == 404


def test_several_processes_are_added_up(tmp_path: Path) -> None:
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    said = [
        subprocess.run(
            [sys.executable, "-c", TWO, *arguments], env=environment, capture_output=True, text=True, check=True
        ).stdout
        for arguments in ([], ["last"])
    ]
    assert 'kexie_requests_total{method="GET",route="home",status="200"} 6.0' in said[1]
    assert 'kexie_request_seconds_count{route="home"} 6.0' in said[1]
