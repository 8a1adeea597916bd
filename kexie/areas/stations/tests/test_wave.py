"""How many answered a wave, station by station."""

import pytest

from kexie.areas.stations import actions
from kexie.areas.stations.tests import factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02", "FRM-08")]


def test_who_left_since_counts_as_it_was_and_names_are_not_shown() -> None:
    row = factories.station()
    panel = [factories.panelist(row, persons.person(name=f"样本{number}号")) for number in range(3)]
    wave = factories.wave(row)
    factories.answer(wave, panel[0])
    actions.leave(panel[0], by=factories.BY)
    actions.leave(panel[1], by=factories.BY)
    factories.panelist(row)
    shown = pages.browser(factories.staff(row.organisation)).get(f"/waves/{wave.code}/wave/").text
    assert ("33.3%" in shown, "第 1 期" in shown, panel[0].person.name in shown) == (True, True, False)
    assert f"/surveys/{wave.survey.code}/remind/" in shown
