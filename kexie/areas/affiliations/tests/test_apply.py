"""A body asks to be taken as a group member."""

from typing import Any

import pytest

from kexie.areas.affiliations import actions
from kexie.areas.affiliations.models import Accession
from kexie.areas.affiliations.tests import factories
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-02")]


def send(body: Organisation, thing: str, **typed: Any) -> tuple[int, str]:
    browser = pages.browser(appointed(body))
    answer = pages.send(browser, f"/organisations/{body.code}/joined/apply/", thing=thing, **typed)
    return answer.status_code, answer.text


def test_it_waits_at_the_desk_of_the_same_local_level() -> None:
    body = bodies.body()
    county = factories.superior(body)
    assert send(body, county.code, statement="愿意参加")[0] == 303
    row, waiting = Accession.objects.get(), Obligation.objects.open().get()
    assert (row.organisation, row.body, row.way, row.stage) == (county, body, "local", "submitted")
    assert (waiting.organisation, waiting.permission) == (county, "affiliations.review")
    assert Announcement.objects.get(what="affiliations.apply").organisation == county
    assert "没有办结" in send(body, county.code)[1]


def test_another_place_and_another_level_are_not_offered() -> None:
    body, other = bodies.body(), bodies.association("320113")
    prefecture = factories.superior(factories.superior(body))
    for thing in (other, prefecture):
        assert send(body, thing.code)[0] == 422
    assert not Accession.objects.exists()


def test_inside_a_group_the_guided_body_joins_the_guide() -> None:
    body, guide = bodies.body(), bodies.body("430602")
    assert send(body, guide.code)[0] == 422
    organisations.relate(body, guide, edge=Edge.GUIDED_BY, by=factories.BY)
    assert send(body, guide.code)[0] == 303
    assert Accession.objects.get().way == "group"


def test_the_national_association_asks_for_size_influence_and_proof() -> None:
    host, body = bodies.body(kind="enterprise", profile={"size": "medium"}), bodies.body()
    organisations.relate(body, host, edge=Edge.HOSTED_BY, by=factories.BY)
    nation = bodies.national()
    assert "应为大型" in send(body, nation.code, statement=factories.STATEMENT)[1]
    host.enterprise_profile.size = "large"
    host.enterprise_profile.save()
    assert "证明影响力" in send(body, nation.code, statement=factories.STATEMENT)[1]
    assert "至少 20 个字" in send(body, nation.code, statement="有影响")[1]
    row = factories.accession(body, nation, statement=factories.STATEMENT)
    assert row.way == "national"


def test_a_society_joins_its_association_and_other_registered_bodies_do_not() -> None:
    society, university = bodies.body(kind="society"), bodies.body(kind="university")
    assert send(society, factories.superior(society).code)[0] == 303
    assert send(university, factories.superior(university).code)[0] == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_kept() -> None:
    body = bodies.body()
    by = factories.by()
    answers = at_once(*[lambda: actions.apply(body, thing=factories.superior(body), by=by)] * 3)
    assert sum(isinstance(answer, Accession) for answer in answers) == Accession.objects.count() == 1
