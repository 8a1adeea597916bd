"""An association sets up a station in a body below it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.areas.membership.tests import factories as members
from kexie.areas.stations.models import Station
from kexie.areas.stations.tests import factories
from kexie.core import clock
from kexie.engines.notices.models import Announcement
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02")]


def test_the_body_is_told_and_it_is_on_record() -> None:
    host, desk = members.body(name="长岭测试科协"), bodies.association(factories.COUNTY)
    browser, page = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/stations/add/"
    typed = {"below": host.name, "name": " ", "goal": "３0", "since": str(clock.today())}
    late = typed | {"since": str(clock.today() + timedelta(days=1))}
    assert "不能晚于今天" in pages.send(browser, page, **late).text
    assert "没有找到这个组织" in pages.send(browser, page, **typed | {"below": bodies.body("320113").name}).text
    assert pages.status(browser, page, **typed) == 303
    row = Station.objects.get()
    assert (row.host, row.goal, row.name) == (host, 30, f"{host.called}调查站点")
    told = Announcement.objects.get(what="stations.add")
    assert (told.organisation, told.permission, told.link) == (host, "stations.run", f"/stations/{row.code}/")
    assert Record.objects.filter(what="stations.add", organisation=desk.pk).exists()
    again = pages.send(browser, page, **typed)
    assert (again.status_code, "已经有本科协的调查站点" in again.text) == (422, True)
    offered = browser.get(f"/organisations/{desk.code}/candidates/below/?below=长岭测试").text
    assert host.code in offered


def test_no_body_elsewhere_and_none_that_has_no_workers_of_its_own() -> None:
    desk = bodies.association(factories.COUNTY)
    for host in (bodies.body("430611"), bodies.association("430600")):
        with pytest.raises(ValidationError, match="辖区内"):
            factories.station(desk, host)
    row = factories.station(desk)
    with pytest.raises(IntegrityError, match="survey_station_ended"), transaction.atomic():
        Station.objects.filter(pk=row.pk).update(ended_on=row.since)
