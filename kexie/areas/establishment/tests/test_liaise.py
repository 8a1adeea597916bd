"""A unit without an association names a liaison officer."""

import pytest

from kexie.areas.establishment.models import Liaison
from kexie.areas.establishment.tests import factories, liaisons
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


def send(unit: Organisation, **given: object) -> tuple[int, str]:
    where = f"/organisations/{unit.code}/liaise/"
    answer = pages.send(pages.browser(appointed(unit)), where, **(liaisons.TYPED | given))
    return answer.status_code, answer.text


def test_the_association_of_the_place_is_asked_to_confirm() -> None:
    unit = factories.enterprise()
    assert send(unit)[0] == 303
    row = Liaison.objects.get()
    assert (row.unit, row.organisation, row.words) == (unit, unit.superior, "待确认")
    assert unit.superior is not None
    (waiting,) = todo(actor(appointed(unit.superior, "secretary")), [unit.superior])
    assert waiting.what == f"确认“{unit.called}”的联络员"


def test_in_a_park_it_is_the_park_association() -> None:
    park = bodies.body("430603", kind="park", name="云溪产业园")
    of_park = bodies.body("430603", kind="park_association", host=park)
    unit = factories.enterprise()
    organisations.relate(unit, park, edge=Edge.IN_PARK, by=bodies.BY)
    assert liaisons.named(unit).organisation == of_park


def test_who_has_an_association_or_an_officer_is_refused() -> None:
    unit = factories.enterprise()
    assert "请填写联络员姓名" in send(unit, name="")[1]
    assert (send(unit)[0], send(unit)[0], Liaison.objects.count()) == (303, 422, 1)
    other = factories.enterprise()
    bodies.body("430603", host=other, name="已有科协")
    status, html = send(other)
    assert (status, "不用另设联络员" in html, "第十七条" in html) == (422, True, True)
