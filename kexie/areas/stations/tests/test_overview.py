"""Those above read the numbers of the stations below them."""

import pytest

from kexie.areas.stations.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_numbers_of_all_below_and_no_words() -> None:
    row = factories.station(name="保密站点")
    factories.panelist(row)
    factories.panelist(row)
    factories.handled(factories.reported(row, title="保密标题"), "used")
    factories.reported(row)
    province, city = bodies.association("430000"), bodies.association("430600")
    browser = pages.browser(factories.staff(province))
    shown = browser.get(f"/organisations/{province.code}/stations/overview/").text
    cells = [f'data-label="{label}" class="k-num">{number}<' for label, number in (("站点", 1), ("样本", 2))]
    cells += [f'data-label="{label}" class="k-num">{number}<' for label, number in (("上报信息", 2), ("采用", 1))]
    assert [cell in shown for cell in cells] == [True] * 4
    below = browser.get(f"/organisations/{city.code}/stations/overview/").text
    assert (row.organisation.called in below, "保密" in shown + below) == (True, False)
