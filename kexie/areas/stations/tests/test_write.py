"""A host writes what workers tell it."""

import pytest

from kexie.areas.stations.models import Bulletin
from kexie.areas.stations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_title_and_text_must_be_there() -> None:
    row = factories.station()
    browser, page = pages.browser(factories.staff(row.host)), f"/stations/{row.code}/write/"
    refused = pages.send(browser, page, sort="problem", title=" ", text="")
    assert (refused.status_code, "请填写标题" in refused.text, "请填写内容" in refused.text) == (422, True, True)
    assert "最多" in pages.send(browser, page, sort="problem", title="标题", text="长" * 5_001).text
    sent = pages.send(browser, page, sort="problem", title="标题", text="内容", period="2026 年第三季度")
    made = Bulletin.objects.get()
    assert (sent["Location"], made.stage, made.organisation) == (
        f"/bulletins/{made.code}/bulletin/",
        "draft",
        row.organisation,
    )
