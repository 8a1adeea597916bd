"""The body confirms that an account is its member's."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.membership import actions
from kexie.areas.membership.actions.members import join
from kexie.areas.membership.tests import factories
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people import actions as accounts
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01b")]


def test_the_account_has_the_entry_and_is_told() -> None:
    row = factories.claim()
    browser = pages.browser(appointed(row.organisation))
    answer = pages.send(browser, f"/claims/{row.code}/confirm_claim/", seen=row.revision)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/members/{row.member.code}/")
    row.refresh_from_db()
    assert (row.stage, row.member.person) == ("confirmed", row.person)
    assert not Obligation.objects.open().exists()
    assert Announcement.objects.get(what="membership.confirm_claim").people == [row.person_id]
    assert "已确认" in browser.get(f"/claims/{row.code}/confirm_claim/").text


@pytest.mark.spec("SEC-03")
def test_nobody_confirms_the_own_claim() -> None:
    row = factories.claim()
    appointed(row.organisation, person=row.person)
    answer = pages.send(pages.browser(row.person), f"/claims/{row.code}/confirm_claim/", seen=row.revision)
    assert (answer.status_code, "请由其他审核人员办理" in answer.text) == (422, True)


def test_another_accounts_entry_or_a_closed_account_is_refused() -> None:
    taken, closed = factories.claim(), factories.claim()
    join(taken.member, persons.person(), by=factories.BY)
    accounts.close_account(closed.person, by=factories.BY)
    for row, words in ((taken, "另一个账号认领"), (closed, "已经注销")):
        row.refresh_from_db()
        with pytest.raises(ValidationError, match=words):
            actions.confirm_claim(row, seen=row.revision, by=factories.by(persons.person()))


@pytest.mark.django_db(transaction=True)
def test_of_two_secretaries_at_once_one_decides_and_the_other_is_told() -> None:
    row, first, second = factories.claim(), factories.by(persons.person()), factories.by(persons.person())
    answers = at_once(
        lambda: actions.confirm_claim(row, seen=row.revision, by=first),
        lambda: actions.refuse_claim(row, seen=row.revision, reason="不是本人", by=second),
    )
    assert sum(isinstance(answer, Stale) for answer in answers) == 1
    row.refresh_from_db()
    assert (row.member.person is not None) == (row.stage == "confirmed")
