"""Each request has a name and one line in the log; what people typed stands in none."""

from collections.abc import Iterator
from io import StringIO

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils.datastructures import MultiValueDict

from kexie.core import outages
from kexie.core.requests import Request
from kexie.foundation.people.tests import factories
from tests import logbook

pytestmark = [pytest.mark.django_db, pytest.mark.spec("OPS-02")]
NAME = "0e2f0b1c-6d7a-4f5e-8a9b-1c2d3e4f5a6b"
MOBILE, MAIL, NUMBER, PERSON = CANARIES = ("13912345678", "wang.canary@example.com", "11010519491231002X", "王金丝雀")


def break_(request: Request, how: str) -> HttpResponse:
    typed = " ".join(CANARIES)
    if how == "constraint":
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE aviary (bird text UNIQUE) ON COMMIT DROP")
            cursor.execute("INSERT INTO aviary VALUES (%s), (%s)", [typed, typed])
    if how == "full":
        raise OperationalError(typed) from psycopg.errors.DiskFull(typed)
    if how == "away":
        raise OperationalError(typed) from psycopg.OperationalError(typed)
    raise ValueError(MultiValueDict({"typed": [typed]}))


urlpatterns = [path("break/<slug:how>/", break_, name="break"), path("", include("kexie.website.urls"))]
handler400 = "kexie.website.errors.bad_request"
handler403 = "kexie.website.errors.permission_denied"
handler404 = "kexie.website.errors.not_found"
handler500 = "kexie.website.errors.server_error"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def written() -> Iterator[StringIO]:
    with logbook.written() as stream:
        yield stream


def test_one_line_tells_the_route_and_the_key_of_the_person(client: Client, written: StringIO) -> None:
    person = factories.person(name=PERSON)
    client.force_login(person)
    answer = client.get("/workbench/?q=" + MOBILE, headers={"X-Request-ID": NAME})
    assert answer["X-Request-ID"] == NAME
    (line,) = logbook.lines(written)
    assert {name: line[name] for name in ("level", "logger", "message", "method", "route", "status", "person")} == {
        "level": "INFO",
        "logger": "kexie.request",
        "message": "answered",
        "method": "GET",
        "route": "workbench",
        "status": 200,
        "person": person.pk,
    }
    assert line["request"] == NAME
    assert int(str(line["ms"])) >= 0
    assert not any(canary in written.getvalue() for canary in CANARIES)


def test_machines_that_ask_every_moment_leave_no_lines(client: Client, written: StringIO) -> None:
    for address in ("/healthz", "/readyz"):
        assert client.get(address)["X-Request-ID"]
    assert client.get("/metrics", headers={"Host": "127.0.0.1"}).status_code == 200
    assert not logbook.lines(written)
    assert client.get("/metrics").status_code == 404
    assert len(logbook.lines(written)) == 1


@pytest.mark.urls(__name__)
@pytest.mark.spec("SEC-06")
def test_what_people_typed_stands_in_no_line(client: Client, written: StringIO) -> None:
    typed = {"username": MOBILE, "login": MAIL, "password": NUMBER, "name": PERSON, "mobile": MOBILE, "email": MAIL}
    pages = ("signin", "signin/code", "register", "register/person", "signin/forgot", "activate", "nowhere")
    for page in pages:
        client.post(f"/{page}/", typed)
        client.post(f"/{page}/", typed | {"form_key": "k" * 32})
        client.get(f"/{page}/", typed)
    for canary in CANARIES:
        client.get(f"/organisations/{canary}/")
        client.get("/", headers={"Host": f"{canary}.example", "X-Request-ID": canary, "Cookie": f"sessionid={canary}"})
    for how in ("constraint", "value", "full", "away"):
        client.post(f"/break/{how}/", typed | {"form_key": "k" * 32})
        client.get(f"/break/{how}/", typed)
    Client(enforce_csrf_checks=True).post("/signout/", typed)
    found = logbook.lines(written)
    assert len(found) > 20
    assert any("trace" in line for line in found)
    for canary in CANARIES:
        assert canary not in written.getvalue()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("how", ["constraint", "value", "full"])
def test_a_page_of_an_error_bears_the_name_of_its_request(client: Client, written: StringIO, how: str) -> None:
    answer = client.get(f"/break/{how}/")
    assert f"编号 {answer['X-Request-ID']}" in answer.text
    assert all(line["request"] == answer["X-Request-ID"] for line in logbook.lines(written))
    refused = client.get("/?a=%00", headers={"X-Request-ID": NAME})
    assert f"编号 {NAME}" in refused.text


@pytest.mark.spec("SEC-02")
def test_a_page_that_is_not_there_bears_none(client: Client) -> None:
    first, second = client.get("/organisations/23456789ab/"), client.get("/organisations/23456789ac/")
    assert first["X-Request-ID"] != second["X-Request-ID"]
    assert first.content == second.content


@pytest.mark.urls(__name__)
@pytest.mark.spec("REL-07")
def test_a_full_disk_is_told_as_such(client: Client) -> None:
    answer = client.get("/break/full/")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "<h1>存储空间不足</h1>" in answer.text
    assert client.get("/").status_code == 200


@pytest.mark.urls(__name__)
@pytest.mark.spec("REL-07")
def test_when_the_database_is_away_the_next_are_told_at_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outages, "PAUSE", 60)
    first, again = client.get("/break/away/"), client.get("/signin/")
    assert (first.status_code, again.status_code) == (503, 503)
    assert "<h1>系统正在恢复</h1>" in first.text
    assert "<h1>系统正在恢复</h1>" in again.text
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
    outages.gate.open()
    assert client.get("/signin/").status_code == 200


def test_an_integrity_error_is_ours() -> None:
    assert outages.outage(IntegrityError()) is None
