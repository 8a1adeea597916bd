"""A payment's receipt as PDF: for the body's staff and for the member who paid."""

import io

import pytest
from pypdf import PdfReader

from kexie.areas.dues import actions
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-05")]


def read(person: Person, code: str) -> str:
    content = pages.browser(person).get(f"/dues/entries/{code}/receipt/").content
    (page,) = PdfReader(io.BytesIO(content)).pages
    return "".join(page.extract_text().split())


def test_the_member_and_the_staff_read_it_and_a_void_one_says_so() -> None:
    person = persons.person()
    due = factories.due(members.own(person, factories.body(), name="罗𠮷溪"))
    entry = factories.paid(due, amount=due.remainder, reference="No.8")
    for reader in (person, appointed(due.year.organisation, Role.LEADER)):
        shown = read(reader, entry.code)
        assert all(words in shown for words in ("罗𠮷溪", "0001号", "人民币伍拾元整", "¥50.00", "银行转账", "No.8"))
    assert pages.browser(persons.person()).get(f"/dues/entries/{entry.code}/receipt/").status_code == 404
    due.refresh_from_db()
    counter = actions.correct(entry, seen=due.revision, reason="错", by=members.BY)
    assert "作废" in read(person, entry.code)
    assert pages.browser(person).get(f"/dues/entries/{counter.code}/receipt/").status_code == 404


def test_what_no_font_has_is_told_before_it_is_drawn() -> None:
    entry = factories.paid(factories.due(members.member(factories.body(), name="王༁")))
    browser = pages.browser(appointed(entry.year.organisation, Role.FINANCE))
    told = browser.get(f"/dues/entries/{entry.code}/receipt/").text
    assert ("༁" in told, "anyway=1" in told) == (True, True)
    assert browser.get(f"/dues/entries/{entry.code}/receipt/?anyway=1").content.startswith(b"%PDF")
