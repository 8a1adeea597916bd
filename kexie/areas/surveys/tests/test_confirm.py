"""A paper counts once another has looked it through; what differs is told before."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.surveys import actions
from kexie.areas.surveys.tests import collected, factories
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.engines.questionnaires.models import Collection, Entry, Response
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-11")]


def test_another_confirms_and_what_was_typed_goes() -> None:
    entry = collected.entry()
    page = f"/papers/{entry.code}/confirm/"
    given = {"a.field": "a1", "seen": entry.revision}
    own = pages.send(pages.browser(Person.objects.get(pk=entry.person_id)), page, **given)
    assert (own.status_code, "请由另一位同事核对" in own.text or "请另一位同事核对" in own.text) == (422, True)
    other = pages.browser(factories.staff(entry.collection.organisation))
    assert 'value="a1" checked' in other.get(page).text
    assert pages.send(other, page, **given).status_code == 303
    entry.refresh_from_db()
    assert (entry.is_counted, entry.typed, Response.objects.get().answers) == (True, "", {"field": "a1"})
    assert Collection.objects.get().taken == 1
    assert pages.send(other, page, **given).status_code == 409
    assert (other.get(page).status_code, Response.objects.count()) == (303, 1)


def test_what_differs_is_told_until_it_was_looked_at() -> None:
    entry = collected.entry()
    other = pages.browser(factories.staff(entry.collection.organisation))
    given = {"a.field": "a2", "a.why": "机会少", "seen": entry.revision}
    told = pages.send(other, f"/papers/{entry.code}/confirm/", **given)
    assert (told.status_code, "第 1 题、第 3 题和第一次录入的不同" in told.text) == (422, True)
    assert not Response.objects.exists()
    assert pages.send(other, f"/papers/{entry.code}/confirm/", **given, is_checked="on").status_code == 303
    assert Response.objects.get().answers == {"field": "a2", "why": "机会少"}


@pytest.mark.django_db(transaction=True)
def test_two_confirm_and_it_counts_once() -> None:
    entry = collected.entry()
    staff = [factories.by(factories.staff(entry.collection.organisation)) for _ in range(2)]
    counted = partial(actions.confirm, entry, typed={"field": ["a1"]}, is_checked=False, seen=entry.revision)
    done = at_once(*[partial(counted, by=one) for one in staff])
    assert sum(isinstance(one, Response) for one in done) == Response.objects.count() == 1
    assert sum(isinstance(one, Stale | ValidationError) for one in done) == 1
    assert Entry.objects.get().is_counted
