"""One sees what one agreed to in each body."""

import pytest

from kexie.areas.care.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_each_body_apart() -> None:
    person = persons.person()
    agreed, other = factories.agreeing(person=person), members.own(person)
    shown = pages.browser(person).get("/care/own/").text
    assert (agreed.organisation.name in shown, other.organisation.name in shown) == (True, True)
    assert (shown.count("opt_out/"), shown.count("没有同意")) == (1, 5)
    assert "/care/own/" in pages.browser(person).get("/memberships/own/").text
