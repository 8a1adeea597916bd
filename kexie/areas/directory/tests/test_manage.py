"""An organisation's entry seen from inside, with the buttons of what may be done."""

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record
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


@pytest.mark.spec("ORG-07")
def test_what_was_done_stands_there_as_far_as_one_may_know() -> None:
    body, other = factories.body(), factories.body("320113")
    own, superior = appointed(body, Role.VIEWER), appointed(body.superior, Role.VIEWER)
    for deed in ("directory.change_logo", "directory.add_group", "accounts.reveal"):
        record(deed, body, by=factories.BY)
    record("directory.tag", other, by=factories.BY)
    shown = {person: history(person, body) for person in (own, superior)}
    for html in shown.values():
        assert "更换徽标" in html
        assert "登记组织" in html
        assert "设置标签" not in html
    assert "建立收件人分组" in shown[own]
    assert "建立收件人分组" not in shown[superior]


@pytest.mark.spec("SCP-06")
def test_the_trail_is_offered_to_who_may_read_it() -> None:
    body = factories.body()
    address = f"/organisations/{body.code}/records/"
    assert address in history(appointed(body, Role.LEADER), body)
    assert address not in history(appointed(body, Role.VIEWER), body)


def history(person: Person, body: Organisation) -> str:
    """What the card of deeds says."""
    html = pages.browser(person).get(f"/organisations/{body.code}/manage/").text
    return html.split("办理记录")[1].split("</section>")[0]
