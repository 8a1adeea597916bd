"""A survey with a password shows nothing to whoever does not know it."""

import pytest
from django.test import Client

from kexie.areas.surveys.tests import factories
from kexie.engines.questionnaires.models import Response
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
