"""Those who are expected and have not answered are reminded, nobody else, once a day."""

from datetime import timedelta

import pytest

from kexie.areas.membership.tests import factories as members
from kexie.areas.surveys.tests import factories
from kexie.core import clock
from kexie.engines.notices.models import Announcement
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-10", "SUR-01")]


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_only_those_who_have_not_answered_are_told(is_anonymous: bool) -> None:
    body = members.body()
    done, waiting = persons.person(), persons.person()
    members.own(done, body)
    members.own(waiting, body)
    survey = factories.opened(body, audience="members", is_anonymous=is_anonymous)
    factories.answered(survey, done)
    browser, page = pages.browser(factories.staff(body)), f"/surveys/{survey.code}/remind/"
    assert pages.status(browser, page) == 303
    told = Announcement.objects.get(what="surveys.remind")
    assert (told.people, told.organisation, told.text) == ([waiting.pk], None, "")
    again = pages.send(browser, page)
    assert (again.status_code, "今天已经提醒过" in again.text) == (422, True)
    with clock.held(clock.now() + timedelta(days=1)):
        assert pages.status(browser, page) == 303
    assert Announcement.objects.filter(what="surveys.remind").count() == 2


def test_bodies_are_told_by_those_who_may_fill_in() -> None:
    body = bodies.body(factories.COUNTY)
    survey = factories.opened(audience="bodies")
    assert pages.status(pages.browser(factories.staff(survey.organisation)), f"/surveys/{survey.code}/remind/") == 303
    told = Announcement.objects.get(what="surveys.remind")
    assert (told.organisation, told.permission, told.link) == (
        body,
        "surveys.fill",
        f"/surveys/{survey.code}/answer/?for={body.code}",
    )
