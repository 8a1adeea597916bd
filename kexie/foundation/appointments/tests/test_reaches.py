"""What each kind of reach takes in, in a tree with a sibling for every body (SCP-01, SCP-07)."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.core.actors import Actor
from kexie.core.lists import Sort, listing
from kexie.core.reach import Reach
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments import queries, rules
from kexie.foundation.appointments.rules import Role, Within
from kexie.foundation.appointments.tests import factories
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge, Family
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as people

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SCP-01")]

HUNAN, YUEYANG, CHANGSHA, YUNXI, JUNSHAN = "430000", "430600", "430100", "430603", "430611"


@pytest.fixture
def tree() -> Mapping[str, Organisation]:
    """Two provinces, in one of them two cities, in one of them two counties, each with a body of its own."""
    named = {
        "nation": bodies.national(),
        "hunan": bodies.association(HUNAN),
        "jiangsu": bodies.association("320000"),
        "yueyang": bodies.association(YUEYANG),
        "changsha": bodies.association(CHANGSHA),
        "yunxi": bodies.association(YUNXI),
        "junshan": bodies.association(JUNSHAN),
    }
    named["body"] = bodies.body(YUNXI)
    named["neighbour"] = bodies.body(YUNXI)
    named["cousin"] = bodies.body(JUNSHAN)
    return named


def reached(tree: Mapping[str, Organisation], name: str, within: Within) -> set[str]:
    """Return the names of the bodies reached, asked of the database and of the plain values alike."""
    body = Organisation.objects.get(pk=tree[name].pk)
    reach = queries.within(within, body, queries.guided_by({body.pk}))
    actor = Actor(person=1, name="", reaches={"directory.manage": reach})
    by_rows = set(Organisation.objects.where_may(actor, "directory.manage").values_list("pk", flat=True))
    fresh = Organisation.objects.in_bulk([thing.pk for thing in tree.values()])
    by_values = {thing for thing, row in tree.items() if reach.has(fresh[row.pk])}
    by_rows_named = {thing for thing, row in tree.items() if row.pk in by_rows}
    assert by_rows_named == by_values
    return by_values


ALL = {"nation", "hunan", "jiangsu", "yueyang", "changsha", "yunxi", "junshan", "body", "neighbour", "cousin"}
IN_YUEYANG = {"yueyang", "yunxi", "junshan", "body", "neighbour", "cousin"}


@pytest.mark.spec("SCP-07")
@pytest.mark.parametrize(
    ("name", "within", "expected"),
    [
        ("nation", Within.OWN, {"nation"}),
        ("nation", Within.SUBTREE, ALL),
        ("nation", Within.BELOW, ALL - {"nation"}),
        ("nation", Within.PEERS, set()),
        ("nation", Within.SUPERIOR, set()),
        ("hunan", Within.SUBTREE, ALL - {"nation", "jiangsu"}),
        ("hunan", Within.PEERS, {"jiangsu"}),
        ("hunan", Within.SUPERIOR, {"nation"}),
        ("yueyang", Within.OWN, {"yueyang"}),
        ("yueyang", Within.SUBTREE, IN_YUEYANG),
        ("yueyang", Within.BELOW, IN_YUEYANG - {"yueyang"}),
        ("yueyang", Within.PEERS, {"changsha"}),
        ("yunxi", Within.SUBTREE, {"yunxi", "body", "neighbour"}),
        ("yunxi", Within.BELOW, {"body", "neighbour"}),
        ("yunxi", Within.PEERS, {"junshan"}),
        ("yunxi", Within.SUPERIOR, {"yueyang"}),
        ("body", Within.SUBTREE, {"body"}),
        ("body", Within.BELOW, set()),
        ("body", Within.PEERS, set()),
        ("body", Within.SUPERIOR, {"yunxi"}),
        ("body", Within.GROUP, set()),
    ],
)
def test_each_reach_takes_in(tree: Mapping[str, Organisation], name: str, within: Within, expected: set[str]) -> None:
    assert reached(tree, name, within) == expected


@pytest.mark.spec("SCP-07")
def test_a_body_reaches_those_it_guides_while_it_guides_them(tree: Mapping[str, Organisation]) -> None:
    edge = actions.relate(tree["cousin"], tree["body"], edge=Edge.GUIDED_BY, since=bodies.DAY, by=bodies.BY)
    assert reached(tree, "body", Within.GROUP) == {"cousin"}
    assert reached(tree, "cousin", Within.GROUP) == set()
    edge.period = type(edge.period)(None, bodies.DAY)
    edge.save(update_fields=["period"])
    assert reached(tree, "body", Within.GROUP) == set()


def test_a_sub_provincial_city_is_a_peer_of_the_prefectures_of_its_province(tree: Mapping[str, Organisation]) -> None:
    tree = {**tree, "nanjing": bodies.association("320100"), "suzhou": bodies.association("320500")}
    assert reached(tree, "nanjing", Within.PEERS) == {"suzhou"}
    assert reached(tree, "suzhou", Within.PEERS) == {"nanjing"}


@pytest.mark.spec("ACC-01")
def test_roles_in_several_bodies_add_up(tree: Mapping[str, Organisation]) -> None:
    holder = factories.appointed(tree["yunxi"], Role.VIEWER)
    factories.appointed(tree["cousin"], Role.ADMINISTRATOR, person=holder)
    factories.appointed(tree["jiangsu"], Role.VIEWER, person=holder)
    rows = Organisation.objects.where_may(factories.actor(holder), "directory.manage")
    expected = {tree[name].pk for name in ("yunxi", "body", "neighbour", "cousin", "jiangsu")}
    assert set(rows.values_list("pk", flat=True)) == expected
    changed = Organisation.objects.where_may(factories.actor(holder), "directory.change")
    assert list(changed) == [tree["cousin"]]
    assert [body.pk for body in queries.workplaces(holder.pk)] == [
        tree[name].pk for name in ("jiangsu", "yunxi", "cousin")
    ]


@pytest.mark.parametrize("descending", [False, True])
def test_a_list_over_several_reaches_shows_each_row_once_in_its_order(
    tree: Mapping[str, Organisation], descending: bool
) -> None:
    holder = factories.appointed(tree["yunxi"], Role.VIEWER)
    factories.appointed(tree["body"], Role.VIEWER, person=holder)  # inside the first reach
    factories.appointed(tree["cousin"], Role.VIEWER, person=holder)
    rows = Organisation.objects.where_may(factories.actor(holder), "directory.manage")
    sort = Sort("name", "按名称", ("name_key",), descending)
    expected = sorted((tree[name] for name in ("yunxi", "body", "neighbour", "cousin")), key=_key, reverse=descending)
    seen: list[Organisation] = []
    after = ""
    for _ in expected:
        found = listing(rows, sort=sort, after=after, size=1)
        assert found.total == len(expected)
        seen += found.rows
        after = found.next or ""
    assert seen == expected
    assert not after


def _key(body: Organisation) -> tuple[str, int]:
    return body.name_key, body.pk


@pytest.mark.spec("SEC-02")
def test_nobody_without_an_appointment_reaches_anything(tree: Mapping[str, Organisation]) -> None:
    assert not Organisation.objects.where_may(factories.actor(None), "directory.manage").exists()
    assert not Organisation.objects.where_may(factories.actor(people.person()), "directory.manage").exists()


@pytest.mark.spec("SEC-02")
def test_an_end_a_lock_and_a_move_bite_at_once(tree: Mapping[str, Organisation]) -> None:
    holder = factories.appointed(tree["yueyang"], Role.VIEWER)
    assert Organisation.objects.where_may(factories.actor(holder), "directory.manage").filter(pk=tree["body"].pk)
    yunxi = Organisation.objects.get(pk=tree["yunxi"].pk)
    actions.move(yunxi, superior=tree["hunan"], seen=yunxi.revision, by=bodies.BY)
    assert not Organisation.objects.where_may(factories.actor(holder), "directory.manage").filter(pk=tree["body"].pk)
    type(holder).objects.filter(pk=holder.pk).update(is_active=False)
    assert queries.reaches(holder.pk) == {}
    type(holder).objects.filter(pk=holder.pk).update(is_active=True)
    from_now = appointments.dismiss
    from_now(factories.appointment_of(factories.appointed(tree["hunan"], Role.VIEWER)), by=factories.BY)
    from_now(factories.appointment_of(holder), by=factories.BY)
    assert queries.reaches(holder.pk) == {}


@pytest.mark.spec("ACC-02")
def test_a_platform_administrator_reaches_no_business_by_that_role() -> None:
    for role in rules.PLATFORM_ROLES:
        holder = factories.appointed(None, role)
        assert not any(name.startswith("directory.") for name in queries.reaches(holder.pk))


def test_an_appointment_to_a_branch_ends_there(tree: Mapping[str, Organisation]) -> None:
    branch = actions.add_branch(tree["body"], kind="study_group", name="甲学组", by=bodies.BY)
    holder = factories.appointed(tree["body"], Role.SECRETARY, branch=branch)
    assert queries.reaches(holder.pk)["directory.manage"] == Reach(branches=frozenset({branch.pk}))
    assert not Organisation.objects.where_may(factories.actor(holder), "directory.manage").exists()


@pytest.mark.spec("PRF-12")
def test_reaches_are_read_in_as_many_queries_for_one_role_as_for_three(tree: Mapping[str, Organisation]) -> None:
    holder = factories.appointed(tree["yunxi"], Role.EDITOR)
    with CaptureQueriesContext(connection) as with_one:
        queries.reaches(holder.pk)
    factories.appointed(tree["body"], Role.EDITOR, person=holder)
    factories.appointed(tree["cousin"], Role.EDITOR, person=holder)
    with CaptureQueriesContext(connection) as with_three:
        queries.reaches(holder.pk)
    assert len(with_one) == len(with_three)


def test_a_role_has_a_grant_only_in_the_families_it_is_for() -> None:
    given = rules.grant("directory.move", Within.BELOW, roles=[Role.ADMINISTRATOR], families=[Family.ASSOCIATION])
    assert rules.has_grant(given, role="administrator", kind="association")
    assert not rules.has_grant(given, role="administrator", kind="enterprise_association")
    assert not rules.has_grant(given, role="viewer", kind="association")
    assert not rules.has_grant(given, role="administrator", kind="")
