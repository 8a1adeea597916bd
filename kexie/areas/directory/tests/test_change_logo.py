"""A body shows its own logo; what was uploaded is drawn anew, and nothing hostile becomes one."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kexie.areas.directory.models import Logo
from kexie.areas.directory.rules import MAX_LOGO
from kexie.engines.files.models import File
from kexie.engines.files.tests import hostile
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-07")]


def send(
    client: Client, body: Organisation, content: bytes = b"", name: str = "徽标.png", **typed: Any
) -> pages.Answer:
    given = {"logo": SimpleUploadedFile(name, content)} if content else {}
    return pages.send(client, f"/organisations/{body.code}/change_logo/", **given, **({"seen": 0} | typed))


def test_it_is_changed_shown_and_removed() -> None:
    body = factories.body(published=True)
    client, public = pages.browser(appointed(body, Role.EDITOR)), f"/organisations/{body.code}/"
    page = f"{public}change_logo/"
    assert "还没有徽标" in client.get(page).text
    assert "k-logo" not in pages.browser().get(public).text
    assert send(client, body, hostile.picture(size=(900, 600))).status_code == 303
    for address in (public, page, f"{public}desk/"):
        assert f'src="{public}logo/?v=1"' in client.get(address).text
    answer = pages.browser().get(f"{public}logo/")
    assert Image.open(io.BytesIO(answer.getvalue())).size == (256, 171)
    assert answer["Content-Type"] == "image/webp"
    assert send(client, body, seen=1, remove="on").status_code == 303
    assert "k-logo" not in pages.browser().get(public).text
    assert client.get(f"{public}logo/").status_code == 404
    changes = Record.objects.filter(what="directory.change_logo").order_by("id")
    digest = changes[0].after["sha256"]
    assert [(row.before["sha256"], row.after["sha256"]) for row in changes] == [(None, digest), (digest, None)]
    assert changes[0].organisation == body.pk


def test_a_change_leaves_the_former_file_to_the_sweeper() -> None:
    body = factories.body()
    client = pages.browser(appointed(body))
    send(client, body, hostile.picture())
    send(client, body, hostile.picture(size=(50, 50)), seen=1)
    assert (Logo.objects.count(), File.objects.count()) == (1, 2)


@pytest.mark.spec("REL-03")
def test_an_old_page_does_not_change_it() -> None:
    body = factories.body()
    client = pages.browser(appointed(body))
    send(client, body, hostile.picture())
    kept = Logo.objects.get().file_id
    assert send(client, body, hostile.picture(size=(50, 50)), seen=0).status_code == 409
    assert Logo.objects.get().file_id == kept


@pytest.mark.spec("SCP-02")
def test_the_superior_does_not_change_it() -> None:
    body = factories.body()
    for person in (appointed(body.superior), appointed(body, Role.VIEWER)):
        assert pages.browser(person).get(f"/organisations/{body.code}/change_logo/").status_code == 404
        assert send(pages.browser(person), body, hostile.picture()).status_code == 404


HOSTILE = {
    "script": ("a.svg", hostile.SVG, "不能上传"),
    "script called png": ("a.png", hostile.SVG, "不是 PNG 图片"),
    "page called png": ("a.png", hostile.PAGE, "不是 PNG 图片"),
    "gif": ("a.gif", hostile.gif_script(), "不能上传"),
    "pdf": ("a.pdf", hostile.pdf(), "不能上传"),
    "pdf called png": ("a.png", hostile.pdf(), "其实是 PDF"),
    "vast": ("a.png", hostile.png_bomb(30_000, 30_000), "尺寸太大"),
    "cut short": ("a.jpg", hostile.picture("JPEG", (400, 300))[:400], "不完整"),
    "large": ("a.png", hostile.picture() + bytes(MAX_LOGO), "超过 2 MB"),
}


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_hostile_becomes_a_logo(case: str) -> None:
    name, content, words = HOSTILE[case]
    body = factories.body()
    answer = send(pages.browser(appointed(body)), body, content, name)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert not Logo.objects.exists()


@pytest.mark.spec("SEC-04")
@pytest.mark.parametrize("make", [hostile.noted_jpeg, hostile.text_png])
def test_nothing_is_left_of_what_was_hidden(make: Any) -> None:
    body = factories.body(published=True)
    send(pages.browser(appointed(body)), body, make())
    content = pages.browser().get(f"/organisations/{body.code}/logo/").getvalue()
    assert not [word for word in (b"CANARY", b"script", b"php") if word in content]


def test_a_form_that_says_nothing() -> None:
    body = factories.body()
    answer = send(pages.browser(appointed(body)), body)
    assert (answer.status_code, "请选择图片" in answer.text) == (422, True)


def test_a_closed_body_has_no_form() -> None:
    body = factories.body()
    client = pages.browser(appointed(body))
    Organisation.objects.filter(pk=body.pk).update(status="closed", closed_on=factories.DAY)
    assert client.get(f"/organisations/{body.code}/change_logo/").status_code == 404
