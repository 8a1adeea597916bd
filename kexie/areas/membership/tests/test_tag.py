"""One member is put into groups of the body, and out of others."""

import pytest

from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_in_many_and_out_again_and_never_in_another_bodys() -> None:
    member = factories.member()
    one, two = (factories.tag(member.organisation, name) for name in ("甲组", "乙组"))
    foreign = factories.tag(name="别家组")
    browser, page = pages.browser(appointed(member.organisation, Role.SECRETARY)), f"/members/{member.code}/tag/"
    assert "别家组" not in browser.get(page).text
    assert pages.status(browser, page, seen=member.revision, tags=[one.code, two.code]) == 303
    assert "乙组、甲组" in browser.get(f"/members/{member.code}/").text
    assert pages.send(browser, page, seen=member.revision + 1, tags=[foreign.code]).status_code == 422
    assert pages.send(browser, page, seen=member.revision, tags=[one.code]).status_code == 409
    assert pages.status(browser, page, seen=member.revision + 1, tags=[two.code]) == 303
    assert [row.tag for row in member.tagged.all()] == [two]
