"""A closed year is opened again, for a reason."""

import pytest

from kexie.areas.dues import actions
from kexie.areas.dues.models import Year
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def test_it_says_why() -> None:
    year = factories.rolled()
    browser, page = pages.browser(appointed(year.organisation, Role.FINANCE)), f"/dues/{year.code}/reopen/"
    assert "没有结账" in pages.send(browser, page, seen=year.revision, reason="错").text
    year = actions.close(year, seen=year.revision, by=members.BY)
    assert pages.status(browser, page, seen=year.revision, reason=" ") == 422
    assert pages.status(browser, page, seen=year.revision, reason="补登一笔") == 303
    assert Year.objects.open().exists()
    assert Record.objects.get(what="dues.reopen").after == {"reason": "补登一笔"}
