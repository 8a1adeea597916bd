"""An account's mobile number leads to the bodies that have it; they confirm."""

import pytest

from kexie.areas.membership.models import Claim, Member
from kexie.areas.membership.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01b")]
ADDRESS = "/memberships/ask/"


def test_each_body_with_the_number_is_asked_and_nobody_is_joined() -> None:
    number = factories.mobile()
    one, two = (factories.member(mobile=number) for _ in range(2))
    person = factories.owner(number, name="另一个名字")
    browser = pages.browser(person)
    for _ in range(2):
        assert pages.status(browser, ADDRESS) == 303
    assert {row.member for row in Claim.objects.waiting()} == {one, two}
    assert Obligation.objects.open().count() == 2
    assert not Member.objects.filter(person=person).exists()
    assert one.name not in Announcement.objects.filter(what="membership.ask").first().title


@pytest.mark.spec("SEC-05")
def test_nothing_tells_whether_the_number_stands_anywhere() -> None:
    number = factories.mobile()
    member = factories.member(mobile=number)
    found, nowhere = factories.owner(number), factories.owner()
    for person in (found, nowhere):
        browser = pages.browser(person)
        answer = pages.send(browser, ADDRESS)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/memberships/claim/?sent=1")
        assert member.organisation.called not in browser.get("/memberships/claim/?sent=1").text
        assert "没有会员身份" in browser.get("/memberships/own/").text
        copy = browser.get("/account/copy/").text
        assert member.organisation.name not in copy
        assert Record.objects.filter(person=person.pk, what="membership.ask").count() == 1
    assert Claim.objects.count() == 1


def test_an_account_without_a_number_is_led_to_give_one() -> None:
    browser = pages.browser(persons.person())
    assert "填写手机号" in browser.get(ADDRESS).text
    assert "还没有手机号" in pages.send(browser, ADDRESS).text
