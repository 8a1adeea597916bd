"""An evaluation as both sides read it."""

import pytest

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_the_body_sees_what_is_missing_and_later_years_beside() -> None:
    body = bodies.body(factories.COUNTY)
    earlier = factories.released(factories.evaluation(body))
    row = factories.evaluation(body, factories.published(body.superior, body))
    page = pages.browser(factories.secretary(row)).get(f"/evaluations/{row.code}/").text
    for words in ("还缺：", "“场所”还没有回答", earlier.sheet.title, "填写自评"):
        assert words in page, words
    assert "提交自评</a>" not in page
    whole = factories.filled(row)
    assert "已经填写完整" in pages.browser(factories.secretary(whole)).get(f"/evaluations/{whole.code}/").text


def test_the_body_does_not_read_who_returned_what() -> None:
    row = factories.submitted()
    hidden = appointed(row.organisation, Role.REVIEWER, person=persons.person(name="暗中评审"))
    remarks = {factories.item(row, "会议").pk: "请补充"}
    actions.return_(row, remarks=remarks, seen=row.revision, by=factories.by(hidden))
    assert "暗中评审" not in pages.browser(factories.secretary(row)).get(f"/evaluations/{row.code}/").text
    assert "暗中评审" in pages.browser(factories.reviewer(row)).get(f"/evaluations/{row.code}/").text
