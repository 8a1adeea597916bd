"""The association takes a body as its group member."""

import pytest

from kexie.areas.affiliations import actions
from kexie.areas.affiliations.models import Accession
from kexie.areas.affiliations.tests import factories
from kexie.core.locks import Stale
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Relation
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02")]


def test_both_sides_list_it_and_the_body_is_told() -> None:
    row = factories.accession()
    browser, address = pages.browser(appointed(row.organisation, Role.REVIEWER)), f"/affiliations/{row.code}/accept/"
    assert pages.status(browser, address, seen=row.revision, decision="第三次常委会") == 303
    row.refresh_from_db()
    relation = Relation.objects.get(edge=Edge.GROUP_MEMBER_OF)
    assert (row.stage, row.relation, relation.subject, relation.object) == (
        "accepted",
        relation,
        row.body,
        row.organisation,
    )
    assert not Obligation.objects.open().exists()
    assert Announcement.objects.get(what="affiliations.accept").organisation == row.body
    assert Record.objects.filter(what="affiliations.accept").count() == 2
    assert row.body.name in browser.get(f"/organisations/{row.organisation.code}/affiliations/").text
    own = pages.browser(appointed(row.body)).get(f"/organisations/{row.body.code}/joined/").text
    assert ("推选代表" in own, row.organisation.name in own) == (True, True)


@pytest.mark.spec("SEC-03")
def test_nobody_accepts_the_own_and_nobody_without_a_decision() -> None:
    person = appointed(factories.accession().organisation)
    row = factories.accession(by=factories.by(person))
    browser, address = pages.browser(person), f"/affiliations/{row.code}/accept/"
    assert "请由其他审核人员办理" in pages.send(browser, address, seen=row.revision, decision="会议").text
    other = factories.accession()
    html = pages.send(browser, f"/affiliations/{other.code}/accept/", seen=other.revision, decision=" ").text
    assert "请填写批准的会议或文件" in html


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told() -> None:
    row, first, second = factories.accession(), factories.by(), factories.by()
    answers = at_once(
        lambda: actions.accept(row, seen=row.revision, decision="会议", by=first),
        lambda: actions.refuse(row, seen=row.revision, reason="不在本地", by=second),
    )
    assert sum(isinstance(answer, Stale) for answer in answers) == 1
    stage = Accession.objects.get().stage
    assert Relation.objects.filter(edge=Edge.GROUP_MEMBER_OF).exists() == (stage == "accepted")
