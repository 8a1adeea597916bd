"""A mobile number in full: for some, for a purpose, on record."""

from typing import Any

import pytest

from kexie.areas.directory.queries import cards
from kexie.areas.directory.tests.book import MOBILE, entry
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation, Post
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-11"), pytest.mark.spec("SEC-06")]


def address(book: Organisation, post: Post) -> str:
    return f"/organisations/{book.code}/contacts/{post.pk}/reveal_contact/"


def ask(book: Organisation, post: Post, role: Role = Role.SECRETARY, reason: str = "通知开会") -> Any:
    browser = pages.browser(appointed(book, role))
    return pages.send(browser, address(book, post), reason=reason)


def test_it_is_shown_to_who_says_what_for_and_that_is_on_the_bodys_record() -> None:
    county, body = factories.association("430603"), factories.body()
    post = entry(body, "陈岳", mobile=MOBILE)
    answer = ask(county, post)
    assert MOBILE in answer.text
    assert "no-store" in answer["Cache-Control"]
    kept = Record.objects.get(what="directory.reveal_contact")
    assert kept.after == {"what": "mobile", "reason": "通知开会"}
    assert (kept.organisation, kept.thing_id) == (body.pk, str(post.pk))
    assert MOBILE not in pages.browser(appointed(county)).get(address(county, post)).text


@pytest.mark.parametrize("reason", ["", "   ", "长" * 201])
def test_without_a_purpose_nothing_is_shown(reason: str) -> None:
    county = factories.association("430603")
    post = entry(factories.body(), "陈岳", mobile=MOBILE)
    answer = ask(county, post, reason=reason)
    assert answer.status_code == 422
    assert MOBILE not in answer.text
    assert not Record.objects.filter(what="directory.reveal_contact").exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER, Role.REVIEWER, Role.STATISTICIAN, Role.FINANCE])
def test_other_roles_find_nothing(role: Role) -> None:
    county = factories.association("430603")
    post = entry(factories.body(), "陈岳", mobile=MOBILE)
    assert ask(county, post, role).status_code == 404


def test_peers_may_ask_but_a_superiors_number_stays_masked() -> None:
    county, beside, city = (factories.association(code) for code in ("430603", "430602", "430600"))
    assert MOBILE in ask(county, entry(beside, "同级", mobile=MOBILE)).text
    assert ask(county, entry(city, "上级", mobile=MOBILE)).status_code == 404


def test_the_numbers_stand_encrypted_and_on_no_record() -> None:
    body = factories.body()
    post = entry(body, "陈岳", phone="000-7654321", mobile=MOBILE)
    raw = str(list(Post.objects.filter(pk=post.pk).extra(select={"kept": "mobile || phone"}).values_list("kept")))
    told = str(list(Record.objects.values_list("before", "after")))
    for number in (MOBILE, "000-7654321"):
        assert number not in raw
        assert number not in told


def test_a_ticket_is_good_for_its_owner_its_entry_and_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    post, other = entry(factories.body(), "甲"), entry(factories.body(), "乙")
    given = cards.ticket(post, 7)
    assert cards.is_revealed(post, 7, given)
    assert not cards.is_revealed(post, 8, given)
    assert not cards.is_revealed(other, 7, given)
    assert not cards.is_revealed(post, 7, "")
    assert not cards.is_revealed(post, 7, given[:-1])
    monkeypatch.setattr(cards, "LASTS", -1)
    assert not cards.is_revealed(post, 7, given)
