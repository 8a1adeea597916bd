"""One's own number and address in full."""

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-06")]


def test_seeing_them_is_on_record(client: Client) -> None:
    person = people.set_mobile(factories.person(), mobile="13800005678", by=Actor.platform("tests"))
    client.force_login(person)
    page = client.post("/account/reveal/", {"form_key": pages.key_of(client.get("/account/").content.decode())})
    assert "13800005678" in page.content.decode()
    record = Record.objects.filter(what="people.reveal", person=person.pk).first()
    assert record.after == {"what": "mobile", "reason": "本人查看"}
    assert client.get("/account/reveal/").status_code == 405
