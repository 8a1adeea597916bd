"""The secretariat undoes a claim that was a mistake."""

import pytest

from kexie.areas.membership import actions
from kexie.areas.membership.tests import factories
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01b"), pytest.mark.spec("MEM-07")]


def test_the_entry_is_free_again_and_its_history_stays() -> None:
    wrong, right, number = persons.person(), persons.person(), factories.identity()
    member = factories.member(name="王敏", identity=number)
    actions.claim(wrong, name="王敏", identity=number, by=factories.by(wrong))
    member.refresh_from_db()
    member = actions.leave(member, seen=member.revision, by=factories.by(wrong))
    browser = pages.browser(appointed(member.organisation))
    assert "认领有误" in browser.get(f"/members/{member.code}/").text
    assert pages.status(browser, f"/members/{member.code}/unclaim/", seen=member.revision, reason="同名的另一人") == 303
    member.refresh_from_db()
    assert (member.person, member.is_leaving, member.is_on_roll) == (None, False, True)
    assert [line.cause for line in member.changes.all()] == ["entered", "claimed", "unclaimed"]
    assert Announcement.objects.get(what="membership.unclaim").people == [wrong.pk]
    assert not Obligation.objects.open().exists()
    assert pages.browser(wrong).get(f"/memberships/{member.code}/card/").status_code == 404
    actions.claim(right, name="王敏", identity=number, by=factories.by(right))
    member.refresh_from_db()
    assert member.person == right


def test_there_is_nothing_to_undo_where_nobody_claimed() -> None:
    member = factories.member()
    browser = pages.browser(appointed(member.organisation))
    answer = pages.send(browser, f"/members/{member.code}/unclaim/", seen=member.revision, reason="同名")
    assert (answer.status_code, "还没有人认领" in answer.text) == (422, True)
