"""The stations of an association with what each did."""

import pytest

from kexie.areas.stations import queries
from kexie.areas.stations.models import Station
from kexie.areas.stations.tests import factories
from kexie.core import clock
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_what_stations_did_is_counted_of_each() -> None:
    first = factories.station(name="甲站点")
    second = factories.station(first.organisation, name="乙站点")
    panel = [factories.panelist(first), factories.panelist(first), factories.panelist(second)]
    wave = factories.wave(first, second)
    factories.answer(wave, panel[0])
    factories.answer(wave, panel[2])
    factories.panelist(first)  # came later, and was not asked
    factories.handled(factories.reported(first), "used")
    factories.reported(first)
    factories.bulletin(second)
    year = clock.today().year
    rows = queries.ordered(queries.figures(Station.objects.all(), year), "rate")
    counted = [(one.station, one.panel, one.waves, one.rate, one.reported, one.used) for one in rows]
    assert counted == [(second, 1, 1, "100.0%", 0, 0), (first, 3, 1, "50.0%", 2, 1)]
    desk = first.organisation
    shown = pages.browser(factories.staff(desk)).get(f"/organisations/{desk.code}/stations/?order=used").text
    assert shown.index("甲站点") < shown.index("乙站点")
    assert ("3 / 30" in shown, "66.7%" in shown, "1 条等待办理" in shown) == (True, True, True)
    assert queries.figures(Station.objects.filter(pk=first.pk), year - 1)[0].rate == "—"


def test_nothing_yet() -> None:
    desk = factories.station().organisation
    Station.objects.all().delete()
    assert "还没有调查站点" in pages.browser(factories.staff(desk)).get(f"/organisations/{desk.code}/stations/").text
