"""Votes one by one, with where they came from."""

import pytest

from kexie.areas.polls.tests import factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_named_votes_tell_who_and_anonymous_ones_do_not() -> None:
    person = persons.person(name="罗溪")
    named, secret = factories.opened(once="person"), factories.opened(once="person", is_anonymous=True)
    for poll in (named, secret):
        factories.voted(poll, "a2", person=person, origin="ab" * 8)
    browser = pages.browser(factories.staff(named.organisation))
    page = browser.get(f"/polls/{named.code}/votes/").text
    assert ("罗溪" in page, "ABABAB" in page, "李湘" in page) == (True, True, True)
    page = browser.get(f"/polls/{secret.code}/votes/").text
    assert ("罗溪" in page, "ABABAB" in page, "李湘" in page) == (False, False, True)
    assert "李湘" not in browser.get(f"/polls/{named.code}/votes/?origin={'cd' * 8}").text
