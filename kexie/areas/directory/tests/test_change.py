"""A body changes its own entry; a page that is old shows what stands now beside what was typed."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-07")]


def test_the_entry_is_changed() -> None:
    body = factories.body(kind="enterprise")
    typed = {"name": "新名科协", "short_name": "新名", "uscc": "91430600000000000r", "founded_on": "1984-05-01"}
    assert pages.status(pages.browser(appointed(body)), f"/organisations/{body.code}/change/", seen=0, **typed) == 303
    body.refresh_from_db()
    assert (body.name, body.uscc, str(body.founded_on)) == ("新名科协", "91430600000000000R", "1984-05-01")


@pytest.mark.spec("REL-02")
def test_of_two_who_edit_the_second_sees_what_the_first_wrote_and_saves_again() -> None:
    body = factories.body(kind="enterprise", name="原名科协")
    address = f"/organisations/{body.code}/change/"
    browser = pages.browser(appointed(body))
    actions.change(body, seen=0, short_name="别人写的", by=factories.BY)
    answer = pages.send(browser, address, seen="0", name="原名科协", short_name="我写的")
    assert answer.status_code == 409
    assert 'value="我写的"' in answer.text
    assert "现在的内容：别人写的" in answer.text
    assert 'name="seen" value="1"' in answer.text
    body.refresh_from_db()
    assert body.short_name == "别人写的"
    assert pages.status(browser, address, seen=1, name="原名科协", short_name="我写的") == 303


def test_the_status_is_not_the_bodys_own_to_change() -> None:
    body = factories.body(kind="enterprise", status="rectifying")
    address = f"/organisations/{body.code}/change/"
    assert pages.status(pages.browser(appointed(body)), address, seen=0, name=body.name, status="active") == 303
    body.refresh_from_db()
    assert body.status == "rectifying"


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"name": ""}, "请填写名称"), ({"uscc": "1"}, "应为 18 位"), ({"founded_on": "2199-01-01"}, "还没有到")],
)
def test_what_is_wrong_is_said(typed: dict[str, str], words: str) -> None:
    body = factories.body(kind="enterprise")
    answer = pages.send(
        pages.browser(appointed(body)), f"/organisations/{body.code}/change/", seen=0, **{"name": "新名"} | typed
    )
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.spec("EST-11")
def test_a_founded_body_is_renamed_by_a_petition_alone() -> None:
    body = factories.body(name="原名科协")
    browser, address = pages.browser(appointed(body)), f"/organisations/{body.code}/change/"
    assert "组织状态" in browser.get(address).text
    assert pages.status(browser, address, seen=0, name="新名科协", founded_on="1984-05-01") == 303
    body.refresh_from_db()
    assert (body.name, str(body.founded_on)) == ("原名科协", "1984-05-01")
