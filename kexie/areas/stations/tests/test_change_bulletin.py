"""A draft is changed; what was reported is not."""

import pytest

from kexie.areas.stations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_only_while_it_is_with_the_host() -> None:
    row = factories.bulletin()
    browser, page = pages.browser(factories.staff(row.station.host)), f"/bulletins/{row.code}/change_bulletin/"
    typed = {"sort": "news", "title": "新标题", "text": "新内容"}
    assert pages.status(browser, page, **typed, seen=row.revision) == 303
    assert pages.status(browser, page, **typed, seen=row.revision) == 409
    row.refresh_from_db()
    assert (row.title, row.sort) == ("新标题", "news")
    sent = factories.reported(row.station)
    refused = pages.send(browser, f"/bulletins/{sent.code}/change_bulletin/", **typed, seen=sent.revision)
    assert (refused.status_code, "不能再修改" in refused.text) == (422, True)
