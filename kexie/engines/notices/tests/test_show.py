"""A notice leads to where the work is, and is read from then on; nobody else's is there."""

import pytest

from kexie.engines.notices.models import Notice
from kexie.engines.notices.tests.factories import told
from kexie.foundation.people.tests import factories as persons
from tests.pages import browser

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01")]


def test_it_leads_there_and_is_read() -> None:
    person, other = persons.person(), persons.person()
    row = told(person, other, link="/account/")
    assert browser(person).get(f"/notices/{row.code}/")["Location"] == "/account/"
    assert [notice.person_id for notice in Notice.objects.filter(read_at=None)] == [other.pk]


def test_read_twice_it_keeps_its_first_time() -> None:
    person = persons.person()
    row = told(person)
    client = browser(person)
    client.get(f"/notices/{row.code}/")
    first = Notice.objects.get().read_at
    client.get(f"/notices/{row.code}/")
    assert Notice.objects.get().read_at == first


@pytest.mark.spec("SEC-02")
def test_another_ones_is_not_there() -> None:
    row = told(persons.person())
    stranger = browser(persons.person())
    for address in (f"/notices/{row.code}/", f"/notices/{row.code}/read/"):
        for ask in (stranger.get, stranger.post):
            answer = ask(address, {"form_key": "k" * 20})
            assert answer.status_code in {404, 405}
    assert stranger.get(f"/notices/{row.code}/").status_code == 404
    assert Notice.objects.get().read_at is None
