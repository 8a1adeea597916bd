"""An organisation's own tags on a body."""

import pytest

from kexie.areas.directory.models import Tag
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("COM-01")]


def test_tags_are_the_organisations_own() -> None:
    county, beside, body = factories.association("430603"), factories.association("430602"), factories.body("430602")
    city = factories.association("430600")
    for place in (city, beside):
        browser = pages.browser(appointed(place))
        assert (
            pages.status(browser, f"/organisations/{place.code}/contacts/{body.code}/tag/", tags=f"{place.called} 重点")
            == 303
        )
    assert set(Tag.objects.filter(organisation=city).values_list("name", flat=True)) == {city.called, "重点"}
    html = pages.browser(appointed(city)).get(f"/organisations/{city.code}/contacts/{body.code}/office/").text
    assert f">{beside.called}</span>" not in html
    assert ">重点</span>" in html
    browser = pages.browser(appointed(city))
    assert pages.status(browser, f"/organisations/{city.code}/contacts/{body.code}/tag/", tags="新的") == 303
    assert list(Tag.objects.filter(organisation=city).values_list("name", flat=True)) == ["新的"]
    assert Tag.objects.filter(organisation=beside).count() == 2
    assert Record.objects.filter(what="directory.tag", organisation=city.pk).count() == 2
    assert pages.status(browser, f"/organisations/{city.code}/contacts/{body.code}/tag/", tags="长" * 21) == 422
    outside = pages.browser(appointed(county))
    assert pages.status(outside, f"/organisations/{county.code}/contacts/{body.code}/tag/", tags="x") == 404
