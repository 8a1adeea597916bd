"""Saved groups of recipients, and whom they stand for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.directory import actions as directory
from kexie.areas.directory.queries import groups as saved
from kexie.areas.directory.tests.book import entry
from kexie.core.actors import Actor
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.queries import reaches
from kexie.foundation.appointments.tests.factories import BY, appointed, appointment_of
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("COM-01"), pytest.mark.spec("SCP-04")]


def actor(person: Person) -> Actor:
    return Actor(person.pk, person.name, reaches=reaches(person.pk))


@pytest.fixture
def county() -> Organisation:
    """A county with a superior, a peer, and two bodies below it."""
    factories.association("430602")
    factories.body("430603", name="甲企业科协")
    factories.body("430603", kind="park_association", name="乙园区科协")
    factories.body("430602", name="丙邻县科协")
    return factories.association("430603")


def found(county: Organisation, **rule: object) -> set[str]:
    who = actor(appointed(county))
    given = {"name": "组", "is_picked": False, **rule}
    group = directory.add_group(county, by=who, **given)  # type: ignore[arg-type]
    names = {body.name for body in saved.recipients(group, who)}
    directory.remove_group(group, by=who)
    return names


def test_by_rule(county: Organisation) -> None:
    city, peer = factories.association("430600"), factories.association("430602")
    below = {"甲企业科协", "乙园区科协"}
    assert found(county) == {*below, city.name, peer.name}
    assert found(county, circle="below") == below
    assert found(county, circle="peers") == {peer.name}
    assert found(county, circle="superior") == {city.name}
    assert found(county, kinds=["park_association"]) == {"乙园区科协"}
    assert found(county, region=peer.region) == {peer.name}
    assert found(city, under=county) == below
    assert found(city, circle="below", kinds=["association"]) == {county.name, peer.name}


def test_by_post_and_by_tag(county: Organisation) -> None:
    park = Organisation.objects.get(name="乙园区科协")
    entry(park, "秘书", rules.Title.SECRETARY_GENERAL)
    entry(Organisation.objects.get(name="甲企业科协"), "没公开", rules.Title.SECRETARY_GENERAL, is_listed=False)
    assert found(county, title=int(rules.Title.SECRETARY_GENERAL)) == {"乙园区科协"}
    directory.tag(county, park, tags=["重点"], by=BY)
    directory.tag(factories.association("430600"), Organisation.objects.get(name="甲企业科协"), tags=["重点"], by=BY)
    assert found(county, tag="重点") == {"乙园区科协"}


def test_members_are_reckoned_at_use_and_cut_to_the_scope_of_that_day(county: Organisation) -> None:
    person = appointed(county)
    body = Organisation.objects.get(name="甲企业科协")
    ruled = directory.add_group(county, name="条件", is_picked=False, circle="below", by=actor(person))
    picked = directory.add_group(county, name="手选", is_picked=True, bodies=[body], by=actor(person))
    factories.body("430603", name="后来的科协")
    assert {row.name for row in saved.recipients(ruled, actor(person))} == {"甲企业科协", "乙园区科协", "后来的科协"}
    body = actions.move(body, superior=factories.association("430600"), seen=body.revision, by=BY)
    assert {row.name for row in saved.recipients(ruled, actor(person))} == {"乙园区科协", "后来的科协"}
    assert list(saved.recipients(picked, actor(person))) == []
    appointed(county)
    appointments.dismiss(appointment_of(person), by=BY)
    assert list(saved.recipients(ruled, actor(person))) == []


def test_who_has_no_role_there_or_is_the_platform_has_no_recipients(county: Organisation) -> None:
    group = directory.add_group(county, name="组", is_picked=False, by=BY)
    for who in (Actor.platform("x"), actor(appointed(factories.association("430600")))):
        assert list(saved.recipients(group, who)) == []


def test_the_page_counts_each_and_shows_none_of_others(county: Organisation) -> None:
    person = appointed(county)
    directory.add_group(county, name="我们的分组", is_picked=False, circle="below", by=actor(person))
    peer = factories.association("430602")
    directory.add_group(peer, name="邻县的分组", is_picked=False, by=BY)
    html = pages.browser(person).get(f"/organisations/{county.code}/groups/").text
    assert "我们的分组" in html
    assert '<td data-label="现有组织（个）" class="k-num">2</td>' in html
    assert "邻县的分组" not in html
    assert (
        "还没有分组"
        in pages.browser(appointed(factories.body()))
        .get(f"/organisations/{Organisation.objects.latest('id').code}/groups/")
        .text
    )


def test_holders_are_those_of_the_post(county: Organisation) -> None:
    person = appointed(county)
    park = Organisation.objects.get(name="乙园区科协")
    entry(park, "秘书", rules.Title.SECRETARY_GENERAL)
    entry(park, "主席", rules.Title.CHAIR)
    group = directory.add_group(
        county, name="秘书长", is_picked=False, title=int(rules.Title.SECRETARY_GENERAL), by=actor(person)
    )
    assert [post.holder for post in saved.holders(group, actor(person))] == ["秘书"]


@pytest.mark.spec("PRF-12")
def test_reckoning_a_group_takes_a_fixed_number_of_queries(county: Organisation) -> None:
    person = appointed(county)
    group = directory.add_group(county, name="组", is_picked=False, circle="below", by=actor(person))
    taken = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            list(saved.recipients(group, actor(person)))
        taken.append(len(caught))
        factories.body("430603")
    assert taken[0] == taken[1]
