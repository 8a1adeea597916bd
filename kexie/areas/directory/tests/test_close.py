"""A superior closes a body."""

import pytest

from kexie.core import clock
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-03")]


def send(body: Organisation, closed_on: str, by: Organisation | None = None) -> tuple[int, str]:
    person = appointed(by or factories.association("430600"))
    answer = pages.send(
        pages.browser(person), f"/organisations/{body.code}/close/", seen=body.revision, closed_on=closed_on
    )
    return answer.status_code, answer.text


def test_a_closed_body_leaves_the_lists_its_page_says_so_and_it_takes_no_more_business() -> None:
    body = factories.body(published=True)
    body.refresh_from_db()
    today = clock.today().isoformat()
    assert send(body, today)[0] == 303
    page = pages.browser().get(f"/organisations/{body.code}/")
    assert (page.status_code, "已注销" in page.text) == (200, True)
    assert f"/organisations/{body.code}/" not in pages.browser().get("/organisations/").text
    assert (
        pages.browser(appointed(factories.association("430603"))).get(f"/organisations/{body.code}/manage/").status_code
        == 200
    )
    assert send(body, today)[0] == 404


def test_one_with_bodies_below_it_stays() -> None:
    county = factories.association("430603")
    factories.body()
    county.refresh_from_db()
    status, html = send(county, clock.today().isoformat())
    assert status == 422
    assert "还有未注销的下级组织" in html


@pytest.mark.parametrize(("day", "words"), [("", "请填写注销日期"), ("1983-01-01", "不能早于成立日期")])
def test_a_wrong_day_is_said(day: str, words: str) -> None:
    body = factories.body(founded_on=factories.DAY.replace(year=1984))
    status, html = send(body, day)
    assert status == 422
    assert words in html


def test_a_body_does_not_close_itself() -> None:
    county = factories.association("430603")
    assert send(county, clock.today().isoformat(), by=county)[0] == 404
