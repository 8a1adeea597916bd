"""A workstation is registered lightly: asked for, looked at, there."""

import pytest

from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories, light
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations.models import Organisation, Relation
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


def send(host: Organisation, **given: object) -> tuple[int, str]:
    typed = light.station(host) | given
    answer = pages.send(pages.browser(appointed(host)), f"/organisations/{host.code}/station/", **typed)
    return answer.status_code, answer.text


def test_it_waits_at_the_desk_at_once_and_needs_no_papers() -> None:
    host = factories.enterprise()
    assert send(host)[0] == 303
    case = Case.objects.get()
    assert (case.kind, case.way, case.stage, case.queue) == ("workstation", "light", "submitted", "enterprise")
    assert not case.materials.exists()
    (waiting,) = todo(actor(factories.reviewer(case)), [case.organisation])
    assert waiting.what.startswith("审核")
    case = light.admitted(case)
    assert (Organisation.objects.get(pk=case.body_id).status, case.stage) == ("active", "established")
    assert Relation.objects.get(subject=case.body, edge=Edge.HOSTED_BY).object == host


def test_who_has_an_association_or_a_workstation_needs_none() -> None:
    host = factories.enterprise()
    bodies.body("430603", host=host, name="已有科协")
    status, html = send(host)
    assert (status, "已经有“已有科协”" in html) == (422, True)
    other = factories.enterprise()
    assert (send(other)[0], send(other)[0], Case.objects.count()) == (303, 422, 1)


def test_an_association_may_follow_a_workstation() -> None:
    host = factories.enterprise()
    light.admitted(light.stationed(host))
    assert factories.founded(host).kind == "enterprise_association"


def test_a_unit_of_another_kind_has_none() -> None:
    society = bodies.body("430603", kind="society", name="云溪化工学会")
    assert pages.browser(appointed(society)).get(f"/organisations/{society.code}/station/").status_code == 404
