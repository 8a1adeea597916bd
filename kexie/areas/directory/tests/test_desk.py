"""The first page of an organisation's workbench: for its staff and those above it, as if not there for others."""

import pytest

from kexie.areas.directory.queries import figures
from kexie.areas.directory.tests import reading, staff
from kexie.engines.indicators.tasks import fold
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SCP-05")]


def test_only_own_staff_and_those_above_reach_it() -> None:
    body = factories.body()
    address = f"/organisations/{body.code}/desk/"
    staff.assert_reached(address, body, staff.Cast.around(body), "own", "viewer", "parent")


def test_the_figures_are_those_of_the_body() -> None:
    county = factories.association("430603")
    for _ in range(3):
        factories.body()
    html = pages.browser(appointed(county)).get(f"/organisations/{county.code}/desk/").text
    assert html.count('class="k-tile"') >= 3
    assert '3<span class="k-unit">个' in html


@pytest.mark.spec("STA-10")
def test_a_province_reads_how_many_bodies_lie_under_it() -> None:
    county = factories.association("430603")
    province = factories.association("430000")
    for kind in ("enterprise_association", "enterprise_association", "enterprise"):
        factories.body(kind=kind)
    fold(timestamp=1)
    tile = reading.words(pages.browser(appointed(province)).get(f"/organisations/{province.code}/desk/").text)
    assert "辖区内的基层组织 2 个" in tile
    assert figures.grassroots_under(county) == 2
