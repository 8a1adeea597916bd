"""A petition as both sides read it."""

import pytest

from kexie.areas.directory.tests import reading
from kexie.areas.standing.tests import factories
from kexie.foundation.appointments.tests.factories import BY
from kexie.foundation.organisations import actions as organisations
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def test_old_and_new_and_what_stands_now() -> None:
    petition = factories.applied()
    people, address = (petition.applicant, factories.reviewer(petition)), f"/petitions/{petition.code}/"
    for person in people:
        page = reading.words(pages.browser(person).get(address).text)
        assert all(word in page for word in (petition.old, petition.new, f"{petition.due:%Y-%m-%d}", "决议.pdf"))
        assert "申请后有变动" not in page
    body = petition.body
    body.refresh_from_db()
    organisations.change(body, name="别名科协", seen=body.revision, by=BY)
    assert all("申请后有变动" in pages.browser(person).get(address).text for person in people)
