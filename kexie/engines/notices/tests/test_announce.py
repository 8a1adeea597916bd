"""An announcement is written with the action and reaches everybody addressed once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kexie.engines.notices import actions, tasks
from kexie.engines.notices.actions import announcing
from kexie.engines.notices.models import Announcement, Delivery, Notice
from kexie.engines.notices.tests.factories import (
    BY,
    LINK,
    PERMISSION,
    announced,
    jobs,
    readers,
    told,
    told_staff,
)
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed, appointment_of
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.tests import factories as persons

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01"), pytest.mark.spec("REL-06")]


def test_those_named_get_it_once() -> None:
    one, other, stranger = (persons.person() for _ in range(3))
    row = told(one, other, one)
    assert actions.deliver(row.pk) == 0
    assert readers(row) == sorted([one.pk, other.pk])
    assert stranger.pk not in readers(row)


def test_an_action_that_is_undone_announces_nothing() -> None:
    person = persons.person()
    with transaction.atomic():
        announced(person)
        assert jobs() == 1
        transaction.set_rollback(True)
    assert (Announcement.objects.count(), jobs()) == (0, 0)


def test_the_same_key_twice_is_one_announcement_and_one_job() -> None:
    person = persons.person()
    first, second = (announced(person, key="move-7", title=title) for title in ("第一次", "第二次"))
    assert (first.pk, second.title, jobs()) == (second.pk, "第一次", 1)


def test_many_organisations_are_told_at_once_each_its_own_and_once() -> None:
    places = [bodies.body() for _ in range(3)]
    people = [appointed(place) for place in places]
    rows = [(place, f"/page/{place.code}/", f"第 {n} 家", f"many.{place.pk}") for n, place in enumerate(places)]
    given: dict[str, Any] = {"title": "结果已经公布", "permission": PERMISSION, "by": BY}
    settled, announcing.AT_ONCE = announcing.AT_ONCE, 2
    try:
        assert [actions.announce_each("tests.happen", rows, **given) for _ in range(2)] == [3, 0]
    finally:
        announcing.AT_ONCE = settled
    waiting = ProcrastinateJob.objects.filter(task_name="notices.deliver_each", status="todo")
    assert [len(job.args["numbers"]) for job in waiting.order_by("id")] == [2, 1]
    for job in [*waiting, *waiting]:
        tasks.deliver_each(**job.args)
    for person, place in zip(people, places, strict=True):
        (notice,) = Notice.objects.filter(person=person).select_related("announcement")
        assert notice.announcement.link == f"/page/{place.code}/"
    with pytest.raises(ValueError, match="not a path"):
        actions.announce_each("tests.happen", [(places[0], "https://example.com/", "", "other")], **given)


def test_without_a_key_each_is_one_of_its_own() -> None:
    person = persons.person()
    assert announced(person).pk != announced(person).pk


@pytest.mark.parametrize("link", ["//elsewhere.example", "https://elsewhere.example/", "notices/", "/\\elsewhere"])
def test_a_link_elsewhere_is_a_defect(link: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        announced(persons.person(), link=link)


def test_an_announcement_to_nobody_is_a_defect() -> None:
    with pytest.raises(ValueError, match="to nobody"):
        actions.announce("tests.happen", title="无人", link=LINK, by=BY)


def test_titles_are_cut_to_their_column() -> None:
    row = told(persons.person(), title="长" * 300, text="文" * 3000)
    row.refresh_from_db()
    assert (len(row.title), len(row.text)) == (200, 1000)


def test_a_permission_is_told_to_the_roles_that_carry_it_in_that_very_body() -> None:
    county = bodies.association("430603")
    body = bodies.body("430603")
    own, second = appointed(body), appointed(body)
    appointed(body, Role.VIEWER)
    appointed(county)  # its superior reaches the body with the same permission
    appointed(bodies.body("430603"))
    assert readers(told_staff(body)) == sorted([own.pk, second.pk])


def test_whoever_holds_the_role_when_it_is_delivered_is_told() -> None:
    body = bodies.body()
    former, locked = appointed(body), appointed(body)
    row = announced(organisation=body, permission="accounts.invite")
    appointments.dismiss(appointment_of(former), by=BY)
    people.lock_account(locked, reason="离岗", by=BY)
    coming = appointed(body)
    actions.deliver(row.pk)
    assert readers(row) == [coming.pk]


def test_the_one_who_acted_is_not_told_of_it_but_of_what_is_for_oneself() -> None:
    body = bodies.body()
    acting, other = appointed(body), appointed(body)
    assert readers(told_staff(body, by=actor(acting))) == [other.pk]
    assert readers(told(acting, by=actor(acting))) == [acting.pk]


def test_a_role_in_a_branch_is_not_told_of_the_whole_body() -> None:
    body = bodies.body()
    from_branch = appointed(
        body, Role.EDITOR, branch=organisations.add_branch(body, kind="branch", name="研究院分会", by=BY)
    )
    row = told(organisation=body, permission="directory.present")
    assert from_branch.pk not in readers(row)


def test_without_a_body_the_platforms_administrators_are_told() -> None:
    system, audit = appointed(None, Role.SYSTEM_ADMINISTRATOR), appointed(None, Role.AUDIT_ADMINISTRATOR)
    row = told(permission="accounts.watch_platform")
    assert readers(row) == [system.pk]
    assert audit.pk not in readers(row)


def test_many_are_told_chunk_by_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "CHUNK", 3)
    everybody = [persons.person() for _ in range(10)]
    row = announced(*everybody)
    assert announcing._deliver_chunk(row.pk) == 3
    assert Announcement.objects.get().delivered_at is None
    assert actions.deliver(row.pk) == 7
    assert readers(row) == sorted(person.pk for person in everybody)
    assert Announcement.objects.get().delivered_at is not None


def test_without_a_mail_server_nothing_is_queued() -> None:
    told(persons.person())
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_give_each_person_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "CHUNK", 7)
    everybody = [persons.person() for _ in range(60)]
    row = announced(*everybody)

    def work(_: int) -> int:
        try:
            return actions.deliver(row.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(work, range(4)))
    actions.deliver(row.pk)  # what was skipped while another was at it
    assert sum(counts) <= 60
    assert Notice.objects.count() == 60
    assert readers(row) == sorted(person.pk for person in everybody)
