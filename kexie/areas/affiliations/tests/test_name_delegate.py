"""A group member names whom it sends."""

import pytest

from kexie.areas.affiliations.models import Delegate
from kexie.areas.affiliations.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-11")]


def test_the_other_side_reads_who_it_is() -> None:
    row = factories.relation()
    browser = pages.browser(appointed(row.subject))
    address = f"/organisations/{row.subject.code}/joined/{row.pk}/name_delegate/"
    assert pages.status(browser, address, name="罗溪", post="秘书长", since="2026-11-01") == 303
    assert Announcement.objects.get(what="affiliations.name_delegate").organisation == row.object
    host = pages.browser(appointed(row.object)).get(f"/organisations/{row.object.code}/affiliations/").text
    assert "罗溪（秘书长）" in host
    assert "已经是本单位的代表" in pages.send(browser, address, name="罗溪", since="2026-11-01").text
    assert "不能晚于今天" in pages.send(browser, address, name="王敏", since="2999-01-01").text
    assert Delegate.objects.count() == 1
