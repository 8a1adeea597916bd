"""A body applies for a change or its end; what the place does not review takes effect at once."""

import pytest

from kexie.areas.standing import actions
from kexie.areas.standing.models import Petition
from kexie.areas.standing.tests import factories
from kexie.core import clock
from kexie.core.tests.threads import at_once
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, actor, appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def send(body: Organisation, what: str, **given: object) -> tuple[int, str]:
    form = factories.typed(what) | given
    form = {name: value for name, value in form.items() if value is not None}
    answer = pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/apply/{what}/", **form)
    body.refresh_from_db()
    return answer.status_code, answer.text


@pytest.mark.parametrize("what", ["name", "host", "superior", "end"])
def test_what_is_reviewed_waits_and_changes_nothing(what: str) -> None:
    body = bodies.body("430603", name="甲科协")
    reviewer = appointed(body.superior, Role.REVIEWER)
    assert send(body, what)[0] == 303
    petition = Petition.objects.get()
    assert (petition.stage, petition.organisation, body.name, body.closed_on) == (
        "submitted",
        body.superior,
        "甲科协",
        None,
    )
    (waiting,) = todo(actor(reviewer), [petition.organisation])
    assert (waiting.due, "甲科协" in waiting.what) == (petition.due, True)
    assert "还没有" not in titles(reviewer)[0]


def test_old_and_new_stand_side_by_side() -> None:
    body = bodies.body("430603", name="甲科协")
    petition = factories.applied(body=body)
    assert (petition.old, petition.new) == ("甲科协", "新名有限公司科学技术协会")


def test_what_the_place_does_not_review_is_done_and_recorded_and_the_desk_is_told() -> None:
    body = bodies.body("430603", name="甲科协")
    reviewer = appointed(body.superior, Role.REVIEWER)
    assert send(body, "address", proof=None)[0] == 303
    assert send(body, "short_name", proof=None)[0] == 303
    assert (body.short_name, body.public_page.address) == ("新名科协", "云溪大道 1 号")
    assert set(Petition.objects.values_list("stage", flat=True)) == {"recorded"}
    assert titles(reviewer) == ["“甲科协”的简称变更已经登记", "“甲科协”的地址变更已经登记"]


def test_the_nearest_place_that_set_it_says_what_is_reviewed() -> None:
    city, county = bodies.association("430600"), bodies.association("430603")
    actions.change_policy(city, reviewed=["address"], days=5, seen=0, by=BY)
    body = bodies.body("430603")
    assert send(body, "name", proof=None)[0] == 303
    assert body.name == "新名有限公司科学技术协会"
    assert send(body, "address")[0] == 303
    actions.change_policy(county, reviewed=None, days=10, seen=0, by=BY)
    other = factories.applied("address", body=bodies.body("430603"))
    assert [row.days for row in Petition.objects.filter(stage="submitted").order_by("id")] == [5, 10]
    assert other.stage == "submitted"
    actions.change_policy(city, reviewed=[], days=None, seen=1, by=BY)
    assert factories.applied("superior", body=bodies.body("430603")).stage == "submitted"


@pytest.mark.parametrize(
    ("what", "typed", "words"),
    [
        ("name", {"value": ""}, "请填写新的名称"),
        ("name", {"proof": None}, "证明材料"),
        ("name", {"grounds": " "}, "理由"),
        ("end", {"cause": ""}, "请选择注销的原因"),
        ("end", {"resolved_on": None}, "第十八条"),
        ("end", {"congress": ""}, "第十八条"),
        ("end", {"resolved_on": "2199-01-01"}, "不能晚于今天"),
        ("end", {"settlement": ""}, "经费、资产和档案"),
        ("host", {"object": "没有这个单位"}, "没有找到"),
        ("superior", {"object": "没有这个科协"}, "没有找到"),
        ("superior", {"region": None}, "辖区"),
    ],
)
def test_what_is_wrong_is_said_beside_it(what: str, typed: dict[str, object], words: str) -> None:
    status, html = send(bodies.body("430603"), what, **typed)
    assert (status, words in html, Petition.objects.count()) == (422, True, 0)


def test_a_change_into_the_same_is_none() -> None:
    body = bodies.body("430603", name="甲科协")
    assert "没有变化" in send(body, "name", value="甲科协")[1]
    superior = organisations.publish(bodies.association("430603"), by=BY)
    assert "没有变化" in send(body, "superior", object=f"{superior.name}（{superior.code}）", region=None)[1]


@pytest.mark.spec("GOV-01")
def test_one_unit_has_one_association() -> None:
    host = bodies.body("430603", kind="enterprise", published=True)
    bodies.body("430603", host=host, name="先来科协")
    status, html = send(bodies.body("430603"), "host", object=f"{host.name}（{host.code}）")
    assert (status, "先来科协" in html, "第十二条" in html) == (422, True, True)


@pytest.mark.parametrize("what", ["charter", "x"])
def test_a_charter_is_not_changed_here(what: str) -> None:
    body = bodies.body("430603")
    assert pages.browser(appointed(body)).get(f"/organisations/{body.code}/apply/{what}/").status_code == 404


@pytest.mark.spec("EST-13")
def test_the_page_of_an_end_shows_what_is_open() -> None:
    body = factories.in_term(clock.today()).organisation
    actions.remind(by=BY)
    page = pages.browser(appointed(body)).get(f"/organisations/{body.code}/apply/end/").text
    assert "到期事项 1" in page


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_petition() -> None:
    body = bodies.body("430603")
    person = factories.by(appointed(body))
    deeds = [lambda: actions.apply(body, "name", **factories.wish("name"), by=person)] * 2
    done = at_once(*deeds)
    assert sorted(type(one).__name__ for one in done) == ["IntegrityError", "Petition"]
    assert Petition.objects.count() == 1


def test_who_is_only_being_prepared_or_has_ended_applies_for_nothing() -> None:
    for body in (bodies.body("430603", status="preparing"), bodies.body("430603")):
        person = appointed(body)
        if body.status == "active":
            organisations.close(body, closed_on=clock.today(), by=BY)
        assert pages.browser(person).get(f"/organisations/{body.code}/apply/name/").status_code == 404


def test_a_park_association_stays_in_a_park() -> None:
    enterprise = bodies.body("430603", kind="enterprise", published=True)
    park = bodies.body("430603", kind="park_association", host=bodies.body("430603", kind="park"))
    assert park.relations.current().get(edge=Edge.HOSTED_BY).object.kind == "park"
    assert "不能设立" in send(park, "host", object=f"{enterprise.name}（{enterprise.code}）")[1]
