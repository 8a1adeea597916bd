"""A choice has a picture, which voters see."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.polls import actions
from kexie.areas.polls.tests import factories
from kexie.engines.questionnaires.tests import illustrated
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_a_picture_stands_beside_its_choice() -> None:
    poll = factories.draft()
    person = factories.staff(poll.organisation)
    address = f"/polls/{poll.code}/illustrate/"
    sent = pages.send(pages.browser(person), address, picture=SimpleUploadedFile("a.png", illustrated.png()))
    code = sent.json()["picture"]
    given = factories.items()
    given[0]["choices"][0] |= {"picture": code, "alt": "王溪在实验室"}
    draft, seen = {"title": "评选", "items": given}, poll.questionnaire.revision
    actions.change(poll, draft=draft, seen=seen, by=factories.by(person))
    poll.refresh_from_db()
    poll = actions.publish(poll, audience="link", ranking="live", seen=poll.revision, by=factories.by(person))
    factories.voted(poll)
    for word in ("vote", "outcome"):
        page = pages.browser().get(f"/polls/{poll.code}/{word}/").text
        assert (f"/pictures/{code}/picture/" in page, "王溪在实验室" in page) == (True, True)
