"""A version is shown with its articles and with what is to be done next."""

import pytest

from kexie.areas.charters.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09")]


def test_a_draft_is_shown_with_its_articles_and_deeds() -> None:
    row = factories.draft()
    html = pages.browser(appointed(row.organisation)).get(f"/charters/{row.code}/").text
    for words in ("第一章　总则", "第一条", "云溪化工有限公司科学技术协会", "修改草案", "登记大会通过", "删除草案"):
        assert words in html


def test_who_only_reads_is_offered_no_deeds() -> None:
    row = factories.draft()
    html = pages.browser(appointed(row.organisation, Role.VIEWER)).get(f"/charters/{row.code}/").text
    assert "第一条" in html
    assert "登记大会通过" not in html


def test_what_was_adopted_is_brought_into_force_and_reported() -> None:
    row = factories.adopted()
    browser = pages.browser(appointed(row.organisation))
    html = browser.get(f"/charters/{row.code}/").text
    for words in ("施行", "报送上级", "第一次会员代表大会", "应到 100 人，到会 90 人，赞成 88 票", "第二十五条"):
        assert words in html
    assert "/change/" not in html


def test_a_draft_is_its_body_s_own() -> None:
    row = factories.draft()
    browser = pages.browser(appointed(row.organisation.superior))
    assert browser.get(f"/charters/{row.code}/").status_code == 404


def test_what_a_body_typed_is_text() -> None:
    row = factories.draft(own={"funds": ("<script>alert(1)</script>",)})
    html = pages.browser(appointed(row.organisation)).get(f"/charters/{row.code}/").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
