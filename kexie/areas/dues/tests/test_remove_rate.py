"""A rate is taken away while nobody owes by it."""

import pytest

from kexie.areas.dues.models import Rate
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_only_before_somebody_owes_by_it() -> None:
    body = members.member(factories.body()).organisation
    rate = factories.rate(factories.year(body))
    browser, page = pages.browser(appointed(body, Role.FINANCE)), f"/dues/rates/{rate.code}/remove_rate/"
    assert rate.name in browser.get(page).text
    factories.roll(rate.year)
    rate.year.refresh_from_db()
    assert "不能删除" in pages.send(browser, page, seen=rate.year.revision).text
    rate.dues.all().delete()
    assert pages.status(browser, page, seen=rate.year.revision) == 303
    assert not Rate.objects.exists()
