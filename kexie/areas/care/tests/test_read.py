"""A letter is read by those it was sent to."""

import pytest

from kexie.areas.care.tests import factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_readers_alone_with_the_way_out() -> None:
    person = persons.person()
    letter = factories.letter(factories.agreeing(person=person).organisation, text="第一段<b>\n\n第二段")
    page = f"/care/letters/{letter.code}/read/"
    shown = pages.browser(person).get(page).text
    assert ("第二段" in shown, "<b>" in shown, "opt_out/" in shown) == (True, False, True)
    assert pages.browser(persons.person()).get(page).status_code == 404
