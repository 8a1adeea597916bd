"""The unit that leads asks others, each of a kind that can belong to the body and in its place."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.areas.establishment.rules import CONSORTIUM
from kexie.areas.establishment.tests import factories, uniting
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


def test_the_unit_is_asked_on_its_own_page() -> None:
    case = uniting.united()
    unit = bodies.body("430603", kind="enterprise", name="受邀公司", published=True)
    secretary = appointed(unit, "secretary")
    browser = pages.browser(case.applicant)
    where = f"/establishment/{case.code}/invite/"
    assert pages.send(browser, where, seen=case.revision, partner="没有的公司", duty="").status_code == 422
    answer = pages.send(browser, where, seen=case.revision, partner="受邀公司", duty="提供场地")
    assert answer.status_code == 303
    (waiting,) = todo(actor(secretary), [unit])
    assert "邀请本单位共同发起" in waiting.what
    assert any("邀请本单位共同发起" in title for title in titles(secretary))
    html = browser.get(f"/establishment/{case.code}/").text
    assert ("受邀公司" in html, "提供场地" in html, "“受邀公司”还没有同意" in html) == (True, True, True)


def test_each_unit_once_and_only_where_it_belongs() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        uniting.invited(case, partner.organisation)
    for unit, words in (
        (factories.enterprise("430102"), "不在审核科协的辖区内"),
        (bodies.body("430603", kind="workstation", host=factories.enterprise()), "不能共同发起企业联合科协"),
    ):
        with pytest.raises(ValidationError, match=words):
            uniting.invited(case, unit)
    assert uniting.invited(uniting.united(CONSORTIUM), factories.enterprise("430102")).turn is None


def test_nobody_is_asked_while_the_association_reviews() -> None:
    case = uniting.submitted(uniting.prepared())
    with pytest.raises(ValidationError, match="正在审核"):
        uniting.invited(case)
