"""A station ends: its panel is dissolved, what was is kept."""

import pytest

from kexie.areas.stations.tests import factories
from kexie.engines.notices.models import Announcement
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_the_panel_is_told_and_free() -> None:
    row = factories.station()
    place = factories.panelist(row)
    browser, page = pages.browser(factories.staff(row.organisation)), f"/stations/{row.code}/end/"
    assert "请填写撤站原因" in pages.send(browser, page, reason="", seen=row.revision).text
    assert pages.status(browser, page, reason="任务完成", seen=row.revision) == 303
    place.refresh_from_db()
    assert place.left_at is not None
    told = Announcement.objects.filter(what="stations.end")
    assert {(one.organisation_id, tuple(one.people)) for one in told} == {
        (row.host_id, ()),
        (None, (place.person_id,)),
    }
    host, typed = pages.browser(factories.staff(row.host)), {"sort": "news", "title": "动态", "text": "动态"}
    refused = pages.send(host, f"/stations/{row.code}/write/", **typed)
    assert (refused.status_code, "撤销" in refused.text) == (422, True)
    assert factories.station(row.organisation, row.host) != row
