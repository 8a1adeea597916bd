"""A survey with a password shows nothing to whoever does not know it."""

import pytest
from django.test import Client

from kexie.areas.gatherings import rules
from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.models import Response
from kexie.foundation.people.rules import Counted
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-07")]


def test_the_password_opens_and_nothing_else_does() -> None:
    survey = factories.opened(password="yueyang")
    page, lock = f"/surveys/{survey.code}/answer/", f"/surveys/{survey.code}/unlock/"
    browser = Client()
    assert browser.get(page)["Location"] == lock
    assert "您最需要什么" not in pages.send(browser, page, **{"a.field": "a1"}).text
    assert "口令不对" in pages.send(browser, lock, password="changsha").text
    browser.cookies[f"survey-{survey.code}"] = "guessed"
    assert browser.get(page)["Location"] == lock
    assert pages.status(browser, lock, password="yueyang") == 303
    assert "您最需要什么" in browser.get(page).text
    assert (pages.status(browser, page, **{"a.field": "a1"}), Response.objects.count()) == (303, 1)
    other = factories.opened(password="other-one")
    browser.cookies[f"survey-{other.code}"] = browser.cookies[f"survey-{survey.code}"].value
    assert browser.get(f"/surveys/{other.code}/answer/").status_code == 303


@pytest.mark.spec("SEC-05")
def test_a_network_guesses_so_often_and_no_more() -> None:
    survey, other = factories.opened(password="yueyang"), factories.opened(password="yueyang")
    lock, most = f"/surveys/{survey.code}/unlock/", rules.GUESSES[Counted.ADDRESS].most
    known = [pages.status(Client(), lock, password="yueyang") for _ in range(most + 1)]
    assert known == [303] * (most + 1)  # nobody guessed
    told = [pages.send(Client(), lock, password=f"guess{turn}").text for turn in range(most + 1)]
    assert ["口令不对" in text for text in told] == [True] * most + [False]
    late = pages.send(Client(), lock, password="yueyang")
    assert (late.status_code, "过一小时再试" in late.text) == (422, True)
    assert pages.status(Client(), f"/surveys/{other.code}/unlock/", password="yueyang") == 303
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert pages.status(elsewhere, lock, password="yueyang") == 303
