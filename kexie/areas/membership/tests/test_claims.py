"""The secretariat reads which claims wait, and what speaks against them."""

import pytest

from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01b")]


def test_claims_wait_with_their_doubts() -> None:
    row = factories.claim(name="罗溪")
    body = row.organisation
    browser = pages.browser(appointed(body))
    page = browser.get(f"/organisations/{body.code}/claims/").text
    assert ("罗溪" in page, "账号姓名与名册不同" in page) == (True, True)
    assert "1 件会员认领等待核实" in browser.get(f"/organisations/{body.code}/members/").text
    same = factories.claim(name="王敏")
    page = pages.browser(appointed(same.organisation)).get(f"/organisations/{same.organisation.code}/claims/").text
    assert ("王敏" in page, "账号姓名与名册不同" in page, "罗溪" in page) == (True, False, False)
