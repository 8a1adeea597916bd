"""Error pages say in Chinese what happened and what to do, and nothing else."""

import re
from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from kexie.core.requests import Request
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories

pytestmark = pytest.mark.django_db

CANARY = "canary-7f3a"
FAILURES: dict[str, Exception] = {
    "bad": BadRequest("请换一个写法。"),
    "bad-english": BadRequest(f"{CANARY} is malformed"),
    "bad-silent": BadRequest(),
    "suspicious": SuspiciousOperation(CANARY),
    "denied": PermissionDenied(CANARY),
    "broken": RuntimeError(CANARY),
}


def fail(request: Request, how: str) -> HttpResponse:
    if how == "database":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
    raise FAILURES[how]


urlpatterns = [path("fail/<slug:how>/", fail), path("", include("kexie.website.urls"))]
handler400 = "kexie.website.errors.bad_request"
handler403 = "kexie.website.errors.permission_denied"
handler404 = "kexie.website.errors.not_found"
handler500 = "kexie.website.errors.server_error"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def is_chinese(answer: Any) -> bool:
    """Whether everything that can be read on the page is Chinese."""
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="zh-CN">' in answer.text
    body = re.sub(r"<(script|style|svg).*?</\1>|<[^>]*>", " ", answer.text.split("<body>")[1], flags=re.DOTALL)
    body = body.replace(f"编号 {answer['X-Request-ID']}", "")
    return not re.search(r"[A-Za-z]{3,}", body)


@pytest.mark.urls(__name__)
@pytest.mark.spec("SEC-02")
@pytest.mark.parametrize(
    ("how", "status", "heading", "words"),
    [
        ("bad", 400, "这个请求无法处理", "请换一个写法。"),
        ("bad-english", 400, "这个请求无法处理", "请返回上一页再试。"),
        ("bad-silent", 400, "这个请求无法处理", "请返回上一页再试。"),
        ("suspicious", 400, "这个请求无法处理", "请返回上一页再试。"),
        ("denied", 403, "请求没有通过安全检查", "刷新后再试一次。"),
        ("broken", 500, "系统暂时无法处理", "问题出在我们这边"),
        ("database", 500, "系统暂时无法处理", "您提交的内容没有保存"),
    ],
)
def test_what_happened_is_said_without_the_reason(
    client: Client, how: str, status: int, heading: str, words: str
) -> None:
    answer = client.get(f"/fail/{how}/")
    assert answer.status_code == status
    assert answer["X-Frame-Options"] == "DENY"
    assert f"<h1>{heading}</h1>" in answer.text
    assert words in answer.text
    assert is_chinese(answer)
    assert not re.search(rf"Traceback|{CANARY}|/kexie/|line \d", answer.text)


@pytest.mark.parametrize("address", ["/nowhere/", "/organisations/23456789ab/", "/distribution/999999/", "/%E7%A7%91/"])
def test_what_is_not_there_is_said_and_how_to_find_it(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<h1>没有找到这个页面</h1>" in answer.text
    assert is_chinese(answer)
    assert 'action="/organisations/"' in answer.text
    assert address.strip("/").rsplit("/", 1)[-1] not in answer.text


@pytest.mark.spec("SEC-02")
@pytest.mark.spec("ORG-08")
def test_a_hidden_page_is_to_the_byte_like_none(client: Client) -> None:
    hidden, offline = (factories.body(published=name != "hidden") for name in ("hidden", "offline"))
    closed = factories.body(published=False)  # one that was public tells its end (EST-13)
    actions.take_offline(offline, reason="整改", by=factories.BY)
    actions.close(closed, closed_on=closed.created_at.date(), by=factories.BY)
    nothing = client.get("/organisations/23456789ab/")
    assert nothing.status_code == 404
    assert nothing.headers.pop("X-Request-ID")
    for body in (hidden, offline, closed):
        for _ in range(2):
            answer = client.get(f"/organisations/{body.code}/")
            assert answer.status_code == 404
            assert answer.headers.pop("X-Request-ID")
            assert (answer.content, dict(answer.items())) == (nothing.content, dict(nothing.items()))


@pytest.mark.spec("SEC-04")
def test_a_forged_form_is_told_to_load_the_page_again() -> None:
    answer = Client(enforce_csrf_checks=True).post("/signout/")
    assert answer.status_code == 403
    assert "<h1>请求没有通过安全检查</h1>" in answer.text
    assert "页面可能已经过期" in answer.text
    assert is_chinese(answer)
    assert "CSRF" not in answer.text


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/organisations/?q=%00", {}),
        ("/organisations/?q=a%00b&region=43", {}),
        ("/distribution/43%000000/", {}),
        ("/%00", {}),
        ("/", {"Cookie": 'sessionid="\\000abcdefghij"'}),
        ("/", {"Cookie": "csrftoken=x; other=\0"}),
        ("/", {"Host": "elsewhere.example"}),
        ("/", {"Host": "a b"}),
    ],
)
def test_what_cannot_be_read_is_refused(client: Client, address: str, headers: dict[str, str]) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 400
    assert answer["X-Frame-Options"] == "DENY"
    assert "<h1>这个请求无法处理</h1>" in answer.text
    assert is_chinese(answer)


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("application/x-www-form-urlencoded; charset=gbk", b"form_key=a"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(1001))),
        ("application/x-www-form-urlencoded", b"a=" + b"x" * 2_700_000),
        ("application/x-www-form-urlencoded", b"form_key=%00%ff%fe"),
        ("text/plain", b""),
    ],
    ids=["charset", "no boundary", "empty boundary", "too many fields", "too long", "bytes", "no form"],
)
def test_a_form_that_cannot_be_read_is_refused(client: Client, content_type: str, content: bytes) -> None:
    answer = client.post("/", content, content_type=content_type)
    assert answer.status_code in {400, 413}
    assert "<h1>这个请求无法处理</h1>" in answer.text
    assert is_chinese(answer)
