"""A sheet as its association reads it."""

import pytest

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.tests import factories
from kexie.foundation.appointments.rules import Role
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def test_a_draft_says_what_it_lacks_and_only_a_whole_one_is_published() -> None:
    row = factories.sheet()
    clerk = factories.staff(row.organisation)
    browser, address = pages.browser(clerk), f"/sheets/{row.code}/sheet/"
    actions.remove_criterion(row.criteria.get(label="场所"), seen=row.revision, by=factories.by(clerk))
    page = browser.get(address).text
    assert "现在是 90.5 分，还差 9.5 分" in page
    assert "辖区内没有这些类型的组织" in page
    assert "publish/" not in page
    reader = pages.browser(factories.staff(row.organisation, Role.REVIEWER)).get(address).text
    assert ("weigh/" in page, "weigh/" in reader) == (True, False)


def test_a_published_one_is_shown_as_fixed() -> None:
    row = factories.published()
    page = pages.browser(factories.staff(row.organisation)).get(f"/sheets/{row.code}/sheet/").text
    assert "内容已经固定" in page
    assert "change_criterion/" not in page
    assert "达到 2 得 20 分" in page
