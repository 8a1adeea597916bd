"""The letters that a body wrote."""

import pytest

from kexie.areas.care.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_they_are_listed_for_the_secretariat_alone() -> None:
    letter = factories.letter(title="中秋问候")
    page = f"/organisations/{letter.organisation.code}/care/letters/"
    shown = pages.browser(appointed(letter.organisation, Role.SECRETARY)).get(page).text
    assert ("中秋问候" in shown, "现在有 1 人" in shown) == (True, True)
    assert pages.browser(appointed(letter.organisation, Role.EDITOR)).get(page).status_code == 404
