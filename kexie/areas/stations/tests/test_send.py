"""A draft goes to the panels of some stations as a wave."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.stations import actions
from kexie.areas.stations.models import Wave
from kexie.areas.stations.tests import factories
from kexie.areas.surveys.tests import factories as surveys
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-02", "FRM-07")]


def test_the_panels_of_the_chosen_are_asked_and_nobody_else() -> None:
    first = factories.station()
    desk = first.organisation
    second, empty = factories.station(desk), factories.station(desk)
    place, other = factories.panelist(first), factories.panelist(second)
    gone = factories.panelist(first)
    actions.leave(gone, by=factories.BY)
    draft = surveys.draft(desk)
    browser, page = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/stations/send/"
    shown = browser.get(page).text
    assert ("样本 1 人" in shown, empty.code in shown) == (True, False)
    assert "请选择站点" in pages.send(browser, page, survey=draft.code).text
    assert pages.status(browser, page, survey=draft.code, stations=[empty.code]) == 422
    sent = pages.send(browser, page, survey=draft.code, stations=[first.code], is_anonymous="on")
    wave = Wave.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, f"/waves/{wave.code}/wave/")
    collection = wave.survey.collection
    assert collection is not None
    assert ([seat.person for seat in collection.roll.all()], collection.is_anonymous) == ([place.person], True)
    assert Announcement.objects.get(what="surveys.publish").people == [place.person_id]
    assert Announcement.objects.get(what="stations.send").organisation == first.host
    answer = f"/surveys/{wave.survey.code}/answer/"
    assert pages.status(pages.browser(place.person), answer, **{"a.field": "a1"}) == 303
    assert "不在名单里" in pages.browser(other.person).get(answer).text
    assert "不在名单里" in pages.browser(persons.person()).get(answer).text


def test_flaws_are_told_and_nothing_is_sent() -> None:
    row = factories.station()
    factories.panelist(row)
    draft = surveys.draft(row.organisation, items=[{"key": "q", "kind": "single", "label": ""}])
    with pytest.raises(ValidationError, match="请写题目"):
        actions.send(row.organisation, survey=draft, stations=[row], by=factories.BY)
    assert not Wave.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_have_numbers_of_their_own() -> None:
    row = factories.station()
    factories.panelist(row)
    body, by = row.organisation, factories.BY
    sending = [partial(actions.send, body, survey=surveys.draft(body), stations=[row], by=by) for _ in range(2)]
    at_once(*sending)
    assert sorted(Wave.objects.values_list("number", flat=True)) == [1, 2]
