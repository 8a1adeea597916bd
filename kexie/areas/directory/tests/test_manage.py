"""An organisation's entry seen from inside, with the buttons of what may be done."""

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SCP-02")]
BUTTONS = ("change", "present", "move", "take_offline", "close")


@pytest.mark.parametrize(
    ("place", "role", "shown"),
    [
        ("own", Role.ADMINISTRATOR, {"change", "present"}),
        ("own", Role.EDITOR, {"present"}),
        ("own", Role.VIEWER, set()),
        ("superior", Role.ADMINISTRATOR, {"move", "take_offline", "close"}),
        ("superior", Role.REVIEWER, {"take_offline"}),
    ],
)
def test_only_the_buttons_of_ones_role(place: str, role: str, shown: set[str]) -> None:
    body = factories.body(published=True)
    person = appointed(body if place == "own" else body.superior, role)
    main = pages.browser(person).get(f"/organisations/{body.code}/manage/").text.split("<main")[1]
    assert {name for name in BUTTONS if f"/organisations/{body.code}/{name}/" in main} == shown


def test_a_closed_body_is_shown_without_buttons() -> None:
    body = factories.body()
    person = appointed(body)
    actions.close(body, closed_on=body.created_at.date(), by=factories.BY)
    main = pages.browser(person).get(f"/organisations/{body.code}/manage/").text.split("<main")[1]
    assert "已注销" in main
    assert "/change/" not in main


@pytest.mark.spec("SCP-01")
def test_who_guides_a_body_sees_it() -> None:
    body, guide = factories.body(), factories.body("320113")
    person = appointed(guide)
    address = f"/organisations/{body.code}/manage/"
    assert pages.browser(person).get(address).status_code == 404
    relation = actions.relate(body, guide, edge=rules.Edge.GUIDED_BY, by=factories.BY)
    assert pages.browser(person).get(address).status_code == 200
    actions.unrelate(relation, until=factories.DAY, by=factories.BY)
    assert pages.browser(person).get(address).status_code == 404
