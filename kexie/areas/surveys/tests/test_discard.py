"""What was typed by mistake goes, and its number is free again; what counts stays."""

import pytest

from kexie.areas.surveys import actions
from kexie.areas.surveys.tests import collected, factories
from kexie.engines.questionnaires.models import Entry
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-11")]


def test_what_waits_goes_and_what_counts_stays() -> None:
    first, second = collected.entry(), collected.entry()
    by = factories.staff(first.collection.organisation)
    browser = pages.browser(by)
    assert pages.send(browser, f"/papers/{first.code}/discard/", seen=first.revision).status_code == 303
    typed = {"field": ["a1"]}
    actions.confirm(second, typed=typed, is_checked=False, seen=second.revision, by=factories.by(by))
    second.refresh_from_db()
    refused = pages.send(browser, f"/papers/{second.code}/discard/", seen=second.revision)
    assert (refused.status_code, "已经核对计入" in refused.text) == (422, True)
    assert list(Entry.objects.all()) == [second]
