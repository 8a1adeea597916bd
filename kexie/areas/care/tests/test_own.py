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


@pytest.mark.spec("ACC-06")
def test_the_own_copy_holds_consents_and_what_is_written_of_visits() -> None:
    person = persons.person()
    agreed = factories.agreeing(person=person, visits=True, birthday=True, month=5, day=30)
    factories.visit(agreed, note="家中失火，送慰问金")
    text = pages.browser(person).get("/account/copy/").text
    for told in (agreed.organisation.name, "05-30", "家中失火，送慰问金"):
        assert told in text
    assert "家中失火" not in pages.browser(persons.person()).get("/account/copy/").text
