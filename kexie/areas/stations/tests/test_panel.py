"""The host sees who sits on the panel, and who left out the last two waves; never an answer."""

import pytest

from kexie.areas.stations import actions, queries
from kexie.areas.stations.tests import factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_names_are_the_hosts_alone() -> None:
    row = factories.station()
    place = factories.panelist(row)
    page = f"/stations/{row.code}/panel/"
    assert place.person.name in pages.browser(factories.staff(row.host)).get(page).text
    assert pages.browser(factories.staff(row.organisation)).get(page).status_code == 404


def test_two_waves_left_out_that_are_over() -> None:
    row = factories.station()
    never, once, left = (factories.panelist(row, persons.person(name=name)) for name in ("何从未", "罗一次", "郭退出"))
    first = factories.wave(row)
    factories.answer(first, once)
    late = factories.panelist(row, persons.person(name="王后来"))  # was asked once
    factories.close(first)
    assert not queries.silent(row).exists()
    second = factories.wave(row)
    assert not queries.silent(row).exists()  # there is still time
    factories.close(second)
    actions.leave(left, by=factories.BY)
    assert list(queries.silent(row)) == [never]
    assert late.person.name not in pages.browser(factories.staff(row.host)).get(f"/stations/{row.code}/").text
    assert "1 人最近两期都没有填写" in pages.browser(factories.staff(row.host)).get(f"/stations/{row.code}/").text
