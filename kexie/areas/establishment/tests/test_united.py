"""What a unit founds together with others, in one list."""

import pytest

from kexie.areas.establishment.tests import factories, uniting
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04")]


def test_it_shows_what_waits_for_an_answer_and_what_may_be_begun() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    html = (
        pages.browser(appointed(partner.organisation)).get(f"/organisations/{partner.organisation.code}/united/").text
    )
    assert (case.body.name in html, "请答复" in html, "企业联合科协" in html) == (True, True, True)
    mine = pages.browser(appointed(case.host)).get(f"/organisations/{case.host.code}/united/").text
    assert ("本单位" in mine, "请答复" in mine) == (True, False)


def test_each_kind_of_unit_may_begin_what_it_can_belong_to() -> None:
    for unit, there, absent in (
        (bodies.body("430603"), ("federation", "consortium"), ("joint_association",)),
        (factories.enterprise(), ("joint_association", "federation", "consortium"), ()),
    ):
        html = pages.browser(appointed(unit)).get(f"/organisations/{unit.code}/united/").text
        assert all(f"/unite/{kind}/" in html for kind in there)
        assert not any(f"/unite/{kind}/" in html for kind in absent)
