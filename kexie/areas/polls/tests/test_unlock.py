"""A poll with a password shows nothing to whoever does not know it."""

import pytest
from django.test import Client

from kexie.areas.gatherings.rules import GUESSES
from kexie.areas.polls.tests import factories
from kexie.foundation.people.rules import Counted
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_the_password_opens_and_nothing_else_does() -> None:
    poll, browser = factories.opened(password="yueyang"), Client()
    page, lock = f"/polls/{poll.code}/vote/", f"/polls/{poll.code}/unlock/"
    assert browser.get(page)["Location"] == lock
    assert "王溪" not in pages.send(browser, page, **{"a.vote": "a1"}).text
    assert "口令不对" in pages.send(browser, lock, password="changsha").text
    browser.cookies[f"poll-{poll.code}"] = "guessed"
    assert browser.get(page)["Location"] == lock
    assert pages.status(browser, lock, password="yueyang") == 303
    assert "王溪" in browser.get(page).text
    assert pages.status(browser, page, **{"a.vote": "a1"}) == 303


@pytest.mark.spec("SEC-05")
def test_a_network_guesses_so_often_and_no_more() -> None:
    lock = f"/polls/{factories.opened(password='yueyang').code}/unlock/"
    told = [pages.send(Client(), lock, password=f"guess{turn}").text for turn in range(GUESSES[Counted.ADDRESS].most)]
    assert all("口令不对" in text for text in told)
    assert "过一小时再试" in pages.send(Client(), lock, password="yueyang").text
