"""The security administrator finds accounts."""

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-02")]
ADDRESS = "/platform/find_account/"


@pytest.mark.spec("SEC-06")
@pytest.mark.parametrize("words", ["wangmin", "13800005678", " 138-0000-5678 ", "Min@Example.com"])
def test_an_account_is_found_by_what_is_typed_exactly_and_shown_masked(words: str) -> None:
    person = persons.person("wangmin", name="王敏")
    people.set_mobile(person, mobile="13800005678", by=BY)
    people.set_email(person, email="min@example.com", by=BY)
    appointed(bodies.association("430603"), Role.EDITOR, person=person)
    page = pages.browser(appointed(None, Role.SECURITY_ADMINISTRATOR)).get(ADDRESS, {"q": words}).text
    assert "王敏" in page
    assert "云溪区科学技术协会：编辑" in page
    assert "138****5678" in page
    assert "13800005678</td>" not in page
    assert "min@example.com</td>" not in page


def test_a_part_of_a_name_finds_nobody() -> None:
    persons.person("wangmin")
    page = pages.browser(appointed(None, Role.SECURITY_ADMINISTRATOR)).get(ADDRESS, {"q": "wang"}).text
    assert "没有这个账号" in page


def test_without_words_those_that_are_locked_are_shown() -> None:
    people.lock_account(persons.person(name="锁着的人"), reason="盗用", by=BY)
    persons.person(name="没锁的人")
    page = pages.browser(appointed(None, Role.SECURITY_ADMINISTRATOR)).get(ADDRESS).text
    assert "锁着的人" in page
    assert "没锁的人" not in page
