"""One page says how a body stands; both sides read the same days (EST-19)."""

from datetime import date, datetime, time, timedelta

import pytest

from kexie.areas.directory.tests import reading
from kexie.areas.establishment.tests import factories as founding
from kexie.areas.establishment.tests import sanctions
from kexie.areas.standing import actions
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-19")]


def seen(body: Organisation) -> tuple[str, str]:
    """What the body and its association read."""
    place = f"/organisations/{body.code}/standing/"
    people = (appointed(body), appointed(body.superior, Role.REVIEWER))
    one, two = (reading.words(pages.browser(person).get(place).text) for person in people)
    return one, two


def test_both_sides_read_the_same_days() -> None:
    day = datetime.combine(date(2027, 4, 30), time(9), clock.PLACE)
    body = factories.in_term(date(2027, 5, 31)).organisation
    with clock.held(day):
        actions.remind(by=BY)
        order = sanctions.decided(body, issued_on=clock.today(), due=date(2027, 6, 15))
        for page in seen(body):
            assert "第1届任期 2027-05-31 届满" in page
            assert "还有 31 天" in page
            assert f"整改：{order.number}" in page
            assert "2027-06-15" in page
    with clock.held(day + timedelta(days=32)):
        assert all("超期 1 天" in page and "应换届，已超期" in page for page in seen(body))


def test_a_founding_that_is_not_reported_stands_there() -> None:
    case = founding.established()
    for page in seen(case.body):
        assert "报送成立大会的选举结果和章程" in page
        assert f"应在 {case.report_due:%Y-%m-%d} 前报送" in page


def test_a_body_without_anything_says_so() -> None:
    one, _ = seen(bodies.body("430603"))
    assert "目前没有到期的事项" in one
    assert "还没有登记任期" in one


@pytest.mark.spec("EST-13")
def test_what_is_applied_for_is_not_offered_again() -> None:
    body = bodies.body("430603")
    browser, place = pages.browser(appointed(body)), f"/organisations/{body.code}/standing/"
    end = f'href="/organisations/{body.code}/apply/end/"'
    assert end in browser.get(place).text
    petition = factories.applied("end", body)
    page = browser.get(place).text
    assert end not in page
    assert "注销申请已经在" in page
    assert f'href="/petitions/{petition.code}/"' in page
