"""What `attempt`, `moved`, `page` and `part` make of a request."""

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from kexie.core.actors import Actor
from kexie.core.forms import Form
from kexie.core.locks import lock
from kexie.core.requests import Request, attempt, moved, page, sentence
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import FormKey, Record

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

NUMBER = "91430600000000000R"
PAGE = """<h1>{{ body.name }}</h1>
{% partialdef fields inline %}<form id="fields">{{ form.as_div }}
{% if form.conflict %}<p>现在：{{ form.conflict.name }}</p>{% endif %}</form>{% endpartialdef %}
<footer></footer>"""
keys = count()


class Change(Form):
    name = forms.CharField(label="名称", max_length=120)
    uscc = forms.CharField(label="代码", required=False)

    def clean_uscc(self) -> str | None:
        return self.cleaned_data["uscc"] or None


class Close(Form):
    closed_on = forms.DateField(label="注销日期")


class Nothing(Form):
    pass


def take_a_name(body: Organisation, *, by: Actor) -> None:
    """Write first and refuse then, as no action of ours does: nothing may be left of it."""
    body = lock(body)
    body.name = "不该留下"
    body.save(update_fields=["name", "revision"])
    raise ValidationError({"region": "地区不对。", "__all__": ["第一句。", "第二句。"]})


def take_a_key(body: Organisation, *, by: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO form_key (key, led_to) VALUES ('k', ''), ('k', '')")


VIEWS: dict[str, tuple[type[Form], Callable[..., object]]] = {
    "change": (Change, actions.change),
    "close": (Close, actions.close),
    "name": (Nothing, take_a_name),
    "key": (Nothing, take_a_key),
}


def edit(request: Request, code: str, word: str) -> HttpResponse:
    body = Organisation.objects.get(code=code)
    kind, action = VIEWS[word]
    form = kind(request.POST or None, seen=body.revision if word == "change" else None)
    if attempt(request, form, action, body):
        return moved(request, "show", code)
    return page(request, "edit.html", {"body": body, "form": form})


def show(request: Request, code: str) -> HttpResponse:
    return page(request, "edit.html", {}, status=203)


urlpatterns = [path("<slug:code>/<slug:word>/", edit, name="edit"), path("<slug:code>/", show, name="show")]
handler400 = "kexie.website.errors.bad_request"


@pytest.fixture(autouse=True)
def _page(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "edit.html").write_text(PAGE, encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.fixture
def body() -> Organisation:
    return factories.body(name="原来的名称")


def post(body: Organisation, word: str, *, failing: bool = False, htmx: bool = False, **typed: Any) -> Any:
    client = Client(raise_request_exception=not failing)
    headers = {"X-Form-Key": f"a-key-that-is-new-{next(keys)}"} | ({"HX-Request": "true"} if htmx else {})
    return client.post(f"/{body.code}/{word}/", {"here": "1", **typed}, headers=headers)


@pytest.mark.spec("REL-03")
def test_what_was_typed_is_done_and_leads_on(body: Organisation) -> None:
    answer = post(body, "change", name="新的名称", seen=0)
    assert (answer.status_code, answer["Location"]) == (303, f"/{body.code}/")
    body.refresh_from_db()
    assert (body.name, body.revision) == ("新的名称", 1)
    record = Record.objects.latest("id")
    assert (record.what, record.name, record.address) == ("organisations.change", "访客", "127.0.0.1")


def test_htmx_is_led_on_by_a_header(body: Organisation) -> None:
    answer = post(body, "change", htmx=True, name="新的名称", seen=0)
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (200, f"/{body.code}/", b"")


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_a_post_acts(body: Organisation, method: str) -> None:
    answer = getattr(Client(), method)(f"/{body.code}/change/", {"name": "新的名称", "seen": "0"})
    assert answer.status_code == 200
    body.refresh_from_db()
    assert (body.name, body.revision) == ("原来的名称", 0)


def test_a_form_that_is_not_filled_in_is_refused_without_asking_the_action(body: Organisation) -> None:
    answer = post(body, "change", name="", uscc="typed", seen=0)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == ["name"]
    assert 'value="typed"' in answer.text
    assert not Record.objects.filter(what="organisations.change").exists()


def test_a_refusal_stands_beside_the_field_it_names(body: Organisation) -> None:
    answer = post(body, "change", name="新的名称", uscc="9143", seen=0)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"uscc": ["统一社会信用代码应为 18 位，现在是 4 位。"]}
    assert 'value="9143"' in answer.text
    assert 'value="新的名称"' in answer.text


def test_a_refusal_that_names_no_field_stands_above_the_form() -> None:
    above = factories.association("430603")
    factories.body()
    answer = post(above, "close", closed_on="2026-01-01")
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"__all__": ["还有未注销的下级组织，请先把它们移到别的上级之下。"]}
    above.refresh_from_db()
    assert above.closed_on is None


def test_a_refusal_of_fields_that_are_not_shown_stands_above_and_leaves_nothing(body: Organisation) -> None:
    answer = post(body, "name")
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["地区不对。", "第一句。", "第二句。"]
    body.refresh_from_db()
    assert (body.name, body.revision) == ("原来的名称", 0)


@pytest.mark.spec("REL-03")
def test_an_old_page_is_told_and_keeps_what_was_typed(body: Organisation) -> None:
    Organisation.objects.filter(pk=body.pk).update(name="别人改的名称", revision=4)
    answer = post(body, "change", name="我改的名称", seen=3)
    assert answer.status_code == 409
    form = answer.context["form"]
    assert form.conflict.name == "别人改的名称"
    assert form.non_field_errors() == ["这一页打开之后，别人已经改过这些内容。请对照现在的内容，再保存一次。"]
    assert 'value="我改的名称"' in answer.text
    assert "现在：别人改的名称" in answer.text
    body.refresh_from_db()
    assert (body.name, body.revision) == ("别人改的名称", 4)


@pytest.mark.spec("REL-03")
@pytest.mark.parametrize("seen", ["", "-1", "x", str(2**31), "9" * 5000])
def test_a_page_without_its_revision_is_refused(body: Organisation, seen: str) -> None:
    answer = post(body, "change", name="新的名称", seen=seen)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["seen"]


def test_a_broken_constraint_is_said_in_its_sentence(body: Organisation) -> None:
    factories.body(uscc=NUMBER)
    answer = post(body, "change", name="新的名称", uscc=NUMBER, seen=0)
    assert answer.status_code == 422
    (words,) = answer.context["form"].non_field_errors()
    assert words == "这个统一社会信用代码已经登记过，请先用“组织在线”查一查。"
    body.refresh_from_db()
    assert (body.name, body.uscc) == ("原来的名称", None)


def test_a_constraint_outside_the_models_has_its_sentence(body: Organisation) -> None:
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Organisation.objects.filter(pk=body.pk).update(superior_path="0000001")
    assert sentence(broken.value) == "上级科协刚刚有变动，请刷新页面后重试。"


def test_an_unknown_constraint_is_a_defect(body: Organisation) -> None:
    with pytest.raises(IntegrityError, match="form_key_pkey"):
        post(body, "key")
    assert post(body, "key", failing=True).status_code == 500
    assert not FormKey.objects.filter(key="k").exists()


def test_an_error_without_a_constraint_is_raised_as_it_is() -> None:
    broken = IntegrityError("something else")
    with pytest.raises(IntegrityError) as raised:
        sentence(broken)
    assert raised.value is broken


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Target": "fields"}, False),
        ({"HX-Request": "true", "HX-Target": "fields", "HX-Boosted": "true"}, True),
        ({"HX-Request": "true", "HX-Target": "elsewhere"}, True),
        ({"HX-Request": "true", "HX-Target": "../edit.html#fields"}, True),
        ({"HX-Request": "true", "HX-Target": "%00", "HX-Target-URI-AutoEncoded": "true"}, True),
        ({"HX-Target": "fields"}, True),
    ],
)
def test_htmx_gets_the_part_that_it_swaps(body: Organisation, headers: dict[str, str], whole: bool) -> None:
    answer = Client().get(f"/{body.code}/change/", headers=headers)
    assert answer.status_code == 200
    assert ("<footer>" in answer.text) == ("<h1>" in answer.text) == whole
    assert '<form id="fields">' in answer.text
    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_a_refused_part_says_so_too(body: Organisation) -> None:
    answer = Client().post(
        f"/{body.code}/change/",
        {"name": "", "seen": "0"},
        headers={"HX-Request": "true", "HX-Target": "fields", "X-Form-Key": "a-key-that-is-new"},
    )
    assert answer.status_code == 422
    assert answer.text.startswith("<form")


def test_a_page_without_a_form_has_the_status_it_is_given(body: Organisation) -> None:
    assert Client().get(f"/{body.code}/").status_code == 203


@pytest.mark.parametrize("to", ["show", "/elsewhere/"])
def test_moved_takes_a_route_or_an_address(to: str, body: Organisation) -> None:
    request = Request()
    vars(request)["htmx"] = False
    answer = moved(request, to, *([body.code] if to == "show" else []))
    assert (answer.status_code, answer["Location"]) == (303, f"/{body.code}/" if to == "show" else to)


def test_closing_by_a_form(body: Organisation) -> None:
    assert post(body, "close", closed_on="2026-01-01").status_code == 303
    body.refresh_from_db()
    assert body.closed_on == date(2026, 1, 1)
