"""Whoever retires stays a member for the years of the charter, to the last day."""

from datetime import UTC, date, datetime

import pytest

from kexie.areas.charters.tests import factories as charters
from kexie.areas.membership import rules, tasks
from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-06")]


def retired(day: str = "2026-11-01") -> Member:
    member = factories.member()
    browser = pages.browser(appointed(member.organisation))
    assert pages.status(browser, f"/members/{member.code}/retire/", seen=member.revision, retired_on=day) == 303
    member.refresh_from_db()
    return member


@pytest.mark.parametrize(
    ("day", "years", "last"),
    [
        (date(2026, 11, 21), 3, date(2029, 11, 21)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 12, 31)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_the_last_day(day: date, years: int, last: date) -> None:
    assert rules.last_day(day, years=years) == last


def test_the_membership_is_kept_and_its_last_day_said() -> None:
    member = retired()
    assert (member.status, str(member.ended_on)) == ("retired", "2029-11-01")
    assert "到 2029-11-01 止" in member.changes.last().remark
    assert "会员已退休" in pages.browser().get(f"/cards/{member.code}/verify/").text


def test_on_the_last_day_one_is_a_member_and_the_day_after_no_more() -> None:
    member = retired()
    with clock.held(datetime(2029, 11, 1, 15, 59, tzinfo=UTC)):  # a minute before midnight in Shanghai
        tasks.lapse(timestamp=0)
    member.refresh_from_db()
    assert member.is_on_roll
    with clock.held(datetime(2029, 11, 1, 16, 0, tzinfo=UTC)):
        tasks.lapse(timestamp=0)
    member.refresh_from_db()
    assert (member.status, str(member.ended_on), member.changes.last().cause) == ("lapsed", "2029-11-01", "lapsed")


def test_who_retired_long_ago_is_a_member_no_more() -> None:
    member = factories.member(joined_on=date(2015, 1, 1))
    browser = pages.browser(appointed(member.organisation))
    pages.send(browser, f"/members/{member.code}/retire/", seen=member.revision, retired_on="2020-01-01")
    member.refresh_from_db()
    assert (member.status, str(member.ended_on)) == ("lapsed", "2023-01-01")


def test_nobody_retires_twice() -> None:
    member = retired()
    browser = pages.browser(appointed(member.organisation))
    answer = pages.send(browser, f"/members/{member.code}/retire/", seen=member.revision, retired_on="2026-11-02")
    assert (answer.status_code, "不能登记退休" in answer.text) == (422, True)


@pytest.mark.spec("EST-09")
def test_the_charter_in_force_says_for_how_many_years() -> None:
    body = factories.body()
    charters.in_force(body, retired_years=5)
    member = factories.member(body)
    browser, page = pages.browser(appointed(body)), f"/members/{member.code}/retire/"
    assert "保留 5 年" in browser.get(page).text
    assert pages.status(browser, page, seen=member.revision, retired_on="2026-11-01") == 303
    member.refresh_from_db()
    assert str(member.ended_on) == "2031-11-01"
