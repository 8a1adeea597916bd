"""A form that is sent twice acts once, however it is sent again."""

import re
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from kexie.areas.accounts.tests import factories as accounts
from kexie.core.requests import REFUSED, Request, moved, page
from kexie.core.tests.threads import at_once
from kexie.foundation.records.actions import record
from kexie.foundation.records.models import FormKey, Record
from kexie.website.templatetags.kexie import form_key

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__), pytest.mark.spec("REL-02")]

PAGE = (
    '{% extends "base.html" %}{% block main %}<form method="post">{% csrf_token %}{% form_key %}</form>{% endblock %}'
)
numbers = count(1)


def send(request: Request, place: str = "") -> HttpResponse:
    """Write a row for each sending, then do as the form says."""
    if request.method != "POST":
        return page(request, "send.html", {})
    how = request.POST.get("how", "")
    if how == "refused":
        return page(request, "send.html", {}, status=REFUSED)
    number = next(numbers)
    record("tests.sent", FormKey(key=str(number)), by=request.actor)
    if how == "broken":
        raise RuntimeError("a canary that no page may show")
    if how == "missing":
        raise Http404
    return HttpResponse("done") if how == "part" else moved(request, "sent", number)


def sent(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(str(number))


urlpatterns = [
    path("send/", send, name="send"),
    path("send/<slug:place>/", send, name="send"),
    path("sent/<int:number>/", sent, name="sent"),
    path("", include("kexie.website.urls")),
]
handler400 = "kexie.website.errors.bad_request"
handler404 = "kexie.website.errors.not_found"
handler500 = "kexie.website.errors.server_error"


@pytest.fixture(autouse=True)
def _page(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "send.html").write_text(PAGE, encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


def effects() -> int:
    return Record.objects.filter(what="tests.sent").count()


def new_key() -> str:
    (key,) = re.findall('value="([^"]*)"', form_key())
    return str(key)


def post(client: Client, key: str, how: str = "", to: str = "/send/", **headers: str) -> Any:
    return client.post(to, {"form_key": key, "how": how}, headers=headers)


def place(answer: Any) -> str:
    """Where an answer leads, for a browser or for htmx."""
    assert answer.status_code == (200 if "HX-Redirect" in answer else 303)
    return str(answer.get("HX-Redirect") or answer["Location"])


def test_every_form_has_another_key() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(16 <= len(key) <= 64 for key in keys)


def test_a_form_sent_again_leads_to_the_same_place() -> None:
    client = Client(enforce_csrf_checks=True)
    fields = dict(re.findall('name="(form_key|csrf[^"]*)"[^>]* value="([^"]*)"', client.get("/send/").text))
    first = client.post("/send/", fields)
    for _ in range(4):
        assert place(client.post("/send/", fields)) == place(first)
    assert effects() == 1
    assert client.get(place(first)).status_code == 200


@pytest.mark.parametrize("first_by_htmx", [False, True])
def test_the_second_sending_may_be_of_another_sort(client: Client, first_by_htmx: bool) -> None:
    htmx, key = {"HX-Request": "true"}, new_key()
    first = post(client, key, **(htmx if first_by_htmx else {}))
    second = post(client, key, **({} if first_by_htmx else htmx))
    assert ("HX-Redirect" in first, "HX-Redirect" in second) == (first_by_htmx, not first_by_htmx)
    assert place(first) == place(second)
    assert effects() == 1


def test_a_script_sends_the_key_as_a_header(client: Client) -> None:
    key = new_key()
    for _ in range(3):
        answer = client.post("/send/", '{"a": 1}', content_type="application/json", headers={"X-Form-Key": key})
        assert answer.status_code == 303
    assert effects() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("htmx", [False, True])
def test_sent_five_times_at_once_twenty_forms_act_twenty_times(htmx: bool) -> None:
    headers = {"HX-Request": "true"} if htmx else {}

    def submit(key: str) -> str:
        return place(post(Client(), key, **headers))

    keys = [new_key() for _ in range(20)]
    places = [set(at_once(*[partial(submit, key)] * 5)) for key in keys]
    assert [len(led_to) for led_to in places] == [1] * 20
    assert len(set.union(*places)) == effects() == 20


def test_a_refused_form_passes_when_it_is_corrected(client: Client) -> None:
    key = new_key()
    for _ in range(2):
        assert post(client, key, "refused").status_code == REFUSED
    assert effects() == 0
    assert place(post(client, key)) == place(post(client, key, "refused"))
    assert effects() == 1


@pytest.mark.parametrize("key", ["", "short", "x" * 15, "x" * 65, "x" * 20 + "\0", "x" * 5000])
def test_without_its_key_a_form_is_not_taken(client: Client, key: str) -> None:
    answer = post(client, key)
    assert answer.status_code == 400
    assert "这一页已经过期，请返回上一页，刷新后再提交。" in answer.text
    assert client.post("/send/").status_code == 400
    assert effects() == FormKey.objects.count() == 0


@pytest.mark.parametrize("key", ["x" * 16, "x" * 64, "钥" * 16, "' OR 1=1 --' OR 1=1 --"])
def test_a_key_may_be_any_text_of_its_length(client: Client, key: str) -> None:
    assert place(post(client, key)) == place(post(client, key))
    assert effects() == 1


def test_another_page_does_not_share_a_key(client: Client) -> None:
    key = new_key()
    places = {place(post(client, key, to=to)) for to in ("/send/", "/send/a/", "/send/b/", "/send/a/")}
    assert len(places) == effects() == 3


def test_another_person_does_not_share_a_key(client: Client) -> None:
    key = new_key()
    first, second = Client(), Client()
    first.force_login(accounts.person("first"))
    second.force_login(accounts.person("second"))
    places = {place(post(sender, key)) for sender in (client, first, second, first, client)}
    assert len(places) == effects() == 3


@pytest.mark.spec("REL-01")
@pytest.mark.parametrize(("how", "status"), [("broken", 500), ("missing", 404)])
def test_what_an_error_left_behind_is_undone(how: str, status: int) -> None:
    client, key = Client(raise_request_exception=False), new_key()
    for _ in range(2):
        answer = post(client, key, how)
        assert answer.status_code == status
        assert "canary" not in answer.text
    assert effects() == FormKey.objects.count() == 0
    assert place(post(client, key))
    assert effects() == 1


def test_an_answer_that_leads_nowhere_lets_go_of_the_key(client: Client) -> None:
    assert post(client, new_key(), "part").text == "done"
    assert FormKey.objects.count() == 0


def test_reading_needs_no_key(client: Client) -> None:
    assert client.get("/send/").status_code == 200
    assert client.head("/send/").status_code == 200
    assert FormKey.objects.count() == 0


def test_a_form_for_nowhere_finds_nothing(client: Client) -> None:
    assert client.post("/nowhere/").status_code == 404


@pytest.mark.spec("SEC-04")
def test_a_forged_form_is_refused_and_keeps_no_key() -> None:
    client, key = Client(enforce_csrf_checks=True), new_key()
    assert post(client, key).status_code == 403
    assert effects() == FormKey.objects.count() == 0
